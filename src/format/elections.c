#include "format/elections.h"

#include "format/sheet.h"

enum column { NAME, FROM, UNTIL, COLUMNS };

static const str
    NAMES[COLUMNS] = { [NAME] = STR_INIT("name"), [FROM] = STR_INIT("from"), [UNTIL] = STR_INIT("until") };

#define REFUSE(sheet, ...) fail_at((sheet)->ctx, ERR_INPUT, (sheet)->source, (sheet)->place, __VA_ARGS__)

const struct election *election_on(const struct elections *elections, date day)
{
    const struct election *found = NULL;
    for (size_t i = 0; i < elections->n; i++) {
        const struct election *e = &elections->at[i];
        if (e->from.day <= day.day && day.day <= e->until.day && (!found || e->until.day > found->until.day))
            found = e;
    }
    return found;
}

static result election_read(struct sheet *sheet, struct election *election)
{
    const str *cells = sheet->cells;
    *election = (struct election){ .name = cells[NAME], .line = sheet->place.line };
    if (!election->name.n)
        return REFUSE(sheet, "an election needs a name, such as 'Borough election of 6 May 2027'");
    if (!date_parse(cells[FROM], &election->from) || !date_parse(cells[UNTIL], &election->until))
        return REFUSE(sheet, "from and until are days, such as 2027-03-29");
    if (election->until.day < election->from.day)
        return REFUSE(sheet, "it ends before it begins");
    return OK;
}

result elections_parse(struct ctx *ctx, str source, str bytes, struct elections *elections)
{
    struct sheet sheet = { .ctx = ctx, .source = source, .columns = NAMES, .n = COLUMNS };
    bool is_row = true;
    result e = sheet_open(&sheet, bytes);
    *elections = (struct elections){ 0 };
    while (!e && is_row) {
        struct election election;
        e = sheet_next(&sheet, &is_row);
        if (e || !is_row)
            break;
        e = election_read(&sheet, &election);
        if (!e && elections->n == ELECTIONS_MAX)
            e = fail_at(ctx, ERR_LIMIT, source, sheet.place, "more than %d elections", ELECTIONS_MAX);
        struct election *slot = e ? NULL : LIST_PUSH(ctx->arena, elections);
        if (slot)
            *slot = election;
        else if (!e)
            e = arena_fail(ctx);
    }
    return e;
}
