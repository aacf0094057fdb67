// What POST /work/{reference} answers once the case is not theirs to work on any more, since a colleague handed it over
// while they wrote: what they wrote, and of the case what everybody may read.
#include "web/views.h"
#include "web/work_pages.h"

static str typed_words(const struct request *request)
{
    static const char *const names[] = { "words",     "words-own",  "cause",    "late-why",
                                         "pause-why", "resume-why", "answer",   "answer-own",
                                         "hand-why",  "note",       "note-own", "assigned" };
    str all = { 0 };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        str typed = request_form(request, names[i]);
        all = !typed.n ? all
            : !all.n   ? typed
                       : str_format(request->ctx->arena, "%.*s\n\n%.*s", STR_ARGS(all), STR_ARGS(typed));
    }
    return all;
}

static result meanwhile_add(struct request *request, const struct note_line *line,
                            struct work_gone_page *page)
{
    int64_t seen;
    if (!str_to_int(request_form(request, "seen"), &seen) || line->id <= seen)
        return OK;
    struct work_news *news = LIST_PUSH(request->ctx->arena, &page->news);
    if (!news)
        return arena_fail(request->ctx);
    *news = (struct work_news){ line->day, line->said_by.n ? line->said_by : line->voice, line->words };
    return OK;
}

// As on its public page. Of one that everybody may not see nothing is said, not even who has it.
static result public_fill(struct request *request, struct work_gone_page *page)
{
    struct ctx *ctx = request->ctx;
    struct case_view view = { .sees_words = false };
    struct case_page seen = { .is_counted = false };
    result e = case_read(request, &view);
    if (e == ERR_MISSING) {
        ctx->error = (struct error){ .code = OK };
        return OK;
    }
    if (!e)
        e = case_page_fill(request, &view, &seen);
    for (size_t i = 0; i < seen.timeline.n && !e; i++)
        e = meanwhile_add(request, &seen.timeline.at[i], page);
    page->body = view.about.body;
    page->case_url = case_url(ctx, view.row.reference);
    return e;
}

result work_case_gone(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct work_gone_page page = { .reference = request_parameter(request, "reference") };
    struct work_question q = work_question_from(request);
    page.list = work_list_url(ctx, &q, q.show, q.from);
    page.typed = (struct form_field){ .name = "unsent", .label = STR("What you wrote"), .rows = 6 };
    page.typed.hint = STR("It was not sent. Copy what still holds.");
    page.typed.value = typed_words(request);
    layout_fill(request, str_format(ctx->arena, "%.*s is not yours any more", STR_ARGS(page.reference)),
                "work", &page.layout);
    crumb_add(ctx, &page.layout, STR("Work"), (struct url){ STR("/work") });
    result e = public_fill(request, &page);
    if (!e)
        view_work_gone(&response->body, &page);
    return e;
}
