#!/usr/bin/env python3
"""The tables of docs/standards.md, from library/standards/index.csv. Without arguments it writes them into that page,
between its marks; tests/command/test_standards.py fails if they are not what it would write.

A source row may stand in several clauses. It counts once: said exactly if one of them says its own figure exactly."""
import csv
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "library/standards/index.csv"
PAGE = ROOT / "docs/standards.md"
ANSWERS = ("yes", "prose", "no")
SOURCES = {"service_standards": "promises", "service_standards_extracted": "promises, second reading",
           "redress_tariffs": "redress tariffs", "right_to_repair_periods": "right-to-repair periods",
           "amsterdam_category_slo": "Amsterdam's categories"}


def rows():
    with open(INDEX, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers(index):
    """The best answer for the value of each source row, in the order of the index."""
    best = {}
    for row in (row for row in index if row["of"] == "value"):
        best[row["row"]] = min(best.get(row["row"], "no"), row["exactly"], key=ANSWERS.index)
    return best


def counted(index, best, key):
    """Lines of a table: for each value of that column, how many source rows, and how they are said."""
    groups = {}
    for row in index:
        groups.setdefault(row[key], {})[row["row"]] = best[row["row"]]
    for name, group in groups.items():
        yield name, [len(group)] + [list(group.values()).count(answer) for answer in ANSWERS]


def title(document):
    text = (INDEX.parent / f"{document}.md").read_text(encoding="utf-8")
    return re.match(r"# Charter: (.*)", text).group(1)


def tables():
    index = rows()
    best = answers(index)
    head = "source rows | said exactly | with prose | not exactly |"
    out = [f"| source | {head}", "|---|---|---|---|---|"]
    out += [f"| {SOURCES[name]} | {' | '.join(map(str, n))} |" for name, n in counted(index, best, "source")]
    total = [len(best)] + [list(best.values()).count(answer) for answer in ANSWERS]
    out += [f"| all | {' | '.join(map(str, total))} |", "", f"| document | file | {head}", "|---|---|---|---|---|---|"]
    out += [f"| {title(name)} | `{name}.md` | {' | '.join(map(str, n))} |"
            for name, n in sorted(counted(index, best, "document"))]
    reasons = {}
    for row in index:
        if row["exactly"] != "yes":
            reasons.setdefault((row["document"], row["clause"], row["exactly"], row["why"]), []).append(row["row"])
    out += ["", "| clause | rows | how | why |", "|---|---|---|---|"]
    out += [f"| {document} {clause} | {', '.join(group)} | {'with prose' if how == 'prose' else 'not exactly'} | {why} |"
            for (document, clause, how, why), group in reasons.items()]
    return "\n".join(out)


def page(text):
    before, _, rest = text.partition("<!-- tables -->\n")
    _, _, after = rest.partition("<!-- end of tables -->\n")
    return f"{before}<!-- tables -->\n{tables()}\n<!-- end of tables -->\n{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
