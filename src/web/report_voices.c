// Of a report that is taken in or is for somebody else: what was typed about that, as the report needs it.
#include "web/report_form.h"
#include "web/typed.h"

#include "app/restriction.h"
#include "app/spoken.h"

bool report_is_taken_in(const struct report_form *form)
{
    return report_typed(form, "channel").n > 0;
}

bool report_is_foreign(const struct report_form *form)
{
    str language = report_typed(form, "language");
    return report_is_taken_in(form) && language.n && !str_equal(language, SPOKEN_ENGLISH);
}

// Today's reached us now, unless a time is said; what is older, in the whole of its day.
void report_received(const struct report_form *form, instant *first, instant *last)
{
    const struct zone *zone = form->request->board->zone;
    instant now = ledger_instant(form->request->board->ledger, form->request->now);
    date day;
    int32_t second;
    *first = *last = INSTANT_NONE;
    if (!report_is_taken_in(form) || !typed_day(report_typed(form, "day"), &day))
        return;
    if (typed_time(report_typed(form, "time"), &second)) {
        *first = *last = zone_instant(zone, day, second, NULL);
    } else if (day.day < zone_date(zone, now, NULL).day) {
        *first = zone_midnight(zone, day);
        *last = (instant){ zone_midnight(zone, date_add_days(day, 1)).second - 1 };
    }
}

str report_intake_words(const struct report_form *form)
{
    date day;
    if (!report_is_taken_in(form) || !typed_day(report_typed(form, "day"), &day))
        return (str){ 0 };
    return str_format(form->request->ctx->arena, "%.*s on %.*s",
                      STR_ARGS(channel_words(report_typed(form, "channel"))),
                      STR_ARGS(date_words(form->request->ctx, day)));
}

static bool is_ticked(const struct report_form *form, const char *name)
{
    return str_equal(report_typed(form, name), STR("yes"));
}

static str leave_words(const struct report_form *form, const struct report_voices *v)
{
    struct arena *arena = form->request->ctx->arena;
    str relation = report_typed(form, "relation"), interpreter = report_typed(form, "interpreter");
    str words = { 0 };
    if (v->is_spoken_for)
        words = str_format(arena, "%.*s speaks for them, and they agree. ",
                           STR_ARGS(relation.n ? relation : STR("somebody")));
    if (report_is_foreign(form))
        words = str_format(arena, "%.*sIt was said in %.*s%s%.*s. ", STR_ARGS(words),
                           STR_ARGS(spoken_name(report_typed(form, "language"))),
                           interpreter.n ? ", interpreted by " : "", STR_ARGS(interpreter));
    return str_trim(words);
}

static str joined(struct arena *arena, str words, str more)
{
    return !more.n ? words
        : !words.n ? more
                   : str_format(arena, "%.*s\n%.*s", STR_ARGS(words), STR_ARGS(more));
}

static str answer_words(const struct report_form *form, const struct person *p)
{
    static const struct {
        str way, words;
    } WAYS[] = { { STR_INIT("letter"), STR_INIT("Answered by letter") },
                 { STR_INIT("telephone"), STR_INIT("Somebody rings them back") },
                 { STR_INIT("email"), STR_INIT("Answered by e-mail") },
                 { STR_INIT("text"), STR_INIT("Answered by text message") },
                 { STR_INIT("none"), STR_INIT("Not answered") } };
    str words = { 0 };
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++)
        words = str_equal(p->way, WAYS[i].way) ? WAYS[i].words : words;
    if (p->print.n)
        words = str_format(form->request->ctx->arena, "%.*s, in large print", STR_ARGS(words));
    if (p->language.n && !str_equal(p->language, SPOKEN_ENGLISH))
        words = str_format(form->request->ctx->arena, "%.*s, in %.*s", STR_ARGS(words),
                           STR_ARGS(spoken_name(p->language)));
    return words;
}

static void summary_fill(const struct report_form *form, struct report_voices *v)
{
    struct arena *arena = form->request->ctx->arena;
    const struct person *p = &v->reporter;
    const str own[] = { p->name, p->address, p->telephone, p->email };
    for (size_t i = 0; v->has_reporter && i < sizeof own / sizeof *own; i++)
        v->summary = joined(arena, v->summary, own[i]);
    if (v->has_reporter && report_is_taken_in(form))
        v->summary = joined(arena, v->summary, answer_words(form, p));
    if (v->has_spoken)
        v->summary = joined(arena, v->summary, str_format(arena, "For %.*s", STR_ARGS(v->spoken.name)));
    v->summary = joined(arena, v->summary, v->leave);
    if (report_is_taken_in(form) && !v->has_reporter)
        v->summary = joined(arena, STR("It came without a name."), v->summary);
}

static void reporter_fill(const struct report_form *form, struct report_voices *v)
{
    str way = report_typed(form, "way"), language = report_typed(form, "language");
    bool is_nobody = str_equal(report_typed(form, "whose"), STR("nobody"));
    v->reporter = (struct person){ .id = ID_NONE,
                                   .name = report_typed(form, "own-name"),
                                   .email = report_typed(form, "own-email"),
                                   .telephone = report_typed(form, "own-telephone"),
                                   .address = report_typed(form, "own-address"),
                                   .way = way.n ? way : STR("none") };
    bool is_own = report_is_foreign(form) && is_ticked(form, "own-language");
    v->reporter.language = is_own ? language : SPOKEN_ENGLISH;
    v->reporter.print = is_ticked(form, "large") ? PRINT_LARGE : (str){ 0 };
    v->has_reporter = report_is_taken_in(form) && !is_nobody &&
        (v->reporter.name.n || v->reporter.email.n || v->reporter.telephone.n || v->reporter.address.n);
}

result report_voices_read(const struct report_form *form, struct report_voices *v)
{
    str whose = report_typed(form, "whose");
    *v = (struct report_voices){ .is_spoken_for = str_equal(whose, STR("spoken")) };
    v->spoken = (struct person){ .id = ID_NONE, .name = report_typed(form, "spoken"), .way = STR("none") };
    v->has_spoken = v->is_spoken_for && v->spoken.name.n;
    reporter_fill(form, v);
    v->leave = leave_words(form, v);
    summary_fill(form, v);
    return arena_is_full(form->request->ctx->arena) ? arena_fail(form->request->ctx) : OK;
}

result report_limit_fill(const struct report_form *form, struct report_page *page)
{
    struct request *request = form->request;
    struct restriction_row row = { .id = ID_NONE };
    struct person typed = { .email = report_typed(form, "own-email"),
                            .telephone = report_typed(form, "own-telephone") };
    bool is_asked = report_is_taken_in(form) && may(request->visitor, DEED_WORK, NULL);
    if (!str_has(typed.email, '@'))
        typed.email = (str){ 0 };
    result e = is_asked
        ? restriction_of_contact(request->ctx, request->db, &typed, request->board->today, &row)
        : OK;
    if (e || row.id == ID_NONE)
        return e;
    page->limit = restriction_words(request->ctx, &row);
    page->limit_until = date_words(request->ctx, row.until);
    return OK;
}
