#include "format/indicators.h"

#include "format/sheet.h"

enum column {
    CODE,
    PART,
    TITLE,
    THEME,
    POLARITY,
    UNIT,
    FREQUENCY,
    GEOGRAPHY,
    SURVEY,
    STATUTORY,
    ACTIVE,
    CONFIDENCE,
    SOURCE,
    NOTE,
    COLUMNS
};

static const str NAMES[COLUMNS] = {
    [CODE] = STR_INIT("code"),           [PART] = STR_INIT("part"),
    [TITLE] = STR_INIT("title"),         [THEME] = STR_INIT("theme"),
    [POLARITY] = STR_INIT("polarity"),   [UNIT] = STR_INIT("unit"),
    [FREQUENCY] = STR_INIT("frequency"), [GEOGRAPHY] = STR_INIT("geography"),
    [SURVEY] = STR_INIT("survey"),       [STATUTORY] = STR_INIT("statutory"),
    [ACTIVE] = STR_INIT("active"),       [CONFIDENCE] = STR_INIT("confidence"),
    [SOURCE] = STR_INIT("source"),       [NOTE] = STR_INIT("note"),
};

#define REFUSE(sheet, ...) fail_at((sheet)->ctx, ERR_INPUT, (sheet)->source, (sheet)->place, __VA_ARGS__)

// One of two words.
static bool word_read(str cell, str first, str second, bool *is_first)
{
    *is_first = str_same_name(cell, first);
    return *is_first || str_same_name(cell, second);
}

static bool polarity_read(str cell, enum polarity *polarity)
{
    for (int i = POLARITY_NONE; i <= POLARITY_LOW; i++)
        if (str_same_name(cell, str_from(polarity_name((enum polarity)i)))) {
            *polarity = (enum polarity)i;
            return true;
        }
    return false;
}

static result indicator_read(struct sheet *sheet, struct indicator *i)
{
    const str *cells = sheet->cells;
    *i = (struct indicator){ .code = cells[CODE],
                             .part = cells[PART],
                             .title = cells[TITLE],
                             .theme = cells[THEME],
                             .unit = cells[UNIT],
                             .frequency = cells[FREQUENCY],
                             .geography = cells[GEOGRAPHY],
                             .survey = cells[SURVEY],
                             .source = cells[SOURCE],
                             .note = cells[NOTE],
                             .line = sheet->place.line };
    if (!i->code.n || !i->title.n)
        return REFUSE(sheet, "an indicator needs a code and a title");
    if (str_has(i->code, '/') || str_has(i->part, '/'))
        return REFUSE(sheet, "a code and a part have no '/': in a document it stands between them");
    if (!polarity_read(cells[POLARITY], &i->polarity))
        return REFUSE(sheet, "polarity is high (more is better), low (less is better) or none");
    if (!word_read(cells[STATUTORY], STR("yes"), STR("no"), &i->is_statutory))
        return REFUSE(sheet, "statutory is yes or no");
    if (!word_read(cells[ACTIVE], STR("yes"), STR("no"), &i->is_active))
        return REFUSE(sheet, "active is yes or no");
    if (!word_read(cells[CONFIDENCE], STR("source"), STR("memory"), &i->is_read))
        return REFUSE(sheet, "confidence is source (it was read there) or memory");
    return OK;
}

// Whether it may stand here: a whole once, a part behind its whole and once.
static result place_check(struct sheet *sheet, const struct indicator_set *set, const struct indicator *i)
{
    str name = i->part.n ? str_format(sheet->ctx->arena, "%.*s / %.*s", STR_ARGS(i->code), STR_ARGS(i->part))
                         : i->code;
    const struct indicator *before = name.at ? indicator_find(set, name) : NULL;
    if (!name.at)
        return arena_fail(sheet->ctx);
    if (before)
        return REFUSE(sheet, "'%.*s' stands twice, first in line %d", STR_ARGS(name), before->line);
    if (!i->part.n)
        return OK;
    const struct indicator *whole = set->n ? indicator_find(set, i->code) : NULL;
    if (!whole)
        return REFUSE(sheet, "'%.*s' is a part: write a line for '%.*s' itself, without a part, before it",
                      STR_ARGS(name), STR_ARGS(i->code));
    if (indicator_find(set, set->at[set->n - 1].code) != whole)
        return REFUSE(sheet, "'%.*s' is a part: move it right behind '%.*s' in line %d", STR_ARGS(name),
                      STR_ARGS(whole->code), whole->line);
    return OK;
}

result indicators_parse(struct ctx *ctx, str source, str bytes, struct indicator_set *set)
{
    struct sheet sheet = { .ctx = ctx, .source = source, .columns = NAMES, .n = COLUMNS };
    bool is_row = true;
    result e = sheet_open(&sheet, bytes);
    *set = (struct indicator_set){ 0 };
    while (!e && is_row) {
        struct indicator indicator;
        e = sheet_next(&sheet, &is_row);
        if (e || !is_row)
            break;
        e = indicator_read(&sheet, &indicator);
        if (!e)
            e = place_check(&sheet, set, &indicator);
        if (!e && set->n == INDICATORS_MAX)
            e = fail_at(ctx, ERR_LIMIT, source, sheet.place, "a set has at most %d lines", INDICATORS_MAX);
        struct indicator *slot = e ? NULL : LIST_PUSH(ctx->arena, set);
        if (slot)
            *slot = indicator;
        else if (!e)
            e = arena_fail(ctx);
    }
    return e;
}

// "11", "11.5": digits and at most four places.
static bool figure_read(str cell, decimal *value)
{
    str places = cell, digits = str_cut(&places, '.');
    int64_t whole, rest = 0;
    *value = (decimal){ 0 };
    bool is_read = digits.n <= 12 && str_to_int(digits, &whole) &&
        (!places.at || (places.n && places.n <= 4 && str_to_int(places, &rest)));
    if (!is_read)
        return false;
    value->places = (int)places.n;
    for (int i = 0; i < value->places; i++)
        whole *= 10;
    value->digits = whole + rest;
    return true;
}

enum benchmark_column { OF_CODE, OF_PART, OF_YEAR, OF_GROUP, OF_VALUE, OF_SOURCE, OF_COLUMNS };

static const str BENCHMARK_NAMES[OF_COLUMNS] = {
    [OF_CODE] = STR_INIT("code"),   [OF_PART] = STR_INIT("part"),   [OF_YEAR] = STR_INIT("year"),
    [OF_GROUP] = STR_INIT("group"), [OF_VALUE] = STR_INIT("value"), [OF_SOURCE] = STR_INIT("source"),
};

static result benchmark_read(struct sheet *sheet, struct benchmark *b)
{
    const str *cells = sheet->cells;
    *b = (struct benchmark){ .code = cells[OF_CODE],
                             .part = cells[OF_PART],
                             .year = cells[OF_YEAR],
                             .group = cells[OF_GROUP],
                             .source = cells[OF_SOURCE] };
    if (!b->code.n || !b->year.n || !b->group.n)
        return REFUSE(sheet, "a benchmark needs a code, a year and a group");
    if (!figure_read(cells[OF_VALUE], &b->value))
        return REFUSE(sheet, "the value is a number such as 11 or 11.5, with at most four places");
    return OK;
}

result benchmarks_parse(struct ctx *ctx, str source, str bytes, struct benchmark_list *list)
{
    struct sheet sheet = { .ctx = ctx, .source = source, .columns = BENCHMARK_NAMES, .n = OF_COLUMNS };
    bool is_row = true;
    result e = sheet_open(&sheet, bytes);
    *list = (struct benchmark_list){ 0 };
    while (!e && is_row) {
        struct benchmark benchmark;
        e = sheet_next(&sheet, &is_row);
        if (e || !is_row)
            break;
        e = benchmark_read(&sheet, &benchmark);
        if (!e && list->n == BENCHMARKS_MAX)
            e = fail_at(ctx, ERR_LIMIT, source, sheet.place, "a table has at most %d benchmarks",
                        BENCHMARKS_MAX);
        struct benchmark *slot = e ? NULL : LIST_PUSH(ctx->arena, list);
        if (slot)
            *slot = benchmark;
        else if (!e)
            e = arena_fail(ctx);
    }
    return e;
}

const struct benchmark *benchmark_find(const struct benchmark_list *list, const struct indicator *indicator,
                                       str year, str group)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct benchmark *b = &list->at[i];
        if (str_same_name(b->code, indicator->code) && str_same_name(b->part, indicator->part) &&
            str_same_name(b->year, year) && str_same_name(b->group, group))
            return b;
    }
    return NULL;
}
