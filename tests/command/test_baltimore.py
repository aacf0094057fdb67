"""Baltimore's own requests against the city's own periods: the published due and close times are the answer."""
import csv
from collections import Counter
from datetime import datetime

from harness import DATA, LIBRARY, check, check_equal, run, skip

FORM = "%m/%d/%Y %I:%M:%S %p"
FILE = DATA / "requests/baltimore_311_2018.csv"
CHARTER = LIBRARY / "examples/baltimore.md"
# 02:30 on 10 March 2019 does not exist in Baltimore: the clocks went from 02:00 to 03:00.
SKIPPED_HOUR = ("03/11/2018 02", "03/13/2016 02", "03/12/2017 02", "03/10/2019 02", "03/08/2015 02", "03/09/2014 02")


def time(text):
    return datetime.strptime(text, FORM) if text else None


def judge(*more):
    return run("judge", CHARTER, "--requests", FILE, "--mapping", "baltimore", "--as-of", "2019-02-14", *more)


def table(text):
    return list(csv.DictReader(text.splitlines()))


def main():
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        requests = {r["ServiceRequestNum"]: r for r in csv.DictReader(file)}
    dated = {i: r for i, r in requests.items() if r["DueDate"]}
    closed = {i: r for i, r in dated.items() if r["CloseDate"]}
    late = {i for i, r in closed.items() if time(r["CloseDate"]) > time(r["DueDate"])}
    check_equal("the city's file: 9,555 closed with a due time, 1,567 of them late", (len(closed), len(late)), (9555, 1567))

    done = judge("--cases", "--format", "csv")
    check("--cases runs", done.exit == 0, done)
    cases = {c["case"]: c for c in table(done.out)}
    check_equal("every request with a due time is a case, and no other", set(cases), set(dated))
    ours = Counter(cases[i]["state"] for i in closed)
    check_equal("of those closed 1,567 are late and 7,988 on time", ours, Counter(on_time=7988, late=1567))
    check_equal("the same ones are late", {i for i in closed if cases[i]["state"] == "late"}, late)
    still = {i: r for i, r in dated.items() if not r["CloseDate"]}
    overdue = {i for i, r in still.items() if time(r["DueDate"]) < datetime(2019, 2, 15)}
    check_equal("those not closed are late once due", {i for i in still if cases[i]["state"] == "late"}, overdue)
    check_equal("and not yet due before", {i for i in still if cases[i]["state"] == "not_yet_due"}, set(still) - overdue)

    wrong = {i for i, r in dated.items() if cases[i]["due"][:19] != time(r["DueDate"]).isoformat()}
    in_skipped = {i for i, r in dated.items() if datetime.strftime(time(r["DueDate"]), "%m/%d/%Y %H") in SKIPPED_HOUR}
    check_equal("our due instant is the city's for all but those in an hour that daylight saving skipped", wrong, in_skipped)
    check_equal("which are two", len(wrong), 2)
    check("source_due is what the city says", all(c["source_due"] for c in cases.values()))

    done = judge("--by", "clause", "--format", "csv")
    rows = table(done.out)
    check_equal("one row for each of the 209 categories with a period", len(rows), 209)
    total = {k: sum(int(r[k]) for r in rows) for k in ("cases", "on_time", "late", "not_yet_due", "not_known", "excluded")}
    check_equal("the table adds up to the cases", total, {
        "cases": len(dated), "on_time": 7988, "late": 1567 + len(overdue), "not_yet_due": len(still) - len(overdue),
        "not_known": 0, "excluded": 0})
    check("without a period there is no target and no verdict", all(not r["target"] and not r["verdict"] for r in rows))

    rows = table(judge("--format", "csv").out)
    key = [(r["document"], r["clause"], r["area"], r["period_start"]) for r in rows]
    check("rows are sorted by document, clause, area and period", key == sorted(key))
    check_equal("periods are years", {r["period_start"][5:] + " " + r["period_end"][5:] for r in rows}, {"01-01 12-31"})
    check_equal("a row for every period begun, cases or not", len(rows), 209 * 6)
    for form in ("csv", "json", "text"):
        one = judge("--format", form, "--threads", "1").out
        same = all(judge("--format", form, "--threads", n).out == one for n in ("2", "3", "5"))
        check(f"the same bytes for any number of threads, {form}", same and len(one) > 1000)
    one = judge("--cases", "--format", "csv", "--threads", "1").out
    check("and for the cases", one == judge("--cases", "--format", "csv", "--threads", "7").out)

    some = next(iter(late))
    done = run("judge", CHARTER, "--requests", FILE, "--mapping", "baltimore", "--as-of", "2019-02-14", "--explain", some)
    check("--explain shows a late case's working", done.exit == 0 and "answer    late" in done.out, done)


if not FILE.exists():
    skip("Baltimore", "the data is not here")
else:
    main()
