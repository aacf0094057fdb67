"""tools/image: a container image is made of a bare Debian, runs as the user that is nobody's, serves, stops and goes on with its volume. In
./test long, as root, where there are debootstrap, buildah, podman and Debian's packages to be had."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import SOURCE, check, check_equal, skip

NAME, PORT = f"localhost/wardmote-test-{os.getpid()}:trial", 8159
NEEDED = ("debootstrap", "buildah", "podman")
PLACE = f"http://127.0.0.1:{PORT}"
STORAGE = {**os.environ, "STORAGE_DRIVER": "vfs"}  # which any file system can be
LIMITS = ("--ulimit", "nofile=4096:4096", "--ulimit", "nproc=1024:1024")  # podman asks for more than some machines give


def said(*command):
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=1500, stdin=subprocess.DEVNULL, env=STORAGE)


def status(path="/"):
    try:
        with urllib.request.urlopen(PLACE + path, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def comes(seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end and status("/ready") != 200:
        time.sleep(0.1)
    return status("/ready") == 200


class Container:
    def __init__(self, volume):
        self.volume, self.runtime = volume, []

    def start(self):
        """by the usual runtime; by runc where that can't do with the groups of this machine"""
        for runtime in ([], ["--runtime", "runc"]):
            done = said("podman", *runtime, "run", "-d", *LIMITS, "--network", "host", "-e", f"WARDMOTE_LISTEN=127.0.0.1:{PORT}",
                        "-v", f"{self.volume}:/var/lib/wardmote", NAME)
            if done.returncode == 0:
                self.name = done.stdout.strip()
                return done
            said("podman", "rm", "-f", "-l")
        return done

    def about(self, what):
        return said("podman", "inspect", self.name, "--format", what).stdout.strip()

    def stop(self):
        began = time.monotonic()
        said("podman", "stop", "-t", "20", self.name)
        return time.monotonic() - began

    def log(self):
        done = said("podman", "logs", self.name)
        return done.stdout + done.stderr


def test_run(folder):
    volume = folder / "volume"
    volume.mkdir(mode=0o700)
    os.chown(volume, 877, 877)
    container = Container(volume)
    began = container.start()
    if not check("it starts", began.returncode == 0, began):
        return
    check("it is ready", comes(), container.log())
    check_equal("pages", [status(path) for path in ("/", "/record", "/nope")], [200, 200, 404])
    about = dict(line.split(":", 1) for line in Path(f"/proc/{container.about('{{.State.Pid}}')}/status").read_text().splitlines())
    check_equal("it is the user 877, without rights, under a filter of calls", (about["Uid"].split()[0], about["CapEff"].strip(), about["Seccomp"].strip()),
                ("877", "0" * 16, "2"))
    log = container.log()
    check("the kernel shuts it in", "has no Landlock" not in log and "not limited" not in log and "Become the first" in log, log)
    took = container.stop()
    check("stopped: at once, and it ended well", took < 10 and container.about("{{.State.ExitCode}}") == "0" and "Stopping: what runs is finished first." in container.log(),
          (took, container.log()))
    said("podman", "rm", "-f", container.name)
    container.start()
    check("another goes on with the volume", comes() and "A new, empty store was made" not in container.log(), container.log())
    said("podman", "rm", "-f", "-t", "5", container.name)


def main():
    with tempfile.TemporaryDirectory(prefix="wardmote-image-") as name:
        folder, began = Path(name), time.monotonic()
        done = said(SOURCE / "tools/image", "--name", NAME, "--to", folder / "image.tar")
        if not check("an image is made, and its name said", done.returncode == 0 and done.stdout.strip() == NAME, done.stderr[-2000:]):
            return
        print(f"# made in {time.monotonic() - began:.0f} s, {(folder / 'image.tar').stat().st_size // 1000000} MB", flush=True)
        try:
            config = json.loads(said("buildah", "inspect", "--type", "image", NAME).stdout)["OCIv1"]["config"]
            check_equal("what it runs, as whom", (config["Entrypoint"], config["Cmd"], config["User"]), (["/usr/bin/wardmote"], ["serve"], "wardmote"))
            check("which version", re.fullmatch(r"\d+\.\d+\.\d+", config["Labels"]["org.opencontainers.image.version"]), config)
            test_run(folder)
        finally:
            said("buildah", "rmi", "-f", NAME)
    wrong = said(SOURCE / "tools/image", "--package", "none.deb")
    check("a package that is not there", wrong.returncode != 0 and "there is no package none.deb" in wrong.stderr, wrong)


if __name__ == "__main__":
    missing = [name for name in NEEDED if not shutil.which(name)]
    if os.geteuid() or missing:
        skip("a container image", f"root's, and needs {', '.join(missing) or 'nothing more'}")
    else:
        main()
