#!/usr/bin/env python3
"""How fast a file of requests is judged: by `wardmote judge`, and the same question in DuckDB and ClickHouse.

    tests/bench/bench_judge.py [--rows N] [--times N] [--folder DIR] [--peers]

Invents that many requests (requests_bench.c: 32,844 areas, 20 services, two years), makes a snapshot of them, and asks
for each service and quarter how many were in time by working days, late, or neither yet. With --peers it installs
@duckdb/node-api and chdb from npm in build/peers, asks the queries of tests/bench/peers/ with two threads, and holds their
tables against ours. Runs take turns; what is told is the median of the time that passed and of the work the processors
did, which others on the machine do not change, with the most memory (of ours without the mapped file). WARDMOTE names the
program, else build/release/wardmote.
"""
import argparse
import csv
import datetime
import io
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("WARDMOTE", str(ROOT / "build/release/wardmote"))
PEERS = ROOT / "build/peers"
SERVICES = 20
os.environ.setdefault("WARDMOTE_LIBRARY", str(ROOT / "library"))


def limit(service):
    return 1 + service % 5


def written(folder):
    """The charter, the mapping, and the peers' small tables."""
    clauses = "".join(f"\n## Standard S{s}: Service {s}\n- Provider: the council\n- Service: service {s:02}\n- Clock: from "
                      f"report to completion, within {limit(s)} working day{'s' * (limit(s) > 1)}\n- Target: at least 90% "
                      "each quarter\n" for s in range(1, SERVICES + 1))
    (folder / "charter.md").write_text(
        "# Charter: All\n\n- Id: all\n- Between: the council; the residents\n- In force: 1 January 2024 to 31 December "
        f"2025\n- Calendar: england-and-wales\n{clauses}")
    (folder / "mapping.md").write_text("# Mapping: bench\n\n- Zone: Europe/London\n- Service: service\n- Opened: opened\n"
                                       "- Closed: closed\n- Map: * = same\n")
    (folder / "limits.csv").write_text("service,days\n" + "".join(f"service {s:02},{limit(s)}\n"
                                                                  for s in range(1, SERVICES + 1)))
    months = "January February March April May June July August September October November December".split()
    holidays, year = set(), 0
    for line in (ROOT / "library/calendars/england-and-wales.md").read_text().splitlines():
        year = int(line[3:7]) if re.match(r"## \d{4}", line) else year
        found = re.match(r"- (\d+) (\w+): ", line)
        if found and year and found[2] in months:
            holidays.add(datetime.date(year, months.index(found[2]) + 1, int(found[1])))
    day, number, days, working = datetime.date(2023, 12, 1), 0, ["day,number"], ["day,number"]
    while day < datetime.date(2026, 4, 1):
        is_working = day.weekday() < 5 and day not in holidays
        number += is_working
        days.append(f"{day},{number}")
        working += [f"{day},{number}"] * is_working
        day += datetime.timedelta(days=1)
    (folder / "calendar.csv").write_text("\n".join(days) + "\n")
    (folder / "working.csv").write_text("\n".join(working) + "\n")


def child(words, name, **more):
    """(passed, work, kB at most, output)"""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.monotonic()
        pid = subprocess.Popen(words, stdout=out, stderr=err, **more)
        _, status, used = os.wait4(pid.pid, 0)
        passed = time.monotonic() - begun
        pid.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if pid.returncode:
            sys.exit(f"{name}: {pid.returncode}\n{err.read().decode()[-800:]}")
        return passed, used.ru_utime + used.ru_stime, used.ru_maxrss, out.read().decode()


def ours(folder, requests, *mapping):
    def run():
        passed, work, most, text = child(
            [PROGRAM, "judge", folder / "charter.md", "--requests", requests, *mapping, "--as-of", "2025-12-31", "--threads", "2",
             "--format", "csv"], "judge")
        rows = {(int(row["clause"][1:]), row["period_start"], row["cases"], row["on_time"], row["late"])
                for row in csv.DictReader(io.StringIO(text)) if row["cases"] != "0"}
        return passed, work, max(0, most - requests.stat().st_size // 1024), rows
    return run


def peer(name, folder, mode):
    def run():
        # Node finds the packages beside the script, so it stands there.
        shutil.copy(ROOT / f"tests/bench/peers/{name}.mjs", PEERS)
        shutil.copy(ROOT / f"tests/bench/peers/{name}.sql", PEERS)
        *_, text = child(["node", PEERS / f"{name}.mjs", folder / "requests.csv", folder, mode], name)
        head, *lines = text.strip().splitlines()
        said = json.loads(head)
        rows = {(int(service[8:]), quarter, *counts) for service, quarter, *counts in (line.split(",") for line in lines)}
        return said["passed"], said["work"], said["memory"], rows
    return run


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--folder", default="")
    parser.add_argument("--peers", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder or None) as name:
        folder = Path(name)
        written(folder)
        subprocess.run(["cc", "-O2", "-o", folder / "rows", ROOT / "tests/bench/requests_bench.c"], check=True)
        with open(folder / "requests.csv", "wb") as file:
            subprocess.run([folder / "rows", str(options.rows)], stdout=file, check=True)
        mapping = ("--mapping", folder / "mapping.md")
        subprocess.run([PROGRAM, "import", "requests", folder / "requests.csv", *mapping, "--to", folder / "requests.wcol"],
                       check=True, capture_output=True)
        runs = {"wardmote, CSV": ours(folder, folder / "requests.csv", *mapping),
                "wardmote, snapshot": ours(folder, folder / "requests.wcol")}
        if options.peers:
            PEERS.mkdir(parents=True, exist_ok=True)
            subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", PEERS, "@duckdb/node-api", "chdb"],
                           check=True, capture_output=True)
            runs |= {f"{name}, {mode}": peer(name.lower(), folder, mode)
                     for mode in ("csv", "table") for name in ("DuckDB", "ClickHouse")}
        told = {what: [] for what in runs}
        for _ in range(options.times):
            for what, run in runs.items():
                told[what].append(run())
        for what, all_runs in told.items():
            same = all(run[3] == told["wardmote, CSV"][0][3] for run in all_runs)
            passed, work, most = (statistics.median(run[i] for run in all_runs) for i in range(3))
            print(f"| {what} | {work:.2f} | {passed:.2f} ({min(r[0] for r in all_runs):.2f} to {max(r[0] for r in all_runs):.2f}) "
                  f"| {most / 1024:.0f} | {'the same' if same else 'ANOTHER'} table |", flush=True)


if __name__ == "__main__":
    main()
