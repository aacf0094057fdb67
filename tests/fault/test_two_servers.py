"""Servers on one PostgreSQL, programs that write beside them, readers at both. The one that runs the clock is killed; the
next one is stopped, perhaps in the middle of a transaction, and goes on later. No fact is lost or doubled, the clock
never runs twice, and another takes over: within the time that --lease says, or once the server has taken the turn of
a writer from whoever fell silent with it.
"""
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from serving import PROGRAM, Server, check, check_equal, run

from engines import Cluster, ask, binaries
from harness import folder, skip

LOAD = Path(PROGRAM).parent / "tests/fault_load"
LEASE = 4  # seconds
PATIENCE = 20  # WRITERS_PATIENCE of store/postgres_open.c
TAKEN = 1.5  # seconds that a beat takes on a busy machine
WRITERS, THREADS = 3, 4


class Served(Server):
    """A server whose words are read as they come, each with its time."""

    def __enter__(self):
        super().__enter__()
        self.heard = []
        threading.Thread(target=self.listen, daemon=True).start()
        return self

    def listen(self):
        for line in self.process.stderr:
            self.heard.append((time.monotonic(), line.decode(errors="replace").rstrip()))

    def leads(self):
        said = [line for _, line in self.heard if "runs the clock" in line]
        return bool(said) and "this server" in said[-1]

    def stop(self, sign=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(sign)
        return self.process.wait(timeout=60)


def said(servers):
    return "\n# ".join(f"{at:.1f} {server.port} {line}" for at, _, server, line in
                       sorted((at, server.port, server, line) for server in servers for at, line in server.heard if " GET " not in f" {line}"))


def wait_until(holds, seconds):
    """How long it took; None if it did not come."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if holds():
            return time.monotonic() - began
        time.sleep(0.02)
    return None


class Load:
    """Programs that write, and what they were told is kept."""

    def __init__(self, url, name, first=1):
        """first: a number of which no other load on the store has been given one"""
        self.url, self.files = url, [Path(folder.name) / f"{name}-{n}.said" for n in range(WRITERS)]
        self.programs = []  # they go on when they are told to try again
        for n, file in enumerate(self.files, first):
            with open(file, "wb") as out:
                self.programs.append(subprocess.Popen([LOAD, "live", url, str(n), str(THREADS)], stdout=out, stderr=subprocess.PIPE))

    def steps(self):
        return sum(file.read_bytes().count(b"\n") for file in self.files)

    def end(self):
        """What ended by itself, and why."""
        early = [program.communicate()[1].decode() for program in self.programs if program.poll() is not None]
        for program in self.programs:
            if program.poll() is None:
                program.send_signal(signal.SIGKILL)
                program.communicate()
        return early

    def wrong(self):
        found = [subprocess.run([LOAD, "said", self.url, file], capture_output=True, text=True, check=False) for file in self.files]
        return [done.stdout + done.stderr[-1000:] for done in found if done.returncode]


class Reader(threading.Thread):
    """Pages of one server, again and again; what was not answered with 200."""

    def __init__(self, server, pages=("/", "/charters/life/S1", "/record", "/health")):
        super().__init__(daemon=True)
        self.server, self.pages, self.n, self.bad, self.is_over = server, pages, 0, [], False

    def run(self):
        while not self.is_over:
            for page in self.pages:
                try:
                    answer = self.server.get(page)
                except OSError as error:
                    if not self.is_over:
                        self.bad.append(f"{page}: {error}")
                    return
                self.n += 1
                if answer.status != 200:
                    self.bad.append(f"{page}: {answer.status} {answer.text[:200]}")


# What the clock writes, each once: of a case its reason, of a figure what it was published as.
DOUBLED = [
    "SELECT case_id, COUNT(*) FROM fact WHERE kind = 13 GROUP BY case_id HAVING COUNT(*) > 1",
    "SELECT document, clause, name, period_from, value, COUNT(*) FROM fact WHERE kind = 14 "
    "GROUP BY document, clause, name, period_from, value HAVING COUNT(*) > 1",
    "SELECT reference, COUNT(*) FROM cases GROUP BY reference HAVING COUNT(*) > 1",
]


def test_two_servers():
    with Cluster() as cluster:
        url = cluster.fresh()
        subprocess.run([LOAD, "cause", url], check=True)
        with Served(url, "--lease", LEASE) as first, Served(url, "--lease", LEASE) as second, Served(url, "--lease", LEASE) as third:
            servers = [first, second, third]
            check("one of three servers runs the clock", wait_until(lambda: sum(server.leads() for server in servers) == 1, 20))
            load = Load(url, "two")
            wait_until(lambda: load.steps() > 50, 60)
            leader = next(server for server in servers if server.leads())
            others = [server for server in servers if server is not leader]
            readers = [Reader(server) for server in others]
            for reader in readers:
                reader.start()
            leader.stop(signal.SIGKILL)
            took = wait_until(lambda: any(server.leads() for server in others), 4 * LEASE)
            check("killed: another runs the clock within the lease", took is not None and took <= LEASE + TAKEN, took)
            check("killed: one other", wait_until(lambda: sum(server.leads() for server in others) == 1, 2 * LEASE), said(servers))
            before = load.steps()
            held = next(server for server in others if server.leads())
            last = next(server for server in others if server is not held)
            wait_until(lambda: load.steps() > before + 50, 60)
            for reader in readers:
                reader.is_over = True
            held.process.send_signal(signal.SIGSTOP)
            took = wait_until(last.leads, PATIENCE + 4 * LEASE)
            check("stopped: another runs the clock in time", took is not None and took <= PATIENCE + LEASE + TAKEN, (took, said(servers)))
            held.process.send_signal(signal.SIGCONT)
            # Whoever's beat lasts longer than its lease may lose it to the one that goes on: one of the two it is.
            check("stopped, and goes on: one of the two runs the clock, and the other sees it",
                  wait_until(lambda: held.leads() != last.leads(), 4 * LEASE), said(servers))
            wait_until(lambda: load.steps() > before + 100, 60)
            early = load.end()
            check("the writers went on", not early, early)
            for reader in readers:
                reader.join(timeout=60)
            check("readers of both were answered", all(reader.n for reader in readers) and not sum((reader.bad for reader in readers), []),
                  [(reader.n, reader.bad[:3]) for reader in readers])
            took = wait_until(lambda: ask(url, "SELECT COUNT(*) FROM cases c WHERE NOT EXISTS "
                                               "(SELECT 1 FROM fact f WHERE f.kind = 13 AND f.case_id = c.id)") == [("0",)], 30)
            check("the clock gave every late case its reason", took is not None, ask(url, "SELECT COUNT(*) FROM cases"))
            check_equal("servers end when they are told", [server.stop() for server in (held, last)], [0, 0])
        check_equal("what was acknowledged is there and whole", load.wrong(), [])
        check_equal("nothing that the clock writes is there twice", [ask(url, sql) for sql in DOUBLED], [[]] * len(DOUBLED))
        check("there was something to lose", load.steps() > 150, load.steps())
        sealed = run("seal", "--store", url)
        verified = run("verify", url)
        check("the record verifies, the derived tables are what the facts say", (sealed.exit, verified.exit) == (0, 0), verified)


if __name__ == "__main__":
    if binaries():
        test_two_servers()
    else:
        skip("two servers on one store", "no PostgreSQL here")
