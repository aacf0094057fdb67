// Who asks for news by post in the demonstration, as library/demo/by_post.csv says: of the newest report of that
// service and area that came by the web and is open as of the demonstration's today.
#include "app/demo_internal.h"

#include "app/by_post.h"

enum { LOOKED_AT = 200 };

struct asker {
    const struct demo_filling *filling;
    const struct demo_table *table;
    size_t row;
};

static str cell(const struct asker *a, const char *column)
{
    return demo_cell(a->table, a->row, column);
}

static result came_by_web(struct ctx *ctx, struct db *db, int64_t case_id, bool *is_web)
{
    struct fact_row_list facts;
    result e = query_fact_of_case(ctx, db, &(struct fact_of_case_in){ COMMUNITY_FIRST, case_id }, &facts);
    *is_web = !e && facts.n && str_equal(facts.at[0].said_by, STR("web"));
    return e;
}

static result case_find(struct ctx *ctx, struct db *db, const struct asker *a, int64_t *case_id)
{
    const struct case_shown_of_service_in in = { .community = COMMUNITY_FIRST,
                                                 .service = cell(a, "service"),
                                                 .from = (instant){ 0 },
                                                 .until = demo_instant(a->filling, cell(a, "asked")),
                                                 .least = CASE_OPEN,
                                                 .most = CASE_OPEN,
                                                 .limit = LOOKED_AT };
    struct case_row_list rows;
    *case_id = ID_NONE;
    result e = query_case_shown_of_service(ctx, db, &in, &rows);
    for (size_t i = 0; i < rows.n && !e && *case_id == ID_NONE; i++) {
        bool is_web = false;
        if (str_equal(rows.at[i].area, cell(a, "area")))
            e = came_by_web(ctx, db, rows.at[i].id, &is_web);
        *case_id = is_web ? rows.at[i].id : ID_NONE;
    }
    return e;
}

static result ask(struct ctx *ctx, struct db *db, const struct asker *a, int64_t case_id)
{
    struct person person = { .way = STR("none") };
    bool is_changed;
    result e = person_add(ctx, db, &person);
    const struct case_person_insert_in binding = { COMMUNITY_FIRST, case_id, person.id, PART_REPORTER };
    if (!e)
        e = person_bind(ctx, db, &binding, &is_changed);
    const struct by_post_asking asking = { .whose = { case_id, person.id },
                                           .name = cell(a, "name"),
                                           .address = cell(a, "address"),
                                           .now = demo_instant(a->filling, cell(a, "asked")) };
    return e ? e : by_post_ask(ctx, db, &asking);
}

result demo_post(struct ctx *ctx, struct db *db, const struct demo_filling *f)
{
    struct demo_table table;
    result e = demo_table_read(ctx, "by_post.csv", &table);
    for (size_t i = 0; i < table.rows && !e; i++) {
        const struct asker a = { f, &table, i };
        int64_t case_id = ID_NONE;
        if (str_compare(str_slice(cell(&a, "asked"), 0, 10), str_slice(f->demo->as_of, 0, 10)) <= 0)
            e = case_find(ctx, db, &a, &case_id);
        if (!e && case_id != ID_NONE)
            e = ask(ctx, db, &a, case_id);
    }
    return e;
}
