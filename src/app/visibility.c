#include "app/visibility.h"

#define N SEEING_NO
#define Y SEEING_YES
#define O SEEING_OWN
#define R SEEING_REASON

static const struct {
    str words;
    enum seeing by[ROLE_COUNT]; // in the order of the roles
} TABLE[SEEN_COUNT] = {
    // everybody, resident, champion, representative, councillor, service, neighbourhoods, clerk, scrutiny,
    // reviewer, protection, admin
    [SEEN_LINE] = { STR_INIT("what happened on a case"), { Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y } },
    [SEEN_WORDS] = { STR_INIT("words on a public case"), { Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y } },
    [SEEN_WITHHELD] = { STR_INIT("words that are withheld"), { N, O, N, N, R, O, O, O, N, R, Y, N } },
    [SEEN_REASON] = { STR_INIT("why they are withheld"), { Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y } },
    [SEEN_PLACE] = { STR_INIT("the exact place"), { N, O, O, N, R, O, O, O, N, N, Y, N } },
    [SEEN_PHOTOGRAPH] = { STR_INIT("a photograph"), { N, O, O, N, R, O, O, O, N, R, Y, N } },
    [SEEN_PHOTOGRAPH_SHOWN] = { STR_INIT("a photograph that was shown"),
                                { Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y } },
    [SEEN_PHOTOGRAPH_BARE] = { STR_INIT("a photograph as it was before it was covered"),
                               { N, O, N, N, N, O, O, O, N, R, Y, N } },
    [SEEN_PHOTOGRAPH_UNSENT] = { STR_INIT("a photograph of a report that is being written"),
                                 { Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y } },
    [SEEN_NAME] = { STR_INIT("the name of who reported"), { N, O, N, N, R, O, O, O, N, N, Y, N } },
    [SEEN_CONTACT] = { STR_INIT("how to reach them"), { N, O, N, N, N, O, O, O, N, N, Y, N } },
    [SEEN_ACTOR] = { STR_INIT("who acted"), { N, N, O, N, N, O, O, O, N, R, Y, R } },
    [SEEN_COUNTED] = { STR_INIT("a case that is only counted"), { N, O, N, N, N, O, O, N, N, R, Y, N } },
    [SEEN_FEW] = { STR_INIT("a figure of fewer than five of those"), { N, N, N, N, N, O, O, N, R, R, Y, N } },
    [SEEN_DRAFT] = { STR_INIT("a draft of a document"), { N, N, O, N, O, O, O, O, N, N, N, Y } },
    [SEEN_MESSAGE] = { STR_INIT("whether a message was sent"), { N, O, N, N, N, O, O, O, N, N, Y, Y } },
    [SEEN_MESSAGE_TO] = { STR_INIT("to whom, and its words"), { N, O, N, N, N, O, O, O, N, N, Y, R } },
    [SEEN_ERASURES] = { STR_INIT("the list of what was erased"), { N, N, N, N, N, N, N, N, N, R, Y, Y } },
};

#undef N
#undef Y
#undef O
#undef R

// As a column is called, and with spaces where it is spoken of.
static const struct {
    str column, name;
} ROLES[ROLE_COUNT] = {
    [ROLE_EVERYBODY] = { STR_INIT("everybody"), STR_INIT("everybody") },
    [ROLE_RESIDENT] = { STR_INIT("resident"), STR_INIT("resident") },
    [ROLE_CHAMPION] = { STR_INIT("neighbourhood_champion"), STR_INIT("neighbourhood champion") },
    [ROLE_REPRESENTATIVE] = { STR_INIT("community_representative"), STR_INIT("community representative") },
    [ROLE_COUNCILLOR] = { STR_INIT("councillor"), STR_INIT("councillor") },
    [ROLE_OFFICER] = { STR_INIT("service_officer"), STR_INIT("service officer") },
    [ROLE_NEIGHBOURHOODS] = { STR_INIT("neighbourhoods_officer"), STR_INIT("neighbourhoods officer") },
    [ROLE_CLERK] = { STR_INIT("parish_clerk"), STR_INIT("parish clerk") },
    [ROLE_SCRUTINY] = { STR_INIT("scrutiny_officer"), STR_INIT("scrutiny officer") },
    [ROLE_REVIEWER] = { STR_INIT("reviewer"), STR_INIT("reviewer") },
    [ROLE_PROTECTION] = { STR_INIT("data_protection_officer"), STR_INIT("data protection officer") },
    [ROLE_ADMINISTRATOR] = { STR_INIT("administrator"), STR_INIT("administrator") },
};

static const str ANSWERS[SEEING_COUNT] = {
    [SEEING_NO] = STR_INIT("no"),
    [SEEING_YES] = STR_INIT("yes"),
    [SEEING_OWN] = STR_INIT("own"),
    [SEEING_REASON] = STR_INIT("with reason"),
};

str role_name(enum role role)
{
    return ROLES[role].name;
}

bool role_parse(str name, enum role *role)
{
    for (int i = 0; i < ROLE_COUNT; i++)
        if (str_same_name(ROLES[i].name, name)) {
            *role = (enum role)i;
            return true;
        }
    return false;
}

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

struct table role_table_open(struct ctx *ctx, struct buffer *out, enum table_form form, str first)
{
    struct table_column *columns = ARENA_ARRAY(ctx->arena, struct table_column, ROLE_COUNT + 1);
    if (!columns)
        return table_open(ctx, out, form, NULL, 0);
    columns[0] = (struct table_column){ first, CELL_TEXT, false };
    for (size_t role = 0; role < ROLE_COUNT; role++)
        columns[role + 1] = (struct table_column){ ROLES[role].column, CELL_TEXT, false };
    return table_open(ctx, out, form, columns, ROLE_COUNT + 1);
}

result visibility_table(struct ctx *ctx, struct buffer *out, enum table_form form)
{
    struct table table = role_table_open(ctx, out, form, STR("data"));
    for (size_t i = 0; i < SEEN_COUNT; i++) {
        table_cell(&table, TABLE[i].words);
        for (size_t role = 0; role < ROLE_COUNT; role++)
            table_cell(&table, ANSWERS[TABLE[i].by[role]]);
    }
    return table_close(&table);
}
