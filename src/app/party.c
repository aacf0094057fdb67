#include "app/party.h"

#include "app/life_internal.h"

result parties_of_visitor(struct ctx *ctx, struct db *db, const struct document *document,
                          const struct visitor *visitor, struct str_list *parties)
{
    const struct field *between = field_find(&document->header, KEY_BETWEEN);
    struct life_speakers speakers = { 0 };
    if (!visitor || visitor->id <= 0 || !between || between->is_bad)
        return OK;
    result e = life_speakers_read(ctx, db, document->id, &speakers);
    for (size_t i = 0; i < between->items.n && !e; i++) {
        str party = between->items.at[i];
        bool is_theirs = may(visitor, DEED_REPLY_FIGURE, &(struct about){ .body = party });
        for (size_t s = 0; s < speakers.n; s++)
            is_theirs |= speakers.at[s].account == visitor->id && str_same_name(speakers.at[s].party, party);
        str *slot = is_theirs ? LIST_PUSH(ctx->arena, parties) : NULL;
        if (slot)
            *slot = party;
    }
    return e || !arena_is_full(ctx->arena) ? e : arena_fail(ctx);
}
