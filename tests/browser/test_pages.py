"""Serves the demonstration to tests/browser/pages.mjs, which looks at every page in Chromium and prints TAP."""
import os
import subprocess
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / "web"), str(Path(__file__).resolve().parent.parent.parent / "tools")]
from assets import install
from serving import SOURCE, Server, demonstration

PACKAGES = SOURCE / "build/browser"

install(SOURCE / "tests/browser", PACKAGES)
with Server(demonstration()) as server:
    sys.stdout.flush()
    done = subprocess.run(["node", str(SOURCE / "tests/browser/pages.mjs"), server.address()],
                          env={**os.environ, "NODE_NO_WARNINGS": "1"}, check=False)
os._exit(done.returncode)  # the plan is pages.mjs's own
