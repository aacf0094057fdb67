#include "app/board.h"
#include "app/routing.h"
#include "app/setting.h"
#include "base/clock.h"
#include "base/log.h"
#include "cli/options.h"
#include "format/table.h"

// A board holds the boundaries and the directory; it is asked and closed.
struct checking {
    const struct options *options;
    struct buffer *out;
    int64_t n;
};

static const struct table_column COLUMNS[] = {
    { STR_INIT("service"), CELL_TEXT, false },
    { STR_INIT("area"), CELL_TEXT, false },
    { STR_INIT("problem"), CELL_TEXT, false },
};

static result board_check(struct ctx *ctx, struct checking *c, const struct board *board)
{
    struct stamp stamp;
    result e = options_time(ctx, c->options, OPTION_AS_OF, &stamp);
    if (e)
        return e;
    date day = c->options->has[OPTION_AS_OF] ? stamp.day : board->today;
    struct table table = table_open(ctx, c->out, options_form(c->options), COLUMNS,
                                    sizeof COLUMNS / sizeof *COLUMNS);
    e = routes_check(ctx, &board->directory, day, &table, &c->n);
    return e ? e : table_close(&table);
}

static result check_work(struct ctx *ctx, struct db *db, void *with)
{
    struct board *board;
    result e = board_make(ctx, db, clock_now(), &board);
    if (e)
        return e;
    e = board_check(ctx, with, board);
    board_close(board);
    return e;
}

result command_routes(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct checking checking = { options, out, 0 };
    struct store *store;
    if (!str_equal(str_from(options->operands[0]), STR("check")))
        return fail_at(ctx, ERR_INPUT, STR("usage"), (struct place){ 0 },
                       "'%s' is nothing to do with routes: write check", options->operands[0]);
    result e = store_open(ctx, options->value[OPTION_STORE], STORE_READ, &store);
    if (e)
        return e;
    e = store_read(ctx, store, check_work, &checking);
    store_close(store);
    if (!e)
        e = buffer_check(ctx, out);
    if (!e && checking.n)
        return fail(ctx, ERR_RULE, "%lld lines: what nobody answers for, and rules that can't be kept",
                    (long long)checking.n);
    return e;
}
