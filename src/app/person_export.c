#include "app/person_export.h"

#include "app/account.h"
#include "app/by_post.h"
#include "app/draft_meeting.h"
#include "app/erase.h"
#include "app/given_out.h"
#include "app/ledger.h"
#include "app/partner_return.h"
#include "app/payment_choice.h"
#include "app/restriction.h"
#include "app/subscription.h"
#include "app/unreachable.h"

static const struct table_column COLUMNS[] = {
    { STR_INIT("what"), CELL_TEXT, false },  { STR_INIT("reference"), CELL_MAYBE, false },
    { STR_INIT("when"), CELL_MAYBE, false }, { STR_INIT("name"), CELL_TEXT, false },
    { STR_INIT("value"), CELL_TEXT, false },
};

struct exporting {
    struct ctx *ctx;
    struct db *db;
    struct table *table;
    const struct zone *zone;
    const struct person_row *person;
};

struct table person_table(struct ctx *ctx, struct buffer *out, enum table_form form)
{
    return table_open(ctx, out, form, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
}

// Where a line of the export belongs.
struct about {
    const char *what;
    str reference;
    instant when;
};

static void line(struct exporting *x, struct about about, const char *name, str value)
{
    struct buffer when = buffer_open(64);
    if (!value.n)
        return;
    if (!instant_is_none(about.when))
        instant_write(&when, x->zone, about.when);
    table_cell(x->table, str_from(about.what));
    table_cell(x->table, about.reference);
    table_cell(x->table, buffer_str(&when));
    table_cell(x->table, str_from(name));
    table_cell(x->table, value);
    buffer_close(&when);
}

static void person_lines(struct exporting *x)
{
    const struct person_row *p = x->person;
    struct about about = { "person", { 0 }, INSTANT_NONE };
    line(x, about, "id", str_format(x->ctx->arena, "%lld", (long long)p->id));
    line(x, about, "name", p->name);
    line(x, about, "email", p->email);
    line(x, about, "telephone", p->telephone);
    line(x, about, "address", p->address);
    line(x, about, "language", p->language);
    line(x, about, "way", p->way);
    line(x, about, "print", p->print);
}

// The large one: the small one is the same picture.
static str photograph_name(const struct held_row *f)
{
    str rest = f->photograph;
    return str_cut(&rest, ' ');
}

static void fact_lines(struct exporting *x, str reference, const struct held_row *f)
{
    struct about about = { "fact", reference, f->happened };
    if (!f->words.n && !f->latitude.n && !f->longitude.n && !f->place.n && !f->photograph.n)
        return;
    line(x, about, "kind", str_from(fact_kind_name((enum fact_kind)f->kind)));
    line(x, about, "words", f->words);
    line(x, about, "latitude", f->latitude);
    line(x, about, "longitude", f->longitude);
    line(x, about, "place", f->place);
    line(x, about, "photograph", photograph_name(f));
    if (f->actor == x->person->id)
        line(x, about, "actor", STR("this person"));
}

static result reference_of(struct exporting *x, int64_t case_id, struct case_row *row)
{
    bool is_found;
    *row = (struct case_row){ .id = ID_NONE, .opened = INSTANT_NONE };
    if (case_id == ID_NONE)
        return OK;
    return query_case_by_id(x->ctx, x->db, &(struct case_by_id_in){ COMMUNITY_FIRST, case_id }, row,
                            &is_found);
}

// That a code leads to it, and since when: the code itself is kept nowhere.
static result code_lines(struct exporting *x, int64_t case_id, str reference)
{
    struct own_code_of_case_out_list codes;
    result e = query_own_code_of_case(x->ctx, x->db,
                                      &(struct own_code_of_case_in){ COMMUNITY_FIRST, case_id }, &codes);
    for (size_t i = 0; !e && i < codes.n; i++)
        if (codes.at[i].person_id == x->person->id)
            line(x, (struct about){ "case", reference, codes.at[i].made }, "code",
                 STR("given to this person"));
    return e;
}

// That they asked for news by post, as long as nobody has agreed to it.
static result by_post_lines(struct exporting *x, int64_t case_id, str reference)
{
    struct by_post p;
    result e = by_post_look(x->ctx, x->db, &(struct by_post_whose){ case_id, x->person->id }, &p);
    if (!e && (p.state == BY_POST_WAITING || p.state == BY_POST_REFUSED))
        line(x, (struct about){ "case", reference, p.asked }, "letters",
             p.state == BY_POST_WAITING ? STR("asked for") : STR("asked for, and refused"));
    return e;
}

// How they want to be paid, where that is theirs to choose.
static result choice_lines(struct exporting *x, int64_t case_id, str reference)
{
    struct payment_choice_row_list rows;
    result e = query_payment_choice_of_case(
        x->ctx, x->db, &(struct payment_choice_of_case_in){ COMMUNITY_FIRST, case_id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (rows.at[i].person_id == x->person->id)
            line(x, (struct about){ "case", reference, rows.at[i].made }, "payment",
                 str_format(x->ctx->arena, "%.*s%s%.*s%s%.*s",
                            STR_ARGS(payment_choice_words(x->ctx, &rows.at[i])),
                            rows.at[i].channel.n ? "; by " : "", STR_ARGS(rows.at[i].channel),
                            rows.at[i].channel.n ? ", written down by " : "", STR_ARGS(rows.at[i].office)));
    return e;
}

// To whom it was given out on request: what, when, to whom, where they may be told; never why, which names who asked.
static result given_out_lines(struct exporting *x, const struct case_row *row)
{
    struct fact_row_list facts;
    result e = query_fact_of_case(x->ctx, x->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row->id },
                                  &facts);
    for (size_t i = 0; !e && i < facts.n; i++) {
        const struct fact_row *f = &facts.at[i];
        struct given_to given = given_out_to(f->words);
        struct about about = { "given out", row->reference, f->happened };
        if (!given_out_stands(&facts, f) || given.is_untold)
            continue;
        line(x, about, "what", f->name);
        line(x, about, "to", given.to.n ? given.to : STR("to whom is not kept any more"));
    }
    return e;
}

// To a body's own system.
static result onward_lines(struct exporting *x, const struct case_row *row)
{
    struct onward_report_row_list rows;
    result e = query_onward_report_of_case(
        x->ctx, x->db, &(struct onward_report_of_case_in){ COMMUNITY_FIRST, row->id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (rows.at[i].reference.n) {
            struct about about = { "sent on", row->reference, rows.at[i].asked };
            line(x, about, "to", rows.at[i].body);
            line(x, about, "reference there", rows.at[i].reference);
        }
    return e;
}

static result recipient_lines(struct exporting *x, int64_t case_id)
{
    struct case_row row;
    result e = reference_of(x, case_id, &row);
    if (!e && row.id != ID_NONE)
        e = given_out_lines(x, &row);
    return e || row.id == ID_NONE ? e : onward_lines(x, &row);
}

// What was noted of a case that was given out may name them, and not be for them.
static bool is_untold(const struct held_row *f)
{
    return f->kind == FACT_GIVEN && given_out_to(f->words).is_untold;
}

// What they said on it, and what others said of them.
static result case_lines(struct exporting *x, const struct case_person_of_person_out *binding)
{
    struct case_row row;
    struct held_row_list facts = { 0 };
    result e = reference_of(x, binding->case_id, &row);
    if (!e)
        e = query_held_of_case(x->ctx, x->db, &(struct held_of_case_in){ COMMUNITY_FIRST, binding->case_id },
                               &facts);
    if (e)
        return e;
    struct about about = { "case", row.reference, row.opened };
    line(x, about, "part", binding->part);
    line(x, about, "service", row.service);
    line(x, about, "area", row.area);
    for (size_t i = 0; i < facts.n; i++)
        if (held_is_theirs(&facts.at[i], x->person) ||
            (held_is_about(&facts.at[i], x->person) && !is_untold(&facts.at[i])))
            fact_lines(x, row.reference, &facts.at[i]);
    e = choice_lines(x, binding->case_id, row.reference);
    if (!e)
        e = by_post_lines(x, binding->case_id, row.reference);
    return e ? e : code_lines(x, binding->case_id, row.reference);
}

static bool is_bound(const struct case_person_of_person_out_list *cases, int64_t case_id)
{
    for (size_t i = 0; i < cases->n; i++)
        if (cases->at[i].case_id == case_id)
            return true;
    return false;
}

static result acted_lines(struct exporting *x, const struct case_person_of_person_out_list *cases)
{
    struct held_row_list acted;
    result e = query_held_of_actor(x->ctx, x->db,
                                   &(struct held_of_actor_in){ COMMUNITY_FIRST, x->person->id }, &acted);
    for (size_t i = 0; !e && i < acted.n; i++) {
        struct case_row row;
        if (is_bound(cases, acted.at[i].case_id))
            continue;
        e = reference_of(x, acted.at[i].case_id, &row);
        struct about about = { "deed", row.reference, acted.at[i].happened };
        if (!e)
            line(x, about, "kind", str_from(fact_kind_name((enum fact_kind)acted.at[i].kind)));
        if (!e)
            fact_lines(x, row.reference, &acted.at[i]);
    }
    return e;
}

static result message_lines(struct exporting *x)
{
    struct outbox_row_list messages;
    result e = query_outbox_of_person(
        x->ctx, x->db, &(struct outbox_of_person_in){ COMMUNITY_FIRST, x->person->id }, &messages);
    for (size_t i = 0; !e && i < messages.n; i++) {
        const struct outbox_row *m = &messages.at[i];
        struct held_row fact = { .case_id = ID_NONE };
        struct case_row row;
        bool is_found;
        e = query_held_by_id(x->ctx, x->db, &(struct held_by_id_in){ COMMUNITY_FIRST, m->fact_id }, &fact,
                             &is_found);
        if (!e)
            e = reference_of(x, is_found ? fact.case_id : ID_NONE, &row);
        if (e)
            return e;
        struct about about = { "message", row.reference, m->created };
        line(x, about, "about", m->message);
        line(x, about, "way", m->way);
        line(x, about, "state", m->state);
    }
    return e;
}

// Cases that were given to them to work on.
static result given_lines(struct exporting *x, int64_t account)
{
    struct assignee_of_account_out_list rows;
    result e = query_assignee_of_account(x->ctx, x->db,
                                         &(struct assignee_of_account_in){ COMMUNITY_FIRST, account }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        struct case_row row;
        e = reference_of(x, rows.at[i].case_id, &row);
        if (!e)
            line(x, (struct about){ "work", row.reference, INSTANT_NONE }, "given", STR("to this person"));
    }
    return e;
}

static result account_lines(struct exporting *x)
{
    struct account_row account;
    struct account_role_row_list roles = { 0 };
    struct session_row_list sessions = { 0 };
    bool is_found;
    result e = query_account_by_person(
        x->ctx, x->db, &(struct account_by_person_in){ COMMUNITY_FIRST, x->person->id }, &account, &is_found);
    if (e || !is_found)
        return e;
    struct about about = { "account", { 0 }, account.created };
    line(x, about, "state", account.state);
    line(x, about, "signs in with", account.password.n ? STR("a password") : STR("a link or code"));
    line(x, about, "second step", account.totp.n ? STR("yes") : STR("no"));
    e = query_account_role_of_account(
        x->ctx, x->db, &(struct account_role_of_account_in){ COMMUNITY_FIRST, account.id }, &roles);
    for (size_t i = 0; !e && i < roles.n; i++) {
        about = (struct about){ "account", { 0 }, roles.at[i].given };
        line(x, about, "role", roles.at[i].role);
        line(x, about, "insured by", roles.at[i].insured);
        line(x, about, "consent", roles.at[i].consent);
    }
    if (!e)
        e = query_session_of_account(
            x->ctx, x->db, &(struct session_of_account_in){ COMMUNITY_FIRST, account.id }, &sessions);
    for (size_t i = 0; !e && i < sessions.n; i++)
        line(x, (struct about){ "account", { 0 }, sessions.at[i].created }, "signed in with",
             sessions.at[i].browser.n ? sessions.at[i].browser : STR("a browser"));
    return e ? e : given_lines(x, account.id);
}

// What they did as an administrator.
static result administered_lines(struct exporting *x)
{
    struct administered_row_list rows;
    result e = query_administered_of_person(
        x->ctx, x->db, &(struct administered_of_person_in){ COMMUNITY_FIRST, x->person->id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        line(x, (struct about){ "administered", { 0 }, rows.at[i].at }, "deed",
             str_format(x->ctx->arena, "%.*s %.*s", STR_ARGS(rows.at[i].deed), STR_ARGS(rows.at[i].subject)));
    return e;
}

static result alert_lines(struct exporting *x)
{
    struct subscription_row_list rows;
    result e = query_subscription_of_person(
        x->ctx, x->db, &(struct subscription_of_person_in){ COMMUNITY_FIRST, x->person->id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct about about = { "alert", { 0 }, rows.at[i].asked };
        str words;
        e = subscription_say(x->ctx, x->db, &rows.at[i], &words);
        line(x, about, "about", words);
        line(x, about, "often", rows.at[i].often);
    }
    return e;
}

// Returns of a partner that they were asked for, and what they signed.
static result return_lines(struct exporting *x)
{
    struct partner_return_row_list rows;
    result e = query_partner_return_of_person(
        x->ctx, x->db, &(struct partner_return_of_person_in){ COMMUNITY_FIRST, x->person->id }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        struct about about = { "return", { 0 }, rows.at[i].asked };
        line(x, about, "body", rows.at[i].body);
        line(x, about, "quarter", return_words(x->ctx, &rows.at[i]));
        line(x, about, "state", rows.at[i].state);
        line(x, about, "signed as", rows.at[i].signer);
        line(x, about, "office", rows.at[i].office);
    }
    return e;
}

// How their contact is or was limited, why, and what was said to that.
static result restriction_lines(struct exporting *x)
{
    struct restriction_row_list rows;
    result e = query_restriction_of_person(
        x->ctx, x->db, &(struct restriction_of_person_in){ COMMUNITY_FIRST, x->person->id }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        const struct restriction_row *r = &rows.at[i];
        struct about about = { "limited contact", { 0 }, r->begun };
        struct buffer until = buffer_open(64);
        date_write(&until, r->until);
        line(x, about, "limit", restriction_words(x->ctx, r));
        line(x, about, "until", buffer_str(&until));
        line(x, about, "decided by", r->post);
        line(x, about, "why", r->why);
        line(x, about, "review", r->review_words);
        line(x, about, "appeal", r->appeal);
        line(x, about, "answer", r->answer);
        buffer_close(&until);
    }
    return e;
}

// Where nothing arrives any more.
static result unreachable_lines(struct exporting *x)
{
    static const str ways[] = { STR_INIT("email"), STR_INIT("text") };
    result e = OK;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !e; i++) {
        struct unreachable u = { .way = ways[i], .address = way_address(ways[i], x->person) };
        bool is_failing;
        e = unreachable_find(x->ctx, x->db, &u, &is_failing);
        struct about about = { "address that fails", { 0 }, u.since };
        if (!e && is_failing)
            line(x, about, "way", u.way);
        if (!e && is_failing)
            line(x, about, "status", u.reason);
    }
    return e;
}

// What they said in drafts, and for whom they speak there.
static result draft_lines(struct exporting *x)
{
    struct account_row account;
    struct draft_comment_row_list comments = { 0 };
    struct draft_speaker_of_account_out_list speaks = { 0 };
    struct draft_signatory_of_account_out_list signs = { 0 };
    bool is_found;
    result e = query_account_by_person(
        x->ctx, x->db, &(struct account_by_person_in){ COMMUNITY_FIRST, x->person->id }, &account, &is_found);
    if (e || !is_found)
        return e;
    e = query_draft_speaker_of_account(
        x->ctx, x->db, &(struct draft_speaker_of_account_in){ COMMUNITY_FIRST, account.id }, &speaks);
    if (!e)
        e = query_draft_comment_of_account(
            x->ctx, x->db, &(struct draft_comment_of_account_in){ COMMUNITY_FIRST, account.id }, &comments);
    for (size_t i = 0; !e && i < speaks.n; i++)
        line(x, (struct about){ "draft", { 0 }, INSTANT_NONE }, "speaks for", speaks.at[i].party);
    if (!e)
        e = query_draft_signatory_of_account(
            x->ctx, x->db, &(struct draft_signatory_of_account_in){ COMMUNITY_FIRST, account.id }, &signs);
    for (size_t i = 0; !e && i < signs.n; i++)
        line(x, (struct about){ "draft", { 0 }, INSTANT_NONE }, "signs as",
             str_format(x->ctx->arena, "%.*s of %.*s", STR_ARGS(signs.at[i].office),
                        STR_ARGS(signs.at[i].party)));
    for (size_t i = 0; !e && i < comments.n; i++)
        line(x, (struct about){ "draft", { 0 }, comments.at[i].made }, "words", comments.at[i].words);
    return e;
}

// What they wrote down of meetings about drafts, of what clauses would cost, and in other words.
static result meeting_lines(struct exporting *x)
{
    struct account_row account;
    struct draft_vote_row_list votes = { 0 };
    struct draft_cost_row_list costs = { 0 };
    struct draft_worded_row_list worded = { 0 };
    bool is_found;
    result e = query_account_by_person(
        x->ctx, x->db, &(struct account_by_person_in){ COMMUNITY_FIRST, x->person->id }, &account, &is_found);
    if (e || !is_found)
        return e;
    e = query_draft_vote_of_account(
        x->ctx, x->db, &(struct draft_vote_of_account_in){ COMMUNITY_FIRST, account.id }, &votes);
    if (!e)
        e = query_draft_cost_of_account(
            x->ctx, x->db, &(struct draft_cost_of_account_in){ COMMUNITY_FIRST, account.id }, &costs);
    if (!e)
        e = query_draft_worded_of_account(
            x->ctx, x->db, &(struct draft_worded_of_account_in){ COMMUNITY_FIRST, account.id }, &worded);
    for (size_t i = 0; !e && i < votes.n; i++)
        line(x, (struct about){ "meeting about a draft", { 0 }, votes.at[i].made }, "show of hands",
             str_format(x->ctx->arena, "%.*s: %.*s", STR_ARGS(draft_vote_words(x->ctx, &votes.at[i])),
                        STR_ARGS(votes.at[i].words)));
    for (size_t i = 0; !e && i < costs.n; i++)
        line(x, (struct about){ "draft", { 0 }, costs.at[i].made }, "cost", costs.at[i].words);
    for (size_t i = 0; !e && i < worded.n; i++)
        line(x, (struct about){ "draft", { 0 }, worded.at[i].made }, "in other words", worded.at[i].words);
    return e;
}

// Which files of payments they prepared, approved or cancelled.
static result payments_lines(struct exporting *x)
{
    struct account_row account;
    struct payment_act_of_account_out_list acts = { 0 };
    bool is_found;
    result e = query_account_by_person(
        x->ctx, x->db, &(struct account_by_person_in){ COMMUNITY_FIRST, x->person->id }, &account, &is_found);
    if (!e && is_found)
        e = query_payment_act_of_account(
            x->ctx, x->db, &(struct payment_act_of_account_in){ COMMUNITY_FIRST, account.id }, &acts);
    for (size_t i = 0; !e && i < acts.n; i++)
        line(x, (struct about){ "file of payments", { 0 }, acts.at[i].at }, "act",
             str_format(x->ctx->arena, "%.*s as %.*s", STR_ARGS(acts.at[i].deed),
                        STR_ARGS(acts.at[i].office)));
    return e;
}

// The charters that they asked for, for a group.
static result ask_lines(struct exporting *x)
{
    struct account_row account;
    struct ask_row_list rows = { 0 };
    bool is_found;
    result e = query_account_by_person(
        x->ctx, x->db, &(struct account_by_person_in){ COMMUNITY_FIRST, x->person->id }, &account, &is_found);
    if (!e && is_found)
        e = query_ask_of_account(x->ctx, x->db, &(struct ask_of_account_in){ COMMUNITY_FIRST, account.id },
                                 &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct about about = { "charter asked for", { 0 }, rows.at[i].asked };
        line(x, about, "group", rows.at[i].party);
        line(x, about, "speaks for", rows.at[i].spoken);
        line(x, about, "place", rows.at[i].place);
        line(x, about, "words", rows.at[i].matters);
        line(x, about, "kinds", rows.at[i].services);
    }
    return e;
}

// The invitations to a charter's table that they answered, for a body.
static result seat_lines(struct exporting *x)
{
    struct account_row account;
    struct seat_row_list rows = { 0 };
    bool is_found;
    result e = query_account_by_person(
        x->ctx, x->db, &(struct account_by_person_in){ COMMUNITY_FIRST, x->person->id }, &account, &is_found);
    if (!e && is_found)
        e = query_seat_of_account(x->ctx, x->db, &(struct seat_of_account_in){ COMMUNITY_FIRST, account.id },
                                  &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct about about = { "invitation answered", { 0 }, rows.at[i].answered };
        line(x, about, "body", rows.at[i].body);
        line(x, about, "answer", rows.at[i].state);
        line(x, about, "office", rows.at[i].office);
        line(x, about, "words", rows.at[i].words);
    }
    return e;
}

// What they asked for of their data, and what became of it.
static result request_lines(struct exporting *x)
{
    struct data_request_row_list rows;
    result e = query_data_request_of_person(
        x->ctx, x->db, &(struct data_request_of_person_in){ COMMUNITY_FIRST, x->person->id }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        struct about about = { "request for data", { 0 }, rows.at[i].ended };
        struct buffer asked = buffer_open(64);
        date_write(&asked, rows.at[i].asked);
        line(x, about, "asked on", buffer_str(&asked));
        line(x, about, "for", rows.at[i].wish);
        line(x, about, "state", rows.at[i].state);
        line(x, about, "ground", rows.at[i].ground);
        line(x, about, "answer", rows.at[i].words);
        buffer_close(&asked);
    }
    return e;
}

static result zone_of(struct exporting *x)
{
    struct community_by_id_out community;
    bool is_found;
    result e = query_community_by_id(x->ctx, x->db, &(struct community_by_id_in){ COMMUNITY_FIRST },
                                     &community, &is_found);
    return e ? e : zone_load(x->ctx, is_found ? community.zone : STR("UTC"), &x->zone);
}

result person_export_case(struct ctx *ctx, struct db *db, const struct person_row *person, int64_t case_id,
                          struct table *table)
{
    struct exporting x = { ctx, db, table, NULL, person };
    struct case_person_one_out bound;
    bool is_bound;
    result e = zone_of(&x);
    if (!e)
        e = query_case_person_one(
            ctx, db, &(struct case_person_one_in){ COMMUNITY_FIRST, case_id, person->id }, &bound, &is_bound);
    if (e || !is_bound)
        return e;
    return case_lines(&x, &(struct case_person_of_person_out){ case_id, bound.part });
}

result person_export(struct ctx *ctx, struct db *db, const struct person_row *person, struct table *table)
{
    struct exporting x = { ctx, db, table, NULL, person };
    struct case_person_of_person_out_list cases = { 0 };
    result e = zone_of(&x);
    if (!e)
        e = query_case_person_of_person(
            ctx, db, &(struct case_person_of_person_in){ COMMUNITY_FIRST, person->id }, &cases);
    if (e)
        return e;
    person_lines(&x);
    e = account_lines(&x);
    for (size_t i = 0; !e && i < cases.n; i++)
        e = case_lines(&x, &cases.at[i]);
    for (size_t i = 0; !e && i < cases.n; i++)
        e = recipient_lines(&x, cases.at[i].case_id);
    if (!e)
        e = acted_lines(&x, &cases);
    if (!e)
        e = message_lines(&x);
    if (!e)
        e = alert_lines(&x);
    if (!e)
        e = draft_lines(&x);
    if (!e)
        e = payments_lines(&x);
    if (!e)
        e = return_lines(&x);
    if (!e)
        e = restriction_lines(&x);
    if (!e)
        e = request_lines(&x);
    if (!e)
        e = ask_lines(&x);
    if (!e)
        e = seat_lines(&x);
    if (!e)
        e = meeting_lines(&x);
    if (!e)
        e = administered_lines(&x);
    return e ? e : unreachable_lines(&x);
}

static result name_add(struct ctx *ctx, const struct held_row *f, struct photograph_names *names)
{
    str *slot = f->photograph.n ? LIST_PUSH(ctx->arena, names) : NULL;
    if (slot)
        *slot = photograph_name(f);
    return f->photograph.n && !slot ? arena_fail(ctx) : OK;
}

result person_photographs(struct ctx *ctx, struct db *db, const struct person_row *person,
                          struct photograph_names *names)
{
    struct case_person_of_person_out_list cases;
    struct held_row_list facts = { 0 };
    *names = (struct photograph_names){ NULL, 0, 0 };
    result e = query_case_person_of_person(
        ctx, db, &(struct case_person_of_person_in){ COMMUNITY_FIRST, person->id }, &cases);
    for (size_t i = 0; !e && i < cases.n; i++) {
        e = query_held_of_case(ctx, db, &(struct held_of_case_in){ COMMUNITY_FIRST, cases.at[i].case_id },
                               &facts);
        for (size_t k = 0; !e && k < facts.n; k++)
            if (held_is_theirs(&facts.at[k], person))
                e = name_add(ctx, &facts.at[k], names);
    }
    if (!e)
        e = query_held_of_actor(ctx, db, &(struct held_of_actor_in){ COMMUNITY_FIRST, person->id }, &facts);
    for (size_t k = 0; !e && k < facts.n; k++)
        if (!is_bound(&cases, facts.at[k].case_id))
            e = name_add(ctx, &facts.at[k], names);
    return e;
}
