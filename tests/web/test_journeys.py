"""docs/journeys.md, row by row: what was mended for each of five people is there for them still, in the demonstration as it
stands, or is held by the check that is named. A row without a line here fails, and so does a line without a row."""
import html
import re
import sys
from urllib.parse import quote

from browsing import Browser, errors, main_of, words
from reporting import as_user, report
from serving import SOURCE, Server, check, check_equal, demonstration

NOBODY, RESIDENT, SERGEANT, INSPECTOR = None, "resident@aldermoor.example", "centre.sergeant@eastmark-police.example", "centre.npt@eastmark-police.example"
CLERK, MANAGER, SECRETARY = "clerk@nethersallow.example", "housing.manager@threeways.example", "secretary@aldermoor.example"
NIGHTS, LATE = "/drafts/aldermoor-nights", "/reports/PF-26-1103"
OWED = "/work/steps/priory-fields/S1/R1/4/PF-26-1103"


class At:
    """What somebody finds at a page: words of it, addresses it leads to (they begin with /), and what is not there."""

    def __init__(self, who, path, *there, but=()):
        self.who, self.path, self.there, self.but = who, path, there, but

    def faults(self, browsers):
        page = browsers(self.who).get(quote(self.path, safe="/?&=%.-_~+"))
        if page.status != 200:
            return [f"{self.path} answers {page.status}"]
        is_page = "<main" in page.text
        text, main = html.unescape(words(page)) if is_page else page.text, html.unescape(main_of(page)) if is_page else page.text
        is_there = {part: f'="{part}' in main if part.startswith("/") else part in text or part in main for part in (*self.there, *self.but)}
        return [f"{self.path} lacks: {part}" for part in self.there if not is_there[part]] + [f"{self.path} has: {part}" for part in self.but if is_there[part]]


class Held:
    """By a check of another test, which something has to happen for."""

    def __init__(self, file, name):
        self.file, self.name = file, name

    def faults(self, _):
        return [] if self.name in (SOURCE / "tests" / self.file).read_text(encoding="utf-8") else [f"tests/{self.file} has no '{self.name}'"]


# Each row by how its third cell begins, in the order of the document.
ROWS = {
    "A resident": (
        ("a link to where it is asked for", At(NOBODY, "/areas/Brickfields ward", "No charter covers this place yet", "/charters/ask")),
        ("the estate is named", At(NOBODY, "/areas/Priory ward", "There is one for: Priory Fields estate", "/areas/Priory%20Fields%20estate")),
        ("the pages of the site", At(NOBODY, "/search?q=money+back", "Your reports, and what is owed to you", "/redress"), At(NOBODY, "/search?q=compensation", "/redress"),
         At(NOBODY, "/search?q=consultation", "/drafts")),
        ("each word is looked for", At(NOBODY, "/search?q=repairs+routine", "/charters/priory-fields/S2")),
        ("it comes by itself", At(NOBODY, LATE, "It comes due by itself: nobody has to ask for it. If a day passed and nothing came, ring 01632 960400")),
        ("a link to the charters that are", At(NOBODY, "/", "/drafts"), At(NOBODY, "/areas/Aldermoor ward", "/drafts"), At(RESIDENT, "/account", "/drafts"), At(SERGEANT, "/work", "/drafts")),
        ("that a clause is chosen", At(NOBODY, NIGHTS, "Choose a clause, or a change above, to say what you think of it."), At(NOBODY, f"{NIGHTS}/clauses/S1", "First show that an e-mail address is yours"),
         At(RESIDENT, f"{NIGHTS}/clauses/S1", "What do you want to say?")),
        ("its title stands there", At(NOBODY, f"{NIGHTS}/clauses/S1", "Standard S1: Noise at night: somebody rings back")),
        ("from a draft, from asking", At(NOBODY, f"{NIGHTS}/clauses/S1", "/sign-in?"), At(NOBODY, "/charters/ask", "/sign-in?"), At(NOBODY, "/charters/priory-fields/O1/taken-up", "/sign-in?")),
        ("a link to its figures", At(NOBODY, "/areas/Aldermoor ward", "Last quarter's figures, and those of the quarters before", "/charters/aldermoor-streets/meeting")),
        ("whom to ring, and where", At(NOBODY, "/walkabouts/champions", "whom to ring", "tell a residents' association")),
        ("*Ask for a charter* is the first", At(NOBODY, "/charters", "Charters Ask for a charter for your place"), At(NOBODY, "/drafts", "Ask for a charter for your place Everybody may read these")),
        ("one is out for comments", At(NOBODY, "/drafts", "Aldermoor Quiet Nights", "Out for comments until 6 December 2026")),
        ("*Leave*, under", Held("web/test_drafts.py", "they may leave, whoever keeps it may not")),
        ("the account leads to all", At(RESIDENT, "/account", "What you are told of by message", "/alerts")),
        ("it ends as *answered*", Held("web/test_happening.py", '"answered", words="We come on Tuesday at 19:00."')),
        ("Easy Read and translations of a draft", At(NOBODY, NIGHTS, "In other words: Easy Read Changes that are proposed", f"{NIGHTS}/words/en-simple")),
        ("a link below each part", At(NOBODY, f"{NIGHTS}/words/en-simple", f"{NIGHTS}/clauses/S1", f"{NIGHTS}/clauses/P1")),
        ("on the page of my own report: pay", Held("web/test_payment_choice.py", "Take it off rent arrears (account")),
        ("*Have it looked at again*, of", Held("web/test_step_review.py", 'ASKED, APOLOGY = "Have it looked at again"')),
        ('"Overdue, was due by"', At(NOBODY, LATE, "Overdue was due by 6 November 2026", but=("Overdue by",))),
        ("when and where the next one is", At(NOBODY, "/charters/aldermoor-streets/meeting", "in Welsh (PDF) . The next meeting: Tuesday 8 December 2026 at 18:30"),
         At(NOBODY, "/charters/nether-sallow/meeting", "ask whom the charter names to ring"), At(NOBODY, "/search?q=quarterly+meeting", "/charters/aldermoor-streets/meeting")),
        ("that nothing more is owed", At(NOBODY, "/reports/PF-25-1207", "Nothing more is owed. If something of it never came, ring 01632 960400", but=("It comes due by itself",))),
    ),
    "A police sergeant": (
        ("a place on its page, for those", At(SERGEANT, "/charters/nether-sallow/S7", "/charters/nether-sallow/S7/log"), At(SERGEANT, "/charters/after-dark/S2", "/charters/after-dark/S2/log"),
         At(SERGEANT, "/charters/nether-sallow/S7/log", "How many meetings?")),
        ("what is said of it there", At(SERGEANT, "/charters/nether-sallow/S7", "Each belongs to the period of its day.", but=("a report belongs to the period",))),
        ("the list knows of drafts at once", Held("web/test_journeys.py", "once the change is answered")),
        ("a sergeant; and the inspector", At(NOBODY, "/demo", "Town Centre Sergeant"), At(INSPECTOR, "/work", "Figures to confirm")),
        ("what the police promised stands there", At(SERGEANT, "/work", "What was promised by Eastmark Police", "/watch?by=Eastmark%20Police", "/charters/after-dark/meeting")),
        ("said only where it is true", At(SERGEANT, "/work", "No report waits for you.", but=("has the rest", "Filter by kind"))),
        ("drafts in which a change waits", At(SERGEANT, "/work", "Drafts that wait for your answer Aldermoor Quiet Nights: 1 change"), At(SERGEANT, "/drafts", "1 change to answer")),
        ("they stand behind it", At(SERGEANT, "/watch?by=Eastmark+Police", "How it stands now: Eastmark Police", but=("Threeways Homes ·",))),
        ("what stands in one of the two texts", At(SERGEANT, f"{NIGHTS}/changes/3", "<del>5 days", "<ins>72 hours")),
        ("a closing is an answer in writing", Held("web/test_happening.py", "a closing is an answer")),
        ("a change by the residents waits", At(SERGEANT, f"{NIGHTS}/changes/3", "You speak for Eastmark Police. What do you say to it? If you decline, say why.")),
        ("*answered*, first in the list", Held("web/test_happening.py", '"answered", "fixed"])')),
        ('"Passed on by Eastmark Police"', Held("web/test_work.py", '"Passed on by Harcaster Borough Council", "County bridge."')),
        ("marked as older than the draft", Held("web/test_draft_worded.py", "older than the draft"), At(NOBODY, f"{NIGHTS}/words/en-simple", "Older than the draft What changed since")),
        ("*Something in it is wrong* on", At(SERGEANT, "/charters/after-dark/S2/figures/2026-09-30", "Something in it is wrong", "Then whoever confirms figures for your body finds it here"),
         At(CLERK, "/charters/after-dark/S2/figures/2026-09-30", but=("Something in it is wrong",))),
    ),
    "A parish clerk": (
        ("a title is written once", Held("web/test_journeys.py", "a title is written once")),
        ("a name is written as the map", At(CLERK, "/drafts/sallow-lanes", "It is for Nether Sallow parish."), Held("web/test_drafts.py", "no map knows is said before it is signed")),
        ("the advice stands beside", At(CLERK, "/drafts/new", "From standards elsewhere: put your own figures, services and words in their place."),
         At(CLERK, "/drafts/sallow-lanes/text", but=("put your own figures",))),
        ("none is sent", Held("web/test_drafts.py", "nobody told of answers nobody gave")),
        ("said as soon as the office", Held("web/test_drafts.py", "whoever may not sign for a body here is spoken of when they are named")),
        ("who offers the text", Held("web/test_drafts.py", "whoever does not keep it reads who offers it")),
        ("days are read as people", Held("web/test_drafts.py", '"day": "22 November 2026"')),
        ("as for the sergeant", At(CLERK, "/work", "What was promised by Nether Sallow Parish Council", "/charters/nether-sallow")),
        ("the link leads to the form on which", At(CLERK, "/drafts/sallow-lanes", "/drafts/sallow-lanes/add?kind=Contact"), At(CLERK, "/drafts/sallow-lanes/add?kind=Contact", "Telephone")),
        ("those that are still to be written", Held("web/test_journeys.py", "what is still to be written comes first")),
        ("that these are fields of the form", At(CLERK, "/drafts/sallow-lanes", "A word in quotation marks with a colon is a field there, or a line you can add.")),
        ("what is to be published stands", At(CLERK, "/work", "I2 What the parish spent Missed the last time. To be published by 31 December 2026")),
        ("both stand among its particulars", Held("web/test_work.py", "who has it now reads who had it, and why they passed it on")),
        ("under *Before it is signed*, as what", At(CLERK, "/drafts/sallow-lanes", "Must be mended: Header : The opening is still that of the example")),
        ("asked only where residents", Held("web/test_drafts.py", "asked who speaks: {is_asked}")),
        ("by the button that was pressed", Held("web/test_journeys.py", "the refusal stands by the button")),
        ("both stand beside each other", At(NOBODY, f"{NIGHTS}/words/en-simple", "What the draft says : Standard S1"), Held("web/test_journeys.py", "on paper beside each other")),
        ("that its last day is near", Held("web/test_meeting.py", "Its last day is 31 March 2028: what comes after it is for its parties to agree.")),
    ),
    "A housing manager": (
        ("what was done, and to how many", Held("web/test_work.py", "was done to many leads to the row below them")),
        ("what was done is said; how", Held("web/test_work.py", "stands still, and since when")),
        ("that those are counted that", At(MANAGER, "/work", "Closed on these pages in the last 28 days, and how they ended")),
        ("a housing manager", At(NOBODY, "/demo", "Housing Manager neighbourhoods officer: Threeways Homes"), At(MANAGER, "/work", "Figures to confirm")),
        ("the sentence leads to exactly", At(MANAGER, "/watch?by=Threeways+Homes", "18 reports are late and still open", "/charters/priory-fields/S2?late=yes#late")),
        ('"Recorded as paid: somebody', Held("web/test_steps.py", "and the list says what is left to do")),
        ("that no answer is asked for", Held("web/test_drafts.py", "the other gave no answer, and is asked for none")),
        ("as for the sergeant", Held("web/test_happening.py", "it waits for that")),
        ('"Today is 22 November 2026"', At(MANAGER, OWED, "Today is 22 November 2026"), At(MANAGER, "/charters/priory-fields/P1/progress", "Today is 22 November 2026")),
        ("what the service said and what", Held("web/test_journeys.py", "what the service said and what is said against it")),
        ("that it stays open until", Held("web/test_journeys.py", "it stays open until it is closed")),
        ("who asks, for which place", Held("web/test_journeys.py", "who asks for a charter is on the list of work")),
        ("how many of them are late", At(MANAGER, "/work", "2 Steps owed, 1 late")),
        ("a link from the step to where", At(MANAGER, OWED, "Write down what they want", "/work/PF-26-1103"), At(MANAGER, "/work/PF-26-1103", "Write down how they want to be paid")),
        ("*Write down that they ask for", Held("web/test_on_request.py", "what is offered, on the page of work")),
        ("each redress under its own name", Held("web/test_payment_sums.py", "each redress under its own name")),
        ('"Nothing is owed by R1: Right', Held("web/test_payment_sums.py", "late, and nothing is owed for it; why stands there")),
        ("*Say whether it applies*, on", Held("web/test_exempt.py", "how much is known now")),
        ("which of them was not made is", Held("web/test_step_review.py", "each can be chosen with its day, sum and reference, and all of them")),
        ("there it is said that it is done", At(MANAGER, "/charters/priory-fields/P1/progress", "It is done On which day?")),
    ),
    "The secretary of a small association": (
        ("the association's secretary", At(NOBODY, "/demo", "Secretary, Aldermoor Residents' Association community representative")),
        ("whoever may has a button", At(SECRETARY, "/charters/aldermoor-streets/C3", "/charters/aldermoor-streets/C3/log"),
         At(RESIDENT, "/charters/aldermoor-streets/C3", "/walkabouts/champions", but=("/charters/aldermoor-streets/C3/log",))),
        ("a role for whoever speaks", At(SECRETARY, "/charters/aldermoor-streets/C3/log", "How many walkabouts?"), At(SECRETARY, "/charters/aldermoor-streets/words", "/charters/aldermoor-streets/words/")),
        ("each party answers it there", At(SECRETARY, "/charters/aldermoor-streets/review", "the residents of Aldermoor", 'name="words"')),
        ("it stands there, with what", At(SECRETARY, "/account", "Your party's charters Aldermoor Clean Streets Charter", "There you write down what was done for a commitment")),
        ("*Say thank you* on its page", At(SECRETARY, "/charters/aldermoor-streets/S1", "Say thank you", "/charters/aldermoor-streets/S1/thanks"),
         At(SECRETARY, "/charters/aldermoor-streets/C3", "Thank you from Harcaster Borough Council")),
        ("whoever takes part, from", At(SECRETARY, f"{NIGHTS}/words", f"{NIGHTS}/words/"), At(SECRETARY, NIGHTS, f"{NIGHTS}/words")),
        ("the demonstration has the draft", At(SECRETARY, "/charters/aldermoor-streets/review", "Clause S3, as the residents of Aldermoor proposed it on 21 May 2026")),
        ("that champions, councillors and", At(SECRETARY, "/walkabouts", "Neighbourhood champions, councillors and the services plan them.", "/walkabouts/champions")),
        ("the account leads to the papers", At(SECRETARY, "/account", "/charters/aldermoor-streets/meeting"), At(SECRETARY, "/charters/aldermoor-streets/meeting", "/charters/aldermoor-streets/S3/figures/2026-09-30")),
        ("what was agreed, who does it", At(SECRETARY, "/charters/aldermoor-streets/meeting", "Late Says which lamps in Foundry Lane are out", 'name="agreed-words"'), Held("web/test_meeting.py", "in the pack")),
    ),
}


def rows_of(person):
    text = (SOURCE / "docs/journeys.md").read_text(encoding="utf-8")
    part = re.search(rf"^## {person}$(.*?)(?=^## |\Z)", text, re.S | re.M)[1]
    return [line.strip().strip("|").split(" | ")[-1].strip() for line in part.splitlines() if line.startswith("| ") and not line.startswith("| where")]


def field_names(page):
    return [html.unescape(f).strip() for f in re.findall(r'<label[^>]*for="value-\d+"[^>]*>([^<]*)', page.text)]


def clerk_begins(browsers):
    """A draft of two councils, its first page and its forms."""
    c, draft = browsers(CLERK), "/drafts/sallow-lanes"
    ours = "Nether Sallow Parish Council"
    page = c.post("/drafts/new", title="Sallow Lanes", area="Nether Sallow", parties=f"{ours}\nHarcaster Borough Council", party=ours, **{"from": "new"})
    check_equal("a clerk begins a draft", page.headers.get("Location"), draft)
    fields = field_names(c.get(f"{draft}/clauses/header"))
    check("what is still to be written comes first", fields[:4] == ["Status", "Asked", "Decided by", "Id"], fields)
    page = c.post(f"{draft}/sign", deed="offer")
    check("the refusal stands by the button", len(errors(page)) == 1 and 'href="#offer"' in page.text and 'href="#office"' not in page.text, errors(page))
    form = html.unescape(c.get(f"{draft}/clauses/S1").text)
    check("a title is written once", form.count('value="Litter is picked up"') == 1, form.count("Litter is picked up"))


def sergeant_answers(browsers):
    s = browsers(SERGEANT)
    check_equal("agreed", s.post(f"{NIGHTS}/changes/3", deed="agree", party="Eastmark Police").status, 303)
    check("once the change is answered nothing waits on the list of work", "Drafts that wait" not in words(s.get("/work")) and "Aldermoor Quiet Nights" not in words(s.get("/work")), words(s.get("/work")))


def manager_is_disputed(server, browsers):
    reference = report(server, "Tap drips in the kitchen", "repairs / routine", "ZZ1 3AD", email="ada@example.org")
    m = browsers(MANAGER)
    if not check("a tenant's tap is reported", isinstance(reference, str), reference):
        return
    at = f"/work/{reference}"
    m.post(at, deed="close", ending="fixed", words="A new washer.")
    m.post(at, deed="said", said="not", **{"said-how": "telephone", "said-words": "It drips still."})
    text = html.unescape(words(m.get(at)))
    check("what the service said and what is said against it", "A new washer." in text and "It drips still." in text, text[:1500])
    check("it stays open until it is closed", "stays open until" in text, text[:1500])


def charter_is_asked(browsers):
    s = browsers(SECRETARY)
    page = s.post("/charters/ask", party="the residents of Aldermoor", spoken="84 members", place="Aldermoor ward", kind="noise / night", matters="It is loud.")
    text = html.unescape(words(browsers("neighbourhoods@harcaster.example").get("/work")))
    check("who asks for a charter is on the list of work", page.status == 303 and "the residents of Aldermoor" in text and "by 21 December 2026" in text, (page.status, errors(page) if page.status == 200 else "", text[-900:]))


def printed(browsers):
    style = browsers(NOBODY).get("/assets/" + re.search(r'/assets/([^"]*\.css)', browsers(NOBODY).get("/").text)[1]).text
    check("on paper beside each other", re.search(r"@media\s*\(min-width: 48em\),\s*print\s*\{\s*\.w-beside", style), "nothing of w-beside for print")


kept = {}
with Server(store := demonstration("journeys.db")) as served:
    def browser_of(who):
        if who not in kept:
            kept[who] = as_user(served, store, who) if who else Browser(served)
        return kept[who]

    clerk_begins(browser_of)
    for name, rows in ROWS.items():
        for cell, (begins, *held) in zip(rows_of(name), rows, strict=False):
            faults = [fault for one in held for fault in one.faults(browser_of)]
            check(f"{name}: {cell[:90]}", cell.startswith(begins) and not faults, faults or f"the row says: {cell}")
        check_equal(f"{name}: each row has a line", len(rows_of(name)), len(rows))
    sergeant_answers(browser_of)
    charter_is_asked(browser_of)
    printed(browser_of)
    manager_is_disputed(served, browser_of)
