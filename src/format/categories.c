#include "format/categories.h"

#include "base/utf8.h"
#include "format/entries.h"
#include "format/names.h"

enum { NEAR_MAX = 1000, NAME_MAX = 100, VALUE_MAX = 20000 };

struct reading {
    struct ctx *ctx;
    str source;
    struct categories *out;
    struct category *category; // the section that is read: one of these four
    struct danger *danger;
    bool is_same, is_groups, is_others;
    struct entry entry; // the line that is read
};

#define REFUSE(r, ...) fail_at((r)->ctx, ERR_INPUT, (r)->source, (r)->entry.place, __VA_ARGS__)

// "Ask depth": whether the key begins with that word, and what stands behind it.
static bool key_with_name(str key, str word, str *name)
{
    *name = str_trim(str_from_byte(key, word.n));
    bool is_it = key.n > word.n && key.at[word.n] == ' ' && str_same_name(str_slice(key, 0, word.n), word);
    return is_it && name->n > 0;
}

static result text_take(struct reading *r, str *slot)
{
    if (slot->n)
        return REFUSE(r, "'%.*s' stands twice here: leave one", STR_ARGS(r->entry.key));
    *slot = r->entry.value;
    return OK;
}

static result list_take(struct reading *r, struct str_list *list)
{
    return entry_list(r->ctx, r->entry.value, ';', list);
}

// "60 metres".
static result near_take(struct reading *r)
{
    str rest = r->entry.value, number = str_cut(&rest, ' ');
    bool is_read = str_to_int(number, &r->category->near) && r->category->near > 0 &&
        r->category->near <= NEAR_MAX;
    if (!is_read || !str_same_name(rest, STR("metres")))
        return REFUSE(
            r,
            "'%.*s' is no distance: write a whole number from 1 to %d and 'metres', or leave the line "
            "out where each report is its own",
            STR_ARGS(r->entry.value), NEAR_MAX);
    return OK;
}

static result public_take(struct reading *r, bool *is_public)
{
    *is_public = str_same_name(r->entry.value, STR("yes"));
    if (*is_public || str_same_name(r->entry.value, STR("no")))
        return OK;
    return r->category
        ? REFUSE(r, "'Public' is 'yes', where it is shown also if no charter promises it, or 'no'")
        : REFUSE(r, "'Public' is 'yes', where words that speak of it stay shown, or 'no'");
}

static struct question *question_named(struct category *c, str name)
{
    for (size_t i = 0; i < c->questions.n; i++)
        if (str_same_name(c->questions.at[i].name, name))
            return &c->questions.at[i];
    return NULL;
}

static result ask_take(struct reading *r, str name)
{
    struct category *c = r->category;
    if (question_named(c, name))
        return REFUSE(r, "'%.*s' is asked twice: give one of them another name", STR_ARGS(name));
    if (c->questions.n == QUESTIONS_MAX)
        return REFUSE(r, "more than %d questions: ask less", QUESTIONS_MAX);
    if (!r->entry.value.n)
        return REFUSE(r, "'Ask %.*s' needs the question", STR_ARGS(name));
    struct question *q = LIST_PUSH(r->ctx->arena, &c->questions);
    if (!q)
        return arena_fail(r->ctx);
    *q = (struct question){ .name = name, .asks = r->entry.value, .line = r->entry.place.line };
    return OK;
}

static result choices_take(struct reading *r, struct question *q, str list)
{
    for (str rest = list; rest.at;) {
        size_t cut = str_find(rest, STR(" / "));
        str choice = str_trim(str_slice(rest, 0, cut));
        rest = cut < rest.n ? str_from_byte(rest, cut + 3) : (str){ 0 };
        str *slot = choice.n ? LIST_PUSH(r->ctx->arena, &q->choices) : NULL;
        if (choice.n && !slot)
            return arena_fail(r->ctx);
        if (slot)
            *slot = choice;
    }
    return q->choices.n > 1 ? OK : REFUSE(r, "'one of' needs two choices or more, with ' / ' between them");
}

// "words", "yes or no", "number, in mm", "one of a / b / c".
static result answer_take(struct reading *r, struct question *q)
{
    str value = r->entry.value, one_of = STR("one of "), number = STR("number, in ");
    q->kind = ANSWER_WORDS;
    if (str_same_name(value, STR("words")))
        return OK;
    q->kind = ANSWER_YES_NO;
    if (str_same_name(value, STR("yes or no")))
        return OK;
    q->kind = ANSWER_NUMBER;
    if (str_same_name(value, STR("number")))
        return OK;
    if (str_starts(value, number)) {
        q->unit = str_trim(str_from_byte(value, number.n));
        return OK;
    }
    q->kind = ANSWER_ONE_OF;
    if (str_starts(value, one_of))
        return choices_take(r, q, str_from_byte(value, one_of.n));
    return REFUSE(
        r, "'%.*s' is no kind of answer: write 'words', 'yes or no', 'number, in mm' or 'one of a / b / c'",
        STR_ARGS(value));
}

// The question whose name "depth at least 40" begins with, the longest; *rest is what stands behind it.
static struct question *question_beginning(struct category *c, str text, str *rest)
{
    struct question *best = NULL;
    for (size_t i = 0; i < c->questions.n; i++) {
        struct question *q = &c->questions.at[i];
        bool fits = text.n > q->name.n && text.at[q->name.n] == ' ' &&
            str_same_name(str_slice(text, 0, q->name.n), q->name);
        if (fits && (!best || q->name.n > best->name.n))
            best = q;
    }
    *rest = best ? str_trim(str_from_byte(text, best->name.n)) : text;
    return best;
}

static bool is_choice(const struct question *q, str value)
{
    if (q->kind == ANSWER_YES_NO)
        return str_same_name(value, STR("yes")) || str_same_name(value, STR("no"));
    for (size_t i = 0; i < q->choices.n; i++)
        if (str_same_name(q->choices.at[i], value))
            return true;
    return false;
}

static result test_read(struct reading *r, const struct question *q, str test, struct answer_outcome *o)
{
    str least = STR("at least "), most = STR("at most ");
    bool is_least = str_starts(test, least), is_most = str_starts(test, most);
    o->test = is_least ? ANSWER_AT_LEAST : is_most ? ANSWER_AT_MOST : ANSWER_IS;
    o->value = test;
    if (is_least || is_most) {
        bool is_read = q->kind == ANSWER_NUMBER &&
            str_to_double(str_from_byte(test, is_least ? least.n : most.n), &o->number);
        return is_read
            ? OK
            : REFUSE(r, "'%.*s' needs a number, and a question that is answered with one", STR_ARGS(test));
    }
    if (q->kind != ANSWER_YES_NO && q->kind != ANSWER_ONE_OF)
        return REFUSE(r, "'If %.*s' asks for 'at least' or 'at most' and a number", STR_ARGS(q->name));
    return is_choice(q, test) ? OK
                              : REFUSE(r, "'%.*s' is no answer to '%.*s'", STR_ARGS(test), STR_ARGS(q->name));
}

// "If depth at least 40: potholes / 40 mm or deeper". Where it leads is looked up when all sections are read.
static result if_take(struct reading *r, str text)
{
    str test;
    struct question *q = question_beginning(r->category, text, &test);
    if (!q)
        return REFUSE(r, "'If %.*s' names no question that is asked here: write its 'Ask' line before it",
                      STR_ARGS(text));
    if (q->outcomes.n == OUTCOMES_MAX)
        return REFUSE(r, "more than %d lines 'If %.*s'", OUTCOMES_MAX, STR_ARGS(q->name));
    struct answer_outcome *o = LIST_PUSH(r->ctx->arena, &q->outcomes);
    if (!o)
        return arena_fail(r->ctx);
    *o = (struct answer_outcome){ .category = CATEGORY_NONE,
                                  .danger = CATEGORY_NONE,
                                  .line = r->entry.place.line };
    o->leads_to = r->entry.value;
    return test_read(r, q, test, o);
}

static result unknown_key(struct reading *r, const str *keys, size_t n)
{
    str near = name_nearest(keys, n, r->entry.key);
    return near.n
        ? REFUSE(r, "'%.*s' is no key here: did you mean '%.*s'?", STR_ARGS(r->entry.key), STR_ARGS(near))
        : REFUSE(r, "'%.*s' is no key here: begin a line that is for people with '*'",
                 STR_ARGS(r->entry.key));
}

static result named_take(struct reading *r, bool *is_taken)
{
    str key = r->entry.key, name;
    *is_taken = true;
    if (key_with_name(key, STR("Ask"), &name))
        return ask_take(r, name);
    if (key_with_name(key, STR("If"), &name))
        return if_take(r, name);
    bool is_answer = key_with_name(key, STR("Answer"), &name);
    if (!is_answer && !key_with_name(key, STR("Why"), &name)) {
        *is_taken = false;
        return OK;
    }
    struct question *q = question_named(r->category, name);
    if (!q)
        return REFUSE(r, "'%.*s' is asked nowhere above: write 'Ask %.*s' before it", STR_ARGS(name),
                      STR_ARGS(name));
    return is_answer ? answer_take(r, q) : text_take(r, &q->why);
}

// A key and where its value goes.
struct slot {
    str *text;
    struct str_list *list;
};

static result slot_take(struct reading *r, const str *keys, const struct slot *slots, size_t n, size_t n_keys)
{
    for (size_t i = 0; i < n; i++)
        if (str_same_name(r->entry.key, keys[i]))
            return slots[i].text ? text_take(r, slots[i].text) : list_take(r, slots[i].list);
    return unknown_key(r, keys, n_keys);
}

static result category_take(struct reading *r)
{
    static const str keys[] = { STR_INIT("Title"), STR_INIT("Title cy"), STR_INIT("About"),
                                STR_INIT("Ring"),  STR_INIT("Nobody"),   STR_INIT("Body"),
                                STR_INIT("Words"), STR_INIT("Words cy"), STR_INIT("Next"),
                                STR_INIT("Near"),  STR_INIT("Public") };
    struct category *c = r->category;
    const struct slot slots[] = { { &c->title, NULL }, { &c->title_cy, NULL }, { &c->about, NULL },
                                  { &c->ring, NULL },  { &c->nobody, NULL },   { NULL, &c->bodies },
                                  { NULL, &c->words }, { NULL, &c->words },    { &c->next, NULL } };
    bool is_taken;
    result e = named_take(r, &is_taken);
    if (e || is_taken)
        return e;
    if (str_same_name(r->entry.key, STR("Near")))
        return near_take(r);
    if (str_same_name(r->entry.key, STR("Public")))
        return public_take(r, &c->is_public);
    return slot_take(r, keys, slots, sizeof slots / sizeof *slots, sizeof keys / sizeof *keys);
}

static result danger_take(struct reading *r)
{
    static const str keys[] = { STR_INIT("Title"),    STR_INIT("Title cy"), STR_INIT("Say"),
                                STR_INIT("Ring"),     STR_INIT("Service"),  STR_INIT("Body"),
                                STR_INIT("Words"),    STR_INIT("Maybe"),    STR_INIT("Unless"),
                                STR_INIT("Not with"), STR_INIT("Public") };
    struct danger *d = r->danger;
    const struct slot slots[] = { { &d->title, NULL },   { &d->title_cy, NULL }, { &d->say, NULL },
                                  { &d->ring, NULL },    { &d->service, NULL },  { NULL, &d->bodies },
                                  { NULL, &d->words },   { NULL, &d->maybe },    { NULL, &d->unless },
                                  { NULL, &d->not_with } };
    if (str_same_name(r->entry.key, STR("Public")))
        return public_take(r, &d->is_public);
    return slot_take(r, keys, slots, sizeof slots / sizeof *slots, sizeof keys / sizeof *keys);
}

static result same_take(struct reading *r)
{
    struct same_words *same = LIST_PUSH(r->ctx->arena, &r->out->same);
    if (!same)
        return arena_fail(r->ctx);
    return entry_list(r->ctx, r->entry.value, ',', &same->forms);
}

// "- person: man, woman, child".
static result group_take(struct reading *r)
{
    if (group_find(r->out, r->entry.key))
        return REFUSE(r, "the group '%.*s' stands twice", STR_ARGS(r->entry.key));
    struct word_group *group = LIST_PUSH(r->ctx->arena, &r->out->groups);
    if (!group)
        return arena_fail(r->ctx);
    group->name = r->entry.key;
    return entry_list(r->ctx, r->entry.value, ',', &group->words);
}

static result key_take(struct reading *r)
{
    static const str words[] = { STR_INIT("Words") };
    if (r->entry.value.n > VALUE_MAX)
        return REFUSE(r, "a value has at most %d bytes: write a second line with the same key", VALUE_MAX);
    if (r->category)
        return category_take(r);
    if (r->danger)
        return danger_take(r);
    if (r->is_groups)
        return group_take(r);
    if (!r->is_same && !r->is_others)
        return REFUSE(r, "this line stands before the first heading: write '## ' and the name of a service");
    if (!str_same_name(r->entry.key, words[0]))
        return unknown_key(r, words, 1);
    return r->is_same ? same_take(r) : list_take(r, &r->out->others);
}

// What a section must have.
static result section_end(struct reading *r, int line)
{
    struct place place = { line, 1 };
    if (r->category && !r->category->title.n)
        return fail_at(r->ctx, ERR_INPUT, r->source, place,
                       "'%.*s' has no 'Title': say in a few words what it is",
                       STR_ARGS(r->category->service));
    if (r->category && !r->category->bodies.n && !r->category->nobody.n)
        return fail_at(
            r->ctx, ERR_INPUT, r->source, place,
            "'%.*s' has no 'Body': name the kind of body that answers, or write 'Nobody' and what to do",
            STR_ARGS(r->category->service));
    bool is_bare = r->danger && (!r->danger->title.n || !r->danger->ring.n || !r->danger->words.n);
    return is_bare ? fail_at(r->ctx, ERR_INPUT, r->source, place,
                             "the danger '%.*s' needs a 'Title', the number to 'Ring' and 'Words'",
                             STR_ARGS(r->danger->name))
                   : OK;
}

static result danger_open(struct reading *r, str name)
{
    if (!name.n || name.n > NAME_MAX)
        return REFUSE(r, "a danger needs a name of at most %d bytes, such as 'Danger: gas'", NAME_MAX);
    if (danger_find(r->out, name) != CATEGORY_NONE)
        return REFUSE(r, "the danger '%.*s' stands twice", STR_ARGS(name));
    if (r->out->dangers.n == DANGERS_MAX)
        return REFUSE(r, "more than %d dangers", DANGERS_MAX);
    r->danger = LIST_PUSH(r->ctx->arena, &r->out->dangers);
    if (!r->danger)
        return arena_fail(r->ctx);
    *r->danger = (struct danger){ .name = name, .line = r->entry.place.line };
    return OK;
}

static result category_open(struct reading *r, str service)
{
    size_t slash = str_find(service, STR(" / "));
    if (!service.n || service.n > NAME_MAX || service.at[0] == '/')
        return REFUSE(r, "a heading is the name of a service of at most %d bytes, such as 'bins / missed'",
                      NAME_MAX);
    for (size_t i = 0; i < r->out->all.n; i++)
        if (str_same_name(r->out->all.at[i].service, service))
            return REFUSE(r, "'%.*s' stands twice, first in line %d", STR_ARGS(service),
                          r->out->all.at[i].line);
    if (r->out->all.n == CATEGORIES_MAX)
        return REFUSE(r, "more than %d categories", CATEGORIES_MAX);
    r->category = LIST_PUSH(r->ctx->arena, &r->out->all);
    if (!r->category)
        return arena_fail(r->ctx);
    *r->category = (struct category){ .service = service,
                                      .name = str_trim(str_slice(service, 0, slash)),
                                      .sub = str_trim(str_from_byte(service, slash + 3)),
                                      .line = r->entry.place.line };
    return OK;
}

static result heading_take(struct reading *r)
{
    str heading = r->entry.value, danger = STR("Danger:");
    r->category = NULL;
    r->danger = NULL;
    r->is_same = str_same_name(heading, STR("Same"));
    r->is_others = str_same_name(heading, STR("Other words"));
    r->is_groups = str_same_name(heading, STR("Groups"));
    if (r->is_same || r->is_others || r->is_groups)
        return OK;
    if (str_starts(heading, danger))
        return danger_open(r, str_trim(str_from_byte(heading, danger.n)));
    return category_open(r, heading);
}

static str nearest_service(struct reading *r, str name)
{
    const struct categories *c = r->out;
    str *names = ARENA_ARRAY(r->ctx->arena, str, c->all.n + 1);
    for (size_t i = 0; names && i < c->all.n; i++)
        names[i] = c->all.at[i].service;
    return names ? name_nearest(names, c->all.n, name) : (str){ 0 };
}

// Every group that a phrase names is there.
static result phrase_check(struct reading *r, str phrase, int line)
{
    struct place place = { line, 1 };
    for (str rest = phrase; rest.n;) {
        size_t start = str_find(rest, STR("["));
        str inside = str_from_byte(rest, start + 1), name = str_slice(inside, 0, str_find(inside, STR("]")));
        if (start == rest.n)
            return OK;
        if (!group_find(r->out, name))
            return fail_at(r->ctx, ERR_INPUT, r->source, place,
                           "'%.*s' names a group that is not there: write it below '## Groups'",
                           STR_ARGS(str_slice(phrase, 0, NAME_MAX)));
        rest = str_from_byte(inside, name.n);
    }
    return OK;
}

static result phrases_check(struct reading *r, const struct str_list *phrases, int line)
{
    result e = OK;
    for (size_t i = 0; i < phrases->n && !e; i++)
        e = phrase_check(r, phrases->at[i], line);
    return e;
}

static result groups_check(struct reading *r)
{
    result e = OK;
    for (size_t i = 0; i < r->out->all.n && !e; i++)
        e = phrases_check(r, &r->out->all.at[i].words, r->out->all.at[i].line);
    for (size_t i = 0; i < r->out->dangers.n && !e; i++) {
        const struct danger *d = &r->out->dangers.at[i];
        const struct str_list *lists[] = { &d->words, &d->maybe, &d->unless, &d->not_with };
        for (size_t k = 0; k < sizeof lists / sizeof *lists && !e; k++)
            e = phrases_check(r, lists[k], d->line);
    }
    return e;
}

static result outcome_link(struct reading *r, struct answer_outcome *o)
{
    str danger = STR("danger ");
    struct place place = { o->line, 1 };
    bool is_danger = str_starts(o->leads_to, danger);
    str name = is_danger ? str_trim(str_from_byte(o->leads_to, danger.n)) : o->leads_to;
    int *found = is_danger ? &o->danger : &o->category;
    *found = is_danger ? danger_find(r->out, name) : category_find(r->out, name);
    bool is_exact = *found != CATEGORY_NONE &&
        (is_danger || str_same_name(r->out->all.at[*found].service, name));
    if (is_exact)
        return OK;
    str near = is_danger ? (str){ 0 } : nearest_service(r, name);
    return near.n
        ? fail_at(r->ctx, ERR_INPUT, r->source, place, "there is no category '%.*s': did you mean '%.*s'?",
                  STR_ARGS(name), STR_ARGS(near))
        : fail_at(r->ctx, ERR_INPUT, r->source, place,
                  "there is no %s '%.*s': write the name of a category, or 'danger' and the name of one",
                  is_danger ? "danger" : "category", STR_ARGS(name));
}

static result outcomes_link(struct reading *r)
{
    result e = OK;
    for (size_t i = 0; i < r->out->all.n; i++)
        for (size_t k = 0; k < r->out->all.at[i].questions.n; k++) {
            struct question *q = &r->out->all.at[i].questions.at[k];
            for (size_t o = 0; o < q->outcomes.n && !e; o++)
                e = outcome_link(r, &q->outcomes.at[o]);
        }
    return e;
}

static result bytes_check(struct reading *r, str bytes)
{
    if (bytes.n > CATEGORIES_BYTES_MAX)
        return REFUSE(r, "a file of categories has at most %d bytes", CATEGORIES_BYTES_MAX);
    if (utf8_invalid_at(bytes) < bytes.n)
        return REFUSE(r, "this is not UTF-8: save it as 'UTF-8'");
    return OK;
}

static result entry_take(struct reading *r)
{
    switch (r->entry.kind) {
    case ENTRY_HEADING:
        return heading_take(r);
    case ENTRY_KEY:
        return key_take(r);
    case ENTRY_UNREADABLE:
        return REFUSE(
            r, "'%.*s' has no colon: write '- Key: value', or begin a line that is for people with '*'",
            STR_ARGS(str_slice(r->entry.value, 0, NAME_MAX)));
    default:
        return OK;
    }
}

result categories_parse(struct ctx *ctx, str source, str bytes, struct categories *categories)
{
    struct reading r = { .ctx = ctx, .source = source, .out = categories };
    struct entries entries = entries_open(ctx, bytes);
    int section = 1;
    *categories = (struct categories){ 0 };
    result e = bytes_check(&r, bytes);
    while (!e) {
        r.entry = entries_next(&entries);
        bool is_over = r.entry.kind == ENTRY_HEADING || r.entry.kind == ENTRY_END;
        if (is_over)
            e = section_end(&r, section);
        if (e || r.entry.kind == ENTRY_END)
            break;
        section = is_over ? r.entry.place.line : section;
        e = entry_take(&r);
    }
    if (!e && !categories->all.n)
        e = fail_at(ctx, ERR_INPUT, source, (struct place){ 1, 1 },
                    "there is no category in it: write '## ' and the name of a service");
    if (!e)
        e = outcomes_link(&r);
    if (!e)
        e = groups_check(&r);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : e; // what found no room reads as if it were missing
}
