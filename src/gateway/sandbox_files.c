#include "gateway/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE                                                                          \
    (1ULL << 14) // since Linux 6.2, which the headers of Debian 12 do not know
#endif

static const uint64_t READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t WRITE = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
    LANDLOCK_ACCESS_FS_REFER | LANDLOCK_ACCESS_FS_TRUNCATE;
static const uint64_t NEVER = LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
    LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
static const uint64_t OF_A_FILE = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |
    LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE;

// All rights that this kernel can take away. The later ones came with its second and third version of Landlock.
static uint64_t rights_known(int version)
{
    uint64_t all = READ | WRITE | NEVER | LANDLOCK_ACCESS_FS_EXECUTE;
    if (version < 3)
        all &= ~LANDLOCK_ACCESS_FS_TRUNCATE;
    if (version < 2)
        all &= ~LANDLOCK_ACCESS_FS_REFER;
    return all;
}

static uint64_t rights_of(enum sandbox_right right)
{
    return right == SANDBOX_WRITE ? READ | WRITE
        : right == SANDBOX_READ   ? READ
                                  : READ | LANDLOCK_ACCESS_FS_EXECUTE;
}

static bool place_allow(int rules, const struct sandbox_place *place, uint64_t known)
{
    struct stat about;
    struct landlock_path_beneath_attr beneath = { .allowed_access = rights_of(place->right) & known };
    int fd = open(place->path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return true; // it is not there
    beneath.parent_fd = fd;
    if (fstat(fd, &about) == 0 && !S_ISDIR(about.st_mode))
        beneath.allowed_access &= OF_A_FILE;
    bool is_done = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
    close(fd);
    return is_done;
}

static bool rules_set(int rules, const struct sandbox_place *places, size_t n, uint64_t known)
{
    for (size_t i = 0; i < n; i++)
        if (!place_allow(rules, &places[i], known))
            return false;
    return syscall(SYS_landlock_restrict_self, rules, 0) == 0;
}

result sandbox_files(struct ctx *ctx, const struct sandbox_place *places, size_t n)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return fail(ctx, ERR_INTERNAL, "it can't give up what others could give it: %s", strerror(errno));
    int version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return fail(ctx, ERR_MISSING, "this kernel has no Landlock");
    struct landlock_ruleset_attr asked = { .handled_access_fs = rights_known(version) };
    int rules = (int)syscall(SYS_landlock_create_ruleset, &asked, sizeof asked.handled_access_fs, 0);
    bool is_done = rules >= 0 && rules_set(rules, places, n, asked.handled_access_fs);
    int code = errno;
    if (rules >= 0)
        close(rules);
    return is_done ? OK : fail(ctx, ERR_INTERNAL, "Landlock refuses: %s", strerror(code));
}
