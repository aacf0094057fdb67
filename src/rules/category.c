#include "rules/category.h"

str category_title(const struct category *category)
{
    return category->title.n ? category->title : category->service;
}

int category_find(const struct categories *categories, str service)
{
    str plain = str_trim(str_slice(service, 0, str_find(service, STR(" / "))));
    int found = CATEGORY_NONE;
    for (size_t i = 0; i < categories->all.n; i++) {
        if (str_same_name(categories->all.at[i].service, service))
            return (int)i;
        if (found == CATEGORY_NONE && str_same_name(categories->all.at[i].service, plain))
            found = (int)i;
    }
    return found;
}

const struct word_group *group_find(const struct categories *categories, str name)
{
    for (size_t i = 0; i < categories->groups.n; i++)
        if (str_same_name(categories->groups.at[i].name, name))
            return &categories->groups.at[i];
    return NULL;
}

int danger_find(const struct categories *categories, str name)
{
    for (size_t i = 0; i < categories->dangers.n; i++)
        if (str_same_name(categories->dangers.at[i].name, name))
            return (int)i;
    return CATEGORY_NONE;
}

bool category_is_sibling(const struct category *a, const struct category *b)
{
    return str_same_name(a->name, b->name);
}

static bool is_yes(str typed, bool *yes)
{
    static const str words[2][3] = { { STR_INIT("no"), STR_INIT("n"), STR_INIT("na") },
                                     { STR_INIT("yes"), STR_INIT("y"), STR_INIT("ie") } };
    for (int i = 0; i < 2; i++)
        for (int k = 0; k < 3; k++)
            if (str_same_name(typed, words[i][k])) {
                *yes = i;
                return true;
            }
    return false;
}

// "40", "40 mm", "about 40": digits with a point, the first that stand there.
static bool number_in(str typed, double *number)
{
    size_t start = 0;
    while (start < typed.n && !char_is_digit(typed.at[start]))
        start++;
    size_t end = start;
    while (end < typed.n && (char_is_digit(typed.at[end]) || typed.at[end] == '.'))
        end++;
    while (end > start && typed.at[end - 1] == '.')
        end--;
    return end > start && str_to_double(str_slice(typed, start, end), number);
}

static void lead(const struct question *q, struct answered *a, double number)
{
    for (size_t i = 0; i < q->outcomes.n; i++) {
        const struct answer_outcome *o = &q->outcomes.at[i];
        bool holds = o->test == ANSWER_IS ? str_same_name(o->value, a->value)
            : o->test == ANSWER_AT_LEAST  ? number >= o->number
                                          : number <= o->number;
        if (!holds)
            continue;
        a->category = a->category == CATEGORY_NONE ? o->category : a->category;
        a->danger = a->danger == CATEGORY_NONE ? o->danger : a->danger;
    }
}

static str choices_words(struct ctx *ctx, const struct question *q)
{
    str all = { "", 0 };
    for (size_t i = 0; i < q->choices.n; i++)
        all = str_format(ctx->arena, "%.*s%s%.*s", STR_ARGS(all), i ? ", " : "", STR_ARGS(q->choices.at[i]));
    return all;
}

static void choice_read(struct ctx *ctx, const struct question *q, str typed, struct answered *a)
{
    for (size_t i = 0; i < q->choices.n && !a->is_read; i++)
        if (str_same_name(q->choices.at[i], typed)) {
            a->is_read = true;
            a->value = q->choices.at[i];
        }
    if (!a->is_read)
        a->problem = str_format(ctx->arena, "Choose one of these: %.*s", STR_ARGS(choices_words(ctx, q)));
}

result question_answer(struct ctx *ctx, const struct question *q, str typed, struct answered *a)
{
    double number = 0;
    bool yes = false;
    *a = (struct answered){ .category = CATEGORY_NONE, .danger = CATEGORY_NONE };
    if (!typed.n) {
        a->is_read = true;
        return OK;
    }
    switch (q->kind) {
    case ANSWER_WORDS:
        a->is_read = true;
        a->value = typed;
        break;
    case ANSWER_YES_NO:
        a->is_read = is_yes(typed, &yes);
        a->value = yes ? STR("yes") : STR("no");
        a->problem = a->is_read ? (str){ 0 } : STR("Choose yes or no");
        break;
    case ANSWER_ONE_OF:
        choice_read(ctx, q, typed, a);
        break;
    case ANSWER_NUMBER:
        a->is_read = number_in(typed, &number);
        a->value = str_format(ctx->arena, "%g", number);
        if (!a->is_read)
            a->problem = str_format(ctx->arena, "Write a number%s%.*s, such as 40", q->unit.n ? " of " : "",
                                    STR_ARGS(q->unit));
        break;
    }
    if (a->is_read)
        lead(q, a, number);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
