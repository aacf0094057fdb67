"""The package under a real systemd: a bare Debian by debootstrap is booted in a container by systemd-nspawn, the package installed in it, the
service started as its unit has it, asked, killed, upgraded, stopped, booted again, purged. In ./test long, as root, where there are
debootstrap, systemd-nspawn and Debian's packages to be had; WARDMOTE_TEST_DEBIAN names a mirror of them."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import SOURCE, check, check_equal, skip

MIRROR = os.environ.get("WARDMOTE_TEST_DEBIAN", "http://deb.debian.org/debian")
# nspawn forbids what it does not know; a machine of its own allows it.
CALLS = "--system-call-filter=landlock_create_ruleset landlock_add_rule landlock_restrict_self"
NEEDED = ("debootstrap", "systemd-nspawn", "nsenter", "dpkg-deb")
EXPOSURE = 1.5  # of systemd-analyze security, at most


def said(*command, **more):
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=900, stdin=subprocess.DEVNULL, **more)


def must(*command, **more):
    done = said(*command, **more)
    if done.returncode:
        raise SystemExit(f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def wait_until(holds, seconds):
    """How long it took; None if it did not come."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if holds():
            return time.monotonic() - began
        time.sleep(0.05)
    return None


def newer(package, folder):
    """the same package under another version, as an upgrade is"""
    tree = folder / "newer"
    must("dpkg-deb", "-R", package, tree)
    control = tree / "DEBIAN/control"
    control.write_text(re.sub(r"(?m)^(Version: .*)$", r"\1+next", control.read_text()))
    must("dpkg-deb", "--root-owner-group", "-Zgzip", "--build", tree, folder / "newer.deb")
    return folder / "newer.deb"


class Machine:
    def __init__(self, root):
        self.root, self.process, self.leader = root, None, None

    def install(self):
        (self.root / "etc/apt/sources.list").write_text(f"deb {MIRROR} bookworm main\n")
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        must("systemd-nspawn", "-q", "-D", self.root, "--register=no", "--keep-unit", "--pipe", "sh", "-c", "export DEBIAN_FRONTEND=noninteractive; apt-get update -q && "
             "apt-get install -yq --no-install-recommends curl /root/wardmote.deb")

    def boot(self):
        self.process = subprocess.Popen(["systemd-nspawn", "-q", "-D", self.root, "--register=no", "--keep-unit", "--private-network", CALLS, "-b"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        took = wait_until(self.is_up, 90)
        if took is None:
            raise SystemExit("the machine did not boot")
        return took

    def is_up(self):
        children = said("ps", "--ppid", self.process.pid, "-o", "pid=").stdout.split()
        self.leader = children[0] if children else None
        return self.leader and self.inside("systemctl", "is-system-running").stdout.strip() in ("running", "degraded")

    def inside(self, *command):
        return said("nsenter", "-t", self.leader, "-a", *command)

    def off(self):
        self.inside("systemctl", "poweroff")
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.terminate()
            self.process.wait()

    def show(self, name):
        return self.inside("systemctl", "show", "-P", name, "wardmote").stdout.strip()

    def status(self, path="/"):
        return self.inside("curl", "-s", "-m", "20", "-o", "/dev/null", "-w", "%{http_code}", f"http://127.0.0.1:8080{path}").stdout

    def log(self):
        return self.inside("journalctl", "-u", "wardmote", "--no-pager", "-o", "cat").stdout


def test_started(machine):
    done = machine.inside("systemctl", "enable", "--now", "wardmote")
    took = wait_until(lambda: machine.status("/ready") == "200", 60)
    check("the service starts and is ready", done.returncode == 0 and took is not None, (done, machine.log()))
    check_equal("pages", [machine.status(path) for path in ("/", "/report", "/record", "/sign-in", "/nope")], ["200", "200", "200", "200", "404"])
    log = machine.log()
    check("the link of the first administrator is in its journal", re.search(r"Become the first, within a day: \S+/sign-in/link/", log), log)
    check("the kernel shuts it in, as far as it can", "has no Landlock" not in log and "not limited" not in log, log)
    return took


def test_shut_in(machine):
    main = machine.show("MainPID")
    about = dict(line.split(":", 1) for line in machine.inside("cat", f"/proc/{main}/status").stdout.splitlines() if ":" in line)
    who = machine.inside("id", "-u", "wardmote").stdout.strip()
    check_equal("it runs as its own user, without rights, for good, under a filter of calls",
                (about["Uid"].split()[0], about["CapEff"].strip(), about["CapBnd"].strip(), about["NoNewPrivs"].strip(), about["Seccomp"].strip()),
                (who, "0" * 16, "0" * 16, "1", "2"))
    seen = machine.inside("nsenter", "-t", main, "-m", "sh", "-c", "touch /etc/x /usr/x /var/x; ls -A /home /root; touch /var/lib/wardmote/x && rm /var/lib/wardmote/x && echo own")
    check("what it sees of files: its own can be written, the others not, homes are empty", seen.stdout.strip().split("\n")[-1] == "own" and
          seen.stderr.count("Read-only file system") == 3, seen)
    rated = machine.inside("systemd-analyze", "security", "--no-pager", "wardmote").stdout
    level = re.search(r"exposure level for wardmote.service: ([\d.]+)", rated)
    check(f"systemd-analyze security: {EXPOSURE} at most", level and float(level[1]) <= EXPOSURE, rated)
    return level[1]


def test_works(machine):
    """What needs more than reading: a place is named, a photograph opened by its process, a paper printed, a backup made."""
    store = "sqlite:/var/lib/wardmote/wardmote.db"
    made = machine.inside("runuser", "-u", "wardmote", "--", "wardmote", "demo", "--store", "sqlite:/var/lib/wardmote/demo.db")
    machine.inside("sed", "-i", "s|^WARDMOTE_STORE=.*|WARDMOTE_STORE=sqlite:/var/lib/wardmote/demo.db|", "/etc/default/wardmote")
    machine.inside("systemctl", "restart", "wardmote")
    wait_until(lambda: machine.status("/ready") == "200", 60)
    check_equal("a store that was filled, with a paper as PDF", (made.returncode, [machine.status(path) for path in ("/charters", "/charters/after-dark.pdf")]), (0, ["200", "200"]))
    sent = machine.inside("sh", "-c", "printf 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==' | base64 -d >/tmp/a.png; "
                          "curl -s -F service_code=potholes -F description=deep -F 'address_string=ZZ1 2AB' -F 'media=@/tmp/a.png;type=image/png' http://127.0.0.1:8080/open311/v2/requests.json")
    files = machine.inside("sh", "-c", "ls /var/lib/wardmote/demo.db.photographs/*/*.jpg | wc -l").stdout.strip()
    check("a report with a photograph", re.search(r'"service_request_id": "\w{3}-\w{4}"', sent.stdout) and files == "2", (sent, files, machine.log()[-2000:]))
    backup = machine.inside("runuser", "-u", "wardmote", "--", "wardmote", "backup", "/var/lib/wardmote/backup.db", "--store", store.replace("wardmote.db", "demo.db"))
    check("a backup while it is served", backup.returncode == 0 and "demo" not in backup.stderr, backup)
    machine.inside("runuser", "-u", "wardmote", "--", "sh", "-c", "for day in 6 9; do mkdir /var/backups/wardmote/$day.db.photographs; touch -d \"$day days ago\" /var/backups/wardmote/$day.*; done")
    night = machine.inside("systemctl", "start", "wardmote-backup"), machine.inside("systemctl", "enable", "--now", "wardmote-backup.timer")
    kept = machine.inside("ls", "/var/backups/wardmote").stdout
    check("each night's: a new one with its photographs, and what is older than a week is gone", not any(done.returncode for done in night) and
          re.fullmatch(r"(\d{4}(-\d\d){2}-\d{4}\.db)\n\1\.photographs\n6\.db\.photographs\n", kept), (kept, machine.inside("journalctl", "-u", "wardmote-backup", "--no-pager").stdout))


def test_killed(machine):
    before = machine.show("MainPID")
    machine.inside("systemctl", "kill", "-s", "KILL", "wardmote")
    took = wait_until(lambda: machine.show("MainPID") not in ("0", before) and machine.status("/ready") == "200", 60)
    check("killed, it is started again", took is not None, machine.log()[-2000:])
    return took


def test_upgraded(machine):
    before = machine.show("MainPID")
    done = machine.inside("dpkg", "-i", "/root/newer.deb")
    took = wait_until(lambda: machine.show("MainPID") not in ("0", before) and machine.status("/ready") == "200", 60)
    kept = machine.inside("grep", "-c", "^WARDMOTE_STORE=sqlite:/var/lib/wardmote/demo.db", "/etc/default/wardmote").stdout.strip()
    check("upgraded, what ran goes on with the new program and its settings", done.returncode == 0 and took is not None and kept == "1", (done, machine.log()[-2000:]))
    return took


def test_stopped(machine):
    asked = subprocess.Popen(["nsenter", "-t", machine.leader, "-a", "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "http://127.0.0.1:8080/charters/after-dark.pdf"],
                             stdout=subprocess.PIPE, text=True)
    time.sleep(0.05)
    began = time.monotonic()
    machine.inside("systemctl", "stop", "wardmote")
    took = time.monotonic() - began
    answer = asked.communicate(timeout=60)[0]
    check("stopped: what was asked is answered first, and it ended well", (machine.show("Result"), answer) == ("success", "200") and took < 20, (took, answer, machine.log()[-1500:]))
    check_equal("stopped: nobody answers", machine.status("/health"), "000")
    return took


def test_again(machine):
    machine.off()
    machine.boot()
    check("after a boot it is back by itself", wait_until(lambda: machine.status("/ready") == "200", 60) is not None, machine.log()[-2000:])
    done = machine.inside("sh", "-c", "DEBIAN_FRONTEND=noninteractive dpkg --purge wardmote; ls /var/lib/wardmote")
    check("purged: the service is gone, the store stays", "wardmote.db" in done.stdout and machine.status("/health") == "000" and
          machine.inside("systemctl", "cat", "wardmote").returncode != 0, done)


def main():
    with tempfile.TemporaryDirectory(prefix="wardmote-service-", dir=os.environ.get("WARDMOTE_TEST_ROOM")) as name:
        folder = Path(name)
        package, root = Path(must(SOURCE / "tools/package", "--to", folder).strip().splitlines()[-1]), folder / "root"
        must("debootstrap", "--variant=minbase", "--include=systemd,systemd-sysv,dbus,adduser", "bookworm", root, MIRROR)
        shutil.copy(package, root / "root/wardmote.deb")
        shutil.copy(newer(package, folder), root / "root/newer.deb")
        machine = Machine(root)
        machine.install()
        found = {"boot": machine.boot()}
        try:
            found["ready"] = test_started(machine)
            found["exposure"] = test_shut_in(machine)
            test_works(machine)
            found["after a kill"], found["after an upgrade"], found["stop"] = test_killed(machine), test_upgraded(machine), test_stopped(machine)
            test_again(machine)
        finally:
            machine.off()
        print("# " + json.dumps({what: round(value, 1) if isinstance(value, float) else value for what, value in found.items()}), flush=True)


if __name__ == "__main__":
    missing = [name for name in NEEDED if not shutil.which(name)]
    if os.geteuid() or missing:
        skip("the service under systemd", f"root's, and needs {', '.join(missing) or 'nothing more'}")
    else:
        main()
