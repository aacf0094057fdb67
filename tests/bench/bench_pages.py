#!/usr/bin/env python3
"""How fast pages are over a million cases, for docs/performance.md: medians of interleaved runs of wrk.

    meson setup build/release -Dtests=true && ninja -C build/release
    python3 tests/bench/bench_pages.py [--cases 1000000] [--runs 5] [--seconds 2] [--folder DIR] [--without redmine]

A charter, a report and the list of work of an officer, as they are kept, and again while reports are written; beside
them nginx with the same bytes as files, Fossil's ticket, wiki page and list of tickets, Redmine's issue and list of
issues. Then own memory, and 10,000 connections that say nothing before the 10,001st asks.

wrk, nginx, fossil, redmine, redmine-sqlite and puma are Debian's; only this script needs them. DIR keeps the store from
one run to the next.
"""
import argparse
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent
BUILD = SOURCE / "build/release"
PROGRAM, BENCH = BUILD / "wardmote", BUILD / "tests/pages_bench"
ENVIRONMENT = {**os.environ, "WARDMOTE_LIBRARY": str(SOURCE / "library")}
OFFICER, PASSWORD = "street.scene@harcaster.example", "market place at noon"
CONNECTIONS, IDLE, TICKETS, STARTED = 64, 10000, 50, 60 # as many tickets as our list has rows


def ended(process):
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def must(*words, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **more)
    if done.returncode:
        raise SystemExit(f"{words[0]}: {done.stderr[-2000:] or done.stdout[-2000:]}")
    return done.stdout


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def fetch(url, headers=None):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=60) as answer:
        return answer.read()


def until_there(url):
    for _ in range(STARTED * 4):
        try:
            return fetch(url)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
    raise SystemExit(f"{url} did not come up")


class Ours:
    name = "Wardmote"

    def __init__(self, folder, options):
        self.path = folder / f"pages-{options.cases}.db"
        if not self.path.exists():
            fresh = folder / "pages-fresh.db"
            must(PROGRAM, "demo", "--store", f"sqlite:{fresh}", env=ENVIRONMENT)
            print(f"filled in {must(BENCH, 'fill', f'sqlite:{fresh}', options.cases, env=ENVIRONMENT).strip()} s", flush=True)
            shutil.copy(f"{fresh}.key", f"{self.path}.key")
            fresh.rename(self.path)
        self.url = f"sqlite:{self.path}"
        self.process = subprocess.Popen([PROGRAM, "serve", "--store", self.url, "--port", "0", "--connections-per-address", "0"],
                                        stdout=subprocess.DEVNULL, stderr=open(folder / "serve.log", "w+b"), env=ENVIRONMENT)
        self.site = self.address(folder / "serve.log")
        reference = self.ask("SELECT reference FROM cases WHERE visibility = 0 AND status = 1 AND reference LIKE 'N-%' "
                             "ORDER BY id DESC LIMIT 1")
        self.pages = {"charter": "/charters/aldermoor-streets", "report": f"/reports/{reference}", "work": "/work"}
        self.headers = {"charter": {}, "report": {}, "work": {"Cookie": self.session()}}

    def address(self, log):
        for _ in range(STARTED * 10):
            if found := re.search(r"http://\S+:\d+", log.read_text()):
                return found[0]
            time.sleep(0.1)
        raise SystemExit(log.read_text())

    def ask(self, sql):
        with sqlite3.connect(self.path) as db:
            return db.execute(sql).fetchone()[0]

    def session(self):
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None
        form = urllib.parse.urlencode({"how": "password", "user": OFFICER, "password": PASSWORD}).encode()
        try:
            urllib.request.build_opener(Stay).open(
                urllib.request.Request(f"{self.site}/sign-in", form, {"Sec-Fetch-Site": "same-origin"}))
        except urllib.error.HTTPError as answer:
            return next(line.split(";")[0] for line in answer.headers.get_all("Set-Cookie") if line.startswith("session="))
        raise SystemExit("nobody could sign in")

    def memory(self):
        """Own pages in use, without what is a file's."""
        return int(re.search(r"RssAnon:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024


class Nginx:
    name = "nginx"
    CONFIG = """worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.err;
events {{ worker_connections 4096; }}
http {{ access_log off; sendfile on; open_file_cache max=100; keepalive_requests 100000000; default_type text/html;
client_body_temp_path {folder}/n1; proxy_temp_path {folder}/n2; fastcgi_temp_path {folder}/n3; uwsgi_temp_path {folder}/n4;
scgi_temp_path {folder}/n5; server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}
"""

    def __init__(self, folder, ours):
        (folder / "www").mkdir(exist_ok=True)
        for what, path in ours.pages.items():
            (folder / "www" / f"{what}.html").write_bytes(fetch(ours.site + path, ours.headers[what]))
        must("chmod", "-R", "a+rX", folder)
        port = free_port()
        (folder / "nginx.conf").write_text(self.CONFIG.format(folder=folder, port=port))
        self.process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
        self.site = f"http://127.0.0.1:{port}"
        self.pages = {what: f"/{what}.html" for what in ours.pages}
        until_there(f"{self.site}/charter.html")


class Fossil:
    name = "Fossil"

    def __init__(self, folder):
        home = {**os.environ, "HOME": str(folder), "USER": "bench"}
        repository, checkout = folder / "bench.fossil", folder / "checkout"
        for old in (repository, folder / ".fossil", folder / ".config/fossil.db"):
            old.unlink(missing_ok=True)
        shutil.rmtree(checkout, ignore_errors=True)
        checkout.mkdir()
        must("fossil", "init", repository, env=home)
        must("fossil", "open", repository, env=home, cwd=checkout)
        for n in range(TICKETS):
            must("fossil", "ticket", "add", "title", f"Litter beside bin {n}", "type", "Code_Defect", "status", "Open",
                 "comment", "Bags beside the bin by the gate.", "--quote", env=home, cwd=checkout)
        (folder / "page.md").write_text("# Charter\n\n" + "A promise of the council, and how it stands.\n\n" * 60)
        must("fossil", "wiki", "create", "Charter", folder / "page.md", "-M", "markdown", env=home, cwd=checkout)
        must("fossil", "user", "capabilities", "nobody", "hjorw", env=home, cwd=checkout)
        must("fossil", "user", "capabilities", "anonymous", "hjorw", env=home, cwd=checkout)
        ticket = must("fossil", "sql", "SELECT tkt_uuid FROM ticket LIMIT 1", env=home, cwd=checkout).strip().strip("'")
        port = free_port()
        self.process = subprocess.Popen(["fossil", "server", "--localhost", "--port", str(port), "--nojail", repository],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=home)
        self.site = f"http://127.0.0.1:{port}"
        self.pages = {"charter": "/wiki?name=Charter", "report": f"/tktview/{ticket}", "work": "/rptview?rn=1"}
        for path in self.pages.values():
            until_there(self.site + path)


REDMINE = """
project = Project.create!(name: "Streets", identifier: "streets", is_public: true)
project.trackers = Tracker.all
now = Time.now
rows = (1..2000).map do |i|
  { project_id: project.id, tracker_id: Tracker.first.id, status_id: IssueStatus.first.id, priority_id: IssuePriority.first.id,
    author_id: User.admin.first.id, subject: "Litter beside bin #{i}", description: "Bags beside the bin by the gate.",
    created_on: now, updated_on: now, lock_version: 0, done_ratio: 0, is_private: false }
end
Issue.insert_all(rows)
Issue.connection.execute("UPDATE issues SET root_id = id, lft = 1, rgt = 2")
3.times { |n| Journal.create!(journalized: Issue.first, user: User.admin.first, notes: "Looked at, visit #{n}.") }
"""


class Redmine:
    """Debian's, in production mode under puma, on a copy of its empty database."""
    name, patience = "Redmine", 4 # times as long: it answers a few in a second
    ROOT, EMPTY = Path("/usr/share/redmine"), Path("/var/lib/dbconfig-common/sqlite3/redmine/instances/default/redmine_default")

    def __init__(self, folder):
        shutil.copy(self.EMPTY, folder / "redmine.sqlite3")
        (folder / "fill.rb").write_text(REDMINE)
        there = {**os.environ, "DATABASE_URL": f"sqlite3:{folder}/redmine.sqlite3", "X_DEBIAN_SITEID": "default",
                 "RAILS_ENV": "production"}
        must("bundle", "exec", "rails", "runner", folder / "fill.rb", env=there, cwd=self.ROOT)
        port = free_port()
        self.process = subprocess.Popen(["puma", "-e", "production", "-b", f"tcp://127.0.0.1:{port}", "-w", "2", "-t", "4:4",
                                         "config.ru"], cwd=self.ROOT, env=there, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self.site = f"http://127.0.0.1:{port}"
        self.pages = {"report": "/issues/1", "work": "/projects/streets/issues"}
        for path in [*self.pages.values()] * 10: # both of its processes have read their code
            until_there(self.site + path)


def milliseconds(said, seconds):
    """The 99th percentile; of a run in which nothing was answered, all of it."""
    found = re.search(r"99%\s+([0-9.]+)(us|ms|s|m)\b", said)
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[found[2]] if found else seconds * 1000


def wrk(peer, what, seconds):
    """Answers a second, the 99th percentile in milliseconds."""
    headers = [word for pair in getattr(peer, "headers", {}).get(what, {}).items() for word in ("-H", ": ".join(pair))]
    seconds *= getattr(peer, "patience", 1)
    said = must("wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "--latency", *headers,
                peer.site + peer.pages[what])
    if "Non-2xx" in said:
        raise SystemExit(f"{peer.name} {what}: {said}")
    speed = float(re.search(r"Requests/sec:\s+([0-9.]+)", said)[1])
    return speed or 1 / seconds, milliseconds(said, seconds)


def spread(numbers, digits=0):
    return f"{statistics.median(numbers):,.{digits}f} ({min(numbers):,.{digits}f} to {max(numbers):,.{digits}f})"


def rounds(peers, ours, options):
    """All in turn, again and again, so that what else the machine does strikes each alike."""
    found = {}
    for _ in range(options.runs):
        for what in ours.pages:
            for peer in peers:
                if what in peer.pages:
                    found.setdefault((what, peer.name), []).append(wrk(peer, what, options.seconds))
    for (what, name), runs in found.items():
        print(f"{what:8} {name:9} {spread([speed for speed, _ in runs])} a second, 99 of 100 within "
              f"{spread([late for _, late in runs], 1)} ms", flush=True)
        if name != ours.name:
            shares = [mine[0] / theirs[0] for mine, theirs in zip(found[what, ours.name], runs)]
            print(f"{what:8} of {name}: {statistics.median(shares):,.2f} times ({min(shares):,.2f} to {max(shares):,.2f})", flush=True)


def while_written(ours, options):
    """Notes on reports come in as fast as one writer gives them: each makes another state, and the page is made anew."""
    for what in ours.pages:
        writer = subprocess.Popen([BENCH, "write", ours.url, "1000000"], stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        last = "SELECT MAX(id) FROM fact"
        time.sleep(0.5)
        before, began, runs = ours.ask(last), time.monotonic(), []
        for _ in range(options.runs):
            runs.append(wrk(ours, what, options.seconds))
        written = (ours.ask(last) - before) / (time.monotonic() - began)
        ended(writer)
        print(f"{what:8} while {written:,.0f} facts a second are written: {spread([speed for speed, _ in runs])} a second, "
              f"99 of 100 within {spread([late for _, late in runs], 1)} ms", flush=True)


def idle(ours):
    """Open and silent; whoever comes after them is answered."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    host, port = ours.site.removeprefix("http://").split(":")
    lines, began = [], time.monotonic()
    try:
        for _ in range(IDLE):
            lines.append(socket.create_connection((host, int(port)), timeout=10))
        opened = time.monotonic() - began
        began = time.monotonic()
        body = fetch(ours.site + ours.pages["charter"])
        took = time.monotonic() - began
        still = 0
        for line in lines:
            line.setblocking(False)
            try:
                still += line.recv(1) != b""
            except BlockingIOError:
                still += 1
            except OSError:
                pass
        print(f"{IDLE:,} silent connections opened in {opened:.1f} s: the next one had its page of {len(body):,} bytes in "
              f"{took * 1000:.0f} ms; {still:,} of them were still open; own memory then {ours.memory():.0f} MB", flush=True)
    finally:
        for line in lines:
            line.close()


def main():
    reader = argparse.ArgumentParser()
    reader.add_argument("--cases", type=int, default=1000000)
    reader.add_argument("--runs", type=int, default=5)
    reader.add_argument("--seconds", type=int, default=2)
    reader.add_argument("--folder")
    reader.add_argument("--without", action="append", default=[])
    options = reader.parse_args()
    folder = Path(options.folder or tempfile.mkdtemp(prefix="wardmote-pages-"))
    peers = [ours := Ours(folder, options)]
    try:
        for name, make in (("nginx", lambda: Nginx(folder, ours)), ("fossil", lambda: Fossil(folder)),
                           ("redmine", lambda: Redmine(folder))):
            if name not in options.without:
                peers.append(make())
        rounds(peers, ours, options)
        print(f"own memory {ours.memory():.0f} MB", flush=True)
        while_written(ours, options)
        idle(ours)
    finally:
        for peer in peers:
            ended(peer.process)
        if not options.folder:
            shutil.rmtree(folder)


main()
