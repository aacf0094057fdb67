"""Work as a table, over HTTP: the list as CSV; a table of deeds looked through, taken, sent again; faults by line; another body's
reports; what changed between looking and taking. All of it by plain forms: no page here has a script."""
import csv
import html
import io
import re
import sqlite3

from browsing import Browser, errors, words
from reporting import STREET, as_user, messages_of, one, report, token_of
from serving import Server, check, check_equal, demonstration, run

HEAD = "reference,act,reason,words,date\n"
HOMES = "priory.fields@threeways.example"
GONE = "There is no such report, or it is not yours to work on."


def upload(browser, table, deed="look"):
    data = table if isinstance(table, bytes) else table.encode()
    return browser.send("/work/upload", {"deed": deed, "text": ""}, file=("deeds.csv", "text/csv", data))


def press(browser, page):
    """The one button of the page that shows what each line will do."""
    text = html.unescape(re.search(r'name="text" value="([^"]*)"', page.text)[1])
    return browser.send("/work/upload", {"deed": "take", "text": text})


def lines(page):
    return [tuple(row) for row in page.rows() if len(row) == 3 and row[0] != "Line"]


def count(store):
    return one(store, "SELECT COUNT(*) FROM fact")[0] + one(store, "SELECT COUNT(*) FROM outbox")[0]


def facts_of(store, reference, kind):
    with sqlite3.connect(store) as db:
        return db.execute("SELECT f.name, f.value, f.happened, f.said_by FROM fact f JOIN cases c ON c.id = f.case_id "
                          "WHERE c.reference = ? AND f.kind = ? ORDER BY f.id", (reference, kind)).fetchall()


def kinds_of(store, reference):
    with sqlite3.connect(store) as db:
        return [row[0] for row in db.execute("SELECT f.kind FROM fact f JOIN cases c ON c.id = f.case_id WHERE c.reference = ? ORDER BY f.id", (reference,))]


def older(store):
    """An open report of the borough that was there a week ago."""
    return one(store, "SELECT w.reference FROM work w WHERE w.body = 'Harcaster Borough Council' AND w.state & 46 = 0 AND w.opened < "
                      "(SELECT MAX(opened) FROM work) - 700000 ORDER BY w.opened DESC LIMIT 1")[0]


def table_of(page):
    return list(csv.DictReader(io.StringIO(page.text)))


def test_out(server, store, o, first, second):
    o.post(f"/work/{first}", deed="assign", assigned='=HYPERLINK("x")')
    page = o.get("/work/table.csv?show=all&service=graffiti&area=Aldermoor%20ward")
    check_equal("a file to save", (page.status, page.headers.get("Content-Disposition"), page.headers.get("Cache-Control")),
                (200, 'attachment; filename="work.csv"', "no-store"))
    check_equal("its columns", page.text.splitlines()[0], "reference,service,area,body,reported,due,state,assigned,place")
    rows = {row["reference"]: row for row in table_of(page)}
    shown = set(re.findall(r'name="case" type="checkbox" value="([^"]+)"', o.get("/work?show=all&service=graffiti&area=Aldermoor%20ward").text))
    check_equal("the same as on the page", set(rows), shown)
    row = rows[first]
    check_equal("a line", (row["service"], row["body"], row["state"], row["place"]), ("graffiti / other", "Harcaster Borough Council", "In time", "ZZ1 2AB"))
    check_equal("what would be a formula is text", row["assigned"], '\'=HYPERLINK("x")')
    with sqlite3.connect(store) as db:
        db.execute("UPDATE work SET state = state | 16 WHERE reference = ?", (second,))
    withheld = {row["reference"]: row["place"] for row in table_of(o.get("/work/table.csv?show=all&service=graffiti"))}
    with sqlite3.connect(store) as db:
        db.execute("UPDATE work SET state = state & ~16 WHERE reference = ?", (second,))
    check_equal("no place of what is withheld", (withheld[first], withheld[second]), ("ZZ1 2AB", ""))
    check_equal("a tab of the page", {row["state"] for row in table_of(o.get("/work/table.csv?show=late"))} - {"Late", "Disputed"}, set())
    homes = as_user(server, store, HOMES)
    check_equal("another body's list has none of it", [row["body"] for row in table_of(homes.get("/work/table.csv")) if row["body"] != "Threeways Homes"], [])
    check("from the list a link leads to both", 'href="/work/table.csv?show=late&amp;service=litter&amp;area="' in o.get("/work?show=late&service=litter").text or
          "Nothing to do here" in o.get("/work?show=late&service=litter").text)
    check("and to this", 'href="/work/upload"' in o.get("/work").text)


def test_faults(store, o, first, foreign):
    before = count(store)
    bad = HEAD + (f",close,fixed,Gone.,\n{first},burn,,Gone.,\n{first},close,mended,Gone.,\n{first},close,duplicate,Gone.,\n{first},close,fixed,,\n"
                  f"{first},pause,rain,It rains.,\n{first},resume,,,\n{first},note,,,\n{first},explain,,We are late.,\n{first},assign,,,\n"
                  f"{first},note,,Seen.,tomorrow\n{first},note,,Seen.,2031-01-01\n{first},note,,Seen.,2026-11-01\n{first},note,,Seen.,2026-11-21\n"
                  f"{first},pause,asking the owner,We ask.,2026-11-22\n{foreign},note,,Hello.,\nZZZ-9999,note,,Hello.,\n{first},,,left alone,\n"
                  f'{first},note,,"open\n')
    page = upload(o, bad)
    check_equal("each fault by its line", lines(page), [
        ("2", "", "Write the reference of the report."),
        ("3", first, "There is no such act: write close, happened, pause, resume, note, explain or assign."),
        ("4", first, "Write how it ends: fixed, answered, not found, not ours or no fix planned."),
        ("5", first, "A duplicate is closed on its own page, where the other report is named."),
        ("6", first, "Say what was done, or why it is not: whoever reported reads it."),
        ("7", first, "The charter does not let its clock be paused for that."),
        ("8", first, "Its clock does not stand still."),
        ("9", first, "Write something."),
        ("10", first, "Name the cause in a few words, such as: contractor ill."),
        ("11", first, "Write the post or crew it is given to, under reason."),
        ("12", first, "Write the date as 2026-11-20, or with a time as 2026-11-20 14:30."),
        ("13", first, "That is yet to come."),
        ("14", first, "That is more than 3 days ago: leave the date empty, and say in the words when it was."),
        ("15", first, "It was reported, opened again, paused or handed over after that: leave the date empty."),
        ("16", first, "Only close, note and happened take a date: leave it empty."),
        ("17", foreign, GONE), ("18", "ZZZ-9999", GONE),
        ("20", first, "The line can't be read: look at its quotation marks.")])
    check_equal("how many", errors(page), ["18 lines have to be put right, or taken out"])
    check("no button does it, and what was sent can be mended on the page", 'value="take"' not in page.text and f"{first},burn,,Gone." in page.text)
    check_equal("nor does sending it as if there were one", (upload(o, bad, "take").status, count(store)), (200, before))
    for name, table, said in (("nothing", "", "Choose a file, or paste its lines"),
                              ("no heading", f"{first},close,fixed,Gone.\n", "The first line must name the columns: reference,act,reason,words,date."),
                              ("no act", f"{HEAD}{first},,,,\n", "No line of the table says what to do: fill in the column act."),
                              ("not UTF-8", HEAD.encode() + b"\xff\n", 'The file is not text in UTF-8: save it as &quot;CSV UTF-8&quot;'),
                              ("too many lines", HEAD + f"{first},note,,a,\n" * 2001, "The table has more than 2,000 lines: send it in parts."),
                              ("too long", HEAD + "x" * (1 << 20), "The file is larger than a megabyte")):
        check_equal(name, errors(upload(o, table)), [said])
    check_equal("nothing of all that is on record", count(store), before)


def test_taken(store, o, four, old):
    first, second, third, fourth = four
    table = "\ufeffact;reference;ending;words;date;my own\r\n" + "\r\n".join([
        f"close;{old};Fixed;Taken away.;2026-11-21 14:30;x", f"pause;{second};asking the owner;We ask.;;", f"resume;{second};;They agreed.;;",
        f'explain;{third};crew ill;"We come; on Monday.";;', f"assign;{third};Crew 2;;;", f"note;{third.lower()};;=A note.;;", f";{fourth};;;;",
        f"close;{first};not found;We looked.;;"]) + "\r\n"
    before = count(store)
    page = upload(o, table)
    check_equal("what each line will do", lines(page), [
        ("2", old, "Close as fixed, done by Saturday 21 November 2026 at 14:30 Taken away."), ("3", second, "Pause its clock: asking the owner We ask."),
        ("4", second, "Let its clock run again They agreed."), ("5", third, "Say why it is late: crew ill We come; on Monday."),
        ("6", third, "Assign to Crew 2"), ("7", third, "Add a note =A note."), ("9", first, "Close as not found We looked.")])
    said = words(page)
    check("how many, and what is left alone", "7 lines can be taken. Nothing is done yet." in said and "1 line names no act, and is left alone." in said, said)
    check_equal("nothing is done yet", count(store), before)
    done = press(o, page)
    check_equal("taken", (done.status, done.headers.get("Location")), (303, "/work/upload?done=7"))
    check("which is said", "7 lines were taken." in words(o.follow(done)), "")
    check_equal("closed, each as it was said", [one(store, "SELECT status FROM cases WHERE reference = ?", r)[0] for r in (old, first)], [1, 2])
    event = [f for f in facts_of(store, old, 4) if f[0] == "completion"][-1]
    check_equal("when it was done is the officer's word", (event[2], re.sub(r"sent \d+ (hours|days)", "sent N", event[3])),
                (1795271400, "service officer, Harcaster Borough Council; the time is the officer's word, sent N later"))
    check_equal("the line after it has its own time and no word of that", [f[3] for f in facts_of(store, second, 7)], ["service officer, Harcaster Borough Council"] * 2)
    check_equal("assigned", one(store, "SELECT assigned FROM work WHERE reference = ?", third), ("Crew 2",))
    check_equal("whoever reported is told", messages_of(store, first)[-1], "not-found")
    check_equal("a line without an act did nothing", len(kinds_of(store, fourth)), len(kinds_of(store, second)) - 2)
    after = count(store)
    again = upload(o, table)
    check_equal("sent again: each line is known", {row[2] for row in lines(again)}, {"Taken before, and not done again."})
    check("and there is nothing to press", "All of this was taken before: there is nothing to do." in words(again) and 'value="take"' not in again.text, words(again))
    check_equal("nor is anything done if it is sent as if there were", (press(o, page).headers.get("Location"), count(store)), ("/work/upload?done=0", after))


def test_meanwhile(server, store, o, fourth):
    table = f"{HEAD}{fourth},note,,Seen.,\n{fourth},close,fixed,Gone.,\n{fourth},close,fixed,Gone.,\n"
    check_equal("closed twice by one table", lines(upload(o, table)), [("4", fourth, "It is closed already.")])
    page = upload(o, f"{HEAD}{fourth},note,,Seen.,\n{fourth},close,fixed,Gone.,\n")
    as_user(server, store, STREET).post(f"/work/{fourth}", deed="close", ending="fixed", words="gone")
    before = count(store)
    page = press(o, page)
    check_equal("somebody was quicker: said by its line, and nothing is done", (lines(page), count(store)), ([("3", fourth, "It is closed already.")], before))
    homes = as_user(server, store, HOMES)
    check_equal("another body's officer learns nothing of it", lines(upload(homes, f"{HEAD}{fourth},note,,Hello.,\n")), [("2", fourth, GONE)])


store = demonstration("table.db")
with Server(store) as served:
    o = as_user(served, store, STREET)
    four = [report(served, f"tag on shelter {n}", kind, "ZZ1 2AB", **more) for n, kind, more in
            ((1, "graffiti / other", {"email": "t@example.org"}), (2, "graffiti / offensive", {}), (3, "graffiti / other", {}), (4, "graffiti / offensive", {}))]
    foreign = one(store, "SELECT reference FROM work WHERE body <> 'Harcaster Borough Council' AND state & 8 = 0 LIMIT 1")[0]
    Browser(served).post(f"/r/{token_of(store, four[0])}", deed="confirm")
    test_out(served, store, o, four[0], four[2])
    test_faults(store, o, four[1], foreign)
    test_taken(store, o, four, older(store))
    test_meanwhile(served, store, o, four[3])
done = run("verify", "--store", f"sqlite:{store}")
check_equal("the record and all that is derived hold", (done.exit, done.err), (0, done.err))
