"""Machines with a PostgreSQL each, of which one follows the other."""
import os
import shutil
import signal
import subprocess
import time

from test_two_servers import wait_until

from engines import Cluster, psql

FOLLOWS = 30  # seconds that a standby may take to follow


class Host(Cluster):
    """One of two machines: a folder that stays, and what PostgreSQL is in it."""

    def follow(self, primary, is_waited_for=True):
        """A standby of the primary, which from then on commits nothing that is not here, if it waits for it."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.run("pg_basebackup", "-h", primary.folder, "-U", "wardmote", "-D", self.data, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync")
        # Of another's backup: whom it must wait for, once it is the primary, it is told then.
        (self.data / "postgresql.auto.conf").write_text("".join(
            line + "\n" for line in (self.data / "postgresql.auto.conf").read_text().splitlines() if "synchronous_standby_names" not in line))
        shutil.chown(self.data / "postgresql.auto.conf", *(("postgres", "postgres") if self.as_user else (os.getuid(), os.getgid())))
        self.start()
        if is_waited_for:
            psql(primary.url(), "ALTER SYSTEM SET synchronous_standby_names = '*'")
            psql(primary.url(), "SELECT pg_reload_conf()")
        state = "sync" if is_waited_for else "async"
        wait_until(lambda: psql(primary.url(), "SELECT sync_state FROM pg_stat_replication").strip() == state, FOLLOWS)

    def kill(self):
        """with all its processes at once, as when its machine stops"""
        first = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        children = subprocess.run(["ps", "--ppid", str(first), "-o", "pid="], capture_output=True, text=True, check=False)
        for process in [first, *map(int, children.stdout.split())]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        while subprocess.run(["ps", "-p", str(first), "-o", "stat="], capture_output=True, text=True, check=False).stdout.strip() not in ("", "Z"):
            time.sleep(0.01)
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def promote(self):
        self.run("pg_ctl", "-D", self.data, "-w", "-s", "promote")
