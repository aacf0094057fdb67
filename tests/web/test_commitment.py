"""What residents give in return: written down by those who do it and by nobody else, each fault beside its field, put right and taken back
with a reason; the figures equal the batch judge's; thanked for in public; both sides of a swap; and nothing follows from a miss."""
import csv
import html
import re

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration, run

SECRETARY = "secretary@aldermoor.example"
CHAMPION, RESIDENT, COUNCILLOR = "aldermoor.champion@harcaster.example", "resident@aldermoor.example", "aldermoor.councillor@harcaster.example"
STREET, HIGHWAYS, HOMES, CLERK = "street.scene@harcaster.example", "community.highways@eastmark.example", "priory.fields@threeways.example", "clerk@nethersallow.example"
WALKS, TIPS = "/charters/aldermoor-streets/C3", "/charters/aldermoor-streets/S4"
GOOD = {"deed": "new", "day": "18 11 2026", "how-many": "2", "group": "Neighbourhood champions", "words": "The allotments and the bridge", "seen": "0"}


def plain(page):
    return re.sub(" ([,:.)])", r"\1", html.unescape(words(page)))


def faults(page):
    return [html.unescape(e) for e in errors(page)]


def judged(clause, period):
    """what the batch judge says of a clause in a month"""
    done = run("judge", "--store", store, "--by", "clause,period", "--format", "csv")
    return next((r["value"], r["verdict"]) for r in csv.DictReader(done.out.splitlines())
                if r["document"] == "aldermoor-streets" and r["clause"] == clause and r["period_start"] == period)


def counted(server, n, state, judge=False):
    text = plain(Browser(server).get(WALKS))
    check(f"the page says {n}, {state}", f"{n} walkabouts {state}" in text, text)
    if judge:
        check_equal("as the batch judge", judged("C3", "2026-11-01"), (str(n), state.lower().replace(" ", "_")))


def test_told(server):
    text = plain(Browser(server).get(WALKS))
    for part in ("7 November 2026: Neighbourhood champions, 3 walkabouts. Moss Lane, the Parade and the school, in the rain.",
                 "Thank you from Harcaster Borough Council, Street Scene Supervisor, 16 November 2026", "In return for S4: Litter"):
        check(f"everybody reads: {part}", part in text, text)
    check("but told who writes down what is not there", "A neighbourhood champion of the area writes it down" in text, text)
    check("nobody is asked who may not", "Write down what was done" not in text and "Say thank you" not in text, text)
    other = plain(Browser(server).get(TIPS))
    check("the other side says what is given for it", "What residents give in return C3: Walkabouts At risk 5 walkabouts" in other and "5 walkabouts" in other, other)
    for page in (text, other):
        check("and what follows from a miss", "At most the extra that it paid for ends: nobody gets less service, and nothing that is owed is cut." in page, page)
    charter = plain(Browser(server).get("/charters/aldermoor-streets"))
    check("the charter thanks by group", "Thank you: Aldermoor Residents' Association (2 walkabouts), Neighbourhood champions (3 walkabouts)." in charter, charter)


def test_may(server):
    check_equal("signed out", (Browser(server).get(WALKS + "/log").status, Browser(server).post(WALKS + "/log", **GOOD).status), (401, 401))
    for who in (RESIDENT, COUNCILLOR, STREET, HOMES, CLERK):
        check_equal(f"not by {who}", (as_user(server, store, who).get(WALKS + "/log").status, as_user(server, store, who).post(WALKS + "/log", **GOOD).status), (403, 403))
    champion = as_user(server, store, CHAMPION)
    for path in ("/charters/priory-fields/C2/log", "/charters/aldermoor-streets/C3/thanks"):
        check_equal(f"not elsewhere: {path}", champion.get(path).status, 403)
    check_equal("of no commitment", [champion.get(p + "/log").status for p in (TIPS, "/charters/aldermoor-streets/C9", "/charters/none/C3")], [404] * 3)


def test_logged(server):
    champion, path = as_user(server, store, CHAMPION), WALKS + "/log"
    check("whoever may is offered it", f'href="{path}"' in champion.get(WALKS).text)
    for change, wanted in (({"day": ""}, "Write the day on which it was done, such as 20 11 2026."), ({"day": "1 1 2026"}, "It is for a day of the last three months, at the latest today."),
                           ({"day": "30 12 2026"}, "It is for a day of the last three months, at the latest today."), ({"how-many": "0"}, "Write how many as a whole number, such as 3."),
                           ({"how-many": "some"}, "Write how many as a whole number, such as 3."), ({"group": "other", "other": ""}, "Say who did it: a group, or a resident."),
                           ({"words": "Ring me on 07700 900123"}, None)):
        page = champion.post(path, **{**GOOD, **change})
        check(f"wrong: {change}", faults(page) == [wanted] if wanted else "looks like" in faults(page)[0], faults(page))
        check("nothing typed is lost", all(html.escape(v) in page.text for v in ({**GOOD, **change})["words"].split(" ")), page.text)
    counted(server, 5, "At risk")
    check_equal("written down", champion.post(path, **GOOD).headers.get("Location"), path + "?done=yes")
    check_equal("sent twice it is one", champion.post(path, **GOOD).status, 303)
    counted(server, 7, "Kept")
    champion.post(path, **{**GOOD, "day": "18 11 2026", "how-many": "1", "group": "other", "other": "Towpath Friends"})
    champion.post(path, **{**GOOD, "day": "30 9 2026", "how-many": "4"})
    counted(server, 8, "Kept", judge=True)
    text = plain(Browser(server).get(WALKS))
    check("who, how much and the words", "18 November 2026: Towpath Friends, 1 walkabout. The allotments and the bridge" in text, text)
    check("never who wrote it", CHAMPION not in Browser(server).get(WALKS).text)
    references = [r[0] for r in many("SELECT name FROM fact WHERE kind = 3 AND name LIKE 'aldermoor-streets-C3-2026-11-18%' ORDER BY id")]
    check_equal("each has a reference", references, ["aldermoor-streets-C3-2026-11-18", "aldermoor-streets-C3-2026-11-18-2"])
    check_equal("who wrote it is private", one(store, "SELECT COUNT(*) FROM fact f JOIN private p ON p.fact_id = f.id JOIN account a ON a.person = p.actor WHERE f.kind = 3 AND f.name = ?", references[0])[0], 1)


def test_party(server):
    """Whoever represents the party that promised it needs to be no champion, and learns from their account where that is."""
    secretary, path = as_user(server, store, SECRETARY), WALKS + "/log"
    account = secretary.get("/account")
    check("their account leads to the charters of their party, and to no other",
          re.findall(r'href="/charters/([\w-]+)"', account.text) == ["aldermoor-streets"], account)
    check("offered", f'href="{path}"' in secretary.get(WALKS).text)
    check_equal("written down", secretary.post(path, **{**GOOD, "day": "2 9 2026", "how-many": "1", "group": "the residents of Aldermoor", "words": "The bridge"}).status, 303)
    text = plain(Browser(server).get("/reports/aldermoor-streets-C3-2026-09-02"))
    check("everybody reads it", "reporter says 1. The bridge" in text, text)
    check_equal("not for another party", [secretary.get(p + "/log").status for p in ("/charters/linden-millbrook/C2", "/charters/after-dark/C3")], [403, 403])
    check_equal("nor thanks to themselves", secretary.get(WALKS + "/thanks").status, 403)
    check_equal("nor what a service counts", secretary.get("/charters/nether-sallow/S7/log").status, 403)


def test_priority_counted(server):
    """What a priority counts, whoever provides it writes down."""
    path, form = "/charters/nether-sallow/P2/log", {"deed": "new", "day": "20 11 2026", "how-many": "3", "words": "The three by the chapel", "seen": "0"}
    check_equal("not by others", [as_user(server, store, who).get(path).status for who in (CHAMPION, STREET, CLERK)], [403, 403, 403])
    county = as_user(server, store, HIGHWAYS)
    check("its page leads there", f'href="{path}"' in county.get(path.removesuffix("/log")).text, plain(county.get(path.removesuffix("/log"))))
    check_equal("written down", county.post(path, **form).headers.get("Location"), path + "?done=yes")
    text = plain(Browser(server).get(path.removesuffix("/log")))
    check("everybody reads it, and it counts", "The three by the chapel" in text and "3 gullies" in text, text)


def test_mended(server):
    champion, path, first = as_user(server, store, CHAMPION), WALKS + "/log", "aldermoor-streets-C3-2026-11-18"
    mend = {**GOOD, "deed": "correct", "entry": first, "how-many": "1", "reason": "One was cut short"}
    page = champion.get(f"{path}?entry={first}")
    check("the form has what was written", 'value="18 11 2026"' in page.text and 'name="how-many"' in page.text and "Take it back" in page.text)
    check_equal("not without a reason", faults(champion.post(path, **{**mend, "reason": ""})), ["Write why: everybody reads it."])
    check_equal("corrected", champion.post(path, **mend).headers.get("Location"), path + "?done=mended")
    counted(server, 7, "Kept")
    check("what stood before stays, with the reason", "One was cut short" in plain(Browser(server).get(f"/reports/{first}")), plain(Browser(server).get(f"/reports/{first}")))
    check_equal("taken back", champion.post(path, **{**mend, "deed": "take-back", "reason": "It was another ward"}).status, 303)
    counted(server, 6, "Kept", judge=True)
    text = plain(Browser(server).get(WALKS))
    check("and not silently", "(taken back)" in text and "It was another ward" in plain(Browser(server).get(f"/reports/{first}")), text)
    check_equal("once", faults(champion.post(path, **{**mend, "deed": "take-back", "reason": "Again"})), ["It was taken back already."])
    check_equal("not what another wrote", champion.post(path, **{**mend, "entry": "aldermoor-streets-C3-2026-11-07"}).status, 403)
    check_equal("nor a report", champion.post(path, **{**mend, "entry": one(store, "SELECT reference FROM cases WHERE service IS NOT NULL LIMIT 1")[0]}).status, 403)


def test_thanked(server):
    street, path = as_user(server, store, STREET), WALKS + "/thanks"
    good = {"words": "The bridge is clean because you went", "office": "Street Scene Supervisor"}
    for who in (RESIDENT, CHAMPION, HOMES, CLERK):
        check_equal(f"not by {who}", as_user(server, store, who).post(path, **good).status, 403)
    check_equal("nor signed out", Browser(server).post(path, **good).status, 401)
    for change, wanted in (({"words": ""}, "Write what you thank for."), ({"office": ""}, "Write the post or office that says so.")):
        check_equal(f"wrong: {change}", faults(street.post(path, **{**good, **change})), [wanted])
    check_equal("thanked", [street.post(path, **good).status for _ in range(2)], [303, 303])
    check_equal("once", one(store, "SELECT COUNT(*) FROM fact WHERE kind = 45 AND words = ?", good["words"])[0], 1)
    for page in (WALKS, "/charters/aldermoor-streets"):
        check(f"everybody reads it: {page}", good["words"] in plain(Browser(server).get(page)), plain(Browser(server).get(page)))
    check_equal("another party thanks for itself", as_user(server, store, HIGHWAYS).get(path).status, 200)


def test_party_thanks(server):
    """Whoever speaks for a party thanks a service for what it did; the service does not thank itself, and nobody for what is owed."""
    path = "/charters/aldermoor-streets/S6"
    good = {"words": "The lamp at the steps was on again the same night", "office": "Secretary of the association"}
    secretary = as_user(server, store, SECRETARY)
    check("offered to whoever speaks for another party", f'href="{path}/thanks"' in secretary.get(path).text)
    for who, may in ((HIGHWAYS, 403), (RESIDENT, 403), (CHAMPION, 403), (HOMES, 403), (STREET, 200)):
        check_equal(f"{who}: {may}", as_user(server, store, who).get(path + "/thanks").status, may)
    check("and to nobody else", "Say thank you" not in plain(as_user(server, store, HIGHWAYS).get(path)) and "Say thank you" not in plain(Browser(server).get(path)))
    page = plain(secretary.get(path + "/thanks"))
    check("in the name of the party", "In the name of the residents of Aldermoor." in page, page)
    check_equal("thanked", secretary.post(path + "/thanks", **good).status, 303)
    text = plain(Browser(server).get(path))
    check("everybody reads it there", good["words"] in text and "Thank you from the residents of Aldermoor, Secretary of the association, 22 November 2026" in text, text)
    text = plain(Browser(server).get("/charters/aldermoor-streets"))
    check("and on the charter's page", "Thank you: the residents of Aldermoor, 22 November 2026: " + good["words"] in text, text)
    check("it is the residents' voice", one(store, "SELECT voice FROM fact WHERE kind = 45 AND words = ?", good["words"])[0] ==
          one(store, "SELECT voice FROM fact WHERE kind = 45 AND clause = 'S1'")[0])
    check_equal("not for what is owed, nor for what nobody promises", [secretary.get(f"/charters/aldermoor-streets/{c}/thanks").status for c in ("R1", "K3", "C3")], [403, 403, 403])
    check_equal("nor in another place", secretary.get("/charters/priory-fields/S1/thanks").status, 403)
    check_equal("no such promise", secretary.get("/charters/aldermoor-streets/S99/thanks").status, 404)


def test_unthanked(server):
    street, path = as_user(server, store, STREET), WALKS + "/thanks"
    said = "The bridge is clean because you went"
    fact, = one(store, "SELECT id FROM fact WHERE kind = 45 AND words = ?", said)
    own = {"deed": "take-back", "thanks": str(fact), "reason": "It was another bridge"}
    check_equal("another party does not take it back", as_user(server, store, HIGHWAYS).post(path, **own).status, 403)
    for who in (RESIDENT, CHAMPION):
        check_equal(f"nor {who}", as_user(server, store, who).post(path, **own).status, 403)
    page = street.post(path, **{**own, "reason": ""})
    check_equal("a reason", faults(page), ["Write why: everybody reads it."])
    check("beside what is taken back", f'<input type="hidden" name="thanks" value="{fact}">' in page.text and "<details class=\"govuk-details\" open>" in page.text, page.text)
    check_equal("nor what is no thanks", street.post(path, **{**own, "thanks": "1"}).status, 403)
    check_equal("taken back", street.post(path, **own).status, 303)
    text = plain(Browser(server).get(WALKS))
    check("the page says so, and not what they were", "taken back on 22 November 2026: It was another bridge" in text and said not in text, text)
    check("the record keeps both", one(store, "SELECT COUNT(*) FROM fact WHERE kind = 45 AND (id = ? OR corrects = ?)", fact, fact)[0] == 2)
    check_equal("once", faults(street.post(path, **own)), ["They were taken back already."])
    check("those before stand", "Three tips found on the towpath were gone the same day" in text, text)


def test_nothing_follows(server):
    check_equal("no redress opens for what residents promise", one(store, "SELECT COUNT(*) FROM obligation WHERE promise LIKE 'C%'")[0], 0)
    missed = plain(Browser(server).get("/charters/linden-millbrook/C2"))
    check("a miss is said, and nothing is owed for it", "It was missed: what follows" not in missed and "If residents miss what they promised" in missed, missed)


def many(sql):
    import sqlite3
    with sqlite3.connect(store) as db:
        return db.execute(sql).fetchall()


store = demonstration("commitment.db")
with Server(store) as served:
    for test in (test_told, test_may, test_logged, test_party, test_priority_counted, test_mended, test_thanked, test_party_thanks, test_unthanked, test_nothing_follows):
        test(served)
