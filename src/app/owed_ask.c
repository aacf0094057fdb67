#include "app/owed_ask.h"

#include "app/ledger.h"
#include "rules/redress.h"

result owed_ask(struct desk *desk)
{
    struct fact_insert_in fact = desk_fact(desk, FACT_EVENT);
    struct obligation_row_list rows;
    bool is_offered = false;
    result e = query_obligation_of_case(
        desk->ctx, desk->db, &(struct obligation_of_case_in){ COMMUNITY_FIRST, desk->case_id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        is_offered |= rows.at[i].state == STEP_OFFERED;
    if (!e && !is_offered)
        e = fail(desk->ctx, ERR_RULE, "nothing is offered for this report now, or it was asked for already");
    fact.name = STR("request");
    return e ? e : desk_say(desk, fact, NULL);
}
