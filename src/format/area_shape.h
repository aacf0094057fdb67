// One area's border as edges, ready to be asked whether a point is inside. For areas.c.
#pragma once

#include "format/bins.h"

// Runs upwards: y0 < y1. Level edges are left out: no level ray crosses them.
struct edge {
    double x0, y0, x1, y1;
};

// Edges in the order they were added, and for each of the strips of equal height those that reach into it.
struct area_shape {
    double west, south, east, north;
    struct edge *edges;
    size_t n, room;
    struct bins rows;
};

// room: the most edges that will be added. False if the arena is full.
bool area_shape_open(struct arena *arena, struct area_shape *shape, size_t room) MUST;
// Degrees; the two ends may be given either way round.
void area_shape_add(struct area_shape *shape, double x0, double y0, double x1, double y1);
bool area_shape_close(struct arena *arena, struct area_shape *shape) MUST;
bool area_shape_holds(const struct area_shape *shape, double x, double y);
