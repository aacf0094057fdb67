"""What nobody may do, tried by everybody of the demonstration (docs/tried.md): read a resident's name; have done with what is
owed by closing the report. What else that page names is tried in the tests that it names."""
import csv
import html
import sqlite3

from browsing import Browser, words
from reporting import as_user, report, token_of
from serving import LIBRARY, Server, check, check_equal, demonstration

NAME, ADDRESS = "Ada Secret", "ada.secret@example.org"
BODY = "Harcaster Borough Council"  # whose report it is


def accounts():
    with open(LIBRARY / "demo/accounts.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_name(server, store):
    reference = report(server, "sofa on the verge", "fly-tipping / public land", "ZZ1 2AB", email=ADDRESS, name=NAME)
    pages = (f"/work/{reference}", "/work", f"/find?q={reference}", "/find?q=Secret", "/people", "/watch", "/data/figures.csv", f"/work/{reference}/print")
    seen = []
    for account in accounts():
        browser = as_user(server, store, account["email"])
        if any(secret in browser.get(page).text for page in pages for secret in (NAME, ADDRESS)):
            seen.append(account["name"])
    mine = [a["name"] for a in accounts() if a["body"] == BODY and a["role"] in ("service officer", "neighbourhoods officer")]
    check_equal("a name is read by those who answer the report, and by nobody else", seen, mine)
    public = Browser(server)
    token = token_of(store, reference)
    check("nor by whoever is not signed in", not any(NAME in public.get(page).text for page in (*pages, f"/reports/{reference}", "/")))
    check("nor by whoever comes by the link with another name on it", NAME not in public.get(f"/r/{token[:-1]}{'a' if token[-1] != 'a' else 'b'}").text)


def owed(store, case):
    with sqlite3.connect(store) as db:
        return db.execute("SELECT redress, step, party, what, state, done, due FROM obligation WHERE case_id = ? ORDER BY redress, step", (case,)).fetchall()


def test_owed(server, store):
    with sqlite3.connect(store) as db:
        case, reference, party = db.execute(
            "SELECT c.id, c.reference, o.party FROM obligation o JOIN cases c ON c.id = o.case_id "
            "WHERE o.done IS NULL AND o.state IN (1, 4) ORDER BY o.party, c.id LIMIT 1").fetchone()
    before = owed(store, case)
    check("something is owed on a report", any(row[5] is None for row in before), before)
    tried = [as_user(server, store, a["email"]) for a in accounts()]
    for ending in ("fixed", "no fix", "duplicate", "not ours", "not found"):
        for browser in tried:
            browser.post(f"/work/{reference}", deed="close", ending=ending, words="Done with.")
    check_equal("whoever closes it, and as what, everything that is owed stays owed, by the same day", owed(store, case), before)
    what = next(row[3] for row in before if row[5] is None)
    lists = [a["name"] for a, browser in zip(accounts(), tried) if a["body"] == party and what in html.unescape(words(browser.get("/work/steps")))]
    check("and stands on the list of whoever owes it", lists, (party, what))
    page = html.unescape(words(Browser(server).get(f"/reports/{reference}")))
    check("in public too", what in page, page)


def main():
    with Server(store := demonstration("tried.db")) as server:
        test_name(server, store)
        test_owed(server, store)


main()
