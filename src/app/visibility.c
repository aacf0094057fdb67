#include "app/visibility.h"

#define N SEEING_NO
#define Y SEEING_YES
#define O SEEING_OWN
#define R SEEING_REASON

static const struct {
    str words;
    enum seeing by
        [ROLE_COUNT]; // everybody, reporter, champion, councillor, officer, reviewer, protection, administrator
} TABLE[SEEN_COUNT] = {
    [SEEN_LINE] = { STR_INIT("what happened on a case"), { Y, Y, Y, Y, Y, Y, Y, Y } },
    [SEEN_WORDS] = { STR_INIT("words on a public case"), { Y, Y, Y, Y, Y, Y, Y, Y } },
    [SEEN_WITHHELD] = { STR_INIT("words that are withheld"), { N, O, N, R, O, R, Y, N } },
    [SEEN_REASON] = { STR_INIT("why they are withheld"), { Y, Y, Y, Y, Y, Y, Y, Y } },
    [SEEN_PLACE] = { STR_INIT("the exact place"), { N, O, O, R, O, N, Y, N } },
    [SEEN_PHOTOGRAPH] = { STR_INIT("a photograph"), { N, O, O, R, O, R, Y, N } },
    [SEEN_PHOTOGRAPH_SHOWN] = { STR_INIT("a photograph that was shown"), { Y, Y, Y, Y, Y, Y, Y, Y } },
    [SEEN_PHOTOGRAPH_UNSENT] = { STR_INIT("a photograph of a report that is being written"),
                                 { Y, Y, Y, Y, Y, Y, Y, Y } },
    [SEEN_NAME] = { STR_INIT("the name of who reported"), { N, O, N, R, O, N, Y, N } },
    [SEEN_CONTACT] = { STR_INIT("how to reach them"), { N, O, N, N, O, N, Y, N } },
    [SEEN_ACTOR] = { STR_INIT("who acted"), { N, N, O, N, O, R, Y, R } },
    [SEEN_COUNTED] = { STR_INIT("a case that is only counted"), { N, O, N, N, O, R, Y, N } },
    [SEEN_FEW] = { STR_INIT("a figure of fewer than five of those"), { N, N, N, N, O, R, Y, N } },
    [SEEN_DRAFT] = { STR_INIT("a draft of a document"), { N, N, O, O, O, N, N, Y } },
    [SEEN_MESSAGE] = { STR_INIT("whether a message was sent"), { N, O, N, N, O, N, Y, Y } },
    [SEEN_MESSAGE_TO] = { STR_INIT("to whom, and its words"), { N, O, N, N, O, N, Y, R } },
    [SEEN_ERASURES] = { STR_INIT("the list of what was erased"), { N, N, N, N, N, R, Y, Y } },
};

#undef N
#undef Y
#undef O
#undef R

static const struct table_column COLUMNS[] = {
    { STR_INIT("data"), CELL_TEXT, false },
    { STR_INIT("everybody"), CELL_TEXT, false },
    { STR_INIT("reporter"), CELL_TEXT, false },
    { STR_INIT("champion"), CELL_TEXT, false },
    { STR_INIT("councillor"), CELL_TEXT, false },
    { STR_INIT("service_officer"), CELL_TEXT, false },
    { STR_INIT("reviewer"), CELL_TEXT, false },
    { STR_INIT("data_protection_officer"), CELL_TEXT, false },
    { STR_INIT("administrator"), CELL_TEXT, false },
};

static const str ANSWERS[SEEING_COUNT] = {
    [SEEING_NO] = STR_INIT("no"),
    [SEEING_YES] = STR_INIT("yes"),
    [SEEING_OWN] = STR_INIT("own"),
    [SEEING_REASON] = STR_INIT("with reason"),
};

enum seeing may_see(enum role role, enum seen_kind kind)
{
    return TABLE[kind].by[role];
}

bool is_seen_by_all(enum seen_kind kind)
{
    return may_see(ROLE_EVERYBODY, kind) == SEEING_YES;
}

enum seen_kind case_words_of(enum visibility visibility)
{
    return visibility == VISIBLE             ? SEEN_WORDS
        : visibility == VISIBLE_WITHOUT_TEXT ? SEEN_WITHHELD
                                             : SEEN_COUNTED;
}

enum seen_kind case_line_of(enum visibility visibility)
{
    return visibility == COUNTED_ONLY ? SEEN_COUNTED : SEEN_LINE;
}

result visibility_table(struct ctx *ctx, struct buffer *out, enum table_form form)
{
    struct table table = table_open(ctx, out, form, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS);
    for (size_t i = 0; i < SEEN_COUNT; i++) {
        table_cell(&table, TABLE[i].words);
        for (size_t role = 0; role < ROLE_COUNT; role++)
            table_cell(&table, ANSWERS[TABLE[i].by[role]]);
    }
    return table_close(&table);
}
