"""The table of mistakes in docs/language.md: each is answered in the words it shows, and the line beside it works."""
import csv
import io
import re

from harness import SOURCE, check, check_equal, run, write

HEADER = ("# Charter: T\n\n- Id: t\n- Between: Harcaster Borough Council; the residents\n- In force: 1 April 2026 to 31 March 2029\n"
          "- Calendar: england-and-wales\n- Review: every 12 months\n- Spoken for by: an open meeting\n- Status: goodwill\n"
          "- Fact: risk, one of high / low\n")
CONTACT = "\n## Contact K1: Who to ring\n- Telephone: 01632 960100\n"
LINE = 13  # of the line that is tried, under a heading of a Standard


def errors(line):
    if line.startswith("## "):
        text = f"{HEADER}\n{line}\n- Provider: Harcaster Borough Council\n- Role: Director\n{CONTACT}"
    else:
        provider = "" if line.startswith("- Provider") else "- Provider: Harcaster Borough Council\n"
        text = f"{HEADER}\n## Standard S1: T\n{line}\n{provider}- Role: Director\n{CONTACT}"
    done = run("check", write("t.md", text), "--format", "csv")
    return [(int(row["line"]), row["text"]) for row in csv.DictReader(io.StringIO(done.out)) if row["severity"] == "error"]


text = (SOURCE / "docs/language.md").read_text(encoding="utf-8")
table = text.split("## The twenty commonest mistakes")[1].split("\n## The examples")[0]
rows = re.findall(r"^\| `(.+?)` \| (.+) \| `(.+?)` \|$", table, re.M)
check_equal("mistakes: twenty", len(rows), 20)
for mistake, message, cure in rows:
    place = LINE - 1 if mistake.startswith("## ") else LINE
    check_equal(f"mistakes: '{mistake}' is answered", errors(mistake)[:1], [(place, message)])
    check_equal(f"mistakes: '{cure}' works", errors(cure), [])
check("mistakes: each is another", len({mistake for mistake, _, _ in rows}) == len(rows), rows)
