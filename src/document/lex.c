#include "document/lex.h"

// What the bytes at the front of a value are read as.
struct piece {
    enum { PIECE_TEXT, PIECE_SPACE, PIECE_DASH } kind;
    str as;
    size_t n; // bytes taken
};

static bool is_three(str s, unsigned char second, unsigned char from, unsigned char to)
{
    return s.n >= 3 && (unsigned char)s.at[0] == 0xE2 && (unsigned char)s.at[1] == second &&
        (unsigned char)s.at[2] >= from && (unsigned char)s.at[2] <= to;
}

static struct piece piece_at(str s)
{
    bool is_space = s.at[0] == ' ' || s.at[0] == '\t' || s.at[0] == '\r' || s.at[0] == '\n';
    if (is_space)
        return (struct piece){ PIECE_SPACE, { 0 }, 1 };
    if (s.n >= 2 && s.at[0] == '\xC2' && s.at[1] == '\xA0') // no-break space
        return (struct piece){ PIECE_SPACE, { 0 }, 2 };
    if (is_three(s, 0x80, 0x89, 0x8A) ||
        is_three(s, 0x80, 0xAF, 0xAF)) // thin, hair and narrow no-break space
        return (struct piece){ PIECE_SPACE, { 0 }, 3 };
    if (is_three(s, 0x80, 0x98, 0x9B))
        return (struct piece){ PIECE_TEXT, STR("'"), 3 };
    if (is_three(s, 0x80, 0x9C, 0x9F))
        return (struct piece){ PIECE_TEXT, STR("\""), 3 };
    if (is_three(s, 0x80, 0x90, 0x91)) // hyphen, no-break hyphen
        return (struct piece){ PIECE_DASH, STR("-"), 3 };
    if (is_three(s, 0x80, 0x92, 0x95)) // figure dash, en dash, em dash, bar
        return (struct piece){ PIECE_DASH, { s.at, 3 }, 3 };
    return (struct piece){ s.at[0] == '-' ? PIECE_DASH : PIECE_TEXT, { s.at, 1 }, 1 };
}

// "1,500": a comma with a digit before it and exactly three behind is part of a number.
static bool is_number_comma(str raw, str rest)
{
    if (!raw.n || !char_is_digit(raw.at[raw.n - 1]) || rest.n < 4)
        return false;
    bool is_three_digits = char_is_digit(rest.at[1]) && char_is_digit(rest.at[2]) &&
        char_is_digit(rest.at[3]);
    return is_three_digits && (rest.n == 4 || !char_is_digit(rest.at[4]));
}

struct lexer {
    struct arena *arena;
    struct word_list *words;
    char *raw;
    size_t n;
    bool is_open, is_spaced; // a word is being read; white space stood before what comes
};

static bool word_open(struct lexer *l, const char *from)
{
    struct word *w = LIST_PUSH(l->arena, l->words);
    if (!w)
        return false;
    if (l->is_spaced && l->n)
        l->raw[l->n++] = ' ';
    w->text = (str){ l->raw + l->n, 0 };
    w->from = (str){ from, 0 };
    l->is_open = true;
    l->is_spaced = false;
    return true;
}

static bool piece_add(struct lexer *l, struct piece piece, const char *from, bool is_alone)
{
    if ((is_alone || !l->is_open) && !word_open(l, from))
        return false;
    struct word *w = &l->words->at[l->words->n - 1];
    for (size_t i = 0; i < piece.as.n; i++)
        l->raw[l->n++] = piece.as.at[i];
    w->text.n += piece.as.n;
    w->from.n += piece.n;
    l->is_open = !is_alone;
    return true;
}

bool value_lex(struct arena *arena, str value, enum lexing how, struct word_list *words, str *raw)
{
    struct lexer l = { .arena = arena, .words = words, .raw = arena_alloc(arena, value.n + 1, 1) };
    words->n = 0;
    if (!l.raw)
        return false;
    while (value.n) {
        struct piece piece = piece_at(value);
        if (piece.kind == PIECE_SPACE) {
            l.is_open = false;
            l.is_spaced = true;
        } else {
            char c = value.at[0];
            bool is_comma = c == ',' && !is_number_comma((str){ l.raw, l.is_spaced ? 0 : l.n }, value);
            bool is_to = how == LEX_HOURS && piece.kind == PIECE_DASH;
            if (!piece_add(&l, piece, value.at, is_comma || c == ';' || is_to))
                return false;
            if (is_to)
                words->at[words->n - 1].text = STR("to");
        }
        value = str_from_byte(value, piece.n);
    }
    *raw = (str){ l.raw, l.n };
    return word_open(&l, value.at);
}

// Spaces inside a line stay: free text is people's own, and only where lines were joined is there a choice.
str text_fold(struct arena *arena, str value)
{
    char *at = arena_alloc(arena, value.n + 1, 1);
    str text = { at, 0 };
    while (at && value.n) {
        size_t end = 0;
        while (end < value.n && value.at[end] != '\n' && value.at[end] != '\r')
            end++;
        str line = str_trim(str_slice(value, 0, end));
        if (line.n && text.n)
            at[text.n++] = ' ';
        for (size_t i = 0; i < line.n; i++)
            at[text.n++] = line.at[i];
        value = str_from_byte(value, end + 1);
    }
    return text;
}

bool cursor_at_end(const struct cursor *c)
{
    return c->i >= c->n;
}

str cursor_word(const struct cursor *c, size_t ahead)
{
    return c->i + ahead < c->n ? c->words[c->i + ahead].text : (str){ 0 };
}

bool word_is(str word, str lower)
{
    if (word.n != lower.n)
        return false;
    for (size_t i = 0; i < word.n; i++)
        if (char_lower(word.at[i]) != lower.at[i])
            return false;
    return true;
}

bool cursor_sees(const struct cursor *c, str phrase)
{
    str first = cursor_word(c, 0); // most phrases are not there, and their first letter says so
    if (!first.n || !phrase.n || char_lower(first.at[0]) != phrase.at[0])
        return false;
    for (size_t ahead = 0; phrase.at; ahead++) {
        str word = str_cut(&phrase, ' ');
        if (c->i + ahead >= c->n || !word_is(c->words[c->i + ahead].text, word))
            return false;
    }
    return true;
}

bool cursor_takes(struct cursor *c, str phrase)
{
    if (!cursor_sees(c, phrase))
        return false;
    for (; phrase.at; (void)str_cut(&phrase, ' '))
        c->i++;
    return true;
}

size_t cursor_sees_name(const struct cursor *c, str name)
{
    if (cursor_at_end(c) || !name.n)
        return 0;
    const struct word *first = &c->words[c->i], *end = &c->words[c->n];
    const char *from = first->text.at, *last = end->text.at;
    if ((size_t)(last - from) < name.n)
        return 0;
    const char *stop = from + name.n;
    if (stop < last && *stop != ' ' && *stop != ',' && *stop != ';')
        return 0;
    for (size_t i = name.n; i > 0; i--) // from the end: names that differ often do so in their last letters
        if (char_lower(from[i - 1]) != char_lower(name.at[i - 1]))
            return 0;
    size_t words = 0;
    while (c->i + words < c->n && c->words[c->i + words].text.at < stop)
        words++;
    return words;
}

str cursor_text(const struct cursor *c, size_t first, size_t end)
{
    if (first >= end || end > c->n)
        return (str){ "", 0 };
    const struct word *last = &c->words[end - 1];
    const char *from = c->words[first].text.at;
    return (str){ from, (size_t)(last->text.at + last->text.n - from) };
}
