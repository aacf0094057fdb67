// /charters/{charter}/words, .../words/{language} and .../write: a charter in Easy Read or another language.
// Likewise of /drafts/{draft}, while it is negotiated.
#include "web/draft_pages.h"
#include "web/views.h"
#include "web/worded_pages.h"

#include "app/record.h"
#include "app/spoken.h"

struct rewording {
    struct request *request;
    const struct charter *charter; // NULL: it is the draft
    struct draft draft;
    struct worded worded;
    struct url base; // the page of the charter or draft
    struct doer by;
    struct worded_said said;
    size_t part; // which of them it is of
};

static result draft_take(struct request *request, struct rewording *w)
{
    result e = draft_asked(request, &w->draft);
    w->worded.draft = &w->draft;
    w->worded.document = w->draft.document;
    w->base = draft_url(request->ctx, w->draft.row.name);
    return e;
}

static result text_take(struct request *request, struct rewording *w)
{
    *w = (struct rewording){ .request = request };
    if (request_parameter(request, "draft").n)
        return draft_take(request, w);
    w->charter = board_charter(request->board, request_parameter(request, "charter"));
    if (!w->charter)
        return fail(request->ctx, ERR_MISSING, "there is no such charter");
    w->worded.document = w->charter->document->document;
    w->base = charter_url(request->ctx, w->charter->id);
    return OK;
}

static result wording_open(struct request *request, struct rewording *w)
{
    struct ctx *ctx = request->ctx;
    result e = text_take(request, w);
    w->worded.language = request_parameter(request, "language");
    if (!e && !worded_language_is_known(w->worded.language))
        return fail(ctx, ERR_MISSING, "there is no such language here");
    return e ? e : worded_read(ctx, request->db, &w->worded);
}

static struct url below(const struct rewording *w, const char *more)
{
    return url_format(w->request->ctx->arena, "%.*s%s", STR_ARGS(w->base.text), more);
}

static struct url url_of(const struct rewording *w, const char *more)
{
    struct ctx *ctx = w->request->ctx;
    return url_format(ctx->arena, "%.*s/words/%s%s", STR_ARGS(w->base.text),
                      url_segment(ctx->arena, w->worded.language), more);
}

static bool may_write(const struct rewording *w)
{
    return worded_may(w->request->ctx, w->request->visitor, &w->worded);
}

static str heading_of(const struct speaking *speaking, const struct clause *clause)
{
    struct speech speech = speaking->speech;
    speech.clause = clause;
    return clause ? clause_heading(&speech) : STR("What it is");
}

// "w-S1"; "w" for the whole.
static const char *field_name(struct ctx *ctx, const char *what, const struct clause *clause)
{
    return clause ? str_c(ctx->arena, str_format(ctx->arena, "%s-%.*s", what, STR_ARGS(clause->label)))
                  : what;
}

// Words of an earlier text count for this one only if somebody says so, or changes them.
static result same_fill(struct request *r, const struct worded_words *words, struct worded_part *part)
{
    part->is_before = words->is_before && words->words.n;
    if (!part->is_before)
        return OK;
    part->same = form_field(r, field_name(r->ctx, "same", words->clause),
                            STR("They were for the text before"));
    part->field.hint = STR(
        "These are the words for the text before: change them, or say that they still say the same.");
    return form_option_add(r->ctx, &part->same, STR("yes"), STR("They still say the same"));
}

static bool is_out(const struct rewording *w)
{
    const struct drafter by = request_drafter(w->request);
    return !w->charter && str_equal(w->draft.row.state, DRAFT_OPEN) && draft_is_out(&by, &w->draft.row);
}

// For which text of a draft they were written, and what has changed since.
static void text_fill(const struct rewording *w, const struct worded_words *words, struct worded_part *part)
{
    struct arena *arena = w->request->ctx->arena;
    if (words->number)
        part->of_text = str_format(arena, "text %lld", (long long)words->number);
    if (words->is_before)
        part->since_url = url_format(arena, "%.*s/history?from=%lld&to=%lld", STR_ARGS(w->base.text),
                                     (long long)words->number, (long long)w->draft.row.number);
}

static result part_fill(const struct rewording *w, const struct speaking *speaking,
                        const struct worded_words *words, struct worded_part *part)
{
    struct request *r = w->request;
    struct ctx *ctx = r->ctx;
    *part = (struct worded_part){ .heading = heading_of(speaking, words->clause) };
    if (worded_is_shown(words)) {
        part->words = words->words;
        part->said_by = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(words->said_by),
                                   STR_ARGS(date_words(ctx, instant_date(r->board->zone, words->at))));
        text_fill(w, words, part);
    }
    part->field = form_field(r, field_name(ctx, "w", words->clause),
                             str_format(ctx->arena, "%.*s, in %.*s", STR_ARGS(part->heading),
                                        STR_ARGS(worded_language_name(w->worded.language))));
    part->field.rows = 4;
    if (!r->n_form)
        part->field.value = words->words;
    if (is_out(w))
        part->clause_url = draft_clause_url(ctx, w->draft.row.name,
                                            words->clause ? words->clause->label : (str){ 0 });
    result e = same_fill(r, words, part);
    return e ? e : said_fill(ctx, speaking, words->clause, &part->said);
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

static void crumbs_add(const struct rewording *w, struct layout *layout)
{
    struct ctx *ctx = w->request->ctx;
    if (w->charter)
        crumb_add(ctx, layout, STR("Charters"), (struct url){ STR("/charters") });
    else
        crumb_add(ctx, layout, STR("Drafts"), (struct url){ STR("/drafts") });
    crumb_add(ctx, layout, w->worded.document->title, w->base);
}

static result standing_fill(const struct rewording *w, struct worded_page *page)
{
    page->is_draft = !w->charter;
    page->text = w->draft.row.number;
    page->n_before = w->worded.n_before;
    page->is_out = is_out(w);
    return w->charter ? life_note_fill(w->request->ctx, w->charter, &page->life) : OK;
}

static result page_fill(const struct rewording *w, struct worded_page *page)
{
    struct request *r = w->request;
    struct ctx *ctx = r->ctx;
    const struct document *d = w->worded.document;
    struct speaking speaking = speaking_open(r, d, below(w, "#").text);
    page->title = d->title;
    page->language = worded_language_name(w->worded.language);
    page->code = w->worded.language;
    page->is_easy = str_equal(page->code, WORDED_EASY);
    page->seen = w->worded.last;
    page->may_write = may_write(w);
    page->charter_url = w->base;
    page->text_url = below(w, "/text");
    page->words_url = url_of(w, "");
    page->beside_url = url_of(w, "?beside=yes");
    page->is_beside = request_field(r, "beside").n > 0;
    page->write_url = url_of(w, "/write");
    page->all_url = below(w, "/words");
    layout_fill(r, str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(page->language), STR_ARGS(d->title)),
                "charters", &page->layout);
    crumbs_add(w, &page->layout);
    result e = standing_fill(w, page);
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

// "all of it", "3 of 7 parts, 1 of them older than the draft"
static str language_about(const struct rewording *w, const struct worded_language *l)
{
    struct arena *arena = w->request->ctx->arena;
    size_t n = w->worded.document->clauses.n + 1;
    str about = l->n == n ? STR("all of it") : str_format(arena, "%zu of %zu parts", l->n, n);
    return l->n_before
        ? str_format(arena, "%.*s, %zu of them older than the draft", STR_ARGS(about), l->n_before)
        : about;
}

static result list_fill(struct rewording *w, struct worded_list_page *page)
{
    struct request *r = w->request;
    struct ctx *ctx = r->ctx;
    struct worded_languages languages = { .n = 0 };
    page->title = w->worded.document->title;
    page->url = below(w, "/words");
    page->charter_url = w->base;
    page->is_draft = !w->charter;
    page->may_write = may_write(w);
    layout_fill(r, str_format(ctx->arena, "In other words: %.*s", STR_ARGS(page->title)), "charters",
                &page->layout);
    crumbs_add(w, &page->layout);
    result e = worded_languages_read(ctx, r->db, &w->worded, &languages);
    for (size_t i = 0; i < languages.n && !e; i++) {
        const struct worded_language *l = &languages.at[i];
        w->worded.language = l->code;
        e = link_add(ctx, &page->languages, worded_language_name(l->code), url_of(w, ""));
        if (!e)
            page->languages.at[page->languages.n - 1].about = language_about(w, l);
    }
    return e ? e : languages_fill(w, page);
}

result worded_list_show(struct request *request, struct response *response)
{
    struct worded_list_page page = { .may_write = false };
    struct rewording w;
    result e = text_take(request, &w);
    str wanted = request_field(request, "language");
    response->is_unkept = !w.charter;
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
        return fail(request->ctx, ERR_MISSING, "nobody has written this text in these words yet");
    if (!e)
        e = page_fill(&w, &page);
    page.is_done = request_field(request, "done").n > 0;
    response->is_unkept = page.is_done || page.is_draft;
    if (!e)
        view_worded(&response->body, &page);
    return e;
}

static result writing_open_for(struct request *request, struct rewording *w)
{
    struct ctx *ctx = request->ctx;
    const struct about nowhere = { .body = { 0 } };
    result e = wording_open(request, w);
    if (e || may_write(w))
        return e;
    if (w->charter && (e = must_may(ctx, request->visitor, DEED_DRAFT, NULL)) == OK)
        return must_may(ctx, request->visitor, DEED_DRAFT, &nowhere);
    if (!e && w->draft.takes_part)
        return draft_must_be_open(&w->draft);
    return e ? e
             : fail(ctx, request->visitor ? ERR_DENIED : ERR_LOGIN,
                    "whoever takes part in the draft writes these words");
}

static result form_show_page(struct rewording *w, struct response *response, str why)
{
    struct worded_page page = { .seen = 0 };
    result e = page_fill(w, &page);
    if (!e && why.n)
        e = form_fault(w->request->ctx, &page.faults,
                       w->said.is_of_office ? &page.office : &page.parts.at[w->part].field, why);
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

static result seen_check(const struct rewording *w, const struct worded *now)
{
    int64_t seen = 0;
    (void)str_to_int(request_form(w->request, "seen"), &seen);
    return now->last == seen
        ? OK
        : fail(w->request->ctx, ERR_CONFLICT,
               "somebody changed these words while you wrote: look at what stands there now, and send yours "
               "again if they are still wanted");
}

static result text_check(const struct rewording *w, const struct draft *draft)
{
    int64_t number = 0;
    (void)str_to_int(request_form(w->request, "text"), &number);
    return draft->row.number == number
        ? OK
        : fail(
              w->request->ctx, ERR_CONFLICT,
              "the draft changed while you wrote: look at what it says now, and send your words again if they "
              "still say the same");
}

static struct worded_said *said_of(struct rewording *w, const struct worded *now, size_t i)
{
    w->part = i;
    w->said.clause = now->parts.at[i].clause;
    w->said.words = request_form(w->request, field_name(w->request->ctx, "w", w->said.clause));
    w->said.is_same = request_form(w->request, field_name(w->request->ctx, "same", w->said.clause)).n > 0;
    return &w->said;
}

// What was written before is read again inside the write.
static result charter_write(struct ctx *ctx, struct db *db, void *with)
{
    struct rewording *w = with;
    struct worded now = { .document = w->worded.document, .language = w->worded.language };
    struct desk desk;
    result e = desk_open(ctx, db, w->request->now, &w->by, &desk);
    if (!e)
        e = worded_read(ctx, db, &now);
    if (!e)
        e = seen_check(w, &now);
    for (size_t i = 0; i < now.parts.n && !e; i++)
        e = worded_say(&desk, &now, said_of(w, &now, i));
    return e;
}

// So is the draft: its text may be another by now.
static result draft_write(struct ctx *ctx, struct db *db, void *with)
{
    struct rewording *w = with;
    const struct drafter by = request_drafter(w->request);
    struct draft draft;
    struct worded now = { .draft = &draft, .language = w->worded.language };
    result e = draft_open(ctx, db, w->draft.row.name, &by, &draft);
    if (!e)
        e = text_check(w, &draft);
    now.document = draft.document;
    if (!e)
        e = worded_read(ctx, db, &now);
    if (!e)
        e = seen_check(w, &now);
    for (size_t i = 0; i < now.parts.n && !e; i++)
        e = worded_draft_say(&now, said_of(w, &now, i), &by);
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
    e = site_write(request, w.charter ? charter_write : draft_write, &w);
    if (!e)
        response_see(request, response, url_of(&w, "?done=yes"));
    if (!is_for_form(e) && e != ERR_CONFLICT)
        return e;
    return form_show_page(&w, response, sentence(ctx, said_take(ctx)));
}
