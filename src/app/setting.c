#include "app/setting.h"

#include "app/ledger.h"

bool address_is_local(str address)
{
    return !address.n || str_starts(address, STR("http://127.")) ||
        str_starts(address, STR("http://[::1]")) || str_starts(address, STR("http://localhost"));
}

result setting_read(struct ctx *ctx, struct db *db, str name, str *value)
{
    struct setting_by_name_out row;
    bool is_found;
    result e = query_setting_by_name(ctx, db, &(struct setting_by_name_in){ COMMUNITY_FIRST, name }, &row,
                                     &is_found);
    *value = !e && is_found ? row.value : (str){ 0 };
    return e;
}

result setting_write(struct ctx *ctx, struct db *db, str name, str value)
{
    return query_setting_set(ctx, db, &(struct setting_set_in){ COMMUNITY_FIRST, name, value });
}

result unfinished_read(struct ctx *ctx, struct db *db, str *words)
{
    static const str importing = STR_INIT("import ");
    str value;
    *words = (str){ 0 };
    result e = setting_read(ctx, db, SETTING_UNFINISHED, &value);
    if (!e && str_starts(value, importing))
        *words = str_format(
            ctx->arena,
            "An import of '%.*s' was interrupted: what it had taken is whole, and the same command "
            "goes on with the rest.",
            STR_ARGS(str_from_byte(value, importing.n)));
    else if (!e && str_equal(value, STR("demo")))
        *words = STR(
            "A filling with the demonstration was interrupted: nothing of it was kept, and `wardmote demo` "
            "begins again.");
    return e;
}

result community_time(struct ctx *ctx, struct db *db, instant now, struct judge_options *options)
{
    str as_of;
    result e = setting_read(ctx, db, SETTING_AS_OF, &as_of);
    *options = (struct judge_options){ .now = now, .by_period = true, .threads = 1 };
    if (!e && as_of.n)
        options->has_as_of = stamp_parse(as_of, &options->as_of);
    if (!e && as_of.n && !options->has_as_of)
        return fail(ctx, ERR_STORE, "the store's as_of setting, '%.*s', is no time", STR_ARGS(as_of));
    return e;
}
