"""Stores of earlier schemas are brought up to date, rebuilt, and judged as they were, on both engines: of the first, through which
every migration goes, of the last two, and of every eighth between; of each one there ever was in ./test long.

schema_1.sql is a store as the program of commit becc14b left it (`sqlite3 FILE .dump`), schema_1.csv what that program judged.
"""
import os
import sqlite3
import sys
from pathlib import Path

from harness import SOURCE, Store, check, check_equal, engines, folder, run

from engines import psql

sys.path.insert(0, str(SOURCE / "tools"))
import queries as generator

HERE = Path(__file__).resolve().parent
MIGRATIONS = sorted((SOURCE / "sql/migrations").glob("*.sql"))
JUDGED = (HERE / "schema_1.csv").read_text()
EVERY = 1 if os.environ.get("WARDMOTE_TEST_LONG") else 8
KEPT = ("community", "setting", "content", "fact", "person", "case_person", "case_place")


def first_rows():
    """{table: (columns, rows)} of what the first schema kept"""
    with sqlite3.connect(":memory:") as db:
        db.executescript((HERE / "schema_1.sql").read_text())
        found = {}
        for table in KEPT:
            rows = db.execute(f"SELECT * FROM {table}")
            found[table] = [column[0] for column in rows.description], rows.fetchall()
    return found


def sqlite_of(schema):
    store = Store("sqlite", Path(folder.name) / f"schema-{schema}.db")
    with sqlite3.connect(store.path) as db:
        db.executescript((HERE / "schema_1.sql").read_text())
        for path in MIGRATIONS[1:schema]:
            for statement in generator.sqlite_migration(path.read_text()):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {0x57415244}")
        db.execute(f"PRAGMA user_version = {schema}")
    return store


def literal(value):
    return "NULL" if value is None else str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def postgres_of(schema):
    store = Store("postgresql", "")
    sql = generator.postgres_migration(MIGRATIONS[0].read_text())
    for table, (columns, rows) in first_rows().items():
        sql += [f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(map(literal, row))})" for row in rows]
        if "id" in columns:
            sql.append(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), MAX(id)) FROM {table}")
    for path in MIGRATIONS[1:schema]:
        sql += generator.postgres_migration(path.read_text())
    sql += ["CREATE TABLE wardmote_schema (version bigint NOT NULL)", f"INSERT INTO wardmote_schema VALUES ({schema})"]
    script = Path(folder.name) / "schema.sql"
    script.write_text(";\n".join(sql) + ";\n")
    psql(store.url, "BEGIN", "-f", str(script))
    return store


def shape(store):
    """tables with their columns, and indexes, in no order"""
    if store.engine == "sqlite":
        tables = store.ask("SELECT m.name, c.name, c.type, c.\"notnull\" FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'")
        indexes = store.ask("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
    else:
        tables = store.ask("SELECT table_name, column_name, data_type, is_nullable, collation_name, is_identity FROM information_schema.columns "
                           "WHERE table_schema = 'public'")
        indexes = store.ask("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
    return sorted(tables, key=repr), sorted(indexes, key=repr)


def test_from(engine, schema, fresh):
    name = f"{engine}, schema {schema}"
    store = sqlite_of(schema) if engine == "sqlite" else postgres_of(schema)
    facts = len(store.ask("SELECT id FROM fact"))
    early = run("judge", "--store", store.url)
    check(f"{name}: reading alone changes nothing, and says what to do", early.exit == 4 and "`wardmote migrate`" in early.err, early)
    done = run("migrate", "--store", store.url)
    check_equal(f"{name}: it is brought up to date", (done.out, done.exit),
                (f"the store was brought from schema {schema} to {len(MIGRATIONS)}\n", 0))
    check_equal(f"{name}: every fact is there", len(store.ask("SELECT id FROM fact")), facts)
    check_equal(f"{name}: the place of a case is there", store.ask("SELECT place, latitude FROM private"), [("by the gate", "51.5")])
    check_equal(f"{name}: tables and indexes are those of a new store", shape(store), fresh)
    check_equal(f"{name}: judged as before", run("judge", "--store", store.url, "--as-of", "2026-09-30", "--format", "csv").out, JUDGED)
    done = run("rebuild", "--store", store.url)
    check(f"{name}: rebuilt", done.exit == 0 and len(store.rows("cases")) == 59, done)
    check_equal(f"{name}: judged as before, rebuilt", run("judge", "--store", store.url, "--as-of", "2026-09-30", "--format", "csv").out, JUDGED)
    again = run("migrate", "--store", store.url)
    check_equal(f"{name}: a second time nothing is left to do", again.out,
                f"the store has schema {len(MIGRATIONS)}, as this program: nothing to do\n")


for each_engine in engines():
    new = Store(each_engine, Path(folder.name) / "new.db")
    run("migrate", "--store", new.url)
    earlier, current = range(1, len(MIGRATIONS)), shape(new)
    for number in sorted({*earlier[::EVERY], *earlier[-2:]}):
        test_from(each_engine, number, current)
