#include "app/draft_internal.h"

#include "app/ledger.h"
#include "app/outbox.h"

static const str KINDS[EDIT_KINDS] = {
    [EDIT_CHANGE] = STR_INIT("change"),
    [EDIT_ADD] = STR_INIT("add"),
    [EDIT_REMOVE] = STR_INIT("remove"),
};

static struct edit edit_of(const struct draft_change_row *row)
{
    struct edit edit = { .label = row->label, .text = row->body, .after = row->behind };
    for (int k = 0; k < EDIT_KINDS; k++)
        if (str_equal(row->kind, KINDS[k]))
            edit.kind = (enum edit_kind)k;
    return edit;
}

static bool is_theirs(const struct draft *draft, str party)
{
    for (size_t i = 0; i < draft->parties.n; i++)
        if (draft->parties.at[i].is_theirs && str_same_name(draft->parties.at[i].party, party))
            return true;
    return false;
}

// Of an open draft, for a party that they speak for.
static result must_speak(const struct draft *draft, str party)
{
    result e = draft_must_be_open(draft);
    if (!e && !is_theirs(draft, party))
        e = fail(draft->ctx, ERR_DENIED, "you don't speak for '%.*s' in this draft", STR_ARGS(party));
    return e;
}

// Each person who speaks for another party, or with is_own for this one, is told once.
struct draft_news {
    const struct draft *draft;
    str message, party, what, words;
    int64_t change;
    bool is_own;
    instant at;
};

static result speaker_tell(struct ctx *ctx, struct db *db, const struct draft_news *news, int64_t account)
{
    struct person_row person;
    result e = account_person(ctx, db, account, &person);
    struct telling_one telling = { .person_id = person.id, .way = STR("email"), .message = news->message };
    telling.once = str_format(ctx->arena, "%.*s %lld to %lld", STR_ARGS(news->message),
                              (long long)news->change, (long long)account);
    telling.at = news->at;
    telling.detail = str_format(
        ctx->arena, "what: %.*s\nparty: %.*s\nnews: %.*s\nlink: /drafts/%.*s/changes/%lld",
        STR_ARGS(news->draft->document->title), STR_ARGS(news->party), STR_ARGS(news->what),
        STR_ARGS(news->draft->row.name), (long long)news->change);
    return e ? e : outbox_tell_one(ctx, db, &telling);
}

static result news_tell(struct ctx *ctx, struct db *db, const struct draft_news *news)
{
    result e = OK;
    for (size_t i = 0; i < news->draft->speakers.n && !e; i++) {
        const struct draft_speaker_of_draft_out *s = &news->draft->speakers.at[i];
        if (str_same_name(s->party, news->party) == news->is_own)
            e = speaker_tell(ctx, db, news, s->account);
    }
    return e;
}

// "S1: Litter", "the header"
static str clause_words(struct ctx *ctx, str label)
{
    return label.n ? str_format(ctx->arena, "clause %.*s", STR_ARGS(label)) : STR("the header");
}

static str change_words(struct ctx *ctx, const struct edit *edit)
{
    static const char *const verbs[EDIT_KINDS] = {
        [EDIT_CHANGE] = "changed", [EDIT_ADD] = "added", [EDIT_REMOVE] = "taken out"
    };
    return str_format(ctx->arena, "%.*s %s", STR_ARGS(clause_words(ctx, edit->label)), verbs[edit->kind]);
}

// The text with the change in it becomes the draft's, and is kept beside those before it.
static result take(const struct draft *draft, const struct draft_change_row *row)
{
    struct edit edit = edit_of(row);
    struct diagnostics found = { .at = NULL };
    struct document *edited;
    if (!draft_change_is_current(draft, row))
        return fail(
            draft->ctx, ERR_CONFLICT,
            "the clause is another by now: read it again, and propose the change anew if it is still wanted");
    result e = document_edit(draft->ctx, draft->document, &edit, &found, &edited);
    if (e)
        return e;
    int64_t number = draft->row.number + 1;
    str words = str_format(draft->ctx->arena, "%.*s, as %.*s proposed",
                           STR_ARGS(change_words(draft->ctx, &edit)), STR_ARGS(row->party));
    e = query_draft_text_set(
        draft->ctx, draft->db,
        &(struct draft_text_set_in){ COMMUNITY_FIRST, draft->row.id, number, edited->text });
    struct draft_text_insert_in text = { COMMUNITY_FIRST, draft->row.id, number,
                                         edited->text,    words,         row->settled };
    return e ? e : query_draft_text_insert(draft->ctx, draft->db, &text);
}

static result keep_settled(const struct draft *draft, struct draft_change_row *row, str state, instant at)
{
    row->settled = at;
    result e = str_equal(state, CHANGE_TAKEN) ? take(draft, row) : OK;
    struct draft_change_settle_in in = { COMMUNITY_FIRST, row->id, state, at };
    return e ? e : query_draft_change_settle(draft->ctx, draft->db, &in);
}

// Those who proposed it hear what the others say.
static result settle(const struct draft *draft, struct draft_change_row *row, str state, instant at)
{
    struct edit edit = edit_of(row);
    struct draft_news news = { .draft = draft, .message = STR("draft-settled"), .party = row->party };
    result e = keep_settled(draft, row, state, at);
    news.what = str_format(draft->ctx->arena, "%.*s: %.*s", STR_ARGS(change_words(draft->ctx, &edit)),
                           STR_ARGS(state));
    news.change = row->id;
    news.is_own = true;
    news.at = at;
    return e || str_equal(state, CHANGE_WITHDRAWN) ? e : news_tell(draft->ctx, draft->db, &news);
}

// Whether each other party that takes part has agreed.
static result are_agreed(const struct draft *draft, const struct draft_change_row *row, bool *agreed)
{
    struct draft_answer_of_change_out_list answers;
    result e = query_draft_answer_of_change(
        draft->ctx, draft->db, &(struct draft_answer_of_change_in){ COMMUNITY_FIRST, row->id }, &answers);
    *agreed = true;
    for (size_t i = 0; i < draft->parties.n && !e; i++) {
        const struct draft_party *p = &draft->parties.at[i];
        bool has = !p->n || str_same_name(p->party, row->party);
        for (size_t a = 0; a < answers.n; a++)
            has = has || (answers.at[a].is_agreed && str_same_name(answers.at[a].party, p->party));
        *agreed = *agreed && has;
    }
    return e;
}

static result wish_check(const struct draft *draft, struct draft_wish *wish)
{
    struct document *edited;
    result e = must_speak(draft, wish->party);
    if (!e)
        e = draft_words_check(draft->ctx, wish->words, true);
    if (!e)
        e = document_edit(draft->ctx, draft->document, &wish->edit, &wish->diagnostics, &edited);
    if (!e && str_equal(edited->text, draft->document->text))
        e = fail(draft->ctx, ERR_INPUT, "nothing would change: write how it is to be");
    if (!e && wish->edit.kind != EDIT_REMOVE) // as it will stand
        wish->edit.text = document_part(draft->ctx, edited, wish->edit.label);
    return e;
}

result draft_propose(const struct draft *draft, struct draft_wish *wish)
{
    result e = wish_check(draft, wish);
    if (e)
        return e;
    bool is_added = wish->edit.kind == EDIT_ADD;
    str before = is_added ? (str){ 0 } : document_part(draft->ctx, draft->document, wish->edit.label);
    struct draft_change_insert_in fresh = {
        COMMUNITY_FIRST,
        draft->row.id,
        KINDS[wish->edit.kind],
        wish->edit.label,
        wish->edit.after,
        before,
        wish->edit.text,
        wish->words,
        wish->party,
        drafter_account(&wish->by),
        wish->by.at,
    };
    struct draft_change_row row;
    e = query_draft_change_insert(draft->ctx, draft->db, &fresh, &wish->id);
    if (!e)
        e = draft_change_read(draft, wish->id, &row);
    if (!e)
        e = are_agreed(draft, &row, &wish->is_taken);
    if (!e && wish->is_taken) // nobody else takes part yet, who could answer
        return keep_settled(draft, &row, CHANGE_TAKEN, wish->by.at);
    struct draft_news news = { draft,       STR("draft-change"),
                               wish->party, change_words(draft->ctx, &wish->edit),
                               wish->words, wish->id,
                               false,       wish->by.at };
    return e ? e : news_tell(draft->ctx, draft->db, &news);
}

static result answering_check(const struct draft *draft, const struct draft_answering *a,
                              const struct draft_change_row *row)
{
    result e = must_speak(draft, a->party);
    if (!e && !str_equal(row->state, CHANGE_OPEN))
        e = fail(draft->ctx, ERR_RULE, "this change is %.*s already", STR_ARGS(row->state));
    if (!e && str_same_name(row->party, a->party))
        e = fail(draft->ctx, ERR_RULE, "it is your own change: the others answer it");
    if (!e && !a->is_agreed && !a->words.n)
        e = fail(draft->ctx, ERR_INPUT, "say why not: whoever proposed it can then propose something better");
    return e ? e : draft_words_check(draft->ctx, a->words, false);
}

result draft_answer(const struct draft *draft, struct draft_answering *a)
{
    struct draft_change_row row;
    bool is_agreed = false;
    result e = draft_change_read(draft, a->change, &row);
    if (!e)
        e = answering_check(draft, a, &row);
    struct draft_answer_put_in in = { COMMUNITY_FIRST,         a->change, a->party, a->is_agreed, a->words,
                                      drafter_account(&a->by), a->by.at };
    if (!e)
        e = query_draft_answer_put(draft->ctx, draft->db, &in);
    if (!e && a->is_agreed)
        e = are_agreed(draft, &row, &is_agreed);
    a->is_settled = is_agreed || !a->is_agreed;
    if (e || !a->is_settled)
        return e;
    return settle(draft, &row, is_agreed ? CHANGE_TAKEN : CHANGE_DECLINED, a->by.at);
}

result draft_withdraw(const struct draft *draft, int64_t change, instant at)
{
    struct draft_change_row row;
    result e = draft_change_read(draft, change, &row);
    if (!e)
        e = must_speak(draft, row.party);
    if (!e && !str_equal(row.state, CHANGE_OPEN))
        e = fail(draft->ctx, ERR_RULE, "this change is %.*s already", STR_ARGS(row.state));
    return e ? e : settle(draft, &row, CHANGE_WITHDRAWN, at);
}

result draft_change_read(const struct draft *draft, int64_t change, struct draft_change_row *row)
{
    bool is_found;
    result e = query_draft_change_by_id(
        draft->ctx, draft->db, &(struct draft_change_by_id_in){ COMMUNITY_FIRST, change }, row, &is_found);
    if (!e && (!is_found || row->draft_id != draft->row.id))
        e = fail(draft->ctx, ERR_MISSING, "there is no such change of this draft");
    return e;
}

bool draft_change_is_current(const struct draft *draft, const struct draft_change_row *row)
{
    str now = document_part(draft->ctx, draft->document, row->label);
    bool is_added = str_equal(row->kind, KINDS[EDIT_ADD]);
    return is_added ? !row->label.n || !document_clause(draft->document, row->label)
                    : str_equal(now, row->before);
}

result draft_comment(const struct draft *draft, const struct draft_saying *saying)
{
    struct draft_change_row row;
    int64_t id;
    result e = draft_must_be_open(draft);
    if (!e && !draft->may_comment)
        e = fail(draft->ctx, ERR_DENIED, "this draft is not out for comments now");
    if (!e && saying->party.n)
        e = must_speak(draft, saying->party);
    if (!e && saying->change)
        e = draft_change_read(draft, saying->change, &row);
    if (!e && saying->label.n && !document_clause(draft->document, saying->label) && !saying->change)
        e = fail(draft->ctx, ERR_MISSING, "there is no clause %.*s in this draft", STR_ARGS(saying->label));
    if (!e)
        e = draft_words_check(draft->ctx, saying->words, true);
    struct draft_comment_insert_in fresh = { COMMUNITY_FIRST,
                                             draft->row.id,
                                             saying->change ? saying->change : ID_NONE,
                                             saying->label,
                                             saying->party,
                                             saying->words,
                                             drafter_account(&saying->by),
                                             saying->by.at };
    return e ? e : query_draft_comment_insert(draft->ctx, draft->db, &fresh, &id);
}

result draft_comment_reply(const struct draft *draft, int64_t comment, str words, instant at)
{
    result e = draft_must_be_open(draft);
    if (!e && !draft->takes_part)
        e = fail(draft->ctx, ERR_DENIED, "only those who take part answer comments");
    if (!e)
        e = draft_words_check(draft->ctx, words, true);
    struct draft_comment_answer_in in = { COMMUNITY_FIRST, draft->row.id, comment, words, at };
    return e ? e : query_draft_comment_answer(draft->ctx, draft->db, &in);
}
