"""Judging a store by the packed form of its cases gives the words that judging all its facts gives, for every option; what is
damaged is told and not believed; who makes it again; on both engines."""
import random
import sqlite3
from pathlib import Path

from harness import Store, check, check_equal, engines, folder, run

AT = Path(folder.name)
SERVICES, AREAS = ("litter", "lamps", "trees", "lamps / street"), ("North", "South", "East", "")
CHARTER = """# Charter: Test

- Id: test
- Area: North; South
- Between: the council; the residents
- In force: 1 January 2026 to 31 December 2026
- Calendar: england-and-wales

## Standard S1: Litter
- Provider: the council
- Service: litter
- Clock: from report to completion, within {days} working days
- Target: at least 90% each quarter

## Standard S2: Lamps
- Provider: the council
- Service: lamps
- Clock: from receipt to completion, within 40 hours
- Target: average of at most 3 days each month
"""
MAPPING = AT / "mapping.md"
MAPPING.write_text("# Mapping: T\n\n- Zone: Europe/London\n- Id: id\n- Service: type\n- Area: ward\n- Opened: opened\n- Closed: closed\n"
                   "- Status: status\n- Closed statuses: done\n- No-fix statuses: no fix\n- Open statuses: open; void\n"
                   "- Exclude: status = void\n- Map: * = same\n")
(AT / "charter.md").write_text(CHARTER.format(days=2))
(AT / "other.md").write_text(CHARTER.format(days=4))


def time_of(day, rng):
    date = f"2026-{1 + day // 28:02}-{1 + day % 28:02}"
    return date if rng.random() < 0.2 else f"{date} {rng.randrange(24):02}:{rng.randrange(60):02}:00"


def requests(name, seed, more=0):
    """more: days in which more was closed"""
    rng = random.Random(seed)
    lines = ["id,type,ward,opened,closed,status"]
    for i in range(400):
        opened, took = rng.randrange(300), rng.randrange(12)
        status = rng.choice(("done", "done", "done", "no fix", "open", "void"))
        is_closed = status != "open" and opened + took < 200 + more
        lines.append(",".join((f"R{i}", rng.choice(SERVICES), rng.choice(AREAS), time_of(opened, rng),
                               time_of(opened + took, rng) if is_closed and rng.random() < 0.95 else "",
                               status if is_closed or status == "void" else "open")))
    (AT / name).write_text("\n".join(lines) + "\n")
    return AT / name


ASKED = [(), ("--by", "area"), ("--by", "area,period"), ("--as-of", "2026-05-03"), ("--as-of", "2026-05-03T10:30:00", "--by", "period"),
         ("--as-of", "2026-12-01", "--threads", "3"), ("--known-at", "2026-06-01"), ("--known-at", "2999-01-01", "--by", "area"),
         ("--cases",), ("--cases", "--as-of", "2026-04-04"), ("--explain", "R7"), ("--instead", str(AT / "other.md")),
         ("--instead", str(AT / "other.md"), "--cases"), ("--format", "json", "--by", "area,period")]


def answers(store):
    return [run("judge", AT / "charter.md", "--store", store.url, *asked, *(() if "--as-of" in asked else ("--as-of", "2026-11-30")))
            for asked in ASKED]


def imported(store, file):
    done = run("import", "requests", file, "--mapping", MAPPING, "--name", "Test", "--store", store.url)
    check("import", done.exit == 0, done)


def compare(store, what):
    packed = answers(store)
    store.run("DELETE FROM packed_to")
    for asked, is_, should in zip(ASKED, packed, answers(store)):
        check_equal(f"{what}: judge {' '.join(asked)}", is_, should)


def spoil(store):
    if store.engine != "sqlite":
        store.run("UPDATE packed SET bytes = set_byte(bytes, 60, get_byte(bytes, 60) # 1)")
        return
    with sqlite3.connect(store.path) as db:
        for first, piece in db.execute("SELECT first_case, bytes FROM packed").fetchall():
            db.execute("UPDATE packed SET bytes = ? WHERE first_case = ?", (piece[:60] + bytes([piece[60] ^ 1]) + piece[61:], first))


def test_words(store):
    imported(store, requests("first.csv", 1))
    check_equal("an import packs all it took", store.ask("SELECT last_fact FROM packed_to"), store.ask("SELECT MAX(id) FROM fact"))
    compare(store, "at once")
    imported(store, requests("second.csv", 1, 60))  # the same requests, of which more are closed
    whole = store.rows("packed"), store.rows("packed_to")
    check("and so does the next, over what was not believed", whole[1], whole)
    compare(store, "after a second file")
    check("rebuild", run("rebuild", "--store", store.url, "--as-of", "2026-11-30").exit == 0)
    check_equal("made anew it is the same", store.rows("packed"), whole[0])


def test_damage(store):
    good = answers(store)[1]
    spoil(store)
    bad = run("judge", AT / "charter.md", "--store", store.url, "--by", "area", "--as-of", "2026-11-30")
    check("what is damaged is told", "damaged: all facts are read instead" in bad.err, bad)
    check_equal("and not believed", bad.out, good.out)
    told = run("verify", "--store", store.url)
    check("verify finds it", told.exit == 1 and "what is packed of the cases from" in told.out + told.err, told)
    check("rebuild makes it again", run("rebuild", "--store", store.url).exit == 0)
    check_equal("then it is as before", run("judge", AT / "charter.md", "--store", store.url, "--by", "area", "--as-of", "2026-11-30"), good)
    told = run("verify", "--store", store.url)
    check("and verify finds nothing", told.exit == 0, told)


def test_others(store):
    store.run("UPDATE packed_to SET version = version + 1")
    good = run("judge", AT / "charter.md", "--store", store.url, "--as-of", "2026-11-30")
    check("another version's is not looked at", good.exit == 0 and "damaged" not in good.err, good)
    imported(store, requests("third.csv", 1, 90))
    check_equal("and is made again", store.ask("SELECT last_fact, version FROM packed_to"),
                store.ask("SELECT MAX(id), 1 FROM fact"))


for engine in engines():
    print(f"# on {engine}")
    filled = Store(engine, AT / "words.db")
    test_words(filled)
    test_damage(filled)
    test_others(filled)
