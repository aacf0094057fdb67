"""tools/dependencies: the list of what the program is made of has the form of CycloneDX 1.5, and leaves nothing out."""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import PROGRAM, SOURCE, check, check_equal

TOOL = SOURCE / "tools/dependencies"
TYPES = {"application", "library"}
SCOPES = {"required", "excluded", "optional"}


def said(*command, **more):
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795000000"}
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=300, env=environment, **more)


def test_form(bill):
    """Every field that the specification asks for, in the form it asks for."""
    check_equal("its form", (bill["bomFormat"], bill["specVersion"], bill["version"]), ("CycloneDX", "1.5", 1))
    check("a serial number", re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"]), bill["serialNumber"])
    check_equal("the time of the commit", bill["metadata"]["timestamp"], "2026-11-18T11:06:40Z")
    version = re.search(r"version: '(.*)'", (SOURCE / "meson.build").read_text(encoding="utf-8"))[1]
    own = bill["metadata"]["component"]
    check_equal("what it is of", (own["name"], own["version"], own["type"]), ("wardmote", version, "application"))
    for each in (own, *bill["components"]):
        name = each.get("name")
        check(f"{name}: type, version, scope", each["type"] in TYPES and each["version"] and each.get("scope", "required") in SCOPES, each)
        check(f"{name}: an address of its package with its version", re.fullmatch(r"pkg:(deb/debian|npm|generic)/[\w.+%/-]+@[\w.~%-]+(\?[\w=&.-]+)?", each["purl"]), each)
        licences = [entry["license"] for entry in each["licenses"]]
        check(f"{name}: licences, each by one name", licences and all(len(one) == 1 and all(one.values()) for one in licences), each)
    refs = [each["bom-ref"] for each in bill["components"]]
    check_equal("no reference twice", len(refs), len(set(refs)))
    needed = [each["bom-ref"] for each in bill["components"] if each["scope"] == "required"]
    check_equal("the program depends on what is in it", bill["dependencies"], [{"ref": "wardmote", "dependsOn": needed}])


def test_libraries(bill):
    linked = {Path(word).name for word in re.findall(r"(?m)^\s*(\S+)(?: =>.*)? \(0x", said("ldd", PROGRAM).stdout)}
    named = {entry["value"] for each in bill["components"] for entry in each.get("properties", [])}
    check("many libraries are linked", len(linked) > 30, linked)
    check_equal("every library that ldd shows is named", sorted(linked - named - {"linux-vdso.so.1"}), [])
    sodium = next(each for each in bill["components"] if each["name"] == "libsodium23")
    installed = said("dpkg-query", "-W", "-f", "${Version}", "libsodium23").stdout
    check_equal("in the version that is installed", sodium["version"], installed)
    check_equal("under its licences", {"ISC", "MIT"} & {one["license"]["name"] for one in sodium["licenses"]}, {"ISC", "MIT"})


def test_packages(bill):
    packages = {each["name"]: each for each in bill["components"] if each["purl"].startswith("pkg:npm/")}
    wanted = json.loads((SOURCE / "assets/package.json").read_text(encoding="utf-8"))["dependencies"]
    check_equal("what assets/ asks npm for, in those versions", {name: packages[name]["version"] for name in wanted}, wanted)
    carried = {name for name, each in packages.items() if each["scope"] == "required"}
    check_equal("what the program carries", carried, {"@fontsource/atkinson-hyperlegible", "govuk-frontend", "leaflet"})
    check_equal("licences by their names of SPDX", {name: packages[name]["licenses"] for name in carried},
                {"@fontsource/atkinson-hyperlegible": [{"license": {"id": "OFL-1.1"}}], "govuk-frontend": [{"license": {"id": "MIT"}}],
                 "leaflet": [{"license": {"id": "BSD-2-Clause"}}]})
    check("with the hash of what npm gives", all(re.fullmatch(r"[0-9a-f]{128}", each["hashes"][0]["content"]) for each in packages.values()))
    check_equal("a scope of npm is a part of the name", packages["@fontsource/atkinson-hyperlegible"]["purl"].split("@")[0],
                "pkg:npm/%40fontsource/atkinson-hyperlegible")


def test_refused(folder):
    (folder / "text").write_text("not a program\n", encoding="utf-8")
    done = said(TOOL, folder / "text", "--to", folder / "none.json")
    check("no program: said, and nothing is written", done.returncode != 0 and "ldd" in done.stderr and not (folder / "none.json").exists(), done)


def main():
    with tempfile.TemporaryDirectory(prefix="wardmote-dependencies-") as name:
        folder = Path(name)
        done = said(TOOL, PROGRAM, "--to", folder / "sbom.cdx.json")
        check("the list is made", done.returncode == 0, done.stderr)
        text = (folder / "sbom.cdx.json").read_text(encoding="utf-8")
        bill = json.loads(text)
        test_form(bill)
        test_libraries(bill)
        test_packages(bill)
        test_refused(folder)
        check_equal("made again it is the same", said(TOOL, PROGRAM).stdout, text)


main()
