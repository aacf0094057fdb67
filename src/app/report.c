#include "app/report.h"

#include "app/outbox.h"
#include "base/utf8.h"

#include <sodium.h>

// No vowels, so that no word comes about, and nothing that looks like another: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
static const char ALPHABET[] = "34679BCDFGHJKMNPQRTWXY";

enum { ALPHABET_SIZE = sizeof ALPHABET - 1, TRIES_MAX = 100 };

// Of the letters before it, each weighed by its place: one wrong letter, or two that changed places, are noticed.
static char check_letter(const char *letters, size_t n)
{
    size_t sum = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t value = 0; value < ALPHABET_SIZE; value++)
            if (ALPHABET[value] == letters[i])
                sum += value * (2 * i + 1);
    return ALPHABET[sum % ALPHABET_SIZE];
}

static str reference_make(struct arena *arena)
{
    char letters[REPORT_REFERENCE];
    for (size_t i = 0; i + 1 < sizeof letters; i++)
        letters[i] = ALPHABET[randombytes_uniform(ALPHABET_SIZE)];
    letters[REPORT_REFERENCE - 1] = check_letter(letters, REPORT_REFERENCE - 1);
    return str_format(arena, "%.3s-%.4s", letters, letters + 3);
}

str reference_settle(struct arena *arena, str typed)
{
    char letters[REPORT_REFERENCE];
    size_t n = 0;
    typed = str_trim(typed);
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.at[i];
        if (c == ' ' || c == '-')
            continue;
        c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        if (n == sizeof letters || !str_has(str_from(ALPHABET), c))
            return typed; // a reference of another kind: of an import, say
        letters[n++] = c;
    }
    bool is_ours = n == sizeof letters && check_letter(letters, n - 1) == letters[n - 1];
    return is_ours ? str_format(arena, "%.3s-%.4s", letters, letters + 3) : typed;
}

static result reference_find(struct desk *desk, str *reference)
{
    bool is_taken = true;
    result e = OK;
    for (int i = 0; i < TRIES_MAX && is_taken && !e; i++) {
        struct case_row row;
        *reference = reference_make(desk->ctx->arena);
        e = query_case_by_reference(desk->ctx, desk->db,
                                    &(struct case_by_reference_in){ COMMUNITY_FIRST, *reference }, &row,
                                    &is_taken);
    }
    return e || !is_taken ? e : fail(desk->ctx, ERR_BUSY, "no free reference was found: try again");
}

static result report_check(struct ctx *ctx, const struct report *r)
{
    if (!r->service.n)
        return fail(ctx, ERR_INPUT, "a report needs a category");
    if (r->words.n > REPORT_WORDS_MAX || r->place.n > REPORT_WORDS_MAX)
        return fail(ctx, ERR_INPUT, "a report may have %d letters: write less", REPORT_WORDS_MAX);
    if (utf8_invalid_at(r->words) < r->words.n || utf8_invalid_at(r->place) < r->place.n)
        return fail(ctx, ERR_INPUT, "the report is not UTF-8");
    if (!r->latitude.n != !r->longitude.n)
        return fail(ctx, ERR_INPUT, "a place needs latitude and longitude");
    return OK;
}

static result opening_say(struct desk *desk, const struct report *r, str reference)
{
    struct private_part part = {
        .latitude = r->latitude, .longitude = r->longitude, .place = r->place, .actor = desk->by.person
    };
    struct fact_insert_in fact = desk_fact(desk, FACT_OPENED);
    fact.voice = VOICE_REPORTER;
    fact.name = r->service;
    fact.value = reference;
    fact.words = r->words;
    return fact_open_at(desk->ctx, desk->db, fact, part, &desk->case_id);
}

static result named_say(struct desk *desk, enum fact_kind kind, str name, str value)
{
    struct fact_insert_in fact = desk_fact(desk, kind);
    fact.voice = VOICE_REPORTER;
    fact.name = name;
    fact.value = value;
    return name.n || value.n ? desk_say(desk, fact, NULL) : OK;
}

static result person_take(struct desk *desk, struct person *person, str part)
{
    struct person_row found;
    bool is_changed;
    if (!person)
        return OK;
    result e = person_check(desk->ctx, person);
    if (!e)
        e = person_find(desk->ctx, desk->db, person, &found);
    if (!e && found.id != ID_NONE)
        person->id = found.id;
    else if (!e)
        e = person_add(desk->ctx, desk->db, person);
    struct case_person_insert_in binding = { COMMUNITY_FIRST, desk->case_id, person->id, part };
    return e ? e : person_bind(desk->ctx, desk->db, &binding, &is_changed);
}

result report_file(struct desk *desk, const struct report *r, str *reference)
{
    result e = report_check(desk->ctx, r);
    if (!e)
        e = reference_find(desk, reference);
    if (!e)
        e = opening_say(desk, r, *reference);
    if (!e)
        e = named_say(desk, FACT_AREA, (str){ 0 }, r->areas);
    if (!e && r->body.n)
        e = named_say(desk, FACT_RECEIVED_BY, r->body, r->is_sent ? FACT_VALUE_SENT : (str){ 0 });
    for (size_t i = 0; i < r->n_answers && !e; i++)
        e = named_say(desk, FACT_KNOWN, r->answers[i].name, r->answers[i].value);
    if (!e)
        e = person_take(desk, r->person, PART_REPORTER);
    if (!e && r->person)
        e = outbox_ask(desk->ctx, desk->db,
                       &(struct telling){ desk->case_id, desk->case_id, STR("confirm"), desk->recorded },
                       r->person->id);
    return e ? e : person_take(desk, r->on_behalf_of, PART_ON_BEHALF);
}
