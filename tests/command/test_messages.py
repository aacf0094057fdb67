"""docs/messages.md: every message of the reader and the checker is there, and each is provoked by its example."""
import json
import re
from pathlib import Path

from examples import fragment, in_clause, in_header, language, messages
from harness import LIBRARY, SOURCE, check, check_equal, run, write

PAGE = (SOURCE / "docs/messages.md").read_text(encoding="utf-8")
STRING = r'"((?:[^"\\]|\\.)*)"'
STRINGS = rf"{STRING}(?:\s*{STRING})*"
SAYING = r"\b(?:problem|problem_refuse|refuse|senseless|say_field|say_clause|say_document|find|str_format)\("
# What can't follow from any text: the reader asks before whether a bound, or a date, follows.
GUARDS = {"a bound", "'from' and a date, or 'in' and a year"}
IN_APP = {"not-followed", "not-judged", "too-many-stages", "versions-overlap"}  # said in src/app and src/rules, by hand


def text_of(format_):
    """A format of printf as the page shows it: "..." where something is put in."""
    return re.sub(r"%([0-9.*]*[sdfX]|%)", lambda match: "%" if match[1] == "%" else "...", format_)


def joined(strings):
    return "".join(re.findall(STRING, strings)).replace('\\"', '"')


def pattern(text):
    return re.compile(".*?".join(map(re.escape, text.split("..."))) + r"\Z", re.S)


def sources():
    paths = [path for start in ("parse", "check") for path in sorted((SOURCE / "src/document").glob(start + "*.c"))]
    for path in [*paths, SOURCE / "src/rules/procedure_model.c"]:
        text = path.read_text(encoding="utf-8")
        words = {match[1]: joined(match[2]) for match in re.finditer(rf"#define ([A-Z_]+)\s*\\?\s*({STRINGS})", text)}
        for name, value in words.items():
            text = re.sub(rf"(?<!define )\b{name}\b", lambda _: f'"{value}"', text)
        yield path.name, text


def arguments(text, at):
    """What stands in the brackets that open at `at`."""
    depth, i = 0, at
    while True:
        string = re.compile(STRING).match(text, i)
        if string:
            i = string.end()
            continue
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        i += 1
        if not depth:
            return text[at + 1:i - 1]


def said():
    """Every format that a message is made of, and every word of 'expected ...', as they stand in the source."""
    formats, whats, whys = set(), set(), set()
    for name, text in sources():
        for call in re.finditer(SAYING, text):
            words = re.search(STRINGS, arguments(text, call.end() - 1))
            if words and "str_format" not in call[0]:
                formats.add(joined(words[0]))
        for call in re.finditer(r"\b(?:expected|bound_refuse)\(c, ", text):
            whats.update(joined(words[0]) for words in re.finditer(STRINGS, arguments(text, text.index("(", call.start()))))
        if name == "parse_phrases.c":
            for call in re.finditer(r"^    WHY\(", text, re.M):
                strings = re.findall(STRING, arguments(text, call.end() - 1))
                whys.add("".join(strings[1:]))
    return formats - {"%s"}, whats, whys


def entries():
    """For each code of the page: severity, examples (document, texts, shown), and what is said without one. All
    texts are said, in the order of the document, and each example has one of that code."""
    for part in re.split(r"^## ", PAGE, flags=re.M)[1:]:
        code, _, body = part.partition("\n")
        severity = re.search(r"^\*(Error|Warning)\.\*", body, re.M)
        body, _, without = body.partition("Without an example here:")
        examples = []
        for clause, lines, text in re.findall(r"^\| ([A-Z]\w+|header) \| (`.+`) \| (.+) \|$", body, re.M):
            lines = [line.replace("\\|", "|") for line in re.findall(r"`([^`]+)`", lines)]
            examples.append((in_header(*lines) if clause == "header" else in_clause(clause, *lines), [text], lines[0]))
        for lead, block, quoted in re.findall(r"(?:^(The whole file:|In an? \w+:)\n)?\n((?:    .*\n|\n(?=    ))+)((?:\n> .*\n)+)", body, re.M):
            texts = re.findall(r"^> (.*)$", quoted, re.M)
            text_in = re.sub(r"^    ", "", block, flags=re.M).strip("\n") + "\n"
            kind = lead.split()[-1].rstrip(":") if lead.startswith("In ") else "Charter"
            examples.append((text_in if lead == "The whole file:" else fragment(text_in, kind), texts, text_in.splitlines()[0]))
        yield code, severity[1].lower() if severity else "", examples, re.findall(r"^> (.*)$", without, re.M)


def untold():
    """What would be too long, or no text, on a page: the code and what provokes it."""
    yield "control-character", fragment("# Charter: A\x01\n"), None
    yield "not-utf8", "# Charter: Caf\xe9\n".encode("latin-1"), None
    yield "too-long", in_header("- Zone: " + "x" * 9000), "this line is longer"
    yield "too-long", in_header("- Zone: " + "x" * 3001), "put the rest into prose"
    yield "too-long", in_clause("Standard", f"- Clock {'x' * 201}: within 2 days"), "what stands behind"
    yield "too-long", in_clause("Standard", "- Open: " + "; ".join(["Monday 09:00 to 10:00"] * 101)), "hours have at most"
    yield "too-large", fragment("".join(f"## Option O{i}: x\n" for i in range(5001))), "clauses"
    yield "too-large", fragment("## Option O1: x\n" + "- Basis: x\n" * 20001), "fields"
    yield "too-large", in_header(*[f"- Fact: {'abcdefghij'[i % 10]}{i}x" for i in range(1001)]), "names at most"


def documents_together():
    """Messages that need two documents."""
    other = write("other.md", "# Charter: Other\n\n- Id: other\n- Between: a; b\n- In force: from 1 April 2026\n- Calendar: none\n"
                              "- Review: yearly\n\n## Information G1: One\n- Provider: a\n- Do: it\n")
    for label, words in (("G7", "did you mean G1?"), ("Q99", "correct the label, or take this out")):
        one = write("one.md", in_clause("Standard", f"- If refused: other {label}"))
        out = run("check", one, other).out
        check(f"no-such-clause: in another document, {words}", f"error: there is no clause {label} in 'other': {words}\n" in out, out)
    out = run("check", other, write("again.md", other.read_text())).out
    check("versions-overlap: is said of two files", "has the Id 'other' too and is in force on some of the same days: versions must not overlap" in out, out)
    procedure = write("procedure.md", in_clause("Stage"))
    done = run("judge", procedure, "--requests", LIBRARY / "examples/harcaster-requests.csv",
               "--mapping", LIBRARY / "examples/harcaster-mapping.md", "--as-of", "2026-11-22")
    check("not-judged: is said of a procedure", "error: this is a Procedure, and only Charters are judged: leave it out" in done.err, done)
    done = run("follow", other)
    check("not-followed: is said of a charter", "error: this is a Charter, and only Procedures are followed: leave it out" in done.err, done)


def places():
    """A warning of the model is shown where it is, whatever the lines end in."""
    text = fragment("## Stage G1: Decide\n- By: the tenant\n- Opens: report by the tenant\n- If done: N1\n\n"
                    "## Notice N1: The answer\n- Clock: within 5 working days\n- If sent: end, with reasons\n- If late: end\n", "Procedure")
    line = text.splitlines().index("- If sent: end, with reasons") + 1
    for name, end in (("LF", "\n"), ("CRLF", "\r\n"), ("CR", "\r")):
        path = write(f"{name}.md", text.replace("\n", end).encode())
        check_equal(f"the place in lines that end in {name}", run("check", path).out,
                    f"{path}:{line}:12: warning: nobody may take 'sent': say with 'By:' who has N1\n"
                    "- If sent: end, with reasons\n           ^" + 16 * "~" + "\n")


def every_message():
    """Source, table of codes and page have the same messages."""
    formats, whats, whys = said()
    texts = {}
    for message in language()["messages"]:
        texts.setdefault(message["code"], set()).add(message["text"])
    table = {text for code, some in texts.items() for text in some if code not in IN_APP}
    check_equal("every message of the source has a code in src/document/codes.c", sorted({text_of(f) for f in formats} - table), [])
    check_equal("no code stands there for a message that is gone", sorted(table - {text_of(f) for f in formats}), [])
    page = {code: (examples, without) for code, _, examples, without in entries()}
    check_equal("the page has every code, in order, and no other", list(page), sorted(texts))
    for code, (examples, without) in page.items():
        shown = {text for text in texts.get(code, ()) if any(pattern(text).match(one) for example in examples for one in example[1])}
        check_equal(f"{code}: each of its messages is there", sorted(texts.get(code, set()) - shown - set(without)), [])
        check(f"{code}: what has no example is a message of it", set(without) <= texts.get(code, set()), without)
    words = [some[0] for _, some, _ in page["expected"][0]]
    check_equal("expected: each thing that can be expected has its example",
                sorted(what for what in whats - GUARDS if not any(text.startswith(f"expected {what},") for text in words)), [])
    words = [some[0] for _, some, _ in page["other-words"][0]]
    check_equal("other-words: each reason has its example", sorted(why for why in whys if not any(text.endswith(why) for text in words)), [])


def every_example():
    """Each example provokes exactly the messages beside it; beside an error, warnings are let pass."""
    page = list(entries())
    examples = [(code, severity, *example) for code, severity, some, _ in page for example in some]
    answers = messages([example[2] for example in examples])
    check_equal("whatever is said has a code", [row for got in answers for row in got if not row[1]], [])
    for (code, severity, _, some, shown), got in zip(examples, answers):
        same = [row for row in got if row[0] == "error"] or got
        check_equal(f"{code}: {shown}", [row[2] for row in same], some)
        check(f"{code}: {shown} has its code", [row[:2] for row in same].count((severity, code)) == 1, same)
    told = list(untold())
    for (code, _, words), got in zip(told, messages([text for _, text, _ in told])):
        errors = [row for row in got if row[0] == "error"]
        check(f"{code}: {words or 'is said'}", [row[1] for row in errors][:1] == [code] and (words or "") in errors[0][2], got[:3])
    stages = "".join(f"## Stage G{i}: x\n- By: the tenant\n- Opens: report by the tenant\n- If done: end\n\n" for i in range(10, 410))
    check_equal("too-many-stages: is said of 401", messages([fragment(stages, "Procedure")])[0],
                [("warning", "too-many-stages", "example-0 has more than 400 stages: split it", 1)])
    done = run("check", write("large.md", b"# Charter: A\n" + b"x\n" * (1 << 19)))  # the reader is not even asked
    check("too-large: a file of 1 MiB is refused", done.exit == 3 and done.err.endswith(": the file is larger than the 1048576 bytes allowed\n"), done)
    check("there are examples", len(examples) > 300, len(examples))


def replaced():
    """What an editor may put in the place of the underlined words does away with the message."""
    texts = [example[0] for code, _, some, _ in entries() if code == "write-instead" for example in some]
    paths = [write(f"replace-{i}.md", re.sub(r"^- Id: example$", f"- Id: replace-{i}", text, flags=re.M)) for i, text in enumerate(texts)]
    found = json.loads(run("check", *paths, "--format", "json").out)
    offered = [row for row in found if row["replacement"] is not None]
    for row in offered:
        path = Path(row["file"])
        lines = path.read_text(encoding="utf-8").split("\n")
        line = lines[row["line"] - 1]
        lines[row["line"] - 1] = line[:row["column"] - 1] + row["replacement"] + line[row["end_column"] - 1:]
        path.write_text("\n".join(lines), encoding="utf-8")
    left = {(row["file"], row["line"], row["text"]) for row in json.loads(run("check", *paths, "--format", "json").out)}
    for row in offered:
        check(f"replaced: {row['text']}", (row["file"], row["line"], row["text"]) not in left, row)
    check("replacements are offered for most", len(offered) > 60, (len(offered), len(texts)))


every_message()
replaced()
every_example()
documents_together()
places()
