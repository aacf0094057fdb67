#include "format/wire.h"

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

// XML 1.0 has no place for most control characters, escaped or not.
static void escaped(struct buffer *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c == '&')
            buffer_add(out, STR("&amp;"));
        else if (c == '<')
            buffer_add(out, STR("&lt;"));
        else if (c == '>')
            buffer_add(out, STR("&gt;"));
        else if (c >= 0x20 || c == '\n' || c == '\t')
            buffer_byte(out, (char)c);
    }
}

static void element(struct wire *wire, const char *name, str value)
{
    indent(wire);
    buffer_print(wire->out, "<%s>", name);
    escaped(wire->out, value);
    buffer_print(wire->out, "</%s>\n", name);
}

void wire_text(struct wire *wire, const char *name, str value)
{
    if (!value.n)
        return;
    if (wire->is_xml)
        element(wire, name, value);
    else
        json_put_str(&wire->json, name, value);
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
        json_put_str(&wire->json, NULL, value);
}
