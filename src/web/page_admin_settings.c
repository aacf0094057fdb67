// GET /admin/settings: the name of the place, the address of the site, a test of the mail. POST: set at once, for
// nothing that is on record rests on them. /admin/settings/retention: what is erased by age, on its way to a change.
#include "web/admin_pages.h"
#include "web/site.h"

#include "app/adopt.h"
#include "app/ledger.h"
#include "app/place_name.h"
#include "app/retention.h"
#include "app/setting.h"
#include "app/sign_link.h"
#include "format/csv_write.h"

enum { NAME_MAX_BYTES = 100, RETENTION_TEXT_MAX = 1 << 16 };

struct settings_form {
    struct request *request;
    struct admin_form_page page;
    struct form_field *name, *address, *zone;
    struct community_by_id_out community;
    str set_address;
    bool is_fresh; // nothing is on record yet: the time zone can still be chosen
};

static struct form_field *line(struct settings_form *f, const char *name, str label, str value)
{
    struct form_field field = form_field(f->request, name, label);
    field.value = admin_typed(f->request, name, value);
    return admin_field_add(&f->page, ADMIN_LINE, field);
}

static result facts_look(struct ctx *ctx, struct db *db, struct settings_form *f)
{
    struct fact_recorded_last_out last;
    bool is_found, has_facts = false;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &f->community,
                                     &is_found);
    if (!e)
        e = query_fact_recorded_last(ctx, db, &(struct fact_recorded_last_in){ COMMUNITY_FIRST }, &last,
                                     &has_facts);
    if (!e)
        e = setting_read(ctx, db, SETTING_ADDRESS, &f->set_address);
    f->is_fresh = !has_facts;
    return e;
}

static str state_of(struct ctx *ctx, const struct settings_form *f)
{
    return str_format(ctx->arena, "%.*s\n%.*s\n%.*s", STR_ARGS(f->community.name),
                      STR_ARGS(f->community.zone), STR_ARGS(f->set_address));
}

static void fields_fill(struct settings_form *f)
{
    bool is_unnamed = str_equal(f->community.name, PLACE_UNNAMED);
    f->name = line(f, "name", STR("The name of the place"), is_unnamed ? (str){ 0 } : f->community.name);
    f->name->hint = STR("Such as Harcaster. It stands on every page and in every message.");
    f->address = line(f, "address", STR("The address of this site"), f->set_address);
    f->address->hint = STR(
        "As people reach it, with https://. Links in messages begin with it. Whoever starts "
        "serve with --address sets it anew.");
    f->address->type = "url";
    if (f->is_fresh) {
        f->zone = line(f, "zone", STR("The time zone"), f->community.zone);
        f->zone->hint = STR(
            "Such as Europe/London. It is fixed with the first thing on record, for deadlines rest "
            "on it.");
    }
}

static result settings_open(struct request *request, struct settings_form *f)
{
    struct ctx *ctx = request->ctx;
    *f = (struct settings_form){ .request = request };
    result e = admin_open(request, DEED_SETTINGS, STR("Settings"), &f->page.layout);
    if (!e)
        e = facts_look(ctx, request->db, f);
    if (e)
        return e;
    str done = request_field(request, "done");
    f->page.done = str_equal(done, STR("mail"))
        ? STR("A message to you is on its way. It holds a link to sign in, which you need not use.")
        : str_equal(done, STR("set")) ? STR("It is set.")
                                      : admin_done_words(request);
    fields_fill(f);
    f->page.hidden = STR("seen");
    f->page.hidden_value = admin_seen(request, state_of(ctx, f));
    admin_button_add(&f->page, "Set it", "set");
    admin_button_add(&f->page, "Send a message to me, to test the mail", "mail");
    e = link_add(ctx, &f->page.others, STR("What is erased by its age"),
                 (struct url){ STR("/admin/settings/retention") });
    return e
        ? e
        : admin_note(ctx, &f->page.notes,
                     STR("How mail, text messages and letters leave the machine, and with whose name and "
                         "password, is said where the program is started, for it is a secret: wardmote serve "
                         "--outbox ... --sender FILE."));
}

result settings_show(struct request *request, struct response *response)
{
    struct settings_form f;
    result e = settings_open(request, &f);
    return e ? e : admin_form_answer(response, &f.page);
}

static result typed_check(struct settings_form *f)
{
    struct ctx *ctx = f->request->ctx;
    const struct zone *zone;
    str address = f->address->value;
    result e = OK;
    if (!f->name->value.n || f->name->value.n > NAME_MAX_BYTES)
        e = form_fault(ctx, &f->page.faults, f->name,
                       STR("Write the name of the place, in at most 100 letters."));
    if (!e && address.n && !str_starts(address, STR("https://")) && !str_starts(address, STR("http://")))
        e = form_fault(ctx, &f->page.faults, f->address,
                       STR("Write the whole address, such as https://wardmote.example"));
    struct ctx looking = { .arena = ctx->arena };
    if (!e && f->zone && zone_load(&looking, f->zone->value, &zone))
        e = form_fault(ctx, &f->page.faults, f->zone, STR("Write a time zone as Europe/London."));
    return e;
}

static str without_slash(str address)
{
    return str_ends(address, STR("/")) ? str_slice(address, 0, address.n - 1) : address;
}

static result set_work(struct ctx *ctx, struct db *db, void *with)
{
    struct settings_form *f = with;
    result e = facts_look(ctx, db, f);
    if (!e)
        e = admin_same(f->request, ctx, state_of(ctx, f));
    if (!e)
        e = query_community_set(
            ctx, db,
            &(struct community_set_in){ COMMUNITY_FIRST, f->name->value,
                                        f->zone && f->is_fresh ? f->zone->value : f->community.zone });
    if (!e && f->address->value.n)
        e = setting_write(ctx, db, SETTING_ADDRESS, without_slash(f->address->value));
    return e ? e
             : admin_noted(f->request, ctx, db, "set",
                           str_format(ctx->arena, "the name of the place (%.*s) and its address",
                                      STR_ARGS(f->name->value)));
}

static result mail_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct settings_form *f = with;
    const struct visitor *v = f->request->visitor;
    struct link_asking asking = { PURPOSE_SIGN_IN, STR("email"), v->email,        v->language, v->id,
                                  ID_NONE,         { 0 },        f->request->now, { 0 } };
    result e = link_ask(ctx, db, &asking);
    return e ? e : admin_noted(f->request, ctx, db, "tested", STR("the mail"));
}

// What somebody else set meanwhile, above what was typed.
static result conflict_show(struct settings_form *f)
{
    struct ctx *ctx = f->request->ctx;
    f->page.hidden_value = content_hash(ctx, state_of(ctx, f));
    result e = admin_now_add(ctx, &f->page, f->name->label, f->community.name);
    return e ? e : admin_now_add(ctx, &f->page, f->address->label, f->set_address);
}

result settings_send(struct request *request, struct response *response)
{
    struct settings_form f;
    bool is_mail = str_equal(request_form(request, "deed"), STR("mail"));
    result e = settings_open(request, &f);
    if (!e && !is_mail)
        e = typed_check(&f);
    if (!e && !f.page.faults.n)
        e = site_write(request, is_mail ? mail_work : set_work, &f);
    bool is_changed = e == ERR_CONFLICT;
    if (is_for_form(e) || is_changed)
        e = form_fault(request->ctx, &f.page.faults, f.name, sentence(request->ctx, said_take(request->ctx)));
    if (!e && is_changed)
        e = conflict_show(&f);
    if (e)
        return e;
    if (f.page.faults.n)
        return admin_form_answer(response, &f.page);
    site_renew(request->site);
    response_see(
        request, response,
        (struct url){ is_mail ? STR("/admin/settings?done=mail") : STR("/admin/settings?done=set") });
    return OK;
}

static const struct {
    const char *name, *data, *label;
} RULES[] = {
    { "words", "words of the reporter", "What the reporter wrote" },
    { "other", "words of others", "What others wrote" },
    { "places", "exact places", "The exact place" },
    { "acted", "who acted", "Who acted" },
    { "people", "the people", "The people themselves, and how to reach them" },
    { "photographs", "photographs", "Photographs" },
    { "signers", "who signed returns", "Who signed a partner's return" },
};

enum { RULES_COUNT = sizeof RULES / sizeof *RULES };

struct retention_form {
    struct request *request;
    struct admin_form_page page;
    struct form_field *months[RULES_COUNT];
    struct text_now now;
};

static str months_of(struct ctx *ctx, const struct retention *rules, size_t data)
{
    for (size_t i = 0; i < rules->n; i++)
        if (rules->at[i].data == (enum retention_data)data && rules->at[i].is_erased)
            return str_format(ctx->arena, "%lld", (long long)rules->at[i].months);
    return (str){ 0 };
}

static result retention_open(struct request *request, struct retention_form *f)
{
    struct ctx *ctx = request->ctx;
    struct retention rules = { 0 };
    *f = (struct retention_form){ .request = request };
    result e = admin_open(request, DEED_SETTINGS, STR("What is erased by its age"), &f->page.layout);
    if (!e)
        e = text_now(ctx, request->db, CONTENT_RETENTION, (str){ 0 }, &f->now);
    if (!e && f->now.is_there)
        e = retention_parse(ctx, STR("retention"), f->now.body, &rules);
    if (e)
        return e;
    crumb_add(ctx, &f->page.layout, STR("Settings"), (struct url){ STR("/admin/settings") });
    f->page.done = admin_done_words(request);
    f->page.lead = STR(
        "Months after the last thing that happened on a closed report, or after a return was signed. Empty: "
        "it is kept.");
    for (size_t i = 0; i < RULES_COUNT; i++) {
        struct form_field field = form_field(request, RULES[i].name, str_from(RULES[i].label));
        field.value = admin_typed(request, RULES[i].name, months_of(ctx, &rules, i));
        field.width = 4;
        field.inputmode = "numeric";
        f->months[i] = admin_field_add(&f->page, ADMIN_LINE, field);
    }
    admin_button_add(&f->page, "Look at what it would change", "look");
    e = admin_note(
        ctx, &f->page.notes,
        STR("Figures and the public record stay whatever goes: they name nobody. What went does not come "
            "back."));
    return e ? e
             : link_add(ctx, &f->page.others, STR("Upload rules as a file"),
                        (struct url){ STR("/admin/upload/retention") });
}

result retention_show(struct request *request, struct response *response)
{
    struct retention_form f;
    result e = retention_open(request, &f);
    return e ? e : admin_form_answer(response, &f.page);
}

static result rules_write(struct retention_form *f, str *text)
{
    struct ctx *ctx = f->request->ctx;
    struct buffer out = buffer_open(RETENTION_TEXT_MAX);
    result e = OK;
    buffer_print(&out, "%s\n", text_kind_of(CONTENT_RETENTION)->columns);
    for (size_t i = 0; i < RULES_COUNT && !e; i++) {
        int64_t months;
        str typed = f->months[i]->value;
        if (!typed.n)
            continue;
        if (!str_to_int(typed, &months) || months < 1 || months > 1200) {
            e = form_fault(ctx, &f->page.faults, f->months[i],
                           STR("Write a whole number of months from 1 to 1,200, or leave it empty."));
            continue;
        }
        csv_value(&out, true,
                  str_format(ctx->arena, "%s-after-%lld-months", RULES[i].name, (long long)months));
        csv_value(&out, false, str_from(RULES[i].data));
        csv_value(&out, false, typed);
        csv_value(&out, false, STR("erased"));
        csv_end(&out);
    }
    *text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return e;
}

result retention_send(struct request *request, struct response *response)
{
    struct retention_form f;
    struct change_new n = { .kind = CONTENT_RETENTION,
                            .name = STR("retention"),
                            .source = STR("Other months") };
    result e = retention_open(request, &f);
    if (!e)
        e = rules_write(&f, &n.body);
    if (e || f.page.faults.n)
        return e ? e : admin_form_answer(response, &f.page);
    n.base = f.now.hash;
    return admin_change_begin(request, response, &n);
}
