#include "base/file.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_exists(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode);
}

static result too_large(struct ctx *ctx, const char *path, size_t max)
{
    return fail_at(ctx, ERR_LIMIT, str_from(path), (struct place){ 0 }, "the file is larger than the %zu bytes allowed", max);
}

static result not_read(struct ctx *ctx, const char *path)
{
    return fail_at(ctx, ERR_INPUT, str_from(path), (struct place){ 0 }, "can't be read: %s", strerror(errno));
}

// Reads a descriptor to its end; the arena takes doubling copies, at most three times the size in all.
static result read_all(struct ctx *ctx, int fd, const char *path, size_t expected, size_t max, str *bytes)
{
    size_t room = expected < max ? expected + 1 : max + 1, n = 0;
    char *at = arena_alloc(ctx->arena, room, 1);
    while (at) {
        ssize_t got = read(fd, at + n, room - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return not_read(ctx, path);
        if (got == 0) {
            *bytes = (str){ at, n };
            return OK;
        }
        n += (size_t)got;
        if (n > max)
            return too_large(ctx, path, max);
        if (n == room) {
            room = room * 2 > max ? max + 1 : room * 2;
            char *wider = arena_alloc(ctx->arena, room, 1);
            if (wider)
                memcpy(wider, at, n);
            at = wider;
        }
    }
    return arena_fail(ctx);
}

static result file_open(struct ctx *ctx, const char *path, size_t max, int *fd, size_t *size, bool *is_regular)
{
    struct stat s;
    *fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (*fd < 0)
        return not_read(ctx, path);
    result e = OK;
    if (fstat(*fd, &s) != 0)
        e = not_read(ctx, path);
    else if (S_ISDIR(s.st_mode))
        e = fail_at(ctx, ERR_INPUT, str_from(path), (struct place){ 0 }, "is a folder, not a file");
    else if (S_ISREG(s.st_mode) && (uint64_t)s.st_size > max)
        e = too_large(ctx, path, max);
    if (e) {
        close(*fd);
        return e;
    }
    *is_regular = S_ISREG(s.st_mode);
    *size = *is_regular ? (size_t)s.st_size : 64 * 1024;
    return OK;
}

static result file_bytes(struct ctx *ctx, const char *path, size_t max, bool may_map, str *bytes)
{
    int fd;
    size_t size;
    bool is_regular;
    result e = file_open(ctx, path, max, &fd, &size, &is_regular);
    if (e)
        return e;
    void *at = may_map && is_regular && size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    if (at == MAP_FAILED)
        e = read_all(ctx, fd, path, size, max, bytes);
    else
        *bytes = (str){ at, size };
    close(fd);
    return e;
}

result file_read(struct ctx *ctx, const char *path, size_t max, str *bytes)
{
    return file_bytes(ctx, path, max, false, bytes);
}

result file_map(struct ctx *ctx, const char *path, size_t max, str *bytes)
{
    return file_bytes(ctx, path, max, true, bytes);
}

static result not_written(struct ctx *ctx, const char *path)
{
    return fail_at(ctx, ERR_STORE, str_from(path), (struct place){ 0 }, "can't be written: %s; it is as it was before", strerror(errno));
}

static bool write_all(int fd, str bytes)
{
    while (bytes.n) {
        ssize_t put = write(fd, bytes.at, bytes.n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes = str_from_byte(bytes, (size_t)put);
    }
    return fsync(fd) == 0;
}

result file_replace(struct ctx *ctx, const char *path, str bytes)
{
    str name = str_format(ctx->arena, "%s.new-%ld", path, (long)getpid());
    struct stat before;
    mode_t mode = stat(path, &before) == 0 ? before.st_mode & 0777 : 0644;
    if (!name.at)
        return arena_fail(ctx);
    int fd = open(name.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return not_written(ctx, path);
    bool is_written = write_all(fd, bytes);
    if (close(fd) != 0 || !is_written || rename(name.at, path) != 0) {
        result e = not_written(ctx, path);
        unlink(name.at);
        return e;
    }
    return OK;
}
