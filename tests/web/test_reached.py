"""Whether a contact answers: written down by whoever asked, by champions and by the body itself, each apart; in time by the contact's own
clock; every fault beside its field; and nobody named."""
import html
import re

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration, run

RESIDENT, CLERK, CHAMPION = "resident@aldermoor.example", "clerk@nethersallow.example", "aldermoor.champion@harcaster.example"
PARISH, HIGHWAYS, BINS = "/charters/nether-sallow/K1", "/charters/aldermoor-streets/K2", "/charters/aldermoor-streets/K1"


def plain(page):
    return html.unescape(words(page))


def says(server, path):
    """{who: what} of the contact's page"""
    text = plain(Browser(server).get(path))
    part = text[text.index("Those who asked say"):text.index("Of the last year.")]
    return [s.strip() for s in re.split("Those who asked say|Champions and councillors found|The service says", part)[1:]]


def test_who(server):
    for who, status in ((None, 401), (RESIDENT, 200), (CLERK, 200), (CHAMPION, 200)):
        check_equal(f"{who}: the form", as_user(server, store, who).get(PARISH + "/contacted").status, status)
    check_equal("nobody writes unknown", Browser(server).post(PARISH + "/contacted", way="telephone", day="20 11 2026").status, 401)
    b = as_user(server, store, RESIDENT)
    for path in ("/charters/nether-sallow/S1/contacted", "/charters/nether-sallow/K9/contacted", "/charters/none/K1/contacted"):
        check_equal(f"no contact: {path}", b.get(path).status, 404)


def test_said(server):
    none = "Not known: nothing written down in the last year"
    check_equal("as it was told", says(server, PARISH), ["2 of 3 answered in time, 1 late", none, "3 of 3 answered in time"])
    text = plain(Browser(server).get(PARISH.rsplit("/", 1)[0]))
    check("the charter says it beside the contact", "Those who asked say: 2 of 3 answered in time, 1 late. The service says: 3 of 3 answered in time." in text, text)
    check("and where nobody wrote it down", "Whether it answers is not known: nobody wrote it down." in plain(Browser(server).get(HIGHWAYS.rsplit("/", 1)[0])))
    check("its clause says there is an answer", "There is an answer within 5 working days." in text, text)
    b = as_user(server, store, RESIDENT)
    good = {"way": "e-mail", "day": "16 11 2026", "time": "", "answered": "", "answered-time": ""}
    for change, wanted in (({"way": ""}, "Choose how you asked."), ({"way": "pigeon"}, "Choose how you asked."),
                           ({"day": ""}, "Write the day on which you asked, such as 20 11 2026."), ({"day": "soon"}, "Write the day like 20 11 2026."),
                           ({"day": "23 11 2026"}, "It is for a day of the last three months, at the latest today."),
                           ({"day": "1 8 2026"}, "It is for a day of the last three months, at the latest today."),
                           ({"time": "noonish"}, "Write the time like 14:30."),
                           ({"answered": "13 11 2026"}, "The answer can't come before you asked."),
                           ({"answered": "24 11 2026"}, "That is to come: leave it empty until you are answered."),
                           ({"answered-time": "10:00"}, "Write the day of the answer, too.")):
        page = b.post(PARISH + "/contacted", **{**good, **change})
        check_equal(f"wrong: {change}", [html.unescape(e) for e in errors(page)], [wanted])
        check("nothing typed is lost", all(f'value="{html.escape(v)}"' in page.text for v in {**good, **change}.values() if v and v != "pigeon"), page.text)
    page = b.post(PARISH + "/contacted", **good)
    check_equal("written down", (page.status, page.headers["Location"]), (303, PARISH + "/contacted?done=yes"))
    check_equal("in five working days it may still come", says(server, PARISH)[0], "2 of 4 answered in time, 1 late, 1 not yet due")
    page = b.get(PARISH + "/contacted?done=yes")
    check("they see their own", "16 November 2026, e-mail: no answer yet. Say when it came" in plain(page), plain(page))
    link = html.unescape(re.search(r'href="([^"]*way=[^"]*)"', page.text)[1]).split("#")[0]
    page = b.get(link)
    check("the link has the form filled in", 'value="2026-11-16"' in page.text and re.search(r'value="e-mail"[^>]* checked', page.text), page.text)
    check("which nobody else sees", "16 November 2026" not in plain(as_user(server, store, CHAMPION).get(PARISH + "/contacted")))
    b.post(PARISH + "/contacted", **{**good, "day": "2026-11-16", "answered": "20 11 2026"})
    check_equal("its answer, once", says(server, PARISH)[0], "3 of 4 answered in time, 1 late")
    b.post(PARISH + "/contacted", **{**good, "day": "2026-11-16", "answered": "20 11 2026"})
    check_equal("sent twice it is one", one(store, "SELECT COUNT(*) FROM fact WHERE kind = 40 AND name = 'e-mail' AND voice = 2 AND document = 'nether-sallow' AND recorded > 0 AND happened >= 1794787200"), (2,))
    page = as_user(server, store, CLERK).post(PARISH + "/contacted", **{**good, "way": "counter", "answered": "16 11 2026"})
    check_equal("the clerk's own say stands apart", says(server, PARISH), ["3 of 4 answered in time, 1 late", none, "4 of 4 answered in time"])
    as_user(server, store, CLERK).post(BINS + "/contacted", **{**good, "answered": "17 11 2026"})
    check_equal("of another body the clerk is one who asked", says(server, BINS), ["1 of 1 answered", none, none])
    as_user(server, store, CHAMPION).post(BINS + "/contacted", **{**good, "way": "telephone"})
    check_equal("a champion's test stands apart; no time is promised", says(server, BINS), ["1 of 1 answered", "0 of 1 answered", none])


def test_hours(server):
    """By the clock of the contact: two working days; a day alone is enough, and a time where it was given."""
    path = "/charters/after-dark/K3"
    b = as_user(server, store, RESIDENT)
    for day, answered, wanted in (("2 11 2026", "4 11 2026", "1 of 1 answered in time"), ("9 11 2026", "12 11 2026", "1 of 2 answered in time, 1 late"),
                                  ("16 11 2026", "", "1 of 3 answered in time, 2 late")):
        b.post(path + "/contacted", way="telephone", day=day, time="21:00", answered=answered, **{"answered-time": "21:05" if answered else ""})
        check_equal(f"asked {day}, answered {answered or 'not'}", says(server, path)[0], wanted)


def test_limit(server):
    b = as_user(server, store, RESIDENT)
    for day in range(1, 12):
        page = b.post(HIGHWAYS + "/contacted", way="letter", day=f"{day} 10 2026", answered="", time="", **{"answered-time": ""})
        if page.status != 303:
            break
    check_equal("enough for a day", [html.unescape(e) for e in errors(page)], ["That is enough for one day: come back tomorrow."])
    held = run("person", "export", "--email", RESIDENT, "--store", f"sqlite:{store}")
    check("held about them", '"contact asked"' in held.out or "contact asked" in held.out, held.out[:2000])


store = demonstration("reached.db")
with Server(store) as served:
    test_who(served)
    test_said(served)
    test_hours(served)
    test_limit(served)
