#include "document/sentence.h"

#include "document/sentence_internal.h"

// Fields that are words of the document: what they are is said before them. %1$s is the text.
static const char *text_pattern(const struct speech *s, enum field_key key)
{
    switch (key) {
    case KEY_ID:
        return N_("its short name is ‘%1$s’");
    case KEY_ROLE:
        return N_("the post that answers for it: %1$s");
    case KEY_DELIVERED_THROUGH:
        return N_("the work is done through %1$s");
    case KEY_TELEPHONE:
        return N_("telephone: %1$s");
    case KEY_EMAIL:
        return N_("email: %1$s");
    case KEY_DO:
        return N_("what is done: %1$s");
    case KEY_MEASURE:
        return N_("what is looked at: %1$s");
    case KEY_CALENDAR:
        return N_("working days are those of the calendar ‘%1$s’");
    case KEY_ZONE:
        return N_("times are those of %1$s");
    case KEY_REVIEW:
        return N_("when it is looked at again: %1$s");
    case KEY_STATUS:
        return N_("what it is in law: %1$s");
    case KEY_SPOKEN_FOR_BY:
        return N_("who speaks for the residents: %1$s");
    case KEY_ASKED:
        return N_("who was asked: %1$s");
    case KEY_DECIDED_BY:
        return N_("how it was decided: %1$s");
    case KEY_EQUALITY:
        return N_("what it means for different people: %1$s");
    case KEY_DEPARTURE:
        return N_("when a provider may depart from it: %1$s");
    case KEY_SUCCESSOR:
        return N_("who takes over when a party ends: %1$s");
    case KEY_TYPE:
        return N_("how the target came about: %1$s");
    case KEY_THEME:
        return N_("it is reported under ‘%1$s’");
    case KEY_REASON:
        return N_("why it differs from the norm: %1$s");
    case KEY_COST:
        return N_("what it costs: %1$s");
    case KEY_PUBLISH:
        return N_("what is made public: %1$s");
    case KEY_START:
        return N_("a clock that starts on a day off starts on the %1$s");
    default:
        (void)s;
        return N_("it rests on %1$s");
    }
}

static str without_stop(str text)
{
    text = str_trim(text);
    return str_ends(text, STR(".")) ? str_slice(text, 0, text.n - 1) : text;
}

static str text_said(const struct speech *s, const struct field *f)
{
    bool is_next_day = f->kind->key == KEY_START; // the one thing that can stand there
    str text = is_next_day ? words(s, N_("next working day")) : own(s, without_stop(f->text));
    return filled(s, text_pattern(s, f->kind->key), &text, 1);
}

static str items_said(const struct speech *s, const struct field *f)
{
    str names = names_and(s, &f->items);
    switch (f->kind->key) {
    case KEY_AREA:
        return SAY(s, "it is for %1$s", names);
    case KEY_BETWEEN:
        return SAY(s, "it is made by %1$s", names);
    case KEY_FUNDS:
        return SAY(s, "money under it may be paid to %1$s", names);
    case KEY_PROVIDER:
        return SAY(s, "this is promised by %1$s", names);
    case KEY_BY:
        if (s->clause && s->clause->kind->key == CLAUSE_COMMITMENT)
            return SAY(s, "this is promised by %1$s", names);
        return SAY(s, "this is done by %1$s", names);
    case KEY_CONSENT:
        return SAY(s, "this needs the consent of %1$s", names);
    case KEY_ADVICE:
        return SAY(s, "before it is done, advice is asked of %1$s", names);
    case KEY_MUST_SAY:
        return SAY(s, "it must say: %1$s", names);
    case KEY_LEAD:
        return SAY(s, "the lead is with %1$s", names);
    case KEY_PARTNERS:
        return SAY(s, "it is reached with the help of %1$s", names);
    case KEY_TELL:
        return SAY(s, "this is told to %1$s", names);
    default:
        return SAY(s, "clocks may also start or stop at: %1$s", names);
    }
}

static str services_said(const struct speech *s, const struct field *f)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < f->services.n; i++) {
        const struct service *service = &f->services.at[i];
        str name = own(s, service->name);
        list_add(s, &list, service->sub.n ? SAY(s, "%1$s (%2$s)", name, own(s, service->sub)) : name);
    }
    str names = list_and(s, &list);
    return f->kind->key == KEY_FOR ? SAY(s, "get in touch about: %1$s", names)
                                   : SAY(s, "it covers reports of: %1$s", names);
}

static str fact_said(const struct speech *s, const struct fact *fact)
{
    str name = own(s, fact->name);
    if (fact->unit.n)
        return SAY(s, "it can depend on ‘%1$s’, measured in %2$s", name, own(s, fact->unit));
    if (fact->values.n)
        return SAY(s, "it can depend on ‘%1$s’, which is %2$s", name, names_or(s, &fact->values));
    return SAY(s, "it can depend on whether ‘%1$s’ applies", name);
}

static str range_said(const struct speech *s, const struct field *f)
{
    str from = date_said(s, f->range.from);
    if (date_is_none(f->range.to))
        return SAY(s, "it is in force from %1$s, without an end", from);
    str to = date_said(s, f->range.to);
    if (f->kind->key == KEY_TRIAL)
        return SAY(s, "it is on trial from %1$s to %2$s: results are shown, and nothing follows from a miss",
                   from, to);
    return SAY(s, "it is in force from %1$s to %2$s, both days included", from, to);
}

static str open_said(const struct speech *s, const struct field *f)
{
    str hours = hours_said(s, &f->hours);
    bool is_contact = s->clause && s->clause->kind->key == CLAUSE_CONTACT;
    if (f->kind->key == KEY_OPEN)
        return SAY(s, "it is open: %1$s", hours);
    return is_contact ? SAY(s, "get in touch: %1$s", hours) : SAY(s, "working hours: %1$s", hours);
}

static str every_said(const struct speech *s, const struct duration *d)
{
    bool is_one = d->kind == DURATION_LENGTH && decimal_compare(d->number, (decimal){ 1, 0 }) == 0;
    if (is_one)
        return SAY(s, "this is done %1$s", unit_each_said(s, d->unit));
    return SAY(s, "this is done every %1$s", duration_said(s, d));
}

static str public_said(const struct speech *s, enum public_kind kind)
{
    static const char *const kinds[] = {
        [PUBLIC_YES] = N_("its cases are public"),
        [PUBLIC_COUNTED_ONLY] = N_("its cases are only counted, and none is shown"),
        [PUBLIC_NOT_TAKEN] = N_("such cases are not taken here"),
    };
    return words(s, kinds[kind]);
}

static str figure_said(const struct speech *s, const struct field *f)
{
    str figure = quantity_said(s, &f->figure.quantity), year = since_said(s, &f->figure.since);
    return f->kind->key == KEY_BASELINE ? SAY(s, "it starts from %1$s %2$s", figure, year)
                                        : SAY(s, "without the reward, %1$s was expected %2$s", figure, year);
}

static str indicator_said(const struct speech *s, const struct field *f)
{
    str code = f->indicator.code, part = f->indicator.part;
    return part.n ? SAY(s, "it is measured by %1$s (%2$s)", code, own(s, part))
                  : SAY(s, "it is measured by %1$s", code);
}

static str designated_said(const struct speech *s, const struct designated *d)
{
    if (!d->at_most)
        return d->is_yes ? words(s, N_("this target is designated"))
                         : words(s, N_("this target is not designated"));
    return counted(s, d->at_most, "at most %1$s of its targets may be designated",
                   "at most %1$s of its targets may be designated",
                   number_said(s, (decimal){ d->at_most, 0 }));
}

static str reasons_sentence(const struct speech *s, const struct field *f)
{
    str reasons = reasons_said(s, &f->reasons);
    switch (f->kind->key) {
    case KEY_ONLY_WHEN:
        return SAY(s, "it is only for cases where %1$s", reasons);
    case KEY_EXEMPT:
        return SAY(s, "a case is left out when %1$s", reasons);
    case KEY_PAUSE:
        return SAY(s, "the clock stands still while %1$s", reasons);
    default:
        return SAY(s, "it follows when %1$s", reasons);
    }
}

static str refs_sentence(const struct speech *s, const struct field *f)
{
    str refs = refs_said(s, &f->refs);
    switch (f->kind->key) {
    case KEY_OVERRIDES:
        return SAY(s, "where it holds, these do not count: %1$s", refs);
    case KEY_CONTRIBUTES:
        return SAY(s, "it adds up the results of %1$s", refs);
    case KEY_REWARD:
        return SAY(s, "reaching it earns %1$s", refs);
    default:
        return SAY(s, "it is in return for %1$s", refs);
    }
}

static bool has_conditions(const struct field *f)
{
    bool has = f->when.n > 0;
    if (f->kind->value == VALUE_STEP || f->kind->value == VALUE_PAYMENT)
        for (size_t i = 0; i < f->step.n; i++)
            has |= f->step.parts[i].kind == PART_CONDITION;
    if (f->kind->value == VALUE_OUTCOME)
        for (size_t i = 0; i < f->outcome.n; i++)
            has |= f->outcome.at[i].when.n > 0;
    return has;
}

// Of repeated lines the first whose condition holds applies: those behind it hold otherwise.
static bool is_otherwise(const struct speech *s, const struct field *field)
{
    const struct field_list *list = s->clause ? &s->clause->fields : &s->document->header;
    for (size_t i = 0; i < list->n && &list->at[i] != field; i++) {
        const struct field *f = &list->at[i];
        if (f->kind == field->kind && !f->is_bad && str_same_name(f->name, field->name) && has_conditions(f))
            return true;
    }
    return false;
}

// With what it depends on before it.
static str when_said(const struct speech *s, const struct field *f, str text)
{
    text = conditioned(s, &f->when, text);
    return is_otherwise(s, f) ? SAY(s, "otherwise, %1$s", text) : text;
}

// A clock or a target, as it is promised, or as the norm, the aim, what is expected.
static str promised_said(const struct speech *s, const struct field *f)
{
    bool is_target = f->kind->value == VALUE_TARGET || f->is_target;
    str text = when_said(s, f, is_target ? target_said(s, f) : clock_said(s, &f->clock));
    if (f->name.n)
        text = SAY(s, "%1$s: %2$s", own(s, f->name), text);
    switch (f->kind->key) {
    case KEY_NORM:
        return SAY(s, "the norm elsewhere: %1$s", text);
    case KEY_AIM:
        return SAY(s, "the aim, which is shown and never missed: %1$s", text);
    case KEY_EXPECT:
        return SAY(s, "what usually happens, which is no promise: %1$s", text);
    default:
        return text;
    }
}

static str value_said(const struct speech *s, const struct field *f)
{
    switch (f->kind->value) {
    case VALUE_TEXT:
    case VALUE_START:
        return text_said(s, f);
    case VALUE_ITEMS:
    case VALUE_PARTIES:
    case VALUE_EVENTS:
        return items_said(s, f);
    case VALUE_SERVICES:
        return services_said(s, f);
    case VALUE_CLOCK:
    case VALUE_TARGET:
    case VALUE_CLOCK_OR_TARGET:
        break; // promised_said
    case VALUE_DURATION:
        return f->kind->key == KEY_NOTICE
            ? SAY(s, "any one of its parties may end it, by notice of %1$s", duration_said(s, &f->duration))
            : every_said(s, &f->duration);
    case VALUE_STEP:
        return step_said(s, &f->step);
    case VALUE_REASONS:
        return reasons_sentence(s, f);
    case VALUE_OUTCOME:
        return outcome_said(s, f);
    case VALUE_REFS:
        return refs_sentence(s, f);
    case VALUE_FACT:
        return fact_said(s, &f->fact);
    case VALUE_IN_FORCE:
    case VALUE_TRIAL:
        return range_said(s, f);
    case VALUE_HOURS:
        return open_said(s, f);
    case VALUE_MONTH_DAY:
        return SAY(s, "its year starts on %1$s", day_said(s, f->month_day));
    case VALUE_PERIOD:
        return SAY(s, "results are drawn up %1$s", period_said(s, &f->period));
    case VALUE_PUBLIC:
        return public_said(s, f->is_public);
    case VALUE_OPENING:
        return opens_said(s, &f->opens);
    case VALUE_PAYMENT:
        return payment_said(s, f);
    case VALUE_INSTALMENTS:
        return instalments_said(s, &f->instalments);
    case VALUE_FIGURE:
        return figure_said(s, f);
    case VALUE_INDICATOR:
        return indicator_said(s, f);
    case VALUE_DESIGNATED:
        return designated_said(s, &f->designated);
    }
    return (str){ 0 };
}

// With a capital letter, which may stand behind the mark of the document's own words, and a full stop.
static str finished(const struct speech *s, str text)
{
    size_t first = text.n && text.at[0] == OWN_BEGIN ? 1 : 0;
    bool is_small = first < text.n && text.at[first] >= 'a' && text.at[first] <= 'z';
    str bare = str_ends(text, STR("\x0f")) ? str_slice(text, 0, text.n - 1) : text;
    bool is_ended = str_ends(bare, STR(".")) || str_ends(bare, STR("?")) || str_ends(bare, STR("!"));
    if (!is_small)
        return is_ended ? text : str_format(s->arena, "%.*s.", STR_ARGS(text));
    return str_format(s->arena, "%.*s%c%.*s%s", (int)first, text.at, text.at[first] - 'a' + 'A',
                      STR_ARGS(str_from_byte(text, first + 1)), is_ended ? "" : ".");
}

str field_sentence(const struct speech *s, const struct field *field)
{
    enum value_kind kind = field->kind->value;
    bool is_promised = kind == VALUE_CLOCK || kind == VALUE_TARGET || kind == VALUE_CLOCK_OR_TARGET;
    if (field->is_bad)
        return own(s, field->raw);
    return finished(s, is_promised ? promised_said(s, field) : when_said(s, field, value_said(s, field)));
}

// The only field of that key, without a name and without conditions; NULL if there are others or none.
static const struct field *field_alone(const struct field_list *fields, enum field_key key)
{
    const struct field *f = field_find(fields, key);
    bool is_plain = f && !f->is_bad && !f->name.n && !f->when.n && !field_next(fields, key, f);
    return is_plain ? f : NULL;
}

// The target of a clause whose whole promise is one sentence; NULL of any other.
static const struct field *target_alone(const struct speech *s)
{
    const struct field *clock = s->clause ? field_alone(&s->clause->fields, KEY_CLOCK) : NULL;
    const struct field *target = s->clause ? field_alone(&s->clause->fields, KEY_TARGET) : NULL;
    bool is_whole = clock && target && clock->clock.is_promised && clock->clock.limit.kind != LIMIT_NONE &&
        is_share_of_cases(s, &target->target);
    return is_whole ? target : NULL;
}

str promise_sentence(const struct speech *s)
{
    const struct field *target = target_alone(s);
    if (!target)
        return (str){ 0 };
    const struct field *clock = field_alone(&s->clause->fields, KEY_CLOCK);
    return finished(s, SAY(s, "%1$s, in %2$s", clock_said(s, &clock->clock), ramps_said(s, &target->target)));
}

str promise_share(const struct speech *s)
{
    const struct field *target = target_alone(s);
    return target ? ramps_said(s, &target->target) : (str){ 0 };
}

// How often the target must be missed, by another unit than that of its own periods; NULL if it is not.
static const struct test *run_elsewise(const struct clause *redress, const struct period *period)
{
    const struct field *when = field_find(&redress->fields, KEY_WHEN);
    for (size_t r = 0; when && !when->is_bad && r < when->reasons.n; r++)
        for (size_t t = 0; t < when->reasons.at[r].n; t++) {
            const struct test *test = &when->reasons.at[r].tests[t];
            bool is_run = test->kind == TEST_TARGET_MISSED && test->times > 1 && !test->is_running_periods;
            if (is_run && (period->number != 1 || period->unit != test->running))
                return test;
        }
    return NULL;
}

str redress_rounds(const struct speech *s, const struct clause *redress)
{
    const struct field *target = s->clause ? field_find(&s->clause->fields, KEY_TARGET) : NULL;
    if (!target || target->is_bad || target->target.period.kind != PERIOD_EACH)
        return (str){ 0 };
    const struct test *test = run_elsewise(redress, &target->target.period);
    if (!test)
        return (str){ 0 };
    return finished(s,
                    SAY(s, "this promise is counted %1$s: for it that means %2$s such periods running",
                        period_said(s, &target->target.period), number_said(s, (decimal){ test->times, 0 })));
}

bool is_promise_key(enum field_key key)
{
    return key == KEY_DO || key == KEY_MEASURE || key == KEY_WHEN || key == KEY_STEP || key == KEY_PUBLISH ||
        key == KEY_FOR || (key >= KEY_CLOCK && key <= KEY_WITHOUT_REWARD);
}

str clause_heading(const struct speech *s)
{
    static const char *const documents[DOCUMENT_KINDS] = {
        [DOCUMENT_CHARTER] = N_("Charter"),
        [DOCUMENT_AGREEMENT] = N_("Agreement"),
        [DOCUMENT_PROCEDURE] = N_("Procedure"),
    };
    static const char *const clauses[CLAUSE_COUNT] = {
        [CLAUSE_HEADER] = "",
        [CLAUSE_INFORMATION] = N_("Information"),
        [CLAUSE_STANDARD] = N_("Standard"),
        [CLAUSE_PRIORITY] = N_("Priority"),
        [CLAUSE_COMMITMENT] = N_("Commitment"),
        [CLAUSE_MONITORING] = N_("Monitoring"),
        [CLAUSE_REDRESS] = N_("Redress"),
        [CLAUSE_OPTION] = N_("Option"),
        [CLAUSE_TARGET] = N_("Target"),
        [CLAUSE_PARTNER] = N_("Partner"),
        [CLAUSE_FUND] = N_("Fund"),
        [CLAUSE_REWARD] = N_("Reward"),
        [CLAUSE_PLAN] = N_("Plan"),
        [CLAUSE_STAGE] = N_("Stage"),
        [CLAUSE_THRESHOLD] = N_("Threshold"),
        [CLAUSE_EXCLUSION] = N_("Exclusion"),
        [CLAUSE_NOTICE] = N_("Notice"),
        [CLAUSE_CONTACT] = N_("Contact"),
        [CLAUSE_REVIEW] = N_("Review"),
    };
    const struct clause *c = s->clause;
    if (!c)
        return SAY(s, "%1$s: %2$s", words(s, documents[s->document->kind->key]), own(s, s->document->title));
    return SAY(s, "%1$s %2$s: %3$s", words(s, clauses[c->kind->key]), c->label, own(s, c->title));
}

str language_notice(enum language language)
{
    if (!language_is_draft(language))
        return (str){ 0 };
    return catalogue_text(
        language,
        "This translation is a draft: no person has reviewed it yet. What was signed is the "
        "text in its own language, and that text alone counts.");
}
