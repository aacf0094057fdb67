// The places that a draft is for, as the map here spells them: a charter is found by its place's name, and counts the
// reports that lie in a place of that name.
#include "web/draft_pages.h"

#include "app/place.h"
#include "document/suggest.h"

enum { AREAS_BYTES = 4096 };

static str short_of(str item)
{
    return str_trim(str_slice(item, 0, str_find(item, STR(","))));
}

// How the map spells it: "Nether Sallow parish" for "Nether Sallow", a code as it stands; empty if nothing on it goes
// by that name.
static result spelling_of(struct ctx *ctx, const struct areas *areas, str name, str *spelling)
{
    struct located place;
    result e = place_named(ctx, areas, name, &place);
    bool is_found = !e && place.is_found;
    *spelling = !is_found ? (str){ 0 } : place_rank(&place, name) >= 0 ? name : place.names.at[0];
    return e;
}

result draft_area_spelt(struct ctx *ctx, const struct areas *areas, str typed, str *spelt)
{
    struct buffer out = buffer_open(AREAS_BYTES);
    result e = OK;
    for (str rest = typed; rest.at && rest.n && !e;) {
        str item = str_trim(str_cut(&rest, ';')), name = short_of(item), spelling;
        e = spelling_of(ctx, areas, name, &spelling);
        str first = spelling.n ? spelling : name;
        if (!e && item.n)
            buffer_print(&out, "%s%.*s%.*s", out.n ? "; " : "", STR_ARGS(first),
                         STR_ARGS(str_from_byte(item, name.n)));
    }
    *spelt = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return e;
}

static str nearest_of(struct ctx *ctx, const struct areas *areas, str name)
{
    struct str_list names = { 0 };
    for (size_t i = 0; i < areas_count(areas); i++) {
        str *slot = LIST_PUSH(ctx->arena, &names);
        if (!slot)
            return (str){ 0 };
        *slot = areas_name(areas, i);
    }
    return suggest(name, &names);
}

static result unknown_place_add(struct request *request, const struct draft *draft, str name, str meant,
                                struct draft_page *page)
{
    struct ctx *ctx = request->ctx;
    struct draft_problem *slot = LIST_PUSH(ctx->arena, &page->problems);
    if (!slot)
        return arena_fail(ctx);
    slot->url = draft_clause_url(ctx, draft->row.name, (str){ 0 });
    slot->text = meant.n
        ? str_format(ctx->arena,
                     "No place on the map here is called '%.*s', and no report would be counted: in 'Area:' "
                     "write '%.*s', if that is meant.",
                     STR_ARGS(name), STR_ARGS(meant))
        : str_format(ctx->arena,
                     "No place on the map here is called '%.*s', and no report would be counted: in 'Area:' "
                     "write the name of a ward, a parish or an estate as it stands under Areas.",
                     STR_ARGS(name));
    return OK;
}

result draft_area_problems(struct request *request, const struct draft *draft, struct draft_page *page)
{
    const struct areas *areas = request->board->areas;
    const struct field *f = field_find(&draft->document->header, KEY_AREA);
    result e = OK;
    for (size_t i = 0; areas && f && !f->is_bad && i < f->items.n && !e; i++) {
        str name = short_of(f->items.at[i]), spelling;
        e = spelling_of(request->ctx, areas, name, &spelling);
        if (!e && !(spelling.n && str_same_name(spelling, name)))
            e = unknown_place_add(request, draft, name,
                                  spelling.n ? spelling : nearest_of(request->ctx, areas, name), page);
    }
    return e;
}
