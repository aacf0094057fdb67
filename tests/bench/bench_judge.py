#!/usr/bin/env python3
"""How fast a file of requests is judged: by `wardmote judge`, and the same question in databases; each aim, and whether it is met.

    tests/bench/bench_judge.py [--rows N] [--times N] [--folder DIR] [--peers] [--store-rows N] [--large]

Invents that many requests (requests_bench.c: 32,844 areas, 20 services, two years), makes a snapshot of them, and asks
for each service and quarter how many were in time by working days, late, or neither yet. With --peers it installs
@duckdb/node-api and chdb from npm in build/peers and asks the queries of tests/bench/peers/ with two threads. The first
--store-rows of the requests go into a store in SQLite and one in PostgreSQL, of which the same is asked. --large adds three
times as many rows. All tables are held against ours.

Runs take turns; what is told is the median of the time that passed and of the work the processors did, which others on the
machine do not change, with the most memory (of ours without the mapped file, peers' whole). Aims are shares of work, where
both sides are processes of ours, else of the time that passed. WARDMOTE names the program, else build/release/wardmote.
"""
import argparse
import contextlib
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
FACTS = Path(PROGRAM).parent / "tests/fact_bench"
SERVICES, AREAS, CHARTERS, AREAS_EACH, PROMISES_EACH = 20, 32_844, 10_000, 3, 5
PASSED, WORK, MEMORY = range(3)  # of what a run gives
SHORT, SHORT_TIMES = ("20 rows", "20 rows, snapshot", "20 rows, by area", "snapshot, a tenth"), 20
AS_OF = ("--as-of", "2025-12-31", "--threads", "2", "--format", "csv")
os.environ.setdefault("WARDMOTE_LIBRARY", str(ROOT / "library"))


def limit(service):
    return 1 + service % 5


def charter(name, services, area=""):
    clauses = "".join(f"\n## Standard S{s}: Service {s}\n- Provider: the council\n- Service: service {s:02}\n- Clock: from "
                      f"report to completion, within {limit(s)} working day{'s' * (limit(s) > 1)}\n- Target: at least 90% "
                      "each quarter\n" for s in services)
    return (f"# Charter: All\n\n- Id: {name}\n{area}- Between: the council; the residents\n- In force: 1 January 2024 to "
            f"31 December 2025\n- Calendar: england-and-wales\n{clauses}")


def mapping(*columns):
    return ("# Mapping: bench\n\n- Zone: Europe/London\n- Service: service\n- Opened: opened\n- Closed: closed\n" +
            "".join(f"- {column}: {column.lower()}\n" for column in columns) + "- Map: * = same\n")


def written(folder):
    """The charter, the mappings, and the peers' small tables."""
    (folder / "charter.md").write_text(charter("all", range(1, SERVICES + 1)))
    (folder / "mapping.md").write_text(mapping())
    (folder / "areas.md").write_text(mapping("Area"))
    (folder / "whole.md").write_text(mapping("Id", "Area"))
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


def charters(folder):
    """Thousands of them, each of a few areas and promises."""
    at = folder / "charters"
    at.mkdir()
    for i in range(CHARTERS):
        own = "; ".join(f"E{1_000_000 + (i * AREAS_EACH + k) % AREAS:08}" for k in range(AREAS_EACH))
        services = [1 + (i + k) % SERVICES for k in range(PROMISES_EACH)]
        (at / f"{i}.md").write_text(charter(f"of-{i}", services, f"- Area: {own}\n"))
    return sorted(at.iterdir())


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
        return passed, used.ru_utime + used.ru_stime, used.ru_maxrss, out.read().decode(errors="replace")


def table_of(text):
    return {(int(row["clause"][1:]), row["period_start"], row["cases"], row["on_time"], row["late"])
            for row in csv.DictReader(io.StringIO(text)) if row["cases"] != "0"}


def ours(folder, *source, documents=None, mapped=0):
    """mapped: bytes of the file that are mapped, for the memory they seem to take."""
    def run():
        words = documents or [folder / "charter.md"]
        by = ("--by", "clause") if documents else ()
        passed, work, most, text = child([PROGRAM, "judge", *words, *source, *by, "--memory", "8000", *AS_OF], "judge")
        return passed, work, max(0, most - mapped // 1024), None if documents else table_of(text)
    return run


def of_file(folder, requests, *more, documents=None):
    return ours(folder, "--requests", requests, *more, documents=documents, mapped=requests.stat().st_size)


def said(text):
    """What a peer prints: a line of figures, then its table."""
    head, *lines = text.strip().splitlines()
    figures = json.loads(head)
    rows = {(int(service[8:]), quarter, *counts) for service, quarter, *counts in (line.split(",") for line in lines)}
    return figures["passed"], figures["work"], figures["memory"], rows


def peer(name, folder, mode):
    def run():
        # Node finds the packages beside the script, so it stands there.
        shutil.copy(ROOT / f"tests/bench/peers/{name}.mjs", PEERS)
        shutil.copy(ROOT / f"tests/bench/peers/{name}.sql", PEERS)
        return said(child(["node", PEERS / f"{name}.mjs", folder / "requests.csv", folder, mode], name)[3])
    return run


def plain(words, name):
    def run():
        return *child(words, name)[:3], None
    return run


def invented(folder, name, rows):
    with open(folder / name, "wb") as file:
        subprocess.run([folder / "rows", str(rows)], stdout=file, check=True)
    return folder / name


def snapshot(folder, requests, by, name):
    subprocess.run([PROGRAM, "import", "requests", requests, "--mapping", folder / by, "--to", folder / name], check=True,
                   capture_output=True)
    return folder / name


def filled(folder, store, rows):
    """A store of the first requests, taken by the program."""
    requests = folder / "store.csv"
    if not requests.exists():
        invented(folder, "store.csv", rows)
    begun = child([PROGRAM, "import", "requests", requests, "--mapping", folder / "whole.md", "--store", store], "import")
    print(f"{rows:,} requests into {store.split(':')[0]}: {begun[1]:.1f} s of work, {begun[0]:.1f} passed", flush=True)


def file_runs(options, folder):
    rows = options.rows
    whole, tenth = invented(folder, "requests.csv", rows), invented(folder, "tenth.csv", rows // 10)
    few = invented(folder, "few.csv", 20)
    by = ("--mapping", folder / "mapping.md")
    packed = snapshot(folder, whole, "mapping.md", "requests.wcol")
    placed, placed_few = snapshot(folder, whole, "areas.md", "areas.wcol"), snapshot(folder, few, "areas.md", "few.wcol")
    many = charters(folder)
    subprocess.run(["cc", "-O2", "-pthread", "-o", folder / "read", ROOT / "tests/bench/peers/read.c"], check=True)
    runs = {"wardmote, CSV": of_file(folder, whole, *by), "wardmote, snapshot": of_file(folder, packed),
            "wardmote, CSV of a tenth": of_file(folder, tenth, *by),
            "snapshot, a tenth": of_file(folder, snapshot(folder, tenth, "mapping.md", "tenth.wcol")),
            "20 rows": of_file(folder, few, *by), "20 rows, snapshot": of_file(folder, snapshot(folder, few, "mapping.md", "short.wcol")),
            "20 rows, by area": of_file(folder, placed_few),
            "a plain read of the snapshot": plain([folder / "read", packed], "read"),
            "one charter, by area": of_file(folder, placed),
            "10,000 charters": of_file(folder, placed, documents=many),
            "10,000 charters, 20 rows": of_file(folder, placed_few, documents=many)}
    if options.large:
        large = invented(folder, "large.csv", rows * 3)
        runs |= {"wardmote, CSV of three times": of_file(folder, large, *by),
                 "snapshot, three times": of_file(folder, snapshot(folder, large, "mapping.md", "large.wcol"))}
    return runs


def sqlite_runs(folder, rows):
    store = folder / "store.db"
    filled(folder, f"sqlite:{store}", rows)
    return {"wardmote, SQLite store": ours(folder, "--store", f"sqlite:{store}"),
            "SQLite's SQL": lambda: said(child([sys.executable, ROOT / "tests/bench/peers/sqlite.py", store, folder], "sqlite")[3])}


def postgresql_runs(folder, rows, cluster):
    url = cluster.fresh()
    filled(folder, url, rows)
    copy = ("COPY (SELECT case_id, kind, name, value, happened, happened_last FROM fact WHERE case_id > 0 ORDER BY case_id, id) "
            "TO STDOUT (FORMAT binary)")
    return {"wardmote, PostgreSQL store": ours(folder, "--store", url),
            "COPY of the columns": plain(["psql", "-qAt", "-d", url, "-c", copy], "psql")}


def interleaved(runs, times):
    """Those that take hardly longer than the program's start are run more often."""
    told = {what: [] for what in runs}
    for _ in range(times):
        for what, run in runs.items():
            told[what] += [run() for _ in range(SHORT_TIMES if what in SHORT else 1)]
    return told


def median(told, what, which):
    return statistics.median(run[which] for run in told[what])


# Whose table is whose.
SAME = {what: "wardmote, CSV" for what in ("wardmote, snapshot", "one charter, by area", "DuckDB, csv", "ClickHouse, csv",
                                           "DuckDB, table", "ClickHouse, table")} | \
    {what: "wardmote, SQLite store" for what in ("SQLite's SQL", "wardmote, PostgreSQL store")}


def table_print(told):
    print("| | work, s | passed, s | MB at most |\n|---|---|---|---|")
    for what, runs in told.items():
        expected = told[SAME.get(what, what)][0][3]
        passed = [run[0] for run in runs]
        print(f"| {what} | {median(told, what, WORK):.2f} | {median(told, what, PASSED):.2f} ({min(passed):.2f} to "
              f"{max(passed):.2f}) | {median(told, what, MEMORY) / 1024:.0f} |"
              f"{'' if all(run[3] == expected for run in runs) else ' ANOTHER table'}", flush=True)


def aims_of(told):
    """(what, figure, the aim, whether it is at least that or at most)"""
    def share(a, b, which=WORK):
        return median(told, a, which) / median(told, b, which) if a in told and b in told else None

    def grown(large, small, times, base):
        if large not in told:
            return None
        start = median(told, base, WORK)
        return (median(told, large, WORK) - start) / (median(told, small, WORK) - start) / times

    many, many_few = "10,000 charters", "10,000 charters, 20 rows"
    one = median(told, "one charter, by area", WORK) - median(told, "20 rows, by area", WORK)
    csv_, snap = "wardmote, CSV", "wardmote, snapshot"
    yield "from CSV, times DuckDB", share("DuckDB, csv", csv_), 12, "least"
    yield "from CSV, times ClickHouse", share("ClickHouse, csv", csv_), 6, "least"
    yield "memory from CSV, of DuckDB's", share(csv_, "DuckDB, csv", MEMORY), 0.5, "most"
    yield "memory from CSV, of ClickHouse's", share(csv_, "ClickHouse, csv", MEMORY), 0.5, "most"
    yield "from a snapshot, times DuckDB's table", share("DuckDB, table", snap), 20, "least"
    yield "from a snapshot, times ClickHouse's table", share("ClickHouse, table", snap), 6, "least"
    yield "from a SQLite store, times SQLite's SQL", share("SQLite's SQL", "wardmote, SQLite store"), 15, "least"
    yield "from a PostgreSQL store, of a COPY", share("wardmote, PostgreSQL store", "COPY of the columns", PASSED), 1.3, "most"
    yield "CSV of ten times the rows, of ten times the work", grown(csv_, "wardmote, CSV of a tenth", 10, "20 rows"), 1.15, "most"
    yield "snapshot, likewise", grown(snap, "snapshot, a tenth", 10, "20 rows, snapshot"), 1.15, "most"
    yield "CSV of three times the rows, likewise", grown("wardmote, CSV of three times", csv_, 3, "20 rows"), 1.15, "most"
    yield "snapshot of three times the rows", grown("snapshot, three times", snap, 3, "20 rows, snapshot"), 1.15, "most"
    yield "what the rows cost 10,000 charters, of what they cost one", \
        (median(told, many, WORK) - median(told, many_few, WORK)) / one if many in told else None, 1.5, "most"
    yield "a snapshot, of a plain read", share(snap, "a plain read of the snapshot"), 15, "most"


def aims_print(aims):
    print("\n| aim | figure | | met |\n|---|---|---|---|")
    for what, figure, aim, kind in aims:
        is_met = figure is not None and (figure >= aim if kind == "least" else figure <= aim)
        print(f"| {what} | {'not measured' if figure is None else f'{figure:.2f}'} | at {kind} {aim} | "
              f"{'' if figure is None else 'yes' if is_met else 'no'} |", flush=True)


def fact_measure(folder, store):
    """Microseconds of one new fact."""
    text = child([FACTS, f"sqlite:{store}", folder / "charter.md", "5000", "2025-12-31"], "fact_bench")[3]
    return float(text.split()[0])


def peers_install():
    PEERS.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", PEERS, "@duckdb/node-api", "chdb"], check=True,
                   capture_output=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--folder", default="")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--store-rows", type=int, default=0)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder or None) as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        written(folder)
        subprocess.run(["cc", "-O2", "-o", folder / "rows", ROOT / "tests/bench/requests_bench.c"], check=True)
        runs = file_runs(options, folder)
        if options.store_rows:
            sys.path.insert(0, str(ROOT / "tests"))
            import engines
            runs |= sqlite_runs(folder, options.store_rows)
            runs |= postgresql_runs(folder, options.store_rows, stack.enter_context(engines.Cluster()))
        if options.peers:
            peers_install()
            runs |= {f"{name}, {mode}": peer(name.lower(), folder, mode)
                     for mode in ("csv", "table") for name in ("DuckDB", "ClickHouse")}
        told = interleaved(runs, options.times)
        table_print(told)
        fact = fact_measure(folder, folder / "store.db") if options.store_rows else None
        aims_print([*aims_of(told), (f"one new fact behind {options.store_rows:,} cases, microseconds", fact, 50, "most")])


if __name__ == "__main__":
    main()
