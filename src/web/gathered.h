// What a page counts over weeks of the record, whoever asks. It is gathered again for each who asks, unless that takes
// long: then it is kept for a hundred times as long as it took, so that a store in which very much ends spends no more
// than a hundredth of a processor on it. What stands on the page is then as old as that at most.
#pragma once

#include "app/endings.h"
#include "app/worklist.h"
#include "web/request.h"

enum { GATHERED_QUICK_MS = 5, GATHERED_TIMES = 100 }; // what takes less is never kept

struct gathered;

struct gathered *gathered_open(void); // NULL if the system has no memory
void gathered_close(struct gathered *gathered);

// How what ended for the one who asks (app/endings.h).
result gathered_endings(struct gathered *gathered, struct request *request,
                        const struct work_question *question, struct endings *endings) MUST;
