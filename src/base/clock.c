#include "base/clock.h"

#include <time.h>

instant clock_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (instant){ now.tv_sec };
}
