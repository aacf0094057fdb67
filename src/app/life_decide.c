// A charter's life: somebody asks that it ends, and each party answers.
#include "app/life_internal.h"

#include "app/adopt.h"
#include "app/documents.h"
#include "app/public_words.h"

static result at_part(struct life_said *said, enum life_part part, result e)
{
    said->part = e ? part : said->part;
    return e;
}

static result line_check(struct ctx *ctx, struct life_said *said, str text, enum life_part part,
                         const char *missing)
{
    size_t most = part == LIFE_PART_WORDS ? PUBLIC_WORDS_MAX : PUBLIC_LINE_MAX;
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    return at_part(said, part, public_field_check(&form, text, most, missing));
}

// As launches and signings are.
static result election_check(struct ctx *ctx, const struct directory *directory, date today)
{
    const struct election *held = election_on(&directory->elections, today);
    return held ? fail(ctx, ERR_RULE, "%.*s: nothing is signed until %.*s, that day included",
                       STR_ARGS(held->name), STR_ARGS(date_words(ctx, held->until)))
                : OK;
}

static result tomorrow_check(struct ctx *ctx, const struct life_found *found, date day, const char *what)
{
    date first = date_add_days(found->today, 1);
    if (date_is_none(day))
        return fail(ctx, ERR_INPUT, "write %s, such as %.*s", what, STR_ARGS(date_words(ctx, first)));
    if (day.day < first.day)
        return fail(ctx, ERR_INPUT,
                    "it counts from tomorrow, %.*s, at the earliest: nothing is changed backwards",
                    STR_ARGS(date_words(ctx, first)));
    date last = document_in_force(found->document).to;
    return day.day <= last.day
        ? OK
        : fail(ctx, ERR_INPUT, "the charter is in force to %.*s", STR_ARGS(date_words(ctx, last)));
}

static result ended_check(struct ctx *ctx, const struct life_found *found, struct life_said *said)
{
    date last = document_in_force(found->document).to;
    result e = OK;
    if (date_is_none(said->to))
        e = fail(ctx, ERR_INPUT, "write the last day on which it is in force, such as %.*s",
                 STR_ARGS(date_words(ctx, found->today)));
    else if (said->to.day < found->today.day)
        e = fail(ctx, ERR_INPUT, "its last day is today, %.*s, at the earliest: nothing is ended backwards",
                 STR_ARGS(date_words(ctx, found->today)));
    else if (said->to.day >= last.day)
        e = fail(ctx, ERR_INPUT, "it ends on %.*s in any case", STR_ARGS(date_words(ctx, last)));
    said->from = DATE_NONE;
    return at_part(said, LIFE_PART_TO, e);
}

static result suspended_check(struct ctx *ctx, const struct life_found *found, struct life_said *said)
{
    const struct date_range *other = life_suspension(found->document, found->today);
    result e = at_part(said, LIFE_PART_FROM,
                       tomorrow_check(ctx, found, said->from, "the first day on which it rests"));
    if (e)
        return e;
    if (other)
        return at_part(said, LIFE_PART_FROM,
                       fail(ctx, ERR_RULE, "it is suspended from %.*s already: let it go on first",
                            STR_ARGS(date_words(ctx, other->from))));
    return said->to.day >= said->from.day
        ? OK
        : at_part(said, LIFE_PART_TO, fail(ctx, ERR_INPUT, "the last day can't lie before the first"));
}

static result resumed_check(struct ctx *ctx, const struct life_found *found, struct life_said *said)
{
    said->to = DATE_NONE;
    if (!life_suspension(found->document, found->today))
        return at_part(said, LIFE_PART_FROM, fail(ctx, ERR_RULE, "it is not suspended"));
    return at_part(said, LIFE_PART_FROM,
                   tomorrow_check(ctx, found, said->from, "the first day on which it goes on"));
}

// No other version is in force on the days that it gains.
static result versions_check(struct ctx *ctx, const struct life_deed *deed, const struct life_found *found,
                             date to)
{
    const struct judged_documents *all = &deed->desk->ledger->judged.documents;
    date last = document_in_force(found->document).to;
    for (size_t i = 0; i < all->n; i++) {
        const struct document *d = all->at[i].document;
        struct date_range r = document_in_force(d);
        if (d != found->document && str_equal(d->id, found->document->id) && r.from.day <= r.to.day &&
            r.from.day <= to.day && r.to.day > last.day)
            return fail(ctx, ERR_RULE, "another version of it is in force from %.*s",
                        STR_ARGS(date_words(ctx, r.from)));
    }
    return OK;
}

static result renewed_check(struct ctx *ctx, const struct life_deed *deed, const struct life_found *found,
                            struct life_said *said)
{
    date last = document_in_force(found->document).to;
    result e = OK;
    said->from = DATE_NONE;
    if (date_is_none(last))
        e = fail(ctx, ERR_RULE, "it has no last day: there is nothing to renew");
    else if (date_is_none(said->to))
        e = fail(ctx, ERR_INPUT, "write the new last day, such as %.*s",
                 STR_ARGS(date_words(ctx, date_add_days(last, 365))));
    else if (said->to.day <= last.day)
        e = fail(ctx, ERR_INPUT, "it is in force to %.*s: the new last day is later",
                 STR_ARGS(date_words(ctx, last)));
    else if (said->to.day > last.day + 366 * LIFE_YEARS_MAX)
        e = fail(ctx, ERR_INPUT, "it is renewed by at most %d years", LIFE_YEARS_MAX);
    else
        e = versions_check(ctx, deed, found, said->to);
    return at_part(said, LIFE_PART_TO, e);
}

static result taken_over_check(struct ctx *ctx, const struct life_found *found, struct life_said *said)
{
    result e = OK;
    said->to = DATE_NONE;
    if (!life_party(found, said->was))
        e = at_part(said, LIFE_PART_WAS, fail(ctx, ERR_INPUT, "choose the party that is followed"));
    if (!e &&
        (!said->is.n || str_find(said->is, STR(";")) < said->is.n || str_same_name(said->is, said->was)))
        e = at_part(said, LIFE_PART_IS,
                    fail(ctx, ERR_INPUT, "write the name of the body that takes its place"));
    if (!e)
        e = line_check(ctx, said, said->is, LIFE_PART_IS, NULL);
    return e ? e
             : at_part(said, LIFE_PART_FROM,
                       tomorrow_check(ctx, found, said->from, "the first day on which it is a party"));
}

static result what_check(struct ctx *ctx, const struct life_deed *deed, const struct life_found *found,
                         struct life_said *said)
{
    switch (said->kind) {
    case LIFE_ENDED:
        return ended_check(ctx, found, said);
    case LIFE_SUSPENDED:
        return suspended_check(ctx, found, said);
    case LIFE_RESUMED:
        return resumed_check(ctx, found, said);
    case LIFE_RENEWED:
        return renewed_check(ctx, deed, found, said);
    case LIFE_TAKEN_OVER:
        return taken_over_check(ctx, found, said);
    case LIFE_NOTICE:
        return life_notice_check(ctx, found, said);
    case LIFE_WITHDRAWN:
        return life_withdrawn_check(ctx, found, said);
    case LIFE_KINDS:
        break;
    }
    return fail(ctx, ERR_INPUT, "choose what is to become of it");
}

result life_found_read(struct life_deed *deed, struct life_found *found)
{
    const struct life_asker asker = { deed->visitor, deed->desk->ledger, deed->directory };
    struct ctx *ctx = deed->desk->ctx;
    result e = life_find(ctx, deed->desk->db, &asker, deed->id, found);
    if (!e && found->last != deed->seen)
        e = fail(ctx, ERR_CONFLICT,
                 "somebody put something on record here while you wrote: look at what stands there now, and "
                 "send yours again if it still holds");
    if (!e && life_is_over(found->document, found->today))
        e = fail(ctx, ERR_RULE, "this charter is over: what comes next is another draft");
    return e ? e : election_check(ctx, deed->directory, found->today);
}

// For which party, by which office, by what authority.
static result who_check(struct ctx *ctx, const struct life_found *found, struct life_said *said)
{
    const struct life_party *party = life_party(found, said->party);
    if (!party)
        return at_part(said, LIFE_PART_PARTY, fail(ctx, ERR_INPUT, "choose for which party you speak"));
    if (!party->is_theirs)
        return fail(ctx, ERR_DENIED, "you don't speak for %.*s", STR_ARGS(party->party));
    result e = line_check(ctx, said, said->office, LIFE_PART_OFFICE, "write the post or office that says so");
    return e ? e
             : line_check(ctx, said, said->authority, LIFE_PART_AUTHORITY,
                          "say by what authority: a resolution, a delegated decision, a vote, with its day");
}

static struct fact_insert_in fact_about(const struct life_deed *deed, const struct life_found *found,
                                        enum fact_kind kind)
{
    struct fact_insert_in fact = desk_fact(deed->desk, kind);
    fact.document = found->document->id;
    return fact;
}

result life_answer_say(const struct life_deed *deed, const struct life_found *found,
                       struct fact_insert_in said)
{
    struct ctx *ctx = deed->desk->ctx;
    struct fact_insert_in fact = fact_about(deed, found, FACT_ACT_ANSWERED);
    fact.name = said.name;
    fact.value = said.value;
    fact.said_by = said.said_by;
    fact.words = said.words;
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : desk_say(deed->desk, fact, NULL);
}

static result answer_keep(const struct life_deed *deed, const struct life_found *found, int64_t act,
                          const struct life_said *said)
{
    const struct fact_insert_in fact = { .name = life_party(found, said->party)->party,
                                         .value = str_format(deed->desk->ctx->arena, "%lld %s",
                                                             (long long)act, said->is_yes ? "yes" : "no"),
                                         .said_by = said->office,
                                         .words = said->is_yes ? said->authority : said->words };
    return life_answer_say(deed, found, fact);
}

static bool is_agreed(const struct life_act *act)
{
    for (size_t i = 0; i < act->answers.n; i++)
        if (!act->answers.at[i].is_given || !act->answers.at[i].is_yes)
            return false;
    return true;
}

// With the last "yes" it counts.
result life_settle(struct life_deed *deed, int64_t id)
{
    const struct life_asker asker = { deed->visitor, deed->desk->ledger, deed->directory };
    struct desk *desk = deed->desk;
    struct life_found found;
    const struct life_act *act = NULL;
    result e = life_find(desk->ctx, desk->db, &asker, deed->id, &found);
    for (size_t i = 0; !e && i < found.acts.n; i++)
        act = found.acts.at[i].id == id ? &found.acts.at[i] : act;
    if (e || !act || !is_agreed(act))
        return e;
    date to = act->to;
    if (act->kind == LIFE_NOTICE && (e = life_notice_settle(desk->ctx, &found, &to)) != OK)
        return e;
    struct fact_insert_in fact = fact_about(deed, &found, FACT_LIFE);
    fact.name = life_code(act->kind);
    fact.value = act->value;
    fact.period_from = act->from;
    fact.period_to = to;
    fact.words = act->words;
    fact.said_by = act->answers.n == 1 ? act->office : STR("its parties");
    fact.corrects = act->id;
    e = desk_say(desk, fact, NULL);
    deed->is_settled = !e;
    if (!e && life_is_alone(act->kind))
        e = life_notice_tell(deed, &found, act, to);
    return e ? e : derived_rebuild(desk->ctx, desk->db, deed->now);
}

static str value_of(struct ctx *ctx, const struct life_found *found, const struct life_said *said)
{
    str party = life_party(found, said->party)->party;
    if (said->kind == LIFE_RENEWED)
        return content_hash(ctx, found->document->text);
    if (said->kind == LIFE_NOTICE)
        return party;
    if (said->kind == LIFE_WITHDRAWN)
        return str_format(ctx->arena, "%lld; %.*s", (long long)life_notice(found, party)->life,
                          STR_ARGS(party));
    return said->kind == LIFE_TAKEN_OVER
        ? str_format(ctx->arena, "%.*s; %.*s", STR_ARGS(life_party(found, said->was)->party),
                     STR_ARGS(said->is))
        : (str){ 0 };
}

// Whoever spoke for the other parties; bodies find it in their work.
static result asked_tell(const struct life_deed *deed, const struct life_found *found, int64_t act,
                         const struct life_said *said)
{
    return life_tell(
        deed, found,
        &(struct life_telling){ STR("act-asked"), said->party, said->party, said->words, act, DATE_NONE });
}

// A party's own word, by whoever speaks for it: nothing that is asked of all holds it up.
static bool is_said_at_once(const struct life_found *found, const struct life_said *said)
{
    const struct life_party *party = life_party(found, said->party);
    return life_is_alone(said->kind) && party && !party->is_on_paper;
}

result life_ask(struct life_deed *deed, struct life_said *said)
{
    struct ctx *ctx = deed->desk->ctx;
    struct life_found found;
    int64_t id;
    result e = life_found_read(deed, &found);
    if (!e && life_open_act(&found) && !is_said_at_once(&found, said))
        e = fail(ctx, ERR_RULE, "something is asked of the parties already: that is answered first");
    if (!e)
        e = what_check(ctx, deed, &found, said);
    if (!e)
        e = line_check(ctx, said, said->words, LIFE_PART_WORDS, "write the reason: everybody reads it");
    if (!e)
        e = who_check(ctx, &found, said);
    bool is_on_paper = !e && life_party(&found, said->party)->is_on_paper;
    if (is_on_paper && !life_is_alone(said->kind))
        e = at_part(said, LIFE_PART_PARTY,
                    fail(ctx, ERR_RULE, "choose the party that you speak for yourself"));
    if (e)
        return e;
    struct fact_insert_in fact = fact_about(deed, &found, FACT_ACT);
    fact.name = life_code(said->kind);
    fact.value = value_of(ctx, &found, said);
    fact.period_from = said->from;
    fact.period_to = said->to;
    fact.words = said->words;
    fact.said_by = said->office;
    said->is_yes = true;
    e = arena_is_full(ctx->arena) ? arena_fail(ctx) : desk_say(deed->desk, fact, &id);
    if (!e && is_on_paper)
        return OK; // its sheet is printed, signed, recorded and confirmed
    if (!e)
        e = answer_keep(deed, &found, id, said);
    if (!e)
        e = life_settle(deed, id);
    return e || deed->is_settled ? e : asked_tell(deed, &found, id, said);
}

static const struct life_answer *answer_of(const struct life_act *act, const struct life_party *party)
{
    for (size_t i = 0; i < act->answers.n; i++)
        if (str_same_name(act->answers.at[i].party, party->party))
            return &act->answers.at[i];
    return NULL;
}

static result answer_check(struct ctx *ctx, const struct life_found *found, struct life_said *said)
{
    const struct life_act *act = life_open_act(found);
    const struct life_party *party = life_party(found, said->party);
    if (!act || act->id != said->act)
        return fail(ctx, ERR_RULE, "this is settled already, or its day is over");
    if (party && party->is_theirs && !answer_of(act, party))
        return fail(ctx, ERR_RULE, "%.*s is not asked", STR_ARGS(party->party));
    if (party && party->is_theirs && said->is_yes && answer_of(act, party)->is_given)
        return fail(ctx, ERR_RULE, "%.*s has answered already", STR_ARGS(party->party));
    if (said->is_yes)
        return who_check(ctx, found, said);
    said->authority = said->words;
    result e = line_check(ctx, said, said->words, LIFE_PART_WORDS, "say why not: everybody reads it");
    return e ? e : who_check(ctx, found, said);
}

result life_reply(struct life_deed *deed, struct life_said *said)
{
    struct life_found found;
    result e = life_found_read(deed, &found);
    if (!e)
        e = answer_check(deed->desk->ctx, &found, said);
    if (!e && life_party(&found, said->party)->is_on_paper)
        return life_paper_keep(deed, &found, said);
    if (!e)
        e = answer_keep(deed, &found, said->act, said);
    return e || !said->is_yes ? e : life_settle(deed, said->act);
}
