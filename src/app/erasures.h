// The list of what was erased, apart from any copy of the store, so that a backup that is restored is erased again.
//
// It holds ids of facts with their public hash, and hashes of random keys: nothing that says of whom. It stands in the
// table `erasure`, and as a text beside the store, PATH.erasures, which only grows: whoever puts an older copy in the
// place of the store leaves the text there, and what it says is done again when the store is next served.
//
//     wardmote erasures 1
//     fact 12 9f86d081... wp 2026-07-29T10:00:00+00:00    parts of a fact: words, place, actor, f photograph
//     person 0 2c26b46b... - 2026-07-29T10:00:00+00:00    a person, all of whom went
//     part 12 2c26b46b... - 2026-07-29T10:00:00+00:00     that a case was somebody's
//     end 3
#pragma once

#include "store/store.h"

enum { ERASURES_BYTES_MAX = 256 << 20 };

result erasures_list(struct ctx *ctx, struct db *db, struct erasure_row_list *list) MUST;
void erasures_write(struct buffer *out, const struct erasure_row_list *list);
// source: for messages. ERR_INPUT, with its line, if it is no such list, or is cut off.
result erasures_read(struct ctx *ctx, str source, str text, struct erasure_row_list *list) MUST;

struct replayed {
    int64_t known;                // stood in the store's own list already
    int64_t facts, people, cases; // erased again: private parts of facts, people, their cases
};

// Inside store_write: erases again what the list says and the store's own list does not. A fact is erased only if it
// carries the hash that the list gives, so that another one that came to have its number is left alone. Each case of
// which something went gets a FACT_ERASED; the derived rows follow. What is gone already is only noted. at: the time.
result erasures_replay(struct ctx *ctx, struct db *db, const struct erasure_row_list *list, instant at,
                       struct replayed *replayed) MUST;

// The text beside the store and the store's own list, each completed from the other. path: of the text; nothing is
// written if neither has anything to add.
result erasures_settle(struct ctx *ctx, struct store *store, str path, instant at,
                       struct replayed *replayed) MUST;
// Where that is: for sqlite:PATH it is PATH.erasures; empty where there is no place beside it.
str erasures_path(struct ctx *ctx, str url);
