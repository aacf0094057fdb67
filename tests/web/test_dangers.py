"""What is rung about and not written: dangers by words and by an answer, with who is to be rung at that place; what is not
taken here, said as soon as an answer leads to it; what is only counted, with whom to ring besides."""
from browsing import Browser, words
from serving import LIBRARY, Server, check, check_equal, demonstration, folder, run


def begun(server, what, service, place="ZZ1 2AB"):
    browser = Browser(server)
    for path, form in (("/report", {"words": what}), ("/report/which", {"service": service}), ("/report/where", {"place": place})):
        browser.post(path, **form)
    return browser


def answered(browser, **answers):
    page = browser.post("/report/more", **{f"q-{name}": value for name, value in answers.items()})
    return page.headers.get("Location"), browser.follow(page)


def test_words(server):
    """Who is to be rung for it here stands beside the number; nobody where there is none."""
    b = Browser(server)
    page = b.follow(b.post("/report", words="a toddler left alone in a flat, child left alone"))
    check("a child: the safeguarding line of the place, too", "Children's safeguarding line: 01632 960151" in words(page) and
          'href="tel:01632960151"' in page.text and 'href="tel:999"' in page.text, words(page))
    check("words are a guess: there is a way onward", 'href="/report/which"' in page.text)
    page = b.follow(b.post("/report", words="I can smell gas in the street"))
    check("gas: nobody besides", "01632" not in words(page) and 'href="tel:0800111999"' in page.text, words(page))


def test_which(server):
    """Whom to ring about a kind stands where the kind is chosen, before anything is sent; under kinds without a number, nothing."""
    for what, said, numbers in (
            ("a man sells drugs in the alley", "Drug dealing or drug use: Crimestoppers on 0800 555 111 or 101 ; 999 if it is happening now", ("0800555111", "101", "999")),
            ("racist abuse shouted at me", "A hate incident: 101 ; 999 in danger", ("101", "999")),
            ("my bike was stolen last night", "A message to the neighbourhood police team: A crime that is over is reported on 101 or at police.uk, not here; ring 999",
             ("101", "999"))):
        b = Browser(server)
        page = b.follow(b.post("/report", words=what))
        check(f"{what}: said where it is chosen", "Which of these is it?" in words(page) and said in words(page), words(page))
        check_equal(f"{what}: each number a link", [n for n in numbers if f'href="tel:{n}"' not in page.text], [])
        written = begun(server, what, "neighbourhood team messages" if "bike" in what else "drug dealing" if "drugs" in what else "hate incidents")
        page = written.follow(written.post("/report/more"))
        check_equal(f"{what}: on the page before it is sent, too", [n for n in numbers if f'href="tel:{n}"' not in page.text], [])
    b = Browser(server)
    page = b.follow(b.post("/report", words="bags of rubbish and a sofa by the bus shelter"))
    check("rubbish: no number, no word", "tel:" not in page.text.split("</main>")[0] and "Ring" not in words(page).split("Which of these")[1], words(page))


def test_answer(server):
    """A danger that is not taken here ends there; one that is may be reported too."""
    b = begun(server, "lamp column door open", "street lights / damaged")
    to, page = answered(b, wires="yes")
    check_equal("live cables by an answer", to, "/report/danger")
    check("ring, and no way onward", "Ring, don't write: this is not taken here" in words(page) and 'href="tel:105"' in page.text and
          "/report/check" not in page.text and "/report/which" not in page.text, words(page))
    check_equal("nor by the address", b.get("/report/check").headers.get("Location"), "/report/danger")
    check_equal("nor by sending", b.post("/report/check").headers.get("Location"), "/report/danger")
    check("the answer can be changed, and what was typed is there", 'value="yes" checked' in b.get("/report/more").text, b.get("/report/more").text)
    check_equal("another answer: on", answered(b, wires="no")[0], "/report/check")
    check_equal("and it is sent", b.post("/report/check").headers["Location"][:13], "/report/sent?")
    b = begun(server, "sofa dumped", "fly-tipping / public land")
    to, page = answered(b, hazard="yes")
    check("a danger that is taken, too: on", to == "/report/danger" and 'href="/report/check"' in page.text, words(page))
    b.post("/report/which", service="potholes")
    check_equal("another kind: what was answered before is forgotten", b.get("/report/check").status, 200)


def test_kinds(server):
    b = begun(server, "boiler broken", "repairs / emergency")
    to, page = answered(b, landlord="a private landlord")
    check_equal("a kind that is not taken, by an answer", to, "/report/danger")
    check("whom to ring instead, at once", "this is not taken here" in words(page) and "Ring 01632 960177, private housing" in words(page) and
          'href="tel:01632960177"' in page.text and 'href="/report/more"' in page.text, words(page))
    check_equal("nothing can be sent", b.post("/report/check").headers.get("Location"), "/report/danger")
    check_equal("I own it: on", answered(b, landlord="I own it")[0], "/report/check")
    b = begun(server, "sofa dumped", "fly-tipping / public land")
    to, page = answered(b, land="private land")
    check("its number is a link", 'href="tel:01632960199">01632 960199</a>' in page.text, page)
    check("a kind that is only counted, by an answer: said, with whom to ring besides", to == "/report/check" and
          "Ring or ask besides: 01632 960199 if somebody is there" in words(page) and "counted and never shown" in words(page), words(page))


store = demonstration("dangers.db")
with Server(store) as served:
    test_words(served)
    test_which(served)
    test_answer(served)
    table = folder / "private.csv"
    table.write_text((LIBRARY / "categories/private.csv").read_text() + 'private housing,not taken here,"01632 960177, private housing"\n'
                     "fly-tipping / private land,counted only,01632 960199 if somebody is there\n")
    done = run("import", "categories", table, "--store", f"sqlite:{store}")
    check_equal("another list is adopted", done.exit, 0)
    test_kinds(served)
