#include "document/compare.h"

#include "document/compare_internal.h"

struct comparer {
    struct ctx *ctx;
    struct changes *changes;
    str clause, title;      // of what is being compared; empty for the header
    struct speech was, is;  // in which its fields are said
};

// The sentence begins with the clause: "S1 Offensive graffiti: "; with nothing for the header.
static result change_add(struct comparer *c, struct change change)
{
    struct arena *arena = c->ctx->arena;
    if (c->clause.n)
        change.words = str_format(arena, "%.*s %.*s: %.*s", STR_ARGS(c->clause), STR_ARGS(c->title),
                                  STR_ARGS(change.words));
    change.clause = c->clause;
    struct change *slot = LIST_PUSH(arena, c->changes);
    if (!slot || arena_is_full(arena))
        return arena_fail(c->ctx);
    *slot = change;
    return OK;
}

// Lines of one key and name on one side, and what they say.
struct lines {
    struct line {
        const struct field *field;
        str text;
        bool is_matched; // the other side says the same
    } *at;
    size_t n, room;
};

static bool lines_match(struct line *x, struct line *y)
{
    bool is_match = !x->is_matched && !y->is_matched && str_equal(x->text, y->text);
    if (is_match)
        x->is_matched = y->is_matched = true;
    return is_match;
}

// Of repeated lines the first that fits applies, so that their order counts; of facts, exemptions, laws and the like
// each stands for itself.
static bool has_order(const struct field_kind *kind)
{
    return kind->may_have_when || kind->key == KEY_CLOCK || kind->key == KEY_STEP || kind->key == KEY_IF;
}

// Takes out of the comparison what is the same at the beginning and at the end, or anywhere where order is nothing:
// a line put in or taken out then does not look like a change of all that follow it.
static void same_lines_match(struct lines *x, struct lines *y, const struct field_kind *kind)
{
    size_t least = x->n < y->n ? x->n : y->n;
    for (size_t i = 0; i < least && lines_match(&x->at[i], &y->at[i]); i++)
        ;
    for (size_t i = 1; i <= least && lines_match(&x->at[x->n - i], &y->at[y->n - i]); i++)
        ;
    if (has_order(kind))
        return;
    for (size_t i = 0; i < x->n; i++)
        for (size_t j = 0; j < y->n && !lines_match(&x->at[i], &y->at[j]); j++)
            ;
}

static struct line *next_unmatched(struct lines *lines, size_t *i)
{
    while (*i < lines->n && lines->at[*i].is_matched)
        ++*i;
    return *i < lines->n ? &lines->at[(*i)++] : NULL;
}

static result line_changed(struct comparer *c, const struct line *x, const struct line *y)
{
    struct arena *arena = c->ctx->arena;
    str words = field_change_words(arena, x->field, y->field);
    if (!words.n)
        words = field_said_words(&c->was, &c->is, x->field, y->field);
    return change_add(c, (struct change){ CHANGE_CHANGED, .field = field_full_name(arena, y->field),
                                          .before = x->text, .after = y->text, .words = words });
}

static result line_only(struct comparer *c, enum change_kind kind, const struct line *line)
{
    struct arena *arena = c->ctx->arena;
    struct change change = { kind, .field = field_full_name(arena, line->field) };
    bool is_new = kind == CHANGE_ADDED;
    change.words = line_said_words(is_new ? &c->is : &c->was, line->field, is_new);
    *(is_new ? &change.after : &change.before) = line->text;
    return change_add(c, change);
}

static result lines_compare(struct comparer *c, struct lines *x, struct lines *y, const struct field_kind *kind)
{
    result e = OK;
    same_lines_match(x, y, kind);
    for (size_t i = 0, j = 0; !e;) {
        const struct line *old = next_unmatched(x, &i), *new = next_unmatched(y, &j);
        if (!old && !new)
            break;
        e = old && new ? line_changed(c, old, new)
            : old      ? line_only(c, CHANGE_REMOVED, old)
                       : line_only(c, CHANGE_ADDED, new);
    }
    return e;
}

// The lines of both sides by key and name, in the order in which these first appear. `slots` finds a group by the
// hash of its key and name: the group's number and 1, or 0; a power of two of them, more than twice the fields.
struct groups {
    struct group {
        const struct field *like;
        struct lines before, after;
    } *at;
    size_t n, room;
    size_t *slots, n_slots;
};

static bool is_same_line(const struct field *a, const struct field *b)
{
    return a->kind == b->kind && str_same_name(a->name, b->name);
}

static struct group *group_of(struct arena *arena, struct groups *groups, const struct field *f)
{
    size_t slot = (size_t)(str_name_hash(f->name) + f->kind->key) & (groups->n_slots - 1);
    while (groups->slots[slot]) {
        struct group *group = &groups->at[groups->slots[slot] - 1];
        if (is_same_line(group->like, f))
            return group;
        slot = (slot + 1) & (groups->n_slots - 1);
    }
    struct group *group = LIST_PUSH(arena, groups);
    if (group) {
        group->like = f;
        groups->slots[slot] = groups->n;
    }
    return group;
}

static void groups_fill(struct arena *arena, struct groups *groups, const struct field_list *fields, bool is_after)
{
    for (size_t i = 0; i < fields->n; i++) {
        struct group *group = group_of(arena, groups, &fields->at[i]);
        struct lines *lines = !group ? NULL : is_after ? &group->after : &group->before;
        struct line *line = lines ? LIST_PUSH(arena, lines) : NULL;
        if (line)
            *line = (struct line){ &fields->at[i], field_value_text(arena, &fields->at[i]), false };
    }
}

static result fields_compare(struct comparer *c, const struct field_list *before, const struct field_list *after)
{
    struct arena *arena = c->ctx->arena;
    struct groups groups = { .n_slots = 4 };
    while (groups.n_slots <= 2 * (before->n + after->n))
        groups.n_slots *= 2;
    groups.slots = ARENA_ARRAY(arena, size_t, groups.n_slots);
    if (!groups.slots)
        return arena_fail(c->ctx);
    groups_fill(arena, &groups, before, false);
    groups_fill(arena, &groups, after, true);
    result e = arena_is_full(arena) ? arena_fail(c->ctx) : OK;
    for (size_t i = 0; !e && i < groups.n; i++)
        e = lines_compare(c, &groups.at[i].before, &groups.at[i].after, groups.at[i].like->kind);
    return e;
}

static result prose_compare(struct comparer *c, str before, str after)
{
    const char *what = !before.n ? "has new text"
        : !after.n               ? "loses its text"
                                 : "has other words in its text";
    if (str_equal(before, after))
        return OK;
    enum change_kind kind = !before.n ? CHANGE_ADDED : !after.n ? CHANGE_REMOVED : CHANGE_CHANGED;
    str words = str_format(c->ctx->arena, "%s %s", c->clause.n ? "it" : "the document", what);
    return change_add(
        c, (struct change){ kind, .field = STR("prose"), .before = before, .after = after, .words = words });
}

static void clause_begin(struct comparer *c, const struct clause *clause)
{
    c->clause = clause->label;
    c->title = clause->title;
}

static result clause_only(struct comparer *c, enum change_kind kind, const struct clause *clause)
{
    clause_begin(c, clause);
    str words = str_format(c->ctx->arena, "this %.*s is %s", STR_ARGS(clause->kind->word),
                           kind == CHANGE_ADDED ? "new" : "taken out");
    return change_add(c, (struct change){ kind, .words = words });
}

static result clause_moved(struct comparer *c, const struct document *after, size_t i)
{
    const struct clause *ahead = i ? &after->clauses.at[i - 1] : NULL;
    str words = ahead ? str_format(c->ctx->arena, "it now stands after %.*s %.*s", STR_ARGS(ahead->label),
                                   STR_ARGS(ahead->title))
                      : STR("it now stands first");
    return change_add(c, (struct change){ CHANGE_MOVED, .words = words });
}

static const char *article(str word)
{
    return str_has(STR("AEIOU"), word.at[0]) ? "an" : "a";
}

static result heading_compare(struct comparer *c, const struct clause *x, const struct clause *y)
{
    struct arena *arena = c->ctx->arena;
    result e = OK;
    if (x->kind != y->kind)
        e = change_add(
            c, (struct change){ CHANGE_CHANGED, .before = x->kind->word, .after = y->kind->word,
                                .words = str_format(arena, "it was %s %.*s and is now %s %.*s",
                                                    article(x->kind->word), STR_ARGS(x->kind->word),
                                                    article(y->kind->word), STR_ARGS(y->kind->word)) });
    if (!e && !str_equal(x->title, y->title))
        e = change_add(c, (struct change){ CHANGE_RETITLED, .before = x->title, .after = y->title,
                                           .words = str_format(arena, "it was called '%.*s'",
                                                               STR_ARGS(x->title)) });
    return e;
}

static result label_compare(struct comparer *c, const struct clause *x, const struct clause *y)
{
    if (str_equal(x->label, y->label))
        return OK;
    str words = str_format(c->ctx->arena, "its label was %.*s", STR_ARGS(x->label));
    return change_add(
        c, (struct change){ CHANGE_RELABELLED, .before = x->label, .after = y->label, .words = words });
}

static result clause_compare(struct comparer *c, const struct clause *x, const struct clause *y)
{
    c->was.clause = x;
    c->is.clause = y;
    result e = fields_compare(c, &x->fields, &y->fields);
    return e ? e : prose_compare(c, x->prose, y->prose);
}

static bool is_kept(const struct document *after, const struct clause **was, const struct clause *clause)
{
    for (size_t i = 0; i < after->clauses.n; i++)
        if (was[i] == clause)
            return true;
    return false;
}

static result clauses_compare(struct comparer *c, const struct document *before, const struct document *after)
{
    size_t n = after->clauses.n;
    bool *is_moved = ARENA_ARRAY(c->ctx->arena, bool, n + 1);
    const struct clause **was = ARENA_ARRAY(c->ctx->arena, const struct clause *, n + 1);
    result e = is_moved && was ? clauses_pair(c->ctx, before, after, was) : arena_fail(c->ctx);
    if (!e)
        e = clauses_moved(c->ctx, before, after, was, is_moved);
    for (size_t i = 0; !e && i < before->clauses.n; i++)
        if (!is_kept(after, was, &before->clauses.at[i]))
            e = clause_only(c, CHANGE_REMOVED, &before->clauses.at[i]);
    for (size_t i = 0; !e && i < n; i++) {
        const struct clause *y = &after->clauses.at[i], *x = was[i];
        if (!x) {
            e = clause_only(c, CHANGE_ADDED, y);
            continue;
        }
        clause_begin(c, y);
        e = label_compare(c, x, y);
        if (!e)
            e = heading_compare(c, x, y);
        if (!e && is_moved[i])
            e = clause_moved(c, after, i);
        if (!e)
            e = clause_compare(c, x, y);
    }
    return e;
}

result document_compare(struct ctx *ctx, const struct document *before, const struct document *after,
                        struct changes *changes)
{
    struct comparer c = { .ctx = ctx,
                          .changes = changes,
                          .was = { .arena = ctx->arena, .document = before },
                          .is = { .arena = ctx->arena, .document = after } };
    *changes = (struct changes){ 0 };
    result e = OK;
    if (!str_equal(before->title, after->title))
        e = change_add(
            &c, (struct change){ CHANGE_RETITLED, .before = before->title, .after = after->title,
                                 .words = str_format(ctx->arena,
                                                     "the document was called '%.*s' and is now called '%.*s'",
                                                     STR_ARGS(before->title), STR_ARGS(after->title)) });
    if (!e)
        e = fields_compare(&c, &before->header, &after->header);
    if (!e)
        e = prose_compare(&c, before->prose, after->prose);
    return e ? e : clauses_compare(&c, before, after);
}
