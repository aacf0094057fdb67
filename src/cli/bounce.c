#include "app/bounced.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/options.h"
#include "store/store.h"

enum { BOUNCE_MAX = 16 << 20 };

struct taking {
    struct bounce bounce;
    enum bounced what;
};

static result take_work(struct ctx *ctx, struct db *db, void *with)
{
    struct taking *t = with;
    return bounce_take(ctx, db, &t->bounce, clock_now(), &t->what);
}

result command_bounce(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    static const char *const words[] = {
        [BOUNCED_MARKED] = "the address is failing: nothing more is sent there",
        [BOUNCED_DELAYED] = "a delay: nothing was changed",
        [BOUNCED_OTHER] = "no notice of a mail server: nothing was changed",
        [BOUNCED_UNKNOWN] = "of no message that was sent from here: nothing was changed",
    };
    struct taking t = { .what = BOUNCED_OTHER };
    struct store *store;
    str mail;
    result e = file_read(ctx, "-", BOUNCE_MAX, &mail);
    if (e)
        return e;
    bounce_read(mail, &t.bounce);
    e = store_open(ctx, options->value[OPTION_STORE], STORE_WRITE, &store);
    if (e)
        return e;
    e = store_write(ctx, store, take_work, &t);
    store_close(store);
    buffer_print(out, "%s\n", words[t.what]);
    return e;
}
