// Photographs of what was mended, before and after: two of one place belong together and are shown side by side.
#pragma once

#include "app/photograph.h"

struct evidence {
    const struct shelf *shelf;
    const struct photograph_files *before, *after; // NULL for none
};

// On the case at the desk. An after is paired with the before that comes with it, else with the last one that has no
// after yet, else with the picture it was reported with; without any it stands alone. The caller settles the desk.
result evidence_add(struct desk *desk, const struct evidence *evidence) MUST;
