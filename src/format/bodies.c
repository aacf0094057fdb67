#include "format/bodies.h"

#include "format/entries.h"
#include "format/sheet.h"

enum column { NAME, KIND, TELEPHONE, EMAIL, ABOUT, TRACKED, AREAS, COLUMNS };

static const str NAMES[COLUMNS] = {
    [NAME] = STR_INIT("name"),   [KIND] = STR_INIT("kind"),   [TELEPHONE] = STR_INIT("telephone"),
    [EMAIL] = STR_INIT("email"), [ABOUT] = STR_INIT("about"), [TRACKED] = STR_INIT("tracked"),
    [AREAS] = STR_INIT("areas"),
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

static result body_read(struct sheet *sheet, const struct bodies *bodies, struct body *b)
{
    const str *cells = sheet->cells;
    *b = (struct body){ .name = cells[NAME],
                        .kind = cells[KIND],
                        .telephone = cells[TELEPHONE],
                        .email = cells[EMAIL],
                        .about = cells[ABOUT],
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
    return sheet->n == COLUMNS ? entry_list(sheet->ctx, cells[AREAS], ';', &b->areas) : OK;
}

// Files from before bodies had areas lack the last column.
static size_t columns_of(str bytes)
{
    str rest = bytes, first = str_trim(str_cut(&rest, '\n'));
    return str_ends(first, STR(",tracked")) ? COLUMNS - 1 : COLUMNS;
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
    return e;
}
