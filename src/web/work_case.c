#include "web/work_pages.h"

result case_open_for(struct request *request, str reference, enum deed deed, struct work_opened *o)
{
    struct ctx *ctx = request->ctx;
    struct case_by_reference_in asked = { COMMUNITY_FIRST, reference };
    bool is_found;
    result e = must_may(ctx, request->visitor, deed, NULL);
    if (!e)
        e = query_case_by_reference(ctx, request->db, &asked, &o->row, &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "there is no such report");
    if (!e)
        e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, o->row.id },
                               &o->facts);
    if (!e)
        e = case_about(ctx, request->db,
                       &(struct case_asked){ request->board, request->visitor, &o->row, &o->facts },
                       &o->about);
    return e ? e : must_may(ctx, request->visitor, deed, &o->about);
}

result work_case_open(struct request *request, struct work_opened *o)
{
    return case_open_for(request, request_parameter(request, "reference"), DEED_WORK, o);
}

// What the clock says by itself is nobody's change.
static bool is_news(const struct fact_row *f, int64_t seen)
{
    return f->id > seen && f->voice != VOICE_SYSTEM;
}

result work_case_same(struct desk *desk, str seen)
{
    int64_t last;
    bool is_asked = str_to_int(seen, &last);
    for (size_t i = 0; is_asked && i < desk->facts.n; i++)
        if (is_news(&desk->facts.at[i], last))
            return fail(
                desk->ctx, ERR_CONFLICT,
                "somebody changed this report while you wrote: look at what is new, and send yours again "
                "if it still holds");
    return OK;
}

static result news_add(struct request *request, const struct fact_row *f, struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct work_news *news = LIST_PUSH(ctx->arena, &page->news);
    if (!news)
        return arena_fail(ctx);
    *news = (struct work_news){ instant_words(ctx, request->board->zone, f->happened),
                                f->said_by.n ? f->said_by : str_from(voice_words((enum voice)f->voice)),
                                sentence(ctx, case_fact_words(ctx, f)) };
    return OK;
}

result work_case_news(struct request *request, const struct work_opened *o, struct work_case_page *page)
{
    int64_t seen;
    bool is_again = str_to_int(request_form(request, "seen"), &seen);
    result e = OK;
    page->seen = o->facts.n ? o->facts.at[o->facts.n - 1].id : 0;
    for (size_t i = 0; is_again && i < o->facts.n && !e; i++)
        if (is_news(&o->facts.at[i], seen))
            e = news_add(request, &o->facts.at[i], page);
    return e;
}

// Its clock runs and stands still, it is closed and disputed in turns: not every form is there at each time.
static bool has_form(const struct work_case_page *page, str deed)
{
    if (str_equal(deed, STR("agree")) || str_equal(deed, STR("disagree")))
        return page->is_disputed;
    if (str_equal(deed, STR("said")))
        return page->said.is_offered;
    if (str_equal(deed, STR("event")))
        return page->event.options.n > 0;
    if (str_equal(deed, STR("exempt")))
        return page->exempt.what.options.n > 0;
    if (str_equal(deed, STR("resume")))
        return page->is_open && page->is_paused;
    if (str_equal(deed, STR("pause")))
        return page->is_open && !page->is_paused && page->reason.options.n;
    return page->is_open ||
        !(str_equal(deed, STR("close")) || str_equal(deed, STR("explain")) ||
          str_equal(deed, STR("hand over")));
}

struct form_field *work_case_unsent(struct work_case_page *page, str deed, struct form_field *field)
{
    const struct {
        const char *deed;
        const struct form_field *words;
    } typed[] = {
        { "close", &page->words },       { "pause", &page->pause_why },    { "resume", &page->resume_why },
        { "event", &page->event_why },   { "explain", &page->late_why },   { "agree", &page->answer },
        { "disagree", &page->answer },   { "hand over", &page->hand_why }, { "said", &page->said.words },
        { "exempt", &page->exempt.why },
    };
    if (has_form(page, deed))
        return field;
    page->unsent = (struct form_field){ .name = "unsent", .label = STR("What you wrote"), .rows = 3 };
    page->unsent.hint = STR("It was not sent, and its form is gone. Copy what still holds.");
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        if (str_equal(deed, str_from(typed[i].deed)))
            page->unsent.value = typed[i].words->value;
    return &page->unsent;
}
