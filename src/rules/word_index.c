#include "rules/word_index.h"

#include <math.h>
#include <string.h>

enum { SLOTS_LEAST = 1024, PHRASE_READ_MAX = 32, GROUPS_DEEP = 3 };

struct indexing {
    struct ctx *ctx;
    struct word_index *index;
    const struct categories *categories; // for their groups
};

static size_t slot_of(const struct word_index *index, const struct word *w)
{
    uint64_t hash = UINT64_C(1469598103934665603);
    for (size_t i = 0; i < w->n; i++)
        hash = (hash ^ (unsigned char)w->at[i]) * UINT64_C(1099511628211);
    size_t slot = (size_t)(hash ^ (hash >> 32)) & (index->n_slots - 1);
    while (index->slots[slot] &&
           !str_equal(word_str(&index->words.at[index->slots[slot] - 1].form), word_str(w)))
        slot = (slot + 1) & (index->n_slots - 1);
    return slot;
}

int word_number(const struct word_index *index, const struct word *w)
{
    return index->n_slots ? index->slots[slot_of(index, w)] - 1 : -1;
}

static bool slots_grow(struct indexing *x)
{
    struct word_index *index = x->index;
    if (index->n_slots > 2 * index->words.n)
        return true;
    index->n_slots = index->n_slots ? 2 * index->n_slots : SLOTS_LEAST;
    index->slots = ARENA_ARRAY(x->ctx->arena, int, index->n_slots);
    for (size_t i = 0; index->slots && i < index->words.n; i++)
        index->slots[slot_of(index, &index->words.at[i].form)] = (int)i + 1;
    return index->slots != NULL;
}

static result known_add(struct indexing *x, const struct word *w, int *number)
{
    *number = word_number(x->index, w);
    if (*number >= 0)
        return OK;
    struct known_word *known = slots_grow(x) ? LIST_PUSH(x->ctx->arena, &x->index->words) : NULL;
    if (!known)
        return arena_fail(x->ctx);
    *known = (struct known_word){ .form = *w, .last_owner = -1 };
    *number = (int)x->index->words.n - 1;
    x->index->slots[slot_of(x->index, w)] = *number + 1;
    return OK;
}

static bool list_matches(const struct word_list *list, size_t at, const struct word_list *form)
{
    if (!form->n || at + form->n > list->n)
        return false;
    for (size_t i = 0; i < form->n; i++)
        if (!str_equal(word_str(&list->at[at + i]), word_str(&form->at[i])))
            return false;
    return true;
}

// `to` in the place of the words from `at` on; each stands where all of them stood in the text.
static void spelling_put(const struct spelling *s, struct word_list *list, size_t at)
{
    str first = list->at[at].typed, last = list->at[at + s->from.n - 1].typed;
    size_t behind = list->n - at - s->from.n;
    if (at + s->to.n + behind > WORDS_TYPED_MAX)
        return;
    memmove(&list->at[at + s->to.n], &list->at[at + s->from.n], behind * sizeof *list->at);
    for (size_t i = 0; i < s->to.n; i++) {
        list->at[at + i] = s->to.at[i];
        list->at[at + i].typed = (str){ first.at, (size_t)(last.at + last.n - first.at) };
    }
    list->n = at + s->to.n + behind;
}

// By how a word begins and how long it is: nearly every word is told from nearly every spelling by it.
static size_t beginning(const struct word *w)
{
    return ((w->n ? (unsigned char)w->at[0] : 0) + 37 * (size_t)w->n) % BEGINNINGS;
}

// Behind those that begin alike: the first one counts.
static void spelling_link(struct word_index *index, struct spelling *s)
{
    int *link = &index->spelt[beginning(&s->from.at[0])];
    while (*link)
        link = &index->spellings.at[*link - 1].next;
    *link = (int)(s - index->spellings.at) + 1;
}

void spellings_apply(const struct word_index *index, struct word_list *list)
{
    for (size_t at = 0; at < list->n; at++)
        for (int i = index->spelt[beginning(&list->at[at])]; i;) {
            const struct spelling *s = &index->spellings.at[i - 1];
            i = s->next;
            if (!list_matches(list, at, &s->from))
                continue;
            spelling_put(s, list, at);
            at += s->to.n - 1;
            break;
        }
}

static result form_read(struct indexing *x, str form, struct word_list *list)
{
    list->at = ARENA_ARRAY(x->ctx->arena, struct word, PHRASE_WORDS);
    if (!list->at)
        return arena_fail(x->ctx);
    words_read(form, PHRASE_WORDS, list);
    return OK;
}

static result spellings_add(struct indexing *x, const struct same_words *same)
{
    struct word_list to = { 0 };
    result e = same->forms.n ? form_read(x, same->forms.at[0], &to) : OK;
    for (size_t i = 1; i < same->forms.n && !e && to.n; i++) {
        struct spelling *s = LIST_PUSH(x->ctx->arena, &x->index->spellings);
        if (!s)
            return arena_fail(x->ctx);
        *s = (struct spelling){ .to = to };
        e = form_read(x, same->forms.at[i], &s->from);
        if (!e && list_matches(&s->from, 0, &to) && s->from.n == to.n) // the same once they are stems
            x->index->spellings.n--;
        else if (!e && s->from.n)
            spelling_link(x->index, s);
    }
    return e;
}

static result phrase_add(struct indexing *x, str text, struct phrase p)
{
    struct word room[WORDS_TYPED_MAX];
    struct word_list list = { room, 0 };
    result e = OK;
    words_read(text, PHRASE_READ_MAX, &list);
    spellings_apply(x->index, &list);
    if (!list.n)
        return OK;
    if (x->index->phrases.n == PHRASES_MAX)
        return fail(x->ctx, ERR_LIMIT, "more than %d phrases: leave some out", PHRASES_MAX);
    for (p.n = 0; p.n < PHRASE_WORDS && (size_t)p.n < list.n && !e; p.n++)
        e = known_add(x, &room[p.n], &p.words[p.n]);
    struct phrase *slot = e ? NULL : LIST_PUSH(x->ctx->arena, &x->index->phrases);
    if (slot)
        *slot = p;
    return e ? e : slot ? OK : arena_fail(x->ctx);
}

// The group that a phrase names first, "[person]"; where it begins and ends. NULL if it names none that there is.
static const struct word_group *group_in(const struct indexing *x, str text, size_t *start, size_t *end)
{
    *start = str_find(text, STR("["));
    *end = *start + str_find(str_from_byte(text, *start), STR("]"));
    return *end < text.n ? group_find(x->categories, str_slice(text, *start + 1, *end)) : NULL;
}

// A phrase with groups is as many phrases as they have words, one for each way to put them in.
static result phrase_expand(struct indexing *x, str text, const struct phrase *p, int depth)
{
    size_t start, end;
    const struct word_group *group = depth < GROUPS_DEEP ? group_in(x, text, &start, &end) : NULL;
    result e = OK;
    if (!group)
        return phrase_add(x, text, *p);
    for (size_t i = 0; i < group->words.n && !e; i++) {
        str one = str_format(x->ctx->arena, "%.*s%.*s%.*s", STR_ARGS(str_slice(text, 0, start)),
                             STR_ARGS(group->words.at[i]), STR_ARGS(str_from_byte(text, end + 1)));
        e = one.at ? phrase_expand(x, one, p, depth + 1) : arena_fail(x->ctx);
    }
    return e;
}

static result phrases_add(struct indexing *x, const struct str_list *texts, int owner, enum phrase_part part)
{
    result e = OK;
    for (size_t i = 0; i < texts->n && !e; i++) {
        struct phrase p = { .owner = owner, .part = part, .is_strong = str_ends(texts->at[i], STR("!")) };
        e = phrase_expand(x, texts->at[i], &p, 0);
    }
    return e;
}

static result danger_add(struct indexing *x, const struct danger *d, int owner)
{
    result e = phrases_add(x, &d->words, owner, PART_ALWAYS);
    if (!e)
        e = phrases_add(x, &d->maybe, owner, PART_MAYBE);
    if (!e)
        e = phrases_add(x, &d->unless, owner, PART_UNLESS);
    return e ? e : phrases_add(x, &d->not_with, owner, PART_NOT_WITH);
}

// A word that is in one category of fifty tells more than one that is in ten.
static void weigh(struct word_index *index)
{
    for (size_t i = 0; i < index->phrases.n; i++) {
        const struct phrase *p = &index->phrases.at[i];
        for (int k = 0; k < p->n && p->part == PART_CATEGORY; k++) {
            struct known_word *w = &index->words.at[p->words[k]];
            w->categories += w->last_owner != p->owner;
            w->last_owner = p->owner;
        }
    }
    for (size_t i = 0; i < index->words.n; i++) {
        struct known_word *w = &index->words.at[i];
        float share = (float)index->n_categories / (float)(w->categories ? w->categories : 1);
        w->weight = log2f(1 + share);
    }
}

// Phrases sorted by their first word.
static result by_word_build(struct indexing *x)
{
    struct word_index *index = x->index;
    int next = 0;
    index->by_word = ARENA_ARRAY(x->ctx->arena, int, index->phrases.n + 1);
    if (!index->by_word)
        return arena_fail(x->ctx);
    for (size_t i = 0; i < index->phrases.n; i++)
        index->words.at[index->phrases.at[i].words[0]].n++;
    for (size_t i = 0; i < index->words.n; i++) {
        index->words.at[i].first = next;
        next += index->words.at[i].n;
        index->words.at[i].n = 0;
    }
    for (size_t i = 0; i < index->phrases.n; i++) {
        struct known_word *w = &index->words.at[index->phrases.at[i].words[0]];
        index->by_word[w->first + w->n++] = (int)i;
    }
    return OK;
}

static result others_add(struct indexing *x, const struct str_list *others)
{
    struct word w[PHRASE_WORDS];
    struct word_list list = { w, 0 };
    result e = OK;
    int number;
    for (size_t i = 0; i < others->n && !e; i++) {
        words_read(others->at[i], PHRASE_WORDS, &list);
        for (size_t k = 0; k < list.n && !e; k++)
            e = known_add(x, &w[k], &number);
    }
    return e;
}

result words_index(struct ctx *ctx, struct categories *categories)
{
    struct indexing x = { ctx, ARENA_NEW(ctx->arena, struct word_index), categories };
    result e = OK;
    if (!x.index || !slots_grow(&x))
        return arena_fail(ctx);
    x.index->n_categories = categories->all.n;
    x.index->n_dangers = categories->dangers.n;
    for (size_t i = 0; i < categories->same.n && !e; i++)
        e = spellings_add(&x, &categories->same.at[i]);
    for (size_t i = 0; i < categories->all.n && !e; i++)
        e = phrases_add(&x, &categories->all.at[i].words, (int)i, PART_CATEGORY);
    for (size_t i = 0; i < categories->dangers.n && !e; i++)
        e = danger_add(&x, &categories->dangers.at[i], (int)i);
    if (!e)
        e = others_add(&x, &categories->others);
    if (!e)
        weigh(x.index);
    categories->index = x.index;
    return e ? e : by_word_build(&x);
}
