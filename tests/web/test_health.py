"""/health and /ready, for whoever keeps the program running."""
import json
import sqlite3

from serving import Server, check, check_equal, demonstration

with Server(demonstration("health.db")) as server:
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
    page = server.get("/ready")
    check_equal("/ready: another schema", (page.status, page.text), (
        503, "not ready: the store was brought up to date by another Wardmote: start this one again\n"))
    page = server.get("/ready.json")
    check_equal("/ready.json: another schema", (page.status, json.loads(page.text)), (503, {
        "status": "not ready", "reasons": ["the store was brought up to date by another Wardmote: start this one again"]}))
    check_equal("/health: the process answers all the same", server.get("/health").status, 200)
    check("/ready: the reason names no file", str(server.store) not in page.text)
