#include "app/judge_pack.h"

#include "app/judge_internal.h"
#include "app/judge_stream.h"
#include "base/pages.h"
#include "base/team.h"
#include "base/watch.h"
#include "format/packed_ids.h"
#include "format/snapshot.h"

#include <inttypes.h>
#include <stdlib.h>

enum { PART_BYTES_MIN = 256 * 1024 };

static bool can_part(struct packed_part *part, const struct packed_requests *packed, bool wants_numbers)
{
    const struct packed_file *file = &packed->file;
    bool has_ids = file->has_ids;
    part->file = file;
    part->room = packed_rows_most(file, part->to - part->from);
    part->arena = arena_open((size_t)1 << 40); // words and places of odd rows: bounded by the file
    part->rows = pages_reserve(part->room * sizeof *part->rows);
    part->ids = has_ids ? pages_reserve(part->room * sizeof *part->ids)
                        : NULL; // nothing while they are in order
    if (part->rows)
        pages_enlarge(part->rows, part->room * sizeof *part->rows);
    part->numbers = wants_numbers ? pages_reserve(part->room * sizeof *part->numbers) : NULL;
    part->marks = part->arena ? ARENA_ARRAY(part->arena, uint32_t, packed_marks_most()) : NULL;
    part->csv = packed->columns.csv;
    part->csv.fields = part->arena ? ARENA_ARRAY(part->arena, struct csv_field, CSV_FIELDS_MAX) : NULL;
    return part->rows && (part->ids || !has_ids) && (part->numbers || !wants_numbers) && part->marks &&
        part->csv.fields;
}

static void part_release(struct packed_part *part)
{
    pages_release(part->rows, part->room * sizeof *part->rows);
    pages_release(part->ids, part->room * sizeof *part->ids);
    pages_release(part->numbers, part->room * sizeof *part->numbers);
    arena_close(part->arena);
    *part = (struct packed_part){ 0 };
}

void packed_release(struct packed_requests *packed)
{
    if (packed)
        stream_release(packed->stream);
    for (size_t i = 0; packed && !packed->snapshot && i < packed->n_parts; i++)
        part_release(&packed->parts[i]);
}

static void part_work(size_t i, void *of)
{
    struct packed_requests *packed = of;
    packed_part_read(&packed->parts[i]);
}

static enum packed_fault fault_of(const struct packed_requests *packed)
{
    for (size_t i = 0; i < packed->n_parts; i++)
        if (packed->parts[i].fault)
            return packed->parts[i].fault;
    return PACKED_OK;
}

// A part begins where the one before it ended; one that began elsewhere, inside a value with a line end, is read again.
static result parts_join(struct ctx *ctx, struct packed_requests *packed, bool wants_numbers)
{
    result e = OK;
    for (size_t i = 1; !e && i < packed->n_parts; i++) {
        struct packed_part *part = &packed->parts[i], *before = part - 1;
        size_t to = part->to, from = before->ended > to ? to : before->ended;
        if (before->ended == part->from || fault_of(packed))
            continue;
        if (packed->stream && !stream_forget(packed->stream, i))
            return arena_fail(ctx);
        part_release(part);
        *part = (struct packed_part){ .from = from, .to = to };
        if (!can_part(part, packed, wants_numbers))
            return arena_fail(ctx);
        if (packed->stream)
            e = stream_read(ctx, packed);
        packed_part_read(part);
        if (part->ended < before->ended) // it had none of its own
            part->ended = before->ended;
    }
    return e;
}

static result parts_cut(struct ctx *ctx, const struct judge_options *options, struct packed_requests *packed)
{
    const struct packed_file *file = &packed->file;
    size_t bytes = file->bytes.n - file->first, n = options->threads < 1 ? 1 : (size_t)options->threads;
    size_t useful = bytes / (options->part_bytes ? options->part_bytes : PART_BYTES_MIN) + 1;
    n = n > TEAM_MAX ? TEAM_MAX : n;
    n = n > useful ? useful : n;
    packed->parts = ARENA_ARRAY(ctx->arena, struct packed_part, n);
    packed->first_row = ARENA_ARRAY(ctx->arena, int64_t, n);
    if (!packed->parts || !packed->first_row)
        return arena_fail(ctx);
    packed->n_parts = n;
    for (size_t i = 0; i < n; i++) {
        struct packed_part *part = &packed->parts[i];
        part->from = i ? packed->parts[i - 1].to : file->first;
        size_t cut = file->first + bytes * (i + 1) / n;
        part->to = i + 1 == n ? file->bytes.n : packed_cut(file, cut > part->from ? cut : part->from);
        if (!can_part(part, packed, options->wants_numbers))
            return arena_fail(ctx);
    }
    return OK;
}

// Whether all ids stand in their order, as many an export has them: then none comes twice.
static bool ids_are_ordered(const struct packed_requests *packed)
{
    str last = { "", 0 };
    for (size_t p = 0; p < packed->n_parts; p++) {
        const struct packed_part *part = &packed->parts[p];
        if (!packed_follows(part, last))
            return false;
        last = part->last_id.n ? part->last_id : last;
    }
    return true;
}

// All parts read, and their rows kept but for those that a stream has counted.
static result parts_read(struct ctx *ctx, const struct judge_options *options, struct packed_requests *packed)
{
    result e = packed->stream ? stream_read(ctx, packed) : OK;
    if (!e && !packed->stream)
        team_run(packed->n_parts, part_work, packed);
    if (!e)
        e = parts_join(ctx, packed, options->wants_numbers);
    if (e || !packed->stream || stream_is_refused(packed->stream) || fault_of(packed))
        return e;
    if (packed->file.has_ids && !ids_are_ordered(packed))
        stream_refuse(packed->stream);
    else
        e = stream_settle(ctx, packed);
    return e;
}

// Without keeping the rows, if that can be.
static result file_read_all(struct ctx *ctx, const struct judge_options *options,
                            const struct judge_result *judged, struct packed_requests *packed)
{
    result e = parts_cut(ctx, options, packed);
    if (!e)
        e = stream_open(ctx, options, judged, packed);
    if (!e)
        e = parts_read(ctx, options, packed);
    if (!e && packed->stream && stream_is_refused(packed->stream) && !fault_of(packed)) {
        packed_release(packed);
        packed->stream = NULL;
        watch_stage("reading the requests again", WATCH_BYTES, packed->file.bytes.n);
        e = parts_cut(ctx, options, packed);
        if (!e)
            e = parts_read(ctx, options, packed);
    }
    int64_t row = packed->file.first_row;
    for (size_t i = 0; !e && i < packed->n_parts; i++) {
        packed->first_row[i] = row;
        row += packed->parts[i].n_numbers;
    }
    return e;
}

// One row as any other file's are read.
static result row_read(struct packed_requests *packed, size_t offset, int64_t row)
{
    struct csv *csv = &packed->columns.csv;
    csv->at = offset;
    csv->row = row - 1;
    return csv_next(csv) ? rows_csv_take(&packed->columns) : OK;
}

// The id of a row, empty if it has none or can't be read.
static str id_at(struct packed_requests *packed, struct arena *arena, size_t offset)
{
    struct csv *csv = &packed->columns.csv;
    const struct place_list *places = &packed->columns.places[COLUMN_ID];
    str id = { "", 0 };
    bool ignored;
    csv->at = offset;
    if (!csv_next(csv) || csv->fault)
        return id;
    for (size_t i = 0; i < places->n && !id.n; i++)
        if (places->at[i] < csv->n)
            id = row_value(packed->columns.reader, csv_field_value(arena, csv->fields[places->at[i]]),
                           &ignored);
    return id;
}

static result odd_hashes(struct ctx *ctx, struct packed_requests *packed, struct id_search *search)
{
    LIST(uint64_t) hashes = { 0 };
    for (size_t p = 0; p < packed->n_parts; p++)
        for (size_t i = 0; i < packed->parts[p].odd.n; i++) {
            str id = id_at(packed, ctx->arena, packed->parts[p].odd.at[i].offset);
            uint64_t *slot = id.n ? LIST_PUSH(ctx->arena, &hashes) : NULL;
            if (slot)
                *slot = quick_hash(id);
            if (arena_is_full(ctx->arena))
                return arena_fail(ctx);
        }
    search->odd = hashes.at;
    search->n_odd = hashes.n;
    return OK;
}

static void search_work(size_t i, void *of)
{
    struct id_search *searches = of;
    if (searches[i].bits && searches[i].arena)
        id_search_run(&searches[i]);
}

static void ids_release(struct packed_requests *packed)
{
    for (size_t p = 0; p < packed->n_parts; p++) {
        pages_release(packed->parts[p].ids, packed->parts[p].room * sizeof(uint64_t));
        packed->parts[p].ids = NULL;
    }
}

// The rows of one piece again, with where each stands. words: the part's own, in which nothing is new. ids: where the
// hashes of theirs go, NULL if they are not wanted.
static result piece_again(struct ctx *ctx, const struct packed_part *part, size_t piece, uint64_t *ids,
                          struct packed_part *again)
{
    const struct packed_piece *begins = &part->pieces.at[piece];
    bool is_last = piece + 1 == part->pieces.n;
    size_t end = is_last ? part->to : begins[1].offset,
           n = (is_last ? part->n : begins[1].first) - begins->first;
    *again = *part;
    again->arena = ctx->arena;
    again->from = begins->offset;
    again->to = end;
    again->n = 0;
    again->gone = 0;
    again->ended = 0;
    again->pause = 0;
    again->mapped = end; // it was read before
    again->n_rows = 0;
    again->n_numbers = begins->row;
    again->odd.at = NULL;
    again->odd.n = again->odd.room = 0;
    again->pieces.at = NULL;
    again->pieces.n = again->pieces.room = 0;
    again->room = n + 1;
    again->rows = ARENA_ARRAY(ctx->arena, struct packed, again->room);
    again->offsets = ARENA_ARRAY(ctx->arena, size_t, again->room);
    again->numbers = ARENA_ARRAY(ctx->arena, int64_t, again->room);
    again->ids = ids;
    again->is_unordered = true;
    if (!again->rows || !again->offsets || !again->numbers)
        return arena_fail(ctx);
    packed_part_read(again);
    return again->fault ? arena_fail(ctx) : OK;
}

// The hashes of the ids that were not kept, for they were in order as far as that.
static result hashes_fill(struct ctx *ctx, struct packed_part *part)
{
    size_t to = part->is_unordered ? part->hashed_from : part->n;
    result e = OK;
    for (size_t i = 0; !e && i < part->pieces.n && part->pieces.at[i].first < to; i++) {
        struct packed_part again;
        struct ctx own = { .arena = arena_open(arena_room(ctx->arena)) };
        e = own.arena ? piece_again(&own, part, i, part->ids + part->pieces.at[i].first, &again) : ERR_LIMIT;
        arena_close(own.arena);
    }
    return e ? arena_fail(ctx) : OK;
}

// Rows whose id another row has are taken row by row, for which of them counts is decided there.
static result repeated_find(struct ctx *ctx, struct packed_requests *packed)
{
    struct id_search searches[TEAM_MAX];
    struct id_search whole = { .parts = packed->parts,
                               .n_parts = packed->n_parts,
                               .n_shares = packed->n_parts };
    size_t n = 0;
    if (!packed->file.has_ids || ids_are_ordered(packed)) {
        ids_release(packed);
        return OK;
    }
    result e = odd_hashes(ctx, packed, &whole);
    for (size_t p = 0; p < packed->n_parts; p++)
        n += packed->parts[p].n;
    for (size_t p = 0; !e && p < packed->n_parts; p++)
        e = hashes_fill(ctx, &packed->parts[p]);
    n = (n + whole.n_odd) / whole.n_shares;
    for (size_t i = 0; !e && i < whole.n_shares; i++) {
        searches[i] = whole;
        searches[i].share = i;
        searches[i].n_bits = id_search_bits(n);
        searches[i].bits = pages_reserve(searches[i].n_bits / 8);
        searches[i].arena = arena_open((size_t)1 << 40);
    }
    if (!e)
        team_run(whole.n_shares, search_work, searches);
    for (size_t i = 0; !e && i < whole.n_shares; i++) {
        bool is_full = searches[i].is_full || !searches[i].bits || !searches[i].arena;
        pages_release(searches[i].bits, searches[i].n_bits / 8);
        arena_close(searches[i].arena);
        e = is_full ? arena_fail(ctx) : OK;
    }
    ids_release(packed);
    return e;
}

// A row of a part that goes row by row.
struct moving {
    size_t offset;
    int64_t row;
};

struct movings {
    struct moving *at;
    size_t n, room;
};

static result moving_add(struct ctx *ctx, struct movings *list, size_t offset, int64_t row)
{
    struct moving *slot = LIST_PUSH(ctx->arena, list);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct moving){ offset, row };
    return OK;
}

static bool is_moving(const struct packed *row)
{
    return (row->flags & (PACKED_MOVED | PACKED_TAKEN)) == PACKED_MOVED;
}

static result part_moves(struct ctx *ctx, struct packed_requests *packed, size_t p, struct movings *list)
{
    struct packed_part *part = &packed->parts[p];
    result e = OK;
    for (size_t i = 0; !e && i < part->pieces.n; i++) {
        size_t from = part->pieces.at[i].first,
               to = i + 1 < part->pieces.n ? part->pieces.at[i + 1].first : part->n;
        size_t first = from;
        struct packed_part again;
        while (first < to && !is_moving(&part->rows[first]))
            first++;
        if (first == to)
            continue;
        e = piece_again(ctx, part, i, NULL, &again);
        for (size_t r = first; !e && r < to; r++)
            if (is_moving(&part->rows[r])) {
                part->rows[r].flags |= PACKED_TAKEN;
                e = moving_add(ctx, list, again.offsets[r - from],
                               packed->first_row[p] + again.numbers[r - from]);
            }
    }
    return e;
}

static int by_row(const void *a, const void *b)
{
    const struct moving *x = a, *y = b;
    return (x->row > y->row) - (x->row < y->row);
}

// What a packed row was counted for in the words of its part, it is counted for no more.
static void moved_forget(struct packed_requests *packed)
{
    for (size_t p = 0; p < packed->n_parts; p++) {
        struct packed_part *part = &packed->parts[p];
        for (size_t i = 0; i < part->n; i++)
            if (is_moving(&part->rows[i]))
                part->services.list.at[part->rows[i].service].n--;
    }
}

struct word_at {
    struct quick_word *word;
    int64_t row;
};

static int by_first(const void *a, const void *b)
{
    const struct word_at *x = a, *y = b;
    return (x->row > y->row) - (x->row < y->row);
}

// The words of all parts, in the order of the rows in which they first stand.
static result words_sort(struct ctx *ctx, struct packed_requests *packed, struct word_at **words, size_t *n)
{
    size_t room = 0;
    for (size_t p = 0; p < packed->n_parts; p++)
        room += packed->parts[p].services.list.n;
    *n = 0;
    *words = ARENA_ARRAY(ctx->arena, struct word_at, room + 1);
    if (!*words)
        return arena_fail(ctx);
    for (size_t p = 0; p < packed->n_parts; p++)
        for (size_t i = 0; i < packed->parts[p].services.list.n; i++) {
            struct quick_word *word = &packed->parts[p].services.list.at[i];
            if (word->n > 0)
                (*words)[(*n)++] = (struct word_at){ word, packed->first_row[p] + word->first_row };
        }
    if (*n)
        qsort(*words, *n, sizeof **words, by_first);
    return OK;
}

// Rows of a category that is not mapped are no cases: counted, the first of them the example.
static void unmapped_count(struct packed_requests *packed, const struct word_at *at)
{
    struct intake *in = packed->intake;
    struct problem *p = &in->requests->problems.of[PROBLEM_SERVICE_UNMAPPED];
    bool is_first = !p->n || at->row < p->row;
    int64_t n = p->n + at->word->n;
    if (is_first) {
        *p = (struct problem){ 0 };
        problem_add(in->arena, &in->requests->problems, PROBLEM_SERVICE_UNMAPPED,
                    (struct problem){ .row = at->row, .column = STR("Service"), .value = at->word->word });
    }
    p->n = n;
}

// A category as its first row had it: the service it means, and all its packed rows counted.
static result word_take(struct packed_requests *packed, const struct word_at *at)
{
    struct intake *in = packed->intake;
    result e = intake_category(in, at->word->word, at->word->n, &at->word->value);
    if (!e && at->word->value == SERVICE_UNMAPPED)
        unmapped_count(packed, at);
    else if (!e)
        in->requests->n_packed += at->word->n;
    return e;
}

static result movings_take(struct packed_requests *packed, struct movings *list)
{
    result e = OK;
    for (size_t i = 0; !e && i < list->n; i++)
        e = row_read(packed, list->at[i].offset, list->at[i].row);
    return e;
}

// Categories and odd rows as they come in the file, so that services have the numbers that row by row they would have.
static result rows_merge(struct ctx *ctx, struct packed_requests *packed, const struct movings *list)
{
    struct word_at *words;
    size_t n, w = 0;
    result e = words_sort(ctx, packed, &words, &n);
    for (size_t i = 0; !e && i <= list->n; i++) {
        for (; !e && w < n && (i == list->n || words[w].row < list->at[i].row); w++)
            e = word_take(packed, &words[w]);
        if (!e && i < list->n)
            e = row_read(packed, list->at[i].offset, list->at[i].row);
    }
    return e;
}

// Odd rows and those whose id comes again go row by row.
static result odd_take(struct ctx *ctx, struct packed_requests *packed)
{
    struct movings list = { 0 };
    result e = OK;
    if (!packed->stream)
        moved_forget(packed);
    for (size_t p = 0; !e && p < packed->n_parts; p++) {
        const struct packed_part *part = &packed->parts[p];
        e = packed->stream ? OK : part_moves(ctx, packed, p, &list);
        for (size_t i = 0; !e && i < part->odd.n; i++)
            e = moving_add(ctx, &list, part->odd.at[i].offset, packed->first_row[p] + part->odd.at[i].row);
    }
    if (list.n)
        qsort(list.at, list.n, sizeof *list.at, by_row);
    packed->intake->reader.rows_at_most = list.n;
    return e ? e : rows_merge(ctx, packed, &list);
}

static result areas_merge(struct packed_requests *packed)
{
    result e = OK;
    for (size_t p = 0; !e && p < packed->n_parts; p++)
        for (size_t i = 0; !e && i < packed->parts[p].areas.list.n; i++) {
            struct quick_word *word = &packed->parts[p].areas.list.at[i];
            e = intake_area(packed->intake, word->word, &word->value);
        }
    return e;
}

result packed_move(struct ctx *ctx, struct judge_result *judged)
{
    struct packed_requests *packed = judged->packed;
    struct movings list = { 0 };
    result e = OK;
    for (size_t p = 0; !e && p < packed->n_parts; p++)
        e = part_moves(ctx, packed, p, &list);
    int64_t before = judged->requests->rows;
    size_t first = judged->requests->cases.n;
    if (!e)
        e = movings_take(packed, &list);
    places_find_from(judged, first);
    judged->requests->rows = before; // they were counted when they were packed
    judged->requests->n_packed -= (int64_t)list.n;
    return e;
}

static result snapshot_row_id(struct ctx *ctx, const struct snapshot *s, size_t i, int64_t *row, str *id)
{
    if (!snapshot_numbers_whole(s, i / SNAPSHOT_BLOCK))
        return fail(ctx, ERR_INPUT, SNAPSHOT_DAMAGED);
    *row = s->numbers[i];
    *id = str_format(ctx->arena, "row %" PRId64, *row);
    return OK;
}

result packed_row_id(struct ctx *ctx, const struct packed_requests *packed, struct packed_place place,
                     int64_t *row, str *id)
{
    const struct packed_part *part = &packed->parts[place.part];
    size_t piece = 0;
    if (packed->snapshot)
        return snapshot_row_id(ctx, packed->snapshot, part->from + place.i, row, id);
    if (packed->kinds) { // whoever read the store knows what its cases are called
        *row = part->numbers[place.i];
        *id = (str){ 0 };
        return OK;
    }
    struct packed_part again;
    while (piece + 1 < part->pieces.n && part->pieces.at[piece + 1].first <= place.i)
        piece++;
    result e = piece_again(ctx, part, piece, NULL, &again);
    if (e)
        return e;
    size_t i = place.i - part->pieces.at[piece].first;
    *row = packed->first_row[place.part] + again.numbers[i];
    *id = id_at((struct packed_requests *)packed, ctx->arena, again.offsets[i]);
    bool has_ids = packed->file.mapping->columns[COLUMN_ID].names.n;
    if (!id->n)
        *id = str_format(ctx->arena, has_ids ? "row %" PRId64 : "%" PRId64, *row);
    return OK;
}

static bool has_more(const struct intake *in)
{
    for (size_t i = in->first_event; i < in->reader.n_wanted; i++)
        if (in->wanted[i].is_found)
            return true;
    return false;
}

static result rows_pack(struct ctx *ctx, const struct judge_options *options,
                        const struct judge_result *judged, struct packed_requests *packed, bool *is_packed)
{
    bool is_header;
    struct intake *in = packed->intake;
    result e = rows_csv_open(&in->reader, &packed->columns, &is_header);
    if (!e)
        e = packed_file_open(in, &packed->columns, is_header, &packed->file);
    if (e)
        return e;
    packed->file.polygons = packed->polygons;
    packed->has_more = has_more(in);
    for (size_t i = 0; i < in->mapping->events.n; i++)
        if (in->event_of[i] < EVENT_FIRST_MAPPED)
            packed->is_mapped[in->event_of[i]] = true;
    packed->file.is_portable = options->is_portable;
    pages_expect(packed->file.bytes.at, packed->file.bytes.n);
    e = file_read_all(ctx, options, judged, packed);
    size_t n = 0;
    for (size_t p = 0; !e && p < packed->n_parts; p++)
        n += packed->parts[p].n - packed->parts[p].gone;
    if (!e && n > arena_room(ctx->arena) / sizeof(struct packed))
        return arena_fail(ctx);
    *is_packed = !e && !fault_of(packed);
    return !e && fault_of(packed) == PACKED_FULL ? arena_fail(ctx) : e;
}

result packed_read(struct ctx *ctx, const struct judge_options *options, struct judge_result *judged,
                   str bytes, const struct mapping *mapping)
{
    enum rows_form form;
    bool is_packed = false;
    struct packed_requests *packed = ARENA_NEW(ctx->arena, struct packed_requests);
    if (!packed)
        return arena_fail(ctx);
    watch_stage("reading the requests", WATCH_BYTES, bytes.n);
    result e = requests_open(ctx, judged->requests, bytes, mapping, &packed->intake);
    struct row_reader *reader = e ? NULL : &packed->intake->reader;
    if (!e)
        e = rows_open(reader, options->wants_cases || options->is_row_by_row, &form);
    packed->zone = mapping->zone;
    judged->packed = packed; // so that what it reserved is given back, whatever happens
    packed->polygons = judged->polygons;
    if (!e && form == ROWS_CSV && !options->wants_cases && !options->is_row_by_row)
        e = rows_pack(ctx, options, judged, packed, &is_packed);
    if (!e && !is_packed) {
        packed_release(packed);
        judged->packed = NULL;
        e = rows_take(reader, form);
        return e ? e : requests_close(packed->intake);
    }
    if (!e)
        e = repeated_find(ctx, packed);
    for (size_t p = 0; !e && p < packed->n_parts; p++)
        judged->requests->rows += packed->parts[p].n_rows;
    int64_t rows = judged->requests->rows;
    if (!e)
        e = odd_take(ctx, packed);
    judged->requests->rows = rows; // each was counted once where it was packed or found odd
    if (!e)
        e = areas_merge(packed);
    return e ? e : requests_close(packed->intake);
}
