// PostgreSQL: transactions and queries on one connection.
#include "store/postgres.h"

#include "base/log.h"

#include <endian.h>
#include <string.h>
#include <time.h>

enum { SENT_WAIT = 256, NUMBER_BYTES = 8 };

#define WORDS_LOST "the connection to the store was lost, and nothing of this was kept: try again in a moment"
#define WORDS_UNKNOWN                                                                                           \
    "the connection to the store was lost while this was being kept, and it is not known whether it was: look " \
    "before you do it again"

#define TURN "pg_advisory_xact_lock(1463898692, 1)" // "WARD", the community
const char WRITERS_LOCK[] = "SELECT " TURN;

// In every transaction that writes, so that it can be told from a row whether it was kept. The server's own number of
// a transaction can't tell: where it had not come to the disk, or to the standby that took over, another gets it.
#define TURN_TAKE                                                                                            \
    "INSERT INTO wardmote_writer (writer, turn, written) SELECT $1, $2, now() FROM " TURN                    \
    " ON CONFLICT (writer) DO UPDATE SET turn = excluded.turn, written = excluded.written"
static const char TURNS_FORGET[] = "DELETE FROM wardmote_writer WHERE written < now() - interval '1 day'";

// What every transaction says, prepared when a connection is made.
const struct usual USUAL[USUAL_COUNT] = {
    [USUAL_READ] = { "usual_read", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" },
    [USUAL_WRITE] = { "usual_write", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE" },
    [USUAL_TURN] = { "usual_turn", TURN_TAKE },
    [USUAL_PART] = { "usual_part", "SAVEPOINT part" },
    [USUAL_PART_KEPT] = { "usual_part_kept", "RELEASE SAVEPOINT part" },
    [USUAL_COMMIT] = { "usual_commit", "COMMIT" },
};

// What the server says, by the beginning of its SQLSTATE. The first that fits.
static const struct {
    const char *state;
    result result;
    const char *words;
} ERRORS[] = {
    { "08", ERR_BUSY, WORDS_LOST },
    { "57P0", ERR_BUSY, WORDS_LOST },
    { "25P03", ERR_BUSY, WORDS_LOST },
    { "55P03", ERR_BUSY, WORDS_BUSY },
    { "40", ERR_BUSY, WORDS_BUSY },
    { "57014", ERR_BUSY, WORDS_BUSY },
    { "53100", ERR_STORE, WORDS_FULL },
    { "53200", ERR_STORE, "the store's server has no memory left: nothing of this was kept" },
    { "23", ERR_CONFLICT, WORDS_CONFLICT },
    { "25006", ERR_STORE, "the store can't be written to: its server only lets it be read" },
    { "3F000", ERR_STORE, "the schema that the store's URL names is not in the database: make it first" },
    { "42501", ERR_STORE,
      "the role that --store names may not do this in the database: let it own the database, or a schema of its "
      "own in it" },
    { "22021", ERR_INPUT, "a text has a byte in it that is not UTF-8, or is zero: nothing of this was kept" },
    { "22P05", ERR_INPUT, "a text has a byte in it that is not UTF-8, or is zero: nothing of this was kept" },
    { "54000", ERR_LIMIT, "a name or value is longer than the store can hold (about 2,600 bytes)" },
    { "58", ERR_STORE, WORDS_DISK },
    { "XX00", ERR_STORE, WORDS_DAMAGED },
};

bool is_lost(const struct postgres *own)
{
    return PQstatus(own->conn) != CONNECTION_OK;
}

static result lost_fail(struct ctx *ctx, struct postgres *own, const char *what)
{
    log_line("store: %s: %s", what, own->conn ? PQerrorMessage(own->conn) : "no connection");
    return fail(ctx, ERR_BUSY, WORDS_LOST);
}

static result answer_fail(struct ctx *ctx, const PGresult *answer, const char *what)
{
    const char *state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const char *words = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    state = state ? state : "08000"; // libpq's own: the connection is gone
    if (strncmp(state, "23", 2) != 0)
        log_line("store: %s: %s %s", what, state, words ? words : PQresultErrorMessage(answer));
    for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++)
        if (strncmp(state, ERRORS[i].state, strlen(ERRORS[i].state)) == 0)
            return fail(ctx, ERRORS[i].result, "%s", ERRORS[i].words);
    return fail(ctx, ERR_STORE, WORDS_FAILED);
}

result sent_note(struct ctx *ctx, struct postgres *own, struct sent sent, int is_sent)
{
    if (!is_sent)
        return lost_fail(ctx, own, sent.name);
    own->sent[own->n_sent++] = sent;
    return OK;
}

result sql_send(struct ctx *ctx, struct postgres *own, const char *sql)
{
    return sent_note(ctx, own, (struct sent){ sql, NULL, NULL },
                     PQsendQueryParams(own->conn, sql, 0, NULL, NULL, NULL, NULL, 1));
}

static result usual_send(struct ctx *ctx, struct postgres *own, enum usual_statement which)
{
    return sent_note(ctx, own, (struct sent){ USUAL[which].sql, NULL, NULL },
                     PQsendQueryPrepared(own->conn, USUAL[which].name, 0, NULL, NULL, NULL, 1));
}

static bool is_type(Oid oid, enum sql_type type)
{
    switch (type) {
    case SQL_TEXT:
        return oid == 25;
    case SQL_BYTES:
        return oid == 17;
    case SQL_BOOL:
        return oid == 16;
    case SQL_ID:
    case SQL_INT:
    case SQL_INSTANT:
    case SQL_DATE:
        return oid == 20 || oid == 23;
    }
    return false;
}

// A column of another type than sql/ says would be misread.
static result columns_check(struct ctx *ctx, const struct query *query, const PGresult *answer)
{
    bool is_good = (size_t)PQnfields(answer) == query->n_out;
    for (size_t i = 0; i < query->n_out && is_good; i++)
        is_good = is_type(PQftype(answer, (int)i), query->out[i].type);
    return is_good ? OK
                   : fail(ctx, ERR_INTERNAL, "%s does not answer the columns that sql/ says", query->name);
}

static result answer_check(struct ctx *ctx, const struct sent *sent, const PGresult *answer)
{
    switch (PQresultStatus(answer)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
        return sent->described ? columns_check(ctx, sent->described, answer) : OK;
    case PGRES_PIPELINE_ABORTED: // by the failure of one before it
        return OK;
    default:
        return answer_fail(ctx, answer, sent->name);
    }
}

// An answer has one result and ends with NULL; behind all of them stands the end of the pipeline.
result answers_read(struct ctx *ctx, struct postgres *own, PGresult **last)
{
    PGresult *kept = NULL;
    result e = OK;
    if (!PQpipelineSync(own->conn))
        e = lost_fail(ctx, own, "sending");
    for (int i = 0; !e || !is_lost(own);) {
        PGresult *answer = PQgetResult(own->conn);
        if (!answer && (is_lost(own) || i > own->n_sent))
            break;
        if (!answer) {
            i++;
            continue;
        }
        bool is_end = PQresultStatus(answer) == PGRES_PIPELINE_SYNC;
        if (!is_end && i < own->n_sent && own->sent[i].is_ready)
            *own->sent[i].is_ready = PQresultStatus(answer) == PGRES_COMMAND_OK;
        if (!is_end && !e && i < own->n_sent)
            e = answer_check(ctx, &own->sent[i], answer);
        PQclear(is_end ? answer : kept);
        if (is_end)
            break;
        kept = answer;
    }
    own->n_sent = 0;
    if (!e && is_lost(own))
        e = lost_fail(ctx, own, "reading");
    own->is_begun = own->is_begun && !is_lost(own);
    if (e || !last) {
        PQclear(kept);
        kept = NULL;
    }
    if (last)
        *last = kept;
    return e;
}

int64_t number_at(const PGresult *answer, int row, int column)
{
    const char *at = PQgetvalue(answer, row, column);
    uint64_t wide;
    uint32_t narrow;
    switch (PQgetlength(answer, row, column)) {
    case sizeof wide:
        memcpy(&wide, at, sizeof wide);
        return (int64_t)be64toh(wide);
    case sizeof narrow:
        memcpy(&narrow, at, sizeof narrow);
        return (int32_t)be32toh(narrow);
    case 1:
        return *at;
    default:
        return 0;
    }
}

void rows_forget(struct postgres *own)
{
    for (int i = 0; i < QUERIES_COUNT; i++) {
        PQclear(own->rows[i].result);
        own->rows[i] = (struct rows){ 0 };
    }
}

static struct postgres *postgres_of(struct db *db)
{
    return (struct postgres *)(void *)db;
}

// A statement about this turn of this writer: its $1 and $2.
static result turn_send(struct ctx *ctx, struct postgres *own, const char *sql, const char *prepared)
{
    static const Oid types[] = { 20, 20 }; // bigint
    static const int lengths[] = { NUMBER_BYTES, NUMBER_BYTES }, formats[] = { 1, 1 };
    const uint64_t numbers[] = { htobe64((uint64_t)own->writer), htobe64((uint64_t)own->turn) };
    const char *const values[] = { (const char *)&numbers[0], (const char *)&numbers[1] };
    int is_sent = prepared ? PQsendQueryPrepared(own->conn, prepared, 2, values, lengths, formats, 1)
                           : PQsendQueryParams(own->conn, sql, 2, types, values, lengths, formats, 1);
    return sent_note(ctx, own, (struct sent){ sql, NULL, NULL }, is_sent);
}

static result begin_once(struct ctx *ctx, struct postgres *own, bool is_write)
{
    result e = usual_send(ctx, own, is_write ? USUAL_WRITE : USUAL_READ);
    bool is_first = is_write && own->turn++ == 0;
    if (!e && is_write) // what others committed while it waited its turn is seen: each statement looks anew
        e = turn_send(ctx, own, USUAL[USUAL_TURN].sql, USUAL[USUAL_TURN].name);
    if (!e && is_first)
        e = sql_send(ctx, own, TURNS_FORGET);
    own->is_begun = !e;
    return e ? e : answers_read(ctx, own, NULL);
}

static void rollback(struct db *db)
{
    struct postgres *own = postgres_of(db);
    struct ctx ignored = { .arena = db->arena };
    rows_forget(own);
    if (own->is_begun && own->n_sent && answers_read(&ignored, own, NULL))
        ignored.error.code = OK; // it is taken back, whatever it was
    if (own->is_begun && (sql_send(&ignored, own, "ROLLBACK") || answers_read(&ignored, own, NULL)))
        log_line("store: a transaction could not be ended: its connection is opened again");
    own->is_begun = false;
}

static void wait_milliseconds(int n)
{
    struct timespec wait = { n / 1000, n % 1000 * 1000000L };
    nanosleep(&wait, NULL);
}

static const int WAITS[] = { 0, 100, 300, 1000, 2000, 4000, 8000 }; // milliseconds before each new try
enum { TRIES_READ = 1, TRIES_WRITE = 5, TRIES_COMMIT = 7 };

// Nothing has been read or written yet, so that a connection that was lost meanwhile can be made anew. Where the server
// is and why it did not answer is for the log.
static result begin(struct ctx *ctx, struct db *db, bool is_write)
{
    struct postgres *own = postgres_of(db);
    struct ctx trying = { .arena = ctx->arena };
    result e = begin_once(&trying, own, is_write);
    for (int i = 0; i < (is_write ? TRIES_WRITE : TRIES_READ) && e && is_lost(own); i++) {
        trying = (struct ctx){ .arena = ctx->arena };
        wait_milliseconds(WAITS[i]);
        e = postgres_connect(&trying, own);
        if (!e)
            e = begin_once(&trying, own, is_write);
    }
    if (e && is_lost(own)) {
        log_line("store: %s", trying.error.text);
        return fail(ctx, ERR_BUSY, WORDS_UNREACHABLE);
    }
    return e ? fail(ctx, e, "%s", trying.error.text) : OK;
}

// Whether this turn's transaction was kept. Its lock is waited for first, so that the transaction is over, if its
// server process should still be at it. The row is written again: once that is answered, a standby that is waited for
// has the transaction too.
static result kept_read(struct ctx *ctx, struct postgres *own, bool *is_kept)
{
    static const char sql[] =
        "UPDATE wardmote_writer SET written = now() WHERE writer = $1 AND turn = $2 RETURNING turn";
    PGresult *answer = NULL;
    result e = usual_send(ctx, own, USUAL_WRITE);
    own->is_begun = !e;
    if (!e)
        e = sql_send(ctx, own, WRITERS_LOCK);
    if (!e)
        e = turn_send(ctx, own, sql, NULL);
    if (!e)
        e = answers_read(ctx, own, &answer);
    *is_kept = !e && PQntuples(answer) == 1;
    PQclear(answer);
    if (!e)
        e = usual_send(ctx, own, USUAL_COMMIT);
    if (!e)
        e = answers_read(ctx, own, NULL);
    own->is_begun = own->is_begun && e;
    rollback(&own->db);
    return e;
}

// The commit was sent and not answered: it is never done twice, and never taken for done.
static result commit_find_out(struct ctx *ctx, struct postgres *own)
{
    bool is_kept = false;
    result e = ERR_BUSY;
    for (int i = 0; i < TRIES_COMMIT && e; i++) {
        struct ctx trying = { .arena = ctx->arena };
        wait_milliseconds(WAITS[i]);
        e = is_lost(own) ? postgres_connect(&trying, own) : OK;
        if (!e)
            e = kept_read(&trying, own, &is_kept);
        if (e)
            log_line("store: a commit that was not answered: %s", trying.error.text);
    }
    log_line("store: a commit that was not answered: %s", e ? "not known" : is_kept ? "kept" : "not kept");
    if (e)
        return fail(ctx, ERR_BUSY, WORDS_UNKNOWN);
    return is_kept ? OK : fail(ctx, ERR_BUSY, WORDS_LOST);
}

static result commit(struct ctx *ctx, struct db *db)
{
    struct postgres *own = postgres_of(db);
    struct ctx trying = { .arena = ctx->arena };
    PGresult *answer = NULL;
    result e = usual_send(&trying, own, USUAL_COMMIT);
    if (!e)
        e = answers_read(&trying, own, &answer);
    if (!e && strcmp(PQcmdStatus(answer), "COMMIT") != 0) // something in it had failed
        e = fail(&trying, ERR_STORE, WORDS_FAILED);
    PQclear(answer);
    rows_forget(own);
    own->is_begun = own->is_begun && e && !is_lost(own);
    if (e && is_lost(own))
        return commit_find_out(ctx, own);
    return e ? fail(ctx, e, "%s", trying.error.text) : OK;
}

static result prepare(struct ctx *ctx, struct db *db)
{
    struct postgres *own = postgres_of(db);
    result e = OK;
    for (int i = 0; i < QUERIES_COUNT && !e; i++) {
        if (own->n_sent >= SENT_WAIT)
            e = answers_read(ctx, own, NULL);
        if (!e)
            e = query_prepare(ctx, own, i);
    }
    return e ? e : answers_read(ctx, own, NULL);
}

// Another database in its place has other connections, and these end.
static bool is_same(struct db *db)
{
    (void)db;
    return true;
}

static bool is_in_transaction(const struct db *db)
{
    const struct postgres *own = (const struct postgres *)(const void *)db;
    return own->is_begun && !is_lost(own);
}

static result settle(struct ctx *ctx, struct db *db)
{
    struct postgres *own = postgres_of(db);
    return own->n_sent ? answers_read(ctx, own, NULL) : OK;
}

static result part_begin(struct ctx *ctx, struct db *db)
{
    return usual_send(ctx, postgres_of(db), USUAL_PART);
}

static result part_end(struct ctx *ctx, struct db *db, bool is_kept)
{
    struct postgres *own = postgres_of(db);
    bool has_cursor = false;
    for (int i = 0; i < QUERIES_COUNT; i++)
        has_cursor |= own->rows[i].is_open;
    rows_forget(own);
    if (is_kept) {
        result e = has_cursor ? sql_send(ctx, own, "CLOSE ALL") : OK;
        return e ? e : usual_send(ctx, own, USUAL_PART_KEPT);
    }
    struct ctx ignored = {
        .arena = ctx->arena
    }; // what failed is known; what was sent behind it is taken back
    result e = settle(&ignored, db);
    if (!e || !is_lost(own))
        e = sql_send(ctx, own, "ROLLBACK TO SAVEPOINT part");
    if (!e)
        e = usual_send(ctx, own, USUAL_PART_KEPT);
    return e ? e : answers_read(ctx, own, NULL);
}

// Parameters as libpq takes them, in the binary form of their types.
struct parameters {
    const char *values[CELLS_MAX];
    int lengths[CELLS_MAX], formats[CELLS_MAX];
    char numbers[CELLS_MAX][NUMBER_BYTES];
};

static void parameter_fill(struct parameters *p, size_t i, enum sql_type type, const struct cell *cell)
{
    uint64_t wide = htobe64((uint64_t)cell->number);
    uint32_t narrow = htobe32((uint32_t)cell->number);
    bool is_text = type == SQL_TEXT || type == SQL_BYTES;
    p->formats[i] = 1;
    p->values[i] = cell->is_null ? NULL : is_text ? (cell->text.at ? cell->text.at : "") : p->numbers[i];
    if (is_text) {
        p->lengths[i] = (int)cell->text.n;
    } else if (type == SQL_BOOL) {
        p->numbers[i][0] = cell->number != 0;
        p->lengths[i] = 1;
    } else if (type == SQL_DATE) {
        memcpy(p->numbers[i], &narrow, sizeof narrow);
        p->lengths[i] = sizeof narrow;
    } else {
        memcpy(p->numbers[i], &wide, sizeof wide);
        p->lengths[i] = sizeof wide;
    }
}

static result query_send(struct ctx *ctx, struct postgres *own, int number, const struct cell *in)
{
    const struct query *query = &QUERIES[number];
    struct parameters p;
    result e = query_prepare(ctx, own, number);
    if (e)
        return e;
    for (size_t i = 0; i < query->n_in; i++)
        parameter_fill(&p, i, query->in[i].type, &in[i]);
    return sent_note(
        ctx, own, (struct sent){ query->name, NULL, NULL },
        PQsendQueryPrepared(own->conn, query->name, (int)query->n_in, p.values, p.lengths, p.formats, 1));
}

// Their answers are short, so that the server never waits for us to read while we wait for it to take more.
static result exec(struct ctx *ctx, struct db *db, int number, const struct cell *in)
{
    struct postgres *own = postgres_of(db);
    result e = own->n_sent >= SENT_WAIT ? answers_read(ctx, own, NULL) : OK;
    return e ? e : query_send(ctx, own, number, in);
}

static result insert(struct ctx *ctx, struct db *db, int number, const struct cell *in, int64_t *id)
{
    struct postgres *own = postgres_of(db);
    PGresult *answer = NULL;
    result e = query_send(ctx, own, number, in);
    if (!e)
        e = answers_read(ctx, own, &answer);
    if (!e)
        *id = number_at(answer, 0, 0);
    PQclear(answer);
    return e;
}

static result fetch(struct ctx *ctx, struct postgres *own, int number)
{
    struct rows *rows = &own->rows[number];
    PQclear(rows->result);
    rows->result = NULL;
    rows->next = 0;
    result e = sent_note(ctx, own, (struct sent){ QUERIES[number].name, &QUERIES[number], NULL },
                         PQsendQueryParams(own->conn, QUERIES[number].fetch, 0, NULL, NULL, NULL, NULL, 1));
    return e ? e : answers_read(ctx, own, &rows->result);
}

static result rows_begin(struct ctx *ctx, struct db *db, int number, const struct cell *in)
{
    struct postgres *own = postgres_of(db);
    const struct query *query = &QUERIES[number];
    struct rows *rows = &own->rows[number];
    result e = rows->is_open ? sql_send(ctx, own, query->close) : OK; // left in its middle
    PQclear(rows->result);
    *rows = (struct rows){ .is_open = query->is_each };
    if (!e)
        e = query_send(ctx, own, number, in);
    if (!e)
        e = query->is_each ? fetch(ctx, own, number) : answers_read(ctx, own, &rows->result);
    if (e)
        *rows = (struct rows){ .failed = e };
    return e;
}

static struct cell cell_at(const PGresult *answer, int row, int column, enum sql_type type)
{
    struct cell cell = { .is_null = PQgetisnull(answer, row, column) };
    if (cell.is_null)
        return cell;
    if (type == SQL_TEXT || type == SQL_BYTES)
        cell.text = (str){ PQgetvalue(answer, row, column), (size_t)PQgetlength(answer, row, column) };
    else
        cell.number = number_at(answer, row, column);
    return cell;
}

static bool rows_next(struct ctx *ctx, struct db *db, int number, struct cell *out)
{
    struct postgres *own = postgres_of(db);
    const struct query *query = &QUERIES[number];
    struct rows *rows = &own->rows[number];
    if (rows->is_open && rows->next == query->n_fetch && rows->result)
        rows->failed = fetch(ctx, own, number);
    if (rows->failed || !rows->result || rows->next >= PQntuples(rows->result))
        return false;
    for (size_t i = 0; i < query->n_out; i++)
        out[i] = cell_at(rows->result, rows->next, (int)i, query->out[i].type);
    rows->next++;
    return true;
}

static result rows_end(struct ctx *ctx, struct db *db, int number)
{
    struct postgres *own = postgres_of(db);
    struct rows *rows = &own->rows[number];
    result e = rows->failed;
    if (!e && rows->is_open)
        e = sql_send(ctx, own, QUERIES[number].close);
    PQclear(rows->result);
    *rows = (struct rows){ 0 };
    return e;
}

// What is not on the disk yet no replica can have, and no transaction has seen: commits are waited for.
static result position(struct ctx *ctx, struct db *db, int64_t *position)
{
    static const char sql[] =
        "SELECT pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() "
        "ELSE pg_current_wal_flush_lsn() END, '0/0')::bigint";
    struct postgres *own = postgres_of(db);
    PGresult *answer = NULL;
    result e = sql_send(ctx, own, sql);
    if (!e)
        e = answers_read(ctx, own, &answer);
    if (!e)
        *position = number_at(answer, 0, 0);
    PQclear(answer);
    return e;
}

const struct engine POSTGRES = {
    .open = postgres_open,
    .close = postgres_close,
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
    .position = position,
};
