// A table of people into the store: who reported which case, and how they are reached.
//
// CSV with the first line `reference,part,name,email,telephone,address,language,way`; a case goes by its reference. The
// same file twice changes nothing. One wrong line, and nothing of the file is taken; lines of cases that are not in
// the store are left out and counted.
#pragma once

#include "store/store.h"

struct people_import {
    str path;
    int64_t added, changed, bound, same; // people; new or other bindings; lines that said nothing new
    LIST(int64_t) left_out;              // lines whose case is not there
};

result people_import(struct ctx *ctx, struct store *store, struct people_import *import) MUST;
