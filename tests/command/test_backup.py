"""backup, restore, status: whole while others write, refused politely, checked before they are trusted."""
import json
import re
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from threading import Thread

from harness import SOURCE, Store, check, check_equal, engines, folder, run

FOLDER = Path(folder.name)
EXAMPLE = [str(SOURCE / "library/examples/harcaster-requests.csv"), "--mapping",
           str(SOURCE / "library/examples/harcaster-mapping.md")]
STREETS = str(SOURCE / "library/examples/harcaster-streets.md")
KEPT = ("community", "setting", "content", "fact", "private")
OWN = ("backed_up_at", "backup_seal", "derived_at")  # settings that differ
DERIVED = ("cases", "finding", "count", "obligation", "postcode")


def filled(name):
    path = FOLDER / name
    run("import", "document", STREETS, "--store", f"sqlite:{path}")
    run("import", "requests", *EXAMPLE, "--store", f"sqlite:{path}")
    return path


def tables(path, names=KEPT + DERIVED):
    with closing(sqlite3.connect(path)) as db:
        made = {name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}
    made["setting"] = [row for row in made.get("setting", []) if row[1] not in OWN]
    return made


def judged(path):
    return run("judge", "--store", f"sqlite:{path}", "--as-of", "2026-09-30", "--format", "csv").out


def status(path):
    return json.loads(run("status", "--store", f"sqlite:{path}", "--format", "json").out)


def beside(path):
    return sorted(found.name for found in FOLDER.iterdir() if found.name.startswith(path.name))


def test_there_and_back():
    path, copy, again = filled("whole.db"), FOLDER / "whole.backup", FOLDER / "again.db"
    before = tables(path)
    done = run("backup", copy, "--store", f"sqlite:{path}")
    said = re.fullmatch(rf"{re.escape(str(copy))}: [0-9.]+ MB, (\d+) facts, [0-9.]+ s\n", done.out)
    check("backup: says size, facts, time", done.exit == 0 and said, done)
    check_equal("backup: as many facts as there are", int(said[1]), len(before["fact"]))
    check_equal("backup: every row of every table", tables(copy), before)
    check_equal("backup: one file, nothing beside it", beside(copy), ["whole.backup"])
    check_equal("backup: only its owner may read it", copy.stat().st_mode & 0o777, 0o600)
    check_equal("backup: judge opens it", judged(copy), judged(path))
    check("status: the last backup", status(path)["backed_up_at"], status(path))
    second = run("backup", copy, "--store", f"sqlite:{path}")
    check_equal("backup: refuses to overwrite", (second.exit, second.err),
                (4, f"wardmote: {copy}: is there already and is not overwritten: name another\n"))
    done = run("restore", copy, "--store", f"sqlite:{again}")
    check("restore: says what it did", done.exit == 0 and re.fullmatch(
        r"restored: [0-9.]+ MB, \d+ facts\nschema: \d+, as this program\nerasures: no list\nderived tables: made again\n",
        done.out), done)
    check_equal("restore: every row of every table", tables(again), before)
    check_equal("restore: nothing beside it", beside(again), ["again.db"])
    check_equal("restore: judged the same", judged(again), judged(path))
    taken = run("restore", copy, "--store", f"sqlite:{path}")
    check("restore: refuses a store that is there", taken.exit == 4 and "not overwritten" in taken.err, taken)
    check_equal("restore: which stays as it was", tables(path), before)


def test_beside_a_journal():
    copy, place = FOLDER / "whole.backup", FOLDER / "orphan.db"
    Path(f"{place}-wal").write_bytes(b"x" * 100)
    done = run("restore", copy, "--store", f"sqlite:{place}")
    check("restore: a journal that lies there is not taken for its own", done.exit == 4 and "journal" in done.err, done)
    check("restore: nothing was made", not place.exists())


def test_bad_backups():
    copy = FOLDER / "whole.backup"
    for name, change, told in (("newer", "PRAGMA user_version = 99", "newer Wardmote"),
                               ("other", "PRAGMA application_id = 7", "no store of Wardmote")):
        bad, place = FOLDER / f"{name}.backup", FOLDER / f"{name}.db"
        shutil.copy(copy, bad)
        with sqlite3.connect(bad) as db:
            db.execute(change)
        done = run("restore", bad, "--store", f"sqlite:{place}")
        check(f"restore: {name}: refused", done.exit == 4 and told in done.err, done)
        check_equal(f"restore: {name}: nothing was made", beside(place), [])
    size = copy.stat().st_size
    for name, spoil in (("short", lambda data: data[:size // 2]), ("empty", lambda data: b""),
                        ("one letter", lambda data: data.replace(b"# Charter:", b"# Chartes:", 1)),
                        ("a page", lambda data: data[:8192] + bytes(4096) + data[12288:])):
        bad, place = FOLDER / f"{name}.backup", FOLDER / f"{name}.db"
        bad.write_bytes(spoil(copy.read_bytes()))
        done = run("restore", bad, "--store", f"sqlite:{place}")
        check(f"restore: {name}: refused in a sentence", done.exit == 4 and "wardmote: " in done.err, done)
        check_equal(f"restore: {name}: nothing was made", beside(place), [])
    for name, words in (("missing", [FOLDER / "nowhere"]), ("a folder", [FOLDER])):
        done = run("restore", *words, "--store", f"sqlite:{FOLDER / 'none.db'}")
        check(f"restore: {name}", done.exit == 3 and "there is no file" in done.err, done)
    done = run("backup", FOLDER / "no/such/folder.db", "--store", f"sqlite:{FOLDER / 'whole.db'}")
    check("backup: where nothing can be written", done.exit == 4 and "can't be written" in done.err, done)
    done = run("backup", FOLDER / "none.backup", "--store", f"sqlite:{FOLDER / 'none.db'}")
    check("backup: no store", done.exit == 3 and not (FOLDER / "none.backup").exists(), done)


def test_derived_that_lies():
    copy, place = FOLDER / "lies.backup", FOLDER / "lies.db"
    shutil.copy(FOLDER / "whole.backup", copy)
    with sqlite3.connect(copy) as db:
        db.execute("DELETE FROM finding WHERE rowid IN (SELECT rowid FROM finding LIMIT 3)")
    done = run("restore", copy, "--store", f"sqlite:{place}")
    check("restore: says which derived table was wrong", done.exit == 0 and "in the backup finding was not what its facts say"
          in done.out, done)
    check_equal("restore: and makes it right", tables(place, DERIVED), tables(FOLDER / "whole.db", DERIVED))


def test_erasures_are_not_forgotten():
    """What a list does is in test_person.py: here that one which can't be followed stops the restore."""
    place = FOLDER / "erased.db"
    Path(f"{place}.erasures").write_text("1\n")
    done = run("restore", FOLDER / "whole.backup", "--store", f"sqlite:{place}")
    check("restore: a list that is none is not passed over", done.exit == 3 and "no list of erasures" in done.err, done)
    check_equal("restore: nothing was made", beside(place), ["erased.db.erasures"])
    done = run("restore", FOLDER / "whole.backup", "--store", f"sqlite:{place}", "--erasures", FOLDER / "nowhere")
    check("restore: nor one that is not there", done.exit == 3 and not place.exists(), done)


def test_while_it_is_written():
    """Backups one after the other while requests come in: each is one state, and none is behind the one before."""
    path, facts, exits = FOLDER / "busy.db", [], []
    run("import", "document", STREETS, "--store", f"sqlite:{path}")
    rows = Path(EXAMPLE[0]).read_text().splitlines()
    pieces = []
    for n in range(25):
        pieces.append(FOLDER / f"piece-{n}.csv")
        pieces[-1].write_text("\n".join([rows[0]] + [f"N{n}{row}" for row in rows[1:]]) + "\n")
    running = Thread(target=lambda: exits.extend(run("import", "requests", piece, *EXAMPLE[1:], "--store", f"sqlite:{path}").exit
                                                 for piece in pieces))
    running.start()
    for n in range(200):
        is_last = not running.is_alive()
        copy = FOLDER / f"busy-{n}.backup"
        done = run("backup", copy, "--store", f"sqlite:{path}")
        if done.exit != 0:
            check("backup: while requests come in", False, done)
            break
        with sqlite3.connect(copy) as db:
            facts.append(db.execute("SELECT COUNT(*), MAX(id) FROM fact").fetchone())
            cases, opened = db.execute("SELECT (SELECT COUNT(*) FROM cases), (SELECT COUNT(*) FROM fact WHERE kind = 2)").fetchone()
        if cases != opened or facts[-1][0] != facts[-1][1]:
            check("backup: one state", False, f"{cases} cases, {opened} reports, {facts[-1]}")
        last = copy
        if is_last:
            break
        if n:
            (FOLDER / f"busy-{n - 1}.backup").unlink()
        time.sleep(0.01)
    running.join()
    check_equal("backup: the imports went on to their end", exits, [0] * len(pieces))
    check("backup: several were made meanwhile", len({count for count, _ in facts}) > 2, facts)
    check_equal("backup: each has what the one before it had", facts, sorted(facts))
    check_equal("backup: the last has all", tables(last), tables(path))
    done = run("restore", last, "--store", f"sqlite:{FOLDER / 'busy-again.db'}")
    check("backup: its derived tables are what its facts say", done.exit == 0 and "was not what" not in done.out, done)


def test_status():
    path = FOLDER / "whole.db"
    text = run("status", "--store", f"sqlite:{path}")
    check("status: as text", text.exit == 0 and re.search(r"^facts +\d+$", text.out, re.M), text)
    said = status(path)
    check_equal("status: facts", said["facts"], len(tables(path)["fact"]))
    check_equal("status: cases, documents", (said["cases"], said["documents"]), (183, 1))
    check("status: of a store that is not served", not said["stands_still"] and said["journal_mode"] == "wal", said)
    table = run("status", "--store", f"sqlite:{path}", "--format", "csv").out.splitlines()
    check_equal("status: as CSV", dict(zip(*(line.split(",") for line in table)))["facts"], str(said["facts"]))
    run("import", "areas", SOURCE / "library/demo/areas.geojson", "--store", f"sqlite:{FOLDER / 'fresh.db'}")
    warned = status(FOLDER / "fresh.db")["warnings"]
    check("status: without a backup it says so", any("wardmote backup FILE" in words for words in warned), warned)
    with sqlite3.connect(FOLDER / "fresh.db") as db:
        db.execute("INSERT OR REPLACE INTO setting VALUES (1, 'derived_at', '1700000000')")
        db.execute("INSERT OR REPLACE INTO setting VALUES (1, 'backed_up_at', '1700000000')")
        db.execute("INSERT OR REPLACE INTO setting VALUES (1, 'unfinished', 'a demonstration')")
    warned = "\n".join(status(FOLDER / "fresh.db")["warnings"])
    for words in ("start `wardmote serve`", "days old", "not finished: a demonstration"):
        check(f"status: warns: {words}", words in warned, warned)
    with sqlite3.connect(FOLDER / "fresh.db") as db:
        db.execute("PRAGMA user_version = 1")
    old = status(FOLDER / "fresh.db")
    check("status: of an older schema", old["facts"] is None and "make a backup" in old["warnings"][0], old)
    done = run("backup", FOLDER / "old.backup", "--store", f"sqlite:{FOLDER / 'fresh.db'}")
    check("backup: of an older schema, which stays", done.exit == 0 and status(FOLDER / "fresh.db")["schema"] == 1, done)
    done = run("status", "--store", f"sqlite:{FOLDER / 'nowhere.db'}")
    check_equal("status: no store", done.exit, 3)


def test_of_a_server():
    """A database into a file, and that into another database: each table as it was."""
    def rows(store):
        made = {name: store.rows(name) for name in KEPT + DERIVED}
        return {**made, "setting": [row for row in made["setting"] if row[1] not in OWN]}

    store, again, copy = Store("postgresql", ""), Store("postgresql", ""), FOLDER / "server.backup"
    run("import", "document", STREETS, "--store", store.url)
    run("import", "requests", *EXAMPLE, "--store", store.url)
    before = rows(store)
    done = run("backup", copy, "--store", store.url)
    check("backup of PostgreSQL: a store in SQLite", done.exit == 0 and copy.read_bytes().startswith(b"SQLite format 3"), done)
    check_equal("backup of PostgreSQL: one file, its owner's", (beside(copy), copy.stat().st_mode & 0o777), ([copy.name], 0o600))
    check_equal("backup of PostgreSQL: judged the same", judged(copy), run(
        "judge", "--store", store.url, "--as-of", "2026-09-30", "--format", "csv").out)
    done = run("restore", copy, "--store", again.url)
    check("restore to PostgreSQL", done.exit == 0 and "derived tables: made again\n" in done.out, done)
    check_equal("restore to PostgreSQL: every row of every table", rows(again), before)
    full = run("restore", copy, "--store", store.url)
    check("restore to PostgreSQL: refuses a database that holds anything", full.exit == 4 and "holds something" in full.err, full)
    check_equal("restore to PostgreSQL: which stays as it was", rows(store), before)
    said = json.loads(run("status", "--store", again.url, "--format", "json").out)
    check("status of PostgreSQL", said["facts"] == len(before["fact"]) and said["bytes"] is None and said["schema"] == said["schema_known"], said)


for test in (test_there_and_back, test_beside_a_journal, test_bad_backups, test_derived_that_lies,
             test_erasures_are_not_forgotten, test_while_it_is_written, test_status) + (test_of_a_server,) * ("postgresql" in engines()):
    test()
