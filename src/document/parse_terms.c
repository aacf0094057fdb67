// What agreements and procedures say besides: what opens a stage, and the terms of a target.
#include "document/parse_rules.h"

// party { "or" party }
static bool openers_read(struct cursor *c, struct str_list *by)
{
    do {
        str *party = LIST_PUSH(c->parser->ctx->arena, by);
        if (!party || !party_read(c, party))
            return false;
    } while (cursor_takes(c, STR("or")));
    return true;
}

// "Opens" ":" events [ "by" party { "or" party } ] [ "," limit ]
bool opening_read(struct cursor *c, struct opens *opening)
{
    *opening = (struct opens){ 0 };
    if (!events_read(c, &opening->events))
        return false;
    if (cursor_takes(c, STR("by")) && !openers_read(c, &opening->by))
        return false;
    bool is_condition = cursor_sees(c, STR(", when")) || cursor_sees(c, STR(", unless"));
    if (is_condition || !cursor_takes(c, STR(",")))
        return true;
    return limit_sees(c) ? limit_read(c, &opening->limit)
                         : expected(c, "'within' and a length of time, or 'when' and a test");
}

// ( "Baseline" | "Without reward" ) ":" quantity "in" year
bool figure_in_year_read(struct cursor *c, struct ramp *figure)
{
    *figure = (struct ramp){ .since = { .from = DATE_NONE } };
    if (!quantity_read(c, &figure->quantity, true))
        return false;
    if (!cursor_takes(c, STR("in")))
        return expected(c, "'in' and a year, such as '2007/08'");
    return year_read(c, &figure->since.year);
}

// item [ "/" item ]
bool indicator_read(struct cursor *c, struct indicator_name *indicator)
{
    size_t from = c->i;
    while (!cursor_at_end(c) && !cursor_sees(c, STR("/")) && !cursor_sees(c, STR(";")))
        c->i++;
    indicator->code = cursor_text(c, from, c->i);
    indicator->part = (str){ "", 0 };
    if (!indicator->code.n)
        return expected(c, "the code of an indicator, such as 'NI 195'");
    if (!cursor_takes(c, STR("/")))
        return true;
    from = c->i;
    while (!cursor_at_end(c) && !cursor_sees(c, STR("/")) && !cursor_sees(c, STR(";")))
        c->i++;
    indicator->part = cursor_text(c, from, c->i);
    return indicator->part.n > 0 || expected(c, "which part of the indicator");
}

// "yes" | "no" | "at most" number
bool designated_read(struct cursor *c, struct designated *designated)
{
    *designated = (struct designated){ 0 };
    if (cursor_takes(c, STR("at most")))
        return count_read(c, &designated->at_most);
    designated->is_yes = cursor_takes(c, STR("yes"));
    return designated->is_yes || cursor_takes(c, STR("no")) ||
        expected(c, "'yes', 'no', or 'at most' and a number");
}
