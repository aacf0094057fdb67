#include "app/case_words.h"

#include "base/buffer.h"

str like_words(struct ctx *ctx, str asked)
{
    struct buffer out = buffer_open(1024);
    buffer_byte(&out, '%');
    for (size_t i = 0; i < asked.n; i++) {
        if (asked.at[i] == '%' || asked.at[i] == '_' || asked.at[i] == '\\')
            buffer_byte(&out, '\\');
        buffer_byte(&out, char_lower(asked.at[i]));
    }
    buffer_byte(&out, '%');
    str words = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return words;
}
