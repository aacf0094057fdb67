// Beside a clause of a draft: what it would have scored, beside what is in force or what the draft says so far.
#include "app/would.h"
#include "rules/promise.h"
#include "web/draft_pages.h"

// Of other clauses there is nothing to count.
static bool is_counted(const struct clause *clause)
{
    bool is_standard = clause && clause->kind->key == CLAUSE_STANDARD;
    return is_standard || (clause && (clause_has_clock(clause) || clause_has_count(clause)));
}

static str area_words(const struct document *document)
{
    const struct field *f = field_find(&document->header, KEY_AREA);
    return f && !f->is_bad ? f->raw : STR("its area");
}

static bool names_service(const struct clause *clause)
{
    return clause && field_find(&clause->fields, KEY_SERVICE);
}

static str nothing_words(struct ctx *ctx, const struct document *document, str label,
                         const struct would *would)
{
    switch (would->why) {
    case WOULD_NOT_COUNTED:
        return STR("Nobody can say: it names no service, or asks for what reports can't answer.");
    case WOULD_AREA_UNKNOWN:
        return str_format(
            ctx->arena,
            "Nobody can say: no report on record is from an area called '%.*s'. See how the header "
            "spells it.",
            STR_ARGS(area_words(document)));
    case WOULD_NO_REPORTS:
        return names_service(document_clause(document, label))
            ? STR("Nobody can say: there are no reports of its services on record here.")
            : STR("Nobody can say: it names no service, and nothing is on record for this clause itself.");
    case WOULD_NO_REPORTS_HERE:
        return STR(
            "Nobody can say: it counts none of the reports of its services that are on record. They are from "
            "elsewhere, or its clock started for none of them.");
    case WOULD_NO_PERIOD:
        return STR("Nobody can say yet: no whole period of it is on record.");
    case WOULD_NOT_KNOWN:
        return str_format(ctx->arena, "Nobody can say: of these reports what decides is not known. %.*s",
                          STR_ARGS(sentence(ctx, would->about)));
    case WOULD_UNREADABLE:
        return str_format(ctx->arena, "Nobody can say while the text has a fault. %.*s",
                          STR_ARGS(sentence(ctx, would->about)));
    default:
        return (str){ 0 };
    }
}

static str reports_words(struct ctx *ctx, int64_t n)
{
    return n == 1 ? STR("1 report") : str_format(ctx->arena, "%lld reports", (long long)n);
}

// "42 reports would be on time instead of late."
static str parts_words(struct ctx *ctx, const struct would *w)
{
    const struct {
        int64_t n;
        const char *words;
    } parts[] = { { w->n_better, "would be on time instead of late" },
                  { w->n_worse, "would be late instead of on time" },
                  { w->n_in, "would be counted that are not now" },
                  { w->n_out, "would no longer be counted" } };
    str all = reports_words(ctx, w->n_changed), list = { 0 };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].n == w->n_changed)
            return str_format(ctx->arena, "%.*s %s.", STR_ARGS(all), parts[i].words);
        if (parts[i].n)
            list = str_format(ctx->arena, "%.*s%s%lld %s", STR_ARGS(list), list.n ? ", " : "",
                              (long long)parts[i].n, parts[i].words);
    }
    return str_format(ctx->arena, "%.*s would change%s%.*s.", STR_ARGS(all), list.n ? ": " : "",
                      STR_ARGS(list));
}

static str changed_words(struct ctx *ctx, const struct would *w)
{
    if (w->is_few)
        return STR("Fewer than five reports would change.");
    if (!w->n_changed)
        return STR("No report would change.");
    if (w->is_split)
        return parts_words(ctx, w);
    return str_format(ctx->arena, "%.*s would change.", STR_ARGS(reports_words(ctx, w->n_changed)));
}

static str bounds_words(struct ctx *ctx, const struct would *w)
{
    if (w->n_newest)
        return str_format(
            ctx->arena,
            "Only the newest %lld,%03lld reports of a service are looked at here; `wardmote judge "
            "--instead` looks at all.",
            (long long)w->n_newest / 1000, (long long)w->n_newest % 1000);
    if (!date_is_none(w->begins))
        return str_format(ctx->arena, "The first of these reports on record is of %.*s.",
                          STR_ARGS(date_words(ctx, w->begins)));
    return (str){ 0 };
}

static struct would_cell cell_of(struct ctx *ctx, const struct would_figure *f)
{
    struct would_cell cell = { f->is_there, f->counts, { 0 } };
    if (!f->is_there)
        return cell;
    if (f->verdict == VERDICT_NO_CASES)
        return cell;
    if (f->target.n)
        cell.words = str_format(ctx->arena, "%.*s; asked %.*s", STR_ARGS(f->counts), STR_ARGS(f->target));
    if (f->verdict != VERDICT_NONE)
        cell.mark = verdict_mark(f->verdict);
    return cell;
}

static result rows_fill(struct ctx *ctx, const struct would *w, struct would_part *part)
{
    for (size_t i = w->lines.n; i-- > 0;) { // the newest first
        struct would_row *row = LIST_PUSH(ctx->arena, &part->rows);
        if (!row)
            return arena_fail(ctx);
        const struct would_line *line = &w->lines.at[i];
        *row = (struct would_row){ period_words(ctx->arena, line->period), cell_of(ctx, &line->was),
                                   cell_of(ctx, &line->now) };
    }
    return OK;
}

static void words_fill(struct ctx *ctx, bool is_proposed, const struct would *w, struct would_part *part)
{
    part->is_compared = w->is_compared;
    part->was = w->is_of_charter ? STR("As in force") : STR("As the draft stands");
    part->now = is_proposed ? STR("With this change") : STR("As drafted");
    part->intro = w->is_of_charter
        ? STR("The last whole periods of the charter that is in force, by the reports on record, judged as if this "
              "text had been in its place.")
        : STR("The last whole periods, by the reports on record, as if it had been in force then.");
    part->changed = w->is_compared ? changed_words(ctx, w) : (str){ 0 };
    part->bounds = bounds_words(ctx, w);
}

// Of the periods that are said; 0 where they are few in one of them, or none is said.
static int64_t reports_in(const struct would *w)
{
    int64_t n = 0;
    for (size_t i = 0; i < w->lines.n && w->why == WOULD_SAID; i++) {
        if (w->lines.at[i].now.is_few)
            return 0;
        n += counts_cases(&w->lines.at[i].now.parts);
    }
    return n;
}

result draft_would_fill(struct request *request, const struct draft *draft, struct document *document,
                        str label, struct would_part *part)
{
    struct ctx *ctx = request->ctx;
    const struct clause *before = document_clause(draft->document, label);
    bool is_proposed = document != draft->document;
    struct would would;
    part->is_asked = is_counted(document_clause(document, label));
    if (!part->is_asked)
        return OK;
    struct would_asked asked = {
        request->db, request->board, request->now, document, is_proposed && before ? draft->document : NULL,
        label
    };
    result e = would_score(ctx, &asked, &would);
    if (e)
        return e;
    e = draft_costs_fill(request, draft, label, reports_in(&would), part);
    if (e || would.why != WOULD_SAID) {
        part->intro = e ? (str){ 0 } : nothing_words(ctx, document, label, &would);
        return e;
    }
    words_fill(ctx, is_proposed, &would, part);
    return rows_fill(ctx, &would, part);
}
