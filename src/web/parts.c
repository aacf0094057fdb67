// What several pages fill in: a promise in a list, a charter's card, whom to ring.
#include "web/pages.h"

#include "app/visibility.h"
#include "app/work.h"
#include "base/utf8.h"
#include "document/format.h"

#include <string.h>

enum { QUESTION_MAX = 200 }; // bytes

str question_of(const struct request *request)
{
    str asked = str_trim(request_field(request, "q"));
    size_t n = 0;
    for (size_t step; (step = utf8_step(str_from_byte(asked, n))) > 0 && n + step <= QUESTION_MAX;)
        n += step;
    return str_trim(str_slice(asked, 0, n));
}

str today_hint(struct request *request)
{
    const struct board *board = request->board;
    date today = instant_date(board->zone, ledger_instant(board->ledger, request->now));
    return str_format(request->ctx->arena, "Today is %.*s.", STR_ARGS(date_words(request->ctx, today)));
}

result link_add(struct ctx *ctx, struct links *links, str text, struct url url)
{
    struct link *slot = LIST_PUSH(ctx->arena, links);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct link){ .text = text, .url = url };
    return OK;
}

str field_text(struct ctx *ctx, const struct field *field)
{
    struct buffer out = buffer_open(1 << 16);
    if (field->is_bad)
        return field->raw;
    field_write_value(&out, field);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

struct pair field_pair(struct ctx *ctx, const struct field *f)
{
    str key = f->name.n ? str_format(ctx->arena, "%.*s %.*s", STR_ARGS(f->kind->word), STR_ARGS(f->name))
                        : f->kind->word;
    return (struct pair){ .key = key, .value = field_text(ctx, f) };
}

bool is_in_lists(const struct promise_state *promise)
{
    enum clause_key key = promise->clause->kind->key;
    return promise->now || key == CLAUSE_STANDARD || key == CLAUSE_PRIORITY || key == CLAUSE_COMMITMENT;
}

struct promise_entry promise_entry_make(struct ctx *ctx, const struct promise_state *p)
{
    struct promise_entry line = { .label = p->clause->label,
                                  .title = p->clause->title,
                                  .party = party_of(p->clause),
                                  .mark = { "none", "Not counted" },
                                  .span = { DATE_NONE, DATE_NONE },
                                  .is_owed = p->is_owed };
    line.url = promise_url(ctx, p->charter->id, p->clause->label);
    if (!p->now)
        return line;
    line.is_counted = true;
    line.mark = verdict_mark(p->now->row->verdict);
    line.counts = p->now->counts;
    if (is_deed(p))
        return line;
    line.target = p->now->row->target;
    line.span = p->now->row->period;
    line.period = period_words(ctx->arena, p->now->row->period);
    return line;
}

static str header_text(const struct charter *charter, enum field_key key)
{
    const struct field *f = field_find(&charter->document->document->header, key);
    return f ? f->raw : (str){ 0 };
}

struct charter_card charter_card_make(struct ctx *ctx, const struct charter *charter)
{
    const struct document *d = charter->document->document;
    struct charter_card card = { .title = d->title,
                                 .area = header_text(charter, KEY_AREA),
                                 .parties = header_text(charter, KEY_BETWEEN),
                                 .url = charter_url(ctx, charter->id),
                                 .standing = life_standing(charter) };
    if (str_equal(card.standing, STR("in force")))
        card.standing = (str){ 0 };
    for (int v = 0; v < VERDICT_COUNT; v++) {
        int64_t n = charter->tally[v];
        if (v == VERDICT_KEPT || v == VERDICT_ON_COURSE)
            card.kept += n;
        else if (v == VERDICT_AT_RISK)
            card.at_risk += n;
        else if (v == VERDICT_MISSED)
            card.missed += n;
        else
            card.others += n;
    }
    return card;
}

static str text_of(struct ctx *ctx, const struct clause *clause, enum field_key key)
{
    const struct field *f = field_find(&clause->fields, key);
    return f ? field_text(ctx, f) : (str){ 0 };
}

// Whether the number ends before byte i: at a word, at the next number, at what is no part of one.
static bool number_ends(str number, size_t i)
{
    char c = number.at[i];
    return !char_is_digit(c) && !str_has(STR(" -.()"), c);
}

struct url telephone_url(struct ctx *ctx, str number)
{
    struct buffer out = buffer_open(64);
    size_t i = 0;
    while (i < number.n && !char_is_digit(number.at[i]))
        i++;
    buffer_add(&out, i && i < number.n && number.at[i - 1] == '+' ? STR("tel:+") : STR("tel:"));
    bool is_abroad = out.n > strlen("tel:");
    for (; i < number.n && !number_ends(number, i); i++) {
        if (is_abroad && str_starts(str_from_byte(number, i), STR("(0)")))
            i += strlen("(0"); // which is dialled at home only
        else if (char_is_digit(number.at[i]))
            buffer_byte(&out, number.at[i]);
    }
    struct url url = { str_copy(ctx->arena, buffer_str(&out)) };
    buffer_done(ctx->arena, &out);
    return url;
}

struct url email_url(struct ctx *ctx, str address)
{
    return url_format(ctx->arena, "mailto:%s", url_query(ctx->arena, address));
}

result contact_add(struct ctx *ctx, const struct clause *clause, struct contact_lines *lines)
{
    struct contact_line *line = LIST_PUSH(ctx->arena, lines);
    if (!line)
        return arena_fail(ctx);
    *line = (struct contact_line){ .title = clause->title, .party = party_of(clause) };
    line->role = text_of(ctx, clause, KEY_ROLE);
    line->telephone = text_of(ctx, clause, KEY_TELEPHONE);
    line->email = text_of(ctx, clause, KEY_EMAIL);
    line->hours = text_of(ctx, clause, KEY_HOURS);
    line->prose = prose_html(ctx, clause->prose);
    line->telephone_url = telephone_url(ctx, line->telephone);
    line->email_url = email_url(ctx, line->email);
    return OK;
}

// By any promise that the case counts for.
static bool is_late_by(const struct finding_row_list *found)
{
    bool is_late = false;
    for (size_t i = 0; i < found->n; i++)
        is_late |= !found->at[i].is_count && found->at[i].late > 0;
    return is_late;
}

static struct mark case_mark(const struct case_row *row, bool is_late, bool is_disputed)
{
    static const struct mark disputed[] = { { "disputed", "Disputed" }, { "disputed", "Disputed, late" } };
    static const struct mark marks[][2] = {
        [CASE_OPEN] = { { "not-yet-due", "Open" }, { "missed", "Open, late" } },
        [CASE_CLOSED] = { { "kept", "Said to be fixed" }, { "missed", "Said to be fixed, late" } },
        [CASE_NO_FIX] = { { "no-cases", "Closed, not fixed" }, { "missed", "Closed late, not fixed" } },
        [CASE_DUPLICATE] = { { "no-cases", "Reported before" }, { "no-cases", "Reported before" } },
        [CASE_EXCLUDED] = { { "no-cases", "Not counted by itself" },
                            { "no-cases", "Not counted by itself" } },
    };
    return is_disputed ? disputed[is_late] : marks[row->status][is_late];
}

result cases_fill(struct ctx *ctx, struct db *db, const struct board *board, const struct case_row_list *list,
                  struct case_lines *lines)
{
    const struct case_row *rows = list->at;
    for (size_t i = 0; i < list->n; i++) {
        struct finding_row_list found;
        struct work_row work;
        bool is_open = false;
        result e = query_finding_of_case(ctx, db, &(struct finding_of_case_in){ COMMUNITY_FIRST, rows[i].id },
                                         &found);
        if (!e)
            e = query_work_of_case(ctx, db, &(struct work_of_case_in){ rows[i].id }, &work, &is_open);
        if (e)
            return e;
        // Whoever reported says that it is not so, and nobody has answered.
        bool is_disputed = is_open && (work.state & WORK_DISPUTED);
        struct case_line *line = LIST_PUSH(ctx->arena, lines);
        if (!line)
            return arena_fail(ctx);
        *line = (struct case_line){ .reference = rows[i].reference,
                                    .summary = rows[i].summary,
                                    .is_shown = is_seen_by_all(
                                        case_words_of((enum visibility)rows[i].visibility)) };
        line->opened = instant_date(board->zone, rows[i].opened);
        line->due = line->stopped = DATE_NONE;
        line->url = case_url(ctx, rows[i].reference);
        line->mark = case_mark(&rows[i], is_late_by(&found), is_disputed);
    }
    return OK;
}

void promise_cells(struct table *table, const struct promise_entry *p)
{
    table_cell(table, p->title);
    table_cell(table, p->party);
    table_cell(table, p->target);
    table_date(table, p->span.from);
    table_date(table, p->span.to);
    table_cell(table, p->counts);
    table_cell(table, str_from(p->mark.words));
}

enum table_form response_table(const struct request *request, struct response *response)
{
    bool is_json = request->format == FORMAT_JSON;
    response->type = is_json ? STR("application/json; charset=utf-8") : STR("text/csv; charset=utf-8");
    return is_json ? TABLE_JSON : TABLE_SHEET;
}
