// What of their own report is kept from others, for whoever wrote it: why, and the form by which they ask that it be
// shown.
#include "web/moderation_pages.h"

#include "app/photograph.h"
#include "app/work.h"
#include "app/working_day.h"

enum { BRIEF_LETTERS = 80 };

// One that waits for its answer says so, and can't be chosen.
static result thing_add(struct request *request, const struct case_view *view, struct case_page *page,
                        struct form_option thing)
{
    struct ctx *ctx = request->ctx;
    const struct fact_row *asked = appeal_of(&view->facts, thing.value);
    struct hidden_part *part = LIST_PUSH(ctx->arena, &page->hidden_parts);
    if (!part)
        return arena_fail(ctx);
    part->about = thing.label;
    part->why = thing.hint;
    part->is_asked = asked != NULL;
    if (asked)
        part->due = date_words(ctx, instant_date(request->board->zone, (instant){ asked->until.second - 1 }));
    return asked ? OK : form_option_add(ctx, &page->appeal_what, thing.value, thing.label);
}

// The text of a photograph is what it is called; only what came with the report is theirs.
static result photographs_add(struct request *request, const struct case_view *view, struct case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct photograph_row_list rows;
    result e = query_photograph_of_case(
        ctx, request->db, &(struct photograph_of_case_in){ COMMUNITY_FIRST, view->row.id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        str name = hidden_photograph(ctx->arena, rows.at[i].fact_id);
        const struct fact_row *by = hiding_of(&view->facts, name);
        bool is_theirs = str_equal(rows.at[i].kind, photograph_kind_word(PHOTOGRAPH_REPORT));
        if (by && is_theirs && str_equal(rows.at[i].state, PHOTOGRAPH_HIDDEN))
            e = thing_add(request, view, page,
                          (struct form_option){
                              .value = name, .label = STR("Your photograph"), .hint = fact_hides_why(by) });
    }
    return e;
}

static result words_add(struct request *request, const struct case_view *view, struct case_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct fact_row *all = hiding_of(&view->facts, HIDDEN_WORDS);
    if (all)
        return thing_add(request, view, page,
                         (struct form_option){ .value = HIDDEN_WORDS,
                                               .label = STR("All the words on your report"),
                                               .hint = fact_hides_why(all) });
    result e = OK;
    for (size_t i = 0; !e && i < view->facts.n; i++) {
        const struct fact_row *f = &view->facts.at[i];
        const struct fact_row *by = f->voice == VOICE_REPORTER && f->words.n
            ? entry_hidden_by(&view->facts, f)
            : NULL;
        if (by)
            e = thing_add(request, view, page,
                          (struct form_option){ .value = hidden_entry(ctx->arena, f->id),
                                                .label = str_brief(ctx->arena, f->words, BRIEF_LETTERS),
                                                .hint = fact_hides_why(by) });
    }
    return e;
}

result own_hidden_fill(struct request *request, const struct case_view *view, struct case_page *page)
{
    struct ctx *ctx = request->ctx;
    instant now = ledger_instant(request->board->ledger, request->now);
    const struct fact_row *held = withheld_of(&view->facts, now);
    page->appeal_what = form_field(request, "appeal-what", STR("What should be shown?"));
    page->appeal = form_field(request, "appeal", STR("Why should others see it?"));
    date last = working_day_of(request->board->ledger, work_facts_of(&view->facts).body,
                               zone_date(request->board->zone, now, NULL), APPEAL_WORKING_DAYS);
    page->appeal.hint = str_format(
        ctx->arena,
        "Somebody else than who hid it answers you, within ten working days: if you "
        "ask today, by %.*s.",
        STR_ARGS(date_words(ctx, last)));
    page->appeal.rows = 3;
    result e = held ? thing_add(request, view, page,
                                (struct form_option){ .value = HIDDEN_WITHHELD,
                                                      .label = STR("The text of your report"),
                                                      .hint = withheld_why(held) })
                    : OK;
    if (!e)
        e = words_add(request, view, page);
    if (!e)
        e = photographs_add(request, view, page);
    if (!e && page->appeal_what.options.n == 1)
        page->appeal_what.options.at[0].is_chosen = true;
    return e;
}
