// /open311/v2/requests (.json, .xml): what was reported, as everybody may see it, and a new report.
// /open311/v2/requests/{reference}: one. /open311/v2/tokens/{reference}: the reference that became of it.
#include "web/open311.h"

#include "app/report.h"
#include "app/visibility.h"
#include "format/time_format.h"

#include <stdlib.h>
#include <string.h>

enum {
    PAGE_MAX = 1000,
    PAGES_MAX = 1000,
    DAYS = 90,
    SECONDS_A_DAY = 86400,
    CODES_MAX = 20,
    MERGED_MAX = 4 * PAGE_MAX // of several services together
};

// A field of the query that is a time, or a whole day of this place; INSTANT_NONE without.
static result time_field(struct request *request, const char *name, bool is_end, instant *at)
{
    str typed = request_field(request, name);
    struct stamp stamp;
    *at = INSTANT_NONE;
    if (!typed.n)
        return OK;
    if (!time_parse(&(struct str_list){ .n = 0 }, typed, &stamp))
        return fail(request->ctx, ERR_INPUT, "the field %s is no time: write it as 2026-01-31T12:00:00Z",
                    name);
    struct moment moment = time_moment(request->board->zone, stamp);
    *at = is_end ? moment.last : moment.first;
    return OK;
}

static result number_field(struct request *request, const char *name, int64_t otherwise, int64_t most,
                           int64_t *number)
{
    str typed = request_field(request, name);
    *number = otherwise;
    if (typed.n && (!str_to_int(typed, number) || *number < 1 || *number > most))
        return fail(request->ctx, ERR_INPUT, "the field %s is a whole number from 1 to %lld", name,
                    (long long)most);
    return OK;
}

// What is looked for in a time: all services, and of one. Of both states, unless one is named.
static result asked_read(struct request *request, struct case_shown_in *asked)
{
    int64_t page, size;
    instant from, until, now = ledger_instant(request->board->ledger, request->now);
    str status = request_field(request, "status");
    result e = time_field(request, "start_date", false, &from);
    if (!e)
        e = time_field(request, "end_date", true, &until);
    if (!e)
        e = number_field(request, "page", 1, PAGES_MAX, &page);
    if (!e)
        e = number_field(request, "page_size", PAGE_MAX, PAGE_MAX, &size);
    if (e)
        return e;
    if (instant_is_none(until))
        until = instant_is_none(from) ? now : (instant){ from.second + (int64_t)DAYS * SECONDS_A_DAY };
    if (instant_is_none(from))
        from = (instant){ until.second - (int64_t)DAYS * SECONDS_A_DAY };
    bool is_open = str_equal(status, STR("open")), is_closed = str_equal(status, STR("closed"));
    *asked = (struct case_shown_in){
        COMMUNITY_FIRST, from, until, is_closed, is_open ? 0 : CASE_EXCLUDED, size, (page - 1) * size
    };
    bool is_both = !status.n || str_equal(status, STR("open,closed")) ||
        str_equal(status, STR("closed,open"));
    return is_open || is_closed || is_both
        ? OK
        : fail(request->ctx, ERR_INPUT, "the field status is open, closed, or both with a comma between");
}

static result row_read(struct request *request, str reference, struct case_row *row, bool *is_shown)
{
    result e = query_case_by_reference(
        request->ctx, request->db,
        &(struct case_by_reference_in){ COMMUNITY_FIRST, reference_settle(request->ctx->arena, reference) },
        row, is_shown);
    *is_shown = !e && *is_shown && row->service.n &&
        is_seen_by_all(case_line_of((enum visibility)row->visibility));
    return e;
}

// service_request_id: several with commas between; then nothing else counts.
static result named_write(struct request *request, struct wire *wire, str references)
{
    result e = OK;
    for (int n = 0; references.n && n < PAGE_MAX && !e; n++) {
        struct case_row row;
        bool is_shown;
        e = row_read(request, str_trim(str_cut(&references, ',')), &row, &is_shown);
        if (!e && is_shown)
            e = open311_request_write(request, wire, &row);
    }
    return e;
}

// The service of a code, as the ledger has it; none for one of which nothing was reported.
static result service_of(struct request *request, str code, str *service)
{
    const struct service_list *services = &request->board->ledger->requests.shape.services;
    struct ctx *ctx = request->ctx;
    for (size_t i = 0; i < services->n; i++) {
        *service = service_name(ctx->arena, &services->at[i]);
        if (str_equal(open311_code(ctx, *service), code))
            return OK;
    }
    *service = (str){ 0 };
    return open311_category(request, code)
        ? OK
        : fail(ctx, ERR_MISSING, "there is no service of the code %.*s", STR_ARGS(code));
}

static result service_rows(struct request *request, str code, const struct case_shown_in *asked,
                           struct case_row_list *rows)
{
    str service;
    result e = service_of(request, code, &service);
    *rows = (struct case_row_list){ 0 };
    if (e || !service.n)
        return e;
    return query_case_shown_of_service(
        request->ctx, request->db,
        &(struct case_shown_of_service_in){ asked->community, service, asked->from, asked->until,
                                            asked->least, asked->most, asked->limit, asked->skip },
        rows);
}

static int newest_first(const void *a, const void *b)
{
    const struct case_row *x = a, *y = b;
    if (x->opened.second != y->opened.second)
        return x->opened.second > y->opened.second ? -1 : 1;
    return (y->id > x->id) - (y->id < x->id);
}

// Both lists as one, the newest first; one that stands in both is there once.
static result rows_merge(struct ctx *ctx, struct case_row_list *rows, const struct case_row_list *more,
                         size_t most)
{
    size_t all = rows->n + more->n, n = 0;
    struct case_row *merged = ARENA_ARRAY(ctx->arena, struct case_row, all ? all : 1);
    if (!merged)
        return arena_fail(ctx);
    if (rows->n)
        memcpy(merged, rows->at, rows->n * sizeof *merged);
    if (more->n)
        memcpy(merged + rows->n, more->at, more->n * sizeof *merged);
    qsort(merged, all, sizeof *merged, newest_first);
    for (size_t i = 0; i < all && n < most; i++)
        if (!n || merged[n - 1].id != merged[i].id)
            merged[n++] = merged[i];
    *rows = (struct case_row_list){ merged, n, all };
    return OK;
}

// Several codes with commas between: the newest of each, as many as the page needs, and of those the page.
static result services_rows(struct request *request, str codes, const struct case_shown_in *asked,
                            struct case_row_list *rows)
{
    struct case_shown_in each = *asked;
    struct case_row_list more;
    result e = OK;
    each.limit += each.skip;
    each.skip = 0;
    *rows = (struct case_row_list){ 0 };
    if (each.limit > MERGED_MAX)
        return fail(request->ctx, ERR_INPUT,
                    "of several services the newest %d come, page by page: ask for older ones by end_date",
                    MERGED_MAX);
    for (int n = 0; codes.n && !e; n++) {
        e = n < CODES_MAX
            ? service_rows(request, str_trim(str_cut(&codes, ',')), &each, &more)
            : fail(request->ctx, ERR_INPUT, "the field service_code has %d codes at most", CODES_MAX);
        if (!e)
            e = rows_merge(request->ctx, rows, &more, (size_t)each.limit);
    }
    size_t skipped = (size_t)asked->skip < rows->n ? (size_t)asked->skip : rows->n;
    if (!e && skipped)
        *rows = (struct case_row_list){ rows->at + skipped, rows->n - skipped, rows->n - skipped };
    return e;
}

static result found_read(struct request *request, const struct case_shown_in *asked,
                         struct case_row_list *rows)
{
    str codes = request_field(request, "service_code");
    if (!codes.n)
        return query_case_shown(request->ctx, request->db, asked, rows);
    return str_has(codes, ',') ? services_rows(request, codes, asked, rows)
                               : service_rows(request, codes, asked, rows);
}

result open311_requests_show(struct request *request, struct response *response)
{
    struct case_shown_in asked;
    struct case_row_list rows = { 0 };
    str references = request_field(request, "service_request_id");
    result e = asked_read(request, &asked);
    if (!e && !references.n)
        e = found_read(request, &asked, &rows);
    if (e)
        return e;
    struct wire wire = open311_open(request, response, "service_requests");
    e = named_write(request, &wire, references);
    for (size_t i = 0; i < rows.n && !e; i++)
        e = open311_request_write(request, &wire, &rows.at[i]);
    wire_end(&wire);
    return e;
}

// The one that the address names.
static result named_read(struct request *request, struct case_row *row)
{
    bool is_shown;
    result e = row_read(request, request_parameter(request, "reference"), row, &is_shown);
    return e || is_shown
        ? e
        : fail(request->ctx, ERR_MISSING, "there is no report of that reference that everybody may see");
}

result open311_request_show(struct request *request, struct response *response)
{
    struct case_row row;
    result e = named_read(request, &row);
    if (e)
        return e;
    struct wire wire = open311_open(request, response, "service_requests");
    e = open311_request_write(request, &wire, &row);
    wire_end(&wire);
    return e;
}

// The reference is there at once, so that it is its own token.
result open311_token_show(struct request *request, struct response *response)
{
    struct case_row row;
    result e = named_read(request, &row);
    if (e)
        return e;
    struct wire wire = open311_open(request, response, "service_requests");
    wire_record(&wire, "request");
    wire_text(&wire, "token", request_parameter(request, "reference"));
    wire_text(&wire, "service_request_id", row.reference);
    wire_end(&wire);
    wire_end(&wire);
    return OK;
}
