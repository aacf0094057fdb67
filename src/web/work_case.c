#include "web/work_pages.h"

result work_case_open(struct request *request, struct work_opened *o)
{
    struct ctx *ctx = request->ctx;
    struct case_by_reference_in asked = { COMMUNITY_FIRST, request_parameter(request, "reference") };
    bool is_found;
    result e = must_may(ctx, request->visitor, DEED_WORK, NULL);
    if (!e)
        e = query_case_by_reference(ctx, request->db, &asked, &o->row, &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "there is no such report");
    if (!e)
        e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, o->row.id },
                               &o->facts);
    if (!e)
        e = case_about(ctx, request->db,
                       &(struct case_asked){ request->board, request->visitor, &o->row, &o->facts },
                       &o->about);
    return e ? e : must_may(ctx, request->visitor, DEED_WORK, &o->about);
}
