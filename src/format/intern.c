#include "format/intern.h"

struct interned *intern(struct arena *arena, struct interner *interner, str word, bool lasts, bool *is_new)
{
    uint32_t hash = name_hash(word, NAME_EXACT);
    struct name_keys keys = { interner->at, sizeof *interner->at, NAME_EXACT };
    int64_t found = name_find(&interner->table, keys, word, hash);
    *is_new = found < 0;
    if (found >= 0)
        return &interner->at[found];
    struct interned *entry = LIST_PUSH(arena, interner);
    if (!entry || !name_table_add(arena, &interner->table, hash, interner->n - 1))
        return NULL;
    *entry = (struct interned){ .word = lasts ? word : str_copy(arena, word) };
    return entry->word.at ? entry : NULL;
}
