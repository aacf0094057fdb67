#include "format/wire.h"

#include "format/markup.h"

static void indent(struct wire *wire)
{
    buffer_repeat(wire->out, ' ', (size_t)wire->depth * 2);
}

static void open_one(struct wire *wire, const char *name)
{
    if (wire->is_xml) {
        indent(wire);
        buffer_print(wire->out, "<%s>\n", name);
    }
    if (wire->depth < WIRE_DEPTH_MAX)
        wire->names[wire->depth] = name;
    wire->depth++;
}

static struct wire begun(struct buffer *out, bool is_xml)
{
    if (is_xml)
        buffer_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
    return (struct wire){ .json = json_put_open(out), .out = out, .is_xml = is_xml };
}

struct wire wire_open(struct buffer *out, bool is_xml, const char *name)
{
    struct wire wire = begun(out, is_xml);
    wire_list(&wire, name);
    return wire;
}

struct wire wire_open_record(struct buffer *out, bool is_xml, const char *name)
{
    struct wire wire = begun(out, is_xml);
    wire_record(&wire, name);
    return wire;
}

void wire_list(struct wire *wire, const char *name)
{
    if (!wire->is_xml)
        json_put_array(&wire->json, name);
    open_one(wire, name);
}

void wire_record(struct wire *wire, const char *name)
{
    if (!wire->is_xml)
        json_put_object(&wire->json, NULL);
    open_one(wire, name);
}

void wire_part(struct wire *wire, const char *name)
{
    if (!wire->is_xml)
        json_put_object(&wire->json, name);
    open_one(wire, name);
}

void wire_end(struct wire *wire)
{
    wire->depth--;
    if (!wire->is_xml) {
        json_put_end(&wire->json);
        return;
    }
    indent(wire);
    buffer_print(wire->out, "</%s>\n", wire->depth < WIRE_DEPTH_MAX ? wire->names[wire->depth] : "");
}

static void element(struct wire *wire, const char *name, str value)
{
    indent(wire);
    buffer_print(wire->out, "<%s>", name);
    markup_text(wire->out, value);
    buffer_print(wire->out, "</%s>\n", name);
}

// JSON could say what XML has no place for; both say the same.
static void words(struct wire *wire, const char *name, str value)
{
    enum { LONGEST = 3 }; // bytes in the place of one
    struct buffer out = buffer_open(LONGEST * value.n + 1);
    markup_plain(&out, value);
    json_put_str(&wire->json, name, buffer_str(&out));
    buffer_close(&out);
}

void wire_text(struct wire *wire, const char *name, str value)
{
    if (!value.n)
        return;
    if (wire->is_xml)
        element(wire, name, value);
    else
        words(wire, name, value);
}

void wire_number(struct wire *wire, const char *name, int64_t value)
{
    if (!wire->is_xml) {
        json_put_int(&wire->json, name, value);
        return;
    }
    indent(wire);
    buffer_print(wire->out, "<%s>%lld</%s>\n", name, (long long)value, name);
}

void wire_flag(struct wire *wire, const char *name, bool value)
{
    if (wire->is_xml)
        element(wire, name, value ? STR("true") : STR("false"));
    else
        json_put_bool(&wire->json, name, value);
}

void wire_value(struct wire *wire, const char *name, str value)
{
    if (wire->is_xml)
        element(wire, name, value);
    else
        words(wire, NULL, value);
}
