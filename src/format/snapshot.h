// A file of packed requests, clustered by area, that is mapped into memory and not parsed: FILE.wcol.
//
// Its bytes are those of the machine (the file says which order that is); everything a reader goes by has a checksum,
// the names and the table of sums at once, rows and row numbers block by block, so that whoever counts them checks each
// block while it is in the cache. Another version, another order of bytes, a file cut short or changed is refused by
// name. What is written to it is what format/packed.h holds: no ids, events, facts, pauses or places.
#pragma once

#include "format/packed.h"

enum { SNAPSHOT_VERSION = 1, SNAPSHOT_BLOCK = 65536 }; // rows of a block

#define SNAPSHOT_AGAIN "make it again with 'wardmote import requests FILE --mapping NAME --to FILE.wcol'"
#define SNAPSHOT_DAMAGED "this snapshot is damaged: its checksum is another than it says: " SNAPSHOT_AGAIN

struct snapshot {
    str zone; // of the source, by which a date alone is a day
    struct service_list services;
    struct str_list areas;
    int64_t rows_read; // of the source, with those that are no case
    bool has_areas, knows_closing;
    bool has_odd;              // some row has a date alone or a time nobody knows
    const struct packed *rows; // service and area are indexes of these lists, area with one added
    const uint32_t *numbers;   // of the source, for messages
    size_t n;
    const uint64_t *row_sums, *number_sums; // of each block
    str bytes;
};

bool snapshot_is(str bytes); // begins as one does
// bytes: aligned to 8, must outlive the snapshot. ERR_INPUT says what is wrong and what to do.
result snapshot_read(struct ctx *ctx, str source, str bytes, struct snapshot *snapshot) MUST;
size_t snapshot_blocks(const struct snapshot *snapshot);
// Whether the rows of a block, or their numbers, are as they were written, and none leads outside the lists.
bool snapshot_rows_whole(const struct snapshot *snapshot, size_t block);
bool snapshot_numbers_whole(const struct snapshot *snapshot, size_t block);

// ERR_LIMIT, by name, if there are more services, areas or rows than the fields hold.
result snapshot_check(struct ctx *ctx, const struct snapshot *snapshot) MUST;
size_t snapshot_size(const struct snapshot *snapshot); // of the file
// to: snapshot_size bytes, zero. Writes all but rows and numbers, for which it says where they go; when they are there,
// snapshot_seal adds the sums.
void snapshot_lay_out(const struct snapshot *snapshot, char *to, struct packed **rows, uint32_t **numbers);
void snapshot_seal(char *bytes);
