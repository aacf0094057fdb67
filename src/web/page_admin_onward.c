// /admin/bodies/{body}/open311: the body's own system, to which reports go on: where it is, its key, whether it is told
// who reported. /admin/bodies/{body}/services: which of its services each of ours is. Both are set at once.
#include "web/admin_pages.h"
#include "web/site.h"

#include "app/ledger.h"
#include "app/onward.h"
#include "format/csv.h"
#include "format/csv_write.h"

enum { TABLE_MAX = 256 << 10, ROWS_MAX = 2000, CODE_MAX = 200, KEY_MARK = 4 };

struct onward_form {
    struct request *request;
    str body;
    bool has_server;
    struct onward_server_row server;
    struct onward_offers offers;
    struct onward_services_out_list codes;
    struct admin_form_page page;
    struct form_field *address, *jurisdiction, *key, *tells_who, *ours, *theirs, *table;
    str deed;
};

static struct form_field *field_add(struct onward_form *f, enum admin_how how, const char *name, str label)
{
    return admin_field_add(&f->page, how, form_field(f->request, name, label));
}

static result server_read(struct ctx *ctx, struct db *db, struct onward_form *f)
{
    return query_onward_server_by_body(
        ctx, db, &(struct onward_server_by_body_in){ COMMUNITY_FIRST, f->body }, &f->server, &f->has_server);
}

static result read_all(struct onward_form *f)
{
    struct ctx *ctx = f->request->ctx;
    result e = server_read(ctx, f->request->db, f);
    if (!e && f->has_server)
        e = onward_offers_read(ctx, f->server.services, &f->offers);
    return e ? e
             : query_onward_services(ctx, f->request->db,
                                     &(struct onward_services_in){ COMMUNITY_FIRST, f->body }, &f->codes);
}

static struct url page_url(const struct onward_form *f, const char *end)
{
    return url_format(f->request->ctx->arena, "/admin/bodies/%s%s",
                      url_segment(f->request->ctx->arena, f->body), end);
}

static result onward_open(struct request *request, const char *title, struct onward_form *f)
{
    struct ctx *ctx = request->ctx;
    const struct body *body = body_named(&request->board->directory.bodies,
                                         request_parameter(request, "body"));
    *f = (struct onward_form){ .request = request, .deed = request_form(request, "deed") };
    result e = admin_open(request, DEED_BODIES, str_from(title), &f->page.layout);
    if (!e && !body)
        e = fail(ctx, ERR_MISSING, "There is no body of that name.");
    if (e)
        return e;
    f->body = body->name;
    crumb_add(ctx, &f->page.layout, STR("Bodies"), (struct url){ STR("/admin/bodies") });
    crumb_add(ctx, &f->page.layout, f->body, page_url(f, ""));
    f->page.done = admin_done_words(request);
    return read_all(f);
}

static result said_notes(struct onward_form *f)
{
    struct ctx *ctx = f->request->ctx;
    str words = !f->has_server ? (str){ 0 }
        : f->server.said.n ? str_format(ctx->arena, "When it was asked last: %.*s.", STR_ARGS(f->server.said))
        : f->offers.n      ? str_format(ctx->arena, "It answers, and offers %zu services.", f->offers.n)
                           : STR("It is being asked what it offers. Look again in a minute.");
    result e = words.n ? admin_note(ctx, &f->page.notes, words) : OK;
    if (!e && f->has_server)
        e = link_add(ctx, &f->page.others, STR("Which of its services each of ours is"),
                     page_url(f, "/services"));
    return e;
}

// Of the key no more takes part than shows that it is another one: the page holds a hash of this.
static str state_of(struct ctx *ctx, const struct onward_form *f)
{
    const struct onward_server_row *s = &f->server;
    str key = str_slice(content_hash(ctx, s->api_key), 0, KEY_MARK);
    return f->has_server ? str_format(ctx->arena, "%.*s\n%.*s\n%.*s\n%d", STR_ARGS(s->address),
                                      STR_ARGS(s->jurisdiction), STR_ARGS(key), s->tells_who)
                         : (str){ 0 };
}

static result server_fields(struct onward_form *f)
{
    struct ctx *ctx = f->request->ctx;
    f->page.lead = STR(
        "Where it has an Open311 server, reports go on to it, and what it says of them is shown here.");
    f->address = field_add(f, ADMIN_LINE, "address", STR("The address of its server"));
    f->address->hint = STR("Where its services and requests are, such as https://example.org/open311/v2");
    f->address->value = admin_typed(f->request, "address", f->server.address);
    f->address->type = "url";
    f->jurisdiction = field_add(f, ADMIN_LINE, "jurisdiction", STR("Its jurisdiction"));
    f->jurisdiction->value = admin_typed(f->request, "jurisdiction", f->server.jurisdiction);
    f->jurisdiction->hint = STR("Only if it serves several places and asks for it.");
    f->jurisdiction->is_optional = true;
    f->key = field_add(f, ADMIN_LINE, "key", STR("The key that it gave you"));
    f->key->value = (str){ 0 }; // never shown, nor sent back
    f->key->type = "password";
    f->key->autocomplete = "off";
    f->key->is_optional = true;
    f->key->hint = f->server.api_key.n
        ? STR("One is set. It is not shown. Leave this empty to keep it; for another address it must be given again.")
        : STR("It is kept, and not shown again.");
    f->tells_who = field_add(f, ADMIN_CHOICE, "tells-who", STR("What it is told of whoever reported"));
    f->tells_who->value = admin_typed(f->request, "tells-who", f->server.tells_who ? STR("yes") : STR("no"));
    result e = form_option_add(ctx, f->tells_who, STR("no"), STR("Nothing"));
    if (!e)
        e = form_option_add(ctx, f->tells_who, STR("yes"),
                            STR("Their name, e-mail address and telephone number"));
    if (e)
        return e;
    f->tells_who->options.at[1].hint = STR(
        "Only where it can't do its work without. Your privacy notice must say so.");
    for (size_t i = 0; i < f->tells_who->options.n; i++)
        f->tells_who->options.at[i].is_chosen = str_equal(f->tells_who->options.at[i].value,
                                                          f->tells_who->value);
    return said_notes(f);
}

static result server_open(struct request *request, struct onward_form *f)
{
    result e = onward_open(request, "Its own system", f);
    if (!e)
        e = server_fields(f);
    f->page.hidden = STR("seen");
    f->page.hidden_value = admin_seen(request, state_of(request->ctx, f));
    admin_button_add(&f->page, "Set it", "set");
    if (!e && f->has_server) {
        admin_button_add(&f->page, "Ask it again what it offers", "ask");
        admin_button_add(&f->page, "Send nothing to it any more", "remove");
    }
    return e;
}

result onward_server_show(struct request *request, struct response *response)
{
    struct onward_form f;
    result e = server_open(request, &f);
    return e ? e : admin_form_answer(response, &f.page);
}

static str without_slashes(str address)
{
    while (str_ends(address, STR("/")))
        address.n--;
    return address;
}

static result server_same(struct ctx *ctx, struct db *db, struct onward_form *f)
{
    result e = server_read(ctx, db, f);
    return e ? e : admin_same(f->request, ctx, state_of(ctx, f));
}

static result server_work(struct ctx *ctx, struct db *db, void *with)
{
    struct onward_form *f = with;
    result e = server_same(ctx, db, f);
    if (e)
        return e;
    str address = without_slashes(f->address->value), typed = request_form(f->request, "key");
    bool is_same = f->has_server && str_equal(address, f->server.address);
    struct onward_server_put_in put = { COMMUNITY_FIRST,
                                        f->body,
                                        address,
                                        f->jurisdiction->value,
                                        typed.n       ? typed
                                            : is_same ? f->server.api_key
                                                      : (str){ 0 },
                                        is_same && f->server.is_xml,
                                        str_equal(f->tells_who->value, STR("yes")),
                                        f->request->now };
    e = query_onward_server_put(ctx, db, &put);
    return e ? e
             : admin_noted(f->request, ctx, db, "set",
                           str_format(ctx->arena, "the Open311 server of %.*s: %.*s", STR_ARGS(f->body),
                                      STR_ARGS(address)));
}

static result ask_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct onward_form *f = with;
    return query_onward_server_said(
        ctx, db,
        &(struct onward_server_said_in){
            COMMUNITY_FIRST, f->body, f->server.services, f->server.is_xml, f->request->now, { 0 } });
}

// What is on its way there waits, and is said to be not sent.
static result remove_work(struct ctx *ctx, struct db *db, void *with)
{
    struct onward_form *f = with;
    result e = server_same(ctx, db, f);
    if (!e)
        e = query_onward_server_delete(ctx, db,
                                       &(struct onward_server_delete_in){ COMMUNITY_FIRST, f->body });
    return e ? e
             : admin_noted(f->request, ctx, db, "removed",
                           str_format(ctx->arena, "the Open311 server of %.*s", STR_ARGS(f->body)));
}

static result done(struct onward_form *f, struct response *response, const char *end)
{
    response_see(f->request, response, page_url(f, end));
    return OK;
}

// What somebody else set meanwhile, above what was typed.
static result conflict_show(struct onward_form *f)
{
    struct ctx *ctx = f->request->ctx;
    const struct onward_server_row *s = &f->server;
    f->page.hidden_value = content_hash(ctx, state_of(ctx, f));
    result e = form_fault(ctx, &f->page.faults, f->address, said_take(ctx));
    if (!e)
        e = admin_now_add(ctx, &f->page, f->address->label, f->has_server ? s->address : (str){ 0 });
    if (e || !f->has_server)
        return e;
    e = admin_now_add(ctx, &f->page, f->jurisdiction->label, s->jurisdiction);
    if (!e)
        e = admin_now_add(ctx, &f->page, f->key->label, s->api_key.n ? STR("One is set.") : (str){ 0 });
    return e
        ? e
        : admin_now_add(ctx, &f->page, f->tells_who->label, f->tells_who->options.at[s->tells_who].label);
}

result onward_server_send(struct request *request, struct response *response)
{
    struct onward_form f;
    result e = server_open(request, &f);
    bool is_removed = f.has_server && str_equal(f.deed, STR("remove"));
    bool is_asked = f.has_server && str_equal(f.deed, STR("ask"));
    str problem = e || is_removed || is_asked ? (str){ 0 } : onward_address_problem(f.address->value);
    if (problem.n)
        e = form_fault(request->ctx, &f.page.faults, f.address, problem);
    if (!e && !problem.n && request_form(request, "key").n > ONWARD_KEY_MAX)
        e = form_fault(request->ctx, &f.page.faults, f.key, STR("A key has at most 500 letters."));
    if (e || f.page.faults.n)
        return e ? e : admin_form_answer(response, &f.page);
    e = site_write(request, is_removed ? remove_work : is_asked ? ask_work : server_work, &f);
    if (e == ERR_CONFLICT) {
        e = conflict_show(&f);
        return e ? e : admin_form_answer(response, &f.page);
    }
    return e ? e : done(&f, response, is_removed ? "/open311?done=removed" : "/open311?done=set");
}

static str title_there(const struct onward_form *f, str code)
{
    for (size_t i = 0; i < f->offers.n; i++)
        if (str_equal(f->offers.at[i].code, code))
            return f->offers.at[i].name;
    return STR("its server does not name this one");
}

static result connected_fill(struct onward_form *f)
{
    struct ctx *ctx = f->request->ctx;
    f->page.facts = (struct admin_group){ .title = STR("Reports that go on to it"),
                                          .none = STR(
                                              "None yet: say below which service there is which of ours.") };
    for (size_t i = 0; i < f->codes.n; i++) {
        struct admin_row *row = admin_row_add(
            ctx, &f->page.facts, directory_title(&f->request->board->directory, f->codes.at[i].service),
            title_there(f, f->codes.at[i].code));
        if (!row)
            return arena_fail(ctx);
        row->more = f->codes.at[i].code;
    }
    f->page.facts.is_counted = true;
    return OK;
}

static str table_text(struct ctx *ctx, const struct onward_services_out_list *codes)
{
    struct buffer out = buffer_open(TABLE_MAX);
    for (size_t i = 0; i < codes->n; i++) {
        csv_value(&out, true, codes->at[i].service);
        csv_value(&out, false, codes->at[i].code);
        csv_end(&out);
    }
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

static result choices_fill(struct onward_form *f)
{
    struct ctx *ctx = f->request->ctx;
    const struct directory *directory = &f->request->board->directory;
    result e = form_option_add(ctx, f->ours, (str){ 0 }, STR("Choose one"));
    for (size_t i = 0; !e && i < directory->categories.all.n; i++) {
        const struct category *c = &directory->categories.all.at[i];
        if (!directory_refuses(directory, c))
            e = form_option_add(ctx, f->ours, c->service, directory_title(directory, c->service));
    }
    if (!e)
        e = form_option_add(ctx, f->theirs, (str){ 0 }, STR("Choose one"));
    for (size_t i = 0; !e && i < f->offers.n; i++)
        e = form_option_add(ctx, f->theirs, f->offers.at[i].code,
                            str_format(ctx->arena, "%.*s (%.*s)", STR_ARGS(f->offers.at[i].name),
                                       STR_ARGS(f->offers.at[i].code)));
    return e;
}

static result services_open(struct request *request, struct onward_form *f)
{
    result e = onward_open(request, "Services of its own system", f);
    if (!e && !f->has_server)
        e = fail(request->ctx, ERR_MISSING, "It has no system of its own yet that reports go on to.");
    if (e)
        return e;
    f->page.lead = STR(
        "A report goes on only where its service has one there. What is only counted goes only where that very "
        "service is named, for their system may show it to everybody.");
    f->ours = field_add(f, ADMIN_LIST, "ours", STR("Our service"));
    f->theirs = field_add(f, ADMIN_LIST, "theirs", STR("Its service"));
    f->theirs->hint = f->offers.n ? (str){ 0 } : STR("Its server has not said yet what it offers.");
    f->table = field_add(f, ADMIN_AREA, "table", STR("All of them, as a table"));
    f->table->hint = STR(
        "A line for each: our service, a comma, its code there. A service without its part after the stroke is for "
        "all its parts.");
    str now = table_text(request->ctx, &f->codes);
    f->table->value = admin_typed(request, "table", now);
    f->page.hidden = STR("seen");
    f->page.hidden_value = admin_seen(request, now);
    f->table->rows = 10;
    f->table->is_optional = true;
    e = connected_fill(f);
    if (!e)
        e = choices_fill(f);
    admin_button_add(&f->page, "Add the two that are chosen", "add");
    admin_button_add(&f->page, "Set them as in the table", "set");
    return e;
}

result onward_services_show(struct request *request, struct response *response)
{
    struct onward_form f;
    result e = services_open(request, &f);
    return e ? e : admin_form_answer(response, &f.page);
}

static result noted(struct onward_form *f, struct ctx *ctx, struct db *db)
{
    return admin_noted(f->request, ctx, db, "set",
                       str_format(ctx->arena, "which services of %.*s ours are", STR_ARGS(f->body)));
}

static result add_work(struct ctx *ctx, struct db *db, void *with)
{
    struct onward_form *f = with;
    result e = query_onward_service_put(
        ctx, db,
        &(struct onward_service_put_in){ COMMUNITY_FIRST, f->body, f->ours->value, f->theirs->value });
    return e ? e : noted(f, ctx, db);
}

// What line is wrong with it: 0 for none.
static result line_put(struct ctx *ctx, struct db *db, struct onward_form *f, const struct csv *csv,
                       bool *is_wrong)
{
    str cells[2] = { { 0 } };
    for (size_t i = 0; i < 2 && i < csv->n; i++)
        cells[i] = str_trim(csv_field_value(ctx->arena, csv->fields[i]));
    bool is_empty = csv->n == 1 && !cells[0].n;
    *is_wrong = csv->fault != CSV_OK || (!is_empty && (csv->n != 2 || !cells[0].n || !cells[1].n)) ||
        cells[0].n > CODE_MAX || cells[1].n > CODE_MAX;
    return *is_wrong || is_empty
        ? OK
        : query_onward_service_put(
              ctx, db, &(struct onward_service_put_in){ COMMUNITY_FIRST, f->body, cells[0], cells[1] });
}

// The whole table is set: what somebody else added since it was opened would go unseen.
static result same_check(struct ctx *ctx, struct db *db, const struct onward_form *f)
{
    struct onward_services_out_list now;
    result e = query_onward_services(ctx, db, &(struct onward_services_in){ COMMUNITY_FIRST, f->body }, &now);
    return e ? e : admin_same(f->request, ctx, table_text(ctx, &now));
}

static result table_work(struct ctx *ctx, struct db *db, void *with)
{
    struct onward_form *f = with;
    struct csv csv;
    bool is_wrong = false;
    result e = same_check(ctx, db, f);
    if (!e)
        e = query_onward_service_delete(ctx, db,
                                        &(struct onward_service_delete_in){ COMMUNITY_FIRST, f->body });
    if (!e)
        e = csv_open(ctx, f->table->value, ',', &csv);
    while (!e && !is_wrong && f->table->value.n && csv_next(&csv)) {
        e = line_put(ctx, db, f, &csv, &is_wrong);
        if (!e && is_wrong)
            e = fail(ctx, ERR_INPUT, "Line %lld: write our service, a comma and its code there.",
                     (long long)csv.row);
    }
    return e ? e : noted(f, ctx, db);
}

result onward_services_send(struct request *request, struct response *response)
{
    struct onward_form f;
    bool is_added = str_equal(request_form(request, "deed"), STR("add"));
    result e = services_open(request, &f);
    if (!e && is_added && !f.ours->value.n)
        e = form_fault(request->ctx, &f.page.faults, f.ours, STR("Choose one of our services."));
    if (!e && is_added && !f.theirs->value.n)
        e = form_fault(request->ctx, &f.page.faults, f.theirs, STR("Choose the service that it is there."));
    if (!e && !f.page.faults.n)
        e = site_write(request, is_added ? add_work : table_work, &f);
    if (e == ERR_CONFLICT)
        f.page.hidden_value = content_hash(request->ctx, table_text(request->ctx, &f.codes));
    if (is_for_form(e) || e == ERR_CONFLICT)
        e = form_fault(request->ctx, &f.page.faults, f.table, said_take(request->ctx));
    if (e || f.page.faults.n)
        return e ? e : admin_form_answer(response, &f.page);
    return done(&f, response, "/services?done=set");
}
