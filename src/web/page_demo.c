// Whom to sign in as in a demonstration.
#include "web/account_pages.h"
#include "web/views.h"

#include "app/demo.h"

static result line_add(struct ctx *ctx, struct demo_page *page, const struct demo_account *account)
{
    struct demo_line *slot = LIST_PUSH(ctx->arena, &page->accounts);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct demo_line){ account->name, role_name(account->role.role), role_where(ctx, &account->role),
                                account->email };
    return OK;
}

result demo_show(struct request *request, struct response *response)
{
    struct demo_page page = { .password = DEMO_PASSWORD };
    struct demo_accounts accounts = { 0 };
    if (!request->board->is_demonstration)
        return fail(request->ctx, ERR_MISSING, "this is no demonstration");
    result e = demo_accounts_read(request->ctx, &accounts);
    for (size_t i = 0; !e && i < accounts.n; i++)
        e = line_add(request->ctx, &page, &accounts.at[i]);
    if (e)
        return e;
    layout_fill(request, STR("The demonstration"), "", &page.layout);
    view_demo(&response->body, &page);
    return OK;
}
