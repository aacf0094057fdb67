"""What a body promised to publish: due by itself in its period, on its list of work, said on a page by its own people and nobody else, with
where it can be read; last, next and missed in public; judged as the batch judge judges it."""
import csv
import html
import re

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration, folder, run

SERGEANT = "centre.sergeant@eastmark-police.example"
CLERK, STREET, CHAMPION = "clerk@nethersallow.example", "street.scene@harcaster.example", "aldermoor.champion@harcaster.example"
PAGE, PATH = "/charters/sallow-notices/I1", "/charters/sallow-notices/I1/log"
LINE = "Nether Sallow Notices: I1 What the parish tells Missed the last time. To be published by 31 December 2026"
GOOD = {"deed": "new", "day": "18 11 2026", "words": "The notice board by the church, and nethersallow.example/accounts", "seen": "0"}
TEXT = """# Charter: Nether Sallow Notices

- Id: sallow-notices
- Area: Nether Sallow parish
- Between: Nether Sallow Parish Council; the residents of Nether Sallow
- In force: 1 July 2026 to 31 March 2028
- Calendar: harcaster
- Status: This charter says what each of us intends. It is not a contract and takes nothing away from anyone's rights in law.

## Information I1: What the parish tells
- Provider: Nether Sallow Parish Council
- Publish: what was spent on paths and verges
- Count: at least 1 account each quarter
"""


def plain(page):
    return re.sub(" ([,:.)])", r"\1", html.unescape(words(page)))


def judged():
    done = run("judge", "--store", store, "--by", "clause,period", "--format", "csv")
    return [(r["period_end"], r["value"], r["verdict"]) for r in csv.DictReader(done.out.splitlines()) if r["document"] == "sallow-notices"]


def test_due(server):
    text = plain(Browser(server).get(PAGE))
    check("everybody reads what is next", "Nobody has said yet that it was published." in text and "Next: by 31 December 2026" in text, text)
    check("and what was missed", "1 July to 30 September 2026 0 accounts Missed" in text, text)
    check("it is on the list of work of whoever owes it", LINE in plain(as_user(server, store, CLERK).get("/work/steps")), plain(as_user(server, store, CLERK).get("/work/steps")))
    check("and on the first page of it", LINE in plain(as_user(server, store, CLERK).get("/work")), plain(as_user(server, store, CLERK).get("/work")))
    check("and of nobody else", LINE not in plain(as_user(server, store, STREET).get("/work/steps")))
    check_equal("as the batch judge", judged(), [("2026-09-30", "0", "missed"), ("2026-12-31", "0", "not_yet_due")])


def test_said(server):
    clerk, public = as_user(server, store, CLERK), Browser(server)
    check_equal("signed out", public.post(PATH, **GOOD).status, 401)
    for who in (STREET, CHAMPION):
        check_equal(f"not by {who}", [as_user(server, store, who).get(PATH).status, as_user(server, store, who).post(PATH, **GOOD).status], [403, 403])
    for change, wanted in (({"day": ""}, "Write the day on which it was done, such as 20 11 2026."), ({"words": ""}, "Write where it can be read: a link or a place.")):
        check_equal(f"wrong: {change}", [html.unescape(e) for e in errors(clerk.post(PATH, **{**GOOD, **change}))], [wanted])
    check_equal("said", [clerk.post(PATH, **GOOD).status for _ in range(2)], [303, 303])
    check_equal("sent twice it is one", one(store, "SELECT COUNT(*) FROM fact WHERE kind = 3 AND document = 'sallow-notices'")[0], 1)
    text = plain(public.get(PAGE))
    check("the last, by its post, and where", "18 November 2026: parish clerk, Nether Sallow Parish Council. The notice board by the church" in text, text)
    check("nothing is next in this period", "It is there for the period that ends on 31 December 2026" in text, text)
    check("nor on the list of work", LINE not in plain(clerk.get("/work/steps")))
    check_equal("as the batch judge", judged()[1], ("2026-12-31", "1", "kept"))
    reference = one(store, "SELECT name FROM fact WHERE kind = 3 AND document = 'sallow-notices'")[0]
    check_equal("taken back", clerk.post(PATH, deed="take-back", entry=reference, reason="It was the draft").status, 303)
    check("it is owed again", LINE in plain(clerk.get("/work/steps")), plain(clerk.get("/work/steps")))
    check("and everybody reads why", "It was the draft" in plain(public.get(f"/reports/{reference}")), plain(public.get(f"/reports/{reference}")))


def counted(clause):
    done = run("judge", "--store", store, "--by", "clause,period", "--format", "csv")
    return [r["value"] for r in csv.DictReader(done.out.splitlines()) if (r["document"], r["clause"]) == clause][-1]


def test_counted(server):
    """What a service does that no report tells: by its own people, on a page, and judged as any count."""
    sergeant, public = as_user(server, store, SERGEANT), Browser(server)
    meetings, nights = "/charters/nether-sallow/S7", "/charters/after-dark/S2"
    entry = {"deed": "new", "day": "18 November 2026", "how-many": "1", "words": "The sergeant came and answered.", "seen": "0"}
    check("where it stands one is led to it", f'href="{meetings}/log"' in sergeant.get(meetings).text and f"{meetings}/log" not in public.get(meetings).text)
    for who in (CLERK, STREET, CHAMPION):
        check_equal(f"not by {who}", as_user(server, store, who).post(meetings + "/log", **entry).status, 403)
    check_equal("what is graded is for a round, what is reported for reports", [sergeant.get(f"/charters/{path}/log").status for path in
                ("after-dark/S1", "after-dark/S3", "aldermoor-streets/S4")], [404] * 3)
    check_equal("how many", [html.unescape(e) for e in errors(sergeant.post(meetings + "/log", **{**entry, "how-many": "some"}))],
                ["Write how many as a whole number, such as 3."])
    check_equal("before", counted(("nether-sallow", "S7")), "0")
    check_equal("written down, twice", [sergeant.post(meetings + "/log", **entry).status for _ in range(2)], [303, 303])
    text = plain(public.get(meetings))
    check("by its post, and in what words", "18 November 2026: service officer, Eastmark Police, 1 meeting. The sergeant came and answered." in text, text)
    check("no report is spoken of", "A report belongs" not in text and "Each belongs to the period of its day." in text, text)
    check_equal("as the batch judge", counted(("nether-sallow", "S7")), "1")
    check_equal("of a share", sergeant.post(nights + "/log", **{**entry, "how-many": "1 of 2"}).status, 303)
    check("it counts", "16 of 18 nights" in plain(public.get(nights)), plain(public.get(nights))[:600])
    reference = one(store, "SELECT name FROM fact WHERE kind = 3 AND document = 'after-dark' AND clause = 'S2' ORDER BY id DESC")[0]
    check_equal("taken back", sergeant.post(nights + "/log", deed="take-back", entry=reference, reason="The rota was another").status, 303)
    check("and is counted no more", "15 of 16 nights" in plain(public.get(nights)))


store = demonstration("information.db")
text = folder / "notices.md"
text.write_text(TEXT)
done = run("import", "document", text, "--store", f"sqlite:{store}")
check("adopted", done.exit == 0, done)
with Server(store) as served:
    test_due(served)
    test_said(served)
    test_counted(served)
