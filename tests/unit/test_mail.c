// Mail as it travels, byte for byte, and what can't get into it.
#include "base/arena.h"
#include "format/mail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct mail PLAIN = {
    .from_name = STR_INIT("Harcaster Borough Council"),
    .from = STR_INIT("reports@harcaster.example"),
    .to_name = STR_INIT("Ada Example"),
    .to = STR_INIT("ada@example.org"),
    .subject = STR_INIT("About your report HAR-26-0123"),
    .text = STR_INIT("Dear Ada,\n\nIt is done.\n"),
    .id = STR_INIT("0123abcd"),
    .domain = STR_INIT("harcaster.example"),
    .language = STR_INIT("en"),
    .sent = { 1790000000 },
};

static void written(const struct mail *mail, char *out, size_t room)
{
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    struct buffer buffer = buffer_open(1 << 16);
    if (mail_write(&ctx, mail, &buffer))
        fail_msg("%s", ctx.error.text);
    snprintf(out, room, "%.*s", STR_ARGS(buffer_str(&buffer)));
    buffer_close(&buffer);
    arena_close(ctx.arena);
}

static void test_plain(void **state)
{
    char got[4000];
    (void)state;
    written(&PLAIN, got, sizeof got);
    assert_string_equal(got,
                        "Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n"
                        "From: \"Harcaster Borough Council\"\r\n <reports@harcaster.example>\r\n"
                        "To: \"Ada Example\"\r\n <ada@example.org>\r\n"
                        "Subject: About your report HAR-26-0123\r\n"
                        "Message-ID: <0123abcd@harcaster.example>\r\n"
                        "Auto-Submitted: auto-generated\r\n"
                        "X-Auto-Response-Suppress: All\r\n"
                        "Content-Language: en\r\n"
                        "MIME-Version: 1.0\r\n"
                        "Content-Type: text/plain; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                        "Dear Ada,\r\n\r\nIt is done.\r\n");
}

static void test_both(void **state)
{
    struct mail mail = PLAIN;
    char got[4000];
    (void)state;
    mail.from_name = STR("");
    mail.to_name = STR("");
    mail.language = STR("");
    mail.html = STR("<p class=\"a\">Yes</p>");
    mail.thread = STR("case.9");
    mail.unsubscribe = STR("https://harcaster.example/unsubscribe/abc");
    written(&mail, got, sizeof got);
    assert_string_equal(got,
                        "Date: Mon, 21 Sep 2026 14:13:20 +0000\r\n"
                        "From: <reports@harcaster.example>\r\n"
                        "To: <ada@example.org>\r\n"
                        "Subject: About your report HAR-26-0123\r\n"
                        "Message-ID: <0123abcd@harcaster.example>\r\n"
                        "In-Reply-To: <case.9@harcaster.example>\r\n"
                        "References: <case.9@harcaster.example>\r\n"
                        "Auto-Submitted: auto-generated\r\n"
                        "X-Auto-Response-Suppress: All\r\n"
                        "List-Unsubscribe: <https://harcaster.example/unsubscribe/abc>\r\n"
                        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
                        "MIME-Version: 1.0\r\n"
                        "Content-Type: multipart/alternative; boundary=\"=_two\"\r\n\r\n"
                        "--=_two\r\n"
                        "Content-Type: text/plain; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                        "Dear Ada,\r\n\r\nIt is done.\r\n"
                        "--=_two\r\n"
                        "Content-Type: text/html; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                        "<p class=3D\"a\">Yes</p>\r\n"
                        "--=_two--\r\n");
}

// A header keeps to its line, whatever people wrote.
static void test_injection(void **state)
{
    struct mail mail = PLAIN;
    char got[4000];
    (void)state;
    mail.subject = STR("One\r\nBcc: all@example.org\r\n\r\nbody");
    mail.to_name = STR("Ada\"\r\nCc: x@example.org");
    written(&mail, got, sizeof got);
    assert_non_null(strstr(got, "\r\nSubject: One Bcc: all@example.org body\r\n"));
    assert_non_null(
        strstr(got, "\r\nTo: =?utf-8?Q?Ada=22__Cc=3A_x=40example.org?=\r\n <ada@example.org>\r\n"));
    assert_null(strstr(got, "\nBcc"));
    assert_null(strstr(got, "\nCc"));
}

static void test_addresses(void **state)
{
    static const struct {
        const char *address;
        bool is_fine;
    } rows[] = {
        { "ada@example.org", true },
        { "ada.b+c=d_e'f@mail.example.org", true },
        { "a@b", true },
        { "", false },
        { "ada", false },
        { "@example.org", false },
        { "ada@", false },
        { "ada@@example.org", false },
        { "ada@exa@mple.org", false },
        { ".ada@example.org", false },
        { "ada.@example.org", false },
        { "a..a@example.org", false },
        { "ada@.example.org", false },
        { "ada@example..org", false },
        { "-oX@example.org", false },
        { "ada b@example.org", false },
        { "ada@example.org\r\nRCPT TO:<x@example.org>", false },
        { "ada@example.org>", false },
        { "<ada@example.org>", false },
        { "ada@example.org,b@example.org", false },
        { "\"ada b\"@example.org", false },
        { "\xC3\xA1"
          "da@example.org",
          false },
        { "ada@ex\xC3\xA1mple.org", false },
        { "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg@x.org", true },
        { "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg@x.org", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (mail_address_is_fine(str_from(rows[i].address)) != rows[i].is_fine)
            fail_msg("'%s'", rows[i].address);
}

static void test_refused(void **state)
{
    static const struct {
        struct mail mail;
        result wanted;
        const char *text;
    } rows[] = {
        { { .from = STR_INIT("a@b.org\r\nx"),
            .to = STR_INIT("a@b.org"),
            .id = STR_INIT("1"),
            .domain = STR_INIT("b") },
          ERR_INPUT,
          "the sender's e-mail address can't be written to a mail" },
        { { .from = STR_INIT("a@b.org"),
            .to = STR_INIT("a@b.org, c@d.org"),
            .id = STR_INIT("1"),
            .domain = STR_INIT("b") },
          ERR_MISSING,
          "the e-mail address is none that mail can be sent to" },
        { { .from = STR_INIT("a@b.org"),
            .to = STR_INIT("a@b.org"),
            .id = STR_INIT("1>\r\nX: "),
            .domain = STR_INIT("b") },
          ERR_INPUT,
          "the message has an id, a domain or an address that mail can't have" },
        { { .from = STR_INIT("a@b.org"),
            .to = STR_INIT("a@b.org"),
            .id = STR_INIT("1"),
            .domain = STR_INIT("b"),
            .unsubscribe = STR_INIT("https://x/>\r\nX: y") },
          ERR_INPUT,
          "the message has an id, a domain or an address that mail can't have" },
        { { .from = STR_INIT("a@b.org"),
            .to = STR_INIT("a@b.org"),
            .id = STR_INIT("1"),
            .domain = STR_INIT("b"),
            .subject = STR_INIT("\xFF") },
          ERR_INPUT,
          "the message is not UTF-8" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 16) };
        struct buffer out = buffer_open(1 << 16);
        assert_int_equal(mail_write(&ctx, &rows[i].mail, &out), rows[i].wanted);
        assert_string_equal(ctx.error.text, rows[i].text);
        assert_int_equal(out.n, 0);
        buffer_close(&out);
        arena_close(ctx.arena);
    }
}

static void header_is(const char *text, const char *wanted)
{
    struct buffer out = buffer_open(1 << 16);
    mail_header_text(&out, str_from(text), 9);
    assert_int_equal(out.n, strlen(wanted));
    assert_memory_equal(out.at, wanted, out.n);
    buffer_close(&out);
}

static void test_headers(void **state)
{
    (void)state;
    header_is("About your report", "About your report");
    header_is("Am eich adroddiad: d\xC5\xB5r", "=?utf-8?Q?Am_eich_adroddiad=3A_d=C5=B5r?=");
    header_is("=?utf-8?Q?a?=", "=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa=3F=3D?="); // not taken for what it looks like
    header_is("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
              "one two three four five six seven eight nine ten eleven twelve\r\n thirteen fourteen fifteen");
    header_is("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9",
              "=?utf-8?Q?=C3=A9=C3=A9=C3=A9=C3=A9=C3=A9=C3=A9=C3=A9=C3=A9=C3=A9?=\r\n =?utf-8?Q?=C3=A9?=");
}

static void quoted_is(const char *text, const char *wanted)
{
    struct buffer out = buffer_open(1 << 16);
    mail_quoted_printable(&out, str_from(text));
    assert_int_equal(out.n, strlen(wanted));
    assert_memory_equal(out.at, wanted, out.n);
    buffer_close(&out);
}

#define TEN "0123456789"

static void test_quoted_printable(void **state)
{
    (void)state;
    quoted_is("", "");
    quoted_is("a = b", "a =3D b\r\n");
    quoted_is("a \r\nb\t\n\n.\n", "a=20\r\nb=09\r\n\r\n.\r\n");
    quoted_is("\xC5\xB5\x01", "=C5=B5=01\r\n");
    quoted_is(TEN TEN TEN TEN TEN TEN TEN "123456", TEN TEN TEN TEN TEN TEN TEN "123456\r\n");
    quoted_is(TEN TEN TEN TEN TEN TEN TEN "1234567", TEN TEN TEN TEN TEN TEN TEN "12345=\r\n67\r\n");
    quoted_is(TEN TEN TEN TEN TEN TEN TEN "1234\xC5\xB5", TEN TEN TEN TEN TEN TEN TEN "1234=\r\n=C5=B5\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_both),
        cmocka_unit_test(test_injection),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_quoted_printable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
