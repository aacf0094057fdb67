#include "store/sqlite_file.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "store/sqlite.h"

#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

enum { APPLICATION_ID = 0x57415244, BUSY_MILLISECONDS = 5000, PATH_ROOM = 4096 };

str sqlite_path(str url)
{
    if (str_starts(url, STR("postgres")))
        return (str){ 0 };
    return str_starts(url, STR("sqlite:")) ? str_from_byte(url, strlen("sqlite:")) : url;
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
    if (sqlite3_open_v2(path, handle, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        e = sqlite_fail(ctx, *handle, path);
    if (!e) {
        sqlite3_busy_timeout(*handle, BUSY_MILLISECONDS);
        sqlite3_extended_result_codes(*handle, 1);
        e = number_read(ctx, *handle, "PRAGMA application_id", &application);
    }
    if (!e && application != APPLICATION_ID)
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
    sqlite3 *handle;
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", to);
    if (!sql)
        return fail(ctx, ERR_LIMIT, "the system has no memory left");
    result e = handle_open(ctx, path, &handle);
    if (!e) {
        if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
            e = sqlite_fail(ctx, handle, "copying the store");
        sqlite3_close(handle);
    }
    sqlite3_free(sql);
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

static bool is_among(const char *name, const char *const *names)
{
    while (*names && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static result sum_read(struct ctx *ctx, sqlite3 *handle, const char *const *without, uint64_t *sum)
{
    sqlite3_stmt *tables = NULL;
    char sql[256];
    int code = sqlite3_prepare_v2(
        handle, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", -1,
        &tables, NULL);
    *sum = 0;
    while (code == SQLITE_OK && (code = sqlite3_step(tables)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(tables, 0);
        code = SQLITE_OK;
        if (is_among(name, without))
            continue;
        bool has_seal = strcmp(name, "setting") == 0;
        sqlite3_snprintf(sizeof sql, sql, "SELECT * FROM \"%w\"%s", name,
                         has_seal ? " WHERE name <> '" SETTING_SEAL "'" : "");
        code = rows_add(handle, sql, sum);
    }
    result e = code == SQLITE_DONE ? OK : sqlite_fail(ctx, handle, "reading every row");
    sqlite3_finalize(tables);
    return e;
}

// In its own connection, which closes behind it.
static result sealing(struct ctx *ctx, const char *path, const char *const *without, bool is_check)
{
    sqlite3 *handle;
    char sql[256];
    uint64_t sum;
    int64_t n = 0;
    result e = handle_open(ctx, path, &handle);
    if (e)
        return e;
    e = sum_read(ctx, handle, without, &sum);
    sqlite3_snprintf(sizeof sql, sql,
                     is_check
                         ? "SELECT COUNT(*) FROM setting WHERE name = '" SETTING_SEAL "' AND value <> '%llx'"
                         : "INSERT OR REPLACE INTO setting (community, name, value) VALUES (1, '" SETTING_SEAL
                           "', '%llx')",
                     (unsigned long long)sum);
    if (!e && is_check)
        e = number_read(ctx, handle, sql, &n);
    else if (!e && sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
        e = sqlite_fail(ctx, handle, sql);
    sqlite3_close(handle);
    if (!e && n)
        e = fail(ctx, ERR_STORE,
                 "the file '%s' is damaged, or was changed since it was made: take another backup", path);
    return e;
}

result sqlite_seal(struct ctx *ctx, const char *path, const char *const *without)
{
    return sealing(ctx, path, without, false);
}

result sqlite_seal_check(struct ctx *ctx, const char *path, const char *const *without)
{
    return sealing(ctx, path, without, true);
}
