// GET /drafts/{draft}: the text as it stands, what is open, who takes part. POST: what whoever keeps it does.
// /drafts/{draft}/text: the text alone. /drafts/{draft}/history: every text it had, and what changed in words.
#include "web/draft_pages.h"
#include "web/print_pages.h"
#include "web/typed.h"
#include "web/views.h"

#include "app/documents.h"
#include "app/seat.h"
#include "app/worded.h"

static result clause_add(struct request *request, const struct draft *draft, const struct speaking *speaking,
                         struct draft_page *page)
{
    size_t i = page->clauses.n;
    const struct clause *c = &draft->document->clauses.at[i];
    struct draft_clause *slot = LIST_PUSH(request->ctx->arena, &page->clauses);
    if (!slot)
        return arena_fail(request->ctx);
    slot->block = (struct clause_block){ .kind = c->kind->word,
                                         .label = c->label,
                                         .title = c->title,
                                         .url = draft_clause_url(request->ctx, draft->row.name, c->label),
                                         .prose = prose_html(request->ctx, c->prose) };
    return said_fill(request->ctx, speaking, c, &slot->block.said);
}

static struct draft_clause *clause_of(struct draft_page *page, str label)
{
    for (size_t i = 0; i < page->clauses.n; i++)
        if (str_equal(page->clauses.at[i].block.label, label))
            return &page->clauses.at[i];
    return NULL;
}

// A message belongs to the clause whose lines it points at.
static str clause_at(const struct document *document, int line)
{
    str label = { 0 };
    for (size_t i = 0; i < document->clauses.n; i++)
        if (document->clauses.at[i].place.line <= line)
            label = document->clauses.at[i].label;
    return label;
}

static result problems_fill(struct request *request, const struct draft *draft, struct draft_page *page)
{
    for (size_t i = 0; i < draft->diagnostics.n; i++) {
        const struct diagnostic *d = &draft->diagnostics.at[i];
        struct draft_problem *slot = LIST_PUSH(request->ctx->arena, &page->problems);
        if (!slot)
            return arena_fail(request->ctx);
        slot->clause = clause_at(draft->document, d->place.line);
        slot->text = sentence(request->ctx, d->text);
        slot->is_error = d->severity == SEVERITY_ERROR;
        slot->wants_contact = str_equal(d->code, STR("no-contact"));
        slot->url = slot->wants_contact
            ? url_format(request->ctx->arena, "%.*s?kind=Contact", STR_ARGS(page->new_clause_url.text))
            : draft_clause_url(request->ctx, draft->row.name, slot->clause);
    }
    return OK;
}

static result opening_add(struct request *request, const struct draft *draft, struct draft_page *page)
{
    struct draft_problem *slot = draft_opening_is_example(draft)
        ? LIST_PUSH(request->ctx->arena, &page->problems)
        : NULL;
    if (slot)
        *slot = (struct draft_problem){ .text = sentence(request->ctx, STR(DRAFT_OPENING_ASKS)),
                                        .is_error = true,
                                        .url = draft_clause_url(request->ctx, draft->row.name, (str){ 0 }) };
    return arena_is_full(request->ctx->arena) ? arena_fail(request->ctx) : OK;
}

static result changes_fill(struct request *request, const struct draft *draft, struct draft_page *page)
{
    struct draft_change_row_list rows;
    result e = query_draft_change_of_draft(
        request->ctx, request->db, &(struct draft_change_of_draft_in){ COMMUNITY_FIRST, draft->row.id },
        &rows);
    for (size_t i = rows.n; !e && i-- > 0;) {
        bool is_open = str_equal(rows.at[i].state, CHANGE_OPEN);
        struct draft_clause *c = clause_of(page, rows.at[i].label);
        if (c && is_open)
            c->n_open++;
        e = draft_change_lines_fill(request, draft, &rows.at[i], is_open ? &page->open : &page->settled);
    }
    return e;
}

static result comments_count(struct request *request, const struct draft *draft, struct draft_page *page)
{
    struct draft_comment_row_list rows;
    result e = query_draft_comment_of_draft(
        request->ctx, request->db, &(struct draft_comment_of_draft_in){ COMMUNITY_FIRST, draft->row.id },
        &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct draft_clause *c = rows.at[i].change_id == ID_NONE ? clause_of(page, rows.at[i].label) : NULL;
        if (c)
            c->n_said++;
    }
    return e;
}

static result speaker_line_add(struct request *request, const struct draft *draft, size_t i,
                               struct draft_page *page)
{
    const struct draft_speaker_of_draft_out *s = &draft->speakers.at[i];
    struct person_row person = { .email = { 0 } };
    struct draft_speaker_line *line = LIST_PUSH(request->ctx->arena, &page->speakers);
    if (!line)
        return arena_fail(request->ctx);
    *line = (struct draft_speaker_line){ .party = s->party, .n = 1 };
    if (!draft->is_keeper)
        return OK;
    result e = account_person(request->ctx, request->db, s->account, &person);
    line->who = person.name.n
        ? person.name
        : str_format(request->ctx->arena, "somebody who gave no name, since %.*s",
                     STR_ARGS(date_words(request->ctx, instant_date(request->board->zone, s->since))));
    if (s->account != draft->row.account)
        line->account = str_format(request->ctx->arena, "%lld", (long long)s->account);
    return e;
}

// Whoever keeps it sees the people, by name: their address is theirs. All others see how many there are for each party.
static result speakers_fill(struct request *request, const struct draft *draft, struct draft_page *page)
{
    result e = OK;
    for (size_t i = 0; draft->is_keeper && i < draft->speakers.n && !e; i++)
        e = speaker_line_add(request, draft, i, page);
    for (size_t i = 0; i < draft->parties.n && !e; i++) {
        const struct draft_party *p = &draft->parties.at[i];
        struct draft_speaker_line *line = draft->is_keeper && p->n
            ? NULL
            : LIST_PUSH(request->ctx->arena, &page->speakers);
        if (line)
            *line = (struct draft_speaker_line){ .party = p->party,
                                                 .n = p->n,
                                                 .is_theirs = p->is_theirs && !draft->is_keeper };
    }
    return e;
}

// Who was invited, what they answered, and of those who declined whether the text has them among its parties.
static result seats_fill(struct request *request, const struct draft *draft, struct draft_page *page)
{
    struct ctx *ctx = request->ctx;
    struct seat_row_list rows;
    const struct drafter by = request_drafter(request);
    const struct seat_inviting inviting = { &request->board->directory, request->board->ledger, &by };
    result e = query_seat_of_draft(ctx, request->db,
                                   &(struct seat_of_draft_in){ COMMUNITY_FIRST, draft->row.id }, &rows);
    if (!e)
        e = seat_lines_fill(request, &rows, &page->seats);
    page->body = form_field(request, "body", STR("Which body?"));
    for (size_t i = 0; !e && i < draft->parties.n; i++) {
        str party = draft->parties.at[i].party;
        for (size_t k = 0; k < rows.n; k++)
            page->seats.at[k].is_still_party |= str_equal(rows.at[k].state, SEAT_DECLINED) &&
                !draft->parties.at[i].n && str_same_name(rows.at[k].body, party);
        if (draft->is_keeper && seat_may_be_invited(draft, &rows, party, &inviting))
            e = form_option_add(ctx, &page->body, party, party);
    }
    return e;
}

static str day_value(struct ctx *ctx, date d)
{
    struct buffer out = buffer_open(32);
    date_write(&out, d);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

static void day_field(struct request *request, const char *name, const char *label, date d,
                      struct form_field *field)
{
    *field = form_field(request, name, str_from(label));
    field->type = "date";
    field->width = 10;
    if (!field->value.n)
        field->value = day_value(request->ctx, d);
}

static result keeper_fields(struct request *request, const struct draft *draft, struct draft_page *page)
{
    struct ctx *ctx = request->ctx;
    page->party = form_field(request, "party", STR("For which party?"));
    page->email = form_field(request, "email", STR("Their e-mail address"));
    page->email.type = page->email.autocomplete = "email";
    page->seen = form_field(request, "seen", STR("Who may read it?"));
    day_field(request, "comments-from", "Comments from", draft->row.comments_from, &page->comments_from);
    day_field(request, "comments-to", "to, with that day", draft->row.comments_to, &page->comments_to);
    if (!page->seen.value.n)
        page->seen.value = draft->row.seen;
    result e = form_option_add(ctx, &page->seen, SEEN_PARTIES, STR("Those who take part"));
    if (!e)
        e = form_option_add(ctx, &page->seen, SEEN_EVERYBODY, STR("Everybody"));
    for (size_t i = 0; i < draft->parties.n && !e; i++)
        e = form_option_add(ctx, &page->party, draft->parties.at[i].party, draft->parties.at[i].party);
    return e;
}

static str showing_words(struct request *request, const struct draft *draft)
{
    struct ctx *ctx = request->ctx;
    const struct draft_row *row = &draft->row;
    if (str_equal(row->state, DRAFT_ENDED))
        return STR("This draft was ended.");
    if (str_equal(row->state, DRAFT_OFFERED))
        return STR("It is offered for signing, and does not change meanwhile.");
    if (str_equal(row->state, DRAFT_SIGNED))
        return STR("It was signed by all its parties.");
    struct drafter by = request_drafter(request);
    date from = draft_comments_begin(&by, row);
    const struct election *held = date_is_none(from) || from.day == row->comments_from.day
        ? NULL
        : election_on(by.elections, row->comments_from);
    if (held && from.day > row->comments_to.day)
        return str_format(
            ctx->arena,
            "Everybody may read it. Comments on it were to begin on %.*s, and are held: %.*s. They "
            "need other days.",
            STR_ARGS(date_words(ctx, row->comments_from)), STR_ARGS(held->name));
    if (held && from.day > by.today.day)
        return str_format(ctx->arena,
                          "Everybody may read it. Comments begin on %.*s, after %.*s, and end on %.*s.",
                          STR_ARGS(date_words(ctx, from)), STR_ARGS(held->name),
                          STR_ARGS(date_words(ctx, row->comments_to)));
    if (!date_is_none(row->comments_from) && row->comments_to.day >= request->board->today.day)
        return str_format(ctx->arena, "Everybody may read it, and comment from %.*s to %.*s.",
                          STR_ARGS(date_words(ctx, from)), STR_ARGS(date_words(ctx, row->comments_to)));
    return str_equal(row->seen, SEEN_EVERYBODY) ? STR("Everybody may read it.")
                                                : STR("Only those who take part may read it.");
}

static void links_fill(struct ctx *ctx, const struct draft *draft, struct draft_page *page)
{
    const char *name = url_segment(ctx->arena, draft->row.name);
    page->url = draft_url(ctx, draft->row.name);
    page->new_clause_url = url_format(ctx->arena, "/drafts/%s/add", name);
    page->history_url = url_format(ctx->arena, "/drafts/%s/history", name);
    page->workload_url = url_format(ctx->arena, "/drafts/%s/workload", name);
    page->text_url = url_format(ctx->arena, "/drafts/%s/text", name);
    page->sign_url = url_format(ctx->arena, "/drafts/%s/sign", name);
    page->meeting_url = url_format(ctx->arena, "/drafts/%s/meeting", name);
    page->words_url = url_format(ctx->arena, "/drafts/%s/words", name);
    page->header_url = draft_clause_url(ctx, draft->row.name, (str){ 0 });
}

static void head_fill(struct request *request, const struct draft *draft, struct draft_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct document *d = draft->document;
    struct date_range in_force = document_in_force(d);
    layout_fill(request, str_format(ctx->arena, "Draft: %.*s", STR_ARGS(d->title)), "charters",
                &page->layout);
    crumb_add(ctx, &page->layout, STR("Drafts"), (struct url){ STR("/drafts") });
    links_fill(ctx, draft, page);
    page->name = draft->row.name;
    page->title = d->title;
    page->in_force = period_words(ctx->arena, (struct span){ in_force.from, in_force.to });
    page->showing = showing_words(request, draft);
    page->prose = prose_html(ctx, d->prose);
    page->is_keeper = draft->is_keeper;
    page->takes_part = draft->takes_part;
    struct drafter by = request_drafter(request);
    page->is_out = str_equal(draft->row.state, DRAFT_OPEN) && draft_is_out(&by, &draft->row);
    page->is_ended = !str_equal(draft->row.state, DRAFT_OPEN);
    page->has_news = request_field(request, "done").n > 0;
    if (draft->takes_part && !str_equal(draft->row.state, DRAFT_ENDED) &&
        !str_equal(draft->row.state, DRAFT_SIGNED))
        page->held = held_words(ctx, request->board);
    for (size_t i = 0; i < draft->parties.n; i++)
        page->may_propose = page->may_propose || (!page->is_ended && draft->parties.at[i].is_theirs);
}

// A text with the Id of a charter is its next version: it begins with what the record and the parties say of that one.
static result before_fill(struct request *request, const struct draft *draft, struct draft_page *page)
{
    const struct charter *c = board_charter(request->board, draft->document->id);
    if (!c || page->is_ended)
        return OK;
    page->before.review_url = url_format(request->ctx->arena, "/charters/%s/review",
                                         url_segment(request->ctx->arena, c->id));
    return review_said_fill(request, c, &page->before.said);
}

static result worded_fill(struct request *request, const struct draft *draft, struct draft_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct worded of = { .document = draft->document, .draft = draft };
    struct worded_languages languages = { .n = 0 };
    result e = worded_languages_read(ctx, request->db, &of, &languages);
    for (size_t i = 0; !e && i < languages.n; i++)
        e = link_add(ctx, &page->worded, worded_language_name(languages.at[i].code),
                     url_format(ctx->arena, "%.*s/%s?beside=yes", STR_ARGS(page->words_url.text),
                                url_segment(ctx->arena, languages.at[i].code)));
    return e;
}

static result page_fill(struct request *request, const struct draft *draft, struct draft_page *page)
{
    struct speaking speaking = speaking_open(request, draft->document, STR("#"));
    head_fill(request, draft, page);
    result e = said_fill(request->ctx, &speaking, NULL, &page->said);
    if (!e)
        e = print_links(request->ctx, page->url, &page->prints);
    if (!e)
        e = worded_fill(request, draft, page);
    if (!e)
        e = before_fill(request, draft, page);
    while (!e && page->clauses.n < draft->document->clauses.n)
        e = clause_add(request, draft, &speaking, page);
    if (!e)
        e = problems_fill(request, draft, page);
    if (!e)
        e = opening_add(request, draft, page);
    if (!e)
        e = draft_area_problems(request, draft, page);
    if (!e)
        e = changes_fill(request, draft, page);
    if (!e)
        e = comments_count(request, draft, page);
    if (!e)
        e = speakers_fill(request, draft, page);
    if (!e)
        e = seats_fill(request, draft, page);
    return e || !draft->is_keeper ? e : keeper_fields(request, draft, page);
}

static void answer(struct response *response, struct draft_page *page)
{
    response->is_unkept = true;
    view_draft(&response->body, page);
}

result draft_page_show(struct request *request, struct response *response)
{
    struct draft draft;
    struct draft_page page = { .is_keeper = false };
    result e = draft_asked(request, &draft);
    if (!e)
        e = page_fill(request, &draft, &page);
    if (!e)
        answer(response, &page);
    return e;
}

static result day_read(const struct draft *draft, const struct request *request, const char *name, date *day)
{
    str text = request_form(request, name);
    *day = DATE_NONE;
    if (!text.n || typed_day(text, day))
        return OK;
    return fail(draft->ctx, ERR_INPUT, "'%.*s' is no day: write it as 31 1 2027", STR_ARGS(text));
}

static result show_do(const struct draft *draft, const struct request *request)
{
    struct drafter by = request_drafter(request);
    struct draft_showing showing = { .seen = request_form(request, "seen"), .by = &by };
    result e = day_read(draft, request, "comments-from", &showing.comments_from);
    if (!e)
        e = day_read(draft, request, "comments-to", &showing.comments_to);
    return e ? e : draft_show(draft, &showing);
}

static result seat_do(const struct draft *draft, const struct request *request, const struct drafter *by)
{
    const struct seat_inviting inviting = { &request->board->directory, request->board->ledger, by };
    return seat_invite(draft, request_form(request, "body"), &inviting);
}

static result keeper_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct request *request = with;
    struct drafter by = request_drafter(request);
    str deed = request_form(request, "deed"), party = request_form(request, "party");
    struct draft draft;
    int64_t account;
    result e = draft_open(ctx, db, request_parameter(request, "draft"), &by, &draft);
    if (e)
        return e;
    if (str_equal(deed, STR("invite")))
        return draft_speaker_add(&draft, party, request_form(request, "email"), by.at);
    if (str_equal(deed, STR("seat")))
        return seat_do(&draft, request, &by);
    if (str_equal(deed, STR("remove")) && str_to_int(request_form(request, "account"), &account))
        return draft_speaker_end(&draft, party, account);
    if (str_equal(deed, STR("leave")))
        return draft_leave(&draft, party, &by);
    if (str_equal(deed, STR("show")))
        return show_do(&draft, request);
    if (str_equal(deed, STR("end")))
        return draft_end(&draft);
    return fail(ctx, ERR_INPUT, "choose what is to be done");
}

static struct form_field *faulty(struct draft_page *page, str deed)
{
    if (str_equal(deed, STR("seat")))
        return &page->body;
    return str_equal(deed, STR("show")) ? &page->comments_from : &page->email;
}

result draft_page_send(struct request *request, struct response *response)
{
    struct draft draft;
    struct draft_page page = { .is_keeper = false };
    result e = draft_asked(request, &draft);
    if (e)
        return e;
    e = site_write(request, keeper_work, request);
    // Who left may not see it any more.
    if (!e && str_equal(request_form(request, "deed"), STR("leave")))
        response_see(request, response, (struct url){ STR("/drafts") });
    else if (!e)
        response_see(request, response,
                     url_format(request->ctx->arena, "/drafts/%s?done=yes",
                                url_segment(request->ctx->arena, draft.row.name)));
    if (!is_for_form(e))
        return e;
    str why = sentence(request->ctx, said_take(request->ctx));
    e = page_fill(request, &draft, &page);
    if (!e)
        e = form_fault(request->ctx, &page.faults, faulty(&page, request_form(request, "deed")), why);
    if (!e)
        answer(response, &page);
    return e;
}

result draft_text_show(struct request *request, struct response *response)
{
    struct draft draft;
    struct draft_text_by_number_out text;
    int64_t number;
    bool is_found = false;
    result e = draft_asked(request, &draft);
    if (!e && !str_to_int(request_field(request, "number"), &number))
        number = draft.row.number;
    if (!e)
        e = query_draft_text_by_number(
            request->ctx, request->db,
            &(struct draft_text_by_number_in){ COMMUNITY_FIRST, draft.row.id, number }, &text, &is_found);
    if (!e && !is_found)
        e = fail(request->ctx, ERR_MISSING, "this draft never had such a text");
    if (e)
        return e;
    response->type = STR("text/plain; charset=utf-8");
    response->is_unkept = true;
    buffer_add(&response->body, text.body);
    return OK;
}

static result history_line(struct request *request, const struct draft *draft,
                           const struct draft_text_list_out *text, struct draft_history_page *page)
{
    struct ctx *ctx = request->ctx;
    str day = date_words(ctx, instant_date(request->board->zone, text->made));
    return link_add(ctx, &page->texts,
                    str_format(ctx->arena, "%lld: %.*s, %.*s", (long long)text->number, STR_ARGS(text->words),
                               STR_ARGS(day)),
                    url_format(ctx->arena, "/drafts/%s/history?from=%lld&to=%lld",
                               url_segment(ctx->arena, draft->row.name), (long long)text->number - 1,
                               (long long)text->number));
}

static result between_fill(struct request *request, const struct draft *draft,
                           struct draft_history_page *page)
{
    struct ctx *ctx = request->ctx;
    struct changes changes = { .at = NULL };
    int64_t from, to;
    if (!str_to_int(request_field(request, "from"), &from) || !str_to_int(request_field(request, "to"), &to))
        return OK;
    result e = draft_compare(draft, from ? from : 1, to, &changes);
    page->between = str_format(ctx->arena, "From text %lld to text %lld", (long long)(from ? from : 1),
                               (long long)to);
    for (size_t i = 0; i < changes.n && !e; i++) {
        str *slot = LIST_PUSH(ctx->arena, &page->changes);
        e = slot ? OK : arena_fail(ctx);
        if (slot)
            *slot = sentence(ctx, changes.at[i].words);
    }
    return e;
}

result draft_history_show(struct request *request, struct response *response)
{
    struct draft draft;
    struct draft_history_page page = { .between = { 0 } };
    struct draft_text_list_out_list texts;
    result e = draft_asked(request, &draft);
    if (!e)
        e = query_draft_text_list(request->ctx, request->db,
                                  &(struct draft_text_list_in){ COMMUNITY_FIRST, draft.row.id }, &texts);
    if (e)
        return e;
    layout_fill(request, STR("How the draft came about"), "charters", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Drafts"), (struct url){ STR("/drafts") });
    crumb_add(request->ctx, &page.layout, draft.document->title, draft_url(request->ctx, draft.row.name));
    for (size_t i = texts.n; !e && i-- > 0;)
        e = history_line(request, &draft, &texts.at[i], &page);
    if (!e)
        e = between_fill(request, &draft, &page);
    if (!e)
        e = draft_votes_fill(request, &draft, NULL, &page.votes);
    response->is_unkept = true;
    if (!e)
        view_draft_history(&response->body, &page);
    return e;
}
