"""Where a report is: what a point is in words, the borders a map draws, what its page may do and fetch; and a point that is
marked, kept, taken off."""
import json
import re
import sqlite3

from browsing import Browser, errors, words
from serving import Server, check, check_equal, demonstration

POINT = {"latitude": "54.880100", "longitude": "1.972000"}
TILES = "https://tiles.example/{z}/{x}/{y}.png"
OWN = ("default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
       "base-uri 'none'; frame-ancestors 'none'; img-src 'self' data:")
NO_PLACE, PLACE = ("geolocation=(), camera=(), microphone=(), payment=(), usb=()",
                   "geolocation=(self), camera=(), microphone=(), payment=(), usb=()")

# An area among other words: whole names alone, of the longest; none of a street's name, of two side by side, or of the whole borough.
NAMED = [({"place": typed}, {"words": found}) for typed, found in (
    ("Foundry Lane, Aldermoor, behind the chip shop", "in Aldermoor ward, Harcaster"),
    ("outside 12 Cooper St aldermoor", "in Aldermoor ward, Harcaster"),
    ("Priory Road, Aldermoor ward", "in Aldermoor ward, Harcaster"),
    ("the swings, Linden Park, Linden", "in Linden Park, Linden ward, Harcaster"),
    ("bins at Priory Fields by the shop", "in Priory Fields estate, Priory ward, Harcaster"),
    ("between Aldermoor and Priory", ""), ("behind the abbey", ""), ("Aldermoor Road", ""), ("Aldermoors, by the oak", ""),
    ("Cooper Street, Harcaster", ""), ("Cooper Street", ""))]


def begun(server):
    browser = Browser(server)
    browser.post("/report", words="sofa dumped on the verge")
    browser.post("/report/which", service="fly-tipping / public land")
    return browser


def policies(page):
    return page.headers["Content-Security-Policy"], page.headers["Permissions-Policy"]


def test_found(server):
    """What a point or a postcode is, in words; nothing of it is kept."""
    b = Browser(server)
    for form, expected in ((POINT, {"words": "in Aldermoor ward, Harcaster", "latitude": 54.8801, "longitude": 1.972}),
                           ({"place": "zz12ab"}, {"words": "in Aldermoor ward, Harcaster", "latitude": 54.88226, "longitude": 1.96323}),
                           ({"latitude": "1", "longitude": "1"},
                            {"words": "outside every area that we know", "latitude": 1, "longitude": 1}),
                           ({"latitude": "91", "longitude": "x"}, {"words": ""}), *NAMED, ({"place": "by the old oak"}, {"words": ""}), ({}, {"words": ""})):
        page = b.post("/report/where/found", **form)
        check_equal(f"found: {form}", (page.status, json.loads(page.text), page.headers["Cache-Control"], page.cookies),
                    (200, {"is_known": bool(expected["words"]) and "outside" not in expected["words"], **expected}, "no-store", []))
    check_equal("asked for as a page", b.get("/report/where/found").headers.get("Location"), "/report/where")
    check_equal("from elsewhere", b.post("/report/where/found", {"Sec-Fetch-Site": "cross-site"}, **POINT).status, 403)


def test_asked(server):
    """What can't be told is asked first of what else there is to ask, and the last page says what was understood."""
    b = begun(server)
    page = b.follow(b.post("/report/where", place="behind the abbey"))
    check("asked first, with a way back to the words", page.text.index(">Which area is it in?</label>") < page.text.index('href="/report/where">Say in other words') <
          page.text.index("Whose land is it on?") and page.text.count("<h1") == 1, page.text)
    check_equal("the last page is not reached without it", b.get("/report/check").headers.get("Location"), "/report/more")
    check_equal("an answer alone is not enough", errors(b.post("/report/more", **{"q-land": "a back alley"})), ["Choose the area it is in, or &quot;I don&#39;t know&quot;"])
    b.post("/report/which", service="hedges")
    check("a kind that asks nothing: the area alone", "Which area is it in?" in words(b.get("/report/more")), words(b.get("/report/more")))
    check_equal("then the last page", b.post("/report/more", area="Aldermoor ward").headers["Location"], "/report/check")
    check("with the area", "behind the abbey in Aldermoor ward, Harcaster" in words(b.get("/report/check")), words(b.get("/report/check")))
    b = begun(server)
    page = b.follow(b.post("/report/where", place="Cooper Street, Aldermoor"))
    page = b.follow(b.post("/report/more"))
    check("the check page has what was typed and where that is", "Where Cooper Street, Aldermoor in Aldermoor ward, Harcaster" in words(page), words(page))


def lists(page):
    return [re.findall(r"<option[^>]*>([^<]*)", part) for part in re.split("<optgroup", re.search(r"<select.*?</select>", page.text, re.S)[0])]


def test_street(server, store):
    """A street alone: where other reports name it, if two do that everybody may read; nothing is chosen for anybody."""
    b = begun(server)
    page = b.follow(b.post("/report/where", place="alley behind the shops Foundry Ln"))
    check("said, and nothing is chosen", "Foundry Lane: other reports from there lie in Aldermoor ward." in words(page) and " checked" not in page.text and
          re.findall(r'name="lies" type="radio" value="([^"]*)"', page.text) == ["Aldermoor ward", "unknown"] and page.text.count("<h1") == 1, page.text)
    page = b.follow(b.post("/report/more", lies="Aldermoor ward", area=""))
    check("what was chosen is where it is", "Foundry Ln in Aldermoor ward, Harcaster" in words(b.get("/report/check")), words(page))
    b.post("/report/where", place="Foundry Lane", area="")
    b.post("/report/more", lies="Aldermoor ward", area="Linden ward")
    check("another area of the list goes before it", "Foundry Lane in Linden ward, Harcaster" in words(b.get("/report/check")))
    b.post("/report/where", place="Foundry Lane", area="")
    page = b.post("/report/more", **{"lies": "Aldermoor ward", "area": "", "q-hazard": "perhaps"})
    check("a fault gives the choice back", re.search('value="Aldermoor ward" checked', page.text), page.text)
    page = b.post("/report/more", area="")
    check_equal("nothing chosen", errors(page), ["Choose the area it is in, or &quot;I don&#39;t know&quot;"])
    groups = lists(b.follow(b.post("/report/where", place="behind the abbey")))
    check_equal("the list by kinds, and the whole last", ([len(group) for group in groups], groups[0], groups[3], groups[5]),
                ([2, 16, 9, 1, 4, 1], ["Choose one", "I don&#39;t know"], ["Priory Fields estate"], ["The whole of Harcaster"]))
    with sqlite3.connect(store) as db:
        ids = [row[0] for row in db.execute("SELECT id FROM cases WHERE visibility = 0 AND service IS NOT NULL AND area LIKE 'Priory Fields%' ORDER BY opened DESC LIMIT 4")]
    for visible, offered in ((1, False), (2, True)):
        with sqlite3.connect(store) as db:
            for i, case in enumerate(ids):
                db.execute("UPDATE cases SET summary = ?, visibility = ? WHERE id = ?", (("Bins, Quill Drive", "Bins, Quill Drives")[i == 3], int(visible <= i < 3), case))
        page = server.get("/find?q=by 4 quill drive")
        check_equal(f"{visible} that everybody may read", ("Reports from Quill Drive lie in Priory Fields estate" in words(page), "A street alone is not enough" in words(page)),
                    (offered, not offered))


def test_written(server):
    """The street and the postcode of the description stand in the field, until something else is typed."""
    for said, expected in (("Sofa in Foundry Lane by the school", "Foundry Lane"), ("rubbish in foundry lane", "Foundry Lane"),
                           ("12 Nosuch Road full of bags at zz1 2ab", "12 Nosuch Road, ZZ1 2AB"), ("street light out", ""), ("Blocked drive", ""),
                           ("Bags in the alley off Foundry Lane in Aldermoor, behind us", "Foundry Lane, Aldermoor ward"),
                           ("Bags in Foundry Lane, Harcaster", "Foundry Lane"), ("Between Aldermoor and Linden, in Cooper Street", "Cooper Street"), ("my house is cold", "")):
        b = Browser(server)
        b.post("/report", words=said)
        b.post("/report/which", service="fly-tipping / public land")
        check_equal(said, re.search(r"<textarea[^>]*>\n?([^<]*)", b.get("/report/where").text)[1], expected)
    b.post("/report", words="Sofa in Foundry Lane")
    b.post("/report/where", place="by the oak", area="unknown")
    check_equal("what was typed last", re.search(r"<textarea[^>]*>\n?([^<]*)", b.get("/report/where").text)[1], "by the oak")


def test_elsewhere(server):
    """A postcode of no place here is called one."""
    b = begun(server)
    page = b.follow(b.post("/report/where", place="by the arch, m1 1ae"))
    check("asked where", "M1 1AE is a postcode outside the places that are known here. &quot;I don't know&quot; means" in words(page), words(page))
    for asked in ("M1 1AE", "m11ae", "SW1A-2AA", "ZZ9 9ZZ"):
        page = server.get(f"/find?q={asked}")
        check(f"{asked}: found nowhere", "is a postcode outside the places that are known here." in words(page) and "street alone" not in words(page), words(page))
    for asked in ("nowhere at all", "M1", "1AE M1"):
        page = server.get(f"/find?q={asked}")
        check(f"{asked}: no street, no postcode", f"{asked} is no postcode and no area that is known here. Give a postcode" in words(page), words(page))


def test_borders(server):
    page = begun(server).get("/report/where")
    path = re.search(r'data-borders="([^"]*)"', page.text)[1]
    shapes = server.get(path)
    check_equal("borders: what they are, and that they may be kept", (shapes.status, shapes.headers["Content-Type"], shapes.headers["Cache-Control"]),
                (200, "application/geo+json", "public, max-age=31536000, immutable"))
    names = [one["properties"] for one in json.loads(shapes.text)["features"]]
    check("borders: names and nothing else", {"name": "Aldermoor ward"} in names and all(list(one) == ["name"] for one in names), names)
    small = server.get(path, {"Accept-Encoding": "gzip"})
    check("borders: small on the way", len(small.raw) < 6000, len(small.raw))
    for other in ("/map/areas/1", "/map/areas/99", "/map/areas/x"):
        check_equal(f"{other}: no borders", server.get(other).status, 404)


def test_policies(server, tiles):
    """Only this page may ask where somebody is; only with tiles may it fetch pictures from elsewhere, from there alone."""
    for name, at, allowed in (("without tiles", server, OWN), ("with tiles", tiles, f"{OWN} https://tiles.example")):
        b = begun(at)
        page = b.get("/report/where")
        check_equal(f"{name}: the page where", policies(page), (allowed, PLACE))
        check_equal(f"{name}: the same with a fault", policies(b.post("/report/where")), (allowed, PLACE))
        for path in ("/report", "/report/which", "/report/more", "/", "/nope", "/sign-in"):
            check_equal(f"{name}: {path}", policies(b.get(path)), (OWN, NO_PLACE))
    check("no tiles, none named", 'data-tiles=""' in begun(server).get("/report/where").text)
    page = begun(tiles).get("/report/where")
    check("tiles and whose they are", f'data-tiles="{TILES}"' in page.text and 'data-by="Tiles &lt;by&gt; nobody"' in page.text, page.text)


def test_refused():
    for options, said in (((["--tiles", "https://a.example;script-src *"]), "--tiles: 'https://a.example;script-src *' is no address of tiles: "
                           "write one such as https://tiles.example/{z}/{x}/{y}.png"),
                          (["--tiles", "ftp://a.example/{z}/{x}/{y}.png"], "--tiles: 'ftp://a.example/{z}/{x}/{y}.png' is no address of tiles: "
                           "write one such as https://tiles.example/{z}/{x}/{y}.png"),
                          (["--tiles", TILES], "--tiles-by: say whose tiles these are, as their licence asks")):
        try:
            with Server(store, *options):
                told = "it started"
        except SystemExit as error:
            told = str(error)
        check(f"refused: {options[1]}", said in told, told)


def test_marked(server):
    """A point is enough for a place; it is shown in words, goes with the report, and can be taken off."""
    b = begun(server)
    check_equal("a point that is none is no place", errors(b.post("/report/where", latitude="x", longitude="y")),
                ["Say where it is: a postcode, or the street and what it is next to"])
    page = b.follow(b.post("/report/where", **POINT))
    check("a point alone is taken", "Answer what you can" in words(page), words(page))
    page = b.get("/report/where")
    check("it is kept, and said in words", "A place is marked: in Aldermoor ward, Harcaster" in words(page) and POINT["latitude"] in page.text, words(page))
    page = b.follow(b.post("/report/more"))
    check("the check page says so", "Marked on the map, in Aldermoor ward, Harcaster" in words(page), words(page))
    page = b.follow(b.post("/report/where", place="beside the kiosk", **POINT))
    check("words beside it", "beside the kiosk Marked on the map" in words(b.get("/report/check")), words(page))
    page = b.follow(b.post("/report/where", place="by the old oak", off="yes", **POINT))
    check("taken off: the area is asked for", "Which area is it in?" in words(page) and POINT["latitude"] not in page.text, words(page))


store = demonstration("places.db")
with Server(store) as served, Server(demonstration("tiles.db"), "--tiles", TILES, "--tiles-by", "Tiles <by> nobody") as tiled:
    test_found(served)
    test_asked(served)
    test_street(served, store)
    test_written(served)
    test_elsewhere(served)
    test_borders(served)
    test_policies(served, tiled)
    test_marked(served)
test_refused()
