"""An officer's day and a crew's, over HTTP: the round and what a phone sends later; evidence; templates; tables in and
out; what was typed when a session ended, and two who work on one report."""
import html
import json
import re
import sqlite3
import struct
import time
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


def numbers_of(page):
    return list(dict.fromkeys(re.findall(r'/moderation/[^/]+/photographs/(\d+)"', page.text)))


def test_evidence(server):
    """An after beside its before: on the officer's page at once, on everybody's when both were looked at."""
    reference = report(server, "tag on the bench", photo=png(300, 200, 30))
    o, public = officer(server), Browser(server)
    page = o.send(f"/work/{reference}", {"deed": "close", "ending": "fixed", "words": "scrubbed"}, after=("a.png", "image/png", b"none"))
    check_equal("no picture: said beside it", errors(page), ["This is no photograph that can be read here: send it as JPEG, PNG or WebP."])
    check("and what was typed stays", ">\nscrubbed</textarea>" in page.text, page.text[-3000:])
    page = o.send(f"/work/{reference}", {"deed": "close", "ending": "fixed", "words": "scrubbed"}, after=("a.png", "image/png", png(300, 200, 220)))
    check_equal("closed with evidence", page.status, 303)
    page = o.get(f"/work/{reference}")
    pair = re.search(r'<li class="w-pair">(.*?)</li>', page.text, re.DOTALL)
    check("side by side for the officer", pair and pair[1].count("<img") == 2 and pair[1].index("Before") < pair[1].index("After"), page.text)
    check("nobody outside sees them", "<img" not in public.get(f"/reports/{reference}").text)
    for number in numbers_of(page):
        o.post(f"/moderation/{reference}/photographs/{number}", deed="show")
    page = public.get(f"/reports/{reference}")
    check("looked at: side by side for everybody", page.text.count("<figcaption>") == 2 and 'class="w-pair"' in page.text, page.text)
    before = numbers_of(o.get(f"/work/{reference}"))[0]
    o.post(f"/moderation/{reference}/photographs/{before}", deed="hide", reason="a face can be seen")
    page = public.get(f"/reports/{reference}")
    check("its before hidden: the after stands alone", page.text.count("<img") == 1 and 'class="w-pair"' not in page.text, page.text)
    three = [report(server, f"bag {n}") for n in range(3)]
    page = o.send("/work", {"case": three[0], "deed": "close", "ending": "fixed", "words": "all gone", "checked": "yes"}, after=("a.png", "image/png", b"none"))
    check_equal("many at once, no picture", errors(page), ["This is no photograph that can be read here: send it as JPEG, PNG or WebP."])
    for reference in three[:2]:
        page = o.send("/work", {"case": reference, "deed": "close", "ending": "fixed", "words": "all gone", "checked": "yes"}, after=("a.png", "image/png", png(300, 200, 200)))
        check_equal("the same picture on each", (page.status, o.get(f"/work/{reference}").text.count("<img")), (303, 1))


def test_templates(server, store):
    """Kept by a body, chosen on a form, filled with what the case has."""
    o, county = officer(server), officer(server, COUNTY)
    check("none yet", "There is none yet" in words(o.get("/work/templates")))
    check_equal("nothing written", errors(o.post("/work/templates/new", use="close", name="", english="")),
                ["Give it a name of up to 100 letters, by which it is chosen."])
    page = o.post("/work/templates/new", use="close", name="taken", english="Gone, {when}.", welsh="")
    check_equal("a place that nothing stands for", errors(page),
                ["Nothing stands for {when}: write {reference}, {kind}, {area}, {due}, {body} or {promise}."])
    check("what was typed stays", "Gone, {when}." in page.text)
    page = o.post("/work/templates/new", use="close", name="taken away", english="{reference}: {kind} in {area} is gone. Promised: {promise}, by {due}. {body}",
                  welsh="{reference}: mae wedi mynd.")
    check_equal("kept", page.status, 303)
    page = o.get("/work/templates")
    check("both languages side by side", "is gone. Promised" in page.text and 'lang="cy">{reference}: mae wedi mynd.' in page.text, page.text)
    path = re.search(r'href="(/work/templates/\d+)"', page.text)[1]
    check("another body has its own", "taken away" not in county.get("/work/templates").text)
    check_equal("and can't reach this one", county.get(path).status, 404)
    check_equal("who may not", [officer(server, who).get("/work/templates").status for who in
                                ("administrator@harcaster.example", "aldermoor.councillor@harcaster.example")], [403, 403])
    reference = report(server, "tag on the wall")
    page = o.get(f"/work/{reference}")
    number = path.rpartition("/")[2]
    check("offered on the case", f'<option value="{number}">taken away</option><option value="{number} cy">taken away (Welsh)</option>' in
          page.text.replace("\n", ""), page.text)
    page = o.post(f"/work/{reference}", **{"deed": "fill close", "use-close": number, "ending": "not found", "words": "Hello."})
    text = re.search(r'<textarea[^>]*id="words"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)[1]
    check("put in behind what was typed, filled", re.fullmatch(
        rf"\nHello\.\n\n{reference}: graffiti / other in Aldermoor ward is gone\. Promised: [A-Z][^{{]+, by \d+ [A-Z][a-z]+ 20\d\d\. Harcaster Borough Council", text), text)
    check("nothing was done yet, and the rest stays", "Open" in words(o.get(f"/reports/{reference}")) and 'value="not found" selected' in page.text)
    page = o.post(f"/work/{reference}", **{"deed": "fill close", "use-close": f"{number} cy"})
    check("in Welsh", f"{reference}: mae wedi mynd." in page.text, page.text)
    check_equal("none chosen", errors(o.post(f"/work/{reference}", deed="fill close")), ["Choose a template"])
    seen = lambda page: re.search(r'name="seen" value="(\w+)"', page.text)[1]
    first = seen(o.get(path))
    o.post(path, use="note", name="later", english="Later.", welsh="", deed="keep", seen=first)
    check("changed", "Later." in o.get("/work/templates").text)
    page = o.post(path, use="close", name="mine", english="Mine.", welsh="", deed="keep", seen=first)
    check("two who change it: the second sees what it says now, and has their own words still", page.status == 200 and
          re.search("A colleague changed this template while you wrote.* What it says now Later. What you wrote stands below", words(page)) and
          ">\nMine.</textarea>" in page.text and "Mine." not in o.get("/work/templates").text, words(page))
    check_equal("nor is it taken away unseen", (o.post(path, deed="remove", seen=first).status, "Later." in o.get("/work/templates").text), (200, True))
    check_equal("sent once more it is kept", (o.post(path, use="close", name="mine", english="Mine.", welsh="", deed="keep", seen=seen(page)).status,
                                              "Mine." in o.get("/work/templates").text), (303, True))
    last = seen(o.get(path))
    check_equal("taken away", (o.post(path, deed="remove", seen=last).status, "Mine." in o.get("/work/templates").text), (303, False))
    page = o.post(path, use="close", name="mine", english="Mine again.", welsh="", deed="keep", seen=last)
    check("changed once it was taken away: the words are there, to be kept as a new one", "A colleague took this template away" in words(page) and
          ">\nMine again.</textarea>" in page.text and 'action="/work/templates/new?sent=1"' in page.text and 'name="seen"' not in page.text, words(page))
    check_equal("a form without its state changes nothing", (o.post(path, deed="remove").status, o.get(path).status), (404, 404))


def test_kept(server):
    """Signed out while writing: what was typed is in the form again, once, and nowhere else."""
    reference = report(server, "tag on the door")
    o = officer(server)
    token = o.cookies.pop("session")
    page = o.post(f"/work/{reference}", deed="close", ending="not found", words="We looked twice.\nNothing & nobody.")
    check_equal("it asks to sign in", page.status, 401)
    check("and says that what was typed is kept", "What you typed is kept for three days" in words(page) and "We looked twice" not in page.text, words(page))
    link = re.search(r'href="(/sign-in\?next=[^"]+)"', page.text)[1]
    check("without the words in an address", "looked" not in link, link)
    check("nobody else gets it", "We looked twice" not in officer(server).get(f"/work/{reference}").text)
    o.sign_in(STREET)
    page = o.get(f"/work/{reference}")
    check("signed in: it is in the form", ">\nWe looked twice.\nNothing &amp; nobody.</textarea>" in page.text and
          'value="not found" selected' in page.text and "What you typed is back" in words(page), page.text)
    check("on no other page", "We looked twice" not in o.get("/work").text)
    check_equal("sent", o.post(f"/work/{reference}", deed="close", ending="not found", words="We looked twice.").status, 303)
    check("then it is gone", "What you typed is back" not in words(o.get(f"/work/{reference}")))
    stranger = Browser(server).post(f"/work/{reference}", deed="note", note="typed by a stranger")
    check("of a browser that was never signed in nothing is kept", "Set-Cookie" not in stranger.headers and "typed by a stranger" in stranger.text)
    check("a session that ended is one", token)


def test_two(server):
    """Two on one report: the second sees what is new, and keeps their words."""
    reference = report(server, "tag on the gate")
    a, b = officer(server), officer(server)
    seen = re.search(r'name="seen" value="(\d+)"', b.get(f"/work/{reference}").text)[1]
    a.post(f"/work/{reference}", deed="note", note="the key is at the lodge")
    page = b.post(f"/work/{reference}", deed="close", ending="fixed", words="scrubbed off", seen=seen)
    check_equal("the second is told", errors(page),
                ["Somebody changed this report while you wrote: look at what is new, and send yours again if it still holds."])
    check("what is new, by whom", "The key is at the lodge." in words(page) and "New since you opened it" in words(page), words(page))
    check("their own words stay", ">\nscrubbed off</textarea>" in page.text, page.text)
    check("and nothing was done", "Open" in words(b.get(f"/reports/{reference}")))
    now = re.search(r'name="seen" value="(\d+)"', page.text)[1]
    check_equal("sent again, it is", b.post(f"/work/{reference}", deed="close", ending="fixed", words="scrubbed off", seen=now).status, 303)


def test_handed_over(server, store):
    """Handed over while somebody writes: they have their words back, and read of it what everybody may."""
    reference = report(server, "tag on the bridge")
    a, b = officer(server), officer(server)
    address = f"/work/{reference}?show=all&service=graffiti"
    seen = re.search(r'name="seen" value="(\d+)"', b.get(address).text)[1]
    a.post(f"/work/{reference}", **{"deed": "note", "note": "the bridge is the county's"})
    given = a.post(f"/work/{reference}", **{"deed": "hand over", "body": "Eastmark County Council", "hand-why": "County bridge."})
    check_equal("a colleague hands it over", given.status, 303)
    page = b.post(address, **{"deed": "close", "ending": "fixed", "words": "Scrubbed & dry.", "words-own": "Wyszorowane.", "seen": seen})
    check("it is not taken", page.status == 200 and "Location" not in page.headers, page.status)
    check("their words come back, all of them", ">\nScrubbed &amp; dry.\n\nWyszorowane.</textarea>" in page.text and "What you wrote" in words(page), page.text)
    check("who has it now", "Eastmark County Council has this report, so what you sent was not taken." in words(page), words(page))
    told = words(page).partition("What happened since you opened it")[2]
    check("what happened meanwhile", all(said in told for said in ("The bridge is the county's", "Passed on by Harcaster Borough Council", "County bridge.", "With Eastmark County Council"))
          and "Reported" not in told, words(page))
    county = words(officer(server, COUNTY).get(f"/work/{reference}"))
    check("who has it now reads who had it, and why they passed it on", "Passed on by Harcaster Borough Council: County bridge." in county, county)
    check("a way to its page, and back to their list", f'href="/reports/{reference}"' in page.text and
          'href="/work?show=all&amp;service=graffiti"' in page.text, page.text)
    check("no form of the case, and nothing of whoever reported", 'name="deed"' not in page.text and "ZZ1" not in page.text, page.text)
    check_equal("its page is not theirs", b.get(f"/work/{reference}").status, 403)
    page = b.post(address, deed="fill note", note="Half a sentence", seen=seen)
    check("nor is a template put in, and the words are kept", page.status == 200 and ">\nHalf a sentence</textarea>" in page.text, page.text)
    check("nothing was done", "Scrubbed" not in words(b.get(f"/reports/{reference}")))
    with sqlite3.connect(store) as db:
        db.execute("UPDATE cases SET visibility = 2 WHERE reference = ?", (reference,))
    page = b.post(address, deed="note", note="Half a sentence", seen=seen)
    check("of one that is only counted they have their words, and nothing else", page.status == 200 and ">\nHalf a sentence</textarea>" in page.text and
          "Eastmark" not in words(page) and "/reports/" not in page.text and "bridge" not in words(page), words(page))
    nobody = officer(server, "aldermoor.councillor@harcaster.example").post(address, deed="note", note="Half a sentence")
    check("whoever works nowhere is refused as before", nobody.status == 403 and "What you wrote" not in words(nobody), words(nobody))


def link(page, name):
    """The address of a link of the walk; None if it is not there."""
    found = re.search(rf'id="walk-{name}"[^>]* href="([^"]+)"', page.text)
    return found and html.unescape(found[1])


def test_walk(server):
    """From a case to the next in the list's order, also when the one between was closed; the way back; the tabs."""
    for n in range(3):
        report(server, f"tag on wall {n}")
    o = officer(server)
    shown = o.get("/work?show=all&service=graffiti&area=Aldermoor+ward")
    urls = [html.unescape(url) for url in re.findall(r'<a href="(/work/[^"?/]+\?[^"]+)"', shown.text)]
    check("there is a list to walk", len(urls) >= 3, words(shown))
    check("its filters go along", all("?show=all&service=graffiti&area=Aldermoor%20ward&due=" in url for url in urls), urls)
    walked, page = [urls[0]], o.get(urls[0])
    check_equal("none stands before the first", link(page, "before"), None)
    while link(page, "after") and len(walked) <= len(urls):
        walked.append(link(page, "after"))
        page = o.get(walked[-1])
    check_equal("next by next is the order of the list", walked, urls)
    check_equal("and one back", link(page, "before"), urls[-2])
    middle = o.post(urls[1], deed="close", ending="fixed", words="scrubbed")
    check_equal("closed: the same page again, at its place", (middle.status, middle.headers["Location"]), (303, urls[1] + "&done=close"))
    page = o.get(middle.headers["Location"])
    check("it says that it is closed, and how", "Done It is closed." in words(page) and "Closed: said to be fixed" in words(page), words(page))
    check_equal("which knows those beside it still", (link(page, "before"), link(page, "after")), (urls[0], urls[2]))
    reference = [re.match(r"/work/([^?]+)", url)[1] for url in urls]
    check_equal("the way back is to the row below", link(page, "list"),
                f"/work?show=all&service=graffiti&area=Aldermoor%20ward#row-{reference[2]}")
    check("of one that is still there to its own", link(o.get(urls[2]), "list").endswith(f"#row-{reference[2]}"))
    page = o.get(f"/work/{reference[2]}")
    check_equal("without a list there is only the list", (link(page, "before"), link(page, "after"), link(page, "list")), (None, None, "/work"))
    done = o.post("/work?show=all&service=graffiti&area=Aldermoor+ward", deed="explain", case=reference[0], cause="contractor ill", words="A van broke down.", checked="yes")
    check("what was done to many leads to the row below them", done.headers["Location"].endswith(f"#row-{reference[2]}"), done.headers["Location"])
    told = words(o.get(done.headers["Location"].split("#")[0]))
    check("and is said above them", "Done 1 report has this reason." in told, told)
    check("of what nobody did nothing is said", "Done" not in words(o.get("/work?show=all")) + words(o.get("/work?show=all&closed=soon&explained=-1"))
          + words(o.get(urls[0] + "&done=nothing")))
    landlord = officer(server, HOMES)
    repair = re.search(r'href="(/work/HAR[0-9-]+)\?', landlord.get("/work?show=all&area=Priory+Fields+estate").text)[1]
    page = landlord.follow(landlord.post(repair, deed="pause", reason="part on order", **{"pause-why": "A lock is on order."}))
    check("why the clock stands still, and since when", "since 22 November 2026: part on order" in words(page) and "Done Its clock stands still." in words(page), words(page))
    check("late it stays", "Late, paused" in words(page), words(page))


def test_endings(server):
    """How they ended, each apart: what is reopened, and what another body closed, does not count."""
    def counted(o):
        return [int(n) for n in re.findall(r"<li><strong>(\d+)</strong> (?:fixed|not ours|no fix planned|duplicate|not found)", o.get("/work").text)]
    o, other = officer(server), officer(server, COUNTY)
    before, others = counted(o), counted(other)
    check_equal("all five stand there", len(before), 5)
    first, second, third = (report(server, f"tag on pole {n}") for n in range(3))
    o.post(f"/work/{first}", deed="close", ending="not found", words="We looked twice.")
    o.post(f"/work/{second}", deed="close", ending="duplicate", duplicate=first, words="As before.")
    o.post(f"/work/{third}", deed="close", ending="no fix planned", words="It goes with the wall.")
    check_equal("each is counted apart", [now - was for now, was in zip(counted(o), before)], [0, 0, 1, 1, 1])
    check_equal("for another body nothing is", counted(other), others)


def test_steps_owed(server, store):
    """What the body owes by its redress: counted on the list of work, and a page of its own."""
    with sqlite3.connect(store) as db:
        owed = db.execute("SELECT what FROM obligation WHERE party = 'Harcaster Borough Council' AND state IN (1, 4) AND done IS NULL").fetchall()
    o = officer(server)
    check("the demonstration owes some", len(owed) > 0, owed)
    check("their number stands on the list", f"{len(owed)} Steps owed" in words(o.get("/work")), words(o.get("/work")))
    page = o.get("/work/steps")
    check("each is said", all(what in html.unescape(words(page)) for what, in owed), (owed, words(page)))
    check("another body owes others", not any(what in words(officer(server, COUNTY).get("/work/steps")) for what, in owed))
    check_equal("nobody else reads it", Browser(server).get("/work/steps").status, 401)


def crowd(store):
    """More work than a page holds, due before all that is real: 60 late ones, 30 of them in an area of their own."""
    with sqlite3.connect(store) as db:
        db.executemany("INSERT INTO work (case_id, community, reference, body, service, area, opened, due, state, assigned) "
                       "VALUES (?, 1, ?, 'Threeways Homes', 'repairs', ?, 1700000000, ?, 1, NULL)",
                       [(900000 + n, f"CROWD-{n:02}", ("Mill End", "Fold Lane")[n % 2], 1700000000 + n // 7) for n in range(60)])


def listed(page):
    return re.findall(r'name="case" type="checkbox" value="([^"]+)"', page.text)


def test_many_steps(server, store):
    """More is owed than a page shows: counted whole, the first due first, those without a day behind; and only theirs."""
    with sqlite3.connect(store) as db:
        real = db.execute("SELECT COUNT(*) FROM obligation WHERE party = 'Threeways Homes' AND state IN (1, 4) AND done IS NULL").fetchone()[0]
        row = dict(zip([name for _, name, *_ in db.execute("PRAGMA table_info(obligation)")],
                       db.execute("SELECT * FROM obligation WHERE case_id > 0 LIMIT 1").fetchone()))
        for n in range(203):
            row |= {"party": "Threeways Homes", "case_id": 0, "step": 1000 + n, "what": f"does thing {n}", "state": (1, 4, 2)[n % 3] if n < 200 else 1,
                    "done": None, "due": 1700000000 + (1000 - n) * 86400 if n < 200 else None}
            db.execute(f"INSERT INTO obligation ({','.join(row)}) VALUES ({','.join('?' * len(row))})", list(row.values()))
    owed = [n for n in range(199, -1, -1) if n % 3 < 2] + [200, 201, 202]
    o = officer(server, HOMES)
    check("all are counted", f"{len(owed) + real} Steps owed" in words(o.get("/work?show=mine")), words(o.get("/work?show=mine")))
    page = o.get("/work/steps")
    check_equal("the first due first", [int(n) for n in re.findall(r"does thing (\d+)<", page.text)], owed)
    with sqlite3.connect(store) as db:
        db.execute("UPDATE account_role SET area = 'Mill End' WHERE body = 'Threeways Homes' AND account = "
                   "(SELECT a.id FROM account a JOIN person p ON p.id = a.person WHERE p.email = ?)", (HOMES,))
    check("whoever has one area has none of what is owed for a target", "0 Steps owed" in words(o.get("/work?show=mine")) and
          "does thing" not in o.get("/work/steps").text)


def test_pages(server):
    """What a tab counts it lists, page after page, there and back; the filters go along, and so does what is done to many."""
    o = officer(server, HOMES)
    for asked in ("?show=all", "?show=late", "?show=all&area=Fold+Lane", "?show=mine", "?show=risk"):
        page = o.get(f"/work{asked}")
        n = int(re.search(r'aria-current="true"><strong>([\d,]+)</strong>', page.text)[1].replace(",", ""))
        pages, behind = [listed(page)], []
        while link(page, "after"):
            behind.append(page.text)
            page = o.get(link(page, "after"))
            pages.append(listed(page))
        check_equal(f"{asked}: all of them, each once", (sum(map(len, pages)), len(set(sum(pages, [])))), (n, n))
        check(f"{asked}: fifty a page", all(len(rows) == 50 for rows in pages[:-1]) and len(pages[-1]) <= 50, pages)
        while behind:
            page = o.get(link(page, "before"))
            check(f"{asked}: and back", page.text == behind.pop())
    first = o.get("/work?show=all&area=Fold+Lane")
    check_equal("a filter keeps them on one page", (len(listed(first)), link(first, "after"), link(first, "before")), (30, None, None))
    second = o.get(link(o.get("/work?show=late"), "after"))
    rows = listed(second)
    check("those that are real stand on the second", len(rows) > 12 and not rows[-1].startswith("CROWD"), rows)
    back = link(o.get(html.unescape(re.search(rf'<a href="(/work/{rows[-2]}[^"]*)"', second.text)[1])), "list")
    check("from a report the way back is to the same page", "&from=" in back and listed(o.get(back.split("#")[0])) == rows and back.endswith(f"#row-{rows[-2]}"), back)
    address = html.unescape(re.search(r'<form action="(/work[^"]+)" method="post"', second.text)[1])
    wrong = o.send(address, {"deed": "explain", "case": rows[-3], "cause": "", "words": "A van broke down."})
    check_equal("what can't be taken comes back on the page it was on", (listed(wrong), errors(wrong)), (rows, ["Name the cause they share"]))
    done = o.send(address, {"deed": "close", "ending": "fixed", "case": rows[-3], "words": "Mended.", "checked": "yes"})
    check("closed: on with the row below, on the same page", done.status == 303 and done.headers["Location"] == f"{address.removesuffix('&sent=1')}&closed=1#row-{rows[-2]}", (done.status, done.headers["Location"]))
    check_equal("which has one less", listed(o.get(address)), rows[:-3] + rows[-2:])
    for gone in ("from=253402300799.999999999", "from=1.x", "from=.", "from=99999999999999999999.1"):
        check(f"?{gone}: a page with work on it", len(listed(o.get(f"/work?show=late&{gone}"))) >= 20)


def test_promised(server):
    """Somebody for whom no report waits still finds what their body promised; a report or none."""
    page = officer(server, "centre.sergeant@eastmark-police.example").get("/work")
    check("nothing waits, and it says so", "No report waits for you." in page.text and "All that is open', above" not in page.text, page.text)
    ours = [link for link in page.links() if link.startswith(("/watch", "/charters/"))]
    check_equal("how its promises stand, its charters, and their meetings", ours,
                ["/watch?by=Eastmark%20Police", "/charters/after-dark", "/charters/after-dark/meeting", "/charters/nether-sallow", "/charters/nether-sallow/meeting"])
    check("and the draft in which a change waits for their answer", '<a class="govuk-link" href="/drafts/aldermoor-nights">Aldermoor Quiet Nights: 1 change</a>' in page.text, page.text)
    check("not for whoever waits for none", "Drafts that wait" not in officer(server, HOMES).get("/work").text)
    check_equal("the promises of one body only", officer(server, HOMES).get("/work").text.count("What was promised by"), 1)


ENDED_LATELY = 2000  # so many that they are not counted anew for each who asks


def closed_again(store, times):
    """The report of graffiti that was mended last, and its end, so many times more."""
    with sqlite3.connect(store) as db:
        case, fact, last = db.execute("SELECT f.case_id, f.id, (SELECT MAX(id) FROM fact) FROM fact f JOIN cases c ON c.id = f.case_id "
                                      "WHERE f.kind = 6 AND f.name = 'fixed' AND f.said_by LIKE '%, Harcaster Borough Council' AND c.service LIKE 'graffiti%' "
                                      "AND c.status <> 0 ORDER BY f.id DESC LIMIT 1").fetchone()
        for table, changed, which in (("cases", {"id": "n.value", "reference": "'Z' || n.value"}, case), ("fact", {"id": "n.value", "case_id": "n.value"}, fact)):
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
            db.execute(f"WITH RECURSIVE n(value) AS (SELECT ? UNION ALL SELECT value + 1 FROM n WHERE value < ?) INSERT INTO {table} ({', '.join(columns)}) "
                       f"SELECT {', '.join(changed.get(each, 't.' + each) for each in columns)} FROM {table} AS t, n WHERE t.id = ?", (last + 1, last + times, which))


def test_many_endings(server):
    """What very many make slow is not counted anew for each who asks, and comes right by itself."""
    def fixed(page):
        return int(re.search(r"<strong>([\d,]+)</strong> fixed", page.text)[1].replace(",", ""))
    reference, o = report(server, "a tag on the bench"), officer(server)
    before = fixed(o.get("/work"))
    check("all are counted", before >= ENDED_LATELY, before)
    check_equal("one more is closed", o.send("/work", {"case": reference, "deed": "close", "ending": "fixed", "words": "gone", "checked": "yes"}).status, 303)
    check_equal("it is not counted at once", fixed(o.get("/work")), before)
    until = time.monotonic() + 60
    while fixed(o.get("/work?n=1")) == before and time.monotonic() < until:
        time.sleep(0.5)
    check_equal("but after a while", fixed(o.get("/work?n=2")), before + 1)


store = demonstration("work.db")
crowd(store)
with Server(store) as served:
    test_promised(served)
    test_round(served, store)
    test_evidence(served)
    test_templates(served, store)
    test_kept(served)
    test_two(served)
    test_handed_over(served, store)
    test_walk(served)
    test_endings(served)
    test_steps_owed(served, store)
    test_pages(served)
    test_many_steps(served, store)
closed_again(store, ENDED_LATELY)
with Server(store) as served:
    test_many_endings(served)
