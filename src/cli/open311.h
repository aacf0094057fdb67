// What the commands that ask a server of Open311 share: whom they ask, and how often.
#pragma once

#include "cli/options.h"
#include "gateway/fetch.h"

// URL, jurisdiction and key of the options; fetch must live as long as the server.
struct open311_server open311_server_of(const struct options *options, struct fetch *fetch);
