// GET /record and what is under it: the public record, and what it takes to check it without trusting us. What is in
// the files is app/export.h's.
#include "web/pages.h"
#include "web/views.h"

#include "app/export.h"

static const str JSON_TYPE = STR_INIT("application/json; charset=utf-8");
static const str TEXT_TYPE = STR_INIT("text/plain; charset=utf-8");

static result checkpoint_line_add(struct ctx *ctx, const struct board *board, str note,
                                  struct record_page *page)
{
    struct checkpoint checkpoint;
    struct checkpoint_line *line = LIST_PUSH(ctx->arena, &page->checkpoints);
    if (!line)
        return arena_fail(ctx);
    *line = (struct checkpoint_line){ .note = note };
    if (!checkpoint_read(note, &checkpoint))
        return OK;
    line->facts = (int64_t)checkpoint.state.size;
    line->when = instant_words(ctx, board->zone, checkpoint.sealed);
    line->root = hex_words(ctx, checkpoint.state.root.at, MERKLE_HASH);
    return OK;
}

// The newest first, and no more than a page is good for: the rest is in the table.
static result checkpoints_fill(struct ctx *ctx, struct request *request, struct record_page *page)
{
    struct checkpoint_all_out_list rows;
    result e = query_checkpoint_all(ctx, request->db, &(struct checkpoint_all_in){ COMMUNITY_FIRST }, &rows);
    page->n_checkpoints = e ? 0 : (int64_t)rows.n;
    for (size_t i = rows.n; !e && i-- > 0 && page->checkpoints.n < RECORD_CHECKPOINTS_SHOWN;)
        e = checkpoint_line_add(ctx, request->board, rows.at[i].note, page);
    page->last = page->checkpoints.n ? &page->checkpoints.at[0] : NULL;
    return e;
}

static result keys_fill(struct ctx *ctx, const struct board *board, const struct log *log,
                        struct record_page *page)
{
    for (size_t i = 0; i < log->keys.n; i++) {
        struct key_line *line = LIST_PUSH(ctx->arena, &page->keys);
        if (!line)
            return arena_fail(ctx);
        line->words = note_key_words(ctx, &log->keys.at[i].key);
        line->since = instant_words(ctx, board->zone, log->keys.at[i].since);
        line->until = instant_words(ctx, board->zone, log->keys.at[i].until);
        line->is_vouched_for = log->keys.at[i].is_vouched_for;
    }
    return OK;
}

// {1,2,5}: as curl takes a list.
static result contents_fill(struct ctx *ctx, struct request *request, struct record_page *page)
{
    struct content_ids_out_list rows;
    struct buffer out = buffer_open(1 << 16);
    result e = query_content_ids(ctx, request->db, &(struct content_ids_in){ COMMUNITY_FIRST }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        buffer_print(&out, "%s%lld", i ? "," : "", (long long)rows.at[i].id);
    page->content_ids = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return e;
}

result record_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct record_page page = { .layout = { .title = { 0 } } };
    struct log log;
    if (request->format == FORMAT_JSON) {
        response->type = JSON_TYPE;
        return export_record_json(ctx, request->db, &response->body);
    }
    layout_fill(request, STR("The record, and how to check it"), "data", &page.layout);
    result e = log_read(ctx, request->db, &log);
    if (!e)
        e = checkpoints_fill(ctx, request, &page);
    if (!e)
        e = keys_fill(ctx, request->board, &log, &page);
    if (!e)
        e = contents_fill(ctx, request, &page);
    if (!e)
        view_record(&response->body, &page);
    return e;
}

// The newest one, to keep.
result checkpoint_show(struct request *request, struct response *response)
{
    struct checkpoint_last_out last;
    bool is_found;
    result e = log_last(request->ctx, request->db, &last, &is_found);
    response->type = TEXT_TYPE;
    if (!e && !is_found)
        e = fail(request->ctx, ERR_MISSING, "nothing of this record was sealed yet");
    if (!e)
        buffer_add(&response->body, last.note);
    return e;
}

result checkpoints_show(struct request *request, struct response *response)
{
    enum table_form form = response_table(request, response);
    return export_checkpoints(request->ctx, request->db, form, &response->body);
}

result contents_show(struct request *request, struct response *response)
{
    enum table_form form = response_table(request, response);
    return export_contents(request->ctx, request->db, form, &response->body);
}

result content_show(struct request *request, struct response *response)
{
    struct content_by_id_in asked = { COMMUNITY_FIRST, 0 };
    struct content_by_id_out content;
    bool is_found = false;
    result e = OK;
    if (str_to_int(request_parameter(request, "content"), &asked.id))
        e = query_content_by_id(request->ctx, request->db, &asked, &content, &is_found);
    if (!e && !is_found)
        e = fail(request->ctx, ERR_MISSING, "there is no such text");
    response->type = TEXT_TYPE;
    if (!e)
        buffer_add(&response->body, content.body);
    return e;
}

// from: the first, counted from 0; to: behind the last.
static result range_read(struct request *request, struct export_range *range)
{
    str from = request_field(request, "from"), to = request_field(request, "to");
    range->ledger = request->board->ledger;
    bool is_good = !from.n || str_to_int(from, &range->from);
    range->to = range->from + EXPORT_PAGE;
    is_good = is_good && (!to.n || str_to_int(to, &range->to));
    if (!is_good || range->to - range->from > EXPORT_PAGE)
        return fail(request->ctx, ERR_INPUT, "from and to are numbers, at most 10000 apart");
    return OK;
}

static result lines_show(struct request *request, struct response *response, bool is_leaves)
{
    struct export_range range = { .is_leaves = is_leaves };
    result e = range_read(request, &range);
    response->type = is_leaves ? TEXT_TYPE : STR("application/jsonl; charset=utf-8");
    return e ? e : export_facts(request->ctx, request->db, &range, &response->body);
}

result facts_show(struct request *request, struct response *response)
{
    return lines_show(request, response, false);
}

result leaves_show(struct request *request, struct response *response)
{
    return lines_show(request, response, true);
}

// A report that is only counted has no proof, as it has no page.
result proof_show(struct request *request, struct response *response)
{
    struct case_by_reference_in asked = { COMMUNITY_FIRST, request_parameter(request, "reference") };
    struct case_row row;
    bool is_found;
    result e = query_case_by_reference(request->ctx, request->db, &asked, &row, &is_found);
    if (!e && (!is_found || row.visibility == COUNTED_ONLY))
        e = fail(request->ctx, ERR_MISSING, "there is no such report");
    response->type = JSON_TYPE;
    return e ? e : export_proof(request->ctx, request->db, row.id, &response->body);
}
