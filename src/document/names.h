// Names every document knows without declaring them.
#pragma once

#include "base/arena.h"
#include "document/value.h"

void str_list_add(struct arena *arena, struct str_list *list, str s);
void usual_events(struct arena *arena, struct str_list *events); // "report", "completion": added to the list
void usual_facts(struct arena *arena, struct str_list *facts);   // "population", "lateness": likewise
