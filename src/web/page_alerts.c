// /alerts: to be told of what happens in an area, to a kind of thing, under a charter or on a report; and the links
// of those messages, which confirm and end them.
#include "web/email_ask.h"
#include "web/message_pages.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/place.h"
#include "app/subscription.h"

enum { REFERENCE_MAX = 100, PART_MAX = 200 };

// "area:Aldermoor", as the choice of what it is about has it.
static result about_add(struct request *request, struct form_field *field, str kind, str subject)
{
    struct ctx *ctx = request->ctx;
    str value = str_format(ctx->arena, "%.*s:%.*s", STR_ARGS(kind), STR_ARGS(subject));
    struct subscription_row row = { .kind = kind, .subject = subject };
    return form_option_add(ctx, field, value, subscribed_words(request, &row));
}

// What is never shown can't be followed either.
static result services_add(struct request *request, struct form_field *field)
{
    const struct directory *directory = &request->board->directory;
    result e = OK;
    for (size_t i = 0; i < directory->categories.all.n && !e; i++) {
        const struct category *category = &directory->categories.all.at[i];
        if (!directory_private(directory, category))
            e = about_add(request, field, ABOUT_SERVICE, category->service);
    }
    return e;
}

// The page may be come to from an area, a charter or a report: ?about=area:Aldermoor.
static result about_fill(struct request *request, struct form_field *field)
{
    const struct board *board = request->board;
    str asked = request_field(request, "about"), subject = asked, kind = str_cut(&subject, ':');
    bool is_report = str_equal(kind, ABOUT_CASE) && subject.n && subject.n <= REFERENCE_MAX;
    result e = is_report ? about_add(request, field, ABOUT_CASE, subject) : OK;
    for (size_t i = 0; i < board->places.n && !e; i++)
        e = about_add(request, field, ABOUT_AREA, board->places.at[i]);
    for (size_t i = 0; i < board->charters.n && !e; i++)
        e = about_add(request, field, ABOUT_CHARTER, board->charters.at[i].id);
    if (!e)
        e = services_add(request, field);
    if (!field->value.n)
        field->value = asked;
    option_choose(field);
    return e;
}

static bool is_about_place(const struct request *request)
{
    return str_equal(request_field(request, "about"), ABOUT_PLACE) ||
        str_equal(request_form(request, "about"), ABOUT_PLACE);
}

static result page_fill(struct request *request, struct alerts_page *page)
{
    struct ctx *ctx = request->ctx;
    layout_fill(request, STR("Be told of what happens"), "", &page->layout);
    page->about = form_field(request, "about", STR("What do you want to hear of?"));
    page->is_place = is_about_place(request);
    page->place = form_field(request, "place", STR("Around which postcode?"));
    page->place.hint = STR("It is kept with your e-mail address, and shown to nobody.");
    page->map.latitude = form_field(request, "latitude", STR("Latitude"));
    page->map.longitude = form_field(request, "longitude", STR("Longitude"));
    page->place.autocomplete = "postal-code";
    page->place.width = 10;
    page->metres = form_field(request, "metres", STR("How far around it?"));
    page->email = form_field(request, "email", STR("Your e-mail address"));
    page->email.type = page->email.autocomplete = "email";
    page->email.hint = STR(
        "You get a link to confirm it. Nothing else is sent before, and each message has a link that ends it.");
    if (request->visitor && request->visitor->email.n)
        page->email.hint = STR(
            "With the one you signed in with there is nothing to confirm: another gets a link "
            "first. Each message has a link that ends it.");
    page->often = form_field(request, "often", STR("How often?"));
    result e = page->is_place ? circles_offer(ctx, &page->metres) : about_fill(request, &page->about);
    if (!e && page->is_place)
        e = place_map_fill(request, &page->map);
    if (!e)
        e = often_offer(ctx, &page->often);
    if (!e)
        e = alerts_own_fill(request, page);
    if (!page->email.value.n && request->visitor)
        page->email.value = request->visitor->email;
    if (!page->metres.value.n)
        page->metres.value = STR("500");
    option_choose(&page->metres);
    if (!page->often.value.n)
        page->often.value = str_equal(request_field(request, "often"), OFTEN_AT_ONCE) ? OFTEN_AT_ONCE
                                                                                      : OFTEN_WEEKLY;
    option_choose(&page->often);
    return e;
}

// What was asked for just now, said once more.
static void asked_fill(struct alerts_page *page)
{
    if (!page->is_sent && !page->is_told)
        return;
    if (page->is_place)
        page->asked = STR("what is reported around that place");
    for (size_t i = 0; i < page->about.options.n; i++)
        if (page->about.options.at[i].is_chosen)
            page->asked = page->about.options.at[i].label;
    page->asked_often = str_equal(page->often.value, OFTEN_AT_ONCE) ? STR("at once, within minutes")
                                                                    : STR("once a week, if there is news");
}

static void alerts_view(const struct alerts_page *page, struct response *response)
{
    if (page->is_place)
        place_map_allow(&page->map, response);
    view_alerts(&response->body, page);
}

result alerts_show(struct request *request, struct response *response)
{
    struct alerts_page page = { .is_sent = request_field(request, "sent").n > 0,
                                .is_told = request->visitor && request_field(request, "told").n };
    result e = page_fill(request, &page);
    response->is_unkept = page.own.n > 0;
    asked_fill(&page);
    if (!e)
        alerts_view(&page, response);
    return e;
}

static result ask(struct ctx *ctx, struct db *db, void *with)
{
    return subscription_ask(ctx, db, with);
}

static result again(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct alerts_page page = { .is_sent = false };
    str why = sentence(ctx, said_take(ctx));
    bool is_address = str_find(why, STR("e-mail")) < why.n;
    result e = page_fill(request, &page);
    if (!e)
        e = form_fault(ctx, &page.faults,
                       is_address          ? &page.email
                           : page.is_place ? &page.place
                                           : &page.about,
                       why);
    if (!e)
        alerts_view(&page, response);
    return e;
}

static result place_find(struct request *request, str typed, struct located *located)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct reporting reporting = reporting_open(ctx, request->db, board, request->now);
    struct report_place marked;
    bool is_off = request_form(request, "off").n > 0;
    result e = reporting_place(&reporting, (str){ 0 },
                               is_off ? (str){ 0 } : request_form(request, "latitude"),
                               request_form(request, "longitude"), &marked);
    *located = marked.located;
    if (!e && located->has_point)
        return located->is_known || !board->areas
            ? OK
            : fail(ctx, ERR_INPUT, "mark a place within %.*s", STR_ARGS(board->name));
    if (!e)
        e = place_postcode(ctx, request->db, board->areas, typed, located);
    return e || located->has_point
        ? e
        : fail(ctx, ERR_INPUT, "write a whole postcode of %.*s", STR_ARGS(board->name));
}

// The middle of the circle: marked on the map, else of a postcode.
static result place_fill(struct request *request, struct subscription_wish *wish)
{
    struct ctx *ctx = request->ctx;
    struct located located;
    str typed = request_form(request, "place");
    result e = place_find(request, typed, &located);
    if (e)
        return e;
    wish->kind = ABOUT_PLACE;
    wish->subject = typed.n
        ? typed
        : str_format(ctx->arena, "the place marked %.*s", STR_ARGS(located_words(ctx, &located)));
    wish->latitude = located.latitude;
    wish->longitude = located.longitude;
    return str_to_int(request_form(request, "metres"), &wish->metres)
        ? OK
        : fail(ctx, ERR_INPUT, "say how far around it");
}

// Where the address looks like a slip, the page asks; is_asked then.
static result address_ask(struct request *request, struct alerts_page *page, bool *is_asked)
{
    result e = page_fill(request, page);
    if (!e)
        e = email_ask(request, &page->faults, &page->email, &page->meant);
    *is_asked = page->faults.n > 0;
    return e;
}

// Whether the address is known, or asked for this before, shows in no answer.
result alerts_send(struct request *request, struct response *response)
{
    str subject_asked = request_form(request, "about"), subject = subject_asked,
        kind = str_cut(&subject, ':');
    struct subscription_wish wish = {
        .kind = kind, .subject = subject, .often = request_form(request, "often"), .at = request->now
    };
    struct alerts_page page = { .is_sent = false };
    bool is_asked = false;
    result e = address_ask(request, &page, &is_asked);
    if (!e && is_asked)
        alerts_view(&page, response);
    if (e || is_asked)
        return e;
    wish.email = page.email.value;
    e = is_about_place(request) ? place_fill(request, &wish) : OK;
    wish.is_proven = visitor_has_address(request->visitor, wish.email);
    if (!e)
        e = site_write(request, ask, &wish);
    if (e)
        return e == ERR_INPUT ? again(request, response) : e;
    response_see(
        request, response,
        url_format(request->ctx->arena, "/alerts?%s=1&about=%s&often=%s", wish.is_proven ? "told" : "sent",
                   url_query(request->ctx->arena, is_about_place(request) ? ABOUT_PLACE : subject_asked),
                   url_query(request->ctx->arena, wish.often)));
    return OK;
}

struct pressing {
    struct subscription_token found;
    instant at;
};

static result token_open(struct request *request, struct pressing *p)
{
    p->at = request->now;
    return subscription_find(request->ctx, request->db, request_parameter(request, "token"), &p->found);
}

static str token_words(struct request *request, const struct subscription_token *found)
{
    return found->is_case ? STR("messages about your report")
                          : subscribed_words(request, &found->subscription);
}

// What they hear of, and how often.
static str often_words(struct request *request, const struct subscription_token *found)
{
    str what = token_words(request, found);
    bool is_at_once = str_equal(found->subscription.often, OFTEN_AT_ONCE);
    return found->is_case
        ? what
        : str_format(request->ctx->arena, "%.*s, %s", STR_ARGS(what), is_at_once ? "at once" : "once a week");
}

static void press_show(struct request *request, struct response *response, struct press_page *page)
{
    layout_fill(request, page->heading, "", &page->layout);
    page->action = (struct url){ request->path };
    response->is_unkept = true;
    view_press(&response->body, page);
}

result alerts_confirm_show(struct request *request, struct response *response)
{
    struct pressing p;
    result e = token_open(request, &p);
    if (e)
        return e;
    bool is_done = p.found.is_case || !instant_is_none(p.found.subscription.confirmed);
    struct press_page page = { .heading = is_done ? STR("You will be told") : STR("Do you want to be told?"),
                               .about = often_words(request, &p.found),
                               .button = STR("Yes, tell me"),
                               .done = is_done ? STR("Each message has a link that ends it.") : (str){ 0 } };
    page.stop = url_format(request->ctx->arena, "/unsubscribe/%s",
                           url_segment(request->ctx->arena, p.found.token));
    press_show(request, response, &page);
    return OK;
}

static result confirm(struct ctx *ctx, struct db *db, void *with)
{
    const struct pressing *p = with;
    return subscription_confirm(ctx, db, &p->found, p->at);
}

result alerts_confirm_send(struct request *request, struct response *response)
{
    struct pressing p;
    result e = token_open(request, &p);
    if (!e)
        e = site_write(request, confirm, &p);
    if (!e)
        response_see(request, response, (struct url){ request->path });
    return e;
}

result unsubscribe_show(struct request *request, struct response *response)
{
    struct pressing p;
    result e = token_open(request, &p);
    if (e)
        return e;
    struct press_page page = { .heading = p.found.is_quiet ? STR("You hear no more of it")
                                                           : STR("Hear no more of it?"),
                               .about = token_words(request, &p.found),
                               .button = STR("End it"),
                               .done = p.found.is_quiet ? STR("Nothing more is sent.") : (str){ 0 } };
    if (!p.found.is_case)
        page.change = url_format(request->ctx->arena, "/alerts/change/%s",
                                 url_segment(request->ctx->arena, p.found.token));
    press_show(request, response, &page);
    return OK;
}

static result end(struct ctx *ctx, struct db *db, void *with)
{
    const struct pressing *p = with;
    return subscription_end(ctx, db, &p->found, p->at);
}

// Also what a program for mail sends when its own button is pressed (RFC 8058): no cookie, no page of ours before it.
result unsubscribe_send(struct request *request, struct response *response)
{
    struct pressing p;
    result e = token_open(request, &p);
    if (!e)
        e = site_write(request, end, &p);
    if (e)
        return e;
    struct press_page page = { .heading = STR("You hear no more of it"),
                               .about = token_words(request, &p.found),
                               .done = STR("Nothing more is sent.") };
    press_show(request, response, &page);
    return OK;
}
