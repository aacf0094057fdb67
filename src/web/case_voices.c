// Whose a case is, for whoever works on it: who they are and how they are told, whether that arrives, by whose leave
// somebody speaks for another, and the words as they were said in another language.
#include "web/pages.h"

#include "app/report.h"
#include "app/restriction.h"
#include "app/spoken.h"
#include "app/unreachable.h"

static const struct {
    str way, words;
} WAYS[] = {
    { STR_INIT("email"), STR_INIT("told by e-mail") },
    { STR_INIT("text"), STR_INIT("told by text message") },
    { STR_INIT("letter"), STR_INIT("told by letter") },
    { STR_INIT("telephone"), STR_INIT("wants to be rung: no message goes out by itself") },
    { STR_INIT("none"), STR_INIT("is sent no messages") },
};

static str way_words(struct ctx *ctx, const struct case_people_out *p)
{
    str words = { 0 };
    if (!p->email.n && !p->telephone.n && !p->address.n && str_equal(p->way, STR("none")))
        return STR("Gave no address: has a code to come back with");
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++)
        words = str_equal(p->way, WAYS[i].way) ? WAYS[i].words : words;
    if (p->print.n)
        words = str_format(ctx->arena, "%.*s, in large print", STR_ARGS(words));
    return words;
}

static bool is_spoken_here(str language)
{
    return !language.n || str_equal(language, SPOKEN_ENGLISH) || str_equal(language, STR("cy"));
}

// An address from which messages come back is said, since nobody hears of that otherwise.
static result failing_fill(struct request *request, const struct case_people_out *p,
                           struct case_voices *voices, struct voice_line *line)
{
    struct unreachable ways[] = { { .way = STR("email"), .address = p->email },
                                  { .way = STR("text"), .address = p->telephone } };
    result e = OK;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !e; i++) {
        bool is_failing;
        e = unreachable_find(request->ctx, request->db, &ways[i], &is_failing);
        if (e || !is_failing)
            continue;
        line->failing = str_format(
            request->ctx->arena, "Our messages to %.*s do not arrive, since %.*s.", STR_ARGS(ways[i].address),
            STR_ARGS(date_words(request->ctx, instant_date(request->board->zone, ways[i].since))));
        voices->must_ring |= str_equal(p->way, ways[i].way);
    }
    return e;
}

static result limit_fill(struct request *request, int64_t person, struct voice_line *line)
{
    struct restriction_row row;
    result e = restriction_in_force(request->ctx, request->db, person, request->board->today, &row);
    if (!e && row.id != ID_NONE)
        line->limit = str_format(request->ctx->arena, "Their contact is limited until %.*s: %.*s.",
                                 STR_ARGS(date_words(request->ctx, row.until)),
                                 STR_ARGS(restriction_words(request->ctx, &row)));
    return e;
}

static result person_line(struct request *request, const struct case_people_out *p,
                          struct case_voices *voices)
{
    struct ctx *ctx = request->ctx;
    bool is_reporter = str_equal(p->part, PART_REPORTER);
    struct voice_line *line = LIST_PUSH(ctx->arena, &voices->people);
    if (!line)
        return arena_fail(ctx);
    *line = (struct voice_line){
        .part = p->part, .name = p->name, .address = p->address, .telephone = p->telephone, .email = p->email
    };
    line->telephone_url = telephone_url(ctx, p->telephone);
    line->email_url = email_url(ctx, p->email);
    line->way = is_reporter ? way_words(ctx, p) : (str){ 0 };
    voices->must_ring |= is_reporter && str_equal(p->way, STR("telephone"));
    if (is_reporter && !is_spoken_here(p->language)) {
        voices->code = p->language;
        voices->language = spoken_name(p->language);
    }
    result e = limit_fill(request, p->id, line);
    return e ? e : failing_fill(request, p, voices, line);
}

static void facts_take(struct request *request, const struct fact_row_list *facts, struct case_voices *voices)
{
    struct arena *arena = request->ctx->arena;
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        str how = channel_words(f->name);
        if (f->kind == FACT_NOTE && str_equal(f->name, FACT_NOTE_ORIGINAL))
            voices->original = f->words;
        if (f->kind == FACT_TAKEN_IN &&
            !voices->taken_in.n) // the first: later ones are of what was said since
            voices->taken_in = str_format(arena, "%s%.*s%s%.*s", how.n ? "Taken in " : "For somebody else",
                                          STR_ARGS(how), f->words.n ? ". " : "", STR_ARGS(f->words));
    }
}

// A form has the same words once more, in the language in which they are answered.
static struct form_field own_field(struct request *request, const char *name,
                                   const struct case_voices *voices)
{
    struct form_field field = form_field(
        request, name, str_format(request->ctx->arena, "The same in %.*s", STR_ARGS(voices->language)));
    field.hint = STR("It goes with the message, below the English.");
    field.is_optional = true;
    field.rows = 3;
    return field;
}

result case_voices_fill(struct request *request, int64_t case_id, const struct fact_row_list *facts,
                        struct case_voices *voices)
{
    struct case_people_out_list people;
    result e = query_case_people(request->ctx, request->db,
                                 &(struct case_people_in){ COMMUNITY_FIRST, case_id }, &people);
    for (size_t i = 0; i < people.n && !e; i++)
        e = person_line(request, &people.at[i], voices);
    facts_take(request, facts, voices);
    voices->words_own = own_field(request, "words-own", voices);
    voices->note_own = own_field(request, "note-own", voices);
    voices->answer_own = own_field(request, "answer-own", voices);
    return e;
}
