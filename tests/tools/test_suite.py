"""The counting of ./test: what fails, breaks off or says nothing must never count as passed."""
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import SOURCE, check, check_equal, write

sys.path.insert(0, str(SOURCE / "tools"))
import suite


def counts(outcome):
    return outcome.passed, outcome.failed, outcome.skipped


# (what it shows, output, (passed, failed, skipped))
TAP = [
    ("all well", "1..2\nok 1 - a\nok 2 - b\n", (2, 0, 0)),
    ("a plan at the end", "ok 1 - a\nok 2 - b\n1..2\n", (2, 0, 0)),
    ("one fails", "1..2\nok 1 - a\nnot ok 2 - b\n# 1 != 2\n", (1, 1, 0)),
    ("cmocka's way to skip", "1..2\nok 1 - a\nnot ok 2 # SKIP b\n", (1, 0, 1)),
    ("TAP's way to skip", "1..1\nok 1 - b # skip no data here\n", (0, 0, 1)),
    ("cmocka's summary of a group is no result", "1..1\nok 1 - a\n# ok - group\n", (1, 0, 0)),
    ("two groups in one binary", "1..1\nok 1 - a\n1..2\nok 1 - b\nok 2 - c\n", (3, 0, 0)),
    ("it breaks off", "1..3\nok 1 - a\n", (1, 2, 0)),
    ("it says nothing", "", (0, 1, 0)),
    ("results without a plan", "ok 1 - a\n", (1, 1, 0)),
    ("more results than planned", "1..1\nok 1 - a\nok 2 - b\n", (2, 1, 0)),
    ("words that begin with ok", "1..1\nokay\nok 1 - a\n", (1, 0, 0)),
]

for note, output, expected in TAP:
    outcome = suite.Outcome("x")
    suite.read_tap(outcome, output)
    check_equal(note, counts(outcome), expected)

# (what it shows, script, (passed, failed, skipped), what the report must show)
SCRIPTS = [
    ("a script that is well", "print('1..1\\nok 1 - a')", (1, 0, 0), ""),
    ("all ok, but it ends with 3", "print('1..1\\nok 1 - a'); raise SystemExit(3)", (1, 1, 0), "exit code 3"),
    ("it dies of a signal", "print('1..1\\nok 1 - a', flush=True); import os; os.abort()", (1, 1, 0), "exit code -6"),
    ("it fails and says why on standard error",
     "import sys; print('1..1\\nnot ok 1 - a', flush=True); print('because', file=sys.stderr)", (0, 1, 0), "because"),
]
for note, script, expected, shown in SCRIPTS:
    outcome = suite.run_tap("x", [sys.executable, str(write("script.py", script))])
    check_equal(note, counts(outcome), expected)
    check(note + ": and the report shows it", shown in " ".join(outcome.notes) + outcome.output, outcome.notes)

outcome = suite.Outcome("x")
outcome.output = "ok 1 - a\nnot ok 2 - b\n# 1 != 2\n# at all\nok 3 - c\nnot ok 4 # SKIP d\nnot ok 5 - e\n"
check_equal("what failed, with what it says of it", list(suite.failures(outcome)),
            ["  x: not ok 2 - b\n    # 1 != 2\n    # at all", "  x: not ok 5 - e"])

code, output, _ = suite.run([sys.executable, "-c", "print('1..1', flush=True); import time; time.sleep(60)"], seconds=1)
check_equal("a job that hangs is stopped", (code, output), ("it took more than 1 seconds", "1..1\n"))
