// What the pages of moderation have in common: the report they are about, and who may do that to it.
#include "web/moderation_pages.h"

#include "app/worklist.h"

static result about_read(struct ctx *ctx, struct db *db, struct moderated *m)
{
    result e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, m->row.id },
                                  &m->facts);
    const struct case_asked asked = { m->request->board, m->request->visitor, &m->row, &m->facts };
    return e ? e : case_about(ctx, db, &asked, &m->about);
}

result moderated_open(struct request *request, struct moderated *m)
{
    struct ctx *ctx = request->ctx;
    struct case_by_reference_in asked = { COMMUNITY_FIRST, request_parameter(request, "reference") };
    bool is_found = false;
    *m = (struct moderated){ .request = request, .by = visitor_doer(ctx, request->visitor) };
    result e = must_may(ctx, request->visitor, DEED_MODERATE, NULL);
    if (!e)
        e = query_case_by_reference(ctx, request->db, &asked, &m->row, &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "there is no such report");
    if (!e)
        e = about_read(ctx, request->db, m);
    return e ? e : must_may(ctx, request->visitor, DEED_MODERATE, &m->about);
}

result moderated_desk(struct ctx *ctx, struct db *db, const struct moderated *m, enum deed deed,
                      struct desk *desk)
{
    struct request *r = m->request;
    struct about about;
    result e = desk_open(ctx, db, r->now, &m->by, desk);
    if (!e)
        e = desk_take(desk, m->row.reference);
    if (!e)
        e = case_about(ctx, db, &(struct case_asked){ r->board, r->visitor, &desk->row, &desk->facts },
                       &about);
    return e ? e : must_may(ctx, r->visitor, deed, &about);
}

struct url moderation_url(struct ctx *ctx, str reference)
{
    return url_format(ctx->arena, "/moderation/%s", url_segment(ctx->arena, reference));
}

struct url moderated_photograph_url(struct ctx *ctx, str reference, int64_t id)
{
    return url_format(ctx->arena, "/moderation/%s/photographs/%lld", url_segment(ctx->arena, reference),
                      (long long)id);
}

result reasons_fill(struct ctx *ctx, struct form_field *field, bool is_photograph)
{
    result e = OK;
    for (int i = 0; i < HIDING_REASONS && !e; i++) {
        str words = hiding_reason_words((enum hiding_reason)i);
        if (hiding_reason_is_for((enum hiding_reason)i, is_photograph))
            e = form_option_add(ctx, field, words, sentence(ctx, words));
    }
    return e;
}
