"""Serves a store to pages.mjs, which looks at its pages in Chromium, or to journeys.mjs; both print TAP."""
import csv
import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "web"), str(HERE.parent.parent / "tools")]
from assets import install
from reporting import session_of
from serving import LIBRARY, SOURCE, Server

PACKAGES = SOURCE / "build/browser"


def sessions(store):
    """{post: a session of whoever holds it}; none where there are no such people"""
    with open(LIBRARY / "demo/accounts.csv", encoding="utf-8") as file:
        return {row["name"]: session_of(store, row["email"]) for row in csv.DictReader(file)}


def look(store, paths, script="pages.mjs", serve=()):
    """Ends the test: its plan is printed by the script."""
    PACKAGES.mkdir(parents=True, exist_ok=True)
    with open(PACKAGES / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install(SOURCE / "tests/browser", PACKAGES)
    with Server(store, *serve) as server:
        sys.stdout.flush()
        known = json.dumps(sessions(store))
        done = subprocess.run(["node", str(HERE / script), server.address(), *paths],
                              env={**os.environ, "NODE_NO_WARNINGS": "1", "WARDMOTE_TEST_SESSIONS": known}, check=False)
    os._exit(done.returncode)
