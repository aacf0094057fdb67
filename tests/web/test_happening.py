"""What a promise counts is not always that something is mended: a reply, a visit, being made safe. Whoever works on a report says
that it happened, and when, at most three days back; a closing is an answer in writing. Nothing is said twice or of what no clock waits for."""
import re
import sqlite3
from html import unescape

from browsing import Browser, errors, words
from reporting import as_user, messages_of, one, report, sent, taken_in, written
from serving import Server, check, check_equal, demonstration

SERGEANT, STREET, HOMES = "centre.sergeant@eastmark-police.example", "street.scene@harcaster.example", "priory.fields@threeways.example"
OFFER = "Say that a visit, a reply or another step was made"


def told(server, reference):
    return unescape(words(Browser(server).get(f"/reports/{reference}")))


def events(reference):
    with sqlite3.connect(store) as db:
        return [r[0] for r in db.execute("SELECT f.name FROM fact f JOIN cases c ON c.id = f.case_id WHERE f.kind = 4 AND c.reference = ? ORDER BY f.id", (reference,))]


def proven(server, what, service, place):
    """A report of somebody whose address is known to be theirs, so that they are told."""
    resident = as_user(server, store, "resident@aldermoor.example")
    written(resident, what, service, place)
    return sent(resident, email="resident@aldermoor.example")


def offered(page):
    return re.findall(r"<option[^>]*>([^<]+)</option>", page.text.split('name="event"')[1].split("</select>")[0]) if 'name="event"' in page.text else []


def endings(page):
    return re.findall(r"<option[^>]*>([^<]+)</option>", page.text.split('name="ending"')[1].split("</select>")[0])


def own_page(server, reference):
    resident = as_user(server, store, "resident@aldermoor.example")
    token = one(store, "SELECT b.token FROM case_person b JOIN cases c ON c.id = b.case_id WHERE c.reference = ?", reference)[0]
    return resident.get(f"/r/{token}")


def test_closing_answers(server):
    reference = proven(server, "Could an officer come to our meeting", "neighbourhood team messages", "ZZ2 2AG")
    sergeant = as_user(server, store, SERGEANT)
    check_equal("a written reply is waited for", offered(sergeant.get(f"/work/{reference}")), ["written reply"])
    check("it is promised", "Not yet due Promise: S3 The neighbourhood team answers" in told(server, reference), told(server, reference))
    check_equal("what is asked is answered", endings(sergeant.get(f"/work/{reference}"))[:2], ["answered", "fixed"])
    check_equal("closed", sergeant.post(f"/work/{reference}", deed="close", ending="answered", words="We come on Tuesday at 19:00.").status, 303)
    check("by that it is answered, in time", "On time Promise: S3 The neighbourhood team answers" in told(server, reference), told(server, reference))
    check_equal("both are on the record", events(reference)[-2:], ["written reply", "completion"])
    check_equal("one message, not two", [m for m in messages_of(store, reference) if m != "received"], ["replied"])
    check("nothing is waited for any more", OFFER not in words(sergeant.get(f"/work/{reference}")))
    check("how it ended is said, and nobody calls it fixed", "Closed: answered" in told(server, reference) and "fixed" not in told(server, reference), told(server, reference))
    check("counted apart", "1 answered" in words(sergeant.get("/work")) and "0 fixed" in words(sergeant.get("/work")), words(sergeant.get("/work")))
    own = own_page(server, reference)
    check("is it what was asked?", "Do you agree? The service says: We come on Tuesday at 19:00." in words(own) and "fixed" not in words(own), words(own))


def test_not_answered(server):
    """What is to be mended is not closed with an answer: not on its page, not together with others."""
    reference = report(server, "Tag on the bus stop", "graffiti / other", "ZZ1 2AB")
    street = as_user(server, store, STREET)
    check("it is not offered", "answered" not in endings(street.get(f"/work/{reference}")), endings(street.get(f"/work/{reference}")))
    refused = street.post(f"/work/{reference}", deed="close", ending="answered", words="We have read it.")
    check_equal("nor taken", [unescape(e) for e in errors(refused)], ["No reply in writing was promised for it: say whether it is fixed."])


def test_said(server):
    reference = proven(server, "The clerk asks when the verge on the green is cut", "parish correspondence", "ZZ1 4AE")
    street, page = as_user(server, store, STREET), f"/work/{reference}"
    check_equal("each clock waits for its own", offered(street.get(page)), ["acknowledgement", "written reply"])
    check_equal("not without words", [unescape(e) for e in errors(street.post(page, deed="event", event="acknowledgement", **{"event-why": ""}))],
                ["Say what happened: whoever reported reads it."])
    refused = street.post(page, deed="event", event="first visit", **{"event-why": "We were there"})
    check_equal("not what no clock waits for", [unescape(e) for e in errors(refused)], ["No clock of this report waits for that, or it is on record already."])
    check("nothing typed is lost", "We were there</textarea>" in refused.text)
    check_equal("not by another body", as_user(server, store, HOMES).post(page, deed="event", event="acknowledgement", **{"event-why": "We have it"}).status, 403)
    check_equal("said", street.post(page, deed="event", event="acknowledgement", **{"event-why": "We have your letter."}).status, 303)
    text = told(server, reference)
    check("that clock has ended, in time", "On time · acknowledgement" in text and "Not yet due · answer" in text, text)
    check("everybody reads it", "Acknowledgement. We have your letter." in text, text)
    check_equal("whoever reported is told", [m for m in messages_of(store, reference) if m != "received"], ["acknowledged"])
    check_equal("it is open still, and waits for the other", (one(store, "SELECT status FROM cases WHERE reference = ?", reference)[0], offered(street.get(page))), (0, ["written reply"]))
    check_equal("once", [unescape(e) for e in errors(street.post(page, deed="event", event="acknowledgement", **{"event-why": "Again"}))],
                ["No clock of this report waits for that, or it is on record already."])


def test_made_safe(server):
    """Closing is no visit: that a thing was made safe is said, and may be said once it is closed."""
    reference = report(server, "Water runs from the ceiling", "repairs / emergency", "ZZ1 3AD")
    homes, page = as_user(server, store, HOMES), f"/work/{reference}"
    waited = offered(homes.get(page))
    check("it waits for that", "made safe" in waited, waited)
    homes.post(page, deed="close", ending="fixed", words="The pipe is new.")
    check("not said by closing", "made safe" not in events(reference), events(reference))
    check("offered still", "made safe" in offered(homes.get(page)), words(homes.get(page)))
    check_equal("said", homes.post(page, deed="event", event="made safe", **{"event-why": "The water was turned off."}).status, 303)
    check("on record", events(reference)[-1] == "made safe", events(reference))


def test_earlier(server):
    """A visit that was made before it is written down: on the officer's word, at most three days back, not before the report."""
    officer = as_user(server, store, HOMES)
    taken_in(officer, channel="telephone", day="19 November 2026", whose={"whose": "nobody"}, words="Water runs from the ceiling", service="repairs / emergency", place="ZZ1 3AD")
    reference = sent(officer)
    page, said = f"/work/{reference}", {"deed": "event", "event": "made safe", "event-why": "The water was turned off."}
    for when, fault in (({"event-day": "the day before"}, "Write the day, such as 20 11 2026, or leave it empty."), ({"event-time": "noon"}, "Write the time, such as 14:30, or leave it empty."),
                        ({"event-day": "19 11 2026", "event-time": "00:10"}, "That is more than 3 days ago: leave the date empty, and say in the words when it was."),
                        ({"event-day": "23 11 2026"}, "That is yet to come.")):
        refused = officer.post(page, **said, **when)
        check_equal(f"not {when}", [unescape(e) for e in errors(refused)], [fault])
        check("what was typed stands there", all(f'value="{value}"' in refused.text for value in when.values()), refused)
    check_equal("said", officer.post(page, **said, **{"event-day": "21 November 2026", "event-time": "15:00"}).status, 303)
    text = told(server, reference)
    check("it happened then, on whose word", "Saturday 21 November 2026 at 15:00" in text and "the time is the officer's word" in text, text)
    check("the clock counts until then", re.search(r"Counted until Saturday 21 November 2026 at 15:00", text), text)
    taken_in(officer, channel="telephone", day="19 November 2026", whose={"whose": "nobody"}, words="Water runs from the ceiling", service="repairs / emergency", place="ZZ1 3AD")
    other = sent(officer)
    head = "reference,act,reason,words,date\n"
    refused = officer.send("/work/upload", {"deed": "look", "text": f"{head}{other},happened,,We came,2026-11-21 16:00\n"})
    check("a table says it, too, and what it was", "Write what happened, under reason" in words(refused), words(refused))
    officer.send("/work/upload", {"deed": "take", "text": f"{head}{other},happened,made safe,We came,2026-11-21 16:00\n"})
    check("it is taken", re.search(r"Counted until Saturday 21 November 2026 at 16:00", told(server, other)), told(server, other))


store = demonstration("happening.db")
with Server(store) as served:
    test_closing_answers(served)
    test_not_answered(served)
    test_said(served)
    test_made_safe(served)
    test_earlier(served)
