#include "web/request.h"

#include "base/utf8.h"

static str find(const struct name_value *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(list[i].name, str_from(name)))
            return list[i].value;
    return (str){ 0 };
}

str request_parameter(const struct request *request, const char *name)
{
    return find(request->parameters, request->n_parameters, name);
}

str request_field(const struct request *request, const char *name)
{
    return find(request->fields, request->n_fields, name);
}

static int hex(char c)
{
    return char_is_digit(c)    ? c - '0'
        : c >= 'a' && c <= 'f' ? c - 'a' + 10
        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                               : -1;
}

// The byte at *i, which moves past it; -1 for a code that is none.
static int byte_take(str s, size_t *i, bool is_query)
{
    char c = s.at[(*i)++];
    if (c == '+' && is_query)
        return ' ';
    if (c != '%')
        return (unsigned char)c;
    if (*i + 2 > s.n || hex(s.at[*i]) < 0 || hex(s.at[*i + 1]) < 0)
        return -1;
    int value = hex(s.at[*i]) * 16 + hex(s.at[*i + 1]);
    *i += 2;
    return value;
}

bool bytes_decode(struct arena *arena, str encoded, bool is_query, str *decoded)
{
    char *at = ARENA_ARRAY(arena, char, encoded.n + 1);
    size_t n = 0;
    for (size_t i = 0; at && i < encoded.n;) {
        int c = byte_take(encoded, &i, is_query);
        if (c < 0)
            return false;
        at[n++] = (char)c;
    }
    *decoded = (str){ at, n };
    return at != NULL;
}

static bool is_control(str s, size_t i)
{
    unsigned char c = (unsigned char)s.at[i];
    bool is_beyond_ascii = c == 0xC2 && i + 1 < s.n && (unsigned char)s.at[i + 1] < 0xA0;
    return c < ' ' || c == 0x7F || is_beyond_ascii;
}

bool text_decode(struct arena *arena, str encoded, bool is_query, str *decoded)
{
    if (!bytes_decode(arena, encoded, is_query, decoded))
        return false;
    for (size_t i = 0; i < decoded->n; i++)
        if (is_control(*decoded, i))
            return false;
    return utf8_invalid_at(*decoded) == decoded->n;
}

static bool query_read(struct request *r)
{
    for (str rest = r->query; rest.at && rest.n;) {
        str pair = str_cut(&rest, '&'), value = pair, name;
        name = str_cut(&value, '=');
        if (!pair.n)
            continue;
        if (r->n_fields == REQUEST_FIELDS_MAX)
            return false;
        struct name_value *field = &r->fields[r->n_fields++];
        if (!text_decode(r->ctx->arena, name, true, &field->name) ||
            !text_decode(r->ctx->arena, value, true, &field->value))
            return false;
    }
    return true;
}

// Of the segment as it came: a point that is encoded belongs to the name.
static void suffix_take(struct request *r, str *segment)
{
    for (int f = FORMAT_JSON; f < FORMAT_COUNT; f++) {
        str suffix = format_suffix((enum page_format)f);
        if (str_ends(*segment, suffix) && segment->n > suffix.n) {
            *segment = str_slice(*segment, 0, segment->n - suffix.n);
            r->format = (enum page_format)f;
            return;
        }
    }
}

static bool is_up_or_here(str segment)
{
    return str_equal(segment, STR(".")) || str_equal(segment, STR(".."));
}

bool segment_decode(struct arena *arena, str encoded, str *decoded)
{
    if (!text_decode(arena, encoded, false, decoded) || is_up_or_here(*decoded))
        return false;
    if (str_starts(*decoded, STR("~")) && is_dots(*decoded))
        *decoded = str_from_byte(*decoded, 1);
    return true;
}

bool request_read(struct request *r)
{
    str rest = str_from_byte(r->path, 1);
    r->n_segments = r->n_fields = 0;
    r->format = FORMAT_HTML;
    r->is_head = r->method == METHOD_HEAD;
    if (!str_starts(r->path, STR("/")) || r->path.n > REQUEST_PATH_MAX)
        return false;
    while (rest.at && rest.n) {
        str segment = str_cut(&rest, '/');
        if (r->n_segments == sizeof r->segments / sizeof *r->segments)
            return false;
        if (!rest.at || !rest.n)
            suffix_take(r, &segment);
        if (!segment_decode(r->ctx->arena, segment, &r->segments[r->n_segments++]))
            return false;
    }
    return query_read(r);
}

bool request_read_whole(struct request *r)
{
    if (r->format == FORMAT_HTML)
        return false;
    str *last = &r->segments[r->n_segments - 1];
    *last = str_format(r->ctx->arena, "%.*s%.*s", STR_ARGS(*last), STR_ARGS(format_suffix(r->format)));
    r->format = FORMAT_HTML;
    return true;
}

// How much of a target is "http://" or "https://" and the host behind it, which proxies and old clients send.
static size_t scheme_and_host(str target)
{
    static const str schemes[] = { STR_INIT("http://"), STR_INIT("https://") };
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_same_name(str_slice(target, 0, schemes[i].n), schemes[i])) {
            size_t end = schemes[i].n;
            while (end < target.n && target.at[end] != '/' && target.at[end] != '?')
                end++;
            return end;
        }
    return 0;
}

void request_target(struct request *r, str target)
{
    size_t host = scheme_and_host(target);
    str local = str_from_byte(target, host);
    size_t mark = str_find(local, STR("?"));
    r->path = str_slice(local, 0, mark);
    if (host && !r->path.n)
        r->path = STR("/");
    r->query = str_from_byte(local, mark + 1);
}
