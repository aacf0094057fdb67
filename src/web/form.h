// What somebody sent with a form: its fields and files, as pages see them, and the fields of a form as views show them.
#pragma once

#include "web/html.h"
#include "web/request.h"

// Reads the body of a POST into request->form and request->uploads: application/x-www-form-urlencoded (WHATWG URL) or
// multipart/form-data (RFC 7578). False for another type, for a body that ends early or has bytes between its parts,
// for too many fields, and for text that is no UTF-8 or holds control characters. Line ends become LF; what stands
// around a value is cut off. Files point into the body.
bool form_read(struct request *request);

// A text as form_read keeps it, for what came as a file. False if it is none.
bool text_settle(struct arena *arena, str raw, str *text);

// Whether the browser says that the form came from a page of ours: Sec-Fetch-Site, else Origin, else Referer. A request
// that says nothing of all three was made by no browser that could be misled into making it, or by one that hides it:
// it is refused too.
bool origin_is_ours(const struct request *request);

str request_form(const struct request *request,
                 const char *name); // the first of that name; empty if there is none
bool request_forms_have(const struct request *request, const char *name,
                        str value); // of several boxes of one name
const struct upload *request_upload(const struct request *request, const char *name,
                                    size_t i); // NULL past the last

// See other: what follows on a form that was taken (303), so that going back or again sends nothing twice.
void response_see(struct request *request, struct response *response, struct url url);
// max_age: in seconds; 0 for as long as the browser runs, below that to forget it. Behind https the name is kept with
// "__Host-" before it, and sent back over https only.
void response_cookie(struct request *request, struct response *response, const char *name, str value,
                     int64_t max_age);
str request_cookie(const struct request *request, const char *name); // empty if there is none

// One question of a form. What was typed stands in `value` again when something is wrong.
struct form_option {
    str value, label, hint;
    bool is_chosen;
};

struct form_options {
    struct form_option *at;
    size_t n, room;
};

// Those of one kind in a list, after all that are of none.
struct form_group {
    str label;
    struct form_options options;
};

struct form_field {
    const char *name; // and the id of its first control
    str label, hint, value, error;
    const char *type, *autocomplete, *inputmode; // of a line; NULL: text, none, none
    int width;                                   // in characters: 2, 3, 4, 5, 10, 20; 0 for the whole line
    int rows;                                    // of an area
    bool is_heading;                             // its label is the heading of the page
    bool is_optional;                            // said behind the label
    bool is_focused;                             // of an area: where whoever comes to the page goes on
    struct form_options options;
    struct {
        struct form_group *at;
        size_t n, room;
    } groups; // of a list
};

struct form_field form_field(const struct request *request, const char *name,
                             str label); // with what was sent
result form_option_add(struct ctx *ctx, struct form_field *field, str value, str label) MUST;
// Into the last group.
result form_grouped_add(struct ctx *ctx, struct form_field *field, str value, str label) MUST;

// What is wrong, one line for each field, to stand above the form with a link to it.
struct form_fault {
    str text;
    const char *name;
};

struct form_faults {
    struct form_fault *at;
    size_t n, room;
};

// Says what is wrong with a field and what to do, once.
result form_fault(struct ctx *ctx, struct form_faults *faults, struct form_field *field, str text) MUST;
