#include "format/wire_read.h"

#include "base/buffer.h"

#include <expat.h>
#include <jansson.h>
#include <string.h>

const struct wire_value *wire_find(const struct wire_value *value, str name)
{
    const struct wire_value *found = NULL;
    for (size_t i = 0; value && i < value->n; i++)
        if (str_equal(value->parts[i].name, name)) {
            if (found)
                return NULL;
            found = &value->parts[i];
        }
    return found;
}

str wire_text_of(const struct wire_value *value, str name)
{
    const struct wire_value *found = wire_find(value, name);
    return found ? found->text : (str){ "", 0 };
}

static struct wire_value *part_add(struct ctx *ctx, struct wire_value *to, str name)
{
    struct wire_value *part = list_push(ctx->arena, (void **)&to->parts, &to->n, &to->room,
                                        sizeof *to->parts);
    if (part)
        part->name = str_copy(ctx->arena, name);
    return part;
}

// JSON

static bool json_take(struct ctx *ctx, json_t *json, struct wire_value *value);

static bool parts_take(struct ctx *ctx, json_t *json, struct wire_value *value)
{
    size_t i;
    const char *key;
    json_t *part;
    bool is_taken = true;
    if (json_is_array(json))
        json_array_foreach(json, i, part)
        {
            struct wire_value *slot = part_add(ctx, value, STR(""));
            is_taken = is_taken && slot && json_take(ctx, part, slot);
        }
    else
        json_object_foreach(json, key, part)
        {
            struct wire_value *slot = part_add(ctx, value, str_from(key));
            is_taken = is_taken && slot && json_take(ctx, part, slot);
        }
    return is_taken;
}

// jansson bounds the depth by itself, and so the recursion here.
static bool json_take(struct ctx *ctx, json_t *json, struct wire_value *value)
{
    switch (json_typeof(json)) {
    case JSON_NULL:
        return true;
    case JSON_ARRAY:
        value->kind = WIRE_LIST;
        return parts_take(ctx, json, value);
    case JSON_OBJECT:
        value->kind = WIRE_RECORD;
        return parts_take(ctx, json, value);
    case JSON_STRING:
        value->kind = WIRE_TEXT;
        value->text = str_copy(ctx->arena,
                               str_trim((str){ json_string_value(json), json_string_length(json) }));
        return value->text.at;
    case JSON_TRUE:
    case JSON_FALSE:
        value->kind = WIRE_FLAG;
        value->text = json_is_true(json) ? STR("true") : STR("false");
        return true;
    default:
        value->kind = WIRE_NUMBER;
        value->text = json_is_integer(json)
            ? str_format(ctx->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(json))
            : str_format(ctx->arena, "%.15g", json_real_value(json));
        return value->text.at;
    }
}

static result json_read(struct ctx *ctx, str bytes, struct wire_value *root)
{
    json_error_t error;
    json_t *json = json_loadb(bytes.at, bytes.n, JSON_REJECT_DUPLICATES, &error);
    if (!json)
        return fail_at(ctx, ERR_INPUT, STR("the JSON"), (struct place){ error.line, error.column },
                       "it can't be read: %s", error.text);
    bool is_taken = json_take(ctx, json, root);
    json_decref(json);
    return is_taken ? OK : arena_fail(ctx);
}

// XML

struct reading {
    struct ctx *ctx;
    XML_Parser parser;
    struct wire_value *open[WIRE_READ_DEPTH + 1]; // the root's keeper, then the elements that are open
    int depth;
    struct buffer text; // of the innermost
    const char *refused;
};

static void refuse(struct reading *r, const char *why)
{
    r->refused = r->refused ? r->refused : why;
    XML_StopParser(r->parser, XML_FALSE);
}

// A part that comes makes an element a record. While one is open nothing else is added to what it stands in, so that no
// open one moves.
static void XMLCALL element_open(void *to, const XML_Char *name, const XML_Char **attributes)
{
    struct reading *r = to;
    (void)attributes;
    if (r->depth == WIRE_READ_DEPTH) {
        refuse(r, "its elements lie too deep in one another");
        return;
    }
    struct wire_value *part = part_add(r->ctx, r->open[r->depth], str_from(name));
    if (!part) {
        refuse(r, "there is no memory left");
        return;
    }
    r->open[r->depth]->kind = WIRE_RECORD;
    r->open[++r->depth] = part;
    r->text.n = 0;
}

static void XMLCALL element_close(void *to, const XML_Char *name)
{
    struct reading *r = to;
    struct wire_value *value = r->open[r->depth--];
    str text = str_trim(buffer_str(&r->text));
    (void)name;
    if (value->kind == WIRE_NOTHING && text.n) {
        value->kind = WIRE_TEXT;
        value->text = str_copy(r->ctx->arena, text);
    }
    r->text.n = 0;
}

static void XMLCALL text_add(void *to, const XML_Char *text, int n)
{
    struct reading *r = to;
    buffer_add(&r->text, (str){ text, (size_t)n });
}

static void XMLCALL doctype_refuse(void *to, const XML_Char *name, const XML_Char *system,
                                   const XML_Char *public, int has_subset)
{
    (void)name, (void)system, (void)public, (void)has_subset;
    refuse(to, "it has a document type, which no answer needs");
}

static result xml_fail(struct reading *r)
{
    struct place place = { (int)XML_GetCurrentLineNumber(r->parser),
                           (int)XML_GetCurrentColumnNumber(r->parser) + 1 };
    const char *why = r->refused ? r->refused : XML_ErrorString(XML_GetErrorCode(r->parser));
    return fail_at(r->ctx, arena_is_full(r->ctx->arena) ? ERR_LIMIT : ERR_INPUT, STR("the XML"), place,
                   "it can't be read: %s", why);
}

static result xml_read(struct ctx *ctx, str bytes, struct wire_value *root)
{
    struct wire_value keeper = { 0 };
    struct reading r = { .ctx = ctx, .parser = XML_ParserCreate(NULL), .text = buffer_open(WIRE_BYTES_MAX) };
    if (!r.parser)
        return fail(ctx, ERR_LIMIT, "there is no memory left to read XML");
    r.open[0] = &keeper;
    XML_SetUserData(r.parser, &r);
    XML_SetElementHandler(r.parser, element_open, element_close);
    XML_SetCharacterDataHandler(r.parser, text_add);
    XML_SetStartDoctypeDeclHandler(r.parser, doctype_refuse);
    bool is_read = XML_Parse(r.parser, bytes.at, (int)bytes.n, 1) == XML_STATUS_OK;
    result e = is_read ? buffer_check(ctx, &r.text) : xml_fail(&r);
    XML_ParserFree(r.parser);
    buffer_close(&r.text);
    if (!e)
        *root = keeper.parts[0];
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

result wire_read(struct ctx *ctx, str bytes, bool is_xml, struct wire_value *root)
{
    *root = (struct wire_value){ 0 };
    if (bytes.n > WIRE_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "it has %zu bytes, and %d are read", bytes.n, WIRE_BYTES_MAX);
    return is_xml ? xml_read(ctx, bytes, root) : json_read(ctx, bytes, root);
}
