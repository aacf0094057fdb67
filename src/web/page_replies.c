// GET /work/templates: what a body's officers begin their answers with. GET and POST /work/templates/{template}: one
// of them; "new" is one that is not there yet.
#include "web/reply_pages.h"
#include "web/views.h"
#include "web/visit.h"

static const char *const USE_WORDS[REPLY_USES] = { "Closing a report", "Saying why it is late", "A note" };

// The body whose templates somebody keeps: that of the first role that lets them.
static result body_of(struct request *request, str *body)
{
    const struct visitor *v = request->visitor;
    result e = must_may(request->ctx, v, DEED_ANSWER_TEMPLATES, NULL);
    for (size_t i = 0; !e && i < v->roles.n; i++) {
        const struct about about = { .body = v->roles.at[i].body };
        *body = about.body;
        if (may(v, DEED_ANSWER_TEMPLATES, &about))
            return OK;
    }
    return e ? e : must_may(request->ctx, v, DEED_ANSWER_TEMPLATES, &(struct about){ .body = *body });
}

static result lines_fill(struct request *request, struct replies_page *page)
{
    struct ctx *ctx = request->ctx;
    struct reply_row_list rows;
    result e = query_reply_of_body(ctx, request->db,
                                   &(struct reply_of_body_in){ COMMUNITY_FIRST, page->body }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        struct reply_line *line = LIST_PUSH(ctx->arena, &page->lines);
        enum reply_use use = REPLY_NOTE;
        if (!line)
            return arena_fail(ctx);
        (void)reply_use_from(rows.at[i].use, &use);
        *line = (struct reply_line){
            rows.at[i].name, str_from(USE_WORDS[use]), rows.at[i].english, rows.at[i].welsh,
            url_format(ctx->arena, "/work/templates/%lld", (long long)rows.at[i].id)
        };
    }
    return e;
}

result replies_show(struct request *request, struct response *response)
{
    struct replies_page page = { .body = { 0 } };
    result e = body_of(request, &page.body);
    if (e)
        return e;
    layout_fill(request, STR("Answer templates"), "work", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Work"), (struct url){ STR("/work") });
    e = lines_fill(request, &page);
    if (!e)
        view_replies(&response->body, &page);
    return e;
}

// One of the body's own; row->id ID_NONE for "new".
static result row_find(struct request *request, struct reply_row *row)
{
    struct ctx *ctx = request->ctx;
    str asked = request_parameter(request, "template"), body;
    bool is_found = false;
    int64_t id;
    result e = body_of(request, &body);
    *row = (struct reply_row){ .id = ID_NONE, .body = body };
    if (e || str_equal(asked, STR("new")))
        return e;
    if (str_to_int(asked, &id))
        e = query_reply_by_id(ctx, request->db, &(struct reply_by_id_in){ COMMUNITY_FIRST, id }, row,
                              &is_found);
    if (!e && (!is_found || !str_equal(row->body, body)))
        return fail(ctx, ERR_MISSING, "there is no such template");
    return e;
}

static result page_fill(struct request *request, const struct reply_row *row, struct reply_page *page)
{
    struct ctx *ctx = request->ctx;
    bool is_sent = request->n_form > 0; // or typed before a session ended
    page->is_new = row->id == ID_NONE;
    layout_fill(request, page->is_new ? STR("A new answer template") : STR("An answer template"), "work",
                &page->layout);
    page->layout.back = (struct url){ STR("/work/templates") };
    page->action = (struct url){ request->path };
    page->body = row->body;
    page->use = form_field(request, "use", STR("What it is for"));
    page->name = form_field(request, "name", STR("Its name"));
    page->name.hint = STR("By which it is chosen, such as: taken away.");
    page->english = form_field(request, "english", STR("English"));
    page->welsh = form_field(request, "welsh", STR("Welsh"));
    page->welsh.is_optional = true;
    if (!is_sent) {
        page->use.value = row->use;
        page->name.value = row->name;
        page->english.value = row->english;
        page->welsh.value = row->welsh;
    }
    result e = OK;
    for (int i = 0; i < REPLY_USES && !e; i++)
        e = form_option_add(ctx, &page->use, reply_use_word((enum reply_use)i), str_from(USE_WORDS[i]));
    return e;
}

result reply_show(struct request *request, struct response *response)
{
    struct reply_row row;
    struct reply_page page = { .is_new = false };
    result e = row_find(request, &row);
    if (!e)
        e = page_fill(request, &row, &page);
    if (!e)
        view_reply(&response->body, &page);
    return e;
}

static result keep_work(struct ctx *ctx, struct db *db, void *with)
{
    return reply_keep(ctx, db, with);
}

static result remove_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct reply_row *row = with;
    return query_reply_delete(ctx, db, &(struct reply_delete_in){ COMMUNITY_FIRST, row->id });
}

// Where somebody can put it right.
static struct form_field *faulty_field(struct reply_page *page, const struct reply_row *row)
{
    enum reply_use use;
    return !reply_use_from(row->use, &use)                                     ? &page->use
        : !row->name.n || row->name.n > REPLY_NAME_MAX                         ? &page->name
        : row->english.n && str_find(row->english, STR("{")) == row->english.n ? &page->welsh
                                                                               : &page->english;
}

result reply_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct reply_row row;
    struct reply_page page = { .is_new = false };
    bool is_removed = str_equal(request_form(request, "deed"), STR("remove"));
    result e = row_find(request, &row);
    if (!e)
        e = page_fill(request, &row, &page);
    if (e)
        return e;
    row.use = page.use.value;
    row.name = page.name.value;
    row.english = page.english.value;
    row.welsh = page.welsh.value;
    row.changed = request->now;
    e = site_write(request, is_removed ? remove_work : keep_work, &row);
    if (!e) {
        response_see(request, response, (struct url){ STR("/work/templates") });
        return OK;
    }
    if (is_for_form(e))
        e = form_fault(ctx, &page.faults, faulty_field(&page, &row), sentence(ctx, said_take(ctx)));
    if (!e)
        view_reply(&response->body, &page);
    return e;
}
