#include "app/reached.h"

#include "app/documents.h"
#include "app/walkabout.h"
#include "app/worklist.h"

const str REACHED_WAY[REACHED_WAYS] = { STR_INIT("telephone"), STR_INIT("e-mail"), STR_INIT("letter"),
                                        STR_INIT("counter") };

bool is_contact(const struct promise_state *p)
{
    return p->clause->kind->key == CLAUSE_CONTACT;
}

struct doer reached_doer(struct ctx *ctx, const struct visitor *visitor, const struct promise_state *p)
{
    const struct about body = { .body = party_of(p->clause) };
    struct about area = walk_about(ctx, p);
    return may(visitor, DEED_WORK, &body) ? visitor_doer(ctx, visitor) : visitor_finder(visitor, &area);
}

// A promise of the clause alone, whose clocks start when somebody asked (event 0) and stop with the answer (event 1),
// whatever the clause calls them.
enum { ASKED, ANSWERED, EVENTS };

static void events_set(struct promise *promise)
{
    static int asked[] = { ASKED }, answered[] = { ANSWERED };
    for (size_t c = 0; c < promise->n_clocks; c++)
        for (size_t i = 0; i < promise->clocks[c].n; i++) {
            struct promise_line *line = &promise->clocks[c].lines[i];
            line->from = (struct event_set){ .at = asked, .n = 1 };
            line->to = (struct event_set){ .at = answered, .n = 1 };
        }
}

static result promise_of(struct ctx *ctx, const struct promise_state *p, struct promise *promise)
{
    struct shape *shape = ARENA_NEW(ctx->arena, struct shape);
    static str names[EVENTS] = { [ASKED] = STR_INIT("report"), [ANSWERED] = STR_INIT("completion") };
    if (!shape)
        return arena_fail(ctx);
    *shape = (struct shape){ .events = { .at = names, .n = EVENTS, .room = EVENTS } };
    result e = promise_build(ctx, p->charter->document->document, p->clause, shape, promise);
    if (e)
        return e;
    promise->timing = promise_by_label(&p->charter->document->promises, p->clause->label)->timing;
    events_set(promise);
    return OK;
}

static struct moment answer_of(const struct zone *zone, const struct fact_row *f)
{
    if (instant_is_none(f->until))
        return (struct moment){ .kind = MOMENT_NEVER };
    instant first = str_equal(f->value, FACT_VALUE_DAY) ? zone_midnight(zone, zone_date(zone, f->until, NULL))
                                                        : f->until;
    return (struct moment){ MOMENT_KNOWN, first, f->until };
}

static void one_count(const struct board *board, const struct promise *promise, const struct fact_row *f,
                      struct reached_counts *counts)
{
    struct moment events[EVENTS] = {
        [ASKED] = { MOMENT_KNOWN, f->happened, f->happened_last }, [ANSWERED] = answer_of(board->zone, f)
    };
    const struct case_facts facts = { .service = 0, .area = -1, .status = CASE_OPEN, .events = events };
    counts->n++;
    counts->answered += !instant_is_none(f->until);
    if (!promise)
        return;
    switch (case_judge(promise, 0, &facts, board->ledger->as_of).state) {
    case STATE_ON_TIME:
        counts->in_time++;
        break;
    case STATE_LATE:
        counts->late++;
        break;
    case STATE_NOT_YET_DUE:
        counts->waiting++;
        break;
    default:
        counts->not_known++;
    }
}

static bool is_of(const struct fact_row *f, const struct promise_state *p)
{
    return f->kind == FACT_CONTACTED && str_equal(f->document, p->charter->id) &&
        str_equal(f->clause, p->clause->label);
}

result reached_count(struct ctx *ctx, const struct promise_state *p, struct reached *reached)
{
    const struct board *board = p->charter->board;
    struct promise promise;
    *reached = (struct reached){ .has_time = clause_has_clock(p->clause) };
    result e = reached->has_time ? promise_of(ctx, p, &promise) : OK;
    for (size_t i = 0; i < board->facts.n && !e; i++) {
        const struct fact_row *f = &board->facts.at[i];
        date day = is_of(f, p) ? zone_date(board->zone, f->happened, NULL) : DATE_NONE;
        if (!date_is_none(day) && day.day > board->today.day - REACHED_DAYS &&
            !fact_is_corrected(board->facts.at, board->facts.n, f->id))
            one_count(board, reached->has_time ? &promise : NULL, f, &reached->by[f->voice]);
    }
    return e;
}

static void more_add(struct buffer *out, int64_t n, const char *words)
{
    if (n)
        buffer_print(out, ", %lld %s", (long long)n, words);
}

str reached_words(struct ctx *ctx, const struct reached *reached, enum voice voice)
{
    const struct reached_counts *c = &reached->by[voice];
    struct buffer out = buffer_open(256);
    if (!c->n)
        return STR("Not known: nothing written down in the last year");
    if (!reached->has_time)
        return str_format(ctx->arena, "%lld of %lld answered", (long long)c->answered, (long long)c->n);
    buffer_print(&out, "%lld of %lld answered in time", (long long)c->in_time, (long long)c->n);
    more_add(&out, c->late, "late");
    more_add(&out, c->waiting, "not yet due");
    more_add(&out, c->not_known, "not known");
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static result refuse(struct ctx *ctx, struct reached_said *said, enum reached_field part, const char *why)
{
    said->part = part;
    return fail(ctx, ERR_INPUT, "%s", why);
}

// The seconds that a day and a time may stand for.
static void moment_of(const struct zone *zone, date day, int32_t time, instant *first, instant *last)
{
    *first = *last = time == SECOND_NONE ? zone_midnight(zone, day) : zone_instant(zone, day, time, NULL);
    if (time == SECOND_NONE)
        *last = (instant){ zone_midnight(zone, date_add_days(day, 1)).second - 1 };
}

static bool is_way(str way)
{
    bool is_one = false;
    for (size_t i = 0; i < REACHED_WAYS; i++)
        is_one |= str_equal(way, REACHED_WAY[i]);
    return is_one;
}

static result answer_check(struct desk *desk, struct reached_said *said, struct fact_insert_in *fact)
{
    struct ctx *ctx = desk->ctx;
    instant first;
    if (date_is_none(said->answered))
        return said->answered_time == SECOND_NONE
            ? OK
            : refuse(ctx, said, REACHED_PART_ANSWERED, "write the day of the answer, too");
    moment_of(desk->ledger->zone, said->answered, said->answered_time, &first, &fact->until);
    if (fact->until.second < fact->happened.second)
        return refuse(ctx, said, REACHED_PART_ANSWERED, "the answer can't come before you asked");
    if (first.second > desk->at.second)
        return refuse(ctx, said, REACHED_PART_ANSWERED,
                      "that is to come: leave it empty until you are answered");
    if (said->answered_time == SECOND_NONE)
        fact->value = FACT_VALUE_DAY;
    return OK;
}

static result said_check(struct desk *desk, const struct promise_state *p, struct reached_said *said,
                         struct fact_insert_in *fact)
{
    struct ctx *ctx = desk->ctx;
    date today = zone_date(desk->ledger->zone, desk->at, NULL);
    if (!is_way(said->way))
        return refuse(ctx, said, REACHED_PART_WAY, "choose how you asked");
    if (date_is_none(said->day))
        return refuse(ctx, said, REACHED_PART_DAY, "write the day on which you asked, such as 20 11 2026");
    if (said->day.day > today.day || said->day.day < today.day - REACHED_DAYS_BACK)
        return refuse(ctx, said, REACHED_PART_DAY,
                      "it is for a day of the last three months, at the latest today");
    if (said->day.day < document_in_force(p->charter->document->document).from.day)
        return refuse(ctx, said, REACHED_PART_DAY, "the charter was not in force on that day");
    moment_of(desk->ledger->zone, said->day, said->time, &fact->happened, &fact->happened_last);
    if (fact->happened.second > desk->at.second)
        return refuse(ctx, said, REACHED_PART_TIME, "that time is to come");
    return answer_check(desk, said, fact);
}

result reached_own(struct ctx *ctx, struct db *db, const struct promise_state *p, int64_t person,
                   struct fact_row_list *own)
{
    struct fact_row_list all;
    *own = (struct fact_row_list){ 0 };
    result e = query_fact_of_actor(ctx, db,
                                   &(struct fact_of_actor_in){ COMMUNITY_FIRST, person, p->charter->id,
                                                               p->clause->label, FACT_CONTACTED },
                                   &all);
    for (size_t i = 0; i < all.n && !e; i++) {
        if (fact_is_corrected(all.at, all.n, all.at[i].id))
            continue;
        struct fact_row *slot = LIST_PUSH(ctx->arena, own);
        if (!slot)
            return arena_fail(ctx);
        *slot = all.at[i];
    }
    return e;
}

// How many of any contact somebody wrote down since then.
static result lately_count(struct desk *desk, int64_t *n)
{
    struct held_row_list held;
    result e = query_held_of_actor(desk->ctx, desk->db,
                                   &(struct held_of_actor_in){ COMMUNITY_FIRST, desk->by.person }, &held);
    *n = 0;
    for (size_t i = 0; i < held.n && !e; i++)
        *n += held.at[i].kind == FACT_CONTACTED &&
            held.at[i].recorded.second > desk->recorded.second - DAY_SECONDS;
    return e;
}

static const struct fact_row *same_of(const struct desk *desk, const struct fact_row_list *own,
                                      const struct reached_said *said)
{
    for (size_t i = 0; i < own->n; i++)
        if (str_equal(own->at[i].name, said->way) &&
            zone_date(desk->ledger->zone, own->at[i].happened, NULL).day == said->day.day)
            return &own->at[i];
    return NULL;
}

result reached_say(struct desk *desk, const struct promise_state *p, struct reached_said *said)
{
    struct ctx *ctx = desk->ctx;
    struct fact_row_list own;
    struct fact_insert_in fact = desk_fact(desk, FACT_CONTACTED);
    int64_t n;
    fact.document = p->charter->id;
    fact.clause = p->clause->label;
    fact.name = said->way;
    result e = said_check(desk, p, said, &fact);
    if (!e)
        e = reached_own(ctx, desk->db, p, desk->by.person, &own);
    if (!e)
        e = lately_count(desk, &n);
    if (e)
        return e;
    const struct fact_row *before = same_of(desk, &own, said);
    if (before && before->until.second == fact.until.second &&
        before->happened.second == fact.happened.second)
        return OK;
    if (n >= REACHED_A_DAY)
        return fail(ctx, ERR_RULE, "that is enough for one day: come back tomorrow");
    fact.corrects = before ? before->id : ID_NONE;
    return desk_say(desk, fact, NULL);
}
