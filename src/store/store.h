// The store: facts, documents, people, settings, and the tables derived from them, in one SQLite file or one PostgreSQL
// database. Which of them, the URL says; nothing above this room knows it.
//
// One writer: whoever writes hands its work to one thread, which runs what has come in together, each under its own
// savepoint, and commits once; the caller goes on when its work is durable. Several programs on one store take turns.
// Readers are many, each in a transaction of its own that sees one state.
#pragma once

#include "store/keepsake.h"
#include "store/queries.h"

struct store;

enum store_mode {
    STORE_READ,  // must be there; older ones are refused
    STORE_WRITE, // must be there; older ones are brought up to date
    STORE_CREATE // made if it is not there
};

// url: "sqlite:PATH" or "postgresql://..."; a path alone is taken as the first. ERR_MISSING if there is no such store,
// ERR_STORE if it is none of ours, from a newer program, or can't be opened, ERR_BUSY if its server is not there.
// No message holds a password.
result store_open(struct ctx *ctx, str url, enum store_mode mode, struct store **store) MUST;
// Before a service starts: looks at every query, where else each is made ready when it is first asked, so that one that
// is wrong stops the start and not a resident; and the writer keeps less of the store in memory than one that runs
// for a command alone. ERR_STORE; the store is open for writing.
result store_prepare(struct ctx *ctx, struct store *store) MUST;
// The URL as it may be shown: without a password, and without what stands behind the database's name.
str store_shown(struct arena *arena, str url);
void store_close(struct store *store); // waits for the writer; NULL is fine

// Whether its file is still the one that was opened. A copy moved to its place, such as a backup, is another: what is
// read or written from then on would be lost with the file that is gone. Readers are refused then (ERR_STORE).
bool store_is_same(const struct store *store);

// The numbers of migrations that it had seen, and has now.
struct store_schema {
    int from, to;
};
struct store_schema store_schema(const struct store *store);

typedef result (*store_work)(struct ctx *ctx, struct db *db, void *with);

// A read-only transaction, which sees one state until its end. If it fails, nothing is begun and *db is NULL.
result store_read_begin(struct ctx *ctx, struct store *store, struct db **db) MUST;
// The same where it may be read elsewhere: in the replica, while that has all that this program knows to be kept and
// has come as far as `after`, a number of store_position; else in the store itself.
result store_read_near(struct ctx *ctx, struct store *store, int64_t after, struct db **db) MUST;
void store_read_end(struct store *store, struct db *db);
// For a single query, which sees one state without a transaction: true if a connection is free at once, and its store a
// file of this machine. To be given back by store_peek_end.
bool store_peek(struct store *store, struct db **db);
void store_peek_end(struct store *store, struct db *db);
// Runs the work in one.
result store_read(struct ctx *ctx, struct store *store, store_work work, void *with) MUST;
// Runs the work in the writer's transaction and returns when it is committed. If the work or the commit fails,
// nothing of it is kept. The ctx is used by the writer's thread while the caller waits.
result store_write(struct ctx *ctx, struct store *store, store_work work, void *with) MUST;

// A replica for store_read_near, also one that is not there now: it is looked for again and again. ERR_STORE if the
// engine has none, or its URL is of another. Before anybody reads; what becomes of it is in the log.
result store_replica(struct ctx *ctx, struct store *store, str url) MUST;
bool is_of_replica(const struct db *db);
// How far the store has come, as far as is known here: whatever was kept before is within that. 0 without a replica.
int64_t store_position(const struct store *store);

enum replica_state { REPLICA_FOLLOWS, REPLICA_BEHIND, REPLICA_GONE };
struct replica_status {
    enum replica_state state;
    int64_t behind_bytes;  // of the journal, when it was last looked at
    int64_t reads, passed; // since the start: how often it was read, and passed over for the store itself
};
bool store_replica_status(const struct store *store, struct replica_status *status); // false: there is none

// What is kept with the store of this connection (store/keepsake.h).
struct keepsakes *store_keepsakes(const struct db *db);

// For tests: the n-th query from now on fails, as a broken disk would make it; 0 for none.
void store_fail_after(int64_t n);
int64_t store_queries_run(void); // since the program began
