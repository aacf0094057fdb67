"""The recipes for a new page and for one with a form in CONTRIBUTING.md, followed word for word in a copy of the tree: it
builds without a warning, and both pages are there, with the right content, escaped, and do what they say."""
import configparser
import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import serving
from browsing import Browser, errors, words
from serving import SOURCE, Server, check, check_equal, demonstration, folder, run

TREE = folder / "tree"
PAGE, FORM = "/parties", "/note"
OFFICER, COUNTY = "street.scene@harcaster.example", "community.highways@eastmark.example"
# A step: its number, text that names a file, the block. A file there is takes the lines behind the block's first.
STEP = re.compile(r"^\*\*\d\.\*\* (?:.+\n)*?.*`((?:src|views)/[^`]+)`(?:.*\n)+?\n"
                  r"((?: {4}.*\n|\n(?=\n* {4}))+)", re.MULTILINE)
NASTY = '<script>alert("x")</script> & Sons'
NASTY_ESCAPED = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; Sons"
CHARTER = f"""# Charter: Marks

- Id: marks
- Area: Marks ward
- Between: {NASTY}; the residents of Aldermoor
- In force: 1 January 2026 to 31 December 2028
- Calendar: england-and-wales

## Standard S1: Litter
- Provider: {NASTY}
- Service: litter
- Clock: from report to completion, within 2 working days
- Target: at least 90% each quarter
"""


def recipe(title):
    text = (SOURCE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition(f"## {title}\n")[2].partition("\n## ")[0]
    return [(path, re.sub(r"^ {4}", "", block, flags=re.MULTILINE)) for path, block in STEP.findall(section)]


def lines_add(path, block):
    """Behind the line that the block begins with, whatever its indent."""
    first, _, rest = block.partition("\n")
    found = re.findall(rf"^([ \t]*){re.escape(first.strip())}\n", path.read_text(encoding="utf-8"), re.MULTILINE)
    if not check(f"{path.name}: the line to add behind is there, once", len(found) == 1, first):
        return
    added = "".join(found[0] + line.strip() + "\n" for line in rest.splitlines())
    begin = f"{found[0]}{first.strip()}\n"
    path.write_text(path.read_text(encoding="utf-8").replace(begin, begin + added), encoding="utf-8")


def copy():
    """A copy of the tree."""
    shutil.copytree(SOURCE, TREE, symlinks=True, ignore=lambda place, names: {"build", ".git"} & set(names)
                    if place == str(SOURCE) else set())
    (TREE / "build").mkdir()
    (TREE / "build/assets").symlink_to(SOURCE / "build/assets")  # what npm brought


def follow(title):
    """Does a recipe's steps in the copy; the files that are new."""
    new = []
    for path, block in recipe(title):
        file = TREE / path
        if file.exists():
            lines_add(file, block)
        else:
            file.write_text(block, encoding="utf-8")
            new.append(path)
    return new


def build_begun():
    """What the tests' own build compiled, with the times of it: of the copy, which is built alike, only what the recipes changed is
    compiled again."""
    made, begun = Path(serving.PROGRAM).resolve().parent, TREE / "build/test"
    for name in (".ninja_log", ".ninja_deps"):
        shutil.copy2(made / name, begun / name)
    shutil.copytree(made, begun, dirs_exist_ok=True, ignore=lambda place, names: set(names) - {"src", "libwardmote.a.p", "wardmote.p"}
                    if Path(place) == made else set())


def set_up_with():
    """Options and environment that the tests' own build was set up with."""
    made, said = Path(serving.PROGRAM).resolve().parent, configparser.ConfigParser(interpolation=None)
    said.read(made / "meson-private/cmd_line.txt")
    compiler = json.loads((made / "compile_commands.json").read_text())[0]["command"].partition(" -")[0]
    return [f"-D{name}={value}" for name, value in said["options"].items()], {**os.environ, "CC": compiler}


def must(*command, environment=None):
    done = subprocess.run(command, cwd=TREE, env=environment, capture_output=True, text=True, check=False)
    if not check(f"the copy: {command[0]} has nothing to say against it", done.returncode == 0, done.stdout + done.stderr):
        sys.exit(1)


def build():
    options, environment = set_up_with()
    must("meson", "setup", "build/test", *options, environment=environment)
    build_begun()
    must("ninja", "-C", "build/test", "--quiet", "wardmote")
    return TREE / "build/test/wardmote"


def tool(name, *arguments):
    """What one of the copy's tools says."""
    command = [sys.executable, str(TREE / "tools" / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def parties(server):
    """{party: how many charters}, from the texts of the charters themselves"""
    found = {}
    for charter in sorted(set(re.findall(r'href="(/charters/[^"/]+)"', server.get("/charters").text))):
        between = re.search(r"^- Between: (.*)$", server.get(charter + "/text").text, re.MULTILINE)
        for party in between[1].split(";") if between else (): # /charters/ask is none
            found[party.strip()] = found.get(party.strip(), 0) + 1
    return found


def test_page(server):
    page = server.get(PAGE)
    check_equal("the page answers", (page.status, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
    shown = {html.unescape(name): int(n) for name, n in re.findall(r"<li>(.+): (\d+) charters?</li>", page.text)}
    wanted = parties(server)
    check("there are parties, some in several charters", len(wanted) > 5 and max(wanted.values()) > 2, wanted)
    check_equal("every party, and in how many charters", shown, wanted)
    check("one charter, several charters", ": 1 charter</li>" in page.text and ": 1 charters" not in page.text, page)
    check("a party's name is text", f"<li>{NASTY_ESCAPED}: 1 charter</li>" in page.text, page)
    check("and never a script", "<script" not in page.text, page)
    check("it says that this is a demonstration", "A demonstration." in page.text, page)
    check("it has its title", "<title>Parties - Harcaster" in page.text, page)
    check_equal("it was not asked for as a table", server.get(PAGE + ".csv").status, 404)


def test_form(server):
    check_equal("nobody signed in: neither shown nor taken", (server.get(FORM).status, Browser(server).post(FORM).status), (401, 401))
    b = Browser(server)
    b.sign_in(OFFICER)
    page = b.get(FORM)
    check_equal("the form answers", (page.status, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
    check("it asks", "Which report is it about?" in words(page) and "What is to be noted?" in words(page), words(page))
    page = b.post(FORM, words=NASTY)
    check_equal("what is missing is said", errors(page), ["Write the reference of the report"])
    check("what was typed stays, as text", NASTY_ESCAPED in page.text and "<script" not in page.text, page.text)
    check_equal("both missing", errors(b.post(FORM)), ["Write the reference of the report", "Write what is to be noted"])
    check_equal("no such report", b.post(FORM, reference="NOT-HERE", words="x").status, 404)
    page = b.post(FORM, reference=reference_of(b), words="a" * 10001)
    check_equal("what a rule has against it", errors(page), ["It may have 10000 letters: write less."])
    reference = reference_of(b)
    page = b.post(FORM, reference=reference, words=NASTY)
    check_equal("taken, and on to the report", (page.status, page.headers.get("Location")), (303, f"/work/{reference}"))
    page = b.get(f"/reports/{reference}")
    check("it is on the record, as text, by the post", NASTY_ESCAPED in page.text and "<script" not in page.text and
          "service officer, Harcaster Borough Council" in words(page), words(page))
    other = Browser(server)
    other.sign_in(COUNTY)
    check_equal("another body's report: refused", other.post(FORM, reference=reference, words="x").status, 403)


def reference_of(browser):
    """Of the first report that everybody may read."""
    lines = re.findall(r'href="/work/([A-Z0-9-]+)[?"]', browser.get("/work?show=all").text)
    return next(r for r in lines if Browser(browser.server).get(f"/reports/{r}").status == 200)


store = demonstration("recipe.db")
(folder / "marks.md").write_text(CHARTER)
taken = run("import", "document", folder / "marks.md", "--store", f"sqlite:{store}")
check("a charter with marks in it is taken in", taken.exit == 0, taken)
with Server(store) as before:
    check_equal("without the recipes there are no such pages", (before.get(PAGE).status, before.get(FORM).status), (404, 404))

copy()
files = follow("A new page")
check_equal("the recipe makes one page and one view", files, ["src/web/page_parties.c", "views/parties.html"])
forms = follow("A new page with a form")
check_equal("so does that of a form", forms, ["src/web/page_note.c", "views/note.html"])
serving.PROGRAM = str(build())
house = tool("check", "--root", TREE)
check("the house rules have nothing against the new files", not any(path in house for path in files + forms), house)
check("its words can be translated", '_("Parties")' in tool("views.py", "--strings", TREE / "views"))
with Server(store) as after:
    test_page(after)
    test_form(after)
shutil.rmtree(TREE)
