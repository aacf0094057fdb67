// A charter's life: what was asked and answered, as the record has it, and for whom whoever looks may speak.
#include "app/life_act.h"

#include "app/documents.h"
#include "app/draft.h"
#include "app/life_internal.h"

enum { DRAFTS_OF_ONE = 100 };

bool life_is_over(const struct document *document, date today)
{
    return document_in_force(document).to.day < today.day;
}

const struct date_range *life_suspension(const struct document *document, date today)
{
    for (size_t i = 0; i < document->suspended.n; i++)
        if (document->suspended.at[i].to.day >= today.day)
            return &document->suspended.at[i];
    return NULL;
}

const struct life_act *life_open_act(const struct life_found *found)
{
    for (size_t i = 0; i < found->acts.n; i++)
        if (found->acts.at[i].state == ACT_OPEN)
            return &found->acts.at[i];
    return NULL;
}

const struct life_party *life_party(const struct life_found *found, str party)
{
    for (size_t i = 0; i < found->parties.n; i++)
        if (str_same_name(found->parties.at[i].party, party))
            return &found->parties.at[i];
    return NULL;
}

static bool binds_on(const struct document *d, date day)
{
    struct date_range r = document_in_force(d);
    return r.from.day <= day.day && day.day <= r.to.day;
}

static const struct document *document_of(const struct ledger *ledger, str id, date today)
{
    const struct document *found = NULL;
    for (size_t i = 0; i < ledger->judged.documents.n; i++) {
        const struct document *d = ledger->judged.documents.at[i].document;
        if (str_equal(d->id, id) && (!found || binds_on(d, today) || !binds_on(found, today)))
            found = d;
    }
    return found;
}

static result holders_add(struct ctx *ctx, struct db *db, const struct draft_row *row,
                          struct life_speakers *speakers)
{
    struct draft_signatory_of_draft_out_list list;
    result e = query_draft_signatory_of_draft(
        ctx, db, &(struct draft_signatory_of_draft_in){ COMMUNITY_FIRST, row->id }, &list);
    for (size_t i = 0; !e && i < list.n; i++) {
        struct paper_role *slot = LIST_PUSH(ctx->arena, &speakers->holders);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct paper_role){ list.at[i].account, list.at[i].party };
    }
    return e;
}

static result speakers_add(struct ctx *ctx, struct db *db, const struct draft_row *row,
                           struct life_speakers *speakers)
{
    struct draft_speaker_of_draft_out_list list;
    if (!str_equal(row->state, DRAFT_SIGNED))
        return OK;
    result e = query_draft_speaker_of_draft(
        ctx, db, &(struct draft_speaker_of_draft_in){ COMMUNITY_FIRST, row->id }, &list);
    for (size_t i = 0; !e && i < list.n; i++) {
        struct draft_speaker_of_draft_out *slot = LIST_PUSH(ctx->arena, speakers);
        if (!slot)
            return arena_fail(ctx);
        *slot = list.at[i];
    }
    return e ? e : holders_add(ctx, db, row, speakers);
}

// The draft of that name, and those that made room for it: "name~4".
result life_speakers_read(struct ctx *ctx, struct db *db, str id, struct life_speakers *speakers)
{
    struct draft_row row;
    struct draft_row_list others;
    bool is_found;
    str before = str_format(ctx->arena, "%.*s~", STR_ARGS(id));
    result e = query_draft_by_name(ctx, db, &(struct draft_by_name_in){ COMMUNITY_FIRST, id }, &row,
                                   &is_found);
    if (!e && is_found)
        e = speakers_add(ctx, db, &row, speakers);
    if (!e)
        e = query_draft_list(ctx, db, &(struct draft_list_in){ COMMUNITY_FIRST, before, DRAFTS_OF_ONE },
                             &others);
    for (size_t i = 0; !e && i < others.n; i++)
        if (str_starts(others.at[i].name, before))
            e = speakers_add(ctx, db, &others.at[i], speakers);
    return e;
}

static bool is_here(const struct life_asker *asker, str party, date today)
{
    const struct body *body = body_named(&asker->directory->bodies, party);
    return body && body->is_tracked && body_answers(body, today);
}

static struct life_party party_of(const struct life_asker *asker, const struct life_speakers *speakers,
                                  str party, date today)
{
    struct life_party p = { .party = party };
    const struct about about = { .body = party };
    bool has_speaker = false;
    for (size_t i = 0; i < speakers->n; i++)
        if (str_same_name(speakers->at[i].party, party)) {
            has_speaker = true;
            p.is_theirs |= asker->visitor && asker->visitor->id == speakers->at[i].account;
        }
    if (is_here(asker, party, today))
        p.is_theirs = may(asker->visitor, DEED_SIGN, &about);
    else
        p.is_on_paper = !has_speaker;
    return p;
}

// Who is a party on a day: some were followed by another body.
static str party_on(const struct ledger *ledger, str id, str party)
{
    for (size_t i = 0; i < ledger->lives.n; i++) {
        const struct fact_row *f = &ledger->lives.at[i];
        str was, is;
        life_successor(f->value, &was, &is);
        if (str_equal(f->document, id) && str_equal(f->name, life_code(LIFE_TAKEN_OVER)) &&
            f->period_from.day <=
                zone_date(ledger->zone, ledger_instant(ledger, ledger->options.now), NULL).day &&
            str_same_name(was, party))
            party = is;
    }
    return party;
}

// By an act, else by the table of bodies.
static str party_now(const struct life_asker *asker, const struct life_found *found, str party)
{
    str followed = party_on(asker->ledger, found->document->id, party);
    const struct body *body = body_named(&asker->directory->bodies, followed),
                      *now = body ? body_on(&asker->directory->bodies, body, found->today) : NULL;
    return now ? now->name : followed;
}

static result parties_read(struct ctx *ctx, struct db *db, const struct life_asker *asker,
                           struct life_found *found)
{
    struct life_speakers speakers = { 0 };
    const struct field *between = field_find(&found->document->header, KEY_BETWEEN);
    bool is_somebody = false;
    if (!between || between->is_bad)
        return OK;
    result e = life_speakers_read(ctx, db, found->document->id, &speakers);
    for (size_t i = 0; i < between->items.n && !e; i++) {
        str party = party_now(asker, found, between->items.at[i]);
        if (life_party(found, party))
            continue; // one that followed two
        struct life_party *slot = LIST_PUSH(ctx->arena, &found->parties);
        if (!slot)
            return arena_fail(ctx);
        *slot = party_of(asker, &speakers, party, found->today);
        is_somebody |= slot->is_theirs;
    }
    found->may_ask = is_somebody;
    for (size_t i = 0; i < found->parties.n; i++)
        found->parties.at[i].is_theirs |= found->parties.at[i].is_on_paper && is_somebody &&
            may(asker->visitor, DEED_SIGN, NULL);
    return e ? e : life_desk_fill(ctx, db, asker, &speakers, found);
}

bool life_follows_by_law(const struct life_asker *asker, const struct document *document, str was, str is)
{
    const struct field *successor = field_find(&document->header, KEY_SUCCESSOR);
    const struct body *body = body_named(&asker->directory->bodies, was);
    bool is_said = successor && !successor->is_bad && is.n &&
        str_find(successor->text, is) < successor->text.n;
    return is_said || (body && body->successor.n && str_same_name(body->successor, is));
}

// The one party that is asked; empty for all.
static str alone_of(const struct life_asker *asker, const struct life_found *found,
                    const struct life_act *act)
{
    str was, is;
    life_successor(act->value, &was, &is);
    if (act->kind == LIFE_NOTICE)
        return act->value;
    if (act->kind == LIFE_WITHDRAWN)
        return is;
    return act->kind == LIFE_TAKEN_OVER && life_follows_by_law(asker, found->document, was, is) ? was
                                                                                                : (str){ 0 };
}

static result answers_open(struct ctx *ctx, const struct life_asker *asker, const struct life_found *found,
                           struct life_act *act)
{
    str alone = alone_of(asker, found, act);
    for (size_t i = 0; i < found->parties.n; i++) {
        if (alone.n && !str_same_name(found->parties.at[i].party, alone))
            continue;
        struct life_answer *slot = LIST_PUSH(ctx->arena, &act->answers);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct life_answer){ .party = found->parties.at[i].party };
    }
    return OK;
}

// "34 yes"
static bool answer_read(str value, int64_t *act, bool *is_yes)
{
    str rest = value;
    str number = str_cut(&rest, ' ');
    *is_yes = str_equal(rest, STR("yes"));
    return str_to_int(number, act);
}

// The last word of a party counts; one that followed it since speaks for it.
static result answers_take(struct ctx *ctx, const struct fact_row_list *said, struct life_act *act)
{
    for (size_t i = 0; i < said->n; i++) {
        const struct fact_row *f = &said->at[i];
        struct life_answer *slot = NULL;
        int64_t of;
        bool is_yes;
        if (!answer_read(f->value, &of, &is_yes) || of != act->id)
            continue;
        for (size_t a = 0; a < act->answers.n && !slot; a++)
            slot = str_same_name(act->answers.at[a].party, f->name) ? &act->answers.at[a] : NULL;
        if (!slot)
            slot = LIST_PUSH(ctx->arena, &act->answers);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct life_answer){ f->name, f->said_by, f->words, is_yes, true, f->happened };
    }
    return OK;
}

date life_last_day(const struct life_found *found, const struct life_act *act)
{
    if (act->kind == LIFE_RENEWED)
        return document_in_force(found->document).to;
    return act->kind == LIFE_ENDED || life_is_alone(act->kind) ? act->to : date_add_days(act->from, -1);
}

// The fact by which it counts.
static void life_take(const struct life_found *found, const struct fact_row_list *lives, struct life_act *act)
{
    for (size_t i = 0; i < lives->n; i++)
        if (str_equal(lives->at[i].document, found->document->id) && lives->at[i].corrects == act->id) {
            act->life = lives->at[i].id;
            act->to = lives->at[i].period_to;
            act->is_withdrawn = life_is_withdrawn(lives, &lives->at[i]);
        }
}

static enum act_state state_of(const struct life_found *found, const struct life_act *act)
{
    bool is_declined = false;
    for (size_t i = 0; i < act->answers.n; i++)
        is_declined |= act->answers.at[i].is_given && !act->answers.at[i].is_yes;
    return act->life                                       ? ACT_AGREED
        : is_declined                                      ? ACT_DECLINED
        : life_last_day(found, act).day < found->today.day ? ACT_LAPSED
                                                           : ACT_OPEN;
}

static result acts_read(struct ctx *ctx, struct db *db, const struct life_asker *asker,
                        struct life_found *found)
{
    struct fact_row_list asked, said, lives;
    str id = found->document->id;
    result e = query_fact_of_document(ctx, db, &(struct fact_of_document_in){ COMMUNITY_FIRST, id, FACT_ACT },
                                      &asked);
    if (!e)
        e = query_fact_of_document(
            ctx, db, &(struct fact_of_document_in){ COMMUNITY_FIRST, id, FACT_ACT_ANSWERED }, &said);
    if (!e)
        e = query_fact_of_document(ctx, db, &(struct fact_of_document_in){ COMMUNITY_FIRST, id, FACT_LIFE },
                                   &lives);
    for (size_t i = 0; !e && i < asked.n; i++) {
        const struct fact_row *f = &asked.at[i];
        struct life_act act = { .id = f->id,
                                .from = f->period_from,
                                .to = f->period_to,
                                .value = f->value,
                                .words = f->words,
                                .office = f->said_by,
                                .at = f->happened };
        if (!life_read(f->name, &act.kind))
            continue;
        e = answers_open(ctx, asker, found, &act);
        if (!e)
            e = answers_take(ctx, &said, &act);
        life_take(found, &lives, &act);
        act.state = state_of(found, &act);
        struct life_act *slot = e ? NULL : LIST_PUSH(ctx->arena, &found->acts);
        if (!e && !slot)
            return arena_fail(ctx);
        if (slot)
            *slot = act;
    }
    if (!e && asked.n)
        found->last = asked.at[asked.n - 1].id;
    if (!e && said.n && said.at[said.n - 1].id > found->last)
        found->last = said.at[said.n - 1].id;
    return e;
}

result life_find(struct ctx *ctx, struct db *db, const struct life_asker *asker, str id,
                 struct life_found *found)
{
    instant now = ledger_instant(asker->ledger, asker->ledger->options.now);
    *found = (struct life_found){ .today = zone_date(asker->ledger->zone, now, NULL) };
    found->document = document_of(asker->ledger, id, found->today);
    if (!found->document)
        return fail(ctx, ERR_MISSING, "there is no such charter");
    result e = parties_read(ctx, db, asker, found);
    return e ? e : acts_read(ctx, db, asker, found);
}
