"""library/standards: every document is clean and canonical, every line of its index is true, and docs/standards.md counts
them. Where the collection they were taken from is at hand, each of its rows is there with its value and unit."""
import csv
import re
import sys

from harness import DATA, LIBRARY, SOURCE, check, check_equal, run, skip, write

sys.path.insert(0, str(SOURCE / "tools"))
import standards  # noqa: E402

STANDARDS = LIBRARY / "standards"
INDEX = standards.rows()
# What a charter has and a promise off a web page has not.
WARNINGS = ("has no Contact: before signing", "no senior post answers for", "nothing says who speaks for",
            "nothing says when it is looked at again")
WORKING_HOURS = {"STD015", "EXT33"}  # "24 hours, Monday to Friday"


def documents():
    paths = sorted(STANDARDS.glob("*.md"))
    check("standards: the documents of the index are those of the folder",
          {path.stem for path in paths} == {row["document"] for row in INDEX}, [path.stem for path in paths])
    for path in paths:
        done = run("check", path)
        findings = [line for line in done.out.splitlines() if ": error: " in line or ": warning: " in line]
        others = [line for line in findings if not any(words in line for words in WARNINGS)]
        check(f"standards: {path.stem} checks clean", done.exit == 0 and not others, done)
        check_equal(f"standards: {path.stem} is canonical", run("format", path), (0, path.read_text(encoding="utf-8"), ""))
        text = path.read_text(encoding="utf-8")
        clauses = text.split("\n## ")[1:]
        check(f"standards: {path.stem} says where each clause is from",
              all("\n- Basis: " in clause for clause in clauses) and f"\n- Id: {path.stem}\n" in text, text)
    done = run("check", *paths)
    check("standards: together they are clean too", done.exit == 0 and ": error: " not in done.out, done)


def clause_of(row):
    text = (STANDARDS / f"{row['document']}.md").read_text(encoding="utf-8")
    found = [part for part in text.split("\n## ")[1:] if part.split(":")[0].split()[1] == row["clause"]]
    return found[0] if len(found) == 1 else ""


def clauses():
    wrong = [row for row in INDEX if row["said"] not in clause_of(row) or not row["said"]]
    check("standards: each clause of the index is there and says what the index says", not wrong, wrong)
    wrong = [row for row in INDEX if row["exactly"] not in standards.ANSWERS or (row["exactly"] == "yes") == bool(row["why"])]
    check("standards: what is not said exactly has a reason, and nothing else has", not wrong, wrong)
    wrong = [row for row in INDEX if row["of"] == "value" and not agrees(row)]
    check("standards: value and unit of each row stand in its clause", not wrong, wrong)


def plural(number, unit):
    return rf"\b{number} {unit}s?\b"


def pattern(row):
    """What the clause must say for that value and unit, as a regular expression; None: the source has no figure."""
    value, unit, name = row["value"], row["unit"], row["row"]
    if name in WORKING_HOURS:
        return plural(value, "working hour")
    if unit == "none":
        return "^no time promised$"
    if unit == "hour working":
        return plural(value, "working hour")
    time = re.fullmatch(r"(second|minute|hour|day|week|month|working hour|working day|calendar day|work day)s?( working| clock| unstated)?", unit)
    if time:
        name = {"calendar day": "(calendar )?day", "work day": "working day"}.get(time.group(1), time.group(1))
        return plural(value, ("working " if time.group(2) == " working" else "") + name)
    often = re.fullmatch(r"per (day|week|month|year)(?: \((max|min)\))?(?: frequency)?", unit)
    if often:
        bound = "at most " if often.group(2) == "max" else ""
        return rf"^{value} {often.group(1)}\b|{bound}\b{value} [a-z ]+ each {often.group(1)}\b"
    others = {"week interval": rf"^{value} weeks$", "month frequency": rf"^{value} months$", "week frequency": rf"^{value} weeks\b",
              "rings (max)": rf"^at most {value} rings for each call$", "o'clock on collection day": rf"^by 0{value}:00 on the day of collection$",
              "% of appointments": rf"^at least {value}% of appointments$", "percent attainment": rf"^at least {value}%",
              "% of single fare": rf"^{value}% of the single fare", "% of return fare": rf"^{value}% of the return fare"}
    if unit in others:
        return others[unit]
    if value:
        return rf"£{value}\b" if unit.startswith("GBP") else r"\Zno such unit"
    return None


def agrees(row):
    expected = pattern(row)
    if expected is None:  # a sum that the source gives in words: its figures stand in the clause
        figures = re.findall(r"(?<!\d)\d{2,4}(?!\d)", re.sub(r"\(.*?\)|\b20\d\d\b|later", "", row["unit"]))
        return not figures or any(figure in row["said"].replace(",", "") for figure in figures)
    return re.search(expected, row["said"]) is not None


def page():
    text = (SOURCE / "docs/standards.md").read_text(encoding="utf-8")
    check_equal("standards: docs/standards.md has the tables of the index (python3 tools/standards.py)",
                text.splitlines(), standards.page(text).splitlines())


def wordings():
    """The lines of docs/standards.md under "Wordings that were tried", each in a Standard under the header it shows."""
    text = (SOURCE / "docs/standards.md").read_text(encoding="utf-8").split("## Wordings that were tried")[1]
    header = "".join(line[4:] + "\n" for line in text.splitlines() if line.startswith("    - "))
    rows = re.findall(r"^\| ([^|]+) \| (`.*`) \|$", text.split("### What can't be said")[0], re.M)
    check("standards: sixty wordings are shown at least", len(rows) >= 60, rows)
    for said, fields in rows:
        lines = "".join(f"- {field}\n" for field in re.findall("`([^`]+)`", fields))
        document = write("wording.md", f"# Charter: W\n\n- Id: w\n{header}\n## Standard S1: W\n- Provider: the council\n{lines}")
        done = run("check", document)
        others = [line for line in done.out.splitlines() if ": warning: " in line and not any(words in line for words in WARNINGS)]
        check(f"standards: '{said}' can be said", done.exit == 0 and not others, done)
        written = run("format", document).out
        check_equal(f"standards: '{said}' is said canonically", [line for line in lines.splitlines() if line not in written
                                                                  and "next working day" not in line], [])


MAPPING = "# Mapping: Standards\n- Zone: Europe/London\n- Id: id\n- Service: service\n- Opened: opened\n- Closed: closed\n- Map: * = same\n"
REQUESTS = """id,service,opened,closed
1,graffiti / offensive,2026-05-05T10:00,2026-05-06T23:59
2,graffiti / offensive,2026-05-05T10:00,2026-05-07T00:00
3,graffiti,2026-05-05T10:00,2026-05-12T12:00
4,fly-tipping,2026-05-01T09:00,2026-05-05T16:00
5,dead animal,2026-05-05T10:00,2026-05-06T10:00
"""


def judged():
    """A document of the library is a charter: requests are held against it. 4 May 2026 is a bank holiday."""
    done = run("judge", STANDARDS / "braintree.md", "--requests", write("r.csv", REQUESTS), "--mapping", write("m.md", MAPPING),
               "--as-of", "2026-06-30", "--by", "clause", "--format", "csv")
    rows = {row["clause"]: (row["cases"], row["on_time"], row["late"]) for row in csv.DictReader(done.out.splitlines())}
    check_equal("standards: requests are judged by one of them", {name: rows.get(name) for name in ("S5", "S4", "S2")},
                {"S5": ("2", "1", "1"), "S4": ("1", "1", "0"), "S2": ("1", "1", "0")})


def source_rows(domain):
    def read(name):
        with open(domain / f"{name}.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    for row in read("service_standards"):
        yield "service_standards", row["id"], row["value"], row["unit"], ""
    for i, row in enumerate(read("service_standards_extracted"), 1):
        yield "service_standards_extracted", f"EXT{i:02}", row["value"], f"{row['unit']} {row['basis']}".strip(), ""
    for i, row in enumerate(read("redress_tariffs"), 1):
        more = [row["accrual"] and rf"£{row['accrual']} for each further"]
        if row["cap_gbp"] and row["accrual"]:
            more.append(rf"at most £{row['cap_gbp']}\b")
        yield "redress_tariffs", f"RT{i:02}", row["amount"], row["amount_unit"], more
    for i, row in enumerate(read("right_to_repair_periods"), 1):
        yield "right_to_repair_periods", f"RR{i:02}", row["prescribed_period_working_days"], "working days", ""
    for i, row in enumerate(read("amsterdam_category_slo"), 1):
        yield "amsterdam_category_slo", f"AMS{i:02}", row["n_days"], row["basis"].replace("_", " "), ""


# Where the collection's clocks start, and what the line of the clause says for it.
STARTS = {
    "report": "from report ", "receipt of report": "from report ", "notification": "from report ", "request": "from receipt ",
    "receipt": "from receipt ", "inspection": "from inspection ", "assessment": "from inspection ",
    "identification": "from identification ", "works order": "from works order ",
    "contractor receipt": "from receipt by the contractor ", "completion of investigation": "from end of investigation ",
    "expiry of statutory notice": "from expiry of the notice ", "arrival": "from arrival ", "appointment time": "from appointment ",
    "collection day": "from collection ", "target completion date": "lateness more than ", "case open": ", when case is open",
    "period": "Target: ", "ring": "from ring |rings for each call", "schedule": "Every: |Count: |by 06:00 on the day of collection"}


def starts(rows):
    wrong = []
    for row in rows:
        for said in (line for line in INDEX if line["row"] == row["id"] and line["of"] == "value"):
            lines = [line for line in clause_of(said).splitlines() if said["said"] in line]
            if not any(re.search(STARTS[row["clock_starts_on"]], line) for line in lines):
                wrong.append((row["id"], row["clock_starts_on"], lines))
    check("standards: each clock starts where the collection says", not wrong, wrong)


def collection():
    domain = DATA.parent / "domain"
    if not (domain / "service_standards.csv").exists():
        skip("standards: the index has every row of the collection", "the collection is not at hand")
        return
    said = {}
    for row in INDEX:
        said.setdefault((row["source"], row["row"], row["value"], row["unit"]), []).append(row["said"])
    lost, rows = [], list(source_rows(domain))
    for source, name, value, unit, more in rows:
        found = said.get((source, name, value, unit), [])
        if not found or not all(re.search(words, " ".join(found)) for words in more if words):
            lost.append((source, name, value, unit, more, found))
    check("standards: the index has every row of the collection, with its value, unit, accrual and cap", not lost and len(rows) > 300, lost)
    with open(domain / "service_standards.csv", encoding="utf-8", newline="") as file:
        starts(list(csv.DictReader(file)))
    known = {(source, name) for source, name, *_ in rows}
    wrong = [row for row in INDEX if (row["source"], row["row"]) not in known]
    check("standards: and no row that is not in it", not wrong, wrong)


documents()
clauses()
page()
wordings()
judged()
collection()
