#include "base/catalogue.h"

#include "base/catalogues.h"

#include <string.h>

// A file of msgfmt: seven numbers, then tables of length and place for the texts, sorted, and for their translations.
// The machine's own order of bytes, since it was made on it. The last byte of a text is a NUL, not counted.
enum { MO_COUNT = 2, MO_TEXTS = 3, MO_TRANSLATIONS = 4 };

static int plural_en(int64_t n)
{
    return n != 1;
}

// CLDR: zero, one, two, few (3), many (6), other.
static int plural_cy(int64_t n)
{
    return n >= 0 && n <= 3 ? (int)n : n == 6 ? 4 : 5;
}

static const struct {
    str code, name;
    int (*plural)(int64_t n);
    const unsigned char *file; // NULL: the code's own words
} LANGUAGES[LANGUAGE_COUNT] = {
    [LANGUAGE_EN] = { STR_INIT("en"), STR_INIT("English"), plural_en, NULL },
    [LANGUAGE_CY] = { STR_INIT("cy"), STR_INIT("Cymraeg"), plural_cy, CATALOGUE_CY },
};

str language_code(enum language language)
{
    return LANGUAGES[language].code;
}

str language_name(enum language language)
{
    return LANGUAGES[language].name;
}

bool language_parse(str code, enum language *language)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (!str_same_name(code, LANGUAGES[i].code))
            continue;
        *language = (enum language)i;
        return true;
    }
    return false;
}

int language_plural(enum language language, int64_t n)
{
    return LANGUAGES[language].plural(n);
}

static uint32_t number_at(const unsigned char *file, uint32_t byte)
{
    uint32_t number;
    memcpy(&number, file + byte, sizeof number);
    return number;
}

static str text_at(const unsigned char *file, int table, uint32_t i)
{
    uint32_t entry = number_at(file, 4 * (uint32_t)table) + 8 * i;
    return (str){ (const char *)file + number_at(file, entry + 4), number_at(file, entry) };
}

// The translation of a text, its forms with a NUL between them; nothing if there is none. A text with two forms is
// found by its first.
static str translation_find(enum language language, str text)
{
    const unsigned char *file = LANGUAGES[language].file;
    uint32_t low = 0, high = file ? number_at(file, 4 * MO_COUNT) : 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        str found = str_from(text_at(file, MO_TEXTS, middle).at); // up to the NUL
        int order = str_compare(found, text);
        if (order == 0)
            return text_at(file, MO_TRANSLATIONS, middle);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (str){ 0 };
}

str catalogue_text(enum language language, const char *text)
{
    str found = *text ? translation_find(language, str_from(text)) : (str){ 0 };
    return found.n ? found : str_from(text);
}

str catalogue_count(enum language language, int64_t n, const char *one, const char *many)
{
    str forms = translation_find(language, str_from(one));
    int form = language_plural(language, n);
    if (!forms.n)
        return str_from(plural_en(n) ? many : one);
    for (str rest = forms; rest.at; form--) {
        str text = str_cut(&rest, '\0');
        if (form == 0)
            return text;
    }
    return str_from(forms.at);
}

str catalogue_head(enum language language)
{
    return translation_find(language, STR(""));
}

bool language_is_draft(enum language language)
{
    str head = catalogue_head(language);
    return str_find(head, STR("X-Draft: yes")) < head.n;
}
