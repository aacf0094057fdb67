#include "web/site.h"

#include "app/status.h"
#include "web/answers.h"
#include "web/form.h"
#include "web/gathered.h"
#include "web/kept.h"
#include "web/meter.h"
#include "web/visit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#define COOKIE_WRITTEN "written"
enum { WRITTEN_SECONDS = 30 }; // longer than any server takes to hear of what others wrote

struct site {
    struct store *store;
    struct arena *arena;
    pthread_mutex_t lock;
    struct board *board;     // the newest; NULL before the first request
    struct answers *answers; // NULL if none are kept
    struct gathered *gathered;
    const struct photographs *photographs;
    const struct tiles *tiles;
    letter_function letter;
    const struct printing *printing;
    const char *watched; // a file of the store, NULL if it is none
    str metrics_key;     // empty for none
    struct site_limits limits;
    struct meter meter;
    atomic_bool has_erased;
    _Atomic int64_t written; // how often something was written for a page
    _Atomic int64_t tick;    // seconds since the machine started, when the clock last moved on; 0 for never
};

static int64_t uptime(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

struct site *site_open(struct store *store)
{
    struct arena *arena = arena_open(1 << 20);
    struct site *site = arena ? ARENA_NEW(arena, struct site) : NULL;
    struct gathered *gathered = site ? gathered_open() : NULL;
    if (!gathered) {
        arena_close(arena);
        return NULL;
    }
    *site = (struct site){ .store = store, .arena = arena, .answers = answers_open(), .gathered = gathered };
    pthread_mutex_init(&site->lock, NULL);
    return site;
}

void site_close(struct site *site)
{
    board_close(site->board);
    answers_close(site->answers);
    gathered_close(site->gathered);
    arena_close(site->arena);
}

// The board of the state this transaction sees. Held by the request until board_give.
static result board_take(struct site *site, struct request *request)
{
    struct store_state state;
    result e = store_state_read(request->ctx, request->db, &state);
    if (e)
        return e;
    pthread_mutex_lock(&site->lock);
    struct board *held = site->board;
    if (!held || !store_state_equal(held->state, state)) {
        struct board *made = NULL;
        e = board_make(request->ctx, request->db, request->now, &made);
        if (!e) {
            if (held && !held->users)
                board_close(held);
            held = site->board = made;
        }
    }
    if (!e) {
        held->users++;
        request->board = held;
    }
    pthread_mutex_unlock(&site->lock);
    return e;
}

static void board_give(struct site *site, struct board *board)
{
    pthread_mutex_lock(&site->lock);
    if (!--board->users && board != site->board)
        board_close(board);
    pthread_mutex_unlock(&site->lock);
}

// The state that the request reads: what is sent is held against the store itself, what is asked for may be read from a
// replica that has what this browser has seen kept.
static result state_take(struct site *site, struct request *request)
{
    int64_t after = 0;
    (void)str_to_int(request_cookie(request, COOKIE_WRITTEN), &after);
    result e = request->is_at_store ? store_read_begin(request->ctx, site->store, &request->db)
                                    : store_read_near(request->ctx, site->store, after, &request->db);
    return e ? e : board_take(site, request);
}

bool site_enter_again(struct site *site, struct request *request, result e)
{
    bool may_be_it = (e == ERR_BUSY || e == ERR_STORE) && request->db && is_of_replica(request->db);
    if (!may_be_it) {
        if (!request->board)
            site_leave(site, request);
        return false;
    }
    site_leave(site, request);
    request->visitor = NULL;
    request->ctx->error = (struct error){ .code = OK };
    request->is_at_store = true;
    return site_enter(site, request) == OK;
}

void site_mark(struct site *site, struct request *request, struct response *response)
{
    int64_t position = store_position(site->store);
    if (position)
        response_cookie(request, response, COOKIE_WRITTEN,
                        str_format(request->ctx->arena, "%lld", (long long)position), WRITTEN_SECONDS);
}

result site_enter(struct site *site, struct request *request)
{
    request->site = site;
    request->written = atomic_load(&site->written); // before the state that is read
    request->is_at_store |= request->method == METHOD_POST;
    result e = state_take(site, request);
    if (e && site_enter_again(site, request, e))
        return OK;
    if (!e && request->format != FORMAT_ATOM) { // a feed is what everybody sees
        visit_begin(request);
        kept_take(request);
    }
    return e;
}

// Who asks, and the state of the store, both by one query. False where no answer may be kept for them.
static bool state_peek(struct site *site, struct request *request, struct visitor **visitor,
                       struct store_state *state)
{
    bool is_for_all = request->format == FORMAT_ATOM || !request->cookies.n;
    if (!store_peek(site->store, &request->db))
        return false;
    *visitor = is_for_all ? NULL : visit_look(request);
    bool is_read = is_for_all ? !store_state_read(request->ctx, request->db, state) : *visitor != NULL;
    if (*visitor)
        *state = (*visitor)->state;
    store_peek_end(site->store, request->db);
    request->db = NULL;
    return is_read;
}

// The board of that state, if it is there and nobody holds the lock for long.
static bool board_peek(struct site *site, struct request *request, struct store_state state)
{
    if (pthread_mutex_trylock(&site->lock))
        return false;
    struct board *held = site->board;
    bool is_it = held && store_state_equal(held->state, state);
    if (is_it) {
        held->users++;
        request->board = held;
    }
    pthread_mutex_unlock(&site->lock);
    return is_it;
}

bool site_peek(struct site *site, const struct site_route *route, struct request *request,
               struct response *response)
{
    struct visitor *visitor = NULL;
    struct store_state state;
    request->site = site;
    request->written = atomic_load(&site->written);
    bool is_there = answer_may_be_kept(route, request) && state_peek(site, request, &visitor, &state) &&
        board_peek(site, request, state);
    if (is_there && visitor)
        visit_take(request, visitor);
    if (is_there && answer_recall(site->answers, route, request, response))
        return true;
    site_leave(site, request);
    request->visitor = NULL;
    request->ctx->error = (struct error){ .code = OK };
    return false;
}

void site_leave(struct site *site, struct request *request)
{
    if (request->board)
        board_give(site, request->board);
    if (request->db)
        store_read_end(site->store, request->db);
    request->board = NULL;
    request->db = NULL;
}

bool site_recall(struct site *site, const struct site_route *route, struct request *request,
                 struct response *response)
{
    return answer_recall(site->answers, route, request, response);
}

void site_remember(struct site *site, const struct site_route *route, const struct request *request,
                   const struct response *response)
{
    answer_remember(site->answers, route, request, response);
}

size_t site_answers_bytes(const struct site *site)
{
    return answers_bytes(site->answers);
}

result site_write(struct request *request, store_work work, void *with)
{
    result e = store_write(request->ctx, request->site->store, work, with);
    if (!e)
        atomic_fetch_add(&request->site->written, 1);
    return e;
}

struct trying {
    store_work work;
    void *with;
    bool is_through;
};

static result work_try(struct ctx *ctx, struct db *db, void *with)
{
    struct trying *t = with;
    result e = t->work(ctx, db, t->with);
    t->is_through = !e;
    return e ? e : fail(ctx, ERR_RULE, "it was only looked through");
}

result site_try(struct request *request, store_work work, void *with)
{
    struct trying t = { .work = work, .with = with };
    result e = store_write(request->ctx, request->site->store, work_try, &t);
    if (!e || !t.is_through)
        return e;
    request->ctx->error = (struct error){ .code = OK };
    return OK;
}

struct store *site_store(const struct request *request)
{
    return request->site->store;
}

struct gathered *site_gathered(const struct request *request)
{
    return request->site->gathered;
}

void site_renew(struct site *site)
{
    pthread_mutex_lock(&site->lock);
    if (site->board)
        site->board->state.last_fact = -1; // none is of that state
    pthread_mutex_unlock(&site->lock);
}

void site_erased(const struct request *request)
{
    atomic_store(&request->site->has_erased, true);
}

bool site_erased_take(struct site *site)
{
    return atomic_exchange(&site->has_erased, false);
}

void site_photographs_set(struct site *site, const struct photographs *photographs)
{
    site->photographs = photographs;
}

const struct photographs *site_photographs(const struct site *site)
{
    return site->photographs;
}

void site_tiles_set(struct site *site, const struct tiles *tiles)
{
    site->tiles = tiles;
}

const struct tiles *site_tiles(const struct site *site)
{
    return site->tiles;
}

void site_letters_set(struct site *site, letter_function letter)
{
    site->letter = letter;
}

void site_printing_set(struct site *site, const struct printing *printing)
{
    site->printing = printing;
}

const struct printing *site_printing(const struct site *site)
{
    return site->printing;
}

letter_function site_letters(const struct site *site)
{
    return site->letter;
}

const char *site_watched(const struct site *site)
{
    return site->watched;
}

struct meter *site_meter(struct site *site)
{
    return &site->meter;
}

void site_metrics_key_set(struct site *site, str key)
{
    site->metrics_key = key;
}

str site_metrics_key(const struct site *site)
{
    return site->metrics_key;
}

void site_limits_set(struct site *site, struct site_limits limits)
{
    site->limits = limits;
}

const struct site_limits *site_limits(const struct site *site)
{
    return &site->limits;
}

void site_ticked(struct site *site)
{
    atomic_store(&site->tick, uptime());
}

void site_watch(struct site *site, const char *store_file)
{
    site->watched = store_file;
}

static void reason_add(struct buffer *out, str words)
{
    buffer_print(out, "%s%.*s", out->n ? "; " : "", STR_ARGS(words));
}

static void clock_look(const struct site *site, struct buffer *out)
{
    int64_t tick = atomic_load(&site->tick);
    if (!tick)
        reason_add(out, STR("it is starting: the clock has not moved on yet"));
    else if (uptime() - tick > 3 * SITE_TICK_SECONDS)
        reason_add(out, STR("the clock stands still: what falls due is not noticed"));
}

result site_readiness(struct ctx *ctx, const struct site *site, struct buffer *out)
{
    struct sqlite_file file;
    clock_look(site, out);
    if (!site->watched)
        return OK;
    result e = sqlite_describe(ctx, site->watched, &file);
    if (e)
        return e;
    if (file.schema != MIGRATIONS_COUNT)
        reason_add(out, STR("the store was brought up to date by another Wardmote: start this one again"));
    if (file.free_bytes < DISK_LEAST)
        reason_add(out, STR("the disk is full: nothing more can be kept"));
    return OK;
}
