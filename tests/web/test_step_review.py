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
FINANCE = "head.of.finance@threeways.example"
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


def pay(sum_paid):
    """Recorded by one, confirmed by another."""
    path = STEP.replace("/R1/1/", "/R1/4/")
    page = sent(as_user(server, store, MANAGER), path, deed="answer", checked="yes", sum=sum_paid, payment=f"BACS {sum_paid}", office="Head of Repairs", day="22 11 2026")
    check_equal(f"£{sum_paid} recorded", (page.status, faults(page) if page.status == 200 else []), (303, []))
    page = sent(as_user(server, store, FINANCE), path, deed="confirm", checked="yes", confirms="Head of Finance")
    check_equal("confirmed", (page.status, faults(page) if page.status == 200 else []), (303, []))
    return path


def test_parts():
    """Of a payment in two parts the officer says which was not made, or that none was; the others stay."""
    r, officer, public = as_user(server, store, RESIDENT), as_user(server, store, HOMES), Browser(server)
    pay("4")
    path = pay("6")
    check_equal("asked", r.post(OWN, deed="review", step="S1 R1 4", review="Not all of it came").status, 303)
    page = officer.get(WORK)
    parts = re.findall(r'name="part" type="radio" value="(\w+)"', page.text)
    check("each can be chosen with its day, sum and reference, and all of them", len(parts) == 3 and parts[2] == "all" and all(text in plain(page) for text in (
        "If they are right, which payment was not made?", "22 November 2026: £4 paid to the person who reported, a part of what is owed. Reference: BACS 4.",
        "Reference: BACS 6.", "None of them was made")), plain(page))
    page = sent(officer, WORK, deed="agree", answer="The bank sent it back")
    check_equal("one has to be", faults(page), ["Choose which payment was not made."])
    check("nothing that was typed is lost", "The bank sent it back</textarea>" in page.text, page.text)
    check_equal("the first", sent(officer, WORK, deed="agree", answer="The bank sent it back", part=parts[0]).status, 303)
    said = plain(public.get(f"/reports/{CASE}"))
    check("it alone is taken back, and owed again", "£4 was not paid: The bank sent it back" in said and "£6 of it is paid, £4 is still to pay." in said and
          path in officer.get("/work/steps").text, said)
    pay("4")
    check_equal("asked again", r.post(OWN, deed="review", step="S1 R1 4", review="Nothing came").status, 303)
    check_equal("nothing is chosen where it stays as it is", sent(officer, WORK, deed="disagree", answer="It is in your account").status, 303)
    check_equal("once more", r.post(OWN, deed="review", step="S1 R1 4", review="Nothing came").status, 303)
    check_equal("none was made", sent(officer, WORK, deed="agree", answer="It went to another tenant", part="all").status, 303)
    said = plain(public.get(f"/reports/{CASE}"))
    check("each is taken back", said.count("was not paid: It went to another tenant") == 2 and "is still to pay" not in said, said)
    check("all of it is owed again", path in officer.get("/work/steps").text)
    pay("10")
    check_equal("asked of one payment", r.post(OWN, deed="review", step="S1 R1 4", review="Nothing came").status, 303)
    check("nothing is to be chosen", 'name="part"' not in officer.get(WORK).text)
    check_equal("it is taken back", sent(officer, WORK, deed="agree", answer="The bank sent it back").status, 303)
    check("and is owed again", "£10 was not paid: The bank sent it back" in plain(public.get(f"/reports/{CASE}")) and path in officer.get("/work/steps").text)


store = demonstration("step_review.db")
bound()
with Server(store) as server:
    for test in (test_not_yet, test_asked, test_stays, test_right, test_parts):
        test()
