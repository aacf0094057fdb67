#include "app/titles.h"

#include "app/directory.h"
#include "app/ledger.h"
#include "app/record.h"
#include "document/parse.h"

result charter_title(struct ctx *ctx, struct db *db, str id, str *title)
{
    struct content_by_id_out content;
    struct diagnostics diagnostics = { 0 };
    struct document *document = NULL;
    int64_t last = ID_NONE;
    bool is_found = false;
    *title = id;
    result e = content_last(ctx, db, CONTENT_DOCUMENT, id, &last);
    if (!e && last != ID_NONE)
        e = query_content_by_id(ctx, db, &(struct content_by_id_in){ COMMUNITY_FIRST, last }, &content,
                                &is_found);
    if (!e && is_found)
        e = document_parse(ctx, content.name, content.body, &diagnostics, &document);
    if (!e && document && document->title.n)
        *title = document->title;
    return e;
}

result kind_title(struct ctx *ctx, struct db *db, str service, str *title)
{
    struct directory directory;
    result e = directory_read(ctx, db, &directory);
    if (!e)
        *title = directory_title(&directory, service);
    return e;
}
