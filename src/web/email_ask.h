// "Did you mean ada@gmail.com?": asked beside an e-mail address that looks like a slip, once, and refusing nothing.
#pragma once

#include "web/form.h"

// After the address was found whole: takes the one that was chosen, or asks. meant: to be shown below the address if it
// has options; email->value is the address to use. What it asks is among the faults.
result email_ask(struct request *request, struct form_faults *faults, struct form_field *email,
                 struct form_field *meant) MUST;
