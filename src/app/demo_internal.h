// What the files of the demonstration share among themselves.
#pragma once

#include "app/demo.h"
#include "app/ledger.h"
#include "app/record.h"

// A table of library/demo: its first line names the columns.
struct demo_table {
    struct str_list columns;
    struct {
        str *at; // rows * columns.n
        size_t n, room;
    } cells;
    size_t rows;
};

result demo_table_read(struct ctx *ctx, const char *name, struct demo_table *table) MUST;
str demo_cell(const struct demo_table *table, size_t row,
              const char *column);                                    // empty if there is no such column
result demo_text(struct ctx *ctx, const char *name, str *bytes) MUST; // a file of library/demo

struct demo_filling {
    struct demo *demo;
    str password; // hashed
    struct ledger *ledger; // the documents, as of the demonstration's today
    struct demo_table figures, record, words, reasons;
    uint64_t random;
};

uint32_t demo_below(struct demo_filling *filling, uint32_t n); // 0 to n - 1
instant demo_instant(const struct demo_filling *filling, str stamp);
// The version of a document that binds on a day; NULL if there is none.
const struct judged_document *demo_version(const struct demo_filling *filling, str id, date day);
const struct account *demo_account(const struct judged_document *document, str label);

// When the borough took over the late bank holiday, and open deadlines moved.
instant demo_moved_at(void);

// Whoever may sign in.
result demo_accounts_make(struct ctx *ctx, struct db *db, const struct demo_filling *filling) MUST;
// What is being negotiated.
result demo_drafts(struct ctx *ctx, struct db *db, const struct demo_filling *filling) MUST;
// Who asks for news by post; once the cases are there.
result demo_post(struct ctx *ctx, struct db *db, const struct demo_filling *filling) MUST;
// Reports and returns that come to the figures.
result demo_cases(struct ctx *ctx, struct db *db, struct demo_filling *filling) MUST;
// The stories: cases told step by step, signatures, departures, progress.
result demo_stories(struct ctx *ctx, struct db *db, struct demo_filling *filling) MUST;
