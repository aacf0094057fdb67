// An e-mail as it travels (RFC 5322, 2045 to 2047): plain text, and the same as HTML beside it.
//
// Whatever stands in a header comes from people, so that control characters become spaces there and an address that
// could end a line or name a second recipient is refused. Lines are at most 76 characters, bytes are ASCII only.
#pragma once

#include "base/date.h"

struct mail {
    str from_name, from; // address
    str to_name, to;
    str subject, text, html; // UTF-8; html may be empty
    str id;                  // before the @ of the Message-ID: letters, digits, '.', '-'
    str thread;              // likewise, of what the mails of one matter refer to; empty for none
    str domain;              // behind that @
    str language;            // "en"; "cy, en"
    str unsubscribe;         // an https address that ends it by a POST (RFC 8058); empty for none
    instant sent;
};

// local@domain of ASCII, at most 254 bytes, nothing quoted, no space, no angle bracket, no comma.
bool mail_address_is_fine(str address);

// ERR_INPUT if an address is no address, or a text is not UTF-8; ERR_LIMIT if the buffer is too small.
result mail_write(struct ctx *ctx, const struct mail *mail, struct buffer *out) MUST;

// Quoted-printable, with CRLF behind every line.
void mail_quoted_printable(struct buffer *out, str text);
// What stands behind "Name: ": as it is where that can be, else in encoded words (RFC 2047); folded, without line end.
// `column`: of its first character.
void mail_header_text(struct buffer *out, str text, size_t column);
