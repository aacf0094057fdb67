"""tools/check finds what it should and nothing else: each rule against a small tree made for it."""
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import SOURCE, check, check_equal

HEADER = "// What it is.\n#pragma once\n\n"
CLEAN = {
    "src/base/meson.build": "base_sources = files(\n  'a.c',\n)\n",
    "src/base/a.c": '#include "base/a.h"\n\nint a_of(int n)\n{\n    return n;\n}\n',
    "src/base/a.h": HEADER + "int a_of(int n);\n",
    "src/rules/b.h": HEADER + '#include "base/a.h"\n',
    "tests/meson.build": "test_topics = [\n  'unit/a',\n]\nfuzz_targets = [\n  'a',\n]\n",
    "tests/unit/test_a.c": '#include "base/a.h"\n',
    "tests/fuzz/fuzz_a.c": "",
    "library/a.md": "# Charter: £5\n",
}


def findings(files, arguments=()):
    """What the check says of the clean tree with these files changed."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in {**CLEAN, **files}.items():
            path = Path(root) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        done = subprocess.run([sys.executable, str(SOURCE / "tools/check"), "--root", root, *arguments],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.returncode, done.stdout.decode()


def function(name, lines):
    return f"int {name}(void)\n{{\n" + "    ;\n" * (lines - 3) + "}\n"


def many(lines):
    return "\n".join(function(f"f{i}", lines) for i in range(20))


# (what it shows, files, findings expected, line by line)
CASES = [
    ("a clean tree", {}, []),
    ("an include upward", {"src/rules/b.h": HEADER + '#include "app/case.h"\n'},
     ["src/rules/b.h:4: rules may not include app/case.h: it may know base, document, rules"]),
    ("store may not know format", {"src/store/b.h": HEADER + '#include "format/csv.h"\n'},
     ["src/store/b.h:4: store may not include format/csv.h: it may know base, document, rules, store"]),
    ("gateway may not know rules", {"src/gateway/b.h": HEADER + '#include "rules/b.h"\n'},
     ["src/gateway/b.h:4: gateway may not include rules/b.h: it may know base, format, app, gateway"]),
    ("web may not know cli", {"src/web/b.h": HEADER + '#  include "cli/b.h"\n'},
     ["src/web/b.h:4: web may not include cli/b.h: it may know base, document, rules, format, store, app, views, web"]),
    ("SQL outside the store", {"src/base/a.c": '#include "base/a.h"\n\nconst char sql[] = "SELECT id FROM fact";\n'},
     ["src/base/a.c:3: SQL stands in sql/"]),
    ("SQL that is put together", {"src/store/b.h": HEADER + 'static const char sql[] = "DELETE FROM %s";\n'},
     ["src/store/b.h:4: SQL is not put together: bind what changes"]),
    ("SQL as it stands, in the store", {"src/store/b.h": HEADER + 'static const char sql[] = "SELECT 1";\n'}, []),
    ("an include in a comment is none", {"src/rules/b.h": HEADER + '// see #include "app/case.h"\n'}, []),
    ("a folder that is no room", {"src/other/b.h": HEADER + '#include "base/a.h"\n'},
     ["src/other/b.h:4: src/other is not one of the rooms"]),
    ("a test that includes what is not there", {"tests/unit/test_a.c": '#include "base/gone.h"\n'},
     ["tests/unit/test_a.c:1: there is no base/gone.h under src or tests"]),
    ("a rule that reads files", {"src/rules/b.h": HEADER + '#include "base/file.h"\n'},
     ["src/rules/b.h:4: rules may not include base/file.h: input, output and the time come from outside"]),
    ("a rule that reads the clock", {"src/rules/b.h": HEADER + "#include <time.h>\n"},
     ["src/rules/b.h:4: rules may not include time.h: input, output and the time come from outside"]),
    ("a store that reads the clock", {"src/store/b.h": HEADER + '#include "base/clock.h"\n'},
     ["src/store/b.h:4: store may not read the clock"]),
    ("100 lines are allowed", {"src/base/a.c": function("long_one", 100)}, []),
    ("101 lines are not", {"src/base/a.c": "\n" + function("long_one", 101)},
     ["src/base/a.c:2: long_one has 101 lines, at most 100"]),
    ("the median function", {"src/base/a.c": many(16)}, ["src:0: the median function has 16 lines, at most 15"]),
    ("a median at the limit", {"src/base/a.c": many(15)}, []),
    ("one function in 20", {"src/base/a.c": many(10) + function("g", 61) + function("h", 61)},
     ["src:0: one function in 20 has more than 61 lines, at most 60"]),
    ("five parameters are allowed", {"src/base/a.h": HEADER + "int f(int a, int b, int c, int d, int e);\n"}, []),
    ("six in a prototype", {"src/base/a.h": HEADER + "int f(int a, int b, int c,\n      int d, int e, int f);\n"},
     ["src/base/a.h:4: f takes 6 parameters, at most 5"]),
    ("six in a definition", {"src/base/a.c": "void f(int a, int b, int c, int d, int (*e)(int, int), int f)\n{\n}\n"},
     ["src/base/a.c:1: f takes 6 parameters, at most 5"]),
    ("commas inside a parameter", {"src/base/a.h": HEADER + "int f(int a, int b, int c, int d, int (*e)(int, int));\n"}, []),
    ("the dots of a format are not counted",
     {"src/base/a.h": HEADER + "int f(int a, int b, int c, int d, const char *e, ...) __attribute__((format(printf, 5, 6)));\n"}, []),
    ("800 lines are allowed", {"src/base/a.c": "\n" * 800}, []),
    ("801 lines are not", {"src/base/a.c": "\n" * 801}, ["src/base/a.c:801: 801 lines, at most 800"]),
    ("120 columns are allowed, counted in characters", {"src/base/a.c": "// " + "é" * 117 + "\n"}, []),
    ("121 columns are not", {"src/base/a.c": "// " + "x" * 118 + "\n"}, ["src/base/a.c:1: 121 columns, at most 120"]),
    ("a tab", {"src/base/a.c": "\tint a;\n"}, ["src/base/a.c:1: a tab: indent with 4 spaces"]),
    ("spaces at the end", {"src/base/a.c": "int a; \n"}, ["src/base/a.c:1: spaces at the end of the line"]),
    ("malloc in a room above base", {"src/rules/b.h": HEADER + "static char *x = malloc (3);\n"},
     ["src/rules/b.h:4: malloc() is not for src/rules"]),
    ("malloc in base", {"src/base/a.c": "void *f(void)\n{\n    return malloc(3);\n}\n"}, []),
    ("malloc in a comment or a string", {"src/rules/b.h": HEADER + '// malloc(3)\nstatic const char *X = "free(x)";\n'}, []),
    ("names that only end alike, and members", {"src/rules/b.h": HEADER + "static int x = end_time(1) + v.free(2) + v->exit(3);\n"}, []),
    ("a test that asks the machine for the time", {"tests/unit/test_a.c": "long x(void)\n{\n    return time(0);\n}\n"},
     ["tests/unit/test_a.c:3: time() is not for tests"]),
    ("a header without a comment", {"src/base/a.h": "#pragma once\n"},
     ["src/base/a.h:1: begin with a comment that says what the module is"]),
    ("a header without #pragma once", {"src/base/a.h": "// What it is.\n#include <stdio.h>\n#pragma once\n"},
     ["src/base/a.h:1: the first line after the comment must be #pragma once"]),
    ("a result without MUST", {"src/base/a.h": HEADER + "int g(void);\nresult f(struct ctx *ctx,\n         int n);\n"},
     ["src/base/a.h:5: f returns a result and is not marked MUST"]),
    ("a result with MUST", {"src/base/a.h": HEADER + "result f(struct ctx *ctx) MUST;\ntypedef result (*g)(int n);\n"}, []),
    ("unfinished work", {"src/base/a.c": "// TO" "DO: more\n"}, ["src/base/a.c:1: TO" "DO: finish it, or file an issue"]),
    ("unfinished documents", {"docs/a.md": "FIX" "ME\n"}, ["docs/a.md:1: FIX" "ME: finish it, or file an issue"]),
    ("a source that is not built", {"src/base/c.c": ""},
     ["src/base/c.c:1: is not in src/base/meson.build, so nobody builds it"]),
    ("a test that is not run", {"tests/unit/test_c.c": ""},
     ["tests/unit/test_c.c:1: is not in test_topics of tests/meson.build, so nobody runs it"]),
    ("a fuzz target that is not run", {"tests/fuzz/fuzz_c.c": ""},
     ["tests/fuzz/fuzz_c.c:1: is not in fuzz_targets of tests/meson.build, so nobody runs it"]),
    ("CRLF in the library", {"library/a.md": "one\ntwo\r\n"},
     ["library/a.md:2: has a carriage return: end lines with LF"]),
    ("Latin-1 in the library", {"library/a.md": b"one\n\xa35\n"}, ["library/a.md:2: is not UTF-8"]),
    ("a byte-order mark in the library", {"library/a.md": "\ufeffone\n"}, ["library/a.md:1: begins with a byte-order mark"]),
    ("a library file that just stops", {"library/a.md": "one\ntwo"}, ["library/a.md:2: does not end with a line end"]),
    ("an exception that holds",
     {"src/base/a.h": HEADER + "result f(int n);\n", "tools/check_exceptions.txt": "# why\nmust src/base/a.h f it always fails\n"}, []),
    ("an exception without a reason", {"tools/check_exceptions.txt": "must src/base/a.h f\n"},
     ["tools/check_exceptions.txt:1: write: rule file item reason"]),
    ("an exception nobody needs", {"tools/check_exceptions.txt": "\nmust src/base/a.h f it always fails\n"},
     ["tools/check_exceptions.txt:2: 'must src/base/a.h f' excuses nothing any more: remove it"]),
]

for note, files, expected in CASES:
    code, out = findings(files)
    check_equal(note, (code, out.splitlines()), (1 if expected else 0, expected))

code, out = findings({"src/base/a.c": "\tint a;\n"}, ["--tap"])
lines = out.splitlines()
check("--tap announces a test for each rule", lines[0] == f"1..{sum('ok ' in line for line in lines)}", out)
check("--tap shows the finding under its rule",
      "# src/base/a.c:1: a tab: indent with 4 spaces" in lines and sum(line.startswith("not ok") for line in lines) == 1, out)
check("--tap exits 1", code == 1, code)
code, out = findings({}, ["--report"])
check("--report lists functions", code == 0 and "src/base/a.c" in out and out.splitlines()[-1].split()[:4] == ["src", "14", "1", "4"], out)
