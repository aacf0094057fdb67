"""Alerts: asked for, confirmed by a link, ended in one press, by hand and by a program for mail; /demo/mail."""
import re
import sqlite3
import time
from urllib.parse import urlencode

from browsing import Browser, words
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
          re.search(r'value="charter:aldermoor-streets">the charter [A-Z][^<]*<', page.text), page)
    wish = {"about": "charter:aldermoor-streets", "often": "weekly", "email": "Ada@Example.org"}
    sent = send("/alerts", wish)
    check_equal("asked for: on to a page that says so", (sent.status, sent.headers.get("Location")), (303, "/alerts?sent=1&about=charter%3Aaldermoor-streets&often=weekly"))
    check("it says to look into the mail", "Look into your mail." in server.get(sent.headers["Location"]).text)
    check("and the form has what was chosen", re.search(r'value="charter:aldermoor-streets" selected', server.get(sent.headers["Location"]).text), sent)
    done = words(server.get(sent.headers["Location"]))
    check("what is asked for is said, and how often", "you will be told of the charter Aldermoor Clean Streets Charter , once a week, if there is news." in done, done)
    check("the form is folded", re.search(r'<details class="w-fold"><summary><h2[^>]*>Hear of something else, too</h2></summary>.*<form action="/alerts[^"]*"',
          server.get(sent.headers["Location"]).text, re.S) and 'class="w-fold"' not in page.text, done)
    done = server.get(sent.headers["Location"].replace("weekly", "at%20once"))
    check("at once, and that is chosen still", ", at once, within minutes." in words(done) and re.search(r'value="at once"[^>]* checked', done.text), words(done))
    send("/alerts", wish)
    check_equal("asked for twice is once", rows("SELECT COUNT(*) FROM subscription"), [(1,)])
    for n in range(4):
        send("/alerts", {**wish, "about": f"area:Nowhere {n}"})
    check_equal("no more than three links are open for an address", rows("SELECT COUNT(*) FROM subscription"), [(3,)])
    known = send("/alerts", {**wish, "about": "area:Nowhere 9"})
    check_equal("and that shows in no answer", (known.status, known.headers.get("Location")), (303, "/alerts?sent=1&about=area%3ANowhere%209&often=weekly"))
    bad = send("/alerts", {**wish, "email": "ada at example"})
    check("an address that is none is said, and what was typed is kept", bad.status == 200 and
          "Write an e-mail address like name@example.org" in bad.text and 'value="ada at example"' in bad.text, bad)
    check("a line end in what it is about is refused", "Say what the alerts are to be about in one line" in
          send("/alerts", {**wish, "about": "area:x\nto: b@example.org"}).text)
    check_equal("from a foreign page it is refused", send("/alerts", wish, {**OURS, "Sec-Fetch-Site": "cross-site"}).status, 403)
    shown = server.get("/demo/mail")
    check("the demonstration shows the message", shown.status == 200 and "Confirm what you want to hear of" in shown.text and
          "ada@example.org" in shown.text and "the charter Aldermoor Clean Streets Charter" in shown.text, shown)
    token, = rows("SELECT token FROM subscription WHERE kind = 'charter'")[0]
    check("with its link, as text and to press", f'href="/alerts/confirm/{token}"' in shown.text and
          re.search(rf"http://\S+/alerts/confirm/{token}", shown.text), shown)
    asked = server.get(f"/alerts/confirm/{token}")
    check("the link alone confirms nothing", "Yes, tell me" in asked.text and
          rows("SELECT confirmed FROM subscription WHERE token = ?", token) == [(None,)], asked)
    send(f"/alerts/confirm/{token}", {})
    check("a press of the button does", rows("SELECT confirmed FROM subscription WHERE token = ?", token) != [(None,)])
    told = server.get(f"/alerts/confirm/{token}")
    check("and the page says so, with a link that stops it", "You will be told" in told.text and re.search(rf'action="/unsubscribe/{token}[?]sent=1" method="post"><button[^>]*>Stop it<', told.text) and
          "Aldermoor Clean Streets Charter, once a week" in words(told), told)
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
with Server(path) as server:
    form = server.get("/alerts")
    check("kinds of thing are offered, by their titles", re.search(r'value="service:fly-tipping / alley"[^>]*>reports of one kind: Rubbish dumped in a back alley<', form.text) and 'href="/alerts?about=place"' in form.text, form)
    hidden = [service for service, in rows("SELECT DISTINCT service FROM cases WHERE visibility = 2")]
    check("but none that is only counted", hidden and not [s for s in hidden if f'value="service:{s}"' in form.text], hidden)
    around = server.get("/alerts?about=place")
    check("around a postcode has a form of its own", 'id="place"' in around.text and "5 kilometres" in around.text, around)
    wish = {"about": "place", "place": "zz12ab", "metres": "500", "often": "weekly", "email": "street.scene@harcaster.example"}
    for wrong, told in (({"place": "nowhere"}, "Write a whole postcode of Harcaster."), ({"place": ""}, "Write a whole postcode of Harcaster."),
                        ({"metres": "7"}, "A circle has 200 to 5000 metres."), ({"often": "never"}, "Alerts come at once or weekly.")):
        refused = send("/alerts", {**wish, **wrong})
        check(f"{wrong}: it is said, and the rest stays", refused.status == 200 and told in refused.text and
              'value="street.scene@harcaster.example"' in refused.text, refused)
    check_equal("around a postcode: taken", send("/alerts", wish).headers.get("Location", "").split("&")[0], "/alerts?sent=1")
    near = "SELECT kind, subject, metres, often, latitude IS NOT NULL, token FROM subscription"
    (*kept, token), = rows(near)  # the first, alone so far
    check_equal("with its middle", kept, ["place", "zz12ab", 500, "weekly", 1])
    pin = {"about": "place", "latitude": "54.8801", "longitude": "1.9720", "metres": "500", "often": "weekly", "email": "ada@example.org"}
    far = send("/alerts", {**pin, "latitude": "10.5"})
    check("a mark outside is refused, and the rest stays", "Mark a place within Harcaster." in far.text and
          'value="ada@example.org"' in far.text and 'name="latitude" value="10.5"' in far.text, far)
    check("a mark taken off counts for nothing", "Write a whole postcode of Harcaster." in send("/alerts", {**pin, "off": "yes"}).text)
    check_equal("a mark on the map: taken", send("/alerts", pin).headers.get("Location", "").split("&")[0], "/alerts?sent=1")
    check_equal("with its middle, and in words", rows("SELECT latitude, longitude, subject LIKE 'the place marked in %Aldermoor ward%' "
                "FROM subscription WHERE subject <> 'zz12ab'"), [(54880100, 1972000, 1)])
    check("the page may ask the device where it is", "geolocation=(self)" in around.headers.get("Permissions-Policy", ""), around.headers)
    officer = Browser(server)
    officer.sign_in("street.scene@harcaster.example")
    own = officer.get("/alerts")
    check("whoever is signed in sees what they hear of", "Reports within 500 metres of zz12ab." in own.text and
          f'href="/alerts/change/{token}"' in own.text and f'href="/unsubscribe/{token}"' in own.text and
          "waits for you to press the link" in own.text, own)
    check("and nobody else", "You hear of" not in server.get("/alerts").text)
    check("the end of it offers to change it", f'href="/alerts/change/{token}"' in server.get(f"/unsubscribe/{token}").text)
    check("changing: as it is now", re.search(r'value="500" checked', server.get(f"/alerts/change/{token}").text))
    check("changing: what can't be is said", "Alerts come at once or weekly." in
          send(f"/alerts/change/{token}", {"often": "never", "metres": "500"}).text)
    check_equal("changing: too wide", rows(near)[0][2:4], (500, "weekly"))
    done = send(f"/alerts/change/{token}", {"often": "at once", "metres": "2000"})
    check_equal("changed", (done.headers.get("Location"), rows(near)[0][2:4]), (f"/alerts/change/{token}?done=1", (2000, "at once")))
    check_equal("no such alert to change", server.get(f"/alerts/change/{'0' * 32}").status, 404)
with sqlite3.connect(path) as db:
    db.execute("DELETE FROM setting WHERE name = 'demonstration'")
with Server(path) as server:
    check_equal("in a store that is no demonstration there is no /demo/mail", (server.get("/demo/mail").status, Browser(server).post("/demo/mail", message="1").status), (404, 404))


def test_many():
    """fifty-one messages, written long ago: all can be read, and none has failed"""
    store, old = demonstration("many.db"), int(time.time()) - 20 * 86400
    with sqlite3.connect(store) as db:
        there, = db.execute("SELECT count(*) FROM outbox").fetchone()
        person, = db.execute("SELECT id FROM person WHERE email <> '' LIMIT 1").fetchone()
        for i in range(51 - there):
            db.execute("INSERT INTO outbox (community, way, to_person, message, fact_id, key, state, attempts, next_attempt, created)"
                       " VALUES (1, 'email', ?, 'erased', 0, ?, 'waiting', 0, ?, ?)", (person, f"many {i}", old, old))
        first, = db.execute("SELECT min(id) FROM outbox").fetchone()
    db.close()
    with Server(store) as many:
        newest = many.get("/demo/mail")
        check_equal("the newest fifty", (newest.text.count("<article"), "Older ones" in newest.text), (50, True))
        link = re.search(r'href="(/demo/mail\?before=\d+)">Older ones', newest.text)[1]
        older = many.get(link)
        check_equal("behind them the first", (older.text.count("<article"), "Older ones" in older.text, link), (1, False, f"/demo/mail?before={first + 1}"))
        check_equal("an address with no number is the newest", many.get("/demo/mail?before=x").text.count("<article"), 50)
        b = Browser(many)
        b.sign_in("administrator@harcaster.example")
        page = words(b.get("/admin/sent"))
        check("what was sent says where they are", page.count("shown under /demo/mail") > 10 and "failed:" not in page and "nobody sends" not in page, page)
        check("none has failed", "Nothing." in words(b.get("/admin/sent?show=failed")), words(b.get("/admin/sent?show=failed")))
    with sqlite3.connect(store) as db:
        check_equal("the clock ended none", db.execute("SELECT state, count(*) FROM outbox GROUP BY 1").fetchall(), [("waiting", 51)])
    db.close()


test_many()
