"""Who is invited to a charter's table: found by what troubles people and where, named by whoever asks, confirmed by whoever begins the draft;
each body answers for itself, in public, and nobody answers for another; a body with nobody here by its own address; what is late says so."""
import html
import re
import sqlite3

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration, run

OFFICER, ASKER, OTHER = "neighbourhoods@harcaster.example", "resident@aldermoor.example", "secretary@aldermoor.example"
SERGEANT, INSPECTOR, COUNTY, LANDLORD = ("centre.sergeant@eastmark-police.example", "centre.npt@eastmark-police.example",
                                         "community.highways@eastmark.example", "housing.manager@threeways.example")
BOROUGH, ASKED = "Harcaster Borough Council", "/charters/asked/2"
ASK = {"party": "Friends of Mill Green", "spoken": "41 members", "place": "Priory Fields estate", "matters": "Rubbish by the bins, and no light.", "broker": "",
       "kind": ["litter", "street lights / out", "anti-social behaviour"]}
PARTIES = [BOROUGH, "Threeways Homes", "Eastmark County Council", "Eastmark Police", "Harcaster BID"]


def plain(page):
    return re.sub(" ([,:.;)])", r"\1", html.unescape(words(page)))


def wrongs(page):
    return [html.unescape(e) for e in errors(page)]


def told(store, message):
    with sqlite3.connect(store) as db:
        rows = db.execute("SELECT p.email FROM outbox AS o JOIN person AS p ON p.id = o.to_person WHERE o.message = ? AND o.detail LIKE '%Mill Green%' ORDER BY p.email", (message,))
        return [email for email, in rows]


def chosen(page):
    return [html.unescape(v) for v in re.findall(r'name="body" type="checkbox" value="([^"]*)" checked', page.text)]


def test_found(server, store):
    asker, officer = as_user(server, store, ASKER), as_user(server, store, OFFICER)
    page = asker.post("/charters/ask", **{**ASK, "party": ""})
    check_equal("a fault keeps what was chosen", sorted(re.findall(r'name="kind" type="checkbox" value="([^"]*)" checked', page.text)), sorted(ASK["kind"]))
    check_equal("asked, and on to who is invited", asker.post("/charters/ask", **ASK).headers["Location"], ASKED)
    page = asker.get(ASKED)
    check_equal("who answers for these there", chosen(page), [BOROUGH, "Eastmark County Council", "Threeways Homes"])
    check("and for which of them", "Threeways Homes Answers for: Anti-social behaviour" in plain(page), plain(page))
    for who, status in ((None, 401), (OTHER, 403), (COUNTY, 403)):
        b = as_user(server, store, who)
        check_equal(f"{who} does not say who is invited", [b.get(ASKED).status, b.post(ASKED, body="Eastmark Police").status], [status] * 2)
    check_equal("nobody asked for that", officer.get("/charters/asked/99").status, 404)
    check_equal("a body that there is not", wrongs(asker.post(ASKED, body="The Moon")), ["There is no body called 'The Moon' here."])
    check_equal("one is added", asker.post(ASKED, body=["Threeways Homes", "Eastmark Police"]).status, 303)
    check_equal("others are taken out, and the officer sees it", chosen(officer.get(ASKED)), ["Threeways Homes", "Eastmark Police"])
    check_equal("who puts one back", officer.post(ASKED, body=["Threeways Homes", "Eastmark Police", "Eastmark County Council"]).status, 303)
    page = plain(Browser(server).get("/charters/asked"))
    check("everybody reads it", "What troubles people Litter; A street light is out; Anti-social behaviour At the table Threeways Homes To be invited Answers for: Anti-social behaviour" in page, page)
    check("and where to say it only whoever may", ["/charters/asked/2" in b.get("/charters/asked").links() for b in (Browser(server), asker)] == [False, True])
    row = Browser(server).get("/charters/asked.csv").text.splitlines()[1]
    check("as data", "Threeways Homes: To be invited; Eastmark Police: To be invited" in row, row)
    check_equal("nobody is told yet", told(store, "seat-asked"), [])


def test_elsewhere(server, store):
    asker = as_user(server, store, ASKER)
    where = asker.post("/charters/ask", **{**ASK, "party": "Friends of Elsewhere", "place": "Somewhere Else"}).headers["Location"]
    check_equal("a place that is not on the map: who answers everywhere", chosen(asker.get(where)), ["Eastmark County Council"])
    check_equal("with no kind chosen nobody is named", asker.post("/charters/ask", **{**ASK, "kind": []}).headers["Location"], "/charters/asked?done=yes#a4")


def test_invited(server, store):
    officer = as_user(server, store, OFFICER)
    page = officer.get("/drafts/new?asked=2")
    check("the draft has them among its parties", f">\n{BOROUGH}\nThreeways Homes\nEastmark Police\nEastmark County Council\nFriends of Mill Green</textarea>" in page.text, page.text)
    form = {"asked": "2", "title": "Mill Green", "area": "Priory Fields estate", "party": BOROUGH, "from": "new", "parties": "\n".join([*PARTIES, ASK["party"]])}
    check_equal("begun, with one more", officer.post("/drafts/new", **form).headers["Location"], "/drafts/mill-green")
    check_equal("all who may answer are told, and a body with nobody here at its own address", told(store, "seat-asked"),
                sorted([SERGEANT, INSPECTOR, COUNTY, LANDLORD, "night@harcasterbid.example",
                        *(f"{n}@threeways.example" for n in ("priory.fields", "head.of.finance", "payments", "operations.director"))]))
    page = plain(officer.get("/drafts/mill-green"))
    check("the draft says who was invited", "Threeways Homes Not answered yet Answers for: Anti-social behaviour. Invited on 22 November 2026, to answer by 21 December 2026." in page, page)
    check("not the one that began it", f"{BOROUGH} Not answered" not in page)
    check_equal("nor is anybody named any more", as_user(server, store, ASKER).get(ASKED).status, 422)


def seat_of(browser, body):
    found = re.search(rf'href="(/work/invited/\d+)">Mill Green: {body}', browser.get("/drafts").text)
    return found and found[1]


def test_taken(server, store):
    sergeant, county, clerk = (as_user(server, store, who) for who in (SERGEANT, COUNTY, "clerk@nethersallow.example"))
    seat = seat_of(sergeant, "Eastmark Police")
    check("it is on the list of work", "Charters to whose table your body is invited Mill Green: Eastmark Police answers by 21 December 2026" in plain(sergeant.get("/work")), plain(sergeant.get("/work")))
    check("and of no other body", "Mill Green" not in clerk.get("/work").text and "Mill Green: Eastmark Police" not in county.get("/work").text)
    page = plain(sergeant.get(seat))
    check("it says who asks for what, and who else is there", "Friends of Mill Green, for 41 members" in page and "Rubbish by the bins" in page and "Threeways Homes; Eastmark County Council" in page, page)
    check_equal("the draft is not theirs yet", sergeant.get("/drafts/mill-green").status, 404)
    good = {"answer": "yes", "email": SERGEANT, "office": "Neighbourhood Inspector", "words": ""}
    for who, status in ((None, 401), (OTHER, 403), (COUNTY, 403), (OFFICER, 403)):
        b = as_user(server, store, who)
        check_equal(f"{who} does not answer for the police", [b.get(seat).status, b.post(seat, **good).status], [status] * 2)
    for change, wanted in (({"answer": ""}, "Say whether it takes part."), ({"office": ""}, "Write the post or office that answers."),
                           ({"email": "nobody"}, "Write an e-mail address like name@example.org.")):
        page = sergeant.post(seat, **{**good, **change})
        check_equal(f"wrong: {change}", wrongs(page), [wanted])
        check("nothing typed is lost", all(html.escape(v) in page.text for v in {**good, **change}.values() if v), page.text)
    check_equal("nothing was kept of these", sergeant.get("/drafts/mill-green").status, 404)
    check_equal("it takes part", sergeant.post(seat, **good).status, 303)
    check_equal("and its speaker reads the draft", sergeant.get("/drafts/mill-green").status, 200)
    check("everybody reads that", "Eastmark Police Takes part Invited on 22 November 2026, answered on 22 November 2026." in plain(Browser(server).get("/charters/asked")), plain(Browser(server).get("/charters/asked")))
    check_equal("those who take part are told", told(store, "seat-taken"), sorted([OFFICER, ASKER]))
    check("it waits no more", seat_of(sergeant, "Eastmark Police") is None and "Its answer" in plain(sergeant.get(seat)))
    check_equal("once", wrongs(sergeant.post(seat, **good)), ["This is answered already."])


def test_declined(server, store):
    county, officer = as_user(server, store, COUNTY), as_user(server, store, OFFICER)
    seat = seat_of(county, "Eastmark County Council")
    good = {"answer": "no", "email": COUNTY, "office": "Community Highways Officer", "words": "Lamps are settled for the whole county."}
    check_equal("a reason", wrongs(county.post(seat, **{**good, "words": ""})), ["Say why not: everybody reads it."])
    page = county.post(seat, **{**good, "words": "Ring me on 07700 900123"})
    check("what looks like a person's details is not made public", len(wrongs(page)) == 1 and 'name="is-office"' in page.text, wrongs(page))
    check_equal("it declines", county.post(seat, **good).status, 303)
    said = "Eastmark County Council Declined Answers for: A street light is out. Invited on 22 November 2026, answered on 22 November 2026. Lamps are settled for the whole county. (Community Highways Officer)"
    check("everybody reads why", said in plain(Browser(server).get("/charters/asked")), plain(Browser(server).get("/charters/asked")))
    check("the draft says that it is still a party", f"{said} It stands among the parties until a change of the header takes it out." in plain(officer.get("/drafts/mill-green")), plain(officer.get("/drafts/mill-green")))
    check_equal("and sees no draft", county.get("/drafts/mill-green").status, 404)
    check_equal("told", told(store, "seat-declined"), sorted([OFFICER, ASKER, SERGEANT]))
    for who in (ASKER, None):
        status = as_user(server, store, who).post("/drafts/mill-green", deed="seat", body="Eastmark County Council").status
        check_equal(f"{who} does not invite it again", status, 403 if who else 404)
    check_equal("whoever keeps the draft does", officer.post("/drafts/mill-green", deed="seat", body="Eastmark County Council").status, 303)
    check("it waits again", seat_of(county, "Eastmark County Council") not in (None, seat))
    for body in ("Eastmark County Council", "Eastmark Police", "Nether Sallow Parish Council", ASK["party"]):
        check_equal(f"{body} is not invited now", wrongs(officer.post("/drafts/mill-green", deed="seat", body=body)),
                    ["Choose a body among the parties for which nobody speaks and that is not asked now."])


def by_link(server, store, email):
    """As whoever opened the link that was sent to that address."""
    with sqlite3.connect(store) as db:
        db.execute("UPDATE account SET state = 'active' WHERE person = (SELECT id FROM person WHERE email = ?)", (email,))
    return as_user(server, store, email)


def test_own_address(server, store):
    bid = by_link(server, store, "night@harcasterbid.example")
    seat = seat_of(bid, "Harcaster BID")
    check_equal("a body with nobody here answers by its own address", bid.post(seat, answer="yes", email="chair@harcasterbid.example", office="Chair").status, 303)
    check_equal("and names who speaks", [by_link(server, store, who).get("/drafts/mill-green").status for who in ("chair@harcasterbid.example", "night@harcasterbid.example")], [200, 404])
    officer = as_user(server, store, OFFICER)
    check_equal("whom the keeper asks in takes the place", officer.post("/drafts/mill-green", deed="invite", party="Threeways Homes", email=LANDLORD).status, 303)
    check("so that nothing waits", seat_of(as_user(server, store, LANDLORD), "Threeways Homes") is None)


def test_late(server, store):
    officer = as_user(server, store, OFFICER)
    check("late is said", "Eastmark County Council Not answered in time" in plain(officer.get("/drafts/mill-green")), plain(officer.get("/drafts/mill-green")))
    check("on the list of work, too", "Eastmark County Council was to answer by 21 December 2026" in plain(as_user(server, store, COUNTY).get("/work")))
    check_equal("ended", officer.post("/drafts/mill-green", deed="end").status, 303)
    county = as_user(server, store, COUNTY)
    check("nothing waits of what is over", seat_of(county, "Eastmark County Council") is None)
    last = f"/work/invited/{one(store, 'SELECT MAX(id) FROM draft_seat')[0]}"
    check_equal("nor is it answered", wrongs(county.post(last, answer="no", office="Clerk", words="No.")), ["This draft was ended: nothing is changed in it any more."])


store = demonstration("seat.db")
with Server(store) as served:
    for test in (test_found, test_elsewhere, test_invited, test_taken, test_declined, test_own_address):
        test(served, store)
done = run("rebuild", "--store", f"sqlite:{store}", "--as-of", "2026-12-22")
check("a month goes by", done.exit == 0, done)
with Server(store) as served:
    test_late(served, store)
