// GET /data  and  GET /data/figures (.csv, .json): everything that is counted, as the judge gives it.
#include "web/feed.h"
#include "web/views.h"

#include "app/judge_table.h"

result figures_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    if (request->format == FORMAT_ATOM) {
        struct feed feed = { .title = STR("Figures as they are published"),
                             .page = { STR("/data/figures") } };
        result e = feed_of_figures(ctx, board, &feed);
        return e ? e : feed_write(request, response, &feed);
    }
    enum table_form form = response_table(request, response);
    return judge_table_rows(ctx, &board->ledger->judged, form, &response->body);
}

static result file_add(struct ctx *ctx, struct links *links, str text, str about, struct url url)
{
    result e = link_add(ctx, links, text, url);
    if (!e)
        links->at[links->n - 1].about = about;
    return e;
}

result data_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct data_page page = { .layout = { .title = { 0 } } };
    layout_fill(request, STR("Open data"), "data", &page.layout);
    result e = file_add(ctx, &page.files, STR("Every figure, CSV"),
                        STR("one row for each promise and period, with the columns of the judge command"),
                        (struct url){ STR("/data/figures.csv") });
    if (!e)
        e = file_add(ctx, &page.files, STR("Every figure, JSON"), STR("the same rows"),
                     (struct url){ STR("/data/figures.json") });
    if (!e)
        e = file_add(ctx, &page.files, STR("Figures as they are published, a feed"),
                     STR("for a feed reader: each when it is published, confirmed or put right"),
                     (struct url){ STR("/data/figures.atom") });
    if (!e)
        e = file_add(ctx, &page.files, STR("Redress, CSV"),
                     STR("what was missed, each step, when it was due and done"),
                     (struct url){ STR("/redress.csv") });
    if (!e)
        e = file_add(ctx, &page.files, STR("Redress, JSON"), STR("the same rows"),
                     (struct url){ STR("/redress.json") });
    if (!e)
        e = file_add(ctx, &page.files, STR("The record"),
                     STR("what all of it rests on, line by line, and how to check that nothing was changed"),
                     (struct url){ STR("/record") });
    if (!e)
        e = file_add(ctx, &page.files, STR("Reports for other programs, Open311"),
                     STR("where the interface is by which they are read and sent, in JSON and XML"),
                     (struct url){ STR("/open311/discovery.json") });
    if (!e)
        e = file_add(ctx, &page.files, STR("The areas and how the promises made for them stand, GeoJSON"),
                     STR("for maps: each area's border with its figures"), (struct url){ STR("/areas.geojson") });
    if (!e)
        e = file_add(ctx, &page.files, STR("All of it for programs, OpenAPI"),
                     STR("each address, its forms and what it has, to make a program of"),
                     (struct url){ STR("/openapi.json") });
    for (size_t i = 0; i < board->charters.n && !e; i++)
        e = file_add(
            ctx, &page.files, board->charters.at[i].document->document->title,
            STR("the charter's text, as it was signed"),
            url_format(ctx->arena, "/charters/%s/text", url_segment(ctx->arena, board->charters.at[i].id)));
    for (size_t i = 0; i < SITE_ROUTES.n && !e; i++)
        if (SITE_ROUTES.at[i].help && SITE_ROUTES.at[i].formats & FORMATS_TABLES &&
            !(SITE_ROUTES.at[i].formats & 1u << FORMAT_XML)) // those are of Open311
            e = file_add(ctx, &page.pages, str_from(SITE_ROUTES.at[i].pattern),
                         str_from(SITE_ROUTES.at[i].help), (struct url){ STR("/data") });
    if (!e)
        view_data(&response->body, &page);
    return e;
}
