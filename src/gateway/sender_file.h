// What senders need and others must not read: whose name stands on mail, how to sign in at the mail server, with what
// webhooks are signed. A file of lines "Name: value" that only its owner may read.
//
//     From: Harcaster Borough Council <reports@harcaster.example>
//     Bounces: bounces@harcaster.example
//     User: wardmote
//     Password: ...
//     TLS: required
//     Certificates: /etc/ssl/own.pem
//     Sign: a long random text
#pragma once

#include "base/arena.h"

struct sender_file {
    str from_name, from; // what mail comes from
    str bounces; // where mail that can't be delivered comes back: KEY is put before its @; usually `from`
    const char *user; // each ends with NUL; NULL for none
    const char *password;
    const char *certificates; // whom to trust; NULL: the system's
    bool is_plain;            // TLS: none
    str sign;                 // empty: webhooks are not signed
};

// path NULL: nothing is set. ERR_INPUT names the line, ERR_STORE if others may read it.
result sender_file_read(struct ctx *ctx, const char *path, struct sender_file *file) MUST;
