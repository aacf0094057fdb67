// GET /areas  and  GET /areas/{area}
#include "web/feed.h"
#include "web/views.h"

#include "app/alert.h"
#include "format/table.h"
#include "store/fact.h"

enum { CASES_SHOWN = 6, NEWS_CASES = 500, NEWS_MOST = FEED_ENTRIES * FEED_PAGES_MAX };

static bool has_charter(const struct board *board, str area)
{
    for (size_t i = 0; i < board->charters.n; i++)
        if (charter_covers(&board->charters.at[i], area))
            return true;
    return false;
}

// Places of the charters that no boundary is drawn for.
static result unbounded_add(struct ctx *ctx, const struct board *board, const struct charter *c,
                            struct links *links)
{
    const struct field *f = field_find(&c->document->document->header, KEY_AREA);
    result e = OK;
    for (size_t i = 0; f && !f->is_bad && i < f->items.n && !e; i++) {
        str name = str_trim(str_slice(f->items.at[i], 0, str_find(f->items.at[i], STR(","))));
        bool is_known = false;
        for (size_t p = 0; p < board->places.n; p++)
            is_known |= str_same_name(board->places.at[p], name);
        if (!is_known)
            e = link_add(ctx, links, name, area_url(ctx, name));
    }
    return e;
}

result areas_list(struct ctx *ctx, const struct board *board, struct links *with_charter,
                  struct links *others)
{
    result e = OK;
    for (size_t i = 0; i < board->places.n && !e; i++) {
        str name = board->places.at[i];
        e = link_add(ctx, has_charter(board, name) ? with_charter : others, name, area_url(ctx, name));
    }
    for (size_t i = 0; i < board->charters.n && !e; i++)
        e = unbounded_add(ctx, board, &board->charters.at[i], with_charter);
    return e;
}

result areas_show(struct request *request, struct response *response)
{
    struct areas_page page = { .layout = { .title = { 0 } } };
    layout_fill(request, STR("Areas"), "areas", &page.layout);
    result e = areas_list(request->ctx, request->board, &page.with_charter, &page.others);
    if (!e)
        view_areas(&response->body, &page);
    return e;
}

static result charter_add(struct ctx *ctx, const struct board *board, const struct charter *c,
                          struct area_page *page)
{
    struct area_charter *slot = LIST_PUSH(ctx->arena, &page->charters);
    result e = slot ? OK : arena_fail(ctx);
    (void)board;
    if (e)
        return e;
    slot->card = charter_card_make(ctx, c);
    slot->meeting_url = url_format(ctx->arena, "/charters/%s/meeting", url_segment(ctx->arena, c->id));
    for (size_t i = 0; i < c->promises.n && !e; i++) {
        const struct promise_state *p = &c->promises.at[i];
        if (p->clause->kind->key == CLAUSE_CONTACT)
            e = contact_add(ctx, p->clause, &slot->contacts);
        if (!is_in_lists(p))
            continue;
        struct promise_entry *line = LIST_PUSH(ctx->arena, &slot->promises);
        if (!line)
            return arena_fail(ctx);
        *line = promise_entry_make(ctx, p);
    }
    return e;
}

static bool names_area(str areas, str name)
{
    for (str rest = areas; rest.at && rest.n;)
        if (str_same_name(str_trim(str_cut(&rest, ';')), name))
            return true;
    return false;
}

// A feed for each service that the newest reports are of.
static result feeds_add(struct ctx *ctx, const struct directory *directory, const struct case_row_list *rows,
                        struct area_page *page)
{
    result e = OK;
    for (size_t i = 0; i < rows->n && !e; i++) {
        bool is_there = false;
        str service = rows->at[i].service, title = directory_title(directory, service);
        for (size_t k = 0; k < page->feeds.n; k++)
            is_there |= str_equal(page->feeds.at[k].text, title);
        if (!is_there)
            e = link_add(ctx, &page->feeds, title,
                         url_format(ctx->arena, "/areas/%s.atom?service=%s",
                                    url_segment(ctx->arena, page->name), url_segment(ctx->arena, service)));
    }
    return e;
}

// The newest reports of the area, of those anybody may see.
static result cases_add(struct ctx *ctx, struct db *db, const struct board *board, struct area_page *page)
{
    const struct str_list *areas = &board->ledger->requests.shape.areas;
    result e = OK;
    for (size_t i = 0; i < areas->n && !e && page->cases.n < CASES_SHOWN; i++) {
        struct case_row_list rows;
        if (!names_area(areas->at[i], page->name))
            continue;
        e = query_case_recent(ctx, db, &(struct case_recent_in){ COMMUNITY_FIRST, areas->at[i], CASES_SHOWN },
                              &rows);
        if (!e)
            e = cases_fill(ctx, db, board, &rows, &page->cases);
        if (!e)
            e = feeds_add(ctx, &board->directory, &rows, page);
    }
    return e;
}

// The wards and parishes that the places of its reports say it lies in.
static result wider_add(struct ctx *ctx, const struct board *board, struct area_page *page)
{
    const struct str_list *areas = &board->ledger->requests.shape.areas;
    result e = OK;
    for (size_t i = 0; i < areas->n && !e; i++)
        for (str rest = areas->at[i]; names_area(areas->at[i], page->name) && rest.at && rest.n && !e;) {
            str name = str_trim(str_cut(&rest, ';'));
            bool is_there = str_same_name(name, page->name);
            for (size_t k = 0; k < page->wider.n; k++)
                is_there |= str_same_name(page->wider.at[k].text, name);
            if (!is_there)
                e = link_add(ctx, &page->wider, name, area_url(ctx, name));
            if (!is_there && !e && !page->charters.n && has_charter(board, name))
                e = link_add(ctx, &page->within, name, area_url(ctx, name));
        }
    return e;
}

static result area_known(struct ctx *ctx, const struct board *board, str name, str *known)
{
    for (size_t i = 0; i < board->places.n; i++) {
        bool is_code = str_equal(areas_code(board->areas, i), name);
        if (str_same_name(board->places.at[i], name) || (is_code && name.n)) {
            *known = board->places.at[i];
            return OK;
        }
    }
    *known = name;
    return has_charter(board, name) ? OK : fail(ctx, ERR_MISSING, "there is no such area");
}

static const struct table_column COLUMNS[] = {
    { STR_INIT("charter"), CELL_TEXT, false },     { STR_INIT("promise"), CELL_TEXT, false },
    { STR_INIT("title"), CELL_TEXT, false },       { STR_INIT("party"), CELL_TEXT, false },
    { STR_INIT("target"), CELL_MAYBE, false },     { STR_INIT("period_start"), CELL_MAYBE, false },
    { STR_INIT("period_end"), CELL_MAYBE, false }, { STR_INIT("figure"), CELL_MAYBE, false },
    { STR_INIT("state"), CELL_TEXT, false },
};

static result area_table(struct request *request, struct response *response, const struct area_page *page)
{
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t c = 0; c < page->charters.n; c++)
        for (size_t i = 0; i < page->charters.at[c].promises.n; i++) {
            const struct promise_entry *p = &page->charters.at[c].promises.at[i];
            table_cell(&table, page->charters.at[c].card.title);
            table_cell(&table, p->label);
            promise_cells(&table, p);
        }
    return table_close(&table);
}

static str area_asked(struct request *request, str narrowed, const struct area_page *page)
{
    return narrowed.n
        ? str_format(request->ctx->arena, "%.*s: %.*s", STR_ARGS(page->name), STR_ARGS(narrowed))
        : page->name;
}

static result news_add(struct ctx *ctx, const struct directory *directory,
                       const struct case_news_of_area_out *row, struct feed *feed)
{
    struct fact_row fact = { .kind = row->kind, .name = row->name, .value = row->value };
    str what = alert_words(ctx, &fact);
    if (!what.n)
        return OK;
    return feed_add(
        ctx, feed,
        (struct feed_entry){
            .key = str_format(ctx->arena, "fact %lld", (long long)row->fact_id),
            .title = str_format(ctx->arena, "Report %.*s: %.*s", STR_ARGS(row->reference), STR_ARGS(what)),
            .words = sentence(ctx,
                              str_format(ctx->arena, "%.*s: %.*s",
                                         STR_ARGS(directory_title(directory, row->service)), STR_ARGS(what))),
            .url = case_url(ctx, row->reference),
            .at = row->recorded });
}

// Of one area of those that reports name; what is withheld or only counted is not among them.
static result news_of_area(struct request *request, str area, str service, struct feed *feed)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    int64_t before = board->ledger->as_of.facts_before.second;
    struct case_news_of_area_out_list rows;
    struct case_news_of_area_in asked = { COMMUNITY_FIRST, area, service.n ? service : STR(""), NEWS_CASES,
                                          NEWS_MOST };
    result e = query_case_news_of_area(ctx, request->db, &asked, &rows);
    for (size_t i = 0; i < rows.n && !e; i++)
        if (rows.at[i].happened.second < before)
            e = news_add(ctx, &board->directory, &rows.at[i], feed);
    return e;
}

// What happens in an area: to its reports, of one service with ?service=, and to the promises made for it.
static result area_feed(struct request *request, struct response *response, const struct area_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    const struct str_list *areas = &board->ledger->requests.shape.areas;
    str service = request_field(request, "service");
    struct feed feed = { .title = area_asked(request, service, page), .page = area_url(ctx, page->name) };
    result e = OK;
    if (service.n)
        feed.narrowed = str_format(ctx->arena, "?service=%s", url_segment(ctx->arena, service));
    for (size_t i = 0; i < areas->n && !e; i++)
        if (names_area(areas->at[i], page->name))
            e = news_of_area(request, areas->at[i], service, &feed);
    for (size_t i = 0; i < board->charters.n && !e && !service.n; i++)
        if (charter_covers(&board->charters.at[i], page->name))
            e = feed_of_charter(ctx, &board->charters.at[i], (str){ 0 }, &feed);
    return e ? e : feed_write(request, response, &feed);
}

static result openings_of_area(struct ctx *ctx, const struct board *board, struct area_page *page)
{
    struct opening_list own = { 0 };
    for (size_t i = 0; i < board->openings.n; i++) {
        const struct opening *o = board->openings.at[i];
        const struct opening **slot = charter_covers(o->charter, page->name) ? LIST_PUSH(ctx->arena, &own)
                                                                             : NULL;
        if (slot)
            *slot = o;
    }
    return openings_fill(ctx, board, &own, &page->openings);
}

result area_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct area_page shown = { .layout = { .title = { 0 } } }, *page = &shown;
    result e = area_known(ctx, board, request_parameter(request, "area"), &page->name);
    if (e)
        return e;
    layout_fill(request, page->name, "areas", &page->layout);
    crumb_add(ctx, &page->layout, STR("Areas"), (struct url){ STR("/areas") });
    for (size_t i = 0; i < board->charters.n && !e; i++)
        if (charter_covers(&board->charters.at[i], page->name))
            e = charter_add(ctx, board, &board->charters.at[i], page);
    feed_offer(ctx, &page->layout, area_url(ctx, page->name),
               str_format(ctx->arena, "area:%.*s", STR_ARGS(page->name)));
    if (!e && request->format == FORMAT_ATOM)
        return area_feed(request, response, page);
    if (request->format != FORMAT_HTML)
        return e ? e : area_table(request, response, page);
    if (!e)
        e = cases_add(ctx, request->db, board, page);
    if (!e)
        e = wider_add(ctx, board, page);
    if (!e)
        e = openings_of_area(ctx, board, page);
    if (!e)
        view_area(&response->body, page);
    return e;
}
