// Those who promise can be reached and have a post that answers for them; those on the residents' side have somebody
// who speaks for them.
#include "document/check_internal.h"

enum { PROMISING = 1 << CLAUSE_STANDARD | 1 << CLAUSE_PRIORITY, LED = 1 << CLAUSE_TARGET, ANY_CLAUSE = ~0 };

static bool names_party(const struct field *field, str party)
{
    for (size_t i = 0; !field->is_bad && i < field->items.n; i++)
        if (str_same_name(field->items.at[i], party))
            return true;
    return false;
}

// Whether one of the clause's lines of that key names the party; the line may have conditions.
static bool clause_names(const struct clause *clause, enum field_key key, str party)
{
    const struct field *f = field_find(&clause->fields, key);
    for (; f; f = field_next(&clause->fields, key, f))
        if (names_party(f, party))
            return true;
    return false;
}

// The first clause of these kinds (bits 1 << clause_key) that has a line of that key with the party.
static const struct clause *clause_of_party(const struct checker *k, unsigned kinds, enum field_key key,
                                            str party)
{
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        if (kinds >> c->kind->key & 1 && clause_names(c, key, party))
            return c;
    }
    return NULL;
}

// A Contact that names no Provider is the only provider's, if there is only one.
static bool is_of_provider(const struct clause *clause, str party, bool is_only_one)
{
    bool is_open = clause->kind->key == CLAUSE_CONTACT && !field_find(&clause->fields, KEY_PROVIDER);
    bool is_named = clause_names(clause, KEY_PROVIDER, party) || clause_names(clause, KEY_LEAD, party);
    return is_named || (is_open && is_only_one);
}

static bool has_contact(const struct checker *k, str party, bool is_only_one)
{
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        if (c->kind->key == CLAUSE_CONTACT && is_of_provider(c, party, is_only_one))
            return true;
    }
    return false;
}

static bool has_role(const struct checker *k, str party, bool is_only_one)
{
    for (size_t i = 0; i < k->document->clauses.n; i++) {
        const struct clause *c = &k->document->clauses.at[i];
        if (field_find(&c->fields, KEY_ROLE) && is_of_provider(c, party, is_only_one))
            return true;
    }
    return false;
}

// The first clause in which the party promises something: a service, or an agreement's target.
static const struct clause *clause_promised(const struct checker *k, str party)
{
    const struct clause *c = clause_of_party(k, PROMISING, KEY_PROVIDER, party);
    return c ? c : clause_of_party(k, LED, KEY_LEAD, party);
}

static void check_provider(struct checker *k, const struct clause *promise, str party, bool is_only_one)
{
    if (!has_contact(k, party, is_only_one))
        say_clause(
            k, SEVERITY_WARNING, promise,
            "%.*s has no Contact: before signing, say whom to ring ('## Contact K1: ...' with its Provider)",
            STR_ARGS(party));
    if (!has_role(k, party, is_only_one))
        say_clause(k, SEVERITY_WARNING, promise,
                   "no senior post answers for %.*s: before signing, add 'Role: POST' to one of its clauses",
                   STR_ARGS(party));
}

static bool has_word(str text, str word)
{
    for (str rest = text; rest.at;)
        if (str_same_name(str_cut(&rest, ' '), word))
            return true;
    return false;
}

bool is_residents_side(const struct checker *k, str party)
{
    static const str words[] = { STR_INIT("residents"), STR_INIT("tenants"), STR_INIT("households"),
                                 STR_INIT("neighbours") };
    const unsigned doing = 1 << CLAUSE_COMMITMENT | 1 << CLAUSE_MONITORING;
    if (clause_of_party(k, (unsigned)ANY_CLAUSE, KEY_PROVIDER, party))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(party, words[i]))
            return true;
    return clause_of_party(k, doing, KEY_BY, party) != NULL;
}

// A public body is no group of residents, even where it only gives something in return: it has offices that decide.
static bool needs_voice(const struct checker *k, str party)
{
    static const str words[] = { STR_INIT("council"), STR_INIT("police"), STR_INIT("authority") };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(party, words[i]))
            return false;
    return is_residents_side(k, party);
}

bool document_is_residents(const struct document *document, str party)
{
    const struct checker k = { .document = document };
    return needs_voice(&k, party);
}

bool document_has_residents(const struct document *document)
{
    const struct field *between = field_find(&document->header, KEY_BETWEEN);
    for (size_t i = 0; between && !between->is_bad && i < between->items.n; i++)
        if (document_is_residents(document, between->items.at[i]))
            return true;
    return false;
}

static void check_voice(struct checker *k, const struct field *between)
{
    if (field_find(&k->document->header, KEY_SPOKEN_FOR_BY))
        return;
    for (size_t i = 0; i < between->items.n; i++) {
        str party = between->items.at[i];
        if (!needs_voice(k, party))
            continue;
        say_field(k, SEVERITY_WARNING, between,
                  "nothing says who speaks for %.*s: before signing, add 'Spoken for by:' with the vote that "
                  "decided it",
                  STR_ARGS(party));
        return; // one line says it for all of them
    }
}

void check_parties(struct checker *k)
{
    const struct field *between = field_find(&k->document->header, KEY_BETWEEN);
    size_t providers = 0;
    if (!between || between->is_bad || k->document->kind->key == DOCUMENT_PROCEDURE)
        return; // nobody signs how a kind of case is handled
    for (size_t i = 0; i < between->items.n; i++)
        providers += clause_promised(k, between->items.at[i]) != NULL;
    for (size_t i = 0; i < between->items.n; i++) {
        const struct clause *promise = clause_promised(k, between->items.at[i]);
        if (promise)
            check_provider(k, promise, between->items.at[i], providers == 1);
    }
    check_voice(k, between);
}
