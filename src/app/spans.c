#include "app/spans.h"

bool is_of_word(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '\'' || (unsigned char)c >= 0x80;
}

void spans_find(str typed, struct spans *words)
{
    *words = (struct spans){ .typed = typed };
    for (size_t i = 0; i < typed.n && words->n < SPANS_MAX;) {
        size_t from = i;
        while (i < typed.n && is_of_word(typed.at[i]))
            i++;
        if (i > from)
            words->at[words->n++] = (struct word_span){ from, i };
        i += i == from;
    }
}

str spans_run(const struct spans *words, size_t first, size_t last)
{
    return str_slice(words->typed, words->at[first].from, words->at[last].to);
}

str spans_word(const struct spans *words, size_t i)
{
    return spans_run(words, i, i);
}

bool is_word_of(str word, const str *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_same_name(word, all[i]))
            return true;
    return false;
}
