#include "web/photographs.h"

#include "web/site.h"

result photograph_take(struct request *request, const struct picture_asked *asked, struct picture *picture,
                       struct photograph_files *files)
{
    const struct photographs *p = site_photographs(request->site);
    if (!p || !p->maker.make || !p->shelf.kind)
        return fail(
            request->ctx, ERR_RULE,
            "no photographs are taken here: send your report without it, and say in words what is to be "
            "seen");
    result e = p->maker.make(request->ctx, p->maker.with, asked, picture);
    return e ? e : photograph_put(request->ctx, &p->shelf, picture, files);
}

result photograph_take_again(struct request *request, str hash, const struct picture_asked *covers,
                             struct picture *picture, struct photograph_files *files)
{
    struct picture_asked asked = *covers;
    result e = shelf_get(request->ctx, request_shelf(request), hash, &asked.bytes);
    return e ? e : photograph_take(request, &asked, picture, files);
}

struct keeping {
    const struct shelf *shelf;
    const struct photograph_files *files;
    instant now;
};

static result keep_work(struct ctx *ctx, struct db *db, void *with)
{
    const struct keeping *k = with;
    return photograph_keep(ctx, db, k->shelf, k->files, k->now);
}

result photograph_take_unsent(struct request *request, str bytes, str *hash)
{
    struct picture picture;
    struct photograph_files files;
    struct keeping keeping = { request_shelf(request), &files, request->now };
    result e = photograph_take(request, &(struct picture_asked){ .bytes = bytes }, &picture, &files);
    if (!e)
        e = site_write(request, keep_work, &keeping);
    *hash = files.hash;
    return e;
}

const struct shelf *request_shelf(const struct request *request)
{
    static const struct shelf none;
    const struct photographs *p = site_photographs(request->site);
    return p ? &p->shelf : &none;
}

struct url photograph_url(struct ctx *ctx, str hash, bool is_small)
{
    return url_format(ctx->arena, "/photographs/%.*s%s", STR_ARGS(hash), is_small ? "/small" : "");
}
