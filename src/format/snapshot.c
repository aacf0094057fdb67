#include "format/snapshot.h"

#include "base/checksum.h"

#include <inttypes.h>
#include <string.h>

static const char MAGIC[8] = { 'W', 'A', 'R', 'D', 'W', 'C', 'O', 'L' };
enum { ALIGN = 64, ORDER = 0x01020304 };

// The first bytes of the file; sizes in bytes unless they say otherwise.
struct header {
    char magic[8];
    uint32_t version, order;
    uint64_t size;     // of the file
    uint64_t head_sum; // of all before the rows, counted with this field 0
    uint64_t n_rows, n_runs, n_services, n_areas, rows_read;
    uint64_t names_size; // of the zone, then of services and their parts, then of areas, one after the other
    uint32_t zone_size, has_areas, knows_closing, has_odd;
};

// Where what stands. Lengths are uint32_t: two for each service, one for each area.
struct layout {
    uint64_t lengths, names, sums, runs, rows, numbers, size;
    uint64_t n_blocks;
};

static uint64_t aligned(uint64_t n)
{
    return (n + ALIGN - 1) / ALIGN * ALIGN;
}

// False if the numbers are such that no file could be so large.
static bool layout_find(const struct header *h, struct layout *l)
{
    const uint64_t most = (uint64_t)1 << 40;
    if (h->n_rows > UINT32_MAX || h->n_runs > h->n_rows || h->n_services > PACKED_SERVICES_MAX ||
        h->n_areas >= PACKED_POLYGON || h->names_size > most || h->zone_size > h->names_size)
        return false;
    l->n_blocks = (h->n_rows + SNAPSHOT_BLOCK - 1) / SNAPSHOT_BLOCK;
    l->lengths = sizeof *h;
    l->names = l->lengths + (2 * h->n_services + h->n_areas) * sizeof(uint32_t);
    l->sums = aligned(l->names + h->names_size);
    l->runs = aligned(l->sums + 2 * l->n_blocks * sizeof(uint64_t));
    l->rows = aligned(l->runs + h->n_runs * sizeof(struct snapshot_run));
    l->numbers = l->rows + h->n_rows * sizeof(struct snapshot_row);
    l->size = l->numbers + h->n_rows * sizeof(uint32_t);
    return true;
}

static uint64_t head_sum(const char *bytes, const struct layout *l)
{
    struct header h;
    memcpy(&h, bytes, sizeof h);
    h.head_sum = 0;
    uint64_t rest = checksum(bytes + sizeof h, l->rows - sizeof h);
    return checksum_join(checksum(&h, sizeof h), rest);
}

bool snapshot_is(str bytes)
{
    return bytes.n >= sizeof MAGIC && memcmp(bytes.at, MAGIC, sizeof MAGIC) == 0;
}

static result refuse(struct ctx *ctx, str source, const char *what)
{
    return fail_at(ctx, ERR_INPUT, source, (struct place){ 0 }, "%s: " SNAPSHOT_AGAIN, what);
}

static result header_check(struct ctx *ctx, str source, str bytes, const struct header *h)
{
    struct layout l;
    if (bytes.n < sizeof *h)
        return refuse(ctx, source, "this snapshot is cut short");
    if (h->version != SNAPSHOT_VERSION && h->order == ORDER)
        return fail_at(ctx, ERR_INPUT, source, (struct place){ 0 },
                       "this snapshot is of version %" PRIu32
                       ", and this program reads version %d: " SNAPSHOT_AGAIN,
                       h->version, SNAPSHOT_VERSION);
    if (h->order != ORDER)
        return refuse(ctx, source, "this snapshot was written on a machine with another order of bytes");
    if (h->size > bytes.n)
        return fail_at(ctx, ERR_INPUT, source, (struct place){ 0 },
                       "this snapshot is cut short: %zu of its %" PRIu64 " bytes are there: " SNAPSHOT_AGAIN,
                       bytes.n, h->size);
    if (!layout_find(h, &l) || l.size != h->size || h->size != bytes.n ||
        head_sum(bytes.at, &l) != h->head_sum)
        return fail_at(ctx, ERR_INPUT, source, (struct place){ 0 }, SNAPSHOT_DAMAGED);
    return OK;
}

// The next name; false if its length leads out of the names.
static bool name_take(const uint32_t **lengths, str *names, str *name)
{
    uint32_t n = *(*lengths)++;
    if (n > names->n)
        return false;
    *name = str_slice(*names, 0, n);
    *names = str_from_byte(*names, n);
    return true;
}

static result names_read(struct ctx *ctx, const struct header *h, const struct layout *l, struct snapshot *s)
{
    const uint32_t *lengths = (const uint32_t *)(const void *)(s->bytes.at + l->lengths);
    str names = str_slice(s->bytes, l->names, l->names + h->names_size);
    bool is_whole = true;
    s->zone = str_slice(names, 0, h->zone_size);
    names = str_from_byte(names, h->zone_size);
    s->services.at = ARENA_ARRAY(ctx->arena, struct service, h->n_services + 1);
    s->areas.at = ARENA_ARRAY(ctx->arena, str, h->n_areas + 1);
    if (!s->services.at || !s->areas.at)
        return arena_fail(ctx);
    s->services.n = s->services.room = h->n_services;
    s->areas.n = s->areas.room = h->n_areas;
    for (size_t i = 0; i < h->n_services && is_whole; i++)
        is_whole = name_take(&lengths, &names, &s->services.at[i].name) &&
            name_take(&lengths, &names, &s->services.at[i].sub);
    for (size_t i = 0; i < h->n_areas && is_whole; i++)
        is_whole = name_take(&lengths, &names, &s->areas.at[i]);
    return is_whole ? OK
                    : fail(ctx, ERR_INPUT,
                           "this snapshot is damaged: a name is longer than all of them: " SNAPSHOT_AGAIN);
}

static bool run_is_inside(const struct snapshot *s, const struct snapshot_run *run)
{
    const unsigned odd = PACKED_OPENED_DAY | PACKED_CLOSED_DAY | PACKED_WALKED,
                   allowed = PACKED_OUTSIDE | (s->has_odd ? odd : 0);
    return run->first < s->n && run->service < s->services.n && run->area <= s->areas.n &&
        (run->status <= CASE_EXCLUDED || run->status == SNAPSHOT_BY_CLOSING) && !(run->flags & ~allowed);
}

// The runs follow one another from the first row to the last, and none leads outside the lists.
static result runs_check(struct ctx *ctx, str source, const struct snapshot *s)
{
    bool is_inside = s->n_runs ? s->runs[0].first == 0 : s->n == 0;
    for (size_t i = 0; i < s->n_runs; i++)
        is_inside &= run_is_inside(s, &s->runs[i]) && (!i || s->runs[i].first > s->runs[i - 1].first);
    return is_inside
        ? OK
        : fail_at(ctx, ERR_INPUT, source, (struct place){ 0 },
                  "this snapshot is damaged: its rows are not where they should be: " SNAPSHOT_AGAIN);
}

result snapshot_read(struct ctx *ctx, str source, str bytes, struct snapshot *s)
{
    struct header h = { .version = 0 };
    struct layout l;
    memcpy(&h, bytes.at, bytes.n < sizeof h ? bytes.n : sizeof h);
    *s = (struct snapshot){ .bytes = bytes };
    result e = header_check(ctx, source, bytes, &h);
    if (e)
        return e;
    (void)layout_find(&h, &l);
    s->n = h.n_rows;
    s->n_runs = h.n_runs;
    s->rows_read = (int64_t)h.rows_read;
    s->has_areas = h.has_areas;
    s->knows_closing = h.knows_closing;
    s->has_odd = h.has_odd;
    s->runs = (const struct snapshot_run *)(const void *)(bytes.at + l.runs);
    s->rows = (const struct snapshot_row *)(const void *)(bytes.at + l.rows);
    s->numbers = (const uint32_t *)(const void *)(bytes.at + l.numbers);
    s->row_sums = (const uint64_t *)(const void *)(bytes.at + l.sums);
    s->number_sums = s->row_sums + l.n_blocks;
    e = names_read(ctx, &h, &l, s);
    return e ? e : runs_check(ctx, source, s);
}

size_t snapshot_blocks(const struct snapshot *s)
{
    return (s->n + SNAPSHOT_BLOCK - 1) / SNAPSHOT_BLOCK;
}

static size_t block_rows(const struct snapshot *s, size_t block)
{
    size_t left = s->n - block * SNAPSHOT_BLOCK;
    return left < SNAPSHOT_BLOCK ? left : SNAPSHOT_BLOCK;
}

bool snapshot_rows_whole(const struct snapshot *s, size_t block)
{
    const struct snapshot_row *rows = s->rows + block * SNAPSHOT_BLOCK;
    return !CHECKSUMS_COUNT ||
        checksum(rows, block_rows(s, block) * sizeof *rows) == s->row_sums[block];
}

bool snapshot_numbers_whole(const struct snapshot *s, size_t block)
{
    const uint32_t *numbers = s->numbers + block * SNAPSHOT_BLOCK;
    return checksum(numbers, block_rows(s, block) * sizeof *numbers) == s->number_sums[block];
}

result snapshot_check(struct ctx *ctx, const struct snapshot *s)
{
    if (s->services.n > PACKED_SERVICES_MAX)
        return fail(ctx, ERR_LIMIT,
                    "there are %zu services, and a snapshot holds at most %d: map them to fewer",
                    s->services.n, PACKED_SERVICES_MAX);
    if (s->areas.n >= PACKED_POLYGON)
        return fail(ctx, ERR_LIMIT, "there are %zu areas, and a snapshot holds fewer than %u", s->areas.n,
                    PACKED_POLYGON);
    if (s->n > UINT32_MAX)
        return fail(ctx, ERR_LIMIT, "there are %zu requests, and a snapshot holds at most %u: split the file",
                    s->n, UINT32_MAX);
    return OK;
}

static struct header header_of(const struct snapshot *s)
{
    struct header h = { .version = SNAPSHOT_VERSION, .order = ORDER, .n_rows = s->n, .n_runs = s->n_runs };
    memcpy(h.magic, MAGIC, sizeof MAGIC);
    h.n_services = s->services.n;
    h.n_areas = s->areas.n;
    h.rows_read = (uint64_t)s->rows_read;
    h.zone_size = (uint32_t)s->zone.n;
    h.has_areas = s->has_areas;
    h.knows_closing = s->knows_closing;
    h.has_odd = s->has_odd;
    h.names_size = s->zone.n;
    for (size_t i = 0; i < s->services.n; i++)
        h.names_size += s->services.at[i].name.n + s->services.at[i].sub.n;
    for (size_t i = 0; i < s->areas.n; i++)
        h.names_size += s->areas.at[i].n;
    return h;
}

size_t snapshot_size(const struct snapshot *s)
{
    struct header h = header_of(s);
    struct layout l;
    return layout_find(&h, &l) ? l.size : 0;
}

static void name_put(uint32_t **lengths, char **names, str name)
{
    *(*lengths)++ = (uint32_t)name.n;
    if (name.n)
        memcpy(*names, name.at, name.n);
    *names += name.n;
}

struct snapshot_space snapshot_lay_out(const struct snapshot *s, char *to)
{
    struct header h = header_of(s);
    struct layout l = { 0 };
    (void)layout_find(&h, &l);
    h.size = l.size;
    memcpy(to, &h, sizeof h);
    uint32_t *lengths = (uint32_t *)(void *)(to + l.lengths);
    char *names = to + l.names;
    if (s->zone.n)
        memcpy(names, s->zone.at, s->zone.n);
    names += s->zone.n;
    for (size_t i = 0; i < s->services.n; i++) {
        name_put(&lengths, &names, s->services.at[i].name);
        name_put(&lengths, &names, s->services.at[i].sub);
    }
    for (size_t i = 0; i < s->areas.n; i++)
        name_put(&lengths, &names, s->areas.at[i]);
    return (struct snapshot_space){ (struct snapshot_run *)(void *)(to + l.runs),
                                    (struct snapshot_row *)(void *)(to + l.rows),
                                    (uint32_t *)(void *)(to + l.numbers) };
}

void snapshot_seal(char *bytes)
{
    struct header h;
    struct layout l = { 0 };
    memcpy(&h, bytes, sizeof h);
    (void)layout_find(&h, &l);
    uint64_t *sums = (uint64_t *)(void *)(bytes + l.sums);
    for (size_t block = 0; block < l.n_blocks; block++) {
        size_t first = block * SNAPSHOT_BLOCK, n = h.n_rows - first;
        n = n < SNAPSHOT_BLOCK ? n : SNAPSHOT_BLOCK;
        sums[block] = checksum(bytes + l.rows + first * sizeof(struct snapshot_row),
                             n * sizeof(struct snapshot_row));
        sums[l.n_blocks + block] = checksum(bytes + l.numbers + first * sizeof(uint32_t), n * sizeof(uint32_t));
    }
    h.head_sum = head_sum(bytes, &l);
    memcpy(bytes, &h, sizeof h);
}
