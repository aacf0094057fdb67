// The noun of a count beside another number than its own.
#include "parsing.h"

#include "document/noun.h"

static void test_counted(void **state)
{
    static const struct {
        const char *noun, *one, *many;
    } rows[] = {
        { "walkabouts", "walkabout", "walkabouts" },
        { "account", "account", "accounts" },
        { "reports with a photograph", "report with a photograph", "reports with a photograph" },
        { "skip days", "skip day", "skip days" },
        { "scored visits", "scored visit", "scored visits" },
        { "planters graded good", "planter graded good", "planters graded good" },
        { "households with bins out", "household with bins out", "households with bins out" },
        { "gullies", "gully", "gullies" },
        { "days", "day", "days" },
        { "inspection", "inspection", "inspections" },
        { "churches", "church", "churches" },
        { "glass", "glass", "glasses" },
        { "premises", "premises", "premises" },
        { "people", "person", "people" },
        { "local people", "local person", "local people" },
        { "Saturdays", "Saturday", "Saturdays" },
        { "list", "list", "lists" },
        { "box", "box", "boxes" },
        { "key", "key", "keys" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *arena = arena_open(1 << 16);
        str one = noun_counted(arena, 1, str_from(rows[i].noun));
        assert_string_equal(str_c(arena, one), rows[i].one);
        assert_string_equal(str_c(arena, noun_counted(arena, 0, str_from(rows[i].noun))), rows[i].many);
        assert_string_equal(str_c(arena, noun_counted(arena, 7, one)), rows[i].many);
        arena_close(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_counted) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
