"""People who sign in, over HTTP: with password, link, code and second step; what is refused, and what nobody learns."""
import hashlib
import hmac
import re
import sqlite3
import struct
import time
from pathlib import Path
from urllib.parse import quote

from browsing import OURS, PASSWORD, Browser, errors, main_of
from serving import Server, check, check_equal, demonstration, folder, run

CHANGED = "seven grey geese gather"  # a password, by a test
OFFICER, ADMINISTRATOR = "street.scene@harcaster.example", "administrator@harcaster.example"
ROLES = {"nobody": None, "officer": OFFICER, "neighbourhoods": "neighbourhoods@harcaster.example",
         "clerk": "clerk@nethersallow.example", "councillor": "aldermoor.councillor@harcaster.example",
         "champion": "aldermoor.champion@harcaster.example", "representative": "secretary@aldermoor.example", "scrutiny": "scrutiny@harcaster.example",
         "reviewer": "reviewer@review.example", "protection": "dpo@harcaster.example",
         "administrator": ADMINISTRATOR, "resident": "resident@aldermoor.example"}


def totp(secret, at):
    mac = hmac.new(secret, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start:start + 4])[0] & 0x7fffffff) % 1000000:06d}"


def demo(name):
    path = folder / name
    path.write_bytes(Path(demonstration()).read_bytes())
    return path


def change(path, sql, *values):
    with sqlite3.connect(path) as db:
        db.execute(sql, values)


def test_password(server):
    b = Browser(server)
    check("the header says: sign in", 'href="/sign-in"' in b.get("/").text)
    check("a password is not shown as it is typed, and a manager of passwords finds its field",
          re.search(r'<input[^>]*type="password"[^>]*autocomplete="current-password"', b.get("/sign-in?with=password").text))
    done = b.sign_in(OFFICER)
    check_equal("a right password: on to where their day begins", (done.status, done.headers.get("Location")), (303, "/sign-in"))
    check_equal("an officer's is the list of work", b.get("/sign-in").headers.get("Location"), "/work")
    for user, where in (("aldermoor.councillor@harcaster.example", "/areas/Aldermoor%20ward"), ("administrator@harcaster.example", "/admin"),
                        ("resident@aldermoor.example", "/account")):
        other = Browser(server)
        other.sign_in(user)
        check_equal(f"{user}: where their day begins", other.get("/sign-in").headers.get("Location"), where)
    session = next(line for line in done.cookies if line.startswith("session="))
    check("the cookie: for this site, not for scripts", all(word in session for word in ("Path=/", "HttpOnly", "SameSite=Lax"))
          and "Secure" not in session, session)
    check("256 bits of it", len(b.cookies["session"]) == 43, b.cookies)
    page = b.get("/account")
    check("the account: role, browser", page.status == 200 and "Service officer: Harcaster Borough Council" in page.text
          and "Firefox on Android" in page.text, page)
    check("and what they are told of, with what ends it", 'href="/alerts"' in page.text, page)
    check("kept by no cache", page.headers["Cache-Control"] == "no-store", page.headers)
    check("the header has the name", "Street Scene Supervisor</a>" in b.get("/").text)
    old = b.cookies["session"]
    b.sign_in(OFFICER)
    check("signing in again makes another session", b.cookies["session"] != old, b.cookies)
    other = Browser(server)
    other.cookies["session"] = old
    check_equal("and ends the old one", other.get("/account").status, 401)
    forwarded = Browser(server, **{"X-Forwarded-Proto": "https"}).sign_in(OFFICER)
    check("behind https: __Host- and Secure", any(line.startswith("__Host-session=") and "Secure" in line for line in forwarded.cookies),
          forwarded.cookies)
    with sqlite3.connect(server.path) as db:
        hashes = [row[0] for row in db.execute("SELECT hash FROM session")]
        check("the store has only the hash", hashlib.sha256(b.cookies["session"].encode()).hexdigest() in hashes
              and b.cookies["session"] not in hashes, hashes)
    check_equal("signed out", b.post("/sign-out").status, 303)
    check_equal("and out it is", b.get("/account").status, 401)
    b.sign_in(OFFICER)
    check_equal("on to where they wanted to go", b.post("/sign-in", how="password", user=OFFICER, password=PASSWORD,
                next="/charters?a=b").headers["Location"], "/charters?a=b")
    for bad in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        check_equal(f"not to {bad}", b.post("/sign-in", how="password", user=OFFICER, password=PASSWORD, next=bad).headers["Location"],
                    "/sign-in")


def test_foreign(server):
    b = Browser(server)
    b.sign_in(OFFICER)
    for path in ("/sign-in", "/sign-out", "/account", "/account/password", "/account/second-step", "/admin/people/invite",
                 "/admin/people/1", "/sign-in/code", "/sign-in/second", "/sign-in/link/abc"):
        for name, headers in {"another site": {"Sec-Fetch-Site": "cross-site"}, "nobody says": {"Sec-Fetch-Site": None},
                              "an origin of others": {"Sec-Fetch-Site": None, "Origin": "https://evil.example"}}.items():
            page = b.post(path, headers, what="everywhere")
            check_equal(f"{path}, {name}: refused", page.status, 403)
    check("and nothing was done", b.is_in())


def test_nobody_learns(server):
    """An address with and one without an account: the same words, the same cookies, about the same time."""
    seen = {}
    for user in (OFFICER, "nobody.at.all@harcaster.example"):
        b = Browser(server, "198.51.100.7")
        begun = time.monotonic()
        page = b.sign_in(user, "not the password")
        seen[user] = (page.status, errors(page), sorted(b.cookies), main_of(page).replace(user, "USER")), time.monotonic() - begun
    (had, slow), (had_not, fast) = seen.values()
    check_equal("a wrong password and an unknown address: the same page", had_not, had)
    check_equal("which says", had[1], ["That e-mail address and that password don&#39;t go together. Check both, or have a link "
                                       "sent instead."])
    check(f"in about the same time ({slow:.2f} s, {fast:.2f} s)", 0.2 < slow / fast < 5, (slow, fast))
    links = [Browser(server, "198.51.100.8").post("/sign-in", how="link", email=user) for user in (OFFICER, "nobody.else@harcaster.example")]
    check_equal("a link: the same answer", [(p.status, p.headers["Location"], p.cookies) for p in links],
                [(303, "/sign-in/sent", [])] * 2)


def test_waits(server):
    known = Browser(server)
    known.sign_in(OFFICER)
    known.post("/sign-out")
    b = Browser(server, "203.0.113.5")
    wrong = [errors(b.sign_in(OFFICER, f"wrong {n}"))[0][:10] for n in range(5)]
    check_equal("five wrong ones", wrong, ["That e-mai"] * 5)
    check_equal("then one waits, though it is right", errors(b.sign_in(OFFICER)),
                ["There were too many tries. Wait 1 minute, then try again."])
    check_equal("elsewhere it is right", Browser(server, "203.0.113.6").sign_in(OFFICER).status, 303)
    known.headers["X-Forwarded-For"] = "203.0.113.5"
    check_equal("and in a browser that is known, from that very network", known.sign_in(OFFICER).status, 303)


def test_log(server):
    """Each try is in the log, by its way and how it ended, and what was refused; whose it was is not."""
    said = " ".join(server.said)
    ends = set(re.findall(r"request=[\w-]+ sign-in=([a-z-]+ end=[a-z-]+)", said))
    wanted = {"password end=in", "password end=wrong", "password end=must-wait", "password end=second-step-owed",
              "second-step end=in", "second-step end=wrong", "link end=in", "code end=in"}
    check("the log has each try, and nobody's name", wanted <= ends and "@" not in said and "Supervisor" not in said, (ends, said[-2000:]))
    check("and what was refused", "method=GET path=/admin status=403" in said and "method=GET path=/account status=401" in said
          and "method=POST path=/account status=403" in said, said[-2000:])


def restarted(path):
    with Server(path) as server:
        check_equal("a new start forgets no wrong tries", errors(Browser(server, "203.0.113.5").sign_in(OFFICER)),
                    ["There were too many tries. Wait 1 minute, then try again."])


def test_sessions(server):
    one, two = Browser(server), Browser(server)
    one.sign_in("scrutiny@harcaster.example")
    two.sign_in("scrutiny@harcaster.example")
    hashes = re.findall(r'name="session" value="(\w+)"', one.get("/account").text)
    check_equal("both sessions are listed", len(hashes), 2)
    stranger = Browser(server)
    stranger.sign_in(OFFICER)
    stranger.post("/account", what="end", session=hashes[0])
    check("nobody ends another's", one.is_in() and two.is_in())
    other = [h for h in hashes if h != hashlib.sha256(one.cookies["session"].encode()).hexdigest()][0]
    one.post("/account", what="end", session=other)
    check_equal("one is ended", (one.is_in(), two.is_in()), (True, False))
    two.sign_in("scrutiny@harcaster.example")
    done = one.post("/account", what="everywhere")
    check_equal("everywhere: out", (done.headers["Location"], one.is_in(), two.is_in()), ("/sign-in", False, False))
    one.sign_in("scrutiny@harcaster.example")
    change(server.path, "UPDATE session SET seen = seen - 43201")
    check("not used for twelve hours: out", not one.is_in())
    one.sign_in("scrutiny@harcaster.example")
    change(server.path, "UPDATE session SET until = ?", int(time.time()) - 1)
    check("seven days on: out", not one.is_in())
    one.cookies["session"] = "A" * 43
    check("a made up cookie: out", not one.is_in())
    one.cookies["session"] = "x'; DROP TABLE session; --"
    check_equal("nonsense in it harms nothing", one.get("/").status, 200)


def test_password_change(server):
    user = "reviewer@review.example"
    b, other = Browser(server), Browser(server)
    b.sign_in(user)
    other.sign_in(user)
    check_equal("without the old password: no", errors(b.post("/account/password", password="wrong", password_new=CHANGED)),
                ["That is not the password you have now."])
    check_equal("too short: no", errors(b.post("/account/password", password=PASSWORD, password_new="short")),
                ["Choose a password of 12 characters or more. Three words that have nothing to do with each other are easy to remember."])
    check_equal("with the name of the place: no", errors(b.post("/account/password", password=PASSWORD, password_new="a goose for Harcaster")),
                ["That password is too easy to guess. Choose another."])
    old = b.cookies["session"]
    check_equal("changed", b.post("/account/password", password=PASSWORD, password_new=CHANGED).headers.get("Location"), "/account?done=yes")
    check("a new session here, none elsewhere", b.is_in() and not other.is_in() and b.cookies["session"] != old)
    check_equal("the old one is over", Browser(server).sign_in(user).status, 200)
    check_equal("the new one is right", Browser(server).sign_in(user, CHANGED).status, 303)


def secret_of(page):
    return bytes.fromhex(re.search(r'name="secret" value="([0-9a-f]{40})"', page.text)[1])


def test_second(server):
    user = "dpo@harcaster.example"
    b = Browser(server)
    b.sign_in(user)
    page = b.get("/account/second-step")
    secret = secret_of(page)
    check("an otpauth link, and the secret as text", "otpauth://totp/Harcaster:dpo@harcaster.example?secret=" in page.text
          and re.search(r"<code>([A-Z2-7]{4} ){7}[A-Z2-7]{4}</code>", page.text), page)
    wrong = b.post("/account/second-step", what="set", secret=secret.hex(), password=PASSWORD, code="000000")
    check("a wrong code: not set up, the same secret again", errors(wrong)[0].startswith("That is not the code")
          and secret_of(wrong) == secret, wrong)
    now = time.time()
    done = b.post("/account/second-step", what="set", secret=secret.hex(), password=PASSWORD, code=totp(secret, now))
    codes = re.findall(r"<code>([a-z2-9-]{19})</code>", done.text)
    check("set up, with ten codes to recover", done.status == 200 and len(set(codes)) == 10, done)
    check("the code is not in the store, nor are those", not any(code.replace("-", "") in str(
        sqlite3.connect(server.path).execute("SELECT hash FROM recovery_code").fetchall()) for code in codes))
    c = Browser(server)
    check_equal("a right password: a code is owed", c.sign_in(user).headers["Location"], "/sign-in/second")
    check("and nothing is open yet", not c.is_in())
    check_equal("the code that set it up is taken no second time",
                errors(c.post("/sign-in/second", code=totp(secret, now))),
                ["That is not the code, or it is over. Check it, or begin again."])
    check_equal("the next one is", c.post("/sign-in/second", code=totp(secret, now + 30)).status, 303)
    check("in", c.is_in())
    d = Browser(server)
    d.sign_in(user)
    check_equal("a code to recover", d.post("/sign-in/second", code=codes[3].upper()).status, 303)
    e = Browser(server)
    e.sign_in(user)
    check("works once", errors(e.post("/sign-in/second", code=codes[3])))
    check_equal("no half session: sign in first", Browser(server).post("/sign-in/second", code="123456").headers.get("Location"), "/sign-in")
    gone = d.post("/account/second-step", what="drop", password=PASSWORD)
    check_equal("given up with the password", gone.headers.get("Location"), "/account?done=yes")
    check_equal("then none is owed", Browser(server).sign_in(user).headers["Location"], "/sign-in")


def message(outbox, to, n=0, seconds=60):
    """The words of the n-th that was sent to somebody"""
    for _ in range(seconds * 10):
        texts = [path.read_text() for path in sorted(outbox.glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)]
        found = [text.split("\n\n", 1)[1] for text in texts if f": {to}\n" in text.split("\n\n", 1)[0] + "\n"]
        if len(found) > n:
            return found[n]
        time.sleep(0.1)
    raise SystemExit(f"no message {n} to {to} in {outbox}")


def link_in(text):
    return "/sign-in/link/" + re.search(r"/sign-in/link/([\w-]{43})", text)[1]


def test_link(server, outbox):
    b = Browser(server, "198.51.100.20")
    check_equal("no address: said", errors(b.post("/sign-in", how="link", email="")), ["Enter your e-mail address."])
    wrong = b.post("/sign-in", how="link", email="nonsense")
    check_equal("none that is one: said, and kept", (errors(wrong), 'value="nonsense"' in wrong.text), (["An e-mail address has an @ in it."], True))
    b.post("/sign-in", how="link", email="new.neighbour@aldermoor.example")
    sent = message(outbox, "new.neighbour@aldermoor.example")
    path = link_in(sent)
    check("the link is the site's", f"https://wardmote.example{path}\n" in sent, sent)
    page = b.get(path)
    check("it shows whose it is, and uses nothing up", page.status == 200 and "new.neighbour@aldermoor.example" in page.text, page)
    check_equal("nor does looking twice", b.get(path).status, 200)
    check("in", b.post(path).status == 303 and b.is_in())
    again = Browser(server).post(path)
    check("a second time: over", again.status == 200 and "This link is over" in again.text and not again.cookies, again)
    check("and it says so before", "This link is over" in Browser(server).get(path).text)
    check("a resident may not administer", b.get("/admin").status == 403)
    set_ = b.post("/account/password", password_new=CHANGED)
    check_equal("a password, by whoever came by a link", set_.status, 303)
    b.post("/account", what="details", name="New Neighbour", way="email", language="cy", telephone="", address="")
    check("a name", "New Neighbour" in b.get("/").text)
    refused = b.post("/account", what="details", name="New Neighbour", way="text", telephone="", address="", language="cy")
    check_equal("a way that needs a number", errors(refused), ["&#39;text&#39; needs a telephone number."])
    b.post("/sign-in", how="link", email="late@aldermoor.example")
    path = link_in(message(outbox, "late@aldermoor.example"))
    change(server.path, "UPDATE sign_link SET until = ?", int(time.time()) - 1)
    check("too late: over", "This link is over" in b.post(path).text)


def test_code(server, outbox):
    b = Browser(server, "198.51.100.30")
    asked = b.post("/sign-in", how="text", telephone="07700 900123")
    check_equal("a code by text message", asked.headers["Location"], "/sign-in/code")
    code = message(outbox, "07700900123")[:6]
    check_equal("elsewhere it opens nothing", Browser(server, "198.51.100.31").post("/sign-in/code", code=code).status, 200)
    check("here it does", b.post("/sign-in/code", code=f"{code[:3]} {code[3:]}").status == 303 and b.is_in())
    check_equal("once", Browser(server).post("/sign-in/code", code=code).status, 200)


def test_roles(server):
    """Every page that is for somebody, as everybody it is not for."""
    allowed = {"/work": {"officer", "neighbourhoods", "clerk"}, "/admin": {"administrator", "neighbourhoods", "clerk", "officer", "protection"},
               "/admin/sent": {"administrator", "neighbourhoods", "clerk", "officer", "protection"}, "/admin/bodies": {"administrator"},
               "/admin/people": {"administrator"},
               "/admin/people/invite": {"administrator", "neighbourhoods", "clerk"}, "/admin/people/1": {"administrator"},
               "/account": set(ROLES) - {"nobody"}, "/account/password": set(ROLES) - {"nobody"},
               "/account/second-step": set(ROLES) - {"nobody"}}
    for role, user in ROLES.items():
        b = Browser(server, "198.51.100.40")
        if user:
            check_equal(f"{role}: signed in", b.sign_in(user, CHANGED if role == "reviewer" else PASSWORD).status, 303)
        for path, roles in allowed.items():
            wanted = 200 if role in roles else 401 if role == "nobody" else 403
            page = b.get(path)
            check_equal(f"{path} as {role}", page.status, wanted)
            if role == "nobody":
                check(f"{path}: a way to sign in, and back", f'href="/sign-in?next={quote(path, safe="")}"' in page.text, page)
        if role not in allowed["/admin/people/1"]:
            sent = b.post("/admin/people/1", what="give", role="administrator")
            check_equal(f"{role} makes nobody administrator", sent.status, 401 if role == "nobody" else 403)
        if role not in allowed["/admin/people/invite"]:
            sent = b.post("/admin/people/invite", name="A B", email="a@b.example", role="administrator")
            check_equal(f"{role} invites nobody", sent.status, 401 if role == "nobody" else 403)
    with sqlite3.connect(server.path) as db:
        check_equal("one administrator still", db.execute("SELECT COUNT(*) FROM account_role WHERE role = 'administrator'").fetchone()[0], 1)


def test_people(server, outbox):
    admin, clerk = Browser(server, "198.51.100.50"), Browser(server, "198.51.100.51")
    admin.sign_in(ADMINISTRATOR)
    clerk.sign_in("clerk@nethersallow.example")
    listed = admin.get("/admin/people")
    check("everybody is listed", listed.text.count('href="/admin/people/') >= len(ROLES) and "Street Scene Supervisor" in listed.text, listed)
    form = {"name": "Warden of Footpaths", "email": "warden@nethersallow.example"}
    refused = clerk.post("/admin/people/invite", **form, role="service officer", body="Harcaster Borough Council")
    check_equal("a clerk invites for no other body", errors(refused), ["You may give roles for the body you act for only: fill in which."])
    check("and what was typed is there still", 'value="Warden of Footpaths"' in refused.text)
    refused = clerk.post("/admin/people/invite", **form, role="administrator", body="Nether Sallow Parish Council")
    check("nor to what is beyond it", errors(refused), refused)
    done = clerk.post("/admin/people/invite", **form, role="service officer", body="Nether Sallow Parish Council")
    check_equal("but for the parish", done.headers.get("Location"), "/admin/people/invite?done=yes")
    path = link_in(message(outbox, "warden@nethersallow.example"))
    b = Browser(server, "198.51.100.52")
    check("the invitation asks for a password", "Choose a password" in b.get(path).text)
    check_equal("a good one", errors(b.post(path, password="warden"))[0][:35], "Choose a password of 12 characters ")
    check("in", b.post(path, password=CHANGED).status == 303 and "Service officer: Nether Sallow" in b.get("/account").text)
    number = re.search(r'/admin/people/(\d+)">Warden', admin.get("/admin/people").text)[1]
    admin.post(f"/admin/people/{number}", what="give", role="councillor", area="Sallow ward")
    check("a change of roles signs out", not b.is_in())
    b.sign_in("warden@nethersallow.example", CHANGED)
    check("and is there", "Councillor: Sallow ward" in b.get("/account").text)
    admin.post(f"/admin/people/{number}", what="end")
    check("ended: out", not b.is_in())
    check_equal("and not in again", b.sign_in("warden@nethersallow.example", CHANGED).status, 200)
    form = {"what": "give", "role": "community representative"}
    page = f'/admin/people/{re.search(r"/admin/people/([0-9]+).>Resident of Aldermoor", admin.get("/admin/people").text)[1]}'
    for party, wanted in (("the friends of nobody", "No charter here is between that party and others: write its name as the charter has it, such as the residents of Aldermoor."),
                          ("", "Say for which party of a charter: a community representative speaks for one.")):
        check_equal(f"of no party: '{party}'", errors(admin.post(page, **form, body=party)), [wanted])
    check_equal("of one", admin.post(page, **form, body="Friends of Linden Park").status, 303)
    check("and is there", "Community representative: Friends of Linden Park" in admin.get(page).text)
    own = re.search(r'/admin/people/(\d+)">Administrator', admin.get("/admin/people").text)[1]
    last = admin.post(f"/admin/people/{own}", what="end")
    check_equal("the last administrator stays", errors(last), ["That is the last administrator: make somebody else one first."])


def test_demo_page(server):
    page = server.get("/demo")
    check("the demonstration tells whom one can be", page.status == 200 and PASSWORD in page.text
          and all(user in page.text for user in ROLES.values() if user), page)
    check("and that the second step is off", "The second step is off here" in page.text)


def test_first():
    """A store without an administrator: serve prints the link, once there is one it does not."""
    path = folder / "first.db"
    run("import", "document", Path(__file__).parents[2] / "library/examples/harcaster-streets.md", "--store", f"sqlite:{path}")
    outbox = folder / "first-outbox"
    outbox.mkdir()
    with Server(path, "--address", "https://wardmote.example", "--outbox", f"email=spool:{outbox}") as server:
        server.path = path
        printed = server.process.stderr.readline().decode()
        check("serve prints a link", "There is no administrator yet. Become the first, within a day: https://wardmote.example/sign-in/link/" in printed, printed)
        shown = run("admin", "invite", "--store", f"sqlite:{path}")
        b = Browser(server)
        check("another takes its place", "This link is over" in b.get(link_in(printed)).text and "This link" not in b.get(link_in(shown.out)).text)
        check_equal("no demonstration: no page of it", b.get("/demo").status, 404)
        refused = b.post(link_in(shown.out), name="", email="root@example.org", password=CHANGED)
        check_equal("a name is needed", errors(refused), ["Enter your name."])
        b.post(link_in(shown.out), name="Root", email="root@example.org", password=CHANGED)
        page = b.get("/account")
        check("in, and owing the second step", "Administrator" in page.text and "Set up the second step now" in page.text, page)
        refused = b.get("/admin/people")
        check("until then: no rights", refused.status == 403 and "Set up the second step of signing in first" in refused.text, refused)
        secret = secret_of(b.get("/account/second-step"))
        b.post("/account/second-step", what="set", secret=secret.hex(), code=totp(secret, time.time()))
        check_equal("then all", b.get("/admin/people").status, 200)
        again = run("admin", "invite", "--store", f"sqlite:{path}")
        check("a second is named", again.exit == 1 and "say who is to be another, with --name and --email" in again.err, again)
        b.post("/sign-in", how="link", email="root@example.org")
        c = Browser(server)
        c.post(link_in(message(outbox, "root@example.org")))
        check("mail alone opens nothing where a second step is set up", not c.is_in() and "session" in c.cookies, c.cookies)
    with Server(path) as server:
        b = Browser(server)
        check_equal("a new start: nothing printed, nobody signed out", (b.get("/").status, "no administrator" in " ".join(server.said)), (200, False))
    restored = folder / "restored.db"
    run("backup", folder / "first.backup", "--store", f"sqlite:{path}")
    run("restore", folder / "first.backup", "--store", f"sqlite:{restored}")
    with sqlite3.connect(restored) as db:
        check_equal("a restored store has the account and no sessions", [db.execute(f"SELECT COUNT(*) FROM {t}").fetchone()[0]
                    for t in ("account", "session", "sign_link")], [1, 0, 0])


path, outbox = demo("accounts.db"), folder / "outbox"
outbox.mkdir()
with Server(path, "--address", "https://wardmote.example", "--outbox", f"email=spool:{outbox},text=spool:{outbox},letter=spool:{outbox}") as served:
    served.path = path
    test_password(served)
    test_foreign(served)
    test_nobody_learns(served)
    test_sessions(served)
    test_password_change(served)
    test_second(served)
    test_link(served, outbox)
    test_code(served, outbox)
    test_roles(served)
    test_people(served, outbox)
    test_demo_page(served)
    test_waits(served)
test_log(served)
restarted(path)
test_first()
