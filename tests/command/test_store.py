"""The store through commands: requests and documents taken in, judged, rebuilt; killed in the middle; refused politely."""
import csv
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

from harness import DATA, PROGRAM, SOURCE, check, check_equal, folder, run, skip

FOLDER = Path(folder.name)

EXAMPLE = [str(SOURCE / "library/examples/harcaster-requests.csv"), "--mapping",
           str(SOURCE / "library/examples/harcaster-mapping.md")]
STREETS = str(SOURCE / "library/examples/harcaster-streets.md")
BALTIMORE = DATA / "requests/baltimore_311_2018.csv"


def store(name):
    path = FOLDER / name
    for end in ("", "-wal", "-shm"):
        (FOLDER / (name + end)).unlink(missing_ok=True)
    return f"sqlite:{path}", path


def tables(path):
    """every derived table and every fact, as rows"""
    with sqlite3.connect(path) as db:
        return {name: db.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3, 4, 5, 6").fetchall()
                for name in ("fact", "cases", "finding", "count", "obligation")}


def judged(*words):
    return run("judge", *words, "--as-of", "2026-09-30", "--format", "csv").out


def test_same_as_file():
    url, path = store("example.db")
    first = run("import", "requests", *EXAMPLE, "--store", url)
    check_equal("import: new cases", first.out, "183 new cases, 0 changed, 0 as they were\n")
    run("import", "document", STREETS, "--store", url)
    for words in ([], ["--cases"]):
        check_equal(f"judge --store {words} is judge --requests", judged("--store", url, *words),
                    judged(STREETS, "--requests", EXAMPLE[0], *EXAMPLE[1:], *words))
    before = tables(path)
    check("import: facts there are", len(before["fact"]) > 500)
    check("derived: counts there are", len(before["count"]) > 20)
    again = run("import", "requests", *EXAMPLE, "--store", url)
    check_equal("import: the same file again", again.out, "0 new cases, 0 changed, 183 as they were\n")
    run("import", "document", STREETS, "--store", url)
    check_equal("import: nothing changed", tables(path), before)
    run("rebuild", "--store", url)
    after = tables(path)
    for name in before:
        check_equal(f"rebuild: {name} as before", after[name], before[name])


def test_later_file():
    url, path = store("later.db")
    rows = list(csv.reader(open(EXAMPLE[0], newline="")))
    closed, status = rows[0].index("Completed"), rows[0].index("Status")
    early = FOLDER / "early.csv"
    with open(early, "w", newline="") as out:
        csv.writer(out).writerows([rows[0]] + [[{closed: "", status: "Open"}.get(i, cell) for i, cell in enumerate(row)]
                                               for row in rows[1:] if len(row) > closed])
    run("import", "document", STREETS, "--store", url)
    run("import", "requests", str(early), *EXAMPLE[1:], "--store", url)
    later = run("import", "requests", *EXAMPLE, "--store", url)
    check("import: a later file changes cases", "0 new cases" in later.out and " 0 changed" not in later.out, later.out)
    check_equal("judge: as if it had come at once", judged("--store", url),
                judged(STREETS, "--requests", EXAMPLE[0], *EXAMPLE[1:]))
    before = tables(path)
    run("rebuild", "--store", url)
    check_equal("rebuild: as kept up", tables(path), before)


def test_killed():
    if not BALTIMORE.exists():
        return skip("import killed at random: 20 times", "needs ../shared/data")
    url, path = store("killed.db")
    run("import", "document", str(SOURCE / "library/examples/baltimore.md"), "--store", url)
    words = [PROGRAM, "import", "requests", str(BALTIMORE), "--mapping", "baltimore", "--store", url]
    kills = 0
    for n in range(20):
        running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
        time.sleep(0.05 + n * 0.03)
        running.send_signal(signal.SIGKILL)
        kills += running.wait() == -signal.SIGKILL
        kept = tables(path)
        run("rebuild", "--store", url)
        if [len(rows) for rows in tables(path).values()] != [len(rows) for rows in kept.values()]:
            return check("import killed at random: what is kept is whole", False, f"after {n + 1} kills")
    check("import killed at random: it was", kills > 0)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE setting SET value = 'import half.csv' WHERE name = 'unfinished'")
    check("import killed at random: what is kept is whole", True)
    last = run(*words[1:])
    check("import killed at random: the last run ends it", last.exit == 0, last.err)
    check("import killed at random: the next start says so", "half.csv' was interrupted" in last.err, last.err)
    again = run(*words[1:])
    check("import killed at random: and says no more once it is done", "interrupted" not in again.err, again.err)
    check_equal("import killed at random: every case is there once", len(tables(path)["cases"]), 10000)


def test_refusals():
    url, path = store("refused.db")
    missing = run("judge", "--store", url)
    check_equal("judge: no store", (missing.exit, missing.err), (
        3, f"wardmote: there is no store '{path}': make one with `wardmote demo` or `wardmote import requests`\n"))
    path.write_text("not a store, but a text that is long enough to be no empty file\n" * 20)
    none = run("rebuild", "--store", url)
    check("rebuild: no store of ours", none.exit == 4 and "no store" in none.err, none.err)
    check("rebuild: left as it was", path.read_text().startswith("not a store"))
    url, path = store("newer.db")
    run("import", "requests", *EXAMPLE, "--store", url)
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    newer = run("rebuild", "--store", url)
    check("a newer schema is refused", newer.exit == 4 and "newer Wardmote" in newer.err, newer.err)
    both = run("judge", STREETS, "--store", url, "--requests", EXAMPLE[0])
    check_equal("judge: file and store", both.exit, 2)
    bad = FOLDER / "bad.md"
    bad.write_text("# Charter: Bad\n\n- In force: sometime\n")
    refused = run("import", "document", str(bad), "--store", store("bad.db")[0])
    check("import: a document with errors", refused.exit == 1 and "error:" in refused.err, refused.err)


def test_other_kinds():
    url, path = store("kinds.db")
    bad = FOLDER / "bad.csv"
    bad.write_text("place,ward\nA,B\n")
    for kind, told in (("areas", "FeatureCollection"), ("postcodes", "postcode,areas,latitude,longitude"),
                       ("categories", "service,public,instead")):
        done = run("import", kind, str(bad), "--store", url)
        check(f"import {kind}: another file is refused, with what is missing", done.exit == 3 and told in done.err, done.err)
    demo = SOURCE / "library/demo"
    for kind, file in (("areas", demo / "areas.geojson"), ("postcodes", demo / "postcodes.csv"),
                       ("categories", SOURCE / "library/categories/private.csv")):
        for _ in range(2):
            done = run("import", kind, str(file), "--store", url)
            check(f"import {kind}", done.exit == 0 and done.out.startswith("adopted "), done.err)
    with sqlite3.connect(path) as db:
        check_equal("import: each is adopted once", db.execute("SELECT COUNT(*) FROM fact WHERE kind = 1").fetchone()[0], 3)
        check_equal("import postcodes: they are there", db.execute("SELECT COUNT(*) FROM postcode").fetchone()[0], 240)


def test_known_at():
    url, _ = store("known.db")
    run("import", "document", STREETS, "--store", url)
    run("import", "requests", *EXAMPLE, "--store", url)
    check_equal("judge --known-at: no charter was known then", judged("--store", url, "--known-at", "2020-01-01").count("\n"), 1)
    rows = list(csv.DictReader(judged(STREETS, "--store", url, "--known-at", "2020-01-01").splitlines()))
    check("judge --known-at: nor any case", rows and all(row["cases"] in ("0", "") for row in rows))


for test in (test_same_as_file, test_later_file, test_killed, test_refusals, test_other_kinds, test_known_at):
    test()
