// Categories and what of them is public.
#include "app/preview_internal.h"

#include "app/judge_internal.h"
#include "app/ledger.h"
#include "app/promised.h"
#include "app/shown.h"

enum { TRIAL_MEMORY = 1 << 30, WORDS_MAX = 600 };

struct public_trial {
    struct trial trial;
    int64_t n[2][VISIBILITY_COUNT]; // reports by what may be seen of them: as they are, as they would be
};

static result public_count(struct ctx *ctx, struct db *db, int64_t *counts)
{
    struct case_visibilities_out_list rows;
    result e = query_case_visibilities(ctx, db, &(struct case_visibilities_in){ COMMUNITY_FIRST }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (rows.at[i].visibility >= 0 && rows.at[i].visibility < VISIBILITY_COUNT)
            counts[rows.at[i].visibility] = rows.at[i].n;
    return e;
}

static result see(struct ctx *ctx, struct db *db, void *with)
{
    struct public_trial *t = with;
    return public_count(ctx, db, t->n[1]);
}

static result public_say(struct ctx *ctx, const struct public_trial *t, struct preview *p)
{
    int64_t more = t->n[1][COUNTED_ONLY] - t->n[0][COUNTED_ONLY], n = more < 0 ? -more : more;
    const char *reports = n == 1 ? "report" : "reports";
    if (!more)
        return preview_follow(ctx, p, STR("No report that is on record becomes public or is hidden by it."));
    if (more > 0)
        return preview_follow(
            ctx, p,
            str_format(ctx->arena,
                       "%lld %s that everybody can read now would only be counted: the pages, "
                       "the places in lists, feeds, search and downloads go.",
                       (long long)n, reports));
    return preview_follow(
        ctx, p,
        str_format(ctx->arena,
                   "%lld %s that are only counted now would be public, with the words that people wrote when "
                   "they were told that nobody would read them. Look through those first.",
                   (long long)n, reports));
}

result preview_public(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    struct ctx own = { .arena = arena_open(TRIAL_MEMORY) };
    struct public_trial t = { .trial = { .pending = asked->change, .now = asked->now, .see = see } };
    t.trial.with = &t;
    result e = own.arena ? public_count(ctx, asked->db, t.n[0]) : arena_fail(ctx);
    if (!e) {
        e = change_try(&own, asked->store, &t.trial);
        if (e)
            e = fail(ctx, e, "%s", own.error.text);
    }
    arena_close(own.arena);
    return e ? e : public_say(ctx, &t, p);
}

static const struct category *category_same(const struct categories *categories, str service)
{
    for (size_t i = 0; i < categories->all.n; i++)
        if (str_same_name(categories->all.at[i].service, service))
            return &categories->all.at[i];
    return NULL;
}

static bool is_same_list(const struct str_list *a, const struct str_list *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!str_equal(a->at[i], b->at[i]))
            return false;
    return true;
}

static bool is_same_questions(const struct category *a, const struct category *b)
{
    if (a->questions.n != b->questions.n)
        return false;
    for (size_t i = 0; i < a->questions.n; i++) {
        const struct question *p = &a->questions.at[i], *q = &b->questions.at[i];
        if (!str_equal(p->asks, q->asks) || !str_equal(p->why, q->why) || p->kind != q->kind ||
            !str_equal(p->unit, q->unit) || !is_same_list(&p->choices, &q->choices) ||
            p->outcomes.n != q->outcomes.n)
            return false;
    }
    return true;
}

static void word_add(struct buffer *out, bool is_other, const char *words)
{
    if (is_other)
        buffer_print(out, "%s%s", out->n ? "; " : "", words);
}

static str category_words(struct ctx *ctx, const struct category *a, const struct category *b)
{
    struct buffer out = buffer_open(4096);
    if (!str_equal(a->title, b->title))
        buffer_print(&out, "it is called %.*s, before %.*s", STR_ARGS(b->title), STR_ARGS(a->title));
    word_add(&out, !is_same_list(&a->words, &b->words), "other words lead to it");
    word_add(&out, !is_same_list(&a->bodies, &b->bodies), "another kind of body answers");
    word_add(&out, !is_same_questions(a, b), "it asks something else");
    word_add(&out,
             a->near != b->near || !str_equal(a->about, b->about) || !str_equal(a->ring, b->ring) ||
                 !str_equal(a->nobody, b->nobody) || !str_equal(a->next, b->next) ||
                 !str_equal(a->title_cy, b->title_cy),
             "what is said beside it");
    word_add(&out, a->is_public != b->is_public,
             b->is_public ? "shown also where no charter promises it"
                          : "only counted where no charter promises it");
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

// A service that is renamed is another one: what was promised of the old name is promised of nothing that comes in.
static result orphans_say(struct ctx *ctx, const struct preview_asked *asked, const struct categories *after,
                          struct preview *p)
{
    const struct board *board = asked->board;
    result e = OK;
    for (size_t c = 0; c < board->charters.n && !e; c++) {
        const struct charter *charter = &board->charters.at[c];
        const struct promise_list *all = &charter->document->promises;
        for (size_t i = 0; i < all->n && !e; i++) {
            const struct clause *clause = all->at[i].clause;
            if (clause_is_reportable(&board->directory.categories, clause) &&
                !clause_is_reportable(after, clause))
                e = preview_follow(
                    ctx, p,
                    str_format(ctx->arena,
                               "%.*s %.*s (%.*s): nothing that can be reported would fall under it any more. "
                               "What was reported stays under it; what comes in under another name has no "
                               "promise until a version of the charter names it.",
                               STR_ARGS(clause->label), STR_ARGS(clause->title),
                               STR_ARGS(charter->document->document->title)));
        }
    }
    return e;
}

result preview_services(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    const struct categories *before = &asked->board->directory.categories;
    struct categories after;
    result e = categories_parse(ctx, STR("file"), asked->change->body, &after);
    for (size_t i = 0; !e && i < after.all.n; i++) {
        const struct category *b = &after.all.at[i], *a = category_same(before, b->service);
        str words = a ? category_words(ctx, a, b) : category_title(b);
        if (a && !words.n)
            p->n_same++;
        else
            e = preview_line_add(
                ctx, p, (struct preview_line){ a ? PREVIEW_CHANGED : PREVIEW_NEW, b->service, words });
    }
    for (size_t i = 0; !e && i < before->all.n; i++)
        if (!category_same(&after, before->all.at[i].service))
            e = preview_line_add(ctx, p,
                                 (struct preview_line){ PREVIEW_GONE, before->all.at[i].service,
                                                        category_title(&before->all.at[i]) });
    if (!e)
        e = orphans_say(ctx, asked, &after, p);
    if (!e)
        e = preview_follow(ctx, p, STR("Reports that were taken keep the name of their category."));
    return e || categories_show_same(before, &after) ? e : preview_public(ctx, asked, p);
}
