// A charter and its leaflet as PDF: the same bytes each time, one page whatever stands in it, and texts that want to
// break it.
#include "base/arena.h"
#include "base/buffer.h"
#include "format/paper.h"
#include "document/parse.h"
#include "gateway/print.h"
#include "gateway/print_paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <pango/pangocairo.h>

enum { TEXT_MAX = 1 << 20, PDF_MAX = 16 << 20, MEMORY = 256 << 20, DAY = 20782 };

#define HEADER                                                                                                     \
    "# Charter: %s\n\n- Id: test\n- Area: Aldermoor ward\n- Between: Harcaster Borough Council; the residents of " \
    "Aldermoor\n- In force: 1 April 2025 to 31 March 2028\n\n"

struct printing {
    struct ctx ctx;
    struct buffer text, paper, leaflet;
    struct paper_asked asked;
    struct leaflet made;
};

static void print_both(struct printing *p)
{
    struct paper paper;
    p->paper = buffer_open(PDF_MAX);
    p->leaflet = buffer_open(PDF_MAX);
    paper_make(&p->asked, &paper);
    leaflet_make(&p->asked, &p->made);
    assert_false(arena_is_full(p->ctx.arena));
    assert_int_equal(print_paper(&p->ctx, &paper, (date){ DAY }, &p->paper), OK);
    assert_int_equal(print_leaflet(&p->ctx, &p->made, (date){ DAY }, &p->leaflet), OK);
    assert_true(str_starts(buffer_str(&p->paper), STR("%PDF-")));
    assert_true(str_starts(buffer_str(&p->leaflet), STR("%PDF-")));
}

static struct printing printing_open(void)
{
    struct printing p = { .ctx = { .arena = arena_open(MEMORY) }, .text = buffer_open(TEXT_MAX) };
    assert_non_null(p.ctx.arena);
    return p;
}

static void printing_read(struct printing *p)
{
    struct diagnostics diagnostics = { 0 };
    struct document *document;
    assert_int_equal(document_parse(&p->ctx, STR("test.md"), buffer_str(&p->text), &diagnostics, &document),
                     OK);
    p->asked = (struct paper_asked){ .arena = p->ctx.arena,
                                     .document = document,
                                     .site = STR("https://wardmote.example"),
                                     .path = STR("/charters/test"),
                                     .hash = STR("0123456789abcdef"),
                                     .version = 1,
                                     .n_versions = 1 };
}

static void printing_close(struct printing *p)
{
    buffer_close(&p->text);
    buffer_close(&p->paper);
    buffer_close(&p->leaflet);
    arena_close(p->ctx.arena);
}

// "/Type /Page" without "/Pages": cairo writes page objects as they are.
static int pages_of(const struct buffer *pdf)
{
    static const str mark = STR_INIT("/Type /Page ");
    int n = 0;
    for (str rest = buffer_str(pdf); rest.n;) {
        size_t at = str_find(rest, mark);
        n += at < rest.n;
        rest = str_from_byte(rest, at + mark.n);
    }
    return n;
}

static void test_same_bytes(void **state)
{
    struct printing a = printing_open(), b = printing_open();
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct printing *p = i ? &b : &a;
        buffer_print(
            &p->text,
            HEADER
            "## Standard S1: Graffiti\n- Provider: Harcaster Borough Council\n- Service: graffiti\n"
            "- Clock: from report to completion, within 1 working day\n- Target: at least 90%% each quarter\n",
            "Test");
        printing_read(p);
        print_both(p);
    }
    assert_true(str_equal(buffer_str(&a.paper), buffer_str(&b.paper)));
    assert_true(str_equal(buffer_str(&a.leaflet), buffer_str(&b.leaflet)));
    assert_int_equal(pages_of(&a.leaflet), 1);
    printing_close(&a);
    printing_close(&b);
}

static void test_lines(void **state)
{
    struct printing p = printing_open();
    (void)state;
    buffer_print(
        &p.text,
        HEADER
        "## Standard S1: Graffiti\n- Provider: Harcaster Borough Council\n- Service: graffiti\n"
        "- Clock: from report to completion, within 1 working day\n- Target: at least 90%% each quarter\n\n"
        "## Priority P1: Alleys\n- Provider: Harcaster Borough Council\n- Do: find the owner\n\n"
        "## Commitment C1: Photographs\n- By: the residents of Aldermoor\n- Count: at least 25 reports each quarter\n\n"
        "## Contact K1: Streets\n- Provider: Harcaster Borough Council\n- For: graffiti\n- Telephone: 01632 960112\n",
        "Test");
    printing_read(&p);
    print_both(&p);
    const struct leaflet *l = &p.made;
    assert_int_equal(l->promises.n, 2);
    assert_int_equal(l->returns.n, 1);
    assert_true(str_equal(l->promises.at[0].text,
                          STR("It is completed within 1 working day of the report, in at least 90 of "
                              "every 100 cases each quarter.")));
    assert_true(str_equal(l->promises.at[0].asked, STR("Harcaster Borough Council: 01632 960112")));
    assert_int_equal(l->promises.at[1].asked.n, 0);
    assert_true(str_equal(l->promises.at[1].text, STR("Find the owner.")));
    assert_true(str_equal(l->returns.at[0].text, STR("At least 25 reports each quarter.")));
    assert_true(str_equal(l->page, STR("wardmote.example/charters/test")));
    assert_true(str_equal(leaflet_more(l, 3), STR("and 3 more at wardmote.example/charters/test")));
    printing_close(&p);
}

static void test_hostile(void **state)
{
    static const char *const TITLES[] = {
        "شوارع نظيفة في كل يوم",
        "🚯🐕‍🦺👩🏽‍🚒 ﷽",
        "a\u202Eb\u2028c\u200D",
        "<b>&amp;</b> %1$s (\\) /Type /Page ) >>",
    };
    char word[2001];
    (void)state;
    memset(word, 'W', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    for (size_t i = 0; i <= sizeof TITLES / sizeof *TITLES; i++) {
        const char *title = i < sizeof TITLES / sizeof *TITLES ? TITLES[i] : word;
        struct printing p = printing_open();
        buffer_print(&p.text,
                     HEADER "## Standard S1: %s\n- Provider: Harcaster Borough Council\n- Do: %s\n\n%s\n",
                     title, title, title, title);
        printing_read(&p);
        p.asked.is_draft = true;
        print_both(&p);
        assert_int_equal(pages_of(&p.leaflet), 1);
        printing_close(&p);
    }
}

static void test_many(void **state)
{
    struct printing p = printing_open();
    (void)state;
    buffer_print(&p.text, HEADER, "Test");
    for (int i = 1; i <= 500; i++)
        buffer_print(&p.text,
                     "## Standard S%d: Promise %d\n- Provider: Harcaster Borough Council\n- Do: mend it\n\n",
                     i, i);
    printing_read(&p);
    print_both(&p);
    assert_int_equal(pages_of(&p.leaflet), 1);
    assert_in_range(pages_of(&p.paper), 30, 250);
    printing_close(&p);
}

// Without an address nothing leads anywhere, and the leaflet says no more than it knows.
static void test_no_address(void **state)
{
    struct printing p = printing_open();
    (void)state;
    buffer_print(&p.text,
                 HEADER "## Standard S1: Graffiti\n- Provider: Harcaster Borough Council\n- Do: mend it\n",
                 "Test");
    printing_read(&p);
    p.asked.site = (str){ 0 };
    print_both(&p);
    assert_int_equal(p.made.link.n + p.made.page.n + p.made.report_at.n, 0);
    assert_true(str_equal(leaflet_more(&p.made, 1), STR("and 1 more in the whole text")));
    printing_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_lines),      cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_many),       cmocka_unit_test(test_no_address),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    pango_cairo_font_map_set_default(NULL); // this thread's, which Pango keeps
    print_end();
    return failed;
}
