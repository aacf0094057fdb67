"""Six project frames or fewer from the route to the store, counted by gdb on the program with its inlined calls.

The board, which is made once for each state of the store and shared by all pages, is not a page's own road and is left out.
"""
import os
import re
import subprocess
import time

from serving import PROGRAM, Server, check, demonstration, folder

MOST = 6
PAGES = ["/", "/areas", "/areas/Aldermoor ward", "/charters/aldermoor-streets", "/charters/aldermoor-streets/S3",
         "/redress", "/record", "/search?q=graffiti", "/find?q=ZZ1+2AB", "/data/figures.csv", "/reports/AS-P1", "/privacy"]
SCRIPT = """set pagination off
set debuginfod enabled off
set breakpoint pending on
set print frame-arguments none
handle SIGTERM nostop noprint pass
handle SIGUSR1 nostop noprint pass
""" + "".join(f"break {name}\ncommands\nsilent\nbt 40\necho \\n----\\n\ncontinue\nend\n"
              for name in ("query_one", "query_many", "query_each")) + "run\n"
FRAME = re.compile(r"^#\d+\s+(?:0x[0-9a-f]+ in )?(\w+)", re.MULTILINE)


class Traced(Server):
    """The server under gdb."""

    def __enter__(self):
        (folder / "gdb.txt").write_text(SCRIPT)
        self.out = open(folder / "gdb.out", "w+b")
        self.process = subprocess.Popen(
            ["gdb", "-batch", "-nx", "-x", str(folder / "gdb.txt"), "--args", PROGRAM, "serve", "--store",
             f"sqlite:{self.store}", "--port", "0"], stdin=subprocess.DEVNULL, stdout=self.out, stderr=subprocess.STDOUT,
            env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})
        self.host, self.port, self.said = "127.0.0.1", None, []
        for _ in range(600):
            found = re.search(r"http://127.0.0.1:(\d+)/", self.text())
            if found:
                self.port = int(found[1])
                return self
            time.sleep(0.1)
        raise SystemExit("the server did not start under gdb: " + self.text()[-2000:])

    def text(self):
        return (folder / "gdb.out").read_text(errors="replace")

    def __exit__(self, *_):
        pids = subprocess.run(["pgrep", "-f", f"serve --store sqlite:{self.store}"], capture_output=True, text=True, check=False)
        for pid in pids.stdout.split():
            if int(pid) != self.process.pid:
                os.kill(int(pid), 15)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def roads(text):
    """the frames from route_run to the query, of each query that a page made itself"""
    for trace in text.split("----"):
        frames = FRAME.findall(trace)
        if "route_run" in frames and "site_enter" not in frames:
            yield frames[:frames.index("route_run") + 1][::-1]


with Traced(demonstration()) as server:
    for path in PAGES:
        answer = server.get(path)
        check(f"{path}: answered", answer.status in (200, 303), answer)
    time.sleep(1)
    found = list(roads(server.text()))
check("pages ask the store", len({road[1] for road in found}) >= 4, found)
for road in sorted({tuple(road) for road in found}):
    check(f"{len(road)} frames: {' > '.join(road)}", len(road) <= MOST)
