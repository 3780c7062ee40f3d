"""The sample site as files, sent by a plain file server."""

import re
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import expect

from articles.models import SiteSettings
from static_site.file_server import file_server
from static_site.static_export import export_static_site
from static_site.static_options import static_options
from tests.browser.conftest import hold, scroll_width, wait_for
from tests.factories import make_user
from tests.static_site.walking import dead_links, html_files
from tests.transfer.imports import import_folder

PATH = "/blog"
MOST_OF_A_SEARCH = 150_000  # bytes
SEARCH_SCRIPT = 12_000
FOUND = "#found article h3 a"


KINDS_OF_PAGES = (
    *("/", "/page/2/", "/topics/", "/tags/", "/archive/", "/archive/2026/", "/series/", "/about/"),
    *("/articles/transformer-attention/", "/authors/xiaoyun/", "/search/?q=注意力", "/en/"),
    "/en/articles/transformer-attention/",
)
FORMATS = ("css", "js", "svg", "json", "speculationrules")


@pytest.fixture
def hashed_files(settings, tmp_path):
    """The static files of public pages, collected as set-up does it, but not compressed."""
    hashed = {"BACKEND": "blog.storage.HashedStaticFiles"}
    settings.STATIC_ROOT = tmp_path / "static"
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = FORMATS
    settings.STORAGES = {**settings.STORAGES, "staticfiles": hashed}
    unread = ["admin*", "unfold*", "account*", "mfa*", "editor*"]
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=unread)


def write_site(folder, **options):
    return export_static_site(static_options(folder, processes=1, **options))


def is_styled(page):
    """Whether all style sheets are there."""
    named = page.locator("link[rel=stylesheet]").count()
    return named > 0 and page.evaluate("document.styleSheets.length") == named


@pytest.fixture
def address(committed, media_folders, hashed_files, tmp_path):
    """The home page of the sample site, with whole and with relative addresses."""
    # Drawing the formulas of feeds takes half a minute, and tests/pages covers it.
    SiteSettings.objects.update_or_create(defaults={"feed_formulas": "latex"})
    import_folder(Path(settings.BASE) / "sample", author=make_user())
    write_site(tmp_path / "whole", base=f"https://me.github.io{PATH}")
    write_site(
        tmp_path / "below/any/path",
        relative=True,
        base="https://me.github.io",
        languages=("zh-hans",),
    )
    with ExitStack() as servers:
        found = {}
        for name, folder, path in (("whole", "whole", PATH), ("relative", "below", "")):
            server = servers.enter_context(file_server(tmp_path / folder, 0, path))
            Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            servers.callback(server.shutdown)
            found[name] = f"http://127.0.0.1:{server.server_port}{path}"
        found["folder"] = tmp_path / "whole"
        found["relative folder"] = tmp_path / "below/any/path"
        found["relative"] += "/any/path"
        yield found


def test_static_site_works_as_files(address, visit, subtests):
    """One export for all of it: it takes longer than the looks at it."""

    def no_link_leads_nowhere(_page):
        assert len(html_files(address["folder"])) > 100
        assert dead_links(address["folder"], PATH) == []
        assert dead_links(address["relative folder"]) == []

    def search_finds_chinese_and_code(page):
        answers = []
        page.on("response", lambda answer: answers.append(answer))
        page.goto(f"{address['whole']}/search/")
        page.get_by_role("searchbox").fill("注意力")
        expect(page.locator(FOUND).first).to_contain_text("注意力")
        expect(page.locator("#found mark").first).to_have_text("注意力")
        expect(page.locator("#found .excerpt .chip").first).to_have_text(
            re.compile(r"\[(公式|Math)\]")
        )
        index = [answer for answer in answers if "/search/index/" in answer.url]
        assert 0 < sum(len(answer.body()) for answer in index) < MOST_OF_A_SEARCH
        page.get_by_role("searchbox").fill("backward")
        expect(page.locator("#found mark").first).to_have_text("backward")
        page.get_by_role("searchbox").fill("不存在的词语")
        expect(page.locator("#found .empty")).to_contain_text("不存在的词语")

    def what_was_typed_before_the_script_ran_is_searched(page):
        held = []
        page.route("**/static_site/search.*", lambda route: held.append(route))
        page.goto(f"{address['whole']}/search/", wait_until="commit")
        page.get_by_role("searchbox").fill("注意力")
        wait_for(page, lambda: held)
        held[0].continue_()
        expect(page.locator(FOUND).first).to_contain_text("注意力")
        page.unroute("**/static_site/search.*")

    def results_lead_to_articles_in_the_same_language(page):
        page.goto(f"{address['whole']}/en/search/?q=注意力")
        page.locator(FOUND).first.click()
        expect(page).to_have_url(re.compile(f"{PATH}/en/articles/"))
        expect(page.locator("html")).to_have_attribute("lang", "en")

    def choices_are_remembered(page):
        page.goto(f"{address['whole']}/")
        page.get_by_role("button", name="Dark").or_(
            page.locator("button[value=dark]")
        ).first.click()
        page.goto(f"{address['whole']}/topics/")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        expect(page.locator("button[value=dark]")).to_have_attribute("aria-pressed", "true")

    def relative_site_searches_too(page):
        page.goto(f"{address['relative']}/topics/index.html")
        page.locator("[data-key='/']").click()
        page.get_by_role("searchbox").fill("注意力")
        page.locator(FOUND).first.click()
        expect(page.locator("h1")).to_contain_text("注意力")

    def missing_address_has_a_page(page):
        answer = page.goto(f"{address['whole']}/no/such/page/")
        assert answer.status == 404
        expect(page.locator("h1")).to_be_visible()
        page.problems.clear()  # the console names the status

    def pages_have_their_style_and_fit_a_narrow_window(page):
        page.set_viewport_size({"width": 360, "height": 900})
        for path in KINDS_OF_PAGES:
            page.goto(f"{address['whole']}{path}")
            assert is_styled(page), path
            assert scroll_width(page) == 360, path

    page = visit(f"{address['whole']}/")
    checks = (
        no_link_leads_nowhere,
        search_finds_chinese_and_code,
        what_was_typed_before_the_script_ran_is_searched,
        results_lead_to_articles_in_the_same_language,
        choices_are_remembered,
        relative_site_searches_too,
        missing_address_has_a_page,
        pages_have_their_style_and_fit_a_narrow_window,
    )
    hold(subtests, page, *checks)
    assert page.problems == []

    plain = visit(f"{address['whole']}/search/", script=False)
    expect(plain.locator("#lw-without-script")).to_be_visible()
    expect(plain.locator("button[name=theme]")).to_have_count(0)
    for path in KINDS_OF_PAGES:
        plain.goto(f"{address['whole']}{path}")
        expect(plain.locator("main")).to_be_visible()
    assert plain.problems == []
    plain.goto(f"file://{address['relative folder']}/index.html")
    plain.locator("article h2 a, article h3 a").first.click()
    expect(plain.locator("h1")).to_be_visible()
    assert is_styled(plain)


def test_size_of_scripts_of_static_sites():
    folder = Path(settings.BASE) / "static/js/static_site"
    assert (folder / "search.js").stat().st_size <= SEARCH_SCRIPT
    assert (folder / "choices.js").stat().st_size <= 2_300
