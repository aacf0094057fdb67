// GET /moderation/{reference}/photographs/{photograph}: one photograph, looked at before it is shown. POST: shown,
// hidden, its covers taken off. And .../cover, where places in it are covered: by cells of a grid, by numbers, or
// drawn with the script of the page (assets/cover.js), which only fills in the numbers.
#include "web/assets.h"
#include "web/moderation_pages.h"
#include "web/photographs.h"
#include "web/views.h"
#include "web/visit.h"

enum { LABEL_ROOM = 4 };

struct deciding {
    struct moderated m;
    struct photograph_row row;
    struct cover_grid grid;
    struct cover_places places;
    struct picture picture; // the new one
    struct photograph_files files;
    bool is_cells; // which field has the fault
};

static result deciding_open(struct request *request, struct deciding *d)
{
    result e = moderated_photograph(request, &d->m, &d->row);
    d->grid = cover_grid_of((int)d->row.width, (int)d->row.height);
    return e;
}

static str state_words(const struct photograph_row *row)
{
    return str_equal(row->state, PHOTOGRAPH_SHOWN) ? STR("Everybody sees it")
        : str_equal(row->state, PHOTOGRAPH_HIDDEN)
        ? STR("Hidden: nobody outside sees it")
        : STR("Nobody has looked at it yet, and nobody outside sees it");
}

static result page_fill(struct deciding *d, struct photograph_page *page)
{
    struct request *request = d->m.request;
    struct ctx *ctx = request->ctx;
    str reference = d->m.row.reference;
    page->reference = reference;
    page->kind = d->row.kind;
    page->state = state_words(&d->row);
    page->is_shown = str_equal(d->row.state, PHOTOGRAPH_SHOWN);
    page->is_hidden = str_equal(d->row.state, PHOTOGRAPH_HIDDEN);
    page->is_covered = d->row.covers != ID_NONE;
    page->width = d->row.width;
    page->height = d->row.height;
    page->url = photograph_url(ctx, d->row.hash, false);
    page->action = (struct url){ request->path };
    page->case_url = moderated_photograph_url(ctx, reference, d->row.id);
    page->cover_url = (struct url){ str_format(ctx->arena, "%.*s/cover", STR_ARGS(page->case_url.text)) };
    crumb_add(ctx, &page->layout, STR("What is held back"), (struct url){ STR("/moderation") });
    if (!d->m.place)
        crumb_add(ctx, &page->layout, reference, moderation_url(ctx, reference));
    page->reason = form_field(request, "reason", STR("Why?"));
    page->reason.hint = STR("Everybody reads this, behind \"because\".");
    page->note = form_field(request, "note", STR("Note for those who work on it"));
    page->note.is_optional = true;
    page->note.rows = 2;
    page->uncover_why = form_field(request, "uncover-why", STR("Why can the covers come off?"));
    page->uncover_why.rows = 2;
    return reasons_fill(ctx, &page->reason, true);
}

static result decide_page(struct deciding *d, struct photograph_page *page)
{
    layout_fill(d->m.request, STR("Look at a photograph"), "work", &page->layout);
    return page_fill(d, page);
}

static void decide_answer(struct response *response, struct photograph_page *page)
{
    response->is_unkept = true;
    view_photograph_decide(&response->body, page);
}

result photograph_decide_show(struct request *request, struct response *response)
{
    struct deciding d = { .is_cells = false };
    struct photograph_page page = { .is_shown = false };
    result e = deciding_open(request, &d);
    if (!e)
        e = decide_page(&d, &page);
    if (!e)
        decide_answer(response, &page);
    return e;
}

static result hide(struct desk *desk, const struct deciding *d)
{
    struct hiding h = { .note = request_form(d->m.request, "note") };
    if (!hiding_reason_from(request_form(d->m.request, "reason"), &h.reason))
        return fail(desk->ctx, ERR_INPUT, "choose why it is hidden");
    return photograph_hide(desk, d->row.id, &h);
}

static result decide(struct ctx *ctx, struct db *db, void *with)
{
    const struct deciding *d = with;
    struct desk desk;
    str deed = request_form(d->m.request, "deed");
    bool hides = str_equal(deed, STR("hide")), shows = str_equal(deed, STR("show"));
    if (!hides && !shows && !str_equal(deed, STR("uncover")))
        return fail(ctx, ERR_INPUT, "the form does not say what to do");
    result e = moderated_desk(ctx, db, &d->m, hides ? DEED_HIDE : DEED_SHOW, &desk);
    if (!e)
        e = hides   ? hide(&desk, d)
            : shows ? photograph_show(&desk, d->row.id, STR("looked at"))
                    : photograph_uncover(&desk, d->row.id, request_form(d->m.request, "uncover-why"));
    return e ? e : moderated_settle(&d->m, &desk);
}

static result decide_again(struct deciding *d, struct response *response)
{
    struct ctx *ctx = d->m.request->ctx;
    struct photograph_page page = { .is_shown = false };
    bool is_uncover = str_equal(request_form(d->m.request, "deed"), STR("uncover"));
    str why = sentence(ctx, said_take(ctx));
    result e = decide_page(d, &page);
    if (!e)
        e = form_fault(ctx, &page.faults, is_uncover && page.is_covered ? &page.uncover_why : &page.reason,
                       why);
    if (!e)
        decide_answer(response, &page);
    return e;
}

result photograph_decide_send(struct request *request, struct response *response)
{
    struct deciding d = { .is_cells = false };
    result e = deciding_open(request, &d);
    if (!e && (e = site_write(request, decide, &d)) == OK) {
        response_see(request, response, moderated_back(request->ctx, &d.m));
        return OK;
    }
    return is_for_form(e) ? decide_again(&d, response) : e;
}

// A line of the grid with the name of the column or row that begins there.
static result grid_add(struct ctx *ctx, struct photograph_page *page, struct grid_line line)
{
    struct grid_line *slot = LIST_PUSH(ctx->arena, &page->grid);
    if (!slot)
        return arena_fail(ctx);
    *slot = line;
    return OK;
}

static result grid_fill(struct ctx *ctx, const struct cover_grid *g, struct photograph_page *page)
{
    int half = (cover_grid_x(g, 1) + cover_grid_y(g, 1)) / LABEL_ROOM;
    result e = OK;
    for (int i = 0; i < g->columns && !e; i++) {
        int x = cover_grid_x(g, i);
        e = grid_add(
            ctx, page,
            (struct grid_line){ x, x + half, x + half, half, str_format(ctx->arena, "%c", 'A' + i), false });
    }
    for (int i = 0; i < g->rows && !e; i++) {
        int y = cover_grid_y(g, i);
        e = grid_add(
            ctx, page,
            (struct grid_line){ y, y + half, half / 3, y + half, str_format(ctx->arena, "%d", i + 1), true });
    }
    page->last_column = str_format(ctx->arena, "%c", 'A' + g->columns - 1);
    page->rows = g->rows;
    return e;
}

static result cover_page(struct deciding *d, struct photograph_page *page)
{
    struct request *request = d->m.request;
    layout_fill(request, STR("Cover places in a photograph"), "work", &page->layout);
    result e = page_fill(d, page);
    if (e)
        return e;
    crumb_add(request->ctx, &page->layout, STR("Photograph"), page->case_url);
    e = grid_fill(request->ctx, &d->grid, page);
    page->cells = form_field(request, "cells", STR("Which squares are to be covered?"));
    page->cells.hint = str_format(
        request->ctx->arena,
        "By column and row: B3 is one square, B3:D5 all from B3 to D5. From A1 to %.*s%d.",
        STR_ARGS(page->last_column), d->grid.rows);
    page->rectangles = form_field(request, "rectangles", STR("Or in pixels"));
    page->rectangles.hint = str_format(request->ctx->arena,
                                       "Left, top, width and height, one place a line, of %d by %d pixels.",
                                       d->grid.width, d->grid.height);
    page->rectangles.rows = 3;
    page->script = (struct url){ asset_path("cover.js") };
    return e;
}

static void cover_answer(struct response *response, struct photograph_page *page)
{
    response->is_unkept = true;
    view_photograph_cover(&response->body, page);
}

result photograph_cover_show(struct request *request, struct response *response)
{
    struct deciding d = { .is_cells = false };
    struct photograph_page page = { .is_shown = false };
    result e = deciding_open(request, &d);
    if (!e)
        e = cover_page(&d, &page);
    if (!e)
        cover_answer(response, &page);
    return e;
}

static result places_read(struct deciding *d)
{
    struct request *r = d->m.request;
    enum hiding_reason reason;
    const str typed[2] = { request_form(r, "cells"), request_form(r, "rectangles") };
    result e = cover_places_read(r->ctx, &d->grid, typed, &d->places, &d->is_cells);
    if (!e && !d->places.n) {
        d->is_cells = true;
        return fail(r->ctx, ERR_INPUT, "say which places are to be covered");
    }
    bool has_reason = hiding_reason_from(request_form(r, "reason"), &reason);
    return e || has_reason ? e : fail(r->ctx, ERR_INPUT, "choose why they are covered");
}

static result cover(struct ctx *ctx, struct db *db, void *with)
{
    const struct deciding *d = with;
    struct desk desk;
    struct covering covering = {
        .of = d->row.id, .shelf = request_shelf(d->m.request), .files = &d->files, .place = d->m.place
    };
    (void)hiding_reason_from(request_form(d->m.request, "reason"), &covering.reason);
    result e = moderated_desk(ctx, db, &d->m, DEED_HIDE, &desk);
    if (!e)
        e = photograph_cover(&desk, &covering, NULL);
    return e ? e : moderated_settle(&d->m, &desk);
}

static result cover_again(struct deciding *d, struct response *response)
{
    struct ctx *ctx = d->m.request->ctx;
    struct photograph_page page = { .is_shown = false };
    str why = sentence(ctx, said_take(ctx));
    result e = cover_page(d, &page);
    bool is_reason = d->places.n && !d->is_cells && !page.reason.value.n;
    if (!e)
        e = form_fault(ctx, &page.faults,
                       is_reason         ? &page.reason
                           : d->is_cells ? &page.cells
                                         : &page.rectangles,
                       why);
    if (!e)
        cover_answer(response, &page);
    return e;
}

result photograph_cover_send(struct request *request, struct response *response)
{
    struct deciding d = { .is_cells = false };
    result e = deciding_open(request, &d);
    if (!e)
        e = must_may(request->ctx, request->visitor, DEED_HIDE, &d.m.about);
    if (!e)
        e = places_read(&d);
    struct picture_asked asked = { .covers = d.places.at, .n_covers = d.places.n };
    if (!e)
        e = photograph_take_again(request, d.row.hash, &asked, &d.picture, &d.files);
    if (!e && (e = site_write(request, cover, &d)) == OK) {
        response_see(request, response, moderated_back(request->ctx, &d.m));
        return OK;
    }
    return is_for_form(e) ? cover_again(&d, response) : e;
}
