"""Requests that are right, and what becomes of them when something in them is changed: bytes, values, fields, parts, headers."""
import random
import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import quote, urlencode, urlsplit

BOUNDARY = "----seven-hundred-and-one"
VALUES = ["", "0", "-1", "1", "9" * 40, "1e309", "NaN", "\0", "\0\0a", "%00", "%", "%zz", "%c0%ae", "..", "../../etc/passwd", "'", "\"", "';--", "<script>", "{{7*7}}",
          "\r\nX-A: b", "\n", "\t" * 50, "é", "\u202e\u0000\ufeff", "\U0010ffff", "a" * 300, "a" * 5000, "a" * 70000, "2026-02-30", "31 February 2026", "0000-00-00",
          "9999-12-31", "-2147483648", "9223372036854775808", "true", "null", "[]", "[" * 400, "en", "S3", "close", "2026-11-01", "12:61", "a,b,c", "=1+1", "%s%n"]
RAW = [b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\0", b"\x1b[31m", b"\r", b"\n", b"\r\n\r\n", b"\x7f", b"\xc0\x80", b"&&&=&", b"--" + BOUNDARY.encode()]
HEADERS = [("Accept-Encoding", "gzip;q=9,,;"), ("Cookie", "session=" + "a" * 900), ("Cookie", "session=\u00ff; draft=;;=; =x"), ("If-None-Match", '"' * 30), ("Range", "bytes=0-,5-,-1"),
           ("Accept-Language", "cy;q=,en--,*;q=-1"), ("X-Forwarded-For", "::ffff:999.1.1.1, ,"), ("Expect", "100-continue"), ("Expect", "200-ok"), ("Content-Type", "multipart/form-data"),
           ("Content-Type", "multipart/form-data; boundary="), ("Content-Type", "multipart/form-data; boundary=" + "b" * 900), ("Content-Type", "application/json"),
           ("Content-Type", "text/plain"), ("Content-Type", ""), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Content-Length", "-1"),
           ("Content-Length", "99999999999999999999"), ("Content-Length", "+5"), ("Host", ""), ("Host", "a" * 600), ("Host", "evil.example:99999"), ("X-Request-Id", "\x1b[2J" * 9),
           ("If-Modified-Since", "Thu, 99 Foo 2026"), ("Authorization", "Bearer " + "x" * 500), ("Upgrade", "h2c"), ("Origin", "null"), ("Referer", "http://[::1")]


@dataclass
class Asked:
    """One request. fields: name and value, or name and (name of the file, media type, bytes)."""
    method: str
    path: str
    fields: list = field(default_factory=list)
    headers: list = field(default_factory=list)

    def has_file(self):
        return any(not isinstance(value, str) for _, value in self.fields)

    def body(self):
        """its media type and bytes"""
        if not self.has_file():
            return "application/x-www-form-urlencoded", urlencode(self.fields, errors="surrogatepass").encode()
        out = b""
        for name, value in self.fields:
            file = "" if isinstance(value, str) else f'; filename="{value[0]}"\r\nContent-Type: {value[1]}'
            data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value[2]
            out += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + data + b"\r\n"
        return f"multipart/form-data; boundary={BOUNDARY}", out + f"--{BOUNDARY}--\r\n".encode()

    def wire(self, headers, alter=None):
        """as it is sent; alter: what is done to the body, of which the length then is told"""
        kind, body = self.body() if self.method == "POST" else ("", b"")
        body = alter(body) if alter else body
        lines = [f"{self.method} {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in [*headers, *self.headers])]
        if self.method == "POST":
            named = {name for name, _ in self.headers}
            lines += [f"Content-Type: {kind}"] * ("Content-Type" not in named) + [f"Content-Length: {len(body)}"] * (not named & {"Content-Length", "Transfer-Encoding"})
        return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


class Forms(HTMLParser):
    """The forms of a page, and addresses with a query."""

    def __init__(self, path, files):
        super().__init__()
        self.path, self.files, self.found, self.form, self.select = path, files, [], None, None

    def handle_starttag(self, tag, attributes):
        its = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.form = Asked(its.get("method", "get").upper(), its.get("action") or self.path)
        elif tag == "a" and "?" in its.get("href", "") and its["href"].startswith("/"):
            self.found.append(Asked("GET", its["href"]))
        elif self.form and tag in ("input", "textarea", "select", "button", "option") and (name := its.get("name") or (tag == "option" and self.select)):
            self.select = name if tag == "select" else self.select
            is_file = its.get("type") == "file"
            if tag != "select":
                self.form.fields.append((name, self.files[len(self.found) % len(self.files)] if is_file else its.get("value") or "words of it"))

    def handle_endtag(self, tag):
        if tag == "form" and self.form:
            if self.form.method == "GET":
                self.form = Asked("GET", self.form.path + "?" + urlencode(self.form.fields))
            self.found.append(self.form)
            self.form = None
        self.select = None if tag == "select" else self.select


class Mutator(random.Random):
    """The same seed makes the same requests of the same beginnings."""

    def bytes_changed(self, data):
        """a few bytes changed, left out, doubled, or put in"""
        data = bytearray(data)
        for _ in range(self.choice((1, 1, 1, 2, 4, 16))):
            at, n = self.randrange(len(data) + 1), self.choice((1, 1, 2, 4, 30, 500))
            match self.randrange(6):
                case 0: data[at:at + 1] = bytes([self.randrange(256)])
                case 1: del data[at:at + n]
                case 2: data[at:at] = data[at:at + n]
                case 3: data[at:at] = self.choice(RAW)
                case 4: data[at:at + n] = bytes(self.randrange(256) for _ in range(n))
                case 5: data[at:at + 4] = self.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\x80\0\0\0"))
        return bytes(data)

    def value_changed(self, value):
        if isinstance(value, str):
            return self.choice((self.choice(VALUES), value + self.choice(VALUES), value[:len(value) // 2]))
        name, kind, data = value
        return self.choice(((name, kind, self.bytes_changed(data)), (name, kind, self.bytes_changed(data)), (name, kind, data[:self.randrange(len(data) + 1)]),
                            (name, "text/html", data), (self.choice(VALUES).replace("\0", "")[:200], kind, data), (name, kind, b""), name))

    def fields_changed(self, asked):
        """values of some fields, which there are and how often"""
        fields = list(asked.fields)
        for _ in range(self.choice((1, 1, 2, 3))):
            at = self.randrange(len(fields)) if fields else 0
            match self.randrange(6) if fields else 4:
                case 0 | 1 | 2: fields[at] = (fields[at][0], self.value_changed(fields[at][1]))
                case 3: del fields[at]
                case 4: fields += [(self.choice(["a", "words", "deed", "", "a" * 500, "a[]", "é"]), self.choice(VALUES))] * self.choice((1, 2, 120))
                case 5: fields[at] = (self.choice(VALUES)[:400].replace("\0", "").replace("\n", ""), fields[at][1])
        return replace(asked, fields=fields)

    def path_changed(self, asked):
        parts = urlsplit(asked.path)
        names = parts.path.split("/")
        at = self.randrange(1, len(names)) if len(names) > 1 else 0
        query = parts.query
        if query and self.random() < 0.5:
            query = re.sub(r"=([^&]*)", lambda m: "=" + (quote(self.choice(VALUES)[:3000], safe="") if self.random() < 0.5 else m[1]), query)
        else:
            names[at] = quote(self.choice((self.choice(VALUES)[:3000], names[at] + self.choice(VALUES)[:200])), safe="" if self.random() < 0.8 else "/%")
        path = "/".join(names)
        path = path.replace(".json", self.choice((".json", ".csv", ".xml", ".pdf", ".atom", ".geojson", ".ics", ".exe", "."))) if self.random() < 0.3 else path
        return replace(asked, path=path.replace(" ", "%20").replace("\r", "").replace("\n", "") + ("?" + query if query else ""))

    def headers_changed(self, asked):
        return replace(asked, headers=self.sample(HEADERS, self.choice((1, 1, 2))))

    def chunked(self, wire):
        head, _, body = wire.partition(b"\r\n\r\n")
        head = re.sub(rb"\r\nContent-Length: \d+", b"\r\nTransfer-Encoding: chunked", head)
        cut = self.randrange(len(body) + 1)
        size = self.choice((b"%x" % cut, b"%x;a=b" % cut, b"-%x" % cut, b"0x%x" % cut, b"ffffffffffffffff1", b"%x " % cut, b"", b"%x" % (cut + 9)))
        return head + b"\r\n\r\n" + size + b"\r\n" + body[:cut] + b"\r\n" + b"%x\r\n" % (len(body) - cut) + body[cut:] + b"\r\n0\r\n\r\n"

    def request(self, asked, headers):
        """the bytes of a request that is like it"""
        way = self.choices(("fields", "file", "path", "headers", "body", "method", "chunks", "cut", "raw"), (34, 12, 14, 8, 12, 3, 4, 3, 10))[0]
        if way == "file" and asked.has_file():
            return replace(asked, fields=[(name, value if isinstance(value, str) else self.value_changed(value)) for name, value in asked.fields]).wire(headers)
        if way in ("fields", "file") and asked.method == "POST":
            return self.fields_changed(asked).wire(headers)
        if way == "headers":
            return self.headers_changed(asked).wire(headers)
        if way == "body" and asked.method == "POST":
            return asked.wire(headers, self.bytes_changed)
        if way == "method":
            return replace(asked, method=self.choice(("PUT", "DELETE", "HEAD", "TRACE", "OPTIONS", "CONNECT", "get", "POST", "G" * 300))).wire(headers)
        if way in ("chunks", "cut", "raw"):
            wire = asked.wire(headers)
            return self.chunked(wire) if way == "chunks" else wire[:self.randrange(len(wire))] if way == "cut" else self.bytes_changed(wire)
        return self.path_changed(asked).wire(headers)
