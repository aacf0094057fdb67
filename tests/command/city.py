"""A server of Open311 GeoReport v2 that is right, but for what a test makes wrong."""
import json
import threading
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
SERVICES = [{"service_code": "001", "service_name": "Cans & bins", "metadata": True, "type": "realtime", "keywords": "a, b", "group": "waste"},
            {"service_code": "002", "service_name": "Plate shifted", "metadata": False, "type": "batch"}]
DEFINITION = {"service_code": "001", "attributes": [{"variable": True, "code": "which", "datatype": "singlevaluelist", "required": True, "order": 1,
                                                     "values": [{"key": "a", "name": "Bin"}, {"key": "b", "name": "Can"}]}]}
REQUESTS = [{"service_request_id": f"14-{n}", "status": "open" if n % 2 else "closed", "service_code": f"00{n % 2 + 1}", "lat": 41.5 + n,
             "long": -87.25, "requested_datetime": f"2026-07-0{n}T10:00:00-05:00", "address": "<Here> & there"} for n in range(1, 6)]
PARTS = {"services": "service", "service_requests": "request", "attributes": "attribute", "values": "value", "errors": "error"}


def xml_of(name, value):
    if isinstance(value, list):
        return f"<{name}>{''.join(xml_of(PARTS[name], part) for part in value)}</{name}>"
    if isinstance(value, dict):
        return f"<{name}>{''.join(xml_of(key, part) for key, part in value.items())}</{name}>"
    return f"<{name}>{escape(str(value).lower() if isinstance(value, bool) else str(value))}</{name}>"


def instant(text):
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=timezone.utc)


class City:
    """A server that is right, but for what a test makes wrong: answers by path, or a function of path, form and query."""

    def __init__(self, requests=None):
        """requests: records; most: how many are given at once; has_pages: whether `page` means anything"""
        self.wrong, self.asked, self.posted, self.posted_to = {}, [], [], []
        self.all, self.most, self.has_pages = requests or REQUESTS, 1000, False

    def requests(self, query):
        kept = [one for one in self.all if one["service_request_id"] in query.get("service_request_id", one["service_request_id"]).split(",")]
        kept = [one for one in kept if one["status"] in query.get("status", "open,closed") and one["service_code"] == query.get("service_code", one["service_code"])]
        first, last = query.get("start_date", "2000-01-01T00:00:00Z"), query.get("end_date", "2100-01-01T00:00:00Z")
        kept = [one for one in kept if instant(first) <= instant(one["requested_datetime"]) <= instant(last)]
        size = min(self.most, int(query.get("page_size", self.most)))
        skipped = size * (int(query.get("page", 1)) - 1) if self.has_pages else 0
        return kept[skipped:skipped + size]

    def answer(self, path, query):
        """(status, name of the outermost, value)"""
        if path == "services":
            return 200, "services", SERVICES
        if path == "services/001":
            return 200, "service_definition", DEFINITION
        if path == "requests":
            return 200, "service_requests", self.requests(query)
        found = [one for one in self.all if path == "requests/" + one["service_request_id"]]
        return (200, "service_requests", found) if found else (404, "errors", [{"code": 404, "description": "There is none."}])

    def respond(self, path, form, query):
        status, name, value = self.answer(path, query)
        body = json.dumps(value) if form == "json" else f'<?xml version="1.0" encoding="utf-8"?>{xml_of(name, value)}'
        status, kind, body = self.wrong.get(f"{path}.{form}", lambda *all: all)(status, TYPES[form], body)
        return status, kind, body

    def take(self, fields):
        self.posted.append(fields)
        if "service_code" not in fields:
            return 400, TYPES["json"], json.dumps([{"code": 400, "description": "service_code was not provided"}])
        return self.wrong.get("POST", lambda *all: all)(200, TYPES["json"], json.dumps([{"service_request_id": "14-9", "service_notice": ""}]))


def serve(city):
    class Handler(BaseHTTPRequestHandler):
        def send(self, status, kind, body):
            body = body.encode() if isinstance(body, str) else body
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            url = urlsplit(self.path)
            city.asked.append(self.path)
            if url.path == "/discovery.json":
                return self.send(200, TYPES["json"], json.dumps({"endpoints": [{"url": "http://here/v2"}]}))
            path, _, form = url.path.removeprefix("/v2/").rpartition(".")
            return self.send(*city.respond(path, form, {key: values[0] for key, values in parse_qs(url.query).items()}))

        def do_POST(self):
            city.posted_to.append(self.path)
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send(*city.take({key: values[0] for key, values in fields.items()}))

        def log_message(self, *_):
            pass
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}/v2"
