"""What is kept from others: photographs covered, words hidden, texts withheld, each with its reason, undone again, and asked
for by whoever wrote it; who may not."""
import json
import re
import sqlite3

from browsing import Browser, errors, words
from reporting import STREET, as_user, messages_of, one, png, report, sent, token_of, written
from serving import Server, check, check_equal, demonstration, run

COUNTY, CHAMPION, PROTECTION = "community.highways@eastmark.example", "aldermoor.champion@harcaster.example", "dpo@harcaster.example"


def pictured(server, store, what="tag on the shelter", **contact):
    """A report with a photograph: its reference, the photograph's number and path."""
    b = Browser(server)
    written(b, what, "graffiti / other", "ZZ1 2AB")
    b.send("/report/more", photo=("a.png", "image/png", png(400, 300)))
    reference = sent(b, **contact)
    page = as_user(server, store, STREET).get(f"/moderation/{reference}")
    return reference, re.search(r'/photographs/(\d+)"', page.text)[1], re.search(r'src="(/photographs/\w+)/small"', page.text)[1]


def test_covered(server, store):
    reference, number, path = pictured(server, store, email="ada@example.org")
    token = token_of(store, reference)
    o, public, champion = as_user(server, store, STREET), Browser(server), as_user(server, store, CHAMPION)
    check("it waits to be looked at", reference in o.get("/moderation").text)
    at = f"/moderation/{reference}/photographs/{number}"
    page = o.get(at)
    check("the page asks one thing", "Can anybody be known in it?" in words(page) and f'src="{path}"' in page.text, words(page))
    check_equal("no reason, not hidden", errors(o.post(at, deed="hide")), ["Choose why it is hidden."])
    check_equal("no such deed", errors(o.post(at, deed="delete")), ["The form does not say what to do."])
    page = o.get(f"{at}/cover")
    check("the grid has its columns and rows", all(f">{name}</text>" in page.text for name in ("A", "P", "1", "12")), words(page))
    for name, form, fault in (
            ("no place", {}, "Say which places are to be covered."),
            ("no reason", {"cells": "A1"}, "Choose why they are covered."),
            ("no square", {"cells": "Z9", "reason": "a face can be seen"},
             "&#39;Z9&#39; is no place of the grid: write a column and a row, from A1 to P12, or two of them with a colon between."),
            ("no rectangle", {"rectangles": "1 2 3", "reason": "a face can be seen"},
             "&#39;1 2 3&#39; is no rectangle of this photograph, which has 400 by 300 pixels: write left, top, width and height, such as "
             "120 80 60 40.")):
        page = o.post(f"{at}/cover", **form)
        check_equal(f"{name}: said", errors(page), [fault])
        check(f"{name}: what was typed is there", all(value in page.text for value in form.values()), page)
    o.post(at, deed="show")
    check_equal("shown as it is", public.get(path).status, 200)
    form = {"cells": "B2:D4", "rectangles": "300 200 50 50", "reason": "a face can be seen"}
    check_equal("covered", o.post(f"{at}/cover", **form).status, 303)
    page = public.get(f"/reports/{reference}")
    new = re.search(r'href="(/photographs/\w+)"', page.text)[1]
    check("the copy stands in its place, and why", new != path and "covered because a face can be seen" in words(page), words(page))
    check_equal("everybody sees the copy", public.get(new).status, 200)
    check("which is another picture", public.get(new).raw != o.get(path).raw and public.get(new).raw[:3] == b"\xff\xd8\xff")
    for name, browser, status in (("the officer", o, 200), ("the data protection officer", as_user(server, store, PROTECTION), 200), ("everybody", public, 404),
                                  ("a champion of the ward", champion, 404), ("another body", as_user(server, store, COUNTY), 404)):
        check_equal(f"the one as it was: {name}", (browser.get(path).status, browser.get(f"{path}/small").status), (status, status))
    check_equal("it can't be decided about any more", o.get(at).status, 404)
    copy = re.search(r'/photographs/(\d+)"', o.get(f"/moderation/{reference}").text)[1]
    at = f"/moderation/{reference}/photographs/{copy}"
    check_equal("the covers come off for a reason", errors(o.post(at, deed="uncover")), ["Say why the covers can come off."])
    o.post(at, **{"deed": "uncover", "uncover-why": "it is a statue"})
    check_equal("then it waits to be looked at again", (public.get(path).status, public.get(new).status, o.get(path).status), (404, 404, 200))
    at = f"/moderation/{reference}/photographs/{number}"
    o.post(at, deed="hide", reason="it would make a crime easier", note="SECRETNOTE")
    page = public.get(f"/reports/{reference}")
    check("hidden, and everybody reads why", "A photograph hidden from others because it would make a crime easier" in words(page) and
          "SECRETNOTE" not in page.text, words(page))
    check("whoever works on it reads the note", "SECRETNOTE" in o.get(f"/reports/{reference}").text)
    page = Browser(server).get(f"/r/{token}")
    check("whoever sent it reads that too", "Your photograph : hidden because it would make a crime easier" in words(page), words(page))
    for page in (o.get(f"/moderation/{reference}/photographs/999999"), o.get(f"/moderation/{reference}/photographs/x"),
                 o.get(f"/moderation/NOT-HERE/photographs/{number}")):
        check_equal("no such photograph", page.status, 404)


def test_words(server, store):
    reference = report(server, "sofa left by my neighbour Zebedee", "fly-tipping / public land", "ZZ1 2AB", email="bea@example.org")
    token = token_of(store, reference)
    Browser(server).post(f"/r/{token}", deed="confirm")
    Browser(server).post(f"/r/{token}", deed="more", more="he is called Magnus, ring 07700 900124")
    o, public, own, at = as_user(server, store, STREET), Browser(server), Browser(server), f"/moderation/{reference}"
    o.post(f"/work/{reference}", deed="note", note="the gate is locked")
    page = o.get(at)
    check("the officer reads what others read of it", "Others read: he is called [name], ring [telephone number]" in words(page), words(page))
    entries = dict((label.strip(), value) for value, label in re.findall(r'value="(entry \d+|words)".*?<label[^>]*>([^<]*)', page.text, re.DOTALL))
    check_equal("each can be chosen", list(entries), ["All the words on it", "sofa left by my neighbour Zebedee",
                                                      "he is called Magnus, ring 07700 900124", "the gate is locked"])
    entry = entries["sofa left by my neighbour Zebedee"]
    for name, form, fault in (("nothing chosen", {"deed": "hide"}, "Choose what is to be hidden."),
                              ("no reason", {"deed": "hide", "what": "words"}, "Choose why it is hidden."),
                              ("no such entry", {"deed": "hide", "what": "entry 1", "reason": "a person is named"}, "Choose what is meant."),
                              ("not hidden", {"deed": "show", "what": "words"}, "That is not hidden."),
                              ("a reason of one's own", {"deed": "hide", "what": "words", "reason": "Zebedee"}, "Choose why it is hidden."),
                              ("nothing to do", {"deed": "burn"}, "The form does not say what to do.")):
        check_equal(f"{name}: said", errors(o.post(at, **form)), [fault])
    o.post(at, deed="hide", what=entry, reason="a person is named", note="Zebedee of number 9")
    page = public.get(f"/reports/{reference}")
    check("the entry is hidden, with why; the others are not", "[hidden because a person is named]" in words(page) and
          "The gate is locked" in words(page) and "Zebedee" not in page.text, words(page))
    for path in ("/search?q=Zebedee", f"/reports/{reference}.json", f"/reports/{reference}.csv", "/areas/Aldermoor%20ward"):
        check(f"{path}: nothing of it", "my neighbour" not in public.get(path).text)
    check("whoever wrote it reads it, and why it is hidden", "hidden because a person is named" in words(own.get(f"/r/{token}")), words(own.get(f"/r/{token}")))
    check_equal("an appeal needs words", errors(own.post(f"/r/{token}", **{"deed": "appeal", "appeal-what": entry})), ["Say why it should be shown."])
    check_equal("and something hidden", errors(own.post(f"/r/{token}", **{"deed": "appeal", "appeal-what": "words", "appeal": "x"})), ["That is not hidden."])
    own.post(f"/r/{token}", **{"deed": "appeal", "appeal-what": entry, "appeal": "SECRETAPPEAL: it is my cat"})
    page = own.get(f"/r/{token}")
    check("asked: an answer is due", "You asked that it be shown, and an answer is due by 7 December 2026." in words(page), words(page))
    check_equal("asked once", errors(own.post(f"/r/{token}", **{"deed": "appeal", "appeal-what": entry, "appeal": "again"})),
                ["This has been asked already, and waits for an answer."])
    page = public.get(f"/reports/{reference}")
    check("everybody reads that it was asked, not what was said", "Asked that what is hidden be shown" in words(page) and "SECRETAPPEAL" not in page.text,
          words(page))
    check("it stands above all else", f"{reference} , fly-tipping / public land" in words(o.get("/moderation")).split("Photographs")[0] and
          "an answer is due by " in words(o.get("/moderation")), words(o.get("/moderation")))
    check_equal("who hid it does not answer", errors(o.post(at, deed="refuse", appeal=entry, answer="no")),
                ["You hid it yourself: somebody else must answer, such as the data protection officer."])
    p = as_user(server, store, PROTECTION)
    check("the other one reads it", "SECRETAPPEAL" in p.get(at).text)
    check_equal("an answer has words", errors(p.post(at, deed="grant", appeal=entry)), ["Write an answer: whoever asked reads it."])
    p.post(at, deed="grant", appeal=entry, answer="a cat is nobody")
    check("shown again", f"Report {reference} sofa left by my neighbour Zebedee" in words(public.get(f"/reports/{reference}")) and
          "a cat is nobody" in public.get(f"/reports/{reference}").text, words(public.get(f"/reports/{reference}")))
    check_equal("and whoever asked is told", messages_of(store, reference)[-1], "appeal-answered")
    check_equal("answered once", errors(p.post(at, deed="grant", appeal=entry, answer="x")), ["Nobody asks for that, or it has been answered."])
    o.post(at, deed="hide", what="words", reason="somebody is accused of something")
    page = public.get(f"/reports/{reference}")
    check("all the words are gone, and why", not re.search("Zebedee|gate|900124|Magnus", page.text) and
          "The words on this report are hidden, because somebody is accused of something." in words(page), words(page))
    check_equal("hidden twice is once", errors(o.post(at, deed="hide", what="words", reason="a person is named")), ["That is hidden already."])
    o.post(at, deed="show", what="words")
    page = public.get(f"/reports/{reference}")
    check("shown again: covered", "Zebedee" in page.text and "[telephone number]" in page.text and "900124" not in page.text, words(page))
    o.post(at, deed="whole")
    check("looked at: whole", "900124" in public.get(f"/reports/{reference}").text)
    own.post(f"/r/{token}", deed="more", more="or ring 07700 900125")
    page = public.get(f"/reports/{reference}")
    check("what comes later is covered again", "900124" in page.text and "900125" not in page.text, words(page))


def test_given(server, store):
    """Given out on request: noted with to whom and why, read by those who work on it, and taken back where it was a mistake."""
    reference = report(server, "SECRETGIVEN sofa of Mr Penny", "fly-tipping / public land", "ZZ1 2AB", email="dot@example.org")
    o, public, at = as_user(server, store, STREET), Browser(server), f"/moderation/{reference}"
    o.post(at, deed="hide", what="words", reason="a person is named", note="SECRETWHY")
    form = {"deed": "give", "given": "the words as they were written", "given-to": "Foxholes Parish Council", "given-why": "SECRETASKED, rung back at the clerk's number"}
    for missing, fault in (("given", "Choose what was given out."), ("given-to", "Write to whom it was given: a body or an office."),
                           ("given-why", "Write who asked, how you know that it was they, and what they need it for.")):
        page = o.post(at, **{**form, missing: ""})
        check_equal(f"{missing} is missing", errors(page), [fault])
        check("what was typed is there", all(value in page.text for name, value in form.items() if name not in ("deed", "given", missing, "given-why")), page.text)
    check_equal("not by others", (public.post(at, **form).status, as_user(server, store, "community.highways@eastmark.example").post(at, **form).status), (401, 403))
    check_equal("it is written down", o.post(at, **form).status, 303)
    said = "Given out on request: the words as they were written. To Foxholes Parish Council: SECRETASKED"
    name = one(store, "SELECT name FROM person WHERE email = ?", STREET)[0]
    for path in (at, f"/work/{reference}"):
        page = o.get(path)
        check(f"{path}: by whom, when and why, after what was hidden", name and re.search(
            rf"service says \(.*?\), {name} The words hidden from others because a person is named. SECRETWHY. .*?, {name} {said}", words(page)), (name, words(page)[-1200:]))
    check("on its page, for those who work on it", said in words(o.get(f"/reports/{reference}")))
    own = f"/r/{token_of(store, reference)}"
    for path in (f"/reports/{reference}", f"/reports/{reference}.json", "/record/facts.jsonl", own):
        page = public.get(path)
        check(f"{path}: neither to whom nor the notes", not re.search("SECRETASKED|SECRETWHY|Foxholes Parish", page.text), page.text[-3000:])
    check("whoever wrote it reads their words", "SECRETGIVEN" in public.get(own).text)
    check_equal("what, and nothing else, is public of it", one(store, "SELECT name, value, words FROM fact WHERE kind = 47"), ("the words as they were written", None, None))
    check_equal("a colon would end to whom", errors(o.post(at, **{**form, "given-to": "the police: team 3"})), ["Write to whom it was given without a colon."])
    untold = {**form, "given": "the exact place", "given-to": "SECRETPOLICE", "given-why": "asked about dot@example.org", "given-told": "no"}
    check_equal("what they may not be told is written down, too", o.post(at, **untold).status, 303)
    check("and says so to those who work on it", "To SECRETPOLICE (whoever reported is not told): asked about dot@example.org" in words(o.get(at)), words(o.get(at)))

    def held():
        person = one(store, "SELECT id FROM person WHERE email = 'dot@example.org'")[0]
        return json.loads(run("person", "export", "--store", f"sqlite:{store}", "--id", person, "--format", "json").out)
    def given_out(rows):
        return [(row["reference"], row["name"], row["value"]) for row in rows if row["what"] == "given out"]
    mine = held()
    check_equal("their own data say what and to whom, not why", given_out(mine),
                [(reference, "what", "the words as they were written"), (reference, "to", "Foxholes Parish Council")])
    check("with the day", all(row["when"] for row in mine if row["what"] == "given out"), mine)
    check("nothing of what they may not be told, though it names them", not re.search("SECRETPOLICE|SECRETASKED|the exact place", json.dumps(mine)), mine)
    check("the link alone does not say it", "Foxholes" not in public.get(f"{own}/data/held.csv").text)
    given = one(store, "SELECT id FROM fact WHERE kind = 47 ORDER BY id LIMIT 1")[0]
    for name, form, fault in (("none chosen", {}, "Choose which of them was not given out."), ("not one of them", {"back": "1"}, "Choose which of them was not given out."),
                              ("without a reason", {"back": str(given)}, "Write what was wrong with it.")):
        check_equal(f"{name}: it stands", errors(o.post(at, deed="take back", **form)), [fault])
    o.post(at, deed="take back", back=given, **{"back-why": "they had hung up"})
    page = words(o.get(at))
    check("both stand there", "put right by another entry" in page and "Not given out after all: the words as they were written. they had hung up" in page, page)
    check_equal("once", errors(o.post(at, deed="take back", back=given, **{"back-why": "x"})), ["Choose which of them was not given out."])
    check_equal("what was not given out is not in their data", given_out(held()), [])


def test_withheld(server, store):
    reference = report(server, "SECRETCLAIM I fell over the sofa", "fly-tipping / public land", "ZZ1 2AB", email="cal@example.org")
    o, public, at = as_user(server, store, STREET), Browser(server), f"/moderation/{reference}"
    clock = re.search(r"Due by the end of ([^.]*?20\d\d)", words(public.get(f"/reports/{reference}")))[1]
    day = one(store, "SELECT date(value, 'unixepoch', '+40 days') FROM setting WHERE name = 'derived_at'")[0]
    form = {"deed": "withhold", "withhold-reason": "a claim has been made", "until": day, "ending": "review"}
    for name, missing, fault in (("why", "withhold-reason", "Choose why the text is withheld."), ("what then", "ending", "Choose what happens on that day."),
                                 ("until when", "until", "Give a day from tomorrow to 12 months from now: withholding has an end, and can go on from there.")):
        page = o.post(at, **{**form, missing: ""})
        check_equal(f"{name} is not said", errors(page), [fault])
    check_equal("not for ever", len(errors(o.post(at, **{**form, "until": "2099-01-01"}))), 1)
    check_equal("withheld", o.post(at, **form).status, 303)
    page = public.get(f"/reports/{reference}")
    check("the text is withheld, with why and until when", "withheld: a claim has been made. It is to be looked at again by" in words(page) and
          "SECRETCLAIM" not in page.text, words(page))
    check_equal("the clock is as it was", re.search(r"Due by the end of ([^.]*?20\d\d)", words(page))[1], clock)
    check("in no list", reference not in public.get("/areas/Aldermoor%20ward").text)
    page = o.get("/moderation")
    check("but in this one, with its day", "a claim has been made to be looked at again by" in words(page) and reference in page.text, words(page))
    check_equal("withheld twice is once", errors(o.post(at, **form)), ["Its text is withheld already."])
    later = one(store, "SELECT strftime('%d/%m/%Y', ?, '+10 days')", day)[0]
    o.post(at, deed="longer", until=later)
    check("it can go on", "a claim has been made" in words(public.get(f"/reports/{reference}")), "")
    token = token_of(store, reference)
    page = Browser(server).get(f"/r/{token}")
    check("whoever wrote it reads it, and why others don't", "SECRETCLAIM" in page.text and "The text of your report : hidden because a claim has been made" in
          words(page), words(page))
    Browser(server).post(f"/r/{token}", **{"deed": "appeal", "appeal-what": "withheld", "appeal": "it was withdrawn"})
    check_equal("who withheld it does not answer", len(errors(o.post(at, deed="grant", appeal="withheld", answer="yes"))), 1)
    as_user(server, store, PROTECTION).post(at, deed="grant", appeal="withheld", answer="the claim is over")
    check("shown again", "SECRETCLAIM" in public.get(f"/reports/{reference}").text)
    check_equal("lifted twice is once", errors(o.post(at, deed="lift")), ["Its text is not withheld."])
    o.post(at, **{**form, "ending": "ends"})
    check("one that ends by itself says so", "It is shown again after" in words(public.get(f"/reports/{reference}")), "")
    o.post(at, deed="lift")
    check("and can be lifted before", "SECRETCLAIM" in public.get(f"/reports/{reference}").text)


def test_covered_words(server, store):
    """Whatever way words came in, others read them without what points to a person; and whoever writes is shown that before."""
    b = Browser(server)
    page = written(b, "bag by the bin, ring 07700 900126", "graffiti / other", "ZZ1 2AB")[-1]
    check("before it is sent: what others will read", "What could point to a person is covered. Others will read:" in words(page) and
          "bag by the bin, ring [telephone number]" in words(page), words(page))
    page = written(Browser(server), "bag by the bin", "graffiti / other", "ZZ1 2AB")[-1]
    check("nothing to cover: nothing is said of it", "Others will read" not in words(page), words(page))
    page = written(Browser(server), "he sells drugs, ring 07700 900126", "drug dealing", "ZZ1 2AB")[-1]
    check("nobody reads it: nothing is said of it", "Others will read" not in words(page), words(page))
    reference = sent(b, email="dot@example.org")
    token, o = token_of(store, reference), as_user(server, store, STREET)
    Browser(server).post(f"/r/{token}", deed="more", more="or dot@example.org")
    o.post(f"/work/{reference}", deed="note", note="Mr Nought was rung on 07700 900127")
    o.post(f"/work/{reference}", **{"deed": "explain", "cause": "weather", "late-why": "see AB12 CDE"})
    o.post(f"/work/{reference}", deed="close", ending="fixed", words="told Mrs Naught, 07700 900128")
    Browser(server).post(f"/r/{token}", deed="dispute", dispute="my name is Dot Nobody")
    o.post(f"/work/{reference}", deed="disagree", answer="we rang 07700 900129")
    for path in (f"/reports/{reference}", f"/reports/{reference}.json", f"/reports/{reference}.csv", "/search?q=bag", "/areas/Aldermoor%20ward"):
        page = server.get(path)
        check(f"{path}: nothing of it", page.status == 200 and not re.search("90012[6-9]|Nought|Naught|Dot Nobody|dot@|AB12", page.text), page.text[:2000])


def test_own_data(server, store):
    """Whoever is signed in has all that is held under their address, as the command gives it; nobody else has it."""
    email = "resident@aldermoor.example"
    reference = report(server, "a chair on the verge", "graffiti / other", "ZZ1 2AB", email=email, name="Una Own")
    other = report(server, "SECRETOTHER table on the verge", "graffiti / other", "ZZ1 2AB", email="other@example.org")
    own = as_user(server, store, email)
    check("the account leads to it", 'href="/account/data"' in own.get("/account").text and "/account/data/held.csv" in own.get("/account/data").text)
    for form, suffix in (("csv", "csv"), ("json", "json")):
        page = own.get(f"/account/data/held.{suffix}")
        check(f"{form}: to be saved, and kept by no cache", "attachment" in page.headers.get("Content-Disposition", "") and
              page.headers["Cache-Control"] == "no-store", page.headers)
        ids = [row[0] for row in sqlite3.connect(store).execute("SELECT id FROM person WHERE email = ? ORDER BY id", (email,))]
        told = [run("person", "export", "--store", f"sqlite:{store}", "--id", n, "--format", form).out for n in ids]
        if form == "csv":
            check_equal("csv: what the command says of each of them", page.text, told[0] + "".join(one.split("\n", 1)[1] for one in told[1:]))
        else:
            check_equal("json: the same", json.loads(page.text), [row for one in told for row in json.loads(one)])
        check(f"{form}: their report, and nobody else's", reference in page.text and "a chair on the verge" in page.text and other not in page.text and
              "SECRETOTHER" not in page.text, page.text)
    check_equal("nobody else", [Browser(server).get(f"/account/data{path}").status for path in ("", "/held.csv", "/held.json")], [401] * 3)
    check("nor another who is signed in", reference not in as_user(server, store, STREET).get("/account/data/held.csv").text)


def test_refused(server, store):
    reference, number, _ = pictured(server, store)
    for name in (COUNTY, CHAMPION, "aldermoor.councillor@harcaster.example", "reviewer@review.example", "administrator@harcaster.example",
                 "resident@aldermoor.example", "scrutiny@harcaster.example", None):
        b = as_user(server, store, name)
        wanted = 403 if name else 401
        for path in (f"/moderation/{reference}", f"/moderation/{reference}/photographs/{number}", f"/moderation/{reference}/photographs/{number}/cover"):
            check_equal(f"{name}: not {path[:20]}", (b.get(path).status, b.post(path, deed="show").status), (wanted, wanted))
    p = as_user(server, store, PROTECTION)
    check_equal("the data protection officer may", (p.get("/moderation").status, p.get(f"/moderation/{reference}").status), (200, 200))
    check("and finds the way there", 'href="/moderation"' in p.get("/account").text)


def main():
    store = demonstration("moderation.db")
    with Server(store) as served:
        test_covered(served, store)
        test_words(served, store)
        test_given(served, store)
        test_withheld(served, store)
        test_covered_words(served, store)
        test_own_data(served, store)
        test_refused(served, store)


main()
