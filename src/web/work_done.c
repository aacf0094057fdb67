// What was just done, said above the page on which one goes on: of one report, and of many of the list.
#include "web/work_pages.h"

#include "web/visit.h"

static const struct {
    const char *deed, *words;
} DONE[] = {
    { "close", "It is closed." },
    { "event", "It is on its page, and counts from now." },
    { "pause", "Its clock stands still." },
    { "resume", "Its clock runs again." },
    { "exempt", "It is on its page, and counts." },
    { "note", "Your note is on its page." },
    { "assign", "Who does it is written down." },
    { "explain", "Why it is late is on its page." },
    { "agree", "It is open, and your answer is on its page." },
    { "disagree", "Your answer is on its page." },
    { "add photograph", "The photograph is beside it." },
    { "said", "What they say is on its page." },
    { "choose", "How they want to be paid is kept." },
    { "ask", "They have asked for it. It is owed from now on, and they are told." },
};

struct url work_again_url(const struct request *request, str deed)
{
    struct arena *arena = request->ctx->arena;
    return (struct url){ str_format(arena, "%.*s?%.*s%sdone=%s", STR_ARGS(request->path),
                                    STR_ARGS(request->query), request->query.n ? "&" : "",
                                    url_query(arena, deed)) };
}

str work_done_words(const struct request *request)
{
    str deed = request_field(request, "done");
    for (size_t i = 0; i < sizeof DONE / sizeof *DONE; i++)
        if (str_equal(deed, str_from(DONE[i].deed)))
            return str_from(DONE[i].words);
    return (str){ 0 };
}

struct url work_many_url(struct ctx *ctx, struct url list, bool closes, int n)
{
    return url_format(ctx->arena, "%.*s&%s=%d", STR_ARGS(list.text), closes ? "closed" : "explained", n);
}

static int64_t number_of(const struct request *request, const char *name)
{
    int64_t n;
    return str_to_int(request_field(request, name), &n) && n > 0 && n <= WORK_PAGE_ROWS ? n : 0;
}

str work_many_words(const struct request *request)
{
    struct arena *arena = request->ctx->arena;
    int64_t closed = number_of(request, "closed"), explained = number_of(request, "explained");
    if (closed)
        return str_format(arena, "%lld %s closed.", (long long)closed,
                          closed == 1 ? "report is" : "reports are");
    return explained ? str_format(arena, "%lld %s this reason. They stay in the list until they are done.",
                                  (long long)explained, explained == 1 ? "report has" : "reports have")
                     : (str){ 0 };
}
