// /restrictions/new?report={reference}: whoever misuses contact about a report has it limited.
#include "web/pages.h"
#include "web/restrictions.h"
#include "web/typed.h"
#include "web/views.h"
#include "web/visit.h"
#include "web/work_pages.h"

#include "app/worklist.h"

static const struct {
    const char *value, *label;
} LIMITS[] = {
    { "1", "One addition or dispute a week" },
    { "2", "Two a week" },
    { "5", "Five a week" },
    { "letter", "None here: by letter only" },
    { "telephone", "None here: by telephone only" },
    { "email", "None here: by e-mail only" },
    { "counter", "None here: over the counter only" },
};

struct opened {
    struct work_opened of;
    struct case_people_out_list people;
};

static result report_open(struct request *request, struct opened *o)
{
    struct ctx *ctx = request->ctx;
    result e = case_open_for(request, request_field(request, "report"), DEED_RESTRICT, &o->of);
    return e ? e
             : query_case_people(ctx, request->db, &(struct case_people_in){ COMMUNITY_FIRST, o->of.row.id },
                                 &o->people);
}

static str id_words(struct ctx *ctx, int64_t id)
{
    return str_format(ctx->arena, "%lld", (long long)id);
}

static result choices_fill(struct request *request, const struct opened *o, struct restrict_page *page)
{
    struct ctx *ctx = request->ctx;
    struct reviewers reviewers;
    result e = restriction_reviewers(ctx, request->db, request->visitor->person, &reviewers);
    for (size_t i = 0; i < o->people.n && !e; i++) {
        const struct case_people_out *p = &o->people.at[i];
        str name = p->name.n ? p->name
            : p->email.n     ? p->email
            : p->telephone.n ? p->telephone
                             : STR("No name");
        e = form_option_add(ctx, &page->person, id_words(ctx, p->id),
                            str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(name), STR_ARGS(p->part)));
    }
    if (page->person.options.n == 1)
        page->person.options.at[0].is_chosen = true;
    for (size_t i = 0; i < sizeof LIMITS / sizeof *LIMITS && !e; i++)
        e = form_option_add(ctx, &page->limit, str_from(LIMITS[i].value), str_from(LIMITS[i].label));
    if (!e)
        e = form_option_add(ctx, &page->reviewer, (str){ 0 }, STR("Choose somebody"));
    for (size_t i = 0; i < reviewers.n && !e; i++)
        e = form_option_add(ctx, &page->reviewer, id_words(ctx, reviewers.at[i].person),
                            reviewers.at[i].name);
    return e;
}

static result page_fill(struct request *request, const struct opened *o, struct restrict_page *page)
{
    struct ctx *ctx = request->ctx;
    layout_fill(request, STR("Limit somebody's contact"), "work", &page->layout);
    crumb_add(ctx, &page->layout, STR("Contact that is limited"), (struct url){ STR("/restrictions") });
    page->reference = o->of.row.reference;
    page->case_url = url_format(ctx->arena, "/work/%s", url_segment(ctx->arena, o->of.row.reference));
    page->action = url_format(ctx->arena, "/restrictions/new?report=%s",
                              url_query(ctx->arena, o->of.row.reference));
    page->person = form_field(request, "person", STR("Whose contact?"));
    page->limit = form_field(request, "limit", STR("What may they still add and dispute?"));
    page->limit.hint = STR(
        "Of what they add to reports or dispute. New reports and danger are always taken.");
    page->why = form_field(request, "why", STR("Why?"));
    page->why.hint = STR("They read it. Say what happened and when, and what was tried before.");
    page->until = form_field(request, "until", STR("Until which day?"));
    page->until.hint = STR("Such as 21 3 2027. At most a year.");
    page->reviewer = form_field(request, "reviewer", STR("Who looks at it again?"));
    page->review = form_field(request, "review", STR("On which day?"));
    page->review.hint = STR("Before it ends.");
    page->until.width = page->review.width = 20;
    return choices_fill(request, o, page);
}

result restrict_show(struct request *request, struct response *response)
{
    struct opened o;
    struct restrict_page page = { .faults = { 0 } };
    result e = report_open(request, &o);
    if (!e)
        e = page_fill(request, &o, &page);
    response->is_unkept = true;
    if (!e)
        view_restrict(&response->body, &page);
    return e;
}

static bool is_of_case(const struct opened *o, str typed, int64_t *person)
{
    if (!str_to_int(typed, person))
        return false;
    for (size_t i = 0; i < o->people.n; i++)
        if (o->people.at[i].id == *person)
            return true;
    return false;
}

static result sent_check(struct request *request, const struct opened *o, struct restrict_page *page,
                         struct restricting *r)
{
    struct ctx *ctx = request->ctx;
    struct restriction_row *row = &r->row;
    str person = o->people.n == 1 && !page->person.value.n ? id_words(ctx, o->people.at[0].id)
                                                           : page->person.value;
    row->why = page->why.value;
    result e = OK;
    if (!is_of_case(o, person, &row->person))
        e = form_fault(ctx, &page->faults, &page->person, STR("Choose whose contact is limited"));
    if (!str_to_int(page->limit.value, &row->weekly))
        row->way = page->limit.value;
    if (!e && !page->limit.value.n)
        e = form_fault(ctx, &page->faults, &page->limit, STR("Choose what they may still add and dispute"));
    if (!e && !page->why.value.n)
        e = form_fault(ctx, &page->faults, &page->why, STR("Say why: they read it"));
    if (!e && !typed_day(page->until.value, &row->until))
        e = form_fault(ctx, &page->faults, &page->until,
                       STR("Write the day on which it ends, such as 21 3 2027"));
    if (!e && !str_to_int(page->reviewer.value, &row->reviewer))
        e = form_fault(ctx, &page->faults, &page->reviewer, STR("Choose who looks at it again"));
    if (!e && !typed_day(page->review.value, &row->review))
        e = form_fault(ctx, &page->faults, &page->review,
                       STR("Write the day on which somebody looks again, such as 21 1 2027"));
    return e;
}

static result decide(struct ctx *ctx, struct db *db, void *with)
{
    return restriction_decide(ctx, db, with);
}

result restrict_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct opened o;
    struct restrict_page page = { .faults = { 0 } };
    struct restricting r = { .row = { .weekly = 0 } };
    result e = report_open(request, &o);
    if (!e)
        e = page_fill(request, &o, &page);
    if (!e)
        e = sent_check(request, &o, &page, &r);
    if (!e) {
        r.row.case_id = o.of.row.id;
        r.row.body = o.of.about.body;
        r.row.post = visitor_doer(ctx, request->visitor).said_by;
        r.row.decider = request->visitor->person;
        r.today = request->board->today;
        r.now = ledger_instant(request->board->ledger, request->now);
    }
    if (!e && !page.faults.n && (e = site_write(request, decide, &r)) == OK) {
        response_see(request, response,
                     url_format(ctx->arena, "/restrictions/%lld?done=yes", (long long)r.row.id));
        return OK;
    }
    if (is_for_form(e) || e == ERR_CONFLICT)
        e = form_fault(ctx, &page.faults, &page.until, sentence(ctx, said_take(ctx)));
    if (!e)
        view_restrict(&response->body, &page);
    return e;
}
