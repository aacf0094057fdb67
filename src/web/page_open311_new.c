// POST /open311/v2/requests (.json, .xml): a report from another program. It is taken as one that is typed on the
// pages: by the same rules of what is not taken, of places, people and photographs.
#include "web/open311.h"

#include "app/confided.h"
#include "app/photograph.h"
#include "web/photographs.h"
#include "web/report_form.h"
#include "web/report_limit.h"

struct sent {
    struct request *request;
    struct reporting reporting;
    const struct category *category; // where the answers lead
    struct report report;
    struct person person;
    struct routed routed;
    str photo;  // kept already; empty for none
    str notice; // what whoever sent it is to be told
    str reference;
};

static str field(const struct sent *s, const char *name)
{
    return request_form(s->request, name);
}

static result not_taken(struct sent *s, const char *what, str ring)
{
    return fail(s->request->ctx, ERR_INPUT, "this is not taken here: %s. Ring %.*s", what,
                STR_ARGS(ring.n ? ring : STR("999 in danger, else 101")));
}

static void notice_add(struct sent *s, str sentence)
{
    s->notice = str_format(s->request->ctx->arena, "%.*s%s%.*s", STR_ARGS(s->notice), s->notice.n ? " " : "",
                           STR_ARGS(sentence));
}

// A danger that is not taken here ends it; another is said with the number to ring.
static result danger_take(struct sent *s, const struct danger *danger)
{
    struct ctx *ctx = s->request->ctx;
    if (directory_refuses_danger(s->reporting.directory, danger))
        return not_taken(s, str_c(ctx->arena, danger->title), danger->ring);
    notice_add(s, str_format(ctx->arena, "If somebody is in danger, ring %.*s now.", STR_ARGS(danger->ring)));
    return OK;
}

static result words_take(struct sent *s)
{
    const struct categories *all = &s->reporting.directory->categories;
    struct words_found found;
    str words = field(s, "description"), picture = field(s, "media_url");
    if (!words.n)
        return fail(s->request->ctx, ERR_INPUT,
                    "the field description is needed: what is wrong, in a few words");
    s->report.words = picture.n
        ? str_format(s->request->ctx->arena, "%.*s\n%.*s", STR_ARGS(words), STR_ARGS(picture))
        : words;
    result e = words_find(s->request->ctx, all, words, &found);
    for (size_t i = 0; !e && i < found.n_dangers; i++)
        e = danger_take(s, &all->dangers.at[found.dangers[i].index]);
    return e;
}

// An answer may lead to another service, or to a danger.
static result answer_take(struct sent *s, const struct question *q)
{
    struct ctx *ctx = s->request->ctx;
    const struct categories *all = &s->reporting.directory->categories;
    const char *code = report_question_name(ctx, q);
    str typed = request_form(s->request, str_c(ctx->arena, str_format(ctx->arena, "attribute[%s]", code)));
    struct answered answered;
    result e = question_answer(ctx, q, typed, &answered);
    if (!e && !answered.is_read)
        return fail(ctx, ERR_INPUT, "the field attribute[%s]: %.*s", code, STR_ARGS(answered.problem));
    if (e || !answered.value.n)
        return e;
    if (q->kind == ANSWER_WORDS) // free words are no fact that everybody may read
        s->report.words = str_format(ctx->arena, "%.*s\n%.*s %.*s", STR_ARGS(s->report.words),
                                     STR_ARGS(q->asks), STR_ARGS(answered.value));
    else if (s->report.n_answers < REPORT_ANSWERS_MAX)
        s->report.answers[s->report.n_answers++] = (struct report_answer){ q->name, answered.value };
    if (answered.category != CATEGORY_NONE)
        s->category = &all->all.at[answered.category];
    return answered.danger == CATEGORY_NONE ? OK : danger_take(s, &all->dangers.at[answered.danger]);
}

static result service_take(struct sent *s)
{
    str code = field(s, "service_code");
    if (!code.n)
        return fail(s->request->ctx, ERR_INPUT,
                    "the field service_code is needed: one of /open311/v2/services");
    const struct category *asked = open311_category(s->request, code);
    if (!asked)
        return fail(s->request->ctx, ERR_MISSING, "there is no service of the code %.*s", STR_ARGS(code));
    s->category = asked;
    result e = words_take(s);
    for (size_t i = 0; !e && i < asked->questions.n; i++)
        e = answer_take(s, &asked->questions.at[i]);
    if (e || !directory_refuses(s->reporting.directory, s->category))
        return e;
    const struct private_service *row = directory_private(s->reporting.directory, s->category);
    return not_taken(s, str_c(s->request->ctx->arena, category_title(s->category)), row->instead);
}

// Words that speak of what is never shown are not read by others, whatever service was chosen.
static result confided_take(struct sent *s)
{
    struct ctx *ctx = s->request->ctx;
    struct confided found;
    result e = confided_find(ctx,
                             &(struct confiding){ s->reporting.directory, &s->request->board->ledger->judged,
                                                  s->category->service, s->report.words },
                             &found);
    if (e || !found.title.n)
        return e;
    notice_add(s,
               str_format(ctx->arena,
                          "Others will read the kind and the area alone, because the words speak of: %.*s.",
                          STR_ARGS(found.title)));
    if (found.instead.n)
        notice_add(s, str_format(ctx->arena, "Ring or ask besides: %.*s.", STR_ARGS(found.instead)));
    return OK;
}

static result place_take(struct sent *s)
{
    struct ctx *ctx = s->request->ctx;
    struct report_place place;
    str latitude = field(s, "lat"), longitude = field(s, "long"), words = field(s, "address_string");
    if (!words.n && !(latitude.n && longitude.n))
        return fail(ctx, ERR_INPUT, "the place is needed: lat and long, or address_string");
    if ((latitude.n || longitude.n) && !reporting_is_point(ctx, latitude, longitude))
        return fail(ctx, ERR_INPUT,
                    "the fields lat and long are degrees, both of them: as 53.4321 and -2.3456");
    result e = reporting_place(&s->reporting, words, latitude, longitude, &place);
    if (e)
        return e;
    struct route_question question = { s->category->service, &place.located,
                                       zone_date(s->request->board->zone, s->reporting.at, NULL) };
    e = route_find(ctx, s->reporting.directory, &question, &s->routed);
    if (!e)
        reporting_placed(ctx->arena, &place, &s->routed, &s->report);
    return e;
}

static result person_take(struct sent *s)
{
    struct ctx *ctx = s->request->ctx;
    str first = field(s, "first_name"), last = field(s, "last_name");
    str name = str_format(ctx->arena, "%.*s%s%.*s", STR_ARGS(first), first.n && last.n ? " " : "",
                          STR_ARGS(last));
    s->person = (struct person){
        .id = ID_NONE, .name = name, .email = field(s, "email"), .telephone = field(s, "phone")
    };
    s->person.way = s->person.email.n ? STR("email") : s->person.telephone.n ? STR("text") : STR("none");
    str problem = email_problem(s->person.email);
    if (!problem.n)
        problem = telephone_problem(s->person.telephone);
    if (problem.n)
        return fail(ctx, ERR_INPUT, "%.*s", STR_ARGS(problem));
    s->report.person = name.n || s->person.email.n || s->person.telephone.n ? &s->person : NULL;
    return OK;
}

static result file(struct ctx *ctx, struct db *db, void *with)
{
    struct sent *s = with;
    struct doer by = { VOICE_REPORTER, STR("Open311"), ID_NONE };
    struct desk desk;
    result e = desk_open(ctx, db, s->request->now, &by, &desk);
    if (!e)
        e = report_file(&desk, &s->report, &s->reference);
    if (!e && s->photo.n)
        e = photograph_attach(&desk, s->photo,
                              &(struct photograph_about){ .kind = PHOTOGRAPH_REPORT, .pair = ID_NONE });
    if (!e)
        e = desk_settle(&desk);
    return e ? e : report_limit_count(ctx, db, s->request, REPORT_FROM_PROGRAM);
}

static result sent_answer(struct sent *s, struct response *response)
{
    struct wire wire = open311_open(s->request, response, "service_requests");
    wire_record(&wire, "request");
    wire_text(&wire, "service_request_id", s->reference);
    wire_text(&wire, "service_notice", s->notice);
    wire_end(&wire);
    wire_end(&wire);
    return OK;
}

result open311_requests_send(struct request *request, struct response *response)
{
    struct sent s = { .request = request };
    const struct upload *picture = request_upload(request, "media", 0);
    s.reporting = reporting_open(request->ctx, request->db, request->board, request->now);
    str too_many;
    result e = report_limit_look(request, response, REPORT_FROM_PROGRAM, &too_many);
    if (!e && too_many.n)
        return open311_fault_write(request, response, too_many);
    if (!e)
        e = service_take(&s);
    if (!e)
        e = confided_take(&s);
    if (!e)
        e = place_take(&s);
    if (!e)
        e = person_take(&s);
    if (!e && picture && picture->bytes.n)
        e = photograph_take_unsent(request, picture->bytes, &s.photo);
    s.report.service = e ? (str){ 0 } : s.category->service;
    if (!e)
        e = site_write(request, file, &s);
    return e ? e : sent_answer(&s, response);
}
