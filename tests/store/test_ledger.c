// Batch, incremental and rebuilt are one: random histories over a charter with several clocks, pauses, counts,
// observations and two versions, asked at many times.
#include "app/adopt.h"
#include "app/hiding.h"
#include "app/ledger.h"
#include "app/life.h"
#include "app/owed.h"
#include "app/record.h"
#include "app/setting.h"

#include "engines.h"

enum {
    HISTORIES = 12,
    HISTORIES_SERVED = 3,
    HISTORIES_LONG = 4, // times as many in ./test long
    STEPS = 60,
    CASES_MAX = 40,
    ARENA_BYTES = 1 << 30,
    DUMP_BYTES = 8 << 20
};

static const char CHARTER[] =
    "# Charter: Test\n\n- Id: test\n- Area: North; South\n- Between: the council; the residents\n"
    "- In force: %s\n- Calendar: england-and-wales\n- Fact: weather\n- Fact: depth, in mm\n- Fact: "
    "incident\n- Fact: person\n\n"
    "## Standard S1: Graffiti\n- Provider: the council\n- Service: graffiti\n"
    "- Clock: from report to completion, within %s\n- Pause: weather\n- Exempt: depth at least 900 mm\n"
    "- Target: at least 90%% each quarter\n- If late: R1\n- If target missed: R2\n\n"
    "## Standard S2: Potholes\n- Provider: the council\n- Service: potholes\n"
    "- Clock made safe: from report to made safe, within 24 hours\n"
    "- Clock mended: from report to completion, within 10 working days\n- Target: at least 80%% each month\n"
    "- If late: R3\n\n"
    "## Standard S3: Average\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 5 days\n- Target: average of at most 3 days each quarter\n\n"
    "## Standard S4: Nights\n- Provider: the council\n- Measure: nights with two officers\n"
    "- Target: at least 75%% each quarter\n\n"
    "## Standard S5: Looked at\n- Provider: the council\n- Service: graffiti\n- Start: next working day\n"
    "- Clock: from report to receipt or made safe, within 3 days\n- Target: median of at most 1 week each month\n\n"
    "## Standard S6: When that is late\n- Provider: the council\n- Service: graffiti\n- Only when: S5 is late\n"
    "- Clock: from report to completion, within 10 days\n\n"
    "## Priority P1: All of it\n- Provider: the council\n- Contributes: S1; S5; S6; S2\n"
    "- Target: at least 60%% each month\n\n"
    "## Commitment C1: Reports\n- By: the residents\n- Service: litter\n- Count: at least 3 reports each month\n\n"
    "## Redress R1: One late case\n- Step 1: the provider gives the reason and a new date, within 2 working days\n"
    "- Step 2: the provider puts it right, within 3 days\n"
    "- Step 3: the council pays £10 and £2 for each further day, at most £30, at most £50 each incident, to the person "
    "who reported, when step 2 is late\n"
    "- Step 4: the council pays £1 to £5, to the person who reported, decided by the council, when "
    "depth under 500 mm\n\n"
    "## Redress R3: Unsafe\n- When: lateness more than 1 day\n- Exempt: flood, said by the council\n"
    "- Step 1: the council pays £20 and £5 for each further 6 hours, at most £60, at most £100 a year, to the person "
    "who reported, within 5 working days\n- If late: R4\n\n"
    "## Redress R4: Paid late\n- Step 1: the council pays 25%% of £33.33, to the person who "
    "reported, on request within 14 "
    "days\n\n"
    "## Redress R2: A miss\n- When: the target is missed\n- Step 1: the council writes why, within 10 working days\n"
    "- Step 2: the council makes a plan, within 1 month\n"
    "- Step 3: the council funds £40 and £1 for each further week, at most £100 a year, within 5 days\n"
    "- If late: R4\n";

struct world {
    struct store *store;
    unsigned seed;
    int64_t cases[CASES_MAX];
    int64_t openings[CASES_MAX]; // the fact that counts; 0 for what a clause measures
    int n;
    instant now;
    int64_t answered, answered_target; // what was said last of a step
    int64_t reopened, reopened_case;   // what was opened again last
    int64_t notice;                    // the last notice that was given; 0 for none
    date notice_until;                 // its last day: until then it can be withdrawn
    char entry[32];
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

static str charter(struct ctx *ctx, const char *in_force, const char *limit)
{
    char text[8192];
    snprintf(text, sizeof text, CHARTER, in_force, limit);
    return str_copy(ctx->arena, str_from(text));
}

static result begin(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct adoption a = {
        .kind = CONTENT_DOCUMENT, .name = STR("test"), .happened = w->now, .recorded = w->now
    };
    result e = community_ensure(ctx, db, STR("Test"), STR("Europe/London"));
    a.body = charter(ctx, "1 January 2026 to 30 April 2026", "1 working day");
    if (!e)
        e = content_adopt(ctx, db, &a);
    a.body = charter(ctx, "1 May 2026 to 31 December 2026", "2 working days");
    if (!e)
        e = content_adopt(ctx, db, &a);
    return e ? e : derived_rebuild(ctx, db, w->now);
}

// A date without a time: somewhere between the midnights of that day in winter, as-of often among them.
static void day_only(struct fact_insert_in *fact)
{
    fact->happened.second -= fact->happened.second % DAY_SECONDS;
    fact->happened_last.second = fact->happened.second + DAY_SECONDS - 1;
}

static struct fact_insert_in random_opening(struct world *w, char *reference, size_t room)
{
    static const str services[] = { STR_INIT("graffiti"), STR_INIT("potholes"), STR_INIT("litter"),
                                    STR_INIT("trees") };
    struct fact_insert_in fact = fact_new(FACT_OPENED, w->now, w->now);
    snprintf(reference, room, "T-%d", w->n);
    fact.name = services[below(w, 4)];
    fact.value = str_from(reference);
    if (below(w, 2)) // with a detail that is covered
        fact.words = below(w, 2) ? STR("Ring 07700 900123 about it.") : STR("By the gate.");
    if (below(w, 4) == 0)
        day_only(&fact);
    if (below(w, 5) == 0) { // what a clause measures
        fact.kind = FACT_BOUND;
        fact.name = str_from(reference);
        fact.document = STR("test");
        fact.clause = STR("S4");
        fact.value = below(w, 3) ? STR("yes") : below(w, 2) ? STR("no") : STR("3 of 5");
    }
    return fact;
}

// What of it others see: hidden or shown, withheld until somebody looks or for a while, asked for.
static void random_hiding(struct world *w, int64_t case_id, struct fact_insert_in *fact)
{
    static const str hides[] = { STR_INIT("yes: a person is named"), STR_INIT("yes"), STR_INIT("no"),
                                 STR_INIT("no: covered") };
    static const str holds[] = { STR_INIT("ends"), STR_INIT("ends"), STR_INIT("review"), STR_INIT("no") };
    unsigned kind = below(w, 5);
    snprintf(w->entry, sizeof w->entry, "entry %lld", (long long)case_id);
    fact->name = below(w, 2) ? STR("words") : str_from(w->entry);
    if (kind < 2) {
        fact->kind = FACT_HIDDEN;
        fact->value = hides[below(w, 4)];
    } else if (kind < 4) {
        fact->kind = FACT_WITHHELD;
        fact->name = (str){ 0 };
        fact->value = holds[below(w, 4)];
        fact->words = STR("a claim has been made.");
        fact->until = (instant){ w->now.second + (int64_t)below(w, 2000000) };
    } else {
        fact->kind = FACT_APPEALED;
        fact->value = below(w, 2) ? FACT_VALUE_OPEN : FACT_VALUE_ANSWERED;
        fact->until = (instant){ w->now.second + 14 * DAY_SECONDS };
    }
}

// A step of what is owed because it is late: done, on another document's word, paid and not confirmed, taken back.
static void random_answer(struct world *w, struct fact_insert_in *fact)
{
    static const str steps[] = { STR_INIT("1"),     STR_INIT("2"),           STR_INIT("3: £2.50"),
                                 STR_INIT("3"),     STR_INIT("1: £7"),       STR_INIT("2: not done"),
                                 STR_INIT("4: £3"), STR_INIT("1: not done"), STR_INIT("4: £1,000.00") };
    fact->kind = below(w, 5) ? FACT_STEP_DONE : FACT_STEP_PAID;
    fact->name = below(w, 2) ? STR("R1") : below(w, 2) ? STR("R3") : STR("R4");
    fact->value = steps[below(w, 9)];
    fact->words = STR("The lorry was broken.");
    if (below(w, 4) == 0)
        fact->document = below(w, 2) ? STR("test") : STR("other");
    if (below(w, 3) == 0)
        day_only(fact);
    if (w->answered && below(w, 3) == 0)
        fact->corrects = w->answered;
}

static struct fact_insert_in random_fact(struct world *w, int64_t case_id)
{
    static const str names[] = { STR_INIT("completion"), STR_INIT("made safe"),  STR_INIT("receipt"),
                                 STR_INIT("reopened"),   STR_INIT("completion"), STR_INIT("request") };
    static const str values[] = { STR_INIT("no fix"), STR_INIT("duplicate"), STR_INIT("excluded"),
                                  STR_INIT("closed"), STR_INIT("open") };
    struct fact_insert_in fact = fact_new(FACT_EVENT, w->now, w->now);
    unsigned kind = below(w, 13);
    fact.name = names[below(w, 6)];
    if (kind == 0) {
        fact.kind = FACT_STATUS;
        fact.value = values[below(w, 5)];
    } else if (kind == 1) {
        fact.kind = FACT_PAUSED;
        fact.name = STR("weather");
        fact.until = below(w, 2) ? INSTANT_NONE : (instant){ w->now.second + (int64_t)below(w, 500000) };
    } else if (kind == 2) {
        fact.kind = FACT_KNOWN;
        fact.name = below(w, 2) ? STR("depth") : below(w, 2) ? STR("incident") : STR("person");
        fact.value = below(w, 2) ? STR("950 mm") : STR("40");
    } else if (kind == 4 || kind == 10) {
        random_answer(w, &fact);
    } else if (kind > 10) {
        random_hiding(w, case_id, &fact);
    } else if (kind == 5) { // another body has it
        fact.kind = FACT_RECEIVED_BY;
        fact.name = below(w, 2) ? STR("the council") : STR("the county");
    } else if (kind == 6) {
        fact.name = FACT_PASSING_ON;
        fact.value = below(w, 2) ? STR("the council") : STR("the county");
    } else if (kind == 3) { // told late
        fact.happened.second -= (int64_t)below(w, 400000);
        fact.happened_last = fact.happened;
    }
    if (fact.kind == FACT_EVENT && below(w, 3) == 0)
        day_only(&fact);
    return fact;
}

// A step of what a missed target is owed for, of some quarter; what was said of it last may be corrected by it.
static result target_answer(struct ctx *ctx, struct db *db, struct world *w)
{
    static const int months[] = { 1, 4, 7, 10 };
    struct fact_insert_in fact = fact_new(FACT_STEP_DONE, w->now, w->now);
    struct judge_options options;
    struct ledger *ledger;
    int64_t *last = &w->answered_target;
    random_answer(w, &fact);
    fact.document = STR("test");
    fact.clause = STR("S1");
    fact.name = below(w, 4) ? STR("R2") : STR("R4");
    fact.period_from = date_from_civil((struct civil){ 2026, months[below(w, 4)], 1 });
    fact.corrects = *last && below(w, 3) == 0 ? *last : ID_NONE;
    result e = fact_keep(ctx, db, fact, PRIVATE_NOTHING, last);
    if (!e)
        e = community_time(ctx, db, w->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    return e ? e : owed_targets_write(ctx, db, ledger, STR("test"), STR("S1"));
}

// Another service, or another day, which may lie ahead: then the case is there and not opened.
static result opening_correct(struct ctx *ctx, struct db *db, struct world *w, int i)
{
    char reference[32];
    struct fact_insert_in fact = random_opening(w, reference, sizeof reference);
    if (!w->openings[i] || fact.kind != FACT_OPENED)
        return OK;
    fact.value = str_format(ctx->arena, "T-%d", i);
    fact.happened.second += (int64_t)below(w, 1500000) - 1000000;
    fact.happened_last = fact.happened;
    fact.case_id = w->cases[i];
    fact.corrects = w->openings[i];
    if (below(w, 2))
        day_only(&fact);
    return fact_keep(ctx, db, fact, PRIVATE_NOTHING, &w->openings[i]);
}

// Whoever had it opened again takes that back: it is closed as it was.
static void taken_back(struct world *w, struct fact_insert_in *fact)
{
    *fact = fact_new(FACT_AGREED, w->now, w->now);
    fact->corrects = w->reopened;
    w->reopened = 0;
}

static result fact_random(struct ctx *ctx, struct db *db, struct world *w, int64_t case_id)
{
    struct fact_insert_in fact = random_fact(w, case_id);
    if (w->reopened && w->reopened_case == case_id && below(w, 2) == 0)
        taken_back(w, &fact);
    bool answers = fact.kind == FACT_STEP_DONE || fact.kind == FACT_STEP_PAID;
    int64_t id;
    fact.case_id = case_id;
    result e = fact_keep(ctx, db, fact, PRIVATE_NOTHING, &id);
    w->answered = answers ? id : w->answered;
    if (!e && fact.kind == FACT_EVENT && str_equal(fact.name, STR("reopened"))) {
        w->reopened = id;
        w->reopened_case = case_id;
    }
    return e;
}

static result open_one(struct ctx *ctx, struct db *db, struct world *w, int64_t *id)
{
    static const str areas[] = { STR_INIT("North"), STR_INIT("South ward; South"), STR_INIT("West"),
                                 STR_INIT("outside every area"), STR_INIT("not known") };
    char reference[32];
    struct fact_insert_in opening = random_opening(w, reference, sizeof reference),
                          area = fact_new(FACT_AREA, w->now, w->now);
    area.value = areas[below(w, 5)];
    result e = fact_open(ctx, db, opening, id);
    if (!e && below(w, 6))
        e = fact_of(ctx, db, area, *id);
    w->openings[w->n] = opening.kind == FACT_OPENED ? *id : 0;
    w->cases[w->n++] = *id;
    return e;
}

static result update(struct ctx *ctx, struct db *db, struct world *w, int64_t case_id)
{
    struct judge_options options;
    struct ledger *ledger;
    int64_t n;
    result e = derived_advance(ctx, db, w->now, &n); // figures published, redress opened, steps overdue
    if (!e)
        e = community_time(ctx, db, w->now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &ledger);
    if (!e && case_id)
        e = ledger_update(ctx, db, ledger, case_id);
    assert_true(e || !ledger->is_stale);
    return e;
}

// One party ends the charter by its own word, or takes that back before it has run out.
static result notice_random(struct ctx *ctx, struct db *db, struct world *w)
{
    struct fact_insert_in fact = fact_new(FACT_LIFE, w->now, w->now);
    date today = { (int32_t)(w->now.second / DAY_SECONDS) };
    bool is_withdrawn = w->notice && today.day <= w->notice_until.day;
    int64_t id;
    fact.document = STR("test");
    fact.name = life_code(is_withdrawn ? LIFE_WITHDRAWN : LIFE_NOTICE);
    fact.value = is_withdrawn ? str_format(ctx->arena, "%lld; the council", (long long)w->notice)
                              : STR("the council");
    fact.period_to = is_withdrawn ? w->notice_until : date_add_days(today, 14 + (int)below(w, 60));
    result e = fact_keep(ctx, db, fact, PRIVATE_NOTHING, &id);
    w->notice = is_withdrawn ? 0 : id;
    w->notice_until = fact.period_to;
    return e ? e : derived_rebuild(ctx, db, w->now);
}

// The charter is suspended, goes on, ends or is renewed, from a day to come; then all is made anew, as with a text.
static result life_random(struct ctx *ctx, struct db *db, struct world *w)
{
    struct fact_insert_in fact = fact_new(FACT_LIFE, w->now, w->now);
    date today = { (int32_t)(w->now.second / DAY_SECONDS) };
    date first = date_add_days(today, 1 + (int)below(w, 20)), last = date_add_days(first, (int)below(w, 60));
    static const enum life_kind kinds[] = { LIFE_SUSPENDED, LIFE_SUSPENDED, LIFE_RESUMED,
                                            LIFE_RESUMED,   LIFE_RENEWED,   LIFE_ENDED };
    enum life_kind kind = kinds[below(w, 6)];
    fact.document = STR("test");
    fact.name = life_code(kind);
    if (kind == LIFE_SUSPENDED || kind == LIFE_RESUMED)
        fact.period_from = first;
    if (kind == LIFE_ENDED || (kind == LIFE_SUSPENDED && below(w, 2)))
        fact.period_to = date_add_days(last, kind == LIFE_ENDED ? 60 : 0);
    if (kind == LIFE_RENEWED) {
        fact.value = content_hash(ctx, charter(ctx, "1 May 2026 to 31 December 2026", "2 working days"));
        fact.period_to = date_from_civil((struct civil){ 2027, 1 + (int)below(w, 12), 15 });
    }
    result e = fact_add(ctx, db, &fact);
    return e ? e : derived_rebuild(ctx, db, w->now);
}

static result step(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    int64_t id = 0;
    result e = below(w, 25) == 0 ? life_random(ctx, db, w)
        : below(w, 25) == 0      ? notice_random(ctx, db, w)
                                 : OK;
    if (e)
        return e;
    if (w->n < CASES_MAX && (w->n < 3 || below(w, 3) == 0)) {
        e = open_one(ctx, db, w, &id);
    } else {
        int i = (int)below(w, (unsigned)w->n);
        id = w->cases[i];
        e = below(w, 8) == 0   ? opening_correct(ctx, db, w, i)
            : below(w, 8) == 0 ? target_answer(ctx, db, w)
                               : fact_random(ctx, db, w, id);
    }
    return e ? e : update(ctx, db, w, id);
}

static void rows_dump(struct buffer *out, const struct judge_result *judged)
{
    for (size_t i = 0; i < judged->rows.n; i++) {
        const struct judge_row *r = &judged->rows.at[i];
        const struct counts *c = &r->counts;
        buffer_print(out, "%.*s %.*s %d %d %d: %d %d %d %d %d %s %.*s\n", STR_ARGS(r->label),
                     STR_ARGS(r->area), (int)r->period.from.day, (int)r->period.to.day,
                     r->account->count != NULL, (int)c->on_time, (int)c->late, (int)c->not_yet_due,
                     (int)c->not_known, (int)c->excluded, verdict_code(r->verdict), STR_ARGS(r->value));
    }
}

static result owed_dump(struct ctx *ctx, struct db *db, int64_t case_id, struct buffer *out)
{
    struct obligation_row_list rows;
    result e = query_obligation_of_case(ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, case_id },
                                        &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        const struct obligation_row *o = &rows.at[i];
        buffer_print(out, "  owed %.*s %.*s %d %d: %d %lld %lld %lld %lld\n", STR_ARGS(o->promise),
                     STR_ARGS(o->redress), (int)o->period_from.day, (int)o->step, (int)o->state,
                     (long long)o->opened.second, (long long)o->due.second, (long long)o->done.second,
                     (long long)o->next_change.second);
        buffer_print(out, "  pays %lld %lld %lld %lld because of %.*s, %.*s, %.*s, until %lld: %.*s\n",
                     (long long)o->pays, (long long)o->least, (long long)o->most, (long long)o->paid,
                     STR_ARGS(o->because), STR_ARGS(o->incident), STR_ARGS(o->person),
                     (long long)o->ask_by.second, STR_ARGS(o->working));
    }
    return e;
}

static result tables_dump(struct ctx *ctx, struct db *db, struct world *w, struct buffer *out)
{
    struct cursor cursor;
    struct count_row c;
    struct finding_row_list findings;
    result e = query_count_all(ctx, db, &(struct count_all_in){ COMMUNITY_FIRST }, &cursor);
    while (!e && query_count_all_next(ctx, &cursor, &c))
        buffer_print(out, "count %d %.*s %d %d %.*s %d: %d %d %d %d %d\n", (int)c.version, STR_ARGS(c.clause),
                     c.is_count, (int)c.slot, STR_ARGS(c.area), (int)c.unit.day, (int)c.on_time, (int)c.late,
                     (int)c.not_yet_due, (int)c.not_known, (int)c.excluded);
    for (int i = 0; i < w->n && !e; i++) {
        struct case_row row;
        bool is_found;
        e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, w->cases[i] }, &row,
                             &is_found);
        if (!e && is_found)
            buffer_print(out, "case %.*s %.*s %.*s %d %d %lld %lld %.*s\n", STR_ARGS(row.reference),
                         STR_ARGS(row.service), STR_ARGS(row.area), (int)row.status, (int)row.visibility,
                         (long long)row.opened.second, (long long)row.next_change.second,
                         STR_ARGS(row.summary));
        if (!e)
            e = query_finding_of_case(ctx, db, &(struct finding_of_case_in){ COMMUNITY_FIRST, w->cases[i] },
                                      &findings);
        for (size_t f = 0; !e && f < findings.n; f++)
            buffer_print(out, "  %d %.*s %d: %d %lld %lld\n", (int)findings.at[f].version,
                         STR_ARGS(findings.at[f].clause), (int)findings.at[f].slot, (int)findings.at[f].state,
                         (long long)findings.at[f].due.second, (long long)findings.at[f].stopped.second);
        if (!e)
            e = owed_dump(ctx, db, w->cases[i], out);
    }
    return e ? e : owed_dump(ctx, db, 0, out);
}

struct dumping {
    struct world *world;
    struct buffer tables, derived, batch;
};

static result ledger_at(struct ctx *ctx, struct db *db, struct world *w, struct ledger **ledger)
{
    struct judge_options options;
    result e = community_time(ctx, db, w->now, &options);
    return e ? e : ledger_open(ctx, db, &options, ledger);
}

// What messages cover and what the table of cases covers go by the same facts, read twice.
static result wording_check(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                            const struct world *w)
{
    result e = OK;
    for (int i = 0; i < w->n && !e; i++) {
        struct fact_row_list facts;
        struct folded folded;
        e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, w->cases[i] }, &facts);
        if (!e)
            e = case_fold(ctx, &ledger->fold, facts.at, facts.n, &folded);
        bool is_withheld = !e && withheld_of(&facts, w->now);
        if (!e && folded.wording != wording_of(&facts, NULL))
            e = (fail)(ctx, ERR_INTERNAL, "T-%d: wording %d and %d", i, folded.wording,
                       wording_of(&facts, NULL));
        if (!e && is_withheld != (folded.visibility == VISIBLE_WITHOUT_TEXT))
            e = (fail)(ctx, ERR_INTERNAL, "T-%d: withheld %d, visibility %d", i, is_withheld,
                       folded.visibility);
    }
    return e;
}

static result dump(struct ctx *ctx, struct db *db, void *with)
{
    struct dumping *d = with;
    struct ledger *ledger;
    result e = tables_dump(ctx, db, d->world, &d->tables);
    if (!e)
        e = ledger_at(ctx, db, d->world, &ledger);
    if (!e)
        e = wording_check(ctx, db, ledger, d->world);
    if (!e)
        e = ledger_rows(ctx, db, ledger);
    if (e)
        return e;
    rows_dump(&d->derived, &ledger->judged);
    e = ledger_at(ctx, db, d->world, &ledger);
    if (!e)
        e = ledger_cases(ctx, db, ledger);
    if (!e)
        e = judge_count(ctx, &ledger->options, &ledger->judged);
    if (!e)
        rows_dump(&d->batch, &ledger->judged);
    return e;
}

static result rebuild(struct ctx *ctx, struct db *db, void *with)
{
    const struct world *w = with;
    return derived_rebuild(ctx, db, w->now);
}

static void same(const struct buffer *a, const struct buffer *b, const char *what)
{
    if (a->n == b->n && memcmp(a->at, b->at, a->n) == 0)
        return;
    size_t i = 0;
    while (i < a->n && i < b->n && a->at[i] == b->at[i])
        i++;
    i = i < 200 ? 0 : i - 200;
    fail_msg("%s differ:\n%.*s\n-- and --\n%.*s", what, 400, a->at + i, 400, b->at + i);
}

static void compare(struct world *w)
{
    struct ctx ctx = ctx_open();
    struct dumping before = { w, buffer_open(DUMP_BYTES), buffer_open(DUMP_BYTES), buffer_open(DUMP_BYTES) };
    struct dumping after = { w, buffer_open(DUMP_BYTES), buffer_open(DUMP_BYTES), buffer_open(DUMP_BYTES) };
    must(&ctx, store_read(&ctx, w->store, dump, &before));
    same(&before.derived, &before.batch, "the page's rows and the batch's");
    must(&ctx, store_write(&ctx, w->store, rebuild, w));
    must(&ctx, store_read(&ctx, w->store, dump, &after));
    same(&before.tables, &after.tables, "the derived tables and the rebuilt ones");
    same(&after.derived, &after.batch, "the rebuilt rows and the batch's");
    struct buffer *all[] = { &before.tables, &before.derived, &before.batch,
                             &after.tables,  &after.derived,  &after.batch };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buffer_close(all[i]);
    arena_close(ctx.arena);
}

static void one_history(unsigned seed)
{
    struct fresh fresh = fresh_open();
    struct world w = { .seed = seed, .now = { 1767600000 } }; // 5 January 2026
    struct ctx ctx = ctx_open();
    must(&ctx, store_open(&ctx, str_from(fresh.url), STORE_CREATE, &w.store));
    must(&ctx, store_write(&ctx, w.store, begin, &w));
    for (int i = 0; i < STEPS; i++) {
        struct ctx own = ctx_open();
        w.now.second += (int64_t)below(&w, 600000);
        if (below(&w, 4) == 0) // the last second of a day: what is known by the day alone is known from it on
            w.now.second += DAY_SECONDS - 1 - w.now.second % DAY_SECONDS;
        must(&own, store_write(&own, w.store, step, &w));
        arena_close(own.arena);
        if (i % 12 == 11)
            compare(&w);
    }
    store_close(w.store);
    arena_close(ctx.arena);
    fresh_close(&fresh);
}

static void histories(void **state)
{
    (void)state;
    unsigned n = engine_turn == ON_SQLITE ? HISTORIES : HISTORIES_SERVED; // each query takes a round trip
    n *= getenv("WARDMOTE_TEST_LONG") ? HISTORIES_LONG : 1;
    for (unsigned seed = 1; seed <= n; seed++)
        one_history(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(histories) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
