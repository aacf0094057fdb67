"""What was done because a report was late, looked at again because whoever reported says that it is not what was promised: asked on their own
page alone, answered by the service; if they are right it is owed again, with its day."""
import html
import re
import sqlite3

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration

HOMES, MANAGER = "priory.fields@threeways.example", "housing.manager@threeways.example"
RESIDENT, STREET = "resident@aldermoor.example", "street.scene@harcaster.example"
CASE = "PF-26-1103"
OWN, WORK, STEP = f"/account/reports/{CASE}", f"/work/{CASE}", f"/work/steps/priory-fields/S1/R1/1/{CASE}"
ASKED, APOLOGY = "Have it looked at again", "S1 R1 1"
WHY = "Nobody said sorry: it was a list of dates"


def plain(page):
    return html.unescape(words(page))


def faults(page):
    return [html.unescape(e) for e in errors(page)]


def bound():
    """The report is the resident's."""
    with sqlite3.connect(store) as db:
        case = db.execute("SELECT id FROM cases WHERE reference = ?", (CASE,)).fetchone()[0]
        person = db.execute("SELECT a.person FROM account a JOIN person p ON p.id = a.person WHERE p.email = ?", (RESIDENT,)).fetchone()[0]
        db.execute("UPDATE person SET way = 'email' WHERE id = ?", (person,))
        db.execute("INSERT INTO case_person (community, case_id, person_id, part) VALUES (1, ?, ?, 'reporter')", (case, person))


def sent(browser, path, **form):
    seen = re.search(r'name="seen" value="(\d+)"', browser.get(path).text)
    return browser.post(path, seen=seen[1] if seen else "0", **form)


def apologise(said):
    page = sent(as_user(server, store, MANAGER), STEP, deed="answer", words=said, office="Head of Repairs", day="22 11 2026", checked="yes", **{"is-office": "yes"})
    check_equal(f"apologised: {said}", (page.status, faults(page) if page.status == 200 else []), (303, []))


def disputes():
    return one(store, "SELECT COUNT(*) FROM fact WHERE kind = 26 AND name IS NOT NULL AND name <> ''")[0]


def test_not_yet():
    r = as_user(server, store, RESIDENT)
    check("what was not done is not looked at again", f'value="{APOLOGY}"' not in r.get(OWN).text)
    check_equal("nor by a form of one's own", (faults(r.post(OWN, deed="review", step=APOLOGY, review=WHY)), disputes()),
                (["Choose what is not as it was promised."], 0))


def test_asked():
    r, officer = as_user(server, store, RESIDENT), as_user(server, store, HOMES)
    apologise("It was late because of a part")
    check("now it may", ASKED in r.get(OWN).text and f'value="{APOLOGY}"' in r.get(OWN).text, plain(r.get(OWN)))
    check("by whoever reported alone", ASKED not in Browser(server).get(f"/reports/{CASE}").text)
    check_equal("with a reason", faults(r.post(OWN, deed="review", step=APOLOGY, review="")), ["Say what is not as it was promised."])
    page = r.post(OWN, deed="review", step=APOLOGY, review=WHY)
    check_equal("sent", (page.status, page.headers.get("Location")), (303, OWN + "?told=review"))
    check("and said", "It is looked at again, and an answer is due to you." in plain(r.follow(page)))
    check_equal("once, until it is answered", (ASKED in r.get(OWN).text, disputes()), (False, 1))
    check("everybody reads it", "What was done because it is late is not what was promised" in plain(Browser(server).get(f"/reports/{CASE}")), plain(Browser(server).get(f"/reports/{CASE}"))[-1500:])
    check("it waits in the work", CASE in officer.get("/work?show=disputed").text, plain(officer.get("/work?show=disputed")))
    text = plain(officer.get(WORK))
    check("with which step, and what is said", "What was done for the miss is disputed: S1 R1 1" in text and WHY in text and "They are right: it is owed again" in text, text)
    check_equal("not for another body", as_user(server, store, STREET).get(WORK).status, 403)


def test_stays():
    r, officer = as_user(server, store, RESIDENT), as_user(server, store, HOMES)
    check_equal("answered", sent(officer, WORK, deed="disagree", answer="The letter of 20 November said sorry").status, 303)
    check("the step stays done", "Done" in plain(officer.get(STEP)) and STEP not in officer.get("/work/steps").text, plain(officer.get(STEP)))
    check_equal("told with a message of its own", one(store, "SELECT COUNT(*) FROM outbox WHERE message = 'step-reviewed'")[0], 1)
    check_equal("and no other of a repair that is not fixed", one(store, "SELECT COUNT(*) FROM outbox WHERE message IN ('disputed', 'answered', 'reopened')")[0], 0)
    check("asked again it may be", ASKED in r.get(OWN).text)


def test_right():
    r, officer = as_user(server, store, RESIDENT), as_user(server, store, HOMES)
    check_equal("asked again", r.post(OWN, deed="review", step=APOLOGY, review=WHY).status, 303)
    status = one(store, "SELECT status FROM cases WHERE reference = ?", CASE)
    check_equal("they are right", sent(officer, WORK, deed="agree", answer="It was no apology").status, 303)
    check("it is owed again, with its day", STEP in officer.get("/work/steps").text and "6 November 2026" in plain(officer.get(STEP)), plain(officer.get("/work/steps")))
    check("and why stands there", "Step 1 of R1 taken back. It was not done: It was no apology" in plain(Browser(server).get(f"/reports/{CASE}")), plain(Browser(server).get(f"/reports/{CASE}"))[-1800:])
    check_equal("the report itself is as it was", one(store, "SELECT status FROM cases WHERE reference = ?", CASE), status)
    apologise("We are sorry: you waited in the cold, and that was wrong")
    check("done anew", STEP not in officer.get("/work/steps").text)


store = demonstration("step_review.db")
bound()
with Server(store) as server:
    for test in (test_not_yet, test_asked, test_stays, test_right):
        test()
