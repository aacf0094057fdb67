#include "format/area_shape.h"

enum { EDGES_PER_ROW = 4, ROWS_MAX = 4096, SHARES_MAX = 8 };

bool area_shape_open(struct arena *arena, struct area_shape *shape, size_t room)
{
    *shape = (struct area_shape){ .west = 180, .south = 90, .east = -180, .north = -90, .room = room };
    shape->edges = ARENA_ARRAY(arena, struct edge, room + 1);
    return shape->edges != NULL;
}

static void box_widen(struct area_shape *s, double x, double y)
{
    s->west = x < s->west ? x : s->west;
    s->east = x > s->east ? x : s->east;
    s->south = y < s->south ? y : s->south;
    s->north = y > s->north ? y : s->north;
}

// Every edge is kept in the same direction, so that two areas that share it do the same sum and never both, or
// neither, take a point that lies on it.
void area_shape_add(struct area_shape *shape, double x0, double y0, double x1, double y1)
{
    box_widen(shape, x0, y0);
    box_widen(shape, x1, y1);
    if (y0 < y1 && shape->n < shape->room)
        shape->edges[shape->n++] = (struct edge){ x0, y0, x1, y1 };
    else if (y1 < y0 && shape->n < shape->room)
        shape->edges[shape->n++] = (struct edge){ x1, y1, x0, y0 };
}

static size_t row_of(const struct area_shape *s, size_t n_rows, double y)
{
    double height = s->north - s->south;
    double row = height > 0 ? (y - s->south) / height * (double)n_rows : 0;
    return row >= (double)n_rows ? n_rows - 1 : row > 0 ? (size_t)row : 0;
}

static size_t shares_count(const struct area_shape *s, size_t n_rows)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += row_of(s, n_rows, s->edges[i].y1) - row_of(s, n_rows, s->edges[i].y0) + 1;
    return n;
}

// Long edges reach into many strips: fewer strips then, so that the lists stay in proportion to the border.
static size_t rows_number(const struct area_shape *shape)
{
    size_t n_rows = shape->n / EDGES_PER_ROW + 1;
    if (n_rows > ROWS_MAX)
        n_rows = ROWS_MAX;
    while (n_rows > 1 && shares_count(shape, n_rows) > shape->n * SHARES_MAX)
        n_rows /= 2;
    return n_rows;
}

bool area_shape_close(struct arena *arena, struct area_shape *shape)
{
    struct bins *rows = &shape->rows;
    if (!bins_open(arena, rows, rows_number(shape)))
        return false;
    for (size_t i = 0; i < shape->n; i++)
        for (size_t row = row_of(shape, rows->n, shape->edges[i].y0);
             row <= row_of(shape, rows->n, shape->edges[i].y1); row++)
            bins_count(rows, row);
    if (!bins_ready(arena, rows))
        return false;
    for (size_t i = 0; i < shape->n; i++)
        for (size_t row = row_of(shape, rows->n, shape->edges[i].y0);
             row <= row_of(shape, rows->n, shape->edges[i].y1); row++)
            bins_put(rows, row, i);
    return true;
}

// Even and odd: a ray eastwards from a point inside crosses the border an odd number of times, holes and islands
// included. An edge is crossed if it starts at or below the point and ends above it, to the east of it.
bool area_shape_holds(const struct area_shape *shape, double x, double y)
{
    if (!(x >= shape->west && x <= shape->east && y >= shape->south && y <= shape->north))
        return false;
    bool is_inside = false;
    size_t row = row_of(shape, shape->rows.n, y);
    for (uint32_t i = shape->rows.starts[row]; i < shape->rows.starts[row + 1]; i++) {
        const struct edge *e = &shape->edges[shape->rows.items[i]];
        if (y < e->y0 || y >= e->y1)
            continue;
        if ((e->x1 - e->x0) * (y - e->y0) > (x - e->x0) * (e->y1 - e->y0))
            is_inside = !is_inside;
    }
    return is_inside;
}
