#include "document/noun.h"

// Those that no rule makes. The same twice: it has one form.
static const struct {
    str one, many;
} ODD[] = {
    { STR_INIT("person"), STR_INIT("people") },     { STR_INIT("child"), STR_INIT("children") },
    { STR_INIT("man"), STR_INIT("men") },           { STR_INIT("woman"), STR_INIT("women") },
    { STR_INIT("premises"), STR_INIT("premises") }, { STR_INIT("series"), STR_INIT("series") },
    { STR_INIT("sheep"), STR_INIT("sheep") },       { STR_INIT("works"), STR_INIT("works") },
    { STR_INIT("bus"), STR_INIT("buses") },         { STR_INIT("leaf"), STR_INIT("leaves") },
    { STR_INIT("tree"), STR_INIT("trees") },        { STR_INIT("use"), STR_INIT("uses") },
};

// What the counted word stands before: "reports with a photograph", "days on which the bins are out".
static const str BEHIND[] = { STR_INIT("with"), STR_INIT("without"), STR_INIT("of"),   STR_INIT("in"),
                              STR_INIT("on"),   STR_INIT("at"),      STR_INIT("for"),  STR_INIT("from"),
                              STR_INIT("to"),   STR_INIT("by"),      STR_INIT("that"), STR_INIT("which"),
                              STR_INIT("who"),  STR_INIT("where"),   STR_INIT("when"), STR_INIT("out"),
                              STR_INIT("near"), STR_INIT("under"),   STR_INIT("over"), STR_INIT("between") };

static bool is_behind(str word)
{
    bool is_one = str_ends(word, STR("ed")); // "planters graded good"
    for (size_t i = 0; i < sizeof BEHIND / sizeof *BEHIND; i++)
        is_one |= str_same_name(word, BEHIND[i]);
    return is_one;
}

// Where the counted word ends: before the first that stands behind one, else at the end of the noun.
static size_t head_end(str noun)
{
    size_t end = noun.n;
    for (size_t at = str_find(noun, STR(" ")); at < noun.n && end == noun.n;) {
        str rest = str_from_byte(noun, at + 1);
        size_t word = str_find(rest, STR(" "));
        if (is_behind(str_slice(rest, 0, word)))
            end = at;
        at = at + 1 + word;
    }
    return end;
}

static bool ends_in_any(str word, const char *const *endings)
{
    for (; *endings; endings++)
        if (str_ends(word, str_from(*endings)))
            return true;
    return false;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static str with_end(struct arena *arena, str word, size_t cut, const char *end)
{
    return str_format(arena, "%.*s%s", STR_ARGS(str_slice(word, 0, word.n - cut)), end);
}

static str one_of(struct arena *arena, str word)
{
    static const char *const hissing[] = { "sses", "xes", "ches", "shes", "zzes", NULL };
    static const char *const as_it_is[] = { "ss", "us", "is", NULL };
    if (str_ends(word, STR("ies")) && word.n > 4)
        return with_end(arena, word, 3, "y");
    if (ends_in_any(word, hissing))
        return with_end(arena, word, 2, "");
    return str_ends(word, STR("s")) && !ends_in_any(word, as_it_is) ? with_end(arena, word, 1, "") : word;
}

static str many_of(struct arena *arena, str word)
{
    static const char *const hissing[] = { "ss", "us", "is", "x", "ch", "sh", "z", NULL };
    if (ends_in_any(word, hissing))
        return with_end(arena, word, 0, "es");
    if (str_ends(word, STR("y")) && word.n > 1 && !is_vowel(word.at[word.n - 2]))
        return with_end(arena, word, 1, "ies");
    return str_ends(word, STR("s")) ? word : with_end(arena, word, 0, "s");
}

static str word_counted(struct arena *arena, int64_t n, str word)
{
    for (size_t i = 0; i < sizeof ODD / sizeof *ODD; i++)
        if (str_same_name(word, ODD[i].one) || str_same_name(word, ODD[i].many))
            return n == 1 ? ODD[i].one : ODD[i].many;
    return n == 1 ? one_of(arena, word) : many_of(arena, word);
}

str noun_counted(struct arena *arena, int64_t n, str noun)
{
    size_t end = head_end(noun), start = end;
    while (start > 0 && noun.at[start - 1] != ' ')
        start--;
    str head = str_slice(noun, start, end), counted = word_counted(arena, n, head);
    return str_equal(head, counted) ? noun
                                    : str_format(arena, "%.*s%.*s%.*s", STR_ARGS(str_slice(noun, 0, start)),
                                                 STR_ARGS(counted), STR_ARGS(str_from_byte(noun, end)));
}
