#include "web/layout.h"

#include "app/account.h"
#include "app/permission.h"
#include "web/assets.h"

#include <cmark.h>
#include <stdlib.h>

struct mark state_mark(enum case_state state)
{
    static const struct mark marks[STATE_COUNT] = {
        [STATE_ON_TIME] = { "kept", "On time" },
        [STATE_LATE] = { "missed", "Late" },
        [STATE_NOT_YET_DUE] = { "not-yet-due", "Not yet due" },
        [STATE_NOT_KNOWN] = { "not-known", "Not known" },
        [STATE_EXCLUDED] = { "no-cases", "Not counted" },
        [STATE_ABSENT] = { "no-cases", "Not counted" },
    };
    return marks[state];
}

void layout_fill(const struct request *request, str title, const char *section, struct layout *layout)
{
    const struct board *board = request->board;
    *layout = (struct layout){ .title = title,
                               .section = str_from(section),
                               .style = { asset_path("wardmote.css") },
                               .icon = { asset_path("wardmote.svg") } };
    layout->community = board ? board->name : STR("Wardmote");
    layout->is_signed_in = request->visitor != NULL;
    layout->is_restored = request->is_restored;
    layout->has_work = may(request->visitor, DEED_WORK, NULL);
    if (request->visitor)
        layout->who = visitor_shown(request->visitor);
    if (!board)
        return;
    layout->is_demonstration = board->is_demonstration;
    layout->as_of = date_words(request->ctx, board->today);
}

void crumb_add(struct ctx *ctx, struct layout *layout, str text, struct url url)
{
    struct crumb *slot = LIST_PUSH(ctx->arena, &layout->crumbs);
    if (slot)
        *slot = (struct crumb){ text, url };
}

struct url script_url(const char *name)
{
    return (struct url){ asset_path(name) };
}

struct url charter_url(struct ctx *ctx, str id)
{
    return url_format(ctx->arena, "/charters/%s", url_segment(ctx->arena, id));
}

struct url promise_url(struct ctx *ctx, str id, str label)
{
    return url_format(ctx->arena, "/charters/%s/%s", url_segment(ctx->arena, id),
                      url_segment(ctx->arena, label));
}

struct url promise_url_in(struct ctx *ctx, str id, str label, str suffix)
{
    str path = promise_url(ctx, id, label).text;
    return (struct url){ str_format(ctx->arena, "%.*s%.*s", STR_ARGS(path), STR_ARGS(suffix)) };
}

struct url area_url(struct ctx *ctx, str name)
{
    return url_format(ctx->arena, "/areas/%s", url_segment(ctx->arena, name));
}

struct url case_url(struct ctx *ctx, str reference)
{
    return url_format(ctx->arena, "/reports/%s", url_segment(ctx->arena, reference));
}

str instant_words(struct ctx *ctx, const struct zone *zone, instant t)
{
    struct buffer out = buffer_open(128);
    if (!instant_is_none(t) && t.second != INSTANT_FAR.second)
        instant_write_words(&out, zone, t);
    str words = str_copy(ctx->arena, buffer_str(&out)), last = STR(" at 23:59:59");
    buffer_done(ctx->arena, &out);
    // The last second of a day is said of what is known, or counted, to the day.
    return str_ends(words, last) ? str_slice(words, 0, words.n - last.n) : words;
}

str span_words(struct ctx *ctx, const struct zone *zone, instant first, instant last)
{
    enum { DAY_LEAST = 22 * 3600 }; // a day has 23 hours where the clocks go forward
    str words = instant_words(ctx, zone, first);
    bool is_day = !instant_is_none(last) && last.second - first.second >= DAY_LEAST;
    return is_day ? str_slice(words, 0, str_find(words, STR(" at "))) : words;
}

date instant_date(const struct zone *zone, instant t)
{
    bool is_some = !instant_is_none(t) && t.second != INSTANT_FAR.second;
    return is_some ? zone_date(zone, t, NULL) : DATE_NONE;
}

str held_words(struct ctx *ctx, const struct board *board)
{
    const struct election *e = election_on(&board->directory.elections, board->today);
    return e
        ? str_format(ctx->arena,
                     "%.*s: until %.*s, that day included, no charter is launched or signed here, no "
                     "consultation begun, no quotation of a councillor published and no councillors' budget "
                     "spent. Reports, work and figures go on.",
                     STR_ARGS(e->name), STR_ARGS(date_words(ctx, e->until)))
        : (str){ 0 };
}

str sentence(struct ctx *ctx, str words)
{
    if (!words.n)
        return words;
    char first = words.at[0];
    bool is_small = first >= 'a' && first <= 'z', is_ended = str_ends(words, STR("."));
    return str_format(ctx->arena, "%c%.*s%s", is_small ? first - 'a' + 'A' : first,
                      STR_ARGS(str_from_byte(words, 1)), is_ended ? "" : ".");
}

// cmark's safe mode leaves out raw HTML and dangerous links; images are turned into their text beforehand.
static void images_drop(cmark_node *root)
{
    cmark_iter *walk = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(walk)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(walk);
        if (event == CMARK_EVENT_EXIT && cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
            for (cmark_node *child = cmark_node_first_child(node); child;
                 child = cmark_node_first_child(node))
                if (!cmark_node_insert_before(node, child))
                    break;
            cmark_node_free(node);
        }
    }
    cmark_iter_free(walk);
}

struct html prose_html(struct ctx *ctx, str prose)
{
    if (!prose.n)
        return html_safe((str){ 0 });
    cmark_node *root = cmark_parse_document(prose.at, prose.n, CMARK_OPT_DEFAULT);
    images_drop(root);
    char *text = cmark_render_html(root, CMARK_OPT_DEFAULT);
    str kept = text ? str_copy(ctx->arena, str_from(text)) : (str){ 0 };
    cmark_get_default_mem_allocator()->free(text);
    cmark_node_free(root);
    return html_safe(kept);
}
