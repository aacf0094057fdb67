#include "document/indicator.h"

#include "base/arena.h"
#include "document/suggest.h"

static str spaces_skip(str s)
{
    while (s.n && s.at[0] == ' ')
        s = str_from_byte(s, 1);
    return s;
}

bool indicator_code_same(str a, str b)
{
    for (;;) {
        a = spaces_skip(a);
        b = spaces_skip(b);
        if (!a.n || !b.n)
            return a.n == b.n;
        if (char_lower(a.at[0]) != char_lower(b.at[0]))
            return false;
        a = str_from_byte(a, 1);
        b = str_from_byte(b, 1);
    }
}

static const struct indicator *whole_find(const struct indicator_set *set, str code)
{
    for (size_t i = 0; i < set->n; i++)
        if (!set->at[i].part.n && indicator_code_same(set->at[i].code, code))
            return &set->at[i];
    return NULL;
}

static bool is_part_of(const struct indicator_set *set, const struct indicator *part,
                       const struct indicator *whole)
{
    return part < set->at + set->n && part->part.n && indicator_code_same(part->code, whole->code);
}

const struct indicator *indicator_find(const struct indicator_set *set, str name)
{
    str part = name, code = str_cut(&part, '/');
    const struct indicator *whole = whole_find(set, str_trim(code));
    if (!whole || !part.at)
        return whole;
    for (const struct indicator *i = whole + 1; is_part_of(set, i, whole); i++)
        if (str_same_name(i->part, part))
            return i;
    return NULL;
}

str indicator_nearest(struct ctx *ctx, const struct indicator_set *set, str name)
{
    struct str_list names = { 0 };
    str part = name, code = str_trim(str_cut(&part, '/'));
    const struct indicator *whole = whole_find(set, code);
    for (size_t i = 0; i < set->n; i++) {
        bool is_part = whole && is_part_of(set, &set->at[i], whole);
        str *slot = (whole ? is_part : !set->at[i].part.n) ? LIST_PUSH(ctx->arena, &names) : NULL;
        if (slot)
            *slot = whole ? set->at[i].part : set->at[i].code;
    }
    str near = suggest(whole ? str_trim(part) : code, &names);
    if (!near.n && whole && names.n)
        near = names.at[0];
    return whole && near.n ? str_format(ctx->arena, "%.*s / %.*s", STR_ARGS(whole->code), STR_ARGS(near))
                           : near;
}

bool indicator_parts_differ(const struct indicator_set *set, const struct indicator *indicator)
{
    const struct indicator *first = indicator + 1;
    if (indicator->part.n)
        return false;
    for (const struct indicator *i = first; is_part_of(set, i, indicator); i++)
        if (i->polarity != first->polarity)
            return true;
    return false;
}

enum polarity indicator_polarity(const struct indicator_set *set, const struct indicator *indicator)
{
    return indicator_parts_differ(set, indicator) ? POLARITY_NONE : indicator->polarity;
}

const char *polarity_name(enum polarity polarity)
{
    static const char *const names[] = { "none", "high", "low" };
    return names[polarity];
}

int polarity_order(enum polarity polarity, decimal before, decimal after)
{
    int order = decimal_compare(after, before);
    return polarity == POLARITY_HIGH ? order : polarity == POLARITY_LOW ? -order : 0;
}
