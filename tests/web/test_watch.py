"""How promises stand while there is time: /watch, and a charter's page for the meeting of its parties."""
import csv
import io
import re
import sqlite3

from browsing import words
from serving import Server, check, check_equal, demonstration

CHARTER = "/charters/priory-fields"
path = demonstration()


def test_watch(server):
    page = server.get("/watch")
    check("what presses stands first", words(page).index("Something has to happen") < words(page).index("The others"), words(page))
    rows = list(csv.DictReader(io.StringIO(server.get("/watch.csv").text)))
    by_label = {(row["charter"], row["label"]): row for row in rows}
    lights = by_label["Aldermoor Clean Streets Charter", "S6"]
    check_equal("a figure with its allowance", (lights["figure"], lights["outlook"]), ("17 of 21 on time", "6 of about 42 may be late; 4 are."))
    check_equal("what is looked at falls short", by_label["Harcaster After Dark", "S1"]["outlook"], "6 of about 69 may fall short; 3 do.")
    check_equal("where none may be", by_label["Priory Fields Homes and Estate Charter", "S4"]["outlook"],
                "None of about 24 may be late; none is: one more, and it is missed.")
    check("the page says the same", "6 of about 42 may be late; 4 are." in words(page))
    with sqlite3.connect(path) as db:
        late, = db.execute("SELECT COUNT(DISTINCT f.case_id) FROM finding f JOIN cases c ON c.id = f.case_id JOIN content t ON t.id = f.version "
                           "WHERE t.name = 'priory-fields' AND f.clause = 'S2' AND f.is_count = 0 AND f.late > 0 AND f.stopped IS NULL "
                           "AND c.visibility < 2 AND f.slot = (SELECT MAX(slot) FROM finding WHERE version = f.version AND clause = 'S2' AND is_count = 0)").fetchone()
    listed = server.get("/charters/priory-fields/S2?late=yes").text.split("id=\"late\"")[1].split("</table>")[0].count("href=\"/reports/")
    check_equal("and the sentence leads to exactly these", (listed, 'href="/charters/priory-fields/S2?late=yes#late"' in server.get("/watch").text), (late, True))
    check_equal("late now are those that are late and open", int(by_label["Priory Fields Homes and Estate Charter", "S2"]["late_now"]), late)
    check("and there are some", late > 0)
    own = list(csv.DictReader(io.StringIO(server.get("/watch.csv?by=Eastmark%20Police").text)))
    check("of one provider", own and {row["party"] for row in own} == {"Eastmark Police"}, own)
    order = words(server.get("/watch?by=Eastmark+Police"))
    check("of one: theirs come first, then everybody else", 0 < order.find("The police reply") < order.find("Whose promises"), order)
    check_equal("of nobody", words(server.get("/watch?by=Nobody")).count("Nothing runs now."), 1)


def test_meeting(server):
    page = server.get(CHARTER + "/meeting")
    text = words(page)
    check_equal("each promise once", len(re.findall(r"S2: Routine repairs", text)), 1)
    check("its last periods", "1 January to 31 March 2026: 273 of 347 on time" in text, text)
    check("what was published of the last one", re.search(r"293 of 331 on time \S* ?Kept \( ?confirmed ?\)", text), text)
    check("what is to be done by a day", "P1: Warm blocks" in text[text.index("What is to be done by a day"):])
    check("what was said since", "52 of 96 flats insulated" in text[text.index("Said since"):])
    check("the charter leads to it", f'href="{CHARTER}/meeting"' in server.get(CHARTER).text)
    check("what is owed stands in it", "What is owed for a miss" in words(server.get("/charters/aldermoor-streets/meeting")))
    check_equal("of none", server.get("/charters/none/meeting").status, 404)


def test_review(server):
    page = server.get("/charters/aldermoor-streets/review")
    text = words(page)
    rows = {row["label"]: row for row in csv.DictReader(io.StringIO(server.get("/charters/aldermoor-streets/review.csv").text))}
    table = list(csv.DictReader(io.StringIO(server.get("/charters/aldermoor-streets/S3.csv").text)))
    over = [row for row in table if row["standing"] in ("confirmed", "corrected", "provisional") or row["period_end"] < "2026-11-22"]
    bound = [row for row in over if row["state"] in ("Kept", "Missed")]  # not before it bound, and not on trial
    check_equal("periods kept and missed are those of the promise's own table", (int(rows["S3"]["kept"]), int(rows["S3"]["missed"])),
                tuple(sum(row["state"] == state for row in bound) for state in ("Kept", "Missed")))
    shares = [[int(n) for n in re.findall(r"\d+", row["figure"])[:2]] for row in bound]
    check_equal("and its cases added up", rows["S3"]["figure"], f"{sum(s[0] for s in shares)} of {sum(s[1] for s in shares)}")
    check("what came due, and what became of it", "1 redress came due, complete: 1." in text, text)
    with sqlite3.connect(path) as db:
        disputed, = db.execute("SELECT COUNT(DISTINCT f.case_id) FROM fact f JOIN finding g ON g.case_id = f.case_id JOIN content t ON t.id = g.version "
                               "WHERE f.kind = 26 AND t.name = 'aldermoor-streets'").fetchone()
    check("disputes are those on record", ("No report was disputed." if not disputed else f"{disputed} report") in text, (disputed, text))
    check("what comes next starts from it", 'href="/drafts/new?next=aldermoor-streets"' in page.text)
    check_equal("of none", server.get("/charters/none/review").status, 404)


with Server(path) as served:
    test_watch(served)
    test_meeting(served)
    test_review(served)
