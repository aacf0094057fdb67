#include "web/framing.h"

// RFC 9110, 5.6.2. A name with a space in it is one header to some and another to others.
static bool is_token(str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!char_is_letter(name.at[i]) && !char_is_digit(name.at[i]) &&
            !str_has(STR("!#$%&'*+-.^_`|~"), name.at[i]))
            return false;
    return name.n > 0;
}

static bool has_controls(str value)
{
    for (size_t i = 0; i < value.n; i++)
        if (((unsigned char)value.at[i] < ' ' && value.at[i] != '\t') || value.at[i] == 0x7F)
            return true;
    return false;
}

void framing_add(struct framing *framing, str name, str value)
{
    framing->is_bad |= !is_token(name) || has_controls(value);
    framing->n_host += str_same_name(name, STR("Host"));
    framing->n_length += str_same_name(name, STR("Content-Length"));
    if (str_same_name(name, STR("Transfer-Encoding"))) {
        framing->n_transfer++;
        framing->is_bad |= !str_same_name(value, STR("chunked")); // no other can be undone here
    }
}

bool framing_is_sound(const struct framing *framing, bool is_http_1_1)
{
    bool has_host = framing->n_host == 1 || (!is_http_1_1 && !framing->n_host);
    return !framing->is_bad && has_host && framing->n_length + framing->n_transfer <= 1 &&
        (is_http_1_1 || !framing->n_transfer);
}
