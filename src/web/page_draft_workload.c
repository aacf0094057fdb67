// GET /drafts/{draft}/workload: what the text as it stands would have made its providers do, by the reports on record.
#include "web/draft_pages.h"
#include "web/views.h"
#include "web/workload_pages.h"

#include "app/would.h"
#include "rules/promise.h"

enum { YEAR_DAYS = 365 };

static bool is_asked(const struct clause *clause)
{
    bool is_by_residents = clause->kind->key == CLAUSE_COMMITMENT || clause->kind->key == CLAUSE_MONITORING;
    return clause_has_clock(clause) && !is_by_residents && field_find(&clause->fields, KEY_PROVIDER);
}

static result unknown_add(struct ctx *ctx, const struct clause *clause, const char *why,
                          struct workload_page *page)
{
    str *slot = LIST_PUSH(ctx->arena, &page->unknown);
    if (!slot)
        return arena_fail(ctx);
    *slot = str_format(ctx->arena, "%.*s %.*s: %s", STR_ARGS(clause->label), STR_ARGS(clause->title), why);
    return OK;
}

static struct workload_period period_of(const struct would_line *line)
{
    const struct would_figure *f = &line->now;
    return (struct workload_period){ .span = line->period,
                                     .counts = f->parts,
                                     .ask = f->ask,
                                     .has_ask = f->has_ask,
                                     .is_over = true,
                                     .is_kept = f->verdict == VERDICT_KEPT,
                                     .is_missed = f->verdict == VERDICT_MISSED };
}

static bool has_few(const struct would *w)
{
    for (size_t i = 0; i < w->lines.n; i++)
        if (w->lines.at[i].now.is_few)
            return true;
    return false;
}

static result clause_put(struct request *request, const struct draft *draft, const struct clause *clause,
                         struct workload_page *page)
{
    struct ctx *ctx = request->ctx;
    struct workload_period periods[WOULD_PERIODS];
    struct would would;
    const struct would_asked asked = { request->db, request->board, request->now,
                                       draft->document, NULL, clause->label };
    result e = would_score(ctx, &asked, &would);
    if (e)
        return e;
    if (would.why != WOULD_SAID)
        return unknown_add(ctx, clause, "no report on record says how it would have gone.", page);
    if (has_few(&would))
        return unknown_add(ctx, clause, "its reports are only counted, and too few to be said.", page);
    size_t n = 0;
    for (size_t i = 0; i < would.lines.n && n < WOULD_PERIODS; i++)
        periods[n++] = period_of(&would.lines.at[i]);
    int64_t days = (int64_t)periods[n - 1].span.to.day - periods[0].span.from.day + 1;
    if (days < YEAR_DAYS - 1)
        e = unknown_add(ctx, clause,
                        str_c(ctx->arena, str_format(ctx->arena,
                                                     "counted over %lld days only, which is less than a year.",
                                                     (long long)days)),
                        page);
    return e ? e
             : workload_put(ctx, page,
                            &(struct workload_asked){ draft->document, clause,
                                                      draft_clause_url(ctx, draft->row.name, clause->label),
                                                      periods, n });
}

result draft_workload_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct draft draft;
    struct workload_page page = { .is_draft = true };
    result e = draft_asked(request, &draft);
    if (e)
        return e;
    page.title = draft.document->title;
    page.of_url = draft_url(ctx, draft.row.name);
    page.days = STR("last whole periods on record, at most four of each promise");
    layout_fill(request, str_format(ctx->arena, "The work it would make: %.*s", STR_ARGS(page.title)), "drafts",
                &page.layout);
    crumb_add(ctx, &page.layout, STR("Drafts"), (struct url){ STR("/drafts") });
    crumb_add(ctx, &page.layout, page.title, page.of_url);
    for (size_t i = 0; i < draft.document->clauses.n && !e; i++)
        if (is_asked(&draft.document->clauses.at[i]))
            e = clause_put(request, &draft, &draft.document->clauses.at[i], &page);
    workload_sum(&page);
    response->is_unkept = true;
    if (!e)
        view_workload(&response->body, &page);
    return e;
}
