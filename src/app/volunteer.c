#include "app/volunteer.h"

#include "app/ledger.h"

static str until_words(struct ctx *ctx, const char *what, str by, date until)
{
    struct buffer day = buffer_open(64);
    if (!by.n)
        return str_format(ctx->arena, "%s not noted.", what);
    date_write_words(&day, until);
    str words = str_format(ctx->arena, "%s until %.*s (%.*s).", what, STR_ARGS(buffer_str(&day)),
                           STR_ARGS(by));
    buffer_done(ctx->arena, &day);
    return words;
}

static bool is_near(str by, date until, date today)
{
    return !by.n || until.day < today.day + VOLUNTEER_DAYS_BEFORE;
}

str volunteer_words(struct ctx *ctx, const struct account_role_row *role, date today, bool *is_pressing)
{
    str insured = until_words(ctx, "Insurance", role->insured, role->insured_until);
    str consent = until_words(ctx, "Consent", role->consent, role->consent_until);
    *is_pressing = is_near(role->insured, role->insured_until, today) ||
        is_near(role->consent, role->consent_until, today);
    return str_format(ctx->arena, "%.*s %.*s", STR_ARGS(insured), STR_ARGS(consent));
}

result volunteers_pressing(struct ctx *ctx, struct db *db, date today, int64_t *n)
{
    struct account_role_row_list rows;
    result e = query_account_role_of_role(
        ctx, db, &(struct account_role_of_role_in){ COMMUNITY_FIRST, role_name(ROLE_CHAMPION) }, &rows);
    *n = 0;
    for (size_t i = 0; !e && i < rows.n; i++) {
        bool is_pressing;
        (void)volunteer_words(ctx, &rows.at[i], today, &is_pressing);
        *n += is_pressing;
    }
    return e;
}

static result pair_check(struct ctx *ctx, str by, date until, const char *what)
{
    if (by.n > VOLUNTEER_WORDS_MAX)
        return fail(ctx, ERR_INPUT, "write it in at most %d letters", VOLUNTEER_WORDS_MAX);
    if (by.n && date_is_none(until))
        return fail(ctx, ERR_INPUT, "write the day on which the %s ends, such as 31 3 2027", what);
    return OK;
}

result volunteer_note(struct ctx *ctx, struct db *db, const struct account_role_row *role,
                      enum volunteer_part *part)
{
    *part = role->insured.n > VOLUNTEER_WORDS_MAX ? VOLUNTEER_INSURED : VOLUNTEER_INSURED_UNTIL;
    result e = pair_check(ctx, role->insured, role->insured_until, "insurance");
    if (!e) {
        *part = role->consent.n > VOLUNTEER_WORDS_MAX ? VOLUNTEER_CONSENT : VOLUNTEER_CONSENT_UNTIL;
        e = pair_check(ctx, role->consent, role->consent_until, "consent");
    }
    return e ? e
             : query_account_role_note(ctx, db,
                                       &(struct account_role_note_in){
                                           COMMUNITY_FIRST, role->account, role->id, role->insured,
                                           role->insured.n ? role->insured_until : DATE_NONE, role->consent,
                                           role->consent.n ? role->consent_until : DATE_NONE });
}
