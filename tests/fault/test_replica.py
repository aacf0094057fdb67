"""Pages read from a replica of PostgreSQL: what somebody has just done is there for them, also at another server; a replica that is
behind, gone or cut off in the middle of a page is passed over without anybody noticing, and is read again once it has caught up."""
import json
import re

from test_two_servers import Reader, Served, said, wait_until
from hosts import Host
from serving import check, check_equal, database_of, fill, run

from browsing import Browser
from engines import binaries, environment, psql
from harness import skip

BACK = 20  # seconds that anything may take at most
KEY = "a-key-of-the-test"
PAGES = ("/", "/charters/after-dark/S2", "/record", "/redress", "/open311/v2/requests.json")
SENDS = 15


def numbers(server):
    text = server.get("/metrics", {"Authorization": f"Bearer {KEY}"}).text
    return {name: int(value) for name, value in re.findall(r"(?m)^wardmote_replica_(\w+) (\d+)$", text)}


def is_used(server):
    return numbers(server).get("used") == 1


def is_said(server, words):
    return any(words in line for line in [*server.said, *(line for _, line in server.heard)])


def send(browser, n):
    """the reference under which a report was taken"""
    page = browser.post("/open311/v2/requests.json", service_code="potholes", description=f"a hole, the {n}th", address_string="ZZ1 2AB")
    return json.loads(page.text)[0]["service_request_id"] if page.status == 200 else page


def is_there(browser, reference):
    return browser.get(f"/open311/v2/requests/{reference}.json").status == 200


class Trial:
    def __init__(self, hosts):
        self.primary, self.standby = hosts
        self.primary.start()
        self.url = self.primary.fresh()
        fill(self.url)
        self.standby.follow(self.primary, is_waited_for=False)
        self.near = f"postgresql:///{database_of(self.url)}?host={self.standby.folder}&user=wardmote"

    def server(self):
        return Served(self.url, "--read-url", self.near, environment={"WARDMOTE_METRICS_KEY": KEY, **environment(self.url)})

    def standby_ask(self, sql):
        return psql(self.near, sql).strip()

    def is_caught_up(self):
        return self.standby_ask("SELECT pg_last_wal_replay_lsn()") == psql(self.url, "SELECT pg_current_wal_flush_lsn()").strip()


def all_read_there(server):
    """A replica that falls behind for a moment is passed over for that moment."""
    before = numbers(server)
    for page in PAGES:
        server.get(page)
    after = numbers(server)
    return after["reads_total"] >= before["reads_total"] + len(PAGES) and after["passed_over_total"] == before["passed_over_total"]


def test_followed(trial, one, two):
    for server in (one, two):
        check("a replica that has everything is read", wait_until(lambda server=server: is_used(server), BACK) is not None, numbers(server))
    check_equal("pages of it", [one.get(page).status for page in PAGES], [200] * len(PAGES))
    check("come from it, all of them, while it keeps up", wait_until(lambda: all_read_there(one), BACK) is not None, numbers(one))
    asked = trial.standby_ask(f"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{database_of(trial.url)}' AND application_name = 'wardmote'")
    check("the replica has been asked", int(asked) >= 2, asked)
    here, there = Browser(one), Browser(two)
    there.cookies = here.cookies  # one browser, whom a balancer sends to either
    lost = []
    for n in range(SENDS):
        reference = send(here, n)
        lost += [(n, name, reference) for name, browser in (("the same", here), ("another", there)) if not is_there(browser, reference)]
    check_equal(f"{SENDS} reports: each is there at once, at the same server and at another", lost, [])
    check("the browser is told how far the store had come", here.cookies.get("written", "").isdigit(), here.cookies)


def test_behind(trial, one, two):
    trial.standby_ask("SELECT pg_wal_replay_pause()")
    here, there, elsewhere = Browser(one), Browser(two), Browser(two, network="192.0.2.9")
    there.cookies = here.cookies
    reference = send(here, 100)
    check("a replica that stands still: what was sent is there", is_there(here, reference), reference)
    check("at another server, too", is_there(there, reference), reference)
    check("and for anybody, a moment later", wait_until(lambda: is_there(elsewhere, reference), BACK) is not None)
    for server in (one, two):
        check("it is said that the replica is behind", wait_until(lambda server=server: is_said(server, "does not have all that was kept yet"), BACK) is not None, said([server]))
    found = numbers(one)
    check("and counted", found["used"] == 0 and found["behind_bytes"] > 0 and found["passed_over_total"] > 0, found)
    admin = Browser(one)
    admin.sign_in("administrator@harcaster.example")
    check("on the page of health, too", "behind; pages are read from the store itself" in admin.get("/admin/health").text)
    check_equal("ready all the same", one.get("/health").status, 200)
    trial.standby_ask("SELECT pg_wal_replay_resume()")
    check("caught up, it is read again", all(wait_until(lambda server=server: is_used(server), BACK) is not None for server in (one, two)))
    check("and that is said", is_said(one, "it has all that the store has"), said([one]))


def test_gone(trial, one, two):
    readers = [Reader(server, PAGES) for server in (one, two) for _ in range(3)]
    for reader in readers:
        reader.start()
    wait_until(lambda: all(reader.n > 10 for reader in readers), BACK)
    trial.standby.kill()
    for server in (one, two):
        check("a replica that is gone is said to be", wait_until(lambda server=server: is_said(server, "the replica can't be read"), BACK) is not None, said([server])[-3000:])
    trial.standby.start()
    check("back, it is read again", all(wait_until(lambda server=server: is_used(server), BACK) is not None for server in (one, two)), numbers(one))
    counts = [reader.n for reader in readers]
    wait_until(lambda: all(reader.n > n + 10 for reader, n in zip(readers, counts)), BACK)
    for reader in readers:
        reader.is_over = True
    for reader in readers:
        reader.join(BACK)
    check_equal("whoever read meanwhile got every page", [reader.bad for reader in readers], [[]] * len(readers))


def test_cut_off(trial, one):
    """in the middle of a page: the replica ends what keeps it from following"""
    wait_until(lambda: is_used(one), BACK)
    reader = Reader(one, PAGES)
    reader.start()
    for _ in range(30):
        trial.standby_ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'wardmote'")
        wait_until(lambda before=reader.n: reader.n > before + 2, BACK)
    reader.is_over = True
    reader.join(BACK)
    check_equal("connections that are cut again and again: every page is made", (reader.bad, reader.n > 60), ([], True))


def test_alone(trial, one):
    """The primary is gone: what there is can be read, and nothing kept."""
    wait_until(lambda: is_used(one) and trial.is_caught_up(), BACK)
    trial.primary.kill()
    check_equal("without its primary, pages are read from the replica", [one.get(page).status for page in PAGES], [200] * len(PAGES))
    refused = send(Browser(one, network="192.0.2.77"), 200)
    check("and what is sent is refused", getattr(refused, "status", 0) == 503, refused)
    trial.primary.start()
    reference = None

    def is_taken():
        nonlocal reference
        reference = send(Browser(one, network="192.0.2.78"), 201)
        return isinstance(reference, str)
    check("back, it is kept again", wait_until(is_taken, BACK) is not None, reference)


def test_wrong(trial):
    secret = "s3cret-word"
    done = run("serve", "--store", "sqlite:/tmp/none.db", "--port", "0", "--read-url", f"postgresql://wardmote:{secret}@127.0.0.1:1/none")
    check("a store in a file has no replica", done.exit == 4 and "a replica to read from is one of PostgreSQL" in done.err and secret not in done.err, done)
    done = run("serve", "--store", trial.url, "--port", "0", "--read-url", "sqlite:ours.db")
    check("nor is a file one", done.exit == 4 and "a replica to read from is one of PostgreSQL" in done.err, done)


def test_never_there(trial):
    """One that is not there when the server starts is passed over, and its password not said."""
    secret = "s3cret-word"
    trial.near = f"postgresql://wardmote:{secret}@127.0.0.1:1/none"
    with trial.server() as one:
        check_equal("a replica that was never there: pages", [one.get(page).status for page in PAGES], [200] * len(PAGES))
        check("it is said", wait_until(lambda: is_said(one, "the replica can't be read"), BACK) is not None and not is_said(one, secret), said([one]))


def test_replica():
    hosts = [Host(), Host()]
    try:
        trial = Trial(hosts)
        with trial.server() as one, trial.server() as two:
            test_followed(trial, one, two)
            test_behind(trial, one, two)
            test_gone(trial, one, two)
            test_cut_off(trial, one)
            test_alone(trial, one)
            check_equal("servers end when they are told", [server.stop() for server in (one, two)], [0, 0])
        test_wrong(trial)
        test_never_there(trial)
    finally:
        for host in hosts:
            host.__exit__()


if __name__ == "__main__":
    if binaries():
        test_replica()
    else:
        skip("pages from a replica", "no PostgreSQL here")
