// What the pages of administration share.
#include "web/admin_pages.h"
#include "web/typed.h"
#include "web/views.h"

#include "app/administered.h"
#include "app/ledger.h"

result admin_open(struct request *request, enum deed deed, str title, struct layout *layout)
{
    result e = must_may(request->ctx, request->visitor, deed, NULL);
    if (e)
        return e;
    layout_fill(request, title, "account", layout);
    crumb_add(request->ctx, layout, STR("Administration"), (struct url){ STR("/admin") });
    return OK;
}

struct admin_group *admin_group_add(struct ctx *ctx, struct admin_list_page *page, str title, str none)
{
    struct admin_group *group = LIST_PUSH(ctx->arena, &page->groups);
    if (group)
        *group = (struct admin_group){ .title = title, .none = none };
    return group;
}

struct admin_row *admin_row_add(struct ctx *ctx, struct admin_group *group, str title, str words)
{
    struct admin_row *row = group ? LIST_PUSH(ctx->arena, &group->rows) : NULL;
    if (row)
        *row = (struct admin_row){ .title = title, .words = words };
    return row;
}

result admin_note(struct ctx *ctx, struct str_list *notes, str words)
{
    str *slot = LIST_PUSH(ctx->arena, notes);
    if (!slot)
        return arena_fail(ctx);
    *slot = words;
    return OK;
}

struct form_field *admin_field_add(struct admin_form_page *page, enum admin_how how, struct form_field field)
{
    struct admin_field *slot = &page->fields.at[page->fields.n < ADMIN_FIELDS_MAX ? page->fields.n++ : 0];
    *slot = (struct admin_field){ field, how };
    page->has_file |= how == ADMIN_FILE;
    return &slot->field;
}

void admin_button_add(struct admin_form_page *page, const char *words, const char *deed)
{
    if (page->buttons.n < ADMIN_BUTTONS_MAX)
        page->buttons.at[page->buttons.n++] = (struct admin_button){ words, deed };
}

result admin_list_answer(struct response *response, const struct admin_list_page *page)
{
    response->is_unkept = true;
    view_admin_list(&response->body, page);
    return OK;
}

result admin_form_answer(struct response *response, const struct admin_form_page *page)
{
    response->is_unkept = true;
    view_admin_form(&response->body, page);
    return OK;
}

str admin_day_typed(struct ctx *ctx, date day)
{
    return day.day == BODY_ALWAYS.day ? (str){ 0 } : day_typed(ctx->arena, day);
}

str admin_day_iso(struct ctx *ctx, date day)
{
    return typed_day_iso(ctx->arena, admin_day_typed(ctx, day));
}

result admin_day_check(struct ctx *ctx, struct admin_form_page *page, struct form_field *field)
{
    date day;
    return field->value.n && !typed_day(field->value, &day)
        ? form_fault(ctx, &page->faults, field, STR("Write the day, such as 1 4 2027, or leave it empty."))
        : OK;
}

bool admin_is_sent(const struct request *request)
{
    return request->method == METHOD_POST || request->n_form > 0; // or typed before a session ended
}

str admin_typed(const struct request *request, const char *name, str otherwise)
{
    return admin_is_sent(request) ? request_form(request, name) : otherwise;
}

str admin_seen(const struct request *request, str now)
{
    return admin_typed(request, "seen", content_hash(request->ctx, now));
}

result admin_same(const struct request *request, struct ctx *ctx, str now)
{
    return str_equal(content_hash(ctx, now), request_form(request, "seen"))
        ? OK
        : fail(
              ctx, ERR_CONFLICT,
              "Somebody changed this since you opened it: what it is now stands above. Send yours again if it "
              "is to take its place.");
}

result admin_now_add(struct ctx *ctx, struct admin_form_page *page, str label, str value)
{
    page->facts.title = STR("What it is now");
    return admin_row_add(ctx, &page->facts, label, value.n ? value : STR("Nothing")) ? OK : arena_fail(ctx);
}

result admin_change_begin(struct request *request, struct response *response, const struct change_new *change)
{
    struct change_new n = *change;
    n.person = request->visitor->person;
    n.now = request->now;
    result e = site_write(request, change_put, &n);
    if (!e)
        response_see(request, response,
                     url_format(request->ctx->arena, "/admin/changes/%lld", (long long)n.id));
    return e;
}

static str day_words(struct ctx *ctx, const struct pending_row *row)
{
    if (row->fault.n)
        return STR("could not be adopted on its day");
    return date_is_none(row->day)
        ? STR("not adopted yet")
        : str_format(ctx->arena, "adopted by itself on %.*s", STR_ARGS(date_words(ctx, row->day)));
}

static result waiting_add(struct request *request, const struct pending_row *row,
                          struct admin_list_page *page, struct admin_group **group)
{
    struct ctx *ctx = request->ctx;
    const struct text_kind *kind = text_kind_of((enum content_kind)row->kind);
    if (!*group)
        *group = admin_group_add(ctx, page, STR("Prepared, not adopted yet"), (str){ 0 });
    struct admin_row *slot = admin_row_add(
        ctx, *group,
        kind->is_named ? str_format(ctx->arena, "%s: %.*s", kind->title, STR_ARGS(row->name))
                       : str_from(kind->title),
        day_words(ctx, row));
    if (!slot)
        return arena_fail(ctx);
    slot->sub = row->source;
    slot->more = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(admin_person_name(request, row->person)),
                            STR_ARGS(instant_words(ctx, request->board->zone, row->made)));
    slot->url = url_format(ctx->arena, "/admin/changes/%lld", (long long)row->id);
    return OK;
}

result admin_waiting(struct request *request, int64_t kind, struct admin_list_page *page)
{
    struct pending_row_list rows;
    struct admin_group *group = NULL;
    result e = query_pending_list(request->ctx, request->db,
                                  &(struct pending_list_in){ COMMUNITY_FIRST, ADMIN_WAITING_SHOWN }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        const struct text_kind *of = text_kind_of((enum content_kind)rows.at[i].kind);
        if (of && (!kind || rows.at[i].kind == kind) && may(request->visitor, of->deed, NULL))
            e = waiting_add(request, &rows.at[i], page, &group);
    }
    return e;
}

result admin_noted(struct request *request, struct ctx *ctx, struct db *db, const char *deed, str subject)
{
    return administered_note(
        ctx, db,
        &(struct administered){ request->visitor->person, str_from(deed), subject, ID_NONE, request->now });
}

str admin_person_name(struct request *request, int64_t person)
{
    struct person_row row;
    bool is_found = false;
    if (person != ID_NONE &&
        query_person_by_id(request->ctx, request->db, &(struct person_by_id_in){ COMMUNITY_FIRST, person },
                           &row, &is_found))
        request->ctx->error = (struct error){ .code = OK };
    return !is_found ? STR("somebody who was erased") : row.name.n ? row.name : row.email;
}

result admin_adopted_words(struct request *request, const struct text_now *now, str *words)
{
    struct ctx *ctx = request->ctx;
    struct fact_row_list facts;
    *words = now->is_library ? STR("As it comes with the program; nobody has changed it here.")
        : now->is_there      ? (str){ 0 }
                             : STR("There is none yet.");
    if (now->content == ID_NONE)
        return OK;
    str id = str_format(ctx->arena, "%lld", (long long)now->content);
    result e = query_fact_of_no_case(ctx, request->db,
                                     &(struct fact_of_no_case_in){ COMMUNITY_FIRST, FACT_ADOPTED }, &facts);
    for (size_t i = 0; !e && i < facts.n; i++)
        if (str_equal(facts.at[i].value, id))
            *words = str_format(ctx->arena, "Adopted %.*s%s.",
                                STR_ARGS(instant_words(ctx, request->board->zone, facts.at[i].recorded)),
                                facts.at[i].said_by.n ? " by an administrator" : "");
    return e;
}
