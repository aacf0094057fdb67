#include "app/walkabout.h"

#include "app/charter_about.h"

#include "base/utf8.h"
#include "rules/personal.h"

enum { NOON = 12 * 3600 };

static result line_fail(struct ctx *ctx, int line, const char *why)
{
    return fail(ctx, ERR_INPUT, "line %d: %s", line, why);
}

static result line_read(struct ctx *ctx, int line, str text, struct walk *walk)
{
    struct personal_list personal = { 0 };
    str rest = text, place = str_trim(str_cut(&rest, ';')), grade = str_trim(str_cut(&rest, ';'));
    str second = str_trim(rest);
    if (!place.n || place.n > WALK_PLACE_BYTES || utf8_invalid_at(place) < place.n)
        return line_fail(ctx, line, "begin with the place, in at most 120 letters");
    struct walk_place *slot = walk->places.n < WALK_PLACES_MAX ? LIST_PUSH(ctx->arena, &walk->places) : NULL;
    if (!slot)
        return fail(ctx, ERR_INPUT, "a round has at most %d places", WALK_PLACES_MAX);
    *slot = (struct walk_place){ place, grade_find(grade), second.n ? grade_find(second) : -1, NULL };
    if (slot->grade < 0 || (second.n && slot->second < 0))
        return line_fail(ctx, line,
                         "behind the place comes a semicolon and a grade: A, B+, B, B-, C, C- or D");
    result e = personal_find(ctx, place, &personal);
    return e || !personal.n
        ? e
        : line_fail(ctx, line, "name the place without a person's details: everybody reads it");
}

result walk_read(struct ctx *ctx, str text, struct walk *walk)
{
    result e = OK;
    int line = 0;
    for (str rest = text; rest.at && rest.n && !e;) {
        str one = str_trim(str_cut(&rest, '\n'));
        line++;
        e = one.n ? line_read(ctx, line, one, walk) : OK;
    }
    return e || walk->places.n ? e : fail(ctx, ERR_INPUT, "write at least one place with its grade");
}

str walk_grades(struct ctx *ctx, const struct walk_place *place)
{
    return place->second < 0
        ? str_from(grade_words(place->grade))
        : str_format(ctx->arena, "%s; %s", grade_words(place->grade), grade_words(place->second));
}

static bool names_grade(const struct clause *clause, enum field_key key)
{
    const struct field *f = field_find(&clause->fields, key);
    return f && !f->is_bad && f->target.n_ramps && f->target.ramps[0].quantity.grade.n;
}

bool is_graded(const struct promise_state *p)
{
    return names_grade(p->clause, KEY_TARGET) || names_grade(p->clause, KEY_COUNT);
}

struct about walk_about(struct ctx *ctx, const struct promise_state *p)
{
    return charter_about(ctx, p->charter->document->document, party_of(p->clause));
}

static result day_check(struct ctx *ctx, const struct walk *walk)
{
    if (date_is_none(walk->day))
        return fail(ctx, ERR_INPUT, "write the day on which you looked like 31 1 2027");
    if (walk->day.day > walk->today.day || walk->day.day < walk->today.day - WALK_DAYS_BACK)
        return fail(ctx, ERR_INPUT, "you looked on a day of the last three months, at the latest today");
    return OK;
}

// The grade of that place by the same post on that day that counts so far; NULL for none.
static const struct fact_row *standing(const struct desk *desk, const struct fact_row_list *graded,
                                       const struct fact_insert_in *fact)
{
    date day = zone_date(desk->ledger->zone, fact->happened, NULL);
    for (size_t i = graded->n; i-- > 0;) {
        const struct fact_row *f = &graded->at[i];
        if (str_same_name(f->name, fact->name) && str_equal(f->said_by, fact->said_by) &&
            zone_date(desk->ledger->zone, f->happened, NULL).day == day.day &&
            !fact_is_corrected(graded->at, graded->n, f->id))
            return f;
    }
    return NULL;
}

// The same one, sent twice of the same place, is there once. Of another grade of that day it is another's.
static result picture_is_there(struct desk *desk, const struct walk_place *place, const struct walk *walk,
                               bool *is_there)
{
    struct photograph_row_list named;
    struct fact_row_list taken;
    result e = query_photograph_of_hash(
        desk->ctx, desk->db, &(struct photograph_of_hash_in){ COMMUNITY_FIRST, place->photograph->hash },
        &named);
    if (!e)
        e = query_fact_of_clause(desk->ctx, desk->db,
                                 &(struct fact_of_clause_in){ COMMUNITY_FIRST, walk->promise->charter->id,
                                                              walk->promise->clause->label, FACT_PHOTOGRAPH },
                                 &taken);
    *is_there = false;
    for (size_t i = 0; !e && i < named.n; i++)
        for (size_t k = 0; k < taken.n; k++)
            *is_there |= named.at[i].fact_id == taken.at[k].id;
    return e;
}

static result place_picture(struct desk *desk, const struct walk *walk, const struct walk_place *place,
                            int64_t graded)
{
    struct photograph_about about = { .kind = PHOTOGRAPH_WALKABOUT,
                                      .pair = ID_NONE,
                                      .document = walk->promise->charter->id,
                                      .clause = walk->promise->clause->label,
                                      .graded = graded };
    bool is_there;
    result e = picture_is_there(desk, place, walk, &is_there);
    return e || is_there ? e : photograph_add(desk, walk->shelf, place->photograph, &about, NULL);
}

static result place_say(struct desk *desk, const struct walk *walk, const struct walk_place *place)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_GRADED);
    struct fact_row_list graded;
    fact.happened = fact.happened_last = zone_instant(desk->ledger->zone, walk->day, NOON, NULL);
    if (fact.happened.second > desk->at.second)
        fact.happened = fact.happened_last = desk->at;
    fact.document = walk->promise->charter->id;
    fact.clause = walk->promise->clause->label;
    fact.name = place->place;
    fact.value = walk_grades(desk->ctx, place);
    result e = query_fact_of_clause(
        desk->ctx, desk->db,
        &(struct fact_of_clause_in){ COMMUNITY_FIRST, fact.document, fact.clause, FACT_GRADED }, &graded);
    const struct fact_row *before = e ? NULL : standing(desk, &graded, &fact);
    fact.corrects = before ? before->id : ID_NONE;
    int64_t id = before ? before->id : ID_NONE;
    if (!e && !(before && str_equal(before->value, fact.value)))
        e = desk_say(desk, fact, &id);
    return e || !place->photograph ? e : place_picture(desk, walk, place, id);
}

result walk_record(struct desk *desk, const struct visitor *visitor, const struct walk *walk)
{
    struct about about = walk_about(desk->ctx, walk->promise);
    result e = must_may(desk->ctx, visitor, DEED_WALKABOUT, &about);
    if (!e)
        e = day_check(desk->ctx, walk);
    for (size_t i = 0; i < walk->places.n && !e; i++)
        e = place_say(desk, walk, &walk->places.at[i]);
    return e;
}

// Of one day and one post. Rounds of the same day by the same post are one.
static struct walk_found *round_of(struct ctx *ctx, struct walks_found *found, const struct fact_row *f,
                                   date day)
{
    for (size_t i = 0; i < found->n; i++)
        if (found->at[i].day.day == day.day && str_equal(found->at[i].said_by, f->said_by))
            return &found->at[i];
    struct walk_found *slot = LIST_PUSH(ctx->arena, found);
    if (slot)
        *slot = (struct walk_found){ .day = day, .said_by = f->said_by, .voice = (enum voice)f->voice };
    return slot;
}

static void newest_first(struct walks_found *found)
{
    for (size_t i = 1; i < found->n; i++)
        for (size_t j = i; j > 0 && found->at[j].day.day > found->at[j - 1].day.day; j--) {
            struct walk_found swap = found->at[j];
            found->at[j] = found->at[j - 1];
            found->at[j - 1] = swap;
        }
}

result walks_find(struct ctx *ctx, const struct promise_state *p, struct walks_found *found)
{
    const struct board *board = p->charter->board;
    *found = (struct walks_found){ 0 };
    for (size_t i = 0; i < board->facts.n; i++) {
        const struct fact_row *f = &board->facts.at[i];
        str rest = f->value;
        int grade = grade_find(str_trim(str_cut(&rest, ';')));
        if (f->kind != FACT_GRADED || grade < 0 || !str_equal(f->document, p->charter->id) ||
            !str_equal(f->clause, p->clause->label) ||
            fact_is_corrected(board->facts.at, board->facts.n, f->id))
            continue;
        struct walk_found *round = round_of(ctx, found, f, zone_date(board->zone, f->happened, NULL));
        if (!round)
            return arena_fail(ctx);
        survey_add(&round->survey, grade, rest.n ? grade_find(str_trim(rest)) : -1);
    }
    newest_first(found);
    return OK;
}

static const struct fact_row *fact_numbered(const struct fact_row_list *facts, int64_t id)
{
    for (size_t i = 0; i < facts->n; i++)
        if (facts->at[i].id == id)
            return &facts->at[i];
    return NULL;
}

static const struct fact_row *graded_of(const struct board *board, const struct fact_row *photograph)
{
    int64_t id;
    const struct fact_row *f = str_to_int(photograph->value, &id) ? fact_numbered(&board->facts, id) : NULL;
    return f && f->kind == FACT_GRADED ? f : NULL;
}

result walk_photographs_find(struct ctx *ctx, const struct promise_state *p, struct walk_photographs *found)
{
    const struct board *board = p->charter->board;
    *found = (struct walk_photographs){ 0 };
    for (size_t i = 0; i < board->facts.n; i++) {
        const struct fact_row *f = &board->facts.at[i], *graded;
        bool is_ours = f->kind == FACT_PHOTOGRAPH && str_equal(f->document, p->charter->id) &&
            str_equal(f->clause, p->clause->label);
        if (!is_ours || !(graded = graded_of(board, f)))
            continue;
        struct walk_photograph *slot = LIST_PUSH(ctx->arena, found);
        if (!slot)
            return arena_fail(ctx);
        *slot = (struct walk_photograph){ f, graded, zone_date(board->zone, graded->happened, NULL) };
    }
    for (size_t i = 1; i < found->n; i++)
        for (size_t j = i; j > 0 && found->at[j].day.day < found->at[j - 1].day.day; j--) {
            struct walk_photograph swap = found->at[j];
            found->at[j] = found->at[j - 1];
            found->at[j - 1] = swap;
        }
    return OK;
}

const struct promise_state *walk_photograph_promise(const struct board *board, int64_t fact_id,
                                                    const struct fact_row **fact)
{
    const struct fact_row *f = fact_numbered(&board->facts, fact_id);
    const struct charter *c = f && f->kind == FACT_PHOTOGRAPH && f->document.n
        ? board_charter(board, f->document)
        : NULL;
    *fact = f;
    return c ? charter_promise(c, f->clause) : NULL;
}
