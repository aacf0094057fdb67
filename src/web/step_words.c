// What was answered to a step that a late case is owed, as everybody may read it: it stands in a fact of the case,
// which may be hidden like any other entry.
#include "web/pages.h"

#include "app/hiding.h"
#include "rules/personal.h"

result step_words_public(struct request *request, int64_t case_id, str *words)
{
    struct ctx *ctx = request->ctx;
    struct fact_row_list facts;
    const struct fact_row *said = NULL;
    result e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, case_id },
                                  &facts);
    for (size_t i = 0; !e && i < facts.n && !said; i++)
        if (str_equal(facts.at[i].words, *words))
            said = &facts.at[i];
    if (e || !said)
        return e ? e : personal_cover(ctx, *words, words);
    return entry_public(ctx, &facts, said, words);
}
