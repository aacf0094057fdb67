// What the model finds in procedures that lack something; nothing in those of the examples and of the library; what
// follows at each deadline if nobody acts; and a Redress as a procedure, which answers as redress does.
#include "rules/following.h"

#include "rules/procedure_model.h"
#include "rules/procedure_redress.h"

#include <dirent.h>

enum { RANDOM_QUESTIONS = 400 };

#define HEAD                                                                                                 \
    "# Procedure: T\n\n- Id: t\n- Between: the council; the panel\n- In force: from 1 January 2026\n- Fact: dear\n\n"

static const struct {
    const char *text, *expected; // label: code: text, one a line
} ROWS[] = {
    { HEAD "## Stage G1: One\n- By: the council\n- Clock: within 2 days\n- If done: end\n- If late: end\n",
      "" },
    { HEAD "## Stage G1: One\n- By: the council\n- Clock: within 2 days\n- If done: G2\n- If late: G2\n\n"
           "## Stage G2: Two\n- By: the panel\n- Clock: within 2 days\n- If done: end\n- If late: G1\n",
      "G1: comes-round: if nobody acts a case comes back to G1 again and again: let it end, or go to somebody else\n"
      "G2: comes-round: if nobody acts a case comes back to G2 again and again: let it end, or go to somebody else\n" },
    { HEAD
      "## Stage G1: One\n- By: the council\n- If done: end\n\n"
      "## Stage G2: Two\n- By: the panel\n- Opens: request by the council, within 5 days\n- If done: end\n",
      "G2: nobody-can-ask: nobody can ask for G2: its time runs from the stage before, and no stage leads to it; "
      "take the time out, or name it in an If\n" },
    { HEAD "## Stage G1: One\n- By: the council\n- If done: end\n- If nobody asks: end\n",
      "G1: no-time-to-ask: 'nobody asks' comes when the time to ask is up, and there is none: "
      "write 'Opens: request by ..., within ...'\n" },
    { HEAD "## Stage G1: One\n- By: the council\n- If late: end\n",
      "G1: nobody-can-end: nobody can end G1: add an If with an outcome that somebody takes, or a Clock\n" },
    { HEAD "## Stage G1: One\n- By: the council\n- If done: N1\n\n## Notice N1: Two\n- If done: end\n",
      "N1: nobody-may-take: nobody may take 'done': say with 'By:' who has N1\n"
      "N1: waits-for-ever: a case can wait in N1 for ever, and nobody owes anything: add 'By:' and a Clock, "
      "or 'Review:' in the header\n" },
};

static void findings_write(const struct model_findings *findings, char *out)
{
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < findings->n; i++) {
        n = put(out, n, "", findings->at[i].clause->label);
        n = put(out, n, ": ", findings->at[i].code);
        n = put(out, n, ": ", findings->at[i].text);
        n = put(out, n, "\n", (str){ 0 });
    }
}

static void test_findings(void **state)
{
    struct world w = world_open();
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct model_findings findings;
        char got[ANSWER_MAX];
        assert_int_equal(procedure_model(&w.ctx, world_procedure(&w, str_from(ROWS[i].text)), &findings), OK);
        findings_write(&findings, got);
        assert_string_equal(got, ROWS[i].expected);
    }
    arena_close(w.ctx.arena);
}

static void file_check(struct world *w, const char *path)
{
    struct model_findings findings;
    char got[ANSWER_MAX];
    str text;
    assert_int_equal(file_read(&w->ctx, path, 1 << 20, &text), OK);
    if (!str_starts(text, STR("# Procedure:")))
        return;
    assert_int_equal(procedure_model(&w->ctx, world_procedure(w, text), &findings), OK);
    findings_write(&findings, got);
    if (*got)
        fail_msg("%s\n%s", path, got);
}

static void folder_check(struct world *w, const char *folder)
{
    const char *source = getenv("WARDMOTE_SOURCE");
    char path[1024], file[2048];
    snprintf(path, sizeof path, "%s/%s", source ? source : ".", folder);
    DIR *files = opendir(path);
    for (struct dirent *f; files && (f = readdir(files)) != NULL;) {
        snprintf(file, sizeof file, "%s/%s", path, f->d_name);
        if (str_ends(str_from(f->d_name), STR(".md")))
            file_check(w, file);
    }
    if (files)
        closedir(files);
}

static void test_shipped(void **state)
{
    struct world w = world_open();
    (void)state;
    folder_check(&w, "docs/language_examples");
    folder_check(&w, "library/procedures");
    arena_close(w.ctx.arena);
}

// What follows at each deadline of the example if nobody acts.
static void test_deadlines(void **state)
{
    static const char *const expected[] = {
        "G1|||taken up (G2 Talk informally); declined (the end, with reasons)|it waits",
        "G2||within 2 months|solved (the end); not solved (G3 Ward budget; G4 Refer to scrutiny)|G4 Refer to scrutiny",
        "G3|||solved (the end); not solved (G4 Refer to scrutiny)|it waits",
        "G4|||referred (G5 The committee decides; crime-and-disorder G1, when crime and disorder)|it waits",
        "G5||within 2 months|acts (G6 Information from partners; G7 Recommend); declines (the end, with reasons)|it is "
        "overdue, and nothing else follows",
        "G6||within 20 working days|done (G7 Recommend)|G7 Recommend, with the failure named",
        "G7||within 3 months|recommended (G8 Respond); nothing recommended (the end, with reasons)|it is overdue, and "
        "nothing else follows",
        "G8||within 2 months beginning that day|accepted (the end); rejected (the end, with reasons)|G5 The committee "
        "decides",
    };
    struct world w = world_open();
    struct model_rows rows;
    (void)state;
    assert_int_equal(procedure_deadlines(&w.ctx, world_example(&w, "call_for_action"), &rows), OK);
    assert_int_equal(rows.n, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < rows.n; i++) {
        const struct model_row *r = &rows.at[i];
        str got = str_format(w.ctx.arena, "%.*s||%.*s|%.*s|%.*s", STR_ARGS(r->stage->label),
                             STR_ARGS(r->time), STR_ARGS(r->outcomes), STR_ARGS(r->otherwise));
        assert_string_equal(str_c(w.ctx.arena, got), expected[i]);
        assert_true(r->who.n > 0);
    }
    arena_close(w.ctx.arena);
}

static const char REDRESS[] =
    "# Charter: Test\n\n- Id: test\n- Between: the council; the residents\n- In force: 1 January 2026 to 31 "
    "December 2027\n\n"
    "## Redress R1: Four\n- Step 1: the council writes why, within 20 working days\n"
    "- Step 2: the council commits to a plan, within 2 months\n- Step 3: the council answers\n"
    "- Step 4: the council says sorry, automatically within 3 working days\n";

static enum stage_state as_stage(enum step_state state)
{
    static const enum stage_state states[] = { STAGE_STATE_COUNT, STAGE_OPEN, STAGE_DONE, STAGE_DONE_LATE,
                                               STAGE_OVERDUE };
    return states[state];
}

// The steps of a redress and the stages of the procedure it compiles to, at one time.
static void both_agree(struct world *w, const struct redress_question *q, const struct redress_form *form,
                       const struct recorded *record, size_t n)
{
    struct redress_answer redress = { .opened = record[0].at };
    struct procedure_answer stages;
    struct procedure_question asked = {
        .procedure = &form->procedure, .recorded = record, .n = n, .as_of = q->as_of
    };
    size_t opened = 0;
    redress_steps(q, &redress);
    assert_int_equal(procedure_answer(&w->ctx, &asked, &stages), OK);
    assert_int_equal(redress.n_steps, form->procedure.n);
    for (size_t i = 0; i < redress.n_steps; i++) {
        const struct step_answer *s = &redress.steps[i];
        if (s->state == STEP_WAITING)
            continue;
        assert_true(opened < stages.entries.n);
        const struct entry *e = &stages.entries.at[opened++];
        assert_int_equal(e->stage, i);
        assert_int_equal(e->state, as_stage(s->state));
        assert_int_equal(e->opened.second, s->started.second);
        if (s->has_deadline)
            assert_int_equal(e->clocks[0].deadline.until.second, s->deadline.until.second);
    }
    assert_int_equal(opened, stages.entries.n);
    assert_int_equal(redress.next_change.second, stages.next_change.second);
}

static void test_redress(void **state)
{
    struct world w = world_open();
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    struct redress_form form;
    unsigned seed = 5;
    (void)state;
    assert_int_equal(document_parse(&w.ctx, STR("t.md"), str_from(REDRESS), &diagnostics, &document), OK);
    assert_int_equal(diagnostics.errors, 0);
    const struct clause *clause = document_clause(document, STR("R1"));
    redress_compile(document, clause, &w.timing, &form);
    for (int k = 0; k < RANDOM_QUESTIONS; k++) {
        struct step_done done[4];
        struct recorded record[5] = { { .kind = RECORDED_OPENING, .name = STR("1") } };
        struct redress_question q = { .redress = clause, .timing = &w.timing, .done = done };
        size_t n = 1;
        record[0].at = record[0].last = (instant){ 1780000000 };
        for (int s = 1; s <= 4; s++) {
            seed = seed * 1103515245u + 12345u;
            instant at = { record[0].at.second + (int64_t)((seed >> 16) % 3000) * 3600 * s / 2 };
            if ((seed >> 8) % 4 == 0)
                continue;
            done[q.n_done++] = (struct step_done){
                .step = s, .done = at, .words = STR("w"), .said_by = STR("p")
            };
            record[n] = (struct recorded){
                .kind = RECORDED_OUTCOME, .at = at, .last = at, .value = STR("done")
            };
            record[n++].name = form.stages[s - 1].label;
        }
        for (int64_t hours = 0; hours < 24 * 320; hours += 17) {
            q.as_of = as_of_instant((instant){ record[0].at.second + hours * 3600 });
            both_agree(&w, &q, &form, record, n);
        }
        arena_close(w.ctx.arena);
        w = world_open();
        assert_int_equal(document_parse(&w.ctx, STR("t.md"), str_from(REDRESS), &diagnostics, &document), OK);
        clause = document_clause(document, STR("R1"));
        redress_compile(document, clause, &w.timing, &form);
    }
    arena_close(w.ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_findings), cmocka_unit_test(test_shipped),
                                        cmocka_unit_test(test_deadlines), cmocka_unit_test(test_redress) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
