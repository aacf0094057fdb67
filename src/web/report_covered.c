// What others will read of a report that is about to be sent: what was written with personal details covered.
#include "web/report_form.h"

#include "rules/personal.h"

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
    result e = personal_cover(ctx, whole, &page->covered);
    if (str_equal(page->covered, whole) || page->is_counted)
        page->covered = (str){ 0 };
    return e;
}
