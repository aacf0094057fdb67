"""Photographs over HTTP: who gets which, with which headers, and what the commands for stores do with their files."""
import hashlib
import sqlite3
from pathlib import Path

from serving import Server, check, check_equal, demonstration, folder, run

NOBODY = "/photographs/" + "0" * 64
ROW = ("INSERT INTO photograph (community, case_id, fact_id, hash, small, kind, width, height, small_width, small_height, "
       "state, added) VALUES (1, ?, NULL, ?, ?, 'report', 1600, 1200, 320, 240, ?, ?)")


def put(shelf, content):
    """A file on the shelf; its name."""
    name = hashlib.sha256(content).hexdigest()
    path = shelf / name[:2] / f"{name[2:]}.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return name


def photograph(store, case, state, content, added=4102444800):
    """A photograph in that state, on a case, without the fact that would bind it; its name."""
    shelf = Path(f"{store}.photographs")
    name, small = put(shelf, content), put(shelf, b"small " + content)
    with sqlite3.connect(store) as db:
        db.execute(ROW, (case, name, small, state, added))
    db.close()
    return name


def answers(server, store, cases):
    visible, counted = cases
    shown = photograph(store, visible, "shown", b"\xff\xd8shown")
    page = server.get(f"/photographs/{shown}")
    check_equal("a photograph that was shown is given out", (page.status, page.raw), (200, b"\xff\xd8shown"))
    check_equal("it is a JPEG, which only whoever has seen it may keep",
                [page.headers.get(name) for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")],
                ["image/jpeg", "nosniff", "private, max-age=31536000, immutable"])
    page = server.get(f"/photographs/{shown}/small")
    check_equal("so is its small one", (page.status, page.raw), (200, b"small \xff\xd8shown"))
    for what, name in (("waits", photograph(store, visible, "waiting", b"waiting")),
                       ("is hidden", photograph(store, visible, "hidden", b"hidden")),
                       ("is covered", photograph(store, visible, "covered", b"covered")),
                       ("is on a case that is only counted", photograph(store, counted, "shown", b"counted"))):
        for path in (f"/photographs/{name}", f"/photographs/{name}/small"):
            page = server.get(path)
            check(f"one that {what} is not there for the public: {path[-6:]}",
                  page.status == 404 and b"waiting" not in page.body and "immutable" not in page.headers["Cache-Control"],
                  page)
    unsent = photograph(store, None, "unsent", b"unsent")
    page = server.get(f"/photographs/{unsent}")
    check_equal("one of a report that is being written is given to who knows its name, and kept by no cache",
                (page.status, page.raw, page.headers["Cache-Control"]), (200, b"unsent", "no-store"))
    for path in (NOBODY, "/photographs/..%2F..%2Fetc%2Fpasswd", f"/photographs/{shown[:-1]}", f"/photographs/{shown}/large",
                 f"/photographs/{shown.upper()}", "/photographs", f"/photographs/{shown}.json"):
        page = server.get(path)
        check(f"there is no {path[:30]}", page.status == 404, page)
    with sqlite3.connect(store) as db:
        db.execute("UPDATE photograph SET state = 'hidden' WHERE hash = ?", (shown,))
    check_equal("hidden later it is gone for whoever has not seen it", server.get(f"/photographs/{shown}").status, 404)
    return shown


def commands(store, shown):
    backup, again = folder / "backup.db", folder / "again.db"
    done = run("backup", str(backup), "--store", f"sqlite:{store}")
    check("a backup says where the photographs are, and to keep both",
          done.out.splitlines()[1:] == [f"{backup}.photographs: 12 files; keep the two together"], done)
    done = run("restore", str(backup), "--store", f"sqlite:{again}")
    check("they are restored", "photographs: 12 files; 0 are missing\n" in done.out and done.exit == 0, done)
    name = Path(f"{again}.photographs") / shown[:2] / f"{shown[2:]}.jpg"
    check_equal("under their names, readable by their owner alone",
                (name.read_bytes(), oct(name.stat().st_mode & 0o777)), (b"\xff\xd8shown", "0o600"))
    done = run("verify", f"sqlite:{again}", "--format", "csv")
    check("and verified: photographs that no fact binds are wrong",
          [line for line in done.out.splitlines() if line.startswith("photographs,")]
          == ["photographs,12,5,0,photograph 1: no fact is bound to it"], done)
    name.unlink()
    done = run("verify", f"sqlite:{again}")
    check("one that is missing is named", f"the file of photograph {shown} is not there" in done.out and done.exit == 1, done)
    (Path(f"{backup}.photographs") / shown[:2] / f"{shown[2:]}.jpg").unlink()
    done = run("restore", str(backup), "--store", f"sqlite:{folder / 'third.db'}")
    check("a backup that has lost one says so and restores the rest",
          "photographs: 11 files; 1 are missing\n" in done.out and done.exit == 0
          and done.err == "Photographs that are not there any more were not restored: look for the folder "
          f"{backup}.photographs, and restore again to another place; `wardmote verify` names one of them.\n", done)
    done = run("move", "--from", f"sqlite:{store}", "--to", f"sqlite:{folder / 'moved.db'}")
    check("a move takes them along",
          done.out.splitlines()[-1:] == [f"photographs: 12 files in {folder / 'moved.db'}.photographs"], done)


def main():
    store = demonstration()
    with sqlite3.connect(store) as db:
        cases = [db.execute("SELECT id FROM cases WHERE visibility = ? ORDER BY id LIMIT 1", (v,)).fetchone()[0] for v in (0, 2)]
    db.close()
    with Server(store) as server:
        shown = answers(server, store, cases)
    commands(store, shown)


main()
