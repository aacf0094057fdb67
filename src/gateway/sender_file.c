#include "gateway/sender_file.h"

#include "base/secret.h"
#include "format/mail.h"

enum { SENDER_FILE_MAX = 16 << 10, SIGN_LEAST = 16 };

struct reading {
    struct ctx *ctx;
    const char *path;
    int line;
    struct sender_file *file;
};

static result wrong(const struct reading *r, const char *what)
{
    return fail_at(r->ctx, ERR_INPUT, str_from(r->path), (struct place){ r->line, r->line ? 1 : 0 }, "%s",
                   what);
}

// "Harcaster Borough Council <reports@harcaster.example>", or the address alone.
static result from_read(struct reading *r, str value)
{
    size_t open = str_find(value, STR("<"));
    bool has_name = open < value.n && str_ends(value, STR(">"));
    r->file->from_name = has_name ? str_trim(str_slice(value, 0, open)) : (str){ 0 };
    r->file->from = has_name ? str_trim(str_slice(value, open + 1, value.n - 1)) : value;
    return mail_address_is_fine(r->file->from)
        ? OK
        : wrong(r, "From: write a name and an address: 'The Council <reports@council.example>'");
}

static result tls_read(struct reading *r, str value)
{
    r->file->is_plain = str_equal(value, STR("none"));
    return r->file->is_plain || str_equal(value, STR("required")) ? OK
                                                                  : wrong(r, "TLS: is 'required' or 'none'");
}

static result text_keep(struct reading *r, str value, const char **where)
{
    *where = str_c(r->ctx->arena, value);
    return *where ? OK : arena_fail(r->ctx);
}

static result line_read(struct reading *r, str line)
{
    str value = line, name = str_trim(str_cut(&value, ':'));
    value = str_trim(value);
    if (!value.n)
        return wrong(r, "write 'Name: value'");
    if (str_same_name(name, STR("From")))
        return from_read(r, value);
    if (str_same_name(name, STR("TLS")))
        return tls_read(r, value);
    if (str_same_name(name, STR("User")))
        return text_keep(r, value, &r->file->user);
    if (str_same_name(name, STR("Password")))
        return text_keep(r, value, &r->file->password);
    if (str_same_name(name, STR("Certificates")))
        return text_keep(r, value, &r->file->certificates);
    if (str_same_name(name, STR("Bounces"))) {
        r->file->bounces = value;
        return mail_address_is_fine(value) ? OK
                                           : wrong(r, "Bounces: write an address: bounces@council.example");
    }
    if (str_same_name(name, STR("Sign"))) {
        r->file->sign = value;
        return value.n >= SIGN_LEAST ? OK : wrong(r, "Sign: takes 16 characters or more");
    }
    return wrong(r, "is none of From, Bounces, User, Password, TLS, Certificates and Sign");
}

static result file_check(struct reading *r)
{
    struct sender_file *f = r->file;
    r->line = 0;
    if ((f->user != NULL) != (f->password != NULL))
        return wrong(r, "User and Password go together");
    if (f->password && f->is_plain)
        return wrong(r, "a password is sent with TLS only: take out 'TLS: none'");
    if (!f->bounces.n)
        f->bounces = f->from;
    return OK;
}

result sender_file_read(struct ctx *ctx, const char *path, struct sender_file *file)
{
    struct reading r = { ctx, path, 0, file };
    str bytes;
    *file = (struct sender_file){ 0 };
    if (!path)
        return OK;
    result e = secret_read(ctx, path, SENDER_FILE_MAX, &bytes);
    for (str rest = bytes; !e && rest.at;) {
        str line = str_trim(str_cut(&rest, '\n'));
        r.line++;
        if (line.n && line.at[0] != '#')
            e = line_read(&r, line);
    }
    return e ? e : file_check(&r);
}
