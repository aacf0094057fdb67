#include "app/reply.h"

static const str USES[REPLY_USES] = { STR_INIT("close"), STR_INIT("explain"), STR_INIT("note") };
static const str PLACES[] = { STR_INIT("reference"), STR_INIT("kind"), STR_INIT("area"),
                              STR_INIT("due"),       STR_INIT("body"), STR_INIT("promise") };

enum { PLACE_COUNT = sizeof PLACES / sizeof *PLACES };

str reply_use_word(enum reply_use use)
{
    return USES[use];
}

bool reply_use_from(str word, enum reply_use *use)
{
    for (int i = 0; i < REPLY_USES; i++)
        if (str_equal(USES[i], word)) {
            *use = (enum reply_use)i;
            return true;
        }
    return false;
}

static int place_of(str name)
{
    for (int i = 0; i < PLACE_COUNT; i++)
        if (str_equal(PLACES[i], name))
            return i;
    return -1;
}

// The next "{name}" behind *rest, which then begins behind it; before: what stands in front of it. False for no more.
static bool place_cut(str *rest, str *before, str *name)
{
    size_t open = str_find(*rest, STR("{"));
    str behind = str_from_byte(*rest, open + (open < rest->n));
    size_t close = str_find(behind, STR("}"));
    *before = *rest;
    if (open == rest->n || close == behind.n)
        return false;
    *before = str_slice(*rest, 0, open);
    *name = str_slice(behind, 0, close);
    *rest = str_from_byte(behind, close + 1);
    return true;
}

str reply_fill(struct ctx *ctx, str text, const struct reply_values *v)
{
    const str values[PLACE_COUNT] = { v->reference, v->kind, v->area, v->due, v->body, v->promise };
    struct buffer out = buffer_open(4 * REPLY_WORDS_MAX);
    str rest = text, before, name;
    while (place_cut(&rest, &before, &name)) {
        int place = place_of(name);
        buffer_add(&out, before);
        if (place >= 0 && values[place].n)
            buffer_add(&out, values[place]);
        else
            buffer_print(&out, "{%.*s}", STR_ARGS(name));
    }
    buffer_add(&out, before);
    str filled = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return filled;
}

static result words_check(struct ctx *ctx, str text)
{
    str rest = text, before, name;
    if (text.n > REPLY_WORDS_MAX)
        return fail(ctx, ERR_INPUT, "it may have %d letters: write less", REPLY_WORDS_MAX);
    while (place_cut(&rest, &before, &name))
        if (place_of(name) < 0)
            return fail(
                ctx, ERR_INPUT,
                "nothing stands for {%.*s}: write {reference}, {kind}, {area}, {due}, {body} or {promise}",
                STR_ARGS(name));
    return OK;
}

result reply_check(struct ctx *ctx, const struct reply_row *reply)
{
    enum reply_use use;
    if (!reply_use_from(reply->use, &use))
        return fail(ctx, ERR_INPUT, "choose what it is for");
    if (!reply->name.n || reply->name.n > REPLY_NAME_MAX)
        return fail(ctx, ERR_INPUT, "give it a name of up to %d letters, by which it is chosen",
                    REPLY_NAME_MAX);
    if (!reply->english.n)
        return fail(ctx, ERR_INPUT, "write its words in English");
    result e = words_check(ctx, reply->english);
    return e ? e : words_check(ctx, reply->welsh);
}

static result room_check(struct ctx *ctx, struct db *db, str body)
{
    struct reply_row_list held;
    result e = query_reply_of_body(ctx, db, &(struct reply_of_body_in){ COMMUNITY_FIRST, body }, &held);
    if (!e && held.n >= REPLIES_OF_BODY_MAX)
        return fail(ctx, ERR_RULE, "there are %d templates already: take one away first",
                    REPLIES_OF_BODY_MAX);
    return e;
}

result reply_keep(struct ctx *ctx, struct db *db, const struct reply_row *a)
{
    int64_t id;
    result e = reply_check(ctx, a);
    if (e)
        return e;
    if (a->id != ID_NONE)
        return query_reply_update(ctx, db,
                                  &(struct reply_update_in){ COMMUNITY_FIRST, a->id, a->use, a->name,
                                                             a->english, a->welsh, a->changed });
    e = room_check(ctx, db, a->body);
    return e ? e
             : query_reply_insert(ctx, db,
                                  &(struct reply_insert_in){ COMMUNITY_FIRST, a->body, a->use, a->name,
                                                             a->english, a->welsh, a->changed },
                                  &id);
}
