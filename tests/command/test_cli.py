"""The command line itself: help, exit codes, wrong words, pipes, full disks."""
import csv
import io
import json
import os
import subprocess

from harness import LIBRARY, PROGRAM, check, check_equal, run, write

CHARTER = LIBRARY / "examples/harcaster-streets.md"
REQUESTS = LIBRARY / "examples/harcaster-requests.csv"
MAPPING = LIBRARY / "examples/harcaster-mapping.md"
JUDGE = ["judge", CHARTER, "--requests", REQUESTS, "--mapping", MAPPING, "--as-of", "2026-11-22"]
DUE = ["due", "--calendar", "england-and-wales", "--start", "2026-12-23T16:40", "--within", "2 working days"]
BROKEN = write("broken.md", "# Charter: Broken\n\n## Standard: no label\n")


def help_is_given():
    for command in ("check", "format", "compare", "due", "judge", "import"):
        done = run(command, "--help")
        check(f"{command} --help: on standard output, exit 0",
              done.exit == 0 and done.out.startswith(f"usage: wardmote {command} ") and "--help" in done.out
              and not done.err, done)
    for words in ([], ["help"], ["--help"], ["-h"]):
        done = run(*words)
        check(f"wardmote {' '.join(words)}: lists every command", done.exit == 0 and not done.err
              and all(f"\n  {name} " in done.out for name in ("check", "format", "compare", "due", "judge", "import")), done)
    done = run("help", "judge")
    check("help judge is judge --help", done.exit == 0 and "--requests" in done.out and done == run("judge", "--help"), done)
    for words in (["version"], ["--version"]):
        done = run(*words)
        check(f"wardmote {words[0]}: name and number",
              done.exit == 0 and done.out.startswith("wardmote ") and done.out.count("\n") == 1, done)
    done = run(*JUDGE, "--help")
    check("--help comes before everything else", done.exit == 0 and done.out.startswith("usage: wardmote judge "), done)


# (what it shows, arguments, exit, standard error: exactly, or with ... what it contains)
MISTAKES = [
    ("the nearest command", ["juge"], 2, "wardmote: 'juge' is not a command: did you mean 'judge'?\n"),
    ("a word near no command", ["xyzzy"], 2, "wardmote: 'xyzzy' is not a command: 'wardmote help' lists them\n"),
    ("help of what is no command", ["help", "xyzzy"], 2, "wardmote: 'xyzzy' is not a command: 'wardmote help' lists them\n"),
    ("the nearest option", ["judge", "--request", "x"], 2,
     "wardmote: '--request' is not an option of 'judge': did you mean '--requests'?\n"),
    ("an option near none", ["check", "--xyzzy", "x"], 2,
     "wardmote: '--xyzzy' is not an option of 'check': 'wardmote check --help' lists them\n"),
    ("an option of another command", ["check", "--within", "2 days", "x"], 2,
     "wardmote: '--within' is not an option of 'check': 'wardmote check --help' lists them\n"),
    ("a value that is missing", ["due", "--start"], 2, "wardmote: --start: needs a value: --start TIME\n"),
    ("an option given twice", ["due", "--start=2026-01-01", "--start", "2026-01-02"], 2, "wardmote: --start: is given twice\n"),
    ("a flag with a value", ["judge", "--cases=yes"], 2, "wardmote: --cases: takes no value\n"),
    ("a form that does not exist", JUDGE + ["--format", "xml"], 2, "wardmote: --format: 'xml' is none of text|csv|json\n"),
    ("threads that are no number", JUDGE + ["--threads", "many"], 2,
     "wardmote: --threads: 'many' is not a whole number from 1 to 64\n"),
    ("no threads", JUDGE + ["--threads", "0"], 2, "wardmote: --threads: '0' is not a whole number from 1 to 64\n"),
    ("check without a file", ["check"], 2, "wardmote: 'check' needs FILE...\n"),
    ("format with two files", ["format", CHARTER, MAPPING], 2, f"wardmote: 'format' does not take '{MAPPING}'\n"),
    ("compare with one file", ["compare", CHARTER], 2, "wardmote: 'compare' needs OLD NEW\n"),
    ("judge without requests", ["judge", CHARTER], 2, "... --requests: must be given"),
    ("due without a start", ["due"], 2, "... 'due' needs --start TIME"),
    ("a start that is no time", ["due", "--start", "yesterday", "--within", "2 days"], 2, "... --start"),
    ("a limit that is none", ["due", "--start", "2026-01-01", "--within", "24hrs"], 2, "... --within"),
    ("an as-of that is no time", JUDGE[:-1] + ["tomorrow"], 2, "... --as-of"),
    ("a document that is not there", ["check", "gone.md"], 3, "wardmote: gone.md: can't be read: No such file or directory\n"),
    ("a folder", ["check", str(LIBRARY)], 3, f"... {LIBRARY}: "),
    ("a document that is not there, to format", ["format", "gone.md"], 3,
     "wardmote: gone.md: can't be read: No such file or directory\n"),
    ("requests that are not there", ["judge", CHARTER, "--requests", "gone.csv", "--mapping", MAPPING], 3,
     "wardmote: gone.csv: can't be read: No such file or directory\n"),
    ("a mapping that is not there", ["judge", CHARTER, "--requests", REQUESTS, "--mapping", "gone"], 3, "... gone"),
    ("a calendar that is not there", ["due", "--calendar", "gone", "--start", "2026-01-01", "--within", "2 days"], 3, "... gone"),
    ("a document with errors", ["check", BROKEN], 1, "..."),
]


def mistakes_are_named():
    for note, arguments, code, text in MISTAKES:
        done = run(*arguments)
        is_said = text[4:] in done.err if text.startswith("...") else done.err == text
        check(f"{note}: exit {code}, and says so", done.exit == code and is_said, done)
        if code == 2:
            check(f"{note}: nothing on standard output", done.out == "", done)


def forms():
    texts = {form: run(*JUDGE, "--format", form) for form in ("text", "csv", "json")}
    check("judge writes text unless told otherwise", run(*JUDGE).out == texts["text"].out and "S1" in texts["text"].out, texts["text"])
    rows = list(csv.DictReader(io.StringIO(texts["csv"].out)))
    check("judge --format csv: the promised columns first",
          texts["csv"].out.startswith("document,clause,area,period_start,period_end,cases,on_time,late,not_yet_due,"
                                      "not_known,excluded,share,target,verdict"), texts["csv"])
    parsed = json.loads(texts["json"].out or "null")
    found = parsed if isinstance(parsed, list) else next((v for v in (parsed or {}).values() if isinstance(v, list)), [])
    check("judge --format json: a row for each row of the CSV", len(found) == len(rows) > 0, texts["json"])
    check("judge: the forms are told apart by --format alone", all(done.exit == 0 for done in texts.values()), texts)
    done = run(*DUE, "--format", "json")
    check("due --format json", done.exit == 0 and json.loads(done.out or "{}").get("due") == "2026-12-29", done)
    done = run(*DUE, "--format=json")
    check("--format=json is --format json", done.exit == 0 and json.loads(done.out or "{}").get("due") == "2026-12-29", done)


def streams():
    text = CHARTER.read_bytes()
    check_equal("format reads standard input for -", run("format", "-", stdin=text).out, run("format", CHARTER).out)
    done = run("judge", CHARTER, "--requests", "-", "--mapping", MAPPING, "--as-of", "2026-11-22", "--format", "csv",
               stdin=REQUESTS.read_bytes())
    check_equal("judge reads requests from a pipe", done.out, run(*JUDGE, "--format", "csv").out)
    done = run("check", "--", CHARTER)
    check("what follows -- is a file", done.exit == 0, done)
    for command in (["version"], ["--help"], ["format", CHARTER], JUDGE, DUE):
        with open("/dev/full", "wb") as full:
            done = run(*command, stdout=full)
        check(f"{command[0]} on a full disk: exit 4 and a message",
              done.exit == 4 and "could not be written: No space left on device" in done.err, done)
    for command in (JUDGE, ["format", CHARTER]):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run([PROGRAM, *map(str, command)], stdout=writing, stderr=subprocess.PIPE, check=False,
                              stdin=subprocess.DEVNULL, preexec_fn=lambda: __import__("signal").signal(13, 0))
        os.close(writing)
        said = done.stderr.decode()
        check(f"{command[0]} into a pipe that was closed: no complaint about it",
              done.returncode in (-13, 0, 141) and "Broken pipe" not in said and "written" not in said,
              f"exit {done.returncode}\n{said}")


help_is_given()
mistakes_are_named()
forms()
streams()
