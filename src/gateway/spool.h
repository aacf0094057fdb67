// Messages as files in a folder: letters to be printed by somebody, and whatever a script takes from there.
//
// One file each, KEY.txt, which is there whole or not at all; a message that is sent again takes the place of itself.
// Only the user of the program may read them.
#pragma once

#include "app/outbox.h"

// with: the folder, a path that ends with NUL; it must be there. ERR_STORE if the file can't be written.
result spool_send(struct ctx *ctx, const struct message *message, void *with) MUST;
// The bytes as FOLDER/KEY.end, there whole or not at all.
struct spool_file {
    const char *folder;
    str key;
    const char *end; // "txt"
};
result spool_write(struct ctx *ctx, const struct spool_file *file, str bytes) MUST;
// ERR_INPUT if there is no such folder, or it can't be written to.
result spool_check(struct ctx *ctx, const char *folder) MUST;
