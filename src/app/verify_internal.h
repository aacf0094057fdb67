// What the files of verify share.
#pragma once

#include "app/ledger.h"
#include "app/log.h"
#include "app/verify.h"

enum { LINE_OF_ANSWER = 600 };

struct verify {
    struct ctx *ctx;
    struct verifying *out;
    struct log log;
    struct { // in the order of their sizes; those of the log, and the one from outside
        struct verify_checkpoint {
            int64_t size; // as it was kept
            str note;
            bool is_outside;
        } * at;
        size_t n, room;
    } checkpoints;
    struct store *copy; // the record again, in a store of its own
    str copy_folder;
    bool has_no_derived; // they could not be made again there
};

void verify_checked(struct verify *v, enum verify_part part);
// One that does not agree; the words are kept of the first of each part.
void verify_wrong(struct verify *v, enum verify_part part, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// One more of a part that has its words already is only counted: true. Else false, and nothing is done.
bool verify_wrong_again(struct verify *v, enum verify_part part);
void verify_say(struct verify *v, const char *what, int64_t all); // progress; all: 0 if nobody knows

// The leaves one by one, as they were sealed; roots are held against the checkpoints on the way.
struct verify_walk {
    struct verify *v;
    struct merkle_tree tree;
    size_t next;         // checkpoint
    instant last_sealed; // INSTANT_NONE before the first
};
void verify_leaf(struct verify_walk *walk, const struct merkle_hash *leaf);
void verify_walk_end(struct verify_walk *walk);
// Recorded long before the checkpoint it follows: put in afterwards.
void verify_recorded(struct verify_walk *walk, int64_t fact_id, instant recorded);
void verify_checkpoint_put(struct verify *v, struct verify_checkpoint checkpoint);
void verify_keys(struct verify *v);
str fact_title(struct ctx *ctx, const struct fact_row *fact); // "fact 12 (event completion of case 7)"
result checkpoint_outside_read(struct verify *v) MUST;

result verify_store_log(struct verify *v, struct db *db) MUST;
result verify_contents(struct verify *v, struct db *db) MUST;
result verify_private(struct verify *v, struct db *db) MUST;
result verify_photographs(struct verify *v, struct db *db) MUST;
result verify_folder(struct verify *v) MUST; // all of it, and fills the copy
result verify_copy_open(struct verify *v) MUST;
void verify_copy_close(struct verify *v);
result verify_copy_fill(struct verify *v, struct db *db) MUST; // from a store
result verify_copy_fact(struct ctx *ctx, struct db *db,
                        const struct fact_row *fact) MUST; // inside its writer
result verify_derived(struct verify *v, struct db *db) MUST;
result verify_figures(struct verify *v) MUST; // of the copy
