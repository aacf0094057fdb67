// The form of a clause: a line for each field it has and for those that are usual, some to choose from all that may
// stand there, and its prose. It is made from the table of kinds, so that every kind of clause has one.
#include "web/draft_pages.h"

#include "document/check.h"
#include "document/format.h"

enum { MORE_ROWS = 3, ROWS_MAX = 60, TEXT_MAX = 64 << 10, LINE_BYTES = 36 };

// Offered though they are empty, where the kind of clause has them.
static const enum field_key USUAL[] = { KEY_PROVIDER, KEY_BY,    KEY_ROLE,   KEY_SERVICE,      KEY_DO,
                                        KEY_CLOCK,    KEY_COUNT, KEY_TARGET, KEY_IN_RETURN_FOR };
// Kinds that are made of other lines.
static const enum field_key OF_HEADER[] = { KEY_STATUS, KEY_SPOKEN_FOR_BY, KEY_ASKED, KEY_DECIDED_BY },
                            OF_REDRESS[] = { KEY_WHEN, KEY_STEP },
                            OF_CONTACT[] = { KEY_PROVIDER, KEY_ROLE, KEY_TELEPHONE, KEY_EMAIL, KEY_HOURS };
static const str FIRST_STEPS[] = { STR_INIT("1"), STR_INIT("2") };

static bool may_stand(const struct field_kind *field, const struct clause_kind *clause)
{
    return (field->clauses & 1u << clause->key) != 0;
}

static struct draft_row_line *row_add(struct request *request, struct draft_clause_page *page)
{
    struct ctx *ctx = request->ctx;
    size_t i = page->rows.n;
    struct draft_row_line *row = LIST_PUSH(ctx->arena, &page->rows);
    if (!row)
        return NULL;
    row->key = form_field(request, str_c(ctx->arena, str_format(ctx->arena, "key-%zu", i)), STR("What"));
    row->name = form_field(request, str_c(ctx->arena, str_format(ctx->arena, "name-%zu", i)),
                           STR("Its name"));
    row->value = form_field(request, str_c(ctx->arena, str_format(ctx->arena, "value-%zu", i)), STR("Value"));
    return row->key.name && row->name.name && row->value.name ? row : NULL;
}

static result given_add(struct request *request, const struct field_kind *kind, str name, str value,
                        struct draft_clause_page *page)
{
    struct draft_row_line *row = row_add(request, page);
    if (!row)
        return arena_fail(request->ctx);
    row->given = name.n ? str_format(request->ctx->arena, "%.*s %.*s", STR_ARGS(kind->word), STR_ARGS(name))
                        : kind->word;
    row->value.label = row->given;
    row->value.hint = kind->help;
    if (!request->n_form)
        row->value.value = value;
    row->value.rows = row->value.value.n > LINE_BYTES ? 2 : 0;
    return OK;
}

static str value_text(struct ctx *ctx, const struct field *field)
{
    struct buffer out = buffer_open(TEXT_MAX);
    field_write_value(&out, field);
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}

static bool is_among(enum field_key key, const enum field_key *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == key)
            return true;
    return false;
}

static bool is_usual(enum field_key key, enum clause_key clause)
{
    switch (clause) {
    case CLAUSE_HEADER:
        return is_among(key, OF_HEADER, sizeof OF_HEADER / sizeof *OF_HEADER);
    case CLAUSE_REDRESS:
        return is_among(key, OF_REDRESS, sizeof OF_REDRESS / sizeof *OF_REDRESS);
    case CLAUSE_CONTACT:
        return is_among(key, OF_CONTACT, sizeof OF_CONTACT / sizeof *OF_CONTACT);
    default:
        return is_among(key, USUAL, sizeof USUAL / sizeof *USUAL);
    }
}

// Steps go by their number; every other line goes by its key alone.
static result usual_add(struct request *request, const struct field_kind *field,
                        struct draft_clause_page *page)
{
    result e = OK;
    if (field->key != KEY_STEP)
        return given_add(request, field, (str){ 0 }, (str){ 0 }, page);
    for (size_t i = 0; i < sizeof FIRST_STEPS / sizeof *FIRST_STEPS && !e; i++)
        e = given_add(request, field, FIRST_STEPS[i], (str){ 0 }, page);
    return e;
}

static result present_add(struct request *request, const struct field_kind *one,
                          const struct field_list *fields, struct draft_clause_page *page)
{
    result e = OK;
    for (size_t i = 0; i < fields->n && page->rows.n < ROWS_MAX && !e; i++)
        if (fields->at[i].kind == one)
            e = given_add(request, one, fields->at[i].name, value_text(request->ctx, &fields->at[i]), page);
    return e;
}

static const struct clause_kind *kind_of(const struct clause *clause)
{
    size_t n;
    return clause ? clause->kind : clause_kinds(&n); // the header's is the first
}

// In the order in which the text has them; of a header, which has many, those first that are still to be written. Who
// speaks for residents is asked where there are any: two councils have nobody to name.
static result known_add(struct request *request, const struct document *document, const struct clause *clause,
                        struct draft_clause_page *page)
{
    const struct clause_kind *kind = kind_of(clause);
    const struct field_list *fields = clause ? &clause->fields : &document->header;
    size_t n;
    const struct field_kind *all = field_kinds(&n);
    bool is_header = kind->key == CLAUSE_HEADER, has_residents = document_has_residents(document);
    result e = OK;
    for (int pass = is_header ? 0 : 1; pass < 2; pass++)
        for (size_t k = 0; k < n && !e; k++) {
            bool has = field_find(fields, all[k].key);
            bool is_nobodys = all[k].key == KEY_SPOKEN_FOR_BY && !has_residents;
            bool is_wanted = !has && !is_nobodys && is_usual(all[k].key, kind->key) &&
                may_stand(&all[k], kind);
            if (has && pass)
                e = present_add(request, &all[k], fields, page);
            else if (is_wanted && (!is_header || !pass))
                e = usual_add(request, &all[k], page);
        }
    return e;
}

// The outcomes that are followed by themselves, each a line of its own: what stands behind "If" need not be guessed.
static result outcomes_add(struct ctx *ctx, const struct clause_kind *kind, struct draft_row_line *row)
{
    static const struct {
        str line, help;
        unsigned kinds;
    } outcomes[] = {
        { STR_INIT("If late"), STR_INIT("which Redress follows when one is late, such as R1"),
          1u << CLAUSE_STANDARD | 1u << CLAUSE_PRIORITY | 1u << CLAUSE_REDRESS },
        { STR_INIT("If target missed"),
          STR_INIT("which Redress follows when the target is missed, such as R2"),
          1u << CLAUSE_STANDARD | 1u << CLAUSE_INFORMATION | 1u << CLAUSE_COMMITMENT |
              1u << CLAUSE_MONITORING },
        { STR_INIT("If not done"),
          STR_INIT(
              "what is offered to the councillors when it is not done in time, such as call-for-action G1"),
          1u << CLAUSE_STANDARD | 1u << CLAUSE_PRIORITY | 1u << CLAUSE_INFORMATION | 1u << CLAUSE_REDRESS }
    };
    result e = OK;
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes && !e; i++)
        if (outcomes[i].kinds & 1u << kind->key)
            e = form_option_add(
                ctx, &row->key, outcomes[i].line,
                str_format(ctx->arena, "%.*s: %.*s", STR_ARGS(outcomes[i].line), STR_ARGS(outcomes[i].help)));
    return e;
}

static result chosen_add(struct request *request, const struct clause_kind *kind,
                         struct draft_clause_page *page)
{
    size_t n;
    const struct field_kind *all = field_kinds(&n);
    struct draft_row_line *row = row_add(request, page);
    if (!row)
        return arena_fail(request->ctx);
    row->is_chosen = true;
    result e = form_option_add(request->ctx, &row->key, (str){ 0 }, STR("Choose a line"));
    for (size_t i = 0; i < n && !e; i++) {
        if (!may_stand(&all[i], kind))
            continue;
        if (all[i].key == KEY_IF)
            e = outcomes_add(request->ctx, kind, row);
        if (!e)
            e = form_option_add(
                request->ctx, &row->key, all[i].word,
                str_format(request->ctx->arena, "%.*s: %.*s", STR_ARGS(all[i].word), STR_ARGS(all[i].help)));
    }
    return e;
}

result draft_rows_fill(struct request *request, const struct draft *draft, const struct clause *clause,
                       struct draft_clause_page *page)
{
    page->title = form_field(request, "title", STR("Title"));
    page->prose = form_field(request, "prose", STR("In your own words"));
    page->prose.hint = STR("For people to read. Nothing in it is counted.");
    page->prose.is_optional = true;
    if (!request->n_form) {
        page->title.value = clause ? clause->title : draft->document->title;
        page->prose.value = clause ? clause->prose : draft->document->prose;
    }
    result e = known_add(request, draft->document, clause, page);
    for (int i = 0; i < MORE_ROWS && !e; i++)
        e = chosen_add(request, kind_of(clause), page);
    return e;
}

static void row_write(struct buffer *out, const struct draft_row_line *row)
{
    str key = row->is_chosen ? row->key.value : row->given,
        name = row->is_chosen ? row->name.value : (str){ 0 };
    if (!row->value.value.n)
        return;
    buffer_print(out, "- %.*s%s%.*s: ", STR_ARGS(key), name.n ? " " : "", STR_ARGS(name));
    for (size_t i = 0; i < row->value.value.n; i++) // one line, whatever was typed
        buffer_byte(out, row->value.value.at[i] == '\n' ? ' ' : row->value.value.at[i]);
    buffer_byte(out, '\n');
}

str draft_rows_text(struct request *request, const struct draft *draft, struct draft_clause_page *page)
{
    struct ctx *ctx = request->ctx;
    struct buffer out = buffer_open(TEXT_MAX);
    if (page->is_header)
        buffer_print(&out, "# %.*s: %.*s\n\n", STR_ARGS(draft->document->kind->word),
                     STR_ARGS(page->title.value));
    else
        buffer_print(&out, "## %.*s: %.*s\n", STR_ARGS(page->named), STR_ARGS(page->title.value));
    for (size_t i = 0; i < page->rows.n; i++)
        row_write(&out, &page->rows.at[i]);
    if (page->prose.value.n)
        buffer_print(&out, "\n%.*s\n", STR_ARGS(page->prose.value));
    str text = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return text;
}
