#include "document/format.h"

#include "base/file.h"
#include "cli/documents.h"

enum { CANONICAL_BYTES_MAX = 8 << 20 };

static result write_back(struct ctx *ctx, const char *path, str canonical)
{
    str before;
    if (str_equal(str_from(path), STR("-")))
        return fail_at(ctx, ERR_INPUT, STR("--write"), (struct place){ 0 },
                       "can't change standard input: name a file");
    result e = file_read(ctx, path, CANONICAL_BYTES_MAX, &before);
    return e || str_equal(before, canonical) ? e : file_replace(ctx, path, canonical);
}

result command_format(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct document *document;
    const char *path = options->operands[0];
    result e = document_without_errors(ctx, path, &document);
    if (e)
        return e;
    struct buffer canonical = buffer_open(CANONICAL_BYTES_MAX);
    document_write(&canonical, document);
    e = buffer_check(ctx, &canonical);
    if (!e && options->has[OPTION_WRITE])
        e = write_back(ctx, path, buffer_str(&canonical));
    else if (!e)
        buffer_add(out, buffer_str(&canonical));
    buffer_close(&canonical);
    return e ? e : buffer_check(ctx, out);
}
