// The key of a field: which kind of field it is, and whether it may stand here.
#include "document/parse_rules.h"

#include "base/utf8.h"
#include "document/suggest.h"

static const struct section *section_now(const struct parser *p)
{
    return &p->sections.at[p->sections.n - 1];
}

static const char *article_of(const struct clause_kind *kind)
{
    return kind->key == CLAUSE_INFORMATION || kind->key == CLAUSE_OPTION || kind->key == CLAUSE_EXCLUSION
        ? "an"
        : "a";
}

// "**" or "__" around a key in bold.
static bool is_bold(str s)
{
    return str_starts(s, STR("**")) || str_starts(s, STR("__"));
}

struct key {
    str word, value; // value begins at its first byte, or where the line ends
};

// Cuts "Key: value", "**Key:** value" or "**Key**: value"; false if there is no colon.
static bool key_cut(str content, struct key *key)
{
    bool was_bold = is_bold(content);
    str rest = was_bold ? str_from_byte(content, 2) : content;
    str word = str_cut(&rest, ':');
    if (!rest.at)
        return false;
    word = str_trim(word);
    if (was_bold && word.n >= 2 && is_bold(str_from_byte(word, word.n - 2)))
        word = str_trim(str_slice(word, 0, word.n - 2));
    else if (was_bold && is_bold(rest))
        rest = str_from_byte(rest, 2);
    str value = str_trim(rest);
    *key = (struct key){ word, value.n ? value : str_from_byte(rest, rest.n) };
    return true;
}

// The kind whose word the key begins with, and what stands behind it; the longest word wins.
static const struct field_kind *kind_of(str key, str *name)
{
    size_t n;
    const struct field_kind *kinds = field_kinds(&n), *best = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct field_kind *kind = &kinds[i];
        if (str_same_name(kind->word, key)) {
            *name = (str){ "", 0 };
            return kind;
        }
        str behind = str_from_byte(key, kind->word.n);
        bool is_begun = kind->name != NAME_NONE && behind.n &&
            str_same_name(str_slice(key, 0, kind->word.n), kind->word);
        bool is_apart = is_begun && str_trim(behind).n && str_trim(behind).at != behind.at;
        if (is_apart && (!best || kind->word.n > best->word.n)) {
            best = kind;
            *name = str_trim(behind);
        }
    }
    return best;
}

static bool stands_in(const struct parser *p, const struct field_kind *kind, const struct clause_kind *clause)
{
    bool is_document = !kind->documents || kind->documents & 1u << p->document->kind->key;
    return is_document && kind->clauses & 1u << clause->key;
}

bool key_is_known(const struct parser *p, str content)
{
    struct key key;
    str name;
    const struct clause_kind *clause = section_now(p)->kind;
    const struct field_kind *kind = clause && key_cut(content, &key) && key.value.n ? kind_of(key.word, &name)
                                                                                    : NULL;
    return kind && stands_in(p, kind, clause);
}

static struct str_list words_of(struct parser *p, const struct clause_kind *clause)
{
    struct str_list words = { 0 };
    size_t n;
    const struct field_kind *kinds = field_kinds(&n);
    for (size_t i = 0; i < n; i++) {
        str *word = !clause || stands_in(p, &kinds[i], clause) ? LIST_PUSH(p->ctx->arena, &words) : NULL;
        if (word)
            *word = kinds[i].word;
    }
    return words;
}

// "a Standard", "the header".
static str clause_words(struct parser *p, const struct clause_kind *clause)
{
    if (clause->key == CLAUSE_HEADER)
        return STR("the header");
    return str_format(p->ctx->arena, "%s %.*s", article_of(clause), STR_ARGS(clause->word));
}

// Keys that people expect, and the one that is meant.
static str key_meant(const struct parser *p, const struct clause_kind *clause, str word)
{
    static const struct {
        str written, meant;
    } keys[] = {
        { STR_INIT("Phone"), STR_INIT("Telephone") },
        { STR_INIT("Mobile"), STR_INIT("Telephone") },
        { STR_INIT("Deadline"), STR_INIT("Clock") },
        { STR_INIT("Time"), STR_INIT("Clock") },
        { STR_INIT("Timescale"), STR_INIT("Clock") },
        { STR_INIT("Response"), STR_INIT("Clock") },
        { STR_INIT("Response time"), STR_INIT("Clock") },
        { STR_INIT("Standard"), STR_INIT("Clock") },
        { STR_INIT("Within"), STR_INIT("Clock") },
        { STR_INIT("Owner"), STR_INIT("Provider") },
        { STR_INIT("Responsible"), STR_INIT("Provider") },
        { STR_INIT("Lead"), STR_INIT("Provider") },
        { STR_INIT("Officer"), STR_INIT("Role") },
        { STR_INIT("Post"), STR_INIT("Role") },
        { STR_INIT("Who"), STR_INIT("By") },
        { STR_INIT("Exception"), STR_INIT("Exempt") },
        { STR_INIT("Exceptions"), STR_INIT("Exempt") },
        { STR_INIT("Exclusion"), STR_INIT("Exempt") },
        { STR_INIT("Exclusions"), STR_INIT("Exempt") },
        { STR_INIT("Excludes"), STR_INIT("Exempt") },
        { STR_INIT("Except"), STR_INIT("Exempt") },
        { STR_INIT("Unless"), STR_INIT("Exempt") },
        { STR_INIT("Condition"), STR_INIT("Only when") },
        { STR_INIT("Frequency"), STR_INIT("Every") },
        { STR_INIT("How often"), STR_INIT("Every") },
        { STR_INIT("Penalty"), STR_INIT("If late") },
        { STR_INIT("Compensation"), STR_INIT("If late") },
        { STR_INIT("Redress"), STR_INIT("If late") },
        { STR_INIT("Parties"), STR_INIT("Between") },
        { STR_INIT("Signatories"), STR_INIT("Between") },
        { STR_INIT("Start date"), STR_INIT("In force") },
        { STR_INIT("Valid"), STR_INIT("In force") },
        { STR_INIT("From"), STR_INIT("In force") },
        { STR_INIT("Dates"), STR_INIT("In force") },
        { STR_INIT("Term"), STR_INIT("In force") },
        { STR_INIT("Ward"), STR_INIT("Area") },
        { STR_INIT("Where"), STR_INIT("Area") },
        { STR_INIT("Holidays"), STR_INIT("Calendar") },
        { STR_INIT("Opening hours"), STR_INIT("Open") },
        { STR_INIT("Opening times"), STR_INIT("Open") },
        { STR_INIT("Source"), STR_INIT("Basis") },
        { STR_INIT("Law"), STR_INIT("Basis") },
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        str name;
        const struct field_kind *kind = str_same_name(keys[i].written, word) ? kind_of(keys[i].meant, &name)
                                                                             : NULL;
        if (kind && stands_in(p, kind, clause))
            return keys[i].meant;
    }
    return (str){ 0 };
}

// Only the first word of a key that carries a name is ours: "Clok made safe".
static str near_key(struct parser *p, const struct clause_kind *clause, str word)
{
    struct str_list words = words_of(p, clause);
    str near = suggest(word, &words), rest = word, first = str_cut(&rest, ' '), name;
    if (near.n || !rest.at)
        return near;
    near = suggest(first, &words);
    const struct field_kind *kind = near.n ? kind_of(near, &name) : NULL;
    return kind && kind->name != NAME_NONE ? near : (str){ 0 };
}

static void unknown_refuse(struct parser *p, const struct clause_kind *clause, str word)
{
    if (!parser_is_telling(p)) {
        problem(p, SEVERITY_ERROR, word, "%s", "");
        return;
    }
    str meant = key_meant(p, clause, word), near = meant.n ? meant : near_key(p, clause, word);
    str where = clause_words(p, clause);
    if (near.n)
        problem(
            p, SEVERITY_ERROR, word,
            "'%.*s' is not a field of %.*s: did you mean '%.*s'? (write '*' instead of '-' for a line of prose)",
            STR_ARGS(shown(p, word)), STR_ARGS(where), STR_ARGS(near));
    else
        problem(p, SEVERITY_ERROR, word,
                "'%.*s' is not a field of %.*s: write '*' instead of '-' for a line of prose",
                STR_ARGS(shown(p, word)), STR_ARGS(where));
}

// A field that exists, but not here: says where it stands.
static void misplaced_refuse(struct parser *p, const struct clause_kind *clause,
                             const struct field_kind *kind, str word)
{
    size_t n, found = 0;
    const struct clause_kind *kinds = clause_kinds(&n);
    char where[200];
    struct buffer out = buffer_open(sizeof where);
    for (size_t i = 0; i < n; i++)
        if (stands_in(p, kind, &kinds[i]) && kinds[i].documents & 1u << p->document->kind->key)
            buffer_print(&out, "%s%s%.*s", found++ ? ", " : "", i ? "" : "the ", STR_ARGS(kinds[i].word));
    if (parser_is_telling(p) && !found)
        problem(p, SEVERITY_ERROR, word,
                "'%.*s' is not a field of %s %.*s (write '*' instead of '-' for a line of prose)",
                STR_ARGS(kind->word), p->document->kind->key == DOCUMENT_AGREEMENT ? "an" : "a",
                STR_ARGS(p->document->kind->word));
    else if (parser_is_telling(p))
        problem(
            p, SEVERITY_ERROR, word,
            "'%.*s' is not a field of %.*s: it stands in %.*s (write '*' instead of '-' for a line of prose)",
            STR_ARGS(kind->word), STR_ARGS(clause_words(p, clause)), STR_ARGS(buffer_str(&out)));
    else
        problem(p, SEVERITY_ERROR, word, "%s", "");
    buffer_close(&out);
}

// The outcomes the program knows have one spelling each; "missed" of a standard
// could be either.
static bool outcome_name_check(struct parser *p, str key, str *name)
{
    static const struct {
        str written, name;
    } outcomes[] = {
        { STR_INIT("late"), STR_INIT("late") },
        { STR_INIT("a case is late"), STR_INIT("late") },
        { STR_INIT("overdue"), STR_INIT("late") },
        { STR_INIT("not done"), STR_INIT("not done") },
        { STR_INIT("it is not done"), STR_INIT("not done") },
        { STR_INIT("target missed"), STR_INIT("target missed") },
        { STR_INIT("target is missed"), STR_INIT("target missed") },
        { STR_INIT("the target is missed"), STR_INIT("target missed") },
    };
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
        if (str_same_name(*name, outcomes[i].written))
            *name = outcomes[i].name;
    if (p->is_strict || section_now(p)->kind->key != CLAUSE_STANDARD || !str_same_name(*name, STR("missed")))
        return true;
    problem(p, SEVERITY_ERROR, key,
            "'If missed' could be a case or the target: write 'If late' or 'If target missed'");
    return false;
}

// 1 to 999, in figures or in words.
static bool step_number_read(str name, int64_t *number)
{
    decimal read;
    bool is_number = figure_parse(name, &read) && !read.places && read.digits >= 1 && read.digits <= 999;
    *number = is_number ? read.digits : 0;
    return is_number;
}

// What stands behind the key, as canonical text keeps it; false with a message if it can't.
static bool name_read(struct parser *p, const struct field_kind *kind, str key, str *name)
{
    struct word_list words = { 0 };
    int64_t number;
    if (kind->name == NAME_MUST && !name->n) {
        const char *such = kind->key == KEY_STEP ? "a number, such as 'Step 1'"
                                                 : "an outcome, such as 'If late'";
        problem(p, SEVERITY_ERROR, key, "'%.*s' needs %s", STR_ARGS(kind->word), such);
        return false;
    }
    if (name->n > NAME_BYTES_MAX) {
        problem(p, SEVERITY_ERROR, key, "what stands behind '%.*s' is longer than %d bytes",
                STR_ARGS(kind->word), NAME_BYTES_MAX);
        return false;
    }
    if (name->n && !value_lex(p->ctx->arena, *name, LEX_WORDS, &words, name))
        return false;
    if (kind->key == KEY_STEP) {
        bool is_number = p->is_strict ? str_to_int(*name, &number) : step_number_read(*name, &number);
        if (!is_number) {
            problem(p, SEVERITY_ERROR, key, "'%.*s' has no number: write 'Step 1', 'Step 2' and so on",
                    STR_ARGS(shown(p, key)));
            return false;
        }
        *name = str_format(p->ctx->arena, "%lld", (long long)number);
    }
    return kind->key != KEY_IF || outcome_name_check(p, key, name);
}

static void draft_add(struct parser *p, const struct field_kind *kind, str name, const struct key *key,
                      struct place place)
{
    struct draft_list *drafts = &p->sections.at[p->sections.n - 1].drafts;
    struct draft *draft = LIST_PUSH(p->ctx->arena, drafts);
    if (draft)
        *draft = (struct draft){ kind, name, key->word, key->value, place, place, drafts->n - 1 };
}

void draft_read(struct parser *p, str content, struct place place, const char *line)
{
    const struct clause_kind *clause = section_now(p)->kind;
    struct key key;
    str name = { 0 };
    if (!clause)
        return; // of a heading that was refused
    if (!key_cut(content, &key) || !key.word.n) {
        problem(
            p, SEVERITY_ERROR, content.n ? content : (str){ line, 1 },
            "a field is '- Key: value', and this line is not (write '*' instead of '-' for a line of prose)");
        return;
    }
    const struct field_kind *kind = kind_of(key.word, &name);
    if (!kind)
        unknown_refuse(p, clause, key.word);
    else if (!p->is_strict && !stands_in(p, kind, clause))
        misplaced_refuse(p, clause, kind, key.word);
    else if (name_read(p, kind, key.word, &name)) {
        draft_add(p, kind, name, &key, place);
        struct draft_list *drafts = &p->sections.at[p->sections.n - 1].drafts;
        if (drafts->n)
            drafts->at[drafts->n - 1].value_place.column = (int)utf8_length(
                                                               (str){ line, (size_t)(key.value.at - line) }) +
                1;
    }
}
