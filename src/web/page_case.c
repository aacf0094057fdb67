// GET /reports/{reference}: one case, its timeline in three voices, its clocks with their working.
#include "web/case_head.h"
#include "web/feed.h"
#include "web/step_pages.h"
#include "web/views.h"

#include "app/agreeing.h"
#include "app/hiding.h"
#include "app/onward.h"
#include "app/owed.h"
#include "app/owed_shared.h"
#include "app/record.h"
#include "app/report.h"
#include "app/unowned.h"
#include "app/visibility.h"
#include "app/worklist.h"

enum { DAYS_NAMED = 12 };

// Days that were left out because they are no weekend: the ones a reader would ask about.
static str left_out_words(struct ctx *ctx, const struct working *working)
{
    struct buffer out = buffer_open(4096);
    int named = 0;
    for (size_t i = 0; i < working->skipped.n && named < DAYS_NAMED; i++) {
        const struct skipped_day *d = &working->skipped.at[i];
        if (date_weekday(d->day) >= SATURDAY)
            continue;
        buffer_add(&out, named++ ? STR("; ") : STR(""));
        date_write_words(&out, d->day);
        buffer_print(&out, " (%.*s)", STR_ARGS(d->why));
    }
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

struct clocks {
    struct ctx *ctx;
    const struct board *board;
    struct case_page *page;
    result e;
};

static str clock_name(const struct promise *promise, int slot)
{
    return (size_t)slot < promise->n_clocks && promise->clocks[slot].name.n ? promise->clocks[slot].name
                                                                            : STR("the whole");
}

// The commonest reasons as one says them to whoever reported.
static const char *why_plain(enum why why)
{
    return why == WHY_STOPPED_IN_TIME ? "it was said to be done in time"
        : why == WHY_STOPPED_LATE     ? "it was said to be done, and late"
        : why == WHY_NOT_STARTED      ? "the time for it has not begun"
                                      : why_words(why);
}

static result clock_fill(struct clocks *c, const struct finding *f, struct clock_block *block)
{
    const struct judgement *j = f->judgement;
    const struct promise *promise = f->account->promise;
    struct working working;
    struct ctx *ctx = c->ctx;
    str id = f->document->document->id;
    *block = (struct clock_block){ .mark = state_mark(j->state),
                                   .why = sentence(c->ctx, str_from(why_plain(j->why))) };
    block->promise = str_format(ctx->arena, "%.*s %.*s", STR_ARGS(promise->clause->label),
                                STR_ARGS(promise->clause->title));
    const struct field *whose = clause_providers(promise->clause);
    block->whose = whose ? field_text(ctx, whose) : (str){ 0 };
    block->clock = f->account->n_slots > 1 ? clock_name(promise, f->slot) : (str){ 0 };
    block->url = promise_url(ctx, id, promise->clause->label);
    block->contact = document_contact(f->document->document, promise->clause);
    if (j->started.kind == MOMENT_KNOWN)
        block->started = span_words(ctx, c->board->zone, j->started.first, j->started.last);
    if (j->stopped.kind == MOMENT_KNOWN)
        block->stopped = instant_words(ctx, c->board->zone, j->stopped.first);
    bool has_redress = j->state == STATE_LATE &&
        !is_on_trial(f->document->document, promise->clause, (struct span){ j->day, j->day });
    block->redress = has_redress ? promise_late_redress(promise) : NULL;
    if (!j->has_deadline)
        return OK;
    block->is_due_by_day = j->deadline.is_day;
    block->due = j->deadline.is_day ? date_words(ctx, instant_date(c->board->zone, j->deadline.due))
                                    : instant_words(ctx, c->board->zone, j->deadline.due);
    struct pause_list pauses = { j->pauses, j->n_pauses };
    result e = deadline_working(ctx, &promise->timing, &j->deadline, pauses, &working);
    if (e)
        return e;
    block->rule = working.rule;
    block->left_out = left_out_words(ctx, &working);
    return OK;
}

static void clock_add(struct case_sink *sink, const struct finding *f)
{
    struct clocks *c = sink->of;
    bool is_sum = f->account->n_slots > 1 && (size_t)f->slot == f->account->n_slots - 1;
    if (c->e || is_sum || f->account->count || f->account->is_observed)
        return;
    struct clock_block *block = LIST_PUSH(c->ctx->arena, &c->page->clocks);
    c->e = block ? clock_fill(c, f, block) : arena_fail(c->ctx);
}

static void clock_leave(struct case_sink *sink, enum left_out reason, const struct case_facts *facts,
                        str about)
{
    (void)sink;
    (void)reason;
    (void)facts;
    (void)about;
}

static bool is_telling(const struct fact_row *f)
{
    return f->kind != FACT_AREA && f->kind != FACT_SOURCE_DUE;
}

// What an import says when its source says a thing no longer.
static bool is_taken_back(const struct fact_row *f)
{
    bool is_empty = f->kind == FACT_KNOWN ? !f->value.n
                                          : f->kind == FACT_PAUSED && f->until.second == f->happened.second;
    return is_empty && f->corrects != ID_NONE;
}

static str event_words(struct ctx *ctx, const struct fact_row *f)
{
    if (str_same_name(f->name, STR("reopened")))
        return STR("open again");
    if (str_same_name(f->name, STR("request")) && !f->value.n)
        return STR("asked for what is promised where it is late");
    if (str_same_name(f->name, FACT_PASSING_ON) && f->value.n)
        return str_format(ctx->arena, "passed on by %.*s", STR_ARGS(f->value));
    return f->value.n ? str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(f->name), STR_ARGS(f->value)) : f->name;
}

// Of a case whose text is withheld: that something happened, not what was said of it.
static str withheld_words(struct ctx *ctx, const struct fact_row *f)
{
    return f->kind == FACT_EVENT ? f->name
        : f->kind == FACT_STATUS ? str_format(ctx->arena, "status: %.*s", STR_ARGS(f->value))
                                 : str_from(fact_kind_name((enum fact_kind)f->kind));
}

static str received_words(struct ctx *ctx, const struct fact_row *f)
{
    if (str_equal(f->name, FACT_NOBODY))
        return STR("nobody is known to answer for it");
    return str_format(ctx->arena, "%s %.*s", str_equal(f->value, FACT_VALUE_SENT) ? "sent on to" : "with",
                      STR_ARGS(f->name));
}

static str sent_on_words(struct ctx *ctx, const struct fact_row *f)
{
    bool is_taken = str_equal(f->value, FACT_VALUE_TAKEN);
    return str_format(ctx->arena, is_taken ? "taken by the system of %.*s" : "not sent to the system of %.*s",
                      STR_ARGS(f->name));
}

static str note_words(const struct fact_row *f)
{
    return str_equal(f->name, FACT_NOTE_ORIGINAL)   ? STR("in their own words")
        : str_equal(f->name, FACT_NOTE_TRANSLATION) ? STR("the answer in their language")
                                                    : (str){ 0 };
}

static str taken_in_words(struct ctx *ctx, const struct fact_row *f)
{
    bool is_spoken_for = str_equal(f->value, FACT_VALUE_SPOKEN_FOR);
    str how = channel_words(f->name);
    if (!how.n)
        return STR("reported for somebody else");
    if (str_equal(f->value, FACT_VALUE_HEARD))
        return str_format(ctx->arena, "written down what whoever reported said %.*s", STR_ARGS(how));
    return str_format(ctx->arena, "taken in %.*s%s", STR_ARGS(how),
                      is_spoken_for ? ", for somebody else" : "");
}

// "the words hidden because a person is named"
static str hidden_words(struct ctx *ctx, const struct fact_row *f)
{
    const char *what = str_starts(f->name, STR("photograph")) ? "a photograph"
        : str_equal(f->name, HIDDEN_WORDS)                    ? "the words"
                                                              : "one entry";
    str why = fact_hides(f) ? fact_hides_why(f) : (str){ 0 };
    return str_format(ctx->arena, "%s %s%s%.*s", what,
                      fact_hides(f) ? "hidden from others" : "shown to everybody", why.n ? " because " : "",
                      STR_ARGS(why));
}

static str text_withheld_words(const struct fact_row *f)
{
    return str_equal(f->value, STR("no")) ? STR("text shown again") : STR("text withheld");
}

static str appealed_words(const struct fact_row *f)
{
    return str_equal(f->value, FACT_VALUE_OPEN) ? STR("asked that what is hidden be shown")
                                                : STR("answered whether what is hidden is shown");
}

static str given_line(struct ctx *ctx, const struct fact_row *f)
{
    bool is_taken_back = str_equal(f->value, FACT_VALUE_TAKEN_BACK);
    return str_format(ctx->arena, "%s: %.*s",
                      is_taken_back ? "not given out after all" : "given out on request", STR_ARGS(f->name));
}

static str agreed_words(const struct fact_row *f)
{
    return str_equal(f->value, FACT_VALUE_TAKEN_BACK) ? STR("it is not fixed after all") : STR("it is fixed");
}

static str disputed_words(const struct fact_row *f)
{
    bool is_open = str_equal(f->value, FACT_VALUE_OPEN);
    return is_open && f->name.n      ? STR("what was done because it is late is not what was promised")
        : is_open                    ? STR("it is not as the service says")
        : f->voice == VOICE_REPORTER ? STR("took back that it is not fixed")
                                     : STR("answered");
}

// What several reports are about is an incident: one was added to it, or it was named when the first was.
static str known_words(struct ctx *ctx, const struct fact_row *f)
{
    bool is_incident = str_same_name(f->name, STR("incident"));
    if (is_incident && f->voice == VOICE_SYSTEM)
        return STR("somebody else reported the same thing, too");
    if (is_incident && f->voice == VOICE_REPORTER)
        return str_format(ctx->arena, "added to the report %.*s, about the same thing", STR_ARGS(f->value));
    return str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(f->name), STR_ARGS(f->value));
}

static str status_words(struct ctx *ctx, const struct fact_row *f)
{
    if (!f->name.n && str_equal(f->value, STR("excluded")))
        return STR("not counted by itself");
    bool is_open = str_equal(f->value, STR("open"));
    return str_format(ctx->arena, "%s: %.*s", is_open ? "status" : "closed",
                      STR_ARGS(f->name.n ? f->name : f->value));
}

// "step 3 of R1 done"
static str step_words(struct ctx *ctx, const struct fact_row *f)
{
    str value = f->value, number = str_trim(str_cut(&value, ':'));
    const char *state = step_fact_takes_back(f) ? "taken back"
        : f->kind == FACT_STEP_PAID             ? "recorded as paid, to be confirmed by somebody else"
                                                : "done";
    return str_format(ctx->arena, "step %.*s of %.*s %s", STR_ARGS(number), STR_ARGS(f->name), state);
}

static str looked_words(const struct fact_row *f)
{
    return str_equal(f->value, STR("as said")) ? STR("looked at again: it is as the service says")
                                               : STR("looked at again: it is not as the service says");
}

str case_fact_words(struct ctx *ctx, const struct fact_row *f)
{
    const char *kind = fact_kind_name((enum fact_kind)f->kind);
    str what = f->kind == FACT_EVENT ? event_words(ctx, f)
        : is_taken_back(f)           ? str_format(ctx->arena, "no longer said: %.*s", STR_ARGS(f->name))
        : f->kind == FACT_PAUSED ? str_format(ctx->arena, "the time stands still: %.*s", STR_ARGS(f->name))
        : f->kind == FACT_KNOWN  ? known_words(ctx, f)
        : f->kind == FACT_CAUSE  ? str_format(ctx->arena, "cause: %.*s", STR_ARGS(f->name))
        : f->kind == FACT_STEP_DONE || f->kind == FACT_STEP_PAID ? step_words(ctx, f)
        : f->kind == FACT_STATUS                                 ? status_words(ctx, f)
        : f->kind == FACT_RECEIVED_BY                            ? received_words(ctx, f)
        : f->kind == FACT_SENT_ON                                ? sent_on_words(ctx, f)
        : f->kind == FACT_ASSIGNED
        ? f->value.n ? str_format(ctx->arena, "given to %.*s", STR_ARGS(f->value)) : STR("given to nobody")
        : f->kind == FACT_HIDDEN   ? hidden_words(ctx, f)
        : f->kind == FACT_WITHHELD ? text_withheld_words(f)
        : f->kind == FACT_APPEALED ? appealed_words(f)
        : f->kind == FACT_DISPUTED ? disputed_words(f)
        : f->kind == FACT_GIVEN    ? given_line(ctx, f)
        : f->kind == FACT_AGREED   ? agreed_words(f)
        : f->kind == FACT_LOOKED   ? looked_words(f)
        : f->kind == FACT_BOUND    ? f->value.n ? f->value : STR("begun")
           : f->kind == FACT_TAKEN_IN ? taken_in_words(ctx, f)
        : f->kind == FACT_NOTE     ? note_words(f)
                                   : str_from(kind);
    if (!f->words.n)
        return what;
    return what.n ? str_format(ctx->arena, "%.*s. %.*s", STR_ARGS(what), STR_ARGS(f->words)) : f->words;
}

static bool is_later(const struct note_line *a, const struct note_line *b)
{
    return a->when.second > b->when.second;
}

// "said to be fixed. Taken away."; empty of what is no closing.
static str closing_words(struct ctx *ctx, const struct fact_row_list *facts, const struct fact_row *f,
                         str words)
{
    str said = closing_said(facts, f);
    return said.n && words.n ? str_format(ctx->arena, "%.*s. %.*s", STR_ARGS(said), STR_ARGS(words)) : said;
}

// What those who work on it note for each other is not for whoever reported it either.
static bool is_for_work(const struct fact_row *f)
{
    return f->kind == FACT_GIVEN || f->kind == FACT_HIDDEN;
}

// In the order in which things happened; what was told wrongly stays, and says so.
static result timeline_fill(struct ctx *ctx, const struct board *board, const struct case_view *view,
                            struct case_page *page)
{
    const struct fact_row_list *facts = &view->facts;
    for (size_t i = 0; i < facts->n; i++) {
        struct fact_row own = facts->at[i];
        const struct fact_row *f = &own;
        result e = view->sees_whole ? OK : entry_public(ctx, facts, &facts->at[i], &own.words);
        if (e)
            return e;
        if (!view->sees_notes && is_for_work(f))
            own.words = (str){ 0 };
        enum voice voice = voice_shown(f->kind, f->voice);
        bool is_shown = !page->is_withheld || (f->kind == FACT_WITHHELD && is_seen_by_all(SEEN_REASON));
        str closing = closing_words(ctx, facts, f, is_shown ? own.words : (str){ 0 });
        str words = closing.n && !page->is_observation ? closing
            : is_shown                                 ? case_fact_words(ctx, f)
                                                       : withheld_words(ctx, f);
        bool is_said = is_shown && closing_says_it(facts, f);
        bool is_kept = f->kind == FACT_GIVEN && !view->sees_notes;
        if (!is_telling(f) || is_said || is_kept ||
            f->happened.second >= board->ledger->as_of.facts_before.second || !words.n)
            continue;
        struct note_line *line = LIST_PUSH(ctx->arena, &page->timeline);
        if (!line)
            return arena_fail(ctx);
        *line = (struct note_line){ .id = f->id,
                                    .when = f->happened,
                                    .said_by = is_shown && voice == f->voice ? f->said_by : (str){ 0 } };
        line->day = span_words(ctx, board->zone, f->happened, f->happened_last);
        line->voice = str_from(voice_words(voice));
        line->words = sentence(ctx, words);
        line->is_corrected = f->kind != FACT_PHOTOGRAPH && fact_is_corrected(facts->at, facts->n, f->id);
        for (struct note_line *at = line; at > page->timeline.at && is_later(&at[-1], at); at--) {
            struct note_line swap = *at;
            *at = at[-1];
            at[-1] = swap;
        }
    }
    return OK;
}

struct url own_url(struct ctx *ctx, str reference)
{
    return url_format(ctx->arena, "/account/reports/%s", url_segment(ctx->arena, reference));
}

// "Closed" never stands for more than it is: how it ended is said. One that is open since somebody said that it is not
// fixed has the word that lists have for it.
str case_status_words(struct ctx *ctx, enum case_status status, const struct fact_row_list *facts)
{
    const struct work_facts work = work_facts_of(facts);
    str ending = work.ending;
    static const char *const words[] = { "Open", "Closed: said to be fixed", "Closed: could not be mended",
                                         "Closed: reported before", "Not counted" };
    bool is_told = ending.n && (status == CASE_NO_FIX || status == CASE_CLOSED) &&
        !str_same_name(ending, STR("fixed"));
    if (status == CASE_OPEN && work.is_disputed)
        return STR("Disputed");
    return is_told ? str_format(ctx->arena, "Closed: %.*s", STR_ARGS(ending)) : str_from(words[status]);
}

// A case with all its facts, and what of it whoever asks may be told. ERR_MISSING if there is none.
static result case_find(struct request *request, struct case_view *view)
{
    struct ctx *ctx = request->ctx;
    struct case_by_reference_in asked = { COMMUNITY_FIRST, request_parameter(request, "reference") };
    bool is_found;
    result e = query_case_by_reference(ctx, request->db, &asked, &view->row, &is_found);
    if (e)
        return e;
    if (!is_found)
        return fail(ctx, ERR_MISSING, "there is no such report");
    e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, view->row.id },
                           &view->facts);
    return e ? e
             : case_about(ctx, request->db,
                          &(struct case_asked){ request->board, request->visitor, &view->row, &view->facts },
                          &view->about);
}

// The same, of one that they may see. What is only counted is not here, nor told to be.
result case_read(struct request *request, struct case_view *view)
{
    result e = case_find(request, view);
    if (e)
        return e;
    enum visibility visibility = (enum visibility)view->row.visibility;
    if (sees(request->visitor, case_line_of(visibility), &view->about) != SEEING_YES)
        return fail(request->ctx, ERR_MISSING, "there is no such report");
    view->sees_words = sees(request->visitor, case_words_of(visibility), &view->about) == SEEING_YES;
    view->sees_notes = may(request->visitor, DEED_WORK, &view->about);
    view->sees_whole = view->about.is_own || view->sees_notes;
    return OK;
}

static str clause_name(struct ctx *ctx, const struct clause *clause)
{
    return str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(clause->label), STR_ARGS(clause->title));
}

// What the lines of that key say, one after the other; empty if there are none.
static str lines_text(struct ctx *ctx, const struct clause *clause, enum field_key key)
{
    const struct field *f = field_find(&clause->fields, key);
    str text = { 0 };
    for (; f; f = field_next(&clause->fields, key, f))
        text = str_format(ctx->arena, "%.*s%s%.*s", STR_ARGS(text), text.n ? "; " : "",
                          STR_ARGS(field_text(ctx, f)));
    return text;
}

// Of a late one by whose redress nothing is owed: for which cases it is. Empty where it is for all.
static str spared_words(struct ctx *ctx, const struct case_page *page, const struct clause *redress)
{
    str name = clause_name(ctx, redress), when = lines_text(ctx, redress, KEY_WHEN),
        exempt = lines_text(ctx, redress, KEY_EXEMPT);
    bool is_open = !when.n && !exempt.n;
    for (size_t i = 0; i < page->redress.n; i++)
        is_open |= str_equal(page->redress.at[i].title, name);
    if (is_open)
        return (str){ 0 };
    str words = str_format(ctx->arena, "Nothing is owed by %.*s.", STR_ARGS(name));
    if (when.n)
        words = str_format(ctx->arena, "%.*s It is only for: %.*s.", STR_ARGS(words), STR_ARGS(when));
    return exempt.n ? str_format(ctx->arena, "%.*s It leaves out: %.*s.", STR_ARGS(words), STR_ARGS(exempt))
                    : words;
}

static str redress_title(struct ctx *ctx, const struct board *board, const struct obligation_row *row)
{
    const struct charter *charter = board_charter(board, row->document);
    const struct clause *clause = charter ? document_clause(charter->document->document, row->redress) : NULL;
    return clause ? clause_name(ctx, clause) : row->redress;
}

// The steps of a row's redress; the rows of one stand beside each other.
static struct step_lines *redress_of(struct request *request, const struct obligation_row *row, bool is_next,
                                     struct case_page *page)
{
    struct case_redress *slot = is_next ? LIST_PUSH(request->ctx->arena, &page->redress)
                                        : &page->redress.at[page->redress.n - 1];
    if (slot && is_next)
        *slot = (struct case_redress){ .title = redress_title(request->ctx, request->board, row) };
    return slot ? &slot->steps : NULL;
}

static bool is_of_one(const struct obligation_row *a, const struct obligation_row *b)
{
    return str_equal(a->redress, b->redress) && str_equal(a->promise, b->promise) &&
        str_equal(a->document, b->document);
}

// The reason, the new date and what else a late case is owed.
result case_redress_fill(struct request *request, int64_t case_id, struct case_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct obligation_row_list rows;
    result e = query_obligation_of_case(ctx, request->db,
                                        &(struct obligation_of_case_in){ COMMUNITY_FIRST, case_id }, &rows);
    if (!e)
        e = owed_settle(ctx, request->db, board->ledger, rows.at, rows.n);
    for (size_t i = 0; i < rows.n && !e; i++) {
        bool is_next = !i || !is_of_one(&rows.at[i], &rows.at[i - 1]);
        struct step_lines *steps = redress_of(request, &rows.at[i], is_next, page);
        struct step_line *line = steps ? LIST_PUSH(ctx->arena, steps) : NULL;
        if (!line)
            return arena_fail(ctx);
        *line = step_line_make(ctx, board, &rows.at[i]);
        page->is_owed |= !line->is_settled;
        page->is_offered |= rows.at[i].state == STEP_OFFERED;
        if (page->is_withheld)
            line->words = line->said_by = (str){ 0 };
        else if (!page->sees_whole && line->words.n)
            e = step_words_public(request, case_id, &line->words);
        if (page->work_url.text.n)
            line->answer_url = step_answer_url(request, &rows.at[i], page->reference);
    }
    for (size_t i = 0; i < page->clocks.n && !e; i++)
        if (page->clocks.at[i].redress)
            page->clocks.at[i].spared = spared_words(ctx, page, page->clocks.at[i].redress);
    return e;
}

// What is seen or done for one promise bears its title.
static str title_of_promise(const struct board *board, const struct case_facts *facts)
{
    const struct charter *charter = board_charter(board, facts->bound_document);
    const struct promise_state *promise = charter ? charter_promise(charter, facts->bound_label) : NULL;
    return promise ? promise->clause->title : (str){ 0 };
}

// Of a report of which only the day is known, the end of that day.
static instant opened_last(const struct fact_row_list *facts, instant opened)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        bool is_opening = f->kind == FACT_OPENED || f->kind == FACT_BOUND;
        if (is_opening && f->happened.second == opened.second)
            return f->happened_last;
    }
    return opened;
}

// Why words are hidden or the text is withheld, and until when.
static void hiding_fill(struct request *request, const struct case_view *view, struct case_page *page)
{
    const struct board *board = request->board;
    const struct fact_row *all = hiding_of(&view->facts, HIDDEN_WORDS);
    const struct fact_row *held = withheld_of(&view->facts, ledger_instant(board->ledger, request->now));
    if (all)
        page->hidden_why = fact_hides_why(all).n ? fact_hides_why(all)
                                                 : STR("somebody of the service hid them");
    if (!held)
        return;
    page->withheld_why = withheld_why(held);
    page->withheld_ends = str_equal(held->value, STR("ends"));
    if (!instant_is_none(held->until))
        page->withheld_until = date_words(request->ctx,
                                          instant_date(board->zone, (instant){ held->until.second - 1 }));
}

void case_says_fill(struct request *request, const struct fact_row_list *facts, struct case_page *page)
{
    const struct reporter_word word = reporter_word_of(facts);
    page->says = reporter_word_text(word.says);
    if (!instant_is_none(word.at))
        page->says_day = date_words(request->ctx, instant_date(request->board->zone, word.at));
}

// The first day by which something is still to be done: what whoever reported looks for first.
static void due_fill(struct case_page *page)
{
    for (size_t i = 0; i < page->clocks.n && !page->due.n && !page->is_closed; i++) {
        const struct clock_block *block = &page->clocks.at[i];
        if (!block->due.n || block->stopped.n)
            continue;
        page->due = block->due;
        page->is_due_by_day = block->is_due_by_day;
    }
}

static void elsewhere_fill(const struct request *request, const struct onward_report_row *onward,
                           struct case_page *page)
{
    page->elsewhere = page->sees_whole ? onward_words(request->ctx, onward) : (str){ 0 };
    page->is_untracked &= !str_equal(onward->body, page->holder); // else that system tells
}

result case_page_fill(struct request *request, const struct case_view *view, struct case_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    const struct case_row *row = &view->row;
    const struct fact_row_list *facts = &view->facts;
    struct folded folded;
    struct clocks clocks = { ctx, board, page, OK };
    struct case_sink sink = { clock_add, clock_leave, &clocks, INSTANT_FAR };
    result e = case_fold(ctx, &board->ledger->fold, facts->at, facts->n, &folded);
    if (e)
        return e;
    page->reference = row->reference;
    page->sees_whole = view->sees_whole;
    page->is_withheld = !view->sees_words;
    page->is_counted = row->visibility == COUNTED_ONLY;
    if (may(request->visitor, DEED_WORK, &view->about))
        page->work_url = url_format(ctx->arena, "/work/%s", url_segment(ctx->arena, row->reference));
    const struct dispute_asked asked = { folded.facts.status, facts, board->zone,
                                         ledger_instant(board->ledger, request->now) };
    if (!view->is_by_link && !dispute_refusal(ctx, &asked).n &&
        may(request->visitor, DEED_DISPUTE, &view->about))
        page->finding_url = url_format(ctx->arena, "/reports/%s/finding",
                                       url_segment(ctx->arena, row->reference));
    if (view->about.is_own && request->visitor)
        page->own_url = own_url(ctx, row->reference);
    page->is_closed = row->status != CASE_OPEN;
    if (!view->about.is_own && !page->finding_url.text.n && !page->work_url.text.n)
        page->again_url = case_again_url(request, row, work_facts_of(facts).ending);
    if (!view->about.is_own && row->service.n && row->visibility != COUNTED_ONLY)
        page->follow_url = url_format(ctx->arena, "/alerts?about=case:%s",
                                      url_query(ctx->arena, row->reference));
    page->code = own_code_field(request);
    page->is_observation = !row->service.n;
    page->summary = page->is_withheld ? STR("Text withheld")
        : row->summary.n              ? row->summary
                                      : title_of_promise(board, &folded.facts);
    page->service = directory_title(&board->directory, row->service);
    case_heading_fill(ctx, page);
    page->area = folded.area;
    page->opened = span_words(ctx, board->zone, folded.opened, opened_last(facts, folded.opened));
    page->status = case_status_words(ctx, folded.facts.status, facts);
    layout_fill(request, str_format(ctx->arena, "Report %.*s", STR_ARGS(row->reference)), "areas",
                &page->layout);
    if (!page->is_counted && !view->is_by_link)
        feed_offer(ctx, &page->layout, case_url(ctx, row->reference),
                   str_format(ctx->arena, "case:%.*s", STR_ARGS(row->reference)));
    case_walk(&board->ledger->judged, &folded.facts, &sink);
    due_fill(page);
    case_holder_fill(request, view, page);
    if (page->clocks.n)
        crumb_add(ctx, &page->layout, page->clocks.at[0].promise, page->clocks.at[0].url);
    hiding_fill(request, view, page);
    case_says_fill(request, &view->facts, page);
    struct onward_report_row onward = { .body = { 0 } };
    if (page->sees_whole || page->is_untracked)
        e = onward_last(ctx, request->db, row->id, &onward);
    if (e)
        return e;
    elsewhere_fill(request, &onward, page);
    return clocks.e ? clocks.e : timeline_fill(ctx, board, view, page);
}

static const struct table_column COLUMNS[] = {
    { STR_INIT("when"), CELL_TEXT, false },
    { STR_INIT("voice"), CELL_TEXT, false },
    { STR_INIT("said_by"), CELL_MAYBE, false },
    { STR_INIT("words"), CELL_TEXT, false },
};

static result case_table(struct request *request, struct response *response, const struct case_page *page)
{
    enum table_form form = response_table(request, response);
    struct table table = table_open(request->ctx, &response->body, form, COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < page->timeline.n; i++) {
        const struct note_line *n = &page->timeline.at[i];
        struct buffer when = buffer_open(64);
        instant_write(&when, request->board->zone, n->when);
        const str cells[] = { buffer_str(&when), n->voice, n->said_by, n->words };
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            table_cell(&table, cells[k]);
        buffer_done(request->ctx->arena, &when);
    }
    return table_close(&table);
}

// The timeline, as everybody sees it.
static result case_feed(struct request *request, struct response *response, const struct case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct feed feed = { .title = page->layout.title, .page = case_url(ctx, page->reference) };
    result e = OK;
    for (size_t i = 0; i < page->timeline.n && !e; i++) {
        const struct note_line *n = &page->timeline.at[i];
        e = feed_add(
            ctx, &feed,
            (struct feed_entry){
                .key = str_format(ctx->arena, "fact %lld", (long long)n->id),
                .title = str_format(ctx->arena, "%.*s, %.*s", STR_ARGS(feed.title), STR_ARGS(n->day)),
                .words = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(n->voice), STR_ARGS(n->words)),
                .url = feed.page,
                .at = n->when });
    }
    return e ? e : feed_write(request, response, &feed);
}

result case_show(struct request *request, struct response *response)
{
    struct case_view view = { .sees_words = false };
    struct case_page page = { .layout = { .title = { 0 } } };
    result e = case_read(request, &view);
    if (!e)
        e = case_page_fill(request, &view, &page);
    if (!e && request->format == FORMAT_ATOM)
        return case_feed(request, response, &page);
    if (!e && request->format != FORMAT_HTML)
        return case_table(request, response, &page);
    if (!e)
        e = case_first_fill(request, &view, &page);
    if (!e)
        e = case_redress_fill(request, view.row.id, &page);
    if (!e)
        e = photographs_fill(request, view.row.id, view.sees_whole, &page.photographs);
    if (!e)
        case_html(&page, response);
    return e;
}
