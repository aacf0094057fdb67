#!/usr/bin/env python3
"""How fast the record is sealed and verified, and what it takes in the store.

    tests/bench/bench_record.py [--facts MILLIONS] [--times N] [--keep FILE]

Makes a store of that many facts by SQL (cases of four facts, as an import writes them), seals it, and verifies the log
--times times. Reports medians. WARDMOTE names the program, else build/release/wardmote. Pinned to one core.
"""
import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("WARDMOTE", str(ROOT / "build/release/wardmote"))
os.environ.setdefault("WARDMOTE_LIBRARY", str(ROOT / "library"))

FACTS = """
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :cases - 1)
INSERT INTO fact (id, community, kind, case_id, name, value, happened, happened_last, recorded, voice, said_by, bound)
SELECT :first + 4 * i + k, 1, CASE k WHEN 0 THEN 2 WHEN 1 THEN 8 WHEN 2 THEN 4 ELSE 6 END, :first + 4 * i,
       CASE k WHEN 0 THEN 'graffiti / offensive' WHEN 2 THEN 'completion' END,
       CASE k WHEN 0 THEN 'HAR-' || i WHEN 1 THEN 'Aldermoor ward; E05000001' WHEN 3 THEN 'closed' END,
       1767225600 + i / 10 + 3600 * k, 1767225600 + i / 10 + 3600 * k, CAST(strftime('%s', 'now') AS INTEGER), 1,
       CASE k WHEN 0 THEN 'web' END, CASE k WHEN 0 THEN printf('%064x', i) END
FROM n, (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) ORDER BY i, k
"""


def run(*words):
    started = time.monotonic()
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{words}: {done.returncode}\n{done.stdout}{done.stderr}")
    return time.monotonic() - started


def make(path, millions):
    run("import", "document", ROOT / "library/examples/harcaster-streets.md", "--store", f"sqlite:{path}")
    with sqlite3.connect(path) as db:
        first = db.execute("SELECT MAX(id) + 1 FROM fact").fetchone()[0]
        db.execute(FACTS, {"cases": int(millions * 250_000), "first": first})


def size(path):
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.stat().st_size


def serve_seconds(path):
    """From the start of serve to its address, and to the first answer of /record/checkpoint."""
    started = time.monotonic()
    with subprocess.Popen([PROGRAM, "serve", "--store", f"sqlite:{path}", "--port", "0"], stderr=subprocess.PIPE, text=True) as process:
        line = next(line for line in process.stderr if "http://" in line)
        ready = time.monotonic() - started
        with urllib.request.urlopen(line.split(" at ")[1].strip() + "record/checkpoint") as answer:
            answer.read()
        first = time.monotonic() - started
        process.terminate()
    return ready, first


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--facts", type=float, default=3, metavar="MILLIONS")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    os.sched_setaffinity(0, {0})
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "bench.db"
        if not path.exists():
            make(path, given.facts)
        facts, before = given.facts * 1e6, size(path)
        sealing = run("seal", "--store", f"sqlite:{path}")
        after = size(path)
        times = [run("verify", path, "--log-only") for _ in range(given.times)]
        best = statistics.median(times)
        print(f"facts                      {facts:,.0f}")
        print(f"seal                       {sealing:.2f} s, {facts / sealing:,.0f} facts/s")
        print(f"verify, the log            {best:.2f} s, {facts / best:,.0f} facts/s, median of {given.times} "
              f"({min(times):.2f} to {max(times):.2f})")
        print(f"store before, after        {before / facts:.1f}, {after / facts:.1f} bytes a fact: the log takes {(after - before) / facts:.1f}")


if __name__ == "__main__":
    main()
