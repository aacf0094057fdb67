// A file of packed requests, clustered by area and service, that is mapped into memory and not parsed: FILE.wcol. A row
// is two times; what rows one after the other have in common is said once, of all of them (a run).
//
// Its bytes are those of the machine (the file says which order that is); everything a reader goes by has a checksum:
// the names, runs and the table of sums at once, rows and row numbers block by block, so that whoever counts them
// checks each block while it is in the cache. Another version, another order of bytes, a file cut short or changed is
// refused by name. What is written to it is what format/packed.h holds: no ids, events, facts, pauses or places.
#pragma once

#include "format/packed.h"

enum { SNAPSHOT_VERSION = 2, SNAPSHOT_BLOCK = 65536 }; // rows of a block

#define SNAPSHOT_AGAIN "make it again with 'wardmote import requests FILE --mapping NAME --to FILE.wcol'"
#define SNAPSHOT_DAMAGED "this snapshot is damaged: its checksum is another than it says: " SNAPSHOT_AGAIN

#define SNAPSHOT_BY_CLOSING UINT8_MAX // open if it was never closed, else closed

// Rows of one area and service, to where the next run begins.
struct snapshot_run {
    uint32_t first;   // row
    uint32_t area;    // index of the snapshot's list with one added; PACKED_AREA_NONE
    uint16_t service; // index of its list
    uint8_t status;   // enum case_status, or SNAPSHOT_BY_CLOSING
    uint8_t flags;    // PACKED_OPENED_DAY and so on
};

struct snapshot_row {
    uint32_t opened, closed; // as in struct packed
};

struct snapshot {
    str zone; // of the source, by which a date alone is a day
    struct service_list services;
    struct str_list areas;
    int64_t rows_read; // of the source, with those that are no case
    bool has_areas, knows_closing;
    bool has_odd; // some row has a date alone or a time nobody knows
    const struct snapshot_run *runs;
    const struct snapshot_row *rows;
    const uint32_t *numbers; // of the source, for messages
    size_t n_runs, n;
    const uint64_t *row_sums, *number_sums; // of each block
    str bytes;
};

bool snapshot_is(str bytes); // begins as one does
// bytes: aligned to 8, must outlive the snapshot. ERR_INPUT says what is wrong and what to do.
result snapshot_read(struct ctx *ctx, str source, str bytes, struct snapshot *snapshot) MUST;
size_t snapshot_blocks(const struct snapshot *snapshot);
// Whether the rows of a block, or their numbers, are as they were written.
bool snapshot_rows_whole(const struct snapshot *snapshot, size_t block);
bool snapshot_numbers_whole(const struct snapshot *snapshot, size_t block);

// ERR_LIMIT, by name, if there are more services, areas or rows than the fields hold.
result snapshot_check(struct ctx *ctx, const struct snapshot *snapshot) MUST;
size_t snapshot_size(const struct snapshot *snapshot); // of the file
// Where what is written goes.
struct snapshot_space {
    struct snapshot_run *runs;
    struct snapshot_row *rows;
    uint32_t *numbers;
};
// to: snapshot_size bytes, zero. Writes all but runs, rows and numbers, for which it says where they go; when they are
// there, snapshot_seal adds the sums.
struct snapshot_space snapshot_lay_out(const struct snapshot *snapshot, char *to);
void snapshot_seal(char *bytes);
