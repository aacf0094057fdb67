#include "document/wording.h"

struct words {
    str *at; // each with the white space behind it
    size_t n, room;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool words_cut(struct arena *arena, str text, struct words *words)
{
    for (size_t i = 0; i < text.n;) {
        size_t start = i;
        while (i < text.n && !is_space(text.at[i]))
            i++;
        while (i < text.n && is_space(text.at[i]))
            i++;
        str *slot = LIST_PUSH(arena, words);
        if (!slot)
            return false;
        *slot = str_slice(text, start, i);
    }
    return true;
}

static bool is_same(str a, str b)
{
    return str_equal(str_trim(a), str_trim(b));
}

static bool part_add(struct arena *arena, struct wording_parts *to, str word, bool is_other)
{
    struct wording_part *last = to->n ? &to->at[to->n - 1] : NULL;
    if (last && last->is_other == is_other) {
        last->text.n += word.n; // they stand one behind the other
        return true;
    }
    last = LIST_PUSH(arena, to);
    if (last)
        *last = (struct wording_part){ word, is_other };
    return last != NULL;
}

// The words between what both begin and end with.
struct middle {
    const str *a, *b;
    size_t n, m;
    uint16_t *longest; // [i * (m + 1) + j]: how many words what is behind i and j has in common
};

static bool middle_measure(struct arena *arena, struct middle *x)
{
    size_t cells = (x->n + 1) * (x->m + 1);
    if (x->n > UINT16_MAX || x->m > UINT16_MAX || cells > WORDING_CELLS_MAX)
        return true; // nothing of it is called common
    x->longest = ARENA_ARRAY(arena, uint16_t, cells);
    for (size_t i = x->n; x->longest && i-- > 0;)
        for (size_t j = x->m; j-- > 0;) {
            size_t here = i * (x->m + 1) + j, below = here + x->m + 1;
            uint16_t skip = x->longest[below] > x->longest[here + 1] ? x->longest[below]
                                                                     : x->longest[here + 1];
            uint16_t both = (uint16_t)(x->longest[below + 1] + 1);
            x->longest[here] = is_same(x->a[i], x->b[j]) ? both : skip;
        }
    return x->longest != NULL;
}

static bool middle_tell(struct arena *arena, const struct middle *x, struct wording_parts *old,
                        struct wording_parts *new)
{
    size_t i = 0, j = 0;
    bool is_fine = true;
    while (is_fine && (i < x->n || j < x->m)) {
        size_t here = i * (x->m + 1) + j;
        bool are_both = i < x->n && j < x->m && x->longest;
        if (are_both && is_same(x->a[i], x->b[j])) {
            is_fine = part_add(arena, old, x->a[i++], false) && part_add(arena, new, x->b[j++], false);
        } else if (i < x->n && (!are_both || x->longest[here + x->m + 1] >= x->longest[here + 1])) {
            is_fine = part_add(arena, old, x->a[i++], true);
        } else {
            is_fine = part_add(arena, new, x->b[j++], true);
        }
    }
    return is_fine;
}

bool wording_compare(struct arena *arena, str before, str after, struct wording_parts *old,
                     struct wording_parts *new)
{
    struct words a = { 0 }, b = { 0 };
    size_t first = 0, last = 0;
    bool is_fine = words_cut(arena, before, &a) && words_cut(arena, after, &b);
    while (is_fine && first < a.n && first < b.n && is_same(a.at[first], b.at[first]))
        first++;
    while (is_fine && first + last < a.n && first + last < b.n &&
           is_same(a.at[a.n - 1 - last], b.at[b.n - 1 - last]))
        last++;
    struct middle x = { a.at ? a.at + first : NULL, b.at ? b.at + first : NULL, a.n - first - last,
                        b.n - first - last, NULL };
    for (size_t i = 0; is_fine && i < first; i++)
        is_fine = part_add(arena, old, a.at[i], false) && part_add(arena, new, b.at[i], false);
    is_fine = is_fine && middle_measure(arena, &x) && middle_tell(arena, &x, old, new);
    for (size_t i = last; is_fine && i > 0; i--)
        is_fine = part_add(arena, old, a.at[a.n - i], false) && part_add(arena, new, b.at[b.n - i], false);
    return is_fine;
}
