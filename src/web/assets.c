#include "web/assets.h"

const struct asset *asset_by_path(str path)
{
    for (const struct asset *a = ASSETS; a->name.n; a++)
        if (str_equal(a->path, path))
            return a;
    return NULL;
}

str asset_path(const char *name)
{
    for (const struct asset *a = ASSETS; a->name.n; a++)
        if (str_equal(a->name, str_from(name)))
            return a->path;
    return STR("#");
}
