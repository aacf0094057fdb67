#include "base/file.h"

#include "base/arena.h"
#include "base/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIPE_ROOM = 64 * 1024 }; // to begin with, where the size is not known

bool file_exists(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISREG(s.st_mode);
}

static result too_large(struct ctx *ctx, const char *path, size_t max)
{
    return fail_at(ctx, ERR_LIMIT, str_from(path), (struct place){ 0 },
                   "the file is larger than the %zu bytes allowed", max);
}

static result not_read(struct ctx *ctx, const char *path)
{
    return fail_at(ctx, ERR_INPUT, str_from(path), (struct place){ 0 }, "can't be read: %s", strerror(errno));
}

// A file that is open for reading.
struct source {
    const char *path;
    int fd;
    bool is_regular;
    size_t size, max; // bytes: as far as known, and allowed
};

// Reads to the end; the arena takes doubling copies, at most three times the size in all.
static result read_all(struct ctx *ctx, const struct source *s, str *bytes)
{
    size_t room = s->size < s->max ? s->size + 1 : s->max + 1, n = 0;
    char *at = arena_alloc(ctx->arena, room, 1);
    while (at) {
        ssize_t got = read(s->fd, at + n, room - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return not_read(ctx, s->path);
        if (got == 0) {
            *bytes = (str){ at, n };
            return OK;
        }
        n += (size_t)got;
        if (n > s->max)
            return too_large(ctx, s->path, s->max);
        if (n == room) {
            room = room * 2 > s->max ? s->max + 1 : room * 2;
            char *wider = arena_alloc(ctx->arena, room, 1);
            if (wider)
                memcpy(wider, at, n);
            at = wider;
        }
    }
    return arena_fail(ctx);
}

static result source_open(struct ctx *ctx, struct source *source)
{
    struct stat s;
    source->fd = strcmp(source->path, "-") == 0 ? dup(STDIN_FILENO)
                                                : open(source->path, O_RDONLY | O_CLOEXEC);
    if (source->fd < 0)
        return not_read(ctx, source->path);
    result e = OK;
    if (fstat(source->fd, &s) != 0)
        e = not_read(ctx, source->path);
    else if (S_ISDIR(s.st_mode))
        e = fail_at(ctx, ERR_INPUT, str_from(source->path), (struct place){ 0 }, "is a folder, not a file");
    else if (S_ISREG(s.st_mode) && (uint64_t)s.st_size > source->max)
        e = too_large(ctx, source->path, source->max);
    if (e) {
        close(source->fd);
        return e;
    }
    source->is_regular = S_ISREG(s.st_mode);
    source->size = source->is_regular ? (size_t)s.st_size : PIPE_ROOM;
    return OK;
}

static result file_bytes(struct ctx *ctx, struct source source, bool may_map, str *bytes)
{
    result e = source_open(ctx, &source);
    if (e)
        return e;
    void *at = MAP_FAILED;
    if (may_map && source.is_regular && source.size)
        at = mmap(NULL, source.size, PROT_READ, MAP_PRIVATE, source.fd, 0);
    if (at == MAP_FAILED)
        e = read_all(ctx, &source, bytes);
    else {
        *bytes = (str){ at, source.size };
        watch_mapped(source.path, at, source.size);
    }
    close(source.fd);
    return e;
}

result file_read(struct ctx *ctx, const char *path, size_t max, str *bytes)
{
    return file_bytes(ctx, (struct source){ .path = path, .max = max }, false, bytes);
}

result file_map(struct ctx *ctx, const char *path, size_t max, str *bytes)
{
    return file_bytes(ctx, (struct source){ .path = path, .max = max }, true, bytes);
}

static result not_written(struct ctx *ctx, const char *path)
{
    return fail_at(ctx, ERR_STORE, str_from(path), (struct place){ 0 },
                   "can't be written: %s; it is as it was before", strerror(errno));
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

static bool folder_sync(const char *path)
{
    char folder[PATH_MAX];
    const char *end = strrchr(path, '/');
    size_t n = end ? (size_t)(end - path) + 1 : 1;
    if (n >= sizeof folder)
        return false;
    memcpy(folder, end ? path : ".", n);
    folder[n] = 0;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_synced = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL); // some file systems have nothing to sync
    if (fd >= 0)
        close(fd);
    return is_synced;
}

result file_sync(struct ctx *ctx, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool is_synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return is_synced ? OK
                     : fail_at(ctx, ERR_STORE, str_from(path), (struct place){ 0 }, "can't be written: %s",
                               strerror(errno));
}

static result taken(struct ctx *ctx, const char *path)
{
    return fail_at(ctx, ERR_CONFLICT, str_from(path), (struct place){ 0 },
                   "is there already and is not overwritten: name another");
}

result file_beside(struct ctx *ctx, const char *path, bool is_private, char **beside)
{
    struct stat s;
    str name = str_format(ctx->arena, "%s.new-%ld", path, (long)getpid());
    if (!name.at)
        return arena_fail(ctx);
    if (lstat(path, &s) == 0)
        return taken(ctx, path);
    *beside = (char *)name.at;
    unlink(*beside); // of a process of that number that was killed
    int fd = open(*beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, is_private ? 0600 : 0644);
    if (fd < 0)
        return fail_at(ctx, ERR_STORE, str_from(path), (struct place){ 0 }, "can't be written: %s",
                       strerror(errno));
    close(fd);
    watch_beside(*beside);
    return OK;
}

result file_place(struct ctx *ctx, const char *beside, const char *path)
{
    int code = renameat2(AT_FDCWD, beside, AT_FDCWD, path, RENAME_NOREPLACE);
    if (code != 0 && (errno == EINVAL || errno == ENOSYS)) // a file system that can't: file_beside has looked
        code = rename(beside, path);
    if (code == 0)
        watch_placed(beside);
    if (code != 0 && errno == EEXIST)
        return taken(ctx, path);
    if (code != 0 || !folder_sync(path))
        return fail_at(ctx, ERR_STORE, str_from(path), (struct place){ 0 }, "can't be written: %s",
                       strerror(errno));
    return OK;
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
    watch_beside(name.at);
    bool is_written = write_all(fd, bytes);
    if (close(fd) != 0 || !is_written || rename(name.at, path) != 0) {
        result e = not_written(ctx, path);
        unlink(name.at);
        watch_placed(name.at);
        return e;
    }
    watch_placed(name.at);
    (void)folder_sync(path); // after a power cut it is whole either way, the old one or the new
    return OK;
}
