#include "gateway/spool.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 20, MODE = 0600 };

// A value of several lines goes on indented, so that a name is at the beginning of its line.
static void line_write(struct buffer *out, const char *name, str value)
{
    if (!value.n)
        return;
    buffer_print(out, "%s: ", name);
    for (size_t i = 0; i < value.n; i++) {
        if (value.at[i] != '\r')
            buffer_byte(out, value.at[i]);
        if (value.at[i] == '\n')
            buffer_add(out, STR("  "));
    }
    buffer_byte(out, '\n');
}

static void message_write(struct buffer *out, const struct message *m)
{
    line_write(out, "Key", m->key);
    line_write(out, "Way", m->way);
    line_write(out, "Name", m->name);
    line_write(out, "Email", m->email);
    line_write(out, "Telephone", m->telephone);
    line_write(out, "Address", m->address);
    line_write(out, "Language", m->language);
    line_write(out, "Subject", m->subject);
    buffer_byte(out, '\n');
    buffer_add(out, m->body);
}

static result file_write(struct ctx *ctx, const char *path, str bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, MODE);
    bool is_written = fd >= 0;
    while (is_written && bytes.n) {
        ssize_t put = write(fd, bytes.at, bytes.n);
        is_written = put >= 0 || errno == EINTR;
        bytes = put > 0 ? str_from_byte(bytes, (size_t)put) : bytes;
    }
    is_written = is_written && fsync(fd) == 0;
    int code = errno;
    if (fd >= 0 && close(fd) != 0)
        is_written = false;
    return is_written ? OK : fail(ctx, ERR_STORE, "the spool folder can't be written to: %s", strerror(code));
}

result spool_write(struct ctx *ctx, const struct spool_file *f, str bytes)
{
    char *path = str_c(ctx->arena, str_format(ctx->arena, "%s/%.*s.%s", f->folder, STR_ARGS(f->key), f->end));
    char *fresh = str_c(ctx->arena, str_format(ctx->arena, "%s/.%.*s.new", f->folder, STR_ARGS(f->key)));
    if (!path || !fresh)
        return arena_fail(ctx);
    result e = file_write(ctx, fresh, bytes);
    if (!e && rename(fresh, path) != 0)
        e = fail(ctx, ERR_STORE, "the spool folder can't be written to: %s", strerror(errno));
    if (e)
        unlink(fresh);
    return e;
}

result spool_send(struct ctx *ctx, const struct message *m, void *with)
{
    struct buffer out = buffer_open(FILE_MAX);
    message_write(&out, m);
    result e = buffer_check(ctx, &out);
    if (!e)
        e = spool_write(ctx, &(struct spool_file){ with, m->key, "txt" }, buffer_str(&out));
    buffer_close(&out);
    return e;
}

result spool_check(struct ctx *ctx, const char *folder)
{
    struct stat s;
    if (stat(folder, &s) != 0 || !S_ISDIR(s.st_mode))
        return fail_at(ctx, ERR_INPUT, STR("--outbox"), (struct place){ 0 }, "there is no folder '%s'",
                       folder);
    if (access(folder, W_OK | X_OK) != 0)
        return fail_at(ctx, ERR_INPUT, STR("--outbox"), (struct place){ 0 },
                       "the folder '%s' can't be written to", folder);
    return OK;
}
