#include "rules/workload.h"

int64_t late_allowed(struct ask ask, int64_t cases)
{
    int64_t least = 0, most = cases; // of those may be late: share_passes falls as more are
    while (cases > 0 && least < most) {
        int64_t middle = least + (most - least + 1) / 2;
        if (share_passes(ask, cases - middle, cases))
            least = middle;
        else
            most = middle - 1;
    }
    return least;
}

static bool is_automatic(const struct step *step)
{
    for (size_t i = 0; i < step->n; i++)
        if (step->parts[i].kind == PART_AUTOMATICALLY)
            return true;
    return false;
}

// What is done only if somebody asks, or only if something before it was late.
static bool is_conditional(const struct step *step)
{
    for (size_t i = 0; i < step->n; i++)
        if (step->parts[i].kind == PART_ON_REQUEST || step->parts[i].kind == PART_CONDITION)
            return true;
    return false;
}

// Of several lines with one number one is done.
static bool is_repeated(const struct field_list *fields, const struct field *field)
{
    for (const struct field *f = field_find(fields, KEY_STEP); f != field;
         f = field_next(fields, KEY_STEP, f))
        if (!f->is_bad && f->step.number == field->step.number)
            return true;
    return false;
}

struct deeds {
    int64_t acts;
    bool has_reason, has_automatic; // a reason is owed; it may tell itself
};

// The first deed of a late case's redress is the reason that explanations give, unless another comes automatically.
static const struct field *reason_of(const struct clause *redress)
{
    const struct field *reason = NULL;
    const struct field_list *fields = redress ? &redress->fields : NULL;
    for (const struct field *f = fields ? field_find(fields, KEY_STEP) : NULL; f;
         f = field_next(fields, KEY_STEP, f)) {
        if (f->is_bad || f->step.verb != STEP_DOES)
            continue;
        if (is_automatic(&f->step))
            return f;
        reason = reason ? reason : f;
    }
    return reason;
}

int64_t workload_of_step(const struct clause *redress, const struct field *step, bool is_of_case)
{
    bool is_none = step->is_bad || (is_of_case && step == reason_of(redress)) ||
        is_conditional(&step->step) || is_repeated(&redress->fields, step);
    return is_none ? 0 : step->step.verb == STEP_DOES ? 1 : 2;
}

static struct deeds deeds_of(const struct clause *redress, bool is_of_case)
{
    const struct field *reason = is_of_case ? reason_of(redress) : NULL;
    const struct field_list *fields = redress ? &redress->fields : NULL;
    struct deeds deeds = { .has_reason = reason != NULL,
                           .has_automatic = reason && is_automatic(&reason->step) };
    for (const struct field *f = fields ? field_find(fields, KEY_STEP) : NULL; f;
         f = field_next(fields, KEY_STEP, f))
        deeds.acts += workload_of_step(redress, f, is_of_case);
    return deeds;
}

static int64_t months_of(struct span span)
{
    int64_t days = (int64_t)span.to.day - span.from.day + 1;
    return days < 31 ? 1 : (days + 15) / 30;
}

static void late_add(struct workload *w, const struct deeds *deeds, const struct workload_period *p)
{
    int64_t cases = p->counts.on_time + p->counts.late,
            allowed = !p->has_ask ? 0
        : p->is_kept              ? p->counts.late
                                  : late_allowed(p->ask, cases),
            by_itself = deeds->has_automatic && allowed < p->counts.late ? allowed
        : deeds->has_automatic                                           ? p->counts.late
                                                                         : 0,
            beyond = p->counts.late - by_itself, months = months_of(p->span);
    w->by_itself += deeds->has_reason ? by_itself : 0;
    w->explanations += !deeds->has_reason ? 0 : beyond < months ? beyond : months;
    w->case_acts += p->counts.late * deeds->acts;
}

struct workload workload_of(const struct clause *late, const struct clause *missed,
                            const struct workload_period *periods, size_t n)
{
    struct workload w = { 0 };
    struct deeds of_case = deeds_of(late, true), of_target = deeds_of(missed, false);
    int run = 0, wanted = missed ? redress_run(missed) : 0;
    for (size_t i = 0; i < n; i++) {
        const struct workload_period *p = &periods[i];
        w.cases += p->counts.on_time + p->counts.late;
        w.late += p->counts.late;
        late_add(&w, &of_case, p);
        w.figures += p->is_over;
        w.missed += p->is_missed;
        run = p->is_kept && p->is_over ? 0 : run + p->is_missed;
        if (!missed || !p->is_missed || run % wanted)
            continue;
        w.openings++;
        w.target_acts += of_target.acts;
    }
    return w;
}

int64_t workload_acts(const struct workload *w)
{
    return w->explanations + w->case_acts + w->target_acts;
}

void workload_add(struct workload *sum, const struct workload *more)
{
    sum->cases += more->cases;
    sum->late += more->late;
    sum->by_itself += more->by_itself;
    sum->explanations += more->explanations;
    sum->case_acts += more->case_acts;
    sum->missed += more->missed;
    sum->openings += more->openings;
    sum->target_acts += more->target_acts;
    sum->figures += more->figures;
}
