"""An option of a charter taken up by a group and answered step by step by the body that has it: each by whoever may and nobody else, with
every fault beside its field; where it stands and what is late on the pages; one group at a time."""
import csv
import hashlib
import html
import io
import json
import re
import shutil

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import LIBRARY, PROGRAM, Server, check, check_equal, demonstration, folder, run

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
    lease = plain(public.get("/charters/linden-millbrook/O1"))
    check("a lease that its text says is overdue", all(text in lease for text in ("Taken up by Friends of Linden Park on 1 December 2025", "lease due 30 September 2026, overdue",
          "Late Next: Hand over, Harcaster Borough Council, by 30 September 2026")) and "Take it up" not in lease, lease)
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


def kept_text(server, path):
    """The table of what is on record, and the text of the steps that it names."""
    rows = list(csv.DictReader(io.StringIO(server.get(path + "/taken-up/record.csv").text)))
    return rows, server.get(rows[0]["text"])


def test_followed_again(server):
    """Whoever has the record reads the steps as they were, and works out where it stands with the same program."""
    public = Browser(server)
    rows, text = kept_text(public, TOILETS)
    check_equal("what is on record of it", [(r["kind"], r["name"], r["value"], r["by"]) for r in rows],
                [("event", "request", "", "the body that asks"), ("outcome", "G1", "acknowledged", "the provider")])
    sum_of = one(store, "SELECT value FROM fact WHERE kind = 42 AND document = 'after-dark' AND name = 'request'")[0]
    check_equal("the text is the one that the request names", hashlib.sha256(text.body).hexdigest(), sum_of)
    check_equal("which is adopted, once for all options", one(store, "SELECT COUNT(*), MIN(name) FROM content WHERE kind = 11"), (1, "option"))
    check("its page leads to both", rows[0]["text"] in public.get(TOILETS + "/taken-up").text and TOILETS + "/taken-up/record.csv" in public.get(TOILETS + "/taken-up").text)
    (folder / "kept-option.md").write_bytes(text.body)
    (folder / "kept-option.csv").write_bytes(public.get(TOILETS + "/taken-up/record.csv").body)
    done = run("follow", folder / "kept-option.md", "--facts", folder / "kept-option.csv", "--as-of", "2026-11-22")
    check("followed again it stands where the page says", done.exit == 0 and "2026-12-09" in done.out and "G2" in done.out, done)
    check_equal("nothing of it is refused", done.err, "")
    for path in ("/charters/priory-fields/S1/taken-up/record.csv", "/charters/none/O1/taken-up/record.csv"):
        check_equal(f"no option: {path}", public.get(path).status, 404)
    check_equal("of one that nobody took up there is nothing", public.get("/charters/aldermoor-streets/O1/taken-up/record.csv").text.count("\n"), 1)


def test_exported():
    """It is in the record that is handed out, and verify looks at it."""
    to, url = folder / "record-of-options", f"sqlite:{store}"
    check_equal("exported", run("export", "record", "--store", url, "--to", to).exit, 0)
    kept = [c for c in json.loads((to / "contents.json").read_text(encoding="utf-8")) if c["kind"] == 11]
    check_equal("the text of the steps is in it", [(c["name"], hashlib.sha256((to / "contents" / str(c["id"])).read_bytes()).hexdigest() == c["sha256"]) for c in kept], [("option", True)])
    check_equal("verified", run("verify", to).exit, 0)
    path = to / "contents" / str(kept[0]["id"])
    path.write_bytes(path.read_bytes().replace(b"within 3 months", b"within 9 months"))
    done = run("verify", to)
    check("a text that was changed is found", done.exit != 0 and "option" in done.out + done.err, done)


def test_other_text():
    """The library's steps become others: what was taken up goes on by those of its day, what is taken up now by the new ones."""
    other = folder / "other"  # a program that has its library beside it
    shutil.copytree(LIBRARY, other / "library")
    shutil.copy(PROGRAM, other / "wardmote")
    steps = other / "library/procedures/option.md"
    steps.write_text(steps.read_text(encoding="utf-8").replace("within 3 months", "within 1 month").replace("within 10 working days", "within 5 working days"), encoding="utf-8")
    with Server(store, program=other / "wardmote") as server:
        public, asker = Browser(server), as_user(server, store, RESIDENT)
        check("by the steps of its day", "Decide, Harcaster Borough Council, by 9 December 2026" in plain(public.get(TOILETS)), plain(public.get(TOILETS)))
        check_equal("taken up by the new ones", send(asker, STAIRS + "/taken-up", deed="take", group="Priory Fields Tenants", words="We ask again").status, 303)
        check("they count", "Next: Acknowledge, Threeways Homes, by 27 November 2026" in plain(public.get(STAIRS)), plain(public.get(STAIRS)))
    with Server(store) as server:
        check("whatever the library says later", "Next: Acknowledge, Threeways Homes, by 27 November 2026" in plain(Browser(server).get(STAIRS)))
    check_equal("both texts are on record", one(store, "SELECT COUNT(*), COUNT(DISTINCT hash) FROM content WHERE kind = 11"), (2, 2))


def test_late():
    """An answer that is late stands on the list of work of whoever may give it."""
    check_equal("time passes", run("rebuild", "--store", f"sqlite:{store}", "--as-of", "2026-12-10").exit, 0)
    with Server(store) as server:
        borough, homes = as_user(server, store, BOROUGH), as_user(server, store, HOMES)
        head, line = "Options that wait for your answer, which is late", "Harcaster After Dark: O1 Toilets until two Late: Decide, Harcaster Borough Council, by 9 December 2026"
        check("the borough has it", head in plain(borough.get("/work")) and line in plain(borough.get("/work")), plain(borough.get("/work")))
        check("the landlord has its own", line not in plain(homes.get("/work")) and "Late: Acknowledge, Threeways Homes, by 27 November 2026" in plain(homes.get("/work")), plain(homes.get("/work")))
        page = plain(Browser(server).get(TOILETS + "/taken-up"))
        check("everybody reads that it is late", "A step is late." in page and "Decide Late" in page, page)
        check_equal("answered", send(borough, TOILETS + "/taken-up", deed="step", choice="G2 agreed", words="", office="Director of Place").status, 303)
        check("it is on the list no more", line not in plain(borough.get("/work")), plain(borough.get("/work")))


store = demonstration("option.db")
with Server(store) as served:
    test_told(served)
    test_taken_up(served)
    test_followed_again(served)
test_exported()
test_other_text()
test_late()
