"""An officer's day and a crew's, over HTTP: the round and what a phone sends later; evidence; templates; tables in and
out; what was typed when a session ended, and two who work on one report."""
import json
import re
import sqlite3
import struct
import zlib

from browsing import Browser, errors, words
from serving import Server, check, check_equal, demonstration

STREET, COUNTY, HOMES = "street.scene@harcaster.example", "community.highways@eastmark.example", "priory.fields@threeways.example"


def png(width, height, grey=90):
    """A picture of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([grey]) * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def report(server, what="bags of litter", service="graffiti / other", place="ZZ1 2AB", photo=None, **form):
    """A report sent; its reference."""
    b = Browser(server)
    b.post("/report", words=what)
    b.post("/report/which", service=service)
    b.post("/report/where", place=place)
    b.send("/report/more", {}, **({"photo": ("a.png", "image/png", photo)} if photo else {}))
    page = b.follow(b.post("/report/check", **form))
    return re.search(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{4})</strong>", page.text)[1]


def officer(server, user=STREET):
    browser = Browser(server)
    check_equal(f"{user} signs in", browser.sign_in(user).status, 303)
    return browser


def facts_of(store, reference):
    with sqlite3.connect(store) as db:
        return db.execute("SELECT f.kind, f.name, f.value, f.happened, f.recorded, f.said_by FROM fact f JOIN cases c ON c.id = f.case_id "
                          "WHERE c.reference = ? ORDER BY f.id", (reference,)).fetchall()


def act(browser, reference, outcome, key, photos=None, **form):
    return browser.send(f"/work/round/{reference}", {"outcome": outcome, "key": key, **form}, **(photos or {}))


def said(page):
    return json.loads(page.text)


def test_round(server, store):
    """The list, a stop, and what became of it: by a form, and by a phone that kept it."""
    first, second, third = (report(server, f"tag on shelter {n}") for n in range(3))
    o = officer(server)
    page = o.get("/work/round")
    check("nothing is due today: the page says what to do", "Choose a crew, a kind or an area" in words(page), words(page))
    o.post(f"/work/{first}", deed="assign", assigned="Crew 2")
    page = o.get("/work/round?crew=Crew%202")
    check("a crew has what it was given", first in page.text and second not in page.text, words(page))
    check("and may be chosen", '<option value="Crew 2" selected>' in page.text)
    page = o.get("/work/round?service=graffiti&area=Aldermoor%20ward")
    check("a kind and an area", all(r in page.text for r in (first, second, third)), words(page))
    stop = o.get(f"/work/round/{first}?crew=Crew%202")
    key = re.search(r'name="key" value="([^"]+)"', stop.text)[1]
    check("a stop says what and where", "tag on shelter 0" in stop.text and "ZZ1 2AB" in stop.text, words(stop))
    page = act(o, first, "", key)
    check_equal("nothing chosen", errors(page), ["Choose what became of it"])
    check("the key stays, so that it is one deed", f'value="{key}"' in page.text)
    check_equal("no reason", errors(act(o, first, "could not", key)), ["Choose why it could not be done"])
    page = act(o, first, "done", key, {"after": ("a.png", "image/png", b"no picture")})
    check_equal("no picture", errors(page), ["This is no photograph that can be read here: send it as JPEG, PNG or WebP."])
    photos = {"before": ("b.png", "image/png", png(300, 200, 20)), "after": ("a.png", "image/png", png(300, 200, 220))}
    page = act(o, first, "done", key, photos)
    check_equal("done: back to the round", (page.status, page.headers["Location"]), (303, f"/work/round?done={first}"))
    check("which says so", f"{first}: what became of it is on record." in words(o.follow(page)), "")
    check_equal("sent again, once more the same answer", act(o, first, "done", key, photos).status, 303)
    check_equal("and it was done once", [row[1] for row in facts_of(store, first) if row[0] == 4], ["completion"])
    with sqlite3.connect(store) as db:
        rows = db.execute("SELECT kind, pair IS NOT NULL FROM photograph p JOIN cases c ON c.id = p.case_id WHERE c.reference = ? "
                          "ORDER BY p.id", (first,)).fetchall()
    check_equal("both pictures, the after of the before", rows, [("before", 0), ("after", 1)])
    short = {"answer": "short"}
    page = act(o, second, "done", "a" * 32, ago="7200", **short)
    check_equal("a phone is told in short", said(page), {"state": "taken", "why": "", "again": False})
    row = facts_of(store, second)[-1]
    check_equal("before it was reported it can't have been: the claim is told", row[5],
                "service officer, Harcaster Borough Council; the crew's word for the time, 2 hours before, could not be taken")
    check_equal("again", said(act(o, second, "done", "a" * 32, ago="9000", **short)), {"state": "taken", "why": "", "again": True})
    check_equal("somebody was faster", said(act(o, second, "not found", "b" * 32, **short)), {
        "state": "refused", "why": f"Somebody else closed it meanwhile, as fixed: look at it at /work/{second}.", "again": False})
    check_equal("what is missing is told in short, too", said(act(o, third, "could not", "c" * 32, **short))["why"], "Choose why it could not be done")
    check_equal("another body's", act(officer(server, COUNTY), third, "done", "d" * 32, **short).status, 403)
    check_equal("nobody signed in", act(Browser(server), third, "done", "d" * 32, **short).status, 401)
    counted = report(server, "somebody deals drugs", "drug dealing")
    check("what is only counted is in no round", counted not in o.get("/work/round?area=Aldermoor%20ward").text)
    check("nor has a page there", o.get(f"/work/round/{counted}").status in (403, 404))
    page = server.get("/work/round-worker.js")
    check_equal("the worker is a script, asked for anew", (page.status, page.headers["Content-Type"], page.headers["Cache-Control"]),
                (200, "text/javascript; charset=utf-8", "no-cache"))


store = demonstration("work.db")
with Server(store) as served:
    test_round(served, store)
