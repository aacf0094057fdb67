// What the files of onward share: how a server is asked, and what its answer is.
#pragma once

#include "app/ledger.h"
#include "app/onward.h"

// The address of a resource, "/requests", with the form of that server, its jurisdiction and key, and a query.
str onward_url(struct ctx *ctx, const struct onward_server_row *server, str path, str query);
// Asks and reads. ERR_BUSY: to be tried again; ERR_MISSING: there is no such thing there, 404 or 410; ERR_RULE: it
// refuses, with its status and its own words, or what it answers can't be read (then is_lost: something may have been
// taken). form: POST; empty for GET.
struct onward_question {
    const struct onward_asker *asker;
    const struct onward_server_row *server;
    str path, query, form;
    struct wire_value root;
    bool is_lost;
};
result onward_ask(struct ctx *ctx, struct onward_question *question) MUST;
// The first record of a list.
const struct wire_value *onward_first(const struct wire_value *root);
// Without control characters, in UTF-8, at most so many bytes.
str onward_text(struct ctx *ctx, str given, size_t most);

// What a server says of one report, put on its case. now: the machine's. row: as it is kept; changed as it is to be.
result onward_take(struct ctx *ctx, struct db *db, const struct wire_value *record, instant now,
                   struct onward_report_row *row) MUST;
result onward_put(struct ctx *ctx, struct db *db, const struct onward_report_row *row) MUST;
