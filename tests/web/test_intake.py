"""Reports taken in for somebody else, over HTTP: by telephone, by a letter in Polish, by a relative; how they are answered,
who sees what of it, and what is held about the people afterwards."""
import re
import sqlite3

from browsing import Browser, errors, words
from serving import Server, check, check_equal, demonstration, run
from reporting import officer, one, sent, taken_in, token_of, written

CHAMPION, COUNCILLOR = "aldermoor.champion@harcaster.example", "aldermoor.councillor@harcaster.example"
ASK_FIRST = "Ask them first. If they can&#39;t be asked, report it as your own"
POLISH = "Przed domem ktoś wyrzucił starą kanapę."


def facts(store, reference):
    with sqlite3.connect(store) as db:
        return db.execute("SELECT f.kind, f.name, f.value, f.voice, f.said_by, p.words, f.happened, f.happened_last, p.actor FROM fact f "
                          "LEFT JOIN private p ON p.fact_id = f.id JOIN cases c ON c.id = f.case_id WHERE c.reference = ? ORDER BY f.id",
                          (reference,)).fetchall()


def test_asked(server):
    o = officer(server)
    page = o.get("/report/intake")
    check("the way in stands in the list of work and where a report begins", "/report/intake" in o.get("/work").text and
          "/report/intake" in o.get("/report").text)
    check("and today is offered", re.search(r'name="day"[^>]*value="\d+ [A-Z][a-z]+ 20\d\d"', page.text), page.text)
    check_equal("nothing chosen", errors(o.post("/report/intake", channel="", day="soon", language="en")),
                ["Choose how it reached us", "Write the day it arrived, such as 20 11 2026"])
    for day, time, said in (("soon", "", "Write the day it arrived, such as 20 11 2026"), ("31 11 2026", "", "Write the day it arrived, such as 20 11 2026"),
                            ("1/1/2031", "", "That day is still to come"),
                            ("1 March 2024", "", "That is more than a year ago: write it down as it is reported again"),
                            ("20.11.2026", "25:00", "Write the time, such as 14:30, or leave it empty")):
        check_equal(f"day {day} {time}", errors(o.post("/report/intake", channel="letter", day=day, time=time, language="en")), [said])
    check_equal("a language that is none", errors(o.post("/report/intake", channel="letter", day="20 11 2026", language="xx")),
                ["Choose the language it was said in"])
    page = taken_in(o)
    check("then whose it is", "Whose report is it?" in words(page), words(page)[:200])
    check_equal("before that nothing is sent", o.get("/report/check").headers.get("Location"), "/report/for")
    check_equal("no answer chosen", errors(o.post("/report/for", whose="own")), ["Choose how they are answered"])
    for way, said in (("letter", "Write the address that the letter goes to"), ("telephone", "Write the number to ring"),
                      ("email", "Write the whole address, such as name@example.org")):
        page = o.post("/report/for", whose="own", way=way, **{"own-name": "Zofia Typed"})
        check_equal(f"{way} without what it needs", errors(page), [said])
        check("what was typed stays", 'value="Zofia Typed"' in page.text)
    check_equal("somebody speaks, without leave", errors(o.post("/report/for", whose="spoken", way="none")),
                ["Write who speaks for them, not by name", ASK_FIRST])
    check_equal("nor do they agree", errors(o.post("/report/for", whose="spoken", way="none", relation="a daughter")),
                [ASK_FIRST])
    o.post("/report/intake", channel="telephone", day="20 11 2026", language="en", anew="yes")
    check("begun anew: nothing of the last one is left", "An old sofa" not in o.get("/report").text)


def test_letter(server, store):
    """A letter in Polish, with the officer's English beside it, answered by a letter in both, in large print."""
    o = officer(server)
    page = taken_in(o, language="pl", original=POLISH,
                    whose={"whose": "own", "own-name": "Zofia Nowak", "own-address": "3 Mill Lane\nHarcaster ZZ1 2AB", "way": "letter",
                           "large": "yes", "own-language": "yes", "interpreter": "council's interpreters"})
    check("all of it is shown before it is sent", all(one in words(page) for one in (
        POLISH, "by letter on 20 November 2026", "Zofia Nowak", "Answered by letter, in large print, in Polish")), words(page))
    check("and nobody is asked for an address again", 'name="email"' not in page.text)
    due = re.search(r"Promised by the end of (\d+ \w+ 20\d\d)", words(page))
    reference = sent(o)
    kinds = facts(store, reference)
    opened = kinds[0]
    check_equal("it came by letter, in the voice of whoever wrote it, and no actor stands behind it", (opened[0], opened[3], opened[4], opened[8]),
                (2, 2, "letter", None))
    check_equal("its clock starts with the whole day on which it arrived", (opened[7] - opened[6], opened[6] % 86400), (86399, 0))
    note = [k for k in kinds if k[0] == 10][0]
    check_equal("the words as they were", (note[1], note[3], note[5]), ("original", 2, POLISH))
    taken = [k for k in kinds if k[1] == "letter"][0]
    check_equal("who took it in says by whose help", (taken[3], taken[4], taken[5]),
                (1, "service officer, Harcaster Borough Council", "It was said in Polish, interpreted by council's interpreters."))
    check_equal("they are told at once that it came", one(store, "SELECT o.way, o.message FROM outbox o JOIN fact f ON f.id = o.fact_id JOIN cases c "
                                                                 "ON c.id = f.case_id WHERE c.reference = ?", reference), ("letter", "received"))
    page = o.get(f"/work/{reference}")
    check("the officer has both, and how to answer", POLISH in page.text and 'lang="pl"' in page.text and "told by letter, in large print" in words(page) and
          "The same in Polish" in words(page) and "3 Mill Lane" in page.text, words(page))
    public = server.get(f"/reports/{reference}")
    check("everybody reads that it was taken in, and nothing of who", "Taken in by letter" in words(public) and due[1] in words(public) and
          not re.search("Zofia|Mill Lane|interpreter|Polish", public.text), words(public))
    o.post(f"/work/{reference}", **{"deed": "close", "ending": "fixed", "words": "Taken away on Tuesday.", "words-own": "Zabrano we wtorek."})
    letter = next(m for m in o.get("/demo/mail").text.split("<li") if "Zabrano" in m)
    check("the answer is in both languages", "Taken away on Tuesday." in letter and "Zabrano we wtorek." in letter, letter)
    check_equal("and is one letter", one(store, "SELECT COUNT(*) FROM outbox o JOIN fact f ON f.id = o.fact_id JOIN cases c ON c.id = f.case_id "
                                                "WHERE c.reference = ?", reference), (2,))
    person = one(store, "SELECT p.id FROM person p WHERE name = 'Zofia Nowak'")[0]
    said = run("person", "export", "--store", f"sqlite:{store}", "--id", str(person)).out
    check("all of it is theirs", all(text in said for text in (POLISH, "An old sofa", "large", "pl", "3 Mill Lane")), said)
    done = run("person", "erase", "--store", f"sqlite:{store}", "--id", str(person), "--yes", "--no-vacuum")
    left = facts(store, reference)
    check_equal("erased: neither their words nor the English of them is left", (done.exit, [k[5] for k in left if k[3] == 2 and k[5]]), (0, []))
    check("what the service answered is the service's", "Taken away on Tuesday." in [k[5] for k in left], left)


def test_spoken_for(server, store):
    """By telephone, a daughter for her mother; and by a neighbour, on these pages."""
    o = officer(server)
    taken_in(o, channel="telephone", day="20 November 2026",
             whose={"whose": "spoken", "own-name": "Jane Daughter", "own-telephone": "01632 960777", "way": "telephone", "relation": "a daughter",
                    "spoken": "Mary Mother", "agreed": "yes"})
    reference = sent(o)
    with sqlite3.connect(store) as db:
        people = db.execute("SELECT b.part, p.name, p.way FROM case_person b JOIN person p ON p.id = b.person_id JOIN cases c ON c.id = b.case_id "
                            "WHERE c.reference = ? ORDER BY b.part", (reference,)).fetchall()
    check_equal("both are known, each with her part", people, [("on behalf of", "Mary Mother", "none"), ("reporter", "Jane Daughter", "telephone")])
    page = o.get(f"/work/{reference}")
    check("she wants to be rung", "wants to be rung" in words(page) and "A daughter speaks for them, and they agree." in words(page).replace(
        "a daughter speaks", "A daughter speaks"), words(page))
    b = Browser(server)
    check("on the first page", 'href="/report/for"' in b.get("/report").text)
    check_equal("a neighbour says nothing", errors(b.post("/report/for")),
                ["Choose who it is for", ASK_FIRST])
    b.post("/report/for", relation="a neighbour or friend", spoken="Old Neighbour", agreed="yes")
    page = written(b, "her bin was not emptied", "bins / missed", "ZZ1 2AB")[-1]
    check("it is said before it is sent", "speaks for them, and they agree" in words(page) and "Old Neighbour" in words(page), words(page))
    reference = sent(b, email="kind@example.org")
    public = server.get(f"/reports/{reference}")
    check("everybody reads that it is for another, not for whom", "Reported for somebody else" in words(public) and "Neighbour" not in public.text and
          "they agree" not in public.text, words(public))
    own = b.get(f"/r/{token_of(store, reference)}")
    check("whoever reported reads it whole", "A neighbour or friend speaks for them" in words(own) or "a neighbour or friend speaks" in words(own), words(own))


def test_roles(server):
    for user, status in ((CHAMPION, 200), (COUNCILLOR, 200), ("resident@aldermoor.example", 403), ("scrutiny@harcaster.example", 403),
                         ("reviewer@review.example", 403), ("administrator@harcaster.example", 403)):
        b = officer(server, user)
        check_equal(f"{user} takes in", (b.get("/report/intake").status, b.get("/work/channels").status,
                                         b.post("/report/intake", channel="", day="", language="").status), (status, status, status))
    check_equal("nobody signed in", (server.get("/report/intake").status, server.get("/work/channels").status), (401, 401))
    champion = officer(server, CHAMPION)
    taken_in(champion, channel="walkabout", whose={"whose": "nobody"}, words="glass by the swings", service="litter", place="ZZ1 2AB")
    check("a champion takes in what their own area says", re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{4}", str(sent(champion))), "")
    taken_in(champion, channel="walkabout", whose={"whose": "nobody"}, words="glass by the swings", service="litter", place="Linden Park")
    check_equal("and not another's", champion.post("/report/check").status, 403)
    check("which is kept", "glass by the swings" in champion.get("/report").text)
    gone = Browser(server)
    gone.cookies["report"] = champion.cookies["report"]
    check_equal("nor does anybody who is not signed in send what was begun", gone.post("/report/check").status, 401)


def test_heard(server):
    """Who reported by telephone says by telephone whether it is fixed: somebody writes it down, in their voice."""
    o = officer(server)
    taken_in(o, channel="telephone", whose={"whose": "own", "way": "telephone", "own-name": "Zofia Heard", "own-telephone": "07700 900321"})
    reference = sent(o)
    at = f"/work/{reference}"
    check("nothing to be said of one that is open", "Write down whether" not in o.get(at).text)
    check_equal("nor taken", errors(o.post(at, **{"deed": "said", "said": "fixed", "said-how": "telephone"})), ["It is open: nobody has said that it is fixed."])
    o.post(at, deed="close", ending="fixed", words="taken away")
    check("closed: it is asked what they say", "Write down whether whoever reported says it is fixed" in words(o.get(at)), words(o.get(at)))
    for said, how, text, fault in (("", "telephone", "", "Choose what they say."), ("not", "", "", "Choose how you heard it."),
                                   ("not", "telephone", "", "Say what is not as it should be.")):
        check_equal(f"{said or 'nothing'}, {how or 'no way'}", errors(o.post(at, **{"deed": "said", "said": said, "said-how": how, "said-words": text})), [fault])
    check_equal("not fixed", o.post(at, **{"deed": "said", "said": "not", "said-how": "telephone", "said-words": "half of it lies there"}).status, 303)
    page = words(server.get(f"/reports/{reference}"))
    check("it is open again, in their voice; who heard it says how", re.search(
        r"Status Disputed.*service says \(service officer, Harcaster Borough Council\) Written down what whoever reported said by telephone\. .*"
        r"reporter says \(by telephone\) It is not as the service says\. half of it lies there\.", page) and "Zofia" not in page, page)
    o.post(at, deed="close", ending="fixed", words="now all of it")
    check_equal("fixed", o.post(at, **{"deed": "said", "said": "fixed", "said-how": "letter"}).status, 303)
    check_equal("said once", errors(o.post(at, **{"deed": "said", "said": "fixed", "said-how": "letter"})), ["This has been said already."])
    page = words(server.get(f"/reports/{reference}"))
    check("and it is fixed", "Reporter says It is fixed" in page and "reporter says (by letter) It is fixed" in page, page)
    check("how it first came stays what it was", "Taken in by telephone" in words(o.get(at)), words(o.get(at)))


def test_counted(server):
    page = officer(server).get("/work/channels")
    rows = dict((row[0], row[1:]) for row in page.rows() if len(row) == 3)
    check("each way has its number", int(rows["By telephone"][1].replace(",", "")) > 100 and "By letter" in rows and "Written here" in rows, rows)
    total = sum(int(row[1].replace(",", "")) for name, row in rows.items() if name not in ("All", "How"))
    check_equal("and all is their sum", int(rows["All"][1].replace(",", "")), total)


store = demonstration("intake.db")
with Server(store) as served:
    test_asked(served)
    test_letter(served, store)
    test_spoken_for(served, store)
    test_roles(served)
    test_heard(served)
    test_counted(served)
