// What a clause of a draft would cost, as its provider says it: beside what it would have scored, no part of the text.
#include "web/draft_pages.h"
#include "web/typed.h"
#include "web/views.h"

#include "app/draft_meeting.h"
#include "web/payments_pages.h"

// "£4.50 for each report, £4,500 for the 1,000 reports above"
static str sum_words(struct ctx *ctx, const struct draft_cost_row *row, int64_t n_reports)
{
    bool has_one = row->one != ID_NONE, has_year = row->year != ID_NONE;
    str words = has_one
        ? str_format(ctx->arena, "%.*s for each report", STR_ARGS(pounds_words(ctx, row->one)))
        : (str){ 0 };
    if (has_one && n_reports)
        words = str_format(ctx->arena, "%.*s, %.*s for the %lld reports above", STR_ARGS(words),
                           STR_ARGS(pounds_words(ctx, row->one * n_reports)), (long long)n_reports);
    return has_year ? str_format(ctx->arena, "%.*s%s%.*s a year", STR_ARGS(words), has_one ? ", and " : "",
                                 STR_ARGS(pounds_words(ctx, row->year)))
                    : words;
}

// The last word of each provider.
result draft_costs_fill(struct request *request, const struct draft *draft, str label, int64_t n_reports,
                        struct would_part *part)
{
    struct ctx *ctx = request->ctx;
    struct draft_cost_row_list rows;
    result e = query_draft_cost_of_clause(
        ctx, request->db, &(struct draft_cost_of_clause_in){ COMMUNITY_FIRST, draft->row.id, label }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        const struct draft_cost_row *row = &rows.at[i];
        bool is_last = true;
        for (size_t k = i + 1; k < rows.n; k++)
            is_last = is_last && !str_same_name(rows.at[k].party, row->party);
        str *slot = is_last ? LIST_PUSH(ctx->arena, &part->costs) : NULL;
        if (slot)
            *slot = str_format(ctx->arena, "%.*s says: %.*s. %.*s (%.*s)", STR_ARGS(row->party),
                               STR_ARGS(sum_words(ctx, row, n_reports)), STR_ARGS(sentence(ctx, row->words)),
                               STR_ARGS(date_words(ctx, instant_date(request->board->zone, row->made))));
    }
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// For which of its providers whoever looks speaks; empty for none.
static str provider_spoken_for(const struct draft *draft, str label)
{
    const struct clause *clause = document_clause(draft->document, label);
    for (size_t i = 0; clause && i < draft->parties.n; i++)
        if (draft_may_cost(draft, clause, draft->parties.at[i].party))
            return draft->parties.at[i].party;
    return (str){ 0 };
}

result draft_cost_fields(struct request *request, const struct draft *draft, struct draft_clause_page *page)
{
    page->would.may_cost = page->would.is_asked && provider_spoken_for(draft, page->label).n;
    page->one = form_field(request, "one", STR("For each report"));
    page->one.hint = STR("In pounds, such as 12.50. Leave one of the two empty.");
    page->year = form_field(request, "year", STR("A year"));
    page->one.width = page->year.width = 10;
    page->what = form_field(request, "what", STR("What is in it?"));
    page->what.hint = STR("Such as: a second crew at weekends, from the streets budget.");
    page->is_office = form_field(request, "is-office", STR("Personal details"));
    return form_option_add(request->ctx, &page->is_office, STR("yes"),
                           STR("What looks like a person's details is an office's, and may be public"));
}

struct costing {
    struct request *request;
    struct drafter by;
    struct draft_costing of;
};

static result cost_work(struct ctx *ctx, struct db *db, void *with)
{
    struct costing *c = with;
    struct draft draft;
    result e = draft_open(ctx, db, request_parameter(c->request, "draft"), &c->by, &draft);
    return e ? e : draft_cost_say(&draft, &c->of);
}

static int64_t pence_of(str typed)
{
    int64_t pence;
    if (!typed.n)
        return -1;
    return typed_pence(typed, &pence) && pence >= 0 ? pence : COST_PENCE_MAX + 1;
}

result draft_cost_send(struct request *request, struct response *response, const struct draft *draft,
                       struct draft_clause_page *page)
{
    struct costing c = { .request = request, .by = request_drafter(request) };
    c.of = (struct draft_costing){ .label = page->label,
                                   .party = provider_spoken_for(draft, page->label),
                                   .words = page->what.value,
                                   .one = pence_of(page->one.value),
                                   .year = pence_of(page->year.value),
                                   .is_office = request_form(request, "is-office").n > 0,
                                   .by = &c.by };
    result e = site_write(request, cost_work, &c);
    if (!e)
        response_see(request, response,
                     url_format(request->ctx->arena, "%s#would", str_c(request->ctx->arena, page->url.text)));
    if (!is_for_form(e))
        return e;
    page->asks_office = c.of.looks_personal || c.of.is_office;
    e = form_fault(request->ctx, &page->faults, c.of.part == MEETING_PART_WORDS ? &page->what : &page->one,
                   sentence(request->ctx, said_take(request->ctx)));
    response->is_unkept = true;
    if (!e)
        view_draft_clause(&response->body, page);
    return e;
}
