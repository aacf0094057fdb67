"""Photographs in an object store (s3rver, from npm): kept, shown, erased, copied there and back, backed up without them; and what
happens while it is gone, hangs, or refuses: nothing that was typed is lost, nobody waits long, no secret is said."""
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from browsing import Browser
from reporting import STREET, one, png, sent, written
from signed import Door
from serving import SOURCE, Server, check, check_equal, demonstration, folder, run

sys.path.insert(0, str(SOURCE / "tools"))
from assets import install
from harness import skip

PACKAGES = SOURCE / "build/s3rver"
TYPED = "An old sofa lies before the house"
KEYS = {"AWS_ACCESS_KEY_ID": "OURKEY", "AWS_SECRET_ACCESS_KEY": "our/S3cret+word"}
REGION = "eu-west-2"
WRONG = {**KEYS, "AWS_SECRET_ACCESS_KEY": "not-the-s3cret"}
CANT = "The photograph can&#39;t be kept just now: send it again in a moment, or go on without it"


class Bucket:
    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.process = folder / "bucket", None

    def start(self):
        self.process = subprocess.Popen(
            ["node", str(PACKAGES / "node_modules/s3rver/bin/s3rver.js"), "-d", self.folder, "-a", "127.0.0.1", "-p", str(self.port), "--no-vhost-buckets",
             "--silent", "--configure-bucket", "photographs"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "NODE_NO_WARNINGS": "1"})
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                self.door = Door(self.port, *KEYS.values(), REGION)
                self.place = f"s3:http://127.0.0.1:{self.door.server_address[1]}/photographs/ours"
                return self
            except OSError:
                time.sleep(0.05)
        raise SystemExit("s3rver did not start")

    def names(self):
        """what is in it, as photographs are named"""
        return sorted(path.parent.name + path.name.split(".")[0] for path in self.folder.glob("photographs/ours/*/*.jpg._S3rver_object"))


def serve(store, bucket, keys=None, **more):
    return Server(store, environment={"WARDMOTE_PHOTOGRAPHS": f"{bucket.place}?region={REGION}", **(KEYS if keys is None else keys), **more})


def rows(store, sql, *values):
    with sqlite3.connect(store) as db:
        return db.execute(sql, values).fetchall()


def names_of(store):
    return sorted(name for row in rows(store, "SELECT hash, small FROM photograph") for name in row)


def begun(server, network):
    browser = Browser(server, network=network)
    written(browser, TYPED, "fly-tipping / public land", "ZZ1 2AB")
    return browser


def picture(size):
    return ("a.png", "image/png", png(size, 200))


def test_kept(server, store, bucket):
    browser = begun(server, "192.0.2.10")
    check_equal("a photograph is taken", browser.send("/report/more", photo=picture(300)).status, 303)
    reference = sent(browser, email="ada@example.org")
    number, hash_, small = one(store, "SELECT p.id, p.hash, p.small FROM photograph p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", reference)
    check("it is in the bucket, both of it", {hash_, small} <= set(bucket.names()), bucket.names())
    check("and in no folder", not Path(f"{store}.photographs").exists())
    officer = Browser(server)
    officer.sign_in(STREET)
    officer.post(f"/moderation/{reference}/photographs/{number}", deed="show")
    pages = [server.get(f"/photographs/{hash_}{end}") for end in ("", "/small")]
    check("shown to everybody", [page.status for page in pages] == [200, 200] and all(page.raw.startswith(b"\xff\xd8") for page in pages), pages)
    check_equal("one that is nobody's", server.get("/photographs/" + "0" * 64).status, 404)
    return reference, hash_, small


def refused(server, browser, name, size):
    page = browser.send("/report/more", photo=picture(size))
    check(f"{name}: it is said beside the field", page.status == 200 and CANT in page.text, page)
    check_equal(f"{name}: without it one goes on", browser.post("/report/more").status, 303)
    check(f"{name}: what was typed is there", TYPED in browser.get("/report/check").text)
    return sent(browser, email="ada@example.org")


def test_gone(server, store, bucket, shown):
    browser, officer = begun(server, "192.0.2.11"), Browser(server)
    officer.sign_in(STREET)
    bucket.door.mood = "gone"
    reference = refused(server, browser, "gone", 301)
    check("gone: without the photograph the report goes", isinstance(reference, str), reference)
    page = officer.send(f"/work/{reference}", {"deed": "close", "ending": "completed", "words": "We took the sofa away."}, after=picture(302))
    check("gone: an officer keeps what they wrote", page.status == 200 and "We took the sofa away." in page.text and CANT in page.text, page)
    check_equal("gone: a photograph that is there waits", server.get(f"/photographs/{shown}").status, 503)
    check_equal("gone: pages go on", [server.get(path).status for path in ("/", "/ready", f"/reports/{reference}")], [200, 200, 200])
    bucket.door.mood = "open"
    check_equal("back: the photograph is there", server.get(f"/photographs/{shown}").status, 200)


def test_hangs(server, bucket):
    browser = begun(server, "192.0.2.12")
    bucket.door.mood = "hangs"
    began = time.monotonic()
    reference = refused(server, browser, "hangs", 303)
    took = time.monotonic() - began
    bucket.door.mood = "open"
    check("hangs: it is given up, and the report goes", isinstance(reference, str) and took < 60, (reference, took))


def test_busy(server, bucket):
    browser = begun(server, "192.0.2.14")
    bucket.door.mood = "busy"
    before = len(bucket.door.faults)
    reference = refused(server, browser, "busy", 305)
    bucket.door.mood = "open"
    check("busy: it is asked once more, and the report goes", isinstance(reference, str) and len(bucket.door.faults) - before >= 2, (reference, bucket.door.faults))


def test_refused(store, bucket):
    with serve(store, bucket, WRONG) as server:
        reference = refused(server, begun(server, "192.0.2.13"), "a wrong key", 304)
        check("a wrong key: the report goes", isinstance(reference, str), reference)
        server.stop()
    log = "\n".join(server.said)
    check("a wrong key: the log says what and what to do", "photographs: HEAD " in log.split("Wardmote is at")[0] and "SignatureDoesNotMatch" in log and
          "look at AWS_ACCESS_KEY_ID" in log and bucket.place in log, log[-2000:])
    check("a wrong key: it is not said", "not-the-s3cret" not in log)
    none = run("serve", "--store", f"sqlite:{store}", "--port", "0", "--photographs", bucket.place)
    check("no key: it does not start", none.exit == 2 and "set AWS_ACCESS_KEY_ID" in none.err, none)
    for place in ("s3:", "s3:photographs", "s3:https://", "s3:https://host", "s3:https://id:word@host/b", "s3:https://host/b?key=word", "s3:ftp://host/b",
                  "s3:https://host/a/../b", "s3:https://host/b?region="):
        done = run("backup", str(folder / "no.db"), "--store", f"sqlite:{store}", "--photographs", place, environment=KEYS)
        check(f"{place} is no bucket", done.exit == 2 and "write s3:https://HOST/BUCKET" in done.err and "word" not in done.err, done)


def test_commands(store, bucket, hash_):
    def command(*words):
        return run(*words, "--photographs", f"{bucket.place}?region={REGION}", environment=KEYS)
    place, there = f"sqlite:{store}", names_of(store)
    copy, back = folder / "copied", folder / "back.db"
    done = command("verify", place, "--format", "csv")
    check("each is held against its name", f"photographs,{len(there)}," in done.out, done)
    done = command("photographs", "--store", place, "--to", str(copy))
    check("copied into a folder", done.exit == 0 and f"{len(there)} files in {copy}; 0 are missing" in done.out, done)
    check_equal("all of them", sorted(path.parent.name + path.stem for path in copy.glob("*/*.jpg")), there)
    done = command("backup", str(folder / "kept.db"), "--store", place)
    check("a backup says that they are not in it", done.exit == 0 and f"The photographs are in {bucket.place}, and not in this backup" in done.out, done)
    check("nor are they", not (folder / "kept.db.photographs").exists())
    done = command("restore", str(folder / "kept.db"), "--store", f"sqlite:{back}")
    check("restored, they are where they were", done.exit == 0 and f"photographs: {len(there)} files; 0 are missing" in done.out, done)
    for name in bucket.folder.glob("photographs/ours/*/*"):
        name.unlink()
    done = command("restore", str(folder / "kept.db"), "--store", f"sqlite:{folder / 'none.db'}")
    check("a bucket that lost them: it is said", f"photographs: 0 files; {len(there)} are missing" in done.out, done)
    shutil.copytree(copy, folder / "kept.db.photographs")
    done = command("restore", str(folder / "kept.db"), "--store", f"sqlite:{folder / 'again.db'}")
    check("from beside the backup they are put into it again", f"photographs: {len(there)} files; 0 are missing" in done.out and bucket.names() == there, done)
    for name in bucket.folder.glob("photographs/ours/*/*"):
        name.unlink()
    done = run("photographs", "--store", place, "--photographs", str(copy), "--to", f"{bucket.place}?region={REGION}", environment=KEYS)
    check("from a folder into the bucket, as when one begins with it", done.exit == 0 and bucket.names() == there, (done, bucket.names()))
    again = run("photographs", "--store", place, "--photographs", str(copy), "--to", f"{bucket.place}?region={REGION}", environment=KEYS)
    check_equal("once more changes nothing", (again.out, bucket.names()), (done.out, there))
    objects = list(bucket.folder.glob(f"photographs/ours/{hash_[:2]}/{hash_[2:]}.jpg._S3rver_object"))
    objects[0].write_bytes(b"another picture")
    done = command("verify", place)
    check("one that was changed is named", f"the file of photograph {hash_} was changed" in done.out, done)
    bucket.door.mood = "gone"
    done = run("photographs", "--store", place, "--photographs", str(copy), "--to", f"{bucket.place}?region={REGION}", environment=KEYS)
    check("a bucket that is gone is no empty one", done.exit == 4 and "photographs: GET " in done.err, done)
    bucket.door.mood = "open"


def test_erased(store, bucket, reference):
    theirs = {name for row in rows(store, "SELECT p.hash, p.small FROM photograph p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", reference) for name in row}
    before = set(bucket.names())
    done = run("person", "erase", "--case", reference, "--yes", "--store", f"sqlite:{store}", "--photographs", f"{bucket.place}?region={REGION}", environment=KEYS)
    check("whoever is erased, their photograph goes out of the bucket", done.exit == 0 and "files of photographs removed" in done.out and
          len(theirs) == 2 and theirs <= before and not theirs & set(bucket.names()), (done, theirs, bucket.names()))


def main():
    PACKAGES.mkdir(parents=True, exist_ok=True)
    install(SOURCE / "tests/web/s3rver", PACKAGES)
    store, bucket = demonstration("bucket.db"), Bucket().start()
    try:
        with serve(store, bucket) as server:
            reference, hash_, _ = test_kept(server, store, bucket)
            test_gone(server, store, bucket, hash_)
            test_hangs(server, bucket)
            test_busy(server, bucket)
            check_equal("each request was rightly signed", set(bucket.door.faults), {"SlowDown"})
            server.stop()
        check("no secret in the log", KEYS["AWS_SECRET_ACCESS_KEY"] not in "\n".join(server.said))
        test_refused(store, bucket)
        test_commands(store, bucket, hash_)
        test_erased(store, bucket, reference)
    finally:
        bucket.process.kill()


if __name__ == "__main__":
    if shutil.which("npm"):
        main()
    else:
        skip("photographs in a bucket", "npm is not there")
