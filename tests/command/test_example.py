"""The shipped example: its table equals a plain count made here, and shows every verdict the README speaks of."""
import csv
import io
from datetime import date, datetime, time, timedelta

from harness import LIBRARY, check, check_equal, run

FOLDER = LIBRARY / "examples"
ARGUMENTS = ["judge", FOLDER / "harcaster-streets.md", "--requests", FOLDER / "harcaster-requests.csv",
             "--mapping", FOLDER / "harcaster-mapping.md", "--as-of", "2026-11-22"]
AS_OF = datetime(2026, 11, 23)
HOLIDAYS = {date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31)}
STANDARDS = {  # category: clause, working days, per cent
    "Graffiti - offensive": ("S1", 1, 90), "Graffiti - other": ("S2", 5, 85), "Fly-tipping": ("S3", 2, 90),
    "Bin not collected": ("S4", 2, 95), "Street light out": ("S5", 7, 85), "Pothole": ("S6", 10, 90)}


def read_time(text):
    try:
        return datetime.strptime(text, "%d/%m/%Y %H:%M")
    except ValueError:
        return None


def end_of(day, working_days):
    """The midnight at the close of the nth working day after `day`."""
    while working_days:
        day += timedelta(1)
        working_days -= day.weekday() < 5 and day not in HOLIDAYS
    return datetime.combine(day + timedelta(1), time())


def state(row, days):
    if row["Status"] == "Withdrawn" or row["Road blocked"] == "yes":
        return "excluded"
    opened, closed = read_time(row["Reported"]), read_time(row["Completed"])
    if row["Category"] == "Bin not collected" and not row["Road blocked"]:
        return "not_known"
    if row["Status"] != "Open" and not closed:
        return "not_known"
    due = end_of(opened.date(), days)
    if closed:
        return "on_time" if closed < due else "late"
    return "not_yet_due" if AS_OF <= due else "late"


def counted():
    """{(clause, quarter): {state: cases}} by a plain count"""
    counts = {(clause, quarter): dict.fromkeys(("on_time", "late", "not_yet_due", "not_known", "excluded"), 0)
              for clause, _, _ in STANDARDS.values() for quarter in range(1, 5)}
    with open(FOLDER / "harcaster-requests.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            opened = read_time(row["Reported"])
            if row["Category"] in STANDARDS and row["Ward"] == "Aldermoor ward" and opened:
                clause, days, _ = STANDARDS[row["Category"]]
                counts[clause, (opened.month + 2) // 3][state(row, days)] += 1
    return counts


done = run(*ARGUMENTS, "--format", "csv")
check("the example is judged", done.exit == 0 and done.out.startswith("document,clause,"), done)
rows = {(row["clause"], (int(row["period_start"][5:7]) + 2) // 3): row for row in csv.DictReader(io.StringIO(done.out))}
for key, expected in counted().items():
    got = {name: int(rows.get(key, {}).get(name, -1)) for name in expected}
    check_equal(f"{key[0]} in quarter {key[1]}", got, expected)

VERDICTS = {
    "S1": "kept kept kept on_course", "S2": "kept kept missed on_course", "S3": "kept missed missed on_course",
    "S4": "kept kept not_known on_course", "S5": "kept kept kept at_risk", "S6": "kept kept no_cases not_yet_due",
}
for clause, verdicts in VERDICTS.items():
    check_equal(f"{clause}: verdicts", [rows.get((clause, quarter), {}).get("verdict") for quarter in range(1, 5)],
                verdicts.split())
check_equal("the residents' side is counted too: C1",
            [(rows.get(("C1", q), {}).get("value"), rows.get(("C1", q), {}).get("verdict")) for q in range(1, 4)],
            [("21", "kept"), ("22", "kept"), ("16", "missed")])

done = run(*ARGUMENTS)
check("as text, with words", all(word in done.out for word in ("kept", "missed", "on course", "at risk", "not known")), done)
check("what was left out is said: a category nobody mapped, a date that does not exist",
      "Abandoned trolley" in done.err and "31/11/2026" in done.err, done)
done = run("check", FOLDER / "harcaster-streets.md")
check("the charter has no errors", done.exit == 0 and ": error: " not in done.out + done.err, done)
done = run("format", FOLDER / "harcaster-streets.md")
check_equal("the charter is in its canonical form", done.out, (FOLDER / "harcaster-streets.md").read_text(encoding="utf-8"))
