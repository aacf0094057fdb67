// What a form sends: fields, files, where it came from, and cookies; and what is refused.
#include "web/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define URLENCODED "application/x-www-form-urlencoded"
#define MULTIPART "multipart/form-data; boundary=\"xx\""
#define PART(head, content) "--xx\r\nContent-Disposition: form-data; " head "\r\n\r\n" content "\r\n"

struct sent {
    const char *type, *body;
    const char *
        read; // what is read, each field as [name=value], each file as <field name type bytes>; NULL: refused
};

static const struct sent SENT[] = {
    { URLENCODED, "a=1&b=two+words&a=3", "[a=1][b=two words][a=3]" },
    { URLENCODED "; charset=UTF-8", "what=caf%C3%A9%0D%0Anext%0Alast%0D", "[what=caf\xC3\xA9\nnext\nlast]" },
    { URLENCODED, "a=%20+x+%09&&b", "[a=x][b=]" },
    { URLENCODED, "", "" },
    { URLENCODED, "a=%00", NULL },
    { URLENCODED, "a=%1B", NULL },
    { URLENCODED, "a=%FF", NULL },
    { URLENCODED, "a=%4", NULL },
    { "", "", "" },
    { "", "a=1", NULL },
    { "text/plain", "a=1", NULL },
    { "application/json", "{}", NULL },
    { MULTIPART, PART("name=\"a\"", "1") PART("name=\"b\"", "x\r\ny") "--xx--\r\n", "[a=1][b=x\ny]" },
    { MULTIPART, PART("name=\"a\"", "") "--xx--", "[a=]" },
    { MULTIPART, PART("name=\"a\"", "--xxy") "--xx--", "[a=--xxy]" },
    { "multipart/form-data; charset=utf-8; boundary=xx", PART("name=a", "1") "--xx--", "[a=1]" },
    { MULTIPART,
      "--xx\r\nContent-Type: image/jpeg\r\ncontent-disposition: form-data; name=\"p\"; filename=\"a;b.jpg\"\r\n\r\n"
      "\x01\r\n\xFF\r\n--xx--\r\n",
      "<p a;b.jpg image/jpeg \x01\r\n\xFF>" },
    { MULTIPART, PART("name=\"p\"; filename=\"\"", "") "--xx--", "" },
    { MULTIPART, PART("name=\"p\"; filename=\"e.txt\"", "") "--xx--", "<p e.txt  >" },
    { MULTIPART, PART("name=\"a\"", "1") "--xx", NULL },
    { MULTIPART, PART("name=\"a\"", "1"), NULL },
    { MULTIPART, "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n1\r\n--xx--", NULL },
    { MULTIPART, "--xx\r\nContent-Disposition: form-data\r\n\r\n1\r\n--xx--", NULL },
    { MULTIPART, "--xx\r\nno colon\r\n\r\n1\r\n--xx--", NULL },
    { MULTIPART, "before\r\n--xx--", NULL },
    { MULTIPART, PART("name=\"a\"", "\x02") "--xx--", NULL },
    { MULTIPART, "", NULL },
    { "multipart/form-data", PART("name=\"a\"", "1") "--xx--", NULL },
    { "multipart/form-data; boundary=", PART("name=\"a\"", "1") "--xx--", NULL },
};

static void form_say(const struct request *r, char *out, size_t room)
{
    struct buffer b = buffer_open(room - 1);
    for (size_t i = 0; i < r->n_form; i++)
        buffer_print(&b, "[%.*s=%.*s]", STR_ARGS(r->form[i].name), STR_ARGS(r->form[i].value));
    for (size_t i = 0; i < r->n_uploads; i++) {
        const struct upload *u = &r->uploads[i];
        buffer_print(&b, "<%.*s %.*s %.*s ", STR_ARGS(u->field), STR_ARGS(u->name), STR_ARGS(u->type));
        buffer_add(&b, u->bytes);
        buffer_byte(&b, '>');
    }
    memcpy(out, b.at ? b.at : "", b.n);
    out[b.n] = 0;
    buffer_close(&b);
}

static void test_read(void **state)
{
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof SENT / sizeof *SENT; i++) {
        struct ctx ctx = { .arena = arena_open(1 << 24) };
        struct request r = { .ctx = &ctx };
        char got[1000] = "";
        r.content_type = str_from(SENT[i].type);
        r.body = str_from(SENT[i].body);
        bool is_read = form_read(&r);
        form_say(&r, got, sizeof got);
        bool is_right = SENT[i].read ? is_read && strcmp(got, SENT[i].read) == 0 : !is_read;
        if (!is_right && ++failed)
            print_error("%zu: %s '%s': %s '%s'\n", i, SENT[i].type, SENT[i].body,
                        is_read ? "read" : "refused", got);
        arena_close(ctx.arena);
    }
    assert_int_equal(failed, 0);
}

static void test_too_many(void **state)
{
    struct ctx ctx = { .arena = arena_open(1 << 24) };
    struct request r = { .ctx = &ctx, .content_type = STR(URLENCODED) };
    struct buffer body = buffer_open(1 << 16);
    (void)state;
    for (int i = 0; i < REQUEST_FORM_MAX; i++)
        buffer_print(&body, "f%d=%d&", i, i);
    r.body = buffer_str(&body);
    assert_true(form_read(&r));
    assert_int_equal(r.n_form, REQUEST_FORM_MAX);
    assert_true(str_equal(request_form(&r, "f255"), STR("255")));
    assert_true(request_forms_have(&r, "f7", STR("7")));
    assert_false(request_forms_have(&r, "f7", STR("8")));
    buffer_add(&body, STR("one=more"));
    r.body = buffer_str(&body);
    assert_false(form_read(&r));
    buffer_close(&body);
    arena_close(ctx.arena);
}

static const struct {
    const char *site, *origin, *referer;
    bool is_ours;
} ORIGINS[] = {
    { "same-origin", "", "", true },
    { "none", "", "", true }, // typed into the bar, or sent again
    { "same-site", "https://a.example:8080", "", false },
    { "cross-site", "https://a.example:8080", "", false },
    { "", "https://a.example:8080", "", true },
    { "", "http://A.example:8080", "", true },
    { "", "https://a.example", "", false },
    { "", "https://a.example:8080.evil.example", "", false },
    { "", "https://evil.example/a.example:8080", "", false },
    { "", "null", "", false },
    { "", "null", "https://a.example:8080/report", false },
    { "", "", "https://a.example:8080/report", true },
    { "", "", "https://a.example:8080", true },
    { "", "", "https://evil.example/?https://a.example:8080/", false },
    { "", "", "a.example:8080", false },
    { "", "", "", false },
};

static void test_origin(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ORIGINS / sizeof *ORIGINS; i++) {
        struct request r = { .host = STR("a.example:8080") };
        r.fetch_site = str_from(ORIGINS[i].site);
        r.origin = str_from(ORIGINS[i].origin);
        r.referer = str_from(ORIGINS[i].referer);
        if (origin_is_ours(&r) != ORIGINS[i].is_ours)
            fail_msg("%zu: '%s' '%s' '%s'", i, ORIGINS[i].site, ORIGINS[i].origin, ORIGINS[i].referer);
    }
    assert_false(origin_is_ours(&(struct request){ .origin = STR("https://") }));
}

static void test_cookies(void **state)
{
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    struct request r = { .ctx = &ctx, .cookies = STR("a=1; session=two ;__Host-session=three; b") };
    struct response response = { 0 };
    (void)state;
    assert_true(str_equal(request_cookie(&r, "a"), STR("1")));
    assert_true(str_equal(request_cookie(&r, "session"), STR("two")));
    assert_int_equal(request_cookie(&r, "b").n, 0);
    assert_int_equal(request_cookie(&r, "c").n, 0);
    response_cookie(&r, &response, "session", STR("x"), 0);
    r.is_https = true;
    assert_true(str_equal(request_cookie(&r, "session"), STR("three")));
    response_cookie(&r, &response, "session", STR("y"), 60);
    response_cookie(&r, &response, "session", STR(""), -1);
    assert_true(str_equal(response.cookies[0], STR("session=x; Path=/; HttpOnly; SameSite=Lax")));
    assert_true(str_equal(response.cookies[1],
                          STR("__Host-session=y; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure")));
    assert_true(str_equal(response.cookies[2],
                          STR("__Host-session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure")));
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_read), cmocka_unit_test(test_too_many),
                                        cmocka_unit_test(test_origin), cmocka_unit_test(test_cookies) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
