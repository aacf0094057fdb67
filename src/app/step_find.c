// A step of redress, found by where it stands in an address, with all that was said of it.
#include "app/step_answer.h"

#include "app/owed.h"
#include "app/owed_shared.h"

#include <stdlib.h>

#define TAKEN_BACK STR("not done")

bool step_fact_takes_back(const struct fact_row *fact)
{
    str value = fact->value;
    (void)str_cut(&value, ':');
    return value.at && str_equal(str_trim(value), TAKEN_BACK);
}

bool step_fact_is_part(const struct fact_row *fact)
{
    return str_ends(fact->value, STEP_IN_PART) || str_find(fact->value, STEP_LAST_OF) < fact->value.n;
}

str step_fact_sum(const struct fact_row *fact)
{
    str sum = fact->value;
    (void)str_cut(&sum, ':');
    sum = str_trim(str_slice(sum, 0, str_find(sum, STEP_LAST_OF)));
    return str_slice(sum, 0, str_find(sum, STEP_IN_PART));
}

bool step_fact_stands(const struct step_found *f, const struct fact_row *fact)
{
    bool counts = fact->kind != FACT_STEP_PAID && !step_fact_takes_back(fact) &&
        !fact_is_corrected(f->said.at, f->said.n, fact->id);
    return fact == f->claim || fact == f->answer || (counts && step_fact_is_part(fact));
}

bool step_fact_is(const struct fact_row *f, const struct obligation_row *row)
{
    str value = f->value;
    int64_t step;
    bool is_kind = f->kind == FACT_STEP_DONE || f->kind == FACT_STEP_PAID;
    if (!is_kind || !str_to_int(str_trim(str_cut(&value, ':')), &step) || step != row->step ||
        !str_equal(f->name, row->redress) || (f->document.n && !str_equal(f->document, row->document)))
        return false;
    return row->case_id ? f->case_id == row->case_id
                        : f->case_id == ID_NONE && str_equal(f->clause, row->promise) &&
            f->period_from.day == row->period_from.day;
}

// Whether the document has a clause that it answers for.
static bool is_provider(const struct document *document, str name)
{
    for (size_t c = 0; c < document->clauses.n; c++) {
        const struct field *f = field_find(&document->clauses.at[c].fields, KEY_PROVIDER);
        for (size_t i = 0; f && !f->is_bad && i < f->items.n; i++)
            if (str_same_name(f->items.at[i], name))
                return true;
    }
    return false;
}

str step_body(const struct promise *promise, const struct obligation_row *row)
{
    const struct field *providers = clause_providers(promise->clause);
    bool has_provider = providers && providers->items.n;
    return has_provider && !is_provider(promise->document, row->party) ? providers->items.at[0] : row->party;
}

bool step_is_open(const struct obligation_row *row)
{
    return row->state == STEP_OPEN || row->state == STEP_OVERDUE || row->state == STEP_OFFERED;
}

bool may_of_promise(struct ctx *ctx, const struct visitor *visitor, enum deed deed,
                    const struct promise *promise, str body)
{
    const struct field *services = field_find(&promise->clause->fields, KEY_SERVICE);
    struct about about = { .body = body, .area = document_only_area(promise->document) };
    bool is_theirs = may(visitor, deed, &about);
    for (size_t i = 0; services && !services->is_bad && i < services->services.n && !is_theirs; i++) {
        about.service = service_name(ctx->arena, &services->services.at[i]);
        is_theirs = may(visitor, deed, &about);
    }
    return is_theirs;
}

static struct about about_of_case(const struct step_found *f)
{
    return (struct about){ .body = f->body, .area = f->of_case.area, .service = f->of_case.service };
}

bool step_may(struct ctx *ctx, const struct visitor *visitor, const struct step_found *f)
{
    struct about about = about_of_case(f);
    return f->row->case_id ? may(visitor, DEED_ANSWER, &about)
                           : may_of_promise(ctx, visitor, DEED_ANSWER, f->promise, f->body);
}

result step_must_may(struct ctx *ctx, const struct visitor *visitor, const struct step_found *f)
{
    struct about about = about_of_case(f);
    return step_may(ctx, visitor, f) ? OK : must_may(ctx, visitor, DEED_ANSWER, &about);
}

// The version that binds the row, else the last of its document.
static const struct judged_document *document_of(const struct ledger *ledger,
                                                 const struct obligation_row *row)
{
    const struct judged_documents *all = &ledger->judged.documents;
    int i = row->version == ID_NONE ? -1 : ledger_version(ledger, row->version);
    if (i >= 0)
        return &all->at[i];
    for (size_t d = all->n; d-- > 0;)
        if (str_equal(all->at[d].document->id, row->document))
            return &all->at[d];
    return NULL;
}

static const struct field *line_of(const struct clause *redress, const struct obligation_row *row)
{
    const struct field *f = redress ? field_find(&redress->fields, KEY_STEP) : NULL;
    for (int64_t line = row->line; f && line > 0; line--)
        f = field_next(&redress->fields, KEY_STEP, f);
    return f && !f->is_bad ? f : NULL;
}

static bool is_of(const struct step_key *key, const struct obligation_row *row)
{
    return str_equal(row->document, key->document) && str_equal(row->promise, key->promise) &&
        str_equal(row->redress, key->redress) && (key->reference.n || row->period_from.day == key->from.day);
}

static result rows_read(struct ctx *ctx, struct db *db, const struct ledger *ledger, struct step_found *f)
{
    struct obligation_row_list rows;
    bool is_found = true;
    result e = OK;
    if (f->key.reference.n)
        e = query_case_by_reference(ctx, db,
                                    &(struct case_by_reference_in){ COMMUNITY_FIRST, f->key.reference },
                                    &f->of_case, &is_found);
    int64_t case_id = f->key.reference.n && is_found ? f->of_case.id : 0;
    if (e || !is_found)
        return e;
    e = query_obligation_of_case(ctx, db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, case_id }, &rows);
    if (!e)
        e = owed_settle(ctx, db, ledger, rows.at, rows.n);
    for (size_t i = 0; i < rows.n && !e; i++) {
        if (!is_of(&f->key, &rows.at[i]))
            continue;
        f->steps = f->steps ? f->steps : &rows.at[i]; // they stand beside each other
        f->n_steps++;
        f->row = rows.at[i].step == f->key.step ? &rows.at[i] : f->row;
    }
    return e;
}

static result said_add(struct ctx *ctx, struct step_found *f, const struct fact_row_list *facts)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *fact = &facts->at[i];
        // A reason given by itself did the step that the table says was done then.
        bool is_told = fact->kind == FACT_EXPLAINED && !instant_is_none(f->row->done) &&
            fact->happened_last.second == f->row->done.second;
        struct fact_row *slot = is_told || step_fact_is(fact, f->row) ? LIST_PUSH(ctx->arena, &f->said)
                                                                      : NULL;
        if (slot)
            *slot = *fact;
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static int by_id(const void *a, const void *b)
{
    const struct fact_row *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static result said_read(struct ctx *ctx, struct db *db, struct step_found *f)
{
    static const enum fact_kind kinds[] = { FACT_STEP_DONE, FACT_STEP_PAID };
    struct fact_row_list facts;
    result e = OK;
    if (f->row->case_id) {
        e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, f->row->case_id },
                               &facts);
        return e ? e : said_add(ctx, f, &facts);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !e; i++) {
        e = query_fact_of_clause(ctx, db,
                                 &(struct fact_of_clause_in){ COMMUNITY_FIRST, f->row->document,
                                                              f->row->promise, (int64_t)kinds[i] },
                                 &facts);
        if (!e)
            e = said_add(ctx, f, &facts);
    }
    if (f->said.n)
        qsort(f->said.at, f->said.n, sizeof *f->said.at, by_id);
    return e;
}

// A payment that was recorded waits until it is confirmed or taken back; one that was confirmed never waits again.
static void standing_take(struct step_found *f)
{
    for (size_t i = 0; i < f->said.n; i++) {
        const struct fact_row *fact = &f->said.at[i];
        bool stands = !step_fact_takes_back(fact) && !fact_is_corrected(f->said.at, f->said.n, fact->id);
        bool is_claim = fact->kind == FACT_STEP_PAID;
        f->last = fact->id;
        f->answer = stands && !is_claim ? fact : f->answer;
        f->claim = is_claim ? stands ? fact : NULL : step_fact_takes_back(fact) ? f->claim : NULL;
    }
}

result step_find(struct ctx *ctx, struct db *db, const struct ledger *ledger, const struct step_key *key,
                 struct step_found *f)
{
    *f = (struct step_found){ .key = *key };
    result e = rows_read(ctx, db, ledger, f);
    const struct judged_document *document = !e && f->row ? document_of(ledger, f->row) : NULL;
    if (document) {
        f->promise = promise_by_label(&document->promises, key->promise);
        f->redress = document_clause(document->document, key->redress);
        f->line = line_of(f->redress, f->row);
    }
    if (e || !f->promise || !f->line)
        return e ? e : fail(ctx, ERR_MISSING, "there is no such step of redress");
    f->body = step_body(f->promise, f->row);
    e = said_read(ctx, db, f);
    if (!e)
        standing_take(f);
    return e;
}
