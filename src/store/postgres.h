// What the two files of the PostgreSQL engine share: postgres.c runs transactions and queries, postgres_open.c makes
// connections and schemas. Nobody else includes this.
//
// Everything runs in libpq's pipeline mode: statements are sent, and their answers read together when one of them is
// needed. A statement that fails takes those sent behind it with it, up to the next reading.
#pragma once

#include "store/engine.h"
#include "store/forget.h"

#include <libpq-fe.h>

enum { SENT_MAX = 512 };

// A query's answer, or the rows of its cursor that were fetched last.
struct rows {
    PGresult *result;
    int next;
    bool is_open; // the cursor
    result failed;
};

// A statement whose answer has not been read.
struct sent {
    const char *name;
    const struct query *described; // whose columns the answer tells; NULL for none
    bool *is_ready;                // of the query that it prepares; NULL if it prepares none
};

struct postgres {
    struct db db;
    PGconn *conn; // NULL after it was lost and could not be opened again
    char *url;    // may hold a password: in no message
    enum store_mode mode;
    struct rows *rows; // one for each of QUERIES
    bool *is_ready;    // likewise, whether it is prepared on this connection
    struct sent *sent;
    int n_sent;
    bool is_begun;
    int64_t writer, turn; // its number, which no other has, and how often it has begun to write: what it asks for
                          // if a commit was not answered
};

// A connection with the schema looked at; each query is prepared when it is first asked. ERR_BUSY if the server is not
// there now.
result postgres_connect(struct ctx *ctx, struct postgres *own) MUST;
result postgres_open(struct ctx *ctx, const char *url, enum store_mode mode, struct db **db) MUST;
void postgres_close(struct db *db);
// store_forget (store/forget.h) for this engine.
result postgres_forget(struct ctx *ctx, const char *url, struct forgotten *forgotten) MUST;

// Sends what prepares a query, unless it is prepared.
result query_prepare(struct ctx *ctx, struct postgres *own, int number) MUST;

bool is_lost(const struct postgres *own);
void rows_forget(struct postgres *own);

// Sends a statement without parameters.
result sql_send(struct ctx *ctx, struct postgres *own, const char *sql) MUST;
// Notes what was sent; is_sent: what libpq said to it.
result sent_note(struct ctx *ctx, struct postgres *own, struct sent sent, int is_sent) MUST;
// Waits for the answers of all that was sent. last: that of the last one, for the caller to clear; may be NULL.
result answers_read(struct ctx *ctx, struct postgres *own, PGresult **last) MUST;
int64_t number_at(const PGresult *result, int row, int column);
// What every transaction says: the names under which it is prepared, and the words.
enum usual_statement {
    USUAL_READ,
    USUAL_WRITE,
    USUAL_TURN,
    USUAL_PART,
    USUAL_PART_KEPT,
    USUAL_COMMIT,
    USUAL_COUNT
};
struct usual {
    const char *name, *sql;
};
extern const struct usual USUAL[USUAL_COUNT];
// The turn of this writer, held until its transaction ends: so facts are numbered in the order of their commits.
extern const char WRITERS_LOCK[];
