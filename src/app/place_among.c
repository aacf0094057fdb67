// The areas that are named among other words: in which ward "outside 12 Cooper St Aldermoor" is.
#include "app/place.h"
#include "app/spans.h"

enum { NAME_WORDS_MAX = 6, NAMED_MAX = 8 };

struct named {
    const struct areas *areas;
    struct located at[NAMED_MAX];
    size_t n;
};

// "Aldermoor ward" can be nothing else; "Priory" may be the beginning of Priory Road.
static bool says_its_kind(str last)
{
    static const str kinds[] = { STR_INIT("ward"), STR_INIT("parish"), STR_INIT("estate"), STR_INIT("centre"),
                                 STR_INIT("community") };
    return is_word_of(last, kinds, sizeof kinds / sizeof *kinds);
}

// A name alone stands at the end, before a comma, or before a word that begins anew; and "the abbey" is none.
static bool stands_alone(const struct spans *words, size_t first, size_t after)
{
    static const str anew[] = { STR_INIT("and"),     STR_INIT("or"),       STR_INIT("by"),
                                STR_INIT("near"),    STR_INIT("behind"),   STR_INIT("beside"),
                                STR_INIT("between"), STR_INIT("opposite"), STR_INIT("outside"),
                                STR_INIT("next"),    STR_INIT("at"),       STR_INIT("on"),
                                STR_INIT("in"),      STR_INIT("under"),    STR_INIT("where") };
    if (first && str_same_name(spans_word(words, first - 1), STR("the")))
        return false;
    if (after == words->n)
        return true;
    str between = str_slice(words->typed, words->at[after - 1].to, words->at[after].from);
    for (size_t i = 0; i < between.n; i++)
        if (between.at[i] != ' ' && between.at[i] != '-')
            return true;
    return is_word_of(spans_word(words, after), anew, sizeof anew / sizeof *anew);
}

// The longest name that begins with that word; *after: the word behind it, or the next one if none begins there.
static result name_take(struct ctx *ctx, const struct spans *words, size_t first, struct named *named,
                        size_t *after)
{
    size_t most = words->n - first < NAME_WORDS_MAX ? words->n - first : NAME_WORDS_MAX;
    *after = first + 1;
    for (size_t n = most; n > 0 && named->n < NAMED_MAX; n--) {
        size_t end = first + n;
        str name = str_slice(words->typed, words->at[first].from, words->at[end - 1].to);
        struct located *place = &named->at[named->n];
        if (!says_its_kind(spans_word(words, end - 1)) && !stands_alone(words, first, end))
            continue;
        result e = place_named(ctx, named->areas, name, place);
        if (e)
            return e;
        if (!place->is_found || !char_is_letter(name.at[0]) || !place->names.n)
            continue;
        named->n++;
        *after = end;
        return OK;
    }
    return OK;
}

static bool lies_in_all(const struct located *place, const struct named *named)
{
    for (size_t i = 0; i < named->n; i++)
        if (place_rank(place, named->at[i].names.at[0]) < 0)
            return false;
    return true;
}

// Half of all areas or more lie in the smallest that is known of it.
static bool is_of_most(const struct areas *areas, const struct located *place)
{
    size_t n = areas_count(areas), holds = 0, own = 0;
    double latitude, longitude;
    while (own < n && !str_same_name(areas_name(areas, own), place->names.at[0]) &&
           !str_same_name(areas_code(areas, own), place->names.at[0]))
        own++;
    for (size_t i = 0; i < n && own < n; i++)
        holds += i != own && areas_inner(areas, i, &latitude, &longitude) &&
            areas_holds(areas, own, latitude, longitude);
    return holds && 2 * holds >= n - 1;
}

result place_among(struct ctx *ctx, const struct areas *areas, str typed, struct located *place)
{
    struct spans words;
    struct named named = { .areas = areas };
    result e = OK;
    *place = place_unknown();
    spans_find(typed, &words);
    for (size_t i = 0; i < words.n && areas && !e;)
        e = name_take(ctx, &words, i, &named, &i);
    for (size_t i = 0; i < named.n && !e; i++)
        if (lies_in_all(&named.at[i], &named) && !is_of_most(areas, &named.at[i])) {
            *place = named.at[i];
            return OK;
        }
    return e;
}
