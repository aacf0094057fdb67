// GET /nobody: what nobody answers for, and where; how many open reports that leaves. /nobody/{reference}: one of those
// is given to a body, by whoever may.
#include "web/pages.h"
#include "web/unowned_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/handover.h"
#include "app/unowned.h"
#include "app/worklist.h"

enum { AREAS_NAMED = 6, AREAS_TEXT_MAX = 4096 };

static const struct table_column COLUMNS[] = {
    { STR_INIT("service"), CELL_TEXT, false },
    { STR_INIT("areas"), CELL_TEXT, false },
    { STR_INIT("open_reports"), CELL_NUMBER, false },
};

static str areas_words(struct ctx *ctx, const struct unowned_service *s, size_t most)
{
    struct buffer out = buffer_open(AREAS_TEXT_MAX);
    bool is_by_others = s->others.n < s->areas.n && s->areas.n > most;
    const struct str_list *named = is_by_others ? &s->others : &s->areas;
    if (s->is_everywhere || !s->areas.n)
        return STR("everywhere");
    buffer_print(&out, "%s", is_by_others ? "everywhere but " : "");
    for (size_t i = 0; i < named->n && i < most; i++)
        buffer_print(&out, "%s%.*s", i ? "; " : "", STR_ARGS(named->at[i]));
    if (named->n > most)
        buffer_print(&out, " and %zu more", named->n - most);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static result lines_fill(struct ctx *ctx, const struct unowned *found, struct unowned_page *page)
{
    for (size_t i = 0; i < found->services.n; i++) {
        const struct unowned_service *s = &found->services.at[i];
        struct unowned_line *line = LIST_PUSH(ctx->arena, &page->lines);
        if (!line)
            return arena_fail(ctx);
        *line = (struct unowned_line){ .title = category_title(s->category),
                                       .areas = areas_words(ctx, s, AREAS_NAMED),
                                       .instead = s->category->nobody,
                                       .n_areas = (int64_t)s->areas.n,
                                       .open = s->open };
    }
    return OK;
}

static result reports_fill(struct request *request, const struct unowned *found, struct unowned_page *page)
{
    struct ctx *ctx = request->ctx;
    for (size_t i = 0; i < found->open.n; i++) {
        const struct case_row *row = &found->open.at[i];
        struct unowned_report *line = LIST_PUSH(ctx->arena, &page->reports);
        if (!line)
            return arena_fail(ctx);
        *line = (struct unowned_report){
            .reference = row->reference,
            .service = row->service,
            .area = row->area,
            .opened = date_words(ctx, instant_date(request->board->zone, row->opened)),
            .is_counted = service_is_private(&request->board->directory, row->service),
            .url = url_format(ctx->arena, "/nobody/%s", url_segment(ctx->arena, row->reference))
        };
    }
    return OK;
}

static result unowned_table(struct request *request, struct response *response, const struct unowned *found)
{
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < found->services.n; i++) {
        const struct unowned_service *s = &found->services.at[i];
        table_cell(&table, s->category->service);
        table_cell(&table, areas_words(request->ctx, s, s->areas.n));
        table_cell(&table, str_format(request->ctx->arena, "%lld", (long long)s->open));
    }
    return table_close(&table);
}

result unowned_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct unowned found;
    struct unowned_page page = { .may_give = may(request->visitor, DEED_GIVE, NULL) };
    date today = zone_date(request->board->zone, ledger_instant(request->board->ledger, request->now), NULL);
    result e = unowned_find(ctx, request->db, &request->board->directory, today, &found);
    if (!e && request->format != FORMAT_HTML)
        return unowned_table(request, response, &found);
    if (!e)
        e = lines_fill(ctx, &found, &page);
    if (!e && page.may_give)
        e = reports_fill(request, &found, &page);
    if (e)
        return e;
    page.open = found.n_shown;
    page.is_cut = found.is_cut;
    page.data_url = (struct url){ STR("/nobody.csv") };
    layout_fill(request, STR("What nobody answers for"), "areas", &page.layout);
    view_unowned(&response->body, &page);
    return OK;
}

struct giving_one {
    struct request *request;
    struct case_row row;
    struct fact_row_list facts;
    struct doer by;
};

static result give_open(struct request *request, struct giving_one *g)
{
    struct ctx *ctx = request->ctx;
    bool is_found = false;
    *g = (struct giving_one){ .request = request, .by = visitor_doer(ctx, request->visitor) };
    struct case_by_reference_in asked = { COMMUNITY_FIRST, request_parameter(request, "reference") };
    result e = must_may(ctx, request->visitor, DEED_GIVE, NULL);
    if (!e)
        e = query_case_by_reference(ctx, request->db, &asked, &g->row, &is_found);
    if (!e && is_found)
        e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, g->row.id },
                               &g->facts);
    if (!e && (!is_found || !case_is_unowned(&g->row, &g->facts)))
        return fail(ctx, ERR_MISSING, "no open report of nobody's has that reference");
    return e;
}

// What is private is given on without its words: whoever it goes to reads them.
static result give_fill(struct giving_one *g, struct give_page *page)
{
    struct request *request = g->request;
    struct ctx *ctx = request->ctx;
    const struct directory *directory = &request->board->directory;
    int category = category_find(&directory->categories, g->row.service);
    layout_fill(request, STR("Give it to a body"), "work", &page->layout);
    crumb_add(ctx, &page->layout, STR("What nobody answers for"), (struct url){ STR("/nobody") });
    page->reference = g->row.reference;
    page->service = g->row.service;
    page->area = g->row.area;
    page->summary = service_is_private(directory, g->row.service) ? (str){ 0 } : g->row.summary;
    page->opened = date_words(ctx, instant_date(request->board->zone, g->row.opened));
    page->instead = category == CATEGORY_NONE ? (str){ 0 } : directory->categories.all.at[category].nobody;
    page->action = (struct url){ request->path };
    page->body = form_field(request, "body", STR("Who takes it?"));
    page->why = form_field(request, "why", STR("Why it is theirs"));
    page->why.hint = STR("Everybody reads it, and whoever reported is told.");
    page->why.rows = 3;
    result e = form_option_add(ctx, &page->body, (str){ 0 }, STR("Choose a body"));
    for (size_t i = 0; i < directory->bodies.n && !e; i++)
        e = form_option_add(ctx, &page->body, directory->bodies.at[i].name, directory->bodies.at[i].name);
    return e;
}

result give_show(struct request *request, struct response *response)
{
    struct giving_one g;
    struct give_page page = { .reference = { 0 } };
    result e = give_open(request, &g);
    if (!e)
        e = give_fill(&g, &page);
    if (!e)
        view_give(&response->body, &page);
    return e;
}

static result give_write(struct ctx *ctx, struct db *db, void *with)
{
    const struct giving_one *g = with;
    const struct request *r = g->request;
    struct desk desk;
    const struct body *to = body_named(&r->board->directory.bodies, request_form(r, "body"));
    result e = desk_open(ctx, db, r->now, &g->by, &desk);
    if (!e)
        e = desk_take(&desk, g->row.reference);
    if (!e && !case_is_unowned(&desk.row, &desk.facts))
        e = fail(ctx, ERR_RULE, "somebody has given it to a body meanwhile");
    if (!e)
        e = case_hand_over(&desk, &(struct hand_over){ { 0 }, to, request_form(r, "why") });
    return e ? e : desk_settle(&desk);
}

static result give_check(struct giving_one *g, struct give_page *page)
{
    struct ctx *ctx = g->request->ctx;
    result e = OK;
    if (!body_named(&g->request->board->directory.bodies, page->body.value))
        e = form_fault(ctx, &page->faults, &page->body, STR("Choose who takes it"));
    if (!e && !page->why.value.n)
        e = form_fault(ctx, &page->faults, &page->why, STR("Write why it is theirs"));
    return e;
}

result give_send(struct request *request, struct response *response)
{
    struct giving_one g;
    struct give_page page = { .reference = { 0 } };
    result e = give_open(request, &g);
    if (!e)
        e = give_fill(&g, &page);
    if (!e)
        e = give_check(&g, &page);
    if (!e && !page.faults.n && (e = site_write(request, give_write, &g)) == OK) {
        response_see(request, response, (struct url){ STR("/nobody") });
        return OK;
    }
    if (is_for_form(e))
        e = form_fault(request->ctx, &page.faults, &page.body,
                       sentence(request->ctx, said_take(request->ctx)));
    if (!e)
        view_give(&response->body, &page);
    return e;
}
