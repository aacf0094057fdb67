// /charters/{charter}/{clause}/taken-up: a group takes up an option; the body that has it answers, step by step.
#include "web/option_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/option.h"

static struct url taken_url(struct ctx *ctx, const struct promise_state *p)
{
    return url_format(ctx->arena, "%s/taken-up",
                      str_c(ctx->arena, promise_url(ctx, p->charter->id, p->clause->label).text));
}

static instant now_of(const struct request *request)
{
    return ledger_instant(request->board->ledger, request->now);
}

static str day_of(struct request *request, instant t)
{
    return date_words(request->ctx, instant_date(request->board->zone, t));
}

// "Late, by 9 December 2026": of what is owed next.
static void owed_fill(struct request *request, const struct option_case *c, struct option_part *part)
{
    const struct owed_deed *o = option_owed(c);
    if (!o)
        return;
    const struct entry *e = &c->answer.entries.at[o->entry];
    part->next = c->procedure->stages[e->stage].title;
    part->who = option_is_askers(c, o->who) ? c->request->said_by : c->provider;
    part->is_late = o->is_overdue;
    part->mark = o->is_overdue ? (struct mark){ "missed", "Late" }
                               : (struct mark){ "not-yet-due", "In time" };
    if (o->clock && o->clock->has_deadline)
        part->due = day_of(request, (instant){ o->clock->deadline.until.second - 1 });
}

static void part_of(struct request *request, const struct option_cases *cases, const struct promise_state *p,
                    struct option_part *part)
{
    const struct option_case *c = cases->n ? &cases->at[cases->n - 1] : NULL;
    part->is_option = true;
    part->url = taken_url(request->ctx, p);
    if (!c)
        return;
    part->group = c->request->said_by;
    part->day = day_of(request, c->request->happened);
    part->is_open = !c->answer.is_over;
    part->how = c->answer.how;
    if (part->is_open)
        owed_fill(request, c, part);
}

result option_cases_of(struct request *request, const struct promise_state *p, struct option_cases *cases)
{
    const struct option_asked asked = { request->ctx, request->db, p, &request->board->facts,
                                        now_of(request) };
    return option_cases(&asked, cases);
}

result option_part_fill(struct request *request, const struct promise_state *p, struct option_part *part)
{
    struct option_cases cases;
    if (!is_option(p))
        return OK;
    result e = option_cases_of(request, p, &cases);
    if (!e)
        part_of(request, &cases, p, part);
    return e;
}

// Which of those that are open are wanted.
struct option_wanted {
    str provider;     // empty for all
    bool is_visitors; // only of bodies that whoever looks answers for
    bool is_late;     // only those whose answer is late
};

static result link_of(struct request *request, const struct promise_state *p,
                      const struct option_wanted *wanted, struct links *links)
{
    struct ctx *ctx = request->ctx;
    struct option_part part = { .is_option = false };
    result e = option_part_fill(request, p, &part);
    bool is_late = part.is_late && str_same_name(part.who, option_provider(p));
    if (e || !part.is_open || (wanted->is_late && !is_late))
        return e;
    e = link_add(ctx, links,
                 str_format(ctx->arena, "%.*s: %.*s %.*s", STR_ARGS(p->charter->document->document->title),
                            STR_ARGS(p->clause->label), STR_ARGS(p->clause->title)),
                 part.url);
    if (!e && part.next.n)
        links->at[links->n - 1].about = str_format(ctx->arena, "%s: %.*s, %.*s%s%.*s", part.mark.words,
                                                   STR_ARGS(part.next), STR_ARGS(part.who),
                                                   part.due.n ? ", by " : "", STR_ARGS(part.due));
    return e;
}

static result links_fill(struct request *request, const struct option_wanted *wanted, struct links *links)
{
    const struct board *board = request->board;
    result e = OK;
    for (size_t i = 0; i < board->charters.n && !e; i++)
        for (size_t k = 0; k < board->charters.at[i].promises.n && !e; k++) {
            const struct promise_state *p = &board->charters.at[i].promises.at[k];
            const struct about about = { .body = is_option(p) ? option_provider(p) : (str){ 0 } };
            if (!is_option(p) || (wanted->provider.n && !str_same_name(wanted->provider, about.body)) ||
                (wanted->is_visitors && !may(request->visitor, DEED_OPTION_ANSWER, &about)))
                continue;
            e = link_of(request, p, wanted, links);
        }
    return e;
}

result options_list(struct request *request, str provider, struct links *links)
{
    return links_fill(request, &(struct option_wanted){ .provider = provider }, links);
}

result options_of_visitor(struct request *request, struct links *links)
{
    return links_fill(request, &(struct option_wanted){ .is_visitors = true }, links);
}

result options_late(struct request *request, struct links *links)
{
    return links_fill(request, &(struct option_wanted){ .is_visitors = true, .is_late = true }, links);
}

struct opting {
    struct request *request;
    const struct promise_state *option;
    struct option_cases cases;
    struct option_said said;
    struct doer by;
    bool is_step; // else it is taken up
};

static result opting_open(struct request *request, struct opting *o)
{
    const struct charter *c = board_charter(request->board, request_parameter(request, "charter"));
    const struct promise_state *p = c ? charter_promise(c, request_parameter(request, "clause")) : NULL;
    *o = (struct opting){ .request = request, .option = p };
    if (!p || !is_option(p))
        return fail(request->ctx, ERR_MISSING, "there is no such option");
    return option_cases_of(request, p, &o->cases);
}

static const struct option_case *last_of(const struct opting *o)
{
    return o->cases.n ? &o->cases.at[o->cases.n - 1] : NULL;
}

static struct mark state_mark_of(enum stage_state state)
{
    switch (state) {
    case STAGE_OPEN:
        return (struct mark){ "not-yet-due", "In time" };
    case STAGE_OVERDUE:
        return (struct mark){ "missed", "Late" };
    case STAGE_DONE:
        return (struct mark){ "kept", "Done" };
    case STAGE_DONE_LATE:
        return (struct mark){ "missed", "Done late" };
    case STAGE_ASKABLE:
        return (struct mark){ "not-yet-due", "Can be asked for" };
    default:
        return (struct mark){ "none", "Over" };
    }
}

static void step_said(struct request *request, const struct option_case *c, const struct entry *e,
                      struct option_step *step)
{
    const struct taken *t = e->taken < 0 ? NULL : &c->answer.taken.at[e->taken];
    if (!t || !t->recorded)
        return;
    step->day = day_of(request, t->recorded->at);
    step->words = t->recorded->words.n
        ? str_format(request->ctx->arena, "%.*s: %.*s", STR_ARGS(t->exit->name), STR_ARGS(t->recorded->words))
        : t->exit->name;
    for (size_t i = 0; i < request->board->facts.n; i++)
        if (request->board->facts.at[i].id == t->recorded->row)
            step->said_by = request->board->facts.at[i].said_by;
}

static str step_due(struct request *request, const struct entry *e)
{
    if (e->state == STAGE_ASKABLE && e->has_ask_by)
        return day_of(request, (instant){ e->ask_by.until.second - 1 });
    return e->clocks && e->clocks[0].has_deadline
        ? day_of(request, (instant){ e->clocks[0].deadline.until.second - 1 })
        : (str){ 0 };
}

static result steps_fill(struct request *request, const struct option_case *c, struct option_page *page)
{
    for (size_t i = 0; i < c->answer.entries.n; i++) {
        const struct entry *e = &c->answer.entries.at[i];
        const struct stage *stage = &c->procedure->stages[e->stage];
        struct option_step *step = LIST_PUSH(request->ctx->arena, &page->steps);
        if (!step)
            return arena_fail(request->ctx);
        *step = (struct option_step){ .name = stage->title, .mark = state_mark_of(e->state) };
        step->due = stage->n_clocks || e->state == STAGE_ASKABLE ? step_due(request, e) : (str){ 0 };
        step_said(request, c, e, step);
    }
    page->asked = c->request->words;
    bool is_late = page->part.is_open && page->part.is_late;
    for (size_t i = 0; i < c->answer.jumps.n && is_late; i++)
        if (str_equal(c->answer.jumps.at[i].document, STR("call-for-action")))
            page->late = STR("A step is late. Anybody here may ask their councillor to take it up.");
        else
            page->late = STR("A step is late. Whoever asked may complain to the body itself, and then to its "
                             "ombudsman.");
    return OK;
}

// With a capital letter, and no full stop.
static str outcome_words(struct ctx *ctx, str outcome)
{
    str words = sentence(ctx, outcome);
    return str_slice(words, 0, words.n ? words.n - 1 : 0);
}

// What may be said now, by whoever looks.
static result choices_fill(struct opting *o, const struct option_case *c, struct option_page *page)
{
    struct ctx *ctx = o->request->ctx;
    const struct about about = { .body = c->provider };
    bool may_answer = may(o->request->visitor, DEED_OPTION_ANSWER, &about);
    result e = OK;
    for (size_t i = 0; i < c->answer.choices.n && !e; i++) {
        const struct way_out *choice = &c->answer.choices.at[i];
        bool is_askers = option_is_askers(c, choice->who);
        str label = c->procedure->stages[c->answer.entries.at[choice->entry].stage].label;
        if (choice->may == TRUTH_NO || (is_askers ? !page->is_theirs : !may_answer))
            continue;
        e = form_option_add(
            ctx, &page->choice,
            str_format(ctx->arena, "%.*s %.*s", STR_ARGS(label), STR_ARGS(choice->exit->name)),
            outcome_words(ctx, choice->exit->name));
    }
    for (size_t i = 0; i < c->answer.entries.n && !e && page->is_theirs; i++)
        if (c->answer.entries.at[i].state == STAGE_ASKABLE)
            e = form_option_add(
                ctx, &page->choice,
                str_format(ctx->arena, "%.*s request",
                           STR_ARGS(c->procedure->stages[c->answer.entries.at[i].stage].label)),
                STR("Ask for it to be looked at again"));
    for (size_t i = 0; i < page->choice.options.n; i++)
        page->choice.options.at[i].is_chosen = str_equal(page->choice.options.at[i].value,
                                                         page->choice.value);
    page->may_say = page->choice.options.n > 0;
    return e;
}

static result fields_fill(struct opting *o, struct option_page *page)
{
    struct request *r = o->request;
    const struct option_case *open = option_open(&o->cases);
    const struct field *by = field_find(&o->option->clause->fields, KEY_BY);
    page->group = form_field(r, "group", STR("What is your group called?"));
    page->group.hint = STR(
        "An association, a parish council, a company of neighbours. Never a person's name.");
    if (!page->group.value.n && by && !by->is_bad && by->items.n)
        page->group.value = by->items.at[0];
    page->words = form_field(r, "words",
                             open ? STR("What is to be said of it?")
                                  : STR("What would you do, and for how many people do you speak?"));
    page->words.hint = open ? STR("The reasons, where it is a no. Everybody reads it.")
                            : STR("Such as: we are 212 members, 63 were at the meeting; we would run it on "
                                  "Saturdays with eight volunteers.");
    page->words.rows = 4;
    page->choice = form_field(r, "choice", STR("What became of it?"));
    page->office = form_field(r, "office", STR("Which post or office says so?"));
    page->office.hint = STR("Such as Head of Property. Never a person's name: everybody reads it.");
    page->office.width = 20;
    page->is_office = form_field(r, "is-office", STR("Personal details"));
    page->asks_office = o->said.looks_personal || request_form(r, "is-office").n > 0;
    return form_option_add(r->ctx, &page->is_office, STR("yes"),
                           STR("What looks like a person's details is an office's, and may be public"));
}

static void text_link(const struct opting *o, const struct option_case *c, struct option_page *page)
{
    struct arena *arena = o->request->ctx->arena;
    if (c->content == ID_NONE)
        return;
    page->text_url = url_format(arena, "/record/contents/%lld", (long long)c->content);
    page->record_url = url_format(arena, "%s/record.csv", str_c(arena, page->action.text));
}

static int64_t seen_of(const struct opting *o)
{
    const struct option_case *c = last_of(o);
    return c ? c->recorded[c->n_recorded - 1].row : 0;
}

static result page_fill(struct opting *o, struct option_page *page)
{
    struct request *request = o->request;
    struct ctx *ctx = request->ctx;
    const struct promise_state *p = o->option;
    const struct option_case *last = last_of(o), *open = option_open(&o->cases);
    result e = OK;
    page->charter = p->charter->document->document->title;
    page->option = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(p->clause->label),
                              STR_ARGS(p->clause->title));
    page->option_url = promise_url(ctx, p->charter->id, p->clause->label);
    page->provider = option_provider(p);
    page->action = taken_url(ctx, p);
    page->sign_in = url_format(ctx->arena, "/sign-in?with=link&next=%s", url_query(ctx->arena, page->action.text));
    page->is_somebody = request->visitor != NULL && request->visitor->id > 0;
    page->may_take = !open && page->provider.n;
    page->seen = seen_of(o);
    page->done = request_field(request, "done").n ? STR("It is on record.") : (str){ 0 };
    part_of(request, &o->cases, p, &page->part);
    layout_fill(request, open ? STR("An option that is taken up") : STR("Take up an option"), "charters",
                &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->charter, charter_url(ctx, p->charter->id));
    crumb_add(ctx, &page->layout, page->option, page->option_url);
    if (last) {
        page->is_changed = last->is_changed;
        text_link(o, last, page);
        e = steps_fill(request, last, page);
    }
    if (!e && open)
        e = option_is_theirs(ctx, request->db, open, page->is_somebody ? request->visitor : NULL,
                             &page->is_theirs);
    if (!e)
        e = fields_fill(o, page);
    return e || !open ? e : choices_fill(o, open, page);
}

static result form_show(struct opting *o, struct response *response, str why)
{
    struct option_page page = { .seen = 0 };
    result e = page_fill(o, &page);
    struct form_field *fields[] = { [OPTION_GROUP] = &page.group,
                                    [OPTION_WORDS] = &page.words,
                                    [OPTION_CHOICE] = &page.choice,
                                    [OPTION_OFFICE] = &page.office };
    response->is_unkept = true;
    if (!e && why.n)
        e = form_fault(o->request->ctx, &page.faults, fields[o->said.field], why);
    if (!e)
        view_option(&response->body, &page);
    return e;
}

result option_show(struct request *request, struct response *response)
{
    struct opting o;
    result e = opting_open(request, &o);
    return e ? e : form_show(&o, response, (str){ 0 });
}

static result option_write(struct ctx *ctx, struct db *db, void *with)
{
    struct opting *o = with;
    struct desk desk;
    struct option_deed deed = { .desk = &desk, .option = o->option, .visitor = o->request->visitor };
    (void)str_to_int(request_form(o->request, "seen"), &deed.seen);
    result e = desk_open(ctx, db, o->request->now, &o->by, &desk);
    return e ? e : o->is_step ? option_say(&deed, &o->said) : option_take_up(&deed, &o->said);
}

result option_send(struct request *request, struct response *response)
{
    struct opting o;
    result e = must_may(request->ctx, request->visitor, DEED_OPTION, NULL);
    if (!e)
        e = opting_open(request, &o);
    if (e)
        return e;
    o.by = visitor_doer(request->ctx, request->visitor);
    o.is_step = str_equal(request_form(request, "deed"), STR("step"));
    o.said = (struct option_said){ .group = request_form(request, "group"),
                                   .words = request_form(request, "words"),
                                   .choice = request_form(request, "choice"),
                                   .office = request_form(request, "office"),
                                   .is_office = request_form(request, "is-office").n > 0 };
    o.said.field = o.is_step ? OPTION_CHOICE : OPTION_GROUP;
    e = site_write(request, option_write, &o);
    if (!e)
        response_see(request, response,
                     (struct url){ str_format(request->ctx->arena, "%.*s?done=yes",
                                              STR_ARGS(taken_url(request->ctx, o.option).text)) });
    return is_for_form(e) || e == ERR_CONFLICT
        ? form_show(&o, response, sentence(request->ctx, said_take(request->ctx)))
        : e;
}
