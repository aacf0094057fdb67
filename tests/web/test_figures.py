"""Every figure on every page equals the batch judge's on the same store: all charters, all periods, both engines."""
import csv
import json
import re

from serving import Server, check, check_equal, demonstration_served, engines, run

WORDS = {"kept": "Kept", "missed": "Missed", "on_course": "On course", "at_risk": "At risk", "not_yet_due": "Not yet due",
         "not_known": "Not known", "no_cases": "No cases", "": "None promised now"}
CHARTERS = ["aldermoor-streets", "priory-fields", "nether-sallow", "after-dark", "linden-millbrook", "millbrook-baskets"]


def judged(store):
    """{(charter, clause): rows}, the time before the charter first"""
    done = run("judge", "--store", store, "--by", "clause,period", "--format", "csv")
    rows = {}
    for row in sorted(csv.DictReader(done.out.splitlines()), key=lambda row: not row["document"].endswith("-before")):
        if "." not in row["clause"]:
            rows.setdefault((row["document"].removesuffix("-before"), row["clause"]), []).append(row)
    return rows


def noun_of(value, measure):
    """A page counts "1 round" where the document, and so the judge's column, has the noun of several: and the other way about."""
    if not value.isdigit() or measure.startswith(("average", "median")) or measure == "count":
        return measure
    head = re.split(" with | graded ", measure)[0]
    one = head[:-1] if head.endswith("s") and head != "premises" else head
    many = head if head.endswith("s") else head + "s"
    return (one if value == "1" else many) + measure[len(head):]


def figure(row, noun):
    """what a page says of a row of the judge"""
    if row["measure"] == "£":
        return f"£{int(row['value']):,}"
    if row["value"]:
        return f"{row['value']} {noun_of(row['value'], row['measure'])}"
    fallen_due = int(row["on_time"]) + int(row["late"])
    if fallen_due:
        return f"{row['on_time']} of {fallen_due} {noun}"
    return f"{row['not_yet_due']} not yet due" if int(row["not_yet_due"]) else "No cases"


def is_deed(row):
    return row["clause"].startswith("P") and not row["value"]


def agrees(row, said, state):
    """A figure as a page has it; the noun behind a share of things observed is the charter's own."""
    if is_deed(row) and row["cases"] == "1" and (int(row["on_time"]) or int(row["late"])):
        return said == ("Done in time" if int(row["on_time"]) else "Not done in time")
    found = re.fullmatch(r"(\d+ of \d+) (.+)", said)
    own = figure(row, found[2] if found else "on time")
    return said == own and state == WORDS[row["verdict"]]


def state_then(row, state):
    """Before the charter and on trial, nothing was owed yet: 'would be missed'."""
    return {"Would be missed": "Missed", "Would be kept": "Kept"}.get(state, state)


def test_promises(server, rows):
    pages = compared = 0
    for (charter, clause), own in rows.items():
        table = server.get(f"/charters/{charter}/{clause}.csv")
        if table.status != 200:
            check(f"{charter} {clause}: of an earlier version only", clause not in current(server, charter), table)
            continue
        pages += 1
        own = [row for row in own if row["verdict"]]
        said = list(csv.DictReader(table.text.splitlines()))
        wrong = [(row, line) for row, line in zip(own, said)
                 if not agrees(row, line["figure"], state_then(row, line["state"]))
                 or (row["period_start"], row["period_end"]) != (line["period_start"], line["period_end"])]
        check_equal(f"{charter} {clause}: {len(own)} periods", (len(said), wrong), (len(own), []))
        compared += len(said)
        check_equal(f"{charter} {clause}: JSON says the same as CSV", [
            {key: value if value != "" else None for key, value in line.items()} for line in said],
            [{key: value if value not in ("", None) else None for key, value in line.items()}
             for line in json.loads(server.get(f"/charters/{charter}/{clause}.json").text)])
        page_agrees(server, charter, clause, own)
    check("figures of all promises are compared", pages > 60 and compared > 550, (pages, compared))


def current(server, charter):
    return {line["label"] for line in csv.DictReader(server.get(f"/charters/{charter}.csv").text.splitlines())}


def page_agrees(server, charter, clause, own):
    """The page itself, as a reader sees it: its table, newest first"""
    page = server.get(f"/charters/{charter}/{clause}")
    if all(is_deed(row) for row in own):
        return
    lines = [cells for cells in page.rows() if cells and re.match(r"\d+( \w+( \d+)?)? to \d+ \w+ \d+$", cells[0])]
    shown = []
    for row, cells in zip(reversed(own), lines):
        state = next((word for word in ["Would be missed", "Would be kept", *WORDS.values()] if cells[2].startswith(word)), "")
        shown.append(agrees(row, cells[1], state_then(row, state)))
    check(f"{charter} {clause}: the page's table, row by row", len(lines) == len(own) and all(shown), lines)


def now(own):
    """the row that stands for today: the last in season; of something done once, the one in which it was done"""
    rows = [row for row in own if not row["document"].endswith("-before") and row["verdict"]]
    if is_deed(rows[-1]):
        return ([row for row in rows if row["cases"] != "0"] or rows)[-1]
    return rows[-1]


def test_lists(server, rows):
    """charter, area and first page: the state of today"""
    for charter in CHARTERS:
        lines = list(csv.DictReader(server.get(f"/charters/{charter}.csv").text.splitlines()))
        wrong = [line for line in lines if (charter, line["label"]) in rows
                 and not agrees(now(rows[charter, line["label"]]), line["figure"], line["state"])]
        check_equal(f"{charter}: its list", (len(lines) > 1, wrong), (True, []))
        tally = {}
        for line in lines:
            tally[line["state"]] = tally.get(line["state"], 0) + bool(line["figure"])
        page = server.get(f"/charters/{charter}").text
        for word in ("missed", "at risk"):
            found = re.search(rf">(\d+) {word}<", page)
            check_equal(f"{charter}: how many {word}", int(found[1]) if found else 0, tally.get(word.capitalize(), 0))
    area = server.get("/areas/Aldermoor ward")
    wanted = [[line["title"], line["state"]] for line in csv.DictReader(server.get("/charters/aldermoor-streets.csv").text.splitlines())]
    check_equal("an area: its charter's promises, in order", [[cells[0], cells[2]] for cells in area.rows() if len(cells) == 3], wanted)


def test_data(server, store):
    done = run("judge", "--store", store, "--by", "clause,period", "--format", "csv")
    lines = [line.rsplit(",", 3) for line in server.get("/data/figures.csv").text.splitlines()]
    check_equal("open data: the judge's own table, byte for byte", "".join(line[0] + "\n" for line in lines) == done.out, True)
    check_equal("open data: and how each charter stands", {line[1] for line in lines[1:]} <= {"in force", "over", "suspended", "not yet in force"}, True)


for engine in engines():
    print(f"# on {engine}")
    demo = demonstration_served(engine)
    with Server(demo) as main_server:
        everything = judged(demo)
        test_promises(main_server, everything)
        test_lists(main_server, everything)
        test_data(main_server, demo)
