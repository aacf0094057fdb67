"""library/procedures: fit to be adopted, and cases walked through each of them.

tests/procedures/PROCEDURE-CASE.csv holds what is on record of a case as `wardmote follow` reads it, and between it, in
rows of the kind `expected`, what the answer must be at the end of that day, worked out by hand:

    name       value                          by and due
    G4         the state of its latest run    who has it, and the last day of its time; none: it has no last day
    G4         none                           it has not been opened
    H1 X1      the state of that clause
    to         another procedure's stage that must be opened
    refused    the stage of a deed of that day that may not be done; nothing else is refused
    case       open, ended

A case that goes on in another procedure has the column `procedure`.
"""
import csv
import datetime
import json
import re
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from harness import LIBRARY, SOURCE, check, check_equal, run, write

FOLDER = LIBRARY / "procedures"
DOCUMENTS = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
CASES = sorted((SOURCE / "tests/procedures").glob("*.csv"))
COLUMNS = ("case", "time", "kind", "name", "value", "by", "words", "procedure")
LEAST_CASES = 3
OVER = ("done", "done late", "ended", "lapsed", "opened anew", "not for this case")


def documents():
    done = run("check", *DOCUMENTS)
    check_equal("together they have no errors and no warnings", done,
                (0, "", f"no errors, no warnings in {len(DOCUMENTS)} documents\n"))
    readme = (FOLDER / "README.md").read_text()
    for path in DOCUMENTS:
        check_equal(f"{path.stem}: is canonical", run("format", path).out, path.read_text())
        check(f"{path.stem}: stands in the table", f"| [{path.stem}]({path.name}) |" in readme)
        clauses = path.read_text().split("\n## ")
        check(f"{path.stem}: says what to fill in", "\nFill in" in clauses[0], clauses[0])
        stages = [clause for clause in clauses if clause.startswith("Stage")]
        silent = [c.splitlines()[0] for c in stages if "\n- Clock: " not in c or "\n- Tell: " not in c]
        check_equal(f"{path.stem}: every stage has a time and somebody who is told", silent, [])
        check_equal(f"{path.stem}: every clause says what it rests on",
                    [clause.splitlines()[0] for clause in clauses if "\n- Basis: " not in clause], [])
        walked = [case for case in CASES if procedure_of(case) == path]
        check(f"{path.stem}: {LEAST_CASES} cases are walked through it or more", len(walked) >= LEAST_CASES, len(walked))


def procedure_of(case):
    return max((path for path in DOCUMENTS if case.stem.startswith(path.stem + "-")), key=lambda p: len(p.stem))


def last_day(until):
    """Time runs to the midnight after its last day."""
    if not until:
        return ""
    return str((datetime.datetime.fromisoformat(until) - datetime.timedelta(seconds=1)).date())


def stage_got(answer, label, expected):
    runs = [stage for stage in answer["stages"] if stage["stage"] == label]
    if not runs:
        return "none", "", ""
    state = runs[-1]["state"]
    if state in OVER:
        return state, "", ""
    until = [clock["until"] for clock in runs[-1]["clocks"] if clock["until"]]
    if state == "can be asked for":
        until = [other["at"] for other in answer["otherwise"] if other["stage"] == label]
    who = {row["who"] for row in answer["owed"] + answer["may_follow"] if row["stage"] == label}
    return state, expected["by"] if not expected["by"] or expected["by"] in who else "/".join(sorted(who)), \
        last_day(min(until, default=""))


def got(answer, expected):
    name = expected["name"]
    if name == "case":
        return ("ended" if answer["ended"] else "open"), "", ""
    if name == "to":
        there = [f"{jump['procedure']} {jump['stage']}" for jump in answer["goes_on_in"]]
        return (expected["value"] if expected["value"] in there else "; ".join(there)), "", ""
    if name[0] == "H":
        reached = {row["label"]: row["reached"] for row in answer["thresholds"]}[name]
        return {"yes": "reached", "no": "not reached"}.get(reached, reached), "", ""
    if name[0] == "X":
        return {row["label"]: row["state"] for row in answer["exclusions"]}[name], "", ""
    return stage_got(answer, name, expected)


def refused(answer, rows):
    """Days and stages of deeds that were not taken."""
    lines = [note["line"] for note in answer["notes"] if note["kind"] == "refused"]
    return sorted((rows[line - 2]["time"], rows[line - 2]["name"]) for line in lines)


def facts_of(path, rows, own):
    """The rows without what is expected, as the program reads them."""
    lines = [",".join(COLUMNS)]
    for row in rows:
        cells = [row.get(column) or "" for column in COLUMNS[:-1]] + [row.get("procedure") or own]
        lines.append(",".join('"' + cell.replace('"', '""') + '"' for cell in cells))
    return write(path.name, "\n".join(lines) + "\n")


def refused_expected(rows, case, procedure, day):
    return sorted((row["time"], row["value"]) for row in rows
                  if row["kind"] == "expected" and row["name"] == "refused" and row["time"] <= day
                  and row["case"] == case and row.get("procedure", procedure) == procedure)


def field(clause, key):
    return [line[len(key) + 4:] for line in clause.splitlines() if line.startswith(f"- {key}: ")]


def outcomes_of(path):
    """(stage, its text, outcome, the stages it leads to), but for what comes by itself or hangs on a fact.

    A stage that asks how another fares, such as `Only when: G6 is failing`, is none for a case that was never there.
    """
    clauses = [clause for clause in path.read_text().split("\n## ")[1:] if clause.startswith("Stage ")]
    labels = {clause.split()[1].rstrip(":"): clause for clause in clauses}
    guarded = {label for label, clause in labels.items() if re.search(r"^- Only when: .*\bG\d+ is ", clause, re.M)}
    for label, clause in labels.items():
        for name, value in re.findall(r"^- If ([^:]+): (.+)$", clause, re.M):
            if name in ("late", "nobody asks") or ", when " in value or ", unless " in value:
                continue
            ways = [way.split(",")[0].strip() for way in value.split(";")]
            if not guarded & {label, *ways}:
                yield label, clause, name, sorted(way for way in ways if way in labels)


def every_outcome(path):
    """Each stage opened by itself and left by each of its outcomes: what its text names is open then, and nothing else."""
    day = "2009-06-01" if path.stem == "area-assessment" else "2026-10-05"
    rows, expected = [], {}
    for label, clause, name, leads in outcomes_of(path):
        case, who = f"{label} {name}", field(clause, "By")[0].split(";")[0].split(",")[0]
        rows.append({"case": case, "time": day, "kind": "opening", "name": label, "by": who})
        for key, kind in (("Consent", "consent"), ("Advice", "advice")):
            for party in sum((line.split(", when ")[0].split("; ") for line in field(clause, key)), []):
                rows.append({"case": case, "time": day, "kind": kind, "name": label, "value": "yes", "by": party})
        rows.append({"case": case, "time": day, "kind": "outcome", "name": label, "value": name, "by": who})
        expected[case] = leads or ["ended"]
    facts = facts_of(path.with_suffix(".outcomes.csv"), rows, path.stem)
    done = run("follow", path, "--facts", facts, "--as-of", day, "--format", "csv")
    found = defaultdict(set)
    for row in csv.DictReader(done.out.splitlines()):
        if row["state"] in ("open", "can be asked for", "not known"):
            found[row["case"]].add(row["stage"])
        if row["state"] == "ended" and not row["stage"]:
            found[row["case"]].add("ended")
    return expected, {case: sorted(found[case]) for case in expected}, done


def reasons_of(clause):
    """The reasons of an exclusion: the facts of each, and who must say them."""
    for reason in field(clause, "When")[0].split("; "):
        tests, _, party = reason.partition(", said by ")
        yield [test.strip() for test in tests.split(" and ")], party


def every_exclusion(path):
    """Each exclusion by each of its reasons, alone and with what overrides it."""
    day = "2026-10-05"
    clauses = [clause for clause in path.read_text().split("\n## ")[1:] if clause.startswith("Exclusion ")]
    first = next(clause for clause in path.read_text().split("\n## ") if clause.startswith("Stage "))
    opening = {"time": day, "kind": "opening", "name": first.split()[1].rstrip(":")}
    differ, n = [], 0
    known = {test for clause in clauses for tests, party in reasons_of(clause) if not party for test in tests}

    def state(label, facts):
        nonlocal n
        n += 1
        rows = [{**opening, "case": "one"}] + [
            {"case": "one", "time": day, "kind": "fact", "name": name, "value": value, "by": party}
            for name, (value, party) in {**{name: ("no", "") for name in known}, **facts}.items()]
        done = run("follow", path, "--facts", facts_of(path.with_suffix(f".{n}.csv"), rows, path.stem), "--case", "one",
                   "--as-of", day, "--format", "json")
        return {row["label"]: row["state"] for row in json.loads(done.out)[0]["exclusions"]}[label]

    def expect(label, facts, expected):
        answered = state(label, facts)
        if answered != expected:
            differ.append((label, facts, expected, answered))

    for clause in clauses:
        label = clause.split()[1].rstrip(":")
        lifters = [other for other in clauses if label in "; ".join(field(other, "Overrides")).split("; ")]
        applies = "lifts others" if field(clause, "Overrides") else "applies"
        for tests, party in reasons_of(clause):
            facts = {test: ("yes", party) for test in tests}
            expect(label, {}, "does not apply")
            expect(label, facts, applies)
            for lifter in lifters:
                for more, by in reasons_of(lifter):
                    expect(label, {**facts, **{test: ("yes", by) for test in more}}, "overridden")
    return differ, n


def walk(path):
    """What is expected of each case on each day, beside what the program says."""
    rows = list(csv.DictReader(path.open(newline="", encoding="utf-8")))
    own = procedure_of(path).stem
    recorded = [row for row in rows if row["kind"] != "expected"]
    followed = {own} | {row["procedure"] for row in rows if row.get("procedure")}
    days = defaultdict(list)
    for row in rows:
        if row["kind"] == "expected":
            days[row["case"], row["time"], row.get("procedure", own)].append(row)
    facts = facts_of(path, recorded, own)
    found = []
    for (case, day, procedure), expectations in days.items():
        done = run("follow", *(FOLDER / f"{name}.md" for name in sorted(followed)), "--facts", facts, "--case", case,
                   "--as-of", day, "--format", "json")
        answers = [row for row in json.loads(done.out) if row["procedure"] == procedure] if done.exit == 0 else []
        if len(answers) != 1:
            found.append((case, day, "one answer", done))
            continue
        plain = [row for row in expectations if row["name"] != "refused"]
        expected = [(row["name"], row["value"], row["by"], row["due"]) for row in plain]
        answered = [(row["name"], *got(answers[0], row)) for row in plain]
        found.append((case, day, [*expected, refused_expected(rows, case, procedure, day)],
                      [*answered, refused(answers[0], recorded)]))
    return found


documents()
with ThreadPoolExecutor(2) as pool:
    for path, found in zip(CASES, pool.map(walk, CASES)):
        for case, day, expected, answered in found:
            where = path.stem if case == path.stem else f"{path.stem}, {case}"
            check_equal(f"{where}: at {day}", answered, expected)
    for path, (expected, answered, done) in zip(DOCUMENTS, pool.map(every_outcome, DOCUMENTS)):
        differ = {case: (answered[case], leads) for case, leads in expected.items() if answered[case] != leads}
        check(f"{path.stem}: each of its {len(expected)} outcomes leads where it says", done.exit == 0 and not differ,
              differ or done)
    for path, (differ, n) in zip(DOCUMENTS, pool.map(every_exclusion, DOCUMENTS)):
        check(f"{path.stem}: its exclusions apply and are overridden as they say, in {n} cases", not differ, differ)
