"""A report and what becomes of it, over HTTP: written page by page, sent, confirmed, worked on, closed, disputed; who sees
what of it; and what is never lost."""
import re
import sqlite3

from browsing import OURS, Browser, errors, main_of, words, words_before_fold
from reporting import STREET, messages_of, officer, one, png, report, sent, token_of, written
from serving import Server, check, check_equal, demonstration, folder

COUNTY, HOMES = "community.highways@eastmark.example", "priory.fields@threeways.example"
POLICE = "centre.npt@eastmark-police.example"
EVERYBODY_READS = ["/", "/areas", "/areas/Aldermoor%20ward", "/charters", "/charters/aldermoor-streets", "/redress", "/redress.csv", "/data",
                   "/data/figures.csv", "/record/facts.jsonl", "/search?q=SECRETDEALER"]


def test_written(server):
    """What each page asks, and what it says when that is missing; what was typed stays."""
    b = Browser(server)
    check_equal("nothing written", errors(b.post("/report", words=" \r\n ")), ["Write what is wrong"])
    check("too much written", "longer than 10,000" in str(errors(b.post("/report", words="a" * 10001))), "")
    for path in ("/report/which", "/report/where", "/report/more", "/report/check"):
        check_equal(f"{path} before anything is written leads to the beginning", b.get(path).headers.get("Location"), "/report")
    page = b.follow(b.post("/report", words="there's a massiv pot hole in the rode outside the school"))
    check("the likeliest category is offered", re.search(r'type="radio" value="potholes"', page.text), words(page)[:300])
    check("and all the others", "A bin was not emptied" in page.text)
    check_equal("none chosen", errors(b.post("/report/which")), ["Choose what it is"])
    check_equal("one that there is not", errors(b.post("/report/which", service="dragons")), ["Choose what it is"])
    page = b.follow(b.post("/report/which", service="potholes"))
    check("then the place", "Where is it?" in words(page), words(page)[:200])
    check_equal("no place", errors(b.post("/report/where")), ["Say where it is: a postcode, or the street and what it is next to"])
    page = b.follow(b.post("/report/where", place="by the old oak"))
    check("the area of a place on no list is asked for", "Which area is it in?" in words(page), words(page))
    check("nothing is chosen beforehand, and what it means not to know stands there", re.search(r'<option value="">Choose one</option>\s*<option value="unknown">', page.text) and
          '&quot;I don\'t know&quot; means: somebody will find out first. Until then no day can be promised.' in words(page), words(page))
    check_equal("not answered", errors(b.post("/report/more")), ["Choose the area it is in, or &quot;I don&#39;t know&quot;"])
    page = b.follow(b.post("/report/more", area="unknown"))
    check("and then taken", "Check and send" in words(page), words(page)[:200])
    page = b.follow(b.post("/report/where", place="outside No 3, zz1 2ab, by the bin"))
    check("a postcode among other words is found", "How deep is it, about? In mm" in words(page), words(page)[:200])
    page = b.follow(b.post("/report/where", place="by the old oak", area="unknown"))
    check("what was said of it stays", '<option value="unknown" selected>' in b.get("/report/where").text, b.get("/report/where").text)
    check_equal("a number that is none", errors(b.post("/report/more", **{"q-depth": "deep"})), ["Write a number of mm, such as 40"])
    page = b.follow(b.post("/report/more", **{"q-depth": "55"}))
    check("an answer leads to a closer category", "A deep pothole" in words(page) and "55" in words(page), words(page)[:600])
    check("what was typed is there", "massiv pot hole" in page.text)
    check_equal("no browser shows it from its memory once it is sent", page.headers.get("Cache-Control"), "no-store")
    c = Browser(server)
    page = written(c, "bags dumped", "fly-tipping / public land", "ZZ1 2AB", {"q-hazard": "no", "q-land": "a back alley"})[-1]
    check("an answer that leads elsewhere is kept, with all others", "Rubbish dumped in a back alley" in words(page) and re.search(
        r">no</dd>.*>a back alley</dd>", page.text, re.S), words(page))
    page = c.get("/report/more")
    check("going back they stand there", re.search(r'value="a back alley" checked', page.text), words(page))
    page = c.follow(c.post("/report/more", **{"q-hazard": "no", "q-land": "a road, pavement, park or verge"}))
    check("answered otherwise, it is what it was", "back alley" not in words(page), words(page))
    check("nobody knows who answers there, or somebody does", "It goes to" in words(page) or "Nobody is known" in words(page), words(page))
    again = b.get("/report")
    check("back at the beginning it is still there", "massiv pot hole" in again.text)
    check_equal("no address", errors(b.post("/report/check", email="ada")), ["Write the whole address, such as name@example.org"])
    check_equal("no number", errors(b.post("/report/check", telephone="12")), ["Write the whole number, such as 07700 900123"])
    reference = sent(b)
    check("sent", re.fullmatch(r"[A-Z0-9]{3}-[A-Z0-9]{4}", str(reference)), reference)
    check_equal("sent once: what was typed is gone", 'massiv' in b.get("/report").text, False)
    for page in (b.get("/report/check"), b.post("/report/check", email="ada@example.org")):
        check_equal("sent again, over a line that died: the same report", page.headers.get("Location"), f"/report/sent?reference={reference}&again=yes")
    check("and that it was sent before", "You sent this already. It is one report, and nothing was sent twice." in words(b.get(page.headers["Location"])), page.headers)
    page = b.get(f"/report/sent?reference={reference}")
    nothing = "Write the reference down. You gave no e-mail address and no telephone number, so nothing can be sent to you"
    check("no address: the reference is all there is", nothing in words(page) and "on its way" not in words(page) and "/demo/mail" not in main_of(page) and
          "your reports" not in words(page), words(page))
    page = Browser(server).get(f"/report/sent?reference={reference}")
    check("the promise, its day and who answers stand there, and not where", re.search(
        r"\. (?:Demonstration: read the message here \. )?(Nobody has promised a day|Promised by)", words(page)) and re.search(
        r"It went to \S[^.]* , \d[\d ]+ \.", words(page)) or "Nobody is known" in words(page), words(page))
    check("another browser is not told whether there was one", "If you gave an address or a number" in words(page) and nothing not in words(page), words(page))
    b.post("/report", words="another thing")
    check_equal("another one can be begun", b.get("/report/check").headers.get("Location"), "/report")


def test_told(server):
    """The last page says how they hear of it: by what they gave."""
    for form, way in (({"email": "gil@example.org"}, "To hear more, open the link in your e-mail."),
                      ({"telephone": "07700 900456"}, "To hear more, open the link in your text message."),
                      ({"name": "Gil"}, "It is shown only now. Both open your report, under I have a code .")):
        b = Browser(server)
        written(b, "tag on the kiosk", "graffiti / other", "ZZ1 2AB")
        page = b.follow(b.post("/report/check", **form))
        check(f"{form}: it says so", way in words(page) and "If you gave" not in words(page) and not any(v in page.text for v in form.values() if v != "Gil"),
              words(page))


def test_promised(server):
    """The last page says once more what was promised, by when and by whom, and no word of where; of what is only counted only to who sent it."""
    b = Browser(server)
    written(b, "sofa by the blue door of number 17", "fly-tipping / public land", "ZZ1 2AB, Quince Court")
    page = b.follow(b.post("/report/check", email="gil@example.org"))
    promised = r"Promised by the end of \d+ \w+ 2026 S\d Fly-tips on public land It went to Harcaster Borough Council , 01632 960112 \."
    check("the day, the promise, the body, its number", re.search(promised, words(page)), words(page))
    check("no word of what and where", not re.search("blue door|Quince|ZZ1|gil@", main_of(page)), words(page))
    reference = re.search(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{4})</strong>", page.text)[1]
    other = Browser(server).get(f"/report/sent?reference={reference}")
    check("everybody reads as much on its page", re.search(promised, words(other)), words(other))
    page = words(server.get(f"/reports/{reference}"))
    check("the charter's own contact is rung, and the body outside its hours",
          "Who has it Harcaster Borough Council Whom to ring 01632 960112 , Monday to Friday 07:00 to 15:30; outside these hours 01632 960100 " in page, page)
    mail = words(server.get("/demo/mail"))
    check("the message says what, by when and who, in neutral words", re.search(
        r"Rubbish dumped[^:]*, " + reference + r": is it yours\?.*reported on 22 November 2026\. It went to Harcaster Borough Council\. It is to be done by the end of 24 November 2026\. What was promised: Standard S3: Fly-tips on public land It is completed within 2 working days",
        mail[:2500]) and "blue door" not in mail and "Quince" not in mail, mail[:2500])
    same = Browser(server)
    written(same, "the sofa", "fly-tipping / public land", "ZZ1 2AB, Quince Court")
    page = same.follow(same.post("/report/check", same=reference))
    check("added to another: that one, and when it is due", re.search(
        rf"Yours was added to a report of the same thing.*Report {reference} That one is due \d+", words(page)), words(page))
    c = Browser(server)
    written(c, "somebody sells drugs by the arches", "drug dealing", "ZZ1 2AB")
    page = c.follow(c.post("/report/check"))
    check("of what is only counted: who it is with and whom to ring, not what it is", "It went to Eastmark Police" in words(page) and
          "drug" not in main_of(page).lower(), words(page))
    reference = re.search(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{4})</strong>", page.text)[1]
    other = Browser(server).get(f"/report/sent?reference={reference}")
    check("and nobody else is told even that", "Eastmark" not in main_of(other) and "Promised" not in words(other), words(other))


def test_slip(server, store):
    """An address with a slip is asked about and never refused."""
    b = Browser(server)
    written(b, "tag on the kiosk", "graffiti / other", "ZZ1 2AB")
    page = b.post("/report/check", email="ada@gmial.com")
    check_equal("it is asked", errors(page), ["Did you mean ada@gmail.com?"])
    check("it says that nothing was sent, and the likelier one is chosen", "The report is not sent yet." in words(page) and
          re.search(r'value="ada@gmail.com" checked>\s*<label[^>]*>Use ada@gmail.com</label>', page.text), main_of(page))
    check("what was typed stays, and both can be chosen", 'name="email" type="email" value="ada@gmial.com"' in page.text and
          re.findall(r'name="meant" type="radio" value="([^"]*)"', page.text) == ["ada@gmail.com", "ada@gmial.com"], main_of(page))
    check_equal("another address, with the old answer", errors(b.post("/report/check", email="ada@yaho.co.uk", meant="ada@gmail.com")),
                ["Did you mean ada@yahoo.co.uk?"])
    check_equal("of no great provider, and without an end", errors(b.post("/report/check", email="ada@harcaster")),
                ["Is the address whole? Nothing like .org or .co.uk stands behind the @"])
    for meant in ("ada@gmail.com", "ada@gmial.com"):
        b = Browser(server)
        written(b, "tag on the kiosk", "graffiti / other", "ZZ1 2AB")
        reference = sent(b, email="ada@gmial.com", meant=meant, same="no")
        check_equal(f"{meant}: as they chose", one(store, "SELECT q.email FROM person q JOIN case_person p ON p.person_id = q.id "
                                                          "JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", str(reference)), (meant,))
    for path, field in (("/sign-in", "email"), ("/sign-in?next=/account/reports", "email"), ("/sign-in?with=password", "user"),
                        ("/sign-in?next=/work", "user"), ("/sign-in?next=/drafts/aldermoor-nights/clauses/S1", "email"), ("/sign-in?next=/charters/ask", "email"), ("/sign-in?with=link&next=/work", "email")):
        page = server.get(path)
        check_equal(f"{path}: one field for an address", re.findall(r'type="email"[^>]*|id="(\w+)" name="\w+" type="email"', page.text), [field])
    b = Browser(server)
    check_equal("to sign in", errors(b.post("/sign-in", how="link", email="ada@gmail")), ["Did you mean ada@gmail.com?"])
    check_equal("as it is", b.post("/sign-in", how="link", email="ada@gmail", meant="ada@gmail").status, 303)
    page = b.follow(b.post("/sign-in", how="link", email="new.neighbour@example.org"))
    check("in a demonstration the page says where the message is", 'href="/demo/mail"' in main_of(page), main_of(page))
    page = b.get("/demo/mail")
    message = re.search(r'name="message" value="(\d+)"', page.text)
    check("what signs somebody in is not made by being looked at", message and "/sign-in/link/" not in page.text, words(page)[:300])
    page = b.post("/demo/mail", message=message[1])
    link = re.search(r'href="(/sign-in/link/[^"]+)"', page.text)
    check("but when somebody asks for it, alone", link and "Rubbish dumped" not in words(page), words(page)[:600])
    check_equal("it signs them in", b.post(link[1]).status, 303)
    check_equal("and is over then", b.post("/demo/mail", message=message[1]).status, 404)
    confirm = one(store, "SELECT MAX(id) FROM outbox WHERE message = 'confirm'")[0]
    check_equal("no other message is made so", (b.post("/demo/mail", message=str(confirm)).status, b.post("/demo/mail", message="x").status), (404, 404))
    wish = {"about": "area:Aldermoor ward", "often": "weekly", "email": "ada@hotmal.co.uk"}
    check_equal("to be told", errors(b.post("/alerts", **wish)), ["Did you mean ada@hotmail.co.uk?"])
    check_equal("and told", b.post("/alerts", **wish, meant="ada@hotmail.co.uk").headers.get("Location", "").split("&")[0], "/alerts?sent=1")


def test_forgotten(server):
    """The cookie is gone, or three days have passed: what was sent with the page that is open is kept."""
    b = Browser(server)
    written(b, "sofa dumped on the verge", "fly-tipping / public land", "ZZ1 2AB")
    b.cookies.clear()
    page = b.post("/report/where", place="behind the third garage")
    check_equal("a place, and nobody knows of what", page.headers.get("Location"), "/report?again=yes")
    page = b.follow(page)
    check("that is said", "What you sent just now is kept" in words(page), words(page))
    b.post("/report", words="sofa dumped")
    b.post("/report/which", service="fly-tipping / public land")
    check("the place stands there", "behind the third garage" in b.get("/report/where").text)
    b.cookies.clear()
    page = b.post("/report/check", email="ada@example.org", telephone="07700 900123")
    check_equal("on the last page, too", page.headers.get("Location"), "/report?again=yes")
    written(b, "sofa dumped", "fly-tipping / public land", "ZZ1 2AB")
    check("how to be reached stands there", "ada@example.org" in b.get("/report/check").text and "07700 900123" in b.get("/report/check").text)
    b.cookies.clear()
    check_equal("nothing sent, nothing to keep", b.get("/report/check").headers.get("Location"), "/report")


def test_small(server):
    """At most six pages and 150 kB, with everything that a browser fetches."""
    b = Browser(server)
    pages = written(b, "overflowing litter bin at the park gate", "litter bins / overflowing", "ZZ1 2AB")
    pages.append(b.follow(b.post("/report/check")))
    fetched, total = set(), 0
    for page in pages:
        check_equal("a page of the report", page.status, 200)
        total += len(page.raw)
        for link in page.links():
            if link.startswith("/assets/") and link not in fetched:
                fetched.add(link)
                total += len(server.get(link, {"Accept-Encoding": "gzip"}).raw)
    check_equal("six pages to the reference", len(pages), 6)
    check("under 150 kB", total < 150_000, total)


def test_danger(server):
    b = Browser(server)
    page = b.follow(b.post("/report", words="litter: a dog bit my son by the bin, it is still loose"))
    check("a dog attack typed as litter is caught", 'href="tel:999"' in page.text, words(page)[:400])
    check("and one may go on", "/report/which" in page.text)
    page = b.follow(b.post("/report", words="I can smell gas in the street"))
    check("gas", 'href="tel:0800%20111%20999"' in page.text or "tel:0800111999" in page.text, words(page)[:400])
    page = b.follow(b.post("/report", words="the fire station's sign is dirty"))
    check("a dirty sign is no fire", "Where is it?" in words(page), words(page)[:200])
    page = written(Browser(server), "sofa dumped on the verge", "fly-tipping / public land", "ZZ1 2AB", {"q-hazard": "no"})[-1]
    check("an answer that means no danger", "Check and send" in words(page), words(page)[:200])
    b = Browser(server)
    page = written(b, "sofa dumped on the verge", "fly-tipping / public land", "ZZ1 2AB", {"q-hazard": "yes"})[-1]
    check("an answer that means danger says whom to ring", "ring, don't write" in words(page) and 'href="tel:' in page.text, words(page)[:400])
    check("and one may go on from where one was", 'href="/report/check"' in page.text and "/report/which" not in page.text, page.text)
    page = b.follow(b.post("/report", words="a sofa on the verge"))
    check("other words of the same kind: what it asks is asked anew", "Answer what you can" in words(page), words(page)[:200])
    check_equal("no danger is left of it", b.get("/report/danger").headers.get("Location"), "/report/which")


def test_life(server, store):
    """From the report to its being reopened, with who is told what."""
    reference = report(server, "sofa and bags fly tipped, ring me on 07700 900123", "fly-tipping / public land", "ZZ1 2AB",
                       email="Ada@Example.org", name="Ada Secret")
    old = report(server, "a sofa, left in the lane", "fly-tipping / public land", "ZZ1 2AB")
    token = token_of(store, reference)
    public, own = Browser(server), Browser(server)
    with sqlite3.connect(store) as db: # as it was recorded before the program said it by itself
        db.execute("UPDATE fact SET voice = 2, said_by = 'web' WHERE kind = 24 AND case_id = (SELECT id FROM cases WHERE reference = ?)", (old,))
    for which in (reference, old):
        page = public.get(f"/reports/{which}")
        check("whom it goes to is in the program's voice", "noted automatically With Harcaster Borough Council" in words(page) and
              re.search(r"reporter says Reported", words(page)), words(page))
    long = "somebody has left a big brown sofa and six black bags of rubbish on the pavement, and the children have to walk in the road"
    page = public.get("/reports/" + report(server, long, "fly-tipping / public land", "ZZ1 2AB"))
    check("long words stand once, below the kind", "<h1 class=\"govuk-heading-xl\">Rubbish dumped on public land</h1>" in page.text and page.text.count(long) == 1 and
          "reporter says Reported. " in words(page), words(page))
    page = public.get(f"/reports/{reference}")
    check("everybody sees the report and its promise", "Fly-tips on public land" in page.text and "Due by the end of" in words(page), words(page))
    check("without the number, the name and the address", "[telephone number]" in page.text and
          not re.search("900123|Secret|example.org|ZZ1|The place you gave", page.text), words(page))
    check_equal("one is asked whether it is theirs", messages_of(store, reference), ["confirm"])
    check_equal("a link that is none", own.get(f"/r/{'0' * 32}").status, 404)
    page = own.get(f"/r/{token}")
    check("their own link asks", "Is this your report?" in words(page), words(page))
    check("the question is the heading, its button comes next, and all else is folded below", re.fullmatch(
        r"Rubbish dumped on public land, \S+ Is this your report\? Yes, send me news", words_before_fold(page)), words_before_fold(page))
    check("and shows what they wrote, and where they said it is", "900123" in page.text and
          "The place you gave ZZ1 2AB (seen by you and the service)" in words(page), words(page))
    check_equal("looking at it says nothing", messages_of(store, reference), ["confirm"])
    page = own.follow(own.post(f"/r/{token}", deed="confirm"))
    check("and thanks", "Thank you. We tell you what becomes of it." in words(page), words(page))
    check_equal("from then on they are told", messages_of(store, reference), ["confirm", "received"])
    check("and not asked again", "Is this your report?" not in own.get(f"/r/{token}").text)
    o = officer(server)
    page = o.get("/work")
    check("it is in the officer's list", reference in page.text, words(page)[:600])
    page = o.get(f"/work/{reference}")
    check("the officer sees who and where", "Ada Secret" in page.text and "ada@example.org" in page.text and "ZZ1 2AB" in page.text, words(page))
    page = o.post(f"/work/{reference}", deed="close", ending="fixed", words="")
    check_equal("closing needs words", errors(page), ["Say what was done, or why it is not: whoever reported reads it."])
    page = o.post(f"/work/{reference}", deed="close", ending="duplicate", words="again", duplicate="NOT-HERE")
    check_equal("a duplicate of nothing", errors(page), ["There is no report with the reference that it is to repeat."])
    check("what was typed stays", ">\nagain</textarea>" in page.text or ">again</textarea>" in page.text, page.text[-3000:])
    check_equal("closed", o.post(f"/work/{reference}", deed="close", ending="fixed", words="taken away").status, 303)
    check("everybody reads how", "Closed: said to be fixed" in words(public.get(f"/reports/{reference}")), "")
    check_equal("they are asked whether it is", messages_of(store, reference)[-1], "fixed")
    check_equal("closed twice is once", errors(o.post(f"/work/{reference}", deed="close", ending="fixed", words="x")), ["It is closed already."])
    page = own.get(f"/r/{token}")
    check("they can say that it is not so", "Say that it is not fixed" in words(page), words(page))
    check_equal("without words", errors(own.post(f"/r/{token}", deed="dispute", dispute="")), ["Say what is not as it should be."])
    page = own.get(f"/r/{token}")
    check("one question with two answers stands first", page.text.index("Is it fixed?") < page.text.index("Yes, it is fixed") < page.text.index("No, it is not") <
          page.text.index("Say that it is not fixed") < page.text.index("The whole report, and what happened") and main_of(page).count("<h1") == 1, words(page))
    check("what the service says stands with it, the report is folded", "taken away" in words_before_fold(page) and "Counted from" not in words_before_fold(page) and
          "Counted from" in words(page), words_before_fold(page))
    page = own.follow(own.post(f"/r/{token}", deed="agree"))
    check("yes: it is thanked for, and can be changed", "Thank you. It stands on the report, beside what the service says." in words(page) and
          re.search(r"You said that it is fixed It is not fixed after all .* You can change your answer until \d+ \w+ 2027\.", words(page)), words(page))
    page = public.get(f"/reports/{reference}")
    check("everybody reads it beside what the service says, in its own voice", re.search(
        r"Status Closed: said to be fixed Reporter says It is fixed, 22 November 2026", words(page)) and re.search(r"reporter says It is fixed", words(page)), words(page))
    check_equal("said once", errors(own.post(f"/r/{token}", deed="agree")), ["This has been said already."])
    check_equal("nobody is written to", messages_of(store, reference)[-1], "fixed")
    page = own.follow(own.post(f"/r/{token}", deed="dispute", dispute="the sofa is still there"))
    check("what became of it", "It is open again. Its day is still 24 November 2026. You are told what is done next." in words(page) and "It is fixed after all" in words(page), words(page))
    own.post(f"/r/{token}", deed="agree")
    page = public.get(f"/reports/{reference}")
    check("taken back: closed as it was, and no longer work", "Status Closed: said to be fixed Reporter says It is fixed" in words(page) and
          reference not in o.get("/work?show=disputed").text, words(page))
    own.post(f"/r/{token}", deed="dispute", dispute="no: it is there, behind the bin")
    page = public.get(f"/reports/{reference}")
    check("it is open again, its clock as it was", re.search(r"Status\s+Disputed", words(page)) and "Counted until" not in words(page), words(page))
    check_equal("and that is told", messages_of(store, reference)[-1], "disputed")
    page = o.get("/work?show=disputed")
    check("it stands under disputed", reference in page.text, words(page))
    row = next(row for row in public.get("/areas/Aldermoor%20ward").text.split("<li>") if reference in row)
    check("the ward's list says so, in a word and a shape of their own", re.search(r'w-mark--disputed">Disputed<', row), row)
    o.post(f"/work/{reference}", deed="disagree", answer="we looked: it is another one")
    check_equal("answered", messages_of(store, reference)[-1], "answered")
    check("no longer disputed", reference not in o.get("/work?show=disputed").text)
    o.post(f"/work/{reference}", deed="assign", assigned="Crew 2")
    o.post(f"/work/{reference}", deed="note", note="gate is locked")
    page = public.get(f"/reports/{reference}")
    check("what was noted stands on it", "Given to Crew 2" in words(page) and "Gate is locked" in words(page), words(page))


def test_handed_over(server, store):
    """From the borough to the county: the resident's clock goes on."""
    reference = report(server, "street light flickering", "graffiti / other", "ZZ1 2AB", email="eve@example.org")
    Browser(server).post(f"/r/{token_of(store, reference)}", deed="confirm")
    due = re.search(r"Due by the end of ([^.]*?20\d\d)", words(server_page(server, reference)))[1]
    borough, county = officer(server), officer(server, COUNTY)
    check_equal("the county may not touch it", county.get(f"/work/{reference}").status, 403)
    check_equal("nor close it", county.post(f"/work/{reference}", deed="close", ending="fixed", words="x").status, 403)
    check_equal("nobody chosen", errors(borough.post(f"/work/{reference}", **{"deed": "hand over", "hand-why": "x"})),
                ["Choose whom it is handed over to."])
    borough.post(f"/work/{reference}", **{"deed": "hand over", "body": "Eastmark County Council", "hand-why": "lights are theirs"})
    page = server_page(server, reference)
    check("everybody reads who has it", "With Eastmark County Council" in words(page), words(page))
    check_equal("the resident's clock is as it was", re.search(r"Due by the end of ([^.]*?20\d\d)", words(page))[1], due)
    check_equal("and they are told", messages_of(store, reference)[-1], "handed-over")
    check_equal("now the county works on it", county.get(f"/work/{reference}").status, 200)
    check_equal("and the borough does not", borough.get(f"/work/{reference}").status, 403)


def test_sent_on(server, store):
    """To a body that does not answer here: by e-mail, without who reported; of what is never public the reference alone."""
    reference = report(server, "sign in the lane is down", "graffiti / other", "ZZ1 2AB", email="fay@example.org")
    secret = report(server, "somebody sells drugs", "drug dealing", "ZZ1 2AB")
    held = report(server, "tags all along the lane, and a man sells drugs there", "graffiti / other", "ZZ1 2AB")
    personal = report(server, "tags on the gate, my name is Fay Hart, ring 07700 900123", "graffiti / other", "by the gate of ada@example.org, ZZ1 2AB")
    secluded = report(server, "tags on a shed", "graffiti / other", "behind the sheds, ZZ1 2AB")
    day = one(store, "SELECT date(value, 'unixepoch', '+20 days') FROM setting WHERE name = 'derived_at'")[0]
    officer(server, STREET).post(f"/moderation/{secluded}", **{"deed": "withhold", "withhold-reason": "somebody's safety or privacy depends on it",
                                                               "until": day, "ending": "review"})
    Browser(server).post(f"/r/{token_of(store, reference)}", deed="confirm")
    check("before it is handed over, the list says which is not tracked", "Foxholes Parish Council (by e-mail, not tracked)" in
          officer(server).get(f"/work/{reference}").text)
    for user, case in ((STREET, reference), (POLICE, secret), (STREET, held), (STREET, personal), (STREET, secluded)):
        officer(server, user).post(f"/work/{case}", **{"deed": "hand over", "body": "Foxholes Parish Council", "hand-why": "theirs"})
    check("the record says so", "Sent on to Foxholes Parish Council" in words(server_page(server, reference)), words(server_page(server, reference)))
    check("and that no more is learnt", "Foxholes Parish Council. They don't work here, so what becomes of it is not tracked." in
          words(server_page(server, reference)) and "doesn’t work here, so what becomes of it there is not tracked" in words(server.get("/demo/mail")),
          (words(server_page(server, reference)), words(server.get("/demo/mail"))[:2000]))
    with sqlite3.connect(store) as db:
        rows = [row[0].splitlines() for row in db.execute("SELECT detail FROM outbox WHERE message = 'sent-on' ORDER BY id")]
    to = ["to: clerk@foxholes.example", "name: Foxholes Parish Council"]
    check_equal("by e-mail, with words and place", [line for line in rows[0] if not line.startswith("place: ")],
                [*to, f"reference: {reference}", "what: graffiti / other", "words: sign in the lane is down"])
    check("without who reported", "fay" not in "".join(rows[0]))
    check_equal("of what is never public only which it is", rows[1], [*to, f"reference: {secret}"])
    check_equal("of words that are held back why, and where it is", [line for line in rows[2] if not line.startswith("place: ")],
                [*to, f"reference: {held}", "what: graffiti / other", "held: it speaks of what is never shown"])
    check_equal("what is about people is covered, in the words and in the place", [line.split(", at ")[0] for line in rows[3] if "," in line],
                ["words: tags on the gate, my name is [name], ring [telephone number]", "place: by the gate of [e-mail address], ZZ1 2AB"])
    check("and that it is", "covered: [name]" in rows[3], rows[3])
    check_equal("of a text that is withheld neither words nor place: the area", rows[4],
                [*to, f"reference: {secluded}", "what: graffiti / other", "held: somebody's safety or privacy depends on it", "place: Aldermoor ward; Harcaster"])
    page = server.get("/demo/mail")
    check("what stands in brackets can be asked for", "What stands in brackets, [name], was left out, because others may not read it. Ask us for it by the reference" in
          words(page), words(page)[:900])
    check("it says how they get them", "What was written is not in this message, because others may not read it: it speaks of what is never shown. Ask us for it by the reference."
          in words(page), words(page)[:900])
    check("it reads so", "is yours to answer. Its reference is " + reference in words(page) and "sells drugs" not in page.text, words(page)[:900])


def server_page(server, reference):
    return server.get(f"/reports/{reference}")


def test_same(server, store):
    """Sixty reports of one slogan: one incident, one promise that counts."""
    before = one(store, "SELECT SUM(late + not_yet_due + on_time) FROM count")[0]
    first = report(server, "racist slogan on the chapel wall", "graffiti / offensive", "ZZ1 2AB")
    b = Browser(server)
    page = written(b, "the slogan again", "graffiti / offensive", "ZZ1 2AB")[-1]
    check("it is offered to be the same", first in page.text and "Has it been reported already?" in words(page), words(page))
    same = [sent(b, same=first)] + [report(server, f"slogan {n}", "graffiti / offensive", "ZZ1 2AB", same=first) for n in range(58)]
    with sqlite3.connect(store) as db:
        incidents = db.execute(f"SELECT DISTINCT f.value FROM fact f JOIN cases c ON c.id = f.case_id WHERE f.kind = 5 AND f.name = 'incident' "
                               f"AND c.reference IN ({','.join('?' * 60)})", [first, *same]).fetchall()
    after = one(store, "SELECT SUM(late + not_yet_due + on_time) FROM count")[0]
    check_equal("sixty reports are one incident", len(incidents), 1)
    check_equal("and count as one", after - before, 1)


def test_private(server, store):
    """What is only counted stands on no page, and whoever works on it sees it."""
    reference = report(server, "SECRETDEALER sells drugs by the arches", "drug dealing", "ZZ1 2AB", email="fay@example.org")
    row = one(store, "SELECT visibility FROM cases WHERE reference = ?", reference)
    check_equal("only counted", row, (2,))
    for path in (*EVERYBODY_READS, f"/reports/{reference}", f"/reports/{reference}.json", f"/search?q={reference}"):
        page = server.get(path)
        check(f"{path.split('?')[0]} says nothing of it", "SECRETDEALER" not in re.sub(r'value="[^"]*"|<strong>SECRETDEALER</strong>', "", page.text) and
              (page.status == 404 or reference not in page.text.replace(f'value="{reference}"', "").replace(f"<strong>{reference}</strong>", "")),
              page.text[:300])
    check_equal("its page is not there", server.get(f"/reports/{reference}").status, 404)
    check("its own link shows it", "SECRETDEALER" in Browser(server).get(f"/r/{token_of(store, reference)}").text)
    check_equal("another service does not see it", officer(server, HOMES).get(f"/work/{reference}").status, 403)


def test_photograph(server):
    b = Browser(server)
    written(b, "tag on the shelter", "graffiti / other", "ZZ1 2AB")
    page = b.send("/report/more", photo=("a.jpg", "image/jpeg", b"no picture at all"))
    check_equal("no picture", errors(page), ["This is no photograph that can be read here: send it as JPEG, PNG or WebP."])
    check_equal("a picture", b.send("/report/more", photo=("a.png", "image/png", png(300, 200))).status, 303)
    reference = sent(b)
    o = officer(server)
    page = o.get(f"/work/{reference}")
    small, number = re.search(r'src="(/photographs/[^"]+)"', page.text)[1], re.search(r'/photographs/(\d+)"', page.text)[1]
    check_equal("the officer sees it", (o.get(small).status, o.get(small).raw[:3]), (200, b"\xff\xd8\xff"))
    check_equal("nobody else does", server.get(small).status, 404)
    check("nor is it on its page", "<img" not in server_page(server, reference).text)
    o.post(f"/moderation/{reference}/photographs/{number}", deed="show")
    check_equal("looked at, it is shown", server.get(small).status, 200)
    check("on its page, too", small in server_page(server, reference).text)
    o.send(f"/work/{reference}", {"deed": "add photograph", "photo-kind": "after"}, photo=("b.png", "image/png", png(200, 300)))
    check_equal("one of after", len(re.findall("<img", o.get(f"/work/{reference}").text)), 2)


def test_nothing_asked(server, store):
    """Where a kind asks nothing there is no page of questions: the photograph goes with the last one, and stays when that comes back."""
    b = Browser(server)
    for path, form in (("/report", {"words": "the sign is bent"}), ("/report/which", {"service": "signs"}), ("/report/where", {"place": "ZZ1 2AB, by the school"})):
        page = b.post(path, **form)
    check_equal("on to the last page at once", page.headers.get("Location"), "/report/check")
    check_equal("nor is the other one shown", b.get("/report/more").headers.get("Location"), "/report/check")
    page = b.get("/report/check")
    check("it asks for a photograph, and leads back to the place", 'type="file"' in page.text and 'class="govuk-back-link" href="/report/where"' in page.text, main_of(page))
    page = b.send("/report/check", {"email": "ada"}, photo=("a.png", "image/png", png(300, 200)))
    check("an address that is none: the photograph is kept", errors(page) == ["Write the whole address, such as name@example.org"] and
          "One photograph is kept. Another takes its place." in words(page) and 'value="ada"' in page.text, words(page))
    page = b.send("/report/check", {"email": "ada@example.org"}, photo=("a.jpg", "image/jpeg", b"none"))
    check("no picture: it is said, and nothing is sent", errors(page) == ["This is no photograph that can be read here: send it as JPEG, PNG or WebP."] and
          "One photograph is kept." in words(page), words(page))
    reference = sent(b, email="ada@example.org")
    check_equal("it goes with the report", one(store, "SELECT COUNT(*) FROM photograph p JOIN cases c ON c.id = p.case_id WHERE c.reference = ?", reference), (1,))


def test_postcode_alone(server, store):
    """Fifteen houses share one: which is asked once, beside the questions or alone, and may be passed over."""
    b = Browser(server)
    for service, more in (("signs", {}), ("fly-tipping / public land", {"q-hazard": "no"})):
        written(b, "it is bent, or a sofa", service, "zz12ab", more)
        page = b.get("/report/more")
        check(f"{service}: asked", "Which house, or next to what?" in words(page) and "A postcode has some fifteen addresses." in words(page), words(page))
        page = b.follow(b.post("/report/more", **more))
        check(f"{service}: passed over, it goes on", "Check and send" in words(page) and "Where zz12ab in Aldermoor ward" in words(page), words(page))
        page = b.follow(b.post("/report/more", beside="the shelter at No 4", **more))
        check(f"{service}: what is answered goes with it", "Where zz12ab, the shelter at No 4 in Aldermoor ward" in words(page), words(page))
        again = b.get("/report/more")
        check(f"{service}: and is not asked again", "Which house" not in again.text, again.text)
    b.post("/report/where", place="ZZ1 2AB")
    check_equal("too long", errors(b.post("/report/more", beside="a" * 10001)), ["Write less: that is too long"])
    b.post("/report/where", place="ZZ1 2AB", latitude="54.88", longitude="1.96")
    check("a mark says it already", "Which house" not in b.get("/report/more").text, "")


def test_said_while_open(server, store):
    """It is mended and nobody closed it: whoever reported says so, it stands in their voice, and closes nothing."""
    reference = report(server, "a mattress by the gate", "fly-tipping / public land", "ZZ1 2AB, the gate", email="ida@example.org")
    own, at = Browser(server), f"/r/{token_of(store, reference)}"
    own.post(at, deed="confirm")
    page = own.get(at)
    check("their page has the button, and asks nothing else", 'value="agree">It is fixed<' in page.text and "Is it fixed?" not in words(page), words(page))
    page = own.follow(own.post(at, deed="agree"))
    check("it is thanked for, and stays open", "Thank you. Whoever has it reads this. It stays open until they close it." in words(page) and "Status Open" in words(page) and
          'value="agree"' not in page.text, words(page))
    check("everybody reads it, in the reporter's voice", "Reporter says It is fixed, 22 November 2026" in words(server.get(f"/reports/{reference}")), "")
    o = officer(server)
    page = o.get(f"/work/{reference}")
    check("so does the officer, and it is work still", "It is fixed" in words(page) and reference in o.get("/work").text, words(page))
    check_equal("said once", errors(own.post(at, deed="agree")), ["This has been said already."])
    check("it can be taken back as long as it is open", 'value="unsay">It is not fixed after all<' in own.get(at).text, words(own.get(at)))
    page = own.follow(own.post(at, deed="unsay"))
    check("taken back: as it was, and said", "You have taken that back. It is open, as it was." in words(page) and 'value="agree">It is fixed<' in page.text and 'value="unsay"' not in page.text, words(page))
    public = words(server.get(f"/reports/{reference}"))
    check("everybody reads both, and no word of theirs stands above", "reporter says It is not fixed after all" in public and "Reporter says It is fixed" not in public, public)
    check_equal("taken back once", errors(own.post(at, deed="unsay")), ["You have not said that it is fixed while it is open."])
    own.post(at, deed="agree")
    o.post(f"/work/{reference}", deed="close", ending="fixed", words="Taken.")
    check("closed, they are asked of that", "Is it fixed?" in words(own.get(at)), words(own.get(at)))
    own.post(at, deed="dispute", dispute="half of it")
    page = o.get(f"/work/{reference}")
    check("open again: nobody is offered to open it again", "They are right" in words(page) and "open it again" not in words(page) and "Disputed" in words(page), words(page))


def test_said(server, store):
    """What others can read is said before it is sent; on what nothing hangs is folded; a message has an answer in each of its links."""
    b = Browser(server)
    pages = written(b, "tyres on the verge", "fly-tipping / public land", "ZZ1 2AB")
    more, check_page = pages[-2], pages[-1]
    check("what nothing hangs on is folded away", re.search(r"Whose land is it on\?.*<details.*What is it, mostly\?.*</details>", main_of(more), re.S), main_of(more))
    check("an answer opens it", re.search(r'<details class="govuk-details" open>.*What is it, mostly', (b.post("/report/more", **{"q-what": "tyres"}), b.get("/report/more"))[1].text, re.S), "")
    check("what everybody can read is said", "Only your words and the area become public." in words(check_page), words(check_page))
    reference = sent(b, email="ada@example.org")
    token = token_of(store, reference)
    officer(server).post(f"/work/{reference}", deed="close", ending="fixed", words="Swept.")
    page = b.get(f"/r/{token}?say=no")
    check("by the link that says no its form comes first", page.text.index("What is not right?") < page.text.index("Yes, it is fixed") and
          "No, it is not" not in words(page), main_of(page))
    check("a form that comes back is that of no", b.post(f"/r/{token}?say=no", deed="dispute", dispute="").status == 200, "")
    page = words(Browser(server).get(f"/reports/{reference}"))
    check("who has no account is not led to one", "by the link in the message that you got ." in page or "by the link in the message that you got." in page, page)


PLAIN = (  # what is written, and the page that comes next
    ("weeds all over the pavement by the bus stop", "/report/where"),
    ("bags of rubbish and a sofa by the bus shelter", "/report/which"),  # of two kinds, neither by far
    ("qwertz", "/report/which"),
    ("Weeds all along Foundry Lane, Aldermoor", "/report/check"), ("weeds at zz1 2ab", "/report/more"),  # there: next to what
    ("Weeds all along Foundry Lane", "/report/where"), ("weeds all over Aldermoor", "/report/where"),  # a street alone, an area alone
    ("litter all over the verge, and a man sells drugs there", "/report/which"),  # of what others never see, too
    ("dealing drugs behind the shops", "/report/which"), ("damp and mould on the bedroom wall", "/report/which"),
    ("the neighbours play loud music all night", "/report/which"), ("I can smell gas in the street", "/report/danger"))


def test_plain(server):
    """What the words name plainly is not asked for, stands before it is sent, and can be changed; never a kind that others are not shown."""
    for typed, path in PLAIN:
        check_equal(typed, Browser(server).post("/report", words=typed).headers["Location"], path)
    b = Browser(server)
    page = b.follow(b.post("/report", words="Weeds all along Foundry Lane, Aldermoor"))
    check("both stand there", re.search(r"Kind Weeds on roads and pavements Change .*Where Foundry Lane, Aldermoor ward in Aldermoor ward, Harcaster Change", words(page)), words(page))
    check_equal("other words: of both it is found anew", b.post("/report", words="the hedge hangs over the path on Cooper Street, Aldermoor").headers["Location"], "/report/check")
    check("and what was found before is gone", "Kind A hedge or bush" in words(b.get("/report/check")) and "Foundry" not in b.get("/report/check").text, words(b.get("/report/check")))
    check_equal("words that say nothing: the kind is asked for", b.post("/report", words="qwertz").headers["Location"], "/report/which")
    check("with nothing chosen", " checked" not in b.get("/report/which").text)
    b.post("/report/which", service="hedges")
    b.post("/report/where", place="by the old oak, ZZ1 2AB")
    check_equal("what was given by hand is kept, though the words name another place", b.post("/report", words="the hedge on Cooper Street, Linden").headers["Location"], "/report/check")
    check("the place, too", "by the old oak" in b.get("/report/check").text, words(b.get("/report/check")))
    check_equal("words of another kind than was chosen are asked about", b.post("/report", words="weeds everywhere").headers["Location"], "/report/which")
    b = Browser(server)
    page = b.follow(b.follow(b.post("/report", words="a big pothole outside the school")) and b.post("/report/where", place="ZZ1 2AB, by the gate"))
    check("its questions say what it was taken for", re.search(r'govuk-caption-l">A deep pothole<', page.text), words(page))


def test_rung(server):
    """A kind that somebody is to be rung about, chosen from the full list: its numbers stand on the next page, where the place was said, too."""
    for service, number in (("drug dealing", "0800 555 111"), ("play areas / dangerous", "ring the council now"), ("hate incidents", "999 in danger")):
        b = Browser(server)
        b.post("/report", words="something at the shops")
        page = b.follow(b.post("/report/which", other=service))
        check(f"{service}: chosen from the list", "Where is it?" in words(page) and number in words(page).split("Where is it?")[0], words(page))
        b.post("/report/where", place="ZZ1 2AB, by the door")
        page = b.follow(b.post("/report/which", other=service))
        check(f"{service}: changed to it later", "Where is it?" in words(page) and number in words(page), words(page))
    b = Browser(server)
    page = b.follow(b.post("/report", words="a man sells drugs by the arches"))
    check("offered by the words: it stands beside the choice", "0800 555 111" in words(page), words(page))
    page = b.follow(b.post("/report/which", service="drug dealing"))
    check("and not once more", "Where is it?" in words(page) and "0800 555 111" not in words(page), words(page))


def test_private_wall(server):
    """A promise for public property is not given to what is on a private wall, unless it is offensive, which has a promise for both."""
    wall = {"q-who-owns-it": "a private wall facing the street"}
    b = Browser(server)
    page = written(b, "tag on the wall", "graffiti / other", "ZZ1 2AB", wall)[-1]
    check("no promise, and of which kind it is", "Nobody has promised a day for this." in words(page) and
          'Kind Graffiti on a private wall. You chose &quot;Graffiti and tags&quot;; what you answered makes it this. Change' in words(page) and "It goes to Harcaster Borough Council" in words(page), words(page))
    becomes = "Whoever owns it is asked first: you, if it is yours. Nothing is cleaned without that yes. It may cost money: the price is said before anything is done, and whoever it goes to can say roughly how much."
    check("what becomes of it, and who pays, is said before it is sent", becomes in words(page), words(page))
    check("and after", becomes in words(b.follow(b.post("/report/check"))))
    page = written(b, "tag on the wall", "graffiti / other", "ZZ1 2AB", {**wall, "q-offensive": "yes"})[-1]
    check("offensive: what is promised for both", 'Kind Offensive graffiti. You chose &quot;Graffiti and tags&quot;; what you answered makes it this. Change' in words(page) and re.search(r"Promised by .*[0-9] Offensive graffiti", words(page)), words(page))
    written(b, "tag on my wall", "graffiti / private wall", "ZZ1 2AB, the corner")
    page = b.get("/report/more")
    check("chosen at once, a private wall is asked for it, too, and whether it is a swear word", "Is it racist, sexual, threatening, a swear word or aimed at somebody?" in words(page), words(page))
    b.post("/report/more", **{"q-offensive": "yes"})
    check("and has the day", re.search(r"Promised by .*[0-9] Offensive graffiti", words(b.get("/report/check"))), words(b.get("/report/check")))
    written(b, "tag on the wall", "graffiti / other", "ZZ1 2AB", wall)
    b.post("/report/more", **{"q-who-owns-it": "public property"})
    page = b.get("/report/check")
    check("public property, after all: its promise", "Other graffiti on public property" in words(page), words(page))


def test_besides(server):
    """No day is promised for litter: what the charter of that place promises of it, graded on foot, is a link away."""
    link = 'What is promised of it: <a class="govuk-link" href="/charters/aldermoor-streets/S4">Aldermoor Clean Streets Charter: Litter</a>'
    b = Browser(server)
    page = written(b, "cans and wrappers all over the pavement", "litter", "ZZ1 2AB")[-1]
    check("before it is sent", link in page.text and "Nobody has promised a day for this." in words(page), words(page))
    page = b.follow(b.post("/report/check", email="lou@example.org"))
    check("and after", link in page.text, words(page))
    page = written(b, "cans and wrappers all over the path", "litter", "Linden Park")[-1]
    check("not that of another place", "aldermoor" not in main_of(page), words(page))
    page = written(b, "tag on the wall", "graffiti / other", "ZZ1 2AB", {"q-who-owns-it": "a private wall facing the street"})[-1]
    check("nor of another kind", "What is promised of it" not in words(page), words(page))
    page = written(b, "a sofa on the verge", "fly-tipping / public land", "ZZ1 2AB")[-1]
    check("nor where a day is promised", "What is promised of it" not in words(page), words(page))


def test_bulk(server):
    """The same to many at once: all or none."""
    o = officer(server)
    three = [report(server, f"bag of litter {n}", "graffiti / other", "ZZ1 2AB") for n in range(3)]
    check_equal("nothing chosen", errors(o.post("/work", deed="close", ending="fixed", words="done")), ["Choose at least one report"])
    page = o.ask("POST", "/work", [("case", three[0]), ("deed", "close"), ("ending", ""), ("words", "")])
    check_equal("no ending, no words", errors(page), ["Choose how they end", "Write what was done, or why: whoever reported reads it"])
    check("what was chosen stays chosen", re.search(rf'value="{three[0]}"[^>]* checked', page.text))
    bad = o.ask("POST", "/work", [("case", three[0]), ("case", "NOT-HERE"), ("deed", "close"), ("ending", "fixed"), ("words", "done")])
    check_equal("one that is not there: none is closed", (bad.status, "Open" in words(server_page(server, three[0]))), (404, True))
    form = [*[("case", r) for r in three], ("deed", "close"), ("ending", "not found"), ("words", "nothing\nthere")]
    page = o.ask("POST", "/work", form)
    said = words(page)
    for text in ("Check what you are about to say", "nothing there", ", ".join(three), "They end as not found", "3 reports are closed as not found.", "Close them Change it"):
        check(f"looked through first: {text}", text in said, said)
    check_equal("nothing is done yet", ["Open" in words(server_page(server, r)) for r in three], [True] * 3)
    check("all goes along", all(f'name="{n}" value="{v}"' in page.text for n, v in form), page.text)
    back = o.ask("POST", "/work", [*form, ("change", "yes")])
    check("and stands in the form again, to be changed", not errors(back) and "nothing\nthere</textarea>" in back.text and
          all(re.search(rf'value="{r}"[^>]* checked', back.text) for r in three), back.text)
    done = o.ask("POST", "/work", [*form, ("checked", "yes")])
    check_equal("all at once", (done.status, ["Closed: not found" in words(server_page(server, r)) for r in three]), (303, [True] * 3))


def test_refused(server):
    """Who may not, and forms from elsewhere."""
    for name in ("aldermoor.councillor@harcaster.example", "resident@aldermoor.example", "reviewer@review.example",
                 "administrator@harcaster.example", "aldermoor.champion@harcaster.example"):
        b = officer(server, name)
        check_equal(f"{name}: no work here", (b.get("/work").status, b.post("/work", deed="close").status), (403, 403))
    check_equal("nobody signed in", (Browser(server).get("/work").status, Browser(server).post("/work", deed="close").status), (401, 401))
    for site in ("cross-site", "same-site"):
        page = Browser(server).ask("POST", "/report", {"words": "typed at length"}, {"Sec-Fetch-Site": site})
        check_equal(f"{site}: refused, what was typed is given back", (page.status, "typed at length" in page.text, "Set-Cookie" in page.headers),
                    (403, True, False))
    page = Browser(server).ask("POST", "/report", {"words": "x"}, {**OURS, "Sec-Fetch-Site": None})
    check_equal("from nowhere: refused", page.status, 403)
    page = Browser(server).send("/report", {"words": "x" * 300_000})
    check_equal("more than a form of text may have", page.status, 413)


store = demonstration("reports.db")
with Server(store) as served:
    test_written(served)
    test_told(served)
    test_promised(served)
    test_slip(served, store)
    test_forgotten(served)
    test_small(served)
    test_danger(served)
    test_life(served, store)
    test_handed_over(served, store)
    test_sent_on(served, store)
    test_same(served, store)
    test_private(served, store)
    test_photograph(served)
    test_nothing_asked(served, store)
    test_postcode_alone(served, store)
    test_said_while_open(served, store)
    test_said(served, store)
    test_plain(served)
    test_rung(served)
    test_private_wall(served)
    test_besides(served)
    test_bulk(served)
    test_refused(served)
