"""One's own reports: all of them in a list for whoever is signed in, each with what may be said of it; and a report that was
added to another, whose progress is told to both and who reported first to nobody."""
import re
import sqlite3
import time

from browsing import Browser, errors, main_of, words
from serving import Server, check, check_equal, demonstration, folder

STREET = "street.scene@harcaster.example"
SECRET = ("Ada Secret", "ada@example.org", "900123")


def report(server, what, place="ZZ1 2AB", service="fly-tipping / public land", **form):
    browser = Browser(server)
    for path, sent in (("/report", {"words": what}), ("/report/which", {"service": service}), ("/report/where", {"place": place}), ("/report/more", {})):
        browser.post(path, **sent)
    page = browser.follow(browser.post("/report/check", **form))
    return re.search(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{4})</strong>", page.text)[1]


def rows(sql, *values):
    with sqlite3.connect(store) as db:
        return db.execute(sql, values).fetchall()


def link(reference):
    return "/r/" + rows("SELECT p.token FROM case_person p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", reference)[0][0]


def told(email):
    """The messages to one address, in order."""
    return [row[0] for row in rows("SELECT o.message FROM outbox o JOIN person p ON p.id = o.to_person WHERE p.email = ? ORDER BY o.id", email)]


def mail_to(email, n, seconds=60):
    """The texts that were sent to an address, once there are n, in order."""
    for _ in range(seconds * 10):
        texts = [path.read_text() for path in sorted(outbox.glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)]
        found = [text for text in texts if email in text.split("\n\n")[0]]
        if len(found) >= n:
            return found
        time.sleep(0.1)
    raise SystemExit(f"no {n} messages to {email} in {outbox}: {texts}")


def links_to(email, before):
    return [link[0] for text in mail_to(email, before) if (link := re.search(r"/sign-in/link/[\w-]{43}", text))]


def signed_in(server, email, before=0):
    """By a link in a message, which is all that an account of a resident takes. Other messages may come after it."""
    browser, old = Browser(server), len(links_to(email, before))
    browser.post("/sign-in", how="link", email=email)
    for _ in range(600):
        if len(links := links_to(email, before + 1)) > old:
            browser.post(links[-1])
            return browser
        time.sleep(0.1)
    raise SystemExit(f"no link to sign in by was sent to {email}")


def officer(server):
    browser = Browser(server)
    browser.sign_in(STREET)
    return browser


def test_list(server):
    check_equal("nobody signed in", (server.get("/account/reports").status, server.get("/account/reports/ABC-1234").status), (401, 401))
    one = report(server, "sofa on the verge, ring 07700 900123", email="eve@example.org", name="Eve")
    two = report(server, "old fridge", service="graffiti / other", email="eve@example.org")  # another person, by name
    counted = report(server, "dealer by the arches", service="drug dealing", email="eve@example.org")
    others = report(server, "tyres in the lane", email="fay@example.org")
    eve = signed_in(server, "eve@example.org", 3)
    check("the account leads to it", 'href="/account/reports"' in eve.get("/account").text)
    page = eve.get("/account/reports")
    said = words(page)
    check("all of one address, the newest first, also what is only counted", said.startswith("Your reports 3 reports") and
          0 < said.find(counted) < said.find(two) < said.find(one), said)
    check("none of others", others not in page.text, said)
    check("the state and the next day", re.search(rf"{one} , reported \d+ \w+ 2026 In time due \d", said), said)
    page = eve.get(f"/account/reports/{one}")
    check("each with its words whole", "900123" in page.text, words(page))
    check_equal("no report of others", (eve.get(f"/account/reports/{others}").status, eve.post(f"/account/reports/{others}", deed="more", more="x").status),
                (404, 404))
    check("everybody else may ask to be told", f'href="/alerts?about=case:{one}"' in server.get(f"/reports/{one}").text, server.get(f"/reports/{one}"))
    officer(server).post(f"/work/{one}", deed="close", ending="fixed", words="taken away")
    check("closed: it says where whoever reported can say that it is not so", "by the link in the message that you got" in server.get(f"/reports/{one}").text)
    check("closed: how", "Closed: said to be fixed" in words(eve.get("/account/reports")), words(eve.get("/account/reports")))
    check("and it asks whether it is", "Closed: said to be fixed. Is it fixed?" in words(eve.get("/account/reports")), words(eve.get("/account/reports")))
    eve.post(f"/account/reports/{one}", deed="agree")
    check("said: it says so", "Closed: said to be fixed. Reporter says: It is fixed" in words(eve.get("/account/reports")) and "Is it fixed?" not in words(eve.get("/account/reports")),
          words(eve.get("/account/reports")))
    check("its public page leads to what may be said", f'href="/account/reports/{one}"' in eve.get(f"/reports/{one}").text)
    check_equal("said without words", errors(eve.post(f"/account/reports/{one}", deed="dispute", dispute="")), ["Say what is not as it should be."])
    check_equal("without a link of a message it can be said that it is not so", eve.post(f"/account/reports/{one}", deed="dispute", dispute="still there").status, 303)
    check("it is open again", "Status Disputed" in words(eve.get(f"/account/reports/{one}")), words(eve.get(f"/account/reports/{one}")))
    page = eve.post(f"/account/reports/{one}", deed="dispute", dispute="still there")
    check_equal("again: the sentence of the one rule, and what was typed", (errors(page), "still there" in page.text),
                (["It is open: what is missing can be added to it."], True))
    check_equal("who has none", "Nothing has been reported" in words(signed_in(server, "gil@example.org").get("/account/reports")), True)


def test_signed_in(server):
    """The address that somebody is signed in with is theirs: nothing is to be confirmed."""
    hal = signed_in(server, "hal@example.org")
    for sent, expected in (("Hal@example.org", ["received"]), ("ian@example.org", ["confirm"])):
        for path, form in (("/report", {"words": "tag on the kiosk"}), ("/report/which", {"service": "graffiti / other"}),
                           ("/report/where", {"place": "ZZ1 2AB"}), ("/report/more", {})):
            hal.post(path, **form)
        page = words(hal.follow(hal.post("/report/check", email=sent, same="no")))
        check_equal(f"{sent}: told", [message for message in told(sent.lower()) if message != "sign-in"], expected)
        check_equal(f"{sent}: the last page says so", "there is nothing to confirm" in page, expected == ["received"])
    wish = {"about": "area:Aldermoor ward", "often": "weekly", "email": "hal@example.org"}
    check_equal("an alert, by nobody: a link is sent", Browser(server).post("/alerts", **wish).headers.get("Location", "").split("&")[0], "/alerts?sent=1")
    for n in range(2): # the one that waits, and one that is new
        page = hal.post("/alerts", **{**wish, "about": ("area:Aldermoor ward", "area:Town ward")[n]})
        check_equal(f"signed in, {n}: to a page that says so", page.headers.get("Location", "").split("&")[0], "/alerts?told=1")
    check("the page says so", "You will be told of the area Town ward, once a week, if there is news." in words(hal.follow(page)) and "waits for you" not in words(hal.get("/alerts")), words(hal.get("/alerts")))
    check_equal("both are confirmed", rows("SELECT COUNT(*), COUNT(confirmed) FROM subscription"), [(2, 2)])
    check_equal("another address: a link", hal.post("/alerts", **{**wish, "email": "ian@example.org"}).headers.get("Location", "").split("&")[0], "/alerts?sent=1")
    check_equal("and it waits", rows("SELECT COUNT(*), COUNT(confirmed) FROM subscription"), [(3, 2)])


def test_joined(server):
    first = report(server, "mattress in the alley, says Ada", place="ZZ1 2BL", email=SECRET[1], name=SECRET[0])
    Browser(server).post(link(first), deed="confirm")
    mine = report(server, "the mattress", place="ZZ1 2BL", email="bob@example.org", same=first)
    bob = Browser(server)
    check_equal("who joins is asked like everybody", told("bob@example.org"), ["confirm"])
    o = officer(server)
    o.post(f"/work/{first}", deed="note", note="crew booked")
    check_equal("before they confirm they hear nothing", told("bob@example.org"), ["confirm"])
    bob.post(link(mine), deed="confirm")
    check_equal("then that it has come", told("bob@example.org"), ["confirm", "received"])
    page = bob.get(link(mine))
    check("their page says what it was added to, and how that is", f"Report {first}" in words(page) and "Open" in words(page) and "due" in words(page), words(page))
    check("its timeline says it in words", f"Added to the report {first}, about the same thing. " in words(page) and "Not counted by itself" in words(page), words(page))
    page = server.get(f"/reports/{mine}")
    check("everybody reads it on its public page, and how that one stands", f'href="/reports/{first}"' in page.text and
          "Somebody had reported the same thing before, and this was added to that report." in words(page) and
          re.search(rf"Report {first} Open , due ", words(page)) and "Status" not in words(page) and "What was promised" not in words(page), words(page))
    promise = server.get(re.search(r'href="(/charters/[^"#]+)"', main_of(server.get(f"/reports/{first}")))[1])
    mark = lambda which: re.search(rf'>{which}</span></a>.*?</tr>', promise.text, re.DOTALL)[0]
    check("in the list of its promise it is joined, and the first is not", ">Joined<" in mark(mine).replace("\n", "") and "Joined" not in mark(first), mark(mine))
    check("that of the first, too", "Somebody else reported the same thing, too" in words(server.get(f"/reports/{first}")), words(server.get(f"/reports/{first}")))
    o.post(f"/moderation/{first}", deed="whole") # of what is written until now
    o.post(f"/work/{first}", deed="note", note="gone on Monday, ring Ada on 07700 900123")
    o.post(f"/work/{first}", deed="close", ending="fixed", words="taken away")
    check_equal("the first one's news", told("bob@example.org"), ["confirm", "received", "acknowledged", "fixed"])
    check_equal("the first hears it as ever", told(SECRET[1]), ["confirm", "received", "acknowledged", "acknowledged", "fixed"])
    mail = mail_to("bob@example.org", 4)
    check("about their own report, by its reference", len(mail) == 4 and all(mine in part for part in mail), [part[:200] for part in mail])
    check("the message says what it was added to", any(f"added to the report {first}" in part for part in mail), mail)
    check("words as everybody reads them, and nothing of who was first", any("gone on Monday" in part and "[telephone number]" in part for part in mail) and
          not any(secret in part for part in mail for secret in SECRET) and not any(link(first) in part for part in mail), mail)
    check("closed: everybody reads that beside the one that was added", "Closed: said to be fixed" in words(server.get(f"/reports/{mine}")))
    page = bob.get(link(mine))
    check("closed: that is said, and they may say that it is not so", "Closed: said to be fixed" in words(page) and "Is it fixed?" in words(page) and "Yes, it is fixed" in words(page) and "Say that it is not fixed" in words(page), words(page))
    check("still nothing of who was first", not any(secret in page.text for secret in SECRET), main_of(page))
    check_equal("they say so", bob.post(link(mine), deed="dispute", dispute="it is there still").status, 303)
    check("the first report is open again", "Status Disputed" in words(server.get(f"/reports/{first}")), words(server.get(f"/reports/{first}")))
    check_equal("who said it is told that it stands", told("bob@example.org")[-1], "disputed")
    check_equal("all others, that it is open again", told(SECRET[1])[-1], "reopened")
    o.post(f"/work/{first}", deed="disagree", answer="it is another one")
    check_equal("the answer goes to who said it", (told("bob@example.org")[-1], told(SECRET[1])[-1]), ("answered", "reopened"))
    stop = re.search(r"/unsubscribe/[0-9a-f]+", [part for part in mail if "Monday" in part][0])[0]
    Browser(server).post(stop)
    o.post(f"/work/{first}", deed="close", ending="not found", words="nothing there")
    check_equal("one press, and they hear no more", told("bob@example.org")[-1], "answered")
    check_equal("the first still does", told(SECRET[1])[-1], "not-found")
    bob = signed_in(server, "bob@example.org", 6)
    check("in the list: added to another, and how that is", "Added to one that was there already: Closed: not found" in words(bob.get("/account/reports")),
          words(bob.get("/account/reports")))


store = demonstration("own.db")
outbox = folder / "own-outbox"
outbox.mkdir()
with Server(store, "--outbox", f"email=spool:{outbox}") as served:
    test_list(served)
    test_signed_in(served)
    test_joined(served)
