"""A store moved from SQLite to PostgreSQL and back, every row the same; refused where it would mix or lose something."""
import sqlite3
import sys
from pathlib import Path

from harness import SOURCE, Store, check, check_equal, engines, folder, run, skip

FOLDER = Path(folder.name)
EXAMPLE = [str(SOURCE / "library/examples/harcaster-requests.csv"), "--mapping",
           str(SOURCE / "library/examples/harcaster-mapping.md")]
STREETS = str(SOURCE / "library/examples/harcaster-streets.md")
MIGRATIONS = sorted((SOURCE / "sql/migrations").glob("*.sql"))
ODD = "Grüße\t\"quoted\"\n\\N and a \\ and 'one' – ✓"


sys.path.insert(0, str(SOURCE / "tools"))
import queries as generator

TABLES = generator.read_tables(MIGRATIONS)


def seeded(db):
    """a row in each kept table that has none: a new table is moved too, whoever adds it"""
    cells = {"id": 5, "int": 3, "instant": 1767600000, "date": 20458, "bool": 1, "text": ODD, "bytes": bytes(range(256))}
    for table in TABLES:
        if table.is_derived or db.execute(f"SELECT 1 FROM {table.name}").fetchone():
            continue
        row = [1 if name == "community" else cells[kind] for name, kind, _ in table.columns]
        db.execute(f"INSERT INTO {table.name} VALUES ({', '.join('?' for _ in row)})", row)


def filled():
    """requests, a charter, and rows in the tables that nothing writes yet"""
    store = Store("sqlite", FOLDER / "from.db")
    run("import", "document", STREETS, "--store", store.url)
    run("import", "requests", *EXAMPLE, "--store", store.url)
    with sqlite3.connect(store.path) as db:
        db.execute("INSERT INTO person (id, community, name, way) VALUES (7, 1, ?, 'text')", [ODD])
        db.execute("INSERT INTO case_person (community, case_id, person_id, part, token, quiet) VALUES (1, 1, 7, 'reporter', ?, 1780000000)", [ODD])
        db.execute("INSERT INTO private (community, fact_id, salt, words, place) VALUES (1, 999999, ?, ?, ?)",
                   [bytes(range(256)), ODD, ODD])
        db.execute("INSERT INTO erasure VALUES (3, 1, 'fact', 5, 'abc', 'wp', 1790000000)")
        db.execute("INSERT INTO outbox VALUES (4, 1, 'letter', 7, 'moved', 1, ?, 'dead', 8, 1790000000, ?, 1780000000, NULL, ?)", [ODD, ODD, ODD])
        db.execute("INSERT INTO subscription VALUES (9, 1, 7, 'place', ?, 51500000, -1500000, 500, 'weekly', ?, 1780000000, NULL)", [ODD, ODD])
        db.execute("INSERT INTO alert VALUES (1, 9, 1)")
        db.execute("INSERT INTO unreachable VALUES (1, 'email', ?, 1780000000, '5.1.1')", [ODD])
        db.execute("INSERT INTO lease VALUES (1, 'clock', ?, 1790000000)", [ODD])
        db.execute("INSERT INTO setting VALUES (1, 'odd', ?)", [ODD])
        db.execute("INSERT INTO setting VALUES (1, 'empty', '')")
        seeded(db)
    run("rebuild", "--store", store.url, "--as-of", "2026-09-30")  # a time that stands still
    return store


def same(name, a, b):
    for table in TABLES:
        check_equal(f"{name}: {table.name}, row by row", b.rows(table.name) == a.rows(table.name), True)


def test_there_and_back():
    source, served, back = filled(), Store("postgresql", ""), Store("sqlite", FOLDER / "back.db")
    check_equal("move: every table has rows", [table.name for table in TABLES if not source.rows(table.name)], ["postcode"])
    done = run("move", "--from", source.url, "--to", served.url)
    check("move: from SQLite to PostgreSQL", done.exit == 0 and "fact " in done.out, done)
    same("SQLite to PostgreSQL", source, served)
    done = run("move", "--from", served.url, "--to", back.url)
    check("move: back", done.exit == 0, done)
    same("and back", source, back)
    for words in ([], ["--cases"]):
        check_equal(f"judge {words}: the same on all three", len({
            run("judge", *words, "--store", store.url, "--format", "csv").out for store in (source, served, back)}), 1)
    before = len(served.rows("fact"))
    run("import", "document", str(SOURCE / "library/examples/baltimore.md"), "--store", served.url)
    ids = [int(row[0]) for row in served.rows("fact")]
    check("move: new facts are numbered behind the last", len(ids) == before + 1 and len(set(ids)) == len(ids))
    full = run("move", "--from", source.url, "--to", served.url)
    check("move: a store that holds something is left alone", full.exit == 4 and "holds something" in full.err, full)
    check_equal("move: nothing was added", len(served.rows("fact")), before + 1)


def test_refusals():
    source = Store("sqlite", FOLDER / "from.db")
    filled()
    itself = run("move", "--from", source.url, "--to", source.url)
    check_equal("move: to itself", itself.exit, 2)
    none = run("move", "--from", f"sqlite:{FOLDER}/none.db", "--to", f"sqlite:{FOLDER}/target.db")
    check("move: from a store that is not there", none.exit == 3 and not (FOLDER / "target.db").exists(), none)
    with sqlite3.connect(source.path) as db:
        db.execute("INSERT INTO setting VALUES (1, 'zero', 'a' || char(0) || 'b')")
    served = Store("postgresql", "")
    zero = run("move", "--from", source.url, "--to", served.url)
    check("move: a text that PostgreSQL can't hold", zero.exit == 3 and "not UTF-8, or is zero" in zero.err, zero)
    check_equal("move: then nothing is moved", served.rows("fact"), [])


if "postgresql" in engines():
    test_there_and_back()
    test_refusals()
else:
    skip("a store moved there and back", "no PostgreSQL server")
