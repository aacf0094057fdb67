// Which addresses a server that somebody named on a page may have.
#include "gateway/fetch_guard.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_public(const char *address)
{
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
    if (inet_pton(AF_INET, address, &v4.sin_addr) == 1)
        return address_is_public((const struct sockaddr *)&v4);
    assert_int_equal(inet_pton(AF_INET6, address, &v6.sin6_addr), 1);
    return address_is_public((const struct sockaddr *)&v6);
}

static void test_public(void **state)
{
    static const char *const addresses[] = { "8.8.8.8",        "9.255.255.255",   "11.0.0.0",
                                             "100.63.255.255", "100.128.0.0",     "172.15.255.255",
                                             "172.32.0.0",     "192.167.255.255", "192.169.0.0",
                                             "198.17.255.255", "198.20.0.0",      "223.255.255.255",
                                             "2a00:1450::1",   "2606:4700::1",    "::ffff:8.8.8.8",
                                             "2002:808:808::" };
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        if (!is_public(addresses[i]))
            fail_msg("%s is one of the internet", addresses[i]);
}

static void test_private(void **state)
{
    static const char *const addresses[] = { "0.0.0.0",
                                             "0.1.2.3",
                                             "10.0.0.1",
                                             "10.255.255.255",
                                             "100.64.0.1",
                                             "127.0.0.1",
                                             "127.9.9.9",
                                             "169.254.169.254",
                                             "172.16.0.1",
                                             "172.31.255.255",
                                             "192.0.0.1",
                                             "192.168.1.1",
                                             "198.18.0.1",
                                             "198.19.255.255",
                                             "203.0.113.7",
                                             "224.0.0.1",
                                             "240.0.0.1",
                                             "255.255.255.255",
                                             "::",
                                             "::1",
                                             "::7f00:1",
                                             "fc00::1",
                                             "fdff::1",
                                             "fe80::1",
                                             "febf::1",
                                             "ff02::1",
                                             "2001:db8::1",
                                             "100::1",
                                             "::ffff:127.0.0.1",
                                             "::ffff:10.0.0.1",
                                             "64:ff9b::7f00:1",
                                             "2002:7f00:1::",
                                             "2002:a00:1::" };
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        if (is_public(addresses[i]))
            fail_msg("%s is not one of the internet", addresses[i]);
}

static void test_other_families(void **state)
{
    const struct sockaddr_storage local = { .ss_family = AF_UNIX };
    (void)state;
    assert_false(address_is_public((const struct sockaddr *)&local));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_public), cmocka_unit_test(test_private),
                                        cmocka_unit_test(test_other_families) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
