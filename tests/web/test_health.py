"""/health and /ready, for whoever keeps the program running; and a log that nobody reads."""
import fcntl
import json
import os
import re
import sqlite3
import time

from serving import SECONDS, Server, check, check_equal, demonstration



def wait_ready(server):
    """Its clock moves on once, behind its first answers."""
    begun = time.monotonic()
    while server.get("/ready").status == 503 and time.monotonic() < begun + SECONDS:
        time.sleep(0.02)


with Server(demonstration("health.db")) as server:
    wait_ready(server)
    for path, kind, words in (("/health", "text/plain; charset=utf-8", "ok\n"),
                              ("/health.json", "application/json", '{"status": "ok"}\n'),
                              ("/ready", "text/plain; charset=utf-8", "ready\n"),
                              ("/ready.json", "application/json", '{"status": "ready", "reasons": []}\n')):
        page = server.get(path)
        check_equal(f"{path}: its answer", (page.status, page.headers["Content-Type"], page.text), (200, kind, words))
        again = server.get(path, {"If-None-Match": page.headers.get("ETag", "")})
        check(f"{path}: is never taken from a cache", again.status == 200 and page.headers["Cache-Control"] == "no-store", again)
        check_equal(f"{path}: HEAD", server.ask("HEAD", path).status, 200)
    with sqlite3.connect(server.store) as db:
        db.execute("PRAGMA user_version = 99")
    for method in ("POST", "PUT"):
        check_equal(f"/ready: {method} is no question", server.ask(method, "/ready", {"Sec-Fetch-Site": "same-origin"}).status, 405)
    page = server.get("/ready")
    check_equal("/ready: another schema", (page.status, page.text), (
        503, "not ready: the store was brought up to date by another Wardmote: start this one again\n"))
    page = server.get("/ready.json")
    check_equal("/ready.json: another schema", (page.status, json.loads(page.text)), (503, {
        "status": "not ready", "reasons": ["the store was brought up to date by another Wardmote: start this one again"]}))
    check_equal("/health: the process answers all the same", server.get("/health").status, 200)
    check("/ready: the reason names no file", str(server.store) not in page.text)


def log_unread(store):
    """A reader that stands still stops nobody; what was lost is counted, and said when there is room again."""
    with Server(store) as server:
        wait_ready(server)  # what its clock says is said by then
        pipe, begun = server.process.stderr, len(server.said)
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 8192)
        paths = [f"/health?n={n}" for n in range(300)]
        check_equal("all are answered", {server.get(path).status for path in paths}, {200})
        os.set_blocking(pipe.fileno(), False)
        lines = pipe.read().decode().splitlines()
        os.set_blocking(pipe.fileno(), True)
        server.get("/health.json")
        server.stop()
        lines += server.said[begun:]
        lost = [int(found[1]) for line in lines if (found := re.fullmatch(r"(\d+) lines of the log were lost: nobody read them in time\.", line))]
        check_equal("what was lost is said once", len(lost), 1)
        written = [line for line in lines if re.fullmatch(r"request=[0-9a-f]{8}-[0-9a-f]{6} method=GET path=/health status=200 us=\d+ bytes=3", line)]
        check_equal("and how many", (len(written) + lost[0], lost[0] > 20), (len(paths), True))
        check("before what came then, which is whole", " method=GET path=/health.json status=200 " in lines[-2] and lines[-1] == "Stopping: what runs is finished first.", lines[-4:])


log_unread(demonstration("log.db"))
