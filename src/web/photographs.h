// Photographs as pages take and give them: an upload made clean and kept, and where it is then to be seen.
#pragma once

#include "app/photograph.h"
#include "web/html.h"
#include "web/request.h"

// What serve gives the site for it. maker.make NULL: none are taken.
struct photographs {
    struct shelf shelf;
    struct picture_maker maker;
};

// In the handler of a POST: makes an upload clean and puts it on the shelf. ERR_INPUT with a sentence to stand beside
// the field if it is no photograph that is taken; ERR_BUSY if it must wait.
//
// A field for it: <input type="file" accept="image/jpeg,image/png,image/webp">. A phone then
// makes JPEG of its HEIC.
result photograph_take(struct request *request, const struct picture_asked *asked, struct picture *picture,
                       struct photograph_files *files) MUST;
// The same of one that is kept already, with places covered, for photograph_cover.
result photograph_take_again(struct request *request, str hash, const struct picture_asked *covers,
                             struct picture *picture, struct photograph_files *files) MUST;
// With a report that is being written: also kept, under the name that photograph_attach asks for.
result photograph_take_unsent(struct request *request, str bytes, str *hash) MUST;
const struct shelf *request_shelf(const struct request *request); // for photograph_add and photograph_cover

struct url photograph_url(struct ctx *ctx, str hash,
                          bool is_small); // by a row's hash, also for the small one
