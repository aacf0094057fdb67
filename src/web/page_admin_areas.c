// GET /admin/areas, /admin/postcodes: what the map and the table of postcodes hold, and a place looked up in them.
#include "web/admin_pages.h"

#include "app/ledger.h"
#include "app/place.h"

enum { AREAS_SHOWN = 500 };

static bool is_asked(str name, str asked)
{
    if (!asked.n)
        return true;
    for (size_t i = 0; i + asked.n <= name.n; i++)
        if (str_same_name(str_slice(name, i, i + asked.n), asked))
            return true;
    return false;
}

static str covered_by(const struct board *board, str area, struct ctx *ctx)
{
    struct buffer out = buffer_open(4096);
    for (size_t i = 0; i < board->charters.n; i++)
        if (charter_covers(&board->charters.at[i], area))
            buffer_print(&out, "%s%.*s", out.n ? "; " : "",
                         STR_ARGS(board->charters.at[i].document->document->title));
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static result areas_fill(struct request *request, struct admin_list_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct areas *areas = request->board->areas;
    struct admin_group *g = admin_group_add(
        ctx, page, STR("Areas on the map"),
        page->asked.n ? STR("None of that name.")
                      : STR("None yet. Reports are taken without an area until then."));
    for (size_t i = 0; areas && i < areas_count(areas); i++) {
        str name = areas_name(areas, i), code = areas_code(areas, i);
        name = name.n ? name : code;
        if (!is_asked(name, page->asked) || (g && g->rows.n == AREAS_SHOWN))
            continue;
        struct admin_row *row = admin_row_add(ctx, g, name, covered_by(request->board, name, ctx));
        if (!row)
            return arena_fail(ctx);
        row->sub = str_equal(name, code) ? (str){ 0 } : code;
        row->url = area_url(ctx, name);
    }
    if (g)
        g->is_counted = true;
    return OK;
}

result admin_areas_show(struct request *request, struct response *response)
{
    struct admin_list_page page = {
        .lead = STR("The boundaries that say in which ward, parish or estate a report lies."),
        .filter = STR("The name of an area"),
        .asked = question_of(request),
        .main = { .text = STR("Upload boundaries"), .url = { STR("/admin/upload/areas") } }
    };
    result e = admin_open(request, DEED_AREAS, STR("Areas"), &page.layout);
    if (!e)
        e = admin_waiting(request, CONTENT_AREAS, &page);
    if (!e)
        e = areas_fill(request, &page);
    if (!e)
        e = link_add(request->ctx, &page.others, STR("Postcodes"), (struct url){ STR("/admin/postcodes") });
    if (!e)
        e = admin_texts_end(request, CONTENT_AREAS, &page);
    return e ? e : admin_list_answer(response, &page);
}

static result postcode_look(struct request *request, struct admin_list_page *page)
{
    struct located place;
    struct ctx *ctx = request->ctx;
    result e = place_postcode(ctx, request->db, request->board->areas, page->asked, &place);
    struct admin_group *g = e
        ? NULL
        : admin_group_add(ctx, page, page->asked, STR("That postcode is not in the table."));
    if (e || !place.is_found)
        return e;
    struct admin_row *row = admin_row_add(ctx, g, STR("Its areas, the smallest first"), place.areas);
    if (!row)
        return arena_fail(ctx);
    if (place.has_point)
        row->more = str_format(ctx->arena, "%.5f, %.5f", place.latitude, place.longitude);
    return OK;
}

result admin_postcodes_show(struct request *request, struct response *response)
{
    struct admin_list_page page = {
        .lead = STR("In which areas each postcode lies. People type one to say where something is."),
        .filter = STR("A postcode, to see where it lies"),
        .asked = question_of(request),
        .main = { .text = STR("Upload postcodes"), .url = { STR("/admin/upload/postcodes") } }
    };
    struct postcodes_number_out number = { 0 };
    bool is_found;
    result e = admin_open(request, DEED_AREAS, STR("Postcodes"), &page.layout);
    if (!e)
        e = admin_waiting(request, CONTENT_POSTCODES, &page);
    if (!e && page.asked.n)
        e = postcode_look(request, &page);
    if (!e)
        e = query_postcodes_number(request->ctx, request->db,
                                   &(struct postcodes_number_in){ COMMUNITY_FIRST }, &number, &is_found);
    if (e)
        return e;
    struct admin_group *g = admin_group_add(request->ctx, &page, (str){ 0 }, (str){ 0 });
    if (!admin_row_add(request->ctx, g, STR("Postcodes in the table"),
                       number.n ? str_format(request->ctx->arena, "%lld", (long long)number.n)
                                : STR("none yet")))
        return arena_fail(request->ctx);
    e = admin_texts_end(request, CONTENT_POSTCODES, &page);
    return e ? e : admin_list_answer(response, &page);
}
