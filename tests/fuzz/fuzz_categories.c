// Any bytes as categories, bodies and routes: taken whole, or refused with a line of the text. And as what somebody
// typed, in the categories that were read and in small ones of our own.
#include "format/bodies.h"
#include "format/categories.h"
#include "format/routes.h"
#include "rules/words.h"

#include <stdlib.h>

enum { ARENA_BYTES = 256 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char OWN[] =
    "## dog fouling\n- Title: Fouling\n- Body: x\n- Near: 40 metres\n- Words: dog poo; dog fouling; baw ci!\n"
    "- Ask depth: How deep?\n- Answer depth: number, in mm\n- If depth at least 40: litter\n"
    "## litter\n- Title: Litter\n- Body: x\n- Words: litter; overflowing bin; street light out; pothole\n"
    "## Danger: dog\n- Title: Bitten\n- Ring: 999\n- Words: dog bit; bitten by dog\n- Maybe: teeth\n"
    "- Unless: dog bit of\n- Not with: toy\n## Same\n- Words: lamp post, lampost, street lamp\n"
    "## Other words\n- Words: house; horse\n";

static void check(struct ctx *ctx, result e, str text)
{
    int lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.at[i] == '\n' || text.at[i] == '\r';
    if (e && (ctx->error.code != e || !ctx->error.text[0] || ctx->error.place.line > lines))
        abort();
}

static bool is_inside(str part, str whole)
{
    return !part.n || (part.at >= whole.at && part.at + part.n <= whole.at + whole.n);
}

static void find(struct arena *arena, const struct categories *c, str typed)
{
    struct ctx ctx = { .arena = arena };
    struct words_found f;
    result e = words_find(&ctx, c, typed, &f);
    if (e && e != ERR_LIMIT)
        abort();
    for (size_t i = 0; !e && i < f.n_categories; i++)
        if ((size_t)f.categories[i].index >= c->all.n || !f.categories[i].why.n ||
            (i && f.categories[i].score > f.categories[i - 1].score))
            abort();
    for (size_t i = 0; !e && i < f.n_dangers; i++)
        if ((size_t)f.dangers[i].index >= c->dangers.n || !is_inside(f.dangers[i].why, typed))
            abort();
    for (size_t i = 0; i < c->all.n; i++)
        for (size_t k = 0; k < c->all.at[i].questions.n; k++) {
            struct answered a;
            if (question_answer(&ctx, &c->all.at[i].questions.at[k], str_trim(typed), &a) == OK && !a.is_read &&
                !a.problem.n)
                abort();
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_open(ARENA_BYTES);
    struct ctx own = { .arena = arena }, any = { .arena = arena }, b = { .arena = arena }, r = { .arena = arena };
    str text = { (const char *)data, size };
    struct categories ours, theirs;
    struct bodies bodies;
    struct service_routes routes;
    if (categories_parse(&own, STR("own"), str_from(OWN), &ours) || words_index(&own, &ours))
        abort();
    find(arena, &ours, text);
    result e = categories_parse(&any, STR("c.md"), text, &theirs);
    e = e ? e : words_index(&any, &theirs);
    check(&any, e, text);
    if (!e)
        find(arena, &theirs, text);
    check(&b, bodies_parse(&b, STR("b.csv"), text, &bodies), text);
    check(&r, routes_parse(&r, STR("r.csv"), text, &routes), text);
    arena_close(arena);
    return 0;
}
