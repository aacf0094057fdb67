"""Mixed load at half of what the server bears, for as long as is said: what people read, lists of officers, a report each second, more
than a whole country sends in a year, and closed again, fifty at a time, so that there is as much open at the end as at the beginning.

    python3 tests/bench/soak.py --minutes 120

First it finds out how many answers a second the clients get at most, on this machine that they share with the server; then they
ask at half that pace, whether the answers come or not. A line for each minute: answers, faults (no answer, or 5xx), milliseconds
of which half and 99 of 100 stay below, one that 99 of 100 stay below by the server's own count, the program's own memory, how much
of it are answers that it keeps (up to 16 MB, until something happens), and how many files it has open. The last lines say how the
second half differs from the first; exit 1 if there was a fault."""
import argparse
import http.client
import math
import os
import random
import re
import statistics
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
os.environ.setdefault("WARDMOTE", str(Path(__file__).resolve().parent.parent.parent / "build/release/wardmote"))
from reporting import STREET, session_of, written, sent  # noqa: E402
from browsing import Browser  # noqa: E402
from serving import PROGRAM, Server, demonstration  # noqa: E402

KEY = "a-key-of-the-soak"
CLIENTS = 8
MEASURED = 15  # seconds, for the most it bears
CLOSED_TOGETHER = 50  # reports
PAGES = ["/", "/areas/Aldermoor%20ward", "/charters/aldermoor-streets", "/charters/aldermoor-streets/S3", "/redress", "/search?q=graffiti+{n}",
         "/data/figures.csv", "/record", "/open311/v2/requests.json?page_size=20", "/charters/after-dark?n={n}", "/find?q={n}"]
OFFICERS = ["/work", "/work/steps", "/work?n={n}"]


class Client(threading.Thread):
    """One who asks at a pace, seconds between two; 0: as fast as answers come."""

    def __init__(self, soak, number, pace, until):
        super().__init__(daemon=True)
        self.soak, self.chance, self.pace, self.until, self.line = soak, random.Random(number), pace, until, None
        self.number, self.n = number, 0

    def ask(self):
        is_officer = self.chance.random() < 0.2
        path = self.chance.choice(OFFICERS if is_officer else PAGES).format(n=f"{self.number}-{self.n}")
        headers = {"Cookie": f"session={self.soak.session}"} if is_officer else {}
        if not self.line:
            self.line = http.client.HTTPConnection(self.soak.server.host, self.soak.server.port, timeout=30)
        self.line.request("GET", path, headers=headers)
        answer = self.line.getresponse()
        answer.read()
        return answer.status

    def run(self):
        due = time.monotonic() + self.chance.random() * self.pace
        while (now := time.monotonic()) < self.until:
            if now < due:
                time.sleep(min(due - now, 0.5))
                continue
            began = due if self.pace else now  # who waits for a turn waits for an answer
            due += self.pace
            self.n += 1
            try:
                status = self.ask()
            except (OSError, http.client.HTTPException):
                status, self.line = 0, None
            self.soak.note(status, time.monotonic() - began)


class Reporter(threading.Thread):
    """One who sends a report each second, page after page, so that nobody else waits for its end."""

    def __init__(self, soak, until):
        super().__init__(daemon=True)
        self.soak, self.until, self.n = soak, until, 0

    def report(self):
        browser = Browser(self.soak.server, f"198.51.{self.n // 250 % 250}.{self.n % 250}")
        written(browser, f"tag number {self.n} on the shelter", "graffiti / other", "ZZ1 2AB")
        reference = sent(browser)
        return self.soak.reported(reference) if isinstance(reference, str) else 500

    def run(self):
        while (now := time.monotonic()) < self.until:
            self.n += 1
            try:
                status = self.report()
            except (OSError, http.client.HTTPException):
                status = 0
            self.soak.note(status)
            time.sleep(max(0, min(now + 1, self.until) - time.monotonic()))


class Soak:
    def __init__(self, server, session):
        self.server, self.session, self.lock = server, session, threading.Lock()
        self.took, self.faults, self.reports, self.open, self.counted = [], 0, 0, [], None

    def reported(self, reference):
        """Fifty of them are closed, all at once, by an officer."""
        with self.lock:
            self.open.append(reference)
            closed = self.open[:CLOSED_TOGETHER] if len(self.open) >= CLOSED_TOGETHER else []
            self.open = self.open[len(closed):]
        if not closed:
            return 200
        officer = Browser(self.server)
        officer.cookies["session"] = self.session
        page = officer.ask("POST", "/work", [*(("case", each) for each in closed), ("deed", "close"), ("ending", "fixed"),
                                             ("words", "Washed off the same day"), ("checked", "yes")])
        return 200 if page.status == 303 else 500

    def note(self, status, seconds=None):
        """Of what was asked how long it took; without that it was a report."""
        with self.lock:
            self.faults += status == 0 or status >= 500
            self.reports += seconds is None
            if seconds is not None:
                self.took.append(seconds)

    def taken(self):
        with self.lock:
            found = self.took, self.faults, self.reports
            self.took, self.faults, self.reports = [], 0, 0
        return found

    def clients(self, pace, seconds):
        until = time.monotonic() + seconds
        all_of_them = [Reporter(self, until), *(Client(self, n, pace, until) for n in range(CLIENTS))]
        for client in all_of_them:
            client.start()
        return all_of_them

    def most(self):
        """answers a second, as fast as they come"""
        for client in self.clients(0, MEASURED):
            client.join()
        return len(self.taken()[0]) / MEASURED

    def within(self, text):
        """milliseconds that 99 of 100 stayed below by the server's own count, since it was asked last: one of its marks"""
        counts = [(float(mark), int(n)) for mark, n in re.findall(r'answer_seconds_bucket{le="([^"]+)"} (\d+)', text)]
        new = [(mark, n - before) for (mark, n), (_, before) in zip(counts, self.counted or [(0, 0)] * len(counts))]
        self.counted = counts
        return next((mark for mark, n in new if n >= 0.99 * new[-1][1]), math.inf) * 1000

    def state(self):
        """megabytes of its own, those of them that are kept answers, files open, and `within`"""
        text = self.server.get("/metrics", {"Authorization": f"Bearer {KEY}"}).text
        answers = re.search(r'part="answers"} (\d+)', text)
        about = Path(f"/proc/{self.server.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"RssAnon:\s+(\d+)", about)[1]) / 1024, int(answers[1]) / 2**20, len(os.listdir(f"/proc/{self.server.process.pid}/fd")), self.within(text)


def milliseconds(took, share):
    return sorted(took)[min(len(took) - 1, int(len(took) * share))] * 1000 if took else 0


def half(rows, name):
    print(f"{name}: {sum(row[0] for row in rows):,} answers, {sum(row[1] for row in rows)} faults, 99 of 100 within {statistics.median(row[2] for row in rows):.1f} ms "
          f"(median of its minutes); {statistics.median(row[3] - row[4] for row in rows):.1f} MB without answers kept (median), "
          f"{max(row[3] for row in rows):.1f} MB at most")


def run(soak, minutes, most):
    known, most = most, most or soak.most()
    print(f"most: {most:,.0f} answers a second {'as told' if known else f'with {CLIENTS} clients'}; asked for now: {most / 2:,.0f}\n", flush=True)
    print("| minute | answers | reports | faults | half within, ms | 99 of 100, ms | by the server, ms | memory, MB | of it answers | files |\n|---|---|---|---|---|---|---|---|---|---|")
    soak.state()  # what was before is not counted
    clients, rows = soak.clients(CLIENTS / (most / 2), minutes * 60), []
    for minute in range(1, minutes + 1):
        time.sleep(60)
        took, faults, reports = soak.taken()
        memory, answers, files, within = soak.state()
        rows.append((len(took), faults, milliseconds(took, 0.99), memory, answers))
        print(f"| {minute} | {len(took):,} | {reports} | {faults} | {milliseconds(took, 0.5):.1f} | {rows[-1][2]:.1f} | {within:g} | {memory:.1f} | {answers:.1f} | {files} |", flush=True)
    for client in clients:
        client.join()
    print()
    if minutes > 1:
        half(rows[:minutes // 2], "first half")
        half(rows[minutes // 2:], "second half")
    return sum(row[1] for row in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=int, default=120)
    parser.add_argument("--most", type=int, default=0, help="answers a second, found out before on a quiet machine; without it that is the first thing done")
    options = parser.parse_args()
    store = demonstration("soak.db")
    with Server(store, "--connections-per-address", "0", program=PROGRAM, environment={"WARDMOTE_METRICS_KEY": KEY}) as server:
        threading.Thread(target=lambda: all(server.process.stderr), daemon=True).start()  # its log is read on
        faults = run(Soak(server, session_of(store, STREET)), options.minutes, options.most)
        server.process.terminate()
        code = server.process.wait(60)
    print(f"it ended with {code}; {faults} faults")
    sys.exit(bool(faults or code))


main()
