#include "app/draft.h"

#include "app/calendars.h"
#include "app/documents.h"
#include "app/ledger.h"
#include "app/outbox.h"
#include "app/seat.h"
#include "app/template.h"
#include "base/utf8.h"
#include "document/check.h"
#include "document/format.h"
#include "document/parse.h"
#include "format/mail.h"

#include "app/draft_internal.h"
#include "app/draft_meeting.h"
#include "app/worded.h"

result draft_words_check(struct ctx *ctx, str words, bool is_needed)
{
    if (is_needed && !words.n)
        return fail(ctx, ERR_INPUT, "say it in a few words: the others read it");
    if (words.n > DRAFT_WORDS_MAX || utf8_invalid_at(words) < words.n)
        return fail(ctx, ERR_INPUT, "write at most %d bytes of plain text", DRAFT_WORDS_MAX);
    return OK;
}

result draft_text_read(struct ctx *ctx, str name, str text, struct diagnostics *diagnostics,
                       struct document **document)
{
    str source = name.n ? str_format(ctx->arena, "%.*s.md", STR_ARGS(name)) : STR("draft.md");
    return document_parse(ctx, source, text, diagnostics, document);
}

static result text_check(struct ctx *ctx, struct db *db, const struct document *document,
                         struct diagnostics *diagnostics)
{
    struct str_list calendars = { 0 };
    result e = calendars_known(ctx, db, &calendars);
    if (!e)
        document_check(ctx, document, &calendars, diagnostics);
    diagnostics_sort(diagnostics);
    return e;
}

static const struct str_list *parties_of(const struct document *document)
{
    static const struct str_list none = { 0 };
    const struct field *between = field_find(&document->header, KEY_BETWEEN);
    return between && !between->is_bad ? &between->items : &none;
}

int64_t drafter_account(const struct drafter *by)
{
    return by->visitor && by->visitor->id > 0 ? by->visitor->id : ID_NONE;
}

str draft_text(struct ctx *ctx, const struct document *document)
{
    struct buffer out = buffer_open(2 * DOCUMENT_BYTES_MAX);
    document_write(&out, document);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

bool draft_opening_is_example(const struct draft *draft)
{
    return str_starts(str_trim(draft->document->prose), TEMPLATE_ASKS);
}

// "# Charter: Aldermoor Quiet Nights"
str draft_title(str text)
{
    str rest = text, title = str_cut(&rest, '\n');
    (void)str_cut(&title, ':');
    return str_trim(title);
}

static result beginning_check(struct ctx *ctx, struct db *db, struct draft_beginning *b,
                              struct document **document)
{
    size_t n = 0;
    result e = draft_text_read(ctx, (str){ 0 }, b->text, &b->diagnostics, document);
    if (!e)
        e = text_check(ctx, db, *document, &b->diagnostics);
    if (e)
        return e;
    const struct document *d = *document;
    const struct field *id = field_find(&d->header, KEY_ID);
    if (!d->header.n && (n = b->diagnostics.n) > 0)
        return fail(ctx, ERR_INPUT, "the text can't be read: %.*s", STR_ARGS(b->diagnostics.at[0].text));
    if (!id || id->is_bad)
        return fail(ctx, ERR_INPUT, "the document needs an Id of its own: '- Id: millbrook-green'");
    if (!document_has_party(d, b->party))
        return fail(ctx, ERR_INPUT, "'%.*s' is none of its parties: choose one that stands in Between",
                    STR_ARGS(b->party));
    return OK;
}

// A draft that is over makes room for the next one of its Id, at an address with its number.
static result name_free(struct ctx *ctx, struct db *db, str name)
{
    struct draft_row row;
    bool is_found;
    result e = query_draft_by_name(ctx, db, &(struct draft_by_name_in){ COMMUNITY_FIRST, name }, &row,
                                   &is_found);
    if (e || !is_found)
        return e;
    if (!str_equal(row.state, DRAFT_ENDED) && !str_equal(row.state, DRAFT_SIGNED))
        return fail(ctx, ERR_CONFLICT,
                    "there is a draft %.*s already: ask whoever keeps it, or take another Id",
                    STR_ARGS(name));
    str moved = str_format(ctx->arena, "%.*s~%lld", STR_ARGS(name), (long long)row.id);
    return query_draft_name_set(ctx, db, &(struct draft_name_set_in){ COMMUNITY_FIRST, row.id, moved });
}

result draft_begin(struct ctx *ctx, struct db *db, struct draft_beginning *b)
{
    struct document *document;
    int64_t id;
    result e = beginning_check(ctx, db, b, &document);
    if (e)
        return e;
    b->name = document->id;
    str text = draft_text(ctx, document);
    e = name_free(ctx, db, b->name);
    int64_t account = drafter_account(&b->by);
    struct draft_insert_in fresh = { COMMUNITY_FIRST, b->name, DRAFT_OPEN, SEEN_PARTIES, text,
                                     account,         b->by.at };
    if (!e)
        e = query_draft_insert(ctx, db, &fresh, &id);
    if (!e)
        e = query_draft_text_insert(
            ctx, db, &(struct draft_text_insert_in){ COMMUNITY_FIRST, id, 1, text, STR("Begun"), b->by.at });
    if (!e)
        e = query_draft_speaker_put(
            ctx, db, &(struct draft_speaker_put_in){ COMMUNITY_FIRST, id, b->party, account, b->by.at });
    return e;
}

static bool speaks(const struct draft *draft, str party, int64_t account)
{
    for (size_t i = 0; i < draft->speakers.n; i++)
        if (draft->speakers.at[i].account == account && str_same_name(draft->speakers.at[i].party, party))
            return true;
    return false;
}

static result parties_fill(struct ctx *ctx, struct draft *draft, int64_t account)
{
    const struct str_list *parties = parties_of(draft->document);
    for (size_t i = 0; i < parties->n; i++) {
        struct draft_party *slot = LIST_PUSH(ctx->arena, &draft->parties);
        if (!slot)
            return arena_fail(ctx);
        slot->party = parties->at[i];
        slot->is_theirs = account != ID_NONE && speaks(draft, slot->party, account);
        for (size_t s = 0; s < draft->speakers.n; s++)
            slot->n += str_same_name(draft->speakers.at[s].party, slot->party);
    }
    return OK;
}

static bool has_part(const struct draft *draft, int64_t account)
{
    bool has = draft->is_keeper;
    for (size_t i = 0; i < draft->speakers.n; i++)
        has = has || (account != ID_NONE && draft->speakers.at[i].account == account);
    return has;
}

static result part_fill(struct draft *draft, const struct drafter *by)
{
    int64_t account = drafter_account(by);
    result e = query_draft_speaker_of_draft(
        draft->ctx, draft->db, &(struct draft_speaker_of_draft_in){ COMMUNITY_FIRST, draft->row.id },
        &draft->speakers);
    draft->is_keeper = account != ID_NONE && draft->row.account == account;
    draft->takes_part = !e && has_part(draft, account);
    draft->may_comment = draft->takes_part || (account != ID_NONE && draft_is_out(by, &draft->row));
    return e;
}

static result text_fill(struct draft *draft, const struct drafter *by)
{
    result e = draft_text_read(draft->ctx, draft->row.name, draft->row.body, &draft->diagnostics,
                               &draft->document);
    if (!e)
        e = text_check(draft->ctx, draft->db, draft->document, &draft->diagnostics);
    return e ? e : parties_fill(draft->ctx, draft, drafter_account(by));
}

result draft_open(struct ctx *ctx, struct db *db, str name, const struct drafter *by, struct draft *draft)
{
    bool is_found;
    *draft = (struct draft){ .ctx = ctx, .db = db };
    result e = query_draft_by_name(ctx, db, &(struct draft_by_name_in){ COMMUNITY_FIRST, name }, &draft->row,
                                   &is_found);
    if (!e && is_found)
        e = part_fill(draft, by);
    if (!e && (!is_found || (!draft->takes_part && !str_equal(draft->row.seen, SEEN_EVERYBODY))))
        e = fail(ctx, ERR_MISSING, "there is no such draft, or it is not public");
    return e ? e : text_fill(draft, by);
}

result draft_by_id(struct ctx *ctx, struct db *db, int64_t id, const struct drafter *by, struct draft *draft)
{
    bool is_found;
    *draft = (struct draft){ .ctx = ctx, .db = db };
    result e = query_draft_by_id(ctx, db, &(struct draft_by_id_in){ COMMUNITY_FIRST, id }, &draft->row,
                                 &is_found);
    if (!e && !is_found)
        e = fail(ctx, ERR_MISSING, "there is no such draft");
    if (!e)
        e = part_fill(draft, by);
    return e ? e : text_fill(draft, by);
}

result draft_keeper_only(const struct draft *draft)
{
    if (!draft->is_keeper)
        return fail(draft->ctx, ERR_DENIED, "only whoever keeps this draft may do that");
    return draft_must_be_open(draft);
}

result draft_must_be_open(const struct draft *draft)
{
    static const struct {
        str state;
        const char *why;
    } whys[] = {
        { STR_INIT("offered"),
          "this text is offered for signing: take it back before anything is changed in it" },
        { STR_INIT("signed"), "this text was signed: a change of it is another draft" },
        { STR_INIT("ended"), "this draft was ended: nothing is changed in it any more" },
    };
    for (size_t i = 0; i < sizeof whys / sizeof *whys; i++)
        if (str_equal(draft->row.state, whys[i].state))
            return fail(draft->ctx, ERR_RULE, "%s", whys[i].why);
    return OK;
}

result draft_speaker_put(const struct draft *draft, str party, str email, instant at, int64_t *account)
{
    struct person_row person;
    result e = OK;
    if (!mail_address_is_fine(email))
        e = fail(draft->ctx, ERR_INPUT, "write an e-mail address like name@example.org");
    if (!e)
        e = account_of_invited(draft->ctx, draft->db, email, at, account);
    if (!e && speaks(draft, party, *account))
        return OK;
    if (!e)
        e = query_draft_speaker_put(
            draft->ctx, draft->db,
            &(struct draft_speaker_put_in){ COMMUNITY_FIRST, draft->row.id, party, *account, at });
    if (!e)
        e = account_person(draft->ctx, draft->db, *account, &person);
    struct telling_one telling = { .person_id = person.id,
                                   .way = STR("email"),
                                   .message = STR("draft-invited") };
    telling.once = str_format(draft->ctx->arena, "draft %lld %.*s", (long long)draft->row.id,
                              STR_ARGS(party));
    telling.detail = str_format(draft->ctx->arena, "what: %.*s\nparty: %.*s\nlink: /drafts/%.*s",
                                STR_ARGS(draft->document->title), STR_ARGS(party), STR_ARGS(draft->row.name));
    telling.at = at;
    return e ? e : outbox_tell_one(draft->ctx, draft->db, &telling);
}

result draft_speaker_add(const struct draft *draft, str party, str email, instant at)
{
    int64_t account;
    result e = draft_keeper_only(draft);
    if (!e && !document_has_party(draft->document, party))
        e = fail(draft->ctx, ERR_INPUT, "'%.*s' is none of the parties", STR_ARGS(party));
    if (!e)
        e = draft_speaker_put(draft, party, email, at, &account);
    return e ? e : seat_settle(draft, party, at);
}

// The detail of a message has a line for each value.
static str one_line(struct ctx *ctx, str words)
{
    str copy = str_copy(ctx->arena, words);
    char *at = (char *)(uintptr_t)copy.at;
    for (size_t i = 0; i < copy.n; i++)
        if (at[i] == '\n' || at[i] == '\r')
            at[i] = ' ';
    return copy;
}

static result speaker_tell(const struct draft *draft, const struct draft_telling *news, int64_t account)
{
    struct ctx *ctx = draft->ctx;
    struct person_row person;
    result e = account_person(ctx, draft->db, account, &person);
    struct telling_one telling = { .person_id = person.id, .way = STR("email"), .message = news->message };
    telling.once = str_format(ctx->arena, "%.*s %lld, %lld to %lld", STR_ARGS(news->message),
                              (long long)draft->row.id, (long long)news->offer, (long long)account);
    telling.detail = str_format(ctx->arena, "what: %.*s\nparty: %.*s\nnews: %.*s\nlink: /drafts/%.*s%s",
                                STR_ARGS(draft->document->title), STR_ARGS(news->party),
                                STR_ARGS(one_line(ctx, news->words)), STR_ARGS(draft->row.name),
                                news->is_of_draft ? "" : "/sign");
    telling.at = news->at;
    return e ? e : outbox_tell_one(ctx, draft->db, &telling);
}

result draft_tell(const struct draft *draft, const struct draft_telling *news)
{
    result e = OK;
    for (size_t i = 0; i < draft->speakers.n && !e; i++)
        e = speaker_tell(draft, news, draft->speakers.at[i].account);
    return e;
}

result draft_speaker_end(const struct draft *draft, str party, int64_t account)
{
    result e = draft_keeper_only(draft);
    if (!e && account == draft->row.account)
        e = fail(draft->ctx, ERR_RULE, "whoever keeps the draft goes on speaking for their party");
    return e ? e
             : query_draft_speaker_delete(
                   draft->ctx, draft->db,
                   &(struct draft_speaker_delete_in){ COMMUNITY_FIRST, draft->row.id, party, account });
}

result draft_leave(const struct draft *draft, str party, const struct drafter *by)
{
    int64_t account = by->visitor ? by->visitor->id : ID_NONE;
    result e = draft_must_be_open(draft);
    if (!e && account == draft->row.account)
        e = fail(draft->ctx, ERR_RULE, "whoever keeps the draft goes on speaking for their party");
    return e ? e
             : query_draft_speaker_delete(
                   draft->ctx, draft->db,
                   &(struct draft_speaker_delete_in){ COMMUNITY_FIRST, draft->row.id, party, account });
}

result draft_end(const struct draft *draft)
{
    result e = draft_keeper_only(draft);
    struct draft_state_set_in in = { COMMUNITY_FIRST, draft->row.id, DRAFT_ENDED };
    return e ? e : query_draft_state_set(draft->ctx, draft->db, &in);
}

result draft_text_of(const struct draft *draft, int64_t number, struct document **document)
{
    struct draft_text_by_number_out text;
    struct diagnostics found = { .at = NULL };
    bool is_found;
    result e = query_draft_text_by_number(
        draft->ctx, draft->db, &(struct draft_text_by_number_in){ COMMUNITY_FIRST, draft->row.id, number },
        &text, &is_found);
    if (!e && !is_found)
        e = fail(draft->ctx, ERR_MISSING, "this draft never had a text %lld", (long long)number);
    return e ? e : draft_text_read(draft->ctx, draft->row.name, text.body, &found, document);
}

result draft_compare(const struct draft *draft, int64_t before, int64_t after, struct changes *changes)
{
    struct document *old, *new;
    result e = draft_text_of(draft, before, &old);
    if (!e)
        e = draft_text_of(draft, after, &new);
    return e ? e : document_compare(draft->ctx, old, new, changes);
}

result drafts_account_forget(struct ctx *ctx, struct db *db, int64_t account)
{
    result e = query_draft_speaker_delete_of_account(
        ctx, db, &(struct draft_speaker_delete_of_account_in){ COMMUNITY_FIRST, account });
    if (!e)
        e = query_draft_comment_delete_of_account(
            ctx, db, &(struct draft_comment_delete_of_account_in){ COMMUNITY_FIRST, account });
    if (!e)
        e = query_draft_signatory_account_forget(
            ctx, db, &(struct draft_signatory_account_forget_in){ COMMUNITY_FIRST, account });
    if (!e)
        e = query_draft_comment_account_forget(
            ctx, db, &(struct draft_comment_account_forget_in){ COMMUNITY_FIRST, account });
    if (!e)
        e = query_draft_answer_account_forget(
            ctx, db, &(struct draft_answer_account_forget_in){ COMMUNITY_FIRST, account });
    if (!e)
        e = query_draft_change_account_forget(
            ctx, db, &(struct draft_change_account_forget_in){ COMMUNITY_FIRST, account });
    if (!e)
        e = query_ask_account_forget(ctx, db, &(struct ask_account_forget_in){ COMMUNITY_FIRST, account });
    if (!e)
        e = draft_meeting_account_forget(ctx, db, account);
    if (!e)
        e = worded_account_forget(ctx, db, account);
    if (!e)
        e = query_seat_account_forget(ctx, db, &(struct seat_account_forget_in){ COMMUNITY_FIRST, account });
    if (!e)
        e = query_seat_asked_forget(ctx, db, &(struct seat_asked_forget_in){ COMMUNITY_FIRST, account });
    return e
        ? e
        : query_draft_account_forget(ctx, db, &(struct draft_account_forget_in){ COMMUNITY_FIRST, account });
}
