#include "app/would.h"

#include "app/documents.h"
#include "app/judge_instead.h"
#include "app/setting.h"

enum { WOULD_MEMORY = 512 << 20, YEARS_BEFORE = 5, FEW = 5 };

// One try: with the charter that is in force beside it, or alone with its draft.
struct scoring {
    struct ctx *ctx; // of the try
    const struct would_asked *asked;
    struct judge_options options;
    struct ledger *ledger;
    const struct judged_document *was, *now; // the last of each; was: NULL where nothing stands beside it
    struct comparison comparison;
    bool is_private;
    date covered; // the first day from which all cases were read; DATE_NONE if they all were
    struct would *would;
};

static const struct clause *clause_in(const struct judged_document *d, str label)
{
    return d ? document_clause(d->document, label) : NULL;
}

static bool has_bad(const struct field_list *fields)
{
    for (size_t i = 0; i < fields->n; i++)
        if (fields->at[i].is_bad)
            return true;
    return false;
}

static result fields_sound(struct ctx *ctx, struct field_list *fields)
{
    struct field_list sound = { 0 };
    for (size_t i = 0; i < fields->n; i++) {
        struct field *slot = fields->at[i].is_bad ? NULL : LIST_PUSH(ctx->arena, &sound);
        if (!slot && !fields->at[i].is_bad)
            return arena_fail(ctx);
        if (slot)
            *slot = fields->at[i];
    }
    *fields = sound;
    return OK;
}

// A copy without the lines that can't be read. The clause itself and the header must be whole: what is to be settled
// elsewhere is no matter of its figures.
static result sound_copy(struct ctx *ctx, const struct document *document, str label, struct document **copy)
{
    struct document *d = ARENA_NEW(ctx->arena, struct document);
    const struct clause *own = document_clause(document, label);
    if (has_bad(&document->header) || (own && has_bad(&own->fields)))
        return fail(ctx, ERR_RULE, "a line of the clause or of the header can't be read");
    if (!d)
        return arena_fail(ctx);
    *d = *document;
    d->clauses = (struct clause_list){ 0 };
    result e = OK;
    for (size_t i = 0; !e && i < document->clauses.n; i++) {
        struct clause *slot = LIST_PUSH(ctx->arena, &d->clauses);
        if (!slot)
            return arena_fail(ctx);
        *slot = document->clauses.at[i];
        e = fields_sound(ctx, &slot->fields);
    }
    *copy = d;
    return e;
}

// Those of the years before today, where no charter says which days are meant.
static result days_take(struct scoring *s)
{
    struct ctx *ctx = s->ctx;
    struct document **alone = ARENA_NEW(ctx->arena, struct document *);
    struct civil today = date_civil(s->asked->board->today);
    struct date_range days = { date_from_civil((struct civil){ today.year - YEARS_BEFORE, 1, 1 }),
                               DATE_NONE };
    if (!alone)
        return arena_fail(ctx);
    struct document *first = s->options.instead_document;
    result e = s->asked->before ? sound_copy(ctx, s->asked->before, s->asked->label, &first) : OK;
    s->options.parsed = alone;
    s->options.n_parsed = 1;
    if (!s->asked->before)
        s->options.instead_document = NULL;
    return e ? e : document_for_days(ctx, first, days, alone);
}

static result ground_open(struct scoring *s, bool is_of_charter)
{
    result e = community_time(s->ctx, s->asked->db, s->asked->now, &s->options);
    if (!e)
        e = sound_copy(s->ctx, s->asked->document, s->asked->label, &s->options.instead_document);
    s->options.wants_cases = true;
    if (!e && !is_of_charter)
        e = days_take(s);
    if (!e)
        e = ledger_open(s->ctx, s->asked->db, &s->options, &s->ledger);
    for (size_t i = 0; !e && i < s->ledger->judged.documents.n; i++) {
        const struct judged_document *d = &s->ledger->judged.documents.at[i];
        if (d->is_instead || !s->options.instead_document)
            s->now = d;
        else
            s->was = d;
    }
    return e;
}

// Whether a clause, or one it counts the cases of, has the service in either text.
static bool has_service(const struct scoring *s, str label, const struct service *service)
{
    const struct clause *now = clause_in(s->now, label), *was = clause_in(s->was, label);
    return (now && clause_level(now, service)) || (was && clause_level(was, service));
}

static bool is_wanted(const struct scoring *s, const struct service *service)
{
    const struct clause *now = clause_in(s->now, s->asked->label), *was = clause_in(s->was, s->asked->label);
    const struct clause *both[] = { now, was };
    bool is = has_service(s, s->asked->label, service);
    for (size_t i = 0; i < 2; i++) {
        const struct field *f = both[i] ? field_find(&both[i]->fields, KEY_CONTRIBUTES) : NULL;
        for (size_t r = 0; f && !f->is_bad && r < f->refs.n; r++)
            is = is || has_service(s, f->refs.at[r].label, service);
    }
    return is;
}

static date opened_day(const struct scoring *s, const struct case_facts *facts)
{
    int report = event_index(&s->ledger->requests.shape, STR("report"));
    const struct moment *m = report < 0 || !facts->events ? NULL : &facts->events[report];
    return m && m->kind == MOMENT_KNOWN ? zone_date(s->now->zone, m->first, NULL) : DATE_NONE;
}

static date first_day(const struct scoring *s, size_t from)
{
    date first = DATE_NONE;
    for (size_t i = from; i < s->ledger->requests.cases.n; i++) {
        date day = opened_day(s, &s->ledger->requests.cases.at[i]);
        if (!date_is_none(day) && (date_is_none(first) || day.day < first.day))
            first = day;
    }
    return first;
}

static result newest_read(struct scoring *s, struct newest_cases which)
{
    size_t from = s->ledger->requests.cases.n;
    which.newest = WOULD_NEWEST;
    result e = ledger_newest_cases(s->ctx, s->asked->db, s->ledger, &which);
    if (e || which.n < WOULD_NEWEST)
        return e;
    date day = first_day(s, from);
    s->would->n_newest = WOULD_NEWEST;
    if (date_is_none(s->covered) || (!date_is_none(day) && day.day > s->covered.day))
        s->covered = day;
    return OK;
}

static result cases_read(struct scoring *s)
{
    struct fact_names_out_list names;
    result e = query_fact_names(s->ctx, s->asked->db, &(struct fact_names_in){ COMMUNITY_FIRST, FACT_OPENED },
                                &names);
    for (size_t i = 0; !e && i < names.n; i++) {
        struct service service = service_from(names.at[i].name);
        if (!names.at[i].name.n || !is_wanted(s, &service))
            continue;
        s->is_private = s->is_private || private_services_have(&s->ledger->never_public, &service);
        e = newest_read(s, (struct newest_cases){ .service = names.at[i].name });
    }
    return e ? e
             : newest_read(
                   s, (struct newest_cases){ .document = s->asked->document->id, .clause = s->asked->label });
}

static bool is_counted_only(const struct clause *clause)
{
    const struct field *f = clause ? field_find(&clause->fields, KEY_PUBLIC) : NULL;
    return f && !f->is_bad && f->is_public != PUBLIC_YES;
}

static const struct account *account_in(const struct judged_document *d, str label)
{
    const struct account *found = NULL;
    for (size_t i = 0; d && i < d->accounts.n; i++) {
        const struct account *a = &d->accounts.at[i];
        if (str_equal(a->promise->clause->label, label) && (!found || !a->count))
            found = a;
    }
    return found;
}

static bool is_few(const struct scoring *s, const struct counts *c)
{
    const int64_t parts[] = { counts_cases(c) + c->excluded, c->on_time, c->late };
    bool is = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        is = is || (parts[i] > 0 && parts[i] < FEW);
    return is && s->is_private;
}

// A figure as pages say it; what is not known is said with it.
static struct would_figure figure_of(const struct scoring *s, struct ctx *ctx, const struct judge_row *row)
{
    if (!row)
        return (struct would_figure){ 0 };
    struct judge_row said = *row;
    const struct counts *c = &row->counts;
    bool is_plain = !row->value.n, few = is_few(s, c);
    said.is_few = few;
    struct would_figure f = { .is_there = true,
                              .counts = counts_words(ctx->arena, &said, c),
                              .target = str_copy(ctx->arena, row->target),
                              .verdict = few ? VERDICT_NONE : row->verdict,
                              .parts = few ? (struct counts){ 0 } : *c,
                              .ask = row->ask,
                              .has_ask = !row->account->count && !row->account->is_measured,
                              .is_few = few };
    if (few || !is_plain || !c->not_known)
        return f;
    f.counts = c->on_time + c->late
        ? str_format(ctx->arena, "%.*s, %lld not known", STR_ARGS(f.counts), (long long)c->not_known)
        : str_format(ctx->arena, "%lld not known", (long long)c->not_known);
    return f;
}

// Of the clause as a whole, its reports rather than what it counts, of a period that is over and wholly read.
static bool is_said(const struct scoring *s, const struct judge_row *row)
{
    const struct account *own = row ? account_in(row->document, s->asked->label) : NULL;
    if (!own || !str_equal(row->label, s->asked->label) || row->account != own)
        return false;
    bool is_covered = date_is_none(s->covered) || s->covered.day < row->period.from.day;
    return row->has_period && is_covered &&
        span_is_over(row->document->zone, row->period, row->document->as_of);
}

static const struct judge_row *row_now(const struct scoring *s, const struct compared_row *row)
{
    return s->options.instead_document ? row->instead : row->was;
}

static bool has_cases(const struct judge_row *row)
{
    return row && (counts_cases(&row->counts) || row->counts.excluded || row->value.n);
}

struct rows_said {
    const struct compared_row *at[WOULD_PERIODS];
    size_t n;
};

// The last of them; quiet periods before the first report are none of the record's.
static struct rows_said rows_pick(const struct scoring *s)
{
    struct rows_said said = { .n = 0 };
    for (size_t i = 0; i < s->comparison.rows.n; i++) {
        const struct compared_row *row = &s->comparison.rows.at[i];
        const struct judge_row *now = row_now(s, row);
        if (!is_said(s, now) || (!said.n && !has_cases(now) && !has_cases(row->was)))
            continue;
        for (size_t k = 1; said.n == WOULD_PERIODS && k < WOULD_PERIODS; k++)
            said.at[k - 1] = said.at[k];
        said.n -= said.n == WOULD_PERIODS;
        said.at[said.n++] = row;
    }
    return said;
}

static result lines_fill(const struct scoring *s, struct ctx *ctx, const struct rows_said *said)
{
    for (size_t i = 0; i < said->n; i++) {
        struct would_line *line = LIST_PUSH(ctx->arena, &s->would->lines);
        if (!line)
            return arena_fail(ctx);
        const struct judge_row *now = row_now(s, said->at[i]), *was = s->was ? said->at[i]->was : NULL;
        *line = (struct would_line){ now->period, figure_of(s, ctx, was), figure_of(s, ctx, now) };
        s->would->is_compared = s->would->is_compared || was;
    }
    return OK;
}

static bool is_in(const struct scoring *s, const struct judged_case *c, struct span span)
{
    date day = c->started.kind == MOMENT_KNOWN ? zone_date(c->document->zone, c->started.first, NULL)
                                               : DATE_NONE;
    bool is_own = c->account == account_in(c->document, s->asked->label) &&
        c->slot == (int)c->account->n_slots - 1;
    return is_own && !date_is_none(day) && span.from.day <= day.day && day.day <= span.to.day;
}

// Reports of these periods whose state is another.
static void changed_count(const struct scoring *s, struct span span)
{
    struct would *w = s->would;
    for (size_t i = 0; i < s->comparison.cases.n; i++) {
        const struct compared_case *c = &s->comparison.cases.at[i];
        if (!is_in(s, c->was ? c->was : c->instead, span))
            continue;
        bool has_both = c->was && c->instead;
        w->n_changed++;
        w->n_in += !c->was;
        w->n_out += !c->instead;
        w->n_better += has_both && c->was->state == STATE_LATE && c->instead->state == STATE_ON_TIME;
        w->n_worse += has_both && c->was->state == STATE_ON_TIME && c->instead->state == STATE_LATE;
    }
    const int64_t parts[] = { w->n_better, w->n_worse, w->n_in, w->n_out };
    bool is_little = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        is_little = is_little || (parts[i] > 0 && parts[i] < FEW);
    w->is_few = s->is_private && w->n_changed > 0 && w->n_changed < FEW;
    w->is_split = !(s->is_private && is_little);
}

// Why nothing is known of a case, of the first of them.
static void unknown_found(struct case_sink *sink, const struct finding *finding)
{
    struct scoring *s = sink->of;
    const struct judgement *j = finding->judgement;
    bool is_own = str_equal(finding->account->promise->clause->label, s->asked->label);
    if (s->would->about.n || !is_own || j->state != STATE_NOT_KNOWN)
        return;
    s->would->about = j->about.n ? str_format(s->ctx->arena, "'%.*s' is not on record", STR_ARGS(j->about))
                                 : str_from(why_words(j->why));
}

static void nothing_left(struct case_sink *sink, enum left_out reason, const struct case_facts *facts,
                         str about)
{
    (void)sink;
    (void)reason;
    (void)facts;
    (void)about;
}

static void unknown_ask(struct scoring *s)
{
    struct case_sink sink = { unknown_found, nothing_left, s, INSTANT_FAR };
    for (size_t i = 0; i < s->ledger->requests.cases.n && !s->would->about.n; i++)
        (void)document_walk(&s->ledger->judged, s->now, &s->ledger->requests.cases.at[i], &sink);
}

// Whether nothing is known of any case in the periods that would be said.
static bool is_unknown(const struct scoring *s, const struct rows_said *said)
{
    int64_t n_known = 0, n_not = 0;
    for (size_t i = 0; i < said->n; i++) {
        const struct judge_row *row = row_now(s, said->at[i]);
        n_known += row->counts.on_time + row->counts.late + row->counts.not_yet_due;
        n_not += row->counts.not_known;
    }
    return n_not && !n_known;
}

static enum would_why why_nothing(const struct scoring *s, const struct rows_said *said)
{
    const struct judge_result *judged = &s->ledger->judged;
    bool is_elsewhere = judged->requests->shape.has_areas && !s->now->is_anywhere && !s->now->area_places.n;
    if (!account_in(s->now, s->asked->label))
        return WOULD_NOT_COUNTED;
    if (is_elsewhere)
        return WOULD_AREA_UNKNOWN;
    if (!judged->requests->cases.n)
        return WOULD_NO_REPORTS;
    if (is_unknown(s, said))
        return WOULD_NOT_KNOWN;
    if (said->n)
        return WOULD_SAID;
    for (size_t i = 0; i < judged->rows.n; i++)
        if (judged->rows.at[i].document == s->now && has_cases(&judged->rows.at[i]) &&
            str_equal(judged->rows.at[i].label, s->asked->label))
            return WOULD_NO_PERIOD;
    return WOULD_NO_REPORTS_HERE;
}

static result said_fill(struct scoring *s, struct ctx *ctx)
{
    struct rows_said said = rows_pick(s);
    struct would *w = s->would;
    w->why = why_nothing(s, &said);
    if (w->why == WOULD_NOT_KNOWN)
        unknown_ask(s);
    w->about = str_copy(ctx->arena, w->about);
    if (w->why != WOULD_SAID)
        return OK;
    struct span span = { row_now(s, said.at[0])->period.from, row_now(s, said.at[said.n - 1])->period.to };
    date first = first_day(s, 0);
    w->begins = !date_is_none(first) && first.day > span.from.day && !w->n_newest ? first : DATE_NONE;
    result e = lines_fill(s, ctx, &said);
    if (!e && w->is_compared)
        changed_count(s, span);
    return e;
}

static result judged_fill(struct scoring *s, struct ctx *ctx)
{
    result e = cases_read(s);
    s->is_private = s->is_private || is_counted_only(clause_in(s->now, s->asked->label)) ||
        is_counted_only(clause_in(s->was, s->asked->label));
    if (!e)
        e = judge_count(s->ctx, &s->options, &s->ledger->judged);
    if (!e)
        e = judge_compare(s->ctx, &s->ledger->judged, &s->comparison);
    return e ? e : said_fill(s, ctx);
}

// A fault of the text is an answer; the store's and memory's are not.
static bool is_of_text(result e)
{
    return e == ERR_RULE || e == ERR_INPUT || e == ERR_MISSING;
}

static result score_once(struct ctx *ctx, const struct would_asked *asked, bool is_of_charter,
                         struct would *would)
{
    struct ctx own = { .arena = arena_open(WOULD_MEMORY) };
    struct scoring s = { .ctx = &own, .asked = asked, .covered = DATE_NONE, .would = would };
    if (!own.arena)
        return arena_fail(ctx);
    *would = (struct would){ .begins = DATE_NONE, .is_of_charter = is_of_charter };
    result e = ground_open(&s, is_of_charter);
    if (is_of_text(e)) {
        would->why = WOULD_UNREADABLE;
        would->about = str_copy(ctx->arena, str_from(own.error.text));
        e = OK;
    } else if (!e) {
        e = judged_fill(&s, ctx);
    }
    if (e && !ctx->error.text[0])
        e = own.error.text[0] ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
    arena_close(own.arena);
    return e;
}

result would_score(struct ctx *ctx, const struct would_asked *asked, struct would *would)
{
    bool is_of_charter = board_charter(asked->board, asked->document->id) != NULL;
    result e = score_once(ctx, asked, is_of_charter, would);
    bool is_too_new = would->why == WOULD_NO_PERIOD || would->why == WOULD_NO_REPORTS_HERE;
    if (!e && is_of_charter &&
        is_too_new) // no whole period lies in its days: the text is held against the years before
        e = score_once(ctx, asked, false, would);
    return e;
}
