#include "store/forget.h"
#include "store/sqlite.h"

#include "base/log.h"
#include "store/postgres.h"

#include <sqlite3.h>
#include <string.h>

enum { BUSY_MILLISECONDS = 10000 };

static int64_t number(sqlite3 *handle, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t value = -1;
    if (sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static result forget_fail(struct ctx *ctx, sqlite3 *handle)
{
    int code = sqlite3_errcode(handle) & 0xff;
    log_line("store: forgetting: %s", sqlite3_errmsg(handle));
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
        return fail(
            ctx, ERR_BUSY,
            "it was erased, but another program kept the file busy, so that older pages may still hold it: "
            "run `wardmote person sweep`");
    return fail(
        ctx, ERR_STORE,
        "it was erased, but the file could not be made anew, so that older pages may still hold it: make room "
        "for a second copy of it and run `wardmote person sweep`");
}

// VACUUM writes only what is there, so that free pages and the gaps in pages are gone too; the checkpoint takes that
// into the file and cuts the log to nothing.
static result forget(struct ctx *ctx, sqlite3 *handle, struct forgotten *forgotten)
{
    sqlite3_busy_timeout(handle, BUSY_MILLISECONDS);
    if (sqlite3_exec(handle, "PRAGMA secure_delete = ON", NULL, NULL, NULL) != SQLITE_OK)
        return forget_fail(ctx, handle);
    forgotten->pages_before = number(handle, "PRAGMA page_count");
    if (sqlite3_exec(handle, "VACUUM", NULL, NULL, NULL) != SQLITE_OK)
        return forget_fail(ctx, handle);
    forgotten->pages_after = number(handle, "PRAGMA page_count");
    forgotten->is_waited_for = number(handle, "PRAGMA wal_checkpoint(TRUNCATE)") != 0;
    return OK;
}

result store_forget(struct ctx *ctx, str url, struct forgotten *forgotten)
{
    str path = str_starts(url, STR("sqlite:")) ? str_from_byte(url, strlen("sqlite:")) : url;
    char *name = str_c(ctx->arena, path);
    sqlite3 *handle = NULL;
    *forgotten = (struct forgotten){ .is_on_server = str_starts(url, STR("postgres")) };
    if (!name)
        return arena_fail(ctx);
    if (forgotten->is_on_server)
        return postgres_forget(ctx, name, forgotten);
    int code = sqlite_open(name, &handle, 0);
    result e = code == SQLITE_OK ? forget(ctx, handle, forgotten)
                                 : fail(ctx, ERR_STORE, "the store can't be opened to make its file anew");
    sqlite3_close(handle);
    return e;
}
