"""A browser of a test: cookies, forms, files, and what its pages say."""
import re
import uuid
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PASSWORD = "market place at noon"
OURS = {"Sec-Fetch-Site": "same-origin"}
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"


class Browser:
    """Cookies, and a place it comes from."""

    def __init__(self, server, network="192.0.2.1", **headers):
        self.server, self.cookies, self.headers = server, {}, {"User-Agent": FIREFOX, "X-Forwarded-For": network, **headers}

    def ask(self, method, path, form=None, headers=None, body=None):
        sent = {**self.headers, **OURS, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if form is not None:
            body, sent["Content-Type"] = urlencode(form, doseq=True), "application/x-www-form-urlencoded"
        page = self.server.ask(method, path, {k: v for k, v in sent.items() if v is not None}, body)
        for line in page.cookies:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    del self.cookies[name]
        return page

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, headers=None, **form):
        return self.ask("POST", path, form, headers)

    def send(self, path, form=None, **files):
        """A form with files: name=(name of the file, media type, bytes)."""
        boundary = uuid.uuid4().hex
        parts = [f'name="{name}"\r\n\r\n'.encode() + value.encode() for name, value in (form or {}).items()]
        parts += [f'name="{name}"; filename="{file}"\r\nContent-Type: {kind}\r\n\r\n'.encode() + data
                  for name, (file, kind, data) in files.items()]
        body = b"".join(f"--{boundary}\r\nContent-Disposition: form-data; ".encode() + part + b"\r\n" for part in parts)
        return self.ask("POST", path, None, {"Content-Type": f"multipart/form-data; boundary={boundary}"},
                        body + f"--{boundary}--\r\n".encode())

    def follow(self, page):
        """Where a form led to."""
        while page.status == 303:
            page = self.get(page.headers["Location"])
        return page

    def sign_in(self, user, password=PASSWORD):
        return self.post("/sign-in", how="password", user=user, password=password)

    def is_in(self):
        return self.get("/account").status == 200


def main_of(page):
    return re.search(r'<main.*?</main>', page.text, re.DOTALL)[0]


def errors(page):
    return re.findall(r'<li><a href="#[^"]*">([^<]*)</a></li>', main_of(page))


def seen(page):
    """What a form has seen of what it sets."""
    return re.search(r'name="seen" value="([0-9a-f]*)"', page.text)[1]


def words_in(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("&#39;", "'").replace("&amp;", "&").split())


def words(page):
    """What stands in the page, without marks."""
    return words_in(main_of(page))


def words_before_fold(page):
    """What is read before the first thing that is folded away under a heading."""
    return words_in(main_of(page).split('<details class="w-fold">')[0])
