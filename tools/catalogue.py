#!/usr/bin/env python3
"""Compiles the translations po/*.po into C: the bytes of msgfmt's files, which src/base/catalogue.c reads.

    tools/catalogue.py OUT.h PO...      a header with an array CATALOGUE_CY of each; a mistake in a file stops the build
    tools/catalogue.py --template ROOT  po/wardmote.pot as it should be: what is to be translated, on standard output
"""
import subprocess
import sys
import tempfile
from pathlib import Path

import generated

KEYWORDS = ("words:2", "SAY:2", "counted:3,4", "N_:1", "catalogue_text:2")
FLAGS = ("words:2:pass-c-format", "SAY:2:c-format", "counted:3:c-format", "counted:4:c-format", "N_:1:pass-c-format")
SOURCES = ("src/format/leaflet.c", "src/format/paper*.c", "src/document/sentence*.c", "src/app/board_words.c",
           "src/web/declare_links.c", "src/web/life_words.c", "src/web/marks.c", "src/web/meeting_agreed.c", "src/web/page_pack.c",
           "src/web/parts_redress.c", "src/web/watch_words.c")


def die(text):
    sys.exit(f"tools/catalogue.py: {text}")


def compiled(po):
    with tempfile.NamedTemporaryFile(suffix=".mo") as mo:
        run = subprocess.run(["msgfmt", "--check", "--no-hash", "-o", mo.name, str(po)], capture_output=True, text=True)
        if run.returncode or run.stderr:
            die(f"{po} can't be compiled:\n{run.stderr}")
        return Path(mo.name).read_bytes()


def header(files):
    lines = ["// Made by tools/catalogue.py of po/*.po.", "#pragma once", ""]
    for po in files:
        data = compiled(po)
        lines.append(f"static const unsigned char CATALOGUE_{po.stem.upper()}[] = {{")
        lines += ["    " + " ".join(f"{byte}," for byte in data[i:i + 24]) for i in range(0, len(data), 24)]
        lines += ["};", ""]
    return "\n".join(lines)


def template(root):
    sources = sorted(path.relative_to(root).as_posix() for pattern in SOURCES for path in root.glob(pattern))
    command = ["xgettext", "--language=C", "--from-code=UTF-8", "--add-comments=For translators", "--sort-by-file",
               "--no-location", "--package-name=wardmote", "--keyword", "--output=-"]
    command += [f"--keyword={word}" for word in KEYWORDS] + [f"--flag={flag}" for flag in FLAGS]
    run = subprocess.run(command + sources, cwd=root, capture_output=True, text=True)
    if run.returncode:
        die(run.stderr)
    return run.stdout


def main():
    if len(sys.argv) == 3 and sys.argv[1] == "--template":
        sys.stdout.write(template(Path(sys.argv[2])))
    elif len(sys.argv) > 2 and not sys.argv[1].startswith("-"):
        generated.write(sys.argv[1], header([Path(name) for name in sys.argv[2:]]))
    else:
        die(__doc__)


if __name__ == "__main__":
    main()
