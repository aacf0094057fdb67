#include "cli/documents.h"

#include "app/documents.h"
#include "base/log.h"

enum { MESSAGES_BYTES_MAX = 4 << 20 };

result document_without_errors(struct ctx *ctx, const char *path, struct document **document)
{
    struct diagnostics list = { 0 };
    result e = document_load(ctx, path, &list, document);
    if (e || !list.errors)
        return e;
    struct buffer messages = buffer_open(MESSAGES_BYTES_MAX);
    diagnostics_write(&messages, &list);
    log_text(buffer_str(&messages));
    buffer_close(&messages);
    return ERR_RULE;
}
