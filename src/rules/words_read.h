// A text cut into words as they are compared. For words.c.
#pragma once

#include "rules/words.h"

enum { WORD_BYTES = 24 }; // longer ones are cut

struct word {
    char at[WORD_BYTES];
    unsigned char n;
    str typed; // where it stands in the text
};

struct word_list {
    struct word *at;
    size_t n;
};

// At most `most` words, into list->at, which has room for them. Small words ("the", "is") are left out.
void words_read(str typed, size_t most, struct word_list *list);
static inline str word_str(const struct word *w)
{
    return (str){ w->at, w->n };
}
// The fewest letters to change, add, drop or swap from one to the other, if at most `most`; else most + 1.
int words_distance(str a, str b, int most);
// The forms a Welsh word may have had before its first letter was softened; n of them, at most 3.
int words_unmutated(const struct word *w, struct word *forms);
