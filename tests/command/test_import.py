"""Files of requests taken into a store, again and again: afterwards the store says what the last file says."""
import csv
import io
import json
import random
import sqlite3
from pathlib import Path

from harness import check, check_equal, folder, run, write

FOLDER = Path(folder.name)

HEAD = "# Mapping: Test\n\n- Zone: Europe/London\n"
PLAIN = HEAD + "- Id: id\n- Service: cat\n- Opened: opened\n- Closed: closed\n- Map: * = same\n"
CHARTER = """# Charter: Streets

- Id: streets
- Between: the council; the residents
- In force: from 1 January 2026
- Calendar: england-and-wales
- Fact: waiting

## Standard S1: Potholes
- Provider: the council
- Service: potholes
- Clock: from receipt to completion, within 2 days
- Pause: waiting
- Target: at least 90% each quarter

## Standard S2: Graffiti
- Provider: the council
- Service: graffiti
- Clock: from report to completion, within 2 days
"""
DERIVED = ("cases", "finding", "count", "obligation")
numbers = iter(range(1000))


def rows(*lines, head="id,cat,opened,closed"):
    return write(f"rows-{next(numbers)}.csv", head + "\n" + "".join(line + "\n" for line in lines))


def mapping(text=PLAIN, more=""):
    return write(f"mapping-{next(numbers)}.md", text + more)


def charter(text=CHARTER):
    return write(f"charter-{next(numbers)}.md", text)


class Store:
    """a new store, and the mapping and map its files are read with"""

    def __init__(self, read_with, areas=None):
        self.path = FOLDER / f"store-{next(numbers)}.db"
        self.url = f"sqlite:{self.path}"
        self.words = ["--mapping", read_with] + (["--areas", areas] if areas else [])

    def take(self, file):
        return run("import", "requests", file, *self.words, "--store", self.url)

    def adopt(self, document):
        return run("import", "document", document, "--store", self.url)

    def tables(self, names=DERIVED):
        with sqlite3.connect(self.path) as db:
            return {name: db.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4, 5, 6").fetchall() for name in names}

    def judged(self, document, as_of, *words):
        return run("judge", document, "--store", self.url, "--as-of", as_of, "--format", "csv", *words)

    def judged_file(self, document, file, as_of, *words):
        return run("judge", document, "--requests", file, *self.words, "--as-of", as_of, "--format", "csv", *words)

    def check_same(self, name, document, file, *as_ofs):
        """the store and the file say the same of every case"""
        for as_of in as_ofs or ("2026-01-09", "2026-04-01"):
            from_file = self.judged_file(document, file, as_of, "--cases")
            check(f"{name}: judge reads the file", from_file.exit == 0, from_file)
            check_equal(f"{name}: the store says what the file says, as of {as_of}",
                        self.judged(document, as_of, "--cases").out, from_file.out)


def took(new, changed, same):
    return f"{new} new cases, {changed} changed, {same} as they were\n"


def test_events_ahead():
    """the record is read whole, not as of now: what lies ahead is on it"""
    file = rows("1,potholes,2026-01-05 10:00:00,,2090-03-20 10:00:00", head="id,cat,opened,closed,appointment")
    store = Store(mapping(more="- Event appointment: appointment\n"))
    check_equal("an event ahead: taken", store.take(file).out, took(1, 0, 0))
    facts = store.tables(["fact"])
    check_equal("an event ahead: the same file again", store.take(file).out, took(0, 0, 1))
    check_equal("an event ahead: no fact is added", store.tables(["fact"]), facts)


def test_opened_ahead():
    """needs a row of `cases` for what has not been opened yet (ledger_update.c)"""
    file = rows("1,potholes,2090-01-05 10:00:00,", "2,potholes,2026-01-05 10:00:00,")
    store = Store(mapping())
    store.adopt(charter())
    check_equal("a report ahead: taken", store.take(file).out, took(2, 0, 0))
    before = store.tables(["fact", *DERIVED])
    for time in ("twice", "three times"):
        check_equal(f"a report ahead: the same file {time}", store.take(file).out, took(0, 0, 2))
    check_equal("a report ahead: nothing changed", store.tables(["fact", *DERIVED]), before)
    check("a report ahead: has no finding yet", len({row[5] for row in before["finding"]}) == 1, before["finding"])
    run("rebuild", "--store", store.url)
    check_equal("a report ahead: rebuilt as it was", store.tables(["fact", *DERIVED]), before)
    back = rows("1,potholes,2026-02-05 10:00:00,", "2,potholes,2026-01-05 10:00:00,")
    check_equal("a report ahead: its date is put right", store.take(back).out, took(0, 1, 1))
    store.check_same("a report ahead", charter(), back)


def test_pauses():
    head = "id,cat,opened,closed,from,to,from2,to2"
    store = Store(mapping(more="- Pause waiting: from to to\n- Pause waiting: from2 to to2\n"))
    document = charter()
    start = "1,potholes,2026-01-05 10:00:00,,"
    runs, ends = "2026-01-06 09:00:00,", "2026-01-06 09:00:00,2026-01-08 09:00:00"
    before = "2026-01-05 12:00:00,2026-01-05 18:00:00"
    for what, cells, expected in (("begins", runs + ",,", took(1, 0, 0)), ("ends", ends + ",,", took(0, 1, 0)),
                                  ("comes before another", before + "," + ends, took(0, 1, 0)),
                                  ("in the other order", ends + "," + before, took(0, 0, 1)),
                                  ("is taken back", ",," + before, took(0, 1, 0)),
                                  ("is taken back, again", ",," + before, took(0, 0, 1)),
                                  ("comes again", ends + "," + before, took(0, 1, 0))):
        file = rows(start + cells, head=head)
        check_equal(f"a pause {what}", store.take(file).out, expected)
        store.check_same(f"a pause {what}", document, file, "2026-01-07T12:00", "2026-01-09", "2026-01-10")


STATUSES = """- Status: status
- Closed statuses: Closed
- No-fix statuses: None found
- Duplicate statuses: Double
- Open statuses: Open
- Exclude: Hold
"""


def test_statuses():
    head = "id,cat,opened,closed,status"
    closed = "2026-01-06 10:00:00"
    steps = [(closed, "Hold"), (closed, "Closed"), ("", "Hold"), ("", "Open"), ("", "Closed"), ("", "None found"),
             (closed, "Double"), (closed, "Closed"), ("2026-01-08", "Closed"), ("", "Open"), (closed, "Closed")]
    for kind, text in (("lists", STATUSES), ("exclude alone", "- Status: status\n- Exclude: Hold\n")):
        store = Store(mapping(more=text))
        document = charter()
        last = None
        for time, status in steps:
            name = f"statuses, {kind}: {last} to {status}{' with a time' if time else ''}"
            file = rows(f"1,potholes,2026-01-05 10:00:00,{time},{status}", head=head)
            store.take(file)
            store.check_same(name, document, file, "2026-01-06T09:00", "2026-01-10")
            check_equal(f"{name}: again", store.take(file).out, took(0, 0, 1))
            last = status


def test_no_ids():
    file = rows("potholes,2026-01-05 10:00:00,", head="cat,opened,closed")
    without = mapping(PLAIN.replace("- Id: id\n", ""))
    store = Store(without)
    done = store.take(file)
    check_equal("no Id line: refused", (done.exit, done.err), (
        3, f"wardmote: {without}: has no 'Id' line, and a store must know a request again when a later file tells more of it: "
           "name the column of its number, as in '- Id: Reference'\n"))
    check("no Id line: no store is begun with it", not store.path.exists() or
          store.tables(["fact"]) == {"fact": []}, done)
    lacking = mapping()
    done = Store(lacking).take(file)
    check_equal("no Id column: refused", (done.exit, done.err.splitlines()[-1]), (
        3, f"{lacking}:4:7: error: the file has no column 'id', and a store must know a request again when a later file tells "
           "more of it: name the column of its number in 'Id'"))
    some = rows("1,potholes,2026-01-05 10:00:00,", ",potholes,2026-01-06 10:00:00,", ",potholes,2026-01-07 10:00:00,")
    store = Store(mapping())
    done = store.take(some)
    check_equal("rows without an id: left out", done.out, took(1, 0, 0))
    check("rows without an id: counted and named", "2 rows have no id and are not taken, for a later file could not be "
          "told from them (the first is row 3)" in done.err, done)
    check_equal("rows without an id: again", store.take(some).out, took(0, 0, 1))


def test_same_id():
    document = charter()
    for name, first, second in (
            ("another category", "1,potholes,2026-01-05 10:00:00,2026-01-06 10:00:00",
             "1,graffiti,2026-01-05 10:00:00,2026-01-06 10:00:00"),
            ("an earlier report", "1,potholes,2026-01-05 10:00:00,2026-01-06 10:00:00",
             "1,potholes,2025-12-20 10:00:00,2026-01-06 10:00:00"),
            ("a later report", "1,potholes,2026-01-05 10:00:00,", "1,potholes,2026-01-07 10:00:00,"),
            ("a report whose day alone is known", "1,potholes,2026-01-05 10:00:00,", "1,potholes,2026-01-05,"),
            ("another category and hour", "1,potholes,2026-01-05 10:00:00,", "1,graffiti,2026-01-05 11:00:00,")):
        store = Store(mapping())
        store.adopt(document)
        store.take(rows(first))
        file = rows(second)
        check_equal(f"the same id with {name}: changed", store.take(file).out, took(0, 1, 0))
        store.check_same(f"the same id with {name}", document, file, "2026-01-05", "2026-01-06", "2026-04-01")
        check_equal(f"the same id with {name}: again", store.take(file).out, took(0, 0, 1))
        kept = store.tables()
        run("rebuild", "--store", store.url)
        check_equal(f"the same id with {name}: rebuilt as kept up", store.tables(), kept)
    store = Store(mapping())
    first = rows("7,potholes,2026-01-05 10:00:00,", "8,potholes,2026-01-05 10:00:00,")
    store.take(first)
    done = store.take(rows("7,graffiti,2026-01-06 10:00:00,", "8,graffiti,2026-01-06 10:00:00,",
                           "9,graffiti,2026-01-06 10:00:00,"))
    check_equal("another request of the same id: not taken", done.out, took(1, 0, 0))
    check("another request of the same id: counted and named", "2 cases are not taken: the store has another case of "
          "the same id, with another service and day of report (the first is '7')" in done.err, done)
    check_equal("another request of the same id: the first stands", store.take(first).out, took(0, 0, 2))


def test_receipt():
    head = "id,cat,opened,closed,received"
    store = Store(mapping(more="- Event receipt: received\n"))
    document = charter()
    report = "1,potholes,2026-01-05 10:00:00,"
    for name, cells in (("not yet", ","), ("a day later", ",2026-01-06 10:00:00"), ("at once", ",2026-01-05 10:00:00"),
                        ("taken back", ","), ("not readable", ",soon"), ("taken back again", ",")):
        file = rows(report + cells, head=head)
        store.take(file)
        store.check_same(f"receipt {name}", document, file)
        check_equal(f"receipt {name}: again", store.take(file).out, took(0, 0, 1))


def square(name, code, west):
    ring = [[west, 50], [west + 1, 50], [west + 1, 51], [west, 51], [west, 50]]
    return {"type": "Feature", "properties": {"name": name, "code": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]}}


def geojson():
    return write("areas.json", json.dumps({"type": "FeatureCollection", "features": [
        square("Linden", "E05000001", 0), square("Ash", "E05000002", 1)]}))


def test_areas():
    points = mapping(more="- Latitude: lat\n- Longitude: long\n")
    head = "id,cat,opened,closed,lat,long"
    inside = rows("1,potholes,2026-01-05 10:00:00,,50.5,0.5", "2,potholes,2026-01-05 10:00:00,,50.5,1.5", head=head)
    outside = rows("1,potholes,2026-01-05 10:00:00,,52,0.5", "2,potholes,2026-01-05 10:00:00,,,", head=head)
    for area in ("E05000001", "Linden", "E05000001; E05000002"):
        document = charter(CHARTER.replace("- Between", f"- Area: {area}\n- Between"))
        store = Store(points, geojson())
        store.take(inside)
        store.check_same(f"areas by place, {area}", document, inside)
        for words in (["--by", "area,period"],):
            check_equal(f"areas by place, {area}: rows", store.judged(document, "2026-04-01", *words).out,
                        store.judged_file(document, inside, "2026-04-01", *words).out)
        check_equal(f"areas by place, {area}: changed", store.take(outside).out, took(0, 2, 0))
        store.check_same(f"areas by place, {area}, now outside", document, outside)
        store = Store(points, geojson())
        store.take(outside)
        store.check_same(f"outside every area, {area}", document, outside)
        check_equal(f"outside every area, {area}: again", store.take(outside).out, took(0, 0, 2))
        check("outside every area: is no area of its own", not any(row[6] for row in store.tables()["cases"]))
    conditional = charter(CHARTER.replace("within 2 days\n- Pause", "within 2 days, when area is Linden\n- Pause"))
    store = Store(points, geojson())
    store.take(inside)
    store.check_same("a condition on the area", conditional, inside)
    empty = rows("1,potholes,2026-01-05 10:00:00,,", head="id,cat,opened,closed,area")
    store = Store(mapping(more="- Area: area\n"))
    store.take(empty)
    store.check_same("an area column that is empty", charter(CHARTER.replace("- Between", "- Area: A; B\n- Between")), empty)


def test_taken_back():
    """what the source no longer says, the store no longer says; a file without the column says nothing of it"""
    full = mapping(more="- Event inspection: seen\n- Fact depth: depth\n- Source due: due\n")
    document = charter(CHARTER.replace("- Calendar", "- Fact: depth, in mm\n- Calendar").replace(
        "- Pause: waiting", "- Exempt: depth at least 40 mm").replace("report to completion", "report to inspection"))
    head = "id,cat,opened,closed,seen,depth,due"
    store = Store(full)
    for name, cells in (("first", "2026-01-06 10:00:00,50,2026-03-29"), ("taken back", ",,"),
                        ("said again", "2026-01-08,30,2026-01-20 10:00:00")):
        file = rows("1,potholes,2026-01-05 10:00:00,," + cells, "2,graffiti,2026-01-05 10:00:00,," + cells, head=head)
        store.take(file)
        store.check_same(f"an event, a fact and a due time, {name}", document, file)
        check_equal(f"an event, a fact and a due time, {name}: again", store.take(file).out, took(0, 0, 2))
    before = store.judged(document, "2026-04-01", "--cases").out
    store.take(rows("1,potholes,2026-01-05 10:00:00,", "2,graffiti,2026-01-05 10:00:00,"))
    check_equal("a file without the columns takes nothing back", store.judged(document, "2026-04-01", "--cases").out,
                before)


PROPERTY_CHARTER = """# Charter: Test

- Id: test
- Area: Linden; Ash
- Between: the council; the residents
- In force: 1 January 2026 to 31 December 2026
- Calendar: england-and-wales
- Fact: depth, in mm
- Fact: road, one of A / B
- Fact: weather
- Fact: waiting

## Standard S1: Graffiti
- Provider: the council
- Service: graffiti
- Clock: from receipt to completion, within 2 working days
- Pause: weather
- Exempt: depth at least 900 mm
- Target: at least 90% each quarter

## Standard S2: Potholes
- Provider: the council
- Service: potholes
- Clock made safe: from report to made safe, within 24 hours, when road is A
- Clock made safe: from report to made safe, within 3 days
- Clock mended: from report to completion, within 10 working days
- Target: at least 80% each month

## Standard S3: Litter
- Provider: the council
- Service: litter
- Clock: from report to completion, within 5 days
- Pause: weather
- Pause: waiting
- Target: average of at most 3 days each quarter

## Commitment C1: Reports
- By: the residents
- Service: litter
- Count: at least 3 reports each month
"""
COLUMNS = "id cat opened closed status received safe depth road wf wt pf pt area lat long due".split()
PROPERTY_MAPPING = PLAIN + STATUSES + """- Event receipt: received
- Event made safe: safe
- Fact depth: depth
- Fact road: road
- Source due: due
- Pause weather: wf to wt
- Pause waiting: pf to pt
"""
PLACES = "- Latitude: lat\n- Longitude: long\n"
PAIRS = 5  # of each mapping; rows are cheap, and each start of the program is dear
AS_OFS = ("2026-01-20T12:00", "2026-02-10", "2026-04-30", "2099-12-31")


class Requests:
    """random rows, and a random later version of them"""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.next = 0

    def time(self, empty=0.0, bad=0.02):
        r = self.random
        if r.random() < empty:
            return ""
        if r.random() < bad:
            return "soon"
        day = f"2026-{r.randint(1, 3):02}-{r.randint(1, 28):02}"
        return day if r.random() < 0.3 else f"{day} {r.randint(0, 23):02}:{r.choice((0, 30)):02}:00"

    def cell(self, column):
        r = self.random
        if column in ("depth", "road", "status", "area"):
            return r.choice({"depth": ["", "950", "40 mm", "deep"], "road": ["", "A", "B", "C"],
                             "status": ["Open", "Closed", "Closed", "None found", "Double", "Hold", "Odd"],
                             "area": ["", "Linden", "ash", "E05000002", "Elsewhere"]}[column])
        if column == "cat":
            return r.choice(["graffiti", "potholes", "litter", "Litter / bins", "trees"])
        if column == "lat":
            return r.choice(["", "50.5", "53"])
        if column == "long":
            return r.choice(["0.5", "1.5", "1.7"])
        return self.time(empty={"opened": 0, "closed": 0.3, "wt": 0.3, "pt": 0.3}.get(column, 0.5),
                         bad=0 if column == "opened" else 0.02)

    def whole(self, row):
        """nothing is received before it is reported, and most pauses end after they begin"""
        if row["received"] and row["received"] != "soon":
            row["received"] = max(row["received"], row["opened"])
        for start, end in (("wf", "wt"), ("pf", "pt")):
            if row[end] and self.random.random() < 0.9:
                row[start], row[end] = sorted((row[start] or row[end], row[end]))
        return row

    def row(self):
        self.next += 1
        return self.whole({"id": f"R-{self.next}", **{column: self.cell(column) for column in COLUMNS[1:]}})

    def later(self, row):
        changes = self.random.random()
        changed = {**row, **{column: self.cell(column) for column in COLUMNS[1:] if self.random.random() < changes / 2}}
        if changed["cat"] != row["cat"] and changed["opened"] != row["opened"]:  # that is another request
            kept = self.random.choice(("cat", "opened"))
            changed[kept] = row[kept]
        return self.whole(changed)

    def file(self, table):
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(table)
        return write(f"random-{next(numbers)}.csv", out.getvalue())


def differs(store, document, file):
    for as_of, words in [(as_of, ["--cases"]) for as_of in AS_OFS] + [(AS_OFS[-1], ["--by", "area,period"])]:
        from_file = store.judged_file(document, file, as_of, *words)
        from_store = store.judged(document, as_of, *words)
        if from_file.exit or from_file.out != from_store.out:
            lines = set(from_file.out.splitlines()) ^ set(from_store.out.splitlines())
            return f"as of {as_of} {words}: {from_file.err}\n{from_store.err}\n" + "\n".join(sorted(lines))
    return None


def random_pair(seed, read_with, areas, document):
    made = Requests(seed)
    first = [made.row() for _ in range(60)]
    second = [made.later(row) for row in first] + [made.row() for _ in range(15)]
    store = Store(read_with, areas)
    store.take(made.file(first))
    file = made.file(second)
    store.take(file)
    wrong = differs(store, document, file)
    again = store.take(file)
    if not wrong and again.out != took(0, 0, len(second)):
        wrong = f"the same file again: {again}"
    return wrong and f"seed {seed}: {wrong}"


def test_random_pairs():
    document = charter(PROPERTY_CHARTER)
    by_code = charter(PROPERTY_CHARTER.replace("Linden; Ash", "E05000001; E05000002"))
    ways = [(mapping(PROPERTY_MAPPING, "- Area: area\n"), None, document),
            (mapping(PROPERTY_MAPPING.replace("- Event receipt: received\n", "")
                     .replace("- Closed statuses: Closed\n- No-fix statuses: None found\n- Duplicate statuses: Double\n"
                              "- Open statuses: Open\n", ""), "- Area: area\n"), None, document),
            (mapping(PROPERTY_MAPPING, PLACES), geojson(), by_code)]
    for n, way in enumerate(ways):
        wrong = [found for seed in range(PAIRS) if (found := random_pair(100 * n + seed, *way))]
        check(f"{PAIRS} random pairs of files, mapping {n + 1}: the store says what the second file says", not wrong,
              f"{len(wrong)} differ\n" + "\n".join(wrong[:2]))


for test in (test_events_ahead, test_opened_ahead, test_pauses, test_statuses, test_no_ids, test_same_id, test_receipt,
             test_areas, test_taken_back, test_random_pairs):
    test()
