#include "app/seal.h"

#include "app/ledger.h"
#include "app/log.h"
#include "app/seal_key.h"

#include <sodium.h>

enum { GROUP_MEMORY = 64 << 20, ORIGIN_MAX = 60 };

// "wardmote/harcaster": no spaces and no plus sign, as keys of signed notes are called.
static str origin_make(struct ctx *ctx, str name)
{
    struct buffer out = buffer_open(ORIGIN_MAX);
    buffer_add(&out, STR("wardmote/"));
    for (size_t i = 0; i < name.n && out.n < ORIGIN_MAX - 1; i++) {
        char c = char_lower(name.at[i]);
        bool is_plain = char_is_digit(c) || char_is_letter(c);
        if (is_plain || (out.at[out.n - 1] != '-' && out.at[out.n - 1] != '/'))
            buffer_byte(&out, is_plain ? c : '-');
    }
    str origin = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return str_ends(origin, STR("-")) ? str_slice(origin, 0, origin.n - 1) : origin;
}

static result log_begin(struct ctx *ctx, struct db *db, struct sealing *s)
{
    struct community_by_id_out community;
    struct seal_key key;
    char secret[LOG_SECRET];
    bool is_found;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "the store is empty: there is nothing to seal");
    if (!e)
        e = seal_key_begin(ctx, s->key, &key, &s->is_key_made);
    if (e)
        return e;
    randombytes_buf(secret, sizeof secret);
    e = query_log_insert(ctx, db,
                         &(struct log_insert_in){
                             COMMUNITY_FIRST, origin_make(ctx, community.name), { secret, sizeof secret } });
    if (!e)
        e = query_log_key_insert(
            ctx, db,
            &(struct log_key_insert_in){
                COMMUNITY_FIRST, 1, { (const char *)key.public, NOTE_KEY }, s->now, { 0 } });
    seal_key_forget(&key);
    return e;
}

// The first time: who the record is, and its key.
static result begin_work(struct ctx *ctx, struct db *db, void *with)
{
    struct log log;
    result e = log_read(ctx, db, &log);
    return e || log.is_there ? e : log_begin(ctx, db, with);
}

struct appending {
    struct ctx *ctx;
    struct db *db;
    struct log log;
    struct merkle_tree tree;
    int64_t last, n;
    struct buffer line;
};

static result leaf_add(struct appending *a, const struct fact_row *fact)
{
    char salt[2 * LOG_SECRET];
    struct fact_line line = fact_public(fact, a->log.secret, salt);
    a->line.n = 0;
    fact_line_write(&a->line, &line);
    struct merkle_hash leaf = merkle_leaf(buffer_str(&a->line));
    result e = buffer_check(a->ctx, &a->line);
    if (!e)
        e = query_leaf_insert(
            a->ctx, a->db,
            &(struct leaf_insert_in){ fact->id, COMMUNITY_FIRST, { (const char *)leaf.at, MERKLE_HASH } });
    int top = merkle_add(&a->tree, &leaf);
    for (int level = LOG_BLOCK_LEVEL; level <= top && !e; level++)
        e = query_node_insert(
            a->ctx, a->db,
            &(struct node_insert_in){ COMMUNITY_FIRST,
                                      level,
                                      (int64_t)(a->tree.n >> level) - 1,
                                      fact->id,
                                      { (const char *)a->tree.peaks[level].at, MERKLE_HASH } });
    a->last = fact->id;
    a->n++;
    return e;
}

static result append(struct appending *a)
{
    struct fact_row fact;
    struct cursor cursor;
    result e = log_read(a->ctx, a->db, &a->log);
    if (!e)
        e = log_tree(a->ctx, a->db, &a->tree, &a->last);
    if (!e)
        e = query_fact_after(a->ctx, a->db, &(struct fact_after_in){ COMMUNITY_FIRST, a->last, SEAL_GROUP },
                             &cursor);
    while (!e && query_fact_after_next(a->ctx, &cursor, &fact))
        e = leaf_add(a, &fact);
    return e ? e : cursor.failed;
}

// One group of facts; with none left, the checkpoint.
static result group_work(struct ctx *ctx, struct db *db, void *with)
{
    struct sealing *s = with;
    struct ctx own = { .arena = arena_open(GROUP_MEMORY) };
    struct appending a = { .ctx = &own, .db = db, .line = buffer_open(FACT_LINE_MAX) };
    result e = own.arena ? append(&a) : ERR_LIMIT;
    buffer_close(&a.line);
    s->n += a.n;
    s->size = (int64_t)a.tree.n;
    if (e)
        e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    return e;
}

// The key that signs, of the file.
static result key_take(struct ctx *ctx, const struct log *log, str path, struct seal_key *key)
{
    if (!log->keys.n)
        return fail(ctx, ERR_STORE, "the log has no key: bring the store back from a backup");
    return seal_key_read(ctx, path, log->keys.at[log->keys.n - 1].key.public, key);
}

static result sign(struct ctx *ctx, struct db *db, struct sealing *s, const struct checkpoint *checkpoint)
{
    struct log log;
    struct seal_key key;
    result e = log_read(ctx, db, &log);
    if (!e)
        e = key_take(ctx, &log, s->key, &key);
    if (e)
        return e;
    struct checkpoint signing = *checkpoint;
    signing.origin = log.origin;
    str note = note_sign(ctx, checkpoint_text(ctx, &signing), &log.keys.at[log.keys.n - 1].key, key.secret);
    seal_key_forget(&key);
    s->is_new = true;
    return query_checkpoint_insert(
        ctx, db, &(struct checkpoint_insert_in){ COMMUNITY_FIRST, (int64_t)checkpoint->state.size, note });
}

static result sign_work(struct ctx *ctx, struct db *db, void *with)
{
    struct sealing *s = with;
    struct checkpoint_last_out last;
    struct merkle_tree tree;
    int64_t last_fact;
    bool is_found;
    result e = log_tree(ctx, db, &tree, &last_fact);
    if (!e)
        e = log_last(ctx, db, &last, &is_found);
    if (e || !tree.n || (is_found && last.size == (int64_t)tree.n))
        return e;
    struct checkpoint checkpoint = { .state = { tree.n, merkle_root(&tree) }, .sealed = s->now };
    return sign(ctx, db, s, &checkpoint);
}

// The old key says which is the next, and signs that.
static result new_key_work(struct ctx *ctx, struct db *db, void *with)
{
    struct sealing *s = with;
    struct log log;
    struct seal_key old, new;
    result e = log_read(ctx, db, &log);
    if (!e)
        e = key_take(ctx, &log, s->key, &old);
    if (!e)
        e = seal_key_make_next(ctx, s->key, &new);
    if (e)
        return e;
    struct note_key key = { .name = log.origin };
    for (size_t i = 0; i < NOTE_KEY; i++)
        key.public[i] = new.public[i];
    int64_t nth = (int64_t)log.keys.n + 1;
    str text = log_key_statement(ctx, &key, nth, s->now);
    str statement = note_sign(ctx, text, &log.keys.at[log.keys.n - 1].key, old.secret);
    seal_key_forget(&old);
    seal_key_forget(&new);
    s->is_key_made = true;
    return query_log_key_insert(
        ctx, db,
        &(struct log_key_insert_in){
            COMMUNITY_FIRST, nth, { (const char *)key.public, NOTE_KEY }, s->now, statement });
}

result store_seal(struct ctx *ctx, struct store *store, struct sealing *s)
{
    result e = store_write(ctx, store, begin_work, s);
    for (int64_t before = -1; !e && before != s->n;) {
        before = s->n;
        e = store_write(ctx, store, group_work, s);
    }
    if (!e)
        e = store_write(ctx, store, sign_work, s);
    return e || !s->is_new_key ? e : store_write(ctx, store, new_key_work, s);
}
