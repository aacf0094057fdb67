"""What a standard of a draft would have scored, beside it on its pages: the figures of `judge --instead` for the same text,
beside those of the charter in force; why nothing can be said; few of what is only counted; and nothing is written."""
import csv
import re
import sqlite3
from html import unescape
from pathlib import Path

from browsing import Browser
from serving import Server, check, check_equal, demonstration, folder, run

COUNCIL, COUNTY, US = "Harcaster Borough Council", "Eastmark County Council", "the residents of Aldermoor"
OF_CHARTER, NEW = "/drafts/aldermoor-streets", "/drafts/millbrook-green"
STORE = folder / "would.db"
MONTHS = ("January February March April May June July August September October November December").split()


def begin(b, title, parties, source):
    page = b.post("/drafts/new", title=title, area="Aldermoor ward, Harcaster", parties="\n".join(parties), party=COUNCIL, **{"from": source})
    check_equal("begun: " + title, page.status, 303)


def part(page):
    """What stands under the heading, in words: the intro, what changes, the rows."""
    found = re.search(r'id="would">.*?</h2>(.*?)(?=<h2|<details|<form|<div class="w-comment|<p class="govuk-body"><a)', page.text, re.DOTALL)
    return found[1] if found else ""


def plain(markup):
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", markup).split()))


def table(page):
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", part(page), re.DOTALL)
    return [[plain(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def period(row):
    """As pages say a quarter."""
    (y, m, d), (y2, m2, d2) = [[int(n) for n in row[k].split("-")] for k in ("period_start", "period_end")]
    return f"{d} {MONTHS[m - 1]} to {d2} {MONTHS[m2 - 1]} {y2}" if y == y2 else ""


def figure(row, side=""):
    judged = int(row["on_time" + side]) + int(row["late" + side])
    return f"{row['on_time' + side]} of {judged} on time; asked {row['target' + side]} {row['verdict' + side].capitalize()}"


def judge(*more):
    done = run("judge", "--store", f"sqlite:{STORE}", "--format", "csv", *more)
    check("judge runs", done.exit == 0, done)
    return list(csv.DictReader(done.out.splitlines()))


def clause_of(b, draft, label):
    return re.search(rf"(?s)## Standard {label}: .*?(?=\n## )", b.get(draft + "/text").text)[0].strip() + "\n"


def checked(b, draft, label, text):
    return b.post(f"{draft}/clauses/{label}", deed="check", words="", **{"as": "text", "text": text})


def version():
    """Of what is in the store: it moves with every write by anybody."""
    return connection.execute("PRAGMA data_version").fetchone()[0]


def test_beside_charter(b):
    shown = b.get(OF_CHARTER + "/clauses/S3")
    check("the draft as it begins changes nothing", "No report would change." in plain(part(shown)), part(shown))
    text = clause_of(b, OF_CHARTER, "S3").replace("within 2 working days", "within 3 working days")
    page = checked(b, OF_CHARTER, "S3", text)
    whole = b.get(OF_CHARTER + "/text").text.replace(clause_of(b, OF_CHARTER, "S3").strip(), text.strip())
    path = folder / "instead.md"
    path.write_text(whole, encoding="utf-8")
    rows = [r for r in judge("--instead", path) if r["clause"] == "S3" and r["period_end"] < "2026-11-22"][-4:]
    check_equal("four whole periods, the newest first, as judge --instead has them", table(page),
                [["Period", "As in force", "With this change"]] + [[period(r), figure(r), figure(r, "_instead")] for r in reversed(rows)])
    check_equal("which are these", [(r["period_start"], r["on_time"], r["late"]) for r in rows],
                [("2025-10-01", "66", "17"), ("2026-01-01", "72", "16"), ("2026-04-01", "69", "7"), ("2026-07-01", "67", "5")])
    cases = [c for c in judge("--instead", path, "--cases") if c["clause"] == "S3" and "2025-10-01" <= c["started"][:10] <= "2026-09-30"]
    check_equal("all that change are late no more", {(c["state"], c["state_instead"]) for c in cases}, {("late", "on_time")})
    check("and so it is said", f"{len(cases)} reports would be on time instead of late." in plain(part(page)), (len(cases), plain(part(page))))
    return text, table(page)


def test_proposed(b, text, figures):
    page = b.post(OF_CHARTER + "/clauses/S3", deed="propose", words="Three days will do.", party=COUNCIL, **{"as": "text", "text": text})
    check_equal("nobody else takes part: it is in the text", page.headers.get("Location"), OF_CHARTER + "?done=yes")
    check_equal("and beside the clause", table(b.get(OF_CHARTER + "/clauses/S3"))[1:], figures[1:])
    check_equal("asked in", b.post(OF_CHARTER, deed="invite", party=US, email="resident@aldermoor.example").status, 303)
    page = b.post(OF_CHARTER + "/clauses/S3", deed="propose", words="A day more.", party=COUNCIL,
                  **{"as": "text", "text": text.replace("within 3", "within 4")})
    change = b.get(page.headers["Location"])
    check_equal("a change that waits for an answer has it as well", table(change)[0], ["Period", "As in force", "With this change"])
    check("more of them would be on time", "on time instead of late" in plain(part(change)), part(change))


def test_few(b):
    text = clause_of(b, OF_CHARTER, "S1").replace("- Target", "- Public: counted only\n- Target").replace("within 1 working day", "within 2 working days")
    page = checked(b, OF_CHARTER, "S1", text)
    check("of what is only counted, few are not said", table(page)[1][1:] == ["Fewer than five; asked at least 90%"] * 2, table(page))
    check("nor how few would change", re.search(r"Fewer than five reports would change\.|No report would change\.", plain(part(page))), plain(part(page)))


def test_alone(b):
    shown = b.get(NEW + "/clauses/S1")
    check_equal("a service nobody reported", plain(part(shown)), "Nobody can say: there are no reports of its services on record here.")
    text = clause_of(b, NEW, "S1").replace("- Service: litter", "- Service: fly-tipping")
    page = checked(b, NEW, "S1", text)
    path = folder / "alone.md"
    whole = b.get(NEW + "/text").text.replace(clause_of(b, NEW, "S1").strip(), text.strip())
    path.write_text(re.sub("- In force: .*", "- In force: 1 January 2021 to 31 December 2029", whole), encoding="utf-8")
    rows = [r for r in judge(path) if r["clause"] == "S1" and r["period_end"] < "2026-11-22"][-4:]
    check_equal("beside the draft as it stands", table(page), [["Period", "As the draft stands", "With this change"]] +
                [[period(r), "No cases", figure(r)] for r in reversed(rows)])
    n = sum(int(r["cases"]) + int(r["excluded"]) for r in rows)
    check("all are new to it", f"{n} reports would be counted that are not now." in plain(part(page)), (n, plain(part(page))))
    page = checked(b, NEW, "S1", text.replace("- Service", "- Only when: depth at least 40 mm\n- Service"))
    check("a fact that no header declares is said as ever", 'class="govuk-error-summary' in page.text and not part(page), page)
    header = b.get(NEW + "/text").text.split("\n## ")[0].replace("- In force", "- Fact: depth, in mm\n- In force")
    b.post(NEW + "/clauses/header", deed="propose", words="How deep.", party=COUNCIL, **{"as": "text", "text": header})
    page = checked(b, NEW, "S1", text.replace("- Clock", "- Only when: depth at least 40 mm\n- Clock"))
    check_equal("what nobody recorded", plain(part(page)), "Nobody can say: of these reports what decides is not known. 'depth' is not on record.")
    page = checked(b, NEW, "S1", text.replace("- Service: fly-tipping\n", ""))
    check("without a service", plain(part(page)) ==
          "Nobody can say: it names no service, and nothing is on record for this clause itself.", plain(part(page)))
    b.post(NEW + "/clauses/header", deed="propose", words="Elsewhere.", party=COUNCIL,
           **{"as": "text", "text": header.replace("Aldermoor ward, Harcaster", "Nowhere Green")})
    page = checked(b, NEW, "S1", text)
    check_equal("an area nobody knows", plain(part(page)), "Nobody can say: no report on record is from an area called 'Nowhere Green'. "
                "See how the header spells it.")


def main():
    global connection
    STORE.write_bytes(Path(demonstration()).read_bytes())
    connection = sqlite3.connect(STORE)
    with Server(STORE) as server:
        b = Browser(server)
        b.sign_in("neighbourhoods@harcaster.example")
        begin(b, "Aldermoor streets", (COUNCIL, COUNTY, US), "aldermoor-streets")
        begin(b, "Millbrook Green", (COUNCIL, US), "new")
        b.get("/drafts")
        before = version()
        figures = test_beside_charter(b)
        test_few(b)
        check_equal("nothing was written", version(), before)
        test_proposed(b, *figures)
        test_alone(b)
        check("of a contact there is nothing to count", 'id="would"' not in b.get(OF_CHARTER + "/clauses/header").text)
    connection.close()


main()
