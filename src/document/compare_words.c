// The sentence for one changed field: what a councillor would say of it where that is honest, else both values.
#include "document/compare_internal.h"
#include "document/format_internal.h"

enum { VALUE_BYTES_MAX = 1 << 16 }; // a value has 3,000 bytes as written; canonically it is little longer

// The buffer's text, kept in the arena; the buffer is closed.
static str keep(struct arena *arena, struct buffer *out)
{
    str text = str_copy(arena, buffer_str(out));
    buffer_close(out);
    return text;
}

str field_value_text(struct arena *arena, const struct field *field)
{
    struct buffer out = buffer_open(VALUE_BYTES_MAX);
    field_write_value(&out, field);
    return keep(arena, &out);
}

str field_full_name(struct arena *arena, const struct field *field)
{
    return field->name.n ? str_format(arena, "%.*s %.*s", STR_ARGS(field->kind->word), STR_ARGS(field->name))
                         : field->kind->word;
}

static str conditions_text(struct arena *arena, const struct conditions *when)
{
    struct buffer out = buffer_open(VALUE_BYTES_MAX);
    conditions_write(&out, when);
    return keep(arena, &out);
}

static bool is_plain_limit(const struct field *f)
{
    return f->kind->value == VALUE_CLOCK && !f->is_bad && f->clock.is_promised &&
        f->clock.limit.kind == LIMIT_WITHIN && !f->clock.limit.event.n;
}

static str limit_text(struct arena *arena, const struct limit *limit)
{
    struct buffer out = buffer_open(VALUE_BYTES_MAX);
    duration_write(&out, &limit->length);
    buffer_add(&out, limit->is_by_the_clock ? STR(" by the clock") : STR(""));
    return keep(arena, &out);
}

// "made safe" of a named clock and the conditions of a banded one, so that it is plain which of several is meant.
static str which(struct arena *arena, const struct field *f)
{
    str when = conditions_text(arena, &f->when);
    return str_format(arena, "%s%.*s%.*s%s", f->name.n ? " for " : "", STR_ARGS(f->name), STR_ARGS(when),
                      when.n ? "," : "");
}

// Only the time allowed differs.
static str clock_words(struct arena *arena, const struct field *before, const struct field *after)
{
    if (!is_plain_limit(before) || !is_plain_limit(after))
        return (str){ 0 };
    struct field same = *after;
    same.clock.limit = before->clock.limit; // with the old time, is it the old line?
    if (!str_equal(field_value_text(arena, before), field_value_text(arena, &same)))
        return (str){ 0 };
    str x = limit_text(arena, &before->clock.limit), y = limit_text(arena, &after->clock.limit);
    str of = which(arena, after);
    return str_format(arena, "the time allowed%.*s goes from %.*s to %.*s", STR_ARGS(of), STR_ARGS(x),
                      STR_ARGS(y));
}

static str quantity_text(struct arena *arena, const struct quantity *q)
{
    struct buffer out = buffer_open(VALUE_BYTES_MAX);
    quantity_write(&out, q);
    return keep(arena, &out);
}

// " each quarter", and " for each call" where the target says so.
static str period_text(struct arena *arena, const struct target *target)
{
    struct buffer out = buffer_open(VALUE_BYTES_MAX);
    if (target->period.kind != PERIOD_NONE)
        buffer_byte(&out, ' ');
    period_write(&out, &target->period);
    if (target->for_each.n)
        buffer_print(&out, " for each %.*s", STR_ARGS(target->for_each));
    return keep(arena, &out);
}

static bool is_plain_target(const struct field *f)
{
    return f->kind->value == VALUE_TARGET && !f->is_bad && f->target.n_ramps == 1;
}

// Only the number asked for differs.
static str target_words(struct arena *arena, const struct field *before, const struct field *after)
{
    if (!is_plain_target(before) || !is_plain_target(after))
        return (str){ 0 };
    const struct quantity *x = &before->target.ramps->quantity, *y = &after->target.ramps->quantity;
    struct ramp old = *after->target.ramps;
    struct field same = *after;
    same.target.ramps = &old;
    old.quantity.number = x->number; // with the old number, is it the old line?
    if (!str_equal(field_value_text(arena, before), field_value_text(arena, &same)))
        return (str){ 0 };
    str from = quantity_text(arena, x), to = quantity_text(arena, y), period = period_text(arena, &after->target);
    str of = which(arena, after);
    return str_format(arena, "the %s%.*s %s from %.*s to %.*s%.*s",
                      after->kind->key == KEY_COUNT ? "number" : "target", STR_ARGS(of),
                      decimal_compare(y->number, x->number) > 0 ? "rises" : "falls", STR_ARGS(from), STR_ARGS(to),
                      STR_ARGS(period));
}

str field_change_words(struct arena *arena, const struct field *before, const struct field *after)
{
    str words = clock_words(arena, before, after);
    if (!words.n)
        words = target_words(arena, before, after);
    return words;
}
