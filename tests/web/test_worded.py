"""A charter in Easy Read and in other languages: written by those who may draft for a party, read by everybody beside what was signed,
of that version only, and never lost while it is typed."""
import html
import re
import sqlite3

from browsing import Browser, errors, words
from reporting import as_user, one
from serving import Server, check, check_equal, demonstration

OFFICER, STREET, CLERK = "neighbourhoods@harcaster.example", "street.scene@harcaster.example", "clerk@nethersallow.example"
CHARTER = "/charters/priory-fields"
WORDS, EASY, POLISH = CHARTER + "/words", CHARTER + "/words/en-simple", CHARTER + "/words/pl"
CLEAN = "We clean off nasty writing by the end of the next working day."
OFFICE = {"office": "the Neighbourhoods Team"}


def plain(page):
    return html.unescape(words(page))


def seen(browser, path):
    return re.search(r'name="seen" value="(\d+)"', browser.get(path + "/write").text)[1]


def write(browser, path, **form):
    return browser.post(path + "/write", **{"seen": seen(browser, path), **OFFICE, **{k.replace("_", "-"): v for k, v in form.items()}})


def test_who_may(server, store):
    public = Browser(server)
    check("nobody has written any", "Nobody has written any yet." in plain(public.get(WORDS)), plain(public.get(WORDS)))
    check("who may not is not asked to", "Write it" not in plain(public.get(WORDS)), plain(public.get(WORDS)))
    for who, status in ((None, 401), (STREET, 403), (CLERK, 403)):
        b = as_user(server, store, who) if who else public
        check_equal(f"{who}", (b.get(EASY + "/write").status, b.post(EASY + "/write", seen="0", **{"w-S1": CLEAN}, **OFFICE).status), (status, status))
    o = as_user(server, store, OFFICER)
    for path in (EASY, WORDS + "/en", WORDS + "/und/write", WORDS + "/xx/write", "/charters/nowhere/words", "/charters/nowhere/words/pl/write"):
        check_equal(f"nothing is there: {path}", o.get(path).status, 404)
    check_equal("chosen, it leads on", o.get(WORDS + "?language=pl").headers["Location"], POLISH + "/write")
    check_equal("what is none leads nowhere", o.get(WORDS + "?language=en").status, 200)


def test_written(server, store):
    o, public = as_user(server, store, OFFICER), Browser(server)
    page = write(o, EASY, w_S1=CLEAN, office="")
    check_equal("for which office", [html.unescape(e) for e in errors(page)], ["Write for which office these words are put here."])
    check("nothing typed is lost", CLEAN in page.text, page.text)
    page = write(o, EASY, w_S1="Ring 07700 900123.")
    check_equal("details of a person", len(errors(page)), 1)
    check("it asks whose they are", 'name="is-office"' in page.text, page.text)
    page = write(o, EASY, w_S1=CLEAN, w_S2="x" * 5001)
    check("too long, and named", "w-S2" in page.text and "5000" in errors(page)[0], errors(page))
    check_equal("one that is wrong and none is written", public.get(EASY).status, 404)
    page = write(o, EASY, w_S1=CLEAN, w="We promise.\n<b>You</b> help.")
    check_equal("written", (page.status, page.headers["Location"]), (303, EASY + "?done=yes"))
    page = public.get(EASY)
    check("everybody reads it", CLEAN in plain(page) and 'lang="en-simple"' in page.text, plain(page))
    check("escaped", "&lt;b&gt;You&lt;/b&gt; help." in page.text, page.text)
    check("beside what was signed", "What was signed" in plain(page) and "4 hours" in plain(page), plain(page))
    check("folded, and beside each other if they like", "<details class=\"govuk-details\">" in page.text and
          "<details class=\"govuk-details\" open>" in public.get(EASY + "?beside=yes").text, page.text)
    check("by whom", "The other words were written for the Neighbourhoods Team, 22 November 2026" in plain(page), plain(page))
    check("what is not there is said", "Not in these words yet." in plain(page), plain(page))
    check("the list has it", re.search(r"Easy Read 2 of \d+ parts", plain(public.get(WORDS))), plain(public.get(WORDS)))
    check("the charter leads there", f'href="{WORDS}"' in public.get(CHARTER).text, WORDS)


def test_again(server, store):
    o, public = as_user(server, store, OFFICER), Browser(server)
    before = seen(o, EASY)
    check_equal("another language is another", write(o, POLISH, w_S1="Usuwamy.").status, 303)
    check("each apart", "Usuwamy." not in plain(public.get(EASY)), plain(public.get(EASY)))
    n = one(store, "SELECT COUNT(*) FROM fact WHERE kind = 41")
    check_equal("the same again is nothing new", (write(o, POLISH, w_S1="Usuwamy.").status, one(store, "SELECT COUNT(*) FROM fact WHERE kind = 41")), (303, n))
    check_equal("changed meanwhile", write(o, EASY, w_S1=CLEAN, w_S2="Two.").status, 303)
    page = o.post(EASY + "/write", seen=before, **{"w-S1": "Mine."}, **OFFICE)
    check("somebody was faster", page.status == 200 and "somebody changed these words while you wrote" in plain(page).lower(), plain(page))
    check("and mine is still there", "Mine." in page.text, page.text)
    check_equal("taken back", write(o, POLISH, w_S1="").status, 303)
    check_equal("then it is gone", public.get(POLISH).status, 404)
    check("from the list as well", "Polish" not in plain(public.get(WORDS)).split("Write it")[0], plain(public.get(WORDS)))


def test_another_version(server, store):
    """What was written for a text that changed is to begin from, and is not shown."""
    o, public = as_user(server, store, OFFICER), Browser(server)
    with sqlite3.connect(store) as db:
        db.execute("UPDATE fact SET value = 'an older text' WHERE kind = 41")
    check_equal("not shown", public.get(EASY).status, 404)
    page = o.get(EASY + "/write")
    check("to begin from", CLEAN in page.text and "These are the words for the text before" in plain(page), plain(page))
    check_equal("sent as they stand", (write(o, EASY, w_S1=CLEAN).status, public.get(EASY).status), (303, 404))
    check_equal("taken over", write(o, EASY, w_S1=CLEAN, same_S1="yes").status, 303)
    check("then it is shown", CLEAN in plain(public.get(EASY)), plain(public.get(EASY)))


def main():
    with Server(store := demonstration("worded.db")) as server:
        test_who_may(server, store)
        test_written(server, store)
        test_again(server, store)
        test_another_version(server, store)


main()
