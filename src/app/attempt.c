#include "app/attempt.h"

#include "app/ledger.h"
#include "app/record.h"
#include "app/setting.h"

#include <arpa/inet.h>
#include <sodium.h>
#include <string.h>

#define SETTING_ATTEMPT_SECRET STR("attempt_secret")

enum { SECRET_BYTES = 16, NETWORK_BYTES = 8, MINUTE = 60, HOUR = 3600 };

static const struct {
    const char *name;
    int64_t free;        // tries that need not wait
    int64_t first, most; // seconds
    int64_t forgotten;   // after so many seconds without one
} RULES[ATTEMPT_KINDS] = {
    [ATTEMPT_PAIR] = { "pair", 5, MINUTE / 2, 15 * MINUTE, HOUR },
    [ATTEMPT_NETWORK] = { "network", 30, MINUTE, 15 * MINUTE, HOUR },
    [ATTEMPT_ADDRESS] = { "address", 100, 15 * MINUTE, HOUR, ATTEMPT_KEPT_SECONDS },
    [ATTEMPT_BROWSER] = { "browser", 10, MINUTE / 2, 15 * MINUTE, HOUR },
    [ATTEMPT_SECOND] = { "second", 10, MINUTE, 15 * MINUTE, ATTEMPT_KEPT_SECONDS },
    [ATTEMPT_LINK] = { "link", 3, 5 * MINUTE, HOUR, HOUR },
    [ATTEMPT_LINK_NETWORK] = { "link network", 20, MINUTE, HOUR, HOUR },
};

void attempt_add(struct attempts *attempts, enum attempt_kind kind, str who, str where)
{
    attempts->at[attempts->n++] = (struct attempt){ kind, who, where };
}

// Empty while nothing ever went wrong here.
static result secret_read_one(struct ctx *ctx, struct db *db, str *secret)
{
    return setting_read(ctx, db, SETTING_ATTEMPT_SECRET, secret);
}

static result secret_ensure(struct ctx *ctx, struct db *db, str *secret)
{
    unsigned char bytes[SECRET_BYTES];
    char text[2 * SECRET_BYTES + 1];
    result e = secret_read_one(ctx, db, secret);
    if (e || secret->n)
        return e;
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
    *secret = str_copy(ctx->arena, str_from(text));
    return setting_write(ctx, db, SETTING_ATTEMPT_SECRET, *secret);
}

static str mark_of(struct ctx *ctx, str secret, const struct attempt *a)
{
    return content_hash(ctx,
                        str_format(ctx->arena, "%.*s\n%s\n%.*s\n%.*s", STR_ARGS(secret), RULES[a->kind].name,
                                   STR_ARGS(a->who), STR_ARGS(a->where)));
}

struct tries {
    const struct attempt *a;
    str mark;
    struct attempt_by_mark_out count;
};

static result count_read(struct ctx *ctx, struct db *db, instant now, struct tries *c)
{
    bool is_found;
    result e = query_attempt_by_mark(ctx, db, &(struct attempt_by_mark_in){ COMMUNITY_FIRST, c->mark },
                                     &c->count, &is_found);
    if (e || !is_found || c->count.last.second + RULES[c->a->kind].forgotten <= now.second)
        c->count = (struct attempt_by_mark_out){ 0, now };
    return e;
}

static int64_t wait_of(const struct tries *c, instant now)
{
    const struct attempt *a = c->a;
    const struct attempt_by_mark_out *count = &c->count;
    int64_t wait = RULES[a->kind].first, most = RULES[a->kind].most;
    if (count->n < RULES[a->kind].free)
        return 0;
    for (int64_t n = RULES[a->kind].free; n < count->n && wait < most; n++)
        wait *= 2;
    wait = wait > most ? most : wait;
    int64_t left = count->last.second + wait - now.second;
    return left < 0   ? 0
        : left > most ? most
                      : left; // a clock that was set back keeps nobody waiting for ever
}

result attempts_wait(struct ctx *ctx, struct db *db, const struct attempts *attempts, instant now,
                     int64_t *seconds)
{
    str secret;
    *seconds = 0;
    result e = secret_read_one(ctx, db, &secret);
    for (size_t i = 0; !e && secret.n && i < attempts->n; i++) {
        struct tries c = { &attempts->at[i], mark_of(ctx, secret, &attempts->at[i]), { 0 } };
        e = count_read(ctx, db, now, &c);
        int64_t wait = e ? 0 : wait_of(&c, now);
        *seconds = wait > *seconds ? wait : *seconds;
    }
    return e;
}

result attempts_count(struct ctx *ctx, struct db *db, const struct attempts *attempts, instant now)
{
    str secret;
    result e = secret_ensure(ctx, db, &secret);
    for (size_t i = 0; !e && i < attempts->n; i++) {
        struct tries c = { &attempts->at[i], mark_of(ctx, secret, &attempts->at[i]), { 0 } };
        e = count_read(ctx, db, now, &c);
        if (!e)
            e = query_attempt_set(ctx, db,
                                  &(struct attempt_set_in){ COMMUNITY_FIRST, c.mark, c.count.n + 1, now });
    }
    return e;
}

result attempts_forget(struct ctx *ctx, struct db *db, const struct attempts *attempts)
{
    str secret;
    result e = secret_read_one(ctx, db, &secret);
    for (size_t i = 0; !e && secret.n && i < attempts->n; i++)
        e = query_attempt_delete(
            ctx, db, &(struct attempt_delete_in){ COMMUNITY_FIRST, mark_of(ctx, secret, &attempts->at[i]) });
    return e;
}

// Another mark each hour: the one before it goes by its age.
static str hourly_mark(struct ctx *ctx, str secret, const struct hourly *h, instant now)
{
    return content_hash(ctx,
                        str_format(ctx->arena, "%.*s\nhourly %s\n%lld\n%.*s", STR_ARGS(secret), h->what,
                                   (long long)(now.second / HOUR), STR_ARGS(h->where)));
}

static result hourly_read(struct ctx *ctx, struct db *db, str mark, int64_t *n)
{
    struct attempt_by_mark_out row;
    bool is_found;
    result e = query_attempt_by_mark(ctx, db, &(struct attempt_by_mark_in){ COMMUNITY_FIRST, mark }, &row,
                                     &is_found);
    *n = !e && is_found ? row.n : 0;
    return e;
}

result hourly_wait(struct ctx *ctx, struct db *db, const struct hourly *h, instant now, int64_t *seconds)
{
    int64_t n = 0;
    str secret;
    result e = secret_read_one(ctx, db, &secret);
    if (!e && h->most && secret.n)
        e = hourly_read(ctx, db, hourly_mark(ctx, secret, h, now), &n);
    *seconds = !e && h->most && n >= h->most ? HOUR - now.second % HOUR : 0;
    return e;
}

result hourly_count(struct ctx *ctx, struct db *db, const struct hourly *h, instant now)
{
    int64_t n = 0;
    str secret;
    if (!h->most)
        return OK;
    result e = secret_ensure(ctx, db, &secret);
    str mark = e ? (str){ 0 } : hourly_mark(ctx, secret, h, now);
    if (!e)
        e = hourly_read(ctx, db, mark, &n);
    return e ? e : query_attempt_set(ctx, db, &(struct attempt_set_in){ COMMUNITY_FIRST, mark, n + 1, now });
}

str network_of(struct arena *arena, str address)
{
    static const uint8_t MAPPED[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }; // RFC 4291, 2.5.5.2
    struct in6_addr six;
    char text[INET6_ADDRSTRLEN];
    char *given = str_c(arena, address);
    if (!given || inet_pton(AF_INET6, given, &six) != 1)
        return address;
    if (memcmp(six.s6_addr, MAPPED, sizeof MAPPED) == 0)
        inet_ntop(AF_INET, six.s6_addr + sizeof MAPPED, text, sizeof text);
    else {
        memset(six.s6_addr + NETWORK_BYTES, 0, sizeof six.s6_addr - NETWORK_BYTES);
        inet_ntop(AF_INET6, &six, text, sizeof text);
    }
    return str_copy(arena, str_from(text));
}
