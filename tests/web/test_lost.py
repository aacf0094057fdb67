"""What somebody who works here typed is there again when the session had ended: every form with a box for words, as its page
has it. A form that two fill in at once, a report that is another's by now: test_work.py; the back button and a network that
dies: browser/lost.mjs."""
import re
from html import unescape
from urllib.parse import unquote

from browsing import Browser, main_of, words
from serving import Server, check, check_equal, demonstration

NEIGHBOURHOODS, STREET, HOUSING = "neighbourhoods@harcaster.example", "street.scene@harcaster.example", "housing.manager@threeways.example"
SERGEANT, CHAMPION = "centre.sergeant@eastmark-police.example", "aldermoor.champion@harcaster.example"
ADMINISTRATOR = "administrator@harcaster.example"
TYPED = "Typed & kept, 4711"
DRAFT, CHARTER = "/drafts/aldermoor-nights", "/charters/aldermoor-streets"
FORMS = {
    NEIGHBOURHOODS: (
        "/drafts/new", f"{DRAFT}/clauses/S1", f"{DRAFT}/clauses/header", f"{DRAFT}/clauses/S1?as=text", f"{DRAFT}/add?kind=Contact",
        f"{DRAFT}/changes/2", f"{DRAFT}/meeting?clause=S1", f"{DRAFT}/sign", f"{CHARTER}/life/end", f"{CHARTER}/S1/departure",
        f"{CHARTER}/P1/progress", f"{CHARTER}/K1/contacted", f"{CHARTER}/words/pl/write",
        f"{CHARTER}/S4/walkabout", "/charters/after-dark/O1/taken-up", "/charters/ask", "/walkabouts/new",
        "/report/intake", "/account"),
    ADMINISTRATOR: ("/admin/people/invite", "/admin/people/1", "/admin/calendars/england-and-wales", "/admin/settings", "/admin/elections", "/admin/bodies/new"),
    STREET: (f"{CHARTER}/C3/thanks", "/work?show=all", "/work/HAR-26-13845", "/moderation/HAR-26-13845", "/work/templates/new", "/work/upload"),
    HOUSING: ("/work/payments", "/work/steps/priory-fields/S1/R1/4/PF-26-1103"),
    SERGEANT: ("/charters/nether-sallow/S7/log", f"{DRAFT}/changes/2"),
    "secretary@aldermoor.example": (f"{CHARTER}/review", f"{CHARTER}/C3/log", f"{CHARTER}/words/ro/write"),
    CHAMPION: (f"{CHARTER}/C3/log", f"{CHARTER}/S4/walkabout"),
}


def forms_of(page, path):
    """Each form of the page that has a box for words: where it goes, what it would send, which of it was typed."""
    for head, form in re.findall(r'<form([^>]*method="post"[^>]*)>(.*?)</form>', main_of(page), re.S):
        action = (re.search(r'action="([^"]*)"', head) or ["", path])[1]
        sent = {n: unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)}
        typed = re.findall(r'<textarea[^>]* name="([^"]+)"', form) + re.findall(r'<input class="govuk-input[^"]*" id="[^"]*" name="([^"]+)" type="text"', form)
        deed = re.search(r'<button type="submit"[^>]* name="deed" value="([^"]+)"|<button type="submit" name="deed" value="([^"]+)"', form)
        if deed:
            sent["deed"] = unescape(deed[1] or deed[2])
        if typed:
            yield unescape(action), {**sent, **{name: TYPED for name in typed}}, typed


def stands_in(page, name):
    """Whether what was typed stands in the box of that name."""
    kept = re.escape(TYPED.replace("&", "&amp;"))
    return bool(re.search(rf'name="{re.escape(name)}"[^>]*>\n?{kept}</textarea>|name="{re.escape(name)}" type="text" value="{kept}"', page.text))


def test_form(server, user, path, number):
    browser = Browser(server)
    browser.sign_in(user)
    page = browser.get(path)
    forms = list(forms_of(page, path))
    if number >= len(forms):
        check(f"{user} {path}: there is a form with words", number > 0 and page.status == 200, words(page)[:200])
        return False
    action, sent, typed = forms[number]
    browser.cookies.pop("session")
    refused = browser.post(action, **sent)
    check_equal(f"{path} {number}: signed out, it is refused", (refused.status, "What you typed is kept" in words(refused)), (401, True))
    browser.sign_in(user)
    back = re.search(r'href="/sign-in\?next=([^"]+)"', refused.text)
    again = browser.get(unquote(unescape(back[1])) if back else path)
    lost = [name for name in typed if not stands_in(again, name)]
    check_equal(f"{path} {number}: all of it is there again", (again.status, lost), (200, []))
    return True


with Server(demonstration()) as main_server:
    for who, paths in FORMS.items():
        for where in paths:
            at = 0
            while test_form(main_server, who, where, at):
                at += 1
