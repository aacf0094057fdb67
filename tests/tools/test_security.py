"""docs/security.md: every requirement of ASVS 5.0 at levels 1 and 2 has one answer, and each test it names is there."""
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import SOURCE, check, check_equal

PAGE = (SOURCE / "docs/security.md").read_text(encoding="utf-8")
# Of each chapter its sections, and how many requirements of levels 1 and 2 each has: they come first, those of level 3 last.
COUNTS = {1: {1: 2, 2: 9, 3: 11, 4: 3, 5: 2}, 2: {1: 3, 2: 3, 3: 4, 4: 1}, 3: {2: 2, 3: 4, 4: 6, 5: 5, 7: 2},
          4: {1: 3, 2: 1, 3: 2, 4: 4}, 5: {1: 1, 2: 3, 3: 2, 4: 3}, 6: {1: 3, 2: 12, 3: 4, 4: 4, 5: 5, 6: 3, 8: 4},
          7: {1: 3, 2: 4, 3: 2, 4: 5, 5: 2, 6: 2}, 8: {1: 2, 2: 3, 3: 1, 4: 1}, 9: {1: 3, 2: 4},
          10: {1: 2, 2: 2, 3: 4, 4: 11, 5: 5, 6: 2, 7: 3}, 11: {1: 2, 2: 3, 3: 3, 4: 4, 5: 1, 6: 1}, 12: {1: 3, 2: 2, 3: 4},
          13: {1: 1, 2: 5, 3: 2, 4: 5}, 14: {1: 2, 2: 4, 3: 3}, 15: {1: 3, 2: 3, 3: 7}, 16: {1: 1, 2: 5, 3: 4, 4: 3, 5: 3},
          17: {1: 1, 2: 4, 3: 2}}
ASKED = [(chapter, section, number) for chapter, sections in COUNTS.items() for section, n in sections.items()
         for number in range(1, n + 1)]


def numbers(cell):
    """'1.2.6 to 1.2.8, 2.1.1' as a list, by the order of the standard"""
    named = []
    for part in cell.split(", "):
        ends = [tuple(map(int, word.split("."))) for word in part.split(" to ")]
        named += [each for each in ASKED if ends[0] <= each <= ends[-1]] if all(end in ASKED for end in ends) else ends
    return named


def rows(columns):
    lines = [line.strip("|").split(" | ") for line in PAGE.splitlines() if re.match(r"\| \d", line)]
    return [[cell.strip() for cell in cells] for cells in lines if len(cells) == columns]


def test_answered(answers):
    answered = [each for row in answers for each in numbers(row[0])]
    check_equal("253 are asked, and the page says so", (len(ASKED), "asks 253 things" in PAGE), (253, True))
    check_equal("each is answered once, in order", answered, ASKED)
    check_equal("yes, partly, no, or not applicable", sorted({row[2] for row in answers} - {"yes", "partly", "no", "n/a"}), [])


def test_honest(answers):
    short = sorted(each for row in answers if row[2] in ("no", "partly") for each in numbers(row[0]))
    check_equal("what is not met whole stands at the top, and nothing else does", sorted(each for row in rows(3) for each in numbers(row[0])), short)
    untried = [each for row in answers if row[2] == "yes" and not row[4] for each in numbers(row[0])]
    listed = re.search(r"No test, but [^:]*:\s([^:]*?)\.\n\n", PAGE)[1]
    check_equal("so does what no test shows", [each for each in numbers(" ".join(listed.split()))], untried)


def test_named(answers):
    missing = []
    for row in answers:
        for file, rest in re.findall(r"`(tests/[^`]+)`([^;]*)", row[4]):
            path = SOURCE / file
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            wanted = re.findall(r"(?<!\w)\*([^*]+)\*", rest) + [f"{name}(" for name in re.findall(r"`(test_\w+)`", rest)]
            missing += [f"{row[0]}: {file}: {word}" for word in ["", *wanted] if not text or word not in text]
    check_equal("each test is there, with what is named of it", missing, [])
    for name in re.findall(r"`((?:src|packaging|tools)/[\w./]+)`", PAGE):
        check(f"{name} is there", (SOURCE / name).exists())


def main():
    answers = rows(5)
    test_answered(answers)
    test_honest(answers)
    test_named(answers)
    check("both pages lead to each other", "](../SECURITY.md)" in PAGE and "](docs/security.md)" in (SOURCE / "SECURITY.md").read_text(encoding="utf-8"))


main()
