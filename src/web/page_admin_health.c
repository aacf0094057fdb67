// GET /admin/health: how the installation is, part by part, and what to do for each that is not well.
#include "web/admin_pages.h"
#include "web/site.h"

#include "app/ledger.h"
#include "app/status.h"

enum { LATE_SECONDS = 300, UNSEALED_MANY = 1000, WAITING_SECONDS = 3600 };

static const struct mark WELL = { "kept", "Well" }, LOOK = { "at-risk", "Look at it" },
                         ILL = { "missed", "Not well" }, UNKNOWN = { "not-known", "Not known" };

struct looking {
    struct request *request;
    struct admin_group *group;
    struct store_status status;
};

static result part_add(struct looking *l, str title, struct mark mark, str words, str cure)
{
    struct admin_row *row = admin_row_add(l->request->ctx, l->group, title, words);
    if (!row)
        return arena_fail(l->request->ctx);
    row->mark = mark;
    row->more = mark.code == WELL.code ? (str){ 0 } : cure;
    return OK;
}

// With commas.
static str number_words(struct ctx *ctx, int64_t n)
{
    struct buffer out = buffer_open(64);
    html_number(&out, n);
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}

static str when(struct looking *l, instant t)
{
    return instant_words(l->request->ctx, l->request->board->zone, t);
}

static result store_part(struct looking *l)
{
    struct ctx *ctx = l->request->ctx;
    const struct store_status *s = &l->status;
    str kind = s->file.bytes < 0
        ? STR("PostgreSQL")
        : str_format(ctx->arena, "SQLite, %lld MB", (long long)(s->file.bytes / 1000000));
    return part_add(l, STR("The store"), s->file.schema == s->schema_known ? WELL : ILL,
                    str_format(ctx->arena, "%.*s; %.*s facts, %.*s reports", STR_ARGS(kind),
                               STR_ARGS(number_words(ctx, s->facts)), STR_ARGS(number_words(ctx, s->cases))),
                    STR("Another Wardmote has brought it up to date: start this one again."));
}

static result clock_part(struct looking *l)
{
    const struct store_status *s = &l->status;
    struct lease_by_name_out lease = { { 0 }, INSTANT_NONE };
    struct ctx *ctx = l->request->ctx;
    bool is_found;
    int64_t behind = instant_is_none(s->derived_at) ? 0 : l->request->now.second - s->derived_at.second;
    result e = query_lease_by_name(
        ctx, l->request->db, &(struct lease_by_name_in){ COMMUNITY_FIRST, STR("clock") }, &lease, &is_found);
    if (e)
        return e;
    bool is_led = is_found && lease.until.second > l->request->now.second;
    if (s->stands_still)
        return part_add(l, STR("The clock"), WELL, STR("stands still, as a demonstration's does"),
                        (str){ 0 });
    bool is_well = behind < LATE_SECONDS && behind > -LATE_SECONDS && is_led;
    return part_add(
        l, STR("The clock"), is_well ? WELL : ILL,
        str_format(ctx->arena, "moved last %.*s; %s", STR_ARGS(when(l, s->derived_at)),
                   is_led ? "a server runs it" : "no server runs it"),
        behind < -LATE_SECONDS
            ? STR("The machine's clock is behind the store's: set it right.")
            : STR("Nothing falls due meanwhile. Look at the log of wardmote serve, and start it again."));
}

static result seal_part(struct looking *l)
{
    struct checkpoint_last_out last = { 0 };
    struct ctx *ctx = l->request->ctx;
    bool is_found;
    result e = query_checkpoint_last(ctx, l->request->db, &(struct checkpoint_last_in){ COMMUNITY_FIRST },
                                     &last, &is_found);
    int64_t left = l->status.facts - (!e && is_found ? last.size : 0);
    if (e)
        return e;
    return part_add(
        l, STR("The record"), left > UNSEALED_MANY ? LOOK : WELL,
        left ? str_format(ctx->arena, "%.*s facts sealed, %.*s since then",
                          STR_ARGS(number_words(ctx, last.size)), STR_ARGS(number_words(ctx, left)))
             : str_format(ctx->arena, "all %.*s facts are sealed", STR_ARGS(number_words(ctx, last.size))),
        STR("Look whether the key stands beside the store, and at what the log says of sealing."));
}

static result backup_part(struct looking *l)
{
    const struct store_status *s = &l->status;
    int64_t days = (l->request->now.second - s->backed_up_at.second) / DAY_SECONDS;
    bool is_there = !instant_is_none(s->backed_up_at);
    return part_add(
        l, STR("The last backup"),
        !is_there      ? ILL
            : days > 7 ? LOOK
                       : WELL,
        is_there ? when(l, s->backed_up_at) : STR("there is none"),
        STR("Run wardmote backup FILE on the machine, every night, and keep the copy elsewhere."));
}

static result outbox_number(struct looking *l, str state, struct outbox_state_number_out *number)
{
    bool is_found;
    *number = (struct outbox_state_number_out){ 0, INSTANT_NONE };
    return query_outbox_state_number(l->request->ctx, l->request->db,
                                     &(struct outbox_state_number_in){ COMMUNITY_FIRST, state }, number,
                                     &is_found);
}

static result outbox_part(struct looking *l)
{
    struct outbox_state_number_out waiting, dead;
    struct ctx *ctx = l->request->ctx;
    result e = outbox_number(l, STR("waiting"), &waiting);
    if (!e)
        e = outbox_number(l, STR("dead"), &dead);
    if (e)
        return e;
    bool is_slow = waiting.n && l->request->now.second - waiting.oldest.second > WAITING_SECONDS;
    str since = waiting.n
        ? str_format(ctx->arena, ", the oldest since %.*s", STR_ARGS(when(l, waiting.oldest)))
        : (str){ 0 };
    if (l->request->board->is_demonstration)
        return part_add(l, STR("Messages"), WELL,
                        STR("none go out of a demonstration; they stand under /demo/mail"), (str){ 0 });
    return part_add(l, STR("Messages"),
                    is_slow      ? ILL
                        : dead.n ? LOOK
                                 : WELL,
                    str_format(ctx->arena, "%lld waiting%.*s; %lld failed", (long long)waiting.n,
                               STR_ARGS(since), (long long)dead.n),
                    is_slow
                        ? STR("Look whether serve was started with --outbox for this way, and what the mail "
                              "server says under What was sent.")
                        : STR("Look at them under What was sent: try again, or drop them."));
}

static result disk_part(struct looking *l)
{
    const struct sqlite_file *f = &l->status.file;
    struct ctx *ctx = l->request->ctx;
    if (f->free_bytes < 0)
        return part_add(l, STR("The disk"), UNKNOWN, STR("it is the database server's"),
                        STR("Look at it where the server runs."));
    bool is_full = f->free_bytes < DISK_LEAST, is_short = f->free_bytes < f->bytes;
    return part_add(
        l, STR("The disk"),
        is_full        ? ILL
            : is_short ? LOOK
                       : WELL,
        str_format(ctx->arena, "%.*s MB free", STR_ARGS(number_words(ctx, f->free_bytes / 1000000))),
        is_full ? STR("Make room, or nothing more can be kept.")
                : STR("A backup would not fit on it: make room, or write it to another."));
}

static result replica_part(struct looking *l)
{
    static const str WORDS[] = {
        [REPLICA_FOLLOWS] = STR_INIT("pages are read from it"),
        [REPLICA_BEHIND] = STR_INIT("behind; pages are read from the store itself"),
        [REPLICA_GONE] = STR_INIT("it can't be read; pages are read from the store itself"),
    };
    struct replica_status replica;
    if (!store_replica_status(site_store(l->request), &replica))
        return OK;
    return part_add(
        l, STR("The replica"), replica.state == REPLICA_FOLLOWS ? WELL : LOOK, WORDS[replica.state],
        STR("Nothing is lost. Look whether it runs and follows the store's server, and at what the "
            "log says of it."));
}

static result unfinished_part(struct looking *l)
{
    const struct store_status *s = &l->status;
    if (!s->unfinished.n)
        return OK;
    return part_add(l, STR("Something was interrupted"), LOOK, s->unfinished,
                    STR("Run the same command again: what it had taken is whole."));
}

static result changes_part(struct looking *l)
{
    struct pending_row_list rows;
    result e = query_pending_list(l->request->ctx, l->request->db,
                                  &(struct pending_list_in){ COMMUNITY_FIRST, ADMIN_WAITING_SHOWN }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (rows.at[i].fault.n)
            e = part_add(l, STR("A change that was set for a day"), LOOK, rows.at[i].fault,
                         STR("Look at it under Administration: correct it, or drop it."));
    return e;
}

result admin_health_show(struct request *request, struct response *response)
{
    struct admin_list_page page = { .lead = { 0 } };
    struct looking l = { .request = request };
    result e = admin_open(request, DEED_HEALTH, STR("Health"), &page.layout);
    if (!e)
        e = store_status_of(request->ctx, request->db, request->now, &l.status);
    if (!e && site_watched(request->site))
        e = sqlite_describe(request->ctx, site_watched(request->site), &l.status.file);
    static result (*const PARTS[])(struct looking *) = { store_part,   clock_part,      seal_part,
                                                         backup_part,  outbox_part,     disk_part,
                                                         replica_part, unfinished_part, changes_part };
    l.group = e ? NULL : admin_group_add(request->ctx, &page, (str){ 0 }, (str){ 0 });
    for (size_t i = 0; !e && i < sizeof PARTS / sizeof *PARTS; i++)
        e = PARTS[i](&l);
    if (e)
        return e;
    size_t ill = 0;
    for (size_t i = 0; i < l.group->rows.n; i++)
        ill += l.group->rows.at[i].more.n > 0;
    page.lead = ill
        ? str_format(request->ctx->arena, "%zu %s a hand.", ill, ill == 1 ? "thing wants" : "things want")
        : STR("Everything is well.");
    e = admin_note(
        request->ctx, &page.notes,
        str_format(request->ctx->arena,
                   "Wardmote %s, schema %lld. For programs that watch: /health and /ready, as text and as "
                   "JSON; on the machine: wardmote status.",
                   WARDMOTE_VERSION, (long long)l.status.schema_known));
    return e ? e : admin_list_answer(response, &page);
}
