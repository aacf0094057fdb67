#include "format/piece.h"

#include "base/checksum.h"

#include <string.h>

enum { ORDER = 0x01020304, KEY_MAX = 512, KIND_WORDS = 2 };

static size_t cases_most = PIECE_CASES;

// The first bytes. Behind them the rows, their numbers, those of the odd ones, the lengths of all names (service and
// body of each kind, then areas), and the names.
struct header {
    uint32_t version, order;
    uint64_t sum; // of all, counted with this field 0
    int64_t first_case;
    uint32_t n, n_odd, n_kinds, n_areas;
};

struct piece_making {
    struct arena *arena;
    int64_t first_case, last;
    struct packed *rows;
    uint32_t *numbers, *odd;
    size_t n, n_odd, names_size;
    struct piece_kind_list kinds;
    struct str_list areas;
    struct name_table kind_table, area_table;
};

// Where what stands.
struct layout {
    uint64_t rows, numbers, odd, lengths, names;
    size_t n_lengths;
};

static struct layout layout_of(const struct header *h)
{
    struct layout l = { .rows = sizeof *h };
    l.n_lengths = KIND_WORDS * (size_t)h->n_kinds + h->n_areas;
    l.numbers = l.rows + h->n * sizeof(struct packed);
    l.odd = l.numbers + h->n * sizeof(uint32_t);
    l.lengths = l.odd + h->n_odd * sizeof(uint32_t);
    l.names = l.lengths + l.n_lengths * sizeof(uint32_t);
    return l;
}

static uint64_t sum_of(str bytes)
{
    struct header h;
    memcpy(&h, bytes.at, sizeof h);
    h.sum = 0;
    return checksum_join(checksum(&h, sizeof h), checksum(bytes.at + sizeof h, bytes.n - sizeof h));
}

static uint32_t number_at(const char *numbers, size_t i)
{
    uint32_t number;
    memcpy(&number, numbers + i * sizeof number, sizeof number);
    return number;
}

static bool name_take(const char *lengths, size_t i, str *names, str *name)
{
    uint32_t n = number_at(lengths, i);
    if (n > names->n)
        return false;
    *name = (str){ names->at, n };
    *names = (str){ names->at + n, names->n - n };
    return true;
}

static bool names_read(struct arena *arena, const struct header *h, const char *lengths, str names,
                       struct piece *piece)
{
    struct piece_kind *kinds = ARENA_ARRAY(arena, struct piece_kind, (size_t)h->n_kinds + 1);
    str *areas = ARENA_ARRAY(arena, str, (size_t)h->n_areas + 1);
    bool is_whole = kinds && areas;
    for (size_t i = 0; i < h->n_kinds && is_whole; i++)
        is_whole = name_take(lengths, KIND_WORDS * i, &names, &kinds[i].service) &&
            name_take(lengths, KIND_WORDS * i + 1, &names, &kinds[i].body);
    for (size_t i = 0; i < h->n_areas && is_whole; i++)
        is_whole = name_take(lengths, KIND_WORDS * (size_t)h->n_kinds + i, &names, &areas[i]);
    piece->kinds = (struct piece_kind_list){ kinds, h->n_kinds, h->n_kinds };
    piece->areas = (struct str_list){ areas, h->n_areas, h->n_areas };
    return is_whole && !names.n;
}

static bool is_rising(const char *numbers, size_t n)
{
    bool is_rising = true;
    for (size_t i = 1; i < n; i++)
        is_rising &= number_at(numbers, i - 1) < number_at(numbers, i);
    return is_rising;
}

// No row leads out of the lists, and cases come in their order.
static bool rows_are_inside(const struct piece *piece)
{
    struct packed row;
    bool is_inside = is_rising(piece->numbers, piece->n) && is_rising(piece->odd, piece->n_odd);
    for (size_t i = 0; i < piece->n; i++) {
        memcpy(&row, piece->rows + i * sizeof row, sizeof row);
        is_inside &= row.service < piece->kinds.n && row.area <= piece->areas.n &&
            row.status <= CASE_EXCLUDED;
    }
    return is_inside;
}

bool piece_read(struct arena *arena, int64_t first_case, str bytes, struct piece *piece)
{
    struct header h;
    *piece = (struct piece){ .first_case = first_case };
    if (bytes.n < sizeof h)
        return false;
    memcpy(&h, bytes.at, sizeof h);
    struct layout l = layout_of(&h);
    if (h.version != PIECE_VERSION || h.order != ORDER || h.first_case != first_case || l.names > bytes.n ||
        (size_t)h.n + h.n_odd > PIECE_CASES || (CHECKSUMS_COUNT && sum_of(bytes) != h.sum))
        return false;
    piece->n = h.n;
    piece->n_odd = h.n_odd;
    piece->rows = bytes.at + l.rows;
    piece->numbers = bytes.at + l.numbers;
    piece->odd = bytes.at + l.odd;
    return names_read(arena, &h, bytes.at + l.lengths, str_from_byte(bytes, l.names), piece) &&
        rows_are_inside(piece);
}

int64_t piece_row(const struct piece *piece, size_t i, struct packed *row)
{
    memcpy(row, piece->rows + i * sizeof *row, sizeof *row);
    return piece->first_case + number_at(piece->numbers, i);
}

int64_t piece_odd(const struct piece *piece, size_t i)
{
    return piece->first_case + number_at(piece->odd, i);
}

int64_t piece_plain(const struct piece *piece, size_t i, struct plain_case *plain)
{
    int64_t case_id = piece_row(piece, i, &plain->row);
    const struct piece_kind *kind = &piece->kinds.at[plain->row.service];
    plain->service = kind->service;
    plain->body = kind->body;
    plain->area = plain->row.area ? piece->areas.at[plain->row.area - 1] : (str){ 0 };
    return case_id;
}

void piece_cases_set(size_t n)
{
    cases_most = n ? n : PIECE_CASES;
}

struct piece_making *piece_begin(struct arena *arena, int64_t first_case)
{
    struct piece_making *m = ARENA_NEW(arena, struct piece_making);
    if (!m)
        return NULL;
    *m = (struct piece_making){ .arena = arena, .first_case = first_case, .last = first_case - 1 };
    m->rows = ARENA_ARRAY(arena, struct packed, PIECE_CASES);
    m->numbers = ARENA_ARRAY(arena, uint32_t, PIECE_CASES);
    m->odd = ARENA_ARRAY(arena, uint32_t, PIECE_CASES);
    return m->rows && m->numbers && m->odd ? m : NULL;
}

bool piece_takes(const struct piece_making *m, int64_t case_id)
{
    return m->n + m->n_odd < cases_most && case_id > m->last && case_id - m->first_case <= UINT32_MAX;
}

static bool kind_find(struct piece_making *m, const struct plain_case *plain, uint16_t *number)
{
    char text[KEY_MAX];
    str key = { text, plain->service.n + 1 + plain->body.n };
    memcpy(text, plain->service.at, plain->service.n);
    text[plain->service.n] = 0;
    if (plain->body.n)
        memcpy(text + plain->service.n + 1, plain->body.at, plain->body.n);
    struct name_keys keys = { m->kinds.at, sizeof *m->kinds.at, NAME_EXACT };
    uint32_t hash = name_hash(key, NAME_EXACT);
    int64_t known = name_find(&m->kind_table, keys, key, hash);
    *number = (uint16_t)known;
    if (known >= 0)
        return true;
    *number = (uint16_t)m->kinds.n;
    struct piece_kind *slot = LIST_PUSH(m->arena, &m->kinds);
    if (!slot || !name_table_add(m->arena, &m->kind_table, hash, *number))
        return false;
    slot->key = str_copy(m->arena, key);
    slot->service = str_slice(slot->key, 0, plain->service.n);
    slot->body = str_from_byte(slot->key, plain->service.n + 1);
    m->names_size += plain->service.n + plain->body.n;
    return slot->key.at;
}

static bool area_find(struct piece_making *m, str area, uint32_t *number)
{
    struct name_keys keys = { m->areas.at, sizeof *m->areas.at, NAME_EXACT };
    uint32_t hash = name_hash(area, NAME_EXACT);
    int64_t known = area.n ? name_find(&m->area_table, keys, area, hash) : -1;
    *number = area.n ? (uint32_t)known + 1 : PACKED_AREA_NONE;
    if (!area.n || known >= 0)
        return true;
    str *slot = LIST_PUSH(m->arena, &m->areas);
    if (!slot || !name_table_add(m->arena, &m->area_table, hash, m->areas.n - 1))
        return false;
    *slot = str_copy(m->arena, area);
    *number = (uint32_t)m->areas.n;
    m->names_size += area.n;
    return slot->at;
}

bool piece_put(struct piece_making *m, int64_t case_id, const struct plain_case *plain)
{
    m->last = case_id;
    if (!plain || plain->service.n + plain->body.n + 1 > KEY_MAX || m->kinds.n > PACKED_SERVICES_MAX) {
        m->odd[m->n_odd++] = (uint32_t)(case_id - m->first_case);
        return true;
    }
    struct packed *row = &m->rows[m->n];
    *row = plain->row;
    m->numbers[m->n++] = (uint32_t)(case_id - m->first_case);
    return kind_find(m, plain, &row->service) && area_find(m, plain->area, &row->area);
}

static char *put(char *to, const void *from, size_t n)
{
    if (n)
        memcpy(to, from, n);
    return to + n;
}

static char *length_put(char *to, str name)
{
    uint32_t n = (uint32_t)name.n;
    return put(to, &n, sizeof n);
}

static void names_write(const struct piece_making *m, char *lengths, char *names)
{
    for (size_t i = 0; i < m->kinds.n; i++) {
        lengths = length_put(length_put(lengths, m->kinds.at[i].service), m->kinds.at[i].body);
        names = put(names, m->kinds.at[i].service.at, m->kinds.at[i].service.n);
        names = put(names, m->kinds.at[i].body.at, m->kinds.at[i].body.n);
    }
    for (size_t i = 0; i < m->areas.n; i++) {
        lengths = length_put(lengths, m->areas.at[i]);
        names = put(names, m->areas.at[i].at, m->areas.at[i].n);
    }
}

result piece_end(struct ctx *ctx, const struct piece_making *m, str *bytes)
{
    struct header h = { .version = PIECE_VERSION, .order = ORDER, .first_case = m->first_case };
    h.n = (uint32_t)m->n;
    h.n_odd = (uint32_t)m->n_odd;
    h.n_kinds = (uint32_t)m->kinds.n;
    h.n_areas = (uint32_t)m->areas.n;
    struct layout l = layout_of(&h);
    char *at = arena_alloc(ctx->arena, l.names + m->names_size, 1);
    if (!at)
        return arena_fail(ctx);
    (void)put(at, &h, sizeof h);
    (void)put(at + l.rows, m->rows, m->n * sizeof *m->rows);
    (void)put(at + l.numbers, m->numbers, m->n * sizeof *m->numbers);
    (void)put(at + l.odd, m->odd, m->n_odd * sizeof *m->odd);
    names_write(m, at + l.lengths, at + l.names);
    *bytes = (str){ at, l.names + m->names_size };
    h.sum = sum_of(*bytes);
    (void)put(at, &h, sizeof h);
    return OK;
}

result names_pack(struct ctx *ctx, const struct str_list *names, str *bytes)
{
    uint64_t sum = 0, size = sizeof sum + names->n * sizeof(uint32_t);
    for (size_t i = 0; i < names->n; i++)
        size += names->at[i].n;
    char *at = arena_alloc(ctx->arena, size, 1), *to = at + sizeof sum;
    if (!at)
        return arena_fail(ctx);
    for (size_t i = 0; i < names->n; i++)
        to = put(length_put(to, names->at[i]), names->at[i].at, names->at[i].n);
    sum = checksum(at + sizeof sum, size - sizeof sum);
    (void)put(at, &sum, sizeof sum);
    *bytes = (str){ at, size };
    return OK;
}

bool names_unpack(struct arena *arena, str bytes, struct str_list *names)
{
    uint64_t sum;
    *names = (struct str_list){ 0 };
    if (bytes.n < sizeof sum)
        return false;
    memcpy(&sum, bytes.at, sizeof sum);
    bytes = str_from_byte(bytes, sizeof sum);
    bool is_whole = !CHECKSUMS_COUNT || checksum(bytes.at, bytes.n) == sum;
    while (is_whole && bytes.n >= sizeof(uint32_t)) {
        str rest = str_from_byte(bytes, sizeof(uint32_t));
        str *slot = LIST_PUSH(arena, names);
        is_whole = slot && name_take(bytes.at, 0, &rest, slot);
        bytes = rest;
    }
    return is_whole && !bytes.n;
}
