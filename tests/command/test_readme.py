"""The README is true: what it shows is what the program prints, and its tour works on a small export."""
import os
import re
import shlex

from harness import SOURCE, check, check_equal, run, write

README = (SOURCE / "README.md").read_text(encoding="utf-8")
BLOCKS = [re.sub(r"^ {4}", "", block, flags=re.MULTILINE).strip("\n")
          for block in re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", README, re.MULTILINE)]
EXPORT = """Case number,Category,Date raised,Date closed
1,Pothole,05/01/2026 09:00,12/01/2026 15:00
2,Pothole,05/01/2026 09:00,30/01/2026 15:00
3,Street light,05/01/2026 09:00,
"""


def block_with(text):
    return next((block for block in BLOCKS if text in block), "")


def in_list(text):
    """A block inside a numbered item, without its indent."""
    return re.sub(r"^ {3}", "", block_with(text), flags=re.MULTILINE) + "\n"


def command_of(block):
    """The arguments of the block's first command, and the lines the README shows below it."""
    command, _, shown = block.partition("\n\n")
    return shlex.split(command.replace("\\\n", " "))[1:], shown


def folded(text):
    return {" ".join(line.split()) for line in text.splitlines()}


os.chdir(SOURCE)
arguments, shown = command_of(block_with("--explain HAR-26"))
explained = run(*arguments)
check("the case explained: every line shown is printed", shown and folded(shown) <= folded(explained.out), explained)
table = run(*arguments[:-2])
check("the table: every line shown is printed",
      all(any(set(line.split()) <= set(printed.split()) for printed in table.out.splitlines())
          for line in block_with("period start").splitlines()) and block_with("period start"), table)
arguments, shown = command_of(block_with("wardmote follow"))
followed = run(*arguments)
check("the case followed: every line shown is printed", shown and folded(shown) <= folded(followed.out), followed)
arguments, shown = command_of(block_with("wardmote due"))
due = run(*arguments)
check("the deadline: every line shown is printed", shown and folded(shown) <= folded(due.out), due)

export, mapping, charter = write("export.csv", EXPORT), write("mapping.md", in_list("# Mapping:")), write("charter.md", in_list("# Charter:"))
done = run("check", charter)
check("the tour's charter has no errors", done.exit == 0 and " error: " not in done.out + done.err, done)
done = run("judge", charter, "--requests", export, "--mapping", mapping, "--as-of", "2026-04-01", "--format", "csv")
row = next((line for line in done.out.splitlines() if ",2026-01-01," in line), "")
check_equal("the tour's judgement: one of two in time, the quarter missed", row.split(",")[1:14],
            ["S1", "", "2026-01-01", "2026-03-31", "2", "1", "1", "0", "0", "0", "0.5000", "at least 90%", "missed"])

for name in re.findall(r"\]\(([^)#:]+)\)", README) + re.findall(r"`(library/[^`]+)`", README):
    check(f"{name} is there", (SOURCE / name).exists(), name)
