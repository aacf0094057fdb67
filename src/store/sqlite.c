// SQLite: a connection to one file, in WAL mode.
#include "store/sqlite.h"
#include "store/engine.h"

#include "base/file.h"
#include "base/log.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <time.h>

enum { BUSY_MILLISECONDS = 5000, SQL_MAX = 256, CONNECTION_MEMORY = 1 << 20 };

// How much of the file each connection keeps, in kibibytes. What readers look at lies in the system's cache too, and
// there are eight of them; of an import the system has a third less to do with a large one.
static const char CACHE_READER[] = "PRAGMA cache_size = -512";
static const char CACHE_WRITER[] = "PRAGMA cache_size = -16384";
static const char CACHE_SERVICE[] = "PRAGMA cache_size = -4096"; // of the writer of a service

// Pages of the journal from which they are moved into the file; from which, and every so many further ones, the
// readers' leave is waited for, so that the journal begins anew: where some of them are always in the middle of it, it
// would grow without end, and each page that is looked up would be looked for in more of it.
enum { JOURNAL_MOVED = 1000, JOURNAL_ANEW = 2000, READERS_MILLISECONDS = 50 };

// What begins and ends a transaction, prepared as the queries are: a page that is kept does little else.
enum turn { BEGIN_READ, BEGIN_WRITE, COMMIT, ROLLBACK, PART, PART_KEEP, PART_BACK, TURNS_COUNT };

static const char *const TURNS[TURNS_COUNT] = {
    [BEGIN_READ] = "BEGIN",           [BEGIN_WRITE] = "BEGIN IMMEDIATE", [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",          [PART] = "SAVEPOINT part",         [PART_KEEP] = "RELEASE part",
    [PART_BACK] = "ROLLBACK TO part",
};

struct sqlite {
    struct db db;
    sqlite3 *handle;
    char *path;
    dev_t device; // with `inode`, which file that was when it was opened
    ino_t inode;
    _Atomic int64_t same_at;   // the kernel's tick in which it was last seen to be still that one
    sqlite3_stmt **statements; // one for each of QUERIES; NULL for those that were not asked yet
    int *steps;                // what the last step of each answered
    sqlite3_stmt *turns[TURNS_COUNT];
    int journal_tried; // pages of the journal when the readers' leave was last waited for
};

static struct sqlite *sqlite_of(struct db *db)
{
    return (struct sqlite *)(void *)db;
}

// What the engine says, as one of our results. Its own words are for the log.
static const struct {
    int code;
    result result;
    const char *words;
} ERRORS[] = {
    { SQLITE_BUSY, ERR_BUSY, WORDS_BUSY },
    { SQLITE_LOCKED, ERR_BUSY, WORDS_BUSY },
    { SQLITE_FULL, ERR_STORE, WORDS_FULL },
    { SQLITE_READONLY, ERR_STORE,
      "the store can't be written to: look at the permissions of its file and folder" },
    { SQLITE_CANTOPEN, ERR_STORE,
      "the store can't be opened: look at the permissions of its file and folder" },
    { SQLITE_PERM, ERR_STORE, "the store can't be opened: look at the permissions of its file and folder" },
    { SQLITE_CORRUPT, ERR_STORE, WORDS_DAMAGED },
    { SQLITE_NOTADB, ERR_STORE, "the file is no store" },
    { SQLITE_IOERR, ERR_STORE, WORDS_DISK },
    { SQLITE_CONSTRAINT, ERR_CONFLICT, WORDS_CONFLICT },
    { SQLITE_NOMEM, ERR_LIMIT, WORDS_MEMORY },
};

result sqlite_fail(struct ctx *ctx, sqlite3 *handle, const char *what)
{
    int code = handle ? sqlite3_errcode(handle) & 0xff : SQLITE_NOMEM;
    if (code != SQLITE_CONSTRAINT)
        log_line("store: %s: %s", what, handle ? sqlite3_errmsg(handle) : "no memory");
    for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
        if (ERRORS[i].code == code)
            return fail(ctx, ERRORS[i].result, "%s", ERRORS[i].words);
    return fail(ctx, ERR_STORE, WORDS_FAILED);
}

static result db_fail(struct ctx *ctx, const struct sqlite *db, const char *what)
{
    return sqlite_fail(ctx, db->handle, what);
}

static result run(struct ctx *ctx, struct sqlite *db, const char *sql)
{
    if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        return db_fail(ctx, db, sql);
    return OK;
}

static int turn_step(struct sqlite *db, enum turn turn)
{
    (void)sqlite3_step(db->turns[turn]);
    return sqlite3_reset(db->turns[turn]);
}

static result turn_run(struct ctx *ctx, struct sqlite *db, enum turn turn)
{
    return turn_step(db, turn) == SQLITE_OK ? OK : db_fail(ctx, db, TURNS[turn]);
}

static int64_t pragma(struct sqlite *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t value = -1;
    if (sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static void rollback(struct db *db)
{
    struct sqlite *own = sqlite_of(db);
    if (!sqlite3_get_autocommit(own->handle))
        (void)turn_step(own, ROLLBACK);
}

// version: as it was before the lock; another program may have been faster.
static result migrate(struct ctx *ctx, struct sqlite *db, int64_t version)
{
    char sql[SQL_MAX];
    result e = turn_run(ctx, db, BEGIN_WRITE);
    if (!e) {
        version = pragma(db, "PRAGMA user_version");
        e = schema_check(ctx, version, STORE_WRITE);
    }
    for (int i = (int)version; i < MIGRATIONS_COUNT; i++)
        for (const char *const *statement = MIGRATIONS[i].sqlite; *statement && !e; statement++)
            e = run(ctx, db, *statement);
    sqlite3_snprintf(sizeof sql, sql, "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT",
                     SQLITE_APPLICATION_ID, MIGRATIONS_COUNT);
    if (!e)
        e = run(ctx, db, sql);
    if (e)
        rollback(&db->db);
    return e;
}

static result file_check(struct ctx *ctx, struct sqlite *db, enum store_mode mode)
{
    int64_t application = pragma(db, "PRAGMA application_id"), version = pragma(db, "PRAGMA user_version");
    int64_t tables = pragma(db, "SELECT COUNT(*) FROM sqlite_master");
    if (version < 0 || tables < 0)
        return db_fail(ctx, db, "reading the schema");
    if (application != SQLITE_APPLICATION_ID && (tables > 0 || mode != STORE_CREATE))
        return fail(ctx, ERR_STORE, "the file is no store of Wardmote: name another with --store");
    db->db.schema = (int)version;
    result e = schema_check(ctx, version, mode);
    return e || version == MIGRATIONS_COUNT ? e : migrate(ctx, db, version);
}

static result turns_prepare(struct ctx *ctx, struct sqlite *db)
{
    for (int i = 0; i < TURNS_COUNT; i++)
        if (sqlite3_prepare_v3(db->handle, TURNS[i], -1, SQLITE_PREPARE_PERSISTENT, &db->turns[i], NULL) !=
            SQLITE_OK)
            return db_fail(ctx, db, TURNS[i]);
    return OK;
}

// After each commit, with the pages that the journal has. What fails is tried again after the next one.
static int journal_move(void *of, sqlite3 *handle, const char *name, int pages)
{
    struct sqlite *db = of;
    if (pages < JOURNAL_MOVED)
        return SQLITE_OK;
    bool is_anew = pages >= JOURNAL_ANEW && pages - db->journal_tried >= JOURNAL_MOVED;
    db->journal_tried = pages < JOURNAL_ANEW ? 0 : is_anew ? pages : db->journal_tried;
    sqlite3_busy_timeout(handle, READERS_MILLISECONDS);
    (void)sqlite3_wal_checkpoint_v2(
        handle, name, is_anew ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    sqlite3_busy_timeout(handle, BUSY_MILLISECONDS);
    return SQLITE_OK;
}

static result query_prepare(struct ctx *ctx, struct sqlite *db, int number)
{
    if (sqlite3_prepare_v3(db->handle, QUERIES[number].sqlite, -1, SQLITE_PREPARE_PERSISTENT,
                           &db->statements[number], NULL) != SQLITE_OK)
        return db_fail(ctx, db, QUERIES[number].name);
    return OK;
}

static result prepare(struct ctx *ctx, struct db *db)
{
    result e = run(ctx, sqlite_of(db), CACHE_SERVICE);
    for (int i = 0; i < QUERIES_COUNT && !e; i++)
        if (!sqlite_of(db)->statements[i])
            e = query_prepare(ctx, sqlite_of(db), i);
    return e;
}

static result set_up(struct ctx *ctx, struct sqlite *db, enum store_mode mode)
{
    sqlite3_busy_timeout(db->handle, BUSY_MILLISECONDS);
    sqlite3_extended_result_codes(db->handle, 1);
    result e = run(ctx, db, "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY");
    if (!e)
        e = run(ctx, db, mode == STORE_READ ? CACHE_READER : CACHE_WRITER);
    if (!e)
        e = turns_prepare(ctx, db);
    if (!e)
        e = file_check(ctx, db, mode);
    if (!e && mode != STORE_READ)
        e = run(ctx, db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    if (!e && mode != STORE_READ)
        sqlite3_wal_hook(db->handle, journal_move, db);
    if (!e && mode == STORE_READ)
        e = run(ctx, db, "PRAGMA query_only = ON");
    return e;
}

static void close_db(struct db *db)
{
    struct sqlite *own = sqlite_of(db);
    for (int i = 0; i < QUERIES_COUNT; i++)
        sqlite3_finalize(own->statements[i]);
    for (int i = 0; i < TURNS_COUNT; i++)
        sqlite3_finalize(own->turns[i]);
    sqlite3_close(own->handle);
    arena_close(db->arena);
}

// Some milliseconds: often enough to look at a name in a folder.
static int64_t tick_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static bool is_same(struct db *db)
{
    struct sqlite *own = sqlite_of(db);
    struct stat now;
    int64_t tick = tick_now();
    if (atomic_load(&own->same_at) == tick)
        return true;
    if (stat(own->path, &now) != 0 || now.st_dev != own->device || now.st_ino != own->inode)
        return false;
    atomic_store(&own->same_at, tick);
    return true;
}

static void file_remember(struct sqlite *db)
{
    struct stat now;
    if (stat(db->path, &now) == 0) {
        db->device = now.st_dev;
        db->inode = now.st_ino;
    }
}

static struct sqlite *sqlite_new(const char *path)
{
    struct arena *arena = arena_open(CONNECTION_MEMORY);
    struct sqlite *made = arena ? ARENA_NEW(arena, struct sqlite) : NULL;
    if (made)
        *made = (struct sqlite){ .db = { &SQLITE, arena, 0 },
                                 .path = str_c(arena, str_from(path)),
                                 .statements = ARENA_ARRAY(arena, sqlite3_stmt *, (size_t)QUERIES_COUNT),
                                 .steps = ARENA_ARRAY(arena, int, (size_t)QUERIES_COUNT) };
    if (made && made->path && made->statements && made->steps)
        return made;
    arena_close(arena);
    return NULL;
}

static void library_set_up(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int sqlite_open(const char *path, sqlite3 **handle, int flags)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, library_set_up);
    return sqlite3_open_v2(path, handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE, NULL);
}

static result open_db(struct ctx *ctx, const char *path, enum store_mode mode, struct db **db)
{
    if (mode != STORE_CREATE && !file_exists(path))
        return fail(ctx, ERR_MISSING,
                    "there is no store '%s': make one with `wardmote demo` or `wardmote import requests`",
                    path);
    struct sqlite *made = sqlite_new(path);
    if (!made)
        return fail(ctx, ERR_LIMIT, WORDS_MEMORY);
    result e = OK;
    if (sqlite_open(path, &made->handle, mode == STORE_CREATE ? SQLITE_OPEN_CREATE : 0) != SQLITE_OK)
        e = db_fail(ctx, made, path);
    else
        e = set_up(ctx, made, mode);
    file_remember(made);
    if (e)
        close_db(&made->db);
    else
        *db = &made->db;
    return e;
}

static result begin(struct ctx *ctx, struct db *db, bool is_write)
{
    return turn_run(ctx, sqlite_of(db), is_write ? BEGIN_WRITE : BEGIN_READ);
}

static result commit(struct ctx *ctx, struct db *db)
{
    return turn_run(ctx, sqlite_of(db), COMMIT);
}

static bool is_in_transaction(const struct db *db)
{
    return !sqlite3_get_autocommit(((const struct sqlite *)(const void *)db)->handle);
}

static result part_begin(struct ctx *ctx, struct db *db)
{
    return turn_run(ctx, sqlite_of(db), PART);
}

static result part_end(struct ctx *ctx, struct db *db, bool is_kept)
{
    result e = is_kept ? OK : turn_run(ctx, sqlite_of(db), PART_BACK);
    return e ? e : turn_run(ctx, sqlite_of(db), PART_KEEP);
}

static result settle(struct ctx *ctx, struct db *db)
{
    (void)ctx;
    (void)db; // every call has waited
    return OK;
}

static int bind(sqlite3_stmt *statement, int i, enum sql_type type, const struct cell *cell)
{
    const char *text = cell->text.at ? cell->text.at : "";
    if (cell->is_null)
        return sqlite3_bind_null(statement, i);
    if (type == SQL_TEXT)
        return sqlite3_bind_text64(statement, i, text, cell->text.n, SQLITE_STATIC, SQLITE_UTF8);
    if (type == SQL_BYTES)
        return sqlite3_bind_blob64(statement, i, text, cell->text.n, SQLITE_STATIC);
    return sqlite3_bind_int64(statement, i, cell->number);
}

static struct cell cell_at(sqlite3_stmt *statement, int i, enum sql_type type)
{
    struct cell cell = { .is_null = sqlite3_column_type(statement, i) == SQLITE_NULL };
    bool is_text = type == SQL_TEXT || type == SQL_BYTES;
    if (cell.is_null)
        return cell;
    const char *at = is_text ? sqlite3_column_blob(statement, i) : NULL;
    if (at)
        cell.text = (str){ at, (size_t)sqlite3_column_bytes(statement, i) };
    if (!is_text)
        cell.number = sqlite3_column_int64(statement, i);
    return cell;
}

// The parameters bound, ready to step. A cursor of it that was left in its middle ends.
static result rows_begin(struct ctx *ctx, struct db *db, int number, const struct cell *in)
{
    struct sqlite *own = sqlite_of(db);
    const struct query *query = &QUERIES[number];
    result e = own->statements[number] ? OK : query_prepare(ctx, own, number);
    sqlite3_stmt *statement = own->statements[number];
    if (e)
        return e;
    sqlite3_reset(statement);
    own->steps[number] = SQLITE_ROW;
    for (size_t i = 0; i < query->n_in; i++)
        if (bind(statement, (int)i + 1, query->in[i].type, &in[i]) != SQLITE_OK)
            return db_fail(ctx, own, query->name);
    return OK;
}

static bool rows_next(struct ctx *ctx, struct db *db, int number, struct cell *out)
{
    struct sqlite *own = sqlite_of(db);
    const struct query *query = &QUERIES[number];
    (void)ctx;
    if (own->steps[number] == SQLITE_ROW)
        own->steps[number] = sqlite3_step(own->statements[number]);
    if (own->steps[number] != SQLITE_ROW)
        return false;
    for (size_t i = 0; i < query->n_out; i++)
        out[i] = cell_at(own->statements[number], (int)i, query->out[i].type);
    return true;
}

// Leaves the statement ready for the next call.
static result rows_end(struct ctx *ctx, struct db *db, int number)
{
    struct sqlite *own = sqlite_of(db);
    int step = own->steps[number];
    result e = step == SQLITE_ROW || step == SQLITE_DONE ? OK : db_fail(ctx, own, QUERIES[number].name);
    sqlite3_reset(own->statements[number]);
    sqlite3_clear_bindings(own->statements[number]);
    return e;
}

static result exec(struct ctx *ctx, struct db *db, int number, const struct cell *in)
{
    struct sqlite *own = sqlite_of(db);
    result e = rows_begin(ctx, db, number, in);
    if (e)
        return e;
    own->steps[number] = sqlite3_step(own->statements[number]);
    return rows_end(ctx, db, number);
}

static result insert(struct ctx *ctx, struct db *db, int number, const struct cell *in, int64_t *id)
{
    result e = exec(ctx, db, number, in);
    if (!e)
        *id = sqlite3_last_insert_rowid(sqlite_of(db)->handle);
    return e;
}

const struct engine SQLITE = {
    .is_local = true,
    .open = open_db,
    .close = close_db,
    .is_same = is_same,
    .prepare = prepare,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .is_in_transaction = is_in_transaction,
    .part_begin = part_begin,
    .part_end = part_end,
    .settle = settle,
    .exec = exec,
    .insert = insert,
    .rows_begin = rows_begin,
    .rows_next = rows_next,
    .rows_end = rows_end,
};
