"""Feeds: valid by RFC 4287, the same ids again, linked from their pages, and nothing in them that is on no public page."""
import re
import sqlite3
import xml.etree.ElementTree as xml
from datetime import datetime
from urllib.parse import quote

from browsing import Browser
from serving import Server, check, check_equal, demonstration

ATOM = "{http://www.w3.org/2005/Atom}"
URN = re.compile(r"^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
PAGES = ["/areas/Aldermoor%20ward", "/charters/aldermoor-streets", "/charters/aldermoor-streets/S3", "/redress"]


def texts(node, name):
    return [child.text for child in node.findall(ATOM + name)]


def faults_of_person_and_dates(node, what):
    """RFC 4287, 4.1: what a feed and an entry must have once"""
    said = [f"{what}: {len(texts(node, name))} x {name}" for name in ("id", "title", "updated") if len(texts(node, name)) != 1]
    said += [f"{what}: id {i}" for i in texts(node, "id") if not URN.match(i)]
    for when in texts(node, "updated"):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", when) or not datetime.fromisoformat(when).tzinfo:
            said.append(f"{what}: updated {when}")
    alternates = [link.get("href") for link in node.findall(ATOM + "link") if link.get("rel") == "alternate"]
    return said + ([] if len(alternates) == 1 and alternates[0].startswith("/") else [f"{what}: alternates {alternates}"])


def faults_of(feed):
    said = faults_of_person_and_dates(feed, "feed")
    if [name for author in feed.findall(ATOM + "author") for name in texts(author, "name") if name] == []:
        said.append("no author")
    if len([link for link in feed.findall(ATOM + "link") if link.get("rel") == "self"]) != 1:
        said.append("no link to itself")
    entries = feed.findall(ATOM + "entry")
    for number, entry in enumerate(entries):
        said += faults_of_person_and_dates(entry, f"entry {number}")
        content = entry.find(ATOM + "content")
        if content is None or content.get("type") != "text" or not (content.text or "").strip():
            said.append(f"entry {number}: content")
    ids = [i for entry in entries for i in texts(entry, "id")]
    said += [f"{i} twice" for i in ids if ids.count(i) > 1]
    dates = [datetime.fromisoformat(when) for entry in entries for when in texts(entry, "updated")]
    return said + ([] if dates == sorted(dates, reverse=True) else ["not the newest first"])


def read(server, path, headers=None):
    page = server.get(path, headers)
    check_equal(f"{path}: it is there", (page.status, page.headers.get("Content-Type")),
                (200, "application/atom+xml; charset=utf-8"))
    feed = xml.fromstring(page.body)
    said = faults_of(feed)
    check(f"{path}: valid by RFC 4287", not said, said[:5])
    return page, feed


def test_valid(server, paths):
    for path in paths:
        page, feed = read(server, path + ".atom")
        check(f"{path}: something happens in it", feed.findall(ATOM + "entry"))
        shown = server.get(path)
        link = re.search(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', shown.text)
        check(f"{path}: the page names its feed in its head", link and link[1] == path + ".atom", shown.text[:900])
        check(f"{path}: and where it can be seen", f'<a class="govuk-link" href="{path}.atom">' in shown.text)
        for entry in feed.findall(ATOM + "entry")[:3]:
            url = entry.find(ATOM + "link").get("href")
            check_equal(f"{path}: {url} is there", server.get(url).status, 200)
        again = server.get(path + ".atom", {"If-None-Match": page.headers["ETag"]})
        check_equal(f"{path}: kept by its tag", again.status, 304)


def test_figures(server):
    _, feed = read(server, "/data/figures.atom")
    entry = feed.find(ATOM + "entry")
    check("figures: one says its promise, and what was published", re.fullmatch(
        r".+, [A-Z]+\d+ .+: a figure was published: (provisional|confirmed|corrected)", texts(entry, "title")[0]), texts(entry, "title"))
    seen, path = [], "/data/figures.atom"
    while path:
        feed = xml.fromstring(server.get(path).body)
        seen += [i for e in feed.findall(ATOM + "entry") for i in texts(e, "id")]
        path = next((link.get("href") for link in feed.findall(ATOM + "link") if link.get("rel") == "next"), None)
    check("figures: page by page, each once", len(seen) > 100 and len(seen) == len(set(seen)), len(seen))
    for bad in ("0", "21", "x", "-1"):
        check_equal(f"figures: no page {bad}", server.get(f"/data/figures.atom?page={bad}").status, 404)


def test_service(server, area):
    _, feed = read(server, f"/areas/{quote(area)}.atom?service=graffiti")
    words = [entry.find(ATOM + "content").text for entry in feed.findall(ATOM + "entry")]
    check("one service: it alone", words and all(w.startswith(("Graffiti and tags: ", "Offensive graffiti: ")) for w in words), words[:3])
    _, none = read(server, f"/areas/{quote(area)}.atom?service=nothing")
    check_equal("no such service: nothing", none.findall(ATOM + "entry"), [])


def test_nothing_more(server, db):
    """What is only counted is in no feed, what is withheld without its words; whoever is signed in gets what others get."""
    hidden = [row[0] for row in db.execute("SELECT reference FROM cases WHERE visibility = 2 LIMIT 40")]
    check("there is something to hide", len(hidden) > 20, hidden)
    check_equal("only counted: no feed", [r for r in hidden[:5] if server.get(f"/reports/{r}.atom").status != 404], [])
    areas = [row[0] for row in db.execute("SELECT DISTINCT area FROM cases WHERE visibility = 2 AND area IS NOT NULL")]
    feeds = "".join(server.get(f"/areas/{quote(name)}.atom?page={page}").text
                    for area in areas for name in [area.split(";")[0]] for page in (1, 2))
    check("only counted: in no feed of its area", len(feeds) > 5000 and not [r for r in hidden if r in feeds],
          [r for r in hidden if r in feeds])
    officer = Browser(server)
    officer.sign_in("street.scene@harcaster.example")
    for path in (f"/reports/{hidden[0]}.atom", "/redress.atom", PAGES[0] + ".atom"):
        check_equal(f"{path}: the same for who is signed in", officer.get(path).text, server.get(path).text)


store = demonstration("feeds.db")
with sqlite3.connect(store) as open_db, Server(store) as main_server:
    reference = open_db.execute("SELECT reference FROM cases WHERE visibility = 0 AND service IS NOT NULL AND status = 1 "
                                "ORDER BY opened DESC LIMIT 1").fetchone()[0]
    test_valid(main_server, PAGES + [f"/reports/{reference}"])
    test_figures(main_server)
    test_service(main_server, "Aldermoor ward")
    test_nothing_more(main_server, open_db)
