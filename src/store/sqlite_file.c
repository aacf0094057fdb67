#include "store/sqlite_file.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "store/query.h"
#include "store/sqlite.h"

#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

enum { BUSY_MILLISECONDS = 5000, PATH_ROOM = 4096, SQL_ROOM = 256, SEAL_ROOM = 20 };

str sqlite_path(str url)
{
    if (str_starts(url, STR("sqlite:")))
        return str_from_byte(url, strlen("sqlite:"));
    return str_find(url, STR("://")) < url.n ? (str){ 0 } : url;
}

static result number_read(struct ctx *ctx, sqlite3 *handle, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(handle, sql, -1, &statement, NULL);
    if (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    result e = code == SQLITE_ROW ? OK : sqlite_fail(ctx, handle, sql);
    sqlite3_finalize(statement);
    return e;
}

// No schema is brought up to date. Opened as for writing, where that is allowed, so that what the engine lays beside
// the file goes again when it is closed.
static result handle_open(struct ctx *ctx, const char *path, sqlite3 **handle)
{
    int64_t application = 0;
    *handle = NULL;
    if (!file_exists(path))
        return fail(ctx, ERR_MISSING, "there is no file '%s'", path);
    result e = OK;
    if (sqlite_open(path, handle, 0) != SQLITE_OK)
        e = sqlite_fail(ctx, *handle, path);
    if (!e) {
        sqlite3_busy_timeout(*handle, BUSY_MILLISECONDS);
        sqlite3_extended_result_codes(*handle, 1);
        e = number_read(ctx, *handle, "PRAGMA application_id", &application);
    }
    if (!e && application != SQLITE_APPLICATION_ID)
        e = fail(ctx, ERR_STORE, "the file '%s' is no store of Wardmote", path);
    if (e)
        sqlite3_close(*handle);
    return e;
}

static int64_t file_bytes(const char *path, const char *end)
{
    char name[PATH_ROOM];
    struct stat s;
    sqlite3_snprintf(sizeof name, name, "%s%s", path, end);
    return stat(name, &s) == 0 ? (int64_t)s.st_size : 0;
}

bool sqlite_has_journal(const char *path)
{
    return file_bytes(path, "-wal") > 0 || file_bytes(path, "-journal") > 0;
}

static str journal_mode(struct ctx *ctx, sqlite3 *handle)
{
    sqlite3_stmt *statement = NULL;
    str mode = { 0 };
    if (sqlite3_prepare_v2(handle, "PRAGMA journal_mode", -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        mode = str_copy(ctx->arena, str_from((const char *)sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    return mode;
}

result sqlite_describe(struct ctx *ctx, const char *path, struct sqlite_file *file)
{
    struct statvfs disk;
    sqlite3 *handle;
    *file = (struct sqlite_file){ 0 };
    result e = handle_open(ctx, path, &handle);
    if (e)
        return e;
    file->bytes = file_bytes(path, "");
    file->wal_bytes = file_bytes(path, "-wal");
    file->journal = journal_mode(ctx, handle);
    if (statvfs(path, &disk) == 0)
        file->free_bytes = (int64_t)(disk.f_bavail * disk.f_frsize);
    e = number_read(ctx, handle, "PRAGMA user_version", &file->schema);
    sqlite3_close(handle);
    return e;
}

result sqlite_facts(struct ctx *ctx, const char *path, int64_t *n)
{
    sqlite3 *handle;
    result e = handle_open(ctx, path, &handle);
    if (e)
        return e;
    e = number_read(ctx, handle, "SELECT COUNT(*) FROM fact", n);
    sqlite3_close(handle);
    return e;
}

// The engine answers "ok", or a row for each thing that is wrong.
static result answer_check(struct ctx *ctx, sqlite3 *handle, const char *path)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(handle, "PRAGMA integrity_check(10)", -1, &statement, NULL);
    bool is_sound = false;
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *said = (const char *)sqlite3_column_text(statement, 0);
        is_sound = said && strcmp(said, "ok") == 0;
        if (!is_sound)
            log_line("store: %s: %s", path, said ? said : "damaged");
        code = SQLITE_OK;
    }
    result e = code == SQLITE_DONE ? OK : sqlite_fail(ctx, handle, path);
    sqlite3_finalize(statement);
    if (e || is_sound)
        return e;
    return fail(ctx, ERR_STORE, "the file '%s' is damaged: take an older backup", path);
}

result sqlite_check(struct ctx *ctx, const char *path)
{
    sqlite3 *handle;
    result e = handle_open(ctx, path, &handle);
    if (e)
        return e;
    e = answer_check(ctx, handle, path);
    sqlite3_close(handle);
    return e;
}

// VACUUM INTO rather than the engine's page by page copy: it reads every row, so that damage shows; what was erased
// does not go along in free pages; the copy is one file without a journal; and it never begins again because somebody
// wrote meanwhile. It takes longer, which the writers don't notice.
result sqlite_copy(struct ctx *ctx, const char *path, const char *to)
{
    sqlite3_stmt *statement = NULL;
    sqlite3 *handle;
    result e = handle_open(ctx, path, &handle);
    if (e)
        return e;
    int code = sqlite3_prepare_v2(handle, "VACUUM INTO ?1", -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 1, to, -1, SQLITE_STATIC);
    if (code != SQLITE_OK || sqlite3_step(statement) != SQLITE_DONE)
        e = sqlite_fail(ctx, handle, "copying the store");
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    return e ? e : file_sync(ctx, to);
}

static uint64_t bytes_hash(uint64_t hash, const void *at, size_t n)
{
    const unsigned char *bytes = at;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3u;
    return hash;
}

// Rows are added up, since an engine that copies them may give them another order.
static int rows_add(sqlite3 *handle, const char *sql, uint64_t *sum)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(handle, sql, -1, &statement, NULL);
    uint64_t table = bytes_hash(0xcbf29ce484222325u, sql, strlen(sql));
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        uint64_t row = table;
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            int type = sqlite3_column_type(statement, i);
            const void *at = sqlite3_column_blob(statement, i); // a number as its digits
            int n = sqlite3_column_bytes(statement, i);
            row = bytes_hash(bytes_hash(bytes_hash(row, &type, sizeof type), &n, sizeof n), at, (size_t)n);
        }
        *sum += (row ^ row >> 29) * 0xbf58476d1ce4e5b9u;
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static bool is_derived(const char *table)
{
    for (int i = 0; i < STORED_TABLES_COUNT; i++)
        if (strcmp(STORED_TABLES[i].name, table) == 0)
            return STORED_TABLES[i].is_derived;
    return false;
}

// The tables there are, which in a store of an older schema are not those that this program knows.
static result sum_read(struct ctx *ctx, sqlite3 *handle, uint64_t *sum)
{
    sqlite3_stmt *tables = NULL;
    char sql[SQL_ROOM];
    int code = sqlite3_prepare_v2(handle, "SELECT name FROM sqlite_schema WHERE type = 'table'", -1, &tables,
                                  NULL);
    *sum = 0;
    while (code == SQLITE_OK && (code = sqlite3_step(tables)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(tables, 0);
        bool has_seal = strcmp(name, "setting") == 0;
        code = SQLITE_OK;
        if (is_derived(name) || strncmp(name, "sqlite_", 7) == 0)
            continue;
        sqlite3_snprintf(sizeof sql, sql, "SELECT * FROM \"%w\"%s", name,
                         has_seal ? " WHERE name <> '" SETTING_SEAL "'" : "");
        code = rows_add(handle, sql, sum);
    }
    result e = code == SQLITE_DONE ? OK : sqlite_fail(ctx, handle, "reading every row");
    sqlite3_finalize(tables);
    return e;
}

// A statement with the seal as its parameter; is_found: whether it answered a row.
static result seal_run(struct ctx *ctx, sqlite3 *handle, const char *sql, bool *is_found)
{
    sqlite3_stmt *statement = NULL;
    char seal[SEAL_ROOM];
    uint64_t sum;
    result e = sum_read(ctx, handle, &sum);
    if (e)
        return e;
    sqlite3_snprintf(sizeof seal, seal, "%llx", (unsigned long long)sum);
    int code = sqlite3_prepare_v2(handle, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_bind_text(statement, 1, seal, -1, SQLITE_STATIC);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    *is_found = code == SQLITE_ROW;
    e = code == SQLITE_ROW || code == SQLITE_DONE ? OK : sqlite_fail(ctx, handle, sql);
    sqlite3_finalize(statement);
    return e;
}

result sqlite_seal(struct ctx *ctx, const char *path)
{
    sqlite3 *handle;
    bool is_found;
    result e = handle_open(ctx, path, &handle);
    if (e)
        return e;
    e = seal_run(ctx, handle,
                 "INSERT OR REPLACE INTO setting (community, name, value) VALUES (1, '" SETTING_SEAL "', ?1)",
                 &is_found);
    sqlite3_close(handle);
    return e;
}

result sqlite_seal_check(struct ctx *ctx, const char *path)
{
    sqlite3 *handle;
    bool is_broken;
    result e = handle_open(ctx, path, &handle);
    if (e)
        return e;
    e = seal_run(ctx, handle, "SELECT 1 FROM setting WHERE name = '" SETTING_SEAL "' AND value <> ?1",
                 &is_broken);
    sqlite3_close(handle);
    if (e || !is_broken)
        return e;
    return fail(ctx, ERR_STORE,
                "the file '%s' is damaged, or was changed since it was made: take another backup", path);
}
