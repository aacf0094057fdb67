// The steps of one redress, one after the other: which line of each applies, when it runs, what it pays.
#include "rules/redress.h"

#include "rules/procedure_redress.h"

// One run through the steps.
struct run {
    const struct redress_question *q;
    struct redress_answer *a;
    struct step_outcome outcomes[REDRESS_STEPS_MAX];
    struct aftermath after;
    struct asked asked;
    instant asked_for; // when what comes on request was asked for; INSTANT_NONE if it was not
};

static const struct part *part_find(const struct step *step, enum part_kind kind)
{
    for (size_t i = 0; i < step->n; i++)
        if (step->parts[i].kind == kind)
            return &step->parts[i];
    return NULL;
}

// The time in which it is done. On request it is the one behind "on request" that says until when to ask.
static const struct limit *step_limit(const struct run *run, const struct step *step)
{
    static const enum part_kind kinds[] = { PART_LIMIT, PART_AUTOMATICALLY };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct part *p = part_find(step, kinds[i]);
        if (!p || p->limit.kind == LIMIT_NONE)
            continue;
        bool is_same = p->limit.length.kind == DURATION_SAME_AGAIN && p->limit.kind == LIMIT_WITHIN;
        return !is_same ? &p->limit : run->q->of_case ? run->q->of_case->limit : NULL;
    }
    return NULL;
}

static bool done_is(const struct run *run, int step, const struct step_done *done)
{
    const struct redress_question *q = run->q;
    return done->step == step && done->period_from.day == run->a->period.from.day &&
        (!done->redress.n || str_equal(done->redress, q->redress->label)) &&
        done->done.second < q->as_of.facts_before.second;
}

static const struct step_done *done_find(const struct run *run, int step)
{
    const struct redress_question *q = run->q;
    for (size_t i = 0; i < q->n_done; i++)
        if (done_is(run, step, &q->done[i]))
            return &q->done[i];
    return NULL;
}

// What was paid of a step, in one sum or in parts.
struct paid {
    const struct step_done
        *last; // the one that comes last of the parts and of the whole; NULL: nothing was paid
    int64_t total;
    bool has_sum;  // of all of them the record says how much
    bool is_whole; // one of them is no part of more, or the last of parts that are all there
};

static struct paid paid_find(const struct run *run, int step)
{
    struct paid paid = { .has_sum = true };
    int64_t last_of = INT64_MAX; // what the last part of several says that all of them come to
    for (size_t i = 0; i < run->q->n_done; i++) {
        const struct step_done *done = &run->q->done[i];
        if (!done_is(run, step, done))
            continue;
        bool is_all = !done->is_part && !done->last_of;
        bool counts = !is_all || !paid.is_whole; // of several that say that they are all of it the first
        if (counts && (!paid.last || done->done.second >= paid.last->done.second))
            paid.last = done;
        paid.has_sum &= done->has_paid && !__builtin_add_overflow(paid.total, done->paid, &paid.total);
        paid.is_whole |= is_all;
        if (done->last_of && done->last_of < last_of)
            last_of = done->last_of;
    }
    paid.is_whole |= paid.has_sum && paid.total >= last_of; // else a part of them was taken back
    return paid;
}

static void change_at(struct redress_answer *a, instant t)
{
    if (t.second < a->next_change.second)
        a->next_change = t;
}

// "from 1 April 2026", "in 2026/27": of the day on which the redress opened.
static bool since_holds(const struct since *since, date opened)
{
    int64_t year;
    if (!date_is_none(since->from) && opened.day < since->from.day)
        return false;
    if (!since->year.n)
        return true;
    struct civil c = date_civil(opened);
    bool is_financial = str_has(since->year, '/');
    if (!str_to_int(str_slice(since->year, 0, 4), &year))
        return false;
    return (is_financial && c.month < 4 ? c.year - 1 : c.year) == (int)year;
}

static enum truth line_truth(struct run *run, const struct step *step)
{
    enum truth all = TRUTH_YES;
    date opened = zone_date(run->q->timing->zone, run->a->opened, NULL);
    for (size_t i = 0; i < step->n; i++) {
        const struct part *p = &step->parts[i];
        if (p->kind == PART_SINCE && !since_holds(&p->since, opened))
            return TRUTH_NO;
        if (p->kind != PART_CONDITION)
            continue;
        enum truth t = tests_truth(&run->asked, p->when.tests, p->when.n);
        t = p->when.is_unless ? truth_not(t) : t;
        if (t == TRUTH_NO)
            return TRUTH_NO;
        all = t == TRUTH_UNKNOWN ? t : all;
    }
    return all;
}

// The first line of a step's number that applies, or can't be told; NULL if none does.
static const struct field *line_choose(struct run *run, const struct field *first, enum truth *truth)
{
    const struct field_list *fields = &run->q->redress->fields;
    run->asked.missing = (str){ 0 };
    for (const struct field *f = first; f; f = field_next(fields, KEY_STEP, f)) {
        if (f->is_bad || f->step.number != first->step.number)
            continue;
        *truth = line_truth(run, &f->step);
        if (*truth != TRUTH_NO)
            return f;
    }
    *truth = TRUTH_NO;
    return NULL;
}

// Which of the clause's Step lines it is, counted from 0.
static int line_of(const struct run *run, const struct field *line)
{
    const struct field_list *fields = &run->q->redress->fields;
    int n = 0;
    for (const struct field *f = field_find(fields, KEY_STEP); f != line; f = field_next(fields, KEY_STEP, f))
        n++;
    return n;
}

// Whether it is or was asked for, and until when it can be. True if its time runs from s->started, as that of what is
// done does, asked for or not.
static bool request_run(struct run *run, struct step_answer *s, bool is_done, instant *next)
{
    const struct part *p = part_find(&s->field->step, PART_ON_REQUEST);
    instant until = INSTANT_FAR, now = run->q->as_of.at, asked_for = run->asked_for;
    if (!p)
        return true;
    if (p->limit.kind != LIMIT_NONE) {
        struct deadline d = deadline_find(run->q->timing, &p->limit, s->started, NULL, 0);
        until = d.fault == DEADLINE_OK ? d.until : until;
        s->ask_by = d.fault == DEADLINE_OK ? d.due : s->ask_by;
    }
    if (!instant_is_none(asked_for) && asked_for.second < until.second) {
        s->started = asked_for.second > s->started.second ? asked_for : s->started;
        return true;
    }
    if (is_done)
        return true;
    bool is_over = until.second <= now.second;
    s->state = is_over ? STEP_NOT_OWED : STEP_OFFERED;
    *next = is_over ? until : INSTANT_FAR;
    if (!is_over)
        change_at(run->a, until);
    return false;
}

// The first that is known; what is not known only where nothing else is.
static void earliest(struct moment *until, struct moment m)
{
    bool is_before = moment_has_first(m) &&
        (!moment_has_first(*until) || m.first.second < until->first.second);
    if (until->kind == MOMENT_NEVER || is_before)
        *until = m;
}

// A step that a condition names, or 0.
static int step_asked(const struct step *step)
{
    for (size_t i = 0; i < step->n; i++)
        for (size_t t = 0; step->parts[i].kind == PART_CONDITION && t < step->parts[i].when.n; t++)
            if (step->parts[i].when.tests[t].kind == TEST_STATE && step->parts[i].when.tests[t].step)
                return step->parts[i].when.tests[t].step;
    return 0;
}

// The deed that a payment waits for: the one its condition names, else the step before it, if that is a deed. 0: none.
static int step_awaited(const struct run *run, const struct step_answer *s)
{
    int asked = step_asked(&s->field->step);
    size_t before = run->after.n_steps;
    if (asked || !before || run->a->steps[before - 1].field->step.verb != STEP_DOES)
        return asked;
    return run->a->steps[before - 1].field->step.number;
}

static struct moment completion_of(const struct run *run)
{
    int completion = run->q->promise ? event_index(run->q->promise->shape, STR("completion")) : -1;
    return completion < 0 ? (struct moment){ .kind = MOMENT_NEVER }
                          : events_moment(&(struct event_set){ .at = &completion, .n = 1 },
                                          run->q->of_case->facts, run->q->as_of);
}

// What was late is put right when the deed that the payment waits for is done, when the case is completed, or when its
// clock stops; not by a clock that stood still before the payment began, if a deed is waited for: what was made safe in
// the night may still have to be mended.
static struct moment put_right(const struct run *run, const struct step_answer *s)
{
    struct moment until = { .kind = MOMENT_NEVER }, stopped = run->q->of_case->stopped;
    int awaited = step_awaited(run, s);
    const struct step_done *done = awaited ? done_find(run, awaited) : NULL;
    bool was_before = moment_has_first(stopped) && stopped.first.second < s->started.second;
    if (done)
        until = (struct moment){ MOMENT_KNOWN, done->done, done->done };
    if (!awaited || !was_before)
        earliest(&until, stopped);
    earliest(&until, completion_of(run));
    return until;
}

// In a case the further time is how much longer what was late was left. A target can't be put right: there it is how
// late the payment itself is.
static void further_take(const struct run *run, const struct step_answer *s, instant paid,
                         struct payment_asked *pay)
{
    bool is_case = run->q->of_case, is_paid = !instant_is_none(paid);
    pay->further_from = !is_case && s->has_deadline ? s->deadline.due : (instant){ s->started.second - 1 };
    pay->further_until = is_case ? put_right(run, s)
                                 : (struct moment){ is_paid ? MOMENT_KNOWN : MOMENT_NEVER, paid, paid };
}

// The sum as it would be if it was paid at an instant; INSTANT_NONE: as it is while it is not.
static struct payment sum_at(const struct run *run, const struct step_answer *s, instant paid,
                             struct asked *asked)
{
    struct payment_asked pay = { .step = &s->field->step,
                                 .asked = asked,
                                 .timing = run->q->timing,
                                 .total = RATIO_NONE,
                                 .share = RATIO_NONE };
    further_take(run, s, paid, &pay);
    return payment_work(&pay);
}

// A part that brings what was paid to the whole sum settles it, as one that says it is all of it does.
static const struct step_done *done_settled(const struct run *run, const struct step_answer *s)
{
    const struct step *step = &s->field->step;
    if (step->verb == STEP_DOES)
        return done_find(run, step->number);
    struct paid paid = paid_find(run, step->number);
    if (!paid.last || paid.is_whole || !paid.has_sum)
        return paid.last;
    struct asked asked = run->asked; // this is only tried
    struct payment owed = sum_at(run, s, paid.last->done, &asked);
    bool is_known = owed.state == PAYMENT_DUE || owed.state == PAYMENT_TO_DECIDE;
    return is_known && paid.total >= owed.least ? paid.last : NULL;
}

static instant deadline_take(const struct run *run, struct step_answer *s)
{
    const struct limit *limit = step_limit(run, &s->field->step);
    if (limit) {
        s->deadline = deadline_find(run->q->timing, limit, s->started, NULL, 0);
        s->has_deadline = s->deadline.fault == DEADLINE_OK;
    }
    return s->has_deadline ? s->deadline.until : INSTANT_FAR;
}

// Where its time runs: its state. The instant at which the next step starts, INSTANT_FAR if that is open. Of a payment
// it is done by the last part of it, and by none before.
static instant time_run(struct run *run, struct step_answer *s)
{
    instant until = deadline_take(run, s);
    const struct step_done *done = done_settled(run, s);
    if (done) {
        s->done = done->done;
        s->words = done->words;
        s->said_by = done->said_by;
        s->state = done->done.second < until.second ? STEP_DONE : STEP_DONE_LATE;
        instant next = done->done.second < until.second ? done->done : until;
        return next.second > s->started.second ? next
                                               : s->started; // done before its turn: the next waits for that
    }
    bool is_over = until.second <= run->q->as_of.at.second;
    s->state = is_over ? STEP_OVERDUE : STEP_OPEN;
    if (!is_over)
        change_at(run->a, until);
    return is_over ? until : INSTANT_FAR;
}

// What was paid is what the record says; where it only says that it was, what was owed.
static void paid_take(const struct paid *paid, bool is_done, struct payment *p)
{
    bool is_settled = p->state == PAYMENT_DUE;
    if (!paid->last)
        return;
    p->paid = paid->has_sum ? paid->total : p->pence;
    if (p->state == PAYMENT_TO_DECIDE && paid->has_sum && is_done) {
        p->pence = p->least = p->most = p->paid; // that is how it was decided
        is_settled = true;
    }
    if (is_settled && p->paid >= p->pence)
        p->state = PAYMENT_PAID;
}

static void payment_run(struct run *run, struct step_answer *s)
{
    s->payment = sum_at(run, s, s->done, &run->asked);
    if (s->payment.state == PAYMENT_NONE)
        return;
    struct paid paid = paid_find(run, s->field->step.number);
    paid_take(&paid, !instant_is_none(s->done), &s->payment);
    if (s->payment.next_change.second != INSTANT_FAR.second)
        change_at(run->a, s->payment.next_change);
    if (s->state == STEP_OFFERED && s->payment.state != PAYMENT_NOT_KNOWN)
        s->payment.state = PAYMENT_ON_REQUEST;
}

static void payment_is(struct step_answer *s, enum payment_state state, str missing)
{
    if (s->field->step.verb == STEP_DOES)
        return;
    s->payment.state = state;
    s->payment.missing = missing;
}

// A case closed as reported before is not the first of its incident.
static bool is_repeated(const struct run *run, const struct step *step)
{
    const struct redress_case *c = run->q->of_case;
    const struct document *document = run->q->promise ? run->q->promise->document : NULL;
    return c && c->facts->status == CASE_DUPLICATE && step->verb != STEP_DOES &&
        payment_is_once(step, document);
}

// A step whose turn it is; the instant at which the next one starts.
static instant step_run(struct run *run, const struct field *first, struct step_answer *s)
{
    enum truth truth;
    const struct field *line = line_choose(run, first, &truth);
    bool is_done = done_find(run, first->step.number) != NULL;
    instant next = s->started;
    s->field = line ? line : first;
    s->line = line_of(run, s->field);
    if ((!line || is_repeated(run, &s->field->step)) && !is_done) {
        s->state = STEP_NOT_OWED;
        payment_is(s, PAYMENT_NOT_OWED,
                   line ? STR("it was reported before, and is paid once, with the first report")
                        : STR("no line of this step applies"));
        return next;
    }
    if (truth == TRUTH_UNKNOWN && !is_done) {
        s->state = STEP_NOT_KNOWN;
        payment_is(s, PAYMENT_NOT_KNOWN, run->asked.missing);
        return INSTANT_FAR;
    }
    if (request_run(run, s, is_done, &next))
        next = time_run(run, s);
    payment_run(run, s);
    if (s->state == STEP_NOT_OWED)
        payment_is(s, PAYMENT_NOT_OWED, STR("nobody asked for it in time"));
    return next;
}

static struct step_outcome outcome_of(const struct step_answer *s)
{
    bool is_done = s->state == STEP_DONE || s->state == STEP_DONE_LATE;
    bool is_late = s->state == STEP_OVERDUE || s->state == STEP_DONE_LATE;
    bool is_open = !is_done && !is_late && s->state != STEP_NOT_OWED;
    return (struct step_outcome){ s->field->step.number, truth_of(is_done),
                                  is_open ? TRUTH_UNKNOWN : truth_of(is_late) };
}

static void person_take(struct run *run)
{
    run->a->incident = asked_value(&run->asked, STR("incident"));
    run->a->person = asked_value(&run->asked, STR("person"));
}

static struct run run_open(const struct redress_question *q, struct redress_answer *a)
{
    const struct redress_case *c = q->of_case;
    struct moment never = { .kind = MOMENT_NEVER };
    struct run run = { .q = q, .a = a, .asked_for = INSTANT_NONE };
    run.after = (struct aftermath){ .started = c ? c->started : never,
                                    .stopped = c ? c->stopped : never,
                                    .due = c ? c->due : INSTANT_NONE };
    run.asked = (struct asked){
        .promise = q->promise, .facts = c ? c->facts : NULL, .as_of = q->as_of, .start = INSTANT_NONE
    };
    if (!c)
        return run;
    if (q->promise)
        run.asked.area = c->facts->area >= 0 ? q->promise->shape->areas.at[c->facts->area]
                                             : document_only_area(q->promise->document);
    run.asked.is_open = c->stopped.kind == MOMENT_NEVER;
    run.asked.start = moment_has_first(c->started) ? c->started.first : INSTANT_NONE;
    int request = q->promise ? event_index(q->promise->shape, STR("request")) : -1;
    if (request >= 0) {
        struct moment m = events_moment(&(struct event_set){ .at = &request, .n = 1 }, c->facts, q->as_of);
        run.asked_for = moment_has_first(m) ? m.first : INSTANT_NONE;
    }
    return run;
}

static void step_wait(struct run *run, const struct field *field, struct step_answer *s)
{
    *s = (struct step_answer){ .field = field,
                               .line = line_of(run, field),
                               .started = INSTANT_NONE,
                               .done = INSTANT_NONE,
                               .ask_by = INSTANT_NONE,
                               .payment = { .next_change = INSTANT_FAR } };
    payment_is(s, PAYMENT_WAITING, (str){ 0 });
}

// From stage to stage of the form that the clause compiles to. The run points into itself, so it is set where it stays.
static void steps_run(struct run *run)
{
    struct redress_answer *a = run->a;
    struct redress_form form = { 0 };
    instant start = a->opened;
    run->asked.after = &run->after;
    run->after.steps = run->outcomes;
    person_take(run);
    redress_compile(NULL, run->q->redress, run->q->timing, &form);
    a->n_steps = 0;
    a->is_complete = true;
    int stage = form.procedure.n ? 0 : PROCEDURE_NOWHERE;
    for (; stage != PROCEDURE_NOWHERE; stage = redress_next(&form.stages[stage], STR("done"))) {
        struct step_answer *s = &a->steps[a->n_steps];
        step_wait(run, form.stages[stage].step, s);
        if (start.second < run->q->as_of.facts_before.second) {
            s->started = start;
            start = step_run(run, form.stages[stage].step, s);
        }
        run->outcomes[a->n_steps] = outcome_of(s);
        run->after.n_steps = ++a->n_steps;
        a->is_complete &= step_is_settled(s->state);
    }
    if (run->asked.can_change)
        change_at(a, run->asked.next_change);
}

void redress_steps(const struct redress_question *q, struct redress_answer *a)
{
    struct run run = run_open(q, a);
    a->next_change = INSTANT_FAR;
    steps_run(&run);
}

// Since when the When of a redress holds: what it asks of lateness begins at a time of its own.
static instant when_since(struct run *run, instant from)
{
    const struct field *f = field_find(&run->q->redress->fields, KEY_WHEN);
    for (size_t r = 0; f && !f->is_bad && r < f->reasons.n; r++)
        for (size_t t = 0; t < f->reasons.at[r].n; t++) {
            instant since = aftermath_since(&run->asked, &f->reasons.at[r].tests[t]);
            if (since.second != INSTANT_FAR.second && since.second > from.second)
                from = since;
        }
    return from;
}

static enum truth reasons_of(struct run *run, enum field_key key, enum truth without)
{
    const struct field *f = field_find(&run->q->redress->fields, key);
    return !f || f->is_bad ? without : reasons_truth(&run->asked, &f->reasons);
}

// Whatever it would have paid is not known either.
static void payments_spoil(struct redress_answer *a, str missing)
{
    for (size_t i = 0; i < a->n_steps; i++)
        if (a->steps[i].payment.state != PAYMENT_PAID)
            payment_is(&a->steps[i], PAYMENT_NOT_KNOWN, missing);
}

bool redress_for_case(const struct redress_question *q, instant from, struct redress_answer *a)
{
    struct run run = run_open(q, a);
    a->n_steps = 0;
    a->is_complete = true;
    a->next_change = INSTANT_FAR;
    run.asked.after = &run.after;
    enum truth applies = reasons_of(&run, KEY_WHEN, TRUTH_YES);
    enum truth is_exempt = applies == TRUTH_NO ? TRUTH_NO : reasons_of(&run, KEY_EXEMPT, TRUTH_NO);
    str missing = run.asked.missing;
    a->opened = when_since(&run, from);
    if (run.asked.can_change)
        change_at(a, run.asked.next_change);
    if (applies == TRUTH_NO || is_exempt == TRUTH_YES)
        return false;
    if (a->opened.second >= q->as_of.facts_before.second) {
        change_at(a, a->opened);
        return false;
    }
    steps_run(&run);
    if (applies == TRUTH_UNKNOWN || is_exempt == TRUTH_UNKNOWN)
        payments_spoil(a, missing);
    return true;
}

instant redress_late_from(const struct redress_answer *a)
{
    for (size_t i = 0; i < a->n_steps; i++) {
        const struct step_answer *s = &a->steps[i];
        if (s->state == STEP_OVERDUE || s->state == STEP_DONE_LATE)
            return s->deadline.until;
    }
    return INSTANT_NONE;
}
