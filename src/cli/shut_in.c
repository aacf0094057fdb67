#include "cli/shut_in.h"

#include "app/library.h"
#include "app/seal_key.h"
#include "app/shelf.h"
#include "base/arena.h"
#include "base/folder.h"
#include "base/log.h"
#include "gateway/bucket.h"
#include "gateway/sandbox.h"
#include "gateway/sender_file.h"
#include "store/sqlite_file.h"

#include <limits.h>
#include <link.h>
#include <stdlib.h>
#include <unistd.h>

enum { PLACES_MAX = 128 };

struct shutting {
    struct ctx *ctx;
    struct sandbox_place places[PLACES_MAX];
    size_t n;
};

static void add(struct shutting *s, str path, enum sandbox_right right)
{
    char *text = path.n ? str_c(s->ctx->arena, path) : NULL;
    if (text && s->n < PLACES_MAX)
        s->places[s->n++] = (struct sandbox_place){ text, right };
}

static str folder_of(str path)
{
    size_t n = path.n;
    while (n > 0 && path.at[n - 1] != '/')
        n--;
    return n > 1 ? str_slice(path, 0, n - 1) : n ? STR("/") : STR(".");
}

// A folder that is made when it is first needed is made in the next above it that is there.
static void add_written(struct shutting *s, str path)
{
    char *text = str_c(s->ctx->arena, path);
    while (text && !folder_exists(text) && path.n > 1) {
        path = folder_of(path);
        text = str_c(s->ctx->arena, path);
    }
    add(s, path, SANDBOX_WRITE);
}

// A file with what lies beside it: where it is named, and where that leads, since SQLite keeps its journal there.
static void add_beside(struct shutting *s, str path)
{
    char *text = str_c(s->ctx->arena, path);
    char led_to[PATH_MAX];
    add(s, folder_of(path), SANDBOX_WRITE);
    if (text && realpath(text, led_to))
        add(s, folder_of(str_from(led_to)), SANDBOX_WRITE);
}

// The system's: libraries and fonts, names and certificates, the zone, itself.
static void system_add(struct shutting *s)
{
    static const char *const READ[] = { "/usr",
                                        "/lib",
                                        "/lib64",
                                        "/etc",
                                        "/proc/self",
                                        "/proc/sys",
                                        "/sys/devices/system/cpu",
                                        "/dev/urandom",
                                        "/dev/random",
                                        "/var/cache/fontconfig",
                                        "/run/systemd/resolve",
                                        "/run/resolvconf",
                                        "/run/NetworkManager" };
    for (size_t i = 0; i < sizeof READ / sizeof *READ; i++)
        add(s, str_from(READ[i]), SANDBOX_READ);
    add(s, STR("/dev/null"), SANDBOX_WRITE);
}

static int interpreter_find(struct dl_phdr_info *program, size_t n, void *of)
{
    const char **path = of;
    (void)n;
    for (size_t i = 0; i < program->dlpi_phnum; i++)
        if (program->dlpi_phdr[i].p_type == PT_INTERP)
            *path = (const char *)(program->dlpi_addr + program->dlpi_phdr[i].p_vaddr);
    return 1; // the first is the program itself
}

// The one program it starts is itself, for a photograph, with what the kernel loads it by. The sanitizer also starts
// what names the lines of a fault.
static void programs_add(struct shutting *s)
{
    const char *interpreter = NULL;
    dl_iterate_phdr(interpreter_find, &interpreter);
    add(s, STR("/proc/self/exe"), SANDBOX_PROGRAM);
    if (interpreter)
        add(s, str_from(interpreter), SANDBOX_PROGRAM);
    if (IS_SANITIZED)
        add(s, STR("/usr"), SANDBOX_PROGRAM);
}

// Certificates and passwords that OpenSSL and libpq are told of, or look for at home.
static void connecting_add(struct shutting *s, str url)
{
    static const char *const NAMED[] = { "SSL_CERT_FILE", "SSL_CERT_DIR", "PGSSLROOTCERT", "PGSSLCERT",
                                         "PGSSLKEY",      "PGSSLCRL",     "PGPASSFILE",    "PGSERVICEFILE" };
    static const char *const AT_HOME[] = { ".postgresql", ".pgpass", ".pg_service.conf" };
    const char *home = getenv("HOME");
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++)
        if (getenv(NAMED[i]))
            add(s, str_from(getenv(NAMED[i])), SANDBOX_READ);
    for (size_t i = 0; home && i < sizeof AT_HOME / sizeof *AT_HOME; i++)
        add(s, str_format(s->ctx->arena, "%s/%s", home, AT_HOME[i]), SANDBOX_READ);
    if (sqlite_path(url).n)
        return;
    (void)str_cut(&url, '?');
    while (url.n) {
        str value = str_cut(&url, '&');
        (void)str_cut(&value, '=');
        if (value.n && value.at[0] == '/')
            add(s, value, SANDBOX_READ);
    }
}

static void outbox_add(struct shutting *s, str senders)
{
    while (senders.n) {
        str where = str_trim(str_cut(&senders, ','));
        (void)str_cut(&where, '=');
        if (str_starts(where, STR("spool:")) || str_starts(where, STR("print:")))
            add_written(s, str_from_byte(where, sizeof "spool:" - 1));
    }
}

// The file of senders, and the certificates that it names. What is wrong with it is said when messages are to be sent.
static void senders_add(struct shutting *s, str path)
{
    struct ctx looking = { .arena = s->ctx->arena };
    struct sender_file file;
    if (!path.n)
        return;
    add(s, path, SANDBOX_READ);
    if (!sender_file_read(&looking, str_c(s->ctx->arena, path), &file) && file.certificates)
        add(s, str_from(file.certificates), SANDBOX_READ);
}

// Its own: the store with what lies beside it, the key, photographs, messages, the library.
static result own_add(struct shutting *s, const struct options *options)
{
    str url = options->value[OPTION_STORE], file = sqlite_path(url);
    str key = seal_key_path(s->ctx, options->value[OPTION_KEY], url);
    struct str_list library;
    if (file.n)
        add_beside(s, file);
    char *text = str_c(s->ctx->arena, key);
    bool is_there = text && access(text, F_OK) == 0;
    add(s, is_there ? key : folder_of(key), is_there ? SANDBOX_READ : SANDBOX_WRITE);
    if (options->value[OPTION_PHOTOGRAPHS].n && !is_bucket(options->value[OPTION_PHOTOGRAPHS]))
        add_written(s, options->value[OPTION_PHOTOGRAPHS]);
    senders_add(s, options->value[OPTION_SENDER]);
    outbox_add(s, options->value[OPTION_OUTBOX]);
    connecting_add(s, url);
    connecting_add(s, options->value[OPTION_READ_URL]);
    result e = library_folders(s->ctx, &library);
    for (size_t i = 0; !e && i < library.n; i++)
        add(s, library.at[i], SANDBOX_READ);
    return e;
}

result serve_shut_in(struct ctx *ctx, const struct options *options)
{
    struct ctx trying = { .arena = ctx->arena };
    struct shutting *s = ARENA_NEW(ctx->arena, struct shutting);
    if (!s)
        return arena_fail(ctx);
    if (str_equal(options->value[OPTION_SANDBOX], STR("off")))
        return OK;
    s->ctx = ctx;
    system_add(s);
    programs_add(s);
    result e = own_add(s, options);
    if (e)
        return e;
    if (arena_is_full(ctx->arena))
        return arena_fail(ctx);
    if (sandbox_files(&trying, s->places, s->n))
        log_line("What the program may open is left to its user's rights: %s.", trying.error.text);
    trying.error = (struct error){ 0 };
    if (sandbox_calls(&trying))
        log_line("What the program may ask of the kernel is not limited: %s.", trying.error.text);
    return OK;
}
