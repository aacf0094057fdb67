// What an engine must be able to do. SQLite (sqlite.c) and PostgreSQL (postgres.c) each fill one struct of functions;
// the store (store.c), the queries (query.c) and the moving of whole tables (move.c) call through it, and nothing else
// asks which engine it is.
//
// A connection belongs to one thread at a time. Errors are those of query.h; the engine's own words go to the log.
#pragma once

#include "store/store.h"

// What stands in one place of a row, on its way into the engine or out of it. Its type is the column's.
struct cell {
    bool is_null;
    int64_t number; // id, int, bool, instant, date
    str text;       // text, bytes: of whoever hands it over
};

enum { CELLS_MAX = 40 }; // of a row; tools/queries.py holds queries to it

struct engine {
    bool is_local; // a file of this machine: what is read waits for nobody else
    // where: a path or URL. Lives in memory of its own until `close`. Brings the schema up to date where the mode
    // allows.
    result (*open)(struct ctx *ctx, const char *where, enum store_mode mode, struct db **db);
    void (*close)(struct db *db);
    // Whether the store is still the one that was opened, or was some milliseconds ago. From any thread.
    bool (*is_same)(struct db *db);
    // Every query that is not ready yet, so that one that is wrong is found before it is asked.
    result (*prepare)(struct ctx *ctx, struct db *db);

    // A reader sees one state until `rollback`; a writer is alone until `commit` or `rollback`. A connection that was
    // lost is opened again here, and only here.
    result (*begin)(struct ctx *ctx, struct db *db, bool is_write);
    result (*commit)(struct ctx *ctx, struct db *db);
    void (*rollback)(struct db *db);
    bool (*is_in_transaction)(
        const struct db *db); // false if the engine gave it up, as it does on a full disk

    // A part of a transaction that can be taken back alone.
    result (*part_begin)(struct ctx *ctx, struct db *db);
    result (*part_end)(struct ctx *ctx, struct db *db, bool is_kept);
    // Waits for what `exec` only sent. Before a part is kept.
    result (*settle)(struct ctx *ctx, struct db *db);

    // `exec` may answer before the engine has: its failure is then that of the next call that waits, at the latest that
    // of `settle` or `commit`. `insert` waits for the new row's id.
    result (*exec)(struct ctx *ctx, struct db *db, int query, const struct cell *in);
    result (*insert)(struct ctx *ctx, struct db *db, int query, const struct cell *in, int64_t *id);

    // Rows one by one, of one running of each query at a time; of queries that are `is_each` without holding them all.
    // What is in a row lives until the next. `next` is false after the last row and on failure, which `end` says.
    result (*rows_begin)(struct ctx *ctx, struct db *db, int query, const struct cell *in);
    bool (*rows_next)(struct ctx *ctx, struct db *db, int query, struct cell *out);
    result (*rows_end)(struct ctx *ctx, struct db *db, int query);

    // How far the server has come, in bytes of its journal: all that its transactions saw until now is within that, and
    // what begins later where another server has come as far sees all of it. NULL of an engine that has no replicas.
    result (*position)(struct ctx *ctx, struct db *db, int64_t *position);
};

// What every connection begins with.
struct db {
    const struct engine *engine;
    struct arena
        *arena; // its own, so that opening and closing it again and again takes no memory of the store's
    int schema; // the number of migrations it had seen when it was opened
    struct keepsakes *keepsakes; // the store's
    struct replica *replica;     // whose connection it is; NULL: the store's own
    int64_t position;            // of a replica, as it was last asked
    int n_opened;                // how often the connection was made
};

extern const struct engine SQLITE, POSTGRES;

// The same words for the same thing, whatever the engine.
#define WORDS_BUSY "another program is writing to the store: try again in a moment"
#define WORDS_FULL "the disk is full: nothing of this was kept. Make room and do it again"
#define WORDS_CONFLICT "this is in the store already, or rests on something that is not"
#define WORDS_DAMAGED "the store is damaged: restore the last backup"
#define WORDS_DISK "the disk failed: nothing of this was kept"
#define WORDS_FAILED "the store failed, and nothing of this was kept"
#define WORDS_UNREACHABLE "the store can't be reached just now: try again in a moment"
#define WORDS_MEMORY "the system has no memory left"

// Whether the schema found can be used as it is. ERR_STORE, with what to do, if it is newer, or older and only to be
// read.
result schema_check(struct ctx *ctx, int64_t schema, enum store_mode mode) MUST;

// Rows as cells, for whole tables: what query.h does with structs.
result cells_exec(struct ctx *ctx, struct db *db, int query, const struct cell *in) MUST;
result cells_begin(struct ctx *ctx, struct db *db, int query, const struct cell *in) MUST;
