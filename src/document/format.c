#include "document/format_internal.h"

static void items_write(struct buffer *out, const struct str_list *items)
{
    for (size_t i = 0; i < items->n; i++)
        buffer_print(out, "%s%.*s", i ? "; " : "", STR_ARGS(items->at[i]));
}

static void services_write(struct buffer *out, const struct service_list *services)
{
    for (size_t i = 0; i < services->n; i++) {
        const struct service *s = &services->at[i];
        buffer_print(out, "%s%.*s", i ? "; " : "", STR_ARGS(s->name));
        if (s->sub.n)
            buffer_print(out, " / %.*s", STR_ARGS(s->sub));
    }
}

static void reasons_write(struct buffer *out, const struct reasons *reasons)
{
    for (size_t i = 0; i < reasons->n; i++) {
        const struct reason *r = &reasons->at[i];
        if (i)
            buffer_add(out, STR("; "));
        tests_write(out, r->tests, r->n);
        if (r->said_by.n)
            buffer_print(out, ", said by %.*s", STR_ARGS(r->said_by));
        if (r->has_most) {
            buffer_add(out, STR(", at most "));
            duration_write(out, &r->most);
        }
    }
}

static void ref_write(struct buffer *out, const struct ref *ref)
{
    if (ref->is_end)
        buffer_add(out, STR("end"));
    else
        buffer_print(out, "%.*s%s%.*s", STR_ARGS(ref->document), ref->document.n && ref->label.n ? " " : "",
                     STR_ARGS(ref->label));
}

static void refs_write(struct buffer *out, const struct ref_list *refs)
{
    for (size_t i = 0; i < refs->n; i++) {
        buffer_add(out, i ? STR("; ") : STR(""));
        ref_write(out, &refs->at[i]);
    }
}

static void outcome_write(struct buffer *out, const struct go_to_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        buffer_add(out, i ? STR("; ") : STR(""));
        ref_write(out, &list->at[i].ref);
        if (list->at[i].with.n)
            buffer_print(out, ", with %.*s", STR_ARGS(list->at[i].with));
        conditions_write(out, &list->at[i].when);
    }
}

static void fact_write(struct buffer *out, const struct fact *fact)
{
    buffer_add(out, fact->name);
    if (fact->unit.n)
        buffer_print(out, ", in %.*s", STR_ARGS(fact->unit));
    for (size_t i = 0; i < fact->values.n; i++)
        buffer_print(out, "%s%.*s", i ? " / " : ", one of ", STR_ARGS(fact->values.at[i]));
}

static void range_write(struct buffer *out, const struct date_range *range)
{
    if (date_is_none(range->to))
        buffer_add(out, STR("from "));
    date_write_words(out, range->from);
    if (!date_is_none(range->to)) {
        buffer_add(out, STR(" to "));
        date_write_words(out, range->to);
    }
}

// "Period: quarter" says what a target's "each quarter" does, without the word.
static void bare_period_write(struct buffer *out, const struct period *period)
{
    struct buffer words = buffer_open(256);
    period_write(&words, period);
    str text = buffer_str(&words);
    buffer_add(out, str_starts(text, STR("each ")) ? str_from_byte(text, STR("each ").n) : text);
    buffer_close(&words);
}

static void public_write(struct buffer *out, enum public_kind kind)
{
    static const char *const words[] = {
        [PUBLIC_YES] = "yes", [PUBLIC_COUNTED_ONLY] = "counted only", [PUBLIC_NOT_TAKEN] = "not taken here"
    };
    buffer_add(out, str_from(words[kind]));
}

static void designated_write(struct buffer *out, const struct designated *designated)
{
    if (designated->at_most)
        buffer_print(out, "at most %d", designated->at_most);
    else
        buffer_add(out, designated->is_yes ? STR("yes") : STR("no"));
}

static void value_write(struct buffer *out, const struct field *f)
{
    switch (f->kind->value) {
    case VALUE_TEXT:
    case VALUE_START:
        buffer_add(out, f->text);
        break;
    case VALUE_ITEMS:
    case VALUE_PARTIES:
    case VALUE_EVENTS:
        items_write(out, &f->items);
        break;
    case VALUE_SERVICES:
        services_write(out, &f->services);
        break;
    case VALUE_CLOCK:
        clock_write(out, &f->clock);
        break;
    case VALUE_TARGET:
        target_write(out, &f->target);
        break;
    case VALUE_CLOCK_OR_TARGET:
        if (f->is_target)
            target_write(out, &f->target);
        else
            clock_write(out, &f->clock);
        break;
    case VALUE_DURATION:
        duration_write(out, &f->duration);
        break;
    case VALUE_STEP:
        step_write(out, &f->step);
        break;
    case VALUE_REASONS:
        reasons_write(out, &f->reasons);
        break;
    case VALUE_OUTCOME:
        outcome_write(out, &f->outcome);
        break;
    case VALUE_REFS:
        refs_write(out, &f->refs);
        break;
    case VALUE_FACT:
        fact_write(out, &f->fact);
        break;
    case VALUE_IN_FORCE:
    case VALUE_TRIAL:
        range_write(out, &f->range);
        break;
    case VALUE_HOURS:
        hours_write(out, &f->hours);
        break;
    case VALUE_MONTH_DAY:
        buffer_print(out, "%d %s", f->month_day.day, month_name(f->month_day.month));
        break;
    case VALUE_PERIOD:
        bare_period_write(out, &f->period);
        break;
    case VALUE_PUBLIC:
        public_write(out, f->is_public);
        break;
    case VALUE_OPENING:
        opening_write(out, &f->opens);
        break;
    case VALUE_PAYMENT:
        payment_write(out, &f->step);
        break;
    case VALUE_INSTALMENTS:
        instalments_write(out, &f->instalments);
        break;
    case VALUE_FIGURE:
        quantity_write(out, &f->figure.quantity);
        since_write(out, &f->figure.since);
        break;
    case VALUE_INDICATOR:
        buffer_print(out, "%.*s%s%.*s", STR_ARGS(f->indicator.code), f->indicator.part.n ? " / " : "",
                     STR_ARGS(f->indicator.part));
        break;
    case VALUE_DESIGNATED:
        designated_write(out, &f->designated);
        break;
    }
}

void field_write_value(struct buffer *out, const struct field *field)
{
    if (field->is_bad) {
        buffer_add(out, field->raw);
        return;
    }
    value_write(out, field);
    conditions_write(out, &field->when);
}

static void fields_write(struct buffer *out, const struct field_list *fields)
{
    for (size_t i = 0; i < fields->n; i++) {
        const struct field *f = &fields->at[i];
        buffer_print(out, "- %.*s%s%.*s: ", STR_ARGS(f->kind->word), f->name.n ? " " : "", STR_ARGS(f->name));
        field_write_value(out, f);
        buffer_byte(out, '\n');
    }
}

static void prose_write(struct buffer *out, str prose)
{
    if (!prose.n)
        return;
    buffer_byte(out, '\n');
    buffer_add(out, prose);
    buffer_byte(out, '\n');
}

void header_write(struct buffer *out, const struct document *document)
{
    buffer_print(out, "# %.*s: %.*s\n", STR_ARGS(document->kind->word), STR_ARGS(document->title));
    if (document->header.n)
        buffer_byte(out, '\n');
    fields_write(out, &document->header);
    prose_write(out, document->prose);
}

void clause_write(struct buffer *out, const struct clause *clause)
{
    buffer_print(out, "## %.*s %.*s: %.*s\n", STR_ARGS(clause->kind->word), STR_ARGS(clause->label),
                 STR_ARGS(clause->title));
    fields_write(out, &clause->fields);
    prose_write(out, clause->prose);
}

void document_write(struct buffer *out, const struct document *document)
{
    header_write(out, document);
    for (size_t i = 0; i < document->clauses.n; i++) {
        buffer_byte(out, '\n');
        clause_write(out, &document->clauses.at[i]);
    }
}
