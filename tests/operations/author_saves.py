"""Ways in which authors save, over HTTP, and what they are told."""

import json
import os
import re
import time
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.admin.test_authors_and_editors import form as admin_form
from tests.media.samples import picture
from tests.operations import preloaded

TOKEN = "a" * 32  # of CSRF, in the cookie and in the form
SIGN_IN = """
import sys
import django; django.setup()
from django.test import Client
from articles.models import Article, User
from desk.models import Draft
for number in range(int(sys.argv[1])):
    user = User.objects.create(username=f"author{number}", is_staff=True, is_superuser=True)
    article = Article.objects.create(title="First", slug=f"a{number}", body="text", author=user)
    client = Client()
    client.force_login(user)
    head = Draft.objects.get(pk=article.pk).head_id
    print(client.cookies["sessionid"].value, article.pk, head, user.pk)
"""
BASE = re.compile(r'name="base" value="(\d+)"')
Sent = dict[str, Any]


class Given(NamedTuple):
    session: str
    article: int
    base: int
    user: int


class Way(NamedTuple):
    """A way of saving: where to, what, and the page that shows it afterwards."""

    name: str
    path: str
    form: Callable[[Given, str], Sent]
    page: str
    is_script: bool = False


class Try(NamedTuple):
    """One answer. `is_kept`: it says in words that nothing was saved, and a page has the text."""

    status: int
    seconds: float
    is_kept: bool
    said: str


def at_desk(given: Given, text: str, **more: str) -> Sent:
    return {"title": "First", "body": text, "base": given.base, **more}


def published(given: Given, text: str) -> Sent:
    return at_desk(given, text, do="publish")


def at_admin(given: Given, text: str) -> Sent:
    return admin_form(title="First", body=text, author=given.user)


def comment(given: Given, text: str) -> Sent:
    return {"do": "comment", "line": 1, "text": text, "revision": given.base}


def upload(_given: Given, text: str) -> Sent:
    return {"file": SimpleUploadedFile(f"{text}.png", picture("PNG"))}


def tag(_given: Given, text: str) -> Sent:
    return {"name": text, "slug": ""}


def profile(given: Given, text: str) -> Sent:
    return {"display_name": "x", "slug": f"x{given.user}", "bio": text}


DESK = "/desk/articles/{article}/"
SAVES = (
    Way("the script of the desk", f"{DESK}autosave/", at_desk, DESK, True),
    Way("the form of the desk", DESK, at_desk, DESK),
    Way("the button that publishes", DESK, published, DESK),
    Way("the form of the admin", "/admin/articles/article/{article}/change/", at_admin, DESK),
    Way("a comment", f"{DESK}review/", comment, f"{DESK}review/"),
    Way("an upload", "/desk/files/", upload, "/desk/library/", True),
    Way("a tag", "/admin/articles/tag/add/", tag, "/admin/articles/tag/"),
    Way("the own profile", "/desk/account/profile/", profile, "/desk/account/profile/"),
)


class Author:
    """Somebody who saves in one way, again and again."""

    def __init__(self, site: Any, way: Way, given: Given) -> None:
        self.site, self.way, self.given = site, way, given
        self.tries: list[Try] = []
        self.text, self.number = "", 0

    def open(self) -> None:
        """Look at the form, as somebody does who saves a second time."""
        found = BASE.search(self.ask(DESK)[2])
        assert found
        self.given = self.given._replace(base=int(found[1]))

    def save(self) -> Try:
        self.number += 1
        self.text = f"text-{self.number}-of-{self.given.user}"
        sent = {**self.way.form(self.given, self.text), "csrfmiddlewaretoken": TOKEN}
        started = time.monotonic()
        status, _headers, said = self.ask(
            self.way.path, "POST", encode_multipart(BOUNDARY, sent), MULTIPART_CONTENT
        )
        return Try(status, time.monotonic() - started, self.is_kept(said), said)

    def save_until(self, end: float) -> None:
        while time.monotonic() < end:
            self.tries.append(self.save())

    def is_kept(self, said: str) -> bool:
        """What a script sent stays in the editor, and it sends it again by itself."""
        if self.way.is_script:
            return "saved by itself" in json.loads(said).get("words", "")
        return "cannot save just now" in said and self.text in unescape(said)

    def is_there(self) -> bool:
        return self.text in unescape(self.ask(self.way.page)[2])

    def ask(self, path: str, method: str = "GET", body: bytes = b"", kind: str = "") -> Any:
        headers = {
            "Cookie": f"sessionid={self.given.session}; csrftoken={TOKEN}",
            "Accept-Language": "en",
            "Accept": "application/json" if self.way.is_script and body else "text/html",
            "Origin": f"http://127.0.0.1:{self.site.port}",
            **({"Content-Type": kind} if kind else {}),
        }
        return self.site.ask(path.format(article=self.given.article), headers, method, body or None)


def sign_in_authors(data: Path, number: int) -> list[Given]:
    """So many administrators, each with an article. `data` is the folder of the site."""
    given = {**os.environ, "LONGWAVE_DATA": str(data), "DATABASE_URL": ""}
    done = preloaded.run(("-c", SIGN_IN, str(number)), given)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    return [Given(session, int(a), int(base), int(user)) for session, a, base, user in lines]
