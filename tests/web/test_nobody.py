"""What nobody answers for, over HTTP: the list for everybody, and reports there that are given to a body."""
import re

from browsing import Browser, errors, words
from reporting import messages_of, officer, one, report, token_of, written
from serving import Server, check, check_equal, demonstration

NEIGHBOURHOODS = "neighbourhoods@harcaster.example"


def test_listed(server, store):
    page = server.get("/nobody")
    check("what and where, and that nothing is open there", "Where no body answers" in words(page) and "0 open reports" in words(page), words(page)[:600])
    lines = server.get("/nobody.csv").text.splitlines()
    check("as a table", lines[0] == "service,areas,open_reports" and "rail and canal,everywhere,0" in lines, lines[:4])
    yet = "Nobody is known to answer for this there yet; somebody looks it up. Until then it stands among the reports that nobody answers for yet . If it can't wait, ring " \
          "Harcaster Borough Council , 01632 960100 ."
    b = Browser(server)
    check("before it is sent: what happens now, and whom to ring", yet in words(written(b, "weeds all over the station bridge", "rail and canal", "ZZ1 2AB")[-1]))
    page = b.follow(b.post("/report/check", email="ada@example.org", name="Ada Secret"))
    check("once it is sent, too", yet in words(page), words(page))
    reference = re.search(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{4})</strong>", page.text)[1]
    page = Browser(server).get(f"/r/{token_of(store, reference)}")
    check("and on its own page", f"Status Open Who has it {yet}" in words(page), words(page))
    Browser(server).post(f"/r/{token_of(store, reference)}", deed="confirm")
    page = server.get("/nobody")
    check("a report there is counted", "1 open report" in words(page), words(page)[:400])
    check("and not shown to everybody here", reference not in page.text and "Ada" not in page.text, words(page))
    check("nor to whoever may not give it", reference not in officer(server).get("/nobody").text)
    o = officer(server, NEIGHBOURHOODS)
    page = o.get("/nobody")
    check("who may has it, and what to do", reference in page.text and "To put it right for good" in words(page), words(page))
    path = f"/nobody/{reference}"
    check("its page", "weeds all over" in o.get(path).text, words(o.get(path)))
    check_equal("nothing chosen", errors(o.post(path)), ["Choose who takes it", "Write why it is theirs"])
    page = o.post(path, body="Eastmark County Council", why="")
    check("what was chosen stays chosen", 'value="Eastmark County Council" selected' in page.text, page.text[-2500:])
    check_equal("given", o.post(path, body="Eastmark County Council", why="the bridge is a highway").status, 303)
    check_equal("it is nobody's no longer", (o.get(path).status, reference in o.get("/nobody").text, "0 open reports" in words(server.get("/nobody"))),
                (404, False, True))
    page = Browser(server).get(f"/r/{token_of(store, reference)}")
    check("whoever reported reads who has it and why", "With Eastmark County Council" in words(page) and "the bridge is a highway" in page.text.lower(),
          words(page))
    check_equal("whoever reported is told", messages_of(store, reference)[-1], "handed-over")
    check_equal("and the county works on it", officer(server, "community.highways@eastmark.example").get(f"/work/{reference}").status, 200)
    check_equal("one that is somebody's is not given away here", o.get(f"/nobody/{report(server, 'sofa', 'fly-tipping / public land', 'ZZ1 2AB')}").status, 404)


def test_roles(server):
    reference = report(server, "weeds on the railway bank", "rail and canal", "ZZ1 2AB")
    for user in ("street.scene@harcaster.example", "aldermoor.champion@harcaster.example", "scrutiny@harcaster.example", "reviewer@review.example",
                 "administrator@harcaster.example", "resident@aldermoor.example", "clerk@nethersallow.example"):
        b = officer(server, user)
        check_equal(f"{user} may not", (b.get(f"/nobody/{reference}").status,
                                        b.post(f"/nobody/{reference}", body="Eastmark County Council", why="x").status), (403, 403))
    check_equal("nobody signed in", (server.get(f"/nobody/{reference}").status, Browser(server).post(f"/nobody/{reference}").status), (401, 401))


store = demonstration("nobody.db")
with Server(store) as served:
    test_listed(served, store)
    test_roles(served)
