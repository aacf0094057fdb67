// Counts into rows: the target that applies to each period, and the verdict.
#include "app/judge_internal.h"

#include "document/format.h"
#include "rules/fact_test.h"

#include <stdlib.h>

// What is asked in one period: a line of Target, Count or Every, and the step of its ramp.
struct asked_for {
    struct ask ask;
    const struct quantity *quantity; // NULL: every case, or at least one for Every
    enum bound bound;
    bool is_none;    // no line's condition holds: nothing is promised then
    bool is_unknown; // a condition could not be decided
};

static date since_day(const struct since *since)
{
    int64_t year;
    if (!since->year.n)
        return since->from;
    if (!str_to_int(str_slice(since->year, 0, 4), &year))
        return DATE_NONE;
    return date_from_civil(
        (struct civil){ (int)year, since->year.n > 4 ? 4 : 1, 1 }); // 2009/10 is a financial year
}

// The step of a ramp in force on the period's first day; the first step is the target itself.
static const struct quantity *ramp_at(const struct target *target, date day)
{
    const struct quantity *q = &target->ramps[0].quantity;
    for (size_t i = 1; i < target->n_ramps; i++)
        if (since_day(&target->ramps[i].since).day <= day.day)
            q = &target->ramps[i].quantity;
    return q;
}

// Of a period: the days of a suspension, all of them or some.
static bool is_all_suspended(const struct judge_row *row)
{
    const struct document *d = row->document->document;
    date day = row->period.from;
    for (bool is_found = d->suspended.n > 0; is_found && day.day <= row->period.to.day;) {
        is_found = false;
        for (size_t i = 0; i < d->suspended.n && !is_found; i++) {
            struct date_range r = d->suspended.at[i];
            is_found = r.from.day <= day.day && day.day <= r.to.day;
            if (is_found && date_is_none(r.to))
                return true;
            if (is_found)
                day = date_add_days(r.to, 1);
        }
    }
    return row->has_period && d->suspended.n && day.day > row->period.to.day;
}

// Part of its days were taken from it: by a suspension, or by an end that the text did not name.
static bool is_cut_short(const struct judge_row *row)
{
    const struct document *d = row->document->document;
    bool is_cut = d->is_cut && row->period.to.day == row->account->promise->to.day;
    for (size_t i = 0; i < d->suspended.n; i++)
        is_cut |= d->suspended.at[i].from.day <= row->period.to.day &&
            row->period.from.day <= d->suspended.at[i].to.day;
    return is_cut;
}

static struct asked_for ask_for(const struct judge_row *row)
{
    const struct account *a = row->account;
    if (is_all_suspended(row))
        return (struct asked_for){ .is_none = true };
    enum field_key key = a->count ? a->count->kind->key : KEY_TARGET;
    const struct field *f = field_find(&a->promise->clause->fields, key);
    struct asked asked = { .promise = a->promise, .as_of = row->document->as_of, .area = row->area_name };
    asked.start = zone_midnight(row->document->zone, row->period.from);
    if (!f)
        return (struct asked_for){ .ask = ASK_EVERY_CASE };
    for (; f; f = field_next(&a->promise->clause->fields, key, f)) {
        enum truth t = conditions_truth(&asked, &f->when);
        if (t == TRUTH_NO)
            continue;
        if (key == KEY_EVERY)
            return (struct asked_for){ .ask = { BOUND_AT_LEAST, { 1, 0 } },
                                       .is_unknown = t == TRUTH_UNKNOWN };
        const struct quantity *q = ramp_at(&f->target, row->period.from);
        return (struct asked_for){
            { f->target.bound, q->number }, q, f->target.bound, false, t == TRUTH_UNKNOWN
        };
    }
    return (struct asked_for){ .is_none = true };
}

static str target_words(struct ctx *ctx, const struct judge_row *row, const struct asked_for *asked)
{
    struct buffer out = buffer_open(1024);
    const struct account *a = row->account;
    if (asked->is_none)
        return (str){ 0 };
    if (!asked->quantity)
        return a->count ? STR("at least 1") : STR("every case");
    const struct field *f = field_find(&a->promise->clause->fields, KEY_TARGET);
    if (a->is_measured)
        buffer_print(&out, "%s of ", f->target.measure == MEASURE_MEDIAN ? "median" : "average");
    buffer_print(&out, "%s ", bound_name(asked->bound));
    quantity_write(&out, asked->quantity);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static int by_cell(const void *x, const void *y)
{
    const struct measured *a = x, *b = y;
    if (a->cell != b->cell)
        return a->cell < b->cell ? -1 : 1;
    return (a->taken > b->taken) - (a->taken < b->taken);
}

static int by_taken(const void *x, const void *y)
{
    const struct measured *a = x, *b = y;
    return (a->taken > b->taken) - (a->taken < b->taken);
}

static size_t measured_from(const struct tally *tally, size_t cell)
{
    size_t low = 0, high = tally->measured.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tally->measured.at[middle].cell < cell)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

// The counters a row sums: one for each unit of its period, `step` apart.
struct cells {
    size_t first, n, step;
};

// The times taken in those cells, gathered for an average or a median.
struct gathered {
    struct measured *at;
    size_t n, room;
};

static result gather(struct ctx *ctx, const struct tally *tally, struct cells cells, struct gathered *all)
{
    for (size_t u = 0; u < cells.n; u++) {
        size_t own = cells.first + u * cells.step;
        for (size_t i = measured_from(tally, own); i < tally->measured.n && tally->measured.at[i].cell == own;
             i++) {
            struct measured *m = LIST_PUSH(ctx->arena, all);
            if (!m)
                return arena_fail(ctx);
            *m = tally->measured.at[i];
        }
    }
    return OK;
}

// Of n cases, those of the kinds up to `last` among them; what nothing is known of took at least nothing. Sorted.
static struct fraction average_of(const struct gathered *all, int last, int64_t n)
{
    struct fraction sum = { .whole = n };
    for (size_t i = 0; i < all->n; i++)
        sum.part += (int)all->at[i].kind <= last ? all->at[i].taken : 0;
    return sum;
}

static struct fraction median_of(const struct gathered *all, int last, int64_t n)
{
    int64_t known = 0, at = 0, low = 0, high = 0;
    for (size_t i = 0; i < all->n; i++)
        known += (int)all->at[i].kind <= last;
    at = n - known; // as many zeros come first
    for (size_t i = 0; i < all->n; i++) {
        if ((int)all->at[i].kind > last)
            continue;
        low = at == (n - 1) / 2 ? all->at[i].taken : low;
        high = at == n / 2 ? all->at[i].taken : high;
        at++;
    }
    return (struct fraction){ low + high, n ? 2 : 0 };
}

static struct measure measure_of(const struct account *a, const struct gathered *all, const struct counts *c)
{
    const struct field *f = field_find(&a->promise->clause->fields, KEY_TARGET);
    struct fraction (*of)(const struct gathered *, int,
                          int64_t) = f->target.measure == MEASURE_MEDIAN ? median_of : average_of;
    struct measure m = { .n = 0 };
    for (size_t i = 0; i < all->n; i++)
        m.n += all->at[i].kind == MEASURED_DONE;
    m.done = of(all, MEASURED_DONE, m.n);
    m.so_far = of(all, MEASURED_OVERDUE, c->on_time + c->late + c->not_known);
    m.all = of(all, MEASURED_OPEN, counts_cases(c));
    m.done.whole *= measure_scale(a);
    m.so_far.whole *= measure_scale(a);
    m.all.whole *= measure_scale(a);
    return m;
}

static result measure_row(struct ctx *ctx, const struct tally *tally, struct judge_row *row,
                          struct cells cells)
{
    const struct account *a = row->account;
    const struct field *f = field_find(&a->promise->clause->fields, KEY_TARGET);
    struct asked_for asked = ask_for(row);
    struct gathered all = { 0 };
    result e = gather(ctx, tally, cells, &all);
    if (e)
        return e;
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_taken);
    struct measure m = measure_of(a, &all, &row->counts);
    row->measure = str_format(ctx->arena, "%s %s", f->target.measure == MEASURE_MEDIAN ? "median" : "average",
                              unit_name(a->unit, false));
    if (m.n)
        row->value = str_format(ctx->arena, "%.2f", (double)m.done.part / (double)m.done.whole);
    bool is_over = span_is_over(row->document->zone, row->period, row->document->as_of);
    if (row->has_period && !asked.is_none)
        row->verdict = asked.is_unknown ? VERDICT_NOT_KNOWN
                                        : verdict_measure(asked.ask, &m, &row->counts, is_over);
    return OK;
}

// What a count counts: the event, or what the record's returns count.
static str counted_name(const struct account *a, const struct asked_for *asked)
{
    bool has_noun = a->is_observed && asked->quantity && asked->quantity->noun.n;
    bool is_money = a->is_observed && asked->quantity && asked->quantity->kind == QUANTITY_MONEY;
    return has_noun      ? asked->quantity->noun
        : is_money       ? STR("£")
        : a->is_observed ? STR("count")
                         : a->promise->shape->events.at[a->event];
}

static result count_row(struct ctx *ctx, struct judge_row *row)
{
    const struct account *a = row->account;
    struct asked_for asked = ask_for(row);
    row->measure = str_copy(ctx->arena, counted_name(a, &asked));
    row->value = str_format(ctx->arena, "%lld", (long long)row->counts.on_time);
    bool is_over = span_is_over(row->document->zone, row->period, row->document->as_of);
    if (row->has_period && !asked.is_none)
        row->verdict = asked.is_unknown
            ? VERDICT_NOT_KNOWN
            : verdict_count(asked.ask, row->counts.on_time, row->counts.not_known, is_over);
    // So many in a whole period are not asked of part of one.
    if (asked.ask.bound == BOUND_AT_LEAST && row->verdict != VERDICT_KEPT && is_cut_short(row))
        row->verdict = VERDICT_NONE;
    return OK;
}

// A share that cases can't answer: of places at a grade, of hours open.
static bool is_share(const struct account *account, const struct asked_for *asked)
{
    if (!asked->quantity)
        return true;
    return asked->quantity->kind == QUANTITY_SHARE && (account->is_observed || !asked->quantity->grade.n);
}

// Whether the row is a number held against a number, not a share of cases.
static bool is_counted(const struct judge_row *row)
{
    const struct account *a = row->account;
    struct asked_for asked = ask_for(row);
    bool is_number = asked.quantity && asked.quantity->kind != QUANTITY_SHARE;
    return a->is_observed ? is_number : a->count != NULL;
}

static void share_row(struct judge_row *row)
{
    struct asked_for asked = ask_for(row);
    bool is_over = span_is_over(row->document->zone, row->period, row->document->as_of);
    row->ask = asked.ask;
    if (!row->has_period || asked.is_none)
        return;
    row->verdict = asked.is_unknown || !is_share(row->account, &asked)
        ? VERDICT_NOT_KNOWN
        : verdict_share(asked.ask, &row->counts, is_over);
}

static void cell_add(struct counts *counts, const struct tally *tally, size_t cell)
{
    counts_add(counts, &tally->cells[cell]);
    if (!tally->packed)
        return;
    const struct few_counts *few = &tally->packed[cell];
    counts_add(counts, &(struct counts){ few->on_time, few->late, few->not_yet_due, 0, few->excluded });
}

static result row_add(struct ctx *ctx, struct judge_result *judged, struct tally *tally, struct judge_row row,
                      struct cells cells)
{
    for (size_t u = 0; u < cells.n; u++)
        cell_add(&row.counts, tally, cells.first + u * cells.step);
    if (row.has_period) {
        struct asked_for asked = ask_for(&row);
        row.target = target_words(ctx, &row, &asked);
    }
    result e = OK;
    if (is_counted(&row))
        e = count_row(ctx, &row);
    else if (row.account->is_measured)
        e = measure_row(ctx, tally, &row, cells);
    else
        share_row(&row);
    struct judge_row *slot = e ? NULL : LIST_PUSH(ctx->arena, &judged->rows);
    if (!e && !slot)
        return arena_fail(ctx);
    if (slot)
        *slot = row;
    return e;
}

// The name of an area as conditions know it, which is not its code; empty for several areas summed.
static str area_name(const struct judged_document *d, size_t area, bool is_one_of_several)
{
    const struct field *f = field_find(&d->document->header, KEY_AREA);
    if (!is_one_of_several)
        return document_only_area(d->document);
    return str_trim(str_slice(f->items.at[area], 0, str_find(f->items.at[area], STR(","))));
}

// The rows of one area and slot: one for each period, or one for all of them.
static result slot_rows(struct ctx *ctx, struct judge_result *judged, struct tally *tally,
                        struct judge_row row, size_t first)
{
    const struct account *a = row.account;
    const struct periods *p = &a->periods;
    result e = OK;
    if (!row.has_period && p->units.n)
        e = row_add(ctx, judged, tally, row, (struct cells){ first, p->units.n, a->n_slots });
    for (size_t unit = p->first_row; row.has_period && !e && unit < p->units.n; unit++) {
        row.period = periods_row(p, unit);
        size_t begins = first + (unit + 1 - p->window) * a->n_slots;
        e = row_add(ctx, judged, tally, row, (struct cells){ begins, p->window, a->n_slots });
    }
    return e;
}

static result account_rows(struct ctx *ctx, struct judge_result *judged, struct tally *tally,
                           struct judge_row row)
{
    const struct account *a = row.account;
    result e = OK;
    for (size_t area = 0; area < a->n_areas; area++)
        for (size_t slot = 0; !e && slot < a->n_slots; slot++) {
            size_t first = a->first_cell + area * a->periods.units.n * a->n_slots + slot;
            row.label = judge_slot_name(ctx->arena, a, slot);
            row.area = a->n_areas > 1 ? row.document->areas.at[area] : STR("");
            row.area_name = area_name(row.document, a->n_areas > 1 ? area : 0, a->n_areas > 1);
            e = slot_rows(ctx, judged, tally, row, first);
        }
    return e;
}

static int by_row(const void *x, const void *y)
{
    const struct judge_row *a = x, *b = y;
    int order = str_compare(a->document->document->id, b->document->document->id);
    order = order ? order : str_compare(a->label, b->label);
    order = order ? order : str_compare(a->area, b->area);
    order = order ? order
                  : (a->period.from.day > b->period.from.day) - (a->period.from.day < b->period.from.day);
    order = order ? order : str_compare(a->document->version, b->document->version);
    order = order ? order : str_compare(a->measure, b->measure);
    return order ? order : (a->document > b->document) - (a->document < b->document);
}

static int account_order(const struct judged_case *a, const struct judged_case *b)
{
    int order = str_compare(a->document->document->id, b->document->document->id);
    order = order ? order : str_compare(a->document->version, b->document->version);
    order = order ? order
                  : str_compare(a->account->promise->clause->label, b->account->promise->clause->label);
    return order ? order : (a->account->count != NULL) - (b->account->count != NULL);
}

static int by_case(const void *x, const void *y)
{
    const struct judged_case *a = x, *b = y;
    int order = a->account == b->account ? 0 : account_order(a, b);
    order = order ? order : a->slot - b->slot;
    order = order ? order : (a->document > b->document) - (a->document < b->document);
    return order ? order : (a->facts->row > b->facts->row) - (a->facts->row < b->facts->row);
}

result judge_rows(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                  struct tally *tally)
{
    result e = OK;
    if (tally->measured.n)
        qsort(tally->measured.at, tally->measured.n, sizeof *tally->measured.at, by_cell);
    for (size_t d = 0; d < judged->documents.n; d++)
        for (size_t i = 0; !e && i < judged->documents.at[d].accounts.n; i++) {
            struct judge_row row = { .document = &judged->documents.at[d], .has_period = options->by_period };
            row.account = &row.document->accounts.at[i];
            e = account_rows(ctx, judged, tally, row);
        }
    if (judged->rows.n)
        qsort(judged->rows.at, judged->rows.n, sizeof *judged->rows.at, by_row);
    if (tally->cases.n)
        qsort(tally->cases.at, tally->cases.n, sizeof *tally->cases.at, by_case);
    judged->cases = tally->cases;
    judged->unclaimed = tally->unclaimed;
    for (int i = 0; i < LEFT_COUNT; i++)
        judged->left[i] = tally->left[i];
    return e;
}
