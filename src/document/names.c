#include "document/names.h"

static const str EVENTS[] = {
    STR_INIT("report"),     STR_INIT("receipt"),     STR_INIT("inspection"),      STR_INIT("works order"),
    STR_INIT("decision"),   STR_INIT("notice"),      STR_INIT("appointment"),     STR_INIT("arrival"),
    STR_INIT("collection"), STR_INIT("publication"), STR_INIT("acknowledgement"), STR_INIT("first visit"),
    STR_INIT("made safe"),  STR_INIT("completion"),  STR_INIT("written reply"),
};

static const str FACTS[] = {
    STR_INIT("area"),       STR_INIT("population"),  STR_INIT("lateness"),
    STR_INIT("time taken"), STR_INIT("achievement"),
};

void str_list_add(struct arena *arena, struct str_list *list, str s)
{
    str *slot = LIST_PUSH(arena, list);
    if (slot)
        *slot = s;
}

void usual_events(struct arena *arena, struct str_list *events)
{
    for (size_t i = 0; i < sizeof EVENTS / sizeof *EVENTS; i++)
        str_list_add(arena, events, EVENTS[i]);
}

void usual_facts(struct arena *arena, struct str_list *facts)
{
    for (size_t i = 0; i < sizeof FACTS / sizeof *FACTS; i++)
        str_list_add(arena, facts, FACTS[i]);
}
