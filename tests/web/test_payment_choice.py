"""A payment that may be set off against what somebody owes: only if they choose it, on their own page or through an officer who hears it;
paid until then, changed until it is in a file, read by nobody but them and those who pay, and gone with them."""
import csv
import html
import io
import re
import sqlite3

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration, run

HOMES, FINANCE, THIRD = "priory.fields@threeways.example", "head.of.finance@threeways.example", "operations.director@threeways.example"
RESIDENT, STREET, COUNCILLOR = "resident@aldermoor.example", "street.scene@harcaster.example", "aldermoor.councillor@harcaster.example"
CASE, PAY = "PF-26-1103", "/work/payments"
OWN, WORK, STEP = f"/account/reports/{CASE}", f"/work/{CASE}", f"/work/steps/priory-fields/S1/R1/4/{CASE}"
NUMBER, OTHER = "RENT 4711-08", "RENT 9999-99"
AGAINST = {"choice": "0", "against": "rent arrears"}


def plain(page):
    return html.unescape(words(page))


def said(page):
    return [html.unescape(e) for e in errors(page)] if "<main" in page.text else []


def choose(browser, path, way, number="", **more):
    seen = re.search(r'name="seen" value="(\d+)"', browser.get(path).text)
    return browser.post(path, deed="choose", **AGAINST, **{"way-0": way, "number-0": number}, **({"seen": seen[1]} if seen else {}),
                        **{k.replace("_", "-"): v for k, v in more.items()})


def bound(store):
    """The report is the resident's."""
    with sqlite3.connect(store) as db:
        case = db.execute("SELECT id FROM cases WHERE reference = ?", (CASE,)).fetchone()[0]
        person = db.execute("SELECT a.person FROM account a JOIN person p ON p.id = a.person WHERE p.email = ?", (RESIDENT,)).fetchone()[0]
        db.execute("INSERT INTO case_person (community, case_id, person_id, part) VALUES (1, ?, ?, 'reporter')", (case, person))


def chosen(store):
    return one(store, "SELECT is_set_off, reference, channel, account IS NOT NULL FROM payment_choice")


def test_nobody(server, store):
    """An imported report of which nobody is on record."""
    page = choose(as_user(server, store, HOMES), WORK, "pay", how_0="telephone")
    check_equal("nobody can choose", said(page), ["Nobody is on record as having reported it, so nobody can choose."])
    page = as_user(server, store, HOMES).get(STEP)
    check("until somebody does it is paid, and there is where to write it down", "Pay it: whoever is paid chose nothing else Write down what they want" in plain(page)
          and f'href="{WORK}"' in page.text, plain(page))


def test_own(server, store):
    r = as_user(server, store, RESIDENT)
    page = r.get(OWN)
    check("asked, and who decides", "What is paid for this can be taken off rent arrears instead, if you want that. Nobody else decides it." in plain(page), plain(page))
    check_equal("which of the two", said(choose(r, OWN, "")), ["Choose how it is to be paid."])
    page = choose(r, OWN, "set off")
    check_equal("off which account", said(page), ["Write the number of the account that it is to be taken off."])
    check_equal("not a letter", said(choose(r, OWN, "set off", "x" * 61)), ["Write that number in one line of at most 60 letters."])
    check_equal("nothing else may be", said(r.post(OWN, deed="choose", choice="0", against="council tax", **{"way-0": "pay"})),
                ["Nothing that is paid for this report may be taken off that."])
    check_equal("nothing is kept of that", one(store, "SELECT COUNT(*) FROM payment_choice"), (0,))
    facts = one(store, "SELECT COUNT(*) FROM fact")
    page = choose(r, OWN, "set off", NUMBER)
    check_equal("chosen", (page.status, page.headers["Location"]), (303, f"{OWN}?told=choose"))
    check("and said", f"Take it off rent arrears (account {NUMBER}), 22 November 2026" in plain(r.get(f"{OWN}?told=choose")), plain(r.get(OWN)))
    check_equal("kept, and no fact of it", (chosen(store), one(store, "SELECT COUNT(*) FROM fact")), ((1, NUMBER, "", 0), facts))
    check("in their own data", NUMBER in r.get("/account/data/held.csv").text)


def test_officer(server, store):
    o = as_user(server, store, HOMES)
    page = o.get(WORK)
    check("whoever pays reads it", NUMBER in page.text and NUMBER in o.get(STEP).text, plain(page))
    check("not others", all(NUMBER not in as_user(server, store, who).get(path).text for who in (None, STREET, COUNCILLOR, "neighbourhoods@harcaster.example")
                            for path in (f"/reports/{CASE}", WORK, STEP, PAY)))
    check("on no public page, in no open data", all(NUMBER not in Browser(server).get(path).text and "rent arrears (account" not in Browser(server).get(path).text
                                                    for path in (f"/reports/{CASE}", f"/reports/{CASE}.json", "/redress", "/redress.json", "/record/facts.jsonl", "/data/figures.csv")))
    check_equal("how they heard it", said(choose(o, WORK, "set off", OTHER)), ["Choose how you heard it."])
    for who, status in ((None, 401), (STREET, 403), (COUNCILLOR, 403), (RESIDENT, 403)):
        check_equal(f"{who} writes nothing down", choose(as_user(server, store, who), WORK, "pay", how_0="telephone").status, status)
    page = choose(o, WORK, "set off", OTHER, how_0="telephone")
    check_equal("written down for whoever rings", (page.status, chosen(store)), (303, (1, OTHER, "telephone", 1)))
    page = as_user(server, store, RESIDENT).get(OWN)
    check("who reads how it came there", OTHER in plain(page) and re.search(r"Said by telephone, written down by .*Officer|Said by telephone, written down by", plain(page)), plain(page))
    check("with whom it was in their own data", "written down by" in as_user(server, store, RESIDENT).get("/account/data/held.csv").text)


def test_file(server, store):
    a, b, c, r = (as_user(server, store, who) for who in (HOMES, FINANCE, THIRD, RESIDENT))
    page = a.get(PAY)
    check("what they want, without the number", "Take it off rent arrears" in plain(page) and OTHER not in page.text, plain(page))
    page = a.post(PAY, body="Threeways Homes", pence=re.search(r'name="pence" value="(\d+)"', page.text)[1], office="Payments Officer")
    path = page.headers["Location"]
    check("the file's page has it", f"Take it off rent arrears (account {OTHER})" in plain(a.get(path)), plain(a.get(path)))
    page = r.get(OWN)
    check("it is on its way", "It is on its way or paid already" in plain(page) and 'value="choose"' not in page.text, plain(page))
    check("nor is that offered at the step", "Write down what they want" not in plain(a.get(STEP)), plain(a.get(STEP)))
    late = "It is on its way or paid already, and is not changed any more."
    check_equal("not changed any more", (said(choose(r, OWN, "pay")), said(choose(a, WORK, "pay", how_0="letter"))), ([late], [late]))
    for approver in (b, c):
        check_equal("approved", approver.post(path, deed="approve", office="Head of Finance").status, 303)
    row = next(csv.DictReader(io.StringIO(a.get(path + "/payments.csv").text)))
    check_equal("the file says against what, and no number", (row["set_off"], OTHER in str(row)), ("rent arrears", False))
    check_equal("cancelled", a.post(path, deed="cancel", why="The wrong month", **{"cancel-office": "Payments Officer"}).status, 303)
    check_equal("then it can be changed", (choose(r, OWN, "pay").status, chosen(store)), (303, (0, "", "", 0)))
    check("and is paid", "Take it off" not in plain(a.get(PAY)), plain(a.get(PAY)))


def test_erased(server, store):
    r = as_user(server, store, RESIDENT)
    check_equal("chosen again", choose(r, OWN, "set off", NUMBER).status, 303)
    person = one(store, "SELECT id FROM person WHERE email = ?", RESIDENT)[0]
    done = run("person", "erase", "--id", str(person), "--yes", "--store", f"sqlite:{store}")
    check_equal("gone with the person", (done.exit, one(store, "SELECT COUNT(*) FROM payment_choice")), (0, (0,)))
    check("then it is paid", "Take it off" not in plain(as_user(server, store, HOMES).get(PAY)))


def main():
    with Server(store := demonstration("payment_choice.db")) as server:
        test_nobody(server, store)
        bound(store)
        test_own(server, store)
        test_officer(server, store)
        test_file(server, store)
        test_erased(server, store)


main()
