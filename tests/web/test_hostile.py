"""What clients do that no browser does: half requests, slow ones, two readings of one, more than there is room for."""
import socket
import threading
import time

from serving import Server, check, check_equal, demonstration, folder

CLOSE = b"Host: a\r\nConnection: close\r\n\r\n"
GET = b"GET /contact HTTP/1.1\r\nHost: a\r\n"


def dial(server, address="127.0.0.1", seconds=20):
    line = socket.socket()
    line.settimeout(seconds)
    line.bind((address, 0))
    line.connect((server.host, server.port))
    return line


def rest(line):
    got = b""
    try:
        while piece := line.recv(65536):
            got += piece
    except (TimeoutError, ConnectionError):
        pass
    return got


def ask(server, data, address="127.0.0.1", seconds=20):
    """what comes back until the other end closes, and how long that took"""
    began = time.monotonic()
    with dial(server, address, seconds) as line:
        line.sendall(data)
        return rest(line), time.monotonic() - began


def status(answer):
    return answer[9:12].decode()


def test_targets(server):
    """More fields than the library has room for: answered at once, and nothing is left behind (the leak check at the end)."""
    for name, query, expected in (("2000 marks", b"&" * 2000, "200"), ("10000 marks", b"&" * 10000, "200"),
                                  ("20000 marks", b"&" * 20000, "414"), ("2000 fields", b"q=1&" * 2000, "400"),
                                  ("2000 names", b"a&" * 2000, "400")):
        for _ in range(20):
            answer, seconds = ask(server, b"GET /contact?" + query + b" HTTP/1.1\r\n" + CLOSE)
            if status(answer) != expected or seconds > 3:
                break
        check(f"{name}: {expected}, and at once", status(answer) == expected and seconds < 3, (answer[:200], seconds))
    for name, target, expected in (("absolute", b"http://elsewhere.example/contact", "200"), ("no path", b"http://a", "200"),
                                   ("asterisk", b"*", "400"), ("no slash", b"evil.example/", "400")):
        check_equal(f"{name}: {expected}", status(ask(server, b"GET " + target + b" HTTP/1.1\r\n" + CLOSE)[0]), expected)
    for target in (b"/\\evil.example/", b"//evil.example/", b"evil.example/", b"/%5cevil.example/", b"/%2fevil.example/",
                   b"http://evil.example//evil.example/", b"/\xff\xfe/", b"/nope/", b"/areas/?x=\x01"):
        answer, _ = ask(server, b"GET " + target + b" HTTP/1.1\r\n" + CLOSE)
        check(f"{target}: leads nowhere", b"\nLocation:" not in answer and status(answer) in ("400", "404"), answer[:300])
    moved, _ = ask(server, b"GET http://elsewhere.example/areas/?a=\xc3\xa2 HTTP/1.1\r\n" + CLOSE)
    check("an absolute one with a slash too many: to this site", b"\nLocation: /areas?a=%C3%A2\r" in moved, moved[:300])
    for size in (2100, 9000):
        page = server.get("/find?q=" + "a" * size)
        check(f"{size} letters: offered to be searched for, cut off", "/search?q=" + "a" * 200 in page.links(), page.links())


def test_framing(server):
    """What proxies read in two ways is refused, and what follows is not taken for a request."""
    inner = b"GET /areas HTTP/1.1\r\nHost: a\r\n\r\n"
    post = b"POST / HTTP/1.1\r\nHost: a\r\n"
    for name, data in {
            "a length and chunks": post + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "two lengths": post + b"Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
            "a space before the colon": post + b"Content-Length : 5\r\n\r\n",
            "a tab before the colon": post + b"Transfer-Encoding\t: chunked\r\n\r\n",
            "another encoding": post + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            "two encodings": post + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            "chunks in 1.0": b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "a folded line": post + b"X: a\r\n Content-Length: 5\r\n\r\n",
            "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "a space in the target": b"GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
            "no host": b"GET / HTTP/1.1\r\nX: a\r\n\r\n"}.items():
        answer, seconds = ask(server, data + inner)
        check(f"{name}: 400 and the end", status(answer) == "400" and answer.count(b"HTTP/1.1 ") == 1 and
              b"onnection: close" in answer and seconds < 3, (answer[:300], seconds))
    answer, _ = ask(server, b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" +
                    b"GET /contact HTTP/1.1\r\n" + CLOSE)
    check("one reading: answered, and the next too", b" 405 " in answer and b" 200 " in answer, answer[:300])
    check_equal("no host in 1.0", status(ask(server, b"GET /contact HTTP/1.0\r\n\r\n")[0]), "200")


def test_half_closed(server):
    """A request behind which the other end says that it has no more is answered."""
    answers = []
    for data in (GET + b"\r\n", GET + b"\r\n" + GET + b"\r\n", b"GET /redress HTTP/1.1\r\nHost: a\r\n\r\n"):
        with dial(server) as line:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            answers.append(rest(line).count(b"HTTP/1.1 200"))
    check_equal("one, two, and a slow one behind which nothing comes", answers, [1, 2, 1])
    for path in (b"/report", b"/admin/settings"):
        with dial(server) as line:
            line.sendall(b"POST " + path + b" HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\nwords=half of it")
            line.shutdown(socket.SHUT_WR)
            began, answer = time.monotonic(), rest(line)
        check_equal(f"{path}: half a body, and no more: no answer, and the place is free soon", (answer, time.monotonic() - began < 5), (b"", True))


def test_dead(server):
    """Half requests of those who have gone take nobody's place for long."""
    for _ in range(400):
        try:
            with dial(server) as line:
                line.sendall(GET)
        except OSError:
            pass
    began = time.monotonic()
    while True:
        try:
            if status(ask(server, b"GET /contact HTTP/1.1\r\n" + CLOSE, seconds=3)[0]) == "200":
                break
        except OSError:
            pass
        if time.monotonic() - began > 30:
            break
        time.sleep(0.2)
    check("after 400 half requests the same address is served soon", time.monotonic() - began < 6, time.monotonic() - began)


def test_slow(server):
    """A byte every so often: the time for the headers of a request runs from its beginning."""
    lines = [dial(server, "127.0.0.7") for _ in range(20)]
    kept = dial(server, "127.0.0.8")
    kept.sendall(GET + b"\r\n")
    began, ended = time.monotonic(), {}
    for line in lines:
        line.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
    while time.monotonic() - began < 16 and len(ended) < len(lines):
        for line in lines:
            if line not in ended:
                try:
                    line.sendall(b"y")
                except OSError:
                    ended[line] = time.monotonic() - began
        time.sleep(0.5)
    check("20 slow ones: shut down after ten seconds", len(ended) == 20 and 9 < min(ended.values()) and max(ended.values()) < 14,
          sorted(ended.values()))
    kept.sendall(b"GET /privacy HTTP/1.1\r\n" + CLOSE)
    check_equal("who was answered may wait longer for the next", rest(kept).count(b"HTTP/1.1 200"), 2)
    for line in (*lines, kept):
        line.close()


def test_places(store):
    with Server(store, "--connections-per-address", "3") as server:
        lines = [dial(server) for _ in range(3)]
        time.sleep(0.2)
        fourth = ask(server, GET + b"\r\n")[0]
        other = status(ask(server, b"GET /contact HTTP/1.1\r\n" + CLOSE, "127.0.0.9")[0])
        check_equal("three of one address: not the fourth, but who comes from elsewhere", (fourth, other), (b"", "200"))
        for line in lines:
            line.close()
    with Server(store, "--connections-per-address", "0") as server:
        lines = [dial(server) for _ in range(300)]
        check_equal("0: any number", status(ask(server, b"GET /contact HTTP/1.1\r\n" + CLOSE)[0]), "200")
        for line in lines:
            line.close()


def processor_seconds(server):
    with open(f"/proc/{server.process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def test_files(store):
    """Few files may be open: said at the start; more visitors than that wait, and nothing spins or fails."""
    with Server(store, "--connections-per-address", "0", files=150) as server:
        check("few files: said at the start", any("Only " in line and "ulimit" in line for line in server.said), server.said)
        lines = [dial(server) for _ in range(200)]
        time.sleep(0.5)
        before = processor_seconds(server)
        time.sleep(1)
        spent = processor_seconds(server) - before
        check("too many: no spinning", spent < 0.5, spent)
        for line in lines:
            line.close()
        statuses = [server.get(path).status for path in ("/", "/redress", "/search?q=graffiti", "/data/figures.csv")]
        check_equal("when they have gone it serves", statuses, [200] * 4)
        check_equal("it ends well", server.stop(), 0)
    check("nothing could not be opened", not any("store" in line.lower() for line in server.said), server.said[-20:])


def test_stop(store):
    """Told to stop, it answers what has come, each answer the last on its connection, and tells nobody that it is full."""
    with Server(store) as server:
        answers, is_over = [], threading.Event()

        def visit():
            try:
                with dial(server) as line:
                    while not is_over.is_set():
                        line.sendall(b"GET /charters HTTP/1.1\r\nHost: a\r\n\r\n")
                        got = line.recv(65536)
                        answers.append(got.split(b"\r\n\r\n")[0])
                        while got and b"</html>" not in got[-20:]:
                            more = line.recv(65536)
                            got = more and got + more
                        if not got or b"onnection: close" in answers[-1]:
                            return
            except OSError:
                return

        threads = [threading.Thread(target=visit) for _ in range(8)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        code = server.stop()
        is_over.set()
        for thread in threads:
            thread.join()
    check_equal("stopping: exit code", code, 0)
    check_equal("stopping: no 503", [head for head in answers if head and b" 200 " not in head[:20]], [])
    check("stopping: some were told that it is their last", any(b"onnection: close" in head for head in answers), len(answers))


with Server(demonstration()) as main_server:
    test_targets(main_server)
    test_framing(main_server)
    test_half_closed(main_server)
    test_dead(main_server)
    test_slow(main_server)
    check_equal("nothing was left behind", main_server.stop(), 0)
test_places(folder / "demo.db")
test_files(folder / "demo.db")
test_stop(folder / "demo.db")
