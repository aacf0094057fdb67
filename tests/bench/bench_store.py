#!/usr/bin/env python3
"""What the store does in a second, for docs/performance.md: medians of interleaved runs.

    meson setup build/release -Dtests=true && ninja -C build/release
    python3 tests/bench/bench_store.py [--engine sqlite] [--runs 5] [--seconds 2] [--folder DIR] [--facts 100000,1000000]

Durable facts a second with one client and eight, against SQLite alone doing the same inserts in the same groups; bytes
of a fact; how long a server takes from its start to its first page, on stores of so many facts.
"""
import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent
BUILD = SOURCE / "build/release"
BENCH, PROGRAM = BUILD / "tests/store_bench", BUILD / "wardmote"
ENVIRONMENT = {**os.environ, "WARDMOTE_LIBRARY": str(SOURCE / "library")}


class Sqlite:
    has_bare = True

    def __init__(self, folder):
        self.folder = Path(folder)

    def fresh(self, name):
        path = self.folder / f"{name}.db"
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        return path, f"sqlite:{path}"


ENGINES = {"sqlite": Sqlite}


def bench(*words):
    done = subprocess.run([BENCH, *map(str, words)], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if done.returncode:
        raise SystemExit(f"{words}: {done.stderr}")
    return [float(number) for number in done.stdout.split()]


def median(numbers):
    return f"{statistics.median(numbers):,.0f} ({min(numbers):,.0f} to {max(numbers):,.0f})"


def throughput(engine, options):
    """All kinds in turn, again and again, so that what else the machine does strikes each alike."""
    kinds = ["facts", "reports"] + ["bare"] * engine.has_bare
    found, sizes = {}, {}
    for _ in range(options.runs):
        for clients in (1, 8):
            for kind in kinds:
                path, url = engine.fresh("bench")
                speed, size = bench(kind, path if kind == "bare" else url, clients, options.seconds)
                found.setdefault((kind, clients), []).append(speed)
                sizes.setdefault(kind, []).append(size)
    for (kind, clients), speeds in sorted(found.items()):
        print(f"{kind:8} {clients} client{'s' * (clients > 1)}: {median(speeds)} facts/s")
    for clients in (1, 8) if engine.has_bare else ():
        shares = [ours / alone for ours, alone in zip(found["facts", clients], found["bare", clients])]
        print(f"facts, of SQLite alone, {clients} client{'s' * (clients > 1)}: {statistics.median(shares):.2f} "
              f"({min(shares):.2f} to {max(shares):.2f})")
    for kind in ("facts", "reports"):
        print(f"{kind}: {statistics.median(sizes[kind]):.0f} bytes a fact")


def first_page(url, page="/"):
    """Seconds from the start of the program to the last byte of the page."""
    began = time.monotonic()
    server = subprocess.Popen([PROGRAM, "serve", "--store", url, "--port", "0"], stderr=subprocess.PIPE, text=True,
                              env=ENVIRONMENT)
    try:
        for line in server.stderr:
            if found := re.search(r"http://\S+:\d+/", line):
                with urllib.request.urlopen(found[0].rstrip("/") + page) as answer:
                    answer.read()
                return time.monotonic() - began
        raise SystemExit("the server did not start")
    finally:
        server.terminate()
        server.communicate()


def start_up(engine, facts, options):
    _, url = engine.fresh(f"large-{facts}")
    seconds, size = bench("fill", url, facts)
    print(f"{facts:,} facts: filled and derived in {seconds:.0f} s, {size:.0f} bytes a fact with what is derived", flush=True)
    times = [first_page(url) * 1000 for _ in range(options.runs + 1)][1:]
    print(f"{facts:,} facts: start to first page {median(times)} ms", flush=True)


def main():
    reader = argparse.ArgumentParser()
    reader.add_argument("--engine", choices=ENGINES, default="sqlite")
    reader.add_argument("--runs", type=int, default=5)
    reader.add_argument("--seconds", type=float, default=2)
    reader.add_argument("--folder", default=tempfile.gettempdir())
    reader.add_argument("--facts", default="100000,1000000")
    options = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="wardmote-bench-", dir=options.folder) as folder:
        engine = ENGINES[options.engine](folder)
        throughput(engine, options)
        for facts in filter(None, options.facts.split(",")):
            start_up(engine, int(facts), options)


main()
