"""A charter and a draft as PDF: what stands in it, read back; one page for a leaflet; the square leads to its page."""
import csv
import hashlib
import io
import re
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from browsing import Browser, words
from reporting import officer
from harness import skip
from serving import Server, check, check_equal, demonstration

folder = Path(tempfile.mkdtemp(prefix="wardmote-print-"))
ADDRESS = "https://wardmote.example"


def tool(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def kept(page, name):
    (folder / name).write_bytes(page.body)
    return folder / name


def text_of(file):
    return " ".join(tool("pdftotext", file, "-").split())


def test_leaflet(server):
    page = server.get("/charters/aldermoor-streets/leaflet.pdf")
    check_equal("a leaflet is a PDF", (page.status, page.headers.get("Content-Type")), (200, "application/pdf"))
    check("the same bytes each time", server.get("/charters/aldermoor-streets/leaflet.pdf").body == page.body)
    file = kept(page, "leaflet.pdf")
    info = tool("env", "TZ=UTC", "pdfinfo", file)
    for what, pattern in (("on one page", r"Pages: +1\n"), ("on A4", r"Page size:.*A4"), ("with its title", r"Title: +Aldermoor Clean Streets Charter\n"),
                          ("tagged", r"Tagged: +yes\n"), ("of the day that the community has", r"CreationDate: +Sun Nov 22 00:00:00 2026 UTC\n")):
        check(what, re.search(pattern, info), info)
    check("in its language", b"/Lang (en)" in page.body)
    fonts = [line.split() for line in tool("pdffonts", file).splitlines()[2:]]
    check("every typeface is in it", fonts and all(line[-5] == "yes" for line in fonts), fonts)
    text = text_of(file)
    for said in ("Aldermoor Clean Streets Charter", "Aldermoor ward, Harcaster. 1 July 2026 to 31 March 2028", "Harcaster Borough Council: 01632 960112",
                 "Offensive graffiti: It is completed within 1 working day of the report, in at least 90 of every 100 cases each quarter.",
                 "Eastmark County Council: 01632 960300", "What residents do in return", "We report it with a photograph: At least 25 reports with a photograph each quarter.",
                 "Report a problem wardmote.example/report or ring the number above. You need no account.", "Danger to life: ring 999 first.",
                 "The whole text: wardmote.example/charters/aldermoor-streets"):
        check(f"it says: {said}", said in text, text)
    square(file, f"{ADDRESS}/charters/aldermoor-streets")


def square(file, address):
    if not shutil.which("zbarimg"):
        skip("the square leads to the page", "zbarimg is not installed")
        return
    tool("pdftoppm", "-r", "150", "-png", "-singlefile", file, folder / "square")
    check_equal("the square leads to the page", tool("zbarimg", "--quiet", "--raw", folder / "square.png").strip(), address)


def test_charter(server):
    file = kept(server.get("/charters/aldermoor-streets.pdf"), "charter.pdf")
    text = text_of(file)
    code = re.search(r"Its SHA-256: (\w+)", text)
    signed = server.get("/charters/aldermoor-streets/text").body
    check("it says the hash of the text", code and code[1] == hashlib.sha256(signed).hexdigest(), text[-500:])
    for said in ("Charter: Aldermoor Clean Streets Charter", "Standard S1: Offensive graffiti", "Version 2 of 2", "Whom to ask about it: 01632 960112",
                 "If it is not as promised", "the Ombudsman after it", "Signatures", "- Target: at least 90% each quarter"):
        check(f"in full it says: {said}", said in text, text[:300])
    square(file, f"{ADDRESS}/charters/aldermoor-streets")
    first = text_of(kept(server.get("/charters/aldermoor-streets.pdf?version=1"), "first.pdf"))
    check("an earlier version says which it is", "Version 1 of 2" in first, first[:300])
    pages = [int(re.search(r"Pages: +(\d+)", tool("pdfinfo", kept(server.get(f"/charters/millbrook-baskets.pdf{ask}"), "some.pdf")))[1]) for ask in ("", "?print=large")]
    check("large print takes more pages", pages[1] > pages[0], pages)
    welsh = text_of(kept(server.get("/charters/millbrook-baskets/leaflet.pdf?lang=cy"), "welsh.pdf"))
    check("in Welsh, said to be a draft", "Rhoi gwybod am broblem" in welsh and "Drafft yw’r cyfieithiad hwn" in welsh, welsh)
    check_equal("of no charter there is none", [server.get(f"/charters/none{end}").status for end in (".pdf", "/leaflet.pdf")], [404, 404])
    page = server.get("/charters/aldermoor-streets").text
    check("the charter's page leads there", all(f'href="/charters/aldermoor-streets{end}"' in page for end in ("/leaflet.pdf", ".pdf", ".pdf?print=large")))


def test_pack(server):
    at = "/charters/aldermoor-streets/meeting"
    file = kept(server.get(at + ".pdf"), "pack.pdf")
    text, page, info = text_of(file), words(server.get(at)), tool("pdfinfo", file)
    check("the pack is tagged", re.search(r"Tagged: +yes", info), info)
    rows = [row for row in csv.DictReader(io.StringIO(server.get("/watch.csv").text)) if row["charter"] == "Aldermoor Clean Streets Charter"]
    check("there are figures to compare", len(rows) > 8 and any(row["outlook"] for row in rows), rows)
    for row in rows:
        said = f"{row['state']}: {row['figure']}"
        check(f"{row['label']}: its figure is the page's", said in text and row["figure"] in page, (said, text))
        check(f"{row['label']}: and what is left of its allowance", row["outlook"] in text, (row["outlook"], text))
    past = re.findall(r"(\d+ \w+ to \d+ \w+ \d{4}: \d+ of \d+ on time)", page)
    check_equal("its last periods are the page's", [line for line in past if line not in text], [])
    check("and there are some", len(past) > 20, past)
    for said in ("What is talked about", "1. Who is here, and the meeting before", "6. What was put right since 22 August 2026",
                 "Last said of it, on 15 October 2026: 9 of 11 settled; 2 with the Land Registry (Estates and Valuation Manager)",
                 "1 report is late and still open.", "7. What was said since 22 August 2026 (4)", "8. What we agree today"):
        check(f"the pack says: {said}", said in text, text)
    check_equal("no report is named in it", re.findall(r"HAR-\d\d-\d+", text), [])
    square(file, ADDRESS + at)
    check("the page leads to it", all(f'href="{at}.pdf{end}"' in server.get(at).text for end in ("", "?print=large", "?lang=cy")))
    welsh = text_of(kept(server.get(at + ".pdf?lang=cy&print=large"), "pack-welsh.pdf"))
    check("in Welsh, large", "Mewn perygl: 17 o 21 mewn pryd" in welsh and "Drafft yw’r cyfieithiad hwn" in welsh, welsh)
    check_equal("of no charter there is none", server.get("/charters/none/meeting.pdf").status, 404)


def test_draft(server):
    keeper = officer(server, "neighbourhoods@harcaster.example")
    made = keeper.post("/drafts/new", title="Mill Lane Charter", area="Aldermoor ward", parties="Harcaster Borough Council\nthe residents of Mill Lane",
                       party="Harcaster Borough Council", **{"from": "new"})
    at = made.headers.get("Location", "").split("?")[0]
    page = keeper.get(f"{at}/leaflet.pdf")
    check_equal("a draft has a leaflet", (page.status, page.headers.get("Cache-Control")), (200, "no-store"))
    file = kept(page, "draft.pdf")
    check("marked as one", "This is a draft. It binds nobody until all parties have signed it." in text_of(file) and "Pages: 1" in " ".join(tool("pdfinfo", file).split()), text_of(file))
    check("in full, too", "This is a draft. It binds nobody" in text_of(kept(keeper.get(f"{at}.pdf"), "draft.pdf")))
    check("its page leads there", f'href="{at}/leaflet.pdf"' in keeper.get(at).text and "Print it, marked as a draft" in words(keeper.get(at)))
    others = [Browser(server), officer(server, "resident@aldermoor.example")]
    check_equal("for others there is none", [b.get(at + end).status for b in others for end in (".pdf", "/leaflet.pdf")], [404] * 4)


path = demonstration("print.db")
with sqlite3.connect(path) as db:  # serve keeps it too, but answers before it has
    db.execute("INSERT OR REPLACE INTO setting (community, name, value) VALUES (1, 'address', ?)", (ADDRESS,))
db.close()
with Server(path, "--address", ADDRESS) as server:
    test_leaflet(server)
    test_charter(server)
    test_pack(server)
    test_draft(server)
shutil.rmtree(folder)
