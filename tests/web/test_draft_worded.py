"""A draft in Easy Read and in other languages: written by whoever takes part, read by whoever may read the draft, beside the text that it was
written for; older than the draft where that has changed since, and on the record with the charter when all have signed."""
import html
import re
import sqlite3

from browsing import Browser, errors, words
from reporting import as_user
from serving import Server, check, check_equal, demonstration

OFFICER, SECRETARY, SERGEANT = "neighbourhoods@harcaster.example", "secretary@aldermoor.example", "centre.sergeant@eastmark-police.example"
RESIDENT, STREET = "resident@aldermoor.example", "street.scene@harcaster.example"
COUNCIL, US = "Harcaster Borough Council", "the residents of Mill Lane"
DRAFT = "/drafts/aldermoor-nights"
WORDS, ROMANIAN, POLISH = DRAFT + "/words", DRAFT + "/words/ro", DRAFT + "/words/pl"
CLEAN, DARK = "We come within one hour.", "We mend the lamp."
OFFICE = {"office": "the association's Secretary"}
OLDER = "Older than the draft"


def plain(page):
    return html.unescape(words(page))


def said(page):
    return [html.unescape(e) for e in errors(page)] if "<main" in page.text else []


def hidden(browser, path):
    return dict(re.findall(r'name="(seen|text)" value="(\d+)"', browser.get(path + "/write").text))


def write(browser, path, **form):
    return browser.post(path + "/write", **{**hidden(browser, path), **OFFICE, **{k.replace("_", "-"): v for k, v in form.items()}})


def test_who_may(server, store):
    public, resident = Browser(server), as_user(server, store, RESIDENT)
    check("who may not write is not asked to", "Write it" not in plain(public.get(WORDS)), plain(public.get(WORDS)))
    for who, status in ((None, 401), (RESIDENT, 403), (STREET, 403)):
        b = as_user(server, store, who)
        check_equal(f"{who}", (b.get(ROMANIAN + "/write").status, b.post(ROMANIAN + "/write", seen="0", text="2", **{"w-S1": CLEAN}, **OFFICE).status), (status, status))
    check_equal("what may not be read is not there", [resident.get("/drafts/none" + path).status for path in ("/words", "/words/pl", "/words/pl/write")], [404] * 3)
    s = as_user(server, store, SECRETARY)
    check_equal("chosen, it leads on", s.get(WORDS + "?language=pl").headers["Location"], POLISH + "/write")
    check_equal("nothing is there yet", (public.get(ROMANIAN).status, s.get(WORDS + "/xx/write").status), (404, 404))


def test_written(server, store):
    s, public = as_user(server, store, SECRETARY), Browser(server)
    page = write(s, ROMANIAN, w_S1=CLEAN, office="")
    check_equal("for which office", said(page), ["Write for which office these words are put here."])
    check("nothing typed is lost", CLEAN in page.text, page.text)
    page = write(s, ROMANIAN, w_S1=CLEAN, w_S2=DARK, w="<b>We</b> ask for quiet.")
    check_equal("written", (page.status, page.headers["Location"]), (303, ROMANIAN + "?done=yes"))
    page = public.get(ROMANIAN + "?beside=yes")
    check("everybody reads it, beside the draft", CLEAN in plain(page) and page.text.count('<details class="govuk-details" open>') > 2 and
          "What the draft says" in plain(page), plain(page))
    check("that it is none yet, and where to say what one thinks", "This is a draft: nobody has signed it yet." in plain(page) and
          "It is out for comments." in plain(page) and "Say what you think of this : Standard S1" in plain(page) and f'href="{DRAFT}/clauses/header"' in page.text, plain(page))
    check("escaped", "&lt;b&gt;We&lt;/b&gt; ask" in page.text, page.text)
    check("by whom, and of which text", re.search(r"written for the association's Secretary, 22 November 2026 ?, beside text \d", plain(page)), plain(page))
    check("nothing is older", OLDER not in plain(page), plain(page))
    check("the draft leads there", f'href="{ROMANIAN}?beside=yes"' in public.get(DRAFT).text and f'href="{WORDS}"' in public.get(DRAFT).text, DRAFT)
    check("the list has it", re.search(r"Romanian 3 of \d+ parts", plain(public.get(WORDS))) , plain(public.get(WORDS)))
    before = hidden(s, ROMANIAN)
    check_equal("another of them writes", write(as_user(server, store, SERGEANT), ROMANIAN, w_S1=CLEAN, w_S2=DARK, w="We ask.").status, 303)
    page = s.post(ROMANIAN + "/write", **before, **OFFICE, **{"w-S1": "Mine."})
    check("somebody was faster", "somebody changed these words while you wrote" in plain(page).lower() and "Mine." in page.text, plain(page))


def test_older(server, store):
    """The draft moves on: only what was written for what changed is older, whoever is at the form is told, and it is written anew."""
    officer, s, public = (as_user(server, store, who) for who in (OFFICER, SECRETARY, None))
    sergeant, before = as_user(server, store, SERGEANT), hidden(s, ROMANIAN)
    change = re.search(rf'href="({DRAFT}/changes/\d+)">Clause S2', officer.get(DRAFT).text)[1]
    for b, party in ((officer, COUNCIL), (sergeant, "Eastmark Police")):
        check_equal(f"{party} agrees", b.post(change, deed="agree", party=party).status, 303)
    page = s.post(ROMANIAN + "/write", **before, **OFFICE, **{"w-S2": "Within three days."})
    check("told while writing", "the draft changed while you wrote" in plain(page).lower() and "Within three days." in page.text, plain(page))
    page = public.get(ROMANIAN)
    check_equal("one part is older", plain(page).count("What changed since"), 1)
    check("and said above", "Older than the draft: 1 part has changed since these words were written for it." in plain(page), plain(page))
    since = html.unescape(re.search(rf'href="({DRAFT}/history[^"]+)">What changed since', page.text)[1])
    check("what changed", "72 hours" in plain(public.get(since)), plain(public.get(since)))
    check("the list says so", re.search(r"Romanian 3 of \d+ parts, 1 of them older than the draft", plain(public.get(WORDS))), plain(public.get(WORDS)))
    form = s.get(ROMANIAN + "/write")
    check("to begin from", DARK in form.text and "These are the words for the text before" in plain(form), plain(form))
    check_equal("another part is written", write(s, ROMANIAN, w_S1=CLEAN + " Always.", w_S2=DARK, w="We ask.").status, 303)
    check_equal("that one stays older", plain(public.get(ROMANIAN)).count("What changed since"), 1)
    check_equal("until somebody looks, and they still say the same", write(s, ROMANIAN, w_S1=CLEAN, w_S2=DARK, w="We ask.", same_S2="yes").status, 303)
    check("then nothing is older", OLDER not in plain(public.get(ROMANIAN)), plain(public.get(ROMANIAN)))
    check_equal("taken back, it is gone", (write(s, POLISH, w_S1="Raz.").status, write(s, POLISH, w_S1="").status, public.get(POLISH).status), (303, 303, 404))


def begun(server, store):
    officer, resident = as_user(server, store, OFFICER), as_user(server, store, RESIDENT)
    draft = "/drafts/mill-lane"
    officer.post("/drafts/new", title="Mill Lane", area="Aldermoor ward, Harcaster", parties=f"{COUNCIL}\n{US}", party=COUNCIL, **{"from": "new"})
    check_equal("asked in", officer.post(draft, deed="invite", party=US, email=RESIDENT).status, 303)
    text = officer.get(draft + "/text").text
    header = re.sub(r"\n\n[^-#][^#]*$", "\n- Spoken for by: 40 of 41 households, by a meeting on 1 October 2026\n\nFor a lane that is looked after.\n",
                    text[:text.index("\n## ")].rstrip() + "\n")
    changed(officer, resident, draft, "header", header)
    return officer, resident, draft


def changed(officer, resident, draft, clause, text):
    page = officer.post(f"{draft}/clauses/{clause}", deed="propose", party=COUNCIL, words="So it is clear.", **{"as": "text", "text": text})
    check_equal(f"proposed: {clause}", (page.status, said(page)), (303, []))
    if "/changes/" in page.headers["Location"]:
        check_equal("agreed", resident.post(page.headers["Location"], deed="agree", party=US).status, 303)


def signed(officer, resident, draft):
    for b, party, office in ((officer, COUNCIL, "Director of Place"), (resident, US, "Chair")):
        page = b.post(draft + "/sign", deed="name", party=party, office=office, email=OFFICER if b is officer else RESIDENT)
        check_equal(f"named: {office}", (page.status, said(page)), (303, []))
    page = officer.post(draft + "/sign", deed="offer")
    check_equal("offered", (page.status, said(page)), (303, []))
    sign = officer.get(draft + "/sign").text
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', sign)[1]
    check_equal("other words are still written", write(resident, draft + "/words/pl", w_S1="Usuwamy.", w="Umowa.").status, 303)
    for b, party, office in ((officer, COUNCIL, "Director of Place"), (resident, US, "Chair")):
        value = html.unescape(re.search(r'name="as"[^>]* value="([^"]+)"', b.get(draft + "/sign").text)[1])
        page = b.post(draft + "/sign", deed="sign", seen=seen, agreed="yes", authority="Meeting of 19 November 2026", **{"as": value})
        check_equal(f"signed: {office}", (page.status, said(page)), (303, []))


def test_signed(server, store):
    """What is there goes over to the charter: of the same text it is shown there, of an earlier one it is to begin from."""
    officer, resident, draft = begun(server, store)
    check("nobody has written any", "Nobody has written any yet." in plain(officer.get(draft + "/words")), plain(officer.get(draft + "/words")))
    check_equal("written", write(resident, draft + "/words/pl", w_S1="Raz.", w="Umowa.", office="Chair").status, 303)
    check_equal("only they may read it", (Browser(server).get(draft + "/words/pl").status, officer.get(draft + "/words/pl").status), (404, 200))
    text = officer.get(draft + "/text").text
    header = text[:text.index("\n## ")].rstrip() + "\n"
    changed(officer, resident, draft, "header", header.replace("a lane", "a quiet lane"))
    signed(officer, resident, draft)
    charter, public = "/charters/mill-lane", Browser(server)
    page = public.get(charter + "/words/pl")
    check("of the text that was signed: shown", page.status == 200 and "Usuwamy." in plain(page), plain(page))
    check("of an earlier text: not", "Umowa." not in plain(page), plain(page))
    page = officer.get(charter + "/words/pl/write")
    check("but to begin from", "Umowa." in page.text and "These are the words for the text before" in plain(page), plain(page))
    with sqlite3.connect(store) as db:
        rows = db.execute("SELECT COALESCE(clause, ''), words, said_by, value = (SELECT value FROM fact WHERE kind = 22 AND document = 'mill-lane' LIMIT 1) FROM fact "
                          "WHERE kind = 41 AND document = 'mill-lane' ORDER BY clause").fetchall()
        actors = db.execute("SELECT COUNT(*) FROM private p JOIN fact f ON f.id = p.fact_id WHERE f.kind = 41 AND f.document = 'mill-lane' AND p.actor IS NOT NULL").fetchone()[0]
    check_equal("once each, for its office, of its text", rows, [("", "Umowa.", "Chair", 0), ("S1", "Usuwamy.", OFFICE["office"], 1)])
    check_equal("who wrote them is kept privately", actors, 2)
    check_equal("the draft's are written no more", (resident.get(draft + "/words/pl/write").status, "signed" in plain(resident.get(draft + "/words/pl/write"))), (422, True))
    page = officer.post("/drafts/new", title="Mill Lane", area="Aldermoor ward, Harcaster", party=COUNCIL, next="mill-lane", parties=f"{COUNCIL}\n{US}", **{"from": "new"})
    page = officer.get(draft + "/words/pl/write")
    check("the next version begins from them", "Usuwamy." in page.text and officer.get(draft + "/words/pl").status == 404, plain(page))


def test_own_data(server, store):
    resident = as_user(server, store, RESIDENT)
    page = resident.get("/account/data/held.csv")
    check("in one's own data", "in other words" in page.text and "Usuwamy." in page.text, page.text[:500])


def main():
    with Server(store := demonstration("draft_worded.db")) as server:
        test_who_may(server, store)
        test_written(server, store)
        test_older(server, store)
        test_signed(server, store)
        test_own_data(server, store)


main()
