"""PostgreSQL with a standby, two servers and programs that write, all of whom name both hosts. The primary is killed with all its
processes and the standby promoted, then a new standby is made, and so on: no fact that was acknowledged is lost, the clock never runs
twice, and pages come back within the lease. WARDMOTE_TEST_FAILOVERS says how often; 1 in ./test, 20 in ./test long."""
import os
import statistics
import subprocess
import time

from test_two_servers import DOUBLED, LEASE, LOAD, TAKEN, Load, Served, said, wait_until
from hosts import Host
from serving import check, check_equal, run

from engines import ask, binaries, psql
from harness import skip

ROUNDS = int(os.environ.get("WARDMOTE_TEST_FAILOVERS", 20 if os.environ.get("WARDMOTE_TEST_LONG") else 1))
BACK = 30  # seconds that anything may take at most
PAGES = ("/", "/charters/life/S1", "/record")


def are_back(server):
    try:
        return all(server.get(page).status == 200 for page in PAGES)
    except OSError:
        return False


class Trial:
    def __init__(self, hosts):
        self.hosts, self.loads, self.times, self.url = hosts, [], [], hosts[0].fresh()
        name = self.url.split("?")[0]
        self.both = f"{name}?host={hosts[0].folder},{hosts[1].folder}&user=wardmote&target_session_attrs=read-write"
        subprocess.run([LOAD, "cause", self.both], check=True)

    def url_at(self, host):
        return f"{self.url.split('?')[0]}?host={host.folder}&user=wardmote"

    def load_begin(self):
        self.loads.append(Load(self.both, f"failover-{len(self.loads)}", 1 + 10 * len(self.loads)))

    def fail_over(self, primary, standby, servers):
        """seconds until the standby was promoted, pages came back, the clock's lease was renewed, facts were kept"""
        self.load_begin()
        load = self.loads[-1]
        if wait_until(lambda: load.steps() > 60, BACK) is None:
            return False
        primary.kill()
        began = time.monotonic()
        standby.promote()
        promoted, lease = time.monotonic(), self.lease(standby)
        pages = wait_until(lambda: all(are_back(server) for server in servers), BACK)
        load.end()  # who was told that it is not known whether something was kept has ended by itself
        clock = wait_until(lambda: self.lease(standby) != lease, BACK)
        self.load_begin()
        writes = wait_until(lambda: self.loads[-1].steps() > 10, BACK)
        self.loads[-1].end()
        self.times.append((promoted - began, pages, clock, writes))
        # One that waited for its turn behind all who wrote hears late that another has the lease.
        return None not in (pages, clock, writes) and wait_until(lambda: sum(server.leads() for server in servers) == 1, BACK) is not None

    def lease(self, host):
        return psql(self.url_at(host), "SELECT lease::text FROM lease")

    def wrong(self, loads):
        """what is not as whoever wrote it was told; what the clock wrote twice"""
        return [wrong for load in loads for wrong in load.wrong()], [ask(self.both, sql) for sql in DOUBLED]


def test_failover():
    hosts = [Host(), Host()]
    try:
        hosts[0].start()
        trial = Trial(hosts)
        hosts[1].follow(hosts[0])
        with Served(trial.both, "--lease", LEASE) as one, Served(trial.both, "--lease", LEASE) as two:
            servers = [one, two]
            wait_until(lambda: sum(server.leads() for server in servers) == 1, BACK)
            for turn in range(ROUNDS):
                primary, standby = hosts[turn % 2], hosts[1 - turn % 2]
                if not check(f"{turn + 1}: the primary killed, the standby promoted: pages, clock and writers go on", trial.fail_over(primary, standby, servers),
                             (trial.times, said(servers)[-6000:])):
                    break
                lost, doubled = trial.wrong(trial.loads[-2:])
                if lost or any(doubled):
                    check(f"{turn + 1}: nothing that was acknowledged is lost, nothing is there twice", False, (lost, doubled))
                    break
                if turn + 1 < ROUNDS:
                    primary.follow(standby)
            pages = [pages for _, pages, *_ in trial.times if pages is not None]
            check(f"pages were back within the lease, in all {ROUNDS}", len(pages) == ROUNDS and max(pages) <= LEASE + TAKEN, trial.times)
            check_equal("servers end when they are told", [server.stop() for server in servers], [0, 0])
        check_equal("what was acknowledged is there and whole, nothing of the clock is there twice", trial.wrong(trial.loads), ([], [[]] * len(DOUBLED)))
        sealed, verified = run("seal", "--store", trial.both), run("verify", trial.both)
        check("the record verifies, the derived tables are what the facts say", (sealed.exit, verified.exit) == (0, 0), verified)
        for n, name in enumerate(("promoted", "pages back", "the clock's lease renewed", "facts kept again")):
            found = [times[n] for times in trial.times if times[n] is not None]
            if found:
                print(f"# {name}: median {statistics.median(found):.2f} s, at most {max(found):.2f} s of {len(found)}", flush=True)
        print(f"# {sum(load.steps() for load in trial.loads)} steps acknowledged", flush=True)
    finally:
        for host in hosts:
            host.__exit__()


if __name__ == "__main__":
    if binaries():
        test_failover()
    else:
        skip("a standby takes over", "no PostgreSQL here")
