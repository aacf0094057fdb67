// GET /open311/discovery, /open311/v2/services and /open311/v2/services/{code} (.json, .xml): where the interface is,
// what can be reported by it, and what is asked of each.
#include "web/open311.h"

#include "web/report_form.h"

#define OPEN311_CHANGESET "2026-11-27 00:00"

static str address(const struct request *request, str site, const char *path)
{
    return str_format(request->ctx->arena, "%.*s%s", STR_ARGS(site), path);
}

result open311_discovery_show(struct request *request, struct response *response)
{
    str site;
    result e = open311_site(request, &site);
    if (e)
        return e;
    struct wire wire = open311_open_record(request, response, "discovery");
    wire_text(&wire, "changeset", STR(OPEN311_CHANGESET));
    wire_text(&wire, "contact", address(request, site, "/contact"));
    wire_text(&wire, "key_service", STR("No key is needed."));
    wire_list(&wire, "endpoints");
    wire_record(&wire, "endpoint");
    wire_text(&wire, "specification", STR("http://wiki.open311.org/GeoReport_v2"));
    wire_text(&wire, "url", address(request, site, "/open311/v2"));
    wire_text(&wire, "changeset", STR(OPEN311_CHANGESET));
    wire_text(&wire, "type", request->board->is_demonstration ? STR("test") : STR("production"));
    wire_list(&wire, "formats");
    wire_value(&wire, "format", STR("application/json"));
    wire_value(&wire, "format", STR("text/xml"));
    for (int open = 0; open < 4; open++)
        wire_end(&wire);
    return OK;
}

// The first words that lead to it: what clients search in.
static str keywords(struct ctx *ctx, const struct category *c)
{
    enum { WORDS = 8 };
    str words = { "", 0 };
    for (size_t i = 0; i < c->words.n && i < WORDS; i++)
        words = str_format(ctx->arena, "%.*s%s%.*s", STR_ARGS(words), i ? ", " : "",
                           STR_ARGS(c->words.at[i]));
    return words;
}

static void service_write(struct request *request, struct wire *wire, const struct category *c)
{
    wire_record(wire, "service");
    wire_text(wire, "service_code", open311_code(request->ctx, c->service));
    wire_text(wire, "service_name", category_title(c));
    wire_text(wire, "description", c->about);
    wire_flag(wire, "metadata", c->questions.n > 0);
    wire_text(wire, "type", STR("realtime"));
    wire_text(wire, "keywords", keywords(request->ctx, c));
    wire_text(wire, "group", c->name);
    wire_end(wire);
}

result open311_services_show(struct request *request, struct response *response)
{
    const struct directory *directory = &request->board->directory;
    struct wire wire = open311_open(request, response, "services");
    for (size_t i = 0; i < directory->categories.all.n; i++)
        if (!directory_refuses(directory, &directory->categories.all.at[i]))
            service_write(request, &wire, &directory->categories.all.at[i]);
    wire_end(&wire);
    return OK;
}

static void value_write(struct wire *wire, str value)
{
    wire_record(wire, "value");
    wire_text(wire, "key", value);
    wire_text(wire, "name", value);
    wire_end(wire);
}

static void question_write(struct request *request, struct wire *wire, const struct question *q,
                           int64_t order)
{
    static const char *const TYPES[] = { [ANSWER_WORDS] = "text",
                                         [ANSWER_YES_NO] = "singlevaluelist",
                                         [ANSWER_ONE_OF] = "singlevaluelist",
                                         [ANSWER_NUMBER] = "number" };
    wire_record(wire, "attribute");
    wire_flag(wire, "variable", true);
    wire_text(wire, "code", str_from(report_question_name(request->ctx, q)));
    wire_text(wire, "datatype", str_from(TYPES[q->kind]));
    wire_flag(wire, "required", false);
    wire_text(wire, "datatype_description", q->unit.n ? q->unit : q->why);
    wire_number(wire, "order", order);
    wire_text(wire, "description", q->asks);
    if (q->kind == ANSWER_YES_NO || q->kind == ANSWER_ONE_OF) {
        wire_list(wire, "values");
        if (q->kind == ANSWER_YES_NO) {
            value_write(wire, STR("yes"));
            value_write(wire, STR("no"));
        }
        for (size_t i = 0; i < q->choices.n; i++)
            value_write(wire, q->choices.at[i]);
        wire_end(wire);
    }
    wire_end(wire);
}

result open311_service_show(struct request *request, struct response *response)
{
    const struct category *c = open311_category(request, request_parameter(request, "code"));
    if (!c)
        return fail(request->ctx, ERR_MISSING, "there is no service of that code");
    struct wire wire = open311_open_record(request, response, "service_definition");
    wire_text(&wire, "service_code", open311_code(request->ctx, c->service));
    wire_list(&wire, "attributes");
    for (size_t i = 0; i < c->questions.n; i++)
        question_write(request, &wire, &c->questions.at[i], (int64_t)i + 1);
    wire_end(&wire);
    wire_end(&wire);
    return OK;
}
