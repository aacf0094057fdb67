#!/usr/bin/env python3
"""What the store does in a second, for docs/performance.md: medians of interleaved runs.

    meson setup build/release -Dtests=true && ninja -C build/release
    python3 tests/bench/bench_store.py [--engine sqlite|postgresql] [--runs 5] [--seconds 2] [--folder DIR] [--facts 100000,1000000]

Durable facts a second with one client and eight, against the engine alone doing the same inserts: SQLite in the same
groups, PostgreSQL by pgbench; bytes of a fact; how long a server takes from its start to its first page, on stores of so many facts.
"""
import argparse
import math
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(SOURCE / "tests"))
import engines

BUILD = SOURCE / "build/release"
BENCH, PROGRAM = BUILD / "tests/store_bench", BUILD / "wardmote"
ENVIRONMENT = {**os.environ, "WARDMOTE_LIBRARY": str(SOURCE / "library")}


class Sqlite:
    name = "SQLite"

    def __init__(self, folder):
        self.folder = Path(folder)

    def fresh(self, name):
        path = self.folder / f"{name}.db"
        for end in ("", "-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        return f"sqlite:{path}"

    def bare(self, url, clients, seconds):
        return bench("bare", url.removeprefix("sqlite:"), clients, seconds)

    def size(self, url):
        """What is still in the journal counts when it has gone into the file."""
        with sqlite3.connect(url.removeprefix("sqlite:")) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(url.removeprefix("sqlite:")).stat().st_size

    def close(self):
        pass


PGBENCH = """INSERT INTO fact (community, kind, document, clause, happened, happened_last, recorded, voice, words)
VALUES (1, 10, 'life', 'S1', 1760000000, 1760000000, 1760000000, 1, 'A bench has lost a plank and somebody could fall');
"""


class Postgresql:
    name = "PostgreSQL"

    def __init__(self, folder):
        self.script = Path(folder) / "insert.sql"
        self.script.write_text(PGBENCH)
        self.cluster = engines.Cluster(settings=["-c", "autovacuum=off"])
        self.cluster.start()

    def fresh(self, _):
        return self.cluster.fresh()

    def bare(self, url, clients, seconds):
        """pgbench, each client a transaction of its own: the server groups them at the disk."""
        bench("begin", url)
        done = subprocess.run(["pgbench", "-n", "-M", "prepared", "-f", self.script, "-c", str(clients), "-j", str(min(clients, 2)),
                               "-T", str(math.ceil(seconds)), url], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        return [float(re.search(r"tps = ([0-9.]+)", done.stdout)[1]), float(re.search(r"processed: ([0-9]+)", done.stdout)[1])]

    def size(self, url):
        return int(engines.psql(url, "SELECT pg_database_size(current_database())"))

    def close(self):
        self.cluster.__exit__()


ENGINES = {"sqlite": Sqlite, "postgresql": Postgresql}


def bench(*words):
    done = subprocess.run([BENCH, *map(str, words)], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    if done.returncode:
        raise SystemExit(f"{words}: {done.stderr}")
    return [float(number) for number in done.stdout.split()]


def median(numbers):
    return f"{statistics.median(numbers):,.0f} ({min(numbers):,.0f} to {max(numbers):,.0f})"


def throughput(engine, options):
    """All kinds in turn, again and again, so that what else the machine does strikes each alike."""
    found, sizes = {}, {}
    for _ in range(options.runs):
        for clients in (1, 8):
            for kind in ("facts", "reports", "bare"):
                url = engine.fresh("bench")
                if kind == "bare":
                    speed, _ = engine.bare(url, clients, options.seconds)
                else:
                    bench("begin", url)
                    before = engine.size(url)
                    speed, facts = bench(kind, url, clients, options.seconds)
                    sizes.setdefault(kind, []).append((engine.size(url) - before) / facts)
                found.setdefault((kind, clients), []).append(speed)
    for (kind, clients), speeds in sorted(found.items()):
        print(f"{kind:8} {clients} client{'s' * (clients > 1)}: {median(speeds)} facts/s")
    for clients in (1, 8):
        shares = [ours / alone for ours, alone in zip(found["facts", clients], found["bare", clients])]
        print(f"facts, of {engine.name} alone, {clients} client{'s' * (clients > 1)}: {statistics.median(shares):.2f} "
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
    url = engine.fresh(f"large-{facts}")
    seconds, filled = bench("fill", url, facts)
    print(f"{facts:,} facts: filled and derived in {seconds:.0f} s, {engine.size(url) / filled:.0f} bytes a fact with what is derived",
          flush=True)
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
        try:
            throughput(engine, options)
            for facts in filter(None, options.facts.split(",")):
                start_up(engine, int(facts), options)
        finally:
            engine.close()


main()
