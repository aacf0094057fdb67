// GET /search?q=: pages of the site by the words people have for them; charters, promises, places and reports whose
// words hold what was asked. A whole reference leads to its report at once.
#include "web/pages.h"
#include "web/views.h"

#include "app/case_words.h"
#include "app/report.h"
#include "app/visibility.h"
#include "store/fact.h"

enum { FOUND_MAX = 30, CASES_MAX = 20, CASES_LOOKED_AT = 2000 };

static bool holds(str text, str asked)
{
    for (size_t i = 0; i + asked.n <= text.n; i++) {
        size_t n = 0;
        while (n < asked.n && char_lower(text.at[i + n]) == char_lower(asked.at[n]))
            n++;
        if (n == asked.n)
            return true;
    }
    return false;
}

// Whether each word that was asked for is held.
static bool holds_each(str text, str asked)
{
    bool is_held = true;
    for (str rest = asked; rest.n && is_held;)
        is_held = holds(text, str_trim(str_cut(&rest, ' ')));
    return is_held;
}

// What people come for under a word of their own, and where it is.
static const struct search_place {
    const char *address, *title, *words;
} PLACES[] = {
    { "/report", "Report a problem", "report problem broken fault complain" },
    { "/account/reports", "Your reports, and what is owed to you",
      "my reports money refund compensation owed paid payment redress claim" },
    { "/redress", "What was missed, and what followed",
      "redress compensation money refund missed late put right register apology failure" },
    { "/watch", "How it stands now", "figures performance standing late at risk late now progress priority" },
    { "/drafts", "Charters that are being written",
      "drafts consultation comment have your say propose proposal" },
    { "/charters/ask", "Ask for a charter", "ask for a charter association group start propose" },
    { "/walkabouts", "Rounds on foot", "walkabout champion volunteer grade inspection" },
    { "/nobody", "What nobody answers for", "nobody private landlord railway who is responsible" },
    { "/data", "Open data", "open data csv figures statistics download spreadsheet annual report" },
    { "/contact", "Contact", "contact telephone phone number ring complain complaint ombudsman" },
    { "/account/data", "Your data: all that is held about you", "my data privacy erase delete gdpr access" },
};

// A short word says too little: "my" and "the" would find everything.
enum { WORD_LEAST = 4 };

static result places_search(struct ctx *ctx, struct search_page *page)
{
    result e = OK;
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES && !e; i++) {
        bool is_meant = false;
        for (str rest = page->asked; rest.n;) {
            str word = str_trim(str_cut(&rest, ' '));
            is_meant |= word.n >= WORD_LEAST && holds(str_from(PLACES[i].words), word);
        }
        if (is_meant)
            e = link_add(ctx, &page->pages, str_from(PLACES[i].title),
                         url_format(ctx->arena, "%s", PLACES[i].address));
    }
    return e;
}

// What is talked about when its parties meet is found by the words people have for that.
static result meeting_search(struct ctx *ctx, const struct charter *c, struct search_page *page)
{
    static const str words = STR_INIT("quarterly meeting agenda minutes agreed actions pack");
    bool is_meant = false;
    for (str rest = page->asked; rest.n;) {
        str word = str_trim(str_cut(&rest, ' '));
        is_meant |= word.n >= WORD_LEAST && holds(words, word);
    }
    return is_meant
        ? link_add(ctx, &page->pages,
                   str_format(ctx->arena, "For the meeting: %.*s", STR_ARGS(c->document->document->title)),
                   url_format(ctx->arena, "/charters/%s/meeting", url_segment(ctx->arena, c->id)))
        : OK;
}

static result charter_search(struct ctx *ctx, const struct charter *c, struct search_page *page)
{
    str title = c->document->document->title;
    result e = holds(title, page->asked) ? link_add(ctx, &page->found, title, charter_url(ctx, c->id)) : OK;
    for (size_t i = 0; i < c->promises.n && !e && page->found.n < FOUND_MAX; i++) {
        const struct clause *clause = c->promises.at[i].clause;
        const struct field *service = field_find(&clause->fields, KEY_SERVICE);
        if (!holds_each(clause->title, page->asked) && !holds_each(clause->prose, page->asked) &&
            !(service && holds_each(service->raw, page->asked)))
            continue;
        e = link_add(ctx, &page->found,
                     str_format(ctx->arena, "%.*s %.*s, %.*s", STR_ARGS(clause->label),
                                STR_ARGS(clause->title), STR_ARGS(title)),
                     promise_url(ctx, c->id, clause->label));
    }
    return e;
}

// The newest reports that hold the words.
static result cases_search(struct ctx *ctx, struct db *db, const struct board *board,
                           struct search_page *page)
{
    struct case_row_list rows;
    result e = query_case_search(
        ctx, db,
        &(struct case_search_in){ COMMUNITY_FIRST, CASES_LOOKED_AT, like_words(ctx, page->asked), CASES_MAX },
        &rows);
    return e ? e : cases_fill(ctx, db, board, &rows, &page->cases);
}

static result everything_search(struct ctx *ctx, struct db *db, const struct board *board,
                                struct search_page *page)
{
    result e = OK;
    for (size_t i = 0; i < board->places.n && !e && page->found.n < FOUND_MAX; i++)
        if (holds(board->places.at[i], page->asked))
            e = link_add(ctx, &page->found, board->places.at[i], area_url(ctx, board->places.at[i]));
    for (size_t i = 0; i < board->charters.n && !e; i++)
        e = charter_search(ctx, &board->charters.at[i], page);
    for (size_t i = 0; i < board->charters.n && !e; i++)
        e = meeting_search(ctx, &board->charters.at[i], page);
    return e ? e : cases_search(ctx, db, board, page);
}

// The report of that very reference, however old; of those that are only counted nothing is told.
result case_named(struct request *request, str asked, struct url *url)
{
    struct ctx *ctx = request->ctx;
    const str ways[] = { asked, reference_settle(ctx->arena, asked) };
    result e = OK;
    *url = (struct url){ { 0 } };
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !e && !url->text.n; i++) {
        struct case_row row;
        bool is_found;
        e = query_case_by_reference(
            ctx, request->db, &(struct case_by_reference_in){ COMMUNITY_FIRST, ways[i] }, &row, &is_found);
        if (!e && is_found && is_seen_by_all(case_line_of((enum visibility)row.visibility)))
            *url = case_url(ctx, row.reference);
    }
    return e;
}

result search_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct search_page page = { .asked = question_of(request), .n_looked_at = CASES_LOOKED_AT };
    struct url named = { { 0 } };
    page.has_asked = page.asked.n > 0;
    result e = page.has_asked ? case_named(request, page.asked, &named) : OK;
    if (!e && named.text.n) {
        response_see(request, response, named);
        return OK;
    }
    layout_fill(request, STR("Search"), "search", &page.layout);
    if (!e && page.has_asked)
        e = everything_search(ctx, request->db, board, &page);
    if (!e)
        e = places_search(ctx, &page);
    page.has_found = page.pages.n || page.found.n || page.cases.n;
    if (!e)
        view_search(&response->body, &page);
    return e;
}
