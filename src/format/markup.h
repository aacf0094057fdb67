// Text between the tags of XML and HTML, and in their quoted attributes. Pages have html.h, which is of the web.
#pragma once

#include "base/buffer.h"

// & < > and " escaped; what XML has no place for, however it is written, becomes U+FFFD.
void markup_text(struct buffer *out, str s);
// Nothing escaped, for another form that is to say the same as XML.
void markup_plain(struct buffer *out, str s);
