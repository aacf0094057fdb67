// /report/check: what is to be sent, the promise that covers it, who may be told.
#include "web/case_head.h"
#include "web/email_ask.h"
#include "web/report_kind.h"
#include "web/report_limit.h"
#include "web/views.h"

#include "app/nearby.h"
#include "app/onward.h"
#include "app/outbox.h"
#include "app/own_code.h"
#include "app/photograph.h"
#include "app/promised.h"
#include "app/worklist.h"

enum { NEAR_SAME = 10 }; // metres within which nobody tells two places apart

struct sending_report {
    struct report_form *form;
    struct report_voices voices;
    struct taken_in taken_in;
    struct report report;
    struct person person;
    struct doer by;
    str photo;     // kept already; empty for none
    str same;      // the reference of the report that it repeats; empty for none
    str reference; // its own, when it is sent
    str code;      // by which whoever can't be written to comes back to it
};

static result line_add(struct ctx *ctx, struct report_page *page, str key, str value, const char *change)
{
    struct report_line *line = value.n ? LIST_PUSH(ctx->arena, &page->lines) : NULL;
    if (line)
        *line = (struct report_line){ key, value, { str_from(change) } };
    return !line && value.n ? arena_fail(ctx) : OK;
}

// What was typed and where that is, or where the mark is.
static str where_words(struct report_form *form, const struct report_place *place)
{
    struct ctx *ctx = form->request->ctx;
    str typed = report_typed(form, "place"), where = located_words(ctx, &place->located);
    bool is_marked = report_typed(form, "latitude").n > 0;
    if (!is_marked)
        return place->located.is_known
            ? str_format(ctx->arena, "%.*s\n%.*s", STR_ARGS(typed), STR_ARGS(where))
            : typed;
    return str_format(ctx->arena, "%.*s%sMarked on the map%s%.*s", STR_ARGS(typed), typed.n ? "\n" : "",
                      where.n ? ", " : "", STR_ARGS(where));
}

static result voices_line(struct report_form *form, struct report_page *page)
{
    struct report_voices voices;
    result e = report_voices_read(form, &voices);
    return e
        ? e
        : line_add(form->request->ctx, page, page->taken_in.n ? STR("Whose it is") : STR("Speaks for them"),
                   voices.summary, "/report/for");
}

// An answer may have led from what was chosen to another kind.
static str kind_words(const struct report_form *form, const struct report_page *page)
{
    return form->asked == form->category
        ? page->category
        : str_format(form->request->ctx->arena, "%.*s. You chose \"%.*s\"; what you answered makes it this.",
                     STR_ARGS(page->category), STR_ARGS(category_title(form->asked)));
}

static result lines_fill(struct report_form *form, const struct report_place *place, struct report_page *page)
{
    struct ctx *ctx = form->request->ctx;
    result e = line_add(ctx, page, STR("Problem"), report_typed(form, "words"), "/report");
    if (!e && page->original.value.n)
        e = line_add(ctx, page, STR("In their words"), page->original.value, "/report");
    if (!e)
        e = line_add(ctx, page, STR("Kind"), kind_words(form, page), "/report/which");
    if (!e)
        e = line_add(ctx, page, STR("Where"), where_words(form, place), "/report/where");
    const struct question *q;
    for (size_t i = 0; !e && (q = report_question(form, i)); i++) {
        e = line_add(ctx, page, q->asks, report_typed(form, report_question_name(ctx, q)), "/report/more");
    }
    if (!e && page->taken_in.n)
        e = line_add(ctx, page, STR("It came"), page->taken_in, "/report/intake");
    if (!e)
        e = voices_line(form, page);
    if (!e && report_typed(form, "photo").n)
        e = line_add(ctx, page, STR("Photograph"), STR("one"), report_asks(form) ? "/report/more" : "#photo");
    return e;
}

static str due_words(struct ctx *ctx, const struct zone *zone, const struct deadline *d)
{
    return d->is_day ? date_words(ctx, instant_date(zone, d->due)) : instant_words(ctx, zone, d->due);
}

static bool is_one_charter(const struct promised_list *promised)
{
    for (size_t i = 1; i < promised->n; i++)
        if (promised->at[i].document != promised->at[0].document)
            return false;
    return true;
}

// Which charter promises it, only where several do: its link says it.
static str promise_title(struct ctx *ctx, const struct promised *p, bool is_alone)
{
    return is_alone ? p->clause->title
                    : str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(p->document->document->title),
                                 STR_ARGS(p->clause->title));
}

static result promise_add(const struct reporting *r, const struct promised *p, bool is_alone,
                          struct report_page *page)
{
    struct ctx *ctx = r->ctx;
    struct promise_due *line = LIST_PUSH(ctx->arena, &page->promises);
    if (!line)
        return arena_fail(ctx);
    *line = (struct promise_due){ .title = promise_title(ctx, p, is_alone),
                                  .clock = p->clock,
                                  .url = promise_url(ctx, p->document->document->id, p->clause->label) };
    line->is_by_day = p->has_due && p->deadline.is_day;
    line->due = p->has_due ? due_words(ctx, r->board->zone, &p->deadline) : (str){ 0 };
    line->starts_with = p->starts_with;
    line->share = promise_share(
        &(struct speech){ ctx->arena, LANGUAGE_EN, p->document->document, p->clause, false });
    return OK;
}

static result promise_fill(struct report_form *form, const struct report_place *place,
                           struct report_page *page)
{
    const struct reporting *r = &form->reporting;
    struct known_answer answers[REPORT_ANSWERS_MAX];
    struct promised_list promised;
    struct promise_question q = { form->category->service, &place->located, r->at, answers, 0 };
    const struct question *question;
    for (size_t i = 0; q.n_answers < REPORT_ANSWERS_MAX && (question = report_question(form, i)); i++) {
        str value = report_typed(form, report_question_name(r->ctx, question));
        if (value.n)
            answers[q.n_answers++] = (struct known_answer){ question->name, value };
    }
    result e = promise_for(r->ctx, r->board->ledger, &q, &promised);
    for (size_t i = 0; !e && i < promised.n; i++)
        e = promise_add(r, &promised.at[i], is_one_charter(&promised), page);
    return e ? e : no_day_fill(form->request, &q, promised.n > 0, &page->no_day);
}

static result near_add(struct ctx *ctx, const struct board *board, const struct near_case *near,
                       struct form_field *field)
{
    const struct case_row *row = &near->row;
    str opened = date_words(ctx, instant_date(board->zone, row->opened)), away = { 0 };
    result e = form_option_add(ctx, field, row->reference,
                               row->summary.n ? words_begun(ctx, row->summary)
                                              : directory_title(&board->directory, row->service));
    if (near->metres >= NEAR_SAME)
        away = str_format(ctx->arena, ", %d metres away", (int)(near->metres + 0.5));
    else if (near->metres >= 0)
        away = STR(", at the same place");
    if (!e)
        field->options.at[field->options.n - 1].hint = str_format(ctx->arena, "%.*s, reported %.*s%.*s",
                                                                  STR_ARGS(row->reference), STR_ARGS(opened),
                                                                  STR_ARGS(away));
    return e;
}

static result near_fill(struct report_form *form, const struct report_place *place, struct report_page *page)
{
    const struct reporting *r = &form->reporting;
    struct nearby nearby;
    page->near = report_field(form, "same", STR("Has it been reported already?"));
    page->near.hint = STR(
        "If it is one of these, yours is added to it: what is done, is done once for both.");
    struct nearby_question question = { form->category->service, &place->located, place->words };
    result e = nearby_find(r->ctx, r->db, r->directory, &question, &nearby);
    for (size_t i = 0; !e && i < nearby.n; i++)
        e = near_add(r->ctx, r->board, &nearby.at[i], &page->near);
    return e || !nearby.n ? e
                          : form_option_add(r->ctx, &page->near, STR("no"), STR("No, it is none of these"));
}

// So a resident who is signed in finds the report among theirs. Not officers: they report for others, or out of hours.
static void own_address(const struct report_form *form, struct form_field *email)
{
    const struct request *request = form->request;
    const struct visitor *visitor = request->visitor;
    if (!visitor || visitor->is_staff || !visitor->email.n || report_is_taken_in(form))
        return;
    email->hint = STR("The one you signed in with. Leave it out, and the report is not among your own.");
    if (request->method != METHOD_POST && !email->value.n)
        email->value = visitor->email;
}

static void contact_fill(struct report_form *form, struct report_page *page)
{
    page->name = report_field(form, "name", STR("Your name"));
    page->name.autocomplete = "name";
    page->email = report_field(form, "email", STR("E-mail, to hear more"));
    page->email.hint = STR("Without it you get a code.");
    page->email.type = "email";
    page->email.autocomplete = "email";
    own_address(form, &page->email);
    page->telephone = report_field(form, "telephone", STR("Mobile number, for text messages"));
    page->telephone.type = "tel";
    page->telephone.autocomplete = "tel";
    page->name.is_optional = page->telephone.is_optional = true;
    page->email.width = page->telephone.width = 20;
}

// To the body's own system, if it has one that takes such reports.
static result system_find(struct report_form *form, struct report_page *page)
{
    struct reporting *r = &form->reporting;
    struct onward_way way;
    struct onward_service_by_name_in asked = { COMMUNITY_FIRST, page->routed.body->name,
                                               form->category->service };
    result e = onward_way_find(r->ctx, r->db, &asked, report_kind_is_counted(form, form->category), &way);
    page->goes_on = !e && way.is_there;
    page->tells_who = page->goes_on && way.server.tells_who;
    return e;
}

static result body_fill(struct report_form *form, const struct report_place *place, struct report_page *page)
{
    struct reporting *r = &form->reporting;
    date day = zone_date(r->board->zone, r->at, NULL);
    struct route_question question = { form->category->service, &place->located, day };
    result e = route_find(r->ctx, r->directory, &question, &page->routed);
    if (!e && !page->routed.body)
        page->nobody = nobody_yet_of(form->request, form->category->service);
    return e || !page->routed.body ? e : system_find(form, page);
}

static result check_page(struct report_form *form, struct report_place *place, struct report_page *page)
{
    instant first, last;
    report_step(form, "Check and send",
                report_is_taken_in(form) ? "/report/for"
                    : report_asks(form)  ? "/report/more"
                                         : "/report/where",
                page);
    report_received(form, &first, &last);
    if (!instant_is_none(first)) // what was promised runs from when it reached us
        form->reporting.at = first;
    page->original.value = report_is_foreign(form) ? report_typed(form, "original") : (str){ 0 };
    page->category = category_title(form->category);
    page->is_counted = report_kind_is_counted(form, form->category);
    contact_fill(form, page);
    if (!report_asks(form))
        report_photo_fill(form, page);
    result e = ring_parts_fill(form->request->ctx,
                               category_instead(form->reporting.directory, form->category), &page->instead);
    if (!e)
        e = report_located(form, place);
    if (!e)
        e = body_fill(form, place, page);
    if (!e)
        e = lines_fill(form, place, page);
    if (!e)
        e = report_covered_fill(form, page);
    if (!e)
        e = promise_fill(form, place, page);
    if (!e)
        e = report_limit_fill(form, page);
    return e ? e : near_fill(form, place, page);
}

static bool is_written(const struct report_form *form)
{
    bool has_place = report_typed(form, "place").n || report_typed(form, "latitude").n;
    return form->category && has_place && report_typed(form, "words").n;
}

// Else where they are sent on to, or an error, is in *e.
static bool is_whole(struct report_form *form, struct response *response, result *e)
{
    struct request *request = form->request;
    bool is_whose_said = !report_is_taken_in(form) || report_typed(form, "whose").n;
    str reference = report_typed(form, "sent");
    *e = OK;
    response->is_unkept = request->method !=
        METHOD_POST;   // going back, once it was sent, leads on to /report/sent
    if (reference.n) { // sent once: over a line that died nobody knows that it was
        response_see(request, response,
                     url_format(request->ctx->arena, "/report/sent?reference=%s&again=yes",
                                url_query(request->ctx->arena, reference)));
        return false;
    }
    if (!is_written(form)) {
        *e = report_begin_again(form, response);
        return false;
    }
    bool is_refused = report_is_refused(form) || directory_refuses(form->reporting.directory, form->category);
    if (is_whose_said && !is_refused && !form->is_area_missing)
        return true;
    response_see(request, response,
                 (struct url){ is_refused                  ? STR("/report/danger")
                                   : form->is_area_missing ? STR("/report/more")
                                                           : STR("/report/for") });
    return false;
}

result report_check_show(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_place place;
    struct report_page page = { .has_other = false };
    result e = report_open(request, &form);
    if (e || !is_whole(&form, response, &e))
        return e;
    e = check_page(&form, &place, &page);
    if (!e)
        view_report_check(&response->body, &page);
    return e;
}

static result answers_take(struct report_form *form, struct report *report)
{
    struct ctx *ctx = form->request->ctx;
    const struct question *q;
    for (size_t i = 0; report->n_answers < REPORT_ANSWERS_MAX && (q = report_question(form, i)); i++) {
        str value = report_typed(form, report_question_name(ctx, q));
        if (value.n && q->kind != ANSWER_WORDS)
            report->answers[report->n_answers++] = (struct report_answer){ q->name, value };
        else if (value.n) // free words are no fact that everybody may read: they go with what was written
            report->words = str_format(ctx->arena, "%.*s\n%.*s %.*s", STR_ARGS(report->words),
                                       STR_ARGS(q->asks), STR_ARGS(value));
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// Whoever takes it in may for their area only, if the role is held for one.
static result may_take_in_here(const struct sending_report *s)
{
    struct request *request = s->form->request;
    struct about about = { .body = s->report.body, .area = s->report.areas, .service = s->report.service };
    return must_may(request->ctx, request->visitor, DEED_TAKE_IN, &about);
}

// By which way a message goes to whoever reported; "own" for the address that they are signed in with.
static str sent_way(const struct sending_report *s)
{
    if (s->report.is_proven)
        return STR("own");
    return s->report.person ? s->report.person->way : STR("none");
}

// Whoever can be written to has the link of each message.
static result code_give(const struct desk *desk, struct sending_report *s)
{
    const struct person *person = s->report.person;
    if (!person || way_is_known(person->way))
        return OK;
    return own_code_give(desk->ctx, desk->db,
                         &(struct own_code_for){ desk->case_id, person->id, desk->recorded }, &s->code);
}

static result file(struct ctx *ctx, struct db *db, void *with)
{
    struct sending_report *s = with;
    struct desk desk;
    str incident;
    result e = desk_open(ctx, db, s->form->request->now, &s->by, &desk);
    if (!e && s->report.taken_in)
        e = may_take_in_here(s);
    if (!e)
        e = report_file(&desk, &s->report, &s->reference);
    if (!e)
        e = code_give(&desk, s);
    if (!e && s->photo.n)
        e = photograph_attach(&desk, s->photo,
                              &(struct photograph_about){ .kind = PHOTOGRAPH_REPORT, .pair = ID_NONE });
    if (!e && s->same.n)
        e = incident_join(&desk, s->same, &incident);
    if (!e)
        e = desk_settle(&desk);
    if (!e)
        e = report_limit_count(ctx, db, s->form->request, REPORT_FROM_PAGE);
    struct unsent_end end = { s->reference, sent_way(s) };
    return e ? e : unsent_sent(ctx, db, s->form->unsent.token, &end, s->form->request->now);
}

// How to reach somebody; what is wrong with it stands beside its field.
static result contact_check(struct report_form *form, struct report_page *page, struct person *person)
{
    struct ctx *ctx = form->request->ctx;
    str telephone = page->telephone.value, problem = email_problem(page->email.value);
    result e = problem.n ? form_fault(ctx, &page->faults, &page->email, problem)
                         : email_ask(form->request, &page->faults, &page->email, &page->meant);
    if (!e && telephone_problem(telephone).n)
        e = form_fault(ctx, &page->faults, &page->telephone, telephone_problem(telephone));
    *person = (struct person){
        .id = ID_NONE, .name = page->name.value, .email = page->email.value, .telephone = telephone
    };
    person->way = person->email.n ? STR("email") : telephone.n ? STR("text") : STR("none");
    return e;
}

// What was typed here comes back with the page; the rest is kept while the report is written.
static result limit_check(struct request *request, struct response *response, struct report_page *page)
{
    str words;
    result e = report_limit_look(request, response, REPORT_FROM_PAGE, &words);
    return e || !words.n ? e : form_fault(request->ctx, &page->faults, &page->email, words);
}

// All of it but who reports and the answers.
static struct report report_of(struct report_form *form, const struct report_place *place,
                               const struct routed *routed)
{
    struct report report = { .service = form->category->service, .words = report_typed(form, "words") };
    reporting_placed(form->request->ctx->arena, place, routed, &report);
    return report;
}

// Whose it is, where it was taken in or is for somebody else; with how and when it reached us.
static result voices_take(struct sending_report *s)
{
    const struct report_form *form = s->form;
    struct report_voices *v = &s->voices;
    result e = report_voices_read(form, v);
    s->report.is_spoken_for = v->is_spoken_for;
    s->report.on_behalf_of = v->has_spoken ? &v->spoken : NULL;
    s->report.leave = v->leave;
    if (e || !report_is_taken_in(form))
        return e;
    s->taken_in = (struct taken_in){ .channel = report_typed(form, "channel"),
                                     .by = visitor_doer(form->request->ctx, form->request->visitor) };
    if (report_is_foreign(form))
        s->taken_in.original = report_typed(form, "original");
    report_received(form, &s->taken_in.first, &s->taken_in.last);
    s->by.said_by = s->taken_in.channel;
    s->report.taken_in = &s->taken_in;
    s->report.person = v->has_reporter ? &v->reporter : NULL;
    return OK;
}

static struct url sent_url(const struct sending_report *s)
{
    struct arena *arena = s->form->request->ctx->arena;
    const char *reference = url_query(arena, s->reference);
    return s->report.taken_in
        ? url_format(arena, "/report/sent?reference=%s&answer=%s", reference, url_query(arena, sent_way(s)))
        : url_format(arena, "/report/sent?reference=%s", reference);
}

static result send_now(struct report_form *form, const struct report_place *place, struct report_page *page,
                       struct response *response)
{
    struct request *request = form->request;
    struct sending_report s = { .form = form, .by = { VOICE_REPORTER, STR("web"), ID_NONE } };
    str same = request_form(request, "same");
    s.same = str_equal(same, STR("no")) ? (str){ 0 } : same;
    s.report = report_of(form, place, &page->routed);
    result e = page->photo.name ? report_photo_take(form, page) : OK;
    s.photo = report_typed(form, "photo");
    if (!e)
        e = contact_check(form, page, &s.person);
    if (!e && !page->faults.n)
        e = limit_check(request, response, page);
    if (!e && page->faults.n) {
        e = page->has_photo ? report_keep(form) : OK; // what was sent of it is not asked for once more
        view_report_check(&response->body, page);
        return e;
    }
    s.report.person = &s.person;
    s.report.is_proven = !report_is_taken_in(form) && visitor_has_address(request->visitor, s.person.email);
    if (!e)
        e = voices_take(&s);
    if (!e)
        e = answers_take(form, &s.report);
    if (!e)
        e = site_write(request, file, &s);
    if (!e && s.code.n)
        report_code_hand_over(request, response, s.reference, s.code);
    if (!e)
        response_see(request, response, sent_url(&s));
    return e;
}

result report_check_send(struct request *request, struct response *response)
{
    struct report_form form;
    struct report_place place;
    struct report_page page = { .has_other = false };
    result e = report_open(request, &form);
    if (e || !is_whole(&form, response, &e))
        return e;
    e = check_page(&form, &place, &page);
    return e ? e : send_now(&form, &place, &page, response);
}
