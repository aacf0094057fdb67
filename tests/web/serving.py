"""What the scripts of tests/web and tests/browser begin with: the demonstration, served.

    with Server(demonstration()) as server:
        page = server.get("/charters")
        check("the charters are listed", page.status == 200, page)

The demonstration is made once for a program and its library on each engine, and copied for each script.
"""
import fcntl
import gzip
import http.client
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import LIBRARY, PROGRAM, SECONDS, SOURCE, check, check_equal, engines, run, store_environment

from engines import SERVER, database_of, fresh_database, psql

UNLIMITED = {"WARDMOTE_REPORTS_PER_NETWORK": "0", "WARDMOTE_PROGRAM_REPORTS_PER_NETWORK": "0"}  # all browsers here are one network
BUILD = SOURCE / "build/test"
folder = Path(tempfile.mkdtemp(prefix="wardmote-web-"))


def made_after(path, others):
    return path.exists() and all(path.stat().st_mtime > other.stat().st_mtime for other in others)


def fill(url):
    done = run("demo", "--store", url)
    if done.exit != 0:
        raise SystemExit(f"the demonstration could not be made: {done.err}")


@contextmanager
def kept_lock():
    with open(BUILD / "demonstration.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def demonstration(name="demo.db"):
    """A copy of the filled store."""
    kept = BUILD / "demonstration.db"
    with kept_lock():
        if not made_after(kept, [Path(PROGRAM), *(LIBRARY / "demo").iterdir(), *(LIBRARY / "calendars").iterdir()]):
            fresh = folder / "fresh.db"
            fill(f"sqlite:{fresh}")
            shutil.copy(f"{fresh}.key", f"{kept}.key")
            shutil.copy(fresh, kept.with_suffix(".new"))
            kept.with_suffix(".new").replace(kept)
        shutil.copy(kept, folder / name)
        shutil.copy(f"{kept}.key", folder / f"{name}.key")
    return folder / name


def demonstration_on_server():
    """A copy of the filled store on the server of this run, where it is made once likewise."""
    server, name, key = os.environ[SERVER], "demonstration", BUILD / "demonstration-on-server.key"
    with kept_lock():
        if not psql(server, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            fresh = fresh_database(server)
            fill(fresh)
            shutil.copy(store_environment(fresh)["WARDMOTE_KEY"], key)
            psql(server, f"ALTER DATABASE {database_of(fresh)} RENAME TO {name}")
        url = fresh_database(server, like=name)
        shutil.copy(key, store_environment(url)["WARDMOTE_KEY"])
    return url


def demonstration_served(engine):
    """The URL of a filled store on that engine."""
    return f"sqlite:{demonstration()}" if engine == "sqlite" else demonstration_on_server()


class Page:
    """An answer; its text as bytes and as words."""

    def __init__(self, answer, body):
        self.status, self.headers, self.raw = answer.status, dict(answer.getheaders()), body
        self.cookies = answer.headers.get_all("Set-Cookie") or []
        self.body = gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body
        self.text = self.body.decode("utf-8", errors="replace")

    def __repr__(self):
        return f"{self.status} {self.headers}\n{self.text[:1500]}"

    def rows(self):
        """What stands in each row of each table, each clause, each promise of a list"""
        reader = Rows()
        reader.feed(self.text)
        return reader.found

    def links(self):
        return [link.replace("&amp;", "&") for link in re.findall(r'(?:href|src|action)="([^"]*)"', self.text)]


class Rows(HTMLParser):
    """Cells of rows: the text of each td, th; of each div in a list of promises."""

    CELLS = {"td", "th"}

    def __init__(self):
        super().__init__()
        self.found, self.cell, self.promises = [], None, 0

    def handle_starttag(self, tag, attributes):
        names = dict(attributes).get("class", "") or ""
        if tag == "ul" and ("w-promises" in names or "w-lines" in names):
            self.promises = 1
        if tag == "tr" or (tag == "li" and self.promises):
            self.found.append([])
        if self.found and (tag in self.CELLS or (tag == "div" and self.promises)):
            self.cell = []
        if tag == "br" and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag):
        if tag == "ul":
            self.promises = 0
        if self.cell is not None and (tag in self.CELLS or (tag == "div" and self.promises)):
            self.found[-1].append(" ".join("".join(self.cell).split()))
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.append(data)


class Server:
    """wardmote serve on a free port, until the end of the with block. store: a file or a URL."""

    def __init__(self, store, *options, environment=None, files=None, program=None):
        """files: how many the process may have open"""
        self.store, self.options, self.environment, self.files, self.program = store, options, environment or {}, files, program or PROGRAM
        self.url = str(store) if ":" in str(store) else f"sqlite:{store}"

    def __enter__(self):
        self.log = open(folder / f"serve-{id(self)}.log", "w+b")
        self.process = subprocess.Popen(
            [self.program, "serve", "--store", self.url, "--port", "0", *map(str, self.options)],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.PIPE,
            env={**UNLIMITED, **os.environ, **store_environment(self.url), **self.environment},
            preexec_fn=lambda: self.files and resource.setrlimit(resource.RLIMIT_NOFILE, (self.files, self.files)))
        self.said = []
        for line in self.process.stderr:
            self.said.append(line.decode(errors="replace").rstrip())
            if found := re.search(rb"Wardmote is at http://(\S+?):(\d+)/", line):
                self.host, self.port = found[1].decode().strip("[]"), int(found[2])
                break
        else:
            raise SystemExit("the server did not start: " + "\n".join(self.said))
        return self

    def __exit__(self, *_):
        self.stop()

    def address(self):
        return f"http://{self.host}:{self.port}"

    def stop(self, sign=signal.SIGTERM):
        """Ends it; its exit code, and what it said is in said."""
        if self.process.poll() is None:
            self.process.send_signal(sign)
        rest = self.process.communicate(timeout=SECONDS)[1]
        self.said += rest.decode(errors="replace").splitlines()
        return self.process.returncode

    def ask(self, method, path, headers=None, body=None):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=SECONDS)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return Page(answer, answer.read())
        finally:
            connection.close()

    def get(self, path, headers=None):
        return self.ask("GET", quote(path, safe="/?&=%.-_~+"), headers)

    def say(self, data, wait=True):
        """Bytes as they are, and all that comes back until the other side closes or has nothing more to say."""
        import socket
        with socket.create_connection((self.host, self.port), timeout=SECONDS if wait else 2) as line:
            line.sendall(data)
            got = b""
            try:
                while piece := line.recv(65536):
                    got += piece
                    if not wait:
                        break
            except (TimeoutError, ConnectionError):
                pass
        return got
