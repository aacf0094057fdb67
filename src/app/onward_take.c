// What a body's own system says of a report becomes what the service says here. "Closed" there is closed by that body
// and no more; who said it stands on each fact.
#include "app/onward_internal.h"

#include "app/closing.h"
#include "app/handover.h"

enum { NOTES_MAX = 2000, STATUS_MAX = 40, OPEN_SECONDS = 600, OLD_OPEN_SECONDS = 6 * 3600, OLD_DAYS = 30 };

result onward_put(struct ctx *ctx, struct db *db, const struct onward_report_row *r)
{
    return query_onward_report_set(ctx, db,
                                   &(struct onward_report_set_in){ COMMUNITY_FIRST, r->id, r->state, r->asked,
                                                                   r->token, r->reference, r->status,
                                                                   r->notes, r->look_at, r->said });
}

// The protocol knows "open" and "closed"; some servers say more, and it is taken as it is meant.
static const struct {
    str status;
    bool is_closed, has_ending;
    enum ending ending;
} SAID[] = {
    { STR_INIT("closed"), true, false, ENDING_FIXED },
    { STR_INIT("fixed"), true, true, ENDING_FIXED },
    { STR_INIT("no_further_action"), true, true, ENDING_NO_FIX },
    { STR_INIT("not_councils_responsibility"), true, true, ENDING_NOT_OURS },
    { STR_INIT("duplicate"), true, false, ENDING_FIXED },
};

static int said_of(str status)
{
    for (int i = 0; i < (int)(sizeof SAID / sizeof *SAID); i++)
        if (str_same_name(status, SAID[i].status))
            return i;
    return -1;
}

// What its server says now, beside what it said before.
struct heard {
    const struct onward_report_row *row;
    str notes;
    int said;        // of SAID; -1 for open
    bool was_closed; // as it was heard last
};

static str closing_words(struct ctx *ctx, const struct heard *h)
{
    return h->notes.n
        ? h->notes
        : str_format(ctx->arena, "%.*s says that it is closed, and no more.", STR_ARGS(h->row->body));
}

static result closed_say(struct desk *desk, const struct heard *h)
{
    str words = closing_words(desk->ctx, h);
    if (desk->row.status != CASE_OPEN)
        return desk->work.is_disputed ? dispute_answer(desk, false, words, (str){ 0 }) : OK;
    if (SAID[h->said].has_ending)
        return case_close(desk, &(struct closing){ .ending = SAID[h->said].ending, .words = words });
    return case_closed_by(desk, h->row->body, words);
}

static result open_say(struct desk *desk, const struct heard *h)
{
    if (h->was_closed && desk->row.status != CASE_OPEN) {
        struct fact_insert_in fact = desk_fact(desk, FACT_EVENT);
        fact.name = STR("reopened");
        fact.words = h->notes;
        return desk_say(desk, fact, NULL);
    }
    return h->notes.n ? case_note(desk, h->notes) : OK;
}

// Whether that body still has it, by its last report there.
static result is_current(struct desk *desk, const struct onward_report_row *row, bool *is_so)
{
    struct onward_report_row last;
    struct held_by_list bodies;
    result e = onward_last(desk->ctx, desk->db, desk->case_id, &last);
    if (!e)
        e = case_bodies(desk->ctx, &desk->facts, &bodies);
    *is_so = !e && last.id == row->id && bodies.n && str_same_name(bodies.at[bodies.n - 1].body, row->body);
    return e;
}

static result desk_of(struct ctx *ctx, struct db *db, instant now, const struct onward_report_row *row,
                      struct desk *desk)
{
    const struct doer by = { VOICE_SERVICE, row->body, ID_NONE };
    struct case_row c;
    bool is_found;
    result e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, row->case_id }, &c,
                                &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "its case is not there any more");
    if (!e)
        e = desk_open(ctx, db, now, &by, desk);
    return e ? e : desk_take(desk, c.reference);
}

static instant next_look(const struct onward_report_row *row, instant now, bool is_closed)
{
    bool is_old = row->asked.second + (int64_t)OLD_DAYS * DAY_SECONDS < now.second;
    int64_t wait = is_closed ? DAY_SECONDS : is_old ? OLD_OPEN_SECONDS : OPEN_SECONDS;
    return (instant){ now.second + wait };
}

// A closed one is asked after as long as it could still be said that it is not so.
static bool is_done_with(const struct desk *desk, bool is_closed)
{
    const struct dispute_asked asked = { (enum case_status)desk->row.status, &desk->facts, desk->ledger->zone,
                                         desk->at };
    return is_closed && desk->row.status != CASE_OPEN && closing_days(&asked) > DISPUTE_DAYS;
}

// Where it stands from now on. is_so: it is still that body's, by this report.
static void row_settle(const struct desk *desk, const struct heard *h, bool is_so, instant now,
                       struct onward_report_row *row)
{
    bool is_closed = h->said >= 0, is_over = !is_so || is_done_with(desk, is_closed);
    row->said = (str){ 0 };
    row->state = is_over ? ONWARD_OVER : row->state;
    row->look_at = is_over ? INSTANT_NONE : next_look(row, now, is_closed);
}

result onward_take(struct ctx *ctx, struct db *db, const struct wire_value *record, instant now,
                   struct onward_report_row *row)
{
    str status = onward_text(ctx, wire_text_of(record, STR("status")), STATUS_MAX);
    str notes = onward_text(ctx, wire_text_of(record, STR("status_notes")), NOTES_MAX);
    str sum = notes.n ? content_hash(ctx, notes) : (str){ 0 };
    const struct heard heard = { row, notes, said_of(status), said_of(row->status) >= 0 };
    bool is_news = !str_equal(status, row->status) || !str_equal(sum, row->notes), is_so = false;
    struct desk desk;
    result e = desk_of(ctx, db, now, row, &desk);
    if (!e)
        e = is_current(&desk, row, &is_so);
    if (e)
        return e;
    row_settle(&desk, &heard, is_so, now, row);
    row->status = status;
    row->notes = sum;
    if (is_so && is_news) {
        e = heard.said >= 0 ? closed_say(&desk, &heard) : open_say(&desk, &heard);
        if (!e)
            e = desk_settle(&desk);
    }
    return e ? e : onward_put(ctx, db, row);
}
