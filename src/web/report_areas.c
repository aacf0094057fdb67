#include "web/report_areas.h"

#include "app/postcodes.h"
#include "app/street.h"

enum place_kind { KIND_WARD, KIND_PARISH, KIND_ESTATE, KIND_OTHER, KIND_WHOLE, KIND_COUNT };

// What its file says it is, else what its name ends with.
static bool is_kind(str kind, str name, str what)
{
    size_t n = name.n > what.n ? name.n - what.n : 0;
    return kind.n ? str_same_name(kind, what)
                  : n && name.at[n - 1] == ' ' && str_same_name(str_from_byte(name, n), what);
}

static enum place_kind kind_of(const struct board *board, str name)
{
    static const str kinds[] = {
        [KIND_WARD] = STR_INIT("ward"), [KIND_PARISH] = STR_INIT("parish"), [KIND_ESTATE] = STR_INIT("estate")
    };
    str kind = { 0 };
    for (size_t i = 0; board->areas && i < areas_count(board->areas); i++)
        if (str_same_name(areas_name(board->areas, i), name))
            kind = areas_kind(board->areas, i);
    if (str_same_name(name, board->name))
        return KIND_WHOLE;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (is_kind(kind, name, kinds[i]))
            return (enum place_kind)i;
    return KIND_OTHER;
}

static result kind_offer(struct ctx *ctx, const struct board *board, enum place_kind kind,
                         struct form_field *field)
{
    static const str groups[] = { [KIND_WARD] = STR_INIT("Wards"),
                                  [KIND_PARISH] = STR_INIT("Parishes"),
                                  [KIND_ESTATE] = STR_INIT("Estates"),
                                  [KIND_OTHER] = STR_INIT("Other places"),
                                  [KIND_WHOLE] = STR_INIT("Larger than these") };
    size_t n = 0;
    result e = OK;
    for (size_t i = 0; i < board->places.n && !e; i++) {
        str name = board->places.at[i];
        if (kind_of(board, name) != kind)
            continue;
        struct form_group *group = n++ ? NULL : LIST_PUSH(ctx->arena, &field->groups);
        if (n == 1 && !group)
            return arena_fail(ctx);
        if (group)
            group->label = groups[kind];
        e = form_grouped_add(ctx, field, name,
                             kind == KIND_WHOLE ? str_format(ctx->arena, "The whole of %.*s", STR_ARGS(name))
                                                : name);
    }
    return e;
}

result areas_offer(struct ctx *ctx, const struct board *board, struct form_field *field)
{
    result e = form_option_add(ctx, field, (str){ 0 }, STR("Choose one"));
    if (!e)
        e = form_option_add(ctx, field, REPORT_AREA_UNKNOWN, STR("I don't know"));
    for (int kind = 0; kind < KIND_COUNT && !e; kind++)
        e = kind_offer(ctx, board, (enum place_kind)kind, field);
    return e;
}

// The smallest area that the description names, behind a place of it that names none.
static result area_written(const struct report_form *form, str words, str *place)
{
    struct ctx *ctx = form->request->ctx;
    struct located of_words, of_place;
    result e = place_among(ctx, form->reporting.directory->areas, words, &of_words);
    if (!e)
        e = place_among(ctx, form->reporting.directory->areas, *place, &of_place);
    if (e || !of_words.is_known || !of_words.names.n || of_place.is_known)
        return e;
    str area = of_words.names.at[0];
    *place = place->n ? str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(*place), STR_ARGS(area)) : area;
    return OK;
}

result report_place_written(const struct report_form *form, str *place)
{
    struct request *request = form->request;
    str words = report_typed(form, "words"), postcode = postcode_written(request->ctx, words);
    struct street street;
    *place = street_written(request->ctx, words);
    if (postcode.n)
        *place = place->n
            ? str_format(request->ctx->arena, "%.*s, %.*s", STR_ARGS(*place), STR_ARGS(postcode))
            : postcode;
    if (postcode.n)
        return OK;
    result e = place->n ? OK
                        : street_find(request->ctx, request->db,
                                      &(struct street_question){ request->board, words, false }, &street);
    if (!e && !place->n)
        *place = street.name;
    return e ? e : area_written(form, words, place);
}

static const char UNKNOWN_MEANS[] =
    "\"I don't know\" means: somebody will find out first. Until then no day can be promised.";

result report_area_field(const struct report_form *form, struct report_page *page)
{
    page->other = report_field(form, "area", STR("Which area is it in?"));
    page->other.hint = str_from(UNKNOWN_MEANS);
    if (!page->other.value.n)
        page->other.value = request_form(form->request, "lies");
    return areas_offer(form->request->ctx, form->request->board, &page->other);
}

// Where other reports from that street lie: a choice, and nothing is chosen for anybody.
static result lies_fill(const struct report_form *form, const struct street *street, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    struct buffer hint = buffer_open(2048);
    result e = OK;
    page->lies = report_field(form, "lies", page->other.label);
    buffer_print(&hint, "%.*s: other reports from there lie in ", STR_ARGS(street->name));
    for (size_t i = 0; i < street->n && !e; i++) {
        str area = street->at[i].area;
        buffer_print(&hint, "%s%.*s", !i ? "" : i + 1 == street->n ? " and " : ", ", STR_ARGS(area));
        e = form_option_add(ctx, &page->lies, area, area);
    }
    buffer_print(&hint, ". %s", UNKNOWN_MEANS);
    page->lies.hint = str_copy(ctx->arena, buffer_str(&hint));
    buffer_done(ctx->arena, &hint);
    page->other.label = STR("Another area");
    page->other.hint = (str){ 0 };
    return e ? e : form_option_add(ctx, &page->lies, REPORT_AREA_UNKNOWN, STR("I don't know"));
}

result report_area_ask(const struct report_form *form, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    struct street street;
    str place = report_typed(form, "place"), postcode = postcode_written(ctx, place);
    result e = report_area_field(form, page);
    if (!e)
        e = street_find(ctx, form->request->db,
                        &(struct street_question){ form->request->board, place, true }, &street);
    page->other.hint = str_format(ctx->arena, "%.*s%s %s", STR_ARGS(postcode),
                                  postcode.n ? " is a postcode outside the places that are known here."
                                             : "We can't tell it from what you gave.",
                                  UNKNOWN_MEANS);
    return e || !street.n ? e : lies_fill(form, &street, page);
}
