"""A commit that was sent to PostgreSQL and not answered: it is answered as kept if it was, as not kept if it was not, whatever became
of the server meanwhile. A server that was cut off, or a standby that took over, gives the number of a transaction that had not come so
far to the next one that writes; that other one is not taken for it."""
import select
import socket
import subprocess
import threading
from pathlib import Path

from test_two_servers import LOAD
from hosts import Host
from serving import check, check_equal

from engines import binaries, psql
from harness import folder, skip

NOT_KEPT = "nothing of this was kept"
PATIENCE = 60  # seconds


class Between:
    """What stands between a program and the server: passes on what both say until it is told to pass on no answers."""

    def __init__(self, host):
        self.to, self.folder, self.is_deaf = str(host.folder / ".s.PGSQL.5432"), Path(folder.name) / "between", False
        self.folder.mkdir(exist_ok=True)
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(self.folder / ".s.PGSQL.5432"))
        self.door.listen()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            client = self.door.accept()[0]
            threading.Thread(target=self.pass_on, args=(client,), daemon=True).start()

    def pass_on(self, client):
        with client, socket.socket(socket.AF_UNIX) as server:
            server.connect(self.to)
            while True:
                ready, *_ = select.select([client, server], [], [])
                for end in ready:
                    data = end.recv(65536)
                    if not data or end is server and self.is_deaf:
                        self.is_deaf = False  # the next line is a good one
                        return
                    (client if end is server else server).sendall(data)


class Held:
    """A program in the middle of a transaction, with all written but the commit."""

    def __init__(self, url, first):
        self.program = subprocess.Popen([LOAD, "held", url, str(first), "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.is_held = self.line() == "held"

    def line(self):
        return self.program.stdout.readline().strip()

    def end(self):
        """What it was told."""
        self.program.stdin.write("go on\n")
        self.program.stdin.flush()
        words = self.line()
        self.program.communicate(timeout=PATIENCE)
        return words


class Trial:
    def __init__(self, host):
        self.host, self.url, self.n = host, host.fresh(), 1
        subprocess.run([LOAD, "cause", self.url], check=True)

    def number(self):
        self.n += 1
        return self.n

    def url_at(self, where):
        return f"{self.url.split('?')[0]}?host={where}&user=wardmote"

    def another_writes(self, url):
        """as often as there are numbers of transactions to be had that the first one might have had"""
        done = subprocess.run([LOAD, "steps", url, str(100 + self.number()), "4"], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.count("\n")

    def cases(self, url=None):
        return int(psql(url or self.url, "SELECT COUNT(*) FROM cases"))

    def is_there(self, words, url=None):
        """whether what it was told is kept is there and whole"""
        file = Path(folder.name) / "unanswered.said"
        file.write_text(words + "\n")
        return subprocess.run([LOAD, "said", url or self.url, file], check=False).returncode == 0


def test_kept(trial):
    """The answer alone is lost."""
    between, before = Between(trial.host), trial.cases()
    held = Held(trial.url_at(between.folder), trial.number())
    check("kept, the answer lost: all is written but the commit", held.is_held)
    between.is_deaf = True
    words = held.end()
    check("kept, the answer lost: it is told as kept, and is there", trial.is_there(words), words)
    check_equal("kept, the answer lost: once", trial.cases(), before + 1)


def test_ended(trial):
    """Its server process is ended before the commit comes."""
    before, held = trial.cases(), Held(trial.url, trial.number())
    psql(trial.url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'")
    words = held.end()
    check("its server process ended: it is told as not kept", NOT_KEPT in words, words)
    check_equal("its server process ended: nothing is there", trial.cases(), before)


def test_cut_off(trial):
    """The server stops at once, before anything of it was on the disk, starts again, and others write."""
    before, held = trial.cases(), Held(trial.url, trial.number())
    trial.host.kill()
    trial.host.start()
    check_equal("the server cut off: another writes when it is back", trial.another_writes(trial.url)[0], 0)
    since = trial.cases()
    words = held.end()
    check("the server cut off: it is told as not kept", NOT_KEPT in words, words)
    check("the server cut off: nothing of it is there", trial.cases() == since > before, (before, since, trial.cases()))


def test_taken_over(trial, standby):
    """The standby takes over before it has heard of the transaction, and others write there."""
    standby.follow(trial.host)
    both = trial.url_at(f"{trial.host.folder},{standby.folder}") + "&target_session_attrs=read-write"
    there = trial.url_at(standby.folder)
    held = Held(both, trial.number())
    trial.host.kill()
    standby.promote()
    check_equal("a standby took over: another writes there", trial.another_writes(there)[0], 0)
    since = trial.cases(there)
    words = held.end()
    check("a standby took over: it is told as not kept", NOT_KEPT in words, words)
    check_equal("a standby took over: nothing of it is there", trial.cases(there), since)
    held = Held(both, trial.number())
    words = held.end()
    check("a standby took over: the next one is kept", trial.is_there(words, there), words)


def test_unanswered():
    hosts = [Host(), Host()]
    try:
        hosts[0].start()
        trial = Trial(hosts[0])
        test_kept(trial)
        test_ended(trial)
        test_cut_off(trial)
        test_taken_over(trial, hosts[1])
    finally:
        for host in hosts:
            host.__exit__()


if __name__ == "__main__":
    if binaries():
        test_unanswered()
    else:
        skip("a commit that was not answered", "no PostgreSQL here")
