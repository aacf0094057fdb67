#include "app/unpacked.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/watch.h"
#include "format/unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct spill {
    const char *folder, *path; // of the file without a name; of what is unpacked into it
    int fd;
    size_t n;
};

static result no_room(struct ctx *ctx, const struct spill *s)
{
    return fail_at(ctx, ERR_STORE, str_from(s->path), (struct place){ 0 },
                   "can't be unpacked into %s: %s; name another folder in TMPDIR", s->folder,
                   strerror(errno));
}

static result spill_write(struct ctx *ctx, void *with, str bytes)
{
    struct spill *s = with;
    while (bytes.n) {
        ssize_t put = write(s->fd, bytes.at, bytes.n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return no_room(ctx, s);
        s->n += (size_t)put;
        bytes = str_from_byte(bytes, (size_t)put);
    }
    return OK;
}

static result spill_open(struct ctx *ctx, struct spill *s)
{
    const char *folder = getenv("TMPDIR");
    s->folder = folder && *folder ? folder : "/var/tmp";
    s->fd = open(s->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (s->fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
        return s->fd >= 0 ? OK : no_room(ctx, s);
    str name = str_format(ctx->arena, "%s/wardmote-XXXXXX",
                          s->folder); // a file system without files without names
    if (!name.at)
        return arena_fail(ctx);
    s->fd = mkostemp((char *)name.at, O_CLOEXEC);
    if (s->fd < 0)
        return no_room(ctx, s);
    unlink(name.at);
    return OK;
}

static result spill_map(struct ctx *ctx, const struct spill *s, str *bytes)
{
    *bytes = (str){ "", 0 };
    if (!s->n)
        return OK;
    void *at = mmap(NULL, s->n, PROT_READ, MAP_PRIVATE, s->fd, 0);
    if (at == MAP_FAILED)
        return no_room(ctx, s);
    *bytes = (str){ at, s->n };
    return OK;
}

result unpacked_map(struct ctx *ctx, const char *path, size_t max, str *bytes)
{
    struct spill s = { .path = path };
    result e = file_map(ctx, path, max, bytes);
    if (e || !unpack_is(*bytes))
        return e;
    e = spill_open(ctx, &s);
    if (e)
        return e;
    watch_stage("unpacking", WATCH_BYTES, bytes->n);
    e = unpack(ctx, &(struct unpacking){ str_from(path), *bytes, max, spill_write, &s });
    if (!e)
        e = spill_map(ctx, &s, bytes);
    close(s.fd);
    return e;
}
