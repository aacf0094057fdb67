#include "app/reporting.h"

#include "app/library.h"
#include "format/categories.h"

result reporting_open(struct ctx *ctx, struct db *db, const struct board *board, instant now,
                      struct reporting *reporting)
{
    struct categories *categories = ARENA_NEW(ctx->arena, struct categories);
    str bytes;
    if (!categories)
        return arena_fail(ctx);
    result e = library_text(ctx, "categories", "services.md", &bytes);
    if (!e)
        e = categories_parse(ctx, STR("services.md"), bytes, categories);
    *reporting = (struct reporting){ ctx, db, board, categories, now };
    return e;
}

// A postcode without its space, in capitals.
static str postcode_of(struct ctx *ctx, str text)
{
    struct buffer out = buffer_open(32);
    for (size_t i = 0; i < text.n && out.n < 16; i++) {
        char c = text.at[i];
        if (char_is_letter(c) || char_is_digit(c))
            buffer_byte(&out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    str postcode = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return postcode;
}

result reporting_place(const struct reporting *r, str typed, str latitude, str longitude,
                       struct report_place *place)
{
    struct postcode_find_out found;
    bool is_found;
    *place = (struct report_place){ FACT_AREA_UNKNOWN, typed, latitude, longitude, false };
    result e = query_postcode_find(r->ctx, r->db,
                                   &(struct postcode_find_in){ COMMUNITY_FIRST, postcode_of(r->ctx, typed) },
                                   &found, &is_found);
    if (e || !is_found)
        return e;
    *place = (struct report_place){ found.areas, typed, latitude.n ? latitude : found.latitude,
                                    latitude.n ? longitude : found.longitude, true };
    return OK;
}
