// GET /  and  GET /find?q=
#include "web/pages.h"
#include "web/views.h"

#include "app/postcodes.h"
#include "app/street.h"
#include "document/suggest.h"

enum { OPENINGS_SHOWN = 3 };

result home_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct home_page page = { .layout = { .title = { 0 } } };
    struct opening_list newest = board->openings;
    layout_fill(request, STR("What was promised where you live"), "home", &page.layout);
    for (size_t i = 0; i < board->charters.n; i++) {
        struct charter_card *card = LIST_PUSH(ctx->arena, &page.charters);
        if (!card)
            return arena_fail(ctx);
        *card = charter_card_make(ctx, &board->charters.at[i]);
    }
    newest.n = newest.n < OPENINGS_SHOWN ? newest.n : OPENINGS_SHOWN;
    result e = openings_fill(ctx, board, &newest, &page.openings);
    if (!e)
        view_home(&response->body, &page);
    return e;
}

// Of the places a postcode lies in, the smallest that has a charter; else the smallest.
static str area_best(const struct board *board, str areas)
{
    str first = str_trim(str_slice(areas, 0, str_find(areas, STR(";"))));
    for (str rest = areas; rest.at && rest.n;) {
        str area = str_trim(str_cut(&rest, ';'));
        for (size_t i = 0; i < board->charters.n; i++)
            if (charter_covers(&board->charters.at[i], area))
                return area;
    }
    return first;
}

static bool has_words(str name, str asked)
{
    for (size_t i = 0; asked.n && i + asked.n <= name.n; i++)
        if (str_same_name(str_slice(name, i, i + asked.n), asked))
            return true;
    return false;
}

static str place_by_name(const struct board *board, str asked)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < board->places.n; i++)
            if (pass ? has_words(board->places.at[i], asked) : str_same_name(board->places.at[i], asked))
                return board->places.at[i];
    for (size_t c = 0; c < board->charters.n; c++) {
        const struct field *f = field_find(&board->charters.at[c].document->document->header, KEY_AREA);
        for (size_t i = 0; f && i < f->items.n; i++)
            if (has_words(f->items.at[i], asked))
                return str_trim(str_slice(f->items.at[i], 0, str_find(f->items.at[i], STR(","))));
    }
    return (str){ 0 };
}

// What somebody typed, a postcode or the name of a place: the area to show; empty if there is none.
static result place_find(const struct request *request, str asked, str *area)
{
    struct postcode_find_out found;
    struct ctx *ctx = request->ctx;
    bool is_found;
    result e = query_postcode_find(ctx, request->db,
                                   &(struct postcode_find_in){ COMMUNITY_FIRST, postcode_name(ctx, asked) },
                                   &found, &is_found);
    if (!e)
        *area = is_found ? area_best(request->board, found.areas) : place_by_name(request->board, asked);
    return e;
}

// Of the areas with a charter, the one whose name, or the beginning of it, was most likely meant.
static str area_nearest(struct ctx *ctx, const struct links *areas, str asked)
{
    struct str_list names = { 0 };
    for (size_t i = 0; i < areas->n; i++) {
        str name = areas->at[i].text, first = name;
        str *whole = LIST_PUSH(ctx->arena, &names), *part = LIST_PUSH(ctx->arena, &names);
        while (first.n && first.at[first.n - 1] != ' ')
            first.n--;
        if (!whole || !part)
            return (str){ 0 };
        names.at[2 * i] = name;
        names.at[2 * i + 1] = first.n ? str_trim(first) : name; // "Aldermoor" of "Aldermoor ward"
    }
    str best = suggest(asked, &names);
    for (size_t i = 0; best.n && i < names.n; i++)
        if (names.at[i].at == best.at && names.at[i].n == best.n)
            return areas->at[i / 2].text;
    return (str){ 0 };
}

// A street alone: where the reports lie that name it.
static result street_fill(struct request *request, struct find_page *page)
{
    struct ctx *ctx = request->ctx;
    struct street street;
    result e = street_find(ctx, request->db, &(struct street_question){ request->board, page->asked, true },
                           &street);
    page->street = street.name;
    page->has_street = street.n || has_street(ctx, page->asked);
    for (size_t i = 0; i < street.n && !e; i++)
        e = link_add(ctx, &page->street_areas, street.at[i].area, area_url(ctx, street.at[i].area));
    return e;
}

// No postcode and no place of ours: a reference leads to its report, all else is offered the areas there are.
static result nowhere_show(struct request *request, str asked, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct find_page page = { .asked = asked };
    struct url named;
    result e = case_named(request, asked, &named);
    if (!e && named.text.n) {
        response_see(request, response, named);
        return OK;
    }
    if (!e)
        e = areas_list(ctx, request->board, &page.areas, &page.others);
    if (!e)
        e = street_fill(request, &page);
    if (e)
        return e;
    page.postcode = postcode_written(ctx, asked);
    layout_fill(request, STR("Which area is it?"), "home", &page.layout);
    page.nearest = page.street.n ? (str){ 0 } : area_nearest(ctx, &page.areas, asked);
    page.nearest_url = area_url(ctx, page.nearest);
    page.search_url = url_format(ctx->arena, "/search?q=%s", url_query(ctx->arena, asked));
    view_find(&response->body, &page);
    return OK;
}

result find_show(struct request *request, struct response *response)
{
    str asked = question_of(request), area = { 0 };
    struct ctx *ctx = request->ctx;
    result e = asked.n ? place_find(request, asked, &area) : OK;
    if (e)
        return e;
    if (asked.n && !area.n)
        return nowhere_show(request, asked, response);
    response_see(request, response, area.n ? area_url(ctx, area) : (struct url){ STR("/") });
    return OK;
}
