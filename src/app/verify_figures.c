// Every figure published, counted again from the facts that were on record when it was, by the judge.
#include "app/verify_internal.h"

#include "app/publish.h"

enum { FIGURES_CAP_BITS = 40 };

static const struct judge_row *row_of(const struct judge_row_list *rows, const struct fact_row *f)
{
    bool is_count = published_read(f->value).is_count;
    for (size_t i = 0; i < rows->n; i++) {
        const struct judge_row *row = &rows->at[i];
        if (row->period.to.day == f->period_to.day && row->period.from.day == f->period_from.day &&
            (row->account->count != NULL) == is_count && str_equal(row->label, f->clause) &&
            str_equal(row->document->document->id, f->document))
            return row;
    }
    return NULL;
}

static str figure_title(struct ctx *ctx, const struct fact_row *f)
{
    struct buffer days = buffer_open(64);
    date_write(&days, f->period_from);
    buffer_add(&days, STR(" to "));
    date_write(&days, f->period_to);
    str title = str_format(ctx->arena, "the figure of %.*s %.*s for %.*s (%.*s, fact %lld)",
                           STR_ARGS(f->document), STR_ARGS(f->clause), STR_ARGS(buffer_str(&days)),
                           STR_ARGS(f->name), (long long)f->id);
    buffer_close(&days);
    return title;
}

// "9 of 12": how many cases there are more in what was published than in what is here; -1 for no such words, or fewer.
static int64_t cases_more(str words, const struct judge_row *row)
{
    int64_t kept, judged;
    str first = str_slice(words, 0, str_find(words, STR(" of ")));
    str rest = str_from_byte(words, first.n + 4);
    if (!str_to_int(first, &kept) || !str_to_int(str_cut(&rest, '.'), &judged))
        return -1;
    int64_t here = row ? row->counts.on_time + row->counts.late : 0;
    bool is_less = row && (kept < row->counts.on_time || judged - kept < row->counts.late);
    return is_less ? -1 : judged - here;
}

// What is not public can only have added cases to those that are.
static bool may_be_hidden(const struct verify *v, const struct fact_row *f, const struct judge_row *row)
{
    int64_t more = cases_more(f->words, row);
    bool is_measure = row && row->value.n;
    return v->out->hidden > 0 && (is_measure || (more >= 0 && more <= v->out->hidden));
}

static void figure_check(struct verify *v, struct ctx *ctx, const struct judge_row_list *rows,
                         const struct fact_row *f)
{
    const struct judge_row *row = row_of(rows, f);
    str value = row ? figure_value(ctx, row) : (str){ 0 },
        counts = row ? figure_counts(ctx, row) : (str){ 0 };
    bool is_same = row && str_equal(value, f->value) && str_starts(f->words, counts);
    if (!is_same && may_be_hidden(v, f, row)) {
        v->out->parts[VERIFY_FIGURES].left_out++;
        return;
    }
    verify_checked(v, VERIFY_FIGURES);
    if (is_same || verify_wrong_again(v, VERIFY_FIGURES))
        return;
    str title = figure_title(v->ctx, f);
    if (!row)
        verify_wrong(v, VERIFY_FIGURES, "%.*s: no promise in force gives such a figure", STR_ARGS(title));
    else
        verify_wrong(
            v, VERIFY_FIGURES, "%.*s: '%.*s', %.*s was published; the facts on record then give '%.*s', %.*s",
            STR_ARGS(title), STR_ARGS(f->value), STR_ARGS(f->words), STR_ARGS(value), STR_ARGS(counts));
}

static bool is_published_with(const struct fact_row *a, const struct fact_row *b)
{
    return a->recorded.second == b->recorded.second && a->happened.second == b->happened.second;
}

// Those published together, with the cases read once.
static void group_check(struct verify *v, struct db *db, const struct fact_row *facts, size_t n)
{
    struct ctx own = { .arena = arena_open((size_t)1 << FIGURES_CAP_BITS) };
    struct ledger *ledger;
    const struct figures_when when = { facts[0].happened, facts[0].recorded, facts[0].id };
    result e = own.arena ? figures_judge(&own, db, &when, &ledger) : ERR_LIMIT;
    for (size_t i = 0; i < n; i++)
        if (!e)
            figure_check(v, &own, &ledger->judged.rows, &facts[i]);
        else if (!verify_wrong_again(v, VERIFY_FIGURES))
            verify_wrong(v, VERIFY_FIGURES, "%.*s can't be counted again: %s",
                         STR_ARGS(figure_title(v->ctx, &facts[i])), own.error.text);
    arena_close(own.arena);
}

static result figures_work(struct ctx *ctx, struct db *db, void *with)
{
    struct verify *v = with;
    struct fact_row_list all;
    result e = query_fact_of_no_case(ctx, db, &(struct fact_of_no_case_in){ COMMUNITY_FIRST, FACT_PUBLISHED },
                                     &all);
    for (size_t i = 0, end; !e && i < all.n; i = end) {
        for (end = i + 1; end < all.n && is_published_with(&all.at[i], &all.at[end]);)
            end++;
        group_check(v, db, &all.at[i], end - i);
    }
    return e;
}

result verify_figures(struct verify *v)
{
    return store_read(v->ctx, v->copy, figures_work, v);
}
