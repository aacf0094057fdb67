// Places to cover in a photograph, as somebody types them.
#include "app/cover_places.h"
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_grid(void **state)
{
    static const struct {
        int width, height, columns, rows;
    } rows[] = { { 1600, 1200, 16, 12 },
                 { 1200, 1600, 12, 16 },
                 { 640, 640, 16, 16 },
                 { 1600, 10, 16, 1 },
                 { 7, 5, 16, 11 } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct cover_grid g = cover_grid_of(rows[i].width, rows[i].height);
        assert_int_equal(g.columns, rows[i].columns);
        assert_int_equal(g.rows, rows[i].rows);
        assert_int_equal(cover_grid_x(&g, 0) + cover_grid_y(&g, 0), 0);
        assert_int_equal(cover_grid_x(&g, g.columns), rows[i].width);
        assert_int_equal(cover_grid_y(&g, g.rows), rows[i].height);
    }
}

// What comes of it, each as left,top,widthxheight; or the fault, behind which field has it.
static void test_read(void **state)
{
    static const struct {
        const char *cells, *rectangles, *places;
    } rows[] = {
        { "", "", "" },
        { "A1", "", "0,0,100x100" },
        { "p12", "", "1500,1100,100x100" },
        { "B3:D5, F7", "", "100,200,300x300 500,600,100x100" },
        { "D5:B3", "", "100,200,300x300" },
        { " A1;A2\nA3 ", "", "0,0,100x100 0,100,100x100 0,200,100x100" },
        { "", "120 80 60 40", "120,80,60x40" },
        { "", "1,2,3,4\n\n 5 6 7 8 ", "1,2,3x4 5,6,7x8" },
        { "A1", "1590 1190 200 200", "0,0,100x100 1590,1190,200x200" }, // what hangs over is cut off
        { "Q1", "",
          "cells: 'Q1' is no place of the grid: write a column and a row, from A1 to P12, or two of them with a colon "
          "between" },
        { "A13", "",
          "cells: 'A13' is no place of the grid: write a column and a row, from A1 to P12, or two of them with a colon "
          "between" },
        { "A0", "",
          "cells: 'A0' is no place of the grid: write a column and a row, from A1 to P12, or two of them with a colon "
          "between" },
        { "A1:", "",
          "cells: 'A1:' is no place of the grid: write a column and a row, from A1 to P12, or two of them with a colon "
          "between" },
        { "A1", "1600 0 5 5",
          "rectangles: '1600 0 5 5' is no rectangle of this photograph, which has 1600 by 1200 pixels: write left, "
          "top, width and height, such as 120 80 60 40" },
        { "", "1 2 0 4",
          "rectangles: '1 2 0 4' is no rectangle of this photograph, which has 1600 by 1200 pixels: write left, top, "
          "width and height, such as 120 80 60 40" },
        { "", "1 2 3 4 5",
          "rectangles: '1 2 3 4 5' is no rectangle of this photograph, which has 1600 by 1200 pixels: write left, top, "
          "width and height, such as 120 80 60 40" },
        { "", "1 2 3 99999999999999",
          "rectangles: '1 2 3 99999999999999' is no rectangle of this photograph, which has 1600 by 1200 pixels: write "
          "left, top, width and height, such as 120 80 60 40" },
        { "A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1 A1",
          "", "cells: at most 32 places can be covered at once: cover these first" },
    };
    struct cover_grid g = cover_grid_of(1600, 1200);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 16) };
        struct cover_places places;
        char got[600] = "";
        size_t n = 0;
        bool is_cells;
        const str typed[2] = { str_from(rows[i].cells), str_from(rows[i].rectangles) };
        if (cover_places_read(&ctx, &g, typed, &places, &is_cells))
            snprintf(got, sizeof got, "%s: %s", is_cells ? "cells" : "rectangles", ctx.error.text);
        else
            for (size_t k = 0; k < places.n; k++)
                n += (size_t)snprintf(got + n, sizeof got - n, "%s%d,%d,%dx%d", k ? " " : "",
                                      places.at[k].left, places.at[k].top, places.at[k].width,
                                      places.at[k].height);
        assert_string_equal(got, rows[i].places);
        arena_close(ctx.arena);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_grid), cmocka_unit_test(test_read) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
