// A serving process shut in by the kernel: what it may open (Landlock) and what it may ask (seccomp). Whatever it
// starts is shut in likewise, and none of it can be undone. Called before there are other threads, which then are in
// it too.
//
// What lies in no place that is named can't be opened, nor made or removed; that something is there, how large and
// whose it is may still be seen. Sockets are not files.
#pragma once

#include "base/result.h"

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
enum { IS_SANITIZED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif
#else
enum { IS_SANITIZED = 0 };
#endif

enum sandbox_right {
    SANDBOX_READ,
    SANDBOX_WRITE,  // what is in it may also be made, changed, renamed and removed
    SANDBOX_PROGRAM // may be read, and started
};

// A folder with all in it, or a file.
struct sandbox_place {
    const char *path; // one that is not there is passed over
    enum sandbox_right right;
};

// ERR_MISSING if this kernel has no Landlock, ERR_INTERNAL if it refuses. no_new_privs is set in any case.
result sandbox_files(struct ctx *ctx, const struct sandbox_place *places, size_t n) MUST;
// From here on a call that a server does not need fails with EPERM (clone3 and openat2, for which the C library has
// others, with ENOSYS). ERR_INTERNAL if the kernel refuses.
result sandbox_calls(struct ctx *ctx) MUST;
