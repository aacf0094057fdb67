#include "app/paper.h"

#include <sodium.h>

#include "app/ledger.h"
#include "app/log.h"
#include "app/public_words.h"
#include "app/record.h"

enum { CODE_BYTES = 4, CODE_DIGITS = 8 };

static const str ENDS[] = { [PAPER_CONFIRMED] = STR_INIT("confirmed"),
                            [PAPER_REFUSED] = STR_INIT("refused"),
                            [PAPER_WITHDRAWN] = STR_INIT("withdrawn") };

static void end_take(struct paper_list *papers, const struct fact_row *f)
{
    for (size_t i = 0; i < papers->n; i++) {
        struct paper_word *p = &papers->at[i];
        for (int s = PAPER_CONFIRMED; s <= PAPER_WITHDRAWN && p->id == f->corrects; s++)
            if (str_equal(ENDS[s], f->name)) {
                p->state = (enum paper_state)s;
                p->ended_by = f->said_by;
                p->why = f->words;
            }
    }
}

static bool has(const struct paper_roles *roles, int64_t account, str party)
{
    for (size_t i = 0; i < roles->n; i++)
        if (roles->at[i].account == account && str_same_name(roles->at[i].party, party))
            return true;
    return false;
}

static result actor_of(const struct paper_desk *desk, int64_t fact, int64_t *person)
{
    struct private_by_fact_out part;
    bool is_found = false;
    result e = query_private_by_fact(desk->ctx, desk->db,
                                     &(struct private_by_fact_in){ COMMUNITY_FIRST, fact }, &part, &is_found);
    *person = !e && is_found ? part.actor : ID_NONE;
    return e;
}

// Who holds an office of that party, or signed or answered for it here before.
static result is_own_office(const struct paper_desk *desk, str party, bool *is_own)
{
    static const enum fact_kind kinds[] = { FACT_SIGNED, FACT_ACT_ANSWERED };
    result e = OK;
    *is_own = has(&desk->holders, desk->visitor->id, party);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !e && !*is_own; k++) {
        struct fact_row_list facts;
        e = query_fact_of_document(desk->ctx, desk->db,
                                   &(struct fact_of_document_in){ COMMUNITY_FIRST, desk->document, kinds[k] },
                                   &facts);
        for (size_t i = 0; !e && i < facts.n && !*is_own; i++) {
            int64_t person = ID_NONE;
            if (!str_same_name(facts.at[i].name, party))
                continue;
            e = actor_of(desk, facts.at[i].id, &person);
            *is_own = person != ID_NONE && person == desk->visitor->person;
        }
    }
    return e;
}

static bool is_of_body(const struct paper_desk *desk, str body)
{
    bool is = has(&desk->speakers, desk->visitor->id, body);
    for (size_t i = 0; i < desk->visitor->roles.n && !is; i++)
        is = str_same_name(desk->visitor->roles.at[i].body, body);
    return is;
}

// Whether whoever asks is of a body of that person: by a role they hold, or because they speak for it there.
static result shares_body(const struct paper_desk *desk, int64_t person, bool *shares)
{
    struct account_row account;
    struct account_role_row_list roles;
    bool is_found = false;
    result e = query_account_by_person(
        desk->ctx, desk->db, &(struct account_by_person_in){ COMMUNITY_FIRST, person }, &account, &is_found);
    if (e || !is_found)
        return e;
    e = query_account_role_of_account(
        desk->ctx, desk->db, &(struct account_role_of_account_in){ COMMUNITY_FIRST, account.id }, &roles);
    for (size_t i = 0; !e && i < roles.n; i++)
        *shares |= roles.at[i].body.n && is_of_body(desk, roles.at[i].body);
    for (size_t i = 0; !e && i < desk->speakers.n; i++)
        *shares |= desk->speakers.at[i].account == account.id && is_of_body(desk, desk->speakers.at[i].party);
    return e;
}

// Why whoever asks is not the second of a paper: a sentence, or nothing.
static result second_check(const struct paper_desk *desk, const struct paper_word *paper, const char **why)
{
    int64_t person = ID_NONE;
    bool is_own = false, shares = false;
    result e = actor_of(desk, paper->id, &person);
    *why = NULL;
    if (!e && person == desk->visitor->person)
        *why = "another person confirms it: you recorded it";
    else if (!e && person == ID_NONE)
        *why = "nobody knows any more who recorded it: it is refused, and recorded anew";
    if (!e && !*why)
        e = shares_body(desk, person, &shares);
    if (!e && !*why && (shares || is_of_body(desk, paper->by) || str_same_name(desk->body, paper->by)))
        *why = "somebody of another body confirms it: you are of the one that recorded it";
    if (!e && !*why)
        e = is_own_office(desk, paper->party, &is_own);
    if (!e && is_own)
        *why = "you sign or answer for that party yourself: somebody else confirms what it sent on paper";
    return e;
}

static result mine_fill(const struct paper_desk *desk, struct paper_word *p)
{
    const char *why = NULL;
    int64_t person = ID_NONE;
    if (p->state != PAPER_WAITS || !desk->visitor)
        return OK;
    result e = actor_of(desk, p->id, &person);
    p->may_withdraw = person != ID_NONE && person == desk->visitor->person;
    if (!e && desk->body.n)
        e = second_check(desk, p, &why);
    p->may_confirm = desk->body.n && !why;
    return e;
}

result papers_read(const struct paper_desk *desk, struct paper_list *papers)
{
    struct fact_row_list recorded, ended;
    *papers = (struct paper_list){ .n = 0 };
    result e = query_fact_of_document(
        desk->ctx, desk->db, &(struct fact_of_document_in){ COMMUNITY_FIRST, desk->document, FACT_PAPER },
        &recorded);
    if (!e && recorded.n)
        e = query_fact_of_document(
            desk->ctx, desk->db,
            &(struct fact_of_document_in){ COMMUNITY_FIRST, desk->document, FACT_PAPER_ENDED }, &ended);
    for (size_t i = 0; !e && i < recorded.n; i++) {
        const struct fact_row *f = &recorded.at[i];
        struct paper_word *slot = LIST_PUSH(desk->ctx->arena, papers);
        if (!slot)
            return arena_fail(desk->ctx);
        str by = f->value, of = str_trim(str_cut(&by, ';'));
        *slot = (struct paper_word){ f->id,        f->name,        f->said_by,  f->words,    of,
                                     str_trim(by), f->period_from, f->happened, PAPER_WAITS, { 0 },
                                     { 0 },        false,          false };
    }
    for (size_t i = 0; !e && recorded.n && i < ended.n; i++)
        end_take(papers, &ended.at[i]);
    for (size_t i = 0; !e && i < papers->n; i++)
        e = mine_fill(desk, &papers->at[i]);
    return e;
}

const struct paper_word *paper_waiting(const struct paper_list *papers, str party, str office, str of)
{
    for (size_t i = 0; i < papers->n; i++) {
        const struct paper_word *p = &papers->at[i];
        if (p->state == PAPER_WAITS && str_same_name(p->party, party) && str_starts(p->of, of) &&
            (!office.n || str_equal(p->office, office)))
            return p;
    }
    return NULL;
}

static int n_refused(const struct paper_list *papers, const struct paper_word *of)
{
    int n = 0;
    for (size_t i = 0; i < papers->n; i++) {
        const struct paper_word *p = &papers->at[i];
        n += p->state == PAPER_REFUSED && str_same_name(p->party, of->party) && str_starts(p->of, of->of) &&
            (!of->office.n || str_equal(p->office, of->office));
    }
    return n;
}

result paper_code(const struct paper_desk *desk, const struct paper_list *papers, const struct paper_word *of,
                  str *code)
{
    struct log log;
    unsigned char sum[crypto_generichash_BYTES];
    char hex[2 * CODE_BYTES + 1];
    str said = str_format(desk->ctx->arena, "%.*s\n%.*s\n%.*s\n%.*s\n%d", STR_ARGS(desk->document),
                          STR_ARGS(of->party), STR_ARGS(of->office), STR_ARGS(of->of), n_refused(papers, of));
    result e = log_read(desk->ctx, desk->db, &log);
    if (e)
        return e;
    crypto_generichash(sum, sizeof sum, (const unsigned char *)said.at, said.n,
                       log.is_there ? (const unsigned char *)log.secret.at : NULL,
                       log.is_there ? log.secret.n : 0);
    sodium_bin2hex(hex, sizeof hex, sum, CODE_BYTES);
    *code = str_format(desk->ctx->arena, "%.4s %.4s", hex, hex + 4);
    return arena_is_full(desk->ctx->arena) ? arena_fail(desk->ctx) : OK;
}

// Digits and letters of the code, whatever stands between them and however they are written.
static bool is_code(str typed, str code)
{
    char digits[CODE_DIGITS];
    size_t n = 0, k = 0;
    for (size_t i = 0; i < code.n && k < CODE_DIGITS; i++)
        if (code.at[i] != ' ')
            digits[k++] = code.at[i];
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.at[i];
        if (c == ' ' || c == '-')
            continue;
        c = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
        if (n == CODE_DIGITS || c != digits[n++])
            return false;
    }
    return n == CODE_DIGITS;
}

static result code_check(const struct paper_desk *desk, const struct paper_list *papers,
                         struct paper_said *said, const struct paper_word *paper)
{
    struct paper_word of = { .party = paper->party, .of = said->sheet };
    str code;
    if (said->sheet_has_office)
        of.office = paper->office;
    result e = paper_code(desk, papers, &of, &code);
    said->part = PAPER_PART_CODE;
    return e || is_code(said->code, code)
        ? e
        : fail(desk->ctx, ERR_INPUT,
               "this is not the code of this text: it stands on the sheet that was signed");
}

static result fact_say(const struct paper_desk *desk, struct fact_insert_in *fact, str said_by)
{
    struct private_part part = PRIVATE_NOTHING;
    instant recorded;
    result e = record_time(desk->ctx, desk->db, desk->now, &recorded);
    fact->happened = fact->happened_last = desk->at;
    fact->recorded = recorded;
    fact->document = desk->document;
    fact->said_by = said_by;
    part.actor = desk->visitor->person;
    return e ? e : fact_keep(desk->ctx, desk->db, *fact, part, NULL);
}

result paper_record(const struct paper_desk *desk, const struct paper_list *papers, struct paper_said *said)
{
    struct ctx *ctx = desk->ctx;
    const struct paper_word *p = &said->paper;
    bool is_own = false;
    if (!desk->visitor || !desk->body.n)
        return fail(ctx, ERR_DENIED, "you speak for none of its parties");
    result e = is_own_office(desk, p->party, &is_own);
    if (!e && is_own)
        e = fail(ctx, ERR_DENIED,
                 "you sign or answer for %.*s yourself: somebody else records what it sent on paper",
                 STR_ARGS(p->party));
    if (!e && paper_waiting(papers, p->party, said->sheet_has_office ? p->office : (str){ 0 }, said->sheet))
        e = fail(ctx, ERR_RULE, "this is recorded already, and waits for somebody who confirms it");
    if (!e)
        e = code_check(desk, papers, said, p);
    if (e)
        return e;
    said->part = PAPER_PART_DAY;
    if (date_is_none(p->day))
        return fail(ctx, ERR_INPUT, "write the day on which it was signed like 31 1 2027");
    if (p->day.day < said->first.day || p->day.day > said->today.day)
        return fail(ctx, ERR_INPUT, "it was signed between %.*s, when it was offered, and today",
                    STR_ARGS(date_words(ctx, said->first)));
    struct fact_insert_in fact = fact_new(FACT_PAPER, desk->at, desk->at);
    fact.name = p->party;
    fact.value = str_format(ctx->arena, "%.*s; %.*s", STR_ARGS(p->of), STR_ARGS(desk->body));
    fact.words = p->words;
    fact.period_from = fact.period_to = p->day;
    said->part = PAPER_PART_OTHER;
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : fact_say(desk, &fact, p->office);
}

static result ending_check(const struct paper_desk *desk, const struct paper_list *papers, enum paper_end end,
                           struct paper_said *said, const struct paper_word *p)
{
    struct ctx *ctx = desk->ctx;
    const char *why = NULL;
    if (end == PAPER_WITHDRAW)
        return p->may_withdraw ? OK : fail(ctx, ERR_DENIED, "only whoever recorded it withdraws it");
    if (!desk->body.n)
        return fail(ctx, ERR_DENIED, "you speak for none of its parties, and sign for no body here");
    result e = second_check(desk, p, &why);
    bool is_orphan = why && !p->may_withdraw && str_starts(str_from(why), STR("nobody knows"));
    if (!e && why && !(is_orphan && end == PAPER_REFUSE))
        e = fail(ctx, ERR_DENIED, "%s", why);
    if (e || end == PAPER_CONFIRM)
        return e ? e : code_check(desk, papers, said, p);
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    said->part = PAPER_PART_WHY;
    return public_field_check(&form, said->paper.words, PUBLIC_WORDS_MAX, "say why: everybody reads it");
}

result paper_end(const struct paper_desk *desk, const struct paper_list *papers, enum paper_end end,
                 struct paper_said *said, struct paper_word *ended)
{
    const struct paper_word *p = NULL;
    for (size_t i = 0; i < papers->n; i++)
        p = papers->at[i].id == said->paper.id ? &papers->at[i] : p;
    if (!desk->visitor)
        return fail(desk->ctx, ERR_LOGIN, "sign in first");
    if (!p || p->state != PAPER_WAITS)
        return fail(desk->ctx, ERR_RULE, "this paper waits for nobody any more");
    result e = ending_check(desk, papers, end, said, p);
    struct fact_insert_in fact = fact_new(FACT_PAPER_ENDED, desk->at, desk->at);
    fact.name = ENDS[end];
    fact.corrects = p->id;
    fact.words = end == PAPER_REFUSE ? said->paper.words : (str){ 0 };
    *ended = *p;
    ended->state = (enum paper_state)end;
    ended->ended_by = end == PAPER_WITHDRAW ? p->by : desk->body;
    return e ? e : fact_say(desk, &fact, ended->ended_by);
}

str paper_words(const struct paper_desk *desk, const struct paper_word *p)
{
    return str_format(desk->ctx->arena, "%.*s; signed on paper on %.*s, recorded by %.*s, confirmed by %.*s",
                      STR_ARGS(p->words), STR_ARGS(date_words(desk->ctx, p->day)), STR_ARGS(p->by),
                      STR_ARGS(p->ended_by));
}
