// Style sheets, typefaces and the icon, built from assets/ into the program. A path holds a hash of the content, so
// that browsers may keep it for ever.
#pragma once

#include "base/str.h"

struct asset {
    str name, path, type; // "wardmote.css", "/assets/wardmote-3f2a9c.css", "text/css; charset=utf-8"
    const unsigned char *at;
    size_t n;
    const unsigned char *gzip; // NULL if it is not worth it
    size_t n_gzip;
};

extern const struct asset ASSETS[];          // the last has no name
const struct asset *asset_by_path(str path); // NULL if there is none
str asset_path(const char *name);            // "#" if there is none
