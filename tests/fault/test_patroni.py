"""The recipe of docs/operate.md for a PostgreSQL that heals itself: three machines, each a network namespace with etcd, patroni and PostgreSQL,
before them haproxy, and Wardmote that knows haproxy alone. The primary's machine is cut off with all it runs: patroni promotes a standby, pages
and writers go on, nothing that was acknowledged is lost. In ./test long, as root, where Debian's patroni, etcd-server and haproxy are there."""
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from test_two_servers import DOUBLED, LEASE, LOAD, Load, Served, said, wait_until
from serving import check, check_equal, run

from engines import ask, binaries, psql
from harness import skip

NEEDED = ("patroni", "etcd", "haproxy", "ip", "runuser")
NODES, NET, WORD = (1, 2, 3), "10.77.83", "a-word-of-the-test"
DOOR, HERE, BRIDGE = f"{NET}.10", f"{NET}.254", f"wm{os.getpid()}"
PAGES = ("/", "/charters/life/S1", "/record")
HAPROXY = """
global
    maxconn 400
defaults
    mode tcp
    timeout connect 2s
    timeout client 30m
    timeout server 30m
listen primary
    bind {door}:5000
    option httpchk GET /primary
    http-check expect status 200
    default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
{servers}
listen replica
    bind {door}:5001
    option httpchk GET /replica
    http-check expect status 200
    default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
{servers}
"""
PATRONI = """
scope: wardmote
name: n{n}
restapi: {{listen: '{ip}:8008', connect_address: '{ip}:8008'}}
etcd3: {{hosts: '{etcds}'}}
bootstrap:
  dcs:
    ttl: 20
    loop_wait: 2
    retry_timeout: 6
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters: {{hot_standby_feedback: 'on', max_connections: 100, fsync: 'off'}}
  initdb: [{{encoding: UTF8}}, {{locale: C.UTF-8}}]
  pg_hba: ['local all all trust', 'host replication replicator {net}.0/24 scram-sha-256', 'host all all {net}.0/24 scram-sha-256']
postgresql:
  listen: '{ip}:5432'
  connect_address: '{ip}:5432'
  data_dir: '{folder}/data'
  bin_dir: '{bin}'
  authentication:
    superuser: {{username: postgres, password: '{word}'}}
    replication: {{username: replicator, password: '{word}'}}
    rewind: {{username: rewinder, password: '{word}'}}
  parameters: {{unix_socket_directories: '{folder}'}}
"""


def ip(*words):
    return subprocess.run(["ip", *words], capture_output=True, text=True, check=True).stdout


class Machine:
    """A network namespace with an address, and what runs in it."""

    def __init__(self, name, address):
        self.name, self.running, self.cable = f"{BRIDGE}-{name}", [], f"{BRIDGE}.{name}"
        ip("netns", "add", self.name)
        ip("link", "add", self.cable, "type", "veth", "peer", "name", "eth0", "netns", self.name)
        ip("link", "set", self.cable, "master", BRIDGE, "up")
        for words in (("addr", "add", f"{address}/24", "dev", "eth0"), ("link", "set", "eth0", "up"), ("link", "set", "lo", "up")):
            ip("-n", self.name, *words)

    def start(self, log, *command, user=None):
        who = ["runuser", "-u", user, "--"] if user else []
        with open(log, "ab") as out:
            self.running.append(subprocess.Popen(["ip", "netns", "exec", self.name, *who, *map(str, command)], stdin=subprocess.DEVNULL, stdout=out,
                                                 stderr=subprocess.STDOUT, env={**os.environ, "LC_ALL": "C.UTF-8"}))

    def cut(self):
        """off the net at once, and all it runs killed, as when a machine dies"""
        ip("link", "set", self.cable, "down")
        for process in ip("netns", "pids", self.name).split():
            try:
                os.kill(int(process), signal.SIGKILL)
            except ProcessLookupError:
                pass
        for process in self.running:
            process.wait()
        self.running = []

    def back(self):
        ip("link", "set", self.cable, "up")

    def end(self):
        self.cut()
        ip("netns", "del", self.name)


class Cluster:
    def __init__(self, folder):
        self.folder, self.machines = folder, {}
        ip("link", "add", BRIDGE, "type", "bridge")
        ip("addr", "add", f"{HERE}/24", "dev", BRIDGE)
        ip("link", "set", BRIDGE, "up")
        for n in NODES:
            self.machines[n] = Machine(n, f"{NET}.{n}")
            (folder / str(n)).mkdir()
            shutil.chown(folder / str(n), "postgres", "postgres")
        self.door = Machine("d", DOOR)

    def node_start(self, n, state="new"):
        folder, address = self.folder / str(n), f"{NET}.{n}"
        peers = ",".join(f"n{i}=http://{NET}.{i}:2380" for i in NODES)
        self.machines[n].start(folder / "etcd.log", "etcd", "--name", f"n{n}", "--data-dir", folder / "etcd", "--listen-peer-urls", f"http://{address}:2380",
                               "--initial-advertise-peer-urls", f"http://{address}:2380", "--listen-client-urls", f"http://{address}:2379",
                               "--advertise-client-urls", f"http://{address}:2379", "--initial-cluster", peers, "--initial-cluster-state", state, user="postgres")
        config = folder / "patroni.yml"
        config.write_text(PATRONI.format(n=n, ip=address, net=NET, etcds=",".join(f"{NET}.{i}:2379" for i in NODES), folder=folder, bin=binaries(), word=WORD))
        config.chmod(0o600)
        shutil.chown(config, "postgres", "postgres")
        self.machines[n].start(folder / "patroni.log", "patroni", config, user="postgres")

    def door_start(self):
        config = self.folder / "haproxy.cfg"
        servers = "\n".join(f"    server n{n} {NET}.{n}:5432 check port 8008" for n in NODES)
        config.write_text(HAPROXY.format(door=DOOR, servers=servers))
        self.door.start(self.folder / "haproxy.log", "haproxy", "-db", "-f", config)

    def url(self, port=5000, user="wardmote", database="wardmote"):
        return f"postgresql://{user}:{WORD}@{DOOR}:{port}/{database}?connect_timeout=3"

    def answers(self, port=5000, user="postgres", database="postgres"):
        try:
            return psql(self.url(port, user, database), "SELECT host(inet_server_addr())").strip()
        except RuntimeError:
            return ""

    def primary(self):
        """which of them it is; 0 for none"""
        return int((self.answers() or ".0").rpartition(".")[2])

    def logs(self):
        return "\n".join(f"--- {path.parent.name}/{path.name}\n{path.read_text(errors='replace')[-1500:]}" for path in sorted(self.folder.glob("*/*.log")))

    def end(self):
        for machine in (*self.machines.values(), self.door):
            machine.end()
        ip("link", "del", BRIDGE)


def are_back(server):
    try:
        return all(server.get(page).status == 200 for page in PAGES)
    except OSError:
        return False


def are_whole(cluster):
    """two standbys follow, and the primary waits for one of them"""
    try:
        states = psql(cluster.url(user="postgres", database="postgres"), "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'").split()
    except RuntimeError:
        return False
    return sorted(states) == ["async", "sync"]


def fail_over(cluster, server, first):
    load = Load(cluster.url(), f"patroni-{first}", first)
    check("writers write", wait_until(lambda: load.steps() > 60, 60) is not None)
    lost = cluster.primary()
    began = time.monotonic()
    cluster.machines[lost].cut()
    read = wait_until(lambda: are_back(server), 90)
    promoted = wait_until(lambda: cluster.primary() not in (0, lost), 90)
    load.end()
    more = Load(cluster.url(), f"patroni-{first + 10}", first + 10)
    kept = wait_until(lambda: more.steps() > 10, 90)
    total = time.monotonic() - began
    more.end()
    check("the primary's machine gone: another is promoted, pages and writers go on", None not in (read, promoted, kept), (read, promoted, kept, said([server])[-3000:], cluster.logs()))
    wrong = [fault for one in (load, more) for fault in one.wrong()]
    check_equal("nothing that was acknowledged is lost, nothing is there twice", (wrong, [ask(cluster.url(), sql) for sql in DOUBLED]), ([], [[]] * len(DOUBLED)))
    print(f"# pages back after {read} s, another promoted after {promoted} s from then, facts kept after {total:.1f} s in all", flush=True)
    return lost


def trial(cluster):
    for n in NODES:
        cluster.node_start(n)
    cluster.door_start()
    if not check("three machines agree on a primary", wait_until(cluster.primary, 120) is not None, cluster.logs()):
        return
    if not check("two standbys follow, of which one is waited for", wait_until(lambda: are_whole(cluster), 120) is not None, cluster.logs()):
        return
    admin = cluster.url(user="postgres", database="postgres")
    psql(admin, f"CREATE ROLE wardmote LOGIN PASSWORD '{WORD}'")
    psql(admin, "CREATE DATABASE wardmote OWNER wardmote ENCODING 'UTF8' TEMPLATE template0")
    subprocess.run([LOAD, "cause", cluster.url()], check=True)
    with Served(cluster.url(), "--lease", LEASE, "--read-url", cluster.url(5001), environment={"WARDMOTE_KEY": str(cluster.folder / "record.key")}) as server:
        check("pages are read from a replica, through haproxy", wait_until(lambda: any("it has all that the store has" in line for line in
              [*server.said, *(line for _, line in server.heard)]), 60) is not None, (said([server])[-3000:], cluster.logs()))
        check("pages", are_back(server))
        lost = fail_over(cluster, server, 1)
        cluster.machines[lost].back()
        cluster.node_start(lost, "existing")
        check("the machine that was gone comes back as a standby", wait_until(lambda: are_whole(cluster), 90) is not None, cluster.logs())
        check_equal("the server ends when it is told", server.stop(), 0)
    sealed, verified = run("seal", "--store", cluster.url(), environment={"WARDMOTE_KEY": str(cluster.folder / "record.key")}), run("verify", cluster.url())
    check("the record verifies", (sealed.exit, verified.exit) == (0, 0), (sealed, verified))


def main():
    with tempfile.TemporaryDirectory(prefix="wardmote-patroni-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        cluster = Cluster(folder)
        try:
            trial(cluster)
        finally:
            cluster.end()


if __name__ == "__main__":
    missing = [name for name in NEEDED if not shutil.which(name)]
    if os.geteuid() or missing or not binaries():
        skip("a PostgreSQL that heals itself", f"root's, and needs {', '.join(missing) or 'PostgreSQL'}")
    else:
        main()
