"""`wardmote judge --instead`: two versions of a document over the same facts, side by side, and the cases they part on."""
import csv
import json
import re

from harness import LIBRARY, check, check_equal, run, write

MAPPING = write("mapping.md", """# Mapping: Test

- Zone: Europe/London
- Id: id
- Service: service
- Area: area
- Opened: opened
- Closed: closed
- Status: status
- Closed statuses: closed
- Exclude: withdrawn
- Map: * = same
""")
REQUESTS = write("requests.csv", """id,service,area,opened,closed,status
a,litter,Aldermoor,2026-02-02 09:00,2026-02-03 10:00,closed
b,litter,Aldermoor,2026-02-02 09:00,2026-02-05 10:00,closed
c,litter,Aldermoor,2026-02-06 09:00,2026-02-12 10:00,closed
d,litter,Aldermoor,2026-05-05 09:00,2026-05-07 23:00,closed
e,litter,Aldermoor,2026-05-05 09:00,,withdrawn
f,graffiti,Aldermoor,2026-05-06 09:00,2026-05-06 12:00,closed
g,litter,Elsewhere,2026-05-05 09:00,2026-05-20 09:00,closed
h,litter,Aldermoor,2026-06-29 09:00,,open
""")
HEADER = """# Charter: Test

- Id: {id}
- Area: Aldermoor
- Between: the council; the residents
- In force: {in_force}
- Calendar: england-and-wales

"""
SUBJECT = "document,clause,area,period_start,period_end"
FIGURES = "cases,on_time,late,not_yet_due,not_known,excluded,share,target,verdict,measure,value"


def charter(name, clauses, in_force="1 January 2026 to 31 December 2026", id_="test"):
    return write(name, HEADER.format(id=id_, in_force=in_force) + clauses)


def standard(label, service, days, target="at least 90% each quarter"):
    return (f"## Standard {label}: {service}\n- Provider: the council\n- Service: {service}\n"
            f"- Clock: from report to completion, within {days} working day{'s' if days > 1 else ''}\n- Target: {target}\n\n")


def judge(document, instead, *more, as_of="2026-06-30T12:00"):
    documents = document if isinstance(document, list) else [document]
    return run("judge", *documents, "--requests", REQUESTS, "--mapping", MAPPING, "--as-of", as_of, "--instead", instead, *more)


def rows(done):
    check("it runs", done.exit == 0, done)
    return list(csv.DictReader(done.out.splitlines()))


def short(row, side=""):
    return "{} {}/{}/{}/{}/{} {} {}".format(*(row[c + side] for c in FIGURES.split(",")[:7] + ["verdict"]))


# Monday 2 February: 1 working day ends on the 3rd, 3 on the 5th. Friday the 6th: 1 on the 9th, 3 on the 11th. Tuesday
# 5 May: 1 on the 6th, 3 on the 8th. Monday 29 June: 1 on the 30th at midnight, after the time of asking.
OLD = charter("old.md", standard("S1", "litter", 1) + standard("S2", "graffiti", 1))
NEW = charter("new.md", standard("S1", "litter", 3, "at least 60% each quarter") + standard("S3", "graffiti", 2),
              in_force="1 April 2027 to 31 March 2028")
done = judge(OLD, NEW, "--format", "csv")
table = rows(done)
check_equal("the columns: of what, in which, and both figures", done.out.splitlines()[0],
            f"{SUBJECT},only_in,{FIGURES}," + ",".join(c + "_instead" for c in FIGURES.split(",")))
check_equal("the same days, though the new one is in force later; and what only one of them has",
            [(r["clause"], r["period_start"], r["only_in"], short(r), short(r, "_instead")) for r in table],
            [("S1", "2026-01-01", "", "3 1/2/0/0/0 0.3333 missed", "3 2/1/0/0/0 0.6667 kept"),
             ("S1", "2026-04-01", "", "2 0/1/1/0/1 0.0000 at_risk", "2 1/0/1/0/1 1.0000 on_course"),
             ("S2", "2026-01-01", "old", "0 0/0/0/0/0  no_cases", " ////  "),
             ("S2", "2026-04-01", "old", "1 1/0/0/0/0 1.0000 on_course", " ////  "),
             ("S3", "2026-01-01", "new", " ////  ", "0 0/0/0/0/0  no_cases"),
             ("S3", "2026-04-01", "new", " ////  ", "1 1/0/0/0/0 1.0000 on_course")])
check_equal("each with its own target", (table[0]["target"], table[0]["target_instead"]), ("at least 90%", "at least 60%"))
check_equal("which clauses only one has, on standard error", [line.strip() for line in done.err.splitlines() if "only in" in line],
            [f"S2 is counted only in {OLD}", f"S3 is counted only in {NEW}"])
one = json.loads(judge(OLD, NEW, "--format", "json").out)[0]
check_equal("JSON: numbers are numbers, and what is empty is null", (one["late"], one["late_instead"], one["only_in"]), (2, 1, None))
text = judge(OLD, NEW).out.splitlines()
check_equal("in text, what no row has is left out", re.split(r"\s{2,}", text[0].strip()),
            ["clause", "period start", "period end", "only in", "cases", "on time", "late", "not yet due", "excluded", "share", "target",
             "verdict", "instead: cases", "on time", "late", "not yet due", "excluded", "share", "target", "verdict"])
check("in words", re.search(r"S1 litter +2026-01-01 .* missed +3 +2 +1 .* kept", text[1]), text[1])
check_equal("without periods they are summed", [short(r) + "|" + short(r, "_instead") for r in
            rows(judge(OLD, NEW, "--by", "clause", "--format", "csv"))][0], "5 1/3/1/0/1 0.2500 |5 3/1/1/0/1 0.7500 ")

# cases
cases = rows(judge(OLD, NEW, "--cases", "--format", "csv"))
check_equal("the cases whose state changes, of clauses that both have",
            [(c["clause"], c["case"], c["due"], c["state"], c["due_instead"], c["state_instead"]) for c in cases],
            [("S1", "b", "2026-02-03T23:59:59+00:00", "late", "2026-02-05T23:59:59+00:00", "on_time"),
             ("S1", "d", "2026-05-06T23:59:59+01:00", "late", "2026-05-08T23:59:59+01:00", "on_time")])
narrow = charter("narrow.md", standard("S1", "litter", 1) + standard("S2", "litter; graffiti", 1))
wider = rows(judge(narrow, OLD, "--cases", "--format", "csv"))
check_equal("a case that a clause would no longer take has no state there", {(c["clause"], c["case"], c["state_instead"]) for c in wider
            if not c["state_instead"]}, {("S2", i, "") for i in "abcdeh"})
check_equal("the same text changes nothing", rows(judge(OLD, OLD, "--cases", "--format", "csv")), [])
same = rows(judge(OLD, OLD, "--format", "csv"))
check("and scores the same", all(short(r) == short(r, "_instead") for r in same), same)

# versions: the new text stands in for each, over its days
first = charter("first.md", standard("S1", "litter", 1), in_force="1 January 2026 to 4 February 2026")
second = charter("second.md", standard("S1", "litter", 2), in_force="5 February 2026 to 31 December 2026")
check_equal("a case stays in the days of its version", [(r["period_start"], r["period_end"], short(r), short(r, "_instead")) for r in
            rows(judge([second, first], NEW, "--format", "csv")) if r["clause"] == "S1"],
            [("2026-01-01", "2026-02-04", "2 1/1/0/0/0 0.5000 missed", "2 2/0/0/0/0 1.0000 kept"),
             ("2026-02-05", "2026-03-31", "1 0/1/0/0/0 0.0000 missed", "1 0/1/0/0/0 0.0000 missed"),
             ("2026-04-01", "2026-06-30", "2 1/0/1/0/1 1.0000 on_course", "2 1/0/1/0/1 1.0000 on_course")])
monthly = charter("monthly.md", standard("S1", "litter", 1, "at least 90% each month"))
check_equal("other periods stand in rows of their own", [(r["period_start"], r["period_end"], r["only_in"]) for r in
            rows(judge(OLD, monthly, "--format", "csv")) if r["clause"] == "S1"][:3],
            [("2026-01-01", "2026-01-31", "new"), ("2026-01-01", "2026-03-31", "old"), ("2026-02-01", "2026-02-28", "new")])
other = charter("other.md", standard("S1", "litter", 1), id_="other")
check_equal("documents of another Id are left out", {r["document"] for r in rows(judge([OLD, other], NEW, "--format", "csv"))}, {"test"})

# the engine is the one there is: the same as judging the text itself on those days
plain = ["judge", LIBRARY / "examples/harcaster-streets.md", "--requests", LIBRARY / "examples/harcaster-requests.csv",
         "--mapping", LIBRARY / "examples/harcaster-mapping.md", "--as-of", "2026-11-22", "--format", "csv"]
example = (LIBRARY / "examples/harcaster-streets.md").read_text(encoding="utf-8")
changed = example.replace("within 2 working days\n- Target", "within 5 working days\n- Target")
late = changed.replace("1 January 2026 to 31 December 2028", "1 April 2029 to 31 March 2032")
check("the example has what is changed", example != changed != late)
as_it_is, in_its_place = rows(run(*plain)), rows(run(plain[0], write("example.md", changed), *plain[2:]))
both = rows(run(*plain, "--instead", write("late.md", late)))
check_equal("the old figures are those of judge", [short(r) for r in both], [short(r) for r in as_it_is])
check_equal("and the new ones those of the new text", [short(r, "_instead") for r in both], [short(r) for r in in_its_place])
check_equal("S3 in summer: seven of twelve in two working days, all twelve in five",
            [(short(r), short(r, "_instead")) for r in both if r["clause"] == "S3" and r["period_start"] == "2026-07-01"],
            [("12 7/5/0/0/0 0.5833 missed", "12 12/0/0/0/0 1.0000 kept")])
threads = run(*plain, "--instead", write("late.md", late), "--threads", "1").out
check_equal("whatever the threads", run(*plain, "--instead", write("late.md", late), "--threads", "3").out, threads)

# what is refused
bad = charter("bad.md", standard("S1", "litter", 1).replace("within 1 working day", "within a while"))
done = judge(OLD, bad)
check("an error of the new text, with its place", done.exit == 1 and re.search(r"bad\.md:12:\d+: error: ", done.err), done)
done = judge(OLD, other)
check("another Id", done.exit == 2 and re.search(r"--instead: \S*other\.md has the Id 'other', and no document judged has that: "
      "give another version of one", done.err), done)
done = judge(OLD, NEW, "--explain", "a")
check("one case is explained under one text", done.exit == 2 and
      "--explain: can't go with --instead: explain the case under one document after the other" in done.err, done)
check_equal("a file that is not there", judge(OLD, "none.md").exit, 3)
