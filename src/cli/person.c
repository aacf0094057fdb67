#include "app/erase.h"
#include "app/erasures.h"
#include "app/person_export.h"
#include "app/photograph.h"
#include "app/record.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/log.h"
#include "cli/shelves.h"
#include "gateway/bucket.h"
#include "store/forget.h"

enum { LEFT_NAMED = 20 };

struct asking {
    const struct options *options;
    struct person_question who;
    struct buffer *out;
    struct person_row person;
    struct erased erased;
    struct erasure_row_list list;
    struct replayed replayed;
};

static result who_read(struct ctx *ctx, struct asking *a)
{
    const struct options *o = a->options;
    int n = o->has[OPTION_ID] + o->has[OPTION_EMAIL] + o->has[OPTION_TELEPHONE] + o->has[OPTION_CASE];
    a->who = (struct person_question){ o->has[OPTION_ID] ? options_number(o, OPTION_ID) : ID_NONE,
                                       o->value[OPTION_EMAIL], o->value[OPTION_TELEPHONE],
                                       o->value[OPTION_CASE] };
    if (n != 1)
        return fail_at(ctx, ERR_INPUT, STR("usage"), (struct place){ 0 },
                       "say who is meant: one of --id, --email, --telephone and --case");
    return OK;
}

// Their photographs as files, where a folder is named for them.
static result pictures_write(struct ctx *ctx, struct db *db, struct asking *a)
{
    struct photograph_names names;
    struct shelf shelf;
    char *folder = str_c(ctx->arena, a->options->value[OPTION_TO]);
    if (!folder)
        return arena_fail(ctx);
    result e = shelf_of_options(ctx, a->options, a->options->value[OPTION_STORE], &shelf);
    if (!e)
        e = person_photographs(ctx, db, &a->person, &names);
    if (!e)
        e = folder_make(ctx, folder);
    for (size_t i = 0; !e && i < names.n; i++) {
        str bytes;
        char *path = str_c(ctx->arena, str_format(ctx->arena, "%s/%.*s.jpg", folder, STR_ARGS(names.at[i])));
        e = path ? shelf_get(ctx, &shelf, names.at[i], &bytes) : arena_fail(ctx);
        if (!e)
            e = file_replace(ctx, path, bytes);
    }
    bucket_close(&shelf);
    return e;
}

static result export_work(struct ctx *ctx, struct db *db, void *with)
{
    struct asking *a = with;
    enum table_form form = options_form(a->options); // a table of what people wrote is opened in spreadsheets
    struct table table = person_table(ctx, a->out, form == TABLE_CSV ? TABLE_SHEET : form);
    result e = person_asked(ctx, db, &a->who, &a->person);
    if (!e)
        e = person_export(ctx, db, &a->person, &table);
    if (!e && a->options->has[OPTION_TO])
        e = pictures_write(ctx, db, a);
    return e ? e : table_close(&table);
}

static result export_command(struct ctx *ctx, struct store *store, struct asking *a)
{
    result e = who_read(ctx, a);
    if (!e)
        e = store_read(ctx, store, export_work, a);
    if (e)
        a->out->n = 0; // half a table is none
    return e;
}

static result erase_work(struct ctx *ctx, struct db *db, void *with)
{
    struct asking *a = with;
    struct erasing erasing = { ctx,   db,        { 0 }, STR("on request"), !a->options->has[OPTION_YES],
                               false, &a->erased };
    result e = person_asked(ctx, db, &a->who, &a->person);
    if (!e)
        e = record_time(ctx, db, clock_now(), &erasing.at);
    return e ? e : person_erase(&erasing, &a->person, a->options->has[OPTION_ALL_WORDS]);
}

static void stays_say(struct buffer *out, const struct erased *x, bool is_done)
{
    buffer_print(
        out,
        "what stays, and why: the public facts of %zu cases (kinds, days, areas, roles), because figures rest on "
        "them and they name nobody; for each part that %s its salted hash without its salt, from which "
        "nothing can be guessed; that something was erased, as a number\n",
        x->cases.n, is_done ? "went" : "goes");
    if (x->sent)
        buffer_print(
            out,
            "%lld messages had left this program: what was written to a spool folder or sent on must be "
            "erased there\n",
            (long long)x->sent);
    if (!x->left.n)
        return;
    buffer_print(out, "words of others on these cases stay, as they don't hold name or address: facts ");
    for (size_t i = 0; i < x->left.n && i < LEFT_NAMED; i++)
        buffer_print(out, "%s%lld", i ? ", " : "", (long long)x->left.at[i]);
    buffer_add(out, x->left.n > LEFT_NAMED ? STR(" and more; read them") : STR("; read them"));
    buffer_add(out, STR(", and add --all-words if they speak of the person\n"));
}

static void erased_say(struct buffer *out, const struct erased *x, bool is_done)
{
    buffer_print(
        out,
        "%s: the person's row, %lld words, %lld exact places, %lld photographs, %lld actors, on %zu cases; %lld "
        "cases that were theirs; %lld messages\n",
        is_done ? "erased" : "would be erased", (long long)x->words, (long long)x->places,
        (long long)x->photographs, (long long)x->actors, x->cases.n, (long long)x->bindings,
        (long long)x->messages);
    stays_say(out, x, is_done);
}

static result list_settle(struct ctx *ctx, struct store *store, struct asking *a)
{
    str path = erasures_path(ctx, a->options->value[OPTION_STORE]);
    if (path.n)
        return erasures_settle(ctx, store, path, clock_now(), &a->replayed);
    log_line("keep the list of erasures with the backups: wardmote person erasures > FILE");
    return OK;
}

// Files of photographs go when what they belong to is gone for good.
static result files_sweep(struct ctx *ctx, struct store *store, struct asking *a)
{
    struct shelf shelf;
    int64_t n = 0;
    result e = shelf_of_options(ctx, a->options, a->options->value[OPTION_STORE], &shelf);
    if (e || (!shelf.kind && !a->erased.photographs && !a->replayed.facts))
        return e;
    if (!shelf.kind) {
        log_line("photographs that were erased are removed by `wardmote serve`, which knows their folder");
        return OK;
    }
    e = photographs_sweep(ctx, store, &shelf, clock_now(), &n);
    bucket_close(&shelf);
    if (!e && n)
        buffer_print(a->out, "%lld files of photographs removed\n", (long long)n);
    return e;
}

static result erase_command(struct ctx *ctx, struct store *store, struct asking *a)
{
    bool is_done = a->options->has[OPTION_YES];
    result e = who_read(ctx, a);
    if (!e)
        e = store_write(ctx, store, erase_work, a);
    if (e)
        return e;
    erased_say(a->out, &a->erased, is_done);
    if (!is_done)
        buffer_add(a->out, STR("nothing was changed: --yes does it\n"));
    return is_done ? list_settle(ctx, store, a) : OK;
}

static result list_work(struct ctx *ctx, struct db *db, void *with)
{
    struct asking *a = with;
    return erasures_list(ctx, db, &a->list);
}

static result list_command(struct ctx *ctx, struct store *store, struct asking *a)
{
    result e = store_read(ctx, store, list_work, a);
    if (!e)
        erasures_write(a->out, &a->list);
    return e;
}

static result replay_work(struct ctx *ctx, struct db *db, void *with)
{
    struct asking *a = with;
    instant at;
    result e = record_time(ctx, db, clock_now(), &at);
    return e ? e : erasures_replay(ctx, db, &a->list, at, &a->replayed);
}

static result replay_command(struct ctx *ctx, struct store *store, struct asking *a)
{
    const char *path = a->options->n_operands > 1 ? a->options->operands[1] : NULL;
    str text;
    if (!path)
        return fail_at(ctx, ERR_INPUT, STR("usage"), (struct place){ 0 }, "'person replay' needs FILE");
    result e = file_read(ctx, path, ERASURES_BYTES_MAX, &text);
    if (!e)
        e = erasures_read(ctx, str_from(path), text, &a->list);
    if (!e)
        e = store_write(ctx, store, replay_work, a);
    if (e)
        return e;
    buffer_print(
        a->out,
        "%lld parts of facts and %lld people erased again on %lld cases; %lld of %zu lines were known\n",
        (long long)a->replayed.facts, (long long)a->replayed.people, (long long)a->replayed.cases,
        (long long)a->replayed.known, a->list.n);
    return list_settle(ctx, store, a);
}

#define LOG_KEEPS                                                                                               \
    "the server's log is written over by and by, and where it is archived or a replica lags it keeps what was " \
    "erased for as long as that: see docs/privacy.md"
#define LOG_KEEPS_MORE                                                                                        \
    "the server's log keeps what was erased until its next checkpoint, which this role may not ask for, and " \
    "where it is archived for as long as that: see docs/privacy.md"

static result sweep(struct ctx *ctx, struct asking *a)
{
    struct forgotten forgotten;
    result e = store_forget(ctx, a->options->value[OPTION_STORE], &forgotten);
    if (e)
        return e;
    buffer_print(a->out, "the %s made anew: %lld pages instead of %lld\n",
                 forgotten.is_on_server ? "tables were" : "file was", (long long)forgotten.pages_after,
                 (long long)forgotten.pages_before);
    if (forgotten.is_on_server)
        log_line("%s", forgotten.has_checkpoint ? LOG_KEEPS : LOG_KEEPS_MORE);
    if (forgotten.is_waited_for)
        log_line(
            "somebody still reads an older state of the store: run `wardmote person sweep` again in a minute");
    return OK;
}

static const struct {
    str word;
    result (*run)(struct ctx *ctx, struct store *store, struct asking *a);
    enum store_mode mode;
    bool is_swept; // the file is made anew behind it
} VERBS[] = {
    { STR_INIT("export"), export_command, STORE_READ, false },
    { STR_INIT("erase"), erase_command, STORE_WRITE, true },
    { STR_INIT("erasures"), list_command, STORE_READ, false },
    { STR_INIT("replay"), replay_command, STORE_WRITE, true },
};

static result verb_run(struct ctx *ctx, struct asking *a, size_t verb)
{
    struct store *store;
    result e = store_open(ctx, a->options->value[OPTION_STORE], VERBS[verb].mode, &store);
    if (e)
        return e;
    e = VERBS[verb].run(ctx, store, a);
    if (!e && VERBS[verb].mode == STORE_WRITE)
        e = files_sweep(ctx, store, a);
    store_close(store);
    bool is_changed = a->options->has[OPTION_YES] || a->replayed.facts || a->replayed.people;
    if (!e && VERBS[verb].is_swept && is_changed && !a->options->has[OPTION_NO_VACUUM])
        e = sweep(ctx, a);
    return e;
}

result command_person(struct ctx *ctx, const struct options *options, struct buffer *out)
{
    struct asking a = { .options = options, .out = out };
    str word = str_from(options->operands[0]);
    if (str_equal(word, STR("sweep"))) {
        result e = sweep(ctx, &a);
        return e ? e : buffer_check(ctx, out);
    }
    for (size_t i = 0; i < sizeof VERBS / sizeof *VERBS; i++)
        if (str_equal(VERBS[i].word, word)) {
            result e = verb_run(ctx, &a, i);
            return e ? e : buffer_check(ctx, out);
        }
    return fail_at(ctx, ERR_INPUT, STR("usage"), (struct place){ 0 },
                   "'person %.*s' is not there: write export, erase, erasures, replay or sweep",
                   STR_ARGS(word));
}
