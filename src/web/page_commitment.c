// /charters/{charter}/{clause}/log: those who do it write down what residents gave for what was promised to them; the
// one who wrote an entry corrects it or takes it back, with a reason.
#include "web/commitment_pages.h"
#include "web/typed.h"
#include "web/views.h"
#include "web/visit.h"

#define RESIDENT STR("a resident")
#define OTHER STR("other")

struct given_form {
    struct request *request;
    const struct promise_state *commitment;
    struct given_said said;
    struct given_list own;
    const struct given *entry; // that is put right; NULL for a new one
    struct doer by;
};

static result given_open(struct request *request, const struct promise_state **p)
{
    const struct charter *c = board_charter(request->board, request_parameter(request, "charter"));
    *p = c ? charter_promise(c, request_parameter(request, "clause")) : NULL;
    return *p && is_written_down(*p)
        ? OK
        : fail(request->ctx, ERR_MISSING, "there is no such commitment that is counted");
}

static result allowed(struct request *request, struct db *db, const struct promise_state *p)
{
    const struct about nobodys = { .body = { 0 } };
    bool is_so = false;
    result e = commitment_may(request->ctx, db, p, request->visitor, &is_so);
    return e || is_so
        ? e
        : must_may(request->ctx, request->visitor, is_of_provider(p) ? DEED_INFORM : DEED_GIVEN, &nobodys);
}

static result giving_open(struct request *request, struct given_form *g)
{
    *g = (struct given_form){ .request = request };
    result e = given_open(request, &g->commitment);
    if (!e)
        e = allowed(request, request->db, g->commitment);
    if (e)
        return e;
    g->by = visitor_doer(request->ctx, request->visitor);
    g->by.voice = is_of_provider(g->commitment) ? VOICE_SERVICE : VOICE_REPORTER;
    e = commitment_own(request->ctx, request->db, g->commitment, request->visitor->person, &g->own);
    str of = request->method == METHOD_POST ? request_form(request, "entry")
                                            : request_field(request, "entry");
    for (size_t i = 0; i < g->own.n && of.n; i++)
        if (str_equal(g->own.at[i].reference, of) && !g->own.at[i].is_taken_back)
            g->entry = &g->own.at[i];
    return e;
}

static result own_fill(const struct given_form *g, struct given_page *page)
{
    struct ctx *ctx = g->request->ctx;
    for (size_t i = 0; i < g->own.n; i++) {
        const struct given *o = &g->own.at[i];
        struct given_line *line = LIST_PUSH(ctx->arena, &page->own);
        if (!line)
            return arena_fail(ctx);
        *line = (struct given_line){ .day = date_words(ctx, o->day),
                                     .group = o->group,
                                     .value = given_value_words(ctx, g->commitment, o->value),
                                     .standing = o->is_taken_back ? "taken back" : "" };
        line->url = o->is_taken_back
            ? case_url(ctx, o->reference)
            : url_format(ctx->arena, "%s?entry=%s", str_c(ctx->arena, page->action.text),
                         url_query(ctx->arena, o->reference));
        page->seen = o->fact > page->seen ? o->fact : page->seen;
    }
    return OK;
}

static result group_add(struct ctx *ctx, struct form_field *group, str value, str label, bool *is_known)
{
    for (size_t i = 0; i < group->options.n; i++)
        if (str_same_name(group->options.at[i].value, value))
            return OK;
    result e = form_option_add(ctx, group, value, label);
    if (!e) {
        struct form_option *o = &group->options.at[group->options.n - 1];
        o->is_chosen = str_equal(value, group->value);
        *is_known |= o->is_chosen;
    }
    return e;
}

// With a capital letter, and no full stop.
static str capital(struct ctx *ctx, str name)
{
    str words = sentence(ctx, name);
    return str_slice(words, 0, words.n ? words.n - 1 : 0);
}

// Those who promised it, who walk the area, one alone, or another group: so that nobody need write a person's name.
static result groups_fill(const struct given_form *g, struct given_page *page)
{
    struct ctx *ctx = g->request->ctx;
    const struct field *by = field_find(&g->commitment->clause->fields, KEY_BY);
    bool is_known = false;
    result e = OK;
    page->group = form_field(g->request, "group", STR("Who did it?"));
    page->other = form_field(g->request, "other", STR("If it was another group, what is it called?"));
    page->other.hint = STR("Never a person's name.");
    page->other.is_optional = true;
    if (g->entry && !page->group.value.n)
        page->group.value = g->entry->group;
    for (size_t i = 0; by && !by->is_bad && i < by->items.n && !e; i++)
        e = group_add(ctx, &page->group, by->items.at[i], capital(ctx, by->items.at[i]), &is_known);
    if (!e)
        e = group_add(ctx, &page->group, STR("Neighbourhood champions"), STR("Neighbourhood champions"),
                      &is_known);
    if (!e)
        e = group_add(ctx, &page->group, RESIDENT, STR("A resident"), &is_known);
    if (!e && page->group.value.n && !is_known && !str_equal(page->group.value, OTHER)) {
        page->other.value = page->group.value;
        page->group.value = OTHER;
    }
    return e ? e : group_add(ctx, &page->group, OTHER, STR("Another group"), &is_known);
}

static result fields_fill(const struct given_form *g, struct given_page *page)
{
    struct request *r = g->request;
    struct ctx *ctx = r->ctx;
    bool is_share = commitment_is_share(g->commitment);
    page->day = form_field(r, "day", STR("On which day?"));
    page->day.hint = str_format(ctx->arena, "Such as %.*s.",
                                STR_ARGS(day_typed(ctx->arena, r->board->today)));
    page->day.width = 10;
    page->how_many = form_field(r, "how-many",
                                is_share
                                    ? STR("How many of how many?")
                                    : str_format(ctx->arena, "How many%.*s?",
                                                 STR_ARGS(given_value_words(ctx, g->commitment, STR("")))));
    page->how_many.hint = is_share ? STR("Such as 5 of 7.") : (str){ 0 };
    page->how_many.width = 5;
    page->how_many.inputmode = is_share ? NULL : "numeric";
    page->words = form_field(r, "words", STR("What was done, in a few words?"));
    page->words.hint = STR("Such as: Moss Lane to the park, eleven of us. No names: everybody reads it.");
    page->words.rows = 3;
    page->words.is_optional = true;
    if (is_service_count(g->commitment))
        page->words.hint = STR("Such as: two cars were sent to another force. No names: everybody reads it.");
    if (is_information(g->commitment)) {
        page->words.label = STR("Where can it be read?");
        page->words.hint = STR("A link, or the place where it hangs. Everybody reads it.");
        page->words.is_optional = false;
    }
    page->reason = form_field(r, "reason", STR("Why do you put it right?"));
    page->reason.hint = STR("Everybody reads it.");
    page->reason.rows = 3;
    if (g->entry && !page->day.value.n && !(r->method == METHOD_POST)) {
        page->day.value = day_typed(ctx->arena, g->entry->day);
        page->how_many.value = g->entry->value;
    }
    page->is_office = form_field(r, "is-office", STR("Personal details"));
    page->asks_office = g->said.looks_personal || request_form(r, "is-office").n > 0;
    result e = form_option_add(ctx, &page->is_office, STR("yes"),
                               STR("What looks like a person's details is a group's, and may be public"));
    return e ? e : groups_fill(g, page);
}

static result page_fill(const struct given_form *g, struct given_page *page)
{
    struct request *request = g->request;
    struct ctx *ctx = request->ctx;
    const struct promise_state *p = g->commitment;
    struct promise_entry entry = promise_entry_make(ctx, p);
    str done = request_field(request, "done");
    page->charter = p->charter->document->document->title;
    page->commitment = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(p->clause->label),
                                  STR_ARGS(p->clause->title));
    page->commitment_url = promise_url(ctx, p->charter->id, p->clause->label);
    page->action = given_url(ctx, p, "log");
    page->is_done = done.n > 0;
    page->is_mended = str_equal(done, STR("mended"));
    page->of = g->entry ? g->entry->reference : (str){ 0 };
    page->counts = entry.counts;
    page->mark = entry.mark;
    page->period = entry.period;
    page->is_sum = !commitment_is_share(p);
    page->is_information = is_information(p);
    page->is_service = is_service_count(p);
    layout_fill(request,
                page->is_information ? STR("Say what was published") : STR("Write down what was done"),
                "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->charter, charter_url(ctx, p->charter->id));
    crumb_add(ctx, &page->layout, page->commitment, page->commitment_url);
    result e = own_fill(g, page);
    return e ? e : fields_fill(g, page);
}

static result form_show(const struct given_form *g, struct response *response, str why)
{
    struct given_page page = { .seen = 0 };
    result e = page_fill(g, &page);
    struct form_field *fields[] = {
        [GIVEN_DAY] = &page.day,     [GIVEN_HOW_MANY] = &page.how_many, [GIVEN_GROUP] = &page.group,
        [GIVEN_WORDS] = &page.words, [GIVEN_REASON] = &page.reason,     [GIVEN_OFFICE] = &page.group
    };
    response->is_unkept = true;
    if (!e && why.n)
        e = form_fault(g->request->ctx, &page.faults, fields[g->said.part], why);
    if (!e)
        view_given(&response->body, &page);
    return e;
}

result given_show(struct request *request, struct response *response)
{
    struct given_form g;
    result e = giving_open(request, &g);
    return e ? e : form_show(&g, response, (str){ 0 });
}

static void said_read(struct given_form *g)
{
    const struct request *r = g->request;
    struct given_said *said = &g->said;
    str group = request_form(r, "group");
    *said = (struct given_said){ .how_many = request_form(r, "how-many"),
                                 .group = str_equal(group, OTHER) ? request_form(r, "other") : group,
                                 .words = request_form(r, "words"),
                                 .reason = request_form(r, "reason"),
                                 .of = request_form(r, "entry"),
                                 .takes_back = str_equal(request_form(r, "deed"), STR("take-back")),
                                 .is_office = request_form(r, "is-office").n > 0 };
    if (!typed_day(request_form(r, "day"), &said->day))
        said->day = DATE_NONE;
    (void)str_to_int(request_form(r, "seen"), &said->seen);
}

// Whether they may is asked again, of the state as it is now.
static result given_write(struct ctx *ctx, struct db *db, void *with)
{
    struct given_form *g = with;
    struct desk desk;
    result e = allowed(g->request, db, g->commitment);
    if (!e)
        e = desk_open(ctx, db, g->request->now, &g->by, &desk);
    return e ? e : commitment_say(&desk, g->commitment, &g->said);
}

result given_send(struct request *request, struct response *response)
{
    struct given_form g;
    result e = giving_open(request, &g);
    if (e)
        return e;
    said_read(&g);
    e = site_write(request, given_write, &g);
    if (!e)
        response_see(request, response,
                     url_format(request->ctx->arena, "%s?done=%s",
                                str_c(request->ctx->arena, given_url(request->ctx, g.commitment, "log").text),
                                g.said.of.n ? "mended" : "yes"));
    return is_for_form(e) ? form_show(&g, response, sentence(request->ctx, said_take(request->ctx))) : e;
}
