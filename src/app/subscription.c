#include "app/subscription.h"

#include "app/ledger.h"
#include "app/outbox.h"
#include "app/person.h"
#include "app/titles.h"
#include "base/utf8.h"
#include "format/mail.h"

#include <math.h>

enum { OPEN_MOST = 3, EXPIRED_AT_ONCE = 100, SUBJECT_MAX = 200 };

static const double MILLIONTHS = 1e6;

static bool is_one_of(str what, const str *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(what, all[i]))
            return true;
    return false;
}

static result metres_check(struct ctx *ctx, int64_t metres)
{
    if (metres < SUBSCRIPTION_METRES_LEAST || metres > SUBSCRIPTION_METRES_MOST)
        return fail(ctx, ERR_INPUT, "a circle has %d to %d metres", SUBSCRIPTION_METRES_LEAST,
                    SUBSCRIPTION_METRES_MOST);
    return OK;
}

static result place_check(struct ctx *ctx, const struct subscription_wish *w)
{
    result e = metres_check(ctx, w->metres);
    if (e)
        return e;
    bool is_on_earth = fabs(w->latitude) <= 90 && fabs(w->longitude) <= 180;
    return is_on_earth ? OK : fail(ctx, ERR_INPUT, "a place lies at degrees of latitude and longitude");
}

// One line: it goes into the lines of a message's detail.
static bool is_line(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.at[i] < ' ' || s.at[i] == 0x7F)
            return false;
    return s.n > 0 && s.n <= SUBJECT_MAX && utf8_invalid_at(s) == s.n;
}

static result often_check(struct ctx *ctx, str often)
{
    const str all[] = { OFTEN_AT_ONCE, OFTEN_WEEKLY };
    return is_one_of(often, all, sizeof all / sizeof *all)
        ? OK
        : fail(ctx, ERR_INPUT, "alerts come at once or weekly");
}

static result wish_check(struct ctx *ctx, const struct subscription_wish *w)
{
    const str kinds[] = { ABOUT_PLACE, ABOUT_AREA, ABOUT_SERVICE, ABOUT_CHARTER, ABOUT_CASE };
    if (!is_one_of(w->kind, kinds, sizeof kinds / sizeof *kinds))
        return fail(ctx, ERR_INPUT, "alerts are about a place, an area, a service, a charter or a case");
    result e = often_check(ctx, w->often);
    if (e)
        return e;
    if (!is_line(w->subject))
        return fail(ctx, ERR_INPUT, "say what the alerts are to be about in one line of at most %d bytes",
                    SUBJECT_MAX);
    if (!mail_address_is_fine(w->email))
        return fail(ctx, ERR_INPUT, "write an e-mail address like name@example.org");
    return str_equal(w->kind, ABOUT_PLACE) ? place_check(ctx, w) : OK;
}

// Whoever has that address, named or not; a new person without a name, who is told of nothing else.
static result person_of_address(struct ctx *ctx, struct db *db, const struct subscription_wish *w,
                                int64_t *person_id)
{
    struct person_row_list rows;
    struct person p = { .email = w->email, .language = w->language };
    result e = person_check(ctx, &p);
    if (!e)
        e = query_person_of_email(ctx, db, &(struct person_of_email_in){ COMMUNITY_FIRST, p.email }, &rows);
    if (!e && rows.n) {
        *person_id = rows.at[0].id;
        return OK;
    }
    if (!e)
        e = person_add(ctx, db, &p);
    *person_id = p.id;
    return e;
}

static int64_t millionths(double degrees)
{
    return (int64_t)llround(degrees * MILLIONTHS);
}

static bool is_same(const struct subscription_row *row, const struct subscription_wish *w)
{
    bool is_place = str_equal(w->kind, ABOUT_PLACE);
    return str_equal(row->kind, w->kind) && str_equal(row->often, w->often) &&
        (is_place ? row->latitude == millionths(w->latitude) && row->longitude == millionths(w->longitude) &&
                 row->metres == w->metres
                  : str_equal(row->subject, w->subject));
}

static result row_confirm(struct ctx *ctx, struct db *db, int64_t id, instant at)
{
    return query_subscription_confirm(ctx, db, &(struct subscription_confirm_in){ COMMUNITY_FIRST, id, at });
}

// Nothing more is to be done: it is wanted already, or there are links enough on their way.
static result is_enough(struct ctx *ctx, struct db *db, const struct subscription_wish *w, int64_t person_id,
                        bool *enough)
{
    struct subscription_row_list rows;
    int n_open = 0;
    result e = query_subscription_of_person(
        ctx, db, &(struct subscription_of_person_in){ COMMUNITY_FIRST, person_id }, &rows);
    *enough = false;
    for (size_t i = 0; !e && i < rows.n; i++) {
        n_open += instant_is_none(rows.at[i].confirmed);
        if (!is_same(&rows.at[i], w))
            continue;
        *enough = true;
        if (w->is_proven && instant_is_none(rows.at[i].confirmed))
            e = row_confirm(ctx, db, rows.at[i].id, w->at);
    }
    *enough = *enough || (n_open >= OPEN_MOST && !w->is_proven);
    return e;
}

static result wish_keep(struct ctx *ctx, struct db *db, const struct subscription_wish *w, int64_t person_id,
                        struct subscription_row *row)
{
    bool is_place = str_equal(w->kind, ABOUT_PLACE);
    *row = (struct subscription_row){ .person_id = person_id,
                                      .kind = w->kind,
                                      .subject = w->subject,
                                      .latitude = is_place ? millionths(w->latitude) : ID_NONE,
                                      .longitude = is_place ? millionths(w->longitude) : ID_NONE,
                                      .metres = is_place ? w->metres : ID_NONE,
                                      .often = w->often,
                                      .token = outbox_token(ctx),
                                      .asked = w->at,
                                      .confirmed = INSTANT_NONE };
    return query_subscription_insert(ctx, db,
                                     &(struct subscription_insert_in){ COMMUNITY_FIRST, row->person_id,
                                                                       row->kind, row->subject, row->latitude,
                                                                       row->longitude, row->metres,
                                                                       row->often, row->token, row->asked },
                                     &row->id);
}

result subscription_ask(struct ctx *ctx, struct db *db, const struct subscription_wish *given)
{
    struct subscription_wish w = *given;
    struct subscription_row row;
    int64_t person_id = ID_NONE;
    bool enough = false;
    w.email = str_trim(w.email);
    w.subject = str_trim(w.subject);
    result e = wish_check(ctx, &w);
    if (!e)
        e = person_of_address(ctx, db, &w, &person_id);
    if (!e)
        e = is_enough(ctx, db, &w, person_id, &enough);
    if (e || enough)
        return e;
    e = wish_keep(ctx, db, &w, person_id, &row);
    if (e || w.is_proven)
        return e ? e : row_confirm(ctx, db, row.id, w.at);
    str words;
    e = subscription_say(ctx, db, &row, &words);
    str detail = str_format(ctx->arena, "link: /alerts/confirm/%.*s\nplace: %.*s\noften: %.*s",
                            STR_ARGS(row.token), STR_ARGS(words), STR_ARGS(row.often));
    return e ? e
             : outbox_tell_one(ctx, db,
                               &(struct telling_one){ person_id, STR("email"), STR("confirm-alerts"), 0,
                                                      row.token, detail, w.at });
}

result subscription_find(struct ctx *ctx, struct db *db, str token, struct subscription_token *found)
{
    struct case_person_by_token_out bound;
    bool is_found = false;
    *found = (struct subscription_token){ .token = token };
    result e = token.n
        ? query_subscription_by_token(ctx, db, &(struct subscription_by_token_in){ COMMUNITY_FIRST, token },
                                      &found->subscription, &is_found)
        : OK;
    if (e || is_found)
        return e;
    if (token.n)
        e = query_case_person_by_token(ctx, db, &(struct case_person_by_token_in){ COMMUNITY_FIRST, token },
                                       &bound, &is_found);
    if (!e && !is_found)
        return fail(ctx, ERR_MISSING, "this link has ended: what it was for is not sent any more");
    found->is_case = true;
    found->case_id = bound.case_id;
    found->person_id = bound.person_id;
    found->is_quiet = !instant_is_none(bound.quiet);
    return e;
}

result subscription_confirm(struct ctx *ctx, struct db *db, const struct subscription_token *found,
                            instant at)
{
    return found->is_case ? OK : row_confirm(ctx, db, found->subscription.id, at);
}

result subscription_change(struct ctx *ctx, struct db *db, const struct subscription_changing *c)
{
    const struct subscription_row *row = &c->found->subscription;
    bool is_place = str_equal(row->kind, ABOUT_PLACE);
    result e = often_check(ctx, c->often);
    if (!e && is_place)
        e = metres_check(ctx, c->metres);
    return e ? e
             : query_subscription_change(ctx, db,
                                         &(struct subscription_change_in){ COMMUNITY_FIRST, row->id, c->often,
                                                                           is_place ? c->metres : ID_NONE });
}

// Nobody but an address that asked for alerts.
static result is_idle(struct ctx *ctx, struct db *db, int64_t person_id, struct person_row *p, bool *idle)
{
    struct case_person_of_person_out_list cases;
    struct subscription_row_list rows;
    struct held_row_list acted;
    result e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, person_id }, p, idle);
    if (e || !*idle)
        return e;
    e = query_case_person_of_person(ctx, db, &(struct case_person_of_person_in){ COMMUNITY_FIRST, person_id },
                                    &cases);
    if (!e)
        e = query_subscription_of_person(
            ctx, db, &(struct subscription_of_person_in){ COMMUNITY_FIRST, person_id }, &rows);
    if (!e)
        e = query_held_of_actor(ctx, db, &(struct held_of_actor_in){ COMMUNITY_FIRST, person_id }, &acted);
    *idle = !e && !p->name.n && !p->telephone.n && !p->address.n && !cases.n && !rows.n && !acted.n;
    return e;
}

// It is noted, so that an older copy of the store does not bring them back.
static result person_leave(struct ctx *ctx, struct db *db, int64_t person_id, instant at)
{
    struct person_row p;
    bool idle;
    result e = is_idle(ctx, db, person_id, &p, &idle);
    if (e || !idle)
        return e;
    e = query_outbox_delete_of_person(ctx, db,
                                      &(struct outbox_delete_of_person_in){ COMMUNITY_FIRST, person_id });
    if (!e)
        e = query_erasure_insert(ctx, db,
                                 &(struct erasure_insert_in){ COMMUNITY_FIRST, STR("person"), 0,
                                                              person_mark(ctx, p.key), STR("-"), at });
    return e ? e : query_person_delete(ctx, db, &(struct person_delete_in){ COMMUNITY_FIRST, person_id });
}

static result row_end(struct ctx *ctx, struct db *db, const struct subscription_row *row, instant at)
{
    result e = query_alert_delete_of_subscription(
        ctx, db, &(struct alert_delete_of_subscription_in){ COMMUNITY_FIRST, row->id });
    if (!e)
        e = query_subscription_delete(ctx, db, &(struct subscription_delete_in){ COMMUNITY_FIRST, row->id });
    return e ? e : person_leave(ctx, db, row->person_id, at);
}

result subscription_end(struct ctx *ctx, struct db *db, const struct subscription_token *found, instant at)
{
    if (!found->is_case)
        return row_end(ctx, db, &found->subscription, at);
    if (found->is_quiet)
        return OK;
    return query_case_person_quiet_set(
        ctx, db, &(struct case_person_quiet_set_in){ COMMUNITY_FIRST, found->case_id, found->person_id, at });
}

str subscription_words(struct ctx *ctx, const struct subscription_row *row, str title)
{
    static const struct {
        str kind;
        const char *before;
    } words[] = {
        { STR_INIT("area"), "the area " },
        { STR_INIT("service"), "reports of one kind: " },
        { STR_INIT("charter"), "the charter " },
        { STR_INIT("case"), "the report " },
    };
    if (str_equal(row->kind, ABOUT_PLACE))
        return str_format(ctx->arena, "reports within %lld metres of %.*s", (long long)row->metres,
                          STR_ARGS(row->subject));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal(row->kind, words[i].kind))
            return str_format(ctx->arena, "%s%.*s", words[i].before,
                              STR_ARGS(title.n ? title : row->subject));
    return row->subject;
}

result subscription_say(struct ctx *ctx, struct db *db, const struct subscription_row *row, str *words)
{
    str title = { 0 };
    result e = str_equal(row->kind, ABOUT_CHARTER) ? charter_title(ctx, db, row->subject, &title)
        : str_equal(row->kind, ABOUT_SERVICE)      ? kind_title(ctx, db, row->subject, &title)
                                                   : OK;
    *words = subscription_words(ctx, row, title);
    return e;
}

result subscriptions_forget(struct ctx *ctx, struct db *db, int64_t person_id)
{
    struct subscription_row_list rows;
    result e = query_subscription_of_person(
        ctx, db, &(struct subscription_of_person_in){ COMMUNITY_FIRST, person_id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = query_alert_delete_of_subscription(
            ctx, db, &(struct alert_delete_of_subscription_in){ COMMUNITY_FIRST, rows.at[i].id });
    return e ? e
             : query_subscription_delete_of_person(
                   ctx, db, &(struct subscription_delete_of_person_in){ COMMUNITY_FIRST, person_id });
}

result subscriptions_expire(struct ctx *ctx, struct db *db, instant now)
{
    struct subscription_row_list rows;
    instant before = { now.second - (int64_t)UNCONFIRMED_DAYS * DAY_SECONDS };
    result e = query_subscription_unconfirmed(
        ctx, db, &(struct subscription_unconfirmed_in){ COMMUNITY_FIRST, before, EXPIRED_AT_ONCE }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        e = row_end(ctx, db, &rows.at[i], now);
    return e;
}
