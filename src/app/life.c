#include "app/life.h"

#include "app/documents.h"
#include "app/record.h"
#include "rules/promise.h"

enum { SUSPENDED_MAX = 1 << 14 };

static const str CODES[LIFE_KINDS] = {
    [LIFE_ENDED] = STR_INIT("ended"),
    [LIFE_SUSPENDED] = STR_INIT("suspended"),
    [LIFE_RESUMED] = STR_INIT("resumed"),
    [LIFE_RENEWED] = STR_INIT("renewed"),
    [LIFE_TAKEN_OVER] = STR_INIT("taken over"),
    [LIFE_NOTICE] = STR_INIT("notice given"),
    [LIFE_WITHDRAWN] = STR_INIT("notice withdrawn"),
};

str life_code(enum life_kind kind)
{
    return CODES[kind];
}

bool life_read(str code, enum life_kind *kind)
{
    for (int i = 0; i < LIFE_KINDS; i++)
        if (str_equal(CODES[i], code)) {
            *kind = (enum life_kind)i;
            return true;
        }
    return false;
}

void life_successor(str value, str *was, str *is)
{
    str rest = value;
    *was = str_trim(str_cut(&rest, ';'));
    *is = str_trim(rest);
}

bool life_is_withdrawn(const struct fact_row_list *facts, const struct fact_row *notice)
{
    for (size_t i = 0; i < facts->n; i++) {
        const struct fact_row *f = &facts->at[i];
        str of, party;
        int64_t id;
        if (f->kind != FACT_LIFE || !str_equal(f->name, CODES[LIFE_WITHDRAWN]))
            continue;
        life_successor(f->value, &of, &party);
        if (str_to_int(of, &id) && id == notice->id)
            return true;
    }
    return false;
}

static void end(struct document *document, date last)
{
    if (document_in_force(document).to.day <= last.day)
        return;
    document_bind_to(document, last);
    document->is_cut = true;
}

static result suspend(struct ctx *ctx, struct document *document, const struct fact_row *f)
{
    struct date_range *slot = LIST_PUSH(ctx->arena, &document->suspended);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct date_range){ f->period_from, f->period_to };
    return OK;
}

// From that day on; a suspension that was to begin later does not.
static void resume(struct document *document, date first)
{
    struct date_range_list *all = &document->suspended;
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        struct date_range r = all->at[i];
        r.to = r.to.day >= first.day ? date_add_days(first, -1) : r.to;
        if (r.from.day <= r.to.day)
            all->at[n++] = r;
    }
    all->n = n;
}

static void renew(struct ctx *ctx, struct document *document, str body, const struct fact_row *f)
{
    if (!str_equal(f->value, content_hash(ctx, body)) ||
        document_in_force(document).to.day >= f->period_to.day)
        return;
    document_bind_to(document, f->period_to);
    document->is_cut = false;
}

result life_apply(struct ctx *ctx, const struct fact_row_list *lives, const struct fact_row *adoption,
                  str body, struct document *document)
{
    result e = OK;
    for (size_t i = 0; i < lives->n && !e; i++) {
        const struct fact_row *f = &lives->at[i];
        enum life_kind kind;
        if (f->id < adoption->id || !str_equal(f->document, document->id) || !life_read(f->name, &kind))
            continue;
        if (kind == LIFE_ENDED || (kind == LIFE_NOTICE && !life_is_withdrawn(lives, f)))
            end(document, f->period_to);
        else if (kind == LIFE_SUSPENDED)
            e = suspend(ctx, document, f);
        else if (kind == LIFE_RESUMED)
            resume(document, f->period_from);
        else if (kind == LIFE_RENEWED)
            renew(ctx, document, body, f);
    }
    return e;
}

str life_state(const struct document *document, date day)
{
    struct date_range r = document_in_force(document);
    if (r.to.day < day.day)
        return STR("over");
    if (day.day < r.from.day)
        return STR("not yet in force");
    return document_is_suspended(document, day) ? STR("suspended") : STR("in force");
}

str life_suspended(struct ctx *ctx, const struct document *document)
{
    struct buffer out = buffer_open(SUSPENDED_MAX);
    for (size_t i = 0; i < document->suspended.n; i++) {
        const struct date_range *r = &document->suspended.at[i];
        buffer_add(&out, i ? STR("; ") : STR(""));
        date_write(&out, r->from);
        buffer_byte(&out, '/');
        if (!date_is_none(r->to))
            date_write(&out, r->to);
    }
    str said = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return said;
}
