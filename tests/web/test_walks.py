"""Planned rounds on foot, by whom they are seen, what is found on one; closed reports looked at again, by chance that
anybody can check; what is noted before a champion goes out."""
import hashlib
import re
import sqlite3
from datetime import date, timedelta
from html import unescape

from browsing import Browser, errors, main_of, seen, words
from reporting import officer
from serving import LIBRARY, Server, check, check_equal, demonstration, folder, run

CHAMPION = "aldermoor.champion@harcaster.example"
PLAN = {"day": "28 11 2026", "starts": "10:30", "meeting": "The library's door, Market Street", "promises": "aldermoor-streets/S4",
        "places": "Moss Lane by the school\nThe green"}


def test_plan(server):
    nobody, champion = Browser(server), officer(server, CHAMPION)
    page = nobody.get("/walkabouts")
    check("nobody is offered to plan one", "No round is announced now. Neighbourhood champions, councillors and the services plan them." in words(page) and "/walkabouts/new" not in page.text, words(page))
    check_equal("nor may", [b.get("/walkabouts/new").status for b in (nobody, officer(server, "resident@aldermoor.example"))], [401, 403])
    for change, why in (({"day": "soon"}, "Write the day of the round, such as 31 1 2027."), ({"day": "1 11 2026"}, "A round is planned for today or a day of the next year."),
                        ({"starts": "early"}, "Write the time like 10:30."), ({"meeting": ""}, "Write where you meet."),
                        ({"meeting": "ring 01632 960201"}, "Name a public place, without a person's details: others read it."),
                        ({"promises": "aldermoor-streets/S3"}, "Choose what is looked at."), ({"places": ""}, "Write at least one place to look at."),
                        ({"places": "a\n" * 41}, "A round has at most 40 places: plan a second one."), ({"places": "The green; B"}, "Write each place on a line of its own.")):
        page = champion.post("/walkabouts/new", **{**PLAN, **change})
        check_equal(f"{change}", [unescape(error) for error in errors(page)], [why])
        check("what was typed is there", "Moss Lane by the school" in page.text or "places" in change)
    check_equal("of another area they may not", champion.post("/walkabouts/new", **{**PLAN, "promises": "after-dark/S1"}).status, 403)
    made = champion.post("/walkabouts/new", **PLAN)
    at = made.headers.get("Location")
    check_equal("planned", made.status, 303)
    check("it is seen by whoever may walk it, the next one first", "Saturday 28 November 2026, 10:30" in words(champion.get("/walkabouts")), words(champion.get("/walkabouts")))
    check_equal("and by nobody else", [b.get(at).status for b in (nobody, officer(server, "resident@aldermoor.example"))], [404, 404])
    public = champion.post("/walkabouts/new", **{**PLAN, "day": "27/11/2026", "is-public": "yes"}).headers.get("Location")
    shown = words(nobody.get("/walkabouts"))
    check("one that is announced everybody sees", "The next one When Friday 27 November 2026, 10:30 Where we meet The library's door, Market Street" in shown, shown)
    check("by a post and no name", "Planned by neighbourhood champion" in shown, shown)
    page = nobody.get(public)
    check("with its places and no form", "Moss Lane by the school" in page.text and 'id="walk"' not in page.text, words(page))
    return champion, public


def test_found(server, champion, at):
    page = champion.get(at)
    check("a form for each place, with the guide", 'name="g0-0"' in page.text and 'name="h0-1"' in page.text and "along about 50 metres" in page.text, words(page))
    check_equal("nothing graded", errors(champion.post(at, day="22 11 2026")), ["Choose the grade of at least one place."])
    check_equal("a day to come", errors(champion.post(at, day="27 11 2026", **{"g0-0": "B"})), ["You looked on a day of the last three months, at the latest today."])
    check("what was chosen is there", re.search(r'name="g0-0".*?value="B" selected', champion.post(at, day="27 11 2026", **{"g0-0": "B"}).text, re.S))
    check_equal("recorded", champion.post(at, day="22 11 2026", **{"g0-0": "B", "h0-0": "B-", "g0-1": "C"}).status, 303)
    promise = words(Browser(server).get("/charters/aldermoor-streets/S4"))
    check("on the promise's page", "22 November 2026 · neighbourhood champion: 1 of 2 places at grade B or better" in promise, promise)
    again = champion.post(at, answer="short", day="22 11 2026", **{"g0-0": "B", "h0-0": "B-"})
    check_equal("a phone that sends it again is told that it was taken", again.text.replace(" ", ""), '{\n"state":"taken",\n"why":"",\n"again":false\n}\n')
    refused = champion.post(at, answer="short", day="22 11 2026")
    check_equal("or why not", refused.text.replace(" ", ""), '{\n"state":"refused",\n"why":"Choosethegradeofatleastoneplace.",\n"again":false\n}\n')
    check_equal("others may not", [b.post(at, deed="off").status for b in (Browser(server), officer(server, "resident@aldermoor.example"))], [401, 403])
    check_equal("called off", champion.post(at, deed="off").status, 303)
    check("everybody reads that", "Called off" in words(Browser(server).get("/walkabouts")))


def sample_of(path, charter, monday):
    """What anybody can compute from the public record: which reports of the week before are looked at again."""
    begin = (date.fromisoformat(monday) - timedelta(days=7)).isoformat()
    with sqlite3.connect(path) as db:
        closed = db.execute("""SELECT DISTINCT c.reference FROM cases c JOIN finding g ON g.case_id = c.id JOIN content d ON d.id = g.version
            WHERE g.stopped >= unixepoch(?) AND g.stopped < unixepoch(?) AND g.day >= ? AND c.status = 1 AND c.visibility = 0 AND g.is_count = 0
            AND instr(d.body, '- Id: ' || ? || char(10)) > 0 AND g.slot = (SELECT MAX(slot) FROM finding o WHERE o.version = g.version AND o.clause = g.clause AND o.is_count = 0)
            AND NOT EXISTS (SELECT 1 FROM fact b WHERE b.case_id = c.id AND b.kind = 3)""",
            (begin, monday, (date.fromisoformat(monday) - timedelta(days=92) - date(1970, 1, 1)).days, charter)).fetchall()
    sums = sorted((hashlib.sha256(f"{charter} {monday} {reference}".encode()).hexdigest(), reference) for reference, in closed)
    return [reference for _, reference in sums[:(len(sums) + 19) // 20]]


def test_again(server, path):
    champion = officer(server, CHAMPION)
    page = champion.get("/walkabouts")
    offered = re.findall(r'name="reference" value="([^"]+)"', page.text)
    wanted = sample_of(path, "aldermoor-streets", "2026-11-16")
    check("there is something to look at", wanted, wanted)
    check_equal("the reports that anybody would compute", sorted(offered), sorted(wanted))
    check("nobody else is shown them", "Is it still so?" not in words(Browser(server).get("/walkabouts")))
    check_equal("nor may say so", [b.post("/walkabouts", reference=wanted[0]).status for b in (Browser(server), officer(server, "resident@aldermoor.example"))], [401, 403])
    check_equal("of another report it can't be said", champion.post("/walkabouts", reference="HAR-25-0814").status, 422)
    check_equal("it is so", champion.post("/walkabouts", reference=wanted[0]).status, 303)
    check("it is offered no more", f'value="{wanted[0]}"' not in champion.get("/walkabouts").text)
    if len(wanted) > 1:
        champion.post(f"/reports/{wanted[1]}/finding", words="It is still there, and I looked today.")
    with sqlite3.connect(path) as db:
        said = db.execute("SELECT name, value, document, voice FROM fact WHERE kind = 39 ORDER BY id").fetchall()
        clause = db.execute("SELECT clause FROM fact WHERE kind = 39").fetchone()[0]
    check_equal("on record, in a champion's voice", said, [("2026-11-16", "as said", "aldermoor-streets", 3)] + [("2026-11-16", "otherwise", "aldermoor-streets", 3)] * (len(wanted) > 1))
    promise = words(Browser(server).get(f"/charters/aldermoor-streets/{clause}"))
    check("beside the figure", "champions looked at 1 again: 0 were not as the service had said." in promise, promise[-900:])


def test_volunteer(server):
    admin = officer(server, "administrator@harcaster.example")
    people = admin.get("/admin/people").text
    at = next(link for link in re.findall(r'href="(/admin/people/\d+)"', people) if CHAMPION in admin.get(link).text)
    note = re.search(rf'href="({at}/roles/\d+)"', admin.get(at).text)[1]
    check("what is not noted is said", "Insurance not noted. Consent not noted." in words(admin.get(at)) and "insurance and consent of 1 champion" in words(admin.get("/admin")), words(admin.get("/admin")))
    opened = seen(admin.get(note))
    page = admin.post(note, insured="the council's policy", consent="in writing", seen=opened)
    check_equal("until when is asked", [unescape(error) for error in errors(page)], ["Write the day on which the insurance ends, such as 31 3 2027."])
    check("what was typed is there", "the council&#39;s policy" in page.text, page.text[:3000])
    noted = {"insured": "the council's policy", "insured-until": "31 3 2027", "consent": "in writing", "consent-until": "1 12 2026"}
    check_equal("noted", admin.post(note, **noted, seen=seen(page)).headers.get("Location"), at + "?done=yes")
    check("with what and until when", "Insurance until 31 March 2027 (the council's policy). Consent until 1 December 2026 (in writing)." in words(admin.get(at)), words(admin.get(at)))
    check("what ends soon is to be looked at", "Look Insurance until" in words(admin.get(at)))
    page = admin.post(note, **{**noted, "insured": "nobody", "consent-until": "31 3 2027"}, seen=opened)
    check_equal("nobody writes over what a colleague noted meanwhile", [unescape(error) for error in errors(page)], [
        "Somebody changed this since you opened it: what it is now stands above. Send yours again if it is to take its place."])
    check("what is noted stands above, with what was typed below", "Insurance until 31 March 2027 (the council's policy)." in words(page) and 'value="nobody"' in page.text, words(page))
    check_equal("sent again it takes its place", admin.post(note, **{**noted, "consent-until": "31 3 2027"}, seen=seen(page)).status, 303)
    check("what holds is not", "Look Insurance" not in words(admin.get(at)) and "insurance and consent of" not in words(admin.get("/admin")))
    check_equal("nobody else notes it", [b.get(note).status for b in (Browser(server), officer(server, CHAMPION))], [401, 403])


def test_heard(server, path):
    """Reports for how many people, beside what was found; where nobody looked it is other words."""
    def counted(charter):
        with sqlite3.connect(path) as db:
            found = db.execute("""SELECT g.version, g.clause, g.slot, COUNT(*) FROM content d JOIN finding g ON g.version = d.id AND g.is_count = 0 JOIN cases c ON c.id = g.case_id
                WHERE instr(d.body, '- Id: ' || ? || char(10)) > 0 AND g.day > ? AND g.day <= ? AND c.visibility < 2
                AND NOT EXISTS (SELECT 1 FROM fact b WHERE b.case_id = c.id AND b.kind = 3) GROUP BY g.version, g.clause, g.slot""",
                (charter, *((date.fromisoformat(day) - date(1970, 1, 1)).days for day in ("2025-11-22", "2026-11-22")))).fetchall()
        last = {(version, clause): n for version, clause, _, n in sorted(found)}  # the slot of all clocks
        return sum(last.values())
    sallow, streets = counted("nether-sallow"), counted("aldermoor-streets")
    page = words(Browser(server).get("/charters/nether-sallow/review"))
    check("for every 1,000 people", f"{sallow:,} reports in the last year from a place of 1,140 people: {(2000 * sallow + 1140) // 2280:,} for every 1,000." in page, page)
    check("nobody looked there", "Nobody has graded a place on foot in that time." in page, page)
    page = words(Browser(server).get("/charters/aldermoor-streets/review"))
    check("where many live", f"{streets:,} reports in the last year from a place of 7,340 people: {(2000 * streets + 7340) // 14680:,} for every 1,000." in page, page)
    borders = folder / "borders.geojson"
    borders.write_text((LIBRARY / "demo/areas.geojson").read_text().replace('"population":7340', '"population":null'))
    run("import", "areas", borders, "--store", f"sqlite:{path}")
    page = words(Browser(server).get("/charters/aldermoor-streets/review"))
    check("or what is missing", f"{streets:,} reports in the last year. How many that is for every 1,000 people can't be said: the population of Aldermoor ward is not known." in page, page)
    check("beside what was found", "On foot, 51 of 62 places were at grade B or better." in page, page)


path = demonstration("walks.db")
with Server(path) as server:
    champion, public = test_plan(server)
    test_found(server, champion, public)
    check_equal("the page of champions has one heading", Browser(server).get("/walkabouts/champions").text.count("<h1"), 1)
    check("whom to ask is a link away", {"/contact", "/areas"} <= set(re.findall(r'href="([^"]+)"', main_of(Browser(server).get("/walkabouts/champions")))))
    check("what a champion does is said", "Half a day's training" in unescape(Browser(server).get("/walkabouts/champions").text))
    test_again(server, path)
    test_heard(server, path)
    test_volunteer(server)
