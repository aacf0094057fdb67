// Cases read from the packed form and cases read from all their facts are one: random records, packed now and then and
// by parts, asked as of many times and by what was known at them, with facts behind what is packed.
#include "app/adopt.h"
#include "app/judge_pack.h"
#include "app/packed.h"
#include "app/record.h"
#include "format/piece.h"

#include "engines.h"

enum {
    HISTORIES = 30,
    HISTORIES_SERVED = 6,
    STEPS = 40,
    CASES_MAX = 400,
    FEW_CASES = 7, // of a piece
    ARENA_BYTES = 1 << 30,
    DUMP_BYTES = 4 << 20
};

static const char CHARTER[] =
    "# Charter: Test\n\n- Id: test\n- Area: North; South\n- Between: the council; the county; the residents\n"
    "- In force: %s\n- Calendar: england-and-wales\n- Fact: depth, in mm\n- Fact: weather\n\n"
    "## Standard S1: Graffiti\n- Provider: the council\n- Service: graffiti\n"
    "- Clock: from report to completion, within 2 working days\n- Pause: weather\n"
    "- Target: at least 90%% each month\n\n"
    "## Standard S2: Potholes\n- Provider: the council; the county\n- Service: potholes\n"
    "- Clock: from receipt to completion, within 36 hours\n- Target: at least 80%% each month\n\n"
    "## Standard S3: Average\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 5 days\n- Target: average of at most 3 days each quarter\n\n"
    "## Standard S4: Deep ones\n- Provider: the council\n- Service: potholes\n- Only when: depth more than 40 mm\n"
    "- Clock: from report to completion, within 1 day\n\n"
    "## Commitment C1: Reports\n- By: the residents\n- Service: litter\n- Count: at least 3 reports each month\n";

static const char ELSEWHERE[] =
    "# Charter: Everywhere\n\n- Id: everywhere\n- Between: the council; the residents\n"
    "- In force: 1 February 2026 to 31 December 2026\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Graffiti\n- Provider: the council\n- Service: graffiti / offensive\n"
    "- Clock: from report to completion, within 1 working day\n- Target: at least 95%% each month\n";

struct world {
    struct store *store;
    unsigned seed;
    int64_t cases[CASES_MAX], last_facts[CASES_MAX];
    int n, holidays;
    instant now;
    int64_t packed_rows; // that were judged, of all questions
};

static unsigned below(struct world *w, unsigned n)
{
    w->seed = w->seed * 1103515245u + 12345u;
    return (w->seed >> 16) % n;
}

static struct ctx ctx_open(void)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    assert_non_null(ctx.arena);
    return ctx;
}

static void must(const struct ctx *ctx, result e)
{
    if (e)
        fail_msg("%s: %s", result_name(e), ctx->error.text);
}

static result begin(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct adoption a = { .kind = CONTENT_DOCUMENT, .happened = w->now, .recorded = w->now };
    result e = community_ensure(ctx, db, STR("Test"), STR("Europe/London"));
    a.name = STR("test");
    a.body = str_format(ctx->arena, CHARTER, "1 January 2026 to 31 March 2026");
    if (!e)
        e = content_adopt(ctx, db, &a);
    a.body = str_format(ctx->arena, CHARTER, "1 April 2026 to 31 December 2026");
    if (!e)
        e = content_adopt(ctx, db, &a);
    a.name = STR("everywhere");
    a.body = str_format(ctx->arena, ELSEWHERE);
    return e ? e : content_adopt(ctx, db, &a);
}

// A date without a time: a whole day of the zone; now and then of another one, as an old record may have it.
static void day_only(struct world *w, struct fact_insert_in *fact)
{
    int64_t hour = below(w, 4) ? 0 : 3600, day = DAY_SECONDS;
    bool is_summer = fact->happened.second >= 1774746000 && fact->happened.second < 1792890000;
    hour = is_summer && hour == 0 ? 3600 : hour - (is_summer ? 3600 : 0);
    fact->happened.second -= (fact->happened.second + hour) % day;
    fact->happened_last.second = fact->happened.second + day - 1;
}

static result say(struct ctx *ctx, struct db *db, struct world *w, int i, struct fact_insert_in fact)
{
    fact.case_id = w->cases[i];
    return fact_keep(ctx, db, fact, PRIVATE_NOTHING, &w->last_facts[i]);
}

static result area_say(struct ctx *ctx, struct db *db, struct world *w, int i, instant happened)
{
    static const str areas[] = { STR_INIT("North"),     STR_INIT("South ward; South"),
                                 STR_INIT("West"),      STR_INIT("outside every area"),
                                 STR_INIT("not known"), STR_INIT("NORTH") };
    struct fact_insert_in fact = fact_new(FACT_AREA, happened, w->now);
    fact.value = areas[below(w, 6)];
    return say(ctx, db, w, i, fact);
}

// As an import tells them: the report, where it lies, who received it, how it ended.
static result open_one(struct ctx *ctx, struct db *db, struct world *w)
{
    static const str services[] = { STR_INIT("graffiti"), STR_INIT("graffiti / offensive"),
                                    STR_INIT("potholes"), STR_INIT("litter"), STR_INIT("trees") };
    int i = w->n++;
    struct fact_insert_in fact = fact_new(FACT_OPENED, w->now, w->now);
    fact.happened.second -= (int64_t)below(w, 600000);
    fact.happened_last = fact.happened;
    if (below(w, 5) == 0)
        day_only(w, &fact);
    fact.name = services[below(w, 5)];
    fact.value = str_format(ctx->arena, "T-%d", i);
    instant opened = fact.happened;
    result e = fact_open(ctx, db, fact, &w->cases[i]);
    w->last_facts[i] = w->cases[i];
    if (!e && below(w, 6))
        e = area_say(ctx, db, w, i, opened);
    struct fact_insert_in received = fact_new(FACT_RECEIVED_BY, opened, w->now);
    received.happened_last = fact.happened_last;
    received.name = below(w, 2) ? STR("the council") : below(w, 2) ? STR("the county") : FACT_NOBODY;
    return e || below(w, 3) ? e : say(ctx, db, w, i, received);
}

static result close_one(struct ctx *ctx, struct db *db, struct world *w, int i)
{
    static const str ends[] = { STR_INIT("no fix"), STR_INIT("duplicate"), STR_INIT("excluded"),
                                STR_INIT("closed"), STR_INIT("open") };
    struct fact_insert_in fact = fact_new(FACT_EVENT, w->now, w->now),
                          status = fact_new(FACT_STATUS, w->now, w->now);
    fact.happened.second -= (int64_t)below(w, 700000);
    fact.happened_last = fact.happened;
    fact.name = STR("completion");
    if (below(w, 5) == 0)
        day_only(w, &fact);
    if (below(w, 12) == 0)
        fact.value = FACT_VALUE_UNKNOWN;
    status.value = ends[below(w, 5)];
    status.happened = below(w, 5) ? fact.happened : w->now;
    status.happened_last = fact.happened_last;
    result e = below(w, 8) ? say(ctx, db, w, i, fact) : OK;
    return e || below(w, 4) ? e : say(ctx, db, w, i, status);
}

// What makes a case an odd one, or tells the judge nothing.
static result odd_say(struct ctx *ctx, struct db *db, struct world *w, int i)
{
    static const str events[] = { STR_INIT("receipt"), STR_INIT("reopened"), STR_INIT("first visit"),
                                  STR_INIT("passing on") };
    struct fact_insert_in fact = fact_new(FACT_EVENT, w->now, w->now);
    switch (below(w, 8)) {
    case 0:
        fact.kind = FACT_PAUSED;
        fact.name = STR("weather");
        fact.until = below(w, 2) ? INSTANT_NONE : (instant){ w->now.second + 90000 };
        break;
    case 1:
        fact.kind = FACT_KNOWN;
        fact.name = STR("depth");
        fact.value = STR("60");
        break;
    case 2: // about the last thing that was said
        fact.kind = FACT_NOTE;
        fact.words = STR("It was not so.");
        fact.corrects = w->last_facts[i];
        break;
    case 3:
        return area_say(ctx, db, w, i, w->now); // its boundary has moved
    case 4:
        fact.kind = FACT_ERASED;
        fact.name = STR("on request");
        fact.value = STR("1");
        break;
    case 5:
        fact.kind = FACT_NOTE;
        fact.words = STR("We have looked.");
        break;
    case 6:
        fact.kind = FACT_RECEIVED_BY;
        fact.name = STR("the county");
        break;
    default:
        fact.name = events[below(w, 4)];
        fact.value = str_equal(fact.name, FACT_PASSING_ON) ? STR("the council") : (str){ 0 };
    }
    return say(ctx, db, w, i, fact);
}

// A holiday that was declared late.
static result holiday_adopt(struct ctx *ctx, struct db *db, struct world *w)
{
    struct adoption a = { .kind = CONTENT_CALENDAR, .happened = w->now, .recorded = w->now };
    a.name = STR("england-and-wales");
    a.body = str_format(
        ctx->arena,
        "# Calendar: England and Wales\n\n- Id: england-and-wales\n- Zone: Europe/London\n"
        "- Weekend: Saturday; Sunday\n- Years: 2025 to 2027\n\n## 2026\n- 1 January: New Year's Day\n"
        "- %d June: A late one\n",
        1 + w->holidays++ % 28);
    return content_adopt(ctx, db, &a);
}

static result holiday_work(struct ctx *ctx, struct db *db, void *with)
{
    return holiday_adopt(ctx, db, with);
}

static result step(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    bool is_done;
    result e = OK;
    for (unsigned n = below(w, 9); !e && n > 0 && w->n < CASES_MAX; n--) {
        e = open_one(ctx, db, w);
        if (!e && below(w, 2))
            e = close_one(ctx, db, w, w->n - 1);
    }
    for (unsigned n = below(w, 5); !e && n > 0 && w->n; n--) {
        int i = (int)below(w, (unsigned)w->n);
        e = below(w, 3) ? close_one(ctx, db, w, i) : odd_say(ctx, db, w, i);
    }
    if (!e && below(w, 12) == 0)
        e = holiday_adopt(ctx, db, w);
    if (!e && below(w, 30) == 0)
        return packed_rebuild(ctx, db);
    return e || below(w, 3) ? e
                            : packed_advance(ctx, db, below(w, 3) ? INT64_MAX : 1 + below(w, 60), &is_done);
}

// What is asked, and the words of the answer.
struct question {
    struct world *world;
    struct judge_options options;
    struct buffer packed, facts;
};

static void judged_dump(struct buffer *out, const struct judge_result *judged)
{
    for (size_t i = 0; i < judged->rows.n; i++) {
        const struct judge_row *r = &judged->rows.at[i];
        const struct counts *c = &r->counts;
        buffer_print(out, "%.*s %.*s %.*s %d %d: %d %d %d %d %d %s %.*s %.*s\n", STR_ARGS(r->label),
                     STR_ARGS(r->document->version), STR_ARGS(r->area), (int)r->period.from.day,
                     (int)r->period.to.day, (int)c->on_time, (int)c->late, (int)c->not_yet_due,
                     (int)c->not_known, (int)c->excluded, verdict_code(r->verdict), STR_ARGS(r->value),
                     STR_ARGS(r->target));
    }
    for (size_t i = 0; i < LEFT_COUNT; i++)
        buffer_print(out, "left %d: %lld from %lld %.*s\n", (int)i, (long long)judged->left[i].n,
                     (long long)judged->left[i].row, STR_ARGS(judged->left[i].about));
    for (size_t i = 0; i < judged->requests->shape.services.n; i++)
        buffer_print(out, "unclaimed %.*s: %lld\n", STR_ARGS(judged->requests->shape.services.at[i].name),
                     (long long)judged->unclaimed[i]);
    buffer_print(out, "%lld cases\n", (long long)requests_count(judged->requests));
}

static result answer(struct ctx *ctx, struct db *db, struct question *q, bool is_packed, struct buffer *out)
{
    struct ledger *ledger;
    struct judge_options options = q->options;
    bool is_used = false;
    options.is_batch = is_packed;
    result e = ledger_open(ctx, db, &options, &ledger);
    if (!e && is_packed)
        e = packed_cases(ctx, db, ledger, &is_used);
    if (!e && !is_used)
        e = ledger_cases(ctx, db, ledger);
    if (!e)
        e = judge_count(ctx, &options, &ledger->judged);
    if (!e)
        judged_dump(out, &ledger->judged);
    if (!e && is_used)
        q->world->packed_rows += ledger->requests.n_packed;
    judge_release(&ledger->judged);
    return e;
}

static result ask(struct ctx *ctx, struct db *db, void *with)
{
    struct question *q = with;
    result e = answer(ctx, db, q, true, &q->packed);
    return e ? e : answer(ctx, db, q, false, &q->facts);
}

static void same(const struct buffer *a, const struct buffer *b, const char *what)
{
    size_t i = 0;
    if (a->n == b->n && memcmp(a->at, b->at, a->n) == 0)
        return;
    while (i < a->n && i < b->n && a->at[i] == b->at[i])
        i++;
    i = i < 200 ? 0 : i - 200;
    fail_msg("%s differ:\n%.*s\n-- and --\n%.*s", what, (int)(a->n - i < 400 ? a->n - i : 400), a->at + i,
             (int)(b->n - i < 400 ? b->n - i : 400), b->at + i);
}

static void question_ask(struct world *w)
{
    struct question q = { w,
                          { .now = w->now, .threads = 1 + (int)below(w, 3) },
                          buffer_open(DUMP_BYTES),
                          buffer_open(DUMP_BYTES) };
    struct ctx ctx = ctx_open();
    q.options.by_area = below(w, 2);
    q.options.by_period = below(w, 2);
    if (below(w, 3) == 0)
        q.options.now.second -= (int64_t)below(w, 6000000);
    q.options.has_known_at = below(w, 4) == 0;
    q.options.known_at = (instant){ w->now.second - (int64_t)below(w, 400000) };
    if (below(w, 6) == 0)
        q.options.known_before = 1 + w->cases[below(w, (unsigned)w->n)];
    must(&ctx, store_read(&ctx, w->store, ask, &q));
    same(&q.packed, &q.facts, "the packed cases and their facts");
    buffer_close(&q.packed);
    buffer_close(&q.facts);
    arena_close(ctx.arena);
}

static result pieces_dump(struct ctx *ctx, struct db *db, struct buffer *out)
{
    struct packed_firsts_out_list firsts;
    struct packed_to_read_out to;
    struct packed_areas_out areas;
    bool is_found;
    result e = query_packed_firsts(ctx, db, &(struct packed_firsts_in){ COMMUNITY_FIRST }, &firsts);
    for (size_t i = 0; !e && i < firsts.n; i++) {
        struct packed_of_case_out piece;
        e = query_packed_of_case(ctx, db,
                                 &(struct packed_of_case_in){ COMMUNITY_FIRST, firsts.at[i].first_case },
                                 &piece, &is_found);
        buffer_print(out, "%lld ", (long long)piece.first_case);
        buffer_add(out, piece.bytes);
    }
    if (!e)
        e = query_packed_to_read(ctx, db, &(struct packed_to_read_in){ COMMUNITY_FIRST }, &to, &is_found);
    if (!e)
        e = query_packed_areas(ctx, db, &(struct packed_areas_in){ COMMUNITY_FIRST }, &areas, &is_found);
    if (!e)
        buffer_print(out, "%lld %lld ", (long long)to.last_fact, (long long)to.recorded.second);
    buffer_add(out, e ? (str){ 0 } : areas.areas);
    return e;
}

static result grown_and_anew(struct ctx *ctx, struct db *db, void *with)
{
    struct question *q = with;
    int64_t pieces, differs = 0;
    bool is_done = false;
    result e = OK;
    while (!e && !is_done)
        e = packed_advance(ctx, db, 1 + below(q->world, 200), &is_done);
    if (!e)
        e = packed_check(ctx, db, &pieces, &differs);
    if (!e && differs != ID_NONE)
        return (fail)(ctx, ERR_INTERNAL, "the piece of %lld is not what the facts give", (long long)differs);
    if (!e)
        e = pieces_dump(ctx, db, &q->packed);
    if (!e)
        e = packed_rebuild(ctx, db);
    return e ? e : pieces_dump(ctx, db, &q->facts);
}

// The pieces are the same, however they came about.
static void grown_compare(struct world *w)
{
    struct ctx ctx = ctx_open();
    struct question q = { w, { .now = w->now }, buffer_open(DUMP_BYTES), buffer_open(DUMP_BYTES) };
    must(&ctx, store_write(&ctx, w->store, grown_and_anew, &q));
    same(&q.packed, &q.facts, "pieces that grew and pieces made anew");
    buffer_close(&q.packed);
    buffer_close(&q.facts);
    arena_close(ctx.arena);
}

static void history(unsigned seed)
{
    struct fresh fresh = fresh_open();
    struct world w = { .seed = seed, .now = { 1767600000 } }; // 5 January 2026
    struct ctx ctx = ctx_open();
    must(&ctx, store_open(&ctx, str_from(fresh.url), STORE_CREATE, &w.store));
    must(&ctx, store_write(&ctx, w.store, begin, &w));
    for (int i = 0; i < STEPS; i++) {
        struct ctx own = ctx_open();
        w.now.second += (int64_t)below(&w, 600000);
        must(&own, store_write(&own, w.store, step, &w));
        arena_close(own.arena);
        if (w.n)
            question_ask(&w);
        if (i % 20 == 19)
            grown_compare(&w);
    }
    if (!w.packed_rows)
        fail_msg("no case was judged from the packed form");
    store_close(w.store);
    arena_close(ctx.arena);
    fresh_close(&fresh);
}

static void histories(void **state)
{
    (void)state;
    piece_cases_set(FEW_CASES);
    unsigned n = engine_turn == ON_SQLITE ? HISTORIES : HISTORIES_SERVED; // each query takes a round trip
    for (unsigned seed = 1; seed <= n; seed++)
        history(seed);
    piece_cases_set(0);
}

static result some_cases(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    result e = OK;
    for (int i = 0; !e && i < 40; i++)
        e = open_one(ctx, db, w);
    return e ? e : packed_rebuild(ctx, db);
}

// One byte of the last piece is another.
static result spoil(struct ctx *ctx, struct db *db, void *with)
{
    struct packed_of_case_out piece;
    bool is_found;
    const size_t *at = with;
    result e = query_packed_of_case(ctx, db, &(struct packed_of_case_in){ COMMUNITY_FIRST, INT64_MAX },
                                    &piece, &is_found);
    char *bytes = e ? NULL : ARENA_ARRAY(ctx->arena, char, piece.bytes.n);
    if (!bytes)
        return e ? e : arena_fail(ctx);
    memcpy(bytes, piece.bytes.at, piece.bytes.n);
    bytes[*at % piece.bytes.n] ^= 1;
    return query_packed_put(
        ctx, db, &(struct packed_put_in){ COMMUNITY_FIRST, piece.first_case, { bytes, piece.bytes.n } });
}

static result check_differs(struct ctx *ctx, struct db *db, void *with)
{
    int64_t pieces;
    return packed_check(ctx, db, &pieces, with);
}

static result report_one(struct ctx *ctx, struct db *db, void *with)
{
    bool is_done;
    result e = open_one(ctx, db, with);
    return e ? e : packed_advance(ctx, db, INT64_MAX, &is_done);
}

// What is damaged anywhere is not believed, told, and made again.
static void damaged(void **state)
{
    (void)state;
    struct fresh fresh = fresh_open();
    struct world w = { .seed = 7, .now = { 1767600000 } };
    struct ctx ctx = ctx_open();
    piece_cases_set(FEW_CASES);
    must(&ctx, store_open(&ctx, str_from(fresh.url), STORE_CREATE, &w.store));
    must(&ctx, store_write(&ctx, w.store, begin, &w));
    must(&ctx, store_write(&ctx, w.store, some_cases, &w));
    for (size_t at = 0; at < 200; at += 13) {
        int64_t differs = ID_NONE, rows = w.packed_rows;
        must(&ctx, store_write(&ctx, w.store, spoil, &at));
        question_ask(&w);
        assert_int_equal(w.packed_rows, rows);
        must(&ctx, store_read(&ctx, w.store, check_differs, &differs));
        assert_true(differs != ID_NONE);
        must(&ctx, store_write(&ctx, w.store, report_one, &w));
        must(&ctx, store_read(&ctx, w.store, check_differs, &differs));
        assert_true(differs == ID_NONE);
        do // but for what was known too long ago
            question_ask(&w);
        while (w.packed_rows == rows && w.now.second++ < 1767600000 + 100);
        assert_true(w.packed_rows > rows);
    }
    piece_cases_set(0);
    store_close(w.store);
    arena_close(ctx.arena);
    fresh_close(&fresh);
}

static result zone_move(struct ctx *ctx, struct db *db, void *with)
{
    (void)with;
    return query_community_set(
        ctx, db, &(struct community_set_in){ COMMUNITY_FIRST, STR("Test"), STR("Europe/Berlin") });
}

// A community whose days are others: what was packed by the old ones is not believed.
static void other_zone(void **state)
{
    (void)state;
    struct fresh fresh = fresh_open();
    struct world w = { .seed = 9, .now = { 1767600000 } };
    struct ctx ctx = ctx_open();
    must(&ctx, store_open(&ctx, str_from(fresh.url), STORE_CREATE, &w.store));
    must(&ctx, store_write(&ctx, w.store, begin, &w));
    must(&ctx, store_write(&ctx, w.store, some_cases, &w));
    must(&ctx, store_write(&ctx, w.store, zone_move, NULL));
    for (int i = 0; i < 10; i++)
        question_ask(&w);
    assert_int_equal(w.packed_rows, 0);
    must(&ctx, store_write(&ctx, w.store, report_one, &w));
    for (int i = 0; i < 40; i++)
        question_ask(&w);
    assert_true(w.packed_rows > 0);
    store_close(w.store);
    arena_close(ctx.arena);
    fresh_close(&fresh);
}

static result many_facts(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    result e = OK;
    for (int i = 0; !e && i < PACKED_BEHIND; i++) {
        struct ctx own = { .arena = arena_open(1 << 20) };
        struct fact_insert_in fact = fact_new(FACT_EVENT, w->now, w->now);
        fact.name = STR("first visit");
        e = say(&own, db, w, i % w->n, fact);
        arena_close(own.arena);
    }
    (void)ctx;
    return e;
}

static result packed_to_read(struct ctx *ctx, struct db *db, void *with)
{
    const struct zone *zone;
    result e = zone_load(ctx, STR("Europe/London"), &zone);
    return e ? e : packed_to_find(ctx, db, zone, with);
}

static struct packed_to packed_to_of(struct world *w)
{
    struct packed_to to;
    struct ctx ctx = ctx_open();
    must(&ctx, store_read(&ctx, w->store, packed_to_read, &to));
    arena_close(ctx.arena);
    return to;
}

// The clock leaves few facts to whoever judges, and packs many.
static void by_clock(void **state)
{
    (void)state;
    struct fresh fresh = fresh_open();
    struct world w = { .seed = 11, .now = { 1767600000 } };
    struct ctx ctx = ctx_open();
    must(&ctx, store_open(&ctx, str_from(fresh.url), STORE_CREATE, &w.store));
    must(&ctx, store_write(&ctx, w.store, begin, &w));
    must(&ctx, store_write(&ctx, w.store, some_cases, &w));
    struct packed_to first = packed_to_of(&w);
    must(&ctx, store_write(&ctx, w.store, holiday_work, &w));
    must(&ctx, store_pack_due(&ctx, w.store));
    assert_int_equal(packed_to_of(&w).last_fact, first.last_fact);
    must(&ctx, store_write(&ctx, w.store, many_facts, &w));
    must(&ctx, store_pack_due(&ctx, w.store));
    assert_true(packed_to_of(&w).last_fact >= first.last_fact + PACKED_BEHIND);
    question_ask(&w);
    store_close(w.store);
    arena_close(ctx.arena);
    fresh_close(&fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(histories), cmocka_unit_test(damaged),
                                        cmocka_unit_test(other_zone), cmocka_unit_test(by_clock) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
