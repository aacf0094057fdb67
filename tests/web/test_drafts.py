"""A charter drafted and negotiated over HTTP: begun, others asked in, changes proposed, agreed and declined, comments;
what is typed comes back, and nobody sees or does what is not theirs."""
import hashlib
import re
import sqlite3
from html import unescape
from pathlib import Path
from urllib.parse import quote

from browsing import Browser, errors as errors_as_they_stand, words
from reporting import as_user
from serving import Server, check, check_equal, demonstration, folder, run

OFFICER, RESIDENT, OTHER = ("neighbourhoods@harcaster.example", "resident@aldermoor.example",
                            "clerk@nethersallow.example")
SUPERVISOR = "street.scene@harcaster.example"
COUNCIL, US = "Harcaster Borough Council", "the residents of Millbrook"
DRAFT = "/drafts/millbrook-green"
CLAUSE = DRAFT + "/clauses/S1"
BETTER = """## Standard S1: Litter is picked up
- Provider: Harcaster Borough Council
- Service: litter
- Clock: from report to completion, within 1 working day
- Target: at least 90% each quarter
"""


server_store = folder / "drafts.db"


def errors(page):
    return [unescape(text) for text in errors_as_they_stand(page)]


def person(server, user):
    b = Browser(server)
    b.sign_in(user)
    return b


def begin(officer):
    page = officer.post("/drafts/new", title="Millbrook Green", area="Aldermoor ward, Harcaster",
                        parties=f"{COUNCIL}\n{US}", party="the parish", **{"from": "new"})
    check_equal("a party that is none of them: said beside it", errors(page),
                ["'the parish' is none of its parties: choose one that stands in Between."])
    check("and what was typed is there", "the residents of Millbrook" in page.text and "Millbrook Green" in page.text)
    page = officer.post("/drafts/new", title="Millbrook Green", area="Aldermoor ward, Harcaster",
                        parties=f"{COUNCIL}\n{US}", party=COUNCIL, **{"from": "new"})
    check_equal("begun", (page.status, page.headers.get("Location")), (303, DRAFT))
    page = officer.get(DRAFT)
    check("it says what it promises", "It is completed within 2 working days of the report" in words(page), words(page))
    check("and what is still to be settled", "Nothing says who speaks for the residents of Millbrook" in words(page))
    page = officer.post("/drafts/new", title="Millbrook Green", parties=f"{COUNCIL}\n{US}", party=COUNCIL, **{"from": "new"})
    check_equal("a second of that name", errors(page),
                ["There is a draft millbrook-green already: ask whoever keeps it, or take another Id."])


def told_settled():
    with sqlite3.connect(server_store) as db:
        return db.execute("SELECT COUNT(*) FROM outbox WHERE message = 'draft-settled'").fetchone()[0]


def test_spoken(officer):
    """Who speaks for residents is asked where there are any, and not of two councils."""
    for title, draft, parties, is_asked in (("Verges of two councils", "verges-of-two-councils", f"{COUNCIL}\nEastmark County Council", False),
                                            ("Verges of the street", "verges-of-the-street", f"{COUNCIL}\nthe residents of Mill Lane", True)):
        page = officer.post("/drafts/new", title=title, area="Aldermoor ward, Harcaster", party=COUNCIL, parties=parties, **{"from": "new"})
        check_equal(f"{title}: begun", (page.status, page.headers.get("Location")), (303, f"/drafts/{draft}"))
        form = officer.get(f"/drafts/{draft}/clauses/header").text
        fields = [unescape(f).strip() for f in re.findall(r'<label[^>]*for="value-\d+"[^>]*>([^<]*)', form)]
        check(f"{title}: asked who speaks: {is_asked}", ("Spoken for by" in fields) == is_asked and "Decided by" in fields, fields)


def test_alone(officer):
    """A draft of which nobody else knows yet: its place as the map spells it, and nobody told of answers nobody gave."""
    draft = "/drafts/foxholes-streets"
    page = officer.post("/drafts/new", title="Foxholes streets", area="Priory Fields, Harcaster; Moonbase", party=COUNCIL,
                        parties=f"{COUNCIL}\nthe residents of Foxholes", **{"from": "standards/salford"})
    check_equal("begun from standards elsewhere", (page.status, page.headers.get("Location")), (303, draft))
    text = officer.get(draft + "/text").text
    check("its place is called as on the map", "- Area: Priory Fields estate, Harcaster; Moonbase\n" in text, text[:300])
    check("it says whence, and what to do with it stands elsewhere", "Begun from the standards of 'Salford street scene'.\n" in text and
          "your own" not in text, text[:600])
    page = words(officer.get(draft))
    check("what no map knows is said before it is signed",
          "No place on the map here is called 'Moonbase', and no report would be counted" in page, page)
    check("and nothing of what it knows", "'Priory Fields" not in page, page)
    before = told_settled()
    header = text[:text.index("\n## ")].rstrip() + "\n"
    page = officer.post(draft + "/clauses/header", deed="propose", party=COUNCIL, words="No moon.",
                        **{"as": "text", "text": header.replace("Priory Fields estate, Harcaster; Moonbase", "Nether Sallow")})
    check_equal("changed", (page.status, page.headers.get("Location")), (303, draft + "?done=yes"))
    page = words(officer.get(draft))
    check("what it may be is offered", "in 'Area:' write 'Nether Sallow parish', if that is meant." in page, page)
    check_equal("nobody is told that others answered", told_settled(), before)
    page = words(officer.follow(officer.post(draft + "/sign", deed="name", party=COUNCIL, office="Supervisor", email=SUPERVISOR)))
    check("whoever may not sign for a body here is spoken of when they are named", "has no right to sign for this body here yet" in page, page)
    check_equal("ended", officer.post(draft, deed="end").status, 303)


def test_left(server, officer):
    """Who was asked in leaves by themself: no draft, and no message of it any more."""
    draft, us = "/drafts/castle-hill-nights", "the residents of Castle Hill"
    page = officer.post("/drafts/new", title="Castle Hill Nights", area="Castle Hill ward", party=COUNCIL, parties=f"{COUNCIL}\n{us}", **{"from": "new"})
    check_equal("begun", (page.status, page.headers.get("Location")), (303, draft))
    check_equal("asked in", officer.post(draft, deed="invite", party=us, email=OTHER).status, 303)
    other = person(server, OTHER)
    check("they may leave, whoever keeps it may not", "Leave the residents of Castle Hill" in words(other.get(draft)) and
          'value="leave"' not in officer.get(draft).text, words(other.get(draft)))
    check_equal("nor by asking", officer.post(draft, deed="leave", party=COUNCIL).status, 200)
    left = other.post(draft, deed="leave", party=us)
    check_equal("left", (left.status, left.headers.get("Location"), other.get(draft).status), (303, "/drafts", 404))
    check("nobody speaks for them now", f"{us} Nobody yet" in words(officer.get(draft)), words(officer.get(draft)))
    check_equal("ended", officer.post(draft, deed="end").status, 303)


def test_hidden(server, officer):
    for who, b in (("nobody", Browser(server)), ("another", person(server, OTHER))):
        check_equal(f"{who} sees no draft", [b.get(DRAFT + path).status for path in
                    ("", "/text", "/history", "/clauses/S1", "/clauses/header", "/add", "/changes/3")], [404] * 7)
        check_equal(f"nor changes it, {who}", b.post(CLAUSE, deed="propose", words="x", party=COUNCIL).status, 404)
        check("nor finds it in the list", "Millbrook" not in words(b.get("/drafts")))
    check("whoever takes part does", "Millbrook Green" in words(officer.get("/drafts")))
    check_equal("to begin one, sign in", Browser(server).get("/drafts/new").status, 401)


def test_negotiated(officer, resident):
    check_equal("asked in", officer.post(DRAFT, deed="invite", party=US, email=RESIDENT).status, 303)
    page = resident.get(CLAUSE)
    check("nothing waits on the list of work", "Millbrook Green: 1 change" not in words(officer.get("/work")))
    check("the clause is a form", ">\nfrom report to completion, within 2 working days</textarea>" in page.text, page)
    page = resident.post(CLAUSE, deed="check", words="", **{"as": "text", "text": BETTER})
    check("checked: how it would read", "It is completed within 1 working day of the report" in words(page), words(page))
    page = resident.post(CLAUSE, deed="propose", words="", party=US, **{"as": "text", "text": BETTER})
    check_equal("without a reason", errors(page), ["Say it in a few words: the others read it."])
    check("the text is there again", "within 1 working day" in page.text)
    page = resident.post(CLAUSE, deed="propose", words="A day is enough.", party=US, **{"as": "text", "text": BETTER})
    change = page.headers.get("Location")
    check_equal("proposed", (page.status, change), (303, DRAFT + "/changes/4"))
    page = officer.get(change)
    check("in words", "the time allowed goes from 2 working days to 1 working day" in words(page), words(page))
    check("and marked in both texts", "within <del>2 </del>working <del>days\n" in page.text and "within <ins>1 </ins>working <ins>day\n" in page.text, page.text)
    check("marked for whoever is to answer", "Answer it" in words(officer.get(DRAFT)))
    waiting = "Millbrook Green: 1 change"
    check("and on their list of work, which was asked for before", waiting in words(officer.get("/work")) and
          waiting in words(officer.get("/work")))
    check("not for whoever asked", "Answer it" not in words(resident.get(DRAFT)))
    check_equal("nor in their list of drafts", ["1 change to answer" in words(b.get("/drafts")) for b in (officer, resident)], [True, False])
    check_equal("their own change", errors(resident.post(change, deed="agree", party=US)),
                ["It is your own change: the others answer it."])
    check_equal("for another party", resident.post(change, deed="agree", party=COUNCIL).status, 403)
    check_equal("declined without a reason", errors(officer.post(change, deed="decline", party=COUNCIL)),
                ["Say why not: whoever proposed it can then propose something better."])
    check_equal("agreed", officer.post(change, deed="agree", party=COUNCIL, words="We can.").status, 303)
    check("off the list of work at once", waiting not in words(officer.get("/work")))
    check("it is in the text", "It is completed within 1 working day of the report" in words(resident.get(DRAFT)))
    check("the text alone", "within 1 working day\n" in resident.get(DRAFT + "/text").text)
    check("and its history", "clause S1 changed, as the residents of Millbrook proposed" in words(resident.get(DRAFT + "/history")))
    check("between two texts", "S1 Litter is picked up: the time allowed goes from 2 working days to 1 working day."
          in words(resident.get(DRAFT + "/history?from=1&to=2")))


def form_of(page):
    """The fields of the form of a clause, as a browser would send them."""
    values = {name: unescape(value) for name, value in
              re.findall(r'<input class="govuk-input[^"]*" id="[^"]*" name="([^"]*)" type="text" value="([^"]*)"', page.text)}
    values.update({name: unescape(value) for name, value in
                   re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n?([^<]*)</textarea>', page.text)})
    return {name: value for name, value in values.items() if name not in ("comment", "reply")}


def test_form(officer, resident):
    fields = form_of(officer.get(CLAUSE))
    target = next(name for name, value in fields.items() if value == "at least 90% each quarter")
    page = officer.post(CLAUSE, deed="propose", party=COUNCIL, **{**fields, target: "nearly all", "words": "More."})
    check("a line that can't be read is said beside it", len(errors(page)) == 1 and 'id="%s-error"' % target in page.text, errors(page))
    check("and is there again", 'value="nearly all"' in page.text)
    page = officer.post(CLAUSE, deed="propose", party=COUNCIL, **{**fields, target: "at least 95% each quarter", "words": "More."})
    change = page.headers.get("Location")
    check_equal("proposed by form", (page.status, change), (303, DRAFT + "/changes/5"))
    check_equal("declined", resident.post(change, deed="decline", party=US, words="Not before spring.").status, 303)
    page = officer.get(change)
    check("it stays out, with the reason", "declined" in words(page) and "Not before spring." in words(page))
    check("the text is as it was", "at least 90%" in officer.get(DRAFT + "/text").text)
    page = officer.post(CLAUSE, deed="propose", party=COUNCIL, **{**fields, target: "at least 92% each quarter", "words": "More."})
    check_equal("and agreed", resident.post(page.headers["Location"], deed="agree", party=US).status, 303)
    offered = set(re.findall(r'<option value="(If[^"]*)"', officer.get(CLAUSE).text))
    check_equal("what follows is offered line by line", offered, {"If", "If late", "If target missed", "If not done"})
    empty = next(i for i in range(30) if f"name-{i}" in fields)
    page = officer.post(CLAUSE, deed="check", party=COUNCIL, **{**fields, f"key-{empty}": "If not done", f"value-{empty}": "call-for-action G1"})
    check("and reads as a sentence", "If it is not done, what follows is G1 of ‘call-for-action’" in words(page), words(page))
    check("its title is said once, however often the form is sent",
          "## Standard S1: Litter is picked up\n" in officer.get(DRAFT + "/text").text, officer.get(DRAFT + "/text").text)


def test_new_clause(officer, resident):
    check("where nobody says whom to ring, the link leads to where that is written",
          re.search(rf'href="{DRAFT}/add\?kind=Contact">Add whom to ring</a>: {COUNCIL} has no Contact', officer.get(DRAFT).text), words(officer.get(DRAFT)))
    check("which kind", "Whom to ring or write to." in words(officer.get(DRAFT + "/add")))
    fields = form_of(officer.get(DRAFT + "/add?kind=Contact"))
    provider = "value-0"
    page = officer.post(DRAFT + "/add", deed="propose", kind="Contact", party=COUNCIL, **{
        **fields, provider: COUNCIL, "title": "Litter", "words": "Whom to ring.",
        **{f"key-{i}": "Telephone" for i in range(20) if f"name-{i}" in fields},
        **{f"value-{i}": "01632 960200" for i in range(20) if f"name-{i}" in fields and f"name-{i - 1}" not in fields}})
    check_equal("proposed", page.status, 303)
    change = page.headers["Location"]
    check_equal("agreed", resident.post(change, deed="agree", party=US).status, 303)
    check("it is in the text", "## Contact K1: Litter\n- Provider: Harcaster Borough Council\n- Telephone: 01632 960200\n"
          in officer.get(DRAFT + "/text").text, officer.get(DRAFT + "/text").text)
    page = officer.post(DRAFT + "/clauses/K1", deed="remove", party=COUNCIL, words="Twice.")
    check_equal("proposed to take it out", page.status, 303)
    change = page.headers["Location"]
    check_equal("withdrawn", officer.post(change, deed="withdraw").status, 303)
    check("withdrawn it says", "withdrawn" in words(resident.get(change)))


def election(server, *days):
    """The times before elections, as an administrator sets them: one, or none."""
    b = as_user(server, server_store, "administrator@harcaster.example")
    form = {"name": "By-election", "from": days[0], "until": days[1]} if days else {"line": "2"}
    place = b.post("/admin/elections", deed="look" if days else "remove", **form).headers["Location"]
    mark = re.search(r'name="seen" value="([0-9a-f]*)"', b.get(place).text)[1]
    check_equal("set", b.post(place, deed="adopt", seen=mark).status, 303)


def test_held(server, officer):
    """Before an election nothing is shown and no consultation begins."""
    election(server, "2026-11-20", "2026-12-10")
    days = {"comments-from": "2026-12-11", "comments-to": "2026-12-20"}
    page = officer.post(DRAFT, deed="show", seen="everybody", **days)
    check_equal("held", errors(page), ["By-election: no draft is shown to everybody until 10 December 2026, that day included."])
    check("what was typed stays", 'value="2026-12-20"' in page.text and re.search(r'value="everybody"[^>]* checked', page.text), page.text)
    check_equal("nobody else reads it", Browser(server).get(DRAFT).status, 404)
    said = "By-election: until 10 December 2026, that day included, no charter is launched or signed here"
    for page in (DRAFT, SIGN, "/charters/aldermoor-streets/life", "/charters/aldermoor-streets/life/end"):
        check(f"it is said before anything is sent: {page}", said in words(officer.get(page)), words(officer.get(page))[:500])
    check("not to whoever only reads", said not in words(Browser(server).get("/charters/aldermoor-streets/life")))
    election(server)
    check("once it is over it is said no more", said not in words(officer.get(DRAFT)))


def test_comments(server, officer, resident):
    other = person(server, OTHER)
    page = officer.post(DRAFT, deed="show", seen="everybody", **{"comments-from": "2026-11-22"})
    check_equal("one day only", errors(page), ["A consultation has a first and a last day: give both."])
    page = officer.post(DRAFT, deed="show", seen="everybody", **{"comments-from": "soon", "comments-to": "later"})
    check_equal("no day", errors(page), ["'soon' is no day: write it as 31 1 2027."])
    check_equal("shown", officer.post(DRAFT, deed="show", seen="everybody",
                **{"comments-from": "2026-11-22", "comments-to": "2026-12-06"}).status, 303)
    check("everybody reads it", "Out for comments until 6 December 2026" in words(Browser(server).get("/drafts")))
    page = Browser(server).get(CLAUSE)
    check("but comments only when signed in", "Say it" not in words(page) and "/sign-in?next=" + quote(CLAUSE, safe="") in page.links(), page.links())
    check("where, it says", "Choose a clause, or a change above, to say what you think of it." in words(Browser(server).get(DRAFT)))
    check("signed in, nobody is asked to", not any(link.startswith("/sign-in") for link in other.get(CLAUSE).links()))
    said = other.post(CLAUSE, deed="comment", comment="And at weekends?")
    check_equal("said: back to where the words stand", (said.status, said.headers["Location"]), (303, f"{CLAUSE}?said=yes#said"))
    page = other.get(said.headers["Location"].partition("#")[0])
    check("where it says that they were sent", 'id="said"' in page.text and "Sent. Your words stand here." in words(page))
    check("and to nobody else", "Sent. Your words" not in words(Browser(server).get(CLAUSE)))
    page = Browser(server).get(CLAUSE)
    check("by nobody named", "Somebody , 22 November 2026 And at weekends?" in words(page) and "Nether Sallow" not in words(page), words(page))
    comment = re.search(r'name="answers" value="(\d+)"', resident.get(CLAUSE).text)[1]
    check_equal("others don't answer", other.post(CLAUSE, deed="comment", answers=comment, reply="No.").status, 403)
    page = resident.post(CLAUSE, deed="comment", answers=comment, reply="n" * 10001)
    check_equal("too long an answer", errors(page), ["Write at most 10000 bytes of plain text."])
    check("it is there again, under its fault", "n" * 10001 in page.text and 'id="reply"' in page.text and 'href="#reply"' in page.text)
    check_equal("answered", resident.post(CLAUSE, deed="comment", answers=comment, reply="Next year.").status, 303)
    check("the answer stands there", "Next year." in words(Browser(server).get(CLAUSE)))
    check_equal("others propose nothing", other.post(CLAUSE, deed="propose", words="x", party=COUNCIL,
                **{"as": "text", "text": BETTER}).status, 403)
    check_equal("nor keep it", other.post(DRAFT, deed="end").status, 403)


SIGN = DRAFT + "/sign"
DIRECTOR, CHAIR, TREASURER = f"{COUNCIL}\tDirector of Place", f"{US}\tChair", f"{US}\tTreasurer"
DECIDED = "Delegated decision 14 of 20 November 2026"


def seen(page):
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page.text)
    return found[1] if found else ""


def opening(officer):
    fields = form_of(officer.get(DRAFT + "/clauses/header"))
    return officer.post(DRAFT + "/clauses/header", deed="propose", party=COUNCIL,
                        **{**fields, "prose": "For a green without litter.", "words": "What it is for."})


def test_offered(server, officer, resident):
    check_equal("to others there is no signing", (Browser(server).get(SIGN).status, person(server, OTHER).get(SIGN).status,
                person(server, OTHER).get(DRAFT + "/sheet").status), (404, 404, 404))
    check_equal("only whoever keeps it offers it", resident.post(SIGN, deed="offer").status, 403)
    check_equal("the example's own words", errors(officer.post(SIGN, deed="offer")),
                ["The opening is still that of the example: say in the header what this is for."])
    page = officer.get(DRAFT)
    check("and it stands under what must be mended before", "Must be mended: Header : The opening is still that of the example: say in the header what this is for" in words(page), words(page))
    page = opening(officer)
    check_equal("the opening, proposed and agreed", (page.status, resident.post(page.headers.get("Location", ""), deed="agree", party=US).status), (303, 303))
    refused = officer.post(SIGN, deed="offer")
    check("it stands by the button, not at the office to be named", 'href="#offer"' in refused.text and 'id="offer"' in refused.text and 'id="office-error"' not in refused.text, refused.text)
    check_equal("nobody is named", errors(officer.post(SIGN, deed="offer")), [f"Nobody is named yet who signs for {COUNCIL}."])
    check_equal("another party's office is theirs to name", resident.post(SIGN, deed="name", party=COUNCIL, office="Mayor").status, 403)
    check_equal("an office without a name", errors(officer.post(SIGN, deed="name", party=COUNCIL, office="")),
                ["Name the office in one line of at most 120 letters: Chair, Clerk."])
    check_equal("named", officer.post(SIGN, deed="name", party=COUNCIL, office="Director of Place", email=OFFICER).status, 303)
    check_equal("nobody signs for two parties", errors(resident.post(SIGN, deed="name", party=US, office="Chair", email=OFFICER)),
                [f"They sign for {COUNCIL} already, and nobody signs for two parties."])
    for office, email in (("Chair", RESIDENT), ("Treasurer", ""), ("Secretary", "")):
        check_equal(f"named: {office}", resident.post(SIGN, deed="name", party=US, office=office, email=email).status, 303)
    check("whoever does not keep it reads who offers it", f"then {COUNCIL}, who began the draft, offers it for signing" in words(resident.get(SIGN)),
          words(resident.get(SIGN)))
    check("all who are named may sign", "no right to sign" not in words(officer.get(SIGN)))
    check_equal("a third, who signs nothing", officer.post(DRAFT, deed="invite", party=US, email=OTHER).status, 303)
    check_equal("taken out", resident.post(SIGN, deed="unname", party=US, office="Secretary").status, 303)
    check_equal("nobody signs before it is offered", errors(officer.post(SIGN, deed="sign", agreed="yes", authority=DECIDED, **{"as": DIRECTOR})),
                ["This text is not offered for signing."])
    page = officer.follow(officer.post(SIGN, deed="offer"))
    check("offered", "This text is offered for signing, and does not change meanwhile." in words(page), words(page))
    check("who has not signed", "0 of 3 have signed" in words(page) and "Signs on paper: not yet" in words(page), words(page))
    check_equal("nothing is changed in it", errors(officer.post(CLAUSE, deed="propose", words="x", party=COUNCIL,
                **{"as": "text", "text": BETTER.replace("1 w", "3 w")})),
                ["This text is offered for signing: take it back before anything is changed in it."])
    return seen(page)


def test_signed(server, officer, resident, text):
    mine = {"deed": "sign", "seen": text, "agreed": "yes", "authority": DECIDED, "as": DIRECTOR}
    check_equal("another office", resident.post(SIGN, **mine).status, 403)
    check_equal("another text", errors(officer.post(SIGN, **{**mine, "seen": "0" * 64})),
                ["The text is another by now: read it again before it is signed."])
    page = officer.post(SIGN, **{**mine, "authority": ""})
    check_equal("by no authority", errors(page), ["Say by what authority: a resolution, a delegated decision, a vote, with its day."])
    page = officer.post(SIGN, **{**mine, "authority": "Ring me on 01632 960201"})
    check_equal("nothing private goes on the record", errors(page), ["It is on the record for good: leave out the telephone number."])
    check("what was typed is there", "Ring me on 01632 960201" in page.text)
    check_equal("without a statement", errors(officer.post(SIGN, **{**mine, "agreed": ""})), ["Say that you have read it and may sign it."])
    check_equal("signed", officer.post(SIGN, **mine).status, 303)
    check_equal("once", errors(officer.post(SIGN, **mine)), ["Director of Place has signed already."])
    check_equal("taken back, with a reason", errors(resident.post(SIGN, deed="back", party=US, why="")),
                ["Say it in a few words: the others read it."])
    check_equal("taken back", resident.post(SIGN, deed="back", party=US, why="The bench is missing.").status, 303)
    check("the reason is said", "Taken back from signing: The bench is missing." in words(officer.get(DRAFT + "/clauses/header")))
    check("offered again, what was signed counts for nothing", "0 of 3 have signed" in words(officer.follow(officer.post(SIGN, deed="offer"))))
    check_equal("signed anew", officer.post(SIGN, **mine).status, 303)
    clerk = person(server, OTHER)
    sheet = clerk.get(DRAFT + "/sheet")
    code = re.search(r"Code of this signature: ([0-9a-f]{4} [0-9a-f]{4})", words(sheet))[1]
    paper = {"deed": "paper", "seen": text, "paper": TREASURER, "code": code, "day": "22 November 2026", "where": "Meeting of 1 November 2026; the secretary keeps it"}
    check("the sheet has the text, a code and a line for who signs on it", "Treasurer" in words(sheet) and "Chair" not in words(sheet) and
          "## Standard S1" in sheet.text, sheet)
    check("no code for those who sign for that party", "Code of this signature" not in words(resident.get(DRAFT + "/sheet")))
    check_equal("nor do they record it", resident.post(SIGN, **paper).status, 403)
    check_equal("another sheet", errors(clerk.post(SIGN, **{**paper, "code": "0000 0000"})),
                ["This is not the code of this text: it stands on the sheet that was signed."])
    for day in ("2026-10-01", "2026-12-24"):
        check_equal(f"on paper on {day}", errors(clerk.post(SIGN, **{**paper, "day": day})),
                    ["It was signed between 22 November 2026, when it was offered, and today."])
    check_equal("who signs here signs nothing on paper", errors(clerk.post(SIGN, **{**paper, "paper": CHAIR})),
                ["Whoever holds this office signs here, signed in."])
    check_equal("recorded", clerk.post(SIGN, **{**paper, "code": code.upper().replace(" ", "-")}).status, 303)
    page = officer.get(SIGN)
    check("it counts for nothing yet", "1 of 3 have signed" in words(page) and "Recorded from paper, not yet confirmed" in words(page) and code not in page.text, words(page))
    number = re.search(r'name="paper" value="(\d+)"', page.text)[1]
    second = {"deed": "confirm", "paper": number, f"paper-code-{number}": code}
    waits = "Millbrook Green: Treasurer, for the residents of Millbrook"
    check("it stands on the list of work of who may confirm it, and among the drafts", [f"Signed on paper: you can confirm it {waits}" in words(officer.get(path)) for path in ("/work", "/drafts")] == [True, True],
          words(officer.get("/work")))
    check("and not of who recorded it, or signs for that party", [waits in words(b.get("/drafts")) for b in (clerk, resident)] == [False, False])
    refusal = {"deed": "refuse", "paper": number, f"paper-why-{number}": "Ring me on 07700 900123"}
    page = officer.post(SIGN, **refusal)
    check("why it is refused is public: the box that says so is there", len(errors(page)) == 1 and "say below that it is an office's" in errors(page)[0] and
          f'name="paper-office-{number}" type="checkbox"' in page.text, errors(page))
    check("and only then", f'name="paper-office-{number}"' not in officer.get(SIGN).text)
    check_equal("who recorded it does not confirm it", clerk.post(SIGN, **second).status, 403)
    check_equal("nor does an office of that party", resident.post(SIGN, **second).status, 403)
    check_equal("without the paper", errors(officer.post(SIGN, **{**second, f"paper-code-{number}": ""})),
                ["This is not the code of this text: it stands on the sheet that was signed."])
    check_equal("confirmed by somebody of another party", officer.post(SIGN, **second).status, 303)
    check_equal("once", errors(officer.post(SIGN, **second)), ["This paper waits for nobody any more."])
    check("and waits on no list", waits not in words(officer.get("/work")) + words(officer.get("/drafts")))
    check_equal("no charter before all have signed", Browser(server).get("/charters/millbrook-green").status, 404)
    check_equal("the last one", resident.post(SIGN, **{**mine, "as": CHAIR, "authority": "Meeting of 19 November 2026, 40 of 41"}).status, 303)
    page = resident.get(SIGN)
    check("all have signed", "All have signed." in words(page) and "3 of 3" not in words(page), words(page))
    page = Browser(server).get("/charters/millbrook-green")
    check("the charter is there, with its signatures", page.status == 200 and "Chair, 22 November 2026: Meeting of 19 November 2026, 40 of 41" in
          words(page) and f"signed on paper on 22 November 2026, recorded by {US}, confirmed by {COUNCIL}" in words(page), words(page))
    check_equal("the very bytes", hashlib.sha256(Browser(server).get("/charters/millbrook-green/text").text.encode()).hexdigest(), text)
    check_equal("signed is signed", errors(officer.post(CLAUSE, deed="propose", words="x", party=COUNCIL,
                **{"as": "text", "text": BETTER.replace("1 w", "3 w")})), ["This text was signed: a change of it is another draft."])
    with sqlite3.connect(server_store) as db:
        facts = db.execute("SELECT name, said_by, value = ?, recorded >= happened FROM fact WHERE kind = 22 AND document = 'millbrook-green' ORDER BY id", (text,)).fetchall()
        told = dict(db.execute("SELECT message, COUNT(*) FROM outbox WHERE message IN ('draft-to-sign', 'draft-signed', 'draft-taken-back') GROUP BY message"))
    check_equal("on record, each with the hash", facts, [(COUNCIL, "Director of Place", 1, 1)] * 2 + [(US, "Treasurer", 1, 1), (US, "Chair", 1, 1)])
    check_equal("all were told", told, {"draft-to-sign": 6, "draft-taken-back": 3, "draft-signed": 3})
    page = officer.post("/drafts/new", title="Millbrook Green", parties=f"{COUNCIL}\n{US}", party=COUNCIL, area="Aldermoor ward, Harcaster", **{"from": "new"})
    check_equal("the next draft of its Id takes its place", page.headers.get("Location"), DRAFT)
    check("the signed one stays", "Signed" in words(officer.get("/drafts")))
    page = officer.post(SIGN, deed="name", party=COUNCIL, office="Director of Place", email=OFFICER)
    opening(officer)
    check_equal("nobody of theirs takes part", errors(officer.post(SIGN, deed="offer")), [f"Nobody takes part for {US}: ask somebody in first."])
    officer.post(DRAFT, deed="invite", party=US, email=RESIDENT)
    resident.post(SIGN, deed="name", party=US, office="Chair", email=RESIDENT)
    check_equal("not on days on which another version is in force", errors(officer.post(SIGN, deed="offer")),
                ["A version of millbrook-green is in force on some of the same days: let this one begin on the day after."])


def test_declined_by_one(server, officer):
    """Of three parties one declines: nobody waits for the third."""
    change = "/drafts/aldermoor-nights/changes/3"
    check("two have not answered", words(officer.get(change)).count("Not answered yet") == 2, words(officer.get(change)))
    sergeant = person(server, "centre.sergeant@eastmark-police.example")
    check_equal("declined", sergeant.post(change, deed="decline", party="Eastmark Police", words="Nobody is on shift.").status, 303)
    page = words(officer.get(change))
    check("the other gave no answer, and is asked for none", "Not answered yet" not in page and "Gave no answer" in page, page)


def test_nameless(server, officer):
    """Whoever gave no name is shown to whoever keeps the draft, and not by their address."""
    check_equal("asked in", officer.post("/drafts/aldermoor-nights", deed="invite", party="the residents of Aldermoor", email="quiet@nights.example").status, 303)
    page = officer.get("/drafts/aldermoor-nights")
    check("that somebody is there, since when", "somebody who gave no name, since" in words(page), words(page))
    check("never their address", "quiet@nights.example" not in page.text)


def test_ended(officer, resident):
    check_equal("ended", officer.post(DRAFT, deed="end").status, 303)
    page = officer.post(CLAUSE, deed="propose", words="x", party=COUNCIL, **{"as": "text", "text": BETTER.replace("1 w", "3 w")})
    check_equal("nothing more", errors(page), ["This draft was ended: nothing is changed in it any more."])


def main():
    path = server_store
    path.write_bytes(Path(demonstration()).read_bytes())
    with Server(path) as server:
        officer, resident = person(server, OFFICER), person(server, RESIDENT)
        begin(officer)
        test_hidden(server, officer)
        test_declined_by_one(server, officer)
        test_nameless(server, officer)
        test_negotiated(officer, resident)
        test_form(officer, resident)
        test_spoken(officer)
        test_alone(officer)
        test_left(server, officer)
        test_new_clause(officer, resident)
        test_held(server, officer)
        test_comments(server, officer, resident)
        test_signed(server, officer, resident, test_offered(server, officer, resident))
        test_ended(officer, resident)
    done = run("verify", "--store", f"sqlite:{path}")
    check_equal("the record and all that is derived hold", (done.exit, done.err), (0, done.err)) or print("# " + done.out)


main()
