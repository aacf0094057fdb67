"""What every script of tests/command begins with: run the program, say what was expected, count.

A script is plain Python that calls check() or skip() any number of times and ends. Each call prints one TAP
line at once; the plan is printed when the script ends, so that one that breaks half-way has no plan and fails.

    from harness import check, run
    done = run("check", "charter.md")
    check("a charter without faults is accepted", done.exit == 0, done)
"""
import atexit
import difflib
import os
import subprocess
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from engines import Store, columns, engines, environment as store_environment  # for the scripts: stores on both engines

SOURCE = Path(os.environ.get("WARDMOTE_SOURCE", Path(__file__).resolve().parent.parent.parent))
DATA = Path(os.environ.get("WARDMOTE_DATA", SOURCE.parent / "shared" / "data"))
LIBRARY = SOURCE / "library"
PROGRAM = os.environ.get("WARDMOTE", str(SOURCE / "build/test/wardmote"))
SECONDS = 120
SHOWN = 2000  # characters of a value that was not as expected

Done = namedtuple("Done", "exit out err")
state = {"count": 0, "failed": 0, "broken": False}
folder = tempfile.TemporaryDirectory(prefix="wardmote-test-")


def run(*arguments, stdin=b"", environment=None, stdout=subprocess.PIPE, program=PROGRAM):
    """Runs the program; out and err are text, exit is negative for a signal. stdin: bytes or text."""
    if isinstance(stdin, str):
        stdin = stdin.encode()
    done = subprocess.run([program, *map(str, arguments)], input=stdin, stdout=stdout, stderr=subprocess.PIPE,
                          env={**os.environ, **store_environment(*arguments), **(environment or {})}, timeout=SECONDS, check=False)
    return Done(done.returncode, (done.stdout or b"").decode(errors="replace"), done.stderr.decode(errors="replace"))


def check(name, condition, detail=""):
    """One test. detail is shown if it fails: what was got, or the Done of a run."""
    state["count"] += 1
    state["failed"] += not condition
    print(f"{'' if condition else 'not '}ok {state['count']} - {name}", flush=True)
    if not condition:
        for line in shown(detail).splitlines():
            print("# " + line, flush=True)
    return bool(condition)


def check_equal(name, got, expected):
    return check(name, got == expected, f"expected {repr(expected)[:SHOWN]}\ngot      {repr(got)[:SHOWN]}")


def skip(name, reason):
    state["count"] += 1
    print(f"ok {state['count']} - {name} # SKIP {reason}", flush=True)


def shown(detail):
    if isinstance(detail, Done):
        return f"exit {detail.exit}\nstandard output:\n{detail.out[-3000:]}\nstandard error:\n{detail.err[-3000:]}"
    return str(detail)


def write(name, content):
    """A file in a folder that goes away with the script; content is text or bytes."""
    path = Path(folder.name) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def broke(kind, error, trace):
    state["broken"] = True
    sys.__excepthook__(kind, error, trace)


def end():
    folder.cleanup()
    if state["broken"]:
        return
    print(f"1..{state['count']}", flush=True)
    if state["failed"]:
        os._exit(1)  # sys.exit has no effect this late


sys.excepthook = broke
atexit.register(end)
