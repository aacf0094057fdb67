#include "web/visit.h"

#include "app/attempt.h"
#include "app/permission.h"
#include "base/log.h"
#include "web/kept.h"
#include "web/site.h"

enum { NEXT_MAX = 500 };

struct using
{
    str hash;
    instant now;
};

static result use_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct using *u = with;
    return session_use(ctx, db, u->hash, u->now);
}

// That it is used is noted now and then; a page is not refused because it can't be.
static void use_note(struct request *request, const struct visitor *visitor)
{
    struct using u = { visitor->session, request->now };
    if (visitor->is_use_due && site_write(request, use_work, &u))
        request->ctx->error = (struct error){ .code = OK };
}

static struct visitor *session_holder(struct request *request)
{
    str token = request_cookie(request, COOKIE_SESSION);
    struct visitor *visitor = token.n ? ARENA_NEW(request->ctx->arena, struct visitor) : NULL;
    if (!visitor)
        return NULL;
    if (session_visitor(request->ctx, request->db, token, request->now, visitor)) {
        request->ctx->error = (struct error){ .code = OK };
        return NULL;
    }
    return visitor->id > 0 ? visitor : NULL;
}

void visit_take(struct request *request, struct visitor *visitor)
{
    result e = request->board
        ? visitor_follow(request->ctx, visitor, &request->board->directory.bodies, request->board->today)
        : OK;
    if (!e)
        request->visitor = visitor;
    else
        request->ctx->error = (struct error){ .code = OK };
}

struct visitor *visit_look(struct request *request)
{
    struct visitor *visitor = request_cookie(request, COOKIE_KEPT).n ? NULL : session_holder(request);
    return visitor && !visitor->is_use_due ? visitor : NULL;
}

void visit_begin(struct request *request)
{
    struct visitor *visitor = session_holder(request);
    if (!visitor)
        return;
    visit_take(request, visitor);
    if (request->visitor)
        use_note(request, visitor);
}

// The first of the words that stands in what the browser says of itself. The order matters: most say they are others.
static const char *word_of(str user_agent, const char *const words[][2], const char *other)
{
    for (size_t i = 0; words[i][0]; i++)
        if (str_find(user_agent, str_from(words[i][0])) < user_agent.n)
            return words[i][1];
    return other;
}

str browser_words(struct arena *arena, str user_agent)
{
    static const char *const BROWSERS[][2] = {
        { "Edg", "Edge" },
        { "OPR/", "Opera" },
        { "SamsungBrowser", "Samsung Internet" },
        { "Firefox", "Firefox" },
        { "FxiOS", "Firefox" },
        { "CriOS", "Chrome" },
        { "Chromium", "Chromium" },
        { "Chrome/", "Chrome" },
        { "Safari", "Safari" },
        { NULL, NULL },
    };
    static const char *const SYSTEMS[][2] = {
        { "Android", "Android" }, { "iPhone", "iPhone" }, { "iPad", "iPad" },   { "CrOS", "ChromeOS" },
        { "Windows", "Windows" }, { "Mac OS", "a Mac" },  { "Linux", "Linux" }, { NULL, NULL },
    };
    const char *system = word_of(user_agent, SYSTEMS, NULL);
    return str_format(arena, "%s%s%s", word_of(user_agent, BROWSERS, "A browser"), system ? " on " : "",
                      system ? system : "");
}

void sign_in_fill(struct request *request, struct sign_in *s)
{
    struct arena *arena = request->ctx->arena;
    s->network = network_of(arena, request->address);
    s->browser = browser_words(arena, request->user_agent);
    s->asked_session = request_cookie(request, COOKIE_SESSION);
    s->asked_known = request_cookie(request, COOKIE_KNOWN);
    s->asked_code = request_cookie(request, COOKIE_CODE);
    s->now = request->now;
}

// Each try, right or wrong, without whose it was: by the number of its request it can be found in the proxy's log.
static void sign_in_log(const struct request *request, const struct sign_in *s, result e)
{
    static const char *const BY[] = {
        [BY_PASSWORD] = "password", [BY_SECOND] = "second-step", [BY_LINK] = "link", [BY_CODE] = "code"
    };
    static const char *const ENDS[] = { [SIGN_IN_WRONG] = "wrong",
                                        [SIGN_IN_WAIT] = "must-wait",
                                        [SIGN_IN_SECOND] = "second-step-owed",
                                        [SIGN_IN_DONE] = "in" };
    log_line("request=%.*s sign-in=%s end=%s", STR_ARGS(request->id), BY[s->by],
             e ? result_name(e) : ENDS[s->end]);
}

result sign_in_run(struct request *request, struct sign_in *s)
{
    sign_in_fill(request, s);
    result e = sign_in_look(request->ctx, request->db, s);
    if (!e)
        e = sign_in_prove(request->ctx, s);
    if (!e)
        e = site_write(request, sign_in_settle, s);
    sign_in_log(request, s, e);
    return e;
}

// A code is bound to the browser that asked: what its cookie holds.
static str code_cookie(struct request *request, struct response *response)
{
    str held = token_make(request->ctx->arena);
    response_cookie(request, response, COOKIE_CODE, held, TEXT_CODE_SECONDS);
    return held;
}

result link_send(struct request *request, struct response *response, struct link_wish *w)
{
    struct ctx *ctx = request->ctx;
    bool is_text = str_equal(w->way, STR("text"));
    str path = is_text ? STR("/sign-in/code") : STR("/sign-in/sent");
    w->network = network_of(ctx->arena, request->address);
    w->now = request->now;
    if (is_text)
        w->browser = code_cookie(request, response);
    result e = site_write(request, link_wish, w);
    if (e || w->wait)
        return e;
    response_see(request, response,
                 w->next.n ? url_format(ctx->arena, "%s?next=%s", str_c(ctx->arena, path),
                                        url_query(ctx->arena, w->next))
                           : (struct url){ path });
    return OK;
}

result link_send_to(struct request *request, struct response *response, struct link_to *to)
{
    const struct person_row *p = to->person;
    struct link_wish wish = { .next = to->next, .name = p->name, .language = p->language };
    wish.way = p->email.n ? STR("email") : p->telephone.n ? STR("text") : STR("letter");
    wish.address = p->email.n ? p->email : p->telephone.n ? p->telephone : p->address;
    to->is_sent = wish.address.n > 0;
    result e = to->is_sent ? link_send(request, response, &wish) : OK;
    to->wait = wish.wait;
    return e;
}

result session_is_fresh(struct request *request, bool *is_fresh)
{
    struct session_row row;
    result e = session_find(request->ctx, request->db, request_cookie(request, COOKIE_SESSION), request->now,
                            &row);
    *is_fresh = !e && row.hash.n && row.created.second + SESSION_FRESH_SECONDS > request->now.second;
    return e;
}

void session_give(struct request *request, struct response *response, str token)
{
    response_cookie(request, response, COOKIE_SESSION, token, SESSION_LONGEST);
}

void sign_in_end(struct request *request, struct response *response, const struct sign_in *s)
{
    str next = next_of(request);
    session_give(request, response, s->session);
    if (s->end == SIGN_IN_SECOND) {
        response_see(request, response, next_url(request, "/sign-in/second"));
        return;
    }
    response_cookie(request, response, COOKIE_KNOWN, s->known, KNOWN_SECONDS);
    // Whose page that is, only the next request knows: /sign-in leads whoever is signed in to where their day begins.
    response_see(request, response, (struct url){ next.n ? next : STR("/sign-in") });
}

str next_of(const struct request *request)
{
    str next = request_form(request, "next");
    next = next.n ? next : request_field(request, "next");
    bool is_ours = str_starts(next, STR("/")) && !str_starts(next, STR("//")) && !str_has(next, '\\') &&
        next.n <= NEXT_MAX;
    return is_ours ? next : (str){ 0 };
}

struct url next_url(struct request *request, const char *path)
{
    str next = next_of(request);
    if (!next.n)
        return (struct url){ str_from(path) };
    return url_format(request->ctx->arena, "%s?next=%s", path, url_query(request->ctx->arena, next));
}

str wait_words(struct ctx *ctx, int64_t seconds)
{
    long long minutes = (long long)(seconds + 59) / 60;
    return str_format(ctx->arena, "There were too many tries. Wait %lld %s, then try again.", minutes,
                      minutes == 1 ? "minute" : "minutes");
}

str said_take(struct ctx *ctx)
{
    str said = str_copy(ctx->arena, str_from(ctx->error.text));
    ctx->error = (struct error){ .code = OK };
    return said;
}

bool is_for_form(result e)
{
    return e == ERR_INPUT || e == ERR_RULE || e == ERR_BUSY;
}
