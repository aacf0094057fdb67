// A party that has nobody here answers on paper: recorded by one, confirmed by another (app/paper.h).
#include "app/life_internal.h"

#include "app/outbox.h"

static str sheet_of(const struct life_found *found, int64_t act)
{
    return str_format(found->desk.ctx->arena, "%lld ", (long long)act);
}

const struct paper_word *life_paper(const struct life_found *found, const struct life_act *act, str party)
{
    return act ? paper_waiting(&found->papers, party, (str){ 0 }, sheet_of(found, act->id)) : NULL;
}

static result speakers_fill(const struct life_speakers *speakers, struct paper_desk *desk)
{
    for (size_t i = 0; i < speakers->n; i++) {
        struct paper_role *slot = LIST_PUSH(desk->ctx->arena, &desk->speakers);
        if (!slot)
            return arena_fail(desk->ctx);
        *slot = (struct paper_role){ speakers->at[i].account, speakers->at[i].party };
    }
    desk->holders = speakers->holders;
    return OK;
}

// The party that they speak for, else the body that they may sign for.
static str body_of(const struct life_asker *asker, const struct life_found *found)
{
    for (size_t i = 0; i < found->parties.n; i++)
        if (found->parties.at[i].is_theirs && !found->parties.at[i].is_on_paper)
            return found->parties.at[i].party;
    for (size_t i = 0; asker->visitor && i < asker->visitor->roles.n; i++) {
        const struct about about = { .body = asker->visitor->roles.at[i].body };
        if (about.body.n && may(asker->visitor, DEED_SIGN, &about))
            return about.body;
    }
    return (str){ 0 };
}

result life_desk_fill(struct ctx *ctx, struct db *db, const struct life_asker *asker,
                      const struct life_speakers *speakers, struct life_found *found)
{
    instant now = ledger_instant(asker->ledger, asker->ledger->options.now);
    found->desk = (struct paper_desk){ .ctx = ctx,
                                       .db = db,
                                       .visitor = asker->visitor,
                                       .document = found->document->id,
                                       .body = body_of(asker, found),
                                       .at = now,
                                       .now = now };
    result e = speakers_fill(speakers, &found->desk);
    return e ? e : papers_read(&found->desk, &found->papers);
}

result life_sheet_code(const struct life_found *found, const struct life_act *act,
                       const struct life_party *party, str *code)
{
    *code = (str){ 0 };
    if (!act || !party->is_on_paper || !party->is_theirs || life_paper(found, act, party->party))
        return OK;
    const struct paper_word of = { .party = party->party, .of = sheet_of(found, act->id) };
    return paper_code(&found->desk, &found->papers, &of, code);
}

static struct paper_desk desk_at(const struct life_deed *deed, const struct life_found *found)
{
    struct paper_desk desk = found->desk;
    desk.at = deed->desk->at;
    desk.now = deed->now;
    return desk;
}

static enum life_part part_of(enum paper_part part)
{
    return part == PAPER_PART_CODE ? LIFE_PART_CODE
        : part == PAPER_PART_DAY   ? LIFE_PART_DAY
        : part == PAPER_PART_WHY   ? LIFE_PART_WORDS
                                   : LIFE_PART_PARTY;
}

// Of the act that is open, whose answer it is; NULL if that is no more.
static const struct life_act *act_of(const struct life_found *found, int64_t id)
{
    const struct life_act *act = life_open_act(found);
    return act && act->id == id ? act : NULL;
}

result life_paper_keep(const struct life_deed *deed, const struct life_found *found, struct life_said *said)
{
    struct ctx *ctx = deed->desk->ctx;
    const struct paper_desk desk = desk_at(deed, found);
    const struct life_act *act = act_of(found, said->act);
    str party = life_party(found, said->party)->party;
    struct paper_said paper = { .paper = { .party = party,
                                           .office = said->office,
                                           .words = said->is_yes ? said->authority : said->words,
                                           .of = str_format(ctx->arena, "%lld %s", (long long)said->act,
                                                            said->is_yes ? "yes" : "no"),
                                           .day = said->day },
                                .sheet = sheet_of(found, said->act),
                                .first = zone_date(deed->desk->ledger->zone, act->at, NULL),
                                .today = found->today,
                                .code = said->code };
    result e = paper_record(&desk, &found->papers, &paper);
    said->part = e ? part_of(paper.part) : said->part;
    return e ? e
             : life_tell(deed, found,
                         &(struct life_telling){ STR("paper-waits"), party, desk.body, said->office,
                                                 act->id + (int64_t)found->papers.n, DATE_NONE });
}

static result confirmed(struct life_deed *deed, const struct life_found *found,
                        const struct paper_word *paper)
{
    const struct paper_desk desk = desk_at(deed, found);
    struct desk *own = deed->desk;
    int64_t person = own->by.person;
    const struct fact_insert_in fact = {
        .name = paper->party, .value = paper->of, .said_by = paper->office, .words = paper_words(&desk, paper)
    };
    own->by.person = ID_NONE; // neither of the two is that party's office
    result e = life_answer_say(deed, found, fact);
    own->by.person = person;
    str rest = paper->of;
    int64_t act;
    if (!e && str_to_int(str_cut(&rest, ' '), &act) && str_equal(rest, STR("yes")))
        e = life_settle(deed, act);
    return e;
}

result life_paper_end(struct life_deed *deed, enum paper_end end, struct life_said *said)
{
    struct ctx *ctx = deed->desk->ctx;
    struct life_found found;
    struct paper_word paper;
    result e = life_found_read(deed, &found);
    if (e)
        return e;
    const struct paper_desk desk = desk_at(deed, &found);
    const struct life_act *act = act_of(&found, said->act);
    struct paper_said ended = { .paper = { .id = said->paper, .words = said->words },
                                .sheet = sheet_of(&found, said->act),
                                .code = said->code,
                                .is_office = said->is_office };
    for (size_t i = 0; i < found.papers.n; i++) {
        const struct paper_word *p = &found.papers.at[i];
        const struct life_party *party = life_party(&found, p->party);
        if (p->id != said->paper)
            continue;
        if (end == PAPER_CONFIRM && (!act || !str_starts(p->of, ended.sheet)))
            return fail(ctx, ERR_RULE, "this is settled already, or its day is over");
        if (end == PAPER_CONFIRM && (!party || !party->is_on_paper))
            return fail(ctx, ERR_RULE, "%.*s has somebody here now, who answers for it", STR_ARGS(p->party));
    }
    e = paper_end(&desk, &found.papers, end, &ended, &paper);
    said->looks_personal = ended.looks_personal;
    said->part = e ? part_of(ended.part) : said->part;
    return e || end != PAPER_CONFIRM ? e : confirmed(deed, &found, &paper);
}

result life_account_tell(const struct life_deed *deed, const struct life_found *found,
                         const struct life_telling *news, int64_t account)
{
    struct desk *desk = deed->desk;
    struct ctx *ctx = desk->ctx;
    struct person_row person;
    result e = account_person(ctx, desk->db, account, &person);
    if (e)
        return e;
    struct telling_one telling = {
        .person_id = person.id, .way = STR("email"), .message = news->message, .at = desk->at
    };
    telling.once = str_format(ctx->arena, "act %lld to %lld", (long long)news->of, (long long)account);
    telling.detail = str_format(
        ctx->arena, "what: %.*s\nparty: %.*s\nnews: %.*s\nlink: /charters/%.*s/life%.*s",
        STR_ARGS(found->document->title), STR_ARGS(news->party), STR_ARGS(detail_lines(ctx, news->words)),
        STR_ARGS(found->document->id), STR_ARGS(detail_until(ctx, news->until)));
    return outbox_tell_one(ctx, desk->db, &telling);
}

result life_tell(const struct life_deed *deed, const struct life_found *found,
                 const struct life_telling *news)
{
    struct desk *desk = deed->desk;
    struct ctx *ctx = desk->ctx;
    struct life_speakers speakers = { 0 };
    result e = life_speakers_read(ctx, desk->db, found->document->id, &speakers);
    for (size_t i = 0; i < speakers.n && !e; i++) {
        if (!str_same_name(speakers.at[i].party, news->except))
            e = life_account_tell(deed, found, news, speakers.at[i].account);
    }
    return e;
}
