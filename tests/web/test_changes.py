"""What becomes of a promise when something around it changes: each answer of docs/administration.md is tried on a served store, from the
change to the pages on which it is seen, and made anew by rebuild with the same outcome."""
import csv
import html
import io
import json
import re
import sqlite3

from browsing import Browser, words
from reporting import as_user, one, sent
from serving import LIBRARY, Server, check, check_equal, demonstration, folder, run

ADMINISTRATOR, STREET = "administrator@harcaster.example", "street.scene@harcaster.example"
WARD = {"latitude": "54.880100", "longitude": "1.972000"}  # in Aldermoor ward
STREETS = "/charters/aldermoor-streets"


def plain(page):
    return re.sub(" ([,:.])", r"\1", html.unescape(words(page)))


def table(server, path):
    return list(csv.DictReader(io.StringIO(server.get(path).text)))


def wardmote(store, *arguments):
    done = run(*arguments, "--store", f"sqlite:{store}")
    check(f"wardmote {' '.join(map(str, arguments[:2]))}", done.exit == 0, done)


def reported(server, service, what="An old sofa", **where):
    browser = Browser(server)
    for path, form in (("/report", {"words": what}), ("/report/which", {"service": service}), ("/report/where", {**(where or WARD)}), ("/report/more", {})):
        browser.follow(browser.post(path, **form))
    return sent(browser)


def under(store, reference):
    """the charters and clauses by which a report is counted"""
    with sqlite3.connect(store) as db:
        found = db.execute("SELECT DISTINCT f.clause, c.name FROM finding f JOIN content c ON c.id = f.version JOIN cases k ON k.id = f.case_id WHERE k.reference = ? ORDER BY 2, 1",
                           (reference,)).fetchall()
    db.close()
    return [f"{name} {clause}" for clause, name in found]


def area_of(store, reference):
    return one(store, "SELECT f.value FROM fact f JOIN cases k ON k.id = f.case_id WHERE k.reference = ? AND f.kind = 8 ORDER BY f.id DESC", reference)[0]


def test_boundary():
    """A boundary moves: a report keeps the area, promise and body it was taken with; the next one goes by the new one."""
    store, moved = demonstration("boundary.db"), folder / "moved.geojson"
    areas = json.loads((LIBRARY / "demo/areas.geojson").read_text(encoding="utf-8"))
    for feature in areas["features"]:
        if feature["properties"].get("name") == "Aldermoor ward":
            for ring in feature["geometry"]["coordinates"]:
                for position in ring:
                    position[0] += 0.2
    moved.write_text(json.dumps(areas), encoding="utf-8")
    with Server(store) as server:
        before = reported(server, "fly-tipping / public land")
        was = (under(store, before), area_of(store, before))
        check("it lies in the ward, under its promise", "aldermoor-streets S3" in was[0] and "Aldermoor ward" in was[1], was)
        counted = table(server, STREETS + "/S3.csv")[-1]["figure"]
        wardmote(store, "import", "areas", moved)
        after = reported(server, "fly-tipping / public land", "A mattress")
        check("the next one at that place does not", "aldermoor-streets S3" not in under(store, after) and "Aldermoor ward" not in area_of(store, after), (under(store, after), area_of(store, after)))
        wardmote(store, "rebuild", "--as-of", "2026-11-22")
        check_equal("the first one keeps all of it", (under(store, before), area_of(store, before)), was)
        check_equal("and so does the figure", table(server, STREETS + "/S3.csv")[-1]["figure"], counted)
        page = plain(Browser(server).get(f"/reports/{before}"))
        check("its page says so", "Aldermoor ward" in page and "S3 Fly-tips on public land" in page, page)


def test_renamed():
    """A service is renamed: a charter binds by the name it was signed with, and its page says that nothing falls under it."""
    store, text = demonstration("renamed.db"), folder / "services.md"
    text.write_text((LIBRARY / "categories/services.md").read_text(encoding="utf-8").replace("street lights / ", "lamps / "), encoding="utf-8")
    with Server(store) as server:
        found = re.search(r"^## (lamps / .*?)(?::|$)", text.read_text(encoding="utf-8"), re.M)
        check("there is such a service", found is not None)
        name = found[1].strip()
        before = reported(server, name.replace("lamps", "street lights"), "The light is out")
        check("under its promise", "aldermoor-streets S6" in under(store, before), under(store, before))
        wardmote(store, "import", "categories", text)
        after = reported(server, name, "The lamp is out")
        check_equal("what comes in under the new name is under none", under(store, after), [])
        check_equal("what was reported stays", "aldermoor-streets S6" in under(store, before), True)
        page = plain(server.get(STREETS + "/S6"))
        check("the promise's page says it", "Nothing that can be reported here falls under it" in page, page)
        check("others say nothing of it", "can be reported here falls under it" not in plain(server.get(STREETS + "/S3")))


def test_two_charters():
    """Two charters over one street: each counts a report by its own promise, and its page has both."""
    store, text = demonstration("two.db"), folder / "verges.md"
    text.write_text("# Charter: The Verges\n\n- Id: verges\n- Area: Aldermoor ward, Harcaster\n- Between: Harcaster Borough Council; the friends of the verges\n"
                    "- In force: 1 November 2026 to 31 October 2027\n- Calendar: harcaster\n\n## Standard S1: Tipping on verges\n- Provider: Harcaster Borough Council\n"
                    "- Service: fly-tipping\n- Clock: from report to completion, within 10 working days\n- Target: at least 50% each quarter\n", encoding="utf-8")
    with Server(store) as server:
        def figure(document, clause):
            return [r["cases"] for r in table(server, "/data/figures.csv") if (r["document"], r["clause"]) == (document, clause)][-1]
        wardmote(store, "import", "document", text)
        before = [int(figure("aldermoor-streets", "S3")), int(figure("verges", "S1"))]
        reference = reported(server, "fly-tipping / public land")
        check_equal("it is under both", under(store, reference), ["aldermoor-streets S3", "verges S1"])
        page = plain(server.get(f"/reports/{reference}"))
        check("its page has both, each with its own day", "S3 Fly-tips on public land" in page and "S1 Tipping on verges" in page, page)
        check_equal("each figure counts it once", [int(figure("aldermoor-streets", "S3")), int(figure("verges", "S1"))], [n + 1 for n in before])


SMALL = """# Charter: Small

- Id: small
- Between: the council; the residents
- In force: 1 January 2026 to 31 December 2026
- Calendar: england-and-wales

""" + "".join(f"""## Standard S{n}: {what}
- Provider: the council
- Service: {what}
- Clock: from report to completion, within 5 working days
- Target: at least 90% each quarter

""" for n, what in enumerate(("litter", "graffiti", "bins"), 1))
MAPPING = "# Mapping: Small\n\n- Zone: Europe/London\n- Id: id\n- Service: service\n- Opened: opened\n- Closed: closed\n- Map: * = same\n"


def small(name, as_of, *lines):
    """A store with one charter, its clock standing on that day, and these requests."""
    store, at = folder / f"{name}.db", folder / name
    at.mkdir()
    for file, text in (("small.md", SMALL), ("mapping.md", MAPPING), ("rows.csv", "id,service,opened,closed\n" + "".join(line + "\n" for line in lines))):
        (at / file).write_text(text, encoding="utf-8")
    wardmote(store, "import", "document", at / "small.md")
    wardmote(store, "rebuild", "--as-of", as_of)
    wardmote(store, "import", "requests", at / "rows.csv", "--mapping", at / "mapping.md")
    return store, at


def test_one_case():
    """A quarter with one case is counted like any other, with how many stand before any share, and no trend is drawn from it."""
    store, _ = small("one", "2026-07-02", "L-1,litter,2026-04-13 09:00,2026-06-01 09:00", "G-1,graffiti,2026-04-13 09:00,2026-04-14 09:00")
    with Server(store) as server:
        rows = {r["clause"]: r for r in table(server, "/data/figures.csv") if r["period_start"] == "2026-04-01"}
        check_equal("0 of 1 is missed, 1 of 1 kept, none is neither", [(rows[c]["cases"], rows[c]["verdict"]) for c in ("S1", "S2", "S3")],
                    [("1", "missed"), ("1", "kept"), ("0", "no_cases")])
        for clause, said in (("S1", "0 of 1 on time"), ("S2", "1 of 1 on time")):
            page = plain(server.get(f"/charters/small/{clause}"))
            check(f"{clause}: {said}, and no share", said in page and "0%" not in page.replace("90%", "") and "Better" not in page and "Worse" not in page, page)


def test_vanished():
    """A provider ends and nobody follows it: the charter says so, what is owed stays, and what comes in is given to nobody."""
    store, at = demonstration("vanished.db"), folder / "bodies.csv"
    lines = list(csv.reader(io.StringIO((LIBRARY / "demo/bodies.csv").read_text(encoding="utf-8"))))
    columns = ["name", "kind", "telephone", "email", "about", "tracked", "areas", "from", "until", "successor"]
    with open(at, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        for line in lines[1:]:
            row = dict(zip(lines[0], line))
            row["until"] = "2026-11-20" if row["name"] == "Threeways Homes" else row.get("until", "")
            writer.writerow([row.get(c, "") for c in columns])
    with Server(store) as server:
        owed = plain(server.get("/redress")).count("Threeways Homes")
        figures = [r for r in table(server, "/data/figures.csv") if r["document"] == "priory-fields"]
        wardmote(store, "import", "bodies", at)
        said = ("Threeways Homes ended on 20 November 2026, and nobody follows it: what is promised here and still owed stays on record, and nobody is there to keep it.")
        for path in ("/charters/priory-fields", "/charters/priory-fields/S2", "/charters/priory-fields/meeting"):
            check(f"{path} says so", said in plain(server.get(path)), plain(server.get(path)))
        check("no other charter does", "nobody follows it" not in plain(server.get(STREETS)))
        check_equal("what it owes is still there", plain(server.get("/redress")).count("Threeways Homes"), owed)
        check_equal("and its figures", [r for r in table(server, "/data/figures.csv") if r["document"] == "priory-fields"], figures)
        reference = reported(server, "repairs / routine", "The tap drips", place="Priory Fields estate")
        check("a report there is given to nobody", "Nobody" in plain(server.get(f"/reports/{reference}")) or "nobody" in plain(server.get(f"/reports/{reference}")), plain(server.get(f"/reports/{reference}")))


def test_holiday():
    """A holiday is announced late: open deadlines move and say so, closed reports don't, and what was published stays."""
    store, at = small("holiday", "2026-05-06", "O-1,litter,2026-05-01 09:00,", "C-1,litter,2026-04-01 09:00,2026-04-09 09:00", "P-1,graffiti,2026-03-02 09:00,2026-03-10 09:00")
    with Server(store) as server:
        open_was, closed_was = plain(server.get("/reports/O-1")), plain(server.get("/reports/C-1"))
        check("due on 11 May", "Due by the end of 11 May 2026" in open_was, open_was)
        figures = table(server, "/data/figures.csv")
        calendar = (LIBRARY / "calendars/england-and-wales.md").read_text(encoding="utf-8").replace("## 2026\n", "## 2026\n- 7 May: Jubilee\n")
        (at / "england-and-wales.md").write_text(calendar, encoding="utf-8")
        wardmote(store, "import", "calendar", at / "england-and-wales.md")
        page = plain(server.get("/reports/O-1"))
        check("it is due a working day later, and its page says why", "Due by the end of 12 May 2026" in page and "7 May 2026 is now a holiday (Jubilee)" in page, page)
        check_equal("one deadline moved, and one fact says so", one(store, "SELECT COUNT(*) FROM fact WHERE kind = 20")[0], 1)
        check_equal("a closed report is as it was", plain(server.get("/reports/C-1")), closed_was)
        check_equal("and so is every figure", [r for r in table(server, "/data/figures.csv") if r["period_end"] < "2026-05-06"], [r for r in figures if r["period_end"] < "2026-05-06"])
        wardmote(store, "rebuild", "--as-of", "2026-05-06")
        check_equal("made anew it is the same", plain(server.get("/reports/O-1")), page)


def test_past_holiday():
    """Holidays that have passed: closed reports are counted by them, what was published stays, and the record still agrees with it."""
    store, at = demonstration("past.db"), folder / "harcaster.md"
    days = "".join(f"- {day} February: Jubilee\n" for day in range(2, 27))
    at.write_text((LIBRARY / "calendars/harcaster.md").read_text(encoding="utf-8").replace("## 2026\n", "## 2026\n" + days), encoding="utf-8")

    def confirmed(server):
        return {(c, clause, r["period_start"]): r["published"] for c in ("aldermoor-streets", "priory-fields", "nether-sallow") for clause in ("S1", "S2", "S3", "S5")
                for r in table(server, f"/charters/{c}/{clause}.csv") if r["standing"] == "confirmed"}

    def counted(server):
        return {(r["document"], r["clause"], r["period_start"]): r["verdict"] for r in table(server, "/data/figures.csv")}

    def facts(kind):
        with sqlite3.connect(store) as db:
            found = db.execute("SELECT id, document, clause, name, value FROM fact WHERE kind = ?", (kind,)).fetchall()
        db.close()
        return found
    with Server(store) as server:
        was, published, moved, before = confirmed(server), facts(14), facts(20), counted(server)
        wardmote(store, "import", "calendar", at)
        check("closed reports are counted by them: a quarter that was missed would be kept now", any(before[k] == "missed" and v == "kept" for k, v in counted(server).items()))
        check_equal("what was confirmed stays as it was", confirmed(server), was)
        check("and the promise's page says that it is counted otherwise since",
              any(re.search("confirmed figure for 1 January to 31 March 2026 as Missed [0-9]+ of [0-9]+ and counted otherwise since", plain(server.get(f"/charters/{c}/{clause}")))
                  for c, clause in (("priory-fields", "S2"), ("aldermoor-streets", "S3"))), plain(server.get("/charters/priory-fields/S2")))
        check_equal("and so does all that was published", facts(14), published)
        check_equal("no open deadline lies so far back", facts(20), moved)
    wardmote(store, "verify")


test_one_case()
test_holiday()
test_past_holiday()
test_boundary()
test_renamed()
test_two_charters()
test_vanished()
