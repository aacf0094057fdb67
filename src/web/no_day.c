#include "web/pages.h"

#include "app/promised.h"

static result besides_fill(struct request *request, const struct promise_question *question,
                           struct no_day *no_day)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct promised_list besides;
    result e = promise_besides(ctx, board->ledger, &board->directory.categories, question, &besides);
    for (size_t i = 0; i < besides.n && !e; i++) {
        const struct document *document = besides.at[i].document->document;
        const struct clause *clause = besides.at[i].clause;
        e = link_add(ctx, &no_day->besides,
                     str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(document->title), STR_ARGS(clause->title)),
                     promise_url(ctx, document->id, clause->label));
    }
    return e;
}

result no_day_fill(struct request *request, const struct promise_question *question, bool has_day,
                   struct no_day *no_day)
{
    const struct categories *categories = &request->board->directory.categories;
    int i = question->service.n ? category_find(categories, question->service) : CATEGORY_NONE;
    *no_day = (struct no_day){ .next = i == CATEGORY_NONE ? (str){ 0 } : categories->all.at[i].next };
    return has_day ? OK : besides_fill(request, question, no_day);
}
