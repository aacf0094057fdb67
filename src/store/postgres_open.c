// PostgreSQL: how a connection is made, what is wrong when it can't be, and the schema.
#include "store/postgres.h"

#include "base/log.h"

#include <poll.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { CONNECTION_MEMORY = 1 << 20, OPTIONS_MAX = 64, CONNECT_MILLISECONDS = 10000, VERSION_LEAST = 130000 };

// What the URL and the environment leave open. A server that falls silent is noticed in half a minute.
static const struct {
    const char *name, *value;
} OPTIONS[] = {
    { "keepalives_idle", "15" },   { "keepalives_interval", "5" },
    { "keepalives_count", "3" },   { "tcp_user_timeout", "30000" },
    { "client_encoding", "UTF8" }, { "fallback_application_name", "wardmote" },
};

// What every connection sets. Plans are made once, for any parameters, and go by the indexes, row after row, as they do
// in SQLite: a table that grows from nothing within one transaction has no statistics to go by.
static const char *const SETTINGS[] = {
    "SET lock_timeout = '5s'",
    "SET plan_cache_mode = force_generic_plan",
    "SET enable_seqscan = off",
    "SET enable_hashjoin = off",
    "SET enable_mergejoin = off",
    "SET jit = off",
    "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
    NULL,
};

// A writer that falls silent in the middle, because its machine stands still or can't be reached, loses its turn.
static const char WRITERS_PATIENCE[] = "SET idle_in_transaction_session_timeout = '20s'";

// Whether there is a store; how many other tables there are.
static const char SCHEMA_THERE[] =
    "SELECT to_regclass('wardmote_schema') IS NOT NULL, (SELECT COUNT(*) FROM pg_class AS c "
    "WHERE c.relnamespace = to_regnamespace(current_schema()) AND c.relkind IN ('r', 'p', 'v', 'm') "
    "AND NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e'))";
static const char SCHEMA_VERSION[] = "SELECT version FROM wardmote_schema";
static const char SCHEMA_SET[] = "INSERT INTO wardmote_schema (version) VALUES ($1)";

static void notice_drop(void *with, const PGresult *notice)
{
    (void)with;
    (void)notice;
}

// One of the server's refusals. The states stand in what libpq says, because the verbosity asks for them; the words may
// be in any language.
static bool says(const struct postgres *own, const char *state)
{
    return strstr(PQerrorMessage(own->conn), state) != NULL;
}

static const char *word(const char *s)
{
    return s && *s ? s : "?";
}

static result connect_fail(struct ctx *ctx, const struct postgres *own)
{
    const char *host = word(PQhost(own->conn)), *port = word(PQport(own->conn)),
               *user = word(PQuser(own->conn)), *name = word(PQdb(own->conn));
    log_line("store: %s", PQerrorMessage(own->conn));
    if (PQconnectionNeedsPassword(own->conn))
        return fail(
            ctx, ERR_STORE,
            "PostgreSQL at %s, port %s, wants a password for '%s': put it into ~/.pgpass, or PGPASSWORD",
            host, port, user);
    if (says(own, "28P01"))
        return fail(ctx, ERR_STORE,
                    "PostgreSQL at %s, port %s, does not take the password of '%s': put the right one into "
                    "~/.pgpass, PGPASSWORD or the URL",
                    host, port, user);
    if (says(own, "28000"))
        return fail(
            ctx, ERR_STORE,
            "PostgreSQL at %s, port %s, does not let '%s' in: make the role with `createuser %s`, or let it in "
            "in pg_hba.conf",
            host, port, user, user);
    if (says(own, "3D000"))
        return fail(
            ctx, ERR_MISSING,
            "PostgreSQL at %s, port %s, has no database '%s': make it with `createdb -O %s -E UTF8 -T template0 "
            "%s`",
            host, port, name, user, name);
    if (says(own, "42501"))
        return fail(ctx, ERR_STORE,
                    "'%s' may not connect to database '%s' at %s, port %s: GRANT CONNECT to it", user, name,
                    host, port);
    if (says(own, "53300"))
        return fail(ctx, ERR_BUSY,
                    "PostgreSQL at %s, port %s, has too many connections: raise max_connections", host, port);
    if (says(own, "57P03"))
        return fail(ctx, ERR_BUSY,
                    "PostgreSQL at %s, port %s, is starting or stopping: try again in a moment", host, port);
    return fail(ctx, ERR_BUSY,
                "no PostgreSQL answers at %s, port %s: start it, or give --store the right host and port",
                host, port);
}

static bool connect_wait(PGconn *conn)
{
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;
    while (state == PGRES_POLLING_WRITING || state == PGRES_POLLING_READING) {
        struct pollfd line = { PQsocket(conn), state == PGRES_POLLING_WRITING ? POLLOUT : POLLIN, 0 };
        if (poll(&line, 1, CONNECT_MILLISECONDS) == 0)
            return false;
        state = PQconnectPoll(conn);
    }
    return state == PGRES_POLLING_OK;
}

// The URL in parts, and what it leaves open.
static bool connect_start(struct postgres *own)
{
    const char *names[OPTIONS_MAX], *values[OPTIONS_MAX];
    PQconninfoOption *options = PQconninfoParse(own->url, NULL);
    size_t n = 0;
    for (const PQconninfoOption *o = options; o && o->keyword; o++) {
        const char *value = o->val;
        for (size_t i = 0; i < sizeof OPTIONS / sizeof *OPTIONS && !value; i++)
            value = strcmp(o->keyword, OPTIONS[i].name) == 0 ? OPTIONS[i].value : NULL;
        if (!value || n + 1 >= OPTIONS_MAX)
            continue;
        names[n] = o->keyword;
        values[n++] = value;
    }
    names[n] = values[n] = NULL;
    own->conn = options ? PQconnectStartParams(names, values, 0) : NULL;
    PQconninfoFree(options);
    return own->conn != NULL;
}

static result connect_open(struct ctx *ctx, struct postgres *own)
{
    if (!connect_start(own)) // what libpq has to say would quote the URL
        return fail(
            ctx, ERR_STORE,
            "the store's URL can't be read: write postgresql://USER@HOST:PORT/DATABASE, with %%-codes for "
            "what is neither letter nor digit");
    PQsetErrorVerbosity(own->conn, PQERRORS_VERBOSE);
    if (PQstatus(own->conn) == CONNECTION_BAD || !connect_wait(own->conn))
        return connect_fail(ctx, own);
    PQsetErrorVerbosity(own->conn, PQERRORS_DEFAULT);
    PQsetNoticeReceiver(own->conn, notice_drop, NULL);
    const char *encoding = PQparameterStatus(own->conn, "server_encoding");
    if (PQserverVersion(own->conn) < VERSION_LEAST)
        return fail(ctx, ERR_STORE, "the store needs PostgreSQL 13 or later, and this server is older");
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return fail(ctx, ERR_STORE,
                    "database '%s' keeps its texts as %s: make one with `createdb -E UTF8 -T template0`",
                    word(PQdb(own->conn)), word(encoding));
    return PQenterPipelineMode(own->conn) ? OK : fail(ctx, ERR_INTERNAL, WORDS_FAILED);
}

// -1: there is no store.
static result schema_read(struct ctx *ctx, struct postgres *own, int64_t *schema, bool *has_tables)
{
    PGresult *there = NULL, *version = NULL;
    result e = OK;
    for (const char *const *setting = SETTINGS; *setting && !e; setting++)
        e = sql_send(ctx, own, *setting);
    if (!e && own->mode != STORE_READ)
        e = sql_send(ctx, own, WRITERS_PATIENCE);
    if (!e)
        e = sql_send(ctx, own, SCHEMA_THERE);
    if (!e)
        e = answers_read(ctx, own, &there);
    *schema = -1;
    bool is_there = !e && number_at(there, 0, 0);
    *has_tables = !e && number_at(there, 0, 1) > 0;
    PQclear(there);
    if (is_there)
        e = sql_send(ctx, own, SCHEMA_VERSION);
    if (is_there && !e)
        e = answers_read(ctx, own, &version);
    if (is_there && !e)
        *schema = PQntuples(version) == 1 ? number_at(version, 0, 0) : 0;
    PQclear(version);
    return e;
}

// The version, now that no other program can be at it too.
static result schema_lock(struct ctx *ctx, struct postgres *own, int64_t *schema)
{
    PGresult *version = NULL;
    result e = sql_send(ctx, own, "BEGIN");
    if (!e)
        e = sql_send(ctx, own, WRITERS_LOCK);
    if (!e)
        e = sql_send(ctx, own, "CREATE TABLE IF NOT EXISTS wardmote_schema (version bigint NOT NULL)");
    if (!e)
        e = sql_send(ctx, own, SCHEMA_VERSION);
    own->is_begun = !e;
    if (!e)
        e = answers_read(ctx, own, &version);
    if (!e)
        *schema = PQntuples(version) == 1 ? number_at(version, 0, 0) : 0;
    PQclear(version);
    return e ? e : schema_check(ctx, *schema, STORE_WRITE);
}

static result schema_set(struct ctx *ctx, struct postgres *own)
{
    static const Oid type = 23; // integer
    char number[16];
    snprintf(number, sizeof number, "%d", MIGRATIONS_COUNT);
    const char *value = number;
    result e = sql_send(ctx, own, "DELETE FROM wardmote_schema");
    return e ? e
             : sent_note(ctx, own, (struct sent){ SCHEMA_SET, NULL, NULL },
                         PQsendQueryParams(own->conn, SCHEMA_SET, 1, &type, &value, NULL, NULL, 1));
}

static result migrate(struct ctx *ctx, struct postgres *own)
{
    int64_t schema = 0;
    result e = schema_lock(ctx, own, &schema);
    for (int i = (int)schema; i < MIGRATIONS_COUNT && !e; i++)
        for (const char *const *statement = MIGRATIONS[i].postgres; *statement && !e; statement++)
            e = sql_send(ctx, own, *statement);
    if (!e)
        e = schema_set(ctx, own);
    if (!e)
        e = sql_send(ctx, own, "COMMIT");
    if (!e)
        e = answers_read(ctx, own, NULL);
    if (e)
        own->db.engine->rollback(&own->db);
    own->is_begun = false;
    return e;
}

static result schema_ready(struct ctx *ctx, struct postgres *own)
{
    int64_t schema;
    bool has_tables;
    result e = schema_read(ctx, own, &schema, &has_tables);
    if (e)
        return e;
    if (schema < 0 && own->mode != STORE_CREATE)
        return fail(
            ctx, ERR_MISSING,
            "there is no store in database '%s' at %s: make one with `wardmote demo` or `wardmote import "
            "requests`",
            word(PQdb(own->conn)), word(PQhost(own->conn)));
    if (schema < 0 && has_tables)
        return fail(
            ctx, ERR_STORE,
            "database '%s' at %s holds tables that are not Wardmote's: name an empty one with --store",
            word(PQdb(own->conn)), word(PQhost(own->conn)));
    own->db.schema = schema < 0 ? 0 : (int)schema;
    e = schema_check(ctx, own->db.schema, own->mode);
    return e || own->db.schema == MIGRATIONS_COUNT ? e : migrate(ctx, own);
}

static Oid type_of(enum sql_type type)
{
    switch (type) {
    case SQL_TEXT:
        return 25;
    case SQL_BYTES:
        return 17;
    case SQL_BOOL:
        return 16;
    case SQL_DATE:
        return 23;
    case SQL_ID:
    case SQL_INT:
    case SQL_INSTANT:
        return 20;
    }
    return 0;
}

result query_prepare(struct ctx *ctx, struct postgres *own, int number)
{
    const struct query *query = &QUERIES[number];
    Oid types[CELLS_MAX];
    if (own->is_ready[number])
        return OK;
    for (size_t i = 0; i < query->n_in; i++)
        types[i] = type_of(query->in[i].type);
    own->is_ready[number] = true; // until the answer says otherwise
    result e = sent_note(ctx, own, (struct sent){ query->name, NULL, &own->is_ready[number] },
                         PQsendPrepare(own->conn, query->name, query->postgres, (int)query->n_in, types));
    if (e || query->is_each || !query->n_out) // a cursor's columns are looked at when it is fetched from
        return e;
    return sent_note(ctx, own, (struct sent){ query->name, query, NULL },
                     PQsendDescribePrepared(own->conn, query->name));
}

static result usual_prepare(struct ctx *ctx, struct postgres *own)
{
    result e = OK;
    for (int i = 0; i < USUAL_COUNT && !e; i++)
        e = sent_note(ctx, own, (struct sent){ USUAL[i].sql, NULL, NULL },
                      PQsendPrepare(own->conn, USUAL[i].name, USUAL[i].sql, 0, NULL));
    return e ? e : answers_read(ctx, own, NULL);
}

result postgres_connect(struct ctx *ctx, struct postgres *own)
{
    PQfinish(own->conn);
    own->conn = NULL;
    own->n_sent = 0;
    own->is_begun = false;
    own->db.n_opened++;
    memset(own->is_ready, 0, (size_t)QUERIES_COUNT * sizeof *own->is_ready);
    rows_forget(own);
    result e = connect_open(ctx, own);
    if (!e)
        e = schema_ready(ctx, own);
    if (!e)
        e = usual_prepare(ctx, own);
    if (e) { // one that is half made is none
        PQfinish(own->conn);
        own->conn = NULL;
    }
    if (!e && own->mode == STORE_CREATE)
        own->mode = STORE_WRITE; // if it is lost, and found empty, it is not made again
    return e;
}

void postgres_close(struct db *db)
{
    struct postgres *own = (struct postgres *)(void *)db;
    rows_forget(own);
    PQfinish(own->conn);
    arena_close(db->arena);
}

result postgres_open(struct ctx *ctx, const char *url, enum store_mode mode, struct db **db)
{
    struct arena *arena = arena_open(CONNECTION_MEMORY);
    struct postgres *own = arena ? ARENA_NEW(arena, struct postgres) : NULL;
    if (own)
        *own = (struct postgres){ .db = { &POSTGRES, arena, 0 },
                                  .url = str_c(arena, str_from(url)),
                                  .mode = mode,
                                  .rows = ARENA_ARRAY(arena, struct rows, (size_t)QUERIES_COUNT),
                                  .is_ready = ARENA_ARRAY(arena, bool, (size_t)QUERIES_COUNT),
                                  .sent = ARENA_ARRAY(arena, struct sent, SENT_MAX) };
    if (!own || !own->url || !own->rows || !own->is_ready || !own->sent) {
        arena_close(arena);
        return fail(ctx, ERR_LIMIT, WORDS_MEMORY);
    }
    randombytes_buf(&own->writer, sizeof own->writer);
    result e = postgres_connect(ctx, own);
    if (e)
        postgres_close(&own->db);
    else
        *db = &own->db;
    return e;
}
