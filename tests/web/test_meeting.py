"""The meeting of a charter's parties: when the next one is, what was agreed and what became of it. For whoever speaks for a party, each fault
beside its field, nothing typed lost; everybody reads it, on the page, in the pack, by alert and on the record."""
import html
import re
import sqlite3
import subprocess

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import PROGRAM, Server, check, check_equal, demonstration

SECRETARY, OFFICER, CLERK, RESIDENT = ("secretary@aldermoor.example", "neighbourhoods@harcaster.example", "clerk@nethersallow.example",
                                       "resident@aldermoor.example")
MEETING = "/charters/aldermoor-streets/meeting"
NEXT = {"form": "next", "next-day": "1 12 2026", "next-time": "18:30", "next-words": "The hall in Moss Lane, all welcome", "next-office": "Secretary"}
AGREED = {"form": "agreed", "agreed-words": "Asks the Land Registry about the last two alleys", "agreed-who": "Harcaster Borough Council",
          "agreed-day": "30 11 2026", "agreed-office": "Secretary"}


def plain(page):
    return html.unescape(words(page))


def faults(page):
    return [html.unescape(e) for e in errors(page)]


def pack(server, ask=""):
    made = subprocess.run(["pdftotext", "-", "-"], input=Browser(server).get(f"{MEETING}.pdf{ask}").body, capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())


def written():
    return one(store, "SELECT COUNT(*) FROM fact WHERE kind = 48 AND document = 'aldermoor-streets'")[0]


def test_told(server):
    """What the demonstration's meetings agreed: late, open, done, dropped; the pack has it, and the list of work of who does it."""
    text = plain(Browser(server).get(MEETING))
    for part in ("The next meeting: Tuesday 8 December 2026 at 18:30: The community hall, Kiln Street: all welcome",
                 "Late Says which lamps in Foundry Lane are out, and on which day each is mended Eastmark County Council, was due by 31 October 2026",
                 "Open Finds two more champions, for Dell Close and Furnace Row the residents of Aldermoor, by 30 November 2026",
                 "Done Writes to the Land Registry about the two alleys that are left", "Estates and Valuation Manager, for Harcaster Borough Council : Written to on 21 September"):
        check(f"everybody reads: {part}", part in text, text)
    check("what will not be done, and why", re.search("Puts a second bin at the school gate in Moss Lane .*The school wants none at its gate", text), text)
    check("in the pack", "Says which lamps in Foundry Lane are out" in pack(server), pack(server))
    check("on the county's list of work", "Says which lamps in Foundry Lane are out" in plain(as_user(server, store, "community.highways@eastmark.example").get("/work")))


def test_may(server):
    public = Browser(server)
    text = plain(public.get("/charters/nether-sallow/meeting"))
    check("nothing is there yet, and whom to ask", "Nothing is written down." in text and "ask whom the charter names to ring" in text, text)
    check_equal("signed out", public.post(MEETING, **AGREED).status, 401)
    for who in (RESIDENT, CLERK):
        check_equal(f"not {who}", as_user(server, store, who).post(MEETING, **AGREED).status, 403)
        check("nor is it asked", "Write down what was agreed" not in as_user(server, store, who).get(MEETING).text)


def test_faults(server):
    s = as_user(server, store, SECRETARY)
    for form, change, wanted in ((AGREED, {"agreed-words": ""}, "Write what is to be done."),
                                 (AGREED, {"agreed-who": "the Land Registry"}, "Choose which party does it."),
                                 (AGREED, {"agreed-day": "21 11 2026"}, "Write a day to come, at most two years ahead."),
                                 (AGREED, {"agreed-day": "soon"}, "Write the day like 20 11 2026."),
                                 (AGREED, {"agreed-office": ""}, "Write the post or office that says so."),
                                 (NEXT, {"next-day": ""}, "Write the day on which it is, such as 20 11 2026."),
                                 (NEXT, {"next-time": "later"}, "Write the time at which it begins, such as 18:30."),
                                 (NEXT, {"next-words": ""}, "Write where it is held."),
                                 ({"form": "end", "end-deed": "done", "end-office": "Secretary"}, {}, "Choose which of them it is.")):
        page = s.post(MEETING, **{**form, **change})
        check_equal(f"refused: {change}", faults(page), [wanted])
        check("nothing typed is lost", all(html.escape(v) in page.text for k, v in {**form, **change}.items() if k not in ("form", "agreed-who", "end-deed", "end-office")), page.text)
    check_equal("nothing is on record", written(), BEFORE)


def test_followed(server):
    s, o, public = as_user(server, store, SECRETARY), as_user(server, store, OFFICER), Browser(server)
    check_equal("announced", s.post(MEETING, **NEXT).headers.get("Location"), MEETING + "?done=yes")
    check_equal("agreed", s.post(MEETING, **AGREED).status, 303)
    check_equal("sent twice it is once", (s.post(MEETING, **AGREED).status, written()), (303, BEFORE + 2))
    check_equal("and without a day", s.post(MEETING, **{**AGREED, "agreed-words": "Brings the keys to the gates", "agreed-day": "", "agreed-who": "the residents of Aldermoor"}).status, 303)
    text = plain(public.get(MEETING))
    days = s.get("/charters/" + MEETING.split("/")[2] + "/dates.ics").text.replace("\r\n ", "")
    for part in ("DTSTART;VALUE=DATE:20261201", "the parties meet\\, Tuesday 1 December 2026 at 18:30: The hall in Moss Lane\\, all welcome",
                 "DTSTART;VALUE=DATE:20261130", "Harcaster Borough Council: Asks the Land Registry about the last two alleys"):
        check(f"in the calendar: {part}", part in days, days)
    check("but not what has no day", "Brings the keys" not in days, days)
    for part in ("The next meeting: Tuesday 1 December 2026 at 18:30: The hall in Moss Lane, all welcome ( Secretary, for the residents of Aldermoor )",
                 "Open Asks the Land Registry about the last two alleys Harcaster Borough Council, by 30 November 2026"):
        check(f"everybody reads: {part}", part in text, text)
    for ask, parts in (("", ("Open: Asks the Land Registry about the last two alleys (Harcaster Borough Council, by 30 November 2026)", "1 December 2026 at 18:30: The hall in Moss Lane")),
                       ("?lang=cy", ("Ar agor: Asks the Land Registry about the last two alleys (Harcaster Borough Council, erbyn 30 Tachwedd 2026)", "am 18:30: The hall"))):
        printed = pack(server, ask)
        check(f"the pack says so {ask}", all(part in printed for part in parts), printed)
    work = plain(o.get("/work"))
    check("it stands on the list of work of whoever does it", "Aldermoor Clean Streets Charter: Asks the Land Registry about the last two alleys by 30 November 2026" in work and "Brings the keys" not in work, work)
    fact = str(one(store, "SELECT MIN(id) FROM fact WHERE kind = 48 AND name = 'agreed' AND words LIKE 'Asks the Land%'")[0])
    end = {"form": "end", "end-of": fact, "end-office": "Director of Place"}
    check_equal("what became of it is chosen", faults(o.post(MEETING, **end)), ["Choose what became of it."])
    check_equal("that it is not done has a reason", faults(o.post(MEETING, **end, **{"end-deed": "dropped"})), ["Write why it is not done: everybody reads it."])
    check_equal("another party says that it is done", o.post(MEETING, **end, **{"end-deed": "done", "end-words": "Both are the borough's"}).status, 303)
    check_equal("once", faults(s.post(MEETING, **{**end, "end-deed": "dropped", "end-words": "No"})), ["Somebody has said what became of it already."])
    check("and no longer on the list of work", "Asks the Land Registry" not in plain(o.get("/work")))
    text = plain(public.get(MEETING))
    check("it stands there with what became of it", "Done Asks the Land Registry" in text and "Director of Place, for Harcaster Borough Council : Both are the borough's" in text, text)
    check("and what is open comes first", text.index("Brings the keys") < text.index("Asks the Land Registry"), text)


def test_found(server):
    public = Browser(server)
    text = public.get("/search?q=quarterly+meeting").text
    check("found by the words people have for it", f'href="{MEETING}">For the meeting: Aldermoor Clean Streets Charter' in text, text)
    check("not by others", MEETING not in public.get("/search?q=pothole").text)
    text = as_user(server, store, SECRETARY).get("/account").text
    check("and from the account of whoever represents a party", f'href="{MEETING}">For the meeting' in text, text)
    text = public.get(MEETING).text
    check("a figure there leads to what was said to it", 'href="/charters/aldermoor-streets/S3/figures/2026-09-30">confirmed</a>' in text, text)


def test_ends(server):
    """Of a charter whose last day is near everybody reads so, on its page and before the meeting; of one that another version follows nobody does."""
    public, said = Browser(server), "Its last day is 31 March 2028: what comes after it is for its parties to agree."
    for page in ("/charters/nether-sallow", "/charters/nether-sallow/meeting", "/charters/nether-sallow/life"):
        check(f"it is said: {page}", said in plain(public.get(page)), plain(public.get(page))[:600])
    check("not of what ends later", "Its last day is" not in plain(Browser(served).get("/charters/nether-sallow")))


store = demonstration("meeting.db")
BEFORE = written()
with Server(store) as served:
    for test in (test_told, test_may, test_faults, test_followed, test_found):
        test(served)
    with sqlite3.connect(later := demonstration("ends.db")) as db:
        db.execute("UPDATE setting SET value = '2028-03-01' WHERE name = 'as_of'")
    db.close()
    subprocess.run([PROGRAM, "rebuild", "--store", f"sqlite:{later}"], check=True, capture_output=True)
    with Server(later) as other:
        test_ends(other)
