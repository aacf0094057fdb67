// /reports/{reference}/finding: a champion or councillor of the area went and looked at what was closed, or whoever
// reported did who is signed in, and says that it is not so; with a photograph.
#include "web/finding_pages.h"
#include "web/pages.h"
#include "web/photographs.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/closing.h"
#include "app/hiding.h"
#include "app/recheck.h"
#include "app/worklist.h"

struct looked {
    struct request *request;
    struct case_view view;
    struct doer by;
    struct disputing dispute;
    bool has_photo;
    struct picture picture; // made clean
    struct photograph_files files;
};

static result finding_open(struct request *request, struct looked *f)
{
    *f = (struct looked){ .request = request };
    result e = must_may(request->ctx, request->visitor, DEED_DISPUTE, NULL);
    if (!e)
        e = case_read(request, &f->view);
    if (!e)
        e = must_may(request->ctx, request->visitor, DEED_DISPUTE, &f->view.about);
    if (!e)
        f->by = visitor_finder(request->visitor, &f->view.about);
    return e;
}

// What the service said last when it closed it, for whoever may read it.
static result closing_words(struct request *request, const struct case_view *view, str *words)
{
    const struct fact_row *last = NULL;
    for (size_t i = 0; i < view->facts.n && view->sees_words; i++) {
        const struct fact_row *fact = &view->facts.at[i];
        if (fact->kind == FACT_EVENT && str_same_name(fact->name, STR("completion")))
            last = fact;
    }
    *words = last ? last->words : (str){ 0 };
    if (!last || view->sees_whole)
        return OK;
    return entry_public(request->ctx, &view->facts, last, words);
}

static void fields_fill(struct looked *f, struct finding_page *page)
{
    struct request *request = f->request;
    struct desk desk = { .ctx = request->ctx,
                         .ledger = request->board->ledger,
                         .at = ledger_instant(request->board->ledger, request->now),
                         .row = f->view.row,
                         .facts = f->view.facts,
                         .work = work_facts_of(&f->view.facts) };
    page->is_found = f->by.voice == VOICE_CHAMPION;
    page->reopens = case_would_reopen(&desk);
    page->words = form_field(request, "words", STR("What did you find?"));
    page->words.hint = STR("What is there now, and when you looked. Everybody reads it.");
    page->words.rows = 4;
    page->photo = form_field(request, "photo", STR("A photograph"));
    page->photo.hint = STR("Nobody outside the service sees it before somebody has looked at it.");
    page->photo.autocomplete = "image/jpeg,image/png,image/webp";
    page->photo.is_optional = true;
}

// The page of the case says what everybody may read of it; this one says less.
static result page_fill(struct looked *f, struct finding_page *page)
{
    struct request *request = f->request;
    struct ctx *ctx = request->ctx;
    struct case_page shown = { .layout = { .title = { 0 } } };
    result e = case_page_fill(request, &f->view, &shown);
    if (e)
        return e;
    layout_fill(request, STR("What did you find?"), "areas", &page->layout);
    page->reference = shown.reference;
    page->summary = shown.summary;
    page->area = shown.area;
    page->status = shown.status;
    page->action = (struct url){ request->path };
    page->case_url = case_url(ctx, shown.reference);
    crumb_add(ctx, &page->layout, shown.reference, page->case_url);
    fields_fill(f, page);
    return closing_words(request, &f->view, &page->answer);
}

result finding_show(struct request *request, struct response *response)
{
    struct looked f;
    struct finding_page page = { .is_found = false };
    result e = finding_open(request, &f);
    if (!e)
        e = page_fill(&f, &page);
    if (!e)
        view_finding(&response->body, &page);
    return e;
}

// Of a report that is in this week's sample: that it was found otherwise counts there, too.
static result sample_say(const struct looked *f, struct desk *desk)
{
    struct recheck sample;
    if (f->by.voice != VOICE_CHAMPION)
        return OK;
    result e = recheck_sample(desk->ctx, desk->db, f->request->board, &sample);
    const struct recheck_stop *stop = e ? NULL : recheck_stop_of(&sample, desk->row.reference);
    return e || !stop ? e : recheck_say(desk, &sample, stop, false);
}

// Asked again inside the write, of the case as it is then.
static result finding_write(struct ctx *ctx, struct db *db, void *with)
{
    struct looked *f = with;
    struct request *r = f->request;
    struct desk desk;
    struct about about;
    struct photograph_about photo = { .kind = PHOTOGRAPH_WALKABOUT, .pair = ID_NONE };
    result e = desk_open(ctx, db, r->now, &f->by, &desk);
    if (!e)
        e = desk_take(&desk, f->view.row.reference);
    if (!e)
        e = case_about(ctx, db, &(struct case_asked){ r->board, r->visitor, &desk.row, &desk.facts }, &about);
    if (!e)
        e = must_may(ctx, r->visitor, DEED_DISPUTE, &about);
    if (!e)
        e = sample_say(f, &desk);
    if (!e)
        e = case_dispute(&desk, &f->dispute);
    if (!e && f->has_photo)
        e = photograph_add(&desk, request_shelf(r), &f->files, &photo, NULL);
    return e ? e : desk_settle(&desk);
}

static result photo_take(struct looked *f)
{
    const struct upload *upload = request_upload(f->request, "photo", 0);
    if (!upload)
        return OK;
    result e = photograph_take(f->request, &(struct picture_asked){ .bytes = upload->bytes }, &f->picture,
                               &f->files);
    f->has_photo = !e;
    return e;
}

static result again(struct looked *f, struct response *response, bool is_photo)
{
    struct ctx *ctx = f->request->ctx;
    struct finding_page page = { .is_found = false };
    str why = sentence(ctx, said_take(ctx));
    result e = page_fill(f, &page);
    if (!e)
        e = form_fault(ctx, &page.faults, is_photo ? &page.photo : &page.words, why);
    if (!e)
        view_finding(&response->body, &page);
    return e;
}

result finding_send(struct request *request, struct response *response)
{
    struct looked f;
    result e = finding_open(request, &f);
    if (e)
        return e;
    f.dispute.words = request_form(request, "words");
    e = photo_take(&f);
    bool is_photo = e != OK;
    if (!e)
        e = site_write(request, finding_write, &f);
    if (!e)
        response_see(request, response, case_url(request->ctx, f.view.row.reference));
    return is_for_form(e) ? again(&f, response, is_photo) : e;
}
