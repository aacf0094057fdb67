// The notices that public bodies owe, files of the site's own, and the pages of errors.
#include "web/open311.h"
#include "web/pages.h"
#include "web/views.h"

#include "app/library.h"
#include "app/restriction.h"
#include "web/assets.h"
#include "web/kept.h"

#include <string.h>

// A text of library/notices/, which an operator may replace. page: what stands below it.
static result notice_show(struct request *request, struct response *response, const char *file,
                          struct notice_page *page)
{
    str text, title = page->layout.title;
    result e = library_text(request->ctx, "notices", file, &text);
    if (e)
        return e;
    layout_fill(request, title, "notices", &page->layout);
    page->text = prose_html(request->ctx, text);
    view_notice(&response->body, page);
    return OK;
}

result privacy_show(struct request *request, struct response *response)
{
    struct restriction_count_out now = { 0 };
    bool is_found;
    result e = query_restriction_count(
        request->ctx, request->db, &(struct restriction_count_in){ COMMUNITY_FIRST, request->board->today },
        &now, &is_found);
    str limited = now.n < RESTRICTION_FEW
        ? STR("The contact of fewer than five people is limited now.")
        : str_format(request->ctx->arena, "The contact of %lld people is limited now.", (long long)now.n);
    struct notice_page page = { .layout = { .title = STR("Privacy") }, .limited = limited };
    return e ? e : notice_show(request, response, "privacy.md", &page);
}

result accessibility_show(struct request *request, struct response *response)
{
    struct notice_page page = { .layout = { .title = STR("Accessibility") } };
    return notice_show(request, response, "accessibility.md", &page);
}

// Those that answer here today, by their own numbers.
static result bodies_add(struct request *request, struct notice_page *page)
{
    const struct bodies *bodies = &request->board->directory.bodies;
    result e = OK;
    for (size_t i = 0; i < bodies->n && !e; i++) {
        const struct body *b = &bodies->at[i];
        if (!b->is_tracked || !b->telephone.n || !body_answers(b, request->board->today))
            continue;
        struct contact_line *line = LIST_PUSH(request->ctx->arena, &page->bodies);
        if (!line)
            return arena_fail(request->ctx);
        *line = (struct contact_line){ .title = b->name,
                                       .telephone = b->telephone,
                                       .complaints = b->complaints };
        line->telephone_url = telephone_url(request->ctx, b->telephone);
    }
    return e;
}

result contact_show(struct request *request, struct response *response)
{
    struct notice_page page = { .layout = { .title = STR("Contact") } };
    result e = bodies_add(request, &page);
    return e ? e : notice_show(request, response, "contact.md", &page);
}

result asset_show(struct request *request, struct response *response)
{
    const struct asset *asset = asset_by_path(request->path);
    if (!asset)
        return fail(request->ctx, ERR_MISSING, "there is no such file");
    bool is_small = request->accepts_gzip && asset->gzip;
    response->type = asset->type;
    response->is_immutable = true;
    response->is_gzip = is_small;
    buffer_add(&response->body,
               is_small ? (str){ (const char *)asset->gzip, asset->n_gzip }
                        : (str){ (const char *)asset->at, asset->n });
    return OK;
}

static const struct {
    int status;
    const char *heading, *advice;
} ERRORS[] = {
    { 400, "We could not read that",
      "Something in the address, or in what was sent, is not written as it should be. Start again from the first "
      "page." },
    { 401, "Please sign in",
      "You are not signed in, or were signed out because nothing was done for a while." },
    { 403, "You may not do that",
      "This is for other people, or it came from a page that is not ours. Open the page again here, and send it from "
      "there." },
    { 404, "Page not found",
      "If you typed the address, check it. If you followed a link here, the page may have moved: search for it." },
    { 405, "That can't be done here", "This page can only be read." },
    { 409, "Somebody else was faster",
      "This was changed while you wrote. Look at it as it is now, and decide again." },
    { 422, "That can't be done", "A rule of this place says no." },
    { 503, "Please try again in a moment", "The service could not answer just now. Nothing was lost." },
    { 500, "Sorry, there is a fault with the service",
      "Nothing was lost. Try again later; if it happens again, tell us." },
};

// What the page itself said is wrong, where it was made for whoever sent it.
static str reason_of(const struct request *request, int status)
{
    bool is_said = status == 409 || status == 422 || status == 403 || status == 401;
    return is_said && request->ctx->error.code ? str_from(request->ctx->error.text) : (str){ 0 };
}

// What was typed into a form that failed, to be sent again from here; not what is secret.
static void typed_fill(const struct request *request, struct error_page *page)
{
    for (size_t i = 0; request->method == METHOD_POST && i < request->n_form; i++) {
        bool is_secret = str_starts(request->form[i].name, STR("password"));
        struct name_value *slot = is_secret ? NULL : LIST_PUSH(request->ctx->arena, &page->typed);
        if (slot)
            *slot = request->form[i];
    }
    page->action = (struct url){ str_format(request->ctx->arena, "%.*s%s%.*s", STR_ARGS(request->path),
                                            request->query.n ? "?" : "", STR_ARGS(request->query)) };
}

// Works without a store: it may be the store that failed.
result error_show(struct request *request, struct response *response)
{
    struct error_page page = { .status = response->status };
    if (ready_is_asked(request))
        return unready_show(request, response);
    if (open311_is_asked(request))
        return open311_fault_show(request, response);
    size_t last = sizeof ERRORS / sizeof *ERRORS - 1, i = 0;
    while (i < last && ERRORS[i].status != response->status)
        i++;
    page.id = response->status == 500 ? request->id : (str){ 0 };
    page.heading = ERRORS[i].heading;
    page.advice = ERRORS[i].advice;
    page.reason = sentence(request->ctx, reason_of(request, response->status));
    typed_fill(request, &page);
    page.is_kept = response->status == 401 && kept_put(request, response);
    if (response->status == 401)
        page.sign_in = url_format(request->ctx->arena, "/sign-in?next=%s",
                                  url_query(request->ctx->arena, page.action.text));
    layout_fill(request, str_from(page.heading), "", &page.layout);
    view_error(&response->body, &page);
    return OK;
}
