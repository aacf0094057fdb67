// Who is connected, and how long each may take. Knows sockets and the clock, not what travels over them.
//
// A connection that asks (the headers of its request are not there yet, or none has begun) is shut down when its time
// is up, when its other end has left, or sooner where places get scarce; one that brings the body of its request when
// its time is up or its other end has left; one that is answered only when its time is up. A thread looks twice a
// second. Shutting a socket down wakes whoever waits on it, and closing it stays with them.
#pragma once

#include "base/result.h"

#include <stdatomic.h>

struct connections;

struct connection {
    int socket;
    bool is_used;
    _Atomic int64_t due;          // milliseconds of the monotonic clock
    _Atomic int64_t asking_since; // likewise; 0 while it brings or is answered
    _Atomic bool is_bringing;
    int64_t left_since; // when it was first seen that the other end has left; 0: it has not. The thread's own
    void *request;      // whoever is at work on it keeps its own here; NULL for none
};

// The most connections there may be at once: `wanted`, or as many as descriptors are left with some to spare, after the
// limit of the process has been raised as far as it goes. 0 if there are too few for any.
size_t connections_room(size_t wanted);

// most: how many there can be. In ctx's arena, with the thread that looks after them.
result connections_open(struct ctx *ctx, size_t most, struct connections **connections) MUST;
void connections_close(struct connections *connections); // when all are removed

struct connection *connection_add(struct connections *connections,
                                  int socket); // asks; NULL if there is no place
// Before the socket is closed, whose number may be another's afterwards.
void connection_remove(struct connections *connections, struct connection *connection);
void connection_asks(struct connection *connection, int seconds);   // for the next request
void connection_hurry(struct connection *connection, int seconds);  // asks on, but no longer than that
void connection_brings(struct connection *connection, int seconds); // a body
void connection_is_answered(struct connection *connection, int seconds);
