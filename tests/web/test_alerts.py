"""Alerts: asked for, confirmed by a link, ended in one press, by hand and by a program for mail; /demo/mail."""
import re
import sqlite3
from urllib.parse import urlencode

from serving import Server, check, check_equal, demonstration

OURS = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
path = demonstration()


def rows(sql, *values):
    with sqlite3.connect(path, timeout=30) as db:
        return db.execute(sql, values).fetchall()


with Server(path) as server:
    def send(where, fields, headers=None):
        return server.ask("POST", where, OURS if headers is None else headers, urlencode(fields))

    page = server.get("/alerts?about=area:Aldermoor%20ward")
    check("the form offers areas and charters", page.status == 200 and "the area Aldermoor" in page.text and
          "the charter aldermoor-streets" in page.text, page)
    wish = {"about": "charter:aldermoor-streets", "often": "weekly", "email": "Ada@Example.org"}
    sent = send("/alerts", wish)
    check_equal("asked for: on to a page that says so", (sent.status, sent.headers.get("Location")), (303, "/alerts?sent=1"))
    check("it says to look into the mail", "Look into your mail." in server.get("/alerts?sent=1").text)
    send("/alerts", wish)
    check_equal("asked for twice is once", rows("SELECT COUNT(*) FROM subscription"), [(1,)])
    for n in range(4):
        send("/alerts", {**wish, "about": f"area:Nowhere {n}"})
    check_equal("no more than three links are open for an address", rows("SELECT COUNT(*) FROM subscription"), [(3,)])
    known = send("/alerts", {**wish, "about": "area:Nowhere 9"})
    check_equal("and that shows in no answer", (known.status, known.headers.get("Location")), (303, "/alerts?sent=1"))
    bad = send("/alerts", {**wish, "email": "ada at example"})
    check("an address that is none is said, and what was typed is kept", bad.status == 200 and
          "Write an e-mail address like name@example.org" in bad.text and 'value="ada at example"' in bad.text, bad)
    check("a line end in what it is about is refused", "Say what the alerts are to be about in one line" in
          send("/alerts", {**wish, "about": "area:x\nto: b@example.org"}).text)
    check_equal("from a foreign page it is refused", send("/alerts", wish, {**OURS, "Sec-Fetch-Site": "cross-site"}).status, 403)
    shown = server.get("/demo/mail")
    check("the demonstration shows the message", shown.status == 200 and "Confirm what you want to hear of" in shown.text and
          "ada@example.org" in shown.text and "the charter aldermoor-streets" in shown.text, shown)
    token, = rows("SELECT token FROM subscription WHERE kind = 'charter'")[0]
    check("with its link, as text and to press", f'href="/alerts/confirm/{token}"' in shown.text and
          re.search(rf"http://\S+/alerts/confirm/{token}", shown.text), shown)
    asked = server.get(f"/alerts/confirm/{token}")
    check("the link alone confirms nothing", "Yes, tell me" in asked.text and
          rows("SELECT confirmed FROM subscription WHERE token = ?", token) == [(None,)], asked)
    send(f"/alerts/confirm/{token}", {})
    check("a press of the button does", rows("SELECT confirmed FROM subscription WHERE token = ?", token) != [(None,)])
    check("and the page says so", "You will be told" in server.get(f"/alerts/confirm/{token}").text)
    ending = server.get(f"/unsubscribe/{token}")
    check("the link alone ends nothing", "End it" in ending.text and rows("SELECT 1 FROM subscription WHERE token = ?", token), ending)
    pressed = server.ask("POST", f"/unsubscribe/{token}", {"Content-Type": "application/x-www-form-urlencoded"},
                         "List-Unsubscribe=One-Click")
    check("the button of a program for mail ends it, from no page of ours", pressed.status == 200 and
          "Nothing more is sent." in pressed.text and not rows("SELECT 1 FROM subscription WHERE token = ?", token), pressed)
    check_equal("the link has ended", server.get(f"/unsubscribe/{token}").status, 404)
    check_equal("as one that never was", server.get(f"/unsubscribe/{'0' * 32}").status, 404)
    for other, in rows("SELECT token FROM subscription"):
        send(f"/unsubscribe/{other}", {})
    check_equal("nothing is kept of whoever ended all of it", rows("SELECT COUNT(*) FROM person WHERE email = 'ada@example.org'"), [(0,)])
    check_equal("but that an older copy brings nobody back", rows("SELECT what, parts FROM erasure"), [("person", "-")])
with sqlite3.connect(path) as db:
    db.execute("DELETE FROM setting WHERE name = 'demonstration'")
with Server(path) as server:
    check_equal("in a store that is no demonstration there is no /demo/mail", server.get("/demo/mail").status, 404)
