// The messages there are: what each is for, and what the {names} in their texts stand for. The texts themselves are
// library/messages, or adopted ones (app/message_text.h).
#pragma once

#include "base/str.h"

enum message_group {
    MESSAGES_REPORTS,
    MESSAGES_OWED,
    MESSAGES_CHARTERS,
    MESSAGES_ACCOUNTS,
    MESSAGES_ALERTS,
    MESSAGES_PEOPLE,
    MESSAGE_GROUPS
};

struct told_kind {
    str name; // as its file is called: "received"
    enum message_group group;
    bool
        is_plain; // it says nothing of what a case is about, and is sent as it is even of one that is only counted
    bool needs_words;  // without words that may be shown there is only news
    const char *title; // what it is for
};

enum name_use {
    NAME_ALWAYS,  // every message knows it
    NAME_OF_CASE, // every message about a case that is not plain
    NAME_OF_TEXT  // only a message whose own text in the library has it
};

struct message_name {
    const char *name, *what, *example;
    enum name_use use;
    const char *need; // why a text that comes with it may not lose it; NULL for one that may
};

const struct told_kind *told_kinds(size_t *n);
const struct told_kind *told_kind_find(str name); // NULL if there is none
const char *message_group_title(enum message_group group);

const struct message_name *message_names(size_t *n);
const struct message_name *message_name_find(str name); // NULL if no message knows it
