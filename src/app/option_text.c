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
    result e = document_parse(ctx, STR("option.md"), text->bytes, &diagnostics, &document);
    if (!e && diagnostics.errors)
        e = fail(ctx, ERR_INTERNAL, "library/procedures/option.md has errors: `wardmote check` shows them");
    if (!e)
        e = follow_procedure(ctx, document, &text->procedure);
    if (!e && !text->procedure->n)
        e = fail(ctx, ERR_INTERNAL, "library/procedures/option.md has no stages");
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

result option_text_of(struct ctx *ctx, struct db *db, str sum, struct option_text *text)
{
    struct content_by_hash_out found;
    struct content_by_id_out content;
    bool is_found;
    result e = query_content_by_hash(
        ctx, db, &(struct content_by_hash_in){ COMMUNITY_FIRST, CONTENT_PROCEDURE, NAME, sum }, &found,
        &is_found);
    if (!e && is_found)
        e = query_content_by_id(ctx, db, &(struct content_by_id_in){ COMMUNITY_FIRST, found.id }, &content,
                                &is_found);
    if (e || !is_found)
        return e ? e : option_text_now(ctx, text);
    *text = (struct option_text){ .bytes = content.body, .sum = sum, .content = found.id };
    return prepare(ctx, text);
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
