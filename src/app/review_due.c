#include "app/review_due.h"

#include "app/daily.h"
#include "app/deed_holders.h"
#include "app/directory.h"
#include "app/documents.h"
#include "app/life_internal.h"
#include "app/outbox.h"
#include "app/setting.h"
#include "rules/review.h"

// One document that is to be looked at again, told now.
struct reviewing {
    const struct daily_look *look;
    const struct document *document;
    date due;
    bool is_end;
};

date review_due(const struct document *document, date today, bool *is_end)
{
    const struct field *review = field_find(&document->header, KEY_REVIEW);
    struct date_range in_force = document_in_force(document);
    date due = DATE_NONE;
    int months;
    bool is_counted = review && !review->is_bad &&
        in_force.from.day > date_from_civil((struct civil){ 1, 1, 1 }).day;
    if (is_counted && review_months(review->text, &months))
        due = review_next(in_force.from, months, today);
    *is_end = in_force.to.day <= due.day && !date_is_none(in_force.to);
    return *is_end ? in_force.to : due;
}

bool review_is_followed(const struct ledger *ledger, const struct document *document)
{
    date from = document_in_force(document).from;
    for (size_t i = 0; i < ledger->judged.documents.n; i++) {
        const struct document *other = ledger->judged.documents.at[i].document;
        if (str_equal(other->id, document->id) && document_in_force(other).from.day > from.day)
            return true;
    }
    return false;
}

static result person_tell(const struct reviewing *r, int64_t person)
{
    struct ctx *ctx = r->look->ctx;
    str detail = str_format(ctx->arena, "link: /charters/%.*s/review\nwhat: %.*s%.*s",
                            STR_ARGS(r->document->id), STR_ARGS(r->document->title),
                            STR_ARGS(detail_until(ctx, r->due)));
    str once = str_format(ctx->arena, "%lld %.*s %d", (long long)person, STR_ARGS(r->document->id),
                          r->due.day);
    struct telling_one told = { .person_id = person,
                                .way = STR("email"),
                                .message = r->is_end ? STR("charter-ends") : STR("review-due"),
                                .once = once,
                                .detail = detail,
                                .at = r->look->now };
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : outbox_tell_one(ctx, r->look->db, &told);
}

static result speakers_tell(const struct reviewing *r)
{
    struct life_speakers speakers = { 0 };
    result e = life_speakers_read(r->look->ctx, r->look->db, r->document->id, &speakers);
    for (size_t i = 0; i < speakers.n && !e; i++) {
        struct person_row person;
        e = account_person(r->look->ctx, r->look->db, speakers.at[i].account, &person);
        if (!e)
            e = person_tell(r, person.id);
    }
    return e;
}

static bool signs_for_a_party(const struct reviewing *r, const struct visitor *visitor)
{
    const struct field *between = field_find(&r->document->header, KEY_BETWEEN);
    for (size_t i = 0; between && !between->is_bad && i < between->items.n; i++) {
        const struct about about = { .body = between->items.at[i] };
        if (may(visitor, DEED_SIGN, &about))
            return true;
    }
    return false;
}

static result officers_tell(const struct reviewing *r)
{
    struct deed_holders holders = { 0 };
    result e = deed_holders_find(r->look->ctx, r->look->db, DEED_SIGN, &holders);
    for (size_t i = 0; i < holders.n && !e; i++) {
        e = visitor_follow(r->look->ctx, &holders.at[i], &r->look->directory->bodies, r->look->today);
        if (!e && signs_for_a_party(r, &holders.at[i]))
            e = person_tell(r, holders.at[i].person);
    }
    return e;
}

// Whether the day of telling came since the last look: a list of who was told would have to be kept for months.
static bool is_due(struct reviewing *r)
{
    struct date_range in_force = document_in_force(r->document);
    r->due = review_due(r->document, r->look->today, &r->is_end);
    int32_t told = r->due.day - (r->is_end ? REVIEW_END_DAYS : REVIEW_SOON_DAYS);
    if (told < in_force.from.day)
        told = in_force.from.day;
    return told > r->look->looked && told <= r->look->today.day && in_force.to.day >= r->look->today.day &&
        !review_is_followed(r->look->ledger, r->document);
}

static result look(struct daily_look *l)
{
    result e = daily_documents(l);
    for (size_t i = 0; !e && i < l->ledger->judged.documents.n; i++) {
        struct reviewing r = { .look = l, .document = l->ledger->judged.documents.at[i].document };
        if (!is_due(&r))
            continue;
        e = speakers_tell(&r);
        if (!e)
            e = officers_tell(&r);
    }
    return e;
}

result reviews_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now)
{
    const struct daily daily = { SETTING_REVIEWS_TOLD, REVIEW_TOLD_AT };
    return daily_run(ctx, db, &daily, &(struct daily_clock){ zone, now }, look);
}
