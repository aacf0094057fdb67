"""Translations: every text of the source is in every po/*.po and no other, with the same places; faults stop the build."""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import SOURCE, check, check_equal

TOOL = SOURCE / "tools/catalogue.py"


def entries(text):
    """{msgid: (msgid_plural or None, [translations], is_fuzzy)}"""
    found = {}
    for block in re.split(r"\n\n+", text.strip()):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        parts = re.findall(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:".*"\n?)+)', "\n".join(lines), re.MULTILINE)
        words = [(key, "".join(re.findall(r'"(.*)"', value))) for key, value in parts]
        names = dict(words)
        if "msgid" in names:
            found[names["msgid"]] = (names.get("msgid_plural"), [value for key, value in words if key.startswith("msgstr")],
                                     "fuzzy" in block.split("msgid")[0])
    return found


def places(text):
    return sorted(set(re.findall(r"%\d\$s", text)))


def tool(*arguments):
    return subprocess.run([sys.executable, str(TOOL), *map(str, arguments)], capture_output=True, text=True, check=False)


def translations():
    template = tool("--template", SOURCE)
    source = entries(template.stdout)
    check("catalogue: the texts of the source are found", template.returncode == 0 and len(source) > 300, template.stderr)
    for po in sorted((SOURCE / "po").glob("*.po")):
        there = entries(po.read_text(encoding="utf-8"))
        check_equal(f"catalogue: {po.name} has every text", sorted(set(source) - set(there)), [])
        check_equal(f"catalogue: {po.name} has no other", sorted(set(there) - set(source)), [])
        check_equal(f"catalogue: {po.name} has each translated, and none is fuzzy",
                    [text for text, (_, said, fuzzy) in there.items() if fuzzy or not all(said)], [])
        check_equal(f"catalogue: {po.name} has the places of each", [(text, one) for text, (_, said, _) in there.items() if text
                                                                     for one in said if places(one) != places(text)], [])
        forms = int(re.search(r"nplurals=(\d)", "".join(there[""][1]))[1])
        check_equal(f"catalogue: {po.name} has all forms of a plural",
                    [text for text, (plural, said, _) in there.items() if len(said) != (forms if plural else 1)], [])
        done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(po)], capture_output=True, text=True, check=False)
        check_equal(f"catalogue: msgfmt --check finds nothing in {po.name}", (done.returncode, done.stderr), (0, ""))


def faults(folder):
    good = (SOURCE / "po/cy.po").read_text(encoding="utf-8")
    out = folder / "out.h"
    for name, before, after in (("a place is missing", 'msgstr "e-bost: %1$s"', 'msgstr "e-bost"'),
                                ("no quote at the end", 'msgstr "Ionawr"', 'msgstr "Ionawr'),
                                ("a plural form is missing", 'msgstr[5] "%1$s mlynedd"\n', "")):
        po = folder / "cy.po"
        po.write_text(good.replace(before, after), encoding="utf-8")
        done = tool(out, po)
        check(f"catalogue: {name} stops the build", before in good and done.returncode != 0 and "cy.po" in done.stderr
              and not out.exists(), done)
    (folder / "cy.po").write_text(good, encoding="utf-8")
    check("catalogue: without faults a header is made", tool(out, folder / "cy.po").returncode == 0
          and "CATALOGUE_CY[]" in out.read_text(encoding="utf-8"))
    check("catalogue: wrong use is told", "tools/catalogue.py OUT.h" in tool("x").stderr)


translations()
with tempfile.TemporaryDirectory() as temporary:
    faults(Path(temporary))
