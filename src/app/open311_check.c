#include "app/open311_check.h"

#include "base/buffer.h"

#include <string.h>

enum { URL_MAX = 4096, REQUESTS_MOST = 1000, DEFINITIONS_ASKED = 3 };

enum form { XML, JSON, FORMS };

static const char *const ENDS[FORMS] = { ".xml", ".json" };

struct checking {
    struct ctx *ctx;
    const struct open311_server *server;
    struct open311_findings *findings;
};

// One resource asked for in one form.
struct question {
    str path;  // below the server's address, without its ending: "/services"
    str query; // empty for none
    enum form form;
    long wanted; // the status
};

// A list of records that both forms have.
struct list_question {
    str path, query;
    const char *list; // its element in XML
    enum open311_record record;
};

// What came of it: NULL where it could not be read.
struct asked {
    const struct wire_value *value[FORMS];
};

const char *open311_verdict_name(enum open311_verdict verdict)
{
    static const char *const names[] = { "right", "wrong", "note", "not tried" };
    return names[verdict];
}

void open311_escape(struct buffer *out, str value)
{
    for (size_t i = 0; i < value.n; i++) {
        char c = value.at[i];
        if (char_is_letter(c) || char_is_digit(c) || (c && strchr("-._~", c)))
            buffer_byte(out, c);
        else
            buffer_print(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

void open311_field_add(struct buffer *out, const char *name, str value)
{
    if (!value.n)
        return;
    buffer_print(out, "%s%s=", out->n ? "&" : "", name);
    open311_escape(out, value);
}

// With what every call carries. In the arena.
static str url_of(const struct checking *c, str path, const char *end, str query)
{
    struct buffer url = buffer_open(URL_MAX), fields = buffer_open(URL_MAX);
    buffer_add(&fields, query);
    open311_field_add(&fields, "jurisdiction_id", c->server->jurisdiction);
    buffer_print(&url, "%.*s%.*s%s%s%.*s", STR_ARGS(c->server->url), STR_ARGS(path), end, fields.n ? "?" : "",
                 STR_ARGS(buffer_str(&fields)));
    str copy = str_copy(c->ctx->arena, buffer_str(&url));
    buffer_done(c->ctx->arena, &fields);
    buffer_done(c->ctx->arena, &url);
    return copy;
}

static str path_of(const struct checking *c, const char *folder, str name)
{
    struct buffer path = buffer_open(URL_MAX);
    buffer_print(&path, "%s", folder);
    open311_escape(&path, name);
    str copy = str_copy(c->ctx->arena, buffer_str(&path));
    buffer_done(c->ctx->arena, &path);
    return copy;
}

// What was asked, as people read it: without the slash in front.
static str name_of(const struct checking *c, str path, const char *end, str query)
{
    str name = str_from_byte(path, 1);
    return str_format(c->ctx->arena, "%.*s%s%s%.*s", STR_ARGS(name), end, query.n ? "?" : "",
                      STR_ARGS(query));
}

#define FIND(c, verdict, check, ...)                                                                         \
    open311_find((c)->ctx, (c)->findings, OPEN311_##verdict, check, __VA_ARGS__)

static void type_check(const struct checking *c, str check, str type, enum form form)
{
    str rest = type, name = str_trim(str_cut(&rest, ';'));
    bool is_right = form == JSON
        ? str_equal(name, STR("application/json"))
        : str_equal(name, STR("text/xml")) || str_equal(name, STR("application/xml"));
    if (!is_right)
        FIND(c, WRONG, check, "its Content-Type is '%.*s', not %s", STR_ARGS(type),
             form == JSON ? "application/json" : "text/xml");
    else if (form == XML && !str_equal(name, STR("text/xml")))
        FIND(c, NOTED, check, "its Content-Type is application/xml, where the specification says text/xml");
}

static str question_name(const struct checking *c, const struct question *q)
{
    return name_of(c, q->path, ENDS[q->form], q->query);
}

static result answer_read(const struct checking *c, const struct question *q, str body,
                          const struct wire_value **value)
{
    struct ctx reading = { .arena = c->ctx->arena };
    struct wire_value *root = ARENA_NEW(c->ctx->arena, struct wire_value);
    if (!root)
        return arena_fail(c->ctx);
    result e = wire_read(&reading, body, q->form == XML, root);
    if (e == ERR_INPUT)
        FIND(c, WRONG, question_name(c, q), "%d:%d: %s", reading.error.place.line, reading.error.place.column,
             reading.error.text);
    *value = e ? NULL : root;
    return e == ERR_INPUT ? OK : e ? fail(c->ctx, e, "%s", reading.error.text) : OK;
}

// NULL, with a finding, where it can't be read, or is answered otherwise.
static result read_at(const struct checking *c, const struct question *q, const struct wire_value **value)
{
    struct open311_answer answer;
    str url = url_of(c, q->path, ENDS[q->form], q->query);
    *value = NULL;
    result e = c->server->ask(c->ctx, c->server->with, url, (str){ 0 }, &answer);
    if (e)
        return e;
    if (answer.status != q->wanted) {
        FIND(c, WRONG, question_name(c, q), "it answers %ld, not %ld", answer.status, q->wanted);
        return OK;
    }
    type_check(c, question_name(c, q), answer.type, q->form);
    return answer_read(c, q, answer.body, value);
}

static result list_read(const struct checking *c, const struct list_question *l, enum form form,
                        const struct wire_value **list)
{
    struct question q = { l->path, l->query, form, 200 };
    const struct wire_value *root;
    result e = read_at(c, &q, &root);
    *list = e || !root ? NULL : open311_list(c->ctx, c->findings, question_name(c, &q), root, l->list);
    if (*list)
        open311_records_check(c->ctx, c->findings, question_name(c, &q), *list, l->record);
    return e;
}

static void forms_check(const struct checking *c, str what, const struct asked *asked)
{
    if (asked->value[XML] && asked->value[JSON])
        open311_same_check(c->ctx, c->findings, what, asked->value[XML], asked->value[JSON]);
}

// In both forms, each record looked at, and the two held against each other.
static result list_ask(const struct checking *c, const struct list_question *l, struct asked *asked)
{
    *asked = (struct asked){ 0 };
    result e = list_read(c, l, XML, &asked->value[XML]);
    if (!e)
        e = list_read(c, l, JSON, &asked->value[JSON]);
    if (!e)
        forms_check(c, name_of(c, l->path, "", l->query), asked);
    return e;
}

// Of the two that were read the one that is there.
static const struct wire_value *either(const struct asked *asked)
{
    return asked->value[JSON] ? asked->value[JSON] : asked->value[XML];
}

// What is not there is answered 404, with a list of code and description.
static result missing_check(const struct checking *c, const char *folder)
{
    result e = OK;
    for (int form = XML; form < FORMS && !e; form++) {
        struct question q = {
            path_of(c, folder, STR("there-is-none-of-this-name")), { 0 }, (enum form)form, 404
        };
        const struct wire_value *root;
        e = read_at(c, &q, &root);
        const struct wire_value *faults = e || !root
            ? NULL
            : open311_list(c->ctx, c->findings, question_name(c, &q), root, "errors");
        if (faults && !faults->n)
            FIND(c, WRONG, question_name(c, &q), "its list of errors is empty");
        else if (faults)
            open311_records_check(c->ctx, c->findings, question_name(c, &q), faults, OPEN311_FAULT);
    }
    return e;
}

static result definition_ask(const struct checking *c, str code)
{
    struct asked asked = { 0 };
    str path = path_of(c, "/services/", code);
    result e = OK;
    for (int form = XML; form < FORMS && !e; form++) {
        struct question q = { path, { 0 }, (enum form)form, 200 };
        e = read_at(c, &q, &asked.value[form]);
        if (!e && asked.value[form])
            open311_definition_check(c->ctx, c->findings, question_name(c, &q), asked.value[form]);
    }
    if (!e)
        forms_check(c, name_of(c, path, "", (str){ 0 }), &asked);
    return e;
}

static result services_check(const struct checking *c)
{
    struct asked asked;
    int defined = 0;
    result e = list_ask(c, &(struct list_question){ STR("/services"), { 0 }, "services", OPEN311_SERVICE },
                        &asked);
    const struct wire_value *services = either(&asked);
    for (size_t i = 0; services && i < services->n && defined < DEFINITIONS_ASKED && !e; i++)
        if (str_equal(wire_text_of(&services->parts[i], STR("metadata")), STR("true"))) {
            defined++;
            e = definition_ask(c, wire_text_of(&services->parts[i], STR("service_code")));
        }
    if (!e && services && !services->n)
        FIND(c, WRONG, STR("services"), "there is no service at all");
    if (!e && services && !defined)
        FIND(c, UNTRIED, STR("services/CODE"),
             "no service has 'metadata' true, so that none has a definition");
    return e ? e : missing_check(c, "/services/");
}

// Every record of the list, asked with a filter, is one that the filter lets through.
struct filter {
    str query;
    const char *field; // of a record
    str value;         // what it must be; of a time the end or the beginning
    int order;         // 0: equal, 1: not before, -1: not after
    bool has_one;      // one that was read before is of that kind
};

static bool is_let_through(const struct filter *filter, const struct wire_value *record)
{
    str text = wire_text_of(record, str_from(filter->field));
    if (!filter->order)
        return str_equal(text, filter->value);
    // Only times in one zone compare as texts; the servers that write another are looked at by day, with one to spare.
    int order = str_compare(str_slice(text, 0, 10), str_slice(filter->value, 0, 10));
    return filter->order > 0 ? order >= 0 : order <= 0;
}

static result filter_check(const struct checking *c, const struct filter *filter)
{
    struct question q = { STR("/requests"), filter->query, JSON, 200 };
    const struct wire_value *root;
    size_t others = 0;
    str check = question_name(c, &q);
    result e = read_at(c, &q, &root);
    const struct wire_value *list = e || !root
        ? NULL
        : open311_list(c->ctx, c->findings, check, root, "service_requests");
    for (size_t i = 0; list && i < list->n; i++)
        others += !is_let_through(filter, &list->parts[i]);
    if (others)
        FIND(c, WRONG, check, "%zu of %zu are others: their %s does not fit", others, list->n, filter->field);
    else if (list && !list->n && filter->has_one)
        FIND(c, WRONG, check, "there are none, and one of that kind was there a moment ago");
    else if (list && !list->n)
        FIND(c, UNTRIED, check, "there are none");
    else if (list)
        FIND(c, RIGHT, check, "%zu, all of that kind", list->n);
    return e;
}

static str query_of(const struct checking *c, const char *name, str value)
{
    struct buffer query = buffer_open(URL_MAX);
    open311_field_add(&query, name, value);
    str copy = str_copy(c->ctx->arena, buffer_str(&query));
    buffer_done(c->ctx->arena, &query);
    return copy;
}

// By what stands in the middle of what was read: the first and the last are often the only ones of their kind.
static result filters_check(const struct checking *c, const struct wire_value *record)
{
    str code = wire_text_of(record, STR("service_code")),
        id = wire_text_of(record, STR("service_request_id")),
        at = wire_text_of(record, STR("requested_datetime"));
    struct filter filters[] = {
        { STR("status=open"), "status", STR("open"), 0, false },
        { STR("status=closed"), "status", STR("closed"), 0, false },
        { query_of(c, "service_code", code), "service_code", code, 0, true },
        { query_of(c, "service_request_id", id), "service_request_id", id, 0, true },
        { query_of(c, "start_date", at), "requested_datetime", at, 1, false },
        { query_of(c, "end_date", at), "requested_datetime", at, -1, false },
    };
    result e = OK;
    for (size_t i = 0; i < sizeof filters / sizeof *filters && !e; i++)
        if (filters[i].query.n)
            e = filter_check(c, &filters[i]);
    return e;
}

// The one alone says what it says in the list.
static result one_check(const struct checking *c, const struct wire_value *record)
{
    struct asked asked;
    str id = wire_text_of(record, STR("service_request_id")), path = path_of(c, "/requests/", id);
    result e = list_ask(c, &(struct list_question){ path, { 0 }, "service_requests", OPEN311_REQUEST },
                        &asked);
    const struct wire_value *list = e ? NULL : either(&asked);
    if (list && (list->n != 1 || !str_equal(wire_text_of(&list->parts[0], STR("service_request_id")), id)))
        FIND(c, WRONG, name_of(c, path, "", (str){ 0 }), "it is not a list of that one request");
    return e;
}

static result requests_check(const struct checking *c)
{
    struct asked asked;
    result e = list_ask(
        c, &(struct list_question){ STR("/requests"), { 0 }, "service_requests", OPEN311_REQUEST }, &asked);
    const struct wire_value *list = e ? NULL : either(&asked);
    if (list && list->n > REQUESTS_MOST)
        FIND(c, WRONG, STR("requests"), "%zu at once, where %d are the most", list->n, REQUESTS_MOST);
    if (list && list->n) {
        e = one_check(c, &list->parts[list->n / 2]);
        if (!e)
            e = filters_check(c, &list->parts[list->n / 2]);
    } else if (list)
        FIND(c, UNTRIED, STR("requests/ID"),
             "there are no requests, so that neither one nor a filter was tried");
    return e ? e : missing_check(c, "/requests/");
}

// Beside the interface: "https://example.org/open311/" of ".../open311/v2".
static str folder_of(str url)
{
    size_t host = str_find(url, STR("://")) + 3, end = url.n;
    while (end > host && url.at[end - 1] != '/')
        end--;
    return end > host ? str_slice(url, 0, end - 1) : url;
}

// It is not needed, and stands where the implementer likes; where it is beside the interface it is read.
static result discovery_check(const struct checking *c)
{
    struct open311_answer answer;
    struct wire_value root;
    str folder = folder_of(c->server->url), check = STR("discovery.json");
    str url = str_format(c->ctx->arena, "%.*s/discovery.json", STR_ARGS(folder));
    result e = c->server->ask(c->ctx, c->server->with, url, (str){ 0 }, &answer);
    if (e)
        return e;
    if (answer.status != 200) {
        FIND(c, UNTRIED, check,
             "there is none beside the interface; it may stand elsewhere, and is not needed");
        return OK;
    }
    struct ctx reading = { .arena = c->ctx->arena };
    const struct wire_value *endpoints = wire_read(&reading, answer.body, false, &root)
        ? NULL
        : wire_find(&root, STR("endpoints"));
    size_t n = 0;
    for (size_t i = 0; endpoints && i < endpoints->n; i++)
        n += wire_text_of(&endpoints->parts[i], STR("url")).n > 0;
    if (n)
        FIND(c, RIGHT, check, "%zu with an address", n);
    else
        FIND(c, WRONG, check, "it names no endpoint with a url");
    return OK;
}

static str form_of(const struct checking *c, str service)
{
    struct buffer form = buffer_open(URL_MAX);
    open311_field_add(&form, "service_code", service);
    open311_field_add(&form, "address_string", c->server->send_place);
    open311_field_add(&form, "description", STR("A test of the interface. Nothing is to be done."));
    open311_field_add(&form, "jurisdiction_id", c->server->jurisdiction);
    open311_field_add(&form, "api_key", c->server->key);
    str copy = str_copy(c->ctx->arena, buffer_str(&form));
    buffer_done(c->ctx->arena, &form);
    return copy;
}

static result send(const struct checking *c, str service, long *status, struct wire_value *root,
                   bool *is_read)
{
    struct open311_answer answer;
    struct ctx reading = { .arena = c->ctx->arena };
    result e = c->server->ask(c->ctx, c->server->with, url_of(c, STR("/requests"), ".json", (str){ 0 }),
                              form_of(c, service), &answer);
    *is_read = !e && wire_read(&reading, answer.body, false, root) == OK && root->kind == WIRE_LIST &&
        root->n;
    *status = e ? 0 : answer.status;
    return e;
}

// Without a service nothing can be taken: 400, and what is wrong.
static result refusal_check(const struct checking *c)
{
    struct wire_value root;
    long status;
    bool is_read;
    str check = STR("POST requests.json without a service");
    result e = send(c, (str){ 0 }, &status, &root, &is_read);
    if (e)
        return e;
    if (status != 400 || !is_read)
        FIND(c, WRONG, check, "it answers %ld%s, where 400 and a list of errors are right", status,
             is_read ? "" : " and no list");
    else
        open311_records_check(c->ctx, c->findings, check, &root, OPEN311_FAULT);
    return OK;
}

static result sending_check(const struct checking *c)
{
    struct wire_value root;
    long status;
    bool is_read;
    str check = STR("POST requests.json");
    result e = refusal_check(c);
    if (!e)
        e = send(c, c->server->send_service, &status, &root, &is_read);
    if (e)
        return e;
    str id = is_read ? wire_text_of(&root.parts[0], STR("service_request_id")) : (str){ 0 },
        token = is_read ? wire_text_of(&root.parts[0], STR("token")) : (str){ 0 };
    if ((status != 200 && status != 201) || (!id.n && !token.n))
        FIND(c, WRONG, check, "it answers %ld%s, where 200 with a service_request_id or a token is right",
             status, is_read ? " without either" : " and no list");
    else
        FIND(c, RIGHT, check, "taken, as %.*s", STR_ARGS(id.n ? id : token));
    return OK;
}

result open311_check(struct ctx *ctx, const struct open311_server *server, struct open311_findings *findings)
{
    struct checking c = { ctx, server, findings };
    result e = discovery_check(&c);
    if (!e)
        e = services_check(&c);
    if (!e)
        e = requests_check(&c);
    if (!e && server->send_service.n)
        e = sending_check(&c);
    else if (!e)
        FIND(&c, UNTRIED, STR("POST requests.json"), "a report is only sent where --send names a service");
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
