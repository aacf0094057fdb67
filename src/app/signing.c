#include "app/signing.h"

#include "app/documents.h"
#include "app/draft_internal.h"
#include "app/ledger.h"
#include "app/record.h"
#include "base/utf8.h"

static bool speaks_for(const struct draft *draft, str party)
{
    for (size_t i = 0; i < draft->parties.n; i++)
        if (draft->parties.at[i].is_theirs && str_same_name(draft->parties.at[i].party, party))
            return true;
    return false;
}

static result signatories_read(struct signing *s)
{
    const struct draft *draft = s->draft;
    int64_t account = drafter_account(s->by);
    struct draft_signatory_of_draft_out_list rows;
    result e = query_draft_signatory_of_draft(
        draft->ctx, draft->db, &(struct draft_signatory_of_draft_in){ COMMUNITY_FIRST, draft->row.id },
        &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct signatory *slot = LIST_PUSH(draft->ctx->arena, &s->all);
        if (!slot)
            return arena_fail(draft->ctx);
        *slot = (struct signatory){ .party = rows.at[i].party,
                                    .office = rows.at[i].office,
                                    .account = rows.at[i].account,
                                    .at = INSTANT_NONE };
        slot->is_theirs = slot->account != ID_NONE && slot->account == account;
        slot->may_name = speaks_for(draft, slot->party);
    }
    return e;
}

static void signed_mark(struct signing *s, const struct fact_row *fact)
{
    for (size_t i = 0; i < s->all.n; i++) {
        struct signatory *one = &s->all.at[i];
        if (one->is_signed || !str_equal(fact->name, one->party) || !str_equal(fact->said_by, one->office))
            continue;
        one->is_signed = true;
        one->at = fact->happened;
        one->authority = fact->words;
        s->n_signed++;
    }
}

// Those of this very text, since it was offered.
static result signatures_read(struct signing *s)
{
    const struct draft *draft = s->draft;
    struct fact_row_list facts;
    result e = query_fact_of_document(
        draft->ctx, draft->db,
        &(struct fact_of_document_in){ COMMUNITY_FIRST, draft->document->id, FACT_SIGNED }, &facts);
    for (size_t i = 0; !e && i < facts.n; i++)
        if (str_equal(facts.at[i].value, s->hash) && facts.at[i].id > s->after)
            signed_mark(s, &facts.at[i]);
    return e;
}

static void rights_fill(struct signing *s)
{
    const struct draft *draft = s->draft;
    bool is_open = str_equal(draft->row.state, DRAFT_OPEN), speaks = draft->is_keeper;
    for (size_t i = 0; i < draft->parties.n; i++)
        speaks = speaks || draft->parties.at[i].is_theirs;
    s->may_name = is_open && speaks;
    s->may_offer = is_open && draft->is_keeper;
    s->may_take_back = str_equal(draft->row.state, DRAFT_OFFERED) && speaks;
}

result signing_read(const struct draft *draft, const struct drafter *by, struct signing *s)
{
    struct draft_offer_of_draft_out offer;
    bool is_found = false;
    *s = (struct signing){ .draft = draft, .by = by, .offered = INSTANT_NONE };
    s->hash = content_hash(draft->ctx, draft->row.body);
    result e = query_draft_offer_of_draft(draft->ctx, draft->db,
                                          &(struct draft_offer_of_draft_in){ COMMUNITY_FIRST, draft->row.id },
                                          &offer, &is_found);
    if (!e)
        e = signatories_read(s);
    if (!e && is_found) {
        s->is_offered = str_equal(draft->row.state, DRAFT_OFFERED);
        s->is_signed = str_equal(draft->row.state, DRAFT_SIGNED);
        s->offered = offer.offered;
        s->after = offer.after;
        e = signatures_read(s);
    }
    if (!e)
        e = signing_papers_fill(s);
    rights_fill(s);
    return e;
}

static bool is_line(str s, size_t most)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.at[i] < ' ')
            return false;
    return s.n > 0 && s.n <= most && utf8_invalid_at(s) == s.n;
}

// The account that holds the office: asked in for that party, if it is not there yet.
static result holder_find(const struct signing *s, const struct signatory_wish *wish, int64_t *account)
{
    const struct draft *draft = s->draft;
    *account = ID_NONE;
    if (!wish->email.n)
        return OK;
    result e = draft_speaker_put(draft, wish->party, wish->email, s->by->at, account);
    for (size_t i = 0; !e && i < s->all.n; i++)
        if (s->all.at[i].account == *account && !str_same_name(s->all.at[i].party, wish->party))
            return fail(draft->ctx, ERR_RULE, "they sign for %.*s already, and nobody signs for two parties",
                        STR_ARGS(s->all.at[i].party));
    return e;
}

static str party_of(const struct draft *draft, str party)
{
    for (size_t i = 0; i < draft->parties.n; i++)
        if (str_same_name(draft->parties.at[i].party, party))
            return draft->parties.at[i].party;
    return (str){ 0 };
}

static result naming_check(const struct signing *s, str party)
{
    const struct draft *draft = s->draft;
    result e = draft_must_be_open(draft);
    if (!e && !party_of(draft, party).n)
        e = fail(draft->ctx, ERR_INPUT, "choose the party that it signs for");
    if (!e && !speaks_for(draft, party))
        e = fail(draft->ctx, ERR_DENIED, "who signs for %.*s is said by whoever speaks for it",
                 STR_ARGS(party));
    return e;
}

result signing_name(const struct signing *s, struct signatory_wish *wish)
{
    const struct draft *draft = s->draft;
    int64_t account;
    result e = naming_check(s, wish->party);
    if (!e && !is_line(wish->office, SIGNING_OFFICE_MAX))
        e = fail(draft->ctx, ERR_INPUT, "name the office in one line of at most %d letters: Chair, Clerk",
                 SIGNING_OFFICE_MAX);
    struct signatory_wish exact = *wish;
    exact.party = party_of(draft, wish->party);
    if (!e) {
        e = holder_find(s, &exact, &account);
        wish->is_email = e != OK;
    }
    return e
        ? e
        : query_draft_signatory_put(draft->ctx, draft->db,
                                    &(struct draft_signatory_put_in){ COMMUNITY_FIRST, draft->row.id,
                                                                      exact.party, exact.office, account });
}

result signing_unname(const struct signing *s, str party, str office)
{
    const struct draft *draft = s->draft;
    result e = naming_check(s, party);
    return e
        ? e
        : query_draft_signatory_delete(draft->ctx, draft->db,
                                       &(struct draft_signatory_delete_in){ COMMUNITY_FIRST, draft->row.id,
                                                                            party_of(draft, party), office });
}

static result parties_check(const struct signing *s)
{
    for (size_t i = 0; i < s->draft->parties.n; i++) {
        str party = s->draft->parties.at[i].party;
        bool has = false;
        if (!s->draft->parties.at[i].n)
            return fail(s->draft->ctx, ERR_RULE, "nobody takes part for %.*s: ask somebody in first",
                        STR_ARGS(party));
        for (size_t k = 0; k < s->all.n; k++)
            has = has || str_equal(s->all.at[k].party, party);
        if (!has)
            return fail(s->draft->ctx, ERR_RULE, "nobody is named yet who signs for %.*s", STR_ARGS(party));
    }
    return OK;
}

static result text_check(const struct signing *s)
{
    const struct draft *draft = s->draft;
    struct diagnostics found = { .at = NULL };
    document_check_charter(draft->ctx, draft->document, &found);
    for (size_t i = 0; i < draft->diagnostics.n; i++)
        if (draft->diagnostics.at[i].severity == SEVERITY_ERROR)
            return fail(draft->ctx, ERR_RULE, "the text must be mended first: %.*s",
                        STR_ARGS(draft->diagnostics.at[i].text));
    if (draft_opening_is_example(draft))
        return fail(draft->ctx, ERR_RULE, DRAFT_OPENING_ASKS);
    return found.n ? fail(draft->ctx, ERR_RULE, "%.*s", STR_ARGS(found.at[0].text)) : OK;
}

static result changes_check(const struct signing *s)
{
    const struct draft *draft = s->draft;
    struct draft_change_row_list changes;
    result e = query_draft_change_of_draft(
        draft->ctx, draft->db, &(struct draft_change_of_draft_in){ COMMUNITY_FIRST, draft->row.id },
        &changes);
    for (size_t i = 0; !e && i < changes.n; i++)
        if (str_equal(changes.at[i].state, CHANGE_OPEN))
            return fail(
                draft->ctx, ERR_RULE,
                "a change is still to be answered: all of them are agreed, declined or withdrawn first");
    return e;
}

// Those of its Id that were adopted before.
static result versions_check(const struct signing *s)
{
    const struct draft *draft = s->draft;
    struct content_of_kind_out_list contents;
    result e = query_content_of_kind(
        draft->ctx, draft->db, &(struct content_of_kind_in){ COMMUNITY_FIRST, CONTENT_DOCUMENT }, &contents);
    for (size_t i = 0; !e && i < contents.n; i++) {
        struct diagnostics ignored = { .at = NULL }, found = { .at = NULL };
        struct document *versions[2] = { NULL, draft->document };
        if (!str_equal(contents.at[i].name, draft->document->id))
            continue;
        e = draft_text_read(draft->ctx, contents.at[i].name, contents.at[i].body, &ignored, &versions[0]);
        if (!e)
            e = documents_check_versions(draft->ctx, versions, 2, &found);
        if (!e && found.n)
            e = fail(
                draft->ctx, ERR_RULE,
                "a version of %.*s is in force on some of the same days: let this one begin on the day after",
                STR_ARGS(draft->document->id));
    }
    return e;
}

result signing_day_check(const struct signing *s, const struct directory *directory)
{
    struct ctx *ctx = s->draft->ctx;
    const struct election *held = election_on(&directory->elections, s->by->today);
    struct buffer until = buffer_open(64);
    if (held)
        date_write_words(&until, held->until);
    str day = str_copy(ctx->arena, buffer_str(&until));
    buffer_close(&until);
    if (held)
        return fail(ctx, ERR_RULE, "%.*s: nothing is signed until %.*s, that day included",
                    STR_ARGS(held->name), STR_ARGS(day));
    bool is_over = document_in_force(s->draft->document).to.day < s->by->today.day;
    return is_over
        ? fail(ctx, ERR_RULE, "the last day on which it would be in force is over: change its days first")
        : OK;
}

static result offer_put(const struct signing *s)
{
    const struct draft *draft = s->draft;
    struct fact_last_out last = { 0 };
    bool is_found;
    result e = query_fact_last(draft->ctx, draft->db, &(struct fact_last_in){ COMMUNITY_FIRST }, &last,
                               &is_found);
    if (!e)
        e = query_draft_offer_put(draft->ctx, draft->db,
                                  &(struct draft_offer_put_in){ COMMUNITY_FIRST, draft->row.id, s->hash,
                                                                s->by->at, is_found ? last.last : 0 });
    struct draft_telling telling = { STR("draft-to-sign"),     { 0 },     { 0 },
                                     is_found ? last.last : 0, s->by->at, false };
    return e ? e : draft_tell(draft, &telling);
}

result signing_offer(const struct signing *s, const struct directory *directory)
{
    const struct draft *draft = s->draft;
    result e = draft_must_be_open(draft);
    if (!e && !draft->is_keeper)
        e = fail(draft->ctx, ERR_DENIED, "only whoever keeps this draft offers it for signing");
    if (!e)
        e = text_check(s);
    if (!e)
        e = changes_check(s);
    if (!e)
        e = parties_check(s);
    if (!e)
        e = signing_day_check(s, directory);
    if (!e)
        e = versions_check(s);
    if (!e)
        e = query_draft_state_set(
            draft->ctx, draft->db,
            &(struct draft_state_set_in){ COMMUNITY_FIRST, draft->row.id, DRAFT_OFFERED });
    return e ? e : offer_put(s);
}

result signing_take_back(const struct signing *s, str party, str words)
{
    const struct draft *draft = s->draft;
    result e = s->is_offered ? OK : fail(draft->ctx, ERR_RULE, "it is not offered for signing");
    if (!e && !speaks_for(draft, party))
        e = fail(draft->ctx, ERR_DENIED, "you don't speak for '%.*s' in this draft", STR_ARGS(party));
    if (!e)
        e = draft_words_check(draft->ctx, words, true);
    if (!e)
        e = query_draft_state_set(draft->ctx, draft->db,
                                  &(struct draft_state_set_in){ COMMUNITY_FIRST, draft->row.id, DRAFT_OPEN });
    if (!e)
        e = query_draft_offer_delete(draft->ctx, draft->db,
                                     &(struct draft_offer_delete_in){ COMMUNITY_FIRST, draft->row.id });
    int64_t comment;
    struct draft_comment_insert_in said = { COMMUNITY_FIRST,
                                            draft->row.id,
                                            ID_NONE,
                                            { 0 },
                                            party,
                                            str_format(draft->ctx->arena, "Taken back from signing: %.*s",
                                                       STR_ARGS(words)),
                                            drafter_account(s->by),
                                            s->by->at };
    if (!e)
        e = query_draft_comment_insert(draft->ctx, draft->db, &said, &comment);
    struct draft_telling telling = { STR("draft-taken-back"), party, words, s->after, s->by->at, false };
    return e ? e : draft_tell(draft, &telling);
}
