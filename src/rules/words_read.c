#include "rules/words_read.h"

#include <string.h>

enum { DISTANCE_ROOM = WORD_BYTES + 1, STEM_LEAST = 4 };

// Accented letters of English and Welsh, as the letter they stand on: two bytes of UTF-8, the first 0xC3 or 0xC5.
static char plain_letter(unsigned char lead, unsigned char next)
{
    static const struct {
        unsigned char lead, from, to;
        char letter;
    } letters[] = {
        { 0xC3, 0x80, 0x85, 'a' }, { 0xC3, 0xA0, 0xA5, 'a' }, { 0xC3, 0x88, 0x8B, 'e' },
        { 0xC3, 0xA8, 0xAB, 'e' }, { 0xC3, 0x8C, 0x8F, 'i' }, { 0xC3, 0xAC, 0xAF, 'i' },
        { 0xC3, 0x92, 0x96, 'o' }, { 0xC3, 0xB2, 0xB6, 'o' }, { 0xC3, 0x99, 0x9C, 'u' },
        { 0xC3, 0xB9, 0xBC, 'u' }, { 0xC3, 0x9D, 0x9D, 'y' }, { 0xC3, 0xBD, 0xBD, 'y' },
        { 0xC3, 0xBF, 0xBF, 'y' }, { 0xC5, 0xB4, 0xB5, 'w' }, { 0xC5, 0xB6, 0xB8, 'y' },
        { 0xC3, 0x87, 0x87, 'c' }, { 0xC3, 0xA7, 0xA7, 'c' },
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].lead == lead && letters[i].from <= next && next <= letters[i].to)
            return letters[i].letter;
    return 0;
}

// Bytes of an apostrophe at the start of s: ' or the typographic one; 0 if there is none.
static size_t apostrophe(str s)
{
    if (s.n && (s.at[0] == '\'' || s.at[0] == '`'))
        return 1;
    return str_starts(s, STR("\xE2\x80\x99")) || str_starts(s, STR("\xE2\x80\x98")) ? 3 : 0;
}

// A letter or digit at the start of s, small and without its accent; 0 if there is none. size: its bytes.
static char letter_at(str s, size_t *size)
{
    *size = 1;
    if (!s.n)
        return 0;
    if (char_is_letter(s.at[0]) || char_is_digit(s.at[0]))
        return char_lower(s.at[0]);
    char plain = s.n > 1 ? plain_letter((unsigned char)s.at[0], (unsigned char)s.at[1]) : 0;
    *size = plain ? 2 : 1;
    return plain;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'w';
}

static bool has_vowel(const struct word *w, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_vowel(w->at[i]))
            return true;
    return false;
}

static bool ends(const struct word *w, const char *with)
{
    size_t n = strlen(with);
    return w->n > n && memcmp(w->at + w->n - n, with, n) == 0;
}

static void drop(struct word *w, size_t n)
{
    w->n = (unsigned char)(w->n - n);
}

// "emptied", "bins", "boxes".
static void plural_drop(struct word *w)
{
    if (ends(w, "ies") && w->n > STEM_LEAST) {
        drop(w, 2);
    } else if (ends(w, "sses") || ends(w, "xes") || ends(w, "ches") || ends(w, "shes")) {
        drop(w, 2);
    } else if (ends(w, "s") && !ends(w, "ss") && !ends(w, "us") && !ends(w, "is")) {
        drop(w, 1);
    }
}

// "dumping", "dumped", "tipped": what is left keeps a vowel, and loses a doubled letter.
static void ending_drop(struct word *w)
{
    size_t n = ends(w, "ing") ? 3 : ends(w, "ed") && !ends(w, "eed") ? 2 : 0;
    if (!n || w->n < n + 3 || !has_vowel(w, w->n - n))
        return;
    drop(w, n);
    char last = w->at[w->n - 1];
    if (w->n > 3 && last == w->at[w->n - 2] && last != 'l' && last != 's' && last != 'z' && !is_vowel(last))
        drop(w, 1);
}

static void stem(struct word *w)
{
    if (w->n < STEM_LEAST || char_is_digit(w->at[0]))
        return;
    plural_drop(w);
    ending_drop(w);
    if (w->n > 3 && w->at[w->n - 1] == 'e')
        drop(w, 1);
    if (w->n > 2 && w->at[w->n - 1] == 'y')
        w->at[w->n - 1] = 'i';
}

// Words that say the same as another, whatever the file says: above all, that something was not done.
static const struct {
    const char *from, *to; // to: empty, left out
} SMALL[] = {
    { "the", "" },
    { "a", "" },
    { "an", "" },
    { "is", "" },
    { "are", "" },
    { "was", "" },
    { "were", "" },
    { "it", "" },
    { "its", "" },
    { "of", "" },
    { "at", "" },
    { "to", "" },
    { "our", "" },
    { "has", "" },
    { "have", "" },
    { "had", "" },
    { "been", "" },
    { "be", "" },
    { "there", "" },
    { "theres", "" },
    { "and", "" },
    { "some", "" },
    { "this", "" },
    { "that", "" },
    { "thats", "" },
    { "for", "" },
    { "as", "" },
    { "so", "" },
    { "just", "" },
    { "these", "" },
    { "those", "" },
    { "got", "" },
    { "also", "" },
    { "am", "" },
    { "im", "" },
    { "ive", "" },
    { "u", "" },
    { "ur", "" },
    { "r", "" },
    { "pls", "" },
    { "plz", "" },
    { "please", "" },
    { "hi", "" },
    { "hello", "" },
    { "yr", "" },
    { "y", "" },
    { "yn", "" },
    { "mae", "" },
    { "isnt", "not" },
    { "arent", "not" },
    { "wasnt", "not" },
    { "werent", "not" },
    { "wernt", "not" },
    { "hasnt", "not" },
    { "havent", "not" },
    { "hadnt", "not" },
    { "didnt", "not" },
    { "dont", "not" },
    { "doesnt", "not" },
    { "wont", "not" },
    { "cant", "not" },
    { "cannot", "not" },
    { "couldnt", "not" },
    { "never", "not" },
    { "nt", "not" },
    { "havnt", "not" },
    { "hasent", "not" },
    { "ddim", "ddim" },
    { "heb", "heb" },
    { "broke", "broken" },
    { "smashd", "smashed" },
};

static const char *small_word(const struct word *w)
{
    for (size_t i = 0; i < sizeof SMALL / sizeof *SMALL; i++)
        if (SMALL[i].from[0] == w->at[0] && str_equal(word_str(w), str_from(SMALL[i].from)))
            return SMALL[i].to;
    return NULL;
}

static void word_set(struct word *w, const char *to)
{
    w->n = (unsigned char)strlen(to);
    memcpy(w->at, to, w->n);
}

// The next word of the rest; false at the end. An apostrophe inside is left out: "don't" is "dont".
static bool word_next(str *rest, struct word *w)
{
    size_t size = 1, n;
    while (rest->n && !letter_at(*rest, &size))
        *rest = str_from_byte(*rest, size);
    const char *start = rest->at;
    w->n = 0;
    for (char c; rest->n && ((c = letter_at(*rest, &size)) != 0 || (w->n && apostrophe(*rest)));) {
        n = c ? size : apostrophe(*rest);
        if (c && w->n < WORD_BYTES)
            w->at[w->n++] = c;
        *rest = str_from_byte(*rest, n);
    }
    w->typed = (str){ start, (size_t)(rest->at - start) };
    return w->n > 0;
}

// "bin's" is the bin's; what is left of an apostrophe and s at the end.
static bool is_possessive(str typed)
{
    return str_ends(typed, STR("'s")) || str_ends(typed, STR("\xE2\x80\x99s"));
}

void words_read(str typed, size_t most, struct word_list *list)
{
    list->n = 0;
    for (struct word w; list->n < most && word_next(&typed, &w);) {
        if (is_possessive(w.typed) && w.n > 2)
            drop(&w, 1);
        const char *to = small_word(&w);
        if (to && !*to)
            continue;
        if (to)
            word_set(&w, to);
        stem(&w);
        list->at[list->n++] = w;
    }
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

int words_distance(str a, str b, int most)
{
    int rows[3][DISTANCE_ROOM];
    int *before = rows[0], *last = rows[1], *now = rows[2];
    if (a.n >= DISTANCE_ROOM || b.n >= DISTANCE_ROOM || (a.n > b.n ? a.n - b.n : b.n - a.n) > (size_t)most)
        return most + 1;
    for (size_t j = 0; j <= b.n; j++)
        last[j] = before[j] = (int)j;
    for (size_t i = 1; i <= a.n; i++) {
        now[0] = (int)i;
        for (size_t j = 1; j <= b.n; j++) {
            int change = last[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            now[j] = least(change, least(last[j], now[j - 1]) + 1);
            bool is_swap = i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1];
            if (is_swap)
                now[j] = least(now[j], before[j - 2] + 1);
        }
        int *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[b.n] > most ? most + 1 : last[b.n];
}

// Soft, nasal and aspirate mutation undone: what a Welsh word begins with, and what it may have begun with.
int words_unmutated(const struct word *w, struct word *forms)
{
    static const struct {
        const char *now, *before;
    } changes[] = {
        { "ngh", "c" }, { "mh", "p" }, { "nh", "t" }, { "ng", "g" }, { "ch", "c" },
        { "ph", "p" },  { "th", "t" }, { "dd", "d" }, { "b", "p" },  { "d", "t" },
        { "g", "c" },   { "f", "b" },  { "f", "m" },  { "m", "b" },  { "n", "d" },
        { "l", "ll" },  { "r", "rh" }, { "l", "gl" }, { "r", "gr" }, { "w", "gw" },
    };
    int n = 0;
    for (size_t i = 0; i < sizeof changes / sizeof *changes && n < 3; i++) {
        str now = str_from(changes[i].now), before = str_from(changes[i].before);
        if (!str_starts(word_str(w), now) || w->n + before.n - now.n > WORD_BYTES)
            continue;
        struct word *form = &forms[n++];
        *form = *w;
        memcpy(form->at, before.at, before.n);
        memcpy(form->at + before.n, w->at + now.n, w->n - now.n);
        form->n = (unsigned char)(w->n + before.n - now.n);
    }
    return n;
}
