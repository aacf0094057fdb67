// What the tests that follow procedures share: a world with a calendar, records written as lines, answers as one line.
#pragma once

#include "base/file.h"
#include "document/check.h"
#include "document/parse.h"
#include "rules/procedure_answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ARENA_MAX = 512 << 20, LINES_MAX = 64, ANSWER_MAX = 8192 };

struct world {
    struct ctx ctx;
    const struct zone *zone;
    struct timing timing;
};

static inline struct world world_open(void)
{
    struct world w = { .ctx = { .arena = arena_open(ARENA_MAX) } };
    struct calendar_source source = {
        .id = STR("c"), .weekend = 1u << SATURDAY | 1u << SUNDAY, .first_year = 2025, .last_year = 2029
    };
    const struct calendar *calendar;
    assert_non_null(w.ctx.arena);
    assert_int_equal(calendar_build(&w.ctx, &source, &calendar), OK);
    assert_int_equal(zone_load(&w.ctx, STR("Europe/London"), &w.zone), OK);
    w.timing = (struct timing){ .calendar = calendar, .zone = w.zone };
    return w;
}

static inline result world_timing(struct ctx *ctx, void *from, const struct document *document,
                                  const struct clause *clause, struct timing *timing)
{
    (void)ctx;
    (void)document;
    (void)clause;
    *timing = ((struct world *)from)->timing;
    return OK;
}

static inline struct procedure *world_procedure(struct world *w, str text)
{
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    struct procedure *p = ARENA_NEW(w->ctx.arena, struct procedure);
    struct timings timings = { world_timing, w };
    assert_int_equal(document_parse(&w->ctx, STR("t.md"), text, &diagnostics, &document), OK);
    if (diagnostics.errors)
        fail_msg("%.*s", STR_ARGS(diagnostics.at[0].text));
    assert_int_equal(procedure_build(&w->ctx, document, &timings, p), OK);
    return p;
}

static inline struct procedure *world_example(struct world *w, const char *name)
{
    const char *source = getenv("WARDMOTE_SOURCE");
    char path[1024];
    str text;
    snprintf(path, sizeof path, "%s/docs/language_examples/%s.md", source ? source : ".", name);
    assert_int_equal(file_read(&w->ctx, path, 1 << 20, &text), OK);
    return world_procedure(w, text);
}

static inline void time_take(const struct world *w, str text, instant *at, instant *last)
{
    struct stamp stamp;
    assert_true(stamp_parse(text, &stamp));
    *at = *last = stamp_instant(w->zone, stamp, NULL);
    if (!stamp.has_time)
        *last = (instant){ zone_midnight(w->zone, date_add_days(stamp.day, 1)).second - 1 };
}

// "2026-05-01|event|hand in|value|by|words"; what is missing at the end is empty.
static inline struct recorded recorded_take(const struct world *w, str line)
{
    struct recorded r = { 0 };
    time_take(w, str_cut(&line, '|'), &r.at, &r.last);
    str kind = str_cut(&line, '|');
    if (!recorded_kind_parse(kind, &r.kind))
        fail_msg("'%.*s' is no kind", STR_ARGS(kind));
    str *cells[] = { &r.name, &r.value, &r.by, &r.words };
    for (size_t i = 0; i < 4 && line.at; i++)
        *cells[i] = str_cut(&line, '|');
    return r;
}

// Lines with \n between them.
static inline size_t record_take(const struct world *w, const char *lines, struct recorded *record)
{
    size_t n = 0;
    for (str rest = str_from(lines); rest.at;) {
        str line = str_trim(str_cut(&rest, '\n'));
        if (!line.n)
            continue;
        assert_true(n < LINES_MAX);
        record[n] = recorded_take(w, line);
        record[n].row = (int64_t)n + 1;
        n++;
    }
    return n;
}

static inline struct as_of as_of_take(const struct world *w, const char *text)
{
    struct stamp stamp;
    assert_true(stamp_parse(str_from(text), &stamp));
    return stamp.has_time ? as_of_instant(stamp_instant(w->zone, stamp, NULL))
                          : as_of_day(w->zone, stamp.day);
}

static inline size_t put(char *out, size_t n, const char *text, str more)
{
    int m = snprintf(out + n, ANSWER_MAX - n, "%s%.*s", text, STR_ARGS(more));
    assert_true(m >= 0 && n + (size_t)m < ANSWER_MAX);
    return n + (size_t)m;
}

// "G1 done, G2 open, G5#2 overdue | to call-for-action G4 | ended: G2: refused"
static inline void stages_write(const struct procedure *p, const struct procedure_answer *a, char *out)
{
    char run[32];
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < a->entries.n; i++) {
        const struct entry *e = &a->entries.at[i];
        snprintf(run, sizeof run, e->run > 1 ? "#%d " : " ", e->run);
        n = put(out, n, n ? ", " : "", p->stages[e->stage].label);
        n = put(out, n, run, str_from(stage_state_words(e->state)));
    }
    for (size_t i = 0; i < a->jumps.n; i++) {
        n = put(out, n, " | to ", a->jumps.at[i].document);
        n = put(out, n, " ", a->jumps.at[i].label);
    }
    if (a->is_over)
        n = put(out, n, " | ended: ", a->how);
}

static inline void answer_at(struct world *w, const struct procedure *p, const char *record,
                             const char *as_of, struct procedure_answer *answer)
{
    struct recorded *list = ARENA_ARRAY(w->ctx.arena, struct recorded, LINES_MAX);
    struct procedure_question q = { .procedure = p, .recorded = list, .as_of = as_of_take(w, as_of) };
    assert_non_null(list);
    q.n = record_take(w, record, list);
    assert_int_equal(procedure_answer(&w->ctx, &q, answer), OK);
}
