#include "app/fact_public.h"

#include <sodium.h>
#include <string.h>

// The numbers' names in the record. A new kind is added behind the last; none is ever renamed.
static const str KINDS[FACT_KINDS] = {
    [FACT_ADOPTED] = STR_INIT("adopted"),
    [FACT_OPENED] = STR_INIT("opened"),
    [FACT_BOUND] = STR_INIT("bound"),
    [FACT_EVENT] = STR_INIT("event"),
    [FACT_KNOWN] = STR_INIT("known"),
    [FACT_STATUS] = STR_INIT("status"),
    [FACT_PAUSED] = STR_INIT("paused"),
    [FACT_AREA] = STR_INIT("area"),
    [FACT_SOURCE_DUE] = STR_INIT("source due"),
    [FACT_NOTE] = STR_INIT("note"),
    [FACT_WITHHELD] = STR_INIT("withheld"),
    [FACT_CAUSE] = STR_INIT("cause"),
    [FACT_EXPLAINED] = STR_INIT("explained"),
    [FACT_PUBLISHED] = STR_INIT("published"),
    [FACT_DEPARTURE] = STR_INIT("departure"),
    [FACT_REDRESS] = STR_INIT("redress"),
    [FACT_STEP_DUE] = STR_INIT("step due"),
    [FACT_STEP_DONE] = STR_INIT("step done"),
    [FACT_STEP_LATE] = STR_INIT("step late"),
    [FACT_MOVED] = STR_INIT("moved"),
    [FACT_PROGRESS] = STR_INIT("progress"),
    [FACT_SIGNED] = STR_INIT("signed"),
    [FACT_ERASED] = STR_INIT("erased"),
    [FACT_RECEIVED_BY] = STR_INIT("received by"),
    [FACT_PHOTOGRAPH] = STR_INIT("photograph"),
    [FACT_DISPUTED] = STR_INIT("disputed"),
    [FACT_ASSIGNED] = STR_INIT("assigned"),
    [FACT_HIDDEN] = STR_INIT("hidden"),
    [FACT_TAKEN_IN] = STR_INIT("taken in"),
    [FACT_APPEALED] = STR_INIT("appealed"),
    [FACT_RETURNED] = STR_INIT("returned"),
    [FACT_STEP_PAID] = STR_INIT("step paid"),
    [FACT_GRADED] = STR_INIT("graded"),
    [FACT_LIFE] = STR_INIT("life"),
    [FACT_ACT] = STR_INIT("act"),
    [FACT_ACT_ANSWERED] = STR_INIT("act answered"),
    [FACT_AGREED] = STR_INIT("agreed"),
    [FACT_PAYMENTS] = STR_INIT("payments"),
    [FACT_LOOKED] = STR_INIT("looked"),
    [FACT_CONTACTED] = STR_INIT("contacted"),
    [FACT_WORDED] = STR_INIT("worded"),
    [FACT_OPTION] = STR_INIT("option"),
    [FACT_PAPER] = STR_INIT("paper"),
    [FACT_PAPER_ENDED] = STR_INIT("paper ended"),
    [FACT_THANKED] = STR_INIT("thanked"),
    [FACT_SENT_ON] = STR_INIT("sent on"),
    [FACT_GIVEN] = STR_INIT("given"),
    [FACT_MEETING] = STR_INIT("meeting"),
};
_Static_assert(FACT_KINDS == FACT_MEETING + 1, "a new kind needs its name in the record");

static const str VOICES[VOICE_COUNT] = {
    [VOICE_SYSTEM] = STR_INIT("system"),
    [VOICE_SERVICE] = STR_INIT("service"),
    [VOICE_REPORTER] = STR_INIT("reporter"),
    [VOICE_CHAMPION] = STR_INIT("champion"),
};

enum { SALT_BYTES = 16, ID_BYTES = 8 };

_Static_assert(crypto_shorthash_siphashx24_KEYBYTES == LOG_SECRET, "the secret is the key");
_Static_assert(crypto_shorthash_siphashx24_BYTES == SALT_BYTES, "a salt is one output");

const char *fact_kind_code(enum fact_kind kind)
{
    return kind > 0 && kind < FACT_KINDS ? KINDS[kind].at : "unknown";
}

static str code_of(const str *codes, int64_t n, int64_t number)
{
    return number >= 0 && number < n ? codes[number] : (str){ 0 };
}

// SipHash-2-4 with 128 bits: a keyed function, so that many salts tell nothing about another.
static str salt_write(int64_t id, str secret, char *text)
{
    static const char hex[] = "0123456789abcdef";
    unsigned char bytes[ID_BYTES], salt[SALT_BYTES];
    for (int i = 0; i < ID_BYTES; i++)
        bytes[i] = (unsigned char)((uint64_t)id >> (8 * i));
    crypto_shorthash_siphashx24(salt, bytes, sizeof bytes, (const unsigned char *)secret.at);
    for (int i = 0; i < SALT_BYTES; i++) {
        text[2 * i] = hex[salt[i] >> 4];
        text[2 * i + 1] = hex[salt[i] & 15];
    }
    return (str){ text, (size_t)2 * SALT_BYTES };
}

struct fact_line fact_public(const struct fact_row *f, str secret, char *salt)
{
    bool is_of_case = f->case_id != ID_NONE;
    return (struct fact_line){
        .id = f->id,
        .kind = code_of(KINDS, FACT_KINDS, f->kind),
        .case_id = f->case_id,
        .document = f->document,
        .clause = f->clause,
        .name = f->name,
        .value = f->value,
        .happened = f->happened,
        .happened_last = f->happened_last,
        .until = f->until,
        .period_from = f->period_from,
        .period_to = f->period_to,
        .recorded = f->recorded,
        .voice = code_of(VOICES, VOICE_COUNT, f->voice),
        .said_by = f->said_by,
        .words = is_of_case ? (str){ 0 } : f->words, // of a case they are private, wherever they stand
        .corrects = f->corrects,
        .bound = f->bound,
        .salt = is_of_case ? salt_write(f->id, secret, salt) : (str){ 0 },
    };
}

static bool number_of(const str *codes, int64_t n, str code, int64_t *number)
{
    for (*number = 0; *number < n; ++*number)
        if (codes[*number].n && str_equal(codes[*number], code))
            return true;
    return false;
}

bool fact_from_line(const struct fact_line *line, struct fact_row *fact)
{
    *fact = (struct fact_row){
        .id = line->id,
        .case_id = line->case_id,
        .document = line->document,
        .clause = line->clause,
        .name = line->name,
        .value = line->value,
        .happened = line->happened,
        .happened_last = line->happened_last,
        .until = line->until,
        .period_from = line->period_from,
        .period_to = line->period_to,
        .recorded = line->recorded,
        .said_by = line->said_by,
        .words = line->words,
        .corrects = line->corrects,
        .bound = line->bound,
    };
    return number_of(KINDS, FACT_KINDS, line->kind, &fact->kind) &&
        number_of(VOICES, VOICE_COUNT, line->voice, &fact->voice);
}
