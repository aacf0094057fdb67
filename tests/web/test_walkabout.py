"""A round on foot: who may record one, what it says beside the figure, and that no figure counts it."""
import sqlite3
from html import unescape

from browsing import Browser, errors, words
from reporting import officer
from serving import Server, check, check_equal, demonstration, run

PROMISE = "/charters/aldermoor-streets/S4"
WALK = PROMISE + "/walkabout"
CHAMPION = "aldermoor.champion@harcaster.example"
ROUND = "Moss Lane by the school; B\nThe green; B-\nCanal Street, north side; C; B-\n\nThe bus station; A; A\n"

path = demonstration("walkabout.db")
with Server(path) as server:
    figure = server.get(PROMISE + ".csv").text
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
        check_equal(f"on {day!r}", errors(champion.post(WALK, day=day, places=ROUND)), ["Write the day on which you looked like 2027-01-31."])
    for day in ("2026-12-24", "2026-01-01"):
        check_equal(f"on {day}", errors(champion.post(WALK, day=day, places=ROUND)), ["You looked on a day of the last three months, at the latest today."])
    check_equal("recorded", champion.post(WALK, day="2026-11-21", places=ROUND).headers.get("Location"), PROMISE)
    page = Browser(server).get(PROMISE)
    check("everybody reads it, by role and not by name", "21 November 2026 · neighbourhood champion: 2 of 4 places at grade B or better; NI 195 score 37.5; "
          "2 places graded by two, alike in 1" in words(page), words(page))
    check_equal("sent twice is once", champion.post(WALK, day="2026-11-21", places=ROUND).status, 303)
    check("and says the same", "2 of 4 places at grade B or better; NI 195 score 37.5" in words(Browser(server).get(PROMISE)))
    champion.post(WALK, day="2026-11-21", places="the green; B")
    check("another grade of that place takes its place", "3 of 4 places at grade B or better; NI 195 score 25.0" in words(Browser(server).get(PROMISE)))
    check_equal("the figure is as it was", server.get(PROMISE + ".csv").text, figure)
    with sqlite3.connect(path) as db:
        facts = db.execute("SELECT name, value, case_id, voice FROM fact WHERE kind = 33 ORDER BY id").fetchall()
    check_equal("place by place on record", facts, [("Moss Lane by the school", "B", None, 3), ("The green", "B-", None, 3),
                                                    ("Canal Street, north side", "C; B-", None, 3), ("The bus station", "A; A", None, 3), ("the green", "B", None, 3)])
done = run("verify", "--store", f"sqlite:{path}")
check_equal("the record and all that is derived hold", (done.exit, done.err), (0, done.err))
