"""An option of a charter taken up by a group and answered step by step by the body that has it: each by whoever may and nobody else, with
every fault beside its field; where it stands and what is late on the pages; one group at a time."""
import html
import re

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration

RESIDENT, OTHER, HOMES, BOROUGH = "resident@aldermoor.example", "aldermoor.champion@harcaster.example", "priory.fields@threeways.example", "neighbourhoods@harcaster.example"
STAIRS, TOILETS, FIELD = "/charters/priory-fields/O1", "/charters/after-dark/O1", "/charters/nether-sallow/O2"


def plain(page):
    return re.sub(" ([,:.])", r"\1", html.unescape(words(page)))


def send(browser, path, page=None, **form):
    seen = re.search(r'name="seen" value="(\d+)"', (page or browser.get(path)).text)
    newest = one(store, "SELECT MAX(id) FROM fact WHERE kind = 42 AND '/charters/' || document || '/' || clause || '/taken-up' = ?", path)[0]
    return browser.post(path, seen=seen[1] if seen else str(newest or 0), **form)


def faults(page):
    return [html.unescape(e) for e in errors(page)]


def test_told(server):
    public = Browser(server)
    text = plain(public.get(FIELD + "/taken-up"))
    for part in ("Taken up by Nether Sallow Parish Council on 4 November 2025.", "Decide Done late by 13 February 2026",
                 "12 June 2026, Head of Property: agreed: Heads of terms are agreed.", "Next: Hand over, Harcaster Borough Council, by 12 December 2026"):
        check(f"step by step: {part}", part in text, text)
    check("nothing is late now", "A step is late" not in text, text)
    check("its clause says so", "Next: Decide, Harcaster Borough Council, by 9 December 2026" in plain(public.get(TOILETS)), plain(public.get(TOILETS)))
    line = "Harcaster After Dark: O1 Toilets until two In time: Decide, Harcaster Borough Council, by 9 December 2026"
    check("the watch lists them", line in plain(public.get("/watch")) and line not in plain(public.get("/watch?by=Threeways+Homes")), plain(public.get("/watch")))
    check("and the work of the body that answers", line in plain(as_user(server, store, BOROUGH).get("/work/steps")) and line not in plain(as_user(server, store, HOMES).get("/work/steps")))
    for path in ("/charters/priory-fields/S1/taken-up", "/charters/priory-fields/O9/taken-up", "/charters/none/O1/taken-up"):
        check_equal(f"no option: {path}", public.get(path).status, 404)


def test_taken_up(server):
    path = STAIRS + "/taken-up"
    public, asker, other, homes = Browser(server), *(as_user(server, store, who) for who in (RESIDENT, OTHER, HOMES))
    check("nobody took it up yet", "Take it up" in plain(public.get(STAIRS)) and "Go on with your e-mail address" in plain(public.get(path)), plain(public.get(path)))
    check_equal("not by somebody unknown", send(public, path, asker.get(path), deed="take", group="Us", words="We sweep").status, 401)
    good = {"deed": "take", "group": "Priory Fields Tenants", "words": "We are 120 members; we clean the stairs on Saturdays"}
    for change, wanted in (({"group": ""}, "Write what your group is called."), ({"words": ""}, "Write what you would do, and for how many people you speak."),
                           ({"words": "Ring me on 07700 900123"}, None)):
        page = send(asker, path, **{**good, **change})
        check(f"wrong: {change}", faults(page) == [wanted] if wanted else "looks like" in faults(page)[0], faults(page))
        check("nothing typed is lost", all(html.escape(v) in page.text for k, v in {**good, **change}.items() if k != "deed"), page.text)
    old = asker.get(path)
    check_equal("taken up", send(asker, path, old, **good).headers.get("Location"), path + "?done=yes")
    check_equal("sent twice it is once", (len(faults(send(asker, path, old, **good))), one(store, "SELECT COUNT(*) FROM fact WHERE kind = 42 AND document = 'priory-fields'")), (1, (1,)))
    text = plain(public.get(STAIRS))
    check("everybody reads by when it is answered", "In time Next: Acknowledge, Threeways Homes, by 4 December 2026" in text, text)
    check("and not who sent it", RESIDENT not in public.get(path).text, text)
    check_equal("one at a time", [faults(send(other, path, asker.get(path), **good))[0]], ["Somebody has taken it up already: wait until that is over."])
    for who in (other, asker, as_user(server, store, BOROUGH)):
        check("nobody else answers", 'value="step"' not in who.get(path).text and send(who, path, homes.get(path), deed="step", choice="G1 acknowledged", words="", office="X").status == 403)
    step = {"deed": "step", "choice": "G1 acknowledged", "words": "", "office": "Head of Estates"}
    for change, wanted in (({"choice": ""}, "Choose what became of it."), ({"choice": "G1 late"}, "Choose what became of it."), ({"office": ""}, "Write the post or office that says so."),
                           ({"choice": "G1 not possible"}, "Write the reasons: everybody reads them.")):
        check_equal(f"wrong: {change}", faults(send(homes, path, **{**step, **change})), [wanted])
    check("a step that is not its turn", "That can't be said now:" in faults(send(homes, path, **{**step, "choice": "G3 handed over"}))[0])
    old = homes.get(path)
    check_equal("acknowledged", send(homes, path, old, **step).status, 303)
    check_equal("two at once", faults(send(homes, path, old, **step)),
                ["Somebody put something on record here while you wrote: look at what stands there now, and send yours again if it still holds."])
    check_equal("refused with reasons", send(homes, path, **{**step, "choice": "G2 refused", "words": "The insurer does not allow it"}).status, 303)
    text = plain(public.get(path))
    check("everybody reads why", "Head of Estates: refused: The insurer does not allow it" in text and "Look again Can be asked for by 18 December 2026" in text, text)
    check("they may have it looked at again", "Ask for it to be looked at again" in plain(asker.get(path)) and "Ask for it" not in plain(homes.get(path)), plain(asker.get(path)))
    check_equal("asked", send(asker, path, deed="step", choice="G4 request", words="Ours is another insurer").status, 303)
    check("which has its day", "Next: Look again, Threeways Homes, by 18 December 2026" in plain(public.get(STAIRS)), plain(public.get(STAIRS)))
    send(homes, path, **{**step, "choice": "G4 agreed"})
    check_equal("handed over", send(homes, path, **{**step, "choice": "G3 handed over", "words": "From 1 December"}).status, 303)
    text = plain(public.get(path))
    check("it is over", "It is over." in text and "Hand over Done" in text and "From 1 December" in text, text)
    check("and may be taken up again", "Take it up" in text, text)


store = demonstration("option.db")
with Server(store) as served:
    test_told(served)
    test_taken_up(served)
