#include "web/html.h"

#include "base/utf8.h"

#include <libintl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char DOMAIN[] = "wardmote";
static const char HEX[] = "0123456789ABCDEF";

// What to do with the character at the front of a text.
struct step {
    size_t n;         // its bytes
    bool is_replaced; // write `instead`, which may be empty
    str instead;
};

static struct step step_ascii(char c)
{
    if (((unsigned char)c < ' ' && c != '\t' && c != '\n') || c == 0x7F)
        return (struct step){ .n = 1, .is_replaced = true };
    return (struct step){ .n = 1 };
}

static struct step step_at(str s, size_t at)
{
    if ((unsigned char)s.at[at] < 0x80)
        return step_ascii(s.at[at]);
    size_t n = utf8_step(str_from_byte(s, at));
    if (n == 1)
        return (struct step){ .n = 1, .is_replaced = true, .instead = STR("\xEF\xBF\xBD") };
    bool is_control = s.at[at] == '\xC2' && (unsigned char)s.at[at + 1] < 0xA0; // U+0080 to U+009F
    return (struct step){ .n = n, .is_replaced = is_control };
}

static struct step step_escaped(str s, size_t at)
{
    switch (s.at[at]) {
    case '&':
        return (struct step){ 1, true, STR("&amp;") };
    case '<':
        return (struct step){ 1, true, STR("&lt;") };
    case '>':
        return (struct step){ 1, true, STR("&gt;") };
    case '"':
        return (struct step){ 1, true, STR("&quot;") };
    case '\'':
        return (struct step){ 1, true, STR("&#39;") };
    default:
        return step_at(s, at);
    }
}

void html_text(struct buffer *out, str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n;) {
        struct step step = step_escaped(s, i);
        if (step.is_replaced) {
            buffer_add(out, str_slice(s, from, i));
            buffer_add(out, step.instead);
            from = i + step.n;
        }
        i += step.n;
    }
    buffer_add(out, str_from_byte(s, from));
}

void html_text_c(struct buffer *out, const char *s)
{
    html_text(out, str_from(s));
}

void html_attribute(struct buffer *out, str s)
{
    html_text(out, s);
}

struct html html_safe(str bytes)
{
    return (struct html){ bytes };
}

void html_raw(struct buffer *out, struct html html)
{
    buffer_add(out, html.bytes);
}

// Every `group` digits a comma, none for 0.
static void digits(struct buffer *out, uint64_t value, int group)
{
    char text[32];
    size_t n = sizeof text;
    int written = 0;
    do {
        if (group && written && written % group == 0)
            text[--n] = ',';
        text[--n] = (char)('0' + value % 10);
        written++;
        value /= 10;
    } while (value);
    buffer_add(out, (str){ text + n, sizeof text - n });
}

static void signed_digits(struct buffer *out, int64_t value, int group)
{
    if (value < 0)
        buffer_byte(out, '-');
    digits(out, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, group);
}

void html_integer(struct buffer *out, int64_t value)
{
    signed_digits(out, value, 0);
}

void html_unsigned(struct buffer *out, uint64_t value)
{
    digits(out, value, 0);
}

void html_number(struct buffer *out, int64_t value)
{
    signed_digits(out, value, 3);
}

void html_date(struct buffer *out, date d)
{
    if (!date_is_none(d))
        date_write_words(out, d);
}

void html_count(struct buffer *out, int64_t n, const char *one, const char *many)
{
    html_number(out, n);
    buffer_byte(out, ' ');
    html_text_c(out, dngettext(DOMAIN, one, many, (unsigned long)(n < 0 ? 0 - (uint64_t)n : (uint64_t)n)));
}

void html_quantity(struct buffer *out, struct html_quantity quantity)
{
    if (quantity.one)
        html_count(out, quantity.n, quantity.one, quantity.many);
    else
        html_number(out, quantity.n);
}

void html_reference(struct buffer *out, struct html_reference reference)
{
    buffer_add(out, STR("<span class=\"w-ref\">"));
    html_text(out, reference.text);
    buffer_add(out, STR("</span>"));
}

static void percent(struct buffer *out, str bytes)
{
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        char text[] = { '%', HEX[c >> 4], HEX[c & 15] };
        buffer_add(out, (str){ text, sizeof text });
    }
}

// Percent-encodes what is neither a letter, a digit nor one of `kept`.
static void encode(struct buffer *out, str s, const char *kept)
{
    for (size_t i = 0; i < s.n;) {
        struct step step = step_at(s, i);
        char c = s.at[i];
        if (char_is_letter(c) || char_is_digit(c) || (c && strchr(kept, c)))
            buffer_byte(out, c);
        else
            percent(out, step.is_replaced ? step.instead : str_slice(s, i, i + step.n));
        i += step.n;
    }
}

void html_url_query(struct buffer *out, str s)
{
    encode(out, s, "-._~@");
}

void html_url_query_c(struct buffer *out, const char *s)
{
    html_url_query(out, str_from(s));
}

static bool is_of(str s, char c)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.at[i] != c)
            return false;
    return s.n > 0;
}

bool is_dots(str s)
{
    size_t tildes = 0;
    while (tildes < s.n && s.at[tildes] == '~')
        tildes++;
    return is_of(str_from_byte(s, tildes), '.');
}

static const str SUFFIXES[FORMAT_COUNT] = {
    [FORMAT_JSON] = STR_INIT(".json"), [FORMAT_CSV] = STR_INIT(".csv"), [FORMAT_ATOM] = STR_INIT(".atom"),
    [FORMAT_PDF] = STR_INIT(".pdf"),   [FORMAT_XML] = STR_INIT(".xml"), [FORMAT_ICAL] = STR_INIT(".ics"),
    [FORMAT_GEOJSON] = STR_INIT(".geojson")
};

str format_suffix(enum page_format format)
{
    return SUFFIXES[format];
}

// The point of a name's own ending is encoded: "a.json" is a name, and no form of the page of "a".
void html_url_segment(struct buffer *out, str s)
{
    if (!s.n)
        buffer_byte(out, '_');
    if (is_dots(s))
        buffer_byte(out, '~');
    for (int format = FORMAT_JSON; format < FORMAT_COUNT; format++) {
        str suffix = format_suffix((enum page_format)format);
        if (str_ends(s, suffix)) {
            html_url_query(out, str_slice(s, 0, s.n - suffix.n));
            percent(out, STR("."));
            s = str_from_byte(s, s.n - suffix.n + 1);
        }
    }
    html_url_query(out, s);
}

void html_url_segment_c(struct buffer *out, const char *s)
{
    html_url_segment(out, str_from(s));
}

void html_url_date(struct buffer *out, date d)
{
    date_write(out, d);
}

static bool url_is_harmless(str s)
{
    if (str_starts(s, STR("/")))
        return s.n < 2 || (s.at[1] != '/' && s.at[1] != '\\');
    return str_starts(s, STR("#")) || str_starts(s, STR("?")) || str_starts(s, STR("https://")) ||
        str_starts(s, STR("mailto:")) || str_starts(s, STR("tel:")) || str_starts(s, STR("otpauth://totp/"));
}

void html_url(struct buffer *out, struct url url)
{
    if (!url_is_harmless(url.text)) {
        buffer_byte(out, '#');
        return;
    }
    str rest = url.text;
    for (str part = str_cut(&rest, '&');; part = str_cut(&rest, '&')) {
        encode(out, part, "-._~:/?#[]@!$()*+,;=%"); // not & and ', which HTML reads
        if (!rest.at)
            return;
        buffer_add(out, STR("&amp;"));
    }
}

void html_form_url(struct buffer *out, struct url url)
{
    bool has_query = str_has(url.text, '?'), is_marked = str_find(url.text, STR("sent=1")) < url.text.n;
    html_url(out, url);
    if (!is_marked && url_is_harmless(url.text))
        buffer_add(out, has_query ? STR("&amp;sent=1") : STR("?sent=1"));
}

struct url url_format(struct arena *arena, const char *format, ...)
{
    char *text = NULL;
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n >= 0 && (text = ARENA_ARRAY(arena, char, (size_t)n + 1)) != NULL)
        vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    va_end(args);
    return (struct url){ text ? (str){ text, (size_t)n } : STR("/") }; // a full arena ends the request
}

static const char *encoded(struct arena *arena, str s, void (*write)(struct buffer *out, str s))
{
    struct buffer out = buffer_open(3 * s.n + 2);
    write(&out, s);
    const char *copy = str_c(arena, buffer_str(&out));
    buffer_close(&out);
    return copy ? copy : "";
}

const char *url_segment(struct arena *arena, str s)
{
    return encoded(arena, s, html_url_segment);
}

const char *url_query(struct arena *arena, str s)
{
    return encoded(arena, s, html_url_query);
}

const char *html_translate(const char *text)
{
    return *text ? dgettext(DOMAIN, text) : text; // the empty text is the catalogue's own heading
}
