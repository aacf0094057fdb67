#include "gateway/image_internal.h"
#include "gateway/sandbox.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <seccomp.h>

enum { MEMORY_MAX = 256 << 20, STACK_MAX = 8 << 20, CPU_SECONDS = 10, WALL_SECONDS = 30 };

static bool limit(int resource, rlim_t most)
{
    return setrlimit((__rlimit_resource_t)resource, &(struct rlimit){ most, most }) == 0;
}

// The sanitizer maps terabytes to begin with: only what is built without it can be held to its memory.
static bool limits_set(void)
{
    alarm(WALL_SECONDS); // nothing that is allowed below can take it back
    return (IS_SANITIZED || limit(RLIMIT_AS, MEMORY_MAX)) && limit(RLIMIT_STACK, STACK_MAX) &&
        limit(RLIMIT_CPU, CPU_SECONDS) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
        limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, 0) && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

static bool allow(scmp_filter_ctx filter, int call)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) == 0;
}

static bool allow_on(scmp_filter_ctx filter, int call, int fd)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)fd)) == 0;
}

// Memory that belongs to no file and can't be run.
static bool allow_memory(scmp_filter_ctx filter)
{
    struct scmp_arg_cmp is_data = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    struct scmp_arg_cmp is_of_no_file = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS);
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, is_data, is_of_no_file) == 0 &&
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, is_data) == 0 &&
        allow(filter, SCMP_SYS(munmap)) && allow(filter, SCMP_SYS(mremap)) && allow(filter, SCMP_SYS(brk)) &&
        allow(filter, SCMP_SYS(madvise));
}

// What it asks before a function that does not return, and to say what it found.
static bool allow_sanitizer(scmp_filter_ctx filter)
{
    return allow(filter, SCMP_SYS(sigaltstack)) && allow_on(filter, SCMP_SYS(write), STDERR_FILENO);
}

// Whatever is not named here ends the process, as a fault does.
static bool calls_limit(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool is_done = filter && allow_on(filter, SCMP_SYS(read), STDIN_FILENO) &&
        allow_on(filter, SCMP_SYS(write), STDOUT_FILENO) && allow(filter, SCMP_SYS(exit)) &&
        allow(filter, SCMP_SYS(exit_group)) && allow_memory(filter) &&
        (!IS_SANITIZED || allow_sanitizer(filter)) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return is_done;
}

result image_sandbox(struct ctx *ctx)
{
    if (close_range(STDERR_FILENO + 1, ~0u, 0) != 0 || !limits_set() || !calls_limit())
        return fail(ctx, ERR_INTERNAL, "the image child can't be shut in: %s", strerror(errno));
    return OK;
}
