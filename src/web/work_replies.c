#include "web/reply_pages.h"

static const struct {
    enum reply_use use;
    const char *deed;
} FILLS[] = { { REPLY_CLOSE, "fill close" }, { REPLY_EXPLAIN, "fill explain" }, { REPLY_NOTE, "fill note" } };

static struct form_field *field_of(struct work_case_page *page, enum reply_use use)
{
    return use == REPLY_CLOSE  ? &page->use_close
        : use == REPLY_EXPLAIN ? &page->use_explain
                               : &page->use_note;
}

static result option_add(struct ctx *ctx, struct form_field *field, const struct reply_row *row)
{
    str value = str_format(ctx->arena, "%lld", (long long)row->id);
    result e = form_option_add(ctx, field, value, row->name);
    if (e || !row->welsh.n)
        return e;
    return form_option_add(ctx, field, str_format(ctx->arena, "%.*s cy", STR_ARGS(value)),
                           str_format(ctx->arena, "%.*s (Welsh)", STR_ARGS(row->name)));
}

result replies_offer(struct request *request, const struct work_opened *o, struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct reply_row_list rows;
    result e = query_reply_of_body(ctx, request->db,
                                   &(struct reply_of_body_in){ COMMUNITY_FIRST, o->about.body }, &rows);
    page->use_close = form_field(request, "use-close", STR("Begin with a template"));
    page->use_explain = form_field(request, "use-explain", STR("Begin with a template"));
    page->use_note = form_field(request, "use-note", STR("Begin with a template"));
    for (int use = 0; use < REPLY_USES && !e; use++) {
        struct form_field *field = field_of(page, (enum reply_use)use);
        for (size_t i = 0; i < rows.n && !e; i++) {
            if (!str_equal(rows.at[i].use, reply_use_word((enum reply_use)use)))
                continue;
            if (!field->options.n)
                e = form_option_add(ctx, field, (str){ 0 }, STR("Choose one"));
            if (!e)
                e = option_add(ctx, field, &rows.at[i]);
        }
    }
    return e;
}

// The title of the first promise that takes the case; empty if none does.
static result promise_of(struct request *request, int64_t case_id, str *title)
{
    const struct ledger *ledger = request->board->ledger;
    struct finding_row_list findings;
    *title = (str){ 0 };
    result e = query_finding_of_case(request->ctx, request->db,
                                     &(struct finding_of_case_in){ COMMUNITY_FIRST, case_id }, &findings);
    if (e || !findings.n)
        return e;
    int version = ledger_version(ledger, findings.at[0].version);
    const struct clause *clause = version < 0
        ? NULL
        : document_clause(ledger->judged.documents.at[version].document, findings.at[0].clause);
    if (clause)
        *title = clause->title;
    return OK;
}

static result values_of(struct request *request, const struct work_opened *o,
                        const struct work_case_page *page, struct reply_values *values)
{
    *values = (struct reply_values){ .reference = o->row.reference,
                                     .kind = o->row.service,
                                     .area = str_slice(o->row.area, 0, str_find(o->row.area, STR(";"))),
                                     .due = page->due,
                                     .body = o->about.body };
    return promise_of(request, o->row.id, &values->promise);
}

// What was typed stays, and the template comes behind it.
static void words_put(struct ctx *ctx, struct form_field *field, str words)
{
    field->value = field->value.n
        ? str_format(ctx->arena, "%.*s\n\n%.*s", STR_ARGS(field->value), STR_ARGS(words))
        : words;
    field->is_focused = true;
}

result reply_put(struct request *request, const struct work_opened *o, struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct reply_row row;
    struct reply_values values;
    bool is_found = false;
    enum reply_use use = REPLY_NOTE;
    for (size_t i = 0; i < sizeof FILLS / sizeof *FILLS; i++)
        if (str_equal(request_form(request, "deed"), str_from(FILLS[i].deed)))
            use = FILLS[i].use;
    struct form_field *field = field_of(page, use);
    str rest = field->value;
    int64_t id;
    result e = str_to_int(str_cut(&rest, ' '), &id)
        ? query_reply_by_id(ctx, request->db, &(struct reply_by_id_in){ COMMUNITY_FIRST, id }, &row,
                            &is_found)
        : OK;
    if (!e && (!is_found || !str_same_name(row.body, o->about.body)))
        return form_fault(ctx, &page->faults, field, STR("Choose a template"));
    if (!e)
        e = values_of(request, o, page, &values);
    bool is_welsh = str_equal(rest, STR("cy"));
    if (!e)
        words_put(ctx,
                  use == REPLY_CLOSE         ? &page->words
                      : use == REPLY_EXPLAIN ? &page->late_why
                                             : &page->note,
                  reply_fill(ctx, is_welsh ? row.welsh : row.english, &values));
    return e;
}
