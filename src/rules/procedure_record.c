// What is on record of a case: its order, what is known, who the parties are.
#include "rules/procedure_internal.h"

#include <stdlib.h>

static const char *const KINDS[RECORDED_KIND_COUNT] = {
    [RECORDED_FACT] = "fact",     [RECORDED_TIME_SET] = "time set",   [RECORDED_CONSENT] = "consent",
    [RECORDED_ADVICE] = "advice", [RECORDED_TEXT] = "text",           [RECORDED_USE] = "use",
    [RECORDED_TOLD] = "told",     [RECORDED_PUBLISHED] = "published", [RECORDED_OPENING] = "opening",
    [RECORDED_EVENT] = "event",   [RECORDED_OUTCOME] = "outcome",
};

const char *recorded_kind_word(enum recorded_kind kind)
{
    return KINDS[kind];
}

bool recorded_kind_parse(str word, enum recorded_kind *kind)
{
    for (int i = 0; i < RECORDED_KIND_COUNT; i++)
        if (str_same_name(word, str_from(KINDS[i]))) {
            *kind = (enum recorded_kind)i;
            return true;
        }
    return false;
}

bool recorded_is_of_stage(enum recorded_kind kind)
{
    return kind != RECORDED_FACT && kind != RECORDED_EVENT;
}

str recorded_party(str by)
{
    return str_trim(str_slice(by, 0, str_find(by, STR("("))));
}

str recorded_who(str by)
{
    size_t open = str_find(by, STR("("));
    str who = str_trim(str_from_byte(by, open + 1));
    return open < by.n && str_ends(who, STR(")")) ? str_trim(str_slice(who, 0, who.n - 1)) : (str){ 0 };
}

int recorded_order(const struct recorded *a, const struct recorded *b)
{
    if (a->at.second != b->at.second)
        return a->at.second < b->at.second ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    int order = str_compare(a->name, b->name);
    order = order ? order : str_compare(a->value, b->value);
    order = order ? order : str_compare(a->by, b->by);
    order = order ? order : str_compare(a->words, b->words);
    if (order)
        return order;
    return (a->last.second > b->last.second) - (a->last.second < b->last.second);
}

static int pointers_order(const void *a, const void *b)
{
    return recorded_order(*(const struct recorded *const *)a, *(const struct recorded *const *)b);
}

// What happened before the time of asking, in its order.
result run_sort(struct run *run)
{
    const struct procedure_question *q = run->q;
    run->list = ARENA_ARRAY(run->ctx->arena, const struct recorded *, q->n + 1);
    run->is_used = ARENA_ARRAY(run->ctx->arena, bool, q->n + 1);
    if (!run->list || !run->is_used)
        return arena_fail(run->ctx);
    for (size_t i = 0; i < q->n; i++)
        if (q->recorded[i].at.second < q->as_of.facts_before.second)
            run->list[run->n++] = &q->recorded[i];
    qsort(run->list, run->n, sizeof *run->list, pointers_order);
    return OK;
}

static str without_article(str party)
{
    party = str_trim(party);
    return str_same_name(str_slice(party, 0, 4), STR("the")) ? str_trim(str_from_byte(party, 4)) : party;
}

bool party_is(str a, str b)
{
    return str_same_name(without_article(a), without_article(b));
}

const struct recorded *known_fact(const struct run *run, str name, bool *is_contradicted)
{
    const struct recorded *found = NULL;
    *is_contradicted = false;
    for (size_t i = run->n_seen; i-- > 0;) {
        const struct recorded *r = run->list[i];
        if (found && r->at.second < found->at.second)
            break;
        if (r->kind != RECORDED_FACT || !str_same_name(r->name, name))
            continue;
        *is_contradicted |= found && !str_same_name(found->value, r->value);
        found = r;
    }
    return found;
}

bool text_says(str items, str item)
{
    while (items.at)
        if (str_same_name(str_cut(&items, ';'), item))
            return true;
    return false;
}

// "1,600", "£500", "12.50"; at most four places.
bool recorded_amount(str value, decimal *number)
{
    int64_t digits = 0;
    int places = 0, n = 0;
    bool has_point = false;
    value = str_trim(value);
    if (str_starts(value, STR("£")))
        value = str_trim(str_from_byte(value, STR("£").n));
    for (size_t i = 0; i < value.n; i++) {
        char c = value.at[i];
        if (c == ',' && !has_point && n)
            continue;
        if (c == '.' && !has_point && n) {
            has_point = true;
            continue;
        }
        if (!char_is_digit(c) || ++n > 12 || (has_point && ++places > 4))
            return false;
        digits = digits * 10 + (c - '0');
    }
    *number = (decimal){ digits, places };
    return n > 0 && (!has_point || places);
}

// The first line of a field whose conditions may hold; NULL if there is none.
const struct field *parties_of(struct run *run, const struct clause *clause, enum field_key key)
{
    const struct field *f = field_find(&clause->fields, key);
    for (; f; f = field_next(&clause->fields, key, f))
        if (!f->is_bad && run_conditions(run, &f->when, run->now).truth != TRUTH_NO)
            return f;
    return NULL;
}

str parties_words(struct arena *arena, const struct str_list *parties)
{
    str words = { 0 };
    for (size_t i = 0; i < parties->n; i++)
        words = str_format(arena, "%.*s%s%.*s", STR_ARGS(words), i ? "; " : "", STR_ARGS(parties->at[i]));
    return words;
}

// Who has the stage.
str stage_who(struct run *run, const struct stage *stage)
{
    if (stage->step)
        return stage->step->step.party;
    const struct field *by = parties_of(run, stage->clause, KEY_BY);
    return by ? parties_words(run->ctx->arena, &by->items) : (str){ 0 };
}

static bool list_has_party(const struct str_list *list, str party)
{
    for (size_t i = 0; i < list->n; i++)
        if (party_is(list->at[i], party))
            return true;
    return false;
}

// Whether it is that party's. Whoever may ask for a stage does not decide it.
bool stage_has_party(struct run *run, const struct stage *stage, str party)
{
    if (stage->step)
        return party_is(stage->step->step.party, party);
    const struct field *by = parties_of(run, stage->clause, KEY_BY);
    return !by || list_has_party(&by->items, party);
}
