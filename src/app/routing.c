#include "app/routing.h"

#include "app/fold.h"
#include "format/names.h"

struct asking {
    struct ctx *ctx;
    const struct directory *directory;
    struct service service;
    const struct category *category; // NULL if the directory has none for it
    const struct located *place;
    date day;
};

// A body of that kind that answers at the place: one for the smallest of its areas, else one that answers everywhere.
static const struct body *body_of_kind(const struct asking *a, str kind)
{
    const struct bodies *bodies = &a->directory->bodies;
    const struct body *best = NULL;
    int best_rank = INT32_MAX;
    for (size_t i = 0; i < bodies->n; i++) {
        const struct body *b = &bodies->at[i], *acting = body_on(bodies, b, a->day); // or who follows it
        int rank = b->areas.n ? -1 : INT32_MAX - 1;
        if (!str_same_name(b->kind, kind) || !acting)
            continue;
        for (size_t k = 0; k < b->areas.n; k++) {
            int own = place_rank(a->place, b->areas.at[k]);
            rank = own >= 0 && (rank < 0 || own < rank) ? own : rank;
        }
        if (rank >= 0 && rank < best_rank) {
            best_rank = rank;
            best = acting;
        }
    }
    return best;
}

const struct body *route_danger(const struct directory *directory, const struct located *place, date day,
                                const struct danger *danger)
{
    const struct asking asking = { .directory = directory, .place = place, .day = day };
    const struct body *found = NULL;
    for (size_t k = 0; k < danger->bodies.n && !found; k++) {
        const struct body *body = body_of_kind(&asking, danger->bodies.at[k]);
        found = body && body->telephone.n ? body : NULL;
    }
    return found;
}

static const struct body *rule_body(const struct asking *a, const struct service_route *rule)
{
    const struct body *named = body_named(&a->directory->bodies, rule->body);
    return named ? body_on(&a->directory->bodies, named, a->day) : body_of_kind(a, rule->body);
}

// Less is closer; INT32_MAX - 1 for everywhere, -1 for another place.
static int rule_rank(const struct asking *a, const struct service_route *rule)
{
    return rule->area.n ? place_rank(a->place, rule->area) : INT32_MAX - 1;
}

static bool is_closer(const struct asking *a, const struct service_route *rule,
                      const struct service_route *than)
{
    int level = service_route_level(rule, &a->service), other = service_route_level(than, &a->service);
    if (level != other)
        return level > other;
    int rank = rule_rank(a, rule), other_rank = rule_rank(a, than);
    return rank != other_rank ? rank < other_rank : rule->from.day > than->from.day;
}

// The rule that holds; one that names a body there is not is passed over.
static const struct service_route *rule_find(const struct asking *a)
{
    const struct service_routes *routes = &a->directory->routes;
    const struct service_route *best = NULL;
    for (size_t i = 0; i < routes->n; i++) {
        const struct service_route *r = &routes->at[i];
        bool holds = service_route_level(r, &a->service) && rule_rank(a, r) >= 0 &&
            r->from.day <= a->day.day && a->day.day <= r->until.day &&
            (service_route_is_nobody(r) || rule_body(a, r));
        if (holds && (!best || is_closer(a, r, best)))
            best = r;
    }
    return best;
}

static str where_words(const struct asking *a, const struct service_route *rule)
{
    return rule->area.n ? str_format(a->ctx->arena, "in %.*s", STR_ARGS(rule->area)) : STR("everywhere");
}

static void rule_take(const struct asking *a, const struct service_route *rule, struct routed *routed)
{
    str where = where_words(a, rule);
    routed->rule = rule;
    routed->body = service_route_is_nobody(rule) ? NULL : rule_body(a, rule);
    routed->by = routed->body ? ROUTED_BY_RULE : ROUTED_NOBODY;
    routed->why = routed->body
        ? str_format(a->ctx->arena, "%.*s answers for %.*s %.*s.", STR_ARGS(routed->body->name),
                     STR_ARGS(str_equal(rule->written, STR("*")) ? STR("everything") : rule->written),
                     STR_ARGS(where))
        : str_format(a->ctx->arena, "It is on record that nobody answers for %.*s %.*s.",
                     STR_ARGS(rule->written), STR_ARGS(where));
}

static void kind_take(const struct asking *a, struct routed *routed)
{
    const struct str_list *kinds = a->category ? &a->category->bodies : NULL;
    for (size_t i = 0; kinds && i < kinds->n && !routed->body; i++) {
        routed->body = body_of_kind(a, kinds->at[i]);
        if (routed->body)
            routed->why = str_format(a->ctx->arena, "%.*s answers for it as the %.*s here.",
                                     STR_ARGS(routed->body->name), STR_ARGS(routed->body->kind));
    }
    routed->by = routed->body ? ROUTED_BY_KIND : ROUTED_NOBODY;
    if (!routed->body)
        routed->why = STR("Nobody has said that they answer for this here.");
}

static const struct category *category_of(const struct directory *directory, str service)
{
    int i = category_find(&directory->categories, service);
    return i == CATEGORY_NONE ? NULL : &directory->categories.all.at[i];
}

result route_find(struct ctx *ctx, const struct directory *directory, const struct route_question *question,
                  struct routed *routed)
{
    struct asking a = { ctx,
                        directory,
                        service_from(question->service),
                        category_of(directory, question->service),
                        question->place,
                        question->day };
    const struct service_route *rule = rule_find(&a);
    *routed = (struct routed){ .by = ROUTED_NOBODY };
    if (rule)
        rule_take(&a, rule, routed);
    else
        kind_take(&a, routed);
    if (!routed->body && a.category)
        routed->instead = a.category->nobody;
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static bool is_to_ring(const struct body *body, date day, bool must_work_here)
{
    return body_answers(body, day) && body->telephone.n && (body->is_tracked || !must_work_here);
}

static const struct body *ring_of_kind(const struct bodies *bodies, str kind, date day)
{
    for (size_t i = 0; i < bodies->n; i++)
        if (str_same_name(bodies->at[i].kind, kind) && is_to_ring(&bodies->at[i], day, true))
            return &bodies->at[i];
    return NULL;
}

const struct body *route_ring(const struct directory *directory, str service, date day)
{
    const struct bodies *bodies = &directory->bodies;
    const struct category *category = category_of(directory, service);
    const struct body *found = NULL;
    for (size_t k = 0; category && k < category->bodies.n && !found; k++)
        found = ring_of_kind(bodies, category->bodies.at[k], day);
    for (size_t i = 0; i < 2 * bodies->n && !found; i++) // those that work here first
        if (is_to_ring(&bodies->at[i % bodies->n], day, i < bodies->n))
            found = &bodies->at[i % bodies->n];
    return found;
}

struct checking {
    struct ctx *ctx;
    const struct directory *directory;
    date day;
    struct table *table;
    int64_t *n;
};

static void row_put(const struct checking *c, str service, str area, str problem)
{
    table_cell(c->table, service);
    table_cell(c->table, area);
    table_cell(c->table, problem);
    ++*c->n;
}

static bool is_service(const struct directory *directory, const struct service_route *r)
{
    const struct categories *all = &directory->categories;
    if (str_equal(r->service.name, STR("*")))
        return true;
    for (size_t i = 0; i < all->all.n; i++)
        if (str_same_name(all->all.at[i].service, r->written) ||
            (!r->service.sub.n && str_same_name(all->all.at[i].name, r->service.name)))
            return true;
    return false;
}

static bool is_area(const struct directory *directory, str area)
{
    const struct areas *areas = directory->areas;
    for (size_t i = 0; areas && i < areas_count(areas); i++)
        if (str_same_name(areas_name(areas, i), area) || str_same_name(areas_code(areas, i), area))
            return true;
    return !areas;
}

// Rules that can't do what they say.
static void rule_check(const struct checking *c, const struct service_route *r)
{
    const struct directory *d = c->directory;
    bool is_body = service_route_is_nobody(r) || body_named(&d->bodies, r->body) ||
        bodies_have_kind(&d->bodies, r->body);
    if (!is_body)
        row_put(c, r->written, r->area,
                str_format(c->ctx->arena,
                           "line %d of the routes names '%.*s', which is no body and no kind of one", r->line,
                           STR_ARGS(r->body)));
    if (!is_service(d, r))
        row_put(
            c, r->written, r->area,
            str_format(c->ctx->arena, "line %d of the routes names a service that is no category", r->line));
    if (r->area.n && !is_area(d, r->area))
        row_put(
            c, r->written, r->area,
            str_format(c->ctx->arena, "line %d of the routes names an area that is not on the map", r->line));
}

static result service_check(const struct checking *c, const struct category *category,
                            const struct located *place, str area)
{
    struct routed routed;
    struct route_question question = { category->service, place, c->day };
    result e = route_find(c->ctx, c->directory, &question, &routed);
    if (!e && !routed.body)
        row_put(c, category->service, area, routed.why);
    return e;
}

static result services_check(const struct checking *c, const struct located *place, str area)
{
    const struct categories *all = &c->directory->categories;
    result e = OK;
    for (size_t i = 0; i < all->all.n && !e; i++)
        if (!directory_refuses(c->directory, &all->all.at[i]))
            e = service_check(c, &all->all.at[i], place, area);
    return e;
}

result routes_check(struct ctx *ctx, const struct directory *directory, date day, struct table *table,
                    int64_t *n)
{
    struct checking c = { ctx, directory, day, table, n };
    size_t n_areas = directory->areas ? areas_count(directory->areas) : 0;
    struct located place = place_unknown();
    result e = OK;
    *n = 0;
    for (size_t i = 0; i < directory->routes.n; i++)
        rule_check(&c, &directory->routes.at[i]);
    if (!n_areas)
        e = services_check(&c, &place, (str){ 0 });
    for (size_t i = 0; i < n_areas && !e; i++) {
        str name = areas_name(directory->areas, i);
        name = name.n ? name : areas_code(directory->areas, i);
        e = place_named(ctx, directory->areas, name, &place);
        if (!e)
            e = services_check(&c, &place, name);
    }
    return e;
}
