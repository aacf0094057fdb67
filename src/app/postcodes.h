// Which areas a postcode lies in: a table of a file that was adopted, looked up when somebody asks where they live.
#pragma once

#include "store/store.h"

// No postcode is in the file twice, with or without spaces, in small letters or capitals: ERR_INPUT with its line.
result postcodes_check(struct ctx *ctx, str path, str text) MUST;
// As it is kept and looked up: in capitals, without spaces and hyphens.
str postcode_name(struct ctx *ctx, str cell);
// The first word, or two, of the form of a postcode of the United Kingdom, known here or not, as one writes it:
// "M1 1AE"; empty if there is none.
str postcode_written(struct ctx *ctx, str text);
// The table of postcodes, from the content adopted last.
result postcodes_rebuild(struct ctx *ctx, struct db *db) MUST;
