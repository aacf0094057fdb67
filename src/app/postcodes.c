#include "app/postcodes.h"

#include "app/ledger.h"
#include "app/spans.h"
#include "format/csv.h"

#include <stdlib.h>

enum { COLUMNS = 4 };

str postcode_name(struct ctx *ctx, str cell)
{
    struct buffer name = buffer_open(32);
    for (size_t i = 0; i < cell.n; i++)
        if (cell.at[i] != ' ' && cell.at[i] != '-')
            buffer_byte(&name, cell.at[i] >= 'a' && cell.at[i] <= 'z' ? (char)(cell.at[i] - 32) : cell.at[i]);
    str kept = str_copy(ctx->arena, buffer_str(&name));
    buffer_done(ctx->arena, &name);
    return kept;
}

// One or two letters, a digit, a digit or a letter or neither; then a digit and two letters.
static bool is_postcode(str name)
{
    enum { INWARD = 3, LEAST = 5, MOST = 7 };
    if (name.n < LEAST || name.n > MOST)
        return false;
    str first = str_slice(name, 0, name.n - INWARD), last = str_from_byte(name, name.n - INWARD);
    size_t letters = char_is_letter(first.at[1]) ? 2 : 1;
    bool is_first = char_is_letter(first.at[0]) && first.n > letters && char_is_digit(first.at[letters]) &&
        first.n <= letters + 2 &&
        (first.n == letters + 1 || char_is_digit(first.at[letters + 1]) ||
         char_is_letter(first.at[letters + 1]));
    return is_first && char_is_digit(last.at[0]) && char_is_letter(last.at[1]) && char_is_letter(last.at[2]);
}

str postcode_written(struct ctx *ctx, str text)
{
    struct spans words;
    spans_find(text, &words);
    for (size_t i = 0; i < 2 * words.n; i++) { // each word with the next first, then alone
        size_t first = i / 2, last = first + !(i % 2);
        str name = last < words.n ? postcode_name(ctx, spans_run(&words, first, last)) : (str){ 0 };
        if (is_postcode(name))
            return str_format(ctx->arena, "%.*s %.*s", STR_ARGS(str_slice(name, 0, name.n - 3)),
                              STR_ARGS(str_from_byte(name, name.n - 3)));
    }
    return (str){ 0 };
}

struct placed {
    str name, written;
    int64_t row;
};

static int placed_compare(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    int order = str_compare(x->name, y->name);
    return order ? order : x->row < y->row ? -1 : 1;
}

result postcodes_check(struct ctx *ctx, str path, str text)
{
    struct csv csv;
    struct {
        struct placed *at;
        size_t n, room;
    } placed = { 0 };
    result e = csv_open(ctx, text, ',', &csv);
    for (bool is_header = true; !e && csv_next(&csv); is_header = false) {
        if (is_header || csv.n < COLUMNS)
            continue;
        struct placed *slot = LIST_PUSH(ctx->arena, &placed);
        if (!slot)
            return arena_fail(ctx);
        slot->written = csv_field_value(ctx->arena, csv.fields[0]);
        *slot = (struct placed){ postcode_name(ctx, slot->written), slot->written, csv.row };
    }
    if (!e && placed.n)
        qsort(placed.at, placed.n, sizeof *placed.at, placed_compare);
    for (size_t i = 1; i < placed.n && !e; i++)
        if (str_equal(placed.at[i].name, placed.at[i - 1].name))
            e = fail_at(ctx, ERR_INPUT, path, (struct place){ (int)placed.at[i].row, 1 },
                        "'%.*s' is there twice, first in line %lld: leave one",
                        STR_ARGS(placed.at[i].written), (long long)placed.at[i - 1].row);
    return e;
}

static result postcode_write(struct ctx *ctx, struct db *db, const struct csv *csv)
{
    str cells[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = csv_field_value(ctx->arena, csv->fields[i]);
    str name = postcode_name(ctx, cells[0]);
    if (arena_is_full(ctx->arena))
        return arena_fail(ctx);
    return query_postcode_insert(
        ctx, db, &(struct postcode_insert_in){ COMMUNITY_FIRST, name, cells[1], cells[2], cells[3] });
}

result postcodes_rebuild(struct ctx *ctx, struct db *db)
{
    struct content_of_kind_out_list contents;
    struct csv csv;
    result e = query_content_of_kind(
        ctx, db, &(struct content_of_kind_in){ COMMUNITY_FIRST, CONTENT_POSTCODES }, &contents);
    if (!e)
        e = query_postcode_clear(ctx, db, &(struct postcode_clear_in){ COMMUNITY_FIRST });
    if (e || !contents.n)
        return e;
    e = csv_open(ctx, contents.at[contents.n - 1].body, ',', &csv);
    for (bool is_header = true; !e && csv_next(&csv); is_header = false)
        if (!is_header && csv.n >= COLUMNS)
            e = postcode_write(ctx, db, &csv);
    return e;
}
