"""The texts of messages: changed by a page, looked at first, adopted, used from then on; the program's own again. On both engines."""
import re

from browsing import Browser, errors, main_of, words
from serving import LIBRARY, Server, check, check_equal, demonstration_served, engines, run

ADMINISTRATOR, OFFICER = "administrator@harcaster.example", "street.scene@harcaster.example"
PAGE = "/admin/messages/seat-declined"
KINDS = sorted(path.stem for path in (LIBRARY / "messages" / "en").glob("*.txt"))


def of_library(language, message):
    return (LIBRARY / "messages" / language / f"{message}.txt").read_text()


def typed(page):
    """what stands in the form"""
    return re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)[1].replace("&#39;", "'").replace("&gt;", ">")


def looked(b, text, path=PAGE, language="en"):
    """the change that a form led to"""
    answer = b.post(path, text=text, language=language, deed="look")
    check("a text is put by, and shown", answer.status == 303 and answer.headers["Location"].startswith("/admin/changes/"), answer)
    page = b.get(answer.headers["Location"])
    page.path = answer.headers["Location"]
    return page


def adopt(b, page):
    seen = re.search(r'name="seen" value="([0-9a-f]*)"', page.text)[1]
    return b.post(page.path, deed="adopt", seen=seen)


def drop(b, page):
    check_equal("dropped", b.post(page.path, deed="drop").headers["Location"], "/admin/messages?done=dropped")


def test_list(b):
    page = b.get("/admin/messages")
    linked = sorted(re.findall(r'href="/admin/messages/([a-z-]+)"', main_of(page)))
    check_equal("every message of the library stands there", linked, KINDS)
    check("with what it is for", "A body is invited to the table of a charter seat-asked" in words(page), words(page))
    for message in KINDS:
        for language in ("en", "cy"):
            page = b.get(f"/admin/messages/{message}?language={language}")
            if typed(page).strip() != of_library(language, message).replace("&", "&amp;").strip():
                check_equal(f"{language}/{message} as it is now", typed(page), of_library(language, message))
    text = words(b.get(PAGE))
    check("its names with what they stand for", "{party} who does it" in text and "{link} the address to press" in text and "{own_code}" not in text, text)
    check("as it comes", text.count("As it comes with the program.") == 2, text)
    check_equal("there is no such message", b.get("/admin/messages/nothing").status, 404)
    check_equal("nor any outside of the library", b.get("/admin/download/messages?name=en/../../README").status, 404)
    check_equal("it is not brought as a file", b.get("/admin/upload/messages").status, 404)
    check_equal("it can be fetched", b.get("/admin/download/messages?name=cy/seat-declined").text, of_library("cy", "seat-declined"))


def faults(page):
    found = re.search(r'<ol class="w-faults">.*?</ol>', page.text, re.DOTALL)
    check("it can't be adopted as it is", found and "Adopt it now" not in page.text, page)
    return re.sub(r"<code>.*?</code>", "", found[0]) if found else ""


def test_faults(b):
    own = of_library("en", "seat-declined")
    check_equal("nothing is other", errors(b.post(PAGE, text=own, language="en", deed="look")), ["That is what it says already."])
    for what, text, said in (
            ("a name it does not know, with its line", own.replace("{news}", "{newz}"), "Line 6 {newz} is no name that this message knows: did you mean {news}?"),
            ("a name of other messages", own + "\nDear {reference}\n", "{reference} is no name that this message knows"),
            ("the link is missing below", own.replace("({link})", "(/drafts)"), "{link} is missing below the head: without it nobody gets to what the message is about"),
            ("and by text message", re.sub(r"^Text: .*\n", "", own, flags=re.M), "{link} is missing in the line 'Text: ...' at the head"),
            ("what would be read over a shoulder", re.sub(r"^Subject: ", "Subject: {news} ", own), "Line 1 {news} may not stand in the subject"),
            ("a brace without an end", own + "\n{name\n", "has no '}' behind it"),
            ("no subject", own.replace("Subject: ", "About: "), "is neither 'Subject: ...' nor 'Text: ...'")):
        page = looked(b, text)
        check(what, said in words(page), words(page))
        faults(page)
        check_equal(f"{what}: nor by force", len(errors(b.post(page.path, deed="adopt", seen=""))), 1)
        drop(b, page)
    page = looked(b, of_library("en", "moved").replace("{stop}", "us"), "/admin/messages/moved")
    check("nobody could end them", "{stop} is missing below the head: without it nobody can end these messages" in words(page), words(page))
    page = b.follow(b.post(page.path, deed="correct", text=of_library("en", "moved") + "\nYours, the council\n"))
    check("put right in place", "Adopt it now" in page.text and "Yours, the council" in words(page), page)


def test_links(b):
    """A link to another site is named before the text is adopted; one to this site is not."""
    own = of_library("en", "seat-declined")
    home = re.search(r'name="address"[^>]*value="([^"]*)"', b.get("/admin/settings").text)[1]
    for what, added, hosts in (
            ("a link to press", "[Pay here](https://pay.example/now)", ["pay.example"]), ("an address in a sentence", "Look at http://me@evil.example:81/x, soon.", ["evil.example:81"]),
            ("without its beginning", "[Pay](//pay.example) and www.pay.example.", ["pay.example", "www.pay.example"]),
            ("a host that looks like ours", f"{home}.evil.example/x", [home.split("//")[1] + ".evil.example"]),
            ("a host of a value", "https://{party}.example/", ["{party}.example"]),
            ("to this site", f"[Our charters]({home}/charters) and {home}", []), ("no link at all", "and/or, awww.sigh // nothing.", [])):
        page = looked(b, f"{own}\n{added}\n")
        found = re.findall(r"A link leads to (\S+), which is not this site", words(page))
        check_equal(what, found, hosts)
        check(f"{what}: it can be adopted all the same, by whoever means it", "Adopt it now" in page.text and ("Worth a look" in words(page)) == bool(hosts), words(page))
        drop(b, page)


def test_used(b):
    own = of_library("en", "seat-declined")
    text = own.replace("Dear {name|neighbour},", "Good day, {name|neighbour},") + "\nYours, {community}\n"
    page = looked(b, text)
    shown = words(page)
    check("what is new and gone", "2 new 0 changed 1 gone" in shown and "Good day, {name|neighbour}," in shown, shown)
    check("the message it makes, as plain text", re.search(r"<pre[^>]*>Good day, Ada Example,\n\n", page.text) and "Yours, Harcaster" in page.text, page.text)
    check("nothing says it yet", "Good day, " not in b.get("/demo/mail").text)
    check_equal("adopted", adopt(b, page).headers["Location"], "/admin/messages?done=adopted")
    mail = b.get("/demo/mail").text
    check("from then on it is used", "Good day, " in mail and "Yours, Harcaster" in mail, mail)
    check("the list says what is changed here", "seat-declined changed here: English" in words(b.get("/admin/messages")), words(b.get("/admin/messages")))
    page = b.get(PAGE)
    check("the page too, with the day", re.search(r"English Adopted .* by an administrator\.", words(page)) and typed(page).strip() == text.strip(), page)
    check("Welsh is as it was", words(page).count("As it comes with the program.") == 1, words(page))
    check("the trace says who", "Adopted the text of the message en/seat-declined" in words(b.get("/admin/trace")), words(b.get("/admin/trace")))

    back = b.post(PAGE, text="whatever", language="en", deed="own")
    check_equal("back by one press", back.headers.get("Location"), "/admin/messages?done=adopted")
    check("the program's own is used", "Good day, " not in b.get("/demo/mail").text)
    check_equal("and shown", typed(b.get(PAGE)).strip(), own.strip())
    check("and it is changed here no more", "changed here" not in words(b.get("/admin/messages")), words(b.get("/admin/messages")))
    adopt(b, looked(b, text))
    check("what was adopted before can count again", "Good day, " in b.get("/demo/mail").text)


def test_roles(server):
    o = Browser(server)
    o.sign_in(OFFICER)
    check_equal("for administrators", [o.get(PAGE).status, o.post(PAGE, text="x", deed="own").status, Browser(server).get("/admin/messages").status], [403, 403, 401])


def test_engine(engine):
    with Server(demonstration_served(engine)) as server:
        b = Browser(server)
        check_equal("signed in", b.sign_in(ADMINISTRATOR).status, 303)
        test_list(b)
        test_faults(b)
        test_links(b)
        test_used(b)
        test_roles(server)
        served = server.url
    done = run("rebuild", "--store", served)
    check_equal(f"{engine}: made anew from the record", done.exit, 0)
    done = run("verify", "--store", served)
    check_equal(f"{engine}: and it is whole", done.exit, 0)


for name in engines():
    test_engine(name)
