"""A charter's beginning and end on its pages. Asked for by a group, in public and without who sent it; answered with a draft to which they
are asked in, or with why not. Suspended and ended: asked by one party, answered by the other, said wherever the charter is; and all of it
refused to whoever may not."""
import html
import re

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration

OFFICER, STREET = "neighbourhoods@harcaster.example", "street.scene@harcaster.example"
ASKER, COUNCIL = "resident@aldermoor.example", "Harcaster Borough Council"
ASK = {"party": "Friends of Mill Green", "spoken": "41 members; a meeting on 12 November", "place": "Mill Green",
       "matters": "- Litter after weekends.\nWe could pick round the pond.", "broker": "Harcaster Borough Council"}
BASKETS = "/charters/millbrook-baskets"
LIFE = BASKETS + "/life"
ASKED = {"from": "24 11 2026", "to": "", "words": "The yard is dug up", "office": "Head of Streets", "authority": "delegated decision 12"}


def plain(page):
    return html.unescape(words(page))


def send(browser, path, **form):
    page = browser.get(path)
    act = re.search(r'name="act" value="(\d+)"', page.text)
    return browser.post(path, seen=re.search(r'name="seen" value="(\d+)"', page.text)[1], **{**({"act": act[1]} if act else {}), **form})


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


def test_suspended(server, store):
    o, public = as_user(server, store, OFFICER), Browser(server)
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
    check_equal("answered", send(o, LIFE, **good).status, 303)
    said = "This charter will be suspended from 24 November 2026: The yard is dug up."
    places = (BASKETS, LIFE, BASKETS + "/meeting", BASKETS + "/review", *(BASKETS + "/" + label for label in ("S1", "C1")))
    for place in places:
        check(f"{place} says so", said in plain(public.get(place)), plain(public.get(place)))
    check("and by whom it was recorded", "a vote of 22 November; recorded from paper by another party" in plain(public.get(LIFE)), plain(public.get(LIFE)))
    check_equal("tables say how it stands", public.get(BASKETS + ".csv").text.splitlines()[1].split(",")[-1], "in force")
    check_equal("it goes on", send(o, LIFE + "/resume", **{**ASKED, "words": "It is filled"}).status, 303)
    check_equal("no", errors(send(o, LIFE, **{**good, "answer": "no"})), ["Say why not: everybody reads it."])
    check_equal("declined", send(o, LIFE, **{**good, "answer": "no", "words": "Not yet safe"}).status, 303)
    check("its reason is there", "Declined" in plain(public.get(LIFE)) and "Not yet safe" in plain(public.get(LIFE)), plain(public.get(LIFE)))
    check_equal("ended", send(o, LIFE + "/end", **{**ASKED, "to": "30 11 2026", "words": "The baskets are gone"}).status, 303)
    check_equal("by both", send(o, LIFE, **good).status, 303)
    check("it ends", "This charter ends early, on 30 November 2026: The baskets are gone." in plain(public.get(BASKETS)), plain(public.get(BASKETS)))


def told(store, message):
    return one(store, "SELECT COUNT(*) FROM outbox WHERE message = ?", message)[0]


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
    check_equal("asked", asker.post("/charters/ask", **ASK).headers["Location"], "/charters/asked?done=yes#a1")
    page = plain(public.get("/charters/asked"))
    check("everybody reads it", "Mill Green Not answered yet Who asks Friends of Mill Green , for 41 members; a meeting on 12 November" in page, page)
    check("with the day of its answer, in twenty working days", "22 November 2026, to be answered by 21 December 2026" in page, page)
    check("and not who sent it", ASKER not in public.get("/charters/asked").text)
    check_equal("as a table", public.get("/charters/asked.csv").text.splitlines()[1].split(",")[1:3], ["Friends of Mill Green", "Mill Green"])
    check_equal("they are told", told(store, "charter-asked"), 1)
    for place in ("Pond Lane", "Well Lane"):
        check_equal(f"{place} too", asker.post("/charters/ask", **{**ASK, "place": place}).status, 303)
    check_equal("not without end", errors(asker.post("/charters/ask", **{**ASK, "place": "Ash Lane"})),
                ["You have asked for 3 charters that are not answered yet: wait for one of them."])


def test_answered(server, store):
    o, public, asker = as_user(server, store, OFFICER), Browser(server), as_user(server, store, ASKER)
    for who, status in ((None, 401), (ASKER, 403), ("clerk@nethersallow.example", 403)):
        b = as_user(server, store, who)
        check_equal(f"{who} does not answer", [b.get("/work/asked").status, b.get("/work/asked/1").status, b.post("/work/asked/1", words="No.").status,
                                               b.get("/drafts/new?asked=1").status], [status] * 4)
    check_equal("nobody asked for that", (o.get("/work/asked/9").status, o.get("/drafts/new?asked=9").status), (404, 404))
    check("the list of work leads there", 'href="/work/asked"' in o.get("/work").text and 'href="/work/asked/1"' in o.get("/work/asked").text)
    check_equal("why", errors(o.post("/work/asked/2", office="Neighbourhoods", words="")), ["Write why not: everybody reads it."])
    check_equal("refused", o.post("/work/asked/2", office="Neighbourhoods Officer", words="The lane is private.").status, 303)
    check("everybody reads why", "The lane is private. (Neighbourhoods Officer)" in plain(public.get("/charters/asked")), plain(public.get("/charters/asked")))
    check_equal("they are told", told(store, "charter-not-begun"), 1)
    check_equal("once", errors(o.post("/work/asked/2", office="Neighbourhoods Officer", words="No.")), ["This is answered already."])
    page = o.get("/drafts/new?asked=1")
    check("the draft begins with what they said", f">\n{COUNCIL}\nFriends of Mill Green</textarea>" in page.text and 'value="Mill Green"' in page.text, page.text)
    form = {"asked": "1", "title": "Mill Green", "area": "Mill Green", "parties": COUNCIL, "party": COUNCIL, "from": "standards/barnet"}
    check_equal("with them in it", errors(o.post("/drafts/new", **form)), ["Keep who asked among them: Friends of Mill Green"])
    check_equal("begun from what another council promises", o.post("/drafts/new", **{**form, "parties": f"{COUNCIL}\nFriends of Mill Green"}).headers["Location"],
                "/drafts/mill-green")
    text = o.get("/drafts/mill-green/text").text
    check("their clauses, our parties", "## Standard S1: Dead animal removed\n- Provider: Harcaster Borough Council\n" in text, text)
    check("who speaks for them", "\n- Spoken for by: Friends of Mill Green: 41 members; a meeting on 12 November\n" in text, text)
    check("and what it is for", "\n\nLitter after weekends. We could pick round the pond.\n" in text, text)
    check_equal("whoever asked takes part", (asker.get("/drafts/mill-green").status, told(store, "draft-invited")), (200, 1))
    check("what became of it", "Mill Green A draft is begun" in plain(public.get("/charters/asked")), plain(public.get("/charters/asked")))
    check_equal("not a second time", errors(o.post("/drafts/new", **{**form, "title": "Mill Green Two", "parties": f"{COUNCIL}\nFriends of Mill Green"})),
                ["This is answered already."])
    check_equal("and no draft is left of that", o.get("/drafts/mill-green-two").status, 404)


def main():
    with Server(store := demonstration("life.db")) as server:
        test_who_may(server, store)
        test_suspended(server, store)
        test_asked(server, store)
        test_answered(server, store)


main()
