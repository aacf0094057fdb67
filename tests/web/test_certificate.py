"""A certificate from outside, as docs/operate.md gets it: certbot through the package's nginx, renewed while pages are asked for, and Caddy
by itself. Caddy is also the ACME server, since no test may need one on the internet. In a network and with host names of its own, so that
the ports are the usual ones. In ./test long, as root, where nginx, certbot and caddy are there."""
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from serving import SOURCE, Server, check, check_equal, demonstration, folder
from harness import folder as other_folder
from harness import skip

NEEDED = ("unshare", "mount", "ip", "curl", "nginx", "certbot", "caddy")
INSIDE = "WARDMOTE_TEST_INSIDE"  # is set once the network is our own
SITE, EXAMPLE, ISSUER, DIRECTORY = "your.site", "wardmote.example", "acme.example", "https://acme.example:9443/acme/local/directory"
ROOT = folder / "issuer/caddy/pki/authorities/local/root.crt"
LIVE, PAGES = folder / "letsencrypt/live", folder / "html"
DOOR = """user root; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;
events {{ worker_connections 128; }}
http {{ access_log off; include {folder}/enabled; }}
"""
ISSUING = f"{{\n admin off\n auto_https disable_redirects\n http_port 9080\n skip_install_trust\n}}\nhttps://{ISSUER}:9443 {{\n tls internal\n acme_server\n}}\n"
page = (SOURCE / "docs/operate.md").read_text(encoding="utf-8")


def must(*command):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, timeout=120, stdin=subprocess.DEVNULL,
                          env={**os.environ, "REQUESTS_CA_BUNDLE": str(ROOT)})
    if done.returncode:
        raise SystemExit(f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}")


def wait_until(holds, seconds=30):
    until = time.monotonic() + seconds
    while not (found := holds()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def certificate():
    """The number of the one that is shown for the site, which is of our issuer; None while there is none."""
    try:
        tls = ssl.create_default_context(cafile=ROOT)
        with tls.wrap_socket(socket.create_connection((SITE, 443), timeout=10), server_hostname=SITE) as line:
            return line.getpeercert()["serialNumber"]
    except OSError:
        return None


def status(address):
    done = subprocess.run(["curl", "-s", "-o", "/dev/null", "-m", "10", "-w", "%{http_code} %{redirect_url}", "--cacert", ROOT, address],
                          capture_output=True, text=True, check=False)
    return done.stdout.strip()


def caddy(name, text):
    """A Caddy that keeps what it has in a folder of that name."""
    file = folder / f"{name}.caddyfile"
    file.write_text(text, encoding="utf-8")
    with open(folder / f"{name}.log", "wb") as log:
        return subprocess.Popen(["caddy", "run", "--adapter", "caddyfile", "--config", file], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                env={**os.environ, "XDG_DATA_HOME": str(folder / name), "XDG_CONFIG_HOME": str(folder / name)})


def ended(process):
    process.terminate()
    process.wait(timeout=30)


def on_page(pattern):
    """What the page says to do, in its indented lines."""
    found = re.search(pattern, page, re.MULTILINE | re.DOTALL)
    assert found, pattern
    return re.sub(r"(?m)^    ", "", found[0])


def nginx(*words):
    return ("nginx", "-p", folder, "-c", folder / "nginx.conf", *words)


@contextmanager
def asking():
    """Somebody who asks for a page over and over, on a new line each time; what they were answered."""
    answers, is_over = [], threading.Event()

    def ask():
        while not is_over.is_set():
            answers.append(status(f"https://{SITE}/"))

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield answers
    finally:
        is_over.set()
        thread.join()


def plain():
    """What comes of asking without TLS: people are led on, programs are not."""
    return [status(f"http://{SITE}/record?x=1"), status(f"http://{SITE}/open311/v2/services.json"), status(f"https://{SITE}/metrics")]


PLAIN = [f"301 https://{SITE}/record?x=1", "403", "404"]


def test_nginx(port):
    """The page's commands one after the other; files that are Debian's are in our folder instead."""
    (folder / "nginx.conf").write_text(DOOR.format(folder=folder), encoding="utf-8")
    (folder / "enabled").write_text(f"server {{ listen 80 default_server; root {PAGES}; }}\n", encoding="utf-8")  # as Debian's own page
    must(*nginx())
    try:
        asked = shlex.split(on_page(r"^    certbot certonly [^\n]*").replace("/var/www/html", str(PAGES)).replace(
            "systemctl reload nginx", shlex.join(map(str, nginx("-s", "reload")))))
        own = [word for name in ("config", "work", "logs") for word in (f"--{name}-dir", folder / ("letsencrypt" if name == "config" else name))]
        must(*asked, *own, "--server", DIRECTORY, "-n", "--agree-tos", "--register-unsafely-without-email")
        site = (SOURCE / "packaging/nginx.conf").read_text(encoding="utf-8").replace(EXAMPLE, SITE)
        for old, new in (("/etc/letsencrypt/live", str(LIVE)), ("/var/www/html", str(PAGES)), ("127.0.0.1:8080", f"127.0.0.1:{port}"),
                         ("/var/log/nginx", str(folder))):
            assert old in site, old
            site = site.replace(old, new)
        (folder / "enabled").write_text(site, encoding="utf-8")
        must(*nginx("-t"))
        must(*nginx("-s", "reload"))
        first = wait_until(certificate)
        check("certbot gets a certificate through Debian's first page, and the site is served with it", first and status(f"https://{SITE}/") == "200", first)
        check_equal("without TLS people are led on and programs are not; the numbers stay here", plain(), PLAIN)
        with asking() as answers:
            must("certbot", "renew", "--force-renewal", "--no-random-sleep-on-renew", *own)
            second = wait_until(lambda: (shown := certificate()) not in (None, first) and shown)
        check("renewed through the site itself, and nginx shows the new one", second, first)
        log = (folder / "wardmote.log").read_text(encoding="utf-8")
        check("nginx's log says who and which number, and not what", re.search(r"(?m)^127\.0\.0\.1 \[[^]]+\] request=[0-9a-f]{32} method=GET status=200 bytes=\d+$", log) and
              "/" not in log and "record" not in log, log[:500])
        check(f"while pages went on, {len(answers)} of them", len(answers) > 3 and set(answers) == {"200"}, set(answers))
    finally:
        must(*nginx("-s", "quit"))
        wait_until(lambda: not (folder / "nginx.pid").exists())


def test_caddy(port):
    file = on_page(r"^    http://your\.site \{.*?^    your\.site \{.*?^    \}$").replace("127.0.0.1:8080", f"127.0.0.1:{port}")
    front = caddy("front", f"{{\n admin off\n acme_ca {DIRECTORY}\n acme_ca_root {ROOT}\n}}\n{file}\n")
    try:
        got = wait_until(certificate)
        check("Caddy gets its own", got and status(f"https://{SITE}/") == "200", (folder / "front.log").read_text(errors="replace")[-2000:])
        check_equal("Caddy: without TLS people are led on and programs are not; the numbers stay here", plain(), PLAIN)
    finally:
        ended(front)


def inside():
    must("ip", "link", "set", "lo", "up")
    (folder / "hosts").write_text(f"127.0.0.1 localhost {ISSUER} {SITE}\n", encoding="ascii")
    must("mount", "--bind", folder / "hosts", "/etc/hosts")
    folder.chmod(0o755)
    PAGES.mkdir()
    issuer = caddy("issuer", ISSUING)
    try:
        wait_until(lambda: ROOT.exists() and status(DIRECTORY) == "200")
        with Server(demonstration("certificate.db"), "--connections-per-address", "0") as server:
            test_nginx(server.port)
            test_caddy(server.port)
    finally:
        ended(issuer)


missing = [name for name in NEEDED if not shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")]
if os.geteuid() or missing:
    skip("a certificate from outside", f"root's, and needs {', '.join(missing) or 'nothing more'}")
elif INSIDE in os.environ:
    inside()
else:
    os.environ[INSIDE] = "1"
    shutil.rmtree(folder)
    other_folder.cleanup()
    os.execvp("unshare", ["unshare", "--net", "--mount", sys.executable, *sys.argv])
