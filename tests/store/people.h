// People with roles, and what each of them was told: for tests of reminders.
#pragma once

#include "store/world.h"

#include "app/account.h"
#include "app/outbox.h"

struct somebody {
    const char *name, *role, *body, *area, *service; // name: NULL after the last
    bool is_ended, has_second_role;
};

static result role_put(struct ctx *ctx, struct db *db, const struct somebody *who, const char *role,
                       int64_t account)
{
    struct account_role_insert_in in = { .community = COMMUNITY_FIRST,
                                         .account = account,
                                         .role = str_from(role),
                                         .body = str_from(who->body),
                                         .area = str_from(who->area),
                                         .service = str_from(who->service),
                                         .given_by = ID_NONE };
    return query_account_role_insert(ctx, db, &in);
}

static result people_put(struct ctx *ctx, struct db *db, const struct somebody *who, instant now)
{
    result e = OK;
    for (; who->name && !e; who++) {
        struct person person = { .id = ID_NONE, .name = str_from(who->name), .way = STR("email") };
        person.email = str_format(ctx->arena, "%s@example.org", who->name);
        int64_t account = ID_NONE;
        e = person_add(ctx, db, &person);
        if (!e)
            e = account_add(ctx, db,
                            &(struct account_insert_in){ COMMUNITY_FIRST, person.id,
                                                         who->is_ended ? ACCOUNT_ENDED : ACCOUNT_ACTIVE,
                                                         now },
                            &account);
        if (!e)
            e = role_put(ctx, db, who, who->role, account);
        if (!e && who->has_second_role)
            e = role_put(ctx, db, who, "neighbourhoods officer", account);
    }
    return e;
}

// Who was told what since it was read last.
__attribute__((unused)) static result told_read(struct ctx *ctx, struct db *db, void *with)
{
    struct world *w = with;
    struct outbox_row_list rows;
    size_t n = 0;
    w->got[0] = 0;
    result e = query_outbox_of_state(
        ctx, db, &(struct outbox_of_state_in){ COMMUNITY_FIRST, STATE_WAITING, 0, 100 }, &rows);
    for (size_t i = 0; i < rows.n && !e; i++) {
        struct person_row p;
        bool is_found;
        e = query_person_by_id(ctx, db, &(struct person_by_id_in){ COMMUNITY_FIRST, rows.at[i].to_person },
                               &p, &is_found);
        if (!e)
            n += (size_t)snprintf(w->got + n, sizeof w->got - n, "%.*s %.*s %.*s|", STR_ARGS(p.name),
                                  STR_ARGS(rows.at[i].message), STR_ARGS(rows.at[i].detail));
        if (!e)
            e = query_outbox_delete(ctx, db, &(struct outbox_delete_in){ COMMUNITY_FIRST, rows.at[i].id });
    }
    return e;
}
