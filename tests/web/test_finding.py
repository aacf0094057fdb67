"""What a champion or a councillor found, over HTTP: they dispute what was closed in their own area, with a photograph; their
voice stands apart from the service's and the reporter's; whoever reported hears of it."""
import re
from urllib.parse import quote

from browsing import Browser, errors, words
from reporting import messages_of, officer, one, png, report, token_of
from serving import Server, check, check_equal, demonstration

CHAMPION, COUNCILLOR = "aldermoor.champion@harcaster.example", "aldermoor.councillor@harcaster.example"


def closed(server, store, what, place="ZZ1 2AB", ending="fixed"):
    reference = report(server, what, "graffiti / other", place, email="ada@example.org")
    Browser(server).post(f"/r/{token_of(store, reference)}", deed="confirm")
    officer(server).post(f"/work/{reference}", deed="close", ending=ending, words="painted over, ring 07700 900123")
    return reference


def test_found(server, store):
    reference = closed(server, store, "tag on the shelter")
    c = officer(server, CHAMPION)
    page = c.get(f"/reports/{reference}")
    check("the page of the report leads there", f"/reports/{reference}/finding" in page.text, words(page))
    page = c.get(f"/reports/{reference}/finding")
    check("with what the service said, and what follows", "Closed: said to be fixed" in words(page) and "painted over" in page.text and
          "open again at once" in words(page) and "900123" not in page.text, words(page))
    check_equal("nothing written", errors(c.post(f"/reports/{reference}/finding", words="")), ["Say what is not as it should be."])
    page = c.send(f"/reports/{reference}/finding", {"words": "typed at length"}, photo=("a.jpg", "image/jpeg", b"none"))
    check("no photograph: what was typed stays", errors(page) and "typed at length" in page.text, errors(page))
    done = c.send(f"/reports/{reference}/finding", {"words": "I stood there at noon: it is still on the glass"},
                  photo=("a.png", "image/png", png(300, 200)))
    check_equal("put on the report", (done.status, done.headers.get("Location")), (303, f"/reports/{reference}"))
    page = server.get(f"/reports/{reference}")
    check("it is open again", re.search(r"Status\s+Disputed", words(page)), words(page))
    check("three voices stand apart", re.search(r"champion found \(neighbourhood champion\)\s+It is not as the service says\. I stood there at noon", words(page)) and
          "service says" in words(page) and "reporter says" in words(page), words(page))
    check_equal("whoever reported hears of it, in words of its own", messages_of(store, reference)[-1], "found")
    o = officer(server)
    check("the service has it among the disputed, with the photograph", reference in o.get("/work?show=disputed").text and
          "walkabout" in o.get(f"/work/{reference}").text)
    page = words(o.get(f"/work/{reference}"))
    check("what the service said and what is said against it, above the answer", re.search(
        r"It is disputed The service says: .*painted over.* Said against it: I stood there at noon: it is still on the glass .*"
        r"The report stays open until you close it, below", page), page)
    o.post(f"/work/{reference}", deed="disagree", answer="another hand wrote it since")
    check_equal("the answer is told as one to what was found", messages_of(store, reference)[-1], "found-answered")
    kind, voice, who = one(store, "SELECT f.kind, f.voice, f.said_by FROM fact f JOIN cases c ON c.id = f.case_id "
                                  "WHERE c.reference = ? AND f.kind = 26 ORDER BY f.id", reference)
    check_equal("on the record it is a champion's voice and a post", (kind, voice, who), (26, 3, "neighbourhood champion"))


def test_councillor(server, store):
    reference = closed(server, store, "tag on the bridge", ending="no fix planned")
    c = officer(server, COUNCILLOR)
    check("a decision is answered, not undone", "must answer you" in words(c.get(f"/reports/{reference}/finding")))
    check_equal("sent", c.post(f"/reports/{reference}/finding", words="residents want it gone").status, 303)
    page = server.get(f"/reports/{reference}")
    check("closed still, and disputed", "Closed: no fix planned" in words(page) and "champion found (councillor)" in words(page), words(page))
    check_equal("once", errors(c.post(f"/reports/{reference}/finding", words="again")), ["This has been said already, and waits for an answer."])
    check("nor is it offered again", "/finding" not in c.get(f"/reports/{reference}").text)


def test_refused(server, store):
    elsewhere, open_one = closed(server, store, "tag on the gate", "Linden Park"), report(server, "tag on the fence", "graffiti / other", "ZZ1 2AB")
    here = closed(server, store, "tag on the lamp post")
    champion = officer(server, CHAMPION)
    check_equal("not in another's area", (champion.get(f"/reports/{elsewhere}/finding").status,
                                          champion.post(f"/reports/{elsewhere}/finding", words="x").status), (403, 403))
    check_equal("what is open is added to, not disputed", errors(champion.post(f"/reports/{open_one}/finding", words="x")),
                ["It is open: what is missing can be added to it."])
    for user in ("street.scene@harcaster.example", "scrutiny@harcaster.example", "reviewer@review.example", "administrator@harcaster.example",
                 "resident@aldermoor.example"):
        b = officer(server, user)
        check_equal(f"{user} may not", (b.get(f"/reports/{here}/finding").status, b.post(f"/reports/{here}/finding", words="x").status), (403, 403))
        check(f"{user} is not led there", "/finding" not in b.get(f"/reports/{here}").text)
    check_equal("nobody signed in", (server.get(f"/reports/{here}/finding").status, Browser(server).post(f"/reports/{here}/finding", words="x").status),
                (401, 401))
    check_equal("a report that there is not", champion.get("/reports/NOT-HERE/finding").status, 404)
    secret = report(server, "somebody sells drugs", "drug dealing", "ZZ1 2AB")
    check_equal("one that is only counted is not there", champion.get(f"/reports/{secret}/finding").status, 404)


def test_again(server, store):
    """A neighbour at what somebody else reported, and which is said to be fixed: it is reported once more."""
    reference, decided = closed(server, store, "tag on the kiosk"), closed(server, store, "tag on the tower", ending="no fix planned")
    page = server.get(f"/reports/{reference}")
    link = "/report?service=graffiti%20%2F%20other&area=Aldermoor%20ward"
    check("led to a report that is begun", link in page.links(), page.links())
    check("what was decided is not reported again", "Report it again" not in server.get(f"/reports/{decided}").text)
    check("nor is it by whom it was given to", "Report it again" not in officer(server).get(f"/reports/{reference}").text)
    b = Browser(server)
    page = b.get(link)
    check("what is known stands there", "You report again" in words(page) and "Aldermoor ward" in words(page), words(page))
    page = b.follow(b.post("/report", words="it is still there", service="graffiti / other", area="Aldermoor ward"))
    check("the kind is not asked for", "Where is it?" in words(page), words(page))
    check("and can be changed", re.search(r'value="graffiti / other"[^>]* checked', b.get("/report/which").text), b.get("/report/which").text)
    b.post("/report", words="now it is dog mess", service="graffiti / other", area="Aldermoor ward")
    check_equal("words of another kind are asked about", b.post("/report", words="now it is dog mess", service="graffiti / other").headers["Location"], "/report/which")
    page = b.follow(b.post("/report/which", service="graffiti / other"))
    check("and the area", re.search(r'value="Aldermoor ward"[^>]* selected', page.text), page.text)
    check("a kind that there is not begins nothing", "You report again" not in server.get("/report?service=none&area=x").text)
    page = server.get("/areas/Aldermoor%20ward")
    check("the list of the area says how each stands", re.search(rf"/reports/{reference}\".*?<span class=\"w-mark w-mark--kept\">Said to be fixed</span>", page.text, re.S) and
          "Closed, not fixed" in words(page), words(page))


def test_searched(server, store):
    """A whole reference opens its report, however it was typed or copied."""
    reference = report(server, "tag on the wall", "graffiti / other", "ZZ1 2AB")
    left, right = reference.split("-")
    for asked in (reference, reference.lower(), left + right, f"{left} {right}".lower(), f"({reference}).", f"{left}\u2013{right}"):
        found = server.get(f"/search?q={quote(asked)}")
        check_equal(f"{asked!r}", (found.status, found.headers.get("Location")), (303, f"/reports/{reference}"))
    secret = report(server, "somebody sells drugs", "drug dealing", "ZZ1 2AB")
    for asked in (secret, secret.replace("-", "")):
        page = server.get(f"/search?q={asked}")
        check("nothing is told of one that is only counted", page.status == 200 and "Nothing was found for" in words(page), words(page))


store = demonstration("finding.db")
with Server(store) as served:
    test_found(served, store)
    test_councillor(served, store)
    test_refused(served, store)
    test_searched(served, store)
    test_again(served, store)
