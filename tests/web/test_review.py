"""What the parties of a charter say to its review: by whoever speaks for one of them and by nobody else, for an office, on the record for good."""
import re
from html import unescape

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration

CHARTER = "/charters/aldermoor-streets"
SECRETARY, NEIGHBOURHOODS, RESIDENT, CHAMPION, HOMES = ("secretary@aldermoor.example", "neighbourhoods@harcaster.example", "resident@aldermoor.example",
                                                      "aldermoor.champion@harcaster.example", "priory.fields@threeways.example")
GOOD = {"words": "Fly-tips go faster than before. The alleys must be in the next one.", "office": "Secretary"}


def faults(page):
    return [unescape(e) for e in errors(page)]


def told(server, path=CHARTER + "/review"):
    return unescape(words(Browser(server).get(path)))


def test_may(server):
    check("nobody has yet", "No party has said anything to it yet." in told(server))
    check_equal("signed out", Browser(server).post(CHARTER + "/review", **GOOD).status, 401)
    for who in (RESIDENT, CHAMPION, HOMES):
        other = as_user(server, store, who)
        check(f"not offered to {who}", "What does your party say to it?" not in words(other.get(CHARTER + "/review")))
        check_equal(f"nor taken from {who}", other.post(CHARTER + "/review", **GOOD, party="the residents of Aldermoor").status, 403)


def test_asked(server):
    """Who was asked and missed, and for whom the signatories speak, stands with what the review looks at, as the signed text says it."""
    text = told(server)
    for part in ("Who speaks for the residents, as its text says: Aldermoor Residents' Association (84 members); open vote at the public meeting of 12 March 2025",
                 "who was missed: 1,940 of 3,120 doors knocked", "Not reached enough: night workers, Romanian-speaking households (about 210); to be put right by the first review"):
        check(f"everybody reads: {part[:60]}", part in text, text[-1800:])
    check("nothing where the text says nothing", "who was missed" not in told(server, "/charters/millbrook-baskets/review"))


def test_said(server):
    secretary, page = as_user(server, store, SECRETARY), CHARTER + "/review"
    check("offered", "What does your party say to it?" in words(secretary.get(page)))
    for change, wanted in (({"words": ""}, "Write what your party says to it."), ({"office": ""}, "Write the post or office that answers."),
                           ({"party": "Harcaster Borough Council"}, "Choose for which party you answer.")):
        refused = secretary.post(page, **{**GOOD, **change})
        check_equal(f"wrong: {change}", faults(refused), [wanted])
        check("nothing typed is lost", ({**GOOD, **change})["words"] in unescape(refused.text))
    personal = secretary.post(page, **{**GOOD, "words": "Ring me on 07700 900123"})
    check("no person's details", "looks like" in faults(personal)[0] and 'name="is-office"' in personal.text, faults(personal))
    check_equal("said", [secretary.post(page, **GOOD).headers.get("Location") for _ in range(2)], [page + "?done=yes"] * 2)
    check_equal("once", one(store, "SELECT COUNT(*) FROM fact WHERE kind = 10 AND name = 'review' AND value = 'the residents of Aldermoor'")[0], 1)
    check_equal("by another party", as_user(server, store, NEIGHBOURHOODS).post(page, words="The alleys are agreed.", office="Neighbourhoods Officer").status, 303)
    text = told(server)
    for party, office, said in (("the residents of Aldermoor", "Secretary", GOOD["words"]), ("Harcaster Borough Council", "Neighbourhoods Officer", "The alleys are agreed.")):
        check(f"everybody reads what {party} says", f"{said} {party} , {office} , 22 November 2026".replace(" ,", ",") in text.replace(" ,", ","), text)
    check("never who", SECRETARY not in Browser(server).get(page).text)
    check("the papers for the meeting have it", "Answer to the review" in told(server, CHARTER + "/meeting"), told(server, CHARTER + "/meeting"))
    check("no other charter has it", "No party has said anything to it yet." in told(server, "/charters/priory-fields/review"))
    check("the table is as it was", Browser(server).get(page + ".csv").text.startswith("label,title,party"))


def test_evidence(server):
    """What it costs, as the text says, and what changed because of residents."""
    text = told(server)
    check("costs", "S1: Offensive graffiti : £3,200 a year, street scene budget" in text and "S3: Fly-tips on public land : £11,400 a year, a third of a crew" in text, text)
    check("what residents proposed that all have signed", "Clause S3, as the residents of Aldermoor proposed it on 21 May 2026" in text, text)
    s = as_user(server, store, NEIGHBOURHOODS)
    check_equal("the draft they proposed it in is the text that was signed", s.get("/drafts/aldermoor-streets/text").text, server.get("/charters/aldermoor-streets/text").text)
    homes = told(server, "/charters/priory-fields/review")
    n = one(store, "SELECT COUNT(DISTINCT f.case_id) FROM fact f JOIN finding g ON g.case_id = f.case_id JOIN content c ON c.id = g.version "
            "WHERE f.kind = 4 AND f.name = 'reopened' AND c.name = 'priory-fields'")[0]
    check(f"opened again: {n}", n > 0 and re.search(rf"\b{n} reports? w(as|ere) opened again because somebody said that it was not so", homes), homes)
    check("and no draft stands behind this one", "No change of its text that residents proposed is on record here." in homes, homes)


def test_next_version(server):
    """Begun from the review it has the title, place, parties, text and Id of the charter, and what its parties said."""
    o, begin = as_user(server, store, NEIGHBOURHOODS), "/drafts/new?next=aldermoor-streets"
    check("the review leads there", begin in o.get(CHARTER + "/review").text)
    page = unescape(o.get(begin).text)
    form = {name: re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"', page)[1] for name in ("title", "area", "party", "next")}
    form["parties"] = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page)[1]
    check_equal("what is known stands there", [form["title"], form["area"], form["party"], "the residents of Aldermoor" in form["parties"]],
                ["Aldermoor Clean Streets Charter", "Aldermoor ward, Harcaster", "Harcaster Borough Council", True])
    sent = o.post("/drafts/new", **form)
    check_equal("begun", (sent.status, sent.headers.get("Location")), (303, "/drafts/aldermoor-streets"))
    draft = o.get("/drafts/aldermoor-streets")
    check("it begins with what the parties said, and leads to the evidence", GOOD["words"] in unescape(draft.text) and f'href="{CHARTER}/review"' in draft.text)
    check("its clauses are those in force", "Standard S3: Fly-tips on public land" in words(draft))
    check("no such charter", o.get("/drafts/new?next=nowhere").status == 404)


store = demonstration("review.db")
with Server(store) as served:
    test_may(served)
    test_asked(served)
    test_said(served)
    test_evidence(served)
    test_next_version(served)
