// Between what reads a text to adopt (adopt_read.c) and what adopts it (adopt.c).
#pragma once

#include "app/adopt.h"
#include "app/record.h"
#include "rules/calendar.h"

// A file read and found good, on its way into the store.
struct file_adoption {
    struct adopting *adopting;
    struct adoption content;
    str zone;
    struct calendar_source calendar; // of a calendar
};
