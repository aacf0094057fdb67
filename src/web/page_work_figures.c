// GET /work/figures: figures that are published as provisional and wait for whoever asks to confirm or correct them.
#include "web/figure_pages.h"
#include "web/views.h"
#include "web/visit.h"

result work_figures_show(struct request *request, struct response *response)
{
    struct ctx *ctx = request->ctx;
    struct work_figures_page page = { .figures = { 0 } };
    int64_t n;
    result e = must_may(ctx, request->visitor, DEED_PUBLISH, NULL);
    if (e)
        return e;
    layout_fill(request, STR("Figures to confirm"), "work", &page.layout);
    crumb_add(ctx, &page.layout, STR("Work"), (struct url){ STR("/work") });
    e = figures_waiting(request, &page.figures, &n);
    if (!e)
        view_work_figures(&response->body, &page);
    return e;
}
