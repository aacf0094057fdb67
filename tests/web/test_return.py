"""The quarterly return of a partner without a log-in, over HTTP: asked for, sent with faults and without, signed, put right by
another; who sees what of it; what is on record afterwards."""
import re
import sqlite3

from browsing import Browser, errors, main_of, words
from reporting import officer, one
from serving import Server, check, check_equal, demonstration, run

NEIGHBOURHOODS, BID, COUNTY = "neighbourhoods@harcaster.example", "Harcaster BID", "Eastmark County Council"
HEAD = "reference,service,area,reported,completed,status\n"
QUARTER = "2026-10-01"


def lines_of(page):
    return [(row[0], row[1]) for row in page.rows() if len(row) == 2 and row[0] != "Where"]


def asked(o, body=BID, quarter=QUARTER, **more):
    """The page of a return that was asked for, and its link."""
    done = o.post("/returns/ask", **{"body": body, "quarter": quarter, "due": "15 January 2027", **more})
    page = o.get(done.headers["Location"])
    return done.headers["Location"], "/return/" + re.search(r"/return/([0-9a-f]{32})", page.text)[1]


def test_asked(server, store):
    o = officer(server, NEIGHBOURHOODS)
    check_equal("nothing chosen", errors(o.post("/returns/ask", due="soon")),
                ["Choose the partner", "Choose the quarter", "Write the day it is due, such as 21 10 2026"])
    for form, said in (({"due": "1 1 2026"}, "That day is over: give them some time"),
                       ({"email": "ada"}, "Write the whole address, such as name@example.org"),
                       ({"email": "ada@example.org"}, "Write who it is")):
        check_equal(f"asked with {form}", errors(o.post("/returns/ask", **{"body": BID, "quarter": QUARTER, "due": "15 1 2027", **form}))[:1], [said])
    at, link = asked(o, name="Nina Contact", email="nina@bid.example")
    check_equal("one message to whoever is asked", one(store, "SELECT o.way, o.message, p.email FROM outbox o JOIN person p ON p.id = o.to_person "
                                                              "WHERE o.message LIKE 'return-%'"), ("email", "return-asked", "nina@bid.example"))
    mail = officer(server).get("/demo/mail").text
    check("with the link and the day", link in mail and "1 October to 31 December 2026" in mail and "15 January 2027" in mail, mail[:3000])
    page = server.get(at)
    check("everybody sees that it was asked for, not of whom, nor the link", "due by 15 January 2027" in words(page) and "Nina" not in page.text and
          link not in page.text, words(page))
    check("and in the list", "Harcaster BID, 1 October to 31 December 2026" in words(server.get("/returns")), words(server.get("/returns")))
    return at, link


def test_sent(server, store, at, link):
    b = Browser(server)
    page = b.get(link)
    check("the partner needs nothing but the link", page.status == 200 and "Taxi marshals" in page.text, words(page)[:500])
    check_equal("a link that is none", b.get("/return/" + "0" * 32).status, 404)
    check_equal("nothing sent", lines_of(b.send(link)), [("The return", "send the table of your cases, or fill in at least one number")])
    check_equal("before it is sent nothing is signed", b.get(f"{link}/check").headers.get("Location"), link)
    page = b.send(link, {"seen-0": "many"})
    check("what was typed stays", 'value="many"' in page.text, main_of(page)[-1500:])
    check_equal("a number that is none", lines_of(page), [("The return", "Taxi marshals: write what was seen, such as 27 of 30, or yes or no")])
    check_equal("sent", b.send(link, {"seen-0": "25 of 26"}).headers.get("Location"), f"{link}/check")
    page = b.get(f"{link}/check")
    check("what will be taken is shown", "25 of 26" in words(page), words(page))
    check_equal("unsigned", errors(b.post(f"{link}/check")), ["Write your name", "Write your office", "Say that it is right, or go back and mend it"])
    check_equal("nothing is taken yet", one(store, "SELECT COUNT(*) FROM fact WHERE kind = 31"), (0,))
    done = b.post(f"{link}/check", signer="Nina Contact", office="Night-time Manager", agreed="yes")
    check_equal("signed", (done.status, done.headers.get("Location")), (303, at))
    check_equal("its link works no longer", (b.get(link).status, b.post(f"{link}/check", signer="x", office="y", agreed="yes").status), (404, 404))
    page = server.get(at)
    check("everybody reads who signed, by office, and when", "Signed by Night-time Manager on 22 November 2026" in words(page) and
          "25 of 26" in page.text and "Nina" not in page.text, words(page))
    value, name, office, hash_kept = one(store, "SELECT f.value, f.name, f.said_by, r.hash FROM fact f, partner_return r WHERE f.kind = 31 AND r.id = 1")
    check_equal("on the record", (name, office, value == hash_kept, hash_kept in page.text), (BID, "Night-time Manager", True, True))
    bound = one(store, "SELECT document, clause, value, said_by, voice FROM fact WHERE kind = 3 AND name LIKE '%-return-2026-10'")
    check_equal("what was seen is a fact of the promise", bound, ("after-dark", "S6", "25 of 26", "Night-time Manager", 1))


def test_table(server, store):
    """A table, with its faults by line; and its correction by another return."""
    o = officer(server, NEIGHBOURHOODS)
    at, link = asked(o, COUNTY)
    b = Browser(server)
    bad = HEAD + ("L-1,street lights / out,Aldermoor ward,soon,,open\n"
                  "L-2,dragons,Aldermoor ward,2026-10-03,2026-10-05,mended\n"
                  "L-3,street lights / out,Aldermoor ward,2026-10-05,2026-10-03,closed\n"
                  "L-3,street lights / out,Aldermoor ward,2027-02-03,,open\n"
                  "L-4,street lights / out,Aldermoor ward,03/10/2026 14:20,,closed\n"
                  "L-5,\"street\n")
    page = b.send(link, csv=("a.csv", "text/csv", bad.encode()))
    check_equal("each fault by its line", lines_of(page), [
        ("Line 2", "reported: write the day, such as 2026-07-03 or 03/07/2026, with the time if it is known"),
        ("Line 3", "service: no charter has Eastmark County Council promise 'dragons'"),
        ("Line 3", "status: write open, closed, no fix or duplicate"),
        ("Line 4", "completed: that is before it was reported"),
        ("Line 5", "reference: a line above has the same"),
        ("Line 5", "reported: that is after the end of the quarter"),
        ("Line 6", "completed: write the day on which it was closed"),
        ("Line 7", "the line can't be read: look at its quotation marks")])
    for wrong in ("Mrs Jones of 14 Mill Lane", "the bins by the chapel", "L 1", "-1", "NoDigit", "1" * 41, "a@b.example1", "\N{POUND SIGN}1", ""):
        check_equal(f"{wrong!r} is no number of a case", lines_of(b.send(link, csv=("a.csv", "text/csv", f"{HEAD}{wrong},street lights / out,Aldermoor ward,2026-10-03,,open\n".encode()))), [
            ("Line 2", "reference: write the number you have it under, such as VP-1041: at most 40 letters, digits, hyphens, full stops and strokes, with a digit, and no spaces")])
    page = b.send(link, csv=("a.csv", "text/csv", f"{HEAD}bbb bbb9,street lights / out,Aldermoor ward,2026-10-03,,open\n".encode()))
    check_equal("a slip of the pen in a number of ours makes no new report", lines_of(page), [
        ("Line 2", "reference: it has the form of a number given here, and there is no such report: look at each letter")])
    check_equal("columns of people are refused", lines_of(b.send(link, csv=("a.csv", "text/csv", b"reference,name\nL-1,Ada\n"))),
                [("Line 1", "the first line must be: reference,service,area,reported,completed,status")])
    foreign = one(store, "SELECT c.reference FROM cases c JOIN work w ON w.case_id = c.id WHERE w.body = 'Harcaster Borough Council' LIMIT 1")[0]
    page = b.send(link, csv=("a.csv", "text/csv", f"{HEAD}{foreign},street lights / out,Aldermoor ward,2026-10-03,,open\n".encode()))
    check_equal("another body's report is not theirs to speak of", lines_of(page),
                [("Line 2", "another body has the report of that reference: take the line out")])
    good = HEAD + "L-1,street lights / out,Aldermoor ward,05/10/2026,08/10/2026,closed\nL-2,street lights / out,Aldermoor ward,2026-11-02 09:15,,open\n"
    check_equal("taken", b.send(link, csv=("a.csv", "text/csv", good.encode())).headers.get("Location"), f"{link}/check")
    check("the lines as they are taken can be looked through", "L-1,street lights / out,Aldermoor ward,2026-10-05,2026-10-08,closed" in b.get(f"{link}/check").text, b.get(f"{link}/check").text)
    check("how many, and what of them is new", "2 lines: 2 new, 0 on record already" in words(b.get(f"{link}/check")), words(b.get(f"{link}/check")))
    check_equal("signed", b.post(f"{link}/check", signer="Carl", office="Lighting Engineer", agreed="yes").status, 303)
    check_equal("two cases", [one(store, "SELECT status FROM cases WHERE reference = ?", r)[0] for r in ("L-1", "L-2")], [1, 0])
    check("judged by the charter", "Fixed" in words(server.get("/reports/L-1")) or "On time" in words(server.get("/reports/L-1")),
          words(server.get("/reports/L-1"))[:600])
    check_equal("it is not changed, but another is asked for in its place", o.post(at).status, 303)
    again = o.get(at)
    check("which is said", "Another return was asked for, to take its place" in words(again), words(again))
    second = re.search(r'href="(/returns/\d+)">See that one', again.text)[1]
    link = "/return/" + re.search(r"/return/([0-9a-f]{32})", o.get(second).text)[1]
    b.send(link, csv=("a.csv", "text/csv", good.replace("08/10/2026", "09/10/2026").encode()))
    check_equal("a correction needs a reason", errors(b.post(f"{link}/check", signer="Carl", office="Lighting Engineer", agreed="yes")),
                ["Write why it takes the place of the one before"])
    b.post(f"{link}/check", signer="Carl", office="Lighting Engineer", agreed="yes", reason="the crew's sheet was misread")
    check("the new one says why, the old one that it was replaced", "the crew's sheet was misread" in words(server.get(second)) and
          "Another return has taken its place" in words(server.get(at)), words(server.get(second)))
    with sqlite3.connect(store) as db:
        days = [row[0] for row in db.execute("SELECT f.happened / 86400 FROM fact f JOIN cases c ON c.id = f.case_id "
                                             "WHERE c.reference = 'L-1' AND f.kind = 4 AND f.name = 'completion' ORDER BY f.id")]
    check_equal("both days are on record, one after the other", [days[1] - days[0], len(days)], [1, 2])


def test_written(server, store):
    """Without a file: the lines are written into the form, with or without the names of the columns."""
    o = officer(server, NEIGHBOURHOODS)
    _, link = asked(o, COUNTY, "2026-07-01")
    b = Browser(server)
    line = "W/1,street lights / out,Aldermoor ward,{},2026-08-05,closed"
    page = b.send(link, {"written": line.format("soon")})
    check_equal("its fault by its line", lines_of(page), [("Line 2", "reported: write the day, such as 2026-07-03 or 03/07/2026, with the time if it is known")])
    check("what was written stays, below the names of the columns", f">\n{HEAD}{line.format('soon')}</textarea>" in page.text and 'href="#written"' in page.text, page.text)
    check_equal("other columns are refused, as in a file", lines_of(b.send(link, {"written": "reference,name\r\nL-1,Ada"})),
                [("Line 1", "the first line must be: reference,service,area,reported,completed,status")])
    check_equal("taken, as a browser sends it", b.send(link, {"written": (HEAD + line.format("2026-08-03")).replace("\n", "\r\n")}).headers.get("Location"), f"{link}/check")
    check("looked through", "1 line: 1 new" in words(b.get(f"{link}/check")), words(b.get(f"{link}/check")))
    check("back on the form it stands there", line.format("2026-08-03") in b.get(link).text, b.get(link).text)
    check_equal("signed", b.post(f"{link}/check", signer="Carl", office="Lighting Engineer", agreed="yes").status, 303)
    check_equal("the case is there", one(store, "SELECT status FROM cases WHERE reference = 'W/1'"), (1,))
    check_equal("and its page, by its number with a stroke", server.get("/reports/W%2F1").status, 200)


def test_late(server, store):
    o = officer(server, NEIGHBOURHOODS)
    at, _ = asked(o, "Sallow Water", name="Wes Water", email="wes@water.example")
    with sqlite3.connect(store) as db:
        db.execute("UPDATE partner_return SET due = due - 100 WHERE id = ?", (int(at.split("/")[-1]),))
    page = server.get("/returns")
    check("a late one stands first", "1 return is late" in words(page) and words(page).index("Sallow Water") < words(page).index("Harcaster BID"), words(page))


def test_roles(server):
    for user in ("street.scene@harcaster.example", "aldermoor.champion@harcaster.example", "clerk@nethersallow.example", "scrutiny@harcaster.example",
                 "reviewer@review.example", "administrator@harcaster.example", "resident@aldermoor.example"):
        b = officer(server, user)
        check_equal(f"{user} asks for none", (b.get("/returns/ask").status, b.post("/returns/ask", body=BID).status, b.post("/returns/1").status),
                    (403, 403, 403))
        check("nor sees whom it was asked of", "nina@" not in b.get("/returns/1").text)
    check_equal("nobody signed in", (server.get("/returns/ask").status, Browser(server).post("/returns/ask").status), (401, 401))
    for path in ("/returns/0", "/returns/x", "/returns/999"):
        check_equal(path, server.get(path).status, 404)


def test_person(store):
    """Who was asked and signed has it in what is held of them, and can be forgotten; the office stays."""
    person = one(store, "SELECT id FROM person WHERE email = 'nina@bid.example'")[0]
    said = run("person", "export", "--store", f"sqlite:{store}", "--id", str(person)).out
    check("it is in what is held", "Night-time Manager" in said and "Harcaster BID" in said and "Nina Contact" in said, said)
    run("person", "erase", "--store", f"sqlite:{store}", "--id", str(person), "--yes", "--no-vacuum")
    check_equal("forgotten", one(store, "SELECT person, signer, office FROM partner_return WHERE id = 1"), (None, None, "Night-time Manager"))


store = demonstration("return.db")
with Server(store) as served:
    place, secret = test_asked(served, store)
    test_sent(served, store, place, secret)
    test_table(served, store)
    test_written(served, store)
    test_late(served, store)
    test_roles(served)
    test_person(store)
done = run("verify", "--store", f"sqlite:{store}")
check_equal("the record and all that is derived hold", (done.exit, done.err), (0, done.err))
