// Answers that are kept: the bytes of a page for one state of the store, so that whoever asks for the same in the same
// state gets the same without it being made again. No page knows of it; which pages may be kept is one list in
// answers.c. Of all but the newest state nothing is kept, and never more than ANSWERS_BYTES.
#pragma once

#include "web/route.h"

enum { ANSWERS_BYTES = 16 << 20, ANSWER_BYTES_MAX = 1 << 20 };

struct answers;

struct answers *answers_open(void); // NULL if the system has no memory
void answers_close(struct answers *answers);

size_t answers_bytes(struct answers *answers); // that are kept now; 0 for NULL

// Whether the answer of this page is ever kept. Needs no store.
bool answer_may_be_kept(const struct site_route *route, const struct request *request);
// After site_enter, whose state and visitor it goes by. True if the whole answer is in the response.
bool answer_recall(struct answers *answers, const struct site_route *route, const struct request *request,
                   struct response *response);
// After response_finish: keeps it, where it may be.
void answer_remember(struct answers *answers, const struct site_route *route, const struct request *request,
                     const struct response *response);
