// GET /work/round: what a crew does today, near each other, on a phone. GET /work/round-worker.js: what keeps it there
// where there is no signal.
#include "web/round_pages.h"
#include "web/views.h"

#include "web/assets.h"

struct round_asked round_asked_of(const struct request *request)
{
    return (struct round_asked){ request_field(request, "crew"), request_field(request, "service"),
                                 request_field(request, "area") };
}

str round_suffix(struct ctx *ctx, const struct round_asked *asked)
{
    const struct name_value parts[] = { { STR("crew"), asked->post },
                                        { STR("service"), asked->service },
                                        { STR("area"), asked->area } };
    str suffix = { 0 };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].value.n)
            suffix = str_format(ctx->arena, "%.*s%s%.*s=%s", STR_ARGS(suffix), suffix.n ? "&" : "?",
                                STR_ARGS(parts[i].name), url_query(ctx->arena, parts[i].value));
    return suffix;
}

// The first line of what was written: the rest is on the stop's own page.
static str first_line(str words)
{
    str rest = words;
    return str_trim(str_cut(&rest, '\n'));
}

static str far_words(struct ctx *ctx, double metres)
{
    long long m = (long long)metres;
    return metres < 0 ? (str){ 0 }
        : m < 1       ? STR("the same place")
        : m < 1000    ? str_format(ctx->arena, "%lld m on", (m + 9) / 10 * 10)
                      : str_format(ctx->arena, "%lld.%lld km on", m / 1000, m % 1000 / 100);
}

static result line_add(struct request *request, const struct round_stop *stop, str suffix,
                       struct round_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct work_row *row = &stop->row;
    bool has_due = row->due.second != WORK_DUE_NONE.second;
    struct round_line *line = LIST_PUSH(ctx->arena, &page->lines);
    if (!line)
        return arena_fail(ctx);
    *line = (struct round_line){ .reference = row->reference,
                                 .service = row->service.n ? row->service : STR("not known"),
                                 .place = first_line(stop->place),
                                 .area = str_slice(row->area, 0, str_find(row->area, STR(";"))),
                                 .words = first_line(stop->words),
                                 .far = far_words(ctx, stop->metres),
                                 .mark = work_mark(row->state, has_due),
                                 .url = url_format(ctx->arena, "/work/round/%s%.*s",
                                                   url_segment(ctx->arena, row->reference),
                                                   STR_ARGS(suffix)) };
    if (has_due)
        line->due = work_due_words(ctx, request->board->zone, row->due);
    return OK;
}

static result choices_fill(struct request *request, const struct round_asked *asked,
                           const struct round *round, struct round_page *page)
{
    struct ctx *ctx = request->ctx;
    page->crew = form_field(request, "crew", STR("Whose round"));
    page->service = form_field(request, "service", STR("Only of this kind"));
    page->area = form_field(request, "area", STR("Only in this area"));
    page->crew.value = asked->post;
    page->service.value = asked->service;
    page->area.value = asked->area;
    result e = form_option_add(ctx, &page->crew, (str){ 0 }, STR("Everybody: due today, or late"));
    for (size_t i = 0; i < round->posts.n && !e; i++)
        e = form_option_add(ctx, &page->crew, round->posts.at[i], round->posts.at[i]);
    return e;
}

static result page_fill(struct request *request, struct round_page *page)
{
    struct ctx *ctx = request->ctx;
    struct round_asked asked = round_asked_of(request);
    struct round *round = ARENA_NEW(ctx->arena, struct round);
    struct work_question q = { .visitor = request->visitor,
                               .zone = request->board->zone,
                               .now = ledger_instant(request->board->ledger, request->now),
                               .service = asked.service,
                               .area = asked.area,
                               .assigned = asked.post };
    str suffix = round_suffix(ctx, &asked);
    layout_fill(request, STR("Today's round"), "work", &page->layout);
    crumb_add(ctx, &page->layout, STR("Work"), (struct url){ STR("/work") });
    page->worker = (struct url){ STR("/work/" ROUND_WORKER) };
    page->who = request->visitor->id;
    page->is_narrow = suffix.n > 0;
    page->done = request_field(request, "done");
    result e = round ? round_list(ctx, request->db, &q, round) : arena_fail(ctx);
    if (!e)
        e = choices_fill(request, &asked, round, page);
    for (size_t i = 0; !e && i < round->n; i++)
        e = line_add(request, &round->at[i], suffix, page);
    page->is_cut = !e && round->is_cut;
    return e;
}

result round_show(struct request *request, struct response *response)
{
    struct round_page page = { .who = 0 };
    result e = must_may(request->ctx, request->visitor, DEED_WORK, NULL);
    if (!e)
        e = page_fill(request, &page);
    if (!e)
        view_round(&response->body, &page);
    return e;
}

// Under an address of its own, since what it may look after is what lies beside it; asked for anew each time.
result round_worker_show(struct request *request, struct response *response)
{
    const struct asset *worker = asset_by_path(asset_path(ROUND_WORKER));
    if (!worker)
        return fail(request->ctx, ERR_MISSING, "there is no such file");
    response->type = worker->type;
    buffer_add(&response->body, (str){ (const char *)worker->at, worker->n });
    return OK;
}
