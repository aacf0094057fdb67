// Who answers where, a case handed from one body to another and whose miss it is, reports near each other, sixty of one
// incident, and the promise of a report before it is made.
#include "store/world.h"

#include "app/handover.h"
#include "app/nearby.h"
#include "app/postcodes.h"
#include "app/promised.h"
#include "app/report.h"
#include "app/routing.h"

static const char CHARTER[] =
    "# Charter: Roads\n\n- Id: roads\n- Area: North ward, Borough\n- Between: the council; the county; the residents\n"
    "- In force: 1 January 2026 to 31 December 2036\n- Calendar: none\n- Event: passing on\n- Fact: depth, in mm\n\n"
    "## Standard S1: Holes are mended\n- Provider: the county\n- Service: potholes\n"
    "- Clock: from receipt to completion, within 5 days\n\n"
    "## Standard S2: What is not ours is passed on\n- Provider: the council\n- Service: potholes\n"
    "- Clock: from receipt to passing on, within 1 day\n\n"
    "## Standard S3: However it goes\n- Provider: the council; the county\n- Service: potholes\n"
    "- Clock: from report to completion, within 8 days\n\n"
    "## Standard S4: Deep ones are looked at\n- Provider: the county\n- Service: potholes / deep\n"
    "- Clock look: from receipt to inspection, within 2 days, when depth at least 40 mm\n"
    "- Clock look: from receipt to inspection, within 4 days\n"
    "- Clock safe: from inspection to made safe, within 3 days\n\n"
    "## Standard S5: Litter\n- Provider: the council\n- Service: litter\n"
    "- Clock: from report to completion, within 2 days\n";

static const char *const CHARTERS[] = { CHARTER, NULL };

#define BOX(name, code, w, s, e, n)                                                                          \
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"" name "\",\"code\":\"" code "\"},\"geometry\":{"      \
    "\"type\":\"Polygon\",\"coordinates\":[[[" w "," s "],[" e "," s "],[" e "," n "],[" w "," n "],[" w     \
    "," s "]]]}}"

static const char AREAS[] = "{\"type\":\"FeatureCollection\",\"features\":[" BOX(
    "Borough", "B1", "1.0", "54.0", "2.0",
    "55.0") "," BOX("North ward", "N1", "1.0", "54.5", "2.0",
                    "55.0") "," BOX("South ward", "S1", "1.0", "54.0", "2.0",
                                    "54.5") "," BOX("Hill parish", "P1", "1.2", "54.6", "1.4",
                                                    "54.8") "," BOX("The Mead estate", "E1", "1.25", "54.65",
                                                                    "1.35", "54.7") "]}";

static const char POSTCODES[] =
    "postcode,areas,latitude,longitude\nZZ1 1AA,Hill parish; North ward; Borough,54.75,1.3\n"
    "ZZ1 2BB,,54.25,1.5\n";

static const char BODIES[] = "name,kind,telephone,email,about,tracked,areas\n"
                             "the council,district council,01632 960001,c@x.example,,yes,Borough\n"
                             "the county,county council,01632 960002,k@x.example,,yes,\n"
                             "Hill Parish Council,parish council,01632 960003,p@x.example,,no,Hill parish\n"
                             "Mead Homes,registered provider,01632 960004,m@x.example,,no,The Mead estate\n"
                             "Hill Water,water company,,w@x.example,,no,\n";

static const char ROUTES[] = "service,body,area,from,until\n"
                             "grass cutting,parish council,Hill parish,2026-04-01,\n"
                             "grass cutting,district council,,,\n"
                             "potholes,the county,,,\n"
                             "potholes,the council,South ward,,\n"
                             "potholes / deep,the county,South ward,,\n"
                             "weeds,nobody,North ward,,2026-12-31\n"
                             "hedges,Nobody We Know,,,\n"
                             "*,Mead Homes,The Mead estate,,\n";

// What only reads, on this thread: so that it may assert.
static void look(struct world *w, action read)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    must(&ctx, store_read(&ctx, w->store, read, w));
    arena_close(ctx.arena);
}

static result text_adopt(struct ctx *ctx, struct db *db, enum content_kind kind, const char *text)
{
    struct adoption a = { .kind = kind, .name = STR("test"), .body = str_from(text) };
    a.happened = a.recorded = at("2026-01-01T00:00:00");
    return content_adopt(ctx, db, &a);
}

static result directory_adopt(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    result e = text_adopt(ctx, db, CONTENT_AREAS, AREAS);
    if (!e)
        e = text_adopt(ctx, db, CONTENT_POSTCODES, POSTCODES);
    if (!e)
        e = text_adopt(ctx, db, CONTENT_BODIES, BODIES);
    if (!e)
        e = text_adopt(ctx, db, CONTENT_ROUTES, ROUTES);
    return e ? e : derived_rebuild(ctx, db, w->now);
}

static void open_world(struct world *w, const char *now)
{
    world_open(w, CHARTERS, now);
    in_store(w, directory_adopt);
}

// typed: a postcode, a name, or "54.75 1.3".
static const struct {
    const char *typed, *areas;
} PLACES[] = {
    { "54.75 1.3", "Hill parish; North ward; Borough" },
    { "54.68 1.3", "The Mead estate; Hill parish; North ward; Borough" },
    { "54.2 1.3", "South ward; Borough" },
    { "10 10", "outside every area" },
    { "ZZ1 1AA", "Hill parish; North ward; Borough" },
    { "zz11aa", "Hill parish; North ward; Borough" },
    { " zz1  1aa ", "Hill parish; North ward; Borough" },
    { "ZZ1 2BB", "South ward; Borough" },
    { "ZZ9 9ZZ", "not known" },
    { "hill parish", "Hill parish; North ward; Borough" },
    { "Hill", "Hill parish; North ward; Borough" },
    { "e1", "The Mead estate; Hill parish; North ward; Borough" },
    { "borough", "Borough" },
    { "by the old oak", "not known" },
    { "", "not known" },
};

static result place_read(struct ctx *ctx, struct db *db, const struct board *board, const char *typed,
                         struct located *place)
{
    double y, x;
    return sscanf(typed, "%lf %lf", &y, &x) == 2 ? place_at(ctx, board->areas, y, x, place)
                                                 : place_typed(ctx, db, board->areas, str_from(typed), place);
}

static result places_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct board *board;
    result e = board_make(ctx, db, w->now, &board);
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES && !e; i++) {
        struct located place;
        e = place_read(ctx, db, board, PLACES[i].typed, &place);
        assert_string_equal(str_c(ctx->arena, place.areas), PLACES[i].areas);
        assert_int_equal(place.is_known, place.names.n > 0);
    }
    if (!e)
        board_close(board);
    return e;
}

static void test_places(void **state)
{
    struct world w;
    (void)state;
    open_world(&w, "2026-03-02T10:00:00");
    look(&w, places_read);
    world_close(&w);
}

// place: as above. body: empty for nobody.
static const struct {
    const char *service, *place, *day, *body, *why;
} ROUTED[] = {
    { "potholes", "North", "2026-03-02", "the county", "the county answers for potholes everywhere." },
    { "potholes / other", "North", "2026-03-02", "the county",
      "the county answers for potholes everywhere." },
    { "potholes", "South", "2026-03-02", "the council", "the council answers for potholes in South ward." },
    { "potholes / deep", "South", "2026-03-02", "the county",
      "the county answers for potholes / deep in South ward." },
    { "grass cutting", "Hill", "2026-03-31", "the council",
      "the council answers for grass cutting everywhere." },
    { "grass cutting", "Hill", "2026-04-01", "Hill Parish Council",
      "Hill Parish Council answers for grass cutting in Hill parish." },
    { "grass cutting", "10 10", "2026-04-01", "", "Nobody has said that they answer for this here." },
    { "weeds", "Hill", "2026-12-31", "", "It is on record that nobody answers for weeds in North ward." },
    { "weeds", "Hill", "2027-01-01", "the council",
      "the council answers for it as the district council here." },
    { "weeds", "South", "2026-12-31", "the council",
      "the council answers for it as the district council here." },
    { "hedges", "South", "2026-12-31", "the county",
      "the county answers for it as the county council here." },
    { "lifts", "The Mead", "2026-12-31", "Mead Homes",
      "Mead Homes answers for everything in The Mead estate." },
    { "lifts", "Hill", "2026-12-31", "", "Nobody has said that they answer for this here." },
    { "potholes", "not on the map", "2026-03-02", "the county",
      "the county answers for potholes everywhere." },
    { "bins / missed", "not on the map", "2026-03-02", "",
      "Nobody has said that they answer for this here." },
    { "no such service", "North", "2026-03-02", "", "Nobody has said that they answer for this here." },
};

static result routes_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct board *board;
    result e = board_make(ctx, db, w->now, &board);
    for (size_t i = 0; i < sizeof ROUTED / sizeof *ROUTED && !e; i++) {
        struct located place;
        struct routed routed;
        date day;
        assert_true(date_parse(str_from(ROUTED[i].day), &day));
        e = place_read(ctx, db, board, ROUTED[i].place, &place);
        struct route_question question = { str_from(ROUTED[i].service), &place, day };
        if (!e)
            e = route_find(ctx, &board->directory, &question, &routed);
        assert_string_equal(str_c(ctx->arena, routed.body ? routed.body->name : STR("")), ROUTED[i].body);
        assert_string_equal(str_c(ctx->arena, routed.why), ROUTED[i].why);
        assert_int_equal(routed.by == ROUTED_NOBODY, !routed.body);
    }
    if (!e)
        board_close(board);
    return e;
}

// Whom to ring in a danger: the first of its kinds that answers there, and has a number.
static const struct {
    const char *place, *kinds, *body;
} RUNG[] = {
    { "Hill", "fire service; parish council; county council", "Hill Parish Council" },
    { "South", "fire service; parish council; county council", "the county" },
    { "not on the map", "parish council; district council; county council", "the county" },
    { "The Mead", "registered provider", "Mead Homes" },
    { "Hill", "registered provider", "" },
    { "Hill", "water company", "" }, // it has no number
    { "Hill", "", "" },
};

static result rung_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct board *board;
    result e = board_make(ctx, db, w->now, &board);
    for (size_t i = 0; i < sizeof RUNG / sizeof *RUNG && !e; i++) {
        struct located place;
        struct danger danger = { .name = STR("test") };
        for (str rest = str_from(RUNG[i].kinds); rest.at && rest.n;) {
            str *slot = LIST_PUSH(ctx->arena, &danger.bodies);
            assert_non_null(slot);
            *slot = str_trim(str_cut(&rest, ';'));
        }
        e = place_read(ctx, db, board, RUNG[i].place, &place);
        const struct body *body = route_danger(&board->directory, &place, board->today, &danger);
        assert_string_equal(str_c(ctx->arena, body ? body->name : STR("")), RUNG[i].body);
    }
    if (!e)
        board_close(board);
    return e;
}

static void test_rung(void **state)
{
    struct world w;
    (void)state;
    open_world(&w, "2026-03-02T10:00:00");
    look(&w, rung_read);
    world_close(&w);
}

static void test_routes(void **state)
{
    struct world w;
    (void)state;
    open_world(&w, "2026-03-02T10:00:00");
    look(&w, routes_read);
    world_close(&w);
}

static result check_read(struct ctx *ctx, struct db *db, void *with)
{
    static const struct table_column columns[] = { { STR_INIT("service"), CELL_TEXT, false },
                                                   { STR_INIT("area"), CELL_TEXT, false },
                                                   { STR_INIT("problem"), CELL_TEXT, false } };
    struct world *w = with;
    struct board *board;
    struct buffer out = buffer_open(1 << 20);
    struct table table = table_open(ctx, &out, TABLE_CSV, columns, 3);
    int64_t n = 0;
    result e = board_make(ctx, db, w->now, &board);
    if (!e)
        e = routes_check(ctx, &board->directory, board->today, &table, &n);
    if (!e)
        e = table_close(&table);
    str text = buffer_str(&out), first = str_slice(text, 0, str_find(text, STR("street lights")));
    assert_string_equal(
        str_c(ctx->arena, first),
        "service,area,problem\n"
        "potholes / deep,South ward,line 6 of the routes names a service that is no category\n"
        "hedges,,\"line 8 of the routes names 'Nobody We Know', which is no body and no kind of one\"\n");
    str weeds = STR("\nweeds,North ward,It is on record that nobody answers for weeds in North ward.\n"),
        lifts = STR("\nlifts,Hill parish,Nobody has said that they answer for this here.\n"),
        mead = STR("\nlifts,The Mead estate,");
    assert_true(str_find(text, weeds) < text.n);
    assert_true(str_find(text, lifts) < text.n);
    assert_int_equal(str_find(text, mead), text.n); // there somebody answers for everything
    if (!e)
        board_close(board);
    buffer_close(&out);
    return e;
}

static void test_check(void **state)
{
    struct world w;
    (void)state;
    open_world(&w, "2026-03-02T10:00:00");
    look(&w, check_read);
    world_close(&w);
}

static const struct doer RESIDENT = { VOICE_REPORTER, STR_INIT("web"), ID_NONE };
static const struct doer OFFICER = { VOICE_SERVICE, STR_INIT("Street Scene Officer"), ID_NONE };

// What a test does: its words are cut by '|'.
struct playing {
    struct world world;
    const char *service, *body, *place, *latitude, *longitude, *join;
    const char *from, *to;
    char reference[16], incident[32];
    char wanted_error[200];
};

static result reported(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct desk desk;
    struct report r = { .service = str_from(p->service),
                        .words = STR("it is there"),
                        .areas = STR("North ward; Borough"),
                        .body = str_from(p->body),
                        .place = str_from(p->place),
                        .latitude = str_from(p->latitude),
                        .longitude = str_from(p->longitude) };
    str reference, incident;
    result e = desk_open(ctx, db, p->world.now, &RESIDENT, &desk);
    if (!e)
        e = report_file(&desk, &r, &reference);
    if (!e && p->join) {
        e = incident_join(&desk, str_from(p->join), &incident);
        snprintf(p->incident, sizeof p->incident, "%.*s", STR_ARGS(incident));
    }
    if (!e)
        e = desk_settle(&desk);
    p->world.case_id = desk.case_id;
    snprintf(p->reference, sizeof p->reference, "%.*s", STR_ARGS(reference));
    return e;
}

static result handed(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct bodies bodies;
    struct desk desk;
    result e = bodies_parse(ctx, STR("b"), str_from(BODIES), &bodies);
    struct hand_over h = { .from = str_from(p->from), .words = STR("It is their road.") };
    if (!e)
        h.to = body_named(&bodies, str_from(p->to));
    if (!e)
        e = desk_open(ctx, db, p->world.now, &OFFICER, &desk);
    if (!e)
        e = desk_take(&desk, str_from(p->reference));
    if (!e) {
        result refused = case_hand_over(&desk, &h);
        snprintf(p->wanted_error, sizeof p->wanted_error, "%s", refused ? ctx->error.text : "");
        ctx->error = (struct error){ 0 };
        e = refused ? OK : desk_settle(&desk);
    }
    return e;
}

// Each clause's answer: "S1 on time 03-04T09:00 03-09 | ...", the start and the last second of the due day.
static result findings_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct finding_row_list rows;
    size_t n = 0;
    result e = query_finding_of_case(ctx, db, &(struct finding_of_case_in){ COMMUNITY_FIRST, w->case_id },
                                     &rows);
    w->got[0] = 0;
    for (size_t i = 0; i < rows.n && !e; i++) {
        const struct finding_row *f = &rows.at[i];
        const struct zone *utc;
        struct buffer out = buffer_open(200);
        e = zone_load(ctx, STR("UTC"), &utc);
        buffer_print(&out, "%.*s %s ", STR_ARGS(f->clause), state_code((enum case_state)f->state));
        instant_write(&out, utc, f->started);
        buffer_byte(&out, ' ');
        instant_write(&out, utc, f->due);
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s|", STR_ARGS(buffer_str(&out)));
        buffer_close(&out);
    }
    return e;
}

// The derived tables made anew from the facts.
static result begin_again(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    return derived_rebuild(ctx, db, w->now);
}

static void expect_findings(struct playing *p, const char *wanted)
{
    look(&p->world, findings_read);
    assert_string_equal(p->world.got, wanted);
    in_store(&p->world, begin_again);
    look(&p->world, findings_read);
    assert_string_equal(p->world.got, wanted);
}

static void do_at(struct playing *p, const char *now, action act)
{
    p->world.now = at(now);
    in_store(&p->world, act);
}

static void hand(struct playing *p, const char *now, const char *from, const char *to, const char *error)
{
    p->from = from;
    p->to = to;
    do_at(p, now, handed);
    assert_string_equal(p->wanted_error, error);
}

static void test_hand_over(void **state)
{
    struct playing p = {
        .service = "potholes", .body = "the council", .place = "", .latitude = "", .longitude = ""
    };
    (void)state;
    open_world(&p.world, "2026-03-02T10:00:00");
    do_at(&p, "2026-03-02T10:00:00", reported);
    // the county has not received it: its clock has not begun
    expect_findings(&p,
                    "S2 not_yet_due 2026-03-02T10:00:00+00:00 2026-03-03T23:59:59+00:00|"
                    "S3 not_yet_due 2026-03-02T10:00:00+00:00 2026-03-10T23:59:59+00:00|");
    hand(&p, "2026-03-04T08:00:00", "the county", "Mead Homes",
         "the council has this report, so the county can't pass it on");
    hand(&p, "2026-03-04T08:00:00", "", "the council", "the council has this report already");
    hand(&p, "2026-03-04T09:00:00", "the council", "the county", "");
    // the council passed it on too late; the county's clock begins; the resident's goes on
    expect_findings(&p,
                    "S1 not_yet_due 2026-03-04T09:00:00+00:00 2026-03-09T23:59:59+00:00|"
                    "S2 late 2026-03-02T10:00:00+00:00 2026-03-03T23:59:59+00:00|"
                    "S3 not_yet_due 2026-03-02T10:00:00+00:00 2026-03-10T23:59:59+00:00|");
    // there and back: neither body's clock begins anew
    hand(&p, "2026-03-05T09:00:00", "", "the council", "");
    hand(&p, "2026-03-06T09:00:00", "", "the county", "");
    expect_findings(&p,
                    "S1 not_yet_due 2026-03-04T09:00:00+00:00 2026-03-09T23:59:59+00:00|"
                    "S2 late 2026-03-02T10:00:00+00:00 2026-03-03T23:59:59+00:00|"
                    "S3 not_yet_due 2026-03-02T10:00:00+00:00 2026-03-10T23:59:59+00:00|");
    do_at(&p, "2026-03-08T12:00:00", finish);
    expect_findings(&p,
                    "S1 on_time 2026-03-04T09:00:00+00:00 2026-03-09T23:59:59+00:00|"
                    "S2 late 2026-03-02T10:00:00+00:00 2026-03-03T23:59:59+00:00|"
                    "S3 on_time 2026-03-02T10:00:00+00:00 2026-03-10T23:59:59+00:00|");
    world_close(&p.world);
}

// A case of which nobody said who has it, as an import leaves it: whoever passes it on is put on record first.
static void test_hand_over_unknown(void **state)
{
    struct playing p = { .service = "potholes", .body = "", .place = "", .latitude = "", .longitude = "" };
    (void)state;
    open_world(&p.world, "2026-03-02T10:00:00");
    do_at(&p, "2026-03-02T10:00:00", reported);
    expect_findings(&p,
                    "S1 not_yet_due 2026-03-02T10:00:00+00:00 2026-03-07T23:59:59+00:00|"
                    "S2 not_yet_due 2026-03-02T10:00:00+00:00 2026-03-03T23:59:59+00:00|"
                    "S3 not_yet_due 2026-03-02T10:00:00+00:00 2026-03-10T23:59:59+00:00|");
    hand(&p, "2026-03-03T09:00:00", "", "the county",
         "nobody is on record as having this report: say who passes it on");
    hand(&p, "2026-03-03T09:00:00", "the council", "the county", "");
    expect_findings(&p,
                    "S1 not_yet_due 2026-03-03T09:00:00+00:00 2026-03-08T23:59:59+00:00|"
                    "S2 on_time 2026-03-02T10:00:00+00:00 2026-03-03T23:59:59+00:00|"
                    "S3 not_yet_due 2026-03-02T10:00:00+00:00 2026-03-10T23:59:59+00:00|");
    world_close(&p.world);
}

static result bodies_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct fact_row_list facts;
    struct held_by_list bodies;
    size_t n = 0;
    result e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, w->case_id }, &facts);
    if (!e)
        e = case_bodies(ctx, &facts, &bodies);
    w->got[0] = 0;
    for (size_t i = 0; i < bodies.n && !e; i++)
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s %lld %s|", STR_ARGS(bodies.at[i].body),
                              (long long)(bodies.at[i].from.second - at("2026-03-02T10:00:00").second) / 3600,
                              bodies.at[i].is_sent ? "sent" : "received");
    return e;
}

static void test_bodies(void **state)
{
    struct playing p = {
        .service = "potholes", .body = "the council", .place = "", .latitude = "", .longitude = ""
    };
    (void)state;
    open_world(&p.world, "2026-03-02T10:00:00");
    do_at(&p, "2026-03-02T10:00:00", reported);
    hand(&p, "2026-03-03T10:00:00", "the council", "Mead Homes", "");
    hand(&p, "2026-03-04T10:00:00", "Mead Homes", "nobody that there is", "");
    look(&p.world, bodies_read);
    assert_string_equal(p.world.got, "the council 0 received|Mead Homes 24 sent|nobody 48 received|");
    world_close(&p.world);
}

static result near_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct board *board;
    struct located place = place_unknown();
    struct nearby nearby;
    size_t n = 0;
    result e = board_make(ctx, db, p->world.now, &board);
    double y, x;
    if (!e && str_to_double(str_from(p->latitude), &y) && str_to_double(str_from(p->longitude), &x))
        e = place_at(ctx, board->areas, y, x, &place);
    place.areas = STR("North ward; Borough");
    if (!e)
        e = nearby_find(ctx, db, &board->directory,
                        &(struct nearby_question){ str_from(p->service), &place, str_from(p->place) },
                        &nearby);
    p->world.got[0] = 0;
    for (size_t i = 0; i < nearby.n && !e; i++)
        n += (size_t)snprintf(p->world.got + n, sizeof p->world.got - n, "%.*s %.0f|",
                              STR_ARGS(nearby.at[i].row.reference), nearby.at[i].metres);
    if (!e)
        board_close(board);
    return e;
}

// A service and where it is.
struct spot {
    const char *service, *place, *latitude, *longitude;
};

static void spot_set(struct playing *p, struct spot spot)
{
    p->service = spot.service;
    p->place = spot.place;
    p->latitude = spot.latitude;
    p->longitude = spot.longitude;
}

// What is near it: references with their metres.
static void expect_near(struct playing *p, struct spot spot, const char *wanted)
{
    spot_set(p, spot);
    look(&p->world, near_read);
    assert_string_equal(p->world.got, wanted);
}

// A report; its reference is copied out, if there is room for it.
static void make(struct playing *p, const char *now, struct spot spot, char *reference)
{
    spot_set(p, spot);
    do_at(p, now, reported);
    if (reference)
        memcpy(reference, p->reference, sizeof p->reference);
}

static void test_near(void **state)
{
    struct playing p = { .body = "the county" };
    char first[16], second[16], third[16], wanted[100];
    (void)state;
    open_world(&p.world, "2026-03-02T10:00:00");
    make(&p, "2026-03-02T10:00:00", (struct spot){ "potholes", "", "54.70000", "1.30000" }, first);
    make(&p, "2026-03-03T10:00:00", (struct spot){ "potholes / deep", "by 4 Cooper St", "", "" }, second);
    make(&p, "2026-03-04T10:00:00", (struct spot){ "bins / missed", "Cooper Street", "54.70000", "1.30000" },
         NULL);
    make(&p, "2026-03-05T10:00:00", (struct spot){ "litter", "Cooper Street", "54.70000", "1.30000" }, third);
    snprintf(wanted, sizeof wanted, "%s 11|", first); // 0.0001 degrees of latitude
    expect_near(&p, (struct spot){ "potholes", "", "54.70010", "1.30000" }, wanted);
    expect_near(&p, (struct spot){ "potholes / deep", "", "54.70010", "1.30000" }, wanted); // a sibling
    expect_near(&p, (struct spot){ "potholes", "", "54.70050", "1.30000" }, ""); // 56 metres, and 25 are near
    expect_near(&p, (struct spot){ "bins / missed", "Cooper Street", "54.70000", "1.30000" },
                "");                                                                       // each is its own
    expect_near(&p, (struct spot){ "noise", "Cooper Street", "54.70000", "1.30000" }, ""); // only counted
    snprintf(wanted, sizeof wanted, "%s -1|", second);
    expect_near(&p, (struct spot){ "potholes", "outside 12 cooper street", "", "" }, wanted);
    snprintf(wanted, sizeof wanted, "%s -1|%s 0|", second, first);
    expect_near(&p, (struct spot){ "potholes", "outside 12 cooper street", "54.70000", "1.30000" }, wanted);
    expect_near(&p, (struct spot){ "potholes", "outside 12 cooper lane", "", "" }, "");
    snprintf(wanted, sizeof wanted, "%s 0|", third);
    expect_near(&p, (struct spot){ "litter", "", "54.70000", "1.30000" }, wanted);
    do_at(&p, "2026-03-06T10:00:00", finish); // the litter is picked up
    expect_near(&p, (struct spot){ "litter", "", "54.70000", "1.30000" }, "");
    in_store(&p.world, begin_again);
    expect_near(&p, (struct spot){ "litter", "", "54.70000", "1.30000" }, "");
    snprintf(wanted, sizeof wanted, "%s 11|", first);
    expect_near(&p, (struct spot){ "potholes", "", "54.70010", "1.30000" }, wanted);
    world_close(&p.world);
}

static result counts_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct cursor cursor;
    struct count_row c;
    size_t n = 0;
    result e = query_count_all(ctx, db, &(struct count_all_in){ COMMUNITY_FIRST }, &cursor);
    w->got[0] = 0;
    while (!e && query_count_all_next(ctx, &cursor, &c))
        n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s %lld open %lld excluded|",
                              STR_ARGS(c.clause), (long long)c.not_yet_due, (long long)c.excluded);
    return e ? e : cursor.failed;
}

// Sixty of one slogan: one case in the figures, and all of them one incident.
static void test_incident(void **state)
{
    struct playing p = { .body = "the council" };
    char first[16];
    (void)state;
    open_world(&p.world, "2026-03-02T10:00:00");
    make(&p, "2026-03-02T10:00:00", (struct spot){ "litter", "Cooper Street", "54.70000", "1.30000" }, first);
    p.join = first;
    for (int i = 0; i < 59; i++)
        make(&p, "2026-03-02T11:00:00", (struct spot){ "litter", "Cooper Street", "54.70000", "1.30000" },
             NULL);
    assert_string_equal(p.incident, first);
    look(&p.world, counts_read);
    assert_string_equal(p.world.got, "S5 1 open 59 excluded|");
    char last[16];
    memcpy(last, p.reference, sizeof last);
    p.join = last; // joined to one that was joined: the same incident
    make(&p, "2026-03-02T12:00:00", (struct spot){ "litter", "Cooper Street", "54.70000", "1.30000" }, NULL);
    assert_string_equal(p.incident, first);
    char wanted[32];
    snprintf(wanted, sizeof wanted, "%s 0|", first);
    expect_near(&p, (struct spot){ "litter", "", "54.70000", "1.30000" }, wanted); // the first stands for all
    world_close(&p.world);
}

// "S1: due|" with its clock's name, what it starts with, or what is not known.
static const struct {
    const char *service, *place, *at, *depth, *wanted;
} PROMISED[] = {
    { "potholes", "North", "2026-03-02T10:00:00", "",
      "S1: 2026-03-07T23:59:59+00:00|S2: 2026-03-03T23:59:59+00:00|S3: "
      "2026-03-10T23:59:59+00:00|" },
    { "potholes / deep", "Hill", "2026-03-02T10:00:00", "50",
      "S4 look: 2026-03-04T23:59:59+00:00|S4 safe: after inspection|" },
    { "potholes / deep", "Hill", "2026-03-02T10:00:00", "10",
      "S4 look: 2026-03-06T23:59:59+00:00|S4 safe: after inspection|" },
    { "potholes / deep", "Hill", "2026-03-02T10:00:00", "",
      "S4 look: not known, depth|S4 safe: after inspection|" },
    { "litter", "North", "2026-03-02T23:59:59", "", "S5: 2026-03-04T23:59:59+00:00|" },
    { "litter / bins", "North", "2026-03-02T23:59:59", "", "S5: 2026-03-04T23:59:59+00:00|" },
    { "litter", "South", "2026-03-02T10:00:00", "", "" },
    { "litter", "10 10", "2026-03-02T10:00:00", "", "" },
    { "graffiti", "North", "2026-03-02T10:00:00", "", "" },
    { "litter", "North", "2025-03-02T10:00:00", "", "" },
};

static result promised_read(struct ctx *ctx, struct db *db, void *with)
{
    struct playing *p = with;
    struct board *board;
    const struct zone *utc;
    result e = board_make(ctx, db, p->world.now, &board);
    if (!e)
        e = zone_load(ctx, STR("UTC"), &utc);
    for (size_t i = 0; i < sizeof PROMISED / sizeof *PROMISED && !e; i++) {
        struct located place;
        struct known_answer depth = { STR("depth"), str_from(PROMISED[i].depth) };
        struct promise_question q = { str_from(PROMISED[i].service), &place, at(PROMISED[i].at), &depth, 1 };
        struct promised_list found;
        struct buffer out = buffer_open(1000);
        e = place_read(ctx, db, board, PROMISED[i].place, &place);
        if (!e)
            e = promise_for(ctx, board->ledger, &q, &found);
        for (size_t k = 0; k < found.n && !e; k++) {
            const struct promised *one = &found.at[k];
            buffer_print(&out, "%.*s%s%.*s: ", STR_ARGS(one->clause->label), one->clock.n ? " " : "",
                         STR_ARGS(one->clock));
            if (one->has_due)
                instant_write(&out, utc, one->deadline.due);
            else if (one->starts_with.n)
                buffer_print(&out, "after %.*s", STR_ARGS(one->starts_with));
            else
                buffer_print(&out, "not known, %.*s", STR_ARGS(one->about));
            buffer_byte(&out, '|');
        }
        assert_string_equal(str_c(ctx->arena, buffer_str(&out)), PROMISED[i].wanted);
        buffer_close(&out);
    }
    if (!e)
        board_close(board);
    return e;
}

static void test_promised(void **state)
{
    struct playing p = { .body = "the county" };
    (void)state;
    open_world(&p.world, "2026-03-02T10:00:00");
    make(&p, "2026-03-02T10:00:00", (struct spot){ "litter", "", "", "" },
         NULL); // so that the record has areas
    look(&p.world, promised_read);
    world_close(&p.world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_routes),
        cmocka_unit_test(test_rung),
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_hand_over),
        cmocka_unit_test(test_hand_over_unknown),
        cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_near),
        cmocka_unit_test(test_incident),
        cmocka_unit_test(test_promised),
    };
    return run_on_engines(tests, sizeof tests / sizeof *tests);
}
