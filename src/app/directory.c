#include "app/directory.h"

#include "app/fold.h"
#include "app/ledger.h"
#include "app/library.h"
#include "rules/words.h"

static result text_adopted(struct ctx *ctx, struct db *db, enum content_kind kind, str *text)
{
    struct content_of_kind_out_list contents;
    result e = query_content_of_kind(ctx, db, &(struct content_of_kind_in){ COMMUNITY_FIRST, kind },
                                     &contents);
    *text = !e && contents.n ? contents.at[contents.n - 1].body : (str){ 0 };
    return e;
}

result categories_read(struct ctx *ctx, struct db *db, struct categories *categories)
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

static result elections_read(struct ctx *ctx, struct db *db, struct elections *elections)
{
    str text;
    result e = text_adopted(ctx, db, CONTENT_ELECTIONS, &text);
    *elections = (struct elections){ 0 };
    return e || !text.n ? e : elections_parse(ctx, STR("elections"), text, elections);
}

static result areas_read(struct ctx *ctx, struct db *db, struct directory *directory)
{
    struct content_of_kind_out_list contents;
    result e = query_content_of_kind(ctx, db, &(struct content_of_kind_in){ COMMUNITY_FIRST, CONTENT_AREAS },
                                     &contents);
    if (e || !contents.n)
        return e;
    const struct content_of_kind_out *last = &contents.at[contents.n - 1];
    directory->areas_content = last->id;
    e = areas_parse(ctx, last->name, last->body, &directory->areas);
    for (size_t i = 0; !e && i < areas_count(directory->areas); i++) {
        str *slot = LIST_PUSH(ctx->arena, &directory->places);
        if (slot)
            *slot = areas_name(directory->areas, i);
    }
    return e;
}

static result read_all(struct ctx *ctx, struct db *db, struct directory *directory)
{
    result e = areas_read(ctx, db, directory);
    if (!e)
        e = categories_read(ctx, db, &directory->categories);
    if (!e)
        e = words_index(ctx, &directory->categories);
    if (!e)
        e = private_services_read(ctx, db, &directory->never_public);
    if (!e)
        e = bodies_read(ctx, db, &directory->bodies);
    if (!e)
        e = elections_read(ctx, db, &directory->elections);
    if (!e)
        e = routes_read(ctx, db, &directory->routes);
    return e ? e : arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

// One that is kept, and of which texts it was made.
struct kept {
    str key;
    struct directory directory;
};

// The texts adopted last. A content never changes, but one that was taken back leaves its number to another.
static result key_make(struct ctx *ctx, struct db *db, str *key)
{
    static const enum content_kind kinds[] = { CONTENT_AREAS,  CONTENT_SERVICES, CONTENT_CATEGORIES,
                                               CONTENT_BODIES, CONTENT_ROUTES,   CONTENT_ELECTIONS };
    result e = OK;
    *key = STR("");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !e; i++) {
        struct content_heads_out_list heads;
        e = query_content_heads(ctx, db, &(struct content_heads_in){ COMMUNITY_FIRST, kinds[i] }, &heads);
        const struct content_heads_out *last = !e && heads.n ? &heads.at[heads.n - 1] : NULL;
        if (last)
            *key = str_format(ctx->arena, "%.*s%d,%lld,%.*s;", STR_ARGS(*key), (int)kinds[i],
                              (long long)last->id, STR_ARGS(last->hash));
    }
    return e ? e : key->at ? OK : arena_fail(ctx);
}

static result directory_make(struct ctx *ctx, struct db *db, str key, struct directory *directory)
{
    struct ctx own = { .arena = arena_open(arena_room(ctx->arena)) };
    struct kept *made = own.arena ? ARENA_NEW(own.arena, struct kept) : NULL;
    result e = made ? read_all(&own, db, &made->directory) : ERR_LIMIT;
    if (!e) {
        made->key = str_copy(own.arena, key);
        e = made->key.at && arena_hold(ctx->arena, own.arena) ? OK : ERR_LIMIT;
    }
    if (!e) {
        *directory = made->directory;
        keepsake_put(store_keepsakes(db), KEEPSAKE_DIRECTORY, own.arena, made);
        return OK;
    }
    arena_close(own.arena);
    return own.error.text[0] ? fail(ctx, e, "%s", own.error.text) : arena_fail(ctx);
}

result directory_read(struct ctx *ctx, struct db *db, struct directory *directory)
{
    str key;
    *directory = (struct directory){ .areas = NULL };
    result e = key_make(ctx, db, &key);
    if (e)
        return e;
    const struct kept *kept = keepsake_take(store_keepsakes(db), KEEPSAKE_DIRECTORY, ctx->arena);
    if (!kept || !str_equal(kept->key, key))
        return directory_make(ctx, db, key, directory);
    *directory = kept->directory;
    return OK;
}

const struct private_service *directory_private(const struct directory *directory,
                                                const struct category *category)
{
    struct service service = { category->name, category->sub };
    return private_services_find(&directory->never_public, &service);
}

str category_instead(const struct directory *directory, const struct category *category)
{
    const struct private_service *row = directory_private(directory, category);
    return row && row->instead.n ? row->instead : category->ring;
}

bool directory_refuses(const struct directory *directory, const struct category *category)
{
    const struct private_service *row = directory_private(directory, category);
    return row && !row->is_taken;
}

bool directory_refuses_danger(const struct directory *directory, const struct danger *danger)
{
    struct service service = service_from(danger->service);
    const struct private_service *row = private_services_find(&directory->never_public, &service);
    return danger->service.n && row && !row->is_taken;
}

str directory_title(const struct directory *directory, str service)
{
    int i = service.n ? category_find(&directory->categories, service) : CATEGORY_NONE;
    return i == CATEGORY_NONE ? service : category_title(&directory->categories.all.at[i]);
}
