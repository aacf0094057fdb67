#include "app/own.h"

#include "app/ledger.h"
#include "app/nearby.h"

// Their own person, and who else is reached at their address.
static result persons_of(struct ctx *ctx, struct db *db, const struct visitor *visitor,
                         struct person_row_list *rows)
{
    result e = OK;
    bool has_own = false;
    *rows = (struct person_row_list){ 0 };
    if (visitor->email.n)
        e = query_person_of_email(ctx, db, &(struct person_of_email_in){ COMMUNITY_FIRST, visitor->email },
                                  rows);
    for (size_t i = 0; i < rows->n; i++)
        has_own |= rows->at[i].id == visitor->person;
    if (e || has_own)
        return e;
    struct person_row *own = LIST_PUSH(ctx->arena, rows);
    if (!own)
        return arena_fail(ctx);
    own->id = visitor->person;
    return OK;
}

static bool is_there(const struct own_reports *reports, int64_t case_id)
{
    for (size_t i = 0; i < reports->n; i++)
        if (reports->at[i].row.id == case_id)
            return true;
    return false;
}

static bool is_newer(const struct case_row *a, const struct case_row *b)
{
    return a->opened.second != b->opened.second ? a->opened.second > b->opened.second : a->id > b->id;
}

static result report_add(struct ctx *ctx, struct db *db, const struct own_report *of,
                         struct own_reports *reports)
{
    struct case_row row;
    bool is_found;
    result e = query_case_by_id(ctx, db, &(struct case_by_id_in){ COMMUNITY_FIRST, of->row.id }, &row,
                                &is_found);
    if (e || !is_found)
        return e;
    struct own_report *slot = LIST_PUSH(ctx->arena, reports);
    if (!slot)
        return arena_fail(ctx);
    size_t at = reports->n - 1;
    for (; at > 0 && is_newer(&row, &reports->at[at - 1].row); at--)
        reports->at[at] = reports->at[at - 1];
    reports->at[at] = (struct own_report){ row, of->person };
    return OK;
}

result own_reports(struct ctx *ctx, struct db *db, const struct visitor *visitor, struct own_reports *reports)
{
    struct person_row_list persons;
    result e = persons_of(ctx, db, visitor, &persons);
    *reports = (struct own_reports){ 0 };
    for (size_t p = 0; p < persons.n && !e; p++) {
        struct case_person_of_person_out_list bound;
        e = query_case_person_of_person(
            ctx, db, &(struct case_person_of_person_in){ COMMUNITY_FIRST, persons.at[p].id }, &bound);
        size_t from = !e && bound.n > OWN_REPORTS_MAX ? bound.n - OWN_REPORTS_MAX
                                                      : 0; // ids are in order of time
        for (size_t i = from; !e && i < bound.n; i++)
            if (!is_there(reports, bound.at[i].case_id))
                e = report_add(
                    ctx, db,
                    &(struct own_report){ .row = { .id = bound.at[i].case_id }, .person = persons.at[p].id },
                    reports);
    }
    return e;
}

result own_report(struct ctx *ctx, struct db *db, const struct visitor *visitor, str reference,
                  struct own_report *report)
{
    struct case_person_of_case_out_list bound = { .n = 0 };
    bool is_case, is_own = false;
    result e = query_case_by_reference(ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, reference },
                                       &report->row, &is_case);
    if (!e && is_case)
        e = query_case_person_of_case(
            ctx, db, &(struct case_person_of_case_in){ COMMUNITY_FIRST, report->row.id }, &bound);
    for (size_t i = 0; !e && !is_own && i < bound.n; i++) {
        report->person = bound.at[i].person_id;
        e = visitor_is_person(ctx, db, visitor, report->person, &is_own);
    }
    if (!is_own)
        report->person = ID_NONE;
    return e;
}

result joined_to(struct ctx *ctx, struct db *db, const struct joining *j, struct case_row *first,
                 bool *is_joined)
{
    str incident = incident_among(j->facts);
    bool may_be = j->row->status == CASE_EXCLUDED || j->row->status == CASE_DUPLICATE;
    *is_joined = false;
    if (!may_be || !incident.n || str_equal(incident, j->row->reference))
        return OK;
    result e = query_case_by_reference(ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, incident },
                                       first, is_joined);
    *is_joined = !e && *is_joined && first->id != j->row->id && first->visibility != COUNTED_ONLY;
    return e;
}
