"""Tables that come packed by gzip or zstd: read as if they were plain, refused by name where they are damaged or a trap."""
import gzip
import json
import os
import subprocess
from pathlib import Path

from harness import SOURCE, Store, check, check_equal, folder, run, write

EXAMPLES = SOURCE / "library/examples"
CHARTER, REQUESTS, MAPPING = (EXAMPLES / name for name in ("harcaster-streets.md", "harcaster-requests.csv", "harcaster-mapping.md"))
TEXT = REQUESTS.read_bytes()
UNPACKED = Path(folder.name) / "unpacked"  # where the program unpacks to
UNPACKED.mkdir()
RED, HERE = {"TMPDIR": str(UNPACKED)}, Path(folder.name)


def zstd(text, *options):
    return subprocess.run(["zstd", "-q", "-c", *options], input=text, capture_output=True, check=True).stdout


def file(name, data):
    (HERE / name).write_bytes(data)
    return HERE / name


def judged(path, stdin=b""):
    return run("judge", CHARTER, "--requests", path, "--mapping", MAPPING, "--as-of", "2026-12-31T00:00Z", "--format", "json", stdin=stdin, environment=RED)


plain = judged(REQUESTS)
check("the plain file is judged", plain.exit == 0 and len(json.loads(plain.out)), plain)
half = TEXT.index(b"\n", len(TEXT) // 2) + 1
PACKED = {
    "gzip": gzip.compress(TEXT), "zstd": zstd(TEXT), "gzip, two members": gzip.compress(TEXT[:half]) + gzip.compress(TEXT[half:]),
    "zstd, two frames": zstd(TEXT[:half]) + zstd(TEXT[half:]), "gzip, filled up with zeros": gzip.compress(TEXT) + bytes(512),
    "zstd, without a sum and with a long window": zstd(TEXT, "--no-check", "--long=27"),
}
for name, data in PACKED.items():
    check_equal(f"{name}: the same figures", judged(file("any.csv", data)).out, plain.out)
    check_equal(f"{name}, through a pipe: the same figures", judged("-", data).out, plain.out)
check_equal("nothing stays where it was unpacked", os.listdir(UNPACKED), [])

REFUSED = [  # (what, bytes, exit, words behind the name)
    ("gzip, cut short", PACKED["gzip"][:-9], 3, "is packed by gzip and ends before its end: it was cut short, so fetch it again"),
    ("gzip, its head alone", PACKED["gzip"][:2], 3, "is packed by gzip and ends before its end: it was cut short, so fetch it again"),
    ("zstd, cut short", PACKED["zstd"][:-9], 3, "is packed by zstd and ends before its end: it was cut short, so fetch it again"),
    ("zstd, its head alone", PACKED["zstd"][:4], 3, "is packed by zstd and ends before its end: it was cut short, so fetch it again"),
    ("gzip, one byte changed", PACKED["gzip"][:200] + bytes([PACKED["gzip"][200] ^ 1]) + PACKED["gzip"][201:], 3, "is packed by gzip and damaged: fetch it again"),
    ("zstd, one byte changed", PACKED["zstd"][:-2] + bytes([PACKED["zstd"][-2] ^ 1]) + PACKED["zstd"][-1:], 3, "is packed by zstd and damaged: fetch it again"),
    ("gzip, text behind it", PACKED["gzip"] + b"more\n", 3, "is packed by gzip, and something else stands behind its end"),
    ("zstd, text behind it", PACKED["zstd"] + b"more\n", 3, "is packed by zstd and damaged: fetch it again"),
    ("zstd, a window that is too large", zstd(TEXT + bytes(300_000_000), "--long=30"), 3, "is packed by zstd with a window over 128 MB: pack it without --long"),
    ("zstd, a trap", zstd(bytes(100_000_000)), 3,
     "is more than 1000 times as large once it is unpacked, as no table is: unpack it yourself and look"),
]
for name, data, code, words in REFUSED:
    done = judged(file("refused.csv", data))
    check_equal(f"{name}: refused", (done.exit, done.out), (code, ""))
    check(f"{name}: by name", f"{HERE}/refused.csv: {words}" in done.err.replace("\n", " "), done.err)
check_equal("nothing stays of what was refused", os.listdir(UNPACKED), [])
done = run("judge", CHARTER, "--requests", file("any.csv", PACKED["gzip"]), "--mapping", MAPPING, environment={"TMPDIR": "/nonexistent"})
check("no folder to unpack into: it is said", done.exit != 0 and "can't be unpacked into /nonexistent: No such file or directory; name another folder in TMPDIR" in done.err, done)

store = Store("sqlite", HERE / "packed.db")
for words in (("document", file("charter.md.gz", gzip.compress(CHARTER.read_bytes()))), ("requests", file("requests.csv.zst", PACKED["zstd"]), "--mapping", MAPPING)):
    done = run("import", *words, "--store", store.url, environment=RED)
    check(f"import {words[0]}, packed", done.exit == 0, done)
again = run("import", "requests", REQUESTS, "--mapping", MAPPING, "--store", store.url)
check("what came packed is what comes plain", "0 new" in again.out or "0 new" in again.err, again)
big = file("big.csv.gz", gzip.compress(b"postcode,areas\n" + b"AB1 2CD,Somewhere\n" * 8_000_000, 1))
done = run("import", "postcodes", big, "--store", store.url, environment=RED)
check("a table over its maximum is refused as unpacked", done.exit != 0 and "once it is unpacked" in done.err, done)
