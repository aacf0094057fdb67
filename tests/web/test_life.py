"""A charter's beginning and end on its pages. Asked for by a group, in public and without who sent it; answered with a draft to which they
are asked in, or with why not. Suspended and ended: asked by one party, answered by the other, said wherever the charter is; and all of it
refused to whoever may not."""
import csv
import html
import re
import subprocess

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration

OFFICER, STREET = "neighbourhoods@harcaster.example", "street.scene@harcaster.example"
CLERK = "clerk@nethersallow.example"
ASKER, COUNCIL = "resident@aldermoor.example", "Harcaster Borough Council"
ASK = {"party": "Friends of Mill Green", "spoken": "41 members; a meeting on 12 November", "place": "Mill Green",
       "matters": "- Litter after weekends.\nWe could pick round the pond.", "broker": "Harcaster Borough Council"}
BASKETS = "/charters/millbrook-baskets"
LIFE = BASKETS + "/life"
ASKED = {"from": "24 11 2026", "to": "", "words": "The yard is dug up", "office": "Head of Streets", "authority": "delegated decision 12"}


def plain(page):
    return html.unescape(words(page))


def rows(browser, path):
    return list(csv.DictReader(browser.get(path).text.splitlines()))


def on_paper(browser, end):
    """the words of a PDF of the charter"""
    done = subprocess.run(["pdftotext", "-", "-"], input=browser.get(BASKETS + end).body, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def send(browser, path, **form):
    page = browser.get(path)
    act = re.search(r'name="act" value="(\d+)"', page.text)
    return browser.post(path, seen=re.search(r'name="seen" value="(\d+)"', page.text)[1], **{**({"act": act[1]} if act else {}), **form})


def sheet_code(browser):
    """of the sheet that the households answer on"""
    return re.search(r'w-typed">([0-9a-f]{4} [0-9a-f]{4})<', browser.get(LIFE + "/sheet").text)[1]


def second(browser, deed, **form):
    """the second word on what was recorded from paper"""
    number = re.search(r'name="paper" value="(\d+)"', browser.get(LIFE).text)[1]
    return send(browser, LIFE, deed=deed, paper=number, **{f"paper-{k}-{number}": v for k, v in form.items()})


def answered(o, clerk, good):
    """recorded by the borough, confirmed by the parish"""
    code = sheet_code(o)
    return send(o, LIFE, code=code, **{"signed-on": "22 11 2026"}, **good).status, second(clerk, "confirm", code=code).status


def test_paper(o, clerk, public, good):
    """An answer of a party that has nobody here takes two people of different bodies, with its sheet."""
    code, sheet = sheet_code(o), {"signed-on": "22 11 2026", **good}
    check("the sheet says what is asked", "That it is suspended from 24 November 2026 until it goes on" in plain(o.get(LIFE + "/sheet")), plain(o.get(LIFE + "/sheet")))
    check_equal("only whoever may record it has the sheet", (public.get(LIFE + "/sheet").status, clerk.get(LIFE + "/sheet").status), (401, 404))
    for change, wanted in (({"code": "0000 0000"}, "This is not the code of this text: it stands on the sheet that was signed."),
                           ({"signed-on": "21 11 2026"}, "It was signed between 22 November 2026, when it was offered, and today."),
                           ({"signed-on": ""}, "Write the day on which it was signed like 31 1 2027.")):
        page = send(o, LIFE, **{"code": code, **sheet, **change})
        check_equal(f"wrong: {change}", errors(page), [wanted])
        check("nothing typed is lost", all(v in html.unescape(page.text) for v in {"code": code, **sheet, **change}.values() if v), page.text)
    check_equal("recorded", send(o, LIFE, code=code, **sheet).status, 303)
    check("everybody sees that it is not confirmed", "Recorded from paper, not yet confirmed" in plain(public.get(LIFE)) and
          "recorded by Harcaster Borough Council on 22 November 2026" in plain(public.get(LIFE)), plain(public.get(LIFE)))
    check("and nothing counts", "This charter will be suspended" not in plain(public.get(BASKETS)) and code not in clerk.get(LIFE).text + o.get(LIFE).text)
    check("the sheet is gone", o.get(LIFE + "/sheet").status == 404)
    check("the parish finds it in its work, the borough does not", LIFE in clerk.get("/work").text and LIFE not in o.get("/work").text)
    check_equal("with another code", errors(second(clerk, "confirm", code="0000 0000")), ["This is not the code of this text: it stands on the sheet that was signed."])
    check_equal("why", errors(second(clerk, "refuse", why="")), ["Say why: everybody reads it."])
    page = second(clerk, "refuse", why="Ring me on 07700 900123")
    check("what looks like a person's details: its own box, and none of another form", len(errors(page)) == 1 and
          re.search(r'name="paper-office-\d+" type="checkbox"', page.text) and 'name="is-office"' not in page.text, errors(page))
    check_equal("refused, as an office's", second(clerk, "refuse", why="Ring the office on 07700 900123", office="yes").status, 303)
    check("the next sheet is another", sheet_code(o) != code)


def test_who_may(server, store):
    public = Browser(server)
    check("everybody reads what became of it", "nothing else was decided of it since" in plain(public.get(LIFE)), plain(public.get(LIFE)))
    check("and is asked nothing", "<form action=\"/charters" not in public.get(LIFE).text, public.get(LIFE).text)
    for who, status in ((None, 401), (STREET, 403), ("clerk@nethersallow.example", 403)):
        b = as_user(server, store, who)
        for path in (LIFE + "/end", LIFE + "/suspend"):
            check_equal(f"{who}: {path}", (b.get(path).status, b.post(path, seen="0", **ASKED).status), (status, status))
        check_equal(f"{who}: answers", b.post(LIFE, seen="0", act="1", answer="yes", party="Harcaster Borough Council").status, status)
    o = as_user(server, store, OFFICER)
    for path in (LIFE + "/burn", "/charters/nowhere/life", "/charters/nowhere/life/end"):
        check_equal(f"nothing is there: {path}", o.get(path).status, 404)


def test_followed(server, store):
    """Whoever asks that another body takes a party's place reads whom the signed text names for that."""
    page = plain(as_user(server, store, "neighbourhoods@harcaster.example").get("/charters/aldermoor-streets/life/follow"))
    check("whom the charter names", "Which body takes its place? The charter says: West Eastmark Council, which takes the place of both councils on 1 April 2028." in page, page)
    page = plain(as_user(server, store, "neighbourhoods@harcaster.example").get("/charters/millbrook-baskets/life/follow"))
    check("nothing where it names none", "The charter says" not in page, page)


def test_suspended(server, store):
    o, clerk, public = as_user(server, store, OFFICER), as_user(server, store, CLERK), Browser(server)
    for change, wanted in (({"from": "22 11 2026"}, "It counts from tomorrow, 23 November 2026, at the earliest: nothing is changed backwards."),
                           ({"to": "the end"}, "Write the day like 31 1 2027, or leave it empty."),
                           ({"words": ""}, "Write the reason: everybody reads it."),
                           ({"office": ""}, "Write the post or office that says so."),
                           ({"authority": ""}, "Say by what authority: a resolution, a delegated decision, a vote, with its day.")):
        page = send(o, LIFE + "/suspend", **{**ASKED, **change})
        check_equal(f"wrong: {change}", [html.unescape(e) for e in errors(page)], [wanted])
        check("nothing typed is lost", all(html.escape(v) in page.text for v in {**ASKED, **change}.values() if v), page.text)
    page = send(o, LIFE + "/suspend", **ASKED)
    check_equal("asked", (page.status, page.headers["Location"]), (303, LIFE + "?done=yes"))
    check("the charter says that its parties are asked", "Its parties are asked whether something is to become of this charter." in plain(public.get(BASKETS)),
          plain(public.get(BASKETS)))
    check("what, and by whom", "That it is suspended from 24 November 2026 until it goes on Asked The yard is dug up" in plain(public.get(LIFE)), plain(public.get(LIFE)))
    check_equal("yes or no", errors(send(o, LIFE, party="the households of Millbrook Row")), ["Choose yes or no."])
    good = {"answer": "yes", "party": "the households of Millbrook Row", "office": "the households' meeting", "authority": "a vote of 22 November"}
    test_paper(o, clerk, public, good)
    check_equal("answered", answered(o, clerk, good), (303, 303))
    said = "This charter will be suspended from 24 November 2026: The yard is dug up."
    places = (BASKETS, LIFE, BASKETS + "/meeting", BASKETS + "/review", *(BASKETS + "/" + label for label in ("S1", "C1")))
    for place in places:
        check(f"{place} says so", said in plain(public.get(place)), plain(public.get(place)))
    check("and by whom it was recorded", "a vote of 22 November; signed on paper on 22 November 2026, recorded by Harcaster Borough Council, confirmed by "
          "Nether Sallow Parish Council" in plain(public.get(LIFE)), plain(public.get(LIFE)))
    row = rows(public, BASKETS + ".csv")[0]
    check_equal("tables say how it stands, and what is to come", (row["charter"], row["in_force_to"], row["suspended"]), ("in force", "2028-09-30", "2026-11-24/"))
    figures = {(row["standing"], row["in_force_to"], row["suspended"]) for row in rows(public, "/data/figures.csv") if row["document"] == "millbrook-baskets"}
    check_equal("so does every figure", figures, {("in force", "2028-09-30", "2026-11-24/")})
    check("paper says it as the page does", said in on_paper(public, ".pdf"), on_paper(public, ".pdf"))
    check("the pack too", said in on_paper(public, "/meeting.pdf"), on_paper(public, "/meeting.pdf"))
    check("the leaflet without the reason", "This charter will be suspended from 24 November 2026." in on_paper(public, "/leaflet.pdf"), on_paper(public, "/leaflet.pdf"))
    for end in (".pdf?lang=cy", "/meeting.pdf?lang=cy&print=large"):
        check(f"in Welsh: {end}", "Bydd y siarter hon yn cael ei hatal dros dro o 24 Tachwedd 2026: The yard is dug up." in on_paper(public, end), on_paper(public, end))
    check_equal("it goes on", send(o, LIFE + "/resume", **{**ASKED, "words": "It is filled"}).status, 303)
    check_equal("no", errors(send(o, LIFE, **{**good, "answer": "no"})), ["Say why not: everybody reads it."])
    check_equal("declined", answered(o, clerk, {**good, "answer": "no", "words": "Not yet safe"}), (303, 303))
    check("its reason is there", "Declined" in plain(public.get(LIFE)) and "Not yet safe" in plain(public.get(LIFE)), plain(public.get(LIFE)))
    check_equal("ended", send(o, LIFE + "/end", **{**ASKED, "to": "30 11 2026", "words": "The baskets are gone"}).status, 303)
    check_equal("by both", answered(o, clerk, good), (303, 303))
    check("it ends", "This charter ends early, on 30 November 2026: The baskets are gone." in plain(public.get(BASKETS)), plain(public.get(BASKETS)))
    leaflet = on_paper(public, "/leaflet.pdf?lang=cy")
    check("the leaflet says so in Welsh, on one page", "Daw’r siarter hon i ben yn gynnar, ar 30 Tachwedd 2026. Bydd y siarter hon yn cael ei hatal" in leaflet, leaflet)
    check_equal("every figure has its last day", {row["in_force_to"] for row in rows(public, "/data/figures.csv") if row["document"] == "millbrook-baskets"}, {"2026-11-30"})


def test_on_the_list(server, store):
    o, clerk = as_user(server, store, OFFICER), as_user(server, store, "clerk@nethersallow.example")
    life = "/charters/nether-sallow/life"
    check("nothing is asked of the parish", life not in clerk.get("/work").text)
    check_equal("the borough asks", send(o, life + "/suspend", **ASKED).status, 303)
    check("the parish finds it in its work, who asked does not", life in clerk.get("/work").text and life not in o.get("/work").text)
    check_equal("nobody answers for another body", send(clerk, life, answer="yes", party="Eastmark Police", office="Clerk", authority="minute 4").status, 403)
    check_equal("it declines", send(clerk, life, answer="no", party="Nether Sallow Parish Council", office="Clerk", words="Not in winter.").status, 303)
    check("and is asked no more", life not in clerk.get("/work").text)


def told(store, message):
    return one(store, "SELECT COUNT(*) FROM outbox WHERE message = ?", message)[0]


def test_notice(server, store):
    """One party ends a charter by its own word, the others are told, and it withdraws that."""
    clerk, o, public = as_user(server, store, CLERK), as_user(server, store, OFFICER), Browser(server)
    parish, life = "/charters/nether-sallow", "/charters/nether-sallow/life"
    notice = {"to": "", "words": "The parish has no clerk from spring", "office": "Clerk", "authority": "minute 26/118"}
    check("the charter says that it can", "Any one of its parties may end it, by notice of 3 months." in plain(public.get(parish)), plain(public.get(parish)))
    check("one without the line offers it to nobody", LIFE + "/notice" not in o.get(LIFE).text and
          [html.unescape(e) for e in errors(send(o, LIFE + "/notice", **notice))] == ["This charter has no line 'Notice': it ends early if all agree."])
    check("who may ask may give it, and there is none to withdraw", life + "/notice" in clerk.get(life).text and life + "/withdraw" not in clerk.get(life).text)
    for who, status in ((None, 401), (STREET, 403), (ASKER, 403)):
        b = as_user(server, store, who)
        check_equal(f"{who} gives none", (b.get(life + "/notice").status, b.post(life + "/notice", seen="0", **notice).status), (status, status))
    for change, wanted in (({"to": "21 2 2027"}, "Given today, this notice runs to 22 February 2027 at the earliest."), ({"to": "spring"}, "Write the day like 31 1 2027, or leave it empty."),
                           ({"to": "31 3 2028"}, "It ends on 31 March 2028 in any case."), ({"words": ""}, "Write the reason: everybody reads it."),
                           ({"authority": ""}, "Say by what authority: a resolution, a delegated decision, a vote, with its day.")):
        page = send(clerk, life + "/notice", **{**notice, **change})
        check_equal(f"wrong: {change}", [html.unescape(e) for e in errors(page)], [wanted])
        check("nothing typed is lost", all(html.escape(v) in page.text for v in {**notice, **change}.values() if v), page.text)
    check_equal("no other office gives it for the parish", send(o, life + "/notice", **notice, party="Nether Sallow Parish Council").status, 403)
    check_equal("given", send(clerk, life + "/notice", **notice).status, 303)
    said = "This charter ends early, on 22 February 2027, by notice of Nether Sallow Parish Council: The parish has no clerk from spring."
    for place in (parish, life, parish + "/meeting", parish + "/S5"):
        check(f"{place} says so", said in plain(public.get(place)), plain(public.get(place)))
    check("how it was given", "Notice of Nether Sallow Parish Council: it ends on 22 February 2027 Given" in plain(public.get(life)) and "minute 26/118" in plain(public.get(life)), plain(public.get(life)))
    for form, wanted in (("", said), ("?lang=cy", "Daw’r siarter hon i ben yn gynnar, ar 22 Chwefror 2027, drwy rybudd: Nether Sallow Parish Council")):
        done = subprocess.run(["pdftotext", "-", "-"], input=public.get(parish + ".pdf" + form).body, capture_output=True, check=True)
        check(f"paper: {wanted}", wanted in " ".join(done.stdout.decode().split()), done.stdout.decode()[:2000])
    row = rows(public, parish + ".csv")[0]
    check_equal("tables say it", (row["charter"], row["in_force_to"], row["notice"], row["notice_by"]), ("in force", "2027-02-22", "3 months", "Nether Sallow Parish Council"))
    check_equal("every figure has its last day", {r["in_force_to"] for r in rows(public, "/data/figures.csv") if r["document"] == "nether-sallow"}, {"2027-02-22"})
    who = one(store, "SELECT COUNT(*), COUNT(DISTINCT to_person) FROM outbox WHERE message = 'notice-given'")
    check("the others are told, each once", who[0] > 0 and who[0] == who[1], who)
    check_equal("not who gave it", one(store, "SELECT COUNT(*) FROM outbox WHERE message = 'notice-given' AND to_person IN (SELECT id FROM person WHERE email = ?)", CLERK)[0], 0)
    check("only who gave it may withdraw it", life + "/withdraw" in clerk.get(life).text and life + "/withdraw" not in o.get(life).text)
    check_equal("and nobody else does", errors(send(o, life + "/withdraw", **notice)), ["No notice of this party runs."])
    check_equal("withdrawn", send(clerk, life + "/withdraw", **{**notice, "words": "We have a clerk"}).status, 303)
    check("nothing is left of it above the charter", "ends early" not in plain(public.get(parish)), plain(public.get(parish)))
    check("all of it stays on record", "it ends on 22 February 2027 Withdrawn" in plain(public.get(life)) and "withdraws its notice" in plain(public.get(life)), plain(public.get(life)))
    check_equal("its last day is the one of its text", (rows(public, parish + ".csv")[0]["in_force_to"], rows(public, parish + ".csv")[0]["notice_by"]), ("2028-03-31", ""))
    check_equal("they are told that too", told(store, "notice-withdrawn"), who[0])


def test_asked(server, store):
    public, asker = Browser(server), as_user(server, store, ASKER)
    check("whoever is not signed in shows first that an address is theirs", 'href="/sign-in?next=%2Fcharters%2Fask"' in public.get("/charters/ask").text,
          public.get("/charters/ask").text)
    check_equal("and can't send before", public.post("/charters/ask", **ASK).status, 401)
    for change, wanted in (({"party": ""}, "Write what your group is called."), ({"spoken": ""}, "Say for how many people it speaks, and how you know."),
                           ({"party": "A; B"}, "Write the name of one group, without a semicolon."), ({"place": ""}, "Write for which place."),
                           ({"matters": ""}, "Say what matters most there.")):
        page = asker.post("/charters/ask", **{**ASK, **change})
        check_equal(f"wrong: {change}", [html.unescape(e) for e in errors(page)], [wanted])
        check("nothing typed is lost", all(html.escape(v).split("\n")[0] in page.text for v in {**ASK, **change}.values() if v), page.text)
    page = asker.post("/charters/ask", **{**ASK, "matters": "Ring me on 07700 900123"})
    check("what looks like a person's details is not made public", len(errors(page)) == 1 and 'name="is-office"' in page.text, page.text)
    check_equal("asked", asker.post("/charters/ask", **ASK).headers["Location"], "/charters/asked?done=yes#a2")
    page = plain(public.get("/charters/asked"))
    check("everybody reads it", "Mill Green Not answered yet Who asks Friends of Mill Green , for 41 members; a meeting on 12 November" in page, page)
    check("with the day of its answer, in twenty working days", "22 November 2026, to be answered by 21 December 2026" in page, page)
    check("and not who sent it", ASKER not in public.get("/charters/asked").text)
    check_equal("as a table", public.get("/charters/asked.csv").text.splitlines()[1].split(",")[1:3], ["Friends of Mill Green", "Mill Green"])
    check_equal("they are told, as those of the demonstration were", told(store, "charter-asked"), 2)
    for place in ("Pond Lane", "Well Lane"):
        check_equal(f"{place} too", asker.post("/charters/ask", **{**ASK, "place": place}).status, 303)
    check_equal("not without end", errors(asker.post("/charters/ask", **{**ASK, "place": "Ash Lane"})),
                ["You have asked for 3 charters that are not answered yet: wait for one of them."])


def test_answered(server, store):
    o, public, asker = as_user(server, store, OFFICER), Browser(server), as_user(server, store, ASKER)
    for who, status in ((None, 401), (ASKER, 403), ("clerk@nethersallow.example", 403)):
        b = as_user(server, store, who)
        check_equal(f"{who} does not answer", [b.get("/work/asked").status, b.get("/work/asked/2").status, b.post("/work/asked/2", words="No.").status,
                                               b.get("/drafts/new?asked=2").status], [status] * 4)
    check_equal("nobody asked for that", (o.get("/work/asked/99").status, o.get("/drafts/new?asked=99").status), (404, 404))
    check("the list of work leads there", 'href="/work/asked"' in o.get("/work").text and 'href="/work/asked/2"' in o.get("/work/asked").text)
    waiting = "Friends of Mill Green, for Mill Green To be answered by 21 December 2026"
    check("and names those who wait, with their day", waiting in plain(o.get("/work")), plain(o.get("/work")))
    check("to nobody who does not answer them", "ask for a charter" not in plain(as_user(server, store, "clerk@nethersallow.example").get("/work")))
    check_equal("why", errors(o.post("/work/asked/3", office="Neighbourhoods", words="")), ["Write why not: everybody reads it."])
    check_equal("refused", o.post("/work/asked/3", office="Neighbourhoods Officer", words="The lane is private.").status, 303)
    check("and it waits no more", "Pond Lane" not in plain(o.get("/work")) and waiting in plain(o.get("/work")), plain(o.get("/work")))
    check("everybody reads why", "The lane is private. (Neighbourhoods Officer)" in plain(public.get("/charters/asked")), plain(public.get("/charters/asked")))
    check_equal("they are told", told(store, "charter-not-begun"), 1)
    check_equal("once", errors(o.post("/work/asked/3", office="Neighbourhoods Officer", words="No.")), ["This is answered already."])
    page = o.get("/drafts/new?asked=2")
    check("the draft begins with what they said", f">\n{COUNCIL}\nFriends of Mill Green</textarea>" in page.text and 'value="Mill Green"' in page.text, page.text)
    form = {"asked": "2", "title": "Mill Green", "area": "Mill Green", "parties": COUNCIL, "party": COUNCIL, "from": "standards/barnet"}
    check_equal("with them in it", errors(o.post("/drafts/new", **form)), ["Keep who asked among them: Friends of Mill Green"])
    before = told(store, "draft-invited")
    check_equal("begun from what another council promises", o.post("/drafts/new", **{**form, "parties": f"{COUNCIL}\nFriends of Mill Green"}).headers["Location"],
                "/drafts/mill-green")
    text = o.get("/drafts/mill-green/text").text
    check("their clauses, our parties", "## Standard S1: Dead animal removed\n- Provider: Harcaster Borough Council\n" in text, text)
    check("who speaks for them", "\n- Spoken for by: Friends of Mill Green: 41 members; a meeting on 12 November\n" in text, text)
    check("and what it is for", "\n\nLitter after weekends. We could pick round the pond.\n" in text, text)
    check_equal("whoever asked takes part", (asker.get("/drafts/mill-green").status, told(store, "draft-invited") - before), (200, 1))
    check("what became of it", "Mill Green A draft is begun" in plain(public.get("/charters/asked")), plain(public.get("/charters/asked")))
    check_equal("not a second time", errors(o.post("/drafts/new", **{**form, "title": "Mill Green Two", "parties": f"{COUNCIL}\nFriends of Mill Green"})),
                ["This is answered already."])
    check_equal("and no draft is left of that", o.get("/drafts/mill-green-two").status, 404)


def test_meeting(server, store):
    o, asker, outsider = (as_user(server, store, who) for who in (OFFICER, ASKER, "clerk@nethersallow.example"))
    meeting = "/drafts/mill-green/meeting"
    check_equal("only whoever takes part sees it", (outsider.get(meeting).status, outsider.post(meeting, yes="9").status, Browser(server).get(meeting).status), (404, 404, 404))
    page = asker.get(meeting)
    check("the header first, and on to the first clause", "1 of " in plain(page) and 'rel="next" href="/drafts/mill-green/meeting?clause=S1"' in page.text, page.text)
    check("back from it", 'rel="prev" href="/drafts/mill-green/meeting"' in asker.get(meeting + "?clause=S1").text)
    check_equal("no such clause", asker.get(meeting + "?clause=S999").status, 404)
    check("all of it, to be printed", plain(asker.get(meeting + "?all=yes")).count("For ______ Against ______") > 5 and "<form action=\"/drafts" not in asker.get(meeting + "?all=yes").text)
    vote = {"deed": "vote", "clause": "S1", "about": "0", "hands": "", "yes": "12", "no": "3", "abstained": "", "counter": "the chair", "day": "20 11 2026", "words": "Bins first."}
    for change, wanted in (({"yes": "many"}, "Write how many hands there were in numbers, and 0 for none."), ({"yes": "", "no": ""}, "Write how many hands there were."),
                           ({"counter": ""}, "Write who counted: the chair, the clerk, a teller of each party."), ({"day": "1 12 2026"}, "That day is still to come.")):
        page = asker.post(meeting, **{**vote, **change})
        check_equal(f"wrong: {change}", errors(page), [wanted])
        check("nothing typed is lost", all(html.escape(v) in page.text for k, v in {**vote, **change}.items() if v and k not in ("deed", "about")), page.text)
    check_equal("written down", asker.post(meeting, **vote).headers["Location"], meeting + "?done=yes&clause=S1")
    said = "S1, Dead animal removed: 12 for, 3 against, 0 abstained 20 November 2026, all who were there, counted by the chair Bins first."
    beside = said.replace("S1, Dead animal removed", "As it stands")
    check("beside its clause", beside in plain(o.get(meeting + "?clause=S1")) and beside not in plain(o.get(meeting)), plain(o.get(meeting + "?clause=S1")))
    check("and in how it came about", said in plain(o.get("/drafts/mill-green/history")), plain(o.get("/drafts/mill-green/history")))
    asked = {"deed": "asked", "clause": "", "asked": "300 homes by leaflet, 41 answered; no tenants were reached", "asked-why": "The leaflets are counted.", "party": "Friends of Mill Green"}
    check_equal("a line of the text has a reason", errors(asker.post(meeting, **{**asked, "asked-why": ""})), ["Say it in a few words: the others read it."])
    check_equal("who was asked is proposed", asker.post(meeting, **asked).status, 303)
    check("and waits for the other party", "The leaflets are counted." in plain(o.get(meeting)) and "- Asked:" not in o.get("/drafts/mill-green/text").text, plain(o.get(meeting)))


def test_cost(server, store):
    o, asker = as_user(server, store, OFFICER), as_user(server, store, ASKER)
    clause = "/drafts/mill-green/clauses/S2"
    cost = {"deed": "cost", "one": "4.50", "year": "£1,200", "what": "A second crew at weekends"}
    check("only its provider says what it would cost", "Say what it would cost" in plain(o.get(clause)) and "Say what it would cost" not in plain(asker.get(clause)))
    check_equal("and nobody else", asker.post(clause, **cost).status, 403)
    for change, wanted in (({"one": "", "year": ""}, "Write what it would cost for each report or a year, such as £12.50."), ({"one": "0.001"}, "Write what it would cost for each report or a year, such as £12.50."),
                           ({"what": ""}, "Say what is in it.")):
        page = o.post(clause, **{**cost, **change})
        check_equal(f"wrong: {change}", errors(page), [wanted])
        check("nothing typed is lost", all(html.escape(v) in page.text for k, v in {**cost, **change}.items() if v and k != "deed"), page.text)
    check_equal("said", o.post(clause, **cost).status, 303)
    check_equal("and said again", o.post(clause, **{**cost, "one": "5", "year": ""}).status, 303)
    page = plain(asker.get(clause))
    check("its last word stands beside what it would have scored", "What it would cost. Harcaster Borough Council says: £5 for each report" in page and "£4.50" not in page, page)
    check("no part of the text", "£5" not in o.get("/drafts/mill-green/text").text)


def main():
    with Server(store := demonstration("life.db")) as server:
        test_who_may(server, store)
        test_followed(server, store)
        test_suspended(server, store)
        test_on_the_list(server, store)
        test_notice(server, store)
        test_asked(server, store)
        test_answered(server, store)
        test_meeting(server, store)
        test_cost(server, store)


main()
