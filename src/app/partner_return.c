#include "app/partner_return.h"

#include "app/ledger.h"
#include "app/outbox.h"
#include "app/person.h"

enum { DATE_TEXT = 64 };

str return_words(struct ctx *ctx, const struct partner_return_row *row)
{
    return period_words(ctx->arena, (struct span){ row->period_from, row->period_to });
}

// once: what makes it the same message if it is told again.
static result tell(struct ctx *ctx, struct db *db, const struct partner_return_row *row, str message,
                   instant at)
{
    struct civil due = date_civil(row->due);
    if (row->person == ID_NONE)
        return OK;
    str detail = str_format(
        ctx->arena, "link: /return/%.*s\nwhat: %.*s\nbody: %.*s\nuntil: %.*s\nuntil_figures: %02d/%02d/%d",
        STR_ARGS(row->token), STR_ARGS(return_words(ctx, row)), STR_ARGS(row->body),
        STR_ARGS(date_words(ctx, row->due)), due.day, due.month, due.year);
    struct telling_one told = { .person_id = row->person,
                                .way = STR("email"),
                                .message = message,
                                .once = row->token,
                                .detail = detail,
                                .at = at };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : outbox_tell_one(ctx, db, &told);
}

static result contact_take(struct ctx *ctx, struct db *db, struct person *contact, int64_t *id)
{
    struct person_row found;
    *id = ID_NONE;
    if (!contact->email.n)
        return OK;
    contact->way = STR("email");
    result e = person_check(ctx, contact);
    if (!e)
        e = person_find(ctx, db, contact, &found);
    if (!e && found.id == ID_NONE)
        e = person_add(ctx, db, contact);
    *id = !e && found.id == ID_NONE ? contact->id : found.id;
    return e;
}

result return_ask(struct ctx *ctx, struct db *db, struct return_asking *a)
{
    int64_t person;
    result e = contact_take(ctx, db, &a->contact, &person);
    struct partner_return_row row = { .body = a->body,
                                      .period_from = a->period.from,
                                      .period_to = a->period.to,
                                      .due = a->due,
                                      .person = person,
                                      .token = outbox_token(ctx) };
    struct partner_return_insert_in fresh = { COMMUNITY_FIRST, a->body,      a->period.from, a->period.to,
                                              a->due,          RETURN_ASKED, a->now,         person,
                                              row.token,       a->corrects };
    if (!e)
        e = query_partner_return_insert(ctx, db, &fresh, &a->id);
    return e ? e : tell(ctx, db, &row, STR("return-asked"), a->now);
}

bool return_is_late(const struct partner_return_row *row, const struct zone *zone, instant now)
{
    instant at = instant_is_none(row->signed_at) ? now : row->signed_at;
    return zone_date(zone, at, NULL).day > row->due.day;
}

result returns_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now)
{
    struct partner_return_row_list rows;
    date today = zone_date(zone, now, NULL);
    result e = query_partner_return_waiting(
        ctx, db,
        &(struct partner_return_waiting_in){ COMMUNITY_FIRST, date_add_days(today, RETURN_SOON_DAYS) },
        &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        bool is_late = return_is_late(&rows.at[i], zone, now);
        e = tell(ctx, db, &rows.at[i], is_late ? STR("return-late") : STR("return-due"), now);
    }
    return e;
}

static bool is_asked(const struct promise_state *p, str body)
{
    return p->account && p->account->is_observed && str_same_name(party_of(p->clause), body);
}

result return_items_find(struct ctx *ctx, const struct board *board, str body, struct return_items *items)
{
    for (size_t c = 0; c < board->charters.n; c++) {
        const struct charter *charter = &board->charters.at[c];
        for (size_t i = 0; i < charter->promises.n; i++) {
            const struct promise_state *p = &charter->promises.at[i];
            struct return_item *slot = is_asked(p, body) ? LIST_PUSH(ctx->arena, items) : NULL;
            if (slot)
                *slot = (struct return_item){ charter, p, { 0 } };
            else if (is_asked(p, body))
                return arena_fail(ctx);
        }
    }
    return OK;
}

#define HEAD STR("A partner's return to Wardmote")

str return_content(struct ctx *ctx, const struct return_sent *sent)
{
    struct buffer out = buffer_open(RETURN_BYTES_MAX + (64 << 10));
    buffer_print(&out, "%.*s\nBody: %.*s\nFrom: ", STR_ARGS(HEAD), STR_ARGS(sent->row->body));
    date_write(&out, sent->row->period_from);
    buffer_print(&out, "\nTo: ");
    date_write(&out, sent->row->period_to);
    buffer_print(&out, "\n");
    for (size_t i = 0; i < sent->items.n; i++)
        if (sent->items.at[i].value.n)
            buffer_print(&out, "Seen %.*s %.*s: %.*s\n", STR_ARGS(sent->items.at[i].charter->id),
                         STR_ARGS(sent->items.at[i].promise->clause->label),
                         STR_ARGS(sent->items.at[i].value));
    buffer_print(&out, "\n%.*s", STR_ARGS(sent->csv));
    str content = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return content;
}

static void seen_take(str line, struct return_sent *sent)
{
    str value = line, what = str_cut(&value, ':');
    str label = str_from_byte(what, sizeof "Seen " - 1), document = str_cut(&label, ' ');
    for (size_t i = 0; i < sent->items.n; i++) {
        struct return_item *item = &sent->items.at[i];
        if (str_equal(item->charter->id, document) &&
            str_equal(item->promise->clause->label, str_trim(label)))
            item->value = str_trim(value);
    }
}

result return_content_read(struct ctx *ctx, str content, struct return_sent *sent)
{
    result e = return_items_find(ctx, sent->board, sent->row->body, &sent->items);
    str rest = content;
    while (!e && rest.n) {
        str line = str_cut(&rest, '\n');
        if (!line.n)
            break;
        if (str_starts(line, STR("Seen ")))
            seen_take(line, sent);
    }
    sent->csv = rest.at ? rest : (str){ 0 };
    return e;
}
