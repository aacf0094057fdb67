// Codes of the second step against the vectors of RFC 4226 (appendix D) and RFC 6238 (appendix B), secrets against
// those of RFC 4648 (section 10).
#include "app/totp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define SECRET STR("12345678901234567890")

static void test_hotp(void **state)
{
    static const uint32_t wanted[] = { 755224, 287082, 359152, 969429, 338314,
                                       254676, 287922, 162583, 399871, 520489 };
    (void)state;
    for (int64_t i = 0; i < 10; i++)
        assert_int_equal(totp_code(SECRET, i, 6), wanted[i]);
}

static void test_totp(void **state)
{
    static const struct {
        int64_t at;
        uint32_t code;
    } vectors[] = {
        { 59, 94287082 },         { 1111111109, 7081804 },  { 1111111111, 14050471 },
        { 1234567890, 89005924 }, { 2000000000, 69279037 }, { 20000000000, 65353130 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        assert_int_equal(totp_code(SECRET, totp_step((instant){ vectors[i].at }), 8), vectors[i].code);
}

// At second 59 the step is 1: codes 755224 (0), 287082 (1), 359152 (2), 969429 (3).
static void test_matches(void **state)
{
    static const struct {
        const char *typed;
        int64_t last;
        bool is_right;
        int64_t step;
    } cases[] = {
        { "287082", -1, true, 1 },   { "287 082", -1, true, 1 }, { "755224", -1, true, 0 },
        { "359152", -1, true, 2 },   { "969429", -1, false, 0 }, { "287082", 1, false, 0 },
        { "287082", 0, true, 1 },    { "755224", 0, false, 0 },  { "28708", -1, false, 0 },
        { "2870820", -1, false, 0 }, { "28708a", -1, false, 0 }, { "", -1, false, 0 },
        { "-87082", -1, false, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t step = -5;
        bool is_right = totp_matches(SECRET, str_from(cases[i].typed), (instant){ 59 }, cases[i].last, &step);
        if (is_right != cases[i].is_right || (is_right && step != cases[i].step))
            fail_msg("'%s' after %d: %d, step %d", cases[i].typed, (int)cases[i].last, is_right, (int)step);
    }
}

static void test_text(void **state)
{
    static const struct {
        const char *bytes, *text;
    } vectors[] = { { "f", "MY" },
                    { "fo", "MZXQ" },
                    { "foo", "MZXW 6" },
                    { "foob", "MZXW 6YQ" },
                    { "fooba", "MZXW 6YTB" },
                    { "foobar", "MZXW 6YTB OI" },
                    { "", "" } };
    struct arena *arena = arena_open(1 << 20);
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        str text = totp_text(arena, str_from(vectors[i].bytes));
        assert_string_equal(str_c(arena, text), vectors[i].text);
    }
    str link = totp_link(arena, SECRET, STR("Our town & co"), STR("ada@example.org"));
    assert_string_equal(str_c(arena, link),
                        "otpauth://totp/Our%20town%20%26%20co:ada@example.org?secret="
                        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Our%20town%20%26%20co");
    assert_int_equal(totp_secret(arena).n, TOTP_SECRET_BYTES);
    assert_memory_not_equal(totp_secret(arena).at, totp_secret(arena).at, TOTP_SECRET_BYTES);
    arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hotp),
        cmocka_unit_test(test_totp),
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
