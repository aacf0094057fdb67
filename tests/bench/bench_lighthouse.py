#!/usr/bin/env python3
"""What Lighthouse says of pages on a phone, by a release build, for docs/performance.md: the median of five runs of each.

    meson setup build/release -Dtests=true && ninja -C build/release
    python3 tests/bench/bench_lighthouse.py [--runs 5] [PATH...]

The demonstration is made anew and served; tests/browser/lighthouse.mjs has the pages, and prints TAP: performance 95 or
better, accessibility 100.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent
PROGRAM = SOURCE / "build/release/wardmote"
ENVIRONMENT = {**os.environ, "WARDMOTE_LIBRARY": str(SOURCE / "library"), "NODE_NO_WARNINGS": "1"}
sys.path.insert(0, str(SOURCE / "tools"))
from assets import install


def main():
    reader = argparse.ArgumentParser()
    reader.add_argument("--runs", type=int, default=5)
    reader.add_argument("paths", nargs="*")
    options = reader.parse_args()
    packages = SOURCE / "build/browser"
    packages.mkdir(parents=True, exist_ok=True)
    install(SOURCE / "tests/browser", packages)
    with tempfile.TemporaryDirectory(prefix="wardmote-lighthouse-") as folder:
        store = f"sqlite:{folder}/demo.db"
        subprocess.run([PROGRAM, "demo", "--store", store], check=True, env=ENVIRONMENT)
        server = subprocess.Popen([PROGRAM, "serve", "--store", store, "--port", "0"], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, env=ENVIRONMENT)
        try:
            address = next(found[0].decode() for line in server.stderr if (found := re.search(rb"http://\S+:\d+", line)))
            return subprocess.run(["node", SOURCE / "tests/browser/lighthouse.mjs", address, str(options.runs), *options.paths],
                                  check=False, env=ENVIRONMENT).returncode
        finally:
            server.terminate()
            server.wait(30)


sys.exit(main())
