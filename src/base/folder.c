#include "base/folder.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_OPEN = 8 };

static result not_written(struct ctx *ctx, const char *path)
{
    return fail_at(ctx, errno == EEXIST || errno == ENOTEMPTY ? ERR_CONFLICT : ERR_STORE, str_from(path),
                   (struct place){ 0 }, "can't be written: %s", strerror(errno));
}

bool folder_exists(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

result folder_make(struct ctx *ctx, const char *path)
{
    return mkdir(path, 0755) == 0 ? OK : not_written(ctx, path);
}

result file_append(struct ctx *ctx, const char *path, str bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    bool is_written = fd >= 0;
    while (is_written && bytes.n) {
        ssize_t put = write(fd, bytes.at, bytes.n);
        is_written = put >= 0 || errno == EINTR;
        bytes = str_from_byte(bytes, put > 0 ? (size_t)put : 0);
    }
    is_written = is_written && fsync(fd) == 0;
    result e = is_written ? OK : not_written(ctx, path);
    if (fd >= 0)
        close(fd);
    return e;
}

result folder_move(struct ctx *ctx, const char *from, const char *to)
{
    struct stat s;
    errno = EEXIST; // rename would take the place of an empty folder
    return lstat(to, &s) != 0 && rename(from, to) == 0 ? OK : not_written(ctx, to);
}

static int remove_one(const char *path, const struct stat *s, int kind, struct FTW *place)
{
    (void)s;
    (void)kind;
    (void)place;
    remove(path);
    return 0;
}

void folder_remove(const char *path)
{
    nftw(path, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}
