// Facts against their leaves, leaves against checkpoints, checkpoints against keys.
#include "app/verify_internal.h"
#include "base/file.h"

#include <string.h>

enum { NOTE_MAX = 1 << 16, LATE_SECONDS = DAY_SECONDS };

str fact_title(struct ctx *ctx, const struct fact_row *f)
{
    const char *kind = fact_kind_code((enum fact_kind)f->kind);
    str name = f->kind == FACT_OPENED ? f->value : f->name;
    const char *gap = name.n ? " " : "";
    if (f->case_id != ID_NONE)
        return str_format(ctx->arena, "fact %lld (%s%s%.*s, case %lld)", (long long)f->id, kind, gap,
                          STR_ARGS(name), (long long)f->case_id);
    if (f->clause.n)
        return str_format(ctx->arena, "fact %lld (%s%s%.*s, %.*s %.*s)", (long long)f->id, kind, gap,
                          STR_ARGS(name), STR_ARGS(f->document), STR_ARGS(f->clause));
    return str_format(ctx->arena, "fact %lld (%s%s%.*s)", (long long)f->id, kind, gap, STR_ARGS(name));
}

static str hash_words(struct ctx *ctx, const struct merkle_hash *hash)
{
    return hex_words(ctx, hash->at, MERKLE_HASH);
}

void verify_keys(struct verify *v)
{
    for (size_t i = 0; i < v->log.keys.n; i++) {
        bool is_lost = i > 0 && !v->log.keys.at[i].statement.n;
        verify_checked(v, VERIFY_KEYS);
        if (is_lost)
            v->out->parts[VERIFY_KEYS].left_out++;
        else if (!v->log.keys.at[i].is_vouched_for)
            verify_wrong(v, VERIFY_KEYS, "key %zu is not vouched for by key %zu, as it says", i + 1, i);
        if (i > 0 && v->log.keys.at[i].since.second < v->log.keys.at[i - 1].since.second)
            verify_wrong(v, VERIFY_KEYS, "key %zu is in use from before key %zu is", i + 1, i);
    }
}

void verify_checkpoint_put(struct verify *v, struct verify_checkpoint checkpoint)
{
    if (!LIST_PUSH(v->ctx->arena, &v->checkpoints))
        return;
    size_t i = v->checkpoints.n - 1;
    for (; i > 0 && v->checkpoints.at[i - 1].size > checkpoint.size; i--)
        v->checkpoints.at[i] = v->checkpoints.at[i - 1];
    v->checkpoints.at[i] = checkpoint;
}

// One that a reader kept from before: the only thing that shows a record made up anew from its beginning.
result checkpoint_outside_read(struct verify *v)
{
    struct checkpoint checkpoint;
    str note;
    if (!v->out->checkpoint.n)
        return OK;
    char *path = str_c(v->ctx->arena, v->out->checkpoint);
    result e = path ? file_read(v->ctx, path, NOTE_MAX, &note) : arena_fail(v->ctx);
    if (!e && !checkpoint_read(note, &checkpoint))
        e = fail_at(v->ctx, ERR_INPUT, v->out->checkpoint, (struct place){ 0 }, "is no checkpoint");
    if (!e)
        verify_checkpoint_put(v, (struct verify_checkpoint){ (int64_t)checkpoint.state.size, note, true });
    return e;
}

static const char *whose(const struct verify_checkpoint *c)
{
    return c->is_outside ? "the checkpoint that was kept" : "the checkpoint";
}

// is_there: as many leaves as it speaks of.
static void checkpoint_check(struct verify_walk *w, const struct verify_checkpoint *c, bool is_there)
{
    struct verify *v = w->v;
    struct checkpoint is;
    long long size = (long long)c->size;
    struct merkle_hash root = merkle_root(&w->tree);
    verify_checked(v, VERIFY_CHECKPOINTS);
    if (!checkpoint_read(c->note, &is) || (int64_t)is.state.size != c->size) {
        verify_wrong(v, VERIFY_CHECKPOINTS, "%s of %lld facts is none, or of another number", whose(c), size);
        return;
    }
    if (!is_there)
        verify_wrong(v, VERIFY_CHECKPOINTS,
                     "%s of %lld facts: only %llu are there: some were taken off the end", whose(c), size,
                     (unsigned long long)w->tree.n);
    else if (!merkle_equal(&root, &is.state.root))
        verify_wrong(
            v, VERIFY_CHECKPOINTS,
            "%s of %lld facts: its root is %.*s, and the facts give %.*s: it was changed, or something among "
            "the facts up to it",
            whose(c), size, STR_ARGS(hash_words(v->ctx, &is.state.root)),
            STR_ARGS(hash_words(v->ctx, &root)));
    struct checkpoint signed_one;
    if (!log_checkpoint(&v->log.keys, c->note, &signed_one))
        verify_wrong(
            v, VERIFY_CHECKPOINTS,
            "%s of %lld facts: its signature is of no key of this record that was in use at its time",
            whose(c), size);
    w->last_sealed = is.sealed;
}

static void checkpoints_here(struct verify_walk *w)
{
    for (; w->next < w->v->checkpoints.n && w->v->checkpoints.at[w->next].size <= (int64_t)w->tree.n;
         w->next++)
        checkpoint_check(w, &w->v->checkpoints.at[w->next], true);
}

void verify_leaf(struct verify_walk *w, const struct merkle_hash *leaf)
{
    merkle_add(&w->tree, leaf);
    checkpoints_here(w);
}

void verify_walk_end(struct verify_walk *w)
{
    for (; w->next < w->v->checkpoints.n; w->next++)
        checkpoint_check(w, &w->v->checkpoints.at[w->next], false);
    w->v->out->size = (int64_t)w->tree.n;
}

void verify_recorded(struct verify_walk *w, int64_t fact_id, instant recorded)
{
    if (!instant_is_none(w->last_sealed) && recorded.second < w->last_sealed.second - LATE_SECONDS)
        verify_wrong(
            w->v, VERIFY_FACTS,
            "fact %lld is recorded as of more than a day before the checkpoint that it follows: it was back-dated",
            (long long)fact_id);
}

// Two streams in the order of ids: what the facts say now, and what was sealed.
struct side {
    struct cursor facts, leaves;
    struct fact_row fact;
    struct leaf_after_out leaf;
    bool has_fact, has_leaf;
    struct buffer line;
};

static void node_check(struct verify_walk *w, struct db *db, int level, int64_t fact_id)
{
    struct node_find_out row;
    bool is_found;
    int64_t nth = (int64_t)(w->tree.n >> level) - 1;
    struct ctx own = { .arena = w->v->ctx->arena };
    result e = query_node_find(&own, db, &(struct node_find_in){ COMMUNITY_FIRST, level, nth }, &row,
                               &is_found);
    bool is_same = !e && is_found && row.last_fact == fact_id && row.hash.n == MERKLE_HASH &&
        memcmp(row.hash.at, w->tree.peaks[level].at, MERKLE_HASH) == 0;
    if (!is_same)
        verify_wrong(w->v, VERIFY_FACTS,
                     "the log's hash %lld of level %d, up to fact %lld, is not that of the facts below it",
                     (long long)nth, level, (long long)fact_id);
}

static void pair_check(struct verify *v, struct side *s)
{
    char salt[2 * LOG_SECRET];
    struct fact_line line = fact_public(&s->fact, v->log.secret, salt);
    s->line.n = 0;
    fact_line_write(&s->line, &line);
    struct merkle_hash now = merkle_leaf(buffer_str(&s->line));
    v->out->parts[VERIFY_FACTS].checked++;
    if (s->leaf.hash.n == MERKLE_HASH && memcmp(now.at, s->leaf.hash.at, MERKLE_HASH) == 0)
        return;
    if (verify_wrong_again(v, VERIFY_FACTS))
        return;
    str sealed = hex_words(v->ctx, (const unsigned char *)s->leaf.hash.at, s->leaf.hash.n);
    verify_wrong(v, VERIFY_FACTS, "%.*s was changed: its line gives the hash %.*s, and %.*s was sealed",
                 STR_ARGS(fact_title(v->ctx, &s->fact)), STR_ARGS(hash_words(v->ctx, &now)),
                 STR_ARGS(sealed));
}

static void side_step(struct verify_walk *w, struct db *db, struct side *s)
{
    struct verify *v = w->v;
    bool is_fact_first = s->has_fact && (!s->has_leaf || s->fact.id < s->leaf.fact_id);
    bool is_pair = s->has_fact && s->has_leaf && s->fact.id == s->leaf.fact_id;
    if (is_pair) {
        verify_recorded(w, s->fact.id, s->fact.recorded);
        pair_check(v, s);
    } else if (is_fact_first && s->has_leaf) {
        if (!verify_wrong_again(v, VERIFY_FACTS))
            verify_wrong(v, VERIFY_FACTS, "%.*s was never sealed, and later ones were: it was put in between",
                         STR_ARGS(fact_title(v->ctx, &s->fact)));
    } else if (is_fact_first) {
        verify_recorded(w, s->fact.id, s->fact.recorded);
        v->out->unsealed++;
    } else {
        verify_wrong(v, VERIFY_FACTS, "fact %lld was sealed and is not there any more",
                     (long long)s->leaf.fact_id);
    }
    if (!is_fact_first) {
        struct merkle_hash leaf = { { 0 } };
        if (s->leaf.hash.n == MERKLE_HASH)
            memcpy(leaf.at, s->leaf.hash.at, MERKLE_HASH);
        int64_t id = s->leaf.fact_id;
        verify_leaf(w, &leaf);
        for (int level = LOG_BLOCK_LEVEL; w->tree.n % ((uint64_t)1 << level) == 0; level++)
            node_check(w, db, level, id);
        s->has_leaf = query_leaf_after_next(v->ctx, &s->leaves, &s->leaf);
    }
    if (is_pair || is_fact_first)
        s->has_fact = query_fact_after_next(v->ctx, &s->facts, &s->fact);
}

static result sides_walk(struct verify *v, struct db *db)
{
    struct verify_walk walk = { .v = v, .last_sealed = INSTANT_NONE };
    struct side s = { .line = buffer_open(FACT_LINE_MAX) };
    result e = query_fact_after(v->ctx, db, &(struct fact_after_in){ COMMUNITY_FIRST, 0, INT64_MAX },
                                &s.facts);
    if (!e)
        e = query_leaf_after(v->ctx, db, &(struct leaf_after_in){ COMMUNITY_FIRST, 0, INT64_MAX }, &s.leaves);
    if (!e) {
        s.has_fact = query_fact_after_next(v->ctx, &s.facts, &s.fact);
        s.has_leaf = query_leaf_after_next(v->ctx, &s.leaves, &s.leaf);
    }
    while (!e && (s.has_fact || s.has_leaf))
        side_step(&walk, db, &s);
    buffer_close(&s.line);
    e = e ? e : s.facts.failed ? s.facts.failed : s.leaves.failed;
    if (!e)
        verify_walk_end(&walk);
    return e;
}

result verify_store_log(struct verify *v, struct db *db)
{
    struct checkpoint_all_out_list rows;
    result e = log_read(v->ctx, db, &v->log);
    if (!e)
        e = query_checkpoint_all(v->ctx, db, &(struct checkpoint_all_in){ COMMUNITY_FIRST }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        verify_checkpoint_put(v, (struct verify_checkpoint){ rows.at[i].size, rows.at[i].note, false });
    if (e)
        return e;
    verify_keys(v);
    v->out->hidden = 0;
    if (!v->log.is_there) // nothing was ever sealed
        v->log.secret = (str){ "0123456789abcdef", LOG_SECRET };
    return sides_walk(v, db);
}
