#include "gateway/pdf_finish.h"

enum { TAIL = 4096 };

// The number behind a name in the file's trailer: "/Size 82"; -1 if there is none.
static int64_t number_behind(str text, str name)
{
    int64_t n = 0;
    str rest = str_trim(str_from_byte(text, str_find(text, name) + name.n));
    size_t digits = 0;
    while (digits < rest.n && char_is_digit(rest.at[digits]))
        digits++;
    return digits && str_to_int(str_slice(rest, 0, digits), &n) ? n : -1;
}

static str behind_last(str text, str what)
{
    str found = { 0 };
    for (str rest = text; rest.n;) {
        size_t at = str_find(rest, what);
        if (at == rest.n)
            break;
        found = str_from_byte(rest, at);
        rest = str_from_byte(rest, at + what.n);
    }
    return found;
}

void pdf_finish(struct ctx *ctx, struct buffer *pdf, str language)
{
    str all = buffer_str(pdf), end = str_from_byte(all, all.n > TAIL ? all.n - TAIL : 0);
    str trailer = behind_last(end, STR("trailer")), catalogue = behind_last(all, STR("<< /Type /Catalog"));
    int64_t size = number_behind(trailer, STR("/Size")), root = number_behind(trailer, STR("/Root"));
    int64_t info = number_behind(trailer, STR("/Info")), before = number_behind(trailer, STR("startxref"));
    size_t close = str_find(catalogue, STR(">>\nendobj"));
    if (pdf->is_full || size < 0 || root < 0 || info < 0 || before < 0 || close == catalogue.n)
        return;
    str kept = str_copy(ctx->arena, str_slice(catalogue, 0, close));
    buffer_byte(pdf, '\n');
    size_t object = pdf->n;
    buffer_print(pdf,
                 "%lld 0 obj\n%.*s   /MarkInfo << /Marked true >>\n   /Lang (%.*s)\n"
                 "   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n",
                 (long long)root, STR_ARGS(kept), STR_ARGS(language));
    size_t table = pdf->n;
    buffer_print(pdf, "xref\n%lld 1\n%010zu 00000 n \ntrailer\n", (long long)root, object);
    buffer_print(
        pdf,
        "<< /Size %lld\n   /Root %lld 0 R\n   /Info %lld 0 R\n   /Prev %lld\n>>\nstartxref\n%zu\n%%%%EOF\n",
        (long long)size, (long long)root, (long long)info, (long long)before, table);
}
