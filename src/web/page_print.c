// GET /charters/{charter}.pdf, /charters/{charter}/leaflet.pdf, and the same of drafts: to be printed. ?lang=cy in
// Welsh, ?version=2 another version, ?print=large in large print.
#include "web/print_pages.h"

#include "web/draft_pages.h"
#include "web/life_note.h"

#include "app/documents.h"
#include "app/record.h"
#include "app/setting.h"
#include "document/sentence_internal.h"

static result parties_take(struct ctx *ctx, const struct pairs *pairs, struct paper_parties *parties)
{
    for (size_t i = 0; i < pairs->n; i++) {
        struct paper_party *slot = LIST_PUSH(ctx->arena, parties);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct paper_party){ pairs->at[i].key, pairs->at[i].value };
    }
    return OK;
}

// Of bodies whose telephone number the directory has: for promises whose contact the text does not name.
static result telephones_take(struct request *request, struct paper_parties *parties)
{
    const struct bodies *bodies = &request->board->directory.bodies;
    for (size_t i = 0; i < bodies->n; i++) {
        const struct body *body = &bodies->at[i];
        struct paper_party *slot = body->telephone.n ? LIST_PUSH(request->ctx->arena, parties) : NULL;
        if (body->telephone.n && !slot)
            return arena_fail(request->ctx);
        if (slot)
            *slot = (struct paper_party){ body->name, body->telephone };
    }
    return OK;
}

result printed_open(struct request *request, const struct document *document, struct printed *p)
{
    struct ctx *ctx = request->ctx;
    *p = (struct printed){ .request = request, .by = site_printing(request->site) };
    p->asked = (struct paper_asked){ .arena = ctx->arena,
                                     .document = document,
                                     .language = language_asked(request),
                                     .hash = content_hash(ctx, document->text) };
    if (!p->by)
        return fail(ctx, ERR_RULE, "nothing can be printed here");
    result e = setting_read(ctx, request->db, SETTING_ADDRESS, &p->asked.site);
    while (str_ends(p->asked.site, STR("/")))
        p->asked.site.n--;
    return e ? e : telephones_take(request, &p->asked.telephones);
}

result paper_send(const struct printed *p, struct paper *paper, struct response *response)
{
    struct request *request = p->request;
    if (arena_is_full(request->ctx->arena))
        return arena_fail(request->ctx);
    response->type = STR("application/pdf");
    paper->is_large = str_equal(request_field(request, "print"), STR("large"));
    return p->by->paper(request->ctx, paper, request->board->today, &response->body);
}

static result printed_show(const struct printed *p, struct response *response, bool is_leaflet)
{
    struct request *request = p->request;
    struct ctx *ctx = request->ctx;
    date day = request->board->today;
    struct paper paper;
    struct leaflet leaflet;
    response->type = STR("application/pdf");
    if (!is_leaflet) {
        paper_make(&p->asked, &paper);
        return paper_send(p, &paper, response);
    }
    leaflet_make(&p->asked, &leaflet);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : p->by->leaflet(ctx, &leaflet, day, &response->body);
}

// What became of it: on its leaflet, which has little room, in a sentence or two; else all that its page says.
static str standing_of(const struct printed *p, const struct charter *charter, bool is_leaflet)
{
    struct speech s = { .arena = p->asked.arena, .language = p->asked.language };
    struct str_list lines = { 0 };
    str all = { 0 };
    if (is_leaflet)
        return life_short_said(&s, charter);
    life_said(&s, charter, &lines);
    for (size_t i = 0; i < lines.n; i++)
        all = before(&s, all, lines.at[i]);
    return all;
}

static result charter_answer(struct request *request, struct response *response, bool is_leaflet)
{
    const struct charter *charter;
    struct printed p;
    struct pairs signatures = { 0 };
    size_t version;
    result e = charter_version_asked(request, &charter, &version);
    if (e)
        return e;
    const struct judged_document *judged = charter->versions.at[version - 1];
    e = printed_open(request, judged->document, &p);
    if (!e)
        e = charter_signatures(request->ctx, request->board, judged, &signatures);
    if (!e)
        e = parties_take(request->ctx, &signatures, &p.asked.signatures);
    if (judged == charter->document)
        p.asked.standing = standing_of(&p, charter, is_leaflet);
    p.asked.version = version;
    p.asked.n_versions = charter->versions.n;
    p.asked.path = charter_url(request->ctx, charter->id).text;
    return e ? e : printed_show(&p, response, is_leaflet);
}

result charter_print_show(struct request *request, struct response *response)
{
    return charter_answer(request, response, false);
}

result charter_leaflet_show(struct request *request, struct response *response)
{
    return charter_answer(request, response, true);
}

static result draft_answer_show(struct request *request, struct response *response, bool is_leaflet)
{
    struct draft draft;
    struct printed p;
    result e = draft_asked(request, &draft);
    if (!e)
        e = printed_open(request, draft.document, &p);
    if (e)
        return e;
    p.asked.is_draft = true;
    p.asked.path = draft_url(request->ctx, draft.row.name).text;
    response->is_unkept = true;
    return printed_show(&p, response, is_leaflet);
}

result draft_print_show(struct request *request, struct response *response)
{
    return draft_answer_show(request, response, false);
}

result draft_leaflet_show(struct request *request, struct response *response)
{
    return draft_answer_show(request, response, true);
}

result print_links(struct ctx *ctx, struct url page, struct links *links)
{
    const char *at = str_c(ctx->arena, page.text);
    if (!at)
        return arena_fail(ctx);
    result e = link_add(ctx, links, STR("A leaflet of one page (PDF)"),
                        url_format(ctx->arena, "%s/leaflet.pdf", at));
    if (!e)
        e = link_add(ctx, links, STR("All of it (PDF)"), url_format(ctx->arena, "%s.pdf", at));
    return e ? e
             : link_add(ctx, links, STR("All of it in large print (PDF)"),
                        url_format(ctx->arena, "%s.pdf?print=large", at));
}
