// Who belongs at the table where a charter is negotiated: found by what troubles people and where, invited as the draft
// begins, and answering for itself.
#include "store/people.h"

#include "app/seat.h"

static const char BODIES[] = "name,kind,telephone,email,about,tracked,areas\n"
                             "the council,district council,01632 960001,c@x.example,,yes,\n"
                             "the county,county council,01632 960002,k@x.example,,yes,\n"
                             "the traders,business improvement district,,traders@x.example,,no,\n";

static const char ROUTES[] =
    "service,body,area,from,until\n"
    "litter,the council,,,\nstreet lights / out,the county,,,\nnoise / night,the council,,,\n";

static const char *const NO_CHARTERS[] = { NULL };

static const struct somebody PEOPLE[] = {
    { "Ada", "neighbourhoods officer", "the council", "", "", false, false },
    { "Ben", "service officer", "the county", "", "", false, false },
    { "Cat", "service officer", "the county", "", "litter", false, false },
    { "Dan", "parish clerk", "the county", "", "", true, false },
    { "Eve", "resident", "", "", "", false, false },
    { .name = NULL },
};

#define TEXT                                                                                                 \
    "# Charter: Green\n\n- Id: green\n- Area: Green ward\n- Between: the council; the county; the traders; " \
    "the Friends\n- In force: 1 January 2027 to 31 December 2027\n- Calendar: england-and-wales\n\n"         \
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"                                   \
    "- Clock: from report to completion, within 2 working days\n"

struct seating {
    struct world w;
    int who;          // acts, of PEOPLE
    const char *body; // whose invitation is answered
    bool takes;
    const char *email, *words, *office;
    result ended;
    char said[400];
};

static action act_of;

static result run_one(struct ctx *ctx, struct db *db, void *with)
{
    return act_of(ctx, db, with);
}

// A refusal is an outcome: its words are kept.
static void run(struct seating *s, action act)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    act_of = act;
    s->ended = store_write(&ctx, s->w.store, run_one, s);
    snprintf(s->said, sizeof s->said, "%s", ctx.error.text);
    arena_close(ctx.arena);
}

static void done(struct seating *s, action act)
{
    run(s, act);
    if (s->ended)
        fail_msg("%s: %s", result_name(s->ended), s->said);
}

static void refused(struct seating *s, action act, result e, const char *words)
{
    run(s, act);
    assert_int_equal(s->ended, e);
    assert_string_equal(s->said, words);
}

static result text_adopt(struct ctx *ctx, struct db *db, enum content_kind kind, const char *text)
{
    struct adoption a = { .kind = kind, .name = STR("test"), .body = str_from(text) };
    a.happened = a.recorded = at("2026-01-01T00:00:00");
    return content_adopt(ctx, db, &a);
}

static result setting_up(struct ctx *ctx, struct db *db, void *with)
{
    struct seating *s = with;
    result e = text_adopt(ctx, db, CONTENT_BODIES, BODIES);
    if (!e)
        e = text_adopt(ctx, db, CONTENT_ROUTES, ROUTES);
    return e ? e : people_put(ctx, db, PEOPLE, s->w.now);
}

// What each act needs: who acts, the directory and the documents.
struct acting {
    struct visitor visitor;
    struct drafter by;
    struct directory directory;
    struct ledger *ledger;
};

static result acting_open(struct ctx *ctx, struct db *db, struct seating *s, struct acting *a)
{
    struct judge_options options;
    struct account_row_list rows;
    str email = str_format(ctx->arena, "%s@example.org", PEOPLE[s->who].name);
    result e = query_account_of_email(ctx, db, &(struct account_of_email_in){ COMMUNITY_FIRST, email },
                                      &rows);
    if (!e)
        e = visitor_read(ctx, db, rows.at[0].id, &a->visitor);
    a->visitor.owes_totp = false; // signed in with the second step
    if (!e)
        e = directory_read(ctx, db, &a->directory);
    if (!e)
        e = community_time(ctx, db, s->w.now, &options);
    if (!e)
        e = ledger_open(ctx, db, &options, &a->ledger);
    a->by = (struct drafter){ &a->visitor, s->w.now, { (int32_t)(s->w.now.second / DAY_SECONDS) }, NULL };
    return e;
}

static result ask(struct ctx *ctx, struct db *db, void *with)
{
    struct seating *s = with;
    struct acting a;
    result e = acting_open(ctx, db, s, &a);
    struct asking asking = { .party = STR("the Friends"),
                             .spoken = STR("41 members"),
                             .place = STR("Green ward"),
                             .matters = STR("Litter."),
                             .services = STR("litter\nstreet lights / out\nnoise / night"),
                             .account = a.visitor.id,
                             .today = a.by.today,
                             .at = s->w.now,
                             .ledger = a.ledger,
                             .directory = &a.directory };
    return e ? e : ask_add(ctx, db, &asking);
}

static result begin_asked(struct ctx *ctx, struct db *db, void *with)
{
    struct seating *s = with;
    struct acting a;
    result e = acting_open(ctx, db, s, &a);
    struct ask_beginning b = { .of = { .text = STR(TEXT), .party = STR("the council"), .by = a.by },
                               .ask = 1,
                               .directory = &a.directory,
                               .ledger = a.ledger };
    return e ? e : ask_begin(ctx, db, &b);
}

static result seats_read(struct ctx *ctx, struct db *db, void *with)
{
    struct seating *s = with;
    struct seat_row_list rows;
    size_t n = 0;
    result e = query_seat_of_ask(ctx, db, &(struct seat_of_ask_in){ COMMUNITY_FIRST, 1 }, &rows);
    s->w.got[0] = 0;
    for (size_t i = 0; !e && i < rows.n; i++)
        n += (size_t)snprintf(s->w.got + n, sizeof s->w.got - n, "%.*s (%.*s) %.*s|",
                              STR_ARGS(rows.at[i].body), STR_ARGS(rows.at[i].services),
                              STR_ARGS(rows.at[i].state));
    return e;
}

// To whom, and nothing of the rest.
static result heard(struct ctx *ctx, struct db *db, void *with)
{
    struct seating *s = with;
    struct outbox_row_list rows;
    struct person_row p;
    size_t n = 0;
    result e = query_outbox_of_state(
        ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, STATE_WAITING, 0, 100 }, &rows);
    s->w.got[0] = 0;
    for (size_t i = 0; i < rows.n && !e; i++) {
        bool is_found;
        e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, rows.at[i].to_person },
                               &p, &is_found);
        n += (size_t)snprintf(s->w.got + n, sizeof s->w.got - n, "%.*s %.*s|", STR_ARGS(rows.at[i].message),
                              STR_ARGS(p.email));
        if (!e)
            e = query_outbox_delete(ctx, db, &(struct outbox_delete_in){ COMMUNITY_FIRST, rows.at[i].id });
    }
    return e;
}

static result answer(struct ctx *ctx, struct db *db, void *with)
{
    struct seating *s = with;
    struct acting a;
    struct seat_row_list rows;
    result e = acting_open(ctx, db, s, &a);
    if (!e)
        e = query_seat_of_ask(ctx, db, &(struct seat_of_ask_in){ COMMUNITY_FIRST, 1 }, &rows);
    struct seat_answering said = { .takes = s->takes,
                                   .declines = !s->takes,
                                   .email = str_from(s->email),
                                   .words = str_from(s->words),
                                   .office = str_from(s->office),
                                   .by = a.by };
    for (size_t i = 0; !e && i < rows.n; i++)
        if (str_equal(rows.at[i].body, str_from(s->body)))
            said.id = rows.at[i].id;
    return e ? e : seat_answer(ctx, db, &said);
}

static result forget_all(struct ctx *ctx, struct db *db, void *with)
{
    struct seating *s = with;
    struct acting a;
    struct seat_row_list rows;
    result e = acting_open(ctx, db, s, &a);
    if (!e)
        e = drafts_account_forget(ctx, db, a.visitor.id);
    if (!e)
        e = query_seat_of_account(ctx, db, &(struct seat_of_account_in){ COMMUNITY_FIRST, a.visitor.id },
                                  &rows);
    s->w.got[0] = 0;
    snprintf(s->w.got, sizeof s->w.got, "%zu", e ? 99 : rows.n);
    return e;
}

static void expected(struct seating *s, action read, const char *wanted)
{
    done(s, read);
    assert_string_equal(s->w.got, wanted);
}

static void test_table(void **state)
{
    struct seating s = { .who = 4 };
    (void)state;
    world_open(&s.w, NO_CHARTERS, "2026-12-01T10:00:00");
    done(&s, setting_up);
    done(&s, ask);
    expected(&s, seats_read,
             "the council (Litter; Noise at night) named|the county (A street light is out) named|");
    done(&s, heard);
    s.who = 0;
    done(&s, begin_asked);
    expected(&s, seats_read, "the county (A street light is out) invited|the traders () invited|");
    expected(&s, heard,
             "draft-invited Eve@example.org|seat-asked Ben@example.org|seat-asked traders@x.example|");
    s = (struct seating){
        .w = s.w, .who = 0, .body = "the county", .email = "", .words = "No.", .office = "Clerk"
    };
    refused(
        &s, answer, ERR_DENIED,
        "You may not answer an invitation to a charter's table here. Ask an administrator if you should.");
    s.who = 1;
    s.words = "";
    refused(&s, answer, ERR_INPUT, "say why not: everybody reads it");
    s.words = "Not before March.";
    done(&s, answer);
    refused(&s, answer, ERR_RULE, "this is answered already");
    expected(&s, seats_read, "the county (A street light is out) declined|the traders () invited|");
    expected(&s, heard, "seat-declined Eve@example.org|seat-declined Ada@example.org|");
    expected(&s, forget_all, "0");
    expected(&s, seats_read, "the county (A street light is out) declined|the traders () invited|");
    world_close(&s.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_table) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
