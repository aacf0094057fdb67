#include "app/reporting.h"

#include <stdlib.h>

struct reporting reporting_open(struct ctx *ctx, struct db *db, const struct board *board, instant now)
{
    return (struct reporting){ ctx, db, board, &board->directory, ledger_instant(board->ledger, now) };
}

// Degrees as browsers write them; false for anything else.
static bool degrees_read(struct ctx *ctx, str text, double most, double *degrees)
{
    char *at = str_c(ctx->arena, text), *end;
    if (!at || !text.n || text.n > 32)
        return false;
    *degrees = strtod(at, &end);
    return *end == 0 && *degrees >= -most && *degrees <= most;
}

static bool is_of_word(char c)
{
    return char_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static str word_at(str text, size_t from)
{
    size_t to = from;
    while (to < text.n && is_of_word(text.at[to]))
        to++;
    return str_slice(text, from, to);
}

static bool has_digit(str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (char_is_digit(word.at[i]))
            return true;
    return false;
}

// The postcode among what was typed, "outside 3 Mill Lane, ZZ1 2AB": one word or two, both with a digit, one of ours.
static result postcode_among(const struct reporting *r, str typed, struct located *located)
{
    enum { WORDS = 64 };
    str words[WORDS];
    size_t n = 0;
    result e = OK;
    for (size_t i = 0; i < typed.n && n < WORDS; i++)
        if (is_of_word(typed.at[i]) && (!i || !is_of_word(typed.at[i - 1])))
            words[n++] = word_at(typed, i);
    for (size_t i = 0; i < n && !e && !located->is_found; i++) {
        if (!has_digit(words[i]))
            continue;
        e = place_postcode(r->ctx, r->db, r->board->areas, words[i], located);
        if (!e && !located->is_found && i + 1 < n && has_digit(words[i + 1]))
            e = place_postcode(
                r->ctx, r->db, r->board->areas,
                str_format(r->ctx->arena, "%.*s%.*s", STR_ARGS(words[i]), STR_ARGS(words[i + 1])), located);
    }
    return e;
}

bool reporting_is_point(struct ctx *ctx, str latitude, str longitude)
{
    double north, east;
    return degrees_read(ctx, latitude, 90, &north) && degrees_read(ctx, longitude, 180, &east);
}

result reporting_place(const struct reporting *r, str typed, str latitude, str longitude,
                       struct report_place *place)
{
    double north, east;
    *place = (struct report_place){ place_unknown(), typed };
    if (degrees_read(r->ctx, latitude, 90, &north) && degrees_read(r->ctx, longitude, 180, &east))
        return place_at(r->ctx, r->board->areas, north, east, &place->located);
    result e = typed.n ? place_typed(r->ctx, r->db, r->board->areas, typed, &place->located) : OK;
    if (!e && !place->located.is_found)
        e = postcode_among(r, typed, &place->located);
    return e || place->located.is_found ? e : place_among(r->ctx, r->board->areas, typed, &place->located);
}

void reporting_placed(struct arena *arena, const struct report_place *place, const struct routed *routed,
                      struct report *report)
{
    report->areas = place->located.areas;
    report->place = place->words;
    report->body = routed->body ? routed->body->name : FACT_NOBODY;
    report->is_sent = routed->body && !routed->body->is_tracked;
    if (!place->located.has_point)
        return;
    report->latitude = str_format(arena, "%.6f", place->located.latitude);
    report->longitude = str_format(arena, "%.6f", place->located.longitude);
}
