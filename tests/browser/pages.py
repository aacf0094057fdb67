"""Serves a store to pages.mjs, which looks at its pages in Chromium, or to journeys.mjs; both print TAP."""
import fcntl
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "web"), str(HERE.parent.parent / "tools")]
from assets import install
from serving import SOURCE, Server

PACKAGES = SOURCE / "build/browser"


def look(store, paths, script="pages.mjs", serve=()):
    """Ends the test: its plan is printed by the script."""
    PACKAGES.mkdir(parents=True, exist_ok=True)
    with open(PACKAGES / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install(SOURCE / "tests/browser", PACKAGES)
    with Server(store, *serve) as server:
        sys.stdout.flush()
        done = subprocess.run(["node", str(HERE / script), server.address(), *paths],
                              env={**os.environ, "NODE_NO_WARNINGS": "1"}, check=False)
    os._exit(done.returncode)
