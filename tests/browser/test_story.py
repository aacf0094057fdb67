"""A charter's whole life in Chromium, on both engines: asked for, negotiated, signed, lived by for two years, missed, put
right, reviewed, and followed by the next. The clock is the test's own (story/clock.c); every figure is the judge's.

story.mjs plays the people; what only happens, it asks for here: that time passes, that reports come in as a table."""
import hashlib
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pages
from engines import Store
from serving import SOURCE, Server, engines, folder, run

HERE = Path(__file__).resolve().parent
PROGRAM = str(SOURCE / "build/test/tests/wardmote_at")
PATIENCE = 60  # seconds until the clock has been looked at

AREAS = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"name": "Mill ward", "code": "M1", "kind": "ward", "population": 4100},
     "geometry": {"type": "Polygon", "coordinates": [[[0, 52], [0.1, 52], [0.1, 52.1], [0, 52.1], [0, 52]]]}}]}
BODIES = """name,kind,telephone,email,about,tracked,areas
Newtown Borough Council,district council,01632 960001,council@newtown.example,,yes,Mill ward
Newtown Police,police,101,police@newtown.example,,yes,
Riverside Homes,registered provider,01632 960003,homes@riverside.example,,yes,Mill ward
"""
POSTCODES = "postcode,areas,latitude,longitude\nNT1 1AA,Mill ward,52.05,0.05\n"
MAPPING = """# Mapping: Newtown

- Zone: Europe/London
- Id: Number
- Service: Kind
- Area: Ward
- Opened: Reported
- Closed: Done
- Event first visit: Visited
- Map: * = same
"""
COUNCIL, POLICE, HOMES = "Newtown Borough Council", "Newtown Police", "Riverside Homes"
PEOPLE = {
    "officer": [("neighbourhoods officer", COUNCIL, None), ("service officer", COUNCIL, None)],
    "inspector": [("service officer", POLICE, None), ("neighbourhoods officer", POLICE, None)],
    "manager": [("service officer", HOMES, None), ("neighbourhoods officer", HOMES, None)],
    "accountant": [("service officer", HOMES, None), ("neighbourhoods officer", HOMES, None)],
    "champion": [("neighbourhood champion", None, "Mill ward")],
    "secretary": [],
}


class Story:
    """A store, its clock, and who may sign in."""

    def __init__(self, engine):
        self.store = Store(engine, folder / "story.db")
        self.clock = folder / f"clock-{engine}"
        self.environment = {"WARDMOTE_TEST_CLOCK": str(self.clock)}
        self.set("2024-09-02T08:00")
        for kind, name, text in (("areas", "areas.geojson", json.dumps(AREAS)), ("bodies", "bodies.csv", BODIES),
                                 ("postcodes", "postcodes.csv", POSTCODES)):
            (folder / name).write_text(text)
            self.wardmote("import", kind, folder / name, "--name", "Newtown")
        self.wardmote("import", "calendar", SOURCE / "library/calendars/england-and-wales.md")
        (folder / "mapping.md").write_text(MAPPING)
        for number, (name, roles) in enumerate(PEOPLE.items(), 1):
            self.person(number, name, roles)

    def bytes_of(self, data):
        return f"x'{data.hex()}'" if self.store.engine == "sqlite" else f"'\\x{data.hex()}'"

    @staticmethod
    def text(value):
        return f"'{value}'" if value else "NULL"

    def person(self, number, name, roles):
        """Somebody who may sign in, with both steps set up."""
        now, no = self.second, "0" if self.store.engine == "sqlite" else "false"
        totp = self.bytes_of(b"twenty bytes of this") if roles else "NULL"
        token = secrets.token_urlsafe(32)
        for sql in (
                f"INSERT INTO person (id, community, name, email, way) VALUES ({number}, 1, '{name.capitalize()}', '{name}@newtown.example', 'email')",
                f"INSERT INTO account (id, community, person, state, totp, created) VALUES ({number}, 1, {number}, 'active', {totp}, {now})",
                "INSERT INTO session (community, hash, account, stage, by_link, created, seen, until, tries) VALUES "
                f"(1, '{hashlib.sha256(token.encode()).hexdigest()}', {number}, 'full', {no}, {now}, {now}, {now + 86400}, 0)",
                *("INSERT INTO account_role (community, account, role, body, area, given) VALUES "
                  f"(1, {number}, '{role}', {self.text(body)}, {self.text(area)}, {now})" for role, body, area in roles)):
            self.store.run(sql)
        self.sessions = {**getattr(self, "sessions", {}), name: token}

    def wardmote(self, *words):
        done = run(*words, "--store", self.store.url, environment=self.environment, program=PROGRAM)
        if done.exit:
            raise SystemExit(f"{words}: {done.err}")
        return done.out

    @staticmethod
    def second_of(moment):
        return int(datetime.fromisoformat(moment).replace(tzinfo=timezone.utc).timestamp())

    def set(self, moment):
        """It is that moment, in UTC, and time goes on from there."""
        self.second = self.second_of(moment)
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(str(self.second))
        fresh.replace(self.clock)

    def pass_to(self, moment):
        """Time passes while nobody does anything; the server has seen it when this is done."""
        then = self.second_of(moment)
        self.store.run(f"UPDATE session SET seen = {then}, until = {then + 86400}") # before it is over for the server
        self.set(moment)
        for _ in range(PATIENCE * 20):
            if int(self.store.ask("SELECT value FROM setting WHERE name = 'derived_at'")[0][0]) >= self.second:
                return ""
            time.sleep(0.05)
        raise SystemExit(f"the clock did not come to {moment}")

    def reports(self, rows):
        (folder / "reports.csv").write_text("Number,Kind,Ward,Reported,Done,Visited\n" + rows)
        return self.wardmote("import", "requests", folder / "reports.csv", "--mapping", folder / "mapping.md")


def control(story):
    """What story.mjs may ask for, on a port of its own."""
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            deeds = {"/clock": lambda: story.pass_to(body), "/reports": lambda: story.reports(body),
                     "/wardmote": lambda: story.wardmote(*json.loads(body)), "/ask": lambda: json.dumps(story.store.ask(body))}
            try:
                status, said = 200, deeds[self.path]()
            except SystemExit as failed:
                status, said = 500, str(failed)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, *_):
            pass
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def main():
    """Each engine's server, all served at once, played one after the other by one browser."""
    pages.packages_install()
    played, servers = [], []
    for engine in engines():
        story = Story(engine)
        # The clock's file lies where a server may open what is beside its store; one in PostgreSQL has nothing there.
        sandbox = "on" if engine == "sqlite" else "off"
        words = ("--lease", "4", "--sandbox", sandbox)
        server = Server(story.store.url, *words, environment=story.environment, program=PROGRAM).__enter__()
        servers.append(server)
        played.append({"engine": engine, "address": server.address(), "control": control(story), "sessions": story.sessions})
    done = subprocess.run(["node", str(HERE / "story.mjs"), json.dumps(played), *sys.argv[1:]],
                          env={**os.environ, "NODE_NO_WARNINGS": "1"}, check=False)
    for server in servers:
        server.stop()
    os._exit(done.returncode)


main()
