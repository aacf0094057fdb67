"""A PostgreSQL of the tests' own, and stores on either engine.

    with Cluster() as cluster:             a server in a temporary folder, on a socket, as a user without rights
        url = cluster.fresh()              a new database in it

    for engine in engines():               what scripts of tests/command and tests/web do: sqlite, and postgresql if there
        store = Store(engine, "name")      is one (WARDMOTE_TEST_POSTGRESQL, which tools/suite.py sets)
        store.url, store.rows("fact")
"""
import itertools
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

SERVER = "WARDMOTE_TEST_POSTGRESQL"
ROLE = "wardmote"
SETTINGS = ["-c", "listen_addresses=", "-c", "autovacuum_naptime=5s", "-c", "log_min_messages=warning",
            "-c", "fsync=off", "-c", "full_page_writes=off"]  # it is killed at times, but its machine never is
numbers = itertools.count(1)


def binaries():
    """Debian keeps them out of the way; None if there is no server on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    there = str(found[-1]) if found else shutil.which("initdb")
    return Path(there).parent if there else None


def psql(url, sql, *options):
    done = subprocess.run(["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", *options, "-d", url, "-c", sql],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{sql}: {done.stderr}")
    return done.stdout


def with_database(url, name):
    return re.sub(r"/[^/?]*(\?|$)", rf"/{name}\1", url, count=1) if "///" not in url else \
        re.sub(r"///[^?]*", f"///{name}", url, count=1)


def database_of(url):
    """the name of the database in a server's URL"""
    return re.search(r"//[^?]*/(\w+)", url)[1]


class Cluster:
    """Its texts are sorted as people do it, not by bytes, so that nothing leans on a friendly server."""

    def __init__(self, settings=(), authentication="trust"):
        self.bin, self.settings = binaries(), [*SETTINGS, *settings]
        self.folder = Path(tempfile.mkdtemp(prefix="wardmote-pg-"))
        self.data, self.process = self.folder / "data", None
        self.as_user = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self.folder, "postgres", "postgres")
            self.as_user = ["runuser", "-u", "postgres", "--"]
        self.folder.chmod(0o755)
        self.run("initdb", "-D", self.data, "-U", ROLE, "-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu",
                 "--icu-locale=en-GB", "-A", authentication, "--no-sync")

    def run(self, program, *arguments):
        done = subprocess.run([*self.as_user, str(self.bin / program), *map(str, arguments)], cwd=self.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}")

    def start(self):
        words = " ".join([f"-k {self.folder}", *self.settings])
        self.run("pg_ctl", "-D", self.data, "-o", words, "-l", self.folder / "log", "-w", "-s", "start")

    def stop(self, how="immediate"):
        if (self.data / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", self.data, "-m", how, "-w", "-s", "stop")

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name="postgres", role=ROLE):
        return f"postgresql:///{name}?host={self.folder}&user={role}"

    def fresh(self):
        return fresh_database(self.url())


keys = tempfile.TemporaryDirectory(prefix="wardmote-keys-")


def environment(*words):
    """For a program that is given these words: a store on a server has no folder of its own for its record's key, and tests
    that run side by side must not share one."""
    names = [re.search(r"//[^?]*/(\w+)", str(word)) for word in words if str(word).startswith("postgres")]
    return {"WARDMOTE_KEY": f"{keys.name}/{names[-1][1]}.key"} if names and names[-1] else {}


def fresh_database(server, like="template1"):
    name = f"test_{os.getpid()}_p{next(numbers)}"
    psql(server, f"CREATE DATABASE {name} TEMPLATE {like}")
    return with_database(server, name)


def engines():
    return ["sqlite"] + ["postgresql"] * bool(os.environ.get(SERVER))


class Store:
    """An empty store on an engine, and its rows as texts; None for what is missing."""

    def __init__(self, engine, path, url=None):
        self.engine, self.path, self.url = engine, Path(path), url
        if url:
            return
        if engine == "sqlite":
            self.remove()
            self.url = f"sqlite:{path}"
        else:
            self.url = fresh_database(os.environ[SERVER])

    @classmethod
    def at(cls, url):
        """one that is there"""
        engine, _, path = url.partition(":")
        return cls(engine, path if engine == "sqlite" else "", url)

    def remove(self):
        for end in ("", "-wal", "-shm"):
            Path(f"{self.path}{end}").unlink(missing_ok=True)

    def run(self, sql):
        if self.engine != "sqlite":
            return psql(self.url, sql)
        with sqlite3.connect(self.path) as db:
            return db.execute(sql)

    def is_there(self):
        if self.engine == "sqlite":
            return self.path.exists() and self.path.stat().st_size > 0
        return psql(self.url, "SELECT to_regclass('fact') IS NOT NULL").strip() == "t"

    def rows(self, table):
        return rows(self.url, table)

    def ask(self, sql):
        return ask(self.url, sql)

    def settle(self):
        """Until nobody is at it: what a killed program had sent is done, or taken back."""
        while self.engine != "sqlite" and psql(self.url, "SELECT COUNT(*) FROM pg_stat_activity WHERE "
                                               "datname = current_database() AND pid <> pg_backend_pid()").strip() != "0":
            time.sleep(0.01)

    def schema_set(self, number):
        """as if a program with that many migrations had written it"""
        self.run(f"PRAGMA user_version = {number}" if self.engine == "sqlite" else
                 f"UPDATE wardmote_schema SET version = {number}")

    def drop(self):
        if self.engine == "sqlite":
            self.remove()
        else:
            psql(os.environ[SERVER], f"DROP DATABASE {re.search(r'test_[0-9]+_p[0-9]+', self.url)[0]} WITH (FORCE)")


def columns(url, table):
    """each column as it is asked for so that both engines say it alike"""
    if url.startswith("sqlite:"):
        return [row[1] for row in ask(url, f"SELECT cid, name FROM pragma_table_info('{table}') ORDER BY cid")]
    return [row[0] for row in ask(url, "SELECT CASE data_type WHEN 'boolean' THEN column_name || '::int' ELSE column_name END "
                                  f"FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position")]


def rows(url, table):
    return sorted(ask(url, f"SELECT {', '.join(columns(url, table))} FROM {table}"), key=repr)


def ask(url, sql):
    """the rows of a SELECT, as texts; None for what is missing"""
    if url.startswith("sqlite:"):
        with sqlite3.connect(url.removeprefix("sqlite:")) as db:
            return [tuple(map(cell_text, row)) for row in db.execute(sql)]
    return [tuple(map(cell_read, line.split("\t"))) for line in psql(url, f"COPY ({sql}) TO STDOUT").split("\n") if line]


def cell_text(cell):
    return cell if cell is None else "\\x" + cell.hex() if isinstance(cell, bytes) else str(cell)


def cell_read(text):
    escapes = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "b": "\b", "f": "\f", "v": "\v"}
    return None if text == "\\N" else re.sub(r"\\(.)", lambda match: escapes[match[1]], text)


def on_signal(*_):
    raise SystemExit("stopped")


def stop_on_signals():
    """So that a server is not left behind."""
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, on_signal)
