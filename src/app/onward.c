#include "app/onward_internal.h"

#include "app/outbox.h"
#include "app/work.h"
#include "base/utf8.h"
#include "document/value.h"

enum { TEXT_MAX = 16 << 10 };

static result code_read(struct ctx *ctx, struct db *db, const struct onward_service_by_name_in *asked,
                        struct onward_way *way)
{
    struct onward_service_by_name_out row;
    bool is_found;
    result e = query_onward_service_by_name(ctx, db, asked, &row, &is_found);
    way->code = !e && is_found ? row.code : (str){ 0 };
    return e;
}

result onward_way_find(struct ctx *ctx, struct db *db, const struct onward_service_by_name_in *asked,
                       bool is_silent, struct onward_way *way)
{
    struct onward_service_by_name_in plain = *asked;
    str rest = asked->service;
    bool is_found = false;
    *way = (struct onward_way){ .is_there = false };
    plain.service = str_trim(str_cut(&rest, '/'));
    result e = code_read(ctx, db, asked, way);
    if (!e && !way->code.n && !is_silent && plain.service.n < asked->service.n)
        e = code_read(ctx, db, &plain, way);
    if (!e && way->code.n)
        e = query_onward_server_by_body(ctx, db,
                                        &(struct onward_server_by_body_in){ asked->community, asked->body },
                                        &way->server, &is_found);
    way->is_there = !e && is_found;
    return e;
}

bool onward_is_silent(const struct directory *directory, str service)
{
    struct service asked = { .sub = service };
    asked.name = str_trim(str_cut(&asked.sub, '/'));
    asked.sub = str_trim(asked.sub);
    return private_services_have(&directory->never_public, &asked);
}

static result put_out(const struct desk *desk, const struct onward_report_insert_in *row)
{
    result e = query_onward_report_insert(desk->ctx, desk->db, row);
    return e ? e
             : outbox_tell_one(desk->ctx, desk->db,
                               &(struct telling_one){ .person_id = ID_NONE,
                                                      .way = WAY_OPEN311,
                                                      .message = MESSAGE_OPEN311,
                                                      .fact_id = row->fact_id,
                                                      .once = row->mark,
                                                      .at = desk->recorded });
}

// What it is found by there: its reference, and of a second one its number.
static result mark_of(const struct desk *desk, str reference, str *mark)
{
    struct onward_report_row_list rows;
    result e = query_onward_report_of_case(
        desk->ctx, desk->db, &(struct onward_report_of_case_in){ COMMUNITY_FIRST, desk->case_id }, &rows);
    *mark = e || !rows.n ? reference
                         : str_format(desk->ctx->arena, "%.*s/%zu", STR_ARGS(reference), rows.n + 1);
    return e;
}

result onward_begin(const struct desk *desk, struct onward_new *n)
{
    struct onward_service_by_name_in asked = { COMMUNITY_FIRST, n->body, n->row->service };
    struct onward_way way;
    str mark;
    result e = onward_way_find(desk->ctx, desk->db, &asked, n->is_silent, &way);
    n->is_begun = !e && way.is_there;
    if (e || !way.is_there)
        return e;
    e = mark_of(desk, n->row->reference, &mark);
    return e ? e
             : put_out(desk,
                       &(struct onward_report_insert_in){ COMMUNITY_FIRST, desk->case_id, n->fact_id, n->body,
                                                          way.code, mark, ONWARD_WAITING });
}

result onward_last(struct ctx *ctx, struct db *db, int64_t case_id, struct onward_report_row *row)
{
    struct onward_report_row_list rows;
    result e = query_onward_report_of_case(
        ctx, db, &(struct onward_report_of_case_in){ COMMUNITY_FIRST, case_id }, &rows);
    *row = !e && rows.n ? rows.at[rows.n - 1] : (struct onward_report_row){ .id = ID_NONE };
    return e;
}

result onward_dispute(const struct desk *desk, int64_t fact_id)
{
    struct onward_report_row last;
    str mark;
    result e = onward_last(desk->ctx, desk->db, desk->case_id, &last);
    bool is_there = !e && last.id != ID_NONE && last.reference.n && str_same_name(last.body, desk->work.body);
    if (e || !is_there)
        return e;
    e = mark_of(desk, desk->row.reference, &mark);
    return e ? e
             : put_out(desk,
                       &(struct onward_report_insert_in){ COMMUNITY_FIRST, desk->case_id, fact_id, last.body,
                                                          last.code, mark, ONWARD_WAITING });
}

str onward_words(struct ctx *ctx, const struct onward_report_row *row)
{
    if (row->id == ID_NONE)
        return (str){ 0 };
    if (row->reference.n)
        return str_format(ctx->arena, "The system of %.*s has it as %.*s.", STR_ARGS(row->body),
                          STR_ARGS(row->reference));
    if (str_equal(row->state, ONWARD_NOT_SENT))
        return str_format(ctx->arena, "It could not be sent to the system of %.*s.", STR_ARGS(row->body));
    if (str_equal(row->state, ONWARD_OVER))
        return (str){ 0 };
    return str_format(ctx->arena, "It is on its way to the system of %.*s.", STR_ARGS(row->body));
}

result onward_offers_read(struct ctx *ctx, str services, struct onward_offers *offers)
{
    *offers = (struct onward_offers){ .n = 0 };
    for (str rest = services; rest.n;) {
        str line = str_cut(&rest, '\n'), code = str_cut(&line, '\t'), name = str_cut(&line, '\t');
        struct onward_offer *slot = code.n ? LIST_PUSH(ctx->arena, offers) : NULL;
        if (code.n && !slot)
            return arena_fail(ctx);
        if (slot)
            *slot = (struct onward_offer){ code, name, str_equal(line, STR("yes")) };
    }
    return OK;
}

str onward_address_problem(str address)
{
    bool is_web = str_starts(address, STR("https://")) || str_starts(address, STR("http://"));
    if (!is_web || address.n > ONWARD_ADDRESS_MAX)
        return STR("Write the whole address, such as https://example.org/open311/v2");
    for (size_t i = 0; i < address.n; i++)
        if ((unsigned char)address.at[i] <= ' ' || str_has(STR("?#@\\"), address.at[i]))
            return STR("Write the address alone: no name, password, question mark or space in it.");
    return (str){ 0 };
}

str onward_text(struct ctx *ctx, str given, size_t most)
{
    struct buffer out = buffer_open(TEXT_MAX);
    str rest = str_trim(given);
    while (rest.n) {
        str letter = str_slice(rest, 0, utf8_step(rest));
        bool is_kept = utf8_invalid_at(letter) == letter.n &&
            ((unsigned char)letter.at[0] >= ' ' || letter.at[0] == '\n');
        if (out.n + letter.n > most)
            break;
        buffer_add(&out, is_kept ? letter : STR(" "));
        rest = str_from_byte(rest, letter.n);
    }
    str text = str_copy(ctx->arena, str_trim(buffer_str(&out)));
    buffer_done(ctx->arena, &out);
    return text;
}
