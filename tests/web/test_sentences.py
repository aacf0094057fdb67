"""The pages of a charter in plain sentences: which language each part is in, that a draft says so, where names lead."""
import re
from html.parser import HTMLParser

from serving import Server, check, check_equal, demonstration

CHARTER = "/charters/aldermoor-streets"
DRAFT = "Drafft yw’r cyfieithiad hwn: "


class Sentences(HTMLParser):
    """Each sentence of a list with its language, as (language, [(language, words)...], [href...]), and the draft notices."""

    def __init__(self, text):
        super().__init__()
        self.langs, self.found, self.is_item = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("html", "ul", "span", "p", "a", "strong", "li", "div"):
            self.langs.append((tag, attributes.get("lang"), "w-said" in attributes.get("class", "")))
        if tag == "li" and any(said for _, _, said in self.langs):
            self.is_item = True
            self.found.append((self.lang(), [], []))
        if tag == "a" and self.is_item:
            self.found[-1][2].append(attributes["href"])

    def handle_endtag(self, tag):
        if self.langs and self.langs[-1][0] == tag:
            self.langs.pop()
        if tag == "li":
            self.is_item = False

    def handle_data(self, data):
        if self.is_item:
            self.found[-1][1].append((self.lang(), data))

    def lang(self):
        return [lang for _, lang, _ in self.langs if lang][-1]


def words(item):
    return "".join(data for _, data in item[1])


def english(server):
    page = server.get(CHARTER + "/S1")
    found = Sentences(page.text).found
    check_equal("a promise is said in sentences, what is promised first", [words(item) for item in found][:5], [
        "It is completed within 1 working day of the report, in at least 90 of every 100 cases each quarter.",
        "This is promised by Harcaster Borough Council.", "The post that answers for it: Street Scene Manager.",
        "It covers reports of: graffiti (offensive).",
        "The norm elsewhere: it is completed within 2 working days of the report."])
    check("each as it stands in the text is a click away", "<dt>Clock</dt><dd>from report to completion, within 1 working day" in page.text
          and "As it stands in the text" in page.text, page)
    check_equal("a clause that is named is a link, with its title beside it",
                [(words(item), item[2]) for item in found if words(item).startswith("If it is late")],
                [("If it is late, what follows is R1 (One late case).", ["/charters/aldermoor-streets/R1"])])
    check("what follows is said too", "Step 1: the provider tells the person who reported the reason and a new date, without being asked, "
          "within 3 working days." in [words(item) for item in found], found)
    check_equal("English needs no notice and no marks", (DRAFT in page.text, "draft" in page.text, {item[0] for item in found},
                                                         {lang for item in found for lang, _ in item[1]}),
                (False, False, {"en"}, {"en"}))
    of_charter = Sentences(server.get(CHARTER).text).found
    check("on a charter's own page a clause that is named is further down",
          ["#R1"] in [item[2] for item in of_charter if words(item).startswith("If it is late")], of_charter)
    check_equal("another language than those there are is English", Sentences(server.get(CHARTER + "/S1?lang=xx").text).found, found)


def welsh(server):
    for path in (CHARTER, CHARTER + "/S1"):
        page = server.get(path + "?lang=cy")
        found = Sentences(page.text).found
        check(f"{path}: the draft says that it is one, in both languages", f'<p lang="cy">{DRAFT}' in page.text
              and "<p>This translation is a draft: no person has reviewed it yet." in page.text, page)
        check_equal(f"{path}: the sentences are Welsh, the rest of the page is English",
                    ({item[0] for item in found}, '<html lang="en"' in page.text), ({"cy"}, True))
        own = {data for item in found for lang, data in item[1] if lang == "en"}
        check(f"{path}: what the charter says itself is marked as English", {"Harcaster Borough Council", "asking the owner"} <= own
              and not any("gwaith" in data for data in own), own)
        check(f"{path}: the way back is beside it", '<a class="govuk-link" href="?lang=en" lang="en" hreflang="en">English</a>' in page.text
              and '<strong lang="cy">Cymraeg</strong>' in page.text, page)
        clock = [words(item) for item in found if words(item).startswith("Fe’i cwblheir o fewn 1 diwrnod gwaith")]
        check_equal(f"{path}: a sentence", clock[0], "Fe’i cwblheir o fewn 1 diwrnod gwaith ar ôl yr adroddiad, mewn o leiaf 90 o bob 100 o achosion "
                    "bob chwarter.")
        check(f"{path}: no mark is left over", not re.search("[\x0e-\x11]", page.text))
    links = [href for item in Sentences(server.get(CHARTER + "/S1?lang=cy").text).found for href in item[2]]
    check("the language goes with its links, and is kept nowhere else", links and all(href.endswith("?lang=cy") for href in links), links)
    check("no cookie is set", "Set-Cookie" not in server.get(CHARTER + "?lang=cy").headers)
    check("the signed text is the same in every language", server.get(CHARTER + "/text?lang=cy").body == server.get(CHARTER + "/text").body)


with Server(demonstration()) as served:
    english(served)
    welsh(served)
