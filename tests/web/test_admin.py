"""Administration by pages: each change is looked at before it is made, adopted by a fact, and kept who did it."""
import json
import re
import sqlite3
import time
from urllib.parse import quote

from browsing import PASSWORD, Browser, errors, main_of, seen, words
from reporting import officer
from serving import LIBRARY, Server, check, check_equal, demonstration, folder, run

ADMINISTRATOR, OFFICER = "administrator@harcaster.example", "street.scene@harcaster.example"
PAGES = ["/admin", "/admin/start", "/admin/bodies", "/admin/bodies/new", "/admin/bodies/Threeways%20Homes",
         "/admin/bodies/routes", "/admin/areas", "/admin/postcodes", "/admin/calendars", "/admin/calendars/harcaster",
         "/admin/elections", "/admin/categories", "/admin/categories/potholes", "/admin/documents", "/admin/health",
         "/admin/settings", "/admin/settings/retention", "/admin/trace", "/admin/upload/areas", "/admin/download/bodies"]


def rows(server, sql, *values):
    with sqlite3.connect(server.path) as db:
        return db.execute(sql, values).fetchall()


def adopt(browser, page, **more):
    """the button of a change that is shown"""
    return browser.post(page.path, deed="adopt", seen=seen(page), **more)


def begun(browser, answer):
    """where a form led to: the change, looked at"""
    check("a change is put by, and shown", answer.status == 303 and answer.headers["Location"].startswith("/admin/changes/"), answer)
    page = browser.get(answer.headers["Location"])
    page.path = answer.headers["Location"]
    check("it says that nothing has changed yet", page.status == 200 and "Nothing has changed yet" in words(page), page)
    return page


def body_form(**more):
    return {"name": "Threeways Homes", "kind": "registered provider", "tracked": "yes", "telephone": "01632 960400",
            "email": "repairs@threeways.example", "areas": "Priory Fields estate", "about": "", "from": "", "until": "",
            "successor": "", "deed": "look", **more}


def test_bodies(server, b):
    page = b.post("/admin/bodies/new", **body_form(name="Threeways Homes", areas=""))
    check_equal("a name that is there already is refused", errors(page), ["There is a body of that name already."])
    check("what was typed is still there", 'value="01632 960400"' in page.text, page)
    page = b.post("/admin/bodies/new", **body_form(name="", tracked="no", email="", until="31 March", successor="Nobody At All"))
    check_equal("each fault in its words", errors(page), [
        "Write its name.", "Write the address that reports are sent to.", "Write the day, such as 1 4 2027, or leave it empty.",
        "Add that body to the list first."])
    page = begun(b, b.post("/admin/bodies/new", **body_form(name="Eastmark Homes", areas="Linden Park", **{"from": "1 April 2025"})))
    check("it is new", "1 new 0 changed 0 gone 20 as they are" in words(page), words(page))
    before = len(rows(server, "SELECT 1 FROM fact"))
    done = adopt(b, page)
    check_equal("adopted", (done.status, done.headers["Location"]), (303, "/admin/bodies?done=adopted"))
    check("it is in the list", "Eastmark Homes" in words(b.get("/admin/bodies")))
    check("with its first day, which its form shows as people write it", ",Linden Park,2025-04-01," in b.get("/admin/download/bodies").text and
          'value="1 4 2025"' in b.get("/admin/bodies/" + quote("Eastmark Homes")).text, b.get("/admin/bodies/" + quote("Eastmark Homes")))
    check("so do those of who answers where", 'value="1 9 2024"' in b.get("/admin/bodies/routes?line=2").text and 'value="30 6 2026"' in b.get("/admin/bodies/routes?line=2").text)
    check_equal("by one fact, of an administrator", rows(server, "SELECT count(*) FROM fact")[0][0] - before, 1)
    fact = rows(server, "SELECT kind, name, said_by FROM fact ORDER BY id DESC LIMIT 1")[0]
    check_equal("which says what, and which post", fact, (1, "bodies", "administrator"))
    check_equal("and it waits no more", b.get(page.path).status, 404)

    rule = {"service": "fly-tipping", "body": "Threeways Homes", "area": "Linden Park", "deed": "look"}
    check_equal("a rule until a day that there is not", errors(b.post("/admin/bodies/routes", until="31/2/2027", **rule, **{"from": ""})),
                ["Write the day, such as 1 4 2027, or leave it empty."])
    page = begun(b, b.post("/admin/bodies/routes", until="30/6/2027", **rule, **{"from": "1 April 2027"}))
    check("it counts from that day on", "From 1 April 2027: Threeways Homes answers for fly-tipping" in words(page), words(page))
    b.post(page.path, deed="drop")

    page = begun(b, b.post("/admin/bodies/" + quote("Threeways Homes"), **body_form(until="31 March 2027", successor="Eastmark Homes")))
    text = words(page)
    check("the end is said, from its day on, with who follows", "From 1 April 2027" in text and
          "Eastmark Homes answers for" in text and "in place of Threeways Homes" in text, text)
    check("its open reports are named: they do not move by themselves",
          re.search(r"Threeways Homes has \d+ open reports\. They stay with it until its officers hand them over under Work, to Eastmark Homes", text), text)
    other = b.get(page.path)
    other.path = page.path
    moved = begun(b, b.post("/admin/bodies/new", **body_form(name="A Third Body", areas="")))
    adopt(b, moved)
    late = adopt(b, other)
    check("somebody else changed it meanwhile: refused, and shown anew",
          errors(late) == ["Somebody else has changed this since you looked. What you see now is against the newest: look once more, then adopt it."]
          and "since it was prepared" in words(late) and "A Third Body" in words(late), late)
    check_equal("dropped", b.post(page.path, deed="drop").headers["Location"], "/admin/bodies?done=dropped")
    trace = words(b.get("/admin/trace"))
    check("the trace says who", "Adopted the list of bodies. fact" in trace and "Administrator" in trace, trace)


def test_back(server, b):
    """what was adopted can be gone back to"""
    first = b.get("/admin/download/bodies").text
    page = begun(b, b.send("/admin/upload/bodies", {"text": first.replace("01632 960400", "01632 960499")}))
    adopt(b, page)
    page = begun(b, b.send("/admin/upload/bodies", {"text": first}))
    check("back to what it was: a change", "telephone: 01632 960400, before 01632 960499" in words(page), words(page))
    adopt(b, page)
    check_equal("and it counts again", b.get("/admin/download/bodies").text.strip(), first.strip())
    page = begun(b, b.send("/admin/upload/bodies", {"text": first}))
    check("the same again is nothing", "word for word what counts already" in words(page) and "Adopt it now" not in page.text, words(page))


def test_faults(server, b):
    bad = "name,kind,telephone,email,about,tracked\nA,council,1,,,yes\nB,,2,,,yes\nC,council,3,,,perhaps\n"
    page = begun(b, b.send("/admin/upload/bodies", {}, file=("bodies.csv", "text/csv", bad.encode())))
    text = words(page)
    check("faults by their line, with the line", "Line 3 a body needs a name and a kind, such as 'county council' B,,2,,,yes" in text
          and "Line 4 tracked is yes (it answers here) or no (reports are sent to it) C,council,3,,,perhaps" in text, text)
    check("it can't be adopted as it is", "Adopt it now" not in page.text)
    check_equal("nor by force", errors(b.post(page.path, deed="adopt", seen=""))[0][:40], "A body needs a name and a kind, such as ")
    page = b.follow(b.post(page.path, deed="correct", text=bad.replace("B,,2", "B,council,2").replace("perhaps", "no")))
    check("corrected in place", "Line 3" not in words(page) and "Adopt it now" in page.text, words(page))
    check_equal("nothing chosen", errors(b.send("/admin/upload/bodies", {"text": ""})), ["Choose a file, or paste its text."])
    check_equal("not text", errors(b.send("/admin/upload/bodies", {}, file=("a.xls", "x/y", b"\xd0\xcf\x11\xe0"))),
                ["The file is not text in UTF-8. Save it as \"CSV UTF-8\" or as GeoJSON.".replace('"', "&quot;")])


def moved_east(areas, name):
    for feature in areas["features"]:
        if feature["properties"].get("name") == name:
            for ring in feature["geometry"]["coordinates"]:
                for position in ring:
                    position[0] += 0.01
    return areas


def test_areas(server, b):
    areas = json.loads((LIBRARY / "demo/areas.geojson").read_text())
    name = areas["features"][3]["properties"]["name"]
    gone = areas["features"][-1]["properties"]["name"]
    moved_east(areas, name)["features"].pop()
    page = begun(b, b.send("/admin/upload/areas", {}, file=("harcaster.geojson", "application/geo+json", json.dumps(areas).encode())))
    text = words(page)
    check("what moves, what goes", f"changed {name} its boundary moves" in text and f"gone {gone}" in text, text)
    check("what it says of old reports", "Reports that were taken keep the area, the promise and the body they were taken with" in text, text)
    check("overlaps are found", "overlap in part, neither inside the other" in text, text)
    b.post(page.path, deed="drop")
    page = begun(b, b.send("/admin/upload/areas", {"text": '{"type":"FeatureCollection","features":[{"type":"Feature"}]}'}))
    check("a feature that is none is said", "feature 1: it has neither code nor name" in words(page), words(page))
    b.post(page.path, deed="drop")

    table = b.get("/admin/download/postcodes").text
    changed = table.replace("ZZ1 1AA,Abbey St Mary parish", "ZZ1 1AA,Nowhere parish") + "ZZ9 9ZZ,Linden Park,,\n"
    page = begun(b, b.send("/admin/upload/postcodes", {"text": changed}))
    text = words(page)
    check("postcodes: new, changed, and a name the map has not", "1 new 1 changed 0 gone" in text
          and "1 area is named that the map does not have: Nowhere parish." in text, text)
    day = b.post(page.path, deed="wait", day="1/11/2026")
    check_equal("a day that is past", errors(day), ["Choose a day after today, or adopt it now."])
    check_equal("looked at against what counts no more", errors(b.post(page.path, deed="wait", day="2027-05-01", seen="x")), [
        "Somebody else has changed this since you looked. What you see now is against the newest: look once more, then adopt it."])
    page = b.follow(b.post(page.path, deed="wait", day="1 May 2027", seen=re.search(r'name="seen" value="([^"]*)"', page.text)[1]))
    check("set for a day", "It is adopted by itself when this day begins: 1 May 2027" in words(page), words(page))
    check("and said where it will count", "adopted by itself on 1 May 2027" in words(b.get("/admin/postcodes")))
    check("a postcode looked up", "Abbey St Mary parish; Abbey ward; Harcaster" in words(b.get("/admin/postcodes?q=zz11aa")))


def moved(server):
    return {row[0]: row[1] for row in rows(server, "SELECT id, case_id FROM fact WHERE kind = 20")}


def test_holiday(server, b):
    were = moved(server)
    page = b.post("/admin/calendars/harcaster", day="25/12/2026", title="Again", deed="add")
    check_equal("a day that is one", errors(page), ["That day is a holiday already: Christmas Day."])
    check_equal("a day that there is not", errors(b.post("/admin/calendars/harcaster", day="31 November 2026", title="Again", deed="add")), ["Write the day, such as 5 4 2027."])
    page = begun(b, b.post("/admin/calendars/harcaster", day="24 November 2026", title="Eastmark Jubilee", deed="add"))
    text = words(page)
    found = re.search(r"(\d+) open deadlines? moves?", text)
    check("which deadlines move is shown first", found and "new Tuesday 24 November 2026 Eastmark Jubilee" in text
          and re.search(r"[A-Z0-9-]+ Aldermoor Clean Streets Charter S\d+ from \d+ November 2026 to \d+ (November|December) 2026", text), text)
    n = int(found[1])
    check_equal("nothing has moved by looking", moved(server), were)
    check("closed ones are counted as they are", "Reports that are closed are counted as they are now." in text, text)
    done = adopt(b, page)
    check_equal("adopted", done.headers["Location"], "/admin/calendars?done=adopted")
    new = {fact: case for fact, case in moved(server).items() if fact not in were}
    check_equal("each deadline that was shown has its fact, on its own report", len(new), n)
    reference = rows(server, f"SELECT reference FROM cases WHERE visibility = 0 AND id IN ({','.join(map(str, new.values()))}) LIMIT 1")
    check("and on its page", "24 November 2026 is now a holiday (Eastmark Jubilee)" in words(b.get(f"/reports/{reference[0][0]}")))


def unpromised_shown(server, b):
    """what no charter promises: everybody reads it, until its category says that it is only counted"""
    asked = Browser(server)
    for path, fields in (("/report", {"words": "weeds all along the kerb"}), ("/report/which", {"service": "weeds"}),
                         ("/report/where", {"place": "ZZ1 2AB"}), ("/report/more", {})):
        asked.post(path, **fields)
    check("before it is sent: it can be followed", "Only your words and the area become public" in words(asked.get("/report/check")))
    sent = words(asked.follow(asked.post("/report/check")))
    reference = re.search(r"Its reference is ([A-Z0-9-]+(?: [A-Z0-9-]+)*?) What", sent)
    row = rows(server, "SELECT reference, visibility FROM cases WHERE service = 'weeds' ORDER BY id DESC LIMIT 1")
    check("and so it is", reference and row and row[0][1] == 0 and Browser(server).get(f"/reports/{row[0][0]}").status == 200, (sent, row))
    path = "/admin/categories/weeds"
    fields = {"title": "Weeds on roads and pavements", "words": "weeds; weed", "bodies": "district council; unitary council"}
    page = begun(b, b.post(path, deed="words", privacy="public", unpromised="no", **fields))
    check("what would be hidden is counted first", re.search(r"\d+ reports? that everybody can read now would only be counted", words(page)), words(page))
    adopt(b, page)
    check_equal("hidden", Browser(server).get(f"/reports/{row[0][0]}").status, 404)
    for path, fields in (("/report", {"words": "weeds in the gutter"}), ("/report/which", {"service": "weeds"}),
                         ("/report/where", {"place": "ZZ1 2AB"}), ("/report/more", {})):
        asked.post(path, **fields)
    check("and said before the next is sent", "Reports of this kind are counted and never shown" in words(asked.get("/report/check")))


def test_categories(server, b):
    page = b.get("/admin/categories?q=pothole")
    check("found by a word, with its privacy", "Public" in words(page), words(page))
    service = "fly-tipping / public land"
    path = "/admin/categories/" + quote(service, safe="")
    page = b.get(path)
    check("its questions and words", page.status == 200 and "What it asks" in words(page) and "The words that lead to it" in words(page), page)
    page = begun(b, b.post(path, deed="privacy", privacy="counted only", instead="", title="x", words="x", bodies="x"))
    text = words(page)
    check("what everybody could read and could not", re.search(r"\d+ reports? that everybody can read now would only be counted", text), text)
    adopt(b, page)
    row = rows(server, "SELECT reference FROM cases WHERE service = ? LIMIT 1", service)
    check_equal("its reports are not there any more", Browser(server).get(f"/reports/{row[0][0]}").status, 404)
    page = begun(b, b.post(path, deed="privacy", privacy="public", instead="", title="x", words="x", bodies="x"))
    check("and back, with a warning", "with the words that people wrote when they were told that nobody would read them" in words(page), words(page))
    adopt(b, page)
    check_equal("they are there again", Browser(server).get(f"/reports/{row[0][0]}").status, 200)
    check_equal("not taken here needs to say whom to ask", errors(b.post(path, deed="privacy", privacy="not taken here", instead="")),
                ["Write whom to ask instead, such as 101."])
    page = begun(b, b.post(path, deed="words", privacy="public", title="Dumped rubbish", words="jettisoned settee; dumped sofa",
                           bodies="district council; unitary council", unpromised="no"))
    check("other words", "it is called Dumped rubbish, before" in words(page) and "other words lead to it" in words(page), words(page))
    check("what is promised is shown all the same", "only counted where no charter promises it" in words(page)
          and "No report that is on record becomes public or is hidden by it." in words(page), words(page))
    adopt(b, page)
    asked = Browser(server)
    asked.post("/report", words="a jettisoned settee")
    check("lead there from now on", "Dumped rubbish" in words(asked.get("/report/which")))
    unpromised_shown(server, b)
    text = (LIBRARY / "categories/services.md").read_text()
    page = begun(b, b.send("/admin/upload/categories", {}, file=("services.md", "text/markdown", text.replace("street lights / ", "lamps / ").encode())))
    check("a service renamed: what was promised of it, and what becomes of it",
          "(Aldermoor Clean Streets Charter): nothing that can be reported would fall under it any more. What was reported stays under it; "
          "what comes in under another name has no promise until a version of the charter names it." in words(page), words(page))


def test_elections(server, b):
    page = b.post("/admin/elections", name="", **{"from": "", "until": "x"}, deed="look")
    check_equal("faults", errors(page), ["Write which election it is.", "Write the day, such as 29 3 2027.", "Write the day, such as 6 5 2027."])
    page = begun(b, b.post("/admin/elections", name="By-election", **{"from": "20 November 2026", "until": "10/12/2026"}, deed="look"))
    check("what is held is stated", "no charter is launched or signed, no consultation begun" in words(page), words(page))
    check("with its days in words", "from: 20 November 2026; until: 10 December 2026" in words(page), words(page))
    adopt(b, page)
    check("its days are kept as the list has them", "By-election,2026-11-20,2026-12-10" in b.get("/admin/download/elections").text, b.get("/admin/download/elections"))
    text = b.get("/admin/elections?line=2").text
    check("its form shows them as people write them", 'value="20 11 2026"' in text and 'value="10 12 2026"' in text, text)
    check("it stands where it holds: administration, charters", "By-election" in words(b.get("/admin"))
          and "By-election" in words(b.get("/admin/documents")) and "By-election" in words(Browser(server).get("/charters")))
    charter = (LIBRARY / "demo/millbrook-baskets.md").read_text().replace("millbrook-baskets", "other-baskets")
    page = begun(b, b.send("/admin/upload/documents", {"text": charter}))
    check("a charter is held", "Held until the election is over" in words(page) and "Adopt it now" not in page.text, words(page))
    check_equal("also by the button of an older page", errors(b.post(page.path, deed="adopt", seen="")),
                ["No charter is launched or signed here until By-election is over."])
    check_equal("nor can a day in it be set", errors(b.post(page.path, deed="wait", day="2026-12-01")),
                ["Choose a day after 10 December 2026: By-election is until then."])
    b.post(page.path, deed="drop")
    page = begun(b, b.post("/admin/elections", line="2", deed="remove"))
    adopt(b, page)


def test_documents(server, b):
    charter = (LIBRARY / "demo/millbrook-baskets.md").read_text().replace("millbrook-baskets", "other-baskets")
    bad = charter.replace("- Calendar:", "- Calender:", 1)
    page = begun(b, b.send("/admin/upload/documents", {}, file=("baskets.md", "text/markdown", bad.encode())))
    text = words(page)
    check("the messages of check, beside their lines", re.search(r"Line \d+ .*Calend", text) and "Adopt it now" not in page.text, text)
    page = b.follow(b.post(page.path, deed="correct", text=charter))
    check("put right", "It is in force from" in words(page) and "Adopt it now" in page.text, words(page))
    page.path = re.search(r"/admin/changes/\d+", str(page.headers) + page.text) and page.headers.get("X", "") or b.last
    adopt(b, page)
    check("adopted, with its promises", "other-baskets" in words(b.get("/admin/documents")) and b.get("/charters/other-baskets").status == 200)


def test_sent(server, b):
    with sqlite3.connect(server.path) as db:
        fact, case = db.execute("SELECT f.id, c.reference FROM fact f JOIN cases c ON c.id = f.case_id WHERE c.visibility = 0 AND f.kind = 2 LIMIT 1").fetchone()
        db.execute("INSERT INTO person (id, community, name, email, address, way, key) VALUES (900001, 1, 'Ada Secret', 'ada@secret.example', '1 Hidden Row', 'letter', 'k900001')"
                   if any(c[1] == "key" for c in db.execute("PRAGMA table_info(person)")) else
                   "INSERT INTO person (id, community, name, email, address, way) VALUES (900001, 1, 'Ada Secret', 'ada@secret.example', '1 Hidden Row', 'letter')")
        for i, (way, state) in enumerate((("email", "dead"), ("letter", "waiting"))):
            db.execute("INSERT INTO outbox (id, community, way, to_person, message, fact_id, key, state, attempts, next_attempt, last_error, created)"
                       " VALUES (?, 1, ?, 900001, 'received', ?, ?, ?, 8, ?, 'the server says no', ?)", (900001 + i, way, fact, f"k{i}", state, int(time.time()), int(time.time())))
    page = b.get("/admin/sent?show=failed")
    text = words(page)
    check("what failed, of which report, why", case in text and "failed: the server says no" in text, text)
    check("never to whom", "Ada" not in page.text and "secret.example" not in page.text, page)
    check_equal("tried again", b.post("/admin/sent", message="900001", deed="retry").status, 303)
    check_equal("it waits", rows(server, "SELECT state FROM outbox WHERE id = 900001"), [("waiting",)])
    text = words(b.get("/admin/sent?show=letters"))
    check("a letter to print", "received letter" in text and "Print" in text, text)
    letter = b.post("/admin/sent", message="900002", deed="print")
    check("as a PDF", letter.status == 200 and letter.body.startswith(b"%PDF") and letter.headers["Content-Type"] == "application/pdf", letter.headers)
    check("that it was printed is kept, and by whom", "Printed message 900002" in words(b.get("/admin/trace")))
    check_equal("noted as printed", b.post("/admin/sent", message="900002", deed="printed").headers["Location"], "/admin/sent?show=letters&done=yes")
    check_equal("it is sent", rows(server, "SELECT state FROM outbox WHERE id = 900002"), [("sent",)])
    check_equal("and can't be printed again", b.post("/admin/sent", message="900002", deed="print").status, 422)
    clerk = officer(server, "clerk@nethersallow.example")
    page = clerk.get("/admin/sent")
    check("a clerk sees the messages of their own body only", page.status == 200 and case not in words(page), words(page))
    check_equal("and can't touch others", clerk.post("/admin/sent", message="900001", deed="drop").status, 404)


def test_settings(server, b):
    opened = seen(b.get("/admin/settings"))
    page = b.post("/admin/settings", deed="set", name="", address="wardmote.example", seen=opened)
    check_equal("faults", errors(page), ["Write the name of the place, in at most 100 letters.",
                                         "Write the whole address, such as https://wardmote.example"])
    check_equal("what the form has seen goes on with it", seen(page), opened)
    check_equal("set", b.post("/admin/settings", deed="set", name="Harcaster and Dell", address="https://x.example/", seen=opened).status, 303)
    other = officer(server, "administrator@harcaster.example")
    page = other.post("/admin/settings", deed="set", name="", address="https://y.example/", seen=opened)
    check_equal("a fault first, and what it has seen stays", (errors(page), seen(page)), (["Write the name of the place, in at most 100 letters."], opened))
    page = other.post("/admin/settings", deed="set", name="Dell", address="https://y.example/", seen=seen(page))
    check_equal("nobody writes over what somebody else set meanwhile", errors(page), [
        "Somebody changed this since you opened it: what it is now stands above. Send yours again if it is to take its place."])
    check("what it is now stands above, with what was typed below", "What it is now The name of the place Harcaster and Dell The address of this site https://x.example" in words(page)
          and 'value="Dell"' in page.text and "Harcaster and Dell" in Browser(server).get("/charters").text, words(page))
    check_equal("sent again it takes its place", other.post("/admin/settings", deed="set", name="Dell", address="https://y.example/", seen=seen(page)).status, 303)
    check_equal("a form that has seen nothing sets nothing", len(errors(b.post("/admin/settings", deed="set", name="Nowhere", address=""))), 1)
    check("on every page, at once", "- Dell -" in Browser(server).get("/charters").text)
    check("the time zone is fixed, since things are on record", "The time zone" not in words(b.get("/admin/settings")))
    b.post("/admin/settings", deed="set", name="Harcaster", address="https://x.example/", seen=seen(b.get("/admin/settings")))
    check_equal("a test of the mail", b.post("/admin/settings", deed="mail").headers["Location"], "/admin/settings?done=mail")
    page = b.post("/admin/settings/retention", words="two years", deed="look")
    check_equal("months", errors(page), ["Write a whole number of months from 1 to 1,200, or leave it empty."])
    page = begun(b, b.post("/admin/settings/retention", words="24", places="12", deed="look"))
    check("the rules, and that nothing comes back", "2 new" in words(page) and "It does not come back" in words(page), words(page))
    b.post(page.path, deed="drop")
    health = words(b.get("/admin/health"))
    check("health: each part, and what to do", all(part in health for part in ("The store", "The clock", "The record", "The last backup", "Messages",
          "The disk", "wardmote backup FILE")), health)


def test_refused(server):
    for who, status in ((None, 401), (OFFICER, 403), ("dpo@harcaster.example", 403)):
        b = Browser(server)
        if who:
            b.sign_in(who)
        for path in PAGES:
            if path == "/admin" and who:
                continue
            check_equal(f"{path} for {who}", b.get(path).status, status)
        for path in ("/admin/bodies/new", "/admin/bodies/routes", "/admin/upload/areas", "/admin/elections", "/admin/settings", "/admin/calendars/harcaster",
                     "/admin/categories/potholes", "/admin/settings/retention"):
            check_equal(f"sent to {path} by {who}", b.post(path, deed="look").status, status)
        check("a change by its number", b.get("/admin/changes/1").status in (401, 403), b.get("/admin/changes/1"))


def main():
    with Server(demonstration("admin.db")) as server:
        server.path = folder / "admin.db"
        b = Browser(server)
        asked = b.ask
        def ask(method, path, *rest, **more):
            page = asked(method, path, *rest, **more)
            page.path = b.last = path
            return page
        b.ask = ask
        check_equal("signed in", b.sign_in(ADMINISTRATOR).status, 303)
        for path in PAGES:
            check_equal(path, b.get(path).status, 200)
        test_refused(server)
        test_bodies(server, b)
        test_back(server, b)
        test_faults(server, b)
        test_areas(server, b)
        test_holiday(server, b)
        test_categories(server, b)
        test_elections(server, b)
        test_documents(server, b)
        test_sent(server, b)
        test_settings(server, b)


main()
