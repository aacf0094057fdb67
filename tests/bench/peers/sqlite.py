"""sqlite.py STORE FOLDER: the query of sqlite.sql over a store. Prints seconds, then the rows, as duckdb.mjs does."""
import csv
import datetime
import json
import resource
import sqlite3
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

store, folder = sys.argv[1], Path(sys.argv[2])
ZONE = ZoneInfo("Europe/London")


def rows(name):
    with open(folder / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def begins(day):
    return int(datetime.datetime.combine(day, datetime.time(), ZONE).timestamp())


def dated(name):
    for row in rows(name):
        yield datetime.date.fromisoformat(row["day"]), int(row["number"])


db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
db.execute("CREATE TEMP TABLE limits (service TEXT PRIMARY KEY, days INT) WITHOUT ROWID")
db.execute("CREATE TEMP TABLE calendar (begins INTEGER PRIMARY KEY, quarter TEXT, number INT)")
db.execute("CREATE TEMP TABLE working (number INTEGER PRIMARY KEY, ends INT)")
db.executemany("INSERT INTO limits VALUES (?, ?)", [(row["service"], int(row["days"])) for row in rows("limits")])
db.executemany("INSERT INTO calendar VALUES (?, ?, ?)",
               [(begins(day), f"{day.year}-{(day.month - 1) // 3 * 3 + 1:02}-01", number) for day, number in dated("calendar")])
db.executemany("INSERT INTO working VALUES (?, ?)",
               [(number, begins(day + datetime.timedelta(days=1)) - 1) for day, number in dated("working")])
begun, work = time.monotonic(), time.process_time()
answer = db.execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")).fetchall()
print(json.dumps({"passed": time.monotonic() - begun, "work": time.process_time() - work,
                  "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
for row in answer:
    print(",".join(str(value) for value in row))
