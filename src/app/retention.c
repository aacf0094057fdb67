#include "app/retention.h"

#include "app/ledger.h"
#include "app/setting.h"

enum { CASES_AT_ONCE = 1000 };

struct retaining {
    struct erasing *erasing;
    const struct zone *zone;
    const struct retention *rules;
    date today;
};

// The last day on which it was closed, reopened or given a status.
static result closed_on(const struct retaining *r, int64_t case_id, date *day)
{
    static const enum fact_kind kinds[] = { FACT_OPENED, FACT_EVENT, FACT_STATUS };
    struct fact_last_of_case_out last;
    bool is_found;
    result e = OK;
    *day = (date){ INT32_MIN };
    for (size_t i = 0; !e && i < sizeof kinds / sizeof *kinds; i++) {
        e = query_fact_last_of_case(r->erasing->ctx, r->erasing->db,
                                    &(struct fact_last_of_case_in){ COMMUNITY_FIRST, case_id, kinds[i] },
                                    &last, &is_found);
        date found = !e && is_found ? zone_date(r->zone, last.happened, NULL) : *day;
        day->day = found.day > day->day ? found.day : day->day;
    }
    return e;
}

static bool is_over(const struct retaining *r, const struct retention_rule *rule, date closed)
{
    bool is_clipped;
    return rule->is_erased && date_add_months(closed, rule->months, &is_clipped).day < r->today.day;
}

static int parts_of_rule(const struct retention_rule *rule, const struct held_row *f)
{
    bool is_reporters = f->voice == VOICE_REPORTER;
    switch (rule->data) {
    case KEPT_WORDS:
        return is_reporters ? HELD_WORDS : 0;
    case KEPT_OTHER_WORDS:
        return is_reporters ? 0 : HELD_WORDS;
    case KEPT_PLACES:
        return HELD_PLACE;
    case KEPT_ACTORS:
        return HELD_ACTOR;
    case KEPT_PHOTOGRAPHS:
        return HELD_PHOTOGRAPH;
    default:
        return 0;
    }
}

static result facts_take(const struct retaining *r, const struct retention_rule *rule, int64_t case_id)
{
    struct held_row_list facts;
    result e = query_held_of_case(r->erasing->ctx, r->erasing->db,
                                  &(struct held_of_case_in){ COMMUNITY_FIRST, case_id }, &facts);
    for (size_t i = 0; !e && i < facts.n; i++)
        e = erase_fact(r->erasing, &facts.at[i], parts_of_rule(rule, &facts.at[i]));
    return e;
}

// Whoever has no other case here goes with the last one, unless they acted somewhere or have an account.
static result people_take(const struct retaining *r, int64_t case_id)
{
    struct case_person_of_case_out_list bound;
    struct ctx *ctx = r->erasing->ctx;
    struct db *db = r->erasing->db;
    result e = query_case_person_of_case(
        ctx, db, &(struct case_person_of_case_in){ COMMUNITY_FIRST, case_id }, &bound);
    for (size_t i = 0; !e && i < bound.n; i++) {
        struct person_row person;
        struct case_person_of_person_out_list others = { 0 };
        struct held_row_list acted = { 0 };
        struct account_row account;
        bool is_found, has_account = false;
        e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, bound.at[i].person_id },
                               &person, &is_found);
        if (e || !is_found)
            continue;
        e = erase_binding(r->erasing, case_id, &person);
        if (!e)
            e = query_case_person_of_person(
                ctx, db, &(struct case_person_of_person_in){ COMMUNITY_FIRST, person.id }, &others);
        if (!e)
            e = query_held_of_actor(ctx, db, &(struct held_of_actor_in){ COMMUNITY_FIRST, person.id },
                                    &acted);
        if (!e)
            e = query_account_by_person(ctx, db, &(struct account_by_person_in){ COMMUNITY_FIRST, person.id },
                                        &account, &has_account);
        if (!e && !others.n && !acted.n && !has_account)
            e = erase_person_row(r->erasing, &person);
    }
    return e;
}

// Photographs of places that were graded belong to no case: by the day on which they were put on record.
static result places_take(const struct retaining *r, const struct retention_rule *rule)
{
    struct ctx *ctx = r->erasing->ctx;
    struct db *db = r->erasing->db;
    struct photograph_row_list rows;
    result e = query_photograph_of_places(ctx, db, &(struct photograph_of_places_in){ COMMUNITY_FIRST },
                                          &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct held_row fact;
        bool is_found;
        e = query_held_by_id(ctx, db, &(struct held_by_id_in){ COMMUNITY_FIRST, rows.at[i].fact_id }, &fact,
                             &is_found);
        if (!e && is_found && is_over(r, rule, zone_date(r->zone, fact.happened, NULL)))
            e = erase_fact(r->erasing, &fact, HELD_PHOTOGRAPH);
    }
    return e;
}

static result rule_run(const struct retaining *r, const struct retention_rule *rule,
                       const struct case_closed_out_list *cases)
{
    struct erased out = { .words = 0 };
    struct erasing erasing = *r->erasing;
    struct retaining own = *r;
    result e = OK;
    erasing.rule = rule->name;
    erasing.out = &out;
    own.erasing = &erasing;
    for (size_t i = 0; !e && i < cases->n; i++) {
        date closed;
        e = closed_on(&own, cases->at[i].id, &closed);
        if (e || !is_over(&own, rule, closed))
            continue;
        e = rule->data == KEPT_PEOPLE ? people_take(&own, cases->at[i].id)
                                      : facts_take(&own, rule, cases->at[i].id);
    }
    if (!e && rule->data == KEPT_PHOTOGRAPHS)
        e = places_take(&own, rule);
    r->erasing->out->words += out.words;
    r->erasing->out->places += out.places;
    r->erasing->out->actors += out.actors;
    r->erasing->out->photographs += out.photographs;
    r->erasing->out->bindings += out.bindings;
    r->erasing->out->people += out.people;
    return e ? e : erase_settle(&erasing);
}

static result rules_read(struct ctx *ctx, struct db *db, struct retention *rules)
{
    struct content_of_kind_out_list contents;
    result e = query_content_of_kind(
        ctx, db, &(struct content_of_kind_in){ COMMUNITY_FIRST, CONTENT_RETENTION }, &contents);
    *rules = (struct retention){ 0 };
    if (e || !contents.n)
        return e;
    return retention_parse(ctx, contents.at[contents.n - 1].name, contents.at[contents.n - 1].body, rules);
}

// Whom a partner's return was asked of, and who signed it; the return, its office and its hash stay.
static result signers_take(const struct retaining *r, const struct retention_rule *rule)
{
    struct erasing *x = r->erasing;
    struct partner_return_named_before_out named;
    bool is_clipped, is_found;
    instant before = zone_midnight(r->zone, date_add_months(r->today, -rule->months, &is_clipped));
    result e = query_partner_return_named_before(
        x->ctx, x->db, &(struct partner_return_named_before_in){ COMMUNITY_FIRST, before }, &named,
        &is_found);
    if (e || !is_found || !named.n)
        return e;
    x->out->signers += named.n;
    return query_partner_return_unname_before(
        x->ctx, x->db, &(struct partner_return_unname_before_in){ COMMUNITY_FIRST, before });
}

static result signers_run(const struct retaining *r)
{
    result e = OK;
    for (size_t i = 0; !e && i < r->rules->n; i++)
        if (r->rules->at[i].data == KEPT_SIGNERS && r->rules->at[i].is_erased)
            e = signers_take(r, &r->rules->at[i]);
    return e;
}

static int64_t months_least(const struct retention *rules)
{
    int64_t least = RETENTION_MONTHS_MAX;
    for (size_t i = 0; i < rules->n; i++)
        if (rules->at[i].is_erased && rules->at[i].months < least)
            least = rules->at[i].months;
    return least;
}

// Where the day's run has got to: "2026-11-26 1234", the last case looked at; the day alone when it is over.
static result place_read(struct ctx *ctx, struct db *db, str today, int64_t *after, bool *is_done)
{
    str place;
    result e = setting_read(ctx, db, SETTING_RETAINED_TO, &place);
    *after = 0;
    *is_done = !e && str_equal(place, today);
    str day = str_cut(&place, ' ');
    if (!e && str_equal(day, today) && place.at && !str_to_int(place, after))
        *after = 0;
    return e;
}

static result cases_run(struct retaining *r, str today, int64_t after, bool *is_done)
{
    struct ctx *ctx = r->erasing->ctx;
    struct case_closed_out_list cases;
    bool is_clipped;
    instant before = zone_midnight(r->zone, date_add_months(r->today, -months_least(r->rules), &is_clipped));
    result e = query_case_closed(ctx, r->erasing->db,
                                 &(struct case_closed_in){ COMMUNITY_FIRST, before, after, CASES_AT_ONCE },
                                 &cases);
    for (size_t i = 0; !e && i < r->rules->n; i++)
        if (r->rules->at[i].is_erased && r->rules->at[i].data != KEPT_SIGNERS)
            e = rule_run(r, &r->rules->at[i], &cases);
    *is_done = !e && cases.n < CASES_AT_ONCE;
    str place = *is_done || !cases.n
        ? today
        : str_format(ctx->arena, "%.*s %lld", STR_ARGS(today), (long long)cases.at[cases.n - 1].id);
    return e ? e : setting_write(ctx, r->erasing->db, SETTING_RETAINED_TO, place);
}

result retention_run(struct ctx *ctx, struct db *db, instant now, struct erased *out, bool *is_done)
{
    struct community_by_id_out community;
    struct retention rules;
    struct erasing erasing = { ctx, db, now, { 0 }, false, false, out };
    struct retaining r = { .erasing = &erasing, .rules = &rules };
    int64_t after;
    bool is_found;
    *is_done = true;
    result e = rules_read(ctx, db, &rules);
    if (e || !rules.n)
        return e;
    e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                              &is_found);
    if (e || !is_found)
        return e;
    e = zone_load(ctx, community.zone, &r.zone);
    if (e)
        return e;
    r.today = zone_date(r.zone, now, NULL);
    struct buffer day = buffer_open(32);
    date_write(&day, r.today);
    str today = str_copy(ctx->arena, buffer_str(&day));
    buffer_close(&day);
    e = place_read(ctx, db, today, &after, is_done);
    if (e || *is_done)
        return e;
    e = cases_run(&r, today, after, is_done);
    return e || !*is_done ? e : signers_run(&r);
}
