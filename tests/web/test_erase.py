"""One person's data, erased from a page: what goes is said, nothing is found of them afterwards, also not in the mail that waits,
in pages that were kept, or in a backup that is brought back; and who may not be erased as it is now."""
import re
import sqlite3
import threading
import time

from browsing import Browser, errors, words
from reporting import as_user, one, png, report, sent, token_of, written
from serving import Server, check, check_equal, demonstration, folder, run

EVE, RESIDENT = "eve.secret@example.org", "resident@aldermoor.example"
SECRETS = [EVE, "Eve Secretname", "07700900129", "07700 900129", "SECRETWORDS", "SECRETSPOT"]


def rows(sql, *values):
    with sqlite3.connect(store) as db:
        return db.execute(sql, values).fetchall()


def found(path, secrets=None):
    """Which of them stand in any table: a copy has all rows, and no free pages in which old ones may lie."""
    copy = folder / "found.db"
    copy.unlink(missing_ok=True)
    with sqlite3.connect(path) as db:
        db.execute("VACUUM INTO ?", (str(copy),))
    data = copy.read_bytes()
    return [secret for secret in secrets or SECRETS if secret.encode() in data]


def wait_for(what, seconds=60):
    for _ in range(seconds * 20):
        if got := what():
            return got
        time.sleep(0.05)
    raise SystemExit(f"waited in vain for {what}")


def mail_to(address):
    return [text for path in sorted(outbox.glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)
            if address in (text := path.read_text()).split("\n\n")[0]]


def links_to(address):
    return [link[0] for text in mail_to(address) if (link := re.search(r"/sign-in/link/\S+", text))]


def reported(server):
    """Two reports of one address, one of them with a photograph; and one that they confirmed."""
    b = Browser(server)
    written(b, "sofa SECRETWORDS behind the SECRETSPOT, ring 07700 900129", "fly-tipping / public land", "ZZ1 2AB")
    b.send("/report/more", photo=("a.png", "image/png", png(64, 48)))
    first = sent(b, email=EVE, name="Eve Secretname", telephone="07700 900129")
    second = report(server, "fridge SECRETWORDS", "graffiti / other", "ZZ1 2AB", email=EVE)
    Browser(server).post(f"/r/{token_of(store, first)}", deed="confirm")
    return first, second


def test_refused(server):
    officer = as_user(server, store, "street.scene@harcaster.example")
    page = officer.get("/account/data/erase")
    check("whoever has a role reads why not", "This account has a role here (service officer). An administrator ends it first" in words(page), words(page))
    check("and finds no button", "deed" not in page.text.split("<main")[1].split("</main>")[0], page)
    officer.post("/account/data/erase", deed="erase", agreed="yes")
    check("a form all the same changes nothing", officer.is_in())
    administrator = as_user(server, store, "administrator@harcaster.example")
    check("the only administrator, too", "This is the only administrator here" in words(administrator.get("/account/data/erase")))
    check_equal("nobody signed in", Browser(server).get("/account/data/erase").status, 401)


def test_stale(server):
    b = as_user(server, store, RESIDENT)
    rows("UPDATE session SET created = created - 3600 WHERE account = (SELECT a.id FROM account a JOIN person p ON p.id = a.person WHERE p.email = ?)", RESIDENT)
    page = b.get("/account/data/erase")
    check("a browser that was left open: first a new link", "First, that it is you" in words(page) and "Erase it all now" not in words(page), words(page))
    b.post("/account/data/erase", deed="erase", agreed="yes")
    check("and no form does it", b.is_in())
    check_equal("the link is sent", b.post("/account/data/erase", deed="again").headers.get("Location"), "/sign-in/sent?next=%2Faccount%2Fdata%2Ferase")
    link = wait_for(lambda: links_to(RESIDENT))[-1]
    check("it leads back", link.endswith("?next=/account/data/erase"), link)
    page = b.follow(b.post(link))
    check("and there it can be done", "Erase it all now" in words(page), words(page))


def test_erased(server):
    first, second = reported(server)
    officer = as_user(server, store, "street.scene@harcaster.example")
    officer.post(f"/work/{first}", deed="note", note="Eve Secretname was not in")
    with sqlite3.connect(store) as db:
        db.execute("INSERT INTO account (community, person, state, created) SELECT 1, id, 'active', 1780000000 FROM person WHERE name = 'Eve Secretname'")
    db.close()
    eve, other = as_user(server, store, EVE), as_user(server, store, EVE)
    check_equal("an alert", other.post("/alerts", about="area:Aldermoor ward", often="at once", email=EVE).status, 303)
    written(eve, "half written SECRETWORDS", "graffiti / other", "ZZ1 2AB")
    check_equal("a report in progress, and everything else of them", (found(store), rows("SELECT COUNT(*) FROM unsent WHERE body LIKE '%SECRETWORDS%'")[0][0]), (SECRETS, 1))
    check("a page is kept", server.get(f"/reports/{first}").status == 200 and server.get(f"/reports/{first}").status == 200)
    run("backup", "--store", f"sqlite:{store}", str(before))
    token = token_of(store, first)
    page = eve.get("/account/data/erase")
    said = words(page)
    check("what goes, and what stays", all(part in said for part in ("Name, and how to reach 2 entries", "Photographs 1", "on 2 reports of yours", "2 reports are open")),
          said)
    check_equal("not without knowing", errors(eve.post("/account/data/erase", deed="erase")), ["Say that you know it can’t be brought back"])
    gone = eve.post("/account/data/erase", deed="erase", agreed="yes")
    check_equal("it is done", gone.headers.get("Location"), "/account/data/erased")
    check("and said", "It is erased" in words(eve.follow(gone)))
    check_equal("signed out everywhere", (eve.is_in(), other.is_in(), eve.cookies.get("session")), (False, False, None))
    last = wait_for(lambda: [text for text in mail_to(EVE) if "held about you is erased" in text])
    check("a last message", len(last) == 1, last)
    wait_for(lambda: not found(store))
    check_equal("nothing of them in any table", found(store), [])
    check_equal("their link leads nowhere", Browser(server).get(f"/r/{token}").status, 404)
    for path in (f"/reports/{first}", f"/reports/{first}.json", f"/reports/{first}.atom", f"/reports/{second}", "/search?q=SECRETWORDS",
                 "/record/facts.jsonl", "/areas/Aldermoor%20ward.atom"):
        page = server.get(path)
        check(f"{path}: nothing of them", not any(secret in page.text.replace("?q=SECRETWORDS", "") for secret in SECRETS) or "search" in path, page)
    check_equal("what happened stays", server.get(f"/reports/{first}").status, 200)
    check("neither on the list of work", not any(secret in officer.get(f"/work/{first}").text for secret in SECRETS))
    check("nor in the table", not any(secret in officer.get("/work/table.csv").text for secret in SECRETS))
    check("the other's words stay without what names them", "was not in" not in officer.get(f"/work/{first}").text)
    wait_for(lambda: "person 0 " in (folder / f"{store.name}.erasures").read_text())
    dpo = as_user(server, store, "dpo@harcaster.example")
    check("the data protection officer sees that it was", "erasure" in words(dpo.get("/data-requests")).lower(), words(dpo.get("/data-requests")))
    report(server, "a new one", "graffiti / other", "ZZ1 2AB", email=EVE)
    check_equal("who reports again is somebody new", len(rows("SELECT 1 FROM person WHERE email = ?", EVE)), 1)


def test_office(server):
    """The data protection officer: finds, checks who it is, gives, erases, refuses; all of it traced, by nobody else."""
    gil = "gil.secret@example.org"
    reference = report(server, "GILWORDS", "graffiti / other", "ZZ1 2AB", email=gil, name="Gil Secret")
    report(server, "GILWORDS too", "graffiti / other", "ZZ1 2AB", email=gil, name="Gil S", telephone="07700 900777")
    report(server, "another", "graffiti / other", "ZZ1 2AB", email="gus@example.org", name="Gus Secret", telephone="07700 900777")
    dpo = as_user(server, store, "dpo@harcaster.example")
    new = "/data-requests/new"
    check_equal("nothing typed", errors(dpo.post(new)), ["Write one of these three", "Choose what they ask for", "Write the day, such as 20 11 2026"])
    check_equal("nobody like that", errors(dpo.post(new, email="x@example.org", wish="copy", day="1 11 2026")), ["Nothing is held about anybody like that"])
    page = dpo.post(new, telephone="07700 900777", wish="copy", day="31 1 2026")
    check("several who share a number: they are offered, what was typed stays", errors(page) == ["Several people are meant: choose one"] and "Gus Secret" in words(page) and
          "31 1 2026" in page.text, words(page))
    page = dpo.post(new, email="", reference=reference, wish="copy", day="31 1 2026")
    path = page.headers.get("Location", "")
    check("by a report there is one", path.startswith("/data-requests/"), page)
    page = dpo.get(path)
    check("all who stand under the contact are meant", "Gil Secret, " + gil in words(page) and "Gil S, " + gil in words(page) and "Gus" not in words(page), words(page))
    check("the month of the law, and late", "28 February 2026" in words(page) and "Late" in words(page), words(page))
    check_equal("the same again while it is open", errors(dpo.post(new, reference=reference, wish="copy", day="1 2 2026"))[0].startswith("Request "), True)
    check_equal("nothing before it is checked who they are", errors(dpo.post(path, deed="json")), ["First note how it was checked who they are."])
    check_equal("nor ended", errors(dpo.post(path, deed="finish")), ["First note how it was checked who they are."])
    check_equal("how, and when", errors(dpo.post(path, deed="prove", proof="seen", proved="1 1 2199")), ["That day is still to come."])
    dpo.post(path, deed="prove", proof="seen", proved="2 2 2026")
    page = dpo.post(path, deed="json")
    check("the copy", "GILWORDS too" in page.text and "held-" in page.headers.get("Content-Disposition", ""), page)
    check_equal("not erased: that was not asked", errors(dpo.post(path, deed="erase", agreed="yes")), ["They asked for a copy, not for erasure."])
    check_equal("ended", dpo.post(path, deed="finish").status, 303)
    check_equal("once", errors(dpo.post(path, deed="table")), ["This request is over."])
    path = dpo.post(new, reference=reference, wish="erasure", day="1 2 2026").headers["Location"]
    check_equal("refused with a ground and words", errors(dpo.post(path, deed="refuse")), ["Choose the ground in law"])
    dpo.post(path, deed="refuse", ground="claim", words="A claim is open.")
    check("they are told why and where to complain", "A legal claim needs it" in words(dpo.get(path)) and
          "data-refused" in [message for message, in rows("SELECT o.message FROM outbox o JOIN person p ON p.id = o.to_person WHERE p.email = ?", gil)])
    path = dpo.post(new, reference=reference, wish="erasure", day="2 2 2026").headers["Location"]
    dpo.post(path, deed="prove", proof="message", proved="3 2 2026")
    check_equal("not without knowing", errors(dpo.post(path, deed="erase")), ["Say that you know it can’t be brought back"])
    dpo.post(path, deed="erase", agreed="yes")
    check("erased, and the request stays without them", "it is erased" in words(dpo.get(path)) and "Gil" not in dpo.get(path).text, words(dpo.get(path)))
    check_equal("nothing of them in any table, but for the message that says so", [secret for secret in found(store, [gil, "GILWORDS", "Gil Secret", "A claim is open"])
                if secret != gil], [])
    traced = [deed for deed, in rows("SELECT deed FROM administered WHERE subject LIKE '%data request%' OR subject LIKE 'what is held%'")]
    check("each look is traced", {"searched for", "looked at", "noted who it is, for", "took a copy of what is held, for", "refused", "erased the person of"} <=
          set(traced), traced)


def test_link(server):
    """Without an account, by the link of a report, which somebody may have passed on."""
    hal, tel = "hal.secret@example.org", "07700 900456"
    reference = report(server, "HALONE, ring Hal Secret", "graffiti / other", "ZZ1 2AB", email=hal, name="Hal Secret", telephone=tel)
    report(server, "HALTWO", "graffiti / other", "ZZ1 2AB", email=hal, name="Hal Secret")
    path, b = f"/r/{token_of(store, reference)}", Browser(server)
    check("the report leads there", f'href="{path}/data"' in b.get(path).text)
    page = b.get(f"{path}/data")
    check("where the message goes, so that only they know it", "h…@example.org" in words(page) and hal not in page.text, words(page))
    for kind in ("csv", "json"):
        page = b.get(f"{path}/data/held.{kind}")
        check(f"the link alone gives this report, and neither the others nor how to reach them ({kind})",
              page.status == 200 and "HALONE" in page.text and not any(secret in page.text for secret in ("HALTWO", hal, tel, "900456")), page)
    check_equal("it signs nobody in", (b.get("/account/data").status, b.post("/account/data/erase", deed="erase", agreed="yes").status), (401, 401))
    check_equal("the message is sent", b.post(f"{path}/data").headers.get("Location"), "/sign-in/sent?next=%2Faccount%2Fdata")
    link = wait_for(lambda: links_to(hal))[-1]
    page = b.follow(b.post(link))
    check("it leads to all that is held", "All that is held under " + hal in words(page), words(page))
    check("which is both", all(word in b.get("/account/data/held.csv").text for word in ("HALONE", "HALTWO", hal)))
    check_equal("and erases it", b.post("/account/data/erase", deed="erase", agreed="yes").status, 303)
    check_equal("then the link is over", [b.get(f"{path}{rest}").status for rest in ("", "/data", "/data/held.csv")], [404, 404, 404])
    nobody = report(server, "no way to be reached", "graffiti / other", "ZZ1 2AB", name="Ida", telephone="")
    check_equal("who left nothing has no link", one(store, "SELECT COUNT(*) FROM case_person p JOIN cases c ON c.id = p.case_id WHERE c.reference = ? AND p.token IS NOT NULL", nobody), (0,))


def test_restored():
    """A copy from before, erased again by the list that lay beside the store."""
    done = run("person", "replay", "--store", f"sqlite:{before}", "--no-vacuum", str(folder / f"{store.name}.erasures"))
    check("it is erased again", done.exit == 0 and found(before, SECRETS[:4]) == [], (done.err, found(before)))


def test_two(server):
    """Two presses at once: one erases, both read that it is done, and nobody else goes."""
    fay = "fay.secret@example.org"
    with sqlite3.connect(store) as db:
        person = db.execute("INSERT INTO person (community, name, email, way, key) VALUES (1, 'Fay', ?, 'none', 'fay')", (fay,)).lastrowid
        db.execute("INSERT INTO account (community, person, state, created) VALUES (1, ?, 'active', 1780000000)", (person,))
    db.close()
    b, got = as_user(server, store, fay), []
    people = rows("SELECT COUNT(*) FROM person")[0][0]
    presses = [threading.Thread(target=lambda: got.append(b.post("/account/data/erase", deed="erase", agreed="yes").status)) for _ in range(2)]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    check("once", sorted(got) in ([303, 303], [303, 401]) and not rows("SELECT 1 FROM person WHERE email = ?", fay), got)
    check_equal("and nobody else", people - rows("SELECT COUNT(*) FROM person")[0][0], 1)


store, before = demonstration("erase.db"), folder / "before.db"
outbox = folder / "erase-outbox"
outbox.mkdir()
with Server(store, "--outbox", f"email=spool:{outbox}") as served:
    test_refused(served)
    test_stale(served)
    test_erased(served)
    test_two(served)
    test_office(served)
    test_link(served)
test_restored()
