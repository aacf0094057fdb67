#!/usr/bin/env python3
"""Builds the tests, runs them all and counts. The last line is `N passed, N failed, N skipped`.

./test calls this once everything needed is installed. Each job is one program that prints TAP (or a fuzz
target, which counts as one test); jobs run side by side, and what a failed one said is printed before the end.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import engines  # tests/engines.py
GROUPS = ["check", "unit", "document", "rules", "store", "command", "web", "browser", "fault", "tools", "fuzz"]
JOB_SECONDS = 1500  # a job that takes longer is stopped and has failed
JOB_LONG_SECONDS = 7200  # in ./test long
LONG = "WARDMOTE_TEST_LONG"  # is set in ./test long, for tests that then take all cases
FUZZ_SECONDS = 4
FUZZ_MORE = {"fuzz_document": 16, "fuzz_procedure": 16}  # what the product is for
FUZZ_LONG_SECONDS = 600
MEMORY = Path("/dev/shm")  # where tests keep their files, if there is room
MEMORY_FREE = 8 << 30
OUTPUT_SHOWN = 20_000  # characters of a failed job
FAILURES_SHOWN = 20  # of them once more at the end
FAILURE_LINES = 8
# What takes longest begins first, in this order, so that no processor idles at the end; the rest after it.
LONGEST = ["browser/test_pages", "browser/test_story", "fault/stories", "command/test_verify", "command/test_demo", "browser/test_journeys", "fault/damage",
           "fault/power", "command/test_plans", "command/test_import", "browser/test_edges", "command/test_store", "web/test_report"]
LANES_MORE = 1  # than processors: half the time of a test in a browser nobody computes, and this lane takes it up
# Whole machines of Debian, made and started, and networks of their own: in ./test long alone.
ONLY_LONG = {"tools/test_service", "tools/test_image", "fault/test_patroni", "web/test_certificate"}
# What mostly waits, for a lease to end or a mail server to answer, has a lane of its own beside the processors' lanes.
WAITING = {"command/test_person", "command/test_mail", "command/test_backup", "command/test_postgresql", "fault/test_two_servers", "fault/test_failover", "fault/test_replica", "fault/test_patroni",
           "fault/test_plug", "web/test_hostile", "web/test_accounts"}

WHOLE_PROGRAMS = {"command", "web", "browser", "fault", "tools"}  # groups whose tests run the program and call no function of it

RESULT = re.compile(r"^(not )?ok\b(?: +(\d+))?(.*)$")
PLAN = re.compile(r"^1\.\.(\d+)")
SKIP = re.compile(r"# *skip\b[ :]*(.*)", re.IGNORECASE)


def environment(group=""):
    """What is used of a call that is over is looked for where functions are called directly: it takes a quarter of a program's time. What
    a command leaves goes with its process, and to look for it takes a fifth of a short one's; what serves is looked at. ./test long looks
    for all of it everywhere."""
    is_long = bool(os.environ.get(LONG))
    sanitizers = ("abort_on_error=0:allow_addr2line=1:strict_string_checks=1:handle_sigill=1"
                  f":detect_stack_use_after_return={int(is_long or group not in WHOLE_PROGRAMS)}:detect_leaks={int(is_long or group != 'command')}")
    env = dict(os.environ)
    env.setdefault("WARDMOTE_DATA", str(ROOT.parent / "shared" / "data"))
    env.update(
        WARDMOTE_SOURCE=str(ROOT),
        WARDMOTE_LIBRARY=str(ROOT / "library"),
        WARDMOTE=str(ROOT / "build/test/wardmote"),
        CMOCKA_MESSAGE_OUTPUT="TAP",
        PYTHONDONTWRITEBYTECODE="1",
        TZ="Pacific/Chatham",  # nothing may depend on the machine's own zone
        LC_ALL="C.UTF-8",
        ASAN_OPTIONS=sanitizers,
        UBSAN_OPTIONS="print_stacktrace=1:allow_addr2line=1",
    )
    return env


class Outcome:
    """What one job came to."""

    def __init__(self, name):
        self.name, self.passed, self.failed, self.skipped = name, 0, 0, 0
        self.notes, self.output, self.seconds, self.work = [], "", 0.0, 0.0  # seconds on the wall, and of a processor

    def fail(self, note, times=1):
        self.failed += times
        self.notes.append(note)


def read_tap(outcome, output):
    """Counts results against the plans (a cmocka binary prints one plan for each of its groups)."""
    planned = seen = 0
    for line in output.splitlines():
        if plan := PLAN.match(line):
            planned += int(plan[1])
        if not (result := RESULT.match(line)):
            continue
        seen += 1
        if skip := SKIP.search(result[3]):  # cmocka 1.1.5 writes a skipped test as "not ok N # SKIP name"
            outcome.skipped += 1
            outcome.notes.append("skipped: " + skip[1])
        elif result[1]:
            outcome.failed += 1
        else:
            outcome.passed += 1
    if not planned:
        outcome.fail("it announced no tests")
    elif seen < planned:
        outcome.fail(f"{planned - seen} of {planned} tests gave no result", planned - seen)
    elif seen > planned:
        outcome.fail(f"{seen} results for {planned} tests")


def run(command, seconds=None, group=""):
    """(exit code or a sentence, what it printed on both outputs, the seconds of processor that it and its children took)"""
    seconds = seconds or (JOB_LONG_SECONDS if os.environ.get(LONG) else JOB_SECONDS)
    late = threading.Event()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(group), stdin=subprocess.DEVNULL, stdout=output,
                                   stderr=subprocess.STDOUT)

        def stop():
            late.set()
            process.kill()
        timer = threading.Timer(seconds, stop)
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode(errors="replace")
    return f"it took more than {seconds} seconds" if late.is_set() else process.returncode, said, used.ru_utime + used.ru_stime


def run_tap(name, command):
    outcome = Outcome(name)
    code, outcome.output, outcome.work = run(command, group=name.split("/")[0])
    read_tap(outcome, outcome.output)
    if code != 0 and not outcome.failed:
        outcome.fail(code if isinstance(code, str) else f"it ended with exit code {code}")
    return outcome


def run_fuzz(name, binary, is_long):
    """One target counts as one test: it fails if any input crashes it, hangs it or takes a gigabyte."""
    outcome = Outcome(name)
    seconds = FUZZ_LONG_SECONDS if is_long else FUZZ_MORE.get(Path(binary).name, FUZZ_SECONDS)
    seeds = ROOT / "tests/fuzz/corpus" / Path(binary).name.removeprefix("fuzz_")
    found = ROOT / "build/fuzz/found"
    found.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as fresh:
        # The short run always takes the same path, so that it can't fail a change that is not to blame.
        command = [binary, f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1",
                   f"-artifact_prefix={found}/{name.replace('/', '-')}-", f"-seed={0 if is_long else 1}", fresh]
        code, outcome.output, outcome.work = run(command + [str(seeds)] * seeds.is_dir(), seconds + 120)
    runs = re.search(r"number_of_executed_units: (\d+)", outcome.output)
    if code != 0:
        outcome.fail(f"fuzzing ended with {code}; the input is in {found.relative_to(ROOT)}")
    elif not runs or not int(runs[1]):
        outcome.fail("it ran on no input")
    else:
        outcome.passed = 1
        outcome.notes.append(f"{int(runs[1]):,} inputs")
    return outcome


def build(folder):
    outcome = Outcome("build " + folder)
    code, outcome.output, outcome.work = run(["ninja", "-C", folder, "-k", "0"], 1200)
    if code != 0:
        outcome.fail("it does not compile")
    return outcome


def meson_tests(folder):
    """(group, name, binary) of everything the build folder calls a test"""
    described = json.loads((ROOT / folder / "meson-info/intro-tests.json").read_text())
    return [(test["suite"][0].split(":")[-1], test["name"], test["cmd"][0]) for test in described]


def scripts(group, is_long):
    return [(f"{group}/{path.stem}", [sys.executable, str(path)])
            for path in sorted((ROOT / "tests" / group).glob("test_*.py")) if is_long or f"{group}/{path.stem}" not in ONLY_LONG]


def jobs(groups, is_long, built):
    if "fuzz" in groups and "build/fuzz" in built:
        for _, name, binary in meson_tests("build/fuzz"):
            yield run_fuzz, (f"fuzz/{name.removeprefix('fuzz_')}", binary, is_long)
    if "build/test" in built:
        for group in ("browser", "command", "web", "fault"):
            if group in groups:
                for name, command in scripts(group, is_long):
                    yield run_tap, (name, command)
        for group, name, binary in meson_tests("build/test"):
            if group in groups:
                yield run_tap, (f"{group}/{name}", [binary])
    if "tools" in groups:
        for name, command in scripts("tools", is_long):
            yield run_tap, (name, command)
    if "check" in groups:
        yield run_tap, ("check", [sys.executable, "tools/check", "--tap"])


def longest_first(job):
    name = job[1][0]
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


def start(todo):
    """The outcomes to come, in the order of the jobs."""
    lanes, waiting = ThreadPoolExecutor((os.cpu_count() or 2) + LANES_MORE), ThreadPoolExecutor(1)
    running = [(waiting if job[1][0] in WAITING else lanes).submit(timed, *job) for job in sorted(todo, key=longest_first)]
    for pool in (lanes, waiting):
        pool.shutdown(wait=False)
    return running


def report(outcome):
    word = "FAILED" if outcome.failed else "ok"
    counts = ", ".join(f"{n} {what}" for n, what in ((outcome.passed, "passed"), (outcome.failed, "failed"),
                                                     (outcome.skipped, "skipped")) if n)
    print(f"{word:7}{outcome.name:34}{counts:28}{outcome.seconds:6.1f} s{outcome.work:8.1f} s of work", flush=True)


def timed(work, arguments):
    start = time.monotonic()
    outcome = work(*arguments)
    outcome.seconds = time.monotonic() - start
    report(outcome)
    return outcome


def has_room():
    """Whether what tests keep for a moment can stay in memory."""
    try:
        memory, free = os.statvfs(MEMORY), re.search(r"MemAvailable: +(\d+)", Path("/proc/meminfo").read_text())
    except OSError:
        return False
    return (os.access(MEMORY, os.W_OK) and not memory.f_flag & os.ST_NOEXEC and free is not None
            and min(memory.f_bavail * memory.f_frsize, int(free[1]) << 10) >= MEMORY_FREE)


@contextmanager
def temporary():
    """A folder for whatever tests make, gone with all of it. In memory a store's test waits for no disk; what a disk does
    to a store that it fails is the work of tests/fault, which has a disk of its own making."""
    with tempfile.TemporaryDirectory(prefix="wardmote-", dir=MEMORY if has_room() else None, ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o711)  # servers of other users have theirs in it
        before, os.environ["TMPDIR"], tempfile.tempdir = os.environ.get("TMPDIR"), folder, None
        try:
            yield
        finally:
            os.environ.pop("TMPDIR")
            os.environ.update({"TMPDIR": before} if before else {})
            tempfile.tempdir = None


@contextmanager
def server(groups):
    """One PostgreSQL for all tests of a run. Where none can be had, tests skip what needs it."""
    if not set(groups) & {"store", "fault", "command", "web", "tools"} or not engines.binaries():
        yield
        return
    engines.stop_on_signals()
    with engines.Cluster() as cluster:
        os.environ[engines.SERVER] = cluster.url()
        yield


def run_all(words):
    groups = [word for word in words if word in GROUPS] or GROUPS
    if "long" in words:
        os.environ[LONG] = "1"
    needed = [folder for folder in ("build/test", "build/fuzz")
              if (folder == "build/fuzz" and "fuzz" in groups)
              or (folder == "build/test" and set(groups) - {"fuzz", "check", "tools"})]
    outcomes = [timed(build, (folder,)) for folder in needed]
    built = [folder for folder, outcome in zip(needed, outcomes) if not outcome.failed]
    with temporary(), server(groups):
        outcomes += [job.result() for job in start(jobs(groups, "long" in words, built))]
    return outcomes


def explain(outcome):
    print(f"\n---- {outcome.name}: {'; '.join(outcome.notes) or 'failed'}")
    output = outcome.output
    if len(output) > OUTPUT_SHOWN:
        output = output[:OUTPUT_SHOWN // 2] + "\n[...]\n" + output[-OUTPUT_SHOWN // 2:]
    print(output.rstrip())


def failures(outcome):
    """The results that failed, each with the first lines of what it says of that: whoever sees only the end of a long output
    needs to know which they were."""
    lines = outcome.output.splitlines()
    for at, line in enumerate(lines):
        if line.startswith("not ok") and not SKIP.search(line):
            said = takewhile(lambda each: each.startswith("#"), lines[at + 1:at + 1 + FAILURE_LINES])
            yield "\n".join([f"  {outcome.name}: {line}", *(f"    {each[:200]}" for each in said)])


def main(words):
    outcomes = run_all(words)
    for outcome in outcomes:
        if outcome.failed:
            explain(outcome)
    for line in [line for outcome in outcomes for line in failures(outcome)][:FAILURES_SHOWN]:
        print(line)
    skipped = [f"{outcome.name}: {note}" for outcome in outcomes for note in outcome.notes if note.startswith("skipped")]
    if skipped:
        print("\nSkipped:")
        for line in skipped:
            print("  " + line)
    passed, failed, left = (sum(getattr(o, word) for o in outcomes) for word in ("passed", "failed", "skipped"))
    print(f"\n{passed} passed, {failed} failed, {left} skipped", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
