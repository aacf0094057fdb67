#include "web/form.h"

#include "base/utf8.h"

enum { BOUNDARY_MAX = 70, PART_HEADERS_MAX = 4096 };

static str found(const struct name_value *list, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(list[i].name, str_from(name)))
            return list[i].value;
    return (str){ 0 };
}

str request_form(const struct request *request, const char *name)
{
    return found(request->form, request->n_form, name);
}

bool request_forms_have(const struct request *request, const char *name, str value)
{
    for (size_t i = 0; i < request->n_form; i++)
        if (str_equal(request->form[i].name, str_from(name)) && str_equal(request->form[i].value, value))
            return true;
    return false;
}

const struct upload *request_upload(const struct request *request, const char *name, size_t i)
{
    for (size_t u = 0; u < request->n_uploads; u++)
        if (str_equal(request->uploads[u].field, str_from(name)) && i-- == 0)
            return &request->uploads[u];
    return NULL;
}

bool text_settle(struct arena *arena, str raw, str *text)
{
    char *at = ARENA_ARRAY(arena, char, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; at && i < raw.n; i++) {
        unsigned char c = (unsigned char)raw.at[i];
        bool is_line_end = c == '\r' || c == '\n';
        if (c == '\r' && i + 1 < raw.n && raw.at[i + 1] == '\n')
            continue;
        if ((c < ' ' && !is_line_end && c != '\t') || c == 0x7F)
            return false;
        at[n++] = is_line_end ? '\n' : (char)c;
    }
    *text = str_trim((str){ at, n });
    return at && utf8_invalid_at((str){ at, n }) == n;
}

static bool field_add(struct request *r, str name, str value)
{
    struct name_value *field = &r->form[r->n_form];
    if (r->n_form == REQUEST_FORM_MAX)
        return false;
    r->n_form++;
    return text_settle(r->ctx->arena, name, &field->name) && text_settle(r->ctx->arena, value, &field->value);
}

static bool pairs_read(struct request *r)
{
    for (str rest = r->body; rest.at && rest.n;) {
        str value = str_cut(&rest, '&'), name, plain_name, plain_value;
        bool is_empty = !value.n;
        name = str_cut(&value, '=');
        if (is_empty)
            continue;
        if (!bytes_decode(r->ctx->arena, name, true, &plain_name) ||
            !bytes_decode(r->ctx->arena, value, true, &plain_value) || !field_add(r, plain_name, plain_value))
            return false;
    }
    return true;
}

// The value behind `=`, which may be quoted; *rest goes on behind it. Browsers write a quote inside as %22.
static str parameter_value(str *rest)
{
    bool is_quoted = rest->n && rest->at[0] == '"';
    *rest = str_from_byte(*rest, is_quoted);
    size_t end = str_find(*rest, is_quoted ? STR("\"") : STR(";"));
    str value = str_slice(*rest, 0, end);
    *rest = str_from_byte(*rest, end + is_quoted);
    return is_quoted ? value : str_trim(value);
}

// `key` of a header such as: form-data; name="photo"; filename="a.jpg". False if it has none.
static bool parameter_find(str header, str key, str *value)
{
    str rest = str_from_byte(header, str_find(header, STR(";")));
    while (rest.n) {
        rest = str_from_byte(rest, 1);
        size_t equals = str_find(rest, STR("="));
        str name = str_trim(str_slice(rest, 0, equals));
        rest = str_from_byte(rest, equals + 1);
        *value = parameter_value(&rest);
        if (str_same_name(name, key))
            return true;
        rest = str_from_byte(rest, str_find(rest, STR(";")));
    }
    *value = (str){ 0 };
    return false;
}

struct part {
    str name, file_name, type;
    bool is_file;
};

static bool part_header(str line, struct part *part)
{
    str value = line, key = str_cut(&value, ':');
    if (str_same_name(key, STR("content-disposition"))) {
        (void)parameter_find(value, STR("name"), &part->name);
        part->is_file = parameter_find(value, STR("filename"), &part->file_name);
    } else if (str_same_name(key, STR("content-type"))) {
        part->type = str_trim(value);
    }
    return value.at != NULL;
}

// *rest stands behind the boundary's line; afterwards it stands where the content begins.
static bool part_headers(str *rest, struct part *part)
{
    size_t end = str_find(*rest, STR("\r\n\r\n"));
    if (end == rest->n || end > PART_HEADERS_MAX)
        return false;
    str lines = str_slice(*rest, 0, end);
    *rest = str_from_byte(*rest, end + 4);
    while (lines.at && lines.n) {
        size_t line = str_find(lines, STR("\r\n"));
        if (!part_header(str_slice(lines, 0, line), part))
            return false;
        lines = str_from_byte(lines, line + 2);
    }
    return part->name.n > 0;
}

static bool part_take(struct request *r, const struct part *part, str content)
{
    struct upload *upload = &r->uploads[r->n_uploads];
    if (!part->is_file)
        return field_add(r, part->name, content);
    if (!part->file_name.n && !content.n) // a control in which no file was chosen
        return true;
    if (r->n_uploads == REQUEST_UPLOADS_MAX)
        return false;
    r->n_uploads++;
    upload->bytes = content;
    return text_settle(r->ctx->arena, part->name, &upload->field) &&
        text_settle(r->ctx->arena, part->file_name, &upload->name) &&
        text_settle(r->ctx->arena, part->type, &upload->type);
}

static bool parts_read(struct request *r, str boundary)
{
    str line = str_format(r->ctx->arena, "\r\n--%.*s", STR_ARGS(boundary)), rest = r->body;
    if (!boundary.n || boundary.n > BOUNDARY_MAX || !line.at || !str_starts(rest, str_from_byte(line, 2)))
        return false;
    rest = str_from_byte(rest, line.n - 2);
    while (str_starts(rest, STR("\r\n"))) {
        struct part part = { .is_file = false };
        rest = str_from_byte(rest, 2);
        if (!part_headers(&rest, &part))
            return false;
        size_t end = str_find(rest, line);
        if (end == rest.n || !part_take(r, &part, str_slice(rest, 0, end)))
            return false;
        rest = str_from_byte(rest, end + line.n);
    }
    return str_starts(rest, STR("--"));
}

bool form_read(struct request *r)
{
    str type = r->content_type;
    str kind = str_trim(str_slice(type, 0, str_find(type, STR(";"))));
    r->n_form = r->n_uploads = 0;
    if (str_same_name(kind, STR("application/x-www-form-urlencoded")))
        return pairs_read(r);
    str boundary;
    if (str_same_name(kind, STR("multipart/form-data")))
        return parameter_find(type, STR("boundary"), &boundary) && parts_read(r, boundary);
    return !type.n && !r->body.n; // a button without a field
}

// "https://example.org/x" against the Host header.
static bool is_our_host(const struct request *r, str url)
{
    size_t scheme = str_find(url, STR("://"));
    str host = str_from_byte(url, scheme + 3);
    return scheme < url.n && r->host.n &&
        str_same_name(str_slice(host, 0, str_find(host, STR("/"))), r->host);
}

bool origin_is_ours(const struct request *r)
{
    if (r->fetch_site.n)
        return str_equal(r->fetch_site, STR("same-origin")) || str_equal(r->fetch_site, STR("none"));
    return is_our_host(r, r->origin.n ? r->origin : r->referer);
}

void response_see(struct request *request, struct response *response, struct url url)
{
    response->status = 303;
    response->location = str_copy(request->ctx->arena, url.text);
}

static str cookie_name(const struct request *request, const char *name)
{
    return request->is_https ? str_format(request->ctx->arena, "__Host-%s", name) : str_from(name);
}

void response_cookie(struct request *request, struct response *response, const char *name, str value,
                     int64_t max_age)
{
    if (response->n_cookies == RESPONSE_COOKIES_MAX)
        return;
    struct buffer out = buffer_open(4096);
    buffer_print(&out, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax", STR_ARGS(cookie_name(request, name)),
                 STR_ARGS(value));
    if (max_age)
        buffer_print(&out, "; Max-Age=%lld", (long long)(max_age > 0 ? max_age : 0));
    if (request->is_https)
        buffer_add(&out, STR("; Secure"));
    response->cookies[response->n_cookies++] = str_copy(request->ctx->arena, buffer_str(&out));
    buffer_done(request->ctx->arena, &out);
}

str request_cookie(const struct request *request, const char *name)
{
    str wanted = cookie_name(request, name);
    for (str rest = request->cookies; rest.at && rest.n;) {
        str value = str_cut(&rest, ';'), key = str_trim(str_cut(&value, '='));
        if (str_equal(key, wanted))
            return str_trim(value);
    }
    return (str){ 0 };
}

struct form_field form_field(const struct request *request, const char *name, str label)
{
    return (struct form_field){ .name = name, .label = label, .value = request_form(request, name) };
}

static result option_put(struct ctx *ctx, struct form_options *options, struct form_option option)
{
    struct form_option *slot = LIST_PUSH(ctx->arena, options);
    if (!slot)
        return arena_fail(ctx);
    *slot = option;
    return OK;
}

static struct form_option option_of(const struct form_field *field, str value, str label)
{
    return (struct form_option){ value, label, { 0 }, value.n && str_equal(value, field->value) };
}

result form_option_add(struct ctx *ctx, struct form_field *field, str value, str label)
{
    return option_put(ctx, &field->options, option_of(field, value, label));
}

result form_grouped_add(struct ctx *ctx, struct form_field *field, str value, str label)
{
    return option_put(ctx, &field->groups.at[field->groups.n - 1].options, option_of(field, value, label));
}

result form_fault(struct ctx *ctx, struct form_faults *faults, struct form_field *field, str text)
{
    if (field->error.n)
        return OK;
    struct form_fault *slot = LIST_PUSH(ctx->arena, faults);
    if (!slot)
        return arena_fail(ctx);
    field->error = text;
    *slot = (struct form_fault){ text, field->name };
    return OK;
}
