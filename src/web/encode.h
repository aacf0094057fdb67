// How an answer travels: compressed or as it is, with a tag for each of both, and not at all to those who have it.
#pragma once

#include "web/request.h"

// Whether Accept-Encoding takes gzip: by its own weight or, if it is not named, by that of "*" (RFC 9110, 12.5.3).
bool gzip_is_accepted(str accepted);
// Whether If-None-Match names the tag: a list, each with or without W/, or "*" (RFC 9110, 13.1.2).
bool etag_is_among(str list, str etag);

// Makes a 304 of it if the request names its tag.
void response_to_known(const struct request *request, struct response *response);

// Compresses what is worth it, sets the tag of a page that is there, and makes a 304 of it if the request names that.
void response_finish(const struct request *request, struct response *response);
