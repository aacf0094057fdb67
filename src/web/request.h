// A request as pages see it and the answer they fill in. Nothing here knows how either travels.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "base/date.h"
#include "web/html.h"

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OTHER };

struct board;
struct db;
struct site;

struct name_value {
    str name, value;
};

struct visitor; // app/account.h

// A file somebody sent with a form.
struct upload {
    str field, name, type; // type: what the sender calls it, which says nothing
    str bytes;
};

enum {
    REQUEST_FORM_MAX = 256, // fields of a form
    REQUEST_UPLOADS_MAX = 8,
    RESPONSE_COOKIES_MAX = 5,
    REQUEST_PATH_MAX = 8192,
    REQUEST_FIELDS_MAX = 64, // of the query
    REQUEST_PARAMETERS_MAX = 8,
    RESPONSE_BYTES_MAX = 16 << 20
};

struct request {
    struct ctx *ctx;
    enum method method;
    str path;  // as it came, without the query; still encoded
    str query; // likewise
    bool accepts_gzip;
    str if_none_match;
    str cookies, host, origin, referer, fetch_site; // headers
    str id;                                         // of this request, in the log and on the page of an error
    str authorization;                              // likewise a header
    str user_agent;                                 // what the browser calls itself
    str address;            // of whoever asks: for limits, never kept or logged as it is
    bool is_https;          // as far as the proxy before it says
    str content_type, body; // of a POST
    instant now;
    // Set by route_run.
    str segments[REQUEST_PARAMETERS_MAX * 2]; // of the path, decoded
    size_t n_segments;
    enum page_format format;
    struct name_value parameters[REQUEST_PARAMETERS_MAX]; // {charter} of the route's pattern
    const char *pattern; // of the route, "/charters/{charter}"; NULL for none
    size_t n_parameters;
    struct name_value fields[REQUEST_FIELDS_MAX]; // of the query, decoded
    size_t n_fields;
    bool is_head;
    // Of a POST, set by form_read (web/form.h): text, with LF and nothing around it.
    struct name_value form[REQUEST_FORM_MAX];
    size_t n_form;
    bool is_restored; // of a page that is asked for: the form was typed before a session ended (web/kept.h)
    struct upload uploads[REQUEST_UPLOADS_MAX];
    size_t n_uploads;
    // Set by site_enter: a read-only transaction and the board of that very state; NULL if the store can't be read.
    struct db *db;
    struct board *board;           // shared: only to read
    struct site *site;             // to ask whether it is ready; NULL where no store is needed
    int64_t written;               // how often pages of this site had written when it came
    bool is_at_store;              // it reads the store itself, and no replica
    const struct visitor *visitor; // who is signed in; NULL for nobody
};

struct response {
    int status;
    str type;     // media type
    str location; // of a redirect
    str cookies[RESPONSE_COOKIES_MAX];
    size_t n_cookies;
    str file_name;     // to save it as; empty: to show
    str allow;         // methods, of a 405
    int64_t retry_after; // seconds, of a 429
    bool is_immutable; // may be kept for ever: its path changes with its content
    bool is_of_one;    // but only by whoever asked, by no cache between
    bool is_unkept;    // true only now: no cache may keep it, and it has no tag
    str etag;          // with its quotes; empty for what is not kept
    bool asks_place;   // its script may ask the device where it is
    str tiles_from;    // a host its map may fetch pictures from; empty for none
    bool is_gzip;      // the body is compressed already
    size_t n_unsent;   // of a 304: how long the page is that is not sent
    struct buffer body;
    str whole; // in place of the body: bytes that stay as they are while the request lives
};

str request_parameter(const struct request *request, const char *name); // empty if there is none
str request_field(const struct request *request, const char *name);     // likewise

// Percent-encoding undone once; false for a code that is none.
bool bytes_decode(struct arena *arena, str encoded, bool is_query, str *decoded);
// The same, of text. False for a code that is none, for control characters and for bytes that are no UTF-8.
// A '+' is a space in a query only.
bool text_decode(struct arena *arena, str encoded, bool is_query, str *decoded);
// A segment of a path, as html_url_segment writes it. It may hold a slash: it is compared, and never names a file.
// False for "." and ".." too.
bool segment_decode(struct arena *arena, str encoded, str *decoded);

// Path and query of what stands in the first line of a request: "/a?b", or "http://host/a?b".
void request_target(struct request *request, str target);
// The path into segments and its suffix (.json, .csv, .atom), the query into fields. False if either can't be read.
bool request_read(struct request *request);
// After request_read: takes the suffix for a part of the name. False if there was none.
bool request_read_whole(struct request *request);
