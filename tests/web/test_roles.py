"""Every page as everybody it is not for. The routes are read from the source, who a page is for from docs/permissions.md; a route
without a row there fails. Forms from elsewhere are refused everywhere, no page holds a script or style of its own, and a report
that is only counted stands on none of them."""
import re
import sqlite3
import threading

from browsing import Browser
from reporting import STREET, as_user, one, png, report, sent, token_of, written
from serving import SOURCE, Server, check, check_equal, demonstration

BODY, AREA = "Harcaster Borough Council", "Aldermoor ward"
# Who asks: their role's column, what the role is limited to, and who it is.
PEOPLE = {
    "nobody": ("everybody", "", None),
    "resident": ("resident", "", "resident@aldermoor.example"),
    "champion": ("neighbourhood champion", AREA, "aldermoor.champion@harcaster.example"),
    "community representative": ("community representative", "the residents of Aldermoor", "secretary@aldermoor.example"),
    "representative of another party": ("community representative", "elsewhere", "friend@test.example"),
    "councillor": ("councillor", AREA, "aldermoor.councillor@harcaster.example"),
    "officer": ("service officer", BODY, STREET),
    "officer of another body": ("service officer", "elsewhere", "priory.fields@threeways.example"),
    "officer of another area": ("service officer", "elsewhere", "area@test.example"),
    "officer of another service": ("service officer", "elsewhere", "service@test.example"),
    "champion of another area": ("neighbourhood champion", "elsewhere", "champion@test.example"),
    "neighbourhoods officer": ("neighbourhoods officer", BODY, "neighbourhoods@harcaster.example"),
    "clerk": ("parish clerk", "elsewhere", "clerk@nethersallow.example"),
    "scrutiny officer": ("scrutiny officer", "", "scrutiny@harcaster.example"),
    "reviewer": ("reviewer", "", "reviewer@review.example"),
    "data protection officer": ("data protection officer", "", "dpo@harcaster.example"),
    "administrator": ("administrator", "", "administrator@harcaster.example"),
}
LIMITED = [("area@test.example", "service officer", BODY, "Linden ward", None), ("service@test.example", "service officer", BODY, None, "bins"),
           ("champion@test.example", "neighbourhood champion", None, "Linden ward", None),
           ("friend@test.example", "community representative", "Friends of Linden Park", None, None)]
SECRET = "SECRETDEALER"
TO_SEND, WHOLE = ", to send: ", ", of the whole body"
OF_ONE = ("/charters/{charter}/{clause}/log", "/charters/{charter}/{clause}/thanks",  # for who promised it, or a party it was promised to
          "/charters/{charter}/{clause}/departure", "/charters/{charter}/{clause}/progress",  # for the promise's provider
          "/charters/{charter}/life", "/charters/{charter}/life/{what}", "/charters/{charter}/words/{language}/write", "/charters/{charter}/review",
          "/charters/{charter}/meeting")  # for a party
PART = "whoever takes part in it"  # of a draft: for all others it is not there


def tables():
    """{deed: {role: answer}}, {page: who}"""
    found, head = [], None
    for line in (SOURCE / "docs/permissions.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not line.startswith("| "):
            head = None if not line.startswith("|") else head
        elif head is None:
            head = cells
            found.append((head, []))
        else:
            found[-1][1].append(cells)
    (deeds_head, deeds), (_, pages) = found
    return {row[0]: dict(zip(deeds_head[1:], row[1:])) for row in deeds}, {row[0].strip("`"): row[1] for row in pages}


def routes():
    """(address, whether a form is sent to it, whether forms of other sites are taken, what stands behind it)"""
    text = (SOURCE / "src/web/site_pages.h").read_text().replace("\\\n", " ")
    suffixes = {"FORMATS_TABLES": ".csv", "FORMAT_CSV": ".csv", "FORMATS_PRINT": ".pdf", "FORMATS_WIRE": ".xml"}
    return [(m[2], m[1] != "PAGE", m[1] == "WIRE" or "BODY_OPEN" in m[3], ".json" if m[1] == "WIRE" else
             next((suffix for word, suffix in suffixes.items() if word in m[3]), "")) for m in re.finditer(r'\b(PAGE|FORM|WIRE)\(\s*"([^"]+)",([^()]*)\)', text)]


def limited(store):
    """Accounts whose role is for another area or service."""
    with sqlite3.connect(store) as db:
        for email, role, body, area, service in LIMITED:
            person = db.execute("INSERT INTO person (community, name, email, way, key) VALUES (1, ?, ?, 'none', ?)", (email, email, email)).lastrowid
            account = db.execute("INSERT INTO account (community, person, state, created) VALUES (1, ?, 'active', 1780000000)", (person,)).lastrowid
            db.execute("INSERT INTO account_role (community, account, role, body, area, service, given) VALUES (1, ?, ?, ?, ?, ?, 1780000000)",
                       (account, role, body, area, service))
    db.close()


def subjects(server, store):
    """What stands in the place of each name of an address."""
    b = Browser(server)
    written(b, "tag on the shelter", "graffiti / other", "ZZ1 2AB")
    b.send("/report/more", photo=("a.png", "image/png", png(64, 48)))
    reference = sent(b, email="role@example.org")
    number, name = one(store, "SELECT p.id, p.hash FROM photograph p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", reference)
    closed = report(server, "bag by the bin", "graffiti / other", "ZZ1 2AB")
    as_user(server, store, STREET).post(f"/work/{closed}", deed="close", ending="fixed", words="gone")
    with sqlite3.connect(store) as db:
        db.execute("INSERT INTO data_request (community, person, wish, came, asked, due, state) VALUES (1, 1, 'copy', 'office', 20780, 20808, 'open')")
    db.close()
    style = re.search(r'href="(/assets/[^"]+\.css)"', server.get("/").text)[1].rsplit("/", 1)[1]
    values = {"language": "en-simple", "area": "Aldermoor%20ward", "charter": "aldermoor-streets", "clause": "S3", "reference": reference, "token": "0" * 32,
              "photograph": name, "file": style, "account": "1", "content": "1", "draft": "none", "label": "S1", "change": "1",
              "kind": "bodies", "code": "potholes", "body": "none", "calendar": "england-and-wales", "category": "none", "message": "received", "return": "1", "template": "none", "restriction": "1",
              "promise": "S3", "walk": "1", "role": "1", "redress": "R2", "step": "1", "of": "2026-01-01", "request": "1", "last": "2026-09-30", "what": "end", "ask": "99", "seat": "99"}
    token = {"token": token_of(store, reference)}
    own = {"/r/{token}": token, "/r/{token}/data": token, "/r/{token}/data/held": token, "/reports/{reference}/finding": {"reference": closed}, "/charters/{charter}/{clause}/progress": {"clause": "P1"}, "/charters/{charter}/{clause}/log": {"clause": "C3"}, "/charters/{charter}/{clause}/thanks": {"clause": "C3"},
           "/moderation/{reference}/photographs/{photograph}": {"photograph": str(number)},
           "/moderation/{reference}/photographs/{photograph}/cover": {"photograph": str(number)}}
    return lambda route: re.sub(r"\{(\w+)\}", lambda m: {**values, **own.get(route, {})}[m[1]], route)


def is_for(who, deeds, person):
    """Whether a page is for somebody, as the documents say."""
    role, limit, _ = PEOPLE[person]
    if who in ("everybody", "whoever has the link", "whoever has the key"):
        return True
    if who == "whoever is signed in":
        return role != "everybody"
    if who == PART:
        return False
    if who.endswith(WHOLE):
        is_limited = PEOPLE[person][2] in [email for email, *_ in LIMITED]
        return not is_limited and is_for(who.removesuffix(WHOLE), deeds, person)
    columns = {"everybody", role} | ({"resident"} if role != "everybody" else set())
    answers = [deeds[deed][column] for deed in who.split(" / ") for column in columns]
    if "{reference}" not in PAGE[0] and "{of}" not in PAGE[0] and "{last}" not in PAGE[0] and PAGE[0] not in OF_ONE:
        return any(answer != "no" for answer in answers)
    if PAGE[0].endswith("/log"):  # no body promised that one, but residents
        bodies = ("the residents of Aldermoor",)
    elif PAGE[0].endswith(("/write", "/review", "/meeting")):  # any party
        bodies = (BODY, "the residents of Aldermoor")
    else:
        bodies = (BODY,)
    return any(answer == "yes" or (answer == "own body" and limit in bodies) or (answer == "own area" and limit == AREA) for answer in answers)


PAGE = [""]


def test_table(deeds, pages):
    known = [route for route, *_ in routes()]
    check("the routes are read", len(known) > 60, known)
    check_equal("every route has a row in docs/permissions.md", [route for route in known if route not in pages], [])
    check_equal("every row is a route", [page for page in pages if page not in known], [])
    odd = [page for page, who in pages.items() if who.rpartition(TO_SEND)[2] not in ("everybody", "whoever has the link", "whoever has the key", "whoever is signed in", PART) and
           any(deed not in deeds for deed in who.rpartition(TO_SEND)[2].removesuffix(WHOLE).split(" / "))]
    check_equal("for whom a page is, is a deed of the table above it, or one of five words", odd, [])


def test_roles(server, store, deeds, pages):
    address, browsers = subjects(server, store), {person: as_user(server, store, who[2]) for person, who in PEOPLE.items()}
    counted = report(server, f"{SECRET} sells drugs by the arches", "drug dealing", "ZZ1 2AB")
    check_equal("it is only counted", one(store, "SELECT visibility FROM cases WHERE reference = ?", counted), (2,))
    for route, is_form, is_open, suffix in routes():
        PAGE[0], path, wrong, inline, told = route, address(route) + suffix, [], [], []
        for person, browser in browsers.items():
            shown, _, taken = pages[route].partition(TO_SEND)
            wanted, may_send = is_for(shown, deeds, person), is_for(taken or shown, deeds, person)
            page = browser.get(path)
            refused = 404 if pages[route] == PART else 401 if person == "nobody" else 403
            is_refused = page.status == refused
            if is_refused == wanted or page.status >= 500:
                wrong.append((person, "GET", page.status))
            if is_form and not may_send:
                status = browser.post(path, deed="close").status
                wrong += [(person, "POST", status)] if status != refused else []
            if re.search(r"<style|<script(?![^>]*\ssrc=\"/assets/)|\sstyle=|\son\w+=\"|javascript:", page.text):
                inline.append(person)
            if person != "data protection officer" and (SECRET in page.text or counted in page.text):
                told.append(person)
        check_equal(f"{route}: as everybody it is not for", wrong, [])
        check_equal(f"{route}: no script, style or handler of its own", inline, [])
        check_equal(f"{route}: nothing of what is only counted", told, [])
        if is_form:
            foreign = [Browser(server).ask("POST", path, {"a": "b"}, headers).status
                       for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                                       {"Sec-Fetch-Site": None, "Origin": "https://evil.example"}, {"Sec-Fetch-Site": None, "Referer": "https://evil.example/x"},
                                       {"Sec-Fetch-Site": None})]
            check(f"{route}: forms of other sites {'are its own' if is_open else 'are refused'}",
                  403 not in foreign if is_open else foreign == [403] * 5, foreign)
    for person, browser in browsers.items():
        places = [f"/reports/{counted}", f"/reports/{counted}.json", f"/reports/{counted}.csv", f"/reports/{counted}/proof"]
        seen = [path for path in places if browser.get(path).status == 200]
        wanted = places[:3] if person == "data protection officer" else []  # it went to the police
        check_equal(f"what is only counted, as {person}", [path for path in seen if path != places[3]], wanted)


def test_headers(server):
    for path in ("/", "/reports/none", "/sign-in", "/data/figures.csv", "/nope", "/health"):
        headers = server.get(path).headers
        policy = headers.get("Content-Security-Policy", "")
        check(f"{path}: a policy without inline", all(word in policy for word in ("default-src 'none'", "base-uri 'none'", "form-action 'self'")) and "unsafe" not in policy and "frame-ancestors 'none'" in policy, headers)


def main():
    deeds, pages = tables()
    test_table(deeds, pages)
    store = demonstration("roles.db")
    limited(store)
    with Server(store) as served:  # what is refused is logged: the pipe must not fill
        threading.Thread(target=served.process.stderr.readlines, daemon=True).start()
        test_roles(served, store, deeds, pages)
        test_headers(served)


if __name__ == "__main__":
    main()
