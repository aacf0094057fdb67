// The site: a store with its board, shared by all workers. The board is made again when a fact has come or the clock
// moved on; whoever reads an older one reads it to the end.
#pragma once

#include "app/board.h"
#include "store/store.h"
#include "web/route.h"

struct site;

enum { SITE_TICK_SECONDS = 30 }; // from one look at what falls due to the next, at most

// The store stays the caller's. The clock says what now is; a community's clock that stands still goes before it.
struct site *site_open(struct store *store);
void site_close(struct site *site);

// Gives the request a read-only transaction and the board of that very state, until site_leave. If it fails, it has
// neither, and site_leave does nothing.
result site_enter(struct site *site, struct request *request) MUST;
// Of a page that failed: true if it was read from a replica and that may be why. The request has then another
// transaction and board, of the store itself.
bool site_enter_again(struct site *site, struct request *request, result e);
// After a form: the browser says for a while how far the store had come, so that no server shows it an older state.
// Nothing where no replica is read.
void site_mark(struct site *site, struct request *request, struct response *response);
// The answer that is kept for a page, where nothing has to be waited for: false where there is none, the store is
// written to for it, or somebody makes its board. For the threads that many wait for.
bool site_peek(struct site *site, const struct site_route *route, struct request *request,
               struct response *response);
void site_leave(struct site *site, struct request *request);

// An answer that is kept for this very state, and one that was made (web/answers.h).
bool site_recall(struct site *site, const struct site_route *route, struct request *request,
                 struct response *response);
void site_remember(struct site *site, const struct site_route *route, const struct request *request,
                   const struct response *response);

// Runs the work in a write transaction: what a form sends. The request still reads the state from before it.
result site_write(struct request *request, store_work work, void *with) MUST;
// The same, and then all of it is taken back: so that what a page foretells is what happens. What the work read lives
// as long as the request.
result site_try(struct request *request, store_work work, void *with) MUST;

// The store behind it, for use cases that write and look by turns.
struct store *site_store(const struct request *request);
// What is counted over weeks (web/gathered.h).
struct gathered;
struct gathered *site_gathered(const struct request *request);
// What every page has read is read again: a setting changed, which no fact says.
void site_renew(struct site *site);

// Somebody was erased from a page: the list of erasures beside the store wants completing, and what was in files goes.
// Said by the page, taken once by serve.
void site_erased(const struct request *request);
bool site_erased_take(struct site *site);

// Where photographs are kept and who makes them clean; it must live as long as the site. NULL: none are taken.
struct photographs;
void site_photographs_set(struct site *site, const struct photographs *photographs);
const struct photographs *site_photographs(const struct site *site);

size_t site_answers_bytes(const struct site *site); // of the answers that are kept

// What was answered, counted: by http for each request. The key that /metrics asks for: it must live as long as the
// site; empty, and there is no such page.
struct meter;
struct meter *site_meter(struct site *site);
void site_metrics_key_set(struct site *site, str key);
str site_metrics_key(const struct site *site);

// How many reports one network may send within an hour, by the pages and by programs; 0 for any number.
struct site_limits {
    int64_t reports, program_reports;
};
void site_limits_set(struct site *site, struct site_limits limits);
const struct site_limits *site_limits(const struct site *site);

// What lies under maps; it must live as long as the site. NULL: our own borders alone.
struct tiles;
void site_tiles_set(struct site *site, const struct tiles *tiles);
const struct tiles *site_tiles(const struct site *site);

// What makes a PDF of a letter; NULL where nothing does.
struct message;
typedef result (*letter_function)(struct ctx *ctx, const struct message *message, struct buffer *out);
void site_letters_set(struct site *site, letter_function letter);
letter_function site_letters(const struct site *site);

// What makes a PDF of a charter and of its leaflet; it must live as long as the site. NULL where nothing does.
struct paper;
struct leaflet;
struct printing {
    result (*paper)(struct ctx *ctx, const struct paper *paper, date day, struct buffer *out);
    result (*leaflet)(struct ctx *ctx, const struct leaflet *leaflet, date day, struct buffer *out);
};
void site_printing_set(struct site *site, const struct printing *printing);
const struct printing *site_printing(const struct site *site);

// The clock has looked at what falls due, or another server does: said by serve, every SITE_TICK_SECONDS or more often.
void site_ticked(struct site *site);

// Whether pages can be made and what is asked of it kept; `out` says, in plain words, each reason why not, "; "
// between. Beside the store it looks at the disk of the file `site_watch` names, which must live as long as the site.
void site_watch(struct site *site, const char *store_file);
const char *site_watched(const struct site *site); // NULL for none
result site_readiness(struct ctx *ctx, const struct site *site, struct buffer *out) MUST;

extern const struct site_routes SITE_ROUTES;
