// The packed form read for the batch judge: rows of all pieces, but those of cases that something was recorded of
// since; these and the odd ones come from their facts. The two together are what reading all facts gives.
#include "app/packed_internal.h"

#include "app/judge_pack.h"
#include "app/ledger_internal.h"
#include "base/log.h"
#include "base/pages.h"
#include "base/team.h"
#include "format/piece.h"

enum { PIECE_MEMORY = 64 << 20 };

struct loading {
    struct ctx *ctx;
    struct db *db;
    struct ledger *ledger;
    struct packed_requests *packed;
    struct case_ids apart; // that are read from their facts
    size_t n_since, next;  // of them: something was recorded since; the next of these, in their order
    LIST(struct packed_kind) kinds;
    struct quick_words areas; // of all pieces; value: of the data
    struct packed_part *part; // that is filled
    bool is_damaged;
};

// What a kind of a piece is to the ledger: its number among all kinds there are.
static result kind_find(struct loading *l, const struct piece_kind *kind, uint16_t *number)
{
    const struct fold *fold = &l->ledger->fold;
    struct packed_kind own = { fold_service(fold, kind->service), PACKED_EACH_BODY };
    int receipt = kind->body.n ? fold_receipt_of(fold, kind->body) : -1;
    if (kind->body.n)
        own.body = receipt < 0 ? PACKED_NO_BODY : receipt;
    size_t i = 0;
    while (i < l->kinds.n && (l->kinds.at[i].service != own.service || l->kinds.at[i].body != own.body))
        i++;
    *number = (uint16_t)i;
    if (i < l->kinds.n)
        return OK;
    struct packed_kind *slot = LIST_PUSH(l->ctx->arena, &l->kinds);
    if (!slot || own.service < 0 || i > PACKED_SERVICES_MAX)
        return slot ? ERR_CONFLICT : arena_fail(l->ctx);
    *slot = own;
    return OK;
}

// An area of a piece among those of all pieces: most names come in every piece, and are looked up once.
static result area_find(struct loading *l, str name, uint32_t *number)
{
    struct arena *arena = l->ctx->arena;
    int64_t known = quick_words_known(&l->areas, name);
    if (known < 0) {
        size_t n = l->areas.list.n;
        str own = str_copy(arena, name);
        known = own.at ? quick_words_find(arena, &l->areas, own) : -1;
        if (known < 0)
            return arena_fail(l->ctx);
        if (l->areas.list.n > n)
            l->areas.list.at[known].value = fold_area(&l->ledger->fold, own);
    }
    *number = (uint32_t)known + 1;
    return l->areas.list.at[known].value < 0 ? ERR_CONFLICT : OK;
}

// What the numbers of a piece are to the ledger.
struct piece_words {
    uint16_t *kinds;
    uint32_t *areas; // with one added
};

static result piece_words_find(struct loading *l, struct arena *arena, const struct piece *piece,
                               struct piece_words *words)
{
    result e = OK;
    words->kinds = ARENA_ARRAY(arena, uint16_t, piece->kinds.n + 1);
    words->areas = ARENA_ARRAY(arena, uint32_t, piece->areas.n + 1);
    if (!words->kinds || !words->areas)
        return arena_fail(l->ctx);
    for (size_t i = 0; !e && i < piece->kinds.n; i++)
        e = kind_find(l, &piece->kinds.at[i], &words->kinds[i]);
    for (size_t i = 0; !e && i < piece->areas.n; i++)
        e = area_find(l, piece->areas.at[i], &words->areas[i + 1]);
    return e;
}

// As of the time of asking: what had not been reported is not there, what had not been closed is open.
static bool row_settle(const struct loading *l, struct packed *row)
{
    int64_t before = l->ledger->fold.before.second;
    if (row->opened >= before)
        return false;
    if (row->closed != PACKED_NEVER && row->closed != PACKED_UNKNOWN && row->closed >= before) {
        row->closed = PACKED_NEVER;
        row->flags &= (uint8_t) ~(PACKED_CLOSED_DAY | PACKED_WALKED);
        row->status = row->status == CASE_EXCLUDED ? CASE_EXCLUDED : CASE_OPEN;
    }
    return true;
}

static void plain_take(struct loading *l, const struct piece *piece, const struct piece_words *words)
{
    struct packed_part *part = l->part;
    for (size_t i = 0; i < piece->n; i++) {
        struct packed row;
        int64_t case_id = piece_row(piece, i, &row);
        while (l->next < l->n_since && l->apart.at[l->next] < case_id)
            l->next++;
        bool is_apart = l->next < l->n_since && l->apart.at[l->next] == case_id;
        if (is_apart || !row_settle(l, &row))
            continue;
        row.service = words->kinds[row.service];
        row.area = words->areas[row.area];
        part->has_days |= row.flags & (PACKED_OPENED_DAY | PACKED_CLOSED_DAY | PACKED_WALKED);
        part->numbers[part->n] = case_id;
        part->rows[part->n++] = row;
    }
}

static result piece_take(struct loading *l, struct arena *arena, int64_t first_case, str bytes)
{
    struct piece piece;
    struct piece_words words;
    l->is_damaged = !piece_read(arena, first_case, bytes, &piece);
    result e = l->is_damaged ? OK : piece_words_find(l, arena, &piece, &words);
    if (e || l->is_damaged)
        return e;
    plain_take(l, &piece, &words);
    for (size_t i = 0; !e && i < piece.n_odd; i++)
        e = case_ids_add(l->ctx, &l->apart, piece_odd(&piece, i));
    return e;
}

static result piece_load(struct loading *l, int64_t first_case)
{
    struct packed_of_case_out row;
    bool is_found;
    struct ctx own = { .arena = arena_open(PIECE_MEMORY) };
    if (!own.arena)
        return arena_fail(l->ctx);
    result e = query_packed_of_case(&own, l->db, &(struct packed_of_case_in){ COMMUNITY_FIRST, first_case },
                                    &row, &is_found);
    if (e)
        e = fail(l->ctx, e, "%s", own.error.text);
    if (!e)
        e = piece_take(l, own.arena, first_case, row.bytes);
    arena_close(own.arena);
    return e;
}

static bool part_open(struct packed_part *part, size_t room)
{
    part->room = room;
    part->rows = pages_reserve(room * sizeof *part->rows);
    part->numbers = pages_reserve(room * sizeof *part->numbers);
    return part->rows && part->numbers;
}

// Pieces go to the parts in their order, as many to each. What is reserved costs nothing until it is filled.
static result parts_fill(struct loading *l, const struct packed_firsts_out_list *firsts)
{
    struct packed_requests *packed = l->packed;
    size_t n = l->ledger->options.threads < 1 ? 1 : (size_t)l->ledger->options.threads;
    n = n > TEAM_MAX ? TEAM_MAX : n;
    n = n > firsts->n ? firsts->n : n;
    packed->parts = ARENA_ARRAY(l->ctx->arena, struct packed_part, n);
    result e = packed->parts ? OK : arena_fail(l->ctx);
    size_t each = sizeof(struct packed) + sizeof(int64_t);
    for (size_t i = 0; !e && !l->is_damaged && i < n; i++) {
        size_t from = firsts->n * i / n, to = firsts->n * (i + 1) / n;
        l->part = &packed->parts[packed->n_parts++];
        if ((to - from) * PIECE_CASES * each > arena_room(l->ctx->arena) ||
            !part_open(l->part, (to - from) * PIECE_CASES))
            return arena_fail(l->ctx);
        for (size_t k = from; !e && !l->is_damaged && k < to; k++)
            e = piece_load(l, firsts->at[k].first_case);
    }
    return e;
}

static result parts_name(struct loading *l)
{
    struct packed_requests *packed = l->packed;
    struct quick_words services = { 0 };
    if (!quick_words_fill(l->ctx->arena, l->kinds.n, &services))
        return arena_fail(l->ctx);
    for (size_t i = 0; i < l->kinds.n; i++)
        services.list.at[i].value = l->kinds.at[i].service;
    for (size_t i = 0; i < packed->n_parts; i++) {
        packed->parts[i].services = services;
        packed->parts[i].areas = l->areas;
        l->ledger->requests.n_packed += (int64_t)packed->parts[i].n;
    }
    packed->kinds = l->kinds.at;
    return OK;
}

static result pieces_read(struct loading *l)
{
    struct packed_firsts_out_list firsts;
    result e = query_packed_firsts(l->ctx, l->db, &(struct packed_firsts_in){ COMMUNITY_FIRST }, &firsts);
    if (!e)
        e = parts_fill(l, &firsts);
    if (!e && !l->is_damaged)
        e = parts_name(l);
    return e;
}

static result loaded(struct loading *l, const struct packed_to *to)
{
    int64_t last = l->ledger->known_before == INT64_MAX ? INT64_MAX : l->ledger->known_before - 1;
    struct fact_cases_between_in between = { COMMUNITY_FIRST, to->last_fact, last };
    result e = case_ids_between(l->ctx, l->db, between, INT64_MAX, &l->apart);
    l->n_since = l->apart.n;
    if (!e)
        e = pieces_read(l);
    if (e || l->is_damaged)
        return e;
    case_ids_settle(&l->apart);
    return ledger_cases_of(l->ctx, l->db, l->ledger, l->apart.at, l->apart.n);
}

// What was recorded by then is all in the pieces or behind them, and pieces without most of it help nobody.
static result can_say(struct ctx *ctx, struct db *db, const struct ledger *ledger, struct packed_to *to,
                      bool *can)
{
    struct fact_last_out last;
    bool is_found = false;
    *can = false;
    if (ledger->options.wants_cases || ledger->options.is_row_by_row)
        return OK;
    result e = packed_to_find(ctx, db, ledger->zone, to);
    if (!e && to->is_there)
        e = query_fact_last(ctx, db, &(struct fact_last_in){ COMMUNITY_FIRST }, &last, &is_found);
    *can = !e && is_found && to->last_fact <= last.last && last.last - to->last_fact <= to->last_fact &&
        ledger->known_at.second >= to->recorded.second && ledger->known_before > to->last_fact;
    return e;
}

result packed_cases(struct ctx *ctx, struct db *db, struct ledger *ledger, bool *is_used)
{
    struct packed_to to;
    result e = can_say(ctx, db, ledger, &to, is_used);
    struct packed_requests *packed = !e && *is_used ? ARENA_NEW(ctx->arena, struct packed_requests) : NULL;
    if (e || !*is_used)
        return e;
    if (!packed)
        return arena_fail(ctx);
    struct loading l = { .ctx = ctx, .db = db, .ledger = ledger, .packed = packed };
    *packed = (struct packed_requests){ .zone = ledger->zone };
    e = loaded(&l, &to);
    if (e == ERR_CONFLICT || l.is_damaged) {
        log_line("what was packed of the store's cases is damaged: all facts are read instead, and `wardmote "
                 "rebuild` makes it again");
        *is_used = false;
        e = OK;
    }
    if (e || !*is_used) {
        packed_release(packed);
        ledger->requests.n_packed = 0;
        return e;
    }
    ledger->judged.packed = packed;
    return OK;
}
