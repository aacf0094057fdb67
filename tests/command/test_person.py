"""People: taken in, exported, erased to the last byte; the list of erasures; who may see what; the outbox."""
import csv
import http.server
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from harness import PROGRAM, SOURCE, Store, check, check_equal, engines, folder, run, write
from engines import SERVER

FOLDER = Path(folder.name)
CHARTER = """# Charter: People

- Id: people
- Area: North ward
- Between: the council; the residents
- In force: 1 January 2026 to 31 December 2027
- Calendar: england-and-wales

## Standard S1: Litter
- Provider: the council
- Service: litter
- Clock: from report to completion, within 2 working days
- Target: at least 90% each quarter
- If late: R1

## Redress R1: One late case
- Step 1: the provider tells the person who reported the reason and a new date, automatically within 3 working days
"""
MAPPING = """# Mapping: People

- Zone: Europe/London
- Id: Reference
- Service: Category
- Area: Ward
- Latitude: Lat
- Longitude: Lon
- Opened: Reported
- Closed: Completed
- Status: Status
- Open statuses: Open
- Closed statuses: Closed
- Map: * = same
"""
REQUESTS = """Reference,Reported,Category,Ward,Status,Completed,Lat,Lon
P-1,2026-02-02 10:00,litter,North ward,Open,,51.123457,-1.765433
P-2,2026-02-02 11:00,litter,North ward,Closed,2026-02-03 10:00,51.222222,-1.333333
P-3,2026-02-02 12:00,litter,North ward,Open,,51.444444,-1.555555
"""
HEADER = "reference,part,name,email,telephone,address,language,way\n"
PEOPLE = HEADER + """P-1,reporter,Zebedee Quillfeather,Zebedee.Quill@Example.org,07700 900-123,"7 Marmalade Row, Harcaster",en-GB,letter
P-2,,Zebedee Quillfeather,zebedee.quill@example.org,07700 900123,"7 Marmalade Row, Harcaster",en-GB,letter
P-3,on behalf of,Otto Umbrage,,,12 Other Street,cy,letter
P-9,reporter,Nobody There,nobody@example.org,,,,none
"""
# What must be nowhere once the first of them is erased; the coordinates are those of P-1.
SECRETS = ["Quillfeather", "zebedee.quill", "Zebedee.Quill", "07700900123", "900-123", "Marmalade", "51.12346", "-1.765433",
           "XYLOPHONE", "knotweed behind the shed", "rang Zebedee"]


def words_add(path):
    """What the record cannot be given by a command yet: words of the reporter, a note by the service, a reason"""
    with sqlite3.connect(path) as db:
        case, opened = db.execute("SELECT id, opened FROM cases WHERE reference = 'P-1'").fetchone()
        db.execute("UPDATE private SET words = 'knotweed behind the shed XYLOPHONE' WHERE fact_id = ?", (case,))
        for kind, voice, words in ((10, 2, "it is still there XYLOPHONE"), (10, 1, "rang Zebedee Quillfeather at noon"),
                                   (10, 1, "crew sent out"), (13, 0, "The lorry broke down XYLOPHONE")):
            db.execute("INSERT INTO fact (community, kind, case_id, name, happened, happened_last, recorded, voice, bound) "
                       "VALUES (1, ?, ?, 'n', ?, ?, ?, ?, 'h')", (kind, case, opened + 60, opened + 60, opened + 60, voice))
            fact = db.execute("SELECT last_insert_rowid()").fetchone()[0]
            if kind == 13:
                voice = 2
                db.execute("UPDATE fact SET voice = 2 WHERE id = ?", (fact,))
            db.execute("INSERT INTO private (community, fact_id, salt, words) VALUES (1, ?, x'00', ?)", (fact, words))


def store(name):
    path, url = FOLDER / name, f"sqlite:{FOLDER / name}"
    files = [write(*pair) for pair in (("people.md", CHARTER), ("people-mapping.md", MAPPING), ("requests.csv", REQUESTS),
                                       ("people.csv", PEOPLE))]
    run("import", "document", files[0], "--store", url)
    done = run("import", "requests", files[2], "--mapping", files[1], "--store", url)
    check("requests are taken in", done.out.startswith("3 new"), done)
    return path, url


def facts(path):
    with sqlite3.connect(path) as db:
        return db.execute("SELECT COUNT(*), MAX(id) FROM fact").fetchone()


def table(*words):
    done = run(*words, "--format", "csv")
    return list(csv.DictReader(io.StringIO(done.out))) if done.exit == 0 else done


def bytes_of(path):
    """the store with all that SQLite keeps beside it"""
    return b"".join(other.read_bytes() for other in sorted(path.parent.glob(path.name + "*")))


def copy(path, to):
    """as a backup does it: whole, whatever stands in the log"""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def found_in(data):
    return [secret for secret in SECRETS if secret.encode().lower() in data.lower()]


def until(condition, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.2)
    return condition()


def serve(url, *options):
    server = subprocess.Popen([PROGRAM, "serve", "--store", url, "--port", "0", *map(str, options)], stderr=subprocess.PIPE, text=True)
    for line in server.stderr:
        if "http://" in line:
            break
    return server


def test_import():
    path, url = store("people.db")
    first = run("import", "people", FOLDER / "people.csv", "--store", url)
    check_equal("people are taken in", first.out, "2 new people, 0 changed, 3 bound to a report, 0 lines as they were, 1 left out\n")
    check("a report that is not there is named by its line, not by its person",
          "people.csv:5: left out" in first.err and "Nobody" not in first.err, first.err)
    with sqlite3.connect(path) as db:
        before = db.execute("SELECT * FROM person").fetchall(), db.execute("SELECT * FROM case_person").fetchall(), facts(path)
    again = run("import", "people", FOLDER / "people.csv", "--store", url)
    check_equal("the same file again", again.out, "0 new people, 0 changed, 0 bound to a report, 3 lines as they were, 1 left out\n")
    with sqlite3.connect(path) as db:
        after = db.execute("SELECT * FROM person").fetchall(), db.execute("SELECT * FROM case_person").fetchall(), facts(path)
    check_equal("changes nothing, and makes no fact", after, before)
    moved = write("moved.csv", HEADER + 'P-3,on behalf of,Otto Umbrage,otto@example.org,,12 Other Street,cy,email\n')
    check("a later file changes a person", " 1 changed" in run("import", "people", moved, "--store", url).out)
    for text, told in (("P-1,owner,A,,,,,none\n", "2:1: error: the part is reporter, on behalf of or tenant"),
                       ("P-1,reporter,A,,,,,email\n", "2:1: error: 'email' needs an e-mail address"),
                       ("P-1,reporter,A,a.example.org,,,,email\n", "2:1: error: an e-mail address has an @"),
                       ("P-1,reporter,A,,,,,pigeon\n", "the way to reach somebody is"),
                       (",reporter,A,,,,,none\n", "the reference is missing"),
                       ("P-1,reporter,,,,,,none\n", "a person needs a name"),
                       ("P-1,reporter,A\n", "a line has eight values")):
        bad = run("import", "people", write("bad.csv", HEADER + text), "--store", url)
        check(f"refused: {told}", bad.exit == 3 and told in bad.err and "nothing was taken in" in bad.err, bad)
    bad = run("import", "people", write("bad.csv", "who\nA\n"), "--store", url)
    check("another table is refused", bad.exit == 3 and "the first line must be" in bad.err, bad)
    return path, url


def test_export(url):
    rows = table("person", "export", "--email", "ZEBEDEE.quill@example.ORG", "--store", url)
    got = {(row["what"], row["reference"], row["name"]): row["value"] for row in rows}
    check_equal("export: the row", (got["person", "", "name"], got["person", "", "telephone"], got["person", "", "address"]),
                ("Zebedee Quillfeather", "07700900123", "7 Marmalade Row, Harcaster"))
    check_equal("export: the cases", sorted(row["reference"] for row in rows if row["what"] == "case" and row["name"] == "part"),
                ["P-1", "P-2"])
    check("export: words and exact places", got["fact", "P-2", "latitude"] == "51.22222" and
          any("knotweed" in row["value"] for row in rows), rows)
    check("export: what others said of them, not what they said of nobody",
          any("rang Zebedee" in row["value"] for row in rows) and not any("crew sent" in row["value"] for row in rows))
    as_json = json.loads(run("person", "export", "--id", "1", "--format", "json", "--store", url).out)
    check_equal("export: as JSON the same", [row["value"] for row in as_json], [row["value"].removeprefix("'") for row in rows])
    by_case = run("person", "export", "--case", "P-3", "--format", "csv", "--store", url).out
    check("export: by case", "Otto Umbrage" in by_case and "Quill" not in by_case, by_case)
    for words, code in ((["--id", "99"], 3), (["--email", "x@y"], 3), (["--case", "P-77"], 3), ([], 2), (["--id", "1", "--case", "P-1"], 2)):
        check_equal(f"export {words}: refused", run("person", "export", *words, "--store", url).exit, code)
    both = write("both.csv", HEADER + "P-3,tenant,Ida Second,,,12 Other Street,,none\n")
    run("import", "people", both, "--store", url)
    several = run("person", "export", "--case", "P-3", "--store", url)
    check("export: several on a case are told apart by number", several.exit == 1 and "--id (2, 3)" in several.err, several)


def everything(path, url):
    """all that can be got out of the store, and what the server says"""
    out = [run("judge", "--store", url, "--cases").out, run("judge", "--store", url, "--explain", "P-1").out,
           run("outbox", "list", "--show-private", "--store", url).out, run("person", "erasures", "--store", url).out]
    server = subprocess.Popen([PROGRAM, "serve", "--store", url, "--port", "0"], stderr=subprocess.PIPE, text=True)
    said, port = [], None
    for line in server.stderr:
        said.append(line)
        if "http://" in line:
            port = line.rsplit(":", 1)[1].strip(" /\n")
            break
    for page in ("/", "/reports/P-1", "/reports/P-1.json", "/reports/P-1.csv", "/search?q=knotweed", "/search?q=Quillfeather",
                 "/areas/North%20ward", "/charters/people/S1", "/data/figures.csv", "/redress"):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=60) as answer:
            out.append(answer.read().decode().replace("Quillfeather", "", 2) if "Quillf" in page else answer.read().decode())
    server.send_signal(signal.SIGTERM)
    said.append(server.communicate(timeout=60)[1])
    return "\n".join(out + said)


def test_erase(path, url):
    run("rebuild", "--store", url)
    judged = run("judge", "--store", url, "--as-of", "2026-03-10", "--format", "csv").out
    older = FOLDER / "older.db"
    copy(path, older)
    check("a backup is made", run("backup", FOLDER / "people.backup", "--store", url).exit == 0)
    check("before: everything is there", len(found_in(bytes_of(path))) >= 7, found_in(bytes_of(path)))
    before = facts(path)
    dry = run("person", "erase", "--id", "1", "--store", url)
    check("erase: without --yes it is only said", "nothing was changed" in dry.out and facts(path) == before and
          "would be erased: the person's row, 4 words, 2 exact places" in dry.out, dry)
    check("erase: what stays is named", "facts " in dry.out and "--all-words" in dry.out, dry)
    done = run("person", "erase", "--id", "1", "--yes", "--store", url)
    check("erase: done, and says the same", done.exit == 0 and "erased: the person's row, 4 words, 2 exact places" in done.out, done)
    check_equal("no byte is in the store or beside it", found_in(bytes_of(path)), [])
    check_equal("nor in any export, page or log", found_in(everything(path, url).encode()), [])
    check_equal("nor in what serving left", found_in(bytes_of(path)), [])
    with sqlite3.connect(path) as db:
        erased = db.execute("SELECT name, value, case_id IS NOT NULL, voice FROM fact WHERE kind = 23").fetchall()
        check_equal("the erasure is a fact of each case, as a number", erased, [("on request", "6", 1, 0), ("on request", "2", 1, 0)])
        check_equal("the hash stays, its salt does not", db.execute(
            "SELECT COUNT(*) FROM fact f LEFT JOIN private p ON p.fact_id = f.id WHERE f.case_id = (SELECT id FROM cases "
            "WHERE reference = 'P-1') AND f.bound IS NOT NULL AND p.salt IS NULL").fetchone()[0] >= 4, True)
        check_equal("the case has no summary any more", db.execute("SELECT summary FROM cases WHERE reference = 'P-1'").fetchone(), (None,))
        check_equal("the other person is as before", db.execute("SELECT COUNT(*) FROM person").fetchone()[0], 2)
    check_equal("the figures are as before", run("judge", "--store", url, "--as-of", "2026-03-10", "--format", "csv").out, judged)
    check_equal("once more: there is nobody", run("person", "erase", "--id", "1", "--yes", "--store", url).exit, 3)
    run("seal", "--store", url)
    parts = {part["part"]: part for part in json.loads(run("verify", url, "--format", "json").out)["parts"]}
    check("verify: what was erased is counted, and the derived tables are what the facts give",
          parts["private"]["left_out"] >= 4 and parts["derived"]["checked"] and not parts["derived"]["wrong"], parts)
    kept = facts(path)
    rebuilt = run("rebuild", "--store", url)
    check("rebuild afterwards works, and records nothing", rebuilt.exit == 0 and facts(path) == kept, rebuilt)
    return older


def test_restored(path, backup):
    """A backup from before: restored without whoever was erased since."""
    check("the backup has it all", len(found_in(backup.read_bytes())) >= 7, found_in(backup.read_bytes()))
    place = FOLDER / "restored.db"
    beside = path.with_name(path.name + ".erasures")
    done = run("restore", backup, "--store", f"sqlite:{place}", "--erasures", beside)
    check("restore: erased again", done.exit == 0 and "6 parts of facts and 1 people erased again" in done.out, done)
    check_equal("restore: to the last byte", found_in(bytes_of(place)), [])
    check_equal("restore: the list came along", run("person", "erasures", "--store", f"sqlite:{place}").out, beside.read_text())
    url = f"sqlite:{place}"
    before = facts(place)
    rebuilt = run("rebuild", "--store", url)
    check("restore: and its derived tables are whole", rebuilt.exit == 0 and facts(place) == before, rebuilt)
    verified = run("verify", "--store", url)
    check("restore: verify tells what was erased from what was changed", "5 private not checked: erased" in verified.out, verified)


def test_again(path, older):
    """An older copy: erased again by the list, by hand and when it is served."""
    url = f"sqlite:{older}"
    list_text = run("person", "erasures", "--store", f"sqlite:{path}").out
    beside = path.with_name(path.name + ".erasures")
    check_equal("the list stands beside the store", beside.read_text(), list_text)
    check("the list names nobody", not found_in(list_text.encode()) and list_text.startswith("wardmote erasures 1\n"), list_text)
    served = FOLDER / "served.db"
    copy(older, served)
    check("the older copy has it all", len(found_in(bytes_of(older))) >= 7)
    backup, restored = FOLDER / "person.backup", FOLDER / "again.db"
    run("backup", backup, "--store", url)
    shutil.copy(beside, FOLDER / "again.db.erasures")
    done = run("restore", backup, "--store", f"sqlite:{restored}")
    check("restore: with the list beside it, erased again", done.exit == 0 and "6 parts of facts and 1 people erased again" in done.out, done)
    check_equal("restore: to the last byte", (found_in(bytes_of(restored)), len(found_in(backup.read_bytes())) >= 7), ([], True))
    restored.unlink()
    done = run("restore", backup, "--store", f"sqlite:{FOLDER / 'named.db'}", "--erasures", beside)
    check("restore: or with the list that is named", done.exit == 0 and "6 parts of facts" in done.out, done)
    done = run("person", "replay", beside, "--store", url)
    check("replay: erased again", done.out.startswith("6 parts of facts and 1 people erased again on 2 cases; 0 of"), done)
    check_equal("replay: to the last byte", found_in(bytes_of(older)), [])
    known = facts(older)
    again = run("person", "replay", beside, "--store", url)
    check("replay: the second time nothing is left to do", again.out.startswith("0 parts of facts and 0 people") and facts(older) == known, again)
    check_equal("replay: the list is as it was", run("person", "erasures", "--store", url).out, list_text)
    shutil.copy(beside, FOLDER / "served.db.erasures")
    server = serve(f"sqlite:{served}")
    swept = run("person", "sweep", "--store", f"sqlite:{served}")
    check("sweep: while it is served", swept.exit == 0 and swept.out.startswith("the file was made anew"), swept)
    check_equal("served with the list beside it: erased again, and swept meanwhile", found_in(bytes_of(served)), [])
    server.send_signal(signal.SIGTERM)
    check_equal("the server goes on", (server.communicate(timeout=60)[1].count("error"), server.returncode), (0, 0))
    cut = write("cut.erasures", list_text[:len(list_text) // 2])
    bad = run("person", "replay", cut, "--store", url)
    check("a list that is cut off is refused", bad.exit == 3 and "cut.erasures:" in bad.err, bad)
    check("so is another file", run("person", "replay", FOLDER / "people.csv", "--store", url).exit == 3)
    other = FOLDER / "other.db"
    copy(FOLDER / "fresh.db", other)
    run("person", "replay", beside, "--store", f"sqlite:{other}", "--no-vacuum")
    with sqlite3.connect(other) as db:
        check("another store's facts with these numbers are left alone",
              db.execute("SELECT COUNT(*) FROM private").fetchone()[0] == 3 and db.execute("SELECT COUNT(*) FROM fact WHERE kind = 23").fetchone()[0] == 0)


def database_bytes(server):
    """all that the server keeps in the files of that database"""
    server.run("CHECKPOINT")
    place = Path(re.search(r"host=([^&]+)", os.environ[SERVER])[1]) / "data/base" / server.run("SELECT oid FROM pg_database WHERE datname = current_database()").strip()
    return b"".join(file.read_bytes() for file in sorted(place.iterdir()) if file.is_file())


def test_on_server():
    server = Store("postgresql", "")
    url = server.url
    run("import", "document", write("people.md", CHARTER), "--store", url)
    run("import", "requests", write("requests.csv", REQUESTS), "--mapping", write("people-mapping.md", MAPPING), "--store", url)
    done = run("import", "people", write("people.csv", PEOPLE), "--store", url)
    check("on a server: people are taken in", done.exit == 0, done)
    server.run("UPDATE private SET words = 'knotweed behind the shed XYLOPHONE' WHERE fact_id = (SELECT id FROM cases WHERE reference = 'P-1')")
    run("rebuild", "--store", url)
    server.run("ANALYZE")
    check("on a server, before: everything is there", len(found_in(database_bytes(server))) >= 7, found_in(database_bytes(server)))
    # Whoever writes meanwhile, in whichever database of the server, keeps old rows from going.
    writing = subprocess.Popen(["psql", "-X", "-q", "-d", os.environ[SERVER], "-c", "SELECT pg_current_xact_id(); SELECT pg_sleep(15)"],
                               stdout=subprocess.DEVNULL)
    time.sleep(1)
    done = run("person", "erase", "--id", "1", "--yes", "--store", url)
    check("on a server: erased, and the tables made anew", done.exit == 0 and "the tables were made anew: " in done.out, done)
    check("on a server: it says that somebody holds older rows", "somebody still reads an older state" in done.err, done)
    writing.wait()
    swept = run("person", "sweep", "--store", url)
    until(lambda: "somebody still reads" not in swept.err or "somebody still reads" not in run("person", "sweep", "--store", url).err)
    check("on a server: what its log keeps is said", "the server's log is written over by and by" in done.err, done)
    check_equal("on a server: no byte is in its files", found_in(database_bytes(server)), [])
    run("seal", "--store", url)
    verified = run("verify", url)
    check("on a server: the record verifies", "facts" in verified.out and "derived" in verified.out and verified.out.count(" 0 ") > 3, verified)
    check_equal("on a server: the other person is as before", server.run("SELECT name FROM person").split("\n")[:1], ["Otto Umbrage"])
    swept = run("person", "sweep", "--store", url)
    check("on a server: sweep does it by hand", swept.exit == 0 and swept.out.startswith("the tables were made anew: "), swept)


def test_retention():
    path, url = store("retention.db")
    bad = run("import", "retention", write("bad-rules.csv", "rule,data,months,done\nr,faces,12,erased\n"), "--store", url)
    check("retention: a rule of what is not there is refused", bad.exit == 3 and "bad-rules.csv:2:1" in bad.err, bad)
    done = run("import", "retention", SOURCE / "library/retention.csv", "--store", url)
    check("retention: the library's table is adopted", done.exit == 0, done)


def test_permissions():
    rows = table("permissions")
    check("permissions: a table", len(rows) > 30 and rows[0]["everybody"] == "yes", rows)
    lines = [line for line in (SOURCE / "docs/permissions.md").read_text().splitlines() if line.startswith("| ")]
    written = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[:len(rows) + 1]]
    told = [[cell.replace("_", " ") for cell in rows[0]]] + [list(row.values()) for row in rows]
    check_equal("permissions: docs/permissions.md says the same", written, told)
    check_equal("permissions: of the same roles as visibility", list(rows[0])[1:], list(table("visibility")[0])[1:])


def test_visibility():
    rows = table("visibility")
    check("visibility: a table", isinstance(rows, list) and len(rows) > 10 and rows[0]["everybody"] == "yes", rows)
    text = (SOURCE / "docs/privacy.md").read_text()
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    first = next(i for i, line in enumerate(lines) if line.startswith("| data | everybody |"))
    written = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[first:]]
    told = [list(rows[0])] + [list(row.values()) for row in rows]
    check_equal("visibility: docs/privacy.md says the same", written[:len(told)],
                [[cell.replace("_", " ") if i == 0 else cell for cell in row] for i, row in enumerate(told)])
    check_equal("visibility: as JSON", [list(row.values()) for row in json.loads(run("visibility", "--format", "json").out)], told[1:])


class Receiver(http.server.BaseHTTPRequestHandler):
    got, answers = [], [500, 200]

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.headers["Idempotency-Key"], json.loads(body)))
        self.send_response(self.answers[min(len(self.got), len(self.answers)) - 1])
        self.end_headers()

    def log_message(self, *_):
        pass


def message_add(path, key, way="letter", reference="P-3"):
    """A message on its way, as outbox_tell leaves it"""
    with sqlite3.connect(path) as db:
        fact, = db.execute("SELECT id FROM cases WHERE reference = ?", (reference,)).fetchone()
        person, = db.execute("SELECT person_id FROM case_person WHERE case_id = ?", (fact,)).fetchone()
        db.execute("INSERT INTO outbox (community, way, to_person, message, fact_id, key, state, attempts, next_attempt, created) "
                   "VALUES (1, ?, ?, 'explained', ?, ?, 'waiting', 0, ?, ?)", (way, person, fact, key, time.time() // 1, time.time() // 1))


def state(path, key):
    with sqlite3.connect(path) as db:
        return db.execute("SELECT state, attempts, last_error FROM outbox WHERE key = ?", (key,)).fetchone()


def test_outbox():
    path, url = store("outbox.db")
    run("import", "people", FOLDER / "people.csv", "--store", url)
    spool = FOLDER / "spool"
    spool.mkdir()
    for words, told in ((f"pigeon=spool:{spool}", "is no WAY=SENDER"), (f"letter=spool:{FOLDER / 'none'}", "there is no folder"),
                        ("email=smtp:mail.example.org", "neither spool:FOLDER, print:FOLDER, smtp:, smtps: nor an http or https address"),
                        (f"letter=spool:{spool},letter=spool:{spool}", "is given twice")):
        done = run("serve", "--store", url, "--port", "0", "--outbox", words)
        check(f"serve --outbox {words.split('=')[0]}: refused, {told}", done.exit == 2 and told in done.err, done)
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    message_add(path, "a" * 32)
    message_add(path, "b" * 32, "email")
    message_add(path, "c" * 32, "text")
    server = serve(url, "--outbox", f"letter=spool:{spool},email=http://127.0.0.1:{receiver.server_port}/hook")
    check("spool: a letter is sent", until(lambda: (state(path, "a" * 32) or [""])[0] == "sent"), state(path, "a" * 32))
    check("webhook: refused once, it waits", until(lambda: state(path, "b" * 32)[2] == "the receiver answered 500"), state(path, "b" * 32))
    with sqlite3.connect(path, timeout=30) as db:
        db.execute("UPDATE outbox SET next_attempt = 0 WHERE key = ?", ("b" * 32,))
    check("webhook: then it is sent", until(lambda: state(path, "b" * 32)[:2] == ("sent", 2)), state(path, "b" * 32))
    server.send_signal(signal.SIGTERM)
    said = server.communicate(timeout=60)[1]
    check_equal("webhook: both times the same key", [key for key, _ in Receiver.got], ["b" * 32] * 2)
    check_equal("webhook: a neutral subject", Receiver.got[0][1]["subject"], "Mae newyddion am eich adroddiad P-3 / There is news about your report P-3")
    letter = (spool / ("a" * 32 + ".txt"))
    check("spool: one whole file, for nobody else to read", [p.name for p in spool.iterdir()] == [letter.name] and
          letter.stat().st_mode & 0o777 == 0o600, list(spool.iterdir()))
    check("spool: whom, and about which report", "Name: Otto Umbrage\n" in letter.read_text() and
          "Subject: Mae newyddion am eich adroddiad P-3 / There is news about your report P-3\n" in letter.read_text(), letter.read_text())
    check("the log says how many, not to whom", "outbox: " in said and "Umbrage" not in said, said)
    check_equal("what nobody sends waits", state(path, "c" * 32)[0], "waiting")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE outbox SET state = 'dead', last_error = 'the receiver answered 410' WHERE key = ?", ("c" * 32,))
        number, = db.execute("SELECT id FROM outbox WHERE key = ?", ("c" * 32,)).fetchone()
    rows = table("outbox", "list", "--state", "dead", "--store", url)
    check_equal("list: the dead one, with its report and no person", ([row["reference"] for row in rows], "name" in rows[0]), (["P-3"], False))
    check_equal("list --show-private: to whom", table("outbox", "list", "--state", "dead", "--show-private", "--store", url)[0]["name"], "Otto Umbrage")
    run("outbox", "retry", str(number), "--store", url)
    check_equal("retry: it waits again", state(path, "c" * 32)[:2], ("waiting", 0))
    check_equal("drop: wants a reason", run("outbox", "drop", str(number), "--store", url).exit, 2)
    run("outbox", "drop", str(number), "--reason", "rang instead", "--store", url)
    check_equal("drop: dead, with the reason", state(path, "c" * 32)[2], "dropped: rang instead")
    check_equal("retry: not what was sent", run("outbox", "retry", "1", "--store", url).exit, 1)
    check_equal("retry: not what is not there", run("outbox", "retry", "77", "--store", url).exit, 3)
    erased = run("person", "erase", "--case", "P-3", "--yes", "--store", url)
    check("erase: says that messages had left", "2 messages had left this program" in erased.out, erased)
    check("erase: the outbox forgets", state(path, "a" * 32) is None)


def test_killed():
    """Of two servers one runs the clock; killed, the other takes over when its lease ends."""
    path, url = store("killed.db")
    first = serve(url, "--lease", "6")

    def holder():
        with sqlite3.connect(path, timeout=30) as db:
            return (db.execute("SELECT holder FROM lease").fetchone() or [None])[0]

    check("the first server holds the lease", until(lambda: holder() is not None))
    held = holder()
    second = serve(url, "--lease", "6")
    while (line := second.stderr.readline()).startswith("There is no administrator"):
        pass
    check_equal("the second says so", line, "another server runs the clock\n")
    time.sleep(3)
    check_equal("and leaves it", holder(), held)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=60)
    check("the first is killed: the second takes over", until(lambda: holder() != held), holder())
    second.send_signal(signal.SIGTERM)
    said = second.communicate(timeout=60)[1]
    check("and says so", "this server runs the clock now" in said, said)


fresh, _ = store("fresh.db")
people, people_url = test_import()
words_add(people)
test_export(people_url)
copied = test_erase(people, people_url)
test_restored(people, FOLDER / "people.backup")
test_again(people, copied)
if "postgresql" in engines():
    test_on_server()
test_retention()
test_visibility()
test_permissions()
test_outbox()
test_killed()
