// GET /photographs/{photograph} and .../small: a photograph, called by the SHA-256 of what is in it, to whoever may see
// it. To everybody else there is none.
#include "web/pages.h"
#include "web/photographs.h"

// One that was shown may be kept by whoever has seen it, and by nobody between: when it is hidden later, no cache of
// ours or of others goes on giving it to new visitors.
static void keeping_set(struct response *response, enum seen_kind seen_as)
{
    response->is_immutable = response->is_of_one = seen_as == SEEN_PHOTOGRAPH_SHOWN;
    response->is_unkept = seen_as != SEEN_PHOTOGRAPH_SHOWN;
}

static result file_show(struct request *request, struct response *response, bool is_small)
{
    struct photograph_row row;
    enum seen_kind seen_as;
    str bytes;
    result e = photograph_find(request->ctx, request->db, request_parameter(request, "photograph"), &row,
                               &seen_as);
    if (!e && !is_seen_by_all(seen_as))
        e = fail(request->ctx, ERR_MISSING, "there is no such photograph");
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
