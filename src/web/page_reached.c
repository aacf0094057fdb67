// /charters/{charter}/{clause}/contacted: whoever asked a contact, or the contact's own body, writes down when it was
// and when there was an answer. And how that adds up, for the pages of the contact.
#include "web/reached_pages.h"
#include "web/typed.h"
#include "web/views.h"
#include "web/visit.h"

#include "app/reached.h"

static const struct {
    enum voice voice;
    str who;
} VOICES_SHOWN[] = { { VOICE_REPORTER, STR_INIT("Those who asked say") },
                     { VOICE_CHAMPION, STR_INIT("Champions and councillors found") },
                     { VOICE_SERVICE, STR_INIT("The service says") } };

enum { VOICES_N = sizeof VOICES_SHOWN / sizeof *VOICES_SHOWN };

static struct url reached_url(struct ctx *ctx, const struct promise_state *p)
{
    return url_format(ctx->arena, "%s/contacted",
                      str_c(ctx->arena, promise_url(ctx, p->charter->id, p->clause->label).text));
}

result reached_part_fill(struct request *request, const struct promise_state *p, struct reached_part *part)
{
    struct ctx *ctx = request->ctx;
    struct reached reached;
    if (!is_contact(p))
        return OK;
    result e = reached_count(ctx, p, &reached);
    for (size_t i = 0; i < VOICES_N && !e; i++) {
        struct pair *pair = LIST_PUSH(ctx->arena, &part->lines);
        if (!pair)
            return arena_fail(ctx);
        *pair = (struct pair){ .key = VOICES_SHOWN[i].who,
                               .value = reached_words(ctx, &reached, VOICES_SHOWN[i].voice) };
    }
    part->has_time = reached.has_time;
    part->record_url = reached_url(ctx, p);
    return e;
}

result reached_brief(struct ctx *ctx, const struct promise_state *p, str *words)
{
    struct reached reached;
    *words = (str){ 0 };
    if (!is_contact(p))
        return OK;
    result e = reached_count(ctx, p, &reached);
    int64_t n = 0;
    for (size_t i = 0; i < VOICES_N && !e; i++) {
        if (!reached.by[VOICES_SHOWN[i].voice].n)
            continue;
        n++;
        *words = str_format(ctx->arena, "%.*s%s%.*s: %.*s", STR_ARGS(*words), words->n ? ". " : "",
                            STR_ARGS(VOICES_SHOWN[i].who),
                            STR_ARGS(reached_words(ctx, &reached, VOICES_SHOWN[i].voice)));
    }
    if (!n)
        *words = reached.has_time ? STR("Whether it answers in time is not known: nobody wrote it down.")
                                  : STR("Whether it answers is not known: nobody wrote it down.");
    else
        *words = str_format(ctx->arena, "%.*s.", STR_ARGS(*words));
    return e;
}

struct reaching {
    struct request *request;
    const struct promise_state *contact;
    struct doer by;
    struct reached_said said;
};

static result reaching_open(struct request *request, struct reaching *r)
{
    const struct charter *c = board_charter(request->board, request_parameter(request, "charter"));
    const struct promise_state *p = c ? charter_promise(c, request_parameter(request, "clause")) : NULL;
    *r = (struct reaching){ .request = request, .contact = p };
    result e = must_may(request->ctx, request->visitor, DEED_REACHED, NULL);
    if (!e && (!p || !is_contact(p)))
        e = fail(request->ctx, ERR_MISSING, "there is no such contact");
    if (!e)
        r->by = reached_doer(request->ctx, request->visitor, p);
    return e;
}

static str moment_words(struct request *request, instant t, bool is_day)
{
    int32_t second;
    str day = date_words(request->ctx, zone_date(request->board->zone, t, &second));
    return is_day ? day
                  : str_format(request->ctx->arena, "%.*s, %d:%02d", STR_ARGS(day), (int)(second / 3600),
                               (int)(second / 60 % 60));
}

static result own_fill(const struct reaching *r, struct reached_page *page)
{
    struct request *request = r->request;
    struct ctx *ctx = request->ctx;
    struct fact_row_list own;
    result e = reached_own(ctx, request->db, r->contact, r->by.person, &own);
    for (size_t i = 0; i < own.n && !e; i++) {
        const struct fact_row *f = &own.at[i];
        struct reached_line *line = LIST_PUSH(ctx->arena, &page->own);
        if (!line)
            return arena_fail(ctx);
        *line = (struct reached_line){ .way = f->name,
                                       .asked = moment_words(request, f->happened,
                                                             f->happened.second != f->happened_last.second) };
        if (!instant_is_none(f->until)) {
            line->answered = moment_words(request, f->until, str_equal(f->value, FACT_VALUE_DAY));
            continue;
        }
        struct buffer day = buffer_open(32);
        date_write(&day, zone_date(request->board->zone, f->happened, NULL));
        line->url = url_format(ctx->arena, "%s?way=%s&day=%s#answered", str_c(ctx->arena, page->action.text),
                               url_query(ctx->arena, f->name),
                               url_query(ctx->arena, str_copy(ctx->arena, buffer_str(&day))));
        buffer_done(ctx->arena, &day);
    }
    return e;
}

// What was sent; of one that waits for its answer, what its link says.
static struct form_field field_of(const struct request *request, const char *name, str label)
{
    struct form_field f = form_field(request, name, label);
    f.value = f.value.n ? f.value : request_field(request, name);
    return f;
}

static result ways_fill(struct request *request, struct form_field *way, bool is_of_body)
{
    static const str labels[REACHED_WAYS] = { STR_INIT("By telephone"), STR_INIT("By e-mail"),
                                              STR_INIT("By letter"), STR_INIT("At the counter") };
    result e = OK;
    *way = field_of(request, "way", is_of_body ? STR("How were you asked?") : STR("How did you ask?"));
    for (size_t i = 0; i < REACHED_WAYS && !e; i++) {
        e = form_option_add(request->ctx, way, REACHED_WAY[i], labels[i]);
        if (!e)
            way->options.at[i].is_chosen = str_equal(way->value, REACHED_WAY[i]);
    }
    return e;
}

static result fields_fill(const struct reaching *r, struct reached_page *page)
{
    struct request *request = r->request;
    struct civil today = date_civil(request->board->today);
    bool is_of_body = r->by.voice == VOICE_SERVICE;
    page->is_of_body = is_of_body;
    page->day = field_of(request, "day",
                         is_of_body ? STR("On which day?") : STR("On which day did you ask?"));
    page->day.hint = str_format(request->ctx->arena, "Such as %d %d %d.", today.day, today.month, today.year);
    page->time = field_of(request, "time", STR("At what time?"));
    page->time.hint = STR("Such as 14:30. It matters where an answer is promised within hours.");
    page->answered = field_of(request, "answered", STR("On which day was there an answer?"));
    page->answered.hint = STR(
        "Somebody picked up and could help, or wrote back. Leave it empty if there was none yet: "
        "you can come back and add it.");
    page->answered_time = field_of(request, "answered-time", STR("At what time was that?"));
    page->day.width = page->answered.width = 10;
    page->time.width = page->answered_time.width = 5;
    page->time.is_optional = page->answered.is_optional = page->answered_time.is_optional = true;
    return ways_fill(request, &page->way, is_of_body);
}

static result page_fill(const struct reaching *r, struct reached_page *page)
{
    struct request *request = r->request;
    struct ctx *ctx = request->ctx;
    const struct promise_state *p = r->contact;
    page->charter = p->charter->document->document->title;
    page->contact = str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(p->clause->label),
                               STR_ARGS(p->clause->title));
    page->contact_url = promise_url(ctx, p->charter->id, p->clause->label);
    page->action = reached_url(ctx, p);
    page->is_done = request_field(request, "done").n > 0;
    layout_fill(request, STR("Did they answer?"), "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Charters"), (struct url){ STR("/charters") });
    crumb_add(ctx, &page->layout, page->charter, charter_url(ctx, p->charter->id));
    crumb_add(ctx, &page->layout, page->contact, page->contact_url);
    result e = reached_part_fill(request, p, &page->reached);
    if (!e)
        e = fields_fill(r, page);
    return e ? e : own_fill(r, page);
}

static result form_show(const struct reaching *r, struct response *response, str why)
{
    struct reached_page page = { .is_done = false };
    result e = page_fill(r, &page);
    struct form_field *fields[] = { [REACHED_PART_WAY] = &page.way,
                                    [REACHED_PART_DAY] = &page.day,
                                    [REACHED_PART_TIME] = &page.time,
                                    [REACHED_PART_ANSWERED] = &page.answered,
                                    [REACHED_PART_ANSWERED_TIME] = &page.answered_time };
    response->is_unkept = true;
    if (!e && why.n)
        e = form_fault(r->request->ctx, &page.faults, fields[r->said.part], why);
    if (!e)
        view_reached(&response->body, &page);
    return e;
}

result reached_show(struct request *request, struct response *response)
{
    struct reaching r;
    result e = reaching_open(request, &r);
    return e ? e : form_show(&r, response, (str){ 0 });
}

static result fault(struct reaching *r, enum reached_field part, const char *why)
{
    r->said.part = part;
    return fail(r->request->ctx, ERR_INPUT, "%s", why);
}

// Empty leaves it unknown.
static result day_read(struct reaching *r, const char *name, enum reached_field part, date *day)
{
    str typed = request_form(r->request, name);
    *day = DATE_NONE;
    return !typed.n || typed_day(typed, day) ? OK : fault(r, part, "write the day like 20 11 2026");
}

static result time_read(struct reaching *r, const char *name, enum reached_field part, int32_t *time)
{
    str typed = request_form(r->request, name);
    *time = SECOND_NONE;
    return !typed.n || typed_time(typed, time) ? OK : fault(r, part, "write the time like 14:30");
}

static result said_read(struct reaching *r)
{
    struct reached_said *said = &r->said;
    said->way = request_form(r->request, "way");
    result e = day_read(r, "day", REACHED_PART_DAY, &said->day);
    if (!e)
        e = time_read(r, "time", REACHED_PART_TIME, &said->time);
    if (!e)
        e = day_read(r, "answered", REACHED_PART_ANSWERED, &said->answered);
    return e ? e : time_read(r, "answered-time", REACHED_PART_ANSWERED_TIME, &said->answered_time);
}

static result reached_write(struct ctx *ctx, struct db *db, void *with)
{
    struct reaching *r = with;
    struct desk desk;
    result e = desk_open(ctx, db, r->request->now, &r->by, &desk);
    return e ? e : reached_say(&desk, r->contact, &r->said);
}

result reached_send(struct request *request, struct response *response)
{
    struct reaching r;
    result e = reaching_open(request, &r);
    if (e)
        return e;
    e = said_read(&r);
    if (!e)
        e = site_write(request, reached_write, &r);
    if (!e)
        response_see(request, response,
                     (struct url){ str_format(request->ctx->arena, "%.*s?done=yes",
                                              STR_ARGS(reached_url(request->ctx, r.contact).text)) });
    return is_for_form(e) ? form_show(&r, response, sentence(request->ctx, said_take(request->ctx))) : e;
}
