#include "app/public_words.h"

#include "rules/personal.h"

result public_words_check(struct ctx *ctx, struct public_words *w)
{
    struct personal_list found = { 0 };
    if (!w->text.n && w->missing)
        return fail(ctx, ERR_INPUT, "%s", w->missing);
    if (w->text.n > w->most)
        return fail(ctx, ERR_INPUT, "it may have %zu letters: write less", w->most);
    result e = w->is_office ? OK : personal_find(ctx, w->text, &found);
    if (e || !found.n)
        return e;
    const struct personal_part *p = &found.at[0];
    str seen = str_slice(w->text, p->start, p->end);
    w->looks_personal = true;
    return fail(ctx, ERR_INPUT,
                "everybody will read this, and \"%.*s\" looks like a %s: take it out, or say below that "
                "it is an office's",
                STR_ARGS(seen), personal_words(p->kind));
}

result public_field_check(const struct public_form *form, str text, size_t most, const char *missing)
{
    struct public_words words = { text, most, missing, form->is_office, false };
    result e = public_words_check(form->ctx, &words);
    *form->looks_personal |= words.looks_personal;
    return e;
}
