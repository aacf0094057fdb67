// What compiled views (docs/views.md) write pages with: every value escaped for the place it stands in.
//
// The functions add to a buffer and never fail; a buffer that is full says so at the end. Bytes that are no UTF-8
// become U+FFFD, one for each, and control characters other than tab and line end are dropped.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"

// Bytes that are HTML already, the only ones a view writes as they are. Made by other views, or by html_safe.
struct html {
    str bytes;
};

// A link. Whatever it holds, html_url writes only one that leads to this site, to https, to mail or to a telephone.
struct url {
    str text;
};

// A number with commas in thousands, and behind it one of two words where there are any.
struct html_quantity {
    int64_t n;
    const char *one, *many;
};

// A report's reference, which stands on one line: it would break at its hyphens. In elements alone.
struct html_reference {
    str text;
};

// Vouches for bytes that are HTML made by us or by a library that escapes: cmark's output in its safe mode.
struct html html_safe(str bytes);

// A link printed into the arena. What comes from outside goes in through url_segment, so that it can't add parts:
// url_format(arena, "/areas/%s/reports?page=%d", url_segment(arena, area->name), page).
struct url url_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *url_segment(struct arena *arena,
                        str s);                    // as html_url_segment has it; empty once the arena is full
const char *url_query(struct arena *arena, str s); // likewise html_url_query

// Text: & < > " and ' are escaped, which serves in elements and in quoted attributes alike.
void html_text(struct buffer *out, str s);
void html_text_c(struct buffer *out, const char *s); // nothing for NULL
void html_attribute(struct buffer *out, str s);
void html_raw(struct buffer *out, struct html html);

void html_integer(struct buffer *out, int64_t value);
void html_unsigned(struct buffer *out, uint64_t value);
void html_number(struct buffer *out, int64_t value); // 1,204
void html_date(struct buffer *out, date d);          // 1 July 2026; nothing for DATE_NONE
// "1 case", "1,204 cases". The two words are those of the language in use, which may have more than two.
void html_count(struct buffer *out, int64_t n, const char *one, const char *many);
void html_quantity(struct buffer *out, struct html_quantity quantity);
void html_reference(struct buffer *out, struct html_reference reference);

// The forms of a page; the ending of an address asks for one.
enum page_format {
    FORMAT_HTML,
    FORMAT_JSON,
    FORMAT_CSV,
    FORMAT_ATOM,
    FORMAT_PDF,
    FORMAT_XML,
    FORMAT_ICAL,
    FORMAT_GEOJSON,
    FORMAT_COUNT
};
str format_suffix(enum page_format format); // ".json"; empty for HTML

// A value inside a link: everything but letters, digits and - . _ ~ @ is percent-encoded. In a path "_" stands for
// an empty value: "/{{ a }}/{{ b }}" without a would be the host b. One of dots alone would lead elsewhere, encoded or
// not: it has a "~" before it, as has one of tildes and then dots; request_read takes one off.
void html_url_segment(struct buffer *out, str s);
bool is_dots(str s); // dots alone, or tildes and then dots
void html_url_segment_c(struct buffer *out, const char *s);
void html_url_query(struct buffer *out, str s);
void html_url_query_c(struct buffer *out, const char *s);
// A whole link; "#" for one that begins with none of / (but not //) # ? https:// mailto: tel: otpauth://totp/
void html_url(struct buffer *out, struct url url);
// Where a form is sent: not the page's own address, in whose place a browser would keep the page of an error, so that
// going back from one, as when the line was dead, would not lead to what was typed.
void html_form_url(struct buffer *out, struct url url);
void html_url_date(struct buffer *out, date d); // 2026-07-01

// The text in the language in use, from libc's catalogue "wardmote"; without a catalogue, the text.
const char *html_translate(const char *text) __attribute__((format_arg(1)));
#define _(text) html_translate(text)

// Which function writes a value is chosen by its type. A type that isn't named here doesn't compile.
#define HTML_INTEGERS                                                                                        \
    signed char : html_integer,                                                                              \
                  short : html_integer,                                                                      \
                          int : html_integer,                                                                \
                                long : html_integer,                                                         \
                                       long long : html_integer,                                             \
                                                   unsigned char : html_unsigned,                            \
                                                                   unsigned short : html_unsigned,           \
                                                                                    unsigned                 \
        : html_unsigned,                                                                                     \
          unsigned long : html_unsigned,                                                                     \
                          unsigned long long : html_unsigned
#define HTML_WORDS                                                                                           \
    str:                                                                                                     \
    html_text, const char * : html_text_c,                                                                   \
                              char * : html_text_c,                                                          \
                                       date : html_date,                                                     \
                                              struct html_quantity : html_quantity,                          \
                                                                     HTML_INTEGERS

#define HTML_TEXT(out, value)                                                                                \
    _Generic((value), struct html : html_raw, struct html_reference : html_reference, HTML_WORDS)(out, value)
#define HTML_PLAIN(out, value) _Generic((value), HTML_WORDS)(out, value)
#define HTML_SEGMENT(out, value)                                                                             \
    _Generic((value), str                                                                                    \
             : html_url_segment, const char *                                                                \
             : html_url_segment_c, char *                                                                    \
             : html_url_segment_c, date                                                                      \
             : html_url_date, HTML_INTEGERS)(out, value)
#define HTML_QUERY(out, value)                                                                               \
    _Generic((value), str                                                                                    \
             : html_url_query, const char *                                                                  \
             : html_url_query_c, char *                                                                      \
             : html_url_query_c, date                                                                        \
             : html_url_date, HTML_INTEGERS)(out, value)
