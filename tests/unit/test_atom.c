// What a feed is made of: ids that stay, texts that can't break it.
#include "format/atom.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_ids(void **state)
{
    char one[ATOM_ID], again[ATOM_ID], other[ATOM_ID];
    (void)state;
    atom_id(STR("Harcaster\nfact 1"), one);
    atom_id(STR("Harcaster\nfact 1"), again);
    atom_id(STR("Harcaster\nfact 2"), other);
    assert_string_equal(one, "urn:uuid:13421e02-2076-8b73-8b28-5c90b05378c0");
    assert_string_equal(one, again);
    assert_string_not_equal(one, other);
}

static void test_texts(void **state)
{
    struct ctx ctx = { .arena = arena_open(1 << 20) };
    struct buffer out = buffer_open(4096);
    struct atom_feed feed = { .id = STR("urn:x"),
                              .title = STR("<b> & \"c\""),
                              .author = STR("Us"),
                              .self = STR("/a.atom"),
                              .page = STR("/a?b=1&c=2") };
    (void)state;
    assert_int_equal(zone_load(&ctx, STR("Europe/London"), &feed.zone), OK);
    feed.updated = (instant){ 1781000000 };
    atom_begin(&out, &feed);
    atom_entry(&out, &feed,
               &(struct atom_entry){ STR("urn:y"),
                                     STR("A\x01"
                                         "B"),
                                     STR("\xEF\xBF\xBE, \xC5\xB5 and\nmore"),
                                     STR("/y"),
                                     { 1781000000 } });
    atom_end(&out);
    assert_string_equal(
        str_c(ctx.arena, buffer_str(&out)),
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
        "<id>urn:x</id>\n<title>&lt;b&gt; &amp; &quot;c&quot;</title>\n"
        "<updated>2026-06-09T11:13:20+01:00</updated>\n<author><name>Us</name>\n</author>\n"
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"/a.atom\"/>\n"
        "<link rel=\"alternate\" type=\"text/html\" href=\"/a?b=1&amp;c=2\"/>\n"
        "<entry>\n<id>urn:y</id>\n<title>A\xEF\xBF\xBD"
        "B</title>\n"
        "<updated>2026-06-09T11:13:20+01:00</updated>\n"
        "<link rel=\"alternate\" type=\"text/html\" href=\"/y\"/>\n"
        "<content type=\"text\">\xEF\xBF\xBD, \xC5\xB5 and\nmore</content>\n</entry>\n</feed>\n");
    buffer_close(&out);
    arena_close(ctx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_ids), cmocka_unit_test(test_texts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
