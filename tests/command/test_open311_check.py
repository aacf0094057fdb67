"""wardmote open311-check: what is right is found right, and each way of being wrong is said, with where and what to do."""
import json

from city import City, serve
from harness import DATA, check, check_equal, run


def asked(url, *options):
    done = run("open311-check", "--format", "json", url, *options)
    return done, json.loads(done.out) if done.out.strip() else []


def wrong_of(found):
    return [(one["what"], one["found"]) for one in found if one["verdict"] == "wrong"]


def test_right(city, url):
    done, found = asked(url + "/")
    check_equal("a server that is right: exit 0, nothing wrong", (done.exit, wrong_of(found)), (0, []))
    what = [one["what"] for one in found if one["verdict"] == "right"]
    for name in ("discovery.json", "services", "services/001", "services/001.json, values of which", "requests", "requests/14-3",
                 "requests.json?status=open", "requests.json?status=closed", "requests.json?service_code=002", "requests.json?service_request_id=14-3",
                 "requests/there-is-none-of-this-name.xml"):
        check(f"looked at: {name}", name in what, what)
    check_equal("nothing is sent", (city.posted, [one["what"] for one in found if one["verdict"] == "not tried"]), ([], ["POST requests.json"]))
    text = run("open311-check", url)
    check("for people, counted at the end", text.out.endswith(f"{len(what)} right, 0 wrong, 0 noted, 1 not tried\n"), text)
    city.asked.clear()
    asked(url, "--jurisdiction", "a b&c")
    check("every call says which place", all("jurisdiction_id=a%20b%26c" in path for path in city.asked if "discovery" not in path), city.asked)


def test_sent(city, url):
    done, found = asked(url, "--send", "001", "--place", "High Street 1", "--api-key", "k y")
    check_equal("sent", (done.exit, [one["found"] for one in found if one["what"] == "POST requests.json"]), (0, ["taken, as 14-9"]))
    check_equal("what was sent", [(one.get("service_code"), one["address_string"], one["api_key"]) for one in city.posted],
                [(None, "High Street 1", "k y"), ("001", "High Street 1", "k y")])
    city.wrong["POST"] = lambda status, kind, body: (200, kind, "[{}]")
    done, found = asked(url, "--send", "001", "--place", "High Street 1")
    check_equal("neither a number nor a token", (done.exit, wrong_of(found)),
                (1, [("POST requests.json", "it answers 200 without either, where 200 with a service_request_id or a token is right")]))
    done = run("open311-check", url, "--send", "001")
    check("no place: nothing is sent", done.exit == 2 or (done.exit == 3 and "--place" in done.err), done)
    city.wrong.clear()


def changed(**fields):
    """Each record of a JSON list with these fields; None takes one away"""
    def change(status, kind, body):
        records = [{key: value for key, value in {**one, **fields}.items() if value is not None} for one in json.loads(body)]
        return status, kind, json.dumps(records)
    return change


FAULTS = [
    ("services.json", changed(metadata="true"), ("services.json", "metadata must be true or false: it is of another type in 2 of 2, first in '001', 'true'")),
    ("services.json", changed(type="now"), ("services.json", "type must be realtime|batch|blackbox: it says something else in 2 of 2, first in '001', 'now'")),
    ("services.json", changed(service_code=7), ("services.json", "service_code must be text: it is of another type in 2 of 2, first in '7', '7'")),
    ("services.json", lambda s, k, b: (s, "text/html", b), ("services.json", "its Content-Type is 'text/html', not application/json")),
    ("services.json", lambda s, k, b: (s, k, b[:-4]), ("services.json", "1:")),
    ("services.xml", lambda s, k, b: (s, k, b[:-4]), ("services.xml", "1:")),
    ("services.xml", lambda s, k, b: (s, k, b.replace("Cans &amp; bins", "Cans")), ("services", "JSON and XML do not say the same: they differ in service_name")),
    ("services.xml", lambda s, k, b: (500, k, b), ("services.xml", "it answers 500, not 200")),
    ("services.json", lambda s, k, b: (s, k, '{"services": 1}'), ("services.json", "its outermost is no list: an array in JSON, <services> in XML")),
    ("services/001.json", lambda s, k, b: (s, k, b.replace('"values"', '"choices"')), ("services/001.json, values of which", "there is nothing to choose from")),
    ("services/001.json", lambda s, k, b: (s, k, '{"service_code": "001"}'), ("services/001.json", "it has no attributes, though the list of services says 'metadata'")),
    ("requests.json", changed(status="CLOSED"), ("requests.json", "status must be open|closed: it says something else in 5 of 5, first in '14-1', 'CLOSED'")),
    ("requests.json", changed(requested_datetime="2026-07-01 10:00"), ("requests.json", "requested_datetime must be a time with its offset, as 2026-01-31T12:00:00Z: it says something else in 5 of 5, first in '14-1', '2026-07-01 10:00'")),
    ("requests.json", changed(lat=141.5), ("requests.json", "lat must be degrees from -90 to 90: it says something else in 5 of 5, first in '14-1', '141.5'")),
    ("requests.json", changed(lat="41.5"), ("requests.json", "lat must be degrees from -90 to 90: it is of another type in 5 of 5, first in '14-1', '41.5'")),
    ("requests.json", changed(service_request_id=None), ("requests.json", "service_request_id must be text: it is not there in 5 of 5, first in ''")),
    ("requests.json", changed(status="open"), ("requests.json?status=closed", "2 of 2 are others: their status does not fit")),
    ("requests/14-3.json", lambda s, k, b: (s, k, "[]"), ("requests/14-3", "it is not a list of that one request")),
    ("requests/there-is-none-of-this-name.json", lambda s, k, b: (200, k, "[]"), ("requests/there-is-none-of-this-name.json", "it answers 200, not 404")),
    ("requests/there-is-none-of-this-name.xml", lambda s, k, b: (404, k, "<errors/>"), ("requests/there-is-none-of-this-name.xml", "its list of errors is empty")),
    ("requests.xml", lambda s, k, b: (s, k, '<!DOCTYPE x [<!ENTITY a "b">]>' + b.partition("?>")[2]), ("requests.xml", "1:")),
]


def test_wrong(city, url):
    for path, change, (what, words) in FAULTS:
        city.wrong = {path: change}
        done, found = asked(url)
        check(f"{what}: {words[:60]}", done.exit == 1 and any(one == what and said.startswith(words) for one, said in wrong_of(found)), (done.exit, wrong_of(found)))
    city.wrong = {"services.xml": lambda s, k, b: (s, "application/xml", b)}
    done, found = asked(url)
    check_equal("another type for XML is noted, not wrong", (done.exit, [one["what"] for one in found if one["verdict"] == "note"]), (0, ["services.xml"]))
    city.wrong = {"requests.json": lambda s, k, b: (s, k, "[]"), "requests.xml": lambda s, k, b: (s, k, "<service_requests/>")}
    done, found = asked(url)
    check("no requests: nothing to try", done.exit == 0 and "requests/ID" in [one["what"] for one in found if one["verdict"] == "not tried"], found)
    city.wrong = {}


def test_unreached(city, url):
    answers = iter([503, 429, 200])
    city.wrong = {"services.xml": lambda s, k, b: (next(answers), k, b)}
    done, found = asked(url)
    check_equal("busy twice, then right: asked again", (done.exit, wrong_of(found)), (0, []))
    city.wrong = {"services.json": lambda s, k, b: (s, k, b"x" * (17 << 20))}
    done, _ = asked(url)
    check("too much is not taken in", done.exit not in (0, 1) and "sends more than" in done.err, done)
    done = run("open311-check", "file:///etc/passwd")
    check("no file is read", done.exit == 3 and "not an http or https address" in done.err, done)


def test_samples(city, url):
    """What cities really answered: the published samples, as they stand."""
    city.wrong = {"services.json": lambda s, k, b: (s, k, (DATA / "requests/open311/service_list.json").read_bytes()),
                  "requests.json": lambda s, k, b: (s, k, (DATA / "requests/open311/service_requests.json").read_bytes()),
                  "requests.xml": lambda s, k, b: (s, k, (DATA / "requests/open311/requests_many.xml").read_bytes())}
    _, found = asked(url)
    right = [one["what"] for one in found if one["verdict"] == "right"]
    check("their records have what is needed", {"services.json", "requests.json", "requests.xml"} <= set(right), found)


def main():
    city = City()
    server, url = serve(city)
    test_right(city, url)
    test_sent(city, url)
    test_wrong(city, url)
    test_unreached(city, url)
    test_samples(city, url)
    server.shutdown()


main()
