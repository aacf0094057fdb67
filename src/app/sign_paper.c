// What is signed on paper: who speaks for whom, what was recorded and waits, and the codes of the sheets.
#include "app/draft_internal.h"
#include "app/signing.h"

// The same text offered again is another sheet.
str signing_sheet(const struct signing *s)
{
    return str_format(s->draft->ctx->arena, "%.*s %lld %lld", STR_ARGS(s->hash), (long long)s->after,
                      (long long)s->offered.second);
}

static result role_add(struct ctx *ctx, struct paper_roles *roles, int64_t account, str party)
{
    struct paper_role *slot = LIST_PUSH(ctx->arena, roles);
    if (!slot)
        return arena_fail(ctx);
    *slot = (struct paper_role){ account, party };
    return OK;
}

static result desk_fill(struct signing *s)
{
    const struct draft *draft = s->draft;
    struct paper_desk *desk = &s->desk;
    result e = OK;
    *desk = (struct paper_desk){ .ctx = draft->ctx,
                                 .db = draft->db,
                                 .visitor = s->by->visitor,
                                 .document = draft->document->id,
                                 .at = s->by->at,
                                 .now = s->by->at };
    for (size_t i = 0; i < draft->speakers.n && !e; i++)
        e = role_add(draft->ctx, &desk->speakers, draft->speakers.at[i].account, draft->speakers.at[i].party);
    for (size_t i = 0; i < s->all.n && !e; i++)
        if (s->all.at[i].account != ID_NONE)
            e = role_add(draft->ctx, &desk->holders, s->all.at[i].account, s->all.at[i].party);
    for (size_t i = 0; i < draft->parties.n && !desk->body.n; i++)
        if (draft->parties.at[i].is_theirs)
            desk->body = draft->parties.at[i].party;
    return e;
}

static bool holds(const struct signing *s, str party)
{
    for (size_t i = 0; i < s->all.n; i++)
        if (s->all.at[i].is_theirs && str_same_name(s->all.at[i].party, party))
            return true;
    return false;
}

result signing_papers_fill(struct signing *s)
{
    str sheet = signing_sheet(s);
    result e = desk_fill(s);
    if (!e && s->is_offered)
        e = papers_read(&s->desk, &s->papers);
    for (size_t i = 0; i < s->all.n && !e && s->is_offered; i++) {
        struct signatory *one = &s->all.at[i];
        const struct paper_word of = { .party = one->party, .office = one->office, .of = sheet };
        one->waits = one->is_signed ? NULL : paper_waiting(&s->papers, one->party, one->office, sheet);
        one->may_record = one->account == ID_NONE && !one->is_signed && !one->waits && s->desk.body.n &&
            !holds(s, one->party);
        if (one->may_record)
            e = paper_code(&s->desk, &s->papers, &of, &one->code);
    }
    return e;
}
