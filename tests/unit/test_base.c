// Strings, arena, buffer, files: what everything else stands on, and what happens when there is no room.
#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/log.h"
#include "base/utf8.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void test_same_name(void **state)
{
    static const struct {
        const char *a, *b;
        bool expected;
    } rows[] = {
        { "Graffiti", "graffiti", true },
        { "  street  light ", "Street Light", true },
        { "street\xC2\xA0light", "street light", true },
        { "streetlight", "street light", false },
        { "", "  ", true },
        { "a", "a b", false },
        { "caf\xC3\xA9", "CAF\xC3\xA9", true },
        { "\xC2", "\xC2\xA0", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str a = str_from(rows[i].a), b = str_from(rows[i].b);
        assert_int_equal(str_same_name(a, b), rows[i].expected);
        if (rows[i].expected)
            assert_true(str_name_hash(a) == str_name_hash(b));
    }
}

static void test_brief(void **state)
{
    static const struct {
        const char *words, *expected;
    } rows[] = {
        { "", "" },
        { "the shelter", "the shelter" },
        { "the bus shelter", "the bus…" },
        { "the shelters", "the shelter…" }, // no more than half of it goes for a whole word
        { "a shelterlessness", "a shelterle…" },
        { "caf\xC3\xA9s\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", "caf\xC3\xA9s\xC3\xA9\xC3\xA9\xC3\xA9…" },
        { "litter\nand more", "litter…" },
    };
    struct arena *arena = arena_open(1000);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        str brief = str_brief(arena, str_from(rows[i].words), 11);
        assert_true(str_equal(brief, str_from(rows[i].expected)));
    }
    arena_close(arena);
}

static void test_numbers(void **state)
{
    static const struct {
        const char *text;
        bool is_int, is_double;
    } rows[] = { { "0", true, true },
                 { "123456789012345678", true, true },
                 { "1234567890123456789", false, true },
                 { "", false, false },
                 { "-1", false, true },
                 { "1.5", false, true },
                 { "1e3", false, true },
                 { "0x10", false, false },
                 { "nan", false, false },
                 { "1 ", false, false },
                 { "--1", false, false },
                 { ".", false, false } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t n;
        double d;
        assert_int_equal(str_to_int(str_from(rows[i].text), &n), rows[i].is_int);
        assert_int_equal(str_to_double(str_from(rows[i].text), &d), rows[i].is_double);
    }
}

static void test_cut_walks_every_part(void **state)
{
    (void)state;
    str rest = STR("a,,b,");
    static const char *const parts[] = { "a", "", "b", "" };
    size_t n = 0;
    while (rest.at) {
        str part = str_cut(&rest, ',');
        assert_true(n < 4 && str_equal(part, str_from(parts[n])));
        n++;
    }
    assert_int_equal(n, 4);
}

static void test_trim(void **state)
{
    (void)state;
    assert_true(str_equal(str_trim(STR(" \t\xC2\xA0"
                                       "a b\r\n\xC2\xA0")),
                          STR("a b")));
    assert_true(
        str_equal(str_trim(STR("\xC3\xA0")), STR("\xC3\xA0"))); // ends in the byte A0, but is a letter
    assert_int_equal(str_trim(STR("  ")).n, 0);
}

static void test_arena_is_full_for_good(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1000);
    assert_non_null(arena_alloc(arena, 1, 900));
    assert_null(arena_alloc(arena, 1, 900));
    assert_true(arena_is_full(arena));
    assert_null(arena_alloc(arena, 1, 1));
    arena_close(arena);
    arena = arena_open(SIZE_MAX);
    assert_null(arena_alloc(arena, SIZE_MAX, 2)); // the product does not fit
    assert_null(arena_alloc(arena, 1, 1));
    arena_close(arena);
}

// The sanitizer says if it goes too early, or never.
static void test_held_arena_lives_with_its_holder(void **state)
{
    (void)state;
    struct arena *held = arena_open(1000), *first = arena_open(1000), *second = arena_open(1000),
                 *full = arena_open(1);
    char *at = ARENA_ARRAY(held, char, 10);
    at[0] = 'a';
    assert_int_equal(arena_room(held), 1000 - 16);
    assert_true(arena_hold(first, held));
    assert_true(arena_hold(second, held));
    assert_true(arena_hold(second, held)); // twice is as good as once
    assert_false(arena_hold(full, held));
    assert_int_equal(arena_room(full), 0);
    arena_close(full);
    arena_close(held);
    arena_close(first);
    assert_int_equal(at[0], 'a');
    arena_close(second);
}

static void test_list_keeps_what_it_has(void **state)
{
    (void)state;
    struct arena *arena = arena_open(1 << 20);
    LIST(int) list = { 0 };
    for (int i = 0; i < 1000; i++)
        *LIST_PUSH(arena, &list) = i;
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list.at[i], i);
    arena_close(arena);
}

static void test_buffer_stops_at_its_maximum(void **state)
{
    (void)state;
    struct ctx ctx = { 0 };
    struct buffer buffer = buffer_open(10);
    buffer_add(&buffer, STR("12345"));
    buffer_add(&buffer, STR("678901"));
    buffer_add(&buffer, STR("x"));
    assert_true(str_equal(buffer_str(&buffer), STR("12345")));
    assert_int_equal(buffer_check(&ctx, &buffer), ERR_LIMIT);
    buffer_close(&buffer);
}

static void test_first_error_stays(void **state)
{
    (void)state;
    struct ctx ctx = { 0 };
    assert_int_equal(fail_at(&ctx, ERR_INPUT, STR("a.md"), (struct place){ 3, 4 }, "first %d", 1), ERR_INPUT);
    assert_int_equal((fail)(&ctx, ERR_STORE, "second"), ERR_STORE);
    assert_int_equal(ctx.error.code, ERR_INPUT);
    assert_string_equal(ctx.error.text, "first 1");
    assert_string_equal(ctx.error.source, "a.md");
    assert_int_equal(ctx.error.place.line, 3);
}

static void test_utf8(void **state)
{
    static const struct {
        const char *text;
        size_t bad;
    } rows[] = { { "plain", 5 },     { "\xC5\xB4y \xE2\x82\xAC", 7 }, { "a\xFF", 1 },
                 { "a\xC0\xAF", 1 }, { "\xED\xA0\x80", 0 },           { "ab\xE2\x82", 2 },
                 { "", 0 } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(utf8_invalid_at(str_from(rows[i].text)), rows[i].bad);
    assert_int_equal(utf8_length(STR("\xC5\xB4y")), 2);
    assert_int_equal(utf8_width(STR("e")), 1);
    static const struct {
        const char *text;
        int32_t found;
    } read[] = { { "a", -1 },
                 { "\t", -1 },
                 { "\xC2\xA0", -1 },
                 { "\xE2\x80\x93", -1 },
                 { "\xE2\x80\x8D", -1 },
                 { "\xD8\xB3", -1 },
                 { "\x1B", 0x1B },
                 { "\xC2\x85", 0x85 },
                 { "\xE2\x81\xA6", 0x2066 },
                 { "\xE2\x80\xA8", 0x2028 } };
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        assert_int_equal(utf8_unreadable(str_from(read[i].text)), read[i].found);
}

static int folder_open(void **state)
{
    static char folder[] = "/tmp/wardmote-unit-XXXXXX";
    *state = mkdtemp(folder);
    return *state ? 0 : -1;
}

static int folder_close(void **state)
{
    return rmdir(*state);
}

static struct ctx ctx_open(void)
{
    return (struct ctx){ .arena = arena_open(1 << 20) };
}

static void test_file_is_replaced_whole(void **state)
{
    struct ctx ctx = ctx_open();
    char path[128];
    str bytes;
    snprintf(path, sizeof path, "%s/file", (char *)*state);
    assert_int_equal(file_replace(&ctx, path, STR("one")), OK);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(file_replace(&ctx, path, STR("two")), OK);
    assert_int_equal(file_read(&ctx, path, 100, &bytes), OK);
    assert_true(str_equal(bytes, STR("two")));
    struct stat s;
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    unlink(path);
    arena_close(ctx.arena);
}

// A disk that fills up half-way: the file is as it was, and nothing is left beside it.
static void test_full_disk_loses_nothing(void **state)
{
    struct ctx ctx = ctx_open();
    char path[128], large[8192];
    str bytes;
    struct rlimit before, small;
    memset(large, 'x', sizeof large);
    snprintf(path, sizeof path, "%s/file", (char *)*state);
    assert_int_equal(file_replace(&ctx, path, STR("as it was")), OK);
    getrlimit(RLIMIT_FSIZE, &before);
    small = (struct rlimit){ 4096, before.rlim_max };
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    result e = file_replace(&ctx, path, (str){ large, sizeof large });
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(e, ERR_STORE);
    assert_non_null(strstr(ctx.error.text, "it is as it was before"));
    assert_int_equal(file_read(&ctx, path, 100, &bytes), OK);
    assert_true(str_equal(bytes, STR("as it was")));
    assert_int_equal(unlink(path), 0); // folder_close fails if anything else is left
    arena_close(ctx.arena);
}

static void test_files_that_cannot_be_read(void **state)
{
    static const struct {
        const char *path;
        size_t max;
        result expected;
        const char *text;
    } rows[] = {
        { "/nonexistent/file", 100, ERR_INPUT, "can't be read: No such file or directory" },
        { "/", 100, ERR_INPUT, "is a folder, not a file" },
        { "/etc/passwd", 3, ERR_LIMIT, "the file is larger than the 3 bytes allowed" },
        { "/dev/zero", 1000, ERR_LIMIT, "the file is larger than the 1000 bytes allowed" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int map = 0; map < 2; map++) {
            struct ctx ctx = ctx_open();
            str bytes;
            result e = map ? file_map(&ctx, rows[i].path, rows[i].max, &bytes)
                           : file_read(&ctx, rows[i].path, rows[i].max, &bytes);
            assert_int_equal(e, rows[i].expected);
            assert_string_equal(ctx.error.text, rows[i].text);
            assert_string_equal(ctx.error.source, rows[i].path);
            arena_close(ctx.arena);
        }
    }
}

static void test_exit_codes(void **state)
{
    static const struct {
        result code;
        int expected;
    } rows[] = { { OK, 0 },          { ERR_RULE, 1 },  { ERR_INPUT, 3 },   { ERR_LIMIT, 3 },
                 { ERR_MISSING, 3 }, { ERR_STORE, 4 }, { ERR_INTERNAL, 4 } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(result_exit_code(rows[i].code), rows[i].expected);
}

enum { LOGGERS = 4, LINES_EACH = 2000 };

static void *log_much(void *of)
{
    for (int i = 0; i < LINES_EACH; i++)
        log_line("%s line %04d of one thread among several", (const char *)of, i);
    return NULL;
}

// Each line comes whole, however many threads write at once, and one that is too long ends where it is cut.
static void test_log_lines_stay_whole(void **state)
{
    static char *const names[LOGGERS] = { "aaaa", "bbbb", "cccc", "dddd" };
    char line[8192], long_text[6000];
    pthread_t threads[LOGGERS];
    FILE *file = tmpfile();
    int before = dup(STDERR_FILENO), n = 0, counts[LOGGERS] = { 0 };
    (void)state;
    assert_non_null(file);
    assert_true(fcntl(fileno(file), F_SETFL, O_APPEND) == 0 && dup2(fileno(file), STDERR_FILENO) >= 0);
    for (int i = 0; i < LOGGERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, log_much, names[i]), 0);
    for (int i = 0; i < LOGGERS; i++)
        pthread_join(threads[i], NULL);
    memset(long_text, 'x', sizeof long_text);
    log_line("%.*s", (int)sizeof long_text, long_text);
    dup2(before, STDERR_FILENO);
    close(before);
    rewind(file);
    while (fgets(line, sizeof line, file) && n++ < LOGGERS * LINES_EACH) {
        int thread = line[0] - 'a', number = -1;
        assert_in_range(thread, 0, LOGGERS - 1);
        assert_int_equal(sscanf(line + 4, " line %d of one thread among several", &number), 1);
        assert_int_equal(number, counts[thread]++);
        assert_int_equal(strlen(line), strlen("aaaa line 0000 of one thread among several\n"));
    }
    assert_int_equal(n, LOGGERS * LINES_EACH + 1);
    assert_int_equal(strlen(line), 4096);
    assert_string_equal(line + 4092, "...\n");
    fclose(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_name),
        cmocka_unit_test(test_brief),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_cut_walks_every_part),
        cmocka_unit_test(test_trim),
        cmocka_unit_test(test_arena_is_full_for_good),
        cmocka_unit_test(test_held_arena_lives_with_its_holder),
        cmocka_unit_test(test_list_keeps_what_it_has),
        cmocka_unit_test(test_buffer_stops_at_its_maximum),
        cmocka_unit_test(test_first_error_stays),
        cmocka_unit_test(test_utf8),
        cmocka_unit_test(test_file_is_replaced_whole),
        cmocka_unit_test(test_full_disk_loses_nothing),
        cmocka_unit_test(test_files_that_cannot_be_read),
        cmocka_unit_test(test_exit_codes),
        cmocka_unit_test(test_log_lines_stay_whole),
    };
    return cmocka_run_group_tests(tests, folder_open, folder_close);
}
