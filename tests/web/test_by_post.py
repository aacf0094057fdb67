"""News by post for whoever reported by themself without e-mail or mobile: asked for behind their code, sent only when somebody
who takes reports in has agreed; refused, asked by others, in their own data, erased."""
import json
import re
import sqlite3

from browsing import Browser, errors, main_of, words
from reporting import STREET, as_user, messages_of, one, report, written
from serving import Server, check, check_equal, demonstration, run

COUNTY, CHAMPION, ADMINISTRATOR = "community.highways@eastmark.example", "aldermoor.champion@harcaster.example", "administrator@harcaster.example"
ADDRESS = "3 Mill Lane\nHarcaster\nZZ1 2AB"


def rows(sql, *values):
    with sqlite3.connect(store) as db:
        return db.execute(sql, values).fetchall()


def reported(server, **form):
    """Without an address: the reference, and where their own page is, to which their code leads."""
    b = Browser(server)
    written(b, "a sofa on the verge", "fly-tipping / public land", "ZZ1 2AB")
    page = b.follow(b.post("/report/check", **form))
    check("the last page says that letters can be asked for", "There you can ask for news by post." in words(page), words(page))
    reference = re.search(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{4})</strong>", page.text)[1]
    code = re.search(r'<p class="w-code">([^<]*)</p>', page.text)[1]
    return reference, Browser(server).post("/code", reference=reference, code=code).headers["Location"]


def person_of(reference):
    return one(store, "SELECT p.id, p.name, p.address, p.way FROM person p JOIN case_person b ON b.person_id = p.id JOIN cases c ON c.id = b.case_id WHERE c.reference = ?", reference)


def asked(server):
    reference, own = reported(server)
    b = Browser(server)
    check("it is offered on their own page", "Have news of it by post" in words(b.get(own)), words(b.get(own)))
    check_equal("no address", errors(b.post(own, **{"deed": "post", "post-name": "Una Own"})), ["Write the address as it stands on a letter, with the postcode."])
    page = b.post(own, **{"deed": "post", "post-name": "Una Own", "post-address": "x" * 1001})
    check("too long, and what was typed is there", len(errors(page)) == 1 and 'value="Una Own"' in page.text, main_of(page))
    page = b.follow(b.post(own, **{"deed": "post", "post-name": "Una Own", "post-address": ADDRESS}))
    check("asked for, and how that stands", "You asked for news by post on 22 November 2026." in words(page) and "Have news of it by post" not in words(page), words(page))
    check_equal("once", b.post(own, **{"deed": "post", "post-address": "another"}).status, 200)
    check_equal("the address is kept, and nothing goes there", (person_of(reference)[1:], messages_of(store, reference)), (("Una Own", ADDRESS, "none"), []))
    public = server.get(f"/reports/{reference}").text + server.get("/record/facts.jsonl").text
    check("nobody else reads of it", "Mill Lane" not in public and "Una Own" not in public and "by post" not in public)
    return reference, own


def test_agreed(server):
    reference, own = asked(server)
    o, at = as_user(server, store, STREET), {"reference": reference, "person": person_of(reference)[0]}
    o.post(f"/work/{reference}", deed="note", words="We look on Tuesday.")
    check_equal("as long as nobody agreed nothing is sent", messages_of(store, reference), [])
    check("the list of work says so, with the demonstration's own", re.search(r"\b2 Ask for letters", words(o.get("/work"))), words(o.get("/work")))
    waits = main_of(o.get(f"/work/{reference}"))
    check("and the officer's page of the report, with the way there", "Whoever reported asks for letters:" in waits and 'href="/work/letters"' in waits, waits)
    check("a champion, who may not answer, reads nothing of it", "asks for letters" not in as_user(server, store, CHAMPION).get(f"/work/{reference}").text)
    page = o.get("/work/letters")
    check("with who, where and for what", all(part in words(page) for part in ("Una Own", "3 Mill Lane Harcaster ZZ1 2AB", "asked on 22 November 2026")) and reference in page.text, words(page))
    check_equal("kept by nobody", page.headers.get("Cache-Control"), "no-store")
    for user in (None, "resident@aldermoor.example"):
        check_equal(f"not by {user}", (as_user(server, store, user).get("/work/letters").status, as_user(server, store, user).post("/work/letters", deed="agree", **at).status), ((403, 403) if user else (401, 401)))
    for user in (COUNTY, CHAMPION):
        other = as_user(server, store, user)
        check_equal(f"not shown to {user}", (other.get("/work/letters").status, "Una Own" in other.get("/work/letters").text), (200, False))
        check_equal(f"nor answered by {user}", other.post("/work/letters", deed="agree", **at).status, 403)
    check_equal("nor without a word", o.post("/work/letters", **at).status, 200)
    check_equal("nor for somebody else", o.post("/work/letters", deed="agree", reference=reference, person=1).status, 200)
    check_equal("nothing was sent", messages_of(store, reference), [])
    check_equal("agreed", o.post("/work/letters", deed="agree", **at).headers.get("Location"), "/work/letters?done=agree")
    check("of two who answer, the second reads so", "a colleague has answered it" in words(o.post("/work/letters", deed="refuse", **at)))
    check_equal("the first letter waits", rows("SELECT o.way, o.message FROM outbox o WHERE o.to_person = ?", at["person"]), [("letter", "received")])
    check("of this nobody waits any more", reference not in words(o.get("/work/letters")) and re.search(r"\b1 Ask for letters", words(o.get("/work"))), words(o.get("/work")))
    page = words(o.get(f"/work/{reference}"))
    check("the officer's page says what was agreed", "Letters go to whoever reported" in page and "asks for letters" not in page, page)
    check("nor is it offered again", "by post" not in words(Browser(server).get(own)))
    o.post(f"/work/{reference}", deed="close", ending="fixed", words="Taken away.")
    check_equal("and more follow", [row[0] for row in rows("SELECT message FROM outbox WHERE to_person = ? ORDER BY id", at["person"])], ["received", "fixed"])
    trace = words(as_user(server, store, ADMINISTRATOR).get("/admin/trace"))
    check("who agreed is known", f"Agreed to letters about {reference}" in trace, trace[:2000])


def test_demonstration(server):
    """Somebody asks in it, with all that whoever answers has to look at; answered, nobody waits."""
    o = as_user(server, store, STREET)
    page = o.get("/work/letters")
    check("she asks", all(part in words(page) for part in ("Edith Marlow", "4 Dell Close", "Graffiti", "asked on 21 November 2026")), words(page))
    at = {name: re.search(f'name="{name}" value="([^"]*)"', page.text)[1] for name in ("reference", "person")}
    check("of a report that is open", "In time" in words(o.get(f"/work/{at['reference']}")))
    o.post("/work/letters", deed="agree", **at)
    check("then nobody waits", "Nobody waits for an answer." in words(o.get("/work/letters")) and "Ask for letters" not in words(o.get("/work")))


def test_refused(server):
    reference, own = asked(server)
    o, at = as_user(server, store, STREET), {"reference": reference, "person": person_of(reference)[0]}
    check_equal("refused", o.post("/work/letters", deed="refuse", **at).headers.get("Location"), "/work/letters?done=refuse")
    check_equal("the address is gone, and nothing was sent", (person_of(reference)[1:], messages_of(store, reference)), (("Una Own", None, "none"), []))
    page = words(o.get(f"/work/{reference}"))
    check("the officer's page says what was refused", "Whoever reported asked for letters, and gets none" in page, page)
    page = Browser(server).get(own)
    check("they read so, and are not asked again", "No letters are sent about this report" in words(page) and "Have news of it by post" not in words(page), words(page))
    check_equal("nor can it be asked again", Browser(server).post(own, **{"deed": "post", "post-address": ADDRESS}).status, 200)
    check_equal("nothing changed", person_of(reference)[2], None)


def test_others(server):
    """Whoever can be written to is not offered letters."""
    for form in ({"email": "ada@example.org"}, {"telephone": "07700 900123"}):
        reference = report(server, "a door in the hedge", "fly-tipping / public land", "ZZ1 2AB, the hedge", **form)
        own = "/r/" + one(store, "SELECT p.token FROM case_person p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", reference)[0]
        check(f"{form}: not offered", "by post" not in words(Browser(server).get(own)))
        Browser(server).post(own, **{"deed": "post", "post-address": ADDRESS})
        check_equal(f"{form}: nor by force", person_of(reference)[2], None)


def test_held(server):
    reference, own = asked(server)
    person = person_of(reference)[0]
    held = json.loads(run("person", "export", "--store", f"sqlite:{store}", "--id", person, "--format", "json").out)
    said = {(row["name"], row["value"]) for row in held}
    check("it stands in what is held about them", {("address", ADDRESS), ("letters", "asked for")} <= said, held)
    done = run("person", "erase", "--store", f"sqlite:{store}", "--id", person, "--yes", "--no-vacuum")
    check_equal("erased", (done.exit, rows("SELECT COUNT(*) FROM by_post WHERE person_id = ?", person), rows("SELECT COUNT(*) FROM person WHERE address = ?", ADDRESS)),
                (0, [(0,)], [(1,)]))  # theirs to whom letters are sent is there still
    check("and they don't wait", reference not in words(as_user(server, store, STREET).get("/work/letters")))


store = demonstration("by_post.db")
with Server(store) as served:
    test_agreed(served)
    test_refused(served)
    test_others(served)
    test_held(served)
    test_demonstration(served)
