"""A step of redress answered on a page: found, refused to others, checked, put on record, put right and taken back; a payment
that takes two; who is told of it, and where it stands afterwards."""
import html
import re
import sqlite3

from browsing import Browser, errors, main_of, words
from reporting import STREET, as_user, messages_of, one
from serving import Server, check, check_equal, demonstration

COUNTY, HOMES, OTHER = "community.highways@eastmark.example", "priory.fields@threeways.example", "head.of.finance@threeways.example"
GRASS = "/work/steps/linden-millbrook/S6/R3/1/2025-11-01"
CASE = "PF-26-1103"
TODAY, BEFORE = "22 11 2026", "21 11 2026"


def step_of(number):
    return f"/work/steps/priory-fields/S1/R1/{number}/{CASE}"


def seen_of(page):
    return re.search(r'name="seen" value="(\d+)"', page.text)[1]


def look(browser, path, deed, page=None, **form):
    """What somebody is about to say."""
    return browser.post(path, deed=deed, seen=seen_of(page or browser.get(path)), **form)


def send(browser, path, deed, page=None, **form):
    """Looked through, and said."""
    return browser.post(path, deed=deed, seen=seen_of(page or browser.get(path)), checked="yes", **form)


def plain(page):
    return html.unescape(words(page))


def owed(browser):
    return int(re.search(r"(\d+) Steps owed", words(browser.get("/work")))[1])


def test_page(server, store):
    """From the list to the page, which says why it is owed."""
    o = as_user(server, store, STREET)
    check("the list leads to the step", f'href="{GRASS}"' in o.get("/work/steps").text, o.get("/work/steps").text)
    page = o.get(GRASS)
    for text in ("Harcaster Borough Council writes why, within 20 working days", "S6 Grass", "13", "Promised: at least 14",
                 "Due by 21 December 2026", "owed since 20 November 2026", "R3", "Why was the promise missed?"):
        check(f"the page says {text}", text in plain(page), plain(page))
    for place in ("/redress", "/charters/linden-millbrook/S6"):
        check(f"{place} leads there, for whoever may", f'href="{GRASS}"' in o.get(place).text, o.get(place).text)
        check(f"and for nobody else: {place}", GRASS not in server.get(place).text)
    check("its turn comes later: the second step has no form", 'value="answer"' not in o.get(GRASS.replace("/1/", "/2/")).text)
    check("which says when", "Its turn comes when the step before it is done" in words(o.get(GRASS.replace("/1/", "/2/"))))
    homes, apology = as_user(server, store, HOMES), f"/work/steps/priory-fields/S1/R1/1/{CASE}"
    check("of what is late it is said how many, on the list of work", "2 Steps owed, 1 late" in words(homes.get("/work")) and "late" not in
          re.search(r"\d+ Steps owed.{8}", words(o.get("/work")))[0], words(homes.get("/work")))
    check("and when it was due", all("Overdue was due by 6 November 2026" in plain(b.get(path)) for b, path in ((homes, apology), (Browser(server), f"/reports/{CASE}"))),
          plain(homes.get(apology)))
    for who, status in ((None, 401), (COUNTY, 403), ("aldermoor.councillor@harcaster.example", 403), ("resident@aldermoor.example", 403)):
        b = as_user(server, store, who)
        check_equal(f"{who} reads it", b.get(GRASS).status, status)
        check_equal(f"{who} answers", b.post(GRASS, deed="answer", words="No.", office="Clerk", day=TODAY).status, status)
    for path in (GRASS + "x", GRASS.replace("/1/", "/9/"), GRASS.replace("/1/", "/x/"), GRASS.replace("S6", "S99"), "/work/steps/none/S1/R1/1/2026-01-01"):
        check_equal(f"no such step: {path}", o.get(path).status, 404)


def test_faults(server, store):
    """Each beside its field, with all that was typed."""
    o = as_user(server, store, STREET)
    good = {"words": "The meadow was too wet in April.", "office": "Parks Manager", "day": TODAY}
    for change, wanted in (
            ({"words": ""}, "Write what everybody will read."),
            ({"office": ""}, "Write the post or office that says so."),
            ({"day": ""}, "Write the day on which it was done, such as 20 11 2026."),
            ({"day": "23 11 2026"}, "It can't have been done yet on 23 November 2026: today is 22 November 2026."),
            ({"day": "30 10 2026"}, "The promise was missed on 31 October 2026: what is owed for that can't have been done before."),
            ({"words": "x" * 5001}, "It may have 5000 letters: write less."),
            ({"office": "Mr Smith"}, 'Everybody will read this, and "Mr Smith" looks like a name: take it out, or say below that it is an office\'s.'),
            ({"words": "Ring 07700 900123."}, 'Everybody will read this, and "07700 900123" looks like a telephone number: take it out, or say below that it is an '
                                              "office's.")):
        page = send(o, GRASS, "answer", **{**good, **change})
        check_equal(f"wrong: {change}"[:60], [html.unescape(e) for e in errors(page)], [wanted])
        check("nothing typed is lost", all(html.escape(v)[:200] in page.text for v in {**good, **change}.values() if v), page.text)
    check("it may be said that they are an office's", 'name="is-office"' in page.text)
    check_equal("nothing was put on record", one(store, "SELECT COUNT(*) FROM fact WHERE kind = 18 AND document = 'linden-millbrook'"), (0,))
    page = Browser(server).post(GRASS, deed="answer", **good)
    check_equal("a session that is over", page.status, 401)
    again = as_user(server, store, STREET)
    again.cookies["known"] = "yes"
    token = again.cookies.pop("session")
    check_equal("keeps what was typed", again.post(GRASS, deed="answer", seen="0", **good).status, 401)
    again.cookies["session"] = token
    check("until they are back", all(text in again.get(GRASS).text for text in good.values()), again.get(GRASS).text)


def test_answer(server, store):
    """The answer stands in the register and on the promise's page, and less is owed; two at once; what was wrong is put right."""
    o, public = as_user(server, store, STREET), Browser(server)
    before, old = owed(o), o.get(GRASS)
    good = {"words": "The meadow was too wet in April. Ring 01632 960130.", "office": "Parks Manager", "day": BEFORE, "is-office": "yes", "evidence": "Minute 12"}
    page = send(o, GRASS, "answer", **good)
    check_equal("taken", (page.status, page.headers["Location"]), (303, GRASS + "?done=yes"))
    check("it says so", "It is on record." in words(o.follow(page)), words(o.follow(page)))
    check_equal("one less is owed, and the next has begun", owed(o), before)
    check("which is the second", GRASS.replace("/1/", "/2/") in o.get("/work/steps").text and GRASS not in o.get("/work/steps").text)
    answer = "The meadow was too wet in April. Ring 01632 960130. Evidence: Minute 12. ( Parks Manager; put on record on 22 November 2026 )"
    for place in ("/redress", "/charters/linden-millbrook/S6"):
        said = plain(public.get(place))
        check(f"{place} has the answer with its day", answer in said and "Done 21 November 2026" in said, said)
    row = one(store, "SELECT value, period_from, happened_last - happened, said_by, words FROM fact WHERE kind = 18 AND document = 'linden-millbrook'")
    check_equal("a fact of that day", row[:3], ("1", 20393, 86399))
    page = send(as_user(server, store, "neighbourhoods@harcaster.example"), GRASS, "answer", old, **good)
    check_equal("somebody was faster", errors(page), [
        "Somebody answered this step while you wrote: look at what stands there now, and send yours again if it still holds."])
    check("what stands there is shown, and what was typed", "Parks Manager; put on record" in page.text and ">\nThe meadow" in page.text, page.text)
    check_equal("another needs a reason", errors(send(o, GRASS, "answer", **good)), ["Write what was wrong with what stands there."])
    page = send(o, GRASS, "answer", **{**good, "words": "The mower was broken.", "day": TODAY, "reason": "The mower was out for three weeks"})
    check_equal("put right", page.status, 303)
    said = plain(public.get("/redress"))
    check("both are shown", "Put right because: The mower was out for three weeks." in said and
          "This was wrong, and was put right: The meadow was too wet in April." in said, said)
    page = send(o, GRASS, "take back", undo="", **{"undo-office": "Parks Manager"})
    check_equal("taking back needs a reason", errors(page), ["Write what was wrong with what stands there."])
    page = send(o, GRASS, "take back", undo="It was another park", **{"undo-office": "Parks Manager"})
    check_equal("taken back", page.status, 303)
    check("it is owed again", GRASS in o.get("/work/steps").text, o.get("/work/steps").text)
    said = plain(public.get("/redress"))
    check("and everybody reads why", "Taken back: It was not done: It was another park" in said, said)


def hidden(page):
    """What goes along in a page that looks through it."""
    return {html.unescape(n): html.unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', main_of(page))}


def test_look(server, store):
    """Before anything is said: as everybody will read it, what comes of it; changed, nothing is lost; sent on, it is said."""
    o, facts = as_user(server, store, STREET), one(store, "SELECT COUNT(*), MAX(id) FROM fact")
    good = {"words": "The meadow was too wet.\nIt is cut now.", "office": "Parks Manager", "day": BEFORE, "evidence": "Minute 12"}
    page = look(o, GRASS, "answer", **good)
    said = plain(page)
    for text in ("Check what you are about to say", "The meadow was too wet. It is cut now. Evidence: Minute 12.", "Parks Manager; put on record on 22 November 2026",
                 "Done on 21 November 2026", "It stands in the public register and on the promise's page, and stays there.", "Put it on record Change it"):
        check(f"it says {text}", text in said, said)
    then = said.split("How it stands then")[1]
    check("what it settles, and what is owed after it", "Done 21 November 2026" in then and "Due by 21 January 2027" in then, then)
    check_equal("nothing is on record", one(store, "SELECT COUNT(*), MAX(id) FROM fact"), facts)
    check_equal("all that was typed goes along", {k: v for k, v in hidden(page).items() if k != "seen"}, {**good, "deed": "answer"})
    check("no other form there is", main_of(page).count("<form") == 1, page.text)
    back = o.post(GRASS, change="yes", **hidden(page))
    check("to change it, all of it stands in the form", back.status == 200 and not errors(back) and
          all(html.escape(v, quote=False) in back.text for v in good.values()), back.text)
    for change, wanted in (({"words": ""}, "Write what everybody will read."), ({"office": "Mr Smith"}, None)):
        check(f"a fault is said before: {change}", errors(look(o, GRASS, "answer", **{**good, **change})) != [] and
              (wanted is None or errors(look(o, GRASS, "answer", **{**good, **change})) == [wanted]))
    check_equal("nor after all that", one(store, "SELECT COUNT(*), MAX(id) FROM fact"), facts)
    check_equal("nobody else looks", as_user(server, store, COUNTY).post(GRASS, deed="answer", seen="0", **good).status, 403)
    check_equal("sent on, it is said", o.post(GRASS, checked="yes", **hidden(page)).headers["Location"], GRASS + "?done=yes")
    page = look(o, GRASS, "take back", undo="It was another park", **{"undo-office": "Parks Manager"})
    check("taking back is looked through too", "It was not done: It was another park" in plain(page) and "Take it back" in plain(page), plain(page))
    check_equal("and done", o.post(GRASS, checked="yes", **hidden(page)).status, 303)


def test_payment(server, store):
    """Of a case: recorded by one, confirmed by another, and whoever reported is told."""
    one_of, other, public = as_user(server, store, HOMES), as_user(server, store, OTHER), Browser(server)
    pay, told = step_of(4), messages_of(store, CASE)
    check("the report's page leads there", f'href="{pay}"' in one_of.get(f"/reports/{CASE}").text, one_of.get(f"/reports/{CASE}").text)
    check("for nobody else", pay not in public.get(f"/reports/{CASE}").text)
    check("the list leads there", f'href="{pay}"' in other.get("/work/steps").text, other.get("/work/steps").text)
    good = {"sum": "£10.00", "payment": "BACS 4711", "office": "Head of Finance", "day": BEFORE}
    for change, wanted in (({"sum": "10.01"}, "£10 is owed, and no more: its working stands above."),
                           ({"sum": "10.001"}, "Write how much was paid, in pounds and pence, such as 12.50."),
                           ({"payment": ""}, "Write the reference of the payment.")):
        page = send(one_of, pay, "answer", **{**good, **change})
        check_equal(f"wrong: {change}", [html.unescape(e) for e in errors(page)], [wanted])
    page = look(one_of, pay, "answer", **good)
    check("it is looked through", "£10 paid to the person who reported. Reference: BACS 4711." in plain(page) and
          "It counts as paid when somebody else who may answer for your body has confirmed it." in plain(page) and "Record the payment" in plain(page), plain(page))
    check_equal("recorded", send(one_of, pay, "answer", **good).status, 303)
    check("it is still owed", pay in one_of.get("/work/steps").text, words(one_of.get("/work/steps")))
    waits = "Recorded as paid: somebody else has to confirm it"
    check("and the list says what is left to do", words(other.get("/work/steps")).count(waits) == 1, words(other.get("/work/steps")))
    check("the page says that another has to confirm it", "You recorded this payment." in words(one_of.get(pay)), words(one_of.get(pay)))
    check_equal("not by whoever recorded it", send(one_of, pay, "confirm", page=other.get(pay), confirms="Head of Finance").status, 403)
    check_equal("nor is it recorded twice", errors(send(one_of, pay, "answer", page=other.get(pay), **good)),
                ["A payment is recorded already, and waits for somebody to confirm it."])
    check_equal("by which office?", errors(send(other, pay, "confirm", confirms="")), ["Write the post or office that confirms it."])
    check_equal("confirmed", send(other, pay, "confirm", confirms="Finance Officer").status, 303)
    check("it is owed no more", pay not in one_of.get("/work/steps").text)
    said = plain(public.get(f"/reports/{CASE}"))
    for text in ("£10 paid to the person who reported. Reference: BACS 4711.", "recorded as paid, to be confirmed by somebody else",
                 "confirmed by Finance Officer", "Done 21 November 2026"):
        check(f"the report says: {text}", text in said, said)
    check_equal("whoever reported is told of each", messages_of(store, CASE)[len(told):], [])
    check_equal("the figure is exact", one(store, "SELECT o.paid, o.pays FROM obligation o JOIN cases c ON c.id = o.case_id WHERE c.reference = ? AND step = 4",
                                           CASE), (1000, 7))
    check("the list says so no more", waits not in words(other.get("/work/steps")))
    check_equal("a payment that stands is not paid again", errors(send(one_of, pay, "answer", sum="10", payment="A 1", office="Finance", day=TODAY)),
                ["It has been paid: take that back first, if it is wrong."])
    check_equal("it is taken back", send(one_of, pay, "take back", undo="It went to another tenant", **{"undo-office": "Head of Finance"}).status, 303)
    said = plain(public.get(f"/reports/{CASE}"))
    check("the report says so, and it is owed again", "taken back. £10 was not paid: It went to another tenant" in said and
          pay in one_of.get("/work/steps").text, said)


def test_parts(server, store):
    """A part is paid and confirmed, the rest stays owed by its day; no more than it is taken, and with it all is paid."""
    one_of, other, public = as_user(server, store, HOMES), as_user(server, store, OTHER), Browser(server)
    pay = step_of(4)
    check("what was confirmed and taken back waits for nobody", "Was it paid?" not in plain(other.get(pay)) and
          "Recorded as paid" not in words(other.get("/work/steps")), plain(other.get(pay)))
    good = {"payment": "BACS 4712", "office": "Head of Finance", "day": TODAY}
    page = look(one_of, pay, "answer", sum="4", **good)
    check("it is looked through as a part", "£4 paid to the person who reported, a part of what is owed. Reference: BACS 4712." in plain(page), plain(page))
    check_equal("recorded", send(one_of, pay, "answer", sum="4", **good).status, 303)
    check_equal("confirmed", send(other, pay, "confirm", confirms="Finance Officer").status, 303)
    said = plain(public.get(f"/reports/{CASE}"))
    check("what is paid and what is left stand on the report", "£10 to the person who reported £10, and nothing further after 6 November 2026. It may be set off against rent arrears only if whoever is paid wants that. £4 of it is paid, £6 is still to pay." in said, said)
    check("it is still owed", pay in one_of.get("/work/steps").text, words(one_of.get("/work/steps")))
    check("the form says how much", "£6 is still owed. Less than that is a part, and the rest stays owed." in plain(one_of.get(pay)), plain(one_of.get(pay)))
    check_equal("no more than that", [html.unescape(e) for e in errors(send(one_of, pay, "answer", sum="6.01", **good))],
                ["£6 is still owed, and no more: £4 of it is paid already."])
    check_equal("the rest", send(one_of, pay, "answer", sum="6", **good).status, 303)
    check_equal("not confirmed by oneself", send(one_of, pay, "confirm", page=other.get(pay), confirms="Head").status, 403)
    check_equal("confirmed too", send(other, pay, "confirm", confirms="Finance Officer").status, 303)
    check("it is owed no more", pay not in one_of.get("/work/steps").text)
    check("and all is paid", "£10 paid to the person who reported" in plain(public.get(f"/reports/{CASE}")), plain(public.get(f"/reports/{CASE}")))


def test_fund_in_parts(server, store):
    """Of a target: the register and the promise's page say what was paid, and what is still to pay."""
    one_of, other, public = as_user(server, store, STREET), as_user(server, store, "neighbourhoods@harcaster.example"), Browser(server)
    good = {"words": "The meadow was too wet.", "office": "Parks Manager", "day": TODAY}
    for step in ("/1/", "/2/"):
        check_equal(f"step{step} answered", send(one_of, GRASS.replace("/1/", step), "answer", **good).status, 303)
    fund = GRASS.replace("/1/", "/3/")
    for sum_paid in ("250", "500"):
        check_equal(f"£{sum_paid} recorded", send(one_of, fund, "answer", sum=sum_paid, payment=f"BACS {sum_paid}", office="Head of Finance", day=TODAY).status, 303)
        check_equal("confirmed", send(other, fund, "confirm", confirms="Finance Officer").status, 303)
        said = [plain(public.get(place)) for place in ("/redress", "/charters/linden-millbrook/S6")]
        if sum_paid == "250":
            check("a part is paid, and the rest is owed", all("£750 to the Friends' planting fund £250 of it is paid, £500 is still to pay." in text and
                  "Paid in part: £250 paid to the Friends' planting fund, a part of what is owed. Reference: BACS 250." in text for text in said), said)
            check("the step is owed", fund in one_of.get("/work/steps").text)
    check("all is paid, and both stand there", all("£750 paid to the Friends' planting fund" in text and "Paid in part: £250 paid" in text and
          "£500 paid to the Friends' planting fund. Reference: BACS 500." in text for text in said), said)
    check("the step is owed no more", fund not in one_of.get("/work/steps").text)


def test_part_taken_back(server, store):
    """Of two payments the first was not made: it alone is taken back, and owed again; no other is touched."""
    one_of, other, public = as_user(server, store, STREET), as_user(server, store, "neighbourhoods@harcaster.example"), Browser(server)
    fund, why = GRASS.replace("/1/", "/3/"), {"undo": "The bank sent it back", "undo-office": "Head of Finance"}
    page = one_of.get(fund)
    said = plain(page)
    parts = re.findall(r'name="which" type="radio" value="(\d+)"', page.text)
    check("each of the two can be chosen, with its day and reference", len(parts) == 2 and "Which payment was not made?" in said and
          "22 November 2026: £250 paid to the Friends' planting fund, a part of what is owed. Reference: BACS 250." in said, said)
    page = send(one_of, fund, "take back", **why)
    check_equal("one has to be", errors(page), ["Choose which payment was not made."])
    check("nothing that was typed is lost", "The bank sent it back</textarea>" in page.text, page.text)
    page = look(one_of, fund, "take back", which=parts[0], **why)
    check("it is looked through", "£250 was not paid: The bank sent it back" in plain(page) and "£500 of it is paid, £250 is still to pay" in plain(page), plain(page))
    check_equal("taken back", one_of.post(fund, checked="yes", **hidden(page)).status, 303)
    for place in ("/redress", "/charters/linden-millbrook/S6"):
        said = plain(public.get(place))
        check(f"{place} says what is paid still, and why the other is not", all(text in said for text in (
            "£500 of it is paid, £250 is still to pay.", "Taken back: £250 was not paid: The bank sent it back", "Paid in part: £500 paid",
            "This was wrong, and was put right: £250 paid")), said)
    check("it is owed again", fund in one_of.get("/work/steps").text)
    check("with one payment left nothing is to be chosen", "Which payment" not in plain(one_of.get(fund)))
    check_equal("paid again", send(one_of, fund, "answer", sum="250", payment="BACS 251", office="Head of Finance", day=TODAY).status, 303)
    check_equal("and confirmed", send(other, fund, "confirm", confirms="Finance Officer").status, 303)
    check("all of it is paid", fund not in one_of.get("/work/steps").text and "£250 was not paid" in plain(public.get("/redress")))


with Server(store := demonstration("steps.db")) as served:
    test_page(served, store)
    test_faults(served, store)
    test_look(served, store)
    test_answer(served, store)
    test_payment(served, store)
    test_parts(served, store)
    test_fund_in_parts(served, store)
    test_part_taken_back(served, store)
