"""Reports in a test: written page by page, sent, found in the store; officers who sign in."""
import hashlib
import re
import secrets
import sqlite3
import struct
import time
import zlib

from browsing import Browser
from serving import check_equal

STREET = "street.scene@harcaster.example"


def png(width, height):
    """A picture of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([200, 90, 20]) * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def written(browser, what, service, place, more=None):
    """All pages up to the last; which were seen."""
    seen = [browser.get("/report")]
    for path, form in (("/report", {"words": what}), ("/report/which", {"service": service}), ("/report/where", {"place": place}),
                       ("/report/more", more or {})):
        seen.append(browser.follow(browser.post(path, **form)))
    return seen


def sent(browser, **form):
    """The reference."""
    page = browser.follow(browser.post("/report/check", **form))
    found = re.search(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{4})</strong>", page.text)
    return found[1] if found else page


def report(server, what, service, place, **form):
    browser = Browser(server)
    written(browser, what, service, place)
    return sent(browser, **form)


def taken_in(browser, channel="letter", day="20 November 2026", whose=None, **more):
    """A report that an officer takes in, as far as the last page."""
    browser.post("/report/intake", channel=channel, day=day, language=more.pop("language", "en"))
    browser.post("/report", words=more.pop("words", "An old sofa lies before the house"), original=more.pop("original", ""))
    browser.post("/report/which", service=more.pop("service", "fly-tipping / public land"))
    browser.post("/report/where", place=more.pop("place", "ZZ1 2AB"))
    page = browser.follow(browser.post("/report/more"))
    return browser.follow(browser.post("/report/for", **whose)) if whose is not None else page


def one(store, sql, *values):
    with sqlite3.connect(store) as db:
        return db.execute(sql, values).fetchone()


def token_of(store, reference):
    return one(store, "SELECT p.token FROM case_person p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", reference)[0]


def messages_of(store, reference):
    with sqlite3.connect(store) as db:
        return [row[0] for row in db.execute(
            "SELECT o.message FROM outbox o JOIN fact f ON f.id = o.fact_id JOIN cases c ON c.id = f.case_id "
            "WHERE c.reference = ? ORDER BY o.id", (reference,))]


def officer(server, user=STREET):
    browser = Browser(server)
    check_equal(f"{user} signs in", browser.sign_in(user).status, 303)
    return browser


def session_of(store, user):
    """What stands in the cookie of somebody who is signed in, without the second that a password takes."""
    token, now = secrets.token_urlsafe(32), int(time.time())
    with sqlite3.connect(store) as db:
        db.execute("INSERT INTO session (community, hash, account, stage, by_link, browser, created, seen, until, tries) "
                   "SELECT 1, ?, a.id, 'full', 0, NULL, ?, ?, ?, 0 FROM account a JOIN person p ON p.id = a.person WHERE p.email = ?",
                   (hashlib.sha256(token.encode()).hexdigest(), now, now, now + 86400, user))
    db.close()
    return token


def as_user(server, store, user):
    """A browser in which somebody is signed in. None: nobody."""
    browser = Browser(server)
    if user:
        browser.cookies["session"] = session_of(store, user)
    return browser
