// What others will read of a report that is about to be sent: what was written with personal details covered, or
// nothing of it where it speaks of what is never shown.
#include "web/report_form.h"

#include "app/confided.h"
#include "rules/personal.h"

// With whom to ring about that.
static result confided_fill(const struct report_form *form, str whole, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    struct confiding asked = { form->reporting.directory, &form->request->board->ledger->judged,
                               form->category->service, whole };
    struct confided found;
    if (page->original.value.n)
        asked.words = str_format(ctx->arena, "%.*s\n%.*s", STR_ARGS(whole), STR_ARGS(page->original.value));
    result e = confided_find(ctx, &asked, &found);
    if (e || !found.title.n)
        return e;
    page->speaks_of = found.title;
    if (!found.instead.n)
        return OK;
    page->instead = (struct ring_parts){ .n = 0 };
    return ring_parts_fill(ctx, found.instead, &page->instead);
}

result report_covered_fill(struct report_form *form, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    str whole = report_typed(form, "words");
    for (size_t i = 0; i < form->category->questions.n; i++) {
        const struct question *q = &form->category->questions.at[i];
        str value = report_typed(form, report_question_name(ctx, q));
        if (q->kind == ANSWER_WORDS && value.n)
            whole = str_format(ctx->arena, "%.*s\n%.*s", STR_ARGS(whole), STR_ARGS(value));
    }
    result e = confided_fill(form, whole, page);
    if (!e)
        e = personal_cover(ctx, whole, &page->covered);
    if (str_equal(page->covered, whole) || page->is_counted || page->speaks_of.n)
        page->covered = (str){ 0 };
    return e;
}
