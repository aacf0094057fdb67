#include "app/import_people.h"

#include "app/ledger.h"
#include "app/person.h"
#include "app/unpacked.h"
#include "format/csv.h"

enum { PEOPLE_BYTES_MAX = 256 << 20, COLUMNS = 8 };

static const str HEADER[COLUMNS] = { STR_INIT("reference"), STR_INIT("part"),      STR_INIT("name"),
                                     STR_INIT("email"),     STR_INIT("telephone"), STR_INIT("address"),
                                     STR_INIT("language"),  STR_INIT("way") };

struct line {
    int64_t row;
    str reference, part;
    struct person person;
};

struct taking_people {
    struct people_import *import;
    LIST(struct line) lines;
};

static result line_fail(struct ctx *ctx, const struct people_import *import, int64_t row, const char *text)
{
    return fail_at(ctx, ERR_INPUT, import->path, (struct place){ (int)row, 1 }, "%s; nothing was taken in",
                   text);
}

static result header_check(struct ctx *ctx, const struct people_import *import, const struct csv *csv)
{
    bool is_good = csv->n == COLUMNS;
    for (size_t i = 0; is_good && i < COLUMNS; i++)
        is_good = str_equal(str_trim(csv_field_value(ctx->arena, csv->fields[i])), HEADER[i]);
    return is_good ? OK
                   : line_fail(ctx, import, csv->row,
                               "the first line must be "
                               "'reference,part,name,email,telephone,address,language,way'");
}

// Messages name the line, never what stands in it.
static result line_read(struct ctx *ctx, struct taking_people *t, const struct csv *csv)
{
    struct line *line = LIST_PUSH(ctx->arena, &t->lines);
    str cells[COLUMNS];
    struct ctx checking = { .arena = ctx->arena };
    if (!line)
        return arena_fail(ctx);
    if (csv->fault != CSV_OK)
        return line_fail(ctx, t->import, csv->row, "the line can't be read: look at its quotes");
    if (csv->n != COLUMNS)
        return line_fail(ctx, t->import, csv->row, "a line has eight values");
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = str_trim(csv_field_value(ctx->arena, csv->fields[i]));
    *line = (struct line){ csv->row,
                           cells[0],
                           cells[1].n ? cells[1] : PART_REPORTER,
                           { ID_NONE, cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], { 0 } } };
    if (!line->reference.n)
        return line_fail(ctx, t->import, csv->row, "the reference is missing");
    if (!part_is_known(line->part))
        return line_fail(ctx, t->import, csv->row, "the part is reporter, on behalf of or tenant");
    result e = person_check(&checking, &line->person);
    return e ? line_fail(ctx, t->import, csv->row, checking.error.text) : OK;
}

static result lines_read(struct ctx *ctx, struct taking_people *t)
{
    char *path = str_c(ctx->arena, t->import->path);
    struct csv csv;
    str text;
    result e = path ? unpacked_map(ctx, path, PEOPLE_BYTES_MAX, &text) : arena_fail(ctx);
    if (!e)
        e = csv_open(ctx, text, ',', &csv);
    bool is_header = true;
    for (; !e && csv_next(&csv); is_header = false)
        e = is_header ? header_check(ctx, t->import, &csv) : line_read(ctx, t, &csv);
    if (!e && is_header)
        e = line_fail(ctx, t->import, 1, "the file is empty");
    return e;
}

static result person_take(struct ctx *ctx, struct db *db, struct people_import *import, struct person *person)
{
    struct person_row before;
    bool is_changed = false;
    result e = person_find(ctx, db, person, &before);
    if (e)
        return e;
    if (before.id == ID_NONE) {
        import->added++;
        return person_add(ctx, db, person);
    }
    person->id = before.id;
    e = person_settle(ctx, db, person, &before, &is_changed);
    import->changed += is_changed;
    return e;
}

static result line_take(struct ctx *ctx, struct db *db, struct people_import *import, struct line *line)
{
    struct case_row row;
    bool is_found, is_new = false;
    int64_t before = import->added + import->changed;
    result e = query_case_by_reference(
        ctx, db, &(struct case_by_reference_in){ COMMUNITY_FIRST, line->reference }, &row, &is_found);
    if (!e && !is_found) {
        int64_t *slot = LIST_PUSH(ctx->arena, &import->left_out);
        if (!slot)
            return arena_fail(ctx);
        *slot = line->row;
        return OK;
    }
    if (!e)
        e = person_take(ctx, db, import, &line->person);
    if (!e)
        e = person_bind(
            ctx, db, &(struct case_person_insert_in){ COMMUNITY_FIRST, row.id, line->person.id, line->part },
            &is_new);
    import->bound += is_new;
    import->same += !is_new && before == import->added + import->changed;
    return e;
}

static result take_work(struct ctx *ctx, struct db *db, void *with)
{
    struct taking_people *t = with;
    result e = OK;
    for (size_t i = 0; !e && i < t->lines.n; i++)
        e = line_take(ctx, db, t->import, &t->lines.at[i]);
    return e;
}

result people_import(struct ctx *ctx, struct store *store, struct people_import *import)
{
    struct taking_people t = { .import = import };
    result e = lines_read(ctx, &t);
    return e ? e : store_write(ctx, store, take_work, &t);
}
