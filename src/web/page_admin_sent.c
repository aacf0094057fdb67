// GET /admin/sent: what was sent, waits or failed, as far as the visitor may know of it; never its words. POST: try one
// again, drop it, print a letter, note that it was printed.
#include "web/admin_pages.h"
#include "web/site.h"
#include "web/views.h"

#include "app/ledger.h"
#include "app/message.h"
#include "app/outbox.h"
#include "app/sign_link.h"
#include "app/worklist.h"

enum { SENT_SHOWN = 50, SENT_READ = 400, LETTER_BYTES_MAX = 8 << 20 };

enum sent_show { SENT_ALL, SENT_FAILED, SENT_WAITING, SENT_SENT, SENT_LETTERS, SENT_SHOWS };

static const struct {
    const char *name, *words, *state;
} SHOWS[SENT_SHOWS] = {
    [SENT_ALL] = { "all", "All", NULL },
    [SENT_FAILED] = { "failed", "Failed", "dead" },
    [SENT_WAITING] = { "waiting", "Waiting", "waiting" },
    [SENT_SENT] = { "sent", "Sent", "sent" },
    [SENT_LETTERS] = { "letters", "Letters to print", "waiting" },
};

static enum sent_show show_of(str name)
{
    for (int i = 0; i < SENT_SHOWS; i++)
        if (str_equal(name, str_from(SHOWS[i].name)))
            return (enum sent_show)i;
    return SENT_ALL;
}

// Nothing goes out of a demonstration: what was never tried has not failed, and does not wait for anything.
static str state_words(const struct request *request, const struct outbox_row *row)
{
    if (request->board->is_demonstration && str_equal(row->state, STATE_WAITING) && !row->attempts)
        return STR("shown under /demo/mail");
    return str_equal(row->state, STATE_SENT)   ? STR("sent")
        : str_equal(row->state, STATE_DEAD)    ? STR("failed")
        : row->attempts && row->last_error.n   ? STR("failed so far, is tried again")
        : str_equal(row->state, STATE_SENDING) ? STR("on its way")
                                               : STR("waiting");
}

// The case a message is about; row.id is ID_NONE for none.
static result case_of(struct request *request, int64_t fact_id, struct case_row *row,
                      struct fact_row_list *facts)
{
    struct held_row fact;
    bool is_found;
    *row = (struct case_row){ .id = ID_NONE };
    *facts = (struct fact_row_list){ 0 };
    result e = query_held_by_id(request->ctx, request->db,
                                &(struct held_by_id_in){ COMMUNITY_FIRST, fact_id }, &fact, &is_found);
    if (e || !is_found || fact.case_id == ID_NONE)
        return e;
    e = query_case_by_id(request->ctx, request->db, &(struct case_by_id_in){ COMMUNITY_FIRST, fact.case_id },
                         row, &is_found);
    row->id = !e && is_found ? row->id : ID_NONE;
    return e || row->id == ID_NONE
        ? e
        : query_fact_of_case(request->ctx, request->db, &(struct fact_of_case_in){ COMMUNITY_FIRST, row->id },
                             facts);
}

// Whether the visitor may know of the message; about: what its case is about.
static result may_know(struct request *request, const struct outbox_row *m, struct case_row *row,
                       struct about *about, bool *is_so)
{
    struct fact_row_list facts;
    result e = case_of(request, m->fact_id, row, &facts);
    *about = (struct about){ .is_own = false };
    if (!e && row->id != ID_NONE)
        e = case_about(request->ctx, request->db,
                       &(struct case_asked){ request->board, request->visitor, row, &facts }, about);
    *is_so = !e && may(request->visitor, DEED_MESSAGES, about);
    return e;
}

static str error_shown(struct request *request, const struct outbox_row *m)
{
    if (!str_equal(m->state, STATE_WAITING) || !m->last_error.n)
        return m->last_error;
    return str_format(request->ctx->arena, "%.*s; again on %.*s", STR_ARGS(m->last_error),
                      STR_ARGS(instant_words(request->ctx, request->board->zone, m->next_attempt)));
}

static result row_add(struct request *request, const struct outbox_row *m, struct sent_page *page)
{
    struct ctx *ctx = request->ctx;
    struct case_row row;
    struct about about;
    bool is_so;
    result e = may_know(request, m, &row, &about, &is_so);
    struct sent_row *slot = e || !is_so ? NULL : LIST_PUSH(ctx->arena, &page->rows);
    if (!slot)
        return e || !is_so ? e : arena_fail(ctx);
    bool is_seen = row.id != ID_NONE &&
        (row.visibility != COUNTED_ONLY || sees(request->visitor, SEEN_COUNTED, &about) == SEEING_YES);
    bool is_waiting = str_equal(m->state, STATE_WAITING), is_dead = str_equal(m->state, STATE_DEAD);
    *slot = (struct sent_row){ .id = str_format(ctx->arena, "%lld", (long long)m->id),
                               .message = m->message,
                               .way = m->way,
                               .state = state_words(request, m),
                               .when = instant_words(ctx, request->board->zone,
                                                     instant_is_none(m->sent) ? m->created : m->sent),
                               .error = error_shown(request, m),
                               .may_retry = is_dead };
    slot->is_letter = is_waiting && str_equal(m->way, STR("letter")) && !link_is_message(m->message) &&
        site_letters(request->site);
    slot->reference = is_seen ? row.reference
        : row.id != ID_NONE   ? STR("a report that is only counted")
                              : (str){ 0 };
    if (is_seen)
        slot->url = case_url(ctx, row.reference);
    return OK;
}

static result rows_read(struct request *request, enum sent_show show, int64_t before,
                        struct outbox_row_list *rows)
{
    if (!SHOWS[show].state)
        return query_outbox_newest(request->ctx, request->db,
                                   &(struct outbox_newest_in){ COMMUNITY_FIRST, before, SENT_READ }, rows);
    return query_outbox_of_state_newest(request->ctx, request->db,
                                        &(struct outbox_of_state_newest_in){
                                            COMMUNITY_FIRST, str_from(SHOWS[show].state), before, SENT_READ },
                                        rows);
}

static result tabs_fill(struct request *request, enum sent_show show, struct sent_page *page)
{
    struct ctx *ctx = request->ctx;
    result e = OK;
    for (int i = 0; !e && i < SENT_SHOWS; i++) {
        struct outbox_state_number_out number = { 0, INSTANT_NONE };
        bool is_found;
        if (SHOWS[i].state && i != SENT_LETTERS)
            e = query_outbox_state_number(
                ctx, request->db,
                &(struct outbox_state_number_in){ COMMUNITY_FIRST, str_from(SHOWS[i].state) }, &number,
                &is_found);
        struct work_tab *tab = e ? NULL : LIST_PUSH(ctx->arena, &page->tabs);
        if (!tab)
            return e ? e : arena_fail(ctx);
        bool is_counted = SHOWS[i].state && i != SENT_LETTERS && may(request->visitor, DEED_HEALTH, NULL);
        *tab = (struct work_tab){ SHOWS[i].words, is_counted ? number.n : -1,
                                  url_format(ctx->arena, "/admin/sent?show=%s", SHOWS[i].name),
                                  i == (int)show };
    }
    return e;
}

static result sent_fill(struct request *request, struct sent_page *page)
{
    enum sent_show show = show_of(request_field(request, "show"));
    struct outbox_row_list rows;
    int64_t before = INT64_MAX;
    size_t i = 0;
    (void)str_to_int(request_field(request, "before"), &before);
    result e = admin_open(request, DEED_MESSAGES, STR("What was sent"), &page->layout);
    if (!e)
        e = tabs_fill(request, show, page);
    if (!e)
        e = rows_read(request, show, before, &rows);
    page->is_letters = show == SENT_LETTERS;
    for (; !e && i < rows.n && page->rows.n < SENT_SHOWN; i++)
        if (show != SENT_LETTERS || str_equal(rows.at[i].way, STR("letter")))
            e = row_add(request, &rows.at[i], page);
    if (!e && i > 0 && (i < rows.n || rows.n == SENT_READ))
        page->next = url_format(request->ctx->arena, "/admin/sent?show=%s&before=%lld", SHOWS[show].name,
                                (long long)rows.at[i - 1].id);
    return e;
}

static result sent_answer(struct response *response, const struct sent_page *page)
{
    response->is_unkept = true;
    view_admin_sent(&response->body, page);
    return OK;
}

result sent_show(struct request *request, struct response *response)
{
    struct sent_page page = { .done = admin_done_words(request) };
    result e = sent_fill(request, &page);
    return e ? e : sent_answer(response, &page);
}

enum sent_deed { SENT_RETRY, SENT_DROP, SENT_PRINTED, SENT_PRINT };

struct sent_doing {
    struct request *request;
    enum sent_deed deed;
    struct outbox_row row;
    struct message message; // of a letter that is printed
};

static result doing_work(struct ctx *ctx, struct db *db, void *with)
{
    struct sent_doing *d = with;
    static const char *const WORDS[] = { "sent again", "dropped", "noted as printed", "printed" };
    str subject = str_format(ctx->arena, "message %lld", (long long)d->row.id);
    instant now = d->request->now;
    result e = OK;
    if (d->deed == SENT_RETRY)
        e = outbox_retry(ctx, db, d->row.id, now);
    else if (d->deed == SENT_DROP)
        e = outbox_drop(ctx, db, d->row.id, STR("dropped by an administrator"));
    else if (d->deed == SENT_PRINTED)
        e = query_outbox_set(
            ctx, db,
            &(struct outbox_set_in){
                COMMUNITY_FIRST, d->row.id, STATE_SENT, d->row.attempts + 1, now, { 0 }, now });
    return e ? e : admin_noted(d->request, ctx, db, WORDS[d->deed], subject);
}

static result letter_make(struct ctx *ctx, struct db *db, void *with)
{
    struct sent_doing *d = with;
    const struct message_asked asked = { .row = &d->row, .at = d->request->now, .is_sent = true };
    bool is_there = false;
    result e = message_make(ctx, db, &asked, &d->message, &is_there);
    if (!e && !is_there)
        e = fail(ctx, ERR_RULE, "Whom or what it was about is not there any more.");
    return e ? e : doing_work(ctx, db, d);
}

// The letter as a PDF. Whoever prints it reads it: that is kept, as the reason.
static result letter_print(struct sent_doing *d, struct response *response)
{
    struct request *r = d->request;
    letter_function letter = site_letters(r->site);
    result e = letter ? site_write(r, letter_make, d)
                      : fail(r->ctx, ERR_RULE, "Letters can't be printed here.");
    if (!e)
        e = letter(r->ctx, &d->message, &response->body);
    if (e)
        return e;
    response->type = STR("application/pdf");
    response->file_name = str_format(r->ctx->arena, "letter-%lld.pdf", (long long)d->row.id);
    response->is_unkept = true;
    return OK;
}

static result deed_read(struct request *request, enum sent_deed *deed)
{
    static const char *const WORDS[] = { "retry", "drop", "printed", "print" };
    str word = request_form(request, "deed");
    for (int i = 0; i < 4; i++)
        if (str_equal(word, str_from(WORDS[i]))) {
            *deed = (enum sent_deed)i;
            return OK;
        }
    return fail(request->ctx, ERR_INPUT, "there is no such button");
}

static result sent_open(struct request *request, struct sent_doing *d)
{
    struct case_row row;
    struct about about;
    int64_t id;
    bool is_found = false, is_so = false;
    *d = (struct sent_doing){ .request = request };
    result e = must_may(request->ctx, request->visitor, DEED_MESSAGES, NULL);
    if (!e)
        e = deed_read(request, &d->deed);
    if (!e && str_to_int(request_form(request, "message"), &id))
        e = query_outbox_by_id(request->ctx, request->db, &(struct outbox_by_id_in){ COMMUNITY_FIRST, id },
                               &d->row, &is_found);
    if (!e && is_found)
        e = may_know(request, &d->row, &row, &about, &is_so);
    if (!e && !is_so)
        return fail(request->ctx, ERR_MISSING, "there is no such message");
    bool is_letter = d->deed == SENT_PRINT || d->deed == SENT_PRINTED;
    bool is_waiting = str_equal(d->row.state, STATE_WAITING) && str_equal(d->row.way, STR("letter"));
    if (!e && is_letter && (!is_waiting || link_is_message(d->row.message)))
        return fail(request->ctx, ERR_RULE, "It is no letter that waits to be printed.");
    return e || !is_letter || sees(request->visitor, SEEN_MESSAGE_TO, &about) != SEEING_NO
        ? e
        : fail(request->ctx, ERR_DENIED, "You may not read letters.");
}

result sent_send(struct request *request, struct response *response)
{
    struct sent_doing d;
    result e = sent_open(request, &d);
    if (!e && d.deed == SENT_PRINT)
        return letter_print(&d, response);
    if (!e)
        e = site_write(request, doing_work, &d);
    if (!e)
        response_see(request, response,
                     (struct url){ d.deed == SENT_PRINTED ? STR("/admin/sent?show=letters&done=yes")
                                                          : STR("/admin/sent?done=yes") });
    return e;
}
