// What the pages of accounts and of people show.
#pragma once

#include "web/pages.h"
#include "web/visit.h"

struct sign_in_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field email, meant, user, password, telephone, name, address;
    str next;
    bool is_demonstration;
    bool is_password;                  // its form, and not that of a link
    struct url link_url, password_url; // to the other of the two
};

struct code_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field code;
    str next;
    bool has_asked; // a code was asked for in this browser
};

struct own_code_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field reference, code;
};

struct own_find_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field email, meant;
};

struct link_page {
    struct layout layout;
    struct form_faults faults;
    str address, next; // whose link it is
    bool is_there, is_invitation, is_first;
    struct form_field name, email, password;
};

struct role_line {
    str role, where, id;
    str volunteer; // of a champion: what is noted of insurance and consent; empty of others
    struct url volunteer_url;
    bool is_pressing; // something of it is not there, or ends soon
};

// GET /admin/people/{account}/roles/{role}: what a champion needs before they go out.
struct volunteer_page {
    struct layout layout;
    struct form_faults faults;
    str name, words, seen; // seen: what is noted, as the form has seen it
    struct form_field insured, insured_until, consent, consent_until;
};

struct role_lines {
    struct role_line *at;
    size_t n, room;
};

struct session_line {
    str browser, since, seen, hash;
    bool is_this;
};

struct session_lines {
    struct session_line *at;
    size_t n, room;
};

struct account_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field name, telephone, address, language, way;
    str email;
    struct role_lines roles;
    struct links charters; // of the parties that they represent
    struct session_lines sessions;
    bool has_password, has_totp, owes_totp, is_staff, is_done, is_demonstration, is_administrator;
    bool may_restrict;        // or look at it again
    bool may_answer_requests; // of people for their data
    bool may_moderate;        // and has no list of work from which to come there
};

// One of one's own reports: how it is, the next day, what is owed for it.
struct own_line {
    str reference, summary, opened, status, due;
    str says; // of whoever reported, of how it was closed; empty for nothing
    bool is_joined, is_confirmed;
    bool is_asked;    // they may say whether it is fixed, and nobody has
    struct mark mark; // of one that is open; no words for others
    struct url url;
    struct step_lines owed; // steps that somebody owes now
};

struct own_page {
    struct layout layout;
    struct {
        struct own_line *at;
        size_t n, room;
    } reports;
    int64_t n_all;
    struct url next; // empty behind the last
};

struct security_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field current, password, code;
    bool needs_current, has_totp, has_codes;
    str secret, shown; // hidden, and as it is typed
    struct url link;
    struct str_list codes;
    struct url onward; // from the codes
};

struct account_line {
    str name, email, roles, state, seen, second;
    struct url url;
};

struct people_page {
    struct layout layout;
    struct {
        struct account_line *at;
        size_t n, room;
    } people;
    struct url next; // empty behind the last
};

struct invite_page {
    struct layout layout;
    struct form_faults faults;
    struct form_field name, email, role, body, area, service;
    str done; // whom the last went to
};

struct person_page {
    struct layout layout;
    struct form_faults faults;
    str email, state, seen, second;
    bool is_ended, is_invited, is_done;
    struct role_lines roles;
    struct form_field role, body, area, service;
};

struct demo_line {
    str post, role, where, email;
};

struct demo_page {
    struct layout layout;
    struct {
        struct demo_line *at;
        size_t n, room;
    } accounts;
    str password;
};

// "Harcaster Borough Council, Aldermoor ward, graffiti"
str role_where(struct ctx *ctx, const struct role_held *role);
str role_words(struct ctx *ctx, enum role role); // "Service officer"
result role_lines_fill(struct ctx *ctx, const struct roles_held *roles, struct role_lines *lines) MUST;
// The choices of a role that `visitor` may give.
result role_options(struct ctx *ctx, const struct visitor *visitor, struct form_field *field) MUST;
bool administers(const struct visitor *visitor); // anything at all
// ERR_LOGIN if nobody is signed in.
result somebody(struct request *request) MUST;
