// What a changed, new or missing line says, before and after, in the sentences a resident reads; and who or what joins
// a list or leaves it.
#include "document/compare_internal.h"
#include "document/sentence.h"

// Words of the document say more of themselves than a sentence about them.
static bool is_text(const struct field *f)
{
    return f->is_bad || f->kind->value == VALUE_TEXT || f->kind->value == VALUE_START;
}

// The same field with its i-th item alone and without conditions; false behind the last, or if it is no list.
static bool field_item(const struct field *f, size_t i, struct field *item)
{
    *item = *f;
    item->when = (struct conditions){ 0 };
    switch (f->kind->value) {
    case VALUE_SERVICES:
        item->services = (struct service_list){ f->services.at + i, 1, 1 };
        return i < f->services.n;
    case VALUE_REASONS:
        item->reasons = (struct reasons){ f->reasons.at + i, 1, 1 };
        return i < f->reasons.n;
    case VALUE_REFS:
        item->refs = (struct ref_list){ f->refs.at + i, 1, 1 };
        return i < f->refs.n;
    case VALUE_OUTCOME:
        item->outcome = (struct go_to_list){ f->outcome.at + i, 1, 1 };
        return i < f->outcome.n;
    case VALUE_HOURS:
        item->hours = (struct hours){ f->hours.at + i, 1, 1 };
        return i < f->hours.n;
    case VALUE_INSTALMENTS:
        item->instalments = (struct instalments){ f->instalments.at + i, 1, 1 };
        return i < f->instalments.n;
    default:
        return false;
    }
}

static void items_fill(struct arena *arena, const struct field *f, struct str_list *items)
{
    struct field item;
    for (size_t i = 0; field_item(f, i, &item); i++) {
        str *slot = LIST_PUSH(arena, items);
        if (slot)
            *slot = field_value_text(arena, &item);
    }
}

// "'a', 'b'": what the longer list has besides the shorter one, which must stand in it in its order; empty if it
// does not.
static str items_besides(struct arena *arena, const struct str_list *shorter, const struct str_list *longer)
{
    str text = { 0 };
    size_t found = 0;
    for (size_t i = 0; i < longer->n; i++) {
        if (found < shorter->n && str_equal(longer->at[i], shorter->at[found]))
            found++;
        else
            text = str_format(arena, "%.*s%s'%.*s'", STR_ARGS(text), text.n ? ", " : "",
                              STR_ARGS(longer->at[i]));
    }
    return found == shorter->n ? text : (str){ 0 };
}

static str list_words(struct arena *arena, const struct field *before, const struct field *after)
{
    struct str_list was = { 0 }, is = { 0 };
    items_fill(arena, before, &was);
    items_fill(arena, after, &is);
    struct field same = *after;
    same.when = before->when; // with the old conditions, is it the same line?
    bool is_same_when = str_equal(field_value_text(arena, after), field_value_text(arena, &same));
    if (!is_same_when || !was.n || !is.n || was.n == is.n)
        return (str){ 0 };
    str what = was.n < is.n ? items_besides(arena, &was, &is) : items_besides(arena, &is, &was);
    str name = field_full_name(arena, after);
    return what.n ? str_format(arena, "'%.*s' %s %.*s", STR_ARGS(name), was.n < is.n ? "gains" : "loses",
                               STR_ARGS(what))
                  : what;
}

str field_said_words(const struct speech *was, const struct speech *is, const struct field *before,
                     const struct field *after)
{
    struct arena *arena = is->arena;
    bool is_said = !is_text(before) && !is_text(after);
    str words = is_said ? list_words(arena, before, after) : (str){ 0 };
    if (words.n)
        return words;
    str x = field_sentence(was, before), y = field_sentence(is, after);
    if (is_said && !str_equal(x, y))
        return str_format(arena, "was: %.*s Now: %.*s", STR_ARGS(x), STR_ARGS(y));
    str name = field_full_name(arena, after);
    x = field_value_text(arena, before);
    y = field_value_text(arena, after);
    return str_format(arena, "'%.*s' was '%.*s' and is now '%.*s'", STR_ARGS(name), STR_ARGS(x), STR_ARGS(y));
}

str line_said_words(const struct speech *speech, const struct field *field, bool is_new)
{
    struct arena *arena = speech->arena;
    if (!is_text(field)) {
        str said = field_sentence(speech, field);
        return str_format(arena, "%s: %.*s", is_new ? "new" : "taken out", STR_ARGS(said));
    }
    str name = field_full_name(arena, field), text = field_value_text(arena, field);
    return str_format(arena, "'%.*s: %.*s' is %s", STR_ARGS(name), STR_ARGS(text),
                      is_new ? "new" : "taken out");
}
