"""All pages with all attacks in a browser that obeys no Content-Security-Policy: nothing runs.

ATTACKS=file.json adds strings to those of tests/attacks/attack_strings.py.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import Error as PlaywrightError

from articles.models import Article, User
from rendering import DIALECTS
from tests.access.access_site import last_of
from tests.access.url_map import Address, all_addresses
from tests.attacks.attack_strings import all_attacks, repeated
from tests.attacks.hostile_site import (
    BREAKOUT,
    dangers_of_html,
    fill_texts,
    make_hostile_site,
    public_addresses,
)
from tests.browser import conftest as browser
from tests.factories import make_article

chromium, database, enter, visit = browser.chromium, browser.database, browser.enter, browser.visit
PER_ARTICLE = 12  # attacks
# Attacks call these; handlers and addresses need a click or a key of somebody.
WATCHED = """for (const name of ["alert", "confirm", "prompt", "print"])
    window[name] = (...given) => console.error("RAN", name, given);"""
WOULD_RUN = """() => [...document.querySelectorAll("*")].flatMap(e => [...e.attributes]
    .filter(a => /^on/i.test(a.name) || (/href|src|action|data/i.test(a.name)
        && /^[\\s\\x00-\\x1f]*(javascript|vbscript):/i.test(a.value)))
    .map(a => `${e.tagName} ${a.name}=${a.value}`.slice(0, 120)))"""


@pytest.fixture
def root(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path / "var", tmp_path / "var" / "uploads"
    settings.PAGE_CACHE_MB = 0
    return User.objects.create(username="root", is_staff=True, is_superuser=True)


def private_paths(values: dict[str, Any]) -> Iterator[str]:
    """Of the desk and the admin. Objects of the admin are the last of their table."""
    for address in filter(lambda each: each.is_private, all_addresses()):
        yield address.path({part: value_of(part, address, values) for part in address.parts})


def value_of(part: str, address: Address, values: dict[str, Any]) -> Any:
    if address.kind == "site":
        return values[part if part == "content_type_id" else "article"]
    if part == "person":
        return values["id"]
    if "/account/" in address.text or "admin/people/" in address.text:
        return 1
    return values.get(part) or last_of(address).get(part, 1)


def look_at(page, address: str) -> list[str]:
    """What ran, and what would run after a click, on the page at this address."""
    page.problems.clear()
    try:
        page.goto(address, wait_until="load")
    except PlaywrightError as error:
        if not re.search("Download is starting|ERR_ABORTED", str(error)):
            raise
        return []
    ran = [each for each in page.problems if each.startswith("RAN")]
    return ran + page.evaluate(WOULD_RUN) + page.foreign_scripts


def watched(enter, root):
    page = enter(root, "/desk/", bypass_csp=True, before=lambda page: page.add_init_script(WATCHED))
    own, page.foreign_scripts = urlsplit(page.url).netloc, []

    def note(request):
        if request.resource_type == "script" and urlsplit(request.url).netloc != own:
            page.foreign_scripts.append(request.url)

    page.on("request", note)
    page.set_content(BREAKOUT)  # this page is not ours: here it runs
    browser.wait_for(page, lambda: any(each.startswith("RAN alert") for each in page.problems))
    return page


def test_no_attack_runs_in_the_text_of_an_article(enter, root):
    attacks, addresses = all_attacks(), []
    for start in range(0, len(attacks), PER_ARTICLE):
        body = "\n\n".join(attacks[start : start + PER_ARTICLE]).replace("\x00", "")
        for dialect in DIALECTS:
            for author in (root, None):  # who may publish raw HTML, and who may not
                given = {"author": author} if author else {}
                article = make_article(body=body, dialect=dialect, **given)
                addresses.append(article.get_absolute_url())
    page = watched(enter, root)
    found = [(address, each) for address in addresses for each in look_at(page, address)]
    print(f"\n{len(attacks)} attacks in the bodies of {len(addresses)} articles: {len(found)} ran.")
    assert found == []


def test_no_attack_runs_in_any_other_text(enter, root, tmp_path):
    (tmp_path / "import").mkdir()
    values = make_hostile_site(tmp_path / "import", all_attacks())
    pages = [*public_addresses(values), *private_paths(values)]
    attacks, found, placed, opened = all_attacks(), [], 0, 0
    source, page = repeated(attacks), watched(enter, root)
    while placed < 2 * len(attacks):
        placed += fill_texts(source)
        for path in pages:
            found += [(path, each) for each in look_at(page, path)]
            opened += 1
    print(f"\n{len(attacks)} attacks in {placed} texts, {opened} pages opened: {len(found)} ran.")
    assert Article.objects.count() > 3
    assert found == []


def test_no_attack_is_in_a_static_export(root, tmp_path):
    (tmp_path / "import").mkdir()
    make_hostile_site(tmp_path / "import", all_attacks())
    fill_texts(repeated(all_attacks()))
    folder = tmp_path / "site"
    call_command("export", str(folder), "--static", "--base=https://a.example", "--processes=1")
    pages = list(folder.rglob("*.html"))
    found = [(each.name, danger) for each in pages for danger in dangers_of_html(each.read_text())]
    print(f"\n{len(pages)} pages of a static site: {len(found)} would run.")
    assert len(pages) > 20
    assert found == []
