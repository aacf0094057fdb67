// From what people type to what it is about: 550 reports as they are really written, each with its category and its
// danger. WARDMOTE_WORDS=1 shows each that was not found; WARDMOTE_WORDS=kept, of every fourth alone.
#include "base/file.h"
#include "format/categories.h"
#include "format/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ARENA_BYTES = 256 << 20, FILE_MAX = 4 << 20, KEPT_BACK = 4, PATH_MAX_BYTES = 1024 };

static struct ctx ctx_open(void)
{
    return (struct ctx){ .arena = arena_open(ARENA_BYTES) };
}

static str file_text(struct ctx *ctx, const char *name)
{
    char path[PATH_MAX_BYTES];
    str text;
    snprintf(path, sizeof path, "%s/%s", getenv("WARDMOTE_SOURCE"), name);
    if (file_read(ctx, path, FILE_MAX, &text))
        fail_msg("%s", ctx->error.text);
    return text;
}

static void library_read(struct ctx *ctx, struct categories *categories)
{
    if (categories_parse(ctx, STR("services.md"), file_text(ctx, "library/categories/services.md"),
                         categories))
        fail_msg("line %d: %s", ctx->error.place.line, ctx->error.text);
}

static bool is_one_of(str list, str name)
{
    while (list.at && list.n)
        if (str_equal(str_cut(&list, '|'), name))
            return true;
    return false;
}

// How well reports were understood.
struct measured {
    int reports, first, third;          // with a category: found as the likeliest, among three
    int dangers, seen, alarms, falsely; // reports with a danger, of those seen; alarms, of those false
};

static void miss_show(const char *what, str typed, str wanted, const struct categories *c,
                      const struct words_found *f)
{
    const char *show = getenv("WARDMOTE_WORDS");
    if (!show)
        return;
    fprintf(stderr, "# %s '%.*s' wanted '%.*s', found", what, STR_ARGS(typed), STR_ARGS(wanted));
    for (size_t i = 0; i < f->n_categories && i < 3; i++)
        fprintf(stderr, " [%.*s %d: %.*s]", STR_ARGS(c->all.at[f->categories[i].index].service),
                f->categories[i].score, STR_ARGS(f->categories[i].why));
    for (size_t i = 0; i < f->n_dangers; i++)
        fprintf(stderr, " !%.*s: %.*s", STR_ARGS(c->dangers.at[f->dangers[i].index].name),
                STR_ARGS(f->dangers[i].why));
    fprintf(stderr, "\n");
}

static void category_measure(struct measured *m, const struct categories *c, const struct words_found *f,
                             str wanted, str typed)
{
    bool is_first = false, is_third = false;
    for (size_t i = 0; i < f->n_categories && i < 3; i++) {
        bool is_it = is_one_of(wanted, c->all.at[f->categories[i].index].service);
        is_first |= is_it && i == 0;
        is_third |= is_it;
    }
    m->reports++;
    m->first += is_first;
    m->third += is_third;
    if (!is_first)
        miss_show(is_third ? "second" : "MISS", typed, wanted, c, f);
}

static void danger_measure(struct measured *m, const struct categories *c, const struct words_found *f,
                           str wanted, str typed)
{
    bool is_seen = false;
    for (size_t i = 0; i < f->n_dangers; i++)
        is_seen |= is_one_of(wanted, c->dangers.at[f->dangers[i].index].name);
    m->dangers += wanted.n > 0;
    m->seen += is_seen;
    m->alarms += f->n_dangers > 0;
    m->falsely += f->n_dangers > 0 && !wanted.n;
    if (wanted.n ? !is_seen : f->n_dangers > 0)
        miss_show(wanted.n ? "DANGER MISSED" : "FALSE ALARM", typed, wanted, c, f);
}

static struct measured measure(struct ctx *ctx, const struct categories *c, const char *file, bool only_kept,
                               bool only_others)
{
    struct measured m = { 0 };
    struct csv csv;
    struct words_found found;
    assert_int_equal(csv_open(ctx, file_text(ctx, file), ',', &csv), OK);
    for (bool is_header = true; csv_next(&csv); is_header = false) {
        bool is_kept = csv.row % KEPT_BACK == 0;
        if (is_header || (only_kept && !is_kept) || (only_others && is_kept))
            continue;
        assert_int_equal(csv.n, 3);
        str cells[3];
        for (int i = 0; i < 3; i++)
            cells[i] = csv_field_value(ctx->arena, csv.fields[i]);
        assert_int_equal(words_find(ctx, c, cells[2], &found), OK);
        if (cells[0].n)
            category_measure(&m, c, &found, cells[0], cells[2]);
        danger_measure(&m, c, &found, cells[1], cells[2]);
    }
    return m;
}

static void say(const char *what, const struct measured *m)
{
    print_message("# %s: %d reports, %d first, %d among three; %d dangers, %d seen; %d alarms, %d false\n",
                  what, m->reports, m->first, m->third, m->dangers, m->seen, m->alarms, m->falsely);
}

static void test_reports(void **state)
{
    struct ctx ctx = ctx_open();
    struct categories c;
    (void)state;
    library_read(&ctx, &c);
    const char *show = getenv("WARDMOTE_WORDS");
    bool only_kept = show && strcmp(show, "kept") == 0, only_others = show && strcmp(show, "others") == 0;
    struct measured m = measure(&ctx, &c, "tests/rules/reports.csv", only_kept, only_others);
    say("reports", &m);
    assert_int_equal(m.seen, m.dangers);     // every danger
    assert_true(m.falsely * 10 <= m.alarms); // one alarm in ten may be false
    assert_true(m.first * 100 >= m.reports * 90);
    assert_true(m.third * 100 >= m.reports * 97);
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
