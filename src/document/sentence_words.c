// Patterns and their places, lists, the document's own words.
#include "document/sentence_internal.h"

#include "base/buffer.h"

enum { PATTERN_BYTES_MAX = 1 << 20 };

str words(const struct speech *s, const char *text)
{
    return catalogue_text(s->language, text);
}

static str keep(const struct speech *s, struct buffer *out)
{
    str text = str_copy(s->arena, buffer_str(out));
    buffer_done(s->arena, out);
    return text;
}

// "%1$s" to "%9$s" are places, "%%" is a per cent sign. A place without a value says nothing.
static str pattern_fill(const struct speech *s, str pattern, const str *values, size_t n)
{
    struct buffer out = buffer_open(PATTERN_BYTES_MAX);
    for (size_t i = 0; i < pattern.n; i++) {
        bool is_place = pattern.at[i] == '%' && i + 3 < pattern.n && pattern.at[i + 2] == '$';
        if (is_place) {
            size_t place = (size_t)(pattern.at[i + 1] - '1');
            buffer_add(&out, place < n ? values[place] : (str){ 0 });
            i += 3;
        } else {
            buffer_byte(&out, pattern.at[i]);
            i += pattern.at[i] == '%'; // the second of "%%"
        }
    }
    return keep(s, &out);
}

str filled(const struct speech *s, const char *pattern, const str *values, size_t n)
{
    return pattern_fill(s, catalogue_text(s->language, pattern), values, n);
}

str counted(const struct speech *s, int64_t n, const char *one, const char *many, str value)
{
    return pattern_fill(s, catalogue_count(s->language, n, one, many), &value, 1);
}

str own(const struct speech *s, str text)
{
    if (!s->has_marks || !text.n)
        return text;
    return str_format(s->arena, "%c%.*s%c", OWN_BEGIN, STR_ARGS(text), OWN_END);
}

void list_add(const struct speech *s, struct str_list *list, str text)
{
    str *slot = text.n ? LIST_PUSH(s->arena, list) : NULL;
    if (slot)
        *slot = text;
}

// A list of what has commas or an "and" of its own is set apart more strongly.
static bool is_long(const struct str_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_find(list->at[i], STR(", ")) < list->at[i].n ||
            str_find(list->at[i], STR(" and ")) < list->at[i].n)
            return true;
    return false;
}

// All but the last are joined in one go, since a list may be long.
static str joined(const struct speech *s, const struct str_list *list, const char *last,
                  const char *last_long)
{
    bool is_strong = is_long(list);
    str between = is_strong ? words(s, N_("; ")) : words(s, N_(", "));
    if (list->n < 2)
        return list->n ? list->at[0] : (str){ 0 };
    struct buffer out = buffer_open(PATTERN_BYTES_MAX);
    for (size_t i = 0; i + 1 < list->n; i++) {
        buffer_add(&out, i ? between : (str){ 0 });
        buffer_add(&out, list->at[i]);
    }
    return SAY(s, is_strong ? last_long : last, keep(s, &out), list->at[list->n - 1]);
}

str list_and(const struct speech *s, const struct str_list *list)
{
    return joined(s, list, N_("%1$s and %2$s"), N_("%1$s; and %2$s"));
}

str list_or(const struct speech *s, const struct str_list *list)
{
    return joined(s, list, N_("%1$s or %2$s"), N_("%1$s; or %2$s"));
}

static struct str_list owned(const struct speech *s, const struct str_list *names)
{
    struct str_list list = { 0 };
    for (size_t i = 0; i < names->n; i++)
        list_add(s, &list, own(s, names->at[i]));
    return list;
}

str names_and(const struct speech *s, const struct str_list *names)
{
    struct str_list list = owned(s, names);
    return list_and(s, &list);
}

str names_or(const struct speech *s, const struct str_list *names)
{
    struct str_list list = owned(s, names);
    return list_or(s, &list);
}

str before(const struct speech *s, str first, str second)
{
    if (!first.n || !second.n)
        return first.n ? first : second;
    return str_format(s->arena, "%.*s %.*s", STR_ARGS(first), STR_ARGS(second));
}
