#include "base/checksum.h"

#include <string.h>

static inline uint64_t mixed(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product = (unsigned __int128)(a ^ 0x9E3779B97F4A7C15u) *
        (b ^ 0xD6E8FEB86659FD93u);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// Four lanes at once, so that a block costs less than fetching it.
uint64_t checksum(const void *bytes, size_t n)
{
    const char *at = bytes;
    uint64_t lanes[4] = { n, ~(uint64_t)n, 0x243F6A8885A308D3u, 0x13198A2E03707344u }, words[8];
    size_t i = 0;
    for (; i + sizeof words <= n; i += sizeof words) {
        memcpy(words, at + i, sizeof words);
        for (size_t lane = 0; lane < 4; lane++)
            lanes[lane] = mixed(lanes[lane] ^ words[2 * lane], words[2 * lane + 1]);
    }
    memset(words, 0, sizeof words);
    if (i < n)
        memcpy(words, at + i, n - i);
    for (size_t lane = 0; lane < 4; lane++)
        lanes[lane] = mixed(lanes[lane] ^ words[2 * lane], words[2 * lane + 1]);
    return mixed(mixed(lanes[0], lanes[1]), mixed(lanes[2], lanes[3]));
}

uint64_t checksum_join(uint64_t a, uint64_t b)
{
    return mixed(a, b);
}
