// The table of rules, read: without a store.
#include "app/retention.h"

#include "format/csv.h"

enum { RULE_COLUMNS = 4 };

static const str DATA[KEPT_COUNT] = {
    [KEPT_WORDS] = STR_INIT("words of the reporter"), [KEPT_OTHER_WORDS] = STR_INIT("words of others"),
    [KEPT_PLACES] = STR_INIT("exact places"),         [KEPT_ACTORS] = STR_INIT("who acted"),
    [KEPT_PEOPLE] = STR_INIT("the people"),           [KEPT_PHOTOGRAPHS] = STR_INIT("photographs"),
    [KEPT_SIGNERS] = STR_INIT("who signed returns"),
};

static result rule_read(struct ctx *ctx, str source, const struct csv *csv, struct retention *rules)
{
    struct place place = { (int)csv->row, 1 };
    struct retention_rule *rule = rules->n < RETENTION_RULES_MAX ? LIST_PUSH(ctx->arena, rules) : NULL;
    str cells[RULE_COLUMNS];
    bool is_data = false;
    if (!rule)
        return fail_at(ctx, ERR_LIMIT, source, place, "more than %d rules", RETENTION_RULES_MAX);
    if (csv->n != RULE_COLUMNS)
        return fail_at(ctx, ERR_INPUT, source, place, "a rule has four values: rule, data, months, done");
    for (size_t i = 0; i < RULE_COLUMNS; i++)
        cells[i] = str_trim(csv_field_value(ctx->arena, csv->fields[i]));
    for (size_t i = 0; i < KEPT_COUNT && !is_data; i++) {
        is_data = str_same_name(cells[1], DATA[i]);
        rule->data = (enum retention_data)i;
    }
    rule->name = str_copy(ctx->arena, cells[0]);
    rule->is_erased = str_same_name(cells[3], STR("erased"));
    if (!rule->name.n || !is_data)
        return fail_at(
            ctx, ERR_INPUT, source, place,
            "the data is words of the reporter, words of others, exact places, who acted, the people, "
            "photographs or who signed returns");
    if (!str_to_int(cells[2], &rule->months) || rule->months < 1 || rule->months > RETENTION_MONTHS_MAX)
        return fail_at(ctx, ERR_INPUT, source, place, "months is a whole number from 1 to %d",
                       RETENTION_MONTHS_MAX);
    if (!rule->is_erased && !str_same_name(cells[3], STR("kept")))
        return fail_at(ctx, ERR_INPUT, source, place, "done is erased or kept");
    return OK;
}

result retention_parse(struct ctx *ctx, str source, str text, struct retention *rules)
{
    struct csv csv;
    result e = csv_open(ctx, text, ',', &csv);
    *rules = (struct retention){ 0 };
    for (bool is_header = true; !e && csv_next(&csv); is_header = false)
        e = is_header ? OK : rule_read(ctx, source, &csv, rules);
    return e;
}
