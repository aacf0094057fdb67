"""Mail, to a real mail server and to bad ones: what arrives is read by Python's own parser; what was refused for good is
told from what is tried again; letters are read back by pdftotext; text messages are counted and signed."""
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

from harness import PROGRAM, check, check_equal, folder, run, skip, write
from mail_servers import EXIM, Bad, Exim

FOLDER = Path(folder.name)
CHARTER = """# Charter: Mail

- Id: mail
- Area: North ward
- Between: the council; the residents
- In force: 1 January 2026 to 31 December 2027
- Calendar: england-and-wales

## Standard S1: Litter
- Provider: the council
- Service: litter
- Clock: from report to completion, within 2 working days
- Target: at least 90% each quarter
"""
MAPPING = """# Mapping: Mail

- Zone: Europe/London
- Id: Reference
- Service: Category
- Area: Ward
- Opened: Reported
- Closed: Completed
- Status: Status
- Open statuses: Open
- Closed statuses: Closed
- Map: * = same
"""
PEOPLE = (("ada", "Ada Ŵyn-Example", "en", "email"), ("later", "Late", "en", "email"), ("nobody-here", "No", "en", "email"),
          ("forbidden", "For", "en", "email"), ("bryn", "Bryn Example", "cy", "email"), ("tess", "Tess", "en", "text"),
          ("lena", "Lena Longletter", "en", "letter"))
WORDS = "A lorry broke down; the crew comes on Thursday. £5 goes to the fund. " * 2


def store(name):
    path, url = FOLDER / name, f"sqlite:{FOLDER / name}"
    rows = "".join(f"M-{i},2026-02-02 10:00,litter,North ward,Open,\n" for i in range(1, len(PEOPLE) + 1))
    people = "".join(f"M-{i},reporter,{who},{local}@mx.example,0770090012{i},\"{i} High Street, Harcaster, HX1 {i}AA\",{language},{way}\n"
                     for i, (local, who, language, way) in enumerate(PEOPLE, 1))
    charter, mapping = write("mail.md", CHARTER), write("mail-mapping.md", MAPPING)
    requests = write("requests.csv", "Reference,Reported,Category,Ward,Status,Completed\n" + rows)
    listed = write("people.csv", "reference,part,name,email,telephone,address,language,way\n" + people)
    run("import", "document", charter, "--store", url)
    run("import", "requests", requests, "--mapping", mapping, "--store", url)
    done = run("import", "people", listed, "--store", url)
    if not done.out.startswith(f"{len(PEOPLE)} new people"):
        raise SystemExit(f"people could not be taken in: {done}")
    return path, url


def told(path, number, words=WORDS, message="explained"):
    """A reason on record, and a message of it on its way; its key."""
    key = hashlib.sha256(f"{path} {number} {message} {words}".encode()).hexdigest()[:32]
    now = int(time.time())
    with sqlite3.connect(path, timeout=30) as db:
        case, = db.execute("SELECT id FROM cases WHERE reference = ?", (f"M-{number}",)).fetchone()
        person, way = db.execute("SELECT p.id, p.way FROM case_person AS c JOIN person AS p ON p.id = c.person_id "
                                 "WHERE c.case_id = ?", (case,)).fetchone()
        fact = db.execute("INSERT INTO fact (community, kind, case_id, happened, happened_last, recorded, voice, bound) "
                          "VALUES (1, 10, ?, ?, ?, ?, 1, 'h')", (case, now, now, now)).lastrowid
        db.execute("INSERT INTO private (community, fact_id, salt, words) VALUES (1, ?, x'00', ?)", (fact, words))
        db.execute("UPDATE case_person SET token = ? WHERE case_id = ?", (f"token{number}", case))
        db.execute("INSERT INTO outbox (community, way, to_person, message, fact_id, key, state, attempts, next_attempt, created) "
                   "VALUES (1, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?)", (way, person, message, fact, key, now, now))
    return key


def state(path, key):
    with sqlite3.connect(path, timeout=30) as db:
        return db.execute("SELECT state, attempts, last_error FROM outbox WHERE key = ?", (key,)).fetchone()


def until(condition, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.2)
    return condition()


def secret_file(name, text):
    path = write(name, text)
    path.chmod(0o600)
    return path


class Serving:
    def __init__(self, url, *options):
        self.process = subprocess.Popen([PROGRAM, "serve", "--store", url, "--port", "0", "--address", "https://w.example", *map(str, options)],
                                        stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        for line in self.process.stderr:
            if "http://" in line:
                return self
        raise SystemExit("the server did not start")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.said = self.process.communicate(timeout=60)[1]


def test_real_server():
    if not EXIM:
        skip("mail to a real server", "exim4 is not installed")
        return
    path, url = store("real.db")
    with Exim(needs_password=True) as exim:
        file = secret_file("sender", f"From: Harcaster Cyngor ŵ <reports@harcaster.example>\nBounces: bounces@harcaster.example\n"
                           f"User: wardmote\nPassword: correct horse\nCertificates: {exim.folder}/cert.pem\n")
        keys = {local: told(path, i) for i, (local, *_) in enumerate(PEOPLE, 1)}
        with Serving(url, "--outbox", f"email=smtp://localhost:{exim.port}", "--sender", file) as serving:
            check("with STARTTLS and a password it is sent", until(lambda: state(path, keys["ada"])[0] == "sent"), state(path, keys["ada"]))
            until(lambda: state(path, keys["later"])[2] and state(path, keys["bryn"])[0] == "sent")
            check_equal("an address its server does not know is dead", state(path, keys["nobody-here"]), ("dead", 1, "there is no such address: 550 5.1.1"))
            check_equal("a refusal is dead", state(path, keys["forbidden"]), ("dead", 1, "the mail server refused the message: 550 5.7.1"))
            check_equal("what is refused for now waits", state(path, keys["later"]), ("waiting", 1, "the mail server said: not now (451 4.2.1)"))
            again = told(path, 3, "Once more.")
            check_equal("nothing more goes to an address that is not there", until(lambda: state(path, again)[0] == "dead")
                        and state(path, again)[2], "messages come back from this address: ask for another")
            got, welsh = exim.mail("ada"), exim.mail("bryn")
        check("the log names nobody", "mx.example" not in serving.said and "Ada" not in serving.said, serving.said)
    mail_is_right(got, keys["ada"])
    mail = email.message_from_bytes(welsh, policy=email.policy.default)
    check_equal("in Welsh: the subject", mail["Subject"], "Mae eich adroddiad M-5 yn hwyr / Your report M-5 is late")
    check_equal("in Welsh: the languages", mail["Content-Language"], "cy, en")
    with sqlite3.connect(path) as db:
        check_equal("the address that fails is known", db.execute("SELECT way, address, reason FROM unreachable").fetchall(),
                    [("email", "nobody-here@mx.example", "refused")])


def mail_is_right(got, key):
    mail = email.message_from_bytes(got, policy=email.policy.default)
    check_equal("the envelope's sender says whose it is", mail["Return-path"], f"<bounces+{key}@harcaster.example>")
    check_equal("from", str(mail["From"]), "Harcaster Cyngor ŵ <reports@harcaster.example>")
    check_equal("to", str(mail["To"]), "Ada Ŵyn-Example <ada@mx.example>")
    check_equal("the subject is neutral", mail["Subject"], "Your report M-1 is late")
    check_equal("the id is the outbox's key", mail["Message-ID"], f"<{key}@harcaster.example>")
    check_equal("to be ended in one press", (mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"]),
                ("<https://w.example/unsubscribe/token1>", "List-Unsubscribe=One-Click"))
    check_equal("sent by a program", mail["Auto-Submitted"], "auto-generated")
    check("one thread for a case", mail["References"] == mail["In-Reply-To"] and mail["References"].startswith("<case."), mail["References"])
    parts = [part.get_content_type() for part in mail.walk()]
    check_equal("text and HTML", parts, ["multipart/alternative", "text/plain", "text/html"])
    text = mail.get_body(("plain",)).get_content().rstrip()
    check_equal("the text, whole", text.replace("\r\n", "\n"), f"""Dear Ada Ŵyn-Example,

About: Litter, reported on 2 February 2026

About your report M-1: it is late. The reason, and what happens now:

    {WORDS.strip()}

What was promised:
Standard S1: Litter
It is completed within 2 working days of the report, in at least 90 of every 100 cases each quarter.

See your report:
https://w.example/r/token1

You are told because you reported it. To hear no more about this report: https://w.example/unsubscribe/token1""")
    html = mail.get_body(("html",)).get_content()
    check("the HTML has the same words", WORDS.strip() in html and 'href="https://w.example/r/token1"' in html, html)
    check("no line is longer than 76", max(map(len, got.split(b"\n\n", 1)[1].splitlines())) <= 77, got)


def test_tls():
    if not EXIM:
        skip("TLS", "exim4 is not installed")
        return
    path, url = store("tls.db")
    with Exim() as exim:
        key = told(path, 1)
        file = secret_file("strict", "From: reports@harcaster.example\n")
        with Serving(url, "--outbox", f"email=smtp://localhost:{exim.port}", "--sender", file):
            check("a certificate nobody vouches for: it waits", until(lambda: state(path, key)[2])
                  and state(path, key)[0] == "waiting" and "certificate" in state(path, key)[2], state(path, key))
        check_equal("and nothing was said to it", exim.mail("ada", 1), b"")


# What the bad server does, and how a message must end.
BAD = (
    ("busy at the greeting", {"": "421 4.3.2 too busy"}, "waiting", "the mail server said: not now (421 4.3.2)"),
    ("refuses us", {"MAIL": "550 5.7.1 go away ada@mx.example"}, "waiting", "the mail server said: not now (550 5.7.1)"),
    ("no such mailbox", {"RCPT": "550 5.1.1 <ada@mx.example>: unknown"}, "dead", "there is no such address: 550 5.1.1"),
    ("refuses the recipient", {"RCPT": "554 5.7.1 relaying denied"}, "dead", "the mail server refused the message: 554 5.7.1"),
    ("refuses it without a status", {"RCPT": "550 unknown user ada@mx.example"}, "dead", "the mail server refused the message: 550"),
    ("mailbox full", {"RCPT": "452 4.2.2 full"}, "waiting", "the mail server said: not now (452 4.2.2)"),
    ("refuses the words", {".": "554 5.6.0 spam"}, "dead", "the mail server refused the message: 554 5.6.0"),
    ("fails at the end", {".": "451 4.3.0 disk"}, "waiting", "the mail server said: not now (451 4.3.0)"),
    ("hangs up at once", {"": None}, "waiting", "the mail server could not be reached: "),
    ("hangs up after the words", {".": None}, "waiting", "the mail server could not be reached: "),
    ("half an answer", {"RCPT": "25~"}, "waiting", "the mail server could not be reached: "),
    ("no mail server at all", {"": "HTTP/1.1 400 Bad Request"}, "waiting", "the mail server could not be reached: "),
)


def test_bad_servers():
    path, url = store("bad.db")
    file = secret_file("plain", "From: reports@harcaster.example\nTLS: none\n")
    for name, script, ends, error in BAD:
        with sqlite3.connect(path, timeout=30) as db:
            db.execute("DELETE FROM outbox")
            db.execute("DELETE FROM unreachable")
        key = told(path, 1, name)
        with Bad(script) as bad, Serving(url, "--outbox", f"email=smtp://127.0.0.1:{bad.port}", "--sender", file):
            until(lambda: state(path, key)[0] == ends and state(path, key)[1] == 1 and state(path, key)[2])
            got = state(path, key)
        check(f"{name}: {ends}", got[:2] == (ends, 1) and got[2].startswith(error) and "ada" not in got[2], got)
    with Bad({}) as bad, Serving(url, "--outbox", f"email=smtp://127.0.0.1:{bad.port}", "--sender", file):
        key = told(path, 1, ".\n..\nFrom here\n")
        until(lambda: state(path, key)[0] == "sent")
        check_equal("a full stop alone on its line does not end it", state(path, key)[0], "sent")
        said = b"".join(bad.said)
        check("we call ourselves by the sender's domain", said.startswith(b"EHLO harcaster.example\r\n"), said[:200])
        check("nothing of it goes to a second recipient", said.count(b"RCPT TO:") == 1 and b"RCPT TO:<ada@mx.example>" in said, said[:400])


def test_silence():
    path, url = store("silence.db")
    file = secret_file("plain", "From: reports@harcaster.example\nTLS: none\n")
    with Bad({"DATA": ""}) as bad, Serving(url, "--outbox", f"email=smtp://127.0.0.1:{bad.port}", "--sender", file):
        key = told(path, 1)
        until(lambda: state(path, key)[2], 90)
        check_equal("a server that falls silent: it waits, and goes on serving", state(path, key),
                    ("waiting", 1, "the mail server could not be reached: Failure when receiving data from the peer"))


def test_settings():
    _, url = store("settings.db")
    for name, text, error in (
            ("none", "TLS: none\n", "mail needs a sender: name a file with '--sender FILE'"),
            ("bad-from", "From: The Council\n", "From: write a name and an address"),
            ("bad-name", "Form: a@b.example\n", "is none of From, Bounces, User, Password, TLS, Certificates and Sign"),
            ("half", "From: a@b.example\nUser: x\n", "User and Password go together"),
            ("plain-password", "From: a@b.example\nUser: x\nPassword: y\nTLS: none\n", "a password is sent with TLS only"),
            ("short", "Sign: abc\n", "Sign: takes 16 characters or more")):
        done = run("serve", "--store", url, "--port", "0", "--outbox", "email=smtp://localhost:25", "--sender", secret_file(name, text))
        check(f"sender file {name}: refused with what to do", done.exit == (2 if name == "none" else 3) and error in done.err, done)
    open_file = write("open", "From: a@b.example\n")
    open_file.chmod(0o644)
    done = run("serve", "--store", url, "--port", "0", "--outbox", "email=smtp://localhost:25", "--sender", open_file)
    check("a file that others may read is refused", done.exit == 4 and "chmod 600" in done.err, done)
    done = run("serve", "--store", url, "--port", "0", "--outbox", "text=smtp://localhost:25", "--sender", secret_file("fine", "From: a@b.example\n"))
    check("mail is the way email", done.exit == 2 and "'smtp://localhost:25' goes by mail, which is the way email" in done.err, done)


class Receiver(http.server.BaseHTTPRequestHandler):
    got = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Receiver.got.append((dict(self.headers), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_text():
    path, url = store("text.db")
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    secret = "a long random text"
    file = secret_file("sign", f"Sign: {secret}\n")
    key = told(path, 6, message="fixed")
    with Serving(url, "--outbox", f"text=http://127.0.0.1:{receiver.server_port}/sms", "--sender", file):
        until(lambda: state(path, key)[0] == "sent")
    headers, body = Receiver.got[-1]
    got = json.loads(body)
    check_equal("a text message: what it says and takes", (got["body"], got["alphabet"], got["parts"]),
                ("Litter, M-6: the service says it is fixed. Is it? https://w.example/r/token6", "GSM-7", 1))
    check_equal("to a telephone", got["to"]["telephone"], "07700900126")
    times, sums = (part.split("=", 1)[1] for part in headers["Wardmote-Signature"].split(","))
    check_equal("signed", sums, hmac.new(secret.encode(), times.encode() + b"." + body, hashlib.sha256).hexdigest())
    receiver.shutdown()


def height(text, word):
    line = next(line for line in text.splitlines() if f">{word}<" in line)
    low, high = (float(line.split(f'{name}="')[1].split('"')[0]) for name in ("yMin", "yMax"))
    return high - low


def test_letter():
    path, url = store("letter.db")
    queue = FOLDER / "queue"
    queue.mkdir()
    short, long = told(path, 7, "The lorry broke down."), told(path, 7, "The lorry broke down. " * 250)
    with Serving(url, "--outbox", f"letter=print:{queue}"):
        until(lambda: state(path, short)[0] == state(path, long)[0] == "sent")
    files = sorted(p.name for p in queue.iterdir())
    check_equal("two letters, whole", files, sorted([f"{short}.pdf", f"{long}.pdf"]))
    check("nobody else may read them", all(p.stat().st_mode & 0o777 == 0o600 for p in queue.iterdir()))
    if not shutil.which("pdftotext"):
        skip("what the letter says", "pdftotext is not installed")
        return
    text = subprocess.run(["pdftotext", "-layout", queue / f"{short}.pdf", "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(text.split())
    for piece in ("Lena Longletter 7 High Street Harcaster HX1 7AA", "About your report M-7", "The lorry broke down.",
                  "See your report: https://w.example/r/token7", "Page 1 of 1"):
        check(f"the letter has: {piece}", piece in words, text)
    bbox = subprocess.run(["pdftotext", "-bbox", queue / f"{short}.pdf", "-"], capture_output=True, text=True, check=True).stdout
    place = [line for line in bbox.splitlines() if ">Lena<" in line][0]
    x, y = (float(place.split(f'{name}="')[1].split('"')[0]) for name in ("xMin", "yMin"))
    check("name and address are where the window is", 57 < x < 312 and 113 < y < 213, place)
    text = subprocess.run(["pdftotext", "-layout", queue / f"{long}.pdf", "-"], capture_output=True, text=True, check=True).stdout
    pages = text.count("\f")
    check("a long letter goes on overleaf", pages > 1 and f"Page {pages} of {pages}" in text and
          text.count("The lorry") + text.count("The\n") >= 240, (pages, text[:300]))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE person SET print = 'large' WHERE name = 'Lena Longletter'")
    large = told(path, 7, "The lorry is mended.")
    with Serving(url, "--outbox", f"letter=print:{queue}"):
        until(lambda: state(path, large)[0] == "sent")
    small, big = (subprocess.run(["pdftotext", "-bbox", queue / f"{key}.pdf", "-"], capture_output=True, text=True, check=True).stdout
                  for key in (short, large))
    check_equal("in large print: words half as high again, the address as the window has it",
                [round(height(big, word) / height(small, word), 1) for word in ("lorry", "Lena")], [1.5, 1.0])


def notice(key, action="failed", status="5.1.1"):
    return f"""Return-Path: <>
To: bounces+{key}@harcaster.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ada@mx.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <ada@mx.example>: no such user

--b--
"""


def test_bounce():
    path, url = store("bounce.db")
    key = told(path, 1)

    def rows():
        with sqlite3.connect(path, timeout=30) as db:
            return db.execute("SELECT way, address, reason FROM unreachable").fetchall()

    for name, mail, said in (
            ("a delay", notice(key, "delayed", "4.4.1"), "a delay: nothing was changed\n"),
            ("a failure for now", notice(key, "failed", "4.2.2"), "a delay: nothing was changed\n"),
            ("of a message of somebody else", notice("0" * 32), "of no message that was sent from here: nothing was changed\n"),
            ("an answer of a person", f"To: bounces+{key}@x.example\nSubject: I am on holiday\n\nStatus: 5.1.1\n",
             "no notice of a mail server: nothing was changed\n"),
            ("nothing at all", "", "no notice of a mail server: nothing was changed\n")):
        done = run("bounce", "--store", url, stdin=mail)
        check_equal(f"bounce: {name}", (done.exit, done.out, rows()), (0, said, []))
    done = run("bounce", "--store", url, stdin=notice(key).replace("\n", "\r\n"))
    check_equal("bounce: the address is failing, which is said without it", (done.exit, done.out),
                (0, "the address is failing: nothing more is sent there\n"))
    check_equal("and known", rows(), [("email", "ada@mx.example", "5.1.1")])
    export = run("person", "export", "--case", "M-1", "--store", url, "--format", "csv")
    check("a person's export has it", "address that fails" in export.out and "5.1.1" in export.out, export)
    run("person", "erase", "--case", "M-1", "--yes", "--store", url)
    check_equal("erasing the person takes it along", rows(), [])


test_bounce()
test_real_server()
test_tls()
test_bad_servers()
test_silence()
test_settings()
test_text()
test_letter()
