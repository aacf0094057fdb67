// What somebody is about to say of a step of redress, looked through before it is said: as everybody will read it, who
// is told, what it settles and what is owed after it.
#include "web/step_pages.h"

#include "rules/personal.h"

enum { NEWEST_LOOKED_AT = 100 }; // of messages: those that one answer leads to are the last there are

result step_tried_read(struct ctx *ctx, struct db *db, const struct ledger *ledger, struct step_tried *tried)
{
    result e = step_find(ctx, db, ledger, &tried->key, &tried->after);
    return e ? e
             : query_outbox_newest(ctx, db,
                                   &(struct outbox_newest_in){ COMMUNITY_FIRST, INT64_MAX, NEWEST_LOOKED_AT },
                                   &tried->messages);
}

static str ways_words(struct ctx *ctx, const struct step_tried *tried)
{
    static const struct {
        str way;
        const char *words;
    } ways[] = { { STR_INIT("email"), "by e-mail" },
                 { STR_INIT("text"), "by text message" },
                 { STR_INIT("letter"), "by letter" } };
    str words = { 0 };
    for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
        bool is_used = false;
        for (size_t i = 0; i < tried->messages.n; i++)
            is_used |= tried->messages.at[i].fact_id == tried->after.last &&
                str_equal(tried->messages.at[i].way, ways[w].way);
        if (is_used)
            words = words.n ? str_format(ctx->arena, "%.*s and %s", STR_ARGS(words), ways[w].words)
                            : str_from(ways[w].words);
    }
    return words;
}

static result told_add(struct request *request, const struct step_tried *tried, struct checking_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct step_found *f = &tried->after;
    bool is_paid = f->said.n && f->said.at[f->said.n - 1].kind == FACT_STEP_PAID;
    str ways = ways_words(ctx, tried);
    if (!f->row->case_id)
        return OK;
    str words = ways.n ? str_format(ctx->arena, "Whoever reported it is told at once, %.*s.", STR_ARGS(ways))
        : is_paid      ? STR("Whoever reported it is told once it is confirmed, not before.")
                  : STR("Nobody is sent it: whoever reported left no way to be told, or has not said that "
                        "it is theirs.");
    return checking_follows(ctx, page, words, (struct url){ { 0 } });
}

static result place_add(struct request *request, const struct step_found *f, struct checking_page *page)
{
    struct ctx *ctx = request->ctx;
    if (!f->row->case_id)
        return checking_follows(
            ctx, page, STR("It stands in the public register and on the promise's page, and stays there."),
            (struct url){ STR("/redress") });
    str words = f->of_case.visibility == COUNTED_ONLY
        ? STR("It stands on the report, which only those who work on it and whoever reported read.")
        : f->of_case.visibility == VISIBLE_WITHOUT_TEXT
        ? STR("It stands on the report. Its words are withheld there, as all others of that report are.")
        : STR("It stands on the report's page, and stays there.");
    return checking_follows(ctx, page, words, case_url(ctx, f->of_case.reference));
}

static result standing_add(struct request *request, const struct fact_row *said, struct checking_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct url none = { { 0 } };
    if (step_fact_takes_back(said))
        return checking_follows(
            ctx, page, STR("What was said before stays on the record, with your reason beside it."), none);
    if (said->kind == FACT_STEP_PAID)
        return checking_follows(ctx, page,
                                STR("It counts as paid when somebody else who may answer for your body has "
                                    "confirmed it."),
                                none);
    return said->corrects == ID_NONE
        ? OK
        : checking_follows(ctx, page, STR("What stood there before stays beside it, as put right."), none);
}

// The step that is answered, and those that are still owed: without the words, which stand above.
static result steps_add(struct request *request, const struct step_found *f, struct checking_page *page)
{
    for (size_t i = 0; i < f->n_steps; i++) {
        struct step_line line = step_line_make(request->ctx, request->board, &f->steps[i]);
        if (line.is_settled && line.row != f->row)
            continue;
        struct step_line *slot = LIST_PUSH(request->ctx->arena, &page->steps);
        if (!slot)
            return arena_fail(request->ctx);
        line.words = line.said_by = (str){ 0 };
        *slot = line;
    }
    return OK;
}

static result owed_add(struct request *request, const struct step_found *f, struct checking_page *page)
{
    bool is_owed = false;
    for (size_t i = 0; i < page->steps.n; i++)
        is_owed |= !page->steps.at[i].is_settled;
    return is_owed
        ? OK
        : checking_follows(request->ctx, page,
                           f->row->case_id ? STR("Nothing more is owed by this redress of the report.")
                                           : STR("Nothing more is owed for that miss."),
                           (struct url){ { 0 } });
}

static result line_add(struct ctx *ctx, struct checking_page *page, str key, str value, struct url url)
{
    struct pair *slot = LIST_PUSH(ctx->arena, &page->lines);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct pair){ key, value, url };
    return OK;
}

static result lines_fill(struct request *request, const struct step_found *f, const struct fact_row *said,
                         struct checking_page *page)
{
    struct ctx *ctx = request->ctx;
    str promise = str_format(ctx->arena, "%.*s %.*s", STR_ARGS(f->promise->clause->label),
                             STR_ARGS(f->promise->clause->title));
    result e = line_add(ctx, page, STR("Of the promise"), promise,
                        promise_url(ctx, f->row->document, f->row->promise));
    if (!e && !step_fact_takes_back(said))
        e = line_add(ctx, page, said->kind == FACT_STEP_PAID ? STR("Paid on") : STR("Done on"),
                     date_words(ctx, instant_date(request->board->zone, said->happened)),
                     (struct url){ { 0 } });
    return e;
}

result step_check_fill(struct request *request, const struct step_tried *tried, struct checking_page *page)
{
    const struct step_found *f = &tried->after;
    const struct fact_row *said = f->said.n ? &f->said.at[f->said.n - 1] : NULL;
    if (!said)
        return fail(request->ctx, ERR_INTERNAL, "nothing was said of the step");
    result e = checking_fill(request, page);
    page->about = f->row->what;
    page->action = step_url(request->ctx, &f->key);
    page->words = said->words;
    page->said_by = said->said_by;
    page->say = str_equal(request_form(request, "deed"), STR("take back")) ? STR("Take it back")
        : str_equal(request_form(request, "deed"), STR("confirm"))         ? STR("Confirm that it was paid")
        : said->kind == FACT_STEP_PAID                                     ? STR("Record the payment")
                                                                           : STR("Put it on record");
    crumb_add(request->ctx, &page->layout, STR("Work"), (struct url){ STR("/work") });
    crumb_add(request->ctx, &page->layout, STR("Steps owed"), (struct url){ STR("/work/steps") });
    if (!e && f->row->case_id) // as others read words on a report
        e = personal_cover(request->ctx, said->words, &page->words);
    if (!e)
        e = lines_fill(request, f, said, page);
    if (!e)
        e = place_add(request, f, page);
    if (!e)
        e = told_add(request, tried, page);
    if (!e)
        e = standing_add(request, said, page);
    if (!e)
        e = steps_add(request, f, page);
    return e ? e : owed_add(request, f, page);
}
