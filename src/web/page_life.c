// /charters/{charter}/life: what became of a charter, what is asked of its parties, and their answers.
#include "web/life_form.h"
#include "web/typed.h"
#include "web/views.h"

struct asks_of {
    enum life_kind kind;
    const char *path, *words;
};

static const struct asks_of ASKS[] = {
    { LIFE_ENDED, "end", "End it early" },
    { LIFE_SUSPENDED, "suspend", "Suspend it for a while" },
    { LIFE_RESUMED, "resume", "Let it go on" },
    { LIFE_RENEWED, "renew", "Renew it: a later last day" },
    { LIFE_TAKEN_OVER, "follow", "Another body takes the place of a party" },
    { LIFE_NOTICE, "notice", "Give notice" },
    { LIFE_WITHDRAWN, "withdraw", "Withdraw the notice" },
};

bool life_path_read(str path, enum life_kind *kind)
{
    for (size_t i = 0; i < sizeof ASKS / sizeof *ASKS; i++)
        if (str_equal(path, str_from(ASKS[i].path))) {
            *kind = ASKS[i].kind;
            return true;
        }
    return false;
}

str life_path_words(enum life_kind kind)
{
    return str_from(ASKS[kind].words);
}

result life_asked(struct request *request, struct life_request *asked)
{
    const struct board *board = request->board;
    asked->charter = board_charter(board, request_parameter(request, "charter"));
    if (!asked->charter)
        return fail(request->ctx, ERR_MISSING, "there is no such charter");
    asked->asker = (struct life_asker){ request->visitor, board->ledger, &board->directory };
    return life_find(request->ctx, request->db, &asked->asker, asked->charter->id, &asked->found);
}

str life_act_words(struct ctx *ctx, const struct life_act *act)
{
    str from = date_is_none(act->from) ? (str){ 0 } : date_words(ctx, act->from);
    str to = date_is_none(act->to) ? (str){ 0 } : date_words(ctx, act->to), was, is;
    life_successor(act->value, &was, &is);
    switch (act->kind) {
    case LIFE_ENDED:
        return str_format(ctx->arena, "That it ends early, on %.*s", STR_ARGS(to));
    case LIFE_SUSPENDED:
        return to.n
            ? str_format(ctx->arena, "That it is suspended from %.*s to %.*s", STR_ARGS(from), STR_ARGS(to))
            : str_format(ctx->arena, "That it is suspended from %.*s until it goes on", STR_ARGS(from));
    case LIFE_RESUMED:
        return str_format(ctx->arena, "That it goes on from %.*s", STR_ARGS(from));
    case LIFE_RENEWED:
        return str_format(ctx->arena, "That it is renewed to %.*s", STR_ARGS(to));
    case LIFE_TAKEN_OVER:
        return str_format(ctx->arena, "That %.*s takes the place of %.*s from %.*s", STR_ARGS(is),
                          STR_ARGS(was), STR_ARGS(from));
    case LIFE_NOTICE:
        return str_format(ctx->arena, "Notice of %.*s: it ends on %.*s", STR_ARGS(act->value), STR_ARGS(to));
    case LIFE_WITHDRAWN:
        return str_format(ctx->arena, "%.*s withdraws its notice", STR_ARGS(is));
    case LIFE_KINDS:
        break;
    }
    return (str){ 0 };
}

static struct mark state_of(const struct life_act *act)
{
    static const struct mark marks[] = {
        [ACT_OPEN] = { "not-yet-due", "Asked" },
        [ACT_AGREED] = { "kept", "Agreed" },
        [ACT_DECLINED] = { "missed", "Declined" },
        [ACT_LAPSED] = { "none", "Its day came before all had answered" },
    };
    if (life_is_alone(act->kind) && act->state == ACT_OPEN)
        return (struct mark){ "not-yet-due", "Its sheet is awaited" };
    return act->is_withdrawn                                   ? (struct mark){ "none", "Withdrawn" }
        : act->kind == LIFE_NOTICE && act->state == ACT_AGREED ? (struct mark){ "at-risk", "Given" }
                                                               : marks[act->state];
}

static struct mark answer_mark(const struct life_answer *a, const struct paper_word *waits)
{
    return waits       ? (struct mark){ "not-yet-due", "Recorded, not yet confirmed" }
        : !a->is_given ? (struct mark){ "not-yet-due", "Not yet" }
        : a->is_yes    ? (struct mark){ "kept", "Agreed" }
                       : (struct mark){ "missed", "Declined" };
}

static result answers_fill(struct request *request, const struct life_found *found,
                           const struct life_act *act, struct life_entry *entry)
{
    struct ctx *ctx = request->ctx;
    for (size_t i = 0; i < act->answers.n; i++) {
        const struct life_answer *a = &act->answers.at[i];
        const struct paper_word *waits = act->state == ACT_OPEN ? life_paper(found, act, a->party) : NULL;
        struct life_answer_line *line = LIST_PUSH(ctx->arena, &entry->answers);
        if (!line)
            return arena_fail(ctx);
        *line = (struct life_answer_line){
            .party = a->party, .office = a->office, .words = a->words, .mark = answer_mark(a, waits)
        };
        if (a->is_given)
            line->day = date_words(ctx, instant_date(request->board->zone, a->at));
    }
    return OK;
}

static result entries_fill(struct request *request, const struct life_found *found, struct life_page *page)
{
    struct ctx *ctx = request->ctx;
    result e = OK;
    for (size_t i = found->acts.n; i-- > 0 && !e;) {
        const struct life_act *act = &found->acts.at[i];
        struct life_entry *entry = LIST_PUSH(ctx->arena, &page->entries);
        if (!entry)
            return arena_fail(ctx);
        *entry = (struct life_entry){ .what = life_act_words(ctx, act),
                                      .words = act->words,
                                      .office = act->office,
                                      .day = date_words(ctx, instant_date(request->board->zone, act->at)),
                                      .mark = state_of(act),
                                      .is_open = act->state == ACT_OPEN };
        e = answers_fill(request, found, act, entry);
    }
    return e;
}

// Whose notice runs, and whoever looks speaks for it.
static bool may_withdraw(const struct life_found *found)
{
    const struct life_act *notice = life_notice(found, (str){ 0 });
    const struct life_party *party = notice ? life_party(found, notice->value) : NULL;
    return party && party->is_theirs;
}

static bool is_possible(const struct life_found *found, enum life_kind kind)
{
    if (kind == LIFE_NOTICE)
        return !date_is_none(life_notice_day(found));
    if (kind == LIFE_WITHDRAWN)
        return may_withdraw(found);
    bool is_suspended = life_suspension(found->document, found->today) != NULL;
    return kind == LIFE_RESUMED ? is_suspended : kind != LIFE_SUSPENDED || !is_suspended;
}

static str notice_about(struct ctx *ctx, const struct life_found *found)
{
    return str_format(ctx->arena, "It ends without the others being asked, on %.*s at the earliest.",
                      STR_ARGS(date_words(ctx, life_notice_day(found))));
}

static result asks_fill(struct request *request, const struct life_found *found, struct life_page *page)
{
    bool may_ask = found->may_ask && !life_is_over(found->document, found->today);
    for (size_t i = 0; i < sizeof ASKS / sizeof *ASKS && may_ask; i++) {
        bool is_alone = life_is_alone(ASKS[i].kind);
        if (!is_possible(found, ASKS[i].kind) || (!is_alone && life_open_act(found)))
            continue;
        result e = link_add(request->ctx, is_alone ? &page->alone : &page->asks, str_from(ASKS[i].words),
                            url_format(request->ctx->arena, "%s/%s",
                                       str_c(request->ctx->arena, page->url.text), ASKS[i].path));
        if (e)
            return e;
        if (ASKS[i].kind == LIFE_NOTICE)
            page->alone.at[page->alone.n - 1].about = notice_about(request->ctx, found);
    }
    return OK;
}

// The parties that are still asked, and for which whoever looks may answer.
result life_parties_fill(struct ctx *ctx, const struct life_found *found, const struct life_act *act,
                         bool with_paper, struct form_field *field)
{
    result e = OK;
    for (size_t i = 0; i < found->parties.n && !e; i++) {
        const struct life_party *p = &found->parties.at[i];
        bool is_asked = p->is_theirs && (with_paper || !p->is_on_paper);
        for (size_t a = 0; act && a < act->answers.n; a++)
            if (str_same_name(act->answers.at[a].party, p->party))
                is_asked = is_asked && !act->answers.at[a].is_given && !life_paper(found, act, p->party);
        if (!is_asked)
            continue;
        e = form_option_add(ctx, field, p->party,
                            p->is_on_paper
                                ? str_format(ctx->arena, "%.*s, by what it sent on paper", STR_ARGS(p->party))
                                : p->party);
    }
    if (!e && field->options.n == 1)
        field->options.at[0].is_chosen = true;
    return e;
}

void life_who_fields(struct request *request, struct form_field *office, struct form_field *authority)
{
    *office = form_field(request, "office", STR("Which office says so?"));
    office->hint = STR("Such as Clerk to the Parish Council. Never a person's name: everybody reads it.");
    office->width = 20;
    *authority = form_field(request, "authority", STR("By what authority?"));
    authority->hint = STR("A resolution, a delegated decision or a vote, with its day.");
}

// Of an answer on paper: what stands on its sheet.
static void paper_fields(struct request *request, const struct life_found *found, struct life_page *page)
{
    for (size_t i = 0; i < page->party.options.n; i++) {
        const struct life_party *p = life_party(found, page->party.options.at[i].value);
        page->is_on_paper |= p && p->is_on_paper;
    }
    page->code = form_field(request, "code", STR("The code on the sheet"));
    page->code.hint = STR("Of an answer on paper. It shows that this was answered and nothing else.");
    page->code.width = 10;
    page->signed_on = form_field(request, "signed-on", STR("When was the sheet signed?"));
    page->signed_on.hint = STR("Such as 31 1 2027. It counts from the day it is confirmed all the same.");
    page->signed_on.width = 10;
    page->sheet_url = url_format(request->ctx->arena, "%s/sheet", str_c(request->ctx->arena, page->url.text));
}

static result papers_fill(struct request *request, const struct life_found *found, struct life_page *page)
{
    const struct life_act *act = life_open_act(found);
    result e = OK;
    for (size_t i = 0; i < found->parties.n && act && !e; i++) {
        const struct paper_word *p = life_paper(found, act, found->parties.at[i].party);
        if (!p)
            continue;
        e = paper_entry_add(request, p, page->url, &page->papers);
        if (e)
            break;
        struct paper_entry *x = &page->papers.at[page->papers.n - 1];
        x->act = act->id;
        x->seen = found->last;
        x->says = str_ends(p->of, STR(" yes")) ? STR("Yes:") : STR("No:");
    }
    return e;
}

static result fields_fill(struct request *request, const struct life_found *found, struct life_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct life_act *act = life_open_act(found);
    page->answer = form_field(request, "answer", STR("Do you agree?"));
    result e = form_option_add(ctx, &page->answer, STR("yes"), STR("Yes"));
    if (!e)
        e = form_option_add(ctx, &page->answer, STR("no"), STR("No"));
    page->party = form_field(request, "party", STR("For which party?"));
    if (!e && act)
        e = life_parties_fill(ctx, found, act, true, &page->party);
    life_who_fields(request, &page->office, &page->authority);
    paper_fields(request, found, page);
    page->words = form_field(request, "words", STR("If not, why?"));
    page->words.hint = STR("Everybody reads it.");
    page->words.rows = 3;
    page->is_office = form_field(request, "is-office", STR("Personal details"));
    page->may_answer = act && page->party.options.n;
    page->act = act ? act->id : 0;
    return e ? e
             : form_option_add(ctx, &page->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
}

static result page_fill(struct request *request, const struct life_request *asked, struct life_page *page)
{
    struct ctx *ctx = request->ctx;
    str id = asked->charter->id;
    page->title = asked->found.document->title;
    page->url = url_format(ctx->arena, "/charters/%s/life", url_segment(ctx->arena, id));
    page->charter_url = charter_url(ctx, id);
    page->seen = asked->found.last;
    page->is_done = request_field(request, "done").n > 0;
    layout_fill(request, str_format(ctx->arena, "What becomes of it: %.*s", STR_ARGS(page->title)),
                "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->title, page->charter_url);
    result e = life_note_fill(ctx, asked->charter, &page->note);
    if (page->note.lines.n && life_open_act(&asked->found))
        page->note.lines.n--; // that something is asked: it stands below, whole
    if (!e)
        e = entries_fill(request, &asked->found, page);
    if (!e)
        e = asks_fill(request, &asked->found, page);
    if (page->asks.n || page->alone.n)
        page->held = held_words(ctx, request->board);
    if (!e)
        e = papers_fill(request, &asked->found, page);
    return e ? e : fields_fill(request, &asked->found, page);
}

result life_show(struct request *request, struct response *response)
{
    struct life_request asked;
    struct life_page page = { .seen = 0 };
    result e = life_asked(request, &asked);
    if (!e)
        e = page_fill(request, &asked, &page);
    response->is_unkept = request->visitor != NULL;
    if (!e)
        view_life(&response->body, &page);
    return e;
}

result life_write(struct ctx *ctx, struct db *db, void *with)
{
    struct life_work *w = with;
    struct request *request = w->request;
    struct desk desk;
    struct life_deed deed = { .desk = &desk,
                              .directory = &request->board->directory,
                              .visitor = request->visitor,
                              .id = w->id,
                              .now = request->now };
    (void)str_to_int(request_form(request, "seen"), &deed.seen);
    result e = desk_open(ctx, db, request->now, &w->by, &desk);
    if (!e && w->is_paper)
        e = life_paper_end(&deed, w->end, &w->said);
    else if (!e)
        e = w->is_answer ? life_reply(&deed, &w->said) : life_ask(&deed, &w->said);
    w->is_settled = !e && deed.is_settled;
    return e;
}

result life_may(struct request *request, const struct life_request *asked, bool may)
{
    const struct about about = { .body = asked->found.parties.n ? asked->found.parties.at[0].party
                                                                : (str){ 0 } };
    if (may)
        return OK;
    result e = must_may(request->ctx, request->visitor, DEED_SIGN, &about);
    return e ? e : fail(request->ctx, ERR_DENIED, "you speak for none of its parties");
}

static bool is_any_theirs(const struct life_found *found)
{
    for (size_t i = 0; i < found->parties.n; i++)
        if (found->parties.at[i].is_theirs)
            return true;
    return false;
}

static struct form_field *faulty(struct life_page *page, const struct life_work *w)
{
    const struct paper_fault fault = { w->said.paper, w->said.part == LIFE_PART_WORDS,
                                       w->said.looks_personal || w->said.is_office };
    struct form_field *of_paper = paper_faulty(&page->papers, &fault);
    if (w->is_paper && of_paper)
        return of_paper;
    switch (w->said.part) {
    case LIFE_PART_PARTY:
        return &page->party;
    case LIFE_PART_CODE:
        return &page->code;
    case LIFE_PART_DAY:
        return &page->signed_on;
    case LIFE_PART_OFFICE:
        return &page->office;
    case LIFE_PART_AUTHORITY:
        return &page->authority;
    default:
        return !w->has_answer ? &page->answer : &page->words;
    }
}

static result again(struct life_work *w, struct response *response)
{
    struct request *request = w->request;
    struct life_request asked;
    struct life_page page = { .seen = 0 };
    str why = sentence(request->ctx, said_take(request->ctx));
    result e = life_asked(request, &asked);
    if (!e)
        e = page_fill(request, &asked, &page);
    page.asks_office = !w->is_paper && (w->said.looks_personal || w->said.is_office);
    if (!e)
        e = form_fault(request->ctx, &page.faults, faulty(&page, w), why);
    response->is_unkept = true;
    if (!e)
        view_life(&response->body, &page);
    return e;
}

static void said_read(struct request *request, struct life_work *w)
{
    str answer = request_form(request, "answer"), day = request_form(request, "signed-on");
    w->has_answer = answer.n > 0;
    w->is_paper = paper_deed_read(request_form(request, "deed"), &w->end);
    w->said = (struct life_said){
        .is_yes = str_equal(answer, STR("yes")),
        .words = w->is_paper ? paper_sent_why(request) : request_form(request, "words"),
        .party = request_form(request, "party"),
        .office = request_form(request, "office"),
        .authority = request_form(request, "authority"),
        .is_office = w->is_paper ? paper_sent_office(request) : request_form(request, "is-office").n > 0,
        .code = w->is_paper ? paper_sent_code(request) : request_form(request, "code"),
        .paper = paper_sent(request),
        .from = DATE_NONE,
        .to = DATE_NONE
    };
    if (!typed_day(day, &w->said.day))
        w->said.day = DATE_NONE;
    (void)str_to_int(request_form(request, "act"), &w->said.act);
}

result life_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct life_request asked;
    struct life_work w = { .request = request, .is_answer = true };
    result e = life_asked(request, &asked);
    said_read(request, &w);
    if (!e)
        e = life_may(request, &asked, w.is_paper ? asked.found.desk.body.n > 0 : is_any_theirs(&asked.found));
    if (e)
        return e;
    w.id = asked.charter->id;
    w.by = visitor_doer(ctx, request->visitor);
    e = w.has_answer || w.is_paper ? site_write(request, life_write, &w)
                                   : fail(ctx, ERR_INPUT, "choose yes or no");
    if (e)
        return is_for_form(e) || e == ERR_CONFLICT ? again(&w, response) : e;
    if (w.is_settled)
        site_renew(request->site);
    response_see(request, response,
                 url_format(ctx->arena, "/charters/%s/life?done=yes", url_segment(ctx->arena, w.id)));
    return OK;
}
