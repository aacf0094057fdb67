#include "base/secret.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OTHERS = 0077, OWNER_ONLY = 0600 };

result secret_read(struct ctx *ctx, const char *path, size_t max, str *bytes)
{
    struct stat s;
    if (stat(path, &s) != 0 && errno == ENOENT)
        return fail(ctx, ERR_MISSING, "there is no key '%s'", path);
    if (stat(path, &s) != 0)
        return fail(ctx, ERR_STORE, "the key '%s' can't be read: %s", path, strerror(errno));
    if (s.st_mode & OTHERS)
        return fail(ctx, ERR_STORE, "others may read the key '%s': allow only its owner, with chmod 600",
                    path);
    if (s.st_uid != geteuid())
        return fail(ctx, ERR_STORE, "the key '%s' belongs to another user", path);
    return file_read(ctx, path, max, bytes);
}

static result not_written(struct ctx *ctx, const char *path)
{
    return fail(ctx, errno == EEXIST ? ERR_CONFLICT : ERR_STORE, "the key '%s' can't be written: %s", path,
                strerror(errno));
}

static bool write_all(int fd, str bytes)
{
    while (bytes.n) {
        ssize_t put = write(fd, bytes.at, bytes.n);
        if (put < 0 && errno != EINTR)
            return false;
        bytes = str_from_byte(bytes, put > 0 ? (size_t)put : 0);
    }
    return fsync(fd) == 0;
}

// Under another name first: a key that is half written would be worse than none.
result secret_write(struct ctx *ctx, const char *path, str bytes)
{
    char *name = str_c(ctx->arena, str_format(ctx->arena, "%s.new-%ld", path, (long)getpid()));
    if (!name)
        return arena_fail(ctx);
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, OWNER_ONLY);
    if (fd < 0)
        return not_written(ctx, path);
    bool is_written = write_all(fd, bytes);
    is_written &= close(fd) == 0;
    is_written = is_written && link(name, path) == 0; // which, other than rename, replaces nothing
    result e = is_written ? OK : not_written(ctx, path);
    unlink(name);
    return e;
}

result secret_move(struct ctx *ctx, const char *from, const char *to)
{
    return rename(from, to) == 0 ? OK : not_written(ctx, to);
}

void secret_remove(const char *path)
{
    unlink(path);
}
