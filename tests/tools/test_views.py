"""tools/views.py: what a view may say, what it refuses and where, and what comes out, compiled and run."""
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import SOURCE, check, check_equal

HEADER = """#pragma once
#include "web/html.h"
struct item { str name; int64_t n; struct url url; };
struct items { struct item *at; size_t n, room; };
struct page { str text; const char *word; int64_t n; bool is_on; date day; struct html prose; struct url url; struct items items; };
"""
MAIN = """#include "views.h"
#include <stdio.h>
int main(void)
{
    struct item items[] = { { STR("a<b"), 1, { STR("/x?a=1&b=2") } }, { STR("c"), 1200, { STR("javascript:alert(1)") } } };
    struct page page = { .text = STR("<i>\\"&'\\xff\\x01"), .word = "it's", .n = 1234567, .is_on = true, .day = { 20000 },
                         .prose = { STR("<b>ours</b>") }, .url = { STR("//evil.example/") }, .items = { items, 2, 2 } };
    struct buffer out = buffer_open(100000);
    view_%s(&out, &page);
    fwrite(out.at, 1, out.n, stdout);
    buffer_close(&out);
    return 0;
}
"""

# What a view may not say: text (behind the first line), a word of the message.
REFUSED = [
    ("<p>{{ p->text }}", "ends in"), ("</p>", "closes nothing"), ("<p><b></p></b>", "must come first"),
    ("<a href='{{ p->url }}'>x</a>", "single quotes"), ("<a href={{ p->url }}>x</a>", "without quotes"),
    ("<a {{ p->word }}>x</a>", "outside a value"), ('<a href="javascript:{{ p->word }}">x</a>', "begin it with"),
    ('<a href="{{ p->url }}/more">x</a>', "nothing may follow"), ('<a href="//{{ p->word }}/">x</a>', "begin it with"),
    ('<p onclick="{{ p->word }}">x</p>', "onclick"), ('<p style="{{ p->word }}">x</p>', "style"),
    ("<script>{{ p->word }}</script>", "script"), ("<!-- {{ p->word }} -->", "comment"),
    ("{% if p->is_on %}<p>{% end %}x</p>", "ends"), ("{% if p->is_on %}x", "no {% end %}"), ("{% endif %}", "{% end %}"),
    ("{{ p->text; evil() }}", "not one C expression"), ("{{ p->text // x }}", "not one C expression"),
    ("{% for i in p->items %}<p>{% end %}", "ends"), ("{{ }}", "not one C expression"), ("{{ p->text ", "no partner"),
    ("{% nonsense %}", "the tags are"), ("<p/>", "can't close itself"), ("<p a=\"1\"b=\"2\">x</p>", "a space is missing"),
]

# What comes out: text, bytes.
WRITTEN = [
    ("{{ p->text }}", "&lt;i&gt;&quot;&amp;&#39;\ufffd"), ('<p title="{{ p->text }}">x</p>', '<p title="&lt;i&gt;&quot;&amp;&#39;\ufffd">x</p>'),
    ("{{ p->word }}", "it&#39;s"), ("{{ p->n }}", "1234567"), ("{{ p->day }}", "4 October 2024"), ("{{ p->prose }}", "<b>ours</b>"),
    ('<a href="{{ p->url }}">x</a>', '<a href="#">x</a>'),
    ('<a href="/s?q={{ p->text }}">x</a>', '<a href="/s?q=%3Ci%3E%22%26%27%EF%BF%BD">x</a>'),
    ('<a href="/a/{{ p->word }}">x</a>', '<a href="/a/it%27s">x</a>'),
    ("{% for i in p->items %}[{{ i->name }} {{ i->n }}]{% end %}", "[a&lt;b 1][c 1200]"),
    ("{% for i in p->items %}{% if i_index %}, {% end %}{{ i->name }}{% end %}", "a&lt;b, c"),
    ('{% for i in p->items %}<a href="{{ i->url }}">x</a>{% end %}', '<a href="/x?a=1&amp;b=2">x</a><a href="#">x</a>'),
    ("{% if p->n > 5 %}big{% elif p->is_on %}on{% else %}off{% end %}", "big"),
    ("{{ count(p->n, \"case\", \"cases\") }}", "1,234,567 cases"), ('{{ _("Kept & on course") }}', "Kept &amp; on course"),
    ("{# a comment #}x", "x"), ("<br><img src=\"/x.png\" alt=\"\">", "<br><img src=\"/x.png\" alt=\"\">"),
]


def compile_views(folder, text):
    (folder / "views").mkdir(exist_ok=True)
    (folder / "views/t.html").write_text(text, encoding="utf-8")
    return subprocess.run([sys.executable, str(SOURCE / "tools/views.py"), "--root", str(folder), str(folder / "views"),
                           str(folder / "views_out")], capture_output=True, text=True, check=False)


def view(name, body):
    return f'{{% view {name}(const struct page *p) uses "page.h" %}}\n{body}\n{{% end %}}\n'


def test_refused(folder):
    for text, word in REFUSED:
        done = compile_views(folder, view("v", text))
        check(f"refused: {text[:40]}", done.returncode != 0 and word in done.stderr, done.stderr)
        check(f"and says where: {text[:40]}", done.stderr.startswith("views/t.html:"), done.stderr)


def build(folder, name):
    (folder / "page.h").write_text(HEADER)
    (folder / "main.c").write_text(MAIN % name)
    (folder / "views.h").write_text((folder / "views_out.h").read_text())
    (folder / "views.c").write_text((folder / "views_out.c").read_text().replace('"web/views.h"', '"views.h"'))
    sources = [SOURCE / "src/web/html.c", *(SOURCE / "src/base" / f"{one}.c" for one in ("arena", "buffer", "str", "date", "utf8", "result"))]
    return subprocess.run(["cc", "-std=c17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", f"-I{folder}", f"-I{SOURCE}/src",
                           str(folder / "main.c"), str(folder / "views.c"), *map(str, sources), "-lunistring", "-o", str(folder / "t")],
                          capture_output=True, text=True, check=False)


def test_written(folder):
    marks = "\x02".join(f"<i></i>{text}" for text, _ in WRITTEN).replace("\x02", "\n")
    done = compile_views(folder, view("all", marks))
    check("all compile", done.returncode == 0, done.stderr)
    made = build(folder, "all")
    check("the C made of them compiles without a warning", made.returncode == 0, made.stderr[:2000])
    out = subprocess.run([str(folder / "t")], capture_output=True, check=False).stdout.decode()
    for (text, wanted), got in zip(WRITTEN, out.strip("\n").split("\n")):
        check_equal(f"written: {text[:40]}", got.removeprefix("<i></i>"), wanted)


def test_unknown(folder):
    """A field there is not, or a type that nothing writes, stops the build."""
    for text, what in (("{{ p->nonsense }}", "an unknown field"), ("{{ p->items }}", "a type that nothing writes"),
                       ('<a href="{{ p->text }}">x</a>', "text as a whole link"), ("{% for i in p->items %}{{ j->n }}{% end %}", "an unknown name")):
        compile_views(folder, view("v", text))
        made = build(folder, "v")
        check(f"{what} does not compile", made.returncode != 0, made.stderr)
        check(f"{what}: the view's line is named", "views/t.html:2" in made.stderr, made.stderr[:1000])


def test_parts(folder):
    done = compile_views(folder, '{% view box(const struct page *p) uses "page.h" %}\n<div>{% body %}</div>\n{% end %}\n'
                         + view("inner", "{% wrap box(p) %}{% call leaf(p) %}{% end %}") + view("leaf", "<b>{{ p->word }}</b>"))
    check("wrap, body and call compile", done.returncode == 0, done.stderr)
    build(folder, "inner")
    out = subprocess.run([str(folder / "t")], capture_output=True, check=False).stdout.decode()
    check_equal("wrap, body and call", "".join(out.split()), "<div><b>it&#39;s</b></div>")
    missing = compile_views(folder, view("v", "{% call nobody(p) %}"))
    check("a view that there is not is refused", missing.returncode != 0 and "nobody" in missing.stderr, missing.stderr)


def test_strings():
    """What is to be translated is found by xgettext, in the views that there are."""
    done = subprocess.run([sys.executable, str(SOURCE / "tools/views.py"), "--strings", str(SOURCE / "views")],
                          capture_output=True, text=True, check=False)
    check("the strings of the pages are listed as C", done.returncode == 0 and '_("Who to ring")' in done.stdout, done.stdout[:500])
    count = subprocess.run(["xgettext", "--language=C", "--keyword=_", "--keyword=count:2,3", "--from-code=UTF-8", "--output=-", "-"],
                           input=done.stdout, capture_output=True, text=True, check=False)
    check("xgettext finds them", count.returncode == 0 and count.stdout.count("msgid ") > 80, count.stderr + count.stdout[:500])


with tempfile.TemporaryDirectory() as temporary:
    test_refused(Path(temporary))
    test_written(Path(temporary))
    test_unknown(Path(temporary))
    test_parts(Path(temporary))
test_strings()
