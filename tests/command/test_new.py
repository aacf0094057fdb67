"""wardmote new: what it prints has no errors, is canonical, and warns only of what a writer must fill in."""
import csv
import io
import re
import shutil

from harness import LIBRARY, PROGRAM, SOURCE, check, check_equal, run, write

TODAY = ("--as-of", "2026-11-26")
PARTIES = "Harcaster Borough Council; the residents of Aldermoor"
GIVEN = ("--title", "St Ann's Clean Streets", "--between", PARTIES, "--area", "Aldermoor ward, Harcaster", *TODAY)

CHARTER = """\
# Charter: St Ann's Clean Streets

- Id: st-anns-clean-streets
- Area: Aldermoor ward, Harcaster
- Between: Harcaster Borough Council; the residents of Aldermoor
- In force: 1 January 2027 to 31 December 2029
- Calendar: england-and-wales
- Review: every 12 months

Say here what this is for, in a sentence or two. What begins with a dash is kept and counted; everything else, like \
these lines, is read by people only.

## Standard S1: Litter is picked up
- Provider: Harcaster Borough Council
- Service: litter
- Clock: from report to completion, within 2 working days
- Target: at least 90% each quarter

## Commitment C1: We say where it lies
- By: the residents of Aldermoor
- Count: at least 12 reports each quarter
- In return for: S1
"""

# What each kind still lacks: a writer must say it, and nobody else can.
LACKS = {"charter": ["no-voice", "no-contact", "no-role"], "agreement": ["no-contact", "no-role"], "procedure": []}


def codes(path):
    return [(row["severity"], row["code"]) for row in csv.DictReader(io.StringIO(run("check", path, "--format", "csv").out))]


def canonical(name, text):
    path = write(f"{name}.md", text)
    check_equal(f"{name}: is canonical", run("format", path).out, text)
    return path


def kinds():
    partners = [*GIVEN[:3], "Harcaster Borough Council; Eastmark Police", *GIVEN[4:]]
    check_equal("charter: with everything given", run("new", "charter", *GIVEN).out, CHARTER)
    for kind, lacks in LACKS.items():
        for how, given in (("given", partners if kind == "agreement" else GIVEN), ("plain", TODAY)):
            done = run("new", kind, *given)
            check(f"{kind} {how}: is printed", done.exit == 0 and done.err == "", done)
            path = canonical(f"{kind}-{how}", done.out)
            check_equal(f"{kind} {how}: only what a writer must fill in is missing", codes(path),
                        [("warning", code) for code in lacks])
            check(f"{kind} {how}: fits a page", len(done.out.splitlines()) <= 45, done.out)


def filled():
    """The cures of the three warnings, taken literally, leave nothing to say."""
    text = CHARTER.replace("- Review:", "- Spoken for by: the residents' association, 41 votes to 3\n- Review:") \
                  .replace("- Service: litter", "- Role: Director of Environment\n- Service: litter") \
        + "\n## Contact K1: Street cleaning\n- Telephone: 01632 960100\n"
    done = run("check", write("filled.md", text))
    check_equal("charter: filled in, nothing is said", (done.out, done.err), ("", "no errors, no warnings in 1 document\n"))


def dates():
    for today, line in (("2026-12-04", "1 January 2027 to 31 December 2029"), ("2026-12-05", "1 February 2027 to 31 January 2030"),
                        ("2028-01-31", "1 March 2028 to 28 February 2031"), ("2027-02-28", "1 April 2027 to 31 March 2030")):
        check(f"charter: written on {today}", f"- In force: {line}\n" in run("new", "charter", "--as-of", today).out, line)
    for today, line, baseline, goal in (("2026-11-26", "1 April 2027 to 31 March 2030", "2026/27", "2029/30"),
                                        ("2027-03-31", "1 April 2028 to 31 March 2031", "2026/27", "2030/31"),
                                        ("2099-04-01", "1 April 2100 to 31 March 2103", "2099/00", "2102/03")):
        out = run("new", "agreement", "--as-of", today).out
        check(f"agreement: written on {today}", f"- In force: {line}\n" in out and f"in {baseline}\n" in out
              and f"in {goal}\n" in out, out)


def refused():
    for name, arguments, exit_code, message in (
            ("no kind", [], 2, "wardmote: 'new' needs charter|agreement|procedure\n"),
            ("an unknown kind", ["chart"], 2, "wardmote: 'chart' is not a kind of document: write charter, agreement or procedure\n"),
            ("one party", ["charter", "--between", "A;"], 2,
             "wardmote: --between: names one party: name two or more, 'Harcaster Borough Council; the residents of Aldermoor'\n"),
            ("two lines", ["charter", "--title", "a\nb"], 2, "wardmote: --title: is not one line of text\n"),
            ("no day", ["charter", "--as-of", "today"], 2,
             "wardmote: --as-of: 'today' is no time: write 2026-06-30, or 2026-06-30T17:00\n"),
            ("standards of an agreement", ["agreement", "--from", "salford"], 2,
             "wardmote: --from: stands with 'new charter' alone: leave it out\n"),
            ("an Id of two words", ["charter", "--id", "a b", *TODAY], 1,
             "new document:3:7: error: an Id is one word of letters, figures and '-', such as 'aldermoor-streets'\n"
             "- Id: a b\n      ^~~\n"),
            ("a file that is no charter", ["charter", "--from", LIBRARY / "calendars/uk.md"], 3,
             f"wardmote: {LIBRARY}/calendars/uk.md: is no charter that can be taken over: 'wardmote check' says why\n")):
        done = run("new", *arguments)
        check(f"refused: {name}", (done.exit, done.out, done.err) == (exit_code, "", message), done)
    done = run("new", "charter", "--from", "salfor")
    check("refused: standards that are not there", done.exit == 3 and done.out == "" and done.err.startswith(
        "wardmote: there is no set of standards 'salfor', and no such file: did you mean 'salford'? There are amsterdam, "), done)


def taken_over():
    for path in sorted((LIBRARY / "standards").glob("*.md")):
        done = run("new", "charter", "--from", path.stem, "--between", PARTIES, *TODAY)
        check(f"from {path.stem}: is printed", done.exit == 0 and done.err == "", done)
        taken = canonical(f"from-{path.stem}", done.out)
        check(f"from {path.stem}: has no errors", all(severity == "warning" for severity, _ in codes(taken)), run("check", taken))
        before = path.read_text(encoding="utf-8")
        clauses = r"^## .*$"
        check_equal(f"from {path.stem}: has every clause", re.findall(clauses, done.out, re.M), re.findall(clauses, before, re.M))
        check(f"from {path.stem}: is between us", set(re.findall(r"^- Provider: (.*)$", done.out, re.M)) <= {PARTIES.split("; ")[0]},
              done.out)
    by_path = run("new", "charter", "--from", "standards/salford", *TODAY)
    check("from standards/salford: the same as from salford", by_path.exit == 0
          and by_path.out == run("new", "charter", "--from", "salford", *TODAY).out, by_path)
    check("from salford: says whose it was", "Begun from the standards of 'Salford street scene'." in by_path.out, by_path)


def own_templates():
    """A council's own template, in its own library."""
    def told(text):
        library = write("library/templates/charter.md", text).parent.parent
        program = write("bin/wardmote", "")
        program.unlink()
        shutil.copy(PROGRAM, program)
        return run("new", "charter", *TODAY, program=program, environment={"WARDMOTE_LIBRARY": str(library)})
    own = "# Charter: {title|Ours}\n\n- Id: {id}\n- Area: {area}\n- Between: {between|A; B}\n- In force: from {start}\n"
    check_equal("own template: is taken", told(own).out, "# Charter: Ours\n\n- Id: ours\n- Between: A; B\n- In force: from 1 January 2027\n")
    page = (SOURCE / "docs/editing.md").read_text(encoding="utf-8")
    names = [name for row in re.findall(r"^\| (`\{.*?) \|", page, re.M) for name in re.findall(r"`(\{\w+\})`", row)]
    done = told(own + "".join(f"\n{name[1:-1]}: {name}\n" for name in names))
    values = dict(re.findall(r"^(\w+): (.*)$", done.out, re.M))
    check_equal("own template: every name of docs/editing.md", values, {
        "title": "Ours", "id": "ours", "between": "A; B", "first": "A", "last": "B", "start": "1 January 2027",
        "end": "31 December 2029", "april": "1 April 2027", "march": "31 March 2030", "year": "2026/27", "goal": "2029/30"})
    check("own template: only the area stands for nothing", len(names) == len(values) + 1, names)
    done = told(own + "- Zone: {zone}\n")
    check("own template: an unknown name is told", (done.exit, done.err) == (
        3, "template:7:9: error: '{zone}' is no name that is filled in: docs/editing.md lists them\n"), done)
    done = told(own + "- Zone: {start\n")
    check("own template: an open brace is told", (done.exit, done.err) == (3, "template:7:9: error: a '}' is missing behind '{start'\n"), done)


kinds()
filled()
dates()
refused()
taken_over()
own_templates()
