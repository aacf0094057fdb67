#include "app/erase.h"

#include "app/account.h"
#include "app/administered.h"
#include "app/adopt.h"
#include "app/data_request.h"
#include "app/ledger.h"
#include "app/photograph.h"
#include "app/record.h"
#include "app/restriction.h"
#include "app/setting.h"
#include "app/subscription.h"
#include "app/unreachable.h"

enum { MENTION_LEAST = 3 }; // bytes: shorter names are in too many words

static result note(struct erasing *x, str what, int64_t subject, str mark, str parts)
{
    if (x->is_trial || x->is_replay)
        return OK;
    return query_erasure_insert(x->ctx, x->db,
                                &(struct erasure_insert_in){ COMMUNITY_FIRST, what, subject,
                                                             mark.n ? mark : STR("-"),
                                                             parts.n ? parts : STR("-"), x->at });
}

static result case_count(struct erasing *x, int64_t case_id, int64_t parts)
{
    struct case_tally *cases = &x->out->cases;
    for (size_t i = 0; i < cases->n; i++)
        if (cases->at[i].case_id == case_id) {
            cases->at[i].parts += parts;
            return OK;
        }
    struct erased_case *slot = LIST_PUSH(x->ctx->arena, cases);
    if (!slot)
        return arena_fail(x->ctx);
    *slot = (struct erased_case){ case_id, parts };
    return OK;
}

static int parts_held(const struct held_row *f)
{
    return (f->words.n ? HELD_WORDS : 0) | (f->latitude.n || f->longitude.n || f->place.n ? HELD_PLACE : 0) |
        (f->actor != ID_NONE ? HELD_ACTOR : 0) | (f->photograph.n ? HELD_PHOTOGRAPH : 0);
}

static str parts_letters(struct erasing *x, int parts)
{
    return str_format(x->ctx->arena, "%s%s%s%s", parts & HELD_WORDS ? "w" : "", parts & HELD_PLACE ? "p" : "",
                      parts & HELD_ACTOR ? "a" : "", parts & HELD_PHOTOGRAPH ? "f" : "");
}

static result private_take(struct erasing *x, const struct held_row *f, int parts)
{
    struct private_update_in left = { COMMUNITY_FIRST, f->id,    f->words, f->latitude,
                                      f->longitude,    f->place, f->actor, f->photograph };
    if (parts & HELD_WORDS)
        left.words = (str){ 0 };
    if (parts & HELD_PLACE)
        left.latitude = left.longitude = left.place = (str){ 0 };
    if (parts & HELD_ACTOR)
        left.actor = ID_NONE;
    if (parts & HELD_PHOTOGRAPH)
        left.photograph = (str){ 0 };
    bool is_empty = parts == parts_held(f);
    result e = is_empty
        ? query_private_delete(x->ctx, x->db, &(struct private_delete_in){ COMMUNITY_FIRST, f->id })
        : query_private_update(x->ctx, x->db, &left);
    if (!e && (parts & HELD_PHOTOGRAPH))
        e = photograph_erase(x->ctx, x->db, f->id);
    if (e || !(parts & HELD_WORDS))
        return e;
    return query_fact_words_erase(x->ctx, x->db, &(struct fact_words_erase_in){ COMMUNITY_FIRST, f->id });
}

// With a photograph those go that were made of it, with places covered.
static result covered_take(struct erasing *x, const struct held_row *f)
{
    struct photograph_row of;
    struct photograph_row_list made = { 0 };
    bool is_found;
    result e = query_photograph_of_fact(
        x->ctx, x->db, &(struct photograph_of_fact_in){ COMMUNITY_FIRST, f->id }, &of, &is_found);
    if (!e && is_found)
        e = query_photograph_covering(x->ctx, x->db,
                                      &(struct photograph_covering_in){ COMMUNITY_FIRST, of.id }, &made);
    for (size_t i = 0; !e && i < made.n; i++) {
        struct held_row fact;
        e = query_held_by_id(x->ctx, x->db, &(struct held_by_id_in){ COMMUNITY_FIRST, made.at[i].fact_id },
                             &fact, &is_found);
        if (!e && is_found)
            e = erase_fact(x, &fact, HELD_PHOTOGRAPH);
    }
    return e;
}

result erase_fact(struct erasing *x, const struct held_row *f, int parts)
{
    struct erased *out = x->out;
    parts &= parts_held(f);
    if (!parts)
        return OK;
    int n = !!(parts & HELD_WORDS) + !!(parts & HELD_PLACE) + !!(parts & HELD_ACTOR) +
        !!(parts & HELD_PHOTOGRAPH);
    out->words += !!(parts & HELD_WORDS);
    out->places += !!(parts & HELD_PLACE);
    out->actors += !!(parts & HELD_ACTOR);
    out->photographs += !!(parts & HELD_PHOTOGRAPH);
    result e = f->case_id != ID_NONE ? case_count(x, f->case_id, n) : OK;
    if (!e && (parts & HELD_PHOTOGRAPH))
        e = covered_take(x, f);
    if (!e)
        e = note(x, STR("fact"), f->id, f->bound, parts_letters(x, parts));
    return e || x->is_trial ? e : private_take(x, f, parts);
}

result erase_binding(struct erasing *x, int64_t case_id, const struct person_row *person)
{
    x->out->bindings++;
    result e = case_count(x, case_id, 1);
    if (!e)
        e = note(x, STR("part"), case_id, person_mark(x->ctx, person->key), (str){ 0 });
    if (e || x->is_trial)
        return e;
    e = query_own_code_delete(x->ctx, x->db,
                              &(struct own_code_delete_in){ COMMUNITY_FIRST, case_id, person->id });
    if (!e)
        e = query_by_post_delete(x->ctx, x->db,
                                 &(struct by_post_delete_in){ COMMUNITY_FIRST, case_id, person->id });
    if (!e)
        e = query_payment_choice_delete(
            x->ctx, x->db, &(struct payment_choice_delete_in){ COMMUNITY_FIRST, case_id, person->id });
    return e ? e
             : query_case_person_delete(
                   x->ctx, x->db, &(struct case_person_delete_in){ COMMUNITY_FIRST, case_id, person->id });
}

result erase_person_row(struct erasing *x, const struct person_row *person)
{
    struct outbox_row_list messages;
    x->out->people++;
    result e = query_outbox_of_person(
        x->ctx, x->db, &(struct outbox_of_person_in){ COMMUNITY_FIRST, person->id }, &messages);
    for (size_t i = 0; !e && i < messages.n; i++)
        x->out->sent += str_equal(messages.at[i].state, STR("sent"));
    if (!e)
        x->out->messages += (int64_t)messages.n;
    if (!e)
        e = note(x, STR("person"), 0, person_mark(x->ctx, person->key), (str){ 0 });
    if (e || x->is_trial)
        return e;
    e = query_outbox_delete_of_person(x->ctx, x->db,
                                      &(struct outbox_delete_of_person_in){ COMMUNITY_FIRST, person->id });
    if (!e)
        e = account_erase(x->ctx, x->db, person);
    if (!e)
        e = subscriptions_forget(x->ctx, x->db, person->id);
    if (!e)
        e = query_partner_return_forget(x->ctx, x->db,
                                        &(struct partner_return_forget_in){ COMMUNITY_FIRST, person->id });
    if (!e)
        e = restrictions_forget(x->ctx, x->db, person->id);
    if (!e)
        e = unreachable_forget(x->ctx, x->db, person);
    if (!e)
        e = administered_forget(x->ctx, x->db, person->id);
    if (!e)
        e = data_requests_forget(x->ctx, x->db, person->id);
    return e ? e
             : query_person_delete(x->ctx, x->db, &(struct person_delete_in){ COMMUNITY_FIRST, person->id });
}

// Without regard to case; ASCII only.
static bool mentions(str text, str what)
{
    for (size_t i = 0; what.n >= MENTION_LEAST && i + what.n <= text.n; i++) {
        size_t n = 0;
        while (n < what.n && char_lower(text.at[i + n]) == char_lower(what.at[n]))
            n++;
        if (n == what.n)
            return true;
    }
    return false;
}

bool held_is_about(const struct held_row *f, const struct person_row *p)
{
    const str own[] = { p->name, p->email, p->telephone, p->address };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (mentions(f->words, own[i]) || mentions(f->place, own[i]))
            return true;
    return false;
}

bool held_is_theirs(const struct held_row *f, const struct person_row *p)
{
    return f->actor == p->id || (f->voice == VOICE_REPORTER && f->actor == ID_NONE);
}

static result case_erase(struct erasing *x, int64_t case_id, const struct person_row *p, bool is_all_words)
{
    struct held_row_list facts;
    result e = query_held_of_case(x->ctx, x->db, &(struct held_of_case_in){ COMMUNITY_FIRST, case_id },
                                  &facts);
    for (size_t i = 0; !e && i < facts.n; i++) {
        const struct held_row *f = &facts.at[i];
        bool is_spoken_of = is_all_words || held_is_about(f, p);
        e = erase_fact(x, f, held_is_theirs(f, p) ? HELD_ALL : is_spoken_of ? HELD_WORDS | HELD_PLACE : 0);
        bool is_left = f->words.n && !held_is_theirs(f, p) && !is_spoken_of;
        int64_t *slot = is_left ? LIST_PUSH(x->ctx->arena, &x->out->left) : NULL;
        if (slot)
            *slot = f->id;
    }
    return e ? e : erase_binding(x, case_id, p);
}

result person_erase(struct erasing *x, const struct person_row *person, bool is_all_words)
{
    struct case_person_of_person_out_list cases;
    struct held_row_list acted;
    result e = query_case_person_of_person(
        x->ctx, x->db, &(struct case_person_of_person_in){ COMMUNITY_FIRST, person->id }, &cases);
    for (size_t i = 0; !e && i < cases.n; i++)
        e = case_erase(x, cases.at[i].case_id, person, is_all_words);
    if (!e) // what is gone by now is not among them, unless this is a trial
        e = query_held_of_actor(x->ctx, x->db, &(struct held_of_actor_in){ COMMUNITY_FIRST, person->id },
                                &acted);
    for (size_t i = 0; !e && i < acted.n;
         i++) { // what an officer wrote down for the service stays the service's
        bool is_counted = false;
        for (size_t k = 0; x->is_trial && k < cases.n; k++)
            is_counted |= cases.at[k].case_id == acted.at[i].case_id;
        bool is_service = acted.at[i].voice == VOICE_SERVICE || acted.at[i].voice == VOICE_SYSTEM;
        bool is_about = is_all_words || held_is_about(&acted.at[i], person);
        if (!is_counted)
            e = erase_fact(x, &acted.at[i], !is_service || is_about ? HELD_ALL : HELD_ACTOR);
    }
    if (!e)
        e = erase_person_row(x, person);
    return e ? e : erase_settle(x);
}

static result case_settle(struct erasing *x, struct ledger *ledger, const struct erased_case *c)
{
    struct fact_insert_in fact = fact_new(FACT_ERASED, x->at, x->at);
    fact.voice = VOICE_SYSTEM;
    fact.name = x->rule;
    fact.value = str_format(x->ctx->arena, "%lld", (long long)c->parts);
    result e = fact_of(x->ctx, x->db, fact, c->case_id);
    return e ? e : ledger_update(x->ctx, x->db, ledger, c->case_id);
}

// A person without a case leaves a fact without one.
static result nobodys_settle(struct erasing *x)
{
    struct fact_insert_in fact = fact_new(FACT_ERASED, x->at, x->at);
    fact.voice = VOICE_SYSTEM;
    fact.name = x->rule;
    fact.value = STR("0");
    return fact_add(x->ctx, x->db, &fact);
}

result erase_settle(struct erasing *x)
{
    const struct case_tally *cases = &x->out->cases;
    struct judge_options options;
    struct ledger *ledger;
    if (x->is_trial)
        return OK;
    if (!cases->n)
        return x->out->people ? nobodys_settle(x) : OK;
    result e = community_time(x->ctx, x->db, x->at, &options);
    if (!e)
        e = ledger_open(x->ctx, x->db, &options, &ledger);
    for (size_t i = 0; !e && i < cases->n; i++)
        e = case_settle(x, ledger, &cases->at[i]);
    return e || !ledger->is_stale ? e : derived_rebuild(x->ctx, x->db, x->at);
}
