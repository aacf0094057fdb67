"""A charter drafted and negotiated over HTTP: begun, others asked in, changes proposed, agreed and declined, comments;
what is typed comes back, and nobody sees or does what is not theirs."""
import re
from html import unescape
from pathlib import Path

from browsing import Browser, errors as errors_as_they_stand, words
from serving import Server, check, check_equal, demonstration, folder

OFFICER, RESIDENT, OTHER = ("neighbourhoods@harcaster.example", "resident@aldermoor.example",
                            "clerk@nethersallow.example")
COUNCIL, US = "Harcaster Borough Council", "the residents of Millbrook"
DRAFT = "/drafts/millbrook-green"
CLAUSE = DRAFT + "/clauses/S1"
BETTER = """## Standard S1: Litter is picked up
- Provider: Harcaster Borough Council
- Service: litter
- Clock: from report to completion, within 1 working day
- Target: at least 90% each quarter
"""


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


def test_hidden(server, officer):
    for who, b in (("nobody", Browser(server)), ("another", person(server, OTHER))):
        check_equal(f"{who} sees no draft", [b.get(DRAFT + path).status for path in
                    ("", "/text", "/history", "/clauses/S1", "/clauses/header", "/add", "/changes/1")], [404] * 7)
        check_equal(f"nor changes it, {who}", b.post(CLAUSE, deed="propose", words="x", party=COUNCIL).status, 404)
        check("nor finds it in the list", "Millbrook" not in words(b.get("/drafts")))
    check("whoever takes part does", "Millbrook Green" in words(officer.get("/drafts")))
    check_equal("to begin one, sign in", Browser(server).get("/drafts/new").status, 401)


def test_negotiated(officer, resident):
    check_equal("asked in", officer.post(DRAFT, deed="invite", party=US, email=RESIDENT).status, 303)
    page = resident.get(CLAUSE)
    check("the clause is a form", ">\nfrom report to completion, within 2 working days</textarea>" in page.text, page)
    page = resident.post(CLAUSE, deed="check", words="", **{"as": "text", "text": BETTER})
    check("checked: how it would read", "It is completed within 1 working day of the report" in words(page), words(page))
    page = resident.post(CLAUSE, deed="propose", words="", party=US, **{"as": "text", "text": BETTER})
    check_equal("without a reason", errors(page), ["Say it in a few words: the others read it."])
    check("the text is there again", "within 1 working day" in page.text)
    page = resident.post(CLAUSE, deed="propose", words="A day is enough.", party=US, **{"as": "text", "text": BETTER})
    change = page.headers.get("Location")
    check_equal("proposed", (page.status, change), (303, DRAFT + "/changes/1"))
    page = officer.get(change)
    check("in words", "the time allowed goes from 2 working days to 1 working day" in words(page), words(page))
    check("marked for whoever is to answer", "Answer it" in words(officer.get(DRAFT)))
    check("not for whoever asked", "Answer it" not in words(resident.get(DRAFT)))
    check_equal("their own change", errors(resident.post(change, deed="agree", party=US)),
                ["It is your own change: the others answer it."])
    check_equal("for another party", resident.post(change, deed="agree", party=COUNCIL).status, 403)
    check_equal("declined without a reason", errors(officer.post(change, deed="decline", party=COUNCIL)),
                ["Say why not: whoever proposed it can then propose something better."])
    check_equal("agreed", officer.post(change, deed="agree", party=COUNCIL, words="We can.").status, 303)
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
    check_equal("proposed by form", (page.status, change), (303, DRAFT + "/changes/2"))
    check_equal("declined", resident.post(change, deed="decline", party=US, words="Not before spring.").status, 303)
    page = officer.get(change)
    check("it stays out, with the reason", "declined" in words(page) and "Not before spring." in words(page))
    check("the text is as it was", "at least 90%" in officer.get(DRAFT + "/text").text)


def test_new_clause(officer, resident):
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


def test_comments(server, officer, resident):
    other = person(server, OTHER)
    page = officer.post(DRAFT, deed="show", seen="everybody", **{"comments-from": "2026-11-22"})
    check_equal("one day only", errors(page), ["A consultation has a first and a last day: give both."])
    page = officer.post(DRAFT, deed="show", seen="everybody", **{"comments-from": "soon", "comments-to": "later"})
    check_equal("no day", errors(page), ["'soon' is no day: write it as 2027-01-31."])
    check_equal("shown", officer.post(DRAFT, deed="show", seen="everybody",
                **{"comments-from": "2026-11-22", "comments-to": "2026-12-06"}).status, 303)
    check("everybody reads it", "Out for comments until 6 December 2026" in words(Browser(server).get("/drafts")))
    check("but comments only when signed in", "Say it" not in words(Browser(server).get(CLAUSE)))
    check_equal("said", other.post(CLAUSE, deed="comment", comment="And at weekends?").status, 303)
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


def test_ended(officer, resident):
    check_equal("ended", officer.post(DRAFT, deed="end").status, 303)
    page = resident.post(CLAUSE, deed="propose", words="x", party=US, **{"as": "text", "text": BETTER.replace("1 w", "3 w")})
    check_equal("nothing more", errors(page), ["This draft was ended: nothing is changed in it any more."])


def main():
    path = folder / "drafts.db"
    path.write_bytes(Path(demonstration()).read_bytes())
    with Server(path) as server:
        officer, resident = person(server, OFFICER), person(server, RESIDENT)
        begin(officer)
        test_hidden(server, officer)
        test_negotiated(officer, resident)
        test_form(officer, resident)
        test_new_clause(officer, resident)
        test_comments(server, officer, resident)
        test_ended(officer, resident)


main()
