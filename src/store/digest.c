#include "store/digest.h"

enum { ROW_BYTES_MAX = 1024 };

static const uint64_t START = 0xcbf29ce484222325u, FACTOR = 0x100000001b3u; // FNV-1a, and a last mix

static uint64_t bytes_hash(uint64_t hash, const void *at, size_t n)
{
    const unsigned char *bytes = at;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ bytes[i]) * FACTOR;
    return hash;
}

static uint64_t mixed(uint64_t hash)
{
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
    return hash ^ (hash >> 31);
}

static uint64_t field_hash(uint64_t hash, enum sql_type type, const char *field)
{
    const str *text = (const str *)(const void *)field;
    switch (type) {
    case SQL_ID:
    case SQL_INT:
        return bytes_hash(hash, field, sizeof(int64_t));
    case SQL_TEXT:
    case SQL_BYTES:
        return bytes_hash(bytes_hash(hash, &text->n, sizeof text->n), text->at, text->n);
    case SQL_BOOL:
        return bytes_hash(hash, field, sizeof(bool));
    case SQL_INSTANT:
        return bytes_hash(hash, field, sizeof(instant));
    case SQL_DATE:
        return bytes_hash(hash, field, sizeof(date));
    }
    return hash;
}

result cursor_digest(struct ctx *ctx, struct cursor *cursor, struct digest *digest)
{
    const struct query *asked = &QUERIES[cursor->query];
    _Alignas(max_align_t) char row[ROW_BYTES_MAX];
    *digest = (struct digest){ 0 };
    if (asked->out_size > sizeof row)
        return fail(ctx, ERR_INTERNAL, "the rows of %s are too wide", asked->name);
    while (cursor_next(ctx, cursor, row)) {
        uint64_t hash = START;
        for (size_t i = 0; i < asked->n_out; i++)
            hash = field_hash(hash, asked->out[i].type, row + asked->out[i].offset);
        digest->sum += mixed(hash);
        digest->rows++;
    }
    return cursor->failed;
}
