#include "app/undone.h"

#include "app/charter_about.h"
#include "app/daily.h"
#include "app/deed_holders.h"
#include "app/documents.h"
#include "app/outbox.h"
#include "app/publish.h"
#include "app/setting.h"

enum { LATE_MOST = 100000, LINES_MOST = 30, LINES_BYTES = 32 << 10 };

// So many of one promise and area, late since the last look.
struct undone {
    const struct document *document;
    const struct clause *clause;
    const struct field *outcome; // which leads elsewhere
    str area;                    // empty: those of its charter
    date day;                    // by which the first of them was due
    int64_t n;                   // of reports; 0 for a deed or a period
};

struct undone_list {
    struct undone *at;
    size_t n, room;
};

struct undone_look {
    struct daily_look *day;
    date from, to; // days that are over, both included
    struct undone_list found;
};

static bool leads_elsewhere(const struct field *f)
{
    for (size_t i = 0; f && !f->is_bad && i < f->outcome.n; i++)
        if (f->outcome.at[i].ref.document.n)
            return true;
    return false;
}

void offer_write(struct buffer *out, const struct field *outcome)
{
    for (size_t i = 0; outcome && i < outcome->outcome.n; i++) {
        const struct ref *ref = &outcome->outcome.at[i].ref;
        buffer_print(out, " (%.*s%s%.*s)", STR_ARGS(ref->document),
                     ref->document.n && ref->label.n ? " " : "", STR_ARGS(ref->label));
    }
}

static const struct field *offer_of(const struct clause *clause, str outcome)
{
    const struct field *f = field_outcome(&clause->fields, outcome, NULL);
    while (f && !leads_elsewhere(f))
        f = field_outcome(&clause->fields, outcome, f);
    return f;
}

static result undone_add(struct undone_look *l, const struct undone *one)
{
    struct ctx *ctx = l->day->ctx;
    for (size_t i = 0; i < l->found.n; i++) {
        struct undone *u = &l->found.at[i];
        if (u->clause == one->clause && u->outcome == one->outcome && str_equal(u->area, one->area)) {
            u->n += one->n;
            return OK;
        }
    }
    struct undone *slot = LIST_PUSH(ctx->arena, &l->found);
    if (!slot)
        return arena_fail(ctx);
    *slot = *one;
    return OK;
}

static bool is_in(const struct undone_look *l, date day)
{
    return l->from.day <= day.day && day.day <= l->to.day;
}

// Those due first come first: the rest are of today or later, or were told.
static result late_read(struct undone_look *l, const struct undone *of, const struct judged_document *d,
                        int64_t slot)
{
    struct daily_look *day = l->day;
    struct finding_case_row_list rows;
    const struct finding_late_list_in asked = {
        COMMUNITY_FIRST, ledger_content(day->ledger, d), of->clause->label, false, slot, COUNTED_ONLY,
        LATE_MOST
    };
    result e = query_finding_late_list(day->ctx, day->db, &asked, &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        struct undone one = *of;
        one.day = zone_date(day->zone, rows.at[i].due, NULL);
        one.n = field_find(&of->clause->fields, KEY_SERVICE) ? 1 : 0;
        one.area = rows.at[i].area;
        if (!instant_is_none(rows.at[i].due) && is_in(l, one.day))
            e = undone_add(l, &one);
    }
    return e;
}

static result account_read(struct undone_look *l, const struct judged_document *d, const struct account *a)
{
    struct undone one = { .document = d->document, .clause = a->promise->clause };
    int64_t n = (int64_t)(a->n_slots > 1 ? a->n_slots - 1 : a->n_slots); // the last is all of its clocks
    one.outcome = offer_of(one.clause, STR("not done"));
    one.outcome = one.outcome ? one.outcome : offer_of(one.clause, STR("late"));
    bool has_cases = !a->count && !a->is_observed && !a->is_sum && a->promise->n_clocks;
    result e = OK;
    for (int64_t slot = 0; one.outcome && has_cases && slot < n && !e; slot++)
        e = late_read(l, &one, d, slot);
    return e;
}

static result periods_read(struct undone_look *l)
{
    const struct judge_row_list *rows = &l->day->ledger->judged.rows;
    result e = OK;
    for (size_t i = 0; i < rows->n && !e; i++) {
        const struct judge_row *row = &rows->at[i];
        const struct account *a = row->account;
        struct undone one = { row->document->document, a->promise->clause, NULL, { 0 }, row->period.to, 0 };
        one.outcome = offer_of(one.clause, STR("not done"));
        bool is_told = one.outcome && (a->count || a->is_observed) && row->has_period &&
            row->verdict == VERDICT_MISSED && is_in(l, row->period.to);
        if (is_told)
            e = undone_add(l, &one);
    }
    return e;
}

// Figures that were confirmed, or corrected, as missed.
static result figures_read(struct undone_look *l, const struct judged_document *d,
                           const struct clause *clause)
{
    struct daily_look *day = l->day;
    struct undone one = { d->document, clause, offer_of(clause, STR("target missed")), { 0 }, DATE_NONE, 0 };
    struct fact_row_list said = { .n = 0 };
    struct fact_of_clause_in asked = { COMMUNITY_FIRST, d->document->id, clause->label, FACT_PUBLISHED };
    result e = one.outcome ? query_fact_of_clause(day->ctx, day->db, &asked, &said) : OK;
    for (size_t i = 0; !e && i < said.n; i++) {
        const struct fact_row *f = &said.at[i];
        struct date_range r = document_in_force(d->document);
        bool is_own = r.from.day <= f->period_to.day && f->period_to.day <= r.to.day;
        bool is_told = is_own && !str_equal(f->name, STR("provisional")) &&
            published_read(f->value).verdict == VERDICT_MISSED &&
            is_in(l, zone_date(day->zone, f->recorded, NULL));
        one.day = f->period_to;
        if (is_told)
            e = undone_add(l, &one);
    }
    return e;
}

static result all_read(struct undone_look *l)
{
    const struct judged_documents *documents = &l->day->ledger->judged.documents;
    result e = periods_read(l);
    for (size_t i = 0; i < documents->n && !e; i++) {
        const struct judged_document *d = &documents->at[i];
        for (size_t k = 0; k < d->accounts.n && !e; k++)
            e = account_read(l, d, &d->accounts.at[k]);
        for (size_t k = 0; k < d->document->clauses.n && !e; k++)
            e = figures_read(l, d, &d->document->clauses.at[k]);
    }
    return e;
}

// "30/09/2026: Aldermoor, P1 Lights (call-for-action G1)": in no language but the document's own words.
static void line_write(struct buffer *out, const struct undone *u)
{
    struct civil day = date_civil(u->day);
    buffer_add(out, buffer_str(out).n ? STR("\n\t- ") : STR("- "));
    buffer_print(out, "%02d/%02d/%d: %.*s, %.*s %.*s", day.day, day.month, day.year,
                 STR_ARGS(u->document->title), STR_ARGS(u->clause->label), STR_ARGS(u->clause->title));
    if (u->n)
        buffer_print(out, ": %lld ×", (long long)u->n);
    offer_write(out, u->outcome);
}

static bool is_theirs(struct undone_look *l, const struct visitor *visitor, const struct undone *u)
{
    struct about about = charter_about(l->day->ctx, u->document, clause_party(u->clause));
    if (u->area.n)
        about.area = u->area;
    return may(visitor, DEED_DRAFT, &about);
}

static result councillor_tell(struct undone_look *l, const struct visitor *visitor)
{
    struct daily_look *day = l->day;
    struct ctx *ctx = day->ctx;
    struct buffer late = buffer_open(LINES_BYTES);
    size_t n = 0;
    for (size_t i = 0; i < l->found.n; i++)
        if (is_theirs(l, visitor, &l->found.at[i]) && ++n <= LINES_MOST)
            line_write(&late, &l->found.at[i]);
    str detail = str_format(ctx->arena, "link: /watch\ncount: %zu\nlate: %.*s", n,
                            STR_ARGS(buffer_str(&late)));
    buffer_close(&late);
    struct telling_one told = { .person_id = visitor->person,
                                .way = STR("email"),
                                .message = STR("undone-offered"),
                                .detail = detail,
                                .at = day->now };
    told.once = str_format(ctx->arena, "%lld %d", (long long)visitor->id, day->today.day);
    result e = arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
    return e || !n ? e : outbox_tell_one(ctx, day->db, &told);
}

static result look(struct daily_look *day)
{
    struct undone_look l = { .day = day, .to = date_add_days(day->today, -1) };
    struct deed_holders councillors = { 0 };
    l.from = day->looked ? (date){ (int32_t)day->looked } : l.to; // the first look tells of nothing old
    result e = daily_documents(day);
    if (!e)
        e = ledger_rows(day->ctx, day->db, day->ledger);
    if (!e)
        e = all_read(&l);
    if (!e && l.found.n)
        e = role_holders_find(day->ctx, day->db, ROLE_COUNCILLOR, &councillors);
    for (size_t i = 0; i < councillors.n && !e; i++)
        e = councillor_tell(&l, &councillors.at[i]);
    return e;
}

result undone_remind(struct ctx *ctx, struct db *db, const struct zone *zone, instant now)
{
    const struct daily daily = { SETTING_UNDONE_TOLD, UNDONE_TOLD_AT };
    return daily_run(ctx, db, &daily, &(struct daily_clock){ zone, now }, look);
}
