"""wardmote serve is shut in by the kernel: what lies outside its folders it can't open, even where it is led there; --sandbox off undoes it."""
import re
import shutil
import socket
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

from browsing import Browser
from reporting import one, png, sent, written
from serving import Server, check, check_equal, demonstration, folder
from engines import Cluster, binaries, psql
from harness import skip

LANDLOCK = Path("/sys/kernel/security/lsm")


def has_landlock():
    try:
        return "landlock" in LANDLOCK.read_text(encoding="ascii")
    except OSError:
        return True  # it is said in the log if there is none


def of_process(server, name):
    return re.search(rf"{name}:\s+(\d+)", Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii"))[1]


def photograph(server, store):
    """sent with a report, and shown; its address and its file"""
    b = Browser(server)
    written(b, "tag on the shelter", "graffiti / other", "ZZ1 2AB")
    b.send("/report/more", photo=("a.png", "image/png", png(64, 48)))
    reference = sent(b, email="role@example.org")
    name = one(store, "SELECT p.hash FROM photograph p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", reference)[0]
    with sqlite3.connect(store) as db:
        db.execute("UPDATE photograph SET state = 'shown' WHERE hash = ?", (name,))
    db.close()
    return f"/photographs/{name}", Path(f"{store}.photographs") / name[:2] / f"{name[2:]}.jpg"


def test_server(switch, is_shut_in):
    place = folder / switch
    place.mkdir()
    store = demonstration(f"{switch}/demo.db")
    secret = folder / f"{switch}-secret"
    with Server(store, "--sandbox", switch) as server:
        threading.Thread(target=lambda: server.said.extend(line.decode() for line in server.process.stderr), daemon=True).start()
        check_equal(f"{switch}: calls are filtered, no right can come back", (of_process(server, "Seccomp"), of_process(server, "NoNewPrivs")),
                    ("2", "1") if is_shut_in else ("0", "0"))
        path, file = photograph(server, store)
        page = server.get(path)
        check(f"{switch}: a photograph is made and shown", page.status == 200 and page.raw.startswith(b"\xff\xd8"), page)
        secret.write_bytes(page.raw)
        file.unlink()
        file.symlink_to(secret)
        if is_shut_in and not (has_landlock() and not any("Landlock" in line for line in server.said)):
            skip("a file elsewhere", "this kernel has no Landlock")
        else:
            check_equal(f"{switch}: a file elsewhere, which its folder leads to", server.get(path).status == 200, not is_shut_in)
        check_equal(f"{switch}: a charter on paper", server.get("/charters/aldermoor-streets.pdf").body[:5], b"%PDF-")
        server.process.terminate()
        check_equal(f"{switch}: it ends well", server.process.wait(60), 0)
    check(f"{switch}: nothing of it is said where all of it is there", not any("may ask of the kernel" in line for line in server.said), server.said)


def certificate(cluster):
    """of a server called localhost, and its key, which PostgreSQL insists on being its own"""
    paths = cluster.folder / "certificate.pem", cluster.folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost", "-out", paths[0], "-keyout", paths[1]], check=True, capture_output=True)
    paths[1].chmod(0o600)
    if cluster.as_user:
        shutil.chown(paths[1], "postgres", "postgres")
    return paths


def is_served(server):
    until = time.monotonic() + 20
    while (status := server.get("/sign-in").status) != 200 and time.monotonic() < until:
        time.sleep(0.1)
    return status == 200


def test_far_store():
    """A name that is looked up, TLS, a certificate that the address names, and a connection that is opened later."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cluster = Cluster()
    shown, key = certificate(cluster)
    cluster.settings += ["-c", "listen_addresses=localhost", "-c", f"port={port}", "-c", "ssl=on", "-c", f"ssl_cert_file={shown}", "-c", f"ssl_key_file={key}"]
    with cluster:
        psql(f"postgresql:///postgres?host={cluster.folder}&port={port}&user=wardmote", "CREATE DATABASE far")
        url = f"postgresql://wardmote@localhost:{port}/far?sslmode=verify-full&sslrootcert={shown}"
        with Server(url) as server:
            threading.Thread(target=server.process.stderr.readlines, daemon=True).start()
            check("a store over TLS: served, once the place in it is made", is_served(server))
            used = psql(url, "SELECT COUNT(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE ssl AND application_name = 'wardmote'")
            check("and it is over TLS", int(used) > 0, used)
            psql(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'wardmote'")
            check("connections that were cut are opened again", is_served(server))
            server.process.terminate()
            check_equal("a store over TLS: it ends well", server.process.wait(60), 0)


def test_led_on():
    """A store that its path leads to another folder for is served: that folder is its own."""
    place = folder / "elsewhere"
    place.mkdir()
    link = folder / "linked.db"
    link.symlink_to(demonstration("elsewhere/demo.db"))
    with Server(link) as server:
        threading.Thread(target=server.process.stderr.readlines, daemon=True).start()
        check_equal("a store behind a link: served", server.get("/").status, 200)
        written(b := Browser(server), "tag on the shelter", "graffiti / other", "ZZ1 2AB")
        check("a store behind a link: written to", isinstance(sent(b), str))
        server.process.terminate()
        check_equal("a store behind a link: it ends well", server.process.wait(60), 0)


def main():
    test_server("on", True)
    test_led_on()
    test_server("off", False)
    if binaries():
        test_far_store()
    else:
        skip("a store over TLS", "no PostgreSQL here")


main()
