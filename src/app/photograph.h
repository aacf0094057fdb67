// Photographs on cases: kept, shown or hidden, covered in places, erased.
//
// What a photograph is stands in three places: its bytes on a shelf (app/shelf.h); a row of `photograph`, which says
// whose they are and who may see them; and a FACT_PHOTOGRAPH, whose private part binds the two. A photograph is seen by
// the public only when somebody who may decide that has shown it (photograph_show), and on a case whose text is public.
//
//     with a report:  photograph_put, then in a write photograph_keep; when it is sent photograph_attach
//     by an officer:  photograph_put, then in a write photograph_add
//     of a place that was graded on foot: likewise, at a desk that has no case; its fact names promise and grade
#pragma once

#include "app/hiding.h"
#include "app/picture.h"
#include "app/shelf.h"
#include "app/visibility.h"

// A photograph's state, as it stands in its row.
#define PHOTOGRAPH_UNSENT STR("unsent")   // its report is still being written
#define PHOTOGRAPH_WAITING STR("waiting") // for somebody to look at it
#define PHOTOGRAPH_SHOWN STR("shown")
#define PHOTOGRAPH_HIDDEN STR("hidden")
#define PHOTOGRAPH_COVERED STR("covered") // another one, with places covered, has taken its place

enum {
    PHOTOGRAPHS_OF_CASE_MAX = 40,
    PHOTOGRAPHS_UNSENT_MAX = 1000,
    PHOTOGRAPH_UNSENT_SECONDS = 2 * 86400, // then it goes
    PHOTOGRAPH_WORDS_MAX = 1000,
    PHOTOGRAPHS_AT_ONCE = 1000,  // looked at in one sweep
    PHOTOGRAPHS_FAR_AT_ONCE = 20 // where each asks another machine, while writers wait
};

enum photograph_kind {
    PHOTOGRAPH_REPORT,    // with a report, or what was said to it later
    PHOTOGRAPH_BEFORE,    // by whoever came to mend it
    PHOTOGRAPH_AFTER,     // likewise, when it was mended
    PHOTOGRAPH_WALKABOUT, // by a champion on a round
    PHOTOGRAPH_KINDS
};
str photograph_kind_word(enum photograph_kind kind); // "report"
bool photograph_kind_from(str word, enum photograph_kind *kind);

// A picture and what its two files are called.
struct photograph_files {
    const struct picture *picture;
    str hash, small;
};
// Puts both on the shelf: outside the write, because it waits for the disk.
result photograph_put(struct ctx *ctx, const struct shelf *shelf, const struct picture *picture,
                      struct photograph_files *files) MUST;

// Inside store_write: one that belongs to no case yet. If its files went meanwhile they are put again. ERR_BUSY if
// very many wait for their reports.
result photograph_keep(struct ctx *ctx, struct db *db, const struct shelf *shelf,
                       const struct photograph_files *files, instant now) MUST;

struct photograph_about {
    enum photograph_kind kind;
    int64_t pair;         // of an after: the photograph it is the after of; ID_NONE for none
    str words;            // what is to be seen, for who can't see it; may be empty
    str document, clause; // of a graded place: its promise; empty of a case
    int64_t graded;       // likewise: the fact of its grade
};
// That one goes with the desk's case, which must still be settled. ERR_MISSING if there is none of that name that waits
// for its report, ERR_RULE if the case has too many, or the other half of the pair is none of its own.
result photograph_attach(struct desk *desk, str hash, const struct photograph_about *about) MUST;
// Both at once. id: of its row, NULL if nobody asks.
result photograph_add(struct desk *desk, const struct shelf *shelf, const struct photograph_files *files,
                      const struct photograph_about *about, int64_t *id) MUST;

// A photograph of the desk's case, by its number. ERR_MISSING if it is another's.
result photograph_of_desk(struct desk *desk, int64_t id, struct photograph_row *row) MUST;
// What a FACT_HIDDEN and an appeal call the photograph of that fact.
str hidden_photograph(struct arena *arena, int64_t fact_id);
// The public may see it from now on, or no longer: each leaves a FACT_HIDDEN. ERR_RULE of one that is covered by
// another.
result photograph_show(struct desk *desk, int64_t id, str why) MUST;
result photograph_hide(struct desk *desk, int64_t id, const struct hiding *why) MUST;

struct covering {
    int64_t of;
    enum hiding_reason reason;
    const struct shelf *shelf;
    const struct photograph_files *files; // of the new one
    const struct fact_row *place;         // of a graded place: the fact of the old one; NULL of a case
};
// Another picture of it, with places covered (picture_asked.covers), in its place and in its state. The one as it was
// stays for those who may see it, until the covers come off or it is erased. id: of the new one, NULL if nobody asks.
result photograph_cover(struct desk *desk, const struct covering *covering, int64_t *id) MUST;
// The one as it was takes its place again, and waits to be looked at. ERR_INPUT without a reason.
result photograph_uncover(struct desk *desk, int64_t id, str why) MUST;

// What of the visibility table it is, on a case that is so visible.
enum seen_kind photograph_seen_as(const struct photograph_row *row, enum visibility of_case);
// The photograph that is called so, and how visible its case is; of several the one that most may see. ERR_MISSING if
// there is none.
result photograph_find(struct ctx *ctx, struct db *db, str hash, struct photograph_row *row,
                       enum seen_kind *seen_as) MUST;
// Its first that everybody may see by now; empty if there is none.
result photograph_for_all(struct ctx *ctx, struct db *db, const struct case_row *row, str *hash) MUST;

// Its row goes, and its files are noted as gone. What is private of its fact is the caller's (app/erase.h).
result photograph_erase(struct ctx *ctx, struct db *db, int64_t fact_id) MUST;
// After the write: removes files that belong to nothing any more, and photographs whose report was never sent. n: how
// many files went.
result photographs_sweep(struct ctx *ctx, struct store *store, const struct shelf *shelf, instant now,
                         int64_t *n) MUST;
