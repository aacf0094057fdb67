#include "gateway/sandbox.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>

// What `wardmote serve` asked while its tests were traced (strace -f), and what the C library asks in the place of
// those on other processors and kernels.
static const int CALLS[] = {
    // files
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(pread64), SCMP_SYS(pwrite64),
    SCMP_SYS(preadv), SCMP_SYS(pwritev), SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(close),
    SCMP_SYS(close_range), SCMP_SYS(lseek), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(ftruncate),
    SCMP_SYS(fallocate), SCMP_SYS(fadvise64), SCMP_SYS(flock), SCMP_SYS(fcntl), SCMP_SYS(dup), SCMP_SYS(dup2),
    SCMP_SYS(dup3), SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(sendfile), SCMP_SYS(stat), SCMP_SYS(lstat),
    SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(fstatat64), SCMP_SYS(statx), SCMP_SYS(statfs),
    SCMP_SYS(fstatfs), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getcwd), SCMP_SYS(getdents64), SCMP_SYS(mkdir), SCMP_SYS(mkdirat),
    SCMP_SYS(rmdir), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat),
    SCMP_SYS(renameat2), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(chmod), SCMP_SYS(fchmod),
    SCMP_SYS(fchmodat), SCMP_SYS(fchown), SCMP_SYS(umask), SCMP_SYS(utimensat), SCMP_SYS(inotify_init1),
    SCMP_SYS(inotify_add_watch), SCMP_SYS(inotify_rm_watch),
    // memory, but for what follows below
    SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise), SCMP_SYS(msync), SCMP_SYS(mincore),
    SCMP_SYS(membarrier), SCMP_SYS(mlock), SCMP_SYS(munlock),
    // the net, but for making a socket
    SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(connect),
    SCMP_SYS(socketpair), SCMP_SYS(shutdown), SCMP_SYS(getsockname), SCMP_SYS(getpeername),
    SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(sendto), SCMP_SYS(recvfrom), SCMP_SYS(sendmsg),
    SCMP_SYS(recvmsg), SCMP_SYS(sendmmsg), SCMP_SYS(recvmmsg), SCMP_SYS(poll), SCMP_SYS(ppoll),
    SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_create),
    SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait), SCMP_SYS(epoll_pwait2),
    SCMP_SYS(eventfd2), SCMP_SYS(eventfd),
    // time, chance
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom), SCMP_SYS(alarm), SCMP_SYS(setitimer),
    // threads, signals
    SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(get_robust_list), SCMP_SYS(rseq), SCMP_SYS(gettid),
    SCMP_SYS(set_tid_address), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sched_getparam),
    SCMP_SYS(sched_getscheduler), SCMP_SYS(sched_setscheduler), SCMP_SYS(sched_get_priority_max),
    SCMP_SYS(sched_get_priority_min), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigtimedwait), SCMP_SYS(rt_sigpending), SCMP_SYS(rt_sigsuspend),
    SCMP_SYS(sigaltstack), SCMP_SYS(kill), SCMP_SYS(tgkill), SCMP_SYS(restart_syscall), SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    // itself, and the process that opens a photograph
    SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
    SCMP_SYS(getegid), SCMP_SYS(getpgrp), SCMP_SYS(getrlimit), SCMP_SYS(setrlimit), SCMP_SYS(prlimit64),
    SCMP_SYS(getrusage), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(getcpu), SCMP_SYS(arch_prctl),
    SCMP_SYS(execve), SCMP_SYS(vfork), SCMP_SYS(wait4), SCMP_SYS(waitid), SCMP_SYS(seccomp)
};

// What the leak check at the end of a sanitized program asks.
static const int SANITIZER_CALLS[] = { SCMP_SYS(ptrace), SCMP_SYS(getdents), SCMP_SYS(fork),
                                       SCMP_SYS(setsid) };

// Answered as by a kernel that does not know them: what they are asked for can't be seen, and the C library then asks
// what can.
static const int UNKNOWN_CALLS[] = { SCMP_SYS(clone3), SCMP_SYS(openat2), SCMP_SYS(io_uring_setup) };

static const uint64_t NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
    CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

static bool all_add(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (seccomp_rule_add(filter, action, calls[i], 0) != 0)
            return false;
    return true;
}

static bool allow_if(scmp_filter_ctx filter, int call, struct scmp_arg_cmp is_so)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, is_so) == 0;
}

// Memory that can be written is never run, nor made to be run; no threads in a world of their own.
static bool memory_allow(scmp_filter_ctx filter)
{
    struct scmp_arg_cmp is_data = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    return allow_if(filter, SCMP_SYS(mmap), is_data) && allow_if(filter, SCMP_SYS(mprotect), is_data) &&
        allow_if(filter, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_WRITE, 0)) &&
        allow_if(filter, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, NAMESPACES, 0));
}

// This machine, IPv4, IPv6, and which addresses this machine has, which looking up a name asks.
static bool sockets_allow(scmp_filter_ctx filter)
{
    return allow_if(filter, SCMP_SYS(socket), SCMP_A0(SCMP_CMP_EQ, AF_UNIX)) &&
        allow_if(filter, SCMP_SYS(socket), SCMP_A0(SCMP_CMP_EQ, AF_INET)) &&
        allow_if(filter, SCMP_SYS(socket), SCMP_A0(SCMP_CMP_EQ, AF_INET6)) &&
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2, SCMP_A0(SCMP_CMP_EQ, AF_NETLINK),
                         SCMP_A2(SCMP_CMP_EQ, NETLINK_ROUTE)) == 0;
}

static bool questions_allow(scmp_filter_ctx filter)
{
    static const int PRCTLS[] = { PR_SET_NAME,     PR_GET_NAME,    PR_SET_NO_NEW_PRIVS, PR_SET_DUMPABLE,
                                  PR_GET_DUMPABLE, PR_SET_SECCOMP, PR_GET_SECCOMP };
    static const unsigned IOCTLS[] = { FIONREAD, FIONBIO, TCGETS, TIOCGWINSZ };
    bool is_done = true;
    for (size_t i = 0; i < sizeof PRCTLS / sizeof *PRCTLS; i++)
        is_done = is_done && allow_if(filter, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)PRCTLS[i]));
    for (size_t i = 0; i < sizeof IOCTLS / sizeof *IOCTLS; i++)
        is_done = is_done && allow_if(filter, SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, IOCTLS[i]));
    return is_done && (!IS_SANITIZED || seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 0) == 0);
}

result sandbox_calls(struct ctx *ctx)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int code = filter ? 0 : ENOMEM;
    if (filter &&
        (!all_add(filter, SCMP_ACT_ALLOW, CALLS, sizeof CALLS / sizeof *CALLS) ||
         !all_add(filter, SCMP_ACT_ERRNO(ENOSYS), UNKNOWN_CALLS,
                  sizeof UNKNOWN_CALLS / sizeof *UNKNOWN_CALLS) ||
         (IS_SANITIZED &&
          !all_add(filter, SCMP_ACT_ALLOW, SANITIZER_CALLS,
                   sizeof SANITIZER_CALLS / sizeof *SANITIZER_CALLS)) ||
         !memory_allow(filter) || !sockets_allow(filter) || !questions_allow(filter)))
        code = EINVAL;
    if (!code)
        code = -seccomp_load(filter);
    seccomp_release(filter);
    return code ? fail(ctx, ERR_INTERNAL, "seccomp refuses: %s", strerror(code)) : OK;
}
