#include "format/bounce.h"

enum { STATUS_LEAST = 5, STATUS_MOST = 12 };

static bool is_hexadecimal(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!char_is_digit(s.at[i]) && !(s.at[i] >= 'a' && s.at[i] <= 'f'))
            return false;
    return true;
}

static void key_add(struct bounce *b, str key)
{
    for (size_t i = 0; i < b->keys.n; i++)
        if (str_equal(b->keys.at[i], key))
            return;
    if (b->keys.n < BOUNCE_KEYS_MAX)
        b->keys.at[b->keys.n++] = key;
}

// Whatever is 32 hexadecimal digits between a '+' or '<' and an '@': the envelope's sender, and the Message-ID.
static void keys_find(struct bounce *b, str line)
{
    for (size_t i = 0; i + BOUNCE_KEY + 1 < line.n; i++) {
        str key = str_slice(line, i + 1, i + 1 + BOUNCE_KEY);
        bool is_begun = line.at[i] == '+' || line.at[i] == '<';
        if (is_begun && line.at[i + 1 + BOUNCE_KEY] == '@' && is_hexadecimal(key))
            key_add(b, key);
    }
}

static bool is_field(str line, str name, str *value)
{
    str rest = line, called = str_cut(&rest, ':');
    *value = str_trim(rest);
    return rest.at && str_same_name(called, name);
}

static str status_of(str value)
{
    str status = str_cut(&value, ' ');
    for (size_t i = 0; i < status.n; i++)
        if (!char_is_digit(status.at[i]) && status.at[i] != '.')
            return (str){ 0 };
    return status.n >= STATUS_LEAST && status.n <= STATUS_MOST ? status : (str){ 0 };
}

void bounce_read(str mail, struct bounce *b)
{
    bool has_type = false, is_failed = false;
    *b = (struct bounce){ 0 };
    for (str rest = mail; rest.n;) {
        str line = str_trim(str_cut(&rest, '\n')), value;
        has_type = has_type || str_find(line, STR("delivery-status")) < line.n;
        if (is_field(line, STR("Action"), &value) && str_same_name(value, STR("failed")))
            is_failed = true;
        else if (is_field(line, STR("Status"), &value) && !b->status.n)
            b->status = status_of(value);
        keys_find(b, line);
    }
    b->is_notice = has_type && b->status.n;
    b->is_final = b->is_notice && is_failed && b->status.at[0] == '5';
}
