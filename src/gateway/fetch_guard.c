#include "gateway/fetch_guard.h"

#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

enum { V4_BYTES = 4, V6_BYTES = 16 };

struct range {
    uint8_t bytes[V6_BYTES];
    int bits;
};

static const struct range V4[] = {
    { { 0 }, 8 },         { { 10 }, 8 },       { { 100, 64 }, 10 },      { { 127 }, 8 },
    { { 169, 254 }, 16 }, { { 172, 16 }, 12 }, { { 192, 0, 0 }, 24 },    { { 192, 0, 2 }, 24 },
    { { 192, 168 }, 16 }, { { 198, 18 }, 15 }, { { 198, 51, 100 }, 24 }, { { 203, 0, 113 }, 24 },
    { { 224 }, 3 }, // multicast and what is kept back
};

static const struct range V6[] = {
    { { 0 }, 96 }, // unspecified, loopback, and the oldest form of an address of IPv4
    { { 0x01, 0x00 }, 64 },
    { { 0x20, 0x01, 0x00, 0x00 }, 23 },
    { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },
    { { 0x5f }, 8 },
    { { 0xfc }, 7 },
    { { 0xfe, 0x80 }, 10 },
    { { 0xfe, 0xc0 }, 10 },
    { { 0xff }, 8 },
};

// Prefixes behind which an address of IPv4 stands (mapped, translated, 6to4), and at which byte.
static const struct {
    struct range prefix;
    int at;
} WITHIN[] = {
    { { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96 }, 12 },
    { { { 0x00, 0x64, 0xff, 0x9b }, 96 }, 12 },
    { { { 0x20, 0x02 }, 16 }, 2 },
};

static bool is_in(const uint8_t *address, const struct range *range)
{
    int whole = range->bits / 8, rest = range->bits % 8;
    int mask = rest ? 0xff << (8 - rest) & 0xff : 0;
    return memcmp(address, range->bytes, (size_t)whole) == 0 &&
        (!rest || (address[whole] & mask) == (range->bytes[whole] & mask));
}

static bool v4_is_public(const uint8_t *address)
{
    for (size_t i = 0; i < sizeof V4 / sizeof *V4; i++)
        if (is_in(address, &V4[i]))
            return false;
    return true;
}

static bool v6_is_public(const uint8_t *address)
{
    for (size_t i = 0; i < sizeof WITHIN / sizeof *WITHIN; i++)
        if (is_in(address, &WITHIN[i].prefix))
            return v4_is_public(address + WITHIN[i].at);
    for (size_t i = 0; i < sizeof V6 / sizeof *V6; i++)
        if (is_in(address, &V6[i]))
            return false;
    return true;
}

bool address_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        return v4_is_public((const uint8_t *)&v4.sin_addr);
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        return v6_is_public(v6.sin6_addr.s6_addr);
    }
    return false;
}
