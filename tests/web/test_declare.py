"""A departure declared on a page and ended, and the progress of a priority: for whoever may, with every fault beside its field and
nothing typed lost; and where everybody reads it."""
import html
import re
import subprocess

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration

OFFICER, STREET, COUNTY = "neighbourhoods@harcaster.example", "street.scene@harcaster.example", "community.highways@eastmark.example"
BINS, GATES = "/charters/aldermoor-streets/S5/departure", "/charters/linden-millbrook/P1/progress"
HOUSING, WARM, ALLEYS = "housing.manager@threeways.example", "/charters/priory-fields/P1/progress", "/charters/aldermoor-streets/P1/progress"
PLACES = ("/charters/aldermoor-streets/S5", "/watch", "/charters/aldermoor-streets/meeting")


def plain(page):
    return html.unescape(words(page))


def send(browser, path, page=None, **form):
    page = page or browser.get(path)
    of = re.search(r'name="of" value="(\d+)"', page.text)
    return browser.post(path, seen=re.search(r'name="seen" value="(\d+)"', page.text)[1], of=of[1] if of else "0", **{"checked": "yes", **form})


def test_departure(server, store):
    o, public = as_user(server, store, OFFICER), Browser(server)
    check("the promise leads there, for whoever may", f'href="{BINS}"' in o.get(PLACES[0]).text, o.get(PLACES[0]).text)
    check("and nobody else", BINS not in public.get(PLACES[0]).text and BINS not in as_user(server, store, STREET).get(PLACES[0]).text)
    for who, status in ((None, 401), (COUNTY, 403), (STREET, 403), ("clerk@nethersallow.example", 403)):
        b = as_user(server, store, who)
        check_equal(f"{who}: departure", (b.get(BINS).status, b.post(BINS, deed="say", words="No.", seen="0").status), (status, status))
    for path in (BINS.replace("S5", "P1"), BINS.replace("S5", "S99"), BINS.replace("aldermoor-streets", "millbrook-baskets")):
        check_equal(f"nothing to depart from: {path}", o.get(path).status, 404)
    page = o.get(BINS)
    check("the page says what the charter allows", "a provider may depart from a standard for up to 28 days" in plain(page), plain(page))
    good = {"deed": "say", "words": "The depot is under water; bins wait a week", "from": "22 11 2026", "until": "29 11 2026", "office": "Director of Place"}
    for change, wanted in (({"words": ""}, "Write the reason: everybody reads it."),
                           ({"from": "21 11 2026"}, "It can't begin before today, 22 November 2026: what was missed is not excused afterwards."),
                           ({"until": "20 12 2026"}, "The charter allows up to 28 days: 19 December 2026 is the last that it may have."),
                           ({"office": ""}, "Write the post or office that says so.")):
        page = send(o, BINS, **{**good, **change})
        check_equal(f"wrong: {change}", [html.unescape(e) for e in errors(page)], [wanted])
        check("nothing typed is lost", all(html.escape(v) in page.text for k, v in {**good, **change}.items() if v and k != "deed"), page.text)
    old = o.get(BINS)
    page = send(o, BINS, old, **{**good, "checked": ""})
    for text in ("Check what you are about to say", "The depot is under water; bins wait a week", "Director of Place", "Days 22 November 2026 to 29 November 2026",
                 "No deadline moves, and what is owed for a late report stays owed.", "Declare it Change it"):
        check(f"looked through first: {text}", text in plain(page), plain(page))
    check("nothing is declared yet", "bins wait a week" not in plain(public.get(PLACES[0])))
    page = send(o, BINS, old, **{**good, "change": "yes"})
    check("to be changed, all of it stands in the form", not errors(page) and all(html.escape(v) in page.text for k, v in good.items() if k != "deed"), page.text)
    page = send(o, BINS, old, **good)
    check_equal("declared", (page.status, page.headers["Location"]), (303, BINS + "?done=yes"))
    said = "A departure is declared until 29 November 2026: The depot is under water; bins wait a week (Director of Place)."
    for place in PLACES:
        check(f"{place} says so", said in plain(public.get(place)), plain(public.get(place)))
    for ask, wanted in (("", said), ("?lang=cy&print=large", "Datganwyd gwyriad tan 29 Tachwedd 2026: The depot is under water; bins wait a week (Director of Place).")):
        pack = subprocess.run(["pdftotext", "-", "-"], input=public.get(PLACES[2] + ".pdf" + ask).body, capture_output=True, check=True)
        check(f"the printed pack says so {ask}", wanted in " ".join(pack.stdout.decode().split()), pack.stdout)
    page = send(o, BINS, old, **{**good, "words": "The depot burns"})
    check_equal("two at once", errors(page), ["Somebody put something on record here while you wrote: look at what stands there now, and send yours again if it still "
                                              "holds."])
    check("and the words stand in the form", "The depot burns" in page.text, page.text)
    check_equal("not twice", errors(send(o, BINS, **good)), ["A departure is declared for some of these days already: end that one first."])
    check_equal("an end has a reason", errors(send(o, BINS, deed="end", **{"end-office": "Director of Place"})), ["Write why it ends earlier: everybody reads it."])
    check_equal("ended", send(o, BINS, deed="end", **{"end-words": "The water is gone", "end-office": "Director of Place"}).status, 303)
    for place in PLACES:
        check(f"{place} says so no more", said not in plain(public.get(place)), plain(public.get(place)))
    said = plain(public.get(PLACES[0]))
    check("both stay on the promise's page", "Departure ended, Director of Place The water is gone" in said and "bins wait a week" in said, said)
    check_equal("on record, one instead of the other", one(store, "SELECT COUNT(*), COUNT(corrects) FROM fact WHERE kind = 15 AND document = 'aldermoor-streets'"), (2, 1))


def test_progress(server, store):
    o, public = as_user(server, store, STREET), Browser(server)
    place = "/charters/linden-millbrook/P1"
    check("the priority leads there, for whoever may", f'href="{GATES}"' in o.get(place).text and GATES not in public.get(place).text)
    for who, status in ((None, 401), (COUNTY, 403), ("clerk@nethersallow.example", 403)):
        b = as_user(server, store, who)
        check_equal(f"{who}: progress", (b.get(GATES).status, b.post(GATES, words="No.", seen="0").status), (status, status))
    check_equal("of standards none is said", o.get(GATES.replace("P1", "S1")).status, 404)
    page = send(o, GATES, words="The last 40 metres are laid", office="Parks Manager", **{"from": "23 11 2026"})
    check_equal("no day to come", errors(page), ["That day is to come: today is 22 November 2026."])
    check("nothing typed is lost", "The last 40 metres are laid" in page.text and "Parks Manager" in page.text, page.text)
    page = send(o, GATES, words="The last 40 metres are laid", office="Parks Manager", checked="", **{"from": "20/11/2026"})
    check("looked through first", "The last 40 metres are laid Parks Manager; put on record on 22 November 2026 Day 20 November 2026" in plain(page) and
          "Put it on record Change it" in plain(page), plain(page))
    check_equal("said", send(o, GATES, words="The last 40 metres are laid", office="Parks Manager", **{"from": "20/11/2026"}).status, 303)
    said = plain(public.get(place))
    check("it stands on the promise's page with its day", "20 November 2026 service says, Parks Manager; put on record on 22 November 2026 The last 40 metres are laid" in said, said)
    said = plain(public.get("/charters/linden-millbrook/meeting"))
    check("and in the pack of the meeting", "20 November 2026 · Progress, P1, Parks Manager; put on record on 22 November 2026: The last 40 metres are laid" in said, said)


def test_done(server, store):
    """A deed is done when whoever may says so, on which day; it is judged by that, and taken back it is open again."""
    o, public = as_user(server, store, HOUSING), Browser(server)
    place, events = WARM.removesuffix("/progress"), ("SELECT COUNT(*), COUNT(corrects) FROM fact WHERE kind = 4 AND case_id IN (SELECT case_id FROM fact WHERE kind = 3 "
                                                     "AND document = 'priory-fields' AND clause = 'P1')")
    page = o.get(WARM)
    check("it asks what is done", "What is done?" in plain(page) and "It is done" in plain(page) and 'value="no" checked' in page.text, page.text)
    good = {"words": "All 96 flats are warm", "office": "Head of Investment", "from": "20 11 2026", "done": "completion"}
    page = send(o, WARM, **{**good, "checked": ""})
    check("looked through first", "It counts as completion on 20 November 2026, and the promise is judged by that day." in plain(page), plain(page))
    check_equal("nothing is judged yet", one(store, events), (0, 0))
    check_equal("what no clock waits for", errors(send(o, WARM, **{**good, "done": "survey"})), ["Choose what was done from the list."])
    check_equal("said", send(o, WARM, **good).status, 303)
    check("everybody reads that it is done", "in time" in plain(public.get(place)) and "20 November 2026" in plain(public.get(place)), plain(public.get(place)))
    check_equal("not twice", errors(send(o, WARM, **good)), ["It was said already that it is done."])
    check("it can be taken back", "It is not done after all" in plain(o.get(WARM)), plain(o.get(WARM)))
    check_equal("taken back", send(o, WARM, **{**good, "words": "Six wait for a survey", "from": "22 11 2026", "done": "back completion"}).status, 303)
    check("it is not due yet", "Not yet due" in plain(public.get(place)), plain(public.get(place)))
    check_equal("both stay on the record, one instead of the other", one(store, events), (2, 1))
    check("of one that was late it can be taken back", "It is not done after all" in plain(as_user(server, store, STREET).get(GATES)))
    page = as_user(server, store, STREET).get(ALLEYS)
    check("what an earlier version promised can be done", 'value="completion"' in page.text, page.text)


with Server(store := demonstration("declare.db")) as served:
    test_departure(served, store)
    test_progress(served, store)
    test_done(served, store)
