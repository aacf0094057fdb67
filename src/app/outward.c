#include "app/outward.h"

#include "app/hiding.h"
#include "rules/personal.h"

static const struct fact_row *opening_of(const struct fact_row_list *facts)
{
    return facts->n && facts->at[0].id == facts->at[0].case_id ? &facts->at[0] : NULL;
}

static str areas_of(const struct fact_row_list *facts)
{
    str areas = { 0 };
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].kind == FACT_AREA)
            areas = facts->at[i].value;
    return areas;
}

static result covered_note(struct outward *out, str words)
{
    struct personal_list found;
    result e = personal_find(out->ctx, words, &found);
    if (!e && found.n && !out->covered.n)
        out->covered = str_format(out->ctx->arena, "[%s]", personal_words(found.at[0].kind));
    return e ? e : arena_is_full(out->ctx->arena) ? arena_fail(out->ctx) : OK;
}

result outward_words_make(struct outward *out, const struct fact_row *entry, struct outward_words *words)
{
    *words = (struct outward_words){ .held = entry_held_why(out->facts, entry, out->at) };
    if (words->held.n)
        return OK;
    result e = entry_public(out->ctx, out->facts, entry, &words->words);
    return e || str_equal(words->words, entry->words) ? e : covered_note(out, entry->words);
}

static bool place_is_held(const struct outward *out)
{
    const struct fact_row *opening = opening_of(out->facts),
                          *by = opening ? entry_hidden_by(out->facts, opening) : NULL;
    return withheld_of(out->facts, out->at) ||
        (by && str_equal(fact_hides_why(by), hiding_reason_words(HIDING_HOME)));
}

result outward_place_make(struct outward *out, struct private_by_fact_out *place)
{
    if (place_is_held(out)) {
        place->place = areas_of(out->facts);
        place->latitude = place->longitude = (str){ 0 };
        return OK;
    }
    result e = covered_note(out, place->place);
    if (!e)
        e = personal_cover(out->ctx, place->place, &place->place);
    if (!place->place.n && !(place->latitude.n && place->longitude.n))
        place->place = areas_of(out->facts);
    return e;
}
