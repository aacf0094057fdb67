// Changes that are looked at before they are made: a text waits (table `pending`), is shown beside the one that counts
// (app/preview.h), and is adopted or dropped. What can be changed so is the table of text_kinds.
#pragma once

#include "app/adopt.h"
#include "app/permission.h"

enum { CHANGE_NAME_MAX = 200, PENDING_DAYS = 31 };

struct text_kind {
    enum content_kind kind;
    enum deed deed;
    const char *key;     // in addresses: "bodies"
    const char *title;   // "Bodies"
    const char *words;   // in a sentence: "the list of bodies"
    const char *page;    // where what counts is shown: "/admin/bodies"
    const char *file;    // to save it as
    const char *columns; // of a table, its first line; NULL for a text
    const char *about;   // what the file must be, one or two sentences
    bool is_named;       // there are several, by name: calendars, documents
    bool may_wait;       // may be adopted on a day that is set
};

const struct text_kind *text_kinds(size_t *n);
const struct text_kind *text_kind_of(enum content_kind kind); // NULL if it is not changed here
const struct text_kind *text_kind_named(str key);             // likewise

// The text of a kind (and name) that counts now: adopted last, else the library's.
struct text_now {
    str body, hash, name;
    bool is_there, is_library;
    int64_t content; // ID_NONE for the library's
};
result text_now(struct ctx *ctx, struct db *db, enum content_kind kind, str name, struct text_now *now) MUST;

struct pending {
    struct pending_row row;
    const struct text_kind *kind;
    str body;
};
// ERR_MISSING if it was adopted or dropped.
result pending_read(struct ctx *ctx, struct db *db, int64_t id, struct pending *pending) MUST;

// Inside store_write: a text put by. base: the hash of the one it was made from; empty: of none.
struct change_new {
    enum content_kind kind;
    str name, source, body, base;
    int64_t person;
    instant now;
    int64_t id; // its number
};
result change_put(struct ctx *ctx, struct db *db, void *change_new) MUST;

enum change_deed { CHANGE_ADOPT, CHANGE_WAIT, CHANGE_DROP, CHANGE_CORRECT };

// What is done with one.
struct change_doing {
    enum change_deed deed;
    int64_t id, person;
    str seen; // hash of the text that counted when it was looked at; another one since is ERR_RULE
    date day; // of CHANGE_WAIT
    str body; // of CHANGE_CORRECT
    str community;
    instant now;
};
// ERR_INPUT, ERR_RULE: why it can't be adopted. A document's diagnostics are the preview's to show.
result change_do(struct ctx *ctx, struct store *store, struct change_doing *doing) MUST;

// Adopts it, looks (`see`, inside the same transaction), and takes it all back: what would happen, exactly.
struct trial {
    const struct pending *pending;
    instant now;
    store_work see;
    void *with;
    struct adopting adopting; // how it went
};
result change_try(struct ctx *ctx, struct store *store, struct trial *trial) MUST;

// By the clock: those whose day has come. One that can't be adopted, because it has faults, another text came since it
// was looked at, or an election is near, keeps its reason and waits for a person.
result changes_due(struct ctx *ctx, struct store *store, instant now) MUST;
// Inside store_write: what nobody came back to goes.
result changes_tidy(struct ctx *ctx, struct db *db, instant now) MUST;
