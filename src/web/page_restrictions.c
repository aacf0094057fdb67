// /restrictions: contact that is limited, for whoever may limit it or looks at it again. /restrictions/{restriction}:
// one of them, looked at again, ended, its appeal answered.
#include "web/pages.h"
#include "web/restriction_pages.h"
#include "web/restrictions.h"
#include "web/typed.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/setting.h"

enum { YEARS_SHOWN = 2, MONTHS_OF_YEAR = 12 };

static bool waits_for_answer(const struct restriction_row *row)
{
    return !instant_is_none(row->appealed) && instant_is_none(row->answered);
}

static bool waits(const struct restriction_row *row, date today)
{
    return waits_for_answer(row) || (!restriction_is_over(row, today) && row->review.day <= today.day);
}

struct mark restriction_mark(const struct restriction_row *row, date today)
{
    bool is_over = restriction_is_over(row, today);
    if (waits_for_answer(row))
        return row->appeal_due.day < today.day ? (struct mark){ "missed", "Answer is late" }
                                               : (struct mark){ "at-risk", "Appeal to answer" };
    if (!is_over && row->review.day <= today.day)
        return row->review.day < today.day ? (struct mark){ "missed", "Review is late" }
                                           : (struct mark){ "at-risk", "Review today" };
    return is_over ? (struct mark){ "none", "Over" } : (struct mark){ "not-yet-due", "In force" };
}

static bool may_look(const struct visitor *visitor, const struct restriction_row *row)
{
    return may(visitor, DEED_RESTRICT, &(struct about){ .body = row->body }) ||
        may(visitor, DEED_REVIEW_RESTRICTION, NULL);
}

static result may_any(struct request *request)
{
    return may(request->visitor, DEED_REVIEW_RESTRICTION, NULL)
        ? OK
        : must_may(request->ctx, request->visitor, DEED_RESTRICT, NULL);
}

str restriction_title(struct ctx *ctx, const struct restriction_row *row)
{
    str words = sentence(ctx, restriction_words(ctx, row));
    return str_slice(words, 0, words.n - (words.n > 0)); // without its full stop
}

static result reference_of(struct request *request, const struct restriction_row *row, str *reference)
{
    struct case_row of;
    bool is_found = false;
    *reference = (str){ 0 };
    result e = row->case_id == ID_NONE
        ? OK
        : query_case_by_id(request->ctx, request->db,
                           &(struct case_by_id_in){ COMMUNITY_FIRST, row->case_id }, &of, &is_found);
    if (is_found)
        *reference = of.reference;
    return e;
}

static result line_add(struct request *request, const struct restriction_row *row,
                       struct restrictions_page *page)
{
    struct ctx *ctx = request->ctx;
    str reference;
    struct restriction_line *line = LIST_PUSH(ctx->arena, &page->lines);
    if (!line)
        return arena_fail(ctx);
    result e = reference_of(request, row, &reference);
    *line = (struct restriction_line){
        .what = restriction_title(ctx, row),
        .about = reference.n
            ? str_format(ctx->arena, "from report %.*s, by %.*s", STR_ARGS(reference), STR_ARGS(row->body))
            : str_format(ctx->arena, "by %.*s", STR_ARGS(row->body)),
        .until = date_words(ctx, row->until),
        .mark = restriction_mark(row, request->board->today),
        .url = url_format(ctx->arena, "/restrictions/%lld", (long long)row->id)
    };
    return e;
}

result restrictions_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct restrictions_page page = { .n_waiting = 0 };
    struct restriction_row_list rows = { 0 };
    date today = request->board->today;
    date since = date_add_months(today, -YEARS_SHOWN * MONTHS_OF_YEAR, &(bool){ false });
    result e = may_any(request);
    if (e)
        return e;
    layout_fill(request, STR("Contact that is limited"), "work", &page.layout);
    e = query_restriction_since(ctx, request->db, &(struct restriction_since_in){ COMMUNITY_FIRST, since },
                                &rows);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < rows.n && !e; i++)
            if (waits(&rows.at[i], today) == (pass == 0) && may_look(request->visitor, &rows.at[i])) {
                page.n_waiting += pass == 0;
                e = line_add(request, &rows.at[i], &page);
            }
    if (!e)
        view_restrictions(&response->body, &page);
    return e;
}

static result row_find(struct request *request, struct restriction_row *row)
{
    int64_t id;
    bool is_found = false;
    result e = may_any(request);
    if (!e && str_to_int(request_parameter(request, "restriction"), &id) && id > 0)
        e = query_restriction_by_id(request->ctx, request->db,
                                    &(struct restriction_by_id_in){ COMMUNITY_FIRST, id }, row, &is_found);
    if (e)
        return e;
    return is_found && may_look(request->visitor, row)
        ? OK
        : fail(request->ctx, ERR_MISSING, "there is no such limit");
}

static str day_of(struct request *request, instant at)
{
    return instant_is_none(at) ? (str){ 0 }
                               : date_words(request->ctx, instant_date(request->board->zone, at));
}

void restriction_fill(struct request *request, const struct restriction_row *row,
                      struct restriction_page *page)
{
    struct ctx *ctx = request->ctx;
    page->what = restriction_words(ctx, row);
    page->title = restriction_title(ctx, row);
    page->why = row->why;
    page->body = row->body;
    page->post = row->post;
    page->begun = day_of(request, row->begun);
    page->until = date_words(ctx, row->until);
    page->review = date_words(ctx, row->review);
    page->reviewed = day_of(request, row->reviewed);
    page->review_words = row->review_words;
    page->ended = day_of(request, row->ended);
    page->appeal = row->appeal;
    page->appealed = day_of(request, row->appealed);
    page->appeal_due = page->appealed.n ? date_words(ctx, row->appeal_due) : (str){ 0 };
    page->answer = row->answer;
    page->answered = day_of(request, row->answered);
    page->mark = restriction_mark(row, request->board->today);
    page->is_over = restriction_is_over(row, request->board->today);
    page->has_appealed = page->appealed.n > 0;
    page->is_answered = page->answered.n > 0;
    page->is_late = waits_for_answer(row) && row->appeal_due.day < request->board->today.day;
    page->is_done = request_field(request, "done").n > 0;
    page->action = (struct url){ request->path };
}

static result name_of(struct request *request, int64_t id, struct person_row *person, str *name)
{
    bool is_found = false;
    result e = id == ID_NONE
        ? OK
        : query_person_by_id(request->ctx, request->db, &(struct person_by_id_in){ COMMUNITY_FIRST, id },
                             person, &is_found);
    *name = is_found ? person->name.n ? person->name : STR("no name was given") : (str){ 0 };
    return e;
}

// Whose it is: for the body that answers for their report. Whoever gets no message is given the link by hand.
static result whose_fill(struct request *request, const struct restriction_row *row,
                         struct restriction_page *page)
{
    struct person_row person = { .id = ID_NONE };
    struct about about = { .body = row->body };
    str site = { 0 };
    if (sees(request->visitor, SEEN_NAME, &about) != SEEING_YES)
        return OK;
    result e = name_of(request, row->person, &person, &page->name);
    if (!e)
        e = setting_read(request->ctx, request->db, SETTING_ADDRESS, &site);
    while (str_ends(site, STR("/")))
        site.n--;
    page->is_not_told = str_equal(person.way, STR("none")) || str_equal(person.way, STR("telephone"));
    page->link = str_format(request->ctx->arena, "%.*s/restriction/%.*s", STR_ARGS(site),
                            STR_ARGS(row->token));
    return e;
}

static result fields_fill(struct request *request, const struct restriction_row *row,
                          struct restriction_page *page)
{
    const struct visitor *visitor = request->visitor;
    bool is_other = may(visitor, DEED_REVIEW_RESTRICTION, NULL) && visitor->person != row->decider;
    page->may_review = is_other && !page->is_over;
    page->may_answer = is_other && waits_for_answer(row);
    page->may_end = !page->is_over &&
        (is_other || may(visitor, DEED_RESTRICT, &(struct about){ .body = row->body }));
    page->words = form_field(request, "words", STR("Why it goes on"));
    page->next = form_field(request, "next", STR("When somebody looks at it next"));
    page->next.hint = STR("Such as 21 3 2027, before it ends.");
    page->next.width = 20;
    page->outcome = form_field(request, "outcome", STR("What holds from now on?"));
    page->reply = form_field(request, "reply", STR("Your answer"));
    page->reply.hint = STR("They read it.");
    page->words.rows = page->reply.rows = 4;
    result e = form_option_add(request->ctx, &page->outcome, STR("stands"), STR("The limit stands"));
    return e ? e : form_option_add(request->ctx, &page->outcome, STR("lifted"), STR("The limit ends now"));
}

static result one_fill(struct request *request, const struct restriction_row *row,
                       struct restriction_page *page)
{
    struct ctx *ctx = request->ctx;
    struct person_row reviewer;
    str reference;
    layout_fill(request, STR("Limited contact"), "work", &page->layout);
    crumb_add(ctx, &page->layout, STR("Contact that is limited"), (struct url){ STR("/restrictions") });
    restriction_fill(request, row, page);
    result e = reference_of(request, row, &reference);
    page->reference = reference;
    if (reference.n)
        page->case_url = case_url(ctx, reference);
    if (!e)
        e = name_of(request, row->reviewer, &reviewer, &page->reviewer);
    if (!e)
        e = whose_fill(request, row, page);
    return e ? e : fields_fill(request, row, page);
}

result restriction_show(struct request *request, struct response *response)
{
    struct restriction_row row;
    struct restriction_page page = { .is_over = false };
    result e = row_find(request, &row);
    if (!e)
        e = one_fill(request, &row, &page);
    response->is_unkept = true;
    if (!e)
        view_restriction(&response->body, &page);
    return e;
}

// What was sent of one, and what is done with it inside the write.
struct sending {
    struct restriction_deed deed;
    str name;
    date next;
    bool is_lifted;
};

static result deed_do(struct ctx *ctx, struct db *db, void *with)
{
    const struct sending *s = with;
    if (str_equal(s->name, STR("review")))
        return restriction_review(ctx, db, &s->deed, s->next);
    if (str_equal(s->name, STR("answer")))
        return restriction_answer(ctx, db, &s->deed, s->is_lifted);
    return restriction_end(ctx, db, &s->deed);
}

static bool is_allowed(const struct restriction_page *page, str deed)
{
    return str_equal(deed, STR("review")) ? page->may_review
        : str_equal(deed, STR("answer"))  ? page->may_answer
                                          : str_equal(deed, STR("end")) && page->may_end;
}

static result sent_check(struct ctx *ctx, struct sending *s, struct restriction_page *page)
{
    if (str_equal(s->name, STR("review")) && !typed_day(page->next.value, &s->next))
        return form_fault(ctx, &page->faults, &page->next, STR("Write the day, such as 21 3 2027"));
    if (str_equal(s->name, STR("answer")) && !page->outcome.value.n)
        return form_fault(ctx, &page->faults, &page->outcome, STR("Choose what holds from now on"));
    s->is_lifted = str_equal(page->outcome.value, STR("lifted"));
    s->deed.words = str_equal(s->name, STR("answer")) ? page->reply.value : page->words.value;
    return OK;
}

result restriction_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct restriction_row row;
    struct restriction_page page = { .is_over = false };
    struct sending s = { .name = request_form(request, "deed") };
    result e = row_find(request, &row);
    if (!e)
        e = one_fill(request, &row, &page);
    if (!e && !is_allowed(&page, s.name))
        e = fail(ctx, ERR_RULE, "that can't be done by you, or not any more");
    if (!e)
        e = sent_check(ctx, &s, &page);
    s.deed = (struct restriction_deed){ &row,
                                        request->visitor ? request->visitor->person : ID_NONE,
                                        s.deed.words,
                                        request->board->today,
                                        ledger_instant(request->board->ledger, request->now),
                                        DATE_NONE };
    if (!e && !page.faults.n && (e = site_write(request, deed_do, &s)) == OK) {
        response_see(request, response,
                     (struct url){ str_format(ctx->arena, "%.*s?done=yes", STR_ARGS(request->path)) });
        return OK;
    }
    if (is_for_form(e) && is_allowed(&page, s.name))
        e = form_fault(ctx, &page.faults, str_equal(s.name, STR("answer")) ? &page.reply : &page.words,
                       sentence(ctx, said_take(ctx)));
    if (!e)
        view_restriction(&response->body, &page);
    return e;
}
