"""Long work on a terminal says how far it is; Ctrl-C ends it at once, leaves nothing by halves, and says what was kept."""
import os
import pty
import re
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

from harness import PROGRAM, SOURCE, Store, check, check_equal, folder, run, write

HERE, EXAMPLES = Path(folder.name), SOURCE / "library/examples"
CHARTER, REQUESTS, MAPPING = (EXAMPLES / name for name in ("harcaster-streets.md", "harcaster-requests.csv", "harcaster-mapping.md"))
PATIENCE, ROWS = 60, 6000


def as_started_by_hand():
    """Whatever started the tests may ignore some signals, as a shell does for what it runs in the background."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_DFL)


def start(*words, **how):
    how.setdefault("preexec_fn", as_started_by_hand)
    return subprocess.Popen([PROGRAM, *map(str, words)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env={**os.environ, "TMPDIR": str(HERE)}, **how)


def until(name, looked):
    for _ in range(PATIENCE * 100):
        if looked():
            return True
        time.sleep(0.01)
    return check(name, False, "it never came")


def stopped(process, by=signal.SIGINT):
    process.send_signal(by)
    process.wait(timeout=PATIENCE)  # with its standard input still open: at its end it would be done before it is stopped
    out, said = process.communicate(timeout=PATIENCE)
    return process.returncode, out.decode(), said.decode().splitlines()[-1:]


def is_waiting(process):
    """Whether its main thread reads from its standard input, and so has begun."""
    try:
        return Path(f"/proc/{process.pid}/wchan").read_text() in ("pipe_read", "anon_pipe_read") or len(os.listdir(f"/proc/{process.pid}/task")) > 1
    except OSError:
        return False


# Ctrl-C, a closed terminal, an end that is asked for.
for by, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
    process = start("judge", CHARTER, "--requests", "-", "--mapping", MAPPING)
    until("it begins", lambda: is_waiting(process))
    time.sleep(0.2)
    check_equal(f"judge, signal {by.name}", stopped(process, by), (code, "", ["wardmote: stopped: no answer was given, and nothing was written"]))
process = start("judge", CHARTER, "--requests", "-", "--mapping", MAPPING, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
until("it begins", lambda: is_waiting(process))
process.send_signal(signal.SIGINT)
done = process.communicate(REQUESTS.read_bytes(), timeout=PATIENCE)
check_equal("what was started to ignore Ctrl-C goes on", process.returncode, 0)

# Somebody cuts the file short while it is read where it is mapped: the answer is words, and no half of one.
cut = write("cut.csv", REQUESTS.read_text() + "x" * 100_000)
for words in (("judge", CHARTER, "--requests", cut), ("import", "requests", cut, "--to", HERE / "cut.wcol")):
    write("cut.csv", REQUESTS.read_text() + "x" * 100_000)
    process = start(*words, "--mapping", "/dev/stdin")
    until("it is mapped", lambda: "cut.csv" in Path(f"/proc/{process.pid}/maps").read_text())
    os.truncate(cut, 100)
    out, said = process.communicate(MAPPING.read_bytes(), timeout=PATIENCE)
    check_equal(f"{words[0]}, cut short while it is read", (process.returncode, out), (3, b""))
    check(f"{words[0]}, cut short: says which file", said.decode().startswith(f"wardmote: {cut}: became shorter while it was read: "), said)
check_equal("cut short: nothing is left", list(HERE.glob("cut.wcol*")), [])

# An import: what was taken is whole, and the same command takes the rest.
lines = REQUESTS.read_text().splitlines()
rows = [line.split(",") for line in lines[1:]]
table = write("many.csv", "\n".join([lines[0]] + [",".join([f"Q-{n}", *rows[n % len(rows)][1:]]) for n in range(ROWS)]) + "\n")
store = Store("sqlite", HERE / "stopped.db")
words = ("import", "requests", table, "--mapping", MAPPING, "--store", store.url)


def taken():
    try:
        with sqlite3.connect(f"file:{HERE}/stopped.db?mode=ro", uri=True, timeout=PATIENCE) as db:
            return db.execute("SELECT COUNT(*) FROM cases").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


run("import", "document", CHARTER, "--store", store.url)
process = start(*words)
until("some are taken", lambda: taken() > 0)
code, out, said = stopped(process)
kept = taken()
check_equal("import: stopped", (code, out), (130, ""))
words_said = re.fullmatch(r"wardmote: stopped: (\d+) of (\d+) cases are in the store, each of them whole; the same command goes on with the rest", said[0])
check("import: it says what was kept", words_said and abs(int(words_said[1]) - kept) <= 1000, said)
of = int(words_said[2]) if words_said else 0
check("import: whole groups are there", kept and kept < of and kept % 1000 == 0, kept)
done = run(*words)
check("import: the same command takes the rest", f"{of - kept} new cases, 0 changed, {kept} as they were" in done.out, done)

# Whoever waits for a store that another writes to, and what makes all of it again.
before = store.rows("count"), store.rows("finding")
with sqlite3.connect(HERE / "stopped.db") as other:
    other.execute("BEGIN IMMEDIATE")
    process = start("rebuild", "--store", store.url)
    until("it begins", lambda: is_waiting(process))
    time.sleep(0.3)
    check_equal("rebuild: stopped", stopped(process), (130, "", ["wardmote: stopped: the store is as it was"]))
    other.rollback()
check("rebuild: the store is as it was", (store.rows("count"), store.rows("finding")) == before)

# What is written beside its place goes.
for words, place in ((("export", "record", "--to", HERE / "record"), "record.new-"), (("backup", HERE / "copy.db"), "copy.db.new-"),
                     (("verify",), "wardmote-verify-")):
    process = start(*words, "--store", store.url)
    until("it is being written", lambda: process.poll() is not None or list(HERE.glob(place + "*")))
    code, out, said = stopped(process) if process.poll() is None else (process.returncode, "", [""])
    check_equal(f"{words[0]}: stopped", (code, out), (130, ""))
    check(f"{words[0]}: says so", said and said[0].startswith("wardmote: stopped: "), said)
    check_equal(f"{words[0]}: nothing is left", [path.name for path in HERE.glob("*") if path.name.startswith(place.removesuffix(".new-"))], [])


def on_terminal(*words):
    """what stands on the terminal while it works"""
    ours, its = pty.openpty()
    process = subprocess.Popen([PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=its)
    os.close(its)
    said = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    return process.wait(), said.decode()


code, said = on_terminal("import", "requests", table, "--mapping", MAPPING, "--store", Store("sqlite", HERE / "terminal.db").url)
check_equal("on a terminal: it is done", code, 0)
shares = [int(share) for share in re.findall(r"\r\x1b\[Ktaking the cases: (\d+) %", said)]
check("on a terminal: how far it is, never backwards", shares and shares == sorted(shares) and shares[-1] <= 100, said)
check("on a terminal: the line is gone at the end", said.rsplit("\r\x1b[K", 1)[-1].count(" %") == 0, said)
done = run("verify", store.url)
check("without one: no line of it", "\r" not in done.err, done.err)
