"""What only a server can do to a store: refuse, vanish in the middle, leave a commit unanswered, serve two writers."""
import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "web"))
from serving import PROGRAM, SOURCE, Server, check, check_equal, engines, run

from engines import Cluster, ask, binaries, environment, psql
from harness import skip

EXAMPLE = [str(SOURCE / "library/examples/harcaster-requests.csv"), "--mapping",
           str(SOURCE / "library/examples/harcaster-mapping.md")]
STREETS = str(SOURCE / "library/examples/harcaster-streets.md")
SECRET = "s3cret-word"


def refused(name, url, exit_code, *words):
    done = run("import", "document", STREETS, "--store", url)
    check(name, done.exit == exit_code and all(word in done.err for word in words), done)
    check(f"{name}: no password is said", SECRET not in done.err + done.out, done)


def test_refusals(cluster):
    folder, socket_of = cluster.folder, f"host={cluster.folder}"
    psql(cluster.url(), f"CREATE ROLE guest LOGIN PASSWORD '{SECRET}-right'")
    psql(cluster.url(), "CREATE ROLE locked LOGIN PASSWORD 'x'")
    psql(cluster.url(), "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0 LOCALE_PROVIDER libc")
    psql(cluster.url(), "CREATE DATABASE plain")
    rules = (cluster.data / "pg_hba.conf").read_text()
    (cluster.data / "pg_hba.conf").write_text("local all guest scram-sha-256\nlocal all locked reject\n" + rules)
    psql(cluster.url(), "SELECT pg_reload_conf()")
    time.sleep(0.3)
    refused("a wrong password", f"postgresql://guest:{SECRET}@/plain?{socket_of}", 4,
            f"PostgreSQL at {folder}, port 5432, does not take the password of 'guest'")
    refused("a password in the query", f"postgresql://guest@/plain?{socket_of}&password={SECRET}", 4, "does not take the password")
    refused("no password", f"postgresql://guest@/plain?{socket_of}", 4, "wants a password for 'guest'", "~/.pgpass")
    refused("a role that is kept out", f"postgresql://locked:{SECRET}@/plain?{socket_of}", 4, "does not let 'locked' in")
    refused("a role that is not there", f"postgresql://nobody-here:{SECRET}@/plain?{socket_of}", 4, "does not let 'nobody-here' in",
            "createuser nobody-here")
    refused("a database that is not there", f"postgresql://wardmote:{SECRET}@/none?{socket_of}", 3, "has no database 'none'",
            "createdb -O wardmote")
    refused("a server that is not there", f"postgresql://wardmote:{SECRET}@/plain?host={folder}/gone", 4,
            f"no PostgreSQL answers at {folder}/gone, port 5432")
    refused("a port nobody listens at", f"postgresql://wardmote:{SECRET}@127.0.0.1:1/plain", 4, "no PostgreSQL answers at 127.0.0.1, port 1")
    refused("a URL that can't be read", f"postgresql://wardmote:{SECRET}@127.0.0.1:port:1/plain?nothing=1", 4, "URL can't be read")
    refused("an engine that is none", f"mysql://wardmote:{SECRET}@127.0.0.1/plain", 4, "'mysql://' is no store")
    refused("a database of another encoding", f"postgresql://wardmote@/latin?{socket_of}", 4, "keeps its texts as LATIN1")
    refused("a role that may not make tables", f"postgresql://guest:{SECRET}-right@/plain?{socket_of}", 4, "may not do this in the database")
    missing = run("judge", "--store", f"postgresql://wardmote:{SECRET}@/plain?{socket_of}")
    check("a database without a store", missing.exit == 3 and "there is no store in database 'plain'" in missing.err, missing)


def test_judge_says_no_password(cluster):
    url = cluster.fresh() + f"&password={SECRET}"
    run("import", "document", STREETS, "--store", url)
    run("import", "requests", *EXAMPLE, "--store", url)
    for words in (["judge"], ["judge", "--cases"], ["rebuild"], ["migrate"]):
        done = run(*words, "--store", url)
        check(f"{words}: no password is said", done.exit == 0 and SECRET not in done.err + done.out, done.err)


class Proxy:
    """Stands between the program and the server, and breaks the line at the first COMMIT after `arm`."""

    def __init__(self, cluster):
        self.server, self.folder = f"{cluster.folder}/.s.PGSQL.5432", cluster.folder / f"proxy-{id(self)}"
        self.folder.mkdir()
        self.how, self.broken, self.lost = None, None, b""
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(f"{self.folder}/.s.PGSQL.5432")
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def arm(self, how):
        self.how, self.broken, self.lost = how, None, b""

    def accept(self):
        while True:
            near, _ = self.listener.accept()
            far = socket.socket(socket.AF_UNIX)
            far.connect(self.server)
            threading.Thread(target=self.upward, args=(near, far), daemon=True).start()
            threading.Thread(target=self.downward, args=(near, far), daemon=True).start()

    def upward(self, near, far):
        while data := self.take(near):
            if self.how and b"\0usual_commit\0" in data:  # bound, not prepared
                how, self.how, self.broken = self.how, None, near
                if how == "after":
                    far.sendall(data)
                    time.sleep(0.5)  # it is committed, and its answer goes nowhere
                break
            far.sendall(data)
        self.cut(near, far)

    def downward(self, near, far):
        while data := self.take(far):
            if near is self.broken:
                self.lost += data
                continue
            try:
                near.sendall(data)
            except OSError:
                break
        self.cut(near, far)

    @staticmethod
    def take(line):
        try:
            return line.recv(1 << 20)
        except OSError:
            return b""

    @staticmethod
    def cut(near, far):
        for line in (near, far):
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def facts(url):
    return ask(url, "SELECT id FROM fact ORDER BY id")


def test_unanswered(cluster):
    proxy = Proxy(cluster)
    for how, code in (("after", 0), ("before", 4)):
        url = cluster.fresh()
        name = re.search(r"///(\w+)", url)[1]
        run("migrate", "--store", url)
        proxy.arm(how)
        done = run("import", "document", STREETS, "--store", f"postgresql:///{name}?host={proxy.folder}&user=wardmote")
        check_equal(f"a commit lost {how} it was done: the line broke, and what it answered", (
            proxy.broken is not None, b"COMMIT\0" in proxy.lost), (True, how == "after"))
        check(f"a commit lost {how} it was done: the answer is right", done.exit == code, done)
        check_equal(f"a commit lost {how} it was done: the fact is there {1 - code // 4} times", len(facts(url)), 1 - code // 4)
    check("a commit that was not done: it says that nothing was kept", "nothing of this was kept" in done.err, done)
    again = run("import", "document", STREETS, "--store", url)
    check_equal("a commit that was not done: it can be done again", (again.exit, len(facts(url))), (0, 1))


def test_vanishing(cluster):
    url = cluster.fresh()
    run("import", "document", STREETS, "--store", url)
    run("import", "requests", *EXAMPLE, "--store", url)
    with Server(url, "--workers", "2") as server:
        check_equal("a page while the server is there", server.get("/charters").status, 200)
        psql(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        check_equal("a page after every connection was ended", [server.get("/charters").status for _ in range(4)], [200] * 4)
        cluster.stop("fast")
        gone = server.get("/charters")
        check("a page while the server is gone: 503, with advice", gone.status == 503 and "try again" in gone.text.lower(), gone)
        check("a page while the server is gone: nothing of the server is said", str(cluster.folder) not in gone.text, gone)
        style = server.get("/privacy")
        check("a page while the server is gone: pages need it, or do not", style.status in (200, 503), style)
        cluster.start()
        check_equal("a page when it is back", server.get("/charters").status, 200)


def test_two_writers(cluster):
    url = cluster.fresh()
    run("import", "document", STREETS, "--store", url)
    lines = Path(EXAMPLE[0]).read_text().splitlines()
    files = []
    for n in range(2):
        files.append(cluster.folder / f"part-{n}.csv")
        files[-1].write_text("\n".join([lines[0], *lines[1 + n::2]]) + "\n")
    writers = [subprocess.Popen([PROGRAM, "import", "requests", str(file), *EXAMPLE[1:], "--store", url], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env={**os.environ, **environment(url)}) for file in files]
    said = [writer.communicate() for writer in writers]
    check_equal("two imports at once: both end well", [writer.returncode for writer in writers], [0, 0])
    alone = cluster.fresh()
    run("import", "document", STREETS, "--store", alone)
    run("import", "requests", *EXAMPLE, "--store", alone)
    references = "SELECT reference, status, area FROM cases ORDER BY reference"
    check_equal("two imports at once: every case, as one import has it", ask(url, references), ask(alone, references))
    judged = [run("judge", "--store", each, "--as-of", "2026-09-30", "--format", "csv").out for each in (url, alone)]
    check("two imports at once: the same figures", judged[0] == judged[1] and judged[0].count("\n") > 5, said)
    before = [ask(url, f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5, 6, 7") for table in ("count", "finding")]
    run("rebuild", "--store", url)
    check_equal("two imports at once: the counts are true", [
        ask(url, f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5, 6, 7") for table in ("count", "finding")], before)


def test_first_at_once(cluster):
    """Two that make the same store: one makes the tables, the other finds them."""
    url = cluster.fresh()
    starters = [subprocess.Popen([PROGRAM, "migrate", "--store", url], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    said = [starter.communicate() for starter in starters]
    check_equal("a store made by four at once", [starter.returncode for starter in starters], [0] * 4)
    check_equal("a store made by four at once: once", ask(url, "SELECT COUNT(*) FROM wardmote_schema"), [("1",)])
    check("a store made by four at once: each says what it found", all(b"schema" in out for out, _ in said), said)


if binaries():
    with Cluster() as own:
        for test in (test_refusals, test_judge_says_no_password, test_unanswered, test_two_writers, test_first_at_once, test_vanishing):
            test(own)
else:
    skip("a store on a server", "no PostgreSQL here")
