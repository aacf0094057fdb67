// GET /photographs/{photograph} and .../small: a photograph, called by the SHA-256 of what is in it, to whoever may see
// it. To everybody else there is none.
#include "app/walkabout.h"
#include "app/worklist.h"
#include "web/pages.h"
#include "web/photographs.h"

// One that was shown may be kept by whoever has seen it, and by nobody between: when it is hidden later, no cache of
// ours or of others goes on giving it to new visitors.
static void keeping_set(struct response *response, enum seen_kind seen_as)
{
    response->is_immutable = response->is_of_one = seen_as == SEEN_PHOTOGRAPH_SHOWN;
    response->is_unkept = seen_as != SEEN_PHOTOGRAPH_SHOWN;
}

// Not everybody's: of whoever may see it on that case.
static result seen_check(struct request *request, const struct photograph_row *photograph,
                         enum seen_kind seen_as)
{
    struct ctx *ctx = request->ctx;
    struct case_row row;
    struct fact_row_list facts;
    struct about about = { .is_own = false };
    const struct fact_row *fact;
    const struct promise_state *of = photograph->case_id == ID_NONE
        ? walk_photograph_promise(request->board, photograph->fact_id, &fact)
        : NULL;
    bool is_found = false;
    if (of)
        about = walk_about(ctx, of);
    result e = photograph->case_id == ID_NONE
        ? OK
        : query_case_by_id(ctx, request->db, &(struct case_by_id_in){ COMMUNITY_FIRST, photograph->case_id },
                           &row, &is_found);
    if (!e && is_found)
        e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row.id },
                               &facts);
    if (!e && is_found)
        e = case_about(ctx, request->db,
                       &(struct case_asked){ request->board, request->visitor, &row, &facts }, &about);
    bool is_seen = !e && (is_found || of) && sees(request->visitor, seen_as, &about) == SEEING_YES;
    return e || is_seen ? e : fail(ctx, ERR_MISSING, "there is no such photograph");
}

static result line_add(struct request *request, const struct photograph_row *row,
                       struct photograph_lines *lines)
{
    struct photograph_line *line = LIST_PUSH(request->ctx->arena, lines);
    if (!line)
        return arena_fail(request->ctx);
    *line = (struct photograph_line){ photograph_url(request->ctx, row->hash, false),
                                      photograph_url(request->ctx, row->hash, true),
                                      row->id,
                                      row->small_width,
                                      row->small_height,
                                      row->kind,
                                      row->state,
                                      str_equal(row->state, PHOTOGRAPH_SHOWN),
                                      row->covers,
                                      row->pair,
                                      NULL,
                                      false };
    return OK;
}

// Each after beside its before, or beside what has taken its before's place; alone if that is not to be seen.
static void pairs_make(struct photograph_lines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        for (size_t k = 0; k < lines->n && lines->at[i].pair != ID_NONE && !lines->at[i].is_beside; k++) {
            struct photograph_line *before = &lines->at[k];
            bool is_its = before->id == lines->at[i].pair || before->of == lines->at[i].pair;
            if (is_its && !before->after && k != i) {
                before->after = &lines->at[i];
                lines->at[i].is_beside = true;
            }
        }
}

result photographs_fill(struct request *request, int64_t case_id, bool sees_all,
                        struct photograph_lines *lines)
{
    struct photograph_row_list rows;
    result e = query_photograph_of_case(request->ctx, request->db,
                                        &(struct photograph_of_case_in){ COMMUNITY_FIRST, case_id }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++)
        if (sees_all ? !str_equal(rows.at[i].state, PHOTOGRAPH_COVERED)
                     : str_equal(rows.at[i].state, PHOTOGRAPH_SHOWN))
            e = line_add(request, &rows.at[i], lines);
    pairs_make(lines);
    return e;
}

static result file_show(struct request *request, struct response *response, bool is_small)
{
    struct photograph_row row;
    enum seen_kind seen_as;
    str bytes;
    result e = photograph_find(request->ctx, request->db, request_parameter(request, "photograph"), &row,
                               &seen_as);
    if (!e && !is_seen_by_all(seen_as))
        e = seen_check(request, &row, seen_as);
    if (!e)
        e = shelf_get(request->ctx, request_shelf(request), is_small ? row.small : row.hash, &bytes);
    if (e)
        return e;
    response->type = STR("image/jpeg");
    keeping_set(response, seen_as);
    buffer_add(&response->body, bytes);
    return OK;
}

result photograph_file_show(struct request *request, struct response *response)
{
    return file_show(request, response, false);
}

result photograph_small_show(struct request *request, struct response *response)
{
    return file_show(request, response, true);
}
