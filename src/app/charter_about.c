#include "app/charter_about.h"

enum { AREAS_BYTES = 4096 };

struct about charter_about(struct ctx *ctx, const struct document *document, str body)
{
    const struct field *f = field_find(&document->header, KEY_AREA);
    struct buffer areas = buffer_open(AREAS_BYTES);
    for (size_t i = 0; f && !f->is_bad && i < f->items.n; i++) {
        str item = f->items.at[i];
        buffer_print(&areas, "%s%.*s", areas.n ? "; " : "",
                     STR_ARGS(str_trim(str_slice(item, 0, str_find(item, STR(","))))));
    }
    struct about about = { .body = body, .area = str_copy(ctx->arena, buffer_str(&areas)) };
    buffer_done(ctx->arena, &areas);
    return about;
}
