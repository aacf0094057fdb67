"""A door before an object store that lets in what is rightly signed: AWS Signature Version 4 worked out anew from what Amazon writes of it
(https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html), since s3rver takes any. It can also fall silent or hang up."""
import hashlib
import hmac
import http.client
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, urlsplit

AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([\w-]+)/s3/aws4_request, ?SignedHeaders=([\w;-]+), ?Signature=([0-9a-f]{64})")


def sign(key, words):
    return hmac.new(key, words.encode(), hashlib.sha256).digest()


def fault_of(method, target, headers, body, ident, secret, region):
    """what Amazon would call it; None for a request that is in order"""
    said = AUTHORIZATION.fullmatch(headers.get("Authorization", ""))
    if not said:
        return "AccessDenied"
    who, day, where, names, signature = said.groups()
    content, at = headers.get("X-Amz-Content-Sha256", ""), headers.get("X-Amz-Date", "")
    if who != ident:
        return "InvalidAccessKeyId"
    if where != region or not at.startswith(day) or not {"host", "x-amz-date", "x-amz-content-sha256"} <= set(names.split(";")):
        return "AuthorizationHeaderMalformed"
    if content != hashlib.sha256(body).hexdigest():
        return "XAmzContentSHAMismatch"
    url = urlsplit(target)
    query = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in sorted(parse_qsl(url.query, keep_blank_values=True)))
    lines = "".join(f"{name}:{' '.join(headers.get(name, '').split())}\n" for name in names.split(";"))
    canonical = "\n".join([method, quote(url.path, safe="/-_.~"), query, lines, names, content])
    scope = f"{day}/{region}/s3/aws4_request"
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = sign(key, part)
    right = sign(key, "\n".join(["AWS4-HMAC-SHA256", at, scope, hashlib.sha256(canonical.encode()).hexdigest()])).hex()
    return None if hmac.compare_digest(right, signature) else "SignatureDoesNotMatch"


class Door(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, port, ident, secret, region):
        """port: of the store behind it"""
        super().__init__(("127.0.0.1", 0), Handler)
        self.behind, self.keys, self.mood, self.faults = port, (ident, secret, region), "open", []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # whoever asked has gone


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, body, kind="application/xml"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def ask(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        while self.server.mood == "hangs":
            time.sleep(0.05)
        if self.server.mood == "gone":
            self.close_connection = True
            return
        fault = fault_of(self.command, self.path, self.headers, body, *self.server.keys)
        if self.server.mood == "busy" or fault:
            self.server.faults.append(fault or "SlowDown")
            self.answer(403 if fault else 503, f"<Error><Code>{fault or 'SlowDown'}</Code></Error>".encode())
            return
        line = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=20)
        line.request(self.command, self.path, body or None, {"Content-Type": self.headers.get("Content-Type", "image/jpeg")})
        got = line.getresponse()
        self.answer(got.status, got.read(), got.headers.get("Content-Type", ""))
        line.close()

    do_GET = do_PUT = do_HEAD = do_DELETE = ask

    def log_message(self, *_):
        pass
