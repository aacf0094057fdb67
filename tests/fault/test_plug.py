"""A program that writes is killed at a random moment, again and again: what it had acknowledged is there and whole, nothing
is half there, the derived tables are what the facts say.

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
from harness import PROGRAM, check, folder

LOAD = Path(PROGRAM).parent / "tests/fault_load"
KILLS = int(os.environ.get("WARDMOTE_TEST_KILLS", 1000 if os.environ.get("WARDMOTE_TEST_LONG") else 40))
FRESH_EVERY = 20  # kills on one store
THREADS = 8


def killed(url, seed, acknowledged, seconds):
    """Runs it and kills it; how many steps it acknowledged."""
    before = acknowledged.stat().st_size if acknowledged.exists() else 0
    with open(acknowledged, "ab") as out:
        running = subprocess.Popen([LOAD, "run", url, str(seed), str(THREADS)], stdout=out, stderr=subprocess.PIPE)
        time.sleep(seconds)
        running.send_signal(signal.SIGKILL)
        said = running.communicate()[1].decode(errors="replace")
    whole = acknowledged.read_bytes()
    acknowledged.write_bytes(whole[:whole.rfind(b"\n") + 1])  # a line that was cut off acknowledges nothing
    return running.returncode, said, whole[before:].count(b"\n")


def main():
    chance, steps, deepest = random.Random(1), 0, 0
    for n in range(KILLS):
        if n % FRESH_EVERY == 0:
            path, acknowledged = Path(folder.name) / f"plug-{n}.db", Path(folder.name) / f"plug-{n}.said"
        # From before the store is there to the middle of many writers.
        code, said, done = killed(f"sqlite:{path}", n, acknowledged, chance.choice((0.02, 0.1, 0.25)) * chance.random() + 0.01)
        if code != -signal.SIGKILL:
            return check(f"killed while it writes, {n + 1} times", False, f"it ended by itself, {code}: {said}")
        found = subprocess.run([LOAD, "check", f"sqlite:{path}", acknowledged], capture_output=True, text=True, check=False)
        if found.returncode:
            return check("killed while it writes: nothing is lost or half there", False,
                         f"after kill {n + 1} of {path}: {found.stdout}{found.stderr[-2000:]}")
        steps += done
        deepest = max(deepest, done)
    check(f"killed while it writes, {KILLS} times: nothing is lost or half there", True)
    return check("killed while it writes: there was something to lose", steps > KILLS and deepest > 5, f"{steps} steps in all")


main()
