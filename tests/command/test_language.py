"""docs/language.md is true: its tables are printed, its examples are read and are canonical, and its first evening works."""
import csv
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import examples
from examples import LETTERS, in_clause, in_header, kind_of, messages
from harness import PROGRAM, SOURCE, check, check_equal, run, write

sys.path.insert(0, str(SOURCE / "tools"))
import language

PAGE = (SOURCE / "docs/language.md").read_text(encoding="utf-8")
LANGUAGE = examples.language()
# The words that the page calls each kind of value by are those of its headings.
VALUES = {field["value"] for field in LANGUAGE["fields"]}


def section(title):
    return re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)[1]


def blocks(text):
    """The indented blocks of a section, without their indent."""
    return [re.sub(r"^    ", "", block, flags=re.M).strip("\n") + "\n"
            for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", text, re.M)]


def rows():
    """Each example of "Every value": the heading it stands under, the clause, the line."""
    for part in re.split(r"^### ", section("Every value"), flags=re.M)[1:]:
        for clause, line in re.findall(r"^\| ([\w ]+) \| `(- .+?)` \| .+ \|$", part, re.M):
            yield part.partition("\n")[0], clause, line


def document_with(clause, line):
    if clause.startswith("header"):
        return in_header(line, kind=clause.split()[-1] if " " in clause else "Charter")
    # The clauses that examples lead to, besides that which stands behind every one.
    others = {"Target": "\n## Reward W8: Another\n- Pays: £1,000\n", "Exclusion": "\n## Exclusion X8: Another\n- When: access refused\n"}
    return in_clause(clause, line) + others.get(clause, "")


def tables():
    paths = [(path, text) for path, text in language.files(PROGRAM) if path == language.PAGE]
    check("the page has marks for its tables", len(paths) == 1, paths)
    for _, text in paths:
        check("the tables are what tools/language.py prints", text == PAGE, "run: python3 tools/language.py")
    check_equal("the header of the examples is the one that is shown", blocks(section("The examples"))[0].splitlines(), examples.HEADER)


def printed():
    """The same table in each form."""
    rows = list(csv.DictReader(io.StringIO(run("language", "--format", "csv").out)))
    yes = {True: "yes", False: "no"}
    check_equal("as CSV the fields are those of the JSON", rows, [
        {"field": field["word"], "value": field["value"], "name": field["name"], "repeats": yes[field["repeats"]],
         "conditions": yes[field["conditions"]], "clauses": ", ".join(field["clauses"]),
         "required": ", ".join(field["required"]), "help": field["help"]} for field in LANGUAGE["fields"]])
    text = run("language").out
    check_equal("as text too", re.findall(r"^\| `([^`]+)`(?: \*name\*)? \|", text, re.M),
                [clause["word"] for clause in LANGUAGE["clauses"][1:]] + [field["word"] for field in LANGUAGE["fields"]])
    check("the kinds of documents are three", LANGUAGE["documents"] == ["Charter", "Agreement", "Procedure"], LANGUAGE["documents"])
    done = run("language", "charter")
    check_equal("it takes no operand", (done.exit, done.err), (2, "wardmote: 'language' does not take 'charter'\n"))


def every_example():
    found = list(rows())
    kinds = {heading.lower() for heading, _, _ in found}
    check_equal("every kind of value has its examples", sorted(VALUES ^ kinds), [])
    for field in LANGUAGE["fields"]:
        lines = [(heading, line) for heading, _, line in found if examples.key_of(line) == field["word"]]
        check(f"{field['word']}: has an example, under its kind of value",
              lines and all(heading.lower() == field["value"] for heading, _ in lines), (field["value"], lines))
    lines = "\n".join(line for _, _, line in found)
    for kind in ("events", "facts", "bounds", "states"):
        check_equal(f"every word of the {kind} is in an example", [word for word in LANGUAGE[kind] if not re.search(rf"\b{word}\b", lines)], [])
    units = [words for words in zip(LANGUAGE["units"][::2], LANGUAGE["units"][1::2])]
    check_equal("every unit is in an example", [unit for unit in units if not re.search(rf"\b({'|'.join(unit)})\b", lines)], [])
    texts = [document_with(clause, line) for _, clause, line in found]
    for (_, clause, line), text, said in zip(found, texts, messages(texts)):
        errors = [row[2] for row in said if row[0] == "error"]
        check(f"{clause}: {line}: has no errors", not errors, errors)
        done = run("format", write("example.md", text))
        check(f"{clause}: {line}: is canonical", line in done.out.splitlines(), done)


def every_place():
    """The first example of each field works in every clause in which the table says that it may stand."""
    first = {}
    for _, clause, line in rows():
        first.setdefault(examples.key_of(line), line)
    places, texts = [], []
    for field in LANGUAGE["fields"]:
        for clause in field["clauses"]:
            if clause == "header":
                continue
            line = first[field["word"]].replace("K9", "G9") if kind_of(clause) == "Procedure" else first[field["word"]]
            places.append((clause, line))
            texts.append(document_with(clause, line) if clause in ("Target", "Exclusion") else in_clause(clause, line))
    for (clause, line), said in zip(places, messages(texts)):
        wrong = [row[2] for row in said if row[0] == "error" and row[1] in ("unknown-field", "missing-field", "given-twice")]
        check(f"{line} stands in a {clause}", not wrong, wrong)
    check_equal("every clause has a field that was tried in it", sorted(set(LETTERS) - {clause for clause, _ in places}), [])


def whole_documents():
    """The documents the page shows: without errors, canonical, and, for agreements and procedures, without warnings."""
    for title in ("Shape", "Charters", "Agreements", "Procedures"):
        text = blocks(section(title))[0]
        done = run("check", write("shown.md", text))
        check(f"{title}: has no errors", done.exit == 0 and (title == "Shape" or done.out == ""), done)
        check_equal(f"{title}: is canonical", run("format", write("shown.md", text)).out, text)
    shown = "".join(blocks(section(title))[0] for title in ("Charters", "Agreements", "Procedures"))
    check_equal("every clause stands in one of them", [clause for clause in LETTERS if f"\n## {clause} " not in shown], [])
    fields = [line for title in ("Conditions",) for block in blocks(section(title)) for line in block.splitlines()]
    for line in fields:
        said = messages([in_clause("Standard", line)])[0]
        check(f"Conditions: {line}", not [row for row in said if row[0] == "error"], said)


def evening():
    """Every command of "Your first charter in an evening", as it stands, in a folder of its own."""
    text = section("Your first charter in an evening")
    shown = blocks(text)
    folder = write("evening/x", "").parent
    path = folder / "millbrook-green.md"
    where = write("evening-bin/x", "").parent / "wardmote"
    where.symlink_to(Path(PROGRAM).resolve())

    def shell(command):
        return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False,
                              env={**os.environ, "PATH": f"{where.parent}:{os.environ['PATH']}"})

    def command_of(word):
        return next(block for block in shown if block.startswith(f"wardmote {word}"))

    done = shell(command_of("new"))
    check("evening: the charter is there", done.returncode == 0 and done.stderr == "" and path.exists(), done)
    charter = path.read_text(encoding="utf-8")
    clause = next(block for block in shown if block.startswith("## Standard"))
    check("evening: it is the one that is shown", clause in charter, charter)
    done = shell(command_of("check"))
    check("evening: three warnings", done.returncode == 0 and done.stdout.count("warning: ") == 3
          and "0 errors, 3 warnings" in done.stderr, done)
    spoken = next(block for block in shown if block.startswith("- Spoken for by"))
    role = next(block for block in shown if block.startswith("- Role"))
    contact = next(block for block in shown if block.startswith("## Contact"))
    charter = charter.replace("- Review:", spoken + "- Review:")
    charter = re.sub(r"^(- Provider: .*\n)", rf"\1{role}", charter, count=1, flags=re.M) + "\n" + contact
    path.write_text(charter, encoding="utf-8")
    done = shell(command_of("check"))
    answer = re.search(r"`(no errors, .*?)`", text)[1]
    check("evening: nothing is left to say", (done.stdout, done.stderr) == ("", answer + "\n"), done)
    done = shell(command_of("format"))
    check("evening: it is tidied", done.returncode == 0 and run("format", path).out == path.read_text(encoding="utf-8"), done)
    (folder / "millbrook-green-2.md").write_text(path.read_text(encoding="utf-8").replace("2 working days", "1 working day"), encoding="utf-8")
    answer_of_compare = "S1 Litter is picked up: the time allowed goes from 2 working days to 1 working day\n"
    done = shell(command_of("compare"))
    check("evening: what changed is said", done.returncode == 0 and done.stdout == answer_of_compare, done)
    check("evening: fits a page", len(text.splitlines()) < 80, len(text.splitlines()))


def links():
    """Every link of the pages about documents leads somewhere."""
    for name in ("language.md", "messages.md", "editing.md"):
        text = (SOURCE / "docs" / name).read_text(encoding="utf-8")
        for target in set(re.findall(r"\]\(([^)]+)\)", text)):
            file, _, anchor = target.partition("#")
            path = SOURCE / "docs" / (file or name)
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.M) if path.exists() else []
            anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
            check(f"{name}: {target}", path.exists() and (not anchor or anchor in anchors), sorted(anchors))


tables()
printed()
every_example()
every_place()
whole_documents()
evening()
links()
