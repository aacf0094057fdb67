#include "app/preview_internal.h"

#include "app/adopt.h"
#include "document/diagnostics.h"

enum { READING_MEMORY = 1 << 30 };

result preview_line_add(struct ctx *ctx, struct preview *p, struct preview_line line)
{
    p->n[line.how]++;
    if (p->lines.n == PREVIEW_LINES_MAX)
        return OK;
    struct preview_line *slot = LIST_PUSH(ctx->arena, &p->lines);
    if (!slot)
        return arena_fail(ctx);
    *slot = line;
    return OK;
}

result preview_follow(struct ctx *ctx, struct preview *p, str sentence)
{
    str *slot = LIST_PUSH(ctx->arena, &p->follows);
    if (!slot)
        return arena_fail(ctx);
    *slot = sentence;
    return OK;
}

result preview_fault_add(struct ctx *ctx, struct preview *p, struct preview_fault fault)
{
    struct preview_fault *slot = p->faults.n < PREVIEW_FAULTS_MAX ? LIST_PUSH(ctx->arena, &p->faults) : NULL;
    p->is_faulty |= !fault.is_warning;
    if (!slot)
        return p->faults.n < PREVIEW_FAULTS_MAX ? arena_fail(ctx) : OK;
    *slot = fault;
    slot->text = str_copy(ctx->arena, fault.text);
    slot->shown = str_copy(ctx->arena, fault.shown);
    return OK;
}

// The text without one line: an empty one keeps the numbers of those behind it.
static str line_blank(struct ctx *ctx, str text, int line)
{
    str gone = diagnostic_line(text, line);
    size_t from = gone.at ? (size_t)(gone.at - text.at) : text.n;
    return str_format(ctx->arena, "%.*s%.*s", STR_ARGS(str_slice(text, 0, from)),
                      STR_ARGS(str_from_byte(text, from + gone.n)));
}

// Reading stops at the first fault; of a table the lines behind it are read as well, without the faulty one.
static result faults_read(struct ctx *ctx, const struct pending *change, instant now, struct preview *p)
{
    struct adopting a = { .kind = change->kind->kind,
                          .path = STR("file"),
                          .name = change->kind->kind == CONTENT_MESSAGE ? change->row.name : (str){ 0 },
                          .text = change->body,
                          .now = now };
    result e = OK;
    for (int tries = 0; tries < PREVIEW_FAULTS_MAX && !e; tries++) {
        struct ctx own = { .arena = arena_open(READING_MEMORY) };
        struct file_adoption *file;
        if (!own.arena)
            return arena_fail(ctx);
        result found = adoption_read(&own, &a, &file);
        int line = own.error.place.line;
        if (found == ERR_LIMIT && !own.error.text[0])
            e = arena_fail(ctx);
        else if (found)
            e = preview_fault_add(ctx, p,
                                  (struct preview_fault){ line, str_from(own.error.text),
                                                          diagnostic_line(change->body, line), false });
        arena_close(own.arena);
        if (!found || !change->kind->columns || line < 2)
            return e;
        a.text = line_blank(ctx, a.text, line);
        if (arena_is_full(ctx->arena))
            return arena_fail(ctx);
    }
    return e;
}

static result rows_of_table(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    str before = p->now.body, after = asked->change->body;
    switch (asked->change->kind->kind) {
    case CONTENT_ROUTES:
        return preview_rows(ctx, before, after, 1 << 0 | 1 << 2 | 1 << 3, p);
    default:
        return preview_rows(ctx, before, after, 1 << 0, p);
    }
}

static result part_of_kind(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    switch (asked->change->kind->kind) {
    case CONTENT_BODIES:
    case CONTENT_ROUTES:
        return preview_routes(ctx, asked, p);
    case CONTENT_AREAS:
        return preview_areas(ctx, asked, p);
    case CONTENT_POSTCODES:
        return preview_postcodes(ctx, asked, p);
    case CONTENT_CALENDAR:
        return preview_calendar(ctx, asked, p);
    case CONTENT_SERVICES:
        return preview_services(ctx, asked, p);
    case CONTENT_CATEGORIES:
        return preview_public(ctx, asked, p);
    case CONTENT_ELECTIONS:
        return preview_follow(
            ctx, p,
            STR("In such a time no charter is launched or signed, no consultation begun, no quotation of a "
                "councillor published and no councillors' budget spent. Figures, reports and work go on."));
    case CONTENT_MESSAGE:
        return preview_message(ctx, asked, p);
    case CONTENT_RETENTION:
        return preview_follow(
            ctx, p,
            STR("What is old enough by these rules goes from tomorrow on, a thousand reports "
                "at a time. It does not come back. Figures stay."));
    default:
        return OK;
    }
}

result preview_make(struct ctx *ctx, const struct preview_asked *asked, struct preview *p)
{
    const struct pending *c = asked->change;
    *p = (struct preview){ .held_until = DATE_NONE };
    result e = text_now(ctx, asked->db, c->kind->kind, c->row.name, &p->now);
    if (!e && c->kind->kind == CONTENT_DOCUMENT)
        return preview_document(ctx, asked, p);
    p->is_nothing = p->now.is_there && !p->now.is_library &&
        str_equal(str_trim(p->now.body), str_trim(c->body));
    if (!e)
        e = faults_read(ctx, c, asked->now, p);
    if (!e && c->row.base.n && !str_equal(c->row.base, p->now.hash))
        e = preview_fault_add(
            ctx, p,
            (struct preview_fault){
                0,
                STR("Somebody has changed this since it was prepared. What they did stands below as changed or gone, "
                    "and would be undone: begin again unless that is meant."),
                { 0 },
                true });
    if (e || p->is_faulty || p->is_nothing)
        return e;
    if (c->kind->columns)
        e = rows_of_table(ctx, asked, p);
    return e ? e : part_of_kind(ctx, asked, p);
}
