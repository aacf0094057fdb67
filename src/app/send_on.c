#include "app/send_on.h"

#include "app/directory.h"
#include "app/handover.h"
#include "app/hiding.h"
#include "app/onward.h"
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

static str where(struct ctx *ctx, const struct private_by_fact_out *part)
{
    if (!part->latitude.n)
        return part->place;
    return str_format(ctx->arena, "%.*s%s%.*s, %.*s", STR_ARGS(part->place), part->place.n ? ", at " : "",
                      STR_ARGS(part->latitude), STR_ARGS(part->longitude));
}

struct sending_on {
    const struct desk *desk;
    struct fact_row_list facts; // of the case
    struct directory directory; // read when it is first needed
    struct case_row row;
    bool is_read;
};

// Why the report's own words are kept from others; empty if they are not. A mail lies where nobody can look after it.
static str held_why(const struct sending_on *s)
{
    for (size_t i = 0; i < s->facts.n; i++)
        if (s->facts.at[i].id == s->desk->case_id)
            return entry_held_why(&s->facts, &s->facts.at[i], s->desk->at);
    return (str){ 0 };
}

static result detail_make(const struct sending_on *s, const struct body *body, str *detail)
{
    struct ctx *ctx = s->desk->ctx;
    struct private_by_fact_out part = { .words = { 0 } };
    bool is_found;
    result e = query_private_by_fact(ctx, s->desk->db,
                                     &(struct private_by_fact_in){ COMMUNITY_FIRST, s->desk->case_id }, &part,
                                     &is_found);
    if (e)
        return e;
    bool is_silent = onward_is_silent(&s->directory, s->row.service);
    str held = is_silent ? (str){ 0 } : held_why(s);
    struct buffer out = buffer_open(DETAIL_MAX);
    value_write(&out, "to", body->email);
    value_write(&out, "name", body->name);
    value_write(&out, "reference", s->row.reference);
    value_write(&out, "what", is_silent ? (str){ 0 } : s->row.service);
    value_write(&out, "words", is_silent || held.n ? (str){ 0 } : part.words);
    value_write(&out, "held", held);
    value_write(&out, "place", is_silent ? (str){ 0 } : where(ctx, &part));
    e = buffer_check(ctx, &out);
    *detail = str_copy(ctx->arena, buffer_str(&out));
    buffer_close(&out);
    return e;
}

static result body_write_to(const struct sending_on *s, const struct body *body, int64_t fact_id)
{
    const struct desk *desk = s->desk;
    struct telling_one telling = { .person_id = ID_NONE,
                                   .way = STR("email"),
                                   .message = STR("sent-on"),
                                   .once = str_format(desk->ctx->arena, "sent on %lld", (long long)fact_id),
                                   .at = desk->recorded };
    result e = detail_make(s, body, &telling.detail);
    return e ? e : outbox_tell_one(desk->ctx, desk->db, &telling);
}

static result needed_read(struct sending_on *s)
{
    const struct desk *desk = s->desk;
    bool is_found;
    if (s->is_read)
        return OK;
    s->is_read = true;
    result e = query_case_by_id(
        desk->ctx, desk->db, &(struct case_by_id_in){ COMMUNITY_FIRST, desk->case_id }, &s->row, &is_found);
    return e ? e : directory_read(desk->ctx, desk->db, &s->directory);
}

// To its own system where it has one that takes such reports, else by e-mail if it does not answer here.
static result received_send(struct sending_on *s, const struct fact_row *f)
{
    if (str_equal(f->name, FACT_NOBODY))
        return OK;
    result e = needed_read(s);
    struct onward_new fresh = { .row = &s->row, .body = f->name, .fact_id = f->id };
    if (e)
        return e;
    fresh.is_silent = s->row.visibility == COUNTED_ONLY || onward_is_silent(&s->directory, s->row.service);
    e = onward_begin(s->desk, &fresh);
    if (e || fresh.is_begun || !str_equal(f->value, FACT_VALUE_SENT))
        return e;
    const struct body *body = body_named(&s->directory.bodies, f->name);
    return body && body->email.n ? body_write_to(s, body, f->id) : OK;
}

result case_send_on(const struct desk *desk, int64_t after)
{
    struct sending_on s = { .desk = desk };
    result e = query_fact_of_case(desk->ctx, desk->db,
                                  &(struct fact_of_case_in){ COMMUNITY_FIRST, desk->case_id }, &s.facts);
    for (size_t i = 0; !e && i < s.facts.n; i++) {
        const struct fact_row *f = &s.facts.at[i];
        if (f->id <= after)
            continue;
        if (f->kind == FACT_RECEIVED_BY)
            e = received_send(&s, f);
        else if (f->kind == FACT_DISPUTED && str_equal(f->value, FACT_VALUE_OPEN))
            e = onward_dispute(desk, f->id);
    }
    return e;
}
