"""The work that a charter makes: counted for everybody, with what it comes to; the same of a draft, for whoever takes part in it;
and a real council's year, 6,335 requests of which 78 in 100 were in time, which makes fewer than a hundred acts."""
import csv
import html
import io
import re
import sqlite3
from datetime import date, timedelta

from browsing import Browser, words
from reporting import as_user
from serving import Server, check, check_equal, demonstration, folder, run

CHARTER = """# Charter: A year

- Id: year
- Area: North
- Between: the council; the residents
- In force: 1 October 2025 to 30 September 2028
- Calendar: england-and-wales

""" + "".join(f"""## Standard S{n}: Service {n}
- Provider: the council
- Service: service {n}
- Clock: from report to completion, within 5 working days
- Target: at least {share}% each quarter
- If late: R1
- If target missed: R2

""" for n, share in ((1, 75), (2, 75), (3, 90))) + """## Redress R1: One late case
- Step 1: the council gives the reason and a new date, automatically within 3 working days

## Redress R2: A miss
- When: the target is missed in 2 quarters running
- Step 1: the council writes why, within 20 working days
- Step 2: the council commits to a plan, within 2 months
"""
MAPPING = "# Mapping: A year\n\n- Zone: Europe/London\n- Id: id\n- Service: service\n- Area: area\n- Opened: opened\n- Closed: closed\n- Map: * = same\n"


def plain(page):
    return html.unescape(words(page))


def table(server, path):
    return list(csv.DictReader(io.StringIO(server.get(path).text)))


def test_charter(server):
    """Every act is in a row, and the rows are the page's sums."""
    rows = table(server, "/charters/aldermoor-streets/workload.csv")
    page = server.get("/charters/aldermoor-streets/workload")
    for r in rows:
        check_equal(f"{r['promise']}: an act is an explanation or a step", int(r["acts"]), int(r["explanations"]) + int(r["case_acts"]) + int(r["target_acts"]))
    acts = sum(int(r["acts"]) for r in rows)
    check(f"the page has the sum, {acts}", re.search(rf"The work it makes {acts} acts owed by officers", plain(page)), plain(page))
    for party in {r["provider"] for r in rows}:
        n = sum(int(r["acts"]) for r in rows if r["provider"] == party)
        check(f"{party}: {n}", f"{party}: {n} act" in plain(page), plain(page))
    check("what was done of it", "1 figure was corrected" in plain(page) and "causes were said, each for all the reports that it made late" in plain(page), plain(page))
    check("the charter leads there", 'href="/charters/aldermoor-streets/workload"' in server.get("/charters/aldermoor-streets").text)
    check_equal("there is none of no charter", server.get("/charters/none/workload").status, 404)


def test_draft(server, store):
    officer = as_user(server, store, "neighbourhoods@harcaster.example")
    page = officer.post("/drafts/new", title="Aldermoor Streets again", area="Aldermoor ward, Harcaster", party="Harcaster Borough Council",
                        parties="Harcaster Borough Council\nEastmark County Council\nthe residents of Aldermoor", **{"from": "aldermoor-streets"})
    path = page.headers.get("Location", "").split("?")[0]
    check("begun", page.status == 303, page)
    page = officer.get(path + "/workload")
    said = plain(page)
    check("what it would have made", re.search(r"The work it would make \d+ acts would have been owed by officers", said), said)
    check("for each provider, and how that is counted", "Harcaster Borough Council: " in said and "How it is counted" in said, said)
    check("the draft leads there", f'href="{path}/workload"' in officer.get(path).text, officer.get(path).text)
    check_equal("nobody else sees it", (Browser(server).get(path + "/workload").status, as_user(server, store, "resident@aldermoor.example").get(path + "/workload").status),
                (Browser(server).get(path).status, as_user(server, store, "resident@aldermoor.example").get(path).status))


def year(path):
    """6,335 requests in four quarters, 1,394 late, spread evenly over days and services."""
    lines, first = ["id,service,area,opened,closed"], date(2025, 10, 1)
    for n in range(6335):
        opened = first + timedelta(days=n * 364 // 6335)
        closed = opened + timedelta(days=30 if n * 1394 % 6335 < 1394 else 1)
        lines.append(f"R-{n},service {n % 3 + 1},North,{opened} 09:00,{closed} 09:00")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_year():
    """Two services under a target that such a year keeps, one under a target that it misses in each quarter."""
    store, charter, mapping, requests = folder / "year.db", folder / "year.md", folder / "year-mapping.md", folder / "year.csv"
    charter.write_text(CHARTER, encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    year(requests)
    check_equal("the charter is taken in", run("import", "document", charter, "--store", f"sqlite:{store}").exit, 0)
    with sqlite3.connect(store) as db:  # a clock that stands still
        db.execute("INSERT INTO setting (community, name, value) VALUES (1, 'as_of', '2026-11-22')")
    db.close()
    check_equal("the requests are taken in", run("import", "requests", requests, "--mapping", mapping, "--store", f"sqlite:{store}").exit, 0)
    with Server(store) as server:
        rows = {r["promise"]: r for r in table(server, "/charters/year/workload.csv")}
        page = server.get("/charters/year/workload")
    cases, late = (sum(int(r[name]) for r in rows.values()) for name in ("cases", "late"))
    check_equal("all are counted, 78 in 100 in time", (cases, late, round(100 * (cases - late) / cases)), (6335, 1394, 78))
    for label in ("S1", "S2"):
        check_equal(f"{label}: every late one is told by itself", (rows[label]["told_by_itself"], rows[label]["acts"]), (rows[label]["late"], "0"))
    check_equal("S3: missed all year: a cause a month, two redresses of two steps", [rows["S3"][name] for name in ("missed", "explanations", "openings", "target_acts")],
                ["4", "12", "2", "4"])
    acts, figures = sum(int(r["acts"]) for r in rows.values()), sum(int(r["figures"]) for r in rows.values())
    check(f"under a hundred acts: {acts}, and {figures} with every figure confirmed by hand", acts + figures < 100, page)
    for step in ("writes why, within 20 working days", "commits to a plan, within 2 months"):
        check(f"and the page says which: {step}", f"S3: 2 × the council {step}" in plain(page), plain(page))
    check_equal("and no step of promises that were kept", re.findall(r"\bS[12]: \d+ ×", plain(page)), [])
    check("and of what", f"{acts} acts owed by officers" in plain(page) and "12 explanations: 1,394 of 6,335 reports were late" in plain(page), plain(page))


store = demonstration("workload.db")
with Server(store) as served:
    test_charter(served)
    test_draft(served, store)
test_year()
