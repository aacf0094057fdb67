// Which bodies answer for what troubles people at a place, and who wants which of them at the table.
#include "app/seat.h"

#include "app/routing.h"

static struct seat_body *seat_of(const struct seat_bodies *bodies, str body)
{
    for (size_t i = 0; i < bodies->n; i++)
        if (str_same_name(bodies->at[i].body, body))
            return &bodies->at[i];
    return NULL;
}

static result body_add(struct ctx *ctx, struct seat_bodies *bodies, str body, str service)
{
    struct seat_body *seat = seat_of(bodies, body);
    if (seat) {
        seat->services = str_format(ctx->arena, "%.*s; %.*s", STR_ARGS(seat->services), STR_ARGS(service));
        return seat->services.at ? OK : arena_fail(ctx);
    }
    seat = LIST_PUSH(ctx->arena, bodies);
    if (!seat)
        return arena_fail(ctx);
    *seat = (struct seat_body){ body, service };
    return OK;
}

static result place_read(struct ctx *ctx, struct db *db, const struct seats_asked *asked,
                         struct located *place)
{
    const struct areas *areas = asked->directory->areas;
    result e = place_typed(ctx, db, areas, asked->place, place);
    return e || place->is_known ? e : place_among(ctx, areas, asked->place, place);
}

result seats_find(struct ctx *ctx, struct db *db, const struct seats_asked *asked, struct seat_bodies *found)
{
    struct located place;
    *found = (struct seat_bodies){ 0 };
    result e = place_read(ctx, db, asked, &place);
    for (str rest = asked->services; !e && rest.at && rest.n;) {
        str service = str_cut(&rest, '\n');
        struct routed routed;
        e = route_find(ctx, asked->directory, &(struct route_question){ service, &place, asked->day },
                       &routed);
        if (!e && routed.body)
            e = body_add(ctx, found, routed.body->name, directory_title(asked->directory, service));
    }
    return e;
}

bool seats_may_name(const struct visitor *visitor, const struct ask_row *ask)
{
    bool is_theirs = visitor && visitor->id > 0 && ask->account == visitor->id;
    return str_equal(ask->state, ASK_OPEN) && (is_theirs || may(visitor, DEED_ASKED, NULL));
}

static result naming_check(struct ctx *ctx, struct db *db, const struct seats_naming *n, struct ask_row *ask)
{
    result e = ask_read(ctx, db, n->ask, ask);
    if (!e && !str_equal(ask->state, ASK_OPEN))
        e = fail(ctx, ERR_RULE, "this is answered already");
    if (!e && !seats_may_name(n->visitor, ask))
        e = fail(ctx, ERR_DENIED, "only whoever asked for it, and whoever answers it, say who is invited");
    if (!e && n->bodies.n > SEATS_MAX)
        e = fail(ctx, ERR_INPUT, "choose at most %d bodies", SEATS_MAX);
    for (size_t i = 0; !e && i < n->bodies.n; i++)
        if (!body_named(&n->directory->bodies, n->bodies.at[i]))
            e = fail(ctx, ERR_INPUT, "there is no body called '%.*s' here", STR_ARGS(n->bodies.at[i]));
    return e;
}

static result named_put(struct ctx *ctx, struct db *db, int64_t ask, const struct seat_body *seat)
{
    int64_t id;
    return query_seat_insert(ctx, db,
                             &(struct seat_insert_in){ .community = COMMUNITY_FIRST,
                                                       .ask_id = ask,
                                                       .draft_id = ID_NONE,
                                                       .body = seat->body,
                                                       .services = seat->services,
                                                       .state = SEAT_NAMED,
                                                       .invited = INSTANT_NONE,
                                                       .due = DATE_NONE,
                                                       .asked = ID_NONE },
                             &id);
}

result seats_name(struct ctx *ctx, struct db *db, const struct seats_naming *n)
{
    struct ask_row ask;
    struct seat_bodies found = { 0 };
    result e = naming_check(ctx, db, n, &ask);
    const struct seats_asked asked = { n->directory, ask.services, ask.place, n->today };
    if (!e)
        e = seats_find(ctx, db, &asked, &found);
    if (!e)
        e = query_seat_named_delete(ctx, db,
                                    &(struct seat_named_delete_in){ COMMUNITY_FIRST, n->ask, SEAT_NAMED });
    for (size_t i = 0; !e && i < n->bodies.n; i++) {
        const struct seat_body *seat = seat_of(&found, n->bodies.at[i]);
        e = named_put(ctx, db, n->ask, seat ? seat : &(struct seat_body){ n->bodies.at[i], STR("") });
    }
    return e;
}
