// record.csv into facts, line by line: cases told step by step, signatures, departures, progress, published figures.
#include "app/demo_internal.h"
#include "app/meeting.h"
#include "app/option.h"
#include "app/option_text.h"
#include "app/publish.h"
#include "app/walkabout.h"

// One line, and what most kinds of fact take from it.
struct line {
    const struct demo_filling *f;
    size_t row;
};

static str cell(const struct line *line, const char *column)
{
    return demo_cell(&line->f->record, line->row, column);
}

static enum voice voice_of(str word)
{
    return str_equal(word, STR("champion")) ? VOICE_CHAMPION
        : str_equal(word, STR("reporter"))  ? VOICE_REPORTER
        : str_equal(word, STR("system"))    ? VOICE_SYSTEM
                                            : VOICE_SERVICE;
}

static struct fact_insert_in fact_from(const struct line *line, enum fact_kind kind)
{
    instant happened = demo_instant(line->f, cell(line, "happened"));
    struct fact_insert_in fact = fact_new(kind, happened, happened);
    fact.name = cell(line, "name");
    fact.value = cell(line, "value");
    fact.voice = voice_of(cell(line, "voice"));
    fact.said_by = cell(line, "said_by");
    fact.words = cell(line, "words");
    return fact;
}

// Kinds about a case, with the fact they become.
static const struct case_kind {
    str word;
    enum fact_kind kind;
} CASE_KINDS[] = { { STR_INIT("event"), FACT_EVENT },
                   { STR_INIT("note"), FACT_NOTE },
                   { STR_INIT("status"), FACT_STATUS },
                   { STR_INIT("pause"), FACT_PAUSED },
                   { STR_INIT("cause"), FACT_CAUSE },
                   { STR_INIT("step"), FACT_STEP_DONE }, // name: the redress, value: which step
                   { STR_INIT("withheld"), FACT_WITHHELD } };

static result case_begin(struct ctx *ctx, struct db *db, const struct line *line, int64_t *id)
{
    bool is_report = str_equal(cell(line, "kind"), STR("report"));
    struct fact_insert_in fact = fact_from(line, is_report ? FACT_OPENED : FACT_BOUND);
    struct fact_insert_in area = fact_new(FACT_AREA, fact.happened, fact.happened);
    area.value = cell(line, "value");
    area.voice = VOICE_SYSTEM;
    if (is_report) {
        fact.value = cell(line, "case");
    } else {
        fact.document = cell(line, "document");
        fact.clause = cell(line, "clause");
        fact.name = cell(line, "case");
    }
    result e = fact_open(ctx, db, fact, id);
    return e || !is_report ? e : fact_of(ctx, db, area, *id);
}

static result case_line(struct ctx *ctx, struct db *db, const struct line *line, int64_t id)
{
    for (size_t i = 0; i < sizeof CASE_KINDS / sizeof *CASE_KINDS; i++) {
        struct fact_insert_in fact = fact_from(line, CASE_KINDS[i].kind);
        if (!str_equal(cell(line, "kind"), CASE_KINDS[i].word))
            continue;
        if (fact.kind == FACT_PAUSED)
            fact.until = demo_instant(line->f, cell(line, "until"));
        return fact_of(ctx, db, fact, id);
    }
    return fail(ctx, ERR_INPUT, "library/demo/record.csv, row %zu: '%.*s' is nothing that happens to a case",
                line->row + 2, STR_ARGS(cell(line, "kind")));
}

// All lines of the case that this line begins.
static result case_tell(struct ctx *ctx, struct db *db, struct demo_filling *f, const struct line *first)
{
    str reference = cell(first, "case");
    int64_t id;
    result e = case_begin(ctx, db, first, &id);
    f->demo->cases++;
    for (size_t i = first->row + 1; i < f->record.rows && !e; i++) {
        struct line line = { f, i };
        if (!str_equal(cell(&line, "case"), reference) ||
            demo_instant(f, cell(&line, "happened")).second >= f->ledger->as_of.facts_before.second)
            continue;
        e = case_line(ctx, db, &line, id);
        f->demo->facts++;
    }
    return e;
}

static str period_start(str value)
{
    return str_from_byte(value, str_find(value, STR(" ")) + 1);
}

// "1 2026-01-01": which step, of the redress that the figure of that period opened.
static result step_tell(struct ctx *ctx, struct db *db, const struct line *line)
{
    struct fact_insert_in fact = fact_from(line, FACT_STEP_DONE);
    str value = fact.value;
    fact.document = cell(line, "document");
    fact.clause = cell(line, "clause");
    fact.value = str_slice(value, 0, str_find(value, STR(" ")));
    if (!date_parse(period_start(value), &fact.period_from))
        return fail(ctx, ERR_INPUT,
                    "library/demo/record.csv, row %zu: a step names its number and the first day of a "
                    "period",
                    line->row + 2);
    return fact_add(ctx, db, &fact);
}

static result plain_tell(struct ctx *ctx, struct db *db, const struct line *line, enum fact_kind kind)
{
    struct fact_insert_in fact = fact_from(line, kind);
    str until = cell(line, "until");
    fact.document = cell(line, "document");
    fact.clause = cell(line, "clause");
    if (until.n)
        fact.until = demo_instant(line->f, until);
    return fact_add(ctx, db, &fact);
}

// An option that is taken up goes by the steps as they read then: their text is put on record with it.
static result option_tell(struct ctx *ctx, struct db *db, const struct line *line)
{
    struct fact_insert_in fact = fact_from(line, FACT_OPTION);
    struct option_text text;
    int64_t adopted = ID_NONE;
    bool is_request = str_equal(fact.name, OPTION_REQUEST);
    result e = is_request ? option_text_now(ctx, &text) : OK;
    if (!e && is_request)
        e = option_text_keep(ctx, db, &text, &fact, &adopted);
    line->f->demo->facts += adopted != ID_NONE;
    fact.document = cell(line, "document");
    fact.clause = cell(line, "clause");
    fact.value = is_request && !e ? text.sum : fact.value;
    return e ? e : fact_add(ctx, db, &fact);
}

// In other words, of the version that was in force then.
static result worded_tell(struct ctx *ctx, struct db *db, const struct line *line)
{
    struct fact_insert_in fact = fact_from(line, FACT_WORDED);
    fact.document = cell(line, "document");
    fact.clause = cell(line, "clause");
    const struct judged_document *version = demo_version(
        line->f, fact.document, zone_date(line->f->ledger->zone, fact.happened, NULL));
    if (!version)
        return fail(ctx, ERR_INPUT, "library/demo/record.csv, row %zu: no such document is in force then",
                    line->row + 2);
    fact.value = content_hash(ctx, version->document->text);
    return fact_add(ctx, db, &fact);
}

// words: a place on each line, as a round on foot is written down.
static result graded_tell(struct ctx *ctx, struct db *db, const struct line *line)
{
    struct walk walk = { .day = DATE_NONE };
    result e = walk_read(ctx, cell(line, "words"), &walk);
    for (size_t i = 0; i < walk.places.n && !e; i++) {
        struct fact_insert_in fact = fact_from(line, FACT_GRADED);
        fact.document = cell(line, "document");
        fact.clause = cell(line, "clause");
        fact.name = walk.places.at[i].place;
        fact.value = walk_grades(ctx, &walk.places.at[i]);
        fact.words = (str){ 0 };
        e = fact_add(ctx, db, &fact);
        line->f->demo->facts += i > 0;
    }
    return e;
}

// What became of what was agreed: value: how that begins.
static result meeting_tell(struct ctx *ctx, struct db *db, const struct line *line)
{
    struct fact_insert_in fact = fact_from(line, FACT_MEETING);
    struct fact_row_list facts;
    bool is_end = str_equal(fact.name, MEETING_DONE) || str_equal(fact.name, MEETING_DROPPED);
    if (!is_end)
        return plain_tell(ctx, db, line, FACT_MEETING);
    fact.document = cell(line, "document");
    result e = query_fact_of_document(
        ctx, db, &(struct fact_of_document_in){ COMMUNITY_FIRST, fact.document, FACT_MEETING }, &facts);
    for (size_t i = 0; !e && i < facts.n; i++)
        if (str_equal(facts.at[i].name, MEETING_AGREED) && str_starts(facts.at[i].words, fact.value))
            fact.corrects = facts.at[i].id;
    if (!e && fact.corrects == ID_NONE)
        e = fail(ctx, ERR_INPUT, "library/demo/record.csv, row %zu: nothing was agreed that begins like that",
                 line->row + 2);
    fact.value = (str){ 0 };
    return e ? e : fact_add(ctx, db, &fact);
}

static bool period_parse(str value, struct span *period)
{
    size_t slash = str_find(value, STR("/"));
    return date_parse(str_slice(value, 0, slash), &period->from) &&
        date_parse(str_from_byte(value, slash + 1), &period->to);
}

// All that are published at the instant of this line, which is the first of them. What is confirmed of a whole charter
// leaves out figures of which something is still to fall due: they have a line of their own, later.
static result figures_tell(struct ctx *ctx, struct db *db, struct demo_filling *f, size_t first, size_t *next)
{
    struct publication list[16];
    size_t n = 0, i = first;
    instant at = demo_instant(f, demo_cell(&f->record, first, "happened"));
    for (; i < f->record.rows && n < sizeof list / sizeof *list; i++) {
        struct line line = { f, i };
        if (!str_equal(cell(&line, "kind"), STR("published")) ||
            demo_instant(f, cell(&line, "happened")).second != at.second)
            break;
        list[n] = (struct publication){ cell(&line, "document"),           cell(&line, "clause"),
                                        .name = cell(&line, "name"),       .at = at,
                                        .said_by = cell(&line, "said_by"), .words = cell(&line, "words") };
        list[n].is_settled = !list[n].clause.n && str_equal(list[n].name, STR("confirmed"));
        if (!period_parse(cell(&line, "value"), &list[n++].period))
            return fail(ctx, ERR_INPUT, "library/demo/record.csv, row %zu: no period", i + 2);
    }
    *next = i;
    return figures_publish_all(ctx, db, list, n, &f->demo->facts);
}

static result line_tell(struct ctx *ctx, struct db *db, struct demo_filling *f, size_t row)
{
    static const struct case_kind kinds[] = {
        { STR_INIT("signed"), FACT_SIGNED },     { STR_INIT("departure"), FACT_DEPARTURE },
        { STR_INIT("progress"), FACT_PROGRESS }, { STR_INIT("cause"), FACT_CAUSE },
        { STR_INIT("note"), FACT_NOTE },         { STR_INIT("contacted"), FACT_CONTACTED },
        { STR_INIT("thanked"), FACT_THANKED }
    };
    struct line line = { f, row };
    str kind = cell(&line, "kind");
    f->demo->facts++;
    if (str_equal(kind, STR("report")) || str_equal(kind, STR("work")))
        return case_tell(ctx, db, f, &line);
    if (cell(&line, "case").n)
        return OK; // told with its case
    if (str_equal(kind, STR("step")))
        return step_tell(ctx, db, &line);
    if (str_equal(kind, STR("option")))
        return option_tell(ctx, db, &line);
    if (str_equal(kind, STR("worded")))
        return worded_tell(ctx, db, &line);
    if (str_equal(kind, STR("graded")))
        return graded_tell(ctx, db, &line);
    if (str_equal(kind, STR("meeting")))
        return meeting_tell(ctx, db, &line);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_equal(kind, kinds[i].word))
            return plain_tell(ctx, db, &line, kinds[i].kind);
    return fail(ctx, ERR_INPUT, "library/demo/record.csv, row %zu: '%.*s' is no kind of fact", row + 2,
                STR_ARGS(kind));
}

// Cases first, then figures, which rest on them; both in the order of time.
result demo_stories(struct ctx *ctx, struct db *db, struct demo_filling *f)
{
    result e = OK;
    size_t next;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < f->record.rows && !e; i = next) {
            bool is_figure = str_equal(demo_cell(&f->record, i, "kind"), STR("published"));
            instant happened = demo_instant(f, demo_cell(&f->record, i, "happened"));
            next = i + 1;
            if (happened.second >= f->ledger->as_of.facts_before.second || is_figure != (pass == 1))
                continue;
            e = is_figure ? figures_tell(ctx, db, f, i, &next) : line_tell(ctx, db, f, i);
        }
    return e;
}
