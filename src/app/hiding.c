#include "app/hiding.h"

#include "app/closing.h"
#include "app/fold.h"
#include "app/photograph.h"
#include "app/working_day.h"
#include "rules/personal.h"

static const struct {
    str words;
    bool of_words, of_photograph;
} REASONS[HIDING_REASONS] = {
    [HIDING_PERSON] = { STR_INIT("a person is named"), true, true },
    [HIDING_FACE] = { STR_INIT("a face can be seen"), false, true },
    [HIDING_PLATE] = { STR_INIT("a number plate can be read"), false, true },
    [HIDING_CONTACT] = { STR_INIT("it says how to reach somebody"), true, false },
    [HIDING_HOME] = { STR_INIT("it gives away where somebody lives"), true, true },
    [HIDING_INSULT] = { STR_INIT("somebody is insulted or threatened"), true, true },
    [HIDING_ACCUSED] = { STR_INIT("somebody is accused of something"), true, false },
    [HIDING_CRIME] = { STR_INIT("it would make a crime easier"), true, true },
    [HIDING_BESIDE] = { STR_INIT("it has nothing to do with the report"), true, true },
    [HIDING_SPEAKS] = { STR_INIT("it speaks of what is never shown"), true, false },
};

static const str WITHHOLDING[WITHHOLDING_REASONS] = {
    [WITHHELD_CLAIM] = STR_INIT("a claim has been made"),
    [WITHHELD_POLICE] = STR_INIT("the police have asked for it"),
    [WITHHELD_COURT] = STR_INIT("a court has ordered it"),
    [WITHHELD_PRIVACY] = STR_INIT("somebody's safety or privacy depends on it"),
};

#define HIDES STR("yes")
#define SHOWS STR("no")
#define LIFTED STR("no")
#define ENDS STR("ends")
#define REVIEW STR("review")

str hiding_reason_words(enum hiding_reason reason)
{
    return REASONS[reason].words;
}

bool hiding_reason_from(str words, enum hiding_reason *reason)
{
    for (int i = 0; i < HIDING_REASONS; i++)
        if (str_equal(REASONS[i].words, words)) {
            *reason = (enum hiding_reason)i;
            return true;
        }
    return false;
}

bool hiding_reason_is_for(enum hiding_reason reason, bool is_photograph)
{
    return is_photograph ? REASONS[reason].of_photograph : REASONS[reason].of_words;
}

str withholding_reason_words(enum withholding_reason reason)
{
    return WITHHOLDING[reason];
}

str withheld_why(const struct fact_row *withheld)
{
    str why = str_trim(withheld->words);
    why.n -= str_ends(why, STR("."));
    return why;
}

bool withholding_reason_from(str words, enum withholding_reason *reason)
{
    for (int i = 0; i < WITHHOLDING_REASONS; i++)
        if (str_equal(WITHHOLDING[i], words)) {
            *reason = (enum withholding_reason)i;
            return true;
        }
    return false;
}

str hidden_entry(struct arena *arena, int64_t fact_id)
{
    return str_format(arena, "entry %lld", (long long)fact_id);
}

str hiding_value(struct arena *arena, enum hiding_reason reason)
{
    return str_format(arena, "yes: %.*s", STR_ARGS(REASONS[reason].words));
}

bool fact_hides(const struct fact_row *fact)
{
    return str_starts(fact->value, HIDES);
}

str fact_hides_why(const struct fact_row *fact)
{
    str rest = fact->value;
    (void)str_cut(&rest, ':');
    return str_trim(rest);
}

const struct fact_row *hiding_of(const struct fact_row_list *facts, str what)
{
    const struct fact_row *last = NULL;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_HIDDEN && str_equal(facts->at[i].name, what))
            last = &facts->at[i];
    return last && fact_hides(last) ? last : NULL;
}

const struct fact_row *withheld_of(const struct fact_row_list *facts, instant at)
{
    const struct fact_row *last = NULL;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_WITHHELD)
            last = &facts->at[i];
    bool is_over = last &&
        (str_equal(last->value, LIFTED) || (str_equal(last->value, ENDS) && last->until.second <= at.second));
    return is_over ? NULL : last;
}

const struct fact_row *appeal_of(const struct fact_row_list *facts, str what)
{
    const struct fact_row *last = NULL;
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_APPEALED && str_equal(facts->at[i].name, what))
            last = &facts->at[i];
    return last && str_equal(last->value, FACT_VALUE_OPEN) ? last : NULL;
}

const struct fact_row *entry_hidden_by(const struct fact_row_list *facts, const struct fact_row *entry)
{
    const struct fact_row *all = hiding_of(facts, HIDDEN_WORDS);
    for (size_t i = facts->n; i-- && !all;) {
        const struct fact_row *f = &facts->at[i];
        int64_t id = 0;
        if (f->kind == FACT_HIDDEN && str_starts(f->name, STR("entry ")) &&
            str_to_int(str_from_byte(f->name, 6), &id) && id == entry->id)
            return fact_hides(f) ? f : NULL;
    }
    return all;
}

// What is said about hiding says nothing of what was hidden: its note is not for everybody, nor why it should be shown,
// nor to whom it was given; nor by whose leave a report was taken in.
static bool is_for_work(const struct fact_row *f)
{
    return f->kind == FACT_HIDDEN || f->kind == FACT_TAKEN_IN || f->kind == FACT_GIVEN ||
        (f->kind == FACT_APPEALED && str_equal(f->value, FACT_VALUE_OPEN));
}

str entry_held_why(const struct fact_row_list *facts, const struct fact_row *entry, instant at)
{
    const struct fact_row *hidden = entry_hidden_by(facts, entry), *withheld = withheld_of(facts, at);
    str why = hidden ? fact_hides_why(hidden) : withheld ? withheld_why(withheld) : (str){ 0 };
    return why.n || !(hidden || withheld) ? why : STR("it is not for everybody");
}

bool entry_is_whole(const struct fact_row_list *facts, const struct fact_row *entry)
{
    int64_t by;
    return wording_of(facts, &by) == WORDING_WHOLE && entry->id <= by;
}

result entry_public(struct ctx *ctx, const struct fact_row_list *facts, const struct fact_row *entry,
                    str *words)
{
    const struct fact_row *by = entry_hidden_by(facts, entry);
    bool is_whole = entry_is_whole(facts, entry);
    *words = entry->words;
    if (!words->n || entry->kind == FACT_WITHHELD || (is_whole && !by && !is_for_work(entry)))
        return OK;
    if (!by && !is_for_work(entry))
        return personal_cover(ctx, *words, words);
    bool is_one = by && !str_equal(by->name, HIDDEN_WORDS) && !is_for_work(entry);
    *words = is_one ? str_format(ctx->arena, "[hidden because %.*s]", STR_ARGS(fact_hides_why(by)))
                    : (str){ 0 };
    return OK;
}

static result say(struct desk *desk, enum fact_kind kind, str name, str value, str words)
{
    struct fact_insert_in fact = desk_fact(desk, kind);
    fact.name = name;
    fact.value = value;
    fact.words = words;
    if (words.n > DEED_WORDS_MAX)
        return fail(desk->ctx, ERR_INPUT, "it may have %d letters: write less", DEED_WORDS_MAX);
    return desk_say(desk, fact, NULL);
}

// The entry of that name; words have no entry of their own.
static result what_check(struct desk *desk, str what)
{
    if (str_equal(what, HIDDEN_WORDS))
        return OK;
    for (size_t i = 0; i < desk->facts.n; i++) {
        const struct fact_row *f = &desk->facts.at[i];
        if (f->words.n && str_equal(hidden_entry(desk->ctx->arena, f->id), what))
            return OK;
    }
    return fail(desk->ctx, ERR_INPUT, "choose what is meant");
}

result appeal_end(struct desk *desk, str what)
{
    return appeal_of(&desk->facts, what) ? say(desk, FACT_APPEALED, what, FACT_VALUE_ANSWERED, (str){ 0 })
                                         : OK;
}

result case_hide(struct desk *desk, const struct hiding *h)
{
    result e = what_check(desk, h->what);
    if (!e && hiding_of(&desk->facts, h->what))
        return fail(desk->ctx, ERR_RULE, "that is hidden already");
    return e ? e : say(desk, FACT_HIDDEN, h->what, hiding_value(desk->ctx->arena, h->reason), h->note);
}

static result show(struct desk *desk, str what, str value, str note)
{
    result e = say(desk, FACT_HIDDEN, what, value, note);
    return e ? e : appeal_end(desk, what);
}

result case_unhide(struct desk *desk, str what, str note)
{
    result e = what_check(desk, what);
    if (!e && !hiding_of(&desk->facts, what))
        return fail(desk->ctx, ERR_RULE, "that is not hidden");
    return e ? e : show(desk, what, STR("no: covered"), note);
}

result case_show_whole(struct desk *desk, str note)
{
    return show(desk, HIDDEN_WORDS, SHOWS, note);
}

// The first instant behind that day.
static result day_end(struct desk *desk, date day, instant *until)
{
    const struct zone *zone = desk->ledger->zone;
    date today = zone_date(zone, desk->at, NULL);
    bool is_clipped;
    date last = date_add_months(today, WITHHELD_MONTHS_MAX, &is_clipped);
    if (date_is_none(day) || day.day <= today.day || day.day > last.day)
        return fail(
            desk->ctx, ERR_INPUT,
            "give a day from tomorrow to %d months from now: withholding has an end, and can go on from "
            "there",
            WITHHELD_MONTHS_MAX);
    *until = zone_midnight(zone, date_add_days(day, 1));
    return OK;
}

static result withhold_say(struct desk *desk, str value, str words, date day)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_WITHHELD);
    fact.value = value;
    fact.words = words;
    result e = day_end(desk, day, &fact.until);
    return e ? e : desk_say(desk, fact, NULL);
}

result case_withhold(struct desk *desk, const struct withholding *w)
{
    if (withheld_of(&desk->facts, desk->at))
        return fail(desk->ctx, ERR_RULE, "its text is withheld already");
    return withhold_say(desk, w->ends ? ENDS : REVIEW, WITHHOLDING[w->reason], w->day);
}

result case_withhold_longer(struct desk *desk, date day)
{
    const struct fact_row *held = withheld_of(&desk->facts, desk->at);
    if (!held)
        return fail(desk->ctx, ERR_RULE, "its text is not withheld");
    return withhold_say(desk, held->value.n ? held->value : REVIEW, held->words, day);
}

result case_lift(struct desk *desk)
{
    if (!withheld_of(&desk->facts, desk->at))
        return fail(desk->ctx, ERR_RULE, "its text is not withheld");
    result e = say(desk, FACT_WITHHELD, (str){ 0 }, LIFTED, (str){ 0 });
    return e ? e : appeal_end(desk, HIDDEN_WITHHELD);
}

// What hides it now; NULL if nothing does.
static const struct fact_row *hidden_by(const struct desk *desk, str what)
{
    return str_equal(what, HIDDEN_WITHHELD) ? withheld_of(&desk->facts, desk->at)
                                            : hiding_of(&desk->facts, what);
}

// The end of the last day for an answer: the body's that has the report or, if none was named, any one's here.
static instant appeal_due(const struct desk *desk)
{
    const struct zone *zone = desk->ledger->zone;
    date last = working_day_of(desk->ledger, desk->work.body, zone_date(zone, desk->at, NULL),
                               APPEAL_WORKING_DAYS);
    return zone_midnight(zone, date_add_days(last, 1));
}

result case_appeal(struct desk *desk, str what, str words)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_APPEALED);
    if (!hidden_by(desk, what))
        return fail(desk->ctx, ERR_RULE, "that is not hidden");
    if (appeal_of(&desk->facts, what))
        return fail(desk->ctx, ERR_RULE, "this has been asked already, and waits for an answer");
    if (!words.n)
        return fail(desk->ctx, ERR_INPUT, "say why it should be shown");
    if (words.n > DEED_WORDS_MAX)
        return fail(desk->ctx, ERR_INPUT, "it may have %d letters: write less", DEED_WORDS_MAX);
    fact.name = what;
    fact.value = FACT_VALUE_OPEN;
    fact.words = words;
    fact.until = appeal_due(desk);
    return desk_say(desk, fact, NULL);
}

// Who hid it does not judge their own decision.
static result another_check(struct desk *desk, const struct fact_row *by)
{
    struct held_row held;
    bool is_found;
    result e = query_held_by_id(desk->ctx, desk->db, &(struct held_by_id_in){ COMMUNITY_FIRST, by->id },
                                &held, &is_found);
    bool is_own = !e && is_found && held.actor != ID_NONE && held.actor == desk->by.person;
    return e || !is_own ? e
                        : fail(desk->ctx, ERR_RULE,
                               "you hid it yourself: somebody else must answer, such as the data protection "
                               "officer");
}

static result answered_show(struct desk *desk, str what)
{
    int64_t fact_id = 0, id = ID_NONE;
    if (str_equal(what, HIDDEN_WITHHELD))
        return say(desk, FACT_WITHHELD, (str){ 0 }, LIFTED, (str){ 0 });
    if (!str_starts(what, STR("photograph ")))
        return say(desk, FACT_HIDDEN, what, STR("no: covered"), (str){ 0 });
    struct photograph_row row;
    bool is_found = str_to_int(str_from_byte(what, 11), &fact_id);
    result e = is_found
        ? query_photograph_of_fact(desk->ctx, desk->db,
                                   &(struct photograph_of_fact_in){ COMMUNITY_FIRST, fact_id }, &row,
                                   &is_found)
        : OK;
    if (!e && is_found)
        id = row.id;
    return e ? e : photograph_show(desk, id, (str){ 0 });
}

result case_appeal_answer(struct desk *desk, str what, bool is_shown, str words)
{
    const struct fact_row *by = hidden_by(desk, what);
    if (!appeal_of(&desk->facts, what) || !by)
        return fail(desk->ctx, ERR_RULE, "nobody asks for that, or it has been answered");
    if (!words.n)
        return fail(desk->ctx, ERR_INPUT, "write an answer: whoever asked reads it");
    result e = another_check(desk, by);
    if (!e)
        e = say(desk, FACT_APPEALED, what, FACT_VALUE_ANSWERED, words);
    return e || !is_shown ? e : answered_show(desk, what);
}
