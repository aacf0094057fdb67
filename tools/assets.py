#!/usr/bin/env python3
"""Style sheets, scripts, typefaces and icon, from assets/ and npm, into one C file that the program carries.

    tools/assets.py ASSETS WORK OUT.c

Packages are installed into WORK, once for each package-lock.json. Every file's path holds a hash of its content.
"""
import gzip
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import generated

FONTS = {"regular.woff2": "400-normal", "bold.woff2": "700-normal"}
MAP = {"leaflet.js": "leaflet.js", "leaflet.css": "leaflet.css"}  # of Leaflet's dist folder
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "woff2": "font/woff2",
         "svg": "image/svg+xml"}
GZIPPED = ("css", "js", "svg")


def install(assets, work):
    """npm's packages, unless they are there already for this lock file"""
    lock = (assets / "package-lock.json").read_bytes()
    mark = work / "installed"
    wanted = hashlib.sha256(lock).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return
    work.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(assets / name, work / name)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=optional"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"tools/assets.py: npm could not install what {assets} names:\n{done.stderr}")
    mark.write_text(wanted)


def style(assets, work):
    source = assets / "wardmote.scss"
    command = ["node", "node_modules/sass/sass.js", "--no-source-map", "--style=compressed", "--quiet-deps",
               "--silence-deprecation=import", "--load-path=node_modules", str(source.resolve())]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"tools/assets.py: {done.stderr}")
    return done.stdout


def path_of(name, data):
    stem, _, kind = name.rpartition(".")
    return f"/assets/{stem}-{hashlib.sha256(data).hexdigest()[:10]}.{kind}"


def collect(assets, work):
    """{name: bytes}; the style sheet last, because it names the others' paths"""
    fonts = work / "node_modules/@fontsource/atkinson-hyperlegible/files"
    files = {name: (fonts / f"atkinson-hyperlegible-latin-{kind}.woff2").read_bytes() for name, kind in FONTS.items()}
    files["wardmote.svg"] = (assets / "wardmote.svg").read_bytes()
    files |= {name: (work / "node_modules/leaflet/dist" / file).read_bytes() for name, file in MAP.items()}
    files |= {path.name: path.read_bytes() for path in sorted(assets.glob("*.js"))}
    css = style(assets, work)
    for name, data in files.items():
        css = css.replace(f"asset:{name}", path_of(name, data))
    files["wardmote.css"] = css.encode()
    return files


def array(name, data):
    rows = [", ".join(str(byte) for byte in data[at:at + 24]) for at in range(0, len(data), 24)]
    return f"static const unsigned char {name}[] = {{\n    " + ",\n    ".join(rows) + ",\n};\n\n"


def source(files):
    out = ["// Made by tools/assets.py from assets/. Change those.\n", '#include "web/assets.h"\n\n', "#include <stddef.h>\n\n"]
    rows = []
    for number, (name, data) in enumerate(files.items()):
        kind = name.rpartition(".")[2]
        out.append(array(f"FILE_{number}", data))
        small = "NULL, 0"
        if kind in GZIPPED:
            out.append(array(f"GZIP_{number}", gzip.compress(data, 9, mtime=0)))
            small = f"GZIP_{number}, sizeof GZIP_{number}"
        rows.append(f'    {{ STR_INIT("{name}"), STR_INIT("{path_of(name, data)}"), STR_INIT("{TYPES[kind]}"),\n'
                    f"      FILE_{number}, sizeof FILE_{number}, {small} }},\n")
    out += ["const struct asset ASSETS[] = {\n", *rows, "    { { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, NULL, 0, NULL, 0 },\n};\n"]
    return "".join(out)


def main():
    assets, work, out = (Path(word) for word in sys.argv[1:4])
    install(assets, work)
    files = collect(assets, work)
    generated.write(out, source(files))


if __name__ == "__main__":
    main()
