#include "web/open311.h"

#include "app/fold.h"
#include "app/photograph.h"
#include "app/setting.h"
#include "app/visibility.h"
#include "app/work.h"

str open311_code(struct ctx *ctx, str service)
{
    struct buffer out = buffer_open(service.n + 1);
    for (size_t i = 0; i < service.n; i++) {
        char c = char_lower(service.at[i]);
        bool is_kept = (c >= 'a' && c <= 'z') || char_is_digit(c) || (unsigned char)c >= 0x80;
        if (is_kept)
            buffer_byte(&out, c);
        else if (out.n && out.at[out.n - 1] != '-')
            buffer_byte(&out, '-');
    }
    str code = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return code;
}

const struct category *open311_category(struct request *request, str code)
{
    const struct directory *directory = &request->board->directory;
    for (size_t i = 0; i < directory->categories.all.n; i++) {
        const struct category *c = &directory->categories.all.at[i];
        if (str_equal(open311_code(request->ctx, c->service), code) && !directory_refuses(directory, c))
            return c;
    }
    return NULL;
}

static bool is_xml(const struct request *request)
{
    return str_ends(request->path, format_suffix(FORMAT_XML));
}

static void type_set(const struct request *request, struct response *response)
{
    response->type = is_xml(request) ? STR("text/xml; charset=utf-8")
                                     : STR("application/json; charset=utf-8");
}

struct wire open311_open(struct request *request, struct response *response, const char *list)
{
    type_set(request, response);
    return wire_open(&response->body, is_xml(request), list);
}

struct wire open311_open_record(struct request *request, struct response *response, const char *record)
{
    type_set(request, response);
    return wire_open_record(&response->body, is_xml(request), record);
}

// The first deadline that is known; INSTANT_FAR for none.
static void due_take(struct case_sink *sink, const struct finding *f)
{
    instant *first = sink->of, due = judgement_due(f->judgement);
    if (!instant_is_none(due) && due.second < first->second)
        *first = due;
}

static void pass(struct case_sink *sink, enum left_out reason, const struct case_facts *facts, str about)
{
    (void)sink, (void)reason, (void)facts, (void)about;
}

static void time_write(struct request *request, struct wire *wire, const char *name, instant at)
{
    struct buffer out = buffer_open(64);
    instant_write(&out, request->board->zone, at);
    wire_text(wire, name, buffer_str(&out));
    buffer_close(&out);
}

static instant last_happened(const struct fact_row_list *facts)
{
    instant last = facts->at[0].happened;
    for (size_t i = 1; i < facts->n; i++)
        if (facts->at[i].happened.second > last.second)
            last = facts->at[i].happened;
    return last;
}

// What was promised; where nothing was, what the source of an imported report says itself.
static void expected_write(struct request *request, struct wire *wire, instant due, struct moment source_due)
{
    if (due.second != INSTANT_FAR.second)
        time_write(request, wire, "expected_datetime", due);
    else if (source_due.kind == MOMENT_KNOWN)
        time_write(request, wire, "expected_datetime", source_due.last);
}

result open311_site(struct request *request, str *address)
{
    result e = setting_read(request->ctx, request->db, SETTING_ADDRESS, address);
    while (str_ends(*address, STR("/")))
        address->n--;
    if (address_is_local(*address))
        *address = str_format(request->ctx->arena, "%s://%.*s", request->is_https ? "https" : "http",
                              STR_ARGS(request->host));
    return e;
}

static result picture_write(struct request *request, struct wire *wire, const struct case_row *row)
{
    str hash, site;
    result e = photograph_for_all(request->ctx, request->db, row, &hash);
    if (e || !hash.n)
        return e;
    e = open311_site(request, &site);
    wire_text(wire, "media_url",
              str_format(request->ctx->arena, "%.*s/photographs/%.*s", STR_ARGS(site), STR_ARGS(hash)));
    return e;
}

result open311_request_write(struct request *request, struct wire *wire, const struct case_row *row)
{
    struct ctx *ctx = request->ctx;
    const struct board *board = request->board;
    struct fact_row_list facts;
    struct folded folded;
    instant due = INSTANT_FAR;
    struct case_sink sink = { due_take, pass, &due, INSTANT_FAR };
    result e = query_fact_of_case(ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row->id },
                                  &facts);
    if (!e)
        e = case_fold(ctx, &board->ledger->fold, facts.at, facts.n, &folded);
    if (e)
        return e;
    case_walk(&board->ledger->judged, &folded.facts, &sink);
    struct work_facts work = work_facts_of(&facts);
    bool is_open = folded.facts.status == CASE_OPEN;
    wire_record(wire, "request");
    wire_text(wire, "service_request_id", row->reference);
    wire_text(wire, "status", is_open ? STR("open") : STR("closed"));
    wire_text(wire, "status_notes", case_status_words(ctx, folded.facts.status, &facts));
    wire_text(wire, "service_name", directory_title(&board->directory, row->service));
    wire_text(wire, "service_code", open311_code(ctx, row->service));
    wire_text(wire, "description",
              is_seen_by_all(case_words_of((enum visibility)row->visibility)) ? row->summary : (str){ 0 });
    wire_text(wire, "agency_responsible", str_equal(work.body, FACT_NOBODY) ? (str){ 0 } : work.body);
    time_write(request, wire, "requested_datetime", row->opened);
    time_write(request, wire, "updated_datetime", last_happened(&facts));
    expected_write(request, wire, due, folded.facts.source_due);
    wire_text(wire, "address", folded.area);
    e = picture_write(request, wire, row);
    wire_end(wire);
    return e;
}

bool open311_is_asked(const struct request *request)
{
    return str_starts(request->path, STR("/open311/"));
}

result open311_fault_write(struct request *request, struct response *response, str words)
{
    struct wire wire = open311_open(request, response, "errors");
    wire_record(&wire, "error");
    wire_number(&wire, "code", response->status);
    wire_text(&wire, "description", words);
    wire_end(&wire);
    wire_end(&wire);
    return OK;
}

result open311_fault_show(struct request *request, struct response *response)
{
    bool is_said = request->ctx->error.code && response->status < 500;
    str words = is_said           ? sentence(request->ctx, str_from(request->ctx->error.text))
        : response->status == 404 ? STR("There is nothing of that name here.")
        : response->status == 405 ? STR("This address can only be read.")
        : response->status == 400
        ? STR("What was sent can't be read: send a form (application/x-www-form-urlencoded or multipart/form-data) "
              "in UTF-8, without zero bytes.")
        : STR("The service could not answer just now. Nothing was lost.");
    return open311_fault_write(request, response, words);
}
