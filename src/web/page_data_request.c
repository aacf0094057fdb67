// /data-requests/{request}: one request: whose data it is and how much, how it was checked who they are, the copy, the
// erasure, the refusal. Each look is noted (app/administered.h).
#include "web/data_pages.h"
#include "web/typed.h"
#include "web/views.h"

#include "app/person_export.h"

struct answering {
    struct request *request;
    struct data_request_row row;
    struct person_row person; // ID_NONE once they were erased
    struct data_deed deed;
    const char *did;
};

static result request_find(struct request *request, struct answering *a)
{
    struct ctx *ctx = request->ctx;
    int64_t id;
    bool is_found = false, is_person = false;
    *a = (struct answering){ .request = request };
    result e = must_may(ctx, request->visitor, DEED_DATA_REQUESTS, NULL);
    if (!e && str_to_int(request_parameter(request, "request"), &id) && id > 0)
        e = query_data_request_by_id(ctx, request->db, &(struct data_request_by_id_in){ COMMUNITY_FIRST, id },
                                     &a->row, &is_found);
    if (!e && !is_found)
        e = fail(ctx, ERR_MISSING, "there is no such request");
    if (!e && a->row.person != ID_NONE)
        e = query_person_by_id(ctx, request->db, &(struct person_by_id_in){ COMMUNITY_FIRST, a->row.person },
                               &a->person, &is_person);
    if (!is_person)
        a->person = (struct person_row){ .id = ID_NONE };
    a->deed = (struct data_deed){ .row = &a->row,
                                  .by = request->visitor ? request->visitor->person : ID_NONE,
                                  .today = request->board->today,
                                  .now = ledger_instant(request->board->ledger, request->now) };
    return e;
}

static result choices_add(struct ctx *ctx, struct form_field *field, const struct choice *choices, size_t n)
{
    result e = OK;
    for (size_t i = 0; i < n && !e; i++)
        e = form_option_add(ctx, field, choices[i].name, choices[i].words);
    return e;
}

static result fields_fill(struct request *request, struct data_request_page *page)
{
    struct ctx *ctx = request->ctx;
    page->proof = form_field(request, "proof", STR("How was it checked who they are?"));
    page->proof.hint = STR("Copy no document and write none of its numbers down.");
    page->proved = form_field(request, "proved", STR("On which day?"));
    page->proved.hint = STR("Such as 20 11 2026.");
    page->proved.width = 20;
    page->agreed = form_field(request, "agreed", STR("Before it goes"));
    page->ground = form_field(request, "ground", STR("On what ground?"));
    page->words = form_field(request, "words", STR("What are they answered?"));
    page->words.hint = STR(
        "They read it, with how to complain to the Information Commissioner and go to a court.");
    page->words.rows = 4;
    result e = choices_add(ctx, &page->proof, PROOFS, PROOFS_COUNT);
    if (!e)
        e = choices_add(ctx, &page->ground, GROUNDS, GROUNDS_COUNT);
    return e ? e
             : form_option_add(ctx, &page->agreed, STR("yes"), STR("I know that it can’t be brought back"));
}

static result page_fill(struct answering *a, struct data_request_page *page)
{
    struct request *request = a->request;
    struct ctx *ctx = request->ctx;
    const struct data_request_row *row = &a->row;
    layout_fill(request, STR("A request for data"), "account", &page->layout);
    crumb_add(ctx, &page->layout, STR("Requests for people's data"), (struct url){ STR("/data-requests") });
    page->number = str_format(ctx->arena, "%lld", (long long)row->id);
    page->title = data_request_title(row);
    page->mark = data_request_mark(row, request->board->today);
    page->asked = date_words(ctx, row->asked);
    page->due = date_words(ctx, row->due);
    page->is_open = str_equal(row->state, REQUEST_OPEN);
    page->is_there = a->person.id != ID_NONE;
    page->is_erasure = str_equal(row->wish, WISH_ERASURE);
    page->is_ready = page->is_open && row->proof.n;
    page->is_done = request_field(request, "done").n > 0;
    page->proof_words = choice_words(PROOFS, PROOFS_COUNT, row->proof);
    page->proved_day = row->proof.n ? date_words(ctx, row->proved) : (str){ 0 };
    page->ground_words = choice_words(GROUNDS, GROUNDS_COUNT, row->ground);
    page->answer = row->words;
    page->outcome = page->is_open ? (str){ 0 }
                                  : date_words(ctx, instant_date(request->board->zone, row->ended));
    page->action = (struct url){ request->path };
    result e = page->is_there ? held_fill(request, &a->person, &page->held) : OK;
    return e ? e : fields_fill(request, page);
}

static result look_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct answering *a = with;
    return data_look_note(ctx, db, &(struct data_look){ a->deed.by, a->row.id, a->did, a->request->now });
}

// A look that can't be noted is none.
static result looked(struct answering *a, const char *did)
{
    a->did = did;
    return site_write(a->request, look_work, a);
}

static result answer(struct response *response, const struct data_request_page *page)
{
    response->is_unkept = true;
    view_data_request(&response->body, page);
    return OK;
}

result data_request_show(struct request *request, struct response *response)
{
    struct answering a;
    struct data_request_page page = { .is_open = false };
    result e = request_find(request, &a);
    if (!e && a.person.id != ID_NONE)
        e = looked(&a, "looked at");
    if (!e)
        e = page_fill(&a, &page);
    return e ? e : answer(response, &page);
}

// All of them who stand under that contact, as they would get it themselves.
static result copy_give(struct answering *a, struct response *response, enum page_format format)
{
    struct request *request = a->request;
    struct ctx *ctx = request->ctx;
    struct person_row_list people;
    result e = must_may(ctx, request->visitor, DEED_EXPORT_PERSON, &(struct about){ .is_own = false });
    if (!e)
        e = data_request_ready(ctx, &a->row);
    if (!e && a->person.id == ID_NONE)
        e = fail(ctx, ERR_RULE, "nothing is held about them any more");
    if (!e)
        e = looked(a, "took a copy of what is held, for");
    if (!e)
        e = person_same(ctx, request->db, &a->person, &people);
    if (e)
        return e;
    request->format = format;
    enum table_form form = response_table(request, response);
    struct table table = person_table(ctx, &response->body, form);
    for (size_t i = 0; i < people.n && !e; i++)
        e = person_export(ctx, request->db, &people.at[i], &table);
    response->is_unkept = true;
    response->file_name = str_format(ctx->arena, "held-%lld%s", (long long)a->row.id,
                                     str_c(ctx->arena, format_suffix(format)));
    return e ? e : table_close(&table);
}

static result erase(struct ctx *ctx, struct db *db, const struct answering *a)
{
    struct forgetting f = { .person = a->person, .now = a->deed.now };
    result e = data_request_finish(ctx, db, &a->deed); // first: with the person the row loses whose it was
    return e ? e : forgetting_do(ctx, db, &f);
}

// As the row is now: another window may have ended it.
static result deed_work(struct ctx *ctx, struct db *db, void *with)
{
    struct answering *a = with;
    str deed = request_form(a->request, "deed");
    bool is_found;
    result e = query_data_request_by_id(
        ctx, db, &(struct data_request_by_id_in){ COMMUNITY_FIRST, a->row.id }, &a->row, &is_found);
    if (!e)
        e = look_work(ctx, db, a);
    if (e)
        return e;
    if (str_equal(deed, STR("prove")))
        return data_request_prove(ctx, db, &a->deed);
    if (str_equal(deed, STR("refuse")))
        return data_request_refuse(ctx, db, &a->deed);
    return str_equal(deed, STR("erase")) ? erase(ctx, db, a) : data_request_finish(ctx, db, &a->deed);
}

static result sent_check(struct answering *a, str deed, struct data_request_page *page)
{
    struct ctx *ctx = a->request->ctx;
    a->did = "ended";
    if (str_equal(deed, STR("prove"))) {
        a->did = "noted who it is, for";
        a->deed.choice = page->proof.value;
        if (!page->proof.value.n)
            return form_fault(ctx, &page->faults, &page->proof, STR("Choose how it was checked"));
        if (!typed_day(page->proved.value, &a->deed.proved))
            return form_fault(ctx, &page->faults, &page->proved, STR("Write the day, such as 20 11 2026"));
    } else if (str_equal(deed, STR("refuse"))) {
        a->did = "refused";
        a->deed.choice = page->ground.value;
        a->deed.words = page->words.value;
        if (!page->ground.value.n)
            return form_fault(ctx, &page->faults, &page->ground, STR("Choose the ground in law"));
        if (!page->words.value.n)
            return form_fault(ctx, &page->faults, &page->words, STR("Write what they are answered"));
    } else if (str_equal(deed, STR("erase"))) {
        a->did = "erased the person of";
        if (!page->agreed.value.n)
            return form_fault(ctx, &page->faults, &page->agreed,
                              STR("Say that you know it can’t be brought back"));
        return page->is_erasure
            ? must_may(ctx, a->request->visitor, DEED_ERASE_PERSON, &(struct about){ .is_own = false })
            : fail(ctx, ERR_RULE, "they asked for a copy, not for erasure");
    }
    return OK;
}

static struct form_field *field_of(str deed, struct data_request_page *page)
{
    return str_equal(deed, STR("prove")) ? &page->proved
        : str_equal(deed, STR("refuse")) ? &page->words
        : page->is_ready                 ? &page->agreed
                                         : &page->proof;
}

result data_request_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct answering a;
    struct data_request_page page = { .is_open = false };
    str deed = request_form(request, "deed");
    bool is_json = str_equal(deed, STR("json"));
    result e = request_find(request, &a);
    if (!e && (is_json || str_equal(deed, STR("table"))))
        e = copy_give(&a, response, is_json ? FORMAT_JSON : FORMAT_CSV);
    if (!e && response->file_name.n)
        return OK;
    if (!e)
        e = page_fill(&a, &page);
    if (!e)
        e = sent_check(&a, deed, &page);
    if (!e && !page.faults.n && (e = site_write(request, deed_work, &a)) == OK) {
        if (str_equal(deed, STR("erase")))
            site_erased(request);
        response_see(request, response,
                     (struct url){ str_format(ctx->arena, "%.*s?done=yes", STR_ARGS(request->path)) });
        return OK;
    }
    if (is_for_form(e) || e == ERR_MISSING) {
        str why = sentence(ctx, said_take(ctx));
        e = page.action.text.n ? OK : page_fill(&a, &page);
        if (!e)
            e = form_fault(ctx, &page.faults, field_of(deed, &page), why);
    }
    return e ? e : answer(response, &page);
}
