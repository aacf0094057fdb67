"""Payments gathered into a file: prepared by one, approved by two others who are not paid by it, fetched as the bytes that were
approved, recorded as paid and confirmed like every payment, cancelled with a reason; and each way of approving one's own refused."""
import csv
import hashlib
import html
import io
import re
import sqlite3
import subprocess

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import PROGRAM, Server, check, check_equal, demonstration, run

HOMES, FINANCE = "priory.fields@threeways.example", "head.of.finance@threeways.example"
THIRD, FOURTH = "payments@threeways.example", "operations.director@threeways.example"
CASE, PAY = "PF-26-1103", "/work/payments"
STEP = f"/work/steps/priory-fields/S1/R1/4/{CASE}"


def plain(page):
    return html.unescape(words(page))


def prepare(browser, office="Payments Officer"):
    page = browser.get(PAY)
    pence = re.search(r'name="pence" value="(\d+)"', page.text)
    return browser.post(PAY, body="Threeways Homes", pence=pence[1] if pence else "0", office=office)


def act(browser, path, deed, **form):
    return browser.post(path, deed=deed, **form)


def test_who(server, store):
    for who, status in ((None, 401), ("street.scene@harcaster.example", 200), ("resident@aldermoor.example", 403),
                        ("aldermoor.councillor@harcaster.example", 403), ("administrator@harcaster.example", 403)):
        b = as_user(server, store, who)
        check_equal(f"{who} reads what is owed", b.get(PAY).status, status)
        check_equal(f"{who} prepares for Threeways", b.post(PAY, body="Threeways Homes", pence="1000", office="Clerk").status, 401 if who is None else 403)
    check_equal("nothing is in a file", one(store, "SELECT COUNT(*) FROM payment_file"), (0,))


def test_file(server, store):
    """One payment, £10; the file is prepared, and approved by two others, nobody by themself."""
    a, b, c, d = (as_user(server, store, who) for who in (HOMES, FINANCE, THIRD, FOURTH))
    page = a.get(PAY)
    check("what is owed is listed", "1 payment is owed and settled: £10 in all" in plain(page) and CASE in page.text and "7 December 2026" in page.text, plain(page))
    check("the work leads there", f'href="{PAY}"' in a.get("/work/steps").text, a.get("/work/steps").text)
    check_equal("an office is needed", errors(prepare(a, "")), ["Write the post or office that says so."])
    check_equal("a post, no name", [html.unescape(e) for e in errors(prepare(a, "Mr Smith"))],
                ['Everybody will read this, and "Mr Smith" looks like a name: take it out, or say below that it is an office\'s.'])
    check_equal("another sum than it was", errors(a.post(PAY, body="Threeways Homes", pence="999", office="Payments Officer")),
                ["What is owed changed while you looked: it is £10 now. Look at it again, and prepare it then."])
    page = prepare(a)
    path = page.headers["Location"]
    check_equal("prepared", (page.status, path.startswith(f"{PAY}/PAY-")), (303, True))
    check("what is in it is in no other", "Nothing is owed now" in plain(a.get(PAY)), plain(a.get(PAY)))
    check_equal("nor can it be put there", errors(a.post(PAY, body="Threeways Homes", pence="1000", office="Payments Officer")),
                ["Nothing is owed that could be put into a file."])
    check_equal("which makes no second file", one(store, "SELECT COUNT(*) FROM payment_file"), (1,))
    check_equal("nothing is fetched before it is approved", a.get(path + "/payments.csv").status, 422)
    check("whoever prepared it has no button", 'value="approve"' not in a.get(path).text and "You prepared this file: two others approve it." in plain(a.get(path)))
    check_equal("and is refused", act(a, path, "approve", office="Treasurer").status, 403)
    check_equal("nothing is recorded from it", errors(act(b, path, "record", office="Treasurer", day="22 11 2026")),
                ["Nothing of a file is paid before two have approved it."])
    check_equal("an office approves", errors(act(b, path, "approve", office="")), ["Write the post or office that says so."])
    check_equal("the first approval", act(b, path, "approve", office="Head of Finance").status, 303)
    check_equal("not twice by one", act(b, path, "approve", office="Deputy Treasurer").status, 403)
    check("one is not enough", "Waits for one approval" in plain(c.get(path)) and a.get(path + "/payments.csv").status == 422, plain(c.get(path)))
    for who in ("street.scene@harcaster.example", "resident@aldermoor.example", None):
        other = as_user(server, store, who)
        check(f"{who} does not learn that it is there", (other.get(path).status, act(other, path, "approve", office="X").status) in ((404, 404), (403, 403), (401, 401)))
    return a, b, c, d, path


def test_payee(server, store, path):
    """Whoever reported is paid, and does not approve it."""
    with sqlite3.connect(store) as db:
        case = db.execute("SELECT id FROM cases WHERE reference = ?", (CASE,)).fetchone()[0]
        person = db.execute("SELECT a.person FROM account a JOIN person p ON p.id = a.person WHERE p.email = ?", (THIRD,)).fetchone()[0]
        db.execute("INSERT INTO case_person (community, case_id, person_id, part) VALUES (1, ?, ?, 'reporter')", (case, person))
    db.close()
    payee = as_user(server, store, THIRD)
    check("whoever is paid has no button", 'value="approve"' not in payee.get(path).text and "You would be paid by it" in plain(payee.get(path)), plain(payee.get(path)))
    page = act(payee, path, "approve", office="Treasurer")
    check_equal("and is refused", page.status, 403)
    check_equal("nothing is approved by that", one(store, "SELECT approved FROM payment_file"), (None,))
    check("nor is it put into a file of theirs", "is for a report of your own" in plain(payee.get(PAY)) or "Nothing is owed" in plain(payee.get(PAY)))


def test_approved(server, store, people, path):
    a, b, c, d = people
    check_equal("the second approval", act(d, path, "approve", office="Chief Executive").status, 303)
    page = a.get(path)
    check("it says so", "Approved" in plain(page) and "Approved by Head of Finance" in plain(page) and "Approved by Chief Executive" in plain(page), plain(page))
    check_equal("not a third", act(c, path, "approve", office="Clerk").status, 403)
    file, again = a.get(path + "/payments.csv"), d.get(path + "/payments.csv")
    reference = path.rsplit("/", 1)[1]
    rows = list(csv.DictReader(io.StringIO(file.text)))
    check_equal("its row", [dict(r) for r in rows], [{"payment": f"{reference}-1", "report": CASE, "payee": "the person who reported", "person": "", "pounds": "10.00",
                                                       "promise": rows[0]["promise"], "redress": "R1", "step": "4", "due": "2026-12-07", "set_off": ""}])
    check("of which promise", "S1 Emergency repairs" in rows[0]["promise"], rows)
    check_equal("the same bytes each time", file.body, again.body)
    digest = hashlib.sha256(file.body).hexdigest()
    check("with the SHA-256 on the page", digest in page.text, page.text)
    fact = one(store, "SELECT kind, name, value, words, said_by, case_id FROM fact ORDER BY id DESC LIMIT 1")
    check_equal("on the record: which body, how many, how much, which offices; nothing of anybody", fact,
                (38, "Threeways Homes", digest, "1 payment approved, £10 in all.", "Head of Finance; Chief Executive", None))
    check("everybody reads that", digest in Browser(server).get("/redress").text)
    check("it is owed until it is recorded", STEP in a.get("/work/steps").text)


def test_recorded(server, store, people, path):
    a, b, c, d = people
    check_equal("a day is needed", errors(act(a, path, "record", office="Head of Finance", day="")),
                [f"{path.rsplit('/', 1)[1]}-1: write the day on which it was done, such as 20 11 2026."])
    check_equal("recorded", act(a, path, "record", office="Head of Finance", day="22 11 2026").status, 303)
    check_equal("not again", errors(act(b, path, "record", office="Head of Finance", day="22 11 2026")), ["Nothing of it waits for that."])
    check("it is not paid before somebody else says so", "To be confirmed" in plain(a.get(path)) and STEP in a.get("/work/steps").text, plain(a.get(path)))
    check_equal("not by whoever recorded it", act(a, path, "confirm", confirms="Head of Finance").status, 403)
    check_equal("nor cancelled meanwhile", errors(act(a, path, "cancel", why="Wrong", **{"cancel-office": "Head of Finance"})),
                ["Payments of it are recorded as paid and wait to be confirmed: confirm them, or take them back."])
    check_equal("confirmed", act(b, path, "confirm", confirms="Payments Officer").status, 303)
    check("paid", "1 payment is recorded as paid" in plain(a.get(path)) and STEP not in a.get("/work/steps").text, plain(a.get(path)))
    said = plain(Browser(server).get(f"/reports/{CASE}"))
    check("as any payment is", f"£10 paid to the person who reported. Reference: {path.rsplit('/', 1)[1]}-1." in said, said)
    check_equal("nothing is left to cancel", errors(act(a, path, "cancel", why="Wrong", **{"cancel-office": "Head of Finance"})),
                ["All of it is paid: there is nothing left to cancel."])


def test_cancelled(server, store, people, path):
    """What is taken back is owed again, and still in its file; once that is cancelled it may be put into another."""
    a, b, c, d = people
    seen = re.search(r'name="seen" value="(\d+)"', a.get(STEP).text)[1]
    check_equal("taken back", a.post(STEP, deed="take back", checked="yes", seen=seen, undo="The bank sent it back", **{"undo-office": "Head of Finance"}).status, 303)
    check("owed again, in the same file", "Nothing is owed now" in plain(a.get(PAY)) and "Owed " in plain(a.get(path)), plain(a.get(path)))
    check_equal("a reason is needed", errors(act(b, path, "cancel", why="", **{"cancel-office": "Head of Finance"})), ["Write why it is cancelled."])
    check_equal("cancelled", act(b, path, "cancel", why="The account was closed", **{"cancel-office": "Head of Finance"}).status, 303)
    check("it says why", "Nothing is paid from it. The account was closed" in plain(a.get(path)), plain(a.get(path)))
    check_equal("nothing is fetched any more", a.get(path + "/payments.csv").status, 422)
    fact = one(store, "SELECT kind, words, said_by, corrects IS NOT NULL FROM fact ORDER BY id DESC LIMIT 1")
    check_equal("the record says so beside the approval", fact, (38, "Cancelled: The account was closed", "Head of Finance", 1))
    check_equal("nor approved", errors(act(c, path, "approve", office="Clerk")) or act(c, path, "approve", office="Clerk").status, 403)
    check("its payment may be put into another", "1 payment is owed and settled" in plain(a.get(PAY)), plain(a.get(PAY)))
    check_equal("and is", prepare(a).status, 303)
    page = Browser(server).get("/redress")
    check("the register has what was approved", "1 payment approved, £10 in all." in plain(page) and "Cancelled: The account was closed" in plain(page), plain(page))
    check_equal("rebuilding changes nothing", subprocess.run([PROGRAM, "verify", "--store", f"sqlite:{store}"], capture_output=True, check=False).returncode, 0)


def test_person(store):
    """What somebody did to files is in what is held about them, and goes with them; the office stays."""
    url = ("--store", f"sqlite:{store}")
    held = run("person", "export", "--email", FINANCE, *url)
    check("held about them", "approved as Head of Finance" in held.out and "cancelled as Head of Finance" in held.out, held)
    number = one(store, "SELECT a.person, a.id FROM account a JOIN person p ON p.id = a.person WHERE p.email = ?", FINANCE)
    done = run("person", "erase", "--id", str(number[0]), "--yes", "--no-vacuum", *url)
    check_equal("erased", done.exit, 0)
    check_equal("that it was they goes", one(store, "SELECT COUNT(*) FROM payment_act WHERE account = ?", number[1]), (0,))
    check("the office stays", one(store, "SELECT COUNT(*) FROM payment_act WHERE office = 'Head of Finance' AND account IS NULL")[0] > 1)


store = demonstration("payments.db")
with Server(store) as served:
    test_who(served, store)
    *people, path = test_file(served, store)
    test_payee(served, store, path)
    test_approved(served, store, people, path)
    test_recorded(served, store, people, path)
    test_cancelled(served, store, people, path)
test_person(store)
