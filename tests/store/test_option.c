// An option of a charter that is taken up: the text of its steps goes on record with it, once; and where an answer is
// late, those who may give it are told, each once.
#include "store/people.h"

#include "app/option.h"
#include "app/option_remind.h"
#include "app/option_text.h"
#include "app/record.h"

#include "base/zone.h"

static const char *const CHARTERS[] = {
    "# Charter: Hall\n\n- Id: hall\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2028\n- Calendar: england-and-wales\n- Review: every 12 months\n\n"
    "## Option O1: The hall\n- Provider: the council\n- By: the residents\n- Do: run the hall\n\n"
    "## Option O2: The field\n- Provider: the council\n- By: the residents\n- Do: mow the field\n",
    NULL
};

static const struct somebody PEOPLE[] = {
    { "Ada", "neighbourhoods officer", "the council", "", "", false, true },
    { "Cat", "neighbourhoods officer", "the water company", "", "", false, false },
    { "Dan", "neighbourhoods officer", "the council", "", "", true, false },
    { "Eve", "service officer", "the council", "", "", false, false },
    { "Fay", "councillor", "", "North", "", false, false },
    { .name = NULL },
};

static result people(struct ctx *ctx, struct db *db, void *with)
{
    const struct world *w = with;
    return people_put(ctx, db, PEOPLE, w->now);
}

struct saying {
    struct world w; // first: actions are given its address
    const char *option, *choice;
};

// What is said of the option by whoever may: it is taken up where no choice is named.
static result say(struct ctx *ctx, struct db *db, void *with)
{
    struct saying *s = with;
    struct doer by = { s->choice ? VOICE_SERVICE : VOICE_REPORTER, STR_INIT("an officer"), ID_NONE };
    struct role_held held = { .role = ROLE_NEIGHBOURHOODS, .body = STR_INIT("the council") };
    const struct visitor visitor = { .id = 1, .person = 1, .roles = { &held, 1, 1 } };
    struct board *board;
    struct desk desk;
    struct fact_row_list facts;
    result e = board_make(ctx, db, s->w.now, &board);
    if (e)
        return e;
    e = desk_open(ctx, db, s->w.now, &by, &desk);
    struct option_deed deed = { &desk, charter_promise(&board->charters.at[0], str_from(s->option)), &visitor,
                                0 };
    if (!e)
        e = query_fact_of_clause(
            ctx, db,
            &(struct fact_of_clause_in){ COMMUNITY_FIRST, STR("hall"), str_from(s->option), FACT_OPTION },
            &facts);
    deed.seen = !e && facts.n ? facts.at[facts.n - 1].id : 0;
    struct option_said said = { .group = STR("Friends"),
                                .words = STR("We are forty."),
                                .choice = str_from(s->choice ? s->choice : ""),
                                .office = STR("the Clerk") };
    if (!e)
        e = s->choice ? option_say(&deed, &said) : option_take_up(&deed, &said);
    board_close(board);
    return e;
}

static void says(struct saying *s, const char *now, const char *option, const char *choice)
{
    s->option = option;
    s->choice = choice;
    then(&s->w, now, say);
}

static result remind(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    const struct zone *zone;
    result e = zone_load(ctx, STR("Europe/London"), &zone);
    return e ? e : options_remind(ctx, db, zone, w->now);
}

static void tells(struct world *w, const char *now, const char *wanted)
{
    then(w, now, remind);
    in_store(w, told_read);
    assert_string_equal(w->got, wanted);
}

#define TO(who, option, step, day, figures)                                                                  \
    who " option-late link: /charters/hall/O1/taken-up\nwhat: Hall, " option "\nparty: Friends\nnews: " step \
        "\nuntil: " day "\nuntil_figures: " figures "|"
#define BOTH(step, day, figures)                                                                             \
    TO("Eve", "O1 The hall", step, day, figures) TO("Ada", "O1 The hall", step, day, figures)

static void test_reminded(void **state)
{
    struct saying s;
    (void)state;
    world_open(&s.w, CHARTERS, "2026-01-05T08:00:00");
    in_store(&s.w, people);
    tells(&s.w, "2026-01-05T08:30:00", "");
    says(&s, "2026-01-05T09:00:00", "O1", NULL); // acknowledged within ten working days
    tells(&s.w, "2026-01-19T12:00:00", "");
    tells(&s.w, "2026-01-20T07:59:00", ""); // not yet eight
    tells(&s.w, "2026-01-20T08:00:00", BOTH("Acknowledge", "19 January 2026", "19/01/2026"));
    tells(&s.w, "2026-01-20T09:00:00", "");
    tells(&s.w, "2026-01-21T09:00:00", ""); // once
    says(&s, "2026-01-22T09:00:00", "O1", "G1 acknowledged");
    tells(&s.w, "2026-04-22T09:00:00", "");
    tells(&s.w, "2026-05-06T09:00:00",
          BOTH("Decide", "22 April 2026", "22/04/2026")); // the clock stood till then
    says(&s, "2026-05-07T09:00:00", "O1", "G2 refused");
    tells(&s.w, "2026-06-30T09:00:00", ""); // nobody asked for another look: it is over
    world_close(&s.w);
}

// The texts that were adopted as procedures, and which of them each request names.
static result read_texts(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct content_heads_out_list texts;
    struct fact_row_list facts;
    size_t n = 0;
    result e = query_content_heads(ctx, db, &(struct content_heads_in){ COMMUNITY_FIRST, CONTENT_PROCEDURE },
                                   &texts);
    if (!e)
        e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, FACT_OPTION }, &facts);
    w->got[0] = 0;
    for (size_t i = 0; i < facts.n && !e; i++) {
        int which = -1;
        for (size_t t = 0; t < texts.n; t++)
            which = str_equal(texts.at[t].hash, facts.at[i].value) ? (int)t : which;
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s %d|", STR_ARGS(facts.at[i].clause), which);
    }
    snprintf(w->got + n, sizeof w->got - n, "of %zu", e ? 0 : texts.n);
    return e;
}

static void test_text_is_kept(void **state)
{
    struct saying s;
    (void)state;
    world_open(&s.w, CHARTERS, "2026-01-05T08:00:00");
    in_store(&s.w, read_texts);
    assert_string_equal(s.w.got, "of 0");
    says(&s, "2026-01-05T09:00:00", "O1", NULL);
    says(&s, "2026-01-06T09:00:00", "O2", NULL);
    in_store(&s.w, read_texts);
    assert_string_equal(s.w.got, "O1 0|O2 0|of 1");
    world_close(&s.w);
}

// Two texts on record, asked for in turns: each is what was adopted, made ready anew only after the other.
struct reading {
    struct world w;
    char sums[2][80];
    const struct procedure *seen; // the last time; alive while its keepsake is
};

static result adopt_two(struct ctx *ctx, struct db *db, void *with)
{
    struct reading *r = with;
    const struct fact_insert_in at = { .happened = r->w.now, .recorded = r->w.now };
    struct option_text text;
    int64_t fact;
    result e = option_text_now(ctx, &text);
    for (int i = 0; i < 2 && !e; i++) {
        snprintf(r->sums[i], sizeof r->sums[i], "%.*s", STR_ARGS(text.sum));
        e = option_text_keep(ctx, db, &text, &at, &fact);
        text.bytes = str_format(ctx->arena, "%.*s- Basis: another text\n", STR_ARGS(text.bytes));
        text.sum = content_hash(ctx, text.bytes);
    }
    return e;
}

static result read_one(struct ctx *ctx, struct db *db, struct reading *r, int which)
{
    struct option_text text;
    result e = option_text_of(ctx, db, str_from(r->sums[which]), &text);
    bool is_seen = !e && text.procedure == r->seen;
    if (!e)
        snprintf(r->w.got, sizeof r->w.got, "%s, %s", is_seen ? "the same" : "made ready",
                 str_ends(text.bytes, STR("another text\n")) ? "other" : "first");
    r->seen = e ? NULL : text.procedure;
    return e;
}

static result read_first(struct ctx *ctx, struct db *db, void *with)
{
    return read_one(ctx, db, with, 0);
}

static result read_other(struct ctx *ctx, struct db *db, void *with)
{
    return read_one(ctx, db, with, 1);
}

static void reads(struct reading *r, action read, const char *wanted)
{
    in_store(&r->w, read);
    assert_string_equal(r->w.got, wanted);
}

static void test_text_is_made_ready_once(void **state)
{
    struct reading r = { .seen = NULL };
    (void)state;
    world_open(&r.w, CHARTERS, "2026-01-05T08:00:00");
    in_store(&r.w, adopt_two);
    reads(&r, read_first, "made ready, first");
    reads(&r, read_first, "the same, first");
    reads(&r, read_other, "made ready, other");
    reads(&r, read_other, "the same, other");
    r.seen = NULL; // another may lie where the first lay
    reads(&r, read_first, "made ready, first");
    world_close(&r.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reminded),
        cmocka_unit_test(test_text_is_kept),
        cmocka_unit_test(test_text_is_made_ready_once),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
