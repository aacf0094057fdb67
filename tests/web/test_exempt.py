"""Whether what a charter leaves somebody to say applies to a report: said by pages alone, by the body that the charter lets say it, with
a reason that everybody reads. What is owed, and whether the promise counts, follows; it is put right by saying the opposite."""
import html
import re
import sqlite3

from browsing import Browser, errors, words
from reporting import as_user, messages_of, one
from serving import Server, check, check_equal, demonstration, folder, run

HOMES, COUNCIL, RESIDENT = "priory.fields@threeways.example", "street.scene@harcaster.example", "resident@aldermoor.example"
CHARTER = """# Charter: Somebody must say

- Id: said
- Area: Priory Fields estate, Harcaster
- Between: Threeways Homes; Harcaster Borough Council; the tenants and leaseholders of Priory Fields
- In force: 1 January 2026 to 31 December 2027
- Calendar: england-and-wales
- Fact: severe weather
- Fact: access refused

## Standard S1: A boiler mended
- Provider: Threeways Homes
- Service: boiler
- Clock: from report to completion, within 3 working days
- If late: R1

## Redress R1: Right to Repair
- Exempt: severe weather; access refused; a strike, said by Harcaster Borough Council; the part was withdrawn, said by the provider
- Step 1: Threeways Homes pays £10 and £2 for each further day, at most £50, to the person who reported, within 10 working days

## Standard S2: Pressure
- Provider: Threeways Homes
- Service: pressure
- Clock: from report to completion, within 1 working day
- Exempt: a burst main, said by Threeways Homes
"""
MAPPING = """# Mapping: Somebody must say

- Zone: Europe/London
- Id: id
- Service: service
- Area: area
- Opened: opened
- Closed: closed
- Fact severe weather: weather
- Fact access refused: access
- Map: * = same
"""
ROWS = [("X-1", "boiler", "2026-11-17 09:00", "", "no"), ("X-2", "boiler", "2026-11-17 09:00", "yes", ""), ("X-3", "pressure", "2026-11-17 09:00", "", ""),
        ("X-4", "boiler", "", "", "no")]
UNKNOWN = "How much is not known Not known: the record does not have 'severe weather'."


def plain(page):
    return html.unescape(words(page))


def said(page):
    return [html.unescape(e) for e in errors(page)]


def take_in():
    done = run("import", "requests", folder / "said.csv", "--mapping", folder / "said-mapping.md", "--store", f"sqlite:{store}")
    check_equal("taken in", (done.exit, done.err if done.exit else ""), (0, ""))


def filled():
    at = demonstration("exempt.db")
    (folder / "said.md").write_text(CHARTER, encoding="utf-8")
    (folder / "said-mapping.md").write_text(MAPPING, encoding="utf-8")
    (folder / "said.csv").write_text("id,service,area,opened,closed,weather,access\n" + "".join(
        f"{name},{service},Priory Fields estate,2026-11-09 09:00,{closed},{weather},{access}\n" for name, service, closed, weather, access in ROWS), encoding="utf-8")
    done = run("import", "document", folder / "said.md", "--store", f"sqlite:{at}")
    check_equal("the charter is taken in", (done.exit, done.err if done.exit else ""), (0, ""))
    return at


def bound(reference):
    """The report is the resident's."""
    with sqlite3.connect(store) as db:
        case = db.execute("SELECT id FROM cases WHERE reference = ?", (reference,)).fetchone()[0]
        person = db.execute("SELECT a.person FROM account a JOIN person p ON p.id = a.person WHERE p.email = ?", (RESIDENT,)).fetchone()[0]
        db.execute("INSERT INTO case_person (community, case_id, person_id, part) VALUES (1, ?, ?, 'reporter')", (case, person))
        db.execute("UPDATE person SET way = 'email' WHERE id = ?", (person,))


def say(browser, reference, what, says, why, **more):
    form = {"exempt-what": what, "exempt-says": says, "exempt-why": why, **more}
    return browser.post(f"/work/{reference}", deed="exempt", **form)


def offered(page):
    select = re.search(r'<select[^>]*name="exempt-what".*?</select>', page.text, re.S)
    return [html.unescape(o) for o in re.findall(r"<option[^>]*>(.*?)</option>", select[0])] if select else []


def public(reference):
    return plain(Browser(server).get(f"/reports/{reference}"))


def test_offered():
    """What the document lets the body say, with what is on record; nobody else sees the form or may send it."""
    o = as_user(server, store, HOMES)
    check_equal("what may apply, and how it stands", offered(o.get("/work/X-1")),
                ["severe weather (nobody has said)", "access refused (said so far: no)", "the part was withdrawn (nobody has said)"])
    check_equal("of another promise what that one names", offered(o.get("/work/X-3")), ["a burst main (nobody has said)"])
    check_equal("of an open one, too", len(offered(o.get("/work/X-4"))), 3)
    check_equal("a charter that asks nothing has no form", offered(o.get("/work/PF-26-1103")), [])
    for who in (COUNCIL, RESIDENT, "aldermoor.councillor@harcaster.example", "aldermoor.champion@harcaster.example"):
        b = as_user(server, store, who)
        check_equal(f"{who} has no such form", (b.get("/work/X-1").status, say(b, "X-1", "severe weather", "yes", "It stormed.").status), (403, 403))
    page = say(o, "X-1", "a strike", "yes", "Nobody came to work.")
    check_equal("what the charter leaves to another body is not theirs to say", said(page), ["The charter does not leave that to you to say of this report."])
    page = say(o, "X-3", "severe weather", "yes", "It stormed.")
    check_equal("nor what it does not ask of this promise", said(page), ["The charter does not leave that to you to say of this report."])
    check_equal("nothing is on record of all that", one(store, "SELECT COUNT(*) FROM fact WHERE kind = 5 AND value = 'yes' AND said_by <> ''")[0], 0)


def test_refused():
    """Without a reason, an answer, or with what looks like somebody's details: nothing typed is lost."""
    o = as_user(server, store, HOMES)
    page = say(o, "X-1", "access refused", "yes", "")
    check_equal("a reason is needed", said(page), ["Say how you know: everybody reads it, and whoever reported is told."])
    check("what was chosen stands", 'value="access refused" selected' in page.text and re.search(r'name="exempt-says" type="radio" value="yes" checked', page.text), page.text)
    page = say(o, "X-1", "access refused", "", "We rang twice.")
    check_equal("an answer is needed", said(page), ["Choose whether it applies."])
    check("the reason stands, and the form is open", re.search(r'name="exempt-why"[^>]*>\s*We rang twice\.', page.text) and
          re.search(r"<details[^>]* open><summary[^>]*><span[^>]*>Say whether it applies", page.text), page.text)
    page = say(o, "X-1", "access refused", "yes", "We rang 07700 900123.")
    check("a telephone number is not taken unasked", len(said(page)) == 1 and "it is an office's" in said(page)[0] and "We rang 07700 900123." in page.text and
          'name="exempt-office"' in page.text, said(page))
    check_equal("what is on record already", said(say(o, "X-1", "access refused", "no", "They were in.")), ["The record says that already."])
    page = o.post("/work/X-1", deed="exempt", seen="1", **{"exempt-what": "access refused", "exempt-says": "yes", "exempt-why": "Half a sentence"})
    check("of one that changed meanwhile the words stand", page.status == 200 and "Half a sentence" in page.text, page.status)
    check("none of it is on record", UNKNOWN in public("X-1"), public("X-1"))


def test_money():
    """How much is known once it is said; nothing is owed where it applies; the opposite puts it right."""
    bound("X-1")
    o = as_user(server, store, HOMES)
    page = o.follow(say(o, "X-1", "severe weather", "no", "The station in Harcaster measured a light wind."))
    check("it says what was done", "Done It is on its page, and counts." in plain(page), plain(page))
    check_equal("and stands there", offered(page)[0], "severe weather (said so far: no)")
    owed = public("X-1")
    check("how much is known now", "£20 to the person who reported £10 and 5 further days after 12 November 2026 at £2: £20." in owed and UNKNOWN not in owed, owed)
    check("with why, and who says so", "Severe weather: no. The station in Harcaster measured a light wind." in owed and "service officer, Threeways Homes" in owed, owed)
    check_equal("whoever reported is told", messages_of(store, "X-1"), ["acknowledged"])
    text = one(store, "SELECT o.id FROM outbox o JOIN fact f ON f.id = o.fact_id WHERE f.kind = 5")
    check("by a message of its own fact", text is not None)
    check_equal("for a reason that the provider must say", say(o, "X-1", "the part was withdrawn", "yes", "Its maker called it back.").status, 303)
    owed = public("X-1")
    check("nothing is owed where one applies", "Nothing is owed by R1: Right to Repair." in owed and "£20" not in owed and "Its maker called it back." in owed, owed)
    check_equal("the opposite puts it right", say(o, "X-1", "the part was withdrawn", "no", "It was another part.").status, 303)
    owed = public("X-1")
    check("it is owed again, and both stand there", "£20 to the person who reported" in owed and "Its maker called it back." in owed and "It was another part." in owed, owed)
    check_equal("what a source said is put right, too", say(o, "X-2", "severe weather", "no", "The storm came a week later.").status, 303)
    check_equal("and the rest said", say(o, "X-2", "access refused", "no", "They let us in.").status, 303)
    check("then it is owed", "£20 to the person who reported" in public("X-2"), public("X-2"))


def test_clause():
    """An Exempt of the promise itself takes the report out of the count, and in again."""
    o = as_user(server, store, HOMES)
    check("late, while nobody has said", "Said to be done, and late." in public("X-3") or "late" in public("X-3"), public("X-3"))
    say(o, "X-3", "a burst main", "yes", "The water company says so.")
    state = "SELECT SUM(f.late), SUM(f.excluded) FROM finding f JOIN cases c ON c.id = f.case_id WHERE c.reference = 'X-3' AND f.clause = 'S2'"
    check_equal("it is not counted", one(store, state), (0, 1))
    check("its page says so, and why", "A burst main: yes. The water company says so." in public("X-3"), public("X-3"))
    say(o, "X-3", "a burst main", "no", "It was in another street.")
    check_equal("and counts again", one(store, state), (1, 0))


def test_source():
    """The same file again leaves alone what was said here; what the source says anew counts."""
    take_in()
    check("as it was", "£20 to the person who reported" in public("X-1") and "£20 to the person who reported" in public("X-2"), public("X-2"))
    at = folder / "said.csv"
    at.write_text(at.read_text(encoding="utf-8").replace("17 09:00,,no", "17 09:00,yes,no"), encoding="utf-8")
    take_in()
    check("the source says another thing than before", "Nothing is owed by R1" in public("X-1"), public("X-1"))
    say(as_user(server, store, HOMES), "X-1", "severe weather", "no", "The source has the wrong day.")
    take_in()
    check("which is put right like all else", "£20 to the person who reported" in public("X-1"), public("X-1"))


def test_disagree():
    """Whoever reported does not agree: they add it, everybody reads it, and the body can put it right."""
    o, r = as_user(server, store, HOMES), as_user(server, store, RESIDENT)
    check_equal("it applies, as they say", say(o, "X-1", "access refused", "yes", "Nobody opened.").status, 303)
    page = r.get("/account/reports/X-1")
    check("their page says why nothing is owed, and lets them say more than that it is not fixed", "Nobody opened." in plain(page) and 'value="more"' in page.text, plain(page))
    check_equal("they add it", r.post("/account/reports/X-1", deed="more", more="I was at home all day.").status, 303)
    check("everybody reads it", "I was at home all day." in public("X-1"), public("X-1"))
    say(o, "X-1", "access refused", "no", "Our note was of another door.")
    check("and it is owed", "£20 to the person who reported" in public("X-1"), public("X-1"))
    check_equal("rebuilding changes nothing", run("verify", "--store", f"sqlite:{store}").exit, 0)


store = filled()
take_in()
with Server(store) as server:
    for test in (test_offered, test_refused, test_money, test_clause, test_source, test_disagree):
        test()
