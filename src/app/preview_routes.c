// Bodies and routes: which service at which place would have another body, today and on the days the lists name.
#include "app/preview_internal.h"

#include "app/ledger.h"
#include "app/routing.h"

enum {
    QUESTIONS_LIMIT = 40000000, // services by areas by rules: beyond that nobody waits for the answer
    DAYS_MAX = 6,
    HANDS_MAX = 40,
    EXAMPLES = 3
};

// What goes from one body to another on a day.
struct hand {
    date day;
    const struct body *from, *to;
    int64_t n;
    str examples[EXAMPLES];
};

struct weighing {
    struct ctx *ctx;
    const struct preview_asked *asked;
    struct preview *preview;
    struct directory before, after;
    date days[DAYS_MAX];
    size_t n_days;
    LIST(struct hand) hands;
};

static bool is_same_body(const struct body *a, const struct body *b)
{
    return a == b || (a && b && str_same_name(a->name, b->name));
}

static void day_add(struct weighing *w, date day)
{
    if (day.day <= w->asked->board->today.day || date_is_none(day) || w->n_days == DAYS_MAX)
        return;
    for (size_t i = 0; i < w->n_days; i++)
        if (w->days[i].day == day.day)
            return;
    w->days[w->n_days++] = day;
}

static void days_find(struct weighing *w)
{
    const struct bodies *bodies = &w->after.bodies;
    const struct service_routes *routes = &w->after.routes;
    w->days[w->n_days++] = w->asked->board->today;
    for (size_t i = 0; i < bodies->n; i++) {
        day_add(w, bodies->at[i].from);
        if (!date_is_none(bodies->at[i].until))
            day_add(w, date_add_days(bodies->at[i].until, 1));
    }
    for (size_t i = 0; i < routes->n; i++) {
        day_add(w, routes->at[i].from);
        if (!date_is_none(routes->at[i].until))
            day_add(w, date_add_days(routes->at[i].until, 1));
    }
}

static result hand_add(struct weighing *w, struct hand hand, str example)
{
    struct hand *slot = NULL;
    for (size_t i = 0; i < w->hands.n && !slot; i++)
        if (w->hands.at[i].day.day == hand.day.day && is_same_body(w->hands.at[i].from, hand.from) &&
            is_same_body(w->hands.at[i].to, hand.to))
            slot = &w->hands.at[i];
    if (!slot && w->hands.n == HANDS_MAX)
        return OK;
    if (!slot) {
        slot = LIST_PUSH(w->ctx->arena, &w->hands);
        if (!slot)
            return arena_fail(w->ctx);
        *slot = hand;
    }
    if (slot->n < EXAMPLES)
        slot->examples[slot->n] = example;
    slot->n++;
    return OK;
}

// One service at one place on one day, as it is and as it would be.
static result question_weigh(struct weighing *w, const struct route_question *q, str where)
{
    struct routed before, after, sooner;
    result e = route_find(w->ctx, &w->before, q, &before);
    if (!e)
        e = route_find(w->ctx, &w->after, q, &after);
    if (e || is_same_body(before.body, after.body))
        return e;
    if (q->day.day > w->days[0].day) { // said once, on the first day that it is so
        struct route_question today = *q;
        today.day = w->days[0];
        e = route_find(w->ctx, &w->after, &today, &sooner);
        if (e || is_same_body(sooner.body, after.body))
            return e;
    }
    return hand_add(w, (struct hand){ q->day, before.body, after.body, 0, { { 0 } } },
                    str_format(w->ctx->arena, "%.*s%s%.*s", STR_ARGS(q->service), where.n ? " in " : "",
                               STR_ARGS(where)));
}

static result place_weigh(struct weighing *w, const struct located *place, str where)
{
    const struct categories *all = &w->after.categories;
    result e = OK;
    for (size_t d = 0; d < w->n_days && !e; d++)
        for (size_t i = 0; i < all->all.n && !e; i++) {
            struct route_question q = { all->all.at[i].service, place, w->days[d] };
            e = question_weigh(w, &q, where);
        }
    return e;
}

static result places_weigh(struct weighing *w)
{
    const struct areas *areas = w->after.areas;
    size_t n = areas ? areas_count(areas) : 0;
    struct located place = place_unknown();
    if (!n)
        return place_weigh(w, &place, (str){ 0 });
    result e = OK;
    for (size_t i = 0; i < n && !e; i++) {
        str name = areas_name(areas, i);
        name = name.n ? name : areas_code(areas, i);
        e = place_named(w->ctx, areas, name, &place);
        if (!e)
            e = place_weigh(w, &place, name);
    }
    return e;
}

static result hand_say(struct weighing *w, const struct hand *h)
{
    struct buffer out = buffer_open(4096);
    if (h->day.day > w->days[0].day) {
        buffer_add(&out, STR("From "));
        date_write_words(&out, h->day);
        buffer_add(&out, STR(": "));
    }
    buffer_print(&out, "%.*s %s", STR_ARGS(h->to ? h->to->name : STR("Nobody")),
                 h->to ? "answers for " : "answers any more for ");
    for (int64_t i = 0; i < h->n && i < EXAMPLES; i++)
        buffer_print(&out, "%s%.*s", i ? ", " : "", STR_ARGS(h->examples[i]));
    if (h->n > EXAMPLES)
        buffer_print(&out, " and %lld more", (long long)h->n - EXAMPLES);
    buffer_print(&out, "%s%.*s.", h->from ? " in place of " : ", for which nobody answers now",
                 STR_ARGS(h->from ? h->from->name : (str){ 0 }));
    str words = str_copy(w->ctx->arena, buffer_str(&out));
    buffer_done(w->ctx->arena, &out);
    return preview_follow(w->ctx, w->preview, words);
}

static result open_count(struct weighing *w, const struct body *b, int64_t *n)
{
    struct work_row row;
    struct cursor cursor;
    result e = query_work_of_body(w->ctx, w->asked->db, &(struct work_of_body_in){ COMMUNITY_FIRST, b->name },
                                  &cursor);
    for (*n = 0; !e && cursor_next(w->ctx, &cursor, &row);)
        ++*n;
    return e ? e : cursor.failed;
}

// Reports that a body has when it is no longer in the list, or ends: they do not move by themselves.
static result ended_say(struct weighing *w)
{
    result e = OK;
    for (size_t i = 0; i < w->before.bodies.n && !e; i++) {
        const struct body *old = &w->before.bodies.at[i], *new = body_named(&w->after.bodies, old->name);
        int64_t n = 0;
        if (new &&new->until.day >= old->until.day)
            continue;
        e = open_count(w, old, &n);
        if (!e && n)
            e = preview_follow(
                w->ctx, w->preview,
                str_format(w->ctx->arena,
                           "%.*s has %lld open %s. They stay with it until its officers hand them over under "
                           "Work%s%.*s; the resident's clock goes on.",
                           STR_ARGS(old->name), (long long)n, n == 1 ? "report" : "reports",
                           new &&new->successor.n ? ", to " : "",
                           STR_ARGS(new ? new->successor : (str){ 0 })));
    }
    return e;
}

static result lists_read(struct weighing *w)
{
    const struct pending *c = w->asked->change;
    w->before = w->after = w->asked->board->directory;
    return c->kind->kind == CONTENT_BODIES ? bodies_parse(w->ctx, STR("bodies"), c->body, &w->after.bodies)
                                           : routes_parse(w->ctx, STR("routes"), c->body, &w->after.routes);
}

result preview_routes(struct ctx *ctx, const struct preview_asked *asked, struct preview *preview)
{
    struct weighing w = { .ctx = ctx, .asked = asked, .preview = preview };
    result e = lists_read(&w);
    if (e)
        return e;
    days_find(&w);
    size_t areas = w.after.areas ? areas_count(w.after.areas) : 1;
    size_t asks = w.n_days * areas * w.after.categories.all.n * (w.after.routes.n + w.after.bodies.n + 1);
    e = asks > QUESTIONS_LIMIT
        ? preview_follow(
              ctx, preview,
              STR("Which services change hands is not worked out: the lists are too long for that."))
        : places_weigh(&w);
    for (size_t i = 0; i < w.hands.n && !e; i++)
        e = hand_say(&w, &w.hands.at[i]);
    if (!e && !w.hands.n && asks <= QUESTIONS_LIMIT)
        e = preview_follow(ctx, preview, STR("No service changes hands by it."));
    return e ? e : ended_say(&w);
}
