// Files read all at once against the same read row by row: the table, and every word about what is in no row of it.
// The files are random and full of what real ones have: quotes, lines inside values, rows too short, times in several
// forms, ids that come again, bytes that are no text.
#include "app/judge_pack.h"
#include "app/judge_snapshot.h"
#include "app/judge_table.h"
#include "base/file.h"
#include "cli/judge_output.h"
#include "format/quick_time_wide.h"
#include "format/scan.h"
#include "format/time_format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ARENA_BYTES = 256 << 20, TEXT_MAX = 8 << 20, FILES = 120, STREAMS = 36, ROWS = 150, PATH_BYTES = 400 };

// Of how many one is not as it should be, and how many rows there are.
struct habits {
    unsigned rows, spoilt, repeated, otherwise, broken;
    int late;      // the row from which on there are more services and areas
    int64_t first; // when the first was reported, if one follows the other, and so many seconds on at most
    unsigned step; // 0: they come as they like
};

#define NEVER (1u << 30)
static const struct habits USUAL = { ROWS, 60, 25, 12, 40, ROWS, 0, 0 };

static struct habits habits;
static uint64_t state = 1;
static unsigned n_streamed; // files whose rows were counted while they were read

static unsigned below(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state % n);
}

static bool one_in(unsigned n)
{
    return below(n) == 0;
}

#define PICK(list) (list)[below(sizeof(list) / sizeof *(list))]

static const char *const CHARTERS[] = {
    "# Charter: A\n\n- Id: a\n- Area: North; South, Town; E03\n- Between: the council; the residents\n"
    "- In force: 15 January 2024 to 31 March 2025\n- Calendar: england-and-wales\n- Year starts: 1 April\n\n"
    "## Standard S1: Graffiti\n- Provider: the council\n- Service: graffiti\n"
    "- Clock: from report to completion, within 2 working days\n- Target: at least 90% each month\n\n"
    "## Standard S2: Offensive\n- Provider: the council\n- Service: graffiti / offensive\n- Clock: within 24 hours\n\n"
    "## Standard S3: Potholes\n- Provider: the council\n- Service: pothole\n- Clock: within 1 month\n\n"
    "## Standard S4: Lamps\n- Provider: the council\n- Service: lamp\n- Start: next working day\n"
    "- Clock: from receipt to completion, within 5 days\n- Target: at least 80% over the last 3 months\n\n"
    "## Standard S5: Rats\n- Provider: the council\n- Service: rats\n"
    "- Clock: within 3 days by the clock\n- Clock visit: from report to first visit, within 4 hours\n",
    "# Charter: B\n\n- Id: b\n- Between: the council; the residents\n- In force: 1 January 2024 to 31 December 2026\n"
    "- Zone: America/New_York\n- Fact: depth, in mm\n- Fact: kind, one of big / small\n\n"
    "## Standard S1: Graffiti\n- Provider: the council\n- Service: graffiti\n- Exempt: kind is small\n"
    "- Clock: within 12 hours\n\n"
    "## Standard S3: Potholes\n- Provider: the council\n- Service: pothole\n"
    "- Clock: within 1 day, when depth is at least 40\n- Clock: within 10 days\n\n"
    "## Standard S4: Lamps\n- Provider: the council\n- Service: lamp\n- Clock: within 6 days\n"
    "- Target: average of at most 5 days each quarter\n\n"
    "## Standard S6: Trees\n- Provider: the council\n- Service: trees\n- Clock: by 1 June 2024\n\n"
    "## Commitment C1: Reports\n- By: the residents\n- Service: trees\n- Count: at least 2 reports each quarter\n",
};

// What one kind of file is like.
struct kind {
    const char *mapping;
    const char *header;
    unsigned n_columns;
    char delimiter;
};

#define MAPPING "# Mapping: T\n\n- Zone: Europe/London\n- Service: type\n- Opened: opened\n- Closed: closed\n"
#define TIMES "- Time format: %m/%d/%Y %I:%M:%S %p\n- Time format: %Y %b %d %H:%M\n"
#define STATUSES                                                                                             \
    "- Status: status\n- Closed statuses: done\n- No-fix statuses: gone\n- Duplicate statuses: twice\n"      \
    "- Exclude: test\n- Open statuses: new\n"

static const struct kind KINDS[] = {
    { MAPPING "- Id: id\n- Map: * = same\n", "id,type,opened,closed", 4, ',' },
    { MAPPING "- Area: ward\n- Map: * = same\n", "ward,type,opened,closed", 4, ',' },
    { MAPPING "- Id: id\n- Area: ward\n- Map: Graffiti = graffiti\n- Map: Pot hole = pothole\n" TIMES,
      "id,ward,type,opened,closed", 5, ',' },
    { MAPPING "- Id: id\n- Area: ward\n- Latitude: y\n- Longitude: x\n- Source due: due\n" STATUSES
              "- Map: * = same\n"
              "- Delimiter: semicolon\n",
      "id;ward;type;opened;closed;y;x;due;status", 9, ';' },
    { MAPPING "- Id: id\n- Area: ward\n- Event first visit: visit\n- Fact depth: depth\n- Fact kind: kind\n"
              "- Map: * = same\n",
      "id,ward,type,opened,closed,visit,depth,kind", 8, ',' },
    { MAPPING "- Id: id\n- Event receipt: got\n- Pause weather: from to until\n- Map: * = same\n",
      "id,type,opened,closed,got,from,until", 7, ',' },
};

static const char *const SERVICES[] = { "graffiti", "graffiti", "Graffiti",   "graffiti / offensive",
                                        "pothole",  "Pot hole", "lamp",       "rats",
                                        "trees",    "trees",    "unheard of", "" };
static const char *const WARDS[] = { "North", "South", "south", "E03", "East", "East", "Elsewhere", "" };
static const char *const LATE_SERVICES[] = { "lamp", "Lamp", "dogs", "Rats", "GRAFFITI" };
static const char *const STATUS_WORDS[] = { "done", "done", "new", "gone", "twice", "test", "what" };
static const char *const SPOILT[] = {
    "", " ", "x", "\"a \"\"b\"\"\"", "\xFF\xFE", "\"two\nlines\"", "a\"b", "2024-13-40"
};

static void time_put(struct buffer *out, int64_t second, unsigned how)
{
    struct civil c = date_civil((date){ (int32_t)(second / DAY_SECONDS) });
    int of_day = (int)(second % DAY_SECONDS), h = of_day / 3600, m = of_day / 60 % 60, s = of_day % 60;
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    if (how < 4)
        buffer_print(out, "%04d-%02d-%02d%c%02d:%02d:%02d", c.year, c.month, c.day, how % 2 ? 'T' : ' ', h, m,
                     s);
    else if (how == 4)
        buffer_print(out, "%02d/%02d/%04d %02d:%02d:%02d %s", c.month, c.day, c.year, h % 12 ? h % 12 : 12, m,
                     s, h < 12 ? "AM" : "PM");
    else if (how == 5)
        buffer_print(out, "%04d %s %02d %02d:%02d", c.year, months[c.month - 1], c.day, h, m);
    else if (how == 6)
        buffer_print(out, "%04d-%02d-%02dT%02d:%02d:%02d.%03d%s", c.year, c.month, c.day, h, m, s, s,
                     s % 2 ? "Z" : "+02:00");
    else if (how == 7)
        buffer_print(out, "%04d-%02d-%02d", c.year, c.month, c.day);
    else
        buffer_print(out, "%d/%d/%d %d:%02d:%02d am", c.month, c.day, c.year, h % 12 ? h % 12 : 12, m, s);
}

static bool is(str name, const char *word)
{
    return str_equal(name, str_from(word));
}

// One value of the column of that name.
static void value_put(struct buffer *out, str name, int64_t opened, int row)
{
    unsigned how = one_in(habits.otherwise) ? below(9) : 0;
    if (one_in(habits.spoilt))
        buffer_add(out, str_from(PICK(SPOILT)));
    else if (is(name, "id"))
        buffer_print(out, "%d", one_in(habits.repeated) ? 1000 + row - (int)below(6) : 1000 + row);
    else if (is(name, "type") && row >= habits.late && one_in(9))
        buffer_print(out, "%s", PICK(LATE_SERVICES));
    else if (is(name, "ward") && row >= habits.late && one_in(9))
        buffer_print(out, one_in(2) ? "SOUTH" : "Ward %u", below(300));
    else if (is(name, "type"))
        buffer_print(out, one_in(8) ? "\"%s\"" : "%s", PICK(SERVICES));
    else if (is(name, "ward"))
        buffer_print(out, one_in(9) ? " %s " : "%s", PICK(WARDS));
    else if (is(name, "status"))
        buffer_add(out, str_from(PICK(STATUS_WORDS)));
    else if (is(name, "depth") || is(name, "x") || is(name, "y"))
        buffer_print(out, "%u.%u", below(100), below(1000));
    else if (is(name, "kind"))
        buffer_add(out, str_from(one_in(2) ? "big" : one_in(3) ? "" : "small"));
    else if (is(name, "opened"))
        time_put(out, opened, how);
    else if (!one_in(5) && !is(name, "from") && !is(name, "until"))
        time_put(out, opened + (int64_t)below(9 * DAY_SECONDS) - (one_in(30) ? DAY_SECONDS : 0), how);
}

static int64_t opened_at(void)
{
    habits.first += habits.step ? below(habits.step) : 0;
    if (habits.step && !one_in(400)) // one of them is out of its order
        return habits.first;
    return ((int64_t)19720 + below(500)) * DAY_SECONDS + below(DAY_SECONDS);
}

static void row_put(struct buffer *out, const struct kind *kind, int row)
{
    int64_t opened = opened_at();
    str rest = str_from(kind->header);
    if (one_in(habits.broken))
        buffer_add(out, str_from(one_in(2) ? "\n" : "  \r\n"));
    while (rest.at && !one_in(5 * habits.broken)) {
        value_put(out, str_cut(&rest, kind->delimiter), opened, row);
        if (rest.at)
            buffer_byte(out, kind->delimiter);
    }
    if (one_in(2 * habits.broken))
        buffer_byte(out, kind->delimiter);
    buffer_add(out, str_from(one_in(6) ? "\r\n" : "\n"));
}

static void file_write(const char *path, str bytes)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes.at, 1, bytes.n, f), bytes.n);
    assert_int_equal(fclose(f), 0);
}

struct folder {
    char charters[2][PATH_BYTES], mapping[PATH_BYTES], requests[PATH_BYTES], areas[PATH_BYTES];
};

static const char SQUARES[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"code\":\"E03\",\"name\":\"East\"},\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":[[[0,0],[50,0],[50,50],[0,50],[0,0]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"code\":\"E04\",\"name\":\"West\"},\"geometry\":{\"type\":\"Polygon\","
    "\"coordinates\":[[[50,0],[90,0],[90,90],[50,90],[50,0]]]}}]}";

static void folder_fill(struct folder *f, const char *at, const struct kind *kind)
{
    struct buffer out = buffer_open(TEXT_MAX);
    for (size_t i = 0; i < 2; i++) {
        snprintf(f->charters[i], PATH_BYTES, "%s/%zu.md", at, i);
        file_write(f->charters[i], str_from(CHARTERS[i]));
    }
    snprintf(f->mapping, PATH_BYTES, "%s/mapping.md", at);
    snprintf(f->requests, PATH_BYTES, "%s/requests.csv", at);
    snprintf(f->areas, PATH_BYTES, "%s/areas.json", at);
    file_write(f->mapping, str_from(kind->mapping));
    file_write(f->areas, str_from(SQUARES));
    buffer_print(&out, "%s\n", kind->header);
    for (int row = 0; row < (int)habits.rows; row++)
        row_put(&out, kind, row);
    str text = buffer_str(&out);
    file_write(f->requests, str_slice(text, 0, text.n - below(3)));
    buffer_close(&out);
}

static void folder_empty(const struct folder *f)
{
    unlink(f->charters[0]);
    unlink(f->charters[1]);
    unlink(f->mapping);
    unlink(f->requests);
    unlink(f->areas);
}

// Everything that is said: how it ended, the table, the summary.
static void judged_write(const struct judge_options *options, struct buffer *out)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct judge_result judged = { 0 };
    result e = judge_run(&ctx, options, &judged);
    assert_int_equal(e, OK); // else both would fail and be the same
    judge_write_summary(&judged, out);
    assert_int_equal(judge_table_rows(&ctx, &judged, TABLE_CSV, out), OK);
    n_streamed += judged.packed && judged.packed->stream;
    judge_release(&judged);
    arena_close(ctx.arena);
}

// Where two texts part, so that a failure shows it.
static void differ(const struct buffer *slow, const struct buffer *quick, unsigned file, int threads)
{
    str a = buffer_str(slow), b = buffer_str(quick);
    while (a.at && b.at) {
        str x = str_cut(&a, '\n'), y = str_cut(&b, '\n');
        if (!str_equal(x, y))
            print_error("file %u, %d threads:\n  %.*s\n  %.*s\n", file, threads, STR_ARGS(x), STR_ARGS(y));
    }
}

static void compare(const struct folder *f, size_t n_documents, bool has_areas, unsigned file)
{
    const char *documents[] = { f->charters[n_documents == 1 && file % 2], f->charters[1] };
    struct judge_options options = { .documents = documents,
                                     .n_documents = n_documents,
                                     .requests = str_from(f->requests),
                                     .mapping = str_from(f->mapping),
                                     .areas = str_from(has_areas ? f->areas : ""),
                                     .by_area = true,
                                     .by_period = true,
                                     .has_as_of = true,
                                     .is_row_by_row = true };
    struct buffer slow = buffer_open(TEXT_MAX);
    assert_true(date_parse(STR("2025-02-20"), &options.as_of.day));
    options.as_of.has_time = file % 3 == 0;
    options.as_of.second = options.as_of.has_time ? 40000 : 0;
    judged_write(&options, &slow);
    options.is_row_by_row = false;
    for (int threads = 1; threads <= 4; threads++) {
        options.threads = threads;
        options.part_bytes = 1000;
        options.rows_ahead = 1 + file % 7 * 90;
        options.is_portable = threads % 2 == 0;
        struct buffer quick = buffer_open(TEXT_MAX);
        judged_write(&options, &quick);
        differ(&slow, &quick, file, threads);
        assert_true(str_equal(buffer_str(&slow), buffer_str(&quick)));
        buffer_close(&quick);
    }
    buffer_close(&slow);
}

static str file_bytes(struct ctx *ctx, const char *path)
{
    str bytes;
    assert_int_equal(file_read(ctx, path, TEXT_MAX, &bytes), OK);
    return bytes;
}

static bool has_more(const struct kind *kind)
{
    return strstr(kind->mapping, "- Event") || strstr(kind->mapping, "- Fact") ||
        strstr(kind->mapping, "- Pause");
}

// What a snapshot of the file comes to: the table alone, for what is wrong with the file was said when it was made.
static result snapshot_written(struct judge_options *options, const char *path, struct buffer *out)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct judge_result judged;
    struct snapshot_made made;
    options->wants_numbers = true;
    result e = snapshot_make(&ctx, options, path, &judged, &made);
    judge_release(&judged);
    buffer_print(out, "%s", ctx.error.text);
    arena_close(ctx.arena);
    options->wants_numbers = false;
    return e;
}

static result table_written(const struct judge_options *options, struct buffer *out)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct judge_result judged = { 0 };
    result e = judge_run(&ctx, options, &judged);
    buffer_print(out, "%s", ctx.error.text);
    if (!e)
        assert_int_equal(judge_table_rows(&ctx, &judged, TABLE_CSV, out), OK);
    judge_release(&judged);
    arena_close(ctx.arena);
    return e;
}

static struct judge_options options_of(const struct folder *f, const char *documents[2])
{
    documents[0] = f->charters[0];
    documents[1] = f->charters[1];
    struct judge_options options = {
        .documents = documents, .n_documents = 2, .by_area = true, .by_period = true
    };
    options.requests = str_from(f->requests);
    options.mapping = str_from(f->mapping);
    options.has_as_of = true;
    assert_true(date_parse(STR("2025-02-20"), &options.as_of.day));
    return options;
}

// A snapshot cut at any place, or with any byte another, is refused, each time in words.
static void damage(struct judge_options *options, const char *path, str table)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    str whole = file_bytes(&ctx, path);
    for (int round = 0; round < 60; round++) {
        str spoilt = str_copy(ctx.arena, whole);
        struct buffer out = buffer_open(TEXT_MAX);
        if (round % 2)
            spoilt.n = below((unsigned)whole.n);
        else
            ((char *)spoilt.at)[below((unsigned)whole.n)] ^= (char)(1 << below(8));
        file_write(path, spoilt);
        result e = table_written(options, &out);
        bool is_unread = e == OK && str_equal(buffer_str(&out), table); // a number that nothing asked for
        assert_true(is_unread || e == ERR_INPUT);
        buffer_close(&out);
    }
    file_write(path, whole);
    arena_close(ctx.arena);
}

enum { PLACE_BYTES = PATH_BYTES - 100 };

// A folder of its own among the other temporary ones.
static void place_make(char at[PLACE_BYTES])
{
    const char *among = getenv("TMPDIR");
    snprintf(at, PLACE_BYTES, "%s/wardmote-packed-XXXXXX", among ? among : "/tmp");
    assert_non_null(mkdtemp(at));
}

static void test_snapshots(void **test)
{
    char at[PLACE_BYTES], path[PATH_BYTES];
    struct folder f;
    const char *documents[2];
    (void)test;
    place_make(at);
    snprintf(path, sizeof path, "%s/r.wcol", at);
    for (unsigned file = 0; file < 72; file++) {
        const struct kind *kind = &KINDS[file % (sizeof KINDS / sizeof *KINDS)];
        bool is_in_order = file >= 36; // many of a day, one after the other
        struct buffer made = buffer_open(TEXT_MAX), plain = buffer_open(TEXT_MAX),
                      mapped = buffer_open(TEXT_MAX);
        state = file * 104729 + 5;
        habits = USUAL;
        if (is_in_order) {
            habits = (struct habits){ 2000 + below(2000), NEVER, 25, NEVER, NEVER, 0, 0, 500 + below(1000) };
            habits.first = ((int64_t)19720 + below(440)) * DAY_SECONDS + below(DAY_SECONDS);
        }
        folder_fill(&f, at, kind);
        struct judge_options options = options_of(&f, documents);
        result e = snapshot_written(&options, path, &made);
        assert_int_equal(e, has_more(kind) ? ERR_INPUT : OK);
        if (!e) {
            assert_int_equal(table_written(&options, &plain), OK);
            options.requests = str_from(path);
            options.mapping = (str){ 0 };
            options.threads = 1 + (int)(file % 3);
            assert_int_equal(table_written(&options, &mapped), OK);
            assert_true(str_equal(buffer_str(&plain), buffer_str(&mapped)));
            if (file < 6)
                damage(&options, path, buffer_str(&mapped));
        }
        buffer_close(&made);
        buffer_close(&plain);
        buffer_close(&mapped);
    }
    habits = USUAL;
    folder_empty(&f);
    unlink(path);
    assert_int_equal(rmdir(at), 0);
}

// Files long enough that rows are counted before the last is read. What is not as it should be comes early, late or
// never, for what comes late is what the rows that went before did not lead to expect.
static void test_streams(void **test)
{
    static const unsigned rare[] = { NEVER, 20000, NEVER, 3000, NEVER, 400 };
    char at[PLACE_BYTES];
    (void)test;
    place_make(at);
    struct folder f;
    n_streamed = 0;
    for (unsigned file = 0; file < STREAMS; file++) {
        state = file * 6007 + 3;
        habits = (struct habits){ .rows = 1500 + below(2000), .late = (int)below(3000) };
        habits.spoilt = PICK(rare);
        habits.repeated = PICK(rare);
        habits.otherwise = PICK(rare);
        habits.broken = PICK(rare);
        folder_fill(&f, at, &KINDS[file % (sizeof KINDS / sizeof *KINDS)]);
        compare(&f, 1 + file / 6 % 2, file % 11 == 10, file);
    }
    habits = USUAL;
    assert_true(n_streamed > STREAMS / 2); // of four runs each
    folder_empty(&f);
    assert_int_equal(rmdir(at), 0);
}

static void test_files(void **test)
{
    char at[PLACE_BYTES];
    (void)test;
    place_make(at);
    struct folder f;
    for (unsigned file = 0; file < FILES; file++) {
        state = file * 7919 + 1;
        folder_fill(&f, at, &KINDS[file % (sizeof KINDS / sizeof *KINDS)]);
        compare(&f, 1 + file / 6 % 2, file / 12 % 2, file);
    }
    folder_empty(&f);
    assert_int_equal(rmdir(at), 0);
}

// Every mark, in order, whichever way is taken and wherever the bytes begin and end.
static void test_marks(void **test)
{
    enum { BYTES = 300 };
    static const char letters[] = "ab,\n\"\r\x80x,";
    char bytes[BYTES];
    uint32_t best[BYTES + 64], portable[BYTES + 64];
    struct scan_marks marks = { ',', '\n' };
    (void)test;
    for (unsigned round = 0; round < 3000; round++) {
        size_t n = below(BYTES), expected = 0;
        bool is_plain = true;
        for (size_t i = 0; i < n; i++) {
            bytes[i] = letters[below(round % 2 ? 6 : sizeof letters)]; // the last is a NUL
            is_plain &= bytes[i] > 0;
        }
        struct scan a = scan_marks((str){ bytes, n }, marks, SCAN_BEST, best);
        struct scan b = scan_marks((str){ bytes, n }, marks, SCAN_PORTABLE, portable);
        for (size_t i = 0; i < n; i++)
            if (bytes[i] == ',' || bytes[i] == '\n' || bytes[i] == '"') {
                assert_true(expected < a.n && expected < b.n);
                assert_int_equal(best[expected], i);
                assert_int_equal(portable[expected++], i);
            }
        assert_int_equal(a.n, expected);
        assert_int_equal(b.n, expected);
        assert_int_equal(a.is_plain, is_plain);
        assert_int_equal(b.is_plain, is_plain);
    }
}

// What the wide way takes, the others take and read as it does; it takes what has digits alone.
static void wide_compare(const struct quick_time *quick, const struct zone_days *days, str value,
                         size_t *taken)
{
    int64_t wide, second;
#if HAS_WIDE
    if (wide_is_there() && quick_time_wide(quick, days, value, &wide)) {
        assert_true(quick_time_read(quick, days, value, true, &second));
        assert_int_equal(wide, second);
        ++*taken;
    }
#endif
}

// What the quick way takes, it reads as the careful one does; of well-formed times it takes all.
static void test_times(void **test)
{
    static const char *const formats[] = { NULL,
                                           "%m/%d/%Y %I:%M:%S %p",
                                           "%Y %b %d %H:%M",
                                           "%d/%m/%Y %H:%M:%S",
                                           "%Y-%m-%dT%H:%M:%S",
                                           "%d-%b-%Y %I:%M:%S %p" };
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    const struct zone *zone;
    const struct zone_days *days;
    (void)test;
    assert_int_equal(zone_load(&ctx, STR("America/Sao_Paulo"), &zone), OK);
    assert_int_equal(zone_days_build(&ctx, zone, &days), OK);
    for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
        str format = str_from(formats[f] ? formats[f] : "");
        struct str_list list = { &format, formats[f] ? 1 : 0, 1 };
        struct quick_time quick;
        size_t taken = 0, wide = 0;
        quick_time_open(&list, &quick);
        for (unsigned round = 0; round < 20000; round++) {
            struct buffer out = buffer_open(128);
            int64_t when = ((int64_t)below(40000) - 2000) * DAY_SECONDS + below(DAY_SECONDS), seconds[2];
            time_put(&out, when < 0 ? 0 : when, below(8));
            str value = buffer_str(&out);
            if (one_in(3) && value.n)
                ((char *)value.at)[below((unsigned)value.n)] = PICK(
                    ((char[]){ '0', '9', '3', ' ', '/', 'P', '\xA0' }));
            bool is_taken = quick_time_read(&quick, days, value, false, &seconds[0]);
            assert_int_equal(is_taken, quick_time_read(&quick, days, value, true, &seconds[1]));
            struct stamp stamp;
            if (is_taken) {
                assert_int_equal(seconds[0], seconds[1]);
                assert_true(time_parse(&list, value, &stamp) && stamp.has_time);
                assert_int_equal(seconds[0], stamp_instant(zone, stamp, NULL).second);
                date day = zone_date(zone, (instant){ seconds[0] }, NULL);
                assert_true(seconds[0] < 0 || zone_days_date(days, seconds[0]).day == day.day);
            }
            wide_compare(&quick, days, value, &wide);
            taken += is_taken;
            buffer_close(&out);
        }
        assert_true(taken > 500 || f > 2);
        assert_true(wide > 500 || f % 4 || !HAS_WIDE || !wide_is_there());
    }
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),   cmocka_unit_test(test_times),     cmocka_unit_test(test_files),
        cmocka_unit_test(test_streams), cmocka_unit_test(test_snapshots),
    };
    habits = USUAL;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
