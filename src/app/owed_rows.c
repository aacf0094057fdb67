// Rows of obligations, from the answers of rules/redress.h.
#include "app/owed_internal.h"

#include "document/format.h"

enum { WHAT_MAX = 4096, WORKING_MAX = 8192 };

static bool pence_read(str text, int64_t *pence)
{
    decimal pounds;
    return decimal_parse(text, &pounds) && ratio_round(ratio_of_pounds(pounds), 1, ROUND_HALF_UP, pence);
}

bool step_done_read(const struct fact_row *f, struct step_done *done)
{
    str sum = f->value, number = str_trim(str_cut(&sum, ':'));
    int64_t step;
    if (!str_to_int(number, &step) || step > INT32_MAX)
        return false;
    *done = (struct step_done){ .redress = f->name,
                                .period_from = f->period_from,
                                .step = (int)step,
                                .done = f->happened_last, // of a day without a time, its end
                                .words = f->words,
                                .said_by = f->said_by };
    if (!sum.at)
        return true;
    done->is_part = str_ends(sum, STEP_IN_PART);
    sum = done->is_part ? str_slice(sum, 0, sum.n - STEP_IN_PART.n) : sum;
    size_t last = str_find(sum, STEP_LAST_OF);
    if (last < sum.n && !pence_read(str_from_byte(sum, last + STEP_LAST_OF.n), &done->last_of))
        return false;
    done->has_paid = pence_read(str_slice(sum, 0, last), &done->paid);
    return done->has_paid;
}

// The provider by its name, where the step leaves it to the clause.
static str party_of_step(const struct promise *promise, const struct step *step)
{
    const struct field *provider = field_find(&promise->clause->fields, KEY_PROVIDER);
    bool is_left = str_same_name(step->party, STR("the provider"));
    return is_left && provider && !provider->is_bad && provider->items.n ? provider->items.at[0]
                                                                         : step->party;
}

static str what_of_step(struct ctx *ctx, const struct promise *promise, const struct field *field)
{
    static const str provider = STR_INIT("the provider");
    struct buffer out = buffer_open(WHAT_MAX);
    str party = party_of_step(promise, &field->step);
    field_write_value(&out, field);
    str text = buffer_str(&out);
    str what = str_starts(text, provider)
        ? str_format(ctx->arena, "%.*s%.*s", STR_ARGS(party), STR_ARGS(str_from_byte(text, provider.n)))
        : str_copy(ctx->arena, text);
    buffer_done(ctx->arena, &out);
    return what;
}

static str or_none(str s)
{
    return s.n ? s : (str){ 0 };
}

// The working as one paragraph.
static result working_join(struct ctx *ctx, const struct step_answer *s, str *words)
{
    struct str_list lines = { 0 };
    struct buffer out = buffer_open(WORKING_MAX);
    result e = payment_working(ctx, &s->field->step, &s->payment, &lines);
    for (size_t i = 0; i < lines.n; i++) {
        buffer_add(&out, i ? STR(" ") : STR(""));
        buffer_add(&out, lines.at[i]);
    }
    *words = or_none(str_copy(ctx->arena, buffer_str(&out)));
    buffer_done(ctx->arena, &out);
    return e;
}

static result payment_put(struct ctx *ctx, const struct redress_answer *a, const struct step_answer *s,
                          struct obligation_insert_in *row)
{
    const struct payment *p = &s->payment;
    row->pays = row->pence = row->least = row->most = row->paid = row->grows = ID_NONE;
    if (s->field->step.verb == STEP_DOES)
        return OK;
    row->pays = (int64_t)p->state;
    row->payee = or_none(p->payee);
    row->incident = or_none(a->incident);
    row->person = or_none(a->person);
    row->paid = p->paid;
    row->grows = p->is_running;
    bool is_known = p->state != PAYMENT_NOT_KNOWN && p->state != PAYMENT_WAITING;
    row->least = is_known ? p->least : ID_NONE;
    row->most = is_known ? p->most : ID_NONE;
    row->pence = is_known && p->least == p->most ? p->least : ID_NONE;
    return working_join(ctx, s, &row->working);
}

static result step_write(struct ctx *ctx, struct db *db, const struct owing *o,
                         const struct redress_link *link, const struct step_answer *s)
{
    const struct redress_answer *a = &link->answer;
    struct obligation_insert_in row = { .community = o->community,
                                        .document = o->document,
                                        .promise = o->promise->clause->label,
                                        .redress = link->redress->label,
                                        .period_from = a->period.from,
                                        .period_to = a->period.to,
                                        .case_id = o->case_id,
                                        .step = s->field->step.number,
                                        .state = (int64_t)s->state,
                                        .missed = a->missed,
                                        .opened = a->opened,
                                        .started = s->started,
                                        .done = s->done,
                                        .next_change = a->next_change,
                                        .answer = s->words,
                                        .said_by = s->said_by,
                                        .version = o->version,
                                        .line = s->line,
                                        .because = link->because ? link->because->label : (str){ 0 },
                                        .ask_by = s->ask_by };
    if (row.next_change.second == INSTANT_FAR.second)
        row.next_change = INSTANT_NONE;
    row.due = s->has_deadline ? s->deadline.due : INSTANT_NONE;
    row.party = party_of_step(o->promise, &s->field->step);
    row.what = what_of_step(ctx, o->promise, s->field);
    result e = payment_put(ctx, a, s, &row);
    if (e)
        return e;
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : query_obligation_insert(ctx, db, &row);
}

result owed_chain_write(struct ctx *ctx, struct db *db, const struct owing *o,
                        const struct redress_chain *chain)
{
    result e = OK;
    for (size_t i = 0; i < chain->n; i++)
        for (size_t s = 0; s < chain->at[i].answer.n_steps && !e; s++)
            e = step_write(ctx, db, o, &chain->at[i], &chain->at[i].answer.steps[s]);
    return e;
}
