// GET /work/channels: how many reports reach us by telephone, by letter, over the counter, by these pages.
#include "web/pages.h"
#include "web/views.h"

#include "app/report.h"

enum { MONTHS_OF_YEAR = 12, MONTHS_OF_QUARTER = 3 };

static str way_words(struct ctx *ctx, str channel)
{
    static const struct {
        str channel, words;
    } OTHERS[] = { { STR_INIT("web"), STR_INIT("Written here") },
                   { STR_INIT("app"), STR_INIT("By an app") },
                   { STR_INIT("councillor"), STR_INIT("Through a councillor") } };
    str how = channel_words(channel);
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        how = str_equal(channel, OTHERS[i].channel) ? OTHERS[i].words : how;
    how = how.n ? how : channel.n ? channel : STR("not known");
    how = sentence(ctx, how);
    return str_slice(how, 0, how.n - 1);
}

static result lines_fill(struct request *request, struct channels_page *page)
{
    struct ctx *ctx = request->ctx;
    const struct zone *zone = request->board->zone;
    struct fact_channels_out_list rows;
    result e = query_fact_channels(ctx, request->db,
                                   &(struct fact_channels_in){ COMMUNITY_FIRST,
                                                               zone_midnight(zone, page->year),
                                                               zone_midnight(zone, page->quarter) },
                                   &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        struct channel_line *line = LIST_PUSH(ctx->arena, &page->lines);
        if (!line)
            return arena_fail(ctx);
        *line = (struct channel_line){ way_words(ctx, rows.at[i].channel), rows.at[i].in_quarter,
                                       rows.at[i].in_year };
        page->in_quarter += rows.at[i].in_quarter;
        page->in_year += rows.at[i].in_year;
    }
    return e;
}

result channels_show(struct request *request, struct response *response)
{
    struct channels_page page = { .may_take_in = true };
    result e = must_may(request->ctx, request->visitor, DEED_TAKE_IN, NULL);
    if (e)
        return e;
    date today = zone_date(request->board->zone, ledger_instant(request->board->ledger, request->now), NULL);
    page.year = date_add_months(today, -MONTHS_OF_YEAR, &(bool){ false });
    page.quarter = date_add_months(today, -MONTHS_OF_QUARTER, &(bool){ false });
    layout_fill(request, STR("How reports reach us"), "work", &page.layout);
    crumb_add(request->ctx, &page.layout, STR("Work"), (struct url){ STR("/work") });
    e = lines_fill(request, &page);
    if (!e)
        view_channels(&response->body, &page);
    return e;
}
