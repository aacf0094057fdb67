"""A charter suspended and ended on its pages: asked by one party, answered by the other, said wherever the charter is; and refused to
whoever speaks for none of its parties."""
import html
import re

from browsing import Browser, errors, words
from reporting import as_user
from serving import Server, check, check_equal, demonstration

OFFICER, STREET = "neighbourhoods@harcaster.example", "street.scene@harcaster.example"
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


def main():
    with Server(store := demonstration("life.db")) as server:
        test_who_may(server, store)
        test_suspended(server, store)


main()
