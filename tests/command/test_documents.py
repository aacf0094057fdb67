"""check, format and compare: what goes where, exit codes, the forms of a table, files that are left alone; and all of
it on the examples of the language."""
import csv
import io
import json
import os

from harness import LIBRARY, SOURCE, check, check_equal, run, write

HEAD = ("# Charter: Test\n\n- Id: {id}\n- Between: the council; the police\n- In force: {dates}\n"
        "- Calendar: england-and-wales\n- Review: every 12 months\n")
INFORMATION = "\n## Information I1: What is told\n- Provider: the council\n- Do: {what}\n"


def charter(name, id="test", dates="from 1 April 2026", what="tell", more=""):
    return write(name, HEAD.format(id=id, dates=dates) + INFORMATION.format(what=what) + more)


GOOD = charter("good.md")
LINE = "{0}:12:12: error: there is no clause R7 in this document: add it, or take this out\n- If late: R7\n           ^~\n"
WRONG = charter("wrong.md", id="wrong", more="- If late: R7\n")
BROKEN = charter("broken.md", id="broken", more="- Clock: from report to completion, within 24hrs\n")


def checking():
    done = run("check", GOOD)
    check_equal("check: nothing to say", done, (0, "", "no errors, no warnings in 1 document\n"))
    done = run("check", WRONG)
    check_equal("check: findings on standard output, their number on standard error, exit 1",
                done, (1, LINE.format(WRONG), "1 error, 0 warnings in 1 document\n"))
    done = run("check", write("bare.md", "# Charter: T\n\n- Between: a; b\n- In force: from 1 April 2026\n- Review: yearly\n"))
    check("check: warnings alone are exit 0", done.exit == 0 and done.err == "0 errors, 1 warning in 1 document\n", done)
    done = run("check", "-", stdin=GOOD.read_bytes())
    check_equal("check reads standard input for -", done, (0, "", "no errors, no warnings in 1 document\n"))


def several_files():
    big = write("big.md", b"a" * 10_000_000)
    for note, unread in (("is not there", GOOD.parent / "gone.md"), ("is a folder", GOOD.parent), ("is far too large", big)):
        done = run("check", unread, WRONG, GOOD)
        check(f"check: a file that {note} is exit 3, and the others are checked",
              done.exit == 3 and done.out == LINE.format(WRONG) and done.err.startswith(f"wardmote: {unread}: ")
              and done.err.endswith("\n1 error, 0 warnings in 2 documents\n"), done)
    old = charter("v1.md", dates="1 April 2025 to 31 March 2026")
    new = charter("v2.md", dates="1 April 2026 to 31 March 2027")
    check_equal("check: versions that follow each other", run("check", old, new).exit, 0)
    done = run("check", new, GOOD, old)
    check("check: versions that overlap are an error that names both", done.exit == 1 and done.out.startswith(
        f"{GOOD}:5:13: error: {new} has the Id 'test' too and is in force on some of the same days: "
        "versions must not overlap\n"), done)
    refers = charter("refers.md", id="refers", more="- If late: test I1\n")
    done = run("check", refers)
    check("check: another document that is not given is a warning", done.exit == 0 and
          f"{refers}:12:12: warning: 'test' is another document: it must be in force before this one is signed\n" in done.out, done)
    check_equal("check: and none once it is given", run("check", refers, GOOD).out, "")
    many = charter("many.md", more="".join(f"- If late: R{n}\n" for n in range(300)))
    done = run("check", many)
    check("check: of very many findings the number is told",
          done.err == "only the first 200 are shown\n300 errors, 0 warnings in 1 document\n"
          and done.out.count(": error: ") == 200, done)


def very_many_files():
    """More than one thread is worth: they say what one would."""
    files = [charter(f"n{n:04}.md", id=f"n{n}", more="- If late: R7\n" if n % 5 == 0 else "") for n in range(900)]
    files[450] = GOOD.parent / "gone.md"
    expected = "".join(LINE.format(files[n]) for n in range(0, 900, 5) if n != 450)
    done = run("check", *files)
    check("check: of 900 files each is told once, in order", done.exit == 3 and done.out == expected, done)
    check_equal("check: and what can't be read and the number on standard error", done.err,
                f"wardmote: {files[450]}: can't be read: No such file or directory\n179 errors, 0 warnings in 899 documents\n")
    worse = [charter(f"w{n:04}.md", id=f"w{n}", more="- If late: R7\n") for n in range(900)]
    done = run("check", *worse)
    check("check: of more findings than are shown the first are", done.exit == 1
          and done.out == "".join(LINE.format(path) for path in worse[:200])
          and done.err == "only the first 200 are shown\n900 errors, 0 warnings in 900 documents\n", done)
    twice = [charter(f"v{n:04}.md", id="same", dates=f"{n % 28 + 1} April {2000 + n // 2} to {n % 28 + 1} April {2000 + n // 2}")
             for n in (*range(8), 7)]
    done = run("check", *twice)
    check("check: of many versions of one Id those that overlap are told", done.exit == 1 and done.out.startswith(
        f"{twice[7]}:5:13: error: {twice[7]} has the Id 'same' too") and done.err.startswith("1 error, "), done)


def own_calendar():
    """A charter may name a calendar that its place adopted, where it is checked for that place."""
    text = (LIBRARY / "calendars/harcaster.md").read_text(encoding="utf-8").replace("- Id: harcaster", "- Id: old-town")
    store = f"sqlite:{GOOD.parent / 'own-calendar.db'}"
    named = write("named.md", HEAD.format(id="named", dates="from 1 April 2026").replace("england-and-wales", "old-town") + INFORMATION.format(what="tell"))
    unknown = "there is no calendar 'old-town'"
    check_equal("check: a place's own calendar: it is taken on", run("import", "calendar", write("old-town.md", text), "--store", store).exit, 0)
    done = run("check", named)
    check("check: without the store nobody knows it", done.exit == 1 and unknown in done.out, done)
    check_equal("check --store: with it the charter is good", run("check", named, "--store", store), (0, "", "no errors, no warnings in 1 document\n"))
    done = run("check", WRONG, named, "--store", store)
    check("check --store: what is wrong is still said", done.exit == 1 and "R7" in done.out and unknown not in done.out, done)
    gone = run("check", named, "--store", f"sqlite:{GOOD.parent / 'none.db'}")
    check("check --store: no such store", gone.exit not in (0, 1) and "none.db" in gone.err, gone)
    done = run("import", "document", named, "--store", store)
    check("import: the charter is adopted", done.exit == 0, done)
    other = write("other.md", named.read_text(encoding="utf-8").replace("old-town", "old-twon").replace("Id: named", "Id: other"))
    done = run("import", "document", other, "--store", store)
    check("import: one of a calendar that nobody knows is not", done.exit == 1 and "did you mean 'old-town'?" in done.err, done)


def tables():
    row = {"severity": "error", "file": str(WRONG), "line": 12, "column": 12,
           "text": "there is no clause R7 in this document: add it, or take this out",
           "end_column": 14, "code": "no-such-clause", "cure": "add it, or take this out", "replacement": None}
    done = run("check", WRONG, "--format", "json")
    check("check --format json", done.exit == 1 and json.loads(done.out) == [row], done)
    done = run("check", WRONG, "--format", "csv")
    check("check --format csv", done.exit == 1 and done.out.splitlines()[0] == ",".join(row)
          and list(csv.DictReader(io.StringIO(done.out))) == [{name: "" if value is None else str(value) for name, value in row.items()}], done)
    check_equal("check --format json: an empty table is an empty array", json.loads(run("check", GOOD, "--format", "json").out), [])


def formatting():
    rough = "\ufeff# Charter: Test\r\n- id: t\r\n- In force:  2026-04-01 to 31 March 2027\r\n- between: a;b\r\n\r\nProse  \r\n"
    canonical = "# Charter: Test\n\n- Id: t\n- Between: a; b\n- In force: 1 April 2026 to 31 March 2027\n\nProse\n"
    path = write("rough.md", rough)
    check_equal("format: canonical text on standard output", run("format", path), (0, canonical, ""))
    check_equal("format: the file stays as it is", path.read_bytes(), rough.encode())
    check_equal("format --write: says nothing", run("format", "--write", path), (0, "", ""))
    check_equal("format --write: the file is canonical", path.read_bytes(), canonical.encode())
    os.utime(path, (1, 1))
    check_equal("format --write again", run("format", "--write", path), (0, "", ""))
    check_equal("format --write: what is canonical is not written again", path.stat().st_mtime, 1)
    before = BROKEN.read_bytes()
    done = run("format", "--write", BROKEN)
    check("format --write: refuses a document with errors, messages on standard error",
          done.exit == 1 and not done.out and f"{BROKEN}:12:" in done.err and ": error: " in done.err, done)
    check_equal("format --write: and leaves it alone", BROKEN.read_bytes(), before)
    check_equal("format --write of standard input is wrong use", run("format", "--write", "-", stdin=canonical),
                (2, "", "wardmote: --write: can't change standard input: name a file\n"))
    for name in ("baltimore", "harcaster-streets"):
        text = (LIBRARY / f"examples/{name}.md").read_text()
        once = run("format", LIBRARY / f"examples/{name}.md").out
        check_equal(f"format: {name} ships in canonical form", once, text)


def comparing():
    new = charter("new.md", what="tell all", more="- Role: Director\n")
    words = "I1 What is told: 'Role: Director' is new\nI1 What is told: 'Do' was 'tell' and is now 'tell all'\n"
    done = run("compare", GOOD, new)
    check("compare: a sentence for each change", done.exit == 0 and not done.err
          and sorted(done.out.splitlines()) == sorted(words.splitlines()), done)
    rows = json.loads(run("compare", GOOD, new, "--format", "json").out)
    check("compare --format json: what is not there is null", {
        "kind": "added", "clause": "I1", "field": "Role", "before": None, "after": "Director",
        "words": "I1 What is told: 'Role: Director' is new"} in rows and len(rows) == 2, rows)
    done = run("compare", GOOD, new, "--format", "csv")
    check("compare --format csv", done.out.splitlines()[0] == "kind,clause,field,before,after,words"
          and len(list(csv.DictReader(io.StringIO(done.out)))) == 2, done)
    rough = write("respelt.md", GOOD.read_text().replace("- Do:", "-  do :").replace("1 April", "1st April").replace("\n", "\r\n"))
    check_equal("compare: another spelling is no change", run("compare", GOOD, rough), (0, "no change in meaning\n", ""))
    check_equal("compare --format json: no change", json.loads(run("compare", GOOD, rough, "--format", "json").out), [])
    also = charter("also.md", more="- Clock: from report to completion, within 3-5 days\n")
    done = run("compare", BROKEN, also)
    check("compare: documents with errors are refused, and both are told", done.exit == 1 and not done.out
          and f"{BROKEN}:12:" in done.err and f"{also}:12:" in done.err, done)
    check_equal("compare: a file that is not there", run("compare", BROKEN, GOOD.parent / "gone.md").exit, 3)


EXAMPLES = sorted((SOURCE / "docs/language_examples").glob("*.md"))


def examples():
    check_equal("check: there are eight examples of the language", len(EXAMPLES), 8)
    for path in EXAMPLES:
        done = run("check", path)
        check(f"check: {path.stem} has no errors", done.exit == 0 and done.err.startswith("0 errors, "), done)
    done = run("check", *[path for path in EXAMPLES if path.stem in ("petitions", "call_for_action")])
    check("check: what one procedure leads to in another is there",
          done.exit == 0 and "'call-for-action' is another document" not in done.out, done)
    for path in EXAMPLES:
        once = run("format", path)
        again = run("format", "-", stdin=once.out)
        check(f"format: {path.stem} is the same when it is formatted again", once.exit == 0 and again.out == once.out, again)
        formatted = write(path.name, once.out)
        check_equal(f"compare: formatting {path.stem} changes no meaning", run("compare", path, formatted),
                    (0, "no change in meaning\n", ""))
    petitions = next(p for p in EXAMPLES if p.stem == "petitions").read_text()
    later = write("petitions-2.md", petitions.replace("750 signatures", "1,000 signatures").replace(
        "## Stage G5: Officer", "## Stage G8: Officer").replace("- If reached: G5", "- If reached: G8"))
    check_equal("compare: a procedure, in words", run("compare", SOURCE / "docs/language_examples/petitions.md", later), (
        0, "H2 Officer gives evidence: the number rises from 750 signatures to 1000 signatures\n"
        "H2 Officer gives evidence: was: If the outcome is ‘reached’, what follows is G5 (Officer gives evidence). Now: If "
        "the outcome is ‘reached’, what follows is G8 (Officer gives evidence).\n"
        "G8 Officer gives evidence: its label was G5\n", ""))
    path = SOURCE / "docs/language_examples/petitions.md"
    done = run("judge", path, "--requests", LIBRARY / "examples/harcaster-requests.csv",
               "--mapping", LIBRARY / "examples/harcaster-mapping.md", "--as-of", "2026-01-01T00:00:00Z")
    check("judge: a procedure is refused in one sentence", done.exit == 1 and not done.out and
          done.err.startswith(f"{path}:1:1: error: this is a Procedure, and only Charters are judged: leave it out\n"), done)


checking()
several_files()
very_many_files()
own_calendar()
tables()
formatting()
comparing()
examples()
