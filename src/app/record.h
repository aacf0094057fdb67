// Facts written: the one way into the record. Each has when it happened and when it was recorded; none is ever
// changed. Called inside store_write.
#pragma once

#include "app/private.h"

// A fact with nothing in it but its kind and its times, which are the same second.
struct fact_insert_in fact_new(enum fact_kind kind, instant happened, instant recorded);

// The time at which something is recorded now: never before what was recorded last, whatever the machine's clock says.
result record_time(struct ctx *ctx, struct db *db, instant now, instant *at) MUST;

// Words on a case are private (app/private.h), those on documents and figures are not: every one of these sees to that.
// A fact about no case, or about one there is, in fact.case_id.
result fact_add(struct ctx *ctx, struct db *db, const struct fact_insert_in *fact) MUST;
// FACT_OPENED or FACT_BOUND: the case's id is the fact's. ERR_INPUT if it has no reference.
result fact_open(struct ctx *ctx, struct db *db, struct fact_insert_in fact, int64_t *case_id) MUST;
// The same with the exact place.
result fact_open_at(struct ctx *ctx, struct db *db, struct fact_insert_in fact, struct private_part place,
                    int64_t *case_id) MUST;
// A fact about a case there is.
result fact_of(struct ctx *ctx, struct db *db, struct fact_insert_in fact, int64_t case_id) MUST;

// Any of them, with what more of it is private than its words; id: of the fact, NULL if nobody asks for it.
result fact_keep(struct ctx *ctx, struct db *db, struct fact_insert_in fact, struct private_part more,
                 int64_t *id) MUST;

// Whether another of them takes its place.
bool fact_is_corrected(const struct fact_row *facts, size_t n, int64_t id);

struct adoption {
    enum content_kind kind;
    str name, body; // of the content
    instant happened, recorded;
    str said_by; // the post that adopted it
};

// Keeps the content and adopts it. The same text adopted again changes nothing, unless another of its kind (of
// calendars, of its name) was adopted in between: then it is gone back to. A version of a document is kept once, and so
// is a procedure's text.
result content_adopt(struct ctx *ctx, struct db *db, const struct adoption *adoption) MUST;
// fact: by which it is adopted; ID_NONE if it was.
result content_adopt_by(struct ctx *ctx, struct db *db, const struct adoption *adoption, int64_t *fact) MUST;
// The content of a kind that counts now: the one adopted last, of calendars that of the name. id: ID_NONE for none.
result content_last(struct ctx *ctx, struct db *db, enum content_kind kind, str name, int64_t *id) MUST;
str content_hash(struct ctx *ctx, str body); // SHA-256 in hexadecimal
