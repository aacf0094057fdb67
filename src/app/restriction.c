#include "app/restriction.h"

#include "app/directory.h"
#include "app/outbox.h"
#include "app/permission.h"
#include "rules/words.h"

enum { WEEK_DAYS = 7, DATE_TEXT = 64 };

static const struct {
    str way, words;
} WAYS[] = {
    { STR_INIT("letter"), STR_INIT("by letter") },
    { STR_INIT("telephone"), STR_INIT("by telephone") },
    { STR_INIT("email"), STR_INIT("by e-mail") },
    { STR_INIT("counter"), STR_INIT("over the counter") },
};

str restriction_way_words(str way)
{
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++)
        if (str_equal(WAYS[i].way, way))
            return WAYS[i].words;
    return (str){ 0 };
}

str restriction_words(struct ctx *ctx, const struct restriction_row *row)
{
    if (row->way.n)
        return str_format(ctx->arena, "%.*s only", STR_ARGS(restriction_way_words(row->way)));
    return row->weekly == 1
        ? STR("one addition or dispute a week")
        : str_format(ctx->arena, "at most %lld additions and disputes a week", (long long)row->weekly);
}

// Nobody who wants no messages gets one: the page of the restriction says so to whoever decided it.
static result tell(struct ctx *ctx, struct db *db, const struct restriction_deed *deed, str message)
{
    const struct restriction_row *row = deed->row;
    struct person_row person;
    struct civil until = date_civil(row->until);
    bool is_found;
    result e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, row->person }, &person,
                                  &is_found);
    bool is_reached = !e && is_found &&
        (str_equal(person.way, STR("email")) || str_equal(person.way, STR("text")) ||
         str_equal(person.way, STR("letter")));
    if (e || !is_reached)
        return e;
    str detail = str_format(
        ctx->arena,
        "link: /restriction/%.*s\nwhat: %.*s\nbody: %.*s\nuntil: %.*s\nuntil_figures: %02d/%02d/%d\nwords: %.*s",
        STR_ARGS(row->token), STR_ARGS(restriction_words(ctx, row)), STR_ARGS(row->body),
        STR_ARGS(date_words(ctx, row->until)), until.day, until.month, until.year,
        STR_ARGS(detail_lines(ctx, deed->words)));
    struct telling_one told = { .person_id = row->person,
                                .way = person.way,
                                .message = message,
                                .once = str_format(ctx->arena, "%.*s %.*s", STR_ARGS(row->token),
                                                   STR_ARGS(message)),
                                .detail = detail,
                                .at = deed->now };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : outbox_tell_one(ctx, db, &told);
}

static result words_check(struct ctx *ctx, str words, const char *missing)
{
    if (!words.n)
        return fail(ctx, ERR_INPUT, "%s", missing);
    if (words.n > RESTRICTION_WORDS_MAX)
        return fail(ctx, ERR_INPUT, "it may have %d letters: write less", RESTRICTION_WORDS_MAX);
    return OK;
}

static bool has_reviewer(const struct reviewers *reviewers, int64_t person)
{
    for (size_t i = 0; i < reviewers->n; i++)
        if (reviewers->at[i].person == person)
            return true;
    return false;
}

static result days_check(struct ctx *ctx, const struct restricting *r)
{
    date last = date_add_months(r->today, RESTRICTION_MONTHS_MAX, &(bool){ false });
    if (r->row.until.day <= r->today.day || r->row.until.day > last.day)
        return fail(ctx, ERR_INPUT, "give the day on which it ends: after today, and within a year");
    if (r->row.review.day <= r->today.day || r->row.review.day > r->row.until.day)
        return fail(ctx, ERR_INPUT,
                    "give the day on which somebody looks again: after today, and before it ends");
    return OK;
}

static result decide_check(struct ctx *ctx, struct db *db, const struct restricting *r)
{
    const struct restriction_row *row = &r->row;
    struct reviewers reviewers;
    struct restriction_row held = { .id = ID_NONE };
    bool is_way = restriction_way_words(row->way).n > 0;
    if (is_way ? row->weekly != 0 : row->way.n || row->weekly < 1 || row->weekly > RESTRICTION_WEEKLY_MAX)
        return fail(ctx, ERR_INPUT, "choose what is limited");
    result e = words_check(ctx, row->why, "say why: they read it");
    if (!e)
        e = days_check(ctx, r);
    if (!e)
        e = restriction_reviewers(ctx, db, row->decider, &reviewers);
    if (!e && !has_reviewer(&reviewers, row->reviewer))
        return fail(ctx, ERR_RULE, "choose somebody else than yourself who looks at it again");
    if (!e)
        e = restriction_in_force(ctx, db, row->person, r->today, &held);
    return !e && held.id != ID_NONE ? fail(ctx, ERR_CONFLICT, "their contact is limited already") : e;
}

result restriction_decide(struct ctx *ctx, struct db *db, struct restricting *r)
{
    struct restriction_row *row = &r->row;
    result e = decide_check(ctx, db, r);
    if (e)
        return e;
    row->token = outbox_token(ctx);
    row->begun = r->now;
    struct restriction_insert_in fresh = { COMMUNITY_FIRST, row->person,  row->case_id, row->body,
                                           row->post,       row->decider, row->why,     row->weekly,
                                           row->way,        row->begun,   row->until,   row->reviewer,
                                           row->review,     row->token };
    e = query_restriction_insert(ctx, db, &fresh, &row->id);
    struct restriction_deed deed = { row, row->decider, row->why, r->today, r->now, DATE_NONE };
    return e ? e : tell(ctx, db, &deed, STR("restricted"));
}

bool restriction_is_over(const struct restriction_row *row, date today)
{
    return !instant_is_none(row->ended) || row->until.day < today.day;
}

// What they added and disputed in the week before, since it was limited, and when the first of that was.
struct used {
    int64_t n;
    instant first;
};

static result used_count(struct desk *desk, const struct restriction_row *row, struct used *used)
{
    struct person_row_list persons;
    int64_t since = desk->at.second - (int64_t)WEEK_DAYS * DAY_SECONDS;
    result e = restriction_persons(desk->ctx, desk->db, row->person, &persons);
    *used = (struct used){ 0, desk->at };
    for (size_t p = 0; p < persons.n && !e; p++) {
        struct held_row_list acted = { 0 };
        e = query_held_of_actor(desk->ctx, desk->db,
                                &(struct held_of_actor_in){ COMMUNITY_FIRST, persons.at[p].id }, &acted);
        for (size_t i = 0; i < acted.n && !e; i++) {
            const struct held_row *f = &acted.at[i];
            bool is_kind = f->voice == VOICE_REPORTER && (f->kind == FACT_NOTE || f->kind == FACT_DISPUTED);
            if (!is_kind || f->happened.second <= since || f->happened.second < row->begun.second)
                continue;
            used->n++;
            if (f->happened.second < used->first.second)
                used->first = f->happened;
        }
    }
    return e;
}

static result speaks_of_danger(struct desk *desk, str words, bool *is_danger)
{
    struct directory directory;
    struct words_found found = { .n_dangers = 0 };
    result e = directory_read(desk->ctx, desk->db, &directory);
    if (!e)
        e = words_find(desk->ctx, &directory.categories, words, &found);
    *is_danger = found.n_dangers > 0;
    return e;
}

static result refuse(struct desk *desk, const struct restriction_row *row, const struct used *used)
{
    struct ctx *ctx = desk->ctx;
    const struct zone *zone = desk->ledger->zone;
    date next = date_add_days(zone_date(zone, used->first, NULL), WEEK_DAYS + 1);
    str until = date_words(ctx, row->until), what = restriction_words(ctx, row);
    if (row->way.n)
        return fail(
            ctx, ERR_RULE,
            "your contact is limited until %.*s: what you add is taken %.*s. You can appeal by the link "
            "“Why, and how to appeal” on this page; a new report and anything about danger is always taken",
            STR_ARGS(until), STR_ARGS(what));
    return fail(
        ctx, ERR_RULE,
        "your contact is limited until %.*s to %.*s, and this week’s are used: send it again on %.*s. You "
        "can appeal by the link “Why, and how to appeal” on this page; a new report and anything about "
        "danger is always taken",
        STR_ARGS(until), STR_ARGS(what), STR_ARGS(date_words(ctx, next)));
}

result restriction_check(struct desk *desk, str words)
{
    struct restriction_row row;
    struct used used = { 0 };
    bool is_danger = false;
    if (desk->by.voice != VOICE_REPORTER)
        return OK;
    result e = restriction_in_force(desk->ctx, desk->db, desk->by.person,
                                    zone_date(desk->ledger->zone, desk->at, NULL), &row);
    if (!e && row.id != ID_NONE)
        e = used_count(desk, &row, &used);
    bool is_free = row.id == ID_NONE || (!row.way.n && used.n < row.weekly);
    if (e || is_free)
        return e;
    e = speaks_of_danger(desk, words, &is_danger);
    return e || is_danger ? e : refuse(desk, &row, &used);
}

static result open_check(struct ctx *ctx, const struct restriction_deed *deed)
{
    return restriction_is_over(deed->row, deed->today) ? fail(ctx, ERR_RULE, "it is over") : OK;
}

static result other_check(struct ctx *ctx, const struct restriction_deed *deed)
{
    return deed->by == deed->row->decider
        ? fail(ctx, ERR_RULE, "somebody else than who decided it has to do that")
        : OK;
}

result restriction_review(struct ctx *ctx, struct db *db, const struct restriction_deed *d, date next)
{
    result e = open_check(ctx, d);
    if (!e)
        e = other_check(ctx, d);
    if (!e)
        e = words_check(ctx, d->words, "say why it goes on");
    if (!e && (next.day <= d->today.day || next.day > d->row->until.day))
        e = fail(ctx, ERR_INPUT,
                 "give the next day on which somebody looks again: after today, and before it ends");
    return e ? e
             : query_restriction_review_set(ctx, db,
                                            &(struct restriction_review_set_in){ COMMUNITY_FIRST, d->row->id,
                                                                                 next, d->now, d->words });
}

result restriction_end(struct ctx *ctx, struct db *db, const struct restriction_deed *d)
{
    result e = open_check(ctx, d);
    if (!e)
        e = query_restriction_end_set(
            ctx, db, &(struct restriction_end_set_in){ COMMUNITY_FIRST, d->row->id, d->now });
    return e ? e : tell(ctx, db, d, STR("limit-ended"));
}

result restriction_appeal(struct ctx *ctx, struct db *db, const struct restriction_deed *d)
{
    result e = open_check(ctx, d);
    if (!e && !instant_is_none(d->row->appealed))
        e = fail(ctx, ERR_RULE, "you have appealed already: each restriction can be appealed once");
    if (!e)
        e = words_check(ctx, d->words, "write why it is wrong");
    struct restriction_appeal_set_in appeal = { COMMUNITY_FIRST, d->row->id, d->now, d->words, d->due };
    if (!e)
        e = query_restriction_appeal_set(ctx, db, &appeal);
    struct restriction_row row = *d->row;
    row.appealed = d->now;
    row.appeal_due = appeal.appeal_due;
    return e ? e : restriction_appeal_tell(ctx, db, &row, d->now);
}

result restriction_answer(struct ctx *ctx, struct db *db, const struct restriction_deed *d, bool is_lifted)
{
    bool is_waiting = !instant_is_none(d->row->appealed) && instant_is_none(d->row->answered);
    result e = is_waiting ? other_check(ctx, d) : fail(ctx, ERR_RULE, "no appeal waits for an answer");
    if (!e)
        e = words_check(ctx, d->words, "write an answer: they read it");
    if (!e)
        e = query_restriction_answer_set(
            ctx, db,
            &(struct restriction_answer_set_in){ COMMUNITY_FIRST, d->row->id, d->now, d->words, d->by });
    if (!e && is_lifted && instant_is_none(d->row->ended))
        e = query_restriction_end_set(
            ctx, db, &(struct restriction_end_set_in){ COMMUNITY_FIRST, d->row->id, d->now });
    return e ? e : tell(ctx, db, d, STR("limit-answered"));
}

static result reviewer_add(struct ctx *ctx, struct db *db, int64_t account, struct reviewers *list,
                           int64_t but)
{
    struct account_row row;
    struct person_row person = { .id = ID_NONE };
    bool is_found;
    result e = query_account_by_id(ctx, db, &(struct account_by_id_in){ COMMUNITY_FIRST, account }, &row,
                                   &is_found);
    bool is_wanted = !e && is_found && str_equal(row.state, ACCOUNT_ACTIVE) && row.person != but &&
        !has_reviewer(list, row.person);
    if (!is_wanted)
        return e;
    e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, row.person }, &person,
                           &is_found);
    if (e || !is_found)
        return e;
    struct reviewer *slot = LIST_PUSH(ctx->arena, list);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct reviewer){ person.id, person.name.n ? person.name : person.email };
    return OK;
}

result restriction_reviewers(struct ctx *ctx, struct db *db, int64_t but, struct reviewers *reviewers)
{
    result e = OK;
    *reviewers = (struct reviewers){ 0 };
    for (int role = 0; role < ROLE_COUNT && !e; role++) {
        struct account_role_row_list rows = { 0 };
        if (permission_of((enum role)role, DEED_REVIEW_RESTRICTION) == MAY_NOT)
            continue;
        e = query_account_role_of_role(
            ctx, db, &(struct account_role_of_role_in){ COMMUNITY_FIRST, role_name((enum role)role) }, &rows);
        for (size_t i = 0; i < rows.n && !e; i++)
            e = reviewer_add(ctx, db, rows.at[i].account, reviewers, but);
    }
    return e;
}

result restrictions_forget(struct ctx *ctx, struct db *db, int64_t person)
{
    result e = query_restriction_delete_of_person(
        ctx, db, &(struct restriction_delete_of_person_in){ COMMUNITY_FIRST, person });
    if (!e)
        e = query_restriction_decider_forget(
            ctx, db, &(struct restriction_decider_forget_in){ COMMUNITY_FIRST, person });
    if (!e)
        e = query_restriction_reviewer_forget(
            ctx, db, &(struct restriction_reviewer_forget_in){ COMMUNITY_FIRST, person });
    return e ? e
             : query_restriction_answerer_forget(
                   ctx, db, &(struct restriction_answerer_forget_in){ COMMUNITY_FIRST, person });
}
