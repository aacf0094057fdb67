// The public line of a fact: these very bytes, and the same fact again from them; and signed notes.
#include "format/fact_line.h"
#include "format/note.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

enum { ARENA_BYTES = 1 << 20 };

static struct fact_line plain(void)
{
    return (struct fact_line){ .id = 7,
                               .kind = STR("event"),
                               .case_id = FACT_LINE_NONE,
                               .happened = { 1785578400 },
                               .happened_last = { 1785578400 },
                               .until = INSTANT_NONE,
                               .period_from = DATE_NONE,
                               .period_to = DATE_NONE,
                               .recorded = { 1785578401 },
                               .voice = STR("service"),
                               .corrects = FACT_LINE_NONE };
}

static void assert_line(const struct fact_line *line, const char *wanted)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct buffer out = buffer_open(FACT_LINE_MAX);
    struct fact_line again;
    fact_line_write(&out, line);
    buffer_byte(&out, 0);
    assert_string_equal(out.at, wanted);
    assert_int_equal(fact_line_read(&ctx, str_from(wanted), &again), OK);
    out.n = 0;
    fact_line_write(&out, &again);
    buffer_byte(&out, 0);
    assert_string_equal(out.at, wanted);
    buffer_close(&out);
    arena_close(ctx.arena);
}

static void test_lines(void **state)
{
    struct fact_line line = plain();
    (void)state;
    assert_line(&line,
                "{\"id\":7,\"kind\":\"event\",\"happened\":\"2026-08-01T10:00:00Z\","
                "\"recorded\":\"2026-08-01T10:00:01Z\",\"voice\":\"service\"}");
    line.case_id = 3;
    line.name = STR("a \"b\" \\ c\n\x01 \xC3\xA9");
    line.happened_last.second = 1785578459;
    line.until = (instant){ INT64_MAX };
    line.period_from = (date){ 0 };
    line.period_to = (date){ -1 };
    line.happened.second = -1;
    line.salt = STR("00");
    assert_line(
        &line,
        "{\"id\":7,\"kind\":\"event\",\"case\":3,\"name\":\"a \\\"b\\\" \\\\ c\\u000a\\u0001 \xC3\xA9\","
        "\"happened\":\"1969-12-31T23:59:59Z\",\"happened_last\":\"2026-08-01T10:00:59Z\","
        "\"until\":9223372036854775807,\"period_from\":\"1970-01-01\",\"period_to\":\"1969-12-31\","
        "\"recorded\":\"2026-08-01T10:00:01Z\",\"voice\":\"service\",\"salt\":\"00\"}");
}

static void test_refused(void **state)
{
    static const char *const lines[] = {
        "",
        "{}",
        "{\"id\":7,\"kind\":\"event\",\"happened\":\"2026-08-01T10:00:00Z\",\"voice\":\"service\"}", // not recorded
        "{\"id\":07,\"happened\":\"2026-08-01T10:00:00Z\",\"recorded\":\"2026-08-01T10:00:01Z\"}",
        "{\"id\":7, \"happened\":\"2026-08-01T10:00:00Z\",\"recorded\":\"2026-08-01T10:00:01Z\"}",
        "{\"id\":7,\"recorded\":\"2026-08-01T10:00:01Z\",\"happened\":\"2026-08-01T10:00:00Z\"}",
        "{\"id\":7,\"happened\":1785578400,\"recorded\":\"2026-08-01T10:00:01Z\"}", // within the years 1 to 9999
        "{\"id\":7,\"happened\":\"2026-08-01T10:61:00Z\",\"recorded\":\"2026-08-01T10:00:01Z\"}",
        "{\"id\":7,\"name\":\"\\u0041\",\"happened\":\"2026-08-01T10:00:00Z\",\"recorded\":\"2026-08-01T10:00:01Z\"}",
        "{\"id\":7,\"name\":\"\",\"happened\":\"2026-08-01T10:00:00Z\",\"recorded\":\"2026-08-01T10:00:01Z\"}",
        "{\"id\":7,\"happened\":\"2026-08-01T10:00:00Z\",\"recorded\":\"2026-08-01T10:00:01Z\"} ",
        "{\"id\":7,\"name\":\"\xFF\",\"happened\":\"2026-08-01T10:00:00Z\",\"recorded\":\"2026-08-01T10:00:01Z\"}",
        "{\"id\":99999999999999999999,\"happened\":\"2026-08-01T10:00:00Z\",\"recorded\":\"2026-08-01T10:00:01Z\"}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
        struct fact_line line;
        if (fact_line_read(&ctx, str_from(lines[i]), &line) != ERR_INPUT)
            fail_msg("was read: %s", lines[i]);
        arena_close(ctx.arena);
    }
}

// The key and the note of the Go library golang.org/x/mod/sumdb/note, whose form the specification took over.
static void test_notes(void **state)
{
    static const char vkey[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    static const char text[] =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    static const char signed_text[] =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        "\xE2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg"
        "KvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct note_key key = { .name = STR("PeterNeumann") };
    unsigned char typed[1 + NOTE_KEY];
    str got;
    (void)state;
    assert_true(base64_read(str_from(vkey + 22), typed, sizeof typed));
    memcpy(key.public, typed + 1, NOTE_KEY);
    str words = note_key_words(&ctx, &key);
    assert_true(str_equal(words, str_from(vkey)));
    assert_true(note_verify(str_from(signed_text), &key, &got));
    assert_true(str_equal(got, str_from(text)));
    for (size_t i = 0; i < sizeof signed_text - 1; i++) { // one bit anywhere
        char changed[sizeof signed_text];
        memcpy(changed, signed_text, sizeof changed);
        changed[i] ^= 1;
        assert_false(note_verify(str_from(changed), &key, &got));
    }
    arena_close(ctx.arena);
}

static void test_checkpoint(void **state)
{
    struct ctx ctx = { .arena = arena_open(ARENA_BYTES) };
    struct checkpoint checkpoint = { STR("wardmote/x"), { 12, { { 1, 2, 3 } } }, { 1785578400 } }, again;
    unsigned char secret[NOTE_SECRET];
    struct note_key key = { .name = STR("wardmote/x") };
    str got;
    (void)state;
    crypto_sign_keypair(key.public, secret);
    str text = checkpoint_text(&ctx, &checkpoint);
    assert_true(str_equal(
        text,
        STR("wardmote/x\n12\nAQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\ntime 2026-08-01T10:00:00Z\n")));
    str note = note_sign(&ctx, text, &key, secret);
    assert_true(note_verify(note, &key, &got));
    assert_true(checkpoint_read(got, &again));
    assert_int_equal(again.state.size, 12);
    assert_int_equal(again.sealed.second, 1785578400);
    assert_true(merkle_equal(&again.state.root, &checkpoint.state.root));
    assert_false(
        checkpoint_read(STR("wardmote/x\n-1\nAQIDAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"), &again));
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_checkpoint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
