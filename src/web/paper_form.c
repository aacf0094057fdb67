#include "web/paper_form.h"

#include "web/visit.h"

result paper_entry_add(struct request *request, const struct paper_word *p, struct url url,
                       struct paper_entries *entries)
{
    struct ctx *ctx = request->ctx;
    struct paper_entry *x = LIST_PUSH(ctx->arena, entries);
    if (!x)
        return arena_fail(ctx);
    *x = (struct paper_entry){ .id = p->id,
                               .party = p->party,
                               .office = p->office,
                               .words = p->words,
                               .by = p->by,
                               .day = date_words(ctx, p->day),
                               .recorded = date_words(ctx, instant_date(request->board->zone, p->at)),
                               .url = url,
                               .may_confirm = p->may_confirm,
                               .may_withdraw = p->may_withdraw };
    x->code = form_field(request,
                         str_c(ctx->arena, str_format(ctx->arena, "paper-code-%lld", (long long)p->id)),
                         STR("The code on the paper"));
    x->code.hint = STR("It stands on the paper alone: whoever types it in has it before them.");
    x->code.width = 10;
    x->why = form_field(request,
                        str_c(ctx->arena, str_format(ctx->arena, "paper-why-%lld", (long long)p->id)),
                        STR("What is wrong with it?"));
    x->why.hint = STR("Everybody reads it.");
    x->why.rows = 2;
    x->is_office = form_field(
        request, str_c(ctx->arena, str_format(ctx->arena, "paper-office-%lld", (long long)p->id)),
        STR("Personal details"));
    return form_option_add(ctx, &x->is_office, STR("yes"),
                           STR("What looks like a person's details is an office's, and may be public"));
}

bool paper_deed_read(str deed, enum paper_end *end)
{
    static const struct {
        str deed;
        enum paper_end end;
    } DEEDS[] = { { STR_INIT("confirm"), PAPER_CONFIRM },
                  { STR_INIT("refuse"), PAPER_REFUSE },
                  { STR_INIT("withdraw"), PAPER_WITHDRAW } };
    for (size_t i = 0; i < sizeof DEEDS / sizeof *DEEDS; i++)
        if (str_equal(DEEDS[i].deed, deed)) {
            *end = DEEDS[i].end;
            return true;
        }
    return false;
}

int64_t paper_sent(const struct request *request)
{
    int64_t id = 0;
    (void)str_to_int(request_form(request, "paper"), &id);
    return id;
}

static str sent(const struct request *request, const char *name)
{
    struct arena *arena = request->ctx->arena;
    return request_form(request,
                        str_c(arena, str_format(arena, "%s-%lld", name, (long long)paper_sent(request))));
}

str paper_sent_code(const struct request *request)
{
    return sent(request, "paper-code");
}

str paper_sent_why(const struct request *request)
{
    return sent(request, "paper-why");
}

bool paper_sent_office(const struct request *request)
{
    return sent(request, "paper-office").n > 0;
}

struct form_field *paper_faulty(struct paper_entries *entries, const struct paper_fault *fault)
{
    for (size_t i = 0; i < entries->n; i++) {
        struct paper_entry *x = &entries->at[i];
        if (x->id != fault->id)
            continue;
        x->asks_office = fault->asks_office;
        return fault->is_why ? &x->why : &x->code;
    }
    return NULL;
}
