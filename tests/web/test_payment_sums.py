"""What a charter owes in pounds, walked by pages and by the file of payments, to the penny: the Right to Repair (£10, £2 a further day,
at most £50, off the rent if they want it), a report that is exempt, caps of a year that several reports of one person share, and a
penalty for paying late."""
import csv
import html
import io
import re
import sqlite3

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration, folder, run

PREPARES, FINANCE = "priory.fields@threeways.example", "head.of.finance@threeways.example"
APPROVES, RESIDENT = "operations.director@threeways.example", "resident@aldermoor.example"
PAY, OFFICE = "/work/payments", "Head of Finance"
TENANTS = "the tenants and leaseholders of Priory Fields"
CHARTER = f"""# Charter: Sums to the penny

- Id: sums
- Area: Priory Fields estate, Harcaster
- Between: Threeways Homes; {TENANTS}
- In force: 1 January 2026 to 31 December 2027
- Calendar: england-and-wales
- Fact: severe weather
- Fact: access refused
- Fact: person

## Standard S1: A boiler mended
- Provider: Threeways Homes
- Service: boiler
- Clock: from report to completion, within 3 working days
- If late: R1

## Redress R1: Right to Repair
- Exempt: severe weather; access refused
- Step 1: Threeways Homes pays £10 and £2 for each further day, at most £50, to the person who reported, set off against rent arrears, within 10 working days
- If late: R2

## Redress R2: Paid late
- Step 1: Threeways Homes pays £40, to the person who reported, within 10 working days

## Standard S2: Pressure
- Provider: Threeways Homes
- Service: pressure
- Clock: from report to completion, within 1 working day
- If late: R3

## Redress R3: Low pressure
- Step 1: Threeways Homes pays £50, at most 5 times each year, at most £250 each year, to the person who reported, within 20 working days

## Standard S3: Heating
- Provider: Threeways Homes
- Service: heating
- Clock: from report to completion, within 1 working day
- If late: R4

## Redress R4: A cold night
- Step 1: Threeways Homes pays £31.25, at most £50 each year, to the person who reported, within 20 working days
"""
MAPPING = """# Mapping: Sums

- Zone: Europe/London
- Id: id
- Service: service
- Area: area
- Opened: opened
- Closed: closed
- Fact severe weather: weather
- Fact access refused: access
- Fact person: person
- Map: * = same
"""
AREA = "Priory Fields estate"
# Mended in November: what is paid for it is not late yet. Due on the 12th, mended on the 17th: five further days.
ROWS = [("B-SOON", "boiler", "2026-11-09 09:00", "2026-11-17 09:00", "no", "no", "P1"),
        ("B-STORM", "boiler", "2026-11-09 09:00", "2026-11-17 09:00", "yes", "no", "P2"),
        ("B-DOOR", "boiler", "2026-11-09 09:00", "2026-11-17 09:00", "no", "yes", "P2"),
        ("B-UNKNOWN", "boiler", "2026-11-09 09:00", "2026-11-17 09:00", "", "no", "P2"),
        # Due on 8 October: 19, 20 and 21 further days; and what is paid for them is late.
        ("B-19", "boiler", "2026-10-05 09:00", "2026-10-27 09:00", "no", "no", "P3"),
        ("B-20", "boiler", "2026-10-05 09:00", "2026-10-28 09:00", "no", "no", "P4"),
        ("B-21", "boiler", "2026-10-05 09:00", "2026-10-29 09:00", "no", "no", "P5"),
        ("H-1", "heating", "2026-11-02 09:00", "2026-11-05 09:00", "", "", "P6"),
        ("H-2", "heating", "2026-11-03 09:00", "2026-11-06 09:00", "", "", "P6"),
        ("H-3", "heating", "2026-11-04 09:00", "2026-11-07 09:00", "", "", "P6"),
        ("H-OTHER", "heating", "2026-11-04 09:00", "2026-11-07 09:00", "", "", "P7")] + [
        (f"W-{n}", "pressure", f"2026-11-{n:02} 09:00", f"2026-11-{n + 5:02} 09:00", "", "", "P8") for n in (2, 3, 4, 5, 9, 10)]


def plain(page):
    return html.unescape(words(page))


def said(page):
    return [html.unescape(e) for e in errors(page)]


def filled():
    """A demonstration with that charter and those reports."""
    store, charter, mapping, rows = demonstration("payment_sums.db"), folder / "sums.md", folder / "sums-mapping.md", folder / "sums.csv"
    charter.write_text(CHARTER, encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    rows.write_text("id,service,area,opened,closed,weather,access,person\n" + "".join(",".join((r[0], r[1], AREA, *r[2:])) + "\n" for r in ROWS), encoding="utf-8")
    for words_of in (("import", "document", charter), ("import", "requests", rows, "--mapping", mapping)):
        done = run(*words_of, "--store", f"sqlite:{store}")
        check_equal(f"{words_of[1]} taken in", (done.exit, done.err if done.exit else ""), (0, ""))
    return store


def bound(reference):
    """The report is the resident's."""
    with sqlite3.connect(store) as db:
        case = db.execute("SELECT id FROM cases WHERE reference = ?", (reference,)).fetchone()[0]
        person = db.execute("SELECT a.person FROM account a JOIN person p ON p.id = a.person WHERE p.email = ?", (RESIDENT,)).fetchone()[0]
        db.execute("INSERT INTO case_person (community, case_id, person_id, part) VALUES (1, ?, ?, 'reporter')", (case, person))


def owed(reference):
    """What everybody reads of what is owed for a report."""
    page = plain(Browser(server).get(f"/reports/{reference}"))
    return page.split("What is owed because it is late", 1)[1].split("What happened", 1)[0] if "What is owed because it is late" in page else ""


def test_right_to_repair():
    """£10 and £2 a further day; the cap is reached after 20 of them, and nothing comes after it."""
    for reference, days, day, comes_to, pounds in (("B-SOON", 5, "12 November", "£20", "£20"), ("B-19", 19, "8 October", "£48", "£48"),
                                                   ("B-20", 20, "8 October", "£50", "£50"), ("B-21", 21, "8 October", "£52", "£50")):
        said_of = owed(reference)
        check(f"{reference}: {days} further days are {pounds}", f"{pounds} to the person who reported £10 and {days} further days after {day} 2026 at £2: {comes_to}." in said_of and
              ("The most that is paid is £50." in said_of) == (days > 20), said_of)


def test_exempt():
    """No report that is exempt is paid for; where it is not on record whether it is, how much is not known, and it goes into no file."""
    listed = as_user(server, store, PREPARES).get(PAY)
    for reference, why in (("B-STORM", "Severe weather: yes."), ("B-DOOR", "Access refused: yes.")):
        page = plain(Browser(server).get(f"/reports/{reference}"))
        check(f"{reference}: late, and nothing is owed for it; why stands there", "It was said to be done, and late. Nothing is owed by R1: Right to Repair. "
              "It leaves out: severe weather; access refused." in page and "£" not in page and why in page, page)
    check("not known is not nothing", "How much is not known Not known: the record does not have 'severe weather'." in owed("B-UNKNOWN"), owed("B-UNKNOWN"))
    for reference in ("B-SOON", "B-UNKNOWN", "H-3"):
        page = plain(Browser(server).get(f"/reports/{reference}"))
        check(f"{reference}: nothing of that where something may be owed, or nobody is left out", "Nothing is owed by" not in page, page)
    check("none of them is gathered", not [r for r in ("B-STORM", "B-DOOR", "B-UNKNOWN") if r in plain(listed)], plain(listed))


def test_yearly_cap():
    """Of one person's reports the earlier go first: what is left of the year's sum, then nothing; another person's is their own."""
    for reference, wanted in (("H-1", "£31.25 to the person who reported Due by 2 December 2026"),
                              ("H-2", "£18.75 to the person who reported The most each year is £50, of which £31.25 went before. Due by 3 December 2026"),
                              ("H-3", "Nothing The most each year is £50, of which £50 went before."), ("H-OTHER", "£31.25 to the person who reported Due by"),
                              ("W-9", "£50 to the person who reported Due by"), ("W-10", "Nothing It is paid at most 5 times each year, and was 5 times before.")):
        check(f"{reference}: {wanted}", wanted in owed(reference), owed(reference))
    listed = plain(as_user(server, store, PREPARES).get(PAY))
    check("what is nothing is not gathered", "W-9 " in listed and "W-10" not in listed and "H-3" not in listed, listed)


def test_penalty():
    """What was not paid in time has £40 to follow, under its own name; what is not late yet has none."""
    said_of = owed("B-19")
    check("each redress under its own name", re.search(r"R1: Right to Repair Threeways Homes pays £10 and £2.*was due by 23 October 2026.*R2: Paid late Threeways Homes pays £40.*"
                                                       r"£40 to the person who reported Overdue was due by 6 November 2026", said_of), said_of)
    check("none where it is not late", "R2" not in owed("B-SOON"), owed("B-SOON"))
    listed = plain(as_user(server, store, PREPARES).get(PAY))
    check("it is told from the payment itself where payments are gathered", "S1 A boiler mended, R1 23 October 2026 £48" in listed and
          "S1 A boiler mended, R2 6 November 2026 £40" in listed, listed)


def test_set_off():
    """Whoever reported has it taken off the rent: that goes for the repair; what is paid for being late is paid."""
    r = as_user(server, store, RESIDENT)
    for reference in ("B-SOON", "B-20"):
        bound(reference)
        page = r.post(f"/account/reports/{reference}", deed="choose", choice="0", against="rent arrears", **{"way-0": "set off", "number-0": "RENT 4711-08"})
        check_equal(f"{reference}: chosen", (page.status, said(page) if page.status == 200 else []), (303, []))
    listed = plain(as_user(server, store, PREPARES).get(PAY))
    check_equal("both stand so in what is gathered", listed.count("Take it off rent arrears"), 2)


def test_file():
    """All of it in one file: each sum to the penny, what is taken off the rent marked so; approved by two others, recorded and confirmed."""
    a, b, c = (as_user(server, store, who) for who in (PREPARES, FINANCE, APPROVES))
    pence = re.search(r'name="pence" value="(\d+)"', a.get(PAY).text)[1]
    page = a.post(PAY, body="Threeways Homes", pence=pence, office="Payments Officer")
    check_equal("prepared", page.status, 303)
    path = page.headers["Location"]
    for approver in (b, c):
        check_equal("approved", approver.post(path, deed="approve", office=OFFICE).status, 303)
    rows = list(csv.DictReader(io.StringIO(a.get(path + "/payments.csv").text)))
    ours = sorted((r["report"], r["redress"], r["pounds"], r["set_off"]) for r in rows if r["report"] != "PF-26-1103")
    check_equal("to the penny", ours, sorted([
        ("B-SOON", "R1", "20.00", "rent arrears"), ("B-19", "R1", "48.00", ""), ("B-19", "R2", "40.00", ""), ("B-20", "R1", "50.00", "rent arrears"),
        ("B-20", "R2", "40.00", ""), ("B-21", "R1", "50.00", ""), ("B-21", "R2", "40.00", ""), ("H-1", "R4", "31.25", ""), ("H-2", "R4", "18.75", ""),
        ("H-OTHER", "R4", "31.25", "")] + [(f"W-{n}", "R3", "50.00", "") for n in (2, 3, 4, 5, 9)]))
    check_equal("which is what was approved", sum(round(float(r["pounds"]) * 100) for r in rows), int(pence))
    check("no account stands in it", "4711" not in a.get(path + "/payments.csv").text)
    check("they who pay read which it is taken off", "Take it off rent arrears (account RENT 4711-08)" in plain(a.get(path)), plain(a.get(path)))
    check("nor is a penalty there taken for the payment", "S1 A boiler mended, R2" in plain(a.get(path)), plain(a.get(path)))
    check_equal("recorded", a.post(path, deed="record", office=OFFICE, day="22 11 2026").status, 303)
    check_equal("confirmed", b.post(path, deed="confirm", confirms=OFFICE).status, 303)
    check("nothing is left to gather", "Nothing is owed now" in plain(a.get(PAY)), plain(a.get(PAY)))
    paid = one(store, "SELECT SUM(o.paid) FROM obligation o WHERE o.document = 'sums'")[0]
    check_equal("all of it counts as paid, to the penny", paid, int(pence) - 1000)


def test_paid():
    """Each report says what was paid; what was paid late is done late, and its penalty with it. A cap counts what was paid."""
    for reference, wanted in (("B-SOON", "£20 paid to the person who reported."), ("B-20", "£50 paid to the person who reported."), ("B-20", "£40 paid to the person who reported."),
                              ("H-2", "£18.75 paid to the person who reported."), ("W-9", "£50 paid to the person who reported.")):
        check(f"{reference}: {wanted}", wanted in owed(reference), owed(reference))
    check("in time", "Done 22 November 2026" in owed("B-SOON") and "Done late" not in owed("B-SOON"), owed("B-SOON"))
    check_equal("both late", owed("B-20").count("Done late 22 November 2026"), 2)
    check("what was over the cap stays nothing", "Nothing The most each year is £50" in owed("H-3") and "Nothing It is paid at most 5 times" in owed("W-10"), owed("H-3"))
    page = plain(as_user(server, store, RESIDENT).get("/account/reports/B-SOON"))
    check("whoever chose that reads that it went off the rent", "rent arrears" in page and "It is on its way or paid already" in page, page)
    check_equal("rebuilding changes nothing", run("verify", "--store", f"sqlite:{store}").exit, 0)


store = filled()
with Server(store) as server:
    for test in (test_right_to_repair, test_exempt, test_yearly_cap, test_penalty, test_set_off, test_file, test_paid):
        test()
