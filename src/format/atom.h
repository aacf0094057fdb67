// A feed as Atom (RFC 4287), written as it comes. Pure: what is in it and when is the caller's.
#pragma once

#include "base/buffer.h"
#include "base/zone.h"

enum { ATOM_ID = 46 }; // "urn:uuid:" and 36 characters, with the 0 behind it

struct atom_feed {
    str id, title, author;
    str self, page, next; // paths; next: the older entries, empty on the last page
    instant updated;
    const struct zone *zone;
};

struct atom_entry {
    str id, title, words, url;
    instant updated;
};

// The same name is the same id, wherever the feed is served from (RFC 9562, version 8: of a hash).
void atom_id(str name, char id[static ATOM_ID]);
void atom_begin(struct buffer *out, const struct atom_feed *feed);
void atom_entry(struct buffer *out, const struct atom_feed *feed, const struct atom_entry *entry);
void atom_end(struct buffer *out);
