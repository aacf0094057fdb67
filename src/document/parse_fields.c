// The fields of a section: put in order, read, and held against the table of where each may stand how often.
#include "document/parser.h"

#include <stdlib.h>

static int draft_compare(const void *a, const void *b)
{
    const struct draft *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

// A field by its kind and name, to find those given twice.
struct twin {
    const struct field *field;
    uint64_t name;
    size_t order;
};

static int twin_compare(const void *a, const void *b)
{
    const struct twin *x = a, *y = b;
    if (x->field->kind != y->field->kind)
        return x->field->kind < y->field->kind ? -1 : 1;
    if (x->name != y->name)
        return x->name < y->name ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static bool has_condition(const struct field *field)
{
    if (field->when.n || field->is_bad)
        return true; // of a bad one we can't tell
    bool has_parts = field->kind->value == VALUE_STEP || field->kind->value == VALUE_PAYMENT;
    for (size_t i = 0; has_parts && i < field->step.n; i++)
        if (field->step.parts[i].kind == PART_CONDITION || field->step.parts[i].kind == PART_SINCE)
            return true;
    return false;
}

// before: the field of the same key and name that stands above this one.
static void twin_check(struct parser *p, const struct field *before, const struct field *field, str key)
{
    enum value_kind value = field->kind->value;
    bool is_banded = field->kind->may_have_when || value == VALUE_STEP || value == VALUE_PAYMENT;
    bool is_unnamed_clock = field->kind->key == KEY_CLOCK && !field->name.n;
    str word = shown(p, key);
    if (!field->kind->may_repeat)
        problem(p, SEVERITY_ERROR, key, "'%.*s' is given twice: it stands already on line %d", STR_ARGS(word),
                before->place.line);
    else if (is_banded && !has_condition(before) && is_unnamed_clock)
        problem(
            p, SEVERITY_ERROR, key,
            "'Clock' is given twice: name each, such as 'Clock made safe', or give line %d a condition, ', when ...'",
            before->place.line);
    else if (is_banded && !has_condition(before))
        problem(
            p, SEVERITY_ERROR, key,
            "'%.*s' is given twice: line %d has no condition, ', when ...', so that this line would never hold",
            STR_ARGS(word), before->place.line);
}

// Sorted by key and name, so that twenty thousand fields in one clause are still quick.
static void twins_check(struct parser *p, const struct section *section, const struct field_list *fields)
{
    struct twin *twins = ARENA_ARRAY(p->ctx->arena, struct twin, fields->n + 1);
    for (size_t i = 0; twins && i < fields->n; i++)
        twins[i] = (struct twin){ &fields->at[i], str_name_hash(fields->at[i].name), i };
    if (!twins || !fields->n)
        return;
    qsort(twins, fields->n, sizeof *twins, twin_compare);
    for (size_t i = 1; i < fields->n; i++) {
        const struct field *a = twins[i - 1].field, *b = twins[i].field;
        if (a->kind == b->kind && str_same_name(a->name, b->name))
            twin_check(p, a, b, section->drafts.at[twins[i].order].key);
    }
}

// "Provider: ..." or "1. Provider: ..." in the prose: the field is there, and its dash is missing.
static bool is_in_prose(const struct section *section, str word)
{
    for (size_t i = 0; i < section->prose.n; i++)
        for (str rest = section->prose.at[i]; rest.at;) {
            str line = str_cut(&rest, '\n');
            while (line.n && !char_is_letter(line.at[0]))
                line = str_from_byte(line, 1);
            str key = str_slice(line, 0, str_find(line, STR(":")));
            if (key.n < line.n && str_same_name(key, word))
                return true;
        }
    return false;
}

static void required_check(struct parser *p, const struct section *section, const struct field_list *fields)
{
    size_t n;
    const struct field_kind *kinds = field_kinds(&n);
    const struct clause_kind *clause = section->kind;
    for (size_t i = 0; i < n; i++) {
        bool is_required = kinds[i].required & 1u << clause->key;
        if (!is_required || field_find(fields, kinds[i].key))
            continue;
        const char *behind = kinds[i].name == NAME_MUST ? " 1" : "";
        if (is_in_prose(section, kinds[i].word))
            problem(
                p, SEVERITY_ERROR, section->heading,
                "the line '%.*s: ...' below is prose: write '- %.*s: ...', with a dash and a space before it",
                STR_ARGS(kinds[i].word), STR_ARGS(kinds[i].word));
        else if (clause->key == CLAUSE_HEADER)
            problem(p, SEVERITY_ERROR, section->heading,
                    "the header has no '%.*s': add a line '- %.*s: ...' below the title",
                    STR_ARGS(kinds[i].word), STR_ARGS(kinds[i].word));
        else
            problem(p, SEVERITY_ERROR, section->heading,
                    "this %.*s has no '%.*s': add a line '- %.*s%s: ...'", STR_ARGS(clause->word),
                    STR_ARGS(kinds[i].word), STR_ARGS(kinds[i].word), behind);
    }
}

// What the header declares comes first: other values name it.
static bool is_declaration(enum field_key key)
{
    return key == KEY_BETWEEN || key == KEY_FUNDS || key == KEY_FACT || key == KEY_EVENT || key == KEY_AREA;
}

static void drafts_read(struct parser *p, const struct section *section, struct field_list *fields,
                        bool is_declaring)
{
    for (size_t i = 0; i < section->drafts.n && !p->is_refused; i++) {
        const struct draft *draft = &section->drafts.at[i];
        if (is_declaration(draft->kind->key) != is_declaring)
            continue;
        value_read(p, draft, &fields->at[i]);
        if (is_declaring)
            header_declare(p, &fields->at[i], draft->value);
    }
}

void fields_read(struct parser *p, struct section *section, struct field_list *fields)
{
    struct draft_list *drafts = &section->drafts;
    *fields = (struct field_list){ ARENA_ARRAY(p->ctx->arena, struct field, drafts->n + 1), drafts->n,
                                   drafts->n };
    if (!fields->at) {
        fields->n = 0;
        return;
    }
    if (drafts->n)
        qsort(drafts->at, drafts->n, sizeof *drafts->at, draft_compare);
    drafts_read(p, section, fields, true);
    drafts_read(p, section, fields, false);
    if (p->is_refused) { // those behind were not read
        fields->n = 0;
        return;
    }
    if (!p->is_strict)
        twins_check(p, section, fields);
    if (section->kind && !p->is_strict)
        required_check(p, section, fields);
}
