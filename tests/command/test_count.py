"""How many instructions the judge's hot loops take for a small file that is always the same, against counts that are kept.

Time says nothing on a machine with others on it; instructions do. A count that moved by more than 3 % is a regression to
be mended, or a change to be said: WARDMOTE_COUNTS=write python3 tests/command/test_count.py writes those of now, and
docs/performance.md says why."""
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from harness import SOURCE, check, folder, skip

sys.path.insert(0, str(SOURCE / "tests/bench"))
import bench_judge

HERE, COUNT, KEPT = Path(folder.name), SOURCE / "build/test/tests/judge_count", SOURCE / "tests/bench/counts.json"
ROWS, AREAS, MOST = 20_000, 3_000, 0.03


def counted(function, *words):
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={HERE}/callgrind", f"--toggle-collect={function}",
                           COUNT, HERE / "charter.md", *words], capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", done.stderr)
    return int(found[1]) if found and not done.returncode else check(f"{function} was counted", False, done.stderr) and 0


def main():
    bench_judge.written(HERE)
    subprocess.run(["cc", "-O2", "-o", HERE / "rows", SOURCE / "tests/bench/requests_bench.c"], check=True)
    with open(HERE / "requests.csv", "wb") as file:
        subprocess.run([HERE / "rows", str(ROWS), str(AREAS)], stdout=file, check=True)
    subprocess.run([COUNT, HERE / "charter.md", HERE / "requests.csv", HERE / "mapping.md", HERE / "requests.wcol"], check=True)
    (HERE / "many.csv").write_text(re.sub(r"service \d\d", "service 01", (HERE / "requests.csv").read_text()))  # 27 of each day
    subprocess.run([COUNT, HERE / "charter.md", HERE / "many.csv", HERE / "mapping.md", HERE / "many.wcol"], check=True)
    table = (HERE / "requests.csv", HERE / "mapping.md")
    now = {"reading a row": counted("packed_part_read", *table) / ROWS, "counting a row": counted("worker_run", *table) / ROWS,
           "counting a row of a snapshot": counted("worker_run", HERE / "requests.wcol") / ROWS,
           "counting a row of a snapshot, many of a day": counted("worker_run", HERE / "many.wcol") / ROWS,
           "planning two years of twenty promises": counted("plan_build", *table)}
    if os.environ.get("WARDMOTE_COUNTS") == "write":
        KEPT.write_text(json.dumps({name: round(count, 1) for name, count in now.items()}, indent=1) + "\n")
    kept = json.loads(KEPT.read_text())
    for name, count in now.items():
        moved = count / kept[name] - 1
        check(f"{name}: as many instructions as before, within 3 %", abs(moved) <= MOST,
              f"{count:.1f} instructions, {kept[name]} are kept: {moved:+.1%}. See the head of {Path(__file__).name} for what to do.")


if not shutil.which("valgrind"):
    skip("the judge's instructions", "valgrind is not installed")
elif " avx2 " not in Path("/proc/cpuinfo").read_text():
    skip("the judge's instructions", "the processor has no wide instructions, with which they were counted")
else:
    main()
