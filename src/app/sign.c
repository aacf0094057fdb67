// A signature, and with the last one the document in force.
#include "app/signing.h"

#include "app/adopt.h"
#include "app/deed_holders.h"
#include "app/draft_internal.h"
#include "app/ledger.h"
#include "app/permission.h"
#include "app/record.h"
#include "app/worded.h"
#include "rules/personal.h"

static struct signatory *signatory_find(const struct signing *s, const struct signature *sign)
{
    for (size_t i = 0; i < s->all.n; i++)
        if (str_equal(s->all.at[i].party, sign->party) && str_equal(s->all.at[i].office, sign->office))
            return &s->all.at[i];
    return NULL;
}

static bool works_here(const struct signing *s, const struct directory *directory, str party)
{
    const struct body *body = body_named(&directory->bodies, party);
    return body && body->is_tracked && body_answers(body, s->by->today);
}

bool signing_has_right(const struct signing *s, const struct directory *directory, str party)
{
    const struct about about = { .body = party };
    return !works_here(s, directory, party) || may(s->by->visitor, DEED_SIGN, &about);
}

result signatory_has_right(const struct signing *s, const struct directory *directory,
                           const struct signatory *one, bool *has_right)
{
    const struct about about = { .body = one->party };
    struct deed_holders holders = { 0 };
    *has_right = one->account == ID_NONE || !works_here(s, directory, one->party);
    if (*has_right)
        return OK;
    result e = deed_holders_find(s->draft->ctx, s->draft->db, DEED_SIGN, &holders);
    for (size_t i = 0; i < holders.n && !e; i++)
        *has_right = *has_right ||
            (holders.at[i].id == one->account && may(&holders.at[i], DEED_SIGN, &about));
    return e;
}

static result role_check(const struct signing *s, const struct signature *sign)
{
    const struct about about = { .body = sign->party };
    return signing_has_right(s, sign->directory, sign->party)
        ? OK
        : must_may(s->draft->ctx, s->by->visitor, DEED_SIGN, &about);
}

static result paper_check(const struct signing *s, const struct signatory *one)
{
    struct ctx *ctx = s->draft->ctx;
    if (one->account != ID_NONE)
        return fail(ctx, ERR_RULE, "whoever holds this office signs here, signed in");
    return one->may_record
        ? OK
        : fail(ctx, ERR_DENIED,
               "what is signed on paper is recorded by somebody who signs nothing for that party");
}

static result authority_check(const struct signing *s, str authority)
{
    struct ctx *ctx = s->draft->ctx;
    struct personal_list found = { 0 };
    if (!authority.n)
        return fail(ctx, ERR_INPUT,
                    "say by what authority: a resolution, a delegated decision, a vote, with its day");
    if (authority.n > SIGNING_AUTHORITY_MAX)
        return fail(ctx, ERR_INPUT, "write at most %d letters", SIGNING_AUTHORITY_MAX);
    result e = draft_words_check(ctx, authority, true);
    if (!e)
        e = personal_find(ctx, authority, &found);
    return e || !found.n ? e
                         : fail(ctx, ERR_INPUT, "it is on the record for good: leave out the %s",
                                personal_words(found.at[0].kind));
}

static result signature_check(const struct signing *s, const struct signatory *one, struct signature *sign)
{
    struct ctx *ctx = s->draft->ctx;
    if (!s->is_offered)
        return fail(ctx, ERR_RULE, "this text is not offered for signing");
    if (!one)
        return fail(ctx, ERR_INPUT, "choose the office that signs");
    if (!str_equal(sign->seen, s->hash))
        return fail(ctx, ERR_CONFLICT, "the text is another by now: read it again before it is signed");
    if (one->is_signed)
        return fail(ctx, ERR_RULE, "%.*s has signed already", STR_ARGS(one->office));
    if (!sign->is_on_paper && !one->is_theirs)
        return fail(ctx, ERR_DENIED, "only whoever holds an office signs for it");
    result e = sign->is_on_paper ? paper_check(s, one) : OK;
    if (!e)
        e = role_check(s, sign);
    if (!e)
        e = authority_check(s, sign->authority);
    return e ? e : signing_day_check(s, sign->directory);
}

static result signature_keep(const struct signing *s, const struct signature *sign)
{
    const struct draft *draft = s->draft;
    struct private_part part = PRIVATE_NOTHING;
    instant recorded;
    result e = record_time(draft->ctx, draft->db, sign->now, &recorded);
    struct fact_insert_in fact = fact_new(FACT_SIGNED, s->by->at, recorded);
    fact.document = draft->document->id;
    fact.name = sign->party;
    fact.value = s->hash;
    fact.said_by = sign->office;
    fact.words = sign->authority;
    part.actor = s->by->visitor && !sign->is_on_paper ? s->by->visitor->person : ID_NONE;
    return e ? e : fact_keep(draft->ctx, draft->db, fact, part, NULL);
}

// The very bytes that were signed, from the second of the last signature on.
static result text_adopt(const struct signing *s, instant now)
{
    const struct draft *draft = s->draft;
    struct file_adoption *file;
    struct adopting adopting = { .kind = CONTENT_DOCUMENT,
                                 .path = str_format(draft->ctx->arena, "%.*s.md", STR_ARGS(draft->row.name)),
                                 .text = draft->row.body,
                                 .said_by = STR("its parties"),
                                 .now = now,
                                 .is_signed = true,
                                 .signed_at = s->by->at };
    result e = calendars_known(draft->ctx, draft->db, &adopting.calendars);
    if (!e)
        e = adoption_read(draft->ctx, &adopting, &file);
    if (e && adopting.diagnostics.n)
        return fail(draft->ctx, ERR_RULE, "%.*s", STR_ARGS(adopting.diagnostics.at[0].text));
    return e ? e : adoption_make(draft->ctx, draft->db, file);
}

// With the last one the text is adopted.
static result signature_take(const struct signing *s, struct signature *sign)
{
    const struct draft *draft = s->draft;
    struct draft_telling telling = { STR("draft-signed"), { 0 }, { 0 }, s->after, s->by->at, false };
    result e = signature_keep(s, sign);
    sign->is_last = !e && s->n_signed + 1 == s->all.n;
    if (e || !sign->is_last)
        return e;
    e = text_adopt(s, sign->now);
    if (!e)
        e = worded_draft_sign(draft, sign->now);
    if (!e)
        e = query_draft_state_set(
            draft->ctx, draft->db,
            &(struct draft_state_set_in){ COMMUNITY_FIRST, draft->row.id, DRAFT_SIGNED });
    return e ? e : draft_tell(draft, &telling);
}

static enum signature_part part_of(enum paper_part part)
{
    return part == PAPER_PART_CODE ? SIGNATURE_CODE
        : part == PAPER_PART_DAY   ? SIGNATURE_DAY
        : part == PAPER_PART_WHY   ? SIGNATURE_WHY
                                   : SIGNATURE_AUTHORITY;
}

static struct paper_desk desk_at(const struct signing *s, const struct signature *sign)
{
    struct paper_desk desk = s->desk;
    desk.now = sign->now;
    return desk;
}

// Everybody who takes part is told that a paper waits for somebody of another body.
static result paper_keep(const struct signing *s, struct signature *sign)
{
    const struct paper_desk desk = desk_at(s, sign);
    struct draft_telling telling = {
        STR("paper-waits"), sign->party, sign->office, ID_NONE, s->by->at, false
    };
    struct paper_said said = { .paper = { .party = sign->party,
                                          .office = sign->office,
                                          .words = sign->authority,
                                          .of = signing_sheet(s),
                                          .day = sign->day },
                               .sheet = signing_sheet(s),
                               .sheet_has_office = true,
                               .first = zone_date(sign->zone, s->offered, NULL),
                               .today = s->by->today,
                               .code = sign->code };
    result e = paper_record(&desk, &s->papers, &said);
    sign->part = part_of(said.part);
    telling.offer = (int64_t)s->papers.n + s->after;
    return e ? e : draft_tell(s->draft, &telling);
}

result signing_sign(const struct signing *s, struct signature *sign)
{
    const struct signatory *one = signatory_find(s, sign);
    result e = signature_check(s, one, sign);
    if (e)
        return e;
    return sign->is_on_paper ? paper_keep(s, sign) : signature_take(s, sign);
}

result signing_paper_end(const struct signing *s, enum paper_end end, int64_t id, struct signature *sign)
{
    struct ctx *ctx = s->draft->ctx;
    const struct paper_desk desk = desk_at(s, sign);
    const struct signatory *one = NULL;
    struct paper_said said = { .paper = { .id = id, .words = sign->authority },
                               .sheet = signing_sheet(s),
                               .sheet_has_office = true,
                               .code = sign->code,
                               .is_office = sign->is_office };
    struct paper_word paper;
    for (size_t i = 0; i < s->all.n && s->is_offered; i++)
        if (s->all.at[i].waits && s->all.at[i].waits->id == id)
            one = &s->all.at[i];
    if (!one)
        return fail(ctx, ERR_RULE, "this paper waits for nobody any more");
    result e = end == PAPER_CONFIRM && one->is_signed
        ? fail(ctx, ERR_RULE, "%.*s has signed already", STR_ARGS(one->office))
        : OK;
    if (!e && end == PAPER_CONFIRM)
        e = signing_day_check(s, sign->directory);
    if (!e)
        e = paper_end(&desk, &s->papers, end, &said, &paper);
    sign->part = part_of(said.part);
    sign->looks_personal = said.looks_personal;
    if (e || end != PAPER_CONFIRM)
        return e;
    sign->party = paper.party;
    sign->office = paper.office;
    sign->authority = paper_words(&desk, &paper);
    sign->is_on_paper = true;
    return signature_take(s, sign);
}
