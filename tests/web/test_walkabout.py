"""A round on foot: who may record one, what it says beside the figure, and that no figure counts it."""
import re
import sqlite3
from html import unescape

from browsing import Browser, errors, words
from reporting import officer, one, png
from serving import Server, check, check_equal, demonstration, run

PROMISE = "/charters/aldermoor-streets/S4"
WALK = PROMISE + "/walkabout"
CHAMPION = "aldermoor.champion@harcaster.example"
ROUND = "Moss Lane by the school; B\nThe green; B-\nCanal Street, north side; C; B-\n\nThe bus station; A; A\n"

PLAN = {"day": "28 11 2026", "starts": "10:30", "meeting": "The library's door, Market Street", "promises": "aldermoor-streets/S4",
        "places": "Moss Lane by the school\nThe canal basin", "is-public": "yes"}
path = demonstration("walkabout.db")


def value(sql):
    return one(path, sql)[0]


def picture(width):
    return ("place.png", "image/png", png(width, 30))


def test_pictures(server, champion):
    """A place as it looked, beside the round before; seen by others only when somebody has looked it over, covered where that is needed. How many are kept."""
    public, keeper, resident = Browser(server), officer(server, "neighbourhoods@harcaster.example"), officer(server, "resident@aldermoor.example")
    at = champion.post("/walkabouts/new", **PLAN).headers["Location"]
    check("the promise leads to the planned round now", f'href="{at}">Record a round on foot' in champion.get(PROMISE).text and WALK not in champion.get(PROMISE).text)
    check("and the page of other places to it", "The round of Saturday 28 November 2026, 10:30 has its places ready to grade" in words(champion.get(WALK)), words(champion.get(WALK)))
    check("each place takes one", 'name="p0-0"' in champion.get(at).text and 'enctype="multipart/form-data"' in champion.get(at).text)
    check_equal("of a place without a grade it is not taken", [unescape(e) for e in errors(champion.send(at, {"day": "20 11 2026", "g0-0": "B"}, **{"p0-1": picture(40)}))],
                ["Choose the grade of each place that you photographed: The canal basin."])
    check_equal("nor what is none", len(errors(champion.send(at, {"day": "20 11 2026", "g0-0": "B"}, **{"p0-0": ("x.png", "image/png", b"none")}))), 1)
    check_equal("nor of whoever may not", [b.send(at, {"day": "20 11 2026", "g0-0": "B"}, **{"p0-0": picture(40)}).status for b in (public, resident)], [401, 403])
    check_equal("none is kept of these", value("SELECT COUNT(*) FROM photograph"), 0)
    for _ in range(2):
        check_equal("taken", champion.send(at, {"day": "20 11 2026", "g0-0": "C", "answer": "short"}, **{"p0-0": picture(40)}).status, 200)
    check_equal("twice is once", value("SELECT COUNT(*) FROM photograph"), 1)
    champion.send(at, {"day": "22 11 2026", "g0-0": "B+", "g0-1": "A"}, **{"p0-0": picture(50), "p0-1": picture(60)})
    places = (PROMISE, at)
    check_equal("nobody outside sees them yet", [name for name in places if "/photographs/" in public.get(name).text], [])
    files = ["/photographs/" + name for name in value("SELECT group_concat(hash, ' ') FROM (SELECT hash FROM photograph ORDER BY id)").split()]
    check_equal("nor by their names", [b.get(name).status for b in (public, resident) for name in files], [404] * 6)
    own = re.findall(r'src="(/photographs/\w+/small)"', champion.get(at).text)
    check_equal("what whoever took them sees of them is there", [champion.get(name).status for name in own], [200] * len(own))
    waiting = re.findall(r'href="(/moderation/on%20foot/photographs/\d+)"', keeper.get("/moderation").text)
    check("they wait to be looked over", len(waiting) == 3, keeper.get("/moderation").text[-2500:])
    check_equal("for whoever may", [(b.get(waiting[0]).status, b.post(waiting[0], deed="show").status) for b in (public, resident)], [(401, 401), (403, 403)])
    check("large, with what to look for", "Can anybody be known in it?" in words(keeper.get(waiting[0])) and f'src="{files[0]}"' in keeper.get(waiting[0]).text)
    check_equal("of no report", keeper.get(waiting[0].replace("on%20foot", "HAR-25-0814")).status, 404)
    for name in waiting:
        check_equal("shown", keeper.post(name, deed="show").headers["Location"], "/moderation")
    for name in places:
        page = public.get(name)
        check(f"{name}: before beside after", re.search(r"Before, 20 November 2026: C.*?After, 22 November 2026: B\+", words(page)), words(page))
        check(f"{name}: the first of its place alone", "First round, 22 November 2026: A" in words(page), words(page))
    check("whoever walks sees how it looked last time", "Last time, 22 November 2026: B+" in words(champion.get(at)), words(champion.get(at)))
    check_equal("covered", keeper.post(waiting[0] + "/cover", cells="A1", reason="a face can be seen").headers["Location"], "/moderation")
    check_equal("the one as it was is gone for others, the copy is there", (public.get(files[0]).status, words(public.get(PROMISE)).count("Before, 20 November 2026: C")), (404, 1))
    copy = re.search(r'href="(/photographs/\w+)"', public.get(PROMISE).text[public.get(PROMISE).text.index("The places as they looked"):])[1]
    check("another picture", copy not in files[:1] and public.get(copy).status == 200, copy)
    check_equal("hidden for a reason", [unescape(e) for e in errors(keeper.post(waiting[1], deed="hide"))], ["Choose why it is hidden."])
    keeper.post(waiting[1], deed="hide", reason="a face can be seen")
    check("then what was before stands alone", "First round, 20 November 2026: C" in words(public.get(PROMISE)), words(public.get(PROMISE)))
    return 8  # of four, each its row and its files


def test_looked(champion):
    """A closed report of this week's sample looked at again: a fact like another, which verify reads below."""
    reference = re.search(r'name="reference" value="([^"]+)"', champion.get("/walkabouts").text)[1]
    check_equal("looked at again", champion.post("/walkabouts", reference=reference).status, 303)
    check_equal("on record", value("SELECT COUNT(*) FROM fact WHERE kind = 39"), 1)


with Server(path) as server:
    figure, before = server.get(PROMISE + ".csv").text, value("SELECT MAX(id) FROM fact")
    for user, status in ((None, 401), ("resident@aldermoor.example", 403), ("scrutiny@harcaster.example", 403)):
        b = officer(server, user) if user else Browser(server)
        check_equal(f"{user} records none", (b.get(WALK).status, b.post(WALK, day="2026-11-21", places=ROUND).status), (status, status))
        check("nor is offered it", "Record a round on foot" not in words(b.get(PROMISE)))
    champion = officer(server, CHAMPION)
    check("a champion of the area is offered it", f'href="{WALK}"' in champion.get(PROMISE).text)
    check_equal("of another area there is none for them", champion.get("/charters/after-dark/S1/walkabout").status, 403)
    check_equal("nor of a promise that is not graded", champion.get("/charters/aldermoor-streets/S3/walkabout").status, 404)
    for places, why in (("Moss Lane", "Line 1: behind the place comes a semicolon and a grade: A, B+, B, B-, C, C- or D."),
                        ("The green; B\nMoss Lane; E", "Line 2: behind the place comes a semicolon and a grade: A, B+, B, B-, C, C- or D."),
                        ("; B", "Line 1: begin with the place, in at most 120 letters."), ("", "Write at least one place with its grade."),
                        ("Ring 01632 960201; B", "Line 1: name the place without a person's details: everybody reads it.")):
        page = champion.post(WALK, day="2026-11-21", places=places)
        check_equal(f"{places!r}", [unescape(error) for error in errors(page)], [why])
        check("what was typed is there", 'value="2026-11-21"' in page.text)
    for day in ("", "soon"):
        check_equal(f"on {day!r}", errors(champion.post(WALK, day=day, places=ROUND)), ["Write the day on which you looked like 31 1 2027."])
    for day in ("2026-12-24", "2026-01-01"):
        check_equal(f"on {day}", errors(champion.post(WALK, day=day, places=ROUND)), ["You looked on a day of the last three months, at the latest today."])
    check_equal("recorded", champion.post(WALK, day="21 November 2026", places=ROUND).headers.get("Location"), PROMISE)
    page = Browser(server).get(PROMISE)
    check("everybody reads it, by role and not by name", "21 November 2026 · neighbourhood champion: 2 of 4 places at grade B or better; NI 195 score 37.5; "
          "2 places graded by two, alike in 1" in words(page), words(page))
    check_equal("sent twice is once", champion.post(WALK, day="2026-11-21", places=ROUND).status, 303)
    check("and says the same", "2 of 4 places at grade B or better; NI 195 score 37.5" in words(Browser(server).get(PROMISE)))
    champion.post(WALK, day="2026-11-21", places="the green; B")
    check("another grade of that place takes its place", "3 of 4 places at grade B or better; NI 195 score 25.0" in words(Browser(server).get(PROMISE)))
    check_equal("the figure is as it was", server.get(PROMISE + ".csv").text, figure)
    with sqlite3.connect(path) as db:
        facts = db.execute("SELECT name, value, case_id, voice FROM fact WHERE kind = 33 AND id > ? ORDER BY id", (before,)).fetchall()
    check_equal("place by place on record", facts, [("Moss Lane by the school", "B", None, 3), ("The green", "B-", None, 3),
                                                    ("Canal Street, north side", "C; B-", None, 3), ("The bus station", "A; A", None, 3), ("the green", "B", None, 3)])
    pictured = test_pictures(server, champion)
    test_looked(champion)
done = run("verify", f"sqlite:{path}", "--format", "csv")
check_equal("the record and all that is derived hold", (done.exit, done.err), (0, done.err))
check("with the photographs", f"photographs,{pictured},0,0," in done.out.replace("\r", ""), done.out)
person = value("SELECT actor FROM private WHERE photograph IS NOT NULL")
done = run("person", "erase", "--id", str(person), "--yes", "--store", f"sqlite:{path}")
check_equal("who took them takes them away", (done.exit, value("SELECT COUNT(*) FROM photograph WHERE fact_id IS NOT NULL")), (0, 0))
done = run("verify", "--store", f"sqlite:{path}")
check_equal("and the record holds", (done.exit, done.err), (0, done.err))
