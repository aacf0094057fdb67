// GET /openapi.json: everything that programs can read here, made from the table of routes (site_pages.h) in the
// form of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0). A route is in it if it offers data and says what
// (`help`), so that it can't say anything that is not so.
#include "web/pages.h"

#include "format/json_write.h"

#include <string.h>

enum { PATH_MAX_BYTES = 256 };

static const struct {
    enum page_format format;
    const char *suffix, *type;
} OFFERED[] = {
    { FORMAT_JSON, ".json", "application/json" },
    { FORMAT_CSV, ".csv", "text/csv" },
    { FORMAT_ATOM, ".atom", "application/atom+xml" },
    { FORMAT_XML, ".xml", "text/xml" },
    { FORMAT_ICAL, ".ics", "text/calendar" },
    { FORMAT_GEOJSON, ".geojson", "application/geo+json" },
};

// "{charter}" of the pattern: needed, as text.
static void parameters_write(struct json *json, const char *pattern)
{
    json_put_array(json, "parameters");
    for (const char *at = strchr(pattern, '{'); at; at = strchr(at + 1, '{')) {
        json_put_object(json, NULL);
        json_put_str(json, "name", (str){ at + 1, strcspn(at + 1, "}") });
        json_put_str(json, "in", STR("path"));
        json_put_bool(json, "required", true);
        json_put_object(json, "schema");
        json_put_str(json, "type", STR("string"));
        json_put_end(json);
        json_put_end(json);
    }
    json_put_end(json);
}

static void answer_write(struct json *json, const char *status, const char *words, const char *type)
{
    json_put_object(json, status);
    json_put_str(json, "description", str_from(words));
    if (type) {
        json_put_object(json, "content");
        json_put_object(json, type);
        json_put_end(json);
        json_put_end(json);
    }
    json_put_end(json);
}

static void operation_write(struct json *json, const struct site_route *route, const char *method,
                            const char *type)
{
    bool is_post = str_equal(str_from(method), STR("post"));
    json_put_object(json, method);
    json_put_str(json, "summary", is_post ? STR("sends one") : str_from(route->help));
    parameters_write(json, route->pattern);
    json_put_object(json, "responses");
    answer_write(json, "200", is_post ? "it was taken" : "as it is now", type);
    if (is_post)
        answer_write(json, "400", "what is wrong, and how to write it", type);
    else
        answer_write(json, "304", "it is as it was: the tag of If-None-Match still holds", NULL);
    answer_write(json, "404", "there is none of that name that everybody may see", NULL);
    json_put_end(json);
    json_put_end(json);
}

static void route_write(struct json *json, const struct site_route *route)
{
    for (size_t i = 0; i < sizeof OFFERED / sizeof *OFFERED; i++) {
        struct buffer path = buffer_open(PATH_MAX_BYTES);
        if (!(route->formats & 1u << OFFERED[i].format))
            continue;
        buffer_print(&path, "%s%s", route->pattern, OFFERED[i].suffix);
        buffer_byte(&path, 0);
        json_put_object(json, path.at);
        operation_write(json, route, "get", OFFERED[i].type);
        if (route->post)
            operation_write(json, route, "post", OFFERED[i].type);
        json_put_end(json);
        buffer_close(&path);
    }
}

result openapi_show(struct request *request, struct response *response)
{
    struct json json = json_put_open(&response->body);
    (void)request;
    response->type = STR("application/json");
    json_put_object(&json, NULL);
    json_put_str(&json, "openapi", STR("3.1.0"));
    json_put_object(&json, "info");
    json_put_str(&json, "title", STR("Wardmote"));
    json_put_str(&json, "version", STR(WARDMOTE_VERSION));
    json_put_str(&json, "description",
                 STR("What was promised to residents, what became of it, and the record on which that rests. "
                     "All of it is public: no key is needed."));
    json_put_end(&json);
    json_put_object(&json, "paths");
    for (size_t i = 0; i < SITE_ROUTES.n; i++)
        if (SITE_ROUTES.at[i].help)
            route_write(&json, &SITE_ROUTES.at[i]);
    json_put_end(&json);
    json_put_end(&json);
    return OK;
}
