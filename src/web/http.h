// HTTP over libmicrohttpd: its loops never block. A complete request is handed to a worker through a bounded queue, its
// connection suspended until the answer is ready. The only file that knows the library is http.c.
//
// A connection has a time for each thing it does (connections.h), and a request whose headers can be read in two ways
// is refused (framing.h). A program that is told to stop answers what is under way, each answer the last on its
// connection. Every answer carries the security headers of docs/architecture.md. What is large and compressible goes
// out as gzip to those who take it. Logs hold no address and no query.
#pragma once

#include "web/route.h"

struct http_options {
    str listen; // "127.0.0.1:8080", "[::1]:8080"; port 0 takes a free one
    int workers;
    int connections_per_address; // at once; 0 for any number
    bool logs;                   // a line for each request, on standard error
    struct meter *meter;         // counts the answers (meter.h); NULL for none
};

struct http;

// ERR_INPUT if the address can't be read, ERR_STORE if it can't be listened at.
result http_start(struct ctx *ctx, const struct http_options *options, const struct site_routes *routes,
                  struct site *site, struct http **http) MUST;
int http_port(const struct http *http);
void http_stop(struct http *http); // takes no more, finishes what runs
