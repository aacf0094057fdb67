// Templates of answers: what stands in them is put in, what is wrong is said, each body has its own.
#include "store/world.h"

#include "app/reply.h"

static const char CHARTER[] =
    "# Charter: Replies\n\n- Id: replies\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: none\n";
static const char *const CHARTERS[] = { CHARTER, NULL };
static const struct reply_values VALUES = { STR_INIT("B7K-2MXQ"),    STR_INIT("graffiti / other"),
                                            STR_INIT("North"),       STR_INIT("4 March 2026"),
                                            STR_INIT("the council"), { 0 } };

static const struct {
    const char *text, *filled;
} FILLS[] = {
    { "Gone.", "Gone." },
    { "{reference}: {kind}, {area}, {due}, {body}",
      "B7K-2MXQ: graffiti / other, North, 4 March 2026, the council" },
    { "{due}{due}", "4 March 20264 March 2026" },
    { "As {promise} says", "As {promise} says" }, // not known: left to be seen
    { "{when} {", "{when} {" },
    { "a { b } c", "a { b } c" },
    { "", "" },
};

static void test_fill(void **state)
{
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    (void)state;
    for (size_t i = 0; i < sizeof FILLS / sizeof *FILLS; i++) {
        str got = reply_fill(&ctx, str_from(FILLS[i].text), &VALUES);
        if (!str_equal(got, str_from(FILLS[i].filled)))
            fail_msg("'%s' became '%.*s', not '%s'", FILLS[i].text, STR_ARGS(got), FILLS[i].filled);
    }
    arena_close(ctx.arena);
}

static const struct {
    const char *use, *name, *english, *welsh, *said;
} CHECKS[] = {
    { "close", "gone", "Gone by {due}.", "", "" },
    { "mend", "gone", "Gone.", "", "choose what it is for" },
    { "note", "", "Gone.", "", "give it a name of up to 100 letters, by which it is chosen" },
    { "note", "gone", "", "Wedi mynd.", "write its words in English" },
    { "note", "gone", "Gone.", "{pryd}",
      "nothing stands for {pryd}: write {reference}, {kind}, {area}, {due}, {body} or {promise}" },
};

static void test_check(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CHECKS / sizeof *CHECKS; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        struct reply_row row = { .use = str_from(CHECKS[i].use),
                                 .name = str_from(CHECKS[i].name),
                                 .english = str_from(CHECKS[i].english),
                                 .welsh = str_from(CHECKS[i].welsh) };
        assert_int_equal(reply_check(&ctx, &row), CHECKS[i].said[0] ? ERR_INPUT : OK);
        assert_string_equal(ctx.error.text, CHECKS[i].said);
        arena_close(ctx.arena);
    }
}

static result keep_and_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct reply_row row = { ID_NONE, STR("the council"), STR("close"), STR("gone"), STR("Gone."), { 0 },
                             w->now };
    struct reply_row_list held;
    size_t n = 0;
    must(ctx, reply_keep(ctx, db, &row));
    row.name = STR("later");
    must(ctx, reply_keep(ctx, db, &row));
    row.body = STR("the county");
    must(ctx, reply_keep(ctx, db, &row));
    row.id = 2;
    row.use = STR("note");
    row.welsh = STR("Wedi mynd.");
    must(ctx, reply_keep(ctx, db, &row)); // changed; whose it is stays
    must(ctx,
         query_reply_of_body(ctx, db, &(struct reply_of_body_in){ COMMUNITY_FIRST, STR("the council") },
                             &held));
    for (size_t i = 0; i < held.n; i++)
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%lld %.*s %.*s %.*s %.*s|",
                              (long long)held.at[i].id, STR_ARGS(held.at[i].use), STR_ARGS(held.at[i].name),
                              STR_ARGS(held.at[i].english), STR_ARGS(held.at[i].welsh));
    row.id = ID_NONE;
    for (size_t i = held.n; i < REPLIES_OF_BODY_MAX; i++) {
        row.body = STR("the council");
        must(ctx, reply_keep(ctx, db, &row));
    }
    assert_int_equal(reply_keep(ctx, db, &row), ERR_RULE);
    assert_string_equal(ctx->error.text, "there are 200 templates already: take one away first");
    ctx->error = (struct error){ .code = OK };
    return OK;
}

static void test_kept(void **state)
{
    struct world w;
    (void)state;
    world_open(&w, CHARTERS, "2026-01-02T00:00");
    in_store(&w, keep_and_read);
    assert_string_equal(w.got, "1 close gone Gone. |2 note later Gone. Wedi mynd.|");
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_fill), cmocka_unit_test(test_check),
                                        cmocka_unit_test(test_kept) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
