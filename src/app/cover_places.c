#include "app/cover_places.h"

struct cover_grid cover_grid_of(int width, int height)
{
    int longer = width > height ? width : height, shorter = width > height ? height : width;
    int few = longer ? (COVER_CELLS * shorter + longer / 2) / longer : 1;
    few = few < 1 ? 1 : few;
    return width > height ? (struct cover_grid){ width, height, COVER_CELLS, few }
                          : (struct cover_grid){ width, height, few, COVER_CELLS };
}

int cover_grid_x(const struct cover_grid *g, int column)
{
    return (int)((int64_t)g->width * column / g->columns);
}

int cover_grid_y(const struct cover_grid *g, int row)
{
    return (int)((int64_t)g->height * row / g->rows);
}

struct cell {
    int column, row;
};

// "b3", counted from 0.
static bool cell_read(const struct cover_grid *g, str typed, struct cell *cell)
{
    int64_t row;
    if (typed.n < 2 || !char_is_letter(typed.at[0]) || !str_to_int(str_from_byte(typed, 1), &row))
        return false;
    cell->column = char_lower(typed.at[0]) - 'a';
    cell->row = (int)(row - 1);
    return cell->column < g->columns && row >= 1 && row <= g->rows;
}

static result place_add(struct ctx *ctx, struct cover_places *places, struct picture_cover cover)
{
    if (places->n == PICTURE_COVERS_MAX)
        return fail(ctx, ERR_INPUT, "at most %d places can be covered at once: cover these first",
                    PICTURE_COVERS_MAX);
    places->at[places->n++] = cover;
    return OK;
}

static result cells_take(struct ctx *ctx, const struct cover_grid *g, str typed, struct cover_places *places)
{
    struct cell a, b;
    str rest = typed, first = str_cut(&rest, ':');
    str second = rest.at ? rest : first;
    if (!cell_read(g, first, &a) || !cell_read(g, second, &b))
        return fail(
            ctx, ERR_INPUT,
            "'%.*s' is no place of the grid: write a column and a row, from A1 to %c%d, or two of them with a "
            "colon between",
            STR_ARGS(str_slice(typed, 0, 20)), 'A' + g->columns - 1, g->rows);
    int left = a.column < b.column ? a.column : b.column, right = a.column + b.column - left + 1;
    int top = a.row < b.row ? a.row : b.row, bottom = a.row + b.row - top + 1;
    struct picture_cover cover = { cover_grid_x(g, left), cover_grid_y(g, top), 0, 0 };
    cover.width = cover_grid_x(g, right) - cover.left;
    cover.height = cover_grid_y(g, bottom) - cover.top;
    return place_add(ctx, places, cover);
}

static bool is_between(char c)
{
    return c == ' ' || c == ',' || c == ';' || c == '\n' || c == '\t' || c == '\r';
}

// The next word, and past it; empty at the end.
static str word_cut(str *rest)
{
    size_t start = 0, end;
    while (start < rest->n && is_between(rest->at[start]))
        start++;
    for (end = start; end < rest->n && !is_between(rest->at[end]);)
        end++;
    str word = str_slice(*rest, start, end);
    *rest = str_from_byte(*rest, end);
    return word;
}

static result rectangle_take(struct ctx *ctx, const struct cover_grid *g, str line,
                             struct cover_places *places)
{
    int64_t n[4] = { 0 };
    bool is_read = true;
    str rest = line;
    for (int i = 0; i < 4; i++)
        is_read &= str_to_int(word_cut(&rest), &n[i]);
    is_read &= !word_cut(&rest).n && n[0] < g->width && n[1] < g->height && n[2] > 0 && n[3] > 0 &&
        n[2] <= g->width && n[3] <= g->height;
    if (!is_read)
        return fail(
            ctx, ERR_INPUT,
            "'%.*s' is no rectangle of this photograph, which has %d by %d pixels: write left, top, width and "
            "height, such as 120 80 60 40",
            STR_ARGS(str_slice(line, 0, 40)), g->width, g->height);
    return place_add(ctx, places, (struct picture_cover){ (int)n[0], (int)n[1], (int)n[2], (int)n[3] });
}

result cover_places_read(struct ctx *ctx, const struct cover_grid *g, const str typed[2],
                         struct cover_places *places, bool *is_cells)
{
    str rest = typed[0], word;
    result e = OK;
    places->n = 0;
    *is_cells = true;
    while (!e && (word = word_cut(&rest)).n)
        e = cells_take(ctx, g, word, places);
    *is_cells = e != OK;
    for (rest = typed[1]; !e && rest.at;) {
        str line = str_trim(str_cut(&rest, '\n'));
        e = line.n ? rectangle_take(ctx, g, line, places) : OK;
    }
    return e;
}
