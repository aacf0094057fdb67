#include "store/sqlite.h"

#include "base/log.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <string.h>

enum {
    APPLICATION_ID = 0x57415244, // "WARD"
    BUSY_MILLISECONDS = 5000,
    SQL_MAX = 256,
    CONNECTION_MEMORY = 1 << 20
};

struct db {
    struct arena
        *arena; // its own, so that opening and closing it again and again takes no memory of the store's
    sqlite3 *handle;
    sqlite3_stmt **statements; // one for each of QUERIES
};

static _Atomic int64_t fail_after;
static _Atomic int64_t queries_run;

void store_fail_after(int64_t n)
{
    atomic_store(&fail_after, n);
}

int64_t store_queries_run(void)
{
    return atomic_load(&queries_run);
}

// What the engine says, as one of our results. Its own words are for the log.
static const struct {
    int code;
    result result;
    const char *words;
} ERRORS[] = {
    { SQLITE_BUSY, ERR_BUSY, "another program is writing to the store: try again in a moment" },
    { SQLITE_LOCKED, ERR_BUSY, "another program is writing to the store: try again in a moment" },
    { SQLITE_FULL, ERR_STORE, "the disk is full: nothing of this was kept. Make room and do it again" },
    { SQLITE_READONLY, ERR_STORE,
      "the store can't be written to: look at the permissions of its file and folder" },
    { SQLITE_CANTOPEN, ERR_STORE,
      "the store can't be opened: look at the permissions of its file and folder" },
    { SQLITE_PERM, ERR_STORE, "the store can't be opened: look at the permissions of its file and folder" },
    { SQLITE_CORRUPT, ERR_STORE, "the store is damaged: restore the last backup" },
    { SQLITE_NOTADB, ERR_STORE, "the file is no store" },
    { SQLITE_IOERR, ERR_STORE, "the disk failed: nothing of this was kept" },
    { SQLITE_CONSTRAINT, ERR_CONFLICT, "this is in the store already, or rests on something that is not" },
    { SQLITE_NOMEM, ERR_LIMIT, "the system has no memory left" },
};

static result db_fail(struct ctx *ctx, const struct db *db, const char *what)
{
    int code = db->handle ? sqlite3_errcode(db->handle) & 0xff : SQLITE_NOMEM;
    if (code != SQLITE_CONSTRAINT)
        log_line("store: %s: %s", what, db->handle ? sqlite3_errmsg(db->handle) : "no memory");
    for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
        if (ERRORS[i].code == code)
            return fail(ctx, ERRORS[i].result, "%s", ERRORS[i].words);
    return fail(ctx, ERR_STORE, "the store failed, and nothing of this was kept");
}

static result run(struct ctx *ctx, struct db *db, const char *sql)
{
    if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        return db_fail(ctx, db, sql);
    return OK;
}

static int64_t pragma(struct db *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t value = -1;
    if (sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

// version: as it was before the lock; another program may have been faster.
static result migrate(struct ctx *ctx, struct db *db, int64_t version)
{
    char sql[SQL_MAX];
    result e = run(ctx, db, "BEGIN IMMEDIATE");
    if (!e)
        version = pragma(db, "PRAGMA user_version");
    for (int i = (int)version; i < MIGRATIONS_COUNT; i++)
        for (const char *const *statement = MIGRATIONS[i].sqlite; *statement && !e; statement++)
            e = run(ctx, db, *statement);
    sqlite3_snprintf(sizeof sql, sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                     APPLICATION_ID, MIGRATIONS_COUNT);
    if (!e)
        e = run(ctx, db, sql);
    if (e)
        db_rollback(db);
    return e;
}

static result schema_check(struct ctx *ctx, struct db *db, enum store_mode mode)
{
    int64_t application = pragma(db, "PRAGMA application_id"), version = pragma(db, "PRAGMA user_version");
    int64_t tables = pragma(db, "SELECT COUNT(*) FROM sqlite_master");
    if (version < 0 || tables < 0)
        return db_fail(ctx, db, "reading the schema");
    if (application != APPLICATION_ID && (tables > 0 || mode != STORE_CREATE))
        return fail(ctx, ERR_STORE, "the file is no store of Wardmote: name another with --store");
    if (version > MIGRATIONS_COUNT)
        return fail(
            ctx, ERR_STORE,
            "the store was written by a newer Wardmote (its schema is %d, this program knows %d): use that one",
            (int)version, MIGRATIONS_COUNT);
    if (version == MIGRATIONS_COUNT)
        return OK;
    if (mode == STORE_READ)
        return fail(ctx, ERR_STORE,
                    "the store was written by an older Wardmote: `wardmote rebuild` brings it up to date");
    return migrate(ctx, db, version);
}

static result prepare(struct ctx *ctx, struct db *db)
{
    for (int i = 0; i < QUERIES_COUNT; i++)
        if (sqlite3_prepare_v3(db->handle, QUERIES[i].sqlite, -1, SQLITE_PREPARE_PERSISTENT,
                               &db->statements[i], NULL) != SQLITE_OK)
            return db_fail(ctx, db, QUERIES[i].name);
    return OK;
}

static result set_up(struct ctx *ctx, struct db *db, enum store_mode mode)
{
    sqlite3_busy_timeout(db->handle, BUSY_MILLISECONDS);
    sqlite3_extended_result_codes(db->handle, 1);
    result e = run(ctx, db,
                   "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY");
    if (!e)
        e = schema_check(ctx, db, mode);
    if (!e && mode != STORE_READ)
        e = run(ctx, db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    if (!e && mode == STORE_READ)
        e = run(ctx, db, "PRAGMA query_only = ON");
    return e ? e : prepare(ctx, db);
}

result db_open(struct ctx *ctx, const char *path, enum store_mode mode, struct db **db)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (mode == STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
    struct arena *arena = arena_open(CONNECTION_MEMORY);
    struct db *made = arena ? ARENA_NEW(arena, struct db) : NULL;
    if (made)
        *made = (struct db){ .arena = arena,
                             .statements = ARENA_ARRAY(arena, sqlite3_stmt *, (size_t)QUERIES_COUNT) };
    if (!made || !made->statements) {
        arena_close(arena);
        return fail(ctx, ERR_LIMIT, "the system has no memory left");
    }
    result e = OK;
    if (sqlite3_open_v2(path, &made->handle, flags, NULL) != SQLITE_OK)
        e = db_fail(ctx, made, path);
    else
        e = set_up(ctx, made, mode);
    if (e)
        db_close(made);
    else
        *db = made;
    return e;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (int i = 0; i < QUERIES_COUNT; i++)
        sqlite3_finalize(db->statements[i]);
    sqlite3_close(db->handle);
    arena_close(db->arena);
}

result db_begin(struct ctx *ctx, struct db *db, bool is_write)
{
    return run(ctx, db, is_write ? "BEGIN IMMEDIATE" : "BEGIN");
}

result db_commit(struct ctx *ctx, struct db *db)
{
    return run(ctx, db, "COMMIT");
}

void db_rollback(struct db *db)
{
    if (!sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

bool db_is_in_transaction(const struct db *db)
{
    return !sqlite3_get_autocommit(db->handle);
}

result db_part_begin(struct ctx *ctx, struct db *db)
{
    return run(ctx, db, "SAVEPOINT part");
}

result db_part_end(struct ctx *ctx, struct db *db, bool is_kept)
{
    return run(ctx, db, is_kept ? "RELEASE part" : "ROLLBACK TO part; RELEASE part");
}

static bool is_missing(const struct sql_column *column, const char *field)
{
    switch (column->type) {
    case SQL_ID:
    case SQL_INT:
        return *(const int64_t *)(const void *)field == ID_NONE;
    case SQL_TEXT:
    case SQL_BYTES:
        return ((const str *)(const void *)field)->n == 0;
    case SQL_BOOL:
        return false;
    case SQL_INSTANT:
        return instant_is_none(*(const instant *)(const void *)field);
    case SQL_DATE:
        return date_is_none(*(const date *)(const void *)field);
    }
    return false;
}

static int bind_text(sqlite3_stmt *statement, int i, str s, bool is_bytes)
{
    const char *at = s.at ? s.at : "";
    return is_bytes ? sqlite3_bind_blob64(statement, i, at, s.n, SQLITE_STATIC)
                    : sqlite3_bind_text64(statement, i, at, s.n, SQLITE_STATIC, SQLITE_UTF8);
}

static int bind(sqlite3_stmt *statement, int i, const struct sql_column *column, const char *field)
{
    if (column->is_nullable && is_missing(column, field))
        return sqlite3_bind_null(statement, i);
    switch (column->type) {
    case SQL_ID:
    case SQL_INT:
        return sqlite3_bind_int64(statement, i, *(const int64_t *)(const void *)field);
    case SQL_TEXT:
    case SQL_BYTES:
        return bind_text(statement, i, *(const str *)(const void *)field, column->type == SQL_BYTES);
    case SQL_BOOL:
        return sqlite3_bind_int64(statement, i, *(const bool *)(const void *)field);
    case SQL_INSTANT:
        return sqlite3_bind_int64(statement, i, ((const instant *)(const void *)field)->second);
    case SQL_DATE:
        return sqlite3_bind_int64(statement, i, ((const date *)(const void *)field)->day);
    }
    return SQLITE_MISUSE;
}

static str text_column(sqlite3_stmt *statement, int i)
{
    const char *at = sqlite3_column_blob(statement, i);
    return at ? (str){ at, (size_t)sqlite3_column_bytes(statement, i) } : (str){ 0 };
}

// arena: where texts are copied to; NULL leaves them with the statement, until its next step.
static void take(sqlite3_stmt *statement, int i, const struct sql_column *column, char *field,
                 struct arena *arena)
{
    bool is_null = sqlite3_column_type(statement, i) == SQLITE_NULL;
    int64_t number = is_null ? 0 : sqlite3_column_int64(statement, i);
    switch (column->type) {
    case SQL_ID:
    case SQL_INT:
        *(int64_t *)(void *)field = is_null ? ID_NONE : number;
        break;
    case SQL_TEXT:
    case SQL_BYTES: {
        str text = text_column(statement, i);
        *(str *)(void *)field = arena && text.n ? str_copy(arena, text) : text;
        break;
    }
    case SQL_BOOL:
        *(bool *)(void *)field = number != 0;
        break;
    case SQL_INSTANT:
        *(instant *)(void *)field = is_null ? INSTANT_NONE : (instant){ number };
        break;
    case SQL_DATE:
        *(date *)(void *)field = is_null ? DATE_NONE : (date){ (int32_t)number };
        break;
    }
}

static void take_row(sqlite3_stmt *statement, const struct query *query, void *row, struct arena *arena)
{
    for (size_t i = 0; i < query->n_out; i++)
        take(statement, (int)i, &query->out[i], (char *)row + query->out[i].offset, arena);
}

static bool should_fail(void)
{
    atomic_fetch_add(&queries_run, 1);
    return atomic_load(&fail_after) > 0 && atomic_fetch_sub(&fail_after, 1) == 1;
}

// The statement with its parameters bound, ready to step; NULL if it failed.
static sqlite3_stmt *start(struct ctx *ctx, struct db *db, int number, const void *in)
{
    const struct query *query = &QUERIES[number];
    sqlite3_stmt *statement = db->statements[number];
    if (should_fail()) {
        (void)fail(ctx, ERR_STORE, "the disk failed: nothing of this was kept");
        return NULL;
    }
    sqlite3_reset(statement); // a cursor that was left in its middle
    for (size_t i = 0; i < query->n_in; i++)
        if (bind(statement, (int)i + 1, &query->in[i], (const char *)in + query->in[i].offset) != SQLITE_OK) {
            (void)db_fail(ctx, db, query->name);
            return NULL;
        }
    return statement;
}

// Leaves the statement ready for the next call; step: what its last step answered.
static result end(struct ctx *ctx, struct db *db, int number, int step)
{
    result e = step == SQLITE_ROW || step == SQLITE_DONE ? OK : db_fail(ctx, db, QUERIES[number].name);
    sqlite3_reset(db->statements[number]);
    sqlite3_clear_bindings(db->statements[number]);
    return e;
}

result query_exec(struct ctx *ctx, struct db *db, int number, const void *in)
{
    sqlite3_stmt *statement = start(ctx, db, number, in);
    return statement ? end(ctx, db, number, sqlite3_step(statement)) : ctx->error.code;
}

result query_insert(struct ctx *ctx, struct db *db, int number, const void *in, int64_t *id)
{
    result e = query_exec(ctx, db, number, in);
    *id = e ? ID_NONE : sqlite3_last_insert_rowid(db->handle);
    return e;
}

result query_one(struct ctx *ctx, struct db *db, int number, struct answer_row row, bool *is_found)
{
    sqlite3_stmt *statement = start(ctx, db, number, row.in);
    *is_found = false;
    if (!statement)
        return ctx->error.code;
    int step = sqlite3_step(statement);
    *is_found = step == SQLITE_ROW;
    if (*is_found)
        take_row(statement, &QUERIES[number], row.out, ctx->arena);
    result e = end(ctx, db, number, step);
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

struct any_list {
    void *at;
    size_t n, room;
};

result query_many(struct ctx *ctx, struct db *db, int number, struct answer_row row)
{
    struct any_list *list = row.out;
    sqlite3_stmt *statement = start(ctx, db, number, row.in);
    int step = SQLITE_DONE;
    *list = (struct any_list){ 0 };
    if (!statement)
        return ctx->error.code;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        void *added = list_push(ctx->arena, &list->at, &list->n, &list->room, QUERIES[number].out_size);
        if (!added)
            break;
        take_row(statement, &QUERIES[number], added, ctx->arena);
    }
    result e = end(ctx, db, number, step);
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result query_each(struct ctx *ctx, struct db *db, int number, const void *in, struct cursor *cursor)
{
    *cursor = (struct cursor){ .db = db, .query = number };
    if (!start(ctx, db, number, in))
        cursor->failed = ctx->error.code;
    return cursor->failed;
}

bool cursor_next(struct ctx *ctx, struct cursor *cursor, void *row)
{
    sqlite3_stmt *statement = cursor->db->statements[cursor->query];
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW)
        take_row(statement, &QUERIES[cursor->query], row, NULL);
    else
        cursor->failed = end(ctx, cursor->db, cursor->query, step);
    return step == SQLITE_ROW;
}
