// Files read, parsed and checked, shared out among the processors where there are many.
#pragma once

#include "document/check.h"

struct checking; // one worker's part: what it read lives in its own arena

struct checked_files {
    struct str_list calendars;   // that a document may name: set by the caller
    struct document **documents; // in the order given, without those that can't be read
    size_t n;
    struct diagnostics list; // as if they had been checked one after the other
    result unread;           // of the last file that can't be read; OK if all can
    struct checking *shares;
    size_t n_shares;
};

// `checked` is empty but for its calendars. A file that can't be read is told at once; the others are still checked.
// ERR_LIMIT if memory is short. memory: bytes that all of it may take.
result files_check(struct ctx *ctx, const char *const *paths, size_t n, size_t memory,
                   struct checked_files *checked) MUST;
void files_close(struct checked_files *checked); // what was read is gone
