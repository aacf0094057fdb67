#include "web/tiles.h"

// What may stand in a host that goes into a policy: nothing that could end it or add to it.
static bool is_host(str host)
{
    for (size_t i = 0; i < host.n; i++)
        if (!char_is_letter(host.at[i]) && !char_is_digit(host.at[i]) && !str_has(STR(".-:"), host.at[i]))
            return false;
    return host.n > 0;
}

static bool is_template(str url)
{
    static const str parts[] = { STR_INIT("{z}"), STR_INIT("{x}"), STR_INIT("{y}") };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_find(url, parts[i]) == url.n)
            return false;
    return true;
}

result tiles_read(struct ctx *ctx, str url, str by, struct tiles *tiles)
{
    static const str secure = STR_INIT("https://"), plain = STR_INIT("http://");
    *tiles = (struct tiles){ .url = url, .by = by };
    if (!url.n)
        return OK;
    bool is_secure = str_starts(url, secure);
    size_t begin = is_secure ? secure.n : plain.n;
    size_t end = begin + str_find(str_from_byte(url, begin), STR("/"));
    bool is_good = (is_secure || str_starts(url, plain)) && is_host(str_slice(url, begin, end));
    if (!is_good || !is_template(url))
        return fail_at(
            ctx, ERR_INPUT, STR("--tiles"), (struct place){ 0 },
            "'%.*s' is no address of tiles: write one such as https://tiles.example/{z}/{x}/{y}.png",
            STR_ARGS(url));
    tiles->host = str_slice(url, 0, end);
    return by.n ? OK
                : fail_at(ctx, ERR_INPUT, STR("--tiles-by"), (struct place){ 0 },
                          "say whose tiles these are, as their licence asks");
}
