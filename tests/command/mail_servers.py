"""Mail servers for the tests: Debian's exim in a private folder, with TLS and passwords, and one of our own that is
badly behaved in whichever way is asked."""
import os
import shutil
import socket
import socketserver
import subprocess
import tempfile
import threading
import time
from pathlib import Path

EXIM = shutil.which("exim4") or ("/usr/sbin/exim4" if Path("/usr/sbin/exim4").exists() else None)

CONFIGURATION = """
primary_hostname = mx.example
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
exim_user = {user}
exim_group = {group}
daemon_smtp_ports = {port}
local_interfaces = 127.0.0.1
never_users =
keep_environment =
trusted_users = {user}
tls_advertise_hosts = {tls}
tls_certificate = {folder}/cert.pem
tls_privatekey = {folder}/key.pem
hosts_require_alpn =
acl_smtp_mail = check_mail
acl_smtp_rcpt = check_rcpt
acl_smtp_data = accept
host_lookup =
dns_again_means_nonexist = *
smtp_accept_max = 20
begin acl
check_mail:
  require condition = {need_auth}
          message = sign in first
  accept
check_rcpt:
  deny local_parts = nobody-here
       message = 5.1.1 no such mailbox
  deny local_parts = forbidden
       message = 5.7.1 not through here
  defer local_parts = later
       message = 4.2.1 come back later
  accept
begin routers
all:
  driver = accept
  transport = file
begin transports
file:
  driver = appendfile
  directory = {folder}/mail
  maildir_format
  user = {user}
  group = {group}
  envelope_to_add
  return_path_add
begin retry
begin rewrite
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{wardmote}}}}{{eq{{$auth3}}{{correct horse}}}}}}}}
  server_set_id = $auth2
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def certificate(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", f"{folder}/key.pem", "-out",
                    f"{folder}/cert.pem"], check=True, capture_output=True)


class Exim:
    """with Exim() as server: server.port, server.mail('ada') — its messages, as bytes"""

    def __init__(self, needs_password=False):
        self.needs_password = needs_password

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="wardmote-exim-"))
        self.port = free_port()
        user = "Debian-exim" if os.getuid() == 0 else str(os.getuid())
        group = "Debian-exim" if os.getuid() == 0 else str(os.getgid())
        for name in ("spool", "log", "mail"):
            (self.folder / name).mkdir()
        certificate(self.folder)
        (self.folder / "exim.conf").write_text(CONFIGURATION.format(
            folder=self.folder, user=user, group=group, port=self.port, tls="*",
            need_auth="${if def:authenticated_id}" if self.needs_password else "yes"))
        if os.getuid() == 0:
            self.folder.chmod(0o755)
            subprocess.run(["chown", "-R", f"{user}:{group}", str(self.folder)], check=True)
            subprocess.run(["chown", "root:root", str(self.folder / "exim.conf")], check=True)
        self.process = subprocess.Popen([EXIM, "-C", str(self.folder / "exim.conf"), "-bdf", "-q1m"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=open(self.folder / "stderr", "wb"))
        for _ in range(100):
            if self.process.poll() is not None:
                raise SystemExit("exim did not start: " + (self.folder / "stderr").read_text())
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def mail(self, local_part, seconds=20):
        """The first message to somebody, once it is there"""
        for _ in range(seconds * 10):
            for path in sorted((self.folder / "mail").glob("new/*")):
                if f"Envelope-to: {local_part}@".encode() in (got := path.read_bytes()):
                    return got
            time.sleep(0.1)
        return b""


class Bad(socketserver.ThreadingTCPServer):
    """A server that follows a script: command -> answer; None hangs up, "" says nothing more. `said` keeps what came."""
    allow_reuse_address, daemon_threads = True, True

    def __init__(self, script):
        self.script, self.said, self.calls = script, [], 0
        super().__init__(("127.0.0.1", 0), BadHandler)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


USUAL = {"": "220 bad.example", "EHLO": "250 bad.example", "MAIL": "250 fine", "RCPT": "250 fine", "DATA": "354 go on",
         ".": "250 taken", "QUIT": "221 bye"}


class BadHandler(socketserver.StreamRequestHandler):
    timeout = 30

    def answer(self, what):
        answer = {**USUAL, **self.server.script}.get(what, "250 fine")
        if answer is None:
            return False
        if answer == "":
            time.sleep(20)
            return False
        whole = not answer.endswith("~")  # "~": the line is cut off
        self.wfile.write(answer.rstrip("~").encode() + (b"\r\n" if whole else b""))
        return whole

    def handle(self):
        self.server.calls += 1
        try:
            going = self.answer("")
            while going and (line := self.rfile.readline()):
                self.server.said.append(line)
                word = line.split()[0].upper().decode() if line.split() else "-"
                going = self.answer(word)
                if word == "DATA" and going:
                    while (line := self.rfile.readline()) and line != b".\r\n":
                        self.server.said.append(line)
                    going = self.answer(".")
                if word == "QUIT":
                    return
        except OSError:
            pass
