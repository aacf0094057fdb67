#include "app/verify_internal.h"

#include "app/private.h"
#include "app/record.h"
#include "base/file.h"
#include "base/watch.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>

static const struct {
    const char *name;
    str left_out;
} PARTS[VERIFY_PARTS] = {
    [VERIFY_FACTS] = { "facts", STR_INIT("of which only the hash is public") },
    [VERIFY_CHECKPOINTS] = { "checkpoints", STR_INIT("") },
    [VERIFY_KEYS] = { "keys", STR_INIT("whose forerunner was lost before it could vouch for them") },
    [VERIFY_CONTENTS] = { "contents", STR_INIT("") },
    [VERIFY_PRIVATE] = { "private", STR_INIT("erased") },
    [VERIFY_PHOTOGRAPHS] = { "photographs", STR_INIT("no folder was named with --photographs") },
    [VERIFY_DERIVED] = { "derived", STR_INIT("") },
    [VERIFY_FIGURES] = { "figures", STR_INIT("that rest on what is not public, or say no counts") },
};

const char *verify_part_name(enum verify_part part)
{
    return PARTS[part].name;
}

str verify_left_out_words(enum verify_part part)
{
    return PARTS[part].left_out;
}

bool verify_agrees(const struct verifying *verifying)
{
    for (int i = 0; i < VERIFY_PARTS; i++)
        if (verifying->parts[i].wrong)
            return false;
    return true;
}

void verify_checked(struct verify *v, enum verify_part part)
{
    v->out->parts[part].checked++;
    if (part == VERIFY_FACTS)
        watch_add(WATCH_FACTS, 1);
}

bool verify_wrong_again(struct verify *v, enum verify_part part)
{
    struct verify_answer *answer = &v->out->parts[part];
    answer->wrong += answer->first.n > 0;
    return answer->first.n > 0;
}

void verify_wrong(struct verify *v, enum verify_part part, const char *format, ...)
{
    struct verify_answer *answer = &v->out->parts[part];
    char text[LINE_OF_ANSWER];
    va_list args;
    answer->wrong++;
    if (answer->first.n)
        return;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    answer->first = str_copy(v->ctx->arena, str_from(text));
}

void verify_say(struct verify *v, const char *what, int64_t all)
{
    if (v->out->progress)
        v->out->progress(what, all);
}

static bool is_adopted_by(const struct fact_row_list *facts, const struct content_each_out *content)
{
    int64_t id;
    for (size_t i = 0; i < facts->n; i++)
        if (str_to_int(facts->at[i].value, &id) && id == content->id &&
            str_equal(facts->at[i].words, content->hash) && str_equal(facts->at[i].name, content->name))
            return true;
    return false;
}

static void content_check(struct verify *v, const struct fact_row_list *facts,
                          const struct content_each_out *content)
{
    struct ctx own = { .arena = arena_open(1 << 16) };
    str hash = own.arena ? content_hash(&own, content->body) : (str){ 0 };
    verify_checked(v, VERIFY_CONTENTS);
    if (!str_equal(hash, content->hash))
        verify_wrong(v, VERIFY_CONTENTS,
                     "content %lld ('%.*s') was changed: its text gives the hash %.*s, and %.*s was "
                     "adopted",
                     (long long)content->id, STR_ARGS(content->name), STR_ARGS(hash),
                     STR_ARGS(content->hash));
    else if (!is_adopted_by(facts, content))
        verify_wrong(v, VERIFY_CONTENTS,
                     "content %lld ('%.*s'): no fact adopted a text of that number, name and hash",
                     (long long)content->id, STR_ARGS(content->name));
    arena_close(own.arena);
}

// What was adopted is there.
static void adopted_check(struct verify *v, struct db *db, const struct fact_row *fact)
{
    struct content_by_id_out content;
    int64_t id = 0;
    bool is_found = false;
    struct ctx own = { .arena = arena_open((size_t)1 << 30) };
    result e = !own.arena || !str_to_int(fact->value, &id)
        ? ERR_INPUT
        : query_content_by_id(&own, db, &(struct content_by_id_in){ COMMUNITY_FIRST, id }, &content,
                              &is_found);
    if (e || !is_found)
        verify_wrong(v, VERIFY_CONTENTS, "content %.*s ('%.*s'), which %.*s adopted, is not there",
                     STR_ARGS(fact->value), STR_ARGS(fact->name), STR_ARGS(fact_title(v->ctx, fact)));
    arena_close(own.arena);
}

result verify_contents(struct verify *v, struct db *db)
{
    struct fact_row_list facts;
    struct content_each_out content;
    struct cursor cursor;
    result e = query_fact_of_kind(v->ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, FACT_ADOPTED },
                                  &facts);
    for (size_t i = 0; !e && i < facts.n; i++)
        adopted_check(v, db, &facts.at[i]);
    if (!e)
        e = query_content_each(v->ctx, db, &(struct content_each_in){ COMMUNITY_FIRST }, &cursor);
    while (!e && query_content_each_next(v->ctx, &cursor, &content))
        content_check(v, &facts, &content);
    return e ? e : cursor.failed;
}

static void private_check(struct verify *v, const struct private_each_out *p)
{
    struct ctx own = { .arena = arena_open(1 << 16) };
    struct private_part part = { p->words, p->latitude, p->longitude, p->place, p->actor, p->photograph };
    bool is_erased = !p->has_part || !p->salt.n;
    v->out->parts[VERIFY_PRIVATE].left_out += is_erased;
    if (own.arena && !is_erased) {
        verify_checked(v, VERIFY_PRIVATE);
        str hash = private_hash(&own, p->salt, &part);
        if (!str_equal(hash, p->bound) && !verify_wrong_again(v, VERIFY_PRIVATE))
            verify_wrong(
                v, VERIFY_PRIVATE,
                "what is private of fact %lld was changed: it gives the hash %.*s, and the fact is bound to %.*s",
                (long long)p->fact_id, STR_ARGS(hash), STR_ARGS(p->bound));
    }
    arena_close(own.arena);
}

result verify_private(struct verify *v, struct db *db)
{
    struct private_each_out row;
    struct cursor cursor;
    result e = query_private_each(v->ctx, db, &(struct private_each_in){ COMMUNITY_FIRST }, &cursor);
    while (!e && query_private_each_next(v->ctx, &cursor, &row))
        private_check(v, &row);
    return e ? e : cursor.failed;
}

// How many facts there are to look at; 0 if that can't be read, which others say.
static int64_t facts_last(struct verify *v, struct db *db)
{
    struct fact_last_out last;
    struct ctx own = { .arena = v->ctx->arena };
    bool is_found;
    result e = query_fact_last(&own, db, &(struct fact_last_in){ COMMUNITY_FIRST }, &last, &is_found);
    return !e && is_found ? last.last : 0;
}

static result store_parts(struct ctx *ctx, struct db *db, void *with)
{
    struct verify *v = with;
    (void)ctx;
    verify_say(v, "the log", facts_last(v, db));
    result e = verify_store_log(v, db);
    if (e || v->out->is_log_only)
        return e;
    verify_say(v, "contents and what is private", 0);
    e = verify_contents(v, db);
    if (!e)
        e = verify_private(v, db);
    verify_say(v, "photographs", 0);
    if (!e)
        e = verify_photographs(v, db);
    verify_say(v, "derived tables", facts_last(v, db));
    if (!e)
        e = verify_copy_fill(v, db);
    return e ? e : verify_derived(v, db);
}

static result store_verify(struct verify *v)
{
    struct store *store;
    result e = store_open(v->ctx, v->out->source, STORE_READ, &store);
    if (e)
        return e;
    e = store_read(v->ctx, store, store_parts, v);
    store_close(store);
    return e;
}

static bool is_folder(struct ctx *ctx, str path)
{
    struct stat s;
    char *name = str_c(ctx->arena, path);
    return name && stat(name, &s) == 0 && S_ISDIR(s.st_mode);
}

result verify_run(struct ctx *ctx, struct verifying *verifying)
{
    struct verify v = { .ctx = ctx, .out = verifying };
    for (int i = 0; i < VERIFY_PARTS; i++)
        verifying->parts[i] = (struct verify_answer){ 0 };
    verifying->is_folder = is_folder(ctx, verifying->source);
    result e = checkpoint_outside_read(&v);
    if (!e && !verifying->is_log_only)
        e = verify_copy_open(&v);
    if (!e)
        e = verifying->is_folder ? verify_folder(&v) : store_verify(&v);
    verify_say(&v, "figures", 0);
    if (!e && !verifying->is_log_only)
        e = verify_figures(&v);
    verify_copy_close(&v);
    return e;
}
