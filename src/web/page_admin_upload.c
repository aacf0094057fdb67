// GET /admin/upload/{kind}: a file to bring. POST: put by, to be looked at. GET /admin/download/{kind}: what counts
// now.
#include "web/admin_pages.h"
#include "web/views.h"

#include "base/utf8.h"

static result kind_open(struct request *request, const struct text_kind **kind)
{
    *kind = text_kind_named(request_parameter(request, "kind"));
    if (!request->visitor)
        return fail(request->ctx, ERR_LOGIN, "Sign in to administer this place.");
    if (!*kind)
        return fail(request->ctx, ERR_MISSING, "there is nothing of that name to upload");
    return must_may(request->ctx, request->visitor, (*kind)->deed, NULL);
}

static result upload_fill(struct request *request, const struct text_kind *kind, struct admin_form_page *page)
{
    struct ctx *ctx = request->ctx;
    if (kind->kind == CONTENT_MESSAGE)
        return fail(ctx, ERR_MISSING, "The text of a message is changed on its own page.");
    result e = admin_open(request, kind->deed, str_format(ctx->arena, "%s: upload a file", kind->title),
                          &page->layout);
    if (e)
        return e;
    crumb_add(ctx, &page->layout, str_from(kind->title), (struct url){ str_from(kind->page) });
    page->lead = str_from(kind->about);
    struct form_field *file = admin_field_add(page, ADMIN_FILE, form_field(request, "file", STR("The file")));
    file->hint = STR("Nothing changes yet: you will see what it would change first.");
    struct form_field *text = admin_field_add(page, ADMIN_AREA,
                                              form_field(request, "text", STR("Or paste the text here")));
    text->is_optional = true;
    text->rows = 6;
    if (kind->columns)
        e = admin_note(ctx, &page->notes,
                       str_format(ctx->arena, "The first line must be: %s", kind->columns));
    admin_button_add(page, "Look at what it would change", "look");
    if (!e && !kind->is_named)
        e = link_add(ctx, &page->others, STR("Download what counts now, to change it and upload it again"),
                     url_format(ctx->arena, "/admin/download/%s", kind->key));
    return e;
}

result upload_show(struct request *request, struct response *response)
{
    const struct text_kind *kind;
    struct admin_form_page page = { .lead = { 0 } };
    result e = kind_open(request, &kind);
    if (!e)
        e = upload_fill(request, kind, &page);
    return e ? e : admin_form_answer(response, &page);
}

static str path_stem(str name)
{
    size_t dot = name.n;
    while (dot > 0 && name.at[dot - 1] != '.')
        dot--;
    return dot > 1 ? str_slice(name, 0, dot - 1) : name;
}

result upload_send(struct request *request, struct response *response)
{
    const struct text_kind *kind;
    struct admin_form_page page = { .lead = { 0 } };
    struct text_now now;
    result e = kind_open(request, &kind);
    if (!e)
        e = upload_fill(request, kind, &page);
    if (e)
        return e;
    const struct upload *file = request_upload(request, "file", 0);
    str pasted = request_form(request, "text");
    struct change_new n = { .kind = kind->kind };
    n.body = file ? file->bytes : pasted;
    n.source = file ? file->name : STR("Pasted text");
    n.name = kind->kind == CONTENT_CALENDAR ? (str){ 0 } : file ? path_stem(file->name) : str_from(kind->key);
    if (!str_trim(n.body).n) {
        e = form_fault(request->ctx, &page.faults, &page.fields.at[0].field,
                       STR("Choose a file, or paste its text."));
        return e ? e : admin_form_answer(response, &page);
    }
    if (utf8_invalid_at(n.body) < n.body.n) {
        e = form_fault(request->ctx, &page.faults, &page.fields.at[0].field,
                       STR("The file is not text in UTF-8. Save it as \"CSV UTF-8\" or as GeoJSON."));
        return e ? e : admin_form_answer(response, &page);
    }
    e = text_now(request->ctx, request->db, kind->kind, n.name, &now);
    n.base = now.hash;
    return e ? e : admin_change_begin(request, response, &n);
}

result download_show(struct request *request, struct response *response)
{
    const struct text_kind *kind;
    struct text_now now;
    result e = kind_open(request, &kind);
    if (!e)
        e = text_now(request->ctx, request->db, kind->kind, request_field(request, "name"), &now);
    if (!e && !now.is_there)
        e = fail(request->ctx, ERR_MISSING, "There is none yet.");
    if (e)
        return e;
    response->type = kind->columns    ? STR("text/csv; charset=utf-8")
        : kind->kind == CONTENT_AREAS ? STR("application/geo+json")
                                      : STR("text/plain; charset=utf-8");
    response->file_name = str_from(kind->file);
    response->is_unkept = true;
    buffer_add(&response->body, now.body);
    return OK;
}
