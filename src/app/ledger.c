#include "app/ledger_internal.h"

static result community_read(struct ctx *ctx, struct db *db, struct ledger *ledger)
{
    struct community_by_id_out community;
    bool is_found;
    result e = query_community_by_id(ctx, db, &(struct community_by_id_in){ ledger->community }, &community,
                                     &is_found);
    if (e)
        return e;
    if (!is_found)
        return fail(ctx, ERR_MISSING,
                    "the store is empty: fill it with `wardmote demo` or `wardmote import requests`");
    ledger->name = community.name;
    const struct ledger *kept = ground_kept(ctx, db);
    ledger->zone = kept ? kept->zone : NULL;
    return kept && str_equal(zone_name(kept->zone), community.zone)
        ? OK
        : zone_load(ctx, community.zone, &ledger->zone);
}

instant ledger_instant(const struct ledger *ledger, instant now)
{
    return ledger->options.has_as_of ? (instant){ ledger->as_of.facts_before.second - 1 } : now;
}

// The facts by which the community took on its documents and calendars, or by which one ended, as far as they have
// happened.
static result happened_read(struct ctx *ctx, struct db *db, const struct ledger *ledger, enum fact_kind kind,
                            struct fact_row_list *facts)
{
    struct fact_row_list all;
    result e = query_fact_of_kind(ctx, db, &(struct fact_of_kind_in){ ledger->community, kind }, &all);
    *facts = (struct fact_row_list){ 0 };
    for (size_t i = 0; !e && i < all.n; i++) {
        bool is_there = all.at[i].happened.second < ledger->as_of.facts_before.second &&
            all.at[i].recorded.second <= ledger->known_at.second && all.at[i].id < ledger->known_before;
        struct fact_row *slot = is_there ? LIST_PUSH(ctx->arena, facts) : NULL;
        if (slot)
            *slot = all.at[i];
    }
    return e;
}

// The documents and names are those of the store and no others: what they stand on can be kept.
static bool is_adopted_only(const struct judge_options *options)
{
    return !options->n_documents && !options->n_parsed && !options->instead && !options->instead_document &&
        !options->coming;
}

static result ledger_fill(struct ctx *ctx, struct db *db, struct ledger *ledger)
{
    struct fact_row_list facts;
    result e = community_read(ctx, db, ledger);
    if (e)
        return e;
    ledger->as_of = judge_as_of(&ledger->options, ledger->zone);
    e = happened_read(ctx, db, ledger, FACT_ADOPTED, &facts);
    if (!e)
        e = happened_read(ctx, db, ledger, FACT_LIFE, &ledger->lives);
    if (!e)
        e = is_adopted_only(&ledger->options) ? ground_take(ctx, db, &facts, ledger)
                                              : ground_lay(ctx, db, &facts, ledger);
    return e ? e : judge_ask(ctx, &ledger->options, &ledger->judged);
}

// A day ends at another instant in another zone: the last of them, so that each document sees all of its day.
static instant facts_before_last(const struct ledger *ledger)
{
    instant last = ledger->as_of.facts_before;
    for (size_t i = 0; i < ledger->judged.documents.n; i++) {
        instant before = ledger->judged.documents.at[i].as_of.facts_before;
        last = before.second > last.second ? before : last;
    }
    return last;
}

result ledger_open(struct ctx *ctx, struct db *db, const struct judge_options *options,
                   struct ledger **ledger)
{
    struct ledger *made = ARENA_NEW(ctx->arena, struct ledger);
    if (!made)
        return arena_fail(ctx);
    *made = (struct ledger){ .community = COMMUNITY_FIRST, .options = *options };
    made->known_at = options->has_known_at ? options->known_at : INSTANT_FAR;
    made->known_before = options->known_before ? options->known_before : INT64_MAX;
    *ledger = made;
    result e = ledger_fill(ctx, db, made);
    made->fold = fold_of(&made->requests.shape, &made->names, made->zone, facts_before_last(made));
    if (e == ERR_RULE && !ctx->error.text[0] && made->judged.diagnostics.n)
        return fail(ctx, e, "%s", str_c(ctx->arena, made->judged.diagnostics.at[0].text));
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

int ledger_version(const struct ledger *ledger, int64_t content)
{
    for (size_t i = 0; i < ledger->judged.documents.n; i++)
        if (ledger->versions[i] == content)
            return (int)i;
    return -1;
}

int64_t ledger_content(const struct ledger *ledger, const struct judged_document *document)
{
    return ledger->versions ? ledger->versions[document - ledger->judged.documents.at] : 0;
}

const struct account *ledger_account(const struct ledger *ledger, int64_t version, str clause, bool is_count)
{
    int i = ledger_version(ledger, version);
    const struct account_list *accounts = i < 0 ? NULL : &ledger->judged.documents.at[i].accounts;
    for (size_t a = 0; accounts && a < accounts->n; a++)
        if ((accounts->at[a].count != NULL) == is_count &&
            str_equal(accounts->at[a].promise->clause->label, clause))
            return &accounts->at[a];
    return NULL;
}

// The row area of a label; a single area has the empty one.
static int64_t area_index(const struct ledger *ledger, const struct count_row *row,
                          const struct account *account)
{
    const struct judged_document *d = &ledger->judged.documents.at[ledger_version(ledger, row->version)];
    if (account->n_areas == 1)
        return row->area.n ? -1 : 0;
    for (size_t i = 0; i < d->areas.n; i++)
        if (str_equal(d->areas.at[i], row->area))
            return (int64_t)i;
    return -1;
}

size_t ledger_cell(const struct ledger *ledger, const struct count_row *row)
{
    const struct account *a = ledger_account(ledger, row->version, row->clause, row->is_count);
    if (!a)
        return SIZE_MAX;
    int64_t area = area_index(ledger, row, a), unit = periods_find(&a->periods, row->unit);
    if (area < 0 || unit < 0 || row->slot < 0 || (size_t)row->slot >= a->n_slots)
        return SIZE_MAX;
    return a->first_cell + ((size_t)area * a->periods.units.n + (size_t)unit) * a->n_slots +
        (size_t)row->slot;
}

struct count_row finding_count(const struct ledger *ledger, const struct finding *finding)
{
    const struct account *a = finding->account;
    return (struct count_row){
        .version = ledger->versions[finding->document - ledger->judged.documents.at],
        .clause = a->promise->clause->label,
        .is_count = a->count != NULL,
        .slot = finding->slot,
        .area = a->n_areas > 1 ? finding->document->areas.at[finding->area] : (str){ 0 },
        .unit = a->periods.units.at[finding->unit].from,
        .on_time = finding->counts.on_time,
        .late = finding->counts.late,
        .not_yet_due = finding->counts.not_yet_due,
        .not_known = finding->counts.not_known,
        .excluded = finding->counts.excluded,
    };
}
