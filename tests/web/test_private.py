"""What nobody may see: words that are withheld, categories that are only counted, words that speak of one of those on a report
of another kind, figures of fewer than five."""
import csv
import hashlib
import json
import sqlite3

from browsing import Browser, words
from reporting import STREET, as_user, report, sent, token_of, written
from serving import Server, check, check_equal, demonstration, folder, run

CHARTER = """# Charter: Private

- Id: private
- Area: North ward
- Between: the council; the residents
- In force: 1 January 2026 to 31 December 2027
- Calendar: england-and-wales
- Fact: reporter name

## Standard S1: Litter
- Provider: the council
- Service: litter
- Clock: from report to completion, within 2 working days
- Target: at least 90% each quarter

## Standard S2: Gangs
- Provider: the council
- Service: gangs / street corner
- Clock: from report to completion, within 2 working days
- Target: at least 90% each quarter
- Public: counted only

## Standard S3: Noise
- Provider: the council
- Service: noise
- Clock: from report to completion, within 2 working days
- Target: at least 90% each quarter
"""
MAPPING = """# Mapping: Private

- Zone: Europe/London
- Id: Reference
- Service: Category
- Area: Ward
- Opened: Reported
- Closed: Completed
- Status: Status
- Open statuses: Open
- Closed statuses: Closed
- Map: * = same
"""
SHOWN = ["L-1", "S-1"]
HIDDEN = ["G-1", "G-2", "N-1", "D-1", "D-2", "U-1", "U-2", "F-1"]
REQUESTS = """Reference,Reported,Category,Ward,Status,Completed
L-1,2026-02-02 10:00,litter,North ward,Closed,2026-02-03 10:00
L-2,2026-02-02 10:00,litter,North ward,Open,
G-1,2026-02-02 10:00,gangs / street corner,North ward,Open,
G-2,2025-02-02 10:00,gangs / street corner,South ward,Open,
N-1,2026-02-02 10:00,noise,North ward,Closed,2026-02-03 10:00
D-1,2026-02-02 10:00,drug dealing,North ward,Open,
D-2,2026-02-02 10:00,domestic abuse / neighbour,North ward,Open,
U-1,2026-02-02 10:00,a service nobody promised,North ward,Open,
S-1,2026-02-02 10:00,weeds,North ward,Open,
U-2,2026-02-02 10:00,weeds / in my neighbour's garden,North ward,Open,
F-1,2027-02-02 10:00,litter,North ward,Open,
"""
SECRETS = ["Jane Secret", "SECRETVALUE", "SECRETCAUSE", "SECRETPAUSE", "SECRETPOST", "SECRETWORDS"]


def withheld(path):
    """L-2 gets words, facts and posts that must not be seen once its text is withheld"""
    with sqlite3.connect(path) as db:
        case = db.execute("SELECT id, opened FROM cases WHERE reference = 'L-2'").fetchone()
        for kind, name, value in ((5, "reporter name", "Jane Secret"), (4, "inspection", "SECRETVALUE"),
                                  (12, "SECRETCAUSE", None), (7, "SECRETPAUSE", None), (10, None, None), (11, None, None)):
            db.execute("INSERT INTO fact (community, kind, case_id, name, value, happened, happened_last, recorded, voice, said_by) "
                       "VALUES (1, ?, ?, ?, ?, ?, ?, ?, 1, 'SECRETPOST')", (kind, case[0], name, value, case[1] + 60, case[1] + 60, case[1] + 60))
            fact = db.execute("SELECT last_insert_rowid()").fetchone()[0]
            words = "a claim was made" if kind == 11 else "SECRETWORDS"
            db.execute("INSERT INTO private (community, fact_id, words) VALUES (1, ?, ?)", (fact, words))
        db.execute("UPDATE fact SET said_by = 'Claims Officer' WHERE kind = 11")


def store():
    path, url = folder / "private.db", f"sqlite:{folder / 'private.db'}"
    for name, text in (("private.md", CHARTER), ("private-mapping.md", MAPPING), ("private.csv", REQUESTS)):
        (folder / name).write_text(text)
    run("import", "document", folder / "private.md", "--store", url)
    done = run("import", "requests", folder / "private.csv", "--mapping", folder / "private-mapping.md", "--store", url)
    check("requests are taken in", done.out.startswith("11 new cases"), done)
    withheld(path)
    run("rebuild", "--store", url, "--as-of", "2026-03-10")
    return path


def everything(server):
    """every page and table there is, as one text"""
    paths = ["/", "/areas", "/areas/North ward", "/areas/South ward", "/charters/private", "/charters/private/S1",
             "/charters/private/S2", "/charters/private/S3", "/redress", "/data/figures.csv", "/data/figures.json", "/search?q=secret",
             "/reports/L-2", "/reports/L-2/proof", "/record", "/record/facts.jsonl", "/record/checkpoint"]
    paths += [f"/search?q={reference}" for reference in HIDDEN + ["litter", "noise", "drug"]]
    forms = [f"{path}.{form}" for path in paths if "?" not in path and "." not in path for form in ("csv", "json")]
    return "\n".join(server.get(path).text for path in paths + forms)


def test_pages(path):
    with Server(path) as server:
        for reference in SHOWN:
            check_equal(f"{reference}: has its page", server.get(f"/reports/{reference}").status, 200)
        for reference in HIDDEN:
            for form in ("", ".csv", ".json"):
                check_equal(f"{reference}{form}: is not there", server.get(f"/reports/{reference}{form}").status, 404)
        text = everything(server)
        for reference in HIDDEN:
            check(f"{reference}: on no page", f"/reports/{reference}" not in text and f">{reference}</a>" not in text and
                  f">{reference}</span>" not in text)
        lines = server.get("/record/facts.jsonl").text
        check("what is only counted or withheld: in no line of the record", not [r for r in HIDDEN + ["L-2"] if f'"{r}"' in lines])
        check("what is shown is there", all(f'"{r}"' in lines for r in SHOWN), lines)
        for secret in SECRETS:
            check(f"{secret}: on no page", secret not in text)
        page = server.get("/reports/L-2")
        check("withheld: says so, and why", "withheld" in page.text and "a claim was made" in page.text.lower(), page)
        check("withheld: the clock goes on", "Late" in page.text, page)
        check("withheld: in no list", "L-2" not in server.get("/areas/North ward").text)
        few = server.get("/charters/private/S2").text
        check("fewer than five are not told", "Fewer than five" in few and "0 of 1" not in few, few)
        rows = [row for row in csv.DictReader(server.get("/data/figures.csv").text.splitlines()) if row["clause"] == "S2" and row["verdict"] != "no_cases"]
        check("nor in the open data", rows and all(row["cases"] == row["late"] == row["share"] == "" for row in rows), rows)
        check("nor as JSON", all(row["late"] is None for row in json.loads(server.get("/data/figures.json").text)
                                 if row["clause"] == "S2" and row["verdict"] != "no_cases"))


def test_bound(path):
    """The words are apart, and the fact's hash is that of its salt and them."""
    with sqlite3.connect(path) as db:
        check_equal("no case's words stand in the facts", db.execute("SELECT COUNT(*) FROM fact WHERE case_id IS NOT NULL AND words IS NOT NULL").fetchone()[0], 0)
        rows = db.execute("SELECT f.bound, p.salt, p.words, p.latitude, p.longitude, p.place, p.actor FROM fact f JOIN private p "
                          "ON p.community = f.community AND p.fact_id = f.id").fetchall()
        wrong = 0
        for bound, salt, *parts in rows:
            hashed = hashlib.sha256(salt)
            for part in parts:
                data = b"" if part is None else str(part).encode()
                hashed.update(len(data).to_bytes(8, "little") + data)
            wrong += hashed.hexdigest() != bound
        check("there are private words", len(rows) > 1000, len(rows))
        check_equal("each is bound by its salted hash", wrong, 0)
        check_equal("no salt twice", len({row[1] for row in rows}), len(rows))


MIXED = "litter everywhere, and a man sells drugs from number 12 each night"
HELD = "[hidden because it speaks of what is never shown]"


def seen_of(server, reference):
    """Wherever anybody could come across its words."""
    paths = [f"/reports/{reference}", f"/reports/{reference}.csv", f"/reports/{reference}.json", f"/open311/v2/requests/{reference}.json",
             f"/open311/v2/requests/{reference}.xml", "/open311/v2/requests.json", "/search?q=sells", f"/search?q={reference}", "/areas/Aldermoor%20ward",
             "/areas/Aldermoor%20ward.atom", "/charters/aldermoor-streets.atom", "/areas.geojson", "/record/facts.jsonl", "/data/figures.json"]
    return {path: server.get(path).text for path in paths}


def checked(server, what, service):
    """The page before it is sent, and the browser that shows it."""
    browser = Browser(server)
    return browser, written(browser, what, service, "ZZ1 2AB")[-1]


def test_mixed(server, path):
    """Words that speak of a kind that is never shown are held back from others, the report is not."""
    b, page = checked(server, MIXED, "litter")
    check("before it is sent: said, and whom to ring", "Others will read the kind and the area. Your words are read by the service alone, because they "
          "speak of: Drug dealing or drug use ." in words(page) and "Everybody will read" not in words(page) and "Crimestoppers" in words(page), words(page))
    reference = sent(b, email="cleo@example.org")
    for place, text in seen_of(server, reference).items():
        check(f"{place}: none of the words", "from number 12" not in text and "each night" not in text, text[:3000])
    page = server.get(f"/reports/{reference}")
    check("its page is there, with its kind, its area and why", page.status == 200 and "Litter" in words(page) and "Aldermoor ward" in words(page) and
          HELD in words(page), words(page))
    o, at = as_user(server, path, STREET), f"/moderation/{reference}"
    check("whoever works on it reads them", "sells drugs" in o.get(f"/work/{reference}").text)
    check("whoever wrote it does, and that others don't", "sells drugs" in Browser(server).get(f"/r/{token_of(path, reference)}").text)
    check("it stands among what is held back", reference in o.get("/moderation").text and "because it speaks of what is never shown" in words(o.get("/moderation")),
          words(o.get("/moderation")))
    entry = f"entry {one_id(path, reference)}"
    o.post(at, deed="show", what=entry)
    check("an officer shows them", "sells drugs" in server.get(f"/reports/{reference}").text and "sells drugs" in server.get("/search?q=sells").text)
    Browser(server).post(f"/r/{token_of(path, reference)}", deed="confirm")
    Browser(server).post(f"/r/{token_of(path, reference)}", deed="more", more="now he hits his wife as well")
    text = words(server.get(f"/reports/{reference}"))
    check("what is added is held back likewise, what was shown stays", "hits his wife" not in text and HELD in text and "sells drugs" in text, text)
    o.post(f"/work/{reference}", deed="note", note="told the police of the dealing")
    check("what an officer writes is not", "told the police" in server.get(f"/reports/{reference}").text.lower())


def one_id(path, reference):
    with sqlite3.connect(path) as db:
        return db.execute("SELECT id FROM cases WHERE reference = ?", (reference,)).fetchone()[0]


def test_mixed_program(server):
    """The same by Open311, which says so to whoever sent it."""
    form = {"service_code": "litter", "description": "bin bags burst, and the lad from number 14 deals in drugs", "address_string": "ZZ1 2AB"}
    said = json.loads(Browser(server).ask("POST", "/open311/v2/requests.json", form, {"Sec-Fetch-Site": None}).text)[0]
    check("the notice", "Others will read the kind and the area alone, because the words speak of: Drug dealing or drug use." in said["service_notice"], said)
    for place, text in seen_of(server, said["service_request_id"]).items():
        check(f"Open311, {place}: none of the words", "from number 14" not in text, text[:3000])


def test_plain(server):
    """Words that speak for the chosen kind as well, or of a danger of a place, are shown."""
    for what, service in (("cracked paving slab by the steps", "pavements"), ("racist graffiti on the subway wall", "graffiti / offensive"),
                          ("black bags dumped beside the bollards", "fly-tipping / public land")):
        page = checked(server, what, service)[1]
        check(f"{what}: everybody will read it", "Only your words and the area become public" in words(page), words(page))
    reference = report(server, "street light out, live wires hanging down", "street lights / out", "ZZ1 2AB")
    check("a danger of a place", "live wires" in server.get(f"/reports/{reference}").text)
    far = "an old sofa. " * 100 + "a man sells drugs there"
    check("far down in a long text", "Your words are read by the service alone" in words(checked(server, far, "fly-tipping / public land")[1]))


test_pages(store())
test_bound(demonstration())
mixed = demonstration("mixed.db")
with Server(mixed) as served:
    test_mixed(served, mixed)
    test_mixed_program(served)
    test_plain(served)
