// What the pages of moderation have in common: the report they are about, and who may do that to it.
#include "web/moderation_pages.h"

#include "app/photograph.h"

#include "app/walkabout.h"
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
    if (!e && m->place)
        return must_may(ctx, r->visitor, deed, &m->about);
    if (!e)
        e = desk_take(desk, m->row.reference);
    if (!e)
        e = case_about(ctx, db, &(struct case_asked){ r->board, r->visitor, &desk->row, &desk->facts },
                       &about);
    return e ? e : must_may(ctx, r->visitor, deed, &about);
}

static result row_read(struct request *request, struct photograph_row *row)
{
    struct ctx *ctx = request->ctx;
    int64_t id = ID_NONE;
    bool is_found = false;
    result e = OK;
    if (str_to_int(request_parameter(request, "photograph"), &id))
        e = query_photograph_by_id(ctx, request->db, &(struct photograph_by_id_in){ COMMUNITY_FIRST, id },
                                   row, &is_found);
    bool is_there = !e && is_found && !str_equal(row->state, PHOTOGRAPH_COVERED);
    return e || is_there ? e : fail(ctx, ERR_MISSING, "there is no such photograph on this report");
}

// Of a place: whoever may look through what is held back in its charter's area.
static result place_open(struct request *request, const struct photograph_row *row, struct moderated *m)
{
    struct ctx *ctx = request->ctx;
    const struct fact_row *fact = NULL;
    const struct promise_state *of = row->case_id == ID_NONE && row->fact_id != ID_NONE
        ? walk_photograph_promise(request->board, row->fact_id, &fact)
        : NULL;
    if (!of)
        return fail(ctx, ERR_MISSING, "there is no such photograph of a place");
    *m = (struct moderated){ .request = request, .by = visitor_doer(ctx, request->visitor) };
    m->row.reference = MODERATED_ON_FOOT;
    m->row.id = ID_NONE;
    m->place = fact;
    m->about = walk_about(ctx, of);
    return must_may(ctx, request->visitor, DEED_MODERATE, &m->about);
}

result moderated_photograph(struct request *request, struct moderated *m, struct photograph_row *row)
{
    bool is_place = str_equal(request_parameter(request, "reference"), MODERATED_ON_FOOT);
    result e = must_may(request->ctx, request->visitor, DEED_MODERATE, NULL);
    if (!e && !is_place)
        e = moderated_open(request, m);
    if (!e)
        e = row_read(request, row);
    if (!e && is_place)
        return place_open(request, row, m);
    return e || row->case_id == m->row.id
        ? e
        : fail(request->ctx, ERR_MISSING, "there is no such photograph on this report");
}

result moderated_settle(const struct moderated *m, struct desk *desk)
{
    return m->place ? OK : desk_settle(desk);
}

struct url moderated_back(struct ctx *ctx, const struct moderated *m)
{
    return m->place ? (struct url){ STR("/moderation") } : moderation_url(ctx, m->row.reference);
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
