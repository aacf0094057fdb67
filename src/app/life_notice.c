// One party ends a charter by its own word: the notice that the charter's text has it give. No other is asked, all are
// told, and until it runs out that party may withdraw it.
#include "app/life_internal.h"

#include "app/deed_holders.h"
#include "app/documents.h"

bool life_is_alone(enum life_kind kind)
{
    return kind == LIFE_NOTICE || kind == LIFE_WITHDRAWN;
}

const struct life_act *life_notice(const struct life_found *found, str party)
{
    date last = document_in_force(found->document).to;
    for (size_t i = 0; i < found->acts.n; i++) {
        const struct life_act *act = &found->acts.at[i];
        bool ends_it = act->kind == LIFE_NOTICE && act->life && !act->is_withdrawn && act->to.day == last.day;
        if (ends_it && (!party.n || str_same_name(act->value, party)))
            return act;
    }
    return NULL;
}

date life_notice_day(const struct life_found *found)
{
    const struct field *f = field_find(&found->document->header, KEY_NOTICE);
    if (!f || f->is_bad)
        return DATE_NONE;
    date day = unit_later(found->today, f->duration.number.digits, f->duration.unit);
    return day.day < document_in_force(found->document).to.day ? day : DATE_NONE;
}

static result at_day(struct life_said *said, result e)
{
    said->part = e ? LIFE_PART_TO : said->part;
    return e;
}

static result in_any_case(struct ctx *ctx, const struct life_found *found)
{
    return fail(ctx, ERR_RULE, "it ends on %.*s in any case",
                STR_ARGS(date_words(ctx, document_in_force(found->document).to)));
}

result life_notice_settle(struct ctx *ctx, const struct life_found *found, date *last)
{
    date first = life_notice_day(found);
    *last = last->day < first.day ? first : *last;
    return date_is_none(first) || last->day >= document_in_force(found->document).to.day
        ? in_any_case(ctx, found)
        : OK;
}

// From today, for as long as the text says, or longer.
result life_notice_check(struct ctx *ctx, const struct life_found *found, struct life_said *said)
{
    date first = life_notice_day(found), last = document_in_force(found->document).to;
    if (!field_find(&found->document->header, KEY_NOTICE))
        return fail(ctx, ERR_RULE, "this charter has no line 'Notice': it ends early if all agree");
    said->from = DATE_NONE;
    said->to = date_is_none(said->to) ? first : said->to;
    if (date_is_none(first) || said->to.day >= last.day)
        return at_day(said, in_any_case(ctx, found));
    return said->to.day >= first.day
        ? OK
        : at_day(said,
                 fail(ctx, ERR_INPUT, "given today, this notice runs to %.*s at the earliest",
                      STR_ARGS(date_words(ctx, first))));
}

result life_withdrawn_check(struct ctx *ctx, const struct life_found *found, struct life_said *said)
{
    const struct life_act *notice = said->party.n ? life_notice(found, said->party) : NULL;
    said->from = DATE_NONE;
    said->to = notice ? notice->to : DATE_NONE;
    return notice ? OK : fail(ctx, ERR_RULE, "no notice of this party runs");
}

static bool signs_for_another(const struct visitor *visitor, const struct life_found *found, str party)
{
    for (size_t i = 0; i < found->parties.n; i++) {
        const struct about about = { .body = found->parties.at[i].party };
        if (!str_same_name(about.body, party) && may(visitor, DEED_SIGN, &about))
            return true;
    }
    return false;
}

static result officers_tell(const struct life_deed *deed, const struct life_found *found,
                            const struct life_telling *news)
{
    struct ctx *ctx = deed->desk->ctx;
    struct deed_holders holders = { 0 };
    result e = deed_holders_find(ctx, deed->desk->db, DEED_SIGN, &holders);
    for (size_t i = 0; i < holders.n && !e; i++) {
        e = visitor_follow(ctx, &holders.at[i], &deed->directory->bodies, found->today);
        if (!e && signs_for_another(&holders.at[i], found, news->party))
            e = life_account_tell(deed, found, news, holders.at[i].id);
    }
    return e;
}

result life_notice_tell(const struct life_deed *deed, const struct life_found *found,
                        const struct life_act *act, date last)
{
    bool is_given = act->kind == LIFE_NOTICE;
    str of, party = act->value;
    if (!is_given)
        life_successor(act->value, &of, &party);
    const struct life_telling news = {
        is_given ? STR("notice-given") : STR("notice-withdrawn"), party, party, act->words, act->id, last
    };
    result e = life_tell(deed, found, &news);
    return e ? e : officers_tell(deed, found, &news);
}
