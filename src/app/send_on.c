#include "app/send_on.h"

#include "app/directory.h"
#include "app/handover.h"
#include "app/outbox.h"

enum { DETAIL_MAX = 64 << 10 };

// A value of several lines goes on behind a tab.
static void value_write(struct buffer *out, const char *name, str value)
{
    if (!value.n)
        return;
    buffer_print(out, "%s: ", name);
    for (size_t i = 0; i < value.n; i++) {
        buffer_byte(out, value.at[i]);
        if (value.at[i] == '\n')
            buffer_byte(out, '\t');
    }
    buffer_byte(out, '\n');
}

static bool is_private(const struct directory *directory, str service)
{
    struct service asked = { .sub = service };
    asked.name = str_trim(str_cut(&asked.sub, '/'));
    asked.sub = str_trim(asked.sub);
    return private_services_have(&directory->never_public, &asked);
}

static str where(struct ctx *ctx, const struct private_by_fact_out *part)
{
    if (!part->latitude.n)
        return part->place;
    return str_format(ctx->arena, "%.*s%s%.*s, %.*s", STR_ARGS(part->place), part->place.n ? ", at " : "",
                      STR_ARGS(part->latitude), STR_ARGS(part->longitude));
}

static result detail_make(const struct desk *desk, const struct directory *directory, const struct body *body,
                          str *detail)
{
    struct ctx *ctx = desk->ctx;
    struct private_by_fact_out part = { .words = { 0 } };
    struct case_row row;
    bool is_found;
    result e = query_case_by_id(ctx, desk->db, &(struct case_by_id_in){ COMMUNITY_FIRST, desk->case_id },
                                &row, &is_found);
    if (!e)
        e = query_private_by_fact(
            ctx, desk->db, &(struct private_by_fact_in){ COMMUNITY_FIRST, desk->case_id }, &part, &is_found);
    if (e)
        return e;
    bool is_silent = is_private(directory, row.service);
    struct buffer out = buffer_open(DETAIL_MAX);
    value_write(&out, "to", body->email);
    value_write(&out, "name", body->name);
    value_write(&out, "reference", row.reference);
    value_write(&out, "what", is_silent ? (str){ 0 } : row.service);
    value_write(&out, "words", is_silent ? (str){ 0 } : part.words);
    value_write(&out, "place", is_silent ? (str){ 0 } : where(ctx, &part));
    e = buffer_check(ctx, &out);
    *detail = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return e;
}

static result body_write_to(const struct desk *desk, const struct directory *directory,
                            const struct body *body, int64_t fact_id)
{
    struct telling_one telling = { .person_id = ID_NONE,
                                   .way = STR("email"),
                                   .message = STR("sent-on"),
                                   .once = str_format(desk->ctx->arena, "sent on %lld", (long long)fact_id),
                                   .at = desk->recorded };
    result e = detail_make(desk, directory, body, &telling.detail);
    return e ? e : outbox_tell_one(desk->ctx, desk->db, &telling);
}

result case_send_on(const struct desk *desk, int64_t after)
{
    struct fact_row_list facts;
    struct directory directory;
    result e = query_fact_of_case(desk->ctx, desk->db,
                                  &(struct fact_of_case_in){ COMMUNITY_FIRST, desk->case_id }, &facts);
    bool is_read = false;
    for (size_t i = 0; !e && i < facts.n; i++) {
        const struct fact_row *f = &facts.at[i];
        if (f->id <= after || f->kind != FACT_RECEIVED_BY || !str_equal(f->value, FACT_VALUE_SENT))
            continue;
        if (!is_read)
            e = directory_read(desk->ctx, desk->db, &directory);
        is_read = true;
        const struct body *body = e ? NULL : body_named(&directory.bodies, f->name);
        if (body && body->email.n)
            e = body_write_to(desk, &directory, body, f->id);
    }
    return e;
}
