// Files of payments under people's hands, on each engine: prepared, approved by two who are neither whoever prepared it
// nor paid by it, recorded and confirmed, cancelled; nothing of it stands in two files; the bytes stay.
#include "store/playing.h"

#include "app/payments.h"
#include "app/person.h"

static const char *const CHARTERS[] = {
    "# Charter: Owing\n\n- Id: owing\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2027\n- Calendar: england-and-wales\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 working days\n- If late: R1\n\n"
    "## Redress R1: One late case\n"
    "- Step 1: the council pays £10.50 to the person who reported, within 20 working days\n",
    NULL
};

enum {
    ADA,
    BEN,
    CAT,
    DAN,
    BEN_AGAIN,
    PEOPLE
}; // Dan reported; each has a role of the council; Ben has two accounts

struct acting {
    const char *at, *deed;
    int who;
    const char *wanted;
};

static const char *const ADDRESSES[] = { "ada@example.org", "ben@example.org", "cat@example.org",
                                         "dan@example.org", "ben@example.org" };
static int64_t PERSONS[PEOPLE], ACCOUNTS[PEOPLE];
static char REFERENCE[40], CONTENT[2000]; // of the file; its bytes when it was prepared
static struct role_held ROLE = { .role = ROLE_OFFICER, .body = STR_INIT("the council") };

static struct visitor visitor_of(int who)
{
    struct visitor v = { .id = ACCOUNTS[who], .person = PERSONS[who], .is_staff = true };
    v.email = str_from(ADDRESSES[who]);
    v.roles.at = &ROLE;
    v.roles.n = 1;
    return v;
}

static result people_put(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    bool is_new;
    result e = OK;
    for (int i = 0; i < PEOPLE && !e; i++) {
        struct person person = { .id = ID_NONE, .name = STR("Somebody"), .way = STR("email") };
        person.email = str_from(ADDRESSES[i]);
        e = person_add(ctx, db, &person);
        PERSONS[i] = person.id;
        struct account_insert_in account = {
            .community = COMMUNITY_FIRST, .person = person.id, .state = ACCOUNT_ACTIVE, .created = p->w.now
        };
        if (!e)
            e = account_add(ctx, db, &account, &ACCOUNTS[i]);
    }
    return e ? e
             : person_bind(ctx, db,
                           &(struct case_person_insert_in){ COMMUNITY_FIRST, p->w.case_id, PERSONS[DAN],
                                                            PART_REPORTER },
                           &is_new);
}

static bool is(const struct playing *p, const char *deed)
{
    return strcmp(p->act->deed, deed) == 0;
}

static result file_do(struct playing *p, struct desk *desk, const struct visitor *visitor,
                      struct payments_said *said)
{
    struct payments_file file;
    result e = payments_read(desk->ctx, desk->db, desk->ledger, str_from(REFERENCE), &file);
    if (e)
        return e;
    return is(p, "approve") ? payments_approve(desk, visitor, &file, said)
        : is(p, "cancel")   ? payments_cancel(desk, visitor, &file, said)
        : is(p, "record")   ? payments_record(desk, &file, said)
                            : payments_confirm(desk, &file, said);
}

static result act_do(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct visitor visitor = visitor_of(p->act->who);
    struct doer by = { VOICE_SERVICE, STR_INIT("an officer"), visitor.person };
    struct payments_said said = { .office = STR("Treasurer"),
                                  .why = STR("the account was closed"),
                                  .pence = 1050 };
    struct desk desk;
    str reference;
    result e = desk_open(ctx, db, p->w.now, &by, &desk);
    if (e)
        return e;
    said.day = zone_date(desk.ledger->zone, p->w.now, NULL);
    if (!is(p, "prepare"))
        return file_do(p, &desk, &visitor, &said);
    const struct payments_asked asked = { desk.ledger, &visitor, STR("the council") };
    e = payments_prepare(&desk, &asked, &said, &reference);
    if (!e)
        snprintf(REFERENCE, sizeof REFERENCE, "%.*s", STR_ARGS(reference));
    return e;
}

static result bytes_read(struct ctx *ctx, struct db *db, const struct ledger *ledger,
                         struct payments_file *file)
{
    result e = payments_read(ctx, db, ledger, str_from(REFERENCE), file);
    if (!e && file->state == PAYMENTS_WAITING && file->acts.n == 1)
        snprintf(CONTENT, sizeof CONTENT, "%.*s", STR_ARGS(file->row.content));
    return e;
}

// "waits 1, owed 1, claimed 0, paid 0, acts 2; free 0": of the file, and how many could be put into another.
static result state_read(struct ctx *ctx, struct db *db, void *with)
{
    static const char *const states[] = { "waits", "approved", "cancelled" };
    struct playing *p = with;
    struct visitor visitor = visitor_of(ADA);
    struct ledger *ledger;
    struct payments_file f;
    struct payments_due due;
    result e = playing_ledger(ctx, db, p, &ledger);
    if (!e)
        e = bytes_read(ctx, db, ledger, &f);
    if (!e)
        e = payments_due(ctx, db, &(struct payments_asked){ ledger, &visitor, STR("the council") }, &due);
    if (e)
        return e;
    assert_true(str_equal(f.row.content, str_from(CONTENT)));
    assert_true(str_equal(f.row.hash, content_hash(ctx, f.row.content)));
    snprintf(p->said, sizeof p->said, "%s, owed %zu, claimed %zu, paid %zu, acts %zu; free %zu",
             states[f.state], f.n_in[LINE_OWED], f.n_in[LINE_CLAIMED], f.n_in[LINE_PAID], f.acts.n, due.n);
    return OK;
}

static result read_approvals(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_row_list facts;
    size_t n = 0;
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ COMMUNITY_FIRST, FACT_PAYMENTS },
                                  &facts);
    w->got[0] = 0;
    for (size_t i = 0; i < facts.n && !e; i++)
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s (%.*s)%s|", STR_ARGS(facts.at[i].words),
                              STR_ARGS(facts.at[i].said_by),
                              facts.at[i].corrects == ID_NONE ? "" : " corrects");
    return e;
}

static void test_file(void **state)
{
    static const struct acting list[] = {
        { "2026-02-06T09:00:00", "prepare", DAN,
          "nothing is owed that could be put into a file" }, // it is his own
        { "2026-02-06T09:00:00", "prepare", ADA, "waits, owed 1, claimed 0, paid 0, acts 1; free 0" },
        { "2026-02-06T10:00:00", "approve", ADA, "You prepared this file: two others approve it." },
        { "2026-02-06T10:00:00", "approve", BEN, "waits, owed 1, claimed 0, paid 0, acts 2; free 0" },
        { "2026-02-06T11:00:00", "approve", BEN,
          "You approved this file already: somebody else gives the other approval." },
        { "2026-02-06T11:00:00", "approve", BEN_AGAIN,
          "You approved this file already: somebody else gives the other approval." },
        { "2026-02-06T11:00:00", "record", BEN, "nothing of a file is paid before two have approved it" },
        { "2026-02-06T12:00:00", "approve", CAT, "approved, owed 1, claimed 0, paid 0, acts 3; free 0" },
        { "2026-02-06T12:30:00", "prepare", ADA, "nothing is owed that could be put into a file" },
        { "2026-02-09T09:00:00", "cancel", CAT, "cancelled, owed 1, claimed 0, paid 0, acts 4; free 1" },
        { "2026-02-09T10:00:00", "approve", DAN, "" },
        { "2026-02-09T10:00:00", "record", BEN, "nothing of a file is paid before two have approved it" },
        { "2026-02-09T11:00:00", "prepare", BEN, "waits, owed 1, claimed 0, paid 0, acts 1; free 0" },
        { "2026-02-09T12:00:00", "approve", CAT, "waits, owed 1, claimed 0, paid 0, acts 2; free 0" },
        { "2026-02-09T12:00:00", "approve", ADA, "approved, owed 1, claimed 0, paid 0, acts 3; free 0" },
        { "2026-02-10T09:00:00", "record", BEN, "approved, owed 0, claimed 1, paid 0, acts 3; free 0" },
        { "2026-02-10T10:00:00", "confirm", BEN, "" },
        { "2026-02-10T10:00:00", "confirm", BEN_AGAIN, "" },
        { "2026-02-10T10:00:00", "confirm", CAT, "approved, owed 0, claimed 0, paid 1, acts 3; free 0" },
        { "2026-02-10T11:00:00", "record", BEN, "nothing of it waits for that" },
    };
    struct playing p = playing_open(CHARTERS);
    (void)state;
    then(&p.w, "2026-02-02T10:00:00", report); // a Monday: late on Thursday 5
    in_store(&p.w, people_put);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        char wanted[400];
        p.act = &list[i];
        bool names = !list[i].wanted[0]; // the sentence names the payment
        snprintf(wanted, sizeof wanted, "%s", list[i].wanted);
        if (names && list[i].who == DAN)
            snprintf(wanted, sizeof wanted, "You would be paid by it (%s-1): somebody else approves it.",
                     REFERENCE);
        else if (names)
            snprintf(wanted, sizeof wanted,
                     "%s-1: you recorded this payment: somebody else has to confirm that it was made",
                     REFERENCE);
        playing_act(&p, list[i].at, wanted);
    }
    in_store(&p.w, read_approvals);
    assert_string_equal(p.w.got,
                        "1 payment approved, £10.50 in all. (Treasurer; Treasurer)|"
                        "Cancelled: the account was closed (Treasurer) corrects|"
                        "1 payment approved, £10.50 in all. (Treasurer; Treasurer)|");
    world_close(&p.w);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_file) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
