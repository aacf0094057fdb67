"""Serves a store to pages.mjs, which looks at its pages in Chromium, or to journeys.mjs; both print TAP."""
import csv
import fcntl
import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "web"), str(HERE.parent.parent / "tools")]
from assets import install
from reporting import session_of
from serving import LIBRARY, SOURCE, Server, folder, store_environment

PACKAGES = SOURCE / "build/browser"


def sessions(store):
    """{post: a session of whoever holds it}; none where there are no such people"""
    with open(LIBRARY / "demo/accounts.csv", encoding="utf-8") as file:
        return {row["name"]: session_of(store, row["email"]) for row in csv.DictReader(file)}


@contextmanager
def fresh():
    """A server whose store is new: the address of its one-time link."""
    with Server(folder / "new.db") as server:
        yield server.address() + re.search(r"/sign-in/link/\S+", server.process.stderr.readline().decode())[0]


def given(store, link):
    """What the scripts are told"""
    return {"WARDMOTE_TEST_SESSIONS": json.dumps(sessions(store)), "WARDMOTE_TEST_STORE": f"sqlite:{store}", "WARDMOTE_TEST_FIRST": link,
            **store_environment(f"sqlite:{store}")}


def packages_install():
    PACKAGES.mkdir(parents=True, exist_ok=True)
    with open(PACKAGES / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install(SOURCE / "tests/browser", PACKAGES)


def look(store, paths, script="pages.mjs", serve=(), first=nullcontext("")):
    """Ends the test: its plan is printed by the script. first: as fresh() gives it."""
    packages_install()
    with Server(store, *serve) as server, first as link:
        sys.stdout.flush()
        done = subprocess.run(["node", str(HERE / script), server.address(), *paths],
                              env={**os.environ, "NODE_NO_WARNINGS": "1", **given(store, link)}, check=False)
    os._exit(done.returncode)
