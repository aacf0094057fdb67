#!/usr/bin/env python3
"""How fast documents are parsed and checked: in one program on one core, and by `wardmote check` as it is called.

    tests/bench/bench_documents.py [--documents N] [--times N]

Makes that many charters from the one in library/examples, each with an Id of its own. Reports medians of what the
processors were busy (which others on the machine do not change) and of the time that passed. WARDMOTE names the program,
else build/release/wardmote, built with -Dtests=true.
"""
import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("WARDMOTE", str(ROOT / "build/release/wardmote"))
READER = Path(PROGRAM).parent / "tests/document_reader"
os.environ.setdefault("WARDMOTE_LIBRARY", str(ROOT / "library"))


def measured(words, stdin=b"", folder=ROOT, cores=None):
    """Seconds of work, seconds that passed."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(words, input=stdin, capture_output=True, cwd=folder, check=False,
                          preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None)
    passed, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{words[:3]}: {done.returncode}\n{done.stderr.decode()[-500:]}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, passed


def told(what, runs, size):
    work, passed = (statistics.median(run[i] for run in runs) for i in (0, 1))
    print(f"{what}: {work:.2f} s of work, {size / work:.0f} MB a second of it; {passed:.2f} s passed "
          f"({min(run[1] for run in runs):.2f} to {max(run[1] for run in runs):.2f})", flush=True)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--times", type=int, default=5)
    options = options.parse_args()
    text = (ROOT / "library/examples/harcaster-streets.md").read_text()
    texts = [text.replace("- Id: ", f"- Id: c{i}-", 1).encode() for i in range(options.documents)]
    size = sum(map(len, texts)) / 1e6
    print(f"{len(texts)} charters, {size:.1f} MB")
    stream, one = b"".join(b"%d\n%s" % (len(t), t) for t in texts), {min(os.sched_getaffinity(0))}
    told("parsed and checked in memory, one core", [measured([READER, "check"], stream, cores=one) for _ in range(options.times)], size)
    with tempfile.TemporaryDirectory() as folder:
        names = [f"c{i:05}.md" for i in range(len(texts))]
        for name, document in zip(names, texts):
            (Path(folder) / name).write_bytes(document)
        for what, cores in (("one core", one), ("all cores", None)):
            told(f"wardmote check FILES, {what}", [measured([PROGRAM, "check", *names], folder=folder, cores=cores)
                                                   for _ in range(options.times)], size)


main()
