#include "web/work_asked.h"

#include "app/owed_ask.h"
#include "app/owed_shared.h"
#include "rules/redress.h"
#include "web/owed_words.h"
#include "web/work_said.h"

// "£5 to the person who reported, if asked for by 7 December 2026"; of a deed its own words.
static result step_add(struct request *request, const struct obligation_row *row, struct asked_form *asked)
{
    struct speech english = { .arena = request->ctx->arena, .language = LANGUAGE_EN };
    str sum = sum_said(&english, request->board, row);
    str *slot = LIST_PUSH(request->ctx->arena, &asked->steps);
    if (slot)
        *slot = sum.n ? sum : row->what;
    return slot ? OK : arena_fail(request->ctx);
}

result asked_offer(struct request *request, const struct work_opened *o, struct work_case_page *page)
{
    struct ctx *ctx = request->ctx;
    struct obligation_row_list rows;
    if (!may(request->visitor, DEED_TAKE_IN, &o->about))
        return OK;
    result e = query_obligation_of_case(ctx, request->db,
                                        &(struct obligation_of_case_in){ COMMUNITY_FIRST, o->row.id }, &rows);
    if (!e)
        e = owed_settle(ctx, request->db, request->board->ledger, rows.at, rows.n);
    for (size_t i = 0; i < rows.n && !e; i++)
        if (rows.at[i].state == STEP_OFFERED)
            e = step_add(request, &rows.at[i], &page->asked);
    return e ? e : heard_field(request, "asked-how", &page->asked.how);
}

result choices_offer(struct request *request, const struct work_opened *o, struct work_case_page *page)
{
    return may(request->visitor, DEED_ANSWER, &o->about)
        ? choice_forms_fill(request, &o->row, false, &page->choices)
        : OK;
}

result choose_do(struct desk *desk, const struct request *request)
{
    struct payment_choosing choosing = { .account = request->visitor->id };
    result e = heard_from(desk->ctx, desk->db, desk->case_id, &choosing.person);
    return e ? e : choice_take(desk, request, &choosing);
}

result asked_do(struct desk *desk, const struct request *request)
{
    str how = request_form(request, "asked-how");
    int64_t person;
    result e = heard_from(desk->ctx, desk->db, desk->case_id, &person);
    if (!e)
        e = heard_say(desk, how);
    desk->by = (struct doer){ VOICE_REPORTER, how, person };
    return e ? e : owed_ask(desk);
}
