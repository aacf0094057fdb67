// What differs between two texts, word by word.
#include "parsing.h"

#include "document/wording.h"

// "a [b] c": what stands in one text alone, between brackets.
static const char *marked(struct arena *arena, const struct wording_parts *w)
{
    str out = STR("");
    for (size_t i = 0; i < w->n; i++)
        out = str_format(arena, w->at[i].is_other ? "%.*s[%.*s]" : "%.*s%.*s", STR_ARGS(out),
                         STR_ARGS(w->at[i].text));
    return str_c(arena, out);
}

static void test_compared(void **state)
{
    static const struct {
        const char *before, *after, *old, *new;
    } rows[] = {
        { "within 5 days of it", "within 72 hours of it", "within [5 days ]of it",
          "within [72 hours ]of it" },
        { "the same", "the same", "the same", "the same" },
        { "", "all new", "", "[all new]" },
        { "gone", "", "[gone]", "" },
        { "a b c d", "a c e d", "a [b ]c d", "a c [e ]d" },
        { "- Clock: x\n- Target: 85%\n", "- Clock: x\n- Target: 90%\n", "- Clock: x\n- Target: [85%\n]",
          "- Clock: x\n- Target: [90%\n]" },
        { "one two", "two one", "[one ]two", "two [one]" },
        { "a\nb", "a b", "a\nb", "a b" }, // white space is no word
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *arena = arena_open(1 << 20);
        struct wording_parts old = { 0 }, new = { 0 };
        assert_true(wording_compare(arena, str_from(rows[i].before), str_from(rows[i].after), &old, &new));
        assert_string_equal(marked(arena, &old), rows[i].old);
        assert_string_equal(marked(arena, &new), rows[i].new);
        arena_close(arena);
    }
}

// So much that nothing between is compared.
static void test_long(void **state)
{
    struct arena *arena = arena_open(64 << 20);
    struct buffer a = buffer_open(1 << 20), b = buffer_open(1 << 20);
    struct wording_parts old = { 0 }, new = { 0 };
    (void)state;
    for (int i = 0; i < 2000; i++) {
        buffer_print(&a, "a%d ", i);
        buffer_print(&b, "b%d ", i);
    }
    assert_true(wording_compare(arena, buffer_str(&a), buffer_str(&b), &old, &new));
    assert_int_equal(old.n, 1);
    assert_int_equal(new.n, 1);
    assert_true(old.at[0].is_other && new.at[0].is_other);
    buffer_close(&a);
    buffer_close(&b);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_compared), cmocka_unit_test(test_long) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
