"""How each engine would run every statement, on a store of a million cases: by its indexes, reading what it answers.

No large table is read from end to end or sorted, but by the statements that say so in sql/ (`-- reads: all`), which are
those that rebuild, judge or search everything. What only the community narrows is a whole table too.
"""
import json
import os
import re
import sqlite3
import sys
from pathlib import Path

from harness import SOURCE, Store, check, check_equal, engines, folder, run

sys.path.insert(0, str(SOURCE / "tools"))
import queries as generator

CASES = 1_000_000
LARGE = {"fact", "cases", "finding", "obligation", "private", "photograph"}
MANY_ROWS = 20_000  # more than any page or tick of the clock has to do with
SETTINGS = re.findall(r'"(SET [^"]+)"', (SOURCE / "src/store/postgres_open.c").read_text())

# 50 promises, 25 areas, two years; one case in 100 is still open, one in 20 is owed something.
SERIES = {"sqlite": "(WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {cases}) SELECT n FROM s) AS s",
          "postgresql": "generate_series(1, {cases}) AS s (n)"}
FILL = [
    "INSERT INTO community (id, name, zone) VALUES (1, 'Large', 'Europe/London')",
    "INSERT INTO fact (id, community, kind, case_id, name, value, happened, happened_last, recorded, voice) "
    "SELECT n * 2 - 1, 1, 2, n * 2 - 1, 'service ' || n % 40, 'R-' || n, 1700000000 + n * 60, 1700000000 + n * 60, "
    "1700000000 + n * 60, 1 FROM {series}",
    "INSERT INTO fact (id, community, kind, case_id, name, value, happened, happened_last, recorded, voice) "
    "SELECT n * 2, 1, CASE WHEN n % 2 = 0 THEN 4 ELSE 8 END, n * 2 - 1, CASE WHEN n % 2 = 0 THEN 'completion' END, "
    "CASE WHEN n % 2 = 1 THEN 'ward ' || n % 25 END, 1700000000 + n * 60, 1700000000 + n * 60, 1700000000 + n * 60, 1 "
    "FROM {series}",
    "INSERT INTO fact (id, community, kind, document, clause, name, value, happened, happened_last, recorded, voice) "
    "SELECT {cases} * 2 + n, 1, 14, 'charter', 'S' || n % 50, 'confirmed', 'kept', 1, 1, 1, 0 FROM {series} WHERE n <= 2000",
    "INSERT INTO cases (id, community, reference, service, area, status, visibility, opened, next_change, summary) "
    "SELECT n * 2 - 1, 1, 'R-' || n, 'service ' || n % 40, 'ward ' || n % 25, 1, 0, 1700000000 + n * 60, "
    "CASE WHEN n % 100 = 0 THEN 1760000000 + n END, 'words' FROM {series}",
    "INSERT INTO finding (community, version, clause, is_count, slot, case_id, area, unit, state, day, started, due, taken, "
    "on_time, late, not_yet_due, not_known, excluded) SELECT 1, 1, 'S' || n % 50, {no}, 0, n * 2 - 1, 'ward ' || n % 25, "
    "19000 + n / 20000, 1, 19000 + n / 1440, 1, 2, CASE WHEN n % 50 = 3 THEN n END, 1, 0, 0, 0, 0 FROM {series}",
    "INSERT INTO obligation (community, document, promise, redress, period_from, period_to, case_id, step, party, what, state, "
    "missed, opened, next_change, done) SELECT 1, 'charter', 'S' || n % 50, 'R1', 19000, 19000, "
    "CASE WHEN n % 1000 = 0 THEN 0 ELSE n * 2 - 1 END, n, 'council', 'reason', 1, 0, 1700000000 + n * 60, "
    "CASE WHEN n % 1000 = 0 THEN n END, CASE WHEN n % 40 = 0 THEN NULL ELSE n END FROM {series} WHERE n % 20 = 0",
    "INSERT INTO private (community, fact_id, latitude, longitude) SELECT 1, n * 2 - 1, '51.5', '-0.1' FROM {series}",
    "INSERT INTO photograph (community, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, state, "
    "added) SELECT 1, n * 2 - 1, n * 2, 'hash ' || n, 'small ' || n, 'report', 1600, 1200, 320, 240, "
    "CASE WHEN n % 1000 = 0 THEN 'waiting' ELSE 'shown' END, 1700000000 + n * 60 FROM {series} WHERE n % 5 = 0",
]


def statements(engine, cases=CASES):
    series = SERIES[engine].format(cases=cases)
    return [text.format(series=series, cases=cases, no="0" if engine == "sqlite" else "false") for text in FILL]


def all_queries():
    shapes, found = {}, []
    for path in sorted((SOURCE / "sql").glob("*.sql")):
        found += generator.read_queries(path, shapes)
    return found


# What a list of names in an index is narrowed by, in either engine's words.
def is_whole(constraint):
    """an index, but nothing that narrows it beyond the community"""
    return not [part for part in re.split(r" AND ", constraint) if "community" not in part]


# SQLite

def sqlite_faults(db, query):
    """lines of one level of the plan have the same parent: what is sorted there comes from the tables there"""
    plan = db.execute("EXPLAIN QUERY PLAN " + generator.sqlite_query(query), [1] * len(query.ins)).fetchall()
    alias = {short: table for table, short in re.findall(r"(?:FROM|JOIN) (\w+)(?: AS)? (f|c|o)\b", " ".join(query.lines))}
    faults, large = [], set()
    for _, parent, _, line in plan:
        found = re.match(r"(SCAN|SEARCH) (\w+)(?:.*\((.*)\))?", line)
        if found and alias.get(found[2], found[2]) in LARGE:
            large.add(parent)
            if is_whole(found[3] or "") and query.reads != "end":
                faults.append(line)
        if "TEMP B-TREE" in line and parent in large and not query.sorts_few:
            faults.append(line)
    return faults, [row[3] for row in plan]


def test_sqlite():
    store = Store("sqlite", Path(folder.name) / "large.db")
    run("migrate", "--store", store.url)
    db = sqlite3.connect(store.path)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -200000")
    for text in statements("sqlite"):
        db.execute(text)
    db.commit()
    for statistics in (False, True):
        if statistics:
            db.execute("PRAGMA analysis_limit = 1000")
            db.execute("ANALYZE")
        report("SQLite" + " with statistics" * statistics, lambda query: sqlite_faults(db, query))
    db.close()
    store.remove()


# PostgreSQL

def nodes(plan):
    yield plan
    for below in plan.get("Plans", []):
        yield from nodes(below)


def postgres_faults(query, plan):
    """a generic plan does not know how many rows few are: what it sorts is looked at in SQLite's plan, and by its marker"""
    faults = []
    for node in nodes(plan):
        table, kind = node.get("Relation Name", ""), node["Node Type"]
        if kind == "Bitmap Index Scan":
            table = next((name for name in LARGE if node["Index Name"].startswith(name)), "")
        if table in LARGE and kind in ("Seq Scan", "Parallel Seq Scan"):
            faults.append(f"{kind} on {table}")
        elif table in LARGE and kind in ("Index Scan", "Index Only Scan", "Bitmap Index Scan") and \
                is_whole(node.get("Index Cond", "")) and query.reads != "end":
            faults.append(f"{kind} of all of {table}, {node['Index Name']}")
        elif kind in ("Sort", "HashAggregate", "Hash") and node["Plan Rows"] > MANY_ROWS and not query.sorts_few:
            faults.append(f"{kind} of {node['Plan Rows']:,} rows")
    return faults


def test_postgres():
    from engines import psql
    store = Store("postgresql", "")
    run("migrate", "--store", store.url)
    psql(store.url, "SET synchronous_commit = off; " + "; ".join(statements("postgresql")))
    psql(store.url, "VACUUM ANALYZE")
    text = ["\\set QUIET on", *(setting + ";" for setting in SETTINGS)]
    types = {"id": "bigint", "int": "bigint", "instant": "bigint", "date": "integer", "text": "text", "bytes": "bytea", "bool": "boolean"}
    found = all_queries()
    for query in found:
        statement, _, _ = generator.postgres_query(query)
        statement = re.sub(r"^DECLARE .*? CURSOR FOR ", "", statement)
        given = ", ".join(types[kind] for _, kind, _ in query.ins)
        text.append(f"PREPARE {query.name}{f' ({given})' if given else ''} AS {statement};")
        nulls = ", ".join("NULL" for _ in query.ins)
        text.append(f"EXPLAIN (FORMAT JSON) EXECUTE {query.name}{f'({nulls})' if nulls else ''};")
        text.append("\\echo ====")
    script = Path(folder.name) / "plans.sql"
    script.write_text("\n".join(text))
    import subprocess
    done = subprocess.run(["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", store.url, "-f", str(script)],
                          capture_output=True, text=True, check=False)
    plans = [json.loads(part)[0]["Plan"] for part in done.stdout.split("====\n") if part.strip()]
    if not check_equal("PostgreSQL: every statement has a plan", (len(plans), done.stderr), (len(found), "")):
        return
    by_name = dict(zip((query.name for query in found), plans))
    report("PostgreSQL", lambda query: (postgres_faults(query, by_name[query.name]), json.dumps(by_name[query.name], indent=1)))
    store.drop()


def report(engine, faults_of):
    for query in all_queries():
        faults, plan = faults_of(query)
        if query.reads != "all":
            check(f"{engine}: {query.name} goes by an index", not faults, f"{faults}\n{plan}")


marked = {query.name for query in all_queries() if query.reads == "all"}
check("few statements read everything, and they are named", len(marked) * 5 < len(all_queries()), marked)
test_sqlite()
if "postgresql" in engines():
    test_postgres()
