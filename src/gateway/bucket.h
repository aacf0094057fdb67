// Photographs in an object store that speaks S3 (Amazon's, MinIO, Ceph, Garage...): a shelf (app/shelf.h) whose things
// are objects PREFIX/ab/cdef...jpg, named as the files of a folder are, so that either can be copied to the other as
// it is. Requests are signed (AWS Signature Version 4) with what AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY say;
// neither is in any message.
//
// What the store says of a fault goes to the log; whoever sent a photograph is told to try again, or to go on without
// it.
#pragma once

#include "app/shelf.h"

bool is_bucket(str place); // it begins with "s3:"
// place: s3:https://HOST/BUCKET[/PREFIX][?region=NAME]; the region is us-east-1 unless it is said. ERR_INPUT, with
// what is wrong. The shelf lives in ctx's arena; nobody is asked yet.
result bucket_open(struct ctx *ctx, str place, struct shelf *shelf) MUST;
void bucket_close(const struct shelf *shelf); // ends its connections; of another shelf nothing
