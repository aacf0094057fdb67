#include "app/export.h"

#include "app/publish.h"

#include <string.h>

enum { FEW = 5 };

static result log_need(struct ctx *ctx, struct db *db, struct log *log)
{
    result e = log_read(ctx, db, log);
    if (!e && !log->is_there)
        return fail(ctx, ERR_MISSING, "nothing of this record was sealed yet: `wardmote seal` does it");
    return e;
}

static void keys_write(struct ctx *ctx, const struct log_keys *keys, struct json *json)
{
    json_put_array(json, "keys");
    for (size_t i = 0; i < keys->n; i++) {
        json_put_object(json, NULL);
        json_put_str(json, "key", note_key_words(ctx, &keys->at[i].key));
        json_put_int(json, "since", keys->at[i].since.second);
        if (keys->at[i].statement.n)
            json_put_str(json, "statement", keys->at[i].statement);
        json_put_end(json);
    }
    json_put_end(json);
}

result export_record_json(struct ctx *ctx, struct db *db, struct buffer *out)
{
    struct community_by_id_out community;
    struct log log;
    bool is_found;
    result e = log_need(ctx, db, &log);
    if (!e)
        e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                  &is_found);
    if (e)
        return e;
    struct json json = json_put_open(out);
    json_put_object(&json, NULL);
    json_put_int(&json, "form", 1);
    json_put_str(&json, "origin", log.origin);
    json_put_str(&json, "community", community.name);
    json_put_str(&json, "zone", community.zone);
    keys_write(ctx, &log.keys, &json);
    json_put_end(&json);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result export_checkpoints(struct ctx *ctx, struct db *db, enum table_form form, struct buffer *out)
{
    static const struct table_column columns[] = { { STR_INIT("facts"), CELL_NUMBER, false },
                                                   { STR_INIT("note"), CELL_TEXT, false } };
    struct checkpoint_all_out_list rows;
    result e = query_checkpoint_all(ctx, db, &(struct checkpoint_all_in){ COMMUNITY_FIRST }, &rows);
    struct table table = table_open(ctx, out, form, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; !e && i < rows.n; i++) {
        table_int(&table, rows.at[i].size);
        table_cell(&table, rows.at[i].note);
    }
    return e ? e : table_close(&table);
}

result export_contents(struct ctx *ctx, struct db *db, enum table_form form, struct buffer *out)
{
    static const struct table_column columns[] = { { STR_INIT("id"), CELL_NUMBER, false },
                                                   { STR_INIT("kind"), CELL_NUMBER, false },
                                                   { STR_INIT("name"), CELL_TEXT, false },
                                                   { STR_INIT("sha256"), CELL_TEXT, false },
                                                   { STR_INIT("bytes"), CELL_NUMBER, false } };
    struct content_each_out row;
    struct cursor cursor;
    result e = query_content_each(ctx, db, &(struct content_each_in){ COMMUNITY_FIRST }, &cursor);
    struct table table = table_open(ctx, out, form, columns, sizeof columns / sizeof *columns);
    while (!e && query_content_each_next(ctx, &cursor, &row)) {
        table_int(&table, row.id);
        table_int(&table, row.kind);
        table_cell(&table, row.name);
        table_cell(&table, row.hash);
        table_int(&table, (int64_t)row.body.n);
    }
    e = e ? e : cursor.failed;
    return e ? e : table_close(&table);
}

result export_size(struct ctx *ctx, struct db *db, int64_t *size)
{
    struct checkpoint_last_out last;
    bool is_found;
    result e = log_last(ctx, db, &last, &is_found);
    *size = !e && is_found ? last.size : 0;
    return e;
}

static bool is_counted_only(const struct ledger *ledger, const struct fact_row *f)
{
    for (size_t i = 0; i < ledger->judged.documents.n; i++) {
        const struct document *d = ledger->judged.documents.at[i].document;
        const struct clause *clause = str_equal(d->id, f->document) ? document_clause(d, f->clause) : NULL;
        const struct field *p = clause ? field_find(&clause->fields, KEY_PUBLIC) : NULL;
        if (p && !p->is_bad && p->is_public != PUBLIC_YES)
            return true;
    }
    return false;
}

// "9 of 12. ": fewer than five, or nobody can say.
static bool is_of_few(str words)
{
    int64_t judged;
    str rest = str_from_byte(words, str_find(words, STR(" of ")) + 4);
    return !str_to_int(str_cut(&rest, '.'), &judged) || judged < FEW;
}

bool export_is_public(const struct ledger *ledger, const struct fact_row *fact, int64_t visibility)
{
    if (fact->case_id != ID_NONE)
        return visibility == VISIBLE;
    return fact->kind != FACT_PUBLISHED || !is_counted_only(ledger, fact) || !is_of_few(fact->words);
}

// Without the visibility, whose place it has behind the rest.
static struct fact_row shown_row(const struct fact_shown_after_out *s)
{
    return (struct fact_row){ s->id,          s->kind,      s->case_id,  s->document,      s->clause,
                              s->name,        s->value,     s->happened, s->happened_last, s->until,
                              s->period_from, s->period_to, s->recorded, s->voice,         s->said_by,
                              s->words,       s->corrects,  s->bound };
}

static void leaf_write(struct buffer *out, const struct merkle_hash *leaf)
{
    static const char hex[] = "0123456789abcdef";
    for (int i = 0; i < MERKLE_HASH; i++) {
        buffer_byte(out, hex[leaf->at[i] >> 4]);
        buffer_byte(out, hex[leaf->at[i] & 15]);
    }
}

static void line_write(struct buffer *out, struct buffer *line, bool is_public, bool is_leaf)
{
    struct merkle_hash leaf = merkle_leaf(buffer_str(line));
    if (is_leaf) {
        leaf_write(out, &leaf);
    } else if (is_public) {
        buffer_add(out, buffer_str(line));
    } else {
        buffer_add(out, STR("{\"leaf\":\""));
        leaf_write(out, &leaf);
        buffer_add(out, STR("\"}"));
    }
    buffer_byte(out, '\n');
}

static result lines_write(struct ctx *ctx, struct db *db, const struct export_range *r, str secret,
                          struct buffer *out)
{
    struct fact_shown_after_in asked = { COMMUNITY_FIRST, 0, r->to - r->from };
    struct fact_shown_after_out row;
    struct cursor cursor;
    struct buffer text = buffer_open(FACT_LINE_MAX);
    char salt[2 * LOG_SECRET];
    result e = log_before(ctx, db, (uint64_t)r->from, &asked.after);
    if (!e)
        e = query_fact_shown_after(ctx, db, &asked, &cursor);
    while (!e && query_fact_shown_after_next(ctx, &cursor, &row)) {
        struct fact_row fact = shown_row(&row);
        struct fact_line line = fact_public(&fact, secret, salt);
        text.n = 0;
        fact_line_write(&text, &line);
        line_write(out, &text, export_is_public(r->ledger, &fact, row.visibility), r->is_leaves);
        e = buffer_check(ctx, &text);
    }
    buffer_close(&text);
    e = e ? e : cursor.failed;
    return e ? e : buffer_check(ctx, out);
}

result export_facts(struct ctx *ctx, struct db *db, const struct export_range *range, struct buffer *out)
{
    struct export_range r = *range;
    struct log log;
    int64_t size = 0;
    result e = log_need(ctx, db, &log);
    if (!e)
        e = export_size(ctx, db, &size);
    r.to = r.to < size ? r.to : size;
    return e || r.from < 0 || r.from >= r.to ? e : lines_write(ctx, db, &r, log.secret, out);
}

// One fact of a case, and the hashes that lead from it to the root.
static result fact_prove(struct ctx *ctx, struct log_source *source, int64_t size, int64_t fact_id,
                         struct json *json)
{
    struct merkle_proof *proof = ARENA_NEW(ctx->arena, struct merkle_proof);
    struct merkle_hash leaf;
    uint64_t index;
    result e = proof ? log_index(ctx, source->db, fact_id, &index) : arena_fail(ctx);
    if (e == ERR_MISSING || (!e && index >= (uint64_t)size)) {
        ctx->error = (struct error){ .code = OK }; // not under a checkpoint yet: nothing to prove
        return OK;
    }
    if (!e &&
        (!source->source.subtree(&source->source, 0, index, &leaf) ||
         !merkle_inclusion(&source->source, index, (uint64_t)size, proof)))
        e = source->e ? source->e : fail(ctx, ERR_INTERNAL, "no proof can be made");
    if (e)
        return e;
    json_put_object(json, NULL);
    json_put_int(json, "fact", fact_id);
    json_put_int(json, "index", (int64_t)index);
    json_put_str(json, "leaf", hex_words(ctx, leaf.at, MERKLE_HASH));
    json_put_array(json, "path");
    for (size_t i = 0; i < proof->n; i++)
        json_put_str(json, NULL, hex_words(ctx, proof->at[i].at, MERKLE_HASH));
    json_put_end(json);
    json_put_end(json);
    return OK;
}

result export_proof(struct ctx *ctx, struct db *db, int64_t case_id, struct buffer *out)
{
    struct checkpoint_last_out last;
    struct fact_row_list facts;
    struct log_source *source = ARENA_NEW(ctx->arena, struct log_source);
    bool is_found = false;
    result e = source ? log_last(ctx, db, &last, &is_found) : arena_fail(ctx);
    if (!e && !is_found)
        e = fail(ctx, ERR_MISSING, "nothing of this record was sealed yet");
    if (!e)
        e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, case_id }, &facts);
    if (e)
        return e;
    log_source_open(ctx, db, source);
    struct json json = json_put_open(out);
    json_put_object(&json, NULL);
    json_put_str(&json, "checkpoint", last.note);
    json_put_int(&json, "size", last.size);
    json_put_array(&json, "facts");
    for (size_t i = 0; i < facts.n && !e; i++)
        e = fact_prove(ctx, source, last.size, facts.at[i].id, &json);
    json_put_end(&json);
    json_put_end(&json);
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
