#!/usr/bin/env python3
"""What `serve --read-url` costs and saves, for docs/performance.md: the demonstration in PostgreSQL, with a replica that follows it.

    meson setup build/release && ninja -C build/release
    python3 tests/bench/bench_replica.py [--runs 5] [--pages 2000]

Two servers of one store, one of which reads from the replica, are asked by turns for pages that are made anew each time (?n=...),
one after the other by one client. Medians of the runs: milliseconds for a page, of which half and 99 of 100 stay below. Of one run more:
how many transactions the primary and the replica had for each page."""
import argparse
import http.client
import os
import statistics
import sys
import time
from contextlib import contextmanager
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS / "fault"), str(TESTS / "web"), str(TESTS / "command")]
os.environ.setdefault("WARDMOTE", str(TESTS.parent / "build/release/wardmote"))
from engines import database_of, psql  # noqa: E402
from hosts import Host  # noqa: E402
from serving import fill  # noqa: E402
from test_two_servers import Served, wait_until  # noqa: E402

PAGES = ("/?n={n}", "/charters/after-dark?n={n}", "/search?q=graffiti+{n}", "/open311/v2/requests.json?page_size=20&n={n}")
SETTLES = 12  # seconds until PostgreSQL has counted what a connection did that is idle


def transactions(url):
    return int(psql(url, f"SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '{database_of(url)}'"))


class Asked:
    """One server, what it took for each page, and what the two of PostgreSQL had to do for it."""

    def __init__(self, name, server):
        self.name, self.server, self.n = name, server, 0
        self.half, self.most, self.transactions = [], [], []

    def run(self, pages):
        line, took = http.client.HTTPConnection(self.server.host, self.server.port, timeout=30), []
        for _ in range(pages):
            self.n += 1
            began = time.perf_counter()
            line.request("GET", PAGES[self.n % len(PAGES)].format(n=f"{self.name[0]}{self.n}"))
            answer = line.getresponse()
            answer.read()
            took.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                raise SystemExit(f"{self.name}: {answer.status}")
        took.sort()
        self.half.append(took[pages // 2])
        self.most.append(took[pages * 99 // 100])

    def count(self, urls, pages):
        time.sleep(SETTLES)
        before = [transactions(url) for url in urls]
        self.run(pages)
        time.sleep(SETTLES)
        self.transactions = [(transactions(url) - n) / pages for url, n in zip(urls, before)]

    def line(self):
        figures = [statistics.median(self.half), statistics.median(self.most), *self.transactions]
        return f"| {self.name} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |"


@contextmanager
def closing_host(host):
    """It starts as soon as it follows another."""
    try:
        yield host
    finally:
        host.__exit__()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pages", type=int, default=2000)
    options = parser.parse_args()
    standby = Host()
    with Host() as primary, closing_host(standby):
        url = primary.fresh()
        fill(url)
        standby.follow(primary, is_waited_for=False)
        near = f"postgresql:///{database_of(url)}?host={standby.folder}&user=wardmote"
        key = {"WARDMOTE_METRICS_KEY": "a-key-of-the-bench"}
        with Served(url, environment=key) as alone, Served(url, "--read-url", near, environment=key) as beside:
            header = {"Authorization": f"Bearer {key['WARDMOTE_METRICS_KEY']}"}
            if wait_until(lambda: "wardmote_replica_used 1" in beside.get("/metrics", header).text, 30) is None:
                raise SystemExit("the replica is not read")
            asked = [Asked("the store itself", alone), Asked("its replica", beside)]
            for _ in range(options.runs):
                for each in asked:
                    each.run(options.pages)
            for each in asked:
                each.count((url, near), options.pages)
    print("| pages are read from | half within, ms | 99 of 100, ms | transactions of the primary | of the replica |\n|---|---|---|---|---|")
    for each in asked:
        print(each.line())


main()
