// /charters/{charter}/life/sheet: to be printed, for a party that has nobody here: its answer to what is asked.
#include "web/life_form.h"
#include "web/views.h"

#include "app/documents.h"
#include "app/record.h"

static result lines_fill(struct request *request, const struct life_request *asked,
                         const struct life_act *act, struct life_sheet_page *page)
{
    for (size_t i = 0; i < asked->found.parties.n; i++) {
        const struct life_party *party = &asked->found.parties.at[i];
        str code;
        result e = life_sheet_code(&asked->found, act, party, &code);
        struct life_sheet_line *line = !e && code.n ? LIST_PUSH(request->ctx->arena, &page->lines) : NULL;
        if (e)
            return e;
        if (line)
            *line = (struct life_sheet_line){ party->party, code };
    }
    return OK;
}

result life_sheet_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct life_request asked;
    struct life_sheet_page page = { .title = { 0 } };
    result e = life_asked(request, &asked);
    const struct life_act *act = e ? NULL : life_open_act(&asked.found);
    if (!e)
        e = lines_fill(request, &asked, act, &page);
    if (!e)
        e = life_may(request, &asked, asked.found.may_ask || may(request->visitor, DEED_SIGN, NULL));
    if (!e && !page.lines.n)
        e = fail(ctx, ERR_MISSING, "no party is asked for an answer on paper that is not recorded");
    if (e)
        return e;
    page.title = asked.found.document->title;
    page.what = life_act_words(ctx, act);
    page.words = act->words;
    page.office = act->office;
    page.day = date_words(ctx, instant_date(request->board->zone, act->at));
    page.hash = content_hash(ctx, asked.found.document->text);
    layout_fill(request, str_format(ctx->arena, "Sheet: %.*s", STR_ARGS(page.title)), "charters",
                &page.layout);
    crumb_add(ctx, &page.layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page.layout, page.title, charter_url(ctx, asked.charter->id));
    response->is_unkept = true;
    view_life_sheet(&response->body, &page);
    return OK;
}
