// What the pages of drafts share.
#include "web/draft_pages.h"

// By the community's time, which stands still in a demonstration.
struct drafter request_drafter(const struct request *request)
{
    return (struct drafter){ request->visitor, ledger_instant(request->board->ledger, request->now),
                             request->board->today, &request->board->directory.elections };
}

struct url draft_url(struct ctx *ctx, str name)
{
    return url_format(ctx->arena, "/drafts/%s", url_segment(ctx->arena, name));
}

struct url draft_clause_url(struct ctx *ctx, str name, str label)
{
    return url_format(ctx->arena, "/drafts/%s/clauses/%s", url_segment(ctx->arena, name),
                      url_segment(ctx->arena, label.n ? label : STR("header")));
}

result draft_asked(struct request *request, struct draft *draft)
{
    struct drafter by = request_drafter(request);
    return draft_open(request->ctx, request->db, request_parameter(request, "draft"), &by, draft);
}

result draft_party_field(struct request *request, const struct draft *draft, struct form_field *field)
{
    *field = form_field(request, "party", STR("For whom do you speak?"));
    result e = OK;
    for (size_t i = 0; i < draft->parties.n && !e; i++)
        if (draft->parties.at[i].is_theirs)
            e = form_option_add(request->ctx, field, draft->parties.at[i].party, draft->parties.at[i].party);
    if (!e && field->options.n == 1)
        field->options.at[0].is_chosen = true;
    return e;
}

static bool is_here(const struct draft_comment_row *row, str label, int64_t change)
{
    return change ? row->change_id == change : row->change_id == ID_NONE && str_equal(row->label, label);
}

// Whoever speaks for a party does so under its name; anybody else stays unnamed.
static result comment_line_add(struct request *request, const struct draft_comment_row *row,
                               struct draft_comments *comments)
{
    struct draft_comment_line *line = LIST_PUSH(request->ctx->arena, comments);
    if (!line)
        return arena_fail(request->ctx);
    *line = (struct draft_comment_line){ .who = row->party.n ? row->party : STR("Somebody"),
                                         .words = row->words,
                                         .answer = row->answer,
                                         .day = instant_date(request->board->zone, row->made) };
    line->id = str_format(request->ctx->arena, "%lld", (long long)row->id);
    return OK;
}

result draft_comments_fill(struct request *request, const struct draft *draft, str label, int64_t change,
                           struct draft_comments *comments)
{
    struct draft_comment_row_list rows;
    bool is_open = str_equal(draft->row.state, DRAFT_OPEN);
    result e = query_draft_comment_of_draft(
        request->ctx, request->db, &(struct draft_comment_of_draft_in){ COMMUNITY_FIRST, draft->row.id },
        &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (is_here(&rows.at[i], label, change))
            e = comment_line_add(request, &rows.at[i], comments);
    comments->is_sent = request_field(request, "said").n > 0;
    comments->words = form_field(request, "comment", STR("What do you want to say?"));
    comments->words.rows = 3;
    comments->reply = form_field(request, "reply", STR("Your answer"));
    comments->reply.rows = 2;
    comments->answers = request_form(request, "answers");
    comments->may_say = is_open && draft->may_comment;
    comments->may_reply = is_open && draft->takes_part;
    struct drafter by = request_drafter(request);
    if (is_open && !request->visitor && draft_is_out(&by, &draft->row))
        comments->sign_in = url_format(
            request->ctx->arena, "/sign-in?next=%s",
            url_query(request->ctx->arena,
                      change
                          ? url_format(request->ctx->arena, "/drafts/%s/changes/%lld",
                                       url_segment(request->ctx->arena, draft->row.name), (long long)change)
                                .text
                          : draft_clause_url(request->ctx, draft->row.name, label).text));
    return e;
}

struct commenting {
    struct request *request;
    str label;
    int64_t change;
};

static str party_spoken_for(const struct draft *draft)
{
    for (size_t i = 0; i < draft->parties.n; i++)
        if (draft->parties.at[i].is_theirs)
            return draft->parties.at[i].party;
    return (str){ 0 };
}

static result comment_write(struct ctx *ctx, struct db *db, void *with)
{
    const struct commenting *c = with;
    const struct request *request = c->request;
    struct drafter by = request_drafter(request);
    struct draft draft;
    int64_t comment;
    result e = draft_open(ctx, db, request_parameter(request, "draft"), &by, &draft);
    if (e)
        return e;
    if (str_to_int(request_form(request, "answers"), &comment))
        return draft_comment_reply(&draft, comment, request_form(request, "reply"), by.at);
    struct draft_saying saying = { c->change, c->label, party_spoken_for(&draft),
                                   request_form(request, "comment"), by };
    return draft_comment(&draft, &saying);
}

result draft_comments_send(struct request *request, str label, int64_t change)
{
    struct commenting c = { request, label, change };
    return site_write(request, comment_write, &c);
}

static str change_words(struct ctx *ctx, const struct draft_change_row *row)
{
    str clause = row->label.n ? str_format(ctx->arena, "Clause %.*s", STR_ARGS(row->label))
                              : STR("The header");
    const char *verb = str_equal(row->kind, STR("add")) ? "is to be added"
        : str_equal(row->kind, STR("remove"))           ? "is to be taken out"
                                                        : "is to be changed";
    return str_format(ctx->arena, "%.*s %s", STR_ARGS(clause), verb);
}

// Whether some party that they speak for has not answered yet.
static result is_to_answer(struct request *request, const struct draft *draft,
                           const struct draft_change_row *row, bool *is)
{
    struct draft_answer_of_change_out_list answers;
    result e = query_draft_answer_of_change(
        request->ctx, request->db, &(struct draft_answer_of_change_in){ COMMUNITY_FIRST, row->id }, &answers);
    *is = false;
    for (size_t i = 0; i < draft->parties.n && !e; i++) {
        const struct draft_party *p = &draft->parties.at[i];
        bool has = !p->is_theirs || str_same_name(p->party, row->party);
        for (size_t a = 0; a < answers.n; a++)
            has = has || str_same_name(answers.at[a].party, p->party);
        *is = *is || !has;
    }
    return e;
}

result draft_change_lines_fill(struct request *request, const struct draft *draft,
                               const struct draft_change_row *row, struct draft_change_lines *lines)
{
    struct ctx *ctx = request->ctx;
    struct draft_change_line *line = LIST_PUSH(ctx->arena, lines);
    if (!line)
        return arena_fail(ctx);
    *line = (struct draft_change_line){ .what = change_words(ctx, row),
                                        .party = row->party,
                                        .words = row->words,
                                        .state = row->state,
                                        .day = instant_date(request->board->zone, row->made),
                                        .is_open = str_equal(row->state, CHANGE_OPEN) };
    line->url = url_format(ctx->arena, "/drafts/%s/changes/%lld", url_segment(ctx->arena, draft->row.name),
                           (long long)row->id);
    return line->is_open ? is_to_answer(request, draft, row, &line->is_to_answer) : OK;
}
