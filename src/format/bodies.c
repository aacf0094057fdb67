#include "format/bodies.h"

#include "format/entries.h"
#include "format/sheet.h"

enum column {
    NAME,
    KIND,
    TELEPHONE,
    EMAIL,
    ABOUT,
    TRACKED,
    AREAS,
    FROM,
    UNTIL,
    SUCCESSOR,
    COMPLAINTS,
    COLUMNS
};

enum { COLUMNS_FIRST = TRACKED + 1, COLUMNS_DATELESS = AREAS + 1, COLUMNS_DATED = SUCCESSOR + 1 };
// of older files

static const str NAMES[COLUMNS] = {
    [NAME] = STR_INIT("name"),
    [KIND] = STR_INIT("kind"),
    [TELEPHONE] = STR_INIT("telephone"),
    [EMAIL] = STR_INIT("email"),
    [ABOUT] = STR_INIT("about"),
    [TRACKED] = STR_INIT("tracked"),
    [AREAS] = STR_INIT("areas"),
    [FROM] = STR_INIT("from"),
    [UNTIL] = STR_INIT("until"),
    [SUCCESSOR] = STR_INIT("successor"),
    [COMPLAINTS] = STR_INIT("complaints"),
};

#define REFUSE(sheet, ...) fail_at((sheet)->ctx, ERR_INPUT, (sheet)->source, (sheet)->place, __VA_ARGS__)

const struct body *body_named(const struct bodies *bodies, str name)
{
    for (size_t i = 0; i < bodies->n; i++)
        if (str_same_name(bodies->at[i].name, name))
            return &bodies->at[i];
    return NULL;
}

bool bodies_have_kind(const struct bodies *bodies, str kind)
{
    for (size_t i = 0; i < bodies->n; i++)
        if (str_same_name(bodies->at[i].kind, kind))
            return true;
    return false;
}

bool body_answers(const struct body *body, date day)
{
    return body->from.day <= day.day && day.day <= body->until.day;
}

// As many steps as there are bodies: successors that follow each other in a ring lead to nobody.
const struct body *body_on(const struct bodies *bodies, const struct body *body, date day)
{
    for (size_t i = 0; body && i < bodies->n; i++) {
        if (body_answers(body, day))
            return body;
        body = body->until.day < day.day ? body_named(bodies, body->successor) : NULL;
    }
    return NULL;
}

static result days_read(struct sheet *sheet, struct body *b)
{
    str from = sheet->cells[FROM], until = sheet->cells[UNTIL];
    b->successor = sheet->cells[SUCCESSOR];
    if ((from.n && !date_parse(from, &b->from)) || (until.n && !date_parse(until, &b->until)))
        return REFUSE(sheet, "from and until are days, such as 2027-04-01, or empty");
    if (b->until.day < b->from.day)
        return REFUSE(sheet, "'%.*s' ends before it begins", STR_ARGS(b->name));
    if (b->successor.n && !until.n)
        return REFUSE(sheet, "'%.*s' has a successor and no last day: write it under until",
                      STR_ARGS(b->name));
    if (str_same_name(b->successor, b->name))
        return REFUSE(sheet, "'%.*s' can't follow itself", STR_ARGS(b->name));
    return OK;
}

static result body_read(struct sheet *sheet, const struct bodies *bodies, struct body *b)
{
    const str *cells = sheet->cells;
    *b = (struct body){ .name = cells[NAME],
                        .kind = cells[KIND],
                        .telephone = cells[TELEPHONE],
                        .email = cells[EMAIL],
                        .about = cells[ABOUT],
                        .from = BODY_ALWAYS,
                        .until = DATE_NONE,
                        .is_tracked = str_same_name(cells[TRACKED], STR("yes")),
                        .line = sheet->place.line };
    if (!b->name.n || !b->kind.n)
        return REFUSE(sheet, "a body needs a name and a kind, such as 'county council'");
    if (str_same_name(b->name, STR("nobody")))
        return REFUSE(sheet,
                      "no body can be called 'nobody': in the routes that word says that none answers");
    if (!b->is_tracked && !str_same_name(cells[TRACKED], STR("no")))
        return REFUSE(sheet, "tracked is yes (it answers here) or no (reports are sent to it)");
    const struct body *before = body_named(bodies, b->name);
    if (before)
        return REFUSE(sheet, "'%.*s' stands twice, first in line %d", STR_ARGS(b->name), before->line);
    result e = sheet->n > COLUMNS_FIRST ? entry_list(sheet->ctx, cells[AREAS], ';', &b->areas) : OK;
    if (sheet->n > COMPLAINTS)
        b->complaints = cells[COMPLAINTS];
    return e || sheet->n < COLUMNS_DATED ? e : days_read(sheet, b);
}

// Files from before bodies had areas, days, or somebody who looks at complaints lack the last columns.
static size_t columns_of(str bytes)
{
    str rest = bytes, first = str_trim(str_cut(&rest, '\n'));
    return str_ends(first, STR(",tracked"))  ? COLUMNS_FIRST
        : str_ends(first, STR(",areas"))     ? COLUMNS_DATELESS
        : str_ends(first, STR(",successor")) ? COLUMNS_DATED
                                             : COLUMNS;
}

static result successors_check(struct ctx *ctx, str source, const struct bodies *bodies)
{
    for (size_t i = 0; i < bodies->n; i++) {
        const struct body *b = &bodies->at[i];
        if (b->successor.n && !body_named(bodies, b->successor))
            return fail_at(ctx, ERR_INPUT, source, (struct place){ b->line, 1 },
                           "'%.*s' is to follow '%.*s', and is not in the list: add it first",
                           STR_ARGS(b->successor), STR_ARGS(b->name));
    }
    return OK;
}

result bodies_parse(struct ctx *ctx, str source, str bytes, struct bodies *bodies)
{
    struct sheet sheet = { .ctx = ctx, .source = source, .columns = NAMES, .n = columns_of(bytes) };
    bool is_row = true;
    result e = sheet_open(&sheet, bytes);
    *bodies = (struct bodies){ 0 };
    while (!e && is_row) {
        struct body body;
        e = sheet_next(&sheet, &is_row);
        if (e || !is_row)
            break;
        e = body_read(&sheet, bodies, &body);
        if (!e && bodies->n == BODIES_MAX)
            e = fail_at(ctx, ERR_LIMIT, source, sheet.place, "more than %d bodies", BODIES_MAX);
        struct body *slot = e ? NULL : LIST_PUSH(ctx->arena, bodies);
        if (slot)
            *slot = body;
        else if (!e)
            e = arena_fail(ctx);
    }
    return e ? e : successors_check(ctx, source, bodies);
}
