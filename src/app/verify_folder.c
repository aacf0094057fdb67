// A downloaded record: its lines against their hashes, and all that is public of it into the copy.
#include "app/verify_internal.h"

#include "base/file.h"
#include "base/folder.h"

#include <jansson.h>
#include <string.h>

enum { JSON_MAX = 1 << 30, LINES_MEMORY = 64 << 20, LINES_AT_ONCE = 4096, LEAF_WORDS = 2 * MERKLE_HASH };

static const size_t FACTS_MAX = (size_t)1 << 40;

struct folder {
    struct verify *v;
    str community, zone;
    str facts, leaves; // what is still to be read of either file
    bool has_leaves;
    struct ctx own; // of a few thousand lines
    int64_t n_lines;
};

static char *path_of(struct verify *v, const char *name)
{
    return str_c(v->ctx->arena, str_format(v->ctx->arena, "%.*s/%s", STR_ARGS(v->out->source), name));
}

// Freed with json_decref.
static result json_of(struct verify *v, const char *name, bool is_array, json_t **json)
{
    char *path = path_of(v, name);
    str bytes;
    *json = NULL;
    result e = path ? file_read(v->ctx, path, JSON_MAX, &bytes) : arena_fail(v->ctx);
    if (!e)
        *json = json_loadb(bytes.at, bytes.n, JSON_REJECT_DUPLICATES, NULL);
    if (!e && (is_array ? !json_is_array(*json) : !json_is_object(*json)))
        e = fail_at(v->ctx, ERR_INPUT, str_from(path), (struct place){ 0 },
                    "is not what Wardmote wrote there");
    return e;
}

static str text_of(struct verify *v, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value)
        ? str_copy(v->ctx->arena, (str){ json_string_value(value), json_string_length(value) })
        : (str){ 0 };
}

static int64_t int_of(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

// "NAME+ID+KEY", the name being the record's.
static bool key_take(str origin, str words, struct note_key *key)
{
    unsigned char typed[1 + NOTE_KEY];
    str rest = words;
    key->name = origin;
    bool is_ours = str_equal(str_cut(&rest, '+'), origin);
    (void)str_cut(&rest, '+');
    if (!is_ours || !base64_read(rest, typed, sizeof typed))
        return false;
    memcpy(key->public, typed + 1, NOTE_KEY);
    return true;
}

static result keys_read(struct verify *v, const json_t *list)
{
    struct log_key_all_out_list rows = { 0 };
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct log_key_all_out *row = LIST_PUSH(v->ctx->arena, &rows);
        const json_t *item = json_array_get(list, i);
        struct note_key key = { .name = { 0 } };
        if (!row)
            return arena_fail(v->ctx);
        if (!key_take(v->log.origin, text_of(v, item, "key"), &key))
            return fail(v->ctx, ERR_INPUT, "record.json: key %zu is none", i + 1);
        str bytes = str_copy(v->ctx->arena, (str){ (const char *)key.public, NOTE_KEY });
        *row = (struct log_key_all_out){
            (int64_t)i + 1, bytes, { int_of(item, "since") }, text_of(v, item, "statement")
        };
    }
    return log_keys_take(v->ctx, &rows, &v->log);
}

static result record_read(struct folder *f)
{
    struct verify *v = f->v;
    json_t *record;
    result e = json_of(v, "record.json", false, &record);
    if (!e) {
        v->log.is_there = true;
        v->log.origin = text_of(v, record, "origin");
        f->community = text_of(v, record, "community");
        f->zone = text_of(v, record, "zone");
        e = keys_read(v, json_object_get(record, "keys"));
    }
    json_decref(record);
    return e;
}

static result checkpoints_read(struct folder *f)
{
    json_t *list;
    result e = json_of(f->v, "checkpoints.json", true, &list);
    for (size_t i = 0; !e && i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        verify_checkpoint_put(
            f->v, (struct verify_checkpoint){ int_of(item, "facts"), text_of(f->v, item, "note"), false });
    }
    json_decref(list);
    return e;
}

static result content_take(struct folder *f, struct db *db, const json_t *item)
{
    struct ctx *ctx = f->v->ctx;
    struct content_copy_in row = { .id = int_of(item, "id"),
                                   .community = COMMUNITY_FIRST,
                                   .kind = int_of(item, "kind") };
    char *path = path_of(f->v, str_c(ctx->arena, str_format(ctx->arena, "contents/%lld", (long long)row.id)));
    struct ctx reading = { .arena = ctx->arena };
    row.name = text_of(f->v, item, "name");
    row.hash = text_of(f->v, item, "sha256");
    if (!path)
        return arena_fail(ctx);
    if (file_read(&reading, path, JSON_MAX, &row.body)) // verify_contents says that it is not there
        return OK;
    return query_content_copy(ctx, db, &row);
}

static result contents_read(struct folder *f, struct db *db)
{
    json_t *list;
    result e = json_of(f->v, "contents.json", true, &list);
    for (size_t i = 0; !e && i < json_array_size(list); i++)
        e = content_take(f, db, json_array_get(list, i));
    json_decref(list);
    return e;
}

static result files_map(struct folder *f)
{
    char *facts = path_of(f->v, "facts.jsonl"), *leaves = path_of(f->v, "leaves.txt");
    if (!facts || !leaves)
        return arena_fail(f->v->ctx);
    f->has_leaves = file_exists(leaves);
    result e = file_map(f->v->ctx, facts, FACTS_MAX, &f->facts);
    return e || !f->has_leaves ? e : file_map(f->v->ctx, leaves, FACTS_MAX, &f->leaves);
}

// The hash that was sealed, of the next line; false past the last.
static bool leaf_next(struct folder *f, struct merkle_hash *leaf)
{
    return f->leaves.n && hex_read(str_cut(&f->leaves, '\n'), leaf->at, MERKLE_HASH);
}

// {"leaf":"..."}
static bool is_hidden(str line, struct merkle_hash *leaf)
{
    static const str before = STR_INIT("{\"leaf\":\""), behind = STR_INIT("\"}");
    return line.n == before.n + LEAF_WORDS + behind.n && str_starts(line, before) && str_ends(line, behind) &&
        hex_read(str_slice(line, before.n, before.n + LEAF_WORDS), leaf->at, MERKLE_HASH);
}

static str line_title(struct folder *f, str line)
{
    struct ctx trying = { .arena = f->own.arena };
    struct fact_line parts;
    struct fact_row fact;
    if (fact_line_read(&trying, line, &parts) || !fact_from_line(&parts, &fact))
        return str_format(f->v->ctx->arena, "line %lld", (long long)f->n_lines);
    return fact_title(f->v->ctx, &fact);
}

// Where a line is not what was sealed: changed, or one before it left out.
static void differ(struct folder *f, struct verify_walk *walk, str line, const struct merkle_hash *is,
                   struct merkle_hash *sealed)
{
    struct folder ahead = *f;
    struct merkle_hash next;
    struct verify *v = f->v;
    if (leaf_next(&ahead, &next) && merkle_equal(&next, is)) {
        struct merkle_hash after = merkle_leaf(str_slice(f->facts, 0, str_find(f->facts, STR("\n"))));
        if (!merkle_equal(&after, sealed)) {
            if (!verify_wrong_again(v, VERIFY_FACTS))
                verify_wrong(v, VERIFY_FACTS, "the line before %.*s was sealed and is not there any more",
                             STR_ARGS(line_title(f, line)));
            verify_leaf(walk, sealed);
            *sealed = next;
            f->leaves = ahead.leaves;
            return;
        }
    }
    if (!verify_wrong_again(v, VERIFY_FACTS))
        verify_wrong(v, VERIFY_FACTS, "%.*s was changed: line %lld gives the hash %.*s, and %.*s was sealed",
                     STR_ARGS(line_title(f, line)), (long long)f->n_lines,
                     STR_ARGS(hex_words(v->ctx, is->at, MERKLE_HASH)),
                     STR_ARGS(hex_words(v->ctx, sealed->at, MERKLE_HASH)));
}

static result fact_take(struct folder *f, struct db *db, struct verify_walk *walk, str line)
{
    struct ctx reading = { .arena = f->own.arena };
    struct fact_line parts;
    struct fact_row fact;
    result e = fact_line_read(&reading, line, &parts);
    if (e == ERR_LIMIT)
        return arena_fail(f->v->ctx);
    if (e || !fact_from_line(&parts, &fact)) {
        if (!verify_wrong_again(f->v, VERIFY_FACTS))
            verify_wrong(f->v, VERIFY_FACTS, "line %lld is no fact's, or not written as Wardmote writes it",
                         (long long)f->n_lines);
        return OK;
    }
    verify_recorded(walk, fact.id, fact.recorded);
    struct ctx keeping = { .arena = f->own.arena };
    e = f->v->copy ? verify_copy_fact(&keeping, db, &fact) : OK;
    if (e == ERR_CONFLICT && !verify_wrong_again(f->v, VERIFY_FACTS))
        verify_wrong(f->v, VERIFY_FACTS, "fact %lld is there twice", (long long)fact.id);
    return e && e != ERR_CONFLICT ? fail(f->v->ctx, e, "%s", keeping.error.text) : OK;
}

static result line_take(struct folder *f, struct db *db, struct verify_walk *walk, str line)
{
    struct merkle_hash is, sealed;
    bool is_only_hash = is_hidden(line, &is);
    f->n_lines++;
    if (!is_only_hash)
        is = merkle_leaf(line);
    sealed = is;
    if (f->has_leaves && leaf_next(f, &sealed) && !merkle_equal(&is, &sealed))
        differ(f, walk, line, &is, &sealed);
    f->v->out->hidden += is_only_hash;
    f->v->out->parts[VERIFY_FACTS].left_out += is_only_hash;
    f->v->out->parts[VERIFY_FACTS].checked += !is_only_hash;
    result e = is_only_hash ? OK : fact_take(f, db, walk, line);
    verify_leaf(walk, &sealed);
    return e;
}

static result lines_take(struct folder *f, struct db *db)
{
    struct verify_walk walk = { .v = f->v, .last_sealed = INSTANT_NONE };
    struct merkle_hash more;
    result e = OK;
    while (!e && f->facts.n) {
        if (f->n_lines % LINES_AT_ONCE == 0) {
            arena_close(f->own.arena);
            f->own.arena = arena_open(LINES_MEMORY);
            if (!f->own.arena)
                return arena_fail(f->v->ctx);
        }
        e = line_take(f, db, &walk, str_cut(&f->facts, '\n'));
    }
    while (!e && f->has_leaves && leaf_next(f, &more)) {
        if (!verify_wrong_again(f->v, VERIFY_FACTS))
            verify_wrong(f->v, VERIFY_FACTS, "a line behind the last was sealed and is not there any more");
        verify_leaf(&walk, &more);
    }
    if (!e)
        verify_walk_end(&walk);
    return e;
}

static result folder_work(struct ctx *ctx, struct db *db, void *with)
{
    struct folder *f = with;
    result e = query_community_insert(
        ctx, db, &(struct community_insert_in){ COMMUNITY_FIRST, f->community, f->zone });
    if (!e)
        e = contents_read(f, db);
    if (!e)
        e = lines_take(f, db);
    return e ? e : verify_contents(f->v, db);
}

result verify_folder(struct verify *v)
{
    struct folder f = { .v = v };
    result e = record_read(&f);
    if (!e)
        e = checkpoints_read(&f);
    if (!e)
        e = files_map(&f);
    if (e)
        return e;
    verify_keys(v);
    verify_say(v, "facts", 0);
    e = v->copy ? store_write(v->ctx, v->copy, folder_work, &f) : lines_take(&f, NULL);
    arena_close(f.own.arena);
    return e;
}
