"""Whose work it is, over HTTP: given to a colleague it stands under Mine of theirs, whose name nobody outside reads; and
whoever can't be reached by message is said to be rung."""
import re
import sqlite3

from browsing import errors, words
from reporting import officer, one, report
from serving import Server, check, check_equal, demonstration, run

STREET, NEIGHBOURHOODS = "street.scene@harcaster.example", "neighbourhoods@harcaster.example"


def account_of(page, name):
    return re.search(rf'<option value="(\d+)"[^>]*>{name}', page.text)[1]


def is_mine(browser, reference):
    return reference in browser.get("/work?show=mine").text


def test_mine(server, store):
    reference = report(server, "tag on the shelter", "graffiti / other", "ZZ1 2AB", email="ada@example.org", telephone="07700 900123")
    street, other = officer(server, STREET), officer(server, NEIGHBOURHOODS)
    path = f"/work/{reference}"
    page = street.get(path)
    check("colleagues are offered, oneself among them", "Street Scene Supervisor (you)" in page.text and ">Neighbourhoods Officer<" in page.text, words(page))
    check("and nobody of another body", "Community Highways Officer" not in page.text)
    account = account_of(page, "Neighbourhoods Officer")
    check_equal("given", street.post(path, deed="assign", assignee=account, assigned="").status, 303)
    check_equal("it is theirs, and not of who gave it", (is_mine(other, reference), is_mine(street, reference)), (True, False))
    check("colleagues read who has it", "neighbourhoods officer: Neighbourhoods Officer" in words(street.get(path)), words(street.get(path)))
    public = server.get(f"/reports/{reference}")
    check("everybody else the role", "Given to neighbourhoods officer." in words(public) and "Neighbourhoods Officer" not in words(public), words(public))
    street.post(path, deed="assign", assignee=account, assigned="Crew 2")
    check("a crew is said in place of the role, the list is the same", "Given to Crew 2" in words(server.get(f"/reports/{reference}")) and
          is_mine(other, reference))
    check_equal("nobody of another body can be chosen", errors(street.post(path, deed="assign", assignee="999")),
                ["Choose somebody who works for Harcaster Borough Council."])
    street.post(path, deed="assign", assignee="", assigned="Street Scene Supervisor")
    check_equal("a post that is called as somebody is makes it nobody's by name", (is_mine(other, reference), is_mine(street, reference)), (False, False))
    street.post(path, deed="assign", assignee=account_of(street.get(path), "Street Scene Supervisor"))
    check("given to oneself", is_mine(street, reference))
    street.post(path, deed="close", ending="fixed", words="painted over")
    check("closed, it is no work", not is_mine(street, reference))


def test_failing(server, store):
    reference = report(server, "tag on the bridge", "graffiti / other", "ZZ1 2AB", email="gone@example.org", telephone="07700 900124")
    street = officer(server)
    check("as long as messages arrive nothing is said", "do not arrive" not in street.get(f"/work/{reference}").text)
    with sqlite3.connect(store) as db:
        db.execute("INSERT INTO unreachable (community, way, address, since, reason) VALUES (1, 'email', 'gone@example.org', 1795000000, '5.1.1')")
    page = street.get(f"/work/{reference}")
    check("then it is, with what to do", "Our messages to gone@example.org do not arrive, since" in words(page) and "Ring them." in words(page), words(page))


def test_forgotten(store):
    person = one(store, "SELECT id FROM person WHERE email = ?", STREET)[0]
    check("who has what is kept", one(store, "SELECT COUNT(*) FROM assignee a JOIN account c ON c.id = a.account WHERE c.person = ?", person)[0] == 1)
    said = run("person", "export", "--store", f"sqlite:{store}", "--id", str(person)).out
    check("it is in what is held of them", "to this person" in said, said[-600:])
    run("person", "erase", "--store", f"sqlite:{store}", "--id", str(person), "--yes", "--no-vacuum")
    check_equal("and goes with them", one(store, "SELECT COUNT(*) FROM assignee"), (0,))


store = demonstration("mine.db")
with Server(store) as served:
    test_mine(served, store)
    test_failing(served, store)
test_forgotten(store)
