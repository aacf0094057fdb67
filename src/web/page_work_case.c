// GET /work/{reference}: what can be done to a case. POST: one of it.
#include "web/photographs.h"
#include "web/reply_pages.h"
#include "web/step_pages.h"
#include "web/typed.h"
#include "web/views.h"
#include "web/visit.h"
#include "web/work_asked.h"
#include "web/work_exempt.h"
#include "web/work_said.h"

#include "app/agreeing.h"
#include "app/assignee.h"
#include "app/claim.h"
#include "app/closing.h"
#include "app/evidence.h"
#include "app/handover.h"
#include "app/happening.h"
#include "app/onward.h"
#include "app/owed_review.h"
#include "app/routing.h"
#include "app/worklist.h"

struct working_on {
    struct request *request;
    struct doer by;
    str deed; // of the form
    str body; // whose case it is
    bool has_photo;
    struct picture picture; // made clean
    struct photograph_files files;
};

static result offer_all(struct ctx *ctx, struct form_field *field, const struct str_list *values)
{
    result e = OK;
    for (size_t i = 0; i < values->n && !e; i++)
        e = form_option_add(ctx, field, values->at[i], values->at[i]);
    return e;
}

// What was asked is answered, what is broken is fixed: where a reply is promised the first is what is meant mostly.
static result endings_offer(struct request *request, struct desk *desk, struct form_field *field)
{
    struct ctx *ctx = request->ctx;
    bool is_promised;
    str answered = ending_words(ENDING_ANSWERED);
    result e = reply_promised(desk, &is_promised);
    if (!e && is_promised)
        e = form_option_add(ctx, field, answered, answered);
    for (int i = 0; i < ENDING_COUNT && !e; i++)
        if (i != ENDING_ANSWERED)
            e = form_option_add(ctx, field, ending_words((enum ending)i), ending_words((enum ending)i));
    return e;
}

static result closing_fields(struct request *request, struct desk *desk, struct work_case_page *page)
{
    page->ending = form_field(request, "ending", STR("How does it end?"));
    page->duplicate = form_field(request, "duplicate", STR("The report that it repeats"));
    page->duplicate.hint = STR("Its reference. Only for a duplicate.");
    page->duplicate.width = 10;
    page->words = form_field(request, "words", STR("What was done, or why not"));
    page->words.hint = STR("Whoever reported reads this.");
    return endings_offer(request, desk, &page->ending);
}

struct mark work_mark(int64_t state, bool has_due)
{
    bool is_late = state & WORK_LATE;
    return state & WORK_DISPUTED ? (struct mark){ "at-risk", "Disputed" }
        : state & WORK_PAUSED
        ? is_late ? (struct mark){ "missed", "Late, paused" } : (struct mark){ "none", "Paused" }
        : is_late ? (struct mark){ "missed", "Late" }
        : has_due ? (struct mark){ "not-yet-due", "In time" }
                  : (struct mark){ "no-cases", "No time promised" };
}

str work_due_words(struct ctx *ctx, const struct zone *zone, instant due)
{
    date day = instant_date(zone, due);
    bool is_end = instant_date(zone, (instant){ due.second + 1 }).day != day.day;
    return is_end ? date_words(ctx, day) : instant_words(ctx, zone, due);
}

// Nothing for one that is closed.
static result due_read(struct request *request, struct work_case_page *page, int64_t case_id)
{
    struct work_row row;
    bool is_found;
    result e = query_work_of_case(request->ctx, request->db, &(struct work_of_case_in){ case_id }, &row,
                                  &is_found);
    bool has_due = !e && is_found && row.due.second != WORK_DUE_NONE.second;
    if (!e && is_found)
        page->mark = work_mark(row.state, has_due);
    if (has_due)
        page->due = work_due_words(request->ctx, request->board->zone, row.due);
    return e;
}

static result other_fields(struct request *request, const struct str_list *reasons,
                           struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct bodies *bodies = &request->board->directory.bodies;
    page->reason = form_field(request, "reason", STR("The clock stands still because of"));
    page->pause_why = form_field(request, "pause-why", STR("Why"));
    page->resume_why = form_field(request, "resume-why", STR("What has changed"));
    page->late_why = form_field(request, "late-why", STR("The reason, as whoever reported should read it"));
    page->hand_why = form_field(request, "hand-why", STR("Why it is theirs"));
    page->event = form_field(request, "event", STR("What has happened now?"));
    page->event.hint = STR("A clock of this report waits for it, and counts it.");
    page->event_why = form_field(request, "event-why", STR("What you say of it"));
    page->event_why.hint = STR("Everybody reads it, and whoever reported is told.");
    page->event_why.rows = 3;
    page->event_day = form_field(request, "event-day", STR("On which day, if it was before now"));
    page->event_day.hint = STR("At most three days ago. Everybody reads that the time is your word.");
    page->event_time = form_field(request, "event-time", STR("At what time"));
    page->event_time.hint = STR("Such as 14:30. Without it the whole day counts.");
    page->event_time.width = 5;
    page->event_day.width = 10;
    page->event_day.is_optional = page->event_time.is_optional = true;
    page->note = form_field(request, "note", STR("Note"));
    page->note.hint = STR("Everybody reads it, and whoever reported is told.");
    page->assigned = form_field(request, "assigned", STR("A post or a crew"));
    page->assigned.hint = STR(
        "Never a person's name: everybody reads it. Without it your colleague's role is said.");
    page->body = form_field(request, "body", STR("Hand it over to"));
    page->answer = form_field(request, "answer", STR("Your answer"));
    page->answer.hint = page->is_open
        ? STR("Whoever reported reads it. The report stays open until you close it, below.")
        : STR("Whoever reported reads it.");
    page->cause = form_field(request, "cause", STR("Why it is late, in a few words"));
    page->note.rows = page->answer.rows = page->pause_why.rows = page->resume_why.rows = 3;
    page->late_why.rows = page->hand_why.rows = 3;
    result e = offer_all(ctx, &page->reason, reasons);
    for (size_t i = 0; i < bodies->n && !e; i++)
        if (!str_same_name(bodies->at[i].name, page->answers))
            e = form_option_add(
                ctx, &page->body, bodies->at[i].name,
                bodies->at[i].is_tracked
                    ? bodies->at[i].name
                    : str_format(ctx->arena, "%.*s (by e-mail, not tracked)", STR_ARGS(bodies->at[i].name)));
    return e;
}

// Asked where several payments of parts stand: if whoever reported is right, which of them was not made.
static result parts_offer(struct request *request, const struct fact_row_list *facts,
                          struct work_case_page *page)
{
    struct fact_row_list parts;
    page->part = form_field(request, "part", STR("If they are right, which payment was not made?"));
    result e = owed_review_parts(request->ctx, facts, &parts);
    for (size_t i = 0; i < parts.n && !e; i++)
        e = step_fact_offer(request, &parts.at[i], &page->part);
    return e || !parts.n
        ? e
        : form_option_add(request->ctx, &page->part, OWED_REVIEW_ALL, STR("None of them was made"));
}

static result place_read(struct request *request, const struct case_row *row, struct work_case_page *page)
{
    struct private_by_fact_out part;
    bool is_found;
    result e = query_private_by_fact(request->ctx, request->db,
                                     &(struct private_by_fact_in){ COMMUNITY_FIRST, row->id }, &part,
                                     &is_found);
    if (e || !is_found)
        return e;
    page->reported = part.words;
    page->place = part.place;
    if (part.latitude.n)
        page->point = str_format(request->ctx->arena, "%.*s, %.*s", STR_ARGS(part.latitude),
                                 STR_ARGS(part.longitude));
    return OK;
}

static str says_words(struct request *request, const struct fact_row_list *facts)
{
    const struct reporter_word word = reporter_word_of(facts);
    str text = reporter_word_text(word.says);
    str day = text.n ? date_words(request->ctx, instant_date(request->board->zone, word.at)) : (str){ 0 };
    return text.n ? str_format(request->ctx->arena, "%.*s, %.*s", STR_ARGS(text), STR_ARGS(day)) : text;
}

// What the service said when it closed it, and what is said against that: the last of each.
static void dispute_fill(const struct fact_row_list *facts, struct work_case_page *page)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        if (f->kind == FACT_EVENT && str_same_name(f->name, STR("completion")))
            page->closing = f->words;
        if (f->kind == FACT_DISPUTED && str_equal(f->value, FACT_VALUE_OPEN))
            page->dispute = f->words;
    }
    const struct fact_row *review = owed_review_open(facts);
    page->reviewed = review ? review->name : (str){ 0 };
}

// Who had it before, and why they passed it on: the last of it.
static void passed_fill(struct ctx *ctx, const struct fact_row_list *facts, struct work_case_page *page)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        if (f->kind == FACT_EVENT && str_same_name(f->name, FACT_PASSING_ON))
            page->passed = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(f->value), STR_ARGS(f->words));
    }
}

static result elsewhere_fill(struct request *request, const struct work_opened *o,
                             struct work_case_page *page)
{
    struct onward_report_row onward;
    result e = onward_last(request->ctx, request->db, o->row.id, &onward);
    if (e || onward.id == ID_NONE)
        return e;
    page->elsewhere = onward_words(request->ctx, &onward);
    page->elsewhere_fault = onward.said;
    return OK;
}

static void facts_fill(struct request *request, const struct work_opened *o, struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct work_facts work = work_facts_of(&o->facts);
    instant now = ledger_instant(request->board->ledger, request->now);
    page->reference = o->row.reference;
    page->case_url = case_url(ctx, o->row.reference);
    page->service = o->row.service;
    page->area = o->row.area;
    page->answers = o->about.body;
    page->is_open = o->row.status == CASE_OPEN;
    page->is_disputed = work.is_disputed;
    passed_fill(ctx, &o->facts, page);
    if (page->is_disputed)
        dispute_fill(&o->facts, page);
    page->says = says_words(request, &o->facts);
    page->done = request->method == METHOD_GET ? work_done_words(request) : (str){ 0 };
    if (!page->is_open)
        page->status = case_status_words(ctx, (enum case_status)o->row.status, &o->facts);
    const struct fact_row *pause = case_pause_running(&o->facts, now);
    page->is_paused = pause != NULL;
    if (pause)
        page->paused = str_format(
            ctx->arena, "since %.*s: %.*s",
            STR_ARGS(date_words(ctx, instant_date(request->board->zone, pause->happened))),
            STR_ARGS(pause->name));
    page->post = work.assigned;
    page->may_restrict = may(request->visitor, DEED_RESTRICT, &o->about);
    page->restrict_url = url_format(ctx->arena, "/restrictions/new?report=%s",
                                    url_query(ctx->arena, o->row.reference));
}

static result photo_fields(struct request *request, struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    page->photo = form_field(request, "photo", STR("Another photograph"));
    page->photo.autocomplete = "image/jpeg,image/png,image/webp";
    page->after = form_field(request, "after", STR("A photograph of it mended"));
    page->after.is_optional = true;
    page->after.autocomplete = page->photo.autocomplete;
    page->after.hint = STR("Shown beside the one before, once somebody has looked at it.");
    page->photo_kind = form_field(request, "photo-kind", STR("It shows it"));
    result e = form_option_add(ctx, &page->photo_kind, photograph_kind_word(PHOTOGRAPH_AFTER), STR("mended"));
    return e ? e
             : form_option_add(ctx, &page->photo_kind, photograph_kind_word(PHOTOGRAPH_BEFORE),
                               STR("before it was mended"));
}

// Colleagues to give it to; and who has it, whom nobody outside reads.
static result assignees_fill(struct request *request, const struct work_opened *o,
                             struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct colleagues colleagues;
    int64_t account = ID_NONE;
    page->assignee = form_field(request, "assignee", STR("Who does it"));
    page->assignee.hint = STR("It stands under Mine in their list. Nobody outside reads who it is.");
    result e = form_option_add(ctx, &page->assignee, (str){ 0 }, STR("Nobody by name"));
    if (!e)
        e = colleagues_find(ctx, request->db, o->about.body, &colleagues);
    if (!e)
        e = case_assignee(ctx, request->db, &o->facts, &account);
    for (size_t i = 0; !e && i < colleagues.n; i++) {
        const struct colleague *c = &colleagues.at[i];
        bool is_self = c->account == request->visitor->id;
        e = form_option_add(ctx, &page->assignee, str_format(ctx->arena, "%lld", (long long)c->account),
                            str_format(ctx->arena, "%.*s%s", STR_ARGS(c->name), is_self ? " (you)" : ""));
        if (c->account == account)
            page->post = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(page->post), STR_ARGS(c->name));
    }
    return e;
}

static result page_fill(struct request *request, const struct work_opened *o, struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct desk desk = { .ctx = ctx,
                         .db = request->db,
                         .ledger = request->board->ledger,
                         .case_id = o->row.id,
                         .facts = o->facts };
    struct str_list reasons = { 0 }, events = { 0 };
    layout_fill(request, str_format(ctx->arena, "Work on %.*s", STR_ARGS(o->row.reference)), "work",
                &page->layout);
    crumb_add(ctx, &page->layout, STR("Work"), (struct url){ STR("/work") });
    facts_fill(request, o, page);
    result e = work_walk_fill(request, o, page);
    if (!e)
        e = pauses_allowed(&desk, &reasons);
    if (!e)
        e = closing_fields(request, &desk, page);
    if (!e)
        e = other_fields(request, &reasons, page);
    if (!e)
        e = events_awaited(&desk, &events);
    if (!e)
        e = offer_all(ctx, &page->event, &events);
    if (!e)
        e = parts_offer(request, &o->facts, page);
    if (!e)
        e = place_read(request, &o->row, page);
    if (!e)
        e = elsewhere_fill(request, o, page);
    if (!e)
        e = letters_of_case(request, o, &page->letters);
    if (!e)
        e = due_read(request, page, o->row.id);
    if (!e)
        e = photo_fields(request, page);
    if (!e)
        e = photographs_fill(request, o->row.id, true, &page->photographs);
    if (!e)
        e = assignees_fill(request, o, page);
    if (!e)
        e = hiding_trace_fill(request, &o->about, &o->facts, &page->trace);
    if (!e)
        e = work_case_news(request, o, page);
    if (!e)
        e = replies_offer(request, o, page);
    if (!e)
        e = said_offer(request, o, page);
    if (!e)
        e = asked_offer(request, o, page);
    if (!e)
        e = exempt_offer(request, o, &desk, page);
    if (!e)
        e = choices_offer(request, o, page);
    return e ? e : case_voices_fill(request, o->row.id, &o->facts, &page->voices);
}

result work_case_show(struct request *request, struct response *response)
{
    struct work_opened opened;
    struct work_case_page page = { .is_open = false };
    result e = work_case_open(request, &opened);
    if (!e)
        e = page_fill(request, &opened, &page);
    if (!e)
        view_work_case(&response->body, &page);
    return e;
}

static result close_do(struct desk *desk, const struct request *request)
{
    struct closing c = { .words = request_form(request, "words"),
                         .duplicate = reference_settle(desk->ctx->arena,
                                                       request_form(request, "duplicate")) };
    if (!ending_from(request_form(request, "ending"), &c.ending))
        return fail(desk->ctx, ERR_INPUT, "choose how it ends");
    const struct working_on *w = desk->with;
    struct evidence evidence = { .shelf = request_shelf(request), .after = w->has_photo ? &w->files : NULL };
    result e = case_translate(desk, request_form(request, "words-own"));
    if (!e)
        e = case_close(desk, &c);
    return e ? e : evidence_add(desk, &evidence);
}

// Of a day without a time the end of it, or now: by then it had happened.
static result event_when(const struct desk *desk, const struct request *request, instant *claimed)
{
    const struct zone *zone = request->board->zone;
    str typed = request_form(request, "event-day"), time = request_form(request, "event-time");
    date day = zone_date(zone, desk->at, NULL);
    int32_t second = 0;
    *claimed = INSTANT_NONE;
    if (!typed.n && !time.n)
        return OK;
    if (typed.n && !typed_day(typed, &day))
        return fail(desk->ctx, ERR_INPUT, "write the day, such as 20 11 2026, or leave it empty");
    if (time.n && !typed_time(time, &second))
        return fail(desk->ctx, ERR_INPUT, "write the time, such as 14:30, or leave it empty");
    *claimed = time.n ? zone_instant(zone, day, second, NULL)
                      : (instant){ zone_midnight(zone, date_add_days(day, 1)).second - 1 };
    bool is_today = !time.n && claimed->second > desk->at.second &&
        zone_date(zone, desk->at, NULL).day == day.day;
    if (is_today)
        *claimed = INSTANT_NONE;
    return OK;
}

static result event_do(struct desk *desk, const struct request *request)
{
    instant claimed;
    result e = event_when(desk, request, &claimed);
    if (!e)
        e = claim_make(desk, claimed);
    return e ? e : case_event(desk, request_form(request, "event"), request_form(request, "event-why"));
}

static result pause_do(struct desk *desk, const struct request *request)
{
    return case_pause(desk, request_form(request, "reason"), request_form(request, "pause-why"));
}

static result resume_do(struct desk *desk, const struct request *request)
{
    return case_resume(desk, request_form(request, "resume-why"));
}

static result exempt_do(struct desk *desk, const struct request *request)
{
    const struct working_on *w = desk->with;
    return exempt_say(desk, request, w->body);
}

static result note_do(struct desk *desk, const struct request *request)
{
    result e = case_translate(desk, request_form(request, "note-own"));
    return e ? e : case_note(desk, request_form(request, "note"));
}

static result assign_do(struct desk *desk, const struct request *request)
{
    const struct working_on *w = desk->with;
    int64_t account;
    if (!str_to_int(request_form(request, "assignee"), &account))
        account = ID_NONE;
    return case_give(desk, &(struct assigning){ request_form(request, "assigned"), w->body, account });
}

static result explain_do(struct desk *desk, const struct request *request)
{
    return case_explain(desk, request_form(request, "cause"), request_form(request, "late-why"));
}

static result agree_do(struct desk *desk, const struct request *request)
{
    result e = case_translate(desk, request_form(request, "answer-own"));
    return e ? e : dispute_answer(desk, true, request_form(request, "answer"), request_form(request, "part"));
}

static result disagree_do(struct desk *desk, const struct request *request)
{
    result e = case_translate(desk, request_form(request, "answer-own"));
    return e ? e : dispute_answer(desk, false, request_form(request, "answer"), (str){ 0 });
}

static result hand_over_do(struct desk *desk, const struct request *request)
{
    const struct body *to = body_named(&request->board->directory.bodies, request_form(request, "body"));
    if (!to)
        return fail(desk->ctx, ERR_INPUT, "choose whom it is handed over to");
    const struct working_on *w =
        desk->with; // an imported case has nobody on record: whoever answers for it passes it on
    return case_hand_over(desk, &(struct hand_over){ w->body, to, request_form(request, "hand-why") });
}

// The picture was made clean before the write (work_case_send).
static result photo_add_do(struct desk *desk, const struct request *request)
{
    const struct working_on *w = desk->with;
    struct photograph_about about = { .kind = PHOTOGRAPH_AFTER, .pair = ID_NONE };
    if (!w->has_photo)
        return fail(desk->ctx, ERR_INPUT, "choose a photograph");
    (void)photograph_kind_from(request_form(request, "photo-kind"), &about.kind);
    return photograph_add(desk, request_shelf(request), &w->files, &about, NULL);
}

// Each form of the page: its name, what it takes to be allowed, what it does.
static const struct {
    const char *name;
    enum deed deed;
    result (*run)(struct desk *desk, const struct request *request);
} DEEDS[] = {
    { "close", DEED_CLOSE, close_do },
    { "event", DEED_CLOSE, event_do },
    { "pause", DEED_PAUSE, pause_do },
    { "resume", DEED_PAUSE, resume_do },
    { "exempt", DEED_PAUSE, exempt_do },
    { "note", DEED_WORK, note_do },
    { "assign", DEED_ASSIGN, assign_do },
    { "explain", DEED_EXPLAIN, explain_do },
    { "agree", DEED_ANSWER_DISPUTE, agree_do },
    { "disagree", DEED_ANSWER_DISPUTE, disagree_do },
    { "hand over", DEED_HAND_OVER, hand_over_do },
    { "add photograph", DEED_WORK, photo_add_do },
    { "said", DEED_TAKE_IN, said_do },
    { "ask", DEED_TAKE_IN, asked_do },
    { "choose", DEED_ANSWER, choose_do },
};

static result deed_do(struct ctx *ctx, struct db *db, void *with)
{
    struct working_on *w = with;
    struct request *r = w->request;
    struct desk desk;
    struct about about;
    size_t i = 0, n = sizeof DEEDS / sizeof *DEEDS;
    while (i < n && !str_equal(w->deed, str_from(DEEDS[i].name)))
        i++;
    if (i == n)
        return fail(ctx, ERR_INPUT, "the form does not say what to do");
    result e = desk_open(ctx, db, r->now, &w->by, &desk);
    if (!e)
        e = desk_take(&desk, request_parameter(r, "reference"));
    if (!e)
        e = case_about(ctx, db, &(struct case_asked){ r->board, r->visitor, &desk.row, &desk.facts }, &about);
    if (!e)
        e = must_may(ctx, r->visitor, DEEDS[i].deed, &about);
    if (!e)
        e = work_case_same(&desk, request_form(r, "seen"));
    w->body = about.body;
    desk.with = w;
    if (!e)
        e = DEEDS[i].run(&desk, r);
    return e ? e : desk_settle(&desk);
}

static struct form_field *event_faulty(struct work_case_page *page)
{
    date day;
    int32_t second;
    bool is_day = !page->event_day.value.n || typed_day(page->event_day.value, &day),
         is_time = !page->event_time.value.n || typed_time(page->event_time.value, &second);
    return !page->event_why.value.n ? &page->event_why
        : !is_day                   ? &page->event_day
        : !is_time                  ? &page->event_time
        : page->event_day.value.n   ? &page->event_day
                                    : &page->event_why;
}

// Where somebody can put it right.
static struct form_field *faulty_field(const struct request *request, struct work_case_page *page, str deed)
{
    struct form_field *choice = choice_faulty(request, &page->choices);
    bool is_duplicate = str_equal(page->ending.value, STR("duplicate"));
    const struct {
        const char *deed;
        struct form_field *field;
    } fields[] = {
        { "close",
          !page->words.value.n ? &page->words
              : is_duplicate   ? &page->duplicate
                               : &page->ending },
        { "event", event_faulty(page) },
        { "pause", &page->pause_why },
        { "resume", &page->resume_why },
        { "explain", page->cause.value.n ? &page->late_why : &page->cause },
        { "agree", page->part.options.n && !page->part.value.n ? &page->part : &page->answer },
        { "disagree", &page->answer },
        { "hand over", page->body.value.n ? &page->hand_why : &page->body },
        { "assign", &page->assigned },
        { "said", said_faulty(page) },
        { "ask", &page->asked.how },
        { "exempt", exempt_faulty(page) },
        { "choose", choice ? choice : &page->note },
        { "add photograph", &page->photo },
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (str_equal(deed, str_from(fields[i].deed)))
            return fields[i].field;
    return &page->note;
}

// What a rule or a missing word forbids is said above the form, with all that was typed in it.
static result again(struct request *request, struct response *response, const struct work_opened *opened,
                    bool is_no_picture)
{
    struct ctx *ctx = request->ctx;
    struct work_case_page page = { .is_open = false };
    str why = sentence(ctx, said_take(ctx));
    result e = page_fill(request, opened, &page);
    str deed = request_form(request, "deed");
    bool closes = str_equal(deed, STR("close"));
    struct form_field *at = is_no_picture && closes ? &page.after : faulty_field(request, &page, deed);
    at = work_case_unsent(&page, deed, at);
    if (!e)
        e = form_fault(ctx, &page.faults, at, why);
    if (!e)
        view_work_case(&response->body, &page);
    return e;
}

// A template is put into the form; nothing is done yet.
static result fill_send(struct request *request, struct response *response)
{
    struct work_opened opened;
    struct work_case_page page = { .is_open = false };
    result e = work_case_open(request, &opened);
    if (!e)
        e = page_fill(request, &opened, &page);
    if (!e)
        e = reply_put(request, &opened, &page);
    if (!e)
        view_work_case(&response->body, &page);
    return e;
}

static result deed_send(struct request *request, struct response *response)
{
    struct work_opened opened;
    struct working_on w = { .request = request,
                            .by = visitor_doer(request->ctx, request->visitor),
                            .deed = request_form(request, "deed") };
    bool closes = str_equal(w.deed, STR("close"));
    const struct upload *upload = request_upload(request, closes ? "after" : "photo", 0);
    result e = work_case_open(request, &opened);
    w.has_photo = !e && upload;
    if (w.has_photo)
        e = photograph_take(request, &(struct picture_asked){ .bytes = upload->bytes }, &w.picture, &w.files);
    if (!e && (e = site_write(request, deed_do, &w)) == OK) {
        bool is_given = str_equal(w.deed, STR("hand over"));
        response_see(request, response, is_given ? work_given_url(request) : work_again_url(request, w.deed));
        return OK;
    }
    bool is_no_picture = w.has_photo && !w.files.hash.n;
    return is_for_form(e) || e == ERR_CONFLICT ? again(request, response, &opened, is_no_picture) : e;
}

// Whoever works here keeps what they wrote, also of a case that is somebody else's by now.
result work_case_send(struct request *request, struct response *response)
{
    bool is_filled = str_starts(request_form(request, "deed"), STR("fill "));
    result e = is_filled ? fill_send(request, response) : deed_send(request, response);
    bool had_page = request_form(request, "seen").n && may(request->visitor, DEED_WORK, NULL);
    if (e != ERR_DENIED || !had_page)
        return e;
    request->ctx->error = (struct error){ .code = OK };
    return work_case_gone(request, response);
}
