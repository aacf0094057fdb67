"""The web service: what it answers to good and to bad requests, many at once, and when it is told to stop."""
import os
import re
import shutil
import signal
import socket
import sqlite3
import threading
import time
from urllib.parse import urlsplit

from browsing import main_of
from serving import LIBRARY, Server, check, check_equal, demonstration, folder, run

PAGES_CRAWLED = 250
HEADERS = {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
           "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"}
CLOSE = b"Host: a\r\nConnection: close\r\n\r\n"


def test_answers(server):
    home = server.get("/")
    check_equal("the first page", (home.status, home.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
    check_equal("security headers", {name: home.headers.get(name) for name in HEADERS}, HEADERS)
    foreign = server.get("/data/figures.json", {"Origin": "https://elsewhere.example"})
    check_equal("other sites may read nothing", (foreign.status, [name for name in foreign.headers if name.lower().startswith("access-control")]), (200, []))
    check("no script from elsewhere, nothing inline", "'unsafe" not in home.headers["Content-Security-Policy"], home)
    head = server.ask("HEAD", "/")
    check_equal("HEAD: the same length, no body", (head.status, head.headers["Content-Length"], head.raw),
                (200, str(len(home.raw)), b""))
    again = server.get("/", {"If-None-Match": home.headers["ETag"]})
    check_equal("a page that has not changed is not sent again", (again.status, again.raw), (304, b""))
    check_equal("nor told to be empty", again.headers["Content-Length"], str(len(home.raw)))
    small = server.get("/", {"Accept-Encoding": "gzip"})
    check("gzip: shorter, and the same", len(small.raw) < len(home.raw) / 2 and small.body == home.body, small.headers)
    check("gzip: a tag of its own", small.headers["ETag"] != home.headers["ETag"], small.headers)
    listed = server.get("/", {"Accept-Encoding": "GZIP;q=0.5", "If-None-Match": f'"other", W/{small.headers["ETag"]}'})
    check_equal("named in a list, as a weak one: not sent again", (listed.status, listed.headers.get("Content-Encoding"),
                listed.headers["ETag"]), (304, None, small.headers["ETag"]))
    refused = server.get("/", {"Accept-Encoding": "gzip; q=0.0, identity"})
    check_equal("gzip; q=0.0: none", refused.headers.get("Content-Encoding"), None)
    moved = server.get("/charters/?a=b")
    check_equal("a slash too many leads on", (moved.status, moved.headers["Location"]), (308, "/charters?a=b"))
    posted = server.ask("POST", "/", body=b"x=1" * 100)
    check_equal("POST: not here", (posted.status, posted.headers["Allow"]), (405, "GET, HEAD"))
    for method in ("DELETE", "TRACE", "OPTIONS", "PUT"):
        check_equal(f"{method}: not here", server.ask(method, "/charters").status, 405)
    style = [link for link in home.links() if link.endswith(".css")][0]
    sheet = server.get(style)
    check("the style sheet may be kept for a year", "immutable" in sheet.headers["Cache-Control"], sheet.headers)
    check("what turns the direction of writing does so in its own place only", "unicode-bidi:isolate" in sheet.text, sheet)
    check_equal("a file that is not there", server.get("/assets/../../etc/passwd").status, 400)
    for path, kind in (("/redress.csv", "text/csv; charset=utf-8"), ("/data/figures.json", "application/json; charset=utf-8")):
        check_equal(f"{path}: its type", server.get(path).headers["Content-Type"], kind)


def test_bad(server):
    for path in ("/nope", "/charters/nope", "/charters/aldermoor-streets/S99", "/reports/HAR-00-0", "/areas/Atlantis",
                 "/assets/nope.css", "/charters.csv", "/find.json"):
        answer = server.get(path)
        check(f"{path}: 404 in words", answer.status == 404 and "Page not found" in answer.text, answer)
        if not path.startswith("/assets/"):  # which need no store, and have none to ask
            check(f"{path}: says that it is a demonstration", "A demonstration." in answer.text, answer)
    for path in (b"/%zz", b"/%00", b"/areas/%ff", b"/areas/a%2fb", b"/../x", b"/" + b"a" * 5000, b"/x" * 400, b"//", b"/%0d%0aX:y"):
        answer = server.say(b"GET " + path + b" HTTP/1.1\r\n" + CLOSE)
        check(f"GET {path[:30]}: refused, not served", answer[9:12] in (b"400", b"404", b"414", b"308"), answer[:300])
    for name, data in {"no HTTP": b"hello\r\n\r\n", "no such version": b"GET / HTTP/9.9\r\n" + CLOSE,
                       "two lengths": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 9\r\n\r\nx",
                       "a huge header": b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000 + b"\r\n" + CLOSE,
                       "no host": b"GET / HTTP/1.1\r\n\r\n", "bytes": os.urandom(3000)}.items():
        answer = server.say(data, wait=False)
        check(f"{name}: no page", not answer.startswith(b"HTTP/1.1 200"), answer[:200])
    fields = server.get("/search?" + "&".join(f"a{i}=1" for i in range(100)))
    check_equal("a hundred fields: refused", fields.status, 400)
    fields = server.say(b"GET /?" + b"&".join(b"a%d=1" % i for i in range(5000)) + b" HTTP/1.1\r\n" + CLOSE)
    check("five thousand: no page", not fields.startswith(b"HTTP/1.1 200"), fields[:200])
    escaped = server.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E")
    check("what is searched for is shown as text", "<script>" not in escaped.text and "&lt;script&gt;" in escaped.text, escaped)
    check_equal("after all that it serves", server.get("/").status, 200)


def test_crawl(server):
    """Every link on every page leads somewhere, and every page says that this is a demonstration."""
    seen, waiting, broken, silent = {"/"}, ["/"], [], []
    while waiting and len(seen) - len(waiting) < PAGES_CRAWLED:
        path = waiting.pop(0)
        page = server.get(path)
        if page.status != 200:
            broken.append((path, page.status))
            continue
        if page.headers["Content-Type"].startswith("text/html"):
            if "A demonstration." not in page.text:
                silent.append(path)
            for link in page.links():
                target = urlsplit(link)
                if not target.netloc and not target.scheme and target.path and target.path not in ("/find",):
                    goal = target.path + ("?" + target.query if target.query else "")
                    if goal not in seen:
                        seen.add(goal)
                        waiting.append(goal)
                if target.fragment and not target.path and f'id="{target.fragment}"' not in page.text:
                    broken.append((path, link))
    check("crawled", len(seen) - len(waiting) >= PAGES_CRAWLED, len(seen))
    check_equal("every link leads somewhere", broken, [])
    check_equal("every page says that it is a demonstration", silent, [])


def test_find(server):
    postcodes = (LIBRARY / "demo/postcodes.csv").read_text().splitlines()[1:]
    code, areas = postcodes[0].split(",")[:2]
    found = server.get("/find?q=" + code.replace(" ", "+").lower())
    check("a postcode leads to its area", found.status == 303 and found.headers["Location"].startswith("/areas/"), found)
    named = server.get("/find?q=linden+park")
    check_equal("so does a name", named.headers["Location"], "/areas/Linden%20Park")
    other = server.get("/find?q=nowhere+at+all")
    check("what is no place is said, and the areas are offered", other.status == 200 and "is no postcode and no area" in other.text and
          "Did you mean" not in other.text and {"/areas/Linden%20Park", "/search?q=nowhere%20at%20all"} <= set(other.links()), other.text)
    slip = server.get("/find?q=aldermor")
    check("a slip of the pen: the nearest is offered", re.search(r'Did you mean\s*<a class="govuk-link" href="/areas/Aldermoor%20ward">', slip.text), slip.text)
    check_equal("nothing asked", server.get("/find").headers["Location"], "/")
    check("areas of the postcode are there", server.get("/areas/" + areas.split(";")[0].strip()).status == 200, areas)


def test_without_charter(server):
    """A place that no charter is for leads on."""
    ward, bare = server.get("/areas/Priory%20ward"), server.get("/areas/Abbey%20ward")
    check("a part of it has one", "There is one for:" in ward.text and "/areas/Priory%20Fields%20estate" in ward.links(), ward.text)
    check("none has", "No charter covers this place yet" in bare.text and "There is one for:" not in bare.text, bare.text)
    check_equal("both can be asked one for", ["/charters/ask" in page.links() for page in (ward, bare)], [True, True])
    quarters = server.get("/areas/Aldermoor%20ward").links()
    check("its figures of the quarters before are a link away", "/charters/aldermoor-streets/meeting" in quarters and
          "1 July to 30 September 2026: " in main_of(server.get("/charters/aldermoor-streets/meeting")), quarters)
    check("where there is one, nothing is asked for", "/charters/ask" not in server.get("/areas/Aldermoor%20ward").links())


def test_search(server, store):
    """Pages by the words for them, the words in the newest reports, the reference of any, nothing but what was written."""
    for asked, goal in (("money back", "/account/reports"), ("Compensation", "/redress"), ("consultation", "/drafts")):
        page = server.get("/search?q=" + asked.replace(" ", "+"))
        check(f"{asked}: leads to {goal}", goal in page.links() and "Nothing was found" not in page.text, page.links())
    check("a short word leads to no page", "<h2 class=\"govuk-heading-m\">Pages" not in server.get("/search?q=my+the").text)
    check("words of one promise, in any order", "/charters/priory-fields/S2" in server.get("/search?q=repairs+routine").links())
    for asked in ("%25", "_", "%25%25", "a%25t", "%5C"):
        page = server.get("/search?q=" + asked)
        check(f"{asked}: finds no report", page.status == 200 and not any("/reports/" in link for link in page.links()), page.links())
    with sqlite3.connect(store) as db:
        seen = [row[0] for row in db.execute("SELECT reference FROM cases WHERE visibility = 0 AND service IS NOT NULL "
                                             "ORDER BY opened DESC, id DESC")]
        plan = " ".join(row[3] for row in db.execute(
            "EXPLAIN QUERY PLAN SELECT summary FROM cases WHERE community = 1 AND visibility = 0 AND service IS NOT NULL "
            "ORDER BY opened DESC, id DESC LIMIT 2000"))
    check("the newest are found by an index, without sorting", "cases_newest" in plan and "TEMP B-TREE" not in plan, plan)
    oldest, newest = seen[-1], seen[0]
    check("there are more than are looked through", len(seen) > 2000 and oldest[1:] not in " ".join(seen[:2000]), len(seen))
    for reference in (oldest, newest):
        page = server.get("/search?q=" + reference)
        check_equal(f"{reference}: its whole reference opens it", (page.status, page.headers.get("Location")), (303, f"/reports/{reference}"))
    check("a part of a new one finds it", f"/reports/{newest}" in server.get("/search?q=" + newest[1:].lower()).links())
    page = server.get("/search?q=" + oldest[1:])
    check("a part of an old one does not, and the page says why", f"/reports/{oldest}" not in page.links() and
          "newest 2,000 reports" in " ".join(page.text.replace("\n", " ").split()), page.text[-3000:])


def test_many(server):
    """Many at once, while others send their requests a byte at a time and never end."""
    slow = []
    for _ in range(100):
        line = socket.create_connection((server.host, server.port))
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        slow.append(line)
    statuses = []

    def ask():
        for path in ("/", "/charters/aldermoor-streets", "/charters/aldermoor-streets/S3", "/redress", "/data/figures.csv"):
            statuses.append(server.get(path).status)

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check_equal("80 requests of 16 people beside 100 slow lines", statuses, [200] * 80)
    for line in slow:
        line.close()
    kept = b"GET /privacy HTTP/1.1\r\nHost: a\r\n\r\n" * 3 + b"GET /contact HTTP/1.1\r\n" + CLOSE
    answers = server.say(kept)
    check_equal("four requests on one line, sent at once", answers.count(b"HTTP/1.1 200"), 4)


def test_log(server):
    server.get("/search?q=my+secret")
    server.say(b"GET /\x1b[31mred HTTP/1.1\r\n" + CLOSE)
    for path in ("/r/{}/x", "//r/{}", "/R/{}", "/r/{}.json", "/r/{}/", "/sign-in/link/{}/x", "/return/{}/other", "/areas/{}", "/reports/{}.json", "/{}"):
        server.get(path.format("my-own-secret"))
    server.ask("POST", "/r/my-own-secret/x", {"Sec-Fetch-Site": "same-origin"}, b"")
    server.say(b"GET /r/my-own-secret HTTP/1.1\r\nHost: b\r\n" + CLOSE)
    code = server.stop()
    log = "\n".join(server.said)
    check_equal("told to stop, it ends well", code, 0)
    check("the log names the path, not what was asked", "method=GET path=/search status=200" in log and "secret" not in log, log[-500:])
    check("where nothing is, only which page it would be", all(f"path={shown} status={status} " in log for shown, status in (
        ("/areas/{area}", 404), ("/r/{token}", 404), ("/reports/{reference}", 404), ("(none)", 404), ("(none)", 405), ("(none)", 400))), log[-2500:])
    check("nor what would colour the terminal", "\x1b" not in log, log[-500:])
    check("it says that it stops", "Stopping" in log, log[-300:])


def test_start(store):
    with Server(store) as first:
        taken = run("serve", "--store", f"sqlite:{store}", "--port", str(first.port))
        check("a port that is taken: said in words", taken.exit != 0 and "can't listen at" in taken.err, taken)
    wrong = run("serve", "--store", f"sqlite:{store}", "--listen", "nonsense")
    check("an address that is none: said in words", wrong.exit == 2 and "127.0.0.1:8080" in wrong.err, wrong)
    with Server(store, "--listen", "[::1]:0") as six:
        check_equal("IPv6", six.get("/").status, 200)
    none = run("serve", "--store", f"sqlite:{folder / 'nowhere' / 'none.db'}", "--port", "0")
    check("a store that can't be made: said in words", none.exit == 4 and "none.db" in none.err, none)
    run("import", "calendar", LIBRARY / "calendars/harcaster.md", "--store", f"sqlite:{folder / 'empty.db'}")
    with Server(folder / "empty.db") as empty:
        page = empty.get("/")
        check("an empty store: says how to fill it", "No charter is in this store yet" in page.text, page)
        check("and claims no demonstration", "A demonstration." not in page.text, page)
        check_equal("its register is empty, not broken", empty.get("/redress").status, 200)


def test_lost_store():
    """The file goes while it is served: a page that says so, and nothing else falls over."""
    store = demonstration("lost.db")
    with Server(store) as server:
        check_equal("lost store: first it is there", server.get("/").status, 200)
        with open(store, "r+b") as file:
            for at in range(0, os.path.getsize(store), 4096):
                file.seek(at)
                file.write(b"\xa5" * 4096)
        page = server.get("/search?q=graffiti")
        check("lost store: 503 in words", page.status == 503 and "try again" in page.text.lower(), page)
        check_equal("lost store: the style sheet is there", server.get("/assets/nothing").status, 404)
        check_equal("lost store: it ends well", server.stop(), 0)
        number = page.headers["X-Request-Id"]
        check("and the log has the fault by its number", any(f"request={number} page /search: " in line for line in server.said),
              (number, server.said[-5:]))


def test_replaced_store():
    """A backup is moved to the place of the file that is served: no page of the old one, and the program ends."""
    store = demonstration("replaced.db")
    shutil.copy(store, folder / "backup.db")
    with Server(store) as server:
        check_equal("replaced store: first it is there", server.get("/").status, 200)
        os.rename(folder / "backup.db", store)
        check_equal("replaced store: 503 at once", server.get("/").status, 503)
        code = server.process.wait(timeout=20)
        server.stop()
        lines = [line for line in server.said if "was replaced or removed" in line]
    check("replaced store: exit 4, and one line says why", code == 4 and len(lines) == 1, (code, server.said[-5:]))
    with Server(store) as server:
        check_equal("replaced store: started again it serves", server.get("/").status, 200)


def test_stop(store):
    """What runs when the signal comes is finished."""
    with Server(store) as server:
        server.process.send_signal(signal.SIGSTOP)
        time.sleep(0.1)
        server.process.send_signal(signal.SIGCONT)
        check_equal("stopped like a job and continued: it serves", server.get("/").status, 200)
        line = socket.create_connection((server.host, server.port))
        line.sendall(b"GET /data/figures.csv HTTP/1.1\r\n" + CLOSE)
        time.sleep(0.01)
        code = server.stop()
        got = b""
        while piece := line.recv(65536):
            got += piece
        check_equal("stopping: exit code", code, 0)
        check("stopping: an answer that was begun is whole, or none was", not got or got.endswith(b"\n"), got[:100])


with Server(demonstration()) as main_server:
    test_answers(main_server)
    test_bad(main_server)
    test_crawl(main_server)
    test_find(main_server)
    test_without_charter(main_server)
    test_search(main_server, main_server.store)
    test_many(main_server)
    test_log(main_server)
test_start(folder / "demo.db")
test_lost_store()
test_replaced_store()
test_stop(folder / "demo.db")
