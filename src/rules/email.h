// What somebody most likely meant who typed an e-mail address with a slip: of the great providers, whose names are
// typed most often and so mistyped most often. Nothing is refused for it: another provider may have such a name.
#pragma once

#include "base/arena.h"
#include "document/value.h"

// "ada@gmail.com" for "ada@gmial.com", "ada@gmail" and "ada@gmail.co.uk"; empty where nothing is likelier than what is
// there.
str email_meant(struct arena *arena, str email);
// Nothing like ".org" stands behind the @: no mail gets there.
bool email_has_no_end(str email);
