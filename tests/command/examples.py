"""The examples of docs/language.md and docs/messages.md, put into a document and checked: many in one run."""
import csv
import io
import json
import re

from harness import run, write

BETWEEN = "Harcaster Borough Council; Threeways Homes; the tenant; the residents of Aldermoor"
# The header that docs/language.md shows at "The examples": every example stands behind it.
HEADER = [
    "- Id: example", "- Area: Aldermoor ward, Harcaster", f"- Between: {BETWEEN}", "- Funds: the Aldermoor Improvement Fund",
    "- In force: 1 April 2025 to 31 March 2028", "- Calendar: england-and-wales", "- Review: every 12 months", "- Fact: depth, in mm",
    "- Fact: road class, one of A / B / minor", "- Fact: access refused", "- Fact: single fare, in £",
    "- Event: works notice; end of investigation", "- Status: goodwill; it takes away nobody's rights",
    "- Spoken for by: an open meeting, 41 votes to 3"]
# What a clause of each kind must have besides the line that is shown.
MUST = {
    "Standard": ["- Provider: Harcaster Borough Council"], "Priority": ["- Provider: Harcaster Borough Council"],
    "Commitment": ["- By: the tenant"], "Redress": ["- Step 1: the tenant waits"],
    "Target": ["- Target: at most 12% in 2026/27", "- Lead: Harcaster Borough Council"], "Partner": ["- By: Threeways Homes"],
    "Fund": ["- By: Threeways Homes"], "Reward": ["- Total: £120,000", "- Share: 1/12 of the total", "- Pays: £1,000"],
    "Stage": ["- By: Harcaster Borough Council", "- Opens: report by the tenant", "- If done: end"],
    "Threshold": ["- Count: at least 750 signatures", "- If reached: G9"], "Exclusion": ["- When: access refused"],
}
# What an example may lead to, and who answers: behind it, so that nothing else is said of the document.
BEHIND = {
    "Charter": "\n## Contact K9: Who to ring\n- Provider: Harcaster Borough Council\n- Role: Director of Environment\n- Telephone: 01632 960100\n",
    "Agreement": "\n## Contact K9: Who to ring\n- Provider: Harcaster Borough Council\n- Role: Director of Environment\n- Telephone: 01632 960100\n",
    "Procedure": "\n## Stage G9: The last\n- By: Harcaster Borough Council\n- Opens: notice by the tenant\n- If done: end\n",
}
LETTERS = {"Information": "I", "Standard": "S", "Priority": "P", "Commitment": "C", "Monitoring": "M", "Redress": "R", "Option": "O",
           "Target": "T", "Partner": "P", "Fund": "F", "Reward": "W", "Plan": "L", "Stage": "G", "Threshold": "H", "Exclusion": "X",
           "Notice": "N", "Contact": "K", "Review": "V"}
AGREEMENT = ("Target", "Partner", "Fund", "Reward", "Plan")
PROCEDURE = ("Stage", "Threshold", "Exclusion", "Notice")
LABEL = 7  # the number of the clause that an example stands in


def kind_of(clause):
    return "Agreement" if clause in AGREEMENT else "Procedure" if clause in PROCEDURE else "Charter"


def key_of(line):
    """The key of a field, without its name: "Step" of "- Step 1: ..."."""
    words = re.match(r"- ([^:]*)", line)
    return re.sub(r"^(Clock|Step|If|Norm|Aim|Expect) .*", r"\1", words[1].strip()) if words else ""


def header(kind, lines=()):
    """The header, with these lines in the place of those of the same key."""
    given = {key_of(line) for line in lines}
    kept = [line for line in HEADER if key_of(line) not in given]
    if kind == "Procedure":
        kept = [line for line in kept if key_of(line) not in ("Review", "Spoken for by", "Status")]
    return f"# {kind}: Example\n\n" + "\n".join([*kept, *lines]) + "\n"


def in_header(*lines, kind="Charter"):
    return header(kind, lines) + BEHIND[kind]


def in_clause(clause, *lines):
    """Lines in a clause of that kind, with what it must have and they don't say."""
    given = {key_of(line) for line in lines}
    must = [line for line in MUST.get(clause, ()) if key_of(line) not in given]
    kind = kind_of(clause)
    return (f"{header(kind)}\n## {clause} {LETTERS[clause]}{LABEL}: Example\n" + "\n".join([*lines, *must]) + "\n" + BEHIND[kind])


def fragment(text, kind="Charter"):
    """Clauses behind the header; or a whole document, if it begins as one."""
    if text.startswith("# "):
        return text
    lines, _, clauses = text.partition("## ")
    fields = [line for line in lines.splitlines() if line.strip()]
    return header(kind, fields) + ("\n## " + clauses if clauses else "") + BEHIND[kind]


def messages(documents, extra=()):
    """What check says of each document: for each a list of (severity, code, text, line)."""
    found = []
    for start in range(0, len(documents), 40):
        some = documents[start:start + 40]
        paths = [write(f"example-{i}.md", text if isinstance(text, bytes) else re.sub(r"^- Id: example$", f"- Id: example-{i}", text, flags=re.M))
                 for i, text in enumerate(some)]
        rows = list(csv.DictReader(io.StringIO(run("check", *paths, *extra, "--format", "csv").out)))
        for path in paths:
            found.append([(row["severity"], row["code"], row["text"], int(row["line"])) for row in rows if row["file"] == str(path)])
    return found


def language():
    return json.loads(run("language", "--format", "json").out)
