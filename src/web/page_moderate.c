// GET /moderation/{reference}: what others may read and see of a report. POST: words hidden or shown, the text
// withheld or not, whoever asks for it answered.
#include "web/moderation_pages.h"
#include "web/typed.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/fold.h"
#include "app/given_out.h"
#include "rules/personal.h"

#define WHOLE_REPORT STR("words")

enum { OPTION_LETTERS = 120 };

static bool is_entry(const struct fact_row *f)
{
    return f->words.n && f->kind != FACT_HIDDEN && f->kind != FACT_WITHHELD && f->kind != FACT_APPEALED &&
        f->kind != FACT_PHOTOGRAPH && f->kind != FACT_TAKEN_IN && f->kind != FACT_GIVEN;
}

static str until_words(struct request *request, instant until)
{
    return date_words(request->ctx, instant_date(request->board->zone, (instant){ until.second - 1 }));
}

static result entry_add(struct moderated *m, struct moderate_page *page, const struct fact_row *f)
{
    struct ctx *ctx = m->request->ctx;
    const struct fact_row *by = entry_hidden_by(&m->facts, f);
    struct entry_line *line = LIST_PUSH(ctx->arena, &page->entries);
    if (!line)
        return arena_fail(ctx);
    *line = (struct entry_line){ .what = hidden_entry(ctx->arena, f->id),
                                 .voice = str_from(voice_words((enum voice)f->voice)),
                                 .day = instant_words(ctx, m->request->board->zone, f->happened),
                                 .words = f->words };
    if (by)
        line->hidden_why = fact_hides_why(by).n ? fact_hides_why(by) : STR("somebody hid it");
    result e = personal_cover(ctx, f->words, &line->covered);
    if (by || entry_is_whole(&m->facts, f) || str_equal(line->covered, f->words))
        line->covered = (str){ 0 };
    if (!e)
        e = form_option_add(ctx, &page->what, line->what, str_brief(ctx->arena, f->words, OPTION_LETTERS));
    if (!e && line->hidden_why.n)
        page->what.options.at[page->what.options.n - 1].hint = str_format(ctx->arena, "Hidden because %.*s",
                                                                          STR_ARGS(line->hidden_why));
    return e;
}

static result entries_fill(struct moderated *m, struct moderate_page *page)
{
    result e = form_option_add(m->request->ctx, &page->what, WHOLE_REPORT, STR("All the words on it"));
    for (size_t i = 0; !e && i < m->facts.n; i++)
        if (is_entry(&m->facts.at[i]))
            e = entry_add(m, page, &m->facts.at[i]);
    page->is_whole = !e && wording_of(&m->facts, NULL) == WORDING_WHOLE;
    const struct fact_row *all = hiding_of(&m->facts, HIDDEN_WORDS);
    if (all)
        page->hidden_why = fact_hides_why(all).n ? fact_hides_why(all) : STR("somebody hid them");
    return e;
}

static str appeal_about(const struct fact_row *f)
{
    return str_equal(f->name, HIDDEN_WITHHELD)    ? STR("the text that is withheld")
        : str_equal(f->name, HIDDEN_WORDS)        ? STR("the words that are hidden")
        : str_starts(f->name, STR("photograph ")) ? STR("a photograph that is hidden")
                                                  : STR("one entry that is hidden");
}

static result appeals_fill(struct moderated *m, struct moderate_page *page, instant now)
{
    struct ctx *ctx = m->request->ctx;
    result e = OK;
    for (size_t i = 0; !e && i < m->facts.n; i++) {
        const struct fact_row *f = &m->facts.at[i];
        if (f->kind != FACT_APPEALED || appeal_of(&m->facts, f->name) != f)
            continue;
        struct appeal_line *line = LIST_PUSH(ctx->arena, &page->appeals);
        if (!line)
            return arena_fail(ctx);
        *line = (struct appeal_line){ f->name, appeal_about(f), f->words, until_words(m->request, f->until),
                                      f->until.second <= now.second };
        e = form_option_add(ctx, &page->appeal, f->name, sentence(ctx, line->about));
    }
    return e;
}

static void withheld_fill(struct moderated *m, struct moderate_page *page, instant now)
{
    const struct fact_row *held = withheld_of(&m->facts, now);
    page->is_withheld = held != NULL;
    if (!held)
        return;
    page->withheld_why = held->words.n ? withheld_why(held) : STR("no reason was given");
    page->withheld_ends = str_equal(held->value, STR("ends"));
    if (!instant_is_none(held->until))
        page->withheld_until = until_words(m->request, held->until);
}

static result fields_fill(struct request *request, struct moderate_page *page)
{
    struct ctx *ctx = request->ctx;
    page->what = form_field(request, "what", STR("What is meant?"));
    page->reason = form_field(request, "reason", STR("Why is it hidden?"));
    page->reason.hint = STR(
        "Everybody reads this, behind \"hidden because\". To show something it may stay empty.");
    page->note = form_field(request, "note", STR("Note for those who work on it"));
    page->note.is_optional = true;
    page->note.rows = 2;
    page->withhold_reason = form_field(request, "withhold-reason", STR("Why is the text withheld?"));
    page->withhold_reason.hint = STR("Everybody reads this.");
    page->until = form_field(request, "until", STR("Until when?"));
    page->until.width = 10;
    page->until.hint = STR("Such as 31 3 2027, at most a year ahead.");
    page->ending = form_field(request, "ending", STR("What happens then?"));
    page->appeal = form_field(request, "appeal", STR("Which of them do you answer?"));
    page->answer = form_field(request, "answer", STR("Your answer"));
    page->answer.hint = STR("Whoever asked is told, and everybody reads it.");
    page->answer.rows = 3;
    result e = reasons_fill(ctx, &page->reason, false);
    for (int i = 0; i < WITHHOLDING_REASONS && !e; i++) {
        str words = withholding_reason_words((enum withholding_reason)i);
        e = form_option_add(ctx, &page->withhold_reason, words, sentence(ctx, words));
    }
    if (!e)
        e = form_option_add(ctx, &page->ending, STR("review"),
                            STR("Somebody looks at it again; until then it stays withheld"));
    return e ? e : form_option_add(ctx, &page->ending, STR("ends"), STR("It is shown again by itself"));
}

// What was given out on request, and of what was noted so which was not.
static result given_fields(struct moderated *m, struct moderate_page *page)
{
    struct request *request = m->request;
    struct ctx *ctx = request->ctx;
    page->given = form_field(request, "given", STR("What was given out?"));
    page->given_to = form_field(request, "given-to", STR("To whom?"));
    page->given_to.hint = STR("A body or an office, such as: the police, neighbourhood team.");
    page->given_why = form_field(request, "given-why", STR("Why?"));
    page->given_why.hint = STR("Who asked, how you know that it was they, and what they need it for.");
    page->given_why.rows = 3;
    page->given_told = form_field(request, "given-told", STR("May whoever reported be told?"));
    if (!page->given_told.value.n)
        page->given_told.value = STR("yes");
    page->back = form_field(request, "back", STR("Which of them was not given out?"));
    page->back_why = form_field(request, "back-why", STR("What was wrong?"));
    page->back_why.rows = 2;
    result e = form_option_add(ctx, &page->given_told, STR("yes"),
                               STR("Yes: what and to whom, when they ask what is held about them"));
    if (!e)
        e = form_option_add(ctx, &page->given_told, STR("no"),
                            STR("No: that would get in the way of preventing or finding out a crime"));
    for (int i = 0; i < OUT_KINDS && !e; i++) {
        str words = given_out_words((enum out_what)i);
        e = form_option_add(ctx, &page->given, words, sentence(ctx, words));
    }
    for (size_t i = 0; i < m->facts.n && !e; i++)
        if (given_out_stands(&m->facts, &m->facts.at[i]))
            e = form_option_add(
                ctx, &page->back, str_format(ctx->arena, "%lld", (long long)m->facts.at[i].id),
                str_brief(ctx->arena, sentence(ctx, case_fact_words(ctx, &m->facts.at[i])), OPTION_LETTERS));
    return e;
}

static result page_fill(struct moderated *m, struct moderate_page *page)
{
    struct request *request = m->request;
    struct ctx *ctx = request->ctx;
    instant now = ledger_instant(request->board->ledger, request->now);
    layout_fill(request, str_format(ctx->arena, "What others see of %.*s", STR_ARGS(m->row.reference)),
                "work", &page->layout);
    crumb_add(ctx, &page->layout, STR("What is held back"), (struct url){ STR("/moderation") });
    page->reference = m->row.reference;
    page->service = m->row.service;
    page->is_counted = m->row.visibility == COUNTED_ONLY;
    page->may_work = may(request->visitor, DEED_WORK, &m->about);
    page->is_done = request_field(request, "done").n > 0;
    page->action = moderation_url(ctx, m->row.reference);
    page->case_url = case_url(ctx, m->row.reference);
    page->work_url = url_format(ctx->arena, "/work/%s", url_segment(ctx->arena, m->row.reference));
    withheld_fill(m, page, now);
    result e = fields_fill(request, page);
    if (!e)
        e = entries_fill(m, page);
    if (!e)
        e = appeals_fill(m, page, now);
    if (!e)
        e = given_fields(m, page);
    if (!e)
        e = hiding_trace_fill(request, &m->about, &m->facts, &page->trace);
    return e ? e : photographs_fill(request, m->row.id, true, &page->photographs);
}

result moderate_show(struct request *request, struct response *response)
{
    struct moderated m;
    struct moderate_page page = { .is_counted = false };
    result e = moderated_open(request, &m);
    if (!e)
        e = page_fill(&m, &page);
    if (!e)
        view_moderate(&response->body, &page);
    response->is_unkept = true;
    return e;
}

static result hide_do(struct desk *desk, const struct request *request)
{
    struct hiding h = { .what = request_form(request, "what"), .note = request_form(request, "note") };
    if (!h.what.n)
        return fail(desk->ctx, ERR_INPUT, "choose what is to be hidden");
    if (!hiding_reason_from(request_form(request, "reason"), &h.reason))
        return fail(desk->ctx, ERR_INPUT, "choose why it is hidden");
    return case_hide(desk, &h);
}

static result show_do(struct desk *desk, const struct request *request)
{
    str what = request_form(request, "what");
    if (!what.n)
        return fail(desk->ctx, ERR_INPUT, "choose what is to be shown");
    return case_unhide(desk, what, request_form(request, "note"));
}

static result whole_do(struct desk *desk, const struct request *request)
{
    return case_show_whole(desk, request_form(request, "note"));
}

static result withhold_do(struct desk *desk, const struct request *request)
{
    struct withholding w = { .ends = str_equal(request_form(request, "ending"), STR("ends")),
                             .day = DATE_NONE };
    if (!withholding_reason_from(request_form(request, "withhold-reason"), &w.reason))
        return fail(desk->ctx, ERR_INPUT, "choose why the text is withheld");
    if (!request_form(request, "ending").n)
        return fail(desk->ctx, ERR_INPUT, "choose what happens on that day");
    (void)typed_day(request_form(request, "until"), &w.day);
    return case_withhold(desk, &w);
}

static result longer_do(struct desk *desk, const struct request *request)
{
    date day = DATE_NONE;
    (void)typed_day(request_form(request, "until"), &day);
    return case_withhold_longer(desk, day);
}

static result lift_do(struct desk *desk, const struct request *request)
{
    (void)request;
    return case_lift(desk);
}

static result grant_do(struct desk *desk, const struct request *request)
{
    return case_appeal_answer(desk, request_form(request, "appeal"), true, request_form(request, "answer"));
}

static result refuse_do(struct desk *desk, const struct request *request)
{
    return case_appeal_answer(desk, request_form(request, "appeal"), false, request_form(request, "answer"));
}

static result give_do(struct desk *desk, const struct request *request)
{
    struct given_out g = { .to = request_form(request, "given-to"),
                           .why = request_form(request, "given-why"),
                           .is_untold = str_equal(request_form(request, "given-told"), STR("no")) };
    if (!given_out_from(request_form(request, "given"), &g.what))
        return fail(desk->ctx, ERR_INPUT, "choose what was given out");
    return given_out_note(desk, &g);
}

static result back_do(struct desk *desk, const struct request *request)
{
    int64_t fact;
    if (!str_to_int(request_form(request, "back"), &fact))
        fact = ID_NONE;
    return given_out_take_back(desk, fact, request_form(request, "back-why"));
}

// Each button: what it takes to be allowed, what it does.
static const struct button {
    const char *name;
    enum deed deed;
    result (*run)(struct desk *desk, const struct request *request);
} BUTTONS[] = {
    { "hide", DEED_HIDE, hide_do },         { "show", DEED_SHOW, show_do },
    { "whole", DEED_SHOW, whole_do },       { "withhold", DEED_WITHHOLD, withhold_do },
    { "longer", DEED_WITHHOLD, longer_do }, { "lift", DEED_SHOW, lift_do },
    { "grant", DEED_SHOW, grant_do },       { "refuse", DEED_SHOW, refuse_do },
    { "give", DEED_SHOW, give_do },         { "take back", DEED_SHOW, back_do },
};

static result deed_do(struct ctx *ctx, struct db *db, void *with)
{
    const struct moderated *m = with;
    struct desk desk;
    str name = request_form(m->request, "deed");
    const struct button *button = NULL;
    for (size_t i = 0; i < sizeof BUTTONS / sizeof *BUTTONS; i++)
        if (str_equal(name, str_from(BUTTONS[i].name)))
            button = &BUTTONS[i];
    if (!button)
        return fail(ctx, ERR_INPUT, "the form does not say what to do");
    result e = moderated_desk(ctx, db, m, button->deed, &desk);
    if (!e)
        e = button->run(&desk, m->request);
    return e ? e : desk_settle(&desk);
}

// Where somebody can put it right.
static struct form_field *faulty_field(struct moderate_page *page, str deed)
{
    if (str_equal(deed, STR("give")))
        return !page->given.value.n                                         ? &page->given
            : !page->given_to.value.n || str_has(page->given_to.value, ':') ? &page->given_to
                                                                            : &page->given_why;
    if (str_equal(deed, STR("take back")))
        return page->back.value.n && page->back.options.n ? &page->back_why
            : page->back.options.n                        ? &page->back
                                                          : &page->given;
    bool is_answer = str_equal(deed, STR("grant")) || str_equal(deed, STR("refuse"));
    if (is_answer && page->appeals.n)
        return &page->answer;
    if (str_equal(deed, STR("longer")) || (page->is_withheld && str_equal(deed, STR("withhold"))))
        return &page->until;
    if (str_equal(deed, STR("withhold")))
        return !page->withhold_reason.value.n ? &page->withhold_reason
            : !page->ending.value.n           ? &page->ending
                                              : &page->until;
    return !page->what.value.n || !str_equal(deed, STR("hide")) ? &page->what : &page->reason;
}

static result again(struct moderated *m, struct response *response)
{
    struct ctx *ctx = m->request->ctx;
    struct moderate_page page = { .is_counted = false };
    str why = sentence(ctx, said_take(ctx));
    result e = page_fill(m, &page);
    if (!e)
        e = form_fault(ctx, &page.faults, faulty_field(&page, request_form(m->request, "deed")), why);
    if (!e)
        view_moderate(&response->body, &page);
    return e;
}

result moderate_send(struct request *request, struct response *response)
{
    struct moderated m;
    result e = moderated_open(request, &m);
    if (!e && (e = site_write(request, deed_do, &m)) == OK) {
        response_see(request, response,
                     url_format(request->ctx->arena, "/moderation/%s?done=yes",
                                url_segment(request->ctx->arena, m.row.reference)));
        return OK;
    }
    return is_for_form(e) ? again(&m, response) : e;
}
