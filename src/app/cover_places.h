// Places of a photograph that are to be covered, as somebody types them: cells of a grid that lies over it, "B3" or
// "B3:D5", and rectangles in pixels, "left top width height" on a line. Pure.
#pragma once

#include "app/picture.h"

enum { COVER_CELLS = 16 }; // along the longer side

struct cover_grid {
    int width, height; // of the photograph, in pixels
    int columns, rows;
};
struct cover_grid cover_grid_of(int width, int height);
int cover_grid_x(const struct cover_grid *grid, int column); // where the column begins, in pixels; likewise
int cover_grid_y(const struct cover_grid *grid, int row);

struct cover_places {
    struct picture_cover at[PICTURE_COVERS_MAX];
    size_t n;
};

// ERR_INPUT with a sentence, and where the fault is in *is_cells: what is no cell or rectangle of this photograph, or
// more than there may be. Nothing typed is no place, and no error.
result cover_places_read(struct ctx *ctx, const struct cover_grid *grid, const str typed[2],
                         struct cover_places *places, bool *is_cells) MUST;
