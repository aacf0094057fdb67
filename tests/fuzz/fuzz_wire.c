// Any bytes as what another server answers, JSON or XML: read whole, or refused with what is wrong; and whatever
// is read can be looked at as any record, and says the same as itself.
#include "app/open311_record.h"

#include <stdlib.h>

enum { ARENA_MAX = 64 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void part_look(const struct wire_value *value, int depth)
{
    if (depth > 2048 || (value->n && value->kind != WIRE_LIST && value->kind != WIRE_RECORD))
        abort();
    for (size_t i = 0; i < value->n; i++)
        part_look(&value->parts[i], depth + 1);
}

static void look(str text, bool is_xml)
{
    struct ctx ctx = { .arena = arena_open(ARENA_MAX) };
    struct open311_findings findings = { 0 };
    struct wire_value root;
    result e = wire_read(&ctx, text, is_xml, &root);
    if (e && !ctx.error.text[0])
        abort();
    if (!e) {
        part_look(&root, 0);
        const struct wire_value *list = open311_list(&ctx, &findings, STR("list"), &root, "service_requests");
        if (list)
            open311_records_check(&ctx, &findings, STR("list"), list, OPEN311_REQUEST);
        open311_definition_check(&ctx, &findings, STR("definition"), &root);
        open311_same_check(&ctx, &findings, STR("itself"), &root, &root);
        if (!findings.n && !arena_is_full(ctx.arena))
            abort();
    }
    arena_close(ctx.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = { (const char *)data, size };
    look(text, true);
    look(text, false);
    return 0;
}
