// /charters/{charter}/{clause}/figures/{last}: a figure that was published, what was said of it, and its confirming,
// correcting and replies. {last} is the last day of its period, with "-count" behind it for that of a clause's Count.
#include "web/checking.h"
#include "web/figure_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/declare.h"
#include "app/export.h"
#include "app/publish.h"

#define OF_COUNT STR("-count")

struct figuring {
    struct request *request;
    struct figure_found found;
    const struct promise_period *period; // as the board has it
    struct doer by;
    struct figure_said said;
    str deed;
};

static result key_read(struct request *request, struct figure_key *key)
{
    str last = request_parameter(request, "last");
    *key = (struct figure_key){ .document = request_parameter(request, "charter"),
                                .clause = request_parameter(request, "clause"),
                                .is_count = str_ends(last, OF_COUNT) };
    last = key->is_count ? str_slice(last, 0, last.n - OF_COUNT.n) : last;
    return date_parse(last, &key->last)
        ? OK
        : fail(request->ctx, ERR_MISSING, "there is no such figure: its address ends with a day");
}

static const struct promise_period *period_of(const struct board *board, const struct figure_found *found)
{
    const struct charter *charter = board_charter(board, found->key.document);
    const struct promise_state *p = charter ? charter_promise(charter, found->key.clause) : NULL;
    for (size_t i = 0; p && i < p->periods.n; i++)
        if (p->periods.at[i].row == found->row)
            return &p->periods.at[i];
    return NULL;
}

static result figuring_open(struct request *request, struct figuring *s)
{
    struct ctx *ctx = request->ctx;
    struct figure_asked asked = { .ledger = request->board->ledger, .visitor = request->visitor };
    *s = (struct figuring){ .request = request, .deed = request_form(request, "deed") };
    result e = key_read(request, &asked.key);
    if (!e)
        e = figure_find(ctx, request->db, &asked, &s->found);
    if (e)
        return e;
    s->period = period_of(request->board, &s->found);
    return s->period ? OK : fail(ctx, ERR_MISSING, "there is no such figure");
}

static const char *entry_words(const struct fact_row *f)
{
    return f->kind == FACT_NOTE                  ? "Reply"
        : str_equal(f->name, STR("provisional")) ? "Published as provisional"
        : str_equal(f->name, STR("corrected"))   ? "Corrected"
                                                 : "Confirmed";
}

static result said_fill_all(struct figuring *s, struct figure_page *page)
{
    struct ctx *ctx = s->request->ctx;
    const struct board *board = s->request->board;
    for (size_t i = 0; i < s->found.said.n; i++) {
        const struct fact_row *f = &s->found.said.at[i];
        struct figure_entry *entry = LIST_PUSH(ctx->arena, &page->said);
        if (!entry)
            return arena_fail(ctx);
        bool is_said = export_is_public(board->ledger, f, VISIBLE);
        *entry = (struct figure_entry){ .day = date_words(ctx, instant_date(board->zone, f->happened)),
                                        .what = str_from(entry_words(f)),
                                        .said_by = f->said_by,
                                        .mark = { "", "" },
                                        .words = is_said ? f->words : STR("Fewer than five.") };
        if (f->kind == FACT_PUBLISHED)
            entry->mark = verdict_mark(published_read(f->value).verdict);
    }
    return OK;
}

static bool has_consequence(const struct clause *clause)
{
    const struct field_list *fields = &clause->fields;
    for (const struct field *f = field_find(fields, KEY_IF); f; f = field_next(fields, KEY_IF, f))
        if (str_same_name(f->name, STR("target missed")) || str_same_name(f->name, STR("missed")))
            return true;
    return false;
}

// What it comes to, said before it is sent.
static str follows_words(const struct figuring *s)
{
    if (!has_consequence(s->found.row->account->promise->clause) || s->period->is_trial)
        return STR("Nothing more follows from it.");
    switch (figure_follows(&s->found)) {
    case FIGURE_FOLLOWS_OPENS:
        return STR("It is missed. What the charter promises for that is counted from today: no earlier day.");
    case FIGURE_FOLLOWS_STAYS:
        return STR("It was missed and still is: what is owed for it goes on, with the same days.");
    case FIGURE_FOLLOWS_ENDS:
        return STR("It was missed, and is not any more: nothing more is owed for it. What was done of that "
                   "already stays on the record.");
    default:
        return STR("Nothing more follows from it.");
    }
}

// The counts of what was published are the first sentence of its words.
static str published_counts(struct figuring *s)
{
    const struct fact_row *f = s->found.stands;
    str rest = f ? f->words : (str){ 0 };
    if (!f || s->found.is_same || !export_is_public(s->request->board->ledger, f, VISIBLE))
        return s->period->counts;
    return str_slice(rest, 0, str_find(rest, STR(". ")));
}

static void figure_fill(struct figuring *s, struct figure_page *page)
{
    struct ctx *ctx = s->request->ctx;
    const struct figure_found *f = &s->found;
    const struct clause *clause = f->row->account->promise->clause;
    page->charter = f->row->document->document->title;
    page->promise = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(clause->label), STR_ARGS(clause->title));
    page->promise_url = promise_url(ctx, f->key.document, f->key.clause);
    page->period = period_words(ctx->arena, f->row->period);
    page->target = f->row->target;
    page->counts = published_counts(s);
    page->mark = verdict_mark(f->stands ? published_read(f->stands->value).verdict : f->row->verdict);
    page->now_counts = s->period->counts;
    page->now_mark = verdict_mark(f->row->verdict);
    page->is_same = f->is_same || !f->stands;
    page->standing = f->stands ? f->stands->name : STR("not published yet");
    if (f->stands && !f->is_confirmed && f->by_itself.second < INSTANT_FAR.second)
        page->by_itself = date_words(ctx, instant_date(s->request->board->zone, f->by_itself));
    page->seen = f->last;
}

static void may_fill(struct figuring *s, struct figure_page *page)
{
    const struct figure_found *f = &s->found;
    struct request *r = s->request;
    page->is_provider = r->visitor && figure_may(r->ctx, r->visitor, f->row->account->promise);
    page->is_colleague = r->visitor && !page->is_provider &&
        declare_may(r->ctx, r->visitor, DEED_ANSWER, f->row->document->document,
                    f->row->account->promise->clause);
    page->waits = page->is_provider && !(f->is_confirmed && f->is_same) ? figure_waits(r->ctx, f)
                                                                        : (str){ 0 };
    page->may_confirm = page->is_provider && !page->waits.n && !f->is_confirmed && f->is_same;
    page->may_correct = page->is_provider && !page->waits.n && !f->is_same;
    page->may_reply = f->stands && f->speaks_for.n > 0;
    page->follows = follows_words(s);
}

static result fields_fill(struct figuring *s, struct figure_page *page)
{
    struct request *r = s->request;
    struct ctx *ctx = r->ctx;
    result e = OK;
    page->words = form_field(r, "words", STR("Why is the figure another one now?"));
    page->words.hint = STR("What was wrong, and how it was put right. Everybody reads it.");
    page->words.rows = 4;
    page->note = form_field(r, "note", STR("Anything that should be said beside it"));
    page->note.rows = 3;
    page->note.is_optional = true;
    page->office = form_field(r, "office", STR("Which post or office says so?"));
    page->office.hint = STR("Such as Head of Streets. Never a person's name: everybody reads it.");
    page->reply = form_field(r, "reply", STR("Your reply"));
    page->reply.hint = STR("It stands beside the figure for good. No names of people.");
    page->reply.rows = 5;
    page->reply_office = form_field(r, "reply-office", STR("Which post or office replies?"));
    page->reply_office.hint = STR("Such as Chair. Never a person's name: everybody reads it.");
    page->office.width = page->reply_office.width = 20;
    page->party = form_field(r, "party", STR("For whom do you reply?"));
    for (size_t i = 0; i < s->found.speaks_for.n && s->found.speaks_for.n > 1 && !e; i++)
        e = form_option_add(ctx, &page->party, s->found.speaks_for.at[i], s->found.speaks_for.at[i]);
    page->is_office = form_field(r, "is-office", STR("Personal details"));
    page->asks_office = s->said.looks_personal || request_form(r, "is-office").n > 0;
    return e ? e
             : form_option_add(ctx, &page->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
}

static result page_fill(struct figuring *s, struct figure_page *page)
{
    struct request *request = s->request;
    struct ctx *ctx = request->ctx;
    figure_fill(s, page);
    layout_fill(request,
                str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(page->promise), STR_ARGS(page->period)),
                "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->charter, charter_url(ctx, s->found.key.document));
    crumb_add(ctx, &page->layout, page->promise, page->promise_url);
    page->action = figure_url(ctx, &s->found.key);
    page->is_done = request_field(request, "done").n > 0;
    may_fill(s, page);
    result e = said_fill_all(s, page);
    return e ? e : fields_fill(s, page);
}

static bool is_reply(const struct figuring *s)
{
    return str_equal(s->deed, STR("reply"));
}

static void said_read(struct figuring *s)
{
    const struct request *r = s->request;
    const char *words = is_reply(s) ? "reply" : str_equal(s->deed, STR("confirm")) ? "note" : "words";
    s->said = (struct figure_said){ .words = request_form(r, words),
                                    .office = request_form(r, is_reply(s) ? "reply-office" : "office"),
                                    .party = request_form(r, "party"),
                                    .is_office = request_form(r, "is-office").n > 0 };
}

// Who may is asked before anything is read, so that nobody learns by a form what is not theirs to do.
static result deed_must_may(struct figuring *s)
{
    struct request *r = s->request;
    const struct promise *promise = s->found.row->account->promise;
    const struct about about = { .body = party_of(promise->clause) };
    if (is_reply(s) && r->visitor)
        return s->found.speaks_for.n
            ? OK
            : fail(r->ctx, ERR_DENIED, "only another party of the charter replies to its figures");
    return r->visitor && figure_may(r->ctx, r->visitor, promise)
        ? OK
        : must_may(r->ctx, r->visitor, DEED_PUBLISH, &about);
}

// Asked again inside the write, of the figure as it is then.
static result figure_write(struct ctx *ctx, struct db *db, void *with)
{
    struct figuring *s = with;
    struct request *r = s->request;
    struct figure_found found;
    struct desk desk;
    int64_t seen = 0;
    (void)str_to_int(request_form(r, "seen"), &seen);
    result e = desk_open(ctx, db, r->now, &s->by, &desk);
    if (!e)
        e = ledger_rows(ctx, db, desk.ledger);
    if (!e)
        e = figure_find(ctx, db, &(struct figure_asked){ desk.ledger, r->visitor, s->found.key }, &found);
    if (!e)
        e = figure_same(ctx, &found, seen);
    if (!e)
        e = is_reply(s)                          ? figure_reply(&desk, &found, &s->said)
            : str_equal(s->deed, STR("confirm")) ? figure_confirm(&desk, &found, &s->said)
            : str_equal(s->deed, STR("correct")) ? figure_correct(&desk, &found, &s->said)
                                                 : fail(ctx, ERR_INPUT, "the form does not say what to do");
    return e || is_reply(s) ? e : figure_settle(&desk, &found);
}

static struct form_field *faulty_field(struct figure_page *page, const struct figuring *s)
{
    if (is_reply(s))
        return s->said.part == FIGURE_PART_OFFICE ? &page->reply_office
            : s->said.part == FIGURE_PART_PARTY   ? &page->party
                                                  : &page->reply;
    return s->said.part == FIGURE_PART_OFFICE ? &page->office
        : str_equal(s->deed, STR("confirm"))  ? &page->note
                                              : &page->words;
}

// What is wrong stands above the form, with all that was typed in it. What somebody else did meanwhile may have taken
// the form away: then another that holds the same words stands in its place.
static result again(struct figuring *s, struct response *response)
{
    struct ctx *ctx = s->request->ctx;
    struct figure_page page = { .seen = 0 };
    str why = sentence(ctx, said_take(ctx));
    result e = page_fill(s, &page);
    if (!e && !is_reply(s) && !page.may_confirm && !page.may_correct)
        page.may_correct = true;
    if (!e && page.may_correct && !page.words.value.n)
        page.words.value = page.note.value;
    if (!e && page.may_confirm && !page.note.value.n)
        page.note.value = page.words.value;
    struct form_field *field = page.may_correct && !is_reply(s) && s->said.part != FIGURE_PART_OFFICE
        ? &page.words
        : faulty_field(&page, s);
    if (!e)
        e = form_fault(ctx, &page.faults, field, why);
    if (!e)
        view_figure(&response->body, &page);
    return e;
}

static result check_fill(struct figuring *s, const struct figure_words *words, struct checking_page *check)
{
    struct ctx *ctx = s->request->ctx;
    const struct url none = { { 0 } };
    struct figure_page page = { .seen = 0 };
    figure_fill(s, &page);
    result e = checking_fill(s->request, check);
    crumb_add(ctx, &check->layout, page.charter, charter_url(ctx, s->found.key.document));
    crumb_add(ctx, &check->layout, page.promise, page.promise_url);
    check->about = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(page.promise), STR_ARGS(page.period));
    check->action = figure_url(ctx, &s->found.key);
    check->words = words->words;
    check->said_by = words->said_by;
    check->say = is_reply(s)                 ? STR("Put the reply on record")
        : str_equal(s->deed, STR("confirm")) ? STR("Confirm the figure")
                                             : STR("Correct the figure");
    if (!e)
        e = checking_follows(ctx, check, STR("It stands beside the figure, and stays there."), check->action);
    return e || is_reply(s) ? e : checking_follows(ctx, check, follows_words(s), none);
}

// Looked through before it is said. Nothing is counted again for that: the page shows what the record says now.
static result check(struct figuring *s, struct response *response)
{
    struct ctx *ctx = s->request->ctx;
    struct checking_page page = { .say = { 0 } };
    struct figure_words words;
    int64_t seen = 0;
    (void)str_to_int(request_form(s->request, "seen"), &seen);
    bool is_known = is_reply(s) || str_equal(s->deed, STR("confirm")) || str_equal(s->deed, STR("correct"));
    result e = is_known ? figure_same(ctx, &s->found, seen)
                        : fail(ctx, ERR_INPUT, "the form does not say what to do");
    if (!e)
        e = figure_foretell(ctx, &s->found,
                            is_reply(s)                              ? FIGURE_REPLY
                                : str_equal(s->deed, STR("confirm")) ? FIGURE_CONFIRM
                                                                     : FIGURE_CORRECT,
                            &s->said, &words);
    if (!e)
        e = check_fill(s, &words, &page);
    if (!e)
        view_checking(&response->body, &page);
    return e;
}

static result put(struct figuring *s, struct response *response)
{
    struct request *request = s->request;
    result e = site_write(request, figure_write, s);
    str path = figure_url(request->ctx, &s->found.key).text;
    if (!e)
        response_see(request, response,
                     (struct url){ str_format(request->ctx->arena, "%.*s?done=yes", STR_ARGS(path)) });
    return e;
}

static result show(struct figuring *s, struct response *response)
{
    struct figure_page page = { .seen = 0 };
    result e = page_fill(s, &page);
    if (!e)
        view_figure(&response->body, &page);
    return e;
}

result figure_show(struct request *request, struct response *response)
{
    struct figuring s;
    result e = figuring_open(request, &s);
    response->is_unkept = request->visitor != NULL;
    return e ? e : show(&s, response);
}

result figure_send(struct request *request, struct response *response)
{
    struct figuring s;
    result e = figuring_open(request, &s);
    if (!e)
        e = deed_must_may(&s);
    if (e)
        return e;
    s.by = visitor_doer(request->ctx, request->visitor);
    said_read(&s);
    if (checking_goes_back(request))
        return show(&s, response);
    e = checking_is_sure(request) ? put(&s, response) : check(&s, response);
    return is_for_form(e) || e == ERR_CONFLICT ? again(&s, response) : e;
}
