#include "format/routes.h"

#include "format/sheet.h"

enum column { SERVICE, BODY, AREA, FROM, UNTIL, COLUMNS };

static const str NAMES[COLUMNS] = { [SERVICE] = STR_INIT("service"),
                                    [BODY] = STR_INIT("body"),
                                    [AREA] = STR_INIT("area"),
                                    [FROM] = STR_INIT("from"),
                                    [UNTIL] = STR_INIT("until") };

#define REFUSE(sheet, ...) fail_at((sheet)->ctx, ERR_INPUT, (sheet)->source, (sheet)->place, __VA_ARGS__)

bool service_route_is_nobody(const struct service_route *route)
{
    return str_same_name(route->body, STR("nobody"));
}

int service_route_level(const struct service_route *route, const struct service *service)
{
    if (str_equal(route->service.name, STR("*")))
        return 1;
    if (!str_same_name(route->service.name, service->name))
        return 0;
    if (str_same_name(route->service.sub, service->sub))
        return 3;
    return route->service.sub.n ? 0 : 2;
}

static bool day_read(str cell, date open, date *day)
{
    *day = open;
    return !cell.n || date_parse(cell, day);
}

static result service_route_read(struct sheet *sheet, struct service_route *r)
{
    const str *cells = sheet->cells;
    size_t slash = str_find(cells[SERVICE], STR(" / "));
    *r = (struct service_route){ .service = { str_trim(str_slice(cells[SERVICE], 0, slash)),
                                              str_trim(str_from_byte(cells[SERVICE], slash + 3)) },
                                 .written = cells[SERVICE],
                                 .body = cells[BODY],
                                 .area = cells[AREA],
                                 .line = sheet->place.line };
    if (!r->service.name.n || !r->body.n)
        return REFUSE(sheet, "a rule needs a service (or *) and a body (its name, a kind, or nobody)");
    if (!day_read(cells[FROM], (date){ INT32_MIN }, &r->from) ||
        !day_read(cells[UNTIL], DATE_NONE, &r->until))
        return REFUSE(sheet, "'%.*s' is no day: write 2026-04-01, or leave it empty",
                      STR_ARGS(day_read(cells[FROM], DATE_NONE, &r->from) ? cells[UNTIL] : cells[FROM]));
    if (r->until.day < r->from.day)
        return REFUSE(sheet, "the rule ends before it begins");
    return OK;
}

static bool is_same_time(const struct service_route *a, const struct service_route *b)
{
    return a->from.day <= b->until.day && b->from.day <= a->until.day;
}

static result service_route_check(struct sheet *sheet, const struct service_routes *routes,
                                  const struct service_route *r)
{
    for (size_t i = 0; i < routes->n; i++) {
        const struct service_route *other = &routes->at[i];
        if (str_same_name(other->service.name, r->service.name) &&
            str_same_name(other->service.sub, r->service.sub) && str_same_name(other->area, r->area) &&
            is_same_time(other, r))
            return REFUSE(
                sheet, "line %d says for the same service and area that it is %.*s: end one before the other",
                other->line, STR_ARGS(other->body));
    }
    return OK;
}

result routes_parse(struct ctx *ctx, str source, str bytes, struct service_routes *routes)
{
    struct sheet sheet = { .ctx = ctx, .source = source, .columns = NAMES, .n = COLUMNS };
    bool is_row = true;
    result e = sheet_open(&sheet, bytes);
    *routes = (struct service_routes){ 0 };
    while (!e && is_row) {
        struct service_route route;
        e = sheet_next(&sheet, &is_row);
        if (e || !is_row)
            break;
        e = service_route_read(&sheet, &route);
        if (!e)
            e = service_route_check(&sheet, routes, &route);
        if (!e && routes->n == ROUTES_MAX)
            e = fail_at(ctx, ERR_LIMIT, source, sheet.place, "more than %d rules", ROUTES_MAX);
        struct service_route *slot = e ? NULL : LIST_PUSH(ctx->arena, routes);
        if (slot)
            *slot = route;
        else if (!e)
            e = arena_fail(ctx);
    }
    return e;
}
