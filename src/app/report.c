#include "app/report.h"

#include "app/confided.h"
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

str reference_make(struct arena *arena)
{
    char letters[REPORT_REFERENCE];
    for (size_t i = 0; i + 1 < sizeof letters; i++)
        letters[i] = ALPHABET[randombytes_uniform(ALPHABET_SIZE)];
    letters[REPORT_REFERENCE - 1] = check_letter(letters, REPORT_REFERENCE - 1);
    return str_format(arena, "%.3s-%.4s", letters, letters + 3);
}

// The hyphens and dashes from U+2010 to U+2015, and the minus: what a keyboard or a letter makes of a hyphen. 0 if
// there is none.
static size_t dash_bytes(str s)
{
    bool is_dash = s.n >= 3 && s.at[0] == '\xE2' && s.at[1] == '\x80' && s.at[2] >= '\x90' &&
        s.at[2] <= '\x95';
    return is_dash || str_starts(s, STR("\xE2\x88\x92")) ? 3 : 0;
}

// As copied out of a sentence: without the stop or the bracket behind it.
static str unpunctuated(str typed)
{
    str s = str_trim(typed);
    while (s.n && str_has(STR(".,;:!?)"), s.at[s.n - 1]))
        s.n--;
    return s.n && s.at[0] == '(' ? str_from_byte(s, 1) : s;
}

str reference_settle(struct arena *arena, str typed)
{
    char letters[REPORT_REFERENCE];
    size_t n = 0;
    str s = unpunctuated(typed);
    typed = str_trim(typed);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        size_t dash = dash_bytes(str_from_byte(s, i));
        if (c == ' ' || c == '-')
            continue;
        if (dash) {
            i += dash - 1;
            continue;
        }
        c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        if (n == sizeof letters || !str_has(str_from(ALPHABET), c))
            return typed; // a reference of another kind: of an import, say
        letters[n++] = c;
    }
    bool is_ours = n == sizeof letters && check_letter(letters, n - 1) == letters[n - 1];
    return is_ours ? str_format(arena, "%.3s-%.4s", letters, letters + 3) : typed;
}

bool reference_is_ours(str s)
{
    char letters[REPORT_REFERENCE];
    bool is_form = s.n == REPORT_REFERENCE + 1 && s.at[3] == '-';
    for (size_t i = 0, n = 0; is_form && i < s.n; i++) {
        is_form = i == 3 || str_has(str_from(ALPHABET), s.at[i]);
        if (i != 3)
            letters[n++] = s.at[i];
    }
    return is_form && check_letter(letters, REPORT_REFERENCE - 1) == letters[REPORT_REFERENCE - 1];
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
    if (r->taken_in && utf8_invalid_at(r->taken_in->original) < r->taken_in->original.n)
        return fail(ctx, ERR_INPUT, "the words in their language are not UTF-8");
    if (!r->latitude.n != !r->longitude.n)
        return fail(ctx, ERR_INPUT, "a place needs latitude and longitude");
    return OK;
}

static const struct {
    str channel, words;
} CHANNELS[] = {
    { STR_INIT("telephone"), STR_INIT("by telephone") },
    { STR_INIT("letter"), STR_INIT("by letter") },
    { STR_INIT("counter"), STR_INIT("over the counter") },
    { STR_INIT("e-mail"), STR_INIT("by e-mail") },
    { STR_INIT("text message"), STR_INIT("by text message") },
    { STR_INIT("walkabout"), STR_INIT("on a walkabout") },
};

str channel_words(str channel)
{
    for (size_t i = 0; i < sizeof CHANNELS / sizeof *CHANNELS; i++)
        if (str_equal(channel, CHANNELS[i].channel))
            return CHANNELS[i].words;
    return (str){ 0 };
}

bool channel_is_known(str channel)
{
    return channel_words(channel).n > 0;
}

// A fact of whoever reports, which happened when it reached us.
static struct fact_insert_in reported_fact(const struct desk *desk, const struct report *r,
                                           enum fact_kind kind)
{
    struct fact_insert_in fact = desk_fact(desk, kind);
    fact.voice = VOICE_REPORTER;
    if (r->taken_in && !instant_is_none(r->taken_in->first)) {
        fact.happened = r->taken_in->first;
        fact.happened_last = r->taken_in->last;
    }
    return fact;
}

static result opening_say(struct desk *desk, const struct report *r, str reference)
{
    struct private_part part = {
        .latitude = r->latitude, .longitude = r->longitude, .place = r->place, .actor = desk->by.person
    };
    struct fact_insert_in fact = reported_fact(desk, r, FACT_OPENED);
    fact.name = r->service;
    fact.value = reference;
    fact.words = r->words;
    return fact_open_at(desk->ctx, desk->db, fact, part, &desk->case_id);
}

struct said {
    enum fact_kind kind;
    str name, value;
};

static result named_say(struct desk *desk, const struct report *r, struct said said)
{
    struct fact_insert_in fact = reported_fact(desk, r, said.kind);
    fact.name = said.name;
    fact.value = said.value;
    return said.name.n || said.value.n ? desk_say(desk, fact, NULL) : OK;
}

// Whom it goes to nobody said who reported it: the program found it.
static result routed_say(struct desk *desk, const struct report *r)
{
    struct fact_insert_in fact = reported_fact(desk, r, FACT_RECEIVED_BY);
    fact.voice = VOICE_SYSTEM;
    fact.said_by = (str){ 0 };
    fact.name = r->body;
    fact.value = r->is_sent ? FACT_VALUE_SENT : (str){ 0 };
    return r->body.n ? fact_keep(desk->ctx, desk->db, fact, PRIVATE_NOTHING, NULL) : OK;
}

// What somebody of a service was told of a person they know already: it joins what is held.
static result person_renew(struct desk *desk, const struct person *told, const struct person_row *held)
{
    struct person whole = *told;
    bool is_changed;
    whole.email = told->email.n ? told->email : held->email;
    whole.telephone = told->telephone.n ? told->telephone : held->telephone;
    whole.address = told->address.n ? told->address : held->address;
    whole.language = told->language.n ? told->language : held->language;
    return person_settle(desk->ctx, desk->db, &whole, held, &is_changed);
}

// Whoever says nothing of themselves is somebody all the same: theirs is what they say later on, by their code.
static bool is_unnamed(const struct person *p)
{
    return !p->name.n && !p->email.n && !p->telephone.n && !p->address.n;
}

static result person_take(struct desk *desk, struct person *person, str part, bool is_vouched)
{
    struct person_row found;
    bool is_changed;
    if (!person)
        return OK;
    result e = is_unnamed(person) ? OK : person_check(desk->ctx, person);
    if (!e)
        e = person_find(desk->ctx, desk->db, person, &found);
    if (!e && found.id != ID_NONE)
        person->id = found.id;
    if (!e && found.id != ID_NONE && is_vouched)
        e = person_renew(desk, person, &found);
    if (!e && found.id == ID_NONE)
        e = person_add(desk->ctx, desk->db, person);
    struct case_person_insert_in binding = { COMMUNITY_FIRST, desk->case_id, person->id, part };
    return e ? e : person_bind(desk->ctx, desk->db, &binding, &is_changed);
}

// That it was taken in, or is for somebody else. Whoever took it in says so themselves.
static result taken_in_say(struct desk *desk, const struct report *r)
{
    const struct taken_in *t = r->taken_in;
    if (!t && !r->is_spoken_for)
        return OK;
    struct fact_insert_in fact = desk_fact(desk, FACT_TAKEN_IN);
    struct private_part part = PRIVATE_NOTHING;
    fact.name = t ? t->channel : desk->by.said_by;
    fact.value = r->is_spoken_for ? FACT_VALUE_SPOKEN_FOR : (str){ 0 };
    fact.words = r->leave;
    if (t) {
        fact.voice = t->by.voice;
        fact.said_by = t->by.said_by;
        part.actor = t->by.person;
    }
    return fact_keep(desk->ctx, desk->db, fact, part, NULL);
}

static bool has_original(const struct report *r)
{
    return r->taken_in && r->taken_in->original.n;
}

// Either may speak of what is never shown; then both are held back.
static result words_hold(struct desk *desk, const struct report *r, int64_t fact_id)
{
    str words = r->words;
    if (has_original(r))
        words = str_format(desk->ctx->arena, "%.*s\n%.*s", STR_ARGS(r->words),
                           STR_ARGS(r->taken_in->original));
    return confided_hold(desk, r->service, words, fact_id);
}

static result original_say(struct desk *desk, const struct report *r)
{
    int64_t id = ID_NONE;
    if (!has_original(r))
        return OK;
    struct fact_insert_in fact = reported_fact(desk, r, FACT_NOTE);
    fact.name = FACT_NOTE_ORIGINAL;
    fact.words = r->taken_in->original;
    result e = desk_say(desk, fact, &id);
    return e ? e : words_hold(desk, r, id);
}

static result people_take(struct desk *desk, const struct report *r)
{
    bool is_vouched = r->taken_in != NULL;
    result e = person_take(desk, r->person, PART_REPORTER, is_vouched);
    bool is_asked = r->person && way_is_known(r->person->way) && !is_vouched &&
        !r->is_proven; // whoever took it in has spoken with them
    if (!e && is_asked)
        e = outbox_ask(desk->ctx, desk->db,
                       &(struct telling){ .case_id = desk->case_id,
                                          .fact_id = desk->case_id,
                                          .message = STR("confirm"),
                                          .at = desk->recorded },
                       r->person->id);
    return e ? e : person_take(desk, r->on_behalf_of, PART_ON_BEHALF, is_vouched);
}

result report_file(struct desk *desk, const struct report *r, str *reference)
{
    result e = report_check(desk->ctx, r);
    if (!e)
        e = reference_find(desk, reference);
    if (!e)
        e = opening_say(desk, r, *reference);
    if (!e)
        e = words_hold(desk, r, desk->case_id);
    if (!e)
        e = named_say(desk, r, (struct said){ FACT_AREA, { 0 }, r->areas });
    if (!e)
        e = routed_say(desk, r);
    for (size_t i = 0; i < r->n_answers && !e; i++)
        e = named_say(desk, r, (struct said){ FACT_KNOWN, r->answers[i].name, r->answers[i].value });
    if (!e)
        e = original_say(desk, r);
    if (!e)
        e = taken_in_say(desk, r);
    return e ? e : people_take(desk, r);
}
