#include "app/message_text.h"

#include "app/library.h"
#include "document/suggest.h"
#include "format/short_text.h"
#include "format/writing.h"

enum { TEXT_MAX = 16 << 10, SAMPLE_MAX = 64 << 10 };

enum text_part { PART_SUBJECT, PART_BRIEF, PART_BODY };

// A {name} as it stands in a text.
struct named {
    str name;
    enum text_part part;
    struct place place;
};

struct named_list {
    struct named *at;
    size_t n, room;
};

bool message_called(str name, struct message_called *called)
{
    str kind = name, language = str_cut(&kind, '/');
    called->kind = told_kind_find(kind);
    return called->kind && language_parse(language, &called->language);
}

result message_text_library(struct ctx *ctx, str name, str *text)
{
    struct message_called called;
    if (!message_called(name, &called))
        return fail(
            ctx, ERR_INPUT,
            "there is no message '%.*s': its text is called by its language and itself, as en/received",
            STR_ARGS(name));
    char *folder = str_c(ctx->arena,
                         str_format(ctx->arena, "messages/%.*s", STR_ARGS(language_code(called.language))));
    char *file = str_c(ctx->arena, str_format(ctx->arena, "%.*s.txt", STR_ARGS(called.kind->name)));
    return folder && file ? library_text(ctx, folder, file, text) : arena_fail(ctx);
}

static result line_names(struct ctx *ctx, str line, int number, enum text_part part, struct named_list *list)
{
    for (size_t i = 0; i < line.n; i++) {
        str inside = str_from_byte(line, i + 1);
        size_t end = line.at[i] == '{' ? str_find(inside, STR("}")) : inside.n;
        if (end == inside.n)
            continue; // one without an end is writing_fill's to say
        str rest = str_slice(inside, 0, end);
        struct named *slot = LIST_PUSH(ctx->arena, list);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct named){ str_cut(&rest, '|'), part, { number, (int)i + 1 } };
    }
    return OK;
}

static result names_scan(struct ctx *ctx, str text, struct named_list *list)
{
    bool is_head = true;
    int number = 0;
    result e = OK;
    *list = (struct named_list){ 0 };
    for (str rest = text; rest.at && !e;) {
        str line = str_cut(&rest, '\n');
        is_head = is_head && str_trim(line).n;
        enum text_part part = !is_head          ? PART_BODY
            : str_starts(line, STR("Subject:")) ? PART_SUBJECT
                                                : PART_BRIEF;
        e = line_names(ctx, line, ++number, part, list);
    }
    return e;
}

static bool names_have(const struct named_list *list, str name, enum text_part part)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].part == part && str_equal(list->at[i].name, name))
            return true;
    return false;
}

static result name_add(struct ctx *ctx, struct str_list *list, str name)
{
    str *slot = str_list_has(list, name) ? NULL : LIST_PUSH(ctx->arena, list);
    if (slot)
        *slot = name;
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// The names of the library's text in one language.
static result library_names(struct ctx *ctx, const struct told_kind *kind, enum language language,
                            struct named_list *list)
{
    str text,
        name = str_format(ctx->arena, "%.*s/%.*s", STR_ARGS(language_code(language)), STR_ARGS(kind->name));
    result e = message_text_library(ctx, name, &text);
    return e ? e : names_scan(ctx, text, list);
}

result message_text_names(struct ctx *ctx, const struct told_kind *kind, struct str_list *names)
{
    size_t n;
    const struct message_name *all = message_names(&n);
    result e = OK;
    *names = (struct str_list){ 0 };
    for (size_t i = 0; i < n && !e; i++)
        if (all[i].use == NAME_ALWAYS || (all[i].use == NAME_OF_CASE && !kind->is_plain))
            e = name_add(ctx, names, str_from(all[i].name));
    for (int language = 0; language < LANGUAGE_COUNT && !e; language++) {
        struct named_list own;
        e = library_names(ctx, kind, (enum language)language, &own);
        for (size_t i = 0; !e && i < own.n; i++)
            e = name_add(ctx, names, own.at[i].name);
    }
    return e;
}

struct checking_text {
    struct ctx *ctx;
    str path;
    struct message_called called;
    struct str_list known;
    struct named_list used, own, english; // own: of the library's text in that language
};

static result known_check(const struct checking_text *c, const struct named *u)
{
    if (str_list_has(&c->known, u->name))
        return OK;
    str near = suggest(u->name, &c->known);
    if (near.n)
        return fail_at(c->ctx, ERR_INPUT, c->path, u->place,
                       "{%.*s} is no name that this message knows: did you mean {%.*s}?", STR_ARGS(u->name),
                       STR_ARGS(near));
    return fail_at(c->ctx, ERR_INPUT, c->path, u->place, "{%.*s} is no name that this message knows",
                   STR_ARGS(u->name));
}

// Whoever looks over a shoulder learns that there is a report, not of what.
static result subject_check(const struct checking_text *c, const struct named *u)
{
    bool may = u->part != PART_SUBJECT || str_equal(u->name, STR("reference")) ||
        str_equal(u->name, STR("community")) || names_have(&c->own, u->name, PART_SUBJECT) ||
        names_have(&c->english, u->name, PART_SUBJECT);
    return may ? OK
               : fail_at(c->ctx, ERR_INPUT, c->path, u->place,
                         "{%.*s} may not stand in the subject: a locked telephone shows that to anybody",
                         STR_ARGS(u->name));
}

static result needed_check(const struct checking_text *c, const struct named *own)
{
    const struct message_name *n = message_name_find(own->name);
    if (!n || !n->need || own->part == PART_SUBJECT || names_have(&c->used, own->name, own->part))
        return OK;
    return own->part == PART_BRIEF
        ? fail_at(c->ctx, ERR_INPUT, c->path, (struct place){ 0 },
                  "{%s} is missing in the line 'Text: ...' at the head: %s", n->name, n->need)
        : fail_at(c->ctx, ERR_INPUT, c->path, (struct place){ 0 }, "{%s} is missing below the head: %s",
                  n->name, n->need);
}

static result names_check(const struct checking_text *c)
{
    result e = OK;
    for (size_t i = 0; i < c->used.n && !e; i++) {
        e = known_check(c, &c->used.at[i]);
        if (!e)
            e = subject_check(c, &c->used.at[i]);
    }
    for (size_t i = 0; i < c->own.n && !e; i++)
        e = needed_check(c, &c->own.at[i]);
    return e;
}

static result example_fill(struct ctx *ctx, str path, const struct told_kind *kind, str text,
                           struct writing *writing)
{
    struct str_list names;
    struct writing_values values = { 0 };
    result e = message_text_names(ctx, kind, &names);
    for (size_t i = 0; i < names.n && !e; i++) {
        const struct message_name *n = message_name_find(names.at[i]);
        if (n)
            e = writing_value_add(ctx, &values, n->name, str_from(n->example));
    }
    return e ? e : writing_fill(ctx, path, text, &values, writing);
}

result message_text_check(struct ctx *ctx, str path, str name, str text)
{
    struct checking_text c = { .ctx = ctx, .path = path };
    struct writing writing;
    str library;
    result e = message_text_library(ctx, name, &library);
    if (e || str_equal(text, MESSAGE_PROGRAMS))
        return e;
    if (text.n > TEXT_MAX)
        return fail_at(ctx, ERR_INPUT, path, (struct place){ 0 }, "it is longer than %d KB", TEXT_MAX >> 10);
    (void)message_called(name, &c.called);
    e = message_text_names(ctx, c.called.kind, &c.known);
    if (!e)
        e = library_names(ctx, c.called.kind, c.called.language, &c.own);
    if (!e)
        e = library_names(ctx, c.called.kind, LANGUAGE_EN, &c.english);
    if (!e)
        e = names_scan(ctx, text, &c.used);
    if (!e)
        e = names_check(&c);
    return e ? e : example_fill(ctx, path, c.called.kind, text, &writing);
}

result message_text_sample(struct ctx *ctx, str name, str text, struct message_sample *sample)
{
    struct message_called called;
    struct writing writing;
    struct buffer out = buffer_open(SAMPLE_MAX);
    result e = str_equal(text, MESSAGE_PROGRAMS) ? message_text_library(ctx, name, &text) : OK;
    if (!e && !message_called(name, &called))
        e = fail(ctx, ERR_INPUT, "there is no message '%.*s'", STR_ARGS(name));
    if (!e)
        e = example_fill(ctx, name, called.kind, text, &writing);
    if (!e) {
        writing_text(&writing, &out);
        *sample = (struct message_sample){ writing.subject, str_copy(ctx->arena, buffer_str(&out)),
                                           short_text_plain(ctx, writing.brief) };
        e = buffer_check(ctx, &out);
    }
    buffer_close(&out);
    return e;
}
