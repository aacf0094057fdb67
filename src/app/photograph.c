#include "app/photograph.h"

#include "base/arena.h"

static const str KINDS[PHOTOGRAPH_KINDS] = {
    [PHOTOGRAPH_REPORT] = STR_INIT("report"),
    [PHOTOGRAPH_BEFORE] = STR_INIT("before"),
    [PHOTOGRAPH_AFTER] = STR_INIT("after"),
    [PHOTOGRAPH_WALKABOUT] = STR_INIT("walkabout"),
};

str photograph_kind_word(enum photograph_kind kind)
{
    return KINDS[kind];
}

bool photograph_kind_from(str word, enum photograph_kind *kind)
{
    for (int i = 0; i < PHOTOGRAPH_KINDS; i++)
        if (str_equal(KINDS[i], word)) {
            *kind = (enum photograph_kind)i;
            return true;
        }
    return false;
}

result photograph_put(struct ctx *ctx, const struct shelf *shelf, const struct picture *picture,
                      struct photograph_files *files)
{
    *files = (struct photograph_files){ .picture = picture };
    result e = shelf_put(ctx, shelf, picture->large, &files->hash);
    return e ? e : shelf_put(ctx, shelf, picture->small, &files->small);
}

// Since they were put, a sweep may have taken them for another's that was erased.
static result files_ensure(struct ctx *ctx, struct db *db, const struct shelf *shelf,
                           const struct photograph_files *files)
{
    const struct picture *p = files->picture;
    str same;
    result e = query_photograph_gone_delete(
        ctx, db, &(struct photograph_gone_delete_in){ COMMUNITY_FIRST, files->hash });
    if (!e)
        e = query_photograph_gone_delete(
            ctx, db, &(struct photograph_gone_delete_in){ COMMUNITY_FIRST, files->small });
    if (!e && !shelf_has(ctx, shelf, files->hash))
        e = shelf_put(ctx, shelf, p->large, &same);
    if (!e && !shelf_has(ctx, shelf, files->small))
        e = shelf_put(ctx, shelf, p->small, &same);
    return e;
}

static struct photograph_insert_in row_of(const struct photograph_files *files, instant at)
{
    const struct picture *p = files->picture;
    return (struct photograph_insert_in){ .community = COMMUNITY_FIRST,
                                          .case_id = ID_NONE,
                                          .fact_id = ID_NONE,
                                          .hash = files->hash,
                                          .small = files->small,
                                          .kind = KINDS[PHOTOGRAPH_REPORT],
                                          .width = p->width,
                                          .height = p->height,
                                          .small_width = p->small_width,
                                          .small_height = p->small_height,
                                          .pair = ID_NONE,
                                          .covers = ID_NONE,
                                          .state = PHOTOGRAPH_UNSENT,
                                          .added = at };
}

static result keep(struct ctx *ctx, struct db *db, const struct shelf *shelf,
                   const struct photograph_files *files, struct photograph_insert_in row)
{
    int64_t id;
    result e = files_ensure(ctx, db, shelf, files);
    return e ? e : query_photograph_insert(ctx, db, &row, &id);
}

result photograph_keep(struct ctx *ctx, struct db *db, const struct shelf *shelf,
                       const struct photograph_files *files, instant now)
{
    struct photograph_of_state_out unsent;
    bool is_found;
    result e = query_photograph_of_state(
        ctx, db,
        &(struct photograph_of_state_in){ COMMUNITY_FIRST, PHOTOGRAPH_UNSENT, PHOTOGRAPHS_UNSENT_MAX },
        &unsent, &is_found);
    if (!e && unsent.n >= PHOTOGRAPHS_UNSENT_MAX)
        return fail(ctx, ERR_BUSY,
                    "very many photographs are being sent just now: send your report without it, and add it "
                    "later");
    return e ? e : keep(ctx, db, shelf, files, row_of(files, now));
}

// One of the desk's case.
static result row_find(struct desk *desk, int64_t id, struct photograph_row *row, bool *is_found)
{
    result e = query_photograph_by_id(desk->ctx, desk->db,
                                      &(struct photograph_by_id_in){ COMMUNITY_FIRST, id }, row, is_found);
    *is_found = !e && *is_found && row->case_id == desk->case_id;
    return e;
}

static result pair_check(struct desk *desk, const struct photograph_about *about,
                         struct photograph_row *before)
{
    bool is_found = false;
    result e = about->pair == ID_NONE ? OK : row_find(desk, about->pair, before, &is_found);
    if (e || about->pair == ID_NONE || (is_found && about->kind == PHOTOGRAPH_AFTER))
        return e;
    return fail(desk->ctx, ERR_RULE,
                "an after belongs to a photograph of the same report: choose which it is the after of");
}

static result room_check(struct desk *desk)
{
    struct photograph_row_list held;
    result e = query_photograph_of_case(
        desk->ctx, desk->db, &(struct photograph_of_case_in){ COMMUNITY_FIRST, desk->case_id }, &held);
    if (!e && held.n >= PHOTOGRAPHS_OF_CASE_MAX)
        return fail(desk->ctx, ERR_RULE, "a report can have at most %d photographs, and this one has them",
                    PHOTOGRAPHS_OF_CASE_MAX);
    return e;
}

// Its private part binds both files; who took it stands there too.
static result fact_say(struct desk *desk, struct fact_insert_in fact, str hash, str small, int64_t *id)
{
    struct private_part part = PRIVATE_NOTHING;
    part.actor = desk->by.person;
    part.photograph = str_format(desk->ctx->arena, "%.*s %.*s", STR_ARGS(hash), STR_ARGS(small));
    return fact_keep(desk->ctx, desk->db, fact, part, id);
}

static result attach(struct desk *desk, const struct photograph_row *row,
                     const struct photograph_about *about)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_PHOTOGRAPH);
    struct photograph_row before = { .fact_id = ID_NONE };
    struct photograph_attach_in attached = { COMMUNITY_FIRST,    row->id,    desk->case_id, ID_NONE,
                                             KINDS[about->kind], about->pair };
    fact.name = KINDS[about->kind];
    fact.words = about->words;
    if (about->words.n > PHOTOGRAPH_WORDS_MAX)
        return fail(desk->ctx, ERR_INPUT, "what is to be seen has more than %d letters: say it shorter",
                    PHOTOGRAPH_WORDS_MAX);
    result e = pair_check(desk, about, &before);
    if (about->document.n) {
        fact.document = about->document;
        fact.clause = about->clause;
        fact.value = str_format(desk->ctx->arena, "%lld", (long long)about->graded);
    }
    if (!e && about->pair != ID_NONE)
        fact.value = str_format(desk->ctx->arena, "%lld", (long long)before.fact_id);
    if (!e)
        e = room_check(desk);
    if (!e)
        e = fact_say(desk, fact, row->hash, row->small, &attached.fact_id);
    if (!e)
        e = query_photograph_attach(desk->ctx, desk->db, &attached);
    return e ? e
             : query_photograph_state(
                   desk->ctx, desk->db,
                   &(struct photograph_state_in){ COMMUNITY_FIRST, row->id, PHOTOGRAPH_WAITING });
}

result photograph_attach(struct desk *desk, str hash, const struct photograph_about *about)
{
    struct photograph_row_list named;
    result e = query_photograph_of_hash(desk->ctx, desk->db,
                                        &(struct photograph_of_hash_in){ COMMUNITY_FIRST, hash }, &named);
    for (size_t i = 0; !e && i < named.n; i++)
        if (str_equal(named.at[i].state, PHOTOGRAPH_UNSENT))
            return attach(desk, &named.at[i], about);
    return e ? e
             : fail(desk->ctx, ERR_MISSING,
                    "the photograph is no longer here, because its report was not sent for two days: add it "
                    "again");
}

result photograph_add(struct desk *desk, const struct shelf *shelf, const struct photograph_files *files,
                      const struct photograph_about *about, int64_t *id)
{
    struct photograph_insert_in fresh = row_of(files, desk->recorded);
    struct photograph_row row = { .hash = files->hash, .small = files->small };
    result e = files_ensure(desk->ctx, desk->db, shelf, files);
    if (!e)
        e = query_photograph_insert(desk->ctx, desk->db, &fresh, &row.id);
    if (!e)
        e = attach(desk, &row, about);
    if (!e && id)
        *id = row.id;
    return e;
}

result photograph_of_desk(struct desk *desk, int64_t id, struct photograph_row *row)
{
    bool is_found;
    result e = row_find(desk, id, row, &is_found);
    return e || is_found ? e : fail(desk->ctx, ERR_MISSING, "there is no such photograph on this report");
}

str hidden_photograph(struct arena *arena, int64_t fact_id)
{
    return str_format(arena, "photograph %lld", (long long)fact_id);
}

// What is decided of it: the value and words of the fact, and the state that follows.
struct photograph_state {
    str state, value, words;
};

static result state_say(struct desk *desk, const struct photograph_row *row, struct photograph_state s)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_HIDDEN);
    fact.name = hidden_photograph(desk->ctx->arena, row->fact_id);
    fact.value = s.value;
    fact.words = s.words;
    result e = desk_say(desk, fact, NULL);
    return e ? e
             : query_photograph_state(desk->ctx, desk->db,
                                      &(struct photograph_state_in){ COMMUNITY_FIRST, row->id, s.state });
}

// Another one stands in its place: what is decided is decided of that one.
static result row_current(struct desk *desk, int64_t id, struct photograph_row *row)
{
    result e = photograph_of_desk(desk, id, row);
    if (!e && str_equal(row->state, PHOTOGRAPH_COVERED))
        return fail(desk->ctx, ERR_RULE, "another photograph, with places covered, stands in its place");
    return e;
}

result photograph_show(struct desk *desk, int64_t id, str why)
{
    struct photograph_row row;
    result e = row_current(desk, id, &row);
    if (e || str_equal(row.state, PHOTOGRAPH_SHOWN))
        return e;
    e = state_say(desk, &row, (struct photograph_state){ PHOTOGRAPH_SHOWN, STR("no"), why });
    return e ? e : appeal_end(desk, hidden_photograph(desk->ctx->arena, row.fact_id));
}

result photograph_hide(struct desk *desk, int64_t id, const struct hiding *why)
{
    struct photograph_row row;
    result e = row_current(desk, id, &row);
    if (e || str_equal(row.state, PHOTOGRAPH_HIDDEN))
        return e;
    return state_say(desk, &row,
                     (struct photograph_state){ PHOTOGRAPH_HIDDEN,
                                                hiding_value(desk->ctx->arena, why->reason), why->note });
}

// Of one that covers another already, the one as it was is that one's.
static int64_t original_of(const struct photograph_row *row)
{
    return row->covers == ID_NONE ? row->id : row->covers;
}

result photograph_cover(struct desk *desk, const struct covering *covering, int64_t *id)
{
    struct photograph_row old;
    const struct photograph_files *files = covering->files;
    struct photograph_insert_in fresh = row_of(files, desk->recorded);
    struct fact_insert_in fact = desk_fact(desk, FACT_PHOTOGRAPH);
    int64_t own;
    result e = row_current(desk, covering->of, &old);
    if (!e)
        e = room_check(desk);
    if (e)
        return e;
    fact.name = fresh.kind = old.kind;
    fact.corrects = old.fact_id;
    fact.words = str_format(desk->ctx->arena, "places in it are covered because %.*s",
                            STR_ARGS(hiding_reason_words(covering->reason)));
    if (covering->place) {
        fact.document = covering->place->document;
        fact.clause = covering->place->clause;
        fact.value = covering->place->value;
    }
    fresh.case_id = desk->case_id;
    fresh.pair = old.pair;
    fresh.covers = original_of(&old);
    fresh.state = old.state;
    e = files_ensure(desk->ctx, desk->db, covering->shelf, files);
    if (!e)
        e = fact_say(desk, fact, files->hash, files->small, &fresh.fact_id);
    if (!e)
        e = query_photograph_insert(desk->ctx, desk->db, &fresh, id ? id : &own);
    return e ? e
             : query_photograph_state(
                   desk->ctx, desk->db,
                   &(struct photograph_state_in){ COMMUNITY_FIRST, covering->of, PHOTOGRAPH_COVERED });
}

// It waits for somebody to look at it: what is bare now was covered for a reason.
result photograph_uncover(struct desk *desk, int64_t id, str why)
{
    struct photograph_row row, bare;
    result e = row_current(desk, id, &row);
    if (!e && row.covers == ID_NONE)
        return fail(desk->ctx, ERR_RULE, "nothing in that photograph is covered");
    if (!e && !why.n)
        return fail(desk->ctx, ERR_INPUT, "say why the covers can come off");
    if (!e)
        e = photograph_of_desk(desk, row.covers, &bare);
    if (!e)
        e = state_say(
            desk, &bare,
            (struct photograph_state){ PHOTOGRAPH_WAITING, STR("yes: nobody has looked at it yet"), why });
    return e ? e
             : query_photograph_state(
                   desk->ctx, desk->db,
                   &(struct photograph_state_in){ COMMUNITY_FIRST, row.id, PHOTOGRAPH_COVERED });
}

enum seen_kind photograph_seen_as(const struct photograph_row *row, enum visibility of_case)
{
    return str_equal(row->state, PHOTOGRAPH_COVERED)                    ? SEEN_PHOTOGRAPH_BARE
        : str_equal(row->state, PHOTOGRAPH_SHOWN) && of_case == VISIBLE ? SEEN_PHOTOGRAPH_SHOWN
                                                                        : SEEN_PHOTOGRAPH;
}

// One of no case and no place is shown to who knows its name: only who has the picture can.
static result seen_as(struct ctx *ctx, struct db *db, const struct photograph_row *row, enum seen_kind *seen)
{
    struct case_row of;
    bool is_found = false;
    bool is_unsent = row->case_id == ID_NONE && row->fact_id == ID_NONE;
    *seen = is_unsent ? SEEN_PHOTOGRAPH_UNSENT : SEEN_PHOTOGRAPH;
    if (row->case_id == ID_NONE && !is_unsent)
        *seen = photograph_seen_as(row, VISIBLE); // of a place
    result e = row->case_id == ID_NONE
        ? OK
        : query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, row->case_id }, &of, &is_found);
    if (!e && is_found)
        *seen = photograph_seen_as(row, (enum visibility)of.visibility);
    return e;
}

static int openness(enum seen_kind seen)
{
    return seen == SEEN_PHOTOGRAPH_SHOWN ? 3 : seen == SEEN_PHOTOGRAPH_UNSENT ? 2 : seen == SEEN_PHOTOGRAPH;
}

result photograph_find(struct ctx *ctx, struct db *db, str hash, struct photograph_row *row,
                       enum seen_kind *seen)
{
    struct photograph_row_list named = { 0 };
    int best = -1;
    result e = is_shelf_name(hash)
        ? query_photograph_of_hash(ctx, db, &(struct photograph_of_hash_in){ COMMUNITY_FIRST, hash }, &named)
        : OK;
    for (size_t i = 0; !e && i < named.n; i++) {
        enum seen_kind kind;
        e = seen_as(ctx, db, &named.at[i], &kind);
        if (e || openness(kind) <= best)
            continue;
        best = openness(kind);
        *row = named.at[i];
        *seen = kind;
    }
    return e ? e : best < 0 ? fail(ctx, ERR_MISSING, "there is no such photograph") : OK;
}

result photograph_for_all(struct ctx *ctx, struct db *db, const struct case_row *row, str *hash)
{
    struct photograph_row_list rows;
    *hash = (str){ 0 };
    result e = query_photograph_of_case(ctx, db, &(struct photograph_of_case_in){ COMMUNITY_FIRST, row->id },
                                        &rows);
    for (size_t i = 0; !e && i < rows.n && !hash->n; i++)
        if (is_seen_by_all(photograph_seen_as(&rows.at[i], (enum visibility)row->visibility)))
            *hash = rows.at[i].hash;
    return e;
}
