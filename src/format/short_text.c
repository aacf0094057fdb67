#include "format/short_text.h"

#include "base/utf8.h"

enum { GSM_ONE = 160, GSM_MANY = 153, WIDE_ONE = 70, WIDE_MANY = 67, PLAIN_MAX = 16 << 10, BEYOND_PLANE = 4 };

// The default alphabet without its control characters, then what takes an escape.
static const str GSM = STR_INIT("@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\n"),
                 GSM_ESCAPED = STR_INIT("^{}\\[~]|€");

static bool has_code_point(str set, str code_point)
{
    return str_find(set, code_point) < set.n;
}

static int parts_of(int units, int one, int many)
{
    return units <= one ? 1 : (units + many - 1) / many;
}

struct short_size short_text_size(str text)
{
    struct short_size size = { .is_gsm = true };
    int wide = 0;
    while (text.n) {
        str code_point = str_slice(text, 0, utf8_step(text));
        bool is_escaped = has_code_point(GSM_ESCAPED, code_point);
        size.is_gsm = size.is_gsm && (is_escaped || has_code_point(GSM, code_point));
        size.units += is_escaped ? 2 : 1;
        wide += code_point.n == BEYOND_PLANE ? 2 : 1; // two halves in UTF-16
        text = str_from_byte(text, code_point.n);
    }
    if (!size.is_gsm)
        size.units = wide;
    size.parts = size.is_gsm ? parts_of(size.units, GSM_ONE, GSM_MANY)
                             : parts_of(size.units, WIDE_ONE, WIDE_MANY);
    return size;
}

str short_text_plain(struct ctx *ctx, str text)
{
    static const struct {
        str print, telephone;
    } same[] = {
        { STR_INIT("‘"), STR_INIT("'") },   { STR_INIT("’"), STR_INIT("'") },
        { STR_INIT("“"), STR_INIT("\"") },  { STR_INIT("”"), STR_INIT("\"") },
        { STR_INIT("–"), STR_INIT("-") },   { STR_INIT("—"), STR_INIT("-") },
        { STR_INIT("…"), STR_INIT("...") }, { STR_INIT("\xC2\xA0"), STR_INIT(" ") },
        { STR_INIT("\n"), STR_INIT(" ") },  { STR_INIT("\r"), STR_INIT("") },
        { STR_INIT("\t"), STR_INIT(" ") },
    };
    struct buffer out = buffer_open(PLAIN_MAX);
    for (str rest = str_trim(text); rest.n;) {
        str code_point = str_slice(rest, 0, utf8_step(rest)), written = code_point;
        for (size_t i = 0; i < sizeof same / sizeof *same; i++)
            if (str_equal(code_point, same[i].print))
                written = same[i].telephone;
        buffer_add(&out, written);
        rest = str_from_byte(rest, code_point.n);
    }
    str plain = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return plain;
}
