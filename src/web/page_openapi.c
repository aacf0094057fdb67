// GET /openapi.json: everything that programs can read here, made from the table of routes (site_pages.h) in the
// form of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0). A route is in it if it offers data and says what
// (`help`), so that it can't say anything that is not so; openapi_fields.h has what can be asked and sent.
#include "web/openapi_fields.h"
#include "web/pages.h"

#include "format/json_write.h"

#include <string.h>

enum { PATH_MAX_BYTES = 256 };

static const struct {
    enum page_format format;
    const char *suffix, *type;
} OFFERED[] = {
    { FORMAT_JSON, ".json", "application/json" },     { FORMAT_CSV, ".csv", "text/csv" },
    { FORMAT_ATOM, ".atom", "application/atom+xml" }, { FORMAT_XML, ".xml", "text/xml" },
    { FORMAT_ICAL, ".ics", "text/calendar" },         { FORMAT_GEOJSON, ".geojson", "application/geo+json" },
};

static void kind_write(struct json *json, enum openapi_kind kind)
{
    static const char *const TYPES[] = { [OPENAPI_TEXT] = "string",
                                         [OPENAPI_NUMBER] = "integer",
                                         [OPENAPI_DECIMAL] = "number",
                                         [OPENAPI_FILE] = "string" };
    json_put_str(json, "type", str_from(TYPES[kind]));
    if (kind == OPENAPI_FILE)
        json_put_str(json, "format", STR("binary"));
}

static void parameter_write(struct json *json, str name, const char *in, const char *says,
                            enum openapi_kind kind)
{
    json_put_object(json, NULL);
    json_put_str(json, "name", name);
    json_put_str(json, "in", str_from(in));
    if (says)
        json_put_str(json, "description", str_from(says));
    json_put_bool(json, "required", !says);
    json_put_object(json, "schema");
    kind_write(json, kind);
    json_put_end(json);
    json_put_end(json);
}

static bool is_field_of(const struct openapi_field *field, const char *pattern, enum page_format format)
{
    return (!field->pattern || strcmp(field->pattern, pattern) == 0) &&
        (field->format == FORMAT_COUNT || field->format == format);
}

// "{charter}" of the pattern, which is needed, and what can be asked behind a question mark.
static void parameters_write(struct json *json, const char *pattern, enum page_format format, bool is_post)
{
    json_put_array(json, "parameters");
    for (const char *at = strchr(pattern, '{'); at; at = strchr(at + 1, '{'))
        parameter_write(json, (str){ at + 1, strcspn(at + 1, "}") }, "path", NULL, OPENAPI_TEXT);
    for (size_t i = 0; i < sizeof OPENAPI_FIELDS / sizeof *OPENAPI_FIELDS && !is_post; i++) {
        const struct openapi_field *field = &OPENAPI_FIELDS[i];
        if (!field->is_sent && is_field_of(field, pattern, format))
            parameter_write(json, str_from(field->name), "query", field->says, field->kind);
    }
    json_put_end(json);
}

static void properties_write(struct json *json, const char *pattern, bool has_files)
{
    json_put_object(json, "properties");
    for (size_t i = 0; i < sizeof OPENAPI_FIELDS / sizeof *OPENAPI_FIELDS; i++) {
        const struct openapi_field *field = &OPENAPI_FIELDS[i];
        if (!field->is_sent || !is_field_of(field, pattern, FORMAT_COUNT) ||
            (field->kind == OPENAPI_FILE && !has_files))
            continue;
        json_put_object(json, field->name);
        kind_write(json, field->kind);
        json_put_str(json, "description", str_from(field->says));
        json_put_end(json);
    }
    json_put_end(json);
}

static void form_write(struct json *json, const char *pattern, const char *type, bool has_files)
{
    json_put_object(json, type);
    json_put_object(json, "schema");
    json_put_str(json, "type", STR("object"));
    properties_write(json, pattern, has_files);
    json_put_array(json, "required");
    for (size_t i = 0; i < sizeof OPENAPI_FIELDS / sizeof *OPENAPI_FIELDS; i++)
        if (OPENAPI_FIELDS[i].is_needed && is_field_of(&OPENAPI_FIELDS[i], pattern, FORMAT_COUNT))
            json_put_str(json, NULL, str_from(OPENAPI_FIELDS[i].name));
    json_put_end(json);
    json_put_end(json);
    json_put_end(json);
}

static void body_write(struct json *json, const char *pattern)
{
    json_put_object(json, "requestBody");
    json_put_bool(json, "required", true);
    json_put_object(json, "content");
    form_write(json, pattern, "application/x-www-form-urlencoded", false);
    form_write(json, pattern, "multipart/form-data", true);
    json_put_end(json);
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

struct offered {
    const char *pattern, *says, *type;
    enum page_format format;
};

static void operation_write(struct json *json, const struct offered *offered, bool is_post)
{
    const char *type = offered->type;
    json_put_object(json, is_post ? "post" : "get");
    json_put_str(json, "summary", is_post ? STR("sends one") : str_from(offered->says));
    parameters_write(json, offered->pattern, offered->format, is_post);
    if (is_post)
        body_write(json, offered->pattern);
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
        struct offered offered = { route->pattern, route->help, OFFERED[i].type, OFFERED[i].format };
        json_put_object(json, path.at);
        operation_write(json, &offered, false);
        if (route->post)
            operation_write(json, &offered, true);
        json_put_end(json);
        buffer_close(&path);
    }
}

static void files_write(struct json *json)
{
    for (size_t i = 0; i < sizeof OPENAPI_FILES / sizeof *OPENAPI_FILES; i++) {
        struct offered offered = { OPENAPI_FILES[i].pattern, OPENAPI_FILES[i].says, OPENAPI_FILES[i].type,
                                   FORMAT_HTML };
        json_put_object(json, offered.pattern);
        operation_write(json, &offered, false);
        json_put_end(json);
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
    files_write(&json);
    json_put_end(&json);
    json_put_end(&json);
    return OK;
}
