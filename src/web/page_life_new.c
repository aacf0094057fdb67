// /charters/{charter}/life/{what}: a party asks the others that a charter ends, rests, goes on, is renewed, or that
// another body takes a party's place.
#include "web/life_form.h"
#include "web/typed.h"
#include "web/views.h"

#include "app/documents.h"

static const char *const LEADS[LIFE_KINDS] = {
    [LIFE_ENDED] =
        "Reports made by its last day stay under it, with their clocks and what they are owed. Later ones "
        "are under no promise of it. A count of so many in a period is not asked of a period that is cut.",
    [LIFE_SUSPENDED] =
        "No clock starts for reports made on days on which it rests: they are in no figure of it. "
        "Earlier ones go on, with what they are owed. Figures say which days are missing.",
    [LIFE_RESUMED] =
        "From that day reports are under it again. Those that were made while it rested stay outside.",
    [LIFE_RENEWED] =
        "The same text stays in force, word for word, to a later last day. To change anything in it, "
        "begin a draft instead.",
    [LIFE_TAKEN_OVER] =
        "What is promised here and still owed is the new body's to keep from that day. What was said "
        "and done before stays under the name it had.",
    [LIFE_NOTICE] =
        "It ends for all its parties on the day you name. Reports made by then stay under it, with their "
        "clocks and what they are owed: what is owed stays owed. Until that day you may withdraw it.",
    [LIFE_WITHDRAWN] = "The charter stays in force as if no notice had been given.",
};

static struct form_field day_field(struct request *request, const char *name, const char *label)
{
    struct form_field f = form_field(request, name, str_from(label));
    f.hint = today_hint(request);
    f.width = 10;
    return f;
}

static result parties_fill(struct request *request, const struct life_found *found,
                           struct life_new_page *page)
{
    struct ctx *ctx = request->ctx;
    page->party = form_field(request, "party",
                             page->is_alone ? STR("For which party?") : STR("For which party do you ask?"));
    page->was = form_field(request, "was", STR("Which party?"));
    page->is = form_field(request, "is", STR("Which body takes its place?"));
    const struct field *named = field_find(&found->document->header, KEY_SUCCESSOR);
    if (named && !named->is_bad)
        page->is.hint = str_format(ctx->arena, "The charter says: %.*s.", STR_ARGS(field_text(ctx, named)));
    result e = life_parties_fill(ctx, found, NULL, page->is_alone, &page->party);
    page->has_party = page->party.options.n > 1;
    for (size_t i = 0; i < page->party.options.n; i++)
        page->has_paper |= life_party(found, page->party.options.at[i].value)->is_on_paper;
    for (size_t i = 0; i < found->parties.n && !e; i++)
        e = form_option_add(ctx, &page->was, found->parties.at[i].party, found->parties.at[i].party);
    return e;
}

// It runs from today for as long as the charter says, unless a later day is written.
static void notice_day_fill(struct request *request, const struct life_found *found, struct form_field *to)
{
    struct ctx *ctx = request->ctx;
    date first = life_notice_day(found);
    to->is_optional = true;
    if (!date_is_none(first))
        to->hint = str_format(ctx->arena, "Given today it runs to %.*s. Leave it empty for that day.",
                              STR_ARGS(date_words(ctx, first)));
}

static result fields_fill(struct request *request, const struct life_found *found, enum life_kind kind,
                          struct life_new_page *page)
{
    page->has_from = kind == LIFE_SUSPENDED || kind == LIFE_RESUMED || kind == LIFE_TAKEN_OVER;
    page->has_to = kind == LIFE_ENDED || kind == LIFE_SUSPENDED || kind == LIFE_RENEWED ||
        kind == LIFE_NOTICE;
    page->is_alone = life_is_alone(kind);
    page->is_followed = kind == LIFE_TAKEN_OVER;
    page->from = day_field(request, "from",
                           kind == LIFE_SUSPENDED     ? "The first day on which it rests"
                               : kind == LIFE_RESUMED ? "The first day on which it goes on"
                                                      : "The first day on which it is a party");
    page->to = day_field(request, "to",
                         kind == LIFE_SUSPENDED     ? "The last day on which it rests"
                             : kind == LIFE_RENEWED ? "The new last day"
                                                    : "The last day on which it is in force");
    if (kind == LIFE_SUSPENDED) {
        page->to.is_optional = true;
        page->to.hint = STR("Leave it empty if nobody knows yet: it goes on once all agree to that.");
    }
    if (kind == LIFE_NOTICE)
        notice_day_fill(request, found, &page->to);
    page->words = form_field(request, "words", STR("Why?"));
    page->words.hint = STR("Everybody reads it, above the charter.");
    page->words.rows = 4;
    life_who_fields(request, &page->office, &page->authority);
    page->is_office = form_field(request, "is-office", STR("Personal details"));
    result e = form_option_add(request->ctx, &page->is_office, STR("yes"),
                               STR("What looks like a person's details is an office's, and may be public"));
    return e ? e : parties_fill(request, found, page);
}

static result page_fill(struct request *request, const struct life_request *asked, enum life_kind kind,
                        struct life_new_page *page)
{
    struct ctx *ctx = request->ctx;
    str id = asked->charter->id;
    page->title = asked->found.document->title;
    page->heading = life_path_words(kind);
    page->lead = str_from(LEADS[kind]);
    page->held = held_words(ctx, request->board);
    page->url = url_format(ctx->arena, "/charters/%s/life/%s", url_segment(ctx->arena, id),
                           url_segment(ctx->arena, request_parameter(request, "what")));
    page->charter_url = charter_url(ctx, id);
    page->seen = asked->found.last;
    layout_fill(request, str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(page->heading), STR_ARGS(page->title)),
                "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->title, page->charter_url);
    crumb_add(ctx, &page->layout, STR("What becomes of it"),
              url_format(ctx->arena, "/charters/%s/life", url_segment(ctx->arena, id)));
    return fields_fill(request, &asked->found, kind, page);
}

static result new_asked(struct request *request, struct life_request *asked, enum life_kind *kind)
{
    result e = life_asked(request, asked);
    if (!e && !life_path_read(request_parameter(request, "what"), kind))
        e = fail(request->ctx, ERR_MISSING, "there is no such page");
    return e ? e : life_may(request, asked, asked->found.may_ask);
}

result life_new_show(struct request *request, struct response *response)
{
    struct life_request asked;
    struct life_new_page page = { .seen = 0 };
    enum life_kind kind;
    result e = new_asked(request, &asked, &kind);
    if (!e)
        e = page_fill(request, &asked, kind, &page);
    response->is_unkept = true;
    if (!e)
        view_life_new(&response->body, &page);
    return e;
}

static struct form_field *faulty(struct life_new_page *page, const struct life_said *said)
{
    switch (said->part) {
    case LIFE_PART_FROM:
        return &page->from;
    case LIFE_PART_TO:
        return &page->to;
    case LIFE_PART_PARTY:
        return page->has_party ? &page->party : &page->office;
    case LIFE_PART_OFFICE:
        return &page->office;
    case LIFE_PART_AUTHORITY:
        return &page->authority;
    case LIFE_PART_WAS:
        return &page->was;
    case LIFE_PART_IS:
        return &page->is;
    case LIFE_PART_WORDS:
    case LIFE_PART_CODE:
    case LIFE_PART_DAY:
        break;
    }
    return &page->words;
}

static result again(struct life_work *w, enum life_kind kind, struct response *response)
{
    struct request *request = w->request;
    struct life_request asked;
    struct life_new_page page = { .seen = 0 };
    str why = sentence(request->ctx, said_take(request->ctx));
    result e = life_asked(request, &asked);
    if (!e)
        e = page_fill(request, &asked, kind, &page);
    page.asks_office = w->said.looks_personal || w->said.is_office;
    if (!e)
        e = form_fault(request->ctx, &page.faults, faulty(&page, &w->said), why);
    response->is_unkept = true;
    if (!e)
        view_life_new(&response->body, &page);
    return e;
}

static date day_of(const struct request *request, const char *name)
{
    date day;
    return typed_day(request_form(request, name), &day) ? day : DATE_NONE;
}

static struct life_said said_of(const struct request *request, const struct life_found *found,
                                enum life_kind kind)
{
    struct life_said said = { .kind = kind,
                              .from = day_of(request, "from"),
                              .to = day_of(request, "to"),
                              .words = request_form(request, "words"),
                              .party = request_form(request, "party"),
                              .office = request_form(request, "office"),
                              .authority = request_form(request, "authority"),
                              .was = request_form(request, "was"),
                              .is = request_form(request, "is"),
                              .is_office = request_form(request, "is-office").n > 0 };
    for (size_t i = 0; i < found->parties.n && !said.party.n; i++)
        if (found->parties.at[i].is_theirs && !found->parties.at[i].is_on_paper)
            said.party = found->parties.at[i].party; // the only one, which was not asked for
    return said;
}

result life_new_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct life_request asked;
    struct life_work w = { .request = request };
    enum life_kind kind;
    result e = new_asked(request, &asked, &kind);
    if (e)
        return e;
    w.id = asked.charter->id;
    w.by = visitor_doer(ctx, request->visitor);
    w.said = said_of(request, &asked.found, kind);
    bool is_no_day = (kind == LIFE_SUSPENDED || kind == LIFE_NOTICE) && request_form(request, "to").n &&
        date_is_none(w.said.to);
    w.said.part = is_no_day ? LIFE_PART_TO : w.said.part;
    e = is_no_day ? fail(ctx, ERR_INPUT, "write the day like 31 1 2027, or leave it empty")
                  : site_write(request, life_write, &w);
    if (e)
        return is_for_form(e) || e == ERR_CONFLICT ? again(&w, kind, response) : e;
    if (w.is_settled)
        site_renew(request->site);
    response_see(request, response,
                 url_format(ctx->arena, "/charters/%s/life?done=yes", url_segment(ctx->arena, w.id)));
    return OK;
}
