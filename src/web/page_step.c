// /work/steps/{charter}/{promise}/{redress}/{step}/{of}: one step of redress, why it is owed, and its answer.
#include "web/step_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/payment_choice.h"
#include "app/record.h"
#include "app/worklist.h"
#include "rules/money.h"
#include "web/typed.h"

struct stepping {
    struct request *request;
    struct step_found found;
    struct doer by;
    struct step_said said;
    str deed;
    struct step_tried *tried; // what it would come to, where that is asked; NULL where it is done
};

static result key_read(struct request *request, struct step_key *key)
{
    str of = request_parameter(request, "of");
    *key = (struct step_key){ .document = request_parameter(request, "charter"),
                              .promise = request_parameter(request, "promise"),
                              .redress = request_parameter(request, "redress"),
                              .from = DATE_NONE };
    if (!date_parse(of, &key->from))
        key->reference = of;
    return str_to_int(request_parameter(request, "step"), &key->step)
        ? OK
        : fail(request->ctx, ERR_MISSING, "there is no such step of redress");
}

static result stepping_open(struct request *request, struct stepping *s)
{
    struct ctx *ctx = request->ctx;
    struct step_key key;
    *s = (struct stepping){ .request = request,
                            .by = visitor_doer(ctx, request->visitor),
                            .deed = request_form(request, "deed") };
    result e = must_may(ctx, request->visitor, DEED_ANSWER, NULL);
    if (!e)
        e = key_read(request, &key);
    if (!e)
        e = step_find(ctx, request->db, request->board->ledger, &key, &s->found);
    return e ? e : step_must_may(ctx, request->visitor, &s->found);
}

// "72 of 88 on time; the target: at least 90%"
static str missed_target(struct request *request, const struct step_found *f)
{
    struct ctx *ctx = request->ctx;
    const struct charter *charter = board_charter(request->board, f->row->document);
    const struct promise_state *p = charter ? charter_promise(charter, f->row->promise) : NULL;
    str period = period_words(ctx->arena, (struct span){ f->row->period_from, f->row->period_to });
    for (size_t i = 0; p && i < p->periods.n; i++) {
        const struct promise_period *at = &p->periods.at[i];
        if (at->row->period.from.day == f->row->period_from.day &&
            at->row->period.to.day == f->row->period_to.day)
            return str_format(ctx->arena, "%.*s: %.*s. Promised: %.*s.", STR_ARGS(period),
                              STR_ARGS(at->counts), STR_ARGS(at->row->target));
    }
    return str_format(ctx->arena, "Missed for %.*s.", STR_ARGS(period));
}

static result missed_case(struct request *request, const struct step_found *f, str *words)
{
    struct ctx *ctx = request->ctx;
    const struct zone *zone = request->board->zone;
    struct finding_row_list findings;
    result e = query_finding_of_case(
        ctx, request->db, &(struct finding_of_case_in){ COMMUNITY_FIRST, f->row->case_id }, &findings);
    for (size_t i = 0; i < findings.n && !e; i++) {
        const struct finding_row *at = &findings.at[i];
        if (!at->late || !str_equal(at->clause, f->row->promise) || instant_is_none(at->due))
            continue;
        str due = work_due_words(ctx, zone, at->due);
        *words = instant_is_none(at->stopped)
            ? str_format(ctx->arena, "It was due by %.*s, and is not done yet.", STR_ARGS(due))
            : str_format(ctx->arena, "It was due by %.*s, and was done on %.*s.", STR_ARGS(due),
                         STR_ARGS(instant_words(ctx, zone, at->stopped)));
        return OK;
    }
    *words = STR("It was late.");
    return e;
}

// Of a payment that may be set off: what whoever is paid wants.
static result chosen_fill(struct stepping *s, struct step_page *page)
{
    struct payment_choice_row row = { .case_id = 0 };
    str against;
    if (!s->found.row->case_id || !step_set_off(&s->found).n)
        return OK;
    struct ctx *ctx = s->request->ctx;
    bool is_fixed = false;
    result e = payment_set_off(ctx, s->request->db, &s->found, &against, &row);
    if (!e)
        e = payment_is_fixed(ctx, s->request->db, &s->found, &is_fixed);
    page->chosen = row.case_id ? payment_choice_words(ctx, &row)
                               : STR("Pay it: whoever is paid chose nothing else");
    if (!is_fixed)
        page->chosen_url = url_format(ctx->arena, "/work/%s",
                                      url_segment(ctx->arena, s->found.key.reference));
    return e;
}

static result why_fill(struct stepping *s, struct step_page *page)
{
    struct request *request = s->request;
    struct ctx *ctx = request->ctx;
    const struct step_found *f = &s->found;
    const struct obligation_row *row = f->row;
    const struct field *when = field_find(&f->redress->fields, KEY_WHEN);
    struct step_line own = step_line_make(ctx, request->board, row);
    page->what = row->what;
    page->mark = own.mark;
    page->is_overdue = own.is_overdue;
    page->sum = own.sum;
    page->working = own.working;
    page->charter = f->promise->document->title;
    page->promise = str_format(ctx->arena, "%.*s %.*s", STR_ARGS(f->promise->clause->label),
                               STR_ARGS(f->promise->clause->title));
    page->promise_url = promise_url(ctx, row->document, row->promise);
    page->redress = str_format(ctx->arena, "%.*s %.*s", STR_ARGS(f->redress->label),
                               STR_ARGS(f->redress->title));
    page->redress_url = promise_url(ctx, row->document, row->redress);
    page->line = when ? str_format(ctx->arena, "When %.*s: %.*s.", STR_ARGS(field_text(ctx, when)),
                                   STR_ARGS(field_text(ctx, f->line)))
                      : str_format(ctx->arena, "%.*s.", STR_ARGS(field_text(ctx, f->line)));
    if (!instant_is_none(row->started))
        page->since = date_words(ctx, instant_date(request->board->zone, row->started));
    if (!instant_is_none(row->due))
        page->due = work_due_words(ctx, request->board->zone, row->due);
    page->is_of_case = row->case_id > 0;
    page->reference = f->of_case.reference;
    if (page->is_of_case)
        page->case_url = url_format(ctx->arena, "/work/%s", url_segment(ctx->arena, page->reference));
    page->missed = page->is_of_case ? (str){ 0 } : missed_target(request, f);
    return page->is_of_case ? missed_case(request, f, &page->missed) : OK;
}

static result earlier_fill(struct stepping *s, struct step_page *page)
{
    struct ctx *ctx = s->request->ctx;
    const struct step_found *f = &s->found;
    for (size_t i = 0; i < f->n_steps && f->steps[i].step < f->row->step; i++) {
        struct step_line *line = LIST_PUSH(ctx->arena, &page->earlier);
        if (!line)
            return arena_fail(ctx);
        *line = step_line_make(ctx, s->request->board, &f->steps[i]);
    }
    return OK;
}

static const char *standing_of(const struct step_found *f, const struct fact_row *fact)
{
    return fact == f->claim                                  ? "Waits for somebody else to confirm it"
        : step_fact_takes_back(fact)                         ? "Taken back"
        : fact_is_corrected(f->said.at, f->said.n, fact->id) ? "Put right since"
        : fact->kind == FACT_STEP_PAID                       ? "Confirmed since"
                                                             : "";
}

static result said_fill_all(struct stepping *s, struct step_page *page)
{
    struct ctx *ctx = s->request->ctx;
    const struct step_found *f = &s->found;
    for (size_t i = 0; i < f->said.n; i++) {
        const struct fact_row *fact = &f->said.at[i];
        struct step_entry *entry = LIST_PUSH(ctx->arena, &page->said);
        if (!entry)
            return arena_fail(ctx);
        *entry = (struct step_entry){ date_words(ctx, instant_date(s->request->board->zone, fact->happened)),
                                      fact->words, fact->said_by, standing_of(f, fact) };
    }
    return OK;
}

// What the form asks, by the kind of step.
static const struct questions {
    const char *words, *hint, *office;
} ASKED[STEP_KINDS] = {
    [STEP_IN_GENERAL] = { "What was done?", "Say it so that somebody who was let down understands it.",
                          "Which post or office says so?" },
    [STEP_REASON] = { "Why was the promise missed?",
                      "The true reason, in plain words, and what is done about it.",
                      "Which post or office says so?" },
    [STEP_APOLOGY] = { "The apology",
                       "As it was given: for what, and what is done so that it does not happen again.",
                       "Which office apologises?" },
    [STEP_MEETING] = { "What was said and asked there?", "In short. No names of people who came.",
                       "Which post came?" },
    [STEP_PLAN] = { "The plan", "What will be different, by when, and with whom it was agreed.",
                    "Which post or office answers for the plan?" },
    [STEP_REVIEW] = { "What did the review find?", "What was looked at, and what changes.",
                      "Which post or office reviewed it?" },
    [STEP_MENDS] = { "What was put right, or why can it not be?",
                     "What is there now. If it can't be put right, say why, and what is done instead.",
                     "Which post or office says so?" },
    [STEP_PAYMENT] = { "Anything that should be said beside it", "Everybody reads it.",
                       "Which post or office paid?" },
};

static str sum_hint(struct ctx *ctx, const struct obligation_row *row)
{
    struct step_rest rest;
    struct buffer out = buffer_open(200);
    if (step_rest(row, &rest) && rest.most > 0) {
        pence_write(&out, rest.most);
        buffer_add(&out, rest.least == rest.most ? STR(" is still owed.") : STR(" at most is owed."));
        buffer_add(&out, STR(" Less than that is a part, and the rest stays owed. "));
    }
    buffer_add(&out, STR("In pounds and pence, such as 12.50."));
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static void fields_fill(struct stepping *s, struct step_page *page)
{
    struct request *r = s->request;
    const struct questions *asked = &ASKED[step_kind_of(&s->found.line->step)];
    page->words = form_field(r, "words", str_from(asked->words));
    page->words.hint = str_from(asked->hint);
    page->words.rows = 6;
    page->words.is_optional = page->is_payment;
    page->office = form_field(r, "office", str_from(asked->office));
    page->office.hint = STR("Such as Head of Repairs. Never a person's name: everybody reads it.");
    page->day = form_field(r, "day", STR("On which day was it done?"));
    page->day.hint = str_format(r->ctx->arena,
                                "%.*s For an earlier day it is said when it was put on record.",
                                STR_ARGS(today_hint(r)));
    page->new_day = form_field(r, "new-day", STR("The new date"));
    page->new_day.hint = STR("By which it will be done, such as 20 12 2026.");
    page->where = form_field(r, "where", STR("Which meeting was it, and where are its minutes?"));
    page->evidence = form_field(r, "evidence", STR("Where can it be looked at?"));
    page->evidence.hint = STR("A web address, or the number of a minute or a decision.");
    page->evidence.is_optional = true;
    page->sum_paid = form_field(r, "sum", STR("How much was paid?"));
    page->sum_paid.hint = sum_hint(r->ctx, s->found.row);
    page->sum_paid.inputmode = "decimal";
    page->payment = form_field(r, "payment", STR("The reference of the payment"));
    page->payment.hint = STR("As it stands in the accounts. Nobody's name or account number.");
    page->reason = form_field(r, "reason", STR("What was wrong with what stands there?"));
    page->reason.hint = STR("Everybody reads it, beside what it puts right.");
    page->reason.rows = 3;
    page->confirms = form_field(r, "confirms", STR("Which post or office confirms it?"));
    page->confirms.hint = page->office.hint;
    page->undo = form_field(
        r, "undo", page->is_claimed ? STR("Why is it not so?") : STR("Why should it not stand there?"));
    page->undo.hint = page->reason.hint;
    page->undo.rows = 3;
    page->undo_office = form_field(r, "undo-office", STR("Which post or office says so?"));
    page->undo_office.hint = page->office.hint;
    page->day.width = page->new_day.width = page->sum_paid.width = 10;
    page->office.width = page->confirms.width = page->undo_office.width = page->payment.width = 20;
}

// Asked where more than one stands: each with its day and its words.
static result which_fill(struct stepping *s, struct step_page *page)
{
    struct request *r = s->request;
    const struct step_found *f = &s->found;
    struct form_options *options = &page->which.options;
    result e = OK;
    page->which = form_field(r, "which", STR("Which payment was not made?"));
    for (size_t i = 0; i < f->said.n && !e; i++) {
        const struct fact_row *fact = &f->said.at[i];
        if (step_fact_stands(f, fact))
            e = step_fact_offer(r, fact, &page->which);
    }
    options->n = options->n > 1 ? options->n : 0;
    return e;
}

static str waits_words(const struct step_found *f)
{
    switch ((enum step_state)f->row->state) {
    case STEP_WAITING:
        return STR("Its turn comes when the step before it is done, or its time is up.");
    case STEP_NOT_OWED:
        return STR("Nothing is owed by it.");
    case STEP_NOT_KNOWN:
        return STR("Whether it is owed is not known: something that decides is not on record.");
    default:
        return (str){ 0 };
    }
}

static result state_fill(struct stepping *s, struct step_page *page)
{
    const struct step_found *f = &s->found;
    page->is_payment = f->line->step.verb != STEP_DOES;
    page->is_meeting = step_kind_of(&f->line->step) == STEP_MEETING;
    page->gives_date = step_gives_date(&f->line->step);
    page->is_claimed = f->claim != NULL;
    page->is_again = f->answer != NULL && !page->is_payment;
    page->may_take_back = f->claim || f->answer;
    page->may_answer = !f->claim &&
        (page->is_payment && f->answer ? !step_is_paid(f) : page->is_again || step_is_open(f->row));
    page->waits = f->claim || f->answer ? (str){ 0 } : waits_words(f);
    page->seen = f->last;
    page->is_done = request_field(s->request, "done").n > 0;
    page->is_typed = s->request->n_form > 0;
    return step_is_by(s->request->ctx, s->request->db, f, s->by.person, &page->is_own_claim);
}

static result page_fill(struct stepping *s, struct step_page *page)
{
    struct request *request = s->request;
    struct ctx *ctx = request->ctx;
    layout_fill(request, STR("A step that is owed"), "work", &page->layout);
    crumb_add(ctx, &page->layout, STR("Work"), (struct url){ STR("/work") });
    crumb_add(ctx, &page->layout, STR("Steps owed"), (struct url){ STR("/work/steps") });
    page->action = step_url(ctx, &s->found.key);
    result e = why_fill(s, page);
    if (!e)
        e = chosen_fill(s, page);
    if (!e)
        e = earlier_fill(s, page);
    if (!e)
        e = said_fill_all(s, page);
    if (!e)
        e = state_fill(s, page);
    fields_fill(s, page);
    if (!e)
        e = which_fill(s, page);
    page->is_office = form_field(request, "is-office", STR("Personal details"));
    page->asks_office = s->said.looks_personal || request_form(request, "is-office").n > 0;
    return e ? e
             : form_option_add(ctx, &page->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
}

static date day_of(const struct request *request, const char *name)
{
    date day;
    return typed_day(request_form(request, name), &day) ? day : DATE_NONE;
}

static int64_t pence_of(str typed)
{
    int64_t pence;
    return typed_pence(typed, &pence) ? pence : 0;
}

static void said_read(struct stepping *s)
{
    const struct request *r = s->request;
    bool undoes = str_equal(s->deed, STR("take back")), confirms = str_equal(s->deed, STR("confirm"));
    int64_t which = ID_NONE;
    (void)str_to_int(request_form(r, "which"), &which);
    s->said = (struct step_said){ .words = request_form(r, "words"),
                                  .office = request_form(r,
                                                         undoes         ? "undo-office"
                                                             : confirms ? "confirms"
                                                                        : "office"),
                                  .day = day_of(r, "day"),
                                  .new_day = day_of(r, "new-day"),
                                  .where = request_form(r, "where"),
                                  .evidence = request_form(r, "evidence"),
                                  .pence = pence_of(request_form(r, "sum")),
                                  .reference = request_form(r, "payment"),
                                  .reason = request_form(r, undoes ? "undo" : "reason"),
                                  .of = which,
                                  .is_office = request_form(r, "is-office").n > 0 };
}

// Asked again inside the write, of the step as it is then.
static result step_write(struct ctx *ctx, struct db *db, void *with)
{
    struct stepping *s = with;
    struct request *r = s->request;
    struct step_found found;
    struct desk desk;
    int64_t seen = 0;
    (void)str_to_int(request_form(r, "seen"), &seen);
    result e = desk_open(ctx, db, r->now, &s->by, &desk);
    if (!e && s->found.key.reference.n)
        e = desk_take(&desk, s->found.key.reference);
    if (!e)
        e = step_find(ctx, db, desk.ledger, &s->found.key, &found);
    if (!e)
        e = step_must_may(ctx, r->visitor, &found);
    if (!e)
        e = step_same(ctx, &found, seen);
    if (!e)
        e = str_equal(s->deed, STR("answer"))      ? step_answer(&desk, &found, &s->said)
            : str_equal(s->deed, STR("confirm"))   ? step_confirm(&desk, &found, &s->said)
            : str_equal(s->deed, STR("take back")) ? step_take_back(&desk, &found, &s->said)
                                                   : fail(ctx, ERR_INPUT, "the form does not say what to do");
    if (!e)
        e = step_settle(&desk, &found);
    return e || !s->tried ? e : step_tried_read(ctx, db, desk.ledger, s->tried);
}

// Where somebody can put it right.
static struct form_field *faulty_field(struct step_page *page, const struct stepping *s)
{
    bool undoes = str_equal(s->deed, STR("take back")), confirms = str_equal(s->deed, STR("confirm"));
    switch (s->said.part) {
    case STEP_PART_OFFICE:
        return undoes ? &page->undo_office : confirms ? &page->confirms : &page->office;
    case STEP_PART_DAY:
        return &page->day;
    case STEP_PART_NEW_DAY:
        return &page->new_day;
    case STEP_PART_WHERE:
        return &page->where;
    case STEP_PART_EVIDENCE:
        return &page->evidence;
    case STEP_PART_SUM:
        return &page->sum_paid;
    case STEP_PART_REFERENCE:
        return &page->payment;
    case STEP_PART_REASON:
        return undoes ? &page->undo : &page->reason;
    case STEP_PART_WHICH:
        return &page->which;
    default:
        return undoes          ? &page->undo
            : confirms         ? &page->confirms
            : page->is_payment ? &page->sum_paid
                               : &page->words;
    }
}

// What is wrong stands above the form, with all that was typed in it, and with what somebody else said meanwhile.
static result again(struct stepping *s, struct response *response)
{
    struct ctx *ctx = s->request->ctx;
    struct step_page page = { .seen = 0 };
    str why = sentence(ctx, said_take(ctx));
    result e = page_fill(s, &page);
    if (!e)
        e = form_fault(ctx, &page.faults, faulty_field(&page, s), why);
    if (!e)
        view_step(&response->body, &page);
    return e;
}

// Looked through before it is said.
static result check(struct stepping *s, struct response *response)
{
    struct step_tried tried = { .key = s->found.key };
    struct checking_page page = { .say = { 0 } };
    s->tried = &tried;
    result e = site_try(s->request, step_write, s);
    s->tried = NULL;
    if (!e)
        e = step_check_fill(s->request, &tried, &page);
    if (!e)
        view_checking(&response->body, &page);
    return e;
}

static result put(struct stepping *s, struct response *response)
{
    struct request *request = s->request;
    result e = site_write(request, step_write, s);
    str path = step_url(request->ctx, &s->found.key).text;
    if (!e)
        response_see(request, response,
                     (struct url){ str_format(request->ctx->arena, "%.*s?done=yes", STR_ARGS(path)) });
    return e;
}

static result show(struct stepping *s, struct response *response)
{
    struct step_page page = { .seen = 0 };
    result e = page_fill(s, &page);
    if (!e)
        view_step(&response->body, &page);
    return e;
}

result step_show(struct request *request, struct response *response)
{
    struct stepping s;
    result e = stepping_open(request, &s);
    response->is_unkept = true;
    return e ? e : show(&s, response);
}

result step_send(struct request *request, struct response *response)
{
    struct stepping s;
    result e = stepping_open(request, &s);
    if (e)
        return e;
    said_read(&s);
    if (checking_goes_back(request))
        return show(&s, response);
    e = checking_is_sure(request) ? put(&s, response) : check(&s, response);
    return is_for_form(e) || e == ERR_CONFLICT ? again(&s, response) : e;
}
