"""A program that writes is killed at a random moment, again and again; so are the processes of a database server. What
was acknowledged is there and whole, nothing is half there, the derived tables are what the facts say.

40 times in ./test, 1,000 times in ./test long; by hand: WARDMOTE_TEST_KILLS=200 python3 tests/fault/test_plug.py
"""
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import PROGRAM, Store, check, engines, folder
from engines import Cluster, binaries

LOAD = Path(PROGRAM).parent / "tests/fault_load"
KILLS = int(os.environ.get("WARDMOTE_TEST_KILLS", 1000 if os.environ.get("WARDMOTE_TEST_LONG") else 40))
SERVER_KILLS = KILLS // 8
FRESH_EVERY = 20  # kills on one store
THREADS = 8


class Life:
    """A store, and what was acknowledged to have gone into it."""

    def __init__(self, url, name):
        self.url, self.said = url, Path(folder.name) / f"{name}.said"
        self.said.touch()

    def start(self, seed):
        with open(self.said, "ab") as out:
            return subprocess.Popen([LOAD, "run", self.url, str(seed), str(THREADS)], stdout=out, stderr=subprocess.PIPE)

    def steps(self):
        """A line that was cut off acknowledges nothing."""
        whole = self.said.read_bytes()
        self.said.write_bytes(whole[:whole.rfind(b"\n") + 1])
        return whole.count(b"\n")

    def wrong(self):
        found = subprocess.run([LOAD, "check", self.url, self.said], capture_output=True, text=True, check=False)
        return found.stdout + found.stderr[-2000:] if found.returncode else ""


def wait(life, chance):
    """Until a random moment: before the store is there, while it begins, or in the middle of many writers."""
    if chance.random() < 0.2:
        return time.sleep(0.1 * chance.random())
    wanted = life.said.stat().st_size + 40 * chance.choice((1, 8, 40))  # a line has some 40 bytes
    for _ in range(3000):
        if life.said.stat().st_size >= wanted:
            break
        time.sleep(0.005)
    return time.sleep(0.01 * chance.random())


def test_programs(engine):
    chance, steps, name = random.Random(1), 0, f"{engine}: killed while it writes, {KILLS} times"
    for n in range(KILLS):
        if n % FRESH_EVERY == 0:
            store = Store(engine, Path(folder.name) / f"plug-{n}.db")
            life, before = Life(store.url, f"{engine}-{n}"), 0
        running = life.start(n)
        wait(life, chance)
        running.send_signal(signal.SIGKILL)
        errors = running.communicate()[1].decode(errors="replace")
        if running.returncode != -signal.SIGKILL:
            return check(name, False, f"it ended by itself, {running.returncode}: {errors}")
        store.settle()
        if wrong := (life.steps(), life.wrong())[1]:
            return check(f"{name}: nothing is lost or half there", False, f"after kill {n + 1}, {store.url}: {wrong}")
        steps, before = steps + life.steps() - before, life.steps()
    check(f"{name}: nothing is lost or half there", True)
    return check(f"{engine}: there was something to lose", steps > KILLS, f"{steps} steps in all")


def server_kill(cluster):
    """All its processes at once, as when its machine stops; its files stay as they are."""
    postmaster = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    children = subprocess.run(["ps", "--ppid", str(postmaster), "-o", "pid="], capture_output=True, text=True, check=False)
    for process in [postmaster, *map(int, children.stdout.split())]:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            pass
    while subprocess.run(["ps", "-p", str(postmaster), "-o", "stat="], capture_output=True, text=True,
                         check=False).stdout.strip() not in ("", "Z"):
        time.sleep(0.01)


def test_server():
    chance, steps, name = random.Random(2), 0, f"postgresql: the server killed under a program that writes, {SERVER_KILLS} times"
    with Cluster() as cluster:
        life = Life(cluster.fresh(), "server")
        for n in range(SERVER_KILLS):
            running = life.start(n)
            wait(life, chance)
            server_kill(cluster)
            errors = running.communicate()[1].decode(errors="replace")
            cluster.start()
            if running.returncode != 4:
                return check(name, False, f"the program ended with {running.returncode}: {errors}")
            if wrong := (life.steps(), life.wrong())[1]:
                return check(f"{name}: nothing is lost or half there", False, f"after kill {n + 1}: {wrong}")
        steps = life.steps()
    check(f"{name}: nothing is lost or half there", True)
    return check("postgresql: there was something to lose", steps > SERVER_KILLS, f"{steps} steps in all")


for one in engines():
    test_programs(one)
if binaries():
    test_server()
