// A shelf in a folder. A file has its name only when it is whole and on the disk.
#include "app/shelf.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

enum { FIRST = 2, FOLDER_MODE = 0700, FILE_MODE = 0600 };

static const str END = STR_INIT(".jpg");

// WHERE/ab or WHERE/ab/cdef...jpg; NULL if the arena is full.
static char *path_of(struct ctx *ctx, const struct shelf *shelf, str name, bool is_folder)
{
    str folder = str_slice(name, 0, FIRST), rest = str_from_byte(name, FIRST);
    return str_c(ctx->arena,
                 is_folder ? str_format(ctx->arena, "%s/%.*s", shelf->where, STR_ARGS(folder))
                           : str_format(ctx->arena, "%s/%.*s/%.*s%.*s", shelf->where, STR_ARGS(folder),
                                        STR_ARGS(rest), STR_ARGS(END)));
}

static result not_kept(struct ctx *ctx)
{
    return fail(ctx, ERR_STORE, "the photograph could not be kept: %s", strerror(errno));
}

static bool folder_sync(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_synced = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL); // some file systems have nothing to sync
    if (fd >= 0)
        close(fd);
    return is_synced;
}

static bool folder_ensure(const char *path)
{
    return mkdir(path, FOLDER_MODE) == 0 || errno == EEXIST;
}

static bool bytes_write(int fd, str bytes)
{
    while (bytes.n) {
        ssize_t put = write(fd, bytes.at, bytes.n);
        if (put < 0 && errno != EINTR)
            return false;
        bytes = str_from_byte(bytes, put > 0 ? (size_t)put : 0);
    }
    return fsync(fd) == 0;
}

// Several programs and threads may be putting the same.
static char *fresh_name(struct ctx *ctx, const char *path)
{
    return str_c(ctx->arena,
                 str_format(ctx->arena, "%s.new-%08x%08x", path, randombytes_random(), randombytes_random()));
}

static result folder_put(struct ctx *ctx, const struct shelf *shelf, str name, str bytes)
{
    char *folder = path_of(ctx, shelf, name, true), *path = path_of(ctx, shelf, name, false);
    char *fresh = path ? fresh_name(ctx, path) : NULL;
    if (!folder || !path || !fresh)
        return arena_fail(ctx);
    if (!folder_ensure(shelf->where) || !folder_ensure(folder))
        return not_kept(ctx);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    if (fd < 0)
        return not_kept(ctx);
    bool is_written = bytes_write(fd, bytes);
    is_written = close(fd) == 0 && is_written;
    if (is_written && rename(fresh, path) == 0 && folder_sync(folder) && folder_sync(shelf->where))
        return OK;
    result e = not_kept(ctx);
    unlink(fresh);
    return e;
}

static bool folder_has(struct ctx *ctx, const struct shelf *shelf, str name)
{
    char *path = path_of(ctx, shelf, name, false);
    return path && file_exists(path);
}

static result folder_get(struct ctx *ctx, const struct shelf *shelf, str name, str *bytes)
{
    char *path = path_of(ctx, shelf, name, false);
    if (!path)
        return arena_fail(ctx);
    if (!file_exists(path))
        return fail(ctx, ERR_MISSING, "the file of photograph %.*s is not there", STR_ARGS(name));
    return file_read(ctx, path, SHELF_BYTES_MAX, bytes);
}

static result folder_remove_one(struct ctx *ctx, const struct shelf *shelf, str name)
{
    char *folder = path_of(ctx, shelf, name, true), *path = path_of(ctx, shelf, name, false);
    if (!folder || !path)
        return arena_fail(ctx);
    bool is_gone = unlink(path) == 0 || errno == ENOENT;
    if (!is_gone)
        return fail(ctx, ERR_STORE, "a photograph that was erased could not be removed: %s", strerror(errno));
    folder_sync(folder);
    return OK;
}

static const struct shelf_kind FOLDER = { folder_put, folder_get, folder_has, folder_remove_one, .is_far = false };

struct shelf shelf_folder(const char *where)
{
    return (struct shelf){ &FOLDER, where, NULL };
}

// The name of what is in the file; empty if it is none of ours.
static str name_of(struct ctx *ctx, const char *folder, const char *file)
{
    str rest = str_from(file);
    if (!str_ends(rest, END))
        return (str){ 0 };
    str name = str_format(ctx->arena, "%s%.*s", folder, STR_ARGS(str_slice(rest, 0, rest.n - END.n)));
    return is_shelf_name(name) ? name : (str){ 0 };
}

static result one_copy(struct ctx *ctx, const struct shelf *from, const struct shelf *to, str name)
{
    char *folder = path_of(ctx, to, name, true), *source = path_of(ctx, from, name, false),
         *target = path_of(ctx, to, name, false);
    str bytes, same;
    if (!folder || !source || !target)
        return arena_fail(ctx);
    if (!folder_ensure(to->where) || !folder_ensure(folder))
        return not_kept(ctx);
    if (link(source, target) == 0 || errno == EEXIST)
        return OK;
    result e = shelf_get(ctx, from, name, &bytes);
    return e == ERR_MISSING ? OK : e ? e : shelf_put(ctx, to, bytes, &same);
}

// Each with memory of its own: there may be many.
static result entry_copy(struct ctx *ctx, const struct shelf *from, const struct shelf *to, str name)
{
    struct ctx own = { .arena = arena_open(2 * SHELF_BYTES_MAX + (1 << 20)) };
    result e = own.arena ? one_copy(&own, from, to, name) : ERR_LIMIT;
    if (e)
        e = own.error.text[0] ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    return e;
}

static result folder_copy(struct ctx *ctx, const struct shelf *from, const struct shelf *to,
                          const char *folder, int64_t *n)
{
    char *path = str_c(ctx->arena, str_format(ctx->arena, "%s/%s", from->where, folder));
    DIR *files = path ? opendir(path) : NULL;
    result e = OK;
    for (struct dirent *file; files && !e && (file = readdir(files));) {
        str name = name_of(ctx, folder, file->d_name);
        if (name.n)
            e = entry_copy(ctx, from, to, name);
        *n += name.n && !e;
    }
    if (files)
        closedir(files);
    return e;
}

result shelf_copy(struct ctx *ctx, const struct shelf *from, const struct shelf *to, int64_t *n)
{
    DIR *folders = from->kind ? opendir(from->where) : NULL;
    result e = OK;
    *n = 0;
    for (struct dirent *folder; folders && !e && (folder = readdir(folders));)
        if (strlen(folder->d_name) == FIRST && folder->d_name[0] != '.')
            e = folder_copy(ctx, from, to, folder->d_name, n);
    if (folders)
        closedir(folders);
    if (!e && *n)
        folder_sync(to->where);
    return e;
}
