// From what people type to what it is about: 778 reports as they are really written, each with its category and its
// danger. WARDMOTE_WORDS=1 shows each that was not found; WARDMOTE_WORDS=kept, of every fourth alone.
#include "base/file.h"
#include "format/categories.h"
#include "format/csv.h"
#include "rules/words.h"

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
                         categories) ||
        words_index(ctx, categories))
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
    int reports, first, third; // with a category: found as the likeliest, among three
    int sure, wrongly;         // named so plainly that the kind is not asked for, of those another than meant
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
    int sure = words_sure(f);
    m->reports++;
    m->sure += sure != CATEGORY_NONE;
    m->wrongly += sure != CATEGORY_NONE && !is_first;
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
    print_message(
        "# %s: %d reports, %d first, %d among three; %d plainly, of those %d wrong; %d dangers, %d seen; %d alarms, "
        "%d false\n",
        what, m->reports, m->first, m->third, m->sure, m->wrongly, m->dangers, m->seen, m->alarms,
        m->falsely);
}

static void test_reports(void **state)
{
    struct ctx ctx = ctx_open();
    struct categories c;
    (void)state;
    library_read(&ctx, &c);
    const char *show = getenv("WARDMOTE_WORDS");
    bool only_kept = show && strcmp(show, "kept") == 0, only_others = show && strcmp(show, "others") == 0;
    static const char *const files[] = { "tests/rules/reports.csv", "tests/rules/reports_later.csv",
                                         "tests/rules/reports_passing.csv" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct measured m = measure(&ctx, &c, files[i], only_kept, only_others);
        say(files[i], &m);
        assert_int_equal(m.seen, m.dangers);     // every danger
        assert_true(m.falsely * 10 <= m.alarms); // one alarm in ten may be false
        assert_true(m.first * 100 >= m.reports * 95);
        assert_true(m.third * 100 >= m.reports * 98);
        assert_true(m.sure * 10 >=
                    m.reports * 7); // most need not be asked, and hardly any is taken for another
        assert_true(m.wrongly * 100 <= m.sure);
    }
    arena_close(ctx.arena);
}

static const struct {
    const char *typed, *service; // empty: it must be asked for
} PLAINLY[] = {
    { "weeds all over the pavement by the bus stop", "weeds" },
    { "the litter bin by the shop is overflowing", "litter bins / overflowing" },
    { "bags of rubbish and a sofa by the bus shelter", "" }, // of two kinds, neither by far
    { "litter everywhere and the dog bit my son", "" },      // a danger
    { "buses", "" },                                         // too little
    { "qwertz", "" },
    { "", "" },
};

static void test_sure(void **state)
{
    struct ctx ctx = ctx_open();
    struct categories c;
    (void)state;
    library_read(&ctx, &c);
    for (size_t i = 0; i < sizeof PLAINLY / sizeof *PLAINLY; i++) {
        struct words_found f;
        assert_int_equal(words_find(&ctx, &c, str_from(PLAINLY[i].typed), &f), OK);
        int sure = words_sure(&f);
        str service = sure == CATEGORY_NONE ? (str){ 0 } : c.all.at[sure].service;
        if (!str_equal(service, str_from(PLAINLY[i].service)))
            fail_msg("'%s' is '%.*s', not '%s'", PLAINLY[i].typed, STR_ARGS(service), PLAINLY[i].service);
    }
    arena_close(ctx.arena);
}

// Whatever a danger is recognised by is recognised where it stands alone: no exception silences it.
static void test_dangers(void **state)
{
    struct ctx ctx = ctx_open();
    struct categories c;
    (void)state;
    library_read(&ctx, &c);
    for (size_t d = 0; d < c.dangers.n; d++)
        for (size_t i = 0; i < c.dangers.at[d].words.n; i++) {
            str phrase = c.dangers.at[d].words.at[i];
            struct words_found f;
            bool is_seen = str_has(phrase, '['); // stands for many
            assert_int_equal(words_find(&ctx, &c, phrase, &f), OK);
            for (size_t k = 0; k < f.n_dangers; k++)
                is_seen |= (size_t)f.dangers[k].index == d;
            if (!is_seen)
                fail_msg("danger %.*s: '%.*s' is not seen", STR_ARGS(c.dangers.at[d].name), STR_ARGS(phrase));
        }
    arena_close(ctx.arena);
}

// What a category is found by finds it, among the first three.
static void test_categories(void **state)
{
    struct ctx ctx = ctx_open();
    struct categories c;
    int all = 0, missed = 0;
    (void)state;
    library_read(&ctx, &c);
    for (size_t n = 0; n < c.all.n; n++)
        for (size_t i = 0; i < c.all.at[n].words.n; i++) {
            struct words_found f;
            bool is_found = false;
            assert_int_equal(words_find(&ctx, &c, c.all.at[n].words.at[i], &f), OK);
            for (size_t k = 0; k < f.n_categories && k < 3; k++)
                is_found |= (size_t)f.categories[k].index == n;
            all++;
            missed += !is_found;
            if (!is_found)
                miss_show("PHRASE", c.all.at[n].words.at[i], c.all.at[n].service, &c, &f);
        }
    print_message("# %d phrases, %d not among the first three\n", all, missed);
    assert_true(missed * 100 <= all);
    arena_close(ctx.arena);
}

static const struct {
    const char *typed, *stems;
} STEMS[] = {
    { "The bins weren't emptied", "bin not empti" },
    { "THE BIN\xE2\x80\x99S LID", "bin lid" },
    { "Mae'r t\xC5\xB7 ar d\xC3\xA2n", "maer ty ar dan" },
    { "stopped tipping, dumped & dumping", "stop tip dump dump" },
    { "grass glasses boxes buses churches", "grass glass box bus church" },
    { "", "" },
    { "!!! ... 42", "42" },
};

static void test_stems(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof STEMS / sizeof *STEMS; i++) {
        struct ctx ctx = ctx_open();
        assert_string_equal(str_c(ctx.arena, words_stems(&ctx, str_from(STEMS[i].typed))), STEMS[i].stems);
        arena_close(ctx.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reports),    cmocka_unit_test(test_sure),  cmocka_unit_test(test_dangers),
        cmocka_unit_test(test_categories), cmocka_unit_test(test_stems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
