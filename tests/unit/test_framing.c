// Headers that two programs on the way read differently.
#include "web/framing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_framing(void **state)
{
    static const struct {
        const char *headers[6]; // names and values
        bool is_sound, is_sound_1_0;
    } rows[] = {
        { { "Host", "a" }, true, true },
        { { "Host", "" }, true, true },
        { { NULL }, false, true },
        { { "Host", "a", "host", "a" }, false, false },
        { { "Host", "a", "Content-Length", "5" }, true, true },
        { { "Host", "a", "Transfer-Encoding", "chunked" }, true, false },
        { { "Host", "a", "transfer-encoding", " Chunked " }, true, false },
        { { "Host", "a", "Transfer-Encoding", "gzip, chunked" }, false, false },
        { { "Host", "a", "Transfer-Encoding", "" }, false, false },
        { { "Host", "a", "Transfer-Encoding", "chunked", "TRANSFER-ENCODING", "chunked" }, false, false },
        { { "Host", "a", "Content-Length", "5", "Content-Length", "5" }, false, false },
        { { "Host", "a", "Content-Length", "5", "Transfer-Encoding", "chunked" }, false, false },
        { { "Host", "a", "Content-Length ", "5" }, false, false },
        { { "Host", "a", "X\tY", "5" }, false, false },
        { { "Host", "a", "", "5" }, false, false },
        { { "Host", "a", "X(Y)", "5" }, false, false },
        { { "Host", "a", "X", "a\rb" }, false, false },
        { { "Host", "a", "X", "a\tb \xc3\xa2" }, true, true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct framing framing = { 0 };
        for (size_t k = 0; k < 6 && rows[i].headers[k]; k += 2)
            framing_add(&framing, str_from(rows[i].headers[k]), str_from(rows[i].headers[k + 1]));
        if (framing_is_sound(&framing, true) != rows[i].is_sound ||
            framing_is_sound(&framing, false) != rows[i].is_sound_1_0)
            fail_msg("row %zu", i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_framing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
