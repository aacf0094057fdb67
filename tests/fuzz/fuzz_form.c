// Any bytes as the body of a form, the first line its type: fields are text, files lie within the body.
#include "base/utf8.h"
#include "web/form.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void text_must(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (((unsigned char)s.at[i] < ' ' && s.at[i] != '\n' && s.at[i] != '\t') || s.at[i] == 0x7F)
            abort();
    if (utf8_invalid_at(s) != s.n)
        abort();
}

static void upload_must(const struct request *r, const struct upload *u)
{
    text_must(u->field);
    text_must(u->name);
    text_must(u->type);
    if (u->bytes.n && (u->bytes.at < r->body.at || u->bytes.at + u->bytes.n > r->body.at + r->body.n))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = { .arena = arena_open((size_t)64 << 20) };
    struct request r = { .ctx = &ctx };
    r.body = (str){ (const char *)data, size };
    r.content_type = str_cut(&r.body, '\n');
    if (!r.body.at)
        r.body = (str){ "", 0 };
    if (form_read(&r)) {
        for (size_t i = 0; i < r.n_form; i++) {
            text_must(r.form[i].name);
            text_must(r.form[i].value);
        }
        for (size_t i = 0; i < r.n_uploads; i++)
            upload_must(&r, &r.uploads[i]);
    }
    arena_close(ctx.arena);
    return 0;
}
