#include "app/sign_link.h"

#include "app/ledger.h"
#include "app/outbox.h"
#include "app/record.h"
#include "app/session.h"
#include "app/setting.h"

#include <sodium.h>

enum { KEY_BYTES = 16, DIGITS = 6, LETTER_CHARS = 12, GROUP = 4, TYPED_MAX = 100, PATH_MAX_BYTES = 4096 };

bool link_is_message(str message)
{
    return str_equal(message, PURPOSE_SIGN_IN) || str_equal(message, PURPOSE_INVITATION);
}

static str key_make(struct ctx *ctx)
{
    unsigned char bytes[KEY_BYTES];
    char text[2 * sizeof bytes + 1];
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
    return str_copy(ctx->arena, str_from(text));
}

static int64_t seconds_of(const struct link_asking *a)
{
    if (str_equal(a->purpose, PURPOSE_INVITATION))
        return INVITATION_SECONDS;
    if (str_equal(a->purpose, PURPOSE_FIRST))
        return FIRST_SECONDS;
    return str_equal(a->way, STR("letter")) ? LETTER_CODE_SECONDS
        : str_equal(a->way, STR("text"))    ? TEXT_CODE_SECONDS
                                            : LINK_SECONDS;
}

static struct sign_link_insert_in row_of(struct ctx *ctx, const struct link_asking *a)
{
    return (struct sign_link_insert_in){ .community = COMMUNITY_FIRST,
                                         .key = key_make(ctx),
                                         .purpose = a->purpose,
                                         .way = a->way,
                                         .account = a->account,
                                         .person = a->person,
                                         .address = a->address,
                                         .language = a->language,
                                         .browser = a->browser.n ? token_hash(ctx, a->browser) : (str){ 0 },
                                         .created = a->now,
                                         .until = { a->now.second + seconds_of(a) },
                                         .next = a->next };
}

result link_ask(struct ctx *ctx, struct db *db, const struct link_asking *a)
{
    struct sign_link_insert_in row = row_of(ctx, a);
    int64_t id;
    result e = query_sign_link_insert(ctx, db, &row, &id);
    if (e)
        return e;
    return query_outbox_insert(
        ctx, db,
        &(struct outbox_insert_in){
            COMMUNITY_FIRST, a->way, a->person, a->purpose, 0, row.key, STATE_WAITING, a->now, { 0 } });
}

result link_show(struct ctx *ctx, struct db *db, const struct link_asking *a, str *token)
{
    struct sign_link_insert_in row = row_of(ctx, a);
    int64_t id;
    *token = token_make(ctx->arena);
    row.hash = token_hash(ctx, *token);
    if (arena_is_full(ctx->arena))
        return arena_fail(ctx);
    return query_sign_link_insert(ctx, db, &row, &id);
}

static bool is_open(const struct sign_link_row *row, instant now)
{
    return row->until.second > now.second && row->hash.n;
}

static bool has_code(const struct sign_link_row *row)
{
    return str_equal(row->way, STR("text")) || str_equal(row->way, STR("letter"));
}

result link_find(struct ctx *ctx, struct db *db, str token, instant now, struct sign_link_row *row)
{
    struct sign_link_row_list rows = { 0 };
    *row = (struct sign_link_row){ .id = ID_NONE, .account = ID_NONE, .person = ID_NONE };
    result e = query_sign_link_by_hash(
        ctx, db, &(struct sign_link_by_hash_in){ COMMUNITY_FIRST, token_hash(ctx, token) }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (is_open(&rows.at[i], now) && !has_code(&rows.at[i]))
            *row = rows.at[i];
    return e;
}

// The digits alone would be tried through in a moment by whoever has the store: the row's key goes with them, as
// little as that helps.
static str digits_hash(struct ctx *ctx, str key, str code)
{
    return content_hash(ctx, str_format(ctx->arena, "%.*s %.*s", STR_ARGS(key), STR_ARGS(code)));
}

str code_plain(struct arena *arena, str typed)
{
    struct buffer out = buffer_open(TYPED_MAX);
    for (size_t i = 0; i < typed.n && i < TYPED_MAX; i++)
        if (char_is_digit(typed.at[i]) || char_is_letter(typed.at[i]))
            buffer_byte(&out, char_lower(typed.at[i]));
    str plain = str_copy(arena, buffer_str(&out));
    buffer_done(arena, &out);
    return plain;
}

str code_letters(struct arena *arena, size_t n)
{
    static const char LETTERS[] =
        "abcdefhjkmnprstuvwxyz2345678"; // without i, l, o, 0 and 1, and without g, q and 9
    struct buffer out = buffer_open(TYPED_MAX);
    for (size_t i = 0; i < n; i++) {
        if (i && i % GROUP == 0)
            buffer_byte(&out, '-');
        buffer_byte(&out, LETTERS[randombytes_uniform(sizeof LETTERS - 1)]);
    }
    str code = str_copy(arena, buffer_str(&out));
    buffer_done(arena, &out);
    return code;
}

static result letter_find(struct ctx *ctx, struct db *db, str code, instant now, struct sign_link_row *row)
{
    struct sign_link_row_list rows = { 0 };
    result e = query_sign_link_by_hash(
        ctx, db, &(struct sign_link_by_hash_in){ COMMUNITY_FIRST, token_hash(ctx, code) }, &rows);
    for (size_t i = 0; !e && i < rows.n; i++)
        if (is_open(&rows.at[i], now) && str_equal(rows.at[i].way, STR("letter")))
            *row = rows.at[i];
    return e;
}

static result wrong_count(struct ctx *ctx, struct db *db, const struct sign_link_row *row)
{
    if (row->tries + 1 >= CODE_TRIES)
        return link_use(ctx, db, row);
    return query_sign_link_tried(ctx, db,
                                 &(struct sign_link_tried_in){ COMMUNITY_FIRST, row->id, row->tries + 1 });
}

static result text_find(struct ctx *ctx, struct db *db, const struct typed_code *typed, str code,
                        struct sign_link_row *row)
{
    struct sign_link_row_list rows = { 0 };
    result e = query_sign_link_by_browser(
        ctx, db, &(struct sign_link_by_browser_in){ COMMUNITY_FIRST, token_hash(ctx, typed->browser) },
        &rows);
    for (size_t i = 0; !e && i < rows.n; i++) {
        const struct sign_link_row *r = &rows.at[i];
        if (!is_open(r, typed->now) || !str_equal(r->way, STR("text")))
            continue;
        if (str_equal(r->hash, digits_hash(ctx, r->key, code)))
            *row = *r;
        else
            e = wrong_count(ctx, db, r);
    }
    return e;
}

result code_find(struct ctx *ctx, struct db *db, const struct typed_code *typed, struct sign_link_row *row)
{
    str code = code_plain(ctx->arena, typed->typed);
    *row = (struct sign_link_row){ .id = ID_NONE, .account = ID_NONE, .person = ID_NONE };
    if (code.n == LETTER_CHARS)
        return letter_find(ctx, db, code, typed->now, row);
    return typed->browser.n ? text_find(ctx, db, typed, code, row) : OK;
}

result link_use(struct ctx *ctx, struct db *db, const struct sign_link_row *row)
{
    return query_sign_link_delete(ctx, db, &(struct sign_link_delete_in){ COMMUNITY_FIRST, row->id });
}

str link_url(struct ctx *ctx, str site, str token)
{
    while (str_ends(site, STR("/")))
        site.n--;
    return str_format(ctx->arena, "%.*s/sign-in/link/%.*s", STR_ARGS(site), STR_ARGS(token));
}

// What the message is to hold, and its hash in the row.
static result secret_make(struct ctx *ctx, struct db *db, const struct sign_link_row *row, str *secret)
{
    str hash;
    if (str_equal(row->way, STR("text"))) {
        *secret = str_format(ctx->arena, "%0*u", DIGITS, (unsigned)randombytes_uniform(1000000));
        hash = digits_hash(ctx, row->key, *secret);
    } else if (str_equal(row->way, STR("letter"))) {
        *secret = code_letters(ctx->arena, LETTER_CHARS);
        hash = token_hash(ctx, code_plain(ctx->arena, *secret));
    } else {
        *secret = token_make(ctx->arena);
        hash = token_hash(ctx, *secret);
    }
    return query_sign_link_hash_set(ctx, db,
                                    &(struct sign_link_hash_set_in){ COMMUNITY_FIRST, row->id, hash });
}

// Path and query; what would end the query's value or the address is encoded.
static str path_of(struct ctx *ctx, str secret, str next)
{
    static const char HEX[] = "0123456789ABCDEF";
    struct buffer out = buffer_open(PATH_MAX_BYTES);
    buffer_print(&out, "/sign-in/link/%.*s%s", STR_ARGS(secret), next.n ? "?next=" : "");
    for (size_t i = 0; i < next.n; i++) {
        unsigned char c = (unsigned char)next.at[i];
        if (char_is_letter(next.at[i]) || char_is_digit(next.at[i]) || str_has(STR("/-_.~"), next.at[i])) {
            buffer_byte(&out, next.at[i]);
        } else {
            buffer_byte(&out, '%');
            buffer_byte(&out, HEX[c >> 4]);
            buffer_byte(&out, HEX[c & 15]);
        }
    }
    str path = str_copy(ctx->arena, buffer_str(&out));
    buffer_done(ctx->arena, &out);
    return path;
}

result link_letter_make(struct ctx *ctx, struct db *db, const struct outbox_row *row,
                        struct link_letter *letter, bool *is_there)
{
    struct sign_link_row link;
    str secret;
    result e = query_sign_link_by_key(ctx, db, &(struct sign_link_by_key_in){ COMMUNITY_FIRST, row->key },
                                      &link, is_there);
    if (!e && *is_there)
        e = secret_make(ctx, db, &link, &secret);
    if (e || !*is_there)
        return e;
    bool is_code = !str_equal(link.way, STR("email")), is_letter = str_equal(link.way, STR("letter"));
    *letter = (struct link_letter){ .kind = is_letter                                 ? STR("sign-in-letter")
                                        : is_code                                     ? STR("sign-in-code")
                                        : str_equal(link.purpose, PURPOSE_INVITATION) ? STR("invitation")
                                                                                      : STR("sign-in"),
                                    .address = link.address,
                                    .language = link.language };
    if (is_code)
        letter->code = secret;
    else
        letter->path = path_of(ctx, secret, link.next);
    letter->minutes = is_letter ? 0 : (is_code ? TEXT_CODE_SECONDS : LINK_SECONDS) / 60;
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}
