#include "web/http.h"

#include "base/clock.h"
#include "base/log.h"
#include "web/connections.h"
#include "web/encode.h"
#include "web/framing.h"
#include "web/meter.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdatomic.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

enum {
    WORKERS_MAX = 64,
    QUEUE_MAX = 256,
    ARENA_MAX = 256 << 20, // of one request
    CONNECTIONS_MAX = 12000,
    CONNECTIONS_MIN = 16,
    CONNECTION_MEMORY = 16 << 10, // request line and headers
    // How long a connection may take to do what is next; connections.c has the time for the first request.
    SILENCE_SECONDS = 30,                // between two signs of life
    NEXT_SECONDS = SILENCE_SECONDS + 10, // for another request to be there
    LINE_SECONDS = 10,                   // from the first line of it to the end of the headers
    BODY_SECONDS = 30,
    BODY_PACE = 64 << 10,   // bytes a second that a slow line must bring of a body
    BODIES_MAX = 256 << 20, // bytes of all that are arriving or being worked on
    ANSWER_SECONDS = 600,
    STOP_SECONDS = 10, // for answers under way when the program is told to stop
    LOOPS = 2,
    PATH_LOGGED_MAX = 200
};

// One request on its way: made by a loop, worked on by a worker, answered by the loop again.
struct exchange {
    struct MHD_Connection *connection;
    struct arena *arena;
    struct request request;
    struct ctx ctx;
    struct response response;
    struct connection *line;
    struct buffer body;
    size_t body_max; // 0: what comes is dropped
    struct timespec began;
    bool has_headers, is_whole, is_ready;
    struct exchange *next;
};

struct http {
    struct MHD_Daemon *daemon;
    const struct site_routes *routes;
    struct site *site;
    struct meter *meter; // NULL for none
    struct connections *connections;
    bool logs;
    int port;
    _Atomic size_t bodies; // bytes that bodies on their way may take
    uint32_t began;        // random: begins the numbers of this program's requests
    _Atomic uint64_t n_requests;
    _Atomic int n_open;       // requests whose headers are there and whose answer is not sent
    _Atomic bool is_stopping; // each answer is the last on its connection
    pthread_mutex_t lock;
    pthread_cond_t came;
    struct exchange *first, *last;
    size_t n_queued;
    int n_idle;     // workers that sleep
    bool is_roused; // one of them was woken and has not looked yet: it wakes the next, if there is more to do
    bool is_closing;
    pthread_t workers[WORKERS_MAX];
    int n_workers;
};

static const struct {
    const char *name, *value;
} HEADERS[] = {
    { "X-Content-Type-Options", "nosniff" },
    { "X-Frame-Options", "DENY" },
    { "Referrer-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
};

// Behind the last stands a host of tiles, on the page that has a map of them.
#define CONTENT_POLICY                                                                                       \
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; "         \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self' data:"
#define PERMISSIONS ", camera=(), microphone=(), payment=(), usb=()"

static enum method method_of(const char *name)
{
    return strcmp(name, MHD_HTTP_METHOD_GET) == 0 ? METHOD_GET
        : strcmp(name, MHD_HTTP_METHOD_HEAD) == 0 ? METHOD_HEAD
        : strcmp(name, MHD_HTTP_METHOD_POST) == 0 ? METHOD_POST
                                                  : METHOD_OTHER;
}

static str header(struct exchange *x, const char *name)
{
    return str_from(MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, name));
}

// Its connection keeps it until then, since the library forgets some that it gives up.
static void exchange_end(struct http *http, struct exchange *x)
{
    x->line->request = NULL;
    if (x->has_headers)
        atomic_fetch_sub(&http->n_open, 1);
    atomic_fetch_sub(&http->bodies, x->body_max);
    buffer_close(&x->body);
    buffer_close(&x->response.body);
    arena_close(x->arena);
}

static void connection_changed(void *of, struct MHD_Connection *connection, void **kept,
                               enum MHD_ConnectionNotificationCode what)
{
    struct http *http = of;
    struct connection *line = *kept;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection,
                                                                       MHD_CONNECTION_INFO_CONNECTION_FD);
        *kept = info ? connection_add(http->connections, info->connect_fd) : NULL;
    } else if (line) {
        if (line->request)
            exchange_end(http, line->request);
        connection_remove(http->connections, line);
        *kept = NULL;
    }
}

static struct connection *line_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection,
                                                                   MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

// The library would make room for each field of the query, and falls silent where there are too many for it. Nobody
// asks it for them: what stands behind the mark is cut off in its own buffer, once it is copied.
static void query_hide(const char *uri)
{
    char *mark = uri ? strchr(uri, '?') : NULL;
    if (mark)
        mark[1] = 0;
}

// Made when the first line of a request is there; the path is kept before the library decodes it. NULL if the system
// has no memory or no place: request_step then closes the connection.
static void *request_begin(void *of, const char *uri, struct MHD_Connection *connection)
{
    struct connection *line = line_of(connection);
    if (!line)
        return NULL;
    if (line->request)
        exchange_end(of, line->request);
    connection_hurry(line, LINE_SECONDS);
    struct arena *arena = arena_open(ARENA_MAX);
    struct exchange *x = arena ? ARENA_NEW(arena, struct exchange) : NULL;
    if (!x) {
        arena_close(arena);
        return NULL;
    }
    x->arena = x->ctx.arena = arena;
    x->connection = connection;
    x->request.ctx = &x->ctx;
    x->line = line;
    line->request = x;
    request_target(&x->request, str_copy(arena, str_from(uri)));
    query_hide(uri);
    clock_gettime(CLOCK_MONOTONIC, &x->began);
    return x;
}

static void request_end(void *of, struct MHD_Connection *connection, void **kept,
                        enum MHD_RequestTerminationCode why)
{
    (void)connection;
    (void)why;
    struct exchange *x = *kept;
    *kept = NULL;
    if (!x)
        return;
    connection_asks(x->line, NEXT_SECONDS);
    exchange_end(of, x);
}

static void work(struct http *http, struct exchange *x)
{
    x->request.now = clock_now();
    x->request.body = buffer_str(&x->body);
    route_run(http->routes, http->site, &x->request, &x->response);
    x->is_ready = true;
    MHD_resume_connection(x->connection); // from here on it is the loop's
}

// With the lock held. Never more than one at a time: of many requests that come at once most are short, and whoever is
// awake takes the next.
static void worker_rouse(struct http *http)
{
    if (!http->first || !http->n_idle || http->is_roused)
        return;
    http->is_roused = true;
    pthread_cond_signal(&http->came);
}

static struct exchange *queue_take(struct http *http)
{
    pthread_mutex_lock(&http->lock);
    while (!http->first && !http->is_closing) {
        http->n_idle++;
        pthread_cond_wait(&http->came, &http->lock);
        http->n_idle--;
        http->is_roused = false;
    }
    struct exchange *x = http->first;
    if (x) {
        http->first = x->next;
        http->last = http->first ? http->last : NULL;
        http->n_queued--;
    }
    worker_rouse(http);
    pthread_mutex_unlock(&http->lock);
    return x;
}

static void *worker_main(void *of)
{
    struct http *http = of;
    for (struct exchange *x; (x = queue_take(http)) != NULL;)
        work(http, x);
    return NULL;
}

// False if as many wait as may.
static bool queue_add(struct http *http, struct exchange *x)
{
    pthread_mutex_lock(&http->lock);
    bool has_room = http->n_queued < QUEUE_MAX && !http->is_closing;
    if (has_room) {
        MHD_suspend_connection(x->connection);
        if (http->last)
            http->last->next = x;
        else
            http->first = x;
        http->last = x;
        http->n_queued++;
        worker_rouse(http);
    }
    pthread_mutex_unlock(&http->lock);
    return has_room;
}

static void add(struct MHD_Response *answer, const char *name, struct exchange *x, str value)
{
    char *text = value.n ? str_c(x->arena, value) : NULL;
    if (text)
        (void)MHD_add_response_header(answer, name, text);
}

// Made for one visitor: nobody between may keep it for others.
static bool response_is_own(const struct exchange *x)
{
    return x->request.cookies.n || x->response.n_cookies || x->request.method == METHOD_POST;
}

// What the page may do, and what it may fetch.
static void policies_add(struct MHD_Response *answer, struct exchange *x)
{
    const struct response *r = &x->response;
    str content = STR(CONTENT_POLICY);
    if (r->tiles_from.n)
        content = str_format(x->arena, CONTENT_POLICY " %.*s", STR_ARGS(r->tiles_from));
    add(answer, "Content-Security-Policy", x, content);
    add(answer, "Permissions-Policy", x,
        r->asks_place ? STR("geolocation=(self)" PERMISSIONS) : STR("geolocation=()" PERMISSIONS));
}

static void headers_add(struct MHD_Response *answer, struct exchange *x, bool is_last)
{
    const struct response *r = &x->response;
    policies_add(answer, x);
    for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++)
        (void)MHD_add_response_header(answer, HEADERS[i].name, HEADERS[i].value);
    add(answer, "X-Request-Id", x, x->request.id);
    add(answer, "Content-Type", x, r->status == 304 ? (str){ 0 } : r->type);
    add(answer, "Location", x, r->location);
    add(answer, "Allow", x, r->allow);
    add(answer, "ETag", x, r->etag);
    add(answer, "Cache-Control", x,
        r->is_unkept             ? STR("no-store")
            : r->is_of_one       ? STR("private, max-age=31536000, immutable")
            : r->is_immutable    ? STR("public, max-age=31536000, immutable")
            : response_is_own(x) ? STR("private, no-cache")
                                 : STR("no-cache"));
    add(answer, "Vary", x, STR("Accept-Encoding, Cookie"));
    for (size_t i = 0; i < r->n_cookies; i++)
        add(answer, "Set-Cookie", x, r->cookies[i]);
    if (r->is_gzip && r->status != 304)
        add(answer, "Content-Encoding", x, STR("gzip"));
    if (is_last)
        add(answer, "Connection", x, STR("close"));
    if (r->retry_after)
        add(answer, "Retry-After", x, str_format(x->arena, "%lld", (long long)r->retry_after));
    if (r->status == 503)
        add(answer, "Retry-After", x, STR("5"));
    if (r->file_name.n)
        add(answer, "Content-Disposition", x,
            str_format(x->arena, "attachment; filename=\"%.*s\"", STR_ARGS(r->file_name)));
}

// For the log: bytes that could colour a terminal or begin a line of their own become question marks.
static void path_copy(char out[PATH_LOGGED_MAX], str path)
{
    size_t n = path.n < PATH_LOGGED_MAX ? path.n : PATH_LOGGED_MAX - 1;
    for (size_t i = 0; i < n; i++)
        out[i] = path.at[i] > ' ' && path.at[i] <= '~' ? path.at[i] : '?';
    out[n] = 0;
}

static const char *const METHODS
    [] = { [METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD", [METHOD_POST] = "POST", [METHOD_OTHER] = "(other)" };

static str bytes_of(const struct response *response)
{
    return response->whole.n ? response->whole : buffer_str(&response->body);
}

// For the log: of an address that is a secret, or at which nothing is, only which page it would be. People mistype
// what is theirs alone, and programs write behind it.
static str path_shown(const struct exchange *x)
{
    const char *pattern = x->request.pattern;
    if (!pattern)
        return STR("(none)");
    return strstr(pattern, "{token}") || x->response.status == 404 ? str_from(pattern) : x->request.path;
}

// Counted and logged: a line of name=value, in this order, for programs that read logs.
static void request_log(const struct http *http, const struct exchange *x)
{
    struct timespec now;
    size_t bytes = bytes_of(&x->response).n;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long long taken = (now.tv_sec - x->began.tv_sec) * 1000000LL + (now.tv_nsec - x->began.tv_nsec) / 1000;
    if (http->meter)
        meter_add(http->meter, x->response.status, taken, bytes);
    if (!http->logs)
        return;
    char path[PATH_LOGGED_MAX];
    path_copy(path, path_shown(x));
    log_line("request=%.*s method=%s path=%s status=%d us=%lld bytes=%zu", STR_ARGS(x->request.id),
             METHODS[x->request.method], path, x->response.status, taken, bytes);
}

// The bytes stay with the exchange, which lives until request_end.
static enum MHD_Result answer_send(const struct http *http, struct exchange *x)
{
    static char nothing[1];
    str bytes = bytes_of(&x->response);
    size_t n = bytes.n + x->response.n_unsent; // of a 304 the library sends the length alone
    struct MHD_Response *answer = MHD_create_response_from_buffer(
        n, bytes.n ? (void *)(uintptr_t)bytes.at : nothing, MHD_RESPMEM_PERSISTENT);
    if (!answer)
        return MHD_NO;
    headers_add(answer, x, atomic_load(&http->is_stopping));
    connection_is_answered(x->line, ANSWER_SECONDS);
    enum MHD_Result done = MHD_queue_response(x->connection, (unsigned)x->response.status, answer);
    MHD_destroy_response(answer);
    request_log(http, x);
    return done;
}

// A few words where no page is made.
static enum MHD_Result words_send(const struct http *http, struct exchange *x, int status, str words)
{
    x->response = (struct response){ .status = status, .type = STR("text/plain; charset=utf-8") };
    x->response.body = buffer_open(256);
    buffer_add(&x->response.body, words);
    return answer_send(http, x);
}

// A line that goes on on the next (RFC 9112, 5.2). The library adds what stands there to the name instead of the value,
// in a copy of it: "Transfer-Encoding:", folded, would be another header. Of others the value stands behind its name as
// it was read, with nothing but space between.
static bool is_folded(const char *name, const char *value)
{
    const char *at = name + strlen(name) + 1;
    while (at != value && (*at == ' ' || *at == '\t'))
        at++;
    return at != value;
}

static enum MHD_Result header_look(void *of, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct framing *framing = of;
    (void)kind;
    framing_add(framing, str_from(name), str_from(value));
    framing->is_bad |= is_folded(name, value);
    return MHD_YES;
}

static str header_kept(struct exchange *x, const char *name)
{
    return str_copy(x->arena, header(x, name));
}

static bool is_local(const struct sockaddr *peer)
{
    const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)peer;
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)(const void *)peer;
    return peer->sa_family == AF_INET ? (ntohl(four->sin_addr.s_addr) >> 24) == 127
                                      : IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

// Who asks: of a proxy on this machine, whom it says it speaks for.
static str address_of(struct exchange *x)
{
    char text[INET6_ADDRSTRLEN] = "";
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(x->connection,
                                                                   MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *peer = info ? info->client_addr : NULL;
    str rest = header(x, "X-Forwarded-For"), last = { 0 };
    if (!peer)
        return last;
    while (is_local(peer) && rest.at && rest.n)
        last = str_trim(str_cut(&rest, ','));
    if (last.n)
        return str_copy(x->arena, last);
    const void *bytes = peer->sa_family == AF_INET
        ? (const void *)&((const struct sockaddr_in *)(const void *)peer)->sin_addr
        : (const void *)&((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr;
    (void)inet_ntop(peer->sa_family, bytes, text, sizeof text);
    return str_copy(x->arena, str_from(text));
}

static bool is_request_id(str id)
{
    bool is_one = id.n >= 8 && id.n <= 64;
    for (size_t i = 0; i < id.n && is_one; i++)
        is_one = char_is_letter(id.at[i]) || char_is_digit(id.at[i]) || id.at[i] == '-';
    return is_one;
}

// What a proxy on this machine calls the request, so that its log and ours are of one; else a number of our own,
// which is no secret.
static str id_of(struct http *http, struct exchange *x)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(x->connection,
                                                                   MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    str given = header(x, "X-Request-Id");
    if (given.n && info && is_local(info->client_addr) && is_request_id(given))
        return str_copy(x->arena, given);
    return str_format(x->arena, "%08x-%06llx", http->began,
                      (unsigned long long)atomic_fetch_add(&http->n_requests, 1));
}

static void headers_keep(struct http *http, struct exchange *x, const char *method)
{
    struct request *r = &x->request;
    r->id = id_of(http, x);
    r->authorization = header_kept(x, "Authorization");
    r->method = method_of(method);
    r->accepts_gzip = gzip_is_accepted(header(x, "Accept-Encoding"));
    r->if_none_match = header_kept(x, "If-None-Match");
    r->cookies = header_kept(x, "Cookie");
    r->host = header_kept(x, "Host");
    r->origin = header_kept(x, "Origin");
    r->referer = header_kept(x, "Referer");
    r->fetch_site = header_kept(x, "Sec-Fetch-Site");
    r->content_type = header_kept(x, "Content-Type");
    r->user_agent = header_kept(x, "User-Agent");
    r->is_https = str_equal(header(x, "X-Forwarded-Proto"), STR("https"));
    r->address = address_of(x);
}

// How much of a body may come: what it says of itself, at most what the page takes. 0 if there is none for it; then
// *status says why, if it is refused.
static size_t body_allow(struct http *http, struct exchange *x, int *status)
{
    int64_t length;
    size_t most = x->request.method == METHOD_POST ? route_body_max(http->routes, &x->request) : 0;
    str said = header(x, "Content-Length");
    bool is_said = str_to_int(said, &length);
    if (most && said.n && (!is_said || (size_t)length > most))
        *status = 413;
    size_t wanted = is_said ? (size_t)length : most;
    if (!most || *status || !wanted)
        return 0;
    if (atomic_fetch_add(&http->bodies, wanted) + wanted <= BODIES_MAX)
        return wanted;
    atomic_fetch_sub(&http->bodies, wanted);
    *status = 503;
    return 0;
}

static enum MHD_Result refuse(const struct http *http, struct exchange *x, int status)
{
    return words_send(
        http, x, status,
        status == 413       ? STR("This is more than can be sent here. Send less at once: fewer or smaller "
                                        "photographs.\n")
            : status == 503 ? STR("Too many people are here at once. Please try again in a few seconds.\n")
                            : STR("The headers of this request can be read in two ways.\n"));
}

// On the first call. An answer that is queued here closes the connection behind it, and what follows is not read. The
// library's own check for a host is left off: it sends the headers of its answer twice.
static enum MHD_Result headers_take(struct http *http, struct exchange *x, const char *method,
                                    const char *version)
{
    struct framing framing = { .is_bad = str_has(x->request.path, ' ') || str_has(x->request.query, ' ') };
    int status = 0;
    MHD_get_connection_values(x->connection, MHD_HEADER_KIND, header_look, &framing);
    x->has_headers = true;
    atomic_fetch_add(&http->n_open, 1);
    headers_keep(http, x, method);
    if (!framing_is_sound(&framing, strcmp(version, MHD_HTTP_VERSION_1_0) != 0))
        return refuse(http, x, 400);
    x->body_max = body_allow(http, x, &status);
    if (status)
        return refuse(http, x, status);
    x->body = buffer_open(x->body_max);
    connection_brings(x->line, BODY_SECONDS + (int)(x->body_max / BODY_PACE));
    return MHD_YES;
}

// A part of the body. One that brings more than it may is cut off, and refused once it is whole.
static void body_take(struct exchange *x, str part)
{
    if (x->body_max)
        buffer_add(&x->body, part);
}

// Called when the headers are there, again with the body, and again when a worker is done. The page is queued on a
// later call, never on the first: the library would close each connection behind it. Nor is the connection suspended on
// the call that finds the request whole: the library would look for more to read when it goes on, and give up those
// that have sent all they have to say. An answer that is kept needs no worker: it is queued on that very call.
static enum MHD_Result request_step(void *of, struct MHD_Connection *connection, const char *url,
                                    const char *method, const char *version, const char *data, size_t *size,
                                    void **kept)
{
    struct http *http = of;
    struct exchange *x = *kept;
    (void)connection;
    (void)url;
    if (!x)
        return MHD_NO;
    if (!x->has_headers)
        return headers_take(http, x, method, version);
    if (*size) {
        body_take(x, (str){ data, *size });
        *size = 0;
        return MHD_YES;
    }
    if (x->is_ready)
        return answer_send(http, x);
    if (x->body.is_full)
        return refuse(http, x, x->body.is_refused ? 503 : 413);
    if (!x->is_whole) {
        x->is_whole = true;
        x->request.now = clock_now();
        return route_peek(http->routes, http->site, &x->request, &x->response) ? answer_send(http, x)
                                                                               : MHD_YES;
    }
    connection_is_answered(x->line, ANSWER_SECONDS);
    if (queue_add(http, x))
        return MHD_YES;
    if (atomic_load(&http->is_stopping))
        return MHD_NO;
    return refuse(http, x, 503);
}

static bool address_parse(str listen, struct sockaddr_storage *address, socklen_t *length)
{
    char host[64];
    size_t colon = listen.n;
    int64_t port;
    while (colon > 0 && listen.at[colon - 1] != ':')
        colon--;
    str name = str_slice(listen, 0, colon ? colon - 1 : 0);
    bool is_six = name.n > 1 && name.at[0] == '[';
    name = is_six ? str_slice(name, 1, name.n - 1) : name;
    if (!colon || name.n >= sizeof host || !str_to_int(str_from_byte(listen, colon), &port) || port > 65535)
        return false;
    memcpy(host, name.at, name.n);
    host[name.n] = 0;
    memset(address, 0, sizeof *address);
    if (is_six) {
        struct sockaddr_in6 *six = (struct sockaddr_in6 *)(void *)address;
        *length = sizeof *six;
        six->sin6_family = AF_INET6;
        six->sin6_port = htons((uint16_t)port);
        return inet_pton(AF_INET6, host, &six->sin6_addr) == 1;
    }
    struct sockaddr_in *four = (struct sockaddr_in *)(void *)address;
    *length = sizeof *four;
    four->sin_family = AF_INET;
    four->sin_port = htons((uint16_t)port);
    return inet_pton(AF_INET, strcmp(host, "localhost") == 0 ? "127.0.0.1" : host, &four->sin_addr) == 1;
}

static void workers_start(struct http *http, int wanted)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (http->n_workers < wanted && http->n_workers < WORKERS_MAX &&
           pthread_create(&http->workers[http->n_workers], NULL, worker_main, http) == 0)
        http->n_workers++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static struct MHD_Daemon *daemon_start(struct http *http, const struct sockaddr_storage *address, size_t most,
                                       int most_of_address)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
        (address->ss_family == AF_INET6 ? MHD_USE_IPv6 : 0);
    return MHD_start_daemon(
        flags, 0, NULL, NULL, request_step, http, MHD_OPTION_SOCK_ADDR, address, MHD_OPTION_URI_LOG_CALLBACK,
        request_begin, http, MHD_OPTION_NOTIFY_COMPLETED, request_end, http, MHD_OPTION_NOTIFY_CONNECTION,
        connection_changed, http, MHD_OPTION_CONNECTION_LIMIT, (unsigned)most,
        MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)most_of_address, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SILENCE_SECONDS,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)LOOPS, MHD_OPTION_END);
}

static int bound_port(struct http *http)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

// As many as the system lets us have.
static result connections_prepare(struct ctx *ctx, struct http *http, size_t *most)
{
    *most = connections_room(CONNECTIONS_MAX);
    if (*most < CONNECTIONS_MIN)
        return fail(ctx, ERR_STORE,
                    "too few files may be open at once to serve anybody: raise the limit (ulimit -n)");
    if (*most < CONNECTIONS_MAX)
        log_line("Only %zu connections at once, not %d: few files may be open. 'ulimit -n' raises the limit.",
                 *most, CONNECTIONS_MAX);
    return connections_open(ctx, *most, &http->connections);
}

result http_start(struct ctx *ctx, const struct http_options *options, const struct site_routes *routes,
                  struct site *site, struct http **http)
{
    struct sockaddr_storage address;
    socklen_t length;
    struct http *made = ARENA_NEW(ctx->arena, struct http);
    if (!made)
        return arena_fail(ctx);
    if (!address_parse(options->listen, &address, &length))
        return fail_at(ctx, ERR_INPUT, STR("--listen"), (struct place){ 0 },
                       "'%.*s' is no address: write 127.0.0.1:8080, or [::1]:8080",
                       STR_ARGS(options->listen));
    signal(SIGPIPE, SIG_IGN);
    *made = (struct http){ .routes = routes,
                           .site = site,
                           .logs = options->logs,
                           .meter = options->meter,
                           .began = randombytes_random() };
    size_t most;
    result e = connections_prepare(ctx, made, &most);
    if (e)
        return e;
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->came, NULL);
    made->daemon = daemon_start(made, &address, most, options->connections_per_address);
    if (!made->daemon) {
        connections_close(made->connections);
        return fail(ctx, ERR_STORE,
                    "can't listen at %.*s: another program does, or it is not this machine's address",
                    STR_ARGS(options->listen));
    }
    made->port = bound_port(made);
    workers_start(made, options->workers);
    *http = made;
    return OK;
}

int http_port(const struct http *http)
{
    return http->port;
}

// Answers first, then workers, so that no connection stays suspended; then the loops.
void http_stop(struct http *http)
{
    const struct timespec moment = { .tv_nsec = 10000000 };
    MHD_socket listening = MHD_quiesce_daemon(http->daemon);
    atomic_store(&http->is_stopping, true);
    for (int i = 0; i < STOP_SECONDS * 100 && atomic_load(&http->n_open); i++)
        nanosleep(&moment, NULL);
    pthread_mutex_lock(&http->lock);
    http->is_closing = true;
    pthread_cond_broadcast(&http->came);
    pthread_mutex_unlock(&http->lock);
    for (int i = 0; i < http->n_workers; i++)
        pthread_join(http->workers[i], NULL);
    MHD_stop_daemon(http->daemon);
    connections_close(http->connections);
    if (listening != MHD_INVALID_SOCKET)
        shutdown(listening, SHUT_RDWR);
}
