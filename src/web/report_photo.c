// A photograph that goes with a report: asked for beside the questions or, where nothing is asked, before it is sent.
#include "web/photographs.h"
#include "web/report_form.h"
#include "web/visit.h"

#include "app/postcodes.h"

bool report_is_postcode_alone(const struct report_form *form)
{
    struct ctx *ctx = form->request->ctx;
    str typed = report_typed(form, "place"), written = postcode_written(ctx, typed);
    return written.n && !report_typed(form, "latitude").n &&
        str_equal(postcode_name(ctx, written), postcode_name(ctx, typed));
}

bool report_asks(const struct report_form *form)
{
    return form->is_area_missing ||
        (form->asked && (form->asked->questions.n || report_is_postcode_alone(form)));
}

const char *report_after_place(const struct report_form *form)
{
    if (report_asks(form))
        return "/report/more";
    return report_is_taken_in(form) ? "/report/for" : "/report/check";
}

void report_photo_fill(const struct report_form *form, struct report_page *page)
{
    page->photo = report_field(form, "photo", STR("A photograph"));
    page->photo.hint = STR("Somebody looks at it before it is shown.");
    page->photo.autocomplete = "image/jpeg,image/png,image/webp";
    page->photo.is_optional = true;
    page->has_photo = report_typed(form, "photo").n > 0;
}

result report_photo_take(struct report_form *form, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    const struct upload *upload = request_upload(form->request, "photo", 0);
    str hash;
    if (!upload)
        return OK;
    result e = photograph_take_unsent(form->request, upload->bytes, &hash);
    if (is_for_form(e))
        return form_fault(ctx, &page->faults, &page->photo, sentence(ctx, said_take(ctx)));
    page->has_photo |= !e;
    return e ? e : unsent_set(ctx, &form->unsent, "photo", hash);
}
