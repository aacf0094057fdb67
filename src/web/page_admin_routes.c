// GET /admin/bodies/routes: where another body answers than the usual one, and a form for one such rule. POST: on its
// way to a change. ?line= names the rule to change.
#include "web/admin_pages.h"
#include "web/site.h"
#include "web/typed.h"

#include "format/csv_write.h"

enum { ROUTES_TEXT_MAX = 16 << 20 };

struct route_form {
    struct request *request;
    const struct service_route *route; // NULL for a new one
    struct admin_form_page page;
    struct form_field *service, *body, *area, *from, *until;
};

static str rule_span_words(struct ctx *ctx, const struct service_route *r)
{
    str from = r->from.day == INT32_MIN ? STR("always") : date_words(ctx, r->from);
    return date_is_none(r->until)
        ? (r->from.day == INT32_MIN ? (str){ 0 } : str_format(ctx->arena, "from %.*s", STR_ARGS(from)))
        : str_format(ctx->arena, "%.*s to %.*s", STR_ARGS(from), STR_ARGS(date_words(ctx, r->until)));
}

static result rules_fill(struct route_form *f)
{
    struct ctx *ctx = f->request->ctx;
    const struct service_routes *routes = &f->request->board->directory.routes;
    f->page.facts = (struct admin_group){ .title = STR("The rules there are"),
                                          .none = STR(
                                              "None: everywhere the usual body of each kind answers."),
                                          .is_counted = true };
    for (size_t i = 0; i < routes->n; i++) {
        const struct service_route *r = &routes->at[i];
        struct admin_row *row = admin_row_add(
            ctx, &f->page.facts, str_equal(r->written, STR("*")) ? STR("everything") : r->written,
            service_route_is_nobody(r) ? STR("nobody answers") : r->body);
        if (!row)
            return arena_fail(ctx);
        row->sub = r->area.n ? r->area : STR("everywhere");
        row->more = rule_span_words(ctx, r);
        row->url = url_format(ctx->arena, "/admin/bodies/routes?line=%d", r->line);
    }
    return OK;
}

static struct form_field *line(struct route_form *f, const char *name, str label, str value)
{
    struct form_field field = form_field(f->request, name, label);
    field.value = admin_typed(f->request, name, value);
    return admin_field_add(&f->page, ADMIN_LINE, field);
}

static void fields_fill(struct route_form *f)
{
    struct ctx *ctx = f->request->ctx;
    static const struct service_route NEW = { .from = { INT32_MIN }, .until = { INT32_MAX } };
    const struct service_route *r = f->route ? f->route : &NEW;
    f->service = line(f, "service", STR("What"), r->written);
    f->service->hint = STR(
        "A service as charters name it: fly-tipping / alley, or fly-tipping for all of it. * is "
        "everything.");
    f->body = line(f, "body", STR("Who answers"), r->body);
    f->body->hint = STR("The name of a body, a kind of body such as parish council, or nobody.");
    f->area = line(f, "area", STR("Where"), r->area);
    f->area->hint = STR("The name of an area. Empty for everywhere.");
    f->from = line(f, "from", STR("From"), admin_day_typed(ctx, r->from));
    f->until = line(f, "until", STR("Until, that day included"), admin_day_typed(ctx, r->until));
    f->from->hint = STR("Such as 1 4 2027.");
    f->from->width = f->until->width = 10;
    f->area->is_optional = f->from->is_optional = f->until->is_optional = true;
}

static const struct service_route *route_of_line(const struct request *request)
{
    const struct service_routes *routes = &request->board->directory.routes;
    int64_t line;
    str asked = admin_is_sent(request) ? request_form(request, "line") : request_field(request, "line");
    for (size_t i = 0; str_to_int(asked, &line) && i < routes->n; i++)
        if (routes->at[i].line == line)
            return &routes->at[i];
    return NULL;
}

static result routes_open(struct request *request, struct route_form *f)
{
    struct ctx *ctx = request->ctx;
    *f = (struct route_form){ .request = request, .route = route_of_line(request) };
    result e = admin_open(request, DEED_BODIES, STR("Who answers where"), &f->page.layout);
    if (e)
        return e;
    crumb_add(ctx, &f->page.layout, STR("Bodies"), (struct url){ STR("/admin/bodies") });
    f->page.done = admin_done_words(request);
    f->page.lead = f->route
        ? STR("Change the rule below, or take it away.")
        : STR("Each category names the kinds of body that usually answer. A rule here says where "
              "another one does, or nobody.");
    fields_fill(f);
    admin_button_add(&f->page, "Look at what it would change", "look");
    if (f->route) {
        admin_button_add(&f->page, "Take the rule away", "remove");
        f->page.hidden = STR("line");
        f->page.hidden_value = str_format(ctx->arena, "%d", f->route->line);
    }
    e = rules_fill(f);
    if (!e)
        e = link_add(ctx, &f->page.others, STR("Upload a file of rules"),
                     (struct url){ STR("/admin/upload/routes") });
    return e ? e
             : link_add(ctx, &f->page.others, STR("Download the rules"),
                        (struct url){ STR("/admin/download/routes") });
}

result routes_show(struct request *request, struct response *response)
{
    struct route_form f;
    result e = routes_open(request, &f);
    return e ? e : admin_form_answer(response, &f.page);
}

static void typed_write(struct buffer *out, const struct route_form *f)
{
    struct arena *arena = f->request->ctx->arena;
    const struct form_field *const order[] = { f->service, f->body, f->area };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        csv_value(out, !i, order[i]->value);
    csv_value(out, false, typed_day_iso(arena, f->from->value));
    csv_value(out, false, typed_day_iso(arena, f->until->value));
    csv_end(out);
}

static result list_write(struct route_form *f, bool is_gone, str *text)
{
    struct ctx *ctx = f->request->ctx;
    const struct service_routes *routes = &f->request->board->directory.routes;
    struct buffer out = buffer_open(ROUTES_TEXT_MAX);
    buffer_print(&out, "%s\n", text_kind_of(CONTENT_ROUTES)->columns);
    for (size_t i = 0; i < routes->n; i++) {
        const struct service_route *r = &routes->at[i];
        if (r == f->route) {
            if (!is_gone)
                typed_write(&out, f);
            continue;
        }
        csv_value(&out, true, r->written);
        csv_value(&out, false, r->body);
        csv_value(&out, false, r->area);
        csv_value(&out, false, admin_day_iso(ctx, r->from));
        csv_value(&out, false, admin_day_iso(ctx, r->until));
        csv_end(&out);
    }
    if (!f->route)
        typed_write(&out, f);
    result e = buffer_check(ctx, &out);
    *text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return e;
}

static result fields_check(struct route_form *f)
{
    struct ctx *ctx = f->request->ctx;
    const struct directory *d = &f->request->board->directory;
    str body = f->body->value;
    bool is_body = str_same_name(body, STR("nobody")) || body_named(&d->bodies, body) ||
        bodies_have_kind(&d->bodies, body);
    result e = OK;
    if (!f->service->value.n)
        e = form_fault(ctx, &f->page.faults, f->service, STR("Write which service it is about."));
    if (!e && !is_body)
        e = form_fault(ctx, &f->page.faults, f->body,
                       STR("Write the name of a body that is in the list, a kind of body, or nobody."));
    if (!e)
        e = admin_day_check(ctx, &f->page, f->from);
    return e ? e : admin_day_check(ctx, &f->page, f->until);
}

result routes_send(struct request *request, struct response *response)
{
    struct route_form f;
    struct text_now now;
    bool is_gone = str_equal(request_form(request, "deed"), STR("remove"));
    result e = routes_open(request, &f);
    if (!e && !is_gone)
        e = fields_check(&f);
    if (e || f.page.faults.n)
        return e ? e : admin_form_answer(response, &f.page);
    struct change_new n = { .kind = CONTENT_ROUTES, .name = STR("routes") };
    n.source = str_format(request->ctx->arena, "%s: %.*s",
                          is_gone       ? "A rule taken away"
                              : f.route ? "A rule changed"
                                        : "A rule added",
                          STR_ARGS(f.service->value));
    e = list_write(&f, is_gone, &n.body);
    if (!e)
        e = text_now(request->ctx, request->db, CONTENT_ROUTES, (str){ 0 }, &now);
    n.base = now.hash;
    return e ? e : admin_change_begin(request, response, &n);
}
