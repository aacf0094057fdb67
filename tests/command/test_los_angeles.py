"""Los Angeles, every category within 7 days: totals against a plain count that shares no code with the program."""
import csv
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from harness import DATA, check, check_equal, run, skip, write

FILE = DATA / "requests/los_angeles_myla311_2018.csv"
ZONE = ZoneInfo("America/Los_Angeles")
HEADER = """# Charter: Within seven days

- Id: seven-days
- Area: Los Angeles
- Between: the City of Los Angeles; the people of Los Angeles
- In force: from 1 January 2018
- Calendar: none
- Zone: America/Los_Angeles
"""


def midnight_after(day):
    return datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(days=1)


def plain_count(requests, as_of):
    """Due by the end of the seventh local day; open and past it is late; closed before it was opened is not known."""
    counts = {}
    for r in requests:
        opened = datetime.strptime(r["CreatedDate"], "%m/%d/%Y %I:%M:%S %p")
        due = midnight_after(opened + timedelta(days=7))
        closed = r["ClosedDate"] and datetime.strptime(r["ClosedDate"], "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=ZONE)
        if closed and closed < opened.replace(tzinfo=ZONE):
            state = "not_known"
        elif closed and closed < as_of:
            state = "on_time" if closed < due else "late"
        else:
            state = "late" if as_of >= due else "not_yet_due"
        counts.setdefault(r["RequestType"], Counter())[state] += 1
    return counts


def main():
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        requests = list(csv.DictReader(file))
    categories = sorted({r["RequestType"] for r in requests})
    clauses = [f"\n## Standard S{i:02}: {name}\n- Provider: the City of Los Angeles\n- Service: {name}\n"
               "- Clock: from report to completion, within 7 days\n" for i, name in enumerate(categories, 1)]
    charter = write("seven.md", HEADER + "".join(clauses))
    last = datetime.strptime(max(r["CreatedDate"] for r in requests), "%m/%d/%Y %I:%M:%S %p")
    for day in (datetime(2018, 12, 31), last):
        done = run("judge", charter, "--requests", FILE, "--mapping", "los-angeles", "--as-of", day.date().isoformat(),
                   "--by", "clause", "--format", "csv")
        check(f"as of {day.date()} it runs", done.exit == 0, done)
        got = {r["clause"]: Counter({k: int(r[k]) for k in ("on_time", "late", "not_yet_due", "not_known") if int(r[k])})
               for r in csv.DictReader(done.out.splitlines())}
        started = [r for r in requests
                   if datetime.strptime(r["CreatedDate"], "%m/%d/%Y %I:%M:%S %p").date() <= day.date()]
        expected = plain_count(started, midnight_after(day))
        check_equal(f"as of {day.date()} the counts are those of a plain count",
                    got, {f"S{i:02}": expected.get(name, Counter()) for i, name in enumerate(categories, 1)})


if not FILE.exists():
    skip("Los Angeles", "the data is not here")
else:
    main()
