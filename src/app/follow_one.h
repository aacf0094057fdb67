// One document made ready to be followed.
#pragma once

#include "rules/procedure.h"

// The procedure of one document, with the library's calendars.
result follow_procedure(struct ctx *ctx, const struct document *document, struct procedure **procedure) MUST;
