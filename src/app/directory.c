#include "app/directory.h"

#include "app/ledger.h"
#include "app/library.h"

static result text_adopted(struct ctx *ctx, struct db *db, enum content_kind kind, str *text)
{
    struct content_of_kind_out_list contents;
    result e = query_content_of_kind(ctx, db, &(struct content_of_kind_in){ COMMUNITY_FIRST, kind },
                                     &contents);
    *text = !e && contents.n ? contents.at[contents.n - 1].body : (str){ 0 };
    return e;
}

static result categories_read(struct ctx *ctx, struct db *db, struct categories *categories)
{
    str text;
    result e = text_adopted(ctx, db, CONTENT_SERVICES, &text);
    if (!e && !text.n)
        e = library_text(ctx, "categories", "services.md", &text);
    return e ? e : categories_parse(ctx, STR("categories"), text, categories);
}

static result bodies_read(struct ctx *ctx, struct db *db, struct bodies *bodies)
{
    str text;
    result e = text_adopted(ctx, db, CONTENT_BODIES, &text);
    *bodies = (struct bodies){ 0 };
    return e || !text.n ? e : bodies_parse(ctx, STR("bodies"), text, bodies);
}

static result routes_read(struct ctx *ctx, struct db *db, struct service_routes *routes)
{
    str text;
    result e = text_adopted(ctx, db, CONTENT_ROUTES, &text);
    *routes = (struct service_routes){ 0 };
    return e || !text.n ? e : routes_parse(ctx, STR("routes"), text, routes);
}

result directory_read(struct ctx *ctx, struct db *db, const struct areas *areas, struct directory *directory)
{
    *directory = (struct directory){ .areas = areas };
    result e = categories_read(ctx, db, &directory->categories);
    if (!e)
        e = private_services_read(ctx, db, &directory->never_public);
    if (!e)
        e = bodies_read(ctx, db, &directory->bodies);
    return e ? e : routes_read(ctx, db, &directory->routes);
}

const struct private_service *directory_private(const struct directory *directory,
                                                const struct category *category)
{
    struct service service = { category->name, category->sub };
    return private_services_find(&directory->never_public, &service);
}

bool directory_refuses(const struct directory *directory, const struct category *category)
{
    const struct private_service *row = directory_private(directory, category);
    return row && !row->is_taken;
}

const struct body *directory_danger_body(const struct directory *directory, const struct danger *danger)
{
    for (size_t k = 0; k < danger->bodies.n; k++)
        for (size_t i = 0; i < directory->bodies.n; i++)
            if (str_same_name(directory->bodies.at[i].kind, danger->bodies.at[k]))
                return &directory->bodies.at[i];
    return NULL;
}
