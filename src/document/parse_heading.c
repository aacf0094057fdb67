// The title of a document and the headings of its clauses.
#include "document/parser.h"

#include "document/suggest.h"

// The '#'s in front and behind, and the white space around what is left.
static str heading_text(str heading)
{
    while (heading.n && heading.at[0] == '#')
        heading = str_from_byte(heading, 1);
    str text = str_trim(heading);
    for (;;) {
        size_t end = text.n;
        while (end && text.at[end - 1] == '#')
            end--;
        bool is_closing = end < text.n && (end == 0 || text.at[end - 1] == ' ' || text.at[end - 1] == '\t');
        if (!is_closing)
            return text;
        text = str_trim((str){ text.at, end });
    }
}

// Bytes of a dash at the front of s: '-', en or em dash.
static size_t dash_of(str s)
{
    static const str dashes[] = { STR_INIT("-"), STR_INIT("–"), STR_INIT("—") };
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (str_starts(s, dashes[i]))
            return dashes[i].n;
    return 0;
}

// Takes the first word off the front of s: up to white space, a colon or an en or em dash.
static str heading_word(str *s)
{
    size_t n = 0;
    for (; n < s->n; n++) {
        str rest = str_from_byte(*s, n);
        bool is_long_dash = dash_of(rest) > 1, is_no_break = str_starts(rest, STR("\xC2\xA0"));
        if (rest.at[0] == ' ' || rest.at[0] == '\t' || rest.at[0] == ':' || is_long_dash || is_no_break)
            break;
    }
    str word = str_slice(*s, 0, n);
    *s = str_trim(str_from_byte(*s, n));
    return word;
}

// Takes ':' or, as people write it, a dash, and the white space behind it.
static bool heading_colon(const struct parser *p, str *s)
{
    size_t n = s->n && s->at[0] == ':' ? 1 : p->is_strict ? 0 : dash_of(*s);
    if (n)
        *s = str_trim(str_from_byte(*s, n));
    return n > 0;
}

static struct section *section_add(struct parser *p, const struct clause_kind *kind, str heading,
                                   struct place place)
{
    struct section *section = LIST_PUSH(p->ctx->arena, &p->sections);
    if (section) {
        section->kind = section->clause.kind = kind;
        section->heading = heading;
        section->clause.place = place;
    }
    return section;
}

static const struct document_kind *document_kind_of(str word)
{
    size_t n;
    const struct document_kind *kinds = document_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (str_same_name(kinds[i].word, word))
            return &kinds[i];
    return NULL;
}

static bool is_clause_of(const struct clause_kind *kind, const struct document_kind *document)
{
    return kind->documents & 1u << document->key;
}

static const struct clause_kind *clause_kind_of(str word)
{
    size_t n;
    const struct clause_kind *kinds = clause_kinds(&n);
    for (size_t i = CLAUSE_HEADER + 1; i < n; i++)
        if (str_same_name(kinds[i].word, word))
            return &kinds[i];
    return NULL;
}

bool heading_is_ours(str rest, size_t level)
{
    str word = heading_word(&rest);
    return level == 1 ? document_kind_of(word) != NULL : clause_kind_of(word) != NULL;
}

static void title_refuse(struct parser *p, str heading, str word, bool has_colon)
{
    size_t n;
    const struct document_kind *kinds = document_kinds(&n);
    str names[DOCUMENT_KINDS], at = word.n ? word : heading;
    for (size_t i = 0; i < n; i++)
        names[i] = kinds[i].word;
    str near = suggest(word, &(struct str_list){ .at = names, .n = n });
    if (!has_colon)
        problem_refuse(p, at, "a title begins with the kind of document: write '# Charter: %.*s'",
                       STR_ARGS(shown(p, heading_text(heading))));
    else if (near.n)
        problem_refuse(p, at, "'%.*s' is not a kind of document: did you mean '%.*s'?",
                       STR_ARGS(shown(p, word)), STR_ARGS(near));
    else
        problem_refuse(p, at, "'%.*s' is not a kind of document: expected Charter, Agreement or Procedure",
                       STR_ARGS(shown(p, word)));
}

void title_read(struct parser *p, str heading, struct place place)
{
    str rest = heading_text(heading), word = heading_word(&rest);
    const struct document_kind *kind = document_kind_of(word);
    if (p->document->kind) {
        problem(p, SEVERITY_ERROR, heading,
                "a document has one title: write '##' for a clause, '###' in prose");
        return;
    }
    bool has_colon = heading_colon(p, &rest);
    if (!kind || !has_colon) {
        title_refuse(p, heading, word, has_colon);
        return;
    }
    if (!rest.n)
        problem(p, SEVERITY_ERROR, heading, "the title has no name: write it behind '# %.*s: '",
                STR_ARGS(kind->word));
    size_t n;
    p->document->kind = kind;
    p->document->title = rest;
    (void)section_add(p, clause_kinds(&n), heading, place);
}

bool label_is(str word)
{
    size_t i = 1;
    if (word.n < 2 || word.n > 12 || word.at[0] < 'A' || word.at[0] > 'Z')
        return false;
    while (i < word.n && char_is_digit(word.at[i]))
        i++;
    bool has_letter = i + 1 == word.n && word.at[i] >= 'a' && word.at[i] <= 'z';
    return i > 1 && (i == word.n || has_letter);
}

// The first number above those already used with that letter.
static int64_t number_free(const struct parser *p, char letter)
{
    int64_t most = 0, number;
    for (size_t i = 0; i < p->sections.n; i++) {
        str label = p->sections.at[i].clause.label;
        if (!label.n || label.at[0] != letter)
            continue;
        size_t end = char_is_digit(label.at[label.n - 1]) ? label.n : label.n - 1;
        if (str_to_int(str_slice(label, 1, end), &number) && number > most)
            most = number;
    }
    return most + 1;
}

static str label_free(struct parser *p, const struct clause_kind *kind)
{
    return str_format(p->ctx->arena, "%c%lld", kind->letter, (long long)number_free(p, kind->letter));
}

static const struct section *section_labelled(const struct parser *p, str label)
{
    for (size_t i = 0; i < p->sections.n; i++)
        if (str_equal(p->sections.at[i].clause.label, label))
            return &p->sections.at[i];
    return NULL;
}

// names: the kinds of clause that this kind of document has; and all of them as a sentence says them.
static str kinds_of(struct parser *p, struct str_list *names)
{
    size_t n;
    const struct clause_kind *kinds = clause_kinds(&n);
    str all = STR("");
    for (size_t i = CLAUSE_HEADER + 1; i < n; i++) {
        str *name = is_clause_of(&kinds[i], p->document->kind) ? LIST_PUSH(p->ctx->arena, names) : NULL;
        if (name)
            *name = kinds[i].word;
    }
    for (size_t i = 0; i < names->n && parser_is_telling(p); i++)
        all = str_format(p->ctx->arena, "%.*s%s%.*s", STR_ARGS(all),
                         i == 0                  ? ""
                             : i + 1 == names->n ? " or "
                                                 : ", ",
                         STR_ARGS(names->at[i]));
    return all;
}

static void kind_refuse(struct parser *p, str word, struct str_list *names)
{
    const struct document_kind *document = p->document->kind;
    const char *article = document->key == DOCUMENT_AGREEMENT ? "an" : "a";
    str all = kinds_of(p, names), near = suggest(word, names);
    if (near.n)
        problem(p, SEVERITY_ERROR, word, "'%.*s' is not a kind of clause in %s %.*s: did you mean '%.*s'?",
                STR_ARGS(shown(p, word)), article, STR_ARGS(document->word), STR_ARGS(near));
    else
        problem(p, SEVERITY_ERROR, word, "'%.*s' is not a kind of clause in %s %.*s: expected %.*s",
                STR_ARGS(shown(p, word)), article, STR_ARGS(document->word), STR_ARGS(all));
}

static bool has_digit(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (char_is_digit(s.at[i]))
            return true;
    return false;
}

// rest: what stands behind the kind of clause. Takes the label off it.
static bool label_read(struct parser *p, const struct clause_kind *kind, str heading, str *rest, str *label)
{
    str behind = *rest, word = heading_word(&behind), title = behind;
    bool is_sure = heading_colon(p, &title);
    if (!is_sure && word.n > 1 && word.at[word.n - 1] == '-') { // "S1- Graffiti"
        behind = str_from_byte(*rest, word.n - 1);
        word.n--;
    }
    if (label_is(word)) {
        const struct section *other = section_labelled(p, word);
        if (other && !p->is_strict)
            problem(
                p, SEVERITY_ERROR, word,
                "the label '%.*s' stands already on line %d: give this clause one of its own, such as '%.*s'",
                STR_ARGS(word), other->clause.place.line, STR_ARGS(label_free(p, kind)));
        *label = word;
        *rest = behind;
        return !other || p->is_strict;
    }
    if (is_sure && word.n && has_digit(word) && word.n <= 12) {
        problem(p, SEVERITY_ERROR, word,
                "'%.*s' is not a label: write a capital letter and a number, such as '%.*s'", STR_ARGS(word),
                STR_ARGS(label_free(p, kind)));
        return false;
    }
    (void)heading_colon(p, rest);
    problem(p, SEVERITY_ERROR, heading, "this clause has no label: write '## %.*s %.*s: %.*s'",
            STR_ARGS(kind->word), STR_ARGS(label_free(p, kind)),
            STR_ARGS(shown(p, rest->n ? *rest : STR("..."))));
    return false;
}

static void title_of_clause(struct parser *p, struct section *section, str rest)
{
    struct clause *clause = &section->clause;
    str word = section->kind->word;
    if (!rest.n)
        problem(p, SEVERITY_ERROR, section->heading,
                "this clause has no title: write '## %.*s %.*s: ' and what it is about", STR_ARGS(word),
                STR_ARGS(clause->label));
    else if (!heading_colon(p, &rest))
        problem(p, SEVERITY_ERROR, rest, "a ':' is missing after the label: write '## %.*s %.*s: %.*s'",
                STR_ARGS(word), STR_ARGS(clause->label), STR_ARGS(shown(p, rest)));
    else if (!rest.n)
        problem(p, SEVERITY_ERROR, section->heading,
                "this clause has no title: write what it is about behind '%.*s:'", STR_ARGS(clause->label));
    clause->title = rest;
}

void clause_read(struct parser *p, str heading, struct place place)
{
    str rest = heading_text(heading), word = heading_word(&rest), label = { 0 };
    const struct clause_kind *kind = clause_kind_of(word);
    struct str_list names = { 0 };
    if (p->sections.n > CLAUSES_MAX) {
        problem_refuse(p, heading, "a document has at most %d clauses: split it", CLAUSES_MAX);
        return;
    }
    if (kind && !p->is_strict && !is_clause_of(kind, p->document->kind))
        kind = NULL;
    if (!kind)
        kind_refuse(p, word.n ? word : heading, &names);
    if (!kind && names.n) // go on as if the nearest had been written
        kind = clause_kind_of(suggest(word, &names));
    bool has_label = kind && label_read(p, kind, heading, &rest, &label);
    struct section *section = section_add(p, kind, heading, place);
    if (!section || !kind)
        return;
    if (has_label)
        section->clause.label = label;
    if (label.n)
        title_of_clause(p, section, rest);
}
