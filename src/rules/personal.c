#include "rules/personal.h"

#include "base/buffer.h"

enum { COVERED_MAX = 1 << 20, DIGITS_MAX = 24, NAMES_MOST = 3 };

const char *personal_words(enum personal_kind kind)
{
    static const char *const words[PERSONAL_COUNT] = {
        [PERSONAL_EMAIL] = "e-mail address", [PERSONAL_TELEPHONE] = "telephone number",
        [PERSONAL_PLATE] = "number plate",   [PERSONAL_INSURANCE] = "National Insurance number",
        [PERSONAL_CARD] = "card number",     [PERSONAL_NAME] = "name",
        [PERSONAL_HOME] = "home address",
    };
    return words[kind];
}

static bool is_letter(char c)
{
    return char_is_letter(c) || (unsigned char)c >= 0x80; // of any alphabet
}

static bool is_word(char c)
{
    return is_letter(c) || char_is_digit(c);
}

static bool is_capital(str s, size_t i)
{
    return i < s.n && ((s.at[i] >= 'A' && s.at[i] <= 'Z') || (unsigned char)s.at[i] == 0xC3);
}

static bool begins_word(str s, size_t i)
{
    return i == 0 || !is_word(s.at[i - 1]);
}

static bool ends_word(str s, size_t end)
{
    return end >= s.n || !is_word(s.at[end]);
}

static bool is_of_address(char c)
{
    return is_word(c) || str_has(STR("._%+-'"), c);
}

// From `i` on: where it ends, or `i` if none begins there. Each of the following likewise.
static size_t email_end(str s, size_t i)
{
    size_t at = i, end, dots = 0;
    if (i && is_of_address(s.at[i - 1]))
        return i;
    while (at < s.n && is_of_address(s.at[at]))
        at++;
    if (at == i || at >= s.n || s.at[at] != '@')
        return i;
    for (end = at + 1; end < s.n && (is_word(s.at[end]) || s.at[end] == '.' || s.at[end] == '-'); end++)
        dots += s.at[end] == '.' && end + 1 < s.n && is_word(s.at[end + 1]);
    while (end > at && !is_word(s.at[end - 1]))
        end--;
    return dots ? end : i;
}

// Digits with at most one separator between two of them; *n of them, into digits.
static size_t digits_end(str s, size_t i, const char *separators, char digits[DIGITS_MAX], size_t *n)
{
    size_t end = i;
    *n = 0;
    for (size_t at = i; at < s.n && *n < DIGITS_MAX; at++) {
        if (char_is_digit(s.at[at])) {
            digits[(*n)++] = s.at[at];
            end = at + 1;
        } else if (!str_has(str_from(separators), s.at[at]) || at > end + 1) {
            break;
        }
    }
    return end;
}

// As in the United Kingdom, or with the code of a country.
static size_t telephone_end(str s, size_t i)
{
    char digits[DIGITS_MAX];
    size_t n, start = i + (i < s.n && s.at[i] == '+'), open = start + (start < s.n && s.at[start] == '(');
    bool has_plus = start > i;
    if (!begins_word(s, i) || (i && s.at[i - 1] == '+') || open >= s.n || !char_is_digit(s.at[open]))
        return i;
    size_t end = digits_end(s, open, " -()/.", digits, &n);
    bool is_ours = digits[0] == '0' && n >= 10 && n <= 11, is_foreign = has_plus && n >= 9 && n <= 15;
    bool is_long = digits[0] == '0' && digits[1] == '0' && n >= 11 && n <= 16;
    return (is_ours || is_foreign || is_long) && ends_word(s, end) ? end : i;
}

// The check digit of ISO/IEC 7812.
static bool is_card(const char *digits, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        int d = digits[n - 1 - i] - '0';
        d = i % 2 ? 2 * d : d;
        sum += d > 9 ? d - 9 : d;
    }
    return n >= 13 && n <= 19 && sum % 10 == 0;
}

static size_t card_end(str s, size_t i)
{
    char digits[DIGITS_MAX];
    size_t n;
    if (!begins_word(s, i) || !char_is_digit(s.at[i]))
        return i;
    size_t end = digits_end(s, i, " -", digits, &n);
    return is_card(digits, n) && ends_word(s, end) ? end : i;
}

// A: a letter, 9: a digit, ' ': a space that may be missing. Capitals only where is_strict.
static size_t form_end(str s, size_t i, const char *form, bool is_strict)
{
    size_t at = i;
    if (!begins_word(s, i))
        return i;
    for (; *form; form++) {
        char c = at < s.n ? s.at[at] : '\0';
        bool is_right = *form == '9' ? char_is_digit(c)
            : is_strict              ? c >= 'A' && c <= 'Z'
                                     : char_is_letter(c);
        if (*form == ' ')
            at += c == ' ';
        else if (is_right)
            at++;
        else
            return i;
    }
    return ends_word(s, at) ? at : i;
}

// As since 2001, 1983 and 1963. Older ones look like too much else.
static size_t plate_end(str s, size_t i)
{
    static const struct {
        const char *form;
        bool is_strict; // else words such as "at 12 the" are taken for one
    } forms[] = { { "AA99 AAA", true }, { "AA99AAA", false }, { "A999 AAA", true }, { "AAA 999A", true } };
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        size_t end = form_end(s, i, forms[f].form, forms[f].is_strict);
        if (end > i)
            return end;
    }
    return i;
}

static size_t insurance_end(str s, size_t i)
{
    return form_end(s, i, "AA 99 99 99 A", false);
}

// Up to NAMES_MOST words with a capital letter.
static size_t names_end(str s, size_t i)
{
    size_t end = i, at = i;
    for (int n = 0; n < NAMES_MOST && is_capital(s, at); n++) {
        while (at < s.n && (is_letter(s.at[at]) || s.at[at] == '\'' || s.at[at] == '-'))
            at++;
        end = at;
        if (at + 1 >= s.n || s.at[at] != ' ')
            break;
        at++;
    }
    return end;
}

// "Mr Smith", "my name is Ada Lovelace": what announces a name, and from where on it is covered.
static size_t name_end(str s, size_t i, size_t *start)
{
    static const str titles[] = { STR_INIT("Mr"), STR_INIT("Mrs"), STR_INIT("Ms"),    STR_INIT("Miss"),
                                  STR_INIT("Mx"), STR_INIT("Dr"),  STR_INIT("Mister") };
    static const str openings[] = { STR_INIT("my name is"),   STR_INIT("my name's"),
                                    STR_INIT("his name is"),  STR_INIT("her name is"),
                                    STR_INIT("he is called"), STR_INIT("she is called"),
                                    STR_INIT("fy enw i yw"),  STR_INIT("fy enw yw") };
    if (!begins_word(s, i))
        return i;
    for (size_t t = 0; t < sizeof titles / sizeof *titles; t++) {
        size_t at = i + titles[t].n;
        if (!str_same_name(str_slice(s, i, at), titles[t]) || !ends_word(s, at))
            continue;
        at += at < s.n && s.at[at] == '.';
        at += at < s.n && s.at[at] == ' ';
        *start = i;
        return names_end(s, at) > at ? names_end(s, at) : i;
    }
    for (size_t o = 0; o < sizeof openings / sizeof *openings; o++) {
        size_t at = i + openings[o].n;
        if (!str_same_name(str_slice(s, i, at), openings[o]) || at >= s.n || s.at[at] != ' ')
            continue;
        *start = at + 1;
        return names_end(s, at + 1) > at + 1 ? names_end(s, at + 1) : i;
    }
    return i;
}

// "14", "14a", "Flat 3, 14": the number of a house, with the words before it that say it is one.
static size_t house_end(str s, size_t i)
{
    static const str befores[] = { STR_INIT("flat "), STR_INIT("number "), STR_INIT("no. "),
                                   STR_INIT("no ") };
    size_t at = i, end = i;
    for (int n = 0; n < 2; n++) {
        for (size_t b = 0; b < sizeof befores / sizeof *befores; b++)
            if (str_same_name(str_slice(s, at, at + befores[b].n), befores[b]))
                at += befores[b].n;
        size_t digits = at;
        while (at < s.n && char_is_digit(s.at[at]))
            at++;
        if (at == digits)
            return end;
        at += at < s.n && is_letter(s.at[at]) && ends_word(s, at + 1);
        end = at;
        at += at < s.n && s.at[at] == ',';
        if (at >= s.n || s.at[at] != ' ')
            return end;
        at++;
    }
    return end;
}

// "I live at 14 Foundry Lane": what says that it is a home, and from where on it is covered.
static size_t home_end(str s, size_t i, size_t *start)
{
    static const str openings[] = { STR_INIT("I live at"),     STR_INIT("we live at"),
                                    STR_INIT("my house at"),   STR_INIT("our house at"),
                                    STR_INIT("my home at"),    STR_INIT("our home at"),
                                    STR_INIT("my flat at"),    STR_INIT("our flat at"),
                                    STR_INIT("my address is"), STR_INIT("our address is"),
                                    STR_INIT("my house,"),     STR_INIT("our house,"),
                                    STR_INIT("rwy'n byw yn") };
    for (size_t o = 0; begins_word(s, i) && o < sizeof openings / sizeof *openings; o++) {
        size_t at = i + openings[o].n;
        if (!str_same_name(str_slice(s, i, at), openings[o]) || at >= s.n || s.at[at] != ' ')
            continue;
        size_t end = house_end(s, at + 1);
        *start = at + 1;
        if (end == at + 1)
            return i;
        return end + 1 < s.n && s.at[end] == ' ' && is_capital(s, end + 1) ? names_end(s, end + 1) : end;
    }
    return i;
}

// What begins at `i`, if anything.
static bool part_at(str s, size_t i, struct personal_part *part)
{
    static size_t (*const ends[])(str, size_t) = {
        [PERSONAL_EMAIL] = email_end, [PERSONAL_TELEPHONE] = telephone_end,
        [PERSONAL_PLATE] = plate_end, [PERSONAL_INSURANCE] = insurance_end,
        [PERSONAL_CARD] = card_end,
    };
    *part = (struct personal_part){ PERSONAL_NAME, i, i };
    part->end = name_end(s, i, &part->start);
    if (part->end == i) {
        part->kind = PERSONAL_HOME;
        part->end = home_end(s, i, &part->start);
    }
    for (int kind = 0; kind < PERSONAL_NAME && part->end == i; kind++) {
        part->kind = (enum personal_kind)kind;
        part->start = i;
        part->end = ends[kind](s, i);
    }
    return part->end > i;
}

result personal_find(struct ctx *ctx, str text, struct personal_list *found)
{
    *found = (struct personal_list){ 0 };
    for (size_t i = 0; i < text.n;) {
        struct personal_part part;
        if (!part_at(text, i, &part)) {
            i++;
            continue;
        }
        struct personal_part *slot = LIST_PUSH(ctx->arena, found);
        if (!slot)
            return arena_fail(ctx);
        *slot = part;
        i = part.end;
    }
    return OK;
}

result personal_cover(struct ctx *ctx, str text, str *covered)
{
    struct personal_list found;
    result e = personal_find(ctx, text, &found);
    *covered = text;
    if (e || !found.n)
        return e;
    struct buffer out = buffer_open(COVERED_MAX);
    size_t at = 0;
    for (size_t i = 0; i < found.n; i++) {
        buffer_add(&out, str_slice(text, at, found.at[i].start));
        buffer_print(&out, "[%s]", personal_words(found.at[i].kind));
        at = found.at[i].end;
    }
    buffer_add(&out, str_from_byte(text, at));
    e = buffer_check(ctx, &out);
    *covered = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return e;
}
