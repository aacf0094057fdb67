"""./run and ./test refuse what they do not know and change nothing on other distributions."""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import SOURCE, check, check_equal, write

FEDORA = 'NAME="Fedora Linux"\nID=fedora\nVERSION_ID=41\n'
TRIXIE = 'ID=debian\nVERSION_ID="13"\n'


def script(name, *arguments, release=None):
    """Runs a copy in an empty folder, so that nothing is built; gives exit, output and what is there afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "tools").mkdir()
        shutil.copy(SOURCE / name, folder)
        shutil.copy(SOURCE / "tools/packages.sh", Path(folder) / "tools")
        environment = {"PATH": "/usr/bin:/bin"}
        if release:
            environment["WARDMOTE_OS_RELEASE"] = str(write("os-release", release))
        done = subprocess.run([str(Path(folder) / name), *arguments], env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        left = sorted(path.name for path in Path(folder).iterdir())
    return done.returncode, done.stdout.decode(), left


for name in ("run", "test"):
    code, out, left = script(name, "--help")
    check(f"./{name} --help", code == 0 and out.startswith(f"Usage: ./{name} "), out)
    code, out, left = script(name, "--bulid")
    check_equal(f"./{name} refuses an unknown option, and exits 2", code, 2)
    check(f"./{name} names the option", f"./{name}: '--bulid' is " in out, out)
    check_equal(f"./{name} has changed nothing", left, sorted([name, "tools"]))
    for system, release in (("Fedora", FEDORA), ("Debian 13", TRIXIE), ("a system without a name", "\n")):
        code, out, left = script(name, release=release)
        check_equal(f"./{name} on {system}: exit 1, nothing changed", (code, left), (1, sorted([name, "tools"])))
        check(f"./{name} on {system}: says what to install", "Nothing was changed." in out
              and "  reading JSON: libjansson-dev\n" in out and f"then run ./{name} --no-install" in out, out)
    check_equal(f"./{name} on another system: the test's own packages", "libcmocka-dev" in out, name == "test")
