// What is being negotiated in the demonstration: drafts that were asked for, begun, shown, talked about, and who takes
// part, as library/demo/drafts.csv says.
#include "app/demo_internal.h"

#include "app/seat.h"
#include "app/worded.h"

struct turn {
    const struct demo_filling *filling;
    const struct directory *directory;
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
    instant at = demo_instant(f, cell(t, "happened"));
    int64_t account = ID_NONE;
    if (!e) // who was asked in comes by the link of the message, and may sign in from then on
        e = account_of_person(t->ctx, t->db, rows.at[0].person, at, &account);
    if (!e)
        e = visitor_read(t->ctx, t->db, account, &t->visitor);
    struct stamp day = { .second = 0 };
    (void)stamp_parse(cell(t, "happened"), &day);
    t->by = (struct drafter){ .visitor = &t->visitor, .at = at, .today = day.day };
    return e;
}

static result lines_of(const struct turn *t, const char *column, struct str_list *lines)
{
    for (str rest = cell(t, column); rest.at && rest.n;) {
        str *slot = LIST_PUSH(t->ctx->arena, lines);
        if (!slot)
            return arena_fail(t->ctx);
        *slot = str_trim(str_cut(&rest, ';'));
    }
    return OK;
}

// clause: the kinds of report that trouble people, separated by "; ".
static result charter_ask(const struct turn *t)
{
    struct str_list kinds = { 0 };
    struct asking asking = { .party = cell(t, "party"),
                             .spoken = cell(t, "spoken"),
                             .place = cell(t, "value"),
                             .matters = cell(t, "words"),
                             .account = t->visitor.id,
                             .is_office = true,
                             .today = t->by.today,
                             .at = t->by.at,
                             .ledger = t->filling->ledger,
                             .directory = t->directory };
    result e = lines_of(t, "clause", &kinds);
    for (size_t i = 0; i < kinds.n; i++)
        asking.services = str_format(t->ctx->arena, "%.*s%s%.*s", STR_ARGS(asking.services), i ? "\n" : "",
                                     STR_ARGS(kinds.at[i]));
    return e ? e : ask_add(t->ctx, t->db, &asking);
}

// What a group asked for and waits for; 0 for none.
static result ask_find(const struct turn *t, str group, int64_t *ask)
{
    struct ask_row_list open;
    struct ask_of_state_in of = { COMMUNITY_FIRST, ASK_OPEN, ASKS_SHOWN };
    result e = query_ask_of_state(t->ctx, t->db, &of, &open);
    *ask = 0;
    for (size_t i = 0; !e && group.n && i < open.n; i++)
        if (str_same_name(open.at[i].party, group))
            *ask = open.at[i].id;
    return e || *ask || !group.n
        ? e
        : fail(t->ctx, ERR_INPUT, "library/demo/drafts.csv: '%.*s' waits for no charter", STR_ARGS(group));
}

// value: the bodies, separated by "; ".
static result bodies_name(const struct turn *t)
{
    struct seats_naming naming = { .directory = t->directory, .visitor = &t->visitor, .today = t->by.today };
    result e = ask_find(t, cell(t, "party"), &naming.ask);
    if (!e)
        e = lines_of(t, "value", &naming.bodies);
    return e ? e : seats_name(t->ctx, t->db, &naming);
}

// "within 5 days -> within 72 hours", in that text.
static result text_with(const struct turn *t, str value, str *text)
{
    size_t arrow = str_find(value, STR(" -> "));
    str old = str_slice(value, 0, arrow), fresh = str_from_byte(value, arrow + 4);
    size_t at = str_find(*text, old);
    if (!old.n || at >= text->n)
        return fail(t->ctx, ERR_INPUT, "library/demo/drafts.csv: the text does not say '%.*s'",
                    STR_ARGS(old));
    *text = str_format(t->ctx->arena, "%.*s%.*s%.*s", STR_ARGS(str_slice(*text, 0, at)), STR_ARGS(fresh),
                       STR_ARGS(str_from_byte(*text, at + old.n)));
    return arena_is_full(t->ctx->arena) ? arena_fail(t->ctx) : OK;
}

// words: the group that asked for it. value: the file; "x.md: this -> that" where it first said something else.
static result draft_start(struct turn *t)
{
    str otherwise = cell(t, "value"), name = str_cut(&otherwise, ':');
    struct ask_beginning beginning = { .of = { .party = cell(t, "party"), .by = t->by },
                                       .directory = t->directory,
                                       .ledger = t->filling->ledger };
    const char *file = str_c(t->ctx->arena, name);
    result e = file ? demo_text(t->ctx, file, &beginning.of.text) : arena_fail(t->ctx);
    if (!e && otherwise.n)
        e = text_with(t, str_trim(otherwise), &beginning.of.text);
    if (!e)
        e = ask_find(t, cell(t, "words"), &beginning.ask);
    return e ? e : ask_begin(t->ctx, t->db, &beginning);
}

// A body answers: value: who speaks for it; without one it declines, in words.
static result seat_take(const struct turn *t)
{
    struct seat_waiting_out_list waiting;
    str party = cell(t, "party");
    struct seat_answering a = { .takes = cell(t, "value").n > 0,
                                .declines = !cell(t, "value").n,
                                .email = cell(t, "value"),
                                .words = cell(t, "words"),
                                .office = cell(t, "said_by"),
                                .by = t->by };
    result e = seats_waiting(t->ctx, t->db, &t->visitor, &waiting);
    for (size_t i = 0; !e && i < waiting.n; i++)
        if (str_same_name(waiting.at[i].body, party))
            a.id = waiting.at[i].id;
    return e ? e : seat_answer(t->ctx, t->db, &a);
}

// To the change that is open.
static result change_agree(const struct turn *t, const struct draft *draft)
{
    struct draft_change_row_list rows;
    struct draft_answering a = { .party = cell(t, "party"), .is_agreed = true, .by = t->by };
    result e = query_draft_change_of_draft(
        t->ctx, t->db, &(struct draft_change_of_draft_in){ COMMUNITY_FIRST, draft->row.id }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (str_equal(rows.at[i].state, CHANGE_OPEN))
            a.change = rows.at[i].id;
    return e ? e : draft_answer(draft, &a);
}

// value: "within 5 days -> within 72 hours", in the text of that clause.
static result change_wish(const struct turn *t, const struct draft *draft)
{
    struct draft_wish wish = { .edit = { .kind = EDIT_CHANGE,
                                         .label = cell(t, "clause"),
                                         .text = document_part(t->ctx, draft->document, cell(t, "clause")) },
                               .party = cell(t, "party"),
                               .words = cell(t, "words"),
                               .by = t->by };
    result e = text_with(t, cell(t, "value"), &wish.edit.text);
    return e ? e : draft_propose(draft, &wish);
}

// The signatures, and the text in force, are in record.csv and demo.c.
static result signed_set(const struct turn *t, const struct draft *draft)
{
    return query_draft_state_set(
        t->ctx, t->db, &(struct draft_state_set_in){ COMMUNITY_FIRST, draft->row.id, DRAFT_SIGNED });
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

// value: the language; clause: empty for the whole.
static result part_word(const struct turn *t, const struct draft *draft)
{
    struct worded worded = { .document = draft->document, .draft = draft, .language = cell(t, "value") };
    struct worded_said said = { .words = cell(t, "words"), .office = cell(t, "said_by"), .is_office = true };
    str label = cell(t, "clause");
    said.clause = label.n ? document_clause(draft->document, label) : NULL;
    result e = worded_read(t->ctx, t->db, &worded);
    return e ? e : worded_draft_say(&worded, &said, &t->by);
}

static result turn_take(struct turn *t)
{
    str kind = cell(t, "kind");
    struct draft draft;
    if (str_equal(kind, STR("ask")))
        return charter_ask(t);
    if (str_equal(kind, STR("name bodies")))
        return bodies_name(t);
    if (str_equal(kind, STR("begin")))
        return draft_start(t);
    if (str_equal(kind, STR("answer")))
        return seat_take(t);
    result e = draft_open(t->ctx, t->db, cell(t, "draft"), &t->by, &draft);
    if (e)
        return e;
    if (str_equal(kind, STR("agree")))
        return change_agree(t, &draft);
    if (str_equal(kind, STR("ask in")))
        return draft_speaker_add(&draft, cell(t, "party"), cell(t, "value"), t->by.at);
    if (str_equal(kind, STR("show")))
        return days_show(t, &draft);
    if (str_equal(kind, STR("propose")))
        return change_wish(t, &draft);
    if (str_equal(kind, STR("signed")))
        return signed_set(t, &draft);
    if (str_equal(kind, STR("in other words")))
        return part_word(t, &draft);
    struct draft_saying saying = {
        .label = cell(t, "clause"), .party = cell(t, "party"), .words = cell(t, "words"), .by = t->by
    };
    return draft_comment(&draft, &saying);
}

// In the order of time, until the day the clock stands at.
result demo_drafts(struct ctx *ctx, struct db *db, const struct demo_filling *f)
{
    struct demo_table table;
    struct directory directory;
    result e = demo_table_read(ctx, "drafts.csv", &table);
    if (!e)
        e = directory_read(ctx, db, &directory);
    for (size_t i = 0; !e && i < table.rows; i++) {
        struct turn turn = {
            .filling = f, .directory = &directory, .ctx = ctx, .db = db, .table = &table, .row = i
        };
        str day = str_slice(cell(&turn, "happened"), 0, 10);
        if (str_compare(day, str_slice(f->demo->as_of, 0, 10)) > 0)
            break;
        e = drafter_take(f, &turn);
        if (!e)
            e = turn_take(&turn);
    }
    return e;
}
