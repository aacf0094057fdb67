"""From an empty store to the first report, wholly through pages."""
import hashlib
import hmac
import re
import struct
import time

from browsing import Browser, errors, seen, words
from serving import Server, check, check_equal, folder

CHARTER = """# Charter: The streets of Newplace

- Id: newplace-streets
- Between: Newplace Council; residents
- Area: North ward
- In force: 1 January 2026 to 31 December 2030
- Calendar: england-and-wales

## Standard S1: Fly-tipping is gone in two working days

- Service: fly-tipping
- Provider: Newplace Council
- Clock: from report to completion, within 2 working days
- Target: at least 90%
- Period: quarter
"""

AREAS = """{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "North ward", "code": "N1"},
 "geometry": {"type": "Polygon", "coordinates": [[[0, 52], [0.1, 52], [0.1, 52.1], [0, 52.1], [0, 52]]]}}]}"""

POSTCODES = "postcode,areas,latitude,longitude\nNP1 1AA,North ward,52.05,0.05\n"


def adopted(b, answer, name):
    """looked at, then adopted"""
    path = answer.headers.get("Location", "")
    page = b.get(path)
    check(f"{name}: it can be adopted", "Adopt it now" in page.text, words(page))
    seen = re.search(r'name="seen" value="([0-9a-f]*)"', page.text)[1]
    done = b.post(path, deed="adopt", seen=seen)
    check(f"{name}: adopted", done.status == 303 and done.headers["Location"].endswith("?done=adopted"), done)


def totp(secret):
    mac = hmac.new(secret, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start:start + 4])[0] & 0x7fffffff) % 1000000:06d}"


def second_step(b):
    """administrators set it up before they may anything"""
    secret = re.search(r'name="secret" value="([0-9a-f]{40})"', b.get("/account/second-step").text)[1]
    done = b.post("/account/second-step", what="set", secret=secret, code=totp(bytes.fromhex(secret)))
    check("the second step is set up", done.status == 200 and not errors(done), done)
    check("which leads to what is still to be done", '<a class="govuk-button" href="/admin/start">I have kept them</a>' in done.text, done.text)


def main():
    path = folder / "new.db"
    with Server(path) as server:
        line = server.process.stderr.readline().decode()
        check("a store that was not there is made, and said", any("A new, empty store was made" in said for said in server.said), server.said)
        link = re.search(r"(/sign-in/link/\S+)", line)
        check("the first administrator's link", link is not None, line)
        b = Browser(server)
        check_equal("pages answer before anything is there", [b.get(p).status for p in ("/", "/charters", "/areas", "/report")], [200] * 4)
        done = b.post(link[1], name="Ada First", email="ada@newplace.example", password="nine tall yellow doors")
        check_equal("the first administrator", done.status, 303)
        check_equal("nothing before the second step", b.get("/admin").status, 403)
        second_step(b)
        page = b.get("/admin")
        check("what is still to be done leads", "What is still to be done here: 8" in words(page), words(page))
        page = b.get("/admin/start")
        check("each line, ticked from what is there", "8 of 9" in words(page) and "Look through the categories" in words(page), words(page))

        check_equal("the place is named", b.post("/admin/settings", deed="set", name="Newplace", address="https://newplace.example", zone="Europe/London", seen=seen(b.get("/admin/settings"))).status, 303)
        check("at once", "Newplace" in b.get("/").text)
        body = {"name": "Newplace Council", "kind": "district council", "tracked": "yes", "telephone": "01632 960000",
                "email": "council@newplace.example", "areas": "", "about": "", "from": "", "until": "", "successor": "", "deed": "look"}
        adopted(b, b.post("/admin/bodies/new", **body), "a body")
        adopted(b, b.send("/admin/upload/areas", {}, file=("newplace.geojson", "application/geo+json", AREAS.encode())), "areas")
        adopted(b, b.send("/admin/upload/postcodes", {}, file=("postcodes.csv", "text/csv", POSTCODES.encode())), "postcodes")
        adopted(b, b.send("/admin/upload/documents", {"text": CHARTER}), "the first charter")
        page = b.get("/admin/start")
        check("what is left: mail, the others", "2 of 9" in words(page), words(page))

        r = Browser(server)
        check_equal("a resident: what", r.post("/report", words="rubbish dumped on the verge").status, 303)
        r.post("/report/which", service="fly-tipping / public land")
        r.post("/report/where", place="NP1 1AA")
        r.post("/report/more")
        page = r.get("/report/check")
        check("who it goes to, what was promised", "Newplace Council" in words(page) and "Fly-tipping is gone in two working days" in words(page), words(page))
        done = r.follow(r.post("/report/check"))
        check("the first report is taken", re.search(r"[A-Z0-9]{3}-[A-Z0-9]{4}", words(done)), words(done))
        reference = re.search(r"[A-Z0-9]{3}-[A-Z0-9]{4}", words(done))[0]
        page = r.get(f"/reports/{reference}")
        check("what is done stands on its page at once, before the clock looks again",
              "reporter says" in words(page) and "With Newplace Council." in words(page), words(page))


main()
