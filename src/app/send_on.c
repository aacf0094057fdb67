#include "app/send_on.h"

#include "app/directory.h"
#include "app/handover.h"
#include "app/onward.h"
#include "app/outbox.h"
#include "app/outward.h"

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

// A mail lies where nobody can look after it: what is said in it is what others may read, and the place.
static result said_write(const struct sending_on *s, struct buffer *to)
{
    const struct desk *desk = s->desk;
    struct outward out = { desk->ctx, &s->facts, desk->at, { 0 } };
    struct outward_words words = { .words = { 0 } };
    struct private_by_fact_out part = { .words = { 0 } };
    bool is_found;
    result e = query_private_by_fact(desk->ctx, desk->db,
                                     &(struct private_by_fact_in){ COMMUNITY_FIRST, desk->case_id }, &part,
                                     &is_found);
    for (size_t i = 0; !e && i < s->facts.n; i++)
        if (s->facts.at[i].id == desk->case_id)
            e = outward_words_make(&out, &s->facts.at[i], &words);
    if (!e)
        e = outward_place_make(&out, &part);
    if (e)
        return e;
    value_write(to, "what", s->row.service);
    value_write(to, "words", words.words);
    value_write(to, "held", words.held);
    value_write(to, "covered", out.covered);
    value_write(to, "place", where(desk->ctx, &part));
    return OK;
}

static result detail_make(const struct sending_on *s, const struct body *body, str *detail)
{
    struct ctx *ctx = s->desk->ctx;
    struct buffer out = buffer_open(DETAIL_MAX);
    value_write(&out, "to", body->email);
    value_write(&out, "name", body->name);
    value_write(&out, "reference", s->row.reference);
    result e = onward_is_silent(&s->directory, s->row.service) ? OK : said_write(s, &out);
    if (!e)
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
        else if (f->kind == FACT_DISPUTED && !f->name.n && str_equal(f->value, FACT_VALUE_OPEN))
            e = onward_dispute(desk, f->id);
    }
    return e;
}
