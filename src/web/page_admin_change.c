// GET /admin/changes/{change}: what a change would change. POST: adopt it, set its day, correct it, drop it.
#include "web/admin_pages.h"
#include "web/typed.h"
#include "web/views.h"

#include "app/ledger.h"

enum { CORRECT_MAX = 64 << 10 }; // a longer text is corrected where it was made

struct changing {
    struct request *request;
    struct pending pending;
    struct preview preview;
    struct change_page page;
};

static const char *how_words(enum preview_how how)
{
    static const char *const WORDS[PREVIEW_HOWS] = { "new", "changed", "gone" };
    return WORDS[how];
}

static result rows_fill(struct changing *c)
{
    const struct preview *p = &c->preview;
    for (size_t i = 0; i < p->lines.n; i++) {
        struct preview_row *row = LIST_PUSH(c->request->ctx->arena, &c->page.rows);
        if (!row)
            return arena_fail(c->request->ctx);
        *row = (struct preview_row){ how_words(p->lines.at[i].how), p->lines.at[i].subject,
                                     p->lines.at[i].words };
    }
    c->page.n_more = p->n[PREVIEW_NEW] + p->n[PREVIEW_CHANGED] + p->n[PREVIEW_GONE] - (int64_t)p->lines.n;
    return OK;
}

// A report that is only counted is a line without its reference.
static result moved_fill(struct changing *c)
{
    struct ctx *ctx = c->request->ctx;
    const struct preview *p = &c->preview;
    result e = OK;
    for (size_t i = 0; !e && i < p->moved.n; i++) {
        const struct preview_moved *m = &p->moved.at[i];
        struct case_row row = { .visibility = COUNTED_ONLY };
        bool is_found = false;
        e = query_case_by_id(ctx, c->request->db, &(struct case_by_id_in){ COMMUNITY_FIRST, m->case_id },
                             &row, &is_found);
        struct moved_row *slot = e ? NULL : LIST_PUSH(ctx->arena, &c->page.moved);
        if (!slot)
            return e ? e : arena_fail(ctx);
        bool is_shown = is_found && row.visibility != COUNTED_ONLY;
        *slot = (struct moved_row){ is_shown ? row.reference : STR("A report that is only counted"),
                                    m->charter,
                                    m->clause,
                                    m->from,
                                    m->to,
                                    { { 0 } } };
        if (is_shown)
            slot->url = case_url(ctx, row.reference);
    }
    c->page.n_moved_more = p->n_moved - (int64_t)p->moved.n;
    return e;
}

static void fields_fill(struct changing *c)
{
    struct request *r = c->request;
    struct change_page *page = &c->page;
    page->day = form_field(r, "day", STR("Or on a day of its own"));
    page->day.width = 10;
    page->day.hint = STR("Such as 1 4 2027. It is adopted by itself when that day begins.");
    page->text = form_field(r, "text", STR("The text, to correct it here"));
    page->text.rows = 20;
    if (!page->text.value.n)
        page->text.value = c->pending.body;
}

static result page_fill(struct changing *c)
{
    struct ctx *ctx = c->request->ctx;
    struct change_page *page = &c->page;
    const struct text_kind *kind = c->pending.kind;
    const struct preview *p = &c->preview;
    page->preview = p;
    bool has_name = kind->is_named && !str_equal(c->pending.row.name, str_from(kind->key));
    page->title = has_name ? str_format(ctx->arena, "%s: %.*s", kind->title, STR_ARGS(c->pending.row.name))
                           : str_from(kind->title);
    page->source = c->pending.row.source;
    page->by = admin_person_name(c->request, c->pending.row.person);
    page->made = instant_words(ctx, c->request->board->zone, c->pending.row.made);
    page->seen = p->now.hash;
    page->may_adopt = !p->is_faulty && !p->is_nothing;
    page->may_wait = kind->may_wait;
    page->waits = !date_is_none(c->pending.row.day) && !c->pending.row.fault.n;
    page->waits_for = c->pending.row.day;
    page->fault = c->pending.row.fault;
    page->may_correct = c->pending.body.n <= CORRECT_MAX &&
        (p->is_faulty || kind->kind == CONTENT_DOCUMENT || kind->kind == CONTENT_MESSAGE);
    fields_fill(c);
    result e = rows_fill(c);
    return e ? e : moved_fill(c);
}

// Whoever may change nothing learns not even whether there is such a change.
static result changes_may(struct request *request)
{
    size_t n;
    const struct text_kind *kinds = text_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (may(request->visitor, kinds[i].deed, NULL))
            return OK;
    return must_may(request->ctx, request->visitor, DEED_IMPORT, NULL);
}

static result change_open(struct request *request, struct changing *c)
{
    int64_t id = 0;
    *c = (struct changing){ .request = request };
    if (!request->visitor)
        return fail(request->ctx, ERR_LOGIN, "Sign in to look at a change.");
    if (!str_to_int(request_parameter(request, "change"), &id))
        return fail(request->ctx, ERR_MISSING, "there is no such change");
    result e = changes_may(request);
    if (!e)
        e = pending_read(request->ctx, request->db, id, &c->pending);
    if (!e)
        e = admin_open(request, c->pending.kind->deed, STR("What this would change"), &c->page.layout);
    if (!e)
        crumb_add(request->ctx, &c->page.layout, str_from(c->pending.kind->title),
                  (struct url){ str_from(c->pending.kind->page) });
    return e;
}

static result change_answer(struct changing *c, struct response *response)
{
    struct request *r = c->request;
    struct preview_asked asked = { r->db, site_store(r), r->board, &c->pending, r->now };
    result e = preview_make(r->ctx, &asked, &c->preview);
    if (!e)
        e = page_fill(c);
    if (e)
        return e;
    response->is_unkept = true;
    view_admin_change(&response->body, &c->page);
    return OK;
}

result change_show(struct request *request, struct response *response)
{
    struct changing c;
    result e = change_open(request, &c);
    return e ? e : change_answer(&c, response);
}

static result day_read(struct changing *c, struct change_doing *d)
{
    struct request *r = c->request;
    struct form_field day = { .name = "day" };
    if (!typed_day(request_form(r, "day"), &d->day))
        return form_fault(r->ctx, &c->page.faults, &day, STR("Write the day, such as 1 4 2027."));
    if (d->day.day <= r->board->today.day)
        return form_fault(r->ctx, &c->page.faults, &day, STR("Choose a day after today, or adopt it now."));
    const struct election *held = c->pending.kind->kind == CONTENT_DOCUMENT
        ? election_on(&r->board->directory.elections, d->day)
        : NULL;
    if (held)
        return form_fault(r->ctx, &c->page.faults, &day,
                          str_format(r->ctx->arena, "Choose a day after %.*s: %.*s is until then.",
                                     STR_ARGS(date_words(r->ctx, held->until)), STR_ARGS(held->name)));
    return OK;
}

static result deed_read(struct ctx *ctx, str word, enum change_deed *deed)
{
    static const char *const WORDS[] = { "adopt", "wait", "drop", "correct" };
    for (int i = 0; i < 4; i++)
        if (str_equal(word, str_from(WORDS[i]))) {
            *deed = (enum change_deed)i;
            return OK;
        }
    return fail(ctx, ERR_INPUT, "there is no such button");
}

// A charter is not launched before an election, by whatever road the button was pressed.
static result held_check(struct changing *c)
{
    struct request *r = c->request;
    const struct election *held = election_on(&r->board->directory.elections, r->board->today);
    if (c->pending.kind->kind != CONTENT_DOCUMENT || !held)
        return OK;
    return fail(r->ctx, ERR_RULE, "No charter is launched or signed here until %.*s is over.",
                STR_ARGS(held->name));
}

static struct url where_next(struct changing *c, const struct change_doing *d)
{
    struct arena *arena = c->request->ctx->arena;
    if (d->deed == CHANGE_WAIT || d->deed == CHANGE_CORRECT)
        return url_format(arena, "/admin/changes/%lld", (long long)d->id);
    return url_format(arena, "%s?done=%s", c->pending.kind->page,
                      d->deed == CHANGE_ADOPT ? "adopted" : "dropped");
}

result change_send(struct request *request, struct response *response)
{
    struct changing c;
    struct change_doing d = { .now = request->now };
    result e = change_open(request, &c);
    if (!e)
        e = deed_read(request->ctx, request_form(request, "deed"), &d.deed);
    if (e)
        return e;
    d.id = c.pending.row.id;
    d.person = request->visitor->person;
    d.seen = request_form(request, "seen");
    d.body = request_form(request, "text");
    if (d.deed == CHANGE_WAIT)
        e = day_read(&c, &d);
    if (!e && d.deed == CHANGE_ADOPT)
        e = held_check(&c);
    if (!e && !c.page.faults.n)
        e = change_do(request->ctx, site_store(request), &d);
    if (is_for_form(e)) {
        struct form_field form = { .name = "main" };
        e = form_fault(request->ctx, &c.page.faults, &form, sentence(request->ctx, said_take(request->ctx)));
    } else if (!e && !c.page.faults.n) {
        response_see(request, response, where_next(&c, &d));
        return OK;
    }
    return e ? e : change_answer(&c, response);
}
