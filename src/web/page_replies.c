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

// One of the body's own; row->id ID_NONE for "new". ERR_MISSING if there is none.
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

// What is kept, as a form that was opened has seen it.
static str state_of(struct ctx *ctx, const struct reply_row *row)
{
    return row->id == ID_NONE
        ? (str){ 0 }
        : content_hash(ctx,
                       str_format(ctx->arena, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARGS(row->use),
                                  STR_ARGS(row->name), STR_ARGS(row->english), STR_ARGS(row->welsh)));
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
    page->seen = state_of(ctx, row);
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

struct keeping {
    struct reply_row row; // as it is to be
    str seen;             // what the form was opened on
    struct reply_row now; // as it is kept; of a ERR_CONFLICT by somebody else
    bool is_removed;
};

// Nobody's words are written over unseen.
static result same_check(struct ctx *ctx, struct db *db, struct keeping *k)
{
    bool is_found;
    if (k->row.id == ID_NONE)
        return OK;
    result e = query_reply_by_id(ctx, db, &(struct reply_by_id_in){ COMMUNITY_FIRST, k->row.id }, &k->now,
                                 &is_found);
    if (e || (is_found && str_equal(state_of(ctx, &k->now), k->seen)))
        return e;
    if (!is_found)
        k->now = (struct reply_row){ .id = ID_NONE };
    return fail(ctx, ERR_CONFLICT,
                is_found
                    ? "a colleague changed this template while you wrote: look at what it says now, and send "
                      "yours again if it is to take its place"
                    : "a colleague took this template away while you wrote: what you wrote stands below, and "
                      "can be kept as a new one");
}

static result keep_work(struct ctx *ctx, struct db *db, void *with)
{
    struct keeping *k = with;
    result e = same_check(ctx, db, k);
    if (e)
        return e;
    return k->is_removed
        ? query_reply_delete(ctx, db, &(struct reply_delete_in){ COMMUNITY_FIRST, k->row.id })
        : reply_keep(ctx, db, &k->row);
}

// The form again, with what somebody else kept meanwhile above it.
static void conflict_show(struct keeping *k, struct reply_page *page, struct ctx *ctx)
{
    page->is_new = k->now.id == ID_NONE;
    page->seen = state_of(ctx, &k->now);
    page->english_now = k->now.english;
    page->welsh_now = k->now.welsh;
    if (page->is_new)
        page->action = (struct url){ STR("/work/templates/new") };
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
    struct reply_page page = { .is_new = false };
    struct keeping k = { .seen = request_form(request, "seen"),
                         .is_removed = str_equal(request_form(request, "deed"), STR("remove")) };
    struct reply_row *row = &k.row;
    result e = row_find(request, row);
    bool is_gone = e == ERR_MISSING && row->id == ID_NONE && k.seen.n;
    if (is_gone) // taken away while its form was open
        ctx->error = (struct error){ .code = OK };
    if (!e || is_gone)
        e = page_fill(request, row, &page);
    if (e)
        return e;
    if (is_gone)
        (void)str_to_int(request_parameter(request, "template"), &row->id);
    row->use = page.use.value;
    row->name = page.name.value;
    row->english = page.english.value;
    row->welsh = page.welsh.value;
    row->changed = request->now;
    e = site_write(request, keep_work, &k);
    if (!e) {
        response_see(request, response, (struct url){ STR("/work/templates") });
        return OK;
    }
    if (e == ERR_CONFLICT) {
        conflict_show(&k, &page, ctx);
        e = form_fault(ctx, &page.faults, &page.english, sentence(ctx, said_take(ctx)));
    } else if (is_for_form(e)) {
        e = form_fault(ctx, &page.faults, faulty_field(&page, row), sentence(ctx, said_take(ctx)));
    }
    if (!e)
        view_reply(&response->body, &page);
    return e;
}
