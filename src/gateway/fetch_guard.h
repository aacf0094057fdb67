// Where a server may be that somebody named on a page: whoever administers the site could else make it ask the machines
// beside it, which answer only those they know.
#pragma once

#include <stdbool.h>
#include <sys/socket.h>

// Whether the address is one of the internet: no loopback, private, link-local, shared, multicast or reserved one, also
// where it stands within one of IPv6 (RFC 6890 and its registries).
bool address_is_public(const struct sockaddr *address);
