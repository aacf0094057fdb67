#include "document/suggest.h"

enum { SUGGEST_MAX = 64 }; // bytes of a word that is compared; longer ones are no slip of the pen

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// One row of the table of Damerau and Levenshtein, in bytes; two rows before it are kept for swapped letters.
static size_t row_fill(size_t rows[3][SUGGEST_MAX + 1], str a, str b, size_t i)
{
    size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
    size_t best = now[0] = i;
    for (size_t j = 1; j <= b.n; j++) {
        char x = char_lower(a.at[i - 1]), y = char_lower(b.at[j - 1]);
        now[j] = least(before[j - 1] + (x != y), least(before[j], now[j - 1]) + 1);
        if (i > 1 && j > 1 && x == char_lower(b.at[j - 2]) && y == char_lower(a.at[i - 2]))
            now[j] = least(now[j], earlier[j - 2] + 1);
        best = least(best, now[j]);
    }
    return best;
}

size_t edit_distance(str a, str b, size_t most)
{
    size_t rows[3][SUGGEST_MAX + 1];
    size_t apart = a.n > b.n ? a.n - b.n : b.n - a.n;
    if (a.n > SUGGEST_MAX || b.n > SUGGEST_MAX || apart > most)
        return most + 1;
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.n; i++)
        if (row_fill(rows, a, b, i) > most)
            return most + 1;
    return least(rows[a.n % 3][b.n], most + 1);
}

static bool begins(str name, str word)
{
    return word.n >= 3 && word.n < name.n && str_same_name(str_slice(name, 0, word.n), word);
}

// A third of the letters may differ; more, and the guess would be as often wrong as right.
str suggest(str word, const struct str_list *names)
{
    str best = { 0 };
    size_t best_distance = SUGGEST_MAX;
    word = str_trim(word);
    for (size_t i = 0; word.n && i < names->n; i++) {
        str name = names->at[i];
        size_t longer = word.n > name.n ? word.n : name.n;
        size_t most = longer / 3 ? longer / 3 : 1;
        size_t distance = edit_distance(word, name, most);
        if (distance > most && begins(name, word))
            distance = most;
        if (distance <= most && distance < best_distance && distance < longer) {
            best = name;
            best_distance = distance;
        }
    }
    return best;
}
