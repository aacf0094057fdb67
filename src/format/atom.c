#include "format/atom.h"

#include "format/markup.h"

#include <sodium.h>
#include <stdio.h>

enum { UUID_BYTES = 16, VERSION_8 = 0x80, VARIANT = 0x80 };

void atom_id(str name, char id[static ATOM_ID])
{
    unsigned char h[crypto_hash_sha256_BYTES];
    char hex[2 * UUID_BYTES + 1];
    crypto_hash_sha256(h, (const unsigned char *)(name.at ? name.at : ""), name.n);
    h[6] = (unsigned char)((h[6] & 0x0f) | VERSION_8);
    h[8] = (unsigned char)((h[8] & 0x3f) | VARIANT);
    sodium_bin2hex(hex, sizeof hex, h, UUID_BYTES);
    snprintf(id, ATOM_ID, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

static void element(struct buffer *out, const char *name, str content)
{
    buffer_print(out, "<%s>", name);
    markup_text(out, content);
    buffer_print(out, "</%s>\n", name);
}

static void link_write(struct buffer *out, const char *rel, const char *type, str href)
{
    if (!href.n)
        return;
    buffer_print(out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    markup_text(out, href);
    buffer_add(out, STR("\"/>\n"));
}

static void updated_write(struct buffer *out, const struct zone *zone, instant t)
{
    buffer_add(out, STR("<updated>"));
    instant_write(out, zone, t);
    buffer_add(out, STR("</updated>\n"));
}

void atom_begin(struct buffer *out, const struct atom_feed *feed)
{
    buffer_add(out,
               STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                   "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"));
    element(out, "id", feed->id);
    element(out, "title", feed->title);
    updated_write(out, feed->zone, feed->updated);
    buffer_add(out, STR("<author>"));
    element(out, "name", feed->author);
    buffer_add(out, STR("</author>\n"));
    link_write(out, "self", "application/atom+xml", feed->self);
    link_write(out, "alternate", "text/html", feed->page);
    link_write(out, "next", "application/atom+xml", feed->next); // RFC 5005
}

void atom_entry(struct buffer *out, const struct atom_feed *feed, const struct atom_entry *entry)
{
    buffer_add(out, STR("<entry>\n"));
    element(out, "id", entry->id);
    element(out, "title", entry->title);
    updated_write(out, feed->zone, entry->updated);
    link_write(out, "alternate", "text/html", entry->url);
    buffer_add(out, STR("<content type=\"text\">"));
    markup_text(out, entry->words);
    buffer_add(out, STR("</content>\n</entry>\n"));
}

void atom_end(struct buffer *out)
{
    buffer_add(out, STR("</feed>\n"));
}
