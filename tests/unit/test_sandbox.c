// A process that is shut in: what is not allowed fails, what a server needs does not. Each case in a process of its
// own, since there is no way back.
#include "gateway/sandbox.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <netdb.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static char folder[64], own[96], other[96], program[] = "/bin/true";

static result files_limit(struct ctx *ctx)
{
    const struct sandbox_place places[] = { { own, SANDBOX_WRITE },
                                            { "/usr", SANDBOX_READ },
                                            { "/etc/hostname", SANDBOX_READ },
                                            { "/etc/no-such-file", SANDBOX_READ },
                                            { "/dev/null", SANDBOX_WRITE } };
    return sandbox_files(ctx, places, sizeof places / sizeof *places);
}

// 0 if what is tried does what it should, else the line that did not.
static int in_a_process(int (*tried)(struct ctx *ctx))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        struct ctx ctx = { .arena = arena_open(1 << 20) };
        int line = tried(&ctx);
        if (line)
            fprintf(stderr, "line %d: %s (%s)\n", line, ctx.error.text, strerror(errno));
        _exit(line != 0);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

#define MUST_BE(condition)                                                                                   \
    if (!(condition))                                                                                        \
    return __LINE__

static bool is_refused(int returned, int code)
{
    return returned == -1 && errno == code;
}

static bool is_open(const char *path, int how)
{
    int fd = open(path, how, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

static int files_tried(struct ctx *ctx)
{
    char made[128], secret[128], moved[128];
    snprintf(made, sizeof made, "%s/made", own);
    snprintf(moved, sizeof moved, "%s/moved", own);
    snprintf(secret, sizeof secret, "%s/secret", other);
    MUST_BE(files_limit(ctx) == OK);
    MUST_BE(is_open(made, O_CREAT | O_RDWR) && is_open(made, O_RDONLY | O_TRUNC) && rename(made, moved) == 0);
    MUST_BE(unlink(moved) == 0 && mkdir(made, 0700) == 0 && rmdir(made) == 0);
    MUST_BE(is_open("/usr/bin/env", O_RDONLY) && is_open("/etc/hostname", O_RDONLY) &&
            is_open("/dev/null", O_RDWR));
    MUST_BE(!is_open("/usr/bin/env", O_WRONLY) && errno == EACCES);
    MUST_BE(!is_open(secret, O_RDONLY) && errno == EACCES);
    MUST_BE(!is_open("/etc/passwd", O_RDONLY) && errno == EACCES);
    MUST_BE(is_refused(unlink(secret), EACCES) && is_refused(mkdir(other, 0700), EEXIST));
    MUST_BE(is_refused(symlink(secret, made), EACCES) && is_refused(mkfifo(made, 0600), EACCES));
    MUST_BE(is_refused(link(secret, made), EXDEV) || errno == EACCES || errno == EPERM);
    MUST_BE(is_refused(execl(program, program, (char *)NULL), EACCES));
    return 0;
}

static void *nothing(void *of)
{
    return of;
}

static int calls_tried(struct ctx *ctx)
{
    pthread_t thread;
    struct addrinfo *found = NULL;
    MUST_BE(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && sandbox_calls(ctx) == OK);
    MUST_BE(is_refused(unshare(CLONE_NEWUSER), EPERM));
    MUST_BE(is_refused(mount("none", "/mnt", "tmpfs", 0, NULL), EPERM));
    MUST_BE(is_refused(chroot("/"), EPERM) && is_refused(setuid(0), EPERM));
    MUST_BE(is_refused(socket(AF_PACKET, SOCK_RAW, 0), EPERM) &&
            is_refused(socket(AF_NETLINK, SOCK_RAW, 9), EPERM));
    MUST_BE(is_refused(ioctl(0, TIOCSTI, "x"), EPERM));
    MUST_BE(is_refused((int)syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0), EPERM));
    MUST_BE(is_refused((int)syscall(SYS_bpf, 0, NULL, 0), EPERM));
    MUST_BE(is_refused((int)syscall(SYS_keyctl, 0, 0), EPERM));
    MUST_BE(is_refused((int)syscall(SYS_io_uring_setup, 1, NULL), ENOSYS));
    MUST_BE(is_refused((int)syscall(SYS_clone3, NULL, 0), ENOSYS));
    MUST_BE(mmap(NULL, 4096, PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    MUST_BE(memory != MAP_FAILED && is_refused(mprotect(memory, 4096, PROT_READ | PROT_EXEC), EPERM));
    MUST_BE(pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0);
    MUST_BE(getaddrinfo("localhost", "80", NULL, &found) == 0 && found);
    freeaddrinfo(found);
    MUST_BE(socket(AF_INET, SOCK_STREAM, 0) >= 0 && socket(AF_INET6, SOCK_STREAM, 0) >= 0);
    return 0;
}

// A kernel from before Landlock, or one that was started without it.
static int without_tried(struct ctx *ctx)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    MUST_BE(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
    MUST_BE(seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0) == 0);
    MUST_BE(seccomp_load(filter) == 0);
    seccomp_release(filter);
    MUST_BE(files_limit(ctx) == ERR_MISSING);
    MUST_BE(strcmp(ctx->error.text, "this kernel has no Landlock") == 0);
    return 0;
}

// What it starts is shut in as well.
static int started_tried(struct ctx *ctx)
{
    int status = 0;
    MUST_BE(files_limit(ctx) == OK && sandbox_calls(ctx) == OK);
    pid_t child = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
    if (child == 0)
        _exit(is_open("/etc/passwd", O_RDONLY) || unshare(CLONE_NEWNS) == 0);
    MUST_BE(child > 0 && waitpid(child, &status, 0) == child && status == 0);
    return 0;
}

static void test_files(void **state)
{
    (void)state;
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1)
        skip();
    assert_int_equal(in_a_process(files_tried), 0);
    assert_int_equal(in_a_process(started_tried), 0);
}

static void test_calls(void **state)
{
    (void)state;
    assert_int_equal(in_a_process(calls_tried), 0);
}

static void test_without(void **state)
{
    (void)state;
    assert_int_equal(in_a_process(without_tried), 0);
}

static int make_places(void **state)
{
    (void)state;
    char secret[128];
    snprintf(folder, sizeof folder, "/tmp/wardmote-sandbox-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(own, sizeof own, "%s/own", folder);
    snprintf(other, sizeof other, "%s/other", folder);
    snprintf(secret, sizeof secret, "%s/secret", other);
    return mkdir(own, 0700) || mkdir(other, 0700) || !is_open(secret, O_CREAT | O_WRONLY);
}

static int remove_places(void **state)
{
    (void)state;
    char secret[128];
    snprintf(secret, sizeof secret, "%s/secret", other);
    return unlink(secret) || rmdir(other) || rmdir(own) || rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_calls),
        cmocka_unit_test(test_without),
    };
    return cmocka_run_group_tests(tests, make_places, remove_places);
}
