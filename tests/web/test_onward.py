"""Reports go on to a body's own Open311 server and come back: set up by an administrator, posted once, followed, disputed."""
import json
import re
import sqlite3
import sys
import time
from pathlib import Path
from urllib.parse import quote

from browsing import Browser, errors, seen, words
from reporting import sent, written
from serving import Server, check, check_equal, demonstration, demonstration_served, engines

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from city import TYPES, City, serve, xml_of
from engines import psql

ADMINISTRATOR, OFFICER = "administrator@harcaster.example", "community.highways@eastmark.example"
BODY = "Eastmark County Council"
PAGE, SERVICES = f"/admin/bodies/{quote(BODY)}/open311", f"/admin/bodies/{quote(BODY)}/services"


class Office(City):
    """A council's server: what is posted is there from then on; it says of each what the test wants"""

    def __init__(self):
        super().__init__(requests=[])
        self.all, self.answers, self.tokens = [], [], {}

    def take(self, fields):
        self.posted.append(fields)
        if self.answers:
            answer = self.answers.pop(0)
            if answer != "lost":
                return answer
        number = f"EM-{len(self.all) + 1}"
        self.all.append({"service_request_id": number, "status": "open", "status_notes": "", "service_code": fields["service_code"],
                         "description": fields["description"], "requested_datetime": "2026-11-27T10:00:00Z"})
        if self.answers == ["lost"]:
            self.answers = []
        return 201, "application/json; charset=utf-8", json.dumps([{"service_request_id": number}])

    def requests(self, query):
        asked = query.get("service_request_id")
        return [one for one in self.all if asked is None or one["service_request_id"] in asked.split(",")]


class XmlOffice(Office):
    """One that speaks XML alone, and knows of no JSON"""

    def respond(self, path, form, query):
        return super().respond(path, form, query) if form == "xml" else (404, "text/html", "<html><title>404</title></html>")

    def take(self, fields):
        if not self.posted_to[-1].endswith(".xml"):
            return 404, "text/html", "<html><title>404</title></html>"
        status, _, body = super().take(fields)
        return status, TYPES["xml"], xml_of("service_requests", json.loads(body))


def sql(url, text):
    """read or change the store behind the program's back, on either engine"""
    if url.startswith("sqlite:"):
        with sqlite3.connect(url.removeprefix("sqlite:"), timeout=30) as db:
            return [tuple(row) for row in db.execute(text).fetchall()]
    return [tuple(line.split("|")) for line in psql(url, text).splitlines()]


def until(what, done, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := done():
            return found
        time.sleep(0.3)
    check(what, False, "it did not come to that in time")
    return None


def look_now(url):
    """its server is asked at the next look, not in ten minutes"""
    sql(url, "UPDATE onward_report SET look_at = 1 WHERE look_at IS NOT NULL")


def set_up(server, office_url):
    b = Browser(server)
    b.sign_in(ADMINISTRATOR)
    opened = seen(b.get(PAGE))
    for wrong in ("council.example/v2", "https://a@b/v2", "https://a.example/v2?x=1", "ftp://a.example", ""):
        page = b.post(PAGE, address=wrong, key="", jurisdiction="", **{"tells-who": "no"}, deed="set", seen=opened)
        check(f"{wrong!r} is no address", len(errors(page)) == 1, page)
    page = b.post(PAGE, address=office_url + "/", key="a secret key", jurisdiction="eastmark", **{"tells-who": "no"}, deed="set", seen=opened)
    check_equal("it is set", (page.status, page.headers["Location"]), (303, f"{PAGE}?done=set"))
    page = b.post(PAGE, address="https://other.example", key="another", jurisdiction="", **{"tells-who": "yes"}, deed="set", seen=opened)
    check_equal("nobody writes over what somebody else set meanwhile", errors(page), [
        "Somebody changed this since you opened it: what it is now stands above. Send yours again if it is to take its place."])
    check("what it is now stands above, without its key", f"What it is now The address of its server {office_url} Its jurisdiction eastmark The key that it gave you One is set. "
          "What it is told of whoever reported Nothing" in words(page) and "secret" not in page.text and "https://other.example" in page.text, words(page))
    before = seen(page)
    b.post(PAGE, address=office_url, key="a secret key again", jurisdiction="eastmark", **{"tells-who": "no"}, deed="set", seen=before)
    check_equal("another key is seen, too", len(errors(b.post(PAGE, address=office_url, key="", jurisdiction="eastmark", **{"tells-who": "yes"}, deed="set", seen=before))), 1)
    check_equal("nor is it taken away unseen", len(errors(b.post(PAGE, deed="remove", address="", seen=before))), 1)
    b.post(PAGE, address=office_url, key="a secret key", jurisdiction="eastmark", **{"tells-who": "no"}, deed="set", seen=seen(b.get(PAGE)))
    page = until("it is asked what it offers", lambda: (p := b.get(PAGE)) and "offers 2 services" in words(p) and p)
    check("the key is not shown again", page and "a secret key" not in page.text and "One is set. It is not shown." in words(page), page)
    page = b.get(SERVICES)
    check("what it offers can be chosen", "Cans &amp; bins (001)" in page.text and "None yet" in words(page), page)
    page = b.post(SERVICES, ours="potholes", theirs="", table="", deed="add")
    check_equal("both are needed", errors(page), ["Choose the service that it is there."])
    page = b.follow(b.post(SERVICES, ours="street lighting", theirs="002", table="", deed="add"))
    check("one is added", "Plate shifted" in words(page), page)
    before, now = seen(b.get(SERVICES)), seen(page)
    b.post(SERVICES, ours="litter", theirs="001", table="", deed="add")
    page = b.post(SERVICES, ours="", theirs="", table="potholes,001\n", deed="set", seen=before)
    check("a table that is set over what somebody added since: it stands above, and what was typed below", errors(page) == [
        "Somebody changed this since you opened it: what it is now stands above. Send yours again if it is to take its place."] and
        before == now and ">\npotholes,001" in page.text and "Cans" in words(page), page)
    page = b.post(SERVICES, ours="", theirs="", table="potholes,001\nnot a line\n", deed="set", seen=seen(page))
    check_equal("a line that is none", errors(page), ["Line 2: write our service, a comma and its code there."])
    page = b.follow(b.post(SERVICES, ours="", theirs="", table="potholes,001\nstreet lighting,002\n", deed="set", seen=seen(page)))
    check("all as in the table", page.text.count("<li>") and "Cans" in words(page) and "Plate shifted" in words(page), page)
    return b


def case_page(server, user, reference):
    b = Browser(server)
    b.sign_in(user)
    return words(b.get(f"/reports/{reference}"))


def test_way(engine):
    office = Office()
    httpd, office_url = serve(office)
    url = demonstration_served(engine)
    with Server(url, "--private-servers") as server:
        b = set_up(server, office_url)
        browser = Browser(server)
        pages = written(browser, "A deep hole in the road by the gate. Mr Jones knows, ring 07700 900321", "potholes", "ZZ1 2AB", {"q-depth": "50"})
        check("before it is sent: where it goes on to", "It goes on to the system of Eastmark County Council" in words(pages[-1]), words(pages[-1]))
        reference = sent(browser, name="Ada Bell", email="ada@example.org", told="email")
        check("it was sent", isinstance(reference, str), reference)
        until(f"{engine}: it is posted", lambda: office.posted)
        time.sleep(1)
        got = office.posted[0]
        check_equal(f"{engine}: once, with key and jurisdiction", (len(office.posted), got["api_key"], got["jurisdiction_id"], got["service_code"]),
                    (1, "a secret key", "eastmark", "001"))
        check("what was reported, and our reference", got["description"].startswith("A deep hole in the road by the gate") and
              got["description"].endswith(f"Our reference: {reference}."), got)
        check("the answer is among the words where their service does not ask for it", "depth: 50" in got["description"], got)
        check("nobody's name, address or telephone number", "email" not in got and "first_name" not in got and "Bell" not in json.dumps(got), got)
        public = words(Browser(server).get(f"/reports/{reference}"))
        said = "A deep hole in the road by the gate. [name] knows, ring [telephone number]"
        check("the words as everybody reads them, which their server may show", said in got["description"] and said in public and
              "900321" not in json.dumps(got), (got, public))
        page = case_page(server, ADMINISTRATOR, reference)
        officer = until("its number is on the page for those who work on it", lambda: (p := case_page(server, OFFICER, reference)) and
                        "has it as EM-1" in p and p)
        public = words(Browser(server).get(f"/reports/{reference}"))
        check("and on no public page", "EM-1" not in public and "Taken by the system of Eastmark County Council" in public, (public, officer))
        office.all[0].update(status_notes="We come on Tuesday. Ring 07700 900123.")
        look_now(url)
        page = until("what they note is what the service says", lambda: (p := words(Browser(server).get(f"/reports/{reference}"))) and "We come on Tuesday" in p and p)
        check("said by the body, its personal details covered", page and "service says" in page and "900123" not in page, page)
        office.all[0].update(status="closed", status_notes="Attended.")
        look_now(url)
        page = until("closed there", lambda: (p := words(Browser(server).get(f"/reports/{reference}"))) and f"Closed: by {BODY}" in p and p)
        check("it is never called fixed", page and "said to be fixed" not in page.lower(), page)
    httpd.shutdown()


def test_xml():
    """A server without JSON is asked and told in XML: what it offers, what is posted, what became of it"""
    office = XmlOffice()
    httpd, office_url = serve(office)
    url = f"sqlite:{demonstration('onward-xml.db')}"
    with Server(url, "--private-servers") as server:
        set_up(server, office_url)
        browser = Browser(server)
        written(browser, "A hole & a <ditch> by the gate", "potholes", "ZZ1 2AB", {"q-depth": "50"})
        reference = sent(browser, name="Ada Bell", email="ada@example.org", told="email")
        until("in XML: it is posted", lambda: office.all)
        check_equal("to the address of XML, once", office.posted_to, ["/v2/requests.xml"])
        check("as it was written", office.posted[0]["description"].startswith("A hole & a <ditch> by the gate"), office.posted)
        until("its number is read out of XML", lambda: "has it as EM-1" in case_page(server, OFFICER, reference))
        office.all[0].update(status="closed", status_notes="Filled & <rolled>.")
        look_now(url)
        page = until("in XML: closed there", lambda: (p := words(Browser(server).get(f"/reports/{reference}"))) and f"Closed: by {BODY}" in p and p)
        check("with what it says", page and "Filled & &lt;rolled&gt;." in page, page)
        check("nothing but the first question was in JSON", [path for path in office.asked if ".json" in path and "/services.json" not in path] == [], office.asked)
    httpd.shutdown()


def test_guard():
    """A server at a private address is not asked, whatever name leads to it, unless the operator says so"""
    office = Office()
    httpd, office_url = serve(office)
    with Server(demonstration_served("sqlite")) as server:
        b = Browser(server)
        b.sign_in(ADMINISTRATOR)
        for address in (office_url, office_url.replace("127.0.0.1", "localhost"), office_url.replace("127.0.0.1", "[::ffff:127.0.0.1]")):
            b.post(PAGE, address=address, key="k", jurisdiction="", **{"tells-who": "no"}, deed="set", seen=seen(b.get(PAGE)))
            until(f"{address}: it says why", lambda: "at a private address, which is not asked" in words(b.get(PAGE)))
            b.post(PAGE, deed="remove", address="", seen=seen(b.get(PAGE)))
    check_equal("nothing was asked", (office.asked, office.posted), ([], []))
    httpd.shutdown()


for name in engines():
    test_way(name)
test_xml()
test_guard()
