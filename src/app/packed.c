// How the packed form is made. Cases come in their order; a piece is full with PIECE_CASES of them, so that the pieces
// are the same whether they were made at once or grew.
#include "app/packed_internal.h"

#include "app/packed_case.h"
#include "base/log.h"

enum { PIECE_MEMORY = 64 << 20, FACTS_MEMORY = 256 << 20, FACTS_KEPT = 2 << 20, STEP_MEMORY = 1 << 30 };

struct packing {
    struct ctx *ctx;
    struct db *db;
    const struct zone *zone;
    int64_t from, to; // facts behind `from` are new, up to `to`
    instant recorded;
    struct area_set areas;
    struct ctx own;             // of the piece
    struct piece_making *piece; // NULL for none
    int64_t first_case;         // of the piece
    bool is_damaged;            // what is there can't be gone on with
    struct packed_check {
        int64_t pieces, differs;
    } * check; // of packed_check: pieces are compared and not written
};

result packed_to_find(struct ctx *ctx, struct db *db, const struct zone *zone, struct packed_to *to)
{
    struct packed_to_read_out row;
    bool is_found;
    *to = (struct packed_to){ .recorded = { INT64_MIN } };
    result e = query_packed_to_read(ctx, db, &(struct packed_to_read_in){ COMMUNITY_FIRST }, &row, &is_found);
    if (e || !is_found || row.version != PIECE_VERSION || !str_equal(row.zone, zone_name(zone)))
        return e;
    *to = (struct packed_to){ true, row.last_fact, row.recorded };
    return OK;
}

static result piece_open(struct packing *p, int64_t first_case)
{
    p->own = (struct ctx){ .arena = arena_open(PIECE_MEMORY) };
    p->piece = p->own.arena ? piece_begin(p->own.arena, first_case) : NULL;
    p->first_case = first_case;
    return p->piece ? OK : arena_fail(p->ctx);
}

static result piece_held(struct packing *p, str bytes)
{
    struct packed_of_case_out there;
    bool is_found;
    result e = query_packed_of_case(
        &p->own, p->db, &(struct packed_of_case_in){ COMMUNITY_FIRST, p->first_case }, &there, &is_found);
    bool is_same = !e && is_found && there.first_case == p->first_case && str_equal(there.bytes, bytes);
    p->check->pieces++;
    if (!e && !is_same && p->check->differs == ID_NONE)
        p->check->differs = p->first_case;
    return e;
}

static result piece_close(struct packing *p)
{
    str bytes;
    result e = OK;
    if (p->piece) {
        e = piece_end(&p->own, p->piece, &bytes);
        if (!e && p->check)
            e = piece_held(p, bytes);
        else if (!e)
            e = query_packed_put(&p->own, p->db,
                                 &(struct packed_put_in){ COMMUNITY_FIRST, p->first_case, bytes });
        if (e)
            e = fail(p->ctx, e, "%s", p->own.error.text);
    }
    arena_close(p->own.arena);
    p->own.arena = NULL;
    p->piece = NULL;
    return e;
}

static result case_put(struct packing *p, int64_t case_id, const struct plain_case *plain)
{
    result e = OK;
    if (p->piece && !piece_takes(p->piece, case_id))
        e = piece_close(p);
    if (!e && !p->piece)
        e = piece_open(p, case_id);
    return e || piece_put(p->piece, case_id, plain) ? e : arena_fail(p->ctx);
}

// facts: all of one case.
static result case_pack(struct packing *p, const struct fact_brief *facts, size_t n)
{
    struct plain_case plain;
    result e = OK;
    if (!n)
        return OK;
    for (size_t i = 0; !e && i < n; i++) {
        if (facts[i].recorded.second > p->recorded.second)
            p->recorded = facts[i].recorded;
        if (facts[i].kind == FACT_AREA)
            e = area_set_add(p->ctx, &p->areas, facts[i].value);
    }
    if (e)
        return e;
    bool is_plain = case_is_plain(p->zone, facts, n, &plain);
    return case_put(p, facts[0].case_id, is_plain ? &plain : NULL);
}

static result case_again(struct packing *p, int64_t case_id)
{
    struct fact_brief_list facts;
    struct ctx own = { .arena = arena_open(FACTS_MEMORY) };
    result e = own.arena
        ? query_fact_brief_of_case(&own, p->db,
                                   &(struct fact_brief_of_case_in){ COMMUNITY_FIRST, case_id, p->to }, &facts)
        : ERR_LIMIT;
    if (!e)
        e = case_pack(p, facts.at, facts.n);
    else
        e = own.error.text[0] ? fail(p->ctx, e, "%s", own.error.text) : arena_fail(p->ctx);
    arena_close(own.arena);
    return e;
}

// The rows and odd cases of a piece in their order, those that facts came to anew. Counts these down.
static result piece_again(struct packing *p, const struct piece *piece, const struct case_ids *ids,
                          size_t *next)
{
    result e = OK;
    for (size_t i = 0, k = 0; !e && i + k < piece->n + piece->n_odd;) {
        struct plain_case plain;
        int64_t row = i < piece->n ? piece_plain(piece, i, &plain) : INT64_MAX;
        int64_t odd = k < piece->n_odd ? piece_odd(piece, k) : INT64_MAX;
        int64_t case_id = row < odd ? row : odd;
        i += row < odd;
        k += row >= odd;
        if (*next < ids->n && ids->at[*next] == case_id) {
            ++*next;
            e = case_again(p, case_id);
        } else
            e = case_put(p, case_id, row < odd ? &plain : NULL);
    }
    return e;
}

// The piece of a case, opened to go on with or to be written anew.
static result piece_load(struct packing *p, int64_t case_id, const struct case_ids *ids, size_t *next)
{
    struct packed_of_case_out there;
    struct piece piece;
    bool is_found;
    struct ctx own = { .arena = arena_open(PIECE_MEMORY) };
    if (!own.arena)
        return arena_fail(p->ctx);
    result e = query_packed_of_case(&own, p->db, &(struct packed_of_case_in){ COMMUNITY_FIRST, case_id },
                                    &there, &is_found);
    if (e)
        e = fail(p->ctx, e, "%s", own.error.text);
    p->is_damaged = !e && is_found && !piece_read(own.arena, there.first_case, there.bytes, &piece);
    if (!e && is_found && !p->is_damaged)
        e = piece_again(p, &piece, ids, next);
    arena_close(own.arena);
    return e;
}

// Pieces whose cases got new facts are written anew.
static result old_pack(struct packing *p)
{
    struct case_ids ids = { 0 };
    size_t next = 0;
    struct fact_cases_between_in between = { COMMUNITY_FIRST, p->from, p->to };
    result e = case_ids_between(p->ctx, p->db, between, p->from, &ids);
    while (!e && next < ids.n && !p->is_damaged) {
        size_t before = next;
        e = piece_load(p, ids.at[next], &ids, &next);
        if (!e)
            e = piece_close(p);
        p->is_damaged |= next == before; // no piece has the case
    }
    return e;
}

static struct fact_brief brief_keep(struct arena *arena, struct fact_brief f)
{
    f.name = f.name.n ? str_copy(arena, f.name) : f.name;
    f.value = f.value.n ? str_copy(arena, f.value) : f.value;
    return f;
}

// The facts of one case after the other; `facts` holds those of the last until it is whole.
struct gathered_facts {
    struct arena *arena;
    struct fact_brief *at;
    size_t n, room;
};

static result gathered_pack(struct packing *p, struct gathered_facts *g)
{
    result e = case_pack(p, g->at, g->n);
    g->n = 0;
    if (arena_used(g->arena) > FACTS_KEPT) {
        arena_close(g->arena);
        *g = (struct gathered_facts){ .arena = arena_open(FACTS_MEMORY) };
    }
    return e || g->arena ? e : arena_fail(p->ctx);
}

static result new_each(struct packing *p, struct gathered_facts *g)
{
    struct cursor cursor;
    struct fact_brief fact;
    result e = query_fact_brief_each(
        p->ctx, p->db, &(struct fact_brief_each_in){ COMMUNITY_FIRST, p->from, p->to }, &cursor);
    while (!e && query_fact_brief_each_next(p->ctx, &cursor, &fact)) {
        if (g->n && g->at[0].case_id != fact.case_id)
            e = gathered_pack(p, g);
        struct fact_brief *slot = e ? NULL : LIST_PUSH(g->arena, g);
        if (slot)
            *slot = brief_keep(g->arena, fact);
        if (!e && arena_is_full(g->arena))
            e = arena_fail(p->ctx);
    }
    e = e ? e : cursor.failed;
    return e ? e : gathered_pack(p, g);
}

// Cases that were opened behind the last fact: into the last piece, and new ones.
static result new_pack(struct packing *p)
{
    struct gathered_facts facts = { .arena = arena_open(FACTS_MEMORY) };
    size_t none = 0;
    result e = facts.arena ? OK : arena_fail(p->ctx);
    if (!e && p->from)
        e = piece_load(p, p->from, &(struct case_ids){ 0 }, &none);
    if (!e && !p->is_damaged)
        e = new_each(p, &facts);
    arena_close(facts.arena);
    return e;
}

static void packing_end(struct packing *p)
{
    arena_close(p->own.arena);
    p->own.arena = NULL;
    p->piece = NULL;
}

// Those that the record named before; of none, there are none.
static result areas_load(struct packing *p)
{
    struct packed_areas_out row;
    struct str_list names = { 0 };
    bool is_found = false;
    result e = query_packed_areas(p->ctx, p->db, &(struct packed_areas_in){ COMMUNITY_FIRST }, &row,
                                  &is_found);
    p->is_damaged = !e && !(is_found && names_unpack(p->ctx->arena, row.areas, &names));
    for (size_t i = 0; !e && i < names.n; i++)
        e = area_set_add(p->ctx, &p->areas, names.at[i]);
    return e;
}

// Facts from p->from to p->to. What was there is to be believed.
static result facts_pack(struct packing *p)
{
    p->areas = (struct area_set){ .arena = p->ctx->arena };
    result e = p->from ? areas_load(p) : OK;
    if (!e && !p->is_damaged && p->from)
        e = old_pack(p);
    if (!e && !p->is_damaged)
        e = new_pack(p);
    if (!e && !p->is_damaged)
        e = piece_close(p);
    packing_end(p);
    return e;
}

static result cleared(struct ctx *ctx, struct db *db)
{
    result e = query_packed_clear(ctx, db, &(struct packed_clear_in){ COMMUNITY_FIRST });
    return e ? e : query_packed_to_clear(ctx, db, &(struct packed_to_clear_in){ COMMUNITY_FIRST });
}

// The community's own; NULL if there is none yet.
static result zone_read(struct ctx *ctx, struct db *db, const struct zone **zone)
{
    struct community_by_id_out community;
    bool is_found;
    *zone = NULL;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ COMMUNITY_FIRST }, &community,
                                     &is_found);
    return e || !is_found ? e : zone_load(ctx, community.zone, zone);
}

static result last_read(struct ctx *ctx, struct db *db, int64_t *last)
{
    struct fact_last_out row;
    bool is_found;
    result e = query_fact_last(ctx, db, &(struct fact_last_in){ COMMUNITY_FIRST }, &row, &is_found);
    *last = !e && is_found ? row.last : 0;
    return e;
}

static int64_t step_end(int64_t from, int64_t last, int64_t most)
{
    return last - from > most ? from + most : last;
}

static result to_write(struct packing *p)
{
    struct packed_to_set_in to = { COMMUNITY_FIRST, PIECE_VERSION, zone_name(p->zone),
                                   p->to,           p->recorded,   { 0 } };
    area_set_settle(&p->areas);
    result e = names_pack(p->ctx, &p->areas.names, &to.areas);
    return e ? e : query_packed_to_set(p->ctx, p->db, &to);
}

static result advance(struct ctx *ctx, struct db *db, const struct zone *zone, int64_t most, bool *is_done)
{
    struct packed_to there;
    int64_t last = 0;
    result e = packed_to_find(ctx, db, zone, &there);
    if (!e)
        e = last_read(ctx, db, &last);
    if (!e && (!there.is_there || there.last_fact > last))
        e = cleared(ctx, db);
    there.last_fact = there.is_there && there.last_fact <= last ? there.last_fact : 0;
    *is_done = there.last_fact == last;
    if (e || *is_done)
        return e;
    struct packing p = {
        ctx, db, zone, there.last_fact, step_end(there.last_fact, last, most), there.recorded, .check = NULL
    };
    e = facts_pack(&p);
    if (!e && p.is_damaged) {
        log_line("what was packed of the store's cases is damaged: it is made again from the facts");
        e = cleared(ctx, db);
        p = (struct packing){ ctx, db, zone, 0, step_end(0, last, most), { INT64_MIN }, .check = NULL };
        if (!e)
            e = facts_pack(&p);
    }
    *is_done = p.to == last;
    return e ? e : to_write(&p);
}

result packed_advance(struct ctx *ctx, struct db *db, int64_t most, bool *is_done)
{
    const struct zone *zone;
    struct ctx own = { .arena = arena_open(STEP_MEMORY) };
    if (!own.arena)
        return arena_fail(ctx);
    *is_done = true;
    result e = zone_read(&own, db, &zone);
    if (!e && zone)
        e = advance(&own, db, zone, most, is_done);
    if (e)
        e = fail(ctx, e, "%s", own.error.text);
    arena_close(own.arena);
    return e;
}

result packed_rebuild(struct ctx *ctx, struct db *db)
{
    bool is_done;
    result e = cleared(ctx, db);
    return e ? e : packed_advance(ctx, db, INT64_MAX, &is_done);
}

struct turn {
    int64_t most;
    bool is_done;
};

static result turn_work(struct ctx *ctx, struct db *db, void *with)
{
    struct turn *turn = with;
    return packed_advance(ctx, db, turn->most, &turn->is_done);
}

result store_pack(struct ctx *ctx, struct store *store)
{
    struct turn turn = { .most = PACKED_AT_ONCE };
    result e = OK;
    while (!e && !turn.is_done)
        e = store_write(ctx, store, turn_work, &turn);
    return e;
}

static result behind_read(struct ctx *ctx, struct db *db, void *with)
{
    struct turn *turn = with;
    const struct zone *zone;
    struct packed_to there = { 0 };
    int64_t last = 0;
    result e = zone_read(ctx, db, &zone);
    if (!e && zone)
        e = packed_to_find(ctx, db, zone, &there);
    if (!e)
        e = last_read(ctx, db, &last);
    turn->is_done = last - there.last_fact < PACKED_BEHIND;
    return e;
}

result store_pack_due(struct ctx *ctx, struct store *store)
{
    struct turn turn = { .most = PACKED_BY_CLOCK };
    result e = store_read(ctx, store, behind_read, &turn);
    return e || turn.is_done ? e : store_write(ctx, store, turn_work, &turn);
}

result packed_check(struct ctx *ctx, struct db *db, int64_t *pieces, int64_t *differs)
{
    struct packed_check check = { 0, ID_NONE };
    struct packed_firsts_out_list firsts = { 0 };
    struct packed_to there = { 0 };
    const struct zone *zone;
    result e = zone_read(ctx, db, &zone);
    if (!e && zone)
        e = packed_to_find(ctx, db, zone, &there);
    if (!e && there.is_there)
        e = query_packed_firsts(ctx, db, &(struct packed_firsts_in){ COMMUNITY_FIRST }, &firsts);
    struct packing p = { ctx, db, zone, 0, there.last_fact, { INT64_MIN }, .check = &check };
    if (!e && there.is_there)
        e = facts_pack(&p);
    if (!e && check.differs == ID_NONE && (int64_t)firsts.n > check.pieces)
        check.differs = firsts.at[firsts.n - 1].first_case;
    *pieces = check.pieces;
    *differs = check.differs;
    return e;
}
