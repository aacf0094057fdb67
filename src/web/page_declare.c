// /charters/{charter}/{clause}/departure and .../progress: what a provider says of its own promise.
#include "web/checking.h"
#include "web/declare_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/priority.h"
#include "web/typed.h"

#define TAKEN_BACK "back "

struct saying {
    struct request *request;
    const struct promise_state *promise;
    struct declaring declaring;
    enum fact_kind kind;
    struct doer by;
    struct declared said;
    bool ends;
    struct declaring *tried; // what is said then, where it is only looked through; NULL where it is said
};

static enum deed deed_of(const struct saying *s)
{
    return s->kind == FACT_DEPARTURE ? DEED_DEPART : DEED_PROGRESS;
}

static result saying_open(struct request *request, enum fact_kind kind, struct saying *s)
{
    struct ctx *ctx = request->ctx;
    const struct charter *charter = board_charter(request->board, request_parameter(request, "charter"));
    const struct promise_state *p = charter ? charter_promise(charter, request_parameter(request, "clause"))
                                            : NULL;
    *s = (struct saying){ .request = request, .promise = p, .kind = kind };
    result e = must_may(ctx, request->visitor, deed_of(s), NULL);
    if (e)
        return e;
    bool is_there = p &&
        (kind == FACT_DEPARTURE ? departure_is_allowed(charter->document->document, p->clause)
                                : progress_is_said(p->clause));
    if (!is_there)
        return fail(ctx, ERR_MISSING,
                    kind == FACT_DEPARTURE
                        ? "there is no such promise, or its charter lets nobody depart from it"
                        : "there is no such promise, or progress is not said of it");
    s->declaring = (struct declaring){ .document = charter->document->document, .clause = p->clause };
    const struct about about = { .body = party_of(p->clause) };
    if (!declare_may(ctx, request->visitor, deed_of(s), s->declaring.document, p->clause))
        return must_may(ctx, request->visitor, deed_of(s), &about);
    return declare_read(ctx, request->db, kind, &s->declaring);
}

static instant now_of(const struct request *request)
{
    return ledger_instant(request->board->ledger, request->now);
}

static str days_of(const struct saying *s, const struct fact_row *f)
{
    struct ctx *ctx = s->request->ctx;
    const struct zone *zone = s->request->board->zone;
    str from = date_words(ctx, instant_date(zone, f->happened));
    if (s->kind != FACT_DEPARTURE || instant_is_none(f->until) || f->until.second <= f->happened.second)
        return from;
    str until = date_words(ctx, instant_date(zone, (instant){ f->until.second - 1 }));
    return str_equal(from, until) ? from
                                  : str_format(ctx->arena, "%.*s to %.*s", STR_ARGS(from), STR_ARGS(until));
}

static const char *standing_of(const struct saying *s, const struct fact_row *f)
{
    const struct fact_row_list *said = &s->declaring.said;
    if (s->kind != FACT_DEPARTURE)
        return "";
    return fact_is_corrected(said->at, said->n, f->id)    ? "ended earlier"
        : f->corrects != ID_NONE                          ? "the end of it"
        : !departure_stands(said, f, now_of(s->request))  ? ""
        : f->happened.second <= now_of(s->request).second ? "runs"
                                                          : "to come";
}

static result said_fill_all(struct saying *s, struct declare_page *page)
{
    const struct fact_row_list *said = &s->declaring.said;
    for (size_t i = said->n; i-- > 0 && page->said.n < DECLARED_SHOWN;) {
        const struct fact_row *f = &said->at[i];
        struct declared_entry *entry = LIST_PUSH(s->request->ctx->arena, &page->said);
        if (!entry)
            return arena_fail(s->request->ctx);
        *entry = (struct declared_entry){ days_of(s, f), f->words, f->said_by, standing_of(s, f) };
        bool stands = s->kind == FACT_DEPARTURE && f->corrects == ID_NONE &&
            departure_stands(said, f, now_of(s->request));
        page->of = stands ? f->id : page->of;
        page->ends = stands ? entry->days : page->ends;
    }
    return OK;
}

static str today_and(struct saying *s, const char *more)
{
    struct request *r = s->request;
    return str_format(r->ctx->arena, "%.*s %s", STR_ARGS(today_hint(r)), more);
}

static result part_option_add(struct saying *s, const struct priority_part *part, struct form_field *field)
{
    struct ctx *ctx = s->request->ctx;
    bool is_all = str_same_name(part->event, STR("completion"));
    str value = str_format(ctx->arena, "%s%.*s", part->is_done ? TAKEN_BACK : "", STR_ARGS(part->event));
    str label = is_all && !part->is_done ? STR("It is done")
        : is_all
        ? STR("It is not done after all")
        : str_format(ctx->arena, part->is_done ? "‘%.*s’ has not happened after all" : "‘%.*s’ has happened",
                     STR_ARGS(part->event));
    return form_option_add(ctx, field, value, label);
}

// Of a deed: what of it was done on that day.
static result done_fill(struct saying *s, struct declare_page *page)
{
    struct request *r = s->request;
    struct priority_parts parts = { 0 };
    page->done = form_field(r, "done", STR("What is done?"));
    page->done.hint = STR("The promise is judged by the day that you write below.");
    if (!page->done.value.n)
        page->done.value = STR("no");
    result e = s->kind == FACT_PROGRESS
        ? priority_parts_read(r->ctx, r->db, s->declaring.document, s->declaring.clause, &parts)
        : OK;
    if (!e && parts.n)
        e = form_option_add(r->ctx, &page->done, STR("no"), STR("Nothing new: this says how far it is"));
    for (size_t i = 0; i < parts.n && !e; i++)
        e = part_option_add(s, &parts.at[i], &page->done);
    return e;
}

static result fields_fill(struct saying *s, struct declare_page *page)
{
    struct request *r = s->request;
    bool is_departure = s->kind == FACT_DEPARTURE;
    page->words = form_field(r, "words", is_departure ? STR("Why?") : STR("How far is it?"));
    page->words.hint = is_departure ? STR("What happened, and what is done instead. Everybody reads it.")
                                    : STR("Such as: 9 of 11 gates are up; the last two wait for a survey.");
    page->words.rows = 4;
    page->from = form_field(r, "from", is_departure ? STR("From which day?") : STR("On which day?"));
    page->from.hint = today_and(s,
                                is_departure ? "It can't begin before."
                                             : "For an earlier day it is said when it was put on record.");
    page->until = form_field(r, "until", STR("Which is its last day?"));
    page->until.hint = str_format(r->ctx->arena, "At most %lld days in all. It can be ended earlier.",
                                  (long long)departure_days(s->declaring.document));
    page->from.width = page->until.width = 10;
    page->office = form_field(r, "office", STR("Which post or office says so?"));
    page->office.hint = STR("Such as Neighbourhood Inspector. Never a person's name: everybody reads it.");
    page->end_words = form_field(r, "end-words", STR("Why does it end now?"));
    page->end_words.hint = STR("Everybody reads it.");
    page->end_words.rows = 3;
    page->end_office = form_field(r, "end-office", STR("Which post or office says so?"));
    page->end_office.hint = page->office.hint;
    page->office.width = page->end_office.width = 20;
    page->is_office = form_field(r, "is-office", STR("Personal details"));
    page->asks_office = s->said.looks_personal || request_form(r, "is-office").n > 0;
    return form_option_add(r->ctx, &page->is_office, STR("yes"),
                           STR("What looks like a person's details is an office's, and may be public"));
}

static result page_fill(struct saying *s, struct declare_page *page)
{
    struct request *request = s->request;
    struct ctx *ctx = request->ctx;
    const struct promise_state *p = s->promise;
    const struct field *allowed = field_find(&s->declaring.document->header, KEY_DEPARTURE);
    page->is_departure = s->kind == FACT_DEPARTURE;
    page->charter = s->declaring.document->title;
    page->promise = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(p->clause->label),
                               STR_ARGS(p->clause->title));
    page->promise_url = promise_url(ctx, p->charter->id, p->clause->label);
    page->allowed = page->is_departure ? allowed->text : (str){ 0 };
    page->action = page->is_departure ? departure_url(request, p) : progress_url(request, p);
    layout_fill(request, page->is_departure ? STR("Declare a departure") : STR("Say how it goes on"),
                "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->charter, charter_url(ctx, p->charter->id));
    crumb_add(ctx, &page->layout, page->promise, page->promise_url);
    page->seen = s->declaring.last;
    page->is_done = request_field(request, "done").n > 0;
    result e = said_fill_all(s, page);
    if (!e)
        e = done_fill(s, page);
    return e ? e : fields_fill(s, page);
}

static date day_of(const struct request *request, const char *name)
{
    date day;
    return typed_day(request_form(request, name), &day) ? day : DATE_NONE;
}

static void said_read(struct saying *s)
{
    const struct request *r = s->request;
    s->ends = s->kind == FACT_DEPARTURE && str_equal(request_form(r, "deed"), STR("end"));
    s->said = (struct declared){ .words = request_form(r, s->ends ? "end-words" : "words"),
                                 .office = request_form(r, s->ends ? "end-office" : "office"),
                                 .from = day_of(r, "from"),
                                 .until = day_of(r, "until"),
                                 .is_office = request_form(r, "is-office").n > 0 };
    (void)str_to_int(request_form(r, "of"), &s->said.of);
    str done = request_form(r, "done");
    s->said.takes_back = str_starts(done, STR(TAKEN_BACK));
    if (done.n && !str_equal(done, STR("no")))
        s->said.event = s->said.takes_back ? str_from_byte(done, sizeof TAKEN_BACK - 1) : done;
}

// What was said before is read again inside the write.
static result declare_write(struct ctx *ctx, struct db *db, void *with)
{
    struct saying *s = with;
    struct declaring d = { .document = s->declaring.document, .clause = s->declaring.clause };
    struct desk desk;
    int64_t seen = 0;
    (void)str_to_int(request_form(s->request, "seen"), &seen);
    result e = desk_open(ctx, db, s->request->now, &s->by, &desk);
    if (!e)
        e = declare_read(ctx, db, s->kind, &d);
    if (!e)
        e = declare_same(ctx, &d, seen);
    if (!e)
        e = s->kind == FACT_PROGRESS ? progress_say(&desk, &d, &s->said)
            : s->ends                ? departure_end(&desk, &d, &s->said)
                                     : departure_declare(&desk, &d, &s->said);
    return e || !s->tried ? e : declare_read(ctx, db, s->kind, s->tried);
}

static struct form_field *faulty_field(struct declare_page *page, const struct saying *s)
{
    switch (s->said.part) {
    case DECLARED_FROM:
        return &page->from;
    case DECLARED_UNTIL:
        return &page->until;
    case DECLARED_EVENT:
        return &page->done;
    case DECLARED_OFFICE:
        return s->ends ? &page->end_office : &page->office;
    default:
        return s->ends && page->of ? &page->end_words : &page->words;
    }
}

// With all that was typed. Where somebody else ended it meanwhile, its form is gone: the words stand in the other.
static result again(struct saying *s, struct response *response)
{
    struct ctx *ctx = s->request->ctx;
    struct declare_page page = { .seen = 0 };
    str why = sentence(ctx, said_take(ctx));
    result e = page_fill(s, &page);
    if (!e && s->ends && !page.of && !page.words.value.n)
        page.words.value = page.end_words.value;
    if (!e)
        e = form_fault(ctx, &page.faults, faulty_field(&page, s), why);
    if (!e)
        view_declare(&response->body, &page);
    return e;
}

static str done_words(const struct saying *s)
{
    struct ctx *ctx = s->request->ctx;
    if (!s->said.event.n)
        return (str){ 0 };
    return s->said.takes_back
        ? str_format(ctx->arena, "That of %.*s counts no longer; both stay on the record.",
                     STR_ARGS(s->said.event))
        : str_format(ctx->arena, "It counts as %.*s on %.*s, and the promise is judged by that day.",
                     STR_ARGS(s->said.event), STR_ARGS(date_words(ctx, s->said.from)));
}

static str follows_words(const struct saying *s)
{
    if (s->kind != FACT_DEPARTURE)
        return done_words(s);
    return s->ends
        ? STR("What was declared stays on the record, with your reason beside it.")
        : STR("The figures are shown with these days and without. No deadline moves, and what is owed "
              "for a late report stays owed.");
}

static result check_fill(struct saying *s, struct checking_page *page)
{
    struct ctx *ctx = s->request->ctx;
    const struct promise_state *p = s->promise;
    const struct fact_row *f = s->tried->said.n ? &s->tried->said.at[s->tried->said.n - 1] : NULL;
    struct pair *days = LIST_PUSH(ctx->arena, &page->lines);
    if (!f || !days)
        return f ? arena_fail(ctx) : fail(ctx, ERR_INTERNAL, "nothing was said");
    *days = (struct pair){ .key = s->kind != FACT_DEPARTURE ? STR("Day")
                               : s->ends                    ? STR("It ends on")
                                                            : STR("Days"),
                           .value = days_of(s, f) };
    result e = checking_fill(s->request, page);
    crumb_add(ctx, &page->layout, s->declaring.document->title, charter_url(ctx, p->charter->id));
    page->about = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(p->clause->label),
                             STR_ARGS(p->clause->title));
    page->action = s->kind == FACT_DEPARTURE ? departure_url(s->request, p) : progress_url(s->request, p);
    page->words = f->words;
    page->said_by = f->said_by;
    page->say = s->kind != FACT_DEPARTURE ? STR("Put it on record")
        : s->ends                         ? STR("End it now")
                                          : STR("Declare it");
    if (!e)
        e = checking_follows(ctx, page, STR("It stands on the promise's page at once, and stays there."),
                             promise_url(ctx, p->charter->id, p->clause->label));
    return e ? e : checking_follows(ctx, page, follows_words(s), (struct url){ { 0 } });
}

// Looked through before it is said.
static result check(struct saying *s, struct response *response)
{
    struct declaring tried = { .document = s->declaring.document, .clause = s->declaring.clause };
    struct checking_page page = { .say = { 0 } };
    s->tried = &tried;
    result e = site_try(s->request, declare_write, s);
    if (!e)
        e = check_fill(s, &page);
    s->tried = NULL;
    if (!e)
        view_checking(&response->body, &page);
    return e;
}

static result put(struct saying *s, struct response *response)
{
    struct request *request = s->request;
    struct url to = s->kind == FACT_DEPARTURE ? departure_url(request, s->promise)
                                              : progress_url(request, s->promise);
    result e = site_write(request, declare_write, s);
    if (!e)
        response_see(request, response,
                     (struct url){ str_format(request->ctx->arena, "%.*s?done=yes", STR_ARGS(to.text)) });
    return e;
}

static result form_show(struct saying *s, struct response *response)
{
    struct declare_page page = { .seen = 0 };
    result e = page_fill(s, &page);
    if (!e)
        view_declare(&response->body, &page);
    return e;
}

static result show(struct request *request, struct response *response, enum fact_kind kind)
{
    struct saying s;
    result e = saying_open(request, kind, &s);
    response->is_unkept = true;
    return e ? e : form_show(&s, response);
}

static result send(struct request *request, struct response *response, enum fact_kind kind)
{
    struct saying s;
    result e = saying_open(request, kind, &s);
    if (e)
        return e;
    s.by = visitor_doer(request->ctx, request->visitor);
    said_read(&s);
    if (checking_goes_back(request))
        return form_show(&s, response);
    e = checking_is_sure(request) ? put(&s, response) : check(&s, response);
    return is_for_form(e) || e == ERR_CONFLICT ? again(&s, response) : e;
}

result departure_show(struct request *request, struct response *response)
{
    return show(request, response, FACT_DEPARTURE);
}

result departure_send(struct request *request, struct response *response)
{
    return send(request, response, FACT_DEPARTURE);
}

result progress_show(struct request *request, struct response *response)
{
    return show(request, response, FACT_PROGRESS);
}

result progress_send(struct request *request, struct response *response)
{
    return send(request, response, FACT_PROGRESS);
}
