#include "app/open311_record.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

enum field_type {
    FIELD_WORDS,
    FIELD_CHOICE,
    FIELD_FLAG,
    FIELD_WHOLE,
    FIELD_LATITUDE,
    FIELD_LONGITUDE,
    FIELD_TIME,
    FIELD_URL
};

struct field_rule {
    const char *name;
    enum field_type type;
    bool is_needed;
    const char *choices; // with | between
};

enum { FIELDS_MAX = 16, WORDS_MAX = 512 };

static const struct field_rule FIELDS[][FIELDS_MAX] = {
    [OPEN311_SERVICE] = { { "service_code", FIELD_WORDS, true, NULL },
                          { "service_name", FIELD_WORDS, true, NULL },
                          { "metadata", FIELD_FLAG, true, NULL },
                          { "type", FIELD_CHOICE, true, "realtime|batch|blackbox" },
                          { "description", FIELD_WORDS, false, NULL },
                          { "keywords", FIELD_WORDS, false, NULL },
                          { "group", FIELD_WORDS, false, NULL } },
    [OPEN311_ATTRIBUTE] = { { "code", FIELD_WORDS, true, NULL },
                            { "variable", FIELD_FLAG, true, NULL },
                            { "datatype", FIELD_CHOICE, true,
                              "string|number|datetime|text|singlevaluelist|multivaluelist" },
                            { "required", FIELD_FLAG, true, NULL },
                            { "order", FIELD_WHOLE, false, NULL },
                            { "datatype_description", FIELD_WORDS, false, NULL },
                            { "description", FIELD_WORDS, false, NULL } },
    [OPEN311_VALUE] = { { "key", FIELD_WORDS, true, NULL }, { "name", FIELD_WORDS, true, NULL } },
    [OPEN311_REQUEST] = { { "service_request_id", FIELD_WORDS, true, NULL },
                          { "status", FIELD_CHOICE, true, "open|closed" },
                          { "service_code", FIELD_WORDS, true, NULL },
                          { "requested_datetime", FIELD_TIME, true, NULL },
                          { "updated_datetime", FIELD_TIME, false, NULL },
                          { "expected_datetime", FIELD_TIME, false, NULL },
                          { "service_name", FIELD_WORDS, false, NULL },
                          { "description", FIELD_WORDS, false, NULL },
                          { "status_notes", FIELD_WORDS, false, NULL },
                          { "agency_responsible", FIELD_WORDS, false, NULL },
                          { "address", FIELD_WORDS, false, NULL },
                          { "address_id", FIELD_WORDS, false, NULL },
                          { "zipcode", FIELD_WORDS, false, NULL },
                          { "lat", FIELD_LATITUDE, false, NULL },
                          { "long", FIELD_LONGITUDE, false, NULL },
                          { "media_url", FIELD_URL, false, NULL } },
    [OPEN311_FAULT] = { { "code", FIELD_WHOLE, true, NULL }, { "description", FIELD_WORDS, true, NULL } },
};

void open311_find(struct ctx *ctx, struct open311_findings *findings, enum open311_verdict verdict, str check,
                  const char *words, ...)
{
    char text[WORDS_MAX];
    va_list args;
    va_start(args, words);
    int n = vsnprintf(text, sizeof text, words, args);
    va_end(args);
    struct open311_finding *slot = n < 0 ? NULL : LIST_PUSH(ctx->arena, findings);
    if (slot)
        *slot = (struct open311_finding){ verdict, str_copy(ctx->arena, check),
                                          str_copy(ctx->arena, str_from(text)) };
}

const struct wire_value *open311_list(struct ctx *ctx, struct open311_findings *findings, str check,
                                      const struct wire_value *root, const char *name)
{
    bool is_json = root->kind == WIRE_LIST, is_xml = str_equal(root->name, str_from(name));
    if (is_json || is_xml)
        return root;
    open311_find(ctx, findings, OPEN311_WRONG, check,
                 "its outermost is no list: an array in JSON, <%s> in XML", name);
    return NULL;
}

static bool digits_at(str text, size_t from, size_t n)
{
    for (size_t i = from; i < from + n; i++)
        if (i >= text.n || !char_is_digit(text.at[i]))
            return false;
    return true;
}

bool open311_is_time(str text)
{
    static const char shape[] = "0000-00-00T00:00:00"; // 0 for a digit
    for (size_t i = 0; i < sizeof shape - 1; i++)
        if (i >= text.n || (shape[i] == '0' ? !char_is_digit(text.at[i]) : text.at[i] != shape[i]))
            return false;
    str zone = str_from_byte(text, sizeof shape - 1);
    if (zone.n && zone.at[0] == '.')
        for (zone = str_from_byte(zone, 1); digits_at(zone, 0, 1);)
            zone = str_from_byte(zone, 1);
    bool is_offset = zone.n == 6 && (zone.at[0] == '+' || zone.at[0] == '-') && zone.at[3] == ':' &&
        digits_at(zone, 1, 2) && digits_at(zone, 4, 2);
    return is_offset || str_equal(zone, STR("Z"));
}

static bool is_choice(str text, const char *choices)
{
    for (str rest = str_from(choices); rest.at;)
        if (str_equal(str_cut(&rest, '|'), text))
            return true;
    return false;
}

// Within so many degrees of nought.
static bool is_degrees(str text, double most)
{
    double degrees;
    return str_to_double(text, &degrees) && fabs(degrees) <= most;
}

static bool is_of_type(const struct field_rule *rule, str text)
{
    int64_t whole;
    switch (rule->type) {
    case FIELD_CHOICE:
        return is_choice(text, rule->choices);
    case FIELD_FLAG:
        return is_choice(text, "true|false");
    case FIELD_WHOLE:
        return str_to_int(text, &whole);
    case FIELD_LATITUDE:
        return is_degrees(text, 90);
    case FIELD_LONGITUDE:
        return is_degrees(text, 180);
    case FIELD_TIME:
        return open311_is_time(text);
    case FIELD_URL:
        return str_starts(text, STR("http://")) || str_starts(text, STR("https://"));
    default:
        return true;
    }
}

static const char *should_be(const struct field_rule *rule)
{
    switch (rule->type) {
    case FIELD_CHOICE:
        return rule->choices;
    case FIELD_FLAG:
        return "true or false";
    case FIELD_WHOLE:
        return "a whole number";
    case FIELD_LATITUDE:
        return "degrees from -90 to 90";
    case FIELD_LONGITUDE:
        return "degrees from -180 to 180";
    case FIELD_TIME:
        return "a time with its offset, as 2026-01-31T12:00:00Z";
    case FIELD_URL:
        return "an address that begins with http:// or https://";
    default:
        return "text";
    }
}

// In XML all is text. In JSON a flag is a flag, and a code that looks like a number is text all the same.
static bool is_of_kind(const struct field_rule *rule, const struct wire_value *value, bool is_json)
{
    enum wire_kind wanted = rule->type == FIELD_FLAG                 ? WIRE_FLAG
        : rule->type >= FIELD_WHOLE && rule->type <= FIELD_LONGITUDE ? WIRE_NUMBER
                                                                     : WIRE_TEXT;
    return value->kind == (is_json ? wanted : WIRE_TEXT);
}

struct field_fault {
    const struct field_rule *rule;
    size_t n, all;    // of all records
    const char *what; // of the first
    str where, text;
};

static void field_check(const struct wire_value *record, str where, bool is_json, struct field_fault *fault)
{
    const struct field_rule *rule = fault->rule;
    const struct wire_value *value = wire_find(record, str_from(rule->name));
    bool is_empty = !value || value->kind == WIRE_NOTHING || (value->kind == WIRE_TEXT && !value->text.n);
    const char *what = NULL;
    if (is_empty)
        what = rule->is_needed ? "is not there" : NULL;
    else if (!is_of_kind(rule, value, is_json))
        what = "is of another type";
    else if (!is_of_type(rule, value->text))
        what = "says something else";
    if (!what)
        return;
    if (!fault->n++)
        *fault = (struct field_fault){ fault->rule, 1,     fault->all,
                                       what,        where, value ? value->text : (str){ "", 0 } };
}

static void fault_find(struct ctx *ctx, struct open311_findings *findings, str check,
                       const struct field_fault *fault)
{
    str text = str_slice(fault->text, 0, 60);
    open311_find(ctx, findings, OPEN311_WRONG, check,
                 "%s must be %s: it %s in %zu of %zu, first in '%.*s'%s%.*s%s", fault->rule->name,
                 should_be(fault->rule), fault->what, fault->n, fault->all, STR_ARGS(fault->where),
                 text.n ? ", '" : "", STR_ARGS(text), text.n ? "'" : "");
}

void open311_records_check(struct ctx *ctx, struct open311_findings *findings, str check,
                           const struct wire_value *list, enum open311_record record)
{
    bool is_json = list->kind == WIRE_LIST, is_right = true;
    for (size_t f = 0; f < FIELDS_MAX && FIELDS[record][f].name; f++) {
        const struct field_rule *rule = &FIELDS[record][f];
        struct field_fault fault = { .all = list->n, .rule = rule };
        for (size_t i = 0; i < list->n; i++)
            field_check(&list->parts[i], wire_text_of(&list->parts[i], str_from(FIELDS[record][0].name)),
                        is_json, &fault);
        if (fault.n)
            fault_find(ctx, findings, check, &fault);
        is_right = is_right && !fault.n;
    }
    if (is_right)
        open311_find(ctx, findings, OPEN311_RIGHT, check, "%zu, each with what is needed", list->n);
}

// What can be chosen, where something is to be chosen.
static void values_check(struct ctx *ctx, struct open311_findings *findings, str check,
                         const struct wire_value *attribute)
{
    str type = wire_text_of(attribute, STR("datatype")), code = wire_text_of(attribute, STR("code"));
    const struct wire_value *values = wire_find(attribute, STR("values"));
    if (!str_ends(type, STR("valuelist")))
        return;
    str of = str_format(ctx->arena, "%.*s, values of %.*s", STR_ARGS(check), STR_ARGS(code));
    if (values && values->n)
        open311_records_check(ctx, findings, of, values, OPEN311_VALUE);
    else
        open311_find(ctx, findings, OPEN311_WRONG, of, "there is nothing to choose from");
}

void open311_definition_check(struct ctx *ctx, struct open311_findings *findings, str check,
                              const struct wire_value *definition)
{
    const struct wire_value *attributes = wire_find(definition, STR("attributes"));
    if (!wire_text_of(definition, STR("service_code")).n)
        open311_find(ctx, findings, OPEN311_WRONG, check, "service_code is not there");
    if (!attributes || !attributes->n) {
        open311_find(ctx, findings, OPEN311_WRONG, check,
                     "it has no attributes, though the list of services says 'metadata'");
        return;
    }
    open311_records_check(ctx, findings, check, attributes, OPEN311_ATTRIBUTE);
    for (size_t i = 0; i < attributes->n; i++)
        values_check(ctx, findings, check, &attributes->parts[i]);
}

static bool is_empty_value(const struct wire_value *value)
{
    return !value || (!value->n && !value->text.n);
}

static bool is_same_text(str a, str b)
{
    double x, y;
    return str_equal(a, b) || (str_to_double(a, &x) && str_to_double(b, &y) && fabs(x - y) < 1e-9);
}

static str differs_at(const struct wire_value *xml, const struct wire_value *json);

// Field by field, by their names; both ways, since either may have what the other has not.
static str record_differs_at(const struct wire_value *xml, const struct wire_value *json)
{
    str at = { "", 0 };
    for (size_t i = 0; i < json->n && !at.n; i++)
        at = differs_at(wire_find(xml, json->parts[i].name), &json->parts[i]);
    for (size_t i = 0; i < xml->n && !at.n; i++)
        if (!wire_find(json, xml->parts[i].name))
            at = differs_at(&xml->parts[i], NULL);
    return at;
}

static str list_differs_at(const struct wire_value *xml, const struct wire_value *json)
{
    str at = xml->n == json->n ? (str){ "", 0 } : STR("how many there are");
    for (size_t i = 0; i < json->n && !at.n; i++)
        at = differs_at(&xml->parts[i], &json->parts[i]);
    return at;
}

// Where the two first differ: the name of that field; empty if they say the same.
static str differs_at(const struct wire_value *xml, const struct wire_value *json)
{
    if (is_empty_value(xml) || is_empty_value(json))
        return is_empty_value(xml) == is_empty_value(json) ? (str){ "", 0 } : (xml ? xml : json)->name;
    if (json->kind == WIRE_RECORD)
        return record_differs_at(xml, json);
    if (json->kind == WIRE_LIST)
        return list_differs_at(xml, json);
    return is_same_text(xml->text, json->text) ? (str){ "", 0 } : xml->name;
}

void open311_same_check(struct ctx *ctx, struct open311_findings *findings, str check,
                        const struct wire_value *xml, const struct wire_value *json)
{
    str at = differs_at(xml, json);
    if (at.n)
        open311_find(ctx, findings, OPEN311_WRONG, check,
                     "JSON and XML do not say the same: they differ in %.*s", STR_ARGS(at));
    else
        open311_find(ctx, findings, OPEN311_RIGHT, check, "JSON and XML say the same");
}
