// A case against a document of redress: judged, and what it comes to in words. For tests of what is paid.
#pragma once

#include "base/file.h"
#include "document/parse.h"
#include "rules/payment_cap.h"
#include "rules/redress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PAYING_ARENA = 512 << 20, PROMISES_MAX = 64, NAMES_MAX = 64, DONE_MAX = 8 };

struct bench {
    struct ctx ctx;
    const struct zone *zone;
    const struct document *document;
    struct shape shape;
    struct promise promises[PROMISES_MAX];
    struct promise_list list;
};

__attribute__((unused)) static void name_push(struct bench *b, struct str_list *list, str name)
{
    str *slot = LIST_PUSH(b->ctx.arena, list);
    assert_non_null(slot);
    *slot = name;
}

__attribute__((unused)) static void names_fill(struct bench *b)
{
    static const char *const events[] = { "report",       "receipt",         "completion",
                                          "appointment",  "first visit",     "written reply",
                                          "arrival",      "works notice",    "request",
                                          "interruption", "supply restored", "timetabled arrival",
                                          "made safe" };
    const struct field_list *header = &b->document->header;
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        name_push(b, &b->shape.events, str_from(events[i]));
    for (const struct field *f = field_find(header, KEY_FACT); f; f = field_next(header, KEY_FACT, f))
        name_push(b, &b->shape.facts, f->fact.name);
}

// Weekends only, so that hands can count.
__attribute__((unused)) static struct bench *bench_open(str text)
{
    struct ctx ctx = { .arena = arena_open(PAYING_ARENA) };
    struct bench *b = ARENA_NEW(ctx.arena, struct bench);
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    struct calendar_source source = {
        .id = STR("c"), .weekend = 1u << SATURDAY | 1u << SUNDAY, .first_year = 2023, .last_year = 2031
    };
    const struct calendar *calendar;
    assert_non_null(b);
    b->ctx = ctx;
    assert_int_equal(
        document_parse(&b->ctx, STR("t.md"), str_copy(b->ctx.arena, text), &diagnostics, &document), OK);
    assert_int_equal(diagnostics.errors, 0);
    assert_int_equal(calendar_build(&b->ctx, &source, &calendar), OK);
    assert_int_equal(zone_load(&b->ctx, STR("Europe/London"), &b->zone), OK);
    b->document = document;
    names_fill(b);
    b->list = (struct promise_list){ b->promises, 0, PROMISES_MAX };
    for (size_t i = 0; i < document->clauses.n; i++) {
        const struct clause *clause = &document->clauses.at[i];
        struct promise *p = &b->promises[b->list.n];
        if (!clause_has_clock(clause))
            continue;
        assert_true(++b->list.n < PROMISES_MAX);
        assert_int_equal(promise_build(&b->ctx, document, clause, &b->shape, p), OK);
        p->timing = (struct timing){ .calendar = calendar, .zone = b->zone };
        p->siblings = &b->list;
    }
    return b;
}

__attribute__((unused)) static struct bench *bench_file(const char *name)
{
    struct ctx ctx = { .arena = arena_open(PAYING_ARENA) };
    const char *source = getenv("WARDMOTE_SOURCE");
    str text, path = str_format(ctx.arena, "%s/tests/rules/payment/%s", source ? source : ".", name);
    assert_int_equal(file_read(&ctx, str_c(ctx.arena, path), 1 << 20, &text), OK);
    struct bench *b = bench_open(text);
    arena_close(ctx.arena);
    return b;
}

__attribute__((unused)) static void bench_close(struct bench *b)
{
    arena_close(b->ctx.arena);
}

// "2026-03-02T10:00" local, or a day: noon.
__attribute__((unused)) static instant local(const struct bench *b, str text)
{
    struct stamp stamp;
    assert_true(stamp_parse(text, &stamp));
    return zone_instant(b->zone, stamp.day, stamp.has_time ? stamp.second : 12 * 3600, NULL);
}

// "report=2026-03-02T10:00; ticket=single": events by their names, what is left are facts.
__attribute__((unused)) static void told_fill(struct bench *b, const char *told, struct case_facts *facts)
{
    struct moment *events = ARENA_ARRAY(b->ctx.arena, struct moment, NAMES_MAX);
    str *known = ARENA_ARRAY(b->ctx.arena, str, NAMES_MAX);
    *facts = (struct case_facts){ .area = -1, .events = events, .facts = known };
    for (str rest = str_from(told); rest.at;) {
        str value = str_trim(str_cut(&rest, ';')), name = str_trim(str_cut(&value, '='));
        int event = event_index(&b->shape, name);
        if (str_equal(name, STR("duplicate")))
            facts->status = CASE_DUPLICATE;
        else if (event >= 0)
            events[event] = (struct moment){ MOMENT_KNOWN, local(b, value), local(b, value) };
        for (size_t i = 0; event < 0 && i < b->shape.facts.n; i++)
            if (str_same_name(b->shape.facts.at[i], name))
                known[i] = str_copy(b->ctx.arena, value);
    }
}

// "R1.2@2026-03-06T12:00 R30.1@2026-04-02=12.50": steps done, and what was paid; with "+" behind it, in part.
__attribute__((unused)) static size_t done_fill(struct bench *b, const char *text, struct step_done *done)
{
    size_t n = 0;
    for (str rest = str_from(text); rest.at && n < DONE_MAX;) {
        str word = str_trim(str_cut(&rest, ' ')), when = word, label = str_cut(&when, '@'), number = label;
        int64_t step;
        decimal paid;
        if (!word.n)
            continue;
        str redress = str_cut(&number, '.'), sum = when, at = str_cut(&sum, '=');
        assert_true(str_to_int(number, &step));
        done[n] = (struct step_done){ .redress = redress, .step = (int)step, .done = local(b, at) };
        str of = sum;
        sum = str_cut(&of, '/');
        done[n].last_of = 0;
        if (of.at)
            assert_true(str_to_int(of, &done[n].last_of)); // in pence
        done[n].is_part = str_ends(sum, STR("+"));
        done[n].has_paid = sum.at && decimal_parse(str_slice(sum, 0, sum.n - done[n].is_part), &paid);
        if (done[n].has_paid)
            assert_true(ratio_round(ratio_of_pounds(paid), 1, ROUND_HALF_UP, &done[n].paid));
        n++;
    }
    return n;
}

struct paying {
    const char *standard, *told, *done, *as_of; // as_of: a local time, or a day as a whole
    struct case_facts facts;
    struct judgement judgement;
    struct redress_case of_case;
    struct step_done steps[DONE_MAX];
    struct redress_question q;
    struct redress_chain chain;
};

__attribute__((unused)) static void pay_ask(struct bench *b, struct paying *p, struct as_of as_of)
{
    const struct promise *promise = promise_by_label(&b->list, str_from(p->standard));
    assert_non_null(promise);
    told_fill(b, p->told, &p->facts);
    p->judgement = case_judge(promise, 0, &p->facts, as_of);
    p->chain.n = 0;
    p->chain.next_change = p->judgement.next_change;
    if (p->judgement.state != STATE_LATE)
        return;
    const struct judgement *j = &p->judgement;
    p->of_case = (struct redress_case){ .facts = &p->facts,
                                        .limit = &j->line->field->clock.limit,
                                        .started = j->started,
                                        .stopped = j->stopped,
                                        .due = j->deadline.due,
                                        .late_from = j->deadline.until };
    const struct field *f = field_find(&promise->clause->fields, KEY_IF);
    p->q = (struct redress_question){ .redress = document_clause(b->document, f->outcome.at[0].ref.label),
                                      .timing = &promise->timing,
                                      .promise = promise,
                                      .of_case = &p->of_case,
                                      .done = p->steps,
                                      .n_done = done_fill(b, p->done, p->steps),
                                      .as_of = as_of };
    redress_chain_of_case(&p->q, p->of_case.late_from, &p->chain);
}

__attribute__((unused)) static struct as_of asked_at(const struct bench *b, const char *text)
{
    struct stamp stamp;
    assert_true(stamp_parse(str_from(text), &stamp));
    return stamp.has_time ? as_of_instant(local(b, str_from(text))) : as_of_day(b->zone, stamp.day);
}

__attribute__((unused)) static void payment_say(struct buffer *out, const struct payment *p)
{
    if (p->state == PAYMENT_NONE || p->state == PAYMENT_WAITING)
        return;
    buffer_byte(out, ' ');
    if (p->state == PAYMENT_NOT_OWED)
        return;
    if (p->state == PAYMENT_NOT_KNOWN) {
        buffer_print(out, "? %.*s", STR_ARGS(p->missing));
    } else if (p->least != p->most) {
        pence_write(out, p->least);
        buffer_byte(out, '-');
        pence_write(out, p->most);
    } else {
        pence_write(out, p->least);
    }
    if (p->state == PAYMENT_PAID || p->paid) {
        buffer_add(out, STR(" paid "));
        pence_write(out, p->paid);
    }
}

// "R1: 1 done, 2 overdue, 3 open £12|R30: ...": every step, and what it pays.
__attribute__((unused)) static void chain_say(const struct paying *p, char *out, size_t room)
{
    struct buffer b = buffer_open(1 << 16);
    if (!p->chain.n)
        buffer_add(
            &b, p->judgement.state == STATE_LATE ? STR("nothing") : str_from(state_name(p->judgement.state)));
    for (size_t i = 0; i < p->chain.n; i++) {
        buffer_print(&b, "%s%.*s:", i ? "|" : "", STR_ARGS(p->chain.at[i].redress->label));
        for (size_t s = 0; s < p->chain.at[i].answer.n_steps; s++) {
            const struct step_answer *step = &p->chain.at[i].answer.steps[s];
            buffer_print(&b, "%s %d %s", s ? "," : "", step->field->step.number,
                         step_state_words(step->state));
            payment_say(&b, &step->payment);
        }
    }
    snprintf(out, room, "%.*s", STR_ARGS(buffer_str(&b)));
    buffer_close(&b);
}
