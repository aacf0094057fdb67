#include "web/answers.h"

#include "app/account.h"
#include "app/board.h"
#include "web/encode.h"
#include "web/pages.h"

#include <pthread.h>
#include <string.h>

enum { PLACES = 2048, MINUTE = 60, WHO_BYTES_MAX = 64 << 10 };

struct answer {
    str key, body, type, etag, file_name;
    bool is_gzip;
    struct answer *next; // at the same place
};

// All of one state of the store: when that is another, or they are too many, all go together.
struct shelf_of_answers {
    struct arena *arena;
    struct answer *places[PLACES];
};

struct answers {
    struct arena *arena;
    pthread_mutex_t lock;
    struct store_state state;
    struct shelf_of_answers *kept; // in its own arena; NULL for nothing
};

// Pages that are made of nothing but the address, the board and the tables that facts move. Not those that look at a
// clock, at drafts, or at who asks.
static const page_handler FOR_ALL[] = { charter_show, charter_text_show, promise_show, area_show,
                                        case_show,    register_show,     figures_show, areas_map_show };
// Pages that are made of these, of who asks with what rights, of what pages wrote (a draft's changes are no facts), and
// of the time to a minute.
static const page_handler FOR_ONE[] = { work_show_page };

struct answers *answers_open(void)
{
    struct arena *arena = arena_open(1 << 12);
    struct answers *answers = arena ? ARENA_NEW(arena, struct answers) : NULL;
    if (!answers) {
        arena_close(arena);
        return NULL;
    }
    *answers = (struct answers){ .arena = arena, .lock = PTHREAD_MUTEX_INITIALIZER };
    return answers;
}

static void drop_all(struct answers *answers)
{
    struct arena *arena = answers->kept ? answers->kept->arena : NULL;
    answers->kept = NULL;
    arena_close(arena); // whoever copies out of it holds it
}

void answers_close(struct answers *answers)
{
    if (!answers)
        return;
    drop_all(answers);
    arena_close(answers->arena);
}

size_t answers_bytes(struct answers *answers)
{
    if (!answers)
        return 0;
    pthread_mutex_lock(&answers->lock);
    size_t bytes = answers->kept ? arena_used(answers->kept->arena) : 0;
    pthread_mutex_unlock(&answers->lock);
    return bytes;
}

static bool is_among(page_handler page, const page_handler *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == page)
            return true;
    return false;
}

bool answer_may_be_kept(const struct site_route *route, const struct request *r)
{
    bool is_asked = r->method == METHOD_GET || r->method == METHOD_HEAD;
    return is_asked &&
        (r->cookies.n ? is_among(route->get, FOR_ONE, sizeof FOR_ONE / sizeof *FOR_ONE)
                      : is_among(route->get, FOR_ALL, sizeof FOR_ALL / sizeof *FOR_ALL));
}

// Who asks is known by now: a visitor's cookie is theirs, and anybody else sends none.
static bool may_be_kept(const struct site_route *route, const struct request *r)
{
    bool is_either = (r->visitor != NULL) == (r->cookies.n > 0);
    return route && r->board && is_either && answer_may_be_kept(route, r);
}

// The key is bytes for this process alone: numbers as they lie in memory.
static void number_add(struct buffer *key, int64_t n)
{
    buffer_add(key, (str){ (const char *)&n, sizeof n });
}

// Each part with its length, so that no two keys read alike.
static void part_add(struct buffer *key, str part)
{
    number_add(key, (int64_t)part.n);
    buffer_add(key, part);
}

static void visitor_add(struct buffer *key, const struct request *r)
{
    const struct visitor *v = r->visitor;
    const int64_t numbers[] = {
        v->id,      v->person,   r->now.second / MINUTE, // a community's clock may stand still
        r->written, v->is_staff, v->owes_totp
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        number_add(key, numbers[i]);
    part_add(key, v->name);
    part_add(key, v->email);
    part_add(key, v->language);
    for (size_t i = 0; i < v->roles.n; i++) {
        const struct role_held *role = &v->roles.at[i];
        number_add(key, role->role);
        part_add(key, role->body);
        part_add(key, role->area);
        part_add(key, role->service);
    }
}

// False if it is too long.
static bool key_write(const struct request *r, struct buffer *key)
{
    *key = buffer_open(WHO_BYTES_MAX);
    number_add(key, r->accepts_gzip);
    part_add(key, r->path);
    part_add(key, r->query);
    if (r->visitor)
        visitor_add(key, r);
    return !key->is_full;
}

static size_t place_of(str key)
{
    uint64_t hash = 14695981039346656037u; // FNV-1a
    for (size_t i = 0; i < key.n; i++)
        hash = (hash ^ (unsigned char)key.at[i]) * 1099511628211u;
    return hash % PLACES;
}

static const struct answer *answer_find(const struct shelf_of_answers *kept, str key)
{
    for (const struct answer *a = kept->places[place_of(key)]; a; a = a->next)
        if (str_equal(a->key, key))
            return a;
    return NULL;
}

// Held by the request's arena, so that it is copied without the lock.
static const struct answer *answer_take(struct answers *answers, const struct request *r, str key)
{
    const struct answer *found = NULL;
    pthread_mutex_lock(&answers->lock);
    bool is_state = answers->kept && store_state_equal(answers->state, r->board->state);
    if (is_state)
        found = answer_find(answers->kept, key);
    if (found && !arena_hold(r->ctx->arena, answers->kept->arena))
        found = NULL;
    pthread_mutex_unlock(&answers->lock);
    return found;
}

bool answer_recall(struct answers *answers, const struct site_route *route, const struct request *request,
                   struct response *response)
{
    struct buffer key;
    if (!answers || !may_be_kept(route, request))
        return false;
    const struct answer *a = key_write(request, &key) ? answer_take(answers, request, buffer_str(&key))
                                                      : NULL;
    buffer_close(&key);
    if (!a)
        return false;
    response->type = a->type;
    response->etag = a->etag;
    response->file_name = a->file_name;
    response->is_gzip = a->is_gzip;
    response->whole = a->body; // the request holds it
    response_to_known(request, response);
    return true;
}

static struct shelf_of_answers *shelf_make(void)
{
    struct arena *arena = arena_open(ANSWERS_BYTES);
    struct shelf_of_answers *kept = arena ? ARENA_NEW(arena, struct shelf_of_answers) : NULL;
    if (kept)
        kept->arena = arena;
    else
        arena_close(arena);
    return kept;
}

// The state is that of the newest transaction that asked; an older one keeps nothing. The lock is held.
static bool shelf_ready(struct answers *answers, const struct board *board, size_t wanted)
{
    if (answers->kept && board->state.last_fact < answers->state.last_fact)
        return false;
    bool is_state = store_state_equal(answers->state, board->state);
    bool has_room = answers->kept && arena_room(answers->kept->arena) > wanted;
    if (!is_state || !has_room) {
        drop_all(answers);
        answers->kept = shelf_make();
    }
    answers->state = board->state;
    return answers->kept != NULL;
}

static void answer_put(struct shelf_of_answers *kept, str key, const struct response *response)
{
    struct arena *arena = kept->arena;
    struct answer *a = answer_find(kept, key) ? NULL : ARENA_NEW(arena, struct answer);
    if (!a)
        return;
    *a = (struct answer){ .key = str_copy(arena, key),
                          .body = str_copy(arena, buffer_str(&response->body)),
                          .type = str_copy(arena, response->type),
                          .etag = str_copy(arena, response->etag),
                          .file_name = str_copy(arena, response->file_name),
                          .is_gzip = response->is_gzip,
                          .next = kept->places[place_of(key)] };
    if (!arena_is_full(arena))
        kept->places[place_of(key)] = a;
}

// Only the plain ones: whole, tagged, for nobody's browser alone.
static bool is_plain(const struct response *r)
{
    return r->status == 200 && r->etag.n && !r->n_cookies && !r->location.n && !r->is_immutable &&
        !r->is_of_one && !r->is_unkept && !r->asks_place && !r->tiles_from.n &&
        r->body.n <= ANSWER_BYTES_MAX && !r->body.is_full;
}

void answer_remember(struct answers *answers, const struct site_route *route, const struct request *request,
                     const struct response *response)
{
    struct buffer key;
    if (!answers || !may_be_kept(route, request) || !is_plain(response))
        return;
    if (key_write(request, &key)) {
        size_t wanted = key.n + response->body.n + sizeof(struct answer) + 1024;
        pthread_mutex_lock(&answers->lock);
        if (shelf_ready(answers, request->board, wanted))
            answer_put(answers->kept, buffer_str(&key), response);
        pthread_mutex_unlock(&answers->lock);
    }
    buffer_close(&key);
}
