"""verify: whatever is changed in a store or in a downloaded record is found and named."""
import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from harness import SOURCE, Store, check, check_equal, engines, folder, run, write
from serving import demonstration

FOLDER = Path(folder.name)
PARTS = ["facts", "checkpoints", "keys", "contents", "private", "photographs", "derived", "figures"]


def original():
    path = FOLDER / "original.db"
    if not path.exists():
        shutil.copy(demonstration("verified.db"), path)
        shutil.copy(demonstration("verified.db").with_suffix(".db.key"), str(path) + ".key")
    return path


def small():
    """A store without private words and published figures, verified in no time"""
    path, examples = FOLDER / "small.db", SOURCE / "library/examples"
    if not path.exists():
        for words in (["document", examples / "harcaster-streets.md"],
                      ["requests", examples / "harcaster-requests.csv", "--mapping", examples / "harcaster-mapping.md"]):
            done = run("import", *words, "--store", f"sqlite:{path}")
            check(f"import {words[0]}: seals at its end", done.exit == 0 and "not sealed" not in done.err, done)
        run("rebuild", "--store", f"sqlite:{path}", "--as-of", "2026-12-31")
        check_equal("the small store agrees", run("verify", path).exit, 0)
    return path


def copy(name="changed.db", of=None):
    path, of = FOLDER / name, of or small()
    for extra in ("", "-wal", "-shm"):
        Path(str(path) + extra).unlink(missing_ok=True)
    shutil.copy(of, path)
    shutil.copy(f"{of}.key", f"{path}.key")
    return path


def verified(source, *more):
    """(what it says as JSON, exit code)"""
    done = run("verify", str(source), "--format", "json", *more)
    check("verify: says so in JSON", done.out.startswith("{"), done)
    return json.loads(done.out), done.exit


def expect(name, source, part, words, *more):
    """That part is wrong, and its first words say so."""
    if part in PARTS[:3] and "--log-only" not in more:
        more += ("--log-only",)
    said, code = verified(source, *more)
    answers = {p["part"]: p for p in said["parts"]}
    check_equal(f"{name}: exit 1", code, 1)
    check(f"{name}: {part} does not agree", answers[part]["wrong"] > 0, said)
    check(f"{name}: it is named", re.search(words, answers[part]["first"] or ""), answers[part]["first"])
    return answers


def change(*statements, name="changed.db", of=None):
    path = copy(name, of)
    with sqlite3.connect(path) as db:
        for statement in statements:
            db.execute(statement)
    return path


def test_agrees():
    done = run("verify", f"sqlite:{small()}")
    check("verify: a store agrees", done.exit == 0 and "All of it agrees" in done.out, done)
    before = original().read_bytes()
    said, code = verified(original())
    check("verify: writes nothing", original().read_bytes() == before)
    parts = {p["part"]: p for p in said["parts"]}
    check_equal("verify: the demonstration agrees", code, 0)
    check_equal("verify: every part", list(parts), PARTS)
    check_equal("verify: each has something in it, but the demonstration no photographs",
                [name for name, p in parts.items() if not p["checked"]], ["photographs"])
    check_equal("verify: nothing waits", said["not_sealed"], 0)
    mode = stat.S_IMODE(os.stat(str(original()) + ".key").st_mode)
    check_equal("the key is its owner's alone", oct(mode), "0o600")
    for source, exit_code in (("/nonexistent/x.db", 3), (write("no.db", b"no store at all" * 300), 4)):
        check_equal(f"verify {source}: can't be read", run("verify", source).exit, exit_code)
    check_equal("verify: wrong use", run("verify", "a", "b").exit, 2)


def test_facts():
    fact = "SELECT id FROM fact WHERE kind = 4 AND name = 'completion' ORDER BY id LIMIT 1 OFFSET 50"
    with sqlite3.connect(small()) as db:
        at, after, last = db.execute(fact).fetchone()[0], None, db.execute("SELECT MAX(id) FROM fact").fetchone()[0]
        after = db.execute(f"SELECT MIN(id) FROM fact WHERE id > {at} AND kind = 4").fetchone()[0]
        known = db.execute(f"SELECT name FROM fact WHERE id = {at}").fetchone()[0]
    expect("one byte of a fact", change(f"UPDATE fact SET name = 'completioN' WHERE id = {at}"), "facts",
           rf"^fact {at} \(event completioN, case \d+\) was changed: its line gives the hash [0-9a-f]{{64}}, and [0-9a-f]{{64}} was sealed$")
    expect("a second", change(f"UPDATE fact SET happened = happened + 1 WHERE id = {at}"), "facts", f"^fact {at} .*was changed")
    expect("back-dated", change(f"UPDATE fact SET recorded = recorded - 86400 WHERE id = {at}"), "facts", f"^fact {at} .*was changed")
    expect("dropped", change(f"DELETE FROM fact WHERE id = {at}"), "facts", f"^fact {at} was sealed and is not there any more$")
    answers = expect("two swapped", change(f"UPDATE fact SET id = -1 WHERE id = {at}", f"UPDATE fact SET id = {at} WHERE id = {after}",
                                           f"UPDATE fact SET id = {after} WHERE id = -1"), "facts", f"^fact {at} .*was changed")
    check_equal("two swapped: both are counted", answers["facts"]["wrong"], 2)
    for column in ("kind = kind + 1", "case_id = case_id + 1", "document = 'x'", "clause = 'x'", "value = 'x'", "happened_last = happened + 9",
                   "until = 1", "period_from = 1", "period_to = 1", "voice = 2", "said_by = 'x'", "corrects = 1", "bound = 'x'"):
        said, code = verified(change(f"UPDATE fact SET {column} WHERE id = {at}"), "--log-only")
        check(f"{column}: is found", code == 1 and said["parts"][0]["wrong"] == 1 and said["parts"][0]["first"].startswith(f"fact {at} "), said)
    published = change("UPDATE fact SET words = 'x' WHERE id = (SELECT MIN(id) FROM fact WHERE kind = 14)", of=original())
    expect("words of a figure", published, "facts", r"^fact \d+ \(published provisional, .*was changed")
    check_equal("not asked", known, "completion")
    tail = change("DELETE FROM leaf WHERE fact_id > (SELECT MAX(id) - 5 FROM fact)", f"DELETE FROM fact WHERE id > {last - 5}")
    expect("taken off the end", tail, "checkpoints", r"only \d+ are there: some were taken off the end$")
    with sqlite3.connect(small()) as db:
        columns = "community, kind, case_id, document, clause, name, value, happened, happened_last, recorded, voice"
        row = db.execute(f"SELECT {columns} FROM fact WHERE id = {at}").fetchone()
    path = change(f"UPDATE fact SET id = id + 1 WHERE id = {last}", f"UPDATE leaf SET fact_id = fact_id + 1 WHERE fact_id = {last}")
    with sqlite3.connect(path) as db:
        db.execute(f"INSERT INTO fact (id, {columns}) VALUES ({last}, {', '.join('?' * len(row))})", row)
    expect("put in between", path, "facts", f"^fact {last} .* was never sealed, and later ones were")


def test_resealed():
    """Whoever changes a fact and its hash is caught by the hashes above."""
    fact = "(SELECT MIN(id) + 300 FROM fact)"
    path = change(f"UPDATE leaf SET hash = zeroblob(32) WHERE fact_id = {fact}")
    answers = expect("a leaf", path, "facts", r"^fact \d+ .*was changed")
    check("a leaf: the root does not follow", "its root is" in answers["checkpoints"]["first"], answers)
    expect("an inner hash", change("UPDATE node SET hash = zeroblob(32) WHERE level = 9 AND nth = 0"), "facts", "^the log's hash 0 of level 9")
    expect("an inner hash taken out", change("DELETE FROM node WHERE level = 8 AND nth = 1"), "facts", "^the log's hash 1 of level 8")


def test_back_dated_later():
    path = copy()
    run("seal", "--store", f"sqlite:{path}")
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO fact (community, kind, document, clause, happened, happened_last, recorded, voice, words) "
                   "VALUES (1, 10, 'aldermoor-streets', 'S1', 1700000000, 1700000000, 1700000000, 1, 'We said so long ago')")
    said, code = verified(path, "--log-only")
    check("a fact that is not sealed is counted", said["not_sealed"] == 1, said)
    expect("back-dated afterwards", path, "facts", r"^fact \d+ is recorded as of more than a day before the checkpoint that it follows")


def test_checkpoints():
    path = copy()
    with sqlite3.connect(path) as db:
        size, note = db.execute("SELECT size, note FROM checkpoint ORDER BY size DESC").fetchone()
        root = note.split("\n")[2]
        changed = note.replace(root, ("A" if root[0] != "A" else "B") + root[1:])
        db.execute("UPDATE checkpoint SET note = ? WHERE size = ?", (changed, size))
    expect("a checkpoint's root", path, "checkpoints", rf"^the checkpoint of {size} facts: its root is [0-9a-f]{{64}}, and the facts give [0-9a-f]{{64}}")
    path = copy()
    with sqlite3.connect(path) as db:
        spot = note.rindex(" ") + 20
        db.execute("UPDATE checkpoint SET note = ? WHERE size = ?", (note[:spot] + ("A" if note[spot] != "A" else "B") + note[spot + 1:], size))
    expect("a signature", path, "checkpoints", rf"^the checkpoint of {size} facts: its signature is of no key of this record")
    expect("its time", change("UPDATE checkpoint SET note = replace(note, 'time 20', 'time 21')"), "checkpoints", "its signature")
    expect("its number", change("UPDATE checkpoint SET size = size - 1"), "checkpoints", "is none, or of another number")
    expect("a key", change("UPDATE log_key SET key = zeroblob(32)"), "checkpoints", "its signature")
    expect("the secret", change("UPDATE log SET secret = zeroblob(16)"), "facts", "was changed")


def test_kept_checkpoint():
    """A record made up anew agrees with itself, and not with the checkpoint that somebody kept."""
    with sqlite3.connect(small()) as db:
        notes = [row[0] for row in db.execute("SELECT note FROM checkpoint ORDER BY size DESC")]
    kept = write("kept.txt", notes[0])
    said, code = verified(small(), "--log-only", "--checkpoint", kept)
    check_equal("a kept checkpoint agrees", (code, said["parts"][1]["checked"]), (0, len(notes) + 1))
    path = change("DELETE FROM leaf", "DELETE FROM node", "DELETE FROM checkpoint", "UPDATE fact SET said_by = 'The Mayor' WHERE id = 200")
    check_equal("sealed anew", run("seal", "--store", f"sqlite:{path}").exit, 0)
    said, code = verified(path, "--log-only")
    check_equal("it agrees with itself", code, 0)
    expect("made up anew", path, "checkpoints", "^the checkpoint that was kept of .*its root is", "--checkpoint", kept)


def test_keys():
    path = copy("keys.db")
    with sqlite3.connect(path) as db:
        sealed = db.execute("SELECT COUNT(*) FROM checkpoint").fetchone()[0]
    url, key = f"sqlite:{path}", Path(str(path) + ".key")
    os.chmod(key, 0o640)
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO fact (community, kind, name, happened, happened_last, recorded, voice) VALUES (1, 21, 'x', 2000000000, 2000000000, 2000000000, 1)")
    done = run("seal", "--store", url)
    check("a key that others may read is refused", done.exit == 4 and "chmod 600" in done.err, done)
    os.chmod(key, 0o600)
    first = key.read_text()
    done = run("seal", "--store", url, "--new-key")
    check("a new key", done.exit == 0 and key.with_suffix(".key.next").exists(), done)
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO fact (community, kind, name, happened, happened_last, recorded, voice) VALUES (1, 21, 'y', 2000000000, 2000000000, 2000000000, 1)")
    done = run("seal", "--store", url)
    check("it signs", done.exit == 0 and key.read_text() != first and not key.with_suffix(".key.next").exists(), done)
    said, code = verified(path, "--log-only")
    check("both keys hold", code == 0 and said["parts"][2]["checked"] == 2 and said["parts"][1]["checked"] == sealed + 2, said)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE log_key SET statement = replace(statement, 'key 2', 'key 3') WHERE nth = 2")
    expect("a key that nobody vouched for", path, "keys", "^key 2 is not vouched for by key 1", "--log-only")
    key.rename(str(key) + ".gone")
    done = run("seal", "--store", url)
    check("nothing to seal, nothing to sign", done.exit == 0, done)
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO fact (community, kind, name, happened, happened_last, recorded, voice) VALUES (1, 21, 'z', 2000000000, 2000000000, 2000000000, 1)")
    done = run("seal", "--store", url)
    check("a key that is gone is asked for", done.exit == 3 and "--key" in done.err, done)


def test_contents():
    body = "UPDATE content SET body = replace(body, 'at least', 'at most') WHERE name = 'harcaster-streets'"
    expect("a document's text", change(body), "contents", r"^content \d+ \('harcaster-streets'\) was changed: its text gives the hash")
    both = change(body, "UPDATE content SET hash = hash || 'x' WHERE name = 'harcaster-streets'", of=small())
    expect("its hash too", both, "contents", r"^content \d+ \('harcaster-streets'\) was changed|no fact adopted")
    expect("a document taken out", change("DELETE FROM content WHERE name = 'harcaster-streets'"), "contents", r"^content \d+ \('harcaster-streets'\), which fact \d+")


def test_private():
    first = "(SELECT MIN(fact_id) + 0 FROM private WHERE words IS NOT NULL AND salt IS NOT NULL)"
    answers = expect("a private text", change(f"UPDATE private SET words = words || '.' WHERE fact_id = {first}", of=original()), "private",
                     r"^what is private of fact \d+ was changed")
    check_equal("a private text: the facts agree", answers["facts"]["wrong"], 0)
    path = change("DELETE FROM private WHERE fact_id IN (SELECT fact_id FROM private LIMIT 3)", of=original())
    run("rebuild", "--store", f"sqlite:{path}")
    said, code = verified(path)
    check("what was erased is counted, and no error", code == 0 and said["parts"][4]["left_out"] == 3, said)


def test_derived():
    for name, statement, words in (
            ("a count", "UPDATE count SET on_time = on_time + 1 WHERE rowid = (SELECT MAX(rowid) FROM count)", r"^count of \S+ from .*; the facts give"),
            ("a finding", "UPDATE finding SET late = 1 - late WHERE rowid = (SELECT MAX(rowid) FROM finding)", r"^finding of case \d+ for"),
            ("a case", "UPDATE cases SET visibility = 2 WHERE id = (SELECT MIN(id) FROM cases WHERE visibility = 0)", r"^case \d+ \('.*visibility 2.*visibility 0"),
            ("a case taken out", "DELETE FROM cases WHERE id = (SELECT MIN(id) FROM cases)", "and the store has no such row$"),
            ("what is owed", "UPDATE obligation SET state = state + 1 WHERE rowid = (SELECT MIN(rowid) FROM obligation)", r"^what is owed by \S+ of \S+, step"),
            ("a row too many", "INSERT INTO count SELECT community, version, 'S99', is_count, slot, area, unit, 1, 0, 0, 0, 0 FROM count LIMIT 1",
             "nothing in the facts gives that row$")):
        answers = expect(name, change(statement), "derived", words)
        check_equal(f"{name}: the facts agree", answers["facts"]["wrong"], 0)


def test_on_server():
    """What is changed in the tables of a server is named in the same words."""
    store, examples = Store("postgresql", ""), SOURCE / "library/examples"
    run("import", "document", examples / "harcaster-streets.md", "--store", store.url)
    run("import", "requests", examples / "harcaster-requests.csv", "--mapping", examples / "harcaster-mapping.md", "--store", store.url)
    run("rebuild", "--store", store.url, "--as-of", "2026-12-31")
    check_equal("on a server: it agrees", run("verify", store.url).exit, 0)
    at, after = store.run("SELECT id FROM fact WHERE name = 'completion' ORDER BY id OFFSET 9 LIMIT 2").split()
    for name, part, words, statement, back in (
            ("one byte of a fact", "facts", r"^fact \d+ \(event completioN, case \d+\) was changed",
             f"UPDATE fact SET name = 'completioN' WHERE id = {at}", "UPDATE fact SET name = 'completion' WHERE name = 'completioN'"),
            ("back-dated", "facts", r"^fact \d+ .*was changed", f"UPDATE fact SET recorded = recorded - 86400 WHERE id = {at}",
             f"UPDATE fact SET recorded = recorded + 86400 WHERE id = {at}"),
            ("a document's text", "contents", r"^content \d+ \('harcaster-streets'\) was changed",
             "UPDATE content SET body = body || ' ' WHERE name = 'harcaster-streets'",
             "UPDATE content SET body = substr(body, 1, length(body) - 1) WHERE name = 'harcaster-streets'"),
            ("a count", "derived", r"^count of \S+ from .*; the facts give", "UPDATE count SET on_time = on_time + 1", "UPDATE count SET on_time = on_time - 1"),
            ("two swapped", "facts", r"^fact \d+ .*was changed",
             f"UPDATE fact SET id = -1 WHERE id = {at}; UPDATE fact SET id = {at} WHERE id = {after}; UPDATE fact SET id = {after} WHERE id = -1",
             None),
            ("dropped", "facts", r"^fact \d+ was sealed and is not there any more$", "DELETE FROM fact WHERE id = (SELECT MIN(id) FROM fact)", None)):
        store.run(statement)
        expect(f"on a server: {name}", store.url, part, words)
        if back:
            store.run(back)


def test_figures():
    """A figure that never was what the facts say, sealed like any other"""
    path = change("DELETE FROM leaf", "DELETE FROM node", "DELETE FROM checkpoint",
                  "UPDATE fact SET words = replace(words, ' of ', '1 of ') WHERE id = (SELECT MAX(id) FROM fact WHERE kind = 14 AND words LIKE '% of %')", of=original())
    run("seal", "--store", f"sqlite:{path}")
    answers = expect("a made-up figure", path, "figures", r"^the figure of \S+ \S+ for \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d \(\w+, fact \d+\): '.*was published; the facts on record then give")
    check_equal("a made-up figure: one of them", answers["figures"]["wrong"], 1)
    check_equal("a made-up figure: sealed as it is", answers["facts"]["wrong"] + answers["checkpoints"]["wrong"], 0)


def exported(of=None):
    """A fresh copy of the downloaded record of the demonstration, or of another store"""
    of = of or original()
    kept, path = FOLDER / f"kept-record-{of.stem}", FOLDER / "record"
    if not kept.exists():
        done = run("export", "record", "--to", kept, "--store", f"sqlite:{of}")
        check("export record", done.exit == 0 and str(kept) in done.out, done)
    shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(kept, path)
    return path


def test_folder():
    path = exported()
    again = FOLDER / "again"
    run("export", "record", "--to", again, "--store", f"sqlite:{original()}")
    check_equal("export: the same bytes again", {p.relative_to(again): p.read_bytes() for p in again.rglob("*") if p.is_file()},
                {p.relative_to(path): p.read_bytes() for p in path.rglob("*") if p.is_file()})
    done = run("export", "record", "--to", again, "--store", f"sqlite:{original()}")
    check("export: never over another", done.exit != 0 and "is there already" in done.err, done)
    check("export: nothing is left behind", not list(FOLDER.glob("*.new-*")))
    check_equal("export: another kind", run("export", "people", "--to", again).exit, 2)
    said, code = verified(path)
    parts = {p["part"]: p for p in said["parts"]}
    check_equal("a downloaded record agrees", code, 0)
    check("what is not public is counted", parts["facts"]["left_out"] > 1000 and parts["figures"]["left_out"] > 0, said)
    check("most figures can be counted again", parts["figures"]["checked"] > 10 * parts["figures"]["left_out"], said)
    (path / "record.json").write_text("[]")
    done = run("verify", path)
    check("no record of ours", done.exit == 3 and "record.json" in done.err, done)


def line_change(function, leaves=None):
    path = exported(small())
    for name, change_one in (("facts.jsonl", function), ("leaves.txt", leaves)):
        if change_one:
            lines = (path / name).read_text().split("\n")[:-1]
            change_one(lines)
            (path / name).write_text("\n".join(lines) + "\n")
    return path


def test_folder_changed():
    n = next(i for i, line in enumerate(exported(small()).joinpath("facts.jsonl").read_text().split("\n")) if i > 50 and '"completion"' in line)

    def put(lines, old, new):
        lines[n] = lines[n].replace(old, new)

    def swap(lines):
        lines[n], lines[n + 1] = lines[n + 1], lines[n]

    expect("a line, one byte", line_change(lambda lines: put(lines, "completion", "completioN")), "facts", rf"^fact {n + 1} \(event completioN.*was changed: line {n + 1} ")
    expect("a line, back-dated", line_change(lambda lines: put(lines, '"recorded":"2', '"recorded":"1')), "facts", rf"^fact {n + 1} .*was changed")
    expect("a line, a space", line_change(lambda lines: put(lines, ",", ", ")), "facts", rf"^line {n + 1} was changed")
    answers = expect("a line left out", line_change(lambda lines: lines.pop(n)), "facts", rf"^the line before fact {n + 2} .* was sealed and is not there any more")
    check_equal("a line left out: only that", answers["facts"]["wrong"], 1)
    answers = expect("two lines swapped", line_change(swap), "facts", r"^fact \d+ .*was changed: line")
    check_equal("two lines swapped: both", answers["facts"]["wrong"], 2)
    expect("a line left out, and its hash", line_change(lambda lines: lines.pop(n), lambda lines: lines.pop(n)), "checkpoints", "its root is|only .* are there")
    expect("the last lines", line_change(lambda lines: lines.__delitem__(slice(-3, None))), "facts", "^a line behind the last was sealed")
    expect("a hash", line_change(None, lambda lines: lines.__setitem__(n, "0" * 64)), "facts", "was changed")
    path = exported(small())
    (path / "leaves.txt").unlink()
    said, code = verified(path, "--log-only")
    check_equal("without the hashes", code, 0)
    lines = (path / "facts.jsonl").read_text()
    (path / "facts.jsonl").write_text(lines.replace("completion", "completioN", 1))
    expect("a byte without the hashes", path, "checkpoints", "its root is")
    path = exported(small())
    notes = json.loads((path / "checkpoints.json").read_text())
    notes[0]["note"] = notes[0]["note"][:-6] + "AAAA=\n"
    (path / "checkpoints.json").write_text(json.dumps(notes))
    expect("a signature in the folder", path, "checkpoints", "its signature")
    path = exported(small())
    name = next(c["id"] for c in json.loads((path / "contents.json").read_text()) if c["name"] == "harcaster-streets")
    text = (path / f"contents/{name}").read_text()
    (path / f"contents/{name}").write_text(text.replace("at least", "at most", 1))
    expect("a document's text in the folder", path, "contents", rf"^content {name} \('harcaster-streets'\) was changed")
    (path / f"contents/{name}").unlink()
    expect("a document left out of the folder", path, "contents", rf"^content {name} \('harcaster-streets'\), which fact \d+")


def found_in(text, wanted):
    """Those of the wanted words that are somewhere in the text; grep looks for thousands at once."""
    words, where = write("wanted.txt", "".join(f"{word}\n" for word in wanted)), write("text.txt", text)
    done = subprocess.run(["grep", "-oFf", words, where], capture_output=True, text=True, check=False)
    check("grep looked", done.returncode in (0, 1), done.stderr)
    return done.stdout.splitlines()


def test_nothing_private():
    """No line, key or file holds what is private, a secret, or a case that is in no list."""
    path = exported()
    text = "\n".join(p.read_text() for p in path.rglob("*") if p.is_file() and p.parent.name != "contents")
    with sqlite3.connect(original()) as db:
        words = [row[0] for row in db.execute("SELECT words FROM private WHERE words IS NOT NULL AND length(words) > 20")]
        hidden = [row[0] for row in db.execute("SELECT reference FROM cases WHERE visibility > 0")]
        salts = [row[0].hex() for row in db.execute("SELECT salt FROM private WHERE salt IS NOT NULL")]
        secret = db.execute("SELECT secret FROM log").fetchone()[0].hex()
        places = [row[0] for row in db.execute("SELECT latitude FROM private WHERE latitude IS NOT NULL")]
    check("what is there is found", found_in(text, ["completion", "not anywhere"])[:1] == ["completion"])
    check("there is something to hide", len(words) > 100 and len(hidden) > 100, (len(words), len(hidden)))
    public = {line["words"] for line in map(json.loads, (path / "facts.jsonl").read_text().splitlines()) if "words" in line}
    check("no words on cases", not public & set(words), list(public & set(words))[:3])
    check("no case that is in no list", not found_in(text, [f'"{r}"' for r in hidden]), hidden[:3])
    check("no salts, no secret, no places", not found_in(text, salts + [secret] + places))


for test in (test_agrees, test_facts, test_resealed, test_back_dated_later, test_checkpoints, test_kept_checkpoint, test_keys, test_contents,
             test_private, test_derived, test_figures, test_folder, test_folder_changed, test_nothing_private):
    test()
if "postgresql" in engines():
    test_on_server()
