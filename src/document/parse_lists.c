// Lists of names with ';' between them: items, services, references.
#include "document/parse_rules.h"

static bool is_item_end(const struct cursor *c)
{
    return cursor_at_end(c) || cursor_sees(c, STR(";"));
}

bool items_read(struct cursor *c, struct str_list *items)
{
    do {
        size_t from = c->i;
        while (!is_item_end(c))
            c->i++;
        if (c->i == from)
            return expected(c, "a name");
        str *item = LIST_PUSH(c->parser->ctx->arena, items);
        if (!item)
            return false;
        *item = cursor_text(c, from, c->i);
    } while (cursor_takes(c, STR(";")));
    return true;
}

// item, up to ";" or " / "
static bool service_part_read(struct cursor *c, str *part)
{
    size_t from = c->i;
    while (!is_item_end(c) && !cursor_sees(c, STR("/")))
        c->i++;
    *part = cursor_text(c, from, c->i);
    return part->n > 0 || expected(c, "the name of a service");
}

bool services_read(struct cursor *c, struct service_list *services)
{
    do {
        struct service *service = LIST_PUSH(c->parser->ctx->arena, services);
        if (!service || !service_part_read(c, &service->name))
            return false;
        if (cursor_takes(c, STR("/")) && !service_part_read(c, &service->sub))
            return false;
        if (cursor_sees(c, STR("/")))
            return refuse(
                c, c->i, c->i + 1,
                "a service has one sub-service: write '/' without spaces around it where it is part of a name");
    } while (cursor_takes(c, STR(";")));
    return true;
}

// "s1" for "S1"
static bool label_case_refuse(struct cursor *c)
{
    str word = cursor_word(c, 0);
    char label[16];
    if (word.n < 2 || word.n >= sizeof label)
        return true;
    for (size_t i = 0; i < word.n; i++)
        label[i] = word.at[i];
    label[0] = (char)(label[0] >= 'a' && label[0] <= 'z' ? label[0] - 32 : label[0]);
    bool is_meant = label[0] != word.at[0] && label_is((str){ label, word.n });
    return !is_meant ||
        refuse(c, c->i, c->i + 1, "'%.*s' is not a label: did you mean '%.*s'?", STR_ARGS(word), (int)word.n,
               label);
}

static bool is_clause_word(str word)
{
    size_t n;
    const struct clause_kind *kinds = clause_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (str_same_name(kinds[i].word, word))
            return true;
    return false;
}

// ref = [ docid ] label; a document as a whole is left to the caller.
bool ref_read(struct cursor *c, struct ref *ref)
{
    str word = cursor_word(c, 0);
    if (label_is(word)) {
        ref->label = word;
        c->i++;
        return true;
    }
    if (!label_case_refuse(c))
        return false;
    if (!docid_is(word) || word_is(word, STR("end")))
        return expected(c, "the label of a clause, such as 'R1'");
    // "Standard S1", which the grammar takes for another document's clause.
    if (label_is(cursor_word(c, 1)) && is_clause_word(word) &&
        !senseless(c, c->i, c->i + 2, "write '%.*s' instead of '%.*s'", STR_ARGS(cursor_word(c, 1)),
                   STR_ARGS(cursor_text(c, c->i, c->i + 2))))
        return false;
    ref->document = word;
    c->i++;
    if (label_is(cursor_word(c, 0))) {
        ref->label = cursor_word(c, 0);
        c->i++;
    }
    return true;
}

// "R1, R2": the comma should be a semicolon.
static bool ref_comma_refuse(struct cursor *c)
{
    if (!cursor_sees(c, STR(",")) || !label_is(cursor_word(c, 1)))
        return true;
    str before = cursor_text(c, c->i - 1, c->i);
    return refuse(c, c->i, c->i + 1, "write '%.*s; %.*s', with a semicolon", STR_ARGS(before),
                  STR_ARGS(cursor_word(c, 1)));
}

bool refs_read(struct cursor *c, struct ref_list *refs)
{
    do {
        struct ref *ref = LIST_PUSH(c->parser->ctx->arena, refs);
        size_t at = c->i;
        if (!ref || !ref_read(c, ref))
            return false;
        if (!ref->label.n)
            return refuse(c, at, c->i, "expected the label of a clause, such as 'S1', found '%.*s'",
                          STR_ARGS(shown(c->parser, cursor_text(c, at, c->i))));
        if (!ref_comma_refuse(c))
            return false;
    } while (cursor_takes(c, STR(";")));
    return true;
}

// goto = ( ref | docid | "end" ) [ "," "with" noun ] { cond }
static bool go_to_read(struct cursor *c, struct go_to *go_to)
{
    go_to->ref.is_end = cursor_takes(c, STR("end"));
    if (!go_to->ref.is_end && !ref_read(c, &go_to->ref))
        return false;
    if (!ref_comma_refuse(c))
        return false;
    if (cursor_takes(c, STR(", with"))) {
        size_t from = c->i;
        while (!is_item_end(c) && !cursor_sees(c, STR(",")))
            c->i++;
        go_to->with = cursor_text(c, from, c->i);
        if (!go_to->with.n)
            return expected(c, "what goes with it, such as 'reasons'");
    }
    return conditions_read(c, &go_to->when);
}

bool outcome_read(struct cursor *c, struct go_to_list *outcome)
{
    do {
        struct go_to *go_to = LIST_PUSH(c->parser->ctx->arena, outcome);
        if (!go_to || !go_to_read(c, go_to))
            return false;
    } while (cursor_takes(c, STR(";")));
    return true;
}
