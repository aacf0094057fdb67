"""A figure on a page: what was published of it for everybody; confirmed or corrected by its provider and by nobody else, said
once, with nothing typed lost; replied to by another party; and counted again by anybody."""
import html
import re
import sqlite3
import subprocess

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import PROGRAM, Server, check, check_equal, demonstration

OFFICER, COUNTY, OTHER = "neighbourhoods@harcaster.example", "community.highways@eastmark.example", "clerk@nethersallow.example"
BINS, LIGHTS = "/charters/aldermoor-streets/S5/figures/2026-09-30", "/charters/aldermoor-streets/S6/figures/2026-09-30"


def plain(page):
    return html.unescape(words(page))


def send(browser, path, deed, page=None, **form):
    seen = re.search(r'name="seen" value="(\d+)"', (page or browser.get(path)).text)
    return browser.post(path, deed=deed, seen=seen[1] if seen else "0", **{"checked": "yes", **form})


def month_before(store):
    """The demonstration while the quarter's figures are still provisional: on 15 October."""
    with sqlite3.connect(store) as db:
        db.execute("UPDATE setting SET value = '2026-10-15' WHERE name = 'as_of'")
        db.execute("UPDATE account_role SET role = 'neighbourhoods officer' WHERE body = 'Eastmark County Council'")
    db.close()
    subprocess.run([PROGRAM, "rebuild", "--store", f"sqlite:{store}"], check=True, capture_output=True)


def test_colleague(server, store):
    """Who works for the provider and confirms nothing reads how a figure is put right."""
    told = "Then whoever confirms figures for your body finds it here and corrects it, with a reason."
    for who, says in (("street.scene@harcaster.example", True), (COUNTY, False), (None, False)):
        text = plain(as_user(server, store, who).get(BINS))
        check_equal(f"{who}: how it is put right", told in text, says)


def test_seen(server, store):
    """Everybody reads it; whoever may finds it in the work."""
    public, o = Browser(server), as_user(server, store, OFFICER)
    check("the promise leads to it", f'href="{BINS}"' in public.get("/charters/aldermoor-streets/S5").text)
    page = public.get(BINS)
    for text in ("1 July to 30 September 2026", "48 of 50 on time", "provisional; confirmed by itself after 30 October 2026 unless it is corrected before",
                 "Published as provisional, Director of Place", "48 of 50. As counted."):
        check(f"it says {text}", text in plain(page), plain(page))
    check("and has no form for everybody", "<form" not in page.text.split("<main")[1], page.text)
    before = int(re.search(r"(\d+) Figures to confirm", words(o.get("/work")))[1])
    listed = re.findall(r'href="(/charters/[^"]+/figures/[^"]+)"', o.get("/work/figures").text)
    check_equal("the work counts those that are listed", (len(listed), BINS in listed, LIGHTS in listed), (before, True, False))
    check_equal("an officer of the service does not confirm", ("Figures to confirm" in words(as_user(server, store, "street.scene@harcaster.example").get("/work"))),
                False)
    for path in (BINS + "x", BINS.replace("09-30", "09-29"), BINS.replace("S5", "S99"), BINS.replace("2026-09-30", "2026-12-31"), BINS + "-count"):
        check_equal(f"no such figure: {path}", public.get(path).status, 404)
    for who, status in ((None, 401), (COUNTY, 403), (OTHER, 403), ("resident@aldermoor.example", 403), ("street.scene@harcaster.example", 403)):
        b = as_user(server, store, who)
        for deed in ("confirm", "correct"):
            check_equal(f"{who}: {deed}", b.post(BINS, deed=deed, seen="0", office="Head", words="No.").status, status)
    check_equal("nothing was said", one(store, "SELECT COUNT(*) FROM fact WHERE kind = 14 AND recorded > 1795400000"), (0,))


def test_reply(server, store):
    """Another party of the charter, beside the figure."""
    county, public = as_user(server, store, COUNTY), Browser(server)
    page = county.get(BINS)
    check("a party may reply and nothing else", 'value="reply"' in page.text and 'value="confirm"' not in page.text, page.text)
    check_equal("not the provider to itself", as_user(server, store, OFFICER).post(BINS, deed="reply", reply="No.", seen="0").status, 403)
    check_equal("nor a body that is no party", as_user(server, store, OTHER).post(BINS, deed="reply", reply="No.", seen="0").status, 403)
    page = send(county, BINS, "reply", reply="Ring 07700 900123.", **{"reply-office": "Leader"})
    check_equal("no personal details", [html.unescape(e) for e in errors(page)],
                ['Everybody will read this, and "07700 900123" looks like a telephone number: take it out, or say below that it is an office\'s.'])
    check("nothing typed is lost", "Ring 07700 900123." in page.text and 'value="Leader"' in page.text, page.text)
    page = send(county, BINS, "reply", reply="The lane was shut for us", checked="", **{"reply-office": "Leader"})
    check("looked through first", "The lane was shut for us. Leader, Eastmark County Council" in plain(page) and "Put the reply on record Change it" in plain(page), plain(page))
    check("nothing is said yet", "The lane was shut" not in plain(public.get(BINS)))
    page = send(county, BINS, "reply", reply="The lane was shut for us", change="yes", **{"reply-office": "Leader"})
    check("to be changed it stands in the form", not errors(page) and "The lane was shut for us</textarea>" in page.text and 'value="Leader"' in page.text, page.text)
    check_equal("taken", send(county, BINS, "reply", reply="The lane was shut for us", **{"reply-office": "Leader"}).status, 303)
    said = plain(public.get(BINS))
    check("it stands beside the figure", "Reply, Leader, Eastmark County Council The lane was shut for us." in said, said)
    said = plain(public.get("/charters/aldermoor-streets/S5"))
    check("and on the promise's page", "Reply to a figure, Leader, Eastmark County Council" in said, said)
    check("and at the meeting", "Reply to a figure, S5, Leader" in plain(public.get("/charters/aldermoor-streets/meeting")))


def test_confirmed(server, store):
    o, public = as_user(server, store, OFFICER), Browser(server)
    old = o.get(BINS)
    page = send(o, BINS, "confirm", office="", note="After a look at Corvale's sheets")
    check_equal("an office is needed", errors(page), ["Write the post or office that says so."])
    check("nothing typed is lost", "After a look at Corvale&#39;s sheets" in page.text or "After a look at Corvale's sheets" in page.text, page.text)
    page = send(o, BINS, "correct", words="It is wrong", office="Head of Waste")
    check_equal("a figure is not typed in", errors(page), ["The record says what was published: put right what is wrong in it first, and the figure follows."])
    page = send(o, BINS, "confirm", office="Head of Waste", note="After a look at the sheets", checked="")
    for text in ("48 of 50. After a look at the sheets. Head of Waste", "It stands beside the figure, and stays there.", "Nothing more follows from it.",
                 "Confirm the figure Change it"):
        check(f"looked through first: {text}", text in plain(page), plain(page))
    check("nothing is confirmed yet", BINS in o.get("/work/figures").text)
    page = send(o, BINS, "confirm", office="Head of Waste", note="After a look at the sheets")
    check_equal("confirmed", (page.status, page.headers["Location"]), (303, BINS + "?done=yes"))
    check("it says so", "It is on record." in words(o.follow(page)), words(o.follow(page)))
    page = public.get(BINS)
    check("everybody reads it", "Confirmed, Head of Waste" in plain(page) and "48 of 50. After a look at the sheets." in plain(page), plain(page))
    check("it waits no more", BINS not in o.get("/work/figures").text)
    check("the promise says so", re.search(rf'href="{BINS}">confirmed<', public.get("/charters/aldermoor-streets/S5").text))
    page = send(o, BINS, "confirm", old, office="Head of Waste", note="And again")
    check_equal("not twice, from an old page", errors(page), [
        "Somebody said something of this figure while you wrote: look at what stands there now, and send yours again if it still holds."])
    check("with what was typed", "And again" in page.text, page.text)
    check("and a new one has no form for it", 'value="confirm"' not in o.get(BINS).text)


def test_corrected(server, store):
    """A report turns out to have been done in time: then the figure may follow, and everybody reads why."""
    o, public = as_user(server, store, OFFICER), Browser(server)
    case, done = one(store, """SELECT case_id, (SELECT MIN(happened) FROM fact o WHERE o.kind = 2 AND o.case_id = f.case_id) FROM finding f
                               WHERE f.clause = 'S5' AND late > 0 AND started >= 1782860000 AND started < 1790800000
                               AND version IN (SELECT CAST(value AS INTEGER) FROM fact WHERE kind = 1 AND name = 'aldermoor-streets') LIMIT 1""")
    with sqlite3.connect(store) as db:
        db.execute("""INSERT INTO fact (community, kind, case_id, name, happened, happened_last, recorded, voice, said_by)
                      VALUES (1, 4, ?, 'completion', ?, ?, 1795500000, 1, 'Corvale')""", (case, done + 60, done + 60))
    db.close()
    subprocess.run([PROGRAM, "rebuild", "--store", f"sqlite:{store}"], check=True, capture_output=True)
    page = o.get(BINS)
    check("the page says that the record says something else", "The record says something else by now: 49 of 50 on time" in plain(page), plain(page))
    check("and offers to correct, whatever it was before", 'value="correct"' in page.text and "Nothing more follows from it." in plain(page), plain(page))
    check_equal("a reason is needed", errors(send(o, BINS, "correct", words="", office="Head of Waste")),
                ["Write why the figure is another one now: everybody reads it."])
    check_equal("corrected", send(o, BINS, "correct", words="One sheet came late", office="Head of Waste").status, 303)
    said = plain(public.get(BINS))
    check("all of it stands there", all(text in said for text in ("49 of 50 on time", "Corrected, Head of Waste", "49 of 50. One sheet came late.",
                                                                 "48 of 50. After a look at the sheets.", "48 of 50. As counted.")), said)
    check("the meeting reads it", "Figure corrected, S5, Head of Waste" in plain(public.get("/charters/aldermoor-streets/meeting")))
    done = subprocess.run([PROGRAM, "verify", "--store", f"sqlite:{store}"], capture_output=True, text=True, check=False)
    check("whoever counts it again gets the same", re.search(r"figures?\b.*", done.stdout) and "S5" not in done.stdout + done.stderr, done.stdout + done.stderr)


store = demonstration("figure.db")
month_before(store)
with Server(store) as served:
    test_colleague(served, store)
    test_seen(served, store)
    test_reply(served, store)
    test_confirmed(served, store)
    test_corrected(served, store)
