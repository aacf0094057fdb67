// GET /walkabouts/{walk}: one planned round: where one meets, which places, and for whoever may the grades of each,
// kept on a phone that has no signal. POST: what was found; or that it is off.
#include "web/round_pages.h"
#include "web/views.h"
#include "web/walk_pages.h"
#include "web/walks_pages.h"

#include "web/photographs.h"
#include "web/typed.h"

// A photograph of a place, made clean.
struct walk_upload {
    const struct upload *upload;
    struct picture picture;
    struct photograph_files files;
};

struct going {
    struct request *request;
    struct walk_upload taken[REQUEST_UPLOADS_MAX];
    size_t n_taken;
    struct walk_plan plan;
    date day;
    const char *fault; // the field that a refusal is about
};

static result going_open(struct request *request, struct going *g)
{
    struct ctx *ctx = request->ctx;
    struct walk_row row;
    bool is_found = false;
    int64_t id;
    *g = (struct going){ .request = request, .day = DATE_NONE, .fault = "day" };
    result e = OK;
    if (str_to_int(request_parameter(request, "walk"), &id))
        e = query_walk_by_id(ctx, request->db, &(struct walk_by_id_in){ COMMUNITY_FIRST, id }, &row,
                             &is_found);
    if (!e && is_found)
        e = walk_plan_read(ctx, request->board, &row, &g->plan);
    bool is_seen = !e && is_found && (row.is_public || walk_plan_may(ctx, request->visitor, &g->plan));
    return e || is_seen ? e : fail(ctx, ERR_MISSING, "there is no such round, or it was not announced");
}

static const char *field_name(struct ctx *ctx, char what, size_t promise, size_t place)
{
    return str_c(ctx->arena, str_format(ctx->arena, "%c%zu-%zu", what, promise, place));
}

static result grades_fill(struct request *request, const char *name, str label, struct form_field *field)
{
    if (!name)
        return arena_fail(request->ctx);
    *field = form_field(request, name, label);
    result e = form_option_add(request->ctx, field, (str){ 0 }, STR("Not graded"));
    for (int g = 0; g < GRADES && !e; g++)
        e = form_option_add(request->ctx, field, str_from(grade_words(g)), str_from(grade_words(g)));
    for (size_t i = 0; i < field->options.n; i++)
        field->options.at[i].is_chosen = str_equal(field->options.at[i].value, field->value);
    return e;
}

static result photograph_fill(const struct going *g, const char *name, str place,
                              struct walk_place_line *line)
{
    struct ctx *ctx = g->request->ctx;
    if (!name)
        return arena_fail(ctx);
    line->photograph = form_field(g->request, name,
                                  str_format(ctx->arena, "Photograph of it: %.*s", STR_ARGS(place)));
    line->photograph.is_optional = true;
    line->photograph.autocomplete = "image/jpeg,image/png,image/webp";
    return OK;
}

static result part_fill(const struct going *g, size_t i, struct walk_graded *part)
{
    struct ctx *ctx = g->request->ctx;
    const struct promise_state *p = g->plan.promises.at[i];
    result e = OK;
    part->title = str_format(ctx->arena, "%.*s %.*s", STR_ARGS(p->clause->label), STR_ARGS(p->clause->title));
    part->charter = p->charter->document->document->title;
    part->url = promise_url(ctx, p->charter->id, p->clause->label);
    part->other_url = url_format(ctx->arena, "%s/walkabout", str_c(ctx->arena, part->url.text));
    if (!e)
        e = walk_pairs_fill(g->request, p, &part->pairs);
    for (size_t n = 0; n < g->plan.places.n && !e; n++) {
        struct walk_place_line *line = LIST_PUSH(ctx->arena, &part->places);
        if (!line)
            return arena_fail(ctx);
        e = grades_fill(g->request, field_name(ctx, 'g', i, n), g->plan.places.at[n], &line->grade);
        if (!e)
            e = grades_fill(g->request, field_name(ctx, 'h', i, n),
                            str_format(ctx->arena, "By a second one: %.*s", STR_ARGS(g->plan.places.at[n])),
                            &line->second);
        if (!e)
            e = photograph_fill(g, field_name(ctx, 'p', i, n), g->plan.places.at[n], line);
        for (size_t k = 0; k < part->pairs.n; k++)
            if (str_same_name(part->pairs.at[k].place, g->plan.places.at[n]))
                line->last = &part->pairs.at[k].after;
    }
    return e;
}

static result page_fill(const struct going *g, struct walk_one_page *page)
{
    struct request *request = g->request;
    struct ctx *ctx = request->ctx;
    layout_fill(request, STR("A round on foot"), "charters", &page->layout);
    crumb_add(ctx, &page->layout, STR("Rounds on foot"), (struct url){ STR("/walkabouts") });
    page->card = walk_card_make(ctx, &g->plan);
    page->action = page->card.url;
    page->worker = (struct url){ STR("/walkabouts/" ROUND_WORKER) };
    page->who = request->visitor ? request->visitor->id : 0;
    page->places = g->plan.row.places;
    page->may_walk = walk_plan_may(ctx, request->visitor, &g->plan);
    page->is_done = request_field(request, "done").n > 0;
    page->is_to_come = g->plan.row.day.day > request->board->today.day;
    page->day = form_field(request, "day", STR("On which day did you look?"));
    page->day.width = 10;
    date day = page->is_to_come ? request->board->today : g->plan.row.day;
    if (!page->day.value.n)
        page->day.value = day_typed(ctx->arena, day);
    result e = walk_grades_text(request, &page->grades);
    for (size_t i = 0; i < g->plan.promises.n && !e; i++) {
        struct walk_graded *part = LIST_PUSH(ctx->arena, &page->parts);
        e = part ? part_fill(g, i, part) : arena_fail(ctx);
    }
    return e;
}

result walk_show(struct request *request, struct response *response)
{
    struct going g;
    struct walk_one_page page = { .who = 0 };
    result e = going_open(request, &g);
    if (!e)
        e = page_fill(&g, &page);
    if (!e)
        view_walk_one(&response->body, &page);
    return e;
}

static const struct photograph_files *taken_of(const struct going *g, const char *name)
{
    for (size_t i = 0; i < g->n_taken && name; i++)
        if (str_equal(g->taken[i].upload->field, str_from(name)))
            return &g->taken[i].files;
    return NULL;
}

// Made clean before the write, which waits for nobody. One at a time: no form has more than so many files.
static result photographs_read(struct going *g)
{
    struct request *r = g->request;
    result e = OK;
    for (size_t i = 0; i < r->n_uploads && !e; i++) {
        struct walk_upload *slot = &g->taken[g->n_taken];
        if (r->uploads[i].field.n == 0 || r->uploads[i].field.at[0] != 'p')
            continue;
        slot->upload = &r->uploads[i];
        g->fault = str_c(r->ctx->arena, slot->upload->field);
        e = photograph_take(r, &(struct picture_asked){ .bytes = slot->upload->bytes }, &slot->picture,
                            &slot->files);
        g->n_taken += !e;
    }
    g->fault = e ? g->fault : "day";
    return e;
}

// What was graded of one promise; places without a grade are left out.
static result graded_read(const struct going *g, size_t i, struct walk *walk)
{
    struct ctx *ctx = g->request->ctx;
    *walk = (struct walk){ .promise = g->plan.promises.at[i],
                           .day = g->day,
                           .today = g->request->board->today,
                           .shelf = request_shelf(g->request) };
    for (size_t n = 0; n < g->plan.places.n; n++) {
        const char *first = field_name(ctx, 'g', i, n), *other = field_name(ctx, 'h', i, n);
        const struct photograph_files *files = taken_of(g, field_name(ctx, 'p', i, n));
        int grade = first ? grade_find(request_form(g->request, first)) : -1;
        struct walk_place *slot = grade >= 0 ? LIST_PUSH(ctx->arena, &walk->places) : NULL;
        if (slot)
            *slot = (struct walk_place){ g->plan.places.at[n], grade,
                                         other ? grade_find(request_form(g->request, other)) : -1, files };
        if (grade < 0 && files)
            return fail(ctx, ERR_INPUT, "choose the grade of each place that you photographed: %.*s",
                        STR_ARGS(g->plan.places.at[n]));
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static result found_write(struct ctx *ctx, struct db *db, void *with)
{
    struct going *g = with;
    const struct request *r = g->request;
    size_t n = 0;
    result e = OK;
    for (size_t i = 0; i < g->plan.promises.n && !e; i++) {
        struct about about = walk_about(ctx, g->plan.promises.at[i]);
        struct doer by = visitor_finder(r->visitor, &about);
        struct desk desk;
        struct walk walk;
        if (by.voice != VOICE_CHAMPION)
            by = visitor_doer(ctx, r->visitor);
        e = graded_read(g, i, &walk);
        n += walk.places.n;
        if (!e && walk.places.n)
            e = desk_open(ctx, db, r->now, &by, &desk);
        if (!e && walk.places.n)
            e = walk_record(&desk, r->visitor, &walk);
    }
    if (!e && !n) {
        g->fault = "g0-0";
        e = fail(ctx, ERR_INPUT, "choose the grade of at least one place");
    }
    return e;
}

static result off_write(struct ctx *ctx, struct db *db, void *with)
{
    const struct going *g = with;
    if (!walk_plan_may(ctx, g->request->visitor, &g->plan))
        return fail(ctx, ERR_DENIED, "This is for whoever may walk it.");
    return query_walk_off(ctx, db, &(struct walk_off_in){ COMMUNITY_FIRST, g->plan.row.id, WALK_OFF });
}

static struct form_field *faulty(struct walk_one_page *page, const struct going *g)
{
    for (size_t i = 0; i < page->parts.n && g->fault; i++)
        for (size_t n = 0; n < page->parts.at[i].places.n; n++)
            if (str_equal(str_from(page->parts.at[i].places.at[n].photograph.name), str_from(g->fault)))
                return &page->parts.at[i].places.at[n].photograph;
    bool is_day = !g->fault || g->fault[0] == 'd' || !page->parts.n || !page->parts.at[0].places.n;
    return is_day ? &page->day : &page->parts.at[0].places.at[0].grade;
}

static result again(const struct going *g, struct response *response, str why)
{
    struct walk_one_page page = { .who = 0 };
    result e = page_fill(g, &page);
    if (!e)
        e = form_fault(g->request->ctx, &page.faults, faulty(&page, g), why);
    if (!e)
        view_walk_one(&response->body, &page);
    return e;
}

result walk_send(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct going g;
    bool is_off = str_equal(request_form(request, "deed"), STR("off"));
    bool is_short = str_equal(request_form(request, "answer"), STR("short"));
    result e = must_may(ctx, request->visitor, DEED_WALKABOUT, NULL);
    if (!e)
        e = going_open(request, &g);
    if (e)
        return e;
    if (!is_off && !typed_day(request_form(request, "day"), &g.day))
        g.day = DATE_NONE;
    e = is_off ? OK : photographs_read(&g);
    if (!e)
        e = site_write(request, is_off ? off_write : found_write, &g);
    str why = is_for_form(e) ? sentence(ctx, said_take(ctx)) : (str){ 0 };
    if (e && (!why.n || (is_short && e == ERR_BUSY)))
        return e;
    if (is_short)
        return round_short_answer(response, false, why);
    if (e)
        return again(&g, response, why);
    response_see(
        request, response,
        url_format(ctx->arena, "/walkabouts/%lld%s", (long long)g.plan.row.id, is_off ? "" : "?done=yes"));
    return OK;
}
