#include "app/judge_instead.h"

#include "app/documents.h"

#include <stdlib.h>

result judge_instead_load(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                          struct document **document)
{
    *document = options->instead_document;
    result e = options->instead ? document_load(ctx, options->instead, &judged->diagnostics, document) : OK;
    if (!e && *document)
        document_check_charter(ctx, *document, &judged->diagnostics);
    return e;
}

static result copy_add(struct ctx *ctx, struct judge_result *judged, const struct document *document,
                       size_t i)
{
    struct judged_document *slot = LIST_PUSH(ctx->arena, &judged->documents);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct judged_document){ .is_instead = true, .stands_for = i };
    struct date_range days = document_in_force(judged->documents.at[i].document);
    struct document *copy;
    result e = document_for_days(ctx, document, days, &copy);
    if (e)
        return e;
    // What became of the other became of this one, too: else they would not be held side by side.
    copy->suspended = judged->documents.at[i].document->suspended;
    copy->is_cut = judged->documents.at[i].document->is_cut;
    slot->document = copy;
    return OK;
}

result judge_instead_take(struct ctx *ctx, struct judge_result *judged, const struct document *document)
{
    struct judged_documents *all = &judged->documents;
    size_t n = 0;
    if (!document)
        return OK;
    for (size_t i = 0; i < all->n; i++)
        if (str_equal(all->at[i].document->id, document->id)) {
            all->at[n] = all->at[i];
            all->at[n].stands_for = n;
            n++;
        }
    all->n = n;
    if (!n)
        return fail_at(ctx, ERR_INPUT, STR("--instead"), (struct place){ 0 },
                       "%.*s has the Id '%.*s', and no document judged has that: give another version of one",
                       STR_ARGS(document->source), STR_ARGS(document->id));
    result e = OK;
    for (size_t i = 0; !e && i < n; i++)
        e = copy_add(ctx, judged, document, i);
    return e;
}

static int version_order(const struct judged_document *a, const struct judged_document *b)
{
    return (a->stands_for > b->stands_for) - (a->stands_for < b->stands_for);
}

static int day_order(date a, date b)
{
    return (a.day > b.day) - (a.day < b.day);
}

// 0 for the two sides of one line of the comparison.
static int row_order(const struct judge_row *a, const struct judge_row *b)
{
    int order = str_compare(a->label, b->label);
    order = order ? order : str_compare(a->area, b->area);
    if (a->has_period) {
        order = order ? order : day_order(a->period.from, b->period.from);
        order = order ? order : day_order(a->period.to, b->period.to);
    }
    order = order ? order : version_order(a->document, b->document);
    return order ? order : (a->account->count != NULL) - (b->account->count != NULL);
}

static int by_row(const void *x, const void *y)
{
    const struct judge_row *a = *(const struct judge_row *const *)x, *b = *(const struct judge_row *const *)y;
    int order = row_order(a, b);
    return order ? order : a->document->is_instead - b->document->is_instead;
}

static result rows_compare(struct ctx *ctx, const struct judge_result *judged, struct comparison *comparison)
{
    size_t n = judged->rows.n;
    const struct judge_row **rows = ARENA_ARRAY(ctx->arena, const struct judge_row *, n + 1);
    if (!rows)
        return arena_fail(ctx);
    for (size_t i = 0; i < n; i++)
        rows[i] = &judged->rows.at[i];
    qsort(rows, n, sizeof *rows, by_row);
    for (size_t i = 0; i < n; i++) {
        struct compared_row *slot = LIST_PUSH(ctx->arena, &comparison->rows);
        if (!slot)
            return arena_fail(ctx);
        bool is_instead = rows[i]->document->is_instead;
        *slot = (struct compared_row){ is_instead ? NULL : rows[i], is_instead ? rows[i] : NULL };
        if (!is_instead && i + 1 < n && rows[i + 1]->document->is_instead && !row_order(rows[i], rows[i + 1]))
            slot->instead = rows[++i];
    }
    return OK;
}

// Where the cases of an account's slot go: the same number for the two sides of one clause.
struct lane {
    const struct judged_document *document;
    const struct account *account;
    int slot, number;
    bool is_lone;
    str label;
};

struct lane_list {
    struct lane *at;
    size_t n, room;
};

static int lane_order(const struct lane *a, const struct lane *b)
{
    int order = version_order(a->document, b->document);
    order = order ? order : str_compare(a->label, b->label);
    return order ? order : (a->account->count != NULL) - (b->account->count != NULL);
}

static int by_lane(const void *x, const void *y)
{
    const struct lane *a = x, *b = y;
    int order = lane_order(a, b);
    return order ? order : a->document->is_instead - b->document->is_instead;
}

static result lanes_add(struct ctx *ctx, const struct judged_document *d, struct lane_list *lanes)
{
    for (size_t i = 0; i < d->accounts.n; i++)
        for (size_t s = 0; s < d->accounts.at[i].n_slots; s++) {
            struct lane *slot = LIST_PUSH(ctx->arena, lanes);
            if (!slot)
                return arena_fail(ctx);
            *slot = (struct lane){ .document = d, .account = &d->accounts.at[i], .slot = (int)s };
            slot->label = judge_slot_name(ctx->arena, slot->account, s);
        }
    return OK;
}

static result lone_add(struct ctx *ctx, const struct lane *lane, struct comparison *comparison)
{
    size_t n = comparison->lone.n;
    const struct lone_clause *last = n ? &comparison->lone.at[n - 1] : NULL;
    if (last && last->document == lane->document && str_equal(last->label, lane->label))
        return OK;
    struct lone_clause *slot = LIST_PUSH(ctx->arena, &comparison->lone);
    if (slot)
        *slot = (struct lone_clause){ lane->document, lane->label };
    return slot ? OK : arena_fail(ctx);
}

static result lanes_lay(struct ctx *ctx, const struct judge_result *judged, struct lane_list *lanes,
                        struct comparison *comparison)
{
    result e = OK;
    for (size_t i = 0; !e && i < judged->documents.n; i++)
        e = lanes_add(ctx, &judged->documents.at[i], lanes);
    if (e || !lanes->n)
        return e;
    qsort(lanes->at, lanes->n, sizeof *lanes->at, by_lane);
    for (size_t i = 0; !e && i < lanes->n; i++) {
        struct lane *lane = &lanes->at[i];
        bool is_second = i && !lane_order(lane - 1, lane),
             is_first = i + 1 < lanes->n && !lane_order(lane, lane + 1);
        lane->number = is_second ? lane[-1].number : (int)i;
        lane->is_lone = !is_first && !is_second;
        if (lane->is_lone)
            e = lone_add(ctx, lane, comparison);
    }
    return e;
}

// A judged case and its lane.
struct laned {
    const struct judged_case *judged;
    int number;
};

static int same_case(const struct laned *a, const struct laned *b)
{
    const struct case_facts *x = a->judged->facts, *y = b->judged->facts;
    int order = (a->number > b->number) - (a->number < b->number);
    return order ? order : (x > y) - (x < y); // in the order in which they were read
}

static int by_laned(const void *x, const void *y)
{
    const struct laned *a = x, *b = y;
    int order = same_case(a, b);
    return order ? order : a->judged->document->is_instead - b->judged->document->is_instead;
}

static const struct lane *lane_of(const struct lane_list *lanes, const struct judged_case *c)
{
    for (size_t i = 0; i < lanes->n; i++)
        if (lanes->at[i].account == c->account && lanes->at[i].slot == c->slot)
            return &lanes->at[i];
    return NULL;
}

// Those of clauses that both have; cases come account by account, so that the last lane is mostly the right one.
static size_t cases_lane(const struct judge_result *judged, const struct lane_list *lanes,
                         struct laned *laned)
{
    const struct lane *lane = NULL;
    size_t n = 0;
    for (size_t i = 0; i < judged->cases.n; i++) {
        const struct judged_case *c = &judged->cases.at[i];
        if (!lane || lane->account != c->account || lane->slot != c->slot)
            lane = lane_of(lanes, c);
        if (lane && !lane->is_lone)
            laned[n++] = (struct laned){ c, lane->number };
    }
    return n;
}

static result cases_compare(struct ctx *ctx, const struct judge_result *judged, const struct lane_list *lanes,
                            struct comparison *comparison)
{
    struct laned *laned = ARENA_ARRAY(ctx->arena, struct laned, judged->cases.n + 1);
    if (!laned)
        return arena_fail(ctx);
    size_t n = cases_lane(judged, lanes, laned);
    qsort(laned, n, sizeof *laned, by_laned);
    for (size_t i = 0; i < n; i++) {
        const struct judged_case *c = laned[i].judged;
        bool is_instead = c->document->is_instead;
        struct compared_case pair = { is_instead ? NULL : c, is_instead ? c : NULL };
        if (!is_instead && i + 1 < n && !same_case(&laned[i], &laned[i + 1]))
            pair.instead = laned[++i].judged;
        if (pair.was && pair.instead && pair.was->state == pair.instead->state)
            continue;
        struct compared_case *slot = LIST_PUSH(ctx->arena, &comparison->cases);
        if (!slot)
            return arena_fail(ctx);
        *slot = pair;
    }
    return OK;
}

result judge_compare(struct ctx *ctx, const struct judge_result *judged, struct comparison *comparison)
{
    struct lane_list lanes = { 0 };
    *comparison = (struct comparison){ 0 };
    result e = rows_compare(ctx, judged, comparison);
    if (!e)
        e = lanes_lay(ctx, judged, &lanes, comparison);
    return e ? e : cases_compare(ctx, judged, &lanes, comparison);
}
