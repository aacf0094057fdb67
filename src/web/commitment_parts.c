// What residents gave, who thanked them, and how both sides of a swap stand, for the pages of a charter.
#include "web/commitment_pages.h"

#include "document/noun.h"

enum { GIVEN_SHOWN = 6, GROUPS_MAX = 8 };

struct url given_url(struct ctx *ctx, const struct promise_state *p, const char *page)
{
    return url_format(ctx->arena, "%s/%s",
                      str_c(ctx->arena, promise_url(ctx, p->charter->id, p->clause->label).text), page);
}

static const struct quantity *asked_of(const struct promise_state *p)
{
    const struct field *f = field_find(&p->clause->fields, KEY_COUNT);
    f = f ? f : field_find(&p->clause->fields, KEY_TARGET);
    return f && !f->is_bad && f->target.n_ramps ? &f->target.ramps[0].quantity : NULL;
}

str given_value_words(struct ctx *ctx, const struct promise_state *p, str value)
{
    const struct quantity *q = asked_of(p);
    if (q && q->kind == QUANTITY_MONEY)
        return str_format(ctx->arena, "£%.*s", STR_ARGS(value));
    int64_t n = 0;
    size_t of = str_find(value, STR(" of "));
    (void)str_to_int(of < value.n ? str_from_byte(value, of + 4) : value, &n);
    return q && q->noun.n
        ? str_format(ctx->arena, "%.*s %.*s", STR_ARGS(value), STR_ARGS(noun_counted(ctx->arena, n, q->noun)))
        : value;
}

static result lines_fill(struct request *request, const struct promise_state *p,
                         const struct given_list *given, struct given_part *part)
{
    struct ctx *ctx = request->ctx;
    for (size_t i = 0; i < given->n && i < GIVEN_SHOWN; i++) {
        const struct given *g = &given->at[i];
        struct given_line *line = LIST_PUSH(ctx->arena, &part->lines);
        if (!line)
            return arena_fail(ctx);
        *line = (struct given_line){ .day = date_words(ctx, g->day),
                                     .group = g->group,
                                     .value = is_information(p) ? (str){ 0 }
                                                                : given_value_words(ctx, p, g->value),
                                     .words = g->words,
                                     .standing = g->is_taken_back ? "taken back"
                                         : g->is_corrected        ? "corrected"
                                                                  : "",
                                     .url = case_url(ctx, g->reference) };
    }
    part->are_more = given->n > GIVEN_SHOWN;
    return OK;
}

static bool is_thanks(const struct fact_row *f, const struct promise_state *p)
{
    return f->kind == FACT_THANKED && str_equal(f->document, p->charter->id) &&
        str_equal(f->clause, p->clause->label);
}

// What took them back; NULL if nothing did.
static const struct fact_row *back_of(const struct board *board, const struct fact_row *thanks)
{
    for (size_t i = 0; i < board->facts.n; i++)
        if (board->facts.at[i].kind == FACT_THANKED && board->facts.at[i].corrects == thanks->id)
            return &board->facts.at[i];
    return NULL;
}

static struct thanks_line thanks_line_of(struct request *request, const struct fact_row *f)
{
    struct ctx *ctx = request->ctx;
    const struct zone *zone = request->board->zone;
    const struct fact_row *back = back_of(request->board, f);
    struct thanks_line line = { f->id,    date_words(ctx, instant_date(zone, f->happened)),
                                f->name,  f->said_by,
                                f->words, { 0 } };
    if (back)
        line.back = str_format(ctx->arena, "taken back on %.*s: %.*s",
                               STR_ARGS(date_words(ctx, instant_date(zone, back->happened))),
                               STR_ARGS(back->words));
    return line;
}

result thanks_lines_fill(struct request *request, const struct promise_state *p, struct thanks_lines *lines)
{
    const struct board *board = request->board;
    for (size_t i = board->facts.n; i-- > 0;) {
        const struct fact_row *f = &board->facts.at[i];
        bool is_one = is_thanks(f, p) && f->corrects == ID_NONE;
        struct thanks_line *line = is_one ? LIST_PUSH(request->ctx->arena, lines) : NULL;
        if (line)
            *line = thanks_line_of(request, f);
    }
    return arena_is_full(request->ctx->arena) ? arena_fail(request->ctx) : OK;
}

result thanks_part_fill(struct request *request, const struct promise_state *p,
                        const struct thanks_part **out)
{
    struct thanks_part part = { .lines = { 0 } };
    result e = thanks_lines_fill(request, p, &part.lines);
    if (promise_thanker(request->ctx, p, request->visitor).n)
        part.url = given_url(request->ctx, p, "thanks");
    if (e || (!part.lines.n && !part.url.text.n))
        return e;
    struct thanks_part *kept = ARENA_NEW(request->ctx->arena, struct thanks_part);
    if (!kept)
        return arena_fail(request->ctx);
    *kept = part;
    *out = kept;
    return OK;
}

result given_part_fill(struct request *request, const struct promise_state *p, const struct given_part **out)
{
    struct ctx *ctx = request->ctx;
    struct given_list given;
    bool may_write = false;
    if (!is_written_down(p))
        return OK;
    struct given_part *part = ARENA_NEW(ctx->arena, struct given_part);
    if (!part)
        return arena_fail(ctx);
    *part = (struct given_part){ .is_information = is_information(p),
                                 .is_service = is_service_count(p),
                                 .is_owed = information_is_owed(p) };
    if (p->now && p->now->is_running)
        part->due = date_words(ctx, p->now->row->period.to);
    result e = commitment_given(ctx, request->db, p, &given);
    if (!e)
        e = lines_fill(request, p, &given, part);
    if (!e)
        e = commitment_may(ctx, request->db, p, request->visitor, &may_write);
    if (may_write)
        part->record_url = given_url(ctx, p, "log");
    part->asks_others = !may_write && is_commitment(p);
    *out = part;
    return e;
}

// What each group did in the period that runs, or ran last.
struct groups {
    struct {
        str name;
        int64_t n;
    } at[GROUPS_MAX];
    size_t n;
};

static void group_take(struct groups *groups, const struct given *g)
{
    int64_t n;
    size_t i = 0;
    str number = str_trim(str_slice(g->value, 0, str_find(g->value, STR(" of "))));
    while (i < groups->n && !str_same_name(groups->at[i].name, g->group))
        i++;
    if (i == GROUPS_MAX || !g->group.n || g->is_taken_back || !str_to_int(number, &n))
        return;
    groups->at[i].name = g->group;
    groups->at[i].n += n;
    groups->n = i == groups->n ? i + 1 : groups->n;
}

static bool is_within(const struct span *span, date day)
{
    return day.day >= span->from.day && day.day <= span->to.day;
}

static str groups_words(struct ctx *ctx, const struct promise_state *p, const struct groups *groups)
{
    str words = { 0 };
    for (size_t i = 0; i < groups->n; i++) {
        str n = str_format(ctx->arena, "%lld", (long long)groups->at[i].n);
        words = str_format(ctx->arena, "%.*s%s%.*s (%.*s)", STR_ARGS(words),
                           words.n ? ", " : "Thank you: ", STR_ARGS(groups->at[i].name),
                           STR_ARGS(given_value_words(ctx, p, n)));
    }
    return words.n ? str_format(ctx->arena, "%.*s.", STR_ARGS(words)) : words;
}

static str groups_brief(struct ctx *ctx, const struct promise_state *p, const struct given_list *given)
{
    struct groups groups = { .n = 0 };
    for (size_t i = 0; i < given->n; i++)
        if (is_within(&p->now->row->period, given->at[i].day))
            group_take(&groups, &given->at[i]);
    return groups_words(ctx, p, &groups);
}

result given_brief(struct request *request, const struct promise_state *p, str *words)
{
    struct ctx *ctx = request->ctx;
    struct thanks_lines thanks = { 0 };
    size_t k = 0;
    *words = (str){ 0 };
    struct given_list given = { .n = 0 };
    bool has_groups = is_commitment(p) && p->now;
    result e = has_groups ? commitment_given(ctx, request->db, p, &given) : OK;
    if (!e && has_groups)
        *words = groups_brief(ctx, p, &given);
    if (!e)
        e = thanks_lines_fill(request, p, &thanks);
    while (k < thanks.n && thanks.at[k].back.n)
        k++;
    if (k < thanks.n)
        *words = str_format(ctx->arena, "%.*s%s%.*s, %.*s: %.*s", STR_ARGS(*words),
                            words->n               ? " "
                                : is_commitment(p) ? ""
                                                   : "Thank you: ",
                            STR_ARGS(thanks.at[k].body), STR_ARGS(thanks.at[k].day),
                            STR_ARGS(thanks.at[k].words));
    return e;
}

static bool gives_for(const struct clause *commitment, str label)
{
    const struct field *f = field_find(&commitment->fields, KEY_IN_RETURN_FOR);
    bool is_for = false;
    for (size_t i = 0; f && !f->is_bad && i < f->refs.n; i++)
        is_for |= !f->refs.at[i].document.n && str_equal(f->refs.at[i].label, label);
    return is_for;
}

result swaps_fill(struct ctx *ctx, const struct promise_state *p, const struct swap_lines **out)
{
    const struct charter *c = p->charter;
    struct swap_lines *swaps = ARENA_NEW(ctx->arena, struct swap_lines);
    if (!swaps)
        return arena_fail(ctx);
    *swaps = (struct swap_lines){ .is_commitment = p->clause->kind->key == CLAUSE_COMMITMENT };
    for (size_t i = 0; i < c->promises.n; i++) {
        const struct promise_state *other = &c->promises.at[i];
        if (other == p ||
            (!gives_for(p->clause, other->clause->label) && !gives_for(other->clause, p->clause->label)))
            continue;
        struct swap_line *line = LIST_PUSH(ctx->arena, swaps);
        if (!line)
            return arena_fail(ctx);
        line->entry = promise_entry_make(ctx, other);
    }
    *out = swaps->n ? swaps : NULL;
    return OK;
}

// "To be published by 31 December 2026"; "Missed, ..." where nothing was in the period before.
static str inform_words(struct ctx *ctx, const struct promise_state *p)
{
    size_t n = p->periods.n;
    const struct promise_period *before = n > 1 && p->now == &p->periods.at[n - 1] ? &p->periods.at[n - 2]
                                                                                   : NULL;
    bool is_missed = before && before->row->verdict == VERDICT_MISSED;
    return str_format(ctx->arena, "%sTo be published by %.*s", is_missed ? "Missed the last time. " : "",
                      STR_ARGS(date_words(ctx, p->now->row->period.to)));
}

static result inform_link(struct request *request, const struct promise_state *p, struct links *links)
{
    struct ctx *ctx = request->ctx;
    bool is_theirs = false;
    result e = information_is_owed(p) ? commitment_may(ctx, request->db, p, request->visitor, &is_theirs)
                                      : OK;
    if (e || !is_theirs)
        return e;
    e = link_add(ctx, links,
                 str_format(ctx->arena, "%.*s: %.*s %.*s", STR_ARGS(p->charter->document->document->title),
                            STR_ARGS(p->clause->label), STR_ARGS(p->clause->title)),
                 given_url(ctx, p, "log"));
    if (!e)
        links->at[links->n - 1].about = inform_words(ctx, p);
    return e;
}

result informs_of_visitor(struct request *request, struct links *links)
{
    const struct board *board = request->board;
    result e = OK;
    for (size_t i = 0; i < board->charters.n && !e; i++)
        for (size_t k = 0; k < board->charters.at[i].promises.n && !e; k++)
            e = inform_link(request, &board->charters.at[i].promises.at[k], links);
    return e;
}
