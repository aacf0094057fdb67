// The parties hear that a charter is to be looked at again: four weeks before, once; and thirteen weeks before it ends.
#include "store/people.h"

#include "app/review_due.h"

#define HEAD(id, days, review)                                                                               \
    "# Charter: " id "\n\n- Id: " id "\n- Area: North\n- Between: the council; the residents\n"              \
    "- In force: " days "\n- Calendar: england-and-wales\n- Review: " review "\n\n"                          \
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"                                   \
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each quarter\n"

static const char *const YEARLY[] = { HEAD("yearly", "1 January 2026 to 30 June 2028", "every 12 months"),
                                      NULL };
static const char *const FOLLOWED[] = {
    HEAD("yearly", "1 January 2026 to 31 December 2026", "every 6 months"),
    HEAD("yearly", "1 January 2027 to 31 December 2027", "every 6 months"), NULL
};

static const struct somebody PEOPLE[] = {
    { "Ada", "neighbourhoods officer", "the council", "", "", false, true },
    { "Ben", "service officer", "the council", "", "litter", false, false },
    { "Cat", "neighbourhoods officer", "the water company", "", "", false, false },
    { "Dan", "neighbourhoods officer", "the council", "", "", true, false },
    { "Eve", "parish clerk", "the council", "", "", false, false },
    { .name = NULL },
};

static result people(struct ctx *ctx, struct db *db, void *with)
{
    const struct world *w = with;
    return people_put(ctx, db, PEOPLE, w->now);
}

static result remind(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    const struct zone *zone;
    result e = zone_load(ctx, STR("Europe/London"), &zone);
    return e ? e : reviews_remind(ctx, db, zone, w->now);
}

static void tells(struct world *w, const char *now, const char *wanted)
{
    then(w, now, remind);
    in_store(w, told_read);
    assert_string_equal(w->got, wanted);
}

#define TO(who, message, day, figures)                                                                       \
    who " " message " link: /charters/yearly/review\nwhat: yearly\nuntil: " day "\nuntil_figures: " figures  \
        "|"
#define BOTH(message, day, figures) TO("Ada", message, day, figures) TO("Eve", message, day, figures)

static void test_told(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, YEARLY, "2025-12-31T09:00:00");
    in_store(&w, people);
    tells(&w, "2026-12-03T12:00:00", ""); // 29 days before
    tells(&w, "2026-12-04T07:59:00", ""); // not yet eight
    tells(&w, "2026-12-04T08:00:00", BOTH("review-due", "1 January 2027", "01/01/2027"));
    tells(&w, "2026-12-04T09:00:00", "");
    tells(&w, "2026-12-05T09:00:00", ""); // once
    tells(&w, "2027-01-01T09:00:00", "");
    tells(&w, "2027-12-20T09:00:00",
          BOTH("review-due", "1 January 2028", "01/01/2028")); // the clock stood until then
    tells(&w, "2028-03-30T09:00:00", "");
    tells(&w, "2028-03-31T09:00:00", BOTH("charter-ends", "30 June 2028", "30/06/2028"));
    tells(&w, "2028-06-30T09:00:00", "");
    tells(&w, "2028-07-01T09:00:00", ""); // it is over
    world_close(&w);
}

// A next version is there: its own days count, and not the end of the one before.
static void test_followed(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, FOLLOWED, "2026-01-05T09:00:00");
    in_store(&w, people);
    tells(&w, "2026-06-20T09:00:00", "");
    tells(&w, "2026-12-20T09:00:00", "");
    tells(&w, "2027-06-20T09:00:00", BOTH("review-due", "1 July 2027", "01/07/2027"));
    tells(&w, "2027-10-02T09:00:00", BOTH("charter-ends", "31 December 2027", "31/12/2027"));
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_told),
        cmocka_unit_test(test_followed),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
