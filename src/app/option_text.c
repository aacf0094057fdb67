#include "app/option_text.h"

#include "app/follow_one.h"
#include "app/ledger.h"
#include "app/library.h"
#include "app/record.h"
#include "document/parse.h"
#include "store/queries.h"

#define NAME STR("option") // of the procedure, and of its text on record

static result prepare(struct ctx *ctx, struct option_text *text)
{
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    struct procedure *procedure;
    result e = document_parse(ctx, STR("option.md"), text->bytes, &diagnostics, &document);
    if (!e && diagnostics.errors)
        e = fail(ctx, ERR_INTERNAL, "library/procedures/option.md has errors: `wardmote check` shows them");
    if (!e)
        e = follow_procedure(ctx, document, &procedure);
    if (!e && !procedure->n)
        e = fail(ctx, ERR_INTERNAL, "library/procedures/option.md has no stages");
    if (!e)
        text->procedure = procedure;
    return e;
}

result option_text_now(struct ctx *ctx, struct option_text *text)
{
    *text = (struct option_text){ .content = ID_NONE };
    result e = library_text(ctx, "procedures", "option.md", &text->bytes);
    if (e)
        return e;
    text->sum = content_hash(ctx, text->bytes);
    return prepare(ctx, text);
}

// In an arena of its own, which the caller's holds: whoever looks at a list of work asks for it, for each option.
static result text_make(struct ctx *ctx, struct db *db, int64_t content, struct option_text *text)
{
    struct ctx own = { .arena = arena_open(arena_room(ctx->arena)) };
    struct option_text *made = own.arena ? ARENA_NEW(own.arena, struct option_text) : NULL;
    struct content_by_id_out found;
    bool is_found;
    result e = made && arena_hold(ctx->arena, own.arena) ? OK : arena_fail(ctx);
    if (!e)
        e = query_content_by_id(&own, db, &(struct content_by_id_in){ COMMUNITY_FIRST, content }, &found,
                                &is_found);
    if (!e && !is_found)
        e = fail(&own, ERR_INTERNAL, "a procedure is on record without its text");
    if (!e) {
        *made = (struct option_text){ .bytes = found.body, .sum = str_copy(own.arena, text->sum) };
        e = prepare(&own, made);
    }
    if (!e) {
        text->procedure = made->procedure;
        text->bytes = made->bytes;
        keepsake_put(store_keepsakes(db), KEEPSAKE_OPTION, own.arena, made);
        return OK;
    }
    arena_close(own.arena);
    return own.error.text[0] ? fail(ctx, e, "%s", own.error.text) : e;
}

result option_text_of(struct ctx *ctx, struct db *db, str sum, struct option_text *text)
{
    struct content_by_hash_out found;
    bool is_found;
    result e = query_content_by_hash(
        ctx, db, &(struct content_by_hash_in){ COMMUNITY_FIRST, CONTENT_PROCEDURE, NAME, sum }, &found,
        &is_found);
    if (e || !is_found)
        return e ? e : option_text_now(ctx, text);
    *text = (struct option_text){ .sum = sum, .content = found.id };
    const struct option_text *kept = keepsake_take(store_keepsakes(db), KEEPSAKE_OPTION, ctx->arena);
    if (!kept || !str_equal(kept->sum, sum))
        return text_make(ctx, db, found.id, text);
    text->procedure = kept->procedure;
    text->bytes = kept->bytes;
    return OK;
}

result option_text_keep(struct ctx *ctx, struct db *db, const struct option_text *text,
                        const struct fact_insert_in *request, int64_t *fact)
{
    const struct adoption adoption = { .kind = CONTENT_PROCEDURE,
                                       .name = NAME,
                                       .body = text->bytes,
                                       .happened = request->happened,
                                       .recorded = request->recorded };
    return content_adopt_by(ctx, db, &adoption, fact);
}
