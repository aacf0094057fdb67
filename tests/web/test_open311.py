"""Open311 GeoReport v2: JSON and XML say the same, what is asked for comes, what is private does not, and reports are taken."""
import json
import sqlite3
import time
from datetime import datetime
from xml.etree import ElementTree

from browsing import Browser
from reporting import STREET, as_user, one, png
from serving import Server, check, check_equal, demonstration
from harness import DATA, run, write

V2 = "/open311/v2"
NO_POINT = "The fields lat and long are degrees, both of them: as 53.4321 and -2.3456."
NO_FORM = ("What was sent can't be read: send a form (application/x-www-form-urlencoded or multipart/form-data) in UTF-8, without zero bytes.")


def value_of(element):
    """What a JSON text would hold in its place: lists are elements whose name is that of a list"""
    lists = {"services", "attributes", "values", "service_requests", "errors", "endpoints", "formats"}
    if element.tag in lists:
        return [value_of(child) for child in element]
    return {child.tag: value_of(child) for child in element} if len(element) else element.text


def plain(value):
    """The same with numbers and truths as the text they are in XML"""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return str(value).lower() if isinstance(value, bool) else str(value)


def both(server, path, query=""):
    """What JSON says, once XML says it too"""
    pages = [server.get(f"{path}.{form}{query}") for form in ("json", "xml")]
    check_equal(f"{path}{query}: the types", [page.headers["Content-Type"] for page in pages], ["application/json; charset=utf-8", "text/xml; charset=utf-8"])
    check_equal(f"{path}{query}: JSON and XML, one status", pages[0].status, pages[1].status)
    said = json.loads(pages[0].text)
    check_equal(f"{path}{query}: JSON and XML say the same", plain(said), value_of(ElementTree.fromstring(pages[1].text)))
    return pages[0].status, said


def test_services(server):
    status, found = both(server, "/open311/discovery")
    check_equal("where it is, and that it is a test", (status, found["endpoints"][0]["url"].rsplit(":", 1)[1].partition("/")[2], found["endpoints"][0]["type"]),
                (200, "open311/v2", "test"))
    check_equal("and at the root of the site", both(server, "/discovery"), (status, found))
    _, services = both(server, f"{V2}/services")
    codes = [service["service_code"] for service in services]
    check("each code once", len(codes) == len(set(codes)) > 70, codes)
    check("what is not taken here is no service", "gas" not in codes and "graffiti-offensive" in codes, codes)
    _, holes = both(server, f"{V2}/services/potholes")
    check_equal("what is asked of a pothole", [(a["code"], a["datatype"], a["required"]) for a in holes["attributes"]],
                [("q-depth", "number", False), ("q-traffic-danger", "singlevaluelist", False)])
    check_equal("choices", [v["key"] for v in holes["attributes"][1]["values"]], ["yes", "no"])
    check_equal("none of that code", both(server, f"{V2}/services/none"), (404, [{"code": 404, "description": "There is no service of that code."}]))


def test_requests(server, store):
    _, newest = both(server, f"{V2}/requests", "?page_size=20")
    with sqlite3.connect(store) as db:
        kept = [row[0] for row in db.execute("SELECT reference FROM cases WHERE visibility = 0 AND service IS NOT NULL ORDER BY opened DESC, id DESC LIMIT 40")]
        late = db.execute("SELECT c.reference, f.due FROM finding f JOIN cases c ON c.id = f.case_id WHERE f.due IS NOT NULL AND c.visibility = 0 AND c.service IS NOT NULL "
                          "GROUP BY c.id HAVING COUNT(*) = 1 ORDER BY c.id DESC LIMIT 1").fetchone()
        hidden = db.execute("SELECT reference, service FROM cases WHERE visibility = 2 AND service IS NOT NULL LIMIT 1").fetchone()
    check_equal("the newest that everybody may see", [r["service_request_id"] for r in newest], kept[:20])
    _, second = both(server, f"{V2}/requests", "?page_size=20&page=2")
    check_equal("the next page", [r["service_request_id"] for r in second], kept[20:])
    _, some = both(server, f"{V2}/requests", "?service_code=graffiti-offensive&status=closed&start_date=2026-01-01&end_date=2026-06-30")
    check("of one service, state and time", some and all(r["status"] == "closed" and r["service_code"] == "graffiti-offensive" and
                                                        "2026-01-01" <= r["requested_datetime"][:10] <= "2026-06-30" for r in some), some[:2])
    dates = "start_date=2026-01-01&end_date=2026-12-31"
    each = {code: [r["service_request_id"] for r in both(server, f"{V2}/requests", f"?service_code={code}&{dates}")[1]] for code in ("graffiti-offensive", "potholes", "parks")}
    everything = [r["service_request_id"] for page in range(1, 9) for r in both(server, f"{V2}/requests", f"?{dates}&page={page}")[1]]
    two = [reference for reference in everything if reference in each["graffiti-offensive"] + each["potholes"]]
    check_equal("of several services, the newest first, each once", [[r["service_request_id"] for r in both(server, f"{V2}/requests", query)[1]] for query in (
        f"?service_code=potholes,graffiti-offensive,parks&{dates}", f"?service_code=potholes,%20graffiti-offensive,potholes&{dates}",
        f"?service_code=potholes,graffiti-offensive&page_size=3&page=2&{dates}", f"?service_code=potholes,graffiti-offensive&page_size=1000&page=4&{dates}")],
        [two, two, two[3:6], []])
    check("there are reports of both", each["graffiti-offensive"] and each["potholes"] and not each["parks"], each)
    _, named = both(server, f"{V2}/requests", f"?service_request_id={kept[3]},{kept[1]},none&status=open")
    check_equal("by their references, whatever else is asked", [r["service_request_id"] for r in named], [kept[3], kept[1]])
    _, due = both(server, f"{V2}/requests/{late[0]}")
    check("the deadline is the judge's", due[0].get("expected_datetime", "")[:10] != "" and "lat" not in due[0], (due, late))
    if check("something is only counted", hidden is not None):
        check_equal("and is not there", both(server, f"{V2}/requests/{hidden[0]}")[0], 404)
        check_equal("nor by its reference among others", both(server, f"{V2}/requests", f"?service_request_id={hidden[0]}"), (200, []))
    for query, words in (("?status=done", "The field status is open, closed, or both with a comma between."),
                         ("?start_date=yesterday", "The field start_date is no time: write it as 2026-01-31T12:00:00Z."),
                         ("?page=0", "The field page is a whole number from 1 to 1000."),
                         ("?service_code=" + "potholes," * 21, "The field service_code has 20 codes at most."),
                         ("?service_code=potholes,parks&page=5", "Of several services the newest 4000 come, page by page: ask for older ones by end_date.")):
        check_equal(f"{query}: what is wrong", both(server, f"{V2}/requests", query), (400, [{"code": 400, "description": words}]))
    check_equal("one of several that is none", both(server, f"{V2}/requests", "?service_code=potholes,none"), (404, [{"code": 404, "description": "There is no service of the code none."}]))


def send(server, form="json", **fields):
    page = Browser(server).ask("POST", f"{V2}/requests.{form}", {name.replace("q_", "attribute[q-").replace("_in", "]"): value for name, value in fields.items()},
                               {"Sec-Fetch-Site": None})
    return page.status, json.loads(page.text)[0] if form == "json" else value_of(ElementTree.fromstring(page.text))[0]


def pictured_check(server, store, number, hash_):
    """An officer shows it, covers a place in it, hides it again: what programs are given goes along."""
    def media():
        url = both(server, f"{V2}/requests/{number}")[1][0].get("media_url", "")
        in_list = [request.get("media_url", "") for request in both(server, f"{V2}/requests", f"?service_request_id={number}")[1]]
        check_equal("in a list as alone", in_list, [url])
        check("and it is there", not url or server.get(url.removeprefix(server.address())).status == 200, url)
        return url
    o = as_user(server, store, STREET)
    at = f"/moderation/{number}/photographs/{one(store, 'SELECT id FROM photograph WHERE hash = ?', hash_)[0]}"
    check_equal("somebody looks at it and shows it", o.post(at, deed="show").status, 303)
    check_equal("once it is shown, it has an address", media(), f"{server.address()}/photographs/{hash_}")
    check_equal("a place is covered", o.post(f"{at}/cover", cells="A1", reason="a face can be seen").status, 303)
    copy = one(store, "SELECT hash FROM photograph WHERE state = 'shown' ORDER BY id DESC LIMIT 1")[0]
    check_equal("the copy takes its place", (copy != hash_, media()), (True, f"{server.address()}/photographs/{copy}"))
    check_equal("nobody is given what was covered", server.get(f"/photographs/{hash_}").status, 404)
    at = f"/moderation/{number}/photographs/{one(store, 'SELECT id FROM photograph WHERE hash = ?', copy)[0]}"
    check_equal("it is hidden again", o.post(at, deed="hide", reason="it would make a crime easier").status, 303)
    check_equal("and has no address", media(), "")


def test_new(server, store):
    status, sent = send(server, service_code="potholes", description="A deep hole by the <gate> & \"arch\", ring 07700 900123", address_string="ZZ1 2AB",
                        email="ada@example.org", first_name="Ada", last_name="Bell", q_depth_in="50")
    check("taken, from a program that says no origin", status == 200 and sent["service_request_id"], sent)
    reference = sent["service_request_id"]
    _, shown = both(server, f"{V2}/requests/{reference}")
    check_equal("an answer led to the service of deep ones", shown[0]["service_code"], "potholes-40-mm-or-deeper")
    check("what is about people is covered", 'A deep hole by the <gate> & "arch"' in shown[0]["description"] and "900123" not in shown[0]["description"], shown)
    check("nobody's name is said", "Ada" not in json.dumps(shown) and "ada@" not in json.dumps(shown), shown)
    check_equal("its token is its reference", both(server, f"{V2}/tokens/{reference}"), (200, [{"token": reference, "service_request_id": reference}]))
    check("whoever reported is asked to confirm", one(store, "SELECT COUNT(*) FROM outbox o JOIN fact f ON f.id = o.fact_id JOIN cases c ON c.id = f.case_id "
                                                             "WHERE c.reference = ? AND o.way = 'email'", reference)[0] > 0)
    pictured = Browser(server).send(f"{V2}/requests.json", {"service_code": "graffiti-other", "description": "a tag", "address_string": "ZZ1 2AB"}, media=("a.png", "image/png", png(64, 48)))
    number = json.loads(pictured.text)[0]["service_request_id"]
    hashes = one(store, "SELECT p.hash FROM photograph p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", number)
    check("with its photograph", hashes and len(hashes) == 1, hashes)
    check("which nobody has looked over yet", "media_url" not in both(server, f"{V2}/requests/{number}")[1][0])
    pictured_check(server, store, number, hashes[0])
    status, odd = send(server, service_code="litter", description="a bag \ufffe and \uffff more", address_string="ZZ1 2AB")
    page = server.get(f"{V2}/requests.xml")
    check("no words break the list of XML", status == 200 and odd["service_request_id"] in page.text and len(ElementTree.fromstring(page.text)) > 1, page.text[:300])
    before = one(store, "SELECT COUNT(*) FROM cases")
    for fields, code, words in (({}, 400, "The field service_code is needed: one of /open311/v2/services."),
                                ({"service_code": "none"}, 404, "There is no service of the code none."),
                                ({"service_code": "potholes"}, 400, "The field description is needed: what is wrong, in a few words."),
                                ({"service_code": "potholes", "description": "hole"}, 400, "The place is needed: lat and long, or address_string."),
                                ({"service_code": "potholes", "description": "hole", "lat": "NaN", "long": "1"}, 400, NO_POINT),
                                ({"service_code": "potholes", "description": "hole", "lat": "91", "long": "181"}, 400, NO_POINT),
                                ({"service_code": "potholes", "description": "hole", "lat": "53.4", "address_string": "ZZ1 2AB"}, 400, NO_POINT),
                                ({"service_code": "potholes", "description": "hole\0", "address_string": "ZZ1 2AB"}, 400, NO_FORM),
                                ({"service_code": "potholes", "description": "hole", "address_string": "x", "q_depth_in": "deep"}, 400, None),
                                ({"service_code": "graffiti-other", "description": "I smell gas in the hall", "address_string": "ZZ1 2AB"}, 400, None)):
        for form in ("json", "xml"):
            status, fault = send(server, form, **fields)
            check(f"{fields}, {form}: {code}", status == code and str(fault["code"]) == str(code) and (words is None or fault["description"] == words), fault)
    check("a gas leak: the number to ring", "0800 111 999" in send(server, service_code="graffiti-other", description="I smell gas in the hall", address_string="ZZ1 2AB")[1]["description"])
    check_equal("and nothing of it was taken", one(store, "SELECT COUNT(*) FROM cases"), before)
    status, bitten = send(server, service_code="litter", description="a dog bit my son by the bin", address_string="ZZ1 2AB")
    check("a dog that bit, typed as litter: taken, with the number", status == 200 and "999" in bitten["service_notice"], bitten)


def instant(text):
    return datetime.fromisoformat(text)


def test_samples():
    """Answers that other cities gave, imported, come out of our own interface as they went in."""
    folder = DATA / "requests/open311"
    sent = json.loads((folder / "service_requests.json").read_text(encoding="utf-8"))
    sent += [value_of(one) for one in ElementTree.parse(folder / "requests_many.xml").getroot()]
    names = sorted({one["service_name"] for one in sent})
    store = f"sqlite:{write('samples.db', b'')}"
    write("samples.db", b"").unlink()
    categories = write("samples.md", "# Categories\n" + "".join(f"## {name}\n- Title: {name}\n- Body: city\n- Public: yes\n- Words: {name}\n" for name in names))
    for file in ("service_requests.json", "requests_many.xml"):
        done = run("import", "requests", folder / file, "--mapping", "open311", "--store", store)
        check(f"{file} is imported", done.exit == 0 and done.out.startswith("2 new cases"), done)
    done = run("import", "categories", categories, "--store", store)
    check("what can be seen is said", done.exit == 0, done)
    with Server(store.removeprefix("sqlite:")) as server:
        _, got = both(server, f"{V2}/requests", "?service_request_id=" + ",".join(one["service_request_id"] for one in sent))
        for one, given in zip(sent, got):
            same = ("service_request_id", "status", "service_name")
            times = [name for name in ("requested_datetime", "expected_datetime") if one.get(name)]
            check_equal(f"{one['service_request_id']}: as it went in", ([given[name] for name in same], [instant(given[name]) for name in times]),
                        ([one[name] for name in same], [instant(one[name]) for name in times]))
        check_equal("each of them", len(got), len(sent))


def test_checked(server):
    """Our own check of any server, of ours."""
    url = f"http://127.0.0.1:{server.port}{V2}"
    done = run("open311-check", "--format", "json", url, "--send", "potholes", "--place", "ZZ1 2AB")
    said = [(one["verdict"], one["what"]) for one in json.loads(done.out)]
    check("it finds nothing wrong with us", done.exit == 0 and {verdict for verdict, _ in said} == {"right"}, done)
    check("in requests, filters and sending", len(said) > 40 and ("right", "POST requests.json") in said, said)


def main():
    test_samples()
    store = demonstration("told.db")
    with Server(store, "--address", "https://reports.example/") as server:
        until = time.monotonic() + 10  # it keeps its address once it listens
        while one(store, "SELECT COUNT(*) FROM setting WHERE name = 'address' AND value LIKE 'https:%'") == (0,) and time.monotonic() < until:
            time.sleep(0.02)
        urls = [json.loads(server.get("/open311/discovery.json", headers).text)["endpoints"][0]["url"] for headers in ({}, {"Host": "evil.example", "X-Forwarded-Proto": "http"})]
        check_equal("where it is, whatever it was asked by", urls, ["https://reports.example/open311/v2"] * 2)
    store = demonstration()
    with Server(store) as server:
        test_services(server)
        test_requests(server, store)
        test_new(server, store)
        test_checked(server)


main()
