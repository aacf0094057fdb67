// GET /account/data: what is held about whoever is signed in, and what becomes of it; /account/data/held.csv and
// .json have all of it, as `wardmote person export` gives it to a data protection officer.
#include "web/account_pages.h"
#include "web/views.h"

#include "app/person_export.h"

// Whoever is signed in has shown that the address is theirs, so all that stands under it is: who reported without an
// account has a row of their own under the same address.
static result persons_read(struct request *request, struct person_row_list *persons)
{
    struct person_row own;
    result e = account_person(request->ctx, request->db, request->visitor->id, &own);
    return e ? e : person_same(request->ctx, request->db, &own, persons);
}

static result may_have(struct request *request)
{
    const struct about own = { .is_own = true };
    return must_may(request->ctx, request->visitor, DEED_EXPORT_PERSON, &own);
}

result own_data_show(struct request *request, struct response *response)
{
    struct layout layout;
    result e = may_have(request);
    if (e)
        return e;
    layout_fill(request, STR("Your data"), "account", &layout);
    crumb_add(request->ctx, &layout, STR("Your account"), (struct url){ STR("/account") });
    response->is_unkept = true;
    view_own_data(&response->body, &layout, request->visitor->email);
    return OK;
}

result own_data_held_show(struct request *request, struct response *response)
{
    struct person_row_list persons = { .n = 0 };
    result e = may_have(request);
    if (!e)
        e = persons_read(request, &persons);
    if (e)
        return e;
    enum table_form form = response_table(request, response); // what people wrote is opened in spreadsheets
    struct table table = person_table(request->ctx, &response->body, form);
    for (size_t i = 0; i < persons.n && !e; i++)
        e = person_export(request->ctx, request->db, &persons.at[i], &table);
    response->is_unkept = true;
    response->file_name = str_format(request->ctx->arena, "held-about-me%s",
                                     form == TABLE_JSON ? ".json" : ".csv");
    return e ? e : table_close(&table);
}
