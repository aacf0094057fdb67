#include "app/message.h"

#include "app/ledger.h"
#include "app/visibility.h"

enum { BODY_MAX = 64 << 10 };

static const struct {
    str message, lead;
} LEADS[] = {
    { STR_INIT("explained"), STR_INIT("it is late. The reason, and what happens now:") },
    { STR_INIT("moved"), STR_INIT("the day by which it is to be done has changed:") },
};

static str lead_of(str message)
{
    for (size_t i = 0; i < sizeof LEADS / sizeof *LEADS; i++)
        if (str_equal(LEADS[i].message, message))
            return LEADS[i].lead;
    return STR("there is something new:");
}

static str body_make(struct ctx *ctx, const struct message *m, str what, str words)
{
    struct buffer out = buffer_open(BODY_MAX);
    buffer_print(&out, "Dear %.*s,\n\n", STR_ARGS(m->name.n ? m->name : STR("neighbour")));
    if (words.n)
        buffer_print(&out, "About your report %.*s: %.*s\n\n%.*s\n", STR_ARGS(m->reference),
                     STR_ARGS(lead_of(what)), STR_ARGS(words));
    else
        buffer_print(
            &out,
            "There is news about your report %.*s. Ask the service that it went to; have this number ready.\n",
            STR_ARGS(m->reference));
    str body = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return body;
}

static result words_read(struct ctx *ctx, struct db *db, const struct outbox_row *row, struct message *m,
                         bool *is_there)
{
    struct held_row fact;
    struct case_row c;
    result e = query_held_by_id(ctx, db, &(struct held_by_id_in){ COMMUNITY_FIRST, row->fact_id }, &fact,
                                is_there);
    if (e || !*is_there)
        return e;
    e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, fact.case_id }, &c, is_there);
    if (e || !*is_there)
        return e;
    m->reference = c.reference;
    m->subject = str_format(ctx->arena, "About your report %.*s", STR_ARGS(c.reference));
    m->body = body_make(ctx, m, row->message,
                        is_seen_by_all(case_words_of((enum visibility)c.visibility)) ? fact.words
                                                                                     : (str){ 0 });
    return OK;
}

result message_make(struct ctx *ctx, struct db *db, const struct outbox_row *row, struct message *m,
                    bool *is_there)
{
    struct person_row p = { .id = ID_NONE };
    result e = OK;
    *m = (struct message){ .id = row->id, .key = row->key, .way = row->way };
    *is_there = true;
    if (row->to_person != ID_NONE)
        e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, row->to_person }, &p,
                               is_there);
    if (e || !*is_there)
        return e;
    m->name = p.name;
    m->email = p.email;
    m->telephone = p.telephone;
    m->address = p.address;
    m->language = p.language;
    return words_read(ctx, db, row, m, is_there);
}
