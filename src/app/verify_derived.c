// Every row of every derived table, held against the same table made again from the facts. Both sides come in the order
// of their keys, so that a row that is too many, missing or other is told from the rest.
#include "app/verify_internal.h"

#include "app/packed.h"

#include <string.h>

enum { ROW_MAX = 1 << 16, WHOLE_BIT = 63, NUMBER_WIDTH = 20 };

// A row as bytes: its key, in an order that memcmp knows, and all that it says, for people.
struct row_words {
    struct buffer key, words;
};

static void key_int(struct row_words *row, int64_t value)
{
    buffer_print(&row->key, "%0*llu", NUMBER_WIDTH, (unsigned long long)value + ((uint64_t)1 << WHOLE_BIT));
}

static void key_text(struct row_words *row, str value)
{
    buffer_add(&row->key, value);
    buffer_byte(&row->key, 0);
}

static void say_int(struct row_words *row, const char *name, int64_t value)
{
    if (value != ID_NONE)
        buffer_print(&row->words, " %s %lld", name, (long long)value);
}

static void say_text(struct row_words *row, const char *name, str value)
{
    if (value.n)
        buffer_print(&row->words, " %s '%.*s'", name, STR_ARGS(value));
}

static void case_words(struct row_words *row, const struct case_row *c)
{
    key_int(row, c->id);
    buffer_print(&row->words, "case %lld ('%.*s'):", (long long)c->id, STR_ARGS(c->reference));
    say_text(row, "service", c->service);
    say_text(row, "document", c->document);
    say_text(row, "clause", c->clause);
    say_text(row, "area", c->area);
    say_int(row, "status", c->status);
    say_int(row, "visibility", c->visibility);
    say_int(row, "opened", c->opened.second);
    say_int(row, "next change", c->next_change.second);
    say_text(row, "summary", c->summary);
}

static void finding_words(struct row_words *row, const struct finding_each_out *f)
{
    key_int(row, f->case_id);
    key_int(row, f->version);
    key_text(row, f->clause);
    key_int(row, f->is_count);
    key_int(row, f->slot);
    buffer_print(&row->words, "finding of case %lld for %.*s:", (long long)f->case_id, STR_ARGS(f->clause));
    say_int(row, "version", f->version);
    say_text(row, "area", f->area);
    say_int(row, "unit", f->unit.day);
    say_int(row, "state", f->state);
    say_int(row, "day", f->day.day);
    say_int(row, "started", f->started.second);
    say_int(row, "due", f->due.second);
    say_int(row, "stopped", f->stopped.second);
    say_int(row, "taken", f->taken);
    say_int(row, "on time", f->on_time);
    say_int(row, "late", f->late);
    say_int(row, "not yet due", f->not_yet_due);
    say_int(row, "not known", f->not_known);
    say_int(row, "excluded", f->excluded);
}

static void count_words(struct row_words *row, const struct count_row *c)
{
    struct buffer day = buffer_open(64);
    date_write(&day, c->unit);
    key_int(row, c->version);
    key_text(row, c->clause);
    key_int(row, c->is_count);
    key_int(row, c->slot);
    key_text(row, c->area);
    key_int(row, c->unit.day);
    buffer_print(&row->words, "count of %.*s from %.*s:", STR_ARGS(c->clause), STR_ARGS(buffer_str(&day)));
    buffer_close(&day);
    say_int(row, "version", c->version);
    say_text(row, "area", c->area);
    say_int(row, "on time", c->on_time);
    say_int(row, "late", c->late);
    say_int(row, "not yet due", c->not_yet_due);
    say_int(row, "not known", c->not_known);
    say_int(row, "excluded", c->excluded);
}

static void payment_words(struct row_words *row, const struct obligation_row *o)
{
    say_int(row, "version", o->version);
    say_int(row, "line", o->line);
    say_text(row, "because of", o->because);
    say_int(row, "pays", o->pays);
    say_int(row, "pence", o->pence);
    say_int(row, "least", o->least);
    say_int(row, "most", o->most);
    say_int(row, "paid", o->paid);
    say_text(row, "to", o->payee);
    say_text(row, "incident", o->incident);
    say_text(row, "person", o->person);
    say_int(row, "ask by", o->ask_by.second);
    say_text(row, "working", o->working);
}

static void obligation_words(struct row_words *row, const struct obligation_row *o)
{
    key_int(row, o->case_id);
    key_text(row, o->document);
    key_text(row, o->promise);
    key_text(row, o->redress);
    key_int(row, o->period_from.day);
    key_int(row, o->step);
    buffer_print(&row->words, "what is owed by %.*s of %.*s, step %lld%s", STR_ARGS(o->redress),
                 STR_ARGS(o->document), (long long)o->step, o->case_id ? "" : ":");
    if (o->case_id)
        buffer_print(&row->words, ", to case %lld:", (long long)o->case_id);
    say_text(row, "promise", o->promise);
    say_int(row, "from", o->period_from.day);
    say_int(row, "to", o->period_to.day);
    say_text(row, "party", o->party);
    say_text(row, "what", o->what);
    say_int(row, "state", o->state);
    say_int(row, "missed", o->missed);
    say_int(row, "opened", o->opened.second);
    say_int(row, "started", o->started.second);
    say_int(row, "due", o->due.second);
    say_int(row, "done", o->done.second);
    say_int(row, "next change", o->next_change.second);
    say_text(row, "answer", o->answer);
    say_text(row, "said by", o->said_by);
    payment_words(row, o);
}

// A derived table, read row by row from one of the two stores.
struct table_side {
    struct ctx *ctx;
    struct db *db;
    struct cursor cursor;
    struct row_words row;
    bool has_row;
};

struct derived_table {
    result (*open)(struct table_side *side);
    bool (*next)(struct table_side *side); // the row's words, or false
};

#define TABLE(name, row_struct, to_words)                                                                    \
    static result name##_open(struct table_side *s)                                                          \
    {                                                                                                        \
        return query_##name(s->ctx, s->db, &(struct name##_in){ COMMUNITY_FIRST }, &s->cursor);              \
    }                                                                                                        \
    static bool name##_step(struct table_side *s)                                                            \
    {                                                                                                        \
        struct row_struct row;                                                                               \
        bool is_there = query_##name##_next(s->ctx, &s->cursor, &row);                                       \
        if (is_there)                                                                                        \
            to_words(&s->row, &row);                                                                         \
        return is_there;                                                                                     \
    }

TABLE(case_each, case_row, case_words)
TABLE(finding_each, finding_each_out, finding_words)
TABLE(count_all, count_row, count_words)
TABLE(obligation_each, obligation_row, obligation_words)

static const struct derived_table TABLES[] = {
    { case_each_open, case_each_step },
    { finding_each_open, finding_each_step },
    { count_all_open, count_all_step },
    { obligation_each_open, obligation_each_step },
};

static void side_next(const struct derived_table *table, struct table_side *side)
{
    side->row.key.n = side->row.words.n = 0;
    side->has_row = table->next(side);
}

// Below 0: the store's row has no fellow; above 0: it lacks one.
static int order(const struct table_side *store, const struct table_side *again)
{
    if (!store->has_row || !again->has_row)
        return again->has_row ? 1 : -1;
    return str_compare(buffer_str(&store->row.key), buffer_str(&again->row.key));
}

static void rows_compare(struct verify *v, const struct table_side *store, const struct table_side *again)
{
    int cmp = order(store, again);
    str is = buffer_str(&store->row.words), should = buffer_str(&again->row.words);
    verify_checked(v, VERIFY_DERIVED);
    if (cmp == 0 && str_equal(is, should))
        return;
    if (verify_wrong_again(v, VERIFY_DERIVED))
        return;
    if (cmp < 0)
        verify_wrong(v, VERIFY_DERIVED, "%.*s; nothing in the facts gives that row", STR_ARGS(is));
    else if (cmp > 0)
        verify_wrong(v, VERIFY_DERIVED, "%.*s; so the facts give it, and the store has no such row",
                     STR_ARGS(should));
    else
        verify_wrong(v, VERIFY_DERIVED, "%.*s; the facts give %.*s", STR_ARGS(is), STR_ARGS(should));
}

static result table_compare(struct verify *v, const struct derived_table *table, struct db *db,
                            struct db *copy)
{
    struct table_side store = { .ctx = v->ctx,
                                .db = db,
                                .row = { buffer_open(ROW_MAX), buffer_open(ROW_MAX) } };
    struct table_side again = { .ctx = v->ctx,
                                .db = copy,
                                .row = { buffer_open(ROW_MAX), buffer_open(ROW_MAX) } };
    result e = table->open(&store);
    if (!e)
        e = table->open(&again);
    if (!e) {
        side_next(table, &store);
        side_next(table, &again);
    }
    while (!e && (store.has_row || again.has_row)) {
        int cmp = order(&store, &again);
        rows_compare(v, &store, &again);
        if (cmp <= 0)
            side_next(table, &store);
        if (cmp >= 0)
            side_next(table, &again);
    }
    struct row_words *rows[] = { &store.row, &again.row };
    for (size_t i = 0; i < 2; i++) {
        buffer_close(&rows[i]->key);
        buffer_close(&rows[i]->words);
    }
    return e ? e : store.cursor.failed ? store.cursor.failed : again.cursor.failed;
}

// Of the store alone: it may go less far than its facts.
static result verify_packed(struct verify *v, struct db *db)
{
    int64_t pieces, differs;
    result e = packed_check(v->ctx, db, &pieces, &differs);
    for (int64_t i = 0; !e && i < pieces; i++)
        verify_checked(v, VERIFY_DERIVED);
    if (!e && differs != ID_NONE && !verify_wrong_again(v, VERIFY_DERIVED))
        verify_wrong(v, VERIFY_DERIVED, "what is packed of the cases from %lld on is not what the facts give",
                     (long long)differs);
    return e;
}

result verify_derived(struct verify *v, struct db *db)
{
    struct db *copy;
    if (v->has_no_derived)
        return OK;
    result e = store_read_begin(v->ctx, v->copy, &copy);
    for (size_t i = 0; !e && i < sizeof TABLES / sizeof *TABLES; i++)
        e = table_compare(v, &TABLES[i], db, copy);
    if (copy)
        store_read_end(v->copy, copy);
    return e ? e : verify_packed(v, db);
}
