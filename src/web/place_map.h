// Giving a place by a pin on a map, or by where the device is: the two fields of its point, and what the page's script
// needs (views/place.html, assets/where.js). Without a script there are neither, and words or a postcode alone do.
#pragma once

#include "app/place.h"
#include "web/form.h"
#include "web/request.h"

struct place_map {
    struct form_field latitude, longitude; // degrees; empty without a point
    struct form_field off;                 // takes the point off, for whom scripts are off
    str found;    // what the kept point is, in words: "in Aldermoor ward, Harcaster"; empty without a point
    bool has_map; // there is something to draw: borders, or tiles
    str borders, leaflet, style; // paths of what is fetched when it is opened
    str tiles, tiles_by, tiles_from;
    struct url script;
};

// map->latitude and longitude are filled in already. off: the name of the field that takes the point off.
result place_map_fill(struct request *request, struct place_map *map) MUST;
// What was marked and is no longer meant, or is no point of this earth, goes: found is where it lies.
void place_map_look(const struct request *request, const struct located *found, struct place_map *map);
// The device may be asked where it is on this page, and its tiles may be fetched.
void place_map_allow(const struct place_map *map, struct response *response);
// Where a point is, as one says it: "in Aldermoor ward, Harcaster".
str located_words(struct ctx *ctx, const struct located *located);
