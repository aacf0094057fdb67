"""What is offered only to whoever asks for it: the page of the report says so, whoever reported asks by one press, and from then on it is
owed, with a day, on the list of whoever owes it. Nobody else asks, and nobody twice."""
import html
import re

from browsing import Browser, errors, words
from reporting import as_user, one, sent, taken_in, token_of
from serving import Server, check, check_equal, demonstration, folder, run

STREET = "street.scene@harcaster.example"
CHARTER = """# Charter: The Verges

- Id: verges
- Area: Aldermoor ward, Harcaster
- Between: Harcaster Borough Council; the friends of the verges
- In force: 1 October 2026 to 30 September 2027
- Calendar: harcaster
- Status: not a contract

## Standard S1: Tipping on verges
- Provider: Harcaster Borough Council
- Service: fly-tipping
- Clock: from report to completion, within 3 working days
- Target: at least 50% each quarter
- If late: R1

## Redress R1: A late tip
- Step 1: Harcaster Borough Council pays £5 to the person who reported, on request within 28 days, within 10 working days
"""


def plain(page):
    return re.sub(" ([,:.)])", r"\1", html.unescape(words(page)))


def plain_of(text):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def late_report(server):
    officer = as_user(server, store, STREET)
    taken_in(officer, day="9 November 2026", whose={"whose": "own", "way": "letter", "own-name": "Paula Paper", "own-address": "3 Mill Lane\nHarcaster"})
    return sent(officer)


def listed(server, reference):
    """what the list of steps says of a report"""
    text = as_user(server, store, STREET).get("/work/steps").text
    return plain_of(next((row for row in text.split("<tr") if reference in row and "The Verges" in row), ""))


def test_asked(server):
    reference = late_report(server)
    public, own = f"/reports/{reference}", f"/r/{token_of(store, reference)}"
    text = plain(Browser(server).get(public))
    check("what is offered, and to whom", "£5 to the person who reported, if asked for" in text and "Part of it is paid only to whoever reported, if they ask" in text, text)
    check("nobody is told that it comes by itself", "nobody has to ask for it" not in text and "Ask for it" not in text, text)
    check_equal("it is on nobody's list yet", listed(server, reference), "")
    page = Browser(server).get(own)
    check("whoever reported is offered to ask", 'name="deed" value="ask"' in page.text, plain(page))
    asked = Browser(server).post(own, deed="ask")
    check_equal("asked", (asked.status, asked.headers.get("Location")), (303, f"{own}?told=ask"))
    text = plain(Browser(server).get(f"{own}?told=ask"))
    check("it is owed from now on, with a day", "You asked for it. It is owed from now on" in text and re.search(r"Due by \d+ December 2026", text), text)
    check("and offered no more", 'value="ask"' not in Browser(server).get(own).text)
    text = plain(Browser(server).get(public))
    check("everybody reads that it was asked for", "reporter says Asked for what is promised where it is late." in text, text)
    check("and whoever owes it that somebody did", "pays £5 to the person who reported" in listed(server, reference), listed(server, reference))
    again = Browser(server).post(own, deed="ask")
    check_equal("not twice", [html.unescape(e) for e in errors(again)], ["Nothing is offered for this report now, or it was asked for already."])
    check_equal("once on record", one(store, "SELECT COUNT(*) FROM fact f JOIN cases c ON c.id = f.case_id WHERE f.kind = 4 AND f.name = 'request' AND c.reference = ?", reference)[0], 1)


def test_nothing(server):
    """Of a report to which nothing is offered nothing is asked."""
    officer = as_user(server, store, STREET)
    taken_in(officer, day="20 November 2026", whose={"whose": "own", "way": "letter", "own-name": "Tom Paper", "own-address": "4 Mill Lane\nHarcaster"})
    own = f"/r/{token_of(store, sent(officer))}"
    check("no button", 'value="ask"' not in Browser(server).get(own).text)
    check_equal("nor by the address", [html.unescape(e) for e in errors(Browser(server).post(own, deed="ask"))], ["Nothing is offered for this report now, or it was asked for already."])


def test_heard(server):
    """Whoever rings asks through an officer who may take in a report; it is their own word, and they are told."""
    reference = late_report(server)
    officer, work = as_user(server, store, STREET), f"/work/{reference}"
    page = officer.get(work)
    check("what is offered, on the page of work", "Write down that they ask for what is promised" in plain(page) and "£5 to the person who reported, if asked for" in plain(page), plain(page))
    seen = re.search(r'name="seen" value="(\d+)"', page.text)[1]
    check_equal("how it was heard", [html.unescape(e) for e in errors(officer.post(work, deed="ask", seen=seen))], ["Choose how you heard it."])
    for who, status in ((None, 401), ("resident@aldermoor.example", 403), ("priory.fields@threeways.example", 403)):
        check_equal(f"{who} asks for nobody", as_user(server, store, who).post(work, deed="ask", **{"asked-how": "telephone"}).status, status)
    page = officer.post(work, deed="ask", seen=seen, **{"asked-how": "telephone"})
    check_equal("asked for them", (page.status, "done=ask" in page.headers["Location"]), (303, True))
    page = officer.get(page.headers["Location"])
    check("said so", "They have asked for it. It is owed from now on, and they are told." in plain(page) and 'value="ask"' not in page.text, plain(page))
    text = plain(Browser(server).get(f"/reports/{reference}"))
    check("their own word, and who wrote it down", "reporter says (by telephone)" in text and "Asked for what is promised where it is late." in text and
          "written down what whoever reported said by telephone" in text.lower(), text)
    check("it is owed", "pays £5 to the person who reported" in listed(server, reference), listed(server, reference))
    told = one(store, "SELECT o.way, COUNT(*) FROM outbox o JOIN fact f ON f.id = o.fact_id JOIN cases c ON c.id = f.case_id WHERE o.message = 'step-asked' AND c.reference = ? GROUP BY o.way", reference)
    check_equal("and told, by letter as they chose", told, ("letter", 1))
    again = officer.post(work, deed="ask", seen=re.search(r'name="seen" value="(\d+)"', officer.get(work).text)[1], **{"asked-how": "letter"})
    check_equal("not twice", [html.unescape(e) for e in errors(again)], ["Nothing is offered for this report now, or it was asked for already."])
    check_equal("and of that nothing is on record", one(store, "SELECT COUNT(*) FROM fact f JOIN cases c ON c.id = f.case_id WHERE f.value = 'heard' AND c.reference = ?", reference)[0], 1)


store, document = demonstration("on_request.db"), folder / "verges.md"
document.write_text(CHARTER, encoding="utf-8")
done = run("import", "document", document, "--store", f"sqlite:{store}")
check("a charter that pays on request", done.exit == 0, done)
with Server(store) as served:
    test_asked(served)
    test_heard(served)
    test_nothing(served)
