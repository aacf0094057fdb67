// A file's rows counted while they are read, so that none of them is kept: what most files are like. A plan is made as
// soon as some thousands of rows are there; a row with a category or an area that came later waits for the next one.
//
// Which rows are counted depends on nothing but the rows: an id that comes again, or what a packed row does not hold,
// is for judge_pack.c, which keeps all rows. Where that shows late the file is read once more.
#pragma once

#include "app/judge_pack.h"

struct tally;

// Sets packed->stream if the rows may be counted once and for all: not for a snapshot, nor where places decide areas.
result stream_open(struct ctx *ctx, const struct judge_options *options, const struct judge_result *judged,
                   struct packed_requests *packed) MUST;
// Reads the parts, or what is left of them, to their ends. packed->stream is NULL again if their rows are to be kept
// and some are not read yet; stream_is_refused if that was found too late.
result stream_read(struct ctx *ctx, struct packed_requests *packed) MUST;
bool stream_is_refused(const struct row_stream *stream);
void stream_refuse(struct row_stream *stream);
// What was counted of a part is forgotten, for it is read again. False if there is no room.
bool stream_forget(struct row_stream *stream, size_t part) MUST;
// All parts have been read: counts what still waits.
result stream_settle(struct ctx *ctx, struct packed_requests *packed) MUST;
// Everything that was counted, added to the tally; services are numbered anew in judged.
result stream_close(struct ctx *ctx, struct row_stream *stream, struct judge_result *judged,
                    struct tally *tally) MUST;
// Gives back what lies in no arena.
void stream_release(struct row_stream *stream);
