"""The store through commands, on both engines: taken in, judged, rebuilt; killed in the middle; refused politely."""
import csv
import os
import signal
import subprocess
import time
from pathlib import Path

from harness import DATA, PROGRAM, SOURCE, Store, check, check_equal, engines, folder, run, skip, store_environment

FOLDER = Path(folder.name)

EXAMPLE = [str(SOURCE / "library/examples/harcaster-requests.csv"), "--mapping",
           str(SOURCE / "library/examples/harcaster-mapping.md")]
STREETS = str(SOURCE / "library/examples/harcaster-streets.md")
MIGRATIONS = len(list((SOURCE / "sql/migrations").glob("*.sql")))
BALTIMORE = DATA / "requests/baltimore_311_2018.csv"


TABLES = ("fact", "cases", "finding", "count", "obligation")


def tables(store):
    """every derived table and every fact, as rows"""
    return {name: store.rows(name) for name in TABLES}


def judged(*words):
    return run("judge", *words, "--as-of", "2026-09-30", "--format", "csv").out


def test_same_as_file(engine):
    store = Store(engine, FOLDER / "example.db")
    url = store.url
    first = run("import", "requests", *EXAMPLE, "--store", url)
    check("import: new cases", first.out == "183 new cases, 0 changed, 0 as they were\n", first)
    run("import", "document", STREETS, "--store", url)
    for words in ([], ["--cases"]):
        check_equal(f"judge --store {words} is judge --requests", judged("--store", url, *words),
                    judged(STREETS, "--requests", EXAMPLE[0], *EXAMPLE[1:], *words))
    before = tables(store)
    check("import: facts there are", len(before["fact"]) > 500)
    check("derived: counts there are", len(before["count"]) > 20)
    again = run("import", "requests", *EXAMPLE, "--store", url)
    check_equal("import: the same file again", again.out, "0 new cases, 0 changed, 183 as they were\n")
    run("import", "document", STREETS, "--store", url)
    check_equal("import: nothing changed", tables(store), before)
    run("rebuild", "--store", url)
    after = tables(store)
    for name in before:
        check_equal(f"rebuild: {name} as before", after[name], before[name])


def test_later_file(engine):
    store = Store(engine, FOLDER / "later.db")
    url = store.url
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
    verified = run("verify", url)
    check("verify: what an import kept up is what the facts give", verified.exit == 0, verified)
    before = tables(store)
    run("rebuild", "--store", url)
    check_equal("rebuild: as kept up", tables(store), before)


def test_killed(engine):
    if not BALTIMORE.exists():
        return skip("import killed at random", "needs ../shared/data")
    store = Store(engine, FOLDER / "killed.db")
    url = store.url
    run("import", "document", str(SOURCE / "library/examples/baltimore.md"), "--store", url)
    words = [PROGRAM, "import", "requests", str(BALTIMORE), "--mapping", "baltimore", "--store", url]
    kills = 0
    for n in range(20) if engine == "sqlite" else range(0, 20, 3):
        running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env={**os.environ, **store_environment(url)})
        time.sleep(0.05 + n * 0.03)
        running.send_signal(signal.SIGKILL)
        kills += running.wait() == -signal.SIGKILL
        store.settle()
        kept = tables(store)
        run("rebuild", "--store", url)
        if [len(rows) for rows in tables(store).values()] != [len(rows) for rows in kept.values()]:
            return check("import killed at random: what is kept is whole", False, f"after {n + 1} kills")
    check("import killed at random: it was", kills > 0)
    store.run("INSERT INTO setting (community, name, value) VALUES (1, 'unfinished', 'import half.csv') "  # killed or not yet begun
              "ON CONFLICT (community, name) DO UPDATE SET value = excluded.value")
    check("import killed at random: what is kept is whole", True)
    last = run(*words[1:])
    check("import killed at random: the last run ends it", last.exit == 0, last.err)
    check("import killed at random: the next start says so", "half.csv' was interrupted" in last.err, last.err)
    again = run(*words[1:])
    check("import killed at random: and says no more once it is done", "interrupted" not in again.err, again.err)
    check_equal("import killed at random: every case is there once", len(tables(store)["cases"]), 10000)


def test_refusals(engine):
    store = Store(engine, FOLDER / "refused.db")
    missing = run("judge", "--store", store.url)
    where = f"'{store.path}'" if engine == "sqlite" else "in database '"
    check("judge: no store", missing.exit == 3 and missing.err.startswith(f"wardmote: there is no store {where}")
          and missing.err.endswith(": make one with `wardmote demo` or `wardmote import requests`\n"), missing)
    check("judge: none was made", not store.is_there())
    if engine == "sqlite":
        store.path.write_text("not a store, but a text that is long enough to be no empty file\n" * 20)
    else:
        store.run("CREATE TABLE other (n integer)")
    none = run("import", "requests", *EXAMPLE, "--store", store.url)
    check("import: what is no store of ours is left alone", none.exit == 4 and
          ("file is no store" in none.err or "tables that are not Wardmote's" in none.err), none.err)
    check("import: left as it was", not store.is_there() if engine != "sqlite" else
          store.path.read_text().startswith("not a store"))
    store = Store(engine, FOLDER / "newer.db")
    run("import", "requests", *EXAMPLE, "--store", store.url)
    store.schema_set(99)
    for words in (["rebuild"], ["judge"], ["migrate"]):
        newer = run(*words, "--store", store.url)
        check_equal(f"{words[0]}: a newer schema is refused", (newer.exit, newer.err), (
            4, "wardmote: the store was written by a newer Wardmote (its schema is 99, this program knows "
               f"{MIGRATIONS}): use that one\n"))
    both = run("judge", STREETS, "--store", store.url, "--requests", EXAMPLE[0])
    check_equal("judge: file and store", both.exit, 2)
    bad = FOLDER / "bad.md"
    bad.write_text("# Charter: Bad\n\n- In force: sometime\n")
    refused = run("import", "document", str(bad), "--store", Store(engine, FOLDER / "bad.db").url)
    check("import: a document with errors", refused.exit == 1 and "error:" in refused.err, refused.err)


def test_other_kinds(engine):
    store = Store(engine, FOLDER / "kinds.db")
    url = store.url
    bad = FOLDER / "bad.csv"
    bad.write_text("place,ward\nA,B\n")
    twice = FOLDER / "twice.csv"
    twice.write_text("postcode,areas,latitude,longitude\nZZ1 1AA,North,1,1\nZZ1 1AB,North,1,1\nzz11aa,South,1,1\n")
    done = run("import", "postcodes", str(twice), "--store", url)
    check("a postcode that is there twice is refused, with its line", done.exit == 3 and
          "twice.csv:4:1: error: 'zz11aa' is there twice, first in line 2: leave one" in done.err, done)
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
    check_equal("import: each is adopted once", len(store.ask("SELECT id FROM fact WHERE kind = 1")), 3)
    check_equal("import postcodes: they are there", len(store.rows("postcode")), 240)


def test_known_at(engine):
    url = Store(engine, FOLDER / "known.db").url
    run("import", "document", STREETS, "--store", url)
    run("import", "requests", *EXAMPLE, "--store", url)
    check_equal("judge --known-at: no charter was known then", judged("--store", url, "--known-at", "2020-01-01").count("\n"), 1)
    rows = list(csv.DictReader(judged(STREETS, "--store", url, "--known-at", "2020-01-01").splitlines()))
    check("judge --known-at: nor any case", rows and all(row["cases"] in ("0", "") for row in rows))


def test_other_tables(engine):
    """A query that does not fit the store stops the service before it begins, whoever would have asked it first."""
    store = Store(engine, FOLDER / "tables.db")
    run("import", "document", STREETS, "--store", store.url)
    store.run("ALTER TABLE postcode RENAME TO postcodes")
    done = run("serve", "--store", store.url, "--port", "0")
    check("serve: a table that is not there stops the start, and the log names it",
          done.exit == 4 and "postcode" in done.err and "http://" not in done.err, done)


for each_engine in engines():
    print(f"# on {each_engine}")
    for test in (test_same_as_file, test_later_file, test_killed, test_refusals, test_other_kinds, test_known_at, test_other_tables):
        test(each_engine)
