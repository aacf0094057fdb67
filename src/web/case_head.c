// How the page of a report begins: what it is, in a line; who has it; whom to ring.
#include "web/case_head.h"
#include "web/views.h"

#include "app/report.h"
#include "app/unowned.h"
#include "app/worklist.h"

enum { HEADING_MAX = 60 }; // bytes of a heading

str words_begun(struct ctx *ctx, str whole)
{
    size_t end = HEADING_MAX;
    str first = str_slice(whole, 0, str_find(whole, STR("\n")));
    if (first.n <= HEADING_MAX)
        return first;
    while (end > HEADING_MAX / 2 && first.at[end] != ' ')
        end--;
    if (first.at[end] != ' ') // one very long word: cut between letters
        for (end = HEADING_MAX; ((unsigned char)first.at[end] & 0xc0) == 0x80;)
            end--;
    return str_format(ctx->arena, "%.*s ...", STR_ARGS(str_slice(first, 0, end)));
}

// Short words are the heading, and what stands in further lines is below it; of long ones the kind is.
void case_heading_fill(struct ctx *ctx, struct case_page *page)
{
    str whole = page->summary;
    size_t line = str_find(whole, STR("\n"));
    bool is_short = line <= HEADING_MAX;
    page->heading = is_short ? str_slice(whole, 0, line)
        : page->service.n    ? page->service
                             : words_begun(ctx, whole);
    page->below = is_short ? str_trim(str_slice(whole, line, whole.n)) : whole;
}

// The charter's own contact for what was promised, unless somebody else than the party that it is of has the report.
static const struct clause *contact_of(const struct case_page *page)
{
    for (size_t i = 0; i < page->clocks.n; i++) {
        const struct clause *contact = page->clocks.at[i].contact;
        const struct field *telephone = contact ? field_find(&contact->fields, KEY_TELEPHONE) : NULL;
        if (telephone && (!page->holder.n || str_same_name(party_of(contact), page->holder)))
            return contact;
    }
    return NULL;
}

void case_holder_fill(struct request *request, const struct case_view *view, struct case_page *page)
{
    struct ctx *ctx = request->ctx;
    page->holder = work_facts_of(&view->facts).body;
    const struct body *body = body_named(&request->board->directory.bodies, page->holder);
    page->is_untracked = body && !body->is_tracked;
    const struct clause *contact = contact_of(page);
    const struct field *hours = contact ? field_find(&contact->fields, KEY_HOURS) : NULL;
    str own = body ? body->telephone : (str){ 0 };
    page->ring = contact ? field_find(&contact->fields, KEY_TELEPHONE)->text : own;
    page->ring_hours = hours ? field_text(ctx, hours) : (str){ 0 };
    page->ring_else = hours && !str_equal(own, page->ring) ? own : (str){ 0 };
    page->ring_url = telephone_url(ctx, page->ring);
    page->ring_else_url = telephone_url(ctx, page->ring_else);
    if (case_is_unowned(&view->row, &view->facts))
        page->nobody = nobody_yet_of(request, view->row.service);
}

static void line_make_plain(const struct case_page *page, struct note_line *line)
{
    str reported = STR("Reported. ");
    bool is_reporter = str_equal(line->voice, str_from(voice_words(VOICE_REPORTER)));
    if (is_reporter)
        line->said_by = channel_words(line->said_by);
    if (is_reporter && page->summary.n && str_starts(line->words, reported) &&
        str_starts(str_slice(line->words, reported.n, line->words.n), page->summary))
        line->words = STR("Reported.");
}

void case_html(struct case_page *page, struct response *response)
{
    for (size_t i = 0; i < page->timeline.n; i++)
        line_make_plain(page, &page->timeline.at[i]);
    view_case(&response->body, page);
}
