"""tools/package: what is in the package, that it runs from where it is unpacked, and that the service is shut in."""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "command"))
from harness import SOURCE, check, check_equal

BUILD = SOURCE / "build/test"
UNIT = SOURCE / "packaging/wardmote.service"
UNITS = ("wardmote.service", "wardmote-backup.service", "wardmote-backup.timer")


def said(*command, **more):
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=300, **more)


def test_made(folder):
    done = said(SOURCE / "tools/package", "--build", BUILD, "--to", folder)
    package = Path(done.stdout.strip().splitlines()[-1]) if done.returncode == 0 else None
    check("a package is made, and its path said", package and package.exists(), done.stderr[-2000:])
    return package


def test_fields(package):
    fields = dict(re.findall(r"(?m)^(\S+): (.*)$", said("dpkg-deb", "-f", package).stdout))
    version = re.search(r"version: '(.*)'", (SOURCE / "meson.build").read_text(encoding="utf-8"))[1]
    check_equal("its name and version", (fields["Package"], fields["Version"]), ("wardmote", version))
    for library in ("libsqlite3-0", "libpq5", "libmicrohttpd12", "libcairo2", "libcurl4", "tzdata", "adduser"):
        check(f"it asks for {library}", re.search(rf"(^|, ){re.escape(library)}( |,|$)", fields["Depends"]), fields["Depends"])
    check_equal("its settings are kept when it is upgraded", said("dpkg-deb", "-I", package, "conffiles").stdout, "/etc/default/wardmote\n")


def test_files(package):
    lines = [line.split() for line in said("dpkg-deb", "-c", package).stdout.splitlines()]
    files = {line[5]: (line[0], line[1]) for line in lines}
    check_equal("all belongs to root", {owner for _, owner in files.values()}, {"root/root"})
    check_equal("nobody else can write anywhere", [name for name, (mode, _) in files.items() if "w" in mode[4:]], [])
    check_equal("a password among the settings is root's", files["./etc/default/wardmote"][0], "-rw-------")
    there = [path.relative_to(SOURCE) for path in (SOURCE / "library").rglob("*") if path.is_file()]
    check_equal("the whole library", [str(path) for path in there if f"./usr/share/wardmote/{path}" not in files], [])
    documents = [path.name for path in (SOURCE / "docs").glob("*.md")]
    check_equal("every document", [name for name in documents if f"./usr/share/doc/wardmote/{name}" not in files], [])
    check("what it is made of", "./usr/share/doc/wardmote/sbom.cdx.json" in files)
    check("the example for nginx", "./usr/share/doc/wardmote/nginx.conf" in files)
    check_equal("every unit", [name for name in UNITS if f"./usr/lib/systemd/system/{name}" not in files], [])


def test_runs(package, folder):
    root = folder / "root"
    said("dpkg-deb", "-x", package, root)
    environment = {**os.environ, "WARDMOTE_LIBRARY": str(root / "usr/share/wardmote/library")}
    done = said(root / "usr/bin/wardmote", "due", "--calendar", "england-and-wales", "--start", "2026-12-23", "--within", "2 working days", env=environment)
    check("the program works with the library beside it", done.returncode == 0 and "2026" in done.stdout, done)


def test_scripts():
    for name in ("postinst", "prerm", "postrm"):
        done = said("sh", "-n", SOURCE / "packaging" / name)
        check(f"{name} can be read by sh", done.returncode == 0, done.stderr)
    check("nothing of ours removes a store", not re.search(r"\brm\b", "".join((SOURCE / "packaging" / name).read_text(encoding="utf-8") for name in ("postinst", "prerm", "postrm"))))


def test_unit(folder):
    for name in UNITS:
        (folder / name).write_text((SOURCE / "packaging" / name).read_text(encoding="utf-8").replace("/usr/bin/wardmote", "/bin/true"), encoding="utf-8")
    for name in UNITS:
        done = said("systemd-analyze", "verify", folder / name)
        check(f"systemd finds nothing wrong with {name}", done.returncode == 0 and "wardmote" not in done.stderr, done.stderr)
    own = ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "seccomp")
    check("it may shut itself in further", all(re.search(rf"^SystemCallFilter=@.*\b{call}\b", UNIT.read_text(encoding="utf-8"), re.MULTILINE) for call in own))
    done = said("systemd-analyze", "security", "--offline=true", "--threshold=20", UNIT)
    exposed = re.search(r"Overall exposure level for wardmote.service: ([\d.]+)", done.stdout)
    check("and the service is shut in: an exposure below 2 of 10", exposed and float(exposed[1]) < 2, done.stdout[-400:] + done.stderr)


def test_nginx(folder):
    """The example as nginx reads it, with a certificate made for it, and its listening moved to where nobody else listens."""
    text = (SOURCE / "packaging/nginx.conf").read_text(encoding="utf-8")
    for word in ("max-age=31536000; includeSubDomains", "ssl_protocols TLSv1.2 TLSv1.3;", "location = /metrics"):
        check(f"nginx: {word}", word in text, text)
    check("people are led on to TLS", re.search(r"listen 80;(?s:.)*?location / \{\s*return 301 https://(?s:.)*listen 443", text), text)
    check("programs are not led on", re.search(r"listen 80;(?s:.)*?\}\s*location /open311/ \{\s*return 403;", text), text)
    ciphers = re.search(r"ssl_ciphers (\S+);", text)[1]
    names = said("openssl", "ciphers", "-s", "-tls1_2", ciphers).stdout.strip().split(":")
    check("what TLS 1.2 may speak: ephemeral keys, and nothing but authenticated encryption",
          len(names) > 3 and all(name.startswith("ECDHE-") and ("-GCM-" in name or "CHACHA20" in name) for name in names), names)
    if not Path("/usr/sbin/nginx").exists():
        return
    said("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=wardmote.example", "-days", "2",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem")
    whole = text.replace("/etc/letsencrypt/live/wardmote.example", str(folder)).replace("/var/log/nginx", str(folder))
    (folder / "nginx.conf").write_text(f"pid {folder}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{whole}}}\n", encoding="utf-8")
    done = said("/usr/sbin/nginx", "-t", "-c", folder / "nginx.conf")
    check("nginx: reads it", done.returncode == 0, done.stderr)


def test_settings():
    known = set(re.findall(r'STR_INIT\("(WARDMOTE_\w+)"\)', (SOURCE / "src/cli/options.c").read_text(encoding="utf-8")))
    named = set(re.findall(r"WARDMOTE_\w+", (SOURCE / "packaging/wardmote.default").read_text(encoding="utf-8")))
    check_equal("each setting is one that the program reads", sorted(named - known), [])
    page = (SOURCE / "docs/operate.md").read_text(encoding="utf-8")
    check_equal("and those of the page", sorted(set(re.findall(r"WARDMOTE_\w+", page)) - known), [])
    series = set(re.findall(r'"(wardmote_\w+)', (SOURCE / "src/web/page_metrics.c").read_text(encoding="utf-8")))
    check_equal("the page watches series that there are", sorted(set(re.findall(r"`(wardmote_\w+)", page)) - series), [])


def main():
    with tempfile.TemporaryDirectory(prefix="wardmote-package-") as name:
        folder = Path(name)
        package = test_made(folder)
        if package:
            test_fields(package)
            test_files(package)
            test_runs(package, folder)
        test_scripts()
        test_unit(folder)
        test_nginx(folder)
        test_settings()


main()
