// GET /moderation: what is held back, for those who may look through it: who asks to be shown, photographs that wait,
// texts that are withheld and when they are looked at again, words that were hidden.
#include "web/moderation_pages.h"
#include "web/views.h"

#include "app/walkabout.h"
#include "app/worklist.h"

enum { PHOTOGRAPHS_LISTED = 200 };

struct moderating {
    struct request *request;
    struct moderation_page *page;
    struct moderated *held; // the reports that were looked at; those that may not be seen have no reference
    size_t n, room;
};

static result report_read(struct moderating *m, int64_t case_id, struct moderated *report)
{
    struct request *r = m->request;
    bool is_found;
    *report = (struct moderated){ .request = r };
    result e = query_case_by_id(r->ctx, r->db, &(struct case_by_id_in){ COMMUNITY_FIRST, case_id },
                                &report->row, &is_found);
    if (e || !is_found)
        return e;
    e = query_fact_of_case(r->ctx, r->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, case_id },
                           &report->facts);
    const struct case_asked asked = { r->board, r->visitor, &report->row, &report->facts };
    if (!e)
        e = case_about(r->ctx, r->db, &asked, &report->about);
    if (!e && !may(r->visitor, DEED_MODERATE, &report->about))
        report->row.reference = (str){ 0 };
    report->row.id = case_id;
    return e;
}

// Each once. NULL if it is not theirs to see.
static result report_find(struct moderating *m, int64_t case_id, const struct moderated **report)
{
    struct arena *arena = m->request->ctx->arena;
    result e = OK;
    size_t i = 0;
    while (i < m->n && m->held[i].row.id != case_id)
        i++;
    if (i == m->room) {
        size_t room = m->room ? 2 * m->room : 64;
        struct moderated *more = ARENA_ARRAY(arena, struct moderated, room);
        if (!more)
            return arena_fail(m->request->ctx);
        for (size_t k = 0; k < m->n; k++)
            more[k] = m->held[k];
        m->held = more;
        m->room = room;
    }
    if (i == m->n) {
        e = report_read(m, case_id, &m->held[i]);
        m->n++;
    }
    *report = m->held[i].row.reference.n ? &m->held[i] : NULL;
    return e;
}

static result line_add(struct moderating *m, struct held_lines *lines, const struct moderated *report,
                       struct held_line line)
{
    struct ctx *ctx = m->request->ctx;
    struct held_line *slot = LIST_PUSH(ctx->arena, lines);
    if (!slot)
        return arena_fail(ctx);
    line.reference = report->row.reference;
    line.service = report->row.service;
    line.area = report->row.area;
    if (!line.url.text.n)
        line.url = moderation_url(ctx, report->row.reference);
    *slot = line;
    return OK;
}

static struct mark due_mark(instant due, instant now)
{
    return due.second <= now.second ? (struct mark){ "missed", "Late" } : (struct mark){ .words = NULL };
}

// The last moment before an exclusive end, as a day.
static str day_before(struct moderating *m, instant until)
{
    return date_words(m->request->ctx, instant_date(m->request->board->zone, (instant){ until.second - 1 }));
}

static result appeal_take(struct moderating *m, const struct moderated *report, const struct fact_row *f,
                          instant now)
{
    const struct fact_row *open = appeal_of(&report->facts, f->name);
    if (!open || open->id != f->id)
        return OK;
    return line_add(m, &m->page->appeals, report,
                    (struct held_line){ .what = STR("an answer is due by"),
                                        .day = day_before(m, f->until),
                                        .mark = due_mark(f->until, now) });
}

static result withheld_take(struct moderating *m, const struct moderated *report, const struct fact_row *f,
                            instant now)
{
    const struct fact_row *held = withheld_of(&report->facts, now);
    if (!held || held->id != f->id)
        return OK;
    bool ends = str_equal(held->value, STR("ends"));
    struct held_line line = { .what = withheld_why(held), .day = STR("no day was set"), .is_apart = true };
    if (!instant_is_none(held->until)) {
        line.day = str_format(m->request->ctx->arena, "%s %.*s",
                              ends ? "until the end of" : "to be looked at again by",
                              STR_ARGS(day_before(m, held->until)));
        line.mark = due_mark(held->until, now);
    }
    return line_add(m, &m->page->withheld, report, line);
}

static result hidden_take(struct moderating *m, const struct moderated *report, const struct fact_row *f,
                          instant now)
{
    const struct fact_row *hides = hiding_of(&report->facts, f->name);
    (void)now;
    if (!hides || hides->id != f->id)
        return OK;
    bool is_all = str_equal(f->name, HIDDEN_WORDS);
    str why = fact_hides_why(f);
    return line_add(
        m, &m->page->hidden, report,
        (struct held_line){ .what = str_format(m->request->ctx->arena, "%s%s%.*s",
                                               is_all ? "all words" : "one entry", why.n ? ", because " : "",
                                               STR_ARGS(why)),
                            .day = instant_words(m->request->ctx, m->request->board->zone, f->happened),
                            .is_apart = true });
}

typedef result (*fact_taker)(struct moderating *m, const struct moderated *report, const struct fact_row *f,
                             instant now);

static result facts_take(struct moderating *m, const struct fact_row_list *facts, fact_taker take)
{
    instant now = ledger_instant(m->request->board->ledger, m->request->now);
    result e = OK;
    for (size_t i = 0; !e && i < facts->n; i++) {
        const struct moderated *report = NULL;
        if (facts->at[i].case_id != ID_NONE)
            e = report_find(m, facts->at[i].case_id, &report);
        if (!e && report)
            e = take(m, report, &facts->at[i], now);
    }
    return e;
}

static result kind_take(struct moderating *m, enum fact_kind kind, fact_taker take)
{
    struct request *r = m->request;
    struct fact_row_list facts;
    result e = query_fact_of_kind(r->ctx, r->db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, kind }, &facts);
    return e ? e : facts_take(m, &facts, take);
}

// Of a FACT_HIDDEN that are named so: photographs, which are many, have names of their own.
static result named_take(struct moderating *m, str from, str to)
{
    struct request *r = m->request;
    struct fact_row_list facts;
    result e = query_fact_of_names(
        r->ctx, r->db, &(struct fact_of_names_in){ COMMUNITY_FIRST, FACT_HIDDEN, from, to }, &facts);
    return e ? e : facts_take(m, &facts, hidden_take);
}

// Of a place that was graded on foot: its promise stands where a report's service does.
static result place_take(struct moderating *m, const struct photograph_row *row)
{
    struct request *r = m->request;
    struct ctx *ctx = r->ctx;
    const struct fact_row *fact;
    const struct promise_state *p = walk_photograph_promise(r->board, row->fact_id, &fact);
    struct about about = p ? walk_about(ctx, p) : (struct about){ .is_own = false };
    if (!p || !may(r->visitor, DEED_MODERATE, &about))
        return OK;
    struct held_line *slot = LIST_PUSH(ctx->arena, &m->page->photographs);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct held_line){ .reference = STR("A place graded on foot"),
                                .service = p->clause->title,
                                .area = about.area,
                                .what = STR("photograph sent on"),
                                .day = date_words(ctx, instant_date(r->board->zone, row->added)),
                                .url = moderated_photograph_url(ctx, MODERATED_ON_FOOT, row->id) };
    return OK;
}

static result photographs_take(struct moderating *m)
{
    struct request *r = m->request;
    struct photograph_row_list rows;
    struct photograph_waiting_in asked = { COMMUNITY_FIRST, PHOTOGRAPHS_LISTED + 1 };
    result e = query_photograph_waiting(r->ctx, r->db, &asked, &rows);
    m->page->is_cut = !e && rows.n > PHOTOGRAPHS_LISTED;
    for (size_t i = 0; !e && i < rows.n && i < PHOTOGRAPHS_LISTED; i++) {
        const struct moderated *report = NULL;
        if (rows.at[i].case_id != ID_NONE)
            e = report_find(m, rows.at[i].case_id, &report);
        else
            e = place_take(m, &rows.at[i]);
        if (e || !report)
            continue;
        struct held_line line = {
            .what = str_format(r->ctx->arena, "photograph of the %.*s, sent on", STR_ARGS(rows.at[i].kind)),
            .day = date_words(r->ctx, instant_date(r->board->zone, rows.at[i].added)),
            .url = moderated_photograph_url(r->ctx, report->row.reference, rows.at[i].id)
        };
        e = line_add(m, &m->page->photographs, report, line);
    }
    return e;
}

result moderation_show(struct request *request, struct response *response)
{
    struct moderation_page page = { .is_cut = false };
    struct moderating m = { .request = request, .page = &page };
    result e = must_may(request->ctx, request->visitor, DEED_MODERATE, NULL);
    if (!e)
        e = kind_take(&m, FACT_APPEALED, appeal_take);
    if (!e)
        e = photographs_take(&m);
    if (!e)
        e = kind_take(&m, FACT_WITHHELD, withheld_take);
    if (!e)
        e = named_take(&m, STR("entry "), STR("entry~"));
    if (!e)
        e = named_take(&m, STR("words"), STR("words~"));
    if (e)
        return e;
    layout_fill(request, STR("What is held back"), "work", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Work"), (struct url){ STR("/work") });
    response->is_unkept = true;
    view_moderation(&response->body, &page);
    return OK;
}
