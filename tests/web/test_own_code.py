"""Whoever has no e-mail comes back to their own report by a code: shown once after sending, or on a letter; right, wrong, tried
too often, used for another report, erased."""
import re
import sqlite3

from browsing import Browser, errors, main_of, words
from reporting import messages_of, officer, one, report, sent, taken_in, token_of, written
from serving import Server, check, check_equal, demonstration, run

TOGETHER = ["That reference and that code don&#39;t go together. Check both"]
PART = "[a-fhjkmnprstuvwxyz2-8]{4}"  # nothing that looks like another: i, l, o, g, q, 0, 1, 9
CODE = f"{PART}-{PART}-{PART}"


def rows(sql, *values):
    with sqlite3.connect(store) as db:
        return db.execute(sql, values).fetchall()


def reported(server, what="a sofa on the verge", service="fly-tipping / public land", **form):
    """Without an address: the reference, and the code that the last page shows."""
    b = Browser(server)
    written(b, what, service, "ZZ1 2AB")
    check("before it is sent: that there will be one", "Without it you get a code." in words(b.get("/report/check")), words(b.get("/report/check")))
    page = b.follow(b.post("/report/check", **form))
    shown = re.search(rf'<p class="w-code">({CODE})</p>', page.text)
    check("the last page shows a code to be written down", shown, main_of(page))
    reference = re.search(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{4})</strong>", page.text)[1]
    check("once", "w-code" not in b.get(f"/report/sent?reference={reference}").text and "own-code" not in b.cookies, b.cookies)
    return reference, shown[1]


def opened(server, reference, code, **more):
    return Browser(server, **more).post("/code", reference=reference, code=code)


def test_answers(server):
    reference, code = reported(server)
    check("it is kept nowhere: in no table, under no spelling", not any(
        part in str(cell) for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'") for row in rows(f"SELECT * FROM {name}")
        for cell in row for part in (code, code.replace("-", ""))), code)
    check_equal("nobody is asked whether it is theirs", (messages_of(store, reference), rows(
        "SELECT p.asked FROM case_person p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", reference)), ([], [(None,)]))
    public = server.get(f"/reports/{reference}")
    check("everybody's page has the form, and no code", "I reported this, and have a code" in words(public) and f'value="{reference}"' in public.text and
          not re.search(CODE, words(public)), words(public))
    check("Search leads to where it is found", 'href="/find-report"' in server.get("/search").text)
    page = opened(server, reference, code)
    check_equal("right: on to their own report", (page.status, page.headers.get("Location")), (303, f"/r/{token_of(store, reference)}"))
    spelt = opened(server, reference.lower().replace("-", " "), f" {code.upper().replace('-', ' ')} ")
    check_equal("in capitals, with spaces", spelt.headers.get("Location"), page.headers["Location"])
    b = Browser(server)
    own = b.follow(opened(server, reference, code))
    check("it is theirs, and nothing is asked", "Is this your report?" not in words(own) and "Add something to your report" in words(own), words(own))
    o = officer(server)
    check("the officer reads that they have a code", "Gave no address: has a code to come back with" in words(o.get(f"/work/{reference}")),
          words(o.get(f"/work/{reference}")))
    o.post(f"/work/{reference}", deed="close", ending="fixed", words="Taken away.")
    check_equal("nobody is written to", messages_of(store, reference), [])
    at = page.headers["Location"]
    check("closed: they are asked first", words(b.get(at)).split("The service says:")[0].endswith("Is it fixed? "), words(b.get(at)))
    check_equal("no", b.post(at, deed="dispute", dispute="it lies there still").status, 303)
    check("everybody reads it in the reporter's voice", "Status Disputed" in words(server.get(f"/reports/{reference}")) and
          "it lies there still" in words(server.get(f"/reports/{reference}")))
    check("and the service has it as disputed", reference in o.get("/work?show=disputed").text)
    check_equal("yes after all", b.post(at, deed="agree").status, 303)
    check("is theirs to take back", "You said that it is fixed" in words(b.get(at)), words(b.get(at)))


def test_found(server):
    """Whoever gave an address has a link sent to it, known or not; a reference leads to the report, a code has its page."""
    home = server.get("/")
    check("the first page leads there, and a demonstration's to who can sign in", '<a class="govuk-link" href="/find-report">Find my report</a>' in home.text and 'href="/demo"' in home.text, main_of(home))
    b = Browser(server)
    page = b.get("/find-report")
    check("three ways", all(part in page.text for part in ('action="/find-report?sent=1" method="post"', 'action="/search" method="get"', 'href="/code"')), main_of(page))
    check_equal("nothing", errors(b.post("/find-report")), ["Write the e-mail address you gave"])
    page = b.post("/find-report", email="ada@gmial.com")
    check("a slip is asked about", "Did you mean" in words(page) and 'value="ada@gmail.com"' in page.text, words(page))
    reference = report(server, "a door in the hedge", "fly-tipping / public land", "ZZ1 2AB, the hedge", email="hal@example.org")
    answers = {(page.status, page.headers.get("Location")) for page in (b.post("/find-report", email=address) for address in ("hal@example.org", "nobody@example.org"))}
    check_equal("known or not: the same answer", len(answers), 1)
    ids = re.findall(r'name="message" value="(\d+)"', b.get("/demo/mail").text)
    shown = [b.post("/demo/mail", message=number).text for number in ids[:2]]
    link = next(re.search(r'href="(/sign-in/link/[^"]*)"', text)[1] for text in shown if "hal@example.org" in text)
    check("the link leads to the reports", "next=/account/reports" in link.replace("%2F", "/"), link)
    page = b.follow(b.post(link.split("?")[0], next="/account/reports"))
    check("and they stand there", reference in page.text, words(page))
    check_equal("signed in: on to them at once", b.get("/find-report").headers.get("Location"), "/account/reports")
    check_equal("a reference leads to its report", server.get(f"/search?q={reference}").headers.get("Location"), f"/reports/{reference}")
    pages = [Browser(server).post("/find-report", email="hal@example.org") for _ in range(12)]
    check("who often asks, waits", pages[-1].status == 200 and "ait" in str(errors(pages[-1])), pages[-1])


def test_wrong(server):
    reference, code = reported(server)
    other, code_of_other = reported(server, "a fridge by the bridge")
    check_equal("another report's code", errors(opened(server, reference, code_of_other)), TOGETHER)
    check_equal("no report of that reference: the same words", errors(opened(server, "B7K-2MXQ", code)), TOGETHER)
    check_equal("something else", errors(opened(server, reference, "' OR 1=1 --")), TOGETHER)
    check_equal("nothing", errors(Browser(server).post("/code")), ["Write the reference of your report", "Write your code"])
    page = opened(server, reference, "wrong-code-here")
    check("the reference stays typed", f'value="{reference}"' in page.text)
    check_equal("the page is kept by nobody", page.headers.get("Cache-Control"), "no-store")
    given = report(server, "tyres in the ditch", "fly-tipping / public land", "ZZ1 2AB", email="ida@example.org")
    check_equal("whoever gave an address has no code", rows("SELECT COUNT(*) FROM own_code o JOIN cases c ON c.id = o.case_id WHERE c.reference = ?", given), [(0,)])
    check_equal("its own opens the other", opened(server, other, code_of_other).status, 303)


def test_often(server):
    reference, code = reported(server)
    other, other_code = reported(server, "paint tins on the path")
    tried = [errors(opened(server, reference, f"aaaa-bbbb-ccc{n}", network="192.0.2.77")) for n in range(2, 8)]
    check_equal("five tries need not wait", tried[:5], [TOGETHER] * 5)
    check("the sixth does", re.match(r"Too many tries|.*[Ww]ait", str(tried[5])), tried)
    check("then the right one, too", opened(server, reference, code, network="192.0.2.77").status == 200)
    check_equal("but not another report's, from there", opened(server, other, other_code, network="192.0.2.77").status, 303)
    check_equal("nor this one, from elsewhere", opened(server, reference, code, network="192.0.2.78").status, 303)
    tried = [errors(opened(server, f"{'3479BCDFGHJKMNPQ'[n % 16]}7K-2MXQ", f"aaaa-bbbb-{n:04}", network="198.51.100.7")) for n in range(40)]
    check("through all references from one network: likewise", tried[0] == TOGETHER and tried[-1] != TOGETHER, tried[-1])


def test_counted(server):
    """Its page is not there for others: the code leads to it all the same, and says nothing to whoever has none."""
    reference, code = reported(server, "dealing by the arches", "drug dealing")
    check_equal("wrong: as if there were none", errors(opened(server, reference, "aaaa-bbbb-cccc")), TOGETHER)
    b = Browser(server)
    check("right", "dealing by the arches" in b.follow(opened(server, reference, code)).text)


def test_taken_in(server):
    """Each letter has a code of its own, and all stay good; by telephone it is told once."""
    o = officer(server)
    taken_in(o, whose={"whose": "own", "way": "letter", "own-name": "Paula Paper", "own-address": "3 Mill Lane\nHarcaster"})
    reference = sent(o)
    o.post(f"/work/{reference}", deed="note", note="We look on Monday.")
    page = server.get("/demo/mail")
    letters = re.findall(r'name="message" value="(\d+)"', page.text)[:2]
    check("a letter that is only looked at has no code", reference in words(page) and "this code:" not in words(page), words(page))
    check_equal("what waits has none, either", rows("SELECT COUNT(*) FROM outbox WHERE detail LIKE '%code%'"), [(0,)])
    mail = " ".join(words(Browser(server).post("/demo/mail", message=number)) for number in letters)
    codes = sorted(set(re.findall(rf"At https://wardmote.example/code write the reference {reference} and this code: ({CODE})", mail)))
    check_equal("two letters, two codes", len(codes), 2)
    check_equal("each opens it", [opened(server, reference, code).status for code in codes], [303, 303])
    taken_in(o, channel="telephone", whose={"whose": "own", "way": "telephone", "own-name": "Tom Phone", "own-telephone": "07700 900321"})
    page = o.follow(o.post("/report/check"))
    told = re.search(rf'<p class="w-code">({CODE})</p>', page.text)
    check("whoever takes it in tells them", told and "Tell them this code, too" in words(page), words(page))
    reference = re.search(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{4})</strong>", page.text)[1]
    check_equal("and they come back alone", opened(server, reference, told[1]).status, 303)
    taken_in(o, channel="walkabout", whose={"whose": "nobody"})
    check("what is nobody's has none", "w-code" not in o.follow(o.post("/report/check")).text)


def test_held(server):
    """It stands in what is held about them, without the code; erased, it opens nothing."""
    reference, code = reported(server, name="Nora Nameonly")
    token = opened(server, reference, code).headers["Location"]
    table = Browser(server).get(f"{token}/data/held.csv").text
    check("that they were given one", f"case,{reference}," in table and ",code,given to this person" in table and code not in table, table)
    person = one(store, "SELECT p.person_id FROM case_person p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", reference)[0]
    done = run("person", "erase", "--store", f"sqlite:{store}", "--id", str(person), "--yes", "--no-vacuum")
    check_equal("erased", (done.exit, rows("SELECT COUNT(*) FROM own_code WHERE person_id = ?", person)), (0, [(0,)]))
    check_equal("the code opens nothing", errors(opened(server, reference, code)), TOGETHER)
    check_equal("nor does the link", Browser(server).get(token).status, 404)


store = demonstration("own_code.db")
with Server(store, "--address", "https://wardmote.example") as served:
    test_answers(served)
    test_found(served)
    test_wrong(served)
    test_often(served)
    test_counted(served)
    test_taken_in(served)
    test_held(served)
