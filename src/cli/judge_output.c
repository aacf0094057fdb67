#include "cli/judge_output.h"

#include "app/judge_table.h"
#include "format/table.h"

enum { CELL_BYTES_MAX = 256, NAMES_SHOWN = 10 };

static const struct table_column CASE_COLUMNS[] = {
    { STR_INIT("document"), CELL_TEXT, false }, { STR_INIT("version"), CELL_TEXT, false },
    { STR_INIT("clause"), CELL_TEXT, false },   { STR_INIT("case"), CELL_TEXT, false },
    { STR_INIT("area"), CELL_TEXT, false },     { STR_INIT("started"), CELL_MAYBE, false },
    { STR_INIT("due"), CELL_MAYBE, false },     { STR_INIT("stopped"), CELL_MAYBE, false },
    { STR_INIT("state"), CELL_TEXT, false },    { STR_INIT("source_due"), CELL_MAYBE, false },
};

#define COLUMNS(table) (table), sizeof(table) / sizeof *(table)

void judge_cell_moment(struct table *table, const struct zone *zone, struct moment m)
{
    struct buffer cell = buffer_open(CELL_BYTES_MAX);
    if (m.kind == MOMENT_KNOWN && m.first.second == m.last.second)
        instant_write(&cell, zone, m.first);
    else if (m.kind == MOMENT_KNOWN)
        date_write(&cell, zone_date(zone, m.last, NULL));
    table_cell(table, buffer_str(&cell));
    buffer_close(&cell);
}

void judge_cell_due(struct table *table, const struct zone *zone, instant due)
{
    bool is_due = !instant_is_none(due);
    judge_cell_moment(table, zone, (struct moment){ is_due ? MOMENT_KNOWN : MOMENT_NEVER, due, due });
}

static void case_write(struct ctx *ctx, struct table *table, const struct judged_case *c)
{
    const struct zone *zone = c->document->zone;
    table_cell(table, c->document->document->id);
    table_cell(table, c->document->version);
    table_cell(table, judge_slot_name(ctx->arena, c->account, (size_t)c->slot));
    table_cell(table, c->facts->id);
    table_cell(table, c->document->areas.n ? c->document->areas.at[c->area] : STR(""));
    judge_cell_moment(table, zone, c->started);
    judge_cell_due(table, zone, c->due);
    judge_cell_moment(table, zone, c->stopped);
    table_cell(table, str_from(state_code(c->state)));
    judge_cell_moment(table, zone, c->facts->source_due);
}

result judge_write_cases(struct ctx *ctx, const struct judge_result *judged, enum table_form form,
                         struct buffer *out)
{
    struct table table = table_open(ctx, out, form, COLUMNS(CASE_COLUMNS));
    for (size_t i = 0; i < judged->cases.n; i++)
        case_write(ctx, &table, &judged->cases.at[i]);
    return table_close(&table);
}

static const char *const LEFT_WORDS[LEFT_COUNT] = {
    [LEFT_NO_CLAUSE] = "a service that no clause names",
    [LEFT_OTHER_AREA] = "outside the document's area",
    [LEFT_NO_AREA] = "they name no area, so that nobody can say whether the document covers them",
    [LEFT_NOT_IN_FORCE] = "begun when the document was not in force",
    [LEFT_NO_START] = "no start that can be read",
};

// The service with most cases that no clause takes, after `last` in that order; SIZE_MAX if there is none.
static size_t unclaimed_next(const struct judge_result *judged, size_t last)
{
    const int64_t *n = judged->unclaimed;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < judged->requests->shape.services.n; i++) {
        bool is_after = last == SIZE_MAX || n[i] < n[last] || (n[i] == n[last] && i > last);
        if (n[i] && is_after && (best == SIZE_MAX || n[i] > n[best]))
            best = i;
    }
    return best;
}

static void unclaimed_write(struct buffer *out, const struct judge_result *judged)
{
    const struct service_list *services = &judged->requests->shape.services;
    size_t n = 0, shown = 0;
    for (size_t i = 0; i < services->n; i++)
        n += judged->unclaimed[i] > 0;
    for (size_t i = unclaimed_next(judged, SIZE_MAX); i != SIZE_MAX && shown < NAMES_SHOWN;
         i = unclaimed_next(judged, i)) {
        const struct service *s = &services->at[i];
        buffer_print(out, "      %lld  %.*s%s%.*s\n", (long long)judged->unclaimed[i], STR_ARGS(s->name),
                     s->sub.n ? " / " : "", STR_ARGS(s->sub));
        shown++;
    }
    if (n > shown)
        buffer_print(out, "      and %zu more\n", n - shown);
}

void judge_write_problems(const struct judge_result *judged, struct buffer *out)
{
    const struct requests *requests = judged->requests;
    problems_write(out, &requests->problems, requests->source, requests->rows, requests_count(requests));
}

void judge_write_summary(const struct judge_result *judged, struct buffer *out)
{
    judge_write_problems(judged, out);
    bool has_some = false;
    for (int i = 0; i < LEFT_COUNT; i++) {
        const struct left *left = &judged->left[i];
        if (!left->n)
            continue;
        if (!has_some)
            buffer_add(out, STR("Cases that are in no row of the table:\n"));
        has_some = true;
        buffer_print(out, "  %lld case%s: %s%s%.*s (first: %.*s)\n", (long long)left->n,
                     left->n == 1 ? "" : "s", LEFT_WORDS[i], left->about.n ? ": " : "", STR_ARGS(left->about),
                     STR_ARGS(left->first));
        if (i == LEFT_NO_CLAUSE)
            unclaimed_write(out, judged);
    }
    for (size_t i = 0; i < judged->notes.n; i++)
        buffer_print(out, "  %.*s\n", STR_ARGS(judged->notes.at[i]));
}
