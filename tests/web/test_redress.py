"""One consequence, whole: a miss opens its redress by itself, its steps come due under a clock that the test moves, are
answered, and stand on the public register; a late case gets its reason and new date, one for each cause."""
import csv
import re
import sqlite3

from browsing import words
from serving import LIBRARY, Server, check, check_equal, demonstration, folder, run

# The register at the end of a day: (charter, promise) -> [(state, due, done) of each step], empty before it opened.
ALDERMOOR, GRASS = ("Aldermoor Clean Streets Charter", "S3 Fly-tips on public land"), \
    ("Linden Park and Millbrook Green Charter", "S6 Grass")
DAYS = {
    "2026-04-22": {ALDERMOOR: []},
    "2026-04-23": {ALDERMOOR: [("Due", "2026-05-22", ""), ("Comes next", "", ""), ("Comes next", "", "")]},
    "2026-05-18": {ALDERMOOR: [("Due", "2026-05-22", ""), ("Comes next", "", ""), ("Comes next", "", "")]},
    "2026-05-19": {ALDERMOOR: [("Done", "2026-05-22", "2026-05-19"), ("Due", "2026-07-19", ""), ("Comes next", "", "")]},
    "2026-06-12": {ALDERMOOR: [("Done", "2026-05-22", "2026-05-19"), ("Done", "2026-07-19", "2026-06-12"),
                               ("Due", "2026-08-12", "")]},
    "2026-06-30": {ALDERMOOR: [("Done", "2026-05-22", "2026-05-19"), ("Done", "2026-07-19", "2026-06-12"),
                               ("Done", "2026-08-12", "2026-06-30")]},
    "2026-11-19": {GRASS: []},
    "2026-11-20": {GRASS: [("Due", "2026-12-21", ""), ("Comes next", "", ""), ("Comes next", "", "")]},
    "2026-12-20": {GRASS: [("Due", "2026-12-21", ""), ("Comes next", "", ""), ("Comes next", "", "")]},
    "2026-12-21": {GRASS: [("Overdue", "2026-12-21", ""), ("Comes next", "", ""), ("Comes next", "", "")]},
    "2026-12-22": {GRASS: [("Overdue", "2026-12-21", ""), ("Due", "2027-02-22", ""), ("Comes next", "", "")]},
}


def register(server):
    found = {}
    for row in csv.DictReader(server.get("/redress.csv").text.splitlines()):
        found.setdefault((row["charter"], row["promise"]), []).append((row["state"], row["due"], row["done"]))
    return found


def test_outside():
    """Beside a step that is overdue stands who looks at a complaint that its body did not settle; /contact has it for all."""
    store = demonstration("outside.db")
    said = "If nothing comes of it, complain to Harcaster Borough Council; whoever it does not satisfy goes to the Local Government and Social Care Ombudsman."
    with Server(store) as server:
        def has(path):
            return said in re.sub(" ([;.,])", r"\1", words(server.get(path)))
        check("nothing is overdue", not has("/redress") and not has("/charters/linden-millbrook/S6"))
        text = re.sub(" ([;.,])", r"\1", words(server.get("/contact")))
        for body, who in (("Threeways Homes", "the Housing Ombudsman"), ("Eastmark Police", "the Independent Office for Police Conduct")):
            check(f"/contact: {body}", re.search(rf"{body} [\d ]+A complaint that it did not settle goes to {who}", text), text)
        done = run("rebuild", "--store", f"sqlite:{store}", "--as-of", "2026-12-22")
        check_equal("a month later", done.exit, 0)
        check("the register says it", has("/redress"), words(server.get("/redress"))[:3000])
        check("and the promise", has("/charters/linden-millbrook/S6"))


def test_steps(store):
    """The clock is moved while the pages are served: they follow it."""
    with Server(store) as server:
        for day, wanted in DAYS.items():
            done = run("rebuild", "--store", f"sqlite:{store}", "--as-of", day)
            found = register(server)
            for promise, steps in wanted.items():
                check_equal(f"{day}: {promise[1]}", found.get(promise, []), steps)
            page = server.get("/redress")
            shown = {promise[1] for promise in found}
            if day == "2026-06-12":
                paid = [row for row in csv.DictReader(server.get("/redress.csv").text.splitlines())
                        if (row["charter"], row["promise"]) == ALDERMOOR]
                check_equal("what each step pays",
                            [(row["pays"], row["payee"], row["least"], row["most"], row["paid"]) for row in paid],
                            [("", "", "", "", ""), ("", "", "", "", ""),
                             ("due", "the Aldermoor Improvement Fund", "1500.00", "1500.00", "0.00")])
                check("and the page says it", "£1,500 to the Aldermoor Improvement Fund" in server.get("/redress").text, "")
            check(f"{day}: the page has the same", done.exit == 0 and all(f">{name}</a>" in page.text for name in shown), page)
            home = server.get("/").text
            check_equal(f"{day}: so has the first page", GRASS[1] in home, GRASS in found)
        said = server.get("/charters/linden-millbrook/S6").text
        check("the promise's own page has what followed", "Overdue" in said and "writes why, within 20 working days" in said, said[-900:])
        check("its entry on the charter's area is marked", "Something is owed" in server.get("/areas/Linden Park").text, "")
        run("rebuild", "--store", f"sqlite:{store}", "--as-of", "2026-11-22")
        check_equal("the clock set back: as it was", register(server)[GRASS], DAYS["2026-11-20"][GRASS])


def test_money_first(server):
    """Who gets what, when and whether by itself stands above all else; a promise without money says so."""
    def top(path):
        return words(server.get(path)).split(" The promise ")[0]
    late = top("/charters/priory-fields/R1")
    check("what follows: the money, by itself, after what, whom to ring", re.search(
        r"Step 4: Threeways Homes pays £10 and £2 more each day .* to the person who reported, at most £50 .* within 20 working days\. "
        r"It comes due by itself: nobody has to ask for it\. It follows if one of these is missed: S1: Emergency repairs ?; S4: Damp and mould "
        r"Who to ring Repairs .* 01632 960400", late), late)
    check("a promise that pays does not end before the money", re.search(r"If it is missed A late home repair .* pays £10", top("/charters/priory-fields/S1")) and
          "Nobody is paid" not in top("/charters/priory-fields/S1"), top("/charters/priory-fields/S1"))
    check("one that was missed has it, too", re.search(r"It was missed: what follows .* If it is missed .*gives £2,000", top("/charters/priory-fields/S2")), top("/charters/priory-fields/S2"))
    check("a routine repair says that nobody is paid", "Nobody is paid for one report that is late." in top("/charters/priory-fields/S2"), "")
    paid = words(server.get("/reports/PF-25-1207"))
    check("of a report of which all is paid nothing is said to be due", "Nothing more is owed. If something of it never came, ring 01632 960400" in paid and
          "comes due by itself" not in paid, paid)
    check("what pays nothing says so", "No money is paid under this. It comes due by itself" in top("/charters/aldermoor-streets/R1"), top("/charters/aldermoor-streets/R1"))
    round_of = top("/charters/aldermoor-streets/S4")
    check("of what is graded the last round stands first", re.search(r"The last round: 27 of 30 places Kept · .* 2026 The round that runs: Not yet due", round_of) and "No cases" not in round_of, round_of)
    check("what quarters mean for rounds stands beside them", "It follows when the target is missed in 2 quarters running. This promise is counted every 4 months: for it that "
          "means 2 such periods running. Step 1:" in round_of and "such periods" not in top("/charters/aldermoor-streets/S5"), round_of)
    check("and the table of rounds is open", '<details class="w-fold" open><summary><h3 class="govuk-heading-m">Each period' in server.get("/charters/aldermoor-streets/S4").text, "")


def test_index(server):
    """A charter begins with a line for each promise; the whole of each is folded below its first sentence."""
    page = server.get("/charters/priory-fields")
    index = re.search(r'<ul class="govuk-list w-noprint w-index">(.*?)</ul>', page.text, re.S)[1]
    labels = re.findall(r'href="#([A-Z]\d+)"', index)
    check("a line for each that is counted, with how it stands", len(labels) == 13 and index.count('class="w-mark ') == 13, index)
    check("each leads to its own", all(f'<h3 class="govuk-heading-m" id="{label}"' in page.text for label in labels), labels)
    check("the rest is folded", page.text.count('<details class="w-fold w-fold--slim">') >= len(labels), "")


def explained(store):
    """{case: (cause, its timeline's words)} of what the program said by itself"""
    with sqlite3.connect(store) as db:
        return db.execute("SELECT c.reference, f.name, p.words, f.happened FROM fact f JOIN cases c ON c.id = f.case_id "
                          "JOIN private p ON p.fact_id = f.id WHERE f.kind = 13 AND f.voice = 0 AND c.visibility = 0").fetchall()


def test_reasons(store):
    rows = explained(store)
    check("late cases have their reasons, said by the program", len(rows) > 20, len(rows))
    check_equal("each once", len({row[0] for row in rows}), len(rows))
    causes = {row[1] for row in rows}
    check("a cause explains every case it made late", 1 < len(causes) < len(rows) / 3, causes)
    with Server(store) as server:
        reference, cause, words, _ = rows[0]
        page = server.get(f"/reports/{reference}")
        check("the case's page shows reason and new date", words.split(" New date: ")[0] in page.text and "New date: " in page.text, page)
        check("in the program's own voice", "noted automatically" in page.text, page)
        check("and that the step is done", "What is owed because it is late" in page.text and ">Done<" in page.text, page)


def test_late_repairs(store):
    """What a late repair pays is what its register's words say was paid, on each page and in sum."""
    with open(LIBRARY / "demo/record.csv", encoding="utf-8") as record:
        told = {row["case"]: (row["happened"], row["words"]) for row in csv.DictReader(record)
                if (row["kind"], row["document"], row["name"], row["value"]) == ("step", "priory-fields", "R1", "4")}
    with sqlite3.connect(store) as db:
        owed = dict(db.execute("SELECT c.reference, o.pence FROM obligation o JOIN cases c ON c.id = o.case_id "
                               "WHERE o.document = 'priory-fields' AND o.redress = 'R1' AND o.step = 4"))
    said = {case: int(re.match(r"£(\d+) paid", words)[1]) for case, (_, words) in told.items()}
    check_equal("each is what the words say", {case: owed.get(case) for case in said}, {case: 100 * sum_ for case, sum_ in said.items()})
    check_equal("together in 2025/26, after the trial", sum(said[case] for case, (at, _) in told.items() if at < "2026-04-01"), 212)
    with Server(store) as server:
        shown = {case: re.findall(r"<strong><bdi>£(\d+) paid to", server.get(f"/reports/{case}").text) for case in said if owed[case] < 5000}
        check_equal("and its page says no other sum", shown, {case: [str(said[case])] for case in shown})


demo = demonstration()
test_late_repairs(demo)
test_steps(demo)
test_reasons(folder / "demo.db")
test_outside()
with Server(demonstration("first.db")) as served:
    test_money_first(served)
    test_index(served)
