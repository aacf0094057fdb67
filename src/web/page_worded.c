// /charters/{charter}/words, .../words/{language} and .../write: a charter in Easy Read or another language.
#include "web/views.h"
#include "web/visit.h"
#include "web/worded_pages.h"

#include "app/record.h"
#include "app/spoken.h"

struct rewording {
    struct request *request;
    const struct charter *charter;
    struct worded worded;
    struct doer by;
    struct worded_said said;
};

static result charter_take(struct request *request, struct rewording *w)
{
    const struct charter *charter = board_charter(request->board, request_parameter(request, "charter"));
    *w = (struct rewording){ .request = request, .charter = charter };
    if (!charter)
        return fail(request->ctx, ERR_MISSING, "there is no such charter");
    w->worded.document = charter->document->document;
    return OK;
}

static result wording_open(struct request *request, struct rewording *w)
{
    struct ctx *ctx = request->ctx;
    result e = charter_take(request, w);
    w->worded.language = request_parameter(request, "language");
    if (!e && !worded_language_is_known(w->worded.language))
        return fail(ctx, ERR_MISSING, "there is no such language here");
    return e ? e : worded_read(ctx, request->db, &w->worded);
}

static struct url url_of(const struct rewording *w, const char *more)
{
    struct ctx *ctx = w->request->ctx;
    return url_format(ctx->arena, "/charters/%s/words/%s%s", url_segment(ctx->arena, w->charter->id),
                      url_segment(ctx->arena, w->worded.language), more);
}

static struct url all_url(const struct rewording *w)
{
    struct ctx *ctx = w->request->ctx;
    return url_format(ctx->arena, "/charters/%s/words", url_segment(ctx->arena, w->charter->id));
}

static bool may_write(const struct rewording *w)
{
    return worded_may(w->request->ctx, w->request->visitor, w->worded.document);
}

static str heading_of(const struct speaking *speaking, const struct clause *clause)
{
    struct speech speech = speaking->speech;
    speech.clause = clause;
    return clause ? clause_heading(&speech) : STR("What it is");
}

// "w-S1"; "w" for the whole.
static const char *field_name(struct ctx *ctx, const struct clause *clause)
{
    return clause ? str_c(ctx->arena, str_format(ctx->arena, "w-%.*s", STR_ARGS(clause->label))) : "w";
}

static result part_fill(const struct rewording *w, const struct speaking *speaking,
                        const struct worded_words *words, struct worded_part *part)
{
    struct request *r = w->request;
    struct ctx *ctx = r->ctx;
    *part = (struct worded_part){ .heading = heading_of(speaking, words->clause) };
    if (!words->is_before && words->words.n) {
        part->words = words->words;
        part->said_by = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(words->said_by),
                                   STR_ARGS(date_words(ctx, instant_date(r->board->zone, words->at))));
    }
    part->field = form_field(r, field_name(ctx, words->clause),
                             str_format(ctx->arena, "%.*s, in %.*s", STR_ARGS(part->heading),
                                        STR_ARGS(worded_language_name(w->worded.language))));
    part->field.rows = 4;
    if (!r->n_form)
        part->field.value = words->words;
    if (words->is_before && words->words.n)
        part->field.hint = STR(
            "These are the words for the version before: look whether they still say the same.");
    return said_fill(ctx, speaking, words->clause, &part->said);
}

static result office_fill(const struct rewording *w, struct worded_page *page)
{
    struct request *r = w->request;
    page->office = form_field(r, "office", STR("For which office?"));
    page->office.hint = STR(
        "Such as the Neighbourhoods Team, or the association's Secretary. Everybody reads it.");
    page->is_office = form_field(r, "is-office", STR("Personal details"));
    page->asks_office = w->said.looks_personal || w->said.is_office;
    return form_option_add(r->ctx, &page->is_office, STR("yes"),
                           STR("What looks like a person's details is an office's"));
}

static result page_fill(const struct rewording *w, struct worded_page *page)
{
    struct request *r = w->request;
    struct ctx *ctx = r->ctx;
    const struct document *d = w->worded.document;
    struct speaking speaking = speaking_open(
        r, d, str_format(ctx->arena, "%.*s#", STR_ARGS(charter_url(ctx, w->charter->id).text)));
    page->title = d->title;
    page->language = worded_language_name(w->worded.language);
    page->code = w->worded.language;
    page->is_easy = str_equal(page->code, WORDED_EASY);
    page->seen = w->worded.last;
    page->may_write = may_write(w);
    page->charter_url = charter_url(ctx, w->charter->id);
    page->text_url = url_format(ctx->arena, "/charters/%s/text", url_segment(ctx->arena, w->charter->id));
    page->words_url = url_of(w, "");
    page->beside_url = url_of(w, "?beside=yes");
    page->is_beside = request_field(r, "beside").n > 0;
    page->write_url = url_of(w, "/write");
    page->all_url = all_url(w);
    layout_fill(r, str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(page->language), STR_ARGS(d->title)),
                "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->title, page->charter_url);
    result e = life_note_fill(ctx, w->charter, &page->life);
    for (size_t i = 0; !e && i < w->worded.parts.n; i++) {
        struct worded_part *part = LIST_PUSH(ctx->arena, &page->parts);
        e = part ? part_fill(w, &speaking, &w->worded.parts.at[i], part) : arena_fail(ctx);
    }
    return e ? e : office_fill(w, page);
}

static result languages_fill(const struct rewording *w, struct worded_list_page *page)
{
    struct request *r = w->request;
    struct ctx *ctx = r->ctx;
    page->language = form_field(r, "language", STR("In which words?"));
    result e = form_option_add(ctx, &page->language, WORDED_EASY, worded_language_name(WORDED_EASY));
    for (size_t i = 0; i < SPOKEN_COUNT && !e; i++)
        if (worded_language_is_known(SPOKEN[i].code))
            e = form_option_add(ctx, &page->language, SPOKEN[i].code, SPOKEN[i].name);
    return e;
}

static result list_fill(struct rewording *w, struct worded_list_page *page)
{
    struct request *r = w->request;
    struct ctx *ctx = r->ctx;
    struct worded_languages languages = { .n = 0 };
    size_t n = w->worded.document->clauses.n + 1;
    page->title = w->worded.document->title;
    page->url = all_url(w);
    page->charter_url = charter_url(ctx, w->charter->id);
    page->may_write = may_write(w);
    layout_fill(r, str_format(ctx->arena, "In other words: %.*s", STR_ARGS(page->title)), "charters",
                &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->title, page->charter_url);
    result e = worded_languages_read(ctx, r->db, w->worded.document, &languages);
    for (size_t i = 0; i < languages.n && !e; i++) {
        const struct worded_language *l = &languages.at[i];
        w->worded.language = l->code;
        e = link_add(ctx, &page->languages, worded_language_name(l->code), url_of(w, ""));
        if (!e)
            page->languages.at[page->languages.n - 1].about = l->n == n
                ? STR("all of it")
                : str_format(ctx->arena, "%zu of %zu parts", l->n, n);
    }
    return e ? e : languages_fill(w, page);
}

result worded_list_show(struct request *request, struct response *response)
{
    struct worded_list_page page = { .may_write = false };
    struct rewording w;
    result e = charter_take(request, &w);
    str wanted = request_field(request, "language");
    if (!e && worded_language_is_known(wanted)) {
        w.worded.language = wanted;
        response_see(request, response, url_of(&w, "/write"));
        return OK;
    }
    if (!e)
        e = list_fill(&w, &page);
    if (!e)
        view_worded_list(&response->body, &page);
    return e;
}

result worded_show(struct request *request, struct response *response)
{
    struct worded_page page = { .seen = 0 };
    struct rewording w;
    result e = wording_open(request, &w);
    if (!e && !w.worded.n)
        return fail(request->ctx, ERR_MISSING, "nobody has written this charter in these words yet");
    if (!e)
        e = page_fill(&w, &page);
    page.is_done = request_field(request, "done").n > 0;
    response->is_unkept = page.is_done;
    if (!e)
        view_worded(&response->body, &page);
    return e;
}

static result writing_open_for(struct request *request, struct rewording *w)
{
    result e = wording_open(request, w);
    if (!e)
        e = must_may(request->ctx, request->visitor, DEED_DRAFT, NULL);
    if (!e && !may_write(w)) {
        const struct about nowhere = { .body = { 0 } };
        e = must_may(request->ctx, request->visitor, DEED_DRAFT, &nowhere);
    }
    return e;
}

static result form_show_page(struct rewording *w, struct response *response, str why)
{
    struct worded_page page = { .seen = 0 };
    result e = page_fill(w, &page);
    for (size_t i = 0; !e && why.n && i < w->worded.parts.n; i++)
        if (w->worded.parts.at[i].clause == w->said.clause)
            e = form_fault(w->request->ctx, &page.faults,
                           w->said.is_of_office ? &page.office : &page.parts.at[i].field, why);
    if (!e)
        view_worded_form(&response->body, &page);
    return e;
}

result worded_form_show(struct request *request, struct response *response)
{
    struct rewording w;
    result e = writing_open_for(request, &w);
    response->is_unkept = true;
    return e ? e : form_show_page(&w, response, (str){ 0 });
}

// What was written before is read again inside the write.
static result worded_write(struct ctx *ctx, struct db *db, void *with)
{
    struct rewording *w = with;
    struct request *r = w->request;
    struct worded now = { .document = w->worded.document, .language = w->worded.language };
    struct desk desk;
    int64_t seen = 0;
    (void)str_to_int(request_form(r, "seen"), &seen);
    result e = desk_open(ctx, db, r->now, &w->by, &desk);
    if (!e)
        e = worded_read(ctx, db, &now);
    if (!e && now.last != seen)
        e = fail(
            ctx, ERR_CONFLICT,
            "somebody changed these words while you wrote: look at what stands there now, and send yours "
            "again if they are still wanted");
    for (size_t i = 0; i < now.parts.n && !e; i++) {
        w->said.clause = now.parts.at[i].clause;
        w->said.words = request_form(r, field_name(ctx, w->said.clause));
        e = worded_say(&desk, &now, &w->said);
    }
    return e;
}

result worded_form_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct rewording w;
    result e = writing_open_for(request, &w);
    if (e)
        return e;
    w.by = visitor_doer(ctx, request->visitor);
    w.said = (struct worded_said){ .office = request_form(request, "office"),
                                   .is_office = request_form(request, "is-office").n > 0 };
    e = site_write(request, worded_write, &w);
    if (!e)
        response_see(request, response, url_of(&w, "?done=yes"));
    if (!is_for_form(e) && e != ERR_CONFLICT)
        return e;
    return form_show_page(&w, response, sentence(ctx, said_take(ctx)));
}
