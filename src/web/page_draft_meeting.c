// /drafts/{draft}/meeting: a draft read together, a clause at a time, in big letters: what is wished of it, shows of
// hands, and who was asked, reached and missed. ?clause=S1; ?all=yes for all of them, to be printed.
#include "web/draft_pages.h"
#include "web/typed.h"
#include "web/views.h"

#include "app/draft_meeting.h"

struct meeting_asked {
    struct draft draft;
    size_t at; // 0: the header; else the clause behind it
    str label;
};

static str heading_of(struct ctx *ctx, const struct draft *draft, size_t at)
{
    if (!at)
        return STR("What it is");
    const struct clause *c = &draft->document->clauses.at[at - 1];
    return str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(c->label), STR_ARGS(c->title));
}

static struct url meeting_url(struct ctx *ctx, const struct draft *draft, size_t at)
{
    const char *name = url_segment(ctx->arena, draft->row.name);
    return at ? url_format(ctx->arena, "/drafts/%s/meeting?clause=%s", name,
                           url_query(ctx->arena, draft->document->clauses.at[at - 1].label))
              : url_format(ctx->arena, "/drafts/%s/meeting", name);
}

static result meeting_asked_read(struct request *request, struct meeting_asked *asked)
{
    str label = request->method == METHOD_POST ? request_form(request, "clause")
                                               : request_field(request, "clause");
    result e = draft_asked(request, &asked->draft);
    asked->at = 0;
    for (size_t i = 0; !e && i < asked->draft.document->clauses.n; i++)
        if (str_equal(asked->draft.document->clauses.at[i].label, label))
            asked->at = i + 1;
    asked->label = asked->at ? label : (str){ 0 };
    return e || asked->at || !label.n
        ? e
        : fail(request->ctx, ERR_MISSING, "there is no clause %.*s in this draft", STR_ARGS(label));
}

// Beside its own clause, what of it; elsewhere the clause as well.
static str about_words(struct ctx *ctx, const struct draft *draft, const struct draft_vote_row *row,
                       bool is_beside)
{
    if (is_beside)
        return row->change_id == ID_NONE ? STR("As it stands")
                                         : str_format(ctx->arena, "Change %lld", (long long)row->change_id);
    const struct clause *c = document_clause(draft->document, row->label);
    str what = !row->label.n ? STR("The header")
        : c                  ? str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(row->label), STR_ARGS(c->title))
                             : row->label;
    return row->change_id == ID_NONE
        ? what
        : str_format(ctx->arena, "%.*s, change %lld", STR_ARGS(what), (long long)row->change_id);
}

result draft_votes_fill(struct request *request, const struct draft *draft, const str *label,
                        struct draft_vote_lines *lines)
{
    struct ctx *ctx = request->ctx;
    struct draft_vote_row_list rows;
    result e = query_draft_vote_of_draft(
        ctx, request->db, &(struct draft_vote_of_draft_in){ COMMUNITY_FIRST, draft->row.id }, &rows);
    for (size_t i = rows.n; !e && i-- > 0;) {
        const struct draft_vote_row *row = &rows.at[i];
        bool is_one = !label || str_equal(*label, row->label);
        struct draft_vote_line *line = is_one ? LIST_PUSH(ctx->arena, lines) : NULL;
        if (line)
            *line = (struct draft_vote_line){ .about = about_words(ctx, draft, row, label != NULL),
                                              .hands = row->party.n ? row->party : STR("all who were there"),
                                              .counts = draft_vote_words(ctx, row),
                                              .counter = row->counter,
                                              .day = date_words(ctx, row->day),
                                              .words = row->words };
    }
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static result changes_fill(struct request *request, const struct draft *draft, str label,
                           struct draft_change_lines *lines)
{
    struct draft_change_row_list rows;
    result e = query_draft_change_of_draft(
        request->ctx, request->db, &(struct draft_change_of_draft_in){ COMMUNITY_FIRST, draft->row.id },
        &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (str_equal(rows.at[i].state, CHANGE_OPEN) && str_equal(rows.at[i].label, label))
            e = draft_change_lines_fill(request, draft, &rows.at[i], lines);
    return e;
}

static result clause_add(struct request *request, const struct draft *draft, size_t at,
                         struct draft_meeting_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct document *d = draft->document;
    const struct clause *c = at ? &d->clauses.at[at - 1] : NULL;
    str others = page->is_all
        ? STR("#")
        : str_format(ctx->arena, "/drafts/%s/meeting?clause=", url_segment(ctx->arena, draft->row.name));
    struct speaking speaking = speaking_open(request, d, others);
    speaking.after = (str){ 0 }; // the address has a query of its own
    struct draft_meeting_clause *slot = LIST_PUSH(ctx->arena, &page->clauses);
    str label = c ? c->label : (str){ 0 };
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct draft_meeting_clause){ .heading = heading_of(ctx, draft, at),
                                           .label = c ? label : STR("header"),
                                           .prose = prose_html(ctx, c ? c->prose : d->prose) };
    result e = said_fill(ctx, &speaking, c, &slot->said);
    if (!e)
        e = changes_fill(request, draft, label, &slot->open);
    return e ? e : draft_votes_fill(request, draft, &label, &slot->votes);
}

static result about_fill(struct request *request, const struct meeting_asked *asked,
                         struct draft_meeting_page *page)
{
    struct ctx *ctx = request->ctx;
    struct draft_change_row_list rows;
    page->about = form_field(request, "about", STR("On what?"));
    result e = form_option_add(ctx, &page->about, STR("0"), STR("The clause as it stands"));
    if (!e)
        e = query_draft_change_of_draft(
            ctx, request->db, &(struct draft_change_of_draft_in){ COMMUNITY_FIRST, asked->draft.row.id },
            &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (str_equal(rows.at[i].state, CHANGE_OPEN) && str_equal(rows.at[i].label, asked->label))
            e = form_option_add(ctx, &page->about, str_format(ctx->arena, "%lld", (long long)rows.at[i].id),
                                str_format(ctx->arena, "The change that %.*s wishes: %.*s",
                                           STR_ARGS(rows.at[i].party), STR_ARGS(rows.at[i].words)));
    if (!page->about.value.n && page->about.options.n)
        page->about.options.at[0].is_chosen = true;
    return e;
}

static struct form_field number_field(const struct request *request, const char *name, const char *label)
{
    struct form_field f = form_field(request, name, str_from(label));
    f.inputmode = "numeric";
    f.width = 4;
    return f;
}

static result vote_fields(struct request *request, const struct meeting_asked *asked,
                          struct draft_meeting_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct draft *draft = &asked->draft;
    page->hands = form_field(request, "hands", STR("Whose hands?"));
    page->yes = number_field(request, "yes", "For");
    page->no = number_field(request, "no", "Against");
    page->abstained = number_field(request, "abstained", "Abstained");
    page->counter = form_field(request, "counter", STR("Who counted?"));
    page->counter.hint = STR("The chair, the clerk, two tellers: never a person's name.");
    page->day = form_field(request, "day", STR("On which day?"));
    page->day.width = 20;
    if (!page->day.value.n && request->method != METHOD_POST)
        page->day.value = date_words(ctx, request->board->today);
    page->words = form_field(request, "words", STR("Minutes"));
    page->words.hint = STR("What was said, in short. Whoever may read the draft reads it.");
    page->words.rows = 3;
    page->words.is_optional = true;
    page->is_office = form_field(request, "is-office", STR("Personal details"));
    result e = about_fill(request, asked, page);
    if (!e)
        e = form_option_add(ctx, &page->hands, STR(""), STR("Of all who were there"));
    for (size_t i = 0; !e && i < draft->parties.n; i++)
        e = form_option_add(ctx, &page->hands, draft->parties.at[i].party, draft->parties.at[i].party);
    return e ? e
             : form_option_add(ctx, &page->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be read"));
}

static result asked_fields(struct request *request, const struct meeting_asked *asked,
                           struct draft_meeting_page *page)
{
    const struct field *f = field_find(&asked->draft.document->header, KEY_ASKED);
    page->asked = form_field(request, "asked", STR("Who was asked, who answered, and who was missed?"));
    page->asked.hint = STR("Such as: 300 homes by leaflet, 41 answered; nobody under 18 was reached.");
    page->asked.rows = 3;
    if (!page->asked.value.n && request->method != METHOD_POST && f)
        page->asked.value = f->text;
    page->asked_why = form_field(request, "asked-why", STR("Why does this line change?"));
    return draft_party_field(request, &asked->draft, &page->party);
}

static void links_fill(struct request *request, const struct meeting_asked *asked,
                       struct draft_meeting_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct draft *draft = &asked->draft;
    size_t n = draft->document->clauses.n;
    page->url = url_format(ctx->arena, "/drafts/%s/meeting", url_segment(ctx->arena, draft->row.name));
    page->draft_url = draft_url(ctx, draft->row.name);
    page->all_url = url_format(ctx->arena, "/drafts/%s/meeting?all=yes",
                               url_segment(ctx->arena, draft->row.name));
    page->place = str_format(ctx->arena, "%zu of %zu", asked->at + 1, n + 1);
    if (asked->at)
        page->before = (struct link){ heading_of(ctx, draft, asked->at - 1),
                                      { 0 },
                                      meeting_url(ctx, draft, asked->at - 1) };
    if (asked->at < n)
        page->after = (struct link){ heading_of(ctx, draft, asked->at + 1),
                                     { 0 },
                                     meeting_url(ctx, draft, asked->at + 1) };
}

static result page_fill(struct request *request, const struct meeting_asked *asked,
                        struct draft_meeting_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct draft *draft = &asked->draft;
    bool is_open = str_equal(draft->row.state, DRAFT_OPEN);
    page->title = draft->document->title;
    page->label = asked->label;
    page->is_header = !asked->at;
    page->is_all = request_field(request, "all").n > 0;
    page->may_write = draft->takes_part && !page->is_all;
    page->has_news = request_field(request, "done").n > 0;
    layout_fill(request, str_format(ctx->arena, "Meeting: %.*s", STR_ARGS(page->title)), "charters",
                &page->layout);
    crumb_add(ctx, &page->layout, STR("Drafts"), (struct url){ STR("/drafts") });
    crumb_add(ctx, &page->layout, page->title, draft_url(ctx, draft->row.name));
    links_fill(request, asked, page);
    result e = OK;
    for (size_t i = page->is_all ? 0 : asked->at;
         !e && i <= (page->is_all ? draft->document->clauses.n : asked->at); i++)
        e = clause_add(request, draft, i, page);
    if (!e)
        e = vote_fields(request, asked, page);
    if (!e)
        e = asked_fields(request, asked, page);
    page->is_header = page->is_header && is_open && page->party.options.n;
    return e;
}

static void answer(struct response *response, const struct draft_meeting_page *page)
{
    response->is_unkept = true;
    view_draft_meeting(&response->body, page);
}

result draft_meeting_show(struct request *request, struct response *response)
{
    struct meeting_asked asked;
    struct draft_meeting_page page = { .is_all = false };
    result e = meeting_asked_read(request, &asked);
    if (!e)
        e = page_fill(request, &asked, &page);
    if (!e)
        answer(response, &page);
    return e;
}

struct meeting_work {
    struct request *request;
    struct drafter by;
    struct draft_voting voting;
    struct draft_wish wish;
    bool is_asked; // the line of who was asked
};

static result meeting_work(struct ctx *ctx, struct db *db, void *with)
{
    struct meeting_work *w = with;
    struct draft draft;
    result e = draft_open(ctx, db, request_parameter(w->request, "draft"), &w->by, &draft);
    if (e)
        return e;
    return w->is_asked ? draft_asked_propose(&draft, request_form(w->request, "asked"), &w->wish)
                       : draft_vote(&draft, &w->voting);
}

static int64_t hands_of(str typed)
{
    int64_t n;
    return !typed.n ? 0 : str_to_int(typed, &n) ? n : -1;
}

static void voting_read(struct meeting_work *w, const struct meeting_asked *asked)
{
    const struct request *r = w->request;
    w->voting = (struct draft_voting){ .label = asked->label,
                                       .party = request_form(r, "hands"),
                                       .yes = hands_of(request_form(r, "yes")),
                                       .no = hands_of(request_form(r, "no")),
                                       .abstained = hands_of(request_form(r, "abstained")),
                                       .counter = request_form(r, "counter"),
                                       .words = request_form(r, "words"),
                                       .day = DATE_NONE,
                                       .is_office = request_form(r, "is-office").n > 0,
                                       .by = &w->by };
    if (!typed_day(request_form(r, "day"), &w->voting.day))
        w->voting.day = DATE_NONE;
    (void)str_to_int(request_form(r, "about"), &w->voting.change);
}

static struct form_field *faulty(struct draft_meeting_page *page, const struct meeting_work *w)
{
    if (w->is_asked)
        return w->wish.words.n ? &page->asked : &page->asked_why;
    switch (w->voting.part) {
    case MEETING_PART_COUNTER:
        return &page->counter;
    case MEETING_PART_DAY:
        return &page->day;
    case MEETING_PART_WORDS:
        return &page->words;
    default:
        return &page->yes;
    }
}

static result again(struct meeting_work *w, const struct meeting_asked *asked, struct response *response)
{
    struct request *request = w->request;
    struct draft_meeting_page page = { .is_all = false };
    str why = sentence(request->ctx, said_take(request->ctx));
    result e = page_fill(request, asked, &page);
    page.asks_office = w->voting.looks_personal || w->voting.is_office;
    if (!e)
        e = form_fault(request->ctx, &page.faults, faulty(&page, w), why);
    if (!e)
        answer(response, &page);
    return e;
}

result draft_meeting_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct meeting_asked asked;
    struct meeting_work w = { .request = request,
                              .by = request_drafter(request),
                              .is_asked = str_equal(request_form(request, "deed"), STR("asked")) };
    result e = meeting_asked_read(request, &asked);
    if (e)
        return e;
    voting_read(&w, &asked);
    w.wish = (struct draft_wish){ .party = request_form(request, "party"),
                                  .words = request_form(request, "asked-why"),
                                  .by = w.by };
    e = site_write(request, meeting_work, &w);
    if (is_for_form(e) || e == ERR_CONFLICT)
        return again(&w, &asked, response);
    if (!e)
        response_see(request, response,
                     url_format(ctx->arena, "/drafts/%s/meeting?done=yes&clause=%s",
                                url_segment(ctx->arena, asked.draft.row.name),
                                url_query(ctx->arena, asked.label)));
    return e;
}
