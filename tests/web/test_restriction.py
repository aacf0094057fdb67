"""Contact that is limited, over HTTP: decided from a report, said to whoever it limits, refused and taken, appealed without
signing in, answered by somebody else; who may see it."""
import re

from browsing import Browser, errors, words
from reporting import STREET, as_user, officer, one, report, token_of
from serving import Server, check, check_equal, demonstration, run

NEIGHBOURHOODS, SCRUTINY = "neighbourhoods@harcaster.example", "scrutiny@harcaster.example"
WHY = "Forty notes in a day, after being asked to stop."
REFUSED = ("Your contact is limited until 1 June 2027 to one addition or dispute a week, and this week’s are used: send it again on "
           "30 November 2026. You can appeal by the link “Why, and how to appeal” on this page; a new report and anything about "
           "danger is always taken.")


def decided(server, store, reference):
    """The page of the limit, and the link of whoever it limits."""
    o = as_user(server, store, NEIGHBOURHOODS)
    at = f"/restrictions/new?report={reference}"
    check("it is found on the page of the report", at in o.get(f"/work/{reference}").text)
    check_equal("a service officer may not", as_user(server, store, STREET).get(at).status, 403)
    check_equal("nothing chosen", errors(o.post(at)), [
        "Choose what they may still add and dispute", "Say why: they read it", "Write the day on which it ends, such as 21 3 2027",
        "Choose who looks at it again", "Write the day on which somebody looks again, such as 21 1 2027"])
    page = o.get(at)
    reviewers = re.findall(r'<option value="(\d+)">([^<]+)</option>', page.text)
    form = {"limit": "1", "why": WHY, "until": "1 6 2027", "reviewer": reviewers[0][0], "review": "1 3 2027"}
    page = o.post(at, **{**form, "until": "1 6 2028"})
    check_equal("too long", errors(page), ["Give the day on which it ends: after today, and within a year."])
    check("what was typed is there", WHY in page.text)
    done = o.post(at, **form)
    check_equal("decided", done.status, 303)
    page = o.get(done.headers["Location"])
    link = re.search(r"/restriction/[0-9a-f]{32}", page.text)[0]
    check("the page says what holds", "One addition or dispute a week, until 1 June 2027" in words(page) and "Ada" in words(page), words(page))
    check_equal("twice is once", errors(o.post(at, **form)), ["Their contact is limited already."])
    return done.headers["Location"].split("?")[0], link


def test_limited(server, store):
    reference = report(server, "tag on the shelter", "graffiti / other", "ZZ1 2AB", name="Ada", email="ada@example.org")
    own, b = f"/r/{token_of(store, reference)}", Browser(server)
    check_equal("free before", b.post(own, deed="confirm").status, 303)
    at, link = decided(server, store, reference)
    mail = as_user(server, store, "admin@harcaster.example").get("/demo/mail").text
    check("they are told why and how to appeal", WHY in mail and link in mail)
    check_equal("by one message", one(store, "SELECT COUNT(*) FROM outbox WHERE message = 'restricted'"), (1,))
    check_equal("the first is taken", b.post(own, deed="more", more="Still there.").status, 303)
    page = b.post(own, deed="more", more="And still.")
    check_equal("the next is refused", errors(page), [REFUSED])
    check("what was typed is there, and the link", "And still." in page.text and link in page.text)
    check("its clock is not hidden", "due" in words(b.get(own)).lower())
    check_equal("danger is taken", b.post(own, deed="more", more="I can smell gas here").status, 303)
    check("a new report is taken", isinstance(report(server, "another tag", "graffiti / other", "ZZ1 2AB", name="Ada", email="ada@example.org"), str))
    return reference, at, link, own


def test_intake(server, store, reference):
    """Whoever takes in what they ring about reads it, and takes it in as anybody's."""
    said = "Contact from that address or number is limited until 1 June 2027: one addition or dispute a week."
    o = as_user(server, store, STREET)
    form = {"channel": "telephone", "day": "20 11 2026", "language": "en"}
    check_equal("a contact that is none", errors(o.post("/report/intake", **form, contact="ada@")), ["Write the whole address, such as name@example.org"])
    page = o.follow(o.post("/report/intake", **form, contact="ada@example.org"))
    check("said before the words are written, with what is taken all the same", said in words(page) and "A new report you take in as anybody's" in words(page), words(page))
    for path, fields in (("/report", {"words": "a third tag"}), ("/report/which", {"service": "graffiti / other"}), ("/report/where", {"place": "ZZ1 2AB"}), ("/report/more", {})):
        page = o.follow(o.post(path, **fields))
    check("the address stands where it is asked whose it is", 'value="ada@example.org"' in page.text, words(page))
    page = o.follow(o.post("/report/for", whose="own", **{"own-name": "Ada", "own-email": "ada@example.org", "way": "email"}))
    check("and before it is sent", said in words(page), words(page))
    check("taken in", "The report is taken in" in words(o.follow(o.post("/report/check"))))
    check("it stands beside whose a case is", "Their contact is limited until 1 June 2027" in words(o.get(f"/work/{reference}")), words(o.get(f"/work/{reference}")))
    champion = as_user(server, store, "aldermoor.champion@harcaster.example")
    page = champion.follow(champion.post("/report/intake", **form, contact="ada@example.org"))
    check("a volunteer reads nothing of it", page.status == 200 and "limited" not in words(page), words(page))


def test_appeal(server, store, reference, at, link, own):
    b, o, s = Browser(server), as_user(server, store, NEIGHBOURHOODS), as_user(server, store, SCRUTINY)
    check_equal("a link that is none", b.get("/restriction/" + "0" * 32).status, 404)
    check("they read why", WHY in words(b.get(link)) and "Your contact is limited until 1 June 2027" in words(b.get(link)), words(b.get(link)))
    check_equal("no words", errors(b.post(link)), ["Write why it is wrong."])
    check("ten working days, without the holiday on 27 November", "if you send it today, by 7 December 2026" in words(b.get(link)), words(b.get(link)))
    check_equal("appealed without signing in", b.post(link, appeal="It was ten.").status, 303)
    check("with the day of the answer", "An answer is due by 7 December 2026" in words(b.get(link)), words(b.get(link)))
    mail = words(as_user(server, store, "admin@harcaster.example").get("/demo/mail"))
    check("whoever answers is told, with nothing of whom or why", "An appeal waits for an answer" in mail and "An answer is due by 7 December 2026" in mail and
          "It is late" not in mail and "It was ten" not in mail, mail[:1500])
    check_equal("who decided does not answer", o.post(at, deed="answer", outcome="lifted", reply="No.").status, 422)
    page = s.get(at)
    check("whoever looks again reads the reason, not the name", WHY in words(page) and "Ada" not in page.text and link not in page.text, words(page))
    check("it waits first in the list", "1 waits for somebody" in words(s.get("/restrictions")), words(s.get("/restrictions")))
    check_equal("nothing chosen", errors(s.post(at, deed="answer", reply="It was.")), ["Choose what holds from now on"])
    check_equal("looked at again", s.post(at, deed="review", words="It goes on.", next="1 4 2027").status, 303)
    check_equal("answered", s.post(at, deed="answer", outcome="lifted", reply="Ten is not forty.").status, 303)
    check("they read the answer", "Your contact is not limited any more" in words(b.get(link)) and "Ten is not forty." in words(b.get(link)))
    check_equal("and write again", b.post(own, deed="more", more="Thank you.").status, 303)
    check_equal("it is over", s.post(at, deed="end").status, 422)


def test_public(server):
    page = Browser(server).get("/privacy")
    check("everybody reads a number, and none below five", "The contact of fewer than five people is limited now." in words(page), words(page)[-400:])
    check_equal("nobody else sees the list", [Browser(server).get("/restrictions").status, officer(server).get("/restrictions").status], [401, 403])


store = demonstration("restriction.db")
with Server(store) as served:
    limited = test_limited(served, store)
    test_intake(served, store, limited[0])
    test_appeal(served, store, *limited)
    test_public(served)
done = run("person", "export", "--email", "ada@example.org", "--format", "csv", "--store", f"sqlite:{store}")
check("whoever asks what is held about them reads it", all(part in done.out for part in (WHY, "It was ten.", "Ten is not forty.")), done.out[-1500:])
