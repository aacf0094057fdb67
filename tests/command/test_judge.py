"""`wardmote judge` as others rely on it: columns, versions, areas, several clocks, sums, averages, what is left out."""
import csv
import json

from harness import check, check_equal, run, write

MAPPING = write("mapping.md", """# Mapping: Test

- Zone: Europe/London
- Id: id
- Service: service
- Area: area
- Latitude: lat
- Longitude: lon
- Opened: opened
- Closed: closed
- Source due: due
- Status: status
- Closed statuses: closed
- No-fix statuses: no fix
- Duplicate statuses: duplicate
- Exclude: withdrawn
- Event inspection: inspected
- Event made safe: safe
- Fact depth: depth
- Fact road blocked: blocked
- Pause weather: FROM storm to TO calm
- Map: * = same
""".replace("FROM storm to TO calm", "storm to calm"))
COLUMNS = "id,service,area,lat,lon,opened,closed,due,status,inspected,safe,depth,blocked,storm,calm".split(",")
HEADER = """# Charter: Test

- Id: {id}
- Area: {area}
- Between: the council; the residents
- In force: {in_force}
- Calendar: england-and-wales
- Fact: depth, in mm
- Fact: road blocked
- Fact: weather

"""
ROW_COLUMNS = ("document,clause,area,period_start,period_end,cases,on_time,late,not_yet_due,not_known,excluded,share,"
               "target,verdict,measure,value")
CASE_COLUMNS = "document,version,clause,case,area,started,due,stopped,state,source_due"


def charter(name, clauses, area="Aldermoor", in_force="1 January 2026 to 31 December 2026", id_="test"):
    return write(name, HEADER.format(id=id_, area=area, in_force=in_force) + clauses)


def requests(*rows):
    """Each row is a dict of columns; without one it is empty, but for the id and the service."""
    lines = [",".join(COLUMNS)]
    for number, row in enumerate(rows, 1):
        row = {"id": str(number), "service": "litter", "area": "Aldermoor", "status": "closed" if row.get("closed") else "open", **row}
        lines.append(",".join(row.get(c, "") for c in COLUMNS))
    return write("requests.csv", "\n".join(lines) + "\n")


def judge(documents, file, *more, as_of="2026-12-31"):
    documents = documents if isinstance(documents, list) else [documents]
    return run("judge", *documents, "--requests", file, "--mapping", MAPPING, "--as-of", as_of, *more)


def rows(documents, file, *more, **options):
    done = judge(documents, file, "--format", "csv", *more, **options)
    check("it runs: " + " ".join(map(str, more)), done.exit == 0, done)
    return list(csv.DictReader(done.out.splitlines()))


def short(row):
    """cases on_time/late/not_yet_due/not_known/excluded verdict"""
    return "{cases} {on_time}/{late}/{not_yet_due}/{not_known}/{excluded} {verdict}".format(**row)


STANDARD = "## Standard S1: Litter\n- Provider: the council\n- Service: litter\n"
DAY = "- Clock: from report to completion, within 1 working day\n"

# columns
plain = charter("plain.md", STANDARD + DAY + "- Target: at least 90% each quarter\n")
some = requests({"opened": "2026-02-02 09:00", "closed": "2026-02-03 10:00", "due": "2026-02-03 23:59:59"},
                {"opened": "2026-02-02 09:00", "closed": "2026-02-05 10:00"}, {"opened": "2026-12-31 09:00"})
done = judge(plain, some, "--format", "csv")
check_equal("the columns of the table", done.out.splitlines()[0], ROW_COLUMNS)
check_equal("a row for each quarter begun, cases or not", [short(r) for r in csv.DictReader(done.out.splitlines())],
            ["2 1/1/0/0/0 missed", "0 0/0/0/0/0 no_cases", "0 0/0/0/0/0 no_cases", "1 0/0/1/0/0 not_yet_due"])
check_equal("share and target", [(r["share"], r["target"]) for r in csv.DictReader(done.out.splitlines())][0],
            ("0.5000", "at least 90%"))
done = judge(plain, some, "--cases", "--format", "csv")
check_equal("the columns of the cases", done.out.splitlines()[0], CASE_COLUMNS)
check_equal("a case with its instants", done.out.splitlines()[1],
            "test,2026-01-01,S1,1,,2026-02-02T09:00:00+00:00,2026-02-03T23:59:59+00:00,2026-02-03T10:00:00+00:00,on_time,"
            "2026-02-03T23:59:59+00:00")
first = json.loads(judge(plain, some, "--format", "json").out)[0]
check_equal("JSON has the same keys", ",".join(first), ROW_COLUMNS)
check_equal("and numbers are numbers", (first["cases"], first["share"], first["measure"]), (2, 0.5, None))
check("--as-of in the middle of the year", len(rows(plain, some, as_of="2026-04-01")) == 2)
check_equal("--as-of a moment: what is closed later is open", short(rows(plain, some, as_of="2026-02-03T09:00")[0]),
            "2 0/0/2/0/0 not_yet_due")

# --by
check_equal("--by clause sums the periods and asks nothing", [short(r) + r["period_start"] + r["target"] for r in
            rows(plain, some, "--by", "clause")], ["3 1/1/1/0/0 "])
done = judge(plain, some, "--by", "ward")
check("--by something else is wrong use", done.exit == 2 and "'ward' is none of clause, area, period" in done.err, done)

# states that come from the mapping
mixed = requests({"opened": "2026-02-02", "closed": "2026-02-03", "status": "no fix"},
                 {"opened": "2026-02-02", "closed": "2026-02-03", "status": "duplicate"},
                 {"opened": "2026-02-02", "closed": "2026-02-03", "status": "withdrawn"},
                 {"opened": "2026-02-02", "status": "closed"}, {"opened": "2026-02-03", "closed": "2026-02-01"},
                 {"opened": "31/02/2026"}, {"opened": "2026-02-02", "area": "Elsewhere"}, {"opened": "2026-02-02", "area": ""},
                 {"opened": "2026-02-02", "service": "parks"}, {"opened": "2025-12-31"})
check_equal("no fix and duplicates stop the clock, withdrawn are excluded, a close without a time or before the start is not known",
            short(rows(plain, mixed, as_of="2026-03-31")[0]), "4 2/0/0/2/1 not_known")
err = judge(plain, mixed).err
for words in ("outside the document's area (first: 7)", "name no area", "(first: 8)", "1 case: a service that no clause names (first: 9)", "1  parks",
              "not in force (first: 10)", "the time of opening can't be read; first in row 7, Opened '31/02/2026'"):
    check("the summary says: " + words, words in err, err)

# versions
old = charter("old.md", STANDARD + DAY + "- Target: at least 90% each quarter\n", in_force="1 January 2026 to 14 February 2026")
new = charter("new.md", STANDARD + "- Clock: from report to completion, within 3 working days\n- Target: at least 80% each quarter\n",
              in_force="15 February 2026 to 31 December 2026")
file = requests({"opened": "2026-02-12 09:00", "closed": "2026-02-18 09:00"}, {"opened": "2026-02-16 09:00", "closed": "2026-02-18 09:00"})
check_equal("a case stays under the version in force when its clock started; periods are clipped",
            [(r["period_start"], r["period_end"], short(r), r["target"]) for r in rows([new, old], file, as_of="2026-03-31")],
            [("2026-01-01", "2026-02-14", "1 0/1/0/0/0 missed", "at least 90%"),
             ("2026-02-15", "2026-03-31", "1 1/0/0/0/0 kept", "at least 80%")])
done = judge([plain, new], file)
check("versions that overlap are an error", done.exit == 1 and "versions must not overlap" in done.err, done)
other = charter("other.md", STANDARD + DAY, id_="other")
check_equal("each document that covers a case counts it", {r["document"]: r["cases"] for r in rows([other, plain], file, "--by", "clause")},
            {"other": "2", "test": "2"})

# areas
wards = charter("wards.md", STANDARD + DAY, area="Aldermoor, Harcaster; Stow; Upton")
placed = requests({"opened": "2026-02-02"}, {"opened": "2026-02-02", "area": "stow"}, {"opened": "2026-02-02", "area": "Stow"})
check_equal("a row for each area the document names", [(r["area"], r["cases"]) for r in rows(wards, placed, as_of="2026-03-31")],
            [("Aldermoor", "1"), ("Stow", "2"), ("Upton", "0")])
check_equal("--by clause,period sums the areas", [(r["area"], r["cases"], r["verdict"]) for r in
            rows(wards, placed, "--by", "clause,period", as_of="2026-03-31")], [("", "3", "missed")])
polygon = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"wd23cd": code, "wd23nm": name}, "geometry": {"type": "Polygon", "coordinates": [
        [[x, 50], [x + 1, 50], [x + 1, 51], [x, 51], [x, 50]]]}} for code, name, x in (("E1", "Aldermoor", 0), ("E2", "Stow", 1))]}
polygons = write("wards.geojson", json.dumps(polygon))
points = requests(*({"opened": "2026-02-02", "area": "", "lat": "50.5", "lon": lon} for lon in ("0.5", "1.5", "1.0", "9")))
check_equal("the polygon a case falls in, by its code", [(r["area"], r["cases"]) for r in
            rows(wards, points, "--areas", polygons, as_of="2026-03-31")], [("E1", "1"), ("E2", "2"), ("Upton", "0")])

# several clocks
clocks = charter("clocks.md", STANDARD + "- Clock inspection: from report to inspection, within 1 working day\n"
                 "- Clock made safe: from report to made safe, within 2 working days\n")
file = requests({"opened": "2026-02-02", "inspected": "2026-02-03", "safe": "2026-02-04"},
                {"opened": "2026-02-02", "inspected": "2026-02-03", "safe": "2026-02-05"},
                {"opened": "2026-02-02", "inspected": "2026-02-04", "safe": "2026-02-04"})
check_equal("a row for each clock and one for all", [(r["clause"], short(r)) for r in rows(clocks, file, as_of="2026-03-31")],
            [("S1", "3 1/2/0/0/0 missed"), ("S1.inspection", "3 2/1/0/0/0 missed"), ("S1.made safe", "3 2/1/0/0/0 missed")])

stages = charter("stages.md", STANDARD + "- Clock inspection: from report to inspection, within 1 working day\n"
                 "- Clock mended: from inspection to completion, within 5 working days\n")
file = requests({"opened": "2026-03-31", "inspected": "2026-04-01", "closed": "2026-04-20"})
for as_of in ("2026-03-31", "2026-04-01", "2026-12-31"):
    check_equal(f"a case of several clocks stays in the period of the first to start: {as_of}", [(r["period_start"], r["cases"]) for r in
                rows(stages, file, as_of=as_of) if r["clause"] == "S1" and r["cases"] != "0"], [("2026-01-01", "1")])

# the most specific clause, what is left, and no time promised
special = charter("special.md", "## Standard S1: Needles\n- Provider: the council\n- Service: litter / needles\n" + DAY +
                  "\n## Standard S2: The rest\n- Provider: the council\n- Service: litter\n" + DAY +
                  "\n## Standard S3: Leaves\n- Provider: the council\n- Service: litter / leaves\n- Clock: no time promised\n")
file = requests(*({"opened": "2026-02-02", "service": s} for s in ("litter / needles", "litter", "litter / cans", "litter / leaves")))
check_equal("a case belongs to the most specific clause; no time promised has no row but takes its cases",
            {r["clause"]: r["cases"] for r in rows(special, file, "--by", "clause")}, {"S1": "1", "S2": "2"})

# Only when, Exempt, sums
bands = charter("bands.md", "## Standard S1: Deep\n- Provider: the council\n- Service: litter\n- Only when: depth at least 40 mm\n" + DAY +
                "- Exempt: road blocked\n\n## Standard S2: Shallow\n- Provider: the council\n- Service: litter\n"
                "- Only when: depth under 40 mm\n" + DAY + "\n## Standard S3: Both\n- Provider: the council\n- Contributes: S1; S2\n"
                "- Target: at least 50% of cases\n")
file = requests({"opened": "2026-02-02", "closed": "2026-02-03", "depth": "40", "blocked": "no"},
                {"opened": "2026-02-02", "closed": "2026-02-09", "depth": "41", "blocked": "yes"},
                {"opened": "2026-02-02", "closed": "2026-02-09", "depth": "39"}, {"opened": "2026-02-02", "closed": "2026-02-03"})
check_equal("a missing fact is not known in both, never guessed; a sum counts each case of its clauses once",
            {r["clause"]: short(r) for r in rows(bands, file, as_of="2026-03-31")},
            {"S1": "2 1/0/0/1/1 not_known", "S2": "2 0/1/0/1/0 missed", "S3": "3 1/1/0/1/1 not_known"})

twice = charter("twice.md", "## Standard S1: Mended\n- Provider: the council\n- Service: litter\n" + DAY +
                "\n## Standard S2: Looked at\n- Provider: the council\n- Service: litter\n"
                "- Clock: from report to inspection, within 1 working day\n"
                "\n## Priority P1: Both\n- Provider: the council\n- Contributes: S1; S2\n- Target: at least 50% of cases\n"
                "\n## Priority P2: Again\n- Provider: the council\n- Contributes: S2; S1\n- Target: at least 50% of cases\n")
file = requests({"opened": "2026-02-02", "closed": "2026-02-03", "inspected": "2026-02-03"},
                {"opened": "2026-02-02", "closed": "2026-02-03", "inspected": "2026-02-09"},
                {"opened": "2026-02-02", "closed": "2026-02-03"})
check_equal("a case that reaches a sum along two clauses is counted once, late if either is",
            {r["clause"]: short(r) for r in rows(twice, file, as_of="2026-03-31")},
            {"S1": "3 3/0/0/0/0 kept", "S2": "3 1/2/0/0/0 missed", "P1": "3 1/2/0/0/0 missed", "P2": "3 1/2/0/0/0 missed"})
seasons = charter("seasons.md", "## Standard S1: In summer\n- Provider: the council\n- Service: litter\n"
                  "- Only when: from 1 April to 30 September\n- Clock: from inspection to completion, within 10 working days\n"
                  "- Count: at least 1 completion each quarter\n")
file = requests({"opened": "2026-03-30", "inspected": "2026-04-02", "closed": "2026-04-09"},
                {"opened": "2026-09-28", "inspected": "2026-10-02", "closed": "2026-10-09"})
check_equal("a season is asked of the clock's start, or of the event counted, not of the report",
            [(r["period_start"], r["cases"], r["value"]) for r in rows(seasons, file) if r["cases"] != "0" and r["value"] != "0"],
            [("2026-04-01", "1", ""), ("2026-04-01", "", "1")])

# averages, counts, rolling targets and ramps
average = charter("average.md", STANDARD + "- Clock: from report to completion\n- Target: average of at most 2 working days each quarter\n")
file = requests({"opened": "2026-02-02", "closed": "2026-02-03"}, {"opened": "2026-02-06", "closed": "2026-02-11"})
check_equal("an average has its cases and its value", [(short(r), r["target"], r["measure"], r["value"]) for r in
            rows(average, file, as_of="2026-03-31")],
            [("2 2/0/0/0/0 kept", "average of at most 2 working days", "average working days", "2.00")])
average = charter("average.md", STANDARD + "- Clock: from report to completion, within 10 working days\n"
                  "- Target: average of at most 5 working days each quarter\n")
QUICK = {"opened": "2026-01-05 10:00", "closed": "2026-01-06 10:00"}
for note, more, expected in (
        ("one that is overdue and has taken long enough: missed", {}, "2 1/1/0/0/0 missed"),
        ("one that is overdue, in a quarter that would else be kept: not known", {"opened": "2026-03-16"}, "21 20/1/0/0/0 not_known"),
        ("one that is still in time: as far as known", {"opened": "2026-03-30"}, "21 20/0/1/0/0 on_course"),
        ("all done: kept", {"opened": "2026-03-16", "closed": "2026-03-17"}, "2 2/0/0/0/0 kept")):
    many = 20 if expected.startswith("21") else 1
    check_equal("an average, " + note, [(short(r), r["value"]) for r in
                rows(average, requests(*[QUICK] * many, {"opened": "2026-01-05 10:00", **more}), as_of="2026-03-31")], [(expected, "1.00")])
check_equal("an average that runs, one overdue: at risk where it must be too long already", [short(r) for r in
            rows(average, requests(QUICK, {"opened": "2026-01-05"}), as_of="2026-02-28")], ["2 1/1/0/0/0 at_risk"])
check_equal("an average of a clock without a limit: one left open for ever is missed too", [(short(r), r["value"]) for r in
            rows(charter("measured.md", STANDARD + "- Clock: from report to completion\n- Target: average of at most 5 days each quarter\n"),
                 requests(QUICK, {"opened": "2026-01-05"}), as_of="2026-03-31")], [("2 1/0/1/0/0 missed", "1.00")])
for unit, expected, closed in (("weeks", "2.43", "2026-01-22"), ("months", "0.55", "2026-01-22"), ("months", "1.50", "2026-02-19"),
                               ("quarters", "0.50", "2026-02-19"), ("years", "0.12", "2026-02-19"), ("hours", "408.00", "2026-01-22"),
                               ("clear days", "16.00", "2026-01-22")):
    timed = charter("timed.md", STANDARD + f"- Clock: from report to completion\n- Target: average of at most 900 {unit} each quarter\n")
    check_equal(f"an average in {unit} is not rounded case by case", [r["value"] for r in
                rows(timed, requests({"opened": "2026-01-05 10:00", "closed": closed + " 10:00"}), as_of="2026-03-31")], [expected])
timed = charter("timed.md", STANDARD + "- Clock: from report to completion\n- Target: average of at most 2.1 weeks each quarter\n")
check_equal("an average is compared exactly: 147 days in 10 cases are 2.1 weeks", [short(r) for r in
            rows(timed, requests(*[{"opened": "2026-01-05", "closed": "2026-01-20"}] * 7, *[{"opened": "2026-01-05", "closed": "2026-01-19"}] * 3),
                 as_of="2026-03-31")], ["10 10/0/0/0/0 kept"])
either = charter("either.md", STANDARD + "- Clock: from report to completion or written reply, within 10 working days\n"
                 "- Target: average of at most 5 days each quarter\n")
check_equal("an average where the first of two events can't be told is not known", [(short(r), r["value"]) for r in
            rows(either, requests(QUICK), as_of="2026-03-31")], [("1 1/0/0/0/0 not_known", "")])
hours = charter("hours.md", STANDARD + "- Clock: from report to completion\n- Target: average of at most 48 hours each quarter\n")
check_equal("nor is one in hours of dates without times", [(short(r), r["value"]) for r in
            rows(hours, requests({"opened": "2026-01-05", "closed": "2026-01-06"}), as_of="2026-03-31")], [("1 1/0/0/0/0 not_known", "")])
undecided = charter("undecided.md", STANDARD + "- Clock: from report to completion\n"
                    "- Target: average of at most 5 days each quarter, when depth more than 40 mm\n")
check_equal("an average whose condition can't be decided is not known", [short(r) for r in rows(undecided, requests(QUICK), as_of="2026-03-31")],
            ["1 1/0/0/0/0 not_known"])
count = charter("count.md", "## Standard S1: Rounds\n- Provider: the council\n- Service: litter\n- Count: at least 2 inspections each month\n")
file = requests(*({"opened": "2026-01-02", "inspected": day} for day in ("2026-01-05", "2026-01-31", "2026-02-01")))
check_equal("a count counts the event it names, on its day", [(r["cases"], r["target"], r["value"], r["verdict"]) for r in
            rows(count, file, as_of="2026-02-10")],
            [("", "at least 2 inspections", "2", "kept"), ("", "at least 2 inspections", "1", "at_risk")])
rolling = charter("rolling.md", STANDARD + DAY + "- Target: at least 60% over the last 2 quarters\n")
file = requests({"opened": "2026-02-02", "closed": "2026-02-03"}, {"opened": "2026-05-05", "closed": "2026-05-20"},
                {"opened": "2026-08-03", "closed": "2026-08-04"}, {"opened": "2026-08-03", "closed": "2026-08-04"})
check_equal("a rolling target has a row for each unit once its window is full", [(r["period_start"], r["period_end"], short(r)) for r in
            rows(rolling, file, as_of="2026-09-30")],
            [("2026-01-01", "2026-06-30", "2 1/1/0/0/0 missed"), ("2026-04-01", "2026-09-30", "3 2/1/0/0/0 kept")])
ramp = charter("ramp.md", STANDARD + DAY + "- Target: at least 50% each quarter; 80% from 1 April 2026\n")
check_equal("a ramp asks more from its day on", [(r["target"], r["verdict"]) for r in rows(ramp, file, as_of="2026-06-30")],
            [("at least 50%", "kept"), ("at least 80%", "missed")])
season = charter("season.md", STANDARD + DAY + "- Target: at least 50% each quarter, when from 1 April to 30 September\n")
check_equal("outside a target's season nothing is asked", [(r["target"], r["verdict"]) for r in rows(season, file, as_of="2026-06-30")],
            [("", ""), ("at least 50%", "missed")])

# pauses
paused = charter("paused.md", STANDARD + "- Clock: from report to completion, within 4 hours\n- Pause: weather, said by the council\n")
file = requests({"opened": "2026-02-02 09:00", "closed": "2026-02-02 14:00", "storm": "2026-02-02 10:00", "calm": "2026-02-02 11:00"},
                {"opened": "2026-02-02 09:00", "closed": "2026-02-02 14:00:01", "storm": "2026-02-02 10:00", "calm": "2026-02-02 11:00"})
check_equal("a pause stops hours to the second", short(rows(paused, file, as_of="2026-03-31")[0]), "2 1/1/0/0/0 missed")
done = judge(paused, file, "--explain", "1")
for words in ("Case 1: litter", "from report to completion, within 4 hours", "paused    from Monday 2 February 2026 at 10:00",
              "due       Monday 2 February 2026 at 14:00", "answer    on time"):
    check("--explain says: " + words, words in done.out, done)
told = json.loads(judge(paused, file, "--explain", "2", "--format", "json").out)
check_equal("--explain in JSON", (told["case"], told["clauses"][0]["state"], told["clauses"][0]["due"]),
            ("2", "late", "2026-02-02T14:00:00+00:00"))
for number, words in (("7", "It is outside the area"), ("8", "It names no area"), ("9", "No clause of these documents")):
    done = judge(plain, requests(*[{}] * 6, {"opened": "2026-02-02", "area": "Elsewhere"}, {"opened": "2026-02-02", "area": ""},
                                 {"opened": "2026-02-02", "service": "parks"}), "--explain", number)
    check("--explain says why no clause has it: " + words, words in done.out, done)
done = judge(paused, file, "--explain", "99")
check("a case that is not there", done.exit == 3 and "there is no case '99'" in done.err, done)

# documents that can't be judged with
bad = charter("bad.md", STANDARD + "- Clock: within 24hrs\n")
done = judge(bad, file)
check("a document with errors is shown and not judged with", done.exit == 1 and "bad.md:15:" in done.err and not done.out, done)
silent = charter("silent.md", "## Commitment C1: Photographs\n- By: the residents\n- Count: at least 2 photographs each quarter\n")
done = judge(silent, file)
check("what such a file can't count is said", "test C1 is not counted from this file: it names no Service" in done.err, done)
