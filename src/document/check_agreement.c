// Agreements: targets harder than where they start, no more designated than may be, rewards that can be earned.
#include "document/check_internal.h"

// The figure a target has in the end, or NULL.
static const struct ramp *target_last(const struct field *f)
{
    return f && !f->is_bad && f->kind->value == VALUE_TARGET && f->target.n_ramps
        ? &f->target.ramps[f->target.n_ramps - 1]
        : NULL;
}

static bool is_alike(const struct quantity *a, const struct quantity *b)
{
    return a->kind == b->kind && a->kind != QUANTITY_LOWER && a->kind != QUANTITY_TIME &&
        str_same_name(a->noun, b->noun) && str_same_name(a->grade, b->grade);
}

static bool wants_more(const struct field *target)
{
    return target->target.bound == BOUND_AT_LEAST || target->target.bound == BOUND_MORE_THAN;
}

// 1 if `a` asks for more than `b`, -1 for less, 0 if they are equal or can't be compared.
static int ask_order(const struct field *target, const struct quantity *a, const struct quantity *b)
{
    int order = is_alike(a, b) ? decimal_compare(a->number, b->number) : 0;
    return wants_more(target) ? order : -order;
}

// A target with conditions is several, and not compared.
static const struct field *only_target(const struct clause *c)
{
    const struct field *f = field_find(&c->fields, KEY_TARGET);
    bool is_only = f && !f->is_bad && !f->when.n && !field_next(&c->fields, KEY_TARGET, f);
    return is_only ? f : NULL;
}

static void check_baseline(struct checker *k, const struct clause *c, const struct field *target)
{
    const struct field *base = field_find(&c->fields, KEY_BASELINE);
    const struct ramp *last = target_last(target);
    if (!base || base->is_bad || !last || field_find(&c->fields, KEY_REASON))
        return;
    if (ask_order(target, &last->quantity, &base->figure.quantity) < 0)
        say_field(k, SEVERITY_WARNING, target,
                  "%.*s asks for less than its baseline: correct one of them, or add 'Reason:' and say why",
                  STR_ARGS(c->label));
}

static void check_ramps(struct checker *k, const struct clause *c, const struct field *target)
{
    for (size_t i = 1; i < target->target.n_ramps; i++)
        if (ask_order(target, &target->target.ramps[i].quantity, &target->target.ramps[i - 1].quantity) < 0 &&
            !field_find(&c->fields, KEY_REASON)) {
            say_field(k, SEVERITY_WARNING, target,
                      "%.*s asks for less in a later year: correct the figures, or add 'Reason:' and say why",
                      STR_ARGS(c->label));
            return;
        }
}

// What is earned is the part of the way from the one to the other.
static void check_stretch(struct checker *k, const struct clause *c, const struct field *target)
{
    const struct field *without = field_find(&c->fields, KEY_WITHOUT_REWARD);
    const struct ramp *last = target_last(target);
    if (!without || without->is_bad || !last || !is_alike(&last->quantity, &without->figure.quantity))
        return;
    if (ask_order(target, &last->quantity, &without->figure.quantity) <= 0)
        say_field(
            k, SEVERITY_ERROR, without,
            "%.*s asks for no more than was expected without a reward, so that nothing could be earned: "
            "correct one of them",
            STR_ARGS(c->label));
}

static bool pays_achievement(const struct clause *reward)
{
    const struct field *f = field_find(&reward->fields, KEY_PAYS);
    for (; f; f = field_next(&reward->fields, KEY_PAYS, f))
        for (size_t i = 0; !f->is_bad && i < f->step.amount.n_shares; i++)
            if (f->step.amount.shares[i].kind == SHARE_ACHIEVEMENT)
                return true;
    return false;
}

static void check_reward_ref(struct checker *k, const struct clause *c, const struct field *f,
                             const struct ref *ref)
{
    const struct clause *reward = ref_is_here(k->document, ref) ? document_clause(k->document, ref->label)
                                                                : NULL;
    if (!ref_is_here(k->document, ref))
        say_field(k, SEVERITY_ERROR, f, "'%.*s %.*s' is in another document: name a Reward of this one",
                  STR_ARGS(ref->document), STR_ARGS(ref->label));
    else if (reward && reward->kind->key != CLAUSE_REWARD)
        say_field(k, SEVERITY_ERROR, f, "%.*s is a %.*s: name a Reward", STR_ARGS(reward->label),
                  STR_ARGS(reward->kind->word));
    else if (reward && pays_achievement(reward) && !field_find(&c->fields, KEY_WITHOUT_REWARD))
        say_field(
            k, SEVERITY_WARNING, f,
            "%.*s pays by achievement, which is counted from 'Without reward', and %.*s has none: add it",
            STR_ARGS(reward->label), STR_ARGS(c->label));
}

static void check_target(struct checker *k, const struct clause *c)
{
    const struct field *target = only_target(c), *reward = field_find(&c->fields, KEY_REWARD);
    const struct field *designated = field_find(&c->fields, KEY_DESIGNATED);
    if (target) {
        check_baseline(k, c, target);
        check_ramps(k, c, target);
        check_stretch(k, c, target);
    }
    for (size_t i = 0; reward && !reward->is_bad && i < reward->refs.n; i++)
        check_reward_ref(k, c, reward, &reward->refs.at[i]);
    if (designated && !designated->is_bad && designated->designated.at_most)
        say_field(k, SEVERITY_ERROR, designated,
                  "how many may be designated stands in the header: write 'yes' or 'no' here");
}

static bool is_designated(const struct clause *c)
{
    const struct field *f = field_find(&c->fields, KEY_DESIGNATED);
    return f && !f->is_bad && f->designated.is_yes;
}

static void check_designated(struct checker *k)
{
    const struct field *f = field_find(&k->document->header, KEY_DESIGNATED);
    int n = 0;
    if (!f || f->is_bad)
        return;
    for (size_t i = 0; i < k->document->clauses.n; i++)
        n += is_designated(&k->document->clauses.at[i]);
    if (!f->designated.at_most)
        say_field(k, SEVERITY_ERROR, f,
                  "the header says how many targets may be designated: write 'at most 35'");
    else if (n > f->designated.at_most)
        say_field(k, SEVERITY_ERROR, f,
                  "%d targets are designated, and at most %d may be: take 'Designated: yes' out of %s", n,
                  f->designated.at_most, n - f->designated.at_most == 1 ? "one" : "some");
}

static bool is_earned(const struct checker *k, const struct clause *reward)
{
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct field *f = field_find(&k->document->clauses.at[i].fields, KEY_REWARD);
        for (size_t r = 0; f && !f->is_bad && r < f->refs.n; r++)
            if (ref_is_here(k->document, &f->refs.at[r]) && str_equal(f->refs.at[r].label, reward->label))
                return true;
    }
    return false;
}

// The sum of the instalments beside the whole: -1, 0 or 1; 0 if it can't be told exactly.
static int instalments_order(const struct instalments *list)
{
    __extension__ typedef __int128 wide;
    wide top = 0, bottom = 1;
    for (size_t i = 0; i < list->n; i++) {
        const struct share *s = &list->at[i].share;
        bool is_percent = s->kind == SHARE_PERCENT;
        wide of = is_percent ? 100 : s->of.digits, number = s->number.digits;
        for (int p = 0; p < s->number.places; p++)
            of *= 10;
        for (int p = 0; !is_percent && p < s->of.places; p++)
            number *= 10;
        if (s->kind == SHARE_ACHIEVEMENT || of <= 0 || bottom > INT64_MAX / of || top > INT64_MAX ||
            number > INT64_MAX)
            return 0;
        top = top * of + number * bottom;
        bottom *= of;
    }
    return (top > bottom) - (top < bottom);
}

static void check_bases(struct checker *k, const struct clause *c, enum field_key key)
{
    const struct field *f = field_find(&c->fields, key);
    for (; f; f = field_next(&c->fields, key, f)) {
        bool is_named = !f->is_bad && f->step.amount.base == BASE_NAMED;
        bool is_share = is_named && str_equal(f->step.amount.base_name, STR("share"));
        bool is_total = is_named && str_equal(f->step.amount.base_name, STR("total"));
        if (is_share && !field_find(&c->fields, KEY_SHARE))
            say_field(k, SEVERITY_ERROR, f,
                      "%.*s has no Share: add '- Share: 1/12 of the total', for example", STR_ARGS(c->label));
        if (is_total && !field_find(&c->fields, KEY_TOTAL))
            say_field(k, SEVERITY_ERROR, f, "%.*s has no Total: add '- Total: £100,000', for example",
                      STR_ARGS(c->label));
    }
}

static void check_reward(struct checker *k, const struct clause *c)
{
    static const enum field_key keys[] = { KEY_SHARE, KEY_PAYS, KEY_ON_ACCOUNT };
    const struct field *paid = field_find(&c->fields, KEY_PAID);
    int order = paid && !paid->is_bad ? instalments_order(&paid->instalments) : 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        check_bases(k, c, keys[i]);
    if (order)
        say_field(k, SEVERITY_ERROR, paid, "the instalments come to %s than the whole: correct one of them",
                  order > 0 ? "more" : "less");
    if (!is_earned(k, c))
        say_clause(k, SEVERITY_WARNING, c, "nothing earns %.*s: name it in the 'Reward' of a Target",
                   STR_ARGS(c->label));
}

void check_agreement(struct checker *k)
{
    if (k->document->kind->key != DOCUMENT_AGREEMENT)
        return;
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        if (c->kind->key == CLAUSE_TARGET)
            check_target(k, c);
        if (c->kind->key == CLAUSE_REWARD)
            check_reward(k, c);
    }
    check_designated(k);
}

// Two surveys of 1,100 answers each tell apart what differs by this much, in hundredths of a point, near 50%: 1.96
// times the root of two times their variance.
enum { SURVEY_DETECTS = 418 };

static void check_polarity(struct checker *k, const struct clause *c, const struct indicator *known,
                           enum polarity polarity)
{
    const struct field *target = only_target(c);
    if (!target || polarity == POLARITY_NONE || target->target.measure != MEASURE_PLAIN)
        return;
    bool is_high = polarity == POLARITY_HIGH;
    if (wants_more(target) != is_high)
        say_field(k, SEVERITY_ERROR, target,
                  "%.*s is better the %s it is, and %.*s asks for '%s': write '%s', or correct the indicator",
                  STR_ARGS(known->code), is_high ? "higher" : "lower", STR_ARGS(c->label),
                  bound_name(target->target.bound), is_high ? "at least" : "at most");
}

// Points of a per cent that the survey can tell apart, against those between baseline and target.
static void check_survey(struct checker *k, const struct clause *c, const struct indicator *known)
{
    const struct field *target = only_target(c), *base = field_find(&c->fields, KEY_BASELINE);
    const struct ramp *last = target_last(target);
    if (!known->survey.n || !last || !base || base->is_bad || last->quantity.kind != QUANTITY_SHARE ||
        base->figure.quantity.kind != QUANTITY_SHARE)
        return;
    double way = decimal_double(last->quantity.number) - decimal_double(base->figure.quantity.number);
    if ((way < 0 ? -way : way) * 100 < SURVEY_DETECTS)
        say_field(
            k, SEVERITY_WARNING, target,
            "the survey behind %.*s can't tell changes under %.2f points, so that this one could never be shown: "
            "ask for more, or measure it otherwise",
            STR_ARGS(known->code), SURVEY_DETECTS / 100.0);
}

// A code that is near none of the set's is an area's own.
static void check_indicator(struct checker *k, const struct clause *c, const struct field *f,
                            const struct indicator_set *set)
{
    str code = f->indicator.code, part = f->indicator.part,
        name = part.n ? str_format(k->ctx->arena, "%.*s / %.*s", STR_ARGS(code), STR_ARGS(part)) : code;
    const struct indicator *whole = indicator_find(set, code), *found = indicator_find(set, name);
    str near = whole ? (str){ 0 } : indicator_nearest(k->ctx, set, code);
    if (near.n)
        say_field(k, SEVERITY_WARNING, f, "'%.*s' is not among the indicators: did you mean '%.*s'?",
                  STR_ARGS(code), STR_ARGS(near));
    if (whole && !found)
        say_field(k, SEVERITY_WARNING, f, "'%.*s' has no part '%.*s': correct the part behind ' / '",
                  STR_ARGS(code), STR_ARGS(part));
    if (!found)
        return;
    if (!part.n && indicator_parts_differ(set, found))
        say_field(k, SEVERITY_WARNING, f,
                  "'%.*s' has parts of which some are better high and some low: say which behind ' / '",
                  STR_ARGS(code));
    check_polarity(k, c, found, indicator_polarity(set, found));
    check_survey(k, c, found);
}

void document_check_indicators(struct ctx *ctx, const struct document *document,
                               const struct indicator_set *set, struct diagnostics *diagnostics)
{
    struct checker k = { ctx, document, NULL, diagnostics };
    for (size_t i = 0; i < document->clauses.n; i++) {
        const struct clause *c = &document->clauses.at[i];
        const struct field *f = field_find(&c->fields, KEY_INDICATOR);
        if (f && !f->is_bad)
            check_indicator(&k, c, f, set);
    }
    diagnostics_sort(diagnostics);
}
