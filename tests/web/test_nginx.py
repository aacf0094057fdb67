"""Requests that two programs can read differently, sent to Wardmote and to nginx before it, set up as docs/operate.md says and again
with connections that are kept: what is ambiguous is refused and its connection closed, and no request is ever read that was not sent."""
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from pathlib import Path

from serving import SECONDS, SOURCE, Server, check, check_equal, demonstration, folder
from harness import skip

HIDDEN = b"GET /privacy HTTP/1.1\r\nHost: wardmote.example\r\nX: "
HONEST = b"GET /contact HTTP/1.1\r\nHost: wardmote.example\r\nConnection: close\r\n\r\n"


def post(headers, body=b"", line=b"POST /report HTTP/1.1", host=b"Host: wardmote.example\r\n"):
    return line + b"\r\n" + host + headers + b"\r\n" + body


def get(headers=b"", line=b"GET /areas HTTP/1.1", host=b"Host: wardmote.example\r\n"):
    return post(headers, b"", line, host)


def long_of(body):
    return b"Content-Length: %d\r\n" % len(body)


CHUNKED = b"Transfer-Encoding: chunked\r\n"
NO_MORE = b"0\r\n\r\n"
# Two programs may disagree where these end or whom they are for: 400 (of too long a length 413), and nothing behind them is read.
AMBIGUOUS = {
    "CL.TE": post(long_of(NO_MORE + HIDDEN) + CHUNKED, NO_MORE + HIDDEN),
    "TE.CL": post(CHUNKED + b"Content-Length: 4\r\n", b"%x\r\n" % len(HIDDEN) + HIDDEN + b"\r\n" + NO_MORE),
    "TE.TE, the second of another name": post(CHUNKED + b"Transfer-Encoding: cow\r\n", NO_MORE + HIDDEN),
    "TE.TE, twice the same": post(CHUNKED * 2, NO_MORE + HIDDEN),
    "TE.TE, in one line": post(b"Transfer-Encoding: chunked, identity\r\n", NO_MORE + HIDDEN),
    "TE, identity": post(b"Transfer-Encoding: identity\r\n" + long_of(NO_MORE + HIDDEN), NO_MORE + HIDDEN),
    "TE, a vertical tab": post(b"Transfer-Encoding: \x0bchunked\r\n" + long_of(NO_MORE + HIDDEN), NO_MORE + HIDDEN),
    "TE, in quotes": post(b'Transfer-Encoding: "chunked"\r\n', NO_MORE + HIDDEN),
    "TE, a parameter": post(b"Transfer-Encoding: chunked;q=1\r\n", NO_MORE + HIDDEN),
    "TE, a space before the colon": post(b"Transfer-Encoding : chunked\r\n" + long_of(NO_MORE + HIDDEN), NO_MORE + HIDDEN),
    "TE, folded": post(b"Transfer-Encoding:\r\n chunked\r\n" + long_of(NO_MORE + HIDDEN), NO_MORE + HIDDEN),
    "TE in 1.0": post(CHUNKED, NO_MORE + HIDDEN, b"POST /report HTTP/1.0"),
    "two lengths": post(b"Content-Length: 0\r\n" + long_of(HIDDEN), HIDDEN),
    "two lengths, the same": post(long_of(b"a=b") * 2, b"a=b"),
    "two lengths in one line": post(b"Content-Length: 0, %d\r\n" % len(HIDDEN), HIDDEN),
    "a length with a plus": post(b"Content-Length: +%d\r\n" % len(HIDDEN), HIDDEN),
    "a length below nothing": post(b"Content-Length: -1\r\n", HIDDEN),
    "a length in hexadecimal": post(b"Content-Length: 0x5\r\n", HIDDEN),
    "a length past all": post(b"Content-Length: 18446744073709551617\r\n", HIDDEN),
    "a length with words": post(b"Content-Length: 0 0\r\n", HIDDEN),
    "an empty length": post(b"Content-Length:\r\n", HIDDEN),
    "a space in a header's name": post(b"Content Length: 5\r\n" + long_of(b"a=b"), b"a=b"),
    "a header without a colon": get(b"Content-Length\r\n"),
    "a space before the first header": get(host=b" Host: wardmote.example\r\n"),
    "TE, folded in the middle": post(b"Transfer-Encoding: ch\r\n\tunked\r\n" + long_of(NO_MORE + HIDDEN), NO_MORE + HIDDEN),
    "TE, folded, and no length": post(b"Transfer-Encoding:\r\n chunked\r\n", NO_MORE + HIDDEN),
    "a folded length": post(b"Content-Length:\r\n 5\r\n", b"a=b&c"),
    "a folded header": get(b"X: a\r\n Content-Length: 5\r\n"),
    "a folded header of one word": get(b"X: a\r\n b\r\n"),
    "two hosts": get(host=b"Host: wardmote.example\r\nHost: evil.example\r\n"),
    "no host": get(host=b"X: a\r\n"),
    "a zero byte in a name": get(b"X\0Y: a\r\n"),
    "a lone CR in a value": get(b"X: a\rContent-Length: 5\r\n"),
    "a space in the target": get(line=b"GET /areas /privacy HTTP/1.1"),
    "no version, and headers": get(line=b"GET /areas"),
    "version 1.2.3": get(line=b"GET /areas HTTP/1.2.3"),
    "chunks, below nothing": post(CHUNKED, b"-1\r\n" + HIDDEN),
    "chunks, past all": post(CHUNKED, b"fffffffffffffffff1\r\n" + HIDDEN),
    "chunks, 0x": post(CHUNKED, b"0x0\r\n\r\n" + HIDDEN),
    "chunks, longer than said": post(CHUNKED, b"1\r\nabc\r\n0\r\n\r\n"),
    "chunks, no length": post(CHUNKED, b"\r\n" + HIDDEN),
}
# One reading, which both must take: so many answers, the honest one behind it among them.
PLAIN = {
    "a length": post(long_of(HIDDEN), HIDDEN),
    "chunks": post(CHUNKED, b"%x\r\n" % len(HIDDEN) + HIDDEN + b"\r\n" + NO_MORE),
    "chunks with an extension": post(CHUNKED, b"%x;a=b\r\n" % len(HIDDEN) + HIDDEN + b"\r\n" + NO_MORE),
    "a whole address": get(line=b"GET http://wardmote.example/areas HTTP/1.1"),
    "a body of a GET": get(long_of(HIDDEN)) + HIDDEN,
    "an empty line before it": b"\r\n" + get(),
}
# Nothing says that these must be refused; whatever is done, both do the same.
EITHER = {
    "a header without a name": get(b": 5\r\n"),
    "a zero byte in the path": get(line=b"GET /areas\0/x HTTP/1.1"),
    "a zero byte in a value": get(b"X: a\0b\r\n"),
    "bare LF": get().replace(b"\r\n", b"\n"),
    "bare LF behind a value": get(b"X: a\nY: b\r\n"),
    "chunks, with bare LF": post(CHUNKED, b"3\nabc\n0\n\n"),
    "chunks, an extension with LF": post(CHUNKED, b"3;a\nb\r\nabc\r\n0\r\n\r\n"),
    "chunks, a trailer": post(CHUNKED, b"3\r\nabc\r\n0\r\nContent-Length: 50\r\n\r\n"),
    "chunks, a space behind the length": post(CHUNKED, b"3 \r\nabc\r\n0\r\n\r\n"),
    "another host in the address": get(line=b"GET http://evil.example/areas HTTP/1.1"),
    "two spaces": get(line=b"GET  /areas HTTP/1.1"),
    "a tab between": get(line=b"GET\t/areas\tHTTP/1.1"),
    "a method in small letters": get(line=b"get /areas HTTP/1.1"),
    "a length and Expect": post(b"Expect: 100-continue\r\n" + long_of(b"a=b"), b"a=b"),
    "upgrade to h2c": get(b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"),
    "a header that Connection names": get(b"Connection: X-Forwarded-For, keep-alive\r\n"),
    "a length with an underline": post(b"Content_Length: 50\r\n" + long_of(b"a=b"), b"a=b"),
    "HTTP/0.9": b"GET /areas\r\n",
    "HTTP/2.0": get(line=b"GET /areas HTTP/2.0"),
    "a fragment": get(line=b"GET /areas#/privacy HTTP/1.1"),
    "dots": get(line=b"GET /charters/../areas HTTP/1.1"),
    "encoded dots": get(line=b"GET /charters/%2e%2e/areas HTTP/1.1"),
    "two slashes": get(line=b"GET //areas HTTP/1.1"),
}
HEAD = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


def all_of(line):
    got = b""
    try:
        while piece := line.recv(65536):
            got += piece
    except (TimeoutError, OSError):
        pass
    return got


def statuses(answer):
    return [int(status) for status in HEAD.findall(answer)]


def test_direct(server):
    for name, data in AMBIGUOUS.items():
        answer = server.say(data + HONEST)  # of a length that is none the library sends the head twice
        check(f"{name}: refused, and the end", set(statuses(answer)) in ({400}, {413}) and b"onnection: close" in answer and b"<title>Contact" not in answer, answer[:300])
    for name, data in PLAIN.items():
        answer = server.say(data + HONEST)
        check(f"{name}: and the honest one behind it", len(statuses(answer)) == 2 and statuses(answer)[1] == 200, statuses(answer))


class Nginx:
    """nginx with the package's settings: other ports, a certificate of its own, and what tells its requests from ours."""

    def __init__(self, server, is_kept):
        with socket.socket() as one, socket.socket() as two:
            one.bind(("127.0.0.1", 0))
            two.bind(("127.0.0.1", 0))
            self.port, plain = one.getsockname()[1], two.getsockname()[1]
        self.folder = Path(folder) / f"nginx-{server.port}-{is_kept}"
        self.folder.mkdir()
        self.folder.chmod(0o755)
        key, certificate = self.folder / "key.pem", self.folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=wardmote.example", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        site = (SOURCE / "packaging/nginx.conf").read_text(encoding="utf-8")
        for old, new in (("listen 80;", f"listen 127.0.0.1:{plain};"), ("    listen [::]:80;\n", ""), ("listen 443 ssl http2;", f"listen 127.0.0.1:{self.port} ssl http2;"),
                         ("    listen [::]:443 ssl http2;\n", ""), ("/etc/letsencrypt/live/wardmote.example/fullchain.pem", str(certificate)),
                         ("/etc/letsencrypt/live/wardmote.example/privkey.pem", str(key)), ("http://127.0.0.1:8080", "http://behind" if is_kept else server.address()),
                         ("/var/log/nginx/wardmote.log wardmote", f"{self.folder}/access.log each")):
            assert old in site, old
            site = site.replace(old, new)
        behind = f"upstream behind {{ server {server.host}:{server.port}; keepalive 1; }}" if is_kept else ""
        (self.folder / "nginx.conf").write_text(f"""daemon off; worker_processes 1; pid {self.folder}/pid; error_log {self.folder}/error.log;
events {{ worker_connections 128; }}
http {{
    log_format each '$request_id $upstream_status "$request_uri"';
    access_log {self.folder}/access.log each;
    client_body_temp_path {self.folder}/body; proxy_temp_path {self.folder}/proxy; fastcgi_temp_path {self.folder}/f; uwsgi_temp_path {self.folder}/u; scgi_temp_path {self.folder}/s;
    client_header_timeout 3s; client_body_timeout 3s;
    {behind}
    {site}
}}
""", encoding="utf-8")
        self.process = subprocess.Popen(["nginx", "-p", self.folder, "-c", self.folder / "nginx.conf"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE)
        self.tls = ssl.create_default_context(cafile=certificate)
        self.tls.check_hostname = False

    def wait(self):
        for _ in range(200):
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
        raise SystemExit("nginx did not start: " + self.process.stderr.read().decode(errors="replace"))

    def say(self, data):
        with self.tls.wrap_socket(socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS)) as line:
            line.settimeout(8)
            line.sendall(data)
            return all_of(line)

    def passed_on(self):
        """{its number: status} of what it handed on"""
        lines = (self.folder / "access.log").read_text(errors="replace").splitlines()
        return {line.split()[0]: line.split()[1] for line in lines if line.split()[1] != "-"}

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=SECONDS)


def test_behind(server, log, is_kept):
    nginx, kept = Nginx(server, is_kept), " with kept connections" if is_kept else ""
    nginx.wait()
    try:
        before = len(log)
        for name, data in {**AMBIGUOUS, **PLAIN, **EITHER}.items():
            answer = nginx.say(data + HONEST)
            after = nginx.say(HONEST)
            check(f"{name}, behind nginx{kept}: whoever comes next has their own page", statuses(after) == [200] and b"<title>" in after and b"<title>Privacy" not in after,
                  (answer[:200], after[:200]))
        wanted = nginx.passed_on()
        deadline = time.monotonic() + 5
        while (read := read_of(log[before:])).keys() < wanted.keys() and time.monotonic() < deadline:
            time.sleep(0.1)
        check_equal(f"behind nginx{kept}: Wardmote read the requests that nginx sent, and no other", read, wanted)
        check(f"behind nginx{kept}: not one of them was hidden in another", not any(b"path=/privacy" in line for line in log[before:]), len(read))
    finally:
        nginx.stop()


def read_of(log):
    """{number of the request: status}, as the program says it"""
    found = [re.match(rb"request=(\S+) .* status=(\d+)", line) for line in log]
    return {m[1].decode(): m[2].decode() for m in found if m}


def main():
    store = demonstration("nginx.db")
    with Server(store, "--connections-per-address", "0") as server:
        log = []
        threading.Thread(target=lambda: [log.append(line) for line in server.process.stderr], daemon=True).start()
        test_direct(server)
        if not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
            return skip("behind nginx", "nginx is not installed")
        for is_kept in (False, True):
            test_behind(server, log, is_kept)


main()
