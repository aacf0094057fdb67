#include "app/library.h"

#include "base/file.h"
#include "document/suggest.h"
#include "format/calendar_file.h"
#include "format/holidays.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef WARDMOTE_INSTALLED_LIBRARY
#define WARDMOTE_INSTALLED_LIBRARY "/usr/share/wardmote/library"
#endif

enum { LIBRARY_BYTES_MAX = 16 << 20, PATH_BYTES_MAX = 4096, NAMES_MAX = 1000 };

// The folder of a kind of thing, what one of them is called, and how its file's name ends.
struct library_kind {
    const char *folder, *one, *end;
};

static const struct library_kind CALENDARS = { "calendars", "calendar", ".md" },
                                 MAPPINGS = { "mappings", "mapping", ".md" },
                                 INDICATORS = { "indicators", "set of indicators", ".csv" },
                                 BENCHMARKS = { "indicators/benchmarks", "table of benchmarks", ".csv" },
                                 STANDARDS = { "standards", "set of standards", ".md" };

// The program's own folder, without a slash at its end.
static str program_folder(struct ctx *ctx)
{
    char *path = ARENA_ARRAY(ctx->arena, char, PATH_BYTES_MAX);
    ssize_t n = path ? readlink("/proc/self/exe", path, PATH_BYTES_MAX - 1) : -1;
    while (n > 0 && path[n - 1] != '/')
        n--;
    return n > 1 ? (str){ path, (size_t)n - 1 } : STR(".");
}

enum { PLACES = 4 };

// Where things of a kind may lie, in the order in which they are looked for.
struct places {
    str at[PLACES];
};

static struct places library_places(struct ctx *ctx, const char *kind)
{
    str beside = program_folder(ctx);
    const char *set = getenv("WARDMOTE_LIBRARY");
    return (struct places){ {
        str_format(ctx->arena, "%.*s/library/%s", STR_ARGS(beside), kind),
        str_format(ctx->arena, "%.*s/../../library/%s", STR_ARGS(beside), kind), // build/release/wardmote
        str_format(ctx->arena, "%s/%s", WARDMOTE_INSTALLED_LIBRARY, kind),
        set ? str_format(ctx->arena, "%s/%s", set, kind) : (str){ 0 },
    } };
}

result library_folders(struct ctx *ctx, struct str_list *folders)
{
    struct places places = library_places(ctx, "");
    *folders = (struct str_list){ 0 };
    for (size_t i = 0; i < PLACES; i++) {
        str *slot = places.at[i].n ? LIST_PUSH(ctx->arena, folders) : NULL;
        if (slot)
            *slot = places.at[i];
    }
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static int by_name(const void *x, const void *y)
{
    return str_compare(*(const str *)x, *(const str *)y);
}

// Adds the names of a folder, its files without their ending.
static void folder_list(struct ctx *ctx, str folder, str end, struct str_list *names)
{
    DIR *dir = folder.at ? opendir(folder.at) : NULL;
    for (const struct dirent *entry; dir && names->n < NAMES_MAX && (entry = readdir(dir)) != NULL;) {
        str file = str_from(entry->d_name);
        bool is_one = str_ends(file, end);
        str name = is_one ? str_slice(file, 0, file.n - end.n) : file;
        bool is_new = is_one && !str_list_has(names, name);
        str *slot = is_new ? LIST_PUSH(ctx->arena, names) : NULL;
        if (slot)
            *slot = str_copy(ctx->arena, name);
    }
    if (dir)
        closedir(dir);
}

static result names_list(struct ctx *ctx, const struct library_kind *kind, struct str_list *names)
{
    struct places places = library_places(ctx, kind->folder);
    *names = (struct str_list){ 0 };
    for (size_t i = 0; i < PLACES; i++)
        folder_list(ctx, places.at[i], str_from(kind->end), names);
    if (names->n)
        qsort(names->at, names->n, sizeof *names->at, by_name);
    return arena_is_full(ctx->arena) ? arena_fail(ctx) : OK;
}

static bool is_name(str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!char_is_letter(name.at[i]) && !char_is_digit(name.at[i]) && name.at[i] != '-' &&
            name.at[i] != '_')
            return false;
    return name.n > 0;
}

static result name_unknown(struct ctx *ctx, const char *one, str name, const struct str_list *names)
{
    if (!names->n)
        return fail(
            ctx, ERR_INPUT,
            "there is no file '%.*s', and the library was not found either: name its folder in WARDMOTE_LIBRARY",
            STR_ARGS(name));
    struct buffer all = buffer_open(512);
    str near = suggest(name, names);
    for (size_t i = 0; i < names->n; i++)
        buffer_print(&all, "%s%.*s", i ? ", " : "", STR_ARGS(names->at[i]));
    result e = near.n
        ? fail(ctx, ERR_INPUT, "there is no %s '%.*s', and no such file: did you mean '%.*s'? There are %.*s",
               one, STR_ARGS(name), STR_ARGS(near), STR_ARGS(buffer_str(&all)))
        : fail(ctx, ERR_INPUT,
               "there is no %s '%.*s', and no such file: write the path of a file, or one of %.*s", one,
               STR_ARGS(name), STR_ARGS(buffer_str(&all)));
    buffer_close(&all);
    return e;
}

// A file, whole, and the path to speak of it by.
struct library_file {
    str path, bytes;
};

// The path of a name in the first place that has it; empty if none has.
static str name_path(struct ctx *ctx, const struct library_kind *kind, str name)
{
    struct places places = library_places(ctx, kind->folder);
    for (size_t i = 0; is_name(name) && i < PLACES; i++) {
        str path = places.at[i].at
            ? str_format(ctx->arena, "%s/%.*s%s", places.at[i].at, STR_ARGS(name), kind->end)
            : (str){ 0 };
        if (path.at && file_exists(path.at))
            return path;
    }
    return (str){ 0 };
}

static result library_read(struct ctx *ctx, const struct library_kind *kind, str name,
                           struct library_file *file)
{
    str own = name_path(ctx, kind, name);
    char *path = str_c(ctx->arena, own.n ? own : name);
    if (!path)
        return arena_fail(ctx);
    file->path = own.n ? own : name;
    if (own.n || str_equal(name, STR("-")) || access(path, F_OK) == 0)
        return file_read(ctx, path, LIBRARY_BYTES_MAX, &file->bytes);
    struct str_list names;
    result e = names_list(ctx, kind, &names);
    return e ? e : name_unknown(ctx, kind->one, name, &names);
}

result library_text(struct ctx *ctx, const char *folder, const char *name, str *bytes)
{
    struct places places = library_places(ctx, folder);
    for (size_t i = 0; i < PLACES; i++) {
        str path = places.at[i].at ? str_format(ctx->arena, "%s/%s", places.at[i].at, name) : (str){ 0 };
        if (path.at && file_exists(path.at))
            return file_read(ctx, path.at, LIBRARY_BYTES_MAX, bytes);
    }
    if (arena_is_full(ctx->arena)) // a place was not looked at
        return arena_fail(ctx);
    return fail(ctx, ERR_INPUT, "the library has no %s/%s: name its folder in WARDMOTE_LIBRARY", folder,
                name);
}

result library_standards_list(struct ctx *ctx, struct str_list *names)
{
    return names_list(ctx, &STANDARDS, names);
}

result library_calendars(struct ctx *ctx, struct str_list *names)
{
    return names_list(ctx, &CALENDARS, names);
}

result library_mapping(struct ctx *ctx, str name_or_file, struct mapping **mapping)
{
    struct library_file file;
    result e = library_read(ctx, &MAPPINGS, name_or_file, &file);
    return e ? e : mapping_parse(ctx, file.path, file.bytes, mapping);
}

result library_indicators(struct ctx *ctx, str name_or_file, struct indicator_set *set)
{
    struct library_file file;
    result e = library_read(ctx, &INDICATORS, name_or_file, &file);
    return e ? e : indicators_parse(ctx, file.path, file.bytes, set);
}

result library_benchmarks(struct ctx *ctx, str name_or_file, struct benchmark_list *list)
{
    struct library_file file;
    result e = library_read(ctx, &BENCHMARKS, name_or_file, &file);
    return e ? e : benchmarks_parse(ctx, file.path, file.bytes, list);
}

// "standards/salford" is "salford", as its path in the library reads.
result library_standards(struct ctx *ctx, str name_or_file, str *path, str *bytes)
{
    struct library_file file;
    str folder = STR("standards/");
    str name = str_starts(name_or_file, folder) ? str_from_byte(name_or_file, folder.n) : name_or_file;
    result e = library_read(ctx, &STANDARDS, is_name(name) ? name : name_or_file, &file);
    *path = e ? (str){ 0 } : file.path;
    *bytes = e ? (str){ 0 } : file.bytes;
    return e;
}

result library_calendar_source(struct ctx *ctx, str name_or_file, struct calendar_source *source)
{
    struct library_file file;
    str division = { 0 };
    size_t mark = str_find(name_or_file, STR("#"));
    if (mark < name_or_file.n) {
        division = str_from_byte(name_or_file, mark + 1);
        name_or_file = str_slice(name_or_file, 0, mark);
    }
    result e = library_read(ctx, &CALENDARS, name_or_file, &file);
    return e ? e : calendar_any_parse(ctx, file.path, file.bytes, division, source);
}

result library_calendar(struct ctx *ctx, str name_or_file, const struct calendar **calendar)
{
    struct calendar_source *source = ARENA_NEW(ctx->arena, struct calendar_source);
    if (!source)
        return arena_fail(ctx);
    result e = library_calendar_source(ctx, name_or_file, source);
    return e ? e : calendar_build(ctx, source, calendar);
}
