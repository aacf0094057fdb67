"""How many reports one network may send within an hour: nothing typed is lost, others are not kept waiting, staff never."""
import re
import time

from browsing import Browser, errors, words
from reporting import STREET, one, written
from serving import Server, check, check_equal, demonstration

PROGRAM = {"service_code": "potholes", "description": "A hole", "address_string": "ZZ1 2AB"}


def filed(browser):
    written(browser, "A deep hole in the road", "potholes", "ZZ1 2AB")
    return browser.post("/report/check", name="Ada Bell", email="ada@example.org", told="email")


def posted(server, network, form="json"):
    return Browser(server, network).ask("POST", f"/open311/v2/requests.{form}", PROGRAM, {"Sec-Fetch-Site": None})


def hour_with_room():
    """the test is over before the clock's hour is"""
    if time.time() % 3600 > 3600 - 120:
        time.sleep(3600 - time.time() % 3600 + 1)


hour_with_room()
store = demonstration()
with Server(store, "--reports-per-network", "2", "--program-reports-per-network", "1") as server:
    library = "198.51.100.7"
    for n in range(2):
        check_equal(f"report {n + 1} of two is taken", filed(Browser(server, library)).status, 303)
    third = Browser(server, library)
    page = filed(third)
    check_equal("the third waits, and when to come again is said", (page.status, 1 <= int(page.headers["Retry-After"]) <= 3600), (429, True))
    said = errors(page)
    check("in words, with the minutes and whom to ring", len(said) == 1 and re.match(
        r"2 reports came from your network within this hour. Send this one again in \d+ minutes?: what you wrote stays here until then. In danger ring 999.", said[0]), said)
    check("what was typed on this page stays in it", 'value="ada@example.org"' in page.text and 'value="Ada Bell"' in page.text, page)
    check("and what was typed before", "A deep hole in the road" in words(third.get("/report/check")), third.get("/report/check"))
    check_equal("another network does not wait", filed(Browser(server, "198.51.100.8")).status, 303)
    six = [filed(Browser(server, f"2001:db8:1:2::{n}")).status for n in range(3)]
    check_equal("of IPv6 the first 64 bits are one", six, [303, 303, 429])
    officer = Browser(server, library)
    officer.sign_in(STREET)
    check_equal("whoever takes reports in for a service does not wait", filed(officer).status, 303)
    check_equal("programs count apart", posted(server, library).status, 200)
    for form in ("json", "xml"):
        page = posted(server, library, form)
        check(f"the second is a fault as the interface has them, {form}", page.status == 429 and int(page.headers["Retry-After"]) > 0 and
              "1 reports came from your network within this hour" in page.text and "nothing of it was kept" in page.text, page)
    check_equal("nothing of it was kept", one(store, "SELECT COUNT(*) FROM cases WHERE summary = 'A hole'")[0], 1)
    check("no network stands in the store", not any("198.51.100" in str(row) for row in one(store, "SELECT GROUP_CONCAT(mark) FROM attempt")))

with Server(store, "--reports-per-network", "0") as server:
    check_equal("0: any number", [filed(Browser(server, library)).status for _ in range(3)], [303] * 3)
