#include "app/option.h"

#include "app/option_text.h"
#include "app/public_words.h"

bool is_option(const struct promise_state *p)
{
    return p->clause->kind->key == CLAUSE_OPTION;
}

static bool is_among(const struct field *f, str party)
{
    bool is_one = false;
    for (size_t i = 0; f && !f->is_bad && i < f->items.n; i++)
        is_one |= str_same_name(f->items.at[i], party);
    return is_one;
}

str option_provider(const struct promise_state *p)
{
    const struct field *own = field_find(&p->clause->fields, KEY_PROVIDER),
                       *by = field_find(&p->clause->fields, KEY_BY),
                       *between = field_find(&p->charter->document->document->header, KEY_BETWEEN);
    if (own && !own->is_bad && own->items.n)
        return own->items.at[0];
    for (size_t i = 0; between && !between->is_bad && i < between->items.n; i++)
        if (!is_among(by, between->items.at[i]) &&
            body_named(&p->charter->board->directory.bodies, between->items.at[i]))
            return between->items.at[i];
    return (str){ 0 };
}

// Who asks, as the procedure calls them: by whose request its first stage opens.
static str asker_of(const struct procedure *procedure)
{
    const struct field *f = field_find(&procedure->stages[0].clause->fields, KEY_OPENS);
    return f && !f->is_bad && f->opens.by.n ? f->opens.by.at[0] : (str){ 0 };
}

bool option_is_askers(const struct option_case *c, str who)
{
    str asker = asker_of(c->procedure);
    bool is_theirs = false;
    for (str rest = who; rest.at && rest.n;)
        is_theirs |= str_same_name(str_trim(str_cut(&rest, ';')), asker);
    return is_theirs;
}

static str party_of_stage(const struct procedure *procedure, str label)
{
    int stage = procedure_stage(procedure, label);
    const struct field *by = stage < 0 ? NULL : field_find(&procedure->stages[stage].clause->fields, KEY_BY);
    return by && !by->is_bad && by->items.n ? by->items.at[0] : (str){ 0 };
}

static struct recorded recorded_of(const struct procedure *procedure, const struct fact_row *f)
{
    bool is_request = str_equal(f->name, OPTION_REQUEST), is_again = str_equal(f->value, OPTION_REQUEST);
    struct recorded r = { .kind = is_request || is_again ? RECORDED_EVENT : RECORDED_OUTCOME,
                          .at = f->happened,
                          .last = f->happened_last,
                          .words = f->words,
                          .row = f->id };
    r.name = r.kind == RECORDED_EVENT ? OPTION_REQUEST : f->name;
    r.value = is_request ? (str){ 0 } : is_again ? f->name : f->value;
    r.by = r.kind == RECORDED_EVENT ? asker_of(procedure) : party_of_stage(procedure, f->name);
    return r;
}

static bool is_of(const struct fact_row *f, const struct promise_state *p)
{
    return f->kind == FACT_OPTION && str_equal(f->document, p->charter->id) &&
        str_equal(f->clause, p->clause->label);
}

static result case_answer(struct ctx *ctx, instant at, struct option_case *c)
{
    const struct procedure_question q = {
        .procedure = c->procedure, .recorded = c->recorded, .n = c->n_recorded, .as_of = as_of_instant(at)
    };
    return procedure_answer(ctx, &q, &c->answer);
}

// request: the fact by which it is taken up.
static result case_open(const struct option_asked *asked, const struct fact_row *request,
                        struct option_cases *cases)
{
    struct ctx *ctx = asked->ctx;
    struct option_text text;
    result e = option_text_of(ctx, asked->db, request->value, &text);
    if (e)
        return e;
    struct option_case *c = LIST_PUSH(ctx->arena, cases);
    struct recorded *all = c ? ARENA_ARRAY(ctx->arena, struct recorded, asked->facts->n) : NULL;
    if (!all)
        return arena_fail(ctx);
    *c = (struct option_case){ .request = request,
                               .provider = option_provider(asked->option),
                               .procedure = text.procedure,
                               .recorded = all,
                               .content = text.content,
                               .is_changed = !str_equal(request->value, text.sum) };
    return OK;
}

result option_cases(const struct option_asked *asked, struct option_cases *cases)
{
    result e = OK;
    *cases = (struct option_cases){ 0 };
    for (size_t i = 0; i < asked->facts->n && !e; i++) {
        const struct fact_row *f = &asked->facts->at[i];
        if (!is_of(f, asked->option) || f->happened.second > asked->at.second)
            continue;
        if (str_equal(f->name, OPTION_REQUEST))
            e = case_open(asked, f, cases);
        struct option_case *c = cases->n ? &cases->at[cases->n - 1] : NULL;
        if (!e && c)
            c->recorded[c->n_recorded++] = recorded_of(c->procedure, f);
    }
    for (size_t i = 0; i < cases->n && !e; i++)
        e = case_answer(asked->ctx, asked->at, &cases->at[i]);
    return e;
}

const struct option_case *option_open(const struct option_cases *cases)
{
    const struct option_case *c = cases->n ? &cases->at[cases->n - 1] : NULL;
    return c && !c->answer.is_over ? c : NULL;
}

const struct owed_deed *option_owed(const struct option_case *c)
{
    for (size_t i = 0; i < c->answer.owed.n; i++) {
        const struct owed_deed *o = &c->answer.owed.at[i];
        if (o->kind == NEED_DEED || o->kind == NEED_OUTCOME)
            return o;
    }
    return NULL;
}

result option_is_theirs(struct ctx *ctx, struct db *db, const struct option_case *c,
                        const struct visitor *visitor, bool *is_theirs)
{
    struct fact_row_list own = { 0 };
    result e = visitor ? query_fact_of_actor(ctx, db,
                                             &(struct fact_of_actor_in){ COMMUNITY_FIRST, visitor->person,
                                                                         c->request->document,
                                                                         c->request->clause, FACT_OPTION },
                                             &own)
                       : OK;
    *is_theirs = false;
    for (size_t i = 0; i < own.n; i++)
        *is_theirs |= own.at[i].id == c->request->id;
    return e;
}

static result words_check(struct ctx *ctx, struct option_said *said, str text, enum option_field field,
                          const char *missing)
{
    size_t most = field == OPTION_WORDS ? PUBLIC_WORDS_MAX : PUBLIC_LINE_MAX;
    const struct public_form form = { ctx, said->is_office, &said->looks_personal };
    result e = public_field_check(&form, text, most, missing);
    said->field = e ? field : said->field;
    return e;
}

// As they stand inside the write.
static result cases_read(const struct option_deed *deed, struct option_cases *cases)
{
    struct desk *desk = deed->desk;
    struct fact_row_list *facts = ARENA_NEW(desk->ctx->arena, struct fact_row_list);
    if (!facts)
        return arena_fail(desk->ctx);
    result e = query_fact_of_clause(desk->ctx, desk->db,
                                    &(struct fact_of_clause_in){ COMMUNITY_FIRST, deed->option->charter->id,
                                                                 deed->option->clause->label, FACT_OPTION },
                                    facts);
    if (!e && (facts->n ? facts->at[facts->n - 1].id : 0) != deed->seen)
        return fail(desk->ctx, ERR_CONFLICT,
                    "somebody put something on record here while you wrote: look at what stands there now, "
                    "and send yours again if it still holds");
    const struct option_asked asked = { desk->ctx, desk->db, deed->option, facts, desk->at };
    return e ? e : option_cases(&asked, cases);
}

static struct fact_insert_in fact_about(const struct option_deed *deed, str name, str value)
{
    struct fact_insert_in fact = desk_fact(deed->desk, FACT_OPTION);
    fact.document = deed->option->charter->id;
    fact.clause = deed->option->clause->label;
    fact.name = name;
    fact.value = value;
    return fact;
}

result option_take_up(const struct option_deed *deed, struct option_said *said)
{
    struct ctx *ctx = deed->desk->ctx;
    struct option_cases cases;
    struct option_text text;
    int64_t adopted;
    result e = cases_read(deed, &cases);
    if (!e && option_open(&cases))
        e = fail(ctx, ERR_RULE, "somebody has taken it up already: wait until that is over");
    if (!e)
        e = words_check(ctx, said, said->group, OPTION_GROUP, "write what your group is called");
    if (!e)
        e = words_check(ctx, said, said->words, OPTION_WORDS,
                        "write what you would do, and for how many people you speak");
    if (!e)
        e = option_text_now(ctx, &text);
    if (e)
        return e;
    struct fact_insert_in fact = fact_about(deed, OPTION_REQUEST, text.sum);
    fact.voice = VOICE_REPORTER;
    fact.said_by = said->group;
    fact.words = said->words;
    e = option_text_keep(ctx, deed->desk->db, &text, &fact, &adopted);
    return e ? e : desk_say(deed->desk, fact, NULL);
}

// "with reasons" stands in the procedure where an outcome needs them.
static bool needs_reasons(const struct stage_exit *exit)
{
    bool needs = false;
    for (size_t i = 0; i < exit->n; i++)
        for (size_t w = 0; w < exit->lines[i].n; w++)
            needs |= exit->lines[i].ways[w].with.n > 0;
    return needs;
}

static result outcome_check(struct ctx *ctx, const struct option_case *c, struct option_said *said, str label,
                            str outcome)
{
    int stage = procedure_stage(c->procedure, label);
    const struct stage_exit *exit = stage < 0 ? NULL
                                              : stage_exit_named(&c->procedure->stages[stage], outcome);
    bool is_again = str_equal(outcome, OPTION_REQUEST);
    if (stage < 0 || (!exit && !is_again) || stage_by_itself(outcome)) {
        said->field = OPTION_CHOICE;
        return fail(ctx, ERR_INPUT, "choose what became of it");
    }
    bool must = is_again || needs_reasons(exit);
    return words_check(ctx, said, said->words, OPTION_WORDS,
                       must ? "write the reasons: everybody reads them" : NULL);
}

// May what is said now stand beside what is on record?
static result may_check(const struct option_deed *deed, const struct option_case *c, struct option_said *said,
                        const struct fact_insert_in *fact)
{
    struct ctx *ctx = deed->desk->ctx;
    const struct fact_row row = { .name = fact->name,
                                  .value = fact->value,
                                  .happened = fact->happened,
                                  .happened_last = fact->happened_last };
    const struct recorded r = recorded_of(c->procedure, &row);
    const struct procedure_question q = { .procedure = c->procedure,
                                          .recorded = c->recorded,
                                          .n = c->n_recorded,
                                          .as_of = as_of_instant(deed->desk->at) };
    struct allowed permission = { TRUTH_NO, { 0 } };
    result e = procedure_may(ctx, &q, &r, &permission);
    if (e || permission.may != TRUTH_NO)
        return e;
    said->field = OPTION_CHOICE;
    return fail(ctx, ERR_RULE, "that can't be said now: %.*s", STR_ARGS(permission.why));
}

result option_say(const struct option_deed *deed, struct option_said *said)
{
    struct desk *desk = deed->desk;
    struct ctx *ctx = desk->ctx;
    struct option_cases cases;
    bool is_theirs = false;
    str outcome = said->choice, label = str_cut(&outcome, ' ');
    result e = cases_read(deed, &cases);
    const struct option_case *c = e ? NULL : option_open(&cases);
    if (!e && !c)
        e = fail(ctx, ERR_RULE, "nobody has taken it up, or it is over");
    if (!e)
        e = outcome_check(ctx, c, said, label, outcome);
    if (!e)
        e = option_is_theirs(ctx, desk->db, c, deed->visitor, &is_theirs);
    if (e)
        return e;
    bool is_again = str_equal(outcome, OPTION_REQUEST);
    bool is_askers = is_again || option_is_askers(c, party_of_stage(c->procedure, label));
    const struct about about = { .body = c->provider };
    if (is_askers && !is_theirs)
        return fail(ctx, ERR_DENIED, "only whoever took it up may say so");
    if (!is_askers && (e = must_may(ctx, deed->visitor, DEED_OPTION_ANSWER, &about)) != OK)
        return e;
    if (!is_askers)
        e = words_check(ctx, said, said->office, OPTION_OFFICE, "write the post or office that says so");
    struct fact_insert_in fact = fact_about(deed, label, outcome);
    fact.voice = is_askers ? VOICE_REPORTER : VOICE_SERVICE;
    fact.said_by = is_askers ? c->request->said_by : said->office;
    fact.words = said->words;
    if (!e)
        e = may_check(deed, c, said, &fact);
    return e ? e : desk_say(desk, fact, NULL);
}
