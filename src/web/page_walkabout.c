// /charters/{charter}/{clause}/walkabout: a champion, councillor or officer graded places on foot, and writes them
// down.
#include "web/typed.h"
#include "web/views.h"
#include "web/walk_pages.h"

#include "app/library.h"
#include "app/recheck.h"
#include "app/walkabout.h"
#include "app/worklist.h"

struct walking {
    struct request *request;
    struct walk walk;
    struct doer by;
};

static struct url walk_url(struct ctx *ctx, const struct promise_state *p)
{
    return url_format(ctx->arena, "%s/walkabout",
                      str_c(ctx->arena, promise_url(ctx, p->charter->id, p->clause->label).text));
}

static str found_words(struct ctx *ctx, const struct walk_found *f)
{
    const struct survey *s = &f->survey;
    int64_t tenths = survey_score_tenths(s);
    int b = grade_find(STR("B"));
    str words = str_format(ctx->arena, "%lld of %lld places at grade B or better; NI 195 score %lld.%lld",
                           (long long)survey_at(s, b), (long long)s->places, (long long)(tenths / 10),
                           (long long)(tenths % 10));
    return s->both
        ? str_format(ctx->arena, "%.*s; %lld place%s graded by two, alike in %lld", STR_ARGS(words),
                     (long long)s->both, s->both == 1 ? "" : "s", (long long)s->agreed)
        : words;
}

result walk_looked_fill(struct request *request, const struct promise_state *p, struct walk_lines *lines)
{
    struct recheck_counts counts;
    result e = recheck_count(request->ctx, request->db, p, &counts);
    if (!e && counts.looked)
        lines->looked = str_format(
            request->ctx->arena,
            "Of reports closed as done and chosen by chance, champions looked at %lld again: %lld %s not as the "
            "service had said.",
            (long long)counts.looked, (long long)counts.otherwise, counts.otherwise == 1 ? "was" : "were");
    return e;
}

result walk_lines_fill(struct request *request, const struct promise_state *p, struct walk_lines *lines)
{
    struct ctx *ctx = request->ctx;
    struct walks_found found;
    struct about about = walk_about(ctx, p);
    result e = walks_find(ctx, p, &found);
    for (size_t i = 0; i < found.n && !e; i++) {
        struct walk_line *line = LIST_PUSH(ctx->arena, lines);
        if (!line)
            return arena_fail(ctx);
        *line = (struct walk_line){ .day = found.at[i].day,
                                    .who = found.at[i].said_by,
                                    .words = found_words(ctx, &found.at[i]) };
    }
    if (!e)
        e = walk_pairs_fill(request, p, &lines->pairs);
    struct link planned = { .text = { 0 } };
    if (e || !is_graded(p) || !may(request->visitor, DEED_WALKABOUT, &about))
        return e;
    e = walk_planned_find(request, p, &planned);
    lines->record_url = planned.text.n ? planned.url : walk_url(ctx, p);
    return e;
}

static result walking_open(struct request *request, struct walking *w)
{
    const struct charter *c = board_charter(request->board, request_parameter(request, "charter"));
    const struct promise_state *p = c ? charter_promise(c, request_parameter(request, "clause")) : NULL;
    *w = (struct walking){ .request = request };
    w->walk = (struct walk){ .promise = p, .day = DATE_NONE, .today = request->board->today };
    result e = must_may(request->ctx, request->visitor, DEED_WALKABOUT, NULL);
    if (!e && (!p || !is_graded(p)))
        e = fail(request->ctx, ERR_MISSING, "there is no such promise, or nothing of it is graded on foot");
    struct about about = e ? (struct about){ .is_own = false } : walk_about(request->ctx, p);
    if (!e)
        e = must_may(request->ctx, request->visitor, DEED_WALKABOUT, &about);
    if (!e)
        w->by = visitor_finder(request->visitor, &about);
    if (!e && w->by.voice != VOICE_CHAMPION)
        w->by = visitor_doer(request->ctx, request->visitor);
    return e;
}

result walk_grades_text(struct request *request, struct html *text)
{
    str words;
    result e = library_text(request->ctx, "notices", "grades.md", &words);
    *text = e ? html_safe((str){ 0 }) : prose_html(request->ctx, words);
    return e;
}

static result page_fill(const struct walking *w, struct walk_page *page)
{
    struct request *request = w->request;
    struct ctx *ctx = request->ctx;
    const struct promise_state *p = w->walk.promise;
    page->promise = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(p->clause->label),
                               STR_ARGS(p->clause->title));
    page->charter = p->charter->document->document->title;
    page->promise_url = promise_url(ctx, p->charter->id, p->clause->label);
    page->action = walk_url(ctx, p);
    layout_fill(request, STR("A round on foot"), "charters", &page->layout);
    crumb_add(ctx, &page->layout, page->charter, charter_url(ctx, p->charter->id));
    crumb_add(ctx, &page->layout, page->promise, page->promise_url);
    page->day = form_field(request, "day", STR("On which day did you look?"));
    page->day.hint = STR("Such as 31 1 2027.");
    page->day.width = 10;
    page->places = form_field(request, "places", STR("What did you find?"));
    page->places.hint = STR(
        "One place on a line, a semicolon, its grade: Moss Lane by the school; B. If a second one "
        "graded it too, their grade behind it: Moss Lane by the school; B; B-.");
    page->places.rows = 12;
    result e = walk_planned_find(request, p, &page->planned);
    return e ? e : walk_grades_text(request, &page->grades);
}

result walkabout_show(struct request *request, struct response *response)
{
    struct walking w;
    struct walk_page page = { .promise = { 0 } };
    result e = walking_open(request, &w);
    if (e)
        return e;
    e = page_fill(&w, &page);
    response->is_unkept = true;
    if (!e)
        view_walkabout(&response->body, &page);
    return e;
}

static result walk_work(struct ctx *ctx, struct db *db, void *with)
{
    struct walking *w = with;
    struct desk desk;
    result e = desk_open(ctx, db, w->request->now, &w->by, &desk);
    return e ? e : walk_record(&desk, w->request->visitor, &w->walk);
}

result walkabout_send(struct request *request, struct response *response)
{
    struct walking w;
    struct walk_page page = { .promise = { 0 } };
    result e = walking_open(request, &w);
    if (e)
        return e;
    bool is_day = typed_day(request_form(request, "day"), &w.walk.day);
    if (!is_day)
        w.walk.day = DATE_NONE;
    e = walk_read(request->ctx, request_form(request, "places"), &w.walk);
    bool is_places = e != OK;
    if (!e)
        e = site_write(request, walk_work, &w);
    if (!e)
        response_see(request, response,
                     promise_url(request->ctx, w.walk.promise->charter->id, w.walk.promise->clause->label));
    if (!is_for_form(e))
        return e;
    e = page_fill(&w, &page);
    if (!e)
        e = form_fault(request->ctx, &page.faults, is_places ? &page.places : &page.day,
                       sentence(request->ctx, said_take(request->ctx)));
    response->is_unkept = true;
    if (!e)
        view_walkabout(&response->body, &page);
    return e;
}
