// What is being negotiated in the demonstration: drafts begun, shown, talked about, as library/demo/drafts.csv says.
#include "app/demo_internal.h"

#include "app/draft.h"

struct turn {
    struct ctx *ctx;
    struct db *db;
    const struct demo_table *table;
    size_t row;
    struct visitor visitor;
    struct drafter by;
};

static str cell(const struct turn *t, const char *column)
{
    return demo_cell(t->table, t->row, column);
}

static result drafter_take(const struct demo_filling *f, struct turn *t)
{
    struct account_row_list rows;
    str who = cell(t, "who");
    result e = query_account_of_email(t->ctx, t->db, &(struct account_of_email_in){ COMMUNITY_FIRST, who },
                                      &rows);
    if (!e && !rows.n)
        e = fail(t->ctx, ERR_INPUT, "library/demo/drafts.csv: '%.*s' is nobody's address", STR_ARGS(who));
    if (!e)
        e = visitor_read(t->ctx, t->db, rows.at[0].id, &t->visitor);
    instant at = demo_instant(f, cell(t, "happened"));
    struct stamp day = { .second = 0 };
    (void)stamp_parse(cell(t, "happened"), &day);
    t->by = (struct drafter){ .visitor = &t->visitor, .at = at, .today = day.day };
    return e;
}

static result draft_start(struct turn *t)
{
    struct draft_beginning beginning = { .party = cell(t, "party"), .by = t->by };
    const char *file = str_c(t->ctx->arena, cell(t, "value"));
    result e = file ? demo_text(t->ctx, file, &beginning.text) : arena_fail(t->ctx);
    return e ? e : draft_begin(t->ctx, t->db, &beginning);
}

// value: "within 5 days -> within 72 hours", in the text of that clause.
static result change_wish(const struct turn *t, const struct draft *draft)
{
    str text = document_part(t->ctx, draft->document, cell(t, "clause")), value = cell(t, "value");
    size_t arrow = str_find(value, STR(" -> "));
    str old = str_slice(value, 0, arrow), fresh = str_from_byte(value, arrow + 4);
    size_t at = str_find(text, old);
    if (!old.n || at >= text.n)
        return fail(t->ctx, ERR_INPUT, "library/demo/drafts.csv: the clause does not say '%.*s'",
                    STR_ARGS(old));
    struct draft_wish wish = { .edit = { .kind = EDIT_CHANGE, .label = cell(t, "clause") },
                               .party = cell(t, "party"),
                               .words = cell(t, "words"),
                               .by = t->by };
    wish.edit.text = str_format(t->ctx->arena, "%.*s%.*s%.*s", STR_ARGS(str_slice(text, 0, at)),
                                STR_ARGS(fresh), STR_ARGS(str_from_byte(text, at + old.n)));
    return draft_propose(draft, &wish);
}

static result days_show(const struct turn *t, const struct draft *draft)
{
    struct draft_showing showing = { .seen = SEEN_EVERYBODY, .by = &t->by };
    str rest = cell(t, "value"), from = str_cut(&rest, '/');
    if (!date_parse(from, &showing.comments_from) || !date_parse(rest, &showing.comments_to))
        return fail(t->ctx, ERR_INPUT, "library/demo/drafts.csv: '%.*s' is no time",
                    STR_ARGS(cell(t, "value")));
    return draft_show(draft, &showing);
}

static result turn_take(struct turn *t)
{
    str kind = cell(t, "kind");
    struct draft draft;
    if (str_equal(kind, STR("begin")))
        return draft_start(t);
    result e = draft_open(t->ctx, t->db, cell(t, "draft"), &t->by, &draft);
    if (e)
        return e;
    if (str_equal(kind, STR("ask in")))
        return draft_speaker_add(&draft, cell(t, "party"), cell(t, "value"), t->by.at);
    if (str_equal(kind, STR("show")))
        return days_show(t, &draft);
    if (str_equal(kind, STR("propose")))
        return change_wish(t, &draft);
    struct draft_saying saying = {
        .label = cell(t, "clause"), .party = cell(t, "party"), .words = cell(t, "words"), .by = t->by
    };
    return draft_comment(&draft, &saying);
}

// In the order of time, until the day the clock stands at.
result demo_drafts(struct ctx *ctx, struct db *db, const struct demo_filling *f)
{
    struct demo_table table;
    result e = demo_table_read(ctx, "drafts.csv", &table);
    for (size_t i = 0; !e && i < table.rows; i++) {
        struct turn turn = { .ctx = ctx, .db = db, .table = &table, .row = i };
        str day = str_slice(cell(&turn, "happened"), 0, 10);
        if (str_compare(day, str_slice(f->demo->as_of, 0, 10)) > 0)
            break;
        e = drafter_take(f, &turn);
        if (!e)
            e = turn_take(&turn);
    }
    return e;
}
