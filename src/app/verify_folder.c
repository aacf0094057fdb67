#include "app/verify_internal.h"
result verify_folder(struct verify *v)
{
    return fail(v->ctx, ERR_INPUT, "not yet");
}
