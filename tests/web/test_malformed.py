"""Requests in which something is wrong, to every route and as every kind of visitor: forms, parts, photographs, documents, headers,
framing. Every one has an answer or its connection is closed, none is a fault of the program's (500), none leaves memory or files open.

2,500 in ./test, 50,000 in ./test long; WARDMOTE_MALFORMED says another number, WARDMOTE_SEED other ones. A request that was wrongly
answered is kept in build/test/malformed."""
import os
import re
import socket
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from browsing import Browser
from mutating import Asked, Forms, Mutator
from reporting import STREET, as_user, png, written
from serving import BUILD, LIBRARY, SOURCE, Server, check, check_equal, demonstration
from test_roles import limited, routes, subjects

IS_LONG = bool(os.environ.get("WARDMOTE_TEST_LONG"))
N = int(os.environ.get("WARDMOTE_MALFORMED", 50_000 if IS_LONG else 2_500))
SEED = int(os.environ.get("WARDMOTE_SEED", 1))
ROUNDS = 10  # after each it is looked at
AT_ONCE, PICTURES_AT_ONCE = 10, 2  # so many photographs find a turn
WAIT = 30
MEMORY_MORE = 24 << 20  # of the second half over the first
USERS = [None, STREET, "neighbourhoods@harcaster.example", "administrator@harcaster.example", "aldermoor.champion@harcaster.example", "dpo@harcaster.example",
         "scrutiny@harcaster.example", "clerk@nethersallow.example", "resident@aldermoor.example"]
KINDS = ("documents", "bodies", "routes", "areas", "postcodes", "calendars", "categories", "services", "people", "elections", "retention")


def pictures():
    corpus = [(path.name, "image/" + path.suffix[1:].replace("jpg", "jpeg"), path.read_bytes()) for path in sorted((SOURCE / "tests/fuzz/corpus/image").iterdir())]
    return [("a.png", "image/png", png(64, 48)), *corpus]


def texts():
    paths = [path for end in ("md", "csv", "geojson", "json") for path in sorted(LIBRARY.rglob(f"*.{end}"))]
    return [(path.name, "text/plain", path.read_bytes()) for path in paths if path.stat().st_size < 60_000]


class Beginnings:
    """Requests as they should be: every route as somebody who may have it, and each form that stands on it."""

    def __init__(self, server, store):
        self.server, self.store, self.found, self.files = server, store, [], (pictures(), texts())
        self.address = subjects(server, store)
        self.users_open()

    def users_open(self):
        self.users = {user: as_user(self.server, self.store, user) for user in USERS}

    def path(self, name):
        """of a draft and an account that are there"""
        return self.address(name.replace("{draft}", "aldermoor-nights")).replace("/changes/99", "/changes/2")

    def look(self, path, user, name):
        page = self.users[user].get(path)
        if page.status == 200 and "html" in page.headers.get("Content-Type", ""):
            forms = Forms(path, self.files["/admin" in path or "/upload" in path])
            forms.feed(page.text)
            self.found += [(name, user, asked) for asked in forms.found if asked.path.startswith("/")]
        return page.status == 200

    def gather(self):
        written(self.users[None], "tag on the shelter", "graffiti / other", "ZZ1 2AB")
        for name, is_form, _, suffix in routes():
            path = self.path(name) + suffix
            user = next((user for user in USERS if self.look(path, user, name)), USERS[1])
            self.found.append((name, user, Asked("GET", path)))
            if is_form:
                self.found.append((name, user, Asked("POST", path, [("deed", "close"), ("words", "some words"), ("file", self.files[1][0])])))
        for kind in KINDS:
            self.look(f"/admin/upload/{kind}", USERS[3], "/admin/upload/{kind}")
        self.found += [("/open311/v2/requests", None, Asked("POST", f"/open311/v2/requests.{end}", [
            ("service_code", "potholes"), ("description", "A deep hole by the gate"), ("address_string", "ZZ1 2AB"), ("lat", "52.05"), ("long", "0.05"),
            ("email", "ada@example.org"), ("first_name", "Ada"), ("attribute[q-depth]", "50"), ("media", self.files[0][0])])) for end in ("json", "xml")]
        return self.by_route()

    def by_route(self):
        """{route: [(user, asked)]}, so that one with many forms is not asked more often"""
        table = {}
        for name, user, asked in self.found:
            table.setdefault(name, []).append((user, asked))
        return table


class Attack:
    def __init__(self, server, beginnings, table):
        self.server, self.beginnings, self.table, self.names = server, beginnings, table, sorted(table)
        self.pictures, self.lock, self.statuses, self.wrong = threading.Semaphore(PICTURES_AT_ONCE), threading.Lock(), {}, []

    def send(self, data):
        """all that came back, until the other side closed; None if it did not"""
        got = b""
        try:
            with socket.create_connection((self.server.host, self.server.port), timeout=WAIT) as line:
                line.sendall(data)
                line.shutdown(socket.SHUT_WR)
                while piece := line.recv(65536):
                    got += piece
        except TimeoutError:
            return None
        except OSError:
            pass
        return got

    def one(self, n):
        chance = Mutator(SEED * 1_000_003 + n)
        user, asked = chance.choice(self.table[self.names[n % len(self.names)]])
        if asked.has_file() and chance.random() < 0.7:
            files = self.beginnings.files[asked.path.startswith(("/admin", "/work/upload"))]
            asked = Asked(asked.method, asked.path, [(name, value if isinstance(value, str) else chance.choice(files)) for name, value in asked.fields])
        cookies = self.beginnings.users[user].cookies
        headers = [("Host", "a"), ("Sec-Fetch-Site", "same-origin"), ("X-Forwarded-For", f"198.51.{n % 200}.{n // 200 % 250}"), ("Connection", "close")]
        headers += [("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))] * bool(cookies)
        data = chance.request(asked, headers)
        if asked.has_file():
            with self.pictures:
                answer = self.send(data)
        else:
            answer = self.send(data)
        self.judge(n, data, answer)

    def judge(self, n, data, answer):
        found = [int(status) for status in re.findall(rb"(?:^|\r\n\r\n|\n)HTTP/1\.[01] (\d{3}) ", answer or b"")]
        is_odd = answer is None or (answer and not answer.startswith(b"HTTP/1.")) or any(status >= 500 and status not in (501, 505) for status in found)
        with self.lock:
            for status in found or [0 if answer is not None else -1]:
                self.statuses[status] = self.statuses.get(status, 0) + 1
            if is_odd:
                self.wrong.append((n, found, data[:200]))
                (BUILD / "malformed").mkdir(exist_ok=True)
                (BUILD / "malformed" / f"{SEED}-{n}.http").write_bytes(data)


def state(server):
    """bytes of its own memory, files open"""
    with open(f"/proc/{server.process.pid}/status", encoding="ascii") as file:
        memory = int(re.search(r"RssAnon:\s+(\d+)", file.read())[1]) << 10
    return memory, len(os.listdir(f"/proc/{server.process.pid}/fd"))


def lives(server):
    began = time.monotonic()
    return server.process.poll() is None and server.get("/contact").status == 200 and time.monotonic() - began < 5


def attack(server, store):
    began, beginnings = time.monotonic(), Beginnings(server, store)
    all_routes = {name for name, *_ in routes()}
    trial = Attack(server, beginnings, beginnings.gather())
    check_equal("there is a request of every route", all_routes - set(trial.table), set())
    forms = {name for name, asked in trial.table.items() if any(one.method == "POST" and len(one.fields) != 3 for _, one in asked)}
    check("and the forms of many were found", len(forms) > 40, (len(forms), sorted(forms)))
    states = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for turn in range(ROUNDS):
            beginnings.users_open()  # some have ended their own
            written(beginnings.users[None], "tag on the shelter", "graffiti / other", "ZZ1 2AB")
            list(pool.map(trial.one, range(N * turn // ROUNDS, N * (turn + 1) // ROUNDS)))
            if not lives(server):
                break
            states.append(state(server))
    check_equal("an honest request is answered after each tenth", len(states), ROUNDS)
    check_equal(f"{N} malformed: none is a fault, none is left without an end", trial.wrong[:5], [])
    check("they are what they should be: refused, led on, and some taken", all(trial.statuses.get(status) for status in (200, 303, 400, 403, 404, 405)), trial.statuses)
    print(f"# {N} in {time.monotonic() - began:.0f} s; answers {dict(sorted(trial.statuses.items()))}; memory and files {states}", flush=True)
    return states


def main():
    store = demonstration("malformed.db")
    limited(store)
    sanitizers = os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=4"  # what was freed is given back
    with Server(store, "--connections-per-address", "0", environment={"ASAN_OPTIONS": sanitizers}) as server:
        said = []
        reader = threading.Thread(target=lambda: said.extend(server.process.stderr.readlines()), daemon=True)
        reader.start()
        states = attack(server, store)
        half = max(memory for memory, _ in states[:ROUNDS // 2])
        check("memory stays as it is", max(memory for memory, _ in states[ROUNDS // 2:]) < half + MEMORY_MORE, states)
        check("no file is left open", states[-1][1] <= states[0][1] + 4, states)
        server.process.terminate()
        check_equal("it ends well, and nothing was left behind", server.process.wait(WAIT), 0)
        reader.join()
    faults = [line for line in said if re.search(rb"Sanitizer|runtime error|signal \d|could not be (read|kept)", line)]
    check_equal("nothing was out of bounds, no process of a photograph was killed", faults[:10], [])


if __name__ == "__main__":
    main()
