// GET /charters,  GET /charters/{charter}  and  GET /charters/{charter}/text
#include "web/commitment_pages.h"
#include "web/feed.h"
#include "web/print_pages.h"
#include "web/reached_pages.h"
#include "web/views.h"

#include "app/documents.h"
#include "app/life.h"
#include "app/record.h"
#include "format/table.h"
#include "store/fact.h"

result charters_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct charters_page page = { .layout = { .title = { 0 } } };
    layout_fill(request, STR("Charters"), "charters", &page.layout);
    page.held = held_words(ctx, board);
    for (size_t i = 0; i < board->charters.n; i++) {
        struct charter_card *card = LIST_PUSH(ctx->arena, &page.charters);
        if (!card)
            return arena_fail(ctx);
        *card = charter_card_make(ctx, &board->charters.at[i]);
    }
    view_charters(&response->body, &page);
    return OK;
}

static result charter_asked(struct request *request, const struct charter **charter)
{
    *charter = board_charter(request->board, request_parameter(request, "charter"));
    return *charter ? OK : fail(request->ctx, ERR_MISSING, "there is no such charter");
}

static result block_fill(struct request *request, const struct speaking *speaking,
                         const struct promise_state *p, struct clause_block *block)
{
    struct ctx *ctx = request->ctx;
    *block = (struct clause_block){ .kind = p->clause->kind->word,
                                    .label = p->clause->label,
                                    .title = p->clause->title,
                                    .has_state = is_in_lists(p) };
    block->url = promise_url_in(ctx, p->charter->id, p->clause->label, speaking->after);
    block->line = promise_entry_make(ctx, p);
    block->prose = prose_html(ctx, p->clause->prose);
    result e = reached_brief(ctx, p, &block->reached);
    return e ? e : said_fill(ctx, speaking, p->clause, &block->said);
}

// Of the version that is shown; one that was told before texts were signed here names no hash.
static bool is_of_text(const struct fact_row *fact, str hash)
{
    return !fact->value.n || str_equal(fact->value, hash);
}

result charter_signatures(struct ctx *ctx, const struct board *board, const struct judged_document *version,
                          struct pairs *signatures)
{
    str hash = content_hash(ctx, version->document->text);
    for (size_t i = 0; i < board->facts.n; i++) {
        const struct fact_row *f = &board->facts.at[i];
        if (f->kind != FACT_SIGNED || !str_equal(f->document, version->document->id) || !is_of_text(f, hash))
            continue;
        struct pair *pair = LIST_PUSH(ctx->arena, signatures);
        if (!pair)
            return arena_fail(ctx);
        str day = date_words(ctx, instant_date(board->zone, f->happened));
        pair->key = f->name;
        pair->value = str_format(ctx->arena, "%.*s, %.*s: %.*s", STR_ARGS(f->said_by), STR_ARGS(day),
                                 STR_ARGS(f->words));
    }
    return OK;
}

static result versions_fill(struct ctx *ctx, const struct charter *c, struct charter_page *page)
{
    result e = OK;
    for (size_t i = 0; i < c->versions.n && c->versions.n > 1 && !e; i++) {
        struct date_range in_force = document_in_force(c->versions.at[i]->document);
        str words = period_words(ctx->arena, (struct span){ in_force.from, in_force.to });
        e = link_add(
            ctx, &page->versions, str_format(ctx->arena, "Version %zu, %.*s", i + 1, STR_ARGS(words)),
            url_format(ctx->arena, "/charters/%s/text?version=%zu", url_segment(ctx->arena, c->id), i + 1));
    }
    return e;
}

static const struct table_column COLUMNS[] = {
    { STR_INIT("label"), CELL_TEXT, false },         { STR_INIT("title"), CELL_TEXT, false },
    { STR_INIT("party"), CELL_TEXT, false },         { STR_INIT("target"), CELL_MAYBE, false },
    { STR_INIT("period_start"), CELL_MAYBE, false }, { STR_INIT("period_end"), CELL_MAYBE, false },
    { STR_INIT("figure"), CELL_MAYBE, false },       { STR_INIT("state"), CELL_TEXT, false },
    { STR_INIT("charter"), CELL_TEXT, false },       { STR_INIT("in_force_to"), CELL_MAYBE, false },
    { STR_INIT("suspended"), CELL_MAYBE, false },    { STR_INIT("notice"), CELL_MAYBE, false },
    { STR_INIT("notice_by"), CELL_MAYBE, false },
};

// "3 months": by what notice one party ends it; empty for none.
static str notice_of(const struct document *document)
{
    const struct field *f = field_find(&document->header, KEY_NOTICE);
    return f && !f->is_bad ? f->raw : (str){ 0 };
}

static result charter_table(struct request *request, struct response *response,
                            const struct charter_page *page)
{
    const struct charter *charter = board_charter(request->board, page->id);
    const struct document *document = charter->document->document;
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < page->clauses.n; i++) {
        const struct promise_entry *p = &page->clauses.at[i].line;
        if (page->clauses.at[i].has_state) {
            table_cell(&table, p->label);
            promise_cells(&table, p);
            table_cell(&table, page->standing);
            table_date(&table, document_in_force(document).to);
            table_cell(&table, life_suspended(request->ctx, document));
            table_cell(&table, notice_of(document));
            table_cell(&table, life_notice_by(charter));
        }
    }
    return table_close(&table);
}

static result page_fill(struct request *request, const struct charter *c, struct charter_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    const struct document *d = c->document->document;
    struct date_range in_force = document_in_force(d);
    struct speaking speaking = speaking_open(request, d, STR("#"));
    page->languages = speaking.choice;
    page->title = d->title;
    page->id = c->id;
    page->card = charter_card_make(ctx, c);
    page->standing = life_standing(c);
    page->in_force = period_words(ctx->arena, (struct span){ in_force.from, in_force.to });
    page->prose = prose_html(ctx, d->prose);
    page->text_url = url_format(ctx->arena, "/charters/%s/text", url_segment(ctx->arena, c->id));
    page->words_url = url_format(ctx->arena, "/charters/%s/words", url_segment(ctx->arena, c->id));
    page->workload_url = url_format(ctx->arena, "/charters/%s/workload", url_segment(ctx->arena, c->id));
    page->review_url = url_format(ctx->arena, "/charters/%s/review", url_segment(ctx->arena, c->id));
    page->meeting_url = url_format(ctx->arena, "/charters/%s/meeting", url_segment(ctx->arena, c->id));
    page->dates_url = url_format(ctx->arena, "/charters/%s/dates.ics", url_segment(ctx->arena, c->id));
    page->data_url = url_format(ctx->arena, "/charters/%s.json", url_segment(ctx->arena, c->id));
    layout_fill(request, d->title, "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    feed_offer(ctx, &page->layout, charter_url(ctx, c->id),
               str_format(ctx->arena, "charter:%.*s", STR_ARGS(c->id)));
    result e = life_note_fill(ctx, c, &page->life);
    if (!e)
        e = said_fill(ctx, &speaking, NULL, &page->said);
    for (size_t i = 0; i < c->promises.n && !e; i++) {
        struct clause_block *block = LIST_PUSH(ctx->arena, &page->clauses);
        e = block ? block_fill(request, &speaking, &c->promises.at[i], block) : arena_fail(ctx);
    }
    if (!e)
        e = charter_signatures(ctx, board, c->document, &page->signatures);
    if (!e)
        e = print_links(ctx, charter_url(ctx, c->id), &page->prints);
    return e ? e : versions_fill(ctx, c, page);
}

result charter_show(struct request *request, struct response *response)
{
    const struct charter *charter;
    struct charter_page page = { .layout = { .title = { 0 } } };
    result e = charter_asked(request, &charter);
    if (!e)
        e = page_fill(request, charter, &page);
    if (!e && request->format == FORMAT_ATOM) {
        struct feed feed = { .title = page.title, .page = charter_url(request->ctx, charter->id) };
        e = feed_of_charter(request->ctx, charter, (str){ 0 }, &feed);
        return e ? e : feed_write(request, response, &feed);
    }
    if (!e && request->format != FORMAT_HTML)
        return charter_table(request, response, &page);
    for (size_t i = 0; i < page.clauses.n && !e; i++)
        e = given_brief(request, &charter->promises.at[i], &page.clauses.at[i].given);
    if (!e)
        view_charter(&response->body, &page);
    return e;
}

result charter_version_asked(struct request *request, const struct charter **charter, size_t *version)
{
    int64_t asked;
    result e = charter_asked(request, charter);
    *version = 1;
    for (size_t i = 0; !e && i < (*charter)->versions.n; i++)
        if ((*charter)->versions.at[i] == (*charter)->document)
            *version = i + 1;
    if (!e && str_to_int(request_field(request, "version"), &asked) && asked >= 1 &&
        (size_t)asked <= (*charter)->versions.n)
        *version = (size_t)asked;
    return e;
}

// The signed bytes, as they were adopted.
result charter_text_show(struct request *request, struct response *response)
{
    const struct charter *charter;
    size_t version;
    result e = charter_version_asked(request, &charter, &version);
    if (e)
        return e;
    response->type = STR("text/plain; charset=utf-8");
    buffer_add(&response->body, charter->versions.at[version - 1]->document->text);
    return OK;
}
