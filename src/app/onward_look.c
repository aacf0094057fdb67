// Servers asked what became of what they took, many reports at once, and for what they offer.
#include "app/onward_internal.h"

#include "base/log.h"

enum {
    AT_ONCE = 50, // reports named in one question
    ROUNDS = 10,  // questions in one look
    SERVERS = 5,
    AGAIN_SECONDS = 900,           // after one that did not answer
    MISSING_SECONDS = DAY_SECONDS, // of a report that its server does not name
    LOOK_MEMORY = 64 << 20,
    LIST_MAX = 64 << 10,
    NAME_MAX = 200
};

struct looking {
    const struct onward_asker *asker;
    instant now;
    struct onward_server_row server;
    bool has_server;
    LIST(struct onward_report_row) rows; // of one body
    struct onward_question q;
    result answer; // of asking
    str why;
};

// The longest overdue, and the others of its body.
static result due_read(struct ctx *ctx, struct db *db, void *with)
{
    struct looking *l = with;
    struct onward_report_row_list due;
    result e = query_onward_report_to_look(
        ctx, db, &(struct onward_report_to_look_in){ COMMUNITY_FIRST, l->now, AT_ONCE }, &due);
    for (size_t i = 0; !e && i < due.n; i++) {
        if (!str_equal(due.at[i].body, due.at[0].body))
            continue;
        struct onward_report_row *slot = LIST_PUSH(ctx->arena, &l->rows);
        if (!slot)
            return arena_fail(ctx);
        *slot = due.at[i];
    }
    return e || !due.n
        ? e
        : query_onward_server_by_body(ctx, db,
                                      &(struct onward_server_by_body_in){ COMMUNITY_FIRST, due.at[0].body },
                                      &l->server, &l->has_server);
}

static str numbers_of(struct ctx *ctx, const struct looking *l)
{
    struct buffer list = buffer_open(LIST_MAX), query = buffer_open(LIST_MAX);
    for (size_t i = 0; i < l->rows.n; i++)
        buffer_print(&list, "%s%.*s", i ? "," : "", STR_ARGS(l->rows.at[i].reference));
    open311_field_add(&query, "service_request_id", buffer_str(&list));
    str text = str_copy(ctx->arena, buffer_str(&query));
    buffer_close(&list);
    buffer_done(ctx->arena, &query);
    return text;
}

// What is said of it; NULL where its number is not among them. What was not asked for is passed over.
static const struct wire_value *record_of(const struct looking *l, str reference)
{
    for (size_t i = 0; i < l->q.root.n; i++)
        if (str_equal(wire_text_of(&l->q.root.parts[i], STR("service_request_id")), reference))
            return &l->q.root.parts[i];
    return NULL;
}

static result row_take(struct ctx *ctx, struct db *db, const struct looking *l, int64_t id)
{
    struct onward_report_row row;
    bool is_found;
    result e = query_onward_report_by_id(ctx, db, &(struct onward_report_by_id_in){ COMMUNITY_FIRST, id },
                                         &row, &is_found);
    if (e || !is_found || instant_is_none(row.look_at) || row.look_at.second > l->now.second)
        return e; // another server was quicker
    const struct wire_value *record = l->answer ? NULL : record_of(l, row.reference);
    if (record)
        return onward_take(ctx, db, record, l->now, &row);
    row.said = l->answer ? l->why : STR("its server does not name it");
    row.look_at = (instant){ l->now.second + (l->answer ? AGAIN_SECONDS : MISSING_SECONDS) };
    return onward_put(ctx, db, &row);
}

static result take_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct looking *l = with;
    result e = OK;
    for (size_t i = 0; i < l->rows.n && !e; i++)
        e = row_take(ctx, db, l, l->rows.at[i].id);
    return e;
}

// n: how many were asked after.
static result round_go(struct ctx *ctx, struct store *store, struct looking *l, size_t *n)
{
    result e = store_read(ctx, store, due_read, l);
    *n = l->rows.n;
    if (e || !l->rows.n)
        return e;
    struct ctx asking = { .arena = ctx->arena };
    l->q = (struct onward_question){
        .asker = l->asker, .server = &l->server, .path = STR("/requests"), .query = numbers_of(ctx, l)
    };
    l->answer = l->has_server ? onward_ask(&asking, &l->q)
                              : fail(&asking, ERR_MISSING, "the body has no server any more");
    l->why = str_from(asking.error.text);
    return store_write(ctx, store, take_work, l);
}

static void line_add(struct ctx *ctx, struct buffer *out, const struct wire_value *service)
{
    str code = onward_text(ctx, wire_text_of(service, STR("service_code")), NAME_MAX);
    str name = onward_text(ctx, wire_text_of(service, STR("service_name")), NAME_MAX);
    bool asks_more = str_equal(wire_text_of(service, STR("metadata")), STR("true"));
    if (code.n && !str_has(code, '\n') && !str_has(name, '\n'))
        buffer_print(out, "%.*s\t%.*s\t%s\n", STR_ARGS(code), STR_ARGS(name), asks_more ? "yes" : "no");
}

// JSON first; in XML where there is no other.
static result services_ask(struct ctx *ctx, struct looking *l, str *services)
{
    struct buffer out = buffer_open(ONWARD_SERVICES_MAX);
    l->server.is_xml = false;
    l->q = (struct onward_question){ .asker = l->asker, .server = &l->server, .path = STR("/services") };
    result e = onward_ask(ctx, &l->q);
    if (e == ERR_MISSING || e == ERR_RULE) {
        struct ctx again = { .arena = ctx->arena };
        l->server.is_xml = true;
        if (!onward_ask(&again, &l->q)) {
            ctx->error = (struct error){ .code = OK };
            e = OK;
        }
    }
    for (size_t i = 0; !e && i < l->q.root.n; i++)
        line_add(ctx, &out, &l->q.root.parts[i]);
    if (!e && !out.n)
        e = fail(ctx, ERR_RULE, "its server names no service");
    if (!e)
        e = buffer_check(ctx, &out);
    *services = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return e;
}

static result said_work(struct ctx *ctx, struct db *db, void *with)
{
    return query_onward_server_said(ctx, db, with);
}

static result server_look(struct ctx *ctx, struct store *store, struct looking *l)
{
    struct ctx asking = { .arena = ctx->arena };
    struct onward_server_row was = l->server;
    str services;
    result e = services_ask(&asking, l, &services);
    struct onward_server_said_in said = { COMMUNITY_FIRST,  was.body,     services,
                                          l->server.is_xml, INSTANT_NONE, { 0 } };
    if (e) { // what it offered before stays
        said.services = was.services;
        said.is_xml = was.is_xml;
        said.said = str_from(asking.error.text);
        said.ask_at = e == ERR_BUSY ? (instant){ l->now.second + AGAIN_SECONDS } : INSTANT_NONE;
    }
    return store_write(ctx, store, said_work, &said);
}

struct to_ask {
    instant now;
    struct onward_server_row_list servers;
};

static result servers_read(struct ctx *ctx, struct db *db, void *with)
{
    struct to_ask *a = with;
    return query_onward_server_to_ask(
        ctx, db, &(struct onward_server_to_ask_in){ COMMUNITY_FIRST, a->now, SERVERS }, &a->servers);
}

result onward_look(struct ctx *ctx, struct store *store, const struct onward_asker *asker, instant now)
{
    struct to_ask a = { .now = now };
    size_t n = 1;
    result e = store_read(ctx, store, servers_read, &a);
    for (size_t i = 0; !e && i < a.servers.n; i++) {
        struct looking l = { .asker = asker, .now = now, .server = a.servers.at[i] };
        e = server_look(ctx, store, &l);
    }
    for (int i = 0; !e && n && i < ROUNDS; i++) {
        struct ctx own = { .arena = arena_open(LOOK_MEMORY) };
        struct looking l = { .asker = asker, .now = now };
        e = own.arena ? round_go(&own, store, &l, &n) : ERR_LIMIT;
        if (e)
            e = own.arena ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
        arena_close(own.arena);
    }
    return e;
}
