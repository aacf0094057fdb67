// Somebody's own wish to be forgotten: what is counted, what stands in the way, whom it reaches and whom not; and the
// requests that the data protection officer keeps.
#include "store/world.h"

#include "app/account.h"
#include "app/data_request.h"
#include "app/forgetting.h"
#include "app/outbox.h"
#include "app/sign_link.h"

static const char CHARTER[] =
    "# Charter: Leaving\n\n- Id: leaving\n- Area: North\n- Between: the council; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: none\n\n"
    "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 days\n- Target: at least 90% each quarter\n";
static const char *const CHARTERS[] = { CHARTER, NULL };

struct leaving {
    struct world world; // first
    int64_t ada, lane, near, bob;
    struct forgetting f;
};

static date day(int year, int month, int of_month)
{
    return date_from_civil((struct civil){ year, month, of_month });
}

static int64_t person(struct ctx *ctx, struct db *db, struct person p)
{
    must(ctx, person_check(ctx, &p));
    must(ctx, person_add(ctx, db, &p));
    return p.id;
}

static struct person_row row_of(struct ctx *ctx, struct db *db, int64_t id)
{
    struct person_row row = { .id = ID_NONE };
    bool is_found;
    must(ctx, query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, id }, &row, &is_found));
    return is_found ? row : (struct person_row){ .id = ID_NONE };
}

// Ada twice, under one address; a neighbour with the same telephone number and no address; Bob, who is somebody else.
static result people_add(struct ctx *ctx, struct db *db, void *with)
{
    struct leaving *l = with;
    const struct person ada = { .name = STR("Ada"),
                                .email = STR("ada@example.org"),
                                .telephone = STR("07700 900123"),
                                .language = STR("cy"),
                                .way = STR("email") };
    struct person other = { .name = STR("A. Lane"), .email = STR("ada@example.org"), .way = STR("none") };
    bool is_new;
    l->ada = person(ctx, db, ada);
    l->lane = person(ctx, db, other);
    l->near = person(
        ctx, db,
        (struct person){ .name = STR("Ned"), .telephone = STR("07700 900123"), .way = STR("telephone") });
    l->bob = person(ctx, db, (struct person){ .name = STR("Bob"), .email = STR("bob@example.org") });
    return person_bind(
        ctx, db, &(struct case_person_insert_in){ COMMUNITY_FIRST, l->world.case_id, l->lane, PART_REPORTER },
        &is_new);
}

static result account_add_for(struct ctx *ctx, struct db *db, struct leaving *l, enum role role)
{
    int64_t account;
    result e = account_of_person(ctx, db, l->ada, l->world.now, &account);
    if (e || role == ROLE_RESIDENT)
        return e;
    return role_give(
        ctx, db,
        &(struct giving){ account, ID_NONE, { .role = role, .body = STR("the council") }, l->world.now });
}

static struct forgetting look(struct ctx *ctx, struct db *db, const struct leaving *l, int64_t who)
{
    struct forgetting f = { .person = row_of(ctx, db, who), .now = l->world.now };
    must(ctx, forgetting_look(ctx, db, &f));
    return f;
}

static result same(struct ctx *ctx, struct db *db, void *with)
{
    const struct leaving *l = with;
    struct forgetting f = look(ctx, db, l, l->ada);
    assert_int_equal(f.people.n, 2); // by the address, not by the number
    assert_int_equal(f.reports, 1);
    assert_int_equal(f.open, 1);
    assert_true(str_equal(f.way, STR("email")) && str_equal(f.address, STR("ada@example.org")));
    f = look(ctx, db, l, l->near);
    assert_int_equal(f.people.n, 1); // nobody else has that number and no address
    assert_int_equal(f.way.n, 0);
    return OK;
}

static void hindered(struct ctx *ctx, struct db *db, struct leaving *l, const char *said)
{
    struct forgetting f = { .person = row_of(ctx, db, l->lane), .now = l->world.now };
    assert_int_equal(forgetting_do(ctx, db, &f), ERR_RULE);
    assert_string_equal(ctx->error.text, said);
    ctx->error = (struct error){ .code = OK };
    assert_int_equal(row_of(ctx, db, l->lane).id, l->lane);
}

static result roles(struct ctx *ctx, struct db *db, void *with)
{
    struct leaving *l = with;
    must(ctx, account_add_for(ctx, db, l, ROLE_OFFICER));
    hindered(
        ctx, db, l,
        "This account has a role here (service officer). An administrator ends it first, so that its work is "
        "handed over; then all can be erased.");
    must(ctx, account_add_for(ctx, db, l, ROLE_ADMINISTRATOR));
    hindered(
        ctx, db, l,
        "This is the only administrator here: somebody else must be made one first, then an administrator ends "
        "this account's roles.");
    struct account_row account;
    bool is_found;
    must(ctx,
         query_account_by_person(ctx, db, &(struct account_by_person_in){ COMMUNITY_FIRST, l->ada }, &account,
                                 &is_found));
    return query_account_role_delete_all(ctx, db,
                                         &(struct account_role_delete_all_in){ COMMUNITY_FIRST, account.id });
}

// Somebody is asked to sign in at the same time, wanting to go on to a page.
static result link_asked(struct ctx *ctx, struct db *db, void *with)
{
    const struct leaving *l = with;
    struct outbox_row_list waiting;
    struct link_letter letter;
    bool is_there;
    must(ctx,
         link_ask(ctx, db,
                  &(struct link_asking){ .purpose = PURPOSE_SIGN_IN,
                                         .way = STR("email"),
                                         .address = STR("ada@example.org"),
                                         .account = ID_NONE,
                                         .person = ID_NONE,
                                         .now = l->world.now,
                                         .next = STR("/account/data?a=b c") }));
    must(ctx,
         query_outbox_of_state(ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, STATE_WAITING, 0, 10 },
                               &waiting));
    assert_int_equal(waiting.n, 1);
    must(ctx, link_letter_make(ctx, db, &waiting.at[0], &letter, &is_there));
    assert_true(str_ends(letter.path, STR("?next=/account/data%3Fa%3Db%20c")));
    return OK;
}

// As the row stood when the button was pressed: by the second press another has its number.
static result leave(struct ctx *ctx, struct db *db, void *with)
{
    struct leaving *l = with;
    l->f = (struct forgetting){ .person = row_of(ctx, db, l->ada), .now = l->world.now };
    struct forgetting again = { .person = l->f.person, .now = l->world.now };
    must(ctx, forgetting_do(ctx, db, &l->f));
    assert_int_equal(l->f.erased.people, 2);
    assert_int_equal(row_of(ctx, db, l->ada).id, ID_NONE);
    assert_int_equal(row_of(ctx, db, l->lane).id, ID_NONE);
    assert_int_equal(row_of(ctx, db, l->near).id, l->near);
    assert_int_equal(row_of(ctx, db, l->bob).id, l->bob);
    again.person.id = l->bob;
    assert_int_equal(forgetting_do(ctx, db, &again), ERR_MISSING);
    assert_string_equal(ctx->error.text, "nothing is held about them any more");
    ctx->error = (struct error){ .code = OK };
    assert_int_equal(row_of(ctx, db, l->bob).id, l->bob);
    return OK;
}

static struct outbox_row last_message(struct ctx *ctx, struct db *db)
{
    struct outbox_row_list rows;
    must(ctx,
         query_outbox_newest(ctx, db, &(struct outbox_newest_in){ COMMUNITY_FIRST, INT64_MAX, 1 }, &rows));
    assert_int_equal(rows.n, 1);
    return rows.at[0];
}

// The address stands in the last message until it is sent, or can't be.
static result last(struct ctx *ctx, struct db *db, void *with)
{
    const struct leaving *l = with;
    struct outbox_row row = last_message(ctx, db);
    assert_true(str_equal(row.message, MESSAGE_ERASED) && row.to_person == ID_NONE);
    assert_true(str_equal(row.detail, STR("to: ada@example.org\nlanguage: cy\ncount: 1")));
    must(ctx,
         query_outbox_set(ctx, db,
                          &(struct outbox_set_in){ COMMUNITY_FIRST, row.id, STATE_DEAD, 1, l->world.now,
                                                   STR("refused"), INSTANT_NONE }));
    assert_int_equal(last_message(ctx, db).detail.n, 0);
    return OK;
}

static void wrong(struct ctx *ctx, result e, result wanted, const char *said)
{
    assert_int_equal(e, wanted);
    assert_string_equal(ctx->error.text, said);
    ctx->error = (struct error){ .code = OK };
}

static result requests(struct ctx *ctx, struct db *db, void *with)
{
    const struct leaving *l = with;
    struct data_asking asking = { row_of(ctx, db, l->bob), WISH_ERASURE, day(2026, 1, 31), day(2026, 2, 2) };
    struct data_request_row row;
    int64_t id;
    bool is_found;
    asking.asked = day(2026, 2, 3);
    wrong(ctx, data_request_add(ctx, db, &asking, &id), ERR_INPUT, "that day is still to come");
    asking.asked = day(2026, 1, 31);
    must(ctx, data_request_add(ctx, db, &asking, &id));
    assert_int_equal(data_request_add(ctx, db, &asking, &id), ERR_CONFLICT);
    ctx->error = (struct error){ .code = OK };
    must(ctx,
         query_data_request_by_id(ctx, db, &(struct data_request_by_id_in){ COMMUNITY_FIRST, id }, &row,
                                  &is_found));
    assert_int_equal(row.due.day, day(2026, 2, 28).day); // Article 12(3)
    struct data_deed deed = {
        .row = &row, .by = l->near, .today = day(2026, 2, 2), .now = l->world.now, .proved = day(2026, 2, 2)
    };
    wrong(ctx, data_request_finish(ctx, db, &deed), ERR_RULE, "first note how it was checked who they are");
    wrong(ctx, data_request_prove(ctx, db, &deed), ERR_INPUT, "choose how it was checked who they are");
    wrong(ctx, data_request_refuse(ctx, db, &deed), ERR_INPUT, "choose the ground in law");
    deed.choice = STR("seen");
    must(ctx, data_request_prove(ctx, db, &deed));
    must(ctx,
         query_data_request_by_id(ctx, db, &(struct data_request_by_id_in){ COMMUNITY_FIRST, id }, &row,
                                  &is_found));
    must(ctx, data_request_finish(ctx, db, &deed));
    struct forgetting f = { .person = asking.person, .now = l->world.now };
    must(ctx, forgetting_do(ctx, db, &f));
    must(ctx,
         query_data_request_by_id(ctx, db, &(struct data_request_by_id_in){ COMMUNITY_FIRST, id }, &row,
                                  &is_found));
    assert_true(is_found && row.person == ID_NONE && row.decider == l->near);
    wrong(ctx, data_request_finish(ctx, db, &deed), ERR_RULE, "this request is over");
    return OK;
}

static void test_forgetting(void **state)
{
    struct leaving l = { .ada = ID_NONE };
    (void)state;
    world_open(&l.world, CHARTERS, "2026-01-05T09:00");
    l.world.wanted = "North";
    then(&l.world, "2026-01-05T09:00", report);
    in_store(&l.world, people_add);
    in_store(&l.world, same);
    in_store(&l.world, roles);
    in_store(&l.world, link_asked);
    in_store(&l.world, leave);
    in_store(&l.world, last);
    in_store(&l.world, requests);
    world_close(&l.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_forgetting) };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
