#include "format/problems.h"

#include <inttypes.h>
#include <stdlib.h>

enum { EXAMPLE_MAX = 60 };

// What is said of so many rows.
static const char *const WORDS[PROBLEM_COUNT] = {
    [PROBLEM_ROW_SHORT] = "fewer values than there are columns",
    [PROBLEM_ROW_LONG] = "more values than there are columns",
    [PROBLEM_ROW_CUT] = "the file ends in the middle of it",
    [PROBLEM_ROW_QUOTE_OPEN] = "a quote that is never closed",
    [PROBLEM_ROW_QUOTE_TEXT] = "text behind a closing quote",
    [PROBLEM_ROW_TOO_LARGE] = "a value or row that is too long",
    [PROBLEM_ROW_DAMAGED] = "can't be read",
    [PROBLEM_OPENED_EMPTY] = "no time of opening",
    [PROBLEM_OPENED_UNREADABLE] = "the time of opening can't be read",
    [PROBLEM_SERVICE_EMPTY] = "no category",
    [PROBLEM_SERVICE_UNMAPPED] = "a category that is not mapped",
    [PROBLEM_REPEATED] = "an id seen before with the same category and opening: one case, its last stop counts",
    [PROBLEM_CONTRADICTED] = "an id seen before with another category or opening: the first row stands",
    [PROBLEM_REOPENED] = "open again in a later row of the same id: taken as open",
    [PROBLEM_CLOSED_EMPTY] = "closed, but without a time: not known when",
    [PROBLEM_CLOSED_UNREADABLE] = "closed, but the time can't be read: not known when",
    [PROBLEM_CLOSED_UNUSED] = "a closing time, but by its status not closed: taken as open",
    [PROBLEM_CLOSED_EARLY] = "closed before it was opened",
    [PROBLEM_STATUS_UNLISTED] = "a status that is in no list: taken as open",
    [PROBLEM_EVENT_UNREADABLE] = "the time of an event can't be read: not known when",
    [PROBLEM_DUE_UNREADABLE] = "the source's own due time can't be read",
    [PROBLEM_PAUSE_UNREADABLE] = "a pause that can't be read or ends before it begins: not counted",
    [PROBLEM_POINT_UNREADABLE] = "a place that can't be read or is not on the globe: without a place",
    [PROBLEM_ID_EMPTY] = "no id: the row's number serves",
    [PROBLEM_BYTES] = "bytes that are not text in the file's encoding: shown as U+FFFD (see 'Encoding' in the mapping)",
};

void problem_add(struct arena *arena, struct problems *problems, enum problem_kind kind, struct problem example)
{
    struct problem *p = &problems->of[kind];
    if (p->n++)
        return;
    if (example.value.n > EXAMPLE_MAX) {
        example.value.n = EXAMPLE_MAX;
        while (example.value.n && (example.value.at[example.value.n] & 0xC0) == 0x80) // not in the middle of a letter
            example.value.n--;
    }
    p->row = example.row;
    p->column = example.column;
    p->value = str_copy(arena, example.value);
}

bool problems_any(const struct problems *problems)
{
    for (int i = 0; i < PROBLEM_COUNT; i++)
        if (problems->of[i].n)
            return true;
    return problems->lacks.n > 0;
}

static int counted_order(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return str_compare(x->name, y->name);
}

void counted_sort(struct counted_list *list)
{
    if (list->n)
        qsort(list->at, list->n, sizeof *list->at, counted_order);
}

// A terminal must not act on what a file holds.
static void shown(struct buffer *out, str s)
{
    for (size_t i = 0; i < s.n; i++)
        buffer_byte(out, (unsigned char)s.at[i] < ' ' || s.at[i] == 127 ? '?' : s.at[i]);
}

static void problem_write(struct buffer *out, const struct problem *p, const char *words)
{
    buffer_print(out, "  %" PRId64 " %s: %s; first in row %" PRId64, p->n, p->n == 1 ? "row" : "rows", words, p->row);
    if (p->column.n) {
        buffer_print(out, ", ");
        shown(out, p->column);
    }
    if (p->value.n) {
        buffer_print(out, p->column.n ? " '" : ", '");
        shown(out, p->value);
        buffer_byte(out, '\'');
    }
    buffer_byte(out, '\n');
}

static void names_write(struct buffer *out, const struct counted_list *list, const char *words)
{
    if (!list->n)
        return;
    buffer_print(out, "    %s: ", words);
    int64_t more = 0;
    for (size_t i = 0; i < list->n; i++) {
        if (i >= PROBLEM_NAMES_SHOWN) {
            more += list->at[i].n;
            continue;
        }
        buffer_print(out, i ? ", '" : "'");
        shown(out, list->at[i].name);
        buffer_print(out, "' %" PRId64, list->at[i].n);
    }
    if (more)
        buffer_print(out, ", and %zu more in %" PRId64 " rows", list->n - PROBLEM_NAMES_SHOWN, more);
    buffer_byte(out, '\n');
}

static void lacks_write(struct buffer *out, const struct problems *problems)
{
    for (size_t i = 0; i < problems->lacks.n; i++) {
        const struct lacking *l = &problems->lacks.at[i];
        buffer_print(out, "The file has no column '");
        shown(out, l->name);
        buffer_print(out, "' (%.*s, line %d of the mapping): its values are not known.\n", STR_ARGS(l->key), l->line);
    }
}

static void group_write(struct buffer *out, const struct problems *problems, int from, int to, const char *heading)
{
    bool has_heading = false;
    for (int i = from; i < to; i++) {
        if (!problems->of[i].n)
            continue;
        if (!has_heading)
            buffer_print(out, "%s:\n", heading);
        has_heading = true;
        problem_write(out, &problems->of[i], WORDS[i]);
        if (i == PROBLEM_SERVICE_UNMAPPED)
            names_write(out, &problems->unmapped, "categories");
        if (i == PROBLEM_STATUS_UNLISTED)
            names_write(out, &problems->unlisted, "statuses");
    }
}

void problems_write(struct buffer *out, const struct problems *problems, str source, int64_t rows, int64_t cases)
{
    shown(out, source);
    buffer_print(out, ": %" PRId64 " %s, %" PRId64 " %s\n", rows, rows == 1 ? "row" : "rows", cases,
                 cases == 1 ? "case" : "cases");
    lacks_write(out, problems);
    group_write(out, problems, 0, PROBLEM_FIRST_KEPT, "Rows that are no case of their own");
    group_write(out, problems, PROBLEM_FIRST_KEPT, PROBLEM_COUNT, "Cases of which something is not known or not used");
}
