// PostgreSQL: what was deleted leaves the data files.
#include "store/postgres.h"

#include "base/log.h"

#include <string.h>
#include <time.h>

enum { XID_MAX = 32, READERS_WAITS = 50, READERS_WAIT_MILLISECONDS = 200 };

// Written anew without what was deleted, indexes and long values too. These may hold something of a person.
static const char *const VACUUMS[] = {
    "SET lock_timeout = '10s'",
    "VACUUM (FULL) private",
    "VACUUM (FULL) person",
    "VACUUM (FULL) case_person",
    "VACUUM (FULL) own_code",
    "VACUUM (FULL) by_post",
    "VACUUM (FULL) payment_choice",
    "VACUUM (FULL) outbox",
    "VACUUM (FULL) subscription",
    "VACUUM (FULL) alert",
    "VACUUM (FULL) unreachable",
    "VACUUM (FULL) photograph",
    "VACUUM (FULL) cases",
    "VACUUM (FULL) obligation",
    "VACUUM (FULL) account",
    "VACUUM (FULL) session",
    "VACUUM (FULL) sign_link",
    "VACUUM (FULL) unsent",
    "VACUUM (FULL) restriction",
    NULL,
};

static const char PAGES[] =
    "SELECT (SUM(pg_total_relation_size(name::regclass)) / "
    "current_setting('block_size')::bigint)::bigint FROM unnest(ARRAY['private', 'person', "
    "'case_person', 'own_code', 'by_post', 'payment_choice', 'outbox', 'subscription', 'alert', "
    "'unreachable', 'photograph', 'cases', "
    "'obligation', 'account', 'session', 'sign_link', 'unsent', 'restriction']) AS name";
static const char NUMBER_OF_NOW[] = "SELECT pg_current_xact_id()::xid::text";
// Who reads a state older than that transaction, or was writing then, in whichever database of the server, or on a
// replica that says so: what they might still see is kept, since a snapshot looks back to the oldest writer of all.
static const char OLDER_READERS[] =
    "SELECT COUNT(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
    "AND (age(backend_xmin) >= age($1::text::xid) OR age(backend_xid) >= age($1::text::xid))";

static result forget_fail(struct ctx *ctx, const PGresult *answer, const char *sql)
{
    const char *state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    log_line("store: forgetting: %s: %s", sql, PQresultErrorMessage(answer));
    if (state && strcmp(state, "55P03") == 0)
        return fail(
            ctx, ERR_BUSY,
            "it was erased, but others kept the tables busy, so that older pages may still hold it: run "
            "`wardmote person sweep`");
    return fail(
        ctx, ERR_STORE,
        "it was erased, but the tables could not be made anew, so that older pages may still hold it: make room "
        "for a second copy of them, own them, and run `wardmote person sweep`");
}

static result run(struct ctx *ctx, struct postgres *own, const char *sql)
{
    PGresult *answer = PQexec(own->conn, sql);
    ExecStatusType status = PQresultStatus(answer);
    result e = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ? OK : forget_fail(ctx, answer, sql);
    PQclear(answer);
    return e;
}

static result number_read(struct ctx *ctx, struct postgres *own, const char *sql, const char *parameter,
                          int64_t *number)
{
    PGresult *answer = PQexecParams(own->conn, sql, parameter ? 1 : 0, NULL, &parameter, NULL, NULL, 1);
    result e = PQntuples(answer) == 1 ? OK : forget_fail(ctx, answer, sql);
    *number = e ? 0 : number_at(answer, 0, 0);
    PQclear(answer);
    return e;
}

static result number_of_now(struct ctx *ctx, struct postgres *own, char xid[XID_MAX])
{
    PGresult *answer = PQexec(own->conn, NUMBER_OF_NOW);
    bool is_good = PQntuples(answer) == 1 && PQgetlength(answer, 0, 0) < XID_MAX;
    result e = is_good ? OK : forget_fail(ctx, answer, NUMBER_OF_NOW);
    if (is_good)
        memcpy(xid, PQgetvalue(answer, 0, 0), (size_t)PQgetlength(answer, 0, 0) + 1);
    PQclear(answer);
    return e;
}

// Pages are read in milliseconds; a backup or a judging may take longer, and is not waited for to its end.
static result readers_wait(struct ctx *ctx, struct postgres *own, bool *is_waited_for)
{
    const struct timespec pause = { 0, READERS_WAIT_MILLISECONDS * 1000000L };
    char xid[XID_MAX];
    int64_t readers = 1;
    result e = number_of_now(ctx, own, xid);
    for (int i = 0; i < READERS_WAITS && readers && !e; i++) {
        e = number_read(ctx, own, OLDER_READERS, xid, &readers);
        if (readers && !e)
            nanosleep(&pause, NULL);
    }
    *is_waited_for = readers != 0;
    return e;
}

// The log's files are of use no longer after a checkpoint, and written over by and by.
static void checkpoint(struct postgres *own, struct forgotten *forgotten)
{
    PGresult *answer = PQexec(own->conn, "CHECKPOINT");
    forgotten->has_checkpoint = PQresultStatus(answer) == PGRES_COMMAND_OK;
    PQclear(answer);
}

static result forget(struct ctx *ctx, struct postgres *own, struct forgotten *forgotten)
{
    if (!PQexitPipelineMode(own->conn))
        return fail(ctx, ERR_INTERNAL, WORDS_FAILED);
    result e = number_read(ctx, own, PAGES, NULL, &forgotten->pages_before);
    if (!e)
        e = readers_wait(ctx, own, &forgotten->is_waited_for);
    for (const char *const *sql = VACUUMS; *sql && !e; sql++)
        e = run(ctx, own, *sql);
    if (!e)
        e = number_read(ctx, own, PAGES, NULL, &forgotten->pages_after);
    if (!e)
        checkpoint(own, forgotten);
    return e;
}

result postgres_forget(struct ctx *ctx, const char *url, struct forgotten *forgotten)
{
    struct db *db;
    result e = postgres_open(ctx, url, STORE_WRITE, &db);
    if (e)
        return e;
    e = forget(ctx, (struct postgres *)(void *)db, forgotten);
    postgres_close(db);
    return e;
}
