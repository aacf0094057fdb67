"""Answers that are kept: the same bytes while nothing happens, another page as soon as something has, and what is made
for one visitor never for another."""
import re
import sqlite3

from browsing import Browser, main_of
from serving import Server, check, check_equal, demonstration

SUPERVISOR, HIGHWAYS = "street.scene@harcaster.example", "community.highways@eastmark.example"
path = demonstration()


def headers_of(page):
    """Those of the answer; its time and its number are of each request"""
    return {name: value for name, value in page.headers.items() if name not in ("Date", "X-Request-Id")}


def one(sql, *values):
    with sqlite3.connect(path, timeout=30) as db:
        return db.execute(sql, values).fetchone()[0]


with Server(path) as server:
    officer, other, nobody = Browser(server), Browser(server, "192.0.2.9"), Browser(server, "192.0.2.7")
    officer.sign_in(SUPERVISOR)
    other.sign_in(HIGHWAYS)
    reference = one("SELECT reference FROM work WHERE body = 'Harcaster Borough Council' AND state = 0 ORDER BY due LIMIT 1")
    report, work = f"/reports/{reference}", f"/work/{reference}"

    # Each is asked for twice, so that the second may come from what is kept.
    for where in ("/charters/aldermoor-streets", "/charters/aldermoor-streets.json", "/charters/aldermoor-streets.csv",
                  "/charters/aldermoor-streets/S1", report, f"{report}.json", "/redress", "/areas/Aldermoor%20ward"):
        first, second = nobody.get(where), nobody.get(where)
        check(f"{where} is the same twice", first.status == 200 and first.body == second.body and
              headers_of(first) == headers_of(second), second)
        tag = first.headers["ETag"]
        again = server.ask("GET", where, {"If-None-Match": tag})
        check_equal(f"{where} is not sent to who has it", (again.status, again.body, again.headers["ETag"]), (304, b"", tag))
        small = server.ask("GET", where, {"Accept-Encoding": "gzip"})
        check(f"{where} is the same compressed", small.body == first.body, small)
        head = server.ask("HEAD", where)
        check_equal(f"{where} has the same head", (head.status, head.headers["Content-Length"], head.body),
                    (200, str(len(first.raw)), b""))

    shown = nobody.get(report)
    check("a report that is open says so", "Open" in main_of(shown) and "/work/" not in shown.text, shown)
    check("whoever works on it sees where, whatever is kept for others", work in officer.get(report).text)
    check("and nobody else does after that", nobody.get(report).body == shown.body)
    mine, again = officer.get("/work"), officer.get("/work")
    check("a list of work is the same twice", mine.body == again.body and work in mine.text, mine)
    check_equal("kept for one browser", again.headers["Cache-Control"], "private, no-cache")
    theirs = other.get("/work")
    check("who is of another body has another list", theirs.status == 200 and work not in theirs.text and
          "Community Highways Officer" in theirs.text and "Street Scene" not in theirs.text, theirs)
    check_equal("nobody has one", (nobody.get("/work").status, server.get("/work").status), (401, 401))

    closed = officer.post(work, deed="close", ending="fixed", words="Swept and taken away.")
    check_equal("it is closed", closed.status, 303)
    after = nobody.get(report)
    check("a report that is closed says so at once", after.body != shown.body and "Swept and taken away." in after.text, after)
    check_equal("its old tag is no good any more",
                server.ask("GET", report, {"If-None-Match": shown.headers["ETag"]}).status, 200)
    check("it is off the list at once", work not in officer.get("/work").text)

    with sqlite3.connect(path, timeout=30) as db: # as an administrator on another server does it
        db.execute("DELETE FROM account_role WHERE account IN (SELECT a.id FROM account a JOIN person p ON p.id = a.person "
                   "WHERE p.email = ?)", (SUPERVISOR,))
    check_equal("whoever has no role any more has no list any more", officer.get("/work").status, 403)

    # Far more than there is room for.
    many = [r for (r,) in sqlite3.connect(path).execute("SELECT reference FROM cases WHERE visibility = 0 LIMIT 400")]
    pages = {r: nobody.get(f"/reports/{r}?n={n}").body for n, r in enumerate(many)}
    check("each address has its own page", all(f"Report {r}".encode() in body for r, body in pages.items()),
          [r for r, body in pages.items() if f"Report {r}".encode() not in body][:3])
