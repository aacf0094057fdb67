// What the generated queries (store/queries.h, from sql/) stand on: columns described, rows moved between structs
// and the engine. Only store/ and the generated code use it.
//
// What a query answers lives in ctx's arena. ERR_STORE if the engine fails (its own words go to the log), ERR_BUSY
// if another program holds the store or the connection was lost, ERR_CONFLICT if a key is there already, ERR_LIMIT if
// the arena is full. A query that writes and answers nothing may fail later, at the next one that answers or at the end
// of the work: nothing is kept then either.
#pragma once

#include "base/arena.h"
#include "base/date.h"

#define ID_NONE INT64_MIN // an id or a number that is not there

enum sql_type { SQL_ID, SQL_INT, SQL_TEXT, SQL_BYTES, SQL_BOOL, SQL_INSTANT, SQL_DATE };

struct sql_column {
    const char *name;
    size_t offset; // into the struct of the row
    enum sql_type type;
    bool is_nullable;
};

struct query {
    const char *name;
    const struct sql_column *in;
    size_t n_in;
    const struct sql_column *out;
    size_t n_out;
    size_t out_size;
    bool is_write, is_each;
    bool reads_all; // a large table from end to end, on purpose
    const char *sqlite, *postgres;
    const char *fetch, *close; // of PostgreSQL's cursor, if it is_each
    int n_fetch;               // rows at a time
};

struct migration {
    int number;
    const char *name;
    const char *const *sqlite, *const *postgres; // its statements; NULL after the last
};

// A whole table, and the numbers of the queries that read it in the order of its key, write a row, and let new ids
// begin behind the last; -1 for none.
struct stored_table {
    const char *name;
    bool is_derived;
    int each, put, ids;
};

extern const struct query QUERIES[];
extern const int QUERIES_COUNT;
extern const struct migration MIGRATIONS[];
extern const int MIGRATIONS_COUNT;
extern const struct stored_table STORED_TABLES[];
extern const int STORED_TABLES_COUNT;

struct db; // a connection inside a transaction (store/store.h)

struct answer_row {
    const void *in; // NULL for a query without parameters
    void *out;      // a row, or a list of rows
};

// Rows one by one; a text in one lives until the next. Only one cursor of a query at a time.
struct cursor {
    struct db *db;
    int query;
    result failed;
};

result query_exec(struct ctx *ctx, struct db *db, int query, const void *in) MUST;
// id: NULL if nobody asks for it.
result query_insert(struct ctx *ctx, struct db *db, int query, const void *in, int64_t *id) MUST;
result query_one(struct ctx *ctx, struct db *db, int query, struct answer_row row, bool *is_found) MUST;
result query_many(struct ctx *ctx, struct db *db, int query, struct answer_row row) MUST;
result query_each(struct ctx *ctx, struct db *db, int query, const void *in, struct cursor *cursor) MUST;
bool cursor_next(struct ctx *ctx, struct cursor *cursor, void *row);
