#include "rules/words.h"

#include "base/buffer.h"
#include "rules/word_index.h"

#include <stdlib.h>
#include <string.h>

enum {
    GAP_DANGER = 3, // words between two of a danger's
    GAP_UNLESS = 1,
    SPREAD = 3,     // how many other words may stand among those of a category's phrase
    NEAR_LEAST = 5, // letters of a word that may be misspelt
    NEAR_TWICE = 8, // of one that may be misspelt twice
    SPLIT_LEAST = 3,
    PLACE_WORDS = 4, // after "behind", "next to"
    SURE_LEAST = 7,  // of a danger's only word, where it was misspelt
    SURE_SCORE = 400,
    SURE_TIMES = 2
};

static const float IN_PASSING = 0.33F; // of its weight

// A word of the text that is known, as it is or nearly.
struct token {
    int word;
    bool is_guessed;
    bool is_place; // it says where the thing is, next to what else
    str typed;
};

struct finding {
    struct ctx *ctx;
    const struct word_index *index;
    struct token *at;
    size_t n, room;
    struct token_mark *marks;
    float *weights; // of each category and word: n_categories times n
    bool *has_unless, *has_not_with;
    size_t *always, *maybe; // for each danger: where it was found, plus one
};

// What the dangers' exceptions say of a word: a bit for each danger.
enum { MARK_WORDS = (DANGERS_MAX + 63) / 64 };
struct token_mark {
    uint64_t unless[MARK_WORDS];
};

// The nearest word that is known; -1 if none is near.
static int word_near(const struct word_index *index, const struct word *w)
{
    int most = w->n >= NEAR_TWICE ? 2 : 1, best = -1;
    if (w->n < NEAR_LEAST || char_is_digit(w->at[0]))
        return -1;
    for (size_t i = 0; i < index->words.n; i++) {
        const struct known_word *known = &index->words.at[i];
        if (known->form.at[0] != w->at[0] || known->form.n < NEAR_LEAST - 1)
            continue;
        int distance = words_distance(word_str(&known->form), word_str(w), most);
        if (distance > most)
            continue;
        best = (int)i;
        most = distance - 1;
        if (most < 0)
            break;
    }
    return best;
}

static void token_add(struct finding *f, int word, str typed, bool is_guessed)
{
    if (f->n < f->room)
        f->at[f->n++] = (struct token){ .word = word, .is_guessed = is_guessed, .typed = typed };
}

// "streetlight" as street and light.
static bool word_split(struct finding *f, const struct word *w)
{
    for (size_t cut = SPLIT_LEAST; cut + SPLIT_LEAST <= w->n; cut++) {
        struct word first = *w, second = *w;
        first.n = (unsigned char)cut;
        second.n = (unsigned char)(w->n - cut);
        memmove(second.at, w->at + cut, second.n);
        int a = word_number(f->index, &first), b = word_number(f->index, &second);
        if (a < 0 || b < 0)
            continue;
        token_add(f, a, w->typed, false);
        token_add(f, b, w->typed, false);
        return true;
    }
    return false;
}

// "over flowing" as overflowing.
static int words_joined(const struct finding *f, const struct word *a, const struct word *b)
{
    struct word both = *a;
    if (a->n + b->n > WORD_BYTES)
        return -1;
    memcpy(both.at + a->n, b->at, b->n);
    both.n = (unsigned char)(a->n + b->n);
    return word_number(f->index, &both);
}

static int word_welsh(const struct finding *f, const struct word *w)
{
    struct word forms[3];
    int n = w->n > SPLIT_LEAST ? words_unmutated(w, forms) : 0, found = -1;
    for (int i = 0; i < n && found < 0; i++)
        found = word_number(f->index, &forms[i]);
    return found;
}

static bool is_known(const struct finding *f, const struct word *w)
{
    return word_number(f->index, w) >= 0;
}

// As it is, as two, with its first letter unmutated, or the nearest there is.
static void word_add(struct finding *f, const struct word *w)
{
    int known = word_number(f->index, w);
    if (known >= 0 || !word_split(f, w)) {
        int guess = known >= 0 ? known : word_welsh(f, w);
        token_add(f, guess >= 0 ? guess : word_near(f->index, w), w->typed, known < 0);
    }
}

// One word, or two that are one ("pot hole"); where each of the two is one as well, all three. How many were taken.
static size_t word_take(struct finding *f, const struct word_list *list, size_t i)
{
    const struct word *w = &list->at[i], *next = i + 1 < list->n ? w + 1 : NULL;
    int joined = next ? words_joined(f, w, next) : -1;
    if (joined >= 0)
        token_add(f, joined, (str){ w->typed.at, (size_t)(next->typed.at + next->typed.n - w->typed.at) },
                  false);
    if (joined >= 0 && !(is_known(f, w) && is_known(f, next)))
        return 2;
    word_add(f, w);
    return 1;
}

static result text_read(struct finding *f, str typed)
{
    struct word_list list = { ARENA_ARRAY(f->ctx->arena, struct word, WORDS_TYPED_MAX), 0 };
    f->room = 2 * WORDS_TYPED_MAX;
    f->at = ARENA_ARRAY(f->ctx->arena, struct token, f->room);
    if (!list.at || !f->at)
        return arena_fail(f->ctx);
    words_read(typed, WORDS_TYPED_MAX, &list);
    spellings_apply(f->index, &list);
    for (size_t i = 0; i < list.n;)
        i += word_take(f, &list, i);
    return OK;
}

static bool is_any(str word, const str *of, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_same_name(word, of[i]))
            return true;
    return false;
}

// What comes after one of these is named to say where something is.
static bool is_beside(str word)
{
    static const str beside[] = { STR_INIT("behind"),  STR_INIT("beside"),   STR_INIT("next"),
                                  STR_INIT("near"),    STR_INIT("opposite"), STR_INIT("outside"),
                                  STR_INIT("by"),      STR_INIT("front"),    STR_INIT("under"),
                                  STR_INIT("against"), STR_INIT("tu"),       STR_INIT("around"),
                                  STR_INIT("round"),   STR_INIT("over"),     STR_INIT("on") };
    return is_any(word, beside, sizeof beside / sizeof *beside);
}

// Whether something new is said between two words: a full stop, "is", "and".
static bool is_turn(str between)
{
    static const str turns[] = { STR_INIT("is"),  STR_INIT("are"),  STR_INIT("was"), STR_INIT("were"),
                                 STR_INIT("has"), STR_INIT("have"), STR_INIT("and"), STR_INIT("there") };
    for (size_t i = 0; i < between.n; i++)
        if (strchr(".,;:!?(\n", between.at[i]))
            return true;
    while (between.n)
        if (is_any(str_trim(str_cut(&between, ' ')), turns, sizeof turns / sizeof *turns))
            return true;
    return false;
}

// "behind our bins", "by the bus stop": up to PLACE_WORDS words that say where it is, not what.
static void places_mark(struct finding *f)
{
    size_t left = 0;
    for (size_t i = 0; i < f->n; i++) {
        struct token *t = &f->at[i];
        const char *last = i ? f->at[i - 1].typed.at + f->at[i - 1].typed.n : t->typed.at;
        bool is_new = t->typed.at >= last && is_turn((str){ last, (size_t)(t->typed.at - last) });
        left = is_beside(t->typed) ? PLACE_WORDS + 1 : is_new || str_equal(t->typed, STR("not")) ? 0 : left;
        t->is_place = left > 0;
        left -= left > 0;
    }
}

// Where the words of a phrase stand in the text.
struct standing {
    size_t at[PHRASE_WORDS];
    size_t first, last;
};

// In their order from `at` on, with at most `gap` others between two.
static bool stands_in_order(const struct finding *f, const struct phrase *p, size_t at, size_t gap,
                            struct standing *s)
{
    s->at[0] = s->first = s->last = at;
    for (int k = 1; k < p->n; k++) {
        size_t i = s->last + 1, end = i + gap + 1;
        while (i < f->n && i < end && f->at[i].word != p->words[k])
            i++;
        if (i >= f->n || i >= end)
            return false;
        s->at[k] = s->last = i;
    }
    return true;
}

static bool is_taken(const struct standing *s, int n, size_t i)
{
    for (int k = 0; k < n; k++)
        if (s->at[k] == i)
            return true;
    return false;
}

// The place nearest to the first word with the k-th of the phrase; f->n if there is none.
static size_t nearest(const struct finding *f, const struct phrase *p, const struct standing *s, int k)
{
    size_t at = s->at[0], reach = (size_t)p->n + SPREAD;
    for (size_t d = 1; d <= reach; d++) {
        size_t after = at + d, before = at - d;
        if (after < f->n && f->at[after].word == p->words[k] && !is_taken(s, k, after))
            return after;
        if (d <= at && f->at[before].word == p->words[k] && !is_taken(s, k, before))
            return before;
    }
    return f->n;
}

// In any order, close together.
static bool stands_near(const struct finding *f, const struct phrase *p, size_t at, struct standing *s)
{
    s->at[0] = s->first = s->last = at;
    for (int k = 1; k < p->n; k++) {
        size_t i = nearest(f, p, s, k);
        if (i == f->n)
            return false;
        s->at[k] = i;
        s->first = i < s->first ? i : s->first;
        s->last = i > s->last ? i : s->last;
    }
    return true;
}

// The words of a longer phrase count more; less where others stand among them, or where all of them say no more than
// next to what it is.
static void category_weigh(struct finding *f, const struct phrase *p, const struct standing *s)
{
    static const float factors[] = { 0, 1.0F, 1.4F, 1.7F };
    float factor = factors[p->n < 3 ? p->n : 3] * (p->is_strong ? 2 : 1);
    bool is_place = true;
    for (int k = 0; k < p->n; k++)
        is_place = is_place && f->at[s->at[k]].is_place;
    if (s->last - s->first + 1 > (size_t)p->n + 1)
        factor *= 0.85F;
    if (is_place)
        factor *= IN_PASSING;
    for (int k = 0; k < p->n; k++) {
        const struct token *t = &f->at[s->at[k]];
        float weight = f->index->words.at[t->word].weight * factor * (t->is_guessed ? 0.8F : 1);
        float *kept = &f->weights[(size_t)p->owner * f->n + s->at[k]];
        *kept = weight > *kept ? weight : *kept;
    }
}

// A danger's only word is not guessed from a short one.
static bool is_sure(const struct finding *f, const struct phrase *p, const struct standing *s)
{
    const struct token *t = &f->at[s->at[0]];
    return p->n > 1 || !t->is_guessed || f->index->words.at[t->word].form.n >= SURE_LEAST;
}

static void exception_take(struct finding *f, const struct phrase *p, size_t at)
{
    struct standing s;
    if (!stands_in_order(f, p, at, p->part == PART_UNLESS ? GAP_UNLESS : GAP_DANGER, &s))
        return;
    if (p->part == PART_NOT_WITH) {
        f->has_not_with[p->owner] = true;
        return;
    }
    f->has_unless[p->owner] = true;
    for (int k = 0; k < p->n; k++)
        f->marks[s.at[k]].unless[p->owner / 64] |= UINT64_C(1) << (p->owner % 64);
}

static bool is_excepted(const struct finding *f, const struct phrase *p, const struct standing *s)
{
    for (int k = 0; k < p->n; k++)
        if (f->marks[s->at[k]].unless[p->owner / 64] >> (p->owner % 64) & 1)
            return true;
    return false;
}

static void danger_take(struct finding *f, const struct phrase *p, size_t at)
{
    struct standing s;
    if (!stands_in_order(f, p, at, GAP_DANGER, &s) || !is_sure(f, p, &s) || is_excepted(f, p, &s))
        return;
    size_t *place = p->part == PART_ALWAYS ? &f->always[p->owner] : &f->maybe[p->owner];
    if (!*place)
        *place = s.first * f->n + s.last + 1;
}

static void phrase_take(struct finding *f, const struct phrase *p, size_t at, bool is_exception)
{
    struct standing s;
    bool is_one = p->part == PART_UNLESS || p->part == PART_NOT_WITH;
    if (is_one != is_exception)
        return;
    if (is_exception)
        exception_take(f, p, at);
    else if (p->part != PART_CATEGORY)
        danger_take(f, p, at);
    else if (stands_near(f, p, at, &s))
        category_weigh(f, p, &s);
}

static void phrases_take(struct finding *f, bool is_exception)
{
    for (size_t i = 0; i < f->n; i++) {
        if (f->at[i].word < 0)
            continue;
        const struct known_word *w = &f->index->words.at[f->at[i].word];
        for (int k = 0; k < w->n; k++)
            phrase_take(f, &f->index->phrases.at[f->index->by_word[w->first + k]], i, is_exception);
    }
}

// What was typed from one word to another.
static str typed_between(const struct finding *f, size_t first, size_t last)
{
    str a = f->at[first].typed, b = f->at[last].typed;
    return b.at >= a.at ? (str){ a.at, (size_t)(b.at + b.n - a.at) } : a;
}

static str category_why(const struct finding *f, size_t owner)
{
    str why = { "", 0 };
    const char *last = NULL;
    for (size_t i = 0; i < f->n; i++) {
        if (f->weights[owner * f->n + i] <= 0 || f->at[i].typed.at == last)
            continue;
        last = f->at[i].typed.at;
        why = str_format(f->ctx->arena, "%.*s%s%.*s", STR_ARGS(why), why.n ? " " : "",
                         STR_ARGS(f->at[i].typed));
    }
    return why;
}

static int category_score(const struct finding *f, size_t owner)
{
    float sum = 0;
    for (size_t i = 0; i < f->n; i++) {
        bool is_again = false; // the same word twice says it once
        for (size_t k = 0; k < i && !is_again; k++)
            is_again = f->at[k].word == f->at[i].word && f->weights[owner * f->n + k] > 0;
        sum += is_again ? 0 : f->weights[owner * f->n + i];
    }
    return (int)(sum * 100);
}

// Into its place among the best; of equals the one that stands first in the file goes first.
static void match_put(struct words_found *found, struct word_match match)
{
    size_t i = found->n_categories;
    if (i == WORDS_FOUND_MAX && found->categories[i - 1].score >= match.score)
        return;
    i -= i == WORDS_FOUND_MAX;
    found->n_categories = i + 1;
    for (; i > 0 && found->categories[i - 1].score < match.score; i--)
        found->categories[i] = found->categories[i - 1];
    found->categories[i] = match;
}

static void categories_rank(const struct finding *f, struct words_found *found)
{
    for (size_t c = 0; c < f->index->n_categories; c++) {
        int score = category_score(f, c);
        if (score > 0)
            match_put(found, (struct word_match){ .index = (int)c, .score = score });
    }
    for (size_t i = 0; i < found->n_categories; i++)
        found->categories[i].why = category_why(f, (size_t)found->categories[i].index);
}

static void dangers_list(const struct finding *f, struct words_found *found)
{
    for (size_t d = 0; d < f->index->n_dangers && found->n_dangers < WORDS_FOUND_MAX; d++) {
        bool is_maybe = f->maybe[d] && !f->has_unless[d] && !f->has_not_with[d];
        size_t place = f->always[d] ? f->always[d] : is_maybe ? f->maybe[d] : 0;
        if (place)
            found->dangers[found->n_dangers++] = (struct word_match){
                .index = (int)d, .why = typed_between(f, (place - 1) / f->n, (place - 1) % f->n)
            };
    }
}

result words_find(struct ctx *ctx, const struct categories *categories, str typed, struct words_found *found)
{
    struct finding f = { .ctx = ctx, .index = categories->index };
    *found = (struct words_found){ 0 };
    if (!f.index)
        return fail(ctx, ERR_INTERNAL, "categories in which words are looked for have no index");
    size_t n_dangers = f.index->n_dangers + 1;
    result e = text_read(&f, typed);
    if (e || !f.n)
        return e;
    f.weights = ARENA_ARRAY(ctx->arena, float, (f.index->n_categories + 1) * f.n);
    f.marks = ARENA_ARRAY(ctx->arena, struct token_mark, f.n);
    f.has_unless = ARENA_ARRAY(ctx->arena, bool, n_dangers);
    f.has_not_with = ARENA_ARRAY(ctx->arena, bool, n_dangers);
    f.always = ARENA_ARRAY(ctx->arena, size_t, n_dangers);
    f.maybe = ARENA_ARRAY(ctx->arena, size_t, n_dangers);
    if (arena_is_full(ctx->arena))
        return arena_fail(ctx);
    places_mark(&f);
    phrases_take(&f, true);
    phrases_take(&f, false);
    found->n_words = f.n;
    categories_rank(&f, found);
    dangers_list(&f, found);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

int words_sure(const struct words_found *found)
{
    const struct word_match *first = found->categories;
    int next = found->n_categories > 1 ? first[1].score : 0;
    bool is_sure = found->n_categories && !found->n_dangers && first->score >= SURE_SCORE &&
        first->score >= SURE_TIMES * next;
    return is_sure ? first->index : CATEGORY_NONE;
}

str words_stems(struct ctx *ctx, str typed)
{
    struct word_list list = { ARENA_ARRAY(ctx->arena, struct word, WORDS_TYPED_MAX), 0 };
    struct buffer all = buffer_open(WORDS_TYPED_MAX * (WORD_BYTES + 1));
    if (list.at)
        words_read(typed, WORDS_TYPED_MAX, &list);
    for (size_t i = 0; i < list.n; i++)
        buffer_print(&all, "%s%.*s", i ? " " : "", STR_ARGS(word_str(&list.at[i])));
    str stems = str_copy(ctx->arena, buffer_str(&all));
    buffer_done(ctx->arena, &all);
    return stems;
}
