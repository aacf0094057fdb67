"""The editors' files are those the tables of the program print, and colour every document of the library rightly."""
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from harness import LIBRARY, PROGRAM, SOURCE, check, check_equal, run, skip, write

sys.path.insert(0, str(SOURCE / "tools"))
import language
from assets import install

EDITORS = SOURCE / "editors"
HERE = SOURCE / "tests/editors"
PACKAGES = SOURCE / "build/editors"
DOCUMENTS = [path for path in sorted([*LIBRARY.rglob("*.md"), *(SOURCE / "docs/language_examples").glob("*.md")])
             if path.parent.name != "templates" and re.match("# (Charter|Agreement|Procedure): ", path.read_text(encoding="utf-8"))]
# What is wrong, in a document that is otherwise right: the line, and the part that is marked.
WRONG = [("- Clok: within 2 days", "- Clok: within 2 days"), ("- Clock: within 24hrs", "24hrs"),
         ("- Clock: by 01/04/2027", "01/04/2027"), ("- Telephone", "- Telephone"), ("## Standard: Litter", "## Standard: Litter"),
         ("# Charter", "# Charter"), ("## Standrad S1: Litter", "## Standrad S1: Litter")]
# Right, in ways that are not in the library: the line, and the words that are coloured as its key.
RIGHT = [("- clock made safe: within 2 days", "clock made safe"), ("• Role: Director, 24hrs a day", "Role"),
         ("- **Between**: A; B", "Between"), ("- Step 12: the tenant waits", "Step 12"), ("- If not in time: end", "If not in time")]
# A field that goes on in the next line, and prose with the same words: a list of its own, an empty line, a code block.
CONTINUED = "# Charter: T\n\n- Clock: from report to completion,\n  within 2 working days\n  * in 2 working days\nin 2 working days\n" \
            "```\n- Clock: within 2 working days\n```"


def lines_of(text):
    """Each line of a document with what it is: the rules of docs/language.md, by themselves."""
    fence = None
    for line in text.split("\n"):
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if fence:
            fence = None if mark and mark[1].startswith(fence) else fence
            yield line, "prose"
        elif mark:
            fence = mark[1]
            yield line, "prose"
        elif line.startswith("- "):
            yield line, "field"
        elif re.match("##? ", line):
            yield line, "title" if line.startswith("# ") else "clause"
        else:
            yield line, "prose"


def key_of(line):
    """Columns of the key of a field."""
    found = re.match(r"[-•] \**", line)
    return found.end(), re.compile(r"\**:").search(line, found.end()).start()


def faults(coloured):
    """What is not as it must be, of [line, kind, names of each of its characters]."""
    for line, kind, names in coloured:
        keys = {i for i, name in enumerate(names) if re.search(r"\.key\.|wardmoteKey", name)}
        if any(re.search("invalid|wrong", name, re.I) for name in names):
            yield f"marked as wrong: {line}"
        if kind == "field" and not set(range(*key_of(line))) <= keys:
            yield f"its key is none: {line}"
        if kind != "field" and keys:
            yield f"has a key and is no field: {line}"
        if kind == "clause" and not re.search("label", names[line.index(":") - 1], re.I):
            yield f"its label is none: {line}"


def marked(names, line):
    return "".join(line[i] for i, name in enumerate(names) if re.search("invalid|wrong", name, re.I))


def textmate(paths):
    """For each file the name of each character of each line."""
    PACKAGES.mkdir(parents=True, exist_ok=True)
    with open(PACKAGES / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install(HERE, PACKAGES)
    done = subprocess.run(["node", HERE / "scopes.mjs", PACKAGES, EDITORS / "wardmote.tmLanguage.json", *paths],
                          capture_output=True, text=True, check=False)
    if not check("textmate: the grammar is read", done.returncode == 0, done.stderr):
        return None
    coloured = json.loads(done.stdout)
    return [[[scopes for start, end, scopes in tokens for _ in range(start, end)] for tokens in lines] for lines in coloured]


def vim(paths):
    groups = write("groups.json", "")
    done = subprocess.run(["vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "--cmd", f"set rtp^={EDITORS}/vim",
                           "--cmd", "set encoding=utf-8", "--cmd", "filetype plugin on", "--cmd", "syntax on",
                           "-S", HERE / "groups.vim", *paths],
                          capture_output=True, text=True, check=False, env={**os.environ, "GROUPS": str(groups), "TERM": "dumb"})
    text = groups.read_text(encoding="utf-8")
    if not check("vim: the files are read", done.returncode == 0 and text, done.stdout + done.stderr):
        return None
    coloured = json.loads(text)
    check_equal("vim: every document is known by its first line", {kind for kind, _ in coloured}, {"wardmote"})
    return [lines for _, lines in coloured]


def tried(editor, colours):
    """Every document of the library, and lines that are wrong or unusual."""
    tries = [write(f"try-{i}.md", f"# Charter: T\n\n{line}\n") for i, (line, _) in enumerate([*WRONG, *RIGHT])]
    coloured = colours([*DOCUMENTS, *tries, write("continued.md", CONTINUED)])
    if not coloured:
        return
    for path, lines in zip(DOCUMENTS, coloured):
        text = path.read_text(encoding="utf-8")
        found = list(faults((line, kind, names) for (line, kind), names in zip(lines_of(text), lines)))
        check(f"{editor}: {path.relative_to(SOURCE)}", not found, "\n".join(found[:20]))
    rest = iter(coloured[len(DOCUMENTS):])
    for line, part in WRONG:
        check_equal(f"{editor}: '{line}' is marked", marked(next(rest)[2], line), part)
    for line, key in RIGHT:
        names = next(rest)[2]
        found = list(faults([(line, "field", names)]))
        check(f"{editor}: '{line}' is a field", not found and line[slice(*key_of(line))].rstrip("*") == key, (found, names))
    names = next(rest)
    of_unit = [[i for i, name in enumerate(some) if re.search("unit", name, re.I)] for some in names]
    check_equal(f"{editor}: a field goes on in an indented line, and no further",
                ["".join(line[i] for i in some) for line, some in zip(CONTINUED.split("\n"), of_unit)],
                ["", "", "", "working days", "", "", "", "", ""])


def matchers():
    """What the editors read of the messages: a line of ours each."""
    bad = write("bad.md", "# Charter: T\n\n- Between: a; b\n- In force: from 1 April 2026\n- Clok: x\n")
    out = run("check", bad).out.splitlines()
    manifest = json.loads((EDITORS / "package.json").read_text(encoding="utf-8"))
    matcher = manifest["contributes"]["problemMatchers"][0]["pattern"]
    found = [re.match(matcher["regexp"], line) for line in out]
    rows = [(row["file"], str(row["line"]), str(row["column"]), row["severity"], row["text"])
            for row in json.loads(run("check", bad, "--format", "json").out)]
    check_equal("vscode: the pattern takes every message and no line beside them",
                [tuple(m[matcher[part]] for part in ("file", "line", "column", "severity", "message")) for m in found if m], rows)
    check("vscode: the editor knows a document by its first line",
          all(re.match(manifest["contributes"]["languages"][0]["firstLine"], path.read_text(encoding="utf-8")) for path in DOCUMENTS))
    return bad, rows


def quickfix(bad, rows):
    """:make in Vim leads to each message; :WardmoteFormat writes the canonical text."""
    rough = write("rough.md", "# Charter: T\n\n- in force:   from 2026-04-01\n- Between: a;b\n")
    program = write("bin/wardmote", "")
    program.unlink()
    program.symlink_to(Path(PROGRAM).resolve())
    answer = write("quickfix.json", "")
    script = write("quickfix.vim", "\n".join([
        "silent make", "let s:found = map(filter(getqflist(), 'v:val.valid'), {_, q -> [bufname(q.bufnr), q.lnum, q.col, q.type, q.text]})",
        f"silent edit {rough}", "WardmoteFormat", "let s:text = getline(1, '$')", "call setline(1, '- ')",
        "let s:words = WardmoteComplete(0, 'tele')",
        f"call writefile([json_encode([s:found, s:text, s:words])], '{answer}')", "qall!"]))
    done = subprocess.run(["vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "--cmd", f"set rtp^={EDITORS}/vim",
                           "--cmd", "filetype plugin on", "-S", script, bad], capture_output=True, text=True, check=False,
                          env={**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "TERM": "dumb"})
    text = answer.read_text(encoding="utf-8")
    if not check("vim: :make, :WardmoteFormat and completion run", text, done.stdout + done.stderr):
        return
    found, formatted, words = json.loads(text)
    check_equal("vim: :make leads to every message", [tuple(map(str, row[1:])) for row in found],
                [(line, column, severity[0], text) for _, line, column, severity, text in rows])
    check_equal("vim: :WardmoteFormat writes the canonical text", "\n".join(formatted) + "\n", run("format", rough).out)
    check_equal("vim: a field is completed", [word["word"] for word in words], ["Telephone: "])


def flymake(rows):
    """What Emacs underlines of bad.md, in a buffer that has no file yet."""
    answer = write("flymake.txt", "")
    script = write("try.el", f"""
      (load "{EDITORS}/wardmote.el")
      (add-to-list 'exec-path "{write("bin/x", "").parent}")
      (with-temp-buffer
        (insert "# Charter: T\n\n- Between: a; b\n- In force: from 1 April 2026\n- Clok: x\n")
        (text-mode)
        (let ((found 'none) (waits 0))
          (wardmote-flymake (lambda (list &rest _) (setq found list)))
          (while (and (eq found 'none) (< waits 600)) (accept-process-output nil 0.1) (setq waits (1+ waits)))
          (append-to-file (mapconcat (lambda (d) (format "%d %s %s" (line-number-at-pos (flymake-diagnostic-beg d))
            (flymake-diagnostic-type d) (flymake-diagnostic-text d))) found "\n") nil "{answer}")))
      """)
    done = subprocess.run(["emacs", "--batch", "-Q", "-l", script], capture_output=True, text=True, check=False)
    check_equal(f"emacs: underlines every message {done.stderr[-300:] if done.returncode else ''}",
                answer.read_text(encoding="utf-8").splitlines(),
                [f"{line} :{severity} {text}" for _, line, _, severity, text in rows])


for path, text in language.files(PROGRAM):
    if path.is_relative_to(EDITORS):
        check(f"{path.relative_to(SOURCE)} is what tools/language.py prints",
              path.exists() and path.read_text(encoding="utf-8") == text, "run: python3 tools/language.py")
check("there are documents to colour", len(DOCUMENTS) > 40, DOCUMENTS)
tried("textmate", textmate)
known = matchers()
if shutil.which("vim"):
    tried("vim", vim)
    quickfix(*known)
else:
    skip("vim: colours, :make", "vim is not installed")
if shutil.which("emacs"):
    flymake(known[1])
else:
    skip("emacs: Flymake", "emacs is not installed")
