#include "web/report_limit.h"

#include "app/attempt.h"
#include "app/permission.h"

enum { MINUTE = 60 };

static struct hourly hourly_of(struct arena *arena, const struct request *request, enum report_from from)
{
    static const char *const what[] = {
        [REPORT_FROM_PAGE] = "report", [REPORT_FROM_PROGRAM] = "report by a program"
    };
    const struct site_limits *limits = site_limits(request->site);
    bool is_exempt = may(request->visitor, DEED_TAKE_IN, NULL);
    int64_t most = from == REPORT_FROM_PAGE ? limits->reports : limits->program_reports;
    return (struct hourly){ what[from], network_of(arena, request->address), is_exempt ? 0 : most };
}

result report_limit_look(struct request *request, struct response *response, enum report_from from,
                         str *words)
{
    const struct hourly hourly = hourly_of(request->ctx->arena, request, from);
    int64_t seconds;
    *words = (str){ 0 };
    result e = hourly_wait(request->ctx, request->db, &hourly, request->now, &seconds);
    if (e || !seconds)
        return e;
    int64_t minutes = (seconds + MINUTE - 1) / MINUTE;
    response->status = 429;
    response->retry_after = seconds;
    *words = str_format(
        request->ctx->arena,
        "%lld reports came from your network within this hour. Send this one again in %lld minute%s: %s",
        (long long)hourly.most, (long long)minutes, minutes == 1 ? "" : "s",
        from == REPORT_FROM_PAGE ? "what you wrote stays here until then. In danger ring 999."
                                 : "nothing of it was kept.");
    return OK;
}

result report_limit_count(struct ctx *ctx, struct db *db, const struct request *request,
                          enum report_from from)
{
    const struct hourly hourly = hourly_of(ctx->arena, request, from);
    return hourly_count(ctx, db, &hourly, request->now);
}
